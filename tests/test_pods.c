/*
 * Pods: the guide's example, each bound's messages, and the whole range of users against fractions
 * that are written here once more in plain 128-bit integers.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "kernel/rate.h"
#include "numbers.h"

enum { MOST_USERS = 200000, CHUNK = 1000 };

/* --- the guide -------------------------------------------------------------------------------- */

static void the_guides_example(void)
{
    int64_t low = 0, high = 0;
    OK(capacity_formula_pods(1000, 3000, 50000, 300000, 3000000, &low, &high, NULL));
    EQ(2, low);
    EQ(6, high);
}

static void the_hpa_target_counts_the_buffer_once(void)
{
    int64_t target = 0;
    OK(capacity_pods_hpa_rate(50000, 300000, &target, NULL));
    EQ(38000, target);
}

static void whole_zones(void)
{
    int64_t pods = 0;
    OK(capacity_pods_for_zones(7, 3, 1, &pods, NULL));
    EQ(12, pods);
    for (int64_t need = 0; need < 200; need++)
        for (int64_t zones = 1; zones < 7; zones++)
            for (int64_t lost = 0; lost < zones; lost++) {
                OK(capacity_pods_for_zones(need, zones, lost, &pods, NULL));
                TRUE(lost == 0 ? pods == need : pods % zones == 0);
                /* what is left carries the need, and one pod less in each zone would not */
                TRUE(pods - pods / zones * lost >= need);
                TRUE(lost == 0 || (pods / zones - 1) * (zones - lost) < need);
            }
}

/* --- what is refused -------------------------------------------------------------------------- */

static void messages_name_the_parameter_and_its_limit(void)
{
    int64_t a = 5, b = 6;
    FAILS(CAPACITY_E_RANGE, "users -1 is below 0",
          capacity_formula_pods(-1, 3000, 50000, 0, 3000000, &a, &b, &test_err));
    FAILS(CAPACITY_E_RANGE, "requests_per_user_mrpm -1 is below 0",
          capacity_formula_pods(1, -1, 50000, 0, 3000000, &a, &b, &test_err));
    FAILS(CAPACITY_E_RANGE, "requests_per_pod_mrps 0 is below 1",
          capacity_formula_pods(1, 3000, 0, 0, 3000000, &a, &b, &test_err));
    FAILS(CAPACITY_E_RANGE, "max_factor_ppm 999999 is below 1000000",
          capacity_formula_pods(1, 3000, 50000, 0, 999999, &a, &b, &test_err));
    FAILS(CAPACITY_E_RANGE, "target_ppm 1000001 exceeds 1000000",
          capacity_pods_by_cpu(1, 3000, 1, 1, 1000001, 0, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "zones_lost 3 exceeds 2",
          capacity_pods_for_zones(1, 3, 3, &a, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "users x requests_per_user_mrpm exceeds",
          capacity_pods_by_rate(INT64_MAX, 2, 1, 0, &a, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "pods exceeds",
          capacity_pods_by_rate(INT64_MAX, 1, 1, INT64_MAX - 1000000, &a, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "max_pods exceeds",
          capacity_formula_pods(INT64_MAX, 1, 1, 0, INT64_MAX, &a, &b, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "spread_pods exceeds",
          capacity_pods_for_zones(INT64_MAX, 3, 1, &a, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "1 + buffer_ppm exceeds",
          capacity_pods_hpa_rate(1, INT64_MAX, &a, &test_err));
    EQ(5, a);
    EQ(6, b);
}

static void null_outputs(void)
{
    int64_t a = 5;
    FAILS(CAPACITY_E_ARGUMENT, "min_pods is NULL",
          capacity_formula_pods(1, 3000, 50000, 0, 3000000, NULL, &a, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "max_pods is NULL",
          capacity_formula_pods(1, 3000, 50000, 0, 3000000, &a, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "pods is NULL",
          capacity_pods_by_rate(1, 3000, 50000, 0, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "pods is NULL",
          capacity_pods_by_inflight(1, 3000, 1, 1, 0, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "pods is NULL",
          capacity_pods_by_connections(1, 1, 1, 0, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "pods is NULL",
          capacity_pods_by_cpu(1, 3000, 1, 1, 1, 0, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "spread_pods is NULL",
          capacity_pods_for_zones(1, 1, 0, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "target_mrps is NULL",
          capacity_pods_hpa_rate(1, 0, NULL, &test_err));
    EQ(-1, test_err.index);
    IS(CAPACITY_E_ARGUMENT, capacity_pods_hpa_rate(1, 0, NULL, NULL));
    EQ(5, a);
}

/* The results may overwrite the inputs, element by element. */
static void many_in_place(void)
{
    int64_t pods[4] = {7, -1, 8, 9};
    const int64_t zones[4] = {3, 3, 3, 1}, lost[4] = {1, 1, 3, 0};
    IS(CAPACITY_PARTIAL, capacity_pods_for_zones_many(pods, zones, lost, 4, pods, &test_err));
    EQ(12, pods[0]);
    EQ(CAPACITY_INVALID, pods[1]);
    EQ(CAPACITY_INVALID, pods[2]);
    EQ(9, pods[3]);
}

/* A bad element is no failure of the call: the error object keeps what it has. */
static void many_leave_the_error_alone(void)
{
    const int64_t pods[1] = {-1}, zones[1] = {1}, lost[1] = {0};
    int64_t spread[1];
    memset(&test_err, 0x5c, sizeof test_err);
    const capacity_error before = test_err;
    IS(CAPACITY_PARTIAL, capacity_pods_for_zones_many(pods, zones, lost, 1, spread, &test_err));
    TRUE(memcmp(&before, &test_err, sizeof before) == 0);
}

/* --- every number of users -------------------------------------------------------------------- */

START_TEST(all_users_by_the_formula)
{
    static int64_t users[CHUNK], mrpm[CHUNK], per_pod[CHUNK], buffer[CHUNK], factor[CHUNK];
    static int64_t low[CHUNK], high[CHUNK];
    int64_t last = 0;

    for (int64_t first = 0; first <= MOST_USERS; first += CHUNK) {
        for (int64_t i = 0; i < CHUNK; i++) {
            users[i] = first + i;
            mrpm[i] = 3000;
            per_pod[i] = 50000;
            buffer[i] = 300000;
            factor[i] = 3000000;
        }
        OK(capacity_formula_pods_many(users, mrpm, per_pod, buffer, factor, CHUNK, low, high,
                                      NULL));
        for (int64_t i = 0; i < CHUNK; i++) {
            /* users x 3 / 60 / 50 x 1.3 */
            const int64_t want = (users[i] * 3 * 13 + 60 * 50 * 10 - 1) / (60 * 50 * 10);
            if (low[i] != want || high[i] != 3 * want || low[i] < last)
                ck_abort_msg("%" PRId64 " users: %" PRId64 "-%" PRId64, users[i], low[i], high[i]);
            last = low[i];
        }
    }
}
END_TEST

#ifdef HAS_WIDE
static uwide ceil_div(uwide a, uwide b)
{
    return a / b + (a % b != 0);
}

static bool same(uwide want, capacity_status status, int64_t got)
{
    return want > INT64_MAX ? status == CAPACITY_E_OVERFLOW
                            : status == CAPACITY_OK && got == (int64_t)want;
}

/* Random numbers of people's sizes, each bound against its formula in one fraction. */
START_TEST(bounds_against_fractions)
{
    uint64_t state = 1;
    for (int i = 0; i < 300000; i++) {
        const int64_t users = random_below(&state, 1000001), mrpm = random_below(&state, 600001);
        const int64_t per_pod = random_below(&state, 1000000) + 1;
        const int64_t buffer = random_below(&state, 2000001);
        const int64_t time = random_below(&state, 60000001), limit = random_below(&state, 5000) + 1;
        const int64_t target = random_below(&state, 1000000) + 1;
        const uwide u = (uwide)(uint64_t)users, m = (uwide)(uint64_t)mrpm;
        const uwide whole = (uwide)(uint64_t)(buffer + 1000000), t = (uwide)(uint64_t)time;
        int64_t got = 0;

        capacity_status status = capacity_pods_by_rate(users, mrpm, per_pod, buffer, &got, NULL);
        uwide want = ceil_div(u * m * whole, (uwide)(uint64_t)per_pod * 60 * 1000000);
        TRUE(same(want, status, got));
        status = capacity_pods_by_inflight(users, mrpm, time, limit, buffer, &got, NULL);
        want = ceil_div(u * m * t * whole, (uwide)(uint64_t)limit * 60000 * 1000000 * 1000000);
        TRUE(same(want, status, got));
        status = capacity_pods_by_connections(users, mrpm, limit, buffer, &got, NULL);
        want = ceil_div(u * m * whole, (uwide)(uint64_t)limit * 1000000 * 1000000);
        TRUE(same(want, status, got));
        status = capacity_pods_by_cpu(users, mrpm, time, limit, target, buffer, &got, NULL);
        want = ceil_div(u * m * t * whole,
                        (uwide)(uint64_t)limit * (uwide)(uint64_t)target * 60 * 1000000);
        TRUE(same(want, status, got));
    }
}
END_TEST
#endif

START_TEST(more_users_never_need_fewer_pods)
{
    uint64_t state = 2;
    for (int i = 0; i < 100000; i++) {
        const int64_t users = random_below(&state, 10000000), more = random_below(&state, 1000);
        const int64_t mrpm = random_below(&state, 600000), limit = random_below(&state, 100000) + 1;
        const int64_t buffer = random_below(&state, 1000000);
        int64_t a = 0, b = 0;
        OK(capacity_pods_by_rate(users, mrpm, limit, buffer, &a, NULL));
        OK(capacity_pods_by_rate(users + more, mrpm, limit, buffer, &b, NULL));
        TRUE(a <= b);
        OK(capacity_pods_by_inflight(users, mrpm, 200000, limit, buffer, &a, NULL));
        OK(capacity_pods_by_inflight(users + more, mrpm, 200000, limit, buffer, &b, NULL));
        TRUE(a <= b);
        OK(capacity_pods_by_connections(users, 1000000, limit, buffer, &a, NULL));
        OK(capacity_pods_by_connections(users + more, 1000000, limit, buffer, &b, NULL));
        TRUE(a <= b);
    }
}
END_TEST

/* --- demands that are fractions: what the plan calls ------------------------------------------ */

static void a_cached_share_mixes_the_limits(void)
{
    const capacity__rate rate = {1000000, 1}; /* 1000 a second */
    int64_t pods = 0;
    TRUE(capacity__pods_rate(rate, 0, 50000, 1000000, 0, &pods));
    EQ(20, pods);
    TRUE(capacity__pods_rate(rate, 1000000, 50000, 1000000, 0, &pods));
    EQ(1, pods);
    TRUE(capacity__pods_rate(rate, 500000, 50000, 1000000, 0, &pods)); /* 10 + 0.5 */
    EQ(11, pods);
    TRUE(capacity__pods_rate(rate, 400000, 50000, 1000000, 300000, &pods)); /* 12.4 x 1.3 */
    EQ(17, pods);
    TRUE(capacity__pods_rate(rate, 0, 50000, INT64_MAX, 0, &pods)); /* a limit that nobody uses */
    EQ(20, pods);
}

static void a_share_of_a_rate_rounds_up(void)
{
    const capacity__rate rate = {1000, 60}; /* 16.67 thousandths a second */
    int64_t mrps = 0;
    TRUE(capacity__rate_up(rate, 1000000, &mrps));
    EQ(17, mrps);
    TRUE(capacity__rate_up(rate, 600000, &mrps)); /* exactly 10 */
    EQ(10, mrps);
    TRUE(capacity__rate_up(rate, 601000, &mrps)); /* 10.02 */
    EQ(11, mrps);
    TRUE(capacity__rate_up(rate, 0, &mrps));
    EQ(0, mrps);
}

static void fractions_that_do_not_fit(void)
{
    const capacity__rate most = {INT64_MAX, 1};
    int64_t r = -5;
    capacity__rate rate;
    TRUE(!capacity__rate_of_users(INT64_MAX, 2, &rate));
    TRUE(!capacity__rate_up(most, 1000001, &r));
    TRUE(!capacity__pods_rate(most, 0, 1, 1, 1, &r));
    TRUE(!capacity__pods_rate(most, 0, 1, 1, INT64_MAX, &r));
    TRUE(!capacity__pods_rate(most, 500000, INT64_MAX, 1, 0, &r));
    TRUE(!capacity__pods_rate(most, 500000, 1, INT64_MAX, 0, &r));
    TRUE(!capacity__pods_rate(most, 500000, INT64_C(10000000000000), INT64_C(10000000000000), 0,
                              &r));
    TRUE(!capacity__pods_rate(most, 500000, 1, 1, 1, &r));
    TRUE(!capacity__pods_inflight(most, INT64_MAX, 1, 1, 0, &r));
    TRUE(!capacity__pods_inflight(most, 1, 1, 1, INT64_MAX, &r));
    TRUE(!capacity__pods_connections(most, INT64_MAX, 1, 0, &r));
    TRUE(!capacity__pods_connections(most, 1, 1, INT64_MAX, &r));
    TRUE(!capacity__pods_cpu(most, INT64_MAX, 1, 1, 0, &r));
    TRUE(!capacity__pods_cpu(most, 1, 1, 1, INT64_MAX, &r));
    EQ(-5, r);
}

#ifdef HAS_WIDE
START_TEST(cached_shares_against_fractions)
{
    uint64_t state = 3;
    for (int i = 0; i < 300000; i++) {
        const int64_t rate = random_below(&state, 1000000000), den = random_below(&state, 100) + 1;
        const int64_t share = random_below(&state, 1000001), buffer = random_below(&state, 1000000);
        const int64_t slow = random_below(&state, 100000) + 1;
        const int64_t fast = random_below(&state, 1000000) + 1;
        int64_t got = 0;
        const uwide both = (uwide)(uint64_t)(1000000 - share) * (uwide)(uint64_t)fast +
                           (uwide)(uint64_t)share * (uwide)(uint64_t)slow;
        const uwide want =
            ceil_div((uwide)(uint64_t)rate * both * (uwide)(uint64_t)(buffer + 1000000),
                     (uwide)(uint64_t)den * (uwide)(uint64_t)slow * (uwide)(uint64_t)fast *
                         1000000 * 1000000);
        TRUE(capacity__pods_rate((capacity__rate){rate, den}, share, slow, fast, buffer, &got));
        TRUE(got == (int64_t)want);
    }
}
END_TEST
#endif

/* Times and loads with a divisor give what the same numbers multiplied out give. */
START_TEST(divisors_cancel)
{
    uint64_t state = 4;
    for (int i = 0; i < 100000; i++) {
        const int64_t k = random_below(&state, 1000) + 1;
        const int64_t num = random_below(&state, 1000000000), den = random_below(&state, 100) + 1;
        const int64_t time = random_below(&state, 60000000), limit = random_below(&state, 500) + 1;
        const capacity__rate once = {num, den}, times = {num * k, den * k};
        int64_t a = 0, b = 0;
        TRUE(capacity__pods_inflight(once, time, 7, limit, 300000, &a));
        TRUE(capacity__pods_inflight(times, time * k, 7 * k, limit, 300000, &b));
        TRUE(a == b);
        TRUE(capacity__pods_connections(once, 1500000, limit, 300000, &a));
        TRUE(capacity__pods_connections(times, 1500000, limit, 300000, &b));
        TRUE(a == b);
        TRUE(capacity__pods_cpu(once, time, limit, 700000, 300000, &a));
        TRUE(capacity__pods_cpu(times, time, limit, 700000, 300000, &b));
        TRUE(a == b);
    }
}
END_TEST

static const scenario scenarios[] = {
    SCENARIO(the_guides_example),
    SCENARIO(the_hpa_target_counts_the_buffer_once),
    SCENARIO(whole_zones),
    SCENARIO(messages_name_the_parameter_and_its_limit),
    SCENARIO(null_outputs),
    SCENARIO(many_in_place),
    SCENARIO(many_leave_the_error_alone),
    SCENARIO(a_cached_share_mixes_the_limits),
    SCENARIO(a_share_of_a_rate_rounds_up),
    SCENARIO(fractions_that_do_not_fit),
};

static void more(Suite *suite)
{
    TCase *all = test_case(suite, "fractions");
    tcase_add_test(all, all_users_by_the_formula);
#ifdef HAS_WIDE
    tcase_add_test(all, bounds_against_fractions);
#endif
    tcase_add_test(all, more_users_never_need_fewer_pods);
#ifdef HAS_WIDE
    tcase_add_test(all, cached_shares_against_fractions);
#endif
    tcase_add_test(all, divisors_cancel);
}

TEST_MAIN(pods, more)
