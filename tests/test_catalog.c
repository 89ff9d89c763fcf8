/*
 * The built-in catalogue: its entries and its getters.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "model/catalog.h"

enum { MACHINES = 180, MOST = 256 };

/* A handle of another kind, as a careless binding could pass it. */
static capacity_catalog *wrong_handle(void)
{
    return (capacity_catalog *)(void *)capacity_tiers_builtin();
}

/* --- entries ---------------------------------------------------------------------------------- */

static void the_builtin_says_what_when_and_where(void)
{
    const capacity_catalog *catalog = capacity_catalog_builtin();
    SAME("aws", capacity_catalog_name(catalog));
    SAME("us-east-1", capacity_catalog_region(catalog));
    SAME("2026-11-24", capacity_catalog_as_of(catalog));
    SAME("aws us-east-1 2026-11-24", catalog->label);
}

static void null_and_wrong_handles_have_empty_names(void)
{
    SAME("", capacity_catalog_name(NULL));
    SAME("", capacity_catalog_region(NULL));
    SAME("", capacity_catalog_as_of(NULL));
    SAME("", capacity_catalog_name(wrong_handle()));
    SAME("", capacity_catalog_region(wrong_handle()));
    SAME("", capacity_catalog_as_of(wrong_handle()));
}

static void the_builtin_outlives_any_unref(void)
{
    capacity_catalog *catalog = capacity_catalog_builtin();
    TRUE(capacity_catalog_ref(catalog) == catalog);
    TRUE(capacity_catalog_ref(NULL) == NULL);
    for (int i = 0; i < 5; i++)
        capacity_catalog_unref(catalog);
    capacity_catalog_unref(NULL);
    capacity_catalog_unref(wrong_handle());
    SAME("aws", capacity_catalog_name(capacity_catalog_builtin()));
}

static void machines_come_by_name(void)
{
    capacity_machine rows[MOST];
    size_t count = 0;
    OK(capacity_catalog_get_machines(NULL, rows, sizeof *rows, MOST, &count, NULL));
    EQ(MACHINES, count);
    SAME("c5.12xlarge", rows[0].name);
    SAME("t4g.xlarge", rows[MACHINES - 1].name);
    for (size_t i = 1; i < count; i++)
        TRUE(strcmp(rows[i - 1].name, rows[i].name) < 0);
    for (size_t i = 0; i < count; i++) {
        capacity_machine found = CAPACITY_INIT(capacity_machine);
        OK(capacity_catalog_find_machine(NULL, rows[i].name, &found, NULL));
        TRUE(memcmp(&found, &rows[i], sizeof found) == 0);
        TRUE(rows[i].as_of[0] != '\0' && rows[i].source[0] != '\0');
        TRUE(strncmp(rows[i].name, rows[i].family, strlen(rows[i].family)) == 0);
    }
}

static void a_machine_carries_its_shape(void)
{
    capacity_machine row = CAPACITY_INIT(capacity_machine);
    OK(capacity_catalog_find_machine(NULL, "t3.large", &row, NULL));
    EQ(sizeof row, row.struct_size);
    SAME("t3.large", row.name);
    SAME("t3", row.family);
    EQ(0, row.flags);
    EQ(2000, row.cpu_mcpu);
    EQ(8 * CAPACITY_GIB, row.memory_bytes);
    EQ(3, row.interfaces);
    EQ(12, row.addresses_per_interface);
    EQ(0, row.max_pods);
    EQ(512000, row.network_kbps);
    EQ(83200000, row.hour_nusd);
    EQ(300000, row.baseline_ppm);
    SAME("2026-07-20", row.as_of);
    CONTAINS("karpenter-provider-aws@6fc13b52", row.source);
}

static void baselines_are_known_of_t3_and_t3a_only(void)
{
    static const struct {
        const char *name;
        int64_t baseline;
        uint32_t flags;
    } machines[] = {
        {"t3.nano", 50000, 0},    {"t3.micro", 100000, 0},
        {"t3.small", 200000, 0},  {"t3.medium", 200000, 0},
        {"t3.xlarge", 400000, 0}, {"t3.2xlarge", 400000, 0},
        {"t3a.large", 300000, 0}, {"t4g.large", 0, CAPACITY_CATALOG_ARM64},
        {"c5n.xlarge", 0, 0},     {"m7g.medium", 0, CAPACITY_CATALOG_ARM64},
        {"r5.24xlarge", 0, 0},
    };
    for (size_t i = 0; i < COUNT(machines); i++) {
        capacity_machine row = CAPACITY_INIT(capacity_machine);
        OK(capacity_catalog_find_machine(NULL, machines[i].name, &row, NULL));
        EQ(machines[i].baseline, row.baseline_ppm);
        EQ(machines[i].flags, row.flags);
    }
}

static void the_guides_spot_mix_differs_in_memory(void)
{
    capacity_machine row = CAPACITY_INIT(capacity_machine);
    OK(capacity_catalog_find_machine(NULL, "c5n.xlarge", &row, NULL));
    EQ(10752 * CAPACITY_MIB, row.memory_bytes);
    OK(capacity_catalog_find_machine(NULL, "c5.xlarge", &row, NULL));
    EQ(8192 * CAPACITY_MIB, row.memory_bytes);
}

static void meters_come_by_name_with_rising_bands(void)
{
    capacity_meter rows[MOST];
    size_t count = 0;
    OK(capacity_catalog_get_meters(NULL, rows, sizeof *rows, MOST, &count, NULL));
    TRUE(count > 120);
    for (size_t i = 0; i < count; i++) {
        capacity_meter found = CAPACITY_INIT(capacity_meter);
        capacity_band bands[CAPACITY_MAX_ROWS];
        size_t n = 0;
        OK(capacity_catalog_find_meter(NULL, rows[i].name, &found, NULL));
        TRUE(memcmp(&found, &rows[i], sizeof found) == 0);
        OK(capacity_catalog_get_bands(NULL, rows[i].name, bands, sizeof *bands, CAPACITY_MAX_ROWS,
                                      &n, NULL));
        TRUE(n >= 1 && bands[0].end > 0);
        for (size_t j = 1; j < n; j++)
            TRUE(bands[j].end > bands[j - 1].end);
        if (i > 0)
            TRUE(strcmp(rows[i - 1].name, rows[i].name) < 0);
        TRUE(rows[i].unit[0] != '\0' && rows[i].as_of[0] != '\0' && rows[i].source[0] != '\0');
    }
}

static void a_meter_carries_unit_allowance_and_source(void)
{
    capacity_meter row = CAPACITY_INIT(capacity_meter);
    OK(capacity_catalog_find_meter(NULL, "cloudfront.transfer_us", &row, NULL));
    SAME("cloudfront", row.service);
    CONTAINS("US, Mexico, Canada", row.item);
    SAME("GB", row.unit);
    EQ(CAPACITY_GIB, row.unit_quantity);
    EQ(CAPACITY_TIB, row.free_quantity);
    SAME("edge", row.region);
    EQ(0, row.flags);
    CONTAINS("aws.amazon.com/cloudfront/pricing", row.source);
}

static void figures_of_another_region_are_marked(void)
{
    static const char *const inferred[] = {
        "dynamodb.on_demand_replicated_write",
        "dynamodb.continuous_backup",
        "dynamodb.backup",
        "dynamodb.restore",
        "dynamodb.stream_read",
        "dynamodb.on_demand_write_until_2024",
    };
    capacity_meter row = CAPACITY_INIT(capacity_meter);
    for (size_t i = 0; i < COUNT(inferred); i++) {
        OK(capacity_catalog_find_meter(NULL, inferred[i], &row, NULL));
        EQ(CAPACITY_CATALOG_INFERRED, row.flags);
        SAME("us-east-2", row.region);
    }
    OK(capacity_catalog_find_meter(NULL, "dynamodb.provisioned_replicated_write", &row, NULL));
    EQ(0, row.flags);
    SAME("us-east-1", row.region);
}

static void disagreeing_sources_are_named(void)
{
    capacity_meter row = CAPACITY_INIT(capacity_meter);
    OK(capacity_catalog_find_meter(NULL, "dax.dax.r5.large", &row, NULL));
    CONTAINS("0.171", row.source);
    OK(capacity_catalog_find_meter(NULL, "elasticache.redis.cache.r6g.large", &row, NULL));
    CONTAINS("0.142 to 0.226", row.source);
    OK(capacity_catalog_find_meter(NULL, "dynamodb.provisioned_read", &row, NULL));
    CONTAINS("secondary", row.source);
    EQ(25 * CAPACITY_MONTH_HOURS, row.free_quantity);
}

static void bands_of_the_cdn_follow_the_price_list(void)
{
    static const int64_t ends_gb[] = {10240, 51200, 153600, 512000, 1048576, 5242880};
    static const int64_t prices[] = {85000000, 80000000, 60000000, 40000000,
                                     30000000, 25000000, 20000000};
    capacity_band bands[CAPACITY_MAX_ROWS];
    size_t n = 0;
    OK(capacity_catalog_get_bands(NULL, "cloudfront.transfer_us", bands, sizeof *bands,
                                  CAPACITY_MAX_ROWS, &n, NULL));
    EQ(COUNT(prices), n);
    for (size_t i = 0; i < n; i++) {
        EQ(prices[i], bands[i].price_nusd);
        EQ(i + 1 < n ? ends_gb[i] * CAPACITY_GIB : INT64_MAX, bands[i].end);
    }
}

static void every_meter_that_plans_need_is_there(void)
{
    const capacity_catalog *catalog = capacity__catalog(NULL);
    for (int i = 0; i < CAPACITY__METERS; i++) {
        const capacity__meter *meter = capacity__known_meter(catalog, i);
        TRUE(meter != NULL);
        SAME(capacity__known_meter_name(i), meter->name);
    }
}

static void options_come_by_kind_and_scope(void)
{
    capacity_option rows[MOST];
    size_t count = 0;
    OK(capacity_catalog_get_options(NULL, rows, sizeof *rows, MOST, &count, NULL));
    EQ(88, count);
    for (size_t i = 1; i < count; i++)
        TRUE(rows[i - 1].kind < rows[i].kind ||
             (rows[i - 1].kind == rows[i].kind && strcmp(rows[i - 1].scope, rows[i].scope) < 0));
    EQ(CAPACITY_OPTION_SPOT_MEASURED, rows[0].kind);
    SAME("c5.2xlarge", rows[0].scope);
    EQ(138620000, rows[0].price_nusd);
    EQ(592000, rows[0].off_ppm);
    EQ(551000, rows[0].low_ppm);
    EQ(618000, rows[0].high_ppm);
    SAME("2026 (undated page)", rows[0].as_of);
    CONTAINS("skypilot", rows[0].source);
    EQ(CAPACITY_OPTION_CONVERTIBLE_3Y_NO_UPFRONT, rows[count - 1].kind);
    EQ(20600000, rows[count - 1].price_nusd);
    EQ(505000, rows[count - 1].off_ppm);
}

/* --- getters ---------------------------------------------------------------------------------- */

typedef capacity_status array_getter(const capacity_catalog *catalog, void *out, size_t out_size,
                                     size_t max, size_t *count, capacity_error *err);

static capacity_status machines_of(const capacity_catalog *catalog, void *out, size_t out_size,
                                   size_t max, size_t *count, capacity_error *err)
{
    return capacity_catalog_get_machines(catalog, out, out_size, max, count, err);
}

static capacity_status meters_of(const capacity_catalog *catalog, void *out, size_t out_size,
                                 size_t max, size_t *count, capacity_error *err)
{
    return capacity_catalog_get_meters(catalog, out, out_size, max, count, err);
}

static capacity_status options_of(const capacity_catalog *catalog, void *out, size_t out_size,
                                  size_t max, size_t *count, capacity_error *err)
{
    return capacity_catalog_get_options(catalog, out, out_size, max, count, err);
}

static capacity_status bands_of(const capacity_catalog *catalog, void *out, size_t out_size,
                                size_t max, size_t *count, capacity_error *err)
{
    return capacity_catalog_get_bands(catalog, "sqs.standard", out, out_size, max, count, err);
}

static const struct {
    array_getter *get;
    size_t row_size;
} getters[] = {
    {machines_of, sizeof(capacity_machine)},
    {meters_of, sizeof(capacity_meter)},
    {options_of, sizeof(capacity_option)},
    {bands_of, sizeof(capacity_band)},
};

static void array_getters_ask_and_fill_in_two_calls(void)
{
    static char rows[MOST * 1024];
    for (size_t i = 0; i < COUNT(getters); i++) {
        size_t asked = 0, count = 0, size = getters[i].row_size;
        OK(getters[i].get(NULL, NULL, 0, 0, &asked, NULL));
        TRUE(asked > 0 && asked <= MOST);
        memset(rows, 0x77, sizeof rows);
        OK(getters[i].get(NULL, rows, size, asked, &count, NULL));
        EQ(asked, count);
        EQ(0x77, rows[asked * size]);

        memset(rows, 0x77, sizeof rows);
        FAILS(CAPACITY_E_BUFFER, "room for",
              getters[i].get(NULL, rows, size, asked - 1, &count, &test_err));
        EQ(asked, count);
        EQ(0x77, rows[0]);
    }
}

static void array_getters_serve_longer_rows_of_newer_callers(void)
{
    static char rows[MOST * 1024];
    for (size_t i = 0; i < COUNT(getters); i++) {
        size_t count = 0, size = getters[i].row_size + 16;
        memset(rows, 0x77, sizeof rows);
        OK(getters[i].get(NULL, rows, size, MOST, &count, NULL));
        for (size_t row = 0; row < count; row++) {
            uint32_t tag;
            memcpy(&tag, rows + row * size, sizeof tag);
            EQ(size, tag);
            for (size_t byte = getters[i].row_size; byte < size; byte++)
                EQ(0, rows[row * size + byte]);
        }
    }
}

static void array_getters_refuse_bad_arguments(void)
{
    static char rows[1024];
    for (size_t i = 0; i < COUNT(getters); i++) {
        size_t count = 77, size = getters[i].row_size;
        FAILS(CAPACITY_E_ARGUMENT, "count is NULL",
              getters[i].get(NULL, rows, size, 1, NULL, &test_err));
        FAILS(CAPACITY_E_ARGUMENT, "catalog is NULL",
              getters[i].get(wrong_handle(), rows, size, 1, &count, &test_err));
        FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
              getters[i].get(NULL, rows, size - 1, 1, &count, &test_err));
        FAILS(CAPACITY_E_STRUCT_SIZE, "4096",
              getters[i].get(NULL, rows, 4097, 1, &count, &test_err));
        EQ(77, count);
    }
    size_t count = 77;
    FAILS(CAPACITY_E_ARGUMENT, "meter is NULL",
          capacity_catalog_get_bands(NULL, NULL, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "no meter 'sqs.premium'",
          capacity_catalog_get_bands(NULL, "sqs.premium", NULL, 0, 0, &count, &test_err));
    EQ(77, count);
}

static void look_ups_refuse_bad_arguments_and_leave_the_row(void)
{
    capacity_machine machine = {.struct_size = sizeof machine, .cpu_mcpu = 77};
    capacity_meter meter = {.struct_size = sizeof meter, .free_quantity = 77};
    FAILS(CAPACITY_E_ARGUMENT, "catalog",
          capacity_catalog_find_machine(wrong_handle(), "t3.large", &machine, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "name",
          capacity_catalog_find_machine(NULL, NULL, &machine, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out",
          capacity_catalog_find_machine(NULL, "t3.large", NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "catalog",
          capacity_catalog_find_meter(wrong_handle(), "alb.hour", &meter, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "name", capacity_catalog_find_meter(NULL, NULL, &meter, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out",
          capacity_catalog_find_meter(NULL, "alb.hour", NULL, &test_err));
    machine.struct_size = 0;
    meter.struct_size = sizeof meter - 1;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 0",
          capacity_catalog_find_machine(NULL, "t3.large", &machine, &test_err));
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
          capacity_catalog_find_meter(NULL, "alb.hour", &meter, &test_err));
    EQ(77, machine.cpu_mcpu);
    EQ(77, meter.free_quantity);
}

static void unknown_names_are_answered_with_the_nearest(void)
{
    capacity_machine machine = CAPACITY_INIT(capacity_machine);
    capacity_meter meter = CAPACITY_INIT(capacity_meter);
    char longest[4096];
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\0';

    FAILS(CAPACITY_E_NOT_FOUND, "no machine 't3.lrage' in the catalogue aws us-east-1 2026-11-24",
          capacity_catalog_find_machine(NULL, "t3.lrage", &machine, &test_err));
    CONTAINS("did you mean t3.large", test_err.message);
    FAILS(CAPACITY_E_NOT_FOUND, "did you mean alb.hour",
          capacity_catalog_find_meter(NULL, "alb.hours", &meter, &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "no machine 'mainframe'",
          capacity_catalog_find_machine(NULL, "mainframe", &machine, &test_err));
    TRUE(strstr(test_err.message, "did you mean") == NULL);
    FAILS(CAPACITY_E_NOT_FOUND, "no machine ''",
          capacity_catalog_find_machine(NULL, "", &machine, &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "\\x0a",
          capacity_catalog_find_machine(NULL, "t3\n", &machine, &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "no meter 'xxxx",
          capacity_catalog_find_meter(NULL, test_string(longest), &meter, &test_err));
}

static const scenario scenarios[] = {
    SCENARIO(the_builtin_says_what_when_and_where),
    SCENARIO(null_and_wrong_handles_have_empty_names),
    SCENARIO(the_builtin_outlives_any_unref),
    SCENARIO(machines_come_by_name),
    SCENARIO(a_machine_carries_its_shape),
    SCENARIO(baselines_are_known_of_t3_and_t3a_only),
    SCENARIO(the_guides_spot_mix_differs_in_memory),
    SCENARIO(meters_come_by_name_with_rising_bands),
    SCENARIO(a_meter_carries_unit_allowance_and_source),
    SCENARIO(figures_of_another_region_are_marked),
    SCENARIO(disagreeing_sources_are_named),
    SCENARIO(bands_of_the_cdn_follow_the_price_list),
    SCENARIO(every_meter_that_plans_need_is_there),
    SCENARIO(options_come_by_kind_and_scope),
    SCENARIO(array_getters_ask_and_fill_in_two_calls),
    SCENARIO(array_getters_serve_longer_rows_of_newer_callers),
    SCENARIO(array_getters_refuse_bad_arguments),
    SCENARIO(look_ups_refuse_bad_arguments_and_leave_the_row),
    SCENARIO(unknown_names_are_answered_with_the_nearest),
};

TEST_MAIN(catalog, NULL)
