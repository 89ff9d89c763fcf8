/*
 * Plans with prices and machines of one's own: what is missing, free or unusually dear.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "catalog_maker.h"
#include "plans.h"

static capacity_plan_group group_of(const capacity_plan *plan, uint32_t purchase)
{
    static capacity_plan_group groups[CAPACITY_MAX_ROWS];
    size_t count = 0;
    OK(capacity_plan_get_groups(plan, CAPACITY_ANSWER_RECOMMENDED, groups, sizeof *groups,
                                COUNT(groups), &count, NULL));
    for (size_t i = 0; i < count; i++)
        if (groups[i].purchase == purchase)
            return groups[i];
    ck_abort_msg("no group of purchase %d", (int)purchase);
    return groups[0];
}

static capacity_table_spec table_row(const char *name, uint32_t billing)
{
    capacity_table_spec row = CAPACITY_INIT(capacity_table_spec);
    snprintf(row.name, sizeof row.name, "%s", name);
    row.billing = billing;
    return row;
}

static capacity_plan *plan_with_table(const char *settings, const capacity_table_spec *row,
                                      const capacity_catalog *catalog)
{
    capacity_profile *profile = profile_of(settings);
    capacity_plan *plan;
    OK(capacity_profile_put_table(profile, row, NULL));
    NEW(plan, capacity_plan_new(profile, catalog, NULL, NULL, &plan, NULL));
    return plan;
}

static capacity_catalog *without(const char *meter)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    drop_meter(builder, meter);
    return finish(builder);
}

/* --- machines --------------------------------------------------------------------------------- */

/* The built-in catalogue with a machine at 0.1 dollars an hour that has no spot price, unless one is
 * given. */
static capacity_catalog *with_box(capacity_machine row, int64_t spot_nusd)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    put_machine(builder, &row);
    if (spot_nusd > 0)
        put_option(builder, CAPACITY_OPTION_SPOT_MEASURED, row.name, spot_nusd, 0);
    return finish(builder);
}

START_TEST(spot_without_a_price_takes_a_discount)
{
    const capacity_catalog *catalog = with_box(machine_row("box"), 0);
    const uint32_t spot = CAPACITY_PURCHASE_SPOT;
    capacity_plan *plan = plan_on("node_type=box spot_share=50%", catalog, NULL);
    EQ(30000000, group_of(plan, spot).hour_nusd); /* the guide's 70 % */
    TRUE(!has(plan, "spot_discount"));
    plan = plan_on("node_type=box spot_share=50% spot_discount=40%", catalog, NULL);
    EQ(60000000, group_of(plan, spot).hour_nusd);
    plan = plan_on("node_type=box spot_share=0%", catalog, NULL);
    TRUE(!has(plan, "spot")); /* nobody knows what it saves */
    catalog = with_box(machine_row("box"), 45000000);
    plan = plan_on("node_type=box spot_share=50% spot_discount=40%", catalog, NULL);
    EQ(45000000, group_of(plan, spot).hour_nusd);
    TRUE(has(plan, "spot_discount"));
    plan = plan_on("node_type=box spot_share=0%", catalog, NULL);
    TRUE(has(plan, "spot"));
}
END_TEST

START_TEST(a_machine_for_nothing_has_no_discount)
{
    capacity_machine row = machine_row("box");
    row.hour_nusd = 0;
    capacity_plan *plan = plan_on("node_type=box spot_share=50%", with_box(row, 0), NULL);
    EQ(0, group_of(plan, CAPACITY_PURCHASE_SPOT).hour_nusd);
    TRUE(!has(plan, "spot_discount"));
    plan = plan_on("node_type=box spot_share=50%", with_box(row, 45000000), NULL);
    EQ(45000000, group_of(plan, CAPACITY_PURCHASE_SPOT).hour_nusd);
    TRUE(!has(plan, "spot_discount"));
}
END_TEST

/* Without interfaces and without a number of pods nobody knows how many it holds. */
START_TEST(a_machine_must_say_how_many_pods_it_holds)
{
    capacity_machine row = machine_row("box");
    row.interfaces = row.addresses_per_interface = 0;
    refuses_plan("node_type=box", with_box(row, 0), NULL, CAPACITY_E_RANGE,
                 "machine 'box' has no max_pods, and its interfaces 0 is below 1");
    row.max_pods = 30;
    capacity_plan *plan = plan_on("node_type=box", with_box(row, 0), NULL);
    EQ(28, group_of(plan, CAPACITY_PURCHASE_ON_DEMAND).allocatable_pods);
}
END_TEST

START_TEST(credits_are_a_finding_below_a_use_of_70_percent)
{
    capacity_machine row = machine_row("box");
    row.baseline_ppm = 699999;
    TRUE(has(plan_on("node_type=box spot_share=0%", with_box(row, 0), NULL), "burst_credits"));
    row.baseline_ppm = 700000;
    TRUE(!has(plan_on("node_type=box spot_share=0%", with_box(row, 0), NULL), "burst_credits"));
    TRUE(has(plan_of("node_type=t3.large"), "burst_credits"));
    TRUE(!has(plan_on("node_type=t3.large", without("ec2.surplus_credit"), NULL), "burst_credits"));
}
END_TEST

/* The bill has no credits, since nobody gave the use of the nodes. */
START_TEST(credits_beyond_64_bits_are_no_finding)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    reprice(builder, "ec2.surplus_credit", 1, INT64_C(1000000000000000));
    capacity_catalog *catalog = finish(builder);
    TRUE(has(plan_on("node_type=t3.large node_floor=10", catalog, NULL), "burst_credits"));
    TRUE(!has(plan_on("node_type=t3.large node_floor=100000", catalog, NULL), "burst_credits"));
}
END_TEST

/* --- nodes of cache, DAX and broker ----------------------------------------------------------- */

static void dax_nodes_are_of_the_type_given(void)
{
    capacity_plan *plan = plan_of("concurrent_users=10 dax_nodes=2 dax_node_type=dax.t3.small");
    capacity_bill_line line = line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "dax", 0);
    SAME("dax.dax.t3.small", line.meter);
    EQ(2 * CAPACITY_MONTH_HOURS * 1000, line.quantity_m);
    plan = plan_of("concurrent_users=10 dax_nodes=2");
    SAME("dax.dax.r5.large", line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "dax", 0).meter);
}

static void a_type_without_a_price_may_only_be_off(void)
{
    const char *const unknown = "cache_nodes=1 cache_node_type=cache.x9.large";
    capacity_profile *profile = profile_of(unknown);
    capacity_plan *plan;
    REFUSES(CAPACITY_E_NOT_FOUND, "elasticache.redis.cache.x9.large", plan,
            capacity_plan_new(profile, NULL, NULL, NULL, &plan, &test_err));
    OK(capacity_profile_set_text(profile, "bill_cache", "off", NULL));
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL));
    capacity_bill_line line = line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "cache", 0);
    SAME("cache", line.key);
    SAME("", line.meter);
    EQ(CAPACITY_BILL_OFF, line.flags);
    EQ(0, line.monthly_uusd);
    plan = plan_of("cache_nodes=1 bill_cache=off"); /* one with a price is off with it */
    line = line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "cache", 0);
    SAME("elasticache.redis.cache.t3.small", line.meter);
    EQ(CAPACITY_BILL_OFF, line.flags);
    TRUE(line.monthly_uusd > 0);
}

/* --- tables ----------------------------------------------------------------------------------- */

static void what_tables_store_is_known_once_one_of_them_says_it(void)
{
    capacity_table_spec row = table_row("own", CAPACITY_BILLING_ON_DEMAND);
    capacity_plan *plan = plan_with_table("", &row, NULL);
    EQ(CAPACITY_BILL_UNKNOWN, line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "table_storage", 0).flags);
    row.stored_bytes = 100 * CAPACITY_GIB;
    plan = plan_with_table("", &row, NULL);
    EQ(0, line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "table_storage", 0).flags);
    plan = plan_of("stored_data=0");
    EQ(0, line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "table_storage", 0).flags);
}

static size_t steps_of(const capacity_plan *plan, capacity_field field)
{
    size_t count = 0;
    OK(capacity_plan_get_steps(plan, field, NULL, 0, 0, &count, NULL));
    return count;
}

START_TEST(no_break_even_where_one_of_the_ways_has_no_price)
{
    const char *const ways[][2] = {
        {"dynamodb.on_demand_write", "billing_mode=provisioned"},
        {"dynamodb.provisioned_write", "billing_mode=on_demand"},
    };
    EQ(3, steps_of(plan_of(""), CAPACITY_OUT_BREAK_EVEN_PPM)); /* both prices go into it */
    for (size_t i = 0; i < COUNT(ways); i++) {
        capacity_plan *plan = plan_on(ways[i][1], without(ways[i][0]), NULL);
        EQ(0, result(plan, CAPACITY_OUT_BREAK_EVEN_PPM));
        EQ(1, steps_of(plan, CAPACITY_OUT_BREAK_EVEN_PPM));
    }
}
END_TEST

START_TEST(requests_for_nothing_are_never_dearer_than_units)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    reprice(builder, "dynamodb.on_demand_write", 1, 0);
    capacity_plan *plan = plan_on("concurrent_users=1000", finish(builder), NULL);
    EQ(0, result(plan, CAPACITY_OUT_BREAK_EVEN_PPM));
    EQ(0, line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "table_writes", 0).monthly_uusd);
}
END_TEST

START_TEST(a_price_that_is_needed_is_missed_without_details_too)
{
    static const struct {
        const char *meter, *settings;
    } needed[] = {
        {"dynamodb.on_demand_read", "billing_mode=on_demand"},
        {"dynamodb.on_demand_write", "billing_mode=on_demand"},
        {"dynamodb.provisioned_read", "billing_mode=provisioned"},
        {"dynamodb.provisioned_write", "billing_mode=provisioned"},
    };
    for (size_t i = 0; i < COUNT(needed); i++) {
        capacity_profile *profile = profile_of(needed[i].settings);
        capacity_catalog *catalog = without(needed[i].meter);
        capacity_plan *plan;
        REFUSES(CAPACITY_E_NOT_FOUND, needed[i].meter, plan,
                capacity_plan_new(profile, catalog, NULL, NULL, &plan, &test_err));
        IS(CAPACITY_E_NOT_FOUND, capacity_plan_new(profile, catalog, NULL, NULL, &plan, NULL));
        TRUE(plan == NULL);
    }
}
END_TEST

START_TEST(reserved_capacity_has_both_parts_for_one_quantity)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    reprice(builder, "dynamodb.reserved_1y_read_hour", 50, 1250000);
    refuses_plan("concurrent_users=1000 reserved_capacity_share=100%", finish(builder), NULL,
                 CAPACITY_E_RANGE, "are priced for different quantities");
}
END_TEST

/* Reserved reads have no price. Of the main table's units some are to be reserved, of the other's
 * none, since they are sold by the hundred; or the other way round. */
START_TEST(one_cost_that_is_not_known_leaves_the_sum_unknown)
{
    const capacity_catalog *catalog = without("dynamodb.reserved_1y_read_upfront");
    capacity_table_spec row = table_row("own", CAPACITY_BILLING_PROVISIONED);
    row.reads_per_user_mrpm = 60;
    row.read_item_bytes = 1;
    capacity_plan *plan =
        plan_with_table("concurrent_users=1000 reserved_capacity_share=50%", &row, catalog);
    EQ(CAPACITY_INVALID, result(plan, CAPACITY_OUT_PROVISIONED_MONTHLY_UUSD));
    TRUE(result(plan, CAPACITY_OUT_ON_DEMAND_MONTHLY_UUSD) > 0);
    TRUE(!has(plan, "billing")); /* what the other way costs nobody knows */
    row.billing = CAPACITY_BILLING_ON_DEMAND;
    row.reads_per_user_mrpm = 60000;
    plan = plan_with_table("concurrent_users=1000 reserved_capacity_share=50% "
                           "billing_mode=provisioned reads_per_user_per_minute=0.1",
                           &row, catalog);
    EQ(CAPACITY_INVALID, result(plan, CAPACITY_OUT_PROVISIONED_MONTHLY_UUSD));
    TRUE(!has(plan, "billing")); /* nor what this way costs */
}
END_TEST

START_TEST(temporary_data_is_a_finding_where_its_storage_has_a_price)
{
    const char *const known = "stored_data=100Gi temporary_data_share=10%";
    capacity_catalog_builder *builder = builder_of_builtin();
    capacity_meter storage = CAPACITY_INIT(capacity_meter);
    const int64_t dear = INT64_C(1000000000000000);
    TRUE(has(plan_of(known), "ttl"));
    TRUE(!has(plan_of("temporary_data_share=10%"), "ttl"));
    TRUE(!has(plan_on("temporary_data_share=10%", without("dynamodb.storage"), NULL), "ttl"));
    /* all is free of charge, and without that cannot be counted */
    OK(capacity_catalog_find_meter(NULL, "dynamodb.storage", &storage, NULL));
    storage.unit_quantity = 1;
    storage.free_quantity = INT64_MAX;
    OK(capacity_catalog_builder_put_meter(builder, &storage, open_end, &dear, 1, NULL));
    TRUE(!has(plan_on(known, finish(builder), NULL), "ttl"));
}
END_TEST

static const scenario scenarios[] = {
    SCENARIO(dax_nodes_are_of_the_type_given),
    SCENARIO(a_type_without_a_price_may_only_be_off),
    SCENARIO(what_tables_store_is_known_once_one_of_them_says_it),
};

static void more(Suite *suite)
{
    TCase *own = test_case(suite, "own prices");
    tcase_add_test(own, spot_without_a_price_takes_a_discount);
    tcase_add_test(own, a_machine_for_nothing_has_no_discount);
    tcase_add_test(own, a_machine_must_say_how_many_pods_it_holds);
    tcase_add_test(own, credits_are_a_finding_below_a_use_of_70_percent);
    tcase_add_test(own, credits_beyond_64_bits_are_no_finding);
    tcase_add_test(own, no_break_even_where_one_of_the_ways_has_no_price);
    tcase_add_test(own, requests_for_nothing_are_never_dearer_than_units);
    tcase_add_test(own, reserved_capacity_has_both_parts_for_one_quantity);
    tcase_add_test(own, a_price_that_is_needed_is_missed_without_details_too);
    tcase_add_test(own, one_cost_that_is_not_known_leaves_the_sum_unknown);
    tcase_add_test(own, temporary_data_is_a_finding_where_its_storage_has_a_price);
}

TEST_MAIN(plan_prices, more)
