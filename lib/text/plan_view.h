/*
 * The parts of a plan as people read them, each for a terminal or for a Markdown page.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_PLAN_VIEW_H
#define CAPACITY_TEXT_PLAN_VIEW_H

#include "plan/rows.h"
#include "text/table.h"

enum { CAPACITY__SENTENCE_SIZE = 512 };

/* A sentence under way, cut where it grows beyond its room. */
typedef struct capacity__sentence {
    capacity__out out;
    char text[CAPACITY__SENTENCE_SIZE];
} capacity__sentence;

void capacity__sentence_begin(capacity__sentence *sentence);
const char *capacity__sentence_end(capacity__sentence *sentence);

/* Users and demand; which criterion decided the tier; prices and formulas behind the figures. */
void capacity__put_demand(capacity__out *out, const capacity_plan *plan);
void capacity__put_choice(capacity__out *out, const capacity_plan *plan);
void capacity__put_basis(capacity__out *out, const capacity_plan *plan);

/* The three answers side by side. */
void capacity__view_answers(const capacity_plan *plan, capacity__out *out, int markdown);

/* Pods by each bound. */
void capacity__view_bounds(const capacity_plan *plan, capacity__out *out, int markdown);

void capacity__view_groups(const capacity_plan *plan, capacity_answer answer, capacity__out *out,
                           int markdown);
void capacity__view_tables(const capacity_plan *plan, capacity__out *out, int markdown);

/* What the billing modes of the tables come to. */
void capacity__put_break_even(capacity__out *out, const capacity_plan *plan);

/* The bill with its totals. On a terminal lines of nothing are left out. */
void capacity__view_bill(const capacity_plan *plan, capacity_answer answer, capacity__out *out,
                         int markdown);

/* Is a line of the bill left out on a terminal? */
int capacity__bill_folded(const capacity_bill_line *line);

/* A tier of the plan's ladder; zeros for an index that is none. */
void capacity__plan_tier_row(const capacity_plan *plan, int64_t index, capacity_tier *tier);

/* Is an input set to something other than its default? */
int capacity__input_differs(const capacity__inputs *inputs, size_t place);

#endif
