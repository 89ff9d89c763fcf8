/*
 * Stage 2: the tier, by users. Borders: docs/model/tiers.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/state.h"

#include "base/never.h"

/* Nodes of all groups; a group that prints no desired number counts its minimum. */
static bool sum_nodes(capacity_plan *plan)
{
    int64_t low = 0, desired = 0, high = 0;
    bool fits = true;
    for (size_t i = 0; i < plan->tier->group_count; i++) {
        const capacity_tier_group *group = &plan->tier->groups[i];
        int64_t wanted = capacity__or(group->nodes_desired, group->nodes_min);
        fits &= capacity__add(low, group->nodes_min, &low);
        fits &= capacity__add(desired, wanted, &desired);
        fits &= capacity__add(high, group->nodes_max, &high);
    }
    CAPACITY__OUT(plan, TIER_NODES_MIN) = low;
    CAPACITY__OUT(plan, TIER_NODES) = desired;
    CAPACITY__OUT(plan, TIER_NODES_MAX) = high;
    return fits;
}

capacity_status capacity__stage_tier(capacity_plan *plan, capacity_error *err)
{
    plan->choice =
        capacity__tiers_choose(plan->tiers, plan->demand.users, plan->demand.total_users);
    plan->tier_index = (uint32_t)plan->choice.tier;
    plan->tier = &plan->tiers->tiers[plan->choice.tier];

    const capacity__tier *tier = plan->tier;
    CAPACITY__OUT(plan, TIER) = plan->choice.tier;
    CAPACITY__OUT(plan, TIER_MONTHLY_LOW_UUSD) = tier->tier.monthly_low_uusd;
    CAPACITY__OUT(plan, TIER_MONTHLY_HIGH_UUSD) = tier->tier.monthly_high_uusd;
    bool fits = capacity__add(tier->backend.pods_min, tier->frontend.pods_min,
                              &CAPACITY__OUT(plan, TIER_PODS_MIN));
    fits &= capacity__add(tier->backend.pods_max, tier->frontend.pods_max,
                          &CAPACITY__OUT(plan, TIER_PODS_MAX));
    fits &= sum_nodes(plan);
    if (CAPACITY__NEVER(!fits)) /* a ladder bounds each pod and node count, and the groups */
        return capacity__overflow(err, CAPACITY_FIELD_NONE, "the tier's pods or nodes");
    return CAPACITY_OK;
}
