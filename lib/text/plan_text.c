/*
 * A plan on one screen.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/plan_writers.h"

#include "text/plan_names.h"
#include "text/plan_view.h"

#include <string.h>

/* Findings that need no decision are shown in full up to here, the others by name. */
enum { FULL_FINDINGS = 5, FINDING_INDENT = 13 };

static void put_paragraph(capacity__out *out, const char *text)
{
    capacity__wrap wrap = capacity__wrap_new(out, 0, 0);
    capacity__wrap_put(&wrap, text);
    capacity__put_char(out, '\n');
}

static void put_sentence(capacity__out *out, const capacity_plan *plan,
                         void (*put)(capacity__out *out, const capacity_plan *plan))
{
    capacity__sentence sentence;
    capacity__sentence_begin(&sentence);
    put(&sentence.out, plan);
    put_paragraph(out, capacity__sentence_end(&sentence));
}

/* Lines of nothing share a paragraph: the lines that a part of it names, and how it begins. */
typedef struct folded_lines {
    uint32_t bits, wanted;
    const char *begins;
} folded_lines;

static void wrap_fold(capacity__wrap *wrap, const capacity_plan *plan, const folded_lines *fold)
{
    size_t lines = capacity__bill_count(plan, CAPACITY_ANSWER_RECOMMENDED);
    char waiting[CAPACITY_NAME_SIZE] = ""; /* a key, until it is known what follows */

    for (size_t i = 0; i < lines; i++) {
        capacity_bill_line line;
        capacity__bill_row(plan, CAPACITY_ANSWER_RECOMMENDED, i, &line);
        if (!capacity__bill_folded(&line) || (line.flags & fold->bits) != fold->wanted)
            continue;
        if (waiting[0] == '\0')
            capacity__wrap_put(wrap, fold->begins);
        else
            capacity__wrap_format(wrap, "%s,", waiting);
        memcpy(waiting, line.key, sizeof waiting);
    }
    if (waiting[0] != '\0')
        capacity__wrap_format(wrap, "%s.", waiting);
}

static void wrap_marks(capacity__wrap *wrap, const capacity_plan *plan)
{
    size_t lines = capacity__bill_count(plan, CAPACITY_ANSWER_RECOMMENDED);
    uint32_t seen = 0;

    for (size_t i = 0; i < lines; i++) {
        capacity_bill_line line;
        capacity__bill_row(plan, CAPACITY_ANSWER_RECOMMENDED, i, &line);
        seen |= capacity__bill_folded(&line) ? 0 : line.flags;
    }
    if ((seen & CAPACITY_BILL_UNKNOWN) != 0)
        capacity__wrap_put(wrap, "* A quantity is not given.");
    if ((seen & CAPACITY_BILL_INFERRED) != 0)
        capacity__wrap_put(wrap, "~ The price is another region's.");
}

static void put_folds(capacity__out *out, const capacity_plan *plan)
{
    enum { BOTH = CAPACITY_BILL_OFF | CAPACITY_BILL_UNKNOWN };
    static const folded_lines folds[] = {
        {BOTH, CAPACITY_BILL_UNKNOWN, "Billed as 0, quantity not given:"},
        {BOTH, 0, "Nothing to bill:"},
        {CAPACITY_BILL_OFF, CAPACITY_BILL_OFF, "Switched off:"},
    };
    size_t start = out->len;
    capacity__wrap wrap = capacity__wrap_new(out, 0, 0);

    wrap_marks(&wrap, plan);
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
        wrap_fold(&wrap, plan, &folds[i]);
    if (out->len > start)
        capacity__put_char(out, '\n');
}

static void wrap_effect(capacity__wrap *wrap, int64_t uusd)
{
    capacity__sentence sentence;
    if (uusd == 0)
        return;
    capacity__sentence_begin(&sentence);
    capacity__put(&sentence.out, uusd < 0 ? "(saves " : "(costs ");
    capacity__put_money(&sentence.out, uusd < 0 ? -uusd : uusd);
    capacity__put(&sentence.out, " a month)");
    capacity__wrap_put(wrap, capacity__sentence_end(&sentence));
}

static void put_finding(capacity__out *out, const capacity_finding *row)
{
    const char *severity = capacity__enum_name(&capacity__names_severity, row->severity);
    size_t start = out->len;

    capacity__put_format(out, "%s%" PRId64 " %s", row->rank < 10 ? " " : "", (int64_t)row->rank,
                         severity);
    capacity__put_repeat(out, ' ', FINDING_INDENT - (out->len - start));
    capacity__wrap wrap = capacity__wrap_new(out, FINDING_INDENT, FINDING_INDENT);
    capacity__wrap_put(&wrap, row->evidence);
    capacity__wrap_format(&wrap, "-> %s", row->action);
    wrap_effect(&wrap, row->monthly_effect_uusd);
    capacity__put_char(out, '\n');
}

/* What is for information only costs nothing: an effect saves. */
static void wrap_name(capacity__wrap *wrap, const capacity_finding *row, int last)
{
    capacity__sentence sentence;
    capacity__sentence_begin(&sentence);
    capacity__put(&sentence.out, row->name);
    if (row->monthly_effect_uusd != 0) {
        capacity__put(&sentence.out, " (");
        capacity__put_money(&sentence.out, row->monthly_effect_uusd);
        capacity__put_char(&sentence.out, ')');
    }
    capacity__put(&sentence.out, last ? "" : ",");
    capacity__wrap_put(wrap, capacity__sentence_end(&sentence));
}

static void put_findings(capacity__out *out, const capacity_plan *plan)
{
    size_t count = capacity__finding_count(plan);
    size_t shown = 0;
    capacity_finding row;

    capacity__put(out, count == 0 ? "NO FINDINGS\n" : "FINDINGS, each with what to do\n");
    for (; shown < count; shown++) {
        capacity__finding_row(plan, shown, &row);
        if (row.severity == CAPACITY_SEVERITY_INFO && shown >= FULL_FINDINGS)
            break;
        put_finding(out, &row);
    }
    if (shown == count)
        return;
    capacity__wrap wrap = capacity__wrap_new(out, 0, FINDING_INDENT);
    capacity__wrap_format(&wrap,
                          "%zu more for information, in full in the other formats:", count - shown);
    for (size_t i = shown; i < count; i++) {
        capacity__finding_row(plan, i, &row);
        wrap_name(&wrap, &row, i + 1 == count);
    }
    capacity__put_char(out, '\n');
}

void capacity__plan_text(const capacity_plan *plan, capacity__out *out)
{
    put_sentence(out, plan, capacity__put_demand);
    put_sentence(out, plan, capacity__put_choice);
    put_sentence(out, plan, capacity__put_basis);
    capacity__put_char(out, '\n');
    capacity__view_answers(plan, out, 0);
    capacity__put_char(out, '\n');
    capacity__view_groups(plan, CAPACITY_ANSWER_RECOMMENDED, out, 0);
    capacity__put_char(out, '\n');
    capacity__view_tables(plan, out, 0);
    put_sentence(out, plan, capacity__put_break_even);
    capacity__put_char(out, '\n');
    capacity__view_bill(plan, CAPACITY_ANSWER_RECOMMENDED, out, 0);
    put_folds(out, plan);
    capacity__put_char(out, '\n');
    put_findings(out, plan);
}
