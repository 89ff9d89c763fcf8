/*
 * The life of builders and their catalogues: references, states, wrong handles, limits, and going on
 * after memory ran out.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "catalog_maker.h"

#include "model/catalog.h"

#include <stdlib.h>

static void the_last_reference_frees(void)
{
    capacity_catalog_builder *builder = builder_new();
    capacity_catalog *catalog = finish(builder);
    size_t alive = test_alive();
    TRUE(capacity_catalog_ref(catalog) == catalog);
    capacity_catalog_unref(catalog);
    EQ(alive, test_alive());
    SAME("own", capacity_catalog_name(catalog));
    DROP(catalog);
    EQ(alive - 1, test_alive());
}

static void a_finished_builder_can_only_be_freed(void)
{
    capacity_catalog_builder *builder = builder_new();
    capacity_machine machine = machine_row("box.large");
    capacity_meter meter = meter_row("own.hour");
    capacity_option option = option_row(1, "box", 1, 0);
    capacity_catalog *second;
    (void)finish(builder);
    FAILS(CAPACITY_E_STATE, "finished",
          capacity_catalog_builder_set_source(builder, "own", "berlin", "2026-11-01", &test_err));
    FAILS(CAPACITY_E_STATE, "finished",
          capacity_catalog_builder_put_machine(builder, &machine, &test_err));
    FAILS(CAPACITY_E_STATE, "finished",
          capacity_catalog_builder_put_meter(builder, &meter, open_end, one_price, 1, &test_err));
    FAILS(CAPACITY_E_STATE, "finished",
          capacity_catalog_builder_put_option(builder, &option, &test_err));
    FAILS(CAPACITY_E_STATE, "finished",
          capacity_catalog_builder_drop_machine(builder, "box.large", &test_err));
    FAILS(CAPACITY_E_STATE, "finished",
          capacity_catalog_builder_drop_meter(builder, "own.hour", &test_err));
    FAILS(CAPACITY_E_STATE, "finished",
          capacity_catalog_builder_drop_option(builder, 1, "box", &test_err));
    REFUSES(CAPACITY_E_STATE, "finished", second,
            capacity_catalog_builder_finish(builder, &second, &test_err));
}

static void finishing_needs_a_source(void)
{
    capacity_catalog_builder *builder;
    capacity_catalog *catalog;
    NEW(builder, capacity_catalog_builder_new(NULL, test_allocator(), &builder, NULL));
    REFUSES(CAPACITY_E_ARGUMENT, "name, region and date", catalog,
            capacity_catalog_builder_finish(builder, &catalog, &test_err));
    OK(capacity_catalog_builder_set_source(builder, "own", "berlin", "2026-11-01", NULL));
    (void)finish(builder);
}

static void null_and_wrong_handles_are_refused(void)
{
    capacity_catalog_builder *bad[] = {NULL, (void *)capacity_tiers_builtin()};
    capacity_machine machine = machine_row("box.large");
    capacity_meter meter = meter_row("own.hour");
    capacity_option option = option_row(1, "box", 1, 0);
    capacity_catalog *catalog;
    capacity_catalog_builder *builder;
    for (size_t i = 0; i < COUNT(bad); i++) {
        capacity_catalog_builder_free(bad[i]);
        FAILS(CAPACITY_E_ARGUMENT, "builder",
              capacity_catalog_builder_set_source(bad[i], "a", "b", "2026-11-01", &test_err));
        FAILS(CAPACITY_E_ARGUMENT, "builder",
              capacity_catalog_builder_put_machine(bad[i], &machine, &test_err));
        FAILS(
            CAPACITY_E_ARGUMENT, "builder",
            capacity_catalog_builder_put_meter(bad[i], &meter, open_end, one_price, 1, &test_err));
        FAILS(CAPACITY_E_ARGUMENT, "builder",
              capacity_catalog_builder_put_option(bad[i], &option, &test_err));
        FAILS(CAPACITY_E_ARGUMENT, "builder",
              capacity_catalog_builder_drop_machine(bad[i], "a", &test_err));
        FAILS(CAPACITY_E_ARGUMENT, "builder",
              capacity_catalog_builder_drop_meter(bad[i], "a", &test_err));
        FAILS(CAPACITY_E_ARGUMENT, "builder",
              capacity_catalog_builder_drop_option(bad[i], 1, "a", &test_err));
        REFUSES(CAPACITY_E_ARGUMENT, "builder", catalog,
                capacity_catalog_builder_finish(bad[i], &catalog, &test_err));
    }
    REFUSES(CAPACITY_E_ARGUMENT, "base", builder,
            capacity_catalog_builder_new((void *)capacity_tiers_builtin(), test_allocator(),
                                         &builder, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out",
          capacity_catalog_builder_new(NULL, test_allocator(), NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out",
          capacity_catalog_builder_finish(builder_new(), NULL, &test_err));
}

static void null_arguments_are_refused(void)
{
    capacity_catalog_builder *builder = builder_new();
    capacity_meter meter = meter_row("own.hour");
    FAILS(CAPACITY_E_ARGUMENT, "name",
          capacity_catalog_builder_set_source(builder, NULL, "b", "2026-11-01", &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "region",
          capacity_catalog_builder_set_source(builder, "a", NULL, "2026-11-01", &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "as_of",
          capacity_catalog_builder_set_source(builder, "a", "b", NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "machine",
          capacity_catalog_builder_put_machine(builder, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "meter",
          capacity_catalog_builder_put_meter(builder, NULL, open_end, one_price, 1, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "band_ends",
          capacity_catalog_builder_put_meter(builder, &meter, NULL, one_price, 1, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "band_prices_nusd",
          capacity_catalog_builder_put_meter(builder, &meter, open_end, NULL, 1, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "option",
          capacity_catalog_builder_put_option(builder, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "name",
          capacity_catalog_builder_drop_machine(builder, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "name",
          capacity_catalog_builder_drop_meter(builder, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "scope",
          capacity_catalog_builder_drop_option(builder, 1, NULL, &test_err));
}

static const scenario scenarios[] = {
    SCENARIO(the_last_reference_frees),   SCENARIO(a_finished_builder_can_only_be_freed),
    SCENARIO(finishing_needs_a_source),   SCENARIO(null_and_wrong_handles_are_refused),
    SCENARIO(null_arguments_are_refused),
};

/* --- running out, and going on ---------------------------------------------------------------- */

/* Grants `left` allocations and fails the others. */
static size_t left;

static void *few(void *ctx, size_t size)
{
    (void)ctx;
    if (left == 0)
        return NULL;
    left--;
    return malloc(size);
}

static void give_back(void *ctx, void *ptr)
{
    (void)ctx;
    free(ptr);
}

START_TEST(a_builder_goes_on_after_memory_ran_out)
{
    const capacity_allocator allocator = {few, give_back, NULL};
    capacity_catalog_builder *builder = NULL;
    capacity_catalog *catalog = NULL;
    capacity_machine machine = machine_row("box.large");
    left = 1;
    ck_assert_int_eq(CAPACITY_OK, capacity_catalog_builder_new(NULL, &allocator, &builder, NULL));
    ck_assert_int_eq(CAPACITY_OK, capacity_catalog_builder_set_source(builder, "own", "berlin",
                                                                      "2026-11-01", NULL));
    ck_assert_int_eq(CAPACITY_E_MEMORY,
                     capacity_catalog_builder_put_machine(builder, &machine, NULL));
    left = 1;
    ck_assert_int_eq(CAPACITY_OK, capacity_catalog_builder_put_machine(builder, &machine, NULL));
    ck_assert_int_eq(CAPACITY_E_MEMORY, capacity_catalog_builder_finish(builder, &catalog, NULL));
    ck_assert_ptr_null(catalog);
    left = 1;
    ck_assert_int_eq(CAPACITY_OK, capacity_catalog_builder_finish(builder, &catalog, NULL));
    ck_assert_uint_eq(1, catalog->machine_count);
    capacity_catalog_unref(catalog);
    capacity_catalog_builder_free(builder);
}
END_TEST

START_TEST(the_most_rows_fit_and_one_more_is_refused)
{
    capacity_catalog_builder *builder = NULL;
    capacity_catalog *catalog = NULL;
    capacity_error err;
    ck_assert_int_eq(CAPACITY_OK, capacity_catalog_builder_new(NULL, NULL, &builder, NULL));
    ck_assert_int_eq(CAPACITY_OK, capacity_catalog_builder_set_source(builder, "own", "berlin",
                                                                      "2026-11-01", NULL));
    capacity_machine machine = machine_row("box");
    for (int i = CAPACITY_CATALOG_MAX_ROWS; i > 0; i--) { /* from behind, the dearest order */
        snprintf(machine.name, sizeof machine.name, "box.%05d", i);
        if (capacity_catalog_builder_put_machine(builder, &machine, &err) != CAPACITY_OK)
            ck_abort_msg("%s: %s", machine.name, err.message);
    }
    snprintf(machine.name, sizeof machine.name, "one-more");
    ck_assert_int_eq(CAPACITY_E_TOO_LARGE,
                     capacity_catalog_builder_put_machine(builder, &machine, &err));
    ck_assert_str_eq("more than 65535 machines in a catalogue", err.message);
    snprintf(machine.name, sizeof machine.name, "box.%05d", 1);
    ck_assert_int_eq(CAPACITY_OK, capacity_catalog_builder_put_machine(builder, &machine, NULL));
    ck_assert_int_eq(CAPACITY_OK, capacity_catalog_builder_finish(builder, &catalog, NULL));
    ck_assert_uint_eq(CAPACITY_CATALOG_MAX_ROWS, catalog->machine_count);
    capacity_catalog_unref(catalog);
    capacity_catalog_builder_free(builder);
}
END_TEST

static void more(Suite *suite)
{
    TCase *limits = test_case(suite, "limits");
    tcase_add_test(limits, a_builder_goes_on_after_memory_ran_out);
    tcase_add_test(limits, the_most_rows_fit_and_one_more_is_refused);
}

TEST_MAIN(catalog_states, more)
