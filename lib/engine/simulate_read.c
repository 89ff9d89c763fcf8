/*
 * What a simulation shows: rows as they were put, ticks, events, totals. Divisions are made here, when
 * a row is read, each rounded once.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/order.h"
#include "base/structs.h"
#include "engine/simulate.h"

#include <string.h>

#define HOUR_US (INT64_C(3600) * CAPACITY_SECOND_US)

/* The same for a getter whose subject is not checked yet. */
#define FILL_ROWS(type, available, make_row)                                                       \
    if (!capacity__simulation_ok(simulation))                                                      \
        return capacity__null(err, "simulation");                                                  \
    CAPACITY__FILL_ROWS(type, available, make_row)

/* --- rows as they could be put ------------------------------------------------------------------------ */

/* 0 would mean the default. */
static void none(int64_t *value)
{
    if (*value == 0)
        *value = CAPACITY_AUTO;
}

static void as_put(capacity_simulation_component *row, const capacity_simulation_component *own)
{
    *row = *own;
    none(&row->pod_start_us);
    none(&row->metric_lag_us);
}

static void group_as_put(capacity_simulation_group *row, const capacity_simulation_group *own)
{
    *row = *own;
    none(&row->provision_us);
}

capacity_status capacity_simulation_get_components(const capacity_simulation *simulation,
                                                   capacity_simulation_component *out,
                                                   size_t out_size, size_t max, size_t *count,
                                                   capacity_error *err)
{
    FILL_ROWS(capacity_simulation_component, simulation->component_count,
              as_put(&row, &simulation->components[i]));
}

capacity_status capacity_simulation_get_groups(const capacity_simulation *simulation,
                                               capacity_simulation_group *out, size_t out_size,
                                               size_t max, size_t *count, capacity_error *err)
{
    FILL_ROWS(capacity_simulation_group, simulation->group_count,
              group_as_put(&row, &simulation->groups[i]));
}

static size_t all_metrics(const capacity_simulation *simulation)
{
    size_t sum = 0;
    for (size_t i = 0; i < simulation->component_count; i++)
        sum += simulation->scaling[i].metric_count;
    return sum;
}

static const capacity_simulation_metric *metric_at(const capacity_simulation *simulation, size_t i)
{
    size_t c = 0;
    for (; i >= simulation->scaling[c].metric_count; c++)
        i -= simulation->scaling[c].metric_count;
    return &simulation->scaling[c].metrics[i];
}

capacity_status capacity_simulation_get_metrics(const capacity_simulation *simulation,
                                                capacity_simulation_metric *out, size_t out_size,
                                                size_t max, size_t *count, capacity_error *err)
{
    FILL_ROWS(capacity_simulation_metric, all_metrics(simulation), row = *metric_at(simulation, i));
}

static size_t all_policies(const capacity_simulation *simulation)
{
    size_t sum = 0;
    for (size_t i = 0; i < simulation->component_count; i++)
        sum += simulation->scaling[i].policy_count;
    return sum;
}

static const capacity_simulation_policy *policy_at(const capacity_simulation *simulation, size_t i)
{
    size_t c = 0;
    for (; i >= simulation->scaling[c].policy_count; c++)
        i -= simulation->scaling[c].policy_count;
    return &simulation->scaling[c].policies[i];
}

capacity_status capacity_simulation_get_policies(const capacity_simulation *simulation,
                                                 capacity_simulation_policy *out, size_t out_size,
                                                 size_t max, size_t *count, capacity_error *err)
{
    FILL_ROWS(capacity_simulation_policy, all_policies(simulation),
              row = *policy_at(simulation, i));
}

capacity_status capacity_simulation_get_autoscaler(const capacity_simulation *simulation,
                                                   capacity_simulation_autoscaler *out,
                                                   capacity_error *err)
{
    if (!capacity__simulation_ok(simulation))
        return capacity__null(err, "simulation");
    if (out == NULL)
        return capacity__null(err, "out");
    CAPACITY__TRY(capacity__row_size(out->struct_size, sizeof *out, err));
    capacity_simulation_autoscaler row = simulation->autoscaler;
    none(&row.delay_after_add_us);
    none(&row.unneeded_us);
    none(&row.utilization_ppm);
    capacity__row_out(out, out->struct_size, &row, sizeof row);
    return CAPACITY_OK;
}

/* --- ticks ---------------------------------------------------------------------------------------- */

static int64_t up(int64_t a, int64_t b)
{
    return a / b + (a % b > 0);
}

/* Node time at a price; the limits of prices, nodes and traces make it fit. */
static int64_t cost_of(int64_t node_us, int64_t hour_nusd)
{
    int64_t cost = 0;
    (void)capacity__mul_div(node_us, hour_nusd, 1000 * HOUR_US, CAPACITY__HALF_UP, &cost);
    return cost;
}

static const capacity__component_tick *component_ticks(const capacity_simulation *simulation,
                                                       size_t tick)
{
    return simulation->component_ticks + tick * simulation->component_count;
}

static const capacity__group_tick *group_ticks(const capacity_simulation *simulation, size_t tick)
{
    return simulation->group_ticks + tick * simulation->group_count;
}

/* Requests that so many pods of the component have in hand together, at least one each. */
static int64_t hands_of(const capacity__component_tick *c, int64_t pods)
{
    int64_t hands = 0; /* at most 10^5 x 10^10 x 3.6 x 10^9 / 10^9: it fits */
    (void)capacity__ratio(CAPACITY__NUM(pods, c->pod_mrps, c->response_us),
                          CAPACITY__DEN(1000 * CAPACITY_SECOND_US), CAPACITY__DOWN, &hands);
    return capacity__larger(hands, pods);
}

/*
 * The pods that were ready all the tick are one queue with as many servers as they have requests in
 * hand; overloaded ones, and those whose response time is not known, have no estimate.
 */
static void latency_of(const capacity__tick *tick, const capacity__component_tick *c, int64_t *p50,
                       int64_t *p95)
{
    int64_t pods = c->ready_us / tick->length_us, rate = c->served / tick->length_us;
    *p50 = *p95 = CAPACITY_INVALID;
    if (c->response_us == 0 || pods == 0 || c->served < c->demand)
        return;
    static const int64_t share_ppm[] = {500000, 950000};
    int64_t time_us[2], servers = hands_of(c, pods);
    for (int i = 0; i < 2; i++)
        if (capacity_erlang_response_quantile(rate, c->response_us, servers, share_ppm[i],
                                              &time_us[i], NULL) < 0)
            return; /* full to the last request, or beyond what the formula takes */
    *p50 = time_us[0];
    *p95 = time_us[1];
}

static void component_row(const capacity_simulation *simulation, size_t tick, size_t component,
                          capacity_simulation_component_tick *row)
{
    const capacity__tick *own = &simulation->ticks[tick];
    const capacity__component_tick *c = &component_ticks(simulation, tick)[component];
    const capacity_simulation_component *spec = &simulation->components[component];
    int64_t rate = c->ready_us > 0 ? c->served / c->ready_us : 0;

    capacity_simulation_component_tick_init(row, sizeof *row);
    row->component = (uint32_t)component;
    row->time_us = own->time_us;
    row->demand_mrps = up(c->demand, own->length_us);
    row->served_mrps = c->served / own->length_us;
    row->utilisation_ppm = CAPACITY_INVALID;
    if (c->ready_us > 0 && c->pod_mrps > 0)
        (void)capacity__ratio(CAPACITY__NUM(c->served, CAPACITY_PPM),
                              CAPACITY__DEN(c->ready_us, c->pod_mrps), CAPACITY__UP,
                              &row->utilisation_ppm);
    row->cpu_mcpu = capacity__sim_cpu(spec, c->cpu_us, rate);
    row->pods = c->wanted;
    row->pods_ready = c->ready;
    row->pods_starting = c->starting;
    row->pods_pending = c->pending;
    latency_of(own, c, &row->p50_us, &row->p95_us);
}

/* Of the component that answers last; one whose response time is not known adds nothing. */
static void slowest(const capacity_simulation *simulation, size_t tick,
                    capacity_simulation_tick *row)
{
    row->p50_us = row->p95_us = CAPACITY_INVALID;
    for (size_t i = 0; i < simulation->component_count; i++) {
        const capacity__component_tick *c = &component_ticks(simulation, tick)[i];
        int64_t p50, p95;
        latency_of(&simulation->ticks[tick], c, &p50, &p95);
        if (p95 == CAPACITY_INVALID && c->response_us > 0) {
            row->p50_us = row->p95_us = CAPACITY_INVALID;
            return;
        }
        if (p95 > row->p95_us) {
            row->p50_us = p50;
            row->p95_us = p95;
        }
    }
}

static void tick_row(const capacity_simulation *simulation, size_t tick,
                     capacity_simulation_tick *row)
{
    const capacity__tick *own = &simulation->ticks[tick];
    capacity_simulation_tick_init(row, sizeof *row);
    row->time_us = own->time_us;
    row->length_us = own->length_us;
    row->demand_mrps = up(own->demand, own->length_us);
    row->served_mrps = (own->demand - own->unserved) / own->length_us;
    row->unserved_mrps = up(own->unserved, own->length_us);
    for (size_t i = 0; i < simulation->component_count; i++) {
        const capacity__component_tick *c = &component_ticks(simulation, tick)[i];
        row->pods_ready += c->ready;
        row->pods_starting += c->starting;
        row->pods_pending += c->pending;
    }
    slowest(simulation, tick, row);
    for (size_t g = 0; g < simulation->group_count; g++) {
        const capacity__group_tick *group = &group_ticks(simulation, tick)[g];
        row->nodes_ready += group->ready;
        row->nodes_coming += group->coming;
        row->cost_uusd += cost_of(group->node_us, simulation->groups[g].hour_nusd);
    }
}

static void group_row(const capacity_simulation *simulation, size_t tick, size_t group,
                      capacity_simulation_group_tick *row)
{
    const capacity__group_tick *own = &group_ticks(simulation, tick)[group];
    capacity_simulation_group_tick_init(row, sizeof *row);
    row->group = (uint32_t)group;
    row->time_us = simulation->ticks[tick].time_us;
    row->nodes_ready = own->ready;
    row->nodes_coming = own->coming;
    row->cost_uusd = cost_of(own->node_us, simulation->groups[group].hour_nusd);
}

capacity_status capacity_simulation_get_ticks(const capacity_simulation *simulation,
                                              capacity_simulation_tick *out, size_t out_size,
                                              size_t max, size_t *count, capacity_error *err)
{
    FILL_ROWS(capacity_simulation_tick, simulation->run.tick_count, tick_row(simulation, i, &row));
}

capacity_status capacity_simulation_get_component_ticks(const capacity_simulation *simulation,
                                                        capacity_simulation_component_tick *out,
                                                        size_t out_size, size_t max, size_t *count,
                                                        capacity_error *err)
{
    FILL_ROWS(capacity_simulation_component_tick,
              simulation->run.tick_count * simulation->component_count,
              component_row(simulation, i / simulation->component_count,
                            i % simulation->component_count, &row));
}

capacity_status capacity_simulation_get_group_ticks(const capacity_simulation *simulation,
                                                    capacity_simulation_group_tick *out,
                                                    size_t out_size, size_t max, size_t *count,
                                                    capacity_error *err)
{
    FILL_ROWS(
        capacity_simulation_group_tick, simulation->run.tick_count * simulation->group_count,
        group_row(simulation, i / simulation->group_count, i % simulation->group_count, &row));
}

static void event_row(const capacity_simulation *simulation, size_t index,
                      capacity_simulation_event *row)
{
    const capacity__sim_event *own = &simulation->events[index];
    capacity_simulation_event_init(row, sizeof *row);
    row->kind = own->kind;
    row->reason = own->reason;
    row->time_us = own->time_us;
    row->before = own->before;
    row->after = own->after;
    if (own->component >= 0)
        memcpy(row->subject, simulation->components[own->component].name, sizeof row->subject);
    if (own->group >= 0)
        memcpy(row->subject, simulation->groups[own->group].name, sizeof row->subject);
}

capacity_status capacity_simulation_get_events(const capacity_simulation *simulation,
                                               capacity_simulation_event *out, size_t out_size,
                                               size_t max, size_t *count, capacity_error *err)
{
    FILL_ROWS(capacity_simulation_event, simulation->run.event_count,
              event_row(simulation, i, &row));
}

/* --- totals --------------------------------------------------------------------------------------- */

/* A sum with what the tick under way adds. */
static capacity__sum with(capacity__sum sum, int64_t amount)
{
    amount += sum.rest;
    sum.millions += amount / CAPACITY_PPM;
    sum.rest = amount % CAPACITY_PPM;
    return sum;
}

static int64_t rounded_up(capacity__sum sum)
{
    return sum.millions + (sum.rest > 0);
}

/* Thousandths of an hour of a sum of microseconds, which has whole seconds and a rest. */
static int64_t hours_m(capacity__sum sum)
{
    int64_t hours = 0;
    (void)capacity__mul_div(rounded_up(sum), 1000, 3600, CAPACITY__UP, &hours);
    return hours;
}

static void total_requests(const capacity__run *run, capacity_simulation_totals *row)
{
    capacity__sum demand = with(run->demand, run->tick_demand);
    capacity__sum unserved = with(run->unserved, run->tick_unserved);
    row->demand_m = rounded_up(demand);
    row->served_m = demand.millions - unserved.millions - (demand.rest < unserved.rest);
    row->unserved_m = row->demand_m - row->served_m;
    row->served_ppm = row->slo_ppm = CAPACITY_INVALID;
    if (row->demand_m > 0)
        (void)capacity__mul_div(row->served_m, CAPACITY_PPM, row->demand_m, CAPACITY__DOWN,
                                &row->served_ppm);
    row->unserved_us = run->unserved_us;
    if (row->time_us > 0)
        (void)capacity__mul_div(row->time_us - run->unserved_us, CAPACITY_PPM, row->time_us,
                                CAPACITY__DOWN, &row->slo_ppm);
    row->worst_time_us = CAPACITY_INVALID;
    if (run->worst_unserved > 0) {
        row->worst_time_us = run->worst_us;
        row->worst_unserved_mrps = up(run->worst_unserved, run->worst_length);
    }
}

static void total_nodes(const capacity_simulation *simulation, capacity_simulation_totals *row)
{
    const capacity__run *run = &simulation->run;
    int64_t times[CAPACITY_MAX_ROWS], ones[CAPACITY_MAX_ROWS];
    for (size_t g = 0; g < simulation->group_count; g++) {
        const capacity_simulation_group *group = &simulation->groups[g];
        int64_t cost = cost_of(run->group[g].node_us, group->hour_nusd);
        times[g] = run->group[g].node_us;
        ones[g] = 1000;
        row->cost_uusd += cost;
        row->on_demand_uusd += group->purchase == CAPACITY_PURCHASE_ON_DEMAND ? cost : 0;
        row->spot_uusd += group->purchase == CAPACITY_PURCHASE_SPOT ? cost : 0;
        row->committed_uusd += group->purchase == CAPACITY_PURCHASE_COMMITTED ? cost : 0;
    }
    (void)capacity__sum_div(times, ones, simulation->group_count, HOUR_US, CAPACITY__UP,
                            &row->node_hours_m);
}

static void total_row(const capacity_simulation *simulation, capacity_simulation_totals *row)
{
    const capacity__run *run = &simulation->run;
    capacity_simulation_totals_init(row, sizeof *row);
    row->time_us = run->now_us - run->begin_us;
    row->ticks = run->ticks + (run->now_us > run->tick_us);
    total_requests(run, row);
    total_nodes(simulation, row);
    row->pods_peak = run->pods_peak;
    row->nodes_peak = run->nodes_peak;
    row->pod_hours_m = hours_m(with(run->pods, run->tick_pods_us));
    row->pending_hours_m = hours_m(with(run->pending, run->tick_pending_us));
    row->scale_ups = run->scale_ups;
    row->scale_downs = run->scale_downs;
    row->nodes_added = run->nodes_added;
    row->nodes_removed = run->nodes_removed;
    row->interruptions = run->interruptions;
    row->provision_failures = run->failures;
}

capacity_status capacity_simulation_get_totals(const capacity_simulation *simulation,
                                               capacity_simulation_totals *out, capacity_error *err)
{
    capacity_simulation_totals row;
    if (!capacity__simulation_ok(simulation))
        return capacity__null(err, "simulation");
    if (out == NULL)
        return capacity__null(err, "out");
    CAPACITY__TRY(capacity__row_size(out->struct_size, sizeof *out, err));
    total_row(simulation, &row);
    capacity__row_out(out, out->struct_size, &row, sizeof row);
    return CAPACITY_OK;
}
