/*
 * One tier with all its rows.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_TIER_BLOCK_H
#define CLI_TIER_BLOCK_H

#include <capacity/capacity.h>

#include "quantity.h"
#include "sheet.h"

typedef struct tier_rows {
    capacity_tier tier;
    size_t component_count, group_count, item_count;
    capacity_tier_component components[CAPACITY_MAX_ROWS];
    capacity_tier_group groups[CAPACITY_MAX_ROWS];
    capacity_tier_item items[CAPACITY_MAX_ROWS];
} tier_rows;

/* Exit status; a failure has been complained about. */
int read_tier(const capacity_tiers *tiers, size_t index, tier_rows *out);

quantity tier_cost(const capacity_tier *tier);

/* Everything that the tier says; `number` counts from 1. */
void put_tier(const tier_rows *t, size_t number, const sheet *s);

#endif
