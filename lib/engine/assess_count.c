/*
 * How many pods the load asks for: the autoscaler's arithmetic on totals.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Pods that are not ready count as idle on the way up and stay out on the way down, as the kernel
 * has it for the class UNREADY.
 */
#include "engine/assess.h"

#include "base/checked.h"
#include "base/never.h"
#include "kernel/hpa.h"

enum { PERCENT_PPM = 10000, MILLI = 1000 };

const capacity__signal capacity__signals[CAPACITY__SIGNALS] = {
    [CAPACITY__SIGNAL_CPU] = {CAPACITY__METRIC_AT_CPU_PPM, CAPACITY_REASON_CPU, 0},
    [CAPACITY__SIGNAL_MEMORY] = {CAPACITY__METRIC_AT_MEMORY_PPM, CAPACITY_REASON_MEMORY, 0},
    [CAPACITY__SIGNAL_RATE] = {CAPACITY__METRIC_AT_RATE_MRPS, CAPACITY_REASON_RATE, 1},
    [CAPACITY__SIGNAL_CONNECTIONS] = {CAPACITY__METRIC_AT_ACTIVE_CONNECTIONS,
                                      CAPACITY_REASON_CONNECTIONS, 1},
};

/* Pods that answered; nobody said: all of them. */
static int64_t ready_pods(const capacity_assessment *assessment)
{
    int64_t available = assessment->reading[CAPACITY__METRIC_AT_AVAILABLE_REPLICAS].value;
    return available == CAPACITY_INVALID ? assessment->reading[CAPACITY__METRIC_AT_REPLICAS].value
                                         : available;
}

/* The metric as an HPA has it. A percent is whole, rounded down; a mean is in thousandths. */
static capacity_hpa_metric metric_of(const capacity__signal *signal, int64_t target, int64_t pods)
{
    capacity_hpa_metric metric = {
        .struct_size = sizeof metric,
        .kind = signal->is_per_pod ? CAPACITY_HPA_PODS : CAPACITY_HPA_RESOURCE,
        .target_type = signal->is_per_pod ? CAPACITY_HPA_AVERAGE_VALUE : CAPACITY_HPA_UTILIZATION,
        .target = target,
        .current_replicas = pods,
    };
    if (!signal->is_per_pod)
        metric.target = target / PERCENT_PPM > 0 ? target / PERCENT_PPM : 1;
    else if (signal->place == CAPACITY__METRIC_AT_ACTIVE_CONNECTIONS)
        metric.target = target * MILLI;
    return metric;
}

/* Ranges of metrics keep the products far from the ends of the type. */
static capacity__hpa_pods pods_of(const capacity__signal *signal, int64_t value, int64_t ready,
                                  int64_t pods)
{
    capacity__hpa_pods all = {.known = pods, .ready = ready, .unready = pods - ready};
    if (!signal->is_per_pod) { /* each requests a million, so that a share is what it uses */
        all.value = value * ready;
        all.request = CAPACITY_PPM * ready;
        all.unready_request = CAPACITY_PPM * all.unready;
    } else if (signal->place == CAPACITY__METRIC_AT_ACTIVE_CONNECTIONS) {
        all.value = value * MILLI;
    } else {
        all.value = value;
    }
    return all;
}

int64_t capacity__propose(const capacity_assessment *assessment, int index)
{
    const capacity__signal *signal = &capacity__signals[index];
    int64_t value = assessment->reading[signal->place].value;
    int64_t pods = assessment->reading[CAPACITY__METRIC_AT_REPLICAS].value;
    int64_t ready = ready_pods(assessment);
    int64_t target = assessment->bounds.target[index];
    capacity__hpa_goal goal;
    capacity_hpa_proposal proposal;

    if (target == 0 || value == CAPACITY_INVALID || pods == CAPACITY_INVALID || ready <= 0)
        return CAPACITY_INVALID;
    capacity_hpa_metric metric = metric_of(signal, target, pods);
    capacity__hpa_pods all = pods_of(signal, value, ready, pods);
    if (CAPACITY__NEVER(capacity__hpa_goal_of(&metric, &goal, NULL) < 0))
        return CAPACITY_INVALID; /* kinds and targets are ours */
    if (CAPACITY__NEVER(!capacity__hpa_propose(&goal, &metric, &all, &proposal)))
        return CAPACITY_INVALID; /* the sums fit */
    return proposal.replicas;
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
