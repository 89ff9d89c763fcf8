/*
 * ClusterConfig of eksctl with managed node groups.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Fields and defaults: eksctl-io/eksctl@009491b2, pkg/apis/eksctl.io/v1alpha5/assets/schema.json
 * (2026). Nodes stand in private subnets behind the NAT gateways that the bill counts.
 */
#include "text/emit_groups.h"

static size_t objects(const capacity__emission *emission)
{
    (void)emission;
    return 1;
}

static int64_t nat_gateways(const capacity_plan *plan)
{
    return capacity__or(CAPACITY__IN(plan, NAT_GATEWAYS), CAPACITY__IN(plan, ZONES));
}

static const char *nat_gateway(int64_t gateways)
{
    if (gateways == 0)
        return "Disable";
    return gateways == 1 ? "Single" : "HighlyAvailable";
}

static void put_metadata(const capacity__emission *emission, size_t object)
{
    capacity__emitter *emitter = emission->emitter;
    char version[16];

    capacity__emit_open(emitter, "metadata");
    capacity__emit_pair(emitter, "name", emission->options->cluster);
    capacity__emit_pair(emitter, "region", emission->plan->catalog->region);
    capacity__emit_pair(emitter, "version", capacity__emit_version(emission, version));
    capacity__emit_marks(emission, "tags");
    capacity__emit_annotations(emission, object);
    capacity__emit_map_end(emitter);
}

/* Each slot of an interface holds a prefix only where the CNI is told so. */
static void put_addons(const capacity__emission *emission)
{
    static const char *const others[] = {"coredns", "kube-proxy"};
    capacity__emitter *emitter = emission->emitter;

    if (CAPACITY__IN(emission->plan, MAX_PODS_MODE) != CAPACITY_MAX_PODS_PREFIX)
        return;
    capacity__emit_key(emitter, "addons");
    capacity__emit_list(emitter);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "name", "vpc-cni");
    capacity__emit_pair(emitter, "configurationValues", CAPACITY__EMIT_PREFIXES);
    capacity__emit_map_end(emitter);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        capacity__emit_map(emitter);
        capacity__emit_pair(emitter, "name", others[i]);
        capacity__emit_map_end(emitter);
    }
    capacity__emit_list_end(emitter);
}

static void put_cluster(const capacity__emission *emission)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_open(emitter, "iam");
    capacity__emit_pair_bool(emitter, "withOIDC", 1);
    capacity__emit_map_end(emitter);
    capacity__emit_open(emitter, "vpc");
    capacity__emit_map_of(emitter, "nat", "gateway", nat_gateway(nat_gateways(emission->plan)));
    capacity__emit_map_end(emitter);
    put_addons(emission);
}

static void put_group(const capacity__emission *emission, size_t index)
{
    capacity__emitter *emitter = emission->emitter;
    capacity__emit_group group;
    const capacity_plan_group *row = &group.row;

    capacity__emit_group_at(emission, index, &group);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "name", group.name);
    capacity__emit_pair(emitter, "amiFamily", "AmazonLinux2023");
    capacity__emit_types(emitter, "instanceTypes", row->node_types);
    if (row->purchase == CAPACITY_PURCHASE_SPOT)
        capacity__emit_pair_bool(emitter, "spot", 1);
    capacity__emit_pair_int(emitter, "minSize", row->nodes_low);
    capacity__emit_pair_int(emitter, "desiredCapacity", row->nodes);
    capacity__emit_pair_int(emitter, "maxSize", row->nodes_high);
    if (group.max_pods > 0)
        capacity__emit_pair_int(emitter, "maxPodsPerNode", group.max_pods);
    capacity__emit_pair_int(emitter, "volumeSize", capacity__emit_disk_gib(emission));
    capacity__emit_pair(emitter, "volumeType", "gp3");
    capacity__emit_pair_bool(emitter, "privateNetworking", nat_gateways(emission->plan) > 0);
    capacity__emit_label(emitter, row);
    capacity__emit_taints(emitter, row);
    capacity__emit_open(emitter, "iam");
    capacity__emit_open(emitter, "withAddonPolicies");
    capacity__emit_pair_bool(emitter, "autoScaler", 1);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_pair_bool(emitter, "propagateASGTags", 1);
    capacity__emit_map_end(emitter);
}

static void write_document(const capacity__emission *emission, size_t object)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "apiVersion", "eksctl.io/v1alpha5");
    capacity__emit_pair(emitter, "kind", "ClusterConfig");
    put_metadata(emission, object);
    put_cluster(emission);
    capacity__emit_key(emitter, "managedNodeGroups");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < capacity__emit_group_count(emission); i++)
        put_group(emission, i);
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}

static void reasons(const capacity__emission *emission, size_t object, capacity__reasons *reasons)
{
    (void)object;
    capacity__reason_title(reasons, "ClusterConfig %s", emission->options->cluster);
    capacity__say_groups(emission, "managedNodeGroups", reasons);
    capacity__reason(reasons, "vpc.nat.gateway",
                     "%" PRId64 " NAT gateways in the bill (input nat_gateways; auto: one for each "
                     "of %" PRId64 " zones); zones are left to eksctl",
                     nat_gateways(emission->plan), CAPACITY__IN(emission->plan, ZONES));
}

const capacity__emit_kind capacity__emit_eksctl = {
    .name = "eksctl",
    .summary = "ClusterConfig of eksctl with managed node groups, eksctl.io/v1alpha5",
    .file = "eksctl",
    .formats = CAPACITY__EMIT_TREES,
    .objects = objects,
    .write = write_document,
    .reasons = reasons,
    .check = capacity__emit_check_groups,
};
