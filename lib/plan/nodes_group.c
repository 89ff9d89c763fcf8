/*
 * What a machine offers to pods, and groups of machines. Rules: docs/model/nodes.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/never.h"
#include "plan/nodes.h"

#include <string.h>

static int64_t left(int64_t offered, int64_t taken)
{
    return offered > taken ? offered - taken : 0;
}

static capacity_status max_pods(const capacity__inputs *inputs, const capacity__machine *machine,
                                int64_t *pods, capacity_error *err)
{
    if (machine->max_pods > 0) {
        *pods = machine->max_pods;
        return CAPACITY_OK;
    }
    capacity_error why;
    if (capacity_eks_max_pods(machine->interfaces, machine->addresses_per_interface,
                              machine->cpu_mcpu, CAPACITY__GET(inputs, MAX_PODS_MODE), pods,
                              &why) == CAPACITY_OK)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_IN_NODE_TYPE, -1,
                          "machine '%s' has no max_pods, and its %s", machine->name, why.message);
}

/* Allocatable less daemonsets; the guide's pair stands for both where the profile asks for it. */
capacity_status capacity__node_offers(const capacity__inputs *inputs,
                                      const capacity__machine *machine, int guide,
                                      capacity__node *node, capacity_error *err)
{
    int64_t cpu = 0, memory = 0, pods = 0;
    CAPACITY__TRY(max_pods(inputs, machine, &pods, err));
    node->pods = left(pods, CAPACITY__GET(inputs, DAEMONSET_PODS));
    if (guide) {
        node->cpu_mcpu = CAPACITY__GET(inputs, NODE_USABLE_CPU_MCPU);
        node->memory_bytes = CAPACITY__GET(inputs, NODE_USABLE_MEMORY_BYTES);
        return CAPACITY_OK;
    }
    const int64_t arm64 = (machine->flags & CAPACITY_CATALOG_ARM64) != 0;
    /* 16 million pods, the most that interfaces give, keep 184 TB */
    CAPACITY__SURELY(capacity_eks_allocatable(machine->cpu_mcpu, machine->memory_bytes, pods,
                                              CAPACITY__GET(inputs, VM_OVERHEAD_PPM), arm64, &cpu,
                                              &memory, err));
    node->cpu_mcpu = left(cpu, CAPACITY__GET(inputs, DAEMONSET_CPU_MCPU));
    node->memory_bytes = left(memory, CAPACITY__GET(inputs, DAEMONSET_MEMORY_BYTES));
    return CAPACITY_OK;
}

capacity_status capacity__node_of(const capacity__inputs *inputs, const capacity__machine *machine,
                                  capacity__node *node, capacity_error *err)
{
    return capacity__node_offers(inputs, machine, CAPACITY__GET(inputs, NODE_MODEL) == 2, node,
                                 err);
}

capacity_status capacity__machine_of(const capacity_plan *plan, const char *name, size_t size,
                                     const capacity__machine **machine, capacity_error *err)
{
    char copy[CAPACITY_NAME_SIZE];
    *machine = NULL;
    if (size < sizeof copy) {
        memcpy(copy, name, size);
        copy[size] = '\0';
        *machine = capacity__find_machine(plan->catalog, copy);
    }
    if (*machine != NULL)
        return CAPACITY_OK;

    char quoted[CAPACITY_NAME_SIZE * 3];
    capacity__out out = capacity__out_new(quoted, sizeof quoted);
    capacity__put_quoted(&out, name, size);
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_IN_NODE_TYPE, -1,
                          "machine %s is not in the catalogue %s", quoted, plan->catalog->label);
}

capacity_status capacity__add_group(capacity_plan *plan, capacity_answer answer, const char *name,
                                    const char *types, uint32_t purchase,
                                    const capacity_tier_group *tier, capacity__group **group,
                                    capacity_error *err)
{
    capacity__nodes *nodes = &plan->nodes[answer];
    *group = &nodes->group[nodes->count++];
    (*group)->name = name;
    (*group)->node_types = types;
    (*group)->purchase = purchase;
    (*group)->tier = tier;
    CAPACITY__TRY(capacity__machine_of(plan, types, strcspn(types, ","), &(*group)->machine, err));
    return capacity__node_of(&plan->inputs, (*group)->machine, &(*group)->node, err);
}
