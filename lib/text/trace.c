/*
 * A trace as CSV: a header, then times, rates and what else it names; docs/formats.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/simulate.h"
#include "model/fields.h"
#include "text/csv.h"

#include <string.h>

enum { TIME, RATE, CPU, RESPONSE, COLUMNS };

static const struct {
    const char *name;
    capacity_unit unit;
} columns[COLUMNS] = {
    {"time", CAPACITY_UNIT_US},
    {"rate", CAPACITY_UNIT_MRPS},
    {"cpu", CAPACITY_UNIT_US},
    {"response", CAPACITY_UNIT_US},
};

/* Between two pieces of text. */
typedef struct trace {
    capacity__csv csv;
    size_t width;       /* columns of the header; 0: it has not come yet */
    int place[COLUMNS]; /* field of a column, -1: none */
    int held;           /* a row that found the buffers full */
    int64_t line;       /* of that row */
    capacity__trace_row row;
} trace;

static capacity_status at_line(const trace *t, capacity_status status, capacity_error *err)
{
    if (status < 0 && err != NULL)
        err->index = t->csv.record_line;
    return status;
}

/* An error at a field: line and column. */
static capacity_status at_field(const trace *t, size_t field, capacity_status status,
                                capacity_error *err)
{
    if (status < 0 && err != NULL) {
        err->index = t->csv.record_line;
        err->column = t->csv.field[field].column;
    }
    return status;
}

/* --- the header ----------------------------------------------------------------------------------- */

static capacity_status unknown_column(const trace *t, size_t field, const char *text, size_t size,
                                      capacity_error *err)
{
    char quoted[128];
    capacity__out out = capacity__out_new(quoted, sizeof quoted);
    size_t nearest = TIME, best = 3;
    for (size_t i = 0; i < COLUMNS; i++) {
        size_t distance = capacity__name_distance(text, size, columns[i].name, best);
        if (distance < best) {
            best = distance;
            nearest = i;
        }
    }
    capacity__put_quoted(&out, text, size);
    (void)capacity__out_end(&out, NULL, NULL);
    if (best < 3)
        (void)capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, -1,
                             "unknown column %s, did you mean \"%s\"?", quoted,
                             columns[nearest].name);
    else
        (void)capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, -1,
                             "unknown column %s; a trace has time, rate, cpu and response", quoted);
    return at_field(t, field, CAPACITY_E_FIELD, err);
}

static capacity_status place_column(const trace *t, size_t field, int place[COLUMNS],
                                    capacity_error *err)
{
    size_t size, at = 0;
    const char *text = capacity__csv_text(&t->csv, field, &size);
    while (at < COLUMNS &&
           (strlen(columns[at].name) != size || memcmp(columns[at].name, text, size) != 0))
        at++;
    if (at == COLUMNS)
        return unknown_column(t, field, text, size, err);
    if (place[at] >= 0) {
        (void)capacity__fail(err, CAPACITY_E_EXISTS, CAPACITY_FIELD_NONE, -1,
                             "column %s is there twice", columns[at].name);
        return at_field(t, field, CAPACITY_E_EXISTS, err);
    }
    place[at] = (int)field;
    return CAPACITY_OK;
}

static capacity_status take_header(trace *t, capacity_error *err)
{
    int place[COLUMNS] = {-1, -1, -1, -1};
    for (size_t i = 0; i < t->csv.count; i++)
        CAPACITY__TRY(place_column(t, i, place, err));
    if (place[TIME] < 0 || place[RATE] < 0)
        return at_line(t,
                       capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, -1,
                                      "the header lacks the column %s",
                                      columns[place[TIME] < 0 ? TIME : RATE].name),
                       err);
    memcpy(t->place, place, sizeof place);
    t->width = t->csv.count;
    return CAPACITY_OK;
}

/* --- rows ----------------------------------------------------------------------------------------- */

/* Two digits below 60 after a colon. */
static int sexagesimal(const char *text, int64_t *value)
{
    if (text[0] != ':' || text[1] < '0' || text[1] > '5' || text[2] < '0' || text[2] > '9')
        return 0;
    *value = (text[1] - '0') * 10 + (text[2] - '0');
    return 1;
}

/* h:mm:ss, then perhaps a fraction of a second; false if it is something else. */
static int clock_time(const char *text, size_t size, int64_t *us)
{
    int64_t hours = 0, minutes, seconds, fraction = 0, unit = CAPACITY_SECOND_US;
    size_t at = 0;
    for (; at < size && text[at] >= '0' && text[at] <= '9'; at++)
        hours = hours * 10 + (text[at] - '0');
    if (at == 0 || at > 7 || size - at < 6 || !sexagesimal(text + at, &minutes) ||
        !sexagesimal(text + at + 3, &seconds))
        return 0;
    at += 6;
    if (at < size && (text[at++] != '.' || at == size))
        return 0;
    for (; at < size; at++) {
        unit /= 10;
        if (text[at] < '0' || text[at] > '9' || unit == 0)
            return 0;
        fraction += (text[at] - '0') * unit;
    }
    *us = ((hours * 60 + minutes) * 60 + seconds) * CAPACITY_SECOND_US + fraction;
    return 1;
}

static capacity_status take_value(const trace *t, size_t column, int64_t *value,
                                  capacity_error *err)
{
    *value = CAPACITY_AUTO;
    if (t->place[column] < 0)
        return CAPACITY_OK;
    size_t size, field = (size_t)t->place[column];
    const char *text = capacity__csv_text(&t->csv, field, &size);
    if (column == TIME && clock_time(text, size, value))
        return CAPACITY_OK;
    return at_field(t, field,
                    capacity__parse_quantity(columns[column].unit, columns[column].name,
                                             CAPACITY_FIELD_NONE, text, size, value, err),
                    err);
}

static capacity_status take_row(trace *t, capacity_error *err)
{
    capacity__trace_row row;
    if (t->csv.count == 1 && t->csv.field[0].size == 0)
        return at_line(t,
                       capacity__fail(err, CAPACITY_E_SYNTAX, CAPACITY_FIELD_NONE, -1,
                                      "line %" PRId64 " is empty", t->csv.record_line),
                       err);
    if (t->csv.count != t->width)
        return at_line(t,
                       capacity__fail(err, CAPACITY_E_SYNTAX, CAPACITY_FIELD_NONE, -1,
                                      "line %" PRId64 " has %zu fields, the header %zu",
                                      t->csv.record_line, t->csv.count, t->width),
                       err);
    CAPACITY__TRY(take_value(t, TIME, &row.time_us, err));
    CAPACITY__TRY(take_value(t, RATE, &row.rate_mrps, err));
    CAPACITY__TRY(take_value(t, CPU, &row.cpu_us, err));
    CAPACITY__TRY(take_value(t, RESPONSE, &row.response_us, err));
    t->row = row;
    t->line = t->csv.record_line;
    t->held = 1;
    return CAPACITY_OK;
}

/* Give the held row to the simulation; it is kept only if the buffers are full or memory is short. */
static capacity_status give_row(capacity_simulation *simulation, trace *t, capacity_error *err)
{
    int taken = 0;
    if (!t->held)
        return CAPACITY_OK;
    capacity_status status = capacity__sim_row(simulation, &t->row, t->line, &taken, err);
    int later = status == CAPACITY_E_MEMORY || (status >= 0 && !taken);
    t->held = later;
    if (status < 0 && err != NULL)
        err->index = t->line;
    return status;
}

/* A record is whole: the header, or a row that goes on to the simulation. */
static capacity_status take_record(capacity_simulation *simulation, trace *t, capacity_error *err)
{
    if (t->width == 0)
        return take_header(t, err);
    CAPACITY__TRY(take_row(t, err));
    return give_row(simulation, t, err);
}

static trace *trace_of(capacity_simulation *simulation, capacity_error *err)
{
    if (simulation->text == NULL)
        simulation->text = capacity__new(&simulation->allocator, sizeof(trace));
    if (simulation->text == NULL)
        (void)capacity__no_memory(err);
    return simulation->text;
}

capacity_status capacity_simulation_feed_text(capacity_simulation *simulation, const char *text,
                                              size_t size, size_t *consumed, capacity_error *err)
{
    size_t at = 0;
    CAPACITY__TRY(capacity__sim_may_feed(simulation, err));
    if (consumed == NULL)
        return capacity__null(err, "consumed");
    *consumed = 0;
    if (size > 0 && text == NULL)
        return capacity__null(err, "text");
    trace *t = trace_of(simulation, err);
    if (t == NULL)
        return CAPACITY_E_MEMORY;
    capacity_status status = give_row(simulation, t, err);
    while (status >= 0 && !t->held && at < size) {
        size_t taken;
        int record;
        status = capacity__csv_next(&t->csv, text + at, size - at, &taken, &record, err);
        at += taken;
        if (record)
            status = take_record(simulation, t, err);
    }
    *consumed = at;
    return status;
}

capacity_status capacity_simulation_finish(capacity_simulation *simulation, int64_t *done,
                                           capacity_error *err)
{
    if (!capacity__simulation_ok(simulation))
        return capacity__null(err, "simulation");
    if (done == NULL)
        return capacity__null(err, "done");
    trace *t = simulation->text;
    if (t != NULL) {
        int record;
        CAPACITY__TRY(give_row(simulation, t, err));
        if (!t->held) {
            CAPACITY__TRY(capacity__csv_end(&t->csv, &record, err));
            if (record)
                CAPACITY__TRY(take_record(simulation, t, err));
        }
        if (t->held) {
            *done = 0;
            return CAPACITY_OK;
        }
    }
    return capacity__sim_finish(simulation, done, err);
}
