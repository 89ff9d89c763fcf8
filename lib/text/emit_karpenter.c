/*
 * Karpenter: a NodePool and its EC2NodeClass for each node group.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Fields and rules: CRDs of karpenter-provider-aws v1.14.1 (karpenter.sh/v1, karpenter.k8s.aws/v1,
 * 2026); the node role and the tags of subnets and security groups are those of its examples
 * (examples/v1/general-purpose.yaml). Pools come first, classes after them.
 */
#include "text/emit_groups.h"

#include "base/checked.h"
#include "base/never.h"

#include <string.h>

/* Sizing guide, Cluster Autoscaler: underutilised for 10+ minutes. */
#define CONSOLIDATE_AFTER "10m"
/* Karpenter's own default, written because older versions have others. */
#define BUDGET "10%"
#define ROLE "KarpenterNodeRole-"
#define DISCOVERY "karpenter.sh/discovery"

enum { ROLE_MOST = 64 }; /* IAM and STS quotas: characters of a role's name */

static size_t objects(const capacity__emission *emission)
{
    return 2 * capacity__emit_group_count(emission);
}

/* --- NodePool ----------------------------------------------------------------------------------- */

static void put_requirements(capacity__emitter *emitter, const capacity_plan_group *row)
{
    capacity__emit_key(emitter, "requirements");
    capacity__emit_list(emitter);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "key", "karpenter.sh/capacity-type");
    capacity__emit_pair(emitter, "operator", "In");
    capacity__emit_types(emitter, "values",
                         row->purchase == CAPACITY_PURCHASE_SPOT ? "spot" : "on-demand");
    capacity__emit_map_end(emitter);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "key", "node.kubernetes.io/instance-type");
    capacity__emit_pair(emitter, "operator", "In");
    capacity__emit_types(emitter, "values", row->node_types);
    capacity__emit_map_end(emitter);
    capacity__emit_list_end(emitter);
}

static void put_template(capacity__emitter *emitter, const capacity__emit_group *group)
{
    const capacity_plan_group *row = &group->row;

    capacity__emit_open(emitter, "template");
    if (row->label_key[0] != '\0') {
        capacity__emit_open(emitter, "metadata");
        capacity__emit_label(emitter, row);
        capacity__emit_map_end(emitter);
    }
    capacity__emit_open(emitter, "spec");
    capacity__emit_open(emitter, "nodeClassRef");
    capacity__emit_pair(emitter, "group", "karpenter.k8s.aws");
    capacity__emit_pair(emitter, "kind", "EC2NodeClass");
    capacity__emit_pair(emitter, "name", group->name);
    capacity__emit_map_end(emitter);
    capacity__emit_taints(emitter, row);
    put_requirements(emitter, row);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

static void put_disruption(capacity__emitter *emitter)
{
    capacity__emit_open(emitter, "disruption");
    capacity__emit_pair(emitter, "consolidationPolicy", "WhenEmptyOrUnderutilized");
    capacity__emit_pair(emitter, "consolidateAfter", CONSOLIDATE_AFTER);
    capacity__emit_key(emitter, "budgets");
    capacity__emit_list(emitter);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "nodes", BUDGET);
    capacity__emit_map_end(emitter);
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}

typedef struct limits {
    int64_t nodes, cpu_mcpu, memory_bytes;
} limits;

/* What the maximum of nodes has together, were all the largest of their kinds. */
static bool limits_of(const capacity__emit_group *group, limits *limit)
{
    limit->nodes = group->row.nodes_high;
    /* below 2^33 nodes, whose disks of a GiB each the bill has added up, of 2^30 mcpu at most */
    if (CAPACITY__NEVER(!capacity__mul(limit->nodes, group->most.cpu_mcpu, &limit->cpu_mcpu)))
        return false;
    return capacity__mul(limit->nodes, group->most.memory_bytes, &limit->memory_bytes);
}

static void put_limits(capacity__emitter *emitter, const capacity__emit_group *group)
{
    char nodes[24];
    capacity__out out = capacity__out_new(nodes, sizeof nodes);
    limits limit = {0};

    (void)limits_of(group, &limit); /* checked */
    capacity__put_int(&out, limit.nodes);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_open(emitter, "limits");
    capacity__emit_cpu(emitter, "cpu", limit.cpu_mcpu);
    capacity__emit_memory(emitter, "memory", limit.memory_bytes);
    capacity__emit_pair(emitter, "nodes", nodes);
    capacity__emit_map_end(emitter);
}

static void write_pool(const capacity__emission *emission, size_t object,
                       const capacity__emit_group *group)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_map(emitter);
    capacity__emit_cluster_head(emission, object, "karpenter.sh/v1", "NodePool", group->name);
    capacity__emit_open(emitter, "spec");
    put_template(emitter, group);
    put_disruption(emitter);
    put_limits(emitter, group);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

static void say_pool(const capacity__emission *emission, const capacity__emit_group *group,
                     capacity__reasons *reasons)
{
    limits limit = {0};
    capacity__short_text cpu, memory;

    capacity__reason_title(reasons, "NodePool %s", group->name);
    (void)limits_of(group, &limit);
    capacity__say_group(emission, group, "spec.template", reasons);
    capacity__reason(reasons, "spec.limits",
                     "the plan's maximum of %" PRId64 " nodes, with %s vCPU and %s at most; a pool "
                     "has no minimum: nodes follow the pods' requests",
                     limit.nodes, capacity__cpu_text(&cpu, limit.cpu_mcpu),
                     capacity__memory_text(&memory, limit.memory_bytes));
    capacity__reason(reasons, "spec.disruption.consolidateAfter",
                     CONSOLIDATE_AFTER
                     ": sizing guide, Cluster Autoscaler: nodes go when they were "
                     "underutilised for 10+ minutes");
    capacity__reason(reasons, "spec.disruption.budgets",
                     "%s of the nodes at a time, rounded up: Karpenter's default", BUDGET);
    capacity__say_taints(emission, "spec.template.spec.taints", reasons);
}

/* --- EC2NodeClass ------------------------------------------------------------------------------- */

static void put_terms(const capacity__emission *emission, const char *key)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_key(emitter, key);
    capacity__emit_list(emitter);
    capacity__emit_map(emitter);
    capacity__emit_map_of(emitter, "tags", DISCOVERY, emission->options->cluster);
    capacity__emit_map_end(emitter);
    capacity__emit_list_end(emitter);
}

static void put_disk(const capacity__emission *emission)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_key(emitter, "blockDeviceMappings");
    capacity__emit_list(emitter);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "deviceName", "/dev/xvda");
    capacity__emit_open(emitter, "ebs");
    capacity__emit_memory(emitter, "volumeSize", capacity__emit_disk_gib(emission) * CAPACITY_GIB);
    capacity__emit_pair(emitter, "volumeType", "gp3");
    capacity__emit_pair_bool(emitter, "encrypted", 1);
    capacity__emit_pair_bool(emitter, "deleteOnTermination", 1);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_list_end(emitter);
}

static void put_role(const capacity__emission *emission, capacity__out *out)
{
    capacity__put_format(out, ROLE "%s", emission->options->cluster);
}

static void write_class(const capacity__emission *emission, size_t object,
                        const capacity__emit_group *group)
{
    capacity__emitter *emitter = emission->emitter;
    char role[ROLE_MOST + 1];
    capacity__out out = capacity__out_new(role, sizeof role);

    put_role(emission, &out);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_map(emitter);
    capacity__emit_cluster_head(emission, object, "karpenter.k8s.aws/v1", "EC2NodeClass",
                                group->name);
    capacity__emit_open(emitter, "spec");
    capacity__emit_key(emitter, "amiSelectorTerms");
    capacity__emit_list(emitter);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "alias", "al2023@latest");
    capacity__emit_map_end(emitter);
    capacity__emit_list_end(emitter);
    capacity__emit_pair(emitter, "role", role);
    put_terms(emission, "subnetSelectorTerms");
    put_terms(emission, "securityGroupSelectorTerms");
    if (group->max_pods > 0) {
        capacity__emit_open(emitter, "kubelet");
        capacity__emit_pair_int(emitter, "maxPods", group->max_pods);
        capacity__emit_map_end(emitter);
    }
    put_disk(emission);
    capacity__emit_marks(emission, "tags");
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

static void say_kubelet(const capacity__emission *emission, const capacity__emit_group *group,
                        capacity__reasons *reasons)
{
    const capacity_plan *plan = emission->plan;
    capacity__short_text overhead;

    capacity__say_max_pods(emission, group, "spec.kubelet", reasons);
    capacity__reason(reasons, "spec.kubelet",
                     "no reservations: the plan reckons with those of EKS, 255 MiB + 11 MiB for "
                     "each pod and 100 MiB for eviction, and with %s of the machine's memory for "
                     "its hypervisor (Karpenter's setting vmMemoryOverheadPercent, 7.5 %% by "
                     "default)",
                     capacity__percent_text(&overhead, CAPACITY__IN(plan, VM_OVERHEAD_PPM)));
}

static void say_class(const capacity__emission *emission, const capacity__emit_group *group,
                      capacity__reasons *reasons)
{
    capacity__short_text disk;

    capacity__reason_title(reasons, "EC2NodeClass %s", group->name);
    say_kubelet(emission, group, reasons);
    capacity__reason(
        reasons, "spec.blockDeviceMappings", "%s of gp3, as the bill counts (input node_disk)",
        capacity__memory_text(&disk, capacity__emit_disk_gib(emission) * CAPACITY_GIB));
    capacity__reason(reasons, "spec.subnetSelectorTerms",
                     "subnets and security groups that carry the tag " DISCOVERY
                     ": tag subnets of %" PRId64 " zones (input zones)",
                     CAPACITY__IN(emission->plan, ZONES));
}

/* --- the kind ----------------------------------------------------------------------------------- */

static void write_document(const capacity__emission *emission, size_t object)
{
    size_t groups = capacity__emit_group_count(emission);
    capacity__emit_group group;

    capacity__emit_group_at(emission, object % groups, &group);
    if (object < groups)
        write_pool(emission, object, &group);
    else
        write_class(emission, object, &group);
}

static void reasons(const capacity__emission *emission, size_t object, capacity__reasons *reasons)
{
    size_t groups = capacity__emit_group_count(emission);
    capacity__emit_group group;

    capacity__emit_group_at(emission, object % groups, &group);
    if (object < groups)
        say_pool(emission, &group, reasons);
    else
        say_class(emission, &group, reasons);
}

/* Domains of labels that a pool may not set. */
static int is_restricted(const char *key)
{
    static const char *const domains[] = {"kubernetes.io", "k8s.io", "karpenter.sh",
                                          "karpenter.k8s.aws"};
    const char *slash = strchr(key, '/');
    size_t size = slash == NULL ? 0 : (size_t)(slash - key);

    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++) {
        size_t n = strlen(domains[i]);
        if (size >= n && memcmp(key + size - n, domains[i], n) == 0 &&
            (size == n || key[size - n - 1] == '.'))
            return 1;
    }
    return 0;
}

static capacity_status check(const capacity__emission *emission, capacity_error *err)
{
    size_t role = sizeof ROLE - 1 + strlen(emission->options->cluster);

    CAPACITY__TRY(capacity__emit_check_groups(emission, err));
    if (role > ROLE_MOST)
        return capacity__fail(err, CAPACITY_E_LIMIT, CAPACITY_FIELD_NONE, -1,
                              "the role " ROLE "%s has %zu characters, IAM takes %" PRId64,
                              emission->options->cluster, role, (int64_t)ROLE_MOST);
    for (size_t i = 0; i < capacity__emit_group_count(emission); i++) {
        capacity__emit_group group;
        limits limit;

        capacity__emit_group_at(emission, i, &group);
        if (is_restricted(group.row.label_key))
            return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, (int64_t)i,
                                  "node group %s: Karpenter refuses the label %s", group.row.name,
                                  group.row.label_key);
        if (!limits_of(&group, &limit))
            return capacity__overflow(err, CAPACITY_FIELD_NONE, "the limits of a node pool");
    }
    return CAPACITY_OK;
}

const capacity__emit_kind capacity__emit_karpenter = {
    .name = "karpenter",
    .summary = "NodePool and EC2NodeClass of each node group, karpenter.sh/v1",
    .file = "karpenter",
    .formats = CAPACITY__EMIT_TREES,
    .objects = objects,
    .write = write_document,
    .reasons = reasons,
    .check = check,
};
