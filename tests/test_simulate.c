/*
 * The simulation: worked examples of the controllers' rules, invariance under cutting, bad input.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"
#include "plans.h"

#define SECOND CAPACITY_SECOND_US
#define MINUTE (60 * SECOND)

enum { MOST = 4000 };

typedef struct trace {
    size_t n;
    int64_t time[MOST], rate[MOST];
} trace;

/* A rate from one second to another, a row each second or each step of so many. */
static void hold(trace *t, int64_t from, int64_t to, int64_t step, int64_t mrps)
{
    for (int64_t at = from; at < to; at += step) {
        t->time[t->n] = at * SECOND;
        t->rate[t->n++] = mrps;
    }
}

static capacity_simulation_component component_row(const char *name, int64_t pods)
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
static capacity_simulation_metric rate_metric(const char *component, int64_t mrps)
{
    capacity_simulation_metric row = CAPACITY_INIT(capacity_simulation_metric);
    strcpy(row.component, component);
    row.signal = CAPACITY_SIMULATION_SIGNAL_RATE;
    row.kind = CAPACITY_HPA_PODS;
    row.target_type = CAPACITY_HPA_AVERAGE_VALUE;
    row.target = mrps;
    return row;
}

static capacity_simulation_group group_row(const char *name, int64_t low, int64_t first,
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

static capacity_simulation *new_simulation(const capacity_simulation_options *options)
{
    capacity_simulation *simulation;
    NEW(simulation, capacity_simulation_new(options, test_allocator(), &simulation, &test_err));
    return simulation;
}

static void put_policy(capacity_simulation *simulation, const char *component, uint32_t direction,
                       uint32_t type, int64_t value, int64_t seconds)
{
    capacity_simulation_policy row = CAPACITY_INIT(capacity_simulation_policy);
    strcpy(row.component, component);
    row.direction = direction;
    row.type = type;
    row.value = value;
    row.period_us = seconds * SECOND;
    OK(capacity_simulation_put_policy(simulation, &row, &test_err));
}

static void feed(capacity_simulation *simulation, const trace *t)
{
    size_t consumed = 0;
    OK(capacity_simulation_feed(simulation, t->time, t->rate, NULL, NULL, t->n, &consumed,
                                &test_err));
    EQ(t->n, consumed);
}

static void finish(capacity_simulation *simulation)
{
    int64_t done = 0;
    OK(capacity_simulation_finish(simulation, &done, &test_err));
    EQ(1, done);
}

/* Events of some kinds as lines: "10 added nodes 0 2"; bits say which kinds. */
static const char *events_of(const capacity_simulation *simulation, uint32_t kinds)
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

static capacity_simulation_totals totals_of(const capacity_simulation *simulation)
{
    capacity_simulation_totals row = CAPACITY_INIT(capacity_simulation_totals);
    OK(capacity_simulation_get_totals(simulation, &row, &test_err));
    return row;
}

static capacity_simulation *new_with(const capacity_simulation_options *options,
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

/* --- worked examples ------------------------------------------------------------------------------ */

/*
 * Ten pods are pending; the loop at 10 s buys two nodes, which are Ready at 100 s, and the pods at 110 s.
 * The load vanishes at 900 s, the autoscaler shrinks once the last proposal of ten is 300 s old, at 1200 s;
 * both nodes are at 40 %, one is unneeded from the loop at 1210 s and removed in the first one after 1810 s.
 */
static void nodes_follow_the_worked_example_of_the_cluster_autoscaler(void)
{
    capacity_simulation_component pods = component_row("web", 10);
    capacity_simulation_metric metric = rate_metric("web", 10000);
    capacity_simulation_group nodes = group_row("nodes", 0, 0, 5);
    capacity_simulation_tick ticks[160];
    size_t count = 0;
    trace t = {0};
    capacity_simulation *s = new_with(NULL, &pods, &metric, &nodes);

    hold(&t, 0, 900, 15, 100000);
    hold(&t, 900, 2400, 15, 40000);
    feed(s, &t);
    finish(s);
    SAME("10 added nodes 0 2\n"
         "100 ready nodes 0 2\n"
         "1200 down web 10 4\n"
         "1820 removed nodes 2 1\n",
         events_of(s, SCALED | NODES));
    OK(capacity_simulation_get_ticks(s, ticks, sizeof *ticks, COUNT(ticks), &count, &test_err));
    EQ(160, count);
    EQ(0, ticks[6].pods_ready); /* to 105 s */
    EQ(10, ticks[6].pods_starting);
    EQ(10, ticks[7].pods_ready); /* to 120 s */
    EQ(2, ticks[6].nodes_ready);
    EQ(2, ticks[5].nodes_coming);
    EQ(10, ticks[5].pods_pending);
    /* two nodes from 10 s on, one from 1820 s on, a tenth of a cent for each second */
    EQ((2 * 1810 + 580) * 1000, totals_of(s).cost_uusd);
}

/* Sizing guide: up by 100 % or 4 pods in 15 s, down by half a minute after 5 minutes. */
static void put_guide_behavior(capacity_simulation *s, const char *component)
{
    put_policy(s, component, CAPACITY_HPA_UP, CAPACITY_HPA_POLICY_PERCENT, 100, 15);
    put_policy(s, component, CAPACITY_HPA_UP, CAPACITY_HPA_POLICY_PODS, 4, 15);
    put_policy(s, component, CAPACITY_HPA_DOWN, CAPACITY_HPA_POLICY_PERCENT, 50, 60);
}

static void pods_follow_the_guides_behavior(void)
{
    capacity_simulation_component pods = component_row("web", 5);
    capacity_simulation_metric metric = rate_metric("web", 10000);
    trace t = {0};
    pods.pods_min = 5;
    capacity_simulation *s = new_with(NULL, &pods, &metric, NULL);

    put_guide_behavior(s, "web");
    hold(&t, 0, 600, 15, 500000);
    hold(&t, 600, 1500, 15, 0);
    feed(s, &t);
    finish(s);
    SAME("15 up web 5 10\n"
         "30 up web 10 20\n"
         "45 up web 20 40\n"
         "60 up web 40 50\n"
         "900 down web 50 25\n"
         "960 down web 25 12\n"
         "1020 down web 12 6\n"
         "1080 down web 6 5\n",
         events_of(s, SCALED));
    capacity_simulation_totals totals = totals_of(s);
    EQ(4, totals.scale_ups);
    EQ(4, totals.scale_downs);
    EQ(50, totals.pods_peak);
    EQ(0, totals.nodes_peak);
    EQ(0, totals.cost_uusd);
    EQ(CAPACITY_PPM, totals.served_ppm);
}

/* A target that equals what a pod can serve is never exceeded, so nothing grows. */
static void an_autoscaler_sees_what_is_served_not_what_arrives(void)
{
    capacity_simulation_component pods = component_row("web", 5);
    capacity_simulation_metric metric = rate_metric("web", 50000);
    trace t = {0};
    pods.requests_per_pod_mrps = 50000;
    capacity_simulation *s = new_with(NULL, &pods, &metric, NULL);
    hold(&t, 0, 600, 15, 500000);
    feed(s, &t);
    finish(s);
    SAME("", events_of(s, SCALED));
    EQ(INT64_C(250000) * 600, totals_of(s).unserved_m);
    EQ(500000, totals_of(s).served_ppm);
    EQ(600 * SECOND, totals_of(s).unserved_us);
    EQ(0, totals_of(s).slo_ppm);
}

static void samples_are_as_old_as_the_lag(void)
{
    capacity_simulation_component pods = component_row("web", 2);
    capacity_simulation_metric metric = rate_metric("web", 10000);
    trace t = {0};
    pods.metric_lag_us = 16 * SECOND; /* rounded up to two periods */
    capacity_simulation *s = new_with(NULL, &pods, &metric, NULL);
    hold(&t, 0, 120, 15, 20000);
    hold(&t, 120, 300, 15, 60000);
    feed(s, &t);
    finish(s);
    /* the period from 120 to 135 s is looked at at 165 s */
    SAME("165 up web 2 6\n", events_of(s, SCALED));
}

static void cpu_of_young_pods_waits_for_a_whole_sample(void)
{
    capacity_simulation_component pods = component_row("web", 2);
    capacity_simulation_metric metric = rate_metric("web", 100);
    trace t = {0};
    pods.cpu_per_request_us = 10000;
    pods.cpu_idle_mcpu = 50;
    metric.signal = CAPACITY_SIMULATION_SIGNAL_CPU;
    metric.kind = CAPACITY_HPA_RESOURCE;
    metric.target_type = CAPACITY_HPA_UTILIZATION;
    metric.target = 50;
    capacity_simulation *s = new_with(NULL, &pods, &metric, NULL);
    capacity_simulation_component_tick row[40];
    size_t count = 0;
    hold(&t, 0, 600, 15, 150000); /* 75 a second for each: 750m and 50m, 80 %: 1.6 x 2 = 4 */
    feed(s, &t);
    finish(s);
    SAME("15 up web 2 4\n", events_of(s, SCALED));
    OK(capacity_simulation_get_component_ticks(s, row, sizeof *row, COUNT(row), &count, &test_err));
    EQ(800, row[0].cpu_mcpu);
    EQ(75000, row[0].utilisation_ppm);
    EQ(425, row[39].cpu_mcpu);
    EQ(37500, row[39].utilisation_ppm);
}

static void memory_and_totals_and_legacy_rules_scale_too(void)
{
    capacity_simulation_component pods = component_row("web", 2);
    capacity_simulation_metric metric = rate_metric("web", 5000);
    trace t = {0};
    pods.flags = CAPACITY_SIMULATION_COMPONENT_LEGACY;
    pods.memory_used_bytes = CAPACITY_GIB / 2;
    pods.response_time_us = SECOND / 2;
    metric.kind = CAPACITY_HPA_EXTERNAL;
    capacity_simulation *s = new_with(NULL, &pods, &metric, NULL);
    metric.signal = CAPACITY_SIMULATION_SIGNAL_INFLIGHT; /* 50 in flight, 25 for each pod of two */
    metric.kind = CAPACITY_HPA_OBJECT;
    metric.target_type = CAPACITY_HPA_VALUE;
    metric.target = 60000;
    OK(capacity_simulation_put_metric(s, &metric, &test_err));
    metric.kind = CAPACITY_HPA_PODS;
    metric.target_type = CAPACITY_HPA_AVERAGE_VALUE;
    OK(capacity_simulation_put_metric(s, &metric, &test_err));
    metric.signal = CAPACITY_SIMULATION_SIGNAL_MEMORY;
    metric.kind = CAPACITY_HPA_RESOURCE;
    metric.target_type = CAPACITY_HPA_UTILIZATION;
    metric.target = 80;
    OK(capacity_simulation_put_metric(s, &metric, &test_err));
    metric.target_type = CAPACITY_HPA_AVERAGE_VALUE; /* replaces it: the same signal and kind */
    metric.target = CAPACITY_GIB * 1000;
    OK(capacity_simulation_put_metric(s, &metric, &test_err));
    hold(&t, 0, 300, 15, 100000);
    feed(s, &t);
    finish(s);
    /* 100 a second over 5 a pod: 20; without behavior at most max(2 x current, 4) */
    SAME("15 up web 2 4\n30 up web 4 8\n45 up web 8 16\n60 up web 16 20\n", events_of(s, SCALED));
}

static void a_fixed_component_and_a_quiet_cluster_autoscaler_stay(void)
{
    capacity_simulation_component pods = component_row("web", 12);
    capacity_simulation_metric metric = rate_metric("web", 1000);
    capacity_simulation_group nodes = group_row("nodes", 1, 2, 9);
    capacity_simulation_autoscaler scaler = CAPACITY_INIT(capacity_simulation_autoscaler);
    trace t = {0};
    pods.flags = CAPACITY_SIMULATION_COMPONENT_FIXED;
    scaler.flags = CAPACITY_SIMULATION_AUTOSCALER_OFF;
    capacity_simulation *s = new_with(NULL, &pods, &metric, &nodes);
    OK(capacity_simulation_set_autoscaler(s, &scaler, &test_err));
    hold(&t, 0, 3600, 15, 90000);
    feed(s, &t);
    finish(s);
    SAME("0 pending web 0 2\n", events_of(s, UINT32_MAX));
    EQ(2 * 1000, totals_of(s).pending_hours_m);
    EQ(10 * 1000, totals_of(s).pod_hours_m);
    EQ(2 * 1000, totals_of(s).node_hours_m);
}

/* --- nodes ---------------------------------------------------------------------------------------- */

static void nodes_that_never_join_make_their_group_back_off(void)
{
    capacity_simulation_component pods = component_row("web", 4);
    capacity_simulation_group nodes = group_row("nodes", 0, 0, 1);
    trace t = {0};
    nodes.provision_failure_ppm = CAPACITY_PPM;
    capacity_simulation *s = new_with(NULL, &pods, NULL, &nodes);
    hold(&t, 0, 7200, 60, 1000);
    feed(s, &t);
    finish(s);
    /* given up in the first loop after 15 min; back-off of 5, 10, 20 min */
    SAME("10 added nodes 0 1\n"
         "920 failed nodes 1 0\n"
         "920 no room  0 4\n"
         "1220 added nodes 0 1\n"
         "2130 failed nodes 1 0\n"
         "2130 no room  0 4\n"
         "2730 added nodes 0 1\n"
         "3640 failed nodes 1 0\n"
         "3640 no room  0 4\n"
         "4840 added nodes 0 1\n"
         "5750 failed nodes 1 0\n"
         "5750 no room  0 4\n",
         events_of(s, NODES));
    EQ(0, totals_of(s).cost_uusd);
    EQ(0, totals_of(s).node_hours_m);
    EQ(4, totals_of(s).provision_failures);
    EQ(4, totals_of(s).nodes_added);
}

static void one_group_grows_a_loop_by_least_waste_or_in_order(void)
{
    capacity_simulation_component pods = component_row("web", 12);
    capacity_simulation_group large = group_row("large", 0, 0, 1);
    capacity_simulation_group small = group_row("small", 0, 0, 2);
    capacity_simulation_autoscaler scaler = CAPACITY_INIT(capacity_simulation_autoscaler);
    trace t = {0};
    small.allocatable_cpu_mcpu = 4000;
    small.allocatable_memory_bytes = 4 * CAPACITY_GIB;
    capacity_simulation *s = new_with(NULL, &pods, NULL, &large);
    OK(capacity_simulation_put_group(s, &small, &test_err));
    hold(&t, 0, 300, 15, 1000);
    feed(s, &t);
    /* two small ones are filled without waste; what is left takes the large one in the next loop */
    SAME("10 added small 0 2\n"
         "20 added large 0 1\n"
         "100 ready small 0 2\n"
         "110 ready large 0 1\n",
         events_of(s, NODES));
    capacity_simulation_reset(s);
    scaler.expander = CAPACITY_EXPANDER_ORDER;
    OK(capacity_simulation_set_autoscaler(s, &scaler, &test_err));
    feed(s, &t);
    SAME("10 added large 0 1\n"
         "20 added small 0 2\n"
         "100 ready large 0 1\n"
         "110 ready small 0 2\n",
         events_of(s, NODES));
}

static void daemonsets_count_in_the_utilization_unless_ignored(void)
{
    capacity_simulation_component pods = component_row("web", 4);
    capacity_simulation_group nodes = group_row("nodes", 0, 2, 2);
    capacity_simulation_autoscaler scaler = CAPACITY_INIT(capacity_simulation_autoscaler);
    trace t = {0};
    nodes.daemonset_cpu_mcpu = 1100; /* (2000 + 1100) of 6100: above a half; 2000 of 5000 is not */
    capacity_simulation *s = new_with(NULL, &pods, NULL, &nodes);
    hold(&t, 0, 1800, 60, 1000);
    feed(s, &t);
    SAME("", events_of(s, NODES));
    capacity_simulation_reset(s);
    scaler.flags = CAPACITY_SIMULATION_AUTOSCALER_IGNORE_DAEMONSETS;
    OK(capacity_simulation_set_autoscaler(s, &scaler, &test_err));
    feed(s, &t);
    SAME("620 removed nodes 2 1\n", events_of(s, NODES)); /* unneeded from the loop at 10 s on */
}

static void exactly_half_is_still_a_candidate(void)
{
    capacity_simulation_component pods = component_row("web", 4);
    capacity_simulation_group nodes = group_row("nodes", 0, 2, 2);
    trace t = {0};
    nodes.allocatable_cpu_mcpu = 4000;
    capacity_simulation *s = new_with(NULL, &pods, NULL, &nodes);
    hold(&t, 0, 1800, 60, 1000);
    feed(s, &t);
    SAME("620 removed nodes 2 1\n", events_of(s, NODES));
    capacity_simulation_reset(s);
    nodes.allocatable_cpu_mcpu = 3999;
    OK(capacity_simulation_put_group(s, &nodes, &test_err));
    feed(s, &t);
    SAME("", events_of(s, NODES));
}

static void spot_nodes_are_taken_back_by_the_seed(void)
{
    capacity_simulation_component pods = component_row("web", 6);
    capacity_simulation_group nodes = group_row("spot", 2, 2, 4);
    trace t = {0};
    nodes.purchase = CAPACITY_PURCHASE_SPOT;
    nodes.interruptions_per_hour_ppm = CAPACITY_PPM;
    capacity_simulation *s = new_with(NULL, &pods, NULL, &nodes);
    hold(&t, 0, 4 * 3600, 600, 3000000);
    feed(s, &t);
    finish(s);
    capacity_simulation_totals first = totals_of(s);
    TRUE(first.interruptions >= 4 && first.interruptions <= 40);
    TRUE(first.unserved_m > 0 && first.pending_hours_m >= 0);
    EQ(first.cost_uusd, first.spot_uusd);
    EQ(0, first.on_demand_uusd);
    capacity_simulation_reset(s);
    feed(s, &t);
    finish(s);
    capacity_simulation_totals again = totals_of(s);
    EQ(0, memcmp(&first, &again, sizeof first));
    capacity_simulation_reset(s);
    nodes.interruptions_per_hour_ppm = 0;
    OK(capacity_simulation_put_group(s, &nodes, &test_err));
    feed(s, &t);
    finish(s);
    EQ(0, totals_of(s).interruptions);
}

/* --- requests ------------------------------------------------------------------------------------- */

static void the_largest_loss_of_a_component_is_the_loss(void)
{
    capacity_simulation_component pods = component_row("web", 1);
    trace t = {0};
    pods.requests_per_pod_mrps = 90000;
    capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
    pods = component_row("store", 1); /* 3 calls a request, 240 served of 300: 20 requests lost */
    pods.traffic_ppm = 3000000;
    pods.requests_per_pod_mrps = 240000;
    OK(capacity_simulation_put_component(s, &pods, &test_err));
    pods = component_row("audit", 1); /* half of them, 45 served of 50: 5 lost */
    pods.traffic_ppm = 500000;
    pods.requests_per_pod_mrps = 45000;
    OK(capacity_simulation_put_component(s, &pods, &test_err));
    hold(&t, 0, 20, 1, 100000);
    feed(s, &t);
    finish(s);
    capacity_simulation_totals totals = totals_of(s);
    EQ(2000000, totals.demand_m);
    EQ(400000, totals.unserved_m);
    EQ(1600000, totals.served_m);
    EQ(0, totals.worst_time_us);
    EQ(20000, totals.worst_unserved_mrps);
    EQ(2, totals.ticks);
    SAME("0 unserved  0 20000\n", events_of(s, UINT32_MAX));
}

static void a_trace_may_carry_cpu_and_response_time(void)
{
    capacity_simulation_component pods = component_row("web", 2);
    int64_t time[] = {0, 15 * SECOND, 30 * SECOND, 45 * SECOND},
            rate[] = {90000, 90000, 90000, 90000};
    int64_t cpu[] = {10000, 50000, 10000, 0}, response[] = {SECOND, SECOND, 2 * SECOND, 0};
    capacity_simulation_component_tick row[4];
    size_t consumed = 0, count = 0;
    pods.requests_per_pod_mrps = 0;
    pods.inflight_per_pod = 60;
    pods.cpu_limit_mcpu = 1000;
    capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
    OK(capacity_simulation_feed(s, time, rate, cpu, response, 4, &consumed, &test_err));
    finish(s);
    OK(capacity_simulation_get_component_ticks(s, row, sizeof *row, COUNT(row), &count, &test_err));
    EQ(4, count);
    EQ(90000, row[0].served_mrps); /* 60 in flight of a second each, 100 by CPU: 60 a pod */
    EQ(750000, row[0].utilisation_ppm);
    EQ(40000, row[1].served_mrps); /* 1000m over 50 ms: 20 a pod */
    EQ(1000, row[1].cpu_mcpu);
    EQ(60000, row[2].served_mrps); /* 60 in flight of 2 s each: 30 a pod */
    EQ(90000, row[3].served_mrps); /* nothing is known: no bound */
    capacity_simulation_tick tick[4];
    OK(capacity_simulation_get_ticks(s, tick, sizeof *tick, COUNT(tick), &count, &test_err));
    int64_t p50 = 0, p95 = 0; /* 90 a second of a second each on 120 servers */
    OK(capacity_erlang_response_quantile(90000, SECOND, 120, 500000, &p50, &test_err));
    OK(capacity_erlang_response_quantile(90000, SECOND, 120, 950000, &p95, &test_err));
    EQ(p50, row[0].p50_us);
    EQ(p95, row[0].p95_us);
    EQ(p95, tick[0].p95_us);
    EQ(CAPACITY_INVALID, row[1].p95_us); /* overloaded */
    EQ(CAPACITY_INVALID, tick[1].p95_us);
    EQ(CAPACITY_INVALID, row[3].p50_us); /* not known */
    EQ(CAPACITY_INVALID, tick[3].p50_us);
}

/* --- cutting -------------------------------------------------------------------------------------- */

static uint64_t hash(uint64_t h, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    for (size_t i = 0; i < size; i++)
        h = (h ^ bytes[i]) * UINT64_C(0x100000001b3);
    return h;
}

/* Everything in the buffers goes into the hash and away. */
static uint64_t drain(capacity_simulation *s, uint64_t h)
{
    static capacity_simulation_tick ticks[64];
    static capacity_simulation_component_tick parts[128];
    static capacity_simulation_group_tick groups[128];
    static capacity_simulation_event events[256];
    size_t n = 0;
    OK(capacity_simulation_get_ticks(s, ticks, sizeof *ticks, COUNT(ticks), &n, &test_err));
    h = hash(h, ticks, n * sizeof *ticks);
    OK(capacity_simulation_get_component_ticks(s, parts, sizeof *parts, COUNT(parts), &n,
                                               &test_err));
    h = hash(h, parts, n * sizeof *parts);
    OK(capacity_simulation_get_group_ticks(s, groups, sizeof *groups, COUNT(groups), &n,
                                           &test_err));
    h = hash(h, groups, n * sizeof *groups);
    OK(capacity_simulation_get_events(s, events, sizeof *events, COUNT(events), &n, &test_err));
    h = hash(h, events, n * sizeof *events);
    capacity_simulation_drop_rows(s);
    return h;
}

/* A busy hour with everything in it. */
static capacity_simulation *busy(int64_t ticks_max)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component pods = component_row("web", 3);
    capacity_simulation_metric metric = rate_metric("web", 10000);
    capacity_simulation_group nodes = group_row("spot", 1, 1, 9);
    options.ticks_max = ticks_max;
    options.events_max = 256;
    options.seed = 7;
    pods.requests_per_pod_mrps = 15000;
    nodes.purchase = CAPACITY_PURCHASE_SPOT;
    nodes.interruptions_per_hour_ppm = 700000;
    nodes.provision_failure_ppm = 300000;
    capacity_simulation *s = new_with(&options, &pods, &metric, &nodes);
    pods = component_row("side", 2);
    pods.traffic_ppm = 300000;
    pods.cpu_request_mcpu = 300;
    pods.requests_per_pod_mrps = 20000;
    OK(capacity_simulation_put_component(s, &pods, &test_err));
    return s;
}

static void busy_trace(trace *t)
{
    uint32_t x = 1;
    for (int64_t at = 0; at < 3600; at += 1 + x % 13) {
        x = x * 1664525 + 1013904223;
        t->time[t->n] = at * SECOND + x % 1000;
        t->rate[t->n++] = 20000 + (at / 900 % 2) * 200000 + x % 50000;
    }
}

static uint64_t run_cut(capacity_simulation *s, const trace *t, size_t piece)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t at = 0; at < t->n;) {
        size_t n = t->n - at < piece ? t->n - at : piece, consumed = 0;
        OK(capacity_simulation_feed(s, t->time + at, t->rate + at, NULL, NULL, n, &consumed,
                                    &test_err));
        at += consumed;
        h = drain(s, h);
    }
    for (int64_t done = 0; done == 0;) {
        OK(capacity_simulation_finish(s, &done, &test_err));
        h = drain(s, h);
    }
    return hash(h, (capacity_simulation_totals[]){totals_of(s)},
                sizeof(capacity_simulation_totals));
}

/* Rows of ticks and events come in another order, so each is hashed for itself by draining each row. */
static void cutting_changes_nothing(void)
{
    trace t = {0};
    busy_trace(&t);
    capacity_simulation *s = busy(1);
    uint64_t whole = run_cut(s, &t, t.n);
    capacity_simulation_reset(s);
    EQ(whole, run_cut(s, &t, t.n));
    for (size_t piece = 1; piece < 40; piece += 6) {
        capacity_simulation *other = busy(1);
        EQ(whole, run_cut(other, &t, piece));
        DROP(other);
    }
    TRUE(totals_of(s).interruptions > 0 && totals_of(s).provision_failures > 0);
}

/* What is pending at the start is an event more than the smallest buffer can promise room after. */
static void the_first_row_is_taken_with_the_events_of_its_instant(void)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component pods = component_row("web", 9);
    capacity_simulation_group nodes = group_row("small", 0, 0, 1);
    int64_t time[] = {5 * SECOND, 4 * SECOND}, rate[] = {1000, 1000};
    size_t consumed = 9, count = 0;
    options.events_max = 256;
    capacity_simulation *s = new_with(&options, &pods, NULL, &nodes);
    OK(capacity_simulation_feed(s, time, rate, NULL, NULL, 1, &consumed, &test_err));
    EQ(1, consumed);
    OK(capacity_simulation_get_events(s, NULL, sizeof(capacity_simulation_event), 0, &count,
                                      &test_err));
    TRUE(count > 0);
    capacity_simulation_drop_rows(s);
    FAILS(CAPACITY_E_RANGE, "not after 5000000",
          capacity_simulation_feed(s, time + 1, rate, NULL, NULL, 1, &consumed, &test_err));
    (void)run_cut(s, &(trace){.n = 1, .time = {20 * SECOND}, .rate = {1000}}, 1);
    EQ(1000 * 30, totals_of(s).demand_m);
}

static void without_rows_the_totals_are_the_same(void)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    trace t = {0};
    size_t consumed = 0, count = 9;
    busy_trace(&t);
    capacity_simulation *s = busy(4000);
    for (size_t at = 0; at < t.n; at += consumed) {
        OK(capacity_simulation_feed(s, t.time + at, t.rate + at, NULL, NULL, t.n - at, &consumed,
                                    &test_err));
        capacity_simulation_drop_rows(s);
    }
    finish(s);
    capacity_simulation_totals whole = totals_of(s);

    options.flags = CAPACITY_SIMULATION_NO_TICKS | CAPACITY_SIMULATION_NO_EVENTS;
    options.seed = 7;
    capacity_simulation *bare = new_simulation(&options);
    capacity_simulation_component parts[2];
    capacity_simulation_metric metrics[2];
    capacity_simulation_group groups[1];
    OK(capacity_simulation_get_components(s, parts, sizeof *parts, 2, &count, &test_err));
    OK(capacity_simulation_put_component(bare, &parts[0], &test_err));
    OK(capacity_simulation_put_component(bare, &parts[1], &test_err));
    OK(capacity_simulation_get_metrics(s, metrics, sizeof *metrics, 2, &count, &test_err));
    EQ(1, count);
    OK(capacity_simulation_put_metric(bare, &metrics[0], &test_err));
    OK(capacity_simulation_get_groups(s, groups, sizeof *groups, 1, &count, &test_err));
    OK(capacity_simulation_put_group(bare, &groups[0], &test_err));
    feed(bare, &t);
    finish(bare);
    capacity_simulation_totals again = totals_of(bare);
    EQ(0, memcmp(&whole, &again, sizeof whole));
    OK(capacity_simulation_get_ticks(bare, NULL, 0, 0, &count, &test_err));
    EQ(0, count);
    OK(capacity_simulation_get_events(bare, NULL, 0, 0, &count, &test_err));
    EQ(0, count);
}

static void full_buffers_stop_a_trace_and_lose_nothing(void)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component pods = component_row("web", 3);
    trace t = {0};
    size_t consumed = 0, count = 0;
    int64_t done = 7;
    options.ticks_max = 2;
    capacity_simulation *s = new_with(&options, &pods, NULL, NULL);
    hold(&t, 0, 100, 5, 1000);
    OK(capacity_simulation_feed(s, t.time, t.rate, NULL, NULL, t.n, &consumed, &test_err));
    EQ(9, consumed); /* the row at 45 s would end the third tick */
    OK(capacity_simulation_feed(s, t.time + 9, t.rate + 9, NULL, NULL, t.n - 9, &consumed,
                                &test_err));
    EQ(0, consumed);
    OK(capacity_simulation_finish(s, &done, &test_err));
    EQ(0, done);
    capacity_simulation_drop_rows(s);
    OK(capacity_simulation_finish(s, &done, &test_err));
    EQ(1, done);
    OK(capacity_simulation_get_ticks(s, NULL, 0, 0, &count, &test_err));
    EQ(1, count); /* from 30 to 45 s: the last row holds for 5 s */
    OK(capacity_simulation_finish(s, &done, &test_err));
    EQ(1, done);
    EQ(45 * SECOND, totals_of(s).time_us);
    FAILS(CAPACITY_E_STATE, "reset the simulation first",
          capacity_simulation_feed(s, t.time, t.rate, NULL, NULL, 1, &consumed, &test_err));
}

/* --- a day ---------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t h, int64_t value)
{
    return (h ^ (uint64_t)value) * UINT64_C(0x100000001b3);
}

static uint64_t checksum_of(const capacity_simulation *s)
{
    static capacity_simulation_tick rows[CAPACITY_SIMULATION_TICKS];
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    size_t count = 0;
    OK(capacity_simulation_get_ticks(s, rows, sizeof *rows, COUNT(rows), &count, &test_err));
    EQ(5760, count);
    for (size_t i = 0; i < count; i++) {
        const capacity_simulation_tick *row = &rows[i];
        const int64_t values[] = {row->time_us,       row->demand_mrps, row->served_mrps,
                                  row->unserved_mrps, row->pods_ready,  row->pods_starting,
                                  row->pods_pending,  row->nodes_ready, row->nodes_coming,
                                  row->cost_uusd};
        for (size_t k = 0; k < COUNT(values); k++)
            h = mix(h, values[k]);
    }
    return h;
}

/* The medium tier of the guide with spot nodes that are taken back; Python and Go do the same. */
static void a_day_is_the_same_in_every_language(void)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_group groups[4];
    static int64_t time[5760], rate[5760];
    size_t count = 0, consumed = 0, size = 0;
    const char *line = test_file("tests/vectors/simulated_day.txt", &size);
    const capacity_plan *plan = plan_of("concurrent_users=1000 backend_cpu_per_request=10ms");
    options.seed = 42;
    for (int64_t i = 0; i < 5760; i++) {
        time[i] = i * 15 * SECOND;
        rate[i] = 20000 + (i < 2880 ? i : 5760 - i) * 100 + i * i * 7919 % 30011;
    }
    for (options.answer = 0; options.answer < 3; options.answer++) {
        capacity_simulation *s;
        char got[160];
        NEW(s, capacity_simulation_new_from_plan(plan, &options, &s, &test_err));
        OK(capacity_simulation_get_groups(s, groups, sizeof *groups, 4, &count, &test_err));
        for (size_t i = 0; i < count; i++) {
            groups[i].interruptions_per_hour_ppm = 20000;
            if (groups[i].purchase == CAPACITY_PURCHASE_SPOT)
                OK(capacity_simulation_put_group(s, &groups[i], &test_err));
        }
        OK(capacity_simulation_feed(s, time, rate, NULL, NULL, 5760, &consumed, &test_err));
        finish(s);
        capacity_simulation_totals totals = totals_of(s);
        OK(capacity_simulation_get_events(s, NULL, 0, 0, &count, &test_err));
        int length =
            snprintf(got, sizeof got, "%u %" PRIu64 " %" PRId64 " %" PRId64 " %" PRId64 " %zu\n",
                     (unsigned)options.answer, checksum_of(s), totals.demand_m, totals.served_m,
                     totals.cost_uusd, count);
        if (memcmp(got, line, (size_t)length) != 0)
            ck_abort_msg("the day is %s", got);
        line += length;
        DROP(s);
    }
}

/* --- plans ---------------------------------------------------------------------------------------- */

/* An option that is not given is what the plan says. */
static void a_plan_gives_its_delays(void)
{
    static const struct {
        const char *settings;
        int64_t option, lag, pod, node;
    } cases[] = {
        {"concurrent_users=1000", 0, 30, 45, 90},
        {"concurrent_users=1000 metric_lag=20s pod_start=5s node_start=7s", 0, 20, 5, 7},
        {"concurrent_users=1000 metric_lag=20s pod_start=5s node_start=7s", 60, 60, 60, 60},
        {"concurrent_users=1000 metric_lag=0 pod_start=0 node_start=0", 0, 0, 0, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_plan *plan = plan_of(cases[i].settings);
        capacity_simulation *s;
        capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
        capacity_simulation_component component[4];
        capacity_simulation_group group[4];
        size_t count = 0;
        options.metric_lag_us = options.pod_start_us = options.provision_us =
            cases[i].option * CAPACITY_SECOND_US;
        NEW(s, capacity_simulation_new_from_plan(plan, &options, &s, &test_err));
        OK(capacity_simulation_get_components(s, component, sizeof *component, 4, &count, NULL));
        EQ(cases[i].lag == 0 ? CAPACITY_AUTO : cases[i].lag * CAPACITY_SECOND_US,
           component[0].metric_lag_us);
        EQ(cases[i].pod == 0 ? CAPACITY_AUTO : cases[i].pod * CAPACITY_SECOND_US,
           component[0].pod_start_us);
        OK(capacity_simulation_get_groups(s, group, sizeof *group, 4, &count, NULL));
        EQ(cases[i].node == 0 ? CAPACITY_AUTO : cases[i].node * CAPACITY_SECOND_US,
           group[0].provision_us);
        DROP(s);
        DROP(plan);
    }
}

static void plans_become_simulations(void)
{
    capacity_profile *profile;
    capacity_plan *plan;
    capacity_simulation *s;
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component parts[3];
    capacity_simulation_metric metrics[8];
    capacity_simulation_policy policies[16];
    capacity_simulation_group groups[4];
    size_t count = 0;
    trace t = {0};
    NEW(profile, capacity_profile_new(test_allocator(), &profile, &test_err));
    OK(capacity_profile_set_text(profile, "concurrent_users", "1000", &test_err));
    OK(capacity_profile_set_text(profile, "backend_cpu_per_request", "10ms", &test_err));
    OK(capacity_profile_set_text(profile, "cached_response_share", "50%", &test_err));
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, &test_err));
    for (options.answer = 0; options.answer < 3; options.answer++) {
        NEW(s, capacity_simulation_new_from_plan(plan, &options, &s, &test_err));
        OK(capacity_simulation_get_components(s, parts, sizeof *parts, 3, &count, &test_err));
        EQ(2, count);
        EQ(((int64_t[]){7, 5, 2})[options.answer], parts[0].pods_min);
        EQ(((int64_t[]){21, 15, 6})[options.answer], parts[0].pods_max);
        EQ(((int64_t[]){2, 3, 2})[options.answer], parts[1].pods_min);
        EQ(95238, parts[0].requests_per_pod_mrps); /* 1 / (0.5 / 50 + 0.5 / 1000) */
        OK(capacity_simulation_get_metrics(s, metrics, sizeof *metrics, 8, &count, &test_err));
        EQ(3, count);
        EQ(options.answer == 1 ? 95238 : 38000, metrics[0].target);
        EQ(70, metrics[1].target);
        OK(capacity_simulation_get_policies(s, policies, sizeof *policies, 16, &count, &test_err));
        EQ(6, count);
        OK(capacity_simulation_get_groups(s, groups, sizeof *groups, 4, &count, &test_err));
        TRUE(count >= 1 && groups[0].hour_nusd > 0 && groups[0].daemonset_cpu_mcpu == 150);
        memset(&t, 0, sizeof t);
        hold(&t, 0, 900, 15, 50000);
        feed(s, &t);
        finish(s);
        EQ(CAPACITY_PPM, totals_of(s).served_ppm);
        DROP(s);
    }
    REFUSES(CAPACITY_E_ARGUMENT, "plan", s,
            capacity_simulation_new_from_plan(NULL, NULL, &s, &test_err));
    REFUSES(CAPACITY_E_RANGE, "tick_us", s,
            capacity_simulation_new_from_plan(
                plan, &(capacity_simulation_options){sizeof options, .tick_us = 1}, &s, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out",
          capacity_simulation_new_from_plan(plan, NULL, NULL, &test_err));
}

/* --- bad input ------------------------------------------------------------------------------------ */

static void bad_options_are_refused(void)
{
    capacity_simulation *s;
    static const struct {
        capacity_simulation_options options;
        const char *part;
    } bad[] = {
        {{.flags = 4}, "flags"},
        {{.answer = 3}, "answer 3"},
        {{.reserved = 1}, "reserved"},
        {{.tick_us = SECOND - 1}, "tick_us"},
        {{.tick_us = 300 * SECOND + 1}, "tick_us"},
        {{.sync_us = SECOND - 1}, "sync_us"},
        {{.sync_us = 300 * SECOND + 1}, "sync_us"},
        {{.gap_us = -1}, "gap_us"},
        {{.cpu_initialization_us = -2}, "cpu_initialization_us"},
        {{.readiness_delay_us = 3600 * SECOND + 1}, "readiness_delay_us"},
        {{.pod_start_us = -2}, "pod_start_us"},
        {{.metric_lag_us = 600 * SECOND + 1}, "metric_lag_us"},
        {{.provision_us = -2}, "provision_us"},
        {{.ticks_max = 1000001}, "ticks_max"},
        {{.events_max = 255}, "events_max"},
        {{.events_max = 1000001}, "events_max"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        capacity_simulation_options options = bad[i].options;
        options.struct_size = sizeof options;
        capacity_status want = options.flags != 0 ? CAPACITY_E_RANGE : CAPACITY_E_RANGE;
        REFUSES(want, bad[i].part, s, capacity_simulation_new(&options, NULL, &s, &test_err));
    }
    REFUSES(CAPACITY_E_STRUCT_SIZE, "struct_size", s,
            capacity_simulation_new(&(capacity_simulation_options){.struct_size = 3}, NULL, &s,
                                    &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out", capacity_simulation_new(NULL, NULL, NULL, &test_err));
    capacity_simulation_free(NULL);
    capacity_simulation_reset(NULL);
    capacity_simulation_drop_rows(NULL);
}

static void bad_rows_of_a_trace_change_nothing(void)
{
    static const struct {
        int64_t time, rate, cpu, response;
        capacity_status status;
        const char *part;
    } bad[] = {
        {-1, 0, 0, 0, CAPACITY_E_RANGE, "time_us"},
        {INT64_C(10000000000000001), 0, 0, 0, CAPACITY_E_RANGE, "time_us"},
        {20, -1, 0, 0, CAPACITY_E_RANGE, "rate_mrps"},
        {20, CAPACITY_SIMULATION_RATE_MRPS + 1, 0, 0, CAPACITY_E_RANGE, "rate_mrps"},
        {20, 0, -2, 0, CAPACITY_E_RANGE, "cpu_us"},
        {20, 0, INT64_C(3600000001), 0, CAPACITY_E_RANGE, "cpu_us"},
        {20, 0, 0, -2, CAPACITY_E_RANGE, "response_us"},
        {10, 0, 0, 0, CAPACITY_E_RANGE, "not after 10"},
        {9, 0, 0, 0, CAPACITY_E_RANGE, "not after 10"},
        {11 + 3600 * SECOND, 0, 0, 0, CAPACITY_E_RANGE, "longest gap"},
        {20, CAPACITY_SIMULATION_RATE_MRPS, 0, 0, CAPACITY_E_OVERFLOW, "web"},
    };
    capacity_simulation_component pods = component_row("web", 3);
    pods.traffic_ppm = 2000000;
    capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
    int64_t time[2] = {10}, rate[2] = {1000}, cpu[2] = {1}, response[2] = {1};
    size_t consumed = 0;
    OK(capacity_simulation_feed(s, time, rate, cpu, response, 1, &consumed, &test_err));
    capacity_simulation_totals before = totals_of(s);
    for (size_t i = 0; i < COUNT(bad); i++) {
        time[0] = bad[i].time;
        rate[0] = bad[i].rate;
        cpu[0] = bad[i].cpu;
        response[0] = bad[i].response;
        consumed = 9;
        FAILS(bad[i].status, bad[i].part,
              capacity_simulation_feed(s, time, rate, cpu, response, 1, &consumed, &test_err));
        EQ(0, consumed);
        EQ(0, test_err.index);
        capacity_simulation_totals after = totals_of(s);
        EQ(0, memcmp(&before, &after, sizeof after));
    }
    time[0] = 11;
    time[1] = 11;
    rate[0] = rate[1] = 5;
    FAILS(CAPACITY_E_RANGE, "not after 11",
          capacity_simulation_feed(s, time, rate, NULL, NULL, 2, &consumed, &test_err));
    EQ(1, consumed);
    EQ(1, test_err.index);
    finish(s);
}

static void traces_may_not_be_endless(void)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component pods = component_row("web", 1);
    int64_t time = INT64_C(1700000000) * SECOND, rate = 1, length = INT64_C(100000000) * SECOND;
    size_t consumed = 0;
    options.gap_us = 31 * 24 * 60 * MINUTE;
    options.tick_us = options.sync_us = 300 * SECOND;
    options.flags = CAPACITY_SIMULATION_NO_TICKS;
    capacity_simulation *s = new_with(&options, &pods, NULL, NULL);
    for (int64_t at = 0; at <= length; at += length / 50) {
        int64_t now = time + at;
        OK(capacity_simulation_feed(s, &now, &rate, NULL, NULL, 1, &consumed, &test_err));
    }
    time += length + 1;
    FAILS(CAPACITY_E_RANGE, "longest trace",
          capacity_simulation_feed(s, &time, &rate, NULL, NULL, 1, &consumed, &test_err));
    EQ(length, totals_of(s).time_us);
}

static void calls_out_of_turn_are_refused(void)
{
    capacity_simulation_component pods = component_row("web", 3);
    capacity_simulation_group nodes = group_row("nodes", 1, 1, 1);
    capacity_simulation_metric metric = rate_metric("web", 1);
    capacity_simulation_autoscaler scaler = CAPACITY_INIT(capacity_simulation_autoscaler);
    capacity_simulation *s = new_simulation(NULL);
    int64_t time = 0, rate = 0, done = 0;
    size_t consumed = 0;
    FAILS(CAPACITY_E_ARGUMENT, "no component",
          capacity_simulation_feed(s, &time, &rate, NULL, NULL, 1, &consumed, &test_err));
    FAILS(CAPACITY_E_STATE, "no row", capacity_simulation_finish(s, &done, &test_err));
    pods.requests_per_pod_mrps = 0;
    OK(capacity_simulation_put_component(s, &pods, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "nothing bounds",
          capacity_simulation_feed(s, &time, &rate, NULL, NULL, 1, &consumed, &test_err));
    pods.inflight_per_pod = 1;
    OK(capacity_simulation_put_component(s, &pods, &test_err));
    OK(capacity_simulation_feed(s, &time, &rate, NULL, NULL, 1, &consumed, &test_err));
    FAILS(CAPACITY_E_STATE, "under way", capacity_simulation_put_component(s, &pods, &test_err));
    FAILS(CAPACITY_E_STATE, "under way", capacity_simulation_put_group(s, &nodes, &test_err));
    FAILS(CAPACITY_E_STATE, "under way", capacity_simulation_put_metric(s, &metric, &test_err));
    FAILS(CAPACITY_E_STATE, "under way", capacity_simulation_set_autoscaler(s, &scaler, &test_err));
    FAILS(CAPACITY_E_STATE, "under way", capacity_simulation_drop_metrics(s, "web", &test_err));
    FAILS(CAPACITY_E_STATE, "under way", capacity_simulation_drop_policies(s, "web", &test_err));
    capacity_simulation_reset(s);
    OK(capacity_simulation_drop_metrics(s, "web", &test_err));
    OK(capacity_simulation_drop_policies(s, "web", &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "no component",
          capacity_simulation_drop_metrics(s, "none", &test_err));
}

static const scenario scenarios[] = {
    SCENARIO(nodes_follow_the_worked_example_of_the_cluster_autoscaler),
    SCENARIO(pods_follow_the_guides_behavior),
    SCENARIO(an_autoscaler_sees_what_is_served_not_what_arrives),
    SCENARIO(samples_are_as_old_as_the_lag),
    SCENARIO(cpu_of_young_pods_waits_for_a_whole_sample),
    SCENARIO(memory_and_totals_and_legacy_rules_scale_too),
    SCENARIO(a_fixed_component_and_a_quiet_cluster_autoscaler_stay),
    SCENARIO(nodes_that_never_join_make_their_group_back_off),
    SCENARIO(one_group_grows_a_loop_by_least_waste_or_in_order),
    SCENARIO(daemonsets_count_in_the_utilization_unless_ignored),
    SCENARIO(exactly_half_is_still_a_candidate),
    SCENARIO(spot_nodes_are_taken_back_by_the_seed),
    SCENARIO(the_largest_loss_of_a_component_is_the_loss),
    SCENARIO(a_trace_may_carry_cpu_and_response_time),
    SCENARIO(cutting_changes_nothing),
    SCENARIO(the_first_row_is_taken_with_the_events_of_its_instant),
    SCENARIO(without_rows_the_totals_are_the_same),
    SCENARIO(full_buffers_stop_a_trace_and_lose_nothing),
    SCENARIO(a_day_is_the_same_in_every_language),
    SCENARIO(a_plan_gives_its_delays),
    SCENARIO(plans_become_simulations),
    SCENARIO(bad_options_are_refused),
    SCENARIO(bad_rows_of_a_trace_change_nothing),
    SCENARIO(traces_may_not_be_endless),
    SCENARIO(calls_out_of_turn_are_refused),
};

TEST_MAIN(simulate, NULL)
