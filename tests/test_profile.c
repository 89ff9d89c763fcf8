/*
 * Profiles: inputs at the ends of their ranges, names, copies and contradictions.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

static capacity_profile *profile_new(void)
{
    capacity_profile *profile;
    NEW(profile, capacity_profile_new(test_allocator(), &profile, NULL));
    return profile;
}

static void a_new_profile_has_the_defaults(void)
{
    capacity_profile *profile = profile_new();
    for (size_t i = 0; i < capacity_field_count(); i++) {
        capacity_field field = capacity_field_at(i);
        int64_t preset, value;
        if (capacity_field_kind(field) != CAPACITY_KIND_INPUT)
            continue;
        if (capacity_field_unit(field) == CAPACITY_UNIT_NAME) {
            SAME("", capacity_profile_get_name(profile, field));
            continue;
        }
        OK(capacity_field_range(field, NULL, NULL, &preset, NULL));
        OK(capacity_profile_get(profile, field, &value, NULL));
        EQ(preset, value);
    }
    OK(capacity_profile_check(profile, NULL));
}

static void every_input_takes_both_ends_and_not_one_beyond(void)
{
    capacity_profile *profile = profile_new();
    for (size_t i = 0; i < capacity_field_count(); i++) {
        capacity_field field = capacity_field_at(i);
        int64_t ends[2], preset, value;
        if (capacity_field_kind(field) != CAPACITY_KIND_INPUT ||
            capacity_field_unit(field) == CAPACITY_UNIT_NAME)
            continue;
        OK(capacity_field_range(field, &ends[0], &ends[1], &preset, NULL));
        for (size_t end = 0; end < 2; end++) {
            OK(capacity_profile_set(profile, field, ends[end], NULL));
            OK(capacity_profile_get(profile, field, &value, NULL));
            EQ(ends[end], value);
        }
        FAILS(CAPACITY_E_RANGE, "exceeds",
              capacity_profile_set(profile, field, ends[1] + 1, &test_err));
        EQ(field, test_err.field);
        CONTAINS(capacity_field_key(field), test_err.message);
        if (ends[0] - 1 != CAPACITY_AUTO || preset != CAPACITY_AUTO)
            FAILS(CAPACITY_E_RANGE, "below",
                  capacity_profile_set(profile, field, ends[0] - 1, &test_err));
        FAILS(CAPACITY_E_RANGE, "below",
              capacity_profile_set(profile, field, INT64_MIN, &test_err));
        OK(capacity_profile_get(profile, field, &value, NULL));
        EQ(ends[1], value); /* what is refused changes nothing */
        IS(preset == CAPACITY_AUTO ? CAPACITY_OK : CAPACITY_E_RANGE,
           capacity_profile_set(profile, field, CAPACITY_AUTO, NULL));
        OK(capacity_profile_reset(profile, field, NULL));
        OK(capacity_profile_get(profile, field, &value, NULL));
        EQ(preset, value);
    }
}

static void many_are_set_all_or_none(void)
{
    capacity_profile *profile = profile_new();
    const capacity_field fields[] = {CAPACITY_IN_CONCURRENT_USERS, CAPACITY_IN_ZONES};
    const int64_t good[] = {1000, 2}, bad[] = {2000, 7};
    int64_t value;

    OK(capacity_profile_set_many(profile, fields, good, 2, NULL));
    FAILS(CAPACITY_E_RANGE, "zones 7 exceeds 6",
          capacity_profile_set_many(profile, fields, bad, 2, &test_err));
    EQ(1, test_err.index);
    OK(capacity_profile_get(profile, CAPACITY_IN_CONCURRENT_USERS, &value, NULL));
    EQ(1000, value);
    OK(capacity_profile_set_many(profile, NULL, NULL, 0, NULL));
    FAILS(CAPACITY_E_ARGUMENT, "fields",
          capacity_profile_set_many(profile, NULL, good, 2, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "values",
          capacity_profile_set_many(profile, fields, NULL, 2, &test_err));
}

static void text_is_people_s_by_key_and_raw_by_exact_name(void)
{
    capacity_profile *profile = profile_new();
    int64_t value;

    OK(capacity_profile_set_text(profile, "spike_buffer", "25%", NULL));
    OK(capacity_profile_get(profile, CAPACITY_IN_SPIKE_BUFFER_PPM, &value, NULL));
    EQ(250000, value);
    OK(capacity_profile_set_text(profile, "spike_buffer_ppm", "300000", NULL));
    OK(capacity_profile_get(profile, CAPACITY_IN_SPIKE_BUFFER_PPM, &value, NULL));
    EQ(300000, value);
    OK(capacity_profile_set_text(profile, "spike_buffer_ppm", "3000", NULL)); /* as long as auto */
    OK(capacity_profile_get(profile, CAPACITY_IN_SPIKE_BUFFER_PPM, &value, NULL));
    EQ(3000, value);
    OK(capacity_profile_set_text(profile, "stored_bytes", "auto", NULL));
    OK(capacity_profile_set_text(profile, "node_type", "m5.large", NULL));
    SAME("m5.large", capacity_profile_get_name(profile, CAPACITY_IN_NODE_TYPE));
    FAILS(CAPACITY_E_SYNTAX, "spike_buffer_ppm",
          capacity_profile_set_text(profile, "spike_buffer_ppm", "30%", &test_err));
    FAILS(CAPACITY_E_FIELD, "unknown field 'spike_bufer', did you mean 'spike_buffer'",
          capacity_profile_set_text(profile, "spike_bufer", "30%", &test_err));
    FAILS(CAPACITY_E_FIELD, "unknown field 'qqqqqqqqqqqqqqqqqq'",
          capacity_profile_set_text(profile, "qqqqqqqqqqqqqqqqqq", "1", &test_err));
    FAILS(CAPACITY_E_FIELD, "monthly is a result",
          capacity_profile_set_text(profile, "monthly", "1", &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "name", capacity_profile_set_text(profile, NULL, "1", &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "value",
          capacity_profile_set_text(profile, "zones", NULL, &test_err));
}

static void wrong_fields_are_refused(void)
{
    capacity_profile *profile = profile_new();
    int64_t value = -7;

    FAILS(CAPACITY_E_FIELD, "field 5 is unknown",
          capacity_profile_set(profile, (capacity_field)5, 1, &test_err));
    FAILS(CAPACITY_E_FIELD, "pods is a result, not an input",
          capacity_profile_set(profile, CAPACITY_OUT_PODS, 1, &test_err));
    FAILS(CAPACITY_E_FIELD, "node_type is a name, not a number",
          capacity_profile_set(profile, CAPACITY_IN_NODE_TYPE, 1, &test_err));
    FAILS(CAPACITY_E_FIELD, "zones is a number, not a name",
          capacity_profile_set_name(profile, CAPACITY_IN_ZONES, "x", &test_err));
    FAILS(CAPACITY_E_FIELD, "result",
          capacity_profile_get(profile, CAPACITY_OUT_PODS, &value, &test_err));
    FAILS(CAPACITY_E_FIELD, "result",
          capacity_profile_reset(profile, CAPACITY_OUT_PODS, &test_err));
    EQ(-7, value);
    TRUE(capacity_profile_get_name(profile, CAPACITY_IN_ZONES) == NULL);
}

static void names_are_checked(void)
{
    static const char *const bad[] = {
        "UPPER",
        "-x",
        "x-",
        "a b",
        ".",
        ("0123456789012345678901234567890123456789012345678901234567890"
         "123")};
    capacity_profile *profile = profile_new();

    OK(capacity_profile_set_name(profile, CAPACITY_IN_CACHE_NODE_TYPE, "cache.r6g.large", NULL));
    for (size_t i = 0; i < COUNT(bad); i++)
        FAILS(CAPACITY_E_RANGE, "cache_node_type must be a name",
              capacity_profile_set_name(profile, CAPACITY_IN_CACHE_NODE_TYPE, test_string(bad[i]),
                                        &test_err));
    SAME("cache.r6g.large", capacity_profile_get_name(profile, CAPACITY_IN_CACHE_NODE_TYPE));
    OK(capacity_profile_reset(profile, CAPACITY_IN_CACHE_NODE_TYPE, NULL));
    SAME("", capacity_profile_get_name(profile, CAPACITY_IN_CACHE_NODE_TYPE));
    FAILS(CAPACITY_E_ARGUMENT, "name",
          capacity_profile_set_name(profile, CAPACITY_IN_NODE_TYPE, NULL, &test_err));
}

static void a_clone_is_independent(void)
{
    capacity_profile *profile = profile_new(), *copy;
    int64_t value;

    OK(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, 5, NULL));
    NEW(copy, capacity_profile_clone(profile, &copy, NULL));
    OK(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, 6, NULL));
    DROP(profile);
    OK(capacity_profile_get(copy, CAPACITY_IN_CONCURRENT_USERS, &value, NULL));
    EQ(5, value);
}

static capacity_component_spec worker(const char *name)
{
    capacity_component_spec spec = CAPACITY_INIT(capacity_component_spec);
    memcpy(spec.name, name, strlen(name));
    spec.traffic_ppm = 500000;
    spec.requests_per_pod_mrps = 10000;
    spec.cpu_request_mcpu = 500;
    spec.memory_request_bytes = 512 * CAPACITY_MIB;
    spec.min_pods = 2;
    return spec;
}

static void components_are_put_replaced_and_dropped(void)
{
    capacity_profile *profile = profile_new();
    capacity_component_spec spec = worker("worker"), rows[16];
    size_t count = 99;

    OK(capacity_profile_put_component(profile, &spec, NULL));
    spec.min_pods = 5;
    OK(capacity_profile_put_component(profile, &spec, NULL));
    OK(capacity_profile_get_components(profile, NULL, 0, 0, &count, NULL));
    EQ(1, count);
    OK(capacity_profile_get_components(profile, rows, sizeof *rows, 16, &count, NULL));
    EQ(5, rows[0].min_pods);
    FAILS(CAPACITY_E_BUFFER, "room for 0 rows, there are 1",
          capacity_profile_get_components(profile, rows, sizeof *rows, 0, &count, &test_err));
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 8",
          capacity_profile_get_components(profile, rows, 8, 16, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "count",
          capacity_profile_get_components(profile, rows, sizeof *rows, 16, NULL, &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "no component",
          capacity_profile_drop_component(profile, "other", &test_err));
    OK(capacity_profile_drop_component(profile, "worker", NULL));
    OK(capacity_profile_get_components(profile, NULL, 0, 0, &count, NULL));
    EQ(0, count);
}

static void components_are_limited_and_checked(void)
{
    capacity_profile *profile = profile_new();
    capacity_component_spec spec;

    for (int i = 0; i < 14; i++) {
        char name[] = "worker-a";
        name[7] = (char)('a' + i);
        spec = worker(name);
        OK(capacity_profile_put_component(profile, &spec, NULL));
    }
    spec = worker("one-more");
    FAILS(CAPACITY_E_TOO_LARGE, "more than 16 components",
          capacity_profile_put_component(profile, &spec, &test_err));
    spec = worker("backend");
    FAILS(CAPACITY_E_RANGE, "'backend'", capacity_profile_put_component(profile, &spec, &test_err));
    spec = worker("Bad");
    FAILS(CAPACITY_E_RANGE, "'Bad'", capacity_profile_put_component(profile, &spec, &test_err));
    memset(spec.name, 'x', sizeof spec.name); /* no NUL */
    FAILS(CAPACITY_E_RANGE, "name", capacity_profile_put_component(profile, &spec, &test_err));
    spec = worker("worker-a");
    spec.cpu_request_mcpu = 0;
    FAILS(CAPACITY_E_RANGE, "cpu_request_mcpu 0 is below 1",
          capacity_profile_put_component(profile, &spec, &test_err));
    spec = worker("worker-a");
    spec.traffic_ppm = 100000001;
    FAILS(CAPACITY_E_RANGE, "traffic_ppm 100000001 exceeds 100000000",
          capacity_profile_put_component(profile, &spec, &test_err));
    spec = worker("worker-a");
    spec.flags = 1;
    FAILS(CAPACITY_E_RANGE, "flags", capacity_profile_put_component(profile, &spec, &test_err));
    spec = worker("worker-a");
    spec.struct_size = 0;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 0",
          capacity_profile_put_component(profile, &spec, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "spec", capacity_profile_put_component(profile, NULL, &test_err));
}

static void tables_are_put_checked_and_dropped(void)
{
    capacity_profile *profile = profile_new();
    capacity_table_spec spec = CAPACITY_INIT(capacity_table_spec), rows[16];
    size_t count = 0;

    memcpy(spec.name, "events", 6);
    spec.writes_per_user_mrpm = 60000;
    OK(capacity_profile_put_table(profile, &spec, NULL));
    OK(capacity_profile_get_tables(profile, rows, sizeof *rows, 16, &count, NULL));
    EQ(1, count);
    EQ(60000, rows[0].writes_per_user_mrpm);
    spec.strong_read_share_ppm = 600000;
    spec.transactional_read_share_ppm = 400001;
    FAILS(CAPACITY_E_RANGE, "together 1000001 exceeds 1000000",
          capacity_profile_put_table(profile, &spec, &test_err));
    spec.transactional_read_share_ppm = 400000;
    OK(capacity_profile_put_table(profile, &spec, NULL));
    spec.billing = 4;
    FAILS(CAPACITY_E_RANGE, "billing 4 exceeds 3",
          capacity_profile_put_table(profile, &spec, &test_err));
    spec.billing = 0;
    spec.read_item_bytes = 409601;
    FAILS(CAPACITY_E_RANGE, "read_item_bytes 409601 exceeds 409600",
          capacity_profile_put_table(profile, &spec, &test_err));
    memcpy(spec.name, "main\0\0", 6);
    FAILS(CAPACITY_E_RANGE, "'main'", capacity_profile_put_table(profile, &spec, &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "no table",
          capacity_profile_drop_table(profile, "main", &test_err));
    OK(capacity_profile_drop_table(profile, "events", NULL));
    spec = (capacity_table_spec)CAPACITY_INIT(capacity_table_spec);
    for (int i = 0; i < 15; i++) {
        spec.name[0] = (char)('a' + i);
        OK(capacity_profile_put_table(profile, &spec, NULL));
    }
    spec.name[0] = 'z';
    FAILS(CAPACITY_E_TOO_LARGE, "more than 16 tables",
          capacity_profile_put_table(profile, &spec, &test_err));
}

/* Two settings that contradict each other, the status, and a part of the message. */
static void contradictions_are_named(void)
{
    static const struct {
        const char *a, *a_value, *b, *b_value;
        capacity_status status;
        const char *part;
    } cases[] = {
        {"concurrent_users", "300", "total_users", "299", CAPACITY_E_ARGUMENT,
         "concurrent_users 300 exceeds total_users 299"},
        {"zones_lost", "2", "zones", "2", CAPACITY_E_ARGUMENT, "zones_lost 2 leaves none of 2"},
        {"strong_read_share", "60%", "transactional_read_share", "41%", CAPACITY_E_RANGE,
         "together exceed 100%"},
        {"backend_cpu_request", "2", "backend_cpu_limit", "1", CAPACITY_E_ARGUMENT,
         "backend_cpu_request 2 exceeds backend_cpu_limit 1"},
        {"frontend_memory_request", "2Gi", "frontend_memory_limit", "1Gi", CAPACITY_E_ARGUMENT,
         "frontend_memory_request 2Gi exceeds frontend_memory_limit 1Gi"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_profile *profile = profile_new();
        capacity_plan *plan;
        OK(capacity_profile_set_text(profile, cases[i].a, cases[i].a_value, NULL));
        OK(capacity_profile_check(profile, NULL));
        OK(capacity_profile_set_text(profile, cases[i].b, cases[i].b_value, NULL));
        FAILS(cases[i].status, cases[i].part, capacity_profile_check(profile, &test_err));
        TRUE(test_err.field != 0);
        REFUSES(cases[i].status, cases[i].part, plan,
                capacity_plan_new(profile, NULL, NULL, NULL, &plan, &test_err));
        DROP(profile);
    }
    capacity_profile *equal = profile_new();
    OK(capacity_profile_set_text(equal, "concurrent_users", "300", NULL));
    OK(capacity_profile_set_text(equal, "total_users", "300", NULL));
    OK(capacity_profile_check(equal, NULL));
    capacity_component_spec spec = worker("worker");
    spec.cpu_limit_mcpu = 499;
    OK(capacity_profile_put_component(equal, &spec, NULL));
    FAILS(CAPACITY_E_ARGUMENT, "component worker: cpu_request 500m exceeds cpu_limit 499m",
          capacity_profile_check(equal, &test_err));
    spec.cpu_limit_mcpu = 500;
    spec.memory_limit_bytes = 1;
    OK(capacity_profile_put_component(equal, &spec, NULL));
    FAILS(CAPACITY_E_ARGUMENT, "memory_request", capacity_profile_check(equal, &test_err));
}

static void null_and_wrong_handles_are_refused(void)
{
    capacity_profile *profile = NULL;
    int64_t value;
    size_t count;
    const capacity_profile *wrong =
        (const capacity_profile *)(const void *)capacity_tiers_builtin();

    FAILS(CAPACITY_E_ARGUMENT, "profile",
          capacity_profile_set(NULL, CAPACITY_IN_ZONES, 1, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile",
          capacity_profile_get(wrong, CAPACITY_IN_ZONES, &value, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "value",
          capacity_profile_get(profile_new(), CAPACITY_IN_ZONES, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile", capacity_profile_clone(NULL, &profile, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out", capacity_profile_clone(profile_new(), NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out", capacity_profile_new(NULL, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile", capacity_profile_check(NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile",
          capacity_profile_reset(NULL, CAPACITY_IN_ZONES, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile",
          capacity_profile_set_many(NULL, NULL, NULL, 0, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile", capacity_profile_set_text(NULL, "a", "b", &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile",
          capacity_profile_set_name(NULL, CAPACITY_IN_NODE_TYPE, "b", &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile", capacity_profile_put_component(NULL, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile", capacity_profile_put_table(NULL, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile", capacity_profile_drop_component(NULL, "a", &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile", capacity_profile_drop_table(NULL, "a", &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile",
          capacity_profile_get_components(NULL, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "profile",
          capacity_profile_get_tables(NULL, NULL, 0, 0, &count, &test_err));
    profile = profile_new();
    FAILS(CAPACITY_E_ARGUMENT, "name", capacity_profile_drop_component(profile, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "name", capacity_profile_drop_table(profile, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "spec", capacity_profile_put_table(profile, NULL, &test_err));
    TRUE(capacity_profile_get_name(NULL, CAPACITY_IN_NODE_TYPE) == NULL);
    capacity_profile_free(NULL);
}

static const scenario scenarios[] = {
    SCENARIO(a_new_profile_has_the_defaults),
    SCENARIO(every_input_takes_both_ends_and_not_one_beyond),
    SCENARIO(many_are_set_all_or_none),
    SCENARIO(text_is_people_s_by_key_and_raw_by_exact_name),
    SCENARIO(wrong_fields_are_refused),
    SCENARIO(names_are_checked),
    SCENARIO(a_clone_is_independent),
    SCENARIO(components_are_put_replaced_and_dropped),
    SCENARIO(components_are_limited_and_checked),
    SCENARIO(tables_are_put_checked_and_dropped),
    SCENARIO(contradictions_are_named),
    SCENARIO(null_and_wrong_handles_are_refused),
};

TEST_MAIN(profile, NULL)
