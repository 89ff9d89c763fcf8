/*
 * Waiting in line without the checks of arguments: what the kernels share, and others estimate with.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_KERNEL_QUEUE_H
#define CAPACITY_KERNEL_QUEUE_H

#include "base/checked.h"
#include "kernel/real.h"

#include <capacity/capacity.h>

#include <stdbool.h>

/* A queue in the ranges of the public functions. */
typedef struct capacity__queue {
    double load; /* erlang */
    double gap;  /* servers less load, exact to 10^-9; only if stable */
    double servers;
    double service; /* us */
    bool stable;    /* load < servers */
} capacity__queue;

capacity__queue capacity__queue_of(int64_t arrivals_mrps, int64_t service_us, int64_t servers);

/* Erlang B of the queue, and Erlang C from it; the latter of a stable queue. */
double capacity__queue_loss(const capacity__queue *queue);
double capacity__queue_waiting(const capacity__queue *queue, double loss);

/* P(T > t us) of a stable queue in which `waiting` is Erlang C. */
double capacity__queue_tail(const capacity__queue *queue, double waiting, double t);

#endif
