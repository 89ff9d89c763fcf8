/*
 * Node groups as eksctl, Terraform and Karpenter take them.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Only groups of the primary region are written: a plan counts the nodes of all further regions
 * together and knows no names for these. Labels and taints follow the Kubernetes documentation,
 * "Labels and Selectors" and "Taints and Tolerations" (1.35).
 */
#include "base/order.h"
#include "text/emit_groups.h"

#include "text/plan_names.h"

#include <string.h>

/* The next of a list "a,b,c"; 0 at its end. */
static int next_type(const char **types, char name[CAPACITY_NAME_SIZE])
{
    size_t size = strcspn(*types, ",");
    capacity__out out = capacity__out_new(name, CAPACITY_NAME_SIZE);

    if (**types == '\0')
        return 0;
    capacity__put_bytes(&out, *types, size);
    (void)capacity__out_end(&out, NULL, NULL);
    *types += size + ((*types)[size] == ',');
    return 1;
}

/* Pods that a machine takes in a mode, or what the catalogue says of the machine. */
static int64_t pods_of(const capacity__machine *machine, int64_t mode)
{
    int64_t pods = machine->max_pods;

    if (pods == 0)
        (void)!capacity_eks_max_pods(machine->interfaces, machine->addresses_per_interface,
                                     machine->cpu_mcpu, mode, &pods, NULL);
    return pods;
}

/* The AMI knows the limit of its machine; any other must be told. */
static void take_machine(const capacity_plan *plan, const capacity__machine *machine,
                         capacity__emit_group *group)
{
    int64_t pods = pods_of(machine, CAPACITY__IN(plan, MAX_PODS_MODE)), own = 0;

    (void)!capacity_eks_max_pods(machine->interfaces, machine->addresses_per_interface,
                                 machine->cpu_mcpu, CAPACITY_MAX_PODS_DEFAULT, &own, NULL);
    if (group->types == 0)
        group->arm64 = (machine->flags & CAPACITY_CATALOG_ARM64) != 0;
    group->least.cpu_mcpu = capacity__smaller(group->least.cpu_mcpu, machine->cpu_mcpu);
    group->least.memory_bytes = capacity__smaller(group->least.memory_bytes, machine->memory_bytes);
    group->least.pods = capacity__smaller(group->least.pods, pods);
    group->most.cpu_mcpu = capacity__larger(group->most.cpu_mcpu, machine->cpu_mcpu);
    group->most.memory_bytes = capacity__larger(group->most.memory_bytes, machine->memory_bytes);
    if (pods != own)
        group->max_pods = 1;
}

size_t capacity__emit_group_count(const capacity__emission *emission)
{
    capacity_plan_group row;
    size_t count = 0, all = capacity__group_count(emission->plan, emission->options->answer);

    for (; count < all; count++) { /* further regions stand at the end */
        capacity__group_row(emission->plan, emission->options->answer, count, &row);
        if (row.region > 0)
            break;
    }
    return count;
}

/* Types of the tier's answer beyond the first need not be in the catalogue. */
void capacity__emit_group_at(const capacity__emission *emission, size_t index,
                             capacity__emit_group *group)
{
    const capacity_plan *plan = emission->plan;
    const char *types = group->row.node_types;
    char type[CAPACITY_NAME_SIZE];

    memset(group, 0, sizeof *group);
    capacity__group_row(plan, emission->options->answer, index, &group->row);
    (void)capacity__emit_name("*", group->row.name, group->name);
    group->least = (capacity__node){INT64_MAX, INT64_MAX, INT64_MAX};
    for (; next_type(&types, type); group->types++) {
        const capacity__machine *machine = capacity__find_machine(plan->catalog, type);
        if (machine != NULL)
            take_machine(plan, machine, group);
    }
    if (group->max_pods > 0)
        group->max_pods = group->least.pods;
}

int64_t capacity__emit_nodes_most(const capacity__emission *emission)
{
    return emission->plan->nodes[emission->options->answer].total[CAPACITY__HIGH];
}

int64_t capacity__emit_disk_gib(const capacity__emission *emission)
{
    return (CAPACITY__IN(emission->plan, NODE_DISK_BYTES) + CAPACITY_GIB - 1) / CAPACITY_GIB;
}

/* --- parts -------------------------------------------------------------------------------------- */

void capacity__emit_types(capacity__emitter *emitter, const char *key, const char *types)
{
    char type[CAPACITY_NAME_SIZE];

    capacity__emit_key(emitter, key);
    capacity__emit_list(emitter);
    while (next_type(&types, type))
        capacity__emit_string(emitter, type);
    capacity__emit_list_end(emitter);
}

void capacity__emit_open(capacity__emitter *emitter, const char *key)
{
    capacity__emit_key(emitter, key);
    capacity__emit_map(emitter);
}

void capacity__emit_map_of(capacity__emitter *emitter, const char *key, const char *name,
                           const char *value)
{
    capacity__emit_open(emitter, key);
    capacity__emit_pair(emitter, name, value);
    capacity__emit_map_end(emitter);
}

void capacity__emit_label(capacity__emitter *emitter, const capacity_plan_group *row)
{
    if (row->label_key[0] != '\0')
        capacity__emit_map_of(emitter, "labels", row->label_key, row->label_value);
}

/* The EKS API writes NO_SCHEDULE where Kubernetes writes NoSchedule (terraform-aws-eks v21). */
static const struct {
    const char *kubernetes, *eks;
} effects[] = {{"NoSchedule", "NO_SCHEDULE"},
               {"PreferNoSchedule", "PREFER_NO_SCHEDULE"},
               {"NoExecute", "NO_EXECUTE"}};
enum { EFFECTS = sizeof effects / sizeof *effects };

static size_t effect_of(const char *effect)
{
    size_t i = 0;
    while (i < EFFECTS && strcmp(effects[i].kubernetes, effect) != 0)
        i++;
    return i;
}

void capacity__emit_taint(capacity__emitter *emitter, const capacity_plan_group *row, int eks)
{
    size_t i = effect_of(row->taint_effect); /* checked */

    capacity__emit_pair(emitter, "key", row->taint_key);
    if (row->taint_value[0] != '\0')
        capacity__emit_pair(emitter, "value", row->taint_value);
    capacity__emit_pair(emitter, "effect", eks ? effects[i].eks : effects[i].kubernetes);
}

void capacity__emit_taints(capacity__emitter *emitter, const capacity_plan_group *row)
{
    if (row->taint_key[0] == '\0')
        return;
    capacity__emit_key(emitter, "taints");
    capacity__emit_list(emitter);
    capacity__emit_map(emitter);
    capacity__emit_taint(emitter, row, 0);
    capacity__emit_map_end(emitter);
    capacity__emit_list_end(emitter);
}

const char *capacity__emit_version(const capacity__emission *emission, char version[16])
{
    capacity__out out = capacity__out_new(version, 16);
    capacity__put_format(&out, "1.%" PRId64, (int64_t)emission->options->kubernetes_minor);
    (void)capacity__out_end(&out, NULL, NULL);
    return version;
}

void capacity__emit_marks(const capacity__emission *emission, const char *key)
{
    const capacity_emit_options *options = emission->options;
    const char *const marks[][2] = {{"environment", options->environment}, {"team", options->team}};

    if (options->environment[0] == '\0' && options->team[0] == '\0')
        return;
    capacity__emit_open(emission->emitter, key);
    for (size_t i = 0; i < 2; i++)
        if (marks[i][1][0] != '\0')
            capacity__emit_pair(emission->emitter, marks[i][0], marks[i][1]);
    capacity__emit_map_end(emission->emitter);
}

/* --- checks ------------------------------------------------------------------------------------- */

static capacity_status check_text(const char *group, const char *what, const char *text, int valid,
                                  capacity_error *err)
{
    char quoted[4 * CAPACITY_NAME_SIZE];
    capacity__out out = capacity__out_new(quoted, sizeof quoted);

    if (valid)
        return CAPACITY_OK;
    capacity__put_quoted(&out, text, strlen(text));
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                          "node group %s: %s is no %s of Kubernetes", group, quoted, what);
}

static capacity_status check_pair(const char *group, const char *key, const char *value,
                                  capacity_error *err)
{
    if (key[0] == '\0')
        return CAPACITY_OK;
    CAPACITY__TRY(check_text(group, "label's key", key, capacity__is_label_key(key), err));
    return check_text(group, "label's value", value,
                      value[0] == '\0' || capacity__is_label_value(value), err);
}

static capacity_status check_names(const capacity__emission *emission, size_t index,
                                   const capacity__emit_group *group, capacity_error *err)
{
    for (size_t i = 0; i < index; i++) {
        capacity__emit_group other;
        capacity__emit_group_at(emission, i, &other);
        if (strcmp(group->name, other.name) == 0)
            return capacity__fail(err, CAPACITY_E_EXISTS, CAPACITY_FIELD_NONE, (int64_t)index,
                                  "node groups %s and %s would both be named %s", other.row.name,
                                  group->row.name, group->name);
    }
    return CAPACITY_OK;
}

capacity_status capacity__emit_check_groups(const capacity__emission *emission, capacity_error *err)
{
    for (size_t i = 0; i < capacity__emit_group_count(emission); i++) {
        capacity__emit_group group;
        const capacity_plan_group *row = &group.row;

        capacity__emit_group_at(emission, i, &group);
        CAPACITY__TRY(check_names(emission, i, &group, err));
        CAPACITY__TRY(check_pair(row->name, row->label_key, row->label_value, err));
        CAPACITY__TRY(check_pair(row->name, row->taint_key, row->taint_value, err));
        if (row->taint_key[0] != '\0')
            CAPACITY__TRY(check_text(row->name, "taint's effect", row->taint_effect,
                                     effect_of(row->taint_effect) < EFFECTS, err));
    }
    return CAPACITY_OK;
}

/* --- reasons ------------------------------------------------------------------------------------ */

/* A path and its next member. */
static const char *path_of(char text[CAPACITY_NAME_SIZE], const char *path, const char *member)
{
    capacity__out out = capacity__out_new(text, CAPACITY_NAME_SIZE);
    capacity__put_format(&out, "%s.%s", path, member);
    (void)capacity__out_end(&out, NULL, NULL);
    return text;
}

/* The cluster-autoscaler knows a group by a template; Karpenter knows each machine. */
static void say_types(const capacity__emit_group *group, const char *path,
                      capacity__reasons *reasons)
{
    char member[CAPACITY_NAME_SIZE];
    const capacity__node *least = &group->least, *most = &group->most;
    int mixed = least->cpu_mcpu != most->cpu_mcpu || least->memory_bytes != most->memory_bytes;
    capacity__short_text cpu[2], memory[2];

    if (group->types < 2)
        return;
    path = path_of(member, path, "types");
    capacity__cpu_text(&cpu[0], least->cpu_mcpu);
    capacity__cpu_text(&cpu[1], most->cpu_mcpu);
    capacity__memory_text(&memory[0], least->memory_bytes);
    capacity__memory_text(&memory[1], most->memory_bytes);
    if (mixed)
        capacity__reason(reasons, path,
                         "%s: WARNING: its machines have %s to %s vCPU and %s to %s: the "
                         "cluster-autoscaler takes one of them as the template of all and may be "
                         "wrong; the plan packs for the smallest (docs/model/nodes.md)",
                         group->name, cpu[0].text, cpu[1].text, memory[0].text, memory[1].text);
    else
        capacity__reason(reasons, path,
                         "%s: diversified, all with %s vCPU and %s, so that the "
                         "cluster-autoscaler's template of the group is right",
                         group->name, cpu[0].text, memory[0].text);
}

void capacity__say_group(const capacity__emission *emission, const capacity__emit_group *group,
                         const char *path, capacity__reasons *reasons)
{
    const capacity_plan_group *row = &group->row;
    char member[CAPACITY_NAME_SIZE];

    capacity__reason(
        reasons, path_of(member, path, "nodes"),
        "%s: %" PRId64 " to %" PRId64 " nodes, %" PRId64
        " expected: the %s answer at the minimum and the maximum of pods (docs/model/nodes.md)",
        group->name, row->nodes_low, row->nodes_high, row->nodes,
        capacity__enum_name(&capacity__names_answer, emission->options->answer));
    if (row->purchase == CAPACITY_PURCHASE_COMMITTED)
        capacity__reason(reasons, path_of(member, path, "purchase"),
                         "%s: on demand; the commitment is a contract and nothing of the group's",
                         group->name);
}

void capacity__say_max_pods(const capacity__emission *emission, const capacity__emit_group *group,
                            const char *path, capacity__reasons *reasons)
{
    char member[CAPACITY_NAME_SIZE];

    if (group->max_pods == 0)
        return;
    capacity__reason(reasons, path_of(member, path, "maxPods"),
                     "%s: %" PRId64 " by max_pods_mode %s or the catalogue, the least of its "
                     "machines; their AMI would set another limit (docs/model/nodes.md)",
                     group->name, group->max_pods,
                     capacity__choice_name(&capacity__choices_max_pods_mode,
                                           CAPACITY__IN(emission->plan, MAX_PODS_MODE)));
}

void capacity__say_taints(const capacity__emission *emission, const char *path,
                          capacity__reasons *reasons)
{
    const capacity__tier *tier = emission->plan->tier;

    if (emission->options->answer == CAPACITY_ANSWER_TIER)
        return;
    for (size_t i = 0; i < tier->group_count; i++)
        if (tier->groups[i].taint_key[0] != '\0') {
            capacity__reason(reasons, path,
                             "without the taint %s of the tier: the pods of this answer use every "
                             "group; the tier answer has it",
                             tier->groups[i].taint_key);
            return;
        }
}

static void say_disk(const capacity__emission *emission, const char *path,
                     capacity__reasons *reasons)
{
    char member[CAPACITY_NAME_SIZE];
    capacity__short_text disk;

    capacity__reason(
        reasons, path_of(member, path, "disk"),
        "%s of gp3 for each node, as the bill counts (input node_disk)",
        capacity__memory_text(&disk, capacity__emit_disk_gib(emission) * CAPACITY_GIB));
}

void capacity__say_groups(const capacity__emission *emission, const char *path,
                          capacity__reasons *reasons)
{
    const capacity_plan *plan = emission->plan;
    const uint32_t answer = emission->options->answer;
    char member[CAPACITY_NAME_SIZE];

    for (size_t i = 0; i < capacity__emit_group_count(emission); i++) {
        capacity__emit_group group;
        capacity__out out = capacity__out_new(member, sizeof member);

        capacity__emit_group_at(emission, i, &group);
        capacity__put_format(&out, "%s.%zu", path, i);
        (void)capacity__out_end(&out, NULL, NULL);
        capacity__say_group(emission, &group, member, reasons);
        say_types(&group, member, reasons);
        capacity__say_max_pods(emission, &group, member, reasons);
    }
    say_disk(emission, path, reasons);
    capacity__say_taints(emission, path_of(member, path, "taints"), reasons);
    if (capacity__group_count(plan, answer) > capacity__emit_group_count(emission))
        capacity__reason(reasons, path_of(member, path, "region"),
                         "%s only: the %" PRId64 " standby nodes of further regions are left out, "
                         "since the plan knows no names of regions",
                         plan->catalog->region, plan->nodes[answer].standby);
}
