/*
 * Metrics: their registry, and a set of them.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/metrics.h"

#include "base/structs.h"
#include "model/fields.h"

#include <string.h>

const capacity__metric_info capacity__metric[CAPACITY__METRICS] = {
#define CAPACITY_METRIC(id, NAME, key, unit, lowest, highest, summary, why, source)                \
    {id, CAPACITY_UNIT_##unit, lowest, highest, key, summary, why, source},
#include "model/metrics.def"
#undef CAPACITY_METRIC
};

const capacity__trigger_info capacity__trigger[CAPACITY__TRIGGERS] = {
#define CAPACITY_TRIGGER(id, NAME, name, level, METRIC, comparison, threshold, for_us, action,     \
                         source)                                                                   \
    {id,                                                                                           \
     CAPACITY_LEVEL_##level,                                                                       \
     CAPACITY__METRIC_AT_##METRIC,                                                                 \
     CAPACITY_COMPARISON_##comparison,                                                             \
     threshold,                                                                                    \
     for_us,                                                                                       \
     name,                                                                                         \
     action,                                                                                       \
     source},
#include "model/triggers.def"
#undef CAPACITY_TRIGGER
};

/* The header's enumerations are those of the tables. */
#define CAPACITY_METRIC(id, NAME, ...)                                                             \
    _Static_assert(CAPACITY_METRIC_##NAME == (id), "the id of " #NAME);
#include "model/metrics.def"
#undef CAPACITY_METRIC
#define CAPACITY_TRIGGER(id, NAME, ...)                                                            \
    _Static_assert(CAPACITY_TRIGGER_##NAME == (id), "the id of " #NAME);
#include "model/triggers.def"
#undef CAPACITY_TRIGGER

/* --- the registry ------------------------------------------------------------------------------- */

/* Place of a metric; -1 if it is none. */
static int place_of(capacity_metric metric)
{
    for (int i = 0; i < CAPACITY__METRICS; i++)
        if ((int)metric == capacity__metric[i].metric)
            return i;
    return -1;
}

const capacity__metric_info *capacity__metric_find(const char *key, size_t size)
{
    for (int i = 0; i < CAPACITY__METRICS; i++)
        if (strlen(capacity__metric[i].key) == size &&
            memcmp(capacity__metric[i].key, key, size) == 0)
            return &capacity__metric[i];
    return NULL;
}

const char *capacity__metric_nearest(const char *key, size_t size)
{
    size_t limit = size / 3 < 1 ? 1 : size / 3; /* farther than that is another word */
    size_t best = limit + 1;
    const char *near = NULL;
    for (int i = 0; i < CAPACITY__METRICS; i++) {
        size_t distance = capacity__name_distance(key, size, capacity__metric[i].key, limit);
        if (distance < best) {
            best = distance;
            near = capacity__metric[i].key;
        }
    }
    return near;
}

static void info_row(const capacity__metric_info *info, capacity_metric_info *row)
{
    capacity_metric_info_init(row, sizeof *row);
    row->metric = info->metric;
    row->unit = info->unit;
    row->lowest = info->lowest;
    row->highest = info->highest;
    capacity__name_copy(row->key, sizeof row->key, info->key);
    capacity__name_copy(row->summary, sizeof row->summary, info->summary);
    capacity__name_copy(row->why, sizeof row->why, info->why);
    capacity__name_copy(row->source, sizeof row->source, info->source);
}

capacity_status capacity_metrics_get_registry(capacity_metric_info *out, size_t out_size,
                                              size_t max, size_t *count, capacity_error *err)
{
    CAPACITY__TRY(
        capacity__rows_begin(out, out_size, sizeof *out, max, count, CAPACITY__METRICS, err));
    for (size_t i = 0; out != NULL && i < CAPACITY__METRICS; i++) {
        capacity_metric_info row;
        info_row(&capacity__metric[i], &row);
        capacity__row_out_at(out, out_size, i, &row, sizeof row);
    }
    return CAPACITY_OK;
}

capacity_metric capacity_metric_from_key(const char *key)
{
    const capacity__metric_info *info =
        key == NULL ? NULL : capacity__metric_find(key, strlen(key));
    return info == NULL ? CAPACITY_METRIC_NONE : (capacity_metric)info->metric;
}

const char *capacity_metric_key(capacity_metric metric)
{
    int place = place_of(metric);
    return place < 0 ? NULL : capacity__metric[place].key;
}

capacity_unit capacity_metric_unit(capacity_metric metric)
{
    int place = place_of(metric);
    return place < 0 ? CAPACITY_UNIT_NONE : (capacity_unit)capacity__metric[place].unit;
}

/* --- values ------------------------------------------------------------------------------------- */

void capacity__put_metric(capacity__out *out, const capacity__metric_info *info, int64_t value)
{
    if (info->unit == CAPACITY_UNIT_BOOL)
        capacity__put(out, value != 0 ? "true" : "false");
    else
        capacity__put_quantity(out, (capacity_unit)info->unit, value);
}

static capacity_status check_range(const capacity__metric_info *info, const char *what,
                                   int64_t value, capacity_error *err)
{
    char shown[64], limit[64];
    if (value >= info->lowest && value <= info->highest)
        return CAPACITY_OK;
    int below = value < info->lowest;
    capacity__out out = capacity__out_new(shown, sizeof shown);
    capacity__put_quantity(&out, (capacity_unit)info->unit, value);
    (void)capacity__out_end(&out, NULL, NULL);
    out = capacity__out_new(limit, sizeof limit);
    capacity__put_quantity(&out, (capacity_unit)info->unit, below ? info->lowest : info->highest);
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1, "%s %s %s %s", what,
                          shown, below ? "is below" : "exceeds", limit);
}

static const capacity__metric_info held_info = {
    .unit = CAPACITY_UNIT_US, .highest = CAPACITY_METRIC_HELD_US, .key = "held"};

static capacity_status parse_switch(const char *what, const char *text, size_t size, int64_t *value,
                                    capacity_error *err)
{
    static const char *const words[] = {"false", "true", "no", "yes", "off", "on"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == size && memcmp(words[i], text, size) == 0) {
            *value = (int64_t)(i % 2);
            return CAPACITY_OK;
        }
    char shown[CAPACITY_NAME_SIZE * 3];
    capacity__out out = capacity__out_new(shown, sizeof shown);
    capacity__put_quoted(&out, text, size);
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_SYNTAX, CAPACITY_FIELD_NONE, -1,
                          "%s %s is not one of false, true", what, shown);
}

capacity_status capacity__metric_parse(const capacity__metric_info *info, const char *what,
                                       const char *text, size_t size, int64_t *value,
                                       capacity_error *err)
{
    int64_t parsed = 0;
    if (info->unit == CAPACITY_UNIT_BOOL)
        return parse_switch(what, text, size, value, err);
    CAPACITY__TRY(capacity__parse_quantity((capacity_unit)info->unit, what, CAPACITY_FIELD_NONE,
                                           text, size, &parsed, err));
    CAPACITY__TRY(check_range(info, what, parsed, err));
    *value = parsed;
    return CAPACITY_OK;
}

capacity_status capacity__held_parse(const char *what, const char *text, size_t size,
                                     int64_t *value, capacity_error *err)
{
    return capacity__metric_parse(&held_info, what, text, size, value, err);
}

/* --- a set of them ------------------------------------------------------------------------------ */

static const capacity__reading nothing = {CAPACITY_INVALID, CAPACITY_AUTO, CAPACITY_AUTO};

int capacity__metrics_ok(const capacity_metrics *metrics)
{
    return metrics != NULL && metrics->kind == CAPACITY__KIND_METRICS;
}

capacity_status capacity_metrics_new(const capacity_allocator *allocator, capacity_metrics **out,
                                     capacity_error *err)
{
    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    capacity_allocator memory = capacity__allocator(allocator);
    capacity_metrics *metrics = capacity__new(&memory, sizeof *metrics);
    if (metrics == NULL)
        return capacity__no_memory(err);
    metrics->kind = CAPACITY__KIND_METRICS;
    metrics->allocator = memory;
    for (int i = 0; i < CAPACITY__METRICS; i++)
        metrics->reading[i] = nothing;
    *out = metrics;
    return CAPACITY_OK;
}

capacity_status capacity_metrics_clone(const capacity_metrics *metrics, capacity_metrics **out,
                                       capacity_error *err)
{
    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    if (!capacity__metrics_ok(metrics))
        return capacity__null(err, "metrics");
    capacity_metrics *copy = capacity__new(&metrics->allocator, sizeof *copy);
    if (copy == NULL)
        return capacity__no_memory(err);
    *copy = *metrics;
    *out = copy;
    return CAPACITY_OK;
}

void capacity_metrics_free(capacity_metrics *metrics)
{
    if (!capacity__metrics_ok(metrics))
        return;
    capacity_allocator memory = metrics->allocator;
    metrics->kind = CAPACITY__KIND_DEAD;
    capacity__delete(&memory, metrics);
}

static capacity_status find_place(capacity_metric metric, int *place, capacity_error *err)
{
    *place = place_of(metric);
    if (*place >= 0)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, -1,
                          "metric %" PRId64 " is unknown", (int64_t)metric);
}

/* "held of cpu", for messages. */
static const char *part_of(const char *part, const char *key, char buf[CAPACITY_NAME_SIZE * 2])
{
    capacity__out out = capacity__out_new(buf, CAPACITY_NAME_SIZE * 2);
    capacity__put_format(&out, "%s of %s", part, key);
    (void)capacity__out_end(&out, NULL, NULL);
    return buf;
}

static capacity_status check_reading(const capacity__metric_info *info,
                                     const capacity__reading *reading, capacity_error *err)
{
    char what[CAPACITY_NAME_SIZE * 2];
    CAPACITY__TRY(check_range(info, info->key, reading->value, err));
    if (reading->held_us != CAPACITY_AUTO)
        CAPACITY__TRY(
            check_range(&held_info, part_of("held", info->key, what), reading->held_us, err));
    if (reading->baseline != CAPACITY_AUTO)
        CAPACITY__TRY(
            check_range(info, part_of("baseline", info->key, what), reading->baseline, err));
    return CAPACITY_OK;
}

capacity_status capacity_metrics_set(capacity_metrics *metrics, capacity_metric metric,
                                     int64_t value, int64_t held_us, int64_t baseline,
                                     capacity_error *err)
{
    const capacity__reading reading = {value, held_us, baseline};
    int place;
    if (!capacity__metrics_ok(metrics))
        return capacity__null(err, "metrics");
    CAPACITY__TRY(find_place(metric, &place, err));
    CAPACITY__TRY(check_reading(&capacity__metric[place], &reading, err));
    metrics->reading[place] = reading;
    return CAPACITY_OK;
}

static capacity_status unknown_key(const char *key, capacity_error *err)
{
    char quoted[CAPACITY_NAME_SIZE * 3];
    const char *near = capacity__metric_nearest(key, strlen(key));
    capacity__out out = capacity__out_new(quoted, sizeof quoted);
    capacity__put_quoted(&out, key, strlen(key));
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, -1, "unknown metric %s%s%s%s",
                          quoted, near == NULL ? "" : ", did you mean '", near == NULL ? "" : near,
                          near == NULL ? "" : "'");
}

capacity_status capacity_metrics_set_text(capacity_metrics *metrics, const char *key,
                                          const char *value, const char *held, const char *baseline,
                                          capacity_error *err)
{
    capacity__reading reading = nothing;
    char what[CAPACITY_NAME_SIZE * 2];
    if (!capacity__metrics_ok(metrics))
        return capacity__null(err, "metrics");
    if (key == NULL || value == NULL)
        return capacity__null(err, key == NULL ? "key" : "value");
    const capacity__metric_info *info = capacity__metric_find(key, strlen(key));
    if (info == NULL)
        return unknown_key(key, err);
    CAPACITY__TRY(
        capacity__metric_parse(info, info->key, value, strlen(value), &reading.value, err));
    if (held != NULL && held[0] != '\0')
        CAPACITY__TRY(capacity__held_parse(part_of("held", info->key, what), held, strlen(held),
                                           &reading.held_us, err));
    if (baseline != NULL && baseline[0] != '\0')
        CAPACITY__TRY(capacity__metric_parse(info, part_of("baseline", info->key, what), baseline,
                                             strlen(baseline), &reading.baseline, err));
    metrics->reading[info - capacity__metric] = reading;
    return CAPACITY_OK;
}

capacity_status capacity_metrics_get(const capacity_metrics *metrics, capacity_metric metric,
                                     int64_t *value, int64_t *held_us, int64_t *baseline,
                                     capacity_error *err)
{
    int place;
    if (!capacity__metrics_ok(metrics))
        return capacity__null(err, "metrics");
    if (value == NULL || held_us == NULL || baseline == NULL)
        return capacity__null(err, value == NULL     ? "value"
                                   : held_us == NULL ? "held_us"
                                                     : "baseline");
    CAPACITY__TRY(find_place(metric, &place, err));
    *value = metrics->reading[place].value;
    *held_us = metrics->reading[place].held_us;
    *baseline = metrics->reading[place].baseline;
    return CAPACITY_OK;
}

capacity_status capacity_metrics_reset(capacity_metrics *metrics, capacity_metric metric,
                                       capacity_error *err)
{
    int place;
    if (!capacity__metrics_ok(metrics))
        return capacity__null(err, "metrics");
    CAPACITY__TRY(find_place(metric, &place, err));
    metrics->reading[place] = nothing;
    return CAPACITY_OK;
}

capacity_status capacity_metrics_check(const capacity_metrics *metrics, capacity_error *err)
{
    /* Pairs of which the first cannot be the larger. */
    static const uint8_t pairs[][2] = {
        {CAPACITY__METRIC_AT_AVAILABLE_REPLICAS, CAPACITY__METRIC_AT_REPLICAS},
        {CAPACITY__METRIC_AT_MIN_REPLICAS, CAPACITY__METRIC_AT_MAX_REPLICAS},
        {CAPACITY__METRIC_AT_LATENCY_P50_US, CAPACITY__METRIC_AT_LATENCY_P95_US},
        {CAPACITY__METRIC_AT_LATENCY_P50_US, CAPACITY__METRIC_AT_LATENCY_P99_US},
        {CAPACITY__METRIC_AT_LATENCY_P95_US, CAPACITY__METRIC_AT_LATENCY_P99_US},
    };
    if (!capacity__metrics_ok(metrics))
        return capacity__null(err, "metrics");
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const capacity__metric_info *low = &capacity__metric[pairs[i][0]];
        const capacity__metric_info *high = &capacity__metric[pairs[i][1]];
        int64_t less = metrics->reading[pairs[i][0]].value;
        int64_t more = metrics->reading[pairs[i][1]].value;
        char shown[64], limit[64];
        if (more == CAPACITY_INVALID || less <= more)
            continue;
        capacity__out out = capacity__out_new(shown, sizeof shown);
        capacity__put_metric(&out, low, less);
        (void)capacity__out_end(&out, NULL, NULL);
        out = capacity__out_new(limit, sizeof limit);
        capacity__put_metric(&out, high, more);
        (void)capacity__out_end(&out, NULL, NULL);
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "%s %s exceeds %s %s: they contradict each other", low->key, shown,
                              high->key, limit);
    }
    return CAPACITY_OK;
}
