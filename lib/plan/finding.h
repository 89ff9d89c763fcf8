/*
 * One finding: when it applies, and its two sentences.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_PLAN_FINDING_H
#define CAPACITY_PLAN_FINDING_H

#include "plan/bill.h"

typedef struct capacity__finding_kind {
    uint32_t code;
    const char *name, *subject, *source;
    /* Does it apply? If so fill severity, field, effect and numbers. */
    bool (*applies)(const capacity_plan *plan, capacity__finding *finding);
    /* What was found, with the numbers; and what to do. */
    void (*evidence)(capacity__out *out, const capacity_plan *plan,
                     const capacity__finding *finding);
    void (*action)(capacity__out *out, const capacity_plan *plan, const capacity__finding *finding);
} capacity__finding_kind;

/* Groups of kinds; each ends where its count says. */
typedef struct capacity__finding_group {
    const capacity__finding_kind *kinds;
    size_t count;
} capacity__finding_group;

extern const capacity__finding_group capacity__findings_load;  /* findings_load.c */
extern const capacity__finding_group capacity__findings_pods;  /* findings_pods.c */
extern const capacity__finding_group capacity__findings_nodes; /* findings_nodes.c */
extern const capacity__finding_group capacity__findings_data;  /* findings_data.c */
extern const capacity__finding_group capacity__findings_cost;  /* findings_cost.c */

/* A finding `name` is three functions and a line in its group's table. */
#define APPLIES(name)                                                                              \
    static bool name##_applies(const capacity_plan *plan, capacity__finding *finding)
#define EVIDENCE(name)                                                                             \
    static void name##_evidence(capacity__out *out, const capacity_plan *plan,                     \
                                const capacity__finding *finding)
#define ACTION(name)                                                                               \
    static void name##_action(capacity__out *out, const capacity_plan *plan,                       \
                              const capacity__finding *finding)
#define UNUSED (void)out, (void)plan, (void)finding
#define KIND(code, name, subject, source)                                                          \
    {                                                                                              \
        code, #name, subject, source, name##_applies, name##_evidence, name##_action               \
    }

/* Pods of a component that every plan has. */
#define CAPACITY__ROW(plan, NAME) (&(plan)->pods.row[CAPACITY__##NAME])

/* Values in people's units. */
void capacity__say(capacity__out *out, capacity_unit unit, int64_t value);
void capacity__say_usd(capacity__out *out, int64_t uusd);
void capacity__say_percent(capacity__out *out, int64_t ppm);

/* What decides the pods of a component, in words. */
const char *capacity__say_bound(uint32_t bound);

#endif
