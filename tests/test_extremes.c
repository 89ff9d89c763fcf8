/*
 * Plans at the ends of every range: one input at a time, many at once, with further components and
 * tables, and with machines and prices as large as they get. Each is a plan that can be written in
 * every form, or a typed error.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plans.h"

#include "numbers.h"

enum { TEXT = 1 << 17, ROUNDS = 600, CATALOGS = 20, MOST_METERS = 256 };

typedef struct inputs {
    capacity_field field[256];
    size_t count;
} inputs;

static inputs all_inputs(void)
{
    inputs found = {.count = 0};
    for (size_t i = 0; i < capacity_field_count(); i++) {
        capacity_field field = capacity_field_at(i);
        if (capacity_field_kind(field) == CAPACITY_KIND_INPUT &&
            capacity_field_unit(field) != CAPACITY_UNIT_NAME)
            found.field[found.count++] = field;
    }
    return found;
}

/* An end of the range, a neighbour of it, the preset, or something between. */
static int64_t value_of(capacity_field field, uint64_t *state)
{
    int64_t lowest, highest, preset;
    if (capacity_field_range(field, &lowest, &highest, &preset, NULL) != CAPACITY_OK)
        ck_abort_msg("no range");
    switch (random_below(state, 6)) {
    case 0:
        return lowest;
    case 1:
        return lowest + (lowest < highest);
    case 2:
        return preset;
    case 3:
        return lowest + (int64_t)(random_bits(state) % ((uint64_t)(highest - lowest) + 1));
    default:
        return highest;
    }
}

static void write_all(const capacity_plan *plan, const capacity_plan *before)
{
    static char text[TEXT];
    for (uint32_t format = CAPACITY_FORMAT_TEXT; format <= CAPACITY_FORMAT_MARKDOWN; format++) {
        size_t needed = 0;
        capacity_status status = capacity_plan_write(plan, format, text, TEXT, &needed, NULL);
        TRUE(status == CAPACITY_OK && strlen(text) == needed);
        status = capacity_plan_write_steps(plan, format, text, TEXT, &needed, NULL);
        TRUE(status == CAPACITY_OK || status == CAPACITY_E_BUFFER);
        status = capacity_plan_write_differences(before, plan, format, text, TEXT, &needed, NULL);
        TRUE(status == CAPACITY_OK && strlen(text) == needed);
        for (uint32_t answer = 0; answer <= CAPACITY_ANSWER_FORMULA; answer++) {
            status =
                capacity_migration_write(before, plan, answer, format, text, TEXT, &needed, NULL);
            TRUE(status == CAPACITY_OK && strlen(text) == needed);
        }
    }
}

static capacity_profile *new_profile(void)
{
    capacity_profile *profile;
    TRUE(capacity_profile_new(NULL, &profile, NULL) == CAPACITY_OK);
    TRUE(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, 1000, NULL) == CAPACITY_OK);
    return profile;
}

/* Plans and judges; true if a plan came about. Differences are written against the usual plan. */
static bool try_plan_on(const capacity_profile *profile, const capacity_catalog *catalog,
                        const capacity_tiers *tiers, bool write)
{
    capacity_plan *plan = NULL;
    capacity_error err = {.code = 1};
    capacity_status status = capacity_plan_new(profile, catalog, tiers, NULL, &plan, &err);
    if (status < 0) {
        if (plan != NULL || err.code != (int32_t)status || err.message[0] == '\0')
            ck_abort_msg("%s, but the error says %" PRId32 ": %.200s", capacity_status_name(status),
                         err.code, err.message);
        TRUE(status != CAPACITY_E_INTERNAL && status != CAPACITY_E_MEMORY);
        return false;
    }
    int64_t expected, high;
    TRUE(capacity_plan_get(plan, CAPACITY_OUT_MONTHLY_UUSD, &expected, NULL) == CAPACITY_OK);
    TRUE(capacity_plan_get(plan, CAPACITY_OUT_MONTHLY_HIGH_UUSD, &high, NULL) == CAPACITY_OK);
    TRUE(expected >= 0 && expected <= high);
    if (write) {
        capacity_profile *usual = new_profile();
        capacity_plan *before = NULL;
        TRUE(capacity_plan_new(usual, NULL, NULL, NULL, &before, NULL) == CAPACITY_OK);
        write_all(plan, before);
        capacity_plan_unref(before);
        capacity_profile_free(usual);
    }
    capacity_plan_unref(plan);
    return true;
}

static bool try_plan(const capacity_profile *profile, const capacity_catalog *catalog, bool write)
{
    return try_plan_on(profile, catalog, NULL, write);
}

START_TEST(each_input_at_both_ends)
{
    const inputs all = all_inputs();
    size_t plans = 0, tried = 0;
    for (size_t i = (size_t)_i; i < all.count; i += TEST_PARTS, tried++) {
        int64_t ends[3];
        TRUE(capacity_field_range(all.field[i], &ends[0], &ends[1], &ends[2], NULL) == CAPACITY_OK);
        for (size_t k = 0; k < COUNT(ends); k++) {
            capacity_profile *profile = new_profile();
            TRUE(capacity_profile_set(profile, all.field[i], ends[k], NULL) == CAPACITY_OK);
            plans += try_plan(profile, NULL, true);
            capacity_profile_free(profile);
        }
    }
    TRUE(plans > 2 * tried); /* most single ends are plans */
}
END_TEST

static void put_component(capacity_profile *profile, uint64_t *state)
{
    capacity_component_spec row = CAPACITY_INIT(capacity_component_spec);
    const bool large = random_below(state, 2) != 0;
    row.name[0] = (char)('a' + random_below(state, 26));
    row.traffic_ppm = large ? 100000000 : (int64_t)random_below(state, 2000000);
    row.requests_per_pod_mrps = (int64_t)random_below(state, 3);
    row.inflight_per_pod = (int64_t)random_below(state, 3);
    row.connections_per_pod = (int64_t)random_below(state, 3);
    row.cpu_per_request_us = (int64_t)random_below(state, 3) * 100000;
    row.response_time_us = large ? INT64_C(3600000000) : 0;
    row.cpu_request_mcpu = large ? 100000 : 100;
    row.memory_request_bytes = large ? CAPACITY_TIB : CAPACITY_MIB;
    row.memory_limit_bytes = row.memory_request_bytes * (int64_t)random_below(state, 3);
    row.cpu_limit_mcpu = row.cpu_request_mcpu * (int64_t)random_below(state, 2);
    row.min_pods = large ? 10000 : 1;
    row.hpa_cpu_target_ppm = (int64_t)random_below(state, 2) * 500000;
    (void)!capacity_profile_put_component(profile, &row, NULL);
}

static void put_table(capacity_profile *profile, uint64_t *state)
{
    capacity_table_spec row = CAPACITY_INIT(capacity_table_spec);
    const bool large = random_below(state, 2) != 0;
    row.name[0] = (char)('a' + random_below(state, 26));
    row.billing = (uint32_t)random_below(state, 4);
    row.reads_per_user_mrpm = large ? 600000000 : 500;
    row.writes_per_user_mrpm = large ? 600000000 : 500;
    row.read_item_bytes = large ? 409600 : 1;
    row.write_item_bytes = large ? 409600 : 1;
    row.index_writes_ppm = large ? 20000000 : 0;
    row.stored_bytes = large ? CAPACITY_TIB * 1000000 : 0;
    row.hottest_key_share_ppm = (int64_t)random_below(state, 1000001);
    (void)!capacity_profile_put_table(profile, &row, NULL);
}

/* A default profile with a few or many inputs elsewhere. */
static capacity_profile *random_profile(const inputs *all, uint64_t *state)
{
    capacity_profile *profile = new_profile();
    const int64_t changes = random_below(state, random_below(state, 4) == 0 ? 40 : 5) + 1;
    for (int64_t i = 0; i < changes; i++) {
        capacity_field field = all->field[random_below(state, (int64_t)all->count)];
        TRUE(capacity_profile_set(profile, field, value_of(field, state), NULL) == CAPACITY_OK);
    }
    for (int64_t i = random_below(state, 3); i > 1; i--)
        put_component(profile, state);
    for (int64_t i = random_below(state, 3); i > 1; i--)
        put_table(profile, state);
    return profile;
}

START_TEST(many_inputs_anywhere)
{
    const inputs all = all_inputs();
    uint64_t state = 11;
    size_t plans = 0;
    for (int i = 0; i < ROUNDS; i++) {
        capacity_profile *profile = random_profile(&all, &state);
        plans += try_plan(profile, NULL, i % 4 == 0);
        capacity_profile_free(profile);
    }
    TRUE(plans > ROUNDS / 10 && plans < ROUNDS);
}
END_TEST

/* From a village's users to more than there are people. */
static int64_t some_users(uint64_t *state)
{
    int64_t users = 100;
    for (int64_t i = random_below(state, 8); i > 0; i--)
        users *= 10;
    return users;
}

/* What grows without bound by users alone and by all of a group at once. */
START_TEST(many_inputs_at_their_highest)
{
    const inputs all = all_inputs();
    uint64_t state = 12;
    size_t plans = 0;
    for (int i = 0; i < ROUNDS; i++) {
        capacity_profile *profile = new_profile();
        int64_t lowest, highest, preset;
        for (int64_t k = random_below(&state, 12) + 1; k > 0; k--) {
            capacity_field field = all.field[random_below(&state, (int64_t)all.count)];
            TRUE(capacity_field_range(field, &lowest, &highest, &preset, NULL) == CAPACITY_OK);
            TRUE(capacity_profile_set(profile, field, highest, NULL) == CAPACITY_OK);
        }
        TRUE(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, some_users(&state),
                                  NULL) == CAPACITY_OK);
        plans += try_plan(profile, NULL, false);
        capacity_profile_free(profile);
    }
    TRUE(plans > ROUNDS / 10 && plans < ROUNDS * 9 / 10);
}
END_TEST

/* One meter with its prices raised, or gone. */
static void change_meter(capacity_catalog_builder *builder, const capacity_meter *meter,
                         uint64_t *state)
{
    const int64_t ends[] = {random_below(state, 2) == 0 ? 1000 : INT64_MAX / 2, INT64_MAX};
    const int64_t prices[] = {INT64_C(1) << random_below(state, 50),
                              INT64_C(1) << random_below(state, 50)};
    if (random_below(state, 4) == 0)
        (void)!capacity_catalog_builder_drop_meter(builder, meter->name, NULL);
    else
        (void)!capacity_catalog_builder_put_meter(builder, meter, ends, prices,
                                                  (size_t)random_below(state, 2) + 1, NULL);
}

static capacity_catalog *random_catalog(uint64_t *state)
{
    static capacity_meter meters[MOST_METERS];
    capacity_catalog_builder *builder;
    capacity_catalog *catalog = NULL;
    size_t count = 0;
    TRUE(capacity_catalog_builder_new(capacity_catalog_builtin(), NULL, &builder, NULL) ==
         CAPACITY_OK);
    TRUE(capacity_catalog_get_meters(capacity_catalog_builtin(), meters, sizeof *meters,
                                     MOST_METERS, &count, NULL) == CAPACITY_OK);
    for (int64_t i = random_below(state, (int64_t)count) / 4; i > 0; i--)
        change_meter(builder, &meters[random_below(state, (int64_t)count)], state);
    static const char *const types[] = {"t3.large", "c5.xlarge", "t3.medium", "m5.large"};
    for (size_t i = 0; i < COUNT(types); i++) {
        capacity_machine row = CAPACITY_INIT(capacity_machine);
        if (capacity_catalog_find_machine(capacity_catalog_builtin(), types[i], &row, NULL) < 0)
            continue;
        if (random_below(state, 2) == 0)
            row.hour_nusd = INT64_C(1) << random_below(state, 50);
        if (random_below(state, 3) == 0)
            row.max_pods = (int64_t)random_below(state, 1000) + 1;
        if (random_below(state, 3) == 0)
            row.memory_bytes = INT64_C(1) << (28 + random_below(state, 14));
        (void)!capacity_catalog_builder_put_machine(builder, &row, NULL);
    }
    (void)!capacity_catalog_builder_finish(builder, &catalog, NULL);
    capacity_catalog_builder_free(builder);
    return catalog;
}

START_TEST(prices_and_machines_anywhere)
{
    const inputs all = all_inputs();
    uint64_t state = 13;
    size_t catalogs = 0;
    for (int i = 0; i < CATALOGS; i++) {
        capacity_catalog *catalog = random_catalog(&state);
        catalogs += catalog != NULL;
        for (int k = 0; catalog != NULL && k < ROUNDS / CATALOGS; k++) {
            capacity_profile *profile = random_profile(&all, &state);
            (void)try_plan(profile, catalog, k % 4 == 0);
            capacity_profile_free(profile);
        }
        capacity_catalog_unref(catalog);
    }
    TRUE(catalogs > CATALOGS / 2);
}
END_TEST

/* Both at their highest, for few users and for more than anybody has; every other pair, which time allows. */
START_TEST(pairs_of_inputs_at_their_highest)
{
    const inputs all = all_inputs();
    int64_t highest[COUNT(all.field)], lowest, preset;
    for (size_t i = 0; i < all.count; i++)
        TRUE(capacity_field_range(all.field[i], &lowest, &highest[i], &preset, NULL) ==
             CAPACITY_OK);
    uint64_t state = 15;
    size_t plans = 0, tried = 0;
    for (size_t i = 0; i < all.count; i++)
        for (size_t k = i % 2; k < i; k += 2) {
            capacity_profile *profile = new_profile();
            TRUE(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, some_users(&state),
                                      NULL) == CAPACITY_OK);
            TRUE(capacity_profile_set(profile, all.field[i], highest[i], NULL) == CAPACITY_OK);
            TRUE(capacity_profile_set(profile, all.field[k], highest[k], NULL) == CAPACITY_OK);
            plans += try_plan(profile, NULL, false);
            tried++;
            capacity_profile_free(profile);
        }
    TRUE(plans > tried / 10 && plans < tried * 99 / 100);
}
END_TEST

/* Every service on, in each way of billing; the last is larger than anything. */
static capacity_profile *busy_profile(size_t which)
{
    static const char *const billings[] = {"on_demand", "provisioned", "cheapest"};
    const inputs all = all_inputs();
    capacity_profile *profile = new_profile();
    for (size_t i = 0; i < all.count; i++)
        if (capacity_field_unit(all.field[i]) == CAPACITY_UNIT_BOOL)
            TRUE(capacity_profile_set(profile, all.field[i], 1, NULL) == CAPACITY_OK);
    const char *const settings[][2] = {{"billing_mode", billings[which % 3]},
                                       {"reserved_capacity_share", "50%"},
                                       {"spot_share", which % 2 == 0 ? "50%" : "0%"},
                                       {"replica_regions", "1"},
                                       {"stored_data", "1Ti"}};
    for (size_t i = 0; i < COUNT(settings); i++)
        TRUE(capacity_profile_set_text(profile, settings[i][0], settings[i][1], NULL) ==
             CAPACITY_OK);
    if (which >= 3)
        TRUE(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, 1000000000, NULL) ==
             CAPACITY_OK);
    return profile;
}

/* The built-in catalogue with one meter gone, dear, or priced for another quantity. */
static capacity_catalog *with_meter(const capacity_meter *meter, size_t how)
{
    static const int64_t ends[] = {INT64_MAX};
    const int64_t dear[] = {how == 1 ? INT64_C(1000000000000000) : how == 3 ? 0 : 1000};
    capacity_catalog_builder *builder;
    capacity_catalog *catalog = NULL;
    capacity_meter row = *meter;
    TRUE(capacity_catalog_builder_new(capacity_catalog_builtin(), NULL, &builder, NULL) ==
         CAPACITY_OK);
    if (how == 0)
        TRUE(capacity_catalog_builder_drop_meter(builder, row.name, NULL) == CAPACITY_OK);
    if (how == 1)
        row.unit_quantity = 1;
    if (how == 2)
        row.unit_quantity = row.unit_quantity == 1 ? 2 : row.unit_quantity - 1;
    if (how != 0)
        TRUE(capacity_catalog_builder_put_meter(builder, &row, ends, dear, 1, NULL) == CAPACITY_OK);
    TRUE(capacity_catalog_builder_finish(builder, &catalog, NULL) == CAPACITY_OK);
    capacity_catalog_builder_free(builder);
    return catalog;
}

START_TEST(each_meter_gone_or_dear)
{
    static capacity_meter meters[MOST_METERS];
    size_t count = 0, plans = 0, tried = 0;
    TRUE(capacity_catalog_get_meters(capacity_catalog_builtin(), meters, sizeof *meters,
                                     MOST_METERS, &count, NULL) == CAPACITY_OK);
    for (size_t i = (size_t)_i; i < count; i += TEST_PARTS, tried++)
        for (size_t how = 0; how < 4; how++) {
            capacity_catalog *catalog = with_meter(&meters[i], how);
            for (size_t which = 0; which < 6; which += how == 0 ? 1 : 3) {
                capacity_profile *profile = busy_profile(which);
                plans += try_plan(profile, catalog, which == 0);
                capacity_profile_free(profile);
            }
            capacity_catalog_unref(catalog);
        }
    TRUE(plans > tried);
}
END_TEST

/* Every price and machine times a power of two: no line overflows alone, their sum does. */
static capacity_catalog *with_prices(int power)
{
    static const int64_t ends[] = {INT64_MAX};
    static capacity_meter meters[MOST_METERS];
    static capacity_machine machines[MOST_METERS];
    capacity_catalog_builder *builder;
    capacity_catalog *catalog = NULL;
    size_t count = 0;
    TRUE(capacity_catalog_builder_new(capacity_catalog_builtin(), NULL, &builder, NULL) ==
         CAPACITY_OK);
    TRUE(capacity_catalog_get_meters(capacity_catalog_builtin(), meters, sizeof *meters,
                                     MOST_METERS, &count, NULL) == CAPACITY_OK);
    for (size_t i = 0; i < count; i++) {
        const int64_t price[] = {INT64_C(1) << power};
        TRUE(capacity_catalog_builder_put_meter(builder, &meters[i], ends, price, 1, NULL) ==
             CAPACITY_OK);
    }
    TRUE(capacity_catalog_get_machines(capacity_catalog_builtin(), machines, sizeof *machines,
                                       MOST_METERS, &count, NULL) == CAPACITY_OK);
    for (size_t i = 0; i < count; i++) {
        machines[i].hour_nusd = INT64_C(1) << power;
        TRUE(capacity_catalog_builder_put_machine(builder, &machines[i], NULL) == CAPACITY_OK);
    }
    TRUE(capacity_catalog_builder_finish(builder, &catalog, NULL) == CAPACITY_OK);
    capacity_catalog_builder_free(builder);
    return catalog;
}

START_TEST(all_prices_rising_together)
{
    size_t plans = 0, refused = 0;
    for (int power = 1; power < 50; power += 4) {
        capacity_catalog *catalog = with_prices(power);
        for (size_t which = 0; which < 6; which++)
            for (int64_t users = 1; users <= 1000000000; users *= 1000) {
                capacity_profile *profile = busy_profile(which);
                TRUE(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, users, NULL) ==
                     CAPACITY_OK);
                if (try_plan(profile, catalog, false))
                    plans++;
                else
                    refused++;
                capacity_profile_free(profile);
            }
        capacity_catalog_unref(catalog);
    }
    TRUE(plans > 20 && refused > 20);
}
END_TEST

/* A ladder with one of its numbers, the n-th, replaced; NULL if it is refused. */
static capacity_tiers *with_number(const char *json, size_t n, const char *instead, bool *more)
{
    static char text[TEXT];
    capacity_tiers *tiers = NULL;
    const char *at = json;
    for (size_t seen = 0; *at != '\0'; at++)
        if (at > json && at[-1] == ' ' && at[0] >= '0' && at[0] <= '9' && seen++ == n)
            break;
    *more = *at != '\0';
    const size_t head = (size_t)(at - json), digits = strspn(at, "0123456789");
    snprintf(text, sizeof text, "%.*s%s%s", (int)head, json, instead, at + digits);
    (void)!capacity_tiers_new_from_text(text, strlen(text), NULL, &tiers, NULL);
    return tiers;
}

START_TEST(each_number_of_a_ladder_large)
{
    static char json[TEXT];
    static const char *const instead[] = {"999999999999", "1000000", "0"};
    size_t needed = 0, read = 0;
    bool going = true;
    TRUE(capacity_tiers_write_text(capacity_tiers_builtin(), CAPACITY_FORMAT_JSON, json, TEXT,
                                   &needed, NULL) == CAPACITY_OK);
    for (size_t n = (size_t)_i; going; n += TEST_PARTS)
        for (size_t k = 0; k < COUNT(instead); k++) {
            capacity_tiers *tiers = with_number(json, n, instead[k], &going);
            for (int64_t users = 300; tiers != NULL && users < 100000; users *= 6) {
                capacity_profile *profile = new_profile();
                TRUE(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, users, NULL) ==
                     CAPACITY_OK);
                (void)try_plan_on(profile, NULL, tiers, k == 0);
                capacity_profile_free(profile);
            }
            read += going && tiers != NULL;
            capacity_tiers_unref(tiers);
        }
    TRUE(read > 20 / TEST_PARTS);
}
END_TEST

static void add_parts(TCase *tcase, int from, int until)
{
    tcase_add_loop_test(tcase, each_input_at_both_ends, from, until);
    tcase_add_loop_test(tcase, each_meter_gone_or_dear, from, until);
    tcase_add_loop_test(tcase, each_number_of_a_ladder_large, from, until);
}

static void more(Suite *suite)
{
    TCase *all = test_case(suite, "extremes");
    tcase_add_test(all, many_inputs_anywhere);
    tcase_add_test(all, many_inputs_at_their_highest);
    tcase_add_test(all, prices_and_machines_anywhere);
    tcase_add_test(all, pairs_of_inputs_at_their_highest);
    tcase_add_test(all, all_prices_rising_together);
    add_parts(all, 0, 1);
    add_parts(test_long_case(suite, "the other parts"), 1, TEST_PARTS);
}

int main(void)
{
    return test_main("extremes", NULL, 0, more);
}
