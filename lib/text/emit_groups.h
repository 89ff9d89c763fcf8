/*
 * Node groups and tables as the manifests of infrastructure see them.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_EMIT_GROUPS_H
#define CAPACITY_TEXT_EMIT_GROUPS_H

#include "plan/state.h"
#include "text/emit_private.h"

/* --- node groups of the primary region ---------------------------------------------------------- */

typedef struct capacity__emit_group {
    capacity_plan_group row;
    char name[CAPACITY_NAME_SIZE]; /* a DNS label */
    size_t types;                  /* machine types, from 1 */
    capacity__node least, most;    /* of its machines: nominal CPU and memory, and their pods */
    int64_t max_pods;              /* what the kubelet is told; 0: the machine's own limit */
    int arm64;                     /* the machine at which it is priced */
} capacity__emit_group;

size_t capacity__emit_group_count(const capacity__emission *emission);
void capacity__emit_group_at(const capacity__emission *emission, size_t index,
                             capacity__emit_group *group);

/* What tools for groups accept: names that differ, labels and taints of Kubernetes. */
capacity_status capacity__emit_check_groups(const capacity__emission *emission,
                                            capacity_error *err);

/* The list of machine types. */
void capacity__emit_types(capacity__emitter *emitter, const char *key, const char *types);
/* The label of a group as a map; nothing where it has none. */
void capacity__emit_label(capacity__emitter *emitter, const capacity_plan_group *row);
/* key, value and effect of its taint: by the names of Kubernetes or by those of the EKS API. */
void capacity__emit_taint(capacity__emitter *emitter, const capacity_plan_group *row, int eks);
/* The list that Kubernetes has of taints; nothing where the group has none. */
void capacity__emit_taints(capacity__emitter *emitter, const capacity_plan_group *row);
/* environment and team, as labels or tags; nothing where neither is given. */
void capacity__emit_marks(const capacity__emission *emission, const char *key);

/* Kubernetes 1.35, for tools that take it as a text. */
const char *capacity__emit_version(const capacity__emission *emission, char version[16]);

/* Root volume in whole GiB. */
int64_t capacity__emit_disk_gib(const capacity__emission *emission);
int64_t capacity__emit_nodes_most(const capacity__emission *emission);

/* Reasons that all tools for groups share: of one group, the paths begin with `path` and a dot. */
void capacity__say_group(const capacity__emission *emission, const capacity__emit_group *group,
                         const char *path, capacity__reasons *reasons);
/* Nothing where the machines set their own limit. */
void capacity__say_max_pods(const capacity__emission *emission, const capacity__emit_group *group,
                            const char *path, capacity__reasons *reasons);
/* Nothing where the tier has no taints that the answer leaves out. */
void capacity__say_taints(const capacity__emission *emission, const char *path,
                          capacity__reasons *reasons);
/* All of it, for tools that list the groups: path.0, path.1 and so on. */
void capacity__say_groups(const capacity__emission *emission, const char *path,
                          capacity__reasons *reasons);

/* A key and its map. */
void capacity__emit_open(capacity__emitter *emitter, const char *key);
/* The same and its one pair. */
void capacity__emit_map_of(capacity__emitter *emitter, const char *key, const char *name,
                           const char *value);

/* Configuration of the add-on vpc-cni for prefix delegation (docs/model/nodes.md). */
#define CAPACITY__EMIT_PREFIXES "{\"env\":{\"ENABLE_PREFIX_DELEGATION\":\"true\"}}"

/* --- tables ------------------------------------------------------------------------------------- */

enum { CAPACITY__EMIT_READ, CAPACITY__EMIT_WRITE, CAPACITY__EMIT_WAYS };

/* Provisioned units of one table: where autoscaling begins, what the peak takes, where it ends. */
typedef struct capacity__emit_units {
    int64_t least, peak, most;
} capacity__emit_units;

typedef struct capacity__emit_table {
    capacity_plan_table row;
    char name[2 * CAPACITY_NAME_SIZE]; /* cluster-table */
    uint32_t answer;                   /* whose units */
    capacity__emit_units units[CAPACITY__EMIT_WAYS];
} capacity__emit_table;

/* capacity__table_count(plan) of them. */
void capacity__emit_table_at(const capacity__emission *emission, size_t index,
                             capacity__emit_table *table);

/* Application Auto Scaling counts in 32 bits. */
capacity_status capacity__emit_check_tables(const capacity__emission *emission,
                                            capacity_error *err);

/* Target utilisation in percent. */
void capacity__emit_target_value(const capacity__emission *emission, const char *key);

void capacity__say_table(const capacity__emission *emission, const capacity__emit_table *table,
                         size_t index, capacity__reasons *reasons);

#endif
