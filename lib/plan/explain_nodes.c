/*
 * Explain: nodes.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/explain.h"

static const char node_source[] = "docs/model/nodes.md";

static void say(capacity__walk *walk, capacity_unit unit, int64_t value)
{
    capacity__put_quantity(&walk->out, unit, value);
}

static const capacity__nodes *recommended(const capacity__walk *walk)
{
    return &walk->plan->nodes[CAPACITY_ANSWER_RECOMMENDED];
}

/* Allocatable of a machine, step by step, as the node stage computes it. */
static void node(capacity__walk *walk, uint32_t depth, const capacity__machine *machine,
                 const capacity__node *offered)
{
    const capacity_plan *plan = walk->plan;
    if (capacity__step(walk, depth, "CPU of a node", CAPACITY_UNIT_MCPU, offered->cpu_mcpu,
                       node_source)) {
        capacity__put_format(&walk->out, "%s: ", machine->name);
        say(walk, CAPACITY_UNIT_MCPU, machine->cpu_mcpu);
        capacity__put(&walk->out, " less kube-reserved (6 %, 1 %, 0.5 %, 0.25 % by core) and "
                                  "daemonsets ");
        say(walk, CAPACITY_UNIT_MCPU, CAPACITY__IN(plan, DAEMONSET_CPU_MCPU));
    }
    if (capacity__step(walk, depth, "memory of a node", CAPACITY_UNIT_BYTES, offered->memory_bytes,
                       node_source)) {
        say(walk, CAPACITY_UNIT_BYTES, machine->memory_bytes);
        capacity__put(&walk->out, " less ");
        say(walk, CAPACITY_UNIT_PPM, CAPACITY__IN(plan, VM_OVERHEAD_PPM));
        capacity__put(&walk->out,
                      " of overhead, (255 + 11 x pods) MiB kube-reserved, 100 MiB eviction "
                      "and daemonsets ");
        say(walk, CAPACITY_UNIT_BYTES, CAPACITY__IN(plan, DAEMONSET_MEMORY_BYTES));
    }
    if (capacity__step(walk, depth, "pods of a node", CAPACITY_UNIT_COUNT, offered->pods,
                       node_source))
        capacity__put_format(
            &walk->out,
            "interfaces %" PRId64 ", addresses %" PRId64 ", %s mode, less %" PRId64
            " daemonset pods",
            machine->interfaces, machine->addresses_per_interface,
            capacity_field_choice(CAPACITY_IN_MAX_PODS_MODE, CAPACITY__IN(plan, MAX_PODS_MODE)),
            CAPACITY__IN(plan, DAEMONSET_PODS));
}

static void formula_nodes(capacity__walk *walk)
{
    const capacity_plan *plan = walk->plan;
    const capacity__group *group = &plan->nodes[CAPACITY_ANSWER_FORMULA].group[0];
    const capacity_tier_component *back = &plan->tier->backend, *front = &plan->tier->frontend;

    if (capacity__step_result(walk)) {
        capacity__put_format(&walk->out, "ceil(max(ceil(CPU / "); /* the guide rounds twice */
        say(walk, CAPACITY_UNIT_MCPU, group->node.cpu_mcpu);
        capacity__put(&walk->out, "), ceil(memory / ");
        say(walk, CAPACITY_UNIT_BYTES, group->node.memory_bytes);
        capacity__put(&walk->out, ")) x (1 + ");
        say(walk, CAPACITY_UNIT_PPM, CAPACITY__IN(plan, NODE_BUFFER_PPM));
        capacity__put(&walk->out, "))");
    }
    if (capacity__step(walk, 1, "pods", CAPACITY_UNIT_COUNT,
                       CAPACITY__OUT(plan, FORMULA_PODS_MIN) + front->pods_min,
                       "sizing guide, Node Capacity Calculation")) {
        capacity__put_format(&walk->out, "%" PRId64 " backends x (",
                             CAPACITY__OUT(plan, FORMULA_PODS_MIN));
        say(walk, CAPACITY_UNIT_MCPU, back->cpu_request_mcpu);
        capacity__put(&walk->out, ", ");
        say(walk, CAPACITY_UNIT_BYTES, back->memory_request_bytes);
        capacity__put_format(&walk->out, ") + the tier's %" PRId64 " frontends x (",
                             front->pods_min);
        say(walk, CAPACITY_UNIT_MCPU, front->cpu_request_mcpu);
        capacity__put(&walk->out, ", ");
        say(walk, CAPACITY_UNIT_BYTES, front->memory_request_bytes);
        capacity__put_char(&walk->out, ')');
    }
    capacity__step_input(walk, 1, CAPACITY_IN_NODE_BUFFER_PPM);
}

static void nodes(capacity__walk *walk)
{
    const capacity_plan *plan = walk->plan;
    const capacity__nodes *all = recommended(walk);

    if (capacity__step_result(walk))
        capacity__put_format(&walk->out,
                             "max(packed with buffer %" PRId64 ", floor %" PRId64
                             ", zone loss %" PRId64 ", packed with CoreDNS)",
                             all->buffered, CAPACITY__IN(plan, NODE_FLOOR), all->zoned);
    if (capacity__step(walk, 1, "packed with buffer", CAPACITY_UNIT_COUNT, all->buffered,
                       "sizing guide, Node Capacity Calculation")) {
        capacity__put_format(&walk->out, "ceil(%" PRId64 " x (1 + ", all->packed);
        say(walk, CAPACITY_UNIT_PPM, CAPACITY__IN(plan, NODE_BUFFER_PPM));
        capacity__put(&walk->out, "))");
    }
    capacity__step_input(walk, 1, CAPACITY_IN_NODE_FLOOR);
    if (CAPACITY__IN(plan, ZONES_LOST) > 0 &&
        capacity__step(walk, 1, "zone loss", CAPACITY_UNIT_COUNT, all->zoned,
                       "docs/model/nodes.md"))
        capacity__put_format(
            &walk->out,
            "%" PRId64 " zones x ceil(nodes for the pods needed / (%" PRId64 " - %" PRId64 "))",
            CAPACITY__IN(plan, ZONES), CAPACITY__IN(plan, ZONES), CAPACITY__IN(plan, ZONES_LOST));
}

static void packed(capacity__walk *walk)
{
    const capacity__nodes *all = recommended(walk);
    const capacity__pods *pods = &walk->plan->pods;

    if (capacity__step_result(walk))
        for (size_t i = 0; i < pods->count; i++) {
            const capacity_plan_component *row = &pods->row[i];
            capacity__put_format(&walk->out, "%s%" PRId64 " x (", i == 0 ? "" : " + ", row->pods);
            say(walk, CAPACITY_UNIT_MCPU, row->cpu_request_mcpu);
            capacity__put(&walk->out, ", ");
            say(walk, CAPACITY_UNIT_BYTES, row->memory_request_bytes);
            capacity__put_char(&walk->out, ')');
        }
    if (all->count > 0)
        node(walk, 1, all->group[0].machine, &all->smallest);
}

static void nodes_max(capacity__walk *walk)
{
    const capacity_plan *plan = walk->plan;
    if (capacity__step_result(walk)) {
        capacity__put_format(&walk->out,
                             "as nodes, with the maximum of %" PRId64 " pods packed and ",
                             CAPACITY__OUT(plan, PODS_MAX));
        say(walk, CAPACITY_UNIT_PPM, CAPACITY__IN(plan, NODE_BUFFER_PPM));
        capacity__put(&walk->out, " of buffer");
    }
}

static void divided(capacity__walk *walk)
{
    const capacity__nodes *all = recommended(walk);
    const capacity_plan *plan = walk->plan;
    if (capacity__step_result(walk)) {
        capacity__put(&walk->out, "max(ceil(");
        say(walk, CAPACITY_UNIT_MCPU, CAPACITY__OUT(plan, CPU_REQUESTED_MCPU));
        capacity__put(&walk->out, " / ");
        say(walk, CAPACITY_UNIT_MCPU, all->smallest.cpu_mcpu);
        capacity__put(&walk->out, "), ceil(");
        say(walk, CAPACITY_UNIT_BYTES, CAPACITY__OUT(plan, MEMORY_REQUESTED_BYTES));
        capacity__put(&walk->out, " / ");
        say(walk, CAPACITY_UNIT_BYTES, all->smallest.memory_bytes);
        capacity__put_format(&walk->out, "), ceil(%" PRId64 " / %" PRId64 " pods))",
                             CAPACITY__OUT(plan, PODS), all->smallest.pods);
    }
}

static void used(capacity__walk *walk)
{
    const capacity__nodes *all = recommended(walk);
    int cpu = walk->field == CAPACITY_OUT_NODE_CPU_USED_PPM;
    capacity_unit unit = cpu ? CAPACITY_UNIT_MCPU : CAPACITY_UNIT_BYTES;
    if (capacity__step_result(walk)) {
        say(walk, unit, cpu ? all->cpu_requested : all->memory_requested);
        capacity__put_format(&walk->out, " requested, CoreDNS included / (%" PRId64 " nodes x ",
                             all->total[CAPACITY__LOW]);
        say(walk, unit, cpu ? all->smallest.cpu_mcpu : all->smallest.memory_bytes);
        capacity__put_char(&walk->out, ')');
    }
}

static void standby(capacity__walk *walk)
{
    const capacity__services *services = &walk->plan->services[CAPACITY_ANSWER_RECOMMENDED];
    if (capacity__step_result(walk)) {
        capacity__put_format(&walk->out, "%" PRId64 " further regions x whole nodes of ",
                             services->replica_regions);
        say(walk, CAPACITY_UNIT_PPM, services->standby_ppm);
        capacity__put(&walk->out, " of each group");
    }
}

void capacity__explain_nodes(capacity__walk *walk)
{
    static const struct {
        capacity_field field;
        capacity__explainer explainer;
    } table[] = {
        {CAPACITY_OUT_NODES_MAX, nodes_max},         {CAPACITY_OUT_NODES_DIVIDED, divided},
        {CAPACITY_OUT_FORMULA_NODES, formula_nodes}, {CAPACITY_OUT_NODES, nodes},
        {CAPACITY_OUT_NODES_PACKED, packed},         {CAPACITY_OUT_NODE_CPU_USED_PPM, used},
        {CAPACITY_OUT_NODE_MEMORY_USED_PPM, used},   {CAPACITY_OUT_NODES_STANDBY, standby},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].field == walk->field)
            table[i].explainer(walk);
}
