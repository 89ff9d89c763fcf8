/*
 * The part of each Deployment that the plan decides: requests, limits, and where pods may run.
 * SPDX-License-Identifier: Apache-2.0
 *
 * It is a patch for server-side apply: no replicas, which belong to the HorizontalPodAutoscaler, no
 * image, no selector.
 */
#include "plan/state.h"
#include "text/emit_private.h"

#include <string.h>

static size_t objects(const capacity__emission *emission)
{
    return capacity__component_count(emission->plan);
}

/* --- requests and limits ------------------------------------------------------------------------ */

static void put_amounts(capacity__emitter *emitter, const char *key, int64_t mcpu, int64_t bytes)
{
    capacity__emit_key(emitter, key);
    capacity__emit_map(emitter);
    capacity__emit_cpu(emitter, "cpu", mcpu);
    capacity__emit_memory(emitter, "memory", bytes);
    capacity__emit_map_end(emitter);
}

static void put_containers(capacity__emitter *emitter, const capacity__emit_component *component)
{
    const capacity_plan_component *row = &component->row;

    capacity__emit_key(emitter, "containers");
    capacity__emit_list(emitter);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "name", component->container);
    capacity__emit_key(emitter, "resources");
    capacity__emit_map(emitter);
    put_amounts(emitter, "requests", row->cpu_request_mcpu, row->memory_request_bytes);
    put_amounts(emitter, "limits", row->cpu_limit_mcpu, row->memory_limit_bytes);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_list_end(emitter);
}

/* --- spread ------------------------------------------------------------------------------------- */

static int has_zones(const capacity__emission *emission)
{
    return CAPACITY__IN(emission->plan, ZONES) > 1;
}

/* A plan that survives lost zones holds only if no zone has more than its share. */
static const char *zone_rule(const capacity__emission *emission)
{
    return CAPACITY__IN(emission->plan, ZONES_LOST) > 0 ? "DoNotSchedule" : "ScheduleAnyway";
}

static void put_constraint(const capacity__emission *emission, const char *deployment,
                           const char *topology, const char *rule)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_map(emitter);
    capacity__emit_pair_int(emitter, "maxSkew", 1);
    capacity__emit_pair(emitter, "topologyKey", topology);
    capacity__emit_pair(emitter, "whenUnsatisfiable", rule);
    capacity__emit_selector(emission, "labelSelector", deployment);
    capacity__emit_map_end(emitter);
}

static void put_spread(const capacity__emission *emission, const char *deployment)
{
    capacity__emit_key(emission->emitter, "topologySpreadConstraints");
    capacity__emit_list(emission->emitter);
    if (has_zones(emission))
        put_constraint(emission, deployment, "topology.kubernetes.io/zone", zone_rule(emission));
    put_constraint(emission, deployment, "kubernetes.io/hostname", "ScheduleAnyway");
    capacity__emit_list_end(emission->emitter);
}

/* --- labels and taints of the node groups -------------------------------------------------------- */

static size_t group_count(const capacity__emission *emission)
{
    return capacity__group_count(emission->plan, (capacity_answer)emission->options->answer);
}

static void group_at(const capacity__emission *emission, size_t index, capacity_plan_group *row)
{
    capacity__group_row(emission->plan, (capacity_answer)emission->options->answer, index, row);
}

/* The label that all groups share: then other nodes of the cluster are not for these pods. */
static int shared_label(const capacity__emission *emission, capacity_plan_group *first)
{
    size_t count = group_count(emission);

    if (count == 0)
        return 0;
    group_at(emission, 0, first);
    for (size_t i = 1; i < count; i++) {
        capacity_plan_group row;
        group_at(emission, i, &row);
        if (strcmp(row.label_key, first->label_key) != 0 ||
            strcmp(row.label_value, first->label_value) != 0)
            return 0;
    }
    return first->label_key[0] != '\0';
}

static int same_taint(const capacity_plan_group *a, const capacity_plan_group *b)
{
    return strcmp(a->taint_key, b->taint_key) == 0 && strcmp(a->taint_value, b->taint_value) == 0 &&
           strcmp(a->taint_effect, b->taint_effect) == 0;
}

/* Is this the first group with its taint? */
static int brings_taint(const capacity__emission *emission, size_t index, capacity_plan_group *row)
{
    group_at(emission, index, row);
    if (row->taint_key[0] == '\0')
        return 0;
    for (size_t i = 0; i < index; i++) {
        capacity_plan_group other;
        group_at(emission, i, &other);
        if (same_taint(&other, row))
            return 0;
    }
    return 1;
}

static size_t taints(const capacity__emission *emission)
{
    size_t n = 0;
    for (size_t i = 0; i < group_count(emission); i++) {
        capacity_plan_group row;
        n += brings_taint(emission, i, &row) ? 1 : 0;
    }
    return n;
}

static void put_tolerations(const capacity__emission *emission)
{
    capacity__emitter *emitter = emission->emitter;

    if (taints(emission) == 0)
        return;
    capacity__emit_key(emitter, "tolerations");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < group_count(emission); i++) {
        capacity_plan_group row;
        if (!brings_taint(emission, i, &row))
            continue;
        capacity__emit_map(emitter);
        capacity__emit_pair(emitter, "key", row.taint_key);
        capacity__emit_pair(emitter, "operator", "Equal");
        capacity__emit_pair(emitter, "value", row.taint_value);
        capacity__emit_pair(emitter, "effect", row.taint_effect);
        capacity__emit_map_end(emitter);
    }
    capacity__emit_list_end(emitter);
}

static void put_selector(const capacity__emission *emission)
{
    capacity_plan_group first;

    if (!shared_label(emission, &first))
        return;
    capacity__emit_key(emission->emitter, "nodeSelector");
    capacity__emit_map(emission->emitter);
    capacity__emit_pair(emission->emitter, first.label_key, first.label_value);
    capacity__emit_map_end(emission->emitter);
}

static void write_deployment(const capacity__emission *emission, size_t object)
{
    capacity__emitter *emitter = emission->emitter;
    capacity__emit_component component;

    capacity__emit_component_at(emission, object, &component);
    capacity__emit_map(emitter);
    capacity__emit_head(emission, object, "apps/v1", "Deployment", component.deployment);
    capacity__emit_key(emitter, "spec");
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "template");
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "spec");
    capacity__emit_map(emitter);
    put_containers(emitter, &component);
    put_spread(emission, component.deployment);
    put_selector(emission);
    put_tolerations(emission);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

/* --- reasons ------------------------------------------------------------------------------------ */

static void say_resources(const capacity__emission *emission,
                          const capacity__emit_component *component, capacity__reasons *reasons)
{
    const capacity_plan_component *row = &component->row;
    capacity__short_text cpu, memory;

    capacity__reason(reasons, "spec.template.spec.containers.resources.requests",
                     "%s CPU and %s: the profile's %s requests, else those of the tier %s (sizing "
                     "guide, Pod Configuration); nodes are counted with them",
                     capacity__cpu_text(&cpu, row->cpu_request_mcpu),
                     capacity__memory_text(&memory, row->memory_request_bytes), row->name,
                     capacity_plan_tier_name(emission->plan));
    capacity__reason(reasons, "spec.template.spec.containers.resources.limits",
                     "%s CPU and %s: the profile's %s limits, else those of the tier %s, never "
                     "below the requests (sizing guide, Pod Configuration)",
                     capacity__cpu_text(&cpu, row->cpu_limit_mcpu),
                     capacity__memory_text(&memory, row->memory_limit_bytes), row->name,
                     capacity_plan_tier_name(emission->plan));
}

static void say_spread(const capacity__emission *emission, capacity__reasons *reasons)
{
    int64_t zones = CAPACITY__IN(emission->plan, ZONES);
    int64_t lost = CAPACITY__IN(emission->plan, ZONES_LOST);
    static const char path[] = "spec.template.spec.topologySpreadConstraints";

    if (!has_zones(emission))
        capacity__reason(reasons, path, "over nodes where it can be; the plan has one zone");
    else if (lost > 0)
        capacity__reason(reasons, path,
                         "strictly over %" PRId64 " zones, since the plan survives the loss of "
                         "%" PRId64 " only if no zone holds more than its share (input "
                         "zones_lost); over nodes where it can be",
                         zones, lost);
    else
        capacity__reason(reasons, path,
                         "over %" PRId64 " zones and over nodes where it can be; the plan counts "
                         "on no lost zone (input zones_lost), so no pod waits for an even spread",
                         zones);
}

static void say_nodes(const capacity__emission *emission, capacity__reasons *reasons)
{
    capacity_plan_group first;

    if (shared_label(emission, &first))
        capacity__reason(reasons, "spec.template.spec.nodeSelector",
                         "the label that all node groups of the plan share; with several labels "
                         "pods may use every group");
    if (taints(emission) > 0)
        capacity__reason(reasons, "spec.template.spec.tolerations",
                         "the taints of the plan's node groups: its pods are counted on all of "
                         "them (docs/model/nodes.md)");
}

static void reasons(const capacity__emission *emission, size_t object, capacity__reasons *reasons)
{
    capacity__emit_component component;

    capacity__emit_component_at(emission, object, &component);
    capacity__reason_title(reasons, "Deployment %s", component.deployment);
    say_resources(emission, &component, reasons);
    say_spread(emission, reasons);
    say_nodes(emission, reasons);
}

const capacity__emit_kind capacity__emit_deployment = {
    .name = "deployment",
    .summary = "Requests, limits and placement of each Deployment, a patch for server-side apply",
    .file = "deployment",
    .formats = CAPACITY__EMIT_TREES,
    .objects = objects,
    .write = write_deployment,
    .reasons = reasons,
};
