/*
 * Stage 5: tables: units, partitions, and what the ways to bill them cost. Formulas:
 * docs/model/dynamodb.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/never.h"
#include "base/structs.h"
#include "kernel/table.h"
#include "plan/price.h"

/* A table as asked for. */
typedef struct table {
    const char *name;
    capacity__access reads, writes;
    int64_t stored_bytes, billing;
} table;

static table main_table(const capacity_plan *plan)
{
    table t = {
        .name = "main",
        .reads = {.per_user_mrpm = CAPACITY__IN(plan, READS_PER_USER_MRPM),
                  .item_bytes = CAPACITY__IN(plan, READ_ITEM_BYTES),
                  .strong_ppm = CAPACITY__IN(plan, STRONG_READ_SHARE_PPM),
                  .transactional_ppm = CAPACITY__IN(plan, TRANSACTIONAL_READ_SHARE_PPM)},
        .writes = {.per_user_mrpm = CAPACITY__IN(plan, WRITES_PER_USER_MRPM),
                   .item_bytes = CAPACITY__IN(plan, WRITE_ITEM_BYTES),
                   .transactional_ppm = CAPACITY__IN(plan, TRANSACTIONAL_WRITE_SHARE_PPM),
                   .index_ppm = CAPACITY__IN(plan, INDEX_WRITES_PPM)},
        .stored_bytes = capacity__or(CAPACITY__IN(plan, STORED_BYTES), 0),
    };
    return t;
}

static table own_table(const capacity_table_spec *spec)
{
    table t = {
        .name = spec->name,
        .reads = {.per_user_mrpm = spec->reads_per_user_mrpm,
                  .item_bytes = spec->read_item_bytes,
                  .strong_ppm = spec->strong_read_share_ppm,
                  .transactional_ppm = spec->transactional_read_share_ppm},
        .writes = {.per_user_mrpm = spec->writes_per_user_mrpm,
                   .item_bytes = spec->write_item_bytes,
                   .transactional_ppm = spec->transactional_write_share_ppm,
                   .index_ppm = spec->index_writes_ppm},
        .stored_bytes = spec->stored_bytes,
        .billing = spec->billing,
    };
    return t;
}

static capacity_status size_table(const capacity_plan *plan, const table *t,
                                  capacity_plan_table *row, capacity_error *err)
{
    int64_t target = CAPACITY__IN(plan, TABLE_TARGET_UTILISATION_PPM);
    int64_t share = CAPACITY__IN(plan, RESERVED_CAPACITY_SHARE_PPM);

    capacity__name_copy(row->name, sizeof row->name, t->name);
    row->stored_bytes = t->stored_bytes;
    bool fits =
        capacity__table_reads(plan->demand.load, &t->reads, &row->reads_mps, &row->read_mrcu);
    fits &=
        capacity__table_writes(plan->demand.load, &t->writes, &row->writes_mps, &row->write_mwcu);
    if (!fits)
        return capacity__overflow(err, CAPACITY_IN_READS_PER_USER_MRPM, "the units of a table");
    /* quotients: thousandths of units by 200 and more, bytes by a partition's, a share */
    CAPACITY__SURELY(capacity_dynamo_provision(row->read_mrcu, target, &row->provisioned_rcu, err));
    CAPACITY__SURELY(
        capacity_dynamo_provision(row->write_mwcu, target, &row->provisioned_wcu, err));
    CAPACITY__SURELY(capacity_dynamo_partitions(row->read_mrcu, row->write_mwcu, row->stored_bytes,
                                                &row->partitions, err));
    CAPACITY__SURELY(capacity_dynamo_hot_key_limit(row->read_mrcu, row->write_mwcu,
                                                   &row->hot_key_limit_ppm, err));
    /* reserved capacity is sold by the hundred */
    (void)capacity__mul_div(row->provisioned_rcu, share, 100 * CAPACITY_PPM, CAPACITY__DOWN,
                            &row->reserved_rcu);
    (void)capacity__mul_div(row->provisioned_wcu, share, 100 * CAPACITY_PPM, CAPACITY__DOWN,
                            &row->reserved_wcu);
    row->reserved_rcu *= 100;
    row->reserved_wcu *= 100;
    return CAPACITY_OK;
}

static capacity_status on_demand(const capacity_plan *plan, const capacity_plan_table *row,
                                 int64_t duty, int64_t *cost, capacity_error *err)
{
    const capacity__meter *read, *write;
    int64_t reads = 0, writes = 0, read_cost = 0, write_cost = 0;

    CAPACITY__TRY(capacity__need_meter(plan, CAPACITY__METER_DYNAMO_READ, &read, err));
    CAPACITY__TRY(capacity__need_meter(plan, CAPACITY__METER_DYNAMO_WRITE, &write, err));
    bool fits = capacity__month_requests(row->read_mrcu, duty, &reads);
    fits &= capacity__month_requests(row->write_mwcu, duty, &writes);
    if (!fits)
        return capacity__overflow(err, CAPACITY_IN_DUTY_FACTOR_PPM, "the requests of a month");
    CAPACITY__TRY(capacity__meter_cost(read, reads, 0, &read_cost, err));
    CAPACITY__TRY(capacity__meter_cost(write, writes, 0, &write_cost, err));
    if (!capacity__add(read_cost, write_cost, cost))
        return capacity__overflow(err, CAPACITY_IN_DUTY_FACTOR_PPM, "the cost of requests");
    return CAPACITY_OK;
}

static capacity_status listed(const capacity_plan *plan, int64_t rcu, int64_t wcu, int64_t *cost,
                              capacity_error *err)
{
    const capacity__meter *read, *write;
    int64_t rcu_hours = 0, wcu_hours = 0, read_cost = 0, write_cost = 0;

    CAPACITY__TRY(capacity__need_meter(plan, CAPACITY__METER_DYNAMO_RCU, &read, err));
    CAPACITY__TRY(capacity__need_meter(plan, CAPACITY__METER_DYNAMO_WCU, &write, err));
    bool fits = capacity__mul(rcu, CAPACITY_MONTH_HOURS, &rcu_hours);
    fits &= capacity__mul(wcu, CAPACITY_MONTH_HOURS, &wcu_hours);
    if (!fits)
        return capacity__overflow(err, CAPACITY_IN_READS_PER_USER_MRPM, "the unit-hours");
    CAPACITY__TRY(capacity__meter_cost(read, rcu_hours, 0, &read_cost, err));
    CAPACITY__TRY(capacity__meter_cost(write, wcu_hours, 0, &write_cost, err));
    if (!capacity__add(read_cost, write_cost, cost))
        return capacity__overflow(err, CAPACITY_IN_READS_PER_USER_MRPM, "the cost of units");
    return CAPACITY_OK;
}

static capacity_status with_reserved(const capacity_plan *plan, const capacity_plan_table *row,
                                     int64_t *cost, capacity_error *err)
{
    capacity__reserved meters = capacity__reserved_meters(plan);
    int64_t rest = 0, reads = 0, writes = 0;

    CAPACITY__TRY(listed(plan, row->provisioned_rcu - row->reserved_rcu,
                         row->provisioned_wcu - row->reserved_wcu, &rest, err));
    if (row->reserved_rcu > 0)
        CAPACITY__TRY(capacity__reserved_month(plan, meters.read_upfront, meters.read_hour,
                                               row->reserved_rcu, &reads, err));
    if (row->reserved_wcu > 0)
        CAPACITY__TRY(capacity__reserved_month(plan, meters.write_upfront, meters.write_hour,
                                               row->reserved_wcu, &writes, err));
    bool fits = capacity__add(rest, reads, &rest);
    fits &= capacity__add(rest, writes, cost);
    if (!fits)
        return capacity__overflow(err, CAPACITY_IN_RESERVED_CAPACITY_SHARE_PPM,
                                  "the cost of units");
    return CAPACITY_OK;
}

/* Only a price that is not there may be missing, and only for the way that is not chosen; what was
 * said of it is the caller's only where it is a failure. */
static capacity_status unless_absent(capacity_status status, int needed, int64_t *cost,
                                     const capacity_error *said, capacity_error *err)
{
    if (status >= 0)
        return CAPACITY_OK;
    if (status == CAPACITY_E_NOT_FOUND && !needed) {
        *cost = CAPACITY_INVALID;
        return CAPACITY_OK;
    }
    if (err != NULL)
        *err = *said;
    return status;
}

static capacity_status price_table(const capacity_plan *plan, int64_t billing,
                                   capacity_plan_table *row, capacity_error *err)
{
    capacity_error said;
    int requests = billing != CAPACITY_BILLING_PROVISIONED;
    int units = billing != CAPACITY_BILLING_ON_DEMAND;

    CAPACITY__TRY(unless_absent(
        on_demand(plan, row, CAPACITY__IN(plan, DUTY_FACTOR_PPM), &row->on_demand_uusd, &said),
        requests, &row->on_demand_uusd, &said, err));
    CAPACITY__TRY(
        unless_absent(on_demand(plan, row, CAPACITY_PPM, &row->on_demand_full_uusd, &said),
                      requests, &row->on_demand_full_uusd, &said, err));
    CAPACITY__TRY(unless_absent(
        listed(plan, row->provisioned_rcu, row->provisioned_wcu, &row->provisioned_uusd, &said),
        units, &row->provisioned_uusd, &said, err));
    CAPACITY__TRY(unless_absent(with_reserved(plan, row, &row->reserved_uusd, &said), units,
                                &row->reserved_uusd, &said, err));
    row->billing = (uint32_t)billing;
    if (billing == CAPACITY_BILLING_CHEAPEST)
        row->billing = row->reserved_uusd < row->on_demand_uusd ? CAPACITY_BILLING_PROVISIONED
                                                                : CAPACITY_BILLING_ON_DEMAND;
    return CAPACITY_OK;
}

/* Sums over tables; a cost that is not known makes its sum unknown. */
static bool add_cost(int64_t cost, int64_t *sum)
{
    if (cost == CAPACITY_INVALID || *sum == CAPACITY_INVALID) {
        *sum = CAPACITY_INVALID;
        return true;
    }
    return capacity__add(*sum, cost, sum);
}

static bool add_row(capacity__data *data, const capacity_plan_table *row)
{
    bool fits = capacity__add(data->read_mrcu, row->read_mrcu, &data->read_mrcu);
    fits &= capacity__add(data->write_mwcu, row->write_mwcu, &data->write_mwcu);
    fits &= capacity__add(data->writes_mps, row->writes_mps, &data->writes_mps);
    fits &= capacity__add(data->partitions, row->partitions, &data->partitions);
    fits &= capacity__add(data->stored_bytes, row->stored_bytes, &data->stored_bytes);
    fits &= capacity__add(data->provisioned_rcu, row->provisioned_rcu, &data->provisioned_rcu);
    fits &= capacity__add(data->provisioned_wcu, row->provisioned_wcu, &data->provisioned_wcu);
    fits &= add_cost(row->on_demand_uusd, &data->on_demand_uusd);
    fits &= add_cost(row->reserved_uusd, &data->provisioned_uusd);
    if (!fits)
        return false;
    if (row->billing == CAPACITY_BILLING_PROVISIONED) {
        data->rcu += row->provisioned_rcu; /* parts of sums that fitted */
        data->wcu += row->provisioned_wcu;
        data->reserved_rcu += row->reserved_rcu;
        data->reserved_wcu += row->reserved_wcu;
    } else {
        data->on_demand_read_mrcu += row->read_mrcu;
        data->on_demand_write_mwcu += row->write_mwcu;
    }
    return true;
}

/* 0 where the catalogue does not price both ways. */
static capacity_status break_even(capacity_plan *plan, capacity_error *err)
{
    const capacity__meter *unit = capacity__known_meter(plan->catalog, CAPACITY__METER_DYNAMO_WCU);
    const capacity__meter *request =
        capacity__known_meter(plan->catalog, CAPACITY__METER_DYNAMO_WRITE);
    int64_t price = 0;

    if (unit == NULL || request == NULL)
        return CAPACITY_OK;
    if (!capacity__mul_div(capacity__first_price(request), 1000000, request->unit_quantity,
                           CAPACITY__HALF_UP, &price))
        return capacity__overflow(err, CAPACITY_FIELD_NONE, "the price of a million requests");
    if (price == 0)
        return CAPACITY_OK;
    return capacity_dynamo_break_even(capacity__first_price(unit), price,
                                      &plan->data.break_even_ppm, err);
}

capacity_status capacity__stage_data(capacity_plan *plan, capacity_error *err)
{
    capacity__data *data = &plan->data;

    data->count = 1 + plan->inputs.table_count;
    for (size_t i = 0; i < data->count; i++) {
        table t = i == 0 ? main_table(plan) : own_table(&plan->inputs.tables[i - 1]);
        int64_t billing = t.billing > 0 ? t.billing : CAPACITY__IN(plan, BILLING_MODE);

        t.reads.absorbed_ppm = CAPACITY__IN(plan, CACHE_HIT_RATIO_PPM);
        data->row[i].struct_size = sizeof data->row[i];
        CAPACITY__TRY(size_table(plan, &t, &data->row[i], err));
        CAPACITY__TRY(price_table(plan, billing, &data->row[i], err));
        if (!add_row(data, &data->row[i]))
            return capacity__overflow(err, CAPACITY_FIELD_NONE, "the tables together");
    }
    CAPACITY__TRY(break_even(plan, err));

    CAPACITY__OUT(plan, READ_MRCU) = data->read_mrcu;
    CAPACITY__OUT(plan, WRITE_MWCU) = data->write_mwcu;
    CAPACITY__OUT(plan, PROVISIONED_RCU) = data->provisioned_rcu;
    CAPACITY__OUT(plan, PROVISIONED_WCU) = data->provisioned_wcu;
    CAPACITY__OUT(plan, PARTITIONS) = data->partitions;
    CAPACITY__OUT(plan, BREAK_EVEN_PPM) = data->break_even_ppm;
    CAPACITY__OUT(plan, ON_DEMAND_MONTHLY_UUSD) = data->on_demand_uusd;
    CAPACITY__OUT(plan, PROVISIONED_MONTHLY_UUSD) = data->provisioned_uusd;
    return capacity_formula_dynamo(plan->demand.users, CAPACITY__IN(plan, READS_PER_USER_MRPM),
                                   CAPACITY__IN(plan, WRITES_PER_USER_MRPM),
                                   &CAPACITY__OUT(plan, FORMULA_READ_MRCU),
                                   &CAPACITY__OUT(plan, FORMULA_WRITE_MWCU), err);
}
