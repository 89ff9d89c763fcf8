/*
 * The cluster autoscaler of a simulation: one loop looks at pending pods, then at nodes that are not
 * needed. Its rules and their source: docs/model/simulation.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/simulate.h"

#include "base/order.h"

#include <string.h>

/* A loop in which all pending pods are younger than this does nothing at all. */
#define YOUNG_US (2 * CAPACITY_SECOND_US)

static int64_t pending_of_all(const capacity_simulation *simulation)
{
    int64_t sum = 0;
    for (size_t i = 0; i < simulation->component_count; i++)
        sum += simulation->run.component[i].pending;
    return sum;
}

/* --- scale-up ------------------------------------------------------------------------------------- */

/* Pending pods of each component. */
typedef struct demand {
    int64_t pods[CAPACITY_MAX_ROWS];
} demand;

static int64_t sum_of(const demand *d, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += d->pods[i];
    return sum;
}

/* As many as fit of each component in turn. */
static void fill(const capacity_simulation *simulation, capacity__room *room, size_t component,
                 demand *left)
{
    const capacity_simulation_component *row = simulation->run.component[component].row;
    int64_t pods = capacity__smaller(capacity__sim_fit(room, row), left->pods[component]);
    if (pods <= 0)
        return;
    capacity__sim_take(room, row, pods);
    left->pods[component] -= pods;
}

/* Pods old enough, less those for which nodes are on their way. */
static demand unmet(const capacity_simulation *simulation)
{
    const capacity__run *run = &simulation->run;
    demand left = {{0}};
    for (size_t c = 0; c < simulation->component_count; c++)
        left.pods[c] = capacity__sim_pending(simulation, c,
                                             run->now_us - simulation->autoscaler.new_pod_delay_us);
    for (size_t i = 0; i < run->node_end; i++) {
        if (simulation->nodes[i].state != CAPACITY__NODE_COMING)
            continue;
        capacity__room room = simulation->nodes[i].room;
        for (size_t c = 0; c < simulation->component_count; c++)
            fill(simulation, &room, c, &left);
    }
    return left;
}

/* Requests as shares of a node, CPU plus memory, in millionths. */
static int64_t share_of(const capacity_simulation_component *row,
                        const capacity_simulation_group *group)
{
    return row->cpu_request_mcpu * CAPACITY_PPM / group->allocatable_cpu_mcpu +
           row->memory_request_bytes / CAPACITY_KIB * CAPACITY_PPM /
               capacity__larger(group->allocatable_memory_bytes / CAPACITY_KIB, 1);
}

/* Components by their share of a node of the group, largest first. */
static void by_share(const capacity_simulation *simulation, const capacity_simulation_group *group,
                     size_t order[CAPACITY_MAX_ROWS])
{
    for (size_t i = 0; i < simulation->component_count; i++) {
        size_t at = i;
        int64_t share = share_of(&simulation->components[i], group);
        for (; at > 0 && share_of(&simulation->components[order[at - 1]], group) < share; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

/* What buying nodes of a group would come to. */
typedef struct option {
    int64_t nodes;
    int64_t waste; /* unused share of CPU plus of memory, in hundred-millionths */
} option;

static int64_t unused(int64_t total, int64_t used)
{
    enum { SCALE = 100000000 };
    return total > 0 ? (total - used) * SCALE / total : 0;
}

/* First fit, decreasing by share: into nodes opened before, then into new ones. */
static void open_nodes(capacity_simulation *simulation, const capacity__room *offer,
                       size_t component, int64_t most, demand *left, int64_t *opened)
{
    for (int64_t i = 0; i < *opened && left->pods[component] > 0; i++)
        fill(simulation, &simulation->rooms[i], component, left);
    if (capacity__sim_fit(offer, simulation->run.component[component].row) <= 0)
        return;
    while (left->pods[component] > 0 && *opened < most) {
        simulation->rooms[*opened] = *offer;
        fill(simulation, &simulation->rooms[(*opened)++], component, left);
    }
}

static option estimate(capacity_simulation *simulation, size_t g, demand left)
{
    const capacity__sim_group *group = &simulation->run.group[g];
    const capacity__room offer = capacity__sim_offer(group->row);
    int64_t most = capacity__smaller(group->row->nodes_max - group->ready - group->coming,
                                     simulation->autoscaler.nodes_per_scale_up);
    size_t order[CAPACITY_MAX_ROWS];
    option result = {0, 0};

    by_share(simulation, group->row, order);
    for (size_t i = 0; i < simulation->component_count; i++)
        open_nodes(simulation, &offer, order[i], most, &left, &result.nodes);
    int64_t cpu = 0, memory = 0;
    for (int64_t i = 0; i < result.nodes; i++) {
        cpu += simulation->rooms[i].cpu_mcpu;
        memory += simulation->rooms[i].memory_bytes / CAPACITY_MIB;
    }
    int64_t all_cpu = offer.cpu_mcpu * result.nodes;
    int64_t all_memory = offer.memory_bytes / CAPACITY_MIB * result.nodes;
    result.waste = unused(all_cpu, all_cpu - cpu) + unused(all_memory, all_memory - memory);
    return result;
}

/* The group that grows, by the expander; NO_ONE if none can. */
static size_t choose(capacity_simulation *simulation, const demand *left, option *best)
{
    const capacity__run *run = &simulation->run;
    size_t chosen = CAPACITY__NO_ONE;
    for (size_t g = 0; g < simulation->group_count; g++) {
        if (run->group[g].backoff_until_us > run->now_us)
            continue;
        option next = estimate(simulation, g, *left);
        if (next.nodes == 0 || (chosen != CAPACITY__NO_ONE && next.waste >= best->waste))
            continue;
        chosen = g;
        *best = next;
        if (simulation->autoscaler.expander == CAPACITY_EXPANDER_ORDER)
            break;
    }
    return chosen;
}

static void buy(capacity_simulation *simulation, size_t g, int64_t nodes)
{
    capacity__run *run = &simulation->run;
    capacity__sim_group *group = &run->group[g];
    int64_t before = group->ready + group->coming, all = 0;

    for (int64_t i = 0; i < nodes; i++)
        (void)capacity__sim_node_new(simulation, g, run->now_us + group->row->provision_us);
    capacity__sim_tell(simulation, CAPACITY_HAPPENING_NODES_ADDED, CAPACITY__NO_ONE, g, before,
                       before + nodes);
    run->nodes_added += nodes;
    run->added_us = run->now_us;
    run->no_room = 0;
    for (size_t i = 0; i < simulation->group_count; i++)
        all += run->group[i].ready + run->group[i].coming;
    run->nodes_peak = capacity__larger(run->nodes_peak, all);
}

/* One group a loop; what is left waits for the next one. Returns whether nodes were asked for. */
static int scale_up(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    demand left = unmet(simulation);
    int64_t pods = sum_of(&left, simulation->component_count);
    option best = {0, 0};

    if (pods == 0)
        return 0;
    size_t chosen = choose(simulation, &left, &best);
    if (chosen != CAPACITY__NO_ONE) {
        buy(simulation, chosen, best.nodes);
        return 1;
    }
    if (!run->no_room)
        capacity__sim_tell(simulation, CAPACITY_HAPPENING_NO_ROOM, CAPACITY__NO_ONE,
                           CAPACITY__NO_ONE, 0, pods);
    run->no_room = 1;
    return 0;
}

/* --- nodes that never join ------------------------------------------------------------------------ */

static void back_off(const capacity_simulation *simulation, capacity__sim_group *group)
{
    const capacity_simulation_autoscaler *rules = &simulation->autoscaler;
    int64_t now = simulation->run.now_us;
    int fresh = group->backoff_us == 0 || now - group->failed_us > rules->backoff_reset_us;
    group->backoff_us =
        fresh ? rules->backoff_us : capacity__smaller(group->backoff_us * 2, rules->backoff_max_us);
    group->backoff_until_us = now + group->backoff_us;
    group->failed_us = now;
}

static void give_up(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    int64_t lost[CAPACITY_MAX_ROWS] = {0};
    for (size_t i = 0; i < run->node_end; i++) {
        const capacity__sim_node *node = &simulation->nodes[i];
        if (node->state != CAPACITY__NODE_COMING ||
            run->now_us - node->born_us <= simulation->autoscaler.provision_limit_us)
            continue;
        lost[node->group]++;
        run->failures++;
        capacity__sim_node_drop(simulation, i);
    }
    for (size_t g = 0; g < simulation->group_count; g++) {
        capacity__sim_group *group = &run->group[g];
        if (lost[g] == 0)
            continue;
        back_off(simulation, group);
        int64_t after = group->ready + group->coming;
        capacity__sim_tell(simulation, CAPACITY_HAPPENING_PROVISION_FAILED, CAPACITY__NO_ONE, g,
                           after + lost[g], after);
    }
}

/* --- scale-down ----------------------------------------------------------------------------------- */

/* Requests of a node, daemonsets included unless told otherwise, at most the threshold? */
static int idle_enough(const capacity_simulation *simulation, const capacity__sim_node *node)
{
    const capacity_simulation_group *row = simulation->run.group[node->group].row;
    int64_t limit = simulation->autoscaler.utilization_ppm;
    int alone = (simulation->autoscaler.flags & CAPACITY_SIMULATION_AUTOSCALER_IGNORE_DAEMONSETS);
    int64_t extra_cpu = alone ? 0 : row->daemonset_cpu_mcpu;
    int64_t extra_memory = alone ? 0 : row->daemonset_memory_bytes;
    int64_t cpu = row->allocatable_cpu_mcpu - node->room.cpu_mcpu + extra_cpu;
    int64_t memory = row->allocatable_memory_bytes - node->room.memory_bytes + extra_memory;
    return capacity__compare(CAPACITY__NUM(cpu, CAPACITY_PPM),
                             CAPACITY__NUM(row->allocatable_cpu_mcpu + extra_cpu, limit)) <= 0 &&
           capacity__compare(CAPACITY__NUM(memory, CAPACITY_PPM),
                             CAPACITY__NUM(row->allocatable_memory_bytes + extra_memory, limit)) <=
               0;
}

/* Do the pods of a node fit on the others that stay? If so they are there from now on. */
static int move_all(capacity_simulation *simulation, size_t at)
{
    const capacity__run *run = &simulation->run;
    const capacity__sim_node *node = &simulation->nodes[at];
    capacity__room *now = simulation->rooms, *trial = simulation->rooms + simulation->node_max;
    demand left = {{0}};

    memcpy(trial, now, run->node_end * sizeof *trial);
    for (size_t c = 0; c < simulation->component_count; c++) {
        left.pods[c] = node->of[c];
        for (size_t i = 0; i < run->node_end && left.pods[c] > 0; i++)
            if (i != at)
                fill(simulation, &trial[i], c, &left);
        if (left.pods[c] > 0)
            return 0;
    }
    memcpy(now, trial, run->node_end * sizeof *trial);
    return 1;
}

/* A node that is not needed leaves the rooms of the others; later ones must do without it. */
static void judge(capacity_simulation *simulation, size_t at, int64_t *spare)
{
    capacity__sim_node *node = &simulation->nodes[at];
    int fine = *spare > 0 && idle_enough(simulation, node) &&
               (node->pods == 0 || move_all(simulation, at));
    if (!fine) {
        node->unneeded_us = CAPACITY__NEVER_US;
        return;
    }
    memset(&simulation->rooms[at], 0, sizeof simulation->rooms[at]);
    --*spare;
    if (node->unneeded_us == CAPACITY__NEVER_US)
        node->unneeded_us = simulation->run.now_us;
}

/* Empty nodes first, then the others, from the last slot on; groups keep their least size. */
static void find_unneeded(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    int64_t spare[CAPACITY_MAX_ROWS];
    for (size_t g = 0; g < simulation->group_count; g++)
        spare[g] = run->group[g].ready + run->group[g].coming - run->group[g].row->nodes_min;
    for (size_t i = 0; i < run->node_end; i++) {
        static const capacity__room none = {0, 0, 0};
        const capacity__sim_node *node = &simulation->nodes[i];
        simulation->rooms[i] = node->state == CAPACITY__NODE_READY ? node->room : none;
    }
    for (int empty = 1; empty >= 0; empty--)
        for (size_t i = run->node_end; i > 0; i--) {
            const capacity__sim_node *node = &simulation->nodes[i - 1];
            if (node->state == CAPACITY__NODE_READY && (node->pods == 0) == empty)
                judge(simulation, i - 1, &spare[node->group]);
        }
}

/* The first moment at which a node may be removed, seen from now. */
static int64_t removable_us(const capacity_simulation *simulation, const capacity__sim_node *node)
{
    const capacity_simulation_autoscaler *rules = &simulation->autoscaler;
    const capacity__run *run = &simulation->run;
    int64_t due = node->unneeded_us + rules->unneeded_us + 1; /* for longer than that */
    due = capacity__larger(due, run->added_us + rules->delay_after_add_us);
    return capacity__larger(due, run->removed_us + rules->delay_after_delete_us);
}

/* Nodes whose time has come, empty or not, up to `most`; how many went of each group. */
static int64_t remove_some(capacity_simulation *simulation, int empty, int64_t most,
                           int64_t gone[CAPACITY_MAX_ROWS])
{
    capacity__run *run = &simulation->run;
    int64_t removed = 0;
    for (size_t i = run->node_end; i > 0 && removed < most; i--) {
        const capacity__sim_node *node = &simulation->nodes[i - 1];
        if (node->state != CAPACITY__NODE_READY || node->unneeded_us == CAPACITY__NEVER_US ||
            (node->pods == 0) != empty || removable_us(simulation, node) > run->now_us)
            continue;
        gone[node->group]++;
        removed++;
        capacity__sim_evict(simulation, i - 1);
        capacity__sim_node_drop(simulation, i - 1);
    }
    return removed;
}

static void remove_unneeded(capacity_simulation *simulation)
{
    const capacity_simulation_autoscaler *rules = &simulation->autoscaler;
    capacity__run *run = &simulation->run;
    int64_t gone[CAPACITY_MAX_ROWS] = {0};
    int64_t removed = remove_some(simulation, 1, rules->removals_at_once, gone);
    removed += remove_some(
        simulation, 0, capacity__smaller(rules->drains_at_once, rules->removals_at_once - removed),
        gone);
    if (removed == 0)
        return;
    run->nodes_removed += removed;
    run->removed_us = run->now_us;
    for (size_t g = 0; g < simulation->group_count; g++) {
        int64_t after = run->group[g].ready + run->group[g].coming;
        if (gone[g] > 0)
            capacity__sim_tell(simulation, CAPACITY_HAPPENING_NODES_REMOVED, CAPACITY__NO_ONE, g,
                               after + gone[g], after);
    }
    capacity__sim_schedule(simulation);
}

/* --- the loop ------------------------------------------------------------------------------------- */

static int all_young(const capacity_simulation *simulation)
{
    int64_t pending = pending_of_all(simulation), old = 0;
    for (size_t c = 0; c < simulation->component_count; c++)
        old += capacity__sim_pending(simulation, c, simulation->run.now_us - YOUNG_US);
    return pending > 0 && old == 0;
}

void capacity__sim_scan(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    run->scan_done_us = run->now_us;
    if (all_young(simulation))
        return; /* moved stays: the next loop looks */
    run->moved = 0;
    give_up(simulation);
    if (pending_of_all(simulation) == 0)
        run->no_room = 0;
    else if (scale_up(simulation)) {
        run->moved = 1; /* nodes that are not needed are looked at in the next loop */
        return;
    }
    find_unneeded(simulation);
    remove_unneeded(simulation);
}

/* The first loop from a time on, and after the last one. */
static int64_t loop_from(const capacity_simulation *simulation, int64_t us)
{
    const capacity__run *run = &simulation->run;
    int64_t period = simulation->autoscaler.scan_us, since = us - run->begin_us;
    int64_t loop = run->begin_us + (since + period - 1) / period * period;
    return loop > run->scan_done_us ? loop : run->scan_done_us + period;
}

/* Loops in which nothing can happen are left out. */
void capacity__sim_scan_next(capacity_simulation *simulation, int64_t from_us)
{
    capacity__run *run = &simulation->run;
    run->next_scan_us = CAPACITY__NEVER_US;
    if (simulation->group_count == 0 ||
        (simulation->autoscaler.flags & CAPACITY_SIMULATION_AUTOSCALER_OFF) != 0)
        return;
    int64_t due = CAPACITY__NEVER_US;
    if (run->moved || pending_of_all(simulation) > 0)
        due = from_us;
    for (size_t i = 0; due > from_us && i < run->node_end; i++) {
        const capacity__sim_node *node = &simulation->nodes[i];
        if (node->state == CAPACITY__NODE_COMING)
            due = capacity__smaller(due,
                                    node->born_us + simulation->autoscaler.provision_limit_us + 1);
        if (node->state == CAPACITY__NODE_READY && node->unneeded_us != CAPACITY__NEVER_US)
            due = capacity__smaller(due, removable_us(simulation, node));
    }
    if (due != CAPACITY__NEVER_US)
        run->next_scan_us = loop_from(simulation, capacity__larger(due, from_us));
}
