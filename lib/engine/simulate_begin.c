/*
 * From rows to a run: memory for all that can happen, and the state before the first row.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/simulate.h"

#include "base/never.h"

#include <string.h>

/* Long before any trace begins, with room for differences. */
#define EVER_US (-INT64_C(1000000000000000))

/* Pieces of one block: first measured with base NULL, then placed. */
typedef struct layout {
    char *base;
    size_t size;
    int fits;
} layout;

static void *piece(layout *l, size_t count, size_t element)
{
    size_t bytes = 0, end = 0;
    /* a million ticks of 16 components and groups and all that is small beside them: below 2 GiB */
    if (CAPACITY__NEVER(!capacity__size_mul(count, element, &bytes)))
        l->fits = 0;
    if (CAPACITY__NEVER(!capacity__size_add(bytes, l->size + 7, &end)))
        l->fits = 0;
    if (CAPACITY__NEVER(!l->fits))
        return NULL;
    void *at = l->base == NULL ? NULL : l->base + l->size;
    l->size = end / 8 * 8;
    return at;
}

static size_t lag_of(const capacity_simulation *simulation, size_t component)
{
    int64_t sync = simulation->options.sync_us;
    return (size_t)((simulation->components[component].metric_lag_us + sync - 1) / sync);
}

static void place(capacity_simulation *simulation, layout *l)
{
    capacity__run *run = &simulation->run;
    int no_ticks = (simulation->options.flags & CAPACITY_SIMULATION_NO_TICKS) != 0;
    int no_events = (simulation->options.flags & CAPACITY_SIMULATION_NO_EVENTS) != 0;
    size_t ticks = no_ticks ? 0 : (size_t)simulation->options.ticks_max;
    size_t components = simulation->component_count, groups = simulation->group_count;

    simulation->node_max = 0;
    for (size_t g = 0; g < groups; g++)
        simulation->node_max += (size_t)simulation->groups[g].nodes_max;
    simulation->nodes = piece(l, simulation->node_max, sizeof *simulation->nodes);
    size_t bought = (size_t)simulation->autoscaler.nodes_per_scale_up;
    size_t rooms = simulation->node_max * 2;
    simulation->rooms = piece(l, rooms > bought ? rooms : bought, sizeof *simulation->rooms);
    simulation->ticks = piece(l, ticks, sizeof *simulation->ticks);
    simulation->component_ticks = piece(l, ticks * components, sizeof *simulation->component_ticks);
    simulation->group_ticks = piece(l, ticks * groups, sizeof *simulation->group_ticks);
    simulation->events = piece(l, no_events ? 0 : (size_t)simulation->options.events_max,
                               sizeof *simulation->events);
    for (size_t i = 0; i < components; i++) {
        capacity__sim_component *c = &run->component[i];
        size_t pods_max = (size_t)simulation->components[i].pods_max;
        c->pods = piece(l, pods_max, sizeof *c->pods);
        c->cohorts = piece(l, pods_max + 1, sizeof *c->cohorts);
        c->sample_count = lag_of(simulation, i) + 1;
        c->samples = piece(l, c->sample_count, sizeof *c->samples);
        simulation->hpas[i].history =
            piece(l, simulation->hpas[i].history_size, sizeof *simulation->hpas[i].history);
    }
}

/* Everything that a run needs; in a second run the block is there. */
static capacity_status make_room(capacity_simulation *simulation, capacity_error *err)
{
    layout measured = {NULL, 8, 1};
    place(simulation, &measured);
    if (CAPACITY__NEVER(!measured.fits)) /* see piece */
        return capacity__no_memory(err);
    if (simulation->block == NULL) {
        simulation->block = capacity__new(&simulation->allocator, measured.size);
        if (simulation->block == NULL)
            return capacity__no_memory(err);
    }
    layout placed = {simulation->block, 8, 1};
    place(simulation, &placed);
    return CAPACITY_OK;
}

static capacity_status check_rows(capacity_simulation *simulation, capacity_error *err)
{
    if (simulation->component_count == 0)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "the simulation has no component");
    for (size_t i = 0; i < simulation->component_count; i++) {
        const capacity_simulation_component *row = &simulation->components[i];
        if (row->requests_per_pod_mrps == 0 && row->inflight_per_pod == 0 &&
            row->cpu_limit_mcpu == 0)
            return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, (int64_t)i,
                                  "%s: nothing bounds what a pod serves", row->name);
        /* checked when they were put */
        CAPACITY__SURELY(capacity__sim_hpa_of(
            row, &simulation->scaling[i], simulation->options.sync_us, &simulation->hpas[i], err));
    }
    return CAPACITY_OK;
}

static void begin_component(capacity_simulation *simulation, size_t i)
{
    capacity__sim_component *c = &simulation->run.component[i];
    c->row = &simulation->components[i];
    c->hpa = &simulation->hpas[i];
    memset(c->hpa->history, 0, c->hpa->history_size * sizeof *c->hpa->history);
    c->cpu_us = c->row->cpu_per_request_us;
    c->response_us = c->row->response_time_us;
    c->start_us = c->row->pod_start_us;
    c->next_us = CAPACITY__NEVER_US;
    c->cohort_end = 1;
    c->cohorts[0] = (capacity__cohort){EVER_US, EVER_US, 0, CAPACITY__POD_READY, 0, 0};
    capacity__sim_limits(c);
}

static void begin_groups(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    for (size_t g = 0; g < simulation->group_count; g++) {
        run->group[g].row = &simulation->groups[g];
        run->group[g].backoff_until_us = EVER_US;
        for (int64_t i = 0; i < simulation->groups[g].nodes_initial; i++)
            (void)capacity__sim_node_new(simulation, g, CAPACITY_INVALID);
        run->nodes_peak += simulation->groups[g].nodes_initial;
    }
}

/* The state at the first row: replicas and nodes as the rows say, all there is old and ready. */
capacity_status capacity__sim_begin(capacity_simulation *simulation, int64_t time_us,
                                    capacity_error *err)
{
    capacity__run *run = &simulation->run;
    CAPACITY__TRY(check_rows(simulation, err));
    CAPACITY__TRY(make_room(simulation, err));

    run->now_us = run->begin_us = run->tick_us = run->scan_done_us = time_us;
    run->row_us = run->row_before_us = CAPACITY_INVALID;
    run->next_pod_us = run->next_node_us = CAPACITY__NEVER_US;
    run->unserved_from = CAPACITY__NEVER_US;
    run->added_us = run->removed_us = EVER_US;
    run->next_tick_us = time_us + simulation->options.tick_us;
    run->next_sync_us = time_us + simulation->options.sync_us;
    run->worst_us = CAPACITY_INVALID;
    begin_groups(simulation);
    for (size_t i = 0; i < simulation->component_count; i++) {
        begin_component(simulation, i);
        capacity__sim_scale(simulation, i, simulation->components[i].pods_initial);
    }
    run->started = 1;
    capacity__sim_scan_next(simulation, time_us);
    return CAPACITY_OK;
}
