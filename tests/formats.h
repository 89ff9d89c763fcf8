/*
 * The examples of docs/formats.md, so that the page cannot say what the readers refuse.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_FORMATS_H
#define TESTS_FORMATS_H

#include "harness.h"

/* The page as a string. */
static inline const char *formats_page(void)
{
    static char page[1 << 17];
    size_t size = 0;
    const char *file = test_file("docs/formats.md", &size);
    if (size >= sizeof page)
        ck_abort_msg("docs/formats.md has outgrown its test");
    memcpy(page, file, size);
    page[size] = '\0';
    return page;
}

/* The next example marked so, an exact copy; *at moves behind it. NULL when there is none. */
static inline const char *next_example(const char *mark, const char **at, size_t *size)
{
    const char *found = strstr(*at, mark);
    if (found == NULL)
        return NULL;
    const char *start = strstr(found, "```");
    start = strchr(start, '\n') + 1;
    const char *end = strstr(start, "\n```") + 1;
    *at = end;
    *size = (size_t)(end - start);
    return test_copy(start, *size);
}

#endif
