/*
 * One row of a plan at a time; the public getters and the writers loop over these.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each function fills the whole row, struct_size included. The index is valid, the plan is live,
 * the answer is one of the three.
 */
#ifndef CAPACITY_PLAN_ROWS_H
#define CAPACITY_PLAN_ROWS_H

#include "model/profile.h"

size_t capacity__component_count(const capacity_plan *plan);
void capacity__component_row(const capacity_plan *plan, size_t index, capacity_plan_component *row);

size_t capacity__group_count(const capacity_plan *plan, capacity_answer answer);
void capacity__group_row(const capacity_plan *plan, capacity_answer answer, size_t index,
                         capacity_plan_group *row);

size_t capacity__table_count(const capacity_plan *plan);
void capacity__table_row(const capacity_plan *plan, size_t index, capacity_plan_table *row);

size_t capacity__bill_count(const capacity_plan *plan, capacity_answer answer);
void capacity__bill_row(const capacity_plan *plan, capacity_answer answer, size_t index,
                        capacity_bill_line *row);

size_t capacity__finding_count(const capacity_plan *plan);
void capacity__finding_row(const capacity_plan *plan, size_t index, capacity_finding *row);

/* All steps when field is CAPACITY_FIELD_NONE. */
size_t capacity__step_count(const capacity_plan *plan, capacity_field field);
void capacity__step_row(const capacity_plan *plan, capacity_field field, size_t index,
                        capacity_step *row);

size_t capacity__difference_count(const capacity_plan *before, const capacity_plan *after);
void capacity__difference_row(const capacity_plan *before, const capacity_plan *after, size_t index,
                              capacity_difference *row);

/* Bill totals: low, expected, high. */
void capacity__bill_totals(const capacity_plan *plan, capacity_answer answer, int64_t totals[3]);

/* A result without checks. */
int64_t capacity__result(const capacity_plan *plan, capacity_field field);

/* What it was planned with: inputs as the profile gave them, and the ladder in force. */
const capacity__inputs *capacity__plan_inputs(const capacity_plan *plan);
const capacity_tiers *capacity__plan_tiers(const capacity_plan *plan);

int capacity__plan_ok(const capacity_plan *plan);

#endif
