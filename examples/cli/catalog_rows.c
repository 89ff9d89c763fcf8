/*
 * Reading and listing the rows of a catalogue.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "catalog_rows.h"
#include "price.h"
#include "quantity.h"
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEM_INDENT = 6 };

static int read_machines(const capacity_catalog *catalog, catalog_rows *rows, capacity_error *err)
{
    size_t n;

    if (capacity_catalog_get_machines(catalog, NULL, sizeof *rows->machines, 0, &n, err) < 0)
        return -1;
    rows->machines = need_memory(n, sizeof *rows->machines);
    return capacity_catalog_get_machines(catalog, rows->machines, sizeof *rows->machines, n,
                                         &rows->machine_count, err);
}

static int read_meters(const capacity_catalog *catalog, catalog_rows *rows, capacity_error *err)
{
    size_t n;

    if (capacity_catalog_get_meters(catalog, NULL, sizeof *rows->meters, 0, &n, err) < 0)
        return -1;
    rows->meters = need_memory(n, sizeof *rows->meters);
    return capacity_catalog_get_meters(catalog, rows->meters, sizeof *rows->meters, n,
                                       &rows->meter_count, err);
}

static int read_options(const capacity_catalog *catalog, catalog_rows *rows, capacity_error *err)
{
    size_t n;

    if (capacity_catalog_get_options(catalog, NULL, sizeof *rows->options, 0, &n, err) < 0)
        return -1;
    rows->options = need_memory(n, sizeof *rows->options);
    return capacity_catalog_get_options(catalog, rows->options, sizeof *rows->options, n,
                                        &rows->option_count, err);
}

int read_catalog(const capacity_catalog *catalog, catalog_rows *rows)
{
    capacity_error err;

    memset(rows, 0, sizeof *rows);
    if (read_machines(catalog, rows, &err) < 0 || read_meters(catalog, rows, &err) < 0 ||
        read_options(catalog, rows, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    return EXIT_FINE;
}

void catalog_rows_free(catalog_rows *rows)
{
    free(rows->machines);
    free(rows->meters);
    free(rows->options);
    memset(rows, 0, sizeof *rows);
}

int put_machines(const capacity_catalog *catalog, const catalog_rows *rows, const sheet *s)
{
    grid g = {0};
    size_t i;

    grid_column(&g, "Machine", 0);
    grid_column(&g, "CPU", 1);
    grid_column(&g, "Memory", 1);
    grid_column(&g, "Pods", 1);
    grid_column(&g, "On demand $/h", 1);
    grid_column(&g, "Spot $/h", 1);
    grid_column(&g, "Month", 1);
    grid_column(&g, "Date", 0);
    for (i = 0; i < rows->machine_count; i++) {
        const capacity_machine *m = &rows->machines[i];

        grid_cell(&g, "%s", m->name);
        grid_cell(&g, "%s", quantity_of(CAPACITY_UNIT_MCPU, m->cpu_mcpu).text);
        grid_cell(&g, "%s", quantity_of(CAPACITY_UNIT_BYTES, m->memory_bytes).text);
        grid_cell(&g, "%s", machine_pods(m, CAPACITY_MAX_PODS_DEFAULT).text);
        grid_cell(&g, "%s", quantity_of(CAPACITY_UNIT_NUSD, m->hour_nusd).text);
        grid_cell(&g, "%s", machine_price(catalog, m, CAPACITY_PURCHASE_SPOT, 0).text);
        grid_cell(&g, "%s", month_of(m->hour_nusd).text);
        grid_cell(&g, "%s", m->as_of);
    }
    grid_print(&g, s);
    return EXIT_FINE;
}

/* Two lines for each meter: what is counted would be a narrow column beside the rest. */
static void put_meter_line(const capacity_meter *m, int64_t price_nusd, text *out)
{
    char item[2 * CAPACITY_LABEL_SIZE];

    text_printf(out, "  %-48s %12s  %s\n", m->name,
                quantity_of(CAPACITY_UNIT_NUSD, price_nusd).text, m->unit);
    snprintf(item, sizeof item, "%s (%s%s)", m->item, m->as_of,
             m->flags & CAPACITY_CATALOG_INFERRED ? ", another region's price" : "");
    text_wrap(out, item, ITEM_INDENT, SHEET_WIDTH);
}

static void put_meter_row(grid *g, const capacity_meter *m, int64_t price_nusd)
{
    grid_cell(g, "%s", m->name);
    grid_cell(g, "%s", quantity_of(CAPACITY_UNIT_NUSD, price_nusd).text);
    grid_cell(g, "%s", m->unit);
    grid_cell(g, "%s", m->item);
    grid_cell(g, "%s%s", m->as_of,
              m->flags & CAPACITY_CATALOG_INFERRED ? ", another region's price" : "");
}

int put_meters(const capacity_catalog *catalog, const catalog_rows *rows, const sheet *s)
{
    grid g = {0};
    size_t i;

    grid_column(&g, "Meter", 0);
    grid_column(&g, "First band", 1);
    grid_column(&g, "Unit", 0);
    grid_column(&g, "What is counted", 0);
    grid_column(&g, "Date", 0);
    if (!s->markdown)
        text_printf(s->out, "  %-48s %12s  %s\n", "METER", "FIRST BAND", "UNIT");
    for (i = 0; i < rows->meter_count; i++) {
        capacity_band bands[CAPACITY_MAX_ROWS];
        capacity_error err;
        size_t n;

        if (capacity_catalog_get_bands(catalog, rows->meters[i].name, bands, sizeof *bands,
                                       CAPACITY_MAX_ROWS, &n, &err) < 0)
            return complain_about(&err, NULL, FAULT_VALUE);
        if (s->markdown)
            put_meter_row(&g, &rows->meters[i], bands[0].price_nusd);
        else
            put_meter_line(&rows->meters[i], bands[0].price_nusd, s->out);
    }
    grid_print(&g, s);
    return EXIT_FINE;
}

/* A fraction, or nothing where it is not known. */
static quantity share(int64_t ppm)
{
    return ppm ? quantity_of(CAPACITY_UNIT_PPM, ppm) : (quantity){""};
}

void put_options(const catalog_rows *rows, const sheet *s)
{
    grid g = {0};
    size_t i;

    grid_column(&g, "Option", 0);
    grid_column(&g, "For", 0);
    grid_column(&g, "$/h", 1);
    grid_column(&g, "Off", 1);
    grid_column(&g, "From", 1);
    grid_column(&g, "To", 1);
    grid_column(&g, "Date", 0);
    for (i = 0; i < rows->option_count; i++) {
        const capacity_option *o = &rows->options[i];

        grid_cell(&g, "%s", option_name(o->kind));
        grid_cell(&g, "%s", o->scope);
        grid_cell(&g, "%s",
                  o->price_nusd ? quantity_of(CAPACITY_UNIT_NUSD, o->price_nusd).text : "");
        grid_cell(&g, "%s", share(o->off_ppm).text);
        grid_cell(&g, "%s", share(o->low_ppm).text);
        grid_cell(&g, "%s", share(o->high_ppm).text);
        grid_cell(&g, "%s", o->as_of);
    }
    grid_print(&g, s);
}
