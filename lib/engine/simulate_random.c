/*
 * Random numbers by counter: each from its key alone, so that it can be drawn again at any time.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/simulate.h"

/* Products modulo 2^64 are meant here: clang's check for unsigned overflow leaves such functions out. */
#if defined(__clang__)
#define CAPACITY__WRAPS __attribute__((no_sanitize("unsigned-integer-overflow")))
#else
#define CAPACITY__WRAPS
#endif

/* The output function of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, figure 16 and its constants). */
CAPACITY__WRAPS
static uint64_t mix(uint64_t z)
{
    z += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

int64_t capacity__sim_draw(int64_t seed, size_t group, uint64_t node, uint32_t draw)
{
    uint64_t z = mix((uint64_t)seed);
    z = mix(z ^ group);
    z = mix(z ^ node);
    z = mix(z ^ draw);
    return (int64_t)((z >> 32) * UINT64_C(1000000) >> 32);
}
