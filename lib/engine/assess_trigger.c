/*
 * What each trigger has come to, and what is missing.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/assess.h"

#include "base/checked.h"

/* --- thresholds --------------------------------------------------------------------------------- */

/* Above the baseline by more than the threshold; rounding down changes no comparison of integers. */
static int64_t grown_from(int64_t baseline, int64_t growth_ppm)
{
    int64_t limit = CAPACITY_INVALID;
    if (baseline != CAPACITY_AUTO)
        (void)capacity__mul_div(baseline, CAPACITY_PPM + growth_ppm, CAPACITY_PPM, CAPACITY__DOWN,
                                &limit);
    return limit;
}

/* CAPACITY_INVALID where it is not known. */
static int64_t threshold_of(const capacity_assessment *assessment, size_t index)
{
    const capacity__trigger_info *info = &capacity__trigger[index];
    const int64_t *target = assessment->bounds.target;
    if (info->comparison == CAPACITY_COMPARISON_AT_MAX)
        return assessment->bounds.pods_max;
    if (info->comparison == CAPACITY_COMPARISON_GROWN)
        return grown_from(assessment->reading[info->place].baseline, info->threshold);
    if (index == CAPACITY__TRIGGER_AT_CPU_ABOVE_TARGET)
        return target[CAPACITY__SIGNAL_CPU];
    if (index == CAPACITY__TRIGGER_AT_MEMORY_ABOVE_TARGET && target[CAPACITY__SIGNAL_MEMORY] > 0)
        return target[CAPACITY__SIGNAL_MEMORY];
    return info->threshold;
}

static int crosses(uint8_t comparison, int64_t value, int64_t threshold)
{
    if (comparison == CAPACITY_COMPARISON_BELOW)
        return value < threshold;
    if (comparison == CAPACITY_COMPARISON_AT_LEAST || comparison == CAPACITY_COMPARISON_AT_MAX)
        return value >= threshold;
    return value > threshold;
}

/* --- states ------------------------------------------------------------------------------------- */

/*
 * Without a p95, a p50 above the limit says that the p95 is too, and a p99 within it that the p95 is.
 * Of growth they say nothing: each has a baseline of its own.
 */
static uint8_t told_by(const capacity_assessment *assessment, const capacity__trigger_info *info)
{
    const capacity__reading *reading = assessment->reading;
    const int64_t limit = info->threshold;
    if (info->place != CAPACITY__METRIC_AT_LATENCY_P95_US ||
        info->comparison != CAPACITY_COMPARISON_ABOVE ||
        reading[info->place].value != CAPACITY_INVALID)
        return info->place;
    if (reading[CAPACITY__METRIC_AT_LATENCY_P50_US].value > limit)
        return CAPACITY__METRIC_AT_LATENCY_P50_US;
    if (reading[CAPACITY__METRIC_AT_LATENCY_P99_US].value <= limit)
        return CAPACITY__METRIC_AT_LATENCY_P99_US; /* or nothing is known of it either */
    return info->place;
}

static void check_trigger(const capacity_assessment *assessment, size_t index,
                          capacity__trigger_check *check)
{
    const capacity__trigger_info *info = &capacity__trigger[index];
    check->via = told_by(assessment, info);
    check->threshold = threshold_of(assessment, index);
    check->left_us = 0;
    const capacity__reading *reading = &assessment->reading[check->via];

    if (reading->value == CAPACITY_INVALID || check->threshold == CAPACITY_INVALID) {
        check->via = info->place;
        check->state = CAPACITY_TRIGGER_STATE_UNKNOWN;
    } else if (!crosses(info->comparison, reading->value, check->threshold)) {
        check->state = CAPACITY_TRIGGER_STATE_OK;
    } else if (info->for_us == 0 || reading->held_us >= info->for_us) {
        check->state = CAPACITY_TRIGGER_STATE_FIRED;
    } else {
        check->state = CAPACITY_TRIGGER_STATE_PENDING;
        check->left_us =
            reading->held_us == CAPACITY_AUTO ? CAPACITY_INVALID : info->for_us - reading->held_us;
    }
}

int capacity__is_crossed(const capacity__trigger_check *check)
{
    return check->state == CAPACITY_TRIGGER_STATE_PENDING ||
           check->state == CAPACITY_TRIGGER_STATE_FIRED;
}

void capacity__check_triggers(capacity_assessment *assessment)
{
    for (size_t i = 0; i < CAPACITY__TRIGGERS; i++)
        check_trigger(assessment, i, &assessment->check[i]);
}

/* --- what is needed ----------------------------------------------------------------------------- */

int capacity__is_known(const capacity_assessment *assessment, size_t place)
{
    if (place == CAPACITY__METRIC_AT_MAX_REPLICAS)
        return assessment->bounds.pods_max != CAPACITY_INVALID;
    if (place == CAPACITY__METRIC_AT_LATENCY_P95_US) /* also by those that stand for it */
        return assessment->check[CAPACITY__TRIGGER_AT_LATENCY_CRITICAL].state !=
                   CAPACITY_TRIGGER_STATE_UNKNOWN &&
               assessment->check[CAPACITY__TRIGGER_AT_LATENCY_WARNING].state !=
                   CAPACITY_TRIGGER_STATE_UNKNOWN;
    return assessment->reading[place].value != CAPACITY_INVALID;
}

int capacity__is_needed(const capacity_assessment *assessment, size_t place)
{
    if (place == CAPACITY__METRIC_AT_REPLICAS || place == CAPACITY__METRIC_AT_MAX_REPLICAS)
        return 1;
    for (int i = 0; i < CAPACITY__SIGNALS; i++)
        if (capacity__signals[i].place == place && assessment->bounds.target[i] > 0)
            return 1;
    for (int i = 0; i < CAPACITY__TRIGGERS; i++)
        if (capacity__trigger[i].place == place &&
            capacity__trigger[i].level == CAPACITY_LEVEL_CRITICAL)
            return 1;
    return 0;
}

static void add_gap(capacity_assessment *assessment, size_t place, capacity_missing_part part,
                    int needed)
{
    capacity__gap *gap = &assessment->gap[assessment->gap_count++];
    gap->place = (uint8_t)place;
    gap->part = (uint8_t)part;
    gap->needed = (uint8_t)needed;
}

/* Does some trigger look at the metric, beside those that are needed? */
static int is_watched(size_t place)
{
    for (int i = 0; i < CAPACITY__TRIGGERS; i++)
        if (capacity__trigger[i].place == place)
            return 1;
    return 0;
}

/* Is a trigger of the metric pending because nobody says for how long, or fewer pods out of reach? */
static int lacks_held(const capacity_assessment *assessment, size_t place, int wants_held)
{
    for (int i = 0; wants_held && i < CAPACITY__SIGNALS; i++)
        if (capacity__signals[i].place == place && assessment->bounds.target[i] > 0 &&
            assessment->reading[place].held_us == CAPACITY_AUTO)
            return 1;
    for (int i = 0; i < CAPACITY__TRIGGERS; i++)
        if (assessment->check[i].via == place &&
            assessment->check[i].state == CAPACITY_TRIGGER_STATE_PENDING &&
            assessment->check[i].left_us == CAPACITY_INVALID)
            return 1;
    return 0;
}

static int lacks_baseline(const capacity_assessment *assessment, size_t place)
{
    const capacity__reading *reading = &assessment->reading[place];
    for (int i = 0; i < CAPACITY__TRIGGERS; i++)
        if (capacity__trigger[i].place == place &&
            capacity__trigger[i].comparison == CAPACITY_COMPARISON_GROWN)
            return reading->value != CAPACITY_INVALID && reading->baseline == CAPACITY_AUTO;
    return 0;
}

/* What could change the verdict comes first. */
void capacity__find_gaps(capacity_assessment *assessment, int wants_held)
{
    for (int needed = 1; needed >= 0; needed--)
        for (size_t place = 0; place < CAPACITY__METRICS; place++) {
            int is_needed = capacity__is_needed(assessment, place);
            if (is_needed == needed && (is_needed || is_watched(place)) &&
                !capacity__is_known(assessment, place))
                add_gap(assessment, place, CAPACITY_MISSING_PART_VALUE, needed);
            if (needed && assessment->reading[place].value != CAPACITY_INVALID &&
                lacks_held(assessment, place, wants_held))
                add_gap(assessment, place, CAPACITY_MISSING_PART_HELD, needed);
            if (!needed && lacks_baseline(assessment, place))
                add_gap(assessment, place, CAPACITY_MISSING_PART_BASELINE, needed);
        }
}
