/*
 * PodDisruptionBudget, policy/v1: one for each component, none that forbids every disruption.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A budget that allows nothing blocks every drain of a node, and with it upgrades, consolidation and
 * the autoscaler's scale-down. So it is stated by what may be away: one pod of up to five, a fifth
 * of more, which Kubernetes rounds up.
 */
#include "text/emit_private.h"

enum {
    FEW_PODS = 5,
    SHARE_PERCENT = 20,
    POLICY_MINOR = 27 /* unhealthyPodEvictionPolicy is on by default from 1.27 on */
};

static size_t objects(const capacity__emission *emission)
{
    return capacity__component_count(emission->plan);
}

static void write_pdb(const capacity__emission *emission, size_t object)
{
    capacity__emitter *emitter = emission->emitter;
    capacity__emit_component component;
    char name[CAPACITY_NAME_SIZE];

    capacity__emit_component_at(emission, object, &component);
    capacity__emit_object_name(&component, "-pdb", name);
    capacity__emit_map(emitter);
    capacity__emit_head(emission, object, "policy/v1", "PodDisruptionBudget", name);
    capacity__emit_key(emitter, "spec");
    capacity__emit_map(emitter);
    if (component.row.pods > FEW_PODS)
        capacity__emit_pair(emitter, "maxUnavailable", "20%");
    else
        capacity__emit_pair_int(emitter, "maxUnavailable", 1);
    capacity__emit_selector(emission, "selector", component.deployment);
    if (emission->options->kubernetes_minor >= POLICY_MINOR)
        capacity__emit_pair(emitter, "unhealthyPodEvictionPolicy", "AlwaysAllow");
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

static void say_budget(int64_t pods, capacity__reasons *reasons)
{
    static const char path[] = "spec.maxUnavailable";

    if (pods == 1)
        capacity__reason(reasons, path,
                         "1: the only pod may be evicted, which is an outage; a budget that keeps "
                         "it would block every drain of its node, so run 2 pods instead "
                         "(docs/model/pods.md, floor)");
    else if (pods <= FEW_PODS)
        capacity__reason(reasons, path,
                         "1 of %" PRId64 " pods: one at a time up to 5 pods, never 0, which would "
                         "block every drain",
                         pods);
    else
        capacity__reason(reasons, path,
                         "20%% of %" PRId64 " pods and more, rounded up: %" PRId64
                         " at a time; never 0, which would block every drain",
                         pods, (pods * SHARE_PERCENT + 99) / 100);
}

static void reasons(const capacity__emission *emission, size_t object, capacity__reasons *reasons)
{
    capacity__emit_component component;
    char name[CAPACITY_NAME_SIZE];

    capacity__emit_component_at(emission, object, &component);
    capacity__emit_object_name(&component, "-pdb", name);
    capacity__reason_title(reasons, "PodDisruptionBudget %s", name);
    say_budget(component.row.pods, reasons);
    if (emission->options->kubernetes_minor >= POLICY_MINOR)
        capacity__reason(reasons, "spec.unhealthyPodEvictionPolicy",
                         "AlwaysAllow: pods that are not ready serve nobody and may not hold up a "
                         "drain (Kubernetes 1.27 and later)");
}

const capacity__emit_kind capacity__emit_pdb = {
    .name = "pdb",
    .summary = "PodDisruptionBudget of each component, policy/v1",
    .file = "pdb",
    .formats = CAPACITY__EMIT_TREES,
    .objects = objects,
    .write = write_pdb,
    .reasons = reasons,
};
