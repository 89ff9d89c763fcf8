/*
 * Provisioned units of tables: for Terraform and for Application Auto Scaling.
 * SPDX-License-Identifier: Apache-2.0
 *
 * From the mean load (peak x duty factor, not below reserved capacity) to the peak with the buffer
 * for spikes, all at the target utilisation: docs/emit.md. The tier's answer takes the range that
 * the guide prints for it, the formula's answer the units of the guide's formula.
 */
#include "text/emit_groups.h"

#include "base/checked.h"
#include "base/order.h"
#include "text/plan_names.h"

#include <string.h>

/* Units are far below where this could overflow: they are counted in thousandths elsewhere. */
static int64_t share_of(int64_t units, int64_t ppm)
{
    int64_t part = 0;
    (void)capacity__mul_div(units, ppm, CAPACITY_PPM, CAPACITY__UP, &part);
    return part;
}

static capacity__emit_units units_of(const capacity_plan *plan, int64_t peak, int64_t reserved)
{
    capacity__emit_units units = {.peak = capacity__larger(peak, 1)};
    units.least =
        capacity__larger(share_of(units.peak, CAPACITY__IN(plan, DUTY_FACTOR_PPM)), reserved);
    units.least = capacity__larger(units.least, 1); /* DynamoDB's least */
    units.most = capacity__larger(
        share_of(units.peak, CAPACITY_PPM + CAPACITY__IN(plan, SPIKE_BUFFER_PPM)), units.least);
    return units;
}

/* The guide's figures are for its one table, which stands first. */
static int take_tier(const capacity_plan *plan, capacity__emit_table *table)
{
    const capacity_tier *tier = &plan->tier->tier;

    if (tier->read_units_min == 0 || tier->write_units_min == 0)
        return 0;
    table->answer = CAPACITY_ANSWER_TIER;
    table->units[CAPACITY__EMIT_READ] =
        (capacity__emit_units){tier->read_units_min, tier->read_units_min, tier->read_units_max};
    table->units[CAPACITY__EMIT_WRITE] =
        (capacity__emit_units){tier->write_units_min, tier->write_units_min, tier->write_units_max};
    return 1;
}

static int64_t whole_units(int64_t thousandths)
{
    return thousandths / 1000 + (thousandths % 1000 != 0);
}

static void take_formula(const capacity_plan *plan, capacity__emit_table *table)
{
    table->answer = CAPACITY_ANSWER_FORMULA;
    table->units[CAPACITY__EMIT_READ] =
        units_of(plan, whole_units(CAPACITY__OUT(plan, FORMULA_READ_MRCU)), 0);
    table->units[CAPACITY__EMIT_WRITE] =
        units_of(plan, whole_units(CAPACITY__OUT(plan, FORMULA_WRITE_MWCU)), 0);
}

void capacity__emit_table_at(const capacity__emission *emission, size_t index,
                             capacity__emit_table *table)
{
    const capacity_plan *plan = emission->plan;
    const uint32_t answer = index == 0 ? emission->options->answer : CAPACITY_ANSWER_RECOMMENDED;
    capacity__out out = capacity__out_new(table->name, sizeof table->name);

    capacity__table_row(plan, index, &table->row);
    capacity__put_format(&out, "%s-%s", emission->options->cluster, table->row.name);
    (void)capacity__out_end(&out, NULL, NULL);
    if (answer == CAPACITY_ANSWER_TIER && take_tier(plan, table))
        return;
    if (answer == CAPACITY_ANSWER_FORMULA) {
        take_formula(plan, table);
        return;
    }
    table->answer = CAPACITY_ANSWER_RECOMMENDED;
    table->units[CAPACITY__EMIT_READ] =
        units_of(plan, table->row.provisioned_rcu, table->row.reserved_rcu);
    table->units[CAPACITY__EMIT_WRITE] =
        units_of(plan, table->row.provisioned_wcu, table->row.reserved_wcu);
}

capacity_status capacity__emit_check_tables(const capacity__emission *emission, capacity_error *err)
{
    for (size_t i = 0; i < capacity__table_count(emission->plan); i++) {
        capacity__emit_table table;
        capacity__emit_table_at(emission, i, &table);
        for (size_t way = 0; way < CAPACITY__EMIT_WAYS; way++)
            if (table.row.billing == CAPACITY_BILLING_PROVISIONED &&
                table.units[way].most > INT32_MAX)
                return capacity__fail(err, CAPACITY_E_LIMIT, CAPACITY_FIELD_NONE, (int64_t)i,
                                      "table %s may need %" PRId64
                                      " units, Application Auto Scaling counts to %" PRId64,
                                      table.row.name, table.units[way].most, (int64_t)INT32_MAX);
    }
    return CAPACITY_OK;
}

void capacity__emit_target_value(const capacity__emission *emission, const char *key)
{
    char text[24];
    capacity__out out = capacity__out_new(text, sizeof text);

    capacity__put_decimal(&out, CAPACITY__IN(emission->plan, TABLE_TARGET_UTILISATION_PPM), 4, 0);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_key(emission->emitter, key);
    capacity__emit_number(emission->emitter, text);
}

static void say_way(const capacity__emission *emission, const capacity__emit_table *table,
                    size_t index, size_t way, capacity__reasons *reasons)
{
    static const char *const words[] = {"read", "write"};
    const capacity_plan *plan = emission->plan;
    const capacity__emit_units *units = &table->units[way];
    char path[CAPACITY_NAME_SIZE];
    capacity__out out = capacity__out_new(path, sizeof path);
    capacity__short_text duty, buffer, target;

    capacity__put_format(&out, "tables.%zu.%s", index, words[way]);
    (void)capacity__out_end(&out, NULL, NULL);
    if (table->answer == CAPACITY_ANSWER_TIER) {
        capacity__reason(
            reasons, path,
            "%s: %" PRId64 " to %" PRId64 " %s units, as the guide prints for the tier "
            "%s (sizing guide, DynamoDB Configuration)",
            table->name, units->least, units->most, words[way], capacity_plan_tier_name(plan));
        return;
    }
    capacity__reason(
        reasons, path,
        "%s: %" PRId64 " to %" PRId64 " %s units: %" PRId64
        " at the peak (%s answer, target %s), times duty_factor %s and not below reserved "
        "capacity, up to spike_buffer %s above it (docs/model/dynamodb.md)",
        table->name, units->least, units->most, words[way], units->peak,
        capacity__enum_name(&capacity__names_answer, table->answer),
        capacity__percent_text(&target, CAPACITY__IN(plan, TABLE_TARGET_UTILISATION_PPM)),
        capacity__percent_text(&duty, CAPACITY__IN(plan, DUTY_FACTOR_PPM)),
        capacity__percent_text(&buffer, CAPACITY__IN(plan, SPIKE_BUFFER_PPM)));
}

void capacity__say_table(const capacity__emission *emission, const capacity__emit_table *table,
                         size_t index, capacity__reasons *reasons)
{
    char path[CAPACITY_NAME_SIZE];
    capacity__out out = capacity__out_new(path, sizeof path);

    if (table->row.billing == CAPACITY_BILLING_PROVISIONED) {
        for (size_t way = 0; way < CAPACITY__EMIT_WAYS; way++)
            say_way(emission, table, index, way, reasons);
        return;
    }
    capacity__put_format(&out, "tables.%zu.billing", index);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__reason(
        reasons, path,
        "%s: billed on demand (input billing_mode), so it has no units to provision and "
        "nothing to scale",
        table->name);
}
