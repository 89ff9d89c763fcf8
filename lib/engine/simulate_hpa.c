/*
 * The pod autoscalers of a simulation: the library's own decision kernel, with pods as classes.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/simulate.h"

#include "base/never.h"
#include "base/order.h"

/* --- rules ---------------------------------------------------------------------------------------- */

static capacity_status goals_of(const capacity_simulation_component *row,
                                const capacity__scaling *scaling, capacity__hpa *hpa,
                                capacity_error *err)
{
    hpa->metric_count = scaling->metric_count;
    for (size_t i = 0; i < scaling->metric_count; i++) {
        const capacity_simulation_metric *given = &scaling->metrics[i];
        const capacity_hpa_metric metric = {
            .kind = given->kind,
            .target_type = given->target_type,
            .target = given->target,
            .up_tolerance_ppm = row->tolerance_up_ppm,
            .down_tolerance_ppm = row->tolerance_down_ppm,
        };
        hpa->kinds[i] = given->kind;
        hpa->signals[i] = given->signal;
        CAPACITY__TRY(capacity__hpa_goal_of(&metric, &hpa->goals[i], err));
    }
    return CAPACITY_OK;
}

static capacity_status rules_of(const capacity_simulation_component *row,
                                const capacity__scaling *scaling, capacity__hpa *hpa,
                                capacity_error *err)
{
    enum { MOST = 2 * CAPACITY_SIMULATION_POLICIES };
    int64_t direction[MOST], type[MOST], value[MOST], period[MOST];
    const capacity__hpa_policies policies = {direction, type, value, period, scaling->policy_count};
    int legacy = (row->flags & CAPACITY_SIMULATION_COMPONENT_LEGACY) != 0;
    const capacity_hpa_spec spec = {
        .flags = legacy ? 0 : CAPACITY_HPA_BEHAVIOR,
        .min_replicas = row->pods_min,
        .max_replicas = row->pods_max,
        .up_window_us = row->window_up_us,
        .down_window_us = row->window_down_us,
        .up_select = row->select_up,
        .down_select = row->select_down,
    };
    for (size_t i = 0; i < scaling->policy_count; i++) {
        direction[i] = scaling->policies[i].direction;
        type[i] = scaling->policies[i].type;
        value[i] = scaling->policies[i].value;
        period[i] = scaling->policies[i].period_us;
    }
    return capacity__hpa_rules_of(&spec, &policies, &hpa->rules, err);
}

/*
 * A window of w holds at most w / sync + 1 proposals and one older is overwritten, a period likewise
 * with events; of proposals there is room for 2 k, of events of each direction for k.
 */
static size_t history_size(const capacity__hpa_rules *rules, int64_t sync_us)
{
    int64_t window = capacity__larger(capacity__larger(rules->up.window_us, rules->down.window_us),
                                      rules->window_us);
    int64_t period = capacity__larger(rules->up.longest_us, rules->down.longest_us);
    int64_t k = capacity__larger((window / sync_us + 4) / 2, period / sync_us + 3);
    return (size_t)(8 + 8 * k);
}

capacity_status capacity__sim_hpa_of(const capacity_simulation_component *row,
                                     const capacity__scaling *scaling, int64_t sync_us,
                                     capacity__hpa *hpa, capacity_error *err)
{
    CAPACITY__TRY(goals_of(row, scaling, hpa, err));
    CAPACITY__TRY(rules_of(row, scaling, hpa, err));
    hpa->history_size = history_size(&hpa->rules, sync_us);
    if ((row->flags & CAPACITY_SIMULATION_COMPONENT_FIXED) != 0)
        hpa->metric_count = 0;
    return CAPACITY_OK;
}

/* --- samples -------------------------------------------------------------------------------------- */

int64_t capacity__sim_cpu(const capacity_simulation_component *row, int64_t cpu_us,
                          int64_t rate_mrps)
{
    int64_t used = 0; /* at most 10^10 x 3.6 x 10^9 / 10^6: it fits */
    (void)capacity__mul_div(rate_mrps, cpu_us, CAPACITY_SECOND_US, CAPACITY__DOWN, &used);
    used += row->cpu_idle_mcpu;
    return row->cpu_limit_mcpu > 0 && used > row->cpu_limit_mcpu ? row->cpu_limit_mcpu : used;
}

/* Pods that got ready in the period have served for a part of it. */
static void take_parts(const capacity_simulation *simulation, capacity__sim_component *c)
{
    int64_t sync_us = simulation->options.sync_us, begin_us = simulation->run.now_us - sync_us;
    for (uint32_t k = 1; k < c->cohort_end; k++) {
        capacity__cohort *own = &c->cohorts[k];
        if (own->state == CAPACITY__POD_READY && own->ready_us > begin_us)
            own->part_mrps = (c->sync_each - own->each_before) / sync_us;
        own->each_before = 0;
    }
}

static void take_sample(capacity_simulation *simulation, capacity__sim_component *c)
{
    capacity__run *run = &simulation->run;
    capacity__sample *sample = &c->samples[(size_t)run->syncs % c->sample_count];

    capacity__sim_fold(c);
    sample->end_us = run->now_us;
    sample->response_us = c->response_us;
    sample->served = c->sync_served;
    sample->rate_mrps =
        c->sync_ready > 0 ? c->sync_each / simulation->options.sync_us : CAPACITY_INVALID;
    sample->cpu_mcpu = c->row->cpu_idle_mcpu;
    if (c->sync_ready > 0 && c->cpu_us > 0)
        sample->cpu_mcpu = capacity__sim_cpu(c->row, c->cpu_us, sample->rate_mrps);
    if (c->cohort_end > 1)
        take_parts(simulation, c);
    c->sync_served = c->sync_ready = c->sync_each = 0;
}

/* --- one decision --------------------------------------------------------------------------------- */

/* Pods by what is known of them: a sample of a whole period, of a part of one, none, no node. */
typedef struct census {
    int64_t full, partial, partial_young, missing, pending;
    int64_t parts_mrps; /* of all that are partial */
} census;

static census count_pods(const capacity_simulation *simulation, const capacity__sim_component *c,
                         int64_t end_us)
{
    const capacity__run *run = &simulation->run;
    int64_t begin_us = end_us - simulation->options.sync_us;
    census n = {.full = c->cohorts[0].count};

    for (uint32_t k = 1; k < c->cohort_end; k++) {
        const capacity__cohort *own = &c->cohorts[k];
        if (own->state == CAPACITY__POD_PENDING)
            n.pending += own->count;
        else if (own->state == CAPACITY__POD_STARTING || own->ready_us >= end_us)
            n.missing += own->count;
        else if (own->ready_us <= begin_us)
            n.full += own->count;
        else {
            int young = own->created_us + simulation->options.cpu_initialization_us > run->now_us;
            *(young ? &n.partial_young : &n.partial) += own->count;
            n.parts_mrps += own->count * own->part_mrps;
        }
    }
    return n;
}

/* Requests in flight at a rate (Little's law), in thousandths. */
static int64_t inflight_of(int64_t rate_mrps, int64_t response_us)
{
    int64_t inflight = 0; /* at most 10^10 x 3.6 x 10^9 / 10^6: it fits */
    (void)capacity__mul_div(rate_mrps, response_us, CAPACITY_SECOND_US, CAPACITY__DOWN, &inflight);
    return inflight;
}

/*
 * Samples of a signal of the pods that count, in milli-units but memory of a utilization, whose ratio
 * has no unit. A pod that was ready for a part of the period has served for a part of it.
 */
static int64_t value_of(const capacity__sim_component *c, const capacity__sample *sample,
                        const census *n, uint32_t signal, int percent, int64_t ready)
{
    if (signal == CAPACITY_SIMULATION_SIGNAL_CPU)
        return ready * sample->cpu_mcpu;
    if (signal == CAPACITY_SIMULATION_SIGNAL_MEMORY)
        return ready * c->row->memory_used_bytes * (percent ? 1 : 1000);
    int64_t rate = n->full * sample->rate_mrps + n->parts_mrps;
    return signal == CAPACITY_SIMULATION_SIGNAL_RATE ? rate
                                                     : inflight_of(rate, sample->response_us);
}

static void fill_pods(const capacity__sim_component *c, const capacity__sample *sample,
                      const census *n, size_t metric, capacity__hpa_pods *pods)
{
    uint32_t signal = c->hpa->signals[metric];
    const capacity__hpa_goal *goal = &c->hpa->goals[metric];
    int percent = goal->type == CAPACITY_HPA_UTILIZATION;
    int cpu = signal == CAPACITY_SIMULATION_SIGNAL_CPU;
    int64_t request = cpu ? c->row->cpu_request_mcpu : c->row->memory_request_bytes;

    pods->known = c->wanted;
    pods->ready = n->full + n->partial + (cpu ? 0 : n->partial_young);
    pods->unready = n->pending + (cpu ? n->partial_young : 0);
    pods->missing = n->missing;
    pods->value = value_of(c, sample, n, signal, percent, pods->ready);
    pods->strangers = pods->strange_value = 0;
    pods->request = pods->missing_request = pods->unready_request = pods->missing_full = 0;
    if (!percent)
        return;
    pods->request = pods->ready * request;
    pods->missing_request = pods->missing * request;
    pods->unready_request = pods->unready * request;
    if (pods->missing > 0) /* fits: a target is at most 1000 percent */
        pods->missing_full =
            pods->missing * (request / 100 * capacity__larger(100, goal->target) +
                             request % 100 * capacity__larger(100, goal->target) / 100);
}

/* One number for all pods. */
static int64_t total_of(const capacity__sample *sample, uint32_t signal, int64_t sync_us)
{
    int64_t total = sample->served / sync_us;
    return signal == CAPACITY_SIMULATION_SIGNAL_RATE ? total
                                                     : inflight_of(total, sample->response_us);
}

static int64_t propose(const capacity_simulation *simulation, const capacity__sim_component *c,
                       const capacity__sample *sample, const census *n, size_t metric)
{
    const capacity__hpa_goal *goal = &c->hpa->goals[metric];
    capacity_hpa_metric now = {.current_replicas = c->wanted, .status_replicas = c->wanted};
    capacity__hpa_pods pods = {.known = c->wanted, .ready = c->ready};
    capacity_hpa_proposal proposal;

    if (sample == NULL || sample->rate_mrps == CAPACITY_INVALID)
        return CAPACITY_INVALID;
    if (goal->kind >= CAPACITY_HPA_OBJECT)
        now.value = total_of(sample, c->hpa->signals[metric], simulation->options.sync_us);
    else
        fill_pods(c, sample, n, metric, &pods);
    if (!capacity__hpa_propose(goal, &now, &pods, &proposal))
        return CAPACITY_INVALID;
    return proposal.replicas;
}

/* The sample of the lag; NULL in the beginning. */
static const capacity__sample *sample_of(const capacity__run *run, const capacity__sim_component *c)
{
    if (run->syncs < (int64_t)c->sample_count)
        return NULL;
    return &c->samples[(size_t)run->syncs % c->sample_count];
}

/* Why the replicas are not what the metrics ask for; the minimum is where they rest, and no news. */
static uint32_t held_back(const capacity__sim_component *c, const capacity_hpa_decision *decision)
{
    if (decision->proposal == CAPACITY_INVALID || decision->proposal == decision->replicas ||
        (decision->proposal < c->wanted && decision->replicas == c->row->pods_min))
        return CAPACITY_HPA_REASON_NONE;
    if ((decision->flags & CAPACITY_HPA_LIMITED) != 0)
        return decision->limited;
    return decision->proposal < decision->replicas ? CAPACITY_HPA_SCALE_DOWN_STABILIZED
                                                   : CAPACITY_HPA_SCALE_UP_STABILIZED;
}

static void tell_limit(capacity_simulation *simulation, size_t component,
                       const capacity_hpa_decision *decision)
{
    capacity__sim_component *c = &simulation->run.component[component];
    uint32_t reason = held_back(c, decision);
    if (reason == c->reason)
        return;
    c->reason = reason;
    if (reason != CAPACITY_HPA_REASON_NONE)
        capacity__sim_tell_why(simulation, CAPACITY_HAPPENING_LIMITED, component, CAPACITY__NO_ONE,
                               c->wanted, decision->proposal, reason);
}

static int decide(capacity_simulation *simulation, size_t component)
{
    capacity__run *run = &simulation->run;
    capacity__sim_component *c = &run->component[component];
    const capacity__sample *sample = sample_of(run, c);
    int64_t proposals[CAPACITY_SIMULATION_METRICS], before = c->wanted;
    capacity_hpa_decision decision;
    census n = {0};

    if (sample != NULL) {
        if (c->cohort_end > 1)
            capacity__sim_settle(simulation, component,
                                 sample->end_us - simulation->options.sync_us);
        n = count_pods(simulation, c, sample->end_us);
    }
    for (size_t i = 0; i < c->hpa->metric_count; i++)
        proposals[i] = propose(simulation, c, sample, &n, i);
    if (CAPACITY__NEVER(!capacity__hpa_decide(
            &c->hpa->rules, c->hpa->kinds, proposals, c->hpa->metric_count, c->wanted,
            run->now_us - run->begin_us, c->hpa->history, c->hpa->history_size, &decision)))
        return 0; /* the history has room for every window: history_size */
    tell_limit(simulation, component, &decision);
    if (decision.replicas == before)
        return 0;
    int up = decision.replicas > before;
    run->scale_ups += up;
    run->scale_downs += !up;
    capacity__sim_tell_why(
        simulation, up ? CAPACITY_HAPPENING_SCALED_UP : CAPACITY_HAPPENING_SCALED_DOWN, component,
        CAPACITY__NO_ONE, before, decision.replicas, decision.limited);
    capacity__sim_scale(simulation, component, decision.replicas);
    return 1;
}

int capacity__sim_sync(capacity_simulation *simulation)
{
    capacity__run *run = &simulation->run;
    int changed = 0;
    for (size_t i = 0; i < simulation->component_count; i++)
        take_sample(simulation, &run->component[i]);
    run->syncs++;
    for (size_t i = 0; i < simulation->component_count; i++)
        if (run->component[i].hpa->metric_count > 0)
            changed |= decide(simulation, i);
        else
            capacity__sim_settle(simulation, i, run->now_us); /* nobody looks at samples */
    run->next_sync_us += simulation->options.sync_us;
    return changed;
}
