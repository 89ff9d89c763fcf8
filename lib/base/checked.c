/*
 * Checked arithmetic with its proof obligations (Frama-C/WP annotations are comments to a compiler).
 * SPDX-License-Identifier: Apache-2.0
 *
 * Plain C11 on purpose: no compiler builtin, so that the proved text is the text that runs on every
 * platform. Where the compiler has a 128-bit integer, the wide division alone takes it, since the
 * bit-by-bit form costs half a microsecond; -DCAPACITY_NO_INT128 builds without, and tests compare.
 */
#include "base/checked.h"

/*@ axiomatic Pow2 {
      logic integer pow2(integer i);
      axiom pow2_s: \forall integer i; i >= 0 ==> pow2(i + 1) == 2 * pow2(i);
      axiom pow2_0: pow2(0) == 1;
      axiom pow2_63: pow2(63) == 9223372036854775808;
      axiom pow2_64: pow2(64) == 18446744073709551616;
    } */

/*@ requires \valid(r); assigns *r;
    ensures \result == 0 <==> (a + b > INT64_MAX || a + b < INT64_MIN);
    ensures \result == 1 ==> *r == a + b; */
bool capacity__add(int64_t a, int64_t b, int64_t *r)
{
    if (b >= 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
        return false;
    *r = a + b;
    return true;
}
/*@ requires \valid(r); assigns *r;
    ensures \result == 0 <==> (a - b > INT64_MAX || a - b < INT64_MIN);
    ensures \result == 1 ==> *r == a - b; */
bool capacity__sub(int64_t a, int64_t b, int64_t *r)
{
    if (b >= 0 ? a < INT64_MIN + b : a > INT64_MAX + b)
        return false;
    *r = a - b;
    return true;
}
/* Quantities are never negative: a negative operand is refused here, once, for all kernels. */
/*@ requires \valid(r); assigns *r;
    ensures \result == 0 <==> (a < 0 || b < 0 || a * b > INT64_MAX);
    ensures \result == 1 ==> *r == a * b; */
bool capacity__mul(int64_t a, int64_t b, int64_t *r)
{
    if (a < 0 || b < 0)
        return false;
    if (a != 0 && b > INT64_MAX / a)
        return false;
    *r = a * b;
    return true;
}
/*@ requires \valid(hi) && \valid(lo) && \separated(hi, lo); assigns *hi, *lo;
    ensures *hi * 18446744073709551616 + *lo == a * b; */
static void mul_128(uint64_t a, uint64_t b, uint64_t *hi, uint64_t *lo)
{
    if (a <= UINT32_MAX && b <= UINT32_MAX) { /* the usual case: one product */
        /*@ assert 0 <= a * b <= 18446744065119617025; */
        *lo = a * b;
        *hi = 0;
        return;
    }
    uint64_t al = a % 4294967296u, ah = a / 4294967296u, bl = b % 4294967296u, bh = b / 4294967296u;
    /*@ assert a == ah * 4294967296 + al; */
    /*@ assert b == bh * 4294967296 + bl; */
    /*@ assert al <= 4294967295 && ah <= 4294967295 && bl <= 4294967295 && bh <= 4294967295; */
    /*@ assert 0 <= al * bl <= 18446744065119617025; */
    /*@ assert 0 <= al * bh <= 18446744065119617025; */
    /*@ assert 0 <= ah * bl <= 18446744065119617025; */
    /*@ assert 0 <= ah * bh <= 18446744065119617025; */
    uint64_t ll = al * bl, lh = al * bh, hl = ah * bl, hh = ah * bh;
    /*@ assert a * b == hh * 18446744073709551616 + (lh + hl) * 4294967296 + ll; */
    uint64_t mid = ll / 4294967296u + lh % 4294967296u + hl % 4294967296u;
    *lo = (mid % 4294967296u) * 4294967296u + ll % 4294967296u;
    *hi = hh + lh / 4294967296u + hl / 4294967296u + mid / 4294967296u;
}
/*@ requires hi < d && \valid(q) && \valid(r) && \separated(q, r); assigns *q, *r;
    ensures *q * d + *r == hi * 18446744073709551616 + lo;
    ensures *r < d; */
static void div_128(uint64_t hi, uint64_t lo, uint64_t d, uint64_t *q, uint64_t *r)
{
#if defined(__SIZEOF_INT128__) && !defined(CAPACITY_NO_INT128)
    __extension__ typedef unsigned __int128 wide;
    wide all = ((wide)hi << 64) | lo;
    *q = (uint64_t)(all / d);
    *r = (uint64_t)(all % d);
#else
    uint64_t rem = hi, quo = 0, rest = lo, p = 9223372036854775808u;
    int i = 64;
    /*@ loop invariant 0 <= i <= 64;
      loop invariant i > 0 ==> p == pow2(i - 1);
      loop invariant i == 0 ==> p == 0;
      loop invariant rem < d;
      loop invariant 0 <= rest < pow2(i);
      loop invariant (quo + 1) * pow2(i) <= 18446744073709551616;
      loop invariant (quo * d + rem) * pow2(i) + rest == hi * 18446744073709551616 + lo;
      loop assigns i, p, rem, rest, quo;
      loop variant i; */
    while (i > 0) {
        /*@ assert pow2(i) == 2 * pow2(i - 1); */
        /*@ assert p == pow2(i - 1) && p >= 1; */
        uint64_t bit = rest >= p ? 1u : 0u;
        if (bit)
            rest -= p;
        /*@ assert 0 <= rest < p; */
        /*@ assert (quo * d + rem) * 2 * p + bit * p + rest == hi * 18446744073709551616 + lo; */
        uint64_t gap = d - rem - bit; /* 2*rem + bit >= d, without forming 2*rem */
        /*@ assert (2 * quo + 2) * p <= 18446744073709551616; */
        /*@ assert (2 * quo + 1) * p <= 18446744073709551616; */
        /*@ assert 2 * quo + 1 <= 18446744073709551615; */
        if (rem >= gap) {
            /*@ assert (2 * quo + 1) * d + (rem - gap) == (quo * d + rem) * 2 + bit; */
            rem -= gap;
            quo = 2 * quo + 1;
        } else {
            rem = 2 * rem + bit;
            quo = 2 * quo;
        }
        /*@ assert (quo + 1) * p <= 18446744073709551616; */
        /*@ assert quo * d + rem == \at(quo * d + rem, LoopCurrent) * 2 + bit; */
        /*@ assert (quo * d + rem) * p + rest == hi * 18446744073709551616 + lo; */
        p /= 2;
        i--;
    }
    *q = quo;
    *r = rem;
#endif
}
/* What the three directions mean, and what makes a quotient too large for its type. */
/*@ predicate rounded(integer n, integer d, integer mode, integer q) =
      (mode == 0 ==> q * d <= n < (q + 1) * d) &&
      (mode == 1 ==> (2 * q - 1) * d <= 2 * n < (2 * q + 1) * d) &&
      (mode == 2 ==> (q - 1) * d < n <= q * d);
    predicate beyond(integer n, integer d) = 2 * n >= (2 * INT64_MAX) * d;
    logic integer whole(integer hi, integer lo) = hi * 18446744073709551616 + lo; */

/* *r = (hi * 2^64 + lo) / d, rounded; false when it does not fit. */
/*@ requires 0 < d <= INT64_MAX && \valid(r) && 0 <= mode <= 2; assigns *r;
    ensures \result == 0 || \result == 1;
    ensures \result == 1 ==> 0 <= *r <= INT64_MAX;
    ensures \result == 1 ==> rounded(whole(hi, lo), d, mode, *r);
    ensures \result == 0 ==> beyond(whole(hi, lo), d);
    ensures \result == 0 ==> *r == \old(*r); */
static bool round_128(uint64_t hi, uint64_t lo, uint64_t d, int mode, int64_t *r)
{
    uint64_t q = 0, m = 0;
    if (hi >= d)
        return false; /* the quotient needs more than 64 bits */
    if (hi == 0) {    /* the usual case: the numerator fits */
        q = lo / d;
        m = lo % d;
    } else {
        div_128(hi, lo, d, &q, &m);
    }
    /*@ assert q * d + m == hi * 18446744073709551616 + lo && m < d; */
    if (q > INT64_MAX)
        return false;
    if ((mode == CAPACITY__UP && m > 0) || (mode == CAPACITY__HALF_UP && m >= d - m))
        q++;
    if (q > INT64_MAX)
        return false;
    *r = (int64_t)q;
    return true;
}

/* r = a * b / d, rounded; false when it does not fit or an operand is out of place. */
/*@ requires \valid(r) && 0 <= mode <= 2; assigns *r;
    ensures \result == 1 ==> a >= 0 && b >= 0 && d > 0 && 0 <= *r <= INT64_MAX;
    ensures \result == 1 ==> rounded(a * b, d, mode, *r);
    ensures \result == 0 ==> a < 0 || b < 0 || d <= 0 || beyond(a * b, d);
    ensures \result == 0 ==> *r == \old(*r); */
bool capacity__mul_div(int64_t a, int64_t b, int64_t d, int mode, int64_t *r)
{
    uint64_t hi = 0, lo = 0;
    if (a < 0 || b < 0 || d <= 0)
        return false;
    mul_128((uint64_t)a, (uint64_t)b, &hi, &lo);
    /*@ assert whole(hi, lo) == a * b; */
    return round_128(hi, lo, (uint64_t)d, mode, r);
}

/*@ axiomatic Dot {
      logic integer dot{L}(int64_t *a, int64_t *b, integer n) reads a[0 .. n - 1], b[0 .. n - 1];
      axiom dot_0{L}: \forall int64_t *a, *b; dot(a, b, 0) == 0;
      axiom dot_s{L}: \forall int64_t *a, *b, integer n;
        n >= 0 ==> dot(a, b, n + 1) == dot(a, b, n) + a[n] * b[n];
    } */
/* The sum over d only grows: where its upper half reaches d, no quotient fits any more. So the upper
   half stays below 2^63 before each product, whose own is below 2^62, and nothing wraps. */
/*@ requires \valid_read(a + (0 .. n - 1)) && \valid_read(b + (0 .. n - 1)) && \valid(r);
    requires \separated(r, a + (0 .. n - 1)) && \separated(r, b + (0 .. n - 1));
    requires 0 <= mode <= 2; assigns *r;
    ensures \result == 1 ==> d > 0 && 0 <= *r <= INT64_MAX;
    ensures \result == 1 ==> \forall integer i; 0 <= i < n ==> a[i] >= 0 && b[i] >= 0;
    ensures \result == 1 ==> rounded(dot{Pre}(a, b, n), d, mode, *r);
    ensures \result == 0 ==> *r == \old(*r); */
bool capacity__sum_div(const int64_t *a, const int64_t *b, size_t n, int64_t d, int mode,
                       int64_t *r)
{
    uint64_t hi = 0, lo = 0;
    if (d <= 0)
        return false;
    /*@ loop invariant 0 <= i <= n;
        loop invariant hi < d;
        loop invariant \forall integer k; 0 <= k < i ==> a[k] >= 0 && b[k] >= 0;
        loop invariant whole(hi, lo) == dot{Pre}(a, b, i);
        loop invariant *r == \at(*r, Pre);
        loop assigns i, hi, lo;
        loop variant n - i; */
    for (size_t i = 0; i < n; i++) {
        uint64_t h = 0, l = 0;
        if (a[i] < 0 || b[i] < 0)
            return false;
        const uint64_t x = (uint64_t)a[i], y = (uint64_t)b[i];
        /*@ assert x == \at(a[\at(i, Here)], Pre) && y == \at(b[\at(i, Here)], Pre); */
        mul_128(x, y, &h, &l);
        /*@ assert whole(h, l) == x * y; */
        /*@ assert x * y <= 9223372036854775807 * y; */
        /*@ assert x * y <= 9223372036854775807 * 9223372036854775807; */
        /*@ assert h < 4611686018427387904; */
        const uint64_t room = UINT64_MAX - lo;
        hi += h;
        if (l > room) {
            lo = l - room - 1u;
            hi++;
        } else {
            lo += l;
        }
        /*@ assert whole(hi, lo) == \at(whole(hi, lo), LoopCurrent) + x * y; */
        /*@ assert dot{Pre}(a, b, i + 1) == dot{Pre}(a, b, i) + x * y; */
        if (hi >= (uint64_t)d)
            return false;
    }
    /*@ assert whole(hi, lo) == dot{Pre}(a, b, n); */
    return round_128(hi, lo, (uint64_t)d, mode, r);
}
