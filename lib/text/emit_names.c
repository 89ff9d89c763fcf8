/*
 * The kinds by number, and what is said of them.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/emit_private.h"

#include <string.h>

/* In the order of numbers. */
static const struct {
    capacity_emit_kind number;
    const capacity__emit_kind *kind;
} kinds[] = {
    {CAPACITY_EMIT_HPA, &capacity__emit_hpa},
    {CAPACITY_EMIT_DEPLOYMENT, &capacity__emit_deployment},
    {CAPACITY_EMIT_PDB, &capacity__emit_pdb},
    {CAPACITY_EMIT_VPA, &capacity__emit_vpa},
    {CAPACITY_EMIT_CLUSTER_AUTOSCALER, &capacity__emit_cluster_autoscaler},
    {CAPACITY_EMIT_CLUSTER_AUTOSCALER_FLAGS, &capacity__emit_cluster_autoscaler_flags},
    {CAPACITY_EMIT_KARPENTER, &capacity__emit_karpenter},
    {CAPACITY_EMIT_EKSCTL, &capacity__emit_eksctl},
    {CAPACITY_EMIT_PROMETHEUS_RULE, &capacity__emit_prometheus_rule},
    {CAPACITY_EMIT_PROMETHEUS_RULES, &capacity__emit_prometheus_rules},
    {CAPACITY_EMIT_TERRAFORM_EKS, &capacity__emit_terraform_eks},
    {CAPACITY_EMIT_TERRAFORM_DYNAMODB, &capacity__emit_terraform_dynamodb},
    {CAPACITY_EMIT_TERRAFORM_ELASTICACHE, &capacity__emit_terraform_elasticache},
    {CAPACITY_EMIT_DYNAMODB_AUTOSCALING, &capacity__emit_dynamodb_autoscaling},
    {CAPACITY_EMIT_GRAFANA, &capacity__emit_grafana},
    {CAPACITY_EMIT_REASONS, &capacity__emit_reasons},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

const capacity__emit_kind *capacity__emit_kind_at(size_t index)
{
    return index < KINDS ? kinds[index].kind : NULL;
}

const capacity__emit_kind *capacity__emit_kind_of(capacity_emit_kind kind)
{
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i].number == kind)
            return kinds[i].kind;
    return NULL;
}

size_t capacity_emit_kind_count(void)
{
    return KINDS;
}

capacity_emit_kind capacity_emit_kind_at(size_t index)
{
    return index < KINDS ? kinds[index].number : CAPACITY_EMIT_NONE;
}

capacity_emit_kind capacity_emit_kind_from_name(const char *name)
{
    for (size_t i = 0; name != NULL && i < KINDS; i++)
        if (strcmp(kinds[i].kind->name, name) == 0)
            return kinds[i].number;
    return CAPACITY_EMIT_NONE;
}

const char *capacity_emit_kind_name(capacity_emit_kind kind)
{
    const capacity__emit_kind *found = capacity__emit_kind_of(kind);
    return found == NULL ? "" : found->name;
}

const char *capacity_emit_kind_summary(capacity_emit_kind kind)
{
    const capacity__emit_kind *found = capacity__emit_kind_of(kind);
    return found == NULL ? "" : found->summary;
}

int capacity__emit_has(const capacity__emit_kind *kind, uint32_t format)
{
    return format <= CAPACITY_FORMAT_MARKDOWN && (kind->formats >> format & 1) != 0;
}

uint32_t capacity_emit_kind_format(capacity_emit_kind kind, uint32_t wanted)
{
    const capacity__emit_kind *found = capacity__emit_kind_of(kind);
    uint32_t first = CAPACITY_FORMAT_JSON;

    if (found == NULL)
        return 0;
    if (capacity__emit_has(found, wanted))
        return wanted;
    while (!capacity__emit_has(found, first)) /* each has one */
        first++;
    return first;
}
