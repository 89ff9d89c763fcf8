/*
 * A plan as a Markdown page: everything that the text has, and every line.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/plan_writers.h"

#include "text/plan_names.h"
#include "text/plan_view.h"

#include <string.h>

static void put_clean(capacity__out *out, const char *text)
{
    capacity__put_clean(out, text, strlen(text), 1);
}

static void put_point(capacity__out *out, const capacity_plan *plan,
                      void (*put)(capacity__out *out, const capacity_plan *plan))
{
    capacity__sentence sentence;
    capacity__sentence_begin(&sentence);
    put(&sentence.out, plan);
    capacity__put(out, "- ");
    put_clean(out, capacity__sentence_end(&sentence));
    capacity__put_char(out, '\n');
}

static int input_row(const void *context, size_t index, capacity__cells *cells)
{
    const capacity__inputs *inputs = capacity__plan_inputs(context);
    const capacity__field_info *info = capacity__input_at(index);

    if (!capacity__input_differs(inputs, index))
        return 0;
    capacity__cell_text(cells, info->key);
    if (info->unit == CAPACITY_UNIT_NAME) {
        capacity__cell_text(cells, inputs->names[capacity__name_place(info->field)]);
        capacity__cell_end(cells);
    } else {
        capacity__put_value(&cells->out, info, inputs->value[index]);
        capacity__cell_end(cells);
        capacity__put_value(&cells->out, info, info->preset);
        capacity__cell_end(cells);
    }
    capacity__cell_text(cells, info->summary);
    return 1;
}

static void put_inputs(capacity__out *out, const capacity_plan *plan)
{
    static const capacity__column columns[] = {
        {"Input", 0}, {"Value", CAPACITY__RIGHT}, {"Default", CAPACITY__RIGHT}, {"Meaning", 0}};
    capacity__table table = {"INPUT",          columns,   sizeof columns / sizeof *columns,
                             CAPACITY__INPUTS, input_row, plan};
    capacity__put(out, "\n## Inputs that differ from the defaults\n\n");
    capacity__table_write(&table, out, 1);
}

static void put_effect(capacity__out *out, int64_t uusd)
{
    if (uusd == 0)
        return;
    capacity__put(out, uusd < 0 ? " (saves " : " (costs ");
    capacity__put_money(out, uusd < 0 ? -uusd : uusd);
    capacity__put(out, " a month)");
}

static void put_findings(capacity__out *out, const capacity_plan *plan)
{
    size_t count = capacity__finding_count(plan);

    capacity__put(out, "\n## Findings\n\n");
    if (count == 0)
        capacity__put(out, "None.\n");
    for (size_t i = 0; i < count; i++) {
        capacity_finding row;
        capacity__finding_row(plan, i, &row);
        capacity__put_format(out, "%" PRId64 ". **%s, %s**: ", (int64_t)row.rank,
                             capacity__enum_name(&capacity__names_severity, row.severity),
                             row.name);
        put_clean(out, row.evidence);
        capacity__put(out, " -> ");
        put_clean(out, row.action);
        put_effect(out, row.monthly_effect_uusd);
        capacity__put(out, " *(");
        put_clean(out, row.source);
        capacity__put(out, ")*\n");
    }
}

static void put_answer(capacity__out *out, const capacity_plan *plan, capacity_answer answer,
                       const char *title)
{
    capacity__put_format(out, "\n## %s\n\n", title);
    capacity__view_groups(plan, answer, out, 1);
    capacity__put_char(out, '\n');
    capacity__view_bill(plan, answer, out, 1);
}

void capacity__plan_markdown(const capacity_plan *plan, capacity__out *out)
{
    capacity__put(out, "# Capacity plan\n\n");
    put_point(out, plan, capacity__put_demand);
    put_point(out, plan, capacity__put_choice);
    put_point(out, plan, capacity__put_basis);
    capacity__put(out, "\n## Three answers\n\n");
    capacity__view_answers(plan, out, 1);
    capacity__put(out, "\n## Pods by bound\n\n");
    capacity__view_bounds(plan, out, 1);
    capacity__put(out, "\n## Data store\n\n");
    capacity__view_tables(plan, out, 1);
    capacity__put_char(out, '\n');
    put_point(out, plan, capacity__put_break_even);
    put_answer(out, plan, CAPACITY_ANSWER_RECOMMENDED, "Recommended: nodes and bill");
    put_findings(out, plan);
    put_answer(out, plan, CAPACITY_ANSWER_TIER, "Tier (guide): nodes and bill");
    put_answer(out, plan, CAPACITY_ANSWER_FORMULA, "Formula (guide): nodes and bill");
    put_inputs(out, plan);
}
