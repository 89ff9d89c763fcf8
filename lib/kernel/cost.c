/*
 * Money.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel/kernel.h"

enum { NUSD_OF_UUSD = 1000, UUSD_OF_CENT = 10000 };

/* The part of the quantity that lies in each band. */
static capacity_status spread_over_bands(int64_t quantity, const int64_t *ends,
                                         const int64_t *prices, size_t n, int64_t *part,
                                         capacity_error *err)
{
    int64_t from = 0;
    for (size_t i = 0; i < n; i++) {
        if (prices[i] < 0)
            return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, (int64_t)i,
                                  "price %" PRId64 " of band %zu is below 0", prices[i], i);
        if (ends[i] <= from) /* after an open band nothing can follow */
            return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, (int64_t)i,
                                  "end %" PRId64 " of band %zu does not exceed its start %" PRId64,
                                  ends[i], i, from);
        const int64_t to = quantity < ends[i] ? quantity : ends[i];
        part[i] = to > from ? to - from : 0;
        from = ends[i];
    }
    if (quantity > from)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, (int64_t)n - 1,
                              "quantity %" PRId64
                              " lies beyond the last band, which ends at %" PRId64,
                              quantity, from);
    return CAPACITY_OK;
}

static capacity_status hours_cost(const int64_t *in, int64_t *out, capacity_error *err)
{
    CAPACITY__FITS(capacity__ratio(CAPACITY__NUM(in[0], in[1], in[2]), CAPACITY__DEN(NUSD_OF_UUSD),
                                   CAPACITY__HALF_UP, &out[0]),
                   "cost_uusd");
    return CAPACITY_OK;
}

static const capacity__kernel hours_kernel = {
    .in = {{"count", 0, INT64_MAX}, {"hour_nusd", 0, INT64_MAX}, {"hours", 0, INT64_MAX}},
    .out = {"cost_uusd"},
    .compute = hours_cost,
};

capacity_status capacity_cost_hours(int64_t count, int64_t hour_nusd, int64_t hours,
                                    int64_t *cost_uusd, capacity_error *err)
{
    return capacity__kernel_one(&hours_kernel, CAPACITY__VALUES(count, hour_nusd, hours),
                                CAPACITY__RESULTS(cost_uusd), err);
}

capacity_status capacity_cost_hours_many(const int64_t *count, const int64_t *hour_nusd,
                                         const int64_t *hours, size_t n, int64_t *cost_uusd,
                                         capacity_error *err)
{
    return capacity__kernel_many(&hours_kernel, CAPACITY__COLUMNS(count, hour_nusd, hours), n,
                                 CAPACITY__RESULTS(cost_uusd), err);
}

static capacity_status units_cost(const int64_t *in, int64_t *out, capacity_error *err)
{
    CAPACITY__FITS(capacity__ratio(CAPACITY__NUM(in[0], in[1]), CAPACITY__DEN(in[2], NUSD_OF_UUSD),
                                   CAPACITY__HALF_UP, &out[0]),
                   "cost_uusd");
    return CAPACITY_OK;
}

static const capacity__kernel units_kernel = {
    .in = {{"quantity", 0, INT64_MAX},
           {"price_nusd", 0, INT64_MAX},
           {"unit_quantity", 1, INT64_MAX}},
    .out = {"cost_uusd"},
    .compute = units_cost,
};

capacity_status capacity_cost_units(int64_t quantity, int64_t price_nusd, int64_t unit_quantity,
                                    int64_t *cost_uusd, capacity_error *err)
{
    return capacity__kernel_one(&units_kernel,
                                CAPACITY__VALUES(quantity, price_nusd, unit_quantity),
                                CAPACITY__RESULTS(cost_uusd), err);
}

capacity_status capacity_cost_units_many(const int64_t *quantity, const int64_t *price_nusd,
                                         const int64_t *unit_quantity, size_t n, int64_t *cost_uusd,
                                         capacity_error *err)
{
    return capacity__kernel_many(&units_kernel,
                                 CAPACITY__COLUMNS(quantity, price_nusd, unit_quantity), n,
                                 CAPACITY__RESULTS(cost_uusd), err);
}

capacity_status capacity_cost_banded(int64_t quantity, int64_t free_quantity, int64_t unit_quantity,
                                     const int64_t *band_ends, const int64_t *band_prices_nusd,
                                     size_t n, int64_t *cost_uusd, capacity_error *err)
{
    int64_t part[CAPACITY_MAX_ROWS];

    if (band_ends == NULL)
        return capacity__null(err, "band_ends");
    if (band_prices_nusd == NULL)
        return capacity__null(err, "band_prices_nusd");
    if (cost_uusd == NULL)
        return capacity__null(err, "cost_uusd");
    CAPACITY__TRY(capacity__in_range(err, "quantity", quantity, 0, INT64_MAX));
    CAPACITY__TRY(capacity__in_range(err, "free_quantity", free_quantity, 0, INT64_MAX));
    CAPACITY__TRY(
        capacity__in_range(err, "unit_quantity", unit_quantity, 1, INT64_MAX / NUSD_OF_UUSD));
    if (n < 1 || n > CAPACITY_MAX_ROWS)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%zu bands are not between 1 and %zu", n, (size_t)CAPACITY_MAX_ROWS);
    const int64_t billed = quantity > free_quantity ? quantity - free_quantity : 0;
    CAPACITY__TRY(spread_over_bands(billed, band_ends, band_prices_nusd, n, part, err));
    CAPACITY__FITS(capacity__sum_div(part, band_prices_nusd, n, unit_quantity * NUSD_OF_UUSD,
                                     CAPACITY__HALF_UP, cost_uusd),
                   "cost_uusd");
    return CAPACITY_OK;
}

static capacity_status discounted(const int64_t *in, int64_t *out, capacity_error *err)
{
    (void)err; /* never more than the price */
    (void)capacity__mul_div(in[0], CAPACITY_PPM - in[1], CAPACITY_PPM, CAPACITY__HALF_UP, &out[0]);
    return CAPACITY_OK;
}

static const capacity__kernel discounted_kernel = {
    .in = {{"price_nusd", 0, INT64_MAX}, {"discount_ppm", 0, CAPACITY_PPM}},
    .out = {"discounted_nusd"},
    .compute = discounted,
};

capacity_status capacity_cost_discounted(int64_t price_nusd, int64_t discount_ppm,
                                         int64_t *discounted_nusd, capacity_error *err)
{
    return capacity__kernel_one(&discounted_kernel, CAPACITY__VALUES(price_nusd, discount_ppm),
                                CAPACITY__RESULTS(discounted_nusd), err);
}

capacity_status capacity_cost_discounted_many(const int64_t *price_nusd,
                                              const int64_t *discount_ppm, size_t n,
                                              int64_t *discounted_nusd, capacity_error *err)
{
    return capacity__kernel_many(&discounted_kernel, CAPACITY__COLUMNS(price_nusd, discount_ppm), n,
                                 CAPACITY__RESULTS(discounted_nusd), err);
}

/* What one unit covers, in the order of the inputs: aws.amazon.com/elasticloadbalancing/pricing. */
static capacity_status load_balancer_units(const int64_t *in, int64_t *out, capacity_error *err)
{
    static const struct {
        int64_t thousandths, covered;
    } dimensions[] = {{1, 25}, {1000, 3000}, {1000, CAPACITY_GIB}, {1, 1000}};

    (void)err;
    out[0] = 0;
    for (size_t i = 0; i < sizeof dimensions / sizeof *dimensions; i++) {
        int64_t units = 0; /* never more than what is divided */
        (void)capacity__mul_div(in[i], dimensions[i].thousandths, dimensions[i].covered,
                                CAPACITY__UP, &units);
        out[0] = units > out[0] ? units : out[0];
    }
    return CAPACITY_OK;
}

static const capacity__kernel load_balancer_units_kernel = {
    .in = {{"new_connections_mps", 0, INT64_MAX},
           {"active_connections", 0, INT64_MAX},
           {"bytes_per_hour", 0, INT64_MAX},
           {"rule_evaluations_mps", 0, INT64_MAX}},
    .out = {"units_m"},
    .compute = load_balancer_units,
};

capacity_status capacity_cost_load_balancer_units(int64_t new_connections_mps,
                                                  int64_t active_connections,
                                                  int64_t bytes_per_hour,
                                                  int64_t rule_evaluations_mps, int64_t *units_m,
                                                  capacity_error *err)
{
    return capacity__kernel_one(&load_balancer_units_kernel,
                                CAPACITY__VALUES(new_connections_mps, active_connections,
                                                 bytes_per_hour, rule_evaluations_mps),
                                CAPACITY__RESULTS(units_m), err);
}

static capacity_status surplus_credits(const int64_t *in, int64_t *out, capacity_error *err)
{
    const int64_t above = in[2] > in[3] ? in[2] - in[3] : 0;
    CAPACITY__FITS(capacity__ratio(CAPACITY__NUM(in[0], in[1], above, CAPACITY_MONTH_HOURS, in[4]),
                                   CAPACITY__DEN(1000, CAPACITY_PPM, NUSD_OF_UUSD),
                                   CAPACITY__HALF_UP, &out[0]),
                   "cost_uusd");
    return CAPACITY_OK;
}

static const capacity__kernel surplus_credits_kernel = {
    .in = {{"nodes", 0, INT64_MAX},
           {"cpu_mcpu", 0, INT64_MAX},
           {"utilisation_ppm", 0, CAPACITY_PPM},
           {"baseline_ppm", 0, CAPACITY_PPM},
           {"vcpu_hour_nusd", 0, INT64_MAX}},
    .out = {"cost_uusd"},
    .compute = surplus_credits,
};

capacity_status capacity_cost_surplus_credits(int64_t nodes, int64_t cpu_mcpu,
                                              int64_t utilisation_ppm, int64_t baseline_ppm,
                                              int64_t vcpu_hour_nusd, int64_t *cost_uusd,
                                              capacity_error *err)
{
    return capacity__kernel_one(
        &surplus_credits_kernel,
        CAPACITY__VALUES(nodes, cpu_mcpu, utilisation_ppm, baseline_ppm, vcpu_hour_nusd),
        CAPACITY__RESULTS(cost_uusd), err);
}

capacity_status capacity_cost_format(int64_t cost_uusd, char *buf, size_t size, size_t *needed,
                                     capacity_error *err)
{
    /* Half away from zero; the remainder's sign is the amount's, and -$0.00 does not occur. */
    const int64_t rest = cost_uusd % UUSD_OF_CENT, half = UUSD_OF_CENT / 2;
    const int64_t cents = cost_uusd / UUSD_OF_CENT + (rest >= half) - (rest <= -half);
    capacity__out out = capacity__out_new(buf, size);

    capacity__put(&out, cents < 0 ? "-$" : "$");
    capacity__put_decimal(&out, cents < 0 ? -cents : cents, 2, 2);
    return capacity__out_end(&out, needed, err);
}
