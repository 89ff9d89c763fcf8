/*
 * Catalogues of one's own: collecting, replacing, dropping, copying, and what options come to.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "catalog_maker.h"

#include "model/catalog.h"

/* --- making ----------------------------------------------------------------------------------- */

static void a_catalogue_holds_what_was_put(void)
{
    capacity_catalog_builder *builder = builder_new();
    capacity_machine machine = machine_row("box.large");
    capacity_meter meter = meter_row("own.traffic");
    capacity_option option = option_row(CAPACITY_OPTION_SPOT_ADVISOR, "box.large", 0, 250000);
    const int64_t ends[] = {10, 20}, prices[] = {3000000, 1000000};
    machine.flags = CAPACITY_CATALOG_ARM64;
    machine.max_pods = 33;
    machine.network_kbps = 5000;
    machine.baseline_ppm = 400000;
    meter.flags = CAPACITY_CATALOG_INFERRED;
    meter.free_quantity = 2;
    snprintf(meter.region, sizeof meter.region, "hamburg");
    option.low_ppm = 200000;
    option.high_ppm = 300000;
    put_machine(builder, &machine);
    OK(capacity_catalog_builder_put_meter(builder, &meter, ends, prices, 2, NULL));
    OK(capacity_catalog_builder_put_option(builder, &option, NULL));
    capacity_catalog *catalog = finish(builder);
    DROP(builder); /* the catalogue does not need it */

    SAME("own", capacity_catalog_name(catalog));
    SAME("berlin", capacity_catalog_region(catalog));
    SAME("2026-11-01", capacity_catalog_as_of(catalog));
    capacity_machine machine_back = CAPACITY_INIT(capacity_machine);
    capacity_meter meter_back = CAPACITY_INIT(capacity_meter);
    capacity_option option_back = CAPACITY_INIT(capacity_option);
    size_t n = 0;
    OK(capacity_catalog_find_machine(catalog, "box.large", &machine_back, NULL));
    OK(capacity_catalog_find_meter(catalog, "own.traffic", &meter_back, NULL));
    OK(capacity_catalog_get_options(catalog, &option_back, sizeof option_back, 1, &n, NULL));
    TRUE(memcmp(&machine, &machine_back, sizeof machine) == 0);
    TRUE(memcmp(&meter, &meter_back, sizeof meter) == 0);
    TRUE(memcmp(&option, &option_back, sizeof option) == 0);

    capacity_band bands[2];
    int64_t uusd = 0;
    OK(capacity_catalog_get_bands(catalog, "own.traffic", bands, sizeof *bands, 2, &n, NULL));
    EQ(2, n);
    EQ(10, bands[0].end);
    EQ(1000000, bands[1].price_nusd);
    OK(capacity_catalog_cost(catalog, "own.traffic", 2 + 15, 1, &uusd, NULL));
    EQ(10 * 3000 + 5 * 1000, uusd);
}

static void an_empty_catalogue_is_one_too(void)
{
    capacity_catalog *catalog = finish(builder_new());
    capacity_machine row = CAPACITY_INIT(capacity_machine);
    size_t count = 77;
    OK(capacity_catalog_get_machines(catalog, NULL, 0, 0, &count, NULL));
    EQ(0, count);
    FAILS(CAPACITY_E_NOT_FOUND, "no machine 't3.large' in the catalogue own berlin 2026-11-01",
          capacity_catalog_find_machine(catalog, "t3.large", &row, &test_err));

    capacity_catalog_builder *builder; /* and one can start from it */
    NEW(builder, capacity_catalog_builder_new(catalog, test_allocator(), &builder, NULL));
    capacity_machine machine = machine_row("box.large");
    put_machine(builder, &machine);
    EQ(1, finish(builder)->machine_count);
}

static void rows_end_up_ordered_whatever_their_arrival(void)
{
    enum { ROWS = 101 }; /* prime, so that any step visits all */
    capacity_catalog_builder *builder = builder_new();
    for (int i = 0; i < ROWS; i++) {
        char name[16];
        snprintf(name, sizeof name, "box.%03d", i * 37 % ROWS);
        capacity_machine machine = machine_row(name);
        put_machine(builder, &machine);
        put_meter(builder, name);
        put_option(builder, (uint32_t)(1 + i % 2), name, 1 + i, 0);
    }
    const capacity_catalog *catalog = finish(builder);
    EQ(ROWS, catalog->machine_count);
    EQ(ROWS, catalog->meter_count);
    EQ(ROWS, catalog->option_count);
    for (size_t i = 1; i < ROWS; i++) {
        const capacity__option *option = &catalog->options[i];
        TRUE(strcmp(catalog->machines[i - 1].name, catalog->machines[i].name) < 0);
        TRUE(strcmp(catalog->meters[i - 1].name, catalog->meters[i].name) < 0);
        TRUE(option[-1].kind < option->kind ||
             (option[-1].kind == option->kind && strcmp(option[-1].scope, option->scope) < 0));
    }
}

static void a_second_put_replaces(void)
{
    capacity_catalog_builder *builder = builder_new();
    capacity_machine machine = machine_row("box.large");
    put_machine(builder, &machine);
    put_meter(builder, "own.hour");
    put_option(builder, CAPACITY_OPTION_SPOT_MEASURED, "box.large", 5, 0);
    machine.cpu_mcpu = 8000;
    put_machine(builder, &machine);
    capacity_meter meter = meter_row("own.hour");
    const int64_t price[] = {7000};
    OK(capacity_catalog_builder_put_meter(builder, &meter, open_end, price, 1, NULL));
    put_option(builder, CAPACITY_OPTION_SPOT_MEASURED, "box.large", 6, 0);

    const capacity_catalog *catalog = finish(builder);
    EQ(1, catalog->machine_count);
    EQ(1, catalog->meter_count);
    EQ(1, catalog->option_count);
    EQ(8000, catalog->machines[0].cpu_mcpu);
    EQ(7000, catalog->meters[0].bands[0].price_nusd);
    EQ(6, catalog->options[0].price_nusd);
}

static void dropped_rows_are_gone_and_the_others_stay(void)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    for (size_t gone = 0; gone < COUNT(names); gone++) {
        capacity_catalog_builder *builder = builder_new();
        for (size_t i = 0; i < COUNT(names); i++) {
            capacity_machine machine = machine_row(names[i]);
            machine.cpu_mcpu = 1000 + (int64_t)i;
            put_machine(builder, &machine);
            put_meter(builder, names[i]);
            put_option(builder, CAPACITY_OPTION_SPOT_ADVISOR, names[i], 0, 1 + (int64_t)i);
        }
        OK(capacity_catalog_builder_drop_machine(builder, names[gone], NULL));
        OK(capacity_catalog_builder_drop_meter(builder, names[gone], NULL));
        OK(capacity_catalog_builder_drop_option(builder, CAPACITY_OPTION_SPOT_ADVISOR, names[gone],
                                                NULL));
        FAILS(CAPACITY_E_NOT_FOUND, "no machine",
              capacity_catalog_builder_drop_machine(builder, names[gone], &test_err));
        capacity_machine late = machine_row("zz");
        put_machine(builder, &late);
        const capacity_catalog *catalog = finish(builder);
        EQ(COUNT(names), catalog->machine_count);
        EQ(COUNT(names) - 1, catalog->meter_count);
        for (size_t i = 0, at = 0; i < COUNT(names); i++) {
            if (i == gone)
                continue;
            SAME(names[i], catalog->machines[at].name);
            EQ(1000 + i, catalog->machines[at].cpu_mcpu);
            SAME(names[i], catalog->meters[at].name);
            EQ(1 + i, catalog->options[at].off_ppm);
            at++;
        }
    }
}

static void dropping_what_is_not_there_is_an_error(void)
{
    capacity_catalog_builder *builder = builder_new();
    put_option(builder, CAPACITY_OPTION_SPOT_ADVISOR, "box", 0, 1);
    FAILS(CAPACITY_E_NOT_FOUND, "no machine 'box' in the builder",
          capacity_catalog_builder_drop_machine(builder, "box", &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "no meter 'box'",
          capacity_catalog_builder_drop_meter(builder, "box", &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "no option for 'box'",
          capacity_catalog_builder_drop_option(builder, CAPACITY_OPTION_SPOT_MEASURED, "box",
                                               &test_err));
    OK(capacity_catalog_builder_drop_option(builder, CAPACITY_OPTION_SPOT_ADVISOR, "box", NULL));
}

/* --- copying ---------------------------------------------------------------------------------- */

static void same_machine(const capacity__machine *a, const capacity__machine *b)
{
    SAME(a->name, b->name);
    SAME(a->family, b->family);
    SAME(a->as_of, b->as_of);
    SAME(a->source, b->source);
    EQ(a->cpu_mcpu, b->cpu_mcpu);
    EQ(a->memory_bytes, b->memory_bytes);
    EQ(a->interfaces, b->interfaces);
    EQ(a->addresses_per_interface, b->addresses_per_interface);
    EQ(a->max_pods, b->max_pods);
    EQ(a->network_kbps, b->network_kbps);
    EQ(a->hour_nusd, b->hour_nusd);
    EQ(a->baseline_ppm, b->baseline_ppm);
    EQ(a->spot_nusd, b->spot_nusd);
    for (size_t i = 0; i < COUNT(a->committed_nusd); i++)
        EQ(a->committed_nusd[i], b->committed_nusd[i]);
    EQ(a->flags, b->flags);
}

static void same_meter(const capacity__meter *a, const capacity__meter *b)
{
    SAME(a->name, b->name);
    SAME(a->service, b->service);
    SAME(a->item, b->item);
    SAME(a->unit, b->unit);
    SAME(a->region, b->region);
    SAME(a->as_of, b->as_of);
    SAME(a->source, b->source);
    EQ(a->unit_quantity, b->unit_quantity);
    EQ(a->free_quantity, b->free_quantity);
    EQ(a->flags, b->flags);
    EQ(a->band_count, b->band_count);
    for (size_t i = 0; i < a->band_count; i++) {
        EQ(a->bands[i].end, b->bands[i].end);
        EQ(a->bands[i].price_nusd, b->bands[i].price_nusd);
    }
}

static void same_option(const capacity__option *a, const capacity__option *b)
{
    SAME(a->scope, b->scope);
    SAME(a->as_of, b->as_of);
    SAME(a->source, b->source);
    EQ(a->kind, b->kind);
    EQ(a->price_nusd, b->price_nusd);
    EQ(a->off_ppm, b->off_ppm);
    EQ(a->low_ppm, b->low_ppm);
    EQ(a->high_ppm, b->high_ppm);
}

static void same_catalog(const capacity_catalog *a, const capacity_catalog *b)
{
    SAME(a->name, b->name);
    SAME(a->region, b->region);
    SAME(a->as_of, b->as_of);
    SAME(a->label, b->label);
    EQ(a->machine_count, b->machine_count);
    EQ(a->meter_count, b->meter_count);
    EQ(a->option_count, b->option_count);
    for (size_t i = 0; i < a->machine_count; i++)
        same_machine(&a->machines[i], &b->machines[i]);
    for (size_t i = 0; i < a->meter_count; i++)
        same_meter(&a->meters[i], &b->meters[i]);
    for (size_t i = 0; i < a->option_count; i++)
        same_option(&a->options[i], &b->options[i]);
    for (int i = 0; i < CAPACITY__METERS; i++)
        EQ(a->known[i], b->known[i]);
}

static void a_copy_of_the_builtin_equals_it(void)
{
    capacity_catalog_builder *builder;
    NEW(builder,
        capacity_catalog_builder_new(capacity_catalog_builtin(), test_allocator(), &builder, NULL));
    capacity_catalog *copy = finish(builder);
    DROP(builder);
    same_catalog(capacity_catalog_builtin(), copy);

    NEW(builder, capacity_catalog_builder_new(copy, test_allocator(), &builder, NULL));
    DROP(copy); /* the builder has copied it */
    same_catalog(capacity_catalog_builtin(), finish(builder));
}

static void a_copy_can_be_changed(void)
{
    capacity_catalog_builder *builder;
    NEW(builder,
        capacity_catalog_builder_new(capacity_catalog_builtin(), test_allocator(), &builder, NULL));
    capacity_machine machine = CAPACITY_INIT(capacity_machine);
    OK(capacity_catalog_find_machine(NULL, "m5.large", &machine, NULL));
    machine.hour_nusd = 200000000;
    put_machine(builder, &machine);
    OK(capacity_catalog_builder_drop_meter(builder, "nat.hour", NULL));
    const capacity_catalog *catalog = finish(builder);

    int64_t nusd = 0;
    OK(capacity_catalog_machine_price(catalog, "m5.large", CAPACITY_PURCHASE_SPOT, 0, &nusd, NULL));
    EQ(65000000, nusd); /* the family's 67.5 % off the new price */
    TRUE(capacity__known_meter(catalog, CAPACITY__METER_NAT_HOUR) == NULL);
    TRUE(capacity__known_meter(catalog, CAPACITY__METER_NAT_DATA) != NULL);
    OK(capacity_catalog_machine_price(NULL, "m5.large", CAPACITY_PURCHASE_SPOT, 0, &nusd, NULL));
    EQ(31200000, nusd); /* and the built-in one is as it was */
}

static void a_meter_without_region_takes_the_catalogues(void)
{
    capacity_catalog_builder *builder = builder_new();
    put_meter(builder, "own.hour");
    SAME("berlin", finish(builder)->meters[0].region);
}

/* --- purchase options ------------------------------------------------------------------------- */

static int64_t price_of(const capacity_catalog *catalog, uint32_t purchase, uint32_t commitment)
{
    int64_t nusd = 0;
    capacity_status status =
        capacity_catalog_machine_price(catalog, "box.large", purchase, commitment, &nusd, NULL);
    return status == CAPACITY_OK ? nusd : (int64_t)status;
}

/* box.large of the family box at 101 nano-USD, so that half of it needs rounding. */
static capacity_catalog_builder *box_builder(void)
{
    capacity_catalog_builder *builder = builder_new();
    capacity_machine machine = machine_row("box.large");
    machine.hour_nusd = 101;
    put_machine(builder, &machine);
    return builder;
}

static void without_options_there_is_no_other_price(void)
{
    const capacity_catalog *catalog = finish(box_builder());
    EQ(101, price_of(catalog, CAPACITY_PURCHASE_ON_DEMAND, 0));
    EQ(CAPACITY_E_NOT_FOUND, price_of(catalog, CAPACITY_PURCHASE_SPOT, 0));
    for (uint32_t i = 1; i <= 3; i++)
        EQ(CAPACITY_E_NOT_FOUND, price_of(catalog, CAPACITY_PURCHASE_COMMITTED, i));
}

static void options_are_taken_in_their_order(void)
{
    /* each row outdoes those above it */
    static const struct {
        uint32_t kind;
        const char *scope;
        int64_t price, off, want;
    } steps[] = {
        {CAPACITY_OPTION_SPOT_ADVISOR, "box", 0, 500000, 51}, /* 50.5, half up */
        {CAPACITY_OPTION_SPOT_ADVISOR, "box.large", 0, 600000, 40},
        {CAPACITY_OPTION_SPOT_ADVISOR, "box.large", 39, 600000, 39},
        {CAPACITY_OPTION_SPOT_MEASURED, "box", 0, 700000, 30},
        {CAPACITY_OPTION_SPOT_MEASURED, "box.large", 0, 800000, 20},
        {CAPACITY_OPTION_SPOT_MEASURED, "box.large", 17, 800000, 17},
    };
    for (size_t n = 1; n <= COUNT(steps); n++) {
        capacity_catalog_builder *builder = box_builder();
        for (size_t i = 0; i < n; i++)
            put_option(builder, steps[i].kind, steps[i].scope, steps[i].price, steps[i].off);
        EQ(steps[n - 1].want, price_of(finish(builder), CAPACITY_PURCHASE_SPOT, 0));
    }
}

static void commitments_do_not_mix(void)
{
    capacity_catalog_builder *builder = box_builder();
    put_option(builder, CAPACITY_OPTION_COMMITTED_1Y_NO_UPFRONT, "box.large", 70, 0);
    put_option(builder, CAPACITY_OPTION_COMMITTED_3Y_ALL_UPFRONT, "box", 0, 600000);
    put_option(builder, CAPACITY_OPTION_CONVERTIBLE_3Y_NO_UPFRONT, "box.large", 1, 0);
    put_option(builder, CAPACITY_OPTION_SPOT_ADVISOR, "other", 0, 900000);
    const capacity_catalog *catalog = finish(builder);
    EQ(70, price_of(catalog, CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_1Y_NO_UPFRONT));
    EQ(CAPACITY_E_NOT_FOUND,
       price_of(catalog, CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_3Y_NO_UPFRONT));
    EQ(40, price_of(catalog, CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_3Y_ALL_UPFRONT));
    EQ(CAPACITY_E_NOT_FOUND, price_of(catalog, CAPACITY_PURCHASE_SPOT, 0));
}

static void a_familys_price_holds_for_none_of_its_machines(void)
{
    capacity_catalog_builder *builder = box_builder();
    put_option(builder, CAPACITY_OPTION_SPOT_MEASURED, "box", 5, 0);
    put_option(builder, CAPACITY_OPTION_COMMITTED_1Y_NO_UPFRONT, "box", 5, 250000);
    const capacity_catalog *catalog = finish(builder);
    EQ(CAPACITY_E_NOT_FOUND, price_of(catalog, CAPACITY_PURCHASE_SPOT, 0));
    EQ(76, price_of(catalog, CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_1Y_NO_UPFRONT));
}

static const scenario scenarios[] = {
    SCENARIO(a_catalogue_holds_what_was_put),
    SCENARIO(an_empty_catalogue_is_one_too),
    SCENARIO(rows_end_up_ordered_whatever_their_arrival),
    SCENARIO(a_second_put_replaces),
    SCENARIO(dropped_rows_are_gone_and_the_others_stay),
    SCENARIO(dropping_what_is_not_there_is_an_error),
    SCENARIO(a_copy_of_the_builtin_equals_it),
    SCENARIO(a_copy_can_be_changed),
    SCENARIO(a_meter_without_region_takes_the_catalogues),
    SCENARIO(without_options_there_is_no_other_price),
    SCENARIO(options_are_taken_in_their_order),
    SCENARIO(commitments_do_not_mix),
    SCENARIO(a_familys_price_holds_for_none_of_its_machines),
};

TEST_MAIN(catalog_builder, NULL)
