/*
 * Head-room: what a spare share survives until an autoscaler has reacted.
 * SPDX-License-Identifier: Apache-2.0
 *
 * While nothing has reacted, load grows from what is needed to what there is: a buffer b is used up when
 * the load has grown by 1 + b. Closed forms; pure functions that allocate nothing. docs/model/autoscaling.md.
 */
#ifndef CAPACITY_HEADROOM_H
#define CAPACITY_HEADROOM_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief Longest time of the functions on head-room: a year. \unit{us} \since 0.1 */
#define CAPACITY_HEADROOM_TIME_US INT64_C(31536000000000)
/** \brief Largest share of the functions on head-room: a million-fold. \unit{ppm} \since 0.1 */
#define CAPACITY_HEADROOM_PPM INT64_C(1000000000000)

/**
 * \brief Time from a change of the load to pods that carry it. \since 0.1
 *
 * Age of the metrics + sync period + pod start, + node start where there is no room. 30 + 15 + 45 s: 90 s.
 * \param[in] metric_lag_us Age of the metrics, 0 to CAPACITY_HEADROOM_TIME_US. \unit{us}
 * \param[in] sync_us Sync period of the autoscaler, 0 to CAPACITY_HEADROOM_TIME_US. \unit{us}
 * \param[in] pod_start_us From scheduled to Ready, 0 to CAPACITY_HEADROOM_TIME_US. \unit{us}
 * \param[in] node_start_us From the request for a node to Ready, 0 where there is room. \unit{us}
 * \param[out] reaction_us The sum. \unit{us}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_headroom_reaction(int64_t metric_lag_us, int64_t sync_us, int64_t pod_start_us,
                           int64_t node_start_us, int64_t *reaction_us, capacity_error *err);

/**
 * \brief Spare share that survives a ramp for as long as nothing reacts. \since 0.1
 *
 * e^(r T) - 1 for a load that grows by the share r each second, compounding; linear: r T. 0.29 % a second for 90 s: 29.9 %.
 * \param[in] ramp_ppm Growth each second, 0 to 1000000. \unit{ppm}
 * \param[in] reaction_us Time until new pods carry load, 0 to CAPACITY_HEADROOM_TIME_US. \unit{us}
 * \param[out] buffer_ppm The share, rounded up. \unit{ppm}
 * \param[out] linear_ppm The same if the ramp does not compound, rounded up. \unit{ppm}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_headroom_buffer(int64_t ramp_ppm,
                                                                       int64_t reaction_us,
                                                                       int64_t *buffer_ppm,
                                                                       int64_t *linear_ppm,
                                                                       capacity_error *err);

/**
 * \brief Spare share that survives growth by a factor within a time. \since 0.1
 *
 * factor^(T / time) - 1. A doubling in 238 s with a reaction of 90 s: 30 %.
 * \param[in] factor_ppm The factor, 1000000 to CAPACITY_HEADROOM_PPM: 2000000 is a doubling. \unit{ppm}
 * \param[in] time_us In which the load grows by it, 1 to CAPACITY_HEADROOM_TIME_US. \unit{us}
 * \param[in] reaction_us Time until new pods carry load, 0 to CAPACITY_HEADROOM_TIME_US. \unit{us}
 * \param[out] buffer_ppm The share, rounded up. \unit{ppm}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_headroom_buffer_for_growth(int64_t factor_ppm, int64_t time_us, int64_t reaction_us,
                                    int64_t *buffer_ppm, capacity_error *err);

/**
 * \brief Shortest time in which the load may grow by a factor. \since 0.1
 *
 * T x ln(factor) / ln(1 + buffer). 30 % and 90 s survive a doubling in 237.8 s, 30 % and 240 s one in 634.1 s.
 * \param[in] buffer_ppm Spare share, 1 to CAPACITY_HEADROOM_PPM. \unit{ppm}
 * \param[in] factor_ppm The factor, 1000000 to CAPACITY_HEADROOM_PPM. \unit{ppm}
 * \param[in] reaction_us Time until new pods carry load, 0 to CAPACITY_HEADROOM_TIME_US. \unit{us}
 * \param[out] time_us The time, rounded up. \unit{us}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_headroom_survived_growth(int64_t buffer_ppm, int64_t factor_ppm, int64_t reaction_us,
                                  int64_t *time_us, capacity_error *err);

/**
 * \brief Factor by which an autoscaler on CPU may grow in one cycle. \since 0.1
 *
 * min(limit / request / target, the larger policy): a pod cannot use more than its limit, so no ratio is larger.
 * Limit = request at 70 %: 1.43; twice the request: 2.86, of which 100 % or 4 pods allow 2 from 4 pods on.
 * \param[in] pods Pods now, 1 to CAPACITY_HPA_MAX_REPLICAS. \unit{1}
 * \param[in] limit_mcpu CPU limit of a pod, 1 to 1000000000. \unit{mcpu}
 * \param[in] request_mcpu CPU request, 1 to 1000000000. \unit{mcpu}
 * \param[in] target_ppm Target utilization, 1 to 1000000000. \unit{ppm}
 * \param[in] percent Policy in percent of the pods, 0: none. \unit{1}
 * \param[in] policy_pods Policy in pods, 0: none; none of both: no limit. \unit{1}
 * \param[out] growth_ppm The factor, rounded down. \unit{ppm}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_headroom_cycle_growth(
    int64_t pods, int64_t limit_mcpu, int64_t request_mcpu, int64_t target_ppm, int64_t percent,
    int64_t policy_pods, int64_t *growth_ppm, capacity_error *err);

/**
 * \brief Cycles of an autoscaler until it has followed a spike. \since 0.1
 *
 * Smallest n with growth^n >= spike. Five-fold at 75 %, so by 1.333 a cycle: 6.
 * \param[in] spike_ppm The spike, 1000000 to CAPACITY_HEADROOM_PPM. \unit{ppm}
 * \param[in] growth_ppm Growth of one cycle, 1000001 to CAPACITY_HEADROOM_PPM. \unit{ppm}
 * \param[out] cycles Cycles. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_headroom_cycles(int64_t spike_ppm,
                                                                       int64_t growth_ppm,
                                                                       int64_t *cycles,
                                                                       capacity_error *err);

/**
 * \brief Pods at which an autoscaler on CPU comes to rest. \since 0.1
 *
 * ceil(rate x CPU time / (target x request)): what changes the request must keep request x target.
 * \param[in] rate_mrps Requests a second, from 0. \unit{mrps}
 * \param[in] cpu_per_request_us CPU time of a request, from 0. \unit{us}
 * \param[in] cpu_request_mcpu CPU request of a pod, from 1. \unit{mcpu}
 * \param[in] target_ppm Target utilization, from 1. \unit{ppm}
 * \param[out] pods Pods. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_headroom_steady_pods(
    int64_t rate_mrps, int64_t cpu_per_request_us, int64_t cpu_request_mcpu, int64_t target_ppm,
    int64_t *pods, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
