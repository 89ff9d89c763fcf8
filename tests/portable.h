/*
 * lib/base/checked.c and ratio.c built once more without 128-bit integers, under other names.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_PORTABLE_H
#define TESTS_PORTABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool portable_mul_div(int64_t a, int64_t b, int64_t d, int mode, int64_t *r);
bool portable_sum_div(const int64_t *a, const int64_t *b, size_t n, int64_t d, int mode,
                      int64_t *r);
bool portable_ratio(const int64_t *num, size_t n, const int64_t *den, size_t m, int mode,
                    int64_t *r);
int portable_compare(const int64_t *a, size_t n, const int64_t *b, size_t m);

#endif
