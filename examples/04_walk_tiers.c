/*
 * Walk the guide's tiers, and see for each what a plan at its lower border says: the tier's own
 * prescription beside the recommendation.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <capacity/capacity.h>

#include <inttypes.h>
#include <stdio.h>

static capacity_status print_tier(size_t index, capacity_profile *profile, capacity_error *err)
{
    static const capacity_field fields[] = {
        CAPACITY_OUT_TIER_PODS_MIN, CAPACITY_OUT_TIER_NODES_MIN, CAPACITY_OUT_TIER_MONTHLY_UUSD,
        CAPACITY_OUT_PODS,          CAPACITY_OUT_NODES,          CAPACITY_OUT_MONTHLY_UUSD,
    };
    capacity_tier tier = CAPACITY_INIT(capacity_tier);
    capacity_plan *plan = NULL;
    int64_t v[6];
    char prescribed[32], recommended[32];
    capacity_status status;

    status = capacity_tiers_get(NULL, index, &tier, err);
    if (status >= 0)
        status = capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, tier.users_min, err);
    if (status >= 0)
        status = capacity_plan_new(profile, NULL, NULL, NULL, &plan, err);
    if (status >= 0)
        status = capacity_plan_get_many(plan, fields, 6, v, err);
    if (status >= 0)
        status = capacity_cost_format(v[2], prescribed, sizeof prescribed, NULL, err);
    if (status >= 0)
        status = capacity_cost_format(v[5], recommended, sizeof recommended, NULL, err);
    if (status >= 0)
        printf("%-11s %6" PRId64 " %6" PRId64 " %6" PRId64 " %11s %8" PRId64 " %6" PRId64 " %11s\n",
               tier.name, tier.users_min, v[0], v[1], prescribed, v[3], v[4], recommended);
    capacity_plan_unref(plan);
    return status;
}

int main(void)
{
    capacity_error err;
    capacity_profile *profile = NULL;
    capacity_status status = capacity_profile_new(NULL, &profile, &err);
    size_t i;

    printf("%-11s %6s %26s %30s\n", "", "users", "--- the tier prescribes", "--- recommended");
    printf("%-11s %6s %6s %6s %11s %8s %6s %11s\n", "tier", "from", "pods", "nodes", "a month",
           "pods", "nodes", "a month");
    for (i = 0; status >= 0 && i < capacity_tiers_count(NULL); i++)
        status = print_tier(i, profile, &err);
    if (status < 0)
        fprintf(stderr, "%s: %s\n", capacity_status_name(status), err.message);
    capacity_profile_free(profile);
    return status < 0;
}
