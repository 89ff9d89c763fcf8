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

/* --- rows ----------------------------------------------------------------------------------------- */

/* A number in a row, and its range. */
typedef struct member {
    const char *name;
    size_t offset;
    int64_t low, high;
} member;

#define IN_ROW(type, name, low, high)                                                              \
    {                                                                                              \
#name, offsetof(capacity_simulation_##type, name), low, high                               \
    }

static const member component_numbers[] = {
    IN_ROW(component, traffic_ppm, 0, 100000000),
    IN_ROW(component, requests_per_pod_mrps, 0, CAPACITY_SIMULATION_RATE_MRPS),
    IN_ROW(component, inflight_per_pod, 0, 1000000),
    IN_ROW(component, response_time_us, 0, 60 * MINUTE),
    IN_ROW(component, cpu_per_request_us, 0, 60 * MINUTE),
    IN_ROW(component, cpu_idle_mcpu, 0, 1000000),
    IN_ROW(component, cpu_request_mcpu, 0, 1000000),
    IN_ROW(component, cpu_limit_mcpu, 0, 1000000),
    IN_ROW(component, memory_request_bytes, 0, 16 * CAPACITY_TIB),
    IN_ROW(component, memory_used_bytes, 0, 16 * CAPACITY_TIB),
    IN_ROW(component, pods_min, 0, 100000),
    IN_ROW(component, pods_max, 0, 100000),
    IN_ROW(component, pods_initial, 0, 100000),
    IN_ROW(component, pod_start_us, CAPACITY_AUTO, 60 * MINUTE),
    IN_ROW(component, metric_lag_us, CAPACITY_AUTO, 10 * MINUTE),
    IN_ROW(component, tolerance_up_ppm, CAPACITY_AUTO, 1000000000),
    IN_ROW(component, tolerance_down_ppm, CAPACITY_AUTO, 1000000000),
    /* by the autoscaler's own rules and names */
    {"up_window_us", offsetof(capacity_simulation_component, window_up_us), 0, 60 * MINUTE},
    {"down_window_us", offsetof(capacity_simulation_component, window_down_us), CAPACITY_AUTO,
     60 * MINUTE},
};

static const member group_numbers[] = {
    IN_ROW(group, allocatable_cpu_mcpu, 1, 10000000),
    IN_ROW(group, allocatable_memory_bytes, 1, 16 * CAPACITY_TIB),
    IN_ROW(group, allocatable_pods, 1, 100000),
    IN_ROW(group, daemonset_cpu_mcpu, 0, 10000000),
    IN_ROW(group, daemonset_memory_bytes, 0, 16 * CAPACITY_TIB),
    IN_ROW(group, nodes_min, 0, 10000),
    IN_ROW(group, nodes_max, 0, 10000),
    IN_ROW(group, nodes_initial, 0, 10000),
    IN_ROW(group, provision_us, CAPACITY_AUTO, 60 * MINUTE),
    IN_ROW(group, provision_failure_ppm, 0, CAPACITY_PPM),
    IN_ROW(group, interruptions_per_hour_ppm, 0, CAPACITY_PPM),
    IN_ROW(group, hour_nusd, 0, INT64_C(10000000000000)),
};

static const member autoscaler_numbers[] = {
    IN_ROW(autoscaler, scan_us, 0, 60 * MINUTE),
    IN_ROW(autoscaler, new_pod_delay_us, 0, 1440 * MINUTE),
    IN_ROW(autoscaler, provision_limit_us, 0, 1440 * MINUTE),
    IN_ROW(autoscaler, delay_after_add_us, CAPACITY_AUTO, 1440 * MINUTE),
    IN_ROW(autoscaler, delay_after_delete_us, 0, 1440 * MINUTE),
    IN_ROW(autoscaler, unneeded_us, CAPACITY_AUTO, 1440 * MINUTE),
    IN_ROW(autoscaler, utilization_ppm, CAPACITY_AUTO, CAPACITY_PPM),
    IN_ROW(autoscaler, backoff_us, 0, 1440 * MINUTE),
    IN_ROW(autoscaler, backoff_max_us, 0, 1440 * MINUTE),
    IN_ROW(autoscaler, backoff_reset_us, 0, 1440 * MINUTE),
    IN_ROW(autoscaler, nodes_per_scale_up, 0, 1000),
    IN_ROW(autoscaler, removals_at_once, 0, 10000),
    IN_ROW(autoscaler, drains_at_once, 0, 10000),
};

static void set(void *row, const member *of, int64_t value)
{
    memcpy((char *)row + of->offset, &value, sizeof value);
}

static void each_number_of_a_row_has_its_range(void)
{
    capacity_simulation *s = new_simulation(NULL);
    for (size_t i = 0; i < COUNT(component_numbers); i++) {
        const member *of = &component_numbers[i];
        capacity_simulation_component row = CAPACITY_INIT(capacity_simulation_component);
        strcpy(row.name, "web");
        row.pods_max = strncmp(of->name, "memory", 6) == 0 ? 1 : 100000;
        set(&row, of, of->low);
        OK(capacity_simulation_put_component(s, &row, &test_err));
        set(&row, of, of->high);
        OK(capacity_simulation_put_component(s, &row, &test_err));
        set(&row, of, of->low - 1);
        FAILS(CAPACITY_E_RANGE, of->name, capacity_simulation_put_component(s, &row, &test_err));
        set(&row, of, of->high + 1);
        FAILS(CAPACITY_E_RANGE, of->name, capacity_simulation_put_component(s, &row, &test_err));
    }
    for (size_t i = 0; i < COUNT(group_numbers); i++) {
        const member *of = &group_numbers[i];
        capacity_simulation_group row = group_row("nodes", 0, 0, 10000);
        set(&row, of, of->low);
        OK(capacity_simulation_put_group(s, &row, &test_err));
        set(&row, of, of->high);
        row.nodes_initial = row.nodes_min > 0 ? row.nodes_min : row.nodes_initial;
        OK(capacity_simulation_put_group(s, &row, &test_err));
        set(&row, of, of->low - 1);
        FAILS(CAPACITY_E_RANGE, of->name, capacity_simulation_put_group(s, &row, &test_err));
        set(&row, of, of->high + 1);
        FAILS(CAPACITY_E_RANGE, of->name, capacity_simulation_put_group(s, &row, &test_err));
    }
    for (size_t i = 0; i < COUNT(autoscaler_numbers); i++) {
        const member *of = &autoscaler_numbers[i];
        capacity_simulation_autoscaler row = CAPACITY_INIT(capacity_simulation_autoscaler);
        set(&row, of, of->low);
        OK(capacity_simulation_set_autoscaler(s, &row, &test_err));
        set(&row, of, of->high);
        OK(capacity_simulation_set_autoscaler(s, &row, &test_err));
        set(&row, of, of->low - 1);
        FAILS(CAPACITY_E_RANGE, of->name, capacity_simulation_set_autoscaler(s, &row, &test_err));
        set(&row, of, of->high + 1);
        FAILS(CAPACITY_E_RANGE, of->name, capacity_simulation_set_autoscaler(s, &row, &test_err));
    }
}

static void bad_components_are_refused(void)
{
    static const struct {
        capacity_simulation_component row;
        capacity_status status;
        const char *part;
    } bad[] = {
        {{.name = ""}, CAPACITY_E_RANGE, "component: name is empty"},
        {{.name = "Web"}, CAPACITY_E_RANGE, "component: name is not a name"},
        {{.name = "web", .flags = 4}, CAPACITY_E_RANGE, "web: flags"},
        {{.name = "web", .pods_min = 3, .pods_max = 2},
         CAPACITY_E_RANGE,
         "web: pods_min 3 exceeds pods_max 2"},
        {{.name = "web", .pods_min = 3, .pods_max = 5, .pods_initial = 2},
         CAPACITY_E_RANGE,
         "web: pods_initial 2 is not between pods_min 3 and pods_max 5"},
        {{.name = "web", .pods_min = 3, .pods_max = 5, .pods_initial = 6},
         CAPACITY_E_RANGE,
         "web: pods_initial 6 is not between pods_min 3 and pods_max 5"},
        {{.name = "web", .cpu_idle_mcpu = 100, .cpu_limit_mcpu = 100},
         CAPACITY_E_RANGE,
         "web: cpu_idle_mcpu 100 leaves nothing of cpu_limit_mcpu 100"},
        {{.name = "web", .pods_max = 513, .memory_request_bytes = 16 * CAPACITY_TIB},
         CAPACITY_E_RANGE,
         "web: 513 pods of 17592186044416 bytes exceed 8 PiB"},
        {{.name = "web", .pods_max = 513, .memory_used_bytes = 16 * CAPACITY_TIB},
         CAPACITY_E_RANGE,
         "web: 513 pods of 17592186044416 bytes exceed 8 PiB"},
        {{.name = "web", .window_up_us = 1}, CAPACITY_E_RANGE, "no whole number of seconds"},
        {{.name = "web", .select_up = 4}, CAPACITY_E_RANGE, "up_select"},
        {{.name = "web", .select_down = 4}, CAPACITY_E_RANGE, "down_select"},
        {{.name = "web",
          .flags = CAPACITY_SIMULATION_COMPONENT_LEGACY,
          .window_up_us = CAPACITY_SECOND_US},
         CAPACITY_E_ARGUMENT,
         "CAPACITY_HPA_BEHAVIOR"},
    };
    capacity_simulation *s = new_simulation(NULL);
    capacity_simulation_component row, found;
    size_t count = 9;
    for (size_t i = 0; i < COUNT(bad); i++) {
        row = bad[i].row;
        row.struct_size = sizeof row;
        FAILS(bad[i].status, bad[i].part, capacity_simulation_put_component(s, &row, &test_err));
    }
    OK(capacity_simulation_get_components(s, NULL, 0, 0, &count, &test_err));
    EQ(0, count); /* none came in */
    row.struct_size = 3;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
          capacity_simulation_put_component(s, &row, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "row", capacity_simulation_put_component(s, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "simulation",
          capacity_simulation_put_component(NULL, &row, &test_err));
    row = component_row("web", 1); /* at the edges */
    row.pods_min = row.pods_initial = row.pods_max = 512;
    row.memory_request_bytes = row.memory_used_bytes = 16 * CAPACITY_TIB;
    row.cpu_idle_mcpu = 99;
    row.cpu_limit_mcpu = 100;
    OK(capacity_simulation_put_component(s, &row, &test_err));
    OK(capacity_simulation_get_components(s, &found, sizeof found, 1, &count, &test_err));
    EQ(512, found.pods_initial);
    EQ(99, found.cpu_idle_mcpu);
}

static void bad_metrics_are_refused(void)
{
    static const struct {
        capacity_simulation_metric row;
        capacity_status status;
        const char *part;
    } bad[] = {
        {{.component = ""}, CAPACITY_E_RANGE, "metric: component is empty"},
        {{.component = "none", .signal = 3, .kind = 3, .target_type = 2, .target = 1},
         CAPACITY_E_NOT_FOUND,
         "no component of this name"},
        {{.component = "web", .signal = 0, .kind = 1}, CAPACITY_E_RANGE, "signal 0"},
        {{.component = "web", .signal = 5, .kind = 3}, CAPACITY_E_RANGE, "signal 5"},
        {{.component = "web", .signal = 1, .kind = 3},
         CAPACITY_E_ARGUMENT,
         "signal 1 is not measured by a metric of kind 3"},
        {{.component = "web", .signal = 2, .kind = 2},
         CAPACITY_E_ARGUMENT,
         "signal 2 is not measured by a metric of kind 2"},
        {{.component = "web", .signal = 3, .kind = 2},
         CAPACITY_E_ARGUMENT,
         "signal 3 is not measured by a metric of kind 2"},
        {{.component = "web", .signal = 4, .kind = 6},
         CAPACITY_E_ARGUMENT,
         "signal 4 is not measured by a metric of kind 6"},
        {{.component = "web", .signal = 1, .kind = 1, .target_type = 1, .target = 0},
         CAPACITY_E_RANGE,
         "target 0"},
        {{.component = "web", .signal = 1, .kind = 1, .target_type = 1, .target = 1001},
         CAPACITY_E_RANGE,
         "target 1001"},
        {{.component = "web", .signal = 3, .kind = 3, .target_type = 1, .target = 1},
         CAPACITY_E_ARGUMENT,
         "target_type 1 does not suit a metric of kind 3"},
        {{.component = "web", .signal = 3, .kind = 3, .target_type = 2, .target = 0},
         CAPACITY_E_RANGE,
         "target 0"},
    };
    capacity_simulation_component pods = component_row("web", 1);
    capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
    capacity_simulation_metric row;
    size_t count = 9;
    for (size_t i = 0; i < COUNT(bad); i++) {
        row = bad[i].row;
        row.struct_size = sizeof row;
        FAILS(bad[i].status, bad[i].part, capacity_simulation_put_metric(s, &row, &test_err));
    }
    row.struct_size = 3;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
          capacity_simulation_put_metric(s, &row, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "row", capacity_simulation_put_metric(s, NULL, &test_err));
    OK(capacity_simulation_get_metrics(s, NULL, 0, 0, &count, &test_err));
    EQ(0, count);
}

/* Each signal by each kind that measures it: as many as a component takes. */
static void a_component_takes_every_metric_there_is(void)
{
    capacity_simulation_component pods = component_row("web", 1);
    capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
    capacity_simulation_metric row = CAPACITY_INIT(capacity_simulation_metric);
    capacity_simulation_metric found[CAPACITY_SIMULATION_METRICS];
    size_t count = 0;
    strcpy(row.component, "web");
    row.target_type = CAPACITY_HPA_AVERAGE_VALUE;
    row.target = 1;
    for (row.signal = 1; row.signal <= CAPACITY_SIMULATION_SIGNAL_INFLIGHT; row.signal++)
        for (row.kind = 1; row.kind <= CAPACITY_HPA_EXTERNAL; row.kind++)
            if (row.signal <= CAPACITY_SIMULATION_SIGNAL_MEMORY ? row.kind == CAPACITY_HPA_RESOURCE
                                                                : row.kind >= CAPACITY_HPA_PODS)
                OK(capacity_simulation_put_metric(s, &row, &test_err));
    OK(capacity_simulation_get_metrics(s, found, sizeof *found, COUNT(found), &count, &test_err));
    EQ(CAPACITY_SIMULATION_METRICS, count);
    EQ(CAPACITY_HPA_EXTERNAL, found[7].kind);
    OK(capacity_simulation_drop_metrics(s, "web", &test_err));
    OK(capacity_simulation_get_metrics(s, NULL, 0, 0, &count, &test_err));
    EQ(0, count);
}

static void bad_policies_are_refused(void)
{
    static const struct {
        capacity_simulation_policy row;
        capacity_status status;
        const char *part;
    } bad[] = {
        {{.component = "-"}, CAPACITY_E_RANGE, "policy: component is not a name"},
        {{.component = "web", .reserved = 1}, CAPACITY_E_RANGE, "reserved 1"},
        {{.component = "web", .direction = 0}, CAPACITY_E_RANGE, "direction 0"},
        {{.component = "web", .direction = 3}, CAPACITY_E_RANGE, "direction 3"},
        {{.component = "none", .direction = 1}, CAPACITY_E_NOT_FOUND, "no component"},
        {{.component = "web", .direction = 1, .type = 3}, CAPACITY_E_RANGE, "policy_type 3"},
        {{.component = "web", .direction = 1, .type = 1}, CAPACITY_E_RANGE, "policy_value 0"},
        {{.component = "web", .direction = 2, .type = 2, .value = 1},
         CAPACITY_E_RANGE,
         "policy_period_us 0"},
    };
    capacity_simulation_component pods = component_row("web", 1);
    capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
    capacity_simulation_policy row;
    size_t count = 9;
    for (size_t i = 0; i < COUNT(bad); i++) {
        row = bad[i].row;
        row.struct_size = sizeof row;
        FAILS(bad[i].status, bad[i].part, capacity_simulation_put_policy(s, &row, &test_err));
    }
    row.struct_size = 3;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
          capacity_simulation_put_policy(s, &row, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "row", capacity_simulation_put_policy(s, NULL, &test_err));
    OK(capacity_simulation_get_policies(s, NULL, 0, 0, &count, &test_err));
    EQ(0, count);
    for (int i = 0; i < CAPACITY_SIMULATION_POLICIES; i++) {
        put_policy(s, "web", CAPACITY_HPA_UP, CAPACITY_HPA_POLICY_PODS, 1 + i, 15);
        put_policy(s, "web", CAPACITY_HPA_DOWN, CAPACITY_HPA_POLICY_PERCENT, 1 + i, 15);
    }
    for (uint32_t direction = CAPACITY_HPA_UP; direction <= CAPACITY_HPA_DOWN; direction++) {
        row = (capacity_simulation_policy){sizeof row, direction, 1, 0, "web", 1, 15 * SECOND};
        FAILS(CAPACITY_E_TOO_LARGE, "more than 8 policies of a component in one direction",
              capacity_simulation_put_policy(s, &row, &test_err));
    }
    OK(capacity_simulation_get_policies(s, NULL, 0, 0, &count, &test_err));
    EQ(2 * CAPACITY_SIMULATION_POLICIES, count);
    OK(capacity_simulation_drop_policies(s, "web", &test_err));
    OK(capacity_simulation_get_policies(s, NULL, 0, 0, &count, &test_err));
    EQ(0, count);
}

static void bad_groups_are_refused(void)
{
    capacity_simulation_group row = group_row("nodes", 0, 0, 1), found;
    capacity_simulation *s = new_simulation(NULL);
    size_t count = 9;
    static const int64_t sizes[][3] = {{2, 2, 1}, {2, 1, 3}, {1, 4, 3}};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        row.nodes_min = sizes[i][0];
        row.nodes_initial = sizes[i][1];
        row.nodes_max = sizes[i][2];
        FAILS(CAPACITY_E_RANGE, "do not rise", capacity_simulation_put_group(s, &row, &test_err));
    }
    row = group_row("", 0, 0, 1);
    FAILS(CAPACITY_E_RANGE, "node group: name is empty",
          capacity_simulation_put_group(s, &row, &test_err));
    row = group_row("nodes", 0, 0, 1);
    row.flags = 1;
    FAILS(CAPACITY_E_RANGE, "nodes: flags", capacity_simulation_put_group(s, &row, &test_err));
    row.flags = 0;
    row.reserved = 1;
    FAILS(CAPACITY_E_RANGE, "nodes: flags", capacity_simulation_put_group(s, &row, &test_err));
    row.reserved = 0;
    row.purchase = CAPACITY_PURCHASE_COMMITTED + 1;
    FAILS(CAPACITY_E_RANGE, "purchase", capacity_simulation_put_group(s, &row, &test_err));
    row.struct_size = 3;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size", capacity_simulation_put_group(s, &row, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "row", capacity_simulation_put_group(s, NULL, &test_err));
    OK(capacity_simulation_get_groups(s, NULL, 0, 0, &count, &test_err));
    EQ(0, count);
    row = group_row("nodes", 2, 0, 2);
    OK(capacity_simulation_put_group(s, &row, &test_err));
    OK(capacity_simulation_get_groups(s, &found, sizeof found, 1, &count, &test_err));
    EQ(2, found.nodes_initial); /* the least */
    EQ(CAPACITY_PURCHASE_ON_DEMAND, found.purchase);
    EQ(90 * SECOND, found.provision_us);
}

static void bad_autoscalers_are_refused(void)
{
    static const struct {
        capacity_simulation_autoscaler row;
        const char *part;
    } bad[] = {
        {{.flags = 4}, "autoscaler: flags"},
        {{.expander = 3}, "expander 3"},
        {{.reserved = 1}, "reserved 1"},
        {{.scan_us = 1}, "scan_us 1"},
        {{.scan_us = SECOND - 1}, "scan_us 999999"},
    };
    capacity_simulation *s = new_simulation(NULL);
    capacity_simulation_autoscaler row, found = CAPACITY_INIT(capacity_simulation_autoscaler);
    for (size_t i = 0; i < COUNT(bad); i++) {
        row = bad[i].row;
        row.struct_size = sizeof row;
        FAILS(CAPACITY_E_RANGE, bad[i].part,
              capacity_simulation_set_autoscaler(s, &row, &test_err));
    }
    row.struct_size = 3;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
          capacity_simulation_set_autoscaler(s, &row, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "row", capacity_simulation_set_autoscaler(s, NULL, &test_err));
    OK(capacity_simulation_get_autoscaler(s, &found, &test_err));
    EQ(10 * SECOND, found.scan_us); /* the defaults are in force still */
    row = (capacity_simulation_autoscaler){.struct_size = sizeof row, .scan_us = SECOND};
    OK(capacity_simulation_set_autoscaler(s, &row, &test_err));
    OK(capacity_simulation_get_autoscaler(s, &found, &test_err));
    EQ(SECOND, found.scan_us);
}

static void rows_are_limited_and_replaced_by_name(void)
{
    capacity_simulation *s = new_simulation(NULL);
    capacity_simulation_component pods = component_row("c0", 1);
    capacity_simulation_group nodes = group_row("g0", 0, 0, 1);
    capacity_simulation_component parts[CAPACITY_MAX_ROWS];
    capacity_simulation_group groups[CAPACITY_MAX_ROWS];
    size_t count = 0;
    for (int i = 0; i < CAPACITY_MAX_ROWS; i++) {
        pods.name[1] = nodes.name[1] = (char)('a' + i);
        OK(capacity_simulation_put_component(s, &pods, &test_err));
        OK(capacity_simulation_put_group(s, &nodes, &test_err));
    }
    pods.name[1] = nodes.name[1] = '9';
    FAILS(CAPACITY_E_TOO_LARGE, "more than 16 components",
          capacity_simulation_put_component(s, &pods, &test_err));
    FAILS(CAPACITY_E_TOO_LARGE, "more than 16 node groups",
          capacity_simulation_put_group(s, &nodes, &test_err));
    pods.name[1] = nodes.name[1] = 'b';
    pods.pods_max = 7;
    nodes.nodes_max = 8;
    OK(capacity_simulation_put_component(s, &pods, &test_err));
    OK(capacity_simulation_put_group(s, &nodes, &test_err));
    OK(capacity_simulation_get_components(s, parts, sizeof *parts, COUNT(parts), &count,
                                          &test_err));
    EQ(CAPACITY_MAX_ROWS, count);
    EQ(7, parts[1].pods_max);
    EQ(50, parts[2].pods_max);
    OK(capacity_simulation_get_groups(s, groups, sizeof *groups, COUNT(groups), &count, &test_err));
    EQ(CAPACITY_MAX_ROWS, count);
    EQ(8, groups[1].nodes_max);
    EQ(1, groups[2].nodes_max);
}

/* --- reading -------------------------------------------------------------------------------------- */

/* What every getter of rows refuses, and that it asks without writing; there are `n` rows. */
#define READS(s, what, plural, n)                                                                  \
    do {                                                                                           \
        size_t count_ = 99;                                                                        \
        capacity_simulation_##what rows_[8];                                                       \
        FAILS(CAPACITY_E_ARGUMENT, "simulation",                                                   \
              capacity_simulation_get_##plural(NULL, NULL, 0, 0, &count_, &test_err));             \
        FAILS(CAPACITY_E_ARGUMENT, "count",                                                        \
              capacity_simulation_get_##plural(s, NULL, 0, 0, NULL, &test_err));                   \
        FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",                                               \
              capacity_simulation_get_##plural(s, rows_, 3, 8, &count_, &test_err));               \
        EQ(99, count_);                                                                            \
        OK(capacity_simulation_get_##plural(s, NULL, 0, 0, &count_, &test_err));                   \
        EQ(n, count_);                                                                             \
        FAILS(                                                                                     \
            CAPACITY_E_BUFFER, "rows",                                                             \
            capacity_simulation_get_##plural(s, rows_, sizeof *rows_, n - 1, &count_, &test_err)); \
        EQ(n, count_);                                                                             \
        OK(capacity_simulation_get_##plural(s, rows_, sizeof *rows_, n, &count_, &test_err));      \
        EQ(sizeof *rows_, rows_[n - 1].struct_size);                                               \
    } while (0)

static void getters_refuse_what_they_cannot_fill(void)
{
    capacity_simulation_component pods = component_row("web", 12);
    capacity_simulation_metric metric = rate_metric("web", 10000);
    capacity_simulation_group nodes = group_row("small", 1, 1, 1);
    capacity_simulation_autoscaler scaler = {.struct_size = 3};
    capacity_simulation_totals totals = {.struct_size = 3};
    trace t = {0};
    capacity_simulation *s = new_with(NULL, &pods, &metric, &nodes);
    strcpy(pods.name, "side");
    pods.pods_initial = 1;
    OK(capacity_simulation_put_component(s, &pods, &test_err));
    strcpy(nodes.name, "other");
    OK(capacity_simulation_put_group(s, &nodes, &test_err));
    strcpy(metric.component, "side");
    OK(capacity_simulation_put_metric(s, &metric, &test_err));
    put_policy(s, "side", CAPACITY_HPA_UP, CAPACITY_HPA_POLICY_PODS, 1, 15);
    put_policy(s, "web", CAPACITY_HPA_UP, CAPACITY_HPA_POLICY_PODS, 1, 15);
    hold(&t, 0, 30, 15, 1000);
    feed(s, &t);
    finish(s);
    READS(s, component, components, 2);
    READS(s, metric, metrics, 2);
    READS(s, policy, policies, 2);
    READS(s, group, groups, 2);
    READS(s, tick, ticks, 2);
    READS(s, component_tick, component_ticks, 4);
    READS(s, group_tick, group_ticks, 4);
    READS(s, event, events, 5);
    FAILS(CAPACITY_E_ARGUMENT, "simulation",
          capacity_simulation_get_autoscaler(NULL, &scaler, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out", capacity_simulation_get_autoscaler(s, NULL, &test_err));
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
          capacity_simulation_get_autoscaler(s, &scaler, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "simulation",
          capacity_simulation_get_totals(NULL, &totals, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out", capacity_simulation_get_totals(s, NULL, &test_err));
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
          capacity_simulation_get_totals(s, &totals, &test_err));
}

/* None stays none when a row that was read is put again: 0 would be the default. */
static void what_is_read_can_be_put_again(void)
{
    capacity_simulation_autoscaler given = CAPACITY_INIT(capacity_simulation_autoscaler), read;
    capacity_simulation_component pods = component_row("web", 1);
    capacity_simulation_group nodes = group_row("nodes", 0, 0, 1);
    capacity_simulation *s = new_simulation(NULL);
    size_t count = 0;
    given.delay_after_add_us = given.unneeded_us = given.utilization_ppm = CAPACITY_AUTO;
    given.scan_us = 7 * SECOND;
    pods.pod_start_us = nodes.provision_us = CAPACITY_AUTO;
    OK(capacity_simulation_set_autoscaler(s, &given, &test_err));
    OK(capacity_simulation_put_component(s, &pods, &test_err));
    OK(capacity_simulation_put_group(s, &nodes, &test_err));
    for (int round = 0; round < 2; round++) {
        read.struct_size = sizeof read;
        OK(capacity_simulation_get_autoscaler(s, &read, &test_err));
        EQ(CAPACITY_AUTO, read.delay_after_add_us);
        EQ(CAPACITY_AUTO, read.unneeded_us);
        EQ(CAPACITY_AUTO, read.utilization_ppm);
        EQ(7 * SECOND, read.scan_us);
        EQ(10, read.removals_at_once);
        OK(capacity_simulation_set_autoscaler(s, &read, &test_err));
        OK(capacity_simulation_get_components(s, &pods, sizeof pods, 1, &count, &test_err));
        EQ(CAPACITY_AUTO, pods.pod_start_us);
        EQ(CAPACITY_AUTO, pods.metric_lag_us);
        OK(capacity_simulation_put_component(s, &pods, &test_err));
        OK(capacity_simulation_get_groups(s, &nodes, sizeof nodes, 1, &count, &test_err));
        EQ(CAPACITY_AUTO, nodes.provision_us);
        OK(capacity_simulation_put_group(s, &nodes, &test_err));
    }
}

/* --- out of turn ---------------------------------------------------------------------------------- */

static void feeding_without_arrays_is_refused(void)
{
    capacity_simulation_component pods = component_row("web", 3);
    capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
    int64_t time = 0, rate = 1;
    size_t consumed = 9;
    FAILS(CAPACITY_E_ARGUMENT, "simulation",
          capacity_simulation_feed(NULL, &time, &rate, NULL, NULL, 1, &consumed, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "consumed",
          capacity_simulation_feed(s, &time, &rate, NULL, NULL, 1, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "time_us",
          capacity_simulation_feed(s, NULL, &rate, NULL, NULL, 1, &consumed, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "rate_mrps",
          capacity_simulation_feed(s, &time, NULL, NULL, NULL, 1, &consumed, &test_err));
    EQ(9, consumed);
    OK(capacity_simulation_feed(s, NULL, NULL, NULL, NULL, 0, &consumed, NULL));
    EQ(0, consumed);
    rate = -1;
    IS(CAPACITY_E_RANGE, capacity_simulation_feed(s, &time, &rate, NULL, NULL, 1, &consumed, NULL));
}

/* A finish that the buffers stopped has begun: no row can follow. */
static void a_trace_being_finished_takes_no_row(void)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component pods = component_row("web", 3);
    int64_t time = 0, rate = 1000, done = 9;
    size_t consumed = 0;
    options.ticks_max = 1;
    options.tick_us = SECOND;
    capacity_simulation *s = new_with(&options, &pods, NULL, NULL);
    OK(capacity_simulation_feed(s, &time, &rate, NULL, NULL, 1, &consumed, &test_err));
    time = SECOND;
    OK(capacity_simulation_feed(s, &time, &rate, NULL, NULL, 1, &consumed, &test_err));
    OK(capacity_simulation_finish(s, &done, &test_err));
    EQ(0, done);
    time = 5 * SECOND;
    FAILS(CAPACITY_E_STATE, "the trace is finished",
          capacity_simulation_feed(s, &time, &rate, NULL, NULL, 1, &consumed, &test_err));
    capacity_simulation_drop_rows(s);
    finish(s);
    EQ(2 * SECOND, totals_of(s).time_us);
}

/* What was fed of a text is a trace under way, before its first row. */
static void rows_are_closed_from_the_first_byte_of_a_text(void)
{
    capacity_simulation_component pods = component_row("web", 3);
    capacity_simulation *s = new_with(NULL, &pods, NULL, NULL);
    size_t consumed = 0;
    OK(capacity_simulation_feed_text(s, TEXT("time,"), &consumed, &test_err));
    FAILS(CAPACITY_E_STATE, "under way", capacity_simulation_put_component(s, &pods, &test_err));
    capacity_simulation_reset(s);
    OK(capacity_simulation_put_component(s, &pods, &test_err));
}

static void another_handle_is_no_simulation(void)
{
    capacity_profile *profile;
    capacity_simulation_totals totals = CAPACITY_INIT(capacity_simulation_totals);
    NEW(profile, capacity_profile_new(test_allocator(), &profile, &test_err));
    capacity_simulation *s = (capacity_simulation *)(void *)profile;
    FAILS(CAPACITY_E_ARGUMENT, "simulation", capacity_simulation_get_totals(s, &totals, &test_err));
    capacity_simulation_reset(s);
    capacity_simulation_drop_rows(s);
    capacity_simulation_free(s);
}

static const scenario scenarios[] = {
    SCENARIO(bad_options_are_refused),
    SCENARIO(bad_rows_of_a_trace_change_nothing),
    SCENARIO(traces_may_not_be_endless),
    SCENARIO(calls_out_of_turn_are_refused),
    SCENARIO(each_number_of_a_row_has_its_range),
    SCENARIO(bad_components_are_refused),
    SCENARIO(bad_metrics_are_refused),
    SCENARIO(a_component_takes_every_metric_there_is),
    SCENARIO(bad_policies_are_refused),
    SCENARIO(bad_groups_are_refused),
    SCENARIO(bad_autoscalers_are_refused),
    SCENARIO(rows_are_limited_and_replaced_by_name),
    SCENARIO(getters_refuse_what_they_cannot_fill),
    SCENARIO(what_is_read_can_be_put_again),
    SCENARIO(feeding_without_arrays_is_refused),
    SCENARIO(a_trace_being_finished_takes_no_row),
    SCENARIO(rows_are_closed_from_the_first_byte_of_a_text),
    SCENARIO(another_handle_is_no_simulation),
};

TEST_MAIN(simulate_rows, NULL)
