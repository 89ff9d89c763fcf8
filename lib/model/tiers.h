/*
 * The ladder of tiers inside the library. The built-in one is a constant of this very type, made by
 * lib/data/generate.py.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MODEL_TIERS_H
#define CAPACITY_MODEL_TIERS_H

#include "base/counted.h"

enum { CAPACITY__TIER_GROUPS = 4, CAPACITY__TIER_ITEMS = 16 };

typedef struct capacity__tier {
    capacity_tier tier;
    capacity_tier_component backend, frontend;
    size_t group_count, item_count;
    const capacity_tier_group *groups;
    const capacity_tier_item *items;
} capacity__tier;

struct capacity_tiers {
    capacity__counted head;
    const capacity__tier *tiers; /* smallest first */
    size_t count;
    char source[CAPACITY_LABEL_SIZE];
};

/* The ladder to use: the given one, the guide's for NULL, or NULL for a wrong handle. */
const capacity_tiers *capacity__tiers(const capacity_tiers *tiers);

/* Make a ladder of checked tiers: contiguous from 0 to an open end in both criteria. Copies. */
capacity_status capacity__tiers_new(const capacity__tier *tiers, size_t count, const char *source,
                                    const capacity_allocator *allocator, capacity_tiers **out,
                                    capacity_error *err);

/* Selection without handles; total is CAPACITY_AUTO if not given. */
capacity_tier_choice capacity__tiers_choose(const capacity_tiers *tiers, int64_t concurrent,
                                            int64_t total);

#endif
