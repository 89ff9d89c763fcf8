/*
 * The parts of a plan as people read them: demand, tier, answers, nodes.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/plan_view.h"

#include "text/plan_names.h"

/* Rows of the comparison below the components. */
enum { ROW_NODES, ROW_READS, ROW_WRITES, ROW_COST, ROW_SPAN, ROW_PRINTED, FIXED_ROWS };

typedef struct viewed {
    const capacity_plan *plan;
    capacity_answer answer;
} viewed;

void capacity__sentence_begin(capacity__sentence *sentence)
{
    sentence->out = capacity__out_new(sentence->text, sizeof sentence->text);
}

const char *capacity__sentence_end(capacity__sentence *sentence)
{
    (void)capacity__out_end(&sentence->out, NULL, NULL);
    return sentence->text;
}

void capacity__plan_tier_row(const capacity_plan *plan, int64_t index, capacity_tier *tier)
{
    capacity_tier_init(tier, sizeof *tier);
    (void)!capacity_tiers_get(capacity__plan_tiers(plan), (size_t)index, tier, NULL); /* or none */
}

int capacity__input_differs(const capacity__inputs *inputs, size_t place)
{
    const capacity__field_info *info = capacity__input_at(place);
    if (info->unit == CAPACITY_UNIT_NAME)
        return inputs->names[capacity__name_place(info->field)][0] != '\0';
    return inputs->value[place] != info->preset;
}

static int64_t input_of(const capacity_plan *plan, size_t place)
{
    return capacity__plan_inputs(plan)->value[place];
}

void capacity__put_demand(capacity__out *out, const capacity_plan *plan)
{
    int64_t demand = capacity__result(plan, CAPACITY_OUT_DEMAND_MRPS);
    int64_t by_users = capacity__result(plan, CAPACITY_OUT_USERS_DEMAND_MRPS);
    int64_t users = capacity__result(plan, CAPACITY_OUT_USERS);
    int64_t later = capacity__result(plan, CAPACITY_OUT_USERS_AT_HORIZON);

    capacity__put_format(out, "%" PRId64 " concurrent users: ", users);
    capacity__put_quantity(out, CAPACITY_UNIT_MRPS, demand);
    capacity__put(out, " requests/s");
    if (demand != by_users) {
        capacity__put(out, " as given (the users alone cause ");
        capacity__put_quantity(out, CAPACITY_UNIT_MRPS, by_users);
        capacity__put(out, ")");
    }
    capacity__put_format(out, ", %" PRId64 " in flight, %" PRId64 " open connections at the peak",
                         capacity__result(plan, CAPACITY_OUT_INFLIGHT),
                         capacity__result(plan, CAPACITY_OUT_CONNECTIONS));
    if (later != users)
        capacity__put_format(out, ", %" PRId64 " users in %" PRId64 " months", later,
                             input_of(plan, CAPACITY__IN_AT_GROWTH_HORIZON_MONTHS));
}

static void put_border(capacity__out *out, int64_t from, int64_t to)
{
    if (to == CAPACITY_OPEN)
        capacity__put_format(out, "from %" PRId64, from);
    else
        capacity__put_format(out, "%" PRId64 " to %" PRId64, from, to - 1);
}

static void put_tier_name(capacity__out *out, const capacity_plan *plan, int64_t index)
{
    capacity_tier tier;
    capacity__plan_tier_row(plan, index, &tier);
    capacity__put(out, tier.name);
}

void capacity__put_choice(capacity__out *out, const capacity_plan *plan)
{
    capacity_tier_choice choice;
    capacity_tier tier;

    capacity_tier_choice_init(&choice, sizeof choice);
    (void)!capacity_plan_get_choice(plan, &choice, NULL); /* a plan has one */
    capacity__plan_tier_row(plan, choice.tier, &tier);
    int64_t total = input_of(plan, CAPACITY__IN_AT_TOTAL_USERS);

    capacity__put_format(out, "%s tier, decided by ", tier.name);
    if (choice.criterion == CAPACITY_CRITERION_TOTAL_USERS) {
        capacity__put_format(out, "%" PRId64 " total users (", total);
        put_border(out, tier.total_users_min, tier.total_users_max);
        capacity__put(out, "); the concurrent users alone ask for ");
        put_tier_name(out, plan, choice.by_users);
        return;
    }
    capacity__put(out, "the concurrent users (");
    put_border(out, tier.users_min, tier.users_max);
    if (choice.by_total_users < 0) {
        capacity__put(out, "); total users not given");
    } else if (choice.criterion == CAPACITY_CRITERION_BOTH) {
        capacity__put_format(out, ") and %" PRId64 " total users alike", total);
    } else {
        capacity__put_format(out, "); %" PRId64 " total users alone ask for ", total);
        put_tier_name(out, plan, choice.by_total_users);
    }
}

void capacity__put_basis(capacity__out *out, const capacity_plan *plan)
{
    capacity__put_format(out, "Prices %s, month of %" PRId64 " h; formulas of revision %" PRId64,
                         capacity_plan_catalog_name(plan), CAPACITY_MONTH_HOURS,
                         (int64_t)capacity_plan_model(plan));
}

/* An answer that a rule does not give is an empty cell. */
static void pods_cell(capacity__cells *cells, int64_t low, int64_t high)
{
    if (low >= 0)
        capacity__put_range(&cells->out, low, high);
    capacity__cell_end(cells);
}

static void component_cells(const capacity_plan *plan, size_t index, capacity__cells *cells)
{
    capacity_plan_component row;
    capacity__component_row(plan, index, &row);

    capacity__put_format(&cells->out, "%s pods", row.name);
    capacity__cell_end(cells);
    pods_cell(cells, row.tier_pods, row.tier_pods_max);
    pods_cell(cells, row.formula_pods, row.formula_pods_max);
    pods_cell(cells, row.pods, row.pods_max);
    capacity__cell_text(cells, capacity__enum_name(&capacity__words_bound, row.bound));
}

static void node_cells(const capacity_plan *plan, capacity__cells *cells)
{
    int64_t low = capacity__result(plan, CAPACITY_OUT_TIER_NODES_MIN);
    int64_t desired = capacity__result(plan, CAPACITY_OUT_TIER_NODES);
    int64_t standby = capacity__result(plan, CAPACITY_OUT_NODES_STANDBY);

    capacity__cell_text(cells, "nodes");
    capacity__put_range(&cells->out, low, capacity__result(plan, CAPACITY_OUT_TIER_NODES_MAX));
    if (desired != low)
        capacity__put_format(&cells->out, ", desired %" PRId64, desired);
    capacity__cell_end(cells);
    capacity__cell_int(cells, capacity__result(plan, CAPACITY_OUT_FORMULA_NODES));
    capacity__put_range(&cells->out, capacity__result(plan, CAPACITY_OUT_NODES),
                        capacity__result(plan, CAPACITY_OUT_NODES_MAX));
    if (standby > 0)
        capacity__put_format(&cells->out, " + %" PRId64 " standby", standby);
    capacity__cell_end(cells);
    capacity__put_format(&cells->out, "%" PRId64 " packed, %" PRId64 " divided",
                         capacity__result(plan, CAPACITY_OUT_NODES_PACKED),
                         capacity__result(plan, CAPACITY_OUT_NODES_DIVIDED));
    capacity__cell_end(cells);
}

static void unit_cells(const capacity_plan *plan, int writes, capacity__cells *cells)
{
    capacity_unit unit = writes ? CAPACITY_UNIT_MWCU : CAPACITY_UNIT_MRCU;
    capacity_tier tier;
    capacity__plan_tier_row(plan, capacity__result(plan, CAPACITY_OUT_TIER), &tier);
    int64_t low = writes ? tier.write_units_min : tier.read_units_min;

    capacity__cell_text(cells, writes ? "write units (WCU)" : "read units (RCU)");
    pods_cell(cells, low > 0 ? low : -1, writes ? tier.write_units_max : tier.read_units_max);
    capacity__cell_unit(cells, unit,
                        capacity__result(plan, writes ? CAPACITY_OUT_FORMULA_WRITE_MWCU
                                                      : CAPACITY_OUT_FORMULA_READ_MRCU));
    capacity__cell_unit(
        cells, unit,
        capacity__result(plan, writes ? CAPACITY_OUT_WRITE_MWCU : CAPACITY_OUT_READ_MRCU));
    capacity__cell_text(cells, "peak demand");
}

static const capacity_answer answer_order[] = {CAPACITY_ANSWER_TIER, CAPACITY_ANSWER_FORMULA,
                                               CAPACITY_ANSWER_RECOMMENDED};

static void cost_cells(const capacity_plan *plan, capacity__cells *cells)
{
    capacity__cell_text(cells, "cost a month");
    for (size_t i = 0; i < 3; i++) {
        int64_t totals[3];
        capacity__bill_totals(plan, answer_order[i], totals);
        capacity__cell_money(cells, totals[1]);
    }
    capacity__cell_text(cells, "expected");
}

static void span_cells(const capacity_plan *plan, capacity__cells *cells)
{
    capacity__cell_text(cells, "  low-high");
    for (size_t i = 0; i < 3; i++) {
        int64_t totals[3];
        capacity__bill_totals(plan, answer_order[i], totals);
        capacity__put_money_range(&cells->out, totals[0], totals[2]);
        capacity__cell_end(cells);
    }
    capacity__cell_text(cells, "min to max replicas");
}

static int printed_cells(const capacity_plan *plan, capacity__cells *cells)
{
    capacity_tier tier;
    capacity__plan_tier_row(plan, capacity__result(plan, CAPACITY_OUT_TIER), &tier);
    if (tier.monthly_high_uusd == 0)
        return 0;
    capacity__cell_text(cells, "  printed by the guide");
    capacity__put_printed(&cells->out, tier.monthly_low_uusd, tier.monthly_high_uusd,
                          (tier.flags & CAPACITY_TIER_COST_OPEN) != 0);
    capacity__cell_end(cells);
    return 1;
}

static int answers_row(const void *context, size_t index, capacity__cells *cells)
{
    const capacity_plan *plan = ((const viewed *)context)->plan;
    size_t components = capacity__component_count(plan);

    if (index < components)
        component_cells(plan, index, cells);
    else if (index - components == ROW_NODES)
        node_cells(plan, cells);
    else if (index - components <= ROW_WRITES)
        unit_cells(plan, index - components == ROW_WRITES, cells);
    else if (index - components == ROW_COST)
        cost_cells(plan, cells);
    else if (index - components == ROW_SPAN)
        span_cells(plan, cells);
    else
        return printed_cells(plan, cells);
    return 1;
}

void capacity__view_answers(const capacity_plan *plan, capacity__out *out, int markdown)
{
    static const capacity__column columns[] = {{"", 0},
                                               {"Tier (guide)", CAPACITY__RIGHT},
                                               {"Formula (guide)", CAPACITY__RIGHT},
                                               {"Recommended", CAPACITY__RIGHT},
                                               {"Recommended by", CAPACITY__SHRINKS}};
    viewed view = {plan, CAPACITY_ANSWER_RECOMMENDED};
    capacity__table table = {"THREE ANSWERS",
                             columns,
                             sizeof columns / sizeof *columns,
                             capacity__component_count(plan) + FIXED_ROWS,
                             answers_row,
                             &view};
    capacity__table_write(&table, out, markdown);
}

static int bounds_row(const void *context, size_t index, capacity__cells *cells)
{
    capacity_plan_component row;
    capacity__component_row(((const viewed *)context)->plan, index, &row);
    const int64_t counts[] = {row.by_rate, row.by_inflight, row.by_connections,
                              row.by_cpu,  row.floor,       row.needed,
                              row.pods};

    capacity__cell_text(cells, row.name);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        capacity__cell_int(cells, counts[i]);
    capacity__cell_unit(cells, CAPACITY_UNIT_MCPU, row.cpu_request_mcpu);
    capacity__cell_unit(cells, CAPACITY_UNIT_BYTES, row.memory_request_bytes);
    return 1;
}

void capacity__view_bounds(const capacity_plan *plan, capacity__out *out, int markdown)
{
    static const capacity__column columns[] = {
        {"Component", CAPACITY__SHRINKS}, {"Requests/s", CAPACITY__RIGHT},
        {"In flight", CAPACITY__RIGHT},   {"Connections", CAPACITY__RIGHT},
        {"CPU", CAPACITY__RIGHT},         {"HA floor", CAPACITY__RIGHT},
        {"Needed", CAPACITY__RIGHT},      {"In whole zones", CAPACITY__RIGHT},
        {"CPU request", CAPACITY__RIGHT}, {"Memory request", CAPACITY__RIGHT}};
    viewed view = {plan, CAPACITY_ANSWER_RECOMMENDED};
    capacity__table table = {
        "PODS BY BOUND", columns, sizeof columns / sizeof *columns, capacity__component_count(plan),
        bounds_row,      &view};
    capacity__table_write(&table, out, markdown);
}

/* Shares are shown in whole percent, rounded up. */
static int64_t percent(int64_t ppm)
{
    return ppm / 10000 + (ppm % 10000 > 0);
}

/* Nothing is said of groups that no pods are counted for. */
static void used_cells(const capacity_plan_group *row, capacity__cells *cells)
{
    int known = row->pods_used_ppm > 0;
    if (known)
        capacity__put_format(&cells->out, "%" PRId64 "/%" PRId64 "/%" PRId64 "%%",
                             percent(row->cpu_used_ppm), percent(row->memory_used_ppm),
                             percent(row->pods_used_ppm));
    capacity__cell_end(cells);
    if (known)
        capacity__put_format(&cells->out, "%" PRId64 "%%", percent(row->memory_limit_ppm));
    capacity__cell_end(cells);
}

static int groups_row(const void *context, size_t index, capacity__cells *cells)
{
    const viewed *view = context;
    capacity_plan_group row;
    capacity__group_row(view->plan, view->answer, index, &row);

    capacity__cell_text(cells, row.name);
    capacity__cell_text(cells, row.node_types);
    capacity__cell_text(cells, capacity__enum_name(&capacity__words_purchase, row.purchase));
    capacity__put_range(&cells->out, row.nodes_low, row.nodes_high);
    if (row.nodes != row.nodes_low)
        capacity__put_format(&cells->out, ", expected %" PRId64, row.nodes);
    capacity__cell_end(cells);
    used_cells(&row, cells);
    capacity__put_rate(&cells->out, row.hour_nusd);
    capacity__cell_end(cells);
    capacity__cell_money(cells, row.monthly_uusd);
    return 1;
}

void capacity__view_groups(const capacity_plan *plan, capacity_answer answer, capacity__out *out,
                           int markdown)
{
    static const capacity__column columns[] = {{"Node group", CAPACITY__SHRINKS},
                                               {"Type", CAPACITY__SHRINKS},
                                               {"Bought", 0},
                                               {"Count", CAPACITY__RIGHT},
                                               {"CPU/mem/pods used", CAPACITY__RIGHT},
                                               {"Mem limits", CAPACITY__RIGHT | CAPACITY__OPTIONAL},
                                               {"An hour", CAPACITY__RIGHT},
                                               {"A month", CAPACITY__RIGHT}};
    viewed view = {plan, answer};
    capacity__table table = {
        "NODES",    columns, sizeof columns / sizeof *columns, capacity__group_count(plan, answer),
        groups_row, &view};
    capacity__table_write(&table, out, markdown);
}
