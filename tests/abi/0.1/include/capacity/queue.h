/*
 * Waiting in line: Erlang's formulas, waits and response times of pods that share one queue.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Model: arrivals at random (Poisson), exponential service times, one queue, first come first served,
 * so M/M/c with c servers; offered load a = arrivals x service time (erlang). Requests that are dealt to
 * pods at random wait longer (each pod is a queue of its own, c = 1), a balancer that picks the least
 * busy of two comes close. Pure functions that allocate nothing; probabilities are doubles with the
 * same bits everywhere. Sources: A. K. Erlang 1917; L. Kleinrock, Queueing Systems, 1975;
 * docs/model/queueing.md.
 */
#ifndef CAPACITY_QUEUE_H
#define CAPACITY_QUEUE_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief Most servers of a queue. \since 0.1 */
#define CAPACITY_ERLANG_SERVERS INT64_C(1000000)
/** \brief Most arrivals a second, in thousandths. \unit{mrps} \since 0.1 */
#define CAPACITY_ERLANG_ARRIVALS_MRPS INT64_C(1000000000000)
/** \brief Longest service time: a day. \unit{us} \since 0.1 */
#define CAPACITY_ERLANG_SERVICE_US INT64_C(86400000000)

/**
 * \brief Probability that a request finds all servers busy, where it is then lost (Erlang B). \since 0.1
 *
 * B = (a^c / c!) / (1 + a + ... + a^c / c!). 10 servers under a load of 5: 0.01838. Stable at any load.
 * \param[in] arrivals_mrps Arrivals a second, 0 to CAPACITY_ERLANG_ARRIVALS_MRPS. \unit{mrps}
 * \param[in] service_us Mean service time, 1 to CAPACITY_ERLANG_SERVICE_US. \unit{us}
 * \param[in] servers Servers, say pods or slots of them, 1 to CAPACITY_ERLANG_SERVERS. \unit{1}
 * \param[out] probability The probability. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_erlang_loss(int64_t arrivals_mrps,
                                                                   int64_t service_us,
                                                                   int64_t servers,
                                                                   double *probability,
                                                                   capacity_error *err);

/**
 * \brief Probability that a request has to wait (Erlang C). \since 0.1
 *
 * C = c B / (c - a (1 - B)); 1 where the load is not below the servers. 10 servers under a load of 5: 0.03611.
 * \param[in] arrivals_mrps Arrivals a second, 0 to CAPACITY_ERLANG_ARRIVALS_MRPS. \unit{mrps}
 * \param[in] service_us Mean service time, 1 to CAPACITY_ERLANG_SERVICE_US. \unit{us}
 * \param[in] servers Servers, say pods or slots of them, 1 to CAPACITY_ERLANG_SERVERS. \unit{1}
 * \param[out] probability The probability. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_erlang_waiting(int64_t arrivals_mrps,
                                                                      int64_t service_us,
                                                                      int64_t servers,
                                                                      double *probability,
                                                                      capacity_error *err);

/**
 * \brief Mean time that a request waits for a server. \since 0.1
 *
 * C x service time / (c - a) x (arrival cv^2 + service cv^2) / 2, the last factor by Allen and Cunneen: exact for random
 * arrivals with exponential service or one server, good above 60 % load with arrivals at most random. Source: A. O. Allen,
 * Probability, Statistics and Queueing Theory, 1990.
 * \param[in] arrivals_mrps Arrivals a second, 0 to CAPACITY_ERLANG_ARRIVALS_MRPS. \unit{mrps}
 * \param[in] service_us Mean service time, 1 to CAPACITY_ERLANG_SERVICE_US. \unit{us}
 * \param[in] servers Servers, say pods or slots of them, 1 to CAPACITY_ERLANG_SERVERS. \unit{1}
 * \param[in] arrival_cv2_ppm Squared coefficient of variation between arrivals, from 0; 1000000 is random, bursts 2 to 4 times that. \unit{ppm}
 * \param[in] service_cv2_ppm The same of service times; 1000000 is exponential, 0 constant. \unit{ppm}
 * \param[out] wait_us The mean wait, rounded up. \unit{us}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_INFEASIBLE The load is not below the servers: the queue grows without end.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_erlang_wait(
    int64_t arrivals_mrps, int64_t service_us, int64_t servers, int64_t arrival_cv2_ppm,
    int64_t service_cv2_ppm, int64_t *wait_us, capacity_error *err);

/**
 * \brief Mean time that a request waits for a server, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_erlang_wait called n times; a bad element does not stop the others.
 * \param[in] arrivals_mrps Arrivals a second, 0 to CAPACITY_ERLANG_ARRIVALS_MRPS. \length{n} \unit{mrps}
 * \param[in] service_us Mean service time, 1 to CAPACITY_ERLANG_SERVICE_US. \length{n} \unit{us}
 * \param[in] servers Servers, say pods or slots of them, 1 to CAPACITY_ERLANG_SERVERS. \length{n} \unit{1}
 * \param[in] arrival_cv2_ppm Squared coefficient of variation between arrivals, from 0; 1000000 is random, bursts 2 to 4 times that. \length{n} \unit{ppm}
 * \param[in] service_cv2_ppm The same of service times; 1000000 is exponential, 0 constant. \length{n} \unit{ppm}
 * \param[in] n Elements of each array.
 * \param[out] wait_us The mean wait, rounded up. \length{n} \unit{us}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_erlang_wait_many(
    const int64_t *arrivals_mrps, const int64_t *service_us, const int64_t *servers,
    const int64_t *arrival_cv2_ppm, const int64_t *service_cv2_ppm, size_t n, int64_t *wait_us,
    capacity_error *err);

/**
 * \brief Time that a share of the requests waits at most. \since 0.1
 *
 * ln(C / (1 - p)) x service time / (c - a), 0 where fewer than 1 - p wait at all.
 * \param[in] arrivals_mrps Arrivals a second, 0 to CAPACITY_ERLANG_ARRIVALS_MRPS. \unit{mrps}
 * \param[in] service_us Mean service time, 1 to CAPACITY_ERLANG_SERVICE_US. \unit{us}
 * \param[in] servers Servers, say pods or slots of them, 1 to CAPACITY_ERLANG_SERVERS. \unit{1}
 * \param[in] quantile_ppm Share of the requests, 1 to 999999: 950000 is the 95th percentile. \unit{ppm}
 * \param[out] wait_us The wait, rounded up. \unit{us}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_INFEASIBLE The load is not below the servers: the queue grows without end.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_erlang_wait_quantile(int64_t arrivals_mrps, int64_t service_us, int64_t servers,
                              int64_t quantile_ppm, int64_t *wait_us, capacity_error *err);

/**
 * \brief Time that a share of the requests waits at most, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_erlang_wait_quantile called n times; a bad element does not stop the others.
 * \param[in] arrivals_mrps Arrivals a second, 0 to CAPACITY_ERLANG_ARRIVALS_MRPS. \length{n} \unit{mrps}
 * \param[in] service_us Mean service time, 1 to CAPACITY_ERLANG_SERVICE_US. \length{n} \unit{us}
 * \param[in] servers Servers, say pods or slots of them, 1 to CAPACITY_ERLANG_SERVERS. \length{n} \unit{1}
 * \param[in] quantile_ppm Share of the requests, 1 to 999999: 950000 is the 95th percentile. \length{n} \unit{ppm}
 * \param[in] n Elements of each array.
 * \param[out] wait_us The wait, rounded up. \length{n} \unit{us}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_erlang_wait_quantile_many(
    const int64_t *arrivals_mrps, const int64_t *service_us, const int64_t *servers,
    const int64_t *quantile_ppm, size_t n, int64_t *wait_us, capacity_error *err);

/**
 * \brief Time within which a share of the requests is answered, waiting included. \since 0.1
 *
 * The smallest whole t with P(T > t) <= 1 - p, where with u = t / service time and g = c - a
 * P(T > t) = e^-u + C (e^-u - e^(-g u)) / (g - 1), or e^-u (1 + C u) as g comes to 1.
 * \param[in] arrivals_mrps Arrivals a second, 0 to CAPACITY_ERLANG_ARRIVALS_MRPS. \unit{mrps}
 * \param[in] service_us Mean service time, 1 to CAPACITY_ERLANG_SERVICE_US. \unit{us}
 * \param[in] servers Servers, say pods or slots of them, 1 to CAPACITY_ERLANG_SERVERS. \unit{1}
 * \param[in] quantile_ppm Share of the requests, 1 to 999999: 950000 is the 95th percentile. \unit{ppm}
 * \param[out] response_us The response time, rounded up. \unit{us}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_INFEASIBLE The load is not below the servers: the queue grows without end.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_erlang_response_quantile(int64_t arrivals_mrps, int64_t service_us, int64_t servers,
                                  int64_t quantile_ppm, int64_t *response_us, capacity_error *err);

/**
 * \brief Time within which a share of the requests is answered, waiting included, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_erlang_response_quantile called n times; a bad element does not stop the others.
 * \param[in] arrivals_mrps Arrivals a second, 0 to CAPACITY_ERLANG_ARRIVALS_MRPS. \length{n} \unit{mrps}
 * \param[in] service_us Mean service time, 1 to CAPACITY_ERLANG_SERVICE_US. \length{n} \unit{us}
 * \param[in] servers Servers, say pods or slots of them, 1 to CAPACITY_ERLANG_SERVERS. \length{n} \unit{1}
 * \param[in] quantile_ppm Share of the requests, 1 to 999999: 950000 is the 95th percentile. \length{n} \unit{ppm}
 * \param[in] n Elements of each array.
 * \param[out] response_us The response time, rounded up. \length{n} \unit{us}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_erlang_response_quantile_many(
    const int64_t *arrivals_mrps, const int64_t *service_us, const int64_t *servers,
    const int64_t *quantile_ppm, size_t n, int64_t *response_us, capacity_error *err);

/**
 * \brief Fewest servers with which at most a share of the requests has to wait. \since 0.1
 *
 * The smallest c with C <= share; at least one more than the load.
 * \param[in] arrivals_mrps Arrivals a second, 0 to CAPACITY_ERLANG_ARRIVALS_MRPS. \unit{mrps}
 * \param[in] service_us Mean service time, 1 to CAPACITY_ERLANG_SERVICE_US. \unit{us}
 * \param[in] waiting_ppm The share, 1 to 999999. \unit{ppm}
 * \param[out] servers Servers. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_INFEASIBLE More than CAPACITY_ERLANG_SERVERS would be needed.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_erlang_servers_for_waiting(int64_t arrivals_mrps, int64_t service_us, int64_t waiting_ppm,
                                    int64_t *servers, capacity_error *err);

/**
 * \brief Fewest servers with which a share of the requests is answered within a time. \since 0.1
 *
 * The smallest c whose P(T > t) is at most 1 - p; see capacity_erlang_response_quantile.
 * \param[in] arrivals_mrps Arrivals a second, 0 to CAPACITY_ERLANG_ARRIVALS_MRPS. \unit{mrps}
 * \param[in] service_us Mean service time, 1 to CAPACITY_ERLANG_SERVICE_US. \unit{us}
 * \param[in] quantile_ppm Share of the requests, 1 to 999999: 950000 is the 95th percentile. \unit{ppm}
 * \param[in] response_us The time, from 1. \unit{us}
 * \param[out] servers Servers. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_INFEASIBLE More than CAPACITY_ERLANG_SERVERS would be needed, or no number suffices: service alone takes too long.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_erlang_servers_for_response(
    int64_t arrivals_mrps, int64_t service_us, int64_t quantile_ppm, int64_t response_us,
    int64_t *servers, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
