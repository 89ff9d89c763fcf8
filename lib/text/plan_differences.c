/*
 * Two plans side by side, where they differ.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/plan_writers.h"

#include "base/checked.h"
#include "text/plan_view.h"

#include <string.h>

enum { CENT_UUSD = 10000 };

typedef struct two_plans {
    const capacity_plan *before, *after;
} two_plans;

static int64_t change_of(const capacity_difference *row)
{
    int64_t change = 0; /* results are not negative, so it fits */
    (void)capacity__sub(row->after, row->before, &change);
    return change;
}

/* Amounts in cents, unless that hides the difference. */
static void value_cell(capacity__cells *cells, const capacity_difference *row,
                       const capacity__field_info *info, int64_t value)
{
    int64_t change = change_of(row);
    if (info->unit == CAPACITY_UNIT_UUSD && (change >= CENT_UUSD || change <= -CENT_UUSD))
        capacity__put_money(&cells->out, value);
    else
        capacity__put_value(&cells->out, info, value);
}

static void share_cell(capacity__cells *cells, const capacity_difference *row)
{
    int64_t change = change_of(row), share;
    if (row->before > 0 && capacity__mul_div(change < 0 ? -change : change, 1000, row->before,
                                             CAPACITY__HALF_UP, &share)) {
        capacity__put_char(&cells->out, change < 0 ? '-' : '+');
        capacity__put_decimal(&cells->out, share, 1, 1);
        capacity__put_char(&cells->out, '%');
    }
    capacity__cell_end(cells);
}

static int difference_row(const void *context, size_t index, capacity__cells *cells)
{
    const two_plans *view = context;
    capacity_difference row;
    capacity__difference_row(view->before, view->after, index, &row);
    const capacity__field_info *info = capacity__field((capacity_field)row.field);
    int64_t change = change_of(&row);

    capacity__cell_text(cells, info->key);
    value_cell(cells, &row, info, row.before);
    capacity__cell_end(cells);
    value_cell(cells, &row, info, row.after);
    capacity__cell_end(cells);
    capacity__put_char(&cells->out, change < 0 ? '-' : '+');
    value_cell(cells, &row, info, change < 0 ? -change : change);
    capacity__cell_end(cells);
    share_cell(cells, &row);
    return 1;
}

static void put_plan(capacity__out *out, const char *title, const capacity_plan *plan, int markdown)
{
    capacity__sentence sentence;
    capacity__sentence_begin(&sentence);
    capacity__put_demand(&sentence.out, plan);
    capacity__put_format(&sentence.out, "; %s tier; prices %s", capacity_plan_tier_name(plan),
                         capacity_plan_catalog_name(plan));
    capacity__put_titled(out, title, capacity__sentence_end(&sentence), markdown);
}

void capacity__differences_text(const capacity_plan *before, const capacity_plan *after,
                                capacity__out *out, int markdown)
{
    static const capacity__column columns[] = {{"Result", CAPACITY__SHRINKS},
                                               {"Before", CAPACITY__RIGHT},
                                               {"After", CAPACITY__RIGHT},
                                               {"Change", CAPACITY__RIGHT},
                                               {"%", CAPACITY__RIGHT}};
    two_plans view = {before, after};
    size_t count = capacity__difference_count(before, after);
    capacity__table table = {"RESULT", columns,        sizeof columns / sizeof *columns,
                             count,    difference_row, &view};

    if (markdown)
        capacity__put(out, "# Two plans\n\n");
    put_plan(out, "Before", before, markdown);
    put_plan(out, "After", after, markdown);
    capacity__put_char(out, '\n');
    if (count == 0)
        capacity__put_format(out, "No difference: all %" PRId64 " results are equal.\n",
                             (int64_t)CAPACITY__OUTPUTS);
    capacity__table_write(&table, out, markdown);
    if (count > 0)
        capacity__put_format(out, "%sThe other %" PRId64 " results are equal.\n",
                             markdown ? "\n" : "", (int64_t)CAPACITY__OUTPUTS - (int64_t)count);
}

static void emit_side(capacity__emitter *emitter, const char *key, const capacity_plan *plan)
{
    capacity__emit_key(emitter, key);
    capacity__emit_map(emitter);
    capacity__emit_origin(emitter, plan);
    capacity__emit_pair(emitter, "tier", capacity_plan_tier_name(plan));
    capacity__emit_map_end(emitter);
}

capacity_status capacity__differences_tree(const capacity_plan *before, const capacity_plan *after,
                                           uint32_t format, char *buf, size_t size, size_t *needed,
                                           capacity_error *err)
{
    size_t count = capacity__difference_count(before, after);
    capacity__emitter emitter;

    capacity__emitter_begin(&emitter, format, buf, size);
    capacity__emit_map(&emitter);
    emit_side(&emitter, "before", before);
    emit_side(&emitter, "after", after);
    capacity__emit_key(&emitter, "differences");
    capacity__emit_list(&emitter);
    for (size_t i = 0; i < count; i++) {
        capacity_difference row;
        capacity__difference_row(before, after, i, &row);
        capacity__emit_map(&emitter);
        capacity__emit_pair(&emitter, "field", capacity_field_name((capacity_field)row.field));
        capacity__emit_pair_int(&emitter, "before", row.before);
        capacity__emit_pair_int(&emitter, "after", row.after);
        capacity__emit_pair_int(&emitter, "change", change_of(&row));
        capacity__emit_map_end(&emitter);
    }
    capacity__emit_list_end(&emitter);
    capacity__emit_map_end(&emitter);
    return capacity__emitter_end(&emitter, needed, err);
}
