/*
 * Making a ladder of one's own.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/tiers_check.h"

#include <string.h>

/* One block of memory: the ladder, so that its handle is the block, the tiers, and all their rows. */
typedef struct ladder_block {
    capacity_tiers ladder;
    capacity__tier tiers[];
} ladder_block;

static capacity_tier_group *copy_groups(const capacity__tier *from, capacity_tier_group *to)
{
    for (size_t i = 0; i < from->group_count; i++) {
        to[i] = from->groups[i];
        to[i].struct_size = sizeof to[i];
    }
    return to + from->group_count;
}

static capacity_tier_item *copy_items(const capacity__tier *from, capacity_tier_item *to)
{
    for (size_t i = 0; i < from->item_count; i++) {
        to[i] = from->items[i];
        to[i].struct_size = sizeof to[i];
    }
    return to + from->item_count;
}

static void copy_tiers(const capacity__tier *from, size_t count, capacity__tier *to)
{
    capacity_tier_group *groups = (capacity_tier_group *)(void *)(to + count);
    for (size_t i = 0; i < count; i++) {
        to[i] = from[i];
        to[i].tier.struct_size = sizeof to[i].tier;
        to[i].backend.struct_size = sizeof to[i].backend;
        to[i].frontend.struct_size = sizeof to[i].frontend;
        to[i].groups = groups;
        groups = copy_groups(&from[i], groups);
    }
    capacity_tier_item *items = (capacity_tier_item *)(void *)groups;
    for (size_t i = 0; i < count; i++) {
        to[i].items = items;
        items = copy_items(&from[i], items);
    }
}

/* Counts are checked before: at most CAPACITY_MAX_ROWS tiers with few rows each, so sizes fit. */
static size_t block_size(const capacity__tier *tiers, size_t count)
{
    size_t size = sizeof(ladder_block) + count * sizeof *tiers;
    for (size_t i = 0; i < count; i++)
        size += tiers[i].group_count * sizeof *tiers[i].groups +
                tiers[i].item_count * sizeof *tiers[i].items;
    return size;
}

capacity_status capacity__tiers_new(const capacity__tier *tiers, size_t count, const char *source,
                                    const capacity_allocator *allocator, capacity_tiers **out,
                                    capacity_error *err)
{
    *out = NULL;
    CAPACITY__TRY(capacity__check_ladder(tiers, count, err));
    if (strlen(source) >= CAPACITY_LABEL_SIZE)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "source of %zu bytes exceeds %zu", strlen(source),
                              (size_t)CAPACITY_LABEL_SIZE - 1);

    capacity_allocator own = capacity__allocator(allocator);
    ladder_block *block = capacity__new(&own, block_size(tiers, count));
    if (block == NULL)
        return capacity__no_memory(err);

    copy_tiers(tiers, count, block->tiers);
    capacity_tiers *ladder = &block->ladder;
    capacity__counted_begin(&ladder->head, CAPACITY__KIND_TIERS, &own);
    ladder->tiers = block->tiers;
    ladder->count = count;
    memcpy(ladder->source, source, strlen(source) + 1);
    *out = ladder;
    return CAPACITY_OK;
}
