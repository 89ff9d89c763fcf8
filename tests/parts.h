/*
 * Parts of long texts, for tests.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_PARTS_H
#define TESTS_PARTS_H

#include "harness.h"

/* How often a part stands in a text. */
static inline size_t times(const char *part, const char *text)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
        n++;
    return n;
}

static inline void lacks(const char *part, const char *text)
{
    const char *at = strstr(text, part);
    if (at != NULL)
        ck_abort_msg("%s stands in it: %.300s", part, at);
}

#endif
