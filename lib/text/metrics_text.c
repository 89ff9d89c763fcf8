/*
 * Metrics as text: a flat map of their keys, each a value in people's units or a map of value, held
 * and baseline (docs/formats.md).
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/metrics.h"
#include "text/shape.h"

#include <string.h>

enum { VALUES = 1000 };

static const capacity__limits limits = {"metrics", CAPACITY_METRICS_TEXT_BYTES, VALUES};

/* One metric on its way into the set. */
typedef struct entry {
    const capacity__metric_info *info;
    capacity__reading reading;
} entry;

/* --- reading ------------------------------------------------------------------------------------ */

static capacity_status read_amount(capacity__reader *reader, const capacity__metric_info *info,
                                   int64_t *value, capacity_error *err)
{
    char path[CAPACITY__PATH_SIZE];
    capacity_status status = capacity__metric_parse(info, capacity__reader_path(reader, path),
                                                    reader->text, reader->size, value, err);
    if (status < 0 && err != NULL) {
        err->index = reader->mark.line;
        err->column = reader->mark.column;
    }
    return status;
}

static capacity_status read_value(capacity__reader *reader, void *target, capacity_error *err)
{
    entry *one = target;
    CAPACITY__TRY(capacity__want_scalar(reader, err));
    return read_amount(reader, one->info, &one->reading.value, err);
}

static capacity_status read_baseline(capacity__reader *reader, void *target, capacity_error *err)
{
    entry *one = target;
    CAPACITY__TRY(capacity__want_scalar(reader, err));
    return read_amount(reader, one->info, &one->reading.baseline, err);
}

static capacity_status read_held(capacity__reader *reader, void *target, capacity_error *err)
{
    entry *one = target;
    char path[CAPACITY__PATH_SIZE];
    CAPACITY__TRY(capacity__want_scalar(reader, err));
    capacity_status status = capacity__held_parse(capacity__reader_path(reader, path), reader->text,
                                                  reader->size, &one->reading.held_us, err);
    if (status < 0 && err != NULL) {
        err->index = reader->mark.line;
        err->column = reader->mark.column;
    }
    return status;
}

static void emit_amount(capacity__emitter *emitter, const capacity__metric_info *info,
                        int64_t value)
{
    if (info->unit == CAPACITY_UNIT_BOOL)
        capacity__emit_bool(emitter, value != 0);
    else
        capacity__emit_quantity(emitter, (capacity_unit)info->unit, value);
}

static void write_value(capacity__emitter *emitter, const char *key, const void *target)
{
    const entry *one = target;
    capacity__emit_key(emitter, key);
    emit_amount(emitter, one->info, one->reading.value);
}

static void write_baseline(capacity__emitter *emitter, const char *key, const void *target)
{
    const entry *one = target;
    if (one->reading.baseline == CAPACITY_AUTO)
        return;
    capacity__emit_key(emitter, key);
    emit_amount(emitter, one->info, one->reading.baseline);
}

static void write_held(capacity__emitter *emitter, const char *key, const void *target)
{
    const entry *one = target;
    if (one->reading.held_us == CAPACITY_AUTO)
        return;
    capacity__emit_key(emitter, key);
    capacity__emit_quantity(emitter, CAPACITY_UNIT_US, one->reading.held_us);
}

static const capacity__member members[] = {
    {CAPACITY__OTHER_KEY(0, "value", read_value, write_value), .required = 1},
    {CAPACITY__OTHER_KEY(0, "held", read_held, write_held)},
    {CAPACITY__OTHER_KEY(0, "baseline", read_baseline, write_baseline)},
};
static const capacity__shape shape = CAPACITY__SHAPE(members);

/* A metric's key, and its value or map. */
static capacity_status read_entry(capacity__reader *reader, capacity_metrics *metrics,
                                  uint64_t *seen, capacity_error *err)
{
    CAPACITY__TRY(capacity__want_key(reader, err));
    entry one = {capacity__metric_find(reader->text, reader->size),
                 {CAPACITY_INVALID, CAPACITY_AUTO, CAPACITY_AUTO}};
    if (one.info == NULL)
        return capacity__unknown_key(reader, capacity__metric_nearest(reader->text, reader->size),
                                     err);
    ptrdiff_t place = one.info - capacity__metric;
    if ((*seen >> place & 1) != 0)
        return capacity__repeated_key(reader, err);
    *seen |= UINT64_C(1) << place;

    capacity__reader_enter(reader, one.info->key, 0);
    CAPACITY__TRY(capacity__reader_next(reader, err));
    if (reader->node == CAPACITY__NODE_MAP)
        CAPACITY__TRY(capacity__read_map(reader, &shape, &one, err));
    else
        CAPACITY__TRY(read_value(reader, &one, err));
    capacity__reader_leave(reader);
    metrics->reading[place] = one.reading;
    return CAPACITY_OK;
}

static capacity_status read_metrics(capacity__reader *reader, capacity_metrics *metrics,
                                    capacity_error *err)
{
    uint64_t seen = 0;
    for (;;) {
        CAPACITY__TRY(capacity__reader_next(reader, err));
        if (reader->node == CAPACITY__NODE_MAP_END)
            return capacity__reader_end(reader, err);
        CAPACITY__TRY(read_entry(reader, metrics, &seen, err));
    }
}

_Static_assert(CAPACITY__METRICS <= 64, "one bit of `seen` for each metric");

capacity_status capacity_metrics_new_from_text(const char *text, size_t size,
                                               const capacity_allocator *allocator,
                                               capacity_metrics **out, capacity_error *err)
{
    capacity__reader reader;
    capacity_metrics *metrics = NULL;

    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    capacity_status status = capacity__reader_begin(&reader, text, size, &limits, err);
    if (status == CAPACITY_OK)
        status = capacity_metrics_new(allocator, &metrics, err);
    if (status == CAPACITY_OK)
        status = read_metrics(&reader, metrics, err);
    capacity__reader_close(&reader);
    if (status < 0) {
        capacity_metrics_free(metrics);
        return status;
    }
    *out = metrics;
    return CAPACITY_OK;
}

/* --- writing ------------------------------------------------------------------------------------ */

static void emit_entry(capacity__emitter *emitter, const entry *one)
{
    if (one->reading.held_us == CAPACITY_AUTO && one->reading.baseline == CAPACITY_AUTO) {
        write_value(emitter, one->info->key, one);
        return;
    }
    capacity__emit_key(emitter, one->info->key);
    capacity__emit_shape(emitter, &shape, one);
}

capacity_status capacity_metrics_write_text(const capacity_metrics *metrics, uint32_t format,
                                            char *buf, size_t size, size_t *needed,
                                            capacity_error *err)
{
    capacity__emitter emitter;
    if (!capacity__metrics_ok(metrics))
        return capacity__null(err, "metrics");
    capacity__emitter_begin(&emitter, format, buf, size);
    capacity__emit_map(&emitter);
    for (int i = 0; i < CAPACITY__METRICS; i++) {
        entry one = {&capacity__metric[i], metrics->reading[i]};
        if (one.reading.value != CAPACITY_INVALID)
            emit_entry(&emitter, &one);
    }
    capacity__emit_map_end(&emitter);
    return capacity__emitter_end(&emitter, needed, err);
}
