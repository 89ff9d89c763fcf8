/*
 * Plans: the three answers, bounds, nodes, tables, bills, and what must always hold.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plans.h"

static capacity_plan_component component(const capacity_plan *plan, const char *name)
{
    capacity_plan_component rows[CAPACITY_MAX_ROWS], none = CAPACITY_INIT(capacity_plan_component);
    size_t count = 0;
    OK(capacity_plan_get_components(plan, rows, sizeof *rows, COUNT(rows), &count, NULL));
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].name, name) == 0)
            return rows[i];
    ck_abort_msg("no component %s", name);
    return none;
}

static void a_thousand_users_get_three_answers(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_plan_component backend = component(plan, "backend");
    capacity_plan_component frontend = component(plan, "frontend");

    SAME("medium", capacity_plan_tier_name(plan));
    EQ(5, backend.tier_pods);
    EQ(15, backend.tier_pods_max);
    EQ(2, backend.formula_pods);
    EQ(6, backend.formula_pods_max);
    EQ(2, backend.by_rate);
    EQ(1, backend.by_inflight);
    EQ(7, backend.by_connections);
    EQ(7, backend.pods);
    EQ(21, backend.pods_max);
    EQ(CAPACITY_BOUND_CONNECTIONS, backend.bound);
    EQ(38000, backend.hpa_rate_mrps);
    EQ(2, frontend.pods);
    EQ(CAPACITY_BOUND_FLOOR, frontend.bound);
    EQ(-1, frontend.formula_pods);
    EQ(50000, result(plan, CAPACITY_OUT_DEMAND_MRPS));
    EQ(10, result(plan, CAPACITY_OUT_INFLIGHT));
    EQ(250000, result(plan, CAPACITY_OUT_FORMULA_READ_MRCU));
    EQ(100000, result(plan, CAPACITY_OUT_FORMULA_WRITE_MWCU));
    EQ(250000, result(plan, CAPACITY_OUT_READ_MRCU));
    EQ(100000, result(plan, CAPACITY_OUT_WRITE_MWCU));
    EQ(3, result(plan, CAPACITY_OUT_NODES_PACKED));
    EQ(4, result(plan, CAPACITY_OUT_NODES)); /* ceil(1.2 x 3) */
    EQ(288889, result(plan, CAPACITY_OUT_BREAK_EVEN_PPM));
    EQ(1, capacity_plan_model(plan));
    CONTAINS("us-east-1", capacity_plan_catalog_name(plan));
}

static void zero_users_get_the_floors(void)
{
    capacity_plan *plan = plan_of("");
    SAME("small", capacity_plan_tier_name(plan));
    EQ(0, result(plan, CAPACITY_OUT_FORMULA_PODS_MIN));
    EQ(3, result(plan, CAPACITY_OUT_BACKEND_PODS));
    EQ(2, result(plan, CAPACITY_OUT_FRONTEND_PODS));
    EQ(2, result(plan, CAPACITY_OUT_NODES));
    EQ(0, result(plan, CAPACITY_OUT_MONTHLY_PER_USER_UUSD));
    EQ(0, result(plan, CAPACITY_OUT_READ_MRCU));
    plan = plan_of("backend_min_pods=0 frontend_min_pods=0 node_floor=0 coredns_replicas=0");
    EQ(CAPACITY_BOUND_NONE, component(plan, "backend").bound);
    EQ(0, result(plan, CAPACITY_OUT_PODS));
    EQ(0, result(plan, CAPACITY_OUT_NODES));
}

/* Settings, tier, concurrent users planned for, criterion. */
static void users_decide_the_tier_and_the_higher_one_wins(void)
{
    static const struct {
        const char *settings, *tier;
        int64_t users;
        uint32_t criterion;
    } cases[] = {
        {"concurrent_users=499", "small", 499, CAPACITY_CRITERION_CONCURRENT_USERS},
        {"concurrent_users=500", "medium", 500, CAPACITY_CRITERION_CONCURRENT_USERS},
        {"concurrent_users=1999", "medium", 1999, CAPACITY_CRITERION_CONCURRENT_USERS},
        {"concurrent_users=2000", "large", 2000, CAPACITY_CRITERION_CONCURRENT_USERS},
        {"concurrent_users=9999", "large", 9999, CAPACITY_CRITERION_CONCURRENT_USERS},
        {"concurrent_users=10000", "enterprise", 10000, CAPACITY_CRITERION_CONCURRENT_USERS},
        {"total_users=4999", "medium", 500, 0}, /* 499.9 is rounded up, and 500 is medium */
        {"total_users=4990", "small", 499, CAPACITY_CRITERION_BOTH},
        {"total_users=19999", "large", 2000, 0},
        {"total_users=100000", "enterprise", 10000, CAPACITY_CRITERION_BOTH},
        {"total_users=1000 active_ratio=20%", "small", 200, CAPACITY_CRITERION_BOTH},
        {"concurrent_users=300 total_users=50000", "large", 300, CAPACITY_CRITERION_TOTAL_USERS},
        {"concurrent_users=3000 total_users=5000", "large", 3000,
         CAPACITY_CRITERION_CONCURRENT_USERS},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_plan *plan = plan_of(cases[i].settings);
        capacity_tier_choice choice = CAPACITY_INIT(capacity_tier_choice);
        SAME(cases[i].tier, capacity_plan_tier_name(plan));
        EQ(cases[i].users, result(plan, CAPACITY_OUT_USERS));
        OK(capacity_plan_get_choice(plan, &choice, NULL));
        if (cases[i].criterion != 0)
            EQ(cases[i].criterion, choice.criterion);
        DROP(plan);
    }
}

static void the_larger_demand_wins_and_both_are_reported(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000 request_rate=100");
    EQ(100000, result(plan, CAPACITY_OUT_DEMAND_MRPS));
    EQ(50000, result(plan, CAPACITY_OUT_USERS_DEMAND_MRPS));
    EQ(2000, result(plan, CAPACITY_OUT_CONNECTIONS)); /* the users that such a rate means */
    EQ(500000, result(plan, CAPACITY_OUT_READ_MRCU));
    EQ(2, result(plan, CAPACITY_OUT_FORMULA_PODS_MIN)); /* the guide's formula sees users alone */
    plan = plan_of("concurrent_users=1000 request_rate=49.999");
    EQ(50000, result(plan, CAPACITY_OUT_DEMAND_MRPS));
    EQ(1000, result(plan, CAPACITY_OUT_CONNECTIONS));
    plan = plan_of("request_rate=10 requests_per_user_per_minute=0");
    EQ(10000, result(plan, CAPACITY_OUT_DEMAND_MRPS));
    EQ(0, result(plan, CAPACITY_OUT_CONNECTIONS)); /* no rate a user, no users from the rate */
}

static void each_bound_can_bind(void)
{
    static const struct {
        const char *settings;
        uint32_t bound;
        int64_t pods;
    } cases[] = {
        {"concurrent_users=10", CAPACITY_BOUND_FLOOR, 3},
        {"concurrent_users=1000 backend_connections_per_pod=100000 backend_requests_per_pod=10",
         CAPACITY_BOUND_RATE, 7}, /* 50 x 1.3 / 10 = 6.5 */
        {"concurrent_users=1000 backend_connections_per_pod=100000 streamed_share=100% "
         "stream_time=9.5s",
         CAPACITY_BOUND_INFLIGHT, 4}, /* 475 x 1.3 / 200 = 3.09 */
        {"concurrent_users=1000", CAPACITY_BOUND_CONNECTIONS, 7},
        {"concurrent_users=1000 backend_cpu_per_request=100ms", CAPACITY_BOUND_CPU,
         19}, /* 5 cores x 1.3 / (0.5 x 0.7) = 18.57 */
        {"concurrent_users=1000 zones_lost=1", CAPACITY_BOUND_ZONES, 12}, /* need 7, 3 zones */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_plan *plan = plan_of(cases[i].settings);
        EQ(cases[i].bound, component(plan, "backend").bound);
        EQ(cases[i].pods, component(plan, "backend").pods);
        DROP(plan);
    }
}

static void cached_and_scaled_limits_move_the_rate_bound(void)
{
    /* 250 a second: 0.5 / 50 + 0.5 / 1000 of a pod each, x 1.3 = 3.4125 */
    capacity_plan *plan = plan_of("concurrent_users=5000 cached_response_share=50%");
    EQ(4, component(plan, "backend").by_rate);
    plan = plan_of("concurrent_users=1000 backend_scale_with_cpu=on"); /* 500m: 25 a second */
    EQ(3, component(plan, "backend").by_rate);                         /* 50 x 1.3 / 25 = 2.6 */
    EQ(19000, component(plan, "backend").hpa_rate_mrps);
    plan = plan_of("concurrent_users=100000 cdn_hit_ratio=50%");
    EQ(2, component(plan, "frontend").by_rate); /* 2500 x 1.3 / 2000 = 1.6 */
}

static void own_components_and_tables_join_the_plan(void)
{
    capacity_profile *profile = profile_of("concurrent_users=1000");
    capacity_component_spec worker = CAPACITY_INIT(capacity_component_spec);
    capacity_table_spec events = CAPACITY_INIT(capacity_table_spec);
    capacity_plan_table tables[2];
    capacity_plan *plan;
    size_t count = 0;

    memcpy(worker.name, "worker", 6);
    worker.traffic_ppm = 500000;
    worker.requests_per_pod_mrps = 5000;
    worker.cpu_request_mcpu = 1000;
    worker.memory_request_bytes = CAPACITY_GIB;
    OK(capacity_profile_put_component(profile, &worker, NULL));
    memcpy(events.name, "events", 6);
    events.writes_per_user_mrpm = 60000;
    events.write_item_bytes = 2048;
    events.billing = CAPACITY_BILLING_PROVISIONED;
    OK(capacity_profile_put_table(profile, &events, NULL));
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL));

    EQ(7, component(plan, "worker").pods); /* 25 x 1.3 / 5 = 6.5 */
    EQ(-1, component(plan, "worker").tier_pods);
    EQ(16, result(plan, CAPACITY_OUT_PODS));
    EQ(7,
       result(plan, CAPACITY_OUT_NODES_PACKED)); /* one worker and one backend on each t3.large */
    EQ(7, result(plan, CAPACITY_OUT_NODES_DIVIDED)); /* 10900m / 1780m = 6.1 */
    OK(capacity_plan_get_tables(plan, tables, sizeof *tables, 2, &count, NULL));
    EQ(2, count);
    SAME("events", tables[1].name);
    EQ(2000000, tables[1].write_mwcu);
    EQ(2858, tables[1].provisioned_wcu); /* 2000 / 0.7 */
    EQ(CAPACITY_BILLING_PROVISIONED, tables[1].billing);
    EQ(2100000, result(plan, CAPACITY_OUT_WRITE_MWCU));
    TRUE(line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "table_write_capacity", 0).monthly_uusd > 0);
    TRUE(line_of(plan, CAPACITY_ANSWER_RECOMMENDED, "table_reads", 0).monthly_uusd > 0);
}

/* What a row leaves out: no limit of requests, no response time and no target of its own. */
static void what_an_own_component_leaves_out_is_the_backends(void)
{
    capacity_profile *profile = profile_of("concurrent_users=1000 response_time=1s");
    capacity_component_spec own = CAPACITY_INIT(capacity_component_spec);
    capacity_plan *plan;
    memcpy(own.name, "own", sizeof "own");
    own.traffic_ppm = 1000000;
    own.inflight_per_pod = 10;
    own.cpu_request_mcpu = 100;
    own.memory_request_bytes = CAPACITY_MIB;
    OK(capacity_profile_put_component(profile, &own, NULL));
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL));
    EQ(0, component(plan, "own").by_rate);
    EQ(0, component(plan, "own").hpa_rate_mrps);
    EQ(7, component(plan, "own").pods); /* 50 a second x 1 s x 1.3 / 10 */
    EQ(700000, component(plan, "own").hpa_cpu_target_ppm);
    own.response_time_us = 2000000;
    own.requests_per_pod_mrps = 3000;
    own.hpa_cpu_target_ppm = 500000;
    OK(capacity_profile_put_component(profile, &own, NULL));
    DROP(plan);
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL));
    EQ(22, component(plan, "own").by_rate); /* 50 x 1.3 / 3 */
    EQ(2000, component(plan, "own").hpa_rate_mrps);
    EQ(13, component(plan, "own").by_inflight);
    EQ(500000, component(plan, "own").hpa_cpu_target_ppm);
}

/* The medium tier's requests are 500m and 512 MiB. */
static void a_limit_below_the_tiers_request_takes_it_down(void)
{
    capacity_plan *plan =
        plan_of("concurrent_users=1000 backend_cpu_limit=300m backend_memory_limit=100Mi");
    EQ(300, component(plan, "backend").cpu_request_mcpu);
    EQ(100 * CAPACITY_MIB, component(plan, "backend").memory_request_bytes);
    plan = plan_of("concurrent_users=1000 backend_cpu_limit=600m backend_memory_limit=600Mi");
    EQ(500, component(plan, "backend").cpu_request_mcpu);
    EQ(512 * CAPACITY_MIB, component(plan, "backend").memory_request_bytes);
    plan = plan_of("concurrent_users=1000 backend_memory_request=50Mi backend_memory_limit=100Mi");
    EQ(50 * CAPACITY_MIB, component(plan, "backend").memory_request_bytes);
}

static void nodes_that_cannot_take_a_pod_are_refused(void)
{
    static const struct {
        const char *settings, *part;
    } cases[] = {
        {"coredns_cpu=10", "a pod asks for 10000 millicores"},
        {"node_type=c5.large daemonset_cpu=2", "machine c5.large has nothing left for pods"},
        {"node_type=c5.large daemonset_memory=4Gi", "machine c5.large has nothing left for pods"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_profile *profile = profile_of(cases[i].settings);
        capacity_plan *plan;
        REFUSES(CAPACITY_E_INFEASIBLE, cases[i].part, plan,
                capacity_plan_new(profile, NULL, NULL, NULL, &plan, &test_err));
    }
}

/* --- what must always hold ------------------------------------------------------------------------ */

static const uint32_t answers[] = {CAPACITY_ANSWER_RECOMMENDED, CAPACITY_ANSWER_TIER,
                                   CAPACITY_ANSWER_FORMULA};

/* Lines that are on add up to the totals, case by case, and low <= expected <= high. */
static void check_bills(const capacity_plan *plan)
{
    static const capacity_field totals[3] = {CAPACITY_OUT_MONTHLY_UUSD,
                                             CAPACITY_OUT_TIER_MONTHLY_UUSD,
                                             CAPACITY_OUT_FORMULA_MONTHLY_UUSD};
    static capacity_bill_line lines[64];
    for (size_t a = 0; a < COUNT(answers); a++) {
        int64_t low = 0, expected = 0, high = 0;
        size_t count = 0;
        OK(capacity_plan_get_bill(plan, answers[a], lines, sizeof *lines, COUNT(lines), &count,
                                  NULL));
        for (size_t i = 0; i < count; i++) {
            TRUE(lines[i].monthly_low_uusd <= lines[i].monthly_uusd);
            TRUE(lines[i].monthly_uusd <= lines[i].monthly_high_uusd);
            if ((lines[i].flags & CAPACITY_BILL_OFF) != 0)
                continue;
            low += lines[i].monthly_low_uusd;
            expected += lines[i].monthly_uusd;
            high += lines[i].monthly_high_uusd;
        }
        EQ(expected, result(plan, totals[a]));
        if (a > 0)
            continue;
        EQ(low, result(plan, CAPACITY_OUT_MONTHLY_LOW_UUSD));
        EQ(high, result(plan, CAPACITY_OUT_MONTHLY_HIGH_UUSD));
        EQ(expected, result(plan, CAPACITY_OUT_MONTHLY_COMPUTE_UUSD) +
                         result(plan, CAPACITY_OUT_MONTHLY_DATA_UUSD) +
                         result(plan, CAPACITY_OUT_MONTHLY_NETWORK_UUSD) +
                         result(plan, CAPACITY_OUT_MONTHLY_OTHER_UUSD));
    }
}

static void check_nodes(const capacity_plan *plan)
{
    capacity_plan_group groups[CAPACITY_MAX_ROWS];
    size_t count = 0;
    int64_t primary = 0, standby = 0, high = 0;
    OK(capacity_plan_get_groups(plan, CAPACITY_ANSWER_RECOMMENDED, groups, sizeof *groups,
                                COUNT(groups), &count, NULL));
    for (size_t i = 0; i < count; i++) {
        TRUE(groups[i].cpu_used_ppm <= CAPACITY_PPM && groups[i].memory_used_ppm <= CAPACITY_PPM);
        primary += groups[i].region == 0 ? groups[i].nodes : 0;
        high += groups[i].region == 0 ? groups[i].nodes_high : 0;
        standby += groups[i].region == 1 ? groups[i].nodes : 0;
    }
    EQ(primary, result(plan, CAPACITY_OUT_NODES));
    EQ(high, result(plan, CAPACITY_OUT_NODES_MAX));
    EQ(standby, result(plan, CAPACITY_OUT_NODES_STANDBY));
    TRUE(result(plan, CAPACITY_OUT_NODES_DIVIDED) <= result(plan, CAPACITY_OUT_NODES_PACKED));
    TRUE(result(plan, CAPACITY_OUT_NODES_PACKED) <= primary);
}

/* A xorshift of its own, so that every machine tries the same profiles. */
static uint64_t draw(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Set some of the inputs to values in the lower part of their ranges. */
static capacity_profile *random_profile(uint64_t *state)
{
    capacity_profile *profile;
    NEW(profile, capacity_profile_new(test_allocator(), &profile, NULL));
    for (size_t i = 0; i < capacity_field_count(); i++) {
        capacity_field field = capacity_field_at(i);
        int64_t lowest, highest, preset;
        if (capacity_field_kind(field) != CAPACITY_KIND_INPUT ||
            capacity_field_unit(field) == CAPACITY_UNIT_NAME || draw(state) % 12 != 0)
            continue;
        OK(capacity_field_range(field, &lowest, &highest, &preset, NULL));
        int64_t span = highest - lowest + 1;
        if (preset > 0 && preset < INT64_MAX / 8 && lowest + 4 * preset < highest)
            span = 4 * preset;
        OK(capacity_profile_set(profile, field, lowest + (int64_t)(draw(state) % (uint64_t)span),
                                NULL));
    }
    OK(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, (int64_t)(draw(state) % 30000),
                            NULL));
    OK(capacity_profile_set(profile, CAPACITY_IN_TOTAL_USERS, CAPACITY_AUTO, NULL));
    return profile;
}

START_TEST(random_profiles_plan_exactly_or_fail_with_a_reason)
{
    uint64_t state = UINT64_C(88172645463325252);
    int planned = 0;
    for (int i = 0; i < 3000; i++) {
        capacity_profile *profile = random_profile(&state);
        capacity_plan *plan = NULL;
        capacity_error_clear(&test_err);
        capacity_status status = capacity_plan_new(profile, NULL, NULL, NULL, &plan, &test_err);
        TRUE(status == CAPACITY_OK ||
             (plan == NULL && test_err.code == (int32_t)status && strlen(test_err.message) > 10));
        TRUE(status != CAPACITY_E_INTERNAL && status != CAPACITY_E_MEMORY);
        if (plan != NULL) {
            planned++;
            check_bills(plan);
            check_nodes(plan);
            capacity_plan_unref(plan);
        }
        DROP(profile);
    }
    ck_assert_int_gt(planned, 500);
}
END_TEST

/* Within one tier more users never need fewer pods, nodes, units or dollars. */
START_TEST(more_users_never_need_less_within_a_tier)
{
    static const capacity_field fields[] = {
        CAPACITY_OUT_BACKEND_PODS,  CAPACITY_OUT_FRONTEND_PODS,
        CAPACITY_OUT_PODS_MAX,      CAPACITY_OUT_NODES,
        CAPACITY_OUT_NODES_MAX,     CAPACITY_OUT_READ_MRCU,
        CAPACITY_OUT_WRITE_MWCU,    CAPACITY_OUT_MONTHLY_LOW_UUSD,
        CAPACITY_OUT_MONTHLY_UUSD,  CAPACITY_OUT_MONTHLY_HIGH_UUSD,
        CAPACITY_OUT_NODES_STANDBY,
    };
    static const char *const profiles[] = {"", "zones_lost=1", "billing_mode=provisioned",
                                           "backend_cpu_per_request=40ms spot_share=70%",
                                           "replica_regions=2 standby_share=45%"};
    for (size_t p = 0; p < COUNT(profiles); p++) {
        capacity_profile *profile = profile_of(profiles[p]);
        int64_t last[COUNT(fields)] = {0}, last_tier = 0;
        for (int64_t users = 0; users <= 30000; users += users < 2500 ? 1 : 37) {
            int64_t now[COUNT(fields)], tier = 0;
            capacity_plan *plan;
            ck_assert_int_eq(
                capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, users, NULL), 0);
            ck_assert_int_eq(capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL), 0);
            if (capacity_plan_get_many(plan, fields, COUNT(fields), now, NULL) < 0 ||
                capacity_plan_get(plan, CAPACITY_OUT_TIER, &tier, NULL) < 0)
                ck_abort_msg("results");
            for (size_t i = 0; i < COUNT(fields); i++)
                if (tier == last_tier && now[i] < last[i])
                    ck_abort_msg(
                        "%s: %s falls from %" PRId64 " to %" PRId64 " at %" PRId64 " users",
                        profiles[p], capacity_field_name(fields[i]), last[i], now[i], users);
            memcpy(last, now, sizeof last);
            last_tier = tier;
            capacity_plan_unref(plan);
        }
        DROP(profile);
    }
}
END_TEST

/* --- what can go wrong ---------------------------------------------------------------------------- */

static void a_catalogue_without_a_needed_price_is_refused(void)
{
    capacity_catalog_builder *builder;
    capacity_catalog *catalog;
    capacity_profile *profile = profile_of("concurrent_users=1000");
    capacity_plan *plan;

    NEW(builder,
        capacity_catalog_builder_new(capacity_catalog_builtin(), test_allocator(), &builder, NULL));
    OK(capacity_catalog_builder_drop_meter(builder, "eks.cluster", NULL));
    NEW(catalog, capacity_catalog_builder_finish(builder, &catalog, NULL));
    REFUSES(CAPACITY_E_NOT_FOUND, "meter eks.cluster is needed and not in the catalogue", plan,
            capacity_plan_new(profile, catalog, NULL, NULL, &plan, &test_err));
    OK(capacity_profile_set_text(profile, "bill_control_plane", "off", NULL));
    NEW(plan, capacity_plan_new(profile, catalog, NULL, NULL, &plan, NULL));
    DROP(plan);
    DROP(catalog);
    DROP(builder);

    NEW(builder,
        capacity_catalog_builder_new(capacity_catalog_builtin(), test_allocator(), &builder, NULL));
    OK(capacity_catalog_builder_drop_machine(builder, "t3.large", NULL));
    NEW(catalog, capacity_catalog_builder_finish(builder, &catalog, NULL));
    REFUSES(CAPACITY_E_NOT_FOUND, "machine 't3.large' is not in the catalogue", plan,
            capacity_plan_new(profile, catalog, NULL, NULL, &plan, &test_err));
    EQ(CAPACITY_IN_NODE_TYPE, test_err.field);
}

static void an_absent_price_of_the_other_billing_is_said(void)
{
    static char text[65536];
    capacity_catalog_builder *builder;
    capacity_catalog *catalog;
    capacity_plan *plan;

    NEW(builder,
        capacity_catalog_builder_new(capacity_catalog_builtin(), test_allocator(), &builder, NULL));
    OK(capacity_catalog_builder_drop_meter(builder, "dynamodb.provisioned_read", NULL));
    NEW(catalog, capacity_catalog_builder_finish(builder, &catalog, NULL));
    plan = plan_on("concurrent_users=1000", catalog, NULL);
    EQ(CAPACITY_INVALID, result(plan, CAPACITY_OUT_PROVISIONED_MONTHLY_UUSD));
    OK(capacity_plan_write(plan, CAPACITY_FORMAT_TEXT, text, sizeof text, NULL, NULL));
    CONTAINS("no price", text);
    TRUE(strstr(text, "922337203") == NULL);
    OK(capacity_plan_write(plan, CAPACITY_FORMAT_JSON, text, sizeof text, NULL, NULL));
    CONTAINS("\"provisioned_monthly_uusd\": null", text);
    CONTAINS("\"reserved_uusd\": null", text);
    TRUE(strstr(text, "922337203") == NULL);
}

static void rates_that_are_not_sourced_are_refused(void)
{
    capacity_plan *plan;
    REFUSES(CAPACITY_E_NOT_FOUND, "no sourced 3y_no_upfront rate for c5.xlarge", plan,
            capacity_plan_new(profile_of("concurrent_users=3000 committed_share=50% "
                                         "commitment=3y_no_upfront"),
                              NULL, NULL, NULL, &plan, &test_err));
    REFUSES(CAPACITY_E_NOT_FOUND, "elasticache.redis.cache.x9.large", plan,
            capacity_plan_new(profile_of("cache_nodes=1 cache_node_type=cache.x9.large"), NULL,
                              NULL, NULL, &plan, &test_err));
    REFUSES(
        CAPACITY_E_NOT_FOUND, "machine 'm9.large'", plan,
        capacity_plan_new(profile_of("node_type=m9.large"), NULL, NULL, NULL, &plan, &test_err));
}

static void what_does_not_fit_is_refused(void)
{
    capacity_plan *plan;
    REFUSES(CAPACITY_E_INFEASIBLE, "", plan,
            capacity_plan_new(profile_of("backend_cpu_request=3 node_type=t3.large"), NULL, NULL,
                              NULL, &plan, &test_err));
    REFUSES(CAPACITY_E_OVERFLOW, "exceeds 9223372036854775807", plan,
            capacity_plan_new(profile_of("concurrent_users=1000000000 growth_per_month=1000% "
                                         "growth_horizon_months=120"),
                              NULL, NULL, NULL, &plan, &test_err));
}

static void options_are_checked(void)
{
    capacity_profile *profile = profile_of("");
    capacity_plan_options options = CAPACITY_INIT(capacity_plan_options);
    capacity_plan *plan;

    options.model = 1;
    NEW(plan, capacity_plan_new(profile, NULL, NULL, &options, &plan, NULL));
    options.model = 2;
    REFUSES(CAPACITY_E_MODEL, "revision 2 is not available", plan,
            capacity_plan_new(profile, NULL, NULL, &options, &plan, &test_err));
    options.model = 0;
    options.flags = 1;
    REFUSES(CAPACITY_E_ARGUMENT, "flags", plan,
            capacity_plan_new(profile, NULL, NULL, &options, &plan, &test_err));
    options.flags = 0;
    options.struct_size = 0;
    REFUSES(CAPACITY_E_STRUCT_SIZE, "struct_size 0", plan,
            capacity_plan_new(profile, NULL, NULL, &options, &plan, &test_err));
    REFUSES(CAPACITY_E_ARGUMENT, "profile", plan,
            capacity_plan_new(NULL, NULL, NULL, NULL, &plan, &test_err));
    REFUSES(CAPACITY_E_ARGUMENT, "catalog", plan,
            capacity_plan_new(profile, (capacity_catalog *)(void *)profile, NULL, NULL, &plan,
                              &test_err));
    REFUSES(CAPACITY_E_ARGUMENT, "tiers", plan,
            capacity_plan_new(profile, NULL, (capacity_tiers *)(void *)profile, NULL, &plan,
                              &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out",
          capacity_plan_new(profile, NULL, NULL, NULL, NULL, &test_err));
}

static void getters_refuse_what_is_wrong(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_profile *wrong = profile_of("");
    const capacity_plan *no_plan = (const capacity_plan *)(const void *)wrong;
    const capacity_field fields[] = {CAPACITY_OUT_PODS, CAPACITY_IN_NODE_TYPE};
    int64_t values[2] = {-7, -7};
    size_t count = 0;
    capacity_tier_choice choice = {0};

    FAILS(CAPACITY_E_ARGUMENT, "plan",
          capacity_plan_get(NULL, CAPACITY_OUT_PODS, values, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "plan",
          capacity_plan_get(no_plan, CAPACITY_OUT_PODS, values, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "value",
          capacity_plan_get(plan, CAPACITY_OUT_PODS, NULL, &test_err));
    FAILS(CAPACITY_E_FIELD, "not a number of the plan",
          capacity_plan_get(plan, CAPACITY_IN_NODE_TYPE, values, &test_err));
    FAILS(CAPACITY_E_FIELD, "not a number of the plan",
          capacity_plan_get_many(plan, fields, 2, values, &test_err));
    EQ(1, test_err.index);
    EQ(-7, values[0]); /* all or none */
    FAILS(CAPACITY_E_ARGUMENT, "values", capacity_plan_get_many(plan, fields, 1, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "fields", capacity_plan_get_many(plan, NULL, 1, values, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "plan", capacity_plan_get_many(NULL, fields, 1, values, &test_err));
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 0",
          capacity_plan_get_choice(plan, &choice, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out", capacity_plan_get_choice(plan, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "plan", capacity_plan_get_choice(NULL, &choice, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "answer 3",
          capacity_plan_get_bill(plan, 3, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "answer 3",
          capacity_plan_get_groups(plan, 3, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_FIELD, "not a result",
          capacity_plan_get_steps(plan, CAPACITY_IN_ZONES, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "after",
          capacity_plan_get_differences(plan, NULL, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "before",
          capacity_plan_get_differences(NULL, plan, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "plan",
          capacity_plan_get_components(NULL, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "plan",
          capacity_plan_get_tables(NULL, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "plan",
          capacity_plan_get_findings(NULL, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "plan",
          capacity_plan_get_bill(NULL, 0, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "plan",
          capacity_plan_get_groups(NULL, 0, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "plan",
          capacity_plan_get_steps(NULL, CAPACITY_OUT_PODS, NULL, 0, 0, &count, &test_err));
    EQ(0, capacity_plan_model(NULL));
    SAME("", capacity_plan_tier_name(NULL));
    SAME("", capacity_plan_catalog_name(NULL));
    TRUE(capacity_plan_ref(NULL) == NULL);
    capacity_plan_unref(NULL);
}

static void plans_are_counted_and_keep_their_catalogue(void)
{
    capacity_catalog_builder *builder;
    capacity_catalog *catalog;
    capacity_plan *plan;

    NEW(builder,
        capacity_catalog_builder_new(capacity_catalog_builtin(), test_allocator(), &builder, NULL));
    OK(capacity_catalog_builder_set_source(builder, "mine", "moon-1", "2026-01-31", NULL));
    NEW(catalog, capacity_catalog_builder_finish(builder, &catalog, NULL));
    plan = plan_on("concurrent_users=1000", catalog, NULL);
    DROP(catalog);
    DROP(builder);
    SAME("mine moon-1 2026-01-31", capacity_plan_catalog_name(plan));
    TRUE(capacity_plan_ref(plan) == plan);
    capacity_plan_unref(plan);
    EQ(4, result(plan, CAPACITY_OUT_NODES));
}

static void differences_name_what_changed(void)
{
    capacity_plan *a = plan_of("concurrent_users=1000"), *b = plan_of("concurrent_users=1001");
    capacity_plan *same = plan_of("concurrent_users=1000");
    static capacity_difference rows[128];
    size_t count = 99;

    OK(capacity_plan_get_differences(a, same, rows, sizeof *rows, COUNT(rows), &count, NULL));
    EQ(0, count);
    OK(capacity_plan_get_differences(a, b, rows, sizeof *rows, COUNT(rows), &count, NULL));
    TRUE(count > 3);
    EQ(CAPACITY_OUT_USERS, rows[0].field);
    EQ(1000, rows[0].before);
    EQ(1001, rows[0].after);
    for (size_t i = 0; i < count; i++) {
        EQ(rows[i].before, result(a, (capacity_field)rows[i].field));
        EQ(rows[i].after, result(b, (capacity_field)rows[i].field));
        TRUE(rows[i].before != rows[i].after);
    }
}

static void every_result_is_explained(void)
{
    static const char *const profiles[] = {
        "concurrent_users=1000", "",
        "total_users=500000 zones_lost=1 streamed_share=20% backend_cpu_per_request=5ms "
        "backend_scale_with_cpu=on cached_response_share=10% growth_per_month=5% "
        "llm_input_tokens_per_message=300 llm_output_tokens_per_message=500 "
        "llm_input_price_per_million=3 llm_output_price_per_million=15 request_rate=1"};
    for (size_t p = 0; p < COUNT(profiles); p++) {
        capacity_plan *plan = plan_of(profiles[p]);
        size_t all = 0, sum = 0;
        OK(capacity_plan_get_steps(plan, CAPACITY_FIELD_NONE, NULL, 0, 0, &all, NULL));
        for (size_t i = 0; i < capacity_field_count(); i++) {
            static capacity_step steps[64];
            capacity_field field = capacity_field_at(i);
            size_t count = 0;
            if (capacity_field_kind(field) != CAPACITY_KIND_OUTPUT)
                continue;
            OK(capacity_plan_get_steps(plan, field, steps, sizeof *steps, COUNT(steps), &count,
                                       NULL));
            TRUE(count >= 1);
            EQ(0, steps[0].depth);
            EQ(field, steps[0].field);
            EQ(result(plan, field), steps[0].value);
            for (size_t s = 0; s < count; s++)
                TRUE(steps[s].name[0] != '\0' && steps[s].formula[0] != '\0' &&
                     steps[s].source[0] != '\0');
            sum += count;
        }
        EQ(sum, all);
        DROP(plan);
    }
}

static void a_plan_is_one_block_of_at_most_32_kib(void)
{
    capacity_profile *profile = profile_of("concurrent_users=20000");
    size_t before = test_allocations();
    capacity_plan *plan;
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL));
    EQ(1, test_allocations() - before);
}

static const scenario scenarios[] = {
    SCENARIO(a_thousand_users_get_three_answers),
    SCENARIO(zero_users_get_the_floors),
    SCENARIO(users_decide_the_tier_and_the_higher_one_wins),
    SCENARIO(the_larger_demand_wins_and_both_are_reported),
    SCENARIO(each_bound_can_bind),
    SCENARIO(cached_and_scaled_limits_move_the_rate_bound),
    SCENARIO(own_components_and_tables_join_the_plan),
    SCENARIO(what_an_own_component_leaves_out_is_the_backends),
    SCENARIO(a_limit_below_the_tiers_request_takes_it_down),
    SCENARIO(nodes_that_cannot_take_a_pod_are_refused),
    SCENARIO(a_catalogue_without_a_needed_price_is_refused),
    SCENARIO(an_absent_price_of_the_other_billing_is_said),
    SCENARIO(rates_that_are_not_sourced_are_refused),
    SCENARIO(what_does_not_fit_is_refused),
    SCENARIO(options_are_checked),
    SCENARIO(getters_refuse_what_is_wrong),
    SCENARIO(plans_are_counted_and_keep_their_catalogue),
    SCENARIO(differences_name_what_changed),
    SCENARIO(every_result_is_explained),
    SCENARIO(a_plan_is_one_block_of_at_most_32_kib),
};

static void more(Suite *suite)
{
    TCase *properties = test_case(suite, "properties");
    tcase_set_timeout(properties, 240);
    tcase_add_test(properties, random_profiles_plan_exactly_or_fail_with_a_reason);
    tcase_add_test(properties, more_users_never_need_less_within_a_tier);
}

TEST_MAIN(plan, more)
