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
        char region[32] = "";

        if (p->region)
            snprintf(region, sizeof region, ", region %.20s", quantity_count(p->region + 1).text);
        grid_cell(&g, "%s%s", p->name, region);
        grid_cell(&g, "%s", p->node_types);
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

static void put_line(grid *g, const capacity_bill_line *line)
{
    grid_cell(g, "%s", line->item);
    grid_cell(g, "%s", quantity_of(CAPACITY_UNIT_MRCU, line->quantity_m).text /* thousandths */);
    grid_cell(g, "%s", line->unit);
    grid_cell(g, "%s", quantity_of(CAPACITY_UNIT_NUSD, line->rate_nusd).text);
    grid_cell(g, "%s", quantity_cents(line->monthly_low_uusd).text);
    grid_cell(g, "%s", quantity_cents(line->monthly_uusd).text);
    grid_cell(g, "%s", quantity_cents(line->monthly_high_uusd).text);
    if (line->flags & CAPACITY_BILL_PRINTED)
        grid_cell(g, "%s",
                  quantity_money_range(line->printed_low_uusd, line->printed_high_uusd, 0).text);
    else
        grid_cell(g, "%s", "");
    grid_cell(g, "%s", note_of(line));
}

static void put_bill(const capacity_bill_line *lines, size_t n, const sheet *s)
{
    int64_t low = 0, expected = 0, high = 0;
    grid g = {0};
    size_t i;

    sheet_gap(s);
    grid_wrapping(&g, "BILL OF A MONTH");
    grid_column(&g, "Quantity", 1);
    grid_column(&g, "Unit", 0);
    grid_column(&g, "Rate", 1);
    grid_column(&g, "Low", 1);
    grid_column(&g, "Expected", 1);
    grid_column(&g, "High", 1);
    grid_column(&g, "Guide", 1);
    grid_column(&g, "Note", 0);
    for (i = 0; i < n; i++) {
        const int on = !(lines[i].flags & CAPACITY_BILL_OFF);

        put_line(&g, &lines[i]);
        low += on ? lines[i].monthly_low_uusd : 0; /* the library has added them up unharmed */
        expected += on ? lines[i].monthly_uusd : 0;
        high += on ? lines[i].monthly_high_uusd : 0;
    }
    grid_cell(&g, "total");
    for (i = 0; i < 3; i++)
        grid_cell(&g, "%s", "");
    grid_cell(&g, "%s", quantity_cents(low).text);
    grid_cell(&g, "%s", quantity_cents(expected).text);
    grid_cell(&g, "%s", quantity_cents(high).text);
    grid_cell(&g, "%s", "");
    grid_cell(&g, "%s", "");
    grid_print(&g, s);
}

static int put_title(const capacity_plan *plan, capacity_answer answer, const sheet *s)
{
    static const char *const answers[] = {"Recommended", "The guide's tier",
                                          "The guide's formulas"};
    char title[160], prices[160];
    capacity_error err;
    int64_t users;

    if (capacity_plan_get(plan, CAPACITY_OUT_USERS, &users, &err) < 0)
        return complain_about(&err, NULL, 0);
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
        return complain_about(&err, NULL, 0);
    groups = need_memory(n, sizeof *groups);
    lines = need_memory(m, sizeof *lines);
    if (capacity_plan_get_groups(plan, answer, groups, sizeof *groups, n, &n, &err) < 0 ||
        capacity_plan_get_bill(plan, answer, lines, sizeof *lines, m, &m, &err) < 0) {
        status = complain_about(&err, NULL, 0);
    } else {
        put_groups(groups, n, &s);
        put_bill(lines, m, &s);
    }
    free(groups);
    free(lines);
    return status;
}
