/*
 * The rows of a simulation: checked, their defaults filled in, kept by name.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/never.h"
#include "base/structs.h"
#include "engine/simulate.h"
#include "model/check.h"

#include <string.h>

#define SECOND CAPACITY_SECOND_US
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define MOST_BYTES INT64_C(17592186044416)
#define COUNT(array) (sizeof(array) / sizeof *(array))

#define COMPONENT(name, low, high) CAPACITY__NUMBER(capacity_simulation_component, name, low, high)
#define GROUP(name, low, high) CAPACITY__NUMBER(capacity_simulation_group, name, low, high)
#define SCALER(name, low, high) CAPACITY__NUMBER(capacity_simulation_autoscaler, name, low, high)

/* Windows and periods are checked by the autoscaler's own rules. */
static const capacity__number component_members[] = {
    COMPONENT(traffic_ppm, 0, 100000000),
    COMPONENT(requests_per_pod_mrps, 0, CAPACITY_SIMULATION_RATE_MRPS),
    COMPONENT(inflight_per_pod, 0, 1000000),
    COMPONENT(response_time_us, 0, HOUR),
    COMPONENT(cpu_per_request_us, 0, HOUR),
    COMPONENT(cpu_idle_mcpu, 0, 1000000),
    COMPONENT(cpu_request_mcpu, 0, 1000000),
    COMPONENT(cpu_limit_mcpu, 0, 1000000),
    COMPONENT(memory_request_bytes, 0, MOST_BYTES),
    COMPONENT(memory_used_bytes, 0, MOST_BYTES),
    COMPONENT(pods_min, 0, CAPACITY__SIM_PODS),
    COMPONENT(pods_max, 0, CAPACITY__SIM_PODS),
    COMPONENT(pods_initial, 0, CAPACITY__SIM_PODS),
    COMPONENT(pod_start_us, CAPACITY_AUTO, HOUR),
    COMPONENT(metric_lag_us, CAPACITY_AUTO, 10 * MINUTE),
    COMPONENT(tolerance_up_ppm, CAPACITY_AUTO, 1000000000),
    COMPONENT(tolerance_down_ppm, CAPACITY_AUTO, 1000000000),
};

static const capacity__number group_members[] = {
    GROUP(allocatable_cpu_mcpu, 1, 10000000),
    GROUP(allocatable_memory_bytes, 1, MOST_BYTES),
    GROUP(allocatable_pods, 1, CAPACITY__SIM_PODS),
    GROUP(daemonset_cpu_mcpu, 0, 10000000),
    GROUP(daemonset_memory_bytes, 0, MOST_BYTES),
    GROUP(nodes_min, 0, CAPACITY__SIM_NODES),
    GROUP(nodes_max, 0, CAPACITY__SIM_NODES),
    GROUP(nodes_initial, 0, CAPACITY__SIM_NODES),
    GROUP(provision_us, CAPACITY_AUTO, HOUR),
    GROUP(provision_failure_ppm, 0, CAPACITY_PPM),
    GROUP(interruptions_per_hour_ppm, 0, CAPACITY_PPM),
    GROUP(hour_nusd, 0, INT64_C(10000000000000)),
};

static const capacity__number autoscaler_members[] = {
    SCALER(scan_us, 0, HOUR),
    SCALER(new_pod_delay_us, 0, 24 * HOUR),
    SCALER(provision_limit_us, 0, 24 * HOUR),
    SCALER(delay_after_add_us, CAPACITY_AUTO, 24 * HOUR),
    SCALER(delay_after_delete_us, 0, 24 * HOUR),
    SCALER(unneeded_us, CAPACITY_AUTO, 24 * HOUR),
    SCALER(utilization_ppm, CAPACITY_AUTO, CAPACITY_PPM),
    SCALER(backoff_us, 0, 24 * HOUR),
    SCALER(backoff_max_us, 0, 24 * HOUR),
    SCALER(backoff_reset_us, 0, 24 * HOUR),
    SCALER(nodes_per_scale_up, 0, 1000),
    SCALER(removals_at_once, 0, CAPACITY__SIM_NODES),
    SCALER(drains_at_once, 0, CAPACITY__SIM_NODES),
};

static const capacity__text component_texts[] = {
    CAPACITY__TEXT_OF(capacity_simulation_component, name, CAPACITY__TEXT_NAME)};
static const capacity__text group_texts[] = {
    CAPACITY__TEXT_OF(capacity_simulation_group, name, CAPACITY__TEXT_NAME)};
static const capacity__text metric_texts[] = {
    CAPACITY__TEXT_OF(capacity_simulation_metric, component, CAPACITY__TEXT_NAME)};
static const capacity__text policy_texts[] = {
    CAPACITY__TEXT_OF(capacity_simulation_policy, component, CAPACITY__TEXT_NAME)};

/* --- what every call begins with ------------------------------------------------------------------ */

static capacity_status may_change(const capacity_simulation *simulation, const void *row,
                                  const char *what, capacity_error *err)
{
    if (!capacity__simulation_ok(simulation))
        return capacity__null(err, "simulation");
    if (row == NULL)
        return capacity__null(err, what);
    if (simulation->run.started || simulation->text != NULL)
        return capacity__fail(err, CAPACITY_E_STATE, CAPACITY_FIELD_NONE, -1,
                              "a trace is under way: reset the simulation first");
    return CAPACITY_OK;
}

static capacity_status too_many(const char *what, int64_t most, capacity_error *err)
{
    return capacity__fail(err, CAPACITY_E_TOO_LARGE, CAPACITY_FIELD_NONE, most,
                          "more than %" PRId64 " %s", most, what);
}

size_t capacity__sim_find(const capacity_simulation *simulation, const char *name)
{
    size_t at = 0;
    while (at < simulation->component_count && strcmp(simulation->components[at].name, name) != 0)
        at++;
    return at;
}

static capacity_status find(const capacity_simulation *simulation, const char *name, size_t *at,
                            capacity_error *err)
{
    *at = capacity__sim_find(simulation, name);
    if (*at < simulation->component_count)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_FIELD_NONE, -1,
                          "no component of this name");
}

/* --- components ----------------------------------------------------------------------------------- */

static void component_defaults(const capacity_simulation_options *options,
                               capacity_simulation_component *row)
{
    int legacy = (row->flags & CAPACITY_SIMULATION_COMPONENT_LEGACY) != 0;
    capacity__sim_default(&row->traffic_ppm, CAPACITY_PPM);
    capacity__sim_default(&row->pods_min, 1);
    capacity__sim_default(&row->pods_max, row->pods_min);
    capacity__sim_default(&row->pods_initial, row->pods_min);
    capacity__sim_default(&row->pod_start_us, options->pod_start_us);
    capacity__sim_default(&row->metric_lag_us, options->metric_lag_us);
    if (row->tolerance_up_ppm == 0)
        row->tolerance_up_ppm = 100000; /* kube-controller-manager v1.28 to main of 2026 */
    if (row->tolerance_down_ppm == 0)
        row->tolerance_down_ppm = 100000;
    if (row->window_down_us == 0 && !legacy)
        row->window_down_us =
            300 * SECOND; /* --horizontal-pod-autoscaler-downscale-stabilization */
}

static capacity_status check_component(const capacity_simulation_component *row,
                                       capacity_error *err)
{
    const char *name = row->name;
    int64_t bytes = row->memory_request_bytes > row->memory_used_bytes ? row->memory_request_bytes
                                                                       : row->memory_used_bytes;
    if (row->pods_min > row->pods_max)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s: pods_min %" PRId64 " exceeds pods_max %" PRId64, name,
                              row->pods_min, row->pods_max);
    if (row->pods_initial < row->pods_min || row->pods_initial > row->pods_max)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s: pods_initial %" PRId64 " is not between pods_min %" PRId64
                              " and pods_max %" PRId64,
                              name, row->pods_initial, row->pods_min, row->pods_max);
    if (row->cpu_limit_mcpu > 0 && row->cpu_idle_mcpu >= row->cpu_limit_mcpu)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s: cpu_idle_mcpu %" PRId64
                              " leaves nothing of cpu_limit_mcpu %" PRId64,
                              name, row->cpu_idle_mcpu, row->cpu_limit_mcpu);
    if (bytes > (INT64_C(1) << 53) / row->pods_max) /* so that sums in thousandths of a byte fit */
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s: %" PRId64 " pods of %" PRId64 " bytes exceed 8 PiB", name,
                              row->pods_max, bytes);
    return CAPACITY_OK;
}

capacity_status capacity_simulation_put_component(capacity_simulation *simulation,
                                                  const capacity_simulation_component *row,
                                                  capacity_error *err)
{
    static const capacity__scaling none;
    capacity_simulation_component own;
    capacity__hpa hpa;
    CAPACITY__TRY(may_change(simulation, row, "row", err));
    CAPACITY__TRY(capacity__row_in(&own, sizeof own, sizeof own, row, err));
    CAPACITY__TRY(capacity__check_texts(err, "component", &own, component_texts, 1));
    CAPACITY__TRY(capacity__check_flags(err, own.name, own.flags,
                                        CAPACITY_SIMULATION_COMPONENT_FIXED |
                                            CAPACITY_SIMULATION_COMPONENT_LEGACY));
    CAPACITY__TRY(
        capacity__check_numbers(err, own.name, &own, component_members, COUNT(component_members)));
    component_defaults(&simulation->options, &own);
    CAPACITY__TRY(check_component(&own, err));

    size_t at = capacity__sim_find(simulation, own.name);
    if (at == CAPACITY_MAX_ROWS)
        return too_many("components", CAPACITY_MAX_ROWS, err);
    const capacity__scaling *scaling =
        at < simulation->component_count ? &simulation->scaling[at] : &none;
    CAPACITY__TRY(capacity__sim_hpa_of(&own, scaling, simulation->options.sync_us, &hpa, err));
    capacity__sim_release(simulation);
    simulation->components[at] = own;
    if (at == simulation->component_count)
        simulation->component_count++;
    return CAPACITY_OK;
}

/* --- metrics and policies ------------------------------------------------------------------------- */

/* Rows of a component change only if the kernel takes them as they would be. */
static capacity_status replace_scaling(capacity_simulation *simulation, size_t at,
                                       const capacity__scaling *scaling, capacity_error *err)
{
    capacity__hpa hpa;
    CAPACITY__TRY(capacity__sim_hpa_of(&simulation->components[at], scaling,
                                       simulation->options.sync_us, &hpa, err));
    capacity__sim_release(simulation);
    simulation->scaling[at] = *scaling;
    return CAPACITY_OK;
}

static capacity_status check_metric(const capacity_simulation_metric *row, capacity_error *err)
{
    CAPACITY__TRY(capacity__in_range(err, "signal", row->signal, CAPACITY_SIMULATION_SIGNAL_CPU,
                                     CAPACITY_SIMULATION_SIGNAL_INFLIGHT));
    int resource = row->signal <= CAPACITY_SIMULATION_SIGNAL_MEMORY;
    int fits = resource ? row->kind == CAPACITY_HPA_RESOURCE
                        : row->kind >= CAPACITY_HPA_PODS && row->kind <= CAPACITY_HPA_EXTERNAL;
    if (!fits)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "signal %" PRId64 " is not measured by a metric of kind %" PRId64,
                              (int64_t)row->signal, (int64_t)row->kind);
    if (row->target_type == CAPACITY_HPA_UTILIZATION)
        return capacity__in_range(err, "target", row->target, 1, 1000);
    return CAPACITY_OK;
}

capacity_status capacity_simulation_put_metric(capacity_simulation *simulation,
                                               const capacity_simulation_metric *row,
                                               capacity_error *err)
{
    capacity_simulation_metric own;
    size_t at, slot = 0;
    CAPACITY__TRY(may_change(simulation, row, "row", err));
    CAPACITY__TRY(capacity__row_in(&own, sizeof own, sizeof own, row, err));
    CAPACITY__TRY(capacity__check_texts(err, "metric", &own, metric_texts, 1));
    CAPACITY__TRY(check_metric(&own, err));
    CAPACITY__TRY(find(simulation, own.component, &at, err));

    capacity__scaling scaling = simulation->scaling[at];
    while (slot < scaling.metric_count &&
           (scaling.metrics[slot].signal != own.signal || scaling.metrics[slot].kind != own.kind))
        slot++;
    if (CAPACITY__NEVER(slot == CAPACITY_SIMULATION_METRICS)) /* pairs of signal and kind are 8 */
        return too_many("metrics of a component", CAPACITY_SIMULATION_METRICS, err);
    scaling.metrics[slot] = own;
    scaling.metric_count += slot == scaling.metric_count;
    return replace_scaling(simulation, at, &scaling, err);
}

capacity_status capacity_simulation_put_policy(capacity_simulation *simulation,
                                               const capacity_simulation_policy *row,
                                               capacity_error *err)
{
    capacity_simulation_policy own;
    size_t at, same = 0;
    CAPACITY__TRY(may_change(simulation, row, "row", err));
    CAPACITY__TRY(capacity__row_in(&own, sizeof own, sizeof own, row, err));
    CAPACITY__TRY(capacity__check_texts(err, "policy", &own, policy_texts, 1));
    CAPACITY__TRY(capacity__in_range(err, "reserved", own.reserved, 0, 0));
    CAPACITY__TRY(
        capacity__in_range(err, "direction", own.direction, CAPACITY_HPA_UP, CAPACITY_HPA_DOWN));
    CAPACITY__TRY(find(simulation, own.component, &at, err));

    capacity__scaling scaling = simulation->scaling[at];
    for (size_t i = 0; i < scaling.policy_count; i++)
        same += scaling.policies[i].direction == own.direction;
    if (same == CAPACITY_SIMULATION_POLICIES)
        return too_many("policies of a component in one direction", CAPACITY_SIMULATION_POLICIES,
                        err);
    scaling.policies[scaling.policy_count++] = own;
    return replace_scaling(simulation, at, &scaling, err);
}

static capacity_status drop(capacity_simulation *simulation, const char *component, int metrics,
                            capacity_error *err)
{
    size_t at;
    CAPACITY__TRY(may_change(simulation, component, "component", err));
    CAPACITY__TRY(find(simulation, component, &at, err));
    capacity__sim_release(simulation);
    if (metrics)
        simulation->scaling[at].metric_count = 0;
    else
        simulation->scaling[at].policy_count = 0;
    return CAPACITY_OK;
}

capacity_status capacity_simulation_drop_metrics(capacity_simulation *simulation,
                                                 const char *component, capacity_error *err)
{
    return drop(simulation, component, 1, err);
}

capacity_status capacity_simulation_drop_policies(capacity_simulation *simulation,
                                                  const char *component, capacity_error *err)
{
    return drop(simulation, component, 0, err);
}

/* --- node groups and their autoscaler ------------------------------------------------------------- */

capacity_status capacity_simulation_put_group(capacity_simulation *simulation,
                                              const capacity_simulation_group *row,
                                              capacity_error *err)
{
    capacity_simulation_group own;
    size_t at = 0;
    CAPACITY__TRY(may_change(simulation, row, "row", err));
    CAPACITY__TRY(capacity__row_in(&own, sizeof own, sizeof own, row, err));
    CAPACITY__TRY(capacity__check_texts(err, "node group", &own, group_texts, 1));
    CAPACITY__TRY(capacity__check_flags(err, own.name, own.flags | own.reserved, 0));
    CAPACITY__TRY(
        capacity__in_range(err, "purchase", own.purchase, 0, CAPACITY_PURCHASE_COMMITTED));
    CAPACITY__TRY(
        capacity__check_numbers(err, own.name, &own, group_members, COUNT(group_members)));
    if (own.purchase == 0)
        own.purchase = CAPACITY_PURCHASE_ON_DEMAND;
    capacity__sim_default(&own.nodes_initial, own.nodes_min);
    capacity__sim_default(&own.provision_us, simulation->options.provision_us);
    if (own.nodes_min > own.nodes_max || own.nodes_initial < own.nodes_min ||
        own.nodes_initial > own.nodes_max)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s: nodes_min %" PRId64 ", nodes_initial %" PRId64
                              " and nodes_max %" PRId64 " do not rise",
                              own.name, own.nodes_min, own.nodes_initial, own.nodes_max);

    while (at < simulation->group_count && strcmp(simulation->groups[at].name, own.name) != 0)
        at++;
    if (at == CAPACITY_MAX_ROWS)
        return too_many("node groups", CAPACITY_MAX_ROWS, err);
    capacity__sim_release(simulation);
    simulation->groups[at] = own;
    if (at == simulation->group_count)
        simulation->group_count++;
    return CAPACITY_OK;
}

/* Defaults of cluster-autoscaler, main of July 2026: docs/model/simulation.md. */
void capacity__sim_autoscaler_defaults(capacity_simulation_autoscaler *row)
{
    if (row->expander == 0)
        row->expander = CAPACITY_EXPANDER_LEAST_WASTE;
    capacity__sim_default(&row->scan_us, 10 * SECOND);
    capacity__sim_default(&row->provision_limit_us, 15 * MINUTE);
    capacity__sim_default(&row->delay_after_add_us, 10 * MINUTE);
    capacity__sim_default(&row->unneeded_us, 10 * MINUTE);
    capacity__sim_default(&row->utilization_ppm, 500000);
    capacity__sim_default(&row->backoff_us, 5 * MINUTE);
    capacity__sim_default(&row->backoff_max_us, 30 * MINUTE);
    capacity__sim_default(&row->backoff_reset_us, 3 * HOUR);
    capacity__sim_default(&row->nodes_per_scale_up, 1000);
    capacity__sim_default(&row->removals_at_once, 10);
    capacity__sim_default(&row->drains_at_once, 1);
}

capacity_status capacity_simulation_set_autoscaler(capacity_simulation *simulation,
                                                   const capacity_simulation_autoscaler *row,
                                                   capacity_error *err)
{
    capacity_simulation_autoscaler own;
    CAPACITY__TRY(may_change(simulation, row, "row", err));
    CAPACITY__TRY(capacity__row_in(&own, sizeof own, sizeof own, row, err));
    CAPACITY__TRY(capacity__check_flags(err, "autoscaler", own.flags,
                                        CAPACITY_SIMULATION_AUTOSCALER_OFF |
                                            CAPACITY_SIMULATION_AUTOSCALER_IGNORE_DAEMONSETS));
    CAPACITY__TRY(capacity__in_range(err, "expander", own.expander, 0, CAPACITY_EXPANDER_ORDER));
    CAPACITY__TRY(capacity__in_range(err, "reserved", own.reserved, 0, 0));
    CAPACITY__TRY(capacity__check_numbers(err, "autoscaler", &own, autoscaler_members,
                                          COUNT(autoscaler_members)));
    if (own.scan_us > 0)
        CAPACITY__TRY(capacity__in_range(err, "autoscaler: scan_us", own.scan_us, SECOND, HOUR));
    capacity__sim_autoscaler_defaults(&own);
    capacity__sim_release(simulation);
    simulation->autoscaler = own;
    return CAPACITY_OK;
}
