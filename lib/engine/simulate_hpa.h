/*
 * The pod autoscalers of a simulation: the library's own decision kernel, with pods as classes.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_ENGINE_SIMULATE_HPA_H
#define CAPACITY_ENGINE_SIMULATE_HPA_H

#include "kernel/hpa.h"

/* Metrics and policies of a component as they were put. */
typedef struct capacity__scaling {
    size_t metric_count, policy_count;
    capacity_simulation_metric metrics[CAPACITY_SIMULATION_METRICS];
    capacity_simulation_policy policies[2 * CAPACITY_SIMULATION_POLICIES];
} capacity__scaling;

/* The same for the kernel, made before the first row. */
typedef struct capacity__hpa {
    size_t metric_count;
    int64_t *history;
    size_t history_size;
    capacity__hpa_rules rules;
    int64_t kinds[CAPACITY_SIMULATION_METRICS];
    uint32_t signals[CAPACITY_SIMULATION_METRICS];
    capacity__hpa_goal goals[CAPACITY_SIMULATION_METRICS];
} capacity__hpa;

/* Rules and goals of a component; the history is placed by the caller. */
capacity_status capacity__sim_hpa_of(const capacity_simulation_component *row,
                                     const capacity__scaling *scaling, int64_t sync_us,
                                     capacity__hpa *hpa, capacity_error *err);

/* Samples of the period that ends, then a decision of each autoscaler; whether pods came or went. */
int capacity__sim_sync(capacity_simulation *simulation);

#endif
