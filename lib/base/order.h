/*
 * The larger and the smaller of two numbers.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_BASE_ORDER_H
#define CAPACITY_BASE_ORDER_H

#include <stdint.h>

static inline int64_t capacity__larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static inline int64_t capacity__smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

#endif
