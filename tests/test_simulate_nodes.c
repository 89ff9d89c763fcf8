/*
 * The simulation's nodes and its cluster autoscaler.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "simulations.h"

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

/* --- room ----------------------------------------------------------------------------------------- */

/* Pods of a node, by what is asked for: three by memory, five by CPU, twenty by slots. */
static void each_resource_that_is_asked_for_bounds_a_node(void)
{
    static const struct {
        int64_t cpu, gib, nodes;
    } cases[] = {{0, 20, 14}, {1000, 0, 8}, {0, 0, 2}, {100, 1, 2}, {1000, 20, 14}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_simulation_component pods = component_row("web", 40);
        capacity_simulation_group nodes = group_row("nodes", 0, 0, 40);
        char line[32];
        trace t = {0};
        pods.cpu_request_mcpu = cases[i].cpu;
        pods.memory_request_bytes = cases[i].gib * CAPACITY_GIB;
        capacity_simulation *s = new_with(NULL, &pods, NULL, &nodes);
        hold(&t, 0, 300, 60, 1000);
        feed(s, &t);
        finish(s);
        (void)snprintf(line, sizeof line, "10 added nodes 0 %" PRId64 "\n", cases[i].nodes);
        SAME(line, events_of(s, KIND(NODES_ADDED)));
        EQ(cases[i].nodes, totals_of(s).nodes_peak);
        EQ(40 * 1000 * (300 - 100) / 3600 + 1, totals_of(s).pod_hours_m);
        DROP(s);
    }
}

/* First fit decreasing: the large ones first, so that a small one fills each of their nodes. */
static void pods_are_packed_from_the_largest(void)
{
    capacity_simulation_component small = component_row("small", 2);
    capacity_simulation_component large = component_row("large", 2);
    capacity_simulation_group nodes = group_row("nodes", 0, 0, 9);
    trace t = {0};
    small.cpu_request_mcpu = 2000;
    large.cpu_request_mcpu = 3000;
    capacity_simulation *s = new_with(NULL, &small, NULL, &nodes);
    OK(capacity_simulation_put_component(s, &large, &test_err));
    hold(&t, 0, 20, 5, 1000);
    feed(s, &t);
    SAME("10 added nodes 0 2\n", events_of(s, NODES));
}

static void a_pod_too_large_for_a_group_takes_the_next(void)
{
    capacity_simulation_component pods = component_row("web", 1);
    capacity_simulation_group small = group_row("small", 0, 0, 9);
    capacity_simulation_group large = group_row("large", 0, 0, 9);
    trace t = {0};
    pods.cpu_request_mcpu = 5001;
    capacity_simulation *s = new_with(NULL, &pods, NULL, &small);
    hold(&t, 0, 300, 60, 1000);
    feed(s, &t);
    SAME("10 no room  0 1\n", events_of(s, NODES));
    capacity_simulation_reset(s);
    large.allocatable_cpu_mcpu = 5001;
    OK(capacity_simulation_put_group(s, &large, &test_err));
    feed(s, &t);
    SAME("10 added large 0 1\n100 ready large 0 1\n", events_of(s, NODES));
}

static void of_groups_that_waste_alike_the_first_grows(void)
{
    capacity_simulation_component pods = component_row("web", 5);
    capacity_simulation_group first = group_row("first", 0, 0, 9);
    capacity_simulation_group second = group_row("second", 0, 0, 9);
    trace t = {0};
    capacity_simulation *s = new_with(NULL, &pods, NULL, &first);
    OK(capacity_simulation_put_group(s, &second, &test_err));
    hold(&t, 0, 20, 5, 1000);
    feed(s, &t);
    SAME("10 added first 0 1\n", events_of(s, NODES));
    capacity_simulation_reset(s);
    first.allocatable_cpu_mcpu++; /* a thousandth of a core left over */
    OK(capacity_simulation_put_group(s, &first, &test_err));
    feed(s, &t);
    SAME("10 added second 0 1\n", events_of(s, NODES));
}

/* --- nodes that are not needed -------------------------------------------------------------------- */

/* Three and two pods of 11 GiB on nodes of 64: 22 GiB are 34 %, though CPU is idle. */
static void memory_keeps_a_node_as_cpu_does(void)
{
    capacity_simulation_component pods = component_row("web", 5);
    capacity_simulation_group nodes = group_row("nodes", 0, 2, 2);
    capacity_simulation_autoscaler scaler = CAPACITY_INIT(capacity_simulation_autoscaler);
    trace t = {0};
    pods.cpu_request_mcpu = 100;
    pods.memory_request_bytes = 11 * CAPACITY_GIB;
    capacity_simulation *s = new_with(NULL, &pods, NULL, &nodes);
    hold(&t, 0, 1800, 60, 1000);
    feed(s, &t);
    SAME("620 removed nodes 2 1\n", events_of(s, NODES));
    capacity_simulation_reset(s);
    scaler.utilization_ppm = 340000;
    OK(capacity_simulation_set_autoscaler(s, &scaler, &test_err));
    feed(s, &t);
    SAME("", events_of(s, NODES));
}

static void a_node_stays_whose_pods_fit_nowhere_else(void)
{
    capacity_simulation_component large = component_row("large", 1);
    capacity_simulation_component small = component_row("small", 1);
    capacity_simulation_group nodes = group_row("nodes", 0, 2, 2);
    trace t = {0};
    large.cpu_request_mcpu = 4000;
    small.cpu_request_mcpu = 2000; /* 40 % of its node, and 1000m are free on the other */
    capacity_simulation *s = new_with(NULL, &large, NULL, &nodes);
    OK(capacity_simulation_put_component(s, &small, &test_err));
    hold(&t, 0, 1800, 60, 1000);
    feed(s, &t);
    SAME("", events_of(s, NODES));
    capacity_simulation_reset(s);
    small.cpu_request_mcpu = 1000;
    OK(capacity_simulation_put_component(s, &small, &test_err));
    feed(s, &t);
    SAME("620 removed nodes 2 1\n", events_of(s, NODES));
}

/* Four pods on two nodes of two; when two of them go it is those that were ready last, on "new". */
static void the_youngest_pods_go_first(void)
{
    capacity_simulation_component pods = component_row("web", 2);
    capacity_simulation_metric metric = rate_metric("web", 10000);
    capacity_simulation_group old = group_row("old", 0, 1, 1), new = group_row("new", 0, 0, 1);
    trace t = {0};
    pods.window_down_us = CAPACITY_AUTO;
    metric.kind = CAPACITY_HPA_EXTERNAL; /* in all, so that pods without a sample count alike */
    old.allocatable_cpu_mcpu = new.allocatable_cpu_mcpu = 2000;
    capacity_simulation *s = new_with(NULL, &pods, &metric, &old);
    OK(capacity_simulation_put_group(s, &new, &test_err));
    hold(&t, 0, 105, 15, 40000);
    hold(&t, 105, 1800, 15, 20000);
    feed(s, &t);
    SAME("15 up web 2 4\n"
         "20 added new 0 1\n"
         "110 ready new 0 1\n"
         "120 down web 4 2\n"     /* ready in this moment */
         "740 removed new 1 0\n", /* empty in the loop at 130 s */
         events_of(s, SCALED | NODES));
    EQ(0, totals_of(s).unserved_m);
}

/* --- nodes that do not join ----------------------------------------------------------------------- */

/* The second failure comes 1210 s after the first: for longer than that, and no longer, it is fresh. */
static void a_back_off_is_small_again_after_a_long_time(void)
{
    static const struct {
        int64_t reset_s;
        const char *third;
    } cases[] = {{1209, "2430 added nodes 0 1\n"}, {1210, "2730 added nodes 0 1\n"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_simulation_component pods = component_row("web", 4);
        capacity_simulation_group nodes = group_row("nodes", 0, 0, 1);
        capacity_simulation_autoscaler scaler = CAPACITY_INIT(capacity_simulation_autoscaler);
        char lines[128];
        trace t = {0};
        nodes.provision_failure_ppm = CAPACITY_PPM;
        scaler.backoff_reset_us = cases[i].reset_s * SECOND;
        capacity_simulation *s = new_with(NULL, &pods, NULL, &nodes);
        OK(capacity_simulation_set_autoscaler(s, &scaler, &test_err));
        hold(&t, 0, 2800, 100, 1000);
        feed(s, &t);
        finish(s);
        (void)snprintf(lines, sizeof lines, "10 added nodes 0 1\n1220 added nodes 0 1\n%s",
                       cases[i].third);
        SAME(lines, events_of(s, KIND(NODES_ADDED)));
        DROP(s);
    }
}

/* It would have joined after an hour: paid for until it is given up after a quarter. */
static void a_node_given_up_is_paid_for_until_then(void)
{
    capacity_simulation_component pods = component_row("web", 4);
    capacity_simulation_group nodes = group_row("nodes", 0, 0, 1);
    trace t = {0};
    nodes.provision_us = 60 * MINUTE;
    nodes.purchase = CAPACITY_PURCHASE_COMMITTED;
    capacity_simulation *s = new_with(NULL, &pods, NULL, &nodes);
    hold(&t, 0, 1200, 60, 1000);
    feed(s, &t);
    finish(s);
    SAME("10 added nodes 0 1\n920 failed nodes 1 0\n920 no room  0 4\n", events_of(s, NODES));
    EQ(910 * 1000, totals_of(s).cost_uusd); /* a tenth of a cent for each second */
    EQ(910 * 1000, totals_of(s).committed_uusd);
    EQ(0, totals_of(s).on_demand_uusd + totals_of(s).spot_uusd);
}

/* An autoscaler that may not move keeps as many pods as none, however often their nodes are taken. */
static void pods_of_spot_nodes_are_alike_with_and_without_an_autoscaler(void)
{
    capacity_simulation_totals totals[2];
    for (int fixed = 0; fixed < 2; fixed++) {
        capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
        capacity_simulation_component pods = component_row("web", 8);
        capacity_simulation_metric metric = rate_metric("web", 10000);
        capacity_simulation_group nodes = group_row("spot", 8, 8, 8);
        trace t = {0};
        options.flags = CAPACITY_SIMULATION_NO_TICKS;
        pods.flags = fixed ? CAPACITY_SIMULATION_COMPONENT_FIXED : 0;
        pods.pods_min = pods.pods_max = 8;
        pods.requests_per_pod_mrps = 10000;
        nodes.purchase = CAPACITY_PURCHASE_SPOT;
        nodes.interruptions_per_hour_ppm = CAPACITY_PPM;
        capacity_simulation *s = new_with(&options, &pods, &metric, &nodes);
        hold(&t, 0, 15 * 3600, 300, 80000);
        feed(s, &t);
        finish(s);
        totals[fixed] = totals_of(s);
        DROP(s);
    }
    EQ(0, memcmp(&totals[0], &totals[1], sizeof *totals));
    TRUE(totals[0].interruptions > 100 && totals[0].unserved_m > 0);
}

static const scenario scenarios[] = {
    SCENARIO(nodes_that_never_join_make_their_group_back_off),
    SCENARIO(one_group_grows_a_loop_by_least_waste_or_in_order),
    SCENARIO(daemonsets_count_in_the_utilization_unless_ignored),
    SCENARIO(exactly_half_is_still_a_candidate),
    SCENARIO(spot_nodes_are_taken_back_by_the_seed),
    SCENARIO(each_resource_that_is_asked_for_bounds_a_node),
    SCENARIO(pods_are_packed_from_the_largest),
    SCENARIO(a_pod_too_large_for_a_group_takes_the_next),
    SCENARIO(of_groups_that_waste_alike_the_first_grows),
    SCENARIO(memory_keeps_a_node_as_cpu_does),
    SCENARIO(a_node_stays_whose_pods_fit_nowhere_else),
    SCENARIO(the_youngest_pods_go_first),
    SCENARIO(a_back_off_is_small_again_after_a_long_time),
    SCENARIO(a_node_given_up_is_paid_for_until_then),
    SCENARIO(pods_of_spot_nodes_are_alike_with_and_without_an_autoscaler),
};

TEST_MAIN(simulate_nodes, NULL)
