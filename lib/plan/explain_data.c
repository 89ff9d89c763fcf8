/*
 * Explain: tables.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/explain.h"

static void say(capacity__walk *walk, capacity_unit unit, int64_t value)
{
    capacity__put_quantity(&walk->out, unit, value);
}

static void formula(capacity__walk *walk)
{
    int reads = walk->field == CAPACITY_OUT_FORMULA_READ_MRCU;
    const capacity_plan *plan = walk->plan;
    if (capacity__step_result(walk)) {
        capacity__put_format(&walk->out, "%" PRId64 " users x ", plan->demand.users);
        say(walk, CAPACITY_UNIT_MRPM,
            reads ? CAPACITY__IN(plan, READS_PER_USER_MRPM)
                  : CAPACITY__IN(plan, WRITES_PER_USER_MRPM));
        capacity__put(&walk->out, reads ? " reads a minute / 60 / 2 (eventual, 4 KB)"
                                        : " writes a minute / 60 (1 KB)");
    }
    capacity__step_input(
        walk, 1, reads ? CAPACITY_IN_READS_PER_USER_MRPM : CAPACITY_IN_WRITES_PER_USER_MRPM);
}

/* One table: requests, and the units that they take. */
static void table_units(capacity__walk *walk, const capacity_plan_table *row, int reads)
{
    if (!capacity__step(walk, 1, row->name, CAPACITY_UNIT_MRCU,
                        reads ? row->read_mrcu : row->write_mwcu, "docs/model/dynamodb.md"))
        return;
    say(walk, CAPACITY_UNIT_MRPS, reads ? row->reads_mps : row->writes_mps);
    capacity__put(&walk->out, reads ? " reads a second x units of a read by size and consistency"
                                    : " writes a second x units of a write by size, transaction "
                                      "and indexes");
}

static void units(capacity__walk *walk)
{
    int reads = walk->field == CAPACITY_OUT_READ_MRCU;
    const capacity__data *data = &walk->plan->data;
    if (capacity__step_result(walk))
        capacity__put(&walk->out, "the tables together");
    for (size_t i = 0; i < data->count; i++)
        table_units(walk, &data->row[i], reads);
    capacity__step_input(
        walk, 2, reads ? CAPACITY_IN_READS_PER_USER_MRPM : CAPACITY_IN_WRITES_PER_USER_MRPM);
    capacity__step_input(walk, 2,
                         reads ? CAPACITY_IN_READ_ITEM_BYTES : CAPACITY_IN_WRITE_ITEM_BYTES);
    if (reads)
        capacity__step_input(walk, 2, CAPACITY_IN_CACHE_HIT_RATIO_PPM);
}

static void provisioned(capacity__walk *walk)
{
    if (capacity__step_result(walk)) {
        capacity__put(&walk->out, "each table: ceil(units / ");
        say(walk, CAPACITY_UNIT_PPM, CAPACITY__IN(walk->plan, TABLE_TARGET_UTILISATION_PPM));
        capacity__put_char(&walk->out, ')');
    }
    capacity__step_input(walk, 1, CAPACITY_IN_TABLE_TARGET_UTILISATION_PPM);
}

static void partitions(capacity__walk *walk)
{
    if (capacity__step_result(walk))
        capacity__put(&walk->out, "each table: max(ceil(RCU / 3000 + WCU / 1000), ceil(size / 10 "
                                  "GiB)), at least 1");
}

static void break_even(capacity__walk *walk)
{
    const capacity_catalog *catalog = walk->plan->catalog;
    const capacity__meter *unit = capacity__known_meter(catalog, CAPACITY__METER_DYNAMO_WCU);
    const capacity__meter *request = capacity__known_meter(catalog, CAPACITY__METER_DYNAMO_WRITE);
    if (unit == NULL || request == NULL)
        return;
    if (capacity__step_result(walk)) {
        say(walk, CAPACITY_UNIT_NUSD, capacity__first_price(unit));
        capacity__put(&walk->out, " a WCU-hour / (3600 x ");
        say(walk, CAPACITY_UNIT_NUSD, capacity__first_price(request));
        capacity__put_format(&walk->out, " for %" PRId64 " write units)", request->unit_quantity);
    }
    capacity__step_text(walk, 1, unit->name, CAPACITY_UNIT_NUSD, capacity__first_price(unit),
                        unit->source, unit->as_of);
    capacity__step_text(walk, 1, request->name, CAPACITY_UNIT_NUSD, capacity__first_price(request),
                        request->source, request->as_of);
}

void capacity__explain_data(capacity__walk *walk)
{
    static const struct {
        capacity_field field;
        capacity__explainer explainer;
    } table[] = {
        {CAPACITY_OUT_FORMULA_READ_MRCU, formula},
        {CAPACITY_OUT_FORMULA_WRITE_MWCU, formula},
        {CAPACITY_OUT_READ_MRCU, units},
        {CAPACITY_OUT_WRITE_MWCU, units},
        {CAPACITY_OUT_PROVISIONED_RCU, provisioned},
        {CAPACITY_OUT_PROVISIONED_WCU, provisioned},
        {CAPACITY_OUT_PARTITIONS, partitions},
        {CAPACITY_OUT_BREAK_EVEN_PPM, break_even},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].field == walk->field)
            table[i].explainer(walk);
}
