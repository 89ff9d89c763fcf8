/*
 * Findings about money.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/finding.h"

static const capacity__bill *bill_of(const capacity_plan *plan)
{
    return &plan->bill[CAPACITY_ANSWER_RECOMMENDED];
}

static const capacity__nodes *nodes_of(const capacity_plan *plan)
{
    return &plan->nodes[CAPACITY_ANSWER_RECOMMENDED];
}

/* Nodes of the primary region by purchase, with their monthly price. */
static const capacity__group *group_of(const capacity_plan *plan, uint32_t purchase)
{
    const capacity__nodes *nodes = nodes_of(plan);
    for (size_t i = 0; i < nodes->count; i++)
        if (nodes->group[i].region == 0 && nodes->group[i].purchase == purchase &&
            nodes->group[i].nodes[CAPACITY__EXPECTED] > 0)
            return &nodes->group[i];
    return NULL;
}

/* --- 401: spot instances -------------------------------------------------------------------------- */

enum { SPOT_MIX_PPM = 700000 };

APPLIES(spot)
{
    const capacity__group *group = group_of(plan, CAPACITY_PURCHASE_ON_DEMAND);
    int64_t all = nodes_of(plan)->total[CAPACITY__EXPECTED], most = 0, saved = 0;

    if (group == NULL || group->machine->spot_nusd == 0)
        return false;
    /* the guide keeps 30 % on demand */
    (void)capacity__mul_div(all, SPOT_MIX_PPM, CAPACITY_PPM, CAPACITY__DOWN, &most);
    finding->a = most - (all - group->nodes[CAPACITY__EXPECTED]);
    if (finding->a <= 0)
        return false;
    finding->b = group->machine->hour_nusd;
    finding->c = group->machine->spot_nusd;
    (void)capacity__mul(finding->a, capacity__node_month_uusd(finding->b - finding->c), &saved);
    finding->effect_uusd = -saved;
    finding->field = CAPACITY_IN_SPOT_SHARE_PPM;
    return saved > 0;
}

EVIDENCE(spot)
{
    const capacity__group *group = group_of(plan, CAPACITY_PURCHASE_ON_DEMAND);
    int64_t off = 0;
    (void)capacity__mul_div(finding->b - finding->c, CAPACITY_PPM, finding->b, CAPACITY__HALF_UP,
                            &off);
    capacity__put_format(out, "%s costs ", group->machine->name);
    capacity__say(out, CAPACITY_UNIT_NUSD, finding->b);
    capacity__put(out, " an hour on demand and ");
    capacity__say(out, CAPACITY_UNIT_NUSD, finding->c);
    capacity__put(out, " as spot: ");
    capacity__say_percent(out, off);
    capacity__put(out, " less, not the guide's 60 to 90 %");
}

ACTION(spot)
{
    (void)plan;
    capacity__put_format(out,
                         "run %" PRId64
                         " more nodes as spot (spot_share 70%%) for work that may be interrupted, "
                         "with several machine types",
                         finding->a);
}

/* --- 402: commitments ------------------------------------------------------------------------------ */

APPLIES(commitment)
{
    const capacity__group *group = group_of(plan, CAPACITY_PURCHASE_ON_DEMAND);
    int64_t months = CAPACITY__IN(plan, STABLE_MONTHS), saved = 0;

    if (group == NULL || group->machine->committed_nusd[0] == 0)
        return false;
    finding->a = group->nodes[CAPACITY__EXPECTED];
    finding->b = group->machine->committed_nusd[0];
    finding->c = months;
    (void)capacity__mul(finding->a,
                        capacity__node_month_uusd(group->machine->hour_nusd - finding->b), &saved);
    finding->field = CAPACITY_IN_COMMITTED_SHARE_PPM;
    if (months == CAPACITY_AUTO || months >= 3)
        finding->effect_uusd = -saved;
    return saved > 0;
}

EVIDENCE(commitment)
{
    const capacity__group *group = group_of(plan, CAPACITY_PURCHASE_ON_DEMAND);
    capacity__put_format(out, "%" PRId64 " on-demand %s at ", finding->a, group->machine->name);
    capacity__say(out, CAPACITY_UNIT_NUSD, group->machine->hour_nusd);
    capacity__put(out, " an hour; committed for a year without upfront payment ");
    capacity__say(out, CAPACITY_UNIT_NUSD, finding->b);
}

ACTION(commitment)
{
    (void)plan;
    if (finding->c == CAPACITY_AUTO)
        capacity__put(out, "after 3 to 6 months of stable usage commit the base that always runs "
                           "(committed_share); give stable_months");
    else if (finding->c < 3)
        capacity__put_format(
            out, "wait: %" PRId64 " months of stable usage are known, the guide asks for 3 to 6",
            finding->c);
    else
        capacity__put(out, "commit the base that always runs (committed_share), not the peak");
}

/* --- 403: quantities that nobody gave ---------------------------------------------------------------- */

static size_t unknown_lines(const capacity_plan *plan)
{
    const capacity__bill *bill = bill_of(plan);
    size_t count = 0;
    for (size_t i = 0; i < bill->count; i++)
        count += (bill->line[i].flags & CAPACITY_BILL_UNKNOWN) != 0 &&
                 bill->line[i].item != CAPACITY__ITEM_LLM_INPUT &&
                 bill->line[i].item != CAPACITY__ITEM_LLM_OUTPUT;
    return count;
}

APPLIES(unknown_quantities)
{
    finding->a = (int64_t)unknown_lines(plan);
    finding->severity = CAPACITY_SEVERITY_WARNING;
    return finding->a > 0;
}

EVIDENCE(unknown_quantities)
{
    (void)plan;
    capacity__put_format(
        out, "nobody gave the quantities of %" PRId64 " lines of the bill: they count as 0",
        finding->a);
}

ACTION(unknown_quantities)
{
    UNUSED;
    capacity__put(out, "give stored_data, egress_traffic, nat_traffic, load_balancer_traffic, "
                       "inter_zone_traffic, log_ingestion and, with a CDN, cdn_traffic");
}

/* --- 404: LLM API ------------------------------------------------------------------------------------- */

APPLIES(llm_unbilled)
{
    int64_t in = CAPACITY__IN(plan, LLM_INPUT_TOKENS), out = CAPACITY__IN(plan, LLM_OUTPUT_TOKENS);
    int64_t in_price = CAPACITY__IN(plan, LLM_INPUT_PRICE_NUSD);
    int64_t out_price = CAPACITY__IN(plan, LLM_OUTPUT_PRICE_NUSD);

    finding->severity = CAPACITY_SEVERITY_WARNING;
    finding->field = CAPACITY_IN_LLM_INPUT_TOKENS;
    finding->a = in == CAPACITY_AUTO && out == CAPACITY_AUTO;
    return plan->demand.users > 0 && CAPACITY__IN(plan, BILL_LLM) != 0 &&
           (finding->a || in_price == CAPACITY_AUTO || out_price == CAPACITY_AUTO);
}

EVIDENCE(llm_unbilled)
{
    (void)plan;
    capacity__put(out, finding->a
                           ? "the LLM API is not in the bill: tokens a message are not given; "
                             "for a chat application it is likely the largest cost"
                           : "LLM tokens are counted but not all prices are given");
}

ACTION(llm_unbilled)
{
    UNUSED;
    capacity__put(out, "give llm_input_tokens_per_message, llm_output_tokens_per_message and the "
                       "provider's prices per million");
}

/* --- 405: the guide's printed range ------------------------------------------------------------------ */

APPLIES(printed_range)
{
    const capacity_tier *tier = &plan->tier->tier;
    finding->a = CAPACITY__OUT(plan, MONTHLY_UUSD);
    finding->b = tier->monthly_low_uusd;
    finding->c = tier->monthly_high_uusd;
    finding->severity =
        finding->a > finding->c ? CAPACITY_SEVERITY_WARNING : CAPACITY_SEVERITY_INFO;
    return finding->c > 0 && (finding->a < finding->b || finding->a > finding->c);
}

EVIDENCE(printed_range)
{
    capacity__put(out, "the bill of ");
    capacity__say_usd(out, finding->a);
    capacity__put_format(out, " lies %s the range that the guide prints for the %s tier, ",
                         finding->a > finding->c ? "above" : "below", plan->tier->tier.name);
    capacity__say_usd(out, finding->b);
    capacity__put(out, " to ");
    capacity__say_usd(out, finding->c);
}

ACTION(printed_range)
{
    UNUSED;
    capacity__put(out, "budget by the bill's lines; the printed range names neither control plane, "
                       "NAT, disks nor transfer");
}

/* --- 406: the tier's printed total against its printed lines ---------------------------------------- */

APPLIES(printed_sum)
{
    const capacity__tier *tier = &plan->tier[0];
    for (size_t i = 0; i < tier->item_count; i++) {
        const capacity_tier_item *item = &tier->items[i];
        if ((item->flags & CAPACITY_TIER_ALTERNATIVE) != 0)
            continue;
        finding->a += item->monthly_low_uusd; /* printed figures are far below the limit */
        finding->b += item->monthly_high_uusd;
    }
    finding->c = tier->tier.monthly_low_uusd;
    finding->d = tier->tier.monthly_high_uusd;
    return tier->item_count > 0 && (finding->a != finding->c || finding->b != finding->d);
}

EVIDENCE(printed_sum)
{
    capacity__put_format(out, "the %s tier's printed lines sum to ", plan->tier->tier.name);
    capacity__say_usd(out, finding->a);
    capacity__put(out, " to ");
    capacity__say_usd(out, finding->b);
    capacity__put(out, ", its printed total is ");
    capacity__say_usd(out, finding->c);
    capacity__put(out, " to ");
    capacity__say_usd(out, finding->d);
}

ACTION(printed_sum)
{
    UNUSED;
    capacity__put(out, "read the printed total as an order of magnitude only");
}

/* --- 407: the printed spot discount ------------------------------------------------------------------ */

APPLIES(spot_discount)
{
    const capacity__group *group = group_of(plan, CAPACITY_PURCHASE_SPOT);
    int64_t off = 0;

    if (group == NULL || group->machine->spot_nusd == 0 || group->machine->hour_nusd == 0)
        return false;
    (void)capacity__mul_div(group->machine->hour_nusd - group->machine->spot_nusd, CAPACITY_PPM,
                            group->machine->hour_nusd, CAPACITY__HALF_UP, &off);
    finding->a = plan->tier->tier.spot_discount_ppm;
    finding->b = off;
    finding->field = CAPACITY_IN_SPOT_DISCOUNT_PPM;
    return off < finding->a;
}

EVIDENCE(spot_discount)
{
    capacity__put(out, "the guide assumes spot instances ");
    capacity__say_percent(out, finding->a);
    capacity__put_format(out, " off; the catalogue has %s at ",
                         group_of(plan, CAPACITY_PURCHASE_SPOT)->machine->name);
    capacity__say_percent(out, finding->b);
    capacity__put(out, " off");
}

ACTION(spot_discount)
{
    UNUSED;
    capacity__put(out, "budget with the measured price; it moves, so look again each month");
}

/* --- 408: CDN ----------------------------------------------------------------------------------------- */

APPLIES(cdn)
{
    finding->field = CAPACITY_IN_CDN_HIT_RATIO_PPM;
    finding->a = plan->services[CAPACITY_ANSWER_RECOMMENDED].has_cdn;
    return CAPACITY__IN(plan, CDN_HIT_RATIO_PPM) == 0 && plan->demand.users > 0;
}

EVIDENCE(cdn)
{
    (void)plan;
    capacity__put(out, finding->a
                           ? "the tier has a CDN and no request is taken off the frontend; "
                             "the guide hopes for 80 to 90 %, without a source"
                           : "static assets are served by frontend pods; the guide advises a "
                             "CDN for them");
}

ACTION(cdn)
{
    UNUSED;
    capacity__put(out, "measure the CDN's hit ratio and give cdn_hit_ratio and cdn_traffic");
}

/* --- 409: standby region ------------------------------------------------------------------------------ */

APPLIES(standby)
{
    finding->a = plan->services[CAPACITY_ANSWER_RECOMMENDED].replica_regions;
    finding->b = plan->services[CAPACITY_ANSWER_RECOMMENDED].standby_ppm;
    finding->c = CAPACITY__OUT(plan, NODES_STANDBY);
    finding->severity = CAPACITY_SEVERITY_WARNING;
    finding->field = CAPACITY_IN_STANDBY_SHARE_PPM;
    return finding->a > 0 && finding->b < CAPACITY_PPM;
}

EVIDENCE(standby)
{
    int64_t target = CAPACITY__IN(plan, BACKEND_HPA_CPU_TARGET_PPM), borne = 0;
    capacity__put_format(out, "%" PRId64 " standby nodes are ", finding->c);
    capacity__say_percent(out, finding->b);
    capacity__put(out, " of the primary region: at full CPU they bear ");
    (void)capacity__mul_div(finding->b, CAPACITY_PPM, target, CAPACITY__DOWN, &borne);
    capacity__say_percent(out, borne < CAPACITY_PPM ? borne : CAPACITY_PPM);
    capacity__put(out, " of the load until more nodes start");
}

ACTION(standby)
{
    UNUSED;
    capacity__put(out, "rehearse the failover, and raise standby_share if shedding load until then "
                       "is not acceptable");
}

/* --- 410: inferred prices ----------------------------------------------------------------------------- */

APPLIES(inferred)
{
    const capacity__bill *bill = bill_of(plan);
    for (size_t i = 0; i < bill->count; i++)
        if ((bill->line[i].flags & (CAPACITY_BILL_INFERRED | CAPACITY_BILL_OFF)) ==
                CAPACITY_BILL_INFERRED &&
            bill->line[i].cost_uusd[CAPACITY__EXPECTED] > 0)
            finding->a += bill->line[i].cost_uusd[CAPACITY__EXPECTED];
    return finding->a > 0;
}

EVIDENCE(inferred)
{
    (void)plan;
    capacity__say_usd(out, finding->a);
    capacity__put(out, " a month are priced with another region's figures, where the catalogue's "
                       "region lacks them");
}

ACTION(inferred)
{
    UNUSED;
    capacity__put(out, "give a catalogue with your region's prices for those meters");
}

static const capacity__finding_kind kinds[] = {
    KIND(401, spot, "nodes", "sizing guide, Cost Optimization 1; guide audit 0.6"),
    KIND(402, commitment, "nodes", "sizing guide, Cost Optimization 4; guide audit 6"),
    KIND(403, unknown_quantities, "bill", "guide audit 7"),
    KIND(404, llm_unbilled, "llm", "guide audit 0.9"),
    KIND(405, printed_range, "bill", "guide audit 7"),
    KIND(406, printed_sum, "bill", "guide audit 7"),
    KIND(407, spot_discount, "nodes", "guide audit 0.6"),
    KIND(408, cdn, "cdn", "sizing guide, Cost Optimization 6; guide audit 6"),
    KIND(409, standby, "regions", "sizing guide, Tier 4; docs/model/cost.md"),
    KIND(410, inferred, "bill", "docs/data.md"),
};

const capacity__finding_group capacity__findings_cost = {kinds, sizeof kinds / sizeof *kinds};
