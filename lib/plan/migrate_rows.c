/*
 * Changes and costs of a migration as rows, and the public getters.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/structs.h"
#include "plan/migrate.h"
#include "plan/rows.h"

/* Rows from `wanted` on, as many as there is room for; the walk counts all. */
typedef struct lookup {
    const capacity__migration *migration;
    size_t wanted, room, next;
    void *out; /* NULL: only count */
    size_t out_size;
} lookup;

static void put_row(lookup *search, const void *row, size_t size)
{
    capacity__row_out_at(search->out, search->out_size, search->next - search->wanted, row, size);
}

static int is_wanted(const lookup *search)
{
    return search->out != NULL && search->next >= search->wanted &&
           search->next - search->wanted < search->room;
}

static void make_change(const capacity__migration *migration, const capacity__change *change,
                        capacity_migration_change *row)
{
    memset(row, 0, sizeof *row);
    row->struct_size = sizeof *row;
    row->what = change->what;
    row->field = change->field;
    row->unit = change->unit;
    row->step = (uint32_t)capacity__change_step(migration, change) + 1;
    row->before = change->before;
    row->after = change->after;
    if (change->what != CAPACITY_CHANGE_RESULT)
        capacity__name_copy(row->subject, sizeof row->subject, change->subject);
    if (change->before_text == NULL)
        return;
    capacity__name_copy(row->before_text, sizeof row->before_text, change->before_text);
    capacity__name_copy(row->after_text, sizeof row->after_text, change->after_text);
}

static void take_change(void *context, const capacity__change *change)
{
    lookup *search = context;
    capacity_migration_change row;
    if (is_wanted(search)) {
        make_change(search->migration, change, &row);
        put_row(search, &row, sizeof row);
    }
    search->next++;
}

static size_t walk_changes(lookup *search)
{
    capacity__walk_changes(&search->migration->pair, take_change, search);
    capacity__walk_results(&search->migration->pair, take_change, search);
    return search->next;
}

size_t capacity__migration_change_count(const capacity__migration *migration)
{
    return walk_changes(&(lookup){.migration = migration});
}

void capacity__migration_change_row(const capacity__migration *migration, size_t index,
                                    capacity_migration_change *row)
{
    (void)walk_changes(&(lookup){migration, index, 1, 0, row, sizeof *row});
}

/* The words of a line as the bill has them. */
static void put_line(const capacity__pair *pair, const capacity__cost *cost,
                     capacity_migration_cost *row)
{
    const capacity_plan *plan = cost->after != NULL ? pair->after : pair->before;
    const capacity__line *line = cost->after != NULL ? cost->after : cost->before;
    capacity_bill_line words;
    capacity__bill_row(plan, pair->answer, (size_t)(line - plan->bill[pair->answer].line), &words);
    capacity__name_copy(row->key, sizeof row->key, words.key);
    capacity__name_copy(row->item, sizeof row->item, words.item);
}

static void make_cost(const capacity__migration *migration, const capacity__cost *cost,
                      capacity_migration_cost *row)
{
    memset(row, 0, sizeof *row);
    row->struct_size = sizeof *row;
    row->step = (uint32_t)capacity__cost_move(migration, cost) + 1;
    put_line(&migration->pair, cost, row);
    row->before_low_uusd = cost->was[CAPACITY__LOW];
    row->before_uusd = cost->was[CAPACITY__EXPECTED];
    row->before_high_uusd = cost->was[CAPACITY__HIGH];
    row->after_low_uusd = cost->is[CAPACITY__LOW];
    row->after_uusd = cost->is[CAPACITY__EXPECTED];
    row->after_high_uusd = cost->is[CAPACITY__HIGH];
}

static void take_cost(void *context, const capacity__cost *cost)
{
    lookup *search = context;
    capacity_migration_cost row;
    if (is_wanted(search)) {
        make_cost(search->migration, cost, &row);
        put_row(search, &row, sizeof row);
    }
    search->next++;
}

static size_t walk_costs(lookup *search)
{
    capacity__walk_costs(&search->migration->pair, take_cost, search);
    return search->next;
}

size_t capacity__migration_cost_count(const capacity__migration *migration)
{
    return walk_costs(&(lookup){.migration = migration});
}

void capacity__migration_cost_row(const capacity__migration *migration, size_t index,
                                  capacity_migration_cost *row)
{
    (void)walk_costs(&(lookup){migration, index, 1, 0, row, sizeof *row});
}

/* The beginning of a getter: the pair and its steps. */
static capacity_status begin(const capacity_plan *before, const capacity_plan *after,
                             uint32_t answer, capacity__migration *migration, capacity_error *err)
{
    capacity__pair pair;
    CAPACITY__TRY(capacity__migration_pair(before, after, answer, &pair, err));
    capacity__migration_make(migration, &pair);
    return CAPACITY_OK;
}

capacity_status capacity_migration_get_steps(const capacity_plan *before,
                                             const capacity_plan *after, uint32_t answer,
                                             capacity_migration_step *out, size_t out_size,
                                             size_t max, size_t *count, capacity_error *err)
{
    capacity__migration migration;
    capacity_migration_step row;
    CAPACITY__TRY(begin(before, after, answer, &migration, err));
    CAPACITY__TRY(
        capacity__rows_begin(out, out_size, sizeof row, max, count, migration.count, err));
    for (size_t i = 0; out != NULL && i < *count; i++) {
        capacity__migration_step_row(&migration, i, &row);
        capacity__row_out_at(out, out_size, i, &row, sizeof row);
    }
    return CAPACITY_OK;
}

capacity_status capacity_migration_get_changes(const capacity_plan *before,
                                               const capacity_plan *after, uint32_t answer,
                                               capacity_migration_change *out, size_t out_size,
                                               size_t max, size_t *count, capacity_error *err)
{
    capacity__migration migration;
    CAPACITY__TRY(begin(before, after, answer, &migration, err));
    CAPACITY__TRY(capacity__rows_begin(out, out_size, sizeof *out, max, count,
                                       capacity__migration_change_count(&migration), err));
    if (out != NULL)
        (void)walk_changes(&(lookup){&migration, 0, *count, 0, out, out_size});
    return CAPACITY_OK;
}

capacity_status capacity_migration_get_costs(const capacity_plan *before,
                                             const capacity_plan *after, uint32_t answer,
                                             capacity_migration_cost *out, size_t out_size,
                                             size_t max, size_t *count, capacity_error *err)
{
    capacity__migration migration;
    CAPACITY__TRY(begin(before, after, answer, &migration, err));
    CAPACITY__TRY(capacity__rows_begin(out, out_size, sizeof *out, max, count,
                                       capacity__migration_cost_count(&migration), err));
    if (out != NULL)
        (void)walk_costs(&(lookup){&migration, 0, *count, 0, out, out_size});
    return CAPACITY_OK;
}
