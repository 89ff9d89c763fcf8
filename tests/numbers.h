/*
 * Random numbers for tests: the same on every machine, of every size alike.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_NUMBERS_H
#define TESTS_NUMBERS_H

#include <stdint.h>

/* For oracles; machines of 32 bits have none, and there the vectors alone judge. */
#ifdef __SIZEOF_INT128__
#define HAS_WIDE
__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;
#endif

/* xorshift64*: Vigna 2016; the state is not 0. */
static inline uint64_t random_bits(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static inline int64_t random_below(uint64_t *state, int64_t n)
{
    return (int64_t)(random_bits(state) % (uint64_t)n);
}

/* 0 to INT64_MAX, each number of bits as likely as any other, the ends often. */
static inline int64_t random_natural(uint64_t *state)
{
    const uint64_t bits = random_bits(state) % 66;
    if (bits >= 64)
        return bits == 64 ? INT64_MAX : 0;
    return (int64_t)(random_bits(state) >> 1 >> (63 - (bits == 0 ? 1 : bits)));
}

#endif
