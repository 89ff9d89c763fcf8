/*
 * Findings about tables, cache and what is kept.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/finding.h"

/* --- 301: a hot partition key ----------------------------------------------------------------------- */

/* The table whose busiest key is nearest to its limit; the share comes with it. */
static const capacity_plan_table *hottest(const capacity_plan *plan, int64_t *share)
{
    const capacity__data *data = &plan->data;
    const capacity_plan_table *worst = NULL;
    for (size_t i = 0; i < data->count; i++) {
        int64_t key = i == 0 ? capacity__or(CAPACITY__IN(plan, HOTTEST_KEY_SHARE_PPM), 0)
                             : plan->inputs.tables[i - 1].hottest_key_share_ppm;
        if (key <= data->row[i].hot_key_limit_ppm)
            continue;
        if (worst == NULL || data->row[i].hot_key_limit_ppm < worst->hot_key_limit_ppm) {
            worst = &data->row[i];
            *share = key;
        }
    }
    return worst;
}

APPLIES(hot_key)
{
    const capacity_plan_table *table = hottest(plan, &finding->a);
    if (table == NULL)
        return false;
    finding->b = table->hot_key_limit_ppm;
    finding->c = table - plan->data.row;
    finding->severity = CAPACITY_SEVERITY_CRITICAL;
    finding->field = CAPACITY_IN_HOTTEST_KEY_SHARE_PPM;
    return true;
}

EVIDENCE(hot_key)
{
    capacity__put_format(out, "table %s: the busiest key takes ", plan->data.row[finding->c].name);
    capacity__say_percent(out, finding->a);
    capacity__put(out, " of the traffic, one partition bears ");
    capacity__say_percent(out, finding->b);
    capacity__put(out, " (3000 read and 1000 write units a second)");
}

ACTION(hot_key)
{
    UNUSED;
    capacity__put(out, "spread the key by a suffix (write sharding), or cache its reads");
}

/* --- 302: partitions, key share unknown -------------------------------------------------------------- */

APPLIES(key_unknown)
{
    finding->a = CAPACITY__OUT(plan, PARTITIONS);
    finding->b = plan->data.row[0].hot_key_limit_ppm;
    finding->field = CAPACITY_IN_HOTTEST_KEY_SHARE_PPM;
    return CAPACITY__IN(plan, HOTTEST_KEY_SHARE_PPM) == CAPACITY_AUTO &&
           plan->data.row[0].hot_key_limit_ppm < CAPACITY_PPM;
}

EVIDENCE(key_unknown)
{
    capacity__put_format(out, "%" PRId64 " partitions at the peak: no key may take more than ",
                         finding->a);
    capacity__say_percent(out, finding->b);
    capacity__put(out, " of the traffic");
    (void)plan;
}

ACTION(key_unknown)
{
    UNUSED;
    capacity__put(out, "measure the busiest key and give hottest_key_share");
}

/* --- 303: the other way to bill is cheaper ------------------------------------------------------------ */

APPLIES(billing)
{
    const capacity__data *data = &plan->data;
    int provisioned = data->row[0].billing == CAPACITY_BILLING_PROVISIONED;
    int64_t now = provisioned ? data->provisioned_uusd : data->on_demand_uusd;
    int64_t other = provisioned ? data->on_demand_uusd : data->provisioned_uusd;

    finding->a = now;
    finding->b = other;
    finding->c = provisioned;
    finding->field = CAPACITY_IN_BILLING_MODE;
    if (now == CAPACITY_INVALID || other == CAPACITY_INVALID || other >= now)
        return false;
    finding->effect_uusd = other - now;
    return true;
}

EVIDENCE(billing)
{
    capacity__put_format(out, "throughput costs ");
    capacity__say_usd(out, finding->a);
    capacity__put(out, finding->c ? " a month provisioned and " : " a month on demand and ");
    capacity__say_usd(out, finding->b);
    capacity__put(out, finding->c ? " on demand, at a duty factor of "
                                  : " provisioned for the peak, at a duty factor of ");
    capacity__say_percent(out, CAPACITY__IN(plan, DUTY_FACTOR_PPM));
    capacity__put(out, "; provisioned wins above a use of ");
    capacity__say_percent(out, plan->data.break_even_ppm);
}

ACTION(billing)
{
    (void)plan;
    capacity__put(out, finding->c ? "use on-demand while the load is that spiky"
                                  : "set billing_mode to provisioned with autoscaling if the load "
                                    "is predictable; keep on-demand for variable loads");
}

/* --- 304: reserved capacity ---------------------------------------------------------------------------- */

APPLIES(reserved)
{
    const capacity_plan_table *row = &plan->data.row[0];
    const capacity_tier *tier = &plan->tier->tier;

    finding->a = row->provisioned_uusd;
    finding->b = row->reserved_uusd;
    finding->field = CAPACITY_IN_RESERVED_CAPACITY_SHARE_PPM;
    return tier->reserved_saving_max_ppm > 0 || CAPACITY__IN(plan, RESERVED_CAPACITY_SHARE_PPM) > 0;
}

EVIDENCE(reserved)
{
    const capacity_tier *tier = &plan->tier->tier;
    capacity__put(out, "the guide prints savings of ");
    capacity__say_percent(out, tier->reserved_saving_min_ppm);
    capacity__put(out, " to ");
    capacity__say_percent(out, tier->reserved_saving_max_ppm);
    capacity__put(out,
                  " for reserved capacity; the price list gives 54 % for one year and 77 % for "
                  "three, of the reserved part");
    (void)finding;
}

ACTION(reserved)
{
    UNUSED;
    capacity__put(out, "reserve the base that runs all day (reserved_capacity_share), never the "
                       "peak; it covers neither on-demand tables nor replicated writes");
}

/* --- 305: caching ----------------------------------------------------------------------------------------- */

/* What the reads cost a month in the bill in force. */
static int64_t read_cost(const capacity_plan *plan)
{
    const capacity__bill *bill = &plan->bill[CAPACITY_ANSWER_RECOMMENDED];
    int64_t cost = 0;
    for (size_t i = 0; i < bill->count; i++)
        if (bill->line[i].item == CAPACITY__ITEM_TABLE_READS ||
            bill->line[i].item == CAPACITY__ITEM_TABLE_RCU)
            cost += bill->line[i].cost_uusd[CAPACITY__EXPECTED];
    return cost;
}

APPLIES(caching)
{
    finding->a = plan->services[CAPACITY_ANSWER_RECOMMENDED].cache_nodes;
    finding->b = read_cost(plan);
    finding->field = CAPACITY_IN_CACHE_HIT_RATIO_PPM;
    return CAPACITY__IN(plan, CACHE_HIT_RATIO_PPM) == 0 && plan->demand.users > 0;
}

EVIDENCE(caching)
{
    (void)plan;
    if (finding->a > 0)
        capacity__put_format(out,
                             "%" PRId64 " cache nodes are billed and no database read is taken "
                             "off; reads cost ",
                             finding->a);
    else
        capacity__put(out, "there is no cache; database reads cost ");
    capacity__say_usd(out, finding->b);
    capacity__put(out, " a month. The guide hopes for 50 to 70 % off, without a source");
}

ACTION(caching)
{
    (void)plan;
    (void)finding;
    capacity__put(out,
                  "measure the hit ratio and give cache_hit_ratio; the database must survive a "
                  "cold cache all the same");
}

/* --- 306: TTL ----------------------------------------------------------------------------------------------- */

APPLIES(ttl)
{
    const capacity__meter *meter =
        capacity__known_meter(plan->catalog, CAPACITY__METER_DYNAMO_STORAGE);
    int64_t share = CAPACITY__IN(plan, TEMPORARY_DATA_SHARE_PPM), bytes = 0, saved = 0;

    finding->a = capacity__or(share, 0);
    finding->field = CAPACITY_IN_TEMPORARY_DATA_SHARE_PPM;
    if (meter == NULL || finding->a == 0)
        return false;
    (void)capacity__mul_div(plan->data.stored_bytes, share, CAPACITY_PPM, CAPACITY__DOWN, &bytes);
    if (bytes == 0 || capacity__meter_cost(meter, bytes, 0, &saved, NULL) < 0)
        return false;
    finding->b = bytes;
    finding->effect_uusd = -saved;
    return true;
}

EVIDENCE(ttl)
{
    (void)plan;
    capacity__say_percent(out, finding->a);
    capacity__put(out, " of the stored data is temporary");
}

ACTION(ttl)
{
    UNUSED;
    capacity__put(out, "enable TTL on the tables: deletion by TTL costs no write units");
}

/* --- 307: DAX ------------------------------------------------------------------------------------------------ */

APPLIES(dax)
{
    const capacity__data *data = &plan->data;
    int64_t reads = data->row[0].reads_mps, writes = data->row[0].writes_mps;
    finding->a = plan->services[CAPACITY_ANSWER_RECOMMENDED].dax_nodes;
    finding->b = read_cost(plan);
    finding->field = CAPACITY_IN_DAX_NODES;
    return finding->a == 0 && writes > 0 && reads / writes >= 10;
}

EVIDENCE(dax)
{
    capacity__put_format(out, "reads outnumber writes %" PRId64 " to 1 and cost ",
                         plan->data.row[0].reads_mps / plan->data.row[0].writes_mps);
    capacity__say_usd(out, finding->b);
    capacity__put(out, " a month");
}

ACTION(dax)
{
    UNUSED;
    capacity__put(out, "consider DynamoDB Accelerator for read-heavy tables (dax_nodes 3) once its "
                       "nodes cost less than the reads they absorb");
}

APPLIES(dax_price)
{
    finding->a = plan->services[CAPACITY_ANSWER_RECOMMENDED].dax_nodes;
    finding->field = CAPACITY_IN_DAX_NODES;
    return finding->a > 0;
}

EVIDENCE(dax_price)
{
    capacity__put_format(out,
                         "%" PRId64 " %s are billed; sources for DAX prices differ by about 30 %%",
                         finding->a, plan->services[CAPACITY_ANSWER_RECOMMENDED].dax_type);
}

ACTION(dax_price)
{
    UNUSED;
    capacity__put(out, "check the price in the provider's price list and give a catalogue of your "
                       "own");
}

/* --- 309: what the tier provisions -------------------------------------------------------------------------- */

/* Thousandths of units against a tier's whole ones; 0: it prints none. */
static bool exceeds(int64_t units_m, int64_t most)
{
    return most > 0 && units_m > most * 1000;
}

APPLIES(tier_units)
{
    const capacity_tier *tier = &plan->tier->tier;
    finding->a = tier->read_units_max;
    finding->b = tier->write_units_max;
    finding->c = CAPACITY__OUT(plan, READ_MRCU);
    finding->d = CAPACITY__OUT(plan, WRITE_MWCU);
    finding->severity = CAPACITY_SEVERITY_WARNING;
    finding->field = CAPACITY_IN_READS_PER_USER_MRPM;
    return exceeds(finding->c, finding->a) || exceeds(finding->d, finding->b);
}

EVIDENCE(tier_units)
{
    capacity__put_format(
        out, "the %s tier autoscales to %" PRId64 " RCU and %" PRId64 " WCU, these users need ",
        plan->tier->tier.name, finding->a, finding->b);
    capacity__say(out, CAPACITY_UNIT_MRCU, finding->c);
    capacity__put(out, " and ");
    capacity__say(out, CAPACITY_UNIT_MWCU, finding->d);
}

ACTION(tier_units)
{
    UNUSED;
    capacity__put_format(out, "provision %" PRId64 " RCU and %" PRId64 " WCU, or use on-demand",
                         CAPACITY__OUT(plan, PROVISIONED_RCU),
                         CAPACITY__OUT(plan, PROVISIONED_WCU));
}

static const capacity__finding_kind kinds[] = {
    KIND(301, hot_key, "tables", "docs/model/dynamodb.md"),
    KIND(302, key_unknown, "tables", "docs/model/dynamodb.md"),
    KIND(303, billing, "tables", "sizing guide, Cost Optimization 5; guide audit 6"),
    KIND(304, reserved, "tables", "guide audit 0.8 and 6"),
    KIND(305, caching, "cache", "sizing guide, Cost Optimization 3; guide audit 6"),
    KIND(306, ttl, "tables", "sizing guide, Cost Optimization 5"),
    KIND(307, dax, "tables", "sizing guide, Cost Optimization 5"),
    KIND(308, dax_price, "tables", "guide audit 6; docs/data.md"),
    KIND(309, tier_units, "tables", "guide audit 5"),
};

const capacity__finding_group capacity__findings_data = {kinds, sizeof kinds / sizeof *kinds};
