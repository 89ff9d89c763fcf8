/*
 * A trace, row by row: each is checked whole before time moves, so that a bad one changes nothing.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/simulate.h"

/* Latest time, so that Unix times are good for three centuries, and the longest trace, three years: sums
 * of node times fit. */
#define LATEST_US INT64_C(10000000000000000)
#define LONGEST_TRACE_US INT64_C(100000000000000)
/* Longest time of a request, as in the field registry. */
#define LONGEST_US INT64_C(3600000000)

static capacity_status outside(const char *what, int64_t value, int64_t highest, int64_t index,
                               capacity_error *err)
{
    capacity_status status = capacity__in_range(err, what, value, 0, highest);
    if (status < 0 && err != NULL)
        err->index = index;
    return status;
}

static capacity_status check_values(const capacity_simulation *simulation,
                                    const capacity__trace_row *row, int64_t index,
                                    capacity_error *err)
{
    CAPACITY__TRY(outside("time_us", row->time_us, LATEST_US, index, err));
    CAPACITY__TRY(outside("rate_mrps", row->rate_mrps, CAPACITY_SIMULATION_RATE_MRPS, index, err));
    if (row->cpu_us != CAPACITY_AUTO)
        CAPACITY__TRY(outside("cpu_us", row->cpu_us, LONGEST_US, index, err));
    if (row->response_us != CAPACITY_AUTO)
        CAPACITY__TRY(outside("response_us", row->response_us, LONGEST_US, index, err));
    for (size_t i = 0; i < simulation->component_count; i++) {
        int64_t share = simulation->components[i].traffic_ppm;
        if (row->rate_mrps > 0 &&
            share > CAPACITY_SIMULATION_RATE_MRPS * CAPACITY_PPM / row->rate_mrps)
            return capacity__fail(err, CAPACITY_E_OVERFLOW, CAPACITY_FIELD_NONE, index,
                                  "%s: its share of rate_mrps %" PRId64 " exceeds %" PRId64,
                                  simulation->components[i].name, row->rate_mrps,
                                  CAPACITY_SIMULATION_RATE_MRPS);
    }
    return CAPACITY_OK;
}

static capacity_status check_order(const capacity_simulation *simulation,
                                   const capacity__trace_row *row, int64_t index,
                                   capacity_error *err)
{
    const capacity__run *run = &simulation->run;
    if (!run->started)
        return CAPACITY_OK;
    if (row->time_us <= run->row_us)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, index,
                              "time_us %" PRId64 " is not after %" PRId64 " of the row before",
                              row->time_us, run->row_us);
    if (row->time_us < run->now_us) /* full buffers stopped it on the way to a later row */
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, index,
                              "time_us %" PRId64 " is before %" PRId64
                              ", as far as a row came that is not taken yet",
                              row->time_us, run->now_us);
    if (row->time_us - run->row_us > simulation->options.gap_us)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, index,
                              "time_us %" PRId64 " is %" PRId64
                              " after the row before, the longest gap is %" PRId64,
                              row->time_us, row->time_us - run->row_us, simulation->options.gap_us);
    if (row->time_us - run->begin_us > LONGEST_TRACE_US)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, index,
                              "time_us %" PRId64 " is %" PRId64
                              " after the first row, the longest trace has %" PRId64,
                              row->time_us, row->time_us - run->begin_us, LONGEST_TRACE_US);
    return CAPACITY_OK;
}

/* CPU and response time of a row are those of the first component. */
static void apply(capacity_simulation *simulation, const capacity__trace_row *row)
{
    capacity__run *run = &simulation->run;
    capacity__sim_component *first = &run->component[0];
    int64_t cpu = row->cpu_us == CAPACITY_AUTO ? first->row->cpu_per_request_us : row->cpu_us;
    int64_t response =
        row->response_us == CAPACITY_AUTO ? first->row->response_time_us : row->response_us;

    if (cpu != first->cpu_us || response != first->response_us) {
        first->cpu_us = cpu;
        first->response_us = response;
        capacity__sim_limits(first);
    }
    run->rate_mrps = row->rate_mrps;
    run->row_before_us = run->row_us;
    run->row_us = row->time_us;
    capacity__sim_demand(simulation);
    capacity__sim_tell_served(simulation);
}

capacity_status capacity__sim_row(capacity_simulation *simulation, const capacity__trace_row *row,
                                  int64_t index, int *taken, capacity_error *err)
{
    capacity__run *run = &simulation->run;
    *taken = 0;
    CAPACITY__TRY(check_values(simulation, row, index, err));
    CAPACITY__TRY(check_order(simulation, row, index, err));
    if (!run->started) { /* of an instant that always has room: nothing begins without its row */
        CAPACITY__TRY(capacity__sim_begin(simulation, row->time_us, err));
        capacity__sim_tell_pending(simulation);
    } else if (capacity__sim_full(simulation, 0) ||
               !capacity__sim_advance(simulation, row->time_us)) {
        return CAPACITY_OK;
    }
    apply(simulation, row);
    *taken = 1;
    return CAPACITY_OK;
}

/* A trace may be fed to a simulation that has not ended one. */
capacity_status capacity__sim_may_feed(const capacity_simulation *simulation, capacity_error *err)
{
    if (!capacity__simulation_ok(simulation))
        return capacity__null(err, "simulation");
    if (simulation->run.end_us != 0)
        return capacity__fail(err, CAPACITY_E_STATE, CAPACITY_FIELD_NONE, -1,
                              "the trace is finished: reset the simulation first");
    return CAPACITY_OK;
}

capacity_status capacity_simulation_feed(capacity_simulation *simulation, const int64_t *time_us,
                                         const int64_t *rate_mrps, const int64_t *cpu_us,
                                         const int64_t *response_us, size_t n, size_t *consumed,
                                         capacity_error *err)
{
    capacity_status status = CAPACITY_OK;
    int taken = 1;
    size_t i = 0;
    CAPACITY__TRY(capacity__sim_may_feed(simulation, err));
    if (consumed == NULL)
        return capacity__null(err, "consumed");
    if (n > 0 && (time_us == NULL || rate_mrps == NULL))
        return capacity__null(err, time_us == NULL ? "time_us" : "rate_mrps");
    for (; i < n; i += (size_t)taken) {
        const capacity__trace_row row = {time_us[i], rate_mrps[i],
                                         cpu_us == NULL ? CAPACITY_AUTO : cpu_us[i],
                                         response_us == NULL ? CAPACITY_AUTO : response_us[i]};
        status = capacity__sim_row(simulation, &row, (int64_t)i, &taken, err);
        if (!taken) /* a bad one, or the buffers are full */
            break;
    }
    *consumed = i;
    return status;
}

/* The last row holds as long as the one before it did, one alone for a tick. */
static int64_t end_of(const capacity_simulation *simulation)
{
    const capacity__run *run = &simulation->run;
    if (run->row_before_us == CAPACITY_INVALID)
        return run->row_us + simulation->options.tick_us;
    return run->row_us + (run->row_us - run->row_before_us);
}

capacity_status capacity__sim_finish(capacity_simulation *simulation, int64_t *done,
                                     capacity_error *err)
{
    capacity__run *run = &simulation->run;
    if (!run->started)
        return capacity__fail(err, CAPACITY_E_STATE, CAPACITY_FIELD_NONE, -1,
                              "no row of a trace was fed");
    *done = 0;
    if (!run->finished) {
        run->end_us = end_of(simulation);
        if (!capacity__sim_advance(simulation, run->end_us) ||
            (run->now_us > run->tick_us && capacity__sim_full(simulation, 1)))
            return CAPACITY_OK;
        if (run->now_us > run->tick_us) /* a shorter last one */
            capacity__sim_close_tick(simulation);
        run->finished = 1;
    }
    *done = 1;
    return CAPACITY_OK;
}
