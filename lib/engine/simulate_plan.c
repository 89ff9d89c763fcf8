/*
 * The rows of a simulation from a plan: what docs/model/simulation.md lists, one function for each.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/never.h"
#include "base/order.h"
#include "base/structs.h"
#include "engine/simulate.h"
#include "plan/rows.h"
#include "plan/state.h"

#include <string.h>

/* What a plan's row leaves out: how requests reach a component and what one of them costs it. */
typedef struct traits {
    int64_t traffic_ppm, inflight_per_pod, response_time_us, cpu_us;
} traits;

/* The mean time in flight of the plan, in whole microseconds, rounded up. */
static int64_t response_of(const capacity_plan *plan)
{
    return plan->demand.time_ppm_us / CAPACITY_PPM + (plan->demand.time_ppm_us % CAPACITY_PPM > 0);
}

static traits backend(const capacity_plan *plan)
{
    traits t = {
        .traffic_ppm = CAPACITY_PPM,
        .inflight_per_pod = CAPACITY__IN(plan, BACKEND_INFLIGHT_PER_POD),
        .response_time_us = response_of(plan),
        .cpu_us = capacity__or(CAPACITY__IN(plan, BACKEND_CPU_PER_REQUEST_US), 0),
    };
    return t;
}

static traits frontend(const capacity_plan *plan)
{
    traits t = {
        .traffic_ppm = CAPACITY_PPM - CAPACITY__IN(plan, CDN_HIT_RATIO_PPM),
        .cpu_us = capacity__or(CAPACITY__IN(plan, FRONTEND_CPU_PER_REQUEST_US), 0),
    };
    return t;
}

static traits own_component(const capacity_plan *plan, size_t index)
{
    const capacity_component_spec *spec = &plan->inputs.components[index];
    traits t = {
        .traffic_ppm = spec->traffic_ppm,
        .inflight_per_pod = spec->inflight_per_pod,
        .response_time_us = spec->response_time_us > 0 ? spec->response_time_us : response_of(plan),
        .cpu_us = spec->cpu_per_request_us,
    };
    return t;
}

static traits traits_of(const capacity_plan *plan, size_t component)
{
    if (component == CAPACITY__BACKEND)
        return backend(plan);
    if (component == CAPACITY__FRONTEND)
        return frontend(plan);
    return own_component(plan, component - CAPACITY__FIRST_OWN);
}

/* Replicas of an answer; where it says nothing, those recommended. */
static void replicas_of(const capacity_plan_component *from, uint32_t answer,
                        capacity_simulation_component *row)
{
    const int64_t low[] = {from->pods, from->tier_pods, from->formula_pods};
    const int64_t high[] = {from->pods_max, from->tier_pods_max, from->formula_pods_max};
    uint32_t which = low[answer] < 0 ? CAPACITY_ANSWER_RECOMMENDED : answer;
    row->pods_min = capacity__larger(low[which], 1);
    row->pods_max = capacity__larger(high[which], row->pods_min);
    row->pods_initial = row->pods_min;
}

static capacity_status put_metric(capacity_simulation *simulation, const char *component,
                                  uint32_t signal, uint32_t kind, uint32_t type, int64_t target,
                                  capacity_error *err)
{
    capacity_simulation_metric row;
    capacity_simulation_metric_init(&row, sizeof row);
    capacity__name_copy(row.component, sizeof row.component, component);
    row.signal = signal;
    row.kind = kind;
    row.target_type = type;
    row.target = target;
    return capacity_simulation_put_metric(simulation, &row, err);
}

/* The sizing guide's HPA: down half a minute after 5 quiet ones, up double or 4 in 15 s. */
static capacity_status put_policies(capacity_simulation *simulation, const char *component,
                                    capacity_error *err)
{
    static const struct {
        uint32_t direction, type;
        int64_t value, period_s;
    } guide[] = {
        {CAPACITY_HPA_DOWN, CAPACITY_HPA_POLICY_PERCENT, 50, 60},
        {CAPACITY_HPA_UP, CAPACITY_HPA_POLICY_PERCENT, 100, 15},
        {CAPACITY_HPA_UP, CAPACITY_HPA_POLICY_PODS, 4, 15},
    };
    capacity_simulation_policy row;
    capacity_simulation_policy_init(&row, sizeof row);
    capacity__name_copy(row.component, sizeof row.component, component);
    for (size_t i = 0; i < sizeof guide / sizeof *guide; i++) {
        row.direction = guide[i].direction;
        row.type = guide[i].type;
        row.value = guide[i].value;
        row.period_us = guide[i].period_s * CAPACITY_SECOND_US;
        CAPACITY__SURELY(capacity_simulation_put_policy(simulation, &row, err)); /* the guide's */
    }
    return CAPACITY_OK;
}

static capacity_status put_component(const capacity_plan *plan, size_t index,
                                     capacity_simulation *simulation, capacity_error *err)
{
    const capacity_plan_component *from = &plan->pods.row[index];
    uint32_t answer = simulation->options.answer;
    const traits t = traits_of(plan, index);
    const int64_t per_pod_mrps = capacity__rate_per_pod(plan, index);
    /* the tier's own autoscaler holds the guide's requests a second, the others the plan's */
    const int64_t rate = answer == CAPACITY_ANSWER_TIER ? per_pod_mrps : from->hpa_rate_mrps;
    capacity_simulation_component row;

    if (t.traffic_ppm == 0)
        return CAPACITY_OK; /* nothing reaches it */
    capacity_simulation_component_init(&row, sizeof row);
    memcpy(row.name, from->name, sizeof row.name);
    row.traffic_ppm = t.traffic_ppm;
    row.requests_per_pod_mrps = per_pod_mrps;
    row.inflight_per_pod = t.inflight_per_pod;
    row.response_time_us = t.response_time_us;
    row.cpu_per_request_us = t.cpu_us;
    row.cpu_request_mcpu = from->cpu_request_mcpu;
    row.cpu_limit_mcpu = from->cpu_limit_mcpu;
    row.memory_request_bytes = from->memory_request_bytes;
    replicas_of(from, answer, &row);
    CAPACITY__TRY(capacity_simulation_put_component(simulation, &row, err));
    CAPACITY__SURELY(put_policies(simulation, row.name, err));
    if (rate > 0) /* in the range of targets, as those below */
        CAPACITY__SURELY(put_metric(simulation, row.name, CAPACITY_SIMULATION_SIGNAL_RATE,
                                    CAPACITY_HPA_PODS, CAPACITY_HPA_AVERAGE_VALUE, rate, err));
    if (t.cpu_us > 0)
        CAPACITY__SURELY(put_metric(simulation, row.name, CAPACITY_SIMULATION_SIGNAL_CPU,
                                    CAPACITY_HPA_RESOURCE, CAPACITY_HPA_UTILIZATION,
                                    capacity__larger(from->hpa_cpu_target_ppm / 10000, 1), err));
    return CAPACITY_OK;
}

/* Groups of the primary region; a formula's and a tier's may shrink to what the answer starts with. */
static capacity_status put_group(const capacity_plan *plan, size_t index,
                                 capacity_simulation *simulation, capacity_error *err)
{
    capacity_plan_group from;
    capacity_simulation_group row;
    capacity__group_row(plan, (capacity_answer)simulation->options.answer, index, &from);
    if (from.region != 0)
        return CAPACITY_OK;
    capacity_simulation_group_init(&row, sizeof row);
    memcpy(row.name, from.name, sizeof row.name);
    row.purchase = from.purchase;
    row.allocatable_cpu_mcpu = from.allocatable_cpu_mcpu;
    row.allocatable_memory_bytes = from.allocatable_memory_bytes;
    row.allocatable_pods = from.allocatable_pods;
    row.daemonset_cpu_mcpu = CAPACITY__IN(plan, DAEMONSET_CPU_MCPU);
    row.daemonset_memory_bytes = CAPACITY__IN(plan, DAEMONSET_MEMORY_BYTES);
    row.nodes_min = from.nodes_low;
    row.nodes_initial = from.nodes;
    row.nodes_max = capacity__larger(from.nodes_high, from.nodes);
    row.hour_nusd = from.hour_nusd;
    return capacity_simulation_put_group(simulation, &row, err);
}

static capacity_status fill(const capacity_plan *plan, capacity_simulation *simulation,
                            capacity_error *err)
{
    size_t groups = capacity__group_count(plan, (capacity_answer)simulation->options.answer);
    for (size_t i = 0; i < plan->pods.count; i++)
        CAPACITY__TRY(put_component(plan, i, simulation, err));
    for (size_t i = 0; i < groups; i++)
        CAPACITY__TRY(put_group(plan, i, simulation, err));
    return CAPACITY_OK;
}

/* 0 of an option is what the plan says; 0 of the plan is none. */
static void from_plan(int64_t *option, int64_t planned)
{
    if (*option == 0)
        *option = planned == 0 ? CAPACITY_AUTO : planned;
}

/* The caller's options with the plan's delays. */
static capacity_status with_delays(const capacity_plan *plan,
                                   const capacity_simulation_options *options,
                                   capacity_simulation_options *own, capacity_error *err)
{
    static const capacity_simulation_options none = CAPACITY_INIT(capacity_simulation_options);
    CAPACITY__TRY(
        capacity__row_in(own, sizeof *own, sizeof *own, options == NULL ? &none : options, err));
    from_plan(&own->metric_lag_us, CAPACITY__IN(plan, METRIC_LAG_US));
    from_plan(&own->pod_start_us, CAPACITY__IN(plan, POD_START_US));
    from_plan(&own->provision_us, CAPACITY__IN(plan, NODE_START_US));
    return CAPACITY_OK;
}

capacity_status capacity_simulation_new_from_plan(const capacity_plan *plan,
                                                  const capacity_simulation_options *options,
                                                  capacity_simulation **out, capacity_error *err)
{
    capacity_simulation *simulation;
    capacity_simulation_options own;
    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    CAPACITY__TRY(with_delays(plan, options, &own, err));
    CAPACITY__TRY(capacity_simulation_new(&own, &plan->head.allocator, &simulation, err));
    capacity_status status = fill(plan, simulation, err);
    if (status < 0) {
        capacity_simulation_free(simulation);
        return status;
    }
    *out = simulation;
    return CAPACITY_OK;
}
