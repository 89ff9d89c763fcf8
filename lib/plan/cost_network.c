/*
 * Bill: load balancers, NAT, data transfer, and at its end CDN, logs and LLM tokens.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/never.h"
#include "plan/bill.h"

/* A monthly quantity that the profile gives, or 0 with a mark. */
static void bill_given(capacity__biller *biller, int item, int meter, int64_t given)
{
    capacity__bill_known(biller, item, meter, capacity__always(capacity__or(given, 0)),
                         given == CAPACITY_AUTO ? CAPACITY_BILL_UNKNOWN : 0);
}

/* LCU-hours of a month when the load is a share of the peak; bytes are a month's mean as given. */
static bool unit_hours(const capacity_plan *plan, int64_t load_ppm, int64_t *hours)
{
    const capacity__demand *demand = &plan->demand;
    int64_t per_user = CAPACITY__IN(plan, CONNECTIONS_PER_USER_PPM), units = 0;
    int64_t opened = 0, active = 0;
    int64_t bytes = capacity__or(CAPACITY__IN(plan, LOAD_BALANCER_BYTES), 0);

    /* each session opens its connections once */
    bool fits = capacity__ratio(
        CAPACITY__NUM(demand->load.num, per_user, load_ppm, 1000),
        CAPACITY__DEN(demand->load.den, CAPACITY__IN(plan, SESSION_DURATION_US), CAPACITY_PPM),
        CAPACITY__UP, &opened);
    fits &= capacity__ratio(CAPACITY__NUM(demand->load.num, per_user, load_ppm),
                            CAPACITY__DEN(demand->load.den, CAPACITY_PPM, CAPACITY_PPM),
                            CAPACITY__UP, &active);
    fits &= capacity__mul_div(bytes, 1, CAPACITY_MONTH_HOURS, CAPACITY__UP, &bytes);
    fits &= capacity_cost_load_balancer_units(opened, active, bytes, 0, &units, NULL) >= 0;
    fits &= capacity__mul_div(units, CAPACITY_MONTH_HOURS, 1000, CAPACITY__UP, hours);
    return fits;
}

static void bill_load_balancer(capacity__biller *biller)
{
    const capacity_plan *plan = biller->plan;
    int64_t mean = 0, peak = 0;
    int64_t count = biller->services->load_balancers * biller->services->regions;
    int unknown = CAPACITY__IN(plan, LOAD_BALANCER_BYTES) == CAPACITY_AUTO;

    capacity__bill_known(biller, CAPACITY__ITEM_LOAD_BALANCER_HOURS, CAPACITY__METER_ALB_HOUR,
                         capacity__always(count * CAPACITY_MONTH_HOURS), 0);
    if (biller->services->load_balancers == 0)
        return;
    bool fits = unit_hours(plan, CAPACITY__IN(plan, DUTY_FACTOR_PPM), &mean);
    fits &= unit_hours(plan, CAPACITY_PPM, &peak);
    /* 6 x 10^13 users are the largest load; with a hundred connections each for a second they open
     * 6 x 10^18 thousandths a second */
    if (CAPACITY__NEVER(!fits))
        capacity__bill_overflow(biller, "the load balancer's units");
    capacity__bill_known(biller, CAPACITY__ITEM_LOAD_BALANCER_UNITS, CAPACITY__METER_ALB_LCU,
                         (capacity__quantity){{mean, mean, peak}},
                         unknown ? CAPACITY_BILL_UNKNOWN : 0);
}

void capacity__bill_network(capacity__biller *biller)
{
    const capacity_plan *plan = biller->plan;
    int64_t gateways = capacity__or(CAPACITY__IN(plan, NAT_GATEWAYS), CAPACITY__IN(plan, ZONES)) *
                       biller->services->regions;
    int64_t zone_bytes = CAPACITY__IN(plan, INTER_ZONE_BYTES);

    bill_load_balancer(biller);
    capacity__bill_known(biller, CAPACITY__ITEM_NAT_HOURS, CAPACITY__METER_NAT_HOUR,
                         capacity__always(gateways * CAPACITY_MONTH_HOURS), 0);
    bill_given(biller, CAPACITY__ITEM_NAT_DATA, CAPACITY__METER_NAT_DATA,
               CAPACITY__IN(plan, NAT_BYTES));
    bill_given(biller, CAPACITY__ITEM_TRANSFER_INTERNET, CAPACITY__METER_TRANSFER_INTERNET,
               CAPACITY__IN(plan, EGRESS_BYTES));
    bill_given(biller, CAPACITY__ITEM_TRANSFER_ZONES, CAPACITY__METER_TRANSFER_ZONE,
               zone_bytes == CAPACITY_AUTO ? zone_bytes : 2 * zone_bytes); /* each direction pays */
    bill_given(biller, CAPACITY__ITEM_TRANSFER_REGIONS, CAPACITY__METER_TRANSFER_REGION,
               CAPACITY__IN(plan, INTER_REGION_BYTES));
}

static void bill_cdn(capacity__biller *biller)
{
    const capacity__services *services = biller->services;
    int64_t requests = CAPACITY__IN(biller->plan, CDN_REQUESTS);
    capacity__quantity bytes = {{services->cdn_bytes[CAPACITY__LOW],
                                 services->cdn_bytes[CAPACITY__EXPECTED],
                                 services->cdn_bytes[CAPACITY__HIGH]}};
    int asked = services->has_cdn || bytes.of[CAPACITY__HIGH] > 0;
    int unknown = services->has_cdn && bytes.of[CAPACITY__HIGH] == 0;

    capacity__bill_known(biller, CAPACITY__ITEM_CDN_TRAFFIC, CAPACITY__METER_CDN_TRANSFER, bytes,
                         unknown ? CAPACITY_BILL_UNKNOWN : 0);
    capacity__bill_known(biller, CAPACITY__ITEM_CDN_REQUESTS, CAPACITY__METER_CDN_HTTPS,
                         capacity__always(capacity__or(requests, 0)),
                         asked && requests == CAPACITY_AUTO ? CAPACITY_BILL_UNKNOWN : 0);
}

/* Tokens of a month at the duty factor: users x messages a session / session x month x tokens. */
static bool month_tokens(const capacity_plan *plan, int64_t duty, int64_t tokens2, int64_t *tokens)
{
    const capacity__demand *demand = &plan->demand;
    return capacity__ratio(
        CAPACITY__NUM(demand->load.num, CAPACITY__IN(plan, MESSAGES_PER_SESSION),
                      CAPACITY_MONTH_SECONDS, duty, tokens2),
        CAPACITY__DEN(demand->load.den, CAPACITY__IN(plan, SESSION_DURATION_US), 2), CAPACITY__UP,
        tokens);
}

static void bill_tokens(capacity__biller *biller, int item, int64_t tokens2, int64_t price)
{
    enum { MILLION = 1000000 };
    const capacity_plan *plan = biller->plan;
    int known = tokens2 > 0 && price != CAPACITY_AUTO;
    if (biller->status < 0)
        return;
    capacity__line *line = capacity__bill_line(biller, item, known ? 0 : CAPACITY_BILL_UNKNOWN);
    int64_t mean = 0, peak = 0;

    bool fits = month_tokens(plan, CAPACITY__IN(plan, DUTY_FACTOR_PPM), tokens2, &mean);
    fits &= month_tokens(plan, CAPACITY_PPM, tokens2, &peak);
    if (!fits)
        capacity__bill_overflow(biller, "the LLM tokens");
    (void)capacity__mul_div(mean, 1000, MILLION, CAPACITY__UP, &line->quantity_m); /* less */
    line->rate_nusd = capacity__or(price, 0);
    capacity__bill_try(biller, capacity_cost_units(mean, line->rate_nusd, MILLION,
                                                   &line->cost_uusd[CAPACITY__LOW], biller->err));
    line->cost_uusd[CAPACITY__EXPECTED] = line->cost_uusd[CAPACITY__LOW];
    capacity__bill_try(biller, capacity_cost_units(peak, line->rate_nusd, MILLION,
                                                   &line->cost_uusd[CAPACITY__HIGH], biller->err));
}

void capacity__bill_other(capacity__biller *biller)
{
    const capacity_plan *plan = biller->plan;
    int64_t out = capacity__or(CAPACITY__IN(plan, LLM_OUTPUT_TOKENS), 0);
    int off = CAPACITY__IN(plan, LLM_INPUT_TOKENS) == CAPACITY_AUTO && out == 0;

    bill_cdn(biller);
    bill_given(biller, CAPACITY__ITEM_LOGS_INGESTED, CAPACITY__METER_LOGS_INGESTED,
               CAPACITY__IN(plan, LOG_BYTES));
    bill_given(biller, CAPACITY__ITEM_LOGS_STORED, CAPACITY__METER_LOGS_STORED,
               CAPACITY__IN(plan, LOG_STORED_BYTES));
    bill_tokens(biller, CAPACITY__ITEM_LLM_INPUT, off ? 0 : plan->demand.llm_turn_tokens2,
                CAPACITY__IN(plan, LLM_INPUT_PRICE_NUSD));
    bill_tokens(biller, CAPACITY__ITEM_LLM_OUTPUT, 2 * out,
                CAPACITY__IN(plan, LLM_OUTPUT_PRICE_NUSD));
}
