/*
 * Nodes of a simulation: they are asked for, join, are taken back, and are given up.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/simulate.h"

#include <string.h>

#define HOUR_US (INT64_C(3600) * CAPACITY_SECOND_US)

capacity__room capacity__sim_offer(const capacity_simulation_group *group)
{
    capacity__room room = {group->allocatable_cpu_mcpu, group->allocatable_memory_bytes,
                           group->allocatable_pods};
    return room;
}

/* kube-scheduler's NodeResourcesFit: a pod slot, and each resource that is asked for. */
int64_t capacity__sim_fit(const capacity__room *room, const capacity_simulation_component *row)
{
    int64_t pods = room->pods;
    if (row->cpu_request_mcpu > 0 && room->cpu_mcpu / row->cpu_request_mcpu < pods)
        pods = room->cpu_mcpu / row->cpu_request_mcpu;
    if (row->memory_request_bytes > 0 && room->memory_bytes / row->memory_request_bytes < pods)
        pods = room->memory_bytes / row->memory_request_bytes;
    return pods;
}

void capacity__sim_take(capacity__room *room, const capacity_simulation_component *row,
                        int64_t pods)
{
    room->cpu_mcpu -= pods * row->cpu_request_mcpu;
    room->memory_bytes -= pods * row->memory_request_bytes;
    room->pods -= pods;
}

/* From a time on, one draw an hour decides whether and when the node is taken back. */
static void draw_fate(const capacity_simulation *simulation, capacity__sim_node *node, int64_t from)
{
    const capacity_simulation_group *row = simulation->run.group[node->group].row;
    int64_t seed = simulation->options.seed;

    node->doomed = 0;
    node->next_us = CAPACITY__NEVER_US;
    if (row->purchase != CAPACITY_PURCHASE_SPOT || row->interruptions_per_hour_ppm == 0)
        return;
    node->doomed = capacity__sim_draw(seed, node->group, node->serial, node->draw + 1) <
                   row->interruptions_per_hour_ppm;
    node->next_us = from + HOUR_US;
    if (node->doomed) /* the second draw is a millionth of the hour, 3600 microseconds */
        node->next_us =
            from + 3600 * capacity__sim_draw(seed, node->group, node->serial, node->draw + 2);
    node->draw += 2;
}

static void note_next(capacity_simulation *simulation, const capacity__sim_node *node)
{
    if (node->next_us < simulation->run.next_node_us)
        simulation->run.next_node_us = node->next_us;
}

size_t capacity__sim_node_new(capacity_simulation *simulation, size_t group, int64_t ready_us)
{
    capacity__run *run = &simulation->run;
    capacity__sim_group *own = &run->group[group];
    size_t at = 0;
    while (at < run->node_end && simulation->nodes[at].state != CAPACITY__NODE_NONE)
        at++;
    if (at == run->node_end)
        run->node_end++;

    capacity__sim_node *node = &simulation->nodes[at];
    memset(node, 0, sizeof *node);
    node->group = (uint16_t)group;
    node->room = capacity__sim_offer(own->row);
    node->born_us = run->now_us;
    node->unneeded_us = CAPACITY__NEVER_US;
    node->serial = own->serial++;
    if (ready_us == CAPACITY_INVALID) { /* it is there from the beginning */
        node->state = CAPACITY__NODE_READY;
        own->ready++;
        own->paid++;
        draw_fate(simulation, node, run->now_us);
    } else {
        node->state = CAPACITY__NODE_COMING;
        own->coming++;
        node->next_us = ready_us;
        if (capacity__sim_draw(simulation->options.seed, group, node->serial, 0) <
            own->row->provision_failure_ppm)
            node->next_us = CAPACITY__NEVER_US;
        else
            own->paid++; /* what never comes up is not billed */
    }
    note_next(simulation, node);
    return at;
}

void capacity__sim_node_drop(capacity_simulation *simulation, size_t at)
{
    capacity__run *run = &simulation->run;
    capacity__sim_node *node = &simulation->nodes[at];
    capacity__sim_group *group = &run->group[node->group];
    if (node->state == CAPACITY__NODE_READY || node->next_us != CAPACITY__NEVER_US)
        group->paid--;
    if (node->state == CAPACITY__NODE_READY)
        group->ready--;
    else
        group->coming--;
    node->state = CAPACITY__NODE_NONE;
    while (run->node_end > 0 && simulation->nodes[run->node_end - 1].state == CAPACITY__NODE_NONE)
        run->node_end--;
}

/* What befell the nodes of a group in one instant. */
typedef struct changes {
    int64_t joined, interrupted;
} changes;

static void node_due(capacity_simulation *simulation, size_t at, changes *change)
{
    capacity__run *run = &simulation->run;
    capacity__sim_node *node = &simulation->nodes[at];
    capacity__sim_group *group = &run->group[node->group];

    if (node->state == CAPACITY__NODE_COMING) {
        node->state = CAPACITY__NODE_READY;
        group->coming--;
        group->ready++;
        change->joined++;
        draw_fate(simulation, node, run->now_us);
    } else if (node->doomed) {
        /* the group keeps its size: EC2 Auto Scaling launches another */
        size_t own = node->group;
        capacity__sim_evict(simulation, at);
        capacity__sim_node_drop(simulation, at);
        (void)capacity__sim_node_new(simulation, own, run->now_us + group->row->provision_us);
        change->interrupted++;
        run->interruptions++;
    } else {
        draw_fate(simulation, node, run->now_us);
    }
}

static void tell_changes(capacity_simulation *simulation, const changes *change)
{
    for (size_t g = 0; g < simulation->group_count; g++) {
        int64_t after = simulation->run.group[g].ready, full = after + change[g].interrupted;
        if (change[g].joined > 0)
            capacity__sim_tell(simulation, CAPACITY_HAPPENING_NODES_READY, CAPACITY__NO_ONE, g,
                               full - change[g].joined, full);
        if (change[g].interrupted > 0)
            capacity__sim_tell(simulation, CAPACITY_HAPPENING_NODES_INTERRUPTED, CAPACITY__NO_ONE,
                               g, full, after);
    }
}

void capacity__sim_nodes_due(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    changes change[CAPACITY_MAX_ROWS] = {{0, 0}};

    for (size_t i = 0; i < run->node_end; i++)
        if (simulation->nodes[i].state != CAPACITY__NODE_NONE &&
            simulation->nodes[i].next_us == run->now_us)
            node_due(simulation, i, &change[simulation->nodes[i].group]);
    run->next_node_us = CAPACITY__NEVER_US;
    for (size_t i = 0; i < run->node_end; i++)
        if (simulation->nodes[i].state != CAPACITY__NODE_NONE)
            note_next(simulation, &simulation->nodes[i]);
    tell_changes(simulation, change);
    run->moved = 1;
    capacity__sim_schedule(simulation);
}
