/*
 * Bytes as a program over a simulation: rows put, traces fed, read, reset and finished in any order, with
 * failing allocations; and what must hold of every tick.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

#include <stdlib.h>

enum { STEPS = 48, ROWS = 512 };

typedef struct machine {
    capacity_simulation *simulation;
    capacity_plan *plan;
    int64_t time;
    fuzz_input *input;
    capacity_error err;
} machine;

static bool judge(machine *m, capacity_status status)
{
    return fuzz_status(status, &m->err);
}

static void name_of(machine *m, char *to)
{
    static const char *const names[] = {"web", "store", "side", "Bad"};
    const char *name = names[fuzz_below(m->input, COUNT(names))];
    memcpy(to, name, strlen(name) + 1);
}

/* Mostly one of few sensible values, sometimes any. */
static int64_t some(machine *m, int64_t most)
{
    uint8_t way = fuzz_byte(m->input);
    if (way == 255)
        return fuzz_value(m->input);
    return way < 32 ? 0 : (int64_t)fuzz_below(m->input, (size_t)most + 1);
}

static int64_t sum(int64_t a, int64_t b)
{
    int64_t both;
    return __builtin_add_overflow(a, b, &both) ? a : both;
}

static int64_t seconds(machine *m, int64_t most)
{
    int64_t value = some(m, most), us;
    return __builtin_mul_overflow(value, CAPACITY_SECOND_US, &us) ? value : us;
}

static void new_one(machine *m)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    options.flags = fuzz_byte(m->input) % 5;
    options.answer = fuzz_byte(m->input) % 3;
    options.seed = fuzz_value(m->input);
    options.ticks_max = some(m, 64);
    options.events_max = fuzz_byte(m->input) % 2 == 0 ? 0 : 256;
    options.tick_us = seconds(m, 300);
    options.sync_us = seconds(m, 60);
    capacity_simulation_free(m->simulation);
    m->time = 0;
    capacity_status status =
        fuzz_byte(m->input) % 2 == 0
            ? capacity_simulation_new_from_plan(m->plan, &options, &m->simulation, &m->err)
            : capacity_simulation_new(&options, fuzz_allocator(), &m->simulation, &m->err);
    HOLDS(judge(m, status) == (m->simulation != NULL));
}

static void put_component(machine *m)
{
    capacity_simulation_component row = CAPACITY_INIT(capacity_simulation_component);
    name_of(m, row.name);
    row.flags = fuzz_byte(m->input) % 9 == 0 ? fuzz_byte(m->input) % 4 : 0;
    row.select_up = fuzz_byte(m->input) % 5;
    row.select_down = fuzz_byte(m->input) % 4;
    row.traffic_ppm = some(m, 4000000);
    row.requests_per_pod_mrps = some(m, 100000);
    row.inflight_per_pod = some(m, 1000);
    row.response_time_us = some(m, 1000000);
    row.cpu_per_request_us = some(m, 50000);
    row.cpu_idle_mcpu = some(m, 50);
    row.cpu_request_mcpu = some(m, 1000);
    row.cpu_limit_mcpu = some(m, 2000);
    row.memory_request_bytes = some(m, 1 << 30);
    row.memory_used_bytes = some(m, 1 << 30);
    row.pods_min = some(m, 5);
    row.pods_max = sum(row.pods_min, some(m, 60));
    row.pods_initial = sum(row.pods_min, some(m, 3));
    row.pod_start_us = seconds(m, 90);
    row.metric_lag_us = seconds(m, 60);
    row.tolerance_up_ppm = some(m, 200000);
    row.tolerance_down_ppm = some(m, 200000);
    row.window_up_us = seconds(m, 60);
    row.window_down_us = seconds(m, 600);
    (void)judge(m, capacity_simulation_put_component(m->simulation, &row, &m->err));
}

static void put_scaling(machine *m)
{
    capacity_simulation_metric metric = CAPACITY_INIT(capacity_simulation_metric);
    capacity_simulation_policy policy = CAPACITY_INIT(capacity_simulation_policy);
    name_of(m, metric.component);
    metric.signal = fuzz_byte(m->input) % 6;
    metric.kind = fuzz_byte(m->input) % 6;
    metric.target_type = fuzz_byte(m->input) % 4;
    metric.target = some(m, 100000);
    (void)judge(m, capacity_simulation_put_metric(m->simulation, &metric, &m->err));
    name_of(m, policy.component);
    policy.direction = fuzz_byte(m->input) % 3;
    policy.type = fuzz_byte(m->input) % 3;
    policy.value = some(m, 200);
    policy.period_us = seconds(m, 120);
    (void)judge(m, capacity_simulation_put_policy(m->simulation, &policy, &m->err));
}

static void drop_scaling(machine *m)
{
    char name[CAPACITY_NAME_SIZE];
    name_of(m, name);
    (void)judge(m, capacity_simulation_drop_metrics(m->simulation, name, &m->err));
    (void)judge(m, capacity_simulation_drop_policies(m->simulation, name, &m->err));
}

static void put_group(machine *m)
{
    capacity_simulation_group row = CAPACITY_INIT(capacity_simulation_group);
    name_of(m, row.name);
    row.purchase = fuzz_byte(m->input) % 5;
    row.allocatable_cpu_mcpu = sum(500, some(m, 8000));
    row.allocatable_memory_bytes = sum(CAPACITY_GIB, some(m, INT64_C(1) << 32));
    row.allocatable_pods = sum(1, some(m, 60));
    row.daemonset_cpu_mcpu = some(m, 300);
    row.daemonset_memory_bytes = some(m, 1 << 20);
    row.nodes_min = some(m, 2);
    row.nodes_max = sum(row.nodes_min, some(m, 20));
    row.nodes_initial = row.nodes_min;
    row.provision_us = seconds(m, 1200);
    row.provision_failure_ppm = some(m, 1000000);
    row.interruptions_per_hour_ppm = some(m, 1000000);
    row.hour_nusd = some(m, 1000000000);
    (void)judge(m, capacity_simulation_put_group(m->simulation, &row, &m->err));
}

static void set_autoscaler(machine *m)
{
    capacity_simulation_autoscaler row = CAPACITY_INIT(capacity_simulation_autoscaler);
    row.flags = fuzz_byte(m->input) % 5;
    row.expander = fuzz_byte(m->input) % 4;
    row.scan_us = seconds(m, 60);
    row.new_pod_delay_us = seconds(m, 60);
    row.provision_limit_us = seconds(m, 900);
    row.delay_after_add_us = seconds(m, 600);
    row.delay_after_delete_us = seconds(m, 60);
    row.unneeded_us = seconds(m, 600);
    row.utilization_ppm = some(m, 1000000);
    row.backoff_us = seconds(m, 300);
    row.backoff_max_us = seconds(m, 1800);
    row.nodes_per_scale_up = some(m, 9);
    row.removals_at_once = some(m, 3);
    row.drains_at_once = some(m, 3);
    (void)judge(m, capacity_simulation_set_autoscaler(m->simulation, &row, &m->err));
    capacity_simulation_autoscaler again = CAPACITY_INIT(capacity_simulation_autoscaler);
    if (judge(m, capacity_simulation_get_autoscaler(m->simulation, &again, &m->err)))
        (void)judge(m, capacity_simulation_set_autoscaler(m->simulation, &again, &m->err));
}

static void feed(machine *m)
{
    int64_t time[8], rate[8], cpu[8], response[8];
    size_t n = fuzz_below(m->input, COUNT(time) + 1), consumed = n;
    int64_t now = m->time;
    for (size_t i = 0; i < n; i++) {
        now = sum(now, seconds(m, 100));
        time[i] = now;
        rate[i] = some(m, 3000000);
        cpu[i] = some(m, 20000);
        response[i] = some(m, 500000);
    }
    bool more = fuzz_byte(m->input) % 2 == 0;
    (void)judge(m, capacity_simulation_feed(m->simulation, time, rate, more ? cpu : NULL,
                                            more ? response : NULL, n, &consumed, &m->err));
    if (m->simulation != NULL && consumed > 0 && consumed <= n)
        m->time = time[consumed - 1];
}

static void feed_text(machine *m)
{
    static const char text[] = "time,rate\n1,12.5\n16,800\n300,2000\n310,0\n";
    size_t consumed = 0, size = fuzz_below(m->input, sizeof text);
    (void)judge(m, capacity_simulation_feed_text(m->simulation, text, size, &consumed, &m->err));
    HOLDS(consumed <= size);
}

static void finish(machine *m)
{
    int64_t done = 0;
    if (judge(m, capacity_simulation_finish(m->simulation, &done, &m->err)))
        HOLDS(done == 0 || done == 1);
}

static void check_ticks(const capacity_simulation_tick *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const capacity_simulation_tick *row = &rows[i];
        HOLDS(row->length_us > 0 && row->demand_mrps >= 0 && row->served_mrps >= 0);
        HOLDS(row->unserved_mrps >= 0 && row->unserved_mrps <= row->demand_mrps);
        HOLDS(row->served_mrps + row->unserved_mrps >= row->demand_mrps - 1);
        HOLDS(row->pods_ready >= 0 && row->pods_starting >= 0 && row->pods_pending >= 0);
        HOLDS(row->nodes_ready >= 0 && row->nodes_coming >= 0 && row->cost_uusd >= 0);
        HOLDS(i == 0 || row->cost_uusd >= rows[i - 1].cost_uusd);
    }
}

static void read_ticks(machine *m)
{
    static capacity_simulation_tick ticks[ROWS];
    static capacity_simulation_component_tick parts[ROWS];
    static capacity_simulation_group_tick groups[ROWS];
    static capacity_simulation_event events[ROWS];
    size_t n = 0;
    const capacity_simulation *s = m->simulation;
    if (judge(m, capacity_simulation_get_ticks(s, ticks, sizeof *ticks, ROWS, &n, &m->err)))
        check_ticks(ticks, n);
    if (judge(m,
              capacity_simulation_get_component_ticks(s, parts, sizeof *parts, ROWS, &n, &m->err)))
        for (size_t i = 0; i < n; i++)
            HOLDS(parts[i].pods ==
                  parts[i].pods_ready + parts[i].pods_starting + parts[i].pods_pending);
    (void)judge(m,
                capacity_simulation_get_group_ticks(s, groups, sizeof *groups, ROWS, &n, &m->err));
    if (judge(m, capacity_simulation_get_events(s, events, sizeof *events, ROWS, &n, &m->err)))
        for (size_t i = 1; i < n; i++)
            HOLDS(events[i].time_us >= events[i - 1].time_us && events[i].kind > 0);
    if (fuzz_byte(m->input) % 4 != 0)
        capacity_simulation_drop_rows(m->simulation);
}

static void read_totals(machine *m)
{
    capacity_simulation_totals row = CAPACITY_INIT(capacity_simulation_totals);
    if (!judge(m, capacity_simulation_get_totals(m->simulation, &row, &m->err)))
        return;
    HOLDS(row.demand_m == row.served_m + row.unserved_m && row.unserved_m >= 0);
    HOLDS(row.cost_uusd == row.on_demand_uusd + row.spot_uusd + row.committed_uusd);
    HOLDS(row.unserved_us <= row.time_us);
}

/* Rows that are read can be put again and are the same then. */
static void read_rows(machine *m)
{
    capacity_simulation_component parts[CAPACITY_MAX_ROWS];
    capacity_simulation_group groups[CAPACITY_MAX_ROWS];
    capacity_simulation_metric metrics[32];
    capacity_simulation_policy policies[64];
    const capacity_simulation *s = m->simulation;
    size_t n = 0;
    if (judge(m, capacity_simulation_get_components(s, parts, sizeof *parts, CAPACITY_MAX_ROWS, &n,
                                                    &m->err)))
        for (size_t i = 0; i < n; i++) {
            capacity_simulation_component again[CAPACITY_MAX_ROWS];
            if (!judge(m, capacity_simulation_put_component(m->simulation, &parts[i], &m->err)))
                continue;
            HOLDS(capacity_simulation_get_components(s, again, sizeof *again, CAPACITY_MAX_ROWS, &n,
                                                     &m->err) == CAPACITY_OK);
            HOLDS(memcmp(parts, again, n * sizeof *again) == 0);
        }
    if (judge(m, capacity_simulation_get_groups(s, groups, sizeof *groups, CAPACITY_MAX_ROWS, &n,
                                                &m->err)))
        for (size_t i = 0; i < n; i++)
            (void)judge(m, capacity_simulation_put_group(m->simulation, &groups[i], &m->err));
    (void)judge(m, capacity_simulation_get_metrics(s, metrics, sizeof *metrics, 32, &n, &m->err));
    (void)judge(m,
                capacity_simulation_get_policies(s, policies, sizeof *policies, 64, &n, &m->err));
}

static void reset(machine *m)
{
    capacity_simulation_reset(m->simulation);
    m->time = 0;
}

static void starve(machine *m)
{
    fuzz_fail_at(fuzz_below(m->input, 6));
}

static void survived_growth(machine *m)
{
    int64_t time_us = 0;
    const int64_t rate = some(m, 100000), factor = sum(CAPACITY_PPM, some(m, 4000000));
    if (judge(m,
              capacity_simulation_survived_growth(m->simulation, rate, factor, &time_us, &m->err)))
        HOLDS(time_us == CAPACITY_INVALID ||
              (time_us >= CAPACITY_SECOND_US && time_us <= 7200 * CAPACITY_SECOND_US));
    m->time = 0;
}

static void inits(machine *m)
{
    uint32_t size = (uint32_t)fuzz_below(m->input, 400) + 4, said = 0;
    unsigned char *row = malloc(size);
    HOLDS(row != NULL);
#define INIT(type) type##_init((void *)row, size)
    INIT(capacity_simulation_options);
    INIT(capacity_simulation_component);
    INIT(capacity_simulation_metric);
    INIT(capacity_simulation_policy);
    INIT(capacity_simulation_group);
    INIT(capacity_simulation_autoscaler);
    INIT(capacity_simulation_tick);
    INIT(capacity_simulation_component_tick);
    INIT(capacity_simulation_group_tick);
    INIT(capacity_simulation_event);
    INIT(capacity_simulation_totals);
#undef INIT
    memcpy(&said, row, sizeof said);
    HOLDS(said == size);
    free(row);
    if (size % 8 == 0) /* it plays some 20 traces */
        survived_growth(m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const steps[])(machine *) = {
        new_one,   put_component, put_component,  put_scaling, put_scaling, drop_scaling,
        put_group, put_group,     set_autoscaler, feed,        feed,        feed,
        feed_text, finish,        read_ticks,     read_ticks,  read_totals, read_rows,
        reset,     starve,        inits};
    fuzz_input input = {data, size};
    machine m = {.input = &input};
    capacity_profile *profile = NULL;
    HOLDS(capacity_profile_new(fuzz_allocator(), &profile, &m.err) == CAPACITY_OK);
    HOLDS(capacity_profile_set_text(profile, "concurrent_users", "700", &m.err) == CAPACITY_OK);
    HOLDS(capacity_profile_set_text(profile, "backend_cpu_per_request", "9ms", &m.err) ==
          CAPACITY_OK);
    HOLDS(capacity_plan_new(profile, NULL, NULL, NULL, &m.plan, &m.err) == CAPACITY_OK);
    capacity_profile_free(profile);
    new_one(&m);
    for (int i = 0; i < STEPS && input.left > 0; i++)
        steps[fuzz_below(&input, COUNT(steps))](&m);
    capacity_simulation_free(m.simulation);
    capacity_plan_unref(m.plan);
    fuzz_settle();
    return 0;
}
