/*
 * Stage 6: the bills of the three answers. Rules: docs/model/cost.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/bill.h"

#include <string.h>

/* What each answer has beside nodes and tables: the tier's prescription, or the profile's wish with
 * the tier's figure where it is silent. */
static void take_services(capacity_plan *plan, capacity_answer answer)
{
    capacity__services *services = &plan->services[answer];
    const capacity_tier *tier = &plan->tier->tier;
    int by_tier = answer == CAPACITY_ANSWER_TIER;
    int billed = CAPACITY__IN(plan, BILL_SECOND_REGION) != 0;
    const char *cache_type = plan->inputs.names[CAPACITY__NAME_CACHE_NODE_TYPE];
    const char *dax_type = plan->inputs.names[CAPACITY__NAME_DAX_NODE_TYPE];

    services->replica_regions =
        by_tier ? tier->replica_regions_min
                : capacity__or(CAPACITY__IN(plan, REPLICA_REGIONS), tier->replica_regions_min);
    services->regions = 1 + (billed ? services->replica_regions : 0);
    services->standby_ppm =
        by_tier ? tier->standby_share_ppm
                : capacity__or(CAPACITY__IN(plan, STANDBY_SHARE_PPM), tier->standby_share_ppm);
    services->cache_nodes = by_tier
                                ? tier->cache_nodes
                                : capacity__or(CAPACITY__IN(plan, CACHE_NODES), tier->cache_nodes);
    services->dax_nodes =
        by_tier ? tier->dax_nodes : capacity__or(CAPACITY__IN(plan, DAX_NODES), tier->dax_nodes);
    services->load_balancers = CAPACITY__IN(plan, LOAD_BALANCERS);
    services->queue =
        (uint32_t)(by_tier ? tier->queue : capacity__or(CAPACITY__IN(plan, QUEUE), tier->queue));
    services->has_cdn = tier->cdn_traffic_max_bytes > 0;

    if (by_tier || cache_type[0] == '\0')
        cache_type = tier->cache_node_type[0] != '\0' ? tier->cache_node_type : "cache.t3.small";
    if (by_tier || dax_type[0] == '\0')
        dax_type = tier->dax_node_type[0] != '\0' ? tier->dax_node_type : "dax.r5.large";
    services->cache_type = cache_type;
    services->dax_type = dax_type;

    int64_t given = CAPACITY__IN(plan, CDN_TRAFFIC_BYTES);
    for (int i = 0; i < CAPACITY__CASES; i++)
        services->cdn_bytes[i] = capacity__or(given, 0);
    if (by_tier && given == CAPACITY_AUTO) { /* no desired figure is printed: the lower one */
        services->cdn_bytes[CAPACITY__LOW] = tier->cdn_traffic_min_bytes;
        services->cdn_bytes[CAPACITY__EXPECTED] = tier->cdn_traffic_min_bytes;
        services->cdn_bytes[CAPACITY__HIGH] = tier->cdn_traffic_max_bytes;
    }
}

/* Totals, and for the recommended answer the parts of the expected one. */
static void add_up(capacity__biller *biller, int64_t parts[CAPACITY__PARTS])
{
    capacity__bill *bill = biller->bill;
    for (size_t i = 0; i < bill->count; i++) {
        capacity__line *line = &bill->line[i];
        int64_t *part = &parts[capacity__items[line->item].part];
        if ((line->flags & CAPACITY_BILL_OFF) != 0)
            continue;
        bool fits = capacity__add(*part, line->cost_uusd[CAPACITY__EXPECTED], part);
        for (int c = 0; c < CAPACITY__CASES; c++)
            fits &= capacity__add(bill->total[c], line->cost_uusd[c], &bill->total[c]);
        if (!fits)
            capacity__bill_overflow(biller, "the bill");
    }
}

/* The formulas say nothing of services: those of the recommended bill, which is made before. */
static void copy_services(const capacity_plan *plan, capacity__bill *bill)
{
    const capacity__bill *from = &plan->bill[CAPACITY_ANSWER_RECOMMENDED];
    for (size_t i = 0; i < from->count; i++)
        if (capacity__items[from->line[i].item].part != CAPACITY__PART_COMPUTE)
            bill->line[bill->count++] = from->line[i];
}

static capacity_status make_bill(capacity_plan *plan, capacity_answer answer,
                                 int64_t parts[CAPACITY__PARTS], capacity_error *err)
{
    capacity__biller biller = {
        .plan = plan,
        .services = &plan->services[answer],
        .nodes = &plan->nodes[answer],
        .bill = &plan->bill[answer],
        .err = err,
    };
    capacity__bill_compute(&biller);
    if (answer == CAPACITY_ANSWER_FORMULA) {
        copy_services(plan, biller.bill);
    } else {
        capacity__bill_network(&biller);
        capacity__bill_data(&biller);
        capacity__bill_other(&biller);
    }
    add_up(&biller, parts);
    return biller.status;
}

int64_t capacity__node_month_uusd(int64_t hour_nusd)
{
    int64_t cost = 0;
    (void)capacity__mul_div(hour_nusd, CAPACITY_MONTH_HOURS, 1000, CAPACITY__HALF_UP, &cost);
    return cost;
}

capacity_status capacity__stage_cost(capacity_plan *plan, capacity_error *err)
{
    int64_t parts[CAPACITY__PARTS] = {0}, ignored[CAPACITY__PARTS] = {0};

    for (int answer = 0; answer < CAPACITY__ANSWERS; answer++) {
        take_services(plan, (capacity_answer)answer);
        CAPACITY__TRY(make_bill(plan, (capacity_answer)answer,
                                answer == CAPACITY_ANSWER_RECOMMENDED ? parts : ignored, err));
    }
    const int64_t *total = plan->bill[CAPACITY_ANSWER_RECOMMENDED].total;
    CAPACITY__OUT(plan, MONTHLY_LOW_UUSD) = total[CAPACITY__LOW];
    CAPACITY__OUT(plan, MONTHLY_UUSD) = total[CAPACITY__EXPECTED];
    CAPACITY__OUT(plan, MONTHLY_HIGH_UUSD) = total[CAPACITY__HIGH];
    CAPACITY__OUT(plan, TIER_MONTHLY_UUSD) =
        plan->bill[CAPACITY_ANSWER_TIER].total[CAPACITY__EXPECTED];
    CAPACITY__OUT(plan, FORMULA_MONTHLY_UUSD) =
        plan->bill[CAPACITY_ANSWER_FORMULA].total[CAPACITY__EXPECTED];
    CAPACITY__OUT(plan, MONTHLY_COMPUTE_UUSD) = parts[CAPACITY__PART_COMPUTE];
    CAPACITY__OUT(plan, MONTHLY_DATA_UUSD) = parts[CAPACITY__PART_DATA];
    CAPACITY__OUT(plan, MONTHLY_NETWORK_UUSD) = parts[CAPACITY__PART_NETWORK];
    CAPACITY__OUT(plan, MONTHLY_OTHER_UUSD) = parts[CAPACITY__PART_OTHER];
    if (plan->demand.users > 0)
        (void)capacity__mul_div(total[CAPACITY__EXPECTED], 1, plan->demand.users, CAPACITY__HALF_UP,
                                &CAPACITY__OUT(plan, MONTHLY_PER_USER_UUSD));
    return CAPACITY_OK;
}
