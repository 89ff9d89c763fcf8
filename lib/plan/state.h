/*
 * The plan: what each stage computes, in the order of the stages. One block of memory, immutable
 * once made; explain, compare and the writers only read.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_PLAN_STATE_H
#define CAPACITY_PLAN_STATE_H

#include "kernel/rate.h"
#include "model/catalog.h"
#include "model/profile.h"
#include "model/tiers.h"

enum { CAPACITY__BACKEND, CAPACITY__FRONTEND, CAPACITY__FIRST_OWN };
enum { CAPACITY__ANSWERS = 3 };
enum { CAPACITY__LOW, CAPACITY__EXPECTED, CAPACITY__HIGH, CAPACITY__CASES };

/* demand.c: what arrives at the peak. */
typedef struct capacity__demand {
    int64_t users;            /* concurrent, given or from the total */
    int64_t total_users;      /* CAPACITY_AUTO: not given */
    capacity__rate load;      /* users that the larger demand amounts to, num / den */
    capacity__rate rate;      /* requests: num / den thousandths a second */
    capacity__rate by_users;  /* the same by users alone */
    int users_derived;        /* from the total */
    int rate_wins;            /* the rate given directly is the larger demand */
    int64_t time_ppm_us;      /* mean time in flight, in microseconds times a million */
    int64_t llm_turn_tokens2; /* mean input tokens of a message, doubled to stay whole */
} capacity__demand;

/* pods.c: rows are those of capacity_plan_get_components. */
typedef struct capacity__pods {
    size_t count;
    capacity_plan_component row[CAPACITY_MAX_ROWS];
} capacity__pods;

/* What one node of a machine offers to pods, daemonsets taken off. */
typedef struct capacity__node {
    int64_t cpu_mcpu, memory_bytes, pods;
} capacity__node;

typedef struct capacity__group {
    const char *name;
    const char *node_types;
    const capacity__machine *machine;
    const capacity_tier_group *tier; /* labels and taints; NULL: none */
    capacity__node node;
    uint32_t purchase;
    int32_t region; /* 0: primary, 1: all further regions together */
    int64_t nodes[CAPACITY__CASES];
    int64_t hour_nusd;
    int64_t cost_uusd[CAPACITY__CASES];
} capacity__group;

/* nodes.c: groups of one answer, and how full they are at the minimum of pods. */
typedef struct capacity__nodes {
    size_t count;
    capacity__group group[CAPACITY_MAX_ROWS];
    capacity__node smallest;        /* what pods are packed for */
    int64_t packed, divided;        /* at the minimum of pods */
    int64_t buffered, zoned;        /* candidates of the recommended count */
    int64_t total[CAPACITY__CASES]; /* primary region */
    int64_t standby;                /* further regions, expected */
    int64_t cpu_requested, memory_requested, memory_limits, pods; /* at the minimum of pods */
} capacity__nodes;

/* data.c: rows are those of capacity_plan_get_tables. */
typedef struct capacity__data {
    size_t count;
    capacity_plan_table row[CAPACITY_MAX_ROWS];
    int64_t read_mrcu, write_mwcu;
    int64_t on_demand_read_mrcu, on_demand_write_mwcu; /* of the tables billed on demand */
    int64_t rcu, wcu, reserved_rcu, reserved_wcu;      /* of the tables billed provisioned */
    int64_t provisioned_rcu, provisioned_wcu;          /* all tables, whatever their billing */
    int64_t partitions, stored_bytes, writes_mps;
    int64_t break_even_ppm;
    int64_t on_demand_uusd, provisioned_uusd;
} capacity__data;

/* What the bill of an answer counts beside nodes and tables. */
typedef struct capacity__services {
    int64_t regions;         /* primary and further ones that are billed */
    int64_t replica_regions; /* further ones that are billed */
    int64_t standby_ppm;
    int64_t cache_nodes, dax_nodes;
    int64_t load_balancers;
    int64_t cdn_bytes[CAPACITY__CASES];
    uint32_t queue;
    uint32_t has_cdn;
    const char *cache_type, *dax_type;
} capacity__services;

/* cost.c */
typedef struct capacity__line {
    uint8_t item;                 /* place in bill.def */
    uint8_t flags;                /* capacity_bill_flag */
    int16_t group;                /* group of a nodes line, else -1 */
    const capacity__meter *meter; /* NULL for nodes and LLM tokens */
    int64_t quantity_m, rate_nusd;
    int64_t cost_uusd[CAPACITY__CASES];
} capacity__line;

enum { CAPACITY__LINES = 56 };

typedef struct capacity__bill {
    size_t count;
    capacity__line line[CAPACITY__LINES];
    int64_t total[CAPACITY__CASES];
} capacity__bill;

/* findings.c: coded; the sentences are made when they are read. */
enum { CAPACITY__FINDINGS = 48 };

typedef struct capacity__finding {
    uint8_t code; /* place in the table of findings */
    uint8_t severity;
    uint16_t reserved;
    uint32_t field;
    int64_t effect_uusd;
    int64_t a, b, c, d; /* numbers of the evidence */
} capacity__finding;

struct capacity_plan {
    capacity__counted head;
    uint32_t model;
    uint32_t tier_index;
    const capacity_catalog *catalog;
    const capacity_tiers *tiers;
    const capacity__tier *tier; /* the selected one */
    capacity_tier_choice choice;
    capacity__inputs inputs;
    capacity__demand demand;
    capacity__pods pods;
    capacity__nodes nodes[CAPACITY__ANSWERS]; /* by capacity_answer */
    capacity__data data;
    capacity__services services[CAPACITY__ANSWERS];
    capacity__bill bill[CAPACITY__ANSWERS];
    size_t finding_count;
    capacity__finding finding[CAPACITY__FINDINGS];
    int64_t result[CAPACITY__OUTPUTS];
};

/* An input of the plan by its NAME in fields.def, and a result likewise. */
#define CAPACITY__IN(plan, NAME) CAPACITY__GET(&(plan)->inputs, NAME)
#define CAPACITY__OUT(plan, NAME) ((plan)->result[CAPACITY__OUT_AT_##NAME])

/* An input, or what stands for auto. */
int64_t capacity__or(int64_t value, int64_t when_auto);

/* The stages, in their order. */
capacity_status capacity__stage_demand(capacity_plan *plan, capacity_error *err);
capacity_status capacity__stage_tier(capacity_plan *plan, capacity_error *err);
capacity_status capacity__stage_pods(capacity_plan *plan, capacity_error *err);
capacity_status capacity__stage_nodes(capacity_plan *plan, capacity_error *err);
capacity_status capacity__stage_data(capacity_plan *plan, capacity_error *err);
capacity_status capacity__stage_cost(capacity_plan *plan, capacity_error *err);
void capacity__stage_findings(capacity_plan *plan);

/* pods.c: what one pod of a component bears; 0: no limit is given. */
int64_t capacity__rate_per_pod(const capacity_plan *plan, size_t component);
int64_t capacity__connections_per_pod(const capacity_plan *plan, size_t component);

/* nodes.c, for findings: nodes of the recommended answer if `lost` zones had to be survived. */
capacity_status capacity__nodes_if_lost(const capacity_plan *plan, int64_t lost, int64_t *pods,
                                        int64_t *nodes, capacity_error *err);

/* What a machine offers to pods under the profile's node model. */
capacity_status capacity__node_of(const capacity__inputs *inputs, const capacity__machine *machine,
                                  capacity__node *node, capacity_error *err);

/* cost.c: what one more node of a group costs a month. */
int64_t capacity__node_month_uusd(int64_t hour_nusd);

#endif
