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

static const scenario scenarios[] = {
    SCENARIO(a_plan_gives_its_delays),
    SCENARIO(plans_become_simulations),
};

TEST_MAIN(simulate_plan, NULL)
