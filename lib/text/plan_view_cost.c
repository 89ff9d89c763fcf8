/*
 * The parts of a plan as people read them: data store and bill.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/plan_view.h"

#include "text/plan_names.h"

#include <string.h>

typedef struct viewed {
    const capacity_plan *plan;
    capacity_answer answer;
    int terminal;
} viewed;

static int tables_row(const void *context, size_t index, capacity__cells *cells)
{
    capacity_plan_table row;
    capacity__table_row(((const viewed *)context)->plan, index, &row);

    capacity__cell_text(cells, row.name);
    capacity__cell_text(cells, capacity__enum_name(&capacity__words_billing, row.billing));
    capacity__cell_unit(cells, CAPACITY_UNIT_MRPS, row.reads_mps);
    capacity__cell_unit(cells, CAPACITY_UNIT_MRPS, row.writes_mps);
    capacity__put_quantity(&cells->out, CAPACITY_UNIT_MRCU, row.read_mrcu);
    capacity__put_char(&cells->out, '/');
    capacity__cell_unit(cells, CAPACITY_UNIT_MWCU, row.write_mwcu);
    capacity__put_format(&cells->out, "%" PRId64 "/%" PRId64, row.provisioned_rcu,
                         row.provisioned_wcu);
    capacity__cell_end(cells);
    capacity__cell_money(cells, row.provisioned_uusd);
    if (row.reserved_rcu > 0 || row.reserved_wcu > 0)
        capacity__cell_money(cells, row.reserved_uusd);
    else
        capacity__cell_end(cells);
    capacity__cell_money(cells, row.on_demand_uusd);
    capacity__cell_money(cells, row.on_demand_full_uusd);
    capacity__cell_int(cells, row.partitions);
    return 1;
}

void capacity__view_tables(const capacity_plan *plan, capacity__out *out, int markdown)
{
    static const capacity__column columns[] = {
        {"Table", CAPACITY__SHRINKS},
        {"Billing", 0},
        {"Reads/s", CAPACITY__RIGHT},
        {"Writes/s", CAPACITY__RIGHT},
        {"RCU/WCU", CAPACITY__RIGHT},
        {"Provision", CAPACITY__RIGHT},
        {"Provisioned", CAPACITY__RIGHT},
        {"Reserved", CAPACITY__RIGHT},
        {"On demand", CAPACITY__RIGHT},
        {"Full load", CAPACITY__RIGHT | CAPACITY__OPTIONAL},
        {"Partitions", CAPACITY__RIGHT | CAPACITY__OPTIONAL}};
    viewed view = {plan, CAPACITY_ANSWER_RECOMMENDED, 0};
    capacity__table table = {
        "DATA STORE", columns, sizeof columns / sizeof *columns, capacity__table_count(plan),
        tables_row,   &view};
    capacity__table_write(&table, out, markdown);
}

void capacity__put_break_even(capacity__out *out, const capacity_plan *plan)
{
    int64_t share = capacity__result(plan, CAPACITY_OUT_BREAK_EVEN_PPM);

    capacity__put(out, "On demand at the mean load (");
    capacity__put_quantity(out, CAPACITY_UNIT_PPM,
                           CAPACITY__GET(capacity__plan_inputs(plan), DUTY_FACTOR_PPM));
    capacity__put(out, " of the peak); provisioned is cheaper from ");
    capacity__put_decimal(out, share / 1000 + (share % 1000 >= 500 ? 1 : 0), 1, 0);
    capacity__put(out, "% average use on");
}

/* Where the highest amount is nothing, all are. */
int capacity__bill_folded(const capacity_bill_line *line)
{
    return (line->flags & CAPACITY_BILL_OFF) != 0 ||
           (line->monthly_high_uusd == 0 && (line->flags & CAPACITY_BILL_PRINTED) == 0);
}

static void note_cell(capacity__cells *cells, uint32_t flags)
{
    static const struct {
        uint32_t bit;
        const char *note;
    } notes[] = {{CAPACITY_BILL_OFF, "off"},
                 {CAPACITY_BILL_UNKNOWN, "not given"},
                 {CAPACITY_BILL_INFERRED, "inferred price"}};
    const char *gap = "";

    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        if ((flags & notes[i].bit) == 0)
            continue;
        capacity__put_format(&cells->out, "%s%s", gap, notes[i].note);
        gap = ", ";
    }
    capacity__cell_end(cells);
}

static void printed_cell(capacity__cells *cells, int64_t low, int64_t high, int open)
{
    if (high > 0)
        capacity__put_printed(&cells->out, low, high, open);
    capacity__cell_end(cells);
}

/* On a terminal a line goes by its key, nodes by their machine; Markdown has room for both. */
static void label_cells(const capacity_bill_line *line, int terminal, capacity__cells *cells)
{
    int by_item = terminal && strncmp(line->key, "nodes", strlen("nodes")) == 0;
    capacity__put(&cells->out, by_item ? line->item : line->key);
    if (terminal && (line->flags & CAPACITY_BILL_UNKNOWN) != 0)
        capacity__put_char(&cells->out, '*');
    if (terminal && (line->flags & CAPACITY_BILL_INFERRED) != 0)
        capacity__put_char(&cells->out, '~');
    capacity__cell_end(cells);
    if (!terminal)
        capacity__put_format(&cells->out, "%s %s", line->service, line->item);
    capacity__cell_end(cells);
}

/* A terminal shows the recommended answer, whose low is what is expected. */
static void low_cell(capacity__cells *cells, int64_t uusd, int terminal)
{
    if (!terminal)
        capacity__put_money(&cells->out, uusd);
    capacity__cell_end(cells);
}

static void line_cells(const capacity_bill_line *line, int terminal, capacity__cells *cells)
{
    label_cells(line, terminal, cells);
    if (line->quantity_m >= 0)
        capacity__put_decimal(&cells->out, line->quantity_m, 3, 0);
    capacity__cell_end(cells);
    capacity__cell_text(cells, line->unit);
    if (line->rate_nusd > 0)
        capacity__put_rate(&cells->out, line->rate_nusd);
    capacity__cell_end(cells);
    low_cell(cells, line->monthly_low_uusd, terminal);
    capacity__cell_money(cells, line->monthly_uusd);
    capacity__cell_money(cells, line->monthly_high_uusd);
    printed_cell(cells, line->printed_low_uusd, line->printed_high_uusd, 0);
    if (!terminal)
        note_cell(cells, line->flags);
}

static void total_cells(const viewed *view, capacity__cells *cells)
{
    capacity_tier tier;
    int64_t totals[3];

    capacity__plan_tier_row(view->plan, capacity__result(view->plan, CAPACITY_OUT_TIER), &tier);
    capacity__bill_totals(view->plan, view->answer, totals);
    capacity__cell_text(cells, "total");
    for (int i = 0; i < 4; i++)
        capacity__cell_end(cells);
    low_cell(cells, totals[0], view->terminal);
    capacity__cell_money(cells, totals[1]);
    capacity__cell_money(cells, totals[2]);
    printed_cell(cells, tier.monthly_low_uusd, tier.monthly_high_uusd,
                 (tier.flags & CAPACITY_TIER_COST_OPEN) != 0);
}

/* Known of the recommended answer only. */
static int user_cells(const viewed *view, capacity__cells *cells)
{
    if (view->answer != CAPACITY_ANSWER_RECOMMENDED ||
        capacity__result(view->plan, CAPACITY_OUT_USERS) == 0)
        return 0;
    capacity__cell_text(cells, "per concurrent user");
    for (int i = 0; i < 5; i++)
        capacity__cell_end(cells);
    capacity__cell_money(cells, capacity__result(view->plan, CAPACITY_OUT_MONTHLY_PER_USER_UUSD));
    return 1;
}

static int bill_row(const void *context, size_t index, capacity__cells *cells)
{
    const viewed *view = context;
    size_t lines = capacity__bill_count(view->plan, view->answer);
    capacity_bill_line line;

    if (index == lines)
        total_cells(view, cells);
    if (index > lines)
        return user_cells(view, cells);
    if (index == lines)
        return 1;
    capacity__bill_row(view->plan, view->answer, index, &line);
    if (view->terminal && capacity__bill_folded(&line))
        return 0;
    line_cells(&line, view->terminal, cells);
    return 1;
}

void capacity__view_bill(const capacity_plan *plan, capacity_answer answer, capacity__out *out,
                         int markdown)
{
    const capacity__column columns[] = {{"Line", CAPACITY__SHRINKS},
                                        {"What", 0},
                                        {"Quantity", CAPACITY__RIGHT},
                                        {"Unit", 0},
                                        {"Rate", CAPACITY__RIGHT},
                                        {"Low", CAPACITY__RIGHT},
                                        {markdown ? "Expected" : "Low, expected", CAPACITY__RIGHT},
                                        {"High", CAPACITY__RIGHT},
                                        {"Guide", CAPACITY__RIGHT},
                                        {"Note", 0}};
    viewed view = {plan, answer, !markdown};
    capacity__table table = {"BILL OF A MONTH",
                             columns,
                             sizeof columns / sizeof *columns,
                             capacity__bill_count(plan, answer) + 2,
                             bill_row,
                             &view};
    capacity__table_write(&table, out, markdown);
}
