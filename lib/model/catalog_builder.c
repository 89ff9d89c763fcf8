/*
 * Collecting a catalogue of one's own.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/catalog_builder.h"

#include "base/never.h"
#include "base/structs.h"
#include "model/catalog_rows.h"
#include "model/check.h"

#include <string.h>

/* Sizes first published, for the struct_size protocol. */
enum {
    MACHINE_FIRST = sizeof(capacity_machine),
    METER_FIRST = sizeof(capacity_meter),
    OPTION_FIRST = sizeof(capacity_option)
};

static int compare_machine(const void *row, const capacity__row_key *key)
{
    return strcmp(((const capacity_machine *)row)->name, key->text);
}

static int compare_meter(const void *row, const capacity__row_key *key)
{
    return strcmp(((const capacity__meter_entry *)row)->meter.name, key->text);
}

static int compare_option(const void *row, const capacity__row_key *key)
{
    const capacity_option *option = row;
    if (option->kind != key->kind)
        return option->kind < key->kind ? -1 : 1;
    return strcmp(option->scope, key->text);
}

/* A live builder that is not finished. */
static capacity_status check_builder(const capacity_catalog_builder *builder, capacity_error *err)
{
    if (builder == NULL || builder->kind != CAPACITY__KIND_BUILDER)
        return capacity__null(err, "builder");
    if (builder->finished)
        return capacity__fail(err, CAPACITY_E_STATE, CAPACITY_FIELD_NONE, -1,
                              "the builder is finished, it can only be freed");
    return CAPACITY_OK;
}

static capacity_status put_machine(capacity_catalog_builder *builder, const capacity_machine *row,
                                   capacity_error *err)
{
    const capacity__row_key key = {row->name, 0};
    return capacity__row_set_put(&builder->machines, &key, row, "machines", &builder->allocator,
                                 err);
}

static capacity_status put_meter(capacity_catalog_builder *builder,
                                 const capacity__meter_entry *entry, capacity_error *err)
{
    const capacity__row_key key = {entry->meter.name, 0};
    return capacity__row_set_put(&builder->meters, &key, entry, "meters", &builder->allocator, err);
}

static capacity_status put_option(capacity_catalog_builder *builder, const capacity_option *row,
                                  capacity_error *err)
{
    const capacity__row_key key = {row->scope, row->kind};
    return capacity__row_set_put(&builder->options, &key, row, "options", &builder->allocator, err);
}

static capacity_status copy_rows(capacity_catalog_builder *builder, const capacity_catalog *base,
                                 capacity_error *err)
{
    for (size_t i = 0; i < base->machine_count; i++) {
        capacity_machine row;
        capacity__machine_row(&base->machines[i], &row);
        CAPACITY__SURELY(put_machine(builder, &row, err)); /* there is room for all */
    }
    for (size_t i = 0; i < base->meter_count; i++) {
        const capacity__meter *meter = &base->meters[i];
        capacity__meter_entry entry = {.band_count = meter->band_count};
        capacity__meter_row(meter, &entry.meter);
        memcpy(entry.bands, meter->bands, meter->band_count * sizeof *meter->bands);
        CAPACITY__SURELY(put_meter(builder, &entry, err));
    }
    for (size_t i = 0; i < base->option_count; i++) {
        capacity_option row;
        capacity__option_row(&base->options[i], &row);
        CAPACITY__SURELY(put_option(builder, &row, err));
    }
    return CAPACITY_OK;
}

static void keep_source(capacity_catalog_builder *builder, const char *name, const char *region,
                        const char *as_of)
{
    capacity__name_copy(builder->name, sizeof builder->name, name);
    capacity__name_copy(builder->region, sizeof builder->region, region);
    capacity__name_copy(builder->as_of, sizeof builder->as_of, as_of);
    capacity__out out = capacity__out_new(builder->label, sizeof builder->label);
    capacity__put_format(&out, "%s %s %s", name, region, as_of);
    (void)capacity__out_end(&out, NULL, NULL);
}

/* Room for all of it at once: three allocations instead of a growing set's many. */
static capacity_status copy_base(capacity_catalog_builder *builder, const capacity_catalog *base,
                                 capacity_error *err)
{
    const capacity_allocator *allocator = &builder->allocator;
    if (!capacity__row_set_reserve(&builder->machines, base->machine_count, allocator) ||
        !capacity__row_set_reserve(&builder->meters, base->meter_count, allocator) ||
        !capacity__row_set_reserve(&builder->options, base->option_count, allocator))
        return capacity__no_memory(err);
    keep_source(builder, base->name, base->region, base->as_of);
    return copy_rows(builder, base, err);
}

capacity_status capacity_catalog_builder_new(const capacity_catalog *base,
                                             const capacity_allocator *allocator,
                                             capacity_catalog_builder **out, capacity_error *err)
{
    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    if (base != NULL && base->head.kind != CAPACITY__KIND_CATALOG)
        return capacity__null(err, "base");

    capacity_allocator own = capacity__allocator(allocator);
    capacity_catalog_builder *builder = capacity__new(&own, sizeof *builder);
    if (builder == NULL)
        return capacity__no_memory(err);
    builder->kind = CAPACITY__KIND_BUILDER;
    builder->allocator = own;
    builder->machines.row_size = sizeof(capacity_machine);
    builder->machines.compare = compare_machine;
    builder->meters.row_size = sizeof(capacity__meter_entry);
    builder->meters.compare = compare_meter;
    builder->options.row_size = sizeof(capacity_option);
    builder->options.compare = compare_option;

    capacity_status status = base == NULL ? CAPACITY_OK : copy_base(builder, base, err);
    if (status != CAPACITY_OK) {
        capacity_catalog_builder_free(builder);
        return status;
    }
    *out = builder;
    return CAPACITY_OK;
}

static void drop_sets(capacity_catalog_builder *builder)
{
    capacity__row_set *sets[] = {&builder->machines, &builder->meters, &builder->options};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        capacity__delete(&builder->allocator, sets[i]->rows);
        sets[i]->rows = NULL;
        sets[i]->places = NULL;
        sets[i]->count = sets[i]->room = 0;
    }
}

void capacity_catalog_builder_free(capacity_catalog_builder *builder)
{
    if (builder == NULL || builder->kind != CAPACITY__KIND_BUILDER)
        return;
    capacity_allocator allocator = builder->allocator;
    drop_sets(builder);
    builder->kind = CAPACITY__KIND_DEAD;
    capacity__delete(&allocator, builder);
}

/* A label of 1 to 63 bytes. */
static capacity_status check_label(const char *what, const char *text, capacity_error *err)
{
    const capacity__text whole = {what, 0, CAPACITY_NAME_SIZE, CAPACITY__TEXT_LABEL};
    char row[CAPACITY_NAME_SIZE];
    if (strlen(text) >= sizeof row)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "catalogue: %s of %zu bytes exceeds %zu", what, strlen(text),
                              sizeof row - 1);
    capacity__name_copy(row, sizeof row, text);
    return capacity__check_texts(err, "catalogue", row, &whole, 1);
}

static capacity_status check_date(const char *as_of, capacity_error *err)
{
    if (capacity__is_date(as_of))
        return CAPACITY_OK;
    char quoted[CAPACITY_NAME_SIZE * 3];
    capacity__out out = capacity__out_new(quoted, sizeof quoted);
    capacity__put_quoted(&out, as_of, strlen(as_of));
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                          "catalogue: as_of %s is not a date like 2026-11-24", quoted);
}

capacity_status capacity_catalog_builder_set_source(capacity_catalog_builder *builder,
                                                    const char *name, const char *region,
                                                    const char *as_of, capacity_error *err)
{
    CAPACITY__TRY(check_builder(builder, err));
    if (name == NULL || region == NULL || as_of == NULL)
        return capacity__null(err, name == NULL ? "name" : region == NULL ? "region" : "as_of");
    CAPACITY__TRY(check_label("name", name, err));
    CAPACITY__TRY(check_label("region", region, err));
    CAPACITY__TRY(check_date(as_of, err));
    keep_source(builder, name, region, as_of);
    return CAPACITY_OK;
}

capacity_status capacity_catalog_builder_put_machine(capacity_catalog_builder *builder,
                                                     const capacity_machine *machine,
                                                     capacity_error *err)
{
    capacity_machine row;
    CAPACITY__TRY(check_builder(builder, err));
    if (machine == NULL)
        return capacity__null(err, "machine");
    CAPACITY__TRY(capacity__row_in(&row, sizeof row, MACHINE_FIRST, machine, err));
    CAPACITY__TRY(capacity__check_machine(&row, err));
    return put_machine(builder, &row, err);
}

capacity_status capacity_catalog_builder_put_meter(capacity_catalog_builder *builder,
                                                   const capacity_meter *meter,
                                                   const int64_t *band_ends,
                                                   const int64_t *band_prices_nusd, size_t n,
                                                   capacity_error *err)
{
    capacity__meter_entry entry = {.band_count = n};
    CAPACITY__TRY(check_builder(builder, err));
    if (meter == NULL || band_ends == NULL || band_prices_nusd == NULL)
        return capacity__null(err, meter == NULL       ? "meter"
                                   : band_ends == NULL ? "band_ends"
                                                       : "band_prices_nusd");
    CAPACITY__TRY(capacity__row_in(&entry.meter, sizeof entry.meter, METER_FIRST, meter, err));
    CAPACITY__TRY(capacity__check_meter(&entry.meter, err));
    CAPACITY__TRY(capacity__check_bands(&entry.meter, band_ends, band_prices_nusd, n, err));
    for (size_t i = 0; i < n; i++) {
        entry.bands[i].end = band_ends[i];
        entry.bands[i].price_nusd = band_prices_nusd[i];
    }
    return put_meter(builder, &entry, err);
}

capacity_status capacity_catalog_builder_put_option(capacity_catalog_builder *builder,
                                                    const capacity_option *option,
                                                    capacity_error *err)
{
    capacity_option row;
    CAPACITY__TRY(check_builder(builder, err));
    if (option == NULL)
        return capacity__null(err, "option");
    CAPACITY__TRY(capacity__row_in(&row, sizeof row, OPTION_FIRST, option, err));
    CAPACITY__TRY(capacity__check_option(&row, err));
    return put_option(builder, &row, err);
}

static capacity_status drop(capacity__row_set *set, const capacity__row_key *key, const char *what,
                            capacity_error *err)
{
    if (capacity__row_set_drop(set, key))
        return CAPACITY_OK;
    char quoted[CAPACITY_NAME_SIZE * 3];
    capacity__out out = capacity__out_new(quoted, sizeof quoted);
    capacity__put_quoted(&out, key->text, strlen(key->text));
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_FIELD_NONE, -1,
                          "no %s %s in the builder", what, quoted);
}

capacity_status capacity_catalog_builder_drop_machine(capacity_catalog_builder *builder,
                                                      const char *name, capacity_error *err)
{
    const capacity__row_key key = {name, 0};
    CAPACITY__TRY(check_builder(builder, err));
    return name == NULL ? capacity__null(err, "name")
                        : drop(&builder->machines, &key, "machine", err);
}

capacity_status capacity_catalog_builder_drop_meter(capacity_catalog_builder *builder,
                                                    const char *name, capacity_error *err)
{
    const capacity__row_key key = {name, 0};
    CAPACITY__TRY(check_builder(builder, err));
    return name == NULL ? capacity__null(err, "name") : drop(&builder->meters, &key, "meter", err);
}

capacity_status capacity_catalog_builder_drop_option(capacity_catalog_builder *builder,
                                                     uint32_t kind, const char *scope,
                                                     capacity_error *err)
{
    const capacity__row_key key = {scope, kind};
    CAPACITY__TRY(check_builder(builder, err));
    return scope == NULL ? capacity__null(err, "scope")
                         : drop(&builder->options, &key, "option for", err);
}

capacity_status capacity_catalog_builder_finish(capacity_catalog_builder *builder,
                                                capacity_catalog **out, capacity_error *err)
{
    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    CAPACITY__TRY(check_builder(builder, err));
    if (builder->as_of[0] == '\0')
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "name, region and date of the catalogue are not set");
    CAPACITY__TRY(capacity__catalog_new(builder, out, err));
    builder->finished = 1;
    drop_sets(builder);
    return CAPACITY_OK;
}
