/*
 * Plans whose numbers leave 64 bits: each stage says which of them does, and the largest that
 * fit do.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The sizes of the settings are found backwards from the number that is to be too large; on the way
 * there everything else must fit, so that what is small is set small.
 */
#include "catalog_maker.h"
#include "tier_maker.h"
#include "plans.h"

#define EVERYBODY "total_users=10000000000 active_ratio=100% "
/* One pod for each thousandth of a request a second; of a billion users 3.6 x 10^18 pods. */
#define BUSY                                                                                       \
    "requests_per_user_per_minute=600 backend_cpu_per_request=1h backend_hpa_cpu_target=1% "       \
    "backend_cpu_request=1m "
#define BILLION "total_users=1000000000 active_ratio=100% "
#define TINY_PODS "backend_memory_request=1 backend_memory_limit=1 spike_buffer=0% "
/* 3.6 x 10^18 nodes: each has one slot beside the daemonsets. */
#define ALONE "node_type=t3.large daemonset_pods=34 "
/* 6 x 10^13 users who send a thousandth of a request a minute each. */
#define CROWD "request_rate=1000000000 requests_per_user_per_minute=0.001 connections_per_user=0 "

static void refuses_profile(const capacity_profile *profile, const capacity_catalog *catalog,
                            const capacity_tiers *tiers, const char *part)
{
    capacity_plan *plan;
    REFUSES(CAPACITY_E_OVERFLOW, part, plan,
            capacity_plan_new(profile, catalog, tiers, NULL, &plan, &test_err));
}

static void refuses_on(const char *settings, const capacity_catalog *catalog, const char *part)
{
    refuses_profile(profile_of(settings), catalog, NULL, part);
}

static void refuses(const char *settings, const char *part)
{
    refuses_on(settings, NULL, part);
}

/* --- demand and pods -------------------------------------------------------------------------- */

START_TEST(calls_of_an_llm_beyond_64_bits)
{
    refuses(CROWD "messages_per_session=10000 session_duration=1s llm_input_tokens_per_message=0",
            "the demand exceeds");
}
END_TEST

START_TEST(pods_beyond_64_bits)
{
    refuses(EVERYBODY BUSY, "the pods of a component exceeds");
    refuses(BILLION BUSY "spike_buffer=0% zones=6 zones_lost=5", "spread_pods exceeds");
    refuses(BILLION BUSY "spike_buffer=0% max_factor=3", "the maximum of pods exceeds");
    refuses(EVERYBODY "requests_per_user_per_minute=600 frontend_cpu_per_request=1h "
                      "frontend_hpa_cpu_target=1% frontend_cpu_request=1m",
            "the pods of a component exceeds");
}
END_TEST

/* A share that has no shorter form than millionths costs six digits. */
START_TEST(shares_of_the_requests_beyond_64_bits)
{
    const char *everything = EVERYBODY "requests_per_user_per_minute=600";
    capacity_component_spec row = CAPACITY_INIT(capacity_component_spec);
    capacity_profile *profile = profile_of(everything);
    refuses(EVERYBODY "requests_per_user_per_minute=600 cdn_hit_ratio=0.0001%",
            "the frontend's requests exceeds");
    memcpy(row.name, "own", sizeof "own");
    row.traffic_ppm = 999999;
    row.cpu_request_mcpu = row.memory_request_bytes = 1;
    OK(capacity_profile_put_component(profile, &row, NULL));
    refuses_profile(profile, NULL, NULL, "the requests of a component exceeds");
}
END_TEST

/* --- nodes ------------------------------------------------------------------------------------ */

START_TEST(nodes_beyond_64_bits)
{
    refuses(BILLION BUSY TINY_PODS ALONE "max_factor=1 node_buffer=1000%",
            "the number of nodes exceeds");
    refuses(BILLION BUSY TINY_PODS ALONE "max_factor=2 node_buffer=50%",
            "the number of nodes exceeds"); /* at the maximum of pods alone */
    refuses(BILLION BUSY TINY_PODS ALONE "max_factor=1 replica_regions=5 standby_share=100%",
            "the standby nodes exceeds");
}
END_TEST

START_TEST(pods_of_the_formula_beyond_64_bits)
{
    refuses(BILLION "backend_requests_per_pod=0.05 max_factor=100 backend_memory_request=1Mi "
                    "backend_memory_limit=1Mi",
            "the formula's pods together exceeds"); /* at its maximum alone */
    refuses(EVERYBODY "requests_per_user_per_minute=600 backend_requests_per_pod=0.001 "
                      "backend_cpu_request=1m " TINY_PODS,
            "the formula's pods together exceeds");
}
END_TEST

/* --- tables ----------------------------------------------------------------------------------- */

static capacity_table_spec table_row(const char *name, uint32_t billing)
{
    capacity_table_spec row = CAPACITY_INIT(capacity_table_spec);
    snprintf(row.name, sizeof row.name, "%s", name);
    row.billing = billing;
    return row;
}

START_TEST(units_of_a_table_beyond_64_bits)
{
    refuses(CROWD "reads_per_user_per_minute=60000 read_item_size=400Ki",
            "the units of a table exceeds");
    refuses(CROWD "writes_per_user_per_minute=60000 write_item_size=400Ki",
            "the units of a table exceeds");
}
END_TEST

#define MANY_WRITES                                                                                \
    "reads_per_user_per_minute=0 writes_per_user_per_minute=60000 write_item_size=400Ki "          \
    "transactional_write_share=100% "

/* Without a price of requests nothing that is smaller is asked first. */
START_TEST(unit_hours_beyond_64_bits)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    drop_meter(builder, "dynamodb.on_demand_write");
    refuses_on(EVERYBODY "requests_per_user_per_minute=0 backend_memory_request=1Mi "
                         "billing_mode=provisioned table_target_utilisation=20% " MANY_WRITES,
               finish(builder), "the unit-hours exceeds");
}
END_TEST

START_TEST(a_month_of_requests_beyond_64_bits)
{
    refuses(EVERYBODY "requests_per_user_per_minute=0 backend_memory_request=1Mi " MANY_WRITES,
            "the requests of a month exceeds");
    refuses(BILLION "backend_memory_request=1Mi reads_per_user_per_minute=60000 "
                    "read_item_size=400Ki duty_factor=0%",
            "the requests of a month exceeds"); /* at full load alone */
}
END_TEST

/* Half of the units is reserved: either half costs less than 64 bits hold, both cost more. */
START_TEST(units_and_reserved_units_together_beyond_64_bits)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    reprice(builder, "dynamodb.provisioned_write", 1, INT64_C(760000000000));
    reprice(builder, "dynamodb.reserved_1y_write_hour", 100, INT64_C(153000000000000));
    refuses_on("concurrent_users=10000000 reads_per_user_per_minute=0 "
               "writes_per_user_per_minute=60 reserved_capacity_share=50%",
               finish(builder), "the cost of units exceeds");
}
END_TEST

START_TEST(prices_of_reserved_capacity_beyond_64_bits)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    reprice(builder, "dynamodb.reserved_3y_write_hour", 100, INT64_C(1000000000000000));
    refuses_on("concurrent_users=100000 reserved_capacity_share=100% reserved_capacity_term=3y",
               finish(builder), "the cost of reserved capacity exceeds");
}
END_TEST

#define HEAVY_WRITES                                                                               \
    BILLION "reads_per_user_per_minute=0 writes_per_user_per_minute=60000 write_item_size=3Ki "    \
            "duty_factor=100% backend_memory_request=1Mi frontend_memory_request=1Mi "

/* Reads or writes alone, and 5 x 10^18 micro-dollars of each. */
START_TEST(costs_of_a_table_beyond_64_bits)
{
    static const struct {
        const char *billing, *read, *write;
        int64_t read_nusd, write_nusd;
        const char *part;
    } prices[] = {
        {"on_demand", "dynamodb.on_demand_read", "dynamodb.on_demand_write",
         INT64_C(1000000000000000), 0, "cost_uusd exceeds"},
        {"on_demand", "dynamodb.on_demand_read", "dynamodb.on_demand_write", 0,
         INT64_C(1000000000000000), "cost_uusd exceeds"},
        {"on_demand", "dynamodb.on_demand_read", "dynamodb.on_demand_write", INT64_C(76000000000),
         INT64_C(190000000000), "the cost of requests exceeds"},
        {"provisioned", "dynamodb.provisioned_read", "dynamodb.provisioned_write",
         INT64_C(1000000000000000), 0, "cost_uusd exceeds"},
        {"provisioned", "dynamodb.provisioned_read", "dynamodb.provisioned_write", 0,
         INT64_C(1000000000000000), "cost_uusd exceeds"},
        {"provisioned", "dynamodb.provisioned_read", "dynamodb.provisioned_write",
         INT64_C(190000000000000), INT64_C(480000000000000), "the cost of units exceeds"},
    };
    for (size_t i = 0; i < COUNT(prices); i++) {
        capacity_profile *profile = profile_of("concurrent_users=100000 duty_factor=100%");
        capacity_catalog_builder *builder = builder_of_builtin();
        OK(capacity_profile_set_text(profile, "billing_mode", prices[i].billing, NULL));
        reprice(builder, prices[i].read, 1, prices[i].read_nusd);
        reprice(builder, prices[i].write, 1, prices[i].write_nusd);
        refuses_profile(profile, finish(builder), NULL, prices[i].part);
    }
}
END_TEST

/* Each table's requests cost 4.9 x 10^18 micro-dollars. */
START_TEST(tables_together_beyond_64_bits)
{
    capacity_profile *profile = profile_of(HEAVY_WRITES);
    capacity_table_spec row = table_row("own", CAPACITY_BILLING_ON_DEMAND);
    row.writes_per_user_mrpm = 60000000;
    row.write_item_bytes = 3072;
    OK(capacity_profile_put_table(profile, &row, NULL));
    refuses_profile(profile, NULL, NULL, "the tables together exceeds");
}
END_TEST

START_TEST(the_price_of_a_million_requests_beyond_64_bits)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    reprice(builder, "dynamodb.on_demand_write", 1, INT64_C(1000000000000000));
    refuses_on("", finish(builder), "the price of a million requests exceeds");
}
END_TEST

/* --- the bill --------------------------------------------------------------------------------- */

/* A replica writes once more what the table writes. */
START_TEST(a_bill_beyond_64_bits)
{
    refuses(HEAVY_WRITES "replica_regions=1", "the bill exceeds");
}
END_TEST

START_TEST(reads_of_streams_beyond_64_bits)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    drop_meter(builder, "dynamodb.on_demand_write");
    reprice(builder, "dynamodb.provisioned_write", 1, 0);
    reprice(builder, "dynamodb.provisioned_replicated_write", 1, 0);
    refuses_on(CROWD "reads_per_user_per_minute=0 writes_per_user_per_minute=100 stream_reads=100 "
                     "billing_mode=provisioned "
                     "backend_memory_request=1Mi",
               finish(builder), "the streams reads exceeds");
    refuses(HEAVY_WRITES "stream_reads=100 duty_factor=0% replica_regions=0",
            "the requests of a month exceeds"); /* at full load alone */
}
END_TEST

/* Each replica is written what the table is, which alone has room. */
START_TEST(units_of_replicas_beyond_64_bits)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    drop_meter(builder, "dynamodb.on_demand_write");
    reprice(builder, "dynamodb.provisioned_write", 1, 0);
    reprice(builder, "dynamodb.provisioned_replicated_write", 1, 0);
    refuses_on(EVERYBODY "requests_per_user_per_minute=0 backend_memory_request=1Mi "
                         "frontend_memory_request=1Mi node_disk=1Gi replica_regions=5 "
                         "billing_mode=provisioned table_target_utilisation=90% " MANY_WRITES,
               finish(builder), "a quantity of the bill exceeds");
}
END_TEST

/* Where the price of one table's reserved reads is not known, the sum over tables is not either, and
 * only the bill sees that the reserved writes of the others come to too much. */
START_TEST(reserved_units_of_all_tables_beyond_64_bits)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    capacity_profile *profile = profile_of("concurrent_users=10000000 billing_mode=on_demand "
                                           "reserved_capacity_share=100%");
    static const char *const names[] = {"b", "c"};
    for (size_t i = 0; i < COUNT(names); i++) {
        capacity_table_spec row = table_row(names[i], CAPACITY_BILLING_PROVISIONED);
        row.writes_per_user_mrpm = 60000;
        row.write_item_bytes = 1024;
        OK(capacity_profile_put_table(profile, &row, NULL));
    }
    drop_meter(builder, "dynamodb.reserved_1y_read_hour");
    reprice(builder, "dynamodb.reserved_1y_write_hour", 100, INT64_C(58000000000000));
    refuses_profile(profile, finish(builder), NULL, "the cost of reserved capacity exceeds");
}
END_TEST

/* A machine for nothing that holds one pod. */
static capacity_catalog *with_machine(int64_t cpu_mcpu, int64_t baseline_ppm)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    capacity_machine row = machine_row("single");
    row.cpu_mcpu = cpu_mcpu;
    row.hour_nusd = 0;
    row.max_pods = 1;
    row.baseline_ppm = baseline_ppm;
    put_machine(builder, &row);
    return finish(builder);
}

START_TEST(node_hours_beyond_64_bits)
{
    refuses_on(BILLION BUSY TINY_PODS "max_factor=1 node_type=single daemonset_pods=0",
               with_machine(4000, 0), "the node-hours exceeds");
    /* the bill that has failed says nothing of its later lines */
    refuses_on(BILLION BUSY TINY_PODS "max_factor=1 node_type=single daemonset_pods=0 "
                                      "billing_mode=provisioned reserved_capacity_share=100%",
               with_machine(4000, 0), "the node-hours exceeds");
}
END_TEST

START_TEST(costs_of_nodes_beyond_64_bits)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    capacity_machine row = machine_row("dear");
    row.hour_nusd = INT64_C(1000000000000000);
    put_machine(builder, &row);
    refuses_on("node_type=dear node_floor=100000", finish(builder), "cost_uusd exceeds");
}
END_TEST

/* 8 x 10^9 nodes of a million cores: the primary region's credits have room, those of five standby
 * regions do not. */
START_TEST(surplus_credits_beyond_64_bits)
{
    refuses_on(
        EVERYBODY
        "connections_per_user=0.8 backend_connections_per_pod=1 spike_buffer=0% "
        "node_buffer=0% max_factor=1 backend_memory_request=1Mi "
        "backend_memory_limit=1Mi node_type=single daemonset_pods=0 spot_share=0% node_disk=1Gi "
        "node_cpu_utilisation=100% replica_regions=5 standby_share=100% "
        "bill_second_region=off requests_per_user_per_minute=0 "
        "reads_per_user_per_minute=0 writes_per_user_per_minute=0",
        with_machine(1000000000, 1), "the surplus credits exceeds");
}
END_TEST

/* Each group of the tier has room, their standby does not. */
START_TEST(standby_of_a_tier_beyond_64_bits)
{
    capacity__tier *tiers = guide_copy();
    copy.groups[ENTERPRISE][0].nodes_max = copy.groups[ENTERPRISE][1].nodes_max = 10000;
    capacity_catalog_builder *builder = builder_of_builtin();
    capacity_machine row = CAPACITY_INIT(capacity_machine);
    OK(capacity_catalog_find_machine(NULL, "c5.2xlarge", &row, NULL));
    row.hour_nusd = INT64_C(1000000000000000);
    put_machine(builder, &row);
    refuses_profile(profile_of("concurrent_users=10000 node_type=c5.4xlarge"), finish(builder),
                    ladder_new(tiers, TIERS), "the standby nodes exceeds");
}
END_TEST

/* Sessions of a second with a hundred connections each: 6 x 10^18 thousandths a second are opened,
 * which takes 1.752 x 10^17 hours of a unit. */
START_TEST(the_largest_load_opens_connections_that_fit)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    reprice(builder, "alb.lcu", 1, 1);
    capacity_plan *plan =
        plan_on("request_rate=1000000000 requests_per_user_per_minute=0.001 "
                "connections_per_user=100 session_duration=1s duty_factor=100% "
                "backend_connections_per_pod=1000000 frontend_connections_per_pod=1000000 "
                "backend_memory_request=1Mi frontend_memory_request=1Mi "
                "reads_per_user_per_minute=0 writes_per_user_per_minute=0 node_disk=1Gi",
                finish(builder), NULL);
    capacity_bill_line line = line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "load_balancer_units", 0);
    EQ(INT64_C(175200000000000), line.monthly_uusd);
    EQ(CAPACITY_INVALID, line.quantity_m); /* in thousandths for show it does not fit */
    SAME("more LCU-hour than can be shown x $0.000000001",
         formula_of_step(plan, CAPACITY_OUT_MONTHLY_UUSD, "load_balancer_units"));
}
END_TEST

static void more(Suite *suite)
{
    TCase *limits = test_case(suite, "limits");
    tcase_add_test(limits, calls_of_an_llm_beyond_64_bits);
    tcase_add_test(limits, pods_beyond_64_bits);
    tcase_add_test(limits, shares_of_the_requests_beyond_64_bits);
    tcase_add_test(limits, nodes_beyond_64_bits);
    tcase_add_test(limits, pods_of_the_formula_beyond_64_bits);
    tcase_add_test(limits, units_of_a_table_beyond_64_bits);
    tcase_add_test(limits, unit_hours_beyond_64_bits);
    tcase_add_test(limits, a_month_of_requests_beyond_64_bits);
    tcase_add_test(limits, units_and_reserved_units_together_beyond_64_bits);
    tcase_add_test(limits, prices_of_reserved_capacity_beyond_64_bits);
    tcase_add_test(limits, costs_of_a_table_beyond_64_bits);
    tcase_add_test(limits, tables_together_beyond_64_bits);
    tcase_add_test(limits, the_price_of_a_million_requests_beyond_64_bits);
    tcase_add_test(limits, a_bill_beyond_64_bits);
    tcase_add_test(limits, reads_of_streams_beyond_64_bits);
    tcase_add_test(limits, units_of_replicas_beyond_64_bits);
    tcase_add_test(limits, reserved_units_of_all_tables_beyond_64_bits);
    tcase_add_test(limits, node_hours_beyond_64_bits);
    tcase_add_test(limits, costs_of_nodes_beyond_64_bits);
    tcase_add_test(limits, surplus_credits_beyond_64_bits);
    tcase_add_test(limits, standby_of_a_tier_beyond_64_bits);
    tcase_add_test(limits, the_largest_load_opens_connections_that_fit);
}

int main(void)
{
    return test_main("plan_limits", NULL, 0, more);
}
