/*
 * Money: printed figures to the cent, halves, bands and texts.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "numbers.h"

/* --- figures ---------------------------------------------------------------------------------- */

static void nodes_by_purchase(void)
{
    int64_t on_demand = 0, spot_price = 0, spot = 0;
    OK(capacity_cost_hours(2, 41600000, CAPACITY_MONTH_HOURS, &on_demand, NULL));
    EQ(60736000, on_demand); /* two t3.medium */
    OK(capacity_cost_hours(4, 170000000, CAPACITY_MONTH_HOURS, &on_demand, NULL));
    OK(capacity_cost_discounted(170000000, 700000, &spot_price, NULL));
    OK(capacity_cost_hours(8, spot_price, CAPACITY_MONTH_HOURS, &spot, NULL));
    EQ(794240000, on_demand + spot); /* 4 + 8 c5.xlarge at 70 % off */
}

static void surplus_credits_of_a_t3_large(void)
{
    int64_t cost = 0;
    OK(capacity_cost_surplus_credits(1, 2000, 700000, 300000, 50000000, &cost, NULL));
    EQ(29200000, cost);
}

static const int64_t cdn_ends[] = {10 * CAPACITY_TIB, 50 * CAPACITY_TIB, INT64_MAX};
static const int64_t cdn_prices[] = {85000000, 80000000, 60000000};

static int64_t cdn(int64_t quantity, int64_t free_quantity)
{
    int64_t cost = -1;
    OK(capacity_cost_banded(quantity, free_quantity, CAPACITY_GIB, cdn_ends, cdn_prices, 3, &cost,
                            NULL));
    return cost;
}

static void traffic_by_bands(void)
{
    EQ(870400000, cdn(10 * CAPACITY_TIB, 0));
    EQ(4147200000, cdn(50 * CAPACITY_TIB, 0));
    EQ(783360000, cdn(10 * CAPACITY_TIB, CAPACITY_TIB));
    EQ(4065280000, cdn(50 * CAPACITY_TIB, CAPACITY_TIB));
    EQ(0, cdn(CAPACITY_TIB, CAPACITY_TIB));
    EQ(0, cdn(CAPACITY_TIB - 1, CAPACITY_TIB));
    EQ(0, cdn(0, INT64_MAX));
}

static void bands_meet_without_a_step(void)
{
    for (size_t i = 0; i < 2; i++) {
        const int64_t below = cdn(cdn_ends[i] - CAPACITY_GIB, 0), at = cdn(cdn_ends[i], 0);
        const int64_t above = cdn(cdn_ends[i] + CAPACITY_GIB, 0);
        EQ(cdn_prices[i] / 1000, at - below);
        EQ(cdn_prices[i + 1] / 1000, above - at);
    }
}

/* --- halves ----------------------------------------------------------------------------------- */

static void one_rounding_half_up(void)
{
    const int64_t ends[] = {1, 2}, halves[] = {500, 500}, less[] = {499, 500};
    int64_t cost = 0;
    OK(capacity_cost_hours(1, 500, 1, &cost, NULL));
    EQ(1, cost);
    OK(capacity_cost_hours(1, 499, 1, &cost, NULL));
    EQ(0, cost);
    OK(capacity_cost_units(1, 1, 2, &cost, NULL));
    EQ(0, cost);
    OK(capacity_cost_units(1, 1000, 2, &cost, NULL));
    EQ(1, cost);
    OK(capacity_cost_banded(2, 0, 1, ends, halves, 2, &cost, NULL)); /* 0.5 + 0.5, not 1 + 1 */
    EQ(1, cost);
    OK(capacity_cost_banded(2, 0, 1, ends, less, 2, &cost, NULL));
    EQ(1, cost);
    OK(capacity_cost_discounted(1, 500000, &cost, NULL));
    EQ(1, cost);
    OK(capacity_cost_discounted(1, 500001, &cost, NULL));
    EQ(0, cost);
}

/* --- refusals --------------------------------------------------------------------------------- */

static void bands_that_are_refused(void)
{
    const int64_t ends[] = {10, 20}, prices[] = {5, 4}, falling[] = {10, 10}, negative[] = {5, -4};
    const int64_t open[] = {INT64_MAX, INT64_MAX};
    int64_t cost = -5;
    FAILS(CAPACITY_E_RANGE, "quantity 21 lies beyond the last band, which ends at 20",
          capacity_cost_banded(21, 0, 1, ends, prices, 2, &cost, &test_err));
    EQ(1, test_err.index);
    FAILS(CAPACITY_E_RANGE, "end 10 of band 1 does not exceed its start 10",
          capacity_cost_banded(1, 0, 1, falling, prices, 2, &cost, &test_err));
    EQ(1, test_err.index);
    FAILS(CAPACITY_E_RANGE, "of band 1 does not exceed its start 9223372036854775807",
          capacity_cost_banded(1, 0, 1, open, prices, 2, &cost, &test_err));
    FAILS(CAPACITY_E_RANGE, "price -4 of band 1 is below 0",
          capacity_cost_banded(1, 0, 1, ends, negative, 2, &cost, &test_err));
    EQ(1, test_err.index);
    FAILS(CAPACITY_E_RANGE, "0 bands are not between 1 and 16",
          capacity_cost_banded(1, 0, 1, ends, prices, 0, &cost, &test_err));
    FAILS(CAPACITY_E_RANGE, "17 bands are not between 1 and 16",
          capacity_cost_banded(1, 0, 1, ends, prices, 17, &cost, &test_err));
    EQ(-1, test_err.index);
    FAILS(CAPACITY_E_RANGE, "free_quantity -1 is below 0",
          capacity_cost_banded(1, -1, 1, ends, prices, 2, &cost, &test_err));
    FAILS(CAPACITY_E_RANGE, "unit_quantity 9223372036854776 exceeds 9223372036854775",
          capacity_cost_banded(1, 0, INT64_MAX / 1000 + 1, ends, prices, 2, &cost, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "band_ends is NULL",
          capacity_cost_banded(1, 0, 1, NULL, prices, 2, &cost, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "band_prices_nusd is NULL",
          capacity_cost_banded(1, 0, 1, ends, NULL, 2, &cost, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "cost_uusd is NULL",
          capacity_cost_banded(1, 0, 1, ends, prices, 2, NULL, &test_err));
    EQ(-5, cost);
}

static void messages(void)
{
    int64_t a = -5;
    FAILS(CAPACITY_E_OVERFLOW, "cost_uusd exceeds",
          capacity_cost_hours(INT64_MAX, 1001, 1, &a, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "cost_uusd exceeds",
          capacity_cost_units(INT64_MAX, 1001, 1, &a, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "cost_uusd exceeds",
          capacity_cost_surplus_credits(INT64_MAX, INT64_MAX, 1, 0, 1, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "discount_ppm 1000001 exceeds 1000000",
          capacity_cost_discounted(1, 1000001, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "unit_quantity 0 is below 1",
          capacity_cost_units(1, 1, 0, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "active_connections -1 is below 0",
          capacity_cost_load_balancer_units(0, -1, 0, 0, &a, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "cost_uusd is NULL", capacity_cost_hours(1, 1, 1, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "cost_uusd is NULL", capacity_cost_units(1, 1, 1, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "discounted_nusd is NULL",
          capacity_cost_discounted(1, 1, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "units_m is NULL",
          capacity_cost_load_balancer_units(0, 0, 0, 0, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "cost_uusd is NULL",
          capacity_cost_surplus_credits(1, 1, 1, 1, 1, NULL, &test_err));
    EQ(-5, a);
}

/* --- as text ---------------------------------------------------------------------------------- */

static void amounts_as_text(void)
{
    static const struct {
        int64_t uusd;
        const char *text;
    } cases[] = {
        {0, "$0.00"},
        {1, "$0.00"},
        {-1, "$0.00"},
        {4999, "$0.00"},
        {5000, "$0.01"},
        {-4999, "$0.00"},
        {-5000, "-$0.01"},
        {10000, "$0.01"},
        {14999, "$0.01"},
        {15000, "$0.02"},
        {-15000, "-$0.02"},
        {994999, "$0.99"},
        {995000, "$1.00"},
        {1000000, "$1.00"},
        {60736000, "$60.74"},
        {123187500, "$123.19"},
        {-1234565000, "-$1234.57"},
        {INT64_MAX, "$9223372036854.78"},
        {INT64_MIN, "-$9223372036854.78"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[32];
        size_t needed = 0;
        OK(capacity_cost_format(cases[i].uusd, text, sizeof text, &needed, NULL));
        SAME(cases[i].text, text);
        EQ(strlen(cases[i].text), needed);
        needed = 0;
        OK(capacity_cost_format(cases[i].uusd, NULL, 0, &needed, NULL));
        EQ(strlen(cases[i].text), needed);
    }
}

static void short_buffers(void)
{
    for (size_t size = 0; size < 8; size++) {
        char text[9] = "########";
        size_t needed = 0;
        const capacity_status want = size > 6 ? CAPACITY_OK : CAPACITY_E_BUFFER;
        IS(want, capacity_cost_format(12340000, text, size, &needed, &test_err));
        EQ(6, needed);
        EQ('#', text[size > 6 ? 7 : size]);
    }
}

/* --- properties ------------------------------------------------------------------------------- */

#ifdef HAS_WIDE
static wide half_up(wide num, wide den)
{
    return (2 * num + den) / (2 * den);
}

START_TEST(bands_against_a_sum_of_fractions)
{
    uint64_t state = 31;
    for (int i = 0; i < 100000; i++) {
        int64_t ends[CAPACITY_MAX_ROWS], prices[CAPACITY_MAX_ROWS], got = -1, end = 0, last = 0;
        const size_t n = (size_t)random_below(&state, CAPACITY_MAX_ROWS) + 1;
        for (size_t k = 0; k < n; k++) {
            end += random_below(&state, 1000000) + 1;
            ends[k] = k + 1 == n ? INT64_MAX : end;
            prices[k] = random_below(&state, 100000);
        }
        const int64_t quantity = random_below(&state, 20000000);
        const int64_t free_quantity =
            random_below(&state, 3) == 0 ? random_below(&state, 999999) : 0;
        const int64_t unit = random_below(&state, 1000) + 1;
        const int64_t billed = quantity > free_quantity ? quantity - free_quantity : 0;
        wide sum = 0;
        for (size_t k = 0; k < n; k++) {
            const int64_t to = billed < ends[k] ? billed : ends[k];
            sum += to > last ? (wide)(to - last) * prices[k] : 0;
            last = ends[k];
        }
        OK(capacity_cost_banded(quantity, free_quantity, unit, ends, prices, n, &got, NULL));
        TRUE(got == (int64_t)half_up(sum, (wide)unit * 1000));
    }
}
END_TEST

START_TEST(amounts_against_fractions)
{
    uint64_t state = 32;
    for (int i = 0; i < 200000; i++) {
        const int64_t a = random_below(&state, INT64_C(1) << 30), b = random_below(&state, 1 << 30);
        const int64_t c = random_below(&state, 10000) + 1, share = random_below(&state, 1000001);
        int64_t got = -1;
        OK(capacity_cost_hours(a, b % 1000, c, &got, NULL));
        TRUE(got == (int64_t)half_up((wide)a * (b % 1000) * c, 1000));
        OK(capacity_cost_units(a, b, c, &got, NULL));
        TRUE(got == (int64_t)half_up((wide)a * b, (wide)c * 1000));
        OK(capacity_cost_discounted(b, share, &got, NULL));
        TRUE(got == (int64_t)half_up((wide)b * (1000000 - share), 1000000));
        OK(capacity_cost_surplus_credits(c, 2000, share, 300000, b, &got, NULL));
        const wide above = share > 300000 ? share - 300000 : 0;
        TRUE(got == (int64_t)half_up((wide)c * 2000 * above * 730 * b, (wide)1000000000 * 1000));
    }
}
END_TEST
#endif

static const scenario scenarios[] = {
    SCENARIO(nodes_by_purchase),
    SCENARIO(surplus_credits_of_a_t3_large),
    SCENARIO(traffic_by_bands),
    SCENARIO(bands_meet_without_a_step),
    SCENARIO(one_rounding_half_up),
    SCENARIO(bands_that_are_refused),
    SCENARIO(messages),
    SCENARIO(amounts_as_text),
    SCENARIO(short_buffers),
};

static void more(Suite *suite)
{
    TCase *all = test_case(suite, "properties");
#ifdef HAS_WIDE
    tcase_add_test(all, bands_against_a_sum_of_fractions);
    tcase_add_test(all, amounts_against_fractions);
#else
    (void)all;
#endif
}

TEST_MAIN(cost, more)
