/*
 * Logarithm and exponential from + - x / alone, the same bits on every machine.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel/law.h"

#include <stdint.h>
#include <string.h>

/* ln 2 in two parts, the first with 33 trailing zero bits, so that k x it is exact for |k| < 2048. */
#define LN2_HIGH 0x1.62e42p-1
#define LN2_LOW 0x1.fdf473de6af28p-22
#define INVERSE_LN2 0x1.71547652b82fep+0

#define SQRT_HALF 0x1.6a09e667f3bcdp-1

static double of_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* 2^k for a normal number. */
static double power(int64_t k)
{
    return of_bits((uint64_t)(k + 1023) << 52);
}

/*
 * x = k ln 2 + r with |r| <= ln 2 / 2, and e^r = 1 + r + r^2 (1/2! + r/3! + ...): 14 terms leave
 * less than 2^-60. r is kept in two parts, for what it lacks would show in the last place. Returned
 * is e^r - 1.
 */
static double reduced(double x, int64_t *k)
{
    static const double inverse_factorial[] = {
        1.0 / 2,         1.0 / 6,          1.0 / 24,         1.0 / 120,     1.0 / 720,
        1.0 / 5040,      1.0 / 40320,      1.0 / 362880,     1.0 / 3628800, 1.0 / 39916800,
        1.0 / 479001600, 1.0 / 6227020800, 1.0 / 87178291200};
    *k = (int64_t)(x * INVERSE_LN2 + 2000.5) - 2000; /* the nearest: a cast cuts towards 0 */
    const double high = x - (double)*k * LN2_HIGH, low = (double)*k * LN2_LOW;
    const double r = high - low, lost = (high - r) - low;
    double sum = 0.0;
    for (int i = 12; i >= 0; i--)
        sum = sum * r + inverse_factorial[i];
    return r + (r * r * sum + (lost + lost * r));
}

double capacity__exp(double x)
{
    int64_t k;
    if (x < -746.0)
        return 0.0;
    if (x > 710.0)
        return of_bits(UINT64_C(0x7ff0000000000000));
    const double e = 1.0 + reduced(x, &k);
    const int64_t first = k / 2; /* in two steps: 2^k itself may be no normal number */
    return e * power(first) * power(k - first);
}

double capacity__exp_less_one(double x)
{
    int64_t k;
    const double near = reduced(x, &k);
    return k == 0 ? near : capacity__exp(x) - 1.0;
}

/*
 * x = 2^k m with sqrt(1/2) <= m < sqrt(2), f = m - 1, s = f / (2 + f). With ln m = 2 artanh s =
 * 2 s + s z (2/3 + 2/5 z + ...) and z = s^2 <= 0.0295, and 2 s = f - s f: 11 terms leave less than
 * 2^-60 of the sum. Writing s f as f^2/2 - s f^2/2 keeps f itself, the largest part, exact.
 */
static double log_of(double f, int64_t k)
{
    const double s = f / (2.0 + f), z = s * s, half = 0.5 * f * f;
    double sum = 0.0;
    for (int i = 10; i >= 0; i--)
        sum = sum * z + 2.0 / (3 + 2 * i);
    const double rest = s * (half + z * sum) + (double)k * LN2_LOW;
    return (double)k * LN2_HIGH + (f - (half - rest));
}

/* x = 2^k m; returned is m - 1, which is exact. */
static double leading(double x, int64_t *k)
{
    *k = 0;
    if (x < 0x1p-1022) { /* a subnormal number has no leading bit */
        x *= 0x1p54;
        *k = -54;
    }
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    *k += (int64_t)(bits >> 52) - 1022;
    double m = of_bits((bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3fe0000000000000));
    if (m < SQRT_HALF) {
        m *= 2.0;
        --*k;
    }
    return m - 1.0;
}

double capacity__log(double x)
{
    int64_t k;
    const double f = leading(x, &k);
    return log_of(f, k);
}

double capacity__log_of_one_more(double x)
{
    int64_t k;
    const double f = leading(1.0 + x, &k);
    return log_of(k == 0 ? x : f, k);
}
