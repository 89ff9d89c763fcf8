/*
 * Parts that Kubernetes objects share, and a component as the options see it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/order.h"
#include "plan/state.h"
#include "text/emit_private.h"

static void put_labels(const capacity__emission *emission)
{
    const capacity_emit_options *options = emission->options;
    const char *const labels[][2] = {
        {"environment", options->environment},
        {"team", options->team},
        {"release", emission->kind == &capacity__emit_prometheus_rule ? options->release : ""},
    };
    size_t count = 0;

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (labels[i][1][0] == '\0')
            continue;
        if (count++ == 0) {
            capacity__emit_key(emission->emitter, "labels");
            capacity__emit_map(emission->emitter);
        }
        capacity__emit_pair(emission->emitter, labels[i][0], labels[i][1]);
    }
    if (count > 0)
        capacity__emit_map_end(emission->emitter);
}

static void put_head(const capacity__emission *emission, size_t object, const char *api_version,
                     const char *kind, const char *name, const char *kubernetes_namespace)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_pair(emitter, "apiVersion", api_version);
    capacity__emit_pair(emitter, "kind", kind);
    capacity__emit_key(emitter, "metadata");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "name", name);
    if (kubernetes_namespace[0] != '\0')
        capacity__emit_pair(emitter, "namespace", kubernetes_namespace);
    put_labels(emission);
    capacity__emit_annotations(emission, object);
    capacity__emit_map_end(emitter);
}

void capacity__emit_head(const capacity__emission *emission, size_t object, const char *api_version,
                         const char *kind, const char *name)
{
    put_head(emission, object, api_version, kind, name, emission->options->kubernetes_namespace);
}

void capacity__emit_cluster_head(const capacity__emission *emission, size_t object,
                                 const char *api_version, const char *kind, const char *name)
{
    put_head(emission, object, api_version, kind, name, "");
}

void capacity__emit_target(capacity__emitter *emitter, const char *key, const char *deployment)
{
    capacity__emit_key(emitter, key);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "apiVersion", "apps/v1");
    capacity__emit_pair(emitter, "kind", "Deployment");
    capacity__emit_pair(emitter, "name", deployment);
    capacity__emit_map_end(emitter);
}

void capacity__emit_selector(const capacity__emission *emission, const char *key,
                             const char *deployment)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_key(emitter, key);
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "matchLabels");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, emission->options->app_label, deployment);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

/* What the tier prescribes of backend and frontend; NULL for one's own components. */
static const capacity_tier_component *prescribed(const capacity_plan *plan, size_t index)
{
    if (index == CAPACITY__BACKEND)
        return &plan->tier->backend;
    return index == CAPACITY__FRONTEND ? &plan->tier->frontend : NULL;
}

/* The tier prints no CPU target for Enterprise frontends: then the plan's holds. */
static void take_tier(capacity__emit_component *component, const capacity_tier_component *tier)
{
    capacity_plan_component *row = &component->row;

    component->answer = CAPACITY_ANSWER_TIER;
    row->pods = tier->pods_min;
    row->pods_max = tier->pods_max;
    row->cpu_request_mcpu = tier->cpu_request_mcpu;
    row->cpu_limit_mcpu = tier->cpu_limit_mcpu;
    row->memory_request_bytes = tier->memory_request_bytes;
    row->memory_limit_bytes = tier->memory_limit_bytes;
    row->hpa_memory_target_ppm = tier->memory_target_ppm;
    if (tier->cpu_target_ppm > 0)
        row->hpa_cpu_target_ppm = tier->cpu_target_ppm;
}

static void take_answer(const capacity__emission *emission, size_t index,
                        capacity__emit_component *component)
{
    const capacity_tier_component *tier = prescribed(emission->plan, index);
    capacity_plan_component *row = &component->row;

    component->answer = CAPACITY_ANSWER_RECOMMENDED;
    if (emission->options->answer == CAPACITY_ANSWER_TIER && tier != NULL) {
        take_tier(component, tier);
    } else if (emission->options->answer == CAPACITY_ANSWER_FORMULA && row->formula_pods >= 0) {
        component->answer = CAPACITY_ANSWER_FORMULA;
        row->pods = row->formula_pods;
        row->pods_max = row->formula_pods_max;
    }
    row->pods = capacity__larger(row->pods, 1); /* Kubernetes refuses 0 without a feature gate */
    row->pods_max = capacity__larger(row->pods_max, row->pods);
}

static uint32_t metrics_of(const capacity__emission *emission, size_t index,
                           const capacity_plan_component *row)
{
    const capacity_tier_component *tier = prescribed(emission->plan, index);
    uint32_t metrics = tier == NULL ? 0 : tier->metrics;

    if (emission->options->flags & CAPACITY_EMIT_RESOURCE_METRICS)
        return 0;
    if (emission->options->flags & CAPACITY_EMIT_RATE_METRIC && index != CAPACITY__FRONTEND)
        metrics |= CAPACITY_TIER_METRIC_RATE;
    if (row->hpa_rate_mrps == 0)
        metrics &= ~(uint32_t)CAPACITY_TIER_METRIC_RATE;
    return metrics;
}

void capacity__emit_component_at(const capacity__emission *emission, size_t index,
                                 capacity__emit_component *component)
{
    const capacity_emit_options *options = emission->options;
    const char *name = component->row.name;

    capacity__component_row(emission->plan, index, &component->row);
    take_answer(emission, index, component);
    component->metrics = metrics_of(emission, index, &component->row);
    (void)capacity__emit_name(options->deployment, name, component->deployment);
    (void)capacity__emit_name(options->object, name, component->object);
    (void)capacity__emit_name(options->container, name, component->container);
}

void capacity__emit_object_name(const capacity__emit_component *component, const char *suffix,
                                char name[CAPACITY_NAME_SIZE])
{
    capacity__out out = capacity__out_new(name, CAPACITY_NAME_SIZE);
    capacity__put(&out, component->object);
    capacity__put(&out, suffix);
    (void)capacity__out_end(&out, NULL, NULL); /* the options' check leaves room */
}
