/*
 * Metrics and triggers inside the library.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MODEL_METRICS_H
#define CAPACITY_MODEL_METRICS_H

#include "base/alloc.h"
#include "base/format.h"

typedef struct capacity__metric_info {
    uint8_t metric; /* capacity_metric */
    uint8_t unit;   /* capacity_unit */
    int64_t lowest, highest;
    const char *key, *summary, *why, *source;
} capacity__metric_info;

/* Every metric's place among all: CAPACITY__METRIC_AT_<NAME>. */
enum {
#define CAPACITY_METRIC(id, NAME, ...) CAPACITY__METRIC_AT_##NAME,
#include "model/metrics.def"
#undef CAPACITY_METRIC
    CAPACITY__METRICS
};

typedef struct capacity__trigger_info {
    uint8_t trigger;    /* capacity_trigger */
    uint8_t level;      /* capacity_level */
    uint8_t place;      /* of its metric */
    uint8_t comparison; /* capacity_comparison */
    int64_t threshold, for_us;
    const char *name, *action, *source;
} capacity__trigger_info;

/* Every trigger's place among all: CAPACITY__TRIGGER_AT_<NAME>. */
enum {
#define CAPACITY_TRIGGER(id, NAME, ...) CAPACITY__TRIGGER_AT_##NAME,
#include "model/triggers.def"
#undef CAPACITY_TRIGGER
    CAPACITY__TRIGGERS
};

extern const capacity__metric_info capacity__metric[CAPACITY__METRICS];
extern const capacity__trigger_info capacity__trigger[CAPACITY__TRIGGERS];

/* What is known of one metric. */
typedef struct capacity__reading {
    int64_t value;    /* CAPACITY_INVALID: nothing, and then the others are CAPACITY_AUTO */
    int64_t held_us;  /* CAPACITY_AUTO: not known */
    int64_t baseline; /* CAPACITY_AUTO: not known */
} capacity__reading;

struct capacity_metrics {
    uint32_t kind;
    uint32_t reserved;
    capacity_allocator allocator;
    capacity__reading reading[CAPACITY__METRICS];
};

int capacity__metrics_ok(const capacity_metrics *metrics);

/* NULL if unknown. */
const capacity__metric_info *capacity__metric_find(const char *key, size_t size);

/* Value in people's units. */
void capacity__put_metric(capacity__out *out, const capacity__metric_info *info, int64_t value);

/* Read a value in people's units, exactly and in range. `what` begins the message. */
capacity_status capacity__metric_parse(const capacity__metric_info *info, const char *what,
                                       const char *text, size_t size, int64_t *value,
                                       capacity_error *err);
capacity_status capacity__held_parse(const char *what, const char *text, size_t size,
                                     int64_t *value, capacity_error *err);

/* CAPACITY_E_FIELD for a key that is none; near is the nearest known one or NULL. */
const char *capacity__metric_nearest(const char *key, size_t size);

#endif
