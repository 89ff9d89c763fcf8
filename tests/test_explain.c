/*
 * What the steps of a result say: the way that was taken to it, and nothing that was not.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plans.h"

/* The formula of a step of a result by its name; "" if there is none. */
static const char *step_of(const capacity_plan *plan, capacity_field field, const char *name)
{
    static capacity_step steps[64];
    size_t count = 0;
    OK(capacity_plan_get_steps(plan, field, steps, sizeof *steps, COUNT(steps), &count, NULL));
    for (size_t i = 0; i < count; i++)
        if (strcmp(steps[i].name, name) == 0)
            return steps[i].formula;
    return "";
}

static void a_given_rate_is_named_where_it_is_the_larger_demand(void)
{
    SAME("given 200", step_of(plan_of("concurrent_users=1000 request_rate=200"),
                              CAPACITY_OUT_DEMAND_MRPS, "demand"));
    SAME("1000 users x 3 a minute / 60", step_of(plan_of("concurrent_users=1000 request_rate=20"),
                                                 CAPACITY_OUT_DEMAND_MRPS, "demand"));
}

static void lines_that_are_off_are_no_part_of_a_sum(void)
{
    const capacity_plan *all = plan_of("concurrent_users=1000");
    const capacity_plan *some = plan_of("concurrent_users=1000 bill_nat=off");
    const capacity_field network = CAPACITY_OUT_MONTHLY_NETWORK_UUSD;
    SAME("2190 gateway-hour x $0.045", step_of(all, CAPACITY_OUT_MONTHLY_UUSD, "nat_hours"));
    SAME("", step_of(some, CAPACITY_OUT_MONTHLY_UUSD, "nat_hours"));
    SAME("load_balancer_hours + load_balancer_units + nat_hours",
         step_of(all, network, "monthly_network"));
    SAME("load_balancer_hours + load_balancer_units", step_of(some, network, "monthly_network"));
}

static void a_free_allowance_is_named(void)
{
    const capacity_plan *plan = plan_of("concurrent_users=1000 billing_mode=provisioned");
    SAME("261340 RCU-hour x $0.00013 in the first band, after the free allowance",
         step_of(plan, CAPACITY_OUT_MONTHLY_UUSD, "table_read_capacity"));
}

static const scenario scenarios[] = {
    SCENARIO(a_given_rate_is_named_where_it_is_the_larger_demand),
    SCENARIO(lines_that_are_off_are_no_part_of_a_sum),
    SCENARIO(a_free_allowance_is_named),
};

TEST_MAIN(explain, NULL)
