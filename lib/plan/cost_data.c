/*
 * Bill: tables, DAX, cache and queue.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/bill.h"

/* Request units of a month: the mean at the duty factor, the peak at full load. */
static capacity__quantity requests(capacity__biller *biller, int64_t units_m)
{
    int64_t mean = 0, peak = 0;
    bool fits =
        capacity__month_requests(units_m, CAPACITY__IN(biller->plan, DUTY_FACTOR_PPM), &mean);
    fits &= capacity__month_requests(units_m, CAPACITY_PPM, &peak);
    if (!fits)
        capacity__bill_overflow(biller, "the requests of a month");
    return (capacity__quantity){{mean, mean, peak}};
}

static int64_t product(capacity__biller *biller, int64_t a, int64_t b)
{
    int64_t result = 0;
    if (!capacity__mul(a, b, &result))
        capacity__bill_overflow(biller, "a quantity of the bill");
    return result;
}

static capacity__quantity hours_of(capacity__biller *biller, int64_t units)
{
    return capacity__always(product(biller, units, CAPACITY_MONTH_HOURS));
}

static void bill_reserved(capacity__biller *biller, int item, int upfront, int hourly,
                          int64_t units)
{
    const capacity__meter *once = capacity__known_meter(biller->plan->catalog, upfront);
    int64_t cost = 0;
    if (units == 0 || biller->status < 0)
        return;
    capacity__bill_try(
        biller, capacity__reserved_month(biller->plan, upfront, hourly, units, &cost, biller->err));
    if (biller->status < 0)
        return;
    capacity__line *line = capacity__bill_line(biller, item, 0);
    line->meter = once;
    line->rate_nusd = capacity__first_price(once);
    (void)capacity__mul_div(units, 1000, once->unit_quantity, CAPACITY__UP, &line->quantity_m);
    for (int c = 0; c < CAPACITY__CASES; c++)
        line->cost_uusd[c] = cost;
}

static void bill_requests(capacity__biller *biller)
{
    const capacity__data *data = &biller->plan->data;
    int64_t replicas = biller->services->replica_regions;

    capacity__bill_known(biller, CAPACITY__ITEM_TABLE_READS, CAPACITY__METER_DYNAMO_READ,
                         requests(biller, data->on_demand_read_mrcu), 0);
    capacity__bill_known(biller, CAPACITY__ITEM_TABLE_WRITES, CAPACITY__METER_DYNAMO_WRITE,
                         requests(biller, data->on_demand_write_mwcu), 0);
    if (replicas > 0)
        capacity__bill_known(
            biller, CAPACITY__ITEM_TABLE_REPLICATED_WRITES, CAPACITY__METER_DYNAMO_REPLICATED_WRITE,
            requests(biller, product(biller, data->on_demand_write_mwcu, replicas)), 0);
}

static void bill_units(capacity__biller *biller)
{
    const capacity__data *data = &biller->plan->data;
    capacity__reserved meters = capacity__reserved_meters(biller->plan);
    int64_t replicas = biller->services->replica_regions;

    capacity__bill_known(biller, CAPACITY__ITEM_TABLE_RCU, CAPACITY__METER_DYNAMO_RCU,
                         hours_of(biller, data->rcu - data->reserved_rcu), 0);
    capacity__bill_known(biller, CAPACITY__ITEM_TABLE_WCU, CAPACITY__METER_DYNAMO_WCU,
                         hours_of(biller, data->wcu - data->reserved_wcu), 0);
    bill_reserved(biller, CAPACITY__ITEM_TABLE_RESERVED_RCU, meters.read_upfront, meters.read_hour,
                  data->reserved_rcu);
    bill_reserved(biller, CAPACITY__ITEM_TABLE_RESERVED_WCU, meters.write_upfront,
                  meters.write_hour, data->reserved_wcu);
    if (replicas > 0) /* reserved capacity does not cover replicated writes */
        capacity__bill_known(biller, CAPACITY__ITEM_TABLE_REPLICATED_WCU,
                             CAPACITY__METER_DYNAMO_REPLICATED_WCU,
                             hours_of(biller, product(biller, data->wcu, replicas)), 0);
}

static void bill_kept(capacity__biller *biller)
{
    const capacity_plan *plan = biller->plan;
    const capacity__data *data = &plan->data;
    int unknown = CAPACITY__IN(plan, STORED_BYTES) == CAPACITY_AUTO && data->stored_bytes == 0;
    unsigned mark = unknown ? CAPACITY_BILL_UNKNOWN : 0;
    int64_t backups = CAPACITY__IN(plan, BACKUP_BYTES), reads = 0;

    capacity__bill_known(
        biller, CAPACITY__ITEM_TABLE_STORAGE, CAPACITY__METER_DYNAMO_STORAGE,
        capacity__always(product(biller, data->stored_bytes, biller->services->regions)), mark);
    capacity__bill_known(biller, CAPACITY__ITEM_TABLE_PITR, CAPACITY__METER_DYNAMO_PITR,
                         capacity__always(data->stored_bytes), mark);
    capacity__bill_known(biller, CAPACITY__ITEM_TABLE_BACKUP, CAPACITY__METER_DYNAMO_BACKUP,
                         capacity__always(capacity__or(backups, 0)),
                         backups == CAPACITY_AUTO ? CAPACITY_BILL_UNKNOWN : 0);
    if (CAPACITY__IN(plan, STREAM_READS_PPM) == 0)
        return;
    if (!capacity__mul_div(data->writes_mps, CAPACITY__IN(plan, STREAM_READS_PPM), CAPACITY_PPM,
                           CAPACITY__UP, &reads))
        capacity__bill_overflow(biller, "the streams reads");
    capacity__bill_known(biller, CAPACITY__ITEM_TABLE_STREAMS, CAPACITY__METER_DYNAMO_STREAM_READ,
                         requests(biller, reads), 0);
}

/* Nodes of a type that the catalogue prices by name. */
static void bill_type(capacity__biller *biller, int item, const char *prefix, const char *type,
                      capacity_field field, int64_t count)
{
    const capacity__meter *meter = NULL;
    int on = biller->plan->inputs.value[capacity__items[item].toggle_place] != 0;
    if (count == 0 || biller->status < 0)
        return;
    capacity_status status =
        capacity__need_type(biller->plan, prefix, type, field, &meter, on ? biller->err : NULL);
    if (status < 0 && !on)
        (void)capacity__bill_line(biller, item, 0);
    else
        capacity__bill_try(biller, status);
    if (meter != NULL)
        capacity__bill_meter(biller, item, meter, hours_of(biller, count), 0);
}

static void bill_queue(capacity__biller *biller)
{
    int64_t messages = CAPACITY__IN(biller->plan, QUEUE_MESSAGES);
    uint32_t queue = biller->services->queue;
    if (queue == CAPACITY_QUEUE_SQS)
        capacity__bill_known(biller, CAPACITY__ITEM_QUEUE, CAPACITY__METER_SQS_STANDARD,
                             capacity__always(capacity__or(messages, 0)),
                             messages == CAPACITY_AUTO ? CAPACITY_BILL_UNKNOWN : 0);
    else if (queue != CAPACITY_QUEUE_NONE)
        bill_type(biller, CAPACITY__ITEM_QUEUE, "mq.", "mq.m5.large", CAPACITY_IN_QUEUE,
                  queue == CAPACITY_QUEUE_MQ ? 1 : 2);
}

void capacity__bill_data(capacity__biller *biller)
{
    const capacity__services *services = biller->services;
    const capacity__data *data = &biller->plan->data;
    int valkey = CAPACITY__IN(biller->plan, CACHE_ENGINE) == 2;

    if (data->on_demand_read_mrcu > 0 || data->on_demand_write_mwcu > 0 || data->rcu == 0)
        bill_requests(biller);
    if (data->rcu > 0 || data->wcu > 0)
        bill_units(biller);
    bill_kept(biller);
    bill_type(biller, CAPACITY__ITEM_DAX, "dax.", services->dax_type, CAPACITY_IN_DAX_NODE_TYPE,
              services->dax_nodes);
    bill_type(biller, CAPACITY__ITEM_CACHE, valkey ? "elasticache.valkey." : "elasticache.redis.",
              services->cache_type, CAPACITY_IN_CACHE_NODE_TYPE, services->cache_nodes);
    bill_queue(biller);
}
