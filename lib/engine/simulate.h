/*
 * The simulation inside the library. Rules and sources: docs/model/simulation.md.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Time is the trace's, in microseconds. A rate of thousandths a second times a time is a count in
 * billionths of a request: it fits because neither a tick nor a sync period exceeds 300 s and no rate
 * exceeds CAPACITY_SIMULATION_RATE_MRPS. Between two events nothing changes, so that sums over time are
 * exact.
 */
#ifndef CAPACITY_ENGINE_SIMULATE_H
#define CAPACITY_ENGINE_SIMULATE_H

#include "base/alloc.h"
#include "base/checked.h"
#include "base/error.h"
#include "engine/simulate_hpa.h"

#define CAPACITY__NEVER_US INT64_MAX

enum {
    CAPACITY__SIM_PODS = 100000, /* most of a component */
    CAPACITY__SIM_NODES = 10000, /* most of a group */
    CAPACITY__SIM_SPARE = 256    /* events that one instant can give at most */
};

/* --- pods: simulate_pods.c ---------------------------------------------------------------------- */

/* Pods of a component that began together. Pending ones have no start yet. */
typedef enum capacity__pod_state {
    CAPACITY__POD_PENDING,
    CAPACITY__POD_STARTING,
    CAPACITY__POD_READY
} capacity__pod_state;

typedef struct capacity__cohort {
    int64_t created_us; /* of pending ones; else the start on a node */
    int64_t ready_us;
    int32_t count; /* 0: the slot is free */
    uint32_t state;
    int64_t each_before; /* of the component when they got ready */
    int64_t part_mrps;   /* mean of a pod in the period in which they got ready */
} capacity__cohort;

/* A pod: its node, -1 while pending, and its cohort. */
typedef struct capacity__pod {
    int32_t node;
    int32_t cohort;
    int32_t rank; /* while some are deleted: pods of the component on its node */
} capacity__pod;

/* What an autoscaler sees of one sync period. */
typedef struct capacity__sample {
    int64_t end_us;
    int64_t served;      /* by all, in billionths of a request */
    int64_t rate_mrps;   /* served by a pod ready all the time; CAPACITY_INVALID: none was ready */
    int64_t response_us; /* in force at its end */
    int64_t cpu_mcpu;    /* mean of a ready pod */
} capacity__sample;

typedef struct capacity__sim_component {
    /* from the rows */
    const capacity_simulation_component *row;
    const capacity__hpa *hpa;
    capacity__pod *pods; /* of all states, row->pods_max */
    /* row->pods_max + 1, one for each pod at worst; the first: those whose age no longer matters */
    capacity__cohort *cohorts;
    capacity__sample *samples;
    size_t sample_count; /* periods of the metric lag, and one */
    /* now */
    int64_t wanted, ready, starting, pending;
    int64_t told;                /* pending pods */
    int64_t cpu_us, response_us; /* of a request */
    int64_t pod_mrps;            /* what one pod serves */
    int64_t start_us;
    int64_t demand_mrps, served_mrps;
    int64_t next_us; /* when the next cohort gets ready */
    /* sums of the tick and of the sync period: billionths of a request, microseconds of ready pods */
    int64_t tick_demand, tick_served, tick_ready;
    int64_t sync_served, sync_ready;
    int64_t stretch;   /* served since the ready pods last changed */
    int64_t sync_each; /* served by a pod that was ready all the time, but in the stretch */
    uint32_t reason;   /* why it was held back when that was last told */
    uint32_t cohort_end;
} capacity__sim_component;

/* --- nodes: simulate_nodes.c, simulate_autoscaler.c ---------------------------------------------- */

typedef enum capacity__node_state {
    CAPACITY__NODE_NONE,
    CAPACITY__NODE_COMING,
    CAPACITY__NODE_READY
} capacity__node_state;

typedef struct capacity__room {
    int64_t cpu_mcpu, memory_bytes, pods;
} capacity__room;

typedef struct capacity__sim_node {
    capacity__room room; /* left */
    int64_t next_us; /* coming: joins, NEVER: it will not; ready: the next draw or interruption */
    int64_t born_us;
    int64_t unneeded_us; /* CAPACITY__NEVER_US: it is needed */
    uint64_t serial;
    uint32_t draw;
    uint16_t group;
    uint8_t state;
    uint8_t doomed; /* next_us is an interruption */
    int32_t pods;   /* of all components */
    int32_t of[CAPACITY_MAX_ROWS];
} capacity__sim_node;

typedef struct capacity__sim_group {
    const capacity_simulation_group *row;
    int64_t ready, coming;
    int64_t paid;    /* ready ones, and coming ones that will join */
    int64_t node_us; /* paid for */
    int64_t backoff_until_us, backoff_us, failed_us;
    uint64_t serial;
} capacity__sim_group;

/* --- results: simulate_read.c --------------------------------------------------------------------- */

typedef struct capacity__tick {
    int64_t time_us, length_us;
    int64_t demand, unserved; /* billionths of a request */
} capacity__tick;

typedef struct capacity__component_tick {
    int64_t demand, served; /* billionths of a request */
    int64_t ready_us;
    int64_t cpu_us, response_us, pod_mrps;
    int32_t wanted, ready, starting, pending;
} capacity__component_tick;

typedef struct capacity__group_tick {
    int64_t node_us;
    int32_t ready, coming;
} capacity__group_tick;

typedef struct capacity__sim_event {
    int64_t time_us, before, after;
    uint16_t kind, reason;
    int16_t component, group; /* -1: none */
} capacity__sim_event;

/* A sum that outgrows its unit: whole millions of it, and the rest. */
typedef struct capacity__sum {
    int64_t millions, rest;
} capacity__sum;

/* Everything that a reset forgets. */
typedef struct capacity__run {
    int started, finished, failed;
    int64_t now_us, begin_us;
    int64_t row_us, row_before_us; /* the last two rows of the trace; CAPACITY_INVALID: none */
    size_t rows;                   /* fed */
    int64_t rate_mrps, unserved_mrps;
    int64_t end_us; /* where the trace ends, once it is being finished */
    int64_t next_tick_us, next_sync_us, next_scan_us, next_pod_us, next_node_us;
    int64_t syncs;
    /* the tick under way */
    int64_t tick_us, tick_demand, tick_unserved;
    int64_t tick_pods_us, tick_pending_us;
    /* the cluster autoscaler */
    int64_t scan_done_us, added_us, removed_us;
    int moved;             /* pods or nodes have since the last loop */
    int no_room;           /* told */
    int64_t unserved_from; /* CAPACITY__NEVER_US: all are served */
    /* kept */
    size_t tick_count, event_count;
    /* totals */
    capacity__sum demand, unserved; /* thousandths of a request */
    capacity__sum pods, pending;    /* seconds */
    int64_t unserved_us, worst_us, worst_unserved, worst_length;
    int64_t ticks, pods_peak, nodes_peak;
    int64_t scale_ups, scale_downs, nodes_added, nodes_removed, interruptions, failures;
    size_t node_end;
    capacity__sim_component component[CAPACITY_MAX_ROWS];
    capacity__sim_group group[CAPACITY_MAX_ROWS];
} capacity__run;

struct capacity_simulation {
    uint32_t kind;
    capacity_allocator allocator;
    /* rows, defaults filled in */
    capacity_simulation_options options;
    capacity_simulation_autoscaler autoscaler;
    size_t component_count, group_count;
    capacity_simulation_component components[CAPACITY_MAX_ROWS];
    capacity_simulation_group groups[CAPACITY_MAX_ROWS];
    capacity__scaling scaling[CAPACITY_MAX_ROWS];
    capacity__hpa hpas[CAPACITY_MAX_ROWS];
    /* one block for what depends on their sizes */
    void *block;
    capacity__sim_node *nodes;
    size_t node_max;
    capacity__room *rooms; /* scratch, node_max and nodes_per_scale_up */
    capacity__tick *ticks;
    capacity__component_tick *component_ticks;
    capacity__group_tick *group_ticks;
    capacity__sim_event *events;
    void *text; /* of lib/text/trace.c: one allocation */
    capacity__run run;
};

int capacity__simulation_ok(const capacity_simulation *simulation);

/* simulate_rows.c: the row of a name; the count where there is none. */
size_t capacity__sim_find(const capacity_simulation *simulation, const char *name);

void capacity__sim_autoscaler_defaults(capacity_simulation_autoscaler *row);

/* simulate.c: 0 becomes the preset, CAPACITY_AUTO 0; and the block given back. */
void capacity__sim_default(int64_t *value, int64_t preset);
void capacity__sim_release(capacity_simulation *simulation);

/* simulate_begin.c: checks and memory before the first row; the run is as after a reset. */
capacity_status capacity__sim_begin(capacity_simulation *simulation, int64_t time_us,
                                    capacity_error *err);

/* One row of a trace; cpu and response are CAPACITY_AUTO where the component's hold. */
typedef struct capacity__trace_row {
    int64_t time_us, rate_mrps, cpu_us, response_us;
} capacity__trace_row;

/* simulate_feed.c: check a row against the last one; *taken is 0 when the buffers are full. */
capacity_status capacity__sim_row(capacity_simulation *simulation, const capacity__trace_row *row,
                                  int64_t index, int *taken, capacity_error *err);
capacity_status capacity__sim_may_feed(const capacity_simulation *simulation, capacity_error *err);
capacity_status capacity__sim_finish(capacity_simulation *simulation, int64_t *done,
                                     capacity_error *err);

/* simulate_run.c: go on until a time, its own events included; 0 when the buffers are full. */
int capacity__sim_advance(capacity_simulation *simulation, int64_t until_us);

/* What is served follows demand and ready pods: after either has changed. */
void capacity__sim_serve(capacity_simulation *simulation);
void capacity__sim_demand(capacity_simulation *simulation);
void capacity__sim_limits(capacity__sim_component *component);

void capacity__sim_tell(capacity_simulation *simulation, uint32_t kind, size_t component,
                        size_t group, int64_t before, int64_t after);
void capacity__sim_tell_why(capacity_simulation *simulation, uint32_t kind, size_t component,
                            size_t group, int64_t before, int64_t after, uint32_t reason);
#define CAPACITY__NO_ONE ((size_t)CAPACITY_MAX_ROWS)
/* Changes of the requests not served, and of pending pods, that were not told yet. */
void capacity__sim_tell_served(capacity_simulation *simulation);
void capacity__sim_tell_pending(capacity_simulation *simulation);
/* Is there no room for another tick or for the events of an instant? */
int capacity__sim_full(const capacity_simulation *simulation, int ends_tick);
void capacity__sim_close_tick(capacity_simulation *simulation);

/* simulate_pods.c */
void capacity__sim_scale(capacity_simulation *simulation, size_t component, int64_t wanted);
void capacity__sim_get_ready(capacity_simulation *simulation);
/* Before the number of ready pods changes: what each of them has served. */
void capacity__sim_fold(capacity__sim_component *component);
void capacity__sim_schedule(capacity_simulation *simulation);
void capacity__sim_evict(capacity_simulation *simulation, size_t node);
void capacity__sim_settle(capacity_simulation *simulation, size_t component, int64_t mature_us);
/* Pending pods that were made at or before a time. */
int64_t capacity__sim_pending(const capacity_simulation *simulation, size_t component,
                              int64_t created_us);

/* simulate_nodes.c */
size_t capacity__sim_node_new(capacity_simulation *simulation, size_t group, int64_t ready_us);
void capacity__sim_node_drop(capacity_simulation *simulation, size_t node);
void capacity__sim_nodes_due(capacity_simulation *simulation);
capacity__room capacity__sim_offer(const capacity_simulation_group *group);
int64_t capacity__sim_fit(const capacity__room *room, const capacity_simulation_component *row);
void capacity__sim_take(capacity__room *room, const capacity_simulation_component *row,
                        int64_t pods);

/* simulate_autoscaler.c: one loop; and when the next one has something to do. */
void capacity__sim_scan(capacity_simulation *simulation);
void capacity__sim_scan_next(capacity_simulation *simulation, int64_t from_us);

/* simulate_hpa.c: mean CPU of a pod that serves so much, at most its limit. */
int64_t capacity__sim_cpu(const capacity_simulation_component *row, int64_t cpu_us,
                          int64_t rate_mrps);

/* simulate_random.c: uniform below a million, from (seed, group, node, draw) alone. */
int64_t capacity__sim_draw(int64_t seed, size_t group, uint64_t node, uint32_t draw);

#endif
