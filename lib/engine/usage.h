/*
 * What pods were seen to use: histograms of bounded memory. Rules: docs/model/rightsizing.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_ENGINE_USAGE_H
#define CAPACITY_ENGINE_USAGE_H

#include "base/alloc.h"
#include "kernel/histogram.h"

/* A histogram, and the time whose samples weigh 1. */
typedef struct capacity__series {
    capacity__histogram histogram;
    int64_t reference_us;
} capacity__series;

struct capacity_usage {
    uint32_t kind;
    capacity_allocator allocator;
    int64_t half_life_us;
    int64_t first_us, last_us; /* of any sample; -1: none yet */
    int64_t cpu_samples, memory_samples, ooms;
    capacity__series cpu;          /* decaying */
    capacity__histogram cpu_plain; /* every sample weighs 1 */
    capacity__series memory;       /* the peaks of the days that are over, decaying */
    int64_t day_end_us;            /* of the day under way; -1: none yet */
    int64_t day_peak, day_oom;     /* of it; -1: none */
    int64_t peak, oom;             /* the largest ever: used, and had when killed; -1: none */
    void *text;                    /* lib/text: between two pieces of CSV */
};

int capacity__usage_ok(const capacity_usage *usage);

/* One row of either kind; checked. */
typedef struct capacity__usage_row {
    int64_t time_us;
    int64_t cpu_mcpu;     /* CAPACITY_INVALID: not measured */
    int64_t memory_bytes; /* the same */
    int64_t oom_bytes;    /* the same */
} capacity__usage_row;
capacity_status capacity__usage_check(const capacity_usage *usage, int64_t last_us, int64_t index,
                                      const capacity__usage_row *row, capacity_error *err);
void capacity__usage_take(capacity_usage *usage, const capacity__usage_row *row);

/* The peaks of memory with the day under way. */
capacity__series capacity__usage_peaks(const capacity_usage *usage);

#endif
