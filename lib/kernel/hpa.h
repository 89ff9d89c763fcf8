/*
 * The autoscaler's arithmetic without the checks of arguments, for callers that make thousands of
 * decisions from numbers of their own.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Unchecked means: counts and replicas are in 0 .. CAPACITY_HPA_MAX_REPLICAS, times not negative,
 * a history is as the public functions leave it. Rules and targets come from the functions below.
 */
#ifndef CAPACITY_KERNEL_HPA_H
#define CAPACITY_KERNEL_HPA_H

#include "base/error.h"
#include "kernel/real.h"

#include <stdbool.h>

/* --- proposing ---------------------------------------------------------------------------------- */

/* A metric that has been checked. */
typedef struct capacity__hpa_goal {
    uint32_t kind;
    uint32_t type;
    bool old; /* v1.28: |1 - ratio| <= the larger tolerance */
    int64_t target;
    double low, high; /* 1 - down, 1 + up; the larger tolerance in high if old */
} capacity__hpa_goal;

/* All pods of a metric: what propose makes of the groups that it is handed. */
typedef struct capacity__hpa_pods {
    int64_t known; /* pods that the selector finds, ignored ones included */
    int64_t ready, unready, missing, strangers;
    int64_t value;           /* of the ready ones' samples */
    int64_t request;         /* of the ready ones */
    int64_t strange_value;   /* of samples of pods that the selector does not find */
    int64_t missing_full;    /* what the missing ones use at max(100, target) percent */
    int64_t missing_request; /* what they request */
    int64_t unready_request;
} capacity__hpa_pods;

capacity_status capacity__hpa_goal_of(const capacity_hpa_metric *metric, capacity__hpa_goal *goal,
                                      capacity_error *err);

/*
 * Fill everything but struct_size. Reads value, current_replicas and status_replicas of the metric;
 * false when a sum does not fit.
 */
bool capacity__hpa_propose(const capacity__hpa_goal *goal, const capacity_hpa_metric *metric,
                           const capacity__hpa_pods *pods, capacity_hpa_proposal *proposal);

/* --- deciding ----------------------------------------------------------------------------------- */

typedef struct capacity__hpa_rate {
    int64_t period_us;
    int64_t pods;  /* 0: percent */
    double factor; /* of the replicas at the start of the period */
} capacity__hpa_rate;

typedef struct capacity__hpa_side {
    int64_t window_us;
    int64_t longest_us; /* of the periods */
    uint32_t select;
    uint32_t n;
    capacity__hpa_rate rate[CAPACITY_HPA_MAX_POLICIES];
} capacity__hpa_side;

/* A specification with its policies that has been checked, defaults filled in. */
typedef struct capacity__hpa_rules {
    bool behavior;
    bool to_zero;     /* 0 replicas may come back */
    bool from_anyone; /* v1.28: also when somebody else set 0 */
    int64_t min, max;
    int64_t window_us; /* the controller's */
    capacity__hpa_side up, down;
} capacity__hpa_rules;

/* Parallel arrays of n policies. */
typedef struct capacity__hpa_policies {
    const int64_t *direction, *type, *value, *period_us;
    size_t n;
} capacity__hpa_policies;

capacity_status capacity__hpa_rules_of(const capacity_hpa_spec *spec,
                                       const capacity__hpa_policies *policies,
                                       capacity__hpa_rules *rules, capacity_error *err);

/* Fill everything but struct_size and change the history; false, and no change, when it is full. */
bool capacity__hpa_decide(const capacity__hpa_rules *rules, const int64_t *kinds,
                          const int64_t *replicas, size_t metrics, int64_t current, int64_t now_us,
                          int64_t *history, size_t history_size, capacity_hpa_decision *decision);

/* --- both --------------------------------------------------------------------------------------- */

/* Toward zero and up, to 32 bits: what lies beyond is the end. */
int64_t capacity__hpa_truncate(double x);
int64_t capacity__hpa_ceil(double x);

/* A member of a struct must have no bits beside these. */
capacity_status capacity__hpa_flags(uint32_t flags, uint32_t known, capacity_error *err);

#endif
