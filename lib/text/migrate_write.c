/*
 * A migration as text, Markdown, JSON or YAML.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/error.h"
#include "plan/migrate.h"
#include "text/plan_members.h"
#include "text/plan_names.h"
#include "text/plan_view.h"
#include "text/plan_writers.h"

enum { LABEL = 4, TEXT_INDENT = 18 };

static uint32_t highest_risk(const capacity__migration *migration)
{
    uint32_t risk = 0;
    for (size_t i = 0; i < migration->count; i++) {
        capacity_migration_step row;
        capacity__migration_step_row(migration, i, &row);
        risk = row.risk > risk ? row.risk : risk;
    }
    return risk;
}

/* --- JSON and YAML ------------------------------------------------------------------------- */

static void emit_side(capacity__emitter *emitter, const char *key, const capacity_plan *plan,
                      capacity_answer answer)
{
    int64_t totals[CAPACITY__CASES];
    capacity__bill_totals(plan, answer, totals);
    capacity__emit_key(emitter, key);
    capacity__emit_map(emitter);
    capacity__emit_origin(emitter, plan);
    capacity__emit_pair(emitter, "tier", capacity_plan_tier_name(plan));
    capacity__emit_pair_int(emitter, "monthly_low_uusd", totals[CAPACITY__LOW]);
    capacity__emit_pair_int(emitter, "monthly_uusd", totals[CAPACITY__EXPECTED]);
    capacity__emit_pair_int(emitter, "monthly_high_uusd", totals[CAPACITY__HIGH]);
    capacity__emit_map_end(emitter);
}

#define EMIT_ROWS(key, type, available)                                                            \
    do {                                                                                           \
        size_t rows = available;                                                                   \
        capacity__emit_key(emitter, key);                                                          \
        capacity__emit_list(emitter);                                                              \
        for (size_t i = 0; i < rows; i++) {                                                        \
            capacity_migration_##type row;                                                         \
            capacity__migration_##type##_row(migration, i, &row);                                  \
            capacity__emit_row(emitter, &capacity__members_migration_##type, &row);                \
        }                                                                                          \
        capacity__emit_list_end(emitter);                                                          \
    } while (0)

static void emit_migration(capacity__emitter *emitter, const capacity__migration *migration)
{
    const capacity__pair *pair = &migration->pair;
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "answer",
                        capacity__enum_name(&capacity__names_answer, pair->answer));
    capacity__emit_key(emitter, "risk");
    if (migration->count == 0)
        capacity__emit_null(emitter);
    else
        capacity__emit_string(emitter,
                              capacity__enum_name(&capacity__names_risk, highest_risk(migration)));
    emit_side(emitter, "before", pair->before, pair->answer);
    emit_side(emitter, "after", pair->after, pair->answer);
    EMIT_ROWS("steps", step, migration->count);
    EMIT_ROWS("changes", change, capacity__migration_change_count(migration));
    EMIT_ROWS("costs", cost, capacity__migration_cost_count(migration));
    capacity__emit_map_end(emitter);
}

/* --- text and Markdown --------------------------------------------------------------------- */

static void put_signed_money(capacity__out *out, int64_t uusd)
{
    capacity__put_char(out, uusd < 0 ? '-' : '+');
    capacity__put_money(out, uusd < 0 ? -uusd : uusd);
}

static void put_side(capacity__out *out, const char *title, const capacity__pair *pair,
                     const capacity_plan *plan, int markdown)
{
    int64_t totals[CAPACITY__CASES];
    capacity__sentence sentence;

    capacity__bill_totals(plan, pair->answer, totals);
    capacity__sentence_begin(&sentence);
    capacity__put_demand(&sentence.out, plan);
    capacity__put_format(&sentence.out, "; %s tier; ", capacity_plan_tier_name(plan));
    capacity__put_money(&sentence.out, totals[CAPACITY__EXPECTED]);
    capacity__put(&sentence.out, " a month (");
    capacity__put_money_range(&sentence.out, totals[CAPACITY__LOW], totals[CAPACITY__HIGH]);
    capacity__put(&sentence.out, ")");
    capacity__put_titled(out, title, capacity__sentence_end(&sentence), markdown);
}

/* A labelled paragraph of a step; nothing where there is nothing to say. */
static void put_part(capacity__out *out, const char *label, const char *text, int markdown)
{
    if (text[0] == '\0')
        return;
    if (markdown) {
        capacity__put_format(out, "- %s: ", label);
        capacity__put_clean(out, text, strlen(text), 1);
    } else {
        size_t width = strlen(label) + LABEL + 1;
        capacity__put_repeat(out, ' ', LABEL);
        capacity__put_format(out, "%s:", label);
        capacity__put_repeat(out, ' ', TEXT_INDENT - width);
        capacity__wrap wrap = capacity__wrap_new(out, TEXT_INDENT, TEXT_INDENT);
        wrap.fresh = 1;
        capacity__wrap_put(&wrap, text);
    }
    capacity__put_char(out, '\n');
}

static void put_guide_part(capacity__out *out, const capacity_migration_step *row,
                           const capacity__migration *migration, size_t index, int markdown)
{
    const capacity__move *move = &migration->move[index];
    const char *words = capacity__guide_words(migration, move->leg, move->guide);
    capacity__sentence sentence;
    if (words == NULL) /* no step of the guide */
        return;
    capacity__sentence_begin(&sentence);
    capacity__put_format(&sentence.out, "%s, step %" PRId64 ": %s", row->guide_path,
                         (int64_t)row->guide_order, words);
    put_part(out, "guide", capacity__sentence_end(&sentence), markdown);
}

static void put_cost_part(capacity__out *out, const capacity_migration_step *row, int markdown)
{
    capacity__sentence sentence;
    if (row->cost_uusd == 0 && row->cost_low_uusd == 0 && row->cost_high_uusd == 0)
        return;
    capacity__sentence_begin(&sentence);
    put_signed_money(&sentence.out, row->cost_uusd);
    capacity__put(&sentence.out, " a month (");
    put_signed_money(&sentence.out, row->cost_low_uusd);
    capacity__put(&sentence.out, " at the minimum, ");
    put_signed_money(&sentence.out, row->cost_high_uusd);
    capacity__put(&sentence.out, " at the maximum); then ");
    capacity__put_money(&sentence.out, row->monthly_uusd);
    put_part(out, "cost", capacity__sentence_end(&sentence), markdown);
}

static void put_hold_part(capacity__out *out, const capacity_migration_step *row, int markdown)
{
    capacity__sentence sentence;
    if (row->hold_us == 0)
        return;
    capacity__sentence_begin(&sentence);
    capacity__put_quantity(&sentence.out, CAPACITY_UNIT_US, row->hold_us);
    capacity__put(&sentence.out, " before the next step");
    put_part(out, "hold", capacity__sentence_end(&sentence), markdown);
}

static void put_step(capacity__out *out, const capacity__migration *migration, size_t index,
                     int markdown)
{
    capacity_migration_step row;
    capacity__migration_step_row(migration, index, &row);
    capacity__put_format(out, markdown ? "\n### %zu. " : "\n%zu. ", index + 1);
    capacity__put_clean(out, row.title, strlen(row.title), markdown);
    capacity__put_format(out, " [%s, risk %s]\n",
                         capacity__enum_name(&capacity__names_migration_phase, row.phase),
                         capacity__enum_name(&capacity__names_risk, row.risk));
    if (markdown)
        capacity__put_char(out, '\n');
    put_part(out, "why", row.why, markdown);
    put_guide_part(out, &row, migration, index, markdown);
    put_part(out, "note", row.note, markdown);
    put_part(out, "before it", row.precondition, markdown);
    put_part(out, "trigger", row.trigger, markdown);
    put_part(out, "do", row.action, markdown);
    put_part(out, "verify", row.verify, markdown);
    put_hold_part(out, &row, markdown);
    put_part(out, "roll back", row.rollback, markdown);
    put_cost_part(out, &row, markdown);
    put_part(out, "source", row.source, markdown);
}

static int change_row(const void *context, size_t index, capacity__cells *cells)
{
    const capacity__migration *migration = context;
    capacity_migration_change row;
    capacity__migration_change_row(migration, index, &row);
    if (row.what == CAPACITY_CHANGE_RESULT)
        return 0; /* compare has them */
    capacity__cell_int(cells, (int64_t)row.step);
    capacity__cell_text(cells, row.subject);
    capacity__cell_text(cells, capacity__enum_name(&capacity__names_change, row.what));
    if (row.unit == CAPACITY_UNIT_NAME) {
        capacity__cell_text(cells, row.before_text);
        capacity__cell_text(cells, row.after_text);
        return 1;
    }
    capacity__cell_unit(cells, (capacity_unit)row.unit, row.before);
    capacity__cell_unit(cells, (capacity_unit)row.unit, row.after);
    return 1;
}

static int cost_row(const void *context, size_t index, capacity__cells *cells)
{
    const capacity__migration *migration = context;
    capacity_migration_cost row;
    capacity__migration_cost_row(migration, index, &row);
    capacity__cell_int(cells, (int64_t)row.step);
    capacity__cell_text(cells, row.item);
    capacity__cell_money(cells, row.before_uusd);
    capacity__cell_money(cells, row.after_uusd);
    put_signed_money(&cells->out, row.after_low_uusd - row.before_low_uusd);
    capacity__cell_end(cells);
    put_signed_money(&cells->out, row.after_uusd - row.before_uusd);
    capacity__cell_end(cells);
    put_signed_money(&cells->out, row.after_high_uusd - row.before_high_uusd);
    capacity__cell_end(cells);
    return 1;
}

static void put_tables(capacity__out *out, const capacity__migration *migration, int markdown)
{
    static const capacity__column changed[] = {{"Step", CAPACITY__RIGHT},
                                               {"Subject", 0},
                                               {"Change", 0},
                                               {"Before", CAPACITY__SHRINKS},
                                               {"After", CAPACITY__SHRINKS}};
    static const capacity__column costs[] = {
        {"Step", CAPACITY__RIGHT},  {"Line", CAPACITY__SHRINKS}, {"Before", CAPACITY__RIGHT},
        {"After", CAPACITY__RIGHT}, {"Low", CAPACITY__RIGHT},    {"Expected", CAPACITY__RIGHT},
        {"High", CAPACITY__RIGHT},
    };
    const capacity__table tables[] = {
        {"WHAT CHANGES", changed, sizeof changed / sizeof *changed,
         capacity__migration_change_count(migration), change_row, migration},
        {"A MONTH", costs, sizeof costs / sizeof *costs, capacity__migration_cost_count(migration),
         cost_row, migration},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (markdown)
            capacity__put_format(out, "\n## %s\n\n", i == 0 ? "What changes" : "A month");
        else
            capacity__put_char(out, '\n');
        capacity__table_write(&tables[i], out, markdown);
    }
}

static void put_migration(capacity__out *out, const capacity__migration *migration, int markdown)
{
    const capacity__pair *pair = &migration->pair;
    if (markdown)
        capacity__put(out, "# Migration\n\n");
    put_side(out, "Before", pair, pair->before, markdown);
    put_side(out, "After", pair, pair->after, markdown);
    if (migration->count == 0) {
        capacity__put(out, "\nNothing to do: the plans are equal.\n");
        return;
    }
    put_tables(out, migration, markdown);
    capacity__put_format(out,
                         markdown ? "\n## Steps\n\n%zu steps; the highest risk is %s.\n"
                                  : "\n%zu STEPS, the highest risk is %s\n",
                         migration->count,
                         capacity__enum_name(&capacity__names_risk, highest_risk(migration)));
    for (size_t i = 0; i < migration->count; i++)
        put_step(out, migration, i, markdown);
}

capacity_status capacity_migration_write(const capacity_plan *before, const capacity_plan *after,
                                         uint32_t answer, uint32_t format, char *buf, size_t size,
                                         size_t *needed, capacity_error *err)
{
    capacity__pair pair;
    capacity__migration migration;

    CAPACITY__TRY(capacity__migration_pair(before, after, answer, &pair, err));
    CAPACITY__TRY(capacity__check_format(format, err));
    capacity__migration_make(&migration, &pair);
    if (format == CAPACITY_FORMAT_JSON || format == CAPACITY_FORMAT_YAML) {
        capacity__emitter emitter;
        capacity__emitter_begin(&emitter, format, buf, size);
        emit_migration(&emitter, &migration);
        return capacity__emitter_end(&emitter, needed, err);
    }
    capacity__out out = capacity__out_new(buf, size);
    put_migration(&out, &migration, format == CAPACITY_FORMAT_MARKDOWN);
    return capacity__out_end(&out, needed, err);
}
