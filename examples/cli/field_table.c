/*
 * Fields as a table: for listings and for the help of the commands that take them.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fields.h"

enum { SENTENCE_INDENT = 6 };

static void put_markdown(const capacity_field *fields, capacity_kind kind, const sheet *s)
{
    grid g = {0};

    grid_column(&g, "Field", 0);
    grid_column(&g, "Unit", 0);
    grid_column(&g, "Default", 0);
    grid_column(&g, "Range", 0);
    grid_wrapping(&g, "Meaning");
    grid_column(&g, "Source", 0);
    for (; *fields; fields++) {
        text preset = {0}, range = {0};

        if (capacity_field_kind(*fields) != kind)
            continue;
        put_field_default(*fields, &preset);
        put_field_range(*fields, &range);
        grid_cell(&g, "`%s`", capacity_field_key(*fields));
        grid_cell(&g, "%s", field_unit_name(*fields));
        grid_cell(&g, "%s", preset.size ? preset.data : "");
        grid_cell(&g, "%s", range.size ? range.data : "");
        grid_cell(&g, "%s", capacity_field_summary(*fields));
        grid_cell(&g, "%s", capacity_field_source(*fields));
        text_free(&preset);
        text_free(&range);
    }
    grid_print(&g, s);
}

static void put_line(text *out, const char *key, const char *unit, const char *preset,
                     const char *range)
{
    text_printf(out, "  %-34s %-12s %-12s %s", key, unit, preset, range);
    while (out->data[out->size - 1] == ' ')
        out->size--;
    text_puts(out, "\n");
}

/* Two lines for each field: the sentence would be a narrow column beside the rest. */
static void put_text(const capacity_field *fields, capacity_kind kind, text *out)
{
    put_line(out, "FIELD", "UNIT", kind == CAPACITY_KIND_INPUT ? "DEFAULT" : "",
             kind == CAPACITY_KIND_INPUT ? "RANGE" : "");
    for (; *fields; fields++) {
        const int choice = capacity_field_unit(*fields) == CAPACITY_UNIT_ENUM;
        text preset = {0}, range = {0}, sentence = {0};

        if (capacity_field_kind(*fields) != kind)
            continue;
        put_field_default(*fields, &preset);
        put_field_range(*fields, &range);
        put_line(out, capacity_field_key(*fields), field_unit_name(*fields),
                 preset.size ? preset.data : "", range.size && !choice ? range.data : "");
        text_puts(&sentence, capacity_field_summary(*fields));
        if (choice)
            text_printf(&sentence, " (one of %s)", range.data);
        text_wrap(out, sentence.data, SENTENCE_INDENT, SHEET_WIDTH);
        text_free(&sentence);
        text_free(&preset);
        text_free(&range);
    }
}

void put_field_table(const capacity_field *fields, const sheet *s)
{
    static const struct {
        capacity_kind kind;
        const char *title;
    } parts[] = {
        {CAPACITY_KIND_INPUT, "Inputs: --set FIELD=VALUE, or FIELD: VALUE in a profile"},
        {CAPACITY_KIND_OUTPUT, "Results of a plan"},
    };
    size_t i, n;

    for (i = 0; i < sizeof parts / sizeof *parts; i++) {
        for (n = 0; fields[n] && capacity_field_kind(fields[n]) != parts[i].kind; n++)
            ;
        if (!fields[n])
            continue;
        sheet_heading(s, 2, parts[i].title);
        if (s->markdown)
            put_markdown(fields, parts[i].kind, s);
        else
            put_text(fields, parts[i].kind, s->out);
    }
}
