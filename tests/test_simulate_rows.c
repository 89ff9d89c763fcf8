/*
 * The simulation's rows, options, traces: what is refused, and what is read back.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "simulations.h"

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
    SCENARIO(bad_options_are_refused),
    SCENARIO(bad_rows_of_a_trace_change_nothing),
    SCENARIO(traces_may_not_be_endless),
    SCENARIO(calls_out_of_turn_are_refused),
};

TEST_MAIN(simulate_rows, NULL)
