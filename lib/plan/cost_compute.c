/*
 * Bill: nodes, standby, control planes, disks and surplus credits.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/bill.h"

/* Spot: the catalogue's price, else the discount given, else the tier's; the tier's own answer takes
 * the discount that the guide prints. */
static int64_t spot_price(const capacity_plan *plan, const capacity__machine *machine, int by_tier)
{
    int64_t off = plan->tier->tier.spot_discount_ppm, price = 0;
    if (!by_tier) {
        if (machine->spot_nusd > 0)
            return machine->spot_nusd;
        off = capacity__or(CAPACITY__IN(plan, SPOT_DISCOUNT_PPM), off);
    }
    (void)capacity__mul_div(machine->hour_nusd, CAPACITY_PPM - off, CAPACITY_PPM, CAPACITY__HALF_UP,
                            &price); /* never more than the price */
    return price;
}

static capacity_status price_group(const capacity_plan *plan, int by_tier, capacity__group *group,
                                   capacity_error *err)
{
    const capacity__machine *machine = group->machine;
    int64_t commitment = CAPACITY__IN(plan, COMMITMENT);

    group->hour_nusd = machine->hour_nusd;
    if (group->purchase == CAPACITY_PURCHASE_SPOT)
        group->hour_nusd = spot_price(plan, machine, by_tier);
    if (group->purchase == CAPACITY_PURCHASE_COMMITTED) {
        group->hour_nusd = machine->committed_nusd[commitment - 1];
        if (group->hour_nusd == 0)
            return capacity__fail(
                err, CAPACITY_E_NOT_FOUND, CAPACITY_IN_COMMITMENT, -1,
                "catalogue %s has no sourced %s rate for %s", plan->catalog->label,
                capacity_field_choice(CAPACITY_IN_COMMITMENT, commitment), machine->name);
    }
    for (int i = 0; i < CAPACITY__CASES; i++)
        CAPACITY__TRY(capacity_cost_hours(group->nodes[i], group->hour_nusd, CAPACITY_MONTH_HOURS,
                                          &group->cost_uusd[i], err));
    return CAPACITY_OK;
}

static void bill_group(capacity__biller *biller, size_t index)
{
    int by_tier = biller->nodes == &biller->plan->nodes[CAPACITY_ANSWER_TIER];
    capacity__group *group = &biller->nodes->group[index];

    capacity__bill_try(biller, price_group(biller->plan, by_tier, group, biller->err));
    if (biller->status < 0)
        return;
    capacity__line *line = capacity__bill_line(
        biller, group->region == 0 ? CAPACITY__ITEM_NODES : CAPACITY__ITEM_NODES_STANDBY, 0);
    if (CAPACITY__IN(biller->plan, BILL_NODES) == 0)
        line->flags |= CAPACITY_BILL_OFF;
    line->group = (int16_t)index;
    line->rate_nusd = group->hour_nusd;
    if (!capacity__ratio(
            CAPACITY__NUM(group->nodes[CAPACITY__EXPECTED], CAPACITY_MONTH_HOURS, 1000),
            CAPACITY__DEN(1), CAPACITY__UP, &line->quantity_m))
        capacity__bill_overflow(biller, "the node-hours");
    for (int i = 0; i < CAPACITY__CASES; i++)
        line->cost_uusd[i] = group->cost_uusd[i];
}

/* The guide's standby is a share of the primary region's nodes, not whole nodes. */
static void bill_tier_standby(capacity__biller *biller)
{
    const capacity__services *services = biller->services;
    const capacity__nodes *nodes = biller->nodes;
    bool fits = true;
    if (services->replica_regions == 0)
        return;
    capacity__line *line = capacity__bill_line(biller, CAPACITY__ITEM_NODES_STANDBY, 0);
    if (CAPACITY__IN(biller->plan, BILL_NODES) == 0)
        line->flags |= CAPACITY_BILL_OFF;

    for (int c = 0; c < CAPACITY__CASES; c++) {
        int64_t count[CAPACITY_MAX_ROWS], price[CAPACITY_MAX_ROWS], hour = 0;
        for (size_t i = 0; i < nodes->count; i++) {
            count[i] = nodes->group[i].nodes[c];
            price[i] = nodes->group[i].hour_nusd;
        }
        fits &= capacity__sum_div(count, price, nodes->count, 1, CAPACITY__UP, &hour);
        fits &= capacity__ratio(CAPACITY__NUM(hour, CAPACITY_MONTH_HOURS, services->standby_ppm,
                                              services->replica_regions),
                                CAPACITY__DEN(CAPACITY_PPM, 1000), CAPACITY__HALF_UP,
                                &line->cost_uusd[c]);
        if (c == CAPACITY__EXPECTED) /* the mean price of a node; 0 where there is none */
            (void)capacity__mul_div(hour, 1, nodes->total[c], CAPACITY__HALF_UP, &line->rate_nusd);
    }
    fits &= capacity__ratio(CAPACITY__NUM(nodes->total[CAPACITY__EXPECTED], CAPACITY_MONTH_HOURS,
                                          services->standby_ppm, services->replica_regions),
                            CAPACITY__DEN(1000), CAPACITY__UP, &line->quantity_m);
    if (!fits)
        capacity__bill_overflow(biller, "the standby nodes");
}

/* Nodes of all billed regions in a case; the tier's standby share is rounded up to whole disks. */
static int64_t nodes_in(const capacity__biller *biller, int c)
{
    const capacity__nodes *nodes = biller->nodes;
    int by_tier = nodes == &biller->plan->nodes[CAPACITY_ANSWER_TIER];
    int64_t all = 0, standby = 0;

    for (size_t i = 0; i < nodes->count; i++)
        if (nodes->group[i].region == 0 || biller->services->regions > 1)
            all += nodes->group[i].nodes[c]; /* counts that were summed and checked before */
    if (by_tier)
        (void)capacity__ratio(CAPACITY__NUM(nodes->total[c], biller->services->standby_ppm,
                                            biller->services->regions - 1),
                              CAPACITY__DEN(CAPACITY_PPM), CAPACITY__UP, &standby);
    return all + standby;
}

static void bill_disks(capacity__biller *biller)
{
    capacity__quantity bytes = {{0}};
    for (int c = 0; c < CAPACITY__CASES; c++)
        if (!capacity__mul(nodes_in(biller, c), CAPACITY__IN(biller->plan, NODE_DISK_BYTES),
                           &bytes.of[c]))
            capacity__bill_overflow(biller, "the disks");
    capacity__bill_known(biller, CAPACITY__ITEM_DISKS, CAPACITY__METER_EBS_GP3, bytes, 0);
}

/* vCPU-hours above the baseline of burstable machines, if the utilisation is known. */
static void bill_credits(capacity__biller *biller)
{
    const capacity__nodes *nodes = biller->nodes;
    int64_t use = CAPACITY__IN(biller->plan, NODE_CPU_UTILISATION_PPM);
    capacity__quantity hours = {{0}};
    int burstable = 0;

    for (size_t i = 0; i < nodes->count; i++) {
        const capacity__machine *machine = nodes->group[i].machine;
        burstable = burstable || machine->baseline_ppm > 0;
        if (machine->baseline_ppm == 0 || use <= machine->baseline_ppm)
            continue;
        for (int c = 0; c < CAPACITY__CASES; c++) {
            int64_t more = 0;
            bool fits =
                capacity__ratio(CAPACITY__NUM(nodes->group[i].nodes[c], machine->cpu_mcpu,
                                              use - machine->baseline_ppm, CAPACITY_MONTH_HOURS),
                                CAPACITY__DEN(1000, CAPACITY_PPM), CAPACITY__UP, &more);
            fits &= capacity__add(hours.of[c], more, &hours.of[c]);
            if (!fits)
                capacity__bill_overflow(biller, "the surplus credits");
        }
    }
    if (burstable)
        capacity__bill_known(biller, CAPACITY__ITEM_SURPLUS_CREDITS,
                             CAPACITY__METER_EC2_SURPLUS_CREDIT, hours,
                             use == CAPACITY_AUTO ? CAPACITY_BILL_UNKNOWN : 0);
}

void capacity__bill_compute(capacity__biller *biller)
{
    int extended = CAPACITY__IN(biller->plan, EKS_EXTENDED_SUPPORT) != 0;
    for (size_t i = 0; i < biller->nodes->count; i++)
        bill_group(biller, i);
    if (biller->nodes == &biller->plan->nodes[CAPACITY_ANSWER_TIER])
        bill_tier_standby(biller);
    capacity__bill_known(biller, CAPACITY__ITEM_CONTROL_PLANE,
                         extended ? CAPACITY__METER_EKS_CLUSTER_EXTENDED
                                  : CAPACITY__METER_EKS_CLUSTER,
                         capacity__always(biller->services->regions * CAPACITY_MONTH_HOURS), 0);
    bill_disks(biller);
    bill_credits(biller);
}
