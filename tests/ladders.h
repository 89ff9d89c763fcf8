/*
 * The guide's ladder with a part of its text replaced, for tests.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Reading one takes some thousand allocations, and each failing in turn would be tried again by every
 * scenario that wants another ladder. test_tiers_text.c does that once; here they come from memory
 * that is not counted and does not fail.
 */
#ifndef TESTS_LADDERS_H
#define TESTS_LADDERS_H

#include "plans.h"

static inline capacity_tiers *ladder_with(const char *part, const char *by)
{
    enum { MOST = 1 << 17 };
    static char text[MOST], changed[MOST];
    capacity_tiers *ladder = NULL;
    capacity_error err;

    ck_assert_int_eq(CAPACITY_OK,
                     capacity_tiers_write_text(capacity_tiers_builtin(), CAPACITY_FORMAT_JSON, text,
                                               sizeof text, NULL, NULL));
    const char *at = strstr(text, part);
    if (at == NULL)
        ck_abort_msg("the guide's ladder has no %s", part);
    snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, by, at + strlen(part));
    if (capacity_tiers_new_from_text(changed, strlen(changed), NULL, &ladder, &err) < 0)
        ck_abort_msg("the ladder with %s: %s", by, err.message);
    OWN(ladder);
    return ladder;
}

static inline capacity_plan *plan_with(const char *settings, const char *part, const char *by)
{
    capacity_tiers *ladder = ladder_with(part, by);
    capacity_plan *plan = plan_on(settings, NULL, ladder);
    DROP(ladder);
    return plan;
}

#endif
