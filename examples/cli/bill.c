/*
 * Node groups and bill of one of the three answers.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "bill.h"
#include "quantity.h"
#include "report.h"
#include "sheet.h"

#include <stdio.h>
#include <stdlib.h>

static const char *purchase_name(uint32_t purchase)
{
    static const char *const names[] = {"?", "on demand", "spot", "committed"};

    return names[purchase < sizeof names / sizeof *names ? purchase : 0];
}

static void put_groups(const capacity_plan_group *groups, size_t n, const sheet *s)
{
    grid g = {0};
    size_t i;

    grid_column(&g, "NODES", 0);
    grid_wrapping(&g, "Types");
    grid_column(&g, "Bought", 0);
    grid_column(&g, "Min", 1);
    grid_column(&g, "Expected", 1);
    grid_column(&g, "Max", 1);
    grid_column(&g, "An hour", 1);
    grid_column(&g, "A month", 1);
    for (i = 0; i < n; i++) {
        const capacity_plan_group *p = &groups[i];

        grid_cell(&g, "%s", p->name); /* further regions say standby */
        grid_list(&g, p->node_types);
        grid_cell(&g, "%s", purchase_name(p->purchase));
        grid_cell(&g, "%s", quantity_count(p->nodes_low).text);
        grid_cell(&g, "%s", quantity_count(p->nodes).text);
        grid_cell(&g, "%s", quantity_count(p->nodes_high).text);
        grid_cell(&g, "%s", quantity_of(CAPACITY_UNIT_NUSD, p->hour_nusd).text);
        grid_cell(&g, "%s", quantity_cents(p->monthly_uusd).text);
    }
    grid_print(&g, s);
}

static const char *note_of(const capacity_bill_line *line)
{
    return line->flags & CAPACITY_BILL_OFF        ? "off"
           : line->flags & CAPACITY_BILL_UNKNOWN  ? "not given"
           : line->flags & CAPACITY_BILL_INFERRED ? "other region's price"
                                                  : "";
}

/* A line of nothing is named below the table, not shown in it; a page has room for all. */
static int is_folded(const capacity_bill_line *line, const sheet *s)
{
    if (s->markdown)
        return 0;
    return line->flags & CAPACITY_BILL_OFF ||
           (!line->monthly_high_uusd && !line->printed_high_uusd);
}

static void put_folded(const capacity_bill_line *lines, size_t n, const sheet *s)
{
    static const struct {
        uint32_t flag;
        const char *begins;
    } kinds[] = {
        {CAPACITY_BILL_OFF, "Switched off:"},
        {CAPACITY_BILL_UNKNOWN, "Billed as 0, the quantity is not given:"},
        {0, "Nothing to bill:"},
    };
    size_t k, i;

    for (k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        text names = {0};

        for (i = 0; i < n; i++) {
            const uint32_t flags = lines[i].flags & (CAPACITY_BILL_OFF | CAPACITY_BILL_UNKNOWN);
            const uint32_t kind = flags & CAPACITY_BILL_OFF ? CAPACITY_BILL_OFF : flags;

            if (is_folded(&lines[i], s) && kind == kinds[k].flag)
                text_printf(&names, "%s %s", names.size ? "," : kinds[k].begins, lines[i].key);
        }
        if (names.size)
            sheet_paragraph(s, names.data);
        text_free(&names);
    }
}

/* On a page a column each; on a terminal quantity, rate and note share the item's column. */
static void put_item(grid *g, const capacity_bill_line *line, const sheet *s)
{
    const quantity amount = quantity_of(CAPACITY_UNIT_MRCU, line->quantity_m); /* thousandths */
    const quantity rate = quantity_of(CAPACITY_UNIT_NUSD, line->rate_nusd);
    const char *note = note_of(line);

    if (!s->markdown) {
        grid_cell(g, "%s; %s %s at %s%s%s", line->item, amount.text, line->unit, rate.text,
                  *note ? ", " : "", note);
        return;
    }
    grid_cell(g, "%s", line->item);
    grid_cell(g, "%s", amount.text);
    grid_cell(g, "%s", line->unit);
    grid_cell(g, "%s", rate.text);
}

static void put_amounts(grid *g, int64_t low, int64_t expected, int64_t high)
{
    grid_cell(g, "%s", quantity_cents(low).text);
    grid_cell(g, "%s", quantity_cents(expected).text);
    grid_cell(g, "%s", quantity_cents(high).text);
}

static void put_line(grid *g, const capacity_bill_line *line, const sheet *s)
{
    const int printed = line->flags & CAPACITY_BILL_PRINTED;

    put_item(g, line, s);
    put_amounts(g, line->monthly_low_uusd, line->monthly_uusd, line->monthly_high_uusd);
    grid_cell(g, "%s",
              printed
                  ? quantity_money_range(line->printed_low_uusd, line->printed_high_uusd, 0).text
                  : "");
    if (s->markdown)
        grid_cell(g, "%s", note_of(line));
}

static void put_total(grid *g, const capacity_bill_line *lines, size_t n, const sheet *s)
{
    int64_t low = 0, expected = 0, high = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        if (lines[i].flags & CAPACITY_BILL_OFF)
            continue;
        low += lines[i].monthly_low_uusd; /* the library has added them up unharmed */
        expected += lines[i].monthly_uusd;
        high += lines[i].monthly_high_uusd;
    }
    grid_cell(g, "total");
    for (i = 0; s->markdown && i < 3; i++)
        grid_cell(g, "%s", "");
    put_amounts(g, low, expected, high);
    grid_cell(g, "%s", "");
    if (s->markdown)
        grid_cell(g, "%s", "");
}

static void put_bill(const capacity_bill_line *lines, size_t n, const sheet *s)
{
    grid g = {0};
    size_t i;

    sheet_gap(s);
    grid_wrapping(&g, "BILL OF A MONTH");
    if (s->markdown) {
        grid_column(&g, "Quantity", 1);
        grid_column(&g, "Unit", 0);
        grid_column(&g, "Rate", 1);
    }
    grid_column(&g, "Low", 1);
    grid_column(&g, "Expected", 1);
    grid_column(&g, "High", 1);
    grid_column(&g, "Guide", 1);
    if (s->markdown)
        grid_column(&g, "Note", 0);
    for (i = 0; i < n; i++)
        if (!is_folded(&lines[i], s))
            put_line(&g, &lines[i], s);
    put_total(&g, lines, n, s);
    grid_print(&g, s);
    put_folded(lines, n, s);
}

static int put_title(const capacity_plan *plan, capacity_answer answer, const sheet *s)
{
    static const char *const answers[] = {"Recommended", "The guide's tier",
                                          "The guide's formulas"};
    char title[160], prices[160];
    capacity_error err;
    int64_t users;

    if (capacity_plan_get(plan, CAPACITY_OUT_USERS, &users, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    snprintf(title, sizeof title, "%s, %s concurrent users, tier %s",
             answers[(unsigned)answer < 3 ? answer : 0], quantity_count(users).text,
             capacity_plan_tier_name(plan));
    sheet_heading(s, 1, title);
    snprintf(prices, sizeof prices, "Prices %s, month of 730 h", capacity_plan_catalog_name(plan));
    sheet_paragraph(s, prices);
    sheet_gap(s);
    return EXIT_FINE;
}

int put_answer(const capacity_plan *plan, capacity_answer answer, capacity_format format, text *out)
{
    const sheet s = {out, format == CAPACITY_FORMAT_MARKDOWN};
    capacity_plan_group *groups;
    capacity_bill_line *lines;
    capacity_error err;
    size_t n, m;
    int status = put_title(plan, answer, &s);

    if (status)
        return status;
    if (capacity_plan_get_groups(plan, answer, NULL, sizeof *groups, 0, &n, &err) < 0 ||
        capacity_plan_get_bill(plan, answer, NULL, sizeof *lines, 0, &m, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    groups = need_memory(n, sizeof *groups);
    lines = need_memory(m, sizeof *lines);
    if (capacity_plan_get_groups(plan, answer, groups, sizeof *groups, n, &n, &err) < 0 ||
        capacity_plan_get_bill(plan, answer, lines, sizeof *lines, m, &m, &err) < 0) {
        status = complain_about(&err, NULL, FAULT_VALUE);
    } else {
        put_groups(groups, n, &s);
        put_bill(lines, m, &s);
    }
    free(groups);
    free(lines);
    return status;
}
