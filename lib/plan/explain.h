/*
 * Writing the steps that lead to a result.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_PLAN_EXPLAIN_H
#define CAPACITY_PLAN_EXPLAIN_H

#include "plan/bill.h"

/*
 * Steps are made in order and not kept: a walk counts them, and fills the one that is wanted. Text
 * is put only for that one.
 */
typedef struct capacity__walk {
    const capacity_plan *plan;
    capacity_step *row; /* NULL: only count */
    size_t wanted, next;
    capacity_field field; /* result in the making */
    capacity__out out;    /* formula of the wanted step */
} capacity__walk;

/* Begin a step. True if it is the wanted one: then put its formula into walk->out. */
bool capacity__step(capacity__walk *walk, uint32_t depth, const char *name, capacity_unit unit,
                    int64_t value, const char *source);

/* A step whose formula is words and numbers alone. */
void capacity__step_text(capacity__walk *walk, uint32_t depth, const char *name, capacity_unit unit,
                         int64_t value, const char *source, const char *formula);

/* An input that goes into a result, with its source. */
void capacity__step_input(capacity__walk *walk, uint32_t depth, capacity_field field);

/* The result itself: name and value from the registry. True as capacity__step. */
bool capacity__step_result(capacity__walk *walk);

typedef void (*capacity__explainer)(capacity__walk *walk);

/* Steps of each result: explain_load.c and explain_cost.c. */
void capacity__explain_load(capacity__walk *walk);
void capacity__explain_nodes(capacity__walk *walk);
void capacity__explain_data(capacity__walk *walk);
void capacity__explain_cost(capacity__walk *walk);

#endif
