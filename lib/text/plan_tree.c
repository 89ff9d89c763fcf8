/*
 * A plan as one tree, the same in JSON and YAML; docs/plan.schema.json describes it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/plan_writers.h"

#include "text/plan_members.h"
#include "text/plan_names.h"
#include "text/plan_view.h"

static void emit_text(capacity__emitter *emitter, const char *key, const char *text)
{
    capacity__emit_key(emitter, key);
    if (text[0] == '\0')
        capacity__emit_null(emitter);
    else
        capacity__emit_string(emitter, text);
}

static void emit_tier_name(capacity__emitter *emitter, const char *key, const capacity_plan *plan,
                           int64_t index)
{
    capacity_tier tier;
    capacity__plan_tier_row(plan, index, &tier);
    emit_text(emitter, key, tier.name);
}

static void emit_choice(capacity__emitter *emitter, const capacity_plan *plan)
{
    capacity_tier_choice choice;
    capacity_tier tier;

    capacity_tier_choice_init(&choice, sizeof choice);
    (void)!capacity_plan_get_choice(plan, &choice, NULL); /* a plan has one */
    capacity__plan_tier_row(plan, choice.tier, &tier);
    capacity__emit_key(emitter, "tier");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "name", tier.name);
    emit_text(emitter, "title", tier.title);
    capacity__emit_pair_int(emitter, "index", choice.tier);
    capacity__emit_pair(emitter, "criterion",
                        capacity__enum_name(&capacity__names_criterion, choice.criterion));
    emit_tier_name(emitter, "by_users", plan, choice.by_users);
    emit_tier_name(emitter, "by_total_users", plan, choice.by_total_users);
    capacity__emit_pair(emitter, "ladder", capacity_tiers_source(capacity__plan_tiers(plan)));
    capacity__emit_map_end(emitter);
}

/* Numbers as integers, switches as true and false, choices by name, "auto" where it decides. */
static void emit_input(capacity__emitter *emitter, const capacity__inputs *inputs, size_t place)
{
    const capacity__field_info *info = capacity__input_at(place);
    int64_t value = inputs->value[place];
    const char *choice = capacity__choice_name(info->choices, value);

    capacity__emit_key(emitter, info->name);
    if (info->unit == CAPACITY_UNIT_NAME)
        capacity__emit_string(emitter, inputs->names[capacity__name_place(info->field)]);
    else if (value == CAPACITY_AUTO)
        capacity__emit_string(emitter, "auto");
    else if (info->unit == CAPACITY_UNIT_BOOL)
        capacity__emit_bool(emitter, value != 0);
    else if (choice != NULL)
        capacity__emit_string(emitter, choice);
    else
        capacity__emit_int(emitter, value);
}

static void emit_inputs(capacity__emitter *emitter, const capacity_plan *plan)
{
    const capacity__inputs *inputs = capacity__plan_inputs(plan);

    capacity__emit_key(emitter, "inputs");
    capacity__emit_map(emitter);
    for (size_t i = 0; i < CAPACITY__INPUTS; i++)
        emit_input(emitter, inputs, i);
    capacity__emit_map_end(emitter);

    capacity__emit_key(emitter, "changed_inputs");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < CAPACITY__INPUTS; i++)
        if (capacity__input_differs(inputs, i))
            capacity__emit_string(emitter, capacity__input_at(i)->name);
    capacity__emit_list_end(emitter);

    capacity__emit_key(emitter, "own_components");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < inputs->component_count; i++)
        capacity__emit_row(emitter, &capacity__members_component_spec, &inputs->components[i]);
    capacity__emit_list_end(emitter);

    capacity__emit_key(emitter, "own_tables");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < inputs->table_count; i++)
        capacity__emit_row(emitter, &capacity__members_table_spec, &inputs->tables[i]);
    capacity__emit_list_end(emitter);
}

static void emit_results(capacity__emitter *emitter, const capacity_plan *plan)
{
    capacity__emit_key(emitter, "results");
    capacity__emit_map(emitter);
    for (size_t i = 0; i < CAPACITY__OUTPUTS; i++) {
        const capacity__field_info *info = capacity__output_at(i);
        int64_t value = capacity__result(plan, info->field);
        capacity__emit_key(emitter, info->name);
        if (value == CAPACITY_INVALID)
            capacity__emit_null(emitter);
        else
            capacity__emit_int(emitter, value);
    }
    capacity__emit_map_end(emitter);
}

static void emit_components(capacity__emitter *emitter, const capacity_plan *plan)
{
    capacity__emit_key(emitter, "components");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < capacity__component_count(plan); i++) {
        capacity_plan_component row;
        capacity__component_row(plan, i, &row);
        capacity__emit_row(emitter, &capacity__members_component, &row);
    }
    capacity__emit_list_end(emitter);
}

static void emit_tables(capacity__emitter *emitter, const capacity_plan *plan)
{
    capacity__emit_key(emitter, "tables");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < capacity__table_count(plan); i++) {
        capacity_plan_table row;
        capacity__table_row(plan, i, &row);
        capacity__emit_row(emitter, &capacity__members_table, &row);
    }
    capacity__emit_list_end(emitter);
}

static void emit_groups(capacity__emitter *emitter, const capacity_plan *plan,
                        capacity_answer answer)
{
    capacity__emit_key(emitter, "groups");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < capacity__group_count(plan, answer); i++) {
        capacity_plan_group row;
        capacity__group_row(plan, answer, i, &row);
        capacity__emit_row(emitter, &capacity__members_group, &row);
    }
    capacity__emit_list_end(emitter);
}

static void emit_bill(capacity__emitter *emitter, const capacity_plan *plan, capacity_answer answer)
{
    capacity__emit_key(emitter, "bill");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < capacity__bill_count(plan, answer); i++) {
        capacity_bill_line row;
        capacity__bill_row(plan, answer, i, &row);
        capacity__emit_row(emitter, &capacity__members_bill_line, &row);
    }
    capacity__emit_list_end(emitter);
}

static void emit_answers(capacity__emitter *emitter, const capacity_plan *plan)
{
    static const capacity_answer answers[] = {CAPACITY_ANSWER_TIER, CAPACITY_ANSWER_FORMULA,
                                              CAPACITY_ANSWER_RECOMMENDED};
    capacity__emit_key(emitter, "answers");
    capacity__emit_map(emitter);
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        int64_t totals[3];
        capacity__bill_totals(plan, answers[i], totals);
        capacity__emit_key(emitter, capacity__enum_name(&capacity__names_answer, answers[i]));
        capacity__emit_map(emitter);
        emit_groups(emitter, plan, answers[i]);
        emit_bill(emitter, plan, answers[i]);
        capacity__emit_pair_int(emitter, "monthly_low_uusd", totals[0]);
        capacity__emit_pair_int(emitter, "monthly_uusd", totals[1]);
        capacity__emit_pair_int(emitter, "monthly_high_uusd", totals[2]);
        capacity__emit_map_end(emitter);
    }
    capacity__emit_map_end(emitter);
}

static void emit_findings(capacity__emitter *emitter, const capacity_plan *plan)
{
    capacity__emit_key(emitter, "findings");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < capacity__finding_count(plan); i++) {
        capacity_finding row;
        capacity__finding_row(plan, i, &row);
        capacity__emit_row(emitter, &capacity__members_finding, &row);
    }
    capacity__emit_list_end(emitter);
}

void capacity__emit_origin(capacity__emitter *emitter, const capacity_plan *plan)
{
    capacity__emit_pair_int(emitter, "model", (int64_t)capacity_plan_model(plan));
    capacity__emit_pair(emitter, "catalog", capacity_plan_catalog_name(plan));
}

capacity_status capacity__plan_tree(const capacity_plan *plan, uint32_t format, char *buf,
                                    size_t size, size_t *needed, capacity_error *err)
{
    capacity__emitter emitter;

    capacity__emitter_begin(&emitter, format, buf, size);
    capacity__emit_map(&emitter);
    capacity__emit_origin(&emitter, plan);
    emit_choice(&emitter, plan);
    emit_results(&emitter, plan);
    emit_components(&emitter, plan);
    emit_answers(&emitter, plan);
    emit_tables(&emitter, plan);
    emit_findings(&emitter, plan);
    emit_inputs(&emitter, plan);
    capacity__emit_map_end(&emitter);
    return capacity__emitter_end(&emitter, needed, err);
}
