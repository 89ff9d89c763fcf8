/*
 * catalog: what the catalogue holds.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "catalog_rows.h"
#include "commands.h"
#include "load.h"
#include "names.h"
#include "price.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

static capacity_status write_catalog(const void *catalog, uint32_t format, char *buf, size_t size,
                                     size_t *needed, capacity_error *err)
{
    return capacity_catalog_write_text(catalog, format, buf, size, needed, err);
}

/* Never NULL, so that its name and date can be shown; unref does the built-in one no harm. */
static capacity_catalog *or_builtin(capacity_catalog *catalog)
{
    return catalog ? catalog : capacity_catalog_builtin();
}

static void put_summary(const capacity_catalog *catalog, const catalog_rows *rows, const sheet *s)
{
    sheet_heading(s, 1, "Catalogue");
    sheet_pair(s, "name", "%s", capacity_catalog_name(catalog));
    sheet_pair(s, "region", "%s", capacity_catalog_region(catalog));
    sheet_pair(s, "date", "%s", capacity_catalog_as_of(catalog));
    sheet_pair(s, "machines", "%zu", rows->machine_count);
    sheet_pair(s, "meters", "%zu", rows->meter_count);
    sheet_pair(s, "purchase options", "%zu", rows->option_count);
    sheet_gap(s);
    sheet_paragraph(s, "'capacity catalog machines', 'meters' or 'options' lists them; 'capacity "
                       "catalog t3.large' or 'capacity catalog nat.hour' shows one in full, with "
                       "its source; '--format json' writes the whole catalogue.");
}

static void put_names(const catalog_rows *rows, text *out)
{
    size_t i;

    for (i = 0; i < rows->machine_count; i++)
        text_printf(out, "%s\n", rows->machines[i].name);
    for (i = 0; i < rows->meter_count; i++)
        text_printf(out, "%s\n", rows->meters[i].name);
}

static int complain_unknown_row(const catalog_rows *rows, const char *name)
{
    static const char *const lists[] = {"machines", "meters", "options"};
    nearest n = {.written = name};
    size_t i;

    for (i = 0; i < sizeof lists / sizeof *lists; i++)
        nearest_try(&n, lists[i]);
    for (i = 0; i < rows->machine_count; i++)
        nearest_try(&n, rows->machines[i].name);
    for (i = 0; i < rows->meter_count; i++)
        nearest_try(&n, rows->meters[i].name);
    nearest_complain(&n, "machine or meter");
    advise("'capacity catalog --names' lists them");
    return EXIT_BAD_INPUT;
}

/* One machine or one meter. */
static int put_row(const capacity_catalog *catalog, const catalog_rows *rows, const char *name,
                   const sheet *s)
{
    size_t i;

    for (i = 0; i < rows->machine_count; i++)
        if (!strcmp(rows->machines[i].name, name))
            return put_machine(catalog, &rows->machines[i], s);
    for (i = 0; i < rows->meter_count; i++)
        if (!strcmp(rows->meters[i].name, name))
            return put_meter(catalog, &rows->meters[i], s);
    return complain_unknown_row(rows, name);
}

static int put_catalog(const settings *set, const capacity_catalog *catalog,
                       const catalog_rows *rows, text *out)
{
    const sheet s = {out, set->format == CAPACITY_FORMAT_MARKDOWN};
    const char *name = set->arguments[0];

    if (set->names) {
        put_names(rows, out);
        return EXIT_FINE;
    }
    if (!name) {
        put_summary(catalog, rows, &s);
        return EXIT_FINE;
    }
    if (!strcmp(name, "machines"))
        return put_machines(catalog, rows, &s);
    if (!strcmp(name, "meters"))
        return put_meters(catalog, rows, &s);
    if (!strcmp(name, "options")) {
        put_options(rows, &s);
        return EXIT_FINE;
    }
    return put_row(catalog, rows, name, &s);
}

int run_catalog(const settings *s, text *out)
{
    const int whole = s->format == CAPACITY_FORMAT_JSON || s->format == CAPACITY_FORMAT_YAML;
    catalog_rows rows;
    capacity_catalog *catalog;
    int status = EXIT_FINE;

    if (s->argument_count && !s->names)
        status = need_prose(s, "it holds the whole catalogue: leave the argument out");
    if (status)
        return status;
    status = load_catalog(s->catalog, &catalog);
    if (status)
        return status;
    catalog = or_builtin(catalog);
    status = read_catalog(catalog, &rows);
    if (!status && whole && !s->names)
        status = put_written(write_catalog, catalog, s->format, out);
    else if (!status)
        status = put_catalog(s, catalog, &rows, out);
    catalog_rows_free(&rows);
    capacity_catalog_unref(catalog);
    return status;
}
