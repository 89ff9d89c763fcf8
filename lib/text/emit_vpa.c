/*
 * VerticalPodAutoscaler, autoscaling.k8s.io/v1, that only recommends: one for each component.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Beside a HorizontalPodAutoscaler on CPU or memory it must not change requests: both would act on
 * one signal. It is there for the guide's monthly review of requests.
 */
#include "text/emit_private.h"

#include "base/order.h"

static size_t objects(const capacity__emission *emission)
{
    return capacity__component_count(emission->plan);
}

/* What the smallest node of the answer offers to pods: a larger request finds no node. A plan for
 * nobody may have no nodes: 0. */
static int largest_pod(const capacity__emission *emission, int64_t *mcpu, int64_t *bytes)
{
    capacity_answer answer = (capacity_answer)emission->options->answer;

    size_t count = capacity__group_count(emission->plan, answer);

    *mcpu = *bytes = INT64_MAX;
    for (size_t i = 0; i < count; i++) {
        capacity_plan_group row;
        capacity__group_row(emission->plan, answer, i, &row);
        *mcpu = capacity__smaller(*mcpu, row.allocatable_cpu_mcpu);
        *bytes = capacity__smaller(*bytes, row.allocatable_memory_bytes);
    }
    *bytes -= *bytes % CAPACITY_MIB;
    return count > 0;
}

static void put_policy(const capacity__emission *emission, const char *container)
{
    capacity__emitter *emitter = emission->emitter;
    int64_t mcpu, bytes;

    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "containerName", container);
    capacity__emit_pair(emitter, "mode", "Auto");
    if (largest_pod(emission, &mcpu, &bytes)) {
        capacity__emit_key(emitter, "maxAllowed");
        capacity__emit_map(emitter);
        capacity__emit_cpu(emitter, "cpu", mcpu);
        capacity__emit_memory(emitter, "memory", bytes);
        capacity__emit_map_end(emitter);
    }
    capacity__emit_key(emitter, "controlledResources");
    capacity__emit_list(emitter);
    capacity__emit_string(emitter, "cpu");
    capacity__emit_string(emitter, "memory");
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}

static void write_vpa(const capacity__emission *emission, size_t object)
{
    capacity__emitter *emitter = emission->emitter;
    capacity__emit_component component;
    char name[CAPACITY_NAME_SIZE];

    capacity__emit_component_at(emission, object, &component);
    capacity__emit_object_name(&component, "-vpa", name);
    capacity__emit_map(emitter);
    capacity__emit_head(emission, object, "autoscaling.k8s.io/v1", "VerticalPodAutoscaler", name);
    capacity__emit_key(emitter, "spec");
    capacity__emit_map(emitter);
    capacity__emit_target(emitter, "targetRef", component.deployment);
    capacity__emit_key(emitter, "updatePolicy");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "updateMode", "Off");
    capacity__emit_map_end(emitter);
    capacity__emit_key(emitter, "resourcePolicy");
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "containerPolicies");
    capacity__emit_list(emitter);
    put_policy(emission, component.container);
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

static void reasons(const capacity__emission *emission, size_t object, capacity__reasons *reasons)
{
    capacity__emit_component component;
    char name[CAPACITY_NAME_SIZE];
    capacity__short_text cpu, memory;
    int64_t mcpu, bytes;

    capacity__emit_component_at(emission, object, &component);
    capacity__emit_object_name(&component, "-vpa", name);
    capacity__reason_title(reasons, "VerticalPodAutoscaler %s", name);
    capacity__reason(reasons, "spec.updatePolicy.updateMode",
                     "Off: it recommends and changes nothing, since the HorizontalPodAutoscaler "
                     "acts on the same CPU and memory (sizing guide, Right-Size Pods: use VPA for "
                     "recommendations)");
    if (largest_pod(emission, &mcpu, &bytes))
        capacity__reason(
            reasons, "spec.resourcePolicy.maxAllowed",
            "%s CPU and %s: what the smallest node of the plan offers to pods; a larger "
            "request would find no node (docs/model/nodes.md)",
            capacity__cpu_text(&cpu, mcpu), capacity__memory_text(&memory, bytes));
}

const capacity__emit_kind capacity__emit_vpa = {
    .name = "vpa",
    .summary =
        "VerticalPodAutoscaler of each component in recommendation mode, autoscaling.k8s.io/v1",
    .file = "vpa",
    .formats = CAPACITY__EMIT_TREES,
    .objects = objects,
    .write = write_vpa,
    .reasons = reasons,
};
