/*
 * Waiting in line: the two probabilities bit for bit, what is refused, and that more servers never
 * make it worse. Times and numbers of servers are compared in test_vectors.c.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "csv.h"

#include "kernel/queue.h"

#include <stdlib.h>

static csv grid;

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static void same_bits(size_t row, size_t column, double got)
{
    if (bits_of(strtod(grid.cell[row][column], NULL)) != bits_of(got))
        ck_abort_msg("row %zu: %s is %.17g, not %s", row, grid.cell[0][column], got,
                     grid.cell[row][column]);
}

START_TEST(probabilities_have_the_same_bits)
{
    csv_read("erlang/probabilities", &grid);
    EQ(5, grid.columns);
    for (size_t row = 1; row < grid.rows; row++) {
        int64_t in[3];
        double lost = -7, waits = -7;
        for (size_t i = 0; i < 3; i++)
            in[i] = csv_number(grid.cell[row][i]);
        OK(capacity_erlang_loss(in[0], in[1], in[2], &lost, &test_err));
        OK(capacity_erlang_waiting(in[0], in[1], in[2], &waits, &test_err));
        same_bits(row, 3, lost);
        same_bits(row, 4, waits);
    }
}
END_TEST

static void probabilities_are_refused_out_of_range(void)
{
    static const struct {
        int64_t in[3];
        const char *part;
    } bad[] = {
        {{-1, 1, 1}, "arrivals_mrps -1 is below 0"},
        {{CAPACITY_ERLANG_ARRIVALS_MRPS + 1, 1, 1}, "arrivals_mrps 1000000000001"},
        {{0, 0, 1}, "service_us 0 is below 1"},
        {{0, CAPACITY_ERLANG_SERVICE_US + 1, 1}, "service_us 86400000001"},
        {{0, 1, 0}, "servers 0 is below 1"},
        {{0, 1, CAPACITY_ERLANG_SERVERS + 1}, "servers 1000001 exceeds 1000000"},
    };
    double probability = -7;
    for (size_t i = 0; i < COUNT(bad); i++) {
        FAILS(CAPACITY_E_RANGE, bad[i].part,
              capacity_erlang_loss(bad[i].in[0], bad[i].in[1], bad[i].in[2], &probability,
                                   &test_err));
        EQ(-1, test_err.index);
        FAILS(CAPACITY_E_RANGE, bad[i].part,
              capacity_erlang_waiting(bad[i].in[0], bad[i].in[1], bad[i].in[2], &probability,
                                      &test_err));
    }
    TRUE(bits_of(probability) == bits_of(-7));
    FAILS(CAPACITY_E_ARGUMENT, "probability is NULL",
          capacity_erlang_loss(1, 1, 1, NULL, &test_err));
    EQ(-1, test_err.index);
    FAILS(CAPACITY_E_ARGUMENT, "probability is NULL",
          capacity_erlang_waiting(1, 1, 1, NULL, &test_err));
}

static void both_ends_are_taken(void)
{
    double lost = -7, waits = -7;
    OK(capacity_erlang_loss(CAPACITY_ERLANG_ARRIVALS_MRPS, CAPACITY_ERLANG_SERVICE_US,
                            CAPACITY_ERLANG_SERVERS, &lost, &test_err));
    TRUE(lost > 0.98 && lost < 1.0); /* 1 - 10^6 / 8.64 x 10^13 */
    OK(capacity_erlang_waiting(CAPACITY_ERLANG_ARRIVALS_MRPS, CAPACITY_ERLANG_SERVICE_US,
                               CAPACITY_ERLANG_SERVERS, &waits, &test_err));
    TRUE(bits_of(waits) == bits_of(1.0));
    OK(capacity_erlang_waiting(0, 1, 1, &waits, &test_err));
    TRUE(bits_of(waits) == bits_of(0.0));
}

/* 1 / 1.1 of the load itself; below 2^-1000, which is reached by 168!, nobody can tell it from 0. */
static void small_loads_are_lost_as_the_formula_says(void)
{
    double lost = -7;
    OK(capacity_erlang_loss(1000, 100000, 1, &lost, &test_err));
    TRUE(lost > 0.0909 && lost < 0.0910);
    OK(capacity_erlang_loss(1000, 1000000, 167, &lost, &test_err));
    TRUE(lost > 0.0 && lost < 1e-300);
    OK(capacity_erlang_loss(1000, 1000000, 168, &lost, &test_err));
    TRUE(bits_of(lost) == bits_of(0.0));
}

/* A million servers at 99.9999 % take as long as some thousands. */
static void very_many_servers(void)
{
    double waits = -7;
    int64_t servers = -7, us = -7;
    OK(capacity_erlang_waiting(999999000, 1000000, 1000000, &waits, &test_err));
    TRUE(waits > 0.99 && waits < 1.0);
    OK(capacity_erlang_wait(999999000, 1000000, 1000000, 1000000, 1000000, &us, &test_err));
    TRUE(us > 990000 && us < 1000000);
    OK(capacity_erlang_servers_for_waiting(999000000, 1000000, 500000, &servers, &test_err));
    TRUE(servers > 999000 && servers < 1000000);
    OK(capacity_erlang_servers_for_waiting(999999000, 1000000, 999999, &servers, &test_err));
    EQ(1000000, servers);
    FAILS(CAPACITY_E_INFEASIBLE, "not even 1000000 servers",
          capacity_erlang_servers_for_waiting(999999000, 1000000, 500000, &servers, &test_err));
    EQ(-1, test_err.index);
    FAILS(CAPACITY_E_INFEASIBLE, "not even 1000000 servers",
          capacity_erlang_servers_for_waiting(1000000000, 1000000, 500000, &servers, &test_err));
    FAILS(CAPACITY_E_INFEASIBLE, "not even 1000000 servers", /* a load beyond 63 bits */
          capacity_erlang_servers_for_waiting(CAPACITY_ERLANG_ARRIVALS_MRPS, 3600000000, 500000,
                                              &servers, &test_err));
    EQ(-1, test_err.index);
}

/* Half of the requests wait for the one server that is busy half of the time. */
static void what_is_just_met_is_met(void)
{
    int64_t servers = -7;
    OK(capacity_erlang_servers_for_waiting(500, 1000000, 500000, &servers, &test_err));
    EQ(1, servers);
}

/* 60 erlang less 10^-9: 6 x 10^19 us x ln (1 / 0.905). */
static void a_response_of_200000_years_is_found(void)
{
    int64_t us = -7;
    OK(capacity_erlang_response_quantile(1, INT64_C(59999999999), 60, 95000, &us, &test_err));
    TRUE(us > INT64_C(5900000000000000000) && us < INT64_C(6100000000000000000));
}

static void a_queue_that_grows_is_no_number(void)
{
    int64_t us = -7;
    FAILS(CAPACITY_E_INFEASIBLE, "1000 mrps of 1000000 us are too much for 1 servers",
          capacity_erlang_wait(1000, 1000000, 1, 1000000, 1000000, &us, &test_err));
    EQ(-1, test_err.index);
    FAILS(CAPACITY_E_INFEASIBLE, "too much",
          capacity_erlang_wait_quantile(1001, 1000000, 1, 500000, &us, &test_err));
    FAILS(CAPACITY_E_INFEASIBLE, "too much",
          capacity_erlang_response_quantile(1000, 1000000, 1, 500000, &us, &test_err));
    FAILS(CAPACITY_E_INFEASIBLE, "service alone takes longer than 100 us",
          capacity_erlang_servers_for_response(1000, 1000000, 950000, 100, &us, &test_err));
    EQ(-1, test_err.index);
    /* just below: the longest wait there is, and one that no longer fits */
    OK(capacity_erlang_wait(999, 1000000, 1, 1000000, 1000000, &us, &test_err));
    EQ(999000000, us);
    us = -7;
    FAILS(CAPACITY_E_OVERFLOW, "time in microseconds exceeds",
          capacity_erlang_wait(999, 1000000, 1, INT64_MAX, 1000000, &us, &test_err));
    EQ(-7, us);
    /* 86 erlang less 10^-9: the wait of one in a million takes forty million years */
    FAILS(CAPACITY_E_OVERFLOW, "time in microseconds exceeds",
          capacity_erlang_response_quantile(1, INT64_C(85999999999), 86, 999999, &us, &test_err));
    EQ(-7, us);
}

static void more_servers_never_wait_longer(void)
{
    int64_t last_wait = INT64_MAX, last = INT64_MAX;
    double last_loss = 1.0;
    for (int64_t servers = 8; servers < 200; servers++) {
        int64_t wait = -7, response = -7;
        double lost = -7;
        OK(capacity_erlang_wait(70000, 100000, servers, 1000000, 1000000, &wait, &test_err));
        OK(capacity_erlang_response_quantile(70000, 100000, servers, 950000, &response, &test_err));
        OK(capacity_erlang_loss(70000, 100000, servers, &lost, &test_err));
        TRUE(wait <= last_wait && response <= last && lost <= last_loss);
        last_wait = wait;
        last = response;
        last_loss = lost;
    }
    EQ(1, last_wait); /* next to nothing, rounded up */
    EQ(299574, last); /* what service alone takes: 0.1 s x ln 20 */
}

/* The servers found hold, and one fewer do not. */
static void the_fewest_servers_are_the_fewest(void)
{
    for (int64_t arrivals = 1000; arrivals < 3000000; arrivals += 37001)
        for (int64_t target = 310000; target < 900000; target += 110000) {
            int64_t servers = -7, response = -7;
            OK(capacity_erlang_servers_for_response(arrivals, 100000, 950000, target, &servers,
                                                    &test_err));
            OK(capacity_erlang_response_quantile(arrivals, 100000, servers, 950000, &response,
                                                 &test_err));
            TRUE(response <= target);
            if (servers == 1 ||
                capacity_erlang_response_quantile(arrivals, 100000, servers - 1, 950000, &response,
                                                  NULL) == CAPACITY_E_INFEASIBLE)
                continue;
            TRUE(response > target);
        }
}

/* As c - a comes to 1 the response tail has another form; nothing jumps there. */
static void nothing_jumps_where_the_formula_changes(void)
{
    capacity__queue q = capacity__queue_of(1000, 1000000, 2);
    const double waiting = capacity__queue_waiting(&q, capacity__queue_loss(&q));
    const double at = capacity__queue_tail(&q, waiting, 2e6);
    for (double off = 1e-3; off > 1e-12; off /= 10) {
        capacity__queue beside = q;
        beside.gap = 1.0 + off;
        const double there = capacity__queue_tail(&beside, waiting, 2e6);
        TRUE(there <= at + 1e-7 && there >= at - off);
        beside.gap = 1.0 - off;
        TRUE(capacity__queue_tail(&beside, waiting, 2e6) >= at - 1e-7);
    }
}

static const scenario scenarios[] = {
    SCENARIO(probabilities_are_refused_out_of_range),
    SCENARIO(both_ends_are_taken),
    SCENARIO(small_loads_are_lost_as_the_formula_says),
    SCENARIO(very_many_servers),
    SCENARIO(what_is_just_met_is_met),
    SCENARIO(a_response_of_200000_years_is_found),
    SCENARIO(a_queue_that_grows_is_no_number),
    SCENARIO(more_servers_never_wait_longer),
    SCENARIO(the_fewest_servers_are_the_fewest),
    SCENARIO(nothing_jumps_where_the_formula_changes),
};

static void more(Suite *suite)
{
    TCase *rows = test_case(suite, "rows");
    tcase_add_test(rows, probabilities_have_the_same_bits);
}

TEST_MAIN(queue, more)
