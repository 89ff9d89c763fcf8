/*
 * An assessment: what was measured, what it is held against, and what follows. One block of memory,
 * immutable once made. Rules: docs/model/assess.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_ENGINE_ASSESS_H
#define CAPACITY_ENGINE_ASSESS_H

#include "base/counted.h"
#include "model/metrics.h"

/*
 * kube-controller-manager, horizontal-pod-autoscaler-sync-period 15 s (kubernetes.io, command line
 * reference, read 2026-11-24), and the guide's stabilizationWindowSeconds for scaling down, 300
 * (Auto-Scaling Configuration), which is also Kubernetes' default. The tolerance is the kernel's.
 */
#define CAPACITY__SYNC_US (15 * CAPACITY_SECOND_US)
#define CAPACITY__DOWN_WINDOW_US (300 * CAPACITY_SECOND_US)

/* What the autoscaler scales by, in the order of reasons. */
enum {
    CAPACITY__SIGNAL_CPU,
    CAPACITY__SIGNAL_MEMORY,
    CAPACITY__SIGNAL_RATE,
    CAPACITY__SIGNAL_CONNECTIONS,
    CAPACITY__SIGNALS
};

typedef struct capacity__signal {
    uint8_t place;  /* of its metric */
    uint8_t reason; /* capacity_reason */
    uint8_t is_per_pod;
} capacity__signal;

extern const capacity__signal capacity__signals[CAPACITY__SIGNALS];

/* What the metrics are held against: the plan's, or the guide's where there is no plan. */
typedef struct capacity__bounds {
    int64_t target[CAPACITY__SIGNALS]; /* in the metric's unit, of one pod where per pod; 0: none */
    int64_t pods_min;
    int64_t pods_max;  /* CAPACITY_INVALID: not known */
    int64_t tier_max;  /* CAPACITY_INVALID: none */
    size_t tier_index; /* of the plan */
} capacity__bounds;

/* A trigger on its way to a row. */
typedef struct capacity__trigger_check {
    uint8_t state; /* capacity_trigger_state */
    uint8_t via;   /* place of the metric that told: p50 and p99 stand for p95 */
    int64_t threshold;
    int64_t left_us;
} capacity__trigger_check;

typedef struct capacity__gap {
    uint8_t place, part, needed;
} capacity__gap;

struct capacity_assessment {
    capacity__counted head;
    capacity__reading reading[CAPACITY__METRICS];
    capacity__bounds bounds;
    capacity__trigger_check check[CAPACITY__TRIGGERS];
    size_t gap_count;
    capacity__gap gap[3 * CAPACITY__METRICS];
    capacity_assessment_summary summary;
};

int capacity__assessment_ok(const capacity_assessment *assessment);

/* --- assess_trigger.c: what is known, and what follows for each trigger --------------------------- */

int capacity__is_known(const capacity_assessment *assessment, size_t place);

/* Could the metric change the verdict? */
int capacity__is_needed(const capacity_assessment *assessment, size_t place);

void capacity__check_triggers(capacity_assessment *assessment);

/* What is missing; `wants_held`: fewer pods would do, if only the load were known to stay so. */
void capacity__find_gaps(capacity_assessment *assessment, int wants_held);

/* Has it crossed its threshold, for long enough or not? */
int capacity__is_crossed(const capacity__trigger_check *check);

/* --- assess_count.c: how many pods --------------------------------------------------------------- */

/* Pods that one signal asks for, by the autoscaler's arithmetic; CAPACITY_INVALID: it cannot tell. */
int64_t capacity__propose(const capacity_assessment *assessment, int signal);

/* The largest proposal and its reason; the present count where there is none. replicas are known. */
int64_t capacity__proposal(const capacity_assessment *assessment, uint32_t *reason);

/* For how long the load has been what it is: the shortest of the signals; CAPACITY_AUTO: not known. */
int64_t capacity__load_held(const capacity_assessment *assessment);

/* --- assess_rows.c ------------------------------------------------------------------------------- */

void capacity__trigger_row(const capacity_assessment *assessment, size_t index,
                           capacity_trigger_result *row);
void capacity__missing_row(const capacity_assessment *assessment, size_t index,
                           capacity_missing *row);
void capacity__say_verdict(capacity_assessment *assessment);

#endif
