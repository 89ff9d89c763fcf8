/*
 * Every step of the arithmetic with its source.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/plan_writers.h"

#include "text/plan_members.h"
#include "text/plan_view.h"

#include <string.h>

enum { STEP_INDENT = 2, FORMULA_INDENT = 4 };

static void put_value(capacity__out *out, const capacity_step *row)
{
    if (row->depth == 0)
        capacity__put_value(out, capacity__field((capacity_field)row->field), row->value);
    else
        capacity__put_quantity(out, (capacity_unit)row->unit, row->value);
}

static void text_step(capacity__out *out, const capacity_step *row)
{
    size_t indent = STEP_INDENT * row->depth;
    capacity__sentence sentence;

    capacity__put_repeat(out, ' ', indent);
    capacity__wrap wrap = capacity__wrap_new(out, indent, indent + FORMULA_INDENT);
    capacity__sentence_begin(&sentence);
    capacity__put_format(&sentence.out, "%s = ", row->name);
    put_value(&sentence.out, row);
    capacity__put_char(&sentence.out, ':');
    capacity__wrap_put(&wrap, capacity__sentence_end(&sentence));
    capacity__wrap_put(&wrap, row->formula);
    if (row->source[0] != '\0')
        capacity__wrap_format(&wrap, "[%s]", row->source);
    capacity__put_char(out, '\n');
}

static void put_clean(capacity__out *out, const char *text)
{
    capacity__put_clean(out, text, strlen(text), 1);
}

/* A result is a heading, what goes into it a list below. */
static void markdown_step(capacity__out *out, const capacity_step *row)
{
    capacity__put_repeat(out, ' ', row->depth == 0 ? 0 : STEP_INDENT * (size_t)(row->depth - 1));
    capacity__put(out, row->depth == 0 ? "### " : "- ");
    put_clean(out, row->name);
    capacity__put(out, " = ");
    put_value(out, row);
    capacity__put(out, row->depth == 0 ? "\n\n" : ": ");
    put_clean(out, row->formula);
    if (row->source[0] != '\0') {
        capacity__put(out, " *(");
        put_clean(out, row->source);
        capacity__put(out, ")*");
    }
    capacity__put_char(out, '\n');
}

void capacity__steps_text(const capacity_plan *plan, capacity__out *out, int markdown)
{
    size_t count = capacity__step_count(plan, CAPACITY_FIELD_NONE);
    uint32_t depth = 0;

    if (markdown)
        capacity__put(out, "# Steps\n");
    for (size_t i = 0; i < count; i++) {
        capacity_step row;
        capacity__step_row(plan, CAPACITY_FIELD_NONE, i, &row);
        if ((row.depth == 0 && (i > 0 || markdown)) || (markdown && depth == 0))
            capacity__put_char(out, '\n');
        if (markdown)
            markdown_step(out, &row);
        else
            text_step(out, &row);
        depth = row.depth;
    }
}

capacity_status capacity__steps_tree(const capacity_plan *plan, uint32_t format, char *buf,
                                     size_t size, size_t *needed, capacity_error *err)
{
    size_t count = capacity__step_count(plan, CAPACITY_FIELD_NONE);
    capacity__emitter emitter;

    capacity__emitter_begin(&emitter, format, buf, size);
    capacity__emit_map(&emitter);
    capacity__emit_origin(&emitter, plan);
    capacity__emit_key(&emitter, "steps");
    capacity__emit_list(&emitter);
    for (size_t i = 0; i < count; i++) {
        capacity_step row;
        capacity__step_row(plan, CAPACITY_FIELD_NONE, i, &row);
        capacity__emit_row(&emitter, &capacity__members_step, &row);
    }
    capacity__emit_list_end(&emitter);
    capacity__emit_map_end(&emitter);
    return capacity__emitter_end(&emitter, needed, err);
}
