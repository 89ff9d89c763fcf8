/*
 * Exact ratios of products, judged by multiplying back in integers of 640 bits.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "base/checked.h"
#include "big.h"
#include "numbers.h"
#include "portable.h"

static const int modes[] = {CAPACITY__DOWN, CAPACITY__HALF_UP, CAPACITY__UP};

enum { UNTOUCHED = -99 };

/* The sign of k x num - l x den. */
static int sides(const int64_t *num, size_t n, uint64_t k, const int64_t *den, size_t m, uint64_t l)
{
    const big left = big_product(num, n, k), right = big_product(den, m, l);
    return big_compare(&left, &right);
}

/* Is q the rounded num / den? By the definition of the rounding, without a division. */
static bool rounds_to(const int64_t *num, size_t n, const int64_t *den, size_t m, int mode,
                      uint64_t q)
{
    if (mode == CAPACITY__DOWN)
        return sides(num, n, 1, den, m, q) >= 0 && sides(num, n, 1, den, m, q + 1) < 0;
    if (mode == CAPACITY__UP)
        return sides(num, n, 1, den, m, q) <= 0 && (q == 0 || sides(num, n, 1, den, m, q - 1) > 0);
    return sides(num, n, 2, den, m, 2 * q + 1) < 0 &&
           (q == 0 || sides(num, n, 2, den, m, 2 * q - 1) >= 0);
}

/* Is the rounded quotient above INT64_MAX? */
static bool exceeds(const int64_t *num, size_t n, const int64_t *den, size_t m, int mode)
{
    const uint64_t most = INT64_MAX;
    if (mode == CAPACITY__DOWN)
        return sides(num, n, 1, den, m, most + 1) >= 0;
    if (mode == CAPACITY__UP)
        return sides(num, n, 1, den, m, most) > 0;
    return sides(num, n, 2, den, m, 2 * most + 1) >= 0;
}

static void check(const int64_t *num, size_t n, const int64_t *den, size_t m)
{
    for (size_t i = 0; i < COUNT(modes); i++) {
        int64_t r = UNTOUCHED, also = UNTOUCHED;
        const bool fits = capacity__ratio(num, n, den, m, modes[i], &r);
        if (portable_ratio(num, n, den, m, modes[i], &also) != fits || also != r)
            ck_abort_msg("without 128-bit integers %" PRId64 ", with them %" PRId64, also, r);
        if (fits ? r < 0 || !rounds_to(num, n, den, m, modes[i], (uint64_t)r)
                 : r != UNTOUCHED || !exceeds(num, n, den, m, modes[i]))
            ck_abort_msg("%zu factors over %zu, first %" PRId64 "/%" PRId64 ", mode %d: %" PRId64,
                         n, m, num[0], den[0], modes[i], r);
    }
    const int sign = sides(num, n, 1, den, m, 1);
    EQ(sign, capacity__compare(num, n, den, m));
    EQ(sign, portable_compare(num, n, den, m));
}

static void random_factors(uint64_t *state, int64_t *factor, size_t n, int64_t lowest)
{
    for (size_t i = 0; i < n; i++) {
        const int64_t value = random_natural(state);
        factor[i] = value < lowest ? lowest : value;
    }
}

START_TEST(random_ratios)
{
    uint64_t state = 5;
    int64_t num[CAPACITY__FACTORS], den[CAPACITY__FACTORS];
    for (int i = 0; i < 10000; i++) {
        const size_t n = (size_t)random_below(&state, CAPACITY__FACTORS) + 1;
        const size_t m = (size_t)random_below(&state, CAPACITY__FACTORS) + 1;
        random_factors(&state, num, n, 0);
        random_factors(&state, den, m, 1);
        check(num, n, den, m);
    }
}
END_TEST

/* Near quotients: the numerator is a multiple of the divisor, give or take a factor of 1. */
START_TEST(exact_and_half_quotients)
{
    uint64_t state = 6;
    int64_t num[CAPACITY__FACTORS], den[CAPACITY__FACTORS];
    for (int i = 0; i < 4000; i++) {
        const size_t m = (size_t)random_below(&state, CAPACITY__FACTORS - 1) + 1;
        random_factors(&state, den, m, 1);
        memcpy(num, den, m * sizeof *num);
        num[m] = random_natural(&state);
        check(num, m + 1, den, m);
        den[m - 1] = 2;
        check(num, m + 1, den, m);
    }
}
END_TEST

START_TEST(ends)
{
    int64_t full[CAPACITY__FACTORS], one[] = {1}, r = UNTOUCHED;
    for (size_t i = 0; i < CAPACITY__FACTORS; i++)
        full[i] = INT64_MAX;
    for (size_t n = 1; n <= CAPACITY__FACTORS; n++)
        for (size_t m = 1; m <= CAPACITY__FACTORS; m++) {
            check(full, n, full, m);
            check(one, 1, full, m);
            check(full, n, one, 1);
        }
    TRUE(capacity__ratio(full, CAPACITY__FACTORS, full, CAPACITY__FACTORS, CAPACITY__UP, &r));
    EQ(1, r);
}
END_TEST

/* Without a remainder nothing is rounded, whatever the mode and however long the products. */
START_TEST(long_products_that_divide_exactly)
{
    const int64_t num[] = {INT64_C(1) << 62, INT64_C(1) << 62, INT64_C(1) << 62};
    const int64_t den[] = {INT64_C(1) << 61, INT64_C(1) << 61, INT64_C(1) << 61};
    for (size_t i = 0; i < COUNT(modes); i++) {
        int64_t r = UNTOUCHED;
        TRUE(capacity__ratio(num, 3, den, 3, modes[i], &r));
        EQ(8, r);
    }
    check(num, 3, den, 3);
}
END_TEST

/* Where the lower half of a product is all zeros. */
START_TEST(powers_of_two)
{
    for (int i = 0; i < 63; i++)
        for (int j = 0; j < 63; j++) {
            const int64_t pair[] = {INT64_C(1) << i, INT64_C(1) << j}, three[] = {3};
            const int64_t other[] = {INT64_C(1) << j, 5};
            check(pair, 2, three, 1);
            check(three, 1, pair, 2);
            check(pair, 2, other, 2);
            check(other, 2, pair, 2);
        }
}
END_TEST

START_TEST(operands_out_of_place)
{
    const int64_t zero[] = {5, 0}, negative[] = {5, -1}, good[] = {5, 7};
    const int64_t many[CAPACITY__FACTORS + 1] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    bool (*const forms[])(const int64_t *, size_t, const int64_t *, size_t, int,
                          int64_t *) = {capacity__ratio, portable_ratio};
    for (size_t i = 0; i < COUNT(forms); i++) {
        int64_t r = UNTOUCHED;
        TRUE(!forms[i](negative, 2, good, 2, CAPACITY__UP, &r));
        TRUE(!forms[i](good, 2, negative, 2, CAPACITY__UP, &r));
        TRUE(!forms[i](good, 2, zero, 2, CAPACITY__UP, &r));
        TRUE(!forms[i](zero, 2, zero, 2, CAPACITY__UP, &r)); /* 0 / 0 is no number */
        TRUE(!forms[i](many, COUNT(many), good, 2, CAPACITY__UP, &r));
        TRUE(!forms[i](good, 2, many, COUNT(many), CAPACITY__UP, &r));
        EQ(UNTOUCHED, r);
        TRUE(forms[i](zero, 2, good, 2, CAPACITY__UP, &r));
        EQ(0, r);
        TRUE(forms[i](many, 0, many, 0, CAPACITY__UP, &r)); /* empty products are 1 */
        EQ(1, r);
    }
}
END_TEST

static void more(Suite *suite)
{
    TCase *all = test_case(suite, "ratio");
    tcase_add_test(all, random_ratios);
    tcase_add_test(all, exact_and_half_quotients);
    tcase_add_test(all, ends);
    tcase_add_test(all, long_products_that_divide_exactly);
    tcase_add_test(all, powers_of_two);
    tcase_add_test(all, operands_out_of_place);
}

int main(void)
{
    return test_main("ratio", NULL, 0, more);
}
