/*
 * How many pods the load asks for: the autoscaler's arithmetic on totals.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A utilisation is an integer percent and a mean per pod an integer of the metric's unit, both
 * truncated, before anything is compared; counts round up. Pods that are not ready count as idle
 * on the way up and stay out on the way down.
 */
#include "engine/assess.h"

#include "base/checked.h"

enum { PERCENT_PPM = 10000 };

const capacity__signal capacity__signals[CAPACITY__SIGNALS] = {
    [CAPACITY__SIGNAL_CPU] = {CAPACITY__METRIC_AT_CPU_PPM, CAPACITY_REASON_CPU, 0},
    [CAPACITY__SIGNAL_MEMORY] = {CAPACITY__METRIC_AT_MEMORY_PPM, CAPACITY_REASON_MEMORY, 0},
    [CAPACITY__SIGNAL_RATE] = {CAPACITY__METRIC_AT_RATE_MRPS, CAPACITY_REASON_RATE, 1},
    [CAPACITY__SIGNAL_CONNECTIONS] = {CAPACITY__METRIC_AT_ACTIVE_CONNECTIONS,
                                      CAPACITY_REASON_CONNECTIONS, 1},
};

/* use / target against 1, the tolerance apart: -1, 0 or 1. Ranges of metrics keep this far from the
 * ends of the type. */
static int side_of(int64_t use, int64_t target)
{
    if (use * 10 > target * (10 + CAPACITY__TOLERANCE_TENTHS))
        return 1;
    return use * 10 < target * (10 - CAPACITY__TOLERANCE_TENTHS) ? -1 : 0;
}

/* What `pods` pods use of one signal: percent, or a mean. `ready` of them make the value. */
static int64_t use_of(const capacity__signal *signal, int64_t value, int64_t ready, int64_t pods)
{
    int64_t use = 0;
    if (signal->is_per_pod)
        return value / pods;
    (void)capacity__mul_div(value, ready, PERCENT_PPM * pods, CAPACITY__DOWN, &use);
    return use;
}

static int64_t count_for(int64_t use, int64_t pods, int64_t target)
{
    int64_t count = INT64_MAX;
    (void)capacity__mul_div(use, pods, target, CAPACITY__UP, &count);
    return count;
}

/* Pods that answered; nobody said: all of them. */
static int64_t ready_pods(const capacity_assessment *assessment)
{
    int64_t available = assessment->reading[CAPACITY__METRIC_AT_AVAILABLE_REPLICAS].value;
    return available == CAPACITY_INVALID ? assessment->reading[CAPACITY__METRIC_AT_REPLICAS].value
                                         : available;
}

int64_t capacity__propose(const capacity_assessment *assessment, int index)
{
    const capacity__signal *signal = &capacity__signals[index];
    int64_t value = assessment->reading[signal->place].value;
    int64_t pods = assessment->reading[CAPACITY__METRIC_AT_REPLICAS].value;
    int64_t ready = ready_pods(assessment);
    int64_t target = assessment->bounds.target[index];

    if (target == 0 || value == CAPACITY_INVALID || ready <= 0)
        return CAPACITY_INVALID;
    if (!signal->is_per_pod)
        target = target / PERCENT_PPM > 0 ? target / PERCENT_PPM : 1;
    int64_t use = use_of(signal, value, ready, ready);
    int side = side_of(use, target);
    if (side == 0)
        return pods;
    if (side < 0 || ready == pods)
        return count_for(use, ready, target);
    use = use_of(signal, value, ready, pods); /* as if those that are not ready were idle */
    if (side_of(use, target) <= 0)
        return pods;
    return count_for(use, pods, target);
}

int64_t capacity__proposal(const capacity_assessment *assessment, uint32_t *reason)
{
    int64_t most = CAPACITY_INVALID;
    for (int i = 0; i < CAPACITY__SIGNALS; i++) {
        int64_t proposal = capacity__propose(assessment, i);
        if (proposal <= most)
            continue;
        most = proposal;
        *reason = capacity__signals[i].reason;
    }
    return most == CAPACITY_INVALID ? assessment->reading[CAPACITY__METRIC_AT_REPLICAS].value
                                    : most;
}

int64_t capacity__load_held(const capacity_assessment *assessment)
{
    int64_t shortest = INT64_MAX;
    for (int i = 0; i < CAPACITY__SIGNALS; i++) {
        const capacity__reading *reading = &assessment->reading[capacity__signals[i].place];
        if (assessment->bounds.target[i] > 0 && reading->held_us < shortest)
            shortest = reading->held_us; /* CAPACITY_AUTO is below all */
    }
    return shortest;
}
