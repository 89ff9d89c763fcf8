/*
 * Usage as CSV: a header, then times and what was measured; docs/formats.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/usage.h"
#include "text/csv_columns.h"

enum { TIME, CPU, MEMORY, OOM, NEEDED = CPU };

static const capacity__csv_columns columns = {
    "a usage",
    "time, cpu, memory and oom",
    {
        {"time", CAPACITY_UNIT_US},
        {"cpu", CAPACITY_UNIT_MCPU},
        {"memory", CAPACITY_UNIT_BYTES},
        {"oom", CAPACITY_UNIT_BYTES},
    },
};

/* Between two pieces of text. */
typedef struct text {
    capacity__csv csv;
    capacity__csv_places places;
} text;

static capacity_status take_header(text *t, capacity_error *err)
{
    capacity__csv_places places;
    CAPACITY__TRY(capacity__csv_header(&t->csv, &columns, NEEDED, &places, err));
    if (places.place[CPU] < 0 && places.place[MEMORY] < 0 && places.place[OOM] < 0)
        return capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, t->csv.record_line,
                              "the header has none of the columns cpu, memory and oom");
    t->places = places;
    return CAPACITY_OK;
}

/* No such column, and an empty cell: not measured. */
static capacity_status take_value(const text *t, size_t column, int64_t *value, capacity_error *err)
{
    *value = CAPACITY_INVALID;
    if (t->places.place[column] < 0 || capacity__csv_is_empty(&t->csv, &t->places, column))
        return CAPACITY_OK;
    return capacity__csv_value(&t->csv, &columns, &t->places, column, value, err);
}

static capacity_status take_record(capacity_usage *usage, text *t, capacity_error *err)
{
    capacity__usage_row row;
    if (t->places.width == 0)
        return take_header(t, err);
    CAPACITY__TRY(capacity__csv_row(&t->csv, &t->places, err));
    CAPACITY__TRY(capacity__csv_value(&t->csv, &columns, &t->places, TIME, &row.time_us, err));
    CAPACITY__TRY(take_value(t, CPU, &row.cpu_mcpu, err));
    CAPACITY__TRY(take_value(t, MEMORY, &row.memory_bytes, err));
    CAPACITY__TRY(take_value(t, OOM, &row.oom_bytes, err));
    CAPACITY__TRY(capacity__usage_check(usage, 0, t->csv.record_line, &row, err));
    capacity__usage_take(usage, &row);
    return CAPACITY_OK;
}

static text *text_of(capacity_usage *usage, capacity_error *err)
{
    if (usage->text == NULL)
        usage->text = capacity__new(&usage->allocator, sizeof(text));
    if (usage->text == NULL)
        (void)capacity__no_memory(err);
    return usage->text;
}

static capacity_status finish(capacity_usage *usage, text *t, capacity_error *err)
{
    int record;
    CAPACITY__TRY(capacity__csv_end(&t->csv, &record, err));
    return record ? take_record(usage, t, err) : CAPACITY_OK;
}

capacity_status capacity_usage_feed_text(capacity_usage *usage, const char *bytes, size_t size,
                                         size_t *consumed, capacity_error *err)
{
    size_t at = 0;
    if (!capacity__usage_ok(usage))
        return capacity__null(err, "usage");
    if (consumed == NULL)
        return capacity__null(err, "consumed");
    *consumed = 0;
    if (size > 0 && bytes == NULL)
        return capacity__null(err, "text");
    text *t = text_of(usage, err);
    if (t == NULL)
        return CAPACITY_E_MEMORY;
    if (size == 0)
        return finish(usage, t, err);
    capacity_status status = CAPACITY_OK;
    while (status >= 0 && at < size) {
        size_t taken;
        int record;
        status = capacity__csv_next(&t->csv, bytes + at, size - at, &taken, &record, err);
        at += taken;
        if (record)
            status = take_record(usage, t, err);
    }
    *consumed = at;
    return status;
}
