/*
 * Head-room: the closed forms, and the same question put to the simulator.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#define SECOND CAPACITY_SECOND_US

enum { PODS = 1000 };

/* 1000 pods of 130 requests a second under a target of 100: a buffer of 30 % in steps of 0.1 %. */
static capacity_simulation *steady(int64_t tolerance_ppm)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component row = CAPACITY_INIT(capacity_simulation_component);
    capacity_simulation_metric metric = CAPACITY_INIT(capacity_simulation_metric);
    capacity_simulation *s;
    NEW(s, capacity_simulation_new(&options, test_allocator(), &s, &test_err));
    strcpy(row.name, "web");
    row.requests_per_pod_mrps = 130000;
    row.pods_min = row.pods_initial = PODS;
    row.pods_max = 10 * PODS;
    row.tolerance_up_ppm = tolerance_ppm;
    OK(capacity_simulation_put_component(s, &row, &test_err));
    strcpy(metric.component, "web");
    metric.signal = CAPACITY_SIMULATION_SIGNAL_RATE;
    metric.kind = CAPACITY_HPA_PODS;
    metric.target_type = CAPACITY_HPA_AVERAGE_VALUE;
    metric.target = 100000;
    OK(capacity_simulation_put_metric(s, &metric, &test_err));
    return s;
}

static int64_t closed_form(int64_t buffer_ppm, int64_t factor_ppm, int64_t reaction_s)
{
    int64_t time_us = 0;
    OK(capacity_headroom_survived_growth(buffer_ppm, factor_ppm, reaction_s * SECOND, &time_us,
                                         &test_err));
    return time_us;
}

static int64_t simulated(capacity_simulation *s, int64_t factor_ppm)
{
    int64_t time_us = 0;
    OK(capacity_simulation_survived_growth(s, PODS * INT64_C(100000), factor_ppm, &time_us,
                                           &test_err));
    return time_us;
}

/* A sync period less or more (samples are means of one), and a second for the steps of the rise. */
static void without_tolerance_the_simulator_agrees_to_a_sync_period(void)
{
    static const int64_t factors[] = {1500000, 2000000, 4000000};
    capacity_simulation *s = steady(CAPACITY_AUTO);
    for (size_t i = 0; i < COUNT(factors); i++) {
        const int64_t found = simulated(s, factors[i]);
        ck_assert_int_ge(found, closed_form(300000, factors[i], 75));
        ck_assert_int_le(found, closed_form(300000, factors[i], 106));
    }
}

/* What lies within the tolerance is not reacted to: of 30 % it leaves 1.3 / 1.1, 18.2 %. */
static void with_tolerance_the_simulator_needs_longer_by_at_most_its_share(void)
{
    capacity_simulation *s = steady(100000);
    const int64_t found = simulated(s, 2000000);
    ck_assert_int_ge(found, closed_form(300000, 2000000, 90));
    ck_assert_int_le(found, closed_form(181818, 2000000, 106));
}

static void what_is_found_is_the_edge(void)
{
    capacity_simulation *s = steady(0);
    int64_t time_us = 0;
    EQ(SECOND, simulated(s, 1000000));
    EQ(SECOND, simulated(s, 1300000)); /* all of it is spare */
    ck_assert_int_gt(simulated(s, 1301000), SECOND);
    OK(capacity_simulation_survived_growth(s, PODS * INT64_C(130001), 1000000, &time_us,
                                           &test_err));
    EQ(CAPACITY_INVALID, time_us);                /* lost before it grows */
    EQ(CAPACITY_INVALID, simulated(s, 14000000)); /* more than pods_max serves */
}

static void buffers_of_one_tick_change_nothing(void)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component row = CAPACITY_INIT(capacity_simulation_component);
    capacity_simulation *s;
    int64_t time_us = 0;
    options.ticks_max = 1;
    options.events_max = 256;
    NEW(s, capacity_simulation_new(&options, test_allocator(), &s, &test_err));
    strcpy(row.name, "web");
    row.requests_per_pod_mrps = 50000;
    OK(capacity_simulation_put_component(s, &row, &test_err));
    OK(capacity_simulation_survived_growth(s, 25000, 2000000, &time_us, &test_err));
    EQ(SECOND, time_us);
    OK(capacity_simulation_survived_growth(s, 25001, 2000000, &time_us, &test_err));
    EQ(CAPACITY_INVALID, time_us);
}

static void a_trace_under_way_is_forgotten_and_rows_stay(void)
{
    capacity_simulation *s = steady(0);
    capacity_simulation_totals totals = CAPACITY_INIT(capacity_simulation_totals);
    const int64_t time = 0, rate = 1;
    size_t consumed = 0, count = 0;
    OK(capacity_simulation_feed(s, &time, &rate, NULL, NULL, 1, &consumed, &test_err));
    (void)simulated(s, 1000000);
    OK(capacity_simulation_get_totals(s, &totals, &test_err));
    EQ(0, totals.time_us);
    OK(capacity_simulation_get_components(s, NULL, 0, 0, &count, &test_err));
    EQ(1, count);
}

static void what_cannot_be_searched_is_refused(void)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation *s = steady(0), *empty, *hasty;
    capacity_simulation_component row = CAPACITY_INIT(capacity_simulation_component);
    int64_t time_us = 7;
    static const struct {
        int64_t rate, factor;
        const char *part;
    } bad[] = {
        {0, 2000000, "rate_mrps"},
        {CAPACITY_SIMULATION_RATE_MRPS + 1, 1000000, "rate_mrps"},
        {1, 999999, "factor_ppm"},
        {1, 1000000001, "factor_ppm"},
        {CAPACITY_SIMULATION_RATE_MRPS, 1000001, "rate_mrps x factor_ppm"},
    };
    for (size_t i = 0; i < COUNT(bad); i++)
        FAILS(CAPACITY_E_RANGE, bad[i].part,
              capacity_simulation_survived_growth(s, bad[i].rate, bad[i].factor, &time_us,
                                                  &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "simulation",
          capacity_simulation_survived_growth(NULL, 1, 1000000, &time_us, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "time_us",
          capacity_simulation_survived_growth(s, 1, 1000000, NULL, &test_err));
    NEW(empty, capacity_simulation_new(NULL, test_allocator(), &empty, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "no component",
          capacity_simulation_survived_growth(empty, 1, 1000000, &time_us, &test_err));
    options.gap_us = 299 * SECOND;
    NEW(hasty, capacity_simulation_new(&options, test_allocator(), &hasty, &test_err));
    strcpy(row.name, "web");
    row.requests_per_pod_mrps = 50000;
    OK(capacity_simulation_put_component(hasty, &row, &test_err));
    FAILS(CAPACITY_E_RANGE, "gap",
          capacity_simulation_survived_growth(hasty, 1, 1000000, &time_us, &test_err));
    EQ(7, time_us);
}

static const scenario scenarios[] = {
    SCENARIO(without_tolerance_the_simulator_agrees_to_a_sync_period),
    SCENARIO(with_tolerance_the_simulator_needs_longer_by_at_most_its_share),
    SCENARIO(what_is_found_is_the_edge),
    SCENARIO(buffers_of_one_tick_change_nothing),
    SCENARIO(a_trace_under_way_is_forgotten_and_rows_stay),
    SCENARIO(what_cannot_be_searched_is_refused),
};

TEST_MAIN(headroom, NULL)
