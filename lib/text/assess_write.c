/*
 * An assessment as text, JSON, YAML and Markdown.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/assess.h"

#include "plan/finding.h"
#include "text/emitter.h"
#include "text/plan_names.h"
#include "text/table.h"

#include <string.h>

#define NAMES(list, first, ...)                                                                    \
    static const char *const list##_list[] = {__VA_ARGS__};                                        \
    static const capacity__choices list = {first, sizeof list##_list / sizeof *list##_list,        \
                                           list##_list}
NAMES(verdicts, 1, "hold", "scale_up", "scale_down", "change_tier");
NAMES(reasons, 1, "cpu", "memory", "rate", "connections", "trigger", "minimum", "at_target",
      "too_soon", "blocked", "unknown");
NAMES(levels, 0, "none", "scale_up", "warning", "critical");
NAMES(states, 1, "unknown", "ok", "pending", "fired");
NAMES(comparisons, 1, "above", "at_least", "below", "at_max", "grown");
NAMES(parts, 1, "value", "held", "baseline");

enum { LABEL_WIDTH = 12 };

/* --- trees -------------------------------------------------------------------------------------- */

static void emit_number(capacity__emitter *emitter, const char *key, int64_t value)
{
    capacity__emit_key(emitter, key);
    if (value == CAPACITY_INVALID)
        capacity__emit_null(emitter);
    else
        capacity__emit_int(emitter, value);
}

static void emit_name(capacity__emitter *emitter, const char *key, const char *name)
{
    capacity__emit_key(emitter, key);
    if (name[0] == '\0')
        capacity__emit_null(emitter);
    else
        capacity__emit_string(emitter, name);
}

static void emit_enum(capacity__emitter *emitter, const char *key, const capacity__choices *names,
                      uint32_t value)
{
    capacity__emit_pair(emitter, key, capacity__enum_name(names, value));
}

static void emit_summary(capacity__emitter *emitter, const capacity_assessment_summary *row)
{
    emit_enum(emitter, "verdict", &verdicts, row->verdict);
    emit_enum(emitter, "level", &levels, row->level);
    emit_enum(emitter, "reason", &reasons, row->reason);
    emit_number(emitter, "exit_code", row->exit_code);
    capacity__emit_pair(emitter, "sentence", row->sentence);
    emit_name(emitter, "component", row->component);
    emit_name(emitter, "tier", row->tier);
    emit_name(emitter, "next_tier", row->next_tier);
    emit_number(emitter, "replicas", row->replicas);
    emit_number(emitter, "pods", row->pods);
    emit_number(emitter, "pods_wanted", row->pods_wanted);
    emit_number(emitter, "pods_min", row->pods_min);
    emit_number(emitter, "pods_max", row->pods_max);
    emit_number(emitter, "tier_pods_max", row->tier_pods_max);
    emit_number(emitter, "look_again_us", row->look_again_us);
    emit_number(emitter, "confidence_ppm", row->confidence_ppm);
    emit_number(emitter, "needed", row->needed);
    emit_number(emitter, "known", row->known);
    emit_number(emitter, "fired", row->fired);
    emit_number(emitter, "pending", row->pending);
}

static void emit_trigger(capacity__emitter *emitter, const capacity_trigger_result *row)
{
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "name", row->name);
    emit_enum(emitter, "level", &levels, row->level);
    emit_enum(emitter, "state", &states, row->state);
    capacity__emit_pair(emitter, "metric", capacity_metric_key((capacity_metric)row->metric));
    emit_enum(emitter, "unit", &capacity__names_unit, row->unit);
    emit_enum(emitter, "comparison", &comparisons, row->comparison);
    emit_number(emitter, "value", row->value);
    emit_number(emitter, "threshold", row->threshold);
    emit_number(emitter, "baseline", row->baseline);
    emit_number(emitter, "held_us", row->held_us);
    emit_number(emitter, "wait_us", row->wait_us);
    emit_number(emitter, "left_us", row->left_us);
    capacity__emit_pair(emitter, "evidence", row->evidence);
    capacity__emit_pair(emitter, "action", row->action);
    capacity__emit_pair(emitter, "source", row->source);
    capacity__emit_map_end(emitter);
}

static void emit_missing(capacity__emitter *emitter, const capacity_missing *row)
{
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "metric", row->key);
    emit_enum(emitter, "part", &parts, row->part);
    capacity__emit_pair_bool(emitter, "needed", row->needed != 0);
    capacity__emit_pair(emitter, "why", row->why);
    capacity__emit_map_end(emitter);
}

static capacity_status write_tree(const capacity_assessment *assessment, uint32_t format, char *buf,
                                  size_t size, size_t *needed, capacity_error *err)
{
    capacity__emitter emitter;
    capacity__emitter_begin(&emitter, format, buf, size);
    capacity__emit_map(&emitter);
    emit_summary(&emitter, &assessment->summary);
    capacity__emit_key(&emitter, "triggers");
    capacity__emit_list(&emitter);
    for (size_t i = 0; i < CAPACITY__TRIGGERS; i++) {
        capacity_trigger_result row;
        capacity__trigger_row(assessment, i, &row);
        emit_trigger(&emitter, &row);
    }
    capacity__emit_list_end(&emitter);
    capacity__emit_key(&emitter, "missing");
    capacity__emit_list(&emitter);
    for (size_t i = 0; i < assessment->gap_count; i++) {
        capacity_missing row;
        capacity__missing_row(assessment, i, &row);
        emit_missing(&emitter, &row);
    }
    capacity__emit_list_end(&emitter);
    capacity__emit_map_end(&emitter);
    return capacity__emitter_end(&emitter, needed, err);
}

/* --- for people --------------------------------------------------------------------------------- */

/* Words of a level on a terminal: no underscore. */
static const char *level_word(uint32_t level)
{
    return level == CAPACITY_LEVEL_SCALE_UP ? "scale up" : capacity__enum_name(&levels, level);
}

/* What fired comes first, then what is pending, what is fine, and what is not known. */
static size_t in_order(const capacity_assessment *assessment, size_t index)
{
    for (uint8_t state = CAPACITY_TRIGGER_STATE_FIRED;; state--)
        for (size_t i = 0; i < CAPACITY__TRIGGERS; i++) {
            if (assessment->check[i].state != state)
                continue;
            if (index == 0)
                return i;
            index--;
        }
}

static int trigger_cells(const void *context, size_t index, capacity__cells *cells)
{
    capacity_trigger_result row;
    capacity__trigger_row(context, in_order(context, index), &row);
    if (row.state == CAPACITY_TRIGGER_STATE_UNKNOWN)
        return 0; /* said among what is missing */
    capacity__cell_text(cells, row.name);
    capacity__cell_text(cells, level_word(row.level));
    capacity__cell_text(cells, capacity__enum_name(&states, row.state));
    capacity__cell_text(cells, row.evidence);
    return 1;
}

static int missing_cells(const void *context, size_t index, capacity__cells *cells)
{
    capacity_missing row;
    capacity__missing_row(context, index, &row);
    capacity__put(&cells->out, row.key);
    if (row.part != CAPACITY_MISSING_PART_VALUE)
        capacity__put_format(&cells->out, ": %s", capacity__enum_name(&parts, row.part));
    capacity__cell_end(cells);
    capacity__cell_text(cells, row.needed ? "yes" : "no");
    capacity__cell_text(cells, row.why);
    return 1;
}

static void put_label(capacity__out *out, const char *label, int markdown)
{
    if (markdown) {
        capacity__put_format(out, "- %s: ", label);
        return;
    }
    capacity__put(out, label);
    capacity__put_repeat(out, ' ', LABEL_WIDTH - strlen(label));
}

static void put_count(capacity__out *out, int64_t value)
{
    if (value == CAPACITY_INVALID)
        capacity__put(out, "?");
    else
        capacity__put_int(out, value);
}

static void put_pods(capacity__out *out, const capacity_assessment_summary *row)
{
    put_count(out, row->replicas);
    capacity__put(out, " now, ");
    put_count(out, row->pods);
    capacity__put(out, " recommended, ");
    put_count(out, row->pods_wanted);
    capacity__put(out, " asked for; at least ");
    put_count(out, row->pods_min);
    capacity__put(out, ", at most ");
    put_count(out, row->pods_max);
    if (row->tier_pods_max != CAPACITY_INVALID)
        capacity__put_format(out, "; %s tier: at most %" PRId64, row->tier, row->tier_pods_max);
}

static void put_head(capacity__out *out, const capacity_assessment_summary *row, int markdown)
{
    capacity__wrap wrap = capacity__wrap_new(out, 0, 0);
    capacity__put(out, markdown ? "# Assessment\n\n" : "");
    if (markdown)
        capacity__put_clean(out, row->sentence, strlen(row->sentence), 1);
    else
        capacity__wrap_put(&wrap, row->sentence);
    capacity__put(out, ".\n\n");
    put_label(out, "Pods", markdown);
    put_pods(out, row);
    capacity__put_char(out, '\n');
    put_label(out, "Triggers", markdown);
    capacity__put_format(out, "%" PRId64 " fired, %" PRId64 " pending", row->fired, row->pending);
    if (row->level != CAPACITY_LEVEL_NONE)
        capacity__put_format(out, "; the weightiest: %s", level_word(row->level));
    capacity__put_char(out, '\n');
    put_label(out, "Confidence", markdown);
    capacity__say(out, CAPACITY_UNIT_PPM, row->confidence_ppm / 10000 * 10000);
    capacity__put_format(out, ": %" PRId64 " of %" PRId64 " needed metrics are known\n", row->known,
                         row->needed);
    put_label(out, "Look again", markdown);
    capacity__put(out, "in ");
    capacity__say(out, CAPACITY_UNIT_US, row->look_again_us);
    capacity__put(out, "\n");
}

static void put_to_do(capacity__out *out, const capacity_assessment *assessment, int markdown)
{
    int first = 1;
    for (size_t i = 0; i < CAPACITY__TRIGGERS; i++) {
        capacity_trigger_result row;
        if (assessment->check[i].state != CAPACITY_TRIGGER_STATE_FIRED)
            continue;
        capacity__trigger_row(assessment, i, &row);
        if (first)
            capacity__put(out, markdown ? "\n## What to do\n\n" : "\nWHAT TO DO\n");
        first = 0;
        if (markdown) {
            capacity__put_format(out, "- **%s**: ", row.name);
            capacity__put_clean(out, row.action, strlen(row.action), 1);
        } else {
            capacity__wrap wrap = capacity__wrap_new(out, 0, 2);
            capacity__wrap_format(&wrap, "%s: %s", row.name, row.action);
        }
        capacity__put_char(out, '\n');
    }
}

static void write_people(const capacity_assessment *assessment, capacity__out *out, int markdown)
{
    static const capacity__column trigger_columns[] = {
        {"Trigger", 0}, {"Level", 0}, {"State", 0}, {"Evidence", CAPACITY__SHRINKS}};
    static const capacity__column missing_columns[] = {
        {"Not known", 0}, {"Needed", 0}, {"Why it matters", CAPACITY__SHRINKS}};
    const capacity__table triggers = {"TRIGGER",          trigger_columns, 4,
                                      CAPACITY__TRIGGERS, trigger_cells,   assessment};
    const capacity__table missing = {"NOT KNOWN",           missing_columns, 3,
                                     assessment->gap_count, missing_cells,   assessment};
    const capacity_assessment_summary *row = &assessment->summary;
    size_t unknown = 0;

    put_head(out, row, markdown);
    for (size_t i = 0; i < CAPACITY__TRIGGERS; i++)
        unknown += assessment->check[i].state == CAPACITY_TRIGGER_STATE_UNKNOWN;
    if (unknown < CAPACITY__TRIGGERS) {
        capacity__put(out, markdown ? "\n## Triggers\n\n" : "\n");
        capacity__table_write(&triggers, out, markdown);
    }
    put_to_do(out, assessment, markdown);
    if (assessment->gap_count > 0) {
        capacity__put(out, markdown ? "\n## What is not known\n\n" : "\n");
        capacity__table_write(&missing, out, markdown);
    }
}

capacity_status capacity_assessment_write(const capacity_assessment *assessment, uint32_t format,
                                          char *buf, size_t size, size_t *needed,
                                          capacity_error *err)
{
    if (!capacity__assessment_ok(assessment))
        return capacity__null(err, "assessment");
    if (format == CAPACITY_FORMAT_TEXT || format == CAPACITY_FORMAT_MARKDOWN) {
        capacity__out out = capacity__out_new(buf, size);
        write_people(assessment, &out, format == CAPACITY_FORMAT_MARKDOWN);
        return capacity__out_end(&out, needed, err);
    }
    if (format != CAPACITY_FORMAT_JSON && format != CAPACITY_FORMAT_YAML)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "format %" PRId64 " is none of text 1, JSON 2, YAML 3, Markdown 4",
                              (int64_t)format);
    return write_tree(assessment, format, buf, size, needed, err);
}
