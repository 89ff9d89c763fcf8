/*
 * Money: pure functions that allocate nothing.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_COST_H
#define CAPACITY_COST_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief How a node is bought. \since 0.1 */
typedef enum capacity_purchase {
    CAPACITY_PURCHASE_ON_DEMAND = 1, /**< \brief By the hour, without commitment. */
    CAPACITY_PURCHASE_SPOT = 2,      /**< \brief Spare capacity that may be taken back. */
    CAPACITY_PURCHASE_COMMITTED = 3, /**< \brief Under a reserved instance or savings plan. */
    CAPACITY_PURCHASE_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_purchase;

/**
 * \brief Cost of things billed by the hour. \since 0.1
 *
 * count x price x hours, rounded half up to a micro-USD. Two at $0.0416 for 730 h: $60.736000.
 * \param[in] count Things, from 0. \unit{1}
 * \param[in] hour_nusd Price of one for an hour, from 0. \unit{nusd}
 * \param[in] hours Hours, from 0; a month has CAPACITY_MONTH_HOURS. \unit{hours}
 * \param[out] cost_uusd The cost. \unit{uusd}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_cost_hours(int64_t count, int64_t hour_nusd,
                                                                  int64_t hours, int64_t *cost_uusd,
                                                                  capacity_error *err);

/**
 * \brief Cost of things billed by the hour, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_cost_hours called n times; a bad element does not stop the others.
 * \param[in] count Things, from 0. \length{n} \unit{1}
 * \param[in] hour_nusd Price of one for an hour, from 0. \length{n} \unit{nusd}
 * \param[in] hours Hours, from 0; a month has CAPACITY_MONTH_HOURS. \length{n} \unit{hours}
 * \param[in] n Elements of each array.
 * \param[out] cost_uusd The cost. \length{n} \unit{uusd}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_cost_hours_many(const int64_t *count,
                                                                       const int64_t *hour_nusd,
                                                                       const int64_t *hours,
                                                                       size_t n, int64_t *cost_uusd,
                                                                       capacity_error *err);

/**
 * \brief Cost of a quantity at one price. \since 0.1
 *
 * quantity x price / quantity of one priced unit, rounded half up to a micro-USD.
 * \param[in] quantity Quantity, from 0. \unit{1}
 * \param[in] price_nusd Price of a priced unit, from 0. \unit{nusd}
 * \param[in] unit_quantity Quantity of one priced unit, from 1: 1000000 for a price by the million. \unit{1}
 * \param[out] cost_uusd The cost. \unit{uusd}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_cost_units(int64_t quantity,
                                                                  int64_t price_nusd,
                                                                  int64_t unit_quantity,
                                                                  int64_t *cost_uusd,
                                                                  capacity_error *err);

/**
 * \brief Cost of a quantity at one price, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_cost_units called n times; a bad element does not stop the others.
 * \param[in] quantity Quantity, from 0. \length{n} \unit{1}
 * \param[in] price_nusd Price of a priced unit, from 0. \length{n} \unit{nusd}
 * \param[in] unit_quantity Quantity of one priced unit, from 1: 1000000 for a price by the million. \length{n} \unit{1}
 * \param[in] n Elements of each array.
 * \param[out] cost_uusd The cost. \length{n} \unit{uusd}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_cost_units_many(const int64_t *quantity,
                                                                       const int64_t *price_nusd,
                                                                       const int64_t *unit_quantity,
                                                                       size_t n, int64_t *cost_uusd,
                                                                       capacity_error *err);

/**
 * \brief Cost of a quantity under a free allowance and price bands. \since 0.1
 *
 * The allowance comes off the quantity first; then bands start at zero and only the part inside a
 * band pays its price. One rounding, half up to a micro-USD. 10 TiB at the CloudFront bands: $870.40.
 * \param[in] quantity Quantity, from 0. \unit{1}
 * \param[in] free_quantity Allowance, from 0. \unit{1}
 * \param[in] unit_quantity Quantity of one priced unit, 1 to 9223372036854775. \unit{1}
 * \param[in] band_ends Where each band ends, rising; INT64_MAX for open. \length{n} \unit{1}
 * \param[in] band_prices_nusd Price of a priced unit in each band, from 0. \length{n} \unit{nusd}
 * \param[in] n Bands, 1 to CAPACITY_MAX_ROWS.
 * \param[out] cost_uusd The cost. \unit{uusd}
 * \param[out] err Details on failure; the index is the band. \nullable
 * \retval CAPACITY_E_ARGUMENT A pointer is NULL.
 * \retval CAPACITY_E_RANGE A number is out of its range, or the quantity lies beyond the last band.
 * \retval CAPACITY_E_OVERFLOW The cost does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_cost_banded(
    int64_t quantity, int64_t free_quantity, int64_t unit_quantity, const int64_t *band_ends,
    const int64_t *band_prices_nusd, size_t n, int64_t *cost_uusd, capacity_error *err);

/**
 * \brief Price after a discount. \since 0.1
 *
 * price x (1 - discount), rounded half up to a nano-USD.
 * \param[in] price_nusd Price, from 0. \unit{nusd}
 * \param[in] discount_ppm Discount, 0 to 1000000. \unit{ppm}
 * \param[out] discounted_nusd The price left. \unit{nusd}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_cost_discounted(int64_t price_nusd,
                                                                       int64_t discount_ppm,
                                                                       int64_t *discounted_nusd,
                                                                       capacity_error *err);

/**
 * \brief Price after a discount, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_cost_discounted called n times; a bad element does not stop the others.
 * \param[in] price_nusd Price, from 0. \length{n} \unit{nusd}
 * \param[in] discount_ppm Discount, 0 to 1000000. \length{n} \unit{ppm}
 * \param[in] n Elements of each array.
 * \param[out] discounted_nusd The price left. \length{n} \unit{nusd}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_cost_discounted_many(const int64_t *price_nusd, const int64_t *discount_ppm, size_t n,
                              int64_t *discounted_nusd, capacity_error *err);

/**
 * \brief Load balancer capacity units in use (LCU). \since 0.1
 *
 * max of new connections / 25, active connections / 3000, bytes an hour / 1 GiB, rule evaluations / 1000 a second.
 * \param[in] new_connections_mps New connections a second in thousandths, from 0. \unit{1}
 * \param[in] active_connections Active connections of a minute, from 0. \unit{1}
 * \param[in] bytes_per_hour Bytes an hour, from 0. \unit{bytes}
 * \param[in] rule_evaluations_mps Rule evaluations a second in thousandths, from 0. \unit{1}
 * \param[out] units_m Units in thousandths, rounded up. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_cost_load_balancer_units(
    int64_t new_connections_mps, int64_t active_connections, int64_t bytes_per_hour,
    int64_t rule_evaluations_mps, int64_t *units_m, capacity_error *err);

/**
 * \brief Monthly cost of surplus CPU credits in unlimited mode. \since 0.1
 *
 * nodes x vCPU x max(0, utilisation - baseline) x 730 h x price, rounded half up. One t3.large at 70 %: $29.20.
 * \param[in] nodes Nodes, from 0. \unit{1}
 * \param[in] cpu_mcpu CPU of a node, from 0. \unit{mcpu}
 * \param[in] utilisation_ppm Average utilisation, 0 to 1000000. \unit{ppm}
 * \param[in] baseline_ppm Baseline of a vCPU, 0 to 1000000. \unit{ppm}
 * \param[in] vcpu_hour_nusd Price of a vCPU-hour, from 0. \unit{nusd}
 * \param[out] cost_uusd The cost. \unit{uusd}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_cost_surplus_credits(
    int64_t nodes, int64_t cpu_mcpu, int64_t utilisation_ppm, int64_t baseline_ppm,
    int64_t vcpu_hour_nusd, int64_t *cost_uusd, capacity_error *err);

/**
 * \brief An amount as text, "$1234.56", whatever the locale; cents half away from zero. \since 0.1
 * \param[in] cost_uusd The amount. \unit{uusd}
 * \param[out] buf Receives the text and a NUL; NULL asks for the length. \nullable \length{size}
 * \param[in] size Bytes of buf.
 * \param[out] needed Length of the text without the NUL. \nullable
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_BUFFER buf is too small; what fits is written.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_cost_format(int64_t cost_uusd, char *buf,
                                                                   size_t size, size_t *needed,
                                                                   capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
