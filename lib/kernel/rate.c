/*
 * Pods for a demand that is an exact fraction.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel/rate.h"

bool capacity__rate_of_users(int64_t users, int64_t mrpm, capacity__rate *rate)
{
    rate->den = 60;
    return capacity__mul(users, mrpm, &rate->num);
}

bool capacity__rate_up(capacity__rate rate, int64_t share_ppm, int64_t *mrps)
{
    return capacity__ratio(CAPACITY__NUM(rate.num, share_ppm),
                           CAPACITY__DEN(rate.den, CAPACITY_PPM), CAPACITY__UP, mrps);
}

bool capacity__pods_rate(capacity__rate rate, int64_t cached_share_ppm, int64_t per_pod_mrps,
                         int64_t cached_per_pod_mrps, int64_t buffer_ppm, int64_t *pods)
{
    int64_t whole, database, cached, both;

    if (!capacity__add(CAPACITY_PPM, buffer_ppm, &whole))
        return false;
    if (cached_share_ppm == 0) /* no sum, so limits of any size are exact */
        return capacity__ratio(CAPACITY__NUM(rate.num, whole),
                               CAPACITY__DEN(rate.den, per_pod_mrps, CAPACITY_PPM), CAPACITY__UP,
                               pods);
    return capacity__mul(CAPACITY_PPM - cached_share_ppm, cached_per_pod_mrps, &database) &&
           capacity__mul(cached_share_ppm, per_pod_mrps, &cached) &&
           capacity__add(database, cached, &both) &&
           capacity__ratio(CAPACITY__NUM(rate.num, both, whole),
                           CAPACITY__DEN(rate.den, per_pod_mrps, cached_per_pod_mrps, CAPACITY_PPM,
                                         CAPACITY_PPM),
                           CAPACITY__UP, pods);
}

/* 1000 for thousandths of a request, CAPACITY_SECOND_US for time, CAPACITY_PPM for the buffer. */
bool capacity__pods_inflight(capacity__rate rate, int64_t time_us_num, int64_t time_den,
                             int64_t inflight_per_pod, int64_t buffer_ppm, int64_t *pods)
{
    int64_t whole;
    return capacity__add(CAPACITY_PPM, buffer_ppm, &whole) &&
           capacity__ratio(CAPACITY__NUM(rate.num, time_us_num, whole),
                           CAPACITY__DEN(rate.den, 1000, CAPACITY_SECOND_US, time_den,
                                         inflight_per_pod, CAPACITY_PPM),
                           CAPACITY__UP, pods);
}

bool capacity__pods_connections(capacity__rate load, int64_t connections_per_user_ppm,
                                int64_t connections_per_pod, int64_t buffer_ppm, int64_t *pods)
{
    int64_t whole;
    return capacity__add(CAPACITY_PPM, buffer_ppm, &whole) &&
           capacity__ratio(CAPACITY__NUM(load.num, connections_per_user_ppm, whole),
                           CAPACITY__DEN(load.den, CAPACITY_PPM, connections_per_pod, CAPACITY_PPM),
                           CAPACITY__UP, pods);
}

/*
 * Thousandths of a request a second x microseconds / 10^6 are the millicores in use; the target's
 * parts per million and the buffer's cancel.
 */
bool capacity__pods_cpu(capacity__rate rate, int64_t cpu_us, int64_t cpu_request_mcpu,
                        int64_t target_ppm, int64_t buffer_ppm, int64_t *pods)
{
    int64_t whole;
    return capacity__add(CAPACITY_PPM, buffer_ppm, &whole) &&
           capacity__ratio(
               CAPACITY__NUM(rate.num, cpu_us, whole),
               CAPACITY__DEN(rate.den, CAPACITY_SECOND_US, cpu_request_mcpu, target_ppm),
               CAPACITY__UP, pods);
}
