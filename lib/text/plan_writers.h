/*
 * The forms of a plan, of its steps and of its differences from another.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The trees are written as JSON or YAML, the others as text or Markdown.
 */
#ifndef CAPACITY_TEXT_PLAN_WRITERS_H
#define CAPACITY_TEXT_PLAN_WRITERS_H

#include "plan/rows.h"
#include "text/emitter.h"

void capacity__plan_text(const capacity_plan *plan, capacity__out *out);
void capacity__plan_markdown(const capacity_plan *plan, capacity__out *out);
capacity_status capacity__plan_tree(const capacity_plan *plan, uint32_t format, char *buf,
                                    size_t size, size_t *needed, capacity_error *err);

void capacity__steps_text(const capacity_plan *plan, capacity__out *out, int markdown);
capacity_status capacity__steps_tree(const capacity_plan *plan, uint32_t format, char *buf,
                                     size_t size, size_t *needed, capacity_error *err);

void capacity__differences_text(const capacity_plan *before, const capacity_plan *after,
                                capacity__out *out, int markdown);
capacity_status capacity__differences_tree(const capacity_plan *before, const capacity_plan *after,
                                           uint32_t format, char *buf, size_t size, size_t *needed,
                                           capacity_error *err);

/* Is it one of the four? */
capacity_status capacity__check_format(uint32_t format, capacity_error *err);

/* Formulas and prices behind a plan, two pairs of the map that is open. */
void capacity__emit_origin(capacity__emitter *emitter, const capacity_plan *plan);

#endif
