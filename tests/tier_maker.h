/*
 * Ladders of one's own: the guide's, to be changed.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_TIER_MAKER_H
#define TESTS_TIER_MAKER_H

#include "harness.h"

#include "model/tiers.h"

enum { SMALL, MEDIUM, LARGE, ENTERPRISE, TIERS };

/* The guide's tiers with their rows; one more of each than a ladder may have. */
static struct {
    capacity__tier tiers[CAPACITY_MAX_ROWS + 1];
    capacity_tier_group groups[TIERS][CAPACITY__TIER_GROUPS + 1];
    capacity_tier_item items[TIERS][CAPACITY__TIER_ITEMS + 1];
} copy;

static inline capacity__tier *guide_copy(void)
{
    memset(&copy, 0, sizeof copy);
    for (size_t i = 0; i < TIERS; i++) {
        const capacity__tier *tier = &capacity__tiers(NULL)->tiers[i];
        copy.tiers[i] = *tier;
        memcpy(copy.groups[i], tier->groups, tier->group_count * sizeof *tier->groups);
        memcpy(copy.items[i], tier->items, tier->item_count * sizeof *tier->items);
        copy.tiers[i].groups = copy.groups[i];
        copy.tiers[i].items = copy.items[i];
    }
    return copy.tiers;
}

static inline capacity_tiers *ladder_new(const capacity__tier *tiers, size_t count)
{
    capacity_tiers *ladder;
    NEW(ladder, capacity__tiers_new(tiers, count, "own", test_allocator(), &ladder, NULL));
    return ladder;
}

#endif
