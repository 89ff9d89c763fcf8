/*
 * One row of a plan at a time, made from the stages' results.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/structs.h"
#include "plan/bill.h"
#include "plan/rows.h"

#include <string.h>

size_t capacity__component_count(const capacity_plan *plan)
{
    return plan->pods.count;
}

void capacity__component_row(const capacity_plan *plan, size_t index, capacity_plan_component *row)
{
    *row = plan->pods.row[index];
}

size_t capacity__table_count(const capacity_plan *plan)
{
    return plan->data.count;
}

void capacity__table_row(const capacity_plan *plan, size_t index, capacity_plan_table *row)
{
    *row = plan->data.row[index];
}

size_t capacity__group_count(const capacity_plan *plan, capacity_answer answer)
{
    return plan->nodes[answer].count;
}

/* used x a million / (nodes x offered), rounded up; 0 where nothing is offered. */
static int64_t used_ppm(int64_t used, int64_t nodes, int64_t offered)
{
    int64_t ppm = 0;
    (void)capacity__ratio(CAPACITY__NUM(used, CAPACITY_PPM), CAPACITY__DEN(nodes, offered),
                          CAPACITY__UP, &ppm);
    return ppm;
}

/* Pods are spread over all groups of the primary region alike, so its groups are equally full. */
static void fill_use(const capacity__nodes *nodes, const capacity__node *node,
                     capacity_plan_group *row)
{
    int64_t count = nodes->total[CAPACITY__LOW];
    row->cpu_used_ppm = used_ppm(nodes->cpu_requested, count, node->cpu_mcpu);
    row->memory_used_ppm = used_ppm(nodes->memory_requested, count, node->memory_bytes);
    row->pods_used_ppm = used_ppm(nodes->pods, count, node->pods);
    row->memory_limit_ppm = used_ppm(nodes->memory_limits, count, node->memory_bytes);
}

void capacity__group_row(const capacity_plan *plan, capacity_answer answer, size_t index,
                         capacity_plan_group *row)
{
    const capacity__nodes *nodes = &plan->nodes[answer];
    const capacity__group *group = &nodes->group[index];

    memset(row, 0, sizeof *row);
    row->struct_size = sizeof *row;
    row->purchase = group->purchase;
    row->region = group->region;
    capacity__name_copy(row->name, sizeof row->name, group->name);
    capacity__name_copy(row->node_type, sizeof row->node_type, group->machine->name);
    capacity__name_copy(row->node_types, sizeof row->node_types, group->node_types);
    row->nodes_low = group->nodes[CAPACITY__LOW];
    row->nodes = group->nodes[CAPACITY__EXPECTED];
    row->nodes_high = group->nodes[CAPACITY__HIGH];
    row->allocatable_cpu_mcpu = group->node.cpu_mcpu;
    row->allocatable_memory_bytes = group->node.memory_bytes;
    row->allocatable_pods = group->node.pods;
    if (answer == CAPACITY_ANSWER_RECOMMENDED && group->region == 0)
        fill_use(nodes, &group->node, row);
    row->hour_nusd = group->hour_nusd;
    row->monthly_low_uusd = group->cost_uusd[CAPACITY__LOW];
    row->monthly_uusd = group->cost_uusd[CAPACITY__EXPECTED];
    row->monthly_high_uusd = group->cost_uusd[CAPACITY__HIGH];
    if (group->tier == NULL)
        return;
    capacity__name_copy(row->label_key, sizeof row->label_key, group->tier->label_key);
    capacity__name_copy(row->label_value, sizeof row->label_value, group->tier->label_value);
    if (answer !=
        CAPACITY_ANSWER_TIER) /* recommended pods use every group: nothing keeps them off */
        return;
    capacity__name_copy(row->taint_key, sizeof row->taint_key, group->tier->taint_key);
    capacity__name_copy(row->taint_value, sizeof row->taint_value, group->tier->taint_value);
    capacity__name_copy(row->taint_effect, sizeof row->taint_effect, group->tier->taint_effect);
}

size_t capacity__bill_count(const capacity_plan *plan, capacity_answer answer)
{
    return plan->bill[answer].count;
}

/* The tier's printed cost stands beside the first line of its item. */
static void put_printed(const capacity_plan *plan, capacity_answer answer, size_t index,
                        capacity_bill_line *row)
{
    const capacity__line *line = plan->bill[answer].line;
    const char *key = capacity__items[line[index].item].printed;

    for (size_t i = 0; i < index; i++)
        if (line[i].item == line[index].item)
            return;
    for (size_t i = 0; key[0] != '\0' && i < plan->tier->item_count; i++) {
        const capacity_tier_item *item = &plan->tier->items[i];
        if (strcmp(item->key, key) != 0)
            continue;
        row->printed_low_uusd = item->monthly_low_uusd;
        row->printed_high_uusd = item->monthly_high_uusd;
        row->flags |= CAPACITY_BILL_PRINTED;
        return;
    }
}

static void put_group(const capacity__group *group, capacity_bill_line *row)
{
    static const char *const bought[] = {"", "on-demand", "spot", "committed"};
    capacity__out out = capacity__out_new(row->item, sizeof row->item);
    capacity__put_format(&out, "%s %s%s", group->machine->name, bought[group->purchase],
                         group->region > 0 ? ", standby" : "");
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__name_copy(row->meter, sizeof row->meter, group->machine->name);
}

void capacity__bill_row(const capacity_plan *plan, capacity_answer answer, size_t index,
                        capacity_bill_line *row)
{
    const capacity__line *line = &plan->bill[answer].line[index];
    const capacity__item *item = &capacity__items[line->item];
    const capacity__meter *meter = line->meter;

    memset(row, 0, sizeof *row);
    row->struct_size = sizeof *row;
    row->flags = line->flags;
    row->toggle = (uint32_t)item->toggle;
    capacity__name_copy(row->key, sizeof row->key, item->key);
    capacity__name_copy(row->service, sizeof row->service,
                        meter != NULL ? meter->service : item->service);
    capacity__name_copy(row->item, sizeof row->item, meter != NULL ? meter->item : item->item);
    capacity__name_copy(row->unit, sizeof row->unit, meter != NULL ? meter->unit : item->unit);
    if (meter != NULL)
        capacity__name_copy(row->meter, sizeof row->meter, meter->name);
    if (line->group >= 0)
        put_group(&plan->nodes[answer].group[line->group], row);
    row->quantity_m = line->quantity_m;
    row->rate_nusd = line->rate_nusd;
    row->monthly_low_uusd = line->cost_uusd[CAPACITY__LOW];
    row->monthly_uusd = line->cost_uusd[CAPACITY__EXPECTED];
    row->monthly_high_uusd = line->cost_uusd[CAPACITY__HIGH];
    put_printed(plan, answer, index, row);
}

void capacity__bill_totals(const capacity_plan *plan, capacity_answer answer, int64_t totals[3])
{
    memcpy(totals, plan->bill[answer].total, sizeof plan->bill[answer].total);
}

int64_t capacity__result(const capacity_plan *plan, capacity_field field)
{
    return plan->result[capacity__field_place(field)];
}

const capacity__inputs *capacity__plan_inputs(const capacity_plan *plan)
{
    return &plan->inputs;
}

const capacity_tiers *capacity__plan_tiers(const capacity_plan *plan)
{
    return plan->tiers;
}

size_t capacity__difference_count(const capacity_plan *before, const capacity_plan *after)
{
    size_t count = 0;
    for (size_t place = 0; place < CAPACITY__OUTPUTS; place++)
        count += before->result[place] != after->result[place];
    return count;
}

void capacity__difference_row(const capacity_plan *before, const capacity_plan *after, size_t index,
                              capacity_difference *row)
{
    size_t place = 0; /* of the index-th result in which the plans differ */
    for (; index > 0 || before->result[place] == after->result[place]; place++)
        index -= before->result[place] != after->result[place];
    memset(row, 0, sizeof *row);
    row->struct_size = sizeof *row;
    row->field = (uint32_t)capacity__output_at(place)->field;
    row->before = before->result[place];
    row->after = after->result[place];
}
