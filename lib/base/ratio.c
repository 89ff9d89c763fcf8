/*
 * Exact products of many factors divided once: the rational behind every rounded result.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/checked.h"

#include <string.h>

/* A non-negative integer of 512 bits, limbs of 32 bits, least first: eight factors fit. */
enum { LIMBS = 2 * CAPACITY__FACTORS };
typedef struct wide {
    uint32_t limb[LIMBS];
} wide;

static void wide_mul(wide *x, uint64_t factor)
{
    uint64_t low = factor % 4294967296u, high = factor / 4294967296u;
    wide product = {{0}};
    uint64_t carry = 0;

    for (size_t i = 0; i < LIMBS; i++) {
        uint64_t sum = (uint64_t)x->limb[i] * low + carry;
        product.limb[i] = (uint32_t)(sum % 4294967296u);
        carry = sum / 4294967296u;
    }
    carry = 0;
    for (size_t i = 0; i + 1 < LIMBS; i++) {
        uint64_t sum = (uint64_t)x->limb[i] * high + product.limb[i + 1] + carry;
        product.limb[i + 1] = (uint32_t)(sum % 4294967296u);
        carry = sum / 4294967296u;
    }
    *x = product; /* eight factors below 2^63 never leave 512 bits */
}

static wide wide_product(const int64_t *factor, size_t n)
{
    wide product = {{1}};
    for (size_t i = 0; i < n; i++)
        wide_mul(&product, (uint64_t)factor[i]);
    return product;
}

static int wide_compare(const wide *a, const wide *b)
{
    for (size_t i = LIMBS; i > 0; i--)
        if (a->limb[i - 1] != b->limb[i - 1])
            return a->limb[i - 1] < b->limb[i - 1] ? -1 : 1;
    return 0;
}

static void wide_subtract(wide *a, const wide *b)
{
    uint64_t borrow = 0;
    for (size_t i = 0; i < LIMBS; i++) {
        uint64_t take = (uint64_t)b->limb[i] + borrow;
        borrow = a->limb[i] < take ? 1 : 0;
        a->limb[i] = (uint32_t)((uint64_t)a->limb[i] + borrow * 4294967296u - take);
    }
}

/* x = 2 x + bit; x < d < 2^504 keeps the top clear. */
static void wide_shift_in(wide *x, uint32_t bit)
{
    for (size_t i = 0; i < LIMBS; i++) {
        uint32_t top = x->limb[i] / 2147483648u;
        x->limb[i] = x->limb[i] % 2147483648u * 2 + bit;
        bit = top;
    }
}

static bool wide_divide(const wide *num, const wide *den, int mode, int64_t *r)
{
    wide rest = {{0}};
    uint64_t quotient = 0;

    for (size_t i = 32 * (size_t)LIMBS; i > 0; i--) {
        wide_shift_in(&rest, num->limb[(i - 1) / 32] >> ((i - 1) % 32) & 1u);
        if (quotient > INT64_MAX)
            return false;
        quotient *= 2;
        if (wide_compare(&rest, den) >= 0) {
            wide_subtract(&rest, den);
            quotient++;
        }
    }
    wide_shift_in(&rest, 0); /* twice the remainder, against the divisor, decides the half */
    static const wide zero = {{0}};
    if ((mode == CAPACITY__UP && wide_compare(&rest, &zero) > 0) ||
        (mode == CAPACITY__HALF_UP && wide_compare(&rest, den) >= 0))
        quotient++;
    if (quotient > INT64_MAX)
        return false;
    *r = (int64_t)quotient;
    return true;
}

#if defined(__SIZEOF_INT128__) && !defined(CAPACITY_NO_INT128)
__extension__ typedef unsigned __int128 native;

/* The product where 128 bits hold it. */
static bool native_product(const int64_t *factor, size_t n, native *product)
{
    *product = 1;
    for (size_t i = 0; i < n; i++)
        if (__builtin_mul_overflow(*product, (native)(uint64_t)factor[i], product))
            return false;
    return true;
}

/* Strike out equal factors: mostly the million of a share of 100 %, which then costs no digits. */
static void strike(int64_t *num, size_t n, int64_t *den, size_t m)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++)
            if (num[i] == den[j]) {
                num[i] = 1;
                den[j] = 1;
            }
}

static bool native_divide(native num, native den, int mode, int64_t *r)
{
    native q, rest;
    if (num >> 64 == 0 && den >> 64 == 0) { /* the usual case: one division of 64 bits */
        q = (uint64_t)num / (uint64_t)den;
        rest = (uint64_t)num % (uint64_t)den;
    } else {
        q = num / den;
        rest = num % den;
    }
    if ((mode == CAPACITY__UP && rest > 0) || (mode == CAPACITY__HALF_UP && rest >= den - rest))
        q++;
    if (q > INT64_MAX)
        return false;
    *r = (int64_t)q;
    return true;
}
#endif

bool capacity__ratio(const int64_t *numerator, size_t n, const int64_t *denominator, size_t m,
                     int mode, int64_t *r)
{
    int64_t num[CAPACITY__FACTORS], den[CAPACITY__FACTORS];
    if (n > CAPACITY__FACTORS || m > CAPACITY__FACTORS)
        return false;
    bool zero = false;
    for (size_t i = 0; i < n; i++) {
        num[i] = numerator[i];
        if (num[i] < 0)
            return false;
        zero = zero || num[i] == 0;
    }
    for (size_t i = 0; i < m; i++) {
        den[i] = denominator[i];
        if (den[i] <= 0)
            return false;
    }
    if (zero) {
        *r = 0;
        return true;
    }
#if defined(__SIZEOF_INT128__) && !defined(CAPACITY_NO_INT128)
    native a, b;
    bool held = native_product(num, n, &a) && native_product(den, m, &b);
    if (!held || a >> 64 != 0 || b >> 64 != 0) {
        strike(num, n, den, m);
        held = native_product(num, n, &a) && native_product(den, m, &b);
    }
    if (held)
        return native_divide(a, b, mode, r);
#endif
    const wide wide_num = wide_product(num, n), wide_den = wide_product(den, m);
    return wide_divide(&wide_num, &wide_den, mode, r);
}

int capacity__compare(const int64_t *a, size_t n, const int64_t *b, size_t m)
{
#if defined(__SIZEOF_INT128__) && !defined(CAPACITY_NO_INT128)
    native x, y;
    if (native_product(a, n, &x) && native_product(b, m, &y))
        return x < y ? -1 : x > y;
#endif
    const wide left = wide_product(a, n), right = wide_product(b, m);
    return wide_compare(&left, &right);
}

bool capacity__size_mul(size_t a, size_t b, size_t *r)
{
    if (a != 0 && b > SIZE_MAX / a)
        return false;
    *r = a * b;
    return true;
}

bool capacity__size_add(size_t a, size_t b, size_t *r)
{
    if (b > SIZE_MAX - a)
        return false;
    *r = a + b;
    return true;
}
