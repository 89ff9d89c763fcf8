/*
 * Random numbers by counter: each from its key alone, so that it can be drawn again at any time.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/simulate.h"

/* The output function of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, figure 16 and its constants). */
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
