/*
 * HorizontalPodAutoscaler, autoscaling/v2: one for each component.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Behavior is that of the sizing guide, Auto-Scaling Configuration. The guide names custom metrics
 * for the backends of Large and Enterprise; targets that it does not print are derived, see
 * docs/emit.md.
 */
#include "plan/state.h"
#include "text/emit_private.h"
#include "text/plan_names.h"

enum {
    DOWN_WINDOW_SECONDS = 300, /* sizing guide: 5 min cooldown */
    DOWN_PERCENT = 50,
    DOWN_PERIOD_SECONDS = 60,
    UP_WINDOW_SECONDS = 0,
    UP_PERCENT = 100,
    UP_PODS = 4,
    UP_PERIOD_SECONDS = 15
};

static size_t objects(const capacity__emission *emission)
{
    return capacity__component_count(emission->plan);
}

/* What a pod may hold, the buffer taken off: floor(limit / (1 + buffer)), in thousandths. */
static int64_t connections_target(const capacity__emission *emission, size_t object)
{
    const capacity_plan *plan = emission->plan;
    int64_t target = 0, limit = object == CAPACITY__BACKEND
                                    ? CAPACITY__IN(plan, BACKEND_CONNECTIONS_PER_POD)
                                    : CAPACITY__IN(plan, FRONTEND_CONNECTIONS_PER_POD);
    (void)!capacity_pods_hpa_rate(limit * 1000, CAPACITY__IN(plan, SPIKE_BUFFER_PPM), &target,
                                  NULL); /* both have their ranges */
    return target > 0 ? target : 1000;
}

/* --- the object --------------------------------------------------------------------------------- */

static void put_resource(capacity__emitter *emitter, const char *name, int64_t target_ppm)
{
    if (target_ppm == 0)
        return;
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "type", "Resource");
    capacity__emit_key(emitter, "resource");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "name", name);
    capacity__emit_key(emitter, "target");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "type", "Utilization");
    capacity__emit_pair_int(emitter, "averageUtilization", target_ppm / 10000); /* from 1 % */
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

static void put_pods_metric(capacity__emitter *emitter, const char *name, int64_t thousandths)
{
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "type", "Pods");
    capacity__emit_key(emitter, "pods");
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "metric");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "name", name);
    capacity__emit_map_end(emitter);
    capacity__emit_key(emitter, "target");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "type", "AverageValue");
    capacity__emit_milli(emitter, "averageValue", thousandths);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

static void put_metrics(const capacity__emission *emission, size_t object,
                        const capacity__emit_component *component)
{
    const capacity_emit_options *options = emission->options;
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_key(emitter, "metrics");
    capacity__emit_list(emitter);
    put_resource(emitter, "cpu", component->row.hpa_cpu_target_ppm);
    put_resource(emitter, "memory", component->row.hpa_memory_target_ppm);
    if (component->metrics & CAPACITY_TIER_METRIC_RATE)
        put_pods_metric(emitter, options->rate_metric, component->row.hpa_rate_mrps);
    if (component->metrics & CAPACITY_TIER_METRIC_CONNECTIONS)
        put_pods_metric(emitter, options->connections_metric, connections_target(emission, object));
    if (component->metrics & CAPACITY_TIER_METRIC_P95)
        put_pods_metric(emitter, options->p95_metric, options->p95_target_us / 1000);
    capacity__emit_list_end(emitter);
}

static void put_policy(capacity__emitter *emitter, const char *type, int64_t value, int64_t seconds)
{
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "type", type);
    capacity__emit_pair_int(emitter, "value", value);
    capacity__emit_pair_int(emitter, "periodSeconds", seconds);
    capacity__emit_map_end(emitter);
}

static void put_tolerance(capacity__emitter *emitter, int64_t ppm)
{
    char text[24];
    capacity__out out = capacity__out_new(text, sizeof text);

    if (ppm == 0)
        return;
    capacity__put_decimal(&out, ppm, 6, 0);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_pair(emitter, "tolerance", text);
}

static void put_behavior(const capacity__emission *emission)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_key(emitter, "behavior");
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "scaleDown");
    capacity__emit_map(emitter);
    capacity__emit_pair_int(emitter, "stabilizationWindowSeconds", DOWN_WINDOW_SECONDS);
    capacity__emit_key(emitter, "policies");
    capacity__emit_list(emitter);
    put_policy(emitter, "Percent", DOWN_PERCENT, DOWN_PERIOD_SECONDS);
    capacity__emit_list_end(emitter);
    put_tolerance(emitter, emission->options->scale_down_tolerance_ppm);
    capacity__emit_map_end(emitter);
    capacity__emit_key(emitter, "scaleUp");
    capacity__emit_map(emitter);
    capacity__emit_pair_int(emitter, "stabilizationWindowSeconds", UP_WINDOW_SECONDS);
    capacity__emit_key(emitter, "policies");
    capacity__emit_list(emitter);
    put_policy(emitter, "Percent", UP_PERCENT, UP_PERIOD_SECONDS);
    put_policy(emitter, "Pods", UP_PODS, UP_PERIOD_SECONDS);
    capacity__emit_list_end(emitter);
    capacity__emit_pair(emitter, "selectPolicy", "Max");
    put_tolerance(emitter, emission->options->scale_up_tolerance_ppm);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

static void write_hpa(const capacity__emission *emission, size_t object)
{
    capacity__emitter *emitter = emission->emitter;
    capacity__emit_component component;
    char name[CAPACITY_NAME_SIZE];

    capacity__emit_component_at(emission, object, &component);
    capacity__emit_object_name(&component, "-hpa", name);
    capacity__emit_map(emitter);
    capacity__emit_head(emission, object, "autoscaling/v2", "HorizontalPodAutoscaler", name);
    capacity__emit_key(emitter, "spec");
    capacity__emit_map(emitter);
    capacity__emit_target(emitter, "scaleTargetRef", component.deployment);
    capacity__emit_pair_int(emitter, "minReplicas", component.row.pods);
    capacity__emit_pair_int(emitter, "maxReplicas", component.row.pods_max);
    put_metrics(emission, object, &component);
    put_behavior(emission);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

/* --- reasons ------------------------------------------------------------------------------------ */

static void say_min(const capacity_plan *plan, const capacity__emit_component *component,
                    capacity__reasons *reasons)
{
    const capacity_plan_component *row = &component->row;
    static const char path[] = "spec.minReplicas";

    if (component->answer == CAPACITY_ANSWER_TIER)
        capacity__reason(reasons, path,
                         "%" PRId64 ": the guide's tier %s prescribes it (sizing guide, Pod "
                         "Configuration)",
                         row->pods, capacity_plan_tier_name(plan));
    else if (component->answer == CAPACITY_ANSWER_FORMULA)
        capacity__reason(reasons, path,
                         "%" PRId64 ": the guide's formula for %" PRId64
                         " users, at least 1 (sizing guide, Backend Capacity Calculation; "
                         "docs/model/pods.md)",
                         row->pods, plan->demand.users);
    else
        capacity__reason(reasons, path,
                         "%" PRId64 ": decided by %s; pods by rate %" PRId64 ", in flight %" PRId64
                         ", connections %" PRId64 ", CPU %" PRId64 ", floor %" PRId64
                         ", buffer included (docs/model/pods.md)",
                         row->pods, capacity__enum_name(&capacity__words_bound, row->bound),
                         row->by_rate, row->by_inflight, row->by_connections, row->by_cpu,
                         row->floor);
}

static void say_max(const capacity_plan *plan, const capacity__emit_component *component,
                    capacity__reasons *reasons)
{
    static const char path[] = "spec.maxReplicas";
    capacity__short_text factor;

    if (component->answer == CAPACITY_ANSWER_TIER)
        capacity__reason(reasons, path,
                         "%" PRId64 ": the guide's tier %s prescribes it (sizing guide, Pod "
                         "Configuration)",
                         component->row.pods_max, capacity_plan_tier_name(plan));
    else
        capacity__reason(reasons, path,
                         "%" PRId64 ": %s of the minimum, rounded up (input max_factor; sizing "
                         "guide, Backend Capacity Calculation: 3 x the minimum)",
                         component->row.pods_max,
                         capacity__percent_text(&factor, CAPACITY__IN(plan, MAX_FACTOR_PPM)));
}

static void say_resources(const capacity__emit_component *component, capacity__reasons *reasons)
{
    const capacity_plan_component *row = &component->row;
    capacity__short_text cpu, memory;

    capacity__reason(reasons, "spec.metrics.cpu",
                     "%" PRId64 " %% of the CPU that each pod requests, %s (sizing guide, tiers: "
                     "targetCPU 70 %%); every container must request CPU, sidecars too",
                     row->hpa_cpu_target_ppm / 10000,
                     capacity__cpu_text(&cpu, row->cpu_request_mcpu));
    if (row->hpa_memory_target_ppm > 0)
        capacity__reason(reasons, "spec.metrics.memory",
                         "%" PRId64
                         " %% of the memory that each pod requests, %s (sizing guide, tiers: "
                         "targetMemory 80 %%); idle while pods use far less than they request",
                         row->hpa_memory_target_ppm / 10000,
                         capacity__memory_text(&memory, row->memory_request_bytes));
}

static void say_custom(const capacity__emission *emission, size_t object,
                       const capacity__emit_component *component, capacity__reasons *reasons)
{
    const capacity_plan *plan = emission->plan;
    capacity__short_text target, buffer;

    capacity__percent_text(&buffer, CAPACITY__IN(plan, SPIKE_BUFFER_PPM));
    if (component->metrics & CAPACITY_TIER_METRIC_RATE)
        capacity__reason(reasons, "spec.metrics.rate",
                         "%s requests a second: floor(requests_per_pod / (1 + spike_buffer %s)), "
                         "so that the buffer counts once (docs/model/pods.md); needs a metrics "
                         "adapter that serves the metric",
                         capacity__milli_text(&target, component->row.hpa_rate_mrps), buffer.text);
    if (component->metrics & CAPACITY_TIER_METRIC_CONNECTIONS)
        capacity__reason(reasons, "spec.metrics.connections",
                         "%s open connections: floor(connections_per_pod / (1 + spike_buffer %s)) "
                         "(sizing guide, Metrics-based scaling; docs/model/pods.md)",
                         capacity__milli_text(&target, connections_target(emission, object)),
                         buffer.text);
    if (component->metrics & CAPACITY_TIER_METRIC_P95)
        capacity__reason(reasons, "spec.metrics.p95",
                         "%" PRId64 " ms: option p95_target_us (sizing guide, Performance "
                         "Benchmarks: P95 200-500 ms; Tier 4 names the metric and no target)",
                         emission->options->p95_target_us / 1000);
}

static void say_behavior(const capacity_emit_options *options, capacity__reasons *reasons)
{
    capacity__short_text up, down;

    capacity__reason(reasons, "spec.behavior.scaleDown",
                     "at most %" PRId64 " %% of the pods in %" PRId64 " s, after %" PRId64
                     " s without need (sizing guide, Auto-Scaling Configuration)",
                     (int64_t)DOWN_PERCENT, (int64_t)DOWN_PERIOD_SECONDS,
                     (int64_t)DOWN_WINDOW_SECONDS);
    capacity__reason(reasons, "spec.behavior.scaleUp",
                     "at once, doubled or by %" PRId64 " pods in %" PRId64
                     " s, whichever is more (sizing guide, Auto-Scaling Configuration)",
                     (int64_t)UP_PODS, (int64_t)UP_PERIOD_SECONDS);
    if (options->scale_up_tolerance_ppm > 0 || options->scale_down_tolerance_ppm > 0)
        capacity__reason(reasons, "spec.behavior.tolerance",
                         "%s up, %s down as the options say; 0 leaves the controller's 10 %%",
                         capacity__percent_text(&up, options->scale_up_tolerance_ppm),
                         capacity__percent_text(&down, options->scale_down_tolerance_ppm));
}

static void reasons(const capacity__emission *emission, size_t object, capacity__reasons *reasons)
{
    capacity__emit_component component;
    char name[CAPACITY_NAME_SIZE];

    capacity__emit_component_at(emission, object, &component);
    capacity__emit_object_name(&component, "-hpa", name);
    capacity__reason_title(reasons, "HorizontalPodAutoscaler %s", name);
    say_min(emission->plan, &component, reasons);
    say_max(emission->plan, &component, reasons);
    say_resources(&component, reasons);
    say_custom(emission, object, &component, reasons);
    say_behavior(emission->options, reasons);
}

/* --- limits ------------------------------------------------------------------------------------- */

static capacity_status check(const capacity__emission *emission, capacity_error *err)
{
    for (size_t i = 0; i < objects(emission); i++) {
        capacity__emit_component component;
        capacity__emit_component_at(emission, i, &component);
        if (component.row.pods_max > INT32_MAX)
            return capacity__fail(err, CAPACITY_E_LIMIT, CAPACITY_FIELD_NONE, (int64_t)i,
                                  "%s may grow to %" PRId64 " pods, Kubernetes counts to %" PRId64,
                                  component.row.name, component.row.pods_max, (int64_t)INT32_MAX);
    }
    return CAPACITY_OK;
}

const capacity__emit_kind capacity__emit_hpa = {
    .name = "hpa",
    .summary = "HorizontalPodAutoscaler of each component, autoscaling/v2",
    .file = "hpa",
    .formats = CAPACITY__EMIT_TREES,
    .objects = objects,
    .write = write_hpa,
    .reasons = reasons,
    .check = check,
};
