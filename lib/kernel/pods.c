/*
 * Pods for a demand.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel/kernel.h"
#include "kernel/rate.h"

/* A range that all quantities share: not negative. */
#define FROM_0 0, INT64_MAX
#define FROM_1 1, INT64_MAX

#define DEMAND "users x requests_per_user_mrpm"

static capacity_status formula_pods(const int64_t *in, int64_t *out, capacity_error *err)
{
    capacity__rate rate;
    CAPACITY__FITS(capacity__rate_of_users(in[0], in[1], &rate), DEMAND);
    CAPACITY__FITS(capacity__pods_rate(rate, 0, in[2], 1, in[3], &out[0]), "min_pods");
    CAPACITY__FITS(capacity__mul_div(out[0], in[4], CAPACITY_PPM, CAPACITY__UP, &out[1]),
                   "max_pods");
    return CAPACITY_OK;
}

static const capacity__kernel formula_pods_kernel = {
    .in = {{"users", FROM_0},
           {"requests_per_user_mrpm", FROM_0},
           {"requests_per_pod_mrps", FROM_1},
           {"buffer_ppm", FROM_0},
           {"max_factor_ppm", CAPACITY_PPM, INT64_MAX}},
    .out = {"min_pods", "max_pods"},
    .compute = formula_pods,
};

capacity_status capacity_formula_pods(int64_t users, int64_t requests_per_user_mrpm,
                                      int64_t requests_per_pod_mrps, int64_t buffer_ppm,
                                      int64_t max_factor_ppm, int64_t *min_pods, int64_t *max_pods,
                                      capacity_error *err)
{
    return capacity__kernel_one(&formula_pods_kernel,
                                CAPACITY__VALUES(users, requests_per_user_mrpm,
                                                 requests_per_pod_mrps, buffer_ppm, max_factor_ppm),
                                CAPACITY__RESULTS(min_pods, max_pods), err);
}

capacity_status capacity_formula_pods_many(const int64_t *users,
                                           const int64_t *requests_per_user_mrpm,
                                           const int64_t *requests_per_pod_mrps,
                                           const int64_t *buffer_ppm, const int64_t *max_factor_ppm,
                                           size_t n, int64_t *min_pods, int64_t *max_pods,
                                           capacity_error *err)
{
    return capacity__kernel_many(&formula_pods_kernel,
                                 CAPACITY__COLUMNS(users, requests_per_user_mrpm,
                                                   requests_per_pod_mrps, buffer_ppm,
                                                   max_factor_ppm),
                                 n, CAPACITY__RESULTS(min_pods, max_pods), err);
}

static capacity_status by_rate(const int64_t *in, int64_t *out, capacity_error *err)
{
    capacity__rate rate;
    CAPACITY__FITS(capacity__rate_of_users(in[0], in[1], &rate), DEMAND);
    CAPACITY__FITS(capacity__pods_rate(rate, 0, in[2], 1, in[3], &out[0]), "pods");
    return CAPACITY_OK;
}

static const capacity__kernel by_rate_kernel = {
    .in = {{"users", FROM_0},
           {"requests_per_user_mrpm", FROM_0},
           {"requests_per_pod_mrps", FROM_1},
           {"buffer_ppm", FROM_0}},
    .out = {"pods"},
    .compute = by_rate,
};

capacity_status capacity_pods_by_rate(int64_t users, int64_t requests_per_user_mrpm,
                                      int64_t requests_per_pod_mrps, int64_t buffer_ppm,
                                      int64_t *pods, capacity_error *err)
{
    return capacity__kernel_one(
        &by_rate_kernel,
        CAPACITY__VALUES(users, requests_per_user_mrpm, requests_per_pod_mrps, buffer_ppm),
        CAPACITY__RESULTS(pods), err);
}

capacity_status capacity_pods_by_rate_many(const int64_t *users,
                                           const int64_t *requests_per_user_mrpm,
                                           const int64_t *requests_per_pod_mrps,
                                           const int64_t *buffer_ppm, size_t n, int64_t *pods,
                                           capacity_error *err)
{
    return capacity__kernel_many(
        &by_rate_kernel,
        CAPACITY__COLUMNS(users, requests_per_user_mrpm, requests_per_pod_mrps, buffer_ppm), n,
        CAPACITY__RESULTS(pods), err);
}

static capacity_status by_inflight(const int64_t *in, int64_t *out, capacity_error *err)
{
    capacity__rate rate;
    CAPACITY__FITS(capacity__rate_of_users(in[0], in[1], &rate), DEMAND);
    CAPACITY__FITS(capacity__pods_inflight(rate, in[2], 1, in[3], in[4], &out[0]), "pods");
    return CAPACITY_OK;
}

static const capacity__kernel by_inflight_kernel = {
    .in = {{"users", FROM_0},
           {"requests_per_user_mrpm", FROM_0},
           {"time_us", FROM_0},
           {"inflight_per_pod", FROM_1},
           {"buffer_ppm", FROM_0}},
    .out = {"pods"},
    .compute = by_inflight,
};

capacity_status capacity_pods_by_inflight(int64_t users, int64_t requests_per_user_mrpm,
                                          int64_t time_us, int64_t inflight_per_pod,
                                          int64_t buffer_ppm, int64_t *pods, capacity_error *err)
{
    return capacity__kernel_one(
        &by_inflight_kernel,
        CAPACITY__VALUES(users, requests_per_user_mrpm, time_us, inflight_per_pod, buffer_ppm),
        CAPACITY__RESULTS(pods), err);
}

capacity_status capacity_pods_by_inflight_many(const int64_t *users,
                                               const int64_t *requests_per_user_mrpm,
                                               const int64_t *time_us,
                                               const int64_t *inflight_per_pod,
                                               const int64_t *buffer_ppm, size_t n, int64_t *pods,
                                               capacity_error *err)
{
    return capacity__kernel_many(
        &by_inflight_kernel,
        CAPACITY__COLUMNS(users, requests_per_user_mrpm, time_us, inflight_per_pod, buffer_ppm), n,
        CAPACITY__RESULTS(pods), err);
}

static capacity_status by_connections(const int64_t *in, int64_t *out, capacity_error *err)
{
    const capacity__rate load = {in[0], 1};
    CAPACITY__FITS(capacity__pods_connections(load, in[1], in[2], in[3], &out[0]), "pods");
    return CAPACITY_OK;
}

static const capacity__kernel by_connections_kernel = {
    .in = {{"users", FROM_0},
           {"connections_per_user_ppm", FROM_0},
           {"connections_per_pod", FROM_1},
           {"buffer_ppm", FROM_0}},
    .out = {"pods"},
    .compute = by_connections,
};

capacity_status capacity_pods_by_connections(int64_t users, int64_t connections_per_user_ppm,
                                             int64_t connections_per_pod, int64_t buffer_ppm,
                                             int64_t *pods, capacity_error *err)
{
    return capacity__kernel_one(
        &by_connections_kernel,
        CAPACITY__VALUES(users, connections_per_user_ppm, connections_per_pod, buffer_ppm),
        CAPACITY__RESULTS(pods), err);
}

capacity_status capacity_pods_by_connections_many(const int64_t *users,
                                                  const int64_t *connections_per_user_ppm,
                                                  const int64_t *connections_per_pod,
                                                  const int64_t *buffer_ppm, size_t n,
                                                  int64_t *pods, capacity_error *err)
{
    return capacity__kernel_many(
        &by_connections_kernel,
        CAPACITY__COLUMNS(users, connections_per_user_ppm, connections_per_pod, buffer_ppm), n,
        CAPACITY__RESULTS(pods), err);
}

static capacity_status by_cpu(const int64_t *in, int64_t *out, capacity_error *err)
{
    capacity__rate rate;
    CAPACITY__FITS(capacity__rate_of_users(in[0], in[1], &rate), DEMAND);
    CAPACITY__FITS(capacity__pods_cpu(rate, in[2], in[3], in[4], in[5], &out[0]), "pods");
    return CAPACITY_OK;
}

static const capacity__kernel by_cpu_kernel = {
    .in = {{"users", FROM_0},
           {"requests_per_user_mrpm", FROM_0},
           {"cpu_per_request_us", FROM_0},
           {"cpu_request_mcpu", FROM_1},
           {"target_ppm", 1, CAPACITY_PPM},
           {"buffer_ppm", FROM_0}},
    .out = {"pods"},
    .compute = by_cpu,
};

capacity_status capacity_pods_by_cpu(int64_t users, int64_t requests_per_user_mrpm,
                                     int64_t cpu_per_request_us, int64_t cpu_request_mcpu,
                                     int64_t target_ppm, int64_t buffer_ppm, int64_t *pods,
                                     capacity_error *err)
{
    return capacity__kernel_one(&by_cpu_kernel,
                                CAPACITY__VALUES(users, requests_per_user_mrpm, cpu_per_request_us,
                                                 cpu_request_mcpu, target_ppm, buffer_ppm),
                                CAPACITY__RESULTS(pods), err);
}

capacity_status capacity_pods_by_cpu_many(const int64_t *users,
                                          const int64_t *requests_per_user_mrpm,
                                          const int64_t *cpu_per_request_us,
                                          const int64_t *cpu_request_mcpu,
                                          const int64_t *target_ppm, const int64_t *buffer_ppm,
                                          size_t n, int64_t *pods, capacity_error *err)
{
    return capacity__kernel_many(&by_cpu_kernel,
                                 CAPACITY__COLUMNS(users, requests_per_user_mrpm,
                                                   cpu_per_request_us, cpu_request_mcpu, target_ppm,
                                                   buffer_ppm),
                                 n, CAPACITY__RESULTS(pods), err);
}

static capacity_status for_zones(const int64_t *in, int64_t *out, capacity_error *err)
{
    int64_t each = 0;
    CAPACITY__TRY(capacity__in_range(err, "zones_lost", in[2], 0, in[1] - 1));
    (void)capacity__mul_div(in[0], 1, in[1] - in[2], CAPACITY__UP, &each); /* always fits */
    out[0] = in[0];
    CAPACITY__FITS(in[2] == 0 || capacity__mul(each, in[1], &out[0]), "spread_pods");
    return CAPACITY_OK;
}

static const capacity__kernel for_zones_kernel = {
    .in = {{"pods", FROM_0}, {"zones", FROM_1}, {"zones_lost", FROM_0}},
    .out = {"spread_pods"},
    .compute = for_zones,
};

capacity_status capacity_pods_for_zones(int64_t pods, int64_t zones, int64_t zones_lost,
                                        int64_t *spread_pods, capacity_error *err)
{
    return capacity__kernel_one(&for_zones_kernel, CAPACITY__VALUES(pods, zones, zones_lost),
                                CAPACITY__RESULTS(spread_pods), err);
}

capacity_status capacity_pods_for_zones_many(const int64_t *pods, const int64_t *zones,
                                             const int64_t *zones_lost, size_t n,
                                             int64_t *spread_pods, capacity_error *err)
{
    return capacity__kernel_many(&for_zones_kernel, CAPACITY__COLUMNS(pods, zones, zones_lost), n,
                                 CAPACITY__RESULTS(spread_pods), err);
}

static capacity_status hpa_rate(const int64_t *in, int64_t *out, capacity_error *err)
{
    int64_t whole, requests = 0;
    CAPACITY__FITS(capacity__add(CAPACITY_PPM, in[1], &whole), "1 + buffer_ppm");
    (void)capacity__ratio(CAPACITY__NUM(in[0], CAPACITY_PPM), CAPACITY__DEN(whole, 1000),
                          CAPACITY__DOWN, &requests);
    out[0] = requests * 1000; /* never more than the limit */
    return CAPACITY_OK;
}

static const capacity__kernel hpa_rate_kernel = {
    .in = {{"requests_per_pod_mrps", FROM_0}, {"buffer_ppm", FROM_0}},
    .out = {"target_mrps"},
    .compute = hpa_rate,
};

capacity_status capacity_pods_hpa_rate(int64_t requests_per_pod_mrps, int64_t buffer_ppm,
                                       int64_t *target_mrps, capacity_error *err)
{
    return capacity__kernel_one(&hpa_rate_kernel,
                                CAPACITY__VALUES(requests_per_pod_mrps, buffer_ppm),
                                CAPACITY__RESULTS(target_mrps), err);
}
