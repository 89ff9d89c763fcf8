/*
 * The fastest growth that a simulation serves, found by trying.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/checked.h"
#include "base/never.h"
#include "engine/simulate.h"
#include "model/check.h"

/* Steady at first, and for a while at the top: what is lost is lost by the end of the rise. */
#define BEFORE_US (300 * CAPACITY_SECOND_US)
#define AFTER_US (60 * CAPACITY_SECOND_US)

enum { LONGEST_S = 2 * 3600, STEPS = 600 };

typedef struct growth {
    capacity_simulation *simulation;
    int64_t rate_mrps, factor_ppm;
} growth;

/* One row, however often the buffers of ticks and events fill. */
static capacity_status feed_row(const growth *g, int64_t time_us, int64_t rate_mrps,
                                capacity_error *err)
{
    size_t consumed = 0;
    while (consumed == 0) {
        CAPACITY__TRY(capacity_simulation_feed(g->simulation, &time_us, &rate_mrps, NULL, NULL, 1,
                                               &consumed, err));
        capacity_simulation_drop_rows(g->simulation);
    }
    return CAPACITY_OK;
}

/* Rounded up; checked before: the highest is in range. */
static int64_t grown(const growth *g, int64_t more_ppm)
{
    int64_t rate = 0;
    if (CAPACITY__NEVER(!capacity__mul_div(g->rate_mrps, CAPACITY_PPM + more_ppm, CAPACITY_PPM,
                                           CAPACITY__UP, &rate)))
        return 0; /* never: a rate of 10^10 and a factor of 10^9 */
    return rate;
}

/* Each step has the rate of its end, so that no step is slower than the growth. */
static capacity_status feed_rise(const growth *g, int64_t rise_us, capacity_error *err)
{
    int64_t steps = rise_us / CAPACITY_SECOND_US, more_ppm = 0;
    steps = steps > STEPS ? STEPS : steps;
    for (int64_t i = 1; i <= steps; i++) {
        CAPACITY__SURELY(
            capacity_headroom_buffer_for_growth(/* in range, and the growth fits */
                                                g->factor_ppm, rise_us,
                                                rise_us / steps * i + rise_us % steps * i / steps,
                                                &more_ppm, err));
        CAPACITY__TRY(
            feed_row(g, BEFORE_US + rise_us / steps * (i - 1) + rise_us % steps * (i - 1) / steps,
                     grown(g, more_ppm), err));
    }
    return CAPACITY_OK;
}

static capacity_status finish(const growth *g, capacity_error *err)
{
    int64_t done = 0;
    while (!done) {
        CAPACITY__SURELY(capacity_simulation_finish(g->simulation, &done, err)); /* rows were fed */
        capacity_simulation_drop_rows(g->simulation);
    }
    return CAPACITY_OK;
}

/* Is every request served if the load rises within so many seconds? */
static capacity_status try_growth(const growth *g, int64_t seconds, bool *served,
                                  capacity_error *err)
{
    const int64_t rise_us = seconds * CAPACITY_SECOND_US;
    const int64_t top = grown(g, g->factor_ppm - CAPACITY_PPM);
    capacity_simulation_totals totals;

    capacity_simulation_reset(g->simulation);
    CAPACITY__TRY(feed_row(g, 0, g->rate_mrps, err));
    CAPACITY__TRY(feed_rise(g, rise_us, err));
    /* the rise ends at the same rate, and no gap is longer than that before it */
    CAPACITY__SURELY(feed_row(g, BEFORE_US + rise_us, top, err));
    CAPACITY__SURELY(feed_row(g, BEFORE_US + rise_us + AFTER_US, top, err));
    CAPACITY__SURELY(finish(g, err));
    capacity_simulation_totals_init(&totals, sizeof totals);
    CAPACITY__SURELY(capacity_simulation_get_totals(g->simulation, &totals, err));
    *served = totals.unserved_us == 0; /* requests are rounded: a thousandth may be none */
    return CAPACITY_OK;
}

/* Longer and longer until all is served, then between: `lost` seconds lose some, `found` none. */
static capacity_status search(const growth *g, int64_t *time_us, capacity_error *err)
{
    int64_t lost = 0, found = 1;
    bool served = false;

    CAPACITY__TRY(try_growth(g, found, &served, err));
    while (!served && found < LONGEST_S) {
        lost = found;
        found = 2 * found < LONGEST_S ? 2 * found : LONGEST_S;
        CAPACITY__SURELY(
            try_growth(g, found, &served, err)); /* memory and rates are those of before */
    }
    if (!served) {
        *time_us = CAPACITY_INVALID;
        return CAPACITY_OK;
    }
    while (found - lost > 1) {
        const int64_t middle = lost + (found - lost) / 2;
        CAPACITY__SURELY(try_growth(g, middle, &served, err));
        *(served ? &found : &lost) = middle;
    }
    *time_us = found * CAPACITY_SECOND_US;
    return CAPACITY_OK;
}

capacity_status capacity_simulation_survived_growth(capacity_simulation *simulation,
                                                    int64_t rate_mrps, int64_t factor_ppm,
                                                    int64_t *time_us, capacity_error *err)
{
    const growth g = {simulation, rate_mrps, factor_ppm};
    int64_t found = 0;

    if (!capacity__simulation_ok(simulation))
        return capacity__null(err, "simulation");
    if (time_us == NULL)
        return capacity__null(err, "time_us");
    CAPACITY__TRY(
        capacity__in_range(err, "rate_mrps", rate_mrps, 1, CAPACITY_SIMULATION_RATE_MRPS));
    CAPACITY__TRY(
        capacity__in_range(err, "factor_ppm", factor_ppm, CAPACITY_PPM, 1000 * CAPACITY_PPM));
    CAPACITY__TRY(capacity__in_range(err, "rate_mrps x factor_ppm",
                                     grown(&g, factor_ppm - CAPACITY_PPM), 1,
                                     CAPACITY_SIMULATION_RATE_MRPS));
    const capacity_status status = search(&g, &found, err);
    capacity_simulation_reset(simulation);
    if (status < 0)
        return status;
    *time_us = found;
    return CAPACITY_OK;
}
