/*
 * Natural numbers of 640 bits, or of BIG_LIMBS x 16: what judges the arithmetic where the compiler's own are too short.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_BIG_H
#define TESTS_BIG_H

#include <stddef.h>
#include <stdint.h>

#ifdef BIG_LIMBS
enum { LIMBS = BIG_LIMBS };
#else
enum { LIMBS = 40 };
#endif

/* Limbs of 16 bits, least first: room for ten factors. */
typedef struct big {
    uint32_t limb[LIMBS];
} big;

static inline big big_times(big x, uint64_t factor)
{
    big sum = {{0}};
    for (size_t part = 0; part < 4; part++) {
        const uint32_t digit = (uint32_t)(factor >> (16 * part) & 0xffffu);
        uint32_t carry = 0;
        for (size_t i = 0; digit > 0 && i + part < LIMBS; i++) {
            const uint32_t at = sum.limb[i + part] + x.limb[i] * digit + carry;
            sum.limb[i + part] = at & 0xffffu;
            carry = at >> 16;
        }
    }
    return sum;
}

static inline int big_compare(const big *a, const big *b)
{
    for (size_t i = LIMBS; i-- > 0;)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

static inline big big_product(const int64_t *factor, size_t n, uint64_t times)
{
    big x = {{1}};
    for (size_t i = 0; i < n; i++)
        x = big_times(x, (uint64_t)factor[i]);
    return big_times(x, times);
}

static inline big big_sum(big a, const big *b)
{
    uint32_t carry = 0;
    for (size_t i = 0; i < LIMBS; i++) {
        const uint32_t at = a.limb[i] + b->limb[i] + carry;
        a.limb[i] = at & 0xffffu;
        carry = at >> 16;
    }
    return a;
}

#endif
