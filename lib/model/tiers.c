/*
 * Ladders of tiers: handles, look-ups and the selection.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/tiers.h"

#include "base/error.h"
#include "base/structs.h"
#include "model/builtin.h"

#include <string.h>

const capacity_tiers *capacity__tiers(const capacity_tiers *tiers)
{
    if (tiers == NULL)
        return &capacity__builtin_tiers;
    return capacity__counted_is(&tiers->head, CAPACITY__KIND_TIERS) ? tiers : NULL;
}

/* Handles are not const, but an immortal object is never written. */
capacity_tiers *capacity_tiers_builtin(void)
{
    return (capacity_tiers *)(uintptr_t)&capacity__builtin_tiers;
}

capacity_tiers *capacity_tiers_ref(capacity_tiers *object)
{
    if (object != NULL)
        capacity__counted_ref(&object->head, CAPACITY__KIND_TIERS);
    return object;
}

void capacity_tiers_unref(capacity_tiers *object)
{
    if (object != NULL && capacity__counted_unref(&object->head, CAPACITY__KIND_TIERS))
        capacity__counted_end(&object->head);
}

size_t capacity_tiers_count(const capacity_tiers *tiers)
{
    const capacity_tiers *own = capacity__tiers(tiers);
    return own == NULL ? 0 : own->count;
}

const char *capacity_tiers_source(const capacity_tiers *tiers)
{
    const capacity_tiers *own = capacity__tiers(tiers);
    return own == NULL ? "" : own->source;
}

/* The tier at an index of a live ladder. */
static capacity_status find_tier(const capacity_tiers *tiers, size_t index,
                                 const capacity__tier **tier, capacity_error *err)
{
    const capacity_tiers *own = capacity__tiers(tiers);
    if (own == NULL)
        return capacity__null(err, "tiers");
    if (index >= own->count)
        return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_FIELD_NONE, -1,
                              "no tier %zu, the ladder has %zu from 0", index, own->count);
    *tier = &own->tiers[index];
    return CAPACITY_OK;
}

/* Write one row to a caller's struct that carries its size. */
static capacity_status put_row(void *out, const void *row, size_t row_size, capacity_error *err)
{
    uint32_t size;
    memcpy(&size, out, sizeof size);
    CAPACITY__TRY(capacity__row_size(size, row_size, err));
    capacity__row_out(out, size, row, row_size);
    return CAPACITY_OK;
}

capacity_status capacity_tiers_get(const capacity_tiers *tiers, size_t index, capacity_tier *out,
                                   capacity_error *err)
{
    const capacity__tier *tier = NULL;
    if (out == NULL)
        return capacity__null(err, "out");
    CAPACITY__TRY(find_tier(tiers, index, &tier, err));
    return put_row(out, &tier->tier, sizeof tier->tier, err);
}

capacity_status capacity_tiers_find(const capacity_tiers *tiers, const char *name, size_t *index,
                                    capacity_error *err)
{
    const capacity_tiers *own = capacity__tiers(tiers);
    if (own == NULL)
        return capacity__null(err, "tiers");
    if (name == NULL || index == NULL)
        return capacity__null(err, name == NULL ? "name" : "index");
    for (size_t i = 0; i < own->count; i++)
        if (strcmp(own->tiers[i].tier.name, name) == 0) {
            *index = i;
            return CAPACITY_OK;
        }

    char text[CAPACITY_MESSAGE_SIZE];
    capacity__out out_text = capacity__out_new(text, sizeof text);
    capacity__put_quoted(&out_text, name, strlen(name));
    for (size_t i = 0; i < own->count; i++)
        capacity__put_format(&out_text, "%s %s", i == 0 ? ", there are" : ",",
                             own->tiers[i].tier.name);
    (void)capacity__out_end(&out_text, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_FIELD_NONE, -1, "no tier %s", text);
}

capacity_status capacity_tiers_get_components(const capacity_tiers *tiers, size_t index,
                                              capacity_tier_component *out, size_t out_size,
                                              size_t max, size_t *count, capacity_error *err)
{
    const capacity__tier *tier = NULL;
    CAPACITY__TRY(find_tier(tiers, index, &tier, err));
    CAPACITY__TRY(capacity__rows_begin(out, out_size, sizeof *out, max, count, 2, err));
    if (out == NULL)
        return CAPACITY_OK;
    capacity__row_out_at(out, out_size, 0, &tier->backend, sizeof tier->backend);
    capacity__row_out_at(out, out_size, 1, &tier->frontend, sizeof tier->frontend);
    return CAPACITY_OK;
}

capacity_status capacity_tiers_get_groups(const capacity_tiers *tiers, size_t index,
                                          capacity_tier_group *out, size_t out_size, size_t max,
                                          size_t *count, capacity_error *err)
{
    const capacity__tier *tier = NULL;
    CAPACITY__TRY(find_tier(tiers, index, &tier, err));
    CAPACITY__TRY(
        capacity__rows_begin(out, out_size, sizeof *out, max, count, tier->group_count, err));
    for (size_t i = 0; out != NULL && i < *count; i++)
        capacity__row_out_at(out, out_size, i, &tier->groups[i], sizeof tier->groups[i]);
    return CAPACITY_OK;
}

capacity_status capacity_tiers_get_items(const capacity_tiers *tiers, size_t index,
                                         capacity_tier_item *out, size_t out_size, size_t max,
                                         size_t *count, capacity_error *err)
{
    const capacity__tier *tier = NULL;
    CAPACITY__TRY(find_tier(tiers, index, &tier, err));
    CAPACITY__TRY(
        capacity__rows_begin(out, out_size, sizeof *out, max, count, tier->item_count, err));
    for (size_t i = 0; out != NULL && i < *count; i++)
        capacity__row_out_at(out, out_size, i, &tier->items[i], sizeof tier->items[i]);
    return CAPACITY_OK;
}

/* The last tier that starts at or below the number: a border belongs to the tier above it. */
static int64_t tier_of(const capacity_tiers *tiers, int64_t users, int total)
{
    size_t at = 0;
    for (size_t i = 1; i < tiers->count; i++) {
        const capacity_tier *tier = &tiers->tiers[i].tier;
        if (users >= (total ? tier->total_users_min : tier->users_min))
            at = i;
    }
    return (int64_t)at;
}

capacity_tier_choice capacity__tiers_choose(const capacity_tiers *tiers, int64_t concurrent,
                                            int64_t total)
{
    capacity_tier_choice choice = {
        .struct_size = sizeof choice,
        .criterion = CAPACITY_CRITERION_CONCURRENT_USERS,
        .by_users = tier_of(tiers, concurrent, 0),
        .by_total_users = -1,
    };
    choice.tier = choice.by_users;
    if (total == CAPACITY_AUTO)
        return choice;
    choice.by_total_users = tier_of(tiers, total, 1);
    if (choice.by_total_users == choice.by_users)
        choice.criterion = CAPACITY_CRITERION_BOTH;
    if (choice.by_total_users > choice.by_users) {
        choice.criterion = CAPACITY_CRITERION_TOTAL_USERS;
        choice.tier = choice.by_total_users;
    }
    return choice;
}

capacity_status capacity_tiers_select(const capacity_tiers *tiers, int64_t concurrent_users,
                                      int64_t total_users, capacity_tier_choice *out,
                                      capacity_error *err)
{
    const capacity_tiers *own = capacity__tiers(tiers);
    if (own == NULL)
        return capacity__null(err, "tiers");
    if (out == NULL)
        return capacity__null(err, "out");
    CAPACITY__TRY(capacity__in_range(err, "concurrent_users", concurrent_users, 0, INT64_MAX));
    if (total_users != CAPACITY_AUTO)
        CAPACITY__TRY(capacity__in_range(err, "total_users", total_users, 0, INT64_MAX));
    if (total_users != CAPACITY_AUTO && concurrent_users > total_users)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "concurrent_users %" PRId64 " exceed total_users %" PRId64,
                              concurrent_users, total_users);
    capacity_tier_choice choice = capacity__tiers_choose(own, concurrent_users, total_users);
    return put_row(out, &choice, sizeof choice, err);
}
