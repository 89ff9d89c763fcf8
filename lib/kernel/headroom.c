/*
 * Head-room: what a spare share survives until an autoscaler has reacted.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/never.h"
#include "base/order.h"
#include "kernel/kernel.h"
#include "kernel/law.h"

#define TIME(name, lowest)                                                                         \
    {                                                                                              \
        name, lowest, CAPACITY_HEADROOM_TIME_US                                                    \
    }
#define FACTOR(name, lowest)                                                                       \
    {                                                                                              \
        name, lowest, CAPACITY_HEADROOM_PPM                                                        \
    }

static double share(int64_t ppm)
{
    return (double)ppm / (double)CAPACITY_PPM;
}

/* Of a factor from one: 1 + x is rounded, x is not, and near one that shows. */
static double log_of(int64_t factor_ppm)
{
    return capacity__log_of_one_more(share(factor_ppm - CAPACITY_PPM));
}

/* Up to a whole number; what the arithmetic may have added, some 2^-50, is taken off before. */
static bool round_up(double x, int64_t *out)
{
    x -= x * 0x1p-49;
    if (!(x < 0x1p63))
        return false;
    const int64_t below = (int64_t)x;
    *out = below + ((double)below < x);
    return true;
}

static bool growth_less_one(double x, int64_t *ppm)
{
    return round_up(capacity__exp_less_one(x) * (double)CAPACITY_PPM, ppm);
}

static capacity_status reaction(const int64_t *in, int64_t *out, capacity_error *err)
{
    (void)err;
    *out = in[0] + in[1] + in[2] + in[3]; /* four years at most */
    return CAPACITY_OK;
}

static const capacity__kernel reaction_kernel = {
    .in = {TIME("metric_lag_us", 0), TIME("sync_us", 0), TIME("pod_start_us", 0),
           TIME("node_start_us", 0)},
    .out = {"reaction_us"},
    .compute = reaction,
};

capacity_status capacity_headroom_reaction(int64_t metric_lag_us, int64_t sync_us,
                                           int64_t pod_start_us, int64_t node_start_us,
                                           int64_t *reaction_us, capacity_error *err)
{
    return capacity__kernel_one(
        &reaction_kernel, CAPACITY__VALUES(metric_lag_us, sync_us, pod_start_us, node_start_us),
        CAPACITY__RESULTS(reaction_us), err);
}

static capacity_status buffer(const int64_t *in, int64_t *out, capacity_error *err)
{
    const double grown = share(in[0]) * ((double)in[1] / (double)CAPACITY_SECOND_US);
    CAPACITY__FITS(growth_less_one(grown, &out[0]), "buffer_ppm");
    if (CAPACITY__NEVER(!capacity__mul_div(in[0], in[1], CAPACITY_SECOND_US, CAPACITY__UP,
                                           &out[1]))) /* no more than a year in microseconds */
        return capacity__overflow(err, CAPACITY_FIELD_NONE, "linear_ppm");
    return CAPACITY_OK;
}

static const capacity__kernel buffer_kernel = {
    .in = {{"ramp_ppm", 0, CAPACITY_PPM}, TIME("reaction_us", 0)},
    .out = {"buffer_ppm", "linear_ppm"},
    .compute = buffer,
};

capacity_status capacity_headroom_buffer(int64_t ramp_ppm, int64_t reaction_us, int64_t *buffer_ppm,
                                         int64_t *linear_ppm, capacity_error *err)
{
    return capacity__kernel_one(&buffer_kernel, CAPACITY__VALUES(ramp_ppm, reaction_us),
                                CAPACITY__RESULTS(buffer_ppm, linear_ppm), err);
}

static capacity_status buffer_for_growth(const int64_t *in, int64_t *out, capacity_error *err)
{
    const double grown = log_of(in[0]) * ((double)in[2] / (double)in[1]);
    CAPACITY__FITS(growth_less_one(grown, out), "buffer_ppm");
    return CAPACITY_OK;
}

static const capacity__kernel buffer_for_growth_kernel = {
    .in = {FACTOR("factor_ppm", CAPACITY_PPM), TIME("time_us", 1), TIME("reaction_us", 0)},
    .out = {"buffer_ppm"},
    .compute = buffer_for_growth,
};

capacity_status capacity_headroom_buffer_for_growth(int64_t factor_ppm, int64_t time_us,
                                                    int64_t reaction_us, int64_t *buffer_ppm,
                                                    capacity_error *err)
{
    return capacity__kernel_one(&buffer_for_growth_kernel,
                                CAPACITY__VALUES(factor_ppm, time_us, reaction_us),
                                CAPACITY__RESULTS(buffer_ppm), err);
}

static capacity_status survived_growth(const int64_t *in, int64_t *out, capacity_error *err)
{
    const double buffer_log = capacity__log_of_one_more(share(in[0]));
    CAPACITY__FITS(round_up((double)in[2] * (log_of(in[1]) / buffer_log), out), "time_us");
    return CAPACITY_OK;
}

static const capacity__kernel survived_growth_kernel = {
    .in = {FACTOR("buffer_ppm", 1), FACTOR("factor_ppm", CAPACITY_PPM), TIME("reaction_us", 0)},
    .out = {"time_us"},
    .compute = survived_growth,
};

capacity_status capacity_headroom_survived_growth(int64_t buffer_ppm, int64_t factor_ppm,
                                                  int64_t reaction_us, int64_t *time_us,
                                                  capacity_error *err)
{
    return capacity__kernel_one(&survived_growth_kernel,
                                CAPACITY__VALUES(buffer_ppm, factor_ppm, reaction_us),
                                CAPACITY__RESULTS(time_us), err);
}

/* The factor that CPU can show, and what policies allow of it; none of both allows any. */
static capacity_status cycle_growth(const int64_t *in, int64_t *out, capacity_error *err)
{
    int64_t shown, by_pods, allowed = INT64_MAX;
    CAPACITY__FITS(capacity__ratio(CAPACITY__NUM(in[1], CAPACITY_PPM, CAPACITY_PPM),
                                   CAPACITY__DEN(in[2], in[3]), CAPACITY__DOWN, &shown),
                   "growth_ppm");
    if (in[4] > 0 || in[5] > 0) {
        (void)capacity__ratio(CAPACITY__NUM(in[5], CAPACITY_PPM), CAPACITY__DEN(in[0]),
                              CAPACITY__DOWN, &by_pods); /* 31 bits x 20 bits */
        allowed = CAPACITY_PPM + (capacity__larger(in[4] * 10000, by_pods));
    }
    *out = shown < allowed ? shown : allowed;
    return CAPACITY_OK;
}

static const capacity__kernel cycle_growth_kernel = {
    .in = {{"pods", 1, CAPACITY_HPA_MAX_REPLICAS},
           {"limit_mcpu", 1, 1000000000},
           {"request_mcpu", 1, 1000000000},
           {"target_ppm", 1, 1000000000},
           {"percent", 0, INT32_MAX},
           {"policy_pods", 0, INT32_MAX}},
    .out = {"growth_ppm"},
    .compute = cycle_growth,
};

capacity_status capacity_headroom_cycle_growth(int64_t pods, int64_t limit_mcpu,
                                               int64_t request_mcpu, int64_t target_ppm,
                                               int64_t percent, int64_t policy_pods,
                                               int64_t *growth_ppm, capacity_error *err)
{
    return capacity__kernel_one(
        &cycle_growth_kernel,
        CAPACITY__VALUES(pods, limit_mcpu, request_mcpu, target_ppm, percent, policy_pods),
        CAPACITY__RESULTS(growth_ppm), err);
}

static capacity_status cycles_of(const int64_t *in, int64_t *out, capacity_error *err)
{
    (void)err; /* at most ln 10^6 / ln 1.000001, some 14 million */
    (void)round_up(log_of(in[0]) / log_of(in[1]), out);
    return CAPACITY_OK;
}

static const capacity__kernel cycles_kernel = {
    .in = {FACTOR("spike_ppm", CAPACITY_PPM), FACTOR("growth_ppm", CAPACITY_PPM + 1)},
    .out = {"cycles"},
    .compute = cycles_of,
};

capacity_status capacity_headroom_cycles(int64_t spike_ppm, int64_t growth_ppm, int64_t *cycles,
                                         capacity_error *err)
{
    return capacity__kernel_one(&cycles_kernel, CAPACITY__VALUES(spike_ppm, growth_ppm),
                                CAPACITY__RESULTS(cycles), err);
}

/* thousandths a second x us = nano-cores; millicores x ppm too. */
static capacity_status steady_pods(const int64_t *in, int64_t *out, capacity_error *err)
{
    CAPACITY__FITS(capacity__ratio(CAPACITY__NUM(in[0], in[1]), CAPACITY__DEN(in[2], in[3]),
                                   CAPACITY__UP, out),
                   "pods");
    return CAPACITY_OK;
}

static const capacity__kernel steady_pods_kernel = {
    .in = {{"rate_mrps", 0, INT64_MAX},
           {"cpu_per_request_us", 0, INT64_MAX},
           {"cpu_request_mcpu", 1, INT64_MAX},
           {"target_ppm", 1, INT64_MAX}},
    .out = {"pods"},
    .compute = steady_pods,
};

capacity_status capacity_headroom_steady_pods(int64_t rate_mrps, int64_t cpu_per_request_us,
                                              int64_t cpu_request_mcpu, int64_t target_ppm,
                                              int64_t *pods, capacity_error *err)
{
    return capacity__kernel_one(
        &steady_pods_kernel,
        CAPACITY__VALUES(rate_mrps, cpu_per_request_us, cpu_request_mcpu, target_ppm),
        CAPACITY__RESULTS(pods), err);
}
