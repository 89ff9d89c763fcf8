/*
 * Rows of catalogues of one's own, and builders, for the tests of the builder.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_CATALOG_MAKER_H
#define TESTS_CATALOG_MAKER_H

#include "harness.h"

static inline capacity_machine machine_row(const char *name)
{
    capacity_machine row = CAPACITY_INIT(capacity_machine);
    snprintf(row.name, sizeof row.name, "%s", name);
    snprintf(row.family, sizeof row.family, "box");
    snprintf(row.as_of, sizeof row.as_of, "2026-11-01");
    snprintf(row.source, sizeof row.source, "a price list");
    row.cpu_mcpu = 4000;
    row.memory_bytes = 16 * CAPACITY_GIB;
    row.interfaces = 4;
    row.addresses_per_interface = 15;
    row.hour_nusd = 100000000;
    return row;
}

static inline capacity_meter meter_row(const char *name)
{
    capacity_meter row = CAPACITY_INIT(capacity_meter);
    snprintf(row.name, sizeof row.name, "%s", name);
    snprintf(row.service, sizeof row.service, "own");
    snprintf(row.item, sizeof row.item, "something");
    snprintf(row.unit, sizeof row.unit, "hour");
    row.unit_quantity = 1;
    return row;
}

static inline capacity_option option_row(uint32_t kind, const char *scope, int64_t price,
                                         int64_t off)
{
    capacity_option row = CAPACITY_INIT(capacity_option);
    row.kind = kind;
    snprintf(row.scope, sizeof row.scope, "%s", scope);
    row.price_nusd = price;
    row.off_ppm = off;
    return row;
}

static const int64_t open_end[] = {INT64_MAX}, one_price[] = {1000000};

/* An empty builder, its source set. */
static inline capacity_catalog_builder *builder_new(void)
{
    capacity_catalog_builder *builder;
    NEW(builder, capacity_catalog_builder_new(NULL, test_allocator(), &builder, NULL));
    OK(capacity_catalog_builder_set_source(builder, "own", "berlin", "2026-11-01", NULL));
    return builder;
}

static inline capacity_catalog *finish(capacity_catalog_builder *builder)
{
    capacity_catalog *catalog;
    NEW(catalog, capacity_catalog_builder_finish(builder, &catalog, NULL));
    return catalog;
}

/* A builder with all that the built-in catalogue has, to be changed. */
static inline capacity_catalog_builder *builder_of_builtin(void)
{
    capacity_catalog_builder *builder;
    NEW(builder,
        capacity_catalog_builder_new(capacity_catalog_builtin(), test_allocator(), &builder, NULL));
    return builder;
}

/* A built-in meter with one band at another price, for another quantity. */
static inline void reprice(capacity_catalog_builder *builder, const char *meter,
                           int64_t unit_quantity, int64_t price_nusd)
{
    capacity_meter row = CAPACITY_INIT(capacity_meter);
    OK(capacity_catalog_find_meter(NULL, meter, &row, NULL));
    row.unit_quantity = unit_quantity;
    row.free_quantity = 0;
    OK(capacity_catalog_builder_put_meter(builder, &row, open_end, &price_nusd, 1, NULL));
}

static inline void drop_meter(capacity_catalog_builder *builder, const char *meter)
{
    OK(capacity_catalog_builder_drop_meter(builder, meter, NULL));
}

static inline void put_machine(capacity_catalog_builder *builder, const capacity_machine *row)
{
    OK(capacity_catalog_builder_put_machine(builder, row, NULL));
}

static inline void put_meter(capacity_catalog_builder *builder, const char *name)
{
    capacity_meter row = meter_row(name);
    OK(capacity_catalog_builder_put_meter(builder, &row, open_end, one_price, 1, NULL));
}

static inline void put_option(capacity_catalog_builder *builder, uint32_t kind, const char *scope,
                              int64_t price, int64_t off)
{
    capacity_option row = option_row(kind, scope, price, off);
    OK(capacity_catalog_builder_put_option(builder, &row, NULL));
}

#endif
