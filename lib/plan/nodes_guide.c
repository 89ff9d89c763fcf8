/*
 * Nodes as the guide has them: by the tier, and by its formula. Rules: docs/model/nodes.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/never.h"
#include "plan/nodes.h"

#include <string.h>

/* --- the tier's answer ------------------------------------------------------------------------ */

capacity_status capacity__nodes_of_tier(capacity_plan *plan, capacity_error *err)
{
    capacity__nodes *nodes = &plan->nodes[CAPACITY_ANSWER_TIER];
    for (size_t i = 0; i < plan->tier->group_count; i++) {
        const capacity_tier_group *tier = &plan->tier->groups[i];
        capacity__group *group;
        CAPACITY__TRY(capacity__add_group(plan, CAPACITY_ANSWER_TIER, tier->name, tier->node_types,
                                          tier->purchase, tier, &group, err));
        group->nodes[CAPACITY__LOW] = tier->nodes_min;
        group->nodes[CAPACITY__EXPECTED] = capacity__or(tier->nodes_desired, tier->nodes_min);
        group->nodes[CAPACITY__HIGH] = tier->nodes_max;
    }
    nodes->total[CAPACITY__LOW] = CAPACITY__OUT(plan, TIER_NODES_MIN);
    nodes->total[CAPACITY__EXPECTED] = CAPACITY__OUT(plan, TIER_NODES);
    nodes->total[CAPACITY__HIGH] = CAPACITY__OUT(plan, TIER_NODES_MAX);
    return CAPACITY_OK;
}

/* --- the formula's answer --------------------------------------------------------------------- */

/* The guide prints a usable pair for t3.large only; other machines take the computed one. */
static capacity_status formula_node(const capacity_plan *plan, const capacity__machine *machine,
                                    capacity__node *node, capacity_error *err)
{
    int printed = strcmp(machine->name, "t3.large") == 0;
    return capacity__node_offers(&plan->inputs, machine,
                                 printed || CAPACITY__IN(plan, NODE_MODEL) == 2, node, err);
}

/* Backend pods by the formula, frontend pods by the tier, since the guide has no formula for them;
 * both with the tier's requests. */
static capacity_status formula_nodes(const capacity_plan *plan, const capacity__node *node,
                                     int64_t backends, int64_t frontends, int64_t *total,
                                     capacity_error *err)
{
    const capacity_tier_component *back = &plan->tier->backend, *front = &plan->tier->frontend;
    const int64_t pods[2] = {backends, frontends};
    const int64_t cpu[2] = {back->cpu_request_mcpu, front->cpu_request_mcpu};
    const int64_t memory[2] = {back->memory_request_bytes, front->memory_request_bytes};
    int64_t cpu_sum = 0, memory_sum = 0, by_cpu = 0, by_memory = 0;

    bool fits = capacity__sum_div(pods, cpu, 2, 1, CAPACITY__UP, &cpu_sum);
    fits &= capacity__sum_div(pods, memory, 2, 1, CAPACITY__UP, &memory_sum);
    if (!fits)
        return capacity__overflow(err, CAPACITY_FIELD_NONE, "the formula's pods together");
    return capacity_formula_nodes(cpu_sum, memory_sum, node->cpu_mcpu, node->memory_bytes,
                                  CAPACITY__IN(plan, NODE_BUFFER_PPM), &by_cpu, &by_memory, total,
                                  err);
}

capacity_status capacity__nodes_of_formula(capacity_plan *plan, capacity_error *err)
{
    const capacity__pods *pods = &plan->pods;
    const char *types = plan->inputs.names[CAPACITY__NAME_NODE_TYPE];
    capacity__nodes *nodes = &plan->nodes[CAPACITY_ANSWER_FORMULA];
    capacity__group *group;

    if (types[0] == '\0')
        types = plan->tier->groups[0].node_type;
    CAPACITY__TRY(capacity__add_group(plan, CAPACITY_ANSWER_FORMULA, "formula", types,
                                      CAPACITY_PURCHASE_ON_DEMAND, NULL, &group, err));
    /* the same machine offered something when it was added */
    CAPACITY__SURELY(formula_node(plan, group->machine, &group->node, err));
    if (group->node.cpu_mcpu == 0 || group->node.memory_bytes == 0)
        return capacity__fail(err, CAPACITY_E_INFEASIBLE, CAPACITY_IN_NODE_TYPE, -1,
                              "machine %s has nothing left for pods", group->machine->name);
    CAPACITY__TRY(formula_nodes(plan, &group->node, pods->row[CAPACITY__BACKEND].formula_pods,
                                plan->tier->frontend.pods_min, &nodes->total[CAPACITY__LOW], err));
    CAPACITY__TRY(formula_nodes(plan, &group->node, pods->row[CAPACITY__BACKEND].formula_pods_max,
                                plan->tier->frontend.pods_max, &nodes->total[CAPACITY__HIGH], err));
    nodes->total[CAPACITY__EXPECTED] = nodes->total[CAPACITY__LOW];
    for (int i = 0; i < CAPACITY__CASES; i++)
        group->nodes[i] = nodes->total[i];
    CAPACITY__OUT(plan, FORMULA_NODES) = nodes->total[CAPACITY__LOW];
    return CAPACITY_OK;
}
