/*
 * Pods of a simulation: replicas come and go, find a node, get ready.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/simulate.h"

#include <string.h>

static int64_t *count_of(capacity__sim_component *c, uint32_t state)
{
    int64_t *const counts[] = {&c->pending, &c->starting, &c->ready};
    return counts[state];
}

/* --- cohorts -------------------------------------------------------------------------------------- */

static void rewrite(capacity__sim_component *c, int32_t from, int32_t to)
{
    for (int64_t i = 0; i < c->wanted; i++)
        if (c->pods[i].cohort == from)
            c->pods[i].cohort = to;
    c->cohorts[to].count += c->cohorts[from].count;
    c->cohorts[from].count = 0;
}

/*
 * The slot of pods that began together, the base cohort apart. The pod that asks is in none, so that
 * of as many slots as pods one is free.
 */
static int32_t slot_of(capacity__sim_component *c, uint32_t state, int64_t created, int64_t ready)
{
    uint32_t free_slot = c->cohort_end;
    for (uint32_t i = c->cohort_end - 1; i > 0; i--) {
        const capacity__cohort *own = &c->cohorts[i];
        if (own->count == 0)
            free_slot = i;
        else if (own->state == state && own->created_us == created)
            return (int32_t)i;
    }
    c->cohorts[free_slot] = (capacity__cohort){created, ready, 0, state, 0, 0};
    c->cohort_end += free_slot == c->cohort_end;
    return (int32_t)free_slot;
}

static void join(capacity__sim_component *c, capacity__pod *pod, int32_t slot)
{
    pod->cohort = slot;
    c->cohorts[slot].count++;
    (*count_of(c, c->cohorts[slot].state))++;
}

static void leave(capacity__sim_component *c, const capacity__pod *pod)
{
    c->cohorts[pod->cohort].count--;
    (*count_of(c, c->cohorts[pod->cohort].state))--;
}

void capacity__sim_settle(capacity_simulation *simulation, size_t component, int64_t mature_us)
{
    capacity__sim_component *c = &simulation->run.component[component];
    for (int32_t i = 1; i < (int32_t)c->cohort_end; i++) {
        const capacity__cohort *own = &c->cohorts[i];
        if (own->count > 0 && own->state == CAPACITY__POD_READY && own->ready_us <= mature_us)
            rewrite(c, i, 0);
    }
    while (c->cohort_end > 1 && c->cohorts[c->cohort_end - 1].count == 0)
        c->cohort_end--;
}

/* --- the scheduler -------------------------------------------------------------------------------- */

/* What a pod without requests counts as in scores (kube-scheduler's NonZeroRequest). */
static int64_t at_least(int64_t request, int64_t stand_in)
{
    return request > 0 ? request : stand_in;
}

/*
 * LeastAllocated over CPU and memory, 0 to 100 and in its integers: the emptiest node wins, so that
 * pods spread.
 */
static int64_t score_of(const capacity__sim_node *node, const capacity_simulation_group *group,
                        const capacity_simulation_component *row)
{
    int64_t cpu = at_least(row->cpu_request_mcpu, 100);
    int64_t memory = at_least(row->memory_request_bytes, 200 * CAPACITY_MIB);
    int64_t all_cpu = group->allocatable_cpu_mcpu + group->daemonset_cpu_mcpu;
    int64_t all_memory = group->allocatable_memory_bytes + group->daemonset_memory_bytes;
    int64_t left_cpu = node->room.cpu_mcpu - cpu, left_memory = node->room.memory_bytes - memory;
    int64_t score = left_cpu > 0 ? left_cpu * 100 / all_cpu : 0;
    score += left_memory > 0 ? left_memory * 100 / all_memory : 0;
    return score / 2;
}

static int takes(const capacity_simulation *simulation, size_t at, size_t component)
{
    const capacity__sim_node *node = &simulation->nodes[at];
    return node->state == CAPACITY__NODE_READY &&
           capacity__sim_fit(&node->room, simulation->run.component[component].row) > 0;
}

/* Fewest and most pods of a component on the nodes that have room for one more. */
typedef struct spread {
    int32_t least, most;
} spread;

static spread spread_of(const capacity_simulation *simulation, size_t component)
{
    spread s = {INT32_MAX, 0};
    for (size_t i = 0; i < simulation->run.node_end; i++) {
        if (!takes(simulation, i, component))
            continue;
        int32_t of = simulation->nodes[i].of[component];
        s.least = of < s.least ? of : s.least;
        s.most = of > s.most ? of : s.most;
    }
    return s;
}

/*
 * LeastAllocated with weight 1 and spreading over nodes, PodTopologySpread's normalised score, with
 * weight 2; of equal scores the first node, where the scheduler draws lots; -1: none has room.
 */
static int32_t best_node(const capacity_simulation *simulation, size_t component)
{
    const capacity__run *run = &simulation->run;
    const spread s = spread_of(simulation, component);
    int32_t best = -1;
    int64_t best_score = -1;
    for (size_t i = 0; i < run->node_end; i++) {
        const capacity__sim_node *node = &simulation->nodes[i];
        if (!takes(simulation, i, component))
            continue;
        int64_t evenly =
            s.most == 0 ? 100 : 100 * (s.most + s.least - node->of[component]) / s.most;
        int64_t score =
            2 * evenly + score_of(node, run->group[node->group].row, run->component[component].row);
        if (score <= best_score)
            continue;
        best = (int32_t)i;
        best_score = score;
    }
    return best;
}

/* Before the first row, pods are as old as can be. */
static void start_pod(capacity_simulation *simulation, size_t component, capacity__pod *pod,
                      int32_t node)
{
    capacity__run *run = &simulation->run;
    capacity__sim_component *c = &run->component[component];
    int64_t ready = run->now_us + c->start_us;

    leave(c, pod);
    pod->node = node;
    join(c, pod, run->started ? slot_of(c, CAPACITY__POD_STARTING, run->now_us, ready) : 0);
    if (run->started && ready < c->next_us)
        c->next_us = ready;
    if (ready < run->next_pod_us && run->started)
        run->next_pod_us = ready;
    if (node < 0)
        return;
    capacity__sim_node *own = &simulation->nodes[node];
    capacity__sim_take(&own->room, c->row, 1);
    own->pods++;
    own->of[component]++;
}

/* All pods of a pending cohort, until one finds no node. */
static int place_cohort(capacity_simulation *simulation, size_t component, int32_t slot)
{
    capacity__sim_component *c = &simulation->run.component[component];
    for (int64_t i = 0; i < c->wanted && c->cohorts[slot].count > 0; i++) {
        if (c->pods[i].cohort != slot)
            continue;
        int32_t node = simulation->group_count > 0 ? best_node(simulation, component) : -1;
        if (node < 0 && simulation->group_count > 0)
            return 0;
        start_pod(simulation, component, &c->pods[i], node);
    }
    return 1;
}

/* The pending cohort that has waited longest, of components not blocked; 0 if there is none. */
static int oldest_pending(const capacity__run *run, size_t count, uint32_t blocked, size_t *which,
                          int32_t *slot)
{
    int64_t oldest = CAPACITY__NEVER_US;
    for (size_t i = 0; i < count; i++) {
        const capacity__sim_component *c = &run->component[i];
        if ((blocked >> i & 1) != 0 || c->pending == 0)
            continue;
        for (int32_t k = 1; k < (int32_t)c->cohort_end; k++) {
            const capacity__cohort *own = &c->cohorts[k];
            if (own->count == 0 || own->state != CAPACITY__POD_PENDING || own->created_us >= oldest)
                continue;
            oldest = own->created_us;
            *which = i;
            *slot = k;
        }
    }
    return oldest != CAPACITY__NEVER_US;
}

/* In the order of their age; pods of a component are alike, so one that finds no node speaks for all. */
void capacity__sim_schedule(capacity_simulation *simulation)
{
    uint32_t blocked = 0;
    size_t which = 0;
    int32_t slot = 0;
    while (oldest_pending(&simulation->run, simulation->component_count, blocked, &which, &slot))
        if (!place_cohort(simulation, which, slot))
            blocked |= UINT32_C(1) << which;
}

void capacity__sim_fold(capacity__sim_component *c)
{
    if (c->ready > 0)
        c->sync_each += c->stretch / c->ready;
    c->stretch = 0;
}

/* --- replicas ------------------------------------------------------------------------------------- */

static void vacate(capacity_simulation *simulation, size_t component, const capacity__pod *pod)
{
    if (pod->node < 0)
        return;
    capacity__sim_node *node = &simulation->nodes[pod->node];
    capacity__sim_take(&node->room, simulation->run.component[component].row, -1);
    node->pods--;
    node->of[component]--;
}

/* Does a pod go before another? Pending, not ready, more of its kind on its node, ready or created later. */
static int goes_first(const capacity__sim_component *c, const capacity__pod *a,
                      const capacity__pod *b)
{
    const capacity__cohort *of_a = &c->cohorts[a->cohort], *of_b = &c->cohorts[b->cohort];
    if (of_a->state != of_b->state)
        return of_a->state < of_b->state;
    if (a->rank != b->rank)
        return a->rank > b->rank;
    if (of_a->ready_us != of_b->ready_us)
        return of_a->ready_us > of_b->ready_us;
    return of_a->created_us > of_b->created_us;
}

static void remove_pod(capacity_simulation *simulation, size_t component, int64_t at)
{
    capacity__sim_component *c = &simulation->run.component[component];
    vacate(simulation, component, &c->pods[at]);
    leave(c, &c->pods[at]);
    c->pods[at] = c->pods[--c->wanted];
}

/*
 * The order of the ReplicaSet controller (its ActivePodsWithRanks): ranks are those before the first
 * deletion. Pods of one cohort and rank are alike, so that each round takes a class at once.
 */
static void remove_pods(capacity_simulation *simulation, size_t component, int64_t left)
{
    capacity__sim_component *c = &simulation->run.component[component];
    capacity__sim_fold(c);
    for (int64_t i = 0; i < c->wanted; i++)
        c->pods[i].rank =
            c->pods[i].node < 0 ? 0 : simulation->nodes[c->pods[i].node].of[component];
    while (left > 0) {
        int64_t best = 0;
        for (int64_t i = 1; i < c->wanted; i++)
            if (goes_first(c, &c->pods[i], &c->pods[best]))
                best = i;
        const capacity__pod like = c->pods[best];
        for (int64_t i = c->wanted; left > 0 && i-- > 0;)
            if (c->pods[i].cohort == like.cohort && c->pods[i].rank == like.rank) {
                remove_pod(simulation, component, i);
                left--;
            }
    }
}

static void add_pods(capacity_simulation *simulation, size_t component, int64_t count)
{
    capacity__run *run = &simulation->run;
    capacity__sim_component *c = &run->component[component];
    int32_t slot = slot_of(c, CAPACITY__POD_PENDING, run->now_us, CAPACITY__NEVER_US);
    for (; count > 0; count--) {
        c->pods[c->wanted].node = -1;
        join(c, &c->pods[c->wanted++], slot);
    }
}

void capacity__sim_scale(capacity_simulation *simulation, size_t component, int64_t wanted)
{
    capacity__run *run = &simulation->run;
    capacity__sim_component *c = &run->component[component];
    if (wanted > c->wanted)
        add_pods(simulation, component, wanted - c->wanted);
    else
        remove_pods(simulation, component, c->wanted - wanted);
    int64_t all = 0;
    for (size_t i = 0; i < simulation->component_count; i++)
        all += run->component[i].wanted;
    run->pods_peak = all > run->pods_peak ? all : run->pods_peak;
    run->moved = 1;
    capacity__sim_schedule(simulation);
}

/* Pods of a node that goes are made anew, and look for another place. */
void capacity__sim_evict(capacity_simulation *simulation, size_t node)
{
    capacity__run *run = &simulation->run;
    for (size_t i = 0; i < simulation->component_count; i++) {
        capacity__sim_component *c = &run->component[i];
        capacity__sim_fold(c);
        for (int64_t k = 0; k < c->wanted; k++) {
            if (c->pods[k].node != (int32_t)node)
                continue;
            vacate(simulation, i, &c->pods[k]);
            leave(c, &c->pods[k]);
            c->pods[k].node = -1;
            join(c, &c->pods[k],
                 slot_of(c, CAPACITY__POD_PENDING, run->now_us, CAPACITY__NEVER_US));
        }
    }
    run->moved = 1;
}

static void ready_of(capacity__run *run, capacity__sim_component *c)
{
    capacity__sim_fold(c);
    c->next_us = CAPACITY__NEVER_US;
    for (uint32_t k = 1; k < c->cohort_end; k++) {
        capacity__cohort *own = &c->cohorts[k];
        if (own->count == 0 || own->state != CAPACITY__POD_STARTING)
            continue;
        if (own->ready_us <= run->now_us) {
            own->state = CAPACITY__POD_READY;
            own->each_before = c->sync_each;
            c->starting -= own->count;
            c->ready += own->count;
        } else if (own->ready_us < c->next_us) {
            c->next_us = own->ready_us;
        }
    }
}

void capacity__sim_get_ready(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    run->next_pod_us = CAPACITY__NEVER_US;
    for (size_t i = 0; i < simulation->component_count; i++) {
        capacity__sim_component *c = &run->component[i];
        if (c->next_us == run->now_us)
            ready_of(run, c);
        if (c->next_us < run->next_pod_us)
            run->next_pod_us = c->next_us;
    }
}

int64_t capacity__sim_pending(const capacity_simulation *simulation, size_t component,
                              int64_t created_us)
{
    const capacity__sim_component *c = &simulation->run.component[component];
    int64_t count = 0;
    for (uint32_t k = 1; k < c->cohort_end; k++)
        if (c->cohorts[k].state == CAPACITY__POD_PENDING && c->cohorts[k].created_us <= created_us)
            count += c->cohorts[k].count;
    return count;
}
