/*
 * cluster-autoscaler: values of its Helm chart, and its command line.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Values: autoscaler/cluster-autoscaler 9.59.0 (image v1.35.0, 2026); flags and defaults:
 * cluster-autoscaler/FAQ.md@0024f254; the container of the AWS example,
 * cluster-autoscaler-autodiscover.yaml@046b7e82. The guide's four settings equal the defaults: the
 * values name them as the guide does, the command line leaves them out.
 */
#include "text/emit_groups.h"

#include <string.h>

/* Sizing guide, Cluster Autoscaler. */
static const struct {
    const char *flag, *value;
    int is_number;
} guide[] = {
    {"scale-down-delay-after-add", "10m", 0},
    {"scale-down-unneeded-time", "10m", 0},
    {"scale-down-utilization-threshold", "0.5", 1},
    {"max-node-provision-time", "15m", 0},
};
enum { GUIDE = sizeof guide / sizeof *guide };

#define EXPANDER "least-waste"
#define NAME "cluster-autoscaler"

static size_t objects(const capacity__emission *emission)
{
    (void)emission;
    return 1;
}

/* v1.35.0: the minor version must be the cluster's. */
static void put_tag(const capacity__emission *emission, capacity__out *out)
{
    capacity__put_format(out, "v1.%" PRId64 ".0", (int64_t)emission->options->kubernetes_minor);
}

/* --- Helm values -------------------------------------------------------------------------------- */

static void put_extra_args(const capacity__emission *emission)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_open(emitter, "extraArgs");
    for (size_t i = 0; i < GUIDE; i++) {
        capacity__emit_key(emitter, guide[i].flag);
        if (guide[i].is_number)
            capacity__emit_number(emitter, guide[i].value);
        else
            capacity__emit_string(emitter, guide[i].value);
    }
    capacity__emit_pair(emitter, "expander", EXPANDER);
    if (capacity__emit_nodes_most(emission) > 0)
        capacity__emit_pair_int(emitter, "max-nodes-total", capacity__emit_nodes_most(emission));
    capacity__emit_map_end(emitter);
}

static void write_values(const capacity__emission *emission, size_t object)
{
    capacity__emitter *emitter = emission->emitter;
    char tag[16];
    capacity__out out = capacity__out_new(tag, sizeof tag);

    (void)object;
    put_tag(emission, &out);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "cloudProvider", "aws");
    capacity__emit_pair(emitter, "awsRegion", emission->plan->catalog->region);
    capacity__emit_map_of(emitter, "autoDiscovery", "clusterName", emission->options->cluster);
    capacity__emit_map_of(emitter, "image", "tag", tag);
    capacity__emit_open(emitter, "rbac");
    capacity__emit_open(emitter, "serviceAccount");
    capacity__emit_pair_bool(emitter, "create", 1);
    capacity__emit_pair(emitter, "name", NAME);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
    put_extra_args(emission);
    capacity__emit_map_end(emitter);
}

static void say_common(const capacity__emission *emission, const char *most, const char *expander,
                       const char *image, capacity__reasons *reasons)
{
    if (capacity__emit_nodes_most(emission) > 0)
        capacity__reason(reasons, most,
                         "%" PRId64 ": all node groups of the plan at their maximum; the tool has "
                         "no limit of its own (docs/model/nodes.md)",
                         capacity__emit_nodes_most(emission));
    else
        capacity__reason(reasons, most, "left out: the plan has no nodes, and 0 means no limit");
    capacity__reason(reasons, expander,
                     EXPANDER ": the default of newer versions, random that of older ones; groups "
                              "of equal machines tie, and then one of them is drawn");
    capacity__reason(reasons, image,
                     "1.%" PRId64 " as the cluster: the autoscaler simulates that version's "
                     "scheduler",
                     (int64_t)emission->options->kubernetes_minor);
}

static void say_values(const capacity__emission *emission, size_t object,
                       capacity__reasons *reasons)
{
    (void)object;
    capacity__reason_title(reasons, "Values of the Helm chart " NAME);
    for (size_t i = 0; i < GUIDE; i++) {
        char path[CAPACITY_NAME_SIZE];
        capacity__out out = capacity__out_new(path, sizeof path);
        capacity__put_format(&out, "extraArgs.%s", guide[i].flag);
        (void)capacity__out_end(&out, NULL, NULL);
        capacity__reason(reasons, path,
                         "%s: sizing guide, Cluster Autoscaler; equal to the tool's default",
                         guide[i].value);
    }
    say_common(emission, "extraArgs.max-nodes-total", "extraArgs.expander", "image.tag", reasons);
    capacity__reason(
        reasons, "rbac.serviceAccount",
        "add the annotation eks.amazonaws.com/role-arn, unless the nodes' own role may "
        "scale the groups, as the kind eksctl has it");
}

const capacity__emit_kind capacity__emit_cluster_autoscaler = {
    .name = NAME,
    .summary = "Values of the Helm chart " NAME " of kubernetes/autoscaler",
    .file = "cluster-autoscaler-values",
    .formats = CAPACITY__EMIT_TREES,
    .objects = objects,
    .write = write_values,
    .reasons = say_values,
};

/* --- command line ------------------------------------------------------------------------------- */

/* 0 would be no limit at all. */
static void put_most(const capacity__emission *emission)
{
    char text[CAPACITY_NAME_SIZE];
    capacity__out out = capacity__out_new(text, sizeof text);

    if (capacity__emit_nodes_most(emission) == 0)
        return;
    capacity__put_format(&out, "--max-nodes-total=%" PRId64, capacity__emit_nodes_most(emission));
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_string(emission->emitter, text);
}

static void put_command(const capacity__emission *emission)
{
    capacity__emitter *emitter = emission->emitter;
    char text[4 * CAPACITY_NAME_SIZE];
    capacity__out out = capacity__out_new(text, sizeof text);

    capacity__put_format(&out,
                         "--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/enabled,"
                         "k8s.io/cluster-autoscaler/%s",
                         emission->options->cluster);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_key(emitter, "command");
    capacity__emit_list(emitter);
    capacity__emit_string(emitter, "./cluster-autoscaler");
    capacity__emit_string(emitter, "--cloud-provider=aws");
    capacity__emit_string(emitter, text);
    capacity__emit_string(emitter, "--expander=" EXPANDER);
    put_most(emission);
    capacity__emit_list_end(emitter);
}

static void put_container(const capacity__emission *emission)
{
    capacity__emitter *emitter = emission->emitter;
    char image[CAPACITY_LABEL_SIZE];
    capacity__out out = capacity__out_new(image, sizeof image);

    capacity__put(&out, "registry.k8s.io/autoscaling/" NAME ":");
    put_tag(emission, &out);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "name", NAME);
    capacity__emit_pair(emitter, "image", image);
    put_command(emission);
    capacity__emit_map_end(emitter);
}

/* A patch of the example's Deployment; it stands in kube-system whatever the options say. */
static void write_flags(const capacity__emission *emission, size_t object)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "apiVersion", "apps/v1");
    capacity__emit_pair(emitter, "kind", "Deployment");
    capacity__emit_open(emitter, "metadata");
    capacity__emit_pair(emitter, "name", NAME);
    capacity__emit_pair(emitter, "namespace", "kube-system");
    capacity__emit_marks(emission, "labels");
    capacity__emit_annotations(emission, object);
    capacity__emit_map_end(emitter);
    capacity__emit_open(emitter, "spec");
    capacity__emit_open(emitter, "template");
    capacity__emit_open(emitter, "spec");
    capacity__emit_key(emitter, "containers");
    capacity__emit_list(emitter);
    put_container(emission);
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

static void say_flags(const capacity__emission *emission, size_t object, capacity__reasons *reasons)
{
    (void)object;
    capacity__reason_title(reasons, "Deployment " NAME);
    for (size_t i = 0; i < GUIDE; i++)
        capacity__reason(reasons, guide[i].flag,
                         "left out: the %s of the sizing guide, Cluster Autoscaler, is the tool's "
                         "default",
                         guide[i].value);
    say_common(emission, "max-nodes-total", "expander", "image", reasons);
}

const capacity__emit_kind capacity__emit_cluster_autoscaler_flags = {
    .name = "cluster-autoscaler-flags",
    .summary = "Patch of the Deployment " NAME " with its command line, apps/v1",
    .file = "cluster-autoscaler-flags",
    .formats = CAPACITY__EMIT_TREES,
    .objects = objects,
    .write = write_flags,
    .reasons = say_flags,
};
