/*
 * The figures of the guide audit (docs/model/guide-audit.md, sections 3 to 7), from whole plans.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plans.h"

#include "model/tiers.h"

/* Bill of a tier's node groups in cents: minimum, desired, maximum. */
static void tier_nodes(const char *settings, const int64_t want[3])
{
    capacity_plan *plan = plan_of(settings);
    capacity_plan_group groups[4];
    int64_t sums[3] = {0};
    size_t count = 0;
    OK(capacity_plan_get_groups(plan, CAPACITY_ANSWER_TIER, groups, sizeof *groups, 4, &count,
                                NULL));
    for (size_t i = 0; i < count; i++) {
        sums[0] += groups[i].monthly_low_uusd;
        sums[1] += groups[i].monthly_uusd;
        sums[2] += groups[i].monthly_high_uusd;
    }
    for (size_t i = 0; i < 3; i++)
        EQ(want[i], cents(sums[i]));
    DROP(plan);
}

static void tier_nodes_cost_what_the_audit_says(void)
{
    tier_nodes("concurrent_users=100", (const int64_t[]){6074, 6074, 12147});
    tier_nodes("concurrent_users=500", (const int64_t[]){15791, 23687, 38871});
    tier_nodes("concurrent_users=2000", (const int64_t[]){55845, 79424, 173740});
    tier_nodes("concurrent_users=10000", (const int64_t[]){198560, 198560, 670140});
}

static void the_standby_region_is_thirty_percent_of_the_tier(void)
{
    capacity_plan *plan = plan_of("concurrent_users=10000");
    capacity_bill_line line = line_of(plan, CAPACITY_ANSWER_TIER, "nodes_standby", 0);
    EQ(258128, cents(1985600000 + line.monthly_uusd));
    EQ(871182, cents(6701400000 + line.monthly_high_uusd));
    EQ(3285000, line.quantity_m);  /* 4.5 nodes for 730 h */
    EQ(181333333, line.rate_nusd); /* the mean of five at $0.34 and ten at $0.102 */
    plan = plan_of("concurrent_users=10000 bill_second_region=off");
    TRUE((line_of(plan, CAPACITY_ANSWER_TIER, "nodes_standby", 0).flags & CAPACITY_BILL_OFF) != 0);
}

/* Measured spot prices: the recommended groups with the audit's counts. */
static void measured_spot_prices(void)
{
    static const struct {
        const char *settings;
        int64_t low;
    } cases[] = {
        /* 2 + 2 and 3 + 3 t3.large */
        {"concurrent_users=500 backend_connections_per_pod=10000 node_floor=4", 18568},
        {"concurrent_users=500 backend_connections_per_pod=10000 node_floor=6", 27852},
        /* 4 + 8 c5.xlarge */
        {"concurrent_users=2000 backend_connections_per_pod=10000 node_floor=12 "
         "node_type=c5.xlarge",
         97236},
        /* 5 + 10 c5.2xlarge */
        {"concurrent_users=10000 backend_connections_per_pod=10000 node_floor=15 "
         "frontend_connections_per_pod=100000 replica_regions=0",
         225293},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_plan *plan = plan_of(cases[i].settings);
        int64_t sum = line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "nodes", 0).monthly_uusd +
                      line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "nodes", 1).monthly_uusd;
        EQ(cases[i].low, cents(sum));
        DROP(plan);
    }
}

static capacity_plan_table main_table(const char *settings)
{
    capacity_plan *plan = plan_of(settings);
    capacity_plan_table row = CAPACITY_INIT(capacity_plan_table);
    size_t count = 0;
    OK(capacity_plan_get_tables(plan, &row, sizeof row, 1, &count, NULL));
    EQ(1, count);
    DROP(plan);
    return row;
}

static void on_demand_tables_at_full_load(void)
{
    EQ(12319, cents(main_table("concurrent_users=500").on_demand_full_uusd));
    EQ(49275, cents(main_table("concurrent_users=2000").on_demand_full_uusd));
    EQ(246375, cents(main_table("concurrent_users=10000").on_demand_full_uusd));
    EQ(73913, cents(main_table("concurrent_users=10000 duty_factor=30%").on_demand_uusd));

    capacity_plan *plan = plan_of("concurrent_users=10000 duty_factor=100% replica_regions=1");
    EQ(164250,
       cents(
           line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "table_replicated_writes", 0).monthly_uusd));
    plan = plan_of("concurrent_users=10000 duty_factor=100% replica_regions=2");
    EQ(328500,
       cents(
           line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "table_replicated_writes", 0).monthly_uusd));
}

/* A table of so many units: users make a read (half a unit) or a write each second. */
static capacity_plan_table units(const char *reads, const char *writes, const char *more)
{
    char settings[256] = "concurrent_users=1000 table_target_utilisation=90% ";
    strcat(settings, "reads_per_user_per_minute=");
    strcat(settings, reads);
    strcat(settings, " writes_per_user_per_minute=");
    strcat(settings, writes);
    strcat(settings, more);
    return main_table(settings);
}

static void provisioned_and_reserved_tables(void)
{
    /* at a target of 90 % the demand is 0.9 of what is provisioned: 500 RCU are 900 reads a second */
    capacity_plan_table row = units("54", "10.8", "");
    EQ(500, row.provisioned_rcu);
    EQ(200, row.provisioned_wcu);
    EQ(14235, cents(row.provisioned_uusd));
    row = units("54", "10.8", " reserved_capacity_share=100%");
    EQ(500, row.reserved_rcu);
    EQ(200, row.reserved_wcu);
    EQ(6531, cents(row.reserved_uusd));
    row = units("54", "10.8", " reserved_capacity_share=100% reserved_capacity_term=3y");
    EQ(3267, cents(row.reserved_uusd));
    row = units("216", "43.2", "");
    EQ(2000, row.provisioned_rcu);
    EQ(800, row.provisioned_wcu);
    EQ(56940, cents(row.provisioned_uusd));
    row = units("216", "43.2", " reserved_capacity_share=25%"); /* the base of 500 / 200 */
    EQ(49236, cents(row.reserved_uusd));
    row = units("10.8", "2.7", "");
    EQ(100, row.provisioned_rcu);
    EQ(50, row.provisioned_wcu);
    EQ(3322, cents(row.provisioned_uusd));
    row = units("2.7", "0.54", "");
    EQ(25, row.provisioned_rcu);
    EQ(10, row.provisioned_wcu);
    EQ(712, cents(row.provisioned_uusd));
}

static void the_free_25_units_cover_the_smallest_table(void)
{
    capacity_plan *plan = plan_of("concurrent_users=100 table_target_utilisation=90% "
                                  "reads_per_user_per_minute=27 writes_per_user_per_minute=5.4 "
                                  "billing_mode=provisioned");
    EQ(0, line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "table_read_capacity", 0).monthly_uusd);
    EQ(0, line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "table_write_capacity", 0).monthly_uusd);
}

static void units_follow_the_users(void)
{
    static const struct {
        const char *settings;
        int64_t rcu, wcu;
    } cases[] = {
        {"concurrent_users=500", 125, 50},
        {"concurrent_users=1000", 250, 100},
        {"concurrent_users=2000", 500, 200},
        {"concurrent_users=10000", 2500, 1000},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_plan_table row = main_table(cases[i].settings);
        EQ(cases[i].rcu * 1000, row.read_mrcu);
        EQ(cases[i].wcu * 1000, row.write_mwcu);
    }
}

/* Users, formula minimum and maximum, pods at 200 and at 100 users each. */
static void pods_by_both_models(void)
{
    static const int64_t cases[][5] = {
        {500, 1, 3, 3, 5},     {1000, 2, 6, 5, 10},      {2000, 3, 9, 10, 20},
        {5000, 7, 21, 25, 50}, {10000, 13, 39, 50, 100}, {20000, 26, 78, 100, 200},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t at_200 = 0, at_100 = 0, low = 0, high = 0;
        OK(capacity_formula_pods(cases[i][0], 3000, 50000, 300000, 3000000, &low, &high, NULL));
        OK(capacity_pods_by_connections(cases[i][0], 1000000, 200, 0, &at_200, NULL));
        OK(capacity_pods_by_connections(cases[i][0], 1000000, 100, 0, &at_100, NULL));
        EQ(cases[i][1], low);
        EQ(cases[i][2], high);
        EQ(cases[i][3], at_200);
        EQ(cases[i][4], at_100);
    }
}

/* The whole bill within one percent of the audit's section 7. */
static void near(const char *settings, const capacity_tiers *tiers, uint32_t answer, int64_t usd)
{
    static const capacity_field totals[3] = {CAPACITY_OUT_MONTHLY_UUSD,
                                             CAPACITY_OUT_TIER_MONTHLY_UUSD,
                                             CAPACITY_OUT_FORMULA_MONTHLY_UUSD};
    capacity_plan *plan = plan_on(settings, NULL, tiers);
    int64_t uusd = result(plan, totals[answer]), want = usd * 1000000;
    if (uusd < want - want / 100 || uusd > want + want / 100)
        ck_abort_msg("%s: %" PRId64 " micro-USD are not within 1 %% of $%" PRId64, settings, uusd,
                     usd);
    DROP(plan);
}

static void small_comes_to_223(void)
{
    near("concurrent_users=499 duty_factor=25% nat_gateways=1 load_balancer_traffic=730Gi", NULL,
         CAPACITY_ANSWER_RECOMMENDED, 223);
}

static void medium_comes_to_628(void)
{
    near("concurrent_users=1999 duty_factor=30% nat_gateways=2 load_balancer_traffic=1460Gi", NULL,
         CAPACITY_ANSWER_RECOMMENDED, 628);
}

static void large_comes_to_2680(void)
{
    near("concurrent_users=9999 backend_connections_per_pod=10000 "
         "frontend_connections_per_pod=10000 node_floor=12 duty_factor=30% cdn_traffic=5Ti "
         "free_allowances=off load_balancer_traffic=3650Gi",
         NULL, CAPACITY_ANSWER_RECOMMENDED, 2680);
}

/* The guide's ladder with the discount that spot c5.2xlarge is measured at: 0.13862 of 0.34. */
static capacity_tiers *measured_ladder(void)
{
    static capacity__tier copy[4];
    capacity_tiers *ladder;
    const capacity_tiers *guide = capacity__tiers(NULL);
    memcpy(copy, guide->tiers, 4 * sizeof *copy);
    copy[3].tier.spot_discount_ppm = 592294;
    NEW(ladder,
        capacity__tiers_new(copy, 4, "guide, spot as measured", test_allocator(), &ladder, NULL));
    return ladder;
}

static void enterprise_comes_to_7300_and_10600(void)
{
    capacity_tiers *ladder = measured_ladder();
    near("concurrent_users=10000 duty_factor=30% bill_disks=off free_allowances=off "
         "queue_messages=788400000 load_balancers=1 load_balancer_traffic=16700Gi cdn_traffic=10Ti",
         ladder, CAPACITY_ANSWER_TIER, 7300);
    near("concurrent_users=10000 duty_factor=30% bill_disks=off free_allowances=off "
         "queue_messages=788400000 load_balancers=1 load_balancer_traffic=16700Gi cdn_traffic=50Ti",
         ladder, CAPACITY_ANSWER_TIER, 10600);
}

static void the_gap_of_small_is_what_the_guide_forgets(void)
{
    capacity_plan *plan =
        plan_of("concurrent_users=499 nat_gateways=1 load_balancer_traffic=730Gi");
    static const char *const keys[] = {"control_plane", "load_balancer_hours",
                                       "load_balancer_units", "nat_hours", "disks"};
    int64_t sum = 0;
    for (size_t i = 0; i < COUNT(keys); i++)
        sum += line_of(plan, CAPACITY_ANSWER_RECOMMENDED, keys[i], 0).monthly_uusd;
    EQ(13132, cents(sum));
}

static void surplus_credits_of_one_t3_large(void)
{
    capacity_plan *plan = plan_of("node_type=t3.large node_floor=1 backend_min_pods=1 "
                                  "frontend_min_pods=0 node_buffer=0% node_cpu_utilisation=70%");
    EQ(1, result(plan, CAPACITY_OUT_NODES));
    EQ(2920, cents(line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "surplus_credits", 0).monthly_uusd));
}

static const scenario scenarios[] = {
    SCENARIO(tier_nodes_cost_what_the_audit_says),
    SCENARIO(the_standby_region_is_thirty_percent_of_the_tier),
    SCENARIO(measured_spot_prices),
    SCENARIO(on_demand_tables_at_full_load),
    SCENARIO(provisioned_and_reserved_tables),
    SCENARIO(the_free_25_units_cover_the_smallest_table),
    SCENARIO(units_follow_the_users),
    SCENARIO(pods_by_both_models),
    SCENARIO(small_comes_to_223),
    SCENARIO(medium_comes_to_628),
    SCENARIO(large_comes_to_2680),
    SCENARIO(enterprise_comes_to_7300_and_10600),
    SCENARIO(the_gap_of_small_is_what_the_guide_forgets),
    SCENARIO(surplus_credits_of_one_t3_large),
};

TEST_MAIN(audit, NULL)
