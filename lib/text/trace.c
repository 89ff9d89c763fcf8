/*
 * A trace as CSV: a header, then times, rates and what else it names; docs/formats.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/simulate.h"
#include "text/csv_columns.h"

enum { TIME, RATE, CPU, RESPONSE, NEEDED = CPU };

static const capacity__csv_columns columns = {
    "a trace",
    "time, rate, cpu and response",
    {
        {"time", CAPACITY_UNIT_US},
        {"rate", CAPACITY_UNIT_MRPS},
        {"cpu", CAPACITY_UNIT_US},
        {"response", CAPACITY_UNIT_US},
    },
};

/* Between two pieces of text. */
typedef struct trace {
    capacity__csv csv;
    capacity__csv_places places;
    int held;     /* a row that found the buffers full */
    int64_t line; /* of that row */
    capacity__trace_row row;
} trace;

static capacity_status take_value(const trace *t, size_t column, int64_t *value,
                                  capacity_error *err)
{
    return capacity__csv_value(&t->csv, &columns, &t->places, column, value, err);
}

static capacity_status take_row(trace *t, capacity_error *err)
{
    capacity__trace_row row;
    CAPACITY__TRY(capacity__csv_row(&t->csv, &t->places, err));
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
    if (t->places.width == 0)
        return capacity__csv_header(&t->csv, &columns, NEEDED, &t->places, err);
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
