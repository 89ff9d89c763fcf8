/*
 * The simulation: worked examples of the controllers' rules, requests, invariance under cutting.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plans.h"
#include "simulations.h"

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

/* A pod more each second for 80 s, each of them ready 100 s after it began: none waits for another. */
static void each_pod_is_ready_when_its_own_start_is_over(void)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component pods = component_row("web", 1);
    capacity_simulation_metric metric = rate_metric("web", 1000);
    static capacity_simulation_component_tick rows[200];
    size_t count = 0;
    trace t = {0};
    options.sync_us = options.tick_us = SECOND;
    pods.pod_start_us = 100 * SECOND;
    pods.pods_max = 81;
    capacity_simulation *s = new_with(&options, &pods, &metric, NULL);
    put_policy(s, "web", CAPACITY_HPA_UP, CAPACITY_HPA_POLICY_PODS, 1, 1);
    hold(&t, 0, 200, 10, 200000);
    feed(s, &t);
    finish(s);
    OK(capacity_simulation_get_component_ticks(s, rows, sizeof *rows, COUNT(rows), &count,
                                               &test_err));
    EQ(200, count);
    for (int64_t i = 0; i < 200; i++) {
        int64_t all = i + 2 < 81 ? i + 2 : 81, ready = i + 1 - 100 < 1 ? 1 : i + 2 - 100;
        EQ(all, rows[i].pods);
        EQ(ready < 81 ? ready : 81, rows[i].pods_ready);
        EQ(all - rows[i].pods_ready, rows[i].pods_starting);
    }
}

/* --- what autoscalers see ------------------------------------------------------------------------- */

/* Nothing moves until the two pods at the beginning are older than the window. */
static void a_window_upwards_holds_back_and_says_so(void)
{
    capacity_simulation_component pods = component_row("web", 2);
    capacity_simulation_metric metric = rate_metric("web", 10000);
    capacity_simulation_event rows[4];
    size_t count = 0;
    trace t = {0};
    pods.window_up_us = MINUTE;
    capacity_simulation *s = new_with(NULL, &pods, &metric, NULL);
    hold(&t, 0, 120, 15, 60000);
    feed(s, &t);
    finish(s);
    SAME("15 limited web 2 6\n75 up web 2 6\n", events_of(s, UINT32_MAX));
    OK(capacity_simulation_get_events(s, rows, sizeof *rows, COUNT(rows), &count, &test_err));
    EQ(CAPACITY_HPA_SCALE_UP_STABILIZED, rows[0].reason);
}

/* 75 a second of 10 ms and 50m idle: 800m of two pods, as in the example of young pods. */
static capacity_simulation *by_cpu(const capacity_simulation_options *options)
{
    capacity_simulation_component pods = component_row("web", 2);
    capacity_simulation_metric metric = rate_metric("web", 50);
    pods.cpu_per_request_us = 10000;
    pods.cpu_idle_mcpu = 50;
    metric.signal = CAPACITY_SIMULATION_SIGNAL_CPU;
    metric.kind = CAPACITY_HPA_RESOURCE;
    metric.target_type = CAPACITY_HPA_UTILIZATION;
    return new_with(options, &pods, &metric, NULL);
}

/*
 * The pods of 15 s are ready at 25 s. At 30 s the old ones are seen to have served (75 x 10 + 37.5 x 5)
 * / 15 a second, 675m: 1.34 x the two, or x all four where a pod counts from its first sample on.
 */
static void pods_past_their_initialization_count_with_a_part_of_a_sample(void)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    trace t = {0};
    hold(&t, 0, 31, 15, 150000);
    capacity_simulation *s = by_cpu(&options);
    feed(s, &t);
    SAME("15 up web 2 4\n", events_of(s, SCALED));
    options.cpu_initialization_us = CAPACITY_AUTO;
    s = by_cpu(&options);
    feed(s, &t);
    SAME("15 up web 2 4\n30 up web 4 6\n", events_of(s, SCALED));
}

/* Three quarters of the request under a target of a half: half as many pods more, again and again. */
static void memory_in_percent_of_the_request_scales(void)
{
    capacity_simulation_component pods = component_row("web", 2);
    capacity_simulation_metric metric = rate_metric("web", 50);
    trace t = {0};
    pods.memory_used_bytes = 768 * CAPACITY_MIB;
    pods.pods_max = 5;
    metric.signal = CAPACITY_SIMULATION_SIGNAL_MEMORY;
    metric.kind = CAPACITY_HPA_RESOURCE;
    metric.target_type = CAPACITY_HPA_UTILIZATION;
    capacity_simulation *s = new_with(NULL, &pods, &metric, NULL);
    hold(&t, 0, 120, 15, 1000);
    feed(s, &t);
    SAME("15 up web 2 3\n30 up web 3 5\n", events_of(s, SCALED));
}

/* 16 TiB in percent of a byte: the controller's own number has 32 bits, and it would fail as well. */
static void a_metric_that_cannot_be_computed_moves_nothing(void)
{
    capacity_simulation_component pods = component_row("web", 2);
    capacity_simulation_metric metric = rate_metric("web", 50);
    trace t = {0};
    pods.memory_used_bytes = 16 * CAPACITY_TIB;
    pods.memory_request_bytes = 1;
    metric.signal = CAPACITY_SIMULATION_SIGNAL_MEMORY;
    metric.kind = CAPACITY_HPA_RESOURCE;
    metric.target_type = CAPACITY_HPA_UTILIZATION;
    capacity_simulation *s = new_with(NULL, &pods, &metric, NULL);
    hold(&t, 0, 120, 15, 1000);
    feed(s, &t);
    SAME("", events_of(s, UINT32_MAX));
    capacity_simulation_reset(s);
    pods.memory_used_bytes = 1; /* one that can */
    OK(capacity_simulation_put_component(s, &pods, &test_err));
    feed(s, &t);
    SAME("15 up web 2 4\n30 up web 4 8\n45 up web 8 16\n60 up web 16 32\n75 up web 32 50\n",
         events_of(s, SCALED));
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

static capacity_simulation_component_tick first_tick(const capacity_simulation *s)
{
    capacity_simulation_component_tick rows[2];
    size_t count = 0;
    OK(capacity_simulation_get_component_ticks(s, rows, sizeof *rows, 2, &count, &test_err));
    return rows[0];
}

/* Three pods that serve 1.5 a second of one second each have four requests in hand, not three. */
static void servers_are_the_requests_in_hand_of_all_pods(void)
{
    capacity_simulation_component pods = component_row("web", 3);
    int64_t p50 = 0, p95 = 0;
    trace t = {0};
    pods.requests_per_pod_mrps = 1500;
    pods.response_time_us = SECOND;
    capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
    hold(&t, 0, 1, 1, 3600);
    feed(s, &t);
    finish(s);
    OK(capacity_erlang_response_quantile(3600, SECOND, 4, 500000, &p50, &test_err));
    OK(capacity_erlang_response_quantile(3600, SECOND, 4, 950000, &p95, &test_err));
    EQ(p50, first_tick(s).p50_us);
    EQ(p95, first_tick(s).p95_us);
    DROP(s);
    pods.requests_per_pod_mrps = 100; /* three pods of a tenth: one each at least */
    s = new_with(NULL, &pods, NULL, NULL);
    t.rate[0] = 300;
    feed(s, &t);
    finish(s);
    OK(capacity_erlang_response_quantile(300, SECOND, 3, 950000, &p95, &test_err));
    EQ(p95, first_tick(s).p95_us);
}

/* A queue that is full to the last request grows without end; without pods there is none. */
static void full_and_empty_queues_have_no_response_time(void)
{
    capacity_simulation_component pods = component_row("web", 3);
    capacity_simulation_group nodes = group_row("nodes", 0, 0, 1);
    trace t = {0};
    pods.requests_per_pod_mrps = 1000;
    pods.response_time_us = SECOND;
    capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
    hold(&t, 0, 1, 1, 3000);
    feed(s, &t);
    finish(s);
    EQ(CAPACITY_PPM, totals_of(s).served_ppm);
    EQ(1000000, first_tick(s).utilisation_ppm);
    EQ(CAPACITY_INVALID, first_tick(s).p50_us);
    EQ(CAPACITY_INVALID, first_tick(s).p95_us);
    DROP(s);
    s = new_with(NULL, &pods, NULL, &nodes); /* no node, no request */
    t.rate[0] = 0;
    feed(s, &t);
    finish(s);
    EQ(3, first_tick(s).pods_pending);
    EQ(CAPACITY_INVALID, first_tick(s).utilisation_ppm);
    EQ(CAPACITY_INVALID, first_tick(s).p95_us);
    EQ(CAPACITY_INVALID, totals_of(s).served_ppm);
}

/* A request that takes an hour of a thousandth of a core: less than a thousandth a second is none. */
static void a_pod_may_serve_nothing(void)
{
    capacity_simulation_component pods = component_row("web", 3);
    trace t = {0};
    pods.requests_per_pod_mrps = 0;
    pods.cpu_limit_mcpu = 1; /* the one bound */
    pods.cpu_per_request_us = 60 * MINUTE;
    capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
    hold(&t, 0, 1, 1, 1);
    feed(s, &t);
    finish(s);
    EQ(0, totals_of(s).served_m);
    EQ(CAPACITY_INVALID, first_tick(s).utilisation_ppm);
    EQ(0, first_tick(s).cpu_mcpu);
}

/* The rate of the tick's mean with the CPU time at its end: what a pod uses stays within its limit. */
static void cpu_of_a_tick_is_at_most_the_limit(void)
{
    capacity_simulation_component pods = component_row("web", 1);
    const int64_t time[] = {0, 10 * SECOND}, rate[] = {900000, 0}, cpu[] = {1000, 50000};
    const int64_t response[] = {CAPACITY_AUTO, CAPACITY_AUTO};
    size_t consumed = 0;
    pods.requests_per_pod_mrps = 0;
    pods.cpu_limit_mcpu = 1000;
    capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
    OK(capacity_simulation_feed(s, time, rate, cpu, response, 2, &consumed, &test_err));
    finish(s);
    EQ(600000, first_tick(s).served_mrps); /* 900 for 10 s of 15 s; 30 cores of 50 ms each */
    EQ(1000, first_tick(s).cpu_mcpu);
}

/* Beyond 32 bits of either factor: 3 million requests a second of 1 us, one of 3000 s. */
static void cpu_of_a_tick_is_exact_for_any_rate_and_time(void)
{
    static const int64_t rates[] = {3000000000, 1000}, times[] = {1, 3000 * SECOND};
    static const int64_t used[] = {3000, 3000000};
    for (size_t i = 0; i < COUNT(used); i++) {
        capacity_simulation_component pods = component_row("web", 1);
        const int64_t time = 0;
        size_t consumed = 0;
        pods.requests_per_pod_mrps = 4000000000;
        pods.cpu_per_request_us = times[i];
        capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
        OK(capacity_simulation_feed(s, &time, &rates[i], NULL, NULL, 1, &consumed, &test_err));
        finish(s);
        EQ(used[i], first_tick(s).cpu_mcpu);
        DROP(s);
    }
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

static void time_never_goes_back_for_another_row_than_the_one_that_stopped(void)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component pods = component_row("web", 2);
    int64_t time[] = {0, 100 * SECOND, 20 * SECOND}, rate[] = {1000, 1000, 1000};
    size_t consumed = 9;
    options.ticks_max = 3;
    capacity_simulation *s = new_with(&options, &pods, NULL, NULL);
    OK(capacity_simulation_feed(s, time, rate, NULL, NULL, 2, &consumed, &test_err));
    EQ(1, consumed); /* three ticks of 15 s, and no room for the fourth */
    FAILS(CAPACITY_E_RANGE, "time_us 20000000 is before 45000000",
          capacity_simulation_feed(s, time + 2, rate, NULL, NULL, 1, &consumed, &test_err));
    EQ(0, consumed);
    capacity_simulation_drop_rows(s);
    (void)run_cut(s, &(trace){.n = 1, .time = {100 * SECOND}, .rate = {1000}}, 1);
    EQ(1000 * 200, totals_of(s).demand_m);
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

static const scenario scenarios[] = {
    SCENARIO(nodes_follow_the_worked_example_of_the_cluster_autoscaler),
    SCENARIO(pods_follow_the_guides_behavior),
    SCENARIO(an_autoscaler_sees_what_is_served_not_what_arrives),
    SCENARIO(samples_are_as_old_as_the_lag),
    SCENARIO(cpu_of_young_pods_waits_for_a_whole_sample),
    SCENARIO(memory_and_totals_and_legacy_rules_scale_too),
    SCENARIO(a_fixed_component_and_a_quiet_cluster_autoscaler_stay),
    SCENARIO(each_pod_is_ready_when_its_own_start_is_over),
    SCENARIO(a_window_upwards_holds_back_and_says_so),
    SCENARIO(pods_past_their_initialization_count_with_a_part_of_a_sample),
    SCENARIO(memory_in_percent_of_the_request_scales),
    SCENARIO(a_metric_that_cannot_be_computed_moves_nothing),
    SCENARIO(the_largest_loss_of_a_component_is_the_loss),
    SCENARIO(a_trace_may_carry_cpu_and_response_time),
    SCENARIO(servers_are_the_requests_in_hand_of_all_pods),
    SCENARIO(full_and_empty_queues_have_no_response_time),
    SCENARIO(a_pod_may_serve_nothing),
    SCENARIO(cpu_of_a_tick_is_at_most_the_limit),
    SCENARIO(cpu_of_a_tick_is_exact_for_any_rate_and_time),
    SCENARIO(cutting_changes_nothing),
    SCENARIO(the_first_row_is_taken_with_the_events_of_its_instant),
    SCENARIO(time_never_goes_back_for_another_row_than_the_one_that_stopped),
    SCENARIO(without_rows_the_totals_are_the_same),
    SCENARIO(full_buffers_stop_a_trace_and_lose_nothing),
    SCENARIO(a_day_is_the_same_in_every_language),
};

TEST_MAIN(simulate, NULL)
