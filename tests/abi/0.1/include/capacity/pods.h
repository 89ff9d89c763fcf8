/*
 * Pods for a demand: pure functions that allocate nothing.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_PODS_H
#define CAPACITY_PODS_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * \brief What decided a number of pods. \since 0.1
 */
typedef enum capacity_bound {
    CAPACITY_BOUND_NONE = 0,             /**< \brief Nothing: no demand and no floor. */
    CAPACITY_BOUND_FLOOR = 1,            /**< \brief The high-availability floor. */
    CAPACITY_BOUND_RATE = 2,             /**< \brief Requests a second. */
    CAPACITY_BOUND_INFLIGHT = 3,         /**< \brief Requests in flight. */
    CAPACITY_BOUND_CONNECTIONS = 4,      /**< \brief Open connections. */
    CAPACITY_BOUND_CPU = 5,              /**< \brief CPU at the autoscaling target. */
    CAPACITY_BOUND_ZONES = 6,            /**< \brief Whole zones, some of which may be lost. */
    CAPACITY_BOUND_FORCE_32 = 0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_bound;

/**
 * \brief The guide's backend formula: minimum and maximum pods. \since 0.1
 *
 * min = ceil(users x requests / 60 / requests per pod x (1 + buffer)), max = ceil(min x factor).
 * One rounding each. 1000 users, 3 a minute, 50 a second, 30 %, factor 3: 2 and 6.
 * Source: sizing guide, Backend Capacity Calculation; docs/model/pods.md.
 * \param[in] users Concurrent users, from 0. \unit{1}
 * \param[in] requests_per_user_mrpm Requests of one user a minute, from 0. \unit{mrpm}
 * \param[in] requests_per_pod_mrps Requests a second of one pod, from 1. \unit{mrps}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \unit{ppm}
 * \param[in] max_factor_ppm Maximum as a multiple of the minimum, from 1000000. \unit{ppm}
 * \param[out] min_pods Minimum pods. \unit{1}
 * \param[out] max_pods Maximum pods. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The demand, 1 + buffer or the result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_formula_pods(int64_t users, int64_t requests_per_user_mrpm, int64_t requests_per_pod_mrps,
                      int64_t buffer_ppm, int64_t max_factor_ppm, int64_t *min_pods,
                      int64_t *max_pods, capacity_error *err);

/**
 * \brief The guide's backend formula: minimum and maximum pods, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_formula_pods called n times; a bad element does not stop the others.
 * \param[in] users Concurrent users, from 0. \length{n} \unit{1}
 * \param[in] requests_per_user_mrpm Requests of one user a minute, from 0. \length{n} \unit{mrpm}
 * \param[in] requests_per_pod_mrps Requests a second of one pod, from 1. \length{n} \unit{mrps}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \length{n} \unit{ppm}
 * \param[in] max_factor_ppm Maximum as a multiple of the minimum, from 1000000. \length{n} \unit{ppm}
 * \param[in] n Elements of each array.
 * \param[out] min_pods Minimum pods. \length{n} \unit{1}
 * \param[out] max_pods Maximum pods. \length{n} \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_formula_pods_many(
    const int64_t *users, const int64_t *requests_per_user_mrpm,
    const int64_t *requests_per_pod_mrps, const int64_t *buffer_ppm, const int64_t *max_factor_ppm,
    size_t n, int64_t *min_pods, int64_t *max_pods, capacity_error *err);

/**
 * \brief Pods for a request rate. \since 0.1
 *
 * ceil(users x requests / 60 x (1 + buffer) / requests per pod).
 * \param[in] users Concurrent users, from 0. \unit{1}
 * \param[in] requests_per_user_mrpm Requests of one user a minute, from 0. \unit{mrpm}
 * \param[in] requests_per_pod_mrps Requests a second of one pod, from 1. \unit{mrps}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \unit{ppm}
 * \param[out] pods Pods, rounded up. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The demand, 1 + buffer or the result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_pods_by_rate(int64_t users, int64_t requests_per_user_mrpm, int64_t requests_per_pod_mrps,
                      int64_t buffer_ppm, int64_t *pods, capacity_error *err);

/**
 * \brief Pods for a request rate, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_pods_by_rate called n times; a bad element does not stop the others.
 * \param[in] users Concurrent users, from 0. \length{n} \unit{1}
 * \param[in] requests_per_user_mrpm Requests of one user a minute, from 0. \length{n} \unit{mrpm}
 * \param[in] requests_per_pod_mrps Requests a second of one pod, from 1. \length{n} \unit{mrps}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \length{n} \unit{ppm}
 * \param[in] n Elements of each array.
 * \param[out] pods Pods, rounded up. \length{n} \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_pods_by_rate_many(const int64_t *users, const int64_t *requests_per_user_mrpm,
                           const int64_t *requests_per_pod_mrps, const int64_t *buffer_ppm,
                           size_t n, int64_t *pods, capacity_error *err);

/**
 * \brief Pods for requests in flight, by Little's law. \since 0.1
 *
 * ceil(users x requests / 60 x time x (1 + buffer) / in flight per pod).
 * \param[in] users Concurrent users, from 0. \unit{1}
 * \param[in] requests_per_user_mrpm Requests of one user a minute, from 0. \unit{mrpm}
 * \param[in] time_us Average time of a request in flight, from 0. \unit{us}
 * \param[in] inflight_per_pod Requests in flight of one pod, from 1. \unit{1}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \unit{ppm}
 * \param[out] pods Pods, rounded up. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The demand, 1 + buffer or the result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_pods_by_inflight(
    int64_t users, int64_t requests_per_user_mrpm, int64_t time_us, int64_t inflight_per_pod,
    int64_t buffer_ppm, int64_t *pods, capacity_error *err);

/**
 * \brief Pods for requests in flight, by Little's law, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_pods_by_inflight called n times; a bad element does not stop the others.
 * \param[in] users Concurrent users, from 0. \length{n} \unit{1}
 * \param[in] requests_per_user_mrpm Requests of one user a minute, from 0. \length{n} \unit{mrpm}
 * \param[in] time_us Average time of a request in flight, from 0. \length{n} \unit{us}
 * \param[in] inflight_per_pod Requests in flight of one pod, from 1. \length{n} \unit{1}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \length{n} \unit{ppm}
 * \param[in] n Elements of each array.
 * \param[out] pods Pods, rounded up. \length{n} \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_pods_by_inflight_many(
    const int64_t *users, const int64_t *requests_per_user_mrpm, const int64_t *time_us,
    const int64_t *inflight_per_pod, const int64_t *buffer_ppm, size_t n, int64_t *pods,
    capacity_error *err);

/**
 * \brief Pods for open connections. \since 0.1
 *
 * ceil(users x connections per user x (1 + buffer) / connections per pod).
 * \param[in] users Concurrent users, from 0. \unit{1}
 * \param[in] connections_per_user_ppm Connections of one user, from 0. \unit{ppm}
 * \param[in] connections_per_pod Connections of one pod, from 1. \unit{1}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \unit{ppm}
 * \param[out] pods Pods, rounded up. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The demand, 1 + buffer or the result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_pods_by_connections(
    int64_t users, int64_t connections_per_user_ppm, int64_t connections_per_pod,
    int64_t buffer_ppm, int64_t *pods, capacity_error *err);

/**
 * \brief Pods for open connections, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_pods_by_connections called n times; a bad element does not stop the others.
 * \param[in] users Concurrent users, from 0. \length{n} \unit{1}
 * \param[in] connections_per_user_ppm Connections of one user, from 0. \length{n} \unit{ppm}
 * \param[in] connections_per_pod Connections of one pod, from 1. \length{n} \unit{1}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \length{n} \unit{ppm}
 * \param[in] n Elements of each array.
 * \param[out] pods Pods, rounded up. \length{n} \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_pods_by_connections_many(const int64_t *users, const int64_t *connections_per_user_ppm,
                                  const int64_t *connections_per_pod, const int64_t *buffer_ppm,
                                  size_t n, int64_t *pods, capacity_error *err);

/**
 * \brief Pods for CPU at an autoscaling target. \since 0.1
 *
 * ceil(users x requests / 60 x CPU time x (1 + buffer) / (CPU request x target)).
 * \param[in] users Concurrent users, from 0. \unit{1}
 * \param[in] requests_per_user_mrpm Requests of one user a minute, from 0. \unit{mrpm}
 * \param[in] cpu_per_request_us CPU time of one request, from 0. \unit{us}
 * \param[in] cpu_request_mcpu CPU request of a pod, from 1. \unit{mcpu}
 * \param[in] target_ppm Utilisation to hold, 1 to 1000000. \unit{ppm}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \unit{ppm}
 * \param[out] pods Pods, rounded up. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The demand, 1 + buffer or the result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_pods_by_cpu(int64_t users, int64_t requests_per_user_mrpm, int64_t cpu_per_request_us,
                     int64_t cpu_request_mcpu, int64_t target_ppm, int64_t buffer_ppm,
                     int64_t *pods, capacity_error *err);

/**
 * \brief Pods for CPU at an autoscaling target, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_pods_by_cpu called n times; a bad element does not stop the others.
 * \param[in] users Concurrent users, from 0. \length{n} \unit{1}
 * \param[in] requests_per_user_mrpm Requests of one user a minute, from 0. \length{n} \unit{mrpm}
 * \param[in] cpu_per_request_us CPU time of one request, from 0. \length{n} \unit{us}
 * \param[in] cpu_request_mcpu CPU request of a pod, from 1. \length{n} \unit{mcpu}
 * \param[in] target_ppm Utilisation to hold, 1 to 1000000. \length{n} \unit{ppm}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \length{n} \unit{ppm}
 * \param[in] n Elements of each array.
 * \param[out] pods Pods, rounded up. \length{n} \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_pods_by_cpu_many(
    const int64_t *users, const int64_t *requests_per_user_mrpm, const int64_t *cpu_per_request_us,
    const int64_t *cpu_request_mcpu, const int64_t *target_ppm, const int64_t *buffer_ppm, size_t n,
    int64_t *pods, capacity_error *err);

/**
 * \brief Pods in whole zones, enough after some zones are lost. \since 0.1
 *
 * zones x ceil(pods / (zones - lost)) if lost is not 0, else pods. Need 7, 3 zones, 1 lost: 12.
 * \param[in] pods Pods needed, from 0. \unit{1}
 * \param[in] zones Zones, from 1. \unit{1}
 * \param[in] zones_lost Zones to lose, fewer than zones. \unit{1}
 * \param[out] spread_pods Pods over all zones. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The demand, 1 + buffer or the result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_pods_for_zones(int64_t pods, int64_t zones,
                                                                      int64_t zones_lost,
                                                                      int64_t *spread_pods,
                                                                      capacity_error *err);

/**
 * \brief Pods in whole zones, enough after some zones are lost, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_pods_for_zones called n times; a bad element does not stop the others.
 * \param[in] pods Pods needed, from 0. \length{n} \unit{1}
 * \param[in] zones Zones, from 1. \length{n} \unit{1}
 * \param[in] zones_lost Zones to lose, fewer than zones. \length{n} \unit{1}
 * \param[in] n Elements of each array.
 * \param[out] spread_pods Pods over all zones. \length{n} \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_pods_for_zones_many(const int64_t *pods, const int64_t *zones, const int64_t *zones_lost,
                             size_t n, int64_t *spread_pods, capacity_error *err);

/**
 * \brief Autoscaler target of requests a second per pod, so that the buffer counts once. \since 0.1
 *
 * floor(limit / (1 + buffer)) in whole requests a second: 50 and 30 % give 38.
 * \param[in] requests_per_pod_mrps Requests a second of one pod, from 0. \unit{mrps}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \unit{ppm}
 * \param[out] target_mrps The target, rounded down to a whole request a second. \unit{mrps}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The demand, 1 + buffer or the result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_pods_hpa_rate(int64_t requests_per_pod_mrps,
                                                                     int64_t buffer_ppm,
                                                                     int64_t *target_mrps,
                                                                     capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
