/*
 * Making a ladder of one's own.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/checked.h"
#include "model/tiers_check.h"

#include <string.h>

/* One block of memory; the ladder comes first, so that its handle is the block. */
typedef struct ladder_block {
    capacity_tiers ladder;
    capacity__tier tiers[];
} ladder_block;

static void set_sizes(capacity__tier *tier)
{
    tier->tier.struct_size = sizeof tier->tier;
    tier->backend.struct_size = sizeof tier->backend;
    tier->frontend.struct_size = sizeof tier->frontend;
    for (size_t i = 0; i < tier->group_count; i++)
        tier->groups[i].struct_size = sizeof tier->groups[i];
    for (size_t i = 0; i < tier->item_count; i++)
        tier->items[i].struct_size = sizeof tier->items[i];
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
    size_t rows = 0, size = 0;
    if (!capacity__size_mul(count, sizeof *tiers, &rows) ||
        !capacity__size_add(rows, sizeof(ladder_block), &size))
        return capacity__no_memory(err);
    ladder_block *block = capacity__new(&own, size);
    if (block == NULL)
        return capacity__no_memory(err);

    memcpy(block->tiers, tiers, rows);
    for (size_t i = 0; i < count; i++)
        set_sizes(&block->tiers[i]);
    capacity_tiers *ladder = &block->ladder;
    ladder->kind = CAPACITY__KIND_TIERS;
    ladder->allocator = own;
    atomic_init(&ladder->refs, 1);
    ladder->tiers = block->tiers;
    ladder->count = count;
    memcpy(ladder->source, source, strlen(source) + 1);
    *out = ladder;
    return CAPACITY_OK;
}
