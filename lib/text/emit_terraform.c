/*
 * Variables for the community's Terraform modules, as *.auto.tfvars.json.
 * SPDX-License-Identifier: Apache-2.0
 *
 * One variable of the root module for each: its members bear the names of the module's variables, so
 * that a root main.tf (docs/emit.md) hands them on. Names and types were read in
 * terraform-aws-modules/terraform-aws-eks v21 (docs/UPGRADE-21.0.md@02648e0b, inputs of the README),
 * terraform-aws-dynamodb-table v5 and terraform-aws-elasticache v1.4 (variables.tf@6b1b5aa4), 2026-11.
 */
#include "text/emit_groups.h"

#include <string.h>

static size_t objects(const capacity__emission *emission)
{
    (void)emission;
    return 1;
}

/* --- eks ---------------------------------------------------------------------------------------- */

/* v21 installs none by itself: without the CNI no node would become ready. */
static void put_addons(const capacity__emission *emission)
{
    static const char *const names[] = {"coredns", "kube-proxy", "vpc-cni"};
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_open(emitter, "addons");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int cni = strcmp(names[i], "vpc-cni") == 0;
        capacity__emit_open(emitter, names[i]);
        if (cni)
            capacity__emit_pair_bool(emitter, "before_compute", 1);
        if (cni && CAPACITY__IN(emission->plan, MAX_PODS_MODE) == CAPACITY_MAX_PODS_PREFIX)
            capacity__emit_pair(emitter, "configuration_values", CAPACITY__EMIT_PREFIXES);
        capacity__emit_map_end(emitter);
    }
    capacity__emit_map_end(emitter);
}

static void put_taints(capacity__emitter *emitter, const capacity_plan_group *row)
{
    if (row->taint_key[0] == '\0')
        return;
    capacity__emit_open(emitter, "taints");
    capacity__emit_open(emitter, row->taint_key);
    capacity__emit_taint(emitter, row, 1);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

/* disk_size would be ignored: the module makes a launch template. */
static void put_disk(const capacity__emission *emission)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_open(emitter, "block_device_mappings");
    capacity__emit_open(emitter, "xvda");
    capacity__emit_pair(emitter, "device_name", "/dev/xvda");
    capacity__emit_open(emitter, "ebs");
    capacity__emit_pair_int(emitter, "volume_size", capacity__emit_disk_gib(emission));
    capacity__emit_pair(emitter, "volume_type", "gp3");
    capacity__emit_pair_bool(emitter, "encrypted", 1);
    capacity__emit_pair_bool(emitter, "delete_on_termination", 1);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

/* The kubelet's limit goes to nodeadm, as a part of the user data (amazon-eks-ami, nodeadm). */
static void put_max_pods(capacity__emitter *emitter, int64_t max_pods)
{
    char content[256];
    capacity__out out = capacity__out_new(content, sizeof content);

    if (max_pods == 0)
        return;
    capacity__put_format(&out,
                         "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n"
                         "    config:\n      maxPods: %" PRId64 "\n",
                         max_pods);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_key(emitter, "cloudinit_pre_nodeadm");
    capacity__emit_list(emitter);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "content_type", "application/node.eks.aws");
    capacity__emit_pair(emitter, "content", content);
    capacity__emit_map_end(emitter);
    capacity__emit_list_end(emitter);
}

static void put_group(const capacity__emission *emission, size_t index)
{
    capacity__emitter *emitter = emission->emitter;
    capacity__emit_group group;
    const capacity_plan_group *row = &group.row;

    capacity__emit_group_at(emission, index, &group);
    capacity__emit_open(emitter, group.name);
    capacity__emit_pair(emitter, "ami_type",
                        group.arm64 ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD");
    capacity__emit_types(emitter, "instance_types", row->node_types);
    capacity__emit_pair(emitter, "capacity_type",
                        row->purchase == CAPACITY_PURCHASE_SPOT ? "SPOT" : "ON_DEMAND");
    capacity__emit_pair_int(emitter, "min_size", row->nodes_low);
    capacity__emit_pair_int(emitter, "desired_size", row->nodes);
    capacity__emit_pair_int(emitter, "max_size", row->nodes_high);
    put_disk(emission);
    put_max_pods(emitter, group.max_pods);
    capacity__emit_label(emitter, row);
    put_taints(emitter, row);
    capacity__emit_map_end(emitter);
}

static void write_eks(const capacity__emission *emission, size_t object)
{
    capacity__emitter *emitter = emission->emitter;
    char version[16];

    (void)object;
    capacity__emit_map(emitter);
    capacity__emit_open(emitter, "eks");
    capacity__emit_pair(emitter, "name", emission->options->cluster);
    capacity__emit_pair(emitter, "kubernetes_version", capacity__emit_version(emission, version));
    put_addons(emission);
    capacity__emit_open(emitter, "eks_managed_node_groups");
    for (size_t i = 0; i < capacity__emit_group_count(emission); i++)
        put_group(emission, i);
    capacity__emit_map_end(emitter);
    capacity__emit_marks(emission, "tags");
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

static void say_eks(const capacity__emission *emission, size_t object, capacity__reasons *reasons)
{
    (void)object;
    capacity__reason_title(reasons, "Terraform variable eks");
    capacity__say_groups(emission, "eks.eks_managed_node_groups", reasons);
    capacity__reason(reasons, "eks.addons",
                     "the module installs none by itself from v21 on, and without vpc-cni no node "
                     "becomes ready");
}

const capacity__emit_kind capacity__emit_terraform_eks = {
    .name = "terraform-eks",
    .summary = "Variables for terraform-aws-modules/eks/aws, version 21",
    .file = "eks.auto.tfvars",
    .formats = CAPACITY__EMIT_JSON,
    .objects = objects,
    .write = write_eks,
    .reasons = say_eks,
    .check = capacity__emit_check_groups,
};

/* --- dynamodb-table ----------------------------------------------------------------------------- */

static void put_scaling(const capacity__emission *emission, const char *key,
                        const capacity__emit_units *units)
{
    capacity__emit_open(emission->emitter, key);
    capacity__emit_pair_int(emission->emitter, "max_capacity", units->most);
    capacity__emit_target_value(emission, "target_value");
    capacity__emit_map_end(emission->emitter);
}

/* read_capacity and write_capacity are the least where autoscaling is on. */
static void put_table(const capacity__emission *emission, size_t index)
{
    capacity__emitter *emitter = emission->emitter;
    capacity__emit_table table;

    capacity__emit_table_at(emission, index, &table);
    capacity__emit_open(emitter, table.row.name);
    capacity__emit_pair(emitter, "name", table.name);
    if (table.row.billing == CAPACITY_BILLING_PROVISIONED) {
        capacity__emit_pair(emitter, "billing_mode", "PROVISIONED");
        capacity__emit_pair_int(emitter, "read_capacity", table.units[CAPACITY__EMIT_READ].least);
        capacity__emit_pair_int(emitter, "write_capacity", table.units[CAPACITY__EMIT_WRITE].least);
        capacity__emit_pair_bool(emitter, "autoscaling_enabled", 1);
        put_scaling(emission, "autoscaling_read", &table.units[CAPACITY__EMIT_READ]);
        put_scaling(emission, "autoscaling_write", &table.units[CAPACITY__EMIT_WRITE]);
    } else {
        capacity__emit_pair(emitter, "billing_mode", "PAY_PER_REQUEST");
    }
    capacity__emit_marks(emission, "tags");
    capacity__emit_map_end(emitter);
}

static void write_dynamodb(const capacity__emission *emission, size_t object)
{
    capacity__emitter *emitter = emission->emitter;

    (void)object;
    capacity__emit_map(emitter);
    capacity__emit_open(emitter, "dynamodb_tables");
    for (size_t i = 0; i < capacity__table_count(emission->plan); i++)
        put_table(emission, i);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

static void say_dynamodb(const capacity__emission *emission, size_t object,
                         capacity__reasons *reasons)
{
    int64_t replicas = emission->plan->services[emission->options->answer].replica_regions;

    (void)object;
    capacity__reason_title(reasons, "Terraform variable dynamodb_tables");
    for (size_t i = 0; i < capacity__table_count(emission->plan); i++) {
        capacity__emit_table table;
        capacity__emit_table_at(emission, i, &table);
        capacity__say_table(emission, &table, i, reasons);
    }
    if (replicas > 0)
        capacity__reason(reasons, "dynamodb_tables.replica_regions",
                         "%" PRId64
                         " replica regions (input replica_regions; auto: the tier's) are "
                         "left out, since the plan knows no names of regions",
                         replicas);
}

const capacity__emit_kind capacity__emit_terraform_dynamodb = {
    .name = "terraform-dynamodb",
    .summary = "Variables for terraform-aws-modules/dynamodb-table/aws, version 5",
    .file = "dynamodb.auto.tfvars",
    .formats = CAPACITY__EMIT_JSON,
    .objects = objects,
    .write = write_dynamodb,
    .reasons = say_dynamodb,
    .check = capacity__emit_check_tables,
};
