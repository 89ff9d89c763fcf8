/*
 * One machine or one meter with its prices.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "price.h"
#include "catalog_rows.h"
#include "report.h"

#include <stdio.h>
#include <string.h>

/* Default of the profile's vm_overhead: what the hypervisor keeps of a machine's memory. */
static int64_t default_overhead(void)
{
    int64_t preset = 0;

    if (capacity_field_range(CAPACITY_IN_VM_OVERHEAD_PPM, NULL, NULL, &preset, NULL) < 0)
        return 0;
    return preset;
}

const char *option_name(uint32_t kind)
{
    static const char *const names[] = {
        "?",
        "spot, measured",
        "spot, advisor",
        "reserved, 1 year, no upfront",
        "reserved, 3 years, no upfront",
        "reserved, 3 years, all upfront",
        "convertible, 1 year, no upfront",
        "convertible, 3 years, no upfront",
    };

    return names[kind < sizeof names / sizeof *names ? kind : 0];
}

quantity machine_price(const capacity_catalog *catalog, const capacity_machine *m,
                       uint32_t purchase, uint32_t commitment)
{
    int64_t hour_nusd;

    if (capacity_catalog_machine_price(catalog, m->name, purchase, commitment, &hour_nusd, NULL) <
        0)
        return (quantity){"-"};
    return quantity_of(CAPACITY_UNIT_NUSD, hour_nusd);
}

quantity machine_pods(const capacity_machine *m, capacity_max_pods_mode mode)
{
    int64_t pods = m->max_pods;

    if (!pods && capacity_eks_max_pods(m->interfaces, m->addresses_per_interface, m->cpu_mcpu, mode,
                                       &pods, NULL) < 0)
        return (quantity){"-"};
    return quantity_count(pods);
}

quantity month_of(int64_t hour_nusd)
{
    int64_t uusd;
    quantity q;

    if (capacity_cost_hours(1, hour_nusd, CAPACITY_MONTH_HOURS, &uusd, NULL) < 0 ||
        capacity_cost_format(uusd, q.text, sizeof q.text, NULL, NULL) < 0)
        return (quantity){"-"};
    return q;
}

static void put_shape(const capacity_machine *m, const sheet *s)
{
    sheet_pair(s, "family", "%s, %s", m->family,
               m->flags & CAPACITY_CATALOG_ARM64 ? "arm64" : "amd64");
    sheet_pair(s, "CPU, memory", "%s vCPU, %s", quantity_of(CAPACITY_UNIT_MCPU, m->cpu_mcpu).text,
               quantity_of(CAPACITY_UNIT_BYTES, m->memory_bytes).text);
    if (m->baseline_ppm)
        sheet_pair(s, "CPU baseline", "%s of a vCPU, above it credits are used",
                   quantity_of(CAPACITY_UNIT_PPM, m->baseline_ppm).text);
    if (m->network_kbps)
        sheet_pair(s, "network", "%s Mbit/s sustained",
                   quantity_of(CAPACITY_UNIT_MRPS, m->network_kbps).text); /* thousandths */
    if (m->interfaces)
        sheet_pair(s, "interfaces", "%s with %s IPv4 addresses each",
                   quantity_count(m->interfaces).text,
                   quantity_count(m->addresses_per_interface).text);
    sheet_pair(s, "source", "%s, %s", m->as_of, m->source);
}

/* What EKS leaves to pods, for each way to count pods. */
static void put_allocatable(const capacity_machine *m, const sheet *s)
{
    static const struct {
        capacity_max_pods_mode mode;
        const char *name;
    } modes[] = {
        {CAPACITY_MAX_PODS_DEFAULT, "default"},
        {CAPACITY_MAX_PODS_CAPPED, "capped"},
        {CAPACITY_MAX_PODS_PREFIX, "prefix delegation"},
        {CAPACITY_MAX_PODS_CUSTOM_NETWORKING, "custom networking"},
    };
    const int64_t arm64 = (m->flags & CAPACITY_CATALOG_ARM64) != 0;
    const int64_t overhead = default_overhead();
    grid g = {0};
    size_t i;

    sheet_gap(s);
    grid_column(&g, "Left to pods by EKS", 0);
    grid_column(&g, "Pods", 1);
    grid_column(&g, "CPU", 1);
    grid_column(&g, "Memory", 1);
    for (i = 0; i < sizeof modes / sizeof *modes; i++) {
        int64_t pods, cpu, memory;

        if (capacity_eks_max_pods(m->interfaces, m->addresses_per_interface, m->cpu_mcpu,
                                  modes[i].mode, &pods, NULL) < 0 ||
            capacity_eks_allocatable(m->cpu_mcpu, m->memory_bytes, pods, overhead, arm64, &cpu,
                                     &memory, NULL) < 0)
            continue;
        grid_cell(&g, "%s", modes[i].name);
        grid_cell(&g, "%s", quantity_count(pods).text);
        grid_cell(&g, "%s", quantity_of(CAPACITY_UNIT_MCPU, cpu).text);
        grid_cell(&g, "%s", quantity_of(CAPACITY_UNIT_BYTES, memory).text);
    }
    grid_print(&g, s);
}

static void put_prices(const capacity_catalog *catalog, const capacity_machine *m, const sheet *s)
{
    static const struct {
        uint32_t purchase, commitment;
        const char *name;
    } ways[] = {
        {CAPACITY_PURCHASE_ON_DEMAND, 0, "on demand"},
        {CAPACITY_PURCHASE_SPOT, 0, "spot"},
        {CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_1Y_NO_UPFRONT, "1 year, no upfront"},
        {CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_3Y_NO_UPFRONT, "3 years, no upfront"},
        {CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_3Y_ALL_UPFRONT, "3 years, all upfront"},
    };
    grid g = {0};
    size_t i;

    sheet_gap(s);
    grid_column(&g, "Bought", 0);
    grid_column(&g, "Hour", 1);
    grid_column(&g, "Month (730 h)", 1);
    for (i = 0; i < sizeof ways / sizeof *ways; i++) {
        int64_t hour_nusd;
        const int known = capacity_catalog_machine_price(catalog, m->name, ways[i].purchase,
                                                         ways[i].commitment, &hour_nusd, NULL) >= 0;

        grid_cell(&g, "%s", ways[i].name);
        grid_cell(&g, "%s", known ? quantity_of(CAPACITY_UNIT_NUSD, hour_nusd).text : "no source");
        grid_cell(&g, "%s", known ? month_of(hour_nusd).text : "-");
    }
    grid_print(&g, s);
}

/* The options that hold for this machine or its family, with their sources. */
static int put_sources(const capacity_catalog *catalog, const capacity_machine *m, const sheet *s)
{
    catalog_rows rows;
    const int status = read_catalog(catalog, &rows);
    size_t i;

    sheet_gap(s);
    for (i = 0; !status && i < rows.option_count; i++) {
        const capacity_option *o = &rows.options[i];
        text line = {0};

        if (strcmp(o->scope, m->name) && strcmp(o->scope, m->family))
            continue;
        text_printf(&line, "%s, for %s:", option_name(o->kind), o->scope);
        if (o->price_nusd)
            text_printf(&line, " %s an hour", quantity_of(CAPACITY_UNIT_NUSD, o->price_nusd).text);
        if (o->off_ppm)
            text_printf(&line, " %s off", quantity_of(CAPACITY_UNIT_PPM, o->off_ppm).text);
        text_printf(&line, "; %s, %s", o->as_of, o->source);
        sheet_item(s, line.data);
        text_free(&line);
    }
    catalog_rows_free(&rows);
    return status;
}

int put_machine(const capacity_catalog *catalog, const capacity_machine *m, const sheet *s)
{
    sheet_heading(s, 1, m->name);
    put_shape(m, s);
    put_allocatable(m, s);
    put_prices(catalog, m, s);
    return put_sources(catalog, m, s);
}

/* A quantity in priced units where it is whole, else as it is stored. */
static quantity in_units(const capacity_meter *m, int64_t value)
{
    quantity q;

    if (value == INT64_MAX)
        return (quantity){"any"};
    if (m->unit_quantity < 1 || value % m->unit_quantity) {
        snprintf(q.text, sizeof q.text, "%.30s / %.30s", quantity_count(value).text,
                 quantity_count(m->unit_quantity).text);
        return q;
    }
    return quantity_count(value / m->unit_quantity);
}

int put_meter(const capacity_catalog *catalog, const capacity_meter *m, const sheet *s)
{
    capacity_band bands[CAPACITY_MAX_ROWS];
    capacity_error err;
    grid g = {0};
    size_t n, i;

    if (capacity_catalog_get_bands(catalog, m->name, bands, sizeof *bands, CAPACITY_MAX_ROWS, &n,
                                   &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    sheet_heading(s, 1, m->name);
    sheet_pair(s, "service, item", "%s, %s", m->service, m->item);
    sheet_pair(s, "priced unit", "%s (a quantity of %s)", m->unit,
               quantity_count(m->unit_quantity).text);
    if (m->free_quantity)
        sheet_pair(s, "free each month", "%s x %s", in_units(m, m->free_quantity).text, m->unit);
    sheet_pair(s, "region", "%s%s", m->region,
               m->flags & CAPACITY_CATALOG_INFERRED ? ", inferred for the catalogue's" : "");
    sheet_pair(s, "source", "%s, %s", m->as_of, m->source);
    sheet_gap(s);
    grid_column(&g, "Units up to", 1);
    grid_column(&g, "Price of a unit", 1);
    for (i = 0; i < n; i++) {
        grid_cell(&g, "%s", in_units(m, bands[i].end).text);
        grid_cell(&g, "%s", quantity_of(CAPACITY_UNIT_NUSD, bands[i].price_nusd).text);
    }
    grid_print(&g, s);
    return EXIT_FINE;
}
