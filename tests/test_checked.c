/*
 * Checked arithmetic against the compiler's own, wider integers, and both ways of dividing against each other.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#define BIG_LIMBS 14
#include "base/checked.h"
#include "big.h"
#include "numbers.h"
#include "portable.h"

static const int modes[] = {CAPACITY__DOWN, CAPACITY__HALF_UP, CAPACITY__UP};

/* Where mistakes hide: ends, signs, powers of two and their neighbours. */
static const int64_t edges[] = {
    INT64_MIN,
    INT64_MIN + 1,
    -INT64_C(4294967296),
    -2,
    -1,
    0,
    1,
    2,
    3,
    7,
    10,
    INT64_C(2147483647),
    INT64_C(2147483648),
    INT64_C(3037000499), /* floor of the root of 2^63 */
    INT64_C(3037000500),
    INT64_C(4294967295),
    INT64_C(4294967296),
    INT64_C(4294967297),
    INT64_C(4611686018427387903),
    INT64_C(4611686018427387904),
    INT64_C(4611686018427387905),
    INT64_MAX - 1,
    INT64_MAX,
};

enum { UNTOUCHED = -99 };

static void judge(const char *what, bool want, int64_t value, bool got, int64_t r, int64_t a,
                  int64_t b, int64_t d)
{
    if (got != want || r != (want ? value : UNTOUCHED))
        ck_abort_msg("%s(%" PRId64 ", %" PRId64 ", %" PRId64 ") is %d %" PRId64 ", not %d %" PRId64,
                     what, a, b, d, got, r, want, value);
}

/* Judged by the compiler's own way to see an overflow. */
static void check_pair(int64_t a, int64_t b)
{
    int64_t want = 0, r = UNTOUCHED;
    bool fits = !__builtin_add_overflow(a, b, &want), got = capacity__add(a, b, &r);
    judge("add", fits, want, got, r, a, b, 0);
    r = UNTOUCHED;
    fits = !__builtin_sub_overflow(a, b, &want);
    got = capacity__sub(a, b, &r);
    judge("sub", fits, want, got, r, a, b, 0);
    r = UNTOUCHED;
    fits = !__builtin_mul_overflow(a, b, &want) && a >= 0 && b >= 0;
    got = capacity__mul(a, b, &r);
    judge("mul", fits, want, got, r, a, b, 0);
}

static bool all_natural(const int64_t *a, const int64_t *b, size_t n, int64_t d)
{
    for (size_t i = 0; i < n; i++)
        if (a[i] < 0 || b[i] < 0)
            return false;
    return d > 0;
}

#ifdef HAS_WIDE
/* The rounded quotient if it fits; independent of the library, since it has 128 bits throughout. */
static bool expected(uwide n, int64_t d, int mode, int64_t *r)
{
    const uwide divisor = (uwide)(uint64_t)d, whole = n / divisor, rest = n % divisor;
    uwide q = whole;
    if (mode == CAPACITY__UP && rest != 0)
        q = whole + 1;
    if (mode == CAPACITY__HALF_UP && 2 * rest >= divisor)
        q = whole + 1;
    if (q > (uwide)INT64_MAX)
        return false;
    *r = (int64_t)q;
    return true;
}

static void judge_sum(const char *what, const int64_t *a, const int64_t *b, size_t n, int64_t d,
                      int mode, bool got, int64_t r)
{
    int64_t value = 0;
    uwide sum = 0;
    bool fits = all_natural(a, b, n, d);
    for (size_t i = 0; fits && i < n; i++) {
        const uwide product = (uwide)a[i] * (uwide)b[i];
        fits = sum + product >= sum;
        sum += product;
    }
    const bool want = fits && expected(sum, d, mode, &value);
    judge(what, want, value, got, r, a[0], b[0], d);
}
#else
/* The sign of sum x k - d x l. */
static int sides(big sum, uint64_t k, int64_t d, uint64_t l)
{
    const int64_t one[] = {d};
    const big left = big_times(sum, k), right = big_product(one, 1, l);
    return big_compare(&left, &right);
}

/* By the definition of the rounding, multiplied back: is r right, or is it right that there is none? */
static bool holds(big sum, int64_t d, int mode, bool got, int64_t r)
{
    const uint64_t q = got ? (uint64_t)r : (uint64_t)INT64_MAX + 1;
    const uint64_t twice = mode == CAPACITY__HALF_UP ? 2 : 1;
    const bool from = q == 0 || (mode == CAPACITY__UP     ? sides(sum, 1, d, q - 1) > 0
                                 : mode == CAPACITY__DOWN ? sides(sum, 1, d, q) >= 0
                                                          : sides(sum, twice, d, 2 * q - 1) >= 0);
    const bool until = mode == CAPACITY__UP     ? sides(sum, 1, d, q) <= 0
                       : mode == CAPACITY__DOWN ? sides(sum, 1, d, q + 1) < 0
                                                : sides(sum, twice, d, 2 * q + 1) < 0;
    return from && (!got || (until && r >= 0));
}

static void judge_sum(const char *what, const int64_t *a, const int64_t *b, size_t n, int64_t d,
                      int mode, bool got, int64_t r)
{
    big sum = {{0}}, limit = {{0}};
    const bool natural = all_natural(a, b, n, d);
    for (size_t i = 0; natural && i < n; i++) {
        const int64_t pair[] = {a[i], b[i]};
        const big product = big_product(pair, 2, 1);
        sum = big_sum(sum, &product);
    }
    limit.limb[8] = 1; /* 2^128: a sum from there on is refused */
    const bool fits = natural && big_compare(&sum, &limit) < 0;
    if (fits ? !holds(sum, d, mode, got, r) : got)
        ck_abort_msg("%s: %zu products, first %" PRId64 " x %" PRId64 ", over %" PRId64
                     ", mode %d: %d %" PRId64,
                     what, n, a[0], b[0], d, mode, got, r);
    if (!got)
        EQ(UNTOUCHED, r);
}
#endif

static void check_mul_div(int64_t a, int64_t b, int64_t d)
{
    for (size_t i = 0; i < COUNT(modes); i++) {
        int64_t r = UNTOUCHED, portable = UNTOUCHED;
        const bool got = capacity__mul_div(a, b, d, modes[i], &r);
        judge_sum("mul_div", &a, &b, 1, d, modes[i], got, r);
        const bool also = portable_mul_div(a, b, d, modes[i], &portable);
        judge_sum("portable mul_div", &a, &b, 1, d, modes[i], also, portable);
    }
}

START_TEST(all_small_triples)
{
    for (int64_t a = -2; a <= 70; a++)
        for (int64_t b = -2; b <= 70; b++) {
            check_pair(a, b);
            for (int64_t d = -2; d <= 70; d++)
                check_mul_div(a, b, d);
        }
}
END_TEST

START_TEST(all_edges)
{
    for (size_t i = 0; i < COUNT(edges); i++)
        for (size_t k = 0; k < COUNT(edges); k++) {
            check_pair(edges[i], edges[k]);
            for (size_t m = 0; m < COUNT(edges); m++)
                check_mul_div(edges[i], edges[k], edges[m]);
        }
}
END_TEST

/* All products and sums that lie at the borders of 8 bits above each power of 2^32. */
START_TEST(every_byte_around_the_limits)
{
    static const int64_t bases[] = {0, INT64_C(2147483520), INT64_C(4294967168),
                                    INT64_C(4611686018427387776), INT64_MAX - 255};
    for (size_t i = 0; i < COUNT(bases); i++)
        for (int64_t a = 0; a < 256; a++)
            for (int64_t b = 0; b < 256; b++) {
                check_pair(bases[i] + a, bases[COUNT(bases) - 1 - i] + b);
                check_pair(-(bases[i] + a), -(bases[COUNT(bases) - 1 - i] + b));
            }
}
END_TEST

START_TEST(random_triples)
{
    uint64_t state = 20261124;
    for (int i = 0; i < 1000000; i++) {
        const int64_t a = random_natural(&state), b = random_natural(&state);
        check_pair(a, b);
        check_pair(a, -b);
        check_mul_div(a, b, random_natural(&state));
    }
}
END_TEST

/* Quotients that sit exactly at INT64_MAX and halves that sit exactly in the middle. */
START_TEST(rounding_at_the_limit)
{
    uint64_t state = 7;
    for (int i = 0; i < 200000; i++) {
        const int64_t d = random_natural(&state);
        check_mul_div(INT64_MAX, d, d);
        check_mul_div(INT64_MAX, 2, 2 + (d & 1));
        check_mul_div(d, 1, 2);
        check_mul_div(d, 3, 6);
        check_mul_div(INT64_MAX, INT64_MAX, INT64_MAX - (d & 7));
    }
}
END_TEST

static void check_sum(const int64_t *a, const int64_t *b, size_t n, int64_t d);

/* Quotients of 2^64 - 1 and a rest: rounded up, 64 bits do not hold them. */
START_TEST(quotients_of_all_ones)
{
    static const int64_t cases[][3] = {
        {8072725104064797509, 8879772313550246376, 3885995305596567549},
        {5972226438779180794, 9115494190044260166, 2951187222351524912},
        {4170707070512465933, 8350597187669671827, 1888023956664114513},
        {8837465046254107812, 6460563143940750982, 3095126204144946575},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        check_mul_div(cases[i][0], cases[i][1], cases[i][2]);
        check_sum(&cases[i][0], &cases[i][1], 1, cases[i][2]);
    }
}
END_TEST

static void check_sum(const int64_t *a, const int64_t *b, size_t n, int64_t d)
{
    for (size_t i = 0; i < COUNT(modes); i++) {
        int64_t r = UNTOUCHED, portable = UNTOUCHED;
        const bool got = capacity__sum_div(a, b, n, d, modes[i], &r);
        judge_sum("sum_div", a, b, n, d, modes[i], got, r);
        const bool also = portable_sum_div(a, b, n, d, modes[i], &portable);
        judge_sum("portable sum_div", a, b, n, d, modes[i], also, portable);
    }
}

START_TEST(sums_of_products)
{
    uint64_t state = 99;
    int64_t a[20], b[20];
    for (int i = 0; i < 200000; i++) {
        const size_t n = (size_t)random_below(&state, 20) + 1;
        for (size_t k = 0; k < n; k++) {
            a[k] = random_natural(&state);
            b[k] = random_natural(&state);
        }
        check_sum(a, b, n, random_natural(&state));
    }
}
END_TEST

START_TEST(sums_at_the_edges)
{
    int64_t full[20];
    for (size_t i = 0; i < COUNT(full); i++)
        full[i] = INT64_MAX;
    for (size_t n = 1; n <= COUNT(full); n++) /* beyond 2^128 from 5 on */
        check_sum(full, full, n, INT64_MAX);
    for (size_t i = 0; i < COUNT(edges); i++)
        for (size_t k = 0; k < COUNT(edges); k++)
            for (size_t m = 0; m < COUNT(edges); m++) {
                const int64_t a[] = {edges[i], 1}, b[] = {edges[k], 1};
                check_sum(a, b, 2, edges[m]);
            }
    int64_t r = UNTOUCHED;
    TRUE(capacity__sum_div(NULL, NULL, 0, 5, CAPACITY__UP, &r));
    EQ(0, r);
}
END_TEST

/* A sum just below 2^128, then a carry alone: nothing is left of it in 128 bits. */
START_TEST(sums_that_a_carry_takes_past_128_bits)
{
    const int64_t quarter = INT64_C(1) << 62;
    const int64_t a[] = {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, quarter, quarter};
    const int64_t b[] = {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, 15, 1};
    for (size_t n = 1; n <= COUNT(a); n++)
        check_sum(a, b, n, INT64_MAX);
}
END_TEST

START_TEST(sizes_in_memory)
{
    const size_t values[] = {
        0, 1, 2, 3, SIZE_MAX / 3, SIZE_MAX / 2, SIZE_MAX / 2 + 1, SIZE_MAX - 1, SIZE_MAX};
    for (size_t i = 0; i < COUNT(values); i++)
        for (size_t k = 0; k < COUNT(values); k++) {
            size_t want = 0, r = 77;
            bool fits = !__builtin_add_overflow(values[i], values[k], &want);
            TRUE(capacity__size_add(values[i], values[k], &r) == fits && r == (fits ? want : 77));
            r = 77;
            fits = !__builtin_mul_overflow(values[i], values[k], &want);
            TRUE(capacity__size_mul(values[i], values[k], &r) == fits && r == (fits ? want : 77));
        }
}
END_TEST

static void more(Suite *suite)
{
    TCase *all = test_case(suite, "checked");
    tcase_add_test(all, all_small_triples);
    tcase_add_test(all, all_edges);
    tcase_add_test(all, every_byte_around_the_limits);
    tcase_add_test(all, random_triples);
    tcase_add_test(all, rounding_at_the_limit);
    tcase_add_test(all, quotients_of_all_ones);
    tcase_add_test(all, sums_of_products);
    tcase_add_test(all, sums_at_the_edges);
    tcase_add_test(all, sums_that_a_carry_takes_past_128_bits);
    tcase_add_test(all, sizes_in_memory);
}

int main(void)
{
    return test_main("checked", NULL, 0, more);
}
