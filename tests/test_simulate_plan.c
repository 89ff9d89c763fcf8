/*
 * Simulations from plans.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plans.h"
#include "simulations.h"

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

/* --- further components --------------------------------------------------------------------------- */

/* A fifth of the requests, 25 a second and 40 in flight for a pod, 4 ms of CPU each. */
static capacity_component_spec worker(void)
{
    capacity_component_spec spec = CAPACITY_INIT(capacity_component_spec);
    strcpy(spec.name, "worker");
    spec.traffic_ppm = 200000;
    spec.requests_per_pod_mrps = 25000;
    spec.inflight_per_pod = 40;
    spec.cpu_per_request_us = 4000;
    spec.cpu_request_mcpu = 500;
    spec.memory_request_bytes = 256 * CAPACITY_MIB;
    spec.min_pods = 2;
    spec.hpa_cpu_target_ppm = 600000;
    return spec;
}

/* Three calls a request of 20 ms each, bounded by those in flight alone. */
static capacity_component_spec store(void)
{
    capacity_component_spec spec = CAPACITY_INIT(capacity_component_spec);
    strcpy(spec.name, "store");
    spec.traffic_ppm = 3000000;
    spec.inflight_per_pod = 100;
    spec.response_time_us = 20000;
    spec.cpu_request_mcpu = 250;
    spec.cpu_limit_mcpu = 400;
    spec.memory_request_bytes = 512 * CAPACITY_MIB;
    spec.min_pods = 3;
    return spec;
}

static capacity_plan *plan_with(const char *settings, const capacity_component_spec *specs,
                                size_t n)
{
    capacity_profile *profile = profile_of(settings);
    capacity_plan *plan;
    for (size_t i = 0; i < n; i++)
        OK(capacity_profile_put_component(profile, &specs[i], &test_err));
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, &test_err));
    DROP(profile);
    return plan;
}

static capacity_simulation *simulation_of(const capacity_plan *plan, uint32_t answer)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation *s;
    options.answer = answer;
    NEW(s, capacity_simulation_new_from_plan(plan, &options, &s, &test_err));
    return s;
}

/* Rows of a simulation: a component by its name, the targets of its metrics by their signals. */
static capacity_simulation_component part_of(const capacity_simulation *s, const char *name)
{
    capacity_simulation_component rows[8], none = CAPACITY_INIT(capacity_simulation_component);
    size_t count = 0;
    OK(capacity_simulation_get_components(s, rows, sizeof *rows, COUNT(rows), &count, &test_err));
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].name, name) == 0)
            return rows[i];
    return none; /* without a name */
}

static int64_t target_of(const capacity_simulation *s, const char *name, uint32_t signal)
{
    capacity_simulation_metric rows[16];
    size_t count = 0;
    OK(capacity_simulation_get_metrics(s, rows, sizeof *rows, COUNT(rows), &count, &test_err));
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].component, name) == 0 && rows[i].signal == signal)
            return rows[i].target;
    return 0;
}

static capacity_plan_component planned(const capacity_plan *plan, size_t index)
{
    capacity_plan_component rows[8];
    size_t count = 0;
    OK(capacity_plan_get_components(plan, rows, sizeof *rows, COUNT(rows), &count, &test_err));
    return rows[index];
}

static void further_components_are_played_as_they_were_planned(void)
{
    capacity_component_spec specs[] = {worker(), store(), store()};
    strcpy(specs[2].name, "nothing");
    specs[2].traffic_ppm = 0; /* nothing reaches it */
    capacity_plan *plan =
        plan_with("concurrent_users=3000 response_time=200ms streamed_share=0.0001%", specs, 3);
    for (uint32_t answer = 0; answer < 3; answer++) {
        capacity_simulation *s = simulation_of(plan, answer);
        capacity_simulation_component row = part_of(s, "worker");
        EQ(200000, row.traffic_ppm);
        EQ(25000, row.requests_per_pod_mrps);
        EQ(40, row.inflight_per_pod);
        EQ(200010, row.response_time_us); /* the plan's: 200 ms, and a millionth of 10 s, up */
        EQ(4000, row.cpu_per_request_us);
        EQ(500, row.cpu_request_mcpu);
        EQ(500, row.cpu_limit_mcpu); /* the request */
        EQ(256 * CAPACITY_MIB, row.memory_request_bytes);
        EQ(planned(plan, 2).pods, row.pods_min); /* neither guide nor formula knows it */
        EQ(planned(plan, 2).pods_max, row.pods_max);
        EQ(row.pods_min, row.pods_initial);
        /* 25 / 1.3 a second, down; the guide's autoscaler holds what a pod serves */
        EQ(answer == CAPACITY_ANSWER_TIER ? 25000 : 19000,
           target_of(s, "worker", CAPACITY_SIMULATION_SIGNAL_RATE));
        EQ(60, target_of(s, "worker", CAPACITY_SIMULATION_SIGNAL_CPU));

        row = part_of(s, "store");
        EQ(3000000, row.traffic_ppm);
        EQ(0, row.requests_per_pod_mrps);
        EQ(20000, row.response_time_us); /* its own */
        EQ(400, row.cpu_limit_mcpu);
        EQ(planned(plan, 3).pods, row.pods_min);
        EQ(0, target_of(s, "store", CAPACITY_SIMULATION_SIGNAL_RATE)); /* no bound, no target */
        EQ(0, target_of(s, "store", CAPACITY_SIMULATION_SIGNAL_CPU));
        EQ(200010, part_of(s, "backend").response_time_us);
        SAME("", part_of(s, "nothing").name);
        DROP(s);
    }
}

static void further_components_are_served_by_what_was_planned(void)
{
    const capacity_component_spec specs[] = {worker(), store()};
    capacity_simulation_component_tick rows[16];
    size_t count = 0;
    trace t = {0};
    capacity_plan *plan = plan_with("concurrent_users=3000", specs, 2);
    capacity_simulation *s = simulation_of(plan, CAPACITY_ANSWER_RECOMMENDED);
    hold(&t, 0, 60, 15, 150000); /* 3000 users send 150 a second */
    feed(s, &t);
    finish(s);
    EQ(CAPACITY_PPM, totals_of(s).served_ppm);
    EQ(0, totals_of(s).pending_hours_m);
    OK(capacity_simulation_get_component_ticks(s, rows, sizeof *rows, COUNT(rows), &count,
                                               &test_err));
    EQ(16, count);
    EQ(150000, rows[0].demand_mrps);
    EQ(30000, rows[2].demand_mrps);
    EQ(450000, rows[3].demand_mrps);
    EQ(450000, rows[3].served_mrps);
}

/* Pods of which memory fills a node: the plan's nodes hold them all, at the minimum and beyond. */
static void nodes_that_memory_fills_hold_what_was_planned(void)
{
    capacity_component_spec large = store();
    capacity_simulation_tick row;
    size_t count = 0;
    large.memory_request_bytes = 5 * CAPACITY_GIB; /* one for each t3.large of 8 GiB */
    large.min_pods = 5;
    capacity_plan *plan = plan_with("concurrent_users=100 node_type=t3.large", &large, 1);
    capacity_simulation *s = simulation_of(plan, CAPACITY_ANSWER_RECOMMENDED);
    int64_t time = 0, rate = 1000;
    OK(capacity_simulation_feed(s, &time, &rate, NULL, NULL, 1, &(size_t){0}, &test_err));
    finish(s);
    OK(capacity_simulation_get_ticks(s, &row, sizeof row, 1, &count, &test_err));
    EQ(0, row.pods_pending);
    TRUE(row.nodes_ready >= 5);
    EQ(result(plan, CAPACITY_OUT_NODES), row.nodes_ready);
    EQ(result(plan, CAPACITY_OUT_PODS), row.pods_ready);
}

/* --- what a backend pod serves -------------------------------------------------------------------- */

static void a_pod_of_half_a_core_serves_half_where_the_profile_says_so(void)
{
    static const struct {
        const char *settings;
        int64_t mrps;
    } cases[] = {
        {"backend_cpu_request=500m", 50000},
        {"backend_cpu_request=500m backend_scale_with_cpu=true", 25000},
        {"backend_cpu_request=250m backend_scale_with_cpu=true", 12500},
        {"backend_cpu_request=1m backend_requests_per_pod=0.5 backend_scale_with_cpu=true", 1},
        /* 1 / (0.5 / 25 + 0.5 / 500) */
        {"backend_cpu_request=500m backend_scale_with_cpu=true cached_response_share=50%", 47619},
        {"cached_response_share=100%", 1000000},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_plan *plan = plan_of(cases[i].settings);
        capacity_simulation *s = simulation_of(plan, CAPACITY_ANSWER_TIER);
        EQ(cases[i].mrps, part_of(s, "backend").requests_per_pod_mrps);
        EQ(cases[i].mrps, target_of(s, "backend", CAPACITY_SIMULATION_SIGNAL_RATE));
        DROP(s);
        DROP(plan);
    }
}

/* Targets are whole requests a second: of one a pod and a buffer of 30 % none is left. */
static void a_target_below_one_request_a_second_is_none(void)
{
    capacity_plan *plan = plan_of("backend_requests_per_pod=1 backend_cpu_per_request=1ms");
    capacity_simulation *s = simulation_of(plan, CAPACITY_ANSWER_RECOMMENDED);
    EQ(1000, part_of(s, "backend").requests_per_pod_mrps);
    EQ(0, target_of(s, "backend", CAPACITY_SIMULATION_SIGNAL_RATE));
    EQ(70, target_of(s, "backend", CAPACITY_SIMULATION_SIGNAL_CPU));
}

static void what_the_cdn_answers_does_not_reach_the_frontend(void)
{
    capacity_plan *plan = plan_of("cdn_hit_ratio=75% frontend_cpu_per_request=3ms");
    capacity_simulation *s = simulation_of(plan, CAPACITY_ANSWER_RECOMMENDED);
    EQ(250000, part_of(s, "frontend").traffic_ppm);
    EQ(3000, part_of(s, "frontend").cpu_per_request_us);
    EQ(0, part_of(s, "frontend").response_time_us);
    EQ(1000000, part_of(s, "backend").traffic_ppm);
    DROP(s);
    plan = plan_of("cdn_hit_ratio=100%");
    s = simulation_of(plan, CAPACITY_ANSWER_RECOMMENDED);
    SAME("", part_of(s, "frontend").name);
    SAME("backend", part_of(s, "backend").name);
}

/* --- groups --------------------------------------------------------------------------------------- */

static void groups_are_those_of_the_primary_region(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000 replica_regions=1 standby_share=50%");
    capacity_plan_group planned_rows[8];
    capacity_simulation_group rows[8];
    size_t all = 0, count = 0, primary = 0;
    capacity_simulation *s = simulation_of(plan, CAPACITY_ANSWER_RECOMMENDED);
    OK(capacity_plan_get_groups(plan, CAPACITY_ANSWER_RECOMMENDED, planned_rows,
                                sizeof *planned_rows, COUNT(planned_rows), &all, &test_err));
    OK(capacity_simulation_get_groups(s, rows, sizeof *rows, COUNT(rows), &count, &test_err));
    for (size_t i = 0; i < all; i++) {
        if (planned_rows[i].region != 0)
            continue;
        SAME(planned_rows[i].name, rows[primary].name);
        EQ(planned_rows[i].nodes, rows[primary].nodes_initial);
        EQ(planned_rows[i].nodes_low, rows[primary].nodes_min);
        EQ(planned_rows[i].nodes_high, rows[primary].nodes_max);
        EQ(planned_rows[i].hour_nusd, rows[primary].hour_nusd);
        primary++;
    }
    TRUE(primary > 0 && primary < all);
    EQ(primary, count);
}

/* --- what cannot be simulated --------------------------------------------------------------------- */

static void plans_beyond_a_simulations_limits_are_refused(void)
{
    static const struct {
        const char *settings, *part;
    } cases[] = {
        {"concurrent_users=100000000", "backend: pods_min"},
        {"backend_min_pods=3334 backend_cpu_request=1500m", "nodes_max"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_plan *plan = plan_of(cases[i].settings);
        capacity_simulation *s;
        REFUSES(CAPACITY_E_RANGE, cases[i].part, s,
                capacity_simulation_new_from_plan(plan, NULL, &s, &test_err));
        DROP(plan);
    }
    capacity_plan *plan = plan_of("");
    capacity_simulation *s;
    capacity_simulation_options options = {.struct_size = 3};
    REFUSES(CAPACITY_E_STRUCT_SIZE, "struct_size", s,
            capacity_simulation_new_from_plan(plan, &options, &s, &test_err));
}

static const scenario scenarios[] = {
    SCENARIO(a_plan_gives_its_delays),
    SCENARIO(plans_become_simulations),
    SCENARIO(further_components_are_played_as_they_were_planned),
    SCENARIO(further_components_are_served_by_what_was_planned),
    SCENARIO(nodes_that_memory_fills_hold_what_was_planned),
    SCENARIO(a_pod_of_half_a_core_serves_half_where_the_profile_says_so),
    SCENARIO(a_target_below_one_request_a_second_is_none),
    SCENARIO(what_the_cdn_answers_does_not_reach_the_frontend),
    SCENARIO(groups_are_those_of_the_primary_region),
    SCENARIO(plans_beyond_a_simulations_limits_are_refused),
};

TEST_MAIN(simulate_plan, NULL)
