/*
 * A tier's map as tables, with the lists inside it.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_TIER_SHAPE_H
#define CAPACITY_TEXT_TIER_SHAPE_H

#include "model/tiers.h"
#include "text/shape.h"

/* A tier in the making, with room for its rows. The tier comes first: the shape is that of both. */
typedef struct capacity__tier_draft {
    capacity__tier tier;
    capacity_tier_group groups[CAPACITY__TIER_GROUPS];
    capacity_tier_item items[CAPACITY__TIER_ITEMS];
} capacity__tier_draft;

/* Reads into a draft and writes a capacity__tier. */
extern const capacity__shape capacity__tier_shape;

/* CAPACITY_E_TOO_LARGE for the current element of a list that holds no more than `most`. */
capacity_status capacity__beyond(capacity__reader *reader, int64_t most, capacity_error *err);

#endif
