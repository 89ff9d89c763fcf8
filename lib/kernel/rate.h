/*
 * Pods for a demand that is an exact fraction: what the public kernels and the plan call.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Operands are not negative, divisors not 0. Functions return false and leave *pods alone when the
 * result, or 1 + buffer, does not fit. Each result is one exact rational, rounded up once.
 */
#ifndef CAPACITY_KERNEL_RATE_H
#define CAPACITY_KERNEL_RATE_H

#include "base/checked.h"

#include <capacity/capacity.h>

/*
 * num / den. As a rate: thousandths of a request a second, so users x requests a minute / 60, or a
 * rate that was given / 1. As a load: users.
 */
typedef struct capacity__rate {
    int64_t num;
    int64_t den;
} capacity__rate;

/* users x requests a minute / 60; false when the product does not fit. */
bool capacity__rate_of_users(int64_t users, int64_t mrpm, capacity__rate *rate);

/* Thousandths a second of a share of the rate. */
bool capacity__rate_up(capacity__rate rate, int64_t share_ppm, int64_t *mrps);

/*
 * By requests a second, of which a share is answered from cache at another limit:
 * rate x ((1 - share) / limit + share / cached limit) x (1 + buffer).
 */
bool capacity__pods_rate(capacity__rate rate, int64_t cached_share_ppm, int64_t per_pod_mrps,
                         int64_t cached_per_pod_mrps, int64_t buffer_ppm, int64_t *pods);

/* By requests in flight (Little's law), with a mean time of time_us_num / time_den. */
bool capacity__pods_inflight(capacity__rate rate, int64_t time_us_num, int64_t time_den,
                             int64_t inflight_per_pod, int64_t buffer_ppm, int64_t *pods);

/* By open connections of a load of users. */
bool capacity__pods_connections(capacity__rate load, int64_t connections_per_user_ppm,
                                int64_t connections_per_pod, int64_t buffer_ppm, int64_t *pods);

/* By CPU at the autoscaling target. */
bool capacity__pods_cpu(capacity__rate rate, int64_t cpu_us, int64_t cpu_request_mcpu,
                        int64_t target_ppm, int64_t buffer_ppm, int64_t *pods);

#endif
