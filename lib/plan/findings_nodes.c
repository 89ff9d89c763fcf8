/*
 * Findings about nodes and zones.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/never.h"
#include "plan/finding.h"
#include "plan/nodes.h"

#include <string.h>

static const capacity__nodes *nodes_of(const capacity_plan *plan)
{
    return &plan->nodes[CAPACITY_ANSWER_RECOMMENDED];
}

static const capacity__group *first_group(const capacity_plan *plan)
{
    const capacity__nodes *nodes = nodes_of(plan);
    return nodes->count > 0 ? &nodes->group[0] : &plan->nodes[CAPACITY_ANSWER_FORMULA].group[0];
}

/* --- 201: losing a zone -------------------------------------------------------------------------- */

APPLIES(zone_loss)
{
    int64_t pods = 0, nodes = 0, zones = CAPACITY__IN(plan, ZONES);
    const capacity__nodes *now = nodes_of(plan);

    if (CAPACITY__IN(plan, ZONES_LOST) > 0 || zones < 2)
        return false;
    if (CAPACITY__NEVER(capacity__nodes_if_lost(plan, 1, &pods, &nodes, NULL) < 0))
        return false;
    finding->a = pods;
    finding->b = nodes;
    finding->c = CAPACITY__OUT(plan, PODS);
    finding->d = now->total[CAPACITY__EXPECTED];
    finding->effect_uusd = 0;
    if (finding->b > finding->d)
        (void)capacity__mul(finding->b - finding->d,
                            capacity__node_month_uusd(first_group(plan)->hour_nusd),
                            &finding->effect_uusd);
    finding->severity = CAPACITY_SEVERITY_WARNING;
    finding->field = CAPACITY_IN_ZONES_LOST;
    return plan->demand.users > 0;
}

EVIDENCE(zone_loss)
{
    capacity__put_format(out,
                         "losing one of %" PRId64 " zones leaves %" PRId64 " of %" PRId64
                         " pods until replacements start; to hold full load takes %" PRId64
                         " pods on %" PRId64 " nodes instead of %" PRId64,
                         CAPACITY__IN(plan, ZONES),
                         finding->c - (finding->c + CAPACITY__IN(plan, ZONES) - 1) /
                                          CAPACITY__IN(plan, ZONES),
                         finding->c, finding->a, finding->b, finding->d);
}

ACTION(zone_loss)
{
    UNUSED;
    capacity__put(out, "set zones_lost to 1 if a zone's loss must not slow anybody down; spread "
                       "pods over zones in any case");
}

/* --- 202: pods per node ---------------------------------------------------------------------------- */

APPLIES(pods_per_node)
{
    const capacity__nodes *nodes = nodes_of(plan);
    int64_t by_pods = 0, slots = nodes->smallest.pods;

    if (slots == 0 || nodes->total[CAPACITY__LOW] == 0)
        return false;
    (void)capacity__mul_div(nodes->pods, CAPACITY_PPM, slots, CAPACITY__UP, &by_pods);
    finding->a = by_pods / nodes->total[CAPACITY__LOW];
    finding->b = slots;
    finding->c = finding->a > CAPACITY__OUT(plan, NODE_CPU_USED_PPM) &&
                 finding->a > CAPACITY__OUT(plan, NODE_MEMORY_USED_PPM);
    finding->severity = CAPACITY_SEVERITY_WARNING;
    finding->field = CAPACITY_IN_MAX_PODS_MODE;
    return finding->c || finding->a >= 800000;
}

EVIDENCE(pods_per_node)
{
    capacity__put_format(out, "%s holds %" PRId64 " pods beside daemonsets, ",
                         first_group(plan)->machine->name, finding->b);
    capacity__say_percent(out, finding->a);
    capacity__put(out, finding->c ? " of the slots are taken: pods bind before CPU and memory"
                                  : " of the slots are taken");
}

ACTION(pods_per_node)
{
    UNUSED;
    capacity__put(out, "enable prefix delegation (max_pods_mode prefix), or take a machine with "
                       "more network interfaces");
}

/* --- 203: division falls short ---------------------------------------------------------------------- */

APPLIES(division_short)
{
    finding->a = nodes_of(plan)->packed;
    finding->b = nodes_of(plan)->divided;
    return finding->a > finding->b;
}

EVIDENCE(division_short)
{
    (void)plan;
    capacity__put_format(out,
                         "dividing sums says %" PRId64 " nodes, but pods cannot be split: packing "
                         "them takes %" PRId64,
                         finding->b, finding->a);
}

ACTION(division_short)
{
    UNUSED;
    capacity__put(out, "keep the packed count, or choose pod sizes that divide a node evenly");
}

/* --- 204: credits of burstable machines -------------------------------------------------------------- */

enum { TARGET_PPM = 700000 };

APPLIES(burst_credits)
{
    const capacity__group *group = first_group(plan);
    const capacity__meter *meter =
        capacity__known_meter(plan->catalog, CAPACITY__METER_EC2_SURPLUS_CREDIT);

    finding->a = group->machine->baseline_ppm;
    if (finding->a == 0 || finding->a >= TARGET_PPM || meter == NULL)
        return false;
    if (capacity_cost_surplus_credits(
            nodes_of(plan)->total[CAPACITY__EXPECTED], group->machine->cpu_mcpu, TARGET_PPM,
            finding->a, capacity__first_price(meter), &finding->effect_uusd, NULL) < 0)
        return false;
    finding->severity = CAPACITY_SEVERITY_WARNING;
    finding->field = CAPACITY_IN_NODE_CPU_UTILISATION_PPM;
    return finding->effect_uusd > 0;
}

EVIDENCE(burst_credits)
{
    capacity__put_format(out, "%s sustains ", first_group(plan)->machine->name);
    capacity__say_percent(out, finding->a);
    capacity__put(out, " of its CPU; nodes at the autoscaler's 70 % spend surplus credits");
}

ACTION(burst_credits)
{
    UNUSED;
    capacity__put(out, "set node_cpu_utilisation to what is measured; above the baseline a machine "
                       "that is not burstable (m5, c5) may be cheaper");
}

/* --- 205: memory over-commit -------------------------------------------------------------------------- */

APPLIES(memory_overcommit)
{
    const capacity__nodes *nodes = nodes_of(plan);

    /* 0 where there is nothing to divide by: no pods, no nodes */
    (void)capacity__ratio(CAPACITY__NUM(nodes->memory_limits, CAPACITY_PPM),
                          CAPACITY__DEN(nodes->packed, nodes->smallest.memory_bytes), CAPACITY__UP,
                          &finding->a);
    finding->severity = CAPACITY_SEVERITY_WARNING;
    finding->field = CAPACITY_IN_BACKEND_MEMORY_LIMIT_BYTES;
    return finding->a > CAPACITY_PPM;
}

EVIDENCE(memory_overcommit)
{
    (void)plan;
    capacity__put(out, "on packed nodes the memory limits of the pods come to ");
    capacity__say_percent(out, finding->a);
    capacity__put(out, " of the memory: pods that use their limits are killed");
}

ACTION(memory_overcommit)
{
    UNUSED;
    capacity__put(out, "set memory limits equal to requests");
}

/* --- 206: a tainted group ------------------------------------------------------------------------------ */

static const capacity_tier_group *tainted(const capacity_plan *plan)
{
    for (size_t i = 0; i < plan->tier->group_count; i++)
        if (plan->tier->groups[i].taint_key[0] != '\0')
            return &plan->tier->groups[i];
    return NULL;
}

/* Backends that the largest size of a group takes, alone on its nodes. */
static int64_t backends_in(const capacity_plan *plan, const capacity_tier_group *tier)
{
    const capacity_tier_component *pod = &plan->tier->backend;
    const capacity__nodes *nodes =
        &plan->nodes[CAPACITY_ANSWER_TIER]; /* its groups in their order */
    const capacity__node *node = &nodes->group[tier - plan->tier->groups].node;
    int64_t by_cpu = node->cpu_mcpu / pod->cpu_request_mcpu;
    int64_t by_memory = node->memory_bytes / pod->memory_request_bytes;
    return tier->nodes_max * (by_cpu < by_memory ? by_cpu : by_memory);
}

APPLIES(tainted_group)
{
    const capacity_tier_group *group = tainted(plan);
    if (group == NULL)
        return false;
    finding->a = group->nodes_max;
    finding->b = backends_in(plan, group);
    finding->severity = CAPACITY_SEVERITY_WARNING;
    return true;
}

EVIDENCE(tainted_group)
{
    const capacity_tier_group *group = tainted(plan);
    capacity__put_format(out,
                         "the tier's %s group is tainted %s=%s:%s: pods without a toleration never "
                         "use it, and its %" PRId64 " nodes hold %" PRId64
                         " backends at most, not %" PRId64,
                         group->name, group->taint_key, group->taint_value, group->taint_effect,
                         finding->a, finding->b, plan->tier->backend.pods_max);
}

ACTION(tainted_group)
{
    UNUSED;
    capacity__put(out, "give the pods that must stay on on-demand nodes a toleration and a node "
                       "selector, and let the rest use both groups");
}

/* --- 207: diversified machines that differ ------------------------------------------------------------ */

/* The first of a group's machines "a,b,c" whose memory differs from that of the group's first. */
static const capacity__machine *odd_one(const capacity_plan *plan, const capacity__group *group)
{
    const char *types = group->node_types;
    while (*types != '\0') {
        const capacity__machine *machine;
        size_t size = strcspn(types, ",");
        /* pods were packed for each of them */
        if (CAPACITY__NEVER(capacity__machine_of(plan, types, size, &machine, NULL) < 0))
            return NULL;
        if (machine->memory_bytes != group->machine->memory_bytes)
            return machine;
        types += size + (types[size] == ',');
    }
    return NULL;
}

static const capacity__group *mixed_group(const capacity_plan *plan)
{
    const capacity__nodes *nodes = nodes_of(plan);
    for (size_t i = 0; i < nodes->count; i++)
        if (odd_one(plan, &nodes->group[i]) != NULL)
            return &nodes->group[i];
    return NULL;
}

APPLIES(mixed_machines)
{
    finding->field = CAPACITY_IN_NODE_TYPE;
    return mixed_group(plan) != NULL;
}

EVIDENCE(mixed_machines)
{
    (void)finding;
    const capacity__group *group = mixed_group(plan);
    const capacity__machine *odd = odd_one(plan, group);
    capacity__put_format(out, "the %s group mixes %s with ", group->name, group->machine->name);
    capacity__say(out, CAPACITY_UNIT_BYTES, group->machine->memory_bytes);
    capacity__put_format(out, " (");
    capacity__say(out, CAPACITY_UNIT_NUSD, group->machine->hour_nusd);
    capacity__put_format(out, "/h) and %s with ", odd->name);
    capacity__say(out, CAPACITY_UNIT_BYTES, odd->memory_bytes);
    capacity__put(out, " (");
    capacity__say(out, CAPACITY_UNIT_NUSD, odd->hour_nusd);
    capacity__put(out, "/h)");
}

ACTION(mixed_machines)
{
    UNUSED;
    capacity__put(out, "pods are packed for the smallest and priced at the first: expect the bill "
                       "to move with the mix");
}

/* --- 208: fewer nodes than the tier says --------------------------------------------------------------- */

APPLIES(tier_nodes_idle)
{
    finding->a = CAPACITY__OUT(plan, TIER_NODES);
    finding->b = CAPACITY__OUT(plan, NODES);
    finding->field = CAPACITY_IN_NODE_BUFFER_PPM;
    if (finding->a <= finding->b)
        return false;
    (void)capacity__mul(finding->a - finding->b,
                        capacity__node_month_uusd(first_group(plan)->hour_nusd),
                        &finding->effect_uusd);
    finding->effect_uusd = -finding->effect_uusd;
    return true;
}

EVIDENCE(tier_nodes_idle)
{
    (void)plan;
    capacity__put_format(out,
                         "the tier runs %" PRId64 " nodes, the recommended pods need %" PRId64
                         " with the buffer",
                         finding->a, finding->b);
}

ACTION(tier_nodes_idle)
{
    UNUSED;
    capacity__put(out, "start with the recommended count and let the cluster autoscaler add nodes");
}

static const capacity__finding_kind kinds[] = {
    KIND(201, zone_loss, "zones", "guide audit 4"),
    KIND(202, pods_per_node, "nodes", "docs/model/nodes.md"),
    KIND(203, division_short, "nodes", "guide audit 4"),
    KIND(204, burst_credits, "nodes", "docs/model/cost.md; guide audit 7"),
    KIND(205, memory_overcommit, "nodes", "guide audit 4"),
    KIND(206, tainted_group, "nodes", "guide audit 4"),
    KIND(207, mixed_machines, "nodes", "docs/model/nodes.md; guide audit 4"),
    KIND(208, tier_nodes_idle, "nodes", "guide audit 4"),
};

const capacity__finding_group capacity__findings_nodes = {kinds, sizeof kinds / sizeof *kinds};
