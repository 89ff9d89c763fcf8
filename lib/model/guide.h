/*
 * The guide's statements beside its tiers, for the stages that quote them.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MODEL_GUIDE_H
#define CAPACITY_MODEL_GUIDE_H

#include <capacity/capacity.h>

typedef struct capacity__guide_entry {
    const char *subject, *text;
    int64_t low, high;
    uint32_t unit, order;
} capacity__guide_entry;

/* The index-th statement of a part, which there is; NULL past the last. */
const capacity__guide_entry *capacity__guide_at(capacity_guide_section section, size_t index);

#endif
