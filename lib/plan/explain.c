/*
 * Explain: every result as a chain of steps with the numbers in it and the source of each constant.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/explain.h"

#include "base/structs.h"
#include "plan/rows.h"

#include <string.h>

bool capacity__step(capacity__walk *walk, uint32_t depth, const char *name, capacity_unit unit,
                    int64_t value, const char *source)
{
    bool wanted = walk->row != NULL && walk->next == walk->wanted;
    walk->next++;
    if (!wanted)
        return false;
    capacity_step *row = walk->row;
    memset(row, 0, sizeof *row);
    row->struct_size = sizeof *row;
    row->field = (uint32_t)walk->field;
    row->unit = (uint32_t)unit;
    row->depth = depth;
    row->value = value;
    capacity__name_copy(row->name, sizeof row->name, name);
    capacity__name_copy(row->source, sizeof row->source, source);
    walk->out = capacity__out_new(row->formula, sizeof row->formula);
    return true;
}

void capacity__step_text(capacity__walk *walk, uint32_t depth, const char *name, capacity_unit unit,
                         int64_t value, const char *source, const char *formula)
{
    if (capacity__step(walk, depth, name, unit, value, source))
        capacity__put(&walk->out, formula);
}

void capacity__step_input(capacity__walk *walk, uint32_t depth, capacity_field field)
{
    const capacity__field_info *info = capacity__field(field);
    int64_t value = walk->plan->inputs.value[capacity__field_place(field)];
    const char *how = value == info->preset ? "default" : "given";

    capacity__step_text(walk, depth, info->key, info->unit, value, info->source, how);
}

bool capacity__step_result(capacity__walk *walk)
{
    const capacity__field_info *info = capacity__field(walk->field);
    return capacity__step(walk, 0, info->key, info->unit,
                          walk->plan->result[capacity__field_place(walk->field)], info->source);
}

/* Results without a chain of their own say what they are. */
static void plain(capacity__walk *walk)
{
    if (capacity__step_result(walk))
        capacity__put(&walk->out, capacity__field(walk->field)->summary);
}

/* Which explainer makes the steps of which results, by ranges of ids. */
static capacity__explainer explainer_of(capacity_field field)
{
    static const struct {
        int32_t first, last;
        capacity__explainer explainer;
    } ranges[] = {
        {CAPACITY_OUT_USERS, CAPACITY_OUT_USERS_AT_HORIZON, capacity__explain_load},
        {CAPACITY_OUT_TIER, CAPACITY_OUT_TIER, capacity__explain_load},
        {CAPACITY_OUT_TIER_PODS_MIN, CAPACITY_OUT_TIER_MONTHLY_HIGH_UUSD, capacity__explain_load},
        {CAPACITY_OUT_TIER_MONTHLY_UUSD, CAPACITY_OUT_TIER_MONTHLY_UUSD, capacity__explain_cost},
        {CAPACITY_OUT_FORMULA_PODS_MIN, CAPACITY_OUT_FORMULA_PODS_MAX, capacity__explain_load},
        {CAPACITY_OUT_FORMULA_NODES, CAPACITY_OUT_FORMULA_NODES, capacity__explain_nodes},
        {CAPACITY_OUT_FORMULA_READ_MRCU, CAPACITY_OUT_FORMULA_WRITE_MWCU, capacity__explain_data},
        {CAPACITY_OUT_FORMULA_MONTHLY_UUSD, CAPACITY_OUT_FORMULA_MONTHLY_UUSD,
         capacity__explain_cost},
        {CAPACITY_OUT_BACKEND_PODS, CAPACITY_OUT_BACKEND_HPA_RATE_MRPS, capacity__explain_load},
        {CAPACITY_OUT_NODES, CAPACITY_OUT_NODE_MEMORY_USED_PPM, capacity__explain_nodes},
        {CAPACITY_OUT_READ_MRCU, CAPACITY_OUT_BREAK_EVEN_PPM, capacity__explain_data},
        {CAPACITY_OUT_MONTHLY_UUSD, CAPACITY_OUT_MONTHLY_OTHER_UUSD, capacity__explain_cost},
        {CAPACITY_OUT_LLM_REQUESTS_MRPM, CAPACITY_OUT_LLM_TOKENS_TPM, capacity__explain_load},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if ((int32_t)field >= ranges[i].first && (int32_t)field <= ranges[i].last)
            return ranges[i].explainer;
    return plain;
}

/* Every explainer makes at least the step of the result itself. */
static void walk_field(capacity__walk *walk, capacity_field field)
{
    size_t before = walk->next;
    walk->field = field;
    explainer_of(field)(walk);
    if (walk->next == before)
        plain(walk);
}

static void walk_all(capacity__walk *walk, capacity_field field)
{
    if (field != CAPACITY_FIELD_NONE) {
        walk_field(walk, field);
        return;
    }
    for (size_t i = 0; i < CAPACITY__OUTPUTS; i++)
        walk_field(walk, capacity__output_at(i)->field);
}

size_t capacity__step_count(const capacity_plan *plan, capacity_field field)
{
    capacity__walk walk = {.plan = plan};
    walk_all(&walk, field);
    return walk.next;
}

void capacity__step_row(const capacity_plan *plan, capacity_field field, size_t index,
                        capacity_step *row)
{
    capacity__walk walk = {.plan = plan, .row = row, .wanted = index};
    walk_all(&walk, field);
    (void)capacity__out_end(&walk.out, NULL, NULL);
}
