/*
 * What the steps of a result say: the way that was taken to it, and nothing that was not.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plans.h"

static void a_given_rate_is_named_where_it_is_the_larger_demand(void)
{
    SAME("given 200", formula_of_step(plan_of("concurrent_users=1000 request_rate=200"),
                                      CAPACITY_OUT_DEMAND_MRPS, "demand"));
    SAME("1000 users x 3 a minute / 60",
         formula_of_step(plan_of("concurrent_users=1000 request_rate=20"), CAPACITY_OUT_DEMAND_MRPS,
                         "demand"));
}

static void lines_that_are_off_are_no_part_of_a_sum(void)
{
    const capacity_plan *all = plan_of("concurrent_users=1000");
    const capacity_plan *some = plan_of("concurrent_users=1000 bill_nat=off");
    const capacity_field network = CAPACITY_OUT_MONTHLY_NETWORK_UUSD;
    SAME("2190 gateway-hour x $0.045",
         formula_of_step(all, CAPACITY_OUT_MONTHLY_UUSD, "nat_hours"));
    SAME("", formula_of_step(some, CAPACITY_OUT_MONTHLY_UUSD, "nat_hours"));
    SAME("load_balancer_hours + load_balancer_units + nat_hours",
         formula_of_step(all, network, "monthly_network"));
    SAME("load_balancer_hours + load_balancer_units",
         formula_of_step(some, network, "monthly_network"));
}

static void a_free_allowance_is_named(void)
{
    const capacity_plan *plan = plan_of("concurrent_users=1000 billing_mode=provisioned");
    SAME("261340 RCU-hour x $0.00013 in the first band, after the free allowance",
         formula_of_step(plan, CAPACITY_OUT_MONTHLY_UUSD, "table_read_capacity"));
}

static const scenario scenarios[] = {
    SCENARIO(a_given_rate_is_named_where_it_is_the_larger_demand),
    SCENARIO(lines_that_are_off_are_no_part_of_a_sum),
    SCENARIO(a_free_allowance_is_named),
};

TEST_MAIN(explain, NULL)
