/*
 * The tables that lib/data/generate.py makes of the data files. Only catalog.c, tiers.c and guide.c
 * see them; all others go through the handles.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MODEL_BUILTIN_H
#define CAPACITY_MODEL_BUILTIN_H

#include "model/catalog.h"
#include "model/guide.h"
#include "model/tiers.h"

typedef struct capacity__guide_part {
    const char *title;
    const capacity__guide_entry *entries;
    size_t count;
} capacity__guide_part;

extern const capacity_catalog capacity__builtin_catalog;
extern const capacity_tiers capacity__builtin_tiers;

/* By capacity_guide_section, which starts at 1. */
extern const capacity__guide_part capacity__guide[];
extern const size_t capacity__guide_parts;

#endif
