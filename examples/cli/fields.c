/*
 * fields: the registry, as a table or one field in full.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fields.h"
#include "commands.h"
#include "json.h"
#include "quantity.h"
#include "report.h"
#include "sheet.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What people write, for each unit. */
static const struct {
    const char *name, *written;
} units[] = {
    [CAPACITY_UNIT_COUNT] = {"count", "a whole number: 1000"},
    [CAPACITY_UNIT_MCPU] = {"cpu", "millicores or cores: 250m or 0.25"},
    [CAPACITY_UNIT_BYTES] = {"bytes", "bytes: 512Mi, 2G or 1024"},
    [CAPACITY_UNIT_MRPS] = {"per second", "a rate a second: 166.7"},
    [CAPACITY_UNIT_MRPM] = {"per minute", "a rate a minute: 2.5, or 0.5/s"},
    [CAPACITY_UNIT_US] = {"time", "a duration: 200ms, 1.5s or 30m"},
    [CAPACITY_UNIT_PPM] = {"share", "a share: 30% or 0.3"},
    [CAPACITY_UNIT_MRCU] = {"read units", "read units a second: 250"},
    [CAPACITY_UNIT_MWCU] = {"write units", "write units a second: 100"},
    [CAPACITY_UNIT_NUSD] = {"price", "a price: $0.0416"},
    [CAPACITY_UNIT_UUSD] = {"amount", "an amount: $60.74"},
    [CAPACITY_UNIT_BOOL] = {"switch", "on or off"},
    [CAPACITY_UNIT_ENUM] = {"choice", "one of its choices"},
    [CAPACITY_UNIT_NAME] = {"name", "a name"},
};

enum { UNITS = sizeof units / sizeof *units };

const char *field_unit_name(capacity_field field)
{
    const capacity_unit unit = capacity_field_unit(field);

    return (size_t)unit < UNITS && units[unit].name ? units[unit].name : "?";
}

/* Choices by name; empty for other units. */
static void put_choices(capacity_field field, text *out)
{
    int64_t lowest, highest, value;

    if (capacity_field_range(field, &lowest, &highest, NULL, NULL) < 0)
        return;
    if (!capacity_field_choice(field, lowest))
        return;
    for (value = lowest; value <= highest; value++)
        text_printf(out, "%s%s", value == lowest ? "" : ", ", capacity_field_choice(field, value));
}

void put_field_range(capacity_field field, text *out)
{
    int64_t lowest, highest;
    const size_t before = out->size;

    put_choices(field, out);
    if (out->size > before || capacity_field_unit(field) == CAPACITY_UNIT_NAME)
        return;
    if (capacity_field_range(field, &lowest, &highest, NULL, NULL) < 0)
        return;
    text_printf(out, "%s to %s", quantity_of_field(field, lowest).text,
                quantity_of_field(field, highest).text);
}

void put_field_default(capacity_field field, text *out)
{
    int64_t preset;

    if (capacity_field_unit(field) == CAPACITY_UNIT_NAME)
        text_puts(out, "empty");
    else if (capacity_field_range(field, NULL, NULL, &preset, NULL) >= 0)
        text_puts(out, quantity_of_field(field, preset).text);
}

/* --- one field in full --------------------------------------------------------------------- */

static void put_setting(capacity_field field, const sheet *s)
{
    const char *key = capacity_field_key(field), *name = capacity_field_name(field);
    text example = {0};
    int64_t preset, lowest;

    if (capacity_field_range(field, &lowest, NULL, &preset, NULL) < 0 ||
        capacity_field_unit(field) == CAPACITY_UNIT_NAME) {
        sheet_pair(s, "to set it", "--set %s=NAME, or in a profile %s: NAME", key, key);
        return;
    }
    if (preset == CAPACITY_AUTO)
        preset = lowest;
    text_puts(&example, quantity_of_field(field, preset).text);
    sheet_pair(s, "to set it", "--set %s=%s, or in a profile %s: %s", key, example.data, key,
               example.data);
    if (strcmp(key, name))
        sheet_pair(s, "as an integer", "--set %s=%" PRId64, name, preset);
    text_free(&example);
}

static void put_field(capacity_field field, const sheet *s)
{
    const int input = capacity_field_kind(field) == CAPACITY_KIND_INPUT;
    const capacity_unit unit = capacity_field_unit(field);
    text range = {0}, preset = {0};

    sheet_heading(s, 1, capacity_field_key(field));
    sheet_paragraph(s, capacity_field_summary(field));
    sheet_gap(s);
    sheet_pair(s, "kind", "%s", input ? "input, set on a profile" : "result of a plan");
    sheet_pair(s, "unit", "%s", (size_t)unit < UNITS ? units[unit].written : "?");
    if (input) {
        put_field_range(field, &range);
        put_field_default(field, &preset);
        if (range.size)
            sheet_pair(
                s, unit == CAPACITY_UNIT_ENUM || unit == CAPACITY_UNIT_BOOL ? "choices" : "range",
                "%s", range.data);
        sheet_pair(s, "default", "%s", preset.data);
        put_setting(field, s);
    }
    sheet_pair(s, "exact name, id", "%s, %d", capacity_field_name(field), (int)field);
    sheet_pair(s, "source", "%s", capacity_field_source(field));
    text_free(&range);
    text_free(&preset);
}

/* --- which fields -------------------------------------------------------------------------- */

static int is_wanted_kind(const settings *s, capacity_field field)
{
    if (s->inputs == s->results)
        return 1;
    return (capacity_field_kind(field) == CAPACITY_KIND_INPUT) == s->inputs;
}

static int matches(const char *pattern, capacity_field field)
{
    const char *key = capacity_field_key(field);

    if (!pattern)
        return 1;
    if (strpbrk(pattern, "*?["))
        return !fnmatch(pattern, key, 0);
    return strstr(key, pattern) || strstr(capacity_field_summary(field), pattern);
}

static int complain_no_match(const char *pattern)
{
    const capacity_field near = capacity_field_nearest(pattern, CAPACITY_KIND_NONE);

    if (near)
        complain("no field matches '%.*s', did you mean '%s'", QUOTED_SIZE, pattern,
                 capacity_field_key(near));
    else
        complain("no field matches '%.*s'", QUOTED_SIZE, pattern);
    advise("'capacity fields' lists all fields; a pattern may have * and ?");
    return EXIT_BAD_INPUT;
}

/* The fields asked for, ended by CAPACITY_FIELD_NONE; the caller frees. */
static capacity_field *select_fields(const settings *s, size_t *count)
{
    const size_t n = capacity_field_count();
    capacity_field *fields = need_memory(n + 1, sizeof *fields);
    const char *pattern = s->arguments[0];
    size_t i;

    *count = 0;
    if (pattern && capacity_field_from_name(pattern)) {
        fields[(*count)++] = capacity_field_from_name(pattern);
        return fields;
    }
    for (i = 0; i < n; i++) {
        const capacity_field field = capacity_field_at(i);

        if (is_wanted_kind(s, field) && matches(pattern, field))
            fields[(*count)++] = field;
    }
    return fields;
}

/* --- listings ------------------------------------------------------------------------------ */

static void put_names(const capacity_field *fields, text *out)
{
    for (; *fields; fields++)
        text_printf(out, "%s\n", capacity_field_key(*fields));
}

static void put_json_field(json *j, capacity_field field)
{
    int64_t lowest, highest, preset, value;

    json_open(j, NULL, '{');
    json_int(j, "id", field);
    json_string(j, "key", capacity_field_key(field));
    json_string(j, "name", capacity_field_name(field));
    json_string(j, "kind", capacity_field_kind(field) == CAPACITY_KIND_INPUT ? "input" : "result");
    json_string(j, "unit", field_unit_name(field));
    json_string(j, "suffix", capacity_unit_suffix(capacity_field_unit(field)));
    if (capacity_field_unit(field) != CAPACITY_UNIT_NAME &&
        capacity_field_range(field, &lowest, &highest, &preset, NULL) >= 0) {
        json_int(j, "lowest", lowest);
        json_int(j, "highest", highest);
        json_int(j, "default", preset);
        if (capacity_field_choice(field, lowest)) {
            json_open(j, "choices", '[');
            for (value = lowest; value <= highest; value++)
                json_string(j, NULL, capacity_field_choice(field, value));
            json_close(j, ']');
        }
    }
    json_string(j, "sentence", capacity_field_summary(field));
    json_string(j, "source", capacity_field_source(field));
    json_close(j, '}');
}

static void put_json(const capacity_field *fields, text *out)
{
    json j;

    json_begin(&j, out);
    json_open(&j, NULL, '{');
    json_open(&j, "fields", '[');
    for (; *fields; fields++)
        put_json_field(&j, *fields);
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

int run_fields(const settings *s, text *out)
{
    const sheet sh = {out, s->format == CAPACITY_FORMAT_MARKDOWN};
    size_t count;
    capacity_field *fields;
    int status = EXIT_FINE;

    if (s->format == CAPACITY_FORMAT_YAML) {
        complain("--format yaml is not available for fields: use text, json or markdown");
        return EXIT_BAD_INPUT;
    }
    fields = select_fields(s, &count);
    if (!count)
        status = complain_no_match(s->arguments[0]);
    else if (s->names)
        put_names(fields, out);
    else if (s->format == CAPACITY_FORMAT_JSON)
        put_json(fields, out);
    else if (count == 1)
        put_field(fields[0], &sh);
    else
        put_field_table(fields, &sh);
    free(fields);
    return status;
}
