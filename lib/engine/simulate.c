/*
 * The simulation as a handle: made, reset, released.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/simulate.h"

#include "base/structs.h"
#include "model/check.h"

#include <string.h>

#define SECOND CAPACITY_SECOND_US
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)

int capacity__simulation_ok(const capacity_simulation *simulation)
{
    return simulation != NULL && simulation->kind == CAPACITY__KIND_SIMULATION;
}

/* 0 is the default, CAPACITY_AUTO none. */
void capacity__sim_default(int64_t *value, int64_t preset)
{
    if (*value == 0)
        *value = preset;
    else if (*value == CAPACITY_AUTO)
        *value = 0;
}

#define OPTION(name, low, high) CAPACITY__NUMBER(capacity_simulation_options, name, low, high)

static const capacity__number option_members[] = {
    OPTION(tick_us, 0, 300 * SECOND),
    OPTION(sync_us, 0, 300 * SECOND),
    OPTION(gap_us, 0, 31 * 24 * HOUR),
    OPTION(cpu_initialization_us, CAPACITY_AUTO, HOUR),
    OPTION(readiness_delay_us, CAPACITY_AUTO, HOUR),
    OPTION(pod_start_us, CAPACITY_AUTO, HOUR),
    OPTION(metric_lag_us, CAPACITY_AUTO, 10 * MINUTE),
    OPTION(provision_us, CAPACITY_AUTO, HOUR),
    OPTION(ticks_max, 0, 1000000),
    OPTION(events_max, 0, 1000000),
};

static capacity_status check_options(const capacity_simulation_options *own, capacity_error *err)
{
    CAPACITY__TRY(capacity__check_flags(
        err, "options", own->flags, CAPACITY_SIMULATION_NO_TICKS | CAPACITY_SIMULATION_NO_EVENTS));
    CAPACITY__TRY(
        capacity__in_range(err, "options: answer", own->answer, 0, CAPACITY_ANSWER_FORMULA));
    CAPACITY__TRY(capacity__in_range(err, "options: reserved", own->reserved, 0, 0));
    CAPACITY__TRY(capacity__check_numbers(err, "options", own, option_members,
                                          sizeof option_members / sizeof *option_members));
    if (own->tick_us > 0)
        CAPACITY__TRY(
            capacity__in_range(err, "options: tick_us", own->tick_us, SECOND, 300 * SECOND));
    if (own->sync_us > 0)
        CAPACITY__TRY(
            capacity__in_range(err, "options: sync_us", own->sync_us, SECOND, 300 * SECOND));
    if (own->events_max > 0)
        return capacity__in_range(err, "options: events_max", own->events_max, 256, 1000000);
    return CAPACITY_OK;
}

/* Sources of the defaults: docs/model/simulation.md. */
static capacity_status take_options(const capacity_simulation_options *given,
                                    capacity_simulation_options *own, capacity_error *err)
{
    capacity_simulation_options_init(own, sizeof *own);
    if (given != NULL)
        CAPACITY__TRY(capacity__row_in(own, sizeof *own, sizeof *own, given, err));
    CAPACITY__TRY(check_options(own, err));
    capacity__sim_default(&own->tick_us, 15 * SECOND);
    capacity__sim_default(&own->sync_us, 15 * SECOND);
    capacity__sim_default(&own->gap_us, HOUR);
    capacity__sim_default(&own->cpu_initialization_us, 300 * SECOND);
    capacity__sim_default(&own->readiness_delay_us, 30 * SECOND);
    capacity__sim_default(&own->pod_start_us, 45 * SECOND);
    capacity__sim_default(&own->metric_lag_us, 30 * SECOND);
    capacity__sim_default(&own->provision_us, 90 * SECOND);
    capacity__sim_default(&own->ticks_max, CAPACITY_SIMULATION_TICKS);
    capacity__sim_default(&own->events_max, CAPACITY_SIMULATION_EVENTS);
    return CAPACITY_OK;
}

capacity_status capacity_simulation_new(const capacity_simulation_options *options,
                                        const capacity_allocator *allocator,
                                        capacity_simulation **out, capacity_error *err)
{
    capacity_simulation_options own;
    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    CAPACITY__TRY(take_options(options, &own, err));

    capacity_allocator memory = capacity__allocator(allocator);
    capacity_simulation *simulation = capacity__new(&memory, sizeof *simulation);
    if (simulation == NULL)
        return capacity__no_memory(err);
    simulation->kind = CAPACITY__KIND_SIMULATION;
    simulation->allocator = memory;
    simulation->options = own;
    capacity_simulation_autoscaler_init(&simulation->autoscaler, sizeof simulation->autoscaler);
    capacity__sim_autoscaler_defaults(&simulation->autoscaler);
    *out = simulation;
    return CAPACITY_OK;
}

void capacity__sim_release(capacity_simulation *simulation)
{
    capacity__delete(&simulation->allocator, simulation->block);
    simulation->block = NULL;
}

void capacity_simulation_free(capacity_simulation *object)
{
    if (!capacity__simulation_ok(object))
        return;
    capacity_allocator memory = object->allocator;
    capacity__sim_release(object);
    capacity__delete(&memory, object->text);
    object->kind = CAPACITY__KIND_DEAD;
    capacity__delete(&memory, object);
}

/* The block stays: the next run has the same rows, unless some are put. */
void capacity_simulation_reset(capacity_simulation *simulation)
{
    if (!capacity__simulation_ok(simulation))
        return;
    capacity__delete(&simulation->allocator, simulation->text);
    simulation->text = NULL;
    memset(&simulation->run, 0, sizeof simulation->run);
}

void capacity_simulation_drop_rows(capacity_simulation *simulation)
{
    if (!capacity__simulation_ok(simulation))
        return;
    simulation->run.tick_count = 0;
    simulation->run.event_count = 0;
}
