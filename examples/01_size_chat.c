/*
 * Size a chat application for 1000 concurrent users and say what it costs a month.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <capacity/capacity.h>

#include <inttypes.h>
#include <stdio.h>

int main(void)
{
    static const capacity_field fields[] = {CAPACITY_OUT_PODS, CAPACITY_OUT_NODES,
                                            CAPACITY_OUT_MONTHLY_UUSD};
    int64_t values[3];
    char cost[32];
    capacity_error err;
    capacity_profile *chat = NULL;
    capacity_plan *plan = NULL;
    int failed = 1;

    if (capacity_profile_new(NULL, &chat, &err) < 0 ||
        capacity_profile_set(chat, CAPACITY_IN_CONCURRENT_USERS, 1000, &err) < 0 ||
        capacity_plan_new(chat, NULL, NULL, NULL, &plan, &err) < 0 ||
        capacity_plan_get_many(plan, fields, 3, values, &err) < 0 ||
        capacity_cost_format(values[2], cost, sizeof cost, NULL, &err) < 0) {
        fprintf(stderr, "%s: %s\n", capacity_status_name((capacity_status)err.code), err.message);
        goto out;
    }
    printf("%" PRId64 " pods on %" PRId64 " nodes, %s a month (prices: %s)\n", values[0], values[1],
           cost, capacity_plan_catalog_name(plan));
    failed = 0;
out:
    capacity_plan_unref(plan);
    capacity_profile_free(chat);
    return failed;
}
