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

static const scenario scenarios[] = {
    SCENARIO(nodes_that_never_join_make_their_group_back_off),
    SCENARIO(one_group_grows_a_loop_by_least_waste_or_in_order),
    SCENARIO(daemonsets_count_in_the_utilization_unless_ignored),
    SCENARIO(exactly_half_is_still_a_candidate),
    SCENARIO(spot_nodes_are_taken_back_by_the_seed),
};

TEST_MAIN(simulate_nodes, NULL)
