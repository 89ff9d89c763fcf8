/*
 * Logarithm and exponential: how far they are from the true value, in units of the last place.
 * SPDX-License-Identifier: Apache-2.0
 *
 * True values are tests/vectors/erlang/law.csv, rounded correctly from 60 digits; two neighbours of a
 * double are at most one last place from the true value.
 */
#include "csv.h"

#include "kernel/law.h"
#include <stdlib.h>

static csv grid;

static int64_t bits_of(double x)
{
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits < 0 ? INT64_MIN - bits : bits; /* neighbours differ by one, also across zero */
}

static int64_t off_by(double got, const char *want)
{
    const int64_t off = bits_of(got) - bits_of(strtod(want, NULL));
    return off < 0 ? -off : off;
}

START_TEST(both_are_next_to_the_true_value)
{
    int64_t inexact[2] = {0, 0};
    csv_read("erlang/law", &grid);
    for (size_t row = 1; row < grid.rows; row++) {
        const char *const *cell = grid.cell[row];
        const int64_t e = off_by(capacity__exp(strtod(cell[0], NULL)), cell[1]);
        const int64_t l = off_by(capacity__log(strtod(cell[2], NULL)), cell[3]);
        if (e > 1 || l > 1)
            ck_abort_msg("row %zu: off by %" PRId64 " and %" PRId64, row, e, l);
        inexact[0] += e;
        inexact[1] += l;
    }
    TRUE(inexact[0] < 60 && inexact[1] < 60); /* most of 400 are the true value's own double */
}
END_TEST

static void exact_values(void)
{
    TRUE(capacity__exp(0.0) == 1.0);
    TRUE(capacity__log(1.0) == 0.0);
    TRUE(capacity__log(2.0) == 0x1.62e42fefa39efp-1);
    TRUE(capacity__exp(1.0) == 0x1.5bf0a8b145769p+1);
    TRUE(capacity__log(0x1p-1074) == 0x1.62e42fefa39efp-1 * -1074);
    TRUE(capacity__log(0x1p1023) == 0x1.62e42fefa39efp-1 * 1023);
    TRUE(capacity__log(0x1p-1022) == 0x1.62e42fefa39efp-1 * -1022);
    TRUE(capacity__log(0x1p-1023) == 0x1.62e42fefa39efp-1 * -1023);
}

static void the_ends(void)
{
    TRUE(capacity__exp(-746.0) == 0.0);
    TRUE(capacity__exp(-1e300) == 0.0);
    TRUE(capacity__exp(-745.13) == 0x1p-1074); /* half of it is e^-745.133 */
    TRUE(capacity__exp(-745.14) == 0.0);
    TRUE(capacity__exp(709.78) <= 0x1.fffffffffffffp1023); /* which is e^709.783 */
    TRUE(capacity__exp(709.79) > 0x1.fffffffffffffp1023);
    TRUE(capacity__exp(1e300) > 0x1.fffffffffffffp1023);
    TRUE(capacity__log(0x1.fffffffffffffp1023) < 709.8);
}

/* Against the first terms of their series, and their other form from 0.35 and 0.41 on. */
static void near_zero_nothing_is_lost(void)
{
    TRUE(capacity__exp_less_one(0.0) == 0.0 && capacity__log_of_one_more(0.0) == 0.0);
    TRUE(capacity__exp_less_one(1e-20) == 1e-20 && capacity__log_of_one_more(1e-20) == 1e-20);
    TRUE(capacity__exp_less_one(0x1p-40) == 0x1p-40 + 0x1p-81);
    TRUE(capacity__log_of_one_more(0x1p-40) == 0x1p-40 - 0x1p-81);
    for (double x = 0.05; x < 3; x += 0.05) {
        const double e = capacity__exp_less_one(x), l = capacity__log_of_one_more(x);
        TRUE(e - (capacity__exp(x) - 1) < 1e-14 && e - (capacity__exp(x) - 1) > -1e-14);
        TRUE(l - capacity__log(1 + x) < 1e-15 && l - capacity__log(1 + x) > -1e-15);
    }
}

/* FNV-1a over the bits of the results. */
static uint64_t mixed(uint64_t sum, double x)
{
    return (sum ^ (uint64_t)bits_of(x)) * UINT64_C(0x100000001b3);
}

/*
 * Every machine gives these bits. The sums are those of the same operations on Python's floats; terms of
 * the series that no sum of 400 true values shows are in them.
 */
static void every_machine_gives_the_same_bits(void)
{
    uint64_t e = UINT64_C(0xcbf29ce484222325), l = e;
    for (int i = -(1 << 19); i < 1 << 19; i++) {
        e = mixed(e, capacity__exp(i * 0x1.8p-20));
        l = mixed(l, capacity__log(1 + i * 0x1.8p-21));
    }
    ck_assert_uint_eq(e, UINT64_C(0x18d5310980bcf022));
    ck_assert_uint_eq(l, UINT64_C(0x676e8fb32abb8162));
}

/* A larger number never has the smaller logarithm. */
static void both_rise(void)
{
    double last_exp = 0, last_log = -1e300;
    for (double x = -20; x < 20; x += 0x1p-11) {
        const double e = capacity__exp(x), l = capacity__log(e);
        TRUE(e > last_exp && l > last_log);
        last_exp = e;
        last_log = l;
    }
}

static const scenario scenarios[] = {
    SCENARIO(exact_values),
    SCENARIO(the_ends),
    SCENARIO(near_zero_nothing_is_lost),
    SCENARIO(every_machine_gives_the_same_bits),
    SCENARIO(both_rise),
};

static void more(Suite *suite)
{
    TCase *rows = test_case(suite, "rows");
    tcase_add_test(rows, both_are_next_to_the_true_value);
}

TEST_MAIN(law, more)
