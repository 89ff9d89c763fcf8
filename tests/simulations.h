/*
 * Simulations to try: rows that most tests need, traces, and what happened as lines.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SIMULATIONS_H
#define TESTS_SIMULATIONS_H

#include "harness.h"

#define SECOND CAPACITY_SECOND_US
#define MINUTE (60 * SECOND)

enum { MOST = 4000 };

typedef struct trace {
    size_t n;
    int64_t time[MOST], rate[MOST];
} trace;

/* A rate from one second to another, a row each second or each step of so many. */
static inline void hold(trace *t, int64_t from, int64_t to, int64_t step, int64_t mrps)
{
    for (int64_t at = from; at < to; at += step) {
        t->time[t->n] = at * SECOND;
        t->rate[t->n++] = mrps;
    }
}

static inline capacity_simulation_component component_row(const char *name, int64_t pods)
{
    capacity_simulation_component row = CAPACITY_INIT(capacity_simulation_component);
    strcpy(row.name, name);
    row.requests_per_pod_mrps = 1000000;
    row.cpu_request_mcpu = 1000;
    row.memory_request_bytes = CAPACITY_GIB;
    row.pods_min = 1;
    row.pods_max = 50;
    row.pods_initial = pods;
    row.pod_start_us = 10 * SECOND;
    row.metric_lag_us = CAPACITY_AUTO;
    return row;
}

/* So many requests a second for each pod. */
static inline capacity_simulation_metric rate_metric(const char *component, int64_t mrps)
{
    capacity_simulation_metric row = CAPACITY_INIT(capacity_simulation_metric);
    strcpy(row.component, component);
    row.signal = CAPACITY_SIMULATION_SIGNAL_RATE;
    row.kind = CAPACITY_HPA_PODS;
    row.target_type = CAPACITY_HPA_AVERAGE_VALUE;
    row.target = mrps;
    return row;
}

static inline capacity_simulation_group group_row(const char *name, int64_t low, int64_t first,
                                                  int64_t high)
{
    capacity_simulation_group row = CAPACITY_INIT(capacity_simulation_group);
    strcpy(row.name, name);
    row.allocatable_cpu_mcpu = 5000;
    row.allocatable_memory_bytes = 64 * CAPACITY_GIB;
    row.allocatable_pods = 20;
    row.nodes_min = low;
    row.nodes_initial = first;
    row.nodes_max = high;
    row.hour_nusd = 3600000000; /* a tenth of a cent a second */
    return row;
}

static inline capacity_simulation *new_simulation(const capacity_simulation_options *options)
{
    capacity_simulation *simulation;
    NEW(simulation, capacity_simulation_new(options, test_allocator(), &simulation, &test_err));
    return simulation;
}

static inline void put_policy(capacity_simulation *simulation, const char *component,
                              uint32_t direction, uint32_t type, int64_t value, int64_t seconds)
{
    capacity_simulation_policy row = CAPACITY_INIT(capacity_simulation_policy);
    strcpy(row.component, component);
    row.direction = direction;
    row.type = type;
    row.value = value;
    row.period_us = seconds * SECOND;
    OK(capacity_simulation_put_policy(simulation, &row, &test_err));
}

static inline void feed(capacity_simulation *simulation, const trace *t)
{
    size_t consumed = 0;
    OK(capacity_simulation_feed(simulation, t->time, t->rate, NULL, NULL, t->n, &consumed,
                                &test_err));
    EQ(t->n, consumed);
}

static inline void finish(capacity_simulation *simulation)
{
    int64_t done = 0;
    OK(capacity_simulation_finish(simulation, &done, &test_err));
    EQ(1, done);
}

/* Events of some kinds as lines: "10 added nodes 0 2"; bits say which kinds. */
static inline const char *events_of(const capacity_simulation *simulation, uint32_t kinds)
{
    static const char *const names[] = {"",        "up",       "down",    "limited",     "pending",
                                        "added",   "ready",    "removed", "interrupted", "failed",
                                        "no room", "unserved", "served"};
    static capacity_simulation_event rows[512];
    static char text[16384];
    size_t count = 0, len = 0;
    OK(capacity_simulation_get_events(simulation, rows, sizeof *rows, COUNT(rows), &count,
                                      &test_err));
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        if ((kinds >> rows[i].kind & 1) != 0)
            len += (size_t)snprintf(text + len, sizeof text - len,
                                    "%" PRId64 " %s %s %" PRId64 " %" PRId64 "\n",
                                    rows[i].time_us / SECOND, names[rows[i].kind], rows[i].subject,
                                    rows[i].before, rows[i].after);
    return text;
}

#define KIND(name) (UINT32_C(1) << CAPACITY_HAPPENING_##name)
#define SCALED (KIND(SCALED_UP) | KIND(SCALED_DOWN))
#define NODES                                                                                      \
    (KIND(NODES_ADDED) | KIND(NODES_READY) | KIND(NODES_REMOVED) | KIND(NODES_INTERRUPTED) |       \
     KIND(PROVISION_FAILED) | KIND(NO_ROOM))

static inline capacity_simulation_totals totals_of(const capacity_simulation *simulation)
{
    capacity_simulation_totals row = CAPACITY_INIT(capacity_simulation_totals);
    OK(capacity_simulation_get_totals(simulation, &row, &test_err));
    return row;
}

static inline capacity_simulation *new_with(const capacity_simulation_options *options,
                                            const capacity_simulation_component *row,
                                            const capacity_simulation_metric *metric,
                                            const capacity_simulation_group *group)
{
    capacity_simulation *simulation = new_simulation(options);
    OK(capacity_simulation_put_component(simulation, row, &test_err));
    if (metric != NULL)
        OK(capacity_simulation_put_metric(simulation, metric, &test_err));
    if (group != NULL)
        OK(capacity_simulation_put_group(simulation, group, &test_err));
    return simulation;
}

#endif
