/*
 * The event loop of a simulation: from one event to the next, with exact sums between them.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/simulate.h"

#include <string.h>

/* --- what is served ------------------------------------------------------------------------------- */

/* The rate that one pod serves: the least of its bounds. */
void capacity__sim_limits(capacity__sim_component *c)
{
    const capacity_simulation_component *row = c->row;
    int64_t best = CAPACITY_SIMULATION_RATE_MRPS, bound;

    if (row->requests_per_pod_mrps > 0)
        best = row->requests_per_pod_mrps;
    if (row->inflight_per_pod > 0 && c->response_us > 0) { /* Little's law */
        bound = row->inflight_per_pod * (1000 * CAPACITY_SECOND_US) / c->response_us;
        best = bound < best ? bound : best;
    }
    if (row->cpu_limit_mcpu > 0 && c->cpu_us > 0) {
        bound = (row->cpu_limit_mcpu - row->cpu_idle_mcpu) * CAPACITY_SECOND_US / c->cpu_us;
        best = bound < best ? bound : best;
    }
    c->pod_mrps = best;
}

/* Requests that get lost with what a component does not serve; each request makes `traffic` of its own. */
static int64_t lost(int64_t missing, int64_t traffic_ppm)
{
    if (traffic_ppm <= CAPACITY_PPM)
        return missing;
    return (missing * CAPACITY_PPM + traffic_ppm - 1) / traffic_ppm;
}

/* Losses are taken to coincide: the largest counts. */
void capacity__sim_serve(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    int64_t most = 0;
    for (size_t i = 0; i < simulation->component_count; i++) {
        capacity__sim_component *c = &run->component[i];
        int64_t bound = c->ready * c->pod_mrps, missing = c->demand_mrps - bound;
        c->served_mrps = missing > 0 ? bound : c->demand_mrps;
        if (missing > 0) {
            int64_t loss = lost(missing, c->row->traffic_ppm);
            most = loss > most ? loss : most;
        }
    }
    run->unserved_mrps = most < run->rate_mrps ? most : run->rate_mrps;
}

void capacity__sim_demand(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    for (size_t i = 0; i < simulation->component_count; i++) {
        capacity__sim_component *c = &run->component[i];
        int64_t share = c->row->traffic_ppm;
        c->demand_mrps = share == CAPACITY_PPM
                             ? run->rate_mrps
                             : (run->rate_mrps * share + CAPACITY_PPM - 1) / CAPACITY_PPM;
    }
    capacity__sim_serve(simulation);
}

/* --- events that are told ------------------------------------------------------------------------- */

void capacity__sim_tell(capacity_simulation *simulation, uint32_t kind, size_t component,
                        size_t group, int64_t before, int64_t after)
{
    capacity__sim_tell_why(simulation, kind, component, group, before, after, 0);
}

void capacity__sim_tell_why(capacity_simulation *simulation, uint32_t kind, size_t component,
                            size_t group, int64_t before, int64_t after, uint32_t reason)
{
    capacity__run *run = &simulation->run;
    if ((simulation->options.flags & CAPACITY_SIMULATION_NO_EVENTS) != 0)
        return;
    simulation->events[run->event_count++] = (capacity__sim_event){
        .time_us = run->now_us,
        .before = before,
        .after = after,
        .kind = (uint16_t)kind,
        .reason = (uint16_t)reason,
        .component = (int16_t)(component == CAPACITY__NO_ONE ? -1 : (int)component),
        .group = (int16_t)(group == CAPACITY__NO_ONE ? -1 : (int)group),
    };
}

void capacity__sim_tell_served(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    int was = run->unserved_from != CAPACITY__NEVER_US, is = run->unserved_mrps > 0;
    if (was == is)
        return;
    if (is)
        capacity__sim_tell(simulation, CAPACITY_HAPPENING_UNSERVED, CAPACITY__NO_ONE,
                           CAPACITY__NO_ONE, 0, run->unserved_mrps);
    else
        capacity__sim_tell(simulation, CAPACITY_HAPPENING_SERVED, CAPACITY__NO_ONE,
                           CAPACITY__NO_ONE, run->now_us - run->unserved_from, 0);
    run->unserved_from = is ? run->now_us : CAPACITY__NEVER_US;
}

/* Pending pods are told when there are more of them than were told. */
void capacity__sim_tell_pending(capacity_simulation *simulation)
{
    for (size_t i = 0; i < simulation->component_count; i++) {
        capacity__sim_component *c = &simulation->run.component[i];
        if (c->pending > c->told)
            capacity__sim_tell(simulation, CAPACITY_HAPPENING_PENDING, i, CAPACITY__NO_ONE, c->told,
                               c->pending);
        c->told = c->pending;
    }
}

/* --- time passes ---------------------------------------------------------------------------------- */

static void integrate(capacity_simulation *simulation, int64_t span)
{
    capacity__run *run = &simulation->run;
    if (span == 0)
        return;
    run->tick_demand += run->rate_mrps * span;
    run->tick_unserved += run->unserved_mrps * span;
    run->unserved_us += run->unserved_mrps > 0 ? span : 0;
    for (size_t i = 0; i < simulation->component_count; i++) {
        capacity__sim_component *c = &run->component[i];
        int64_t served = c->served_mrps * span, ready = c->ready * span;
        c->tick_demand += c->demand_mrps * span;
        c->tick_served += served;
        c->tick_ready += ready;
        c->sync_served += served;
        c->stretch += served;
        c->sync_ready += ready;
        run->tick_pods_us += ready + c->starting * span;
        run->tick_pending_us += c->pending * span;
    }
    for (size_t g = 0; g < simulation->group_count; g++)
        run->group[g].node_us += run->group[g].paid * span;
    run->now_us += span;
}

static void add_to(capacity__sum *sum, int64_t amount)
{
    amount += sum->rest;
    sum->millions += amount / CAPACITY_PPM;
    sum->rest = amount % CAPACITY_PPM;
}

static void keep_tick(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    size_t at = run->tick_count++;
    simulation->ticks[at] = (capacity__tick){run->tick_us, run->now_us - run->tick_us,
                                             run->tick_demand, run->tick_unserved};
    capacity__component_tick *rows = simulation->component_ticks + at * simulation->component_count;
    for (size_t i = 0; i < simulation->component_count; i++) {
        const capacity__sim_component *c = &run->component[i];
        rows[i] = (capacity__component_tick){
            .demand = c->tick_demand,
            .served = c->tick_served,
            .ready_us = c->tick_ready,
            .cpu_us = c->cpu_us,
            .response_us = c->response_us,
            .pod_mrps = c->pod_mrps,
            .wanted = (int32_t)c->wanted,
            .ready = (int32_t)c->ready,
            .starting = (int32_t)c->starting,
            .pending = (int32_t)c->pending,
        };
    }
    capacity__group_tick *groups = simulation->group_ticks + at * simulation->group_count;
    for (size_t g = 0; g < simulation->group_count; g++)
        groups[g] = (capacity__group_tick){run->group[g].node_us, (int32_t)run->group[g].ready,
                                           (int32_t)run->group[g].coming};
}

/* The tick ends here; the caller has seen to it that there is room. */
void capacity__sim_close_tick(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    if ((simulation->options.flags & CAPACITY_SIMULATION_NO_TICKS) == 0)
        keep_tick(simulation);
    add_to(&run->demand, run->tick_demand);
    add_to(&run->unserved, run->tick_unserved);
    add_to(&run->pods, run->tick_pods_us);
    add_to(&run->pending, run->tick_pending_us);
    if (run->tick_unserved > run->worst_unserved) {
        run->worst_unserved = run->tick_unserved;
        run->worst_us = run->tick_us;
        run->worst_length = run->now_us - run->tick_us;
    }
    for (size_t i = 0; i < simulation->component_count; i++) {
        capacity__sim_component *c = &run->component[i];
        c->tick_demand = c->tick_served = c->tick_ready = 0;
    }
    run->tick_demand = run->tick_unserved = run->tick_pods_us = run->tick_pending_us = 0;
    run->ticks++;
    run->tick_us = run->now_us;
    run->next_tick_us = run->now_us + simulation->options.tick_us;
}

/* --- the loop ------------------------------------------------------------------------------------- */

int capacity__sim_full(const capacity_simulation *simulation, int ends_tick)
{
    const capacity_simulation_options *options = &simulation->options;
    const capacity__run *run = &simulation->run;
    if (ends_tick && (options->flags & CAPACITY_SIMULATION_NO_TICKS) == 0 &&
        run->tick_count == (size_t)options->ticks_max)
        return 1;
    return (options->flags & CAPACITY_SIMULATION_NO_EVENTS) == 0 &&
           run->event_count + CAPACITY__SIM_SPARE > (size_t)options->events_max;
}

static int64_t earliest(const capacity__run *run)
{
    int64_t next = run->next_tick_us;
    next = run->next_sync_us < next ? run->next_sync_us : next;
    next = run->next_scan_us < next ? run->next_scan_us : next;
    next = run->next_pod_us < next ? run->next_pod_us : next;
    return run->next_node_us < next ? run->next_node_us : next;
}

/*
 * Everything due now, in this order: nodes, pods, cluster autoscaler, pod autoscalers, the tick's end.
 * So a loop of the cluster autoscaler sees what pod autoscalers did before it, not in the same moment.
 */
static void due(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    int changed = run->next_node_us == run->now_us || run->next_pod_us == run->now_us;

    if (run->next_node_us == run->now_us)
        capacity__sim_nodes_due(simulation);
    if (run->next_pod_us == run->now_us)
        capacity__sim_get_ready(simulation);
    if (changed)
        capacity__sim_scan_next(simulation, run->now_us);
    if (run->next_scan_us == run->now_us) {
        capacity__sim_scan(simulation);
        capacity__sim_scan_next(simulation, run->now_us + 1);
        changed = 1;
    }
    if (run->next_sync_us == run->now_us && capacity__sim_sync(simulation)) {
        capacity__sim_scan_next(simulation, run->now_us + 1);
        changed = 1;
    }
    if (changed) {
        capacity__sim_serve(simulation);
        capacity__sim_tell_pending(simulation);
        capacity__sim_tell_served(simulation);
    }
    if (run->next_tick_us == run->now_us)
        capacity__sim_close_tick(simulation);
}

int capacity__sim_advance(capacity_simulation *simulation, int64_t until_us)
{
    capacity__run *run = &simulation->run;
    for (;;) {
        int64_t next = earliest(run);
        if (next > until_us)
            break;
        if (capacity__sim_full(simulation, next == run->next_tick_us))
            return 0;
        integrate(simulation, next - run->now_us);
        due(simulation);
    }
    integrate(simulation, until_us - run->now_us);
    return 1;
}
