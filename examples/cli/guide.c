/*
 * guide: what the sizing guide says beside its tiers.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "commands.h"
#include "json.h"
#include "names.h"
#include "report.h"
#include "sheet.h"

#include <stdlib.h>
#include <string.h>

/* What people type, in the order of the guide. */
static const struct {
    const char *name;
    capacity_guide_section section;
} sections[] = {
    {"assumptions", CAPACITY_GUIDE_ASSUMPTIONS}, {"benchmarks", CAPACITY_GUIDE_BENCHMARKS},
    {"scaling", CAPACITY_GUIDE_SCALING},         {"hpa", CAPACITY_GUIDE_HPA},
    {"autoscaler", CAPACITY_GUIDE_AUTOSCALER},   {"metrics", CAPACITY_GUIDE_METRICS},
    {"alerts", CAPACITY_GUIDE_ALERTS},           {"cost-tips", CAPACITY_GUIDE_COST_TIPS},
    {"migration", CAPACITY_GUIDE_MIGRATION},     {"start-small", CAPACITY_GUIDE_START_SMALL},
    {"success", CAPACITY_GUIDE_SUCCESS},         {"scale-up", CAPACITY_GUIDE_SCALE_UP},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

/* The caller frees the entries. Exit status. */
static int read_section(capacity_guide_section section, capacity_guide_entry **entries, size_t *n)
{
    capacity_error err;

    *entries = NULL;
    if (capacity_guide_get(section, NULL, sizeof **entries, 0, n, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    *entries = need_memory(*n, sizeof **entries);
    if (capacity_guide_get(section, *entries, sizeof **entries, *n, n, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    return EXIT_FINE;
}

/* Statements under the headings of their subjects. */
static int put_section(size_t index, const sheet *s)
{
    capacity_guide_entry *entries;
    size_t n, i;
    const int status = read_section(sections[index].section, &entries, &n);
    const char *subject = "";

    if (!status)
        sheet_heading(s, 1, capacity_guide_section_title(sections[index].section));
    for (i = 0; !status && i < n; i++) {
        if (strcmp(subject, entries[i].subject)) {
            subject = entries[i].subject;
            sheet_heading(s, 2, subject);
        }
        sheet_item(s, entries[i].text);
    }
    free(entries);
    return status;
}

static void put_json_entry(json *j, const capacity_guide_entry *e)
{
    json_open(j, NULL, '{');
    json_string(j, "subject", e->subject);
    json_int(j, "order", e->order);
    json_string(j, "text", e->text);
    if (e->low != CAPACITY_INVALID) {
        json_int(j, "low", e->low);
        json_int(j, "high", e->high);
        json_string(j, "unit", capacity_unit_suffix((capacity_unit)e->unit));
    }
    json_close(j, '}');
}

static int put_json_section(json *j, size_t index)
{
    capacity_guide_entry *entries;
    size_t n, i;
    const int status = read_section(sections[index].section, &entries, &n);

    json_open(j, NULL, '{');
    json_string(j, "section", sections[index].name);
    json_string(j, "title", capacity_guide_section_title(sections[index].section));
    json_open(j, "statements", '[');
    for (i = 0; !status && i < n; i++)
        put_json_entry(j, &entries[i]);
    json_close(j, ']');
    json_close(j, '}');
    free(entries);
    return status;
}

static int put_guide(const settings *s, size_t first, size_t end, text *out)
{
    const sheet sh = {out, s->format == CAPACITY_FORMAT_MARKDOWN};
    int status = EXIT_FINE;
    json j;
    size_t i;

    if (s->format != CAPACITY_FORMAT_JSON) {
        for (i = first; !status && i < end; i++)
            status = put_section(i, &sh);
        return status;
    }
    json_begin(&j, out);
    json_open(&j, NULL, '{');
    json_open(&j, "sections", '[');
    for (i = first; !status && i < end; i++)
        status = put_json_section(&j, i);
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
    return status;
}

int run_guide(const settings *s, text *out)
{
    nearest n = {.written = s->arguments[0] ? s->arguments[0] : ""};
    size_t i;

    if (s->format == CAPACITY_FORMAT_YAML) {
        complain("--format yaml is not available for guide: use text, json or markdown");
        return EXIT_BAD_INPUT;
    }
    for (i = 0; s->names && i < SECTIONS; i++)
        text_printf(out, "%s\n", sections[i].name);
    if (s->names)
        return EXIT_FINE;
    if (!s->arguments[0])
        return put_guide(s, 0, SECTIONS, out);
    for (i = 0; i < SECTIONS; i++) {
        if (!strcmp(sections[i].name, s->arguments[0]))
            return put_guide(s, i, i + 1, out);
        nearest_try(&n, sections[i].name);
    }
    nearest_complain(&n, "section");
    advise("'capacity guide --names' lists the sections");
    return EXIT_BAD_INPUT;
}
