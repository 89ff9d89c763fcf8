/*
 * The alerts of a plan: what is recorded, what fires, and the texts with names and numbers put in.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The table is alerts.def. A watch is the place from which its texts are read: the options' names,
 * and the component or table that a rule is about.
 */
#ifndef CAPACITY_TEXT_ALERTS_H
#define CAPACITY_TEXT_ALERTS_H

#include "text/emit_groups.h"

typedef enum capacity__scope {
    CAPACITY__SCOPE_PLAN,
    CAPACITY__SCOPE_COMPONENT,
    CAPACITY__SCOPE_TABLE
} capacity__scope;

/* Thresholds that the plan knows; others are numbers from 0. */
enum {
    CAPACITY__FIGURE_RATE_PER_POD = -1,
    CAPACITY__FIGURE_CONNECTIONS_PER_POD = -2,
    CAPACITY__FIGURE_RATE = -3,
    CAPACITY__FIGURE_PODS_MAX = -4,
    CAPACITY__FIGURE_READ_UNITS = -5,
    CAPACITY__FIGURE_WRITE_UNITS = -6,
    CAPACITY__FIGURE_NODES_MAX = -7
};

typedef struct capacity__record {
    const char *name;
    const char *expression;
    capacity__scope scope;
} capacity__record;

typedef enum capacity__record_id {
#define CAPACITY_RECORD(scope, NAME, name, expression) CAPACITY__RECORD_##NAME,
#define CAPACITY_ALERT(scope, TRIGGER, name, expression, summary, description)
#define CAPACITY_ALERT_OWN(scope, level, figure, UNIT, for_us, name, expression, summary,          \
                           description, action, source)
#include "text/alerts.def"
#undef CAPACITY_RECORD
#undef CAPACITY_ALERT
#undef CAPACITY_ALERT_OWN
    CAPACITY__RECORDS
} capacity__record_id;

typedef struct capacity__alert {
    const char *name;
    const char *expression, *summary, *description;
    const char *action, *source;
    int64_t figure; /* threshold in the unit, or CAPACITY__FIGURE_ */
    int64_t for_us;
    uint32_t unit;       /* capacity_unit */
    uint32_t level;      /* capacity_level */
    uint32_t comparison; /* capacity_comparison of a trigger, else 0 */
    int trigger;         /* its place in triggers.def; -1: one of our own */
    capacity__scope scope;
} capacity__alert;

const capacity__record *capacity__record_of(capacity__record_id id);

/* The index-th alert in the order of the table; 0 past the end. */
int capacity__alert_at(size_t index, capacity__alert *alert);

/* Where a text of the table is read. */
typedef struct capacity__watch {
    const capacity__emission *emission;
    const char *kubernetes_namespace; /* a name, or a dashboard's variable; empty: none */
    const char *subject;              /* component or table */
    size_t index;                     /* its place in the plan */
    const capacity__alert *alert;     /* whose threshold is meant; NULL for records */
    int64_t threshold;                /* in the alert's unit */
    capacity__emit_component component;
    capacity__emit_table table;
} capacity__watch;

void capacity__watch_new(capacity__watch *watch, const capacity__emission *emission);

/* How many subjects a scope has, and the index-th. */
size_t capacity__watch_count(const capacity__emission *emission, capacity__scope scope);
void capacity__watch_at(capacity__watch *watch, capacity__scope scope, size_t index);

/*
 * Take up an alert for the subject: its threshold, the plan's where it knows one. 0: there is none
 * to compare with, so that the alert is left out.
 */
int capacity__watch_alert(capacity__watch *watch, const capacity__alert *alert);

/* Whether the threshold is one of the plan's. */
int capacity__watch_is_planned(const capacity__watch *watch);

/* A threshold as its expression has it: 0.05, 2, 2.5. */
void capacity__watch_put_threshold(capacity__out *out, const capacity__watch *watch);

/* A text of the table. */
void capacity__watch_put(capacity__out *out, const capacity__watch *watch, const char *text);

/* The same as the value of a key. */
void capacity__watch_pair(const capacity__watch *watch, const char *key, const char *text);

/* Longest text: 16 pods' patterns three times. */
enum { CAPACITY__WATCH_BYTES = 8192 };

#endif
