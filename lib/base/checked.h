/*
 * Checked arithmetic: every sum and product of numbers that a caller can influence.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Quantities are never negative. Functions return false and leave *r alone when the result does not
 * fit in int64_t or an operand is out of place; nothing wraps, saturates or clamps.
 */
#ifndef CAPACITY_BASE_CHECKED_H
#define CAPACITY_BASE_CHECKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is offered rounds down, money half up, what is needed up. */
enum { CAPACITY__DOWN, CAPACITY__HALF_UP, CAPACITY__UP };

/* Most factors of a numerator or denominator of capacity__ratio. */
enum { CAPACITY__FACTORS = 8 };

/* *r = a + b, a - b, a * b; the product refuses negative factors. */
bool capacity__add(int64_t a, int64_t b, int64_t *r);
bool capacity__sub(int64_t a, int64_t b, int64_t *r);
bool capacity__mul(int64_t a, int64_t b, int64_t *r);

/* *r = a * b / d with a 128-bit product, rounded once. */
bool capacity__mul_div(int64_t a, int64_t b, int64_t d, int mode, int64_t *r);

/* *r = (a[0] * b[0] + ... + a[n-1] * b[n-1]) / d with a 128-bit sum, rounded once. */
bool capacity__sum_div(const int64_t *a, const int64_t *b, size_t n, int64_t d, int mode,
                       int64_t *r);

/* *r = num[0] * ... / (den[0] * ...), at most CAPACITY__FACTORS each, exact, rounded once. */
bool capacity__ratio(const int64_t *numerator, size_t n, const int64_t *denominator, size_t m,
                     int mode, int64_t *r);

/* The sign of a[0] * ... - b[0] * ..., at most CAPACITY__FACTORS each and none negative, exact. */
int capacity__compare(const int64_t *a, size_t n, const int64_t *b, size_t m);

/* Sizes in memory. */
bool capacity__size_mul(size_t a, size_t b, size_t *r);
bool capacity__size_add(size_t a, size_t b, size_t *r);

/* Factors written in place: capacity__ratio(CAPACITY__NUM(a, b), CAPACITY__DEN(c), mode, &r). */
#define CAPACITY__NUM(...)                                                                         \
    ((const int64_t[]){__VA_ARGS__}), sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t)
#define CAPACITY__DEN CAPACITY__NUM

#endif
