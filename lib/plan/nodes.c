/*
 * Stage 4: nodes of the three answers; here the recommended ones. Rules: docs/model/nodes.md and
 * docs/model/packing.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/nodes.h"

#include "base/never.h"
#include "base/order.h"

#include <string.h>

/* Pods of every component by shape, with CoreDNS last where asked for. */
typedef struct shapes {
    size_t count;
    int64_t cpu[CAPACITY_MAX_ROWS + 1], memory[CAPACITY_MAX_ROWS + 1], pods[CAPACITY_MAX_ROWS + 1];
} shapes;

enum pods_case { PODS_MIN, PODS_MAX, PODS_NEEDED };

static shapes shapes_of(const capacity_plan *plan, enum pods_case which)
{
    shapes s = {.count = plan->pods.count};
    for (size_t i = 0; i < s.count; i++) {
        const capacity_plan_component *row = &plan->pods.row[i];
        s.cpu[i] = row->cpu_request_mcpu;
        s.memory[i] = row->memory_request_bytes;
        s.pods[i] = which == PODS_MIN ? row->pods : which == PODS_MAX ? row->pods_max : row->needed;
    }
    return s;
}

static void add_coredns(const capacity_plan *plan, shapes *s)
{
    s->cpu[s->count] = CAPACITY__IN(plan, COREDNS_CPU_MCPU);
    s->memory[s->count] = CAPACITY__IN(plan, COREDNS_MEMORY_BYTES);
    s->pods[s->count++] = CAPACITY__IN(plan, COREDNS_REPLICAS);
}

static capacity_status pack(const capacity__node *node, const shapes *s, int64_t *packed,
                            int64_t *divided, capacity_error *err)
{
    return capacity_nodes_pack(node->cpu_mcpu, node->memory_bytes, node->pods, s->cpu, s->memory,
                               s->pods, s->count, packed, divided, err);
}

/* Enough nodes in whole zones that those left after a loss hold the pods needed. */
static bool nodes_for_zones(int64_t needed, int64_t zones, int64_t lost, int64_t *nodes)
{
    int64_t per_zone = 0;
    *nodes = 0;
    if (lost == 0)
        return true;
    bool fits = capacity__mul_div(needed, 1, zones - lost, CAPACITY__UP, &per_zone);
    fits &= capacity__mul(per_zone, zones, nodes);
    return fits;
}

typedef struct counts {
    int64_t packed, divided, buffered, zoned, total;
} counts;

/*
 * max(packed with the buffer, packed with CoreDNS, floor, zone loss). CoreDNS is packed apart: with
 * any buffer it finds room in the spare node, and leaving it out of the buffered count keeps the
 * result monotone in users.
 */
static capacity_status count_nodes(const capacity_plan *plan, enum pods_case which, counts *n,
                                   capacity_error *err)
{
    const capacity__node *node = &plan->nodes[CAPACITY_ANSWER_RECOMMENDED].smallest;
    int64_t lost = CAPACITY__IN(plan, ZONES_LOST), with_dns = 0, needed = 0, ignored = 0;
    shapes s = shapes_of(plan, which);

    CAPACITY__TRY(pack(node, &s, &n->packed, &n->divided, err));
    add_coredns(plan, &s);
    CAPACITY__TRY(pack(node, &s, &with_dns, &ignored, err));
    if (lost > 0 && which == PODS_MIN) {
        /* no more of the pods that fitted, and no more nodes than pods */
        s = shapes_of(plan, PODS_NEEDED);
        CAPACITY__SURELY(pack(node, &s, &needed, &ignored, err));
    } else {
        needed = n->packed;
    }
    bool fits = capacity__mul_div(n->packed, CAPACITY_PPM + CAPACITY__IN(plan, NODE_BUFFER_PPM),
                                  CAPACITY_PPM, CAPACITY__UP, &n->buffered);
    fits &= nodes_for_zones(needed, CAPACITY__IN(plan, ZONES), lost, &n->zoned);
    if (!fits)
        return capacity__overflow(err, CAPACITY_FIELD_NONE, "the number of nodes");
    n->total = capacity__larger(capacity__larger(n->buffered, with_dns),
                                capacity__larger(n->zoned, CAPACITY__IN(plan, NODE_FLOOR)));
    return CAPACITY_OK;
}

/* The tier's share of spot nodes, by desired nodes. */
static int64_t spot_nodes(const capacity_plan *plan, int64_t nodes)
{
    int64_t share = CAPACITY__IN(plan, SPOT_SHARE_PPM), part = 0, all = 0, spot = 0;
    if (share != CAPACITY_AUTO) {
        (void)capacity__mul_div(nodes, share, CAPACITY_PPM, CAPACITY__DOWN, &part);
        return part;
    }
    for (size_t i = 0; i < plan->tier->group_count; i++) {
        const capacity_tier_group *group = &plan->tier->groups[i];
        int64_t wanted = capacity__or(group->nodes_desired, group->nodes_min);
        all += wanted; /* sum_nodes has checked it */
        spot += group->purchase == CAPACITY_PURCHASE_SPOT ? wanted : 0;
    }
    /* 0 of a tier that desires no nodes */
    (void)capacity__mul_div(nodes, spot, all, CAPACITY__DOWN, &part);
    return part;
}

/* The tier's first group of a purchase, else its first group. */
static const capacity_tier_group *tier_group(const capacity_plan *plan, uint32_t purchase)
{
    for (size_t i = 0; i < plan->tier->group_count; i++)
        if (plan->tier->groups[i].purchase == purchase)
            return &plan->tier->groups[i];
    return &plan->tier->groups[0];
}

static const struct {
    const char *name, *standby_name;
    capacity_purchase purchase, tier_purchase;
} parts[] = {
    {"on-demand", "standby-on-demand", CAPACITY_PURCHASE_ON_DEMAND, CAPACITY_PURCHASE_ON_DEMAND},
    {"committed", "standby-committed", CAPACITY_PURCHASE_COMMITTED, CAPACITY_PURCHASE_ON_DEMAND},
    {"spot", "standby-spot", CAPACITY_PURCHASE_SPOT, CAPACITY_PURCHASE_SPOT},
};
enum { PARTS = sizeof parts / sizeof *parts };

static void split_nodes(const capacity_plan *plan, int64_t nodes, int64_t part[PARTS])
{
    int64_t share = CAPACITY__IN(plan, COMMITTED_SHARE_PPM);
    part[2] = spot_nodes(plan, nodes);
    (void)capacity__mul_div(nodes - part[2], share, CAPACITY_PPM, CAPACITY__DOWN, &part[1]);
    part[0] = nodes - part[2] - part[1];
}

static const char *types_of(const capacity_plan *plan, size_t part)
{
    const char *own = plan->inputs.names[CAPACITY__NAME_NODE_TYPE];
    return own[0] != '\0' ? own : tier_group(plan, parts[part].tier_purchase)->node_types;
}

/* Shrink the node that pods are packed for to the smallest of a list "a,b,c" of machines. */
static capacity_status take_smallest(const capacity_plan *plan, const char *types,
                                     capacity__node *smallest, capacity_error *err)
{
    while (*types != '\0') {
        const capacity__machine *machine;
        capacity__node node;
        size_t size = strcspn(types, ",");

        CAPACITY__TRY(capacity__machine_of(plan, types, size, &machine, err));
        CAPACITY__TRY(capacity__node_of(&plan->inputs, machine, &node, err));
        smallest->cpu_mcpu = capacity__smaller(smallest->cpu_mcpu, node.cpu_mcpu);
        smallest->memory_bytes = capacity__smaller(smallest->memory_bytes, node.memory_bytes);
        smallest->pods = capacity__smaller(smallest->pods, node.pods);
        types += size + (types[size] == ',');
    }
    return CAPACITY_OK;
}

/* Every machine that may be bought shrinks the node that pods are packed for. */
static capacity_status take_node(capacity_plan *plan, capacity_error *err)
{
    capacity__node *smallest = &plan->nodes[CAPACITY_ANSWER_RECOMMENDED].smallest;
    *smallest = (capacity__node){INT64_MAX, INT64_MAX, INT64_MAX};
    int64_t spot_share = CAPACITY__IN(plan, SPOT_SHARE_PPM);
    if (spot_share != CAPACITY_PPM)
        CAPACITY__TRY(take_smallest(plan, types_of(plan, 0), smallest, err));
    if (spot_share != 0)
        CAPACITY__TRY(take_smallest(plan, types_of(plan, 2), smallest, err));
    return CAPACITY_OK;
}

/* Whole nodes for each group and further region. */
static bool standby_nodes(int64_t nodes, int64_t share, int64_t regions, int64_t *standby)
{
    int64_t one = 0;
    bool fits = capacity__mul_div(nodes, share, CAPACITY_PPM, CAPACITY__UP, &one);
    fits &= capacity__mul(one, regions, standby);
    return fits;
}

static capacity_status add_parts(capacity_plan *plan, const int64_t low[PARTS],
                                 const int64_t high[PARTS], int64_t regions, capacity_error *err)
{
    capacity__nodes *nodes = &plan->nodes[CAPACITY_ANSWER_RECOMMENDED];
    int64_t share =
        capacity__or(CAPACITY__IN(plan, STANDBY_SHARE_PPM), plan->tier->tier.standby_share_ppm);
    for (int32_t region = 0; region <= (regions > 0); region++)
        for (size_t i = 0; i < PARTS; i++) {
            capacity__group *group;
            if (high[i] == 0)
                continue;
            const char *name = region == 0 ? parts[i].name : parts[i].standby_name;
            const capacity_tier_group *tier = tier_group(plan, (uint32_t)parts[i].tier_purchase);
            /* take_node has looked up all machines of parts that have nodes */
            CAPACITY__SURELY(capacity__add_group(plan, CAPACITY_ANSWER_RECOMMENDED, name,
                                                 types_of(plan, i), (uint32_t)parts[i].purchase,
                                                 tier, &group, err));
            group->region = region;
            group->nodes[CAPACITY__LOW] = low[i];
            group->nodes[CAPACITY__HIGH] = high[i];
            if (region > 0) {
                bool fits = standby_nodes(low[i], share, regions, &group->nodes[CAPACITY__LOW]);
                fits &= standby_nodes(high[i], share, regions, &group->nodes[CAPACITY__HIGH]);
                if (!fits)
                    return capacity__overflow(err, CAPACITY_IN_REPLICA_REGIONS,
                                              "the standby nodes");
                nodes->standby += group->nodes[CAPACITY__LOW];
            }
            group->nodes[CAPACITY__EXPECTED] = group->nodes[CAPACITY__LOW];
        }
    return CAPACITY_OK;
}

/* How full the nodes are at the minimum of pods, CoreDNS included. */
static capacity_status fill(capacity_plan *plan, capacity_error *err)
{
    capacity__nodes *nodes = &plan->nodes[CAPACITY_ANSWER_RECOMMENDED];
    int64_t limits[CAPACITY_MAX_ROWS + 1], used = 0, full = 0;
    shapes s = shapes_of(plan, PODS_MIN);

    add_coredns(plan, &s);
    for (size_t i = 0; i < plan->pods.count; i++)
        limits[i] = plan->pods.row[i].memory_limit_bytes;
    limits[s.count - 1] = s.memory[s.count - 1];
    bool fits = capacity__sum_div(s.pods, s.cpu, s.count, 1, CAPACITY__UP, &nodes->cpu_requested);
    fits &= capacity__sum_div(s.pods, s.memory, s.count, 1, CAPACITY__UP, &nodes->memory_requested);
    fits &= capacity__sum_div(s.pods, limits, s.count, 1, CAPACITY__UP, &nodes->memory_limits);
    fits &= capacity__add(CAPACITY__OUT(plan, PODS), s.pods[s.count - 1], &nodes->pods);
    if (nodes->total[CAPACITY__LOW] > 0) {
        fits &= capacity__ratio(CAPACITY__NUM(nodes->cpu_requested, CAPACITY_PPM),
                                CAPACITY__DEN(nodes->total[CAPACITY__LOW],
                                              capacity__larger(nodes->smallest.cpu_mcpu, 1)),
                                CAPACITY__UP, &used);
        fits &= capacity__ratio(CAPACITY__NUM(nodes->memory_requested, CAPACITY_PPM),
                                CAPACITY__DEN(nodes->total[CAPACITY__LOW],
                                              capacity__larger(nodes->smallest.memory_bytes, 1)),
                                CAPACITY__UP, &full);
    }
    if (!fits)
        return capacity__overflow(err, CAPACITY_FIELD_NONE, "what the pods request together");
    CAPACITY__OUT(plan, NODE_CPU_USED_PPM) = used;
    CAPACITY__OUT(plan, NODE_MEMORY_USED_PPM) = full;
    return CAPACITY_OK;
}

static capacity_status recommended_answer(capacity_plan *plan, capacity_error *err)
{
    capacity__nodes *nodes = &plan->nodes[CAPACITY_ANSWER_RECOMMENDED];
    counts at_min = {0}, at_max = {0};
    int64_t low[PARTS], high[PARTS];
    int64_t regions =
        capacity__or(CAPACITY__IN(plan, REPLICA_REGIONS), plan->tier->tier.replica_regions_min);

    CAPACITY__TRY(take_node(plan, err));
    CAPACITY__TRY(count_nodes(plan, PODS_MIN, &at_min, err));
    CAPACITY__TRY(count_nodes(plan, PODS_MAX, &at_max, err));
    nodes->packed = at_min.packed;
    nodes->divided = at_min.divided;
    nodes->buffered = at_min.buffered;
    nodes->zoned = at_min.zoned;
    nodes->total[CAPACITY__LOW] = nodes->total[CAPACITY__EXPECTED] = at_min.total;
    nodes->total[CAPACITY__HIGH] = capacity__larger(at_max.total, at_min.total);
    split_nodes(plan, nodes->total[CAPACITY__LOW], low);
    split_nodes(plan, nodes->total[CAPACITY__HIGH], high);
    CAPACITY__TRY(add_parts(plan, low, high, regions, err));
    CAPACITY__TRY(fill(plan, err));

    CAPACITY__OUT(plan, NODES) = nodes->total[CAPACITY__EXPECTED];
    CAPACITY__OUT(plan, NODES_MAX) = nodes->total[CAPACITY__HIGH];
    CAPACITY__OUT(plan, NODES_PACKED) = nodes->packed;
    CAPACITY__OUT(plan, NODES_DIVIDED) = nodes->divided;
    CAPACITY__OUT(plan, NODES_STANDBY) = nodes->standby;
    return CAPACITY_OK;
}

capacity_status capacity__stage_nodes(capacity_plan *plan, capacity_error *err)
{
    CAPACITY__TRY(capacity__nodes_of_tier(plan, err));
    CAPACITY__TRY(capacity__nodes_of_formula(plan, err));
    return recommended_answer(plan, err);
}

/*
 * Nothing fails: the plan has a bill, so its disks were added up, and there are at most 2^63 / 2^30
 * nodes. Each holds at most 16 million pods of the shapes that were packed. Zones at most double
 * them, the buffer is at most tenfold.
 */
capacity_status capacity__nodes_if_lost(const capacity_plan *plan, int64_t lost, int64_t *pods,
                                        int64_t *nodes, capacity_error *err)
{
    const capacity__nodes *now = &plan->nodes[CAPACITY_ANSWER_RECOMMENDED];
    int64_t zones = CAPACITY__IN(plan, ZONES), packed = 0, needed = 0, ignored = 0;
    int64_t buffered = 0, zoned = 0;
    shapes s = shapes_of(plan, PODS_NEEDED);

    bool fits = true;
    CAPACITY__SURELY(pack(&now->smallest, &s, &needed, &ignored, err));
    *pods = 0;
    for (size_t i = 0; i < s.count; i++) {
        CAPACITY__SURELY(capacity_pods_for_zones(s.pods[i], zones, lost, &s.pods[i], err));
        fits &= capacity__add(*pods, s.pods[i], pods);
    }
    CAPACITY__SURELY(pack(&now->smallest, &s, &packed, &ignored, err));
    fits &= capacity__mul_div(packed, CAPACITY_PPM + CAPACITY__IN(plan, NODE_BUFFER_PPM),
                              CAPACITY_PPM, CAPACITY__UP, &buffered);
    fits &= nodes_for_zones(needed, zones, lost, &zoned);
    if (CAPACITY__NEVER(!fits))
        return capacity__overflow(err, CAPACITY_IN_ZONES_LOST, "the nodes");
    *nodes = capacity__larger(capacity__larger(buffered, zoned), CAPACITY__IN(plan, NODE_FLOOR));
    return CAPACITY_OK;
}
