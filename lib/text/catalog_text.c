/*
 * Catalogues as text: machines, meters and purchase options, or additions to the built-in catalogue
 * (docs/formats.md). Everything goes through the public builder and its checks.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/catalog.h"
#include "model/catalog_rows.h"
#include "text/seen.h"
#include "text/shape.h"

#include <string.h>

enum { VALUES = 1000000 };

static const capacity__limits limits = {"catalogue", CAPACITY_CATALOG_TEXT_BYTES, VALUES};

static const char *const arch_names[] = {"amd64", "arm64"};
static const capacity__choices arches = {0, 2, arch_names};
static const char *const kind_names[] = {
    "spot_measured",
    "spot_advisor",
    "committed_1y_no_upfront",
    "committed_3y_no_upfront",
    "committed_3y_all_upfront",
    "convertible_1y_no_upfront",
    "convertible_3y_no_upfront",
};
static const capacity__choices kinds = {CAPACITY_OPTION_SPOT_MEASURED,
                                        sizeof kind_names / sizeof *kind_names, kind_names};
static const char *const base_names[] = {"builtin"};
static const capacity__choices bases = {0, 1, base_names};

/* A meter with its bands, as its map has both. */
typedef struct meter_entry {
    capacity_meter meter;
    size_t band_count;
    capacity_band bands[CAPACITY_MAX_ROWS];
} meter_entry;

static capacity_status read_bands(capacity__reader *reader, void *target, capacity_error *err);
static void write_bands(capacity__emitter *emitter, const char *key, const void *target);

#define MACHINE(name, word, of) CAPACITY__QUANTITY_KEY(capacity_machine, name, word, of)
#define MACHINE_TEXT(name, word) CAPACITY__TEXT_KEY(capacity_machine, name, word)
#define METER(name, word, of) CAPACITY__QUANTITY_KEY(meter_entry, meter.name, word, of)
#define METER_TEXT(name, word) CAPACITY__TEXT_KEY(meter_entry, meter.name, word)
#define OPTION(name, word, of) CAPACITY__QUANTITY_KEY(capacity_option, name, word, of)
#define OPTION_TEXT(name, word) CAPACITY__TEXT_KEY(capacity_option, name, word)

static const capacity__member machine_members[] = {
    {MACHINE_TEXT(name, "name"), .required = 1},
    {MACHINE_TEXT(family, "family")},
    {CAPACITY__FLAG_KEY(capacity_machine, flags, "arch", CAPACITY_CATALOG_ARM64),
     .choices = &arches},
    {MACHINE(cpu_mcpu, "cpu", MCPU), .required = 1},
    {MACHINE(memory_bytes, "memory", BYTES), .required = 1},
    {MACHINE(interfaces, "interfaces", COUNT)},
    {MACHINE(addresses_per_interface, "addresses_per_interface", COUNT)},
    {MACHINE(max_pods, "max_pods", COUNT)},
    {MACHINE(network_kbps, "network_kbps", COUNT)},
    {MACHINE(hour_nusd, "price", NUSD), .required = 1},
    {MACHINE(baseline_ppm, "burst_baseline", PPM)},
    {MACHINE_TEXT(as_of, "as_of")},
    {MACHINE_TEXT(source, "source")},
};
static const capacity__shape machine_shape = CAPACITY__SHAPE(machine_members);

static const capacity__member band_members[] = {
    {CAPACITY__QUANTITY_KEY(capacity_band, end, "to", COUNT), .preset = INT64_MAX},
    {CAPACITY__QUANTITY_KEY(capacity_band, price_nusd, "price", NUSD), .required = 1},
};
static const capacity__shape band_shape = CAPACITY__SHAPE(band_members);

static const capacity__member meter_members[] = {
    {METER_TEXT(name, "name"), .required = 1},
    {METER_TEXT(service, "service"), .required = 1},
    {METER_TEXT(item, "item")},
    {METER_TEXT(unit, "unit"), .required = 1},
    {METER(unit_quantity, "unit_quantity", COUNT), .preset = 1},
    {METER(free_quantity, "free", COUNT)},
    {METER_TEXT(region, "region")},
    {CAPACITY__FLAG_KEY(meter_entry, meter.flags, "inferred", CAPACITY_CATALOG_INFERRED)},
    {CAPACITY__OTHER_KEY(0, "bands", read_bands, write_bands), .required = 1},
    {METER_TEXT(as_of, "as_of")},
    {METER_TEXT(source, "source")},
};
static const capacity__shape meter_shape = CAPACITY__SHAPE(meter_members);

static const capacity__member option_members[] = {
    {CAPACITY__CHOICE_KEY(capacity_option, kind, "kind", &kinds), .required = 1},
    {OPTION_TEXT(scope, "scope"), .required = 1},
    {OPTION(price_nusd, "price", NUSD)},
    {OPTION(off_ppm, "off", PPM)},
    {OPTION(low_ppm, "low", PPM)},
    {OPTION(high_ppm, "high", PPM)},
    {OPTION_TEXT(as_of, "as_of")},
    {OPTION_TEXT(source, "source")},
};
static const capacity__shape option_shape = CAPACITY__SHAPE(option_members);

/* --- reading ------------------------------------------------------------------------------------ */

/* A catalogue on its way. */
typedef struct loader {
    capacity_allocator allocator;
    capacity_catalog_builder *builder; /* made by `base` or by the first list */
    capacity__seen seen;               /* rows of the list being read */
    int based;
    char name[CAPACITY_NAME_SIZE];
    char region[CAPACITY_NAME_SIZE];
    char as_of[CAPACITY_NAME_SIZE];
} loader;

static capacity_status read_band(capacity__reader *reader, size_t index, void *target,
                                 capacity_error *err)
{
    meter_entry *entry = target;
    char path[CAPACITY__PATH_SIZE];
    if (index == CAPACITY_MAX_ROWS)
        return capacity__reader_fail(
            reader->mark, CAPACITY_E_TOO_LARGE, err, "%s is more than %" PRId64 " bands",
            capacity__reader_path(reader, path), (int64_t)CAPACITY_MAX_ROWS);
    capacity_band *band = &entry->bands[index];
    capacity_band_init(band, sizeof *band);
    capacity__shape_reset(&band_shape, band);
    entry->band_count = index + 1;
    return capacity__read_map(reader, &band_shape, band, err);
}

static capacity_status read_bands(capacity__reader *reader, void *target, capacity_error *err)
{
    return capacity__read_list(reader, read_band, target, err);
}

/* What a row of a list is known by, and what the builder said of it. */
static capacity_status row_done(capacity__reader *reader, loader *load, const char *kind,
                                const char *name, capacity_status status, capacity_error *err)
{
    char key[CAPACITY__SEEN_KEY];
    if (status < 0)
        return capacity__reader_place(reader, reader->mark, status, err);
    capacity__out out = capacity__out_new(key, sizeof key);
    capacity__put_format(&out, "%s%s", kind, name);
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__seen_add(&load->seen, key, reader->mark.line, &load->allocator, err);
}

static capacity_status read_machine(capacity__reader *reader, size_t index, void *target,
                                    capacity_error *err)
{
    loader *load = target;
    capacity_machine row = CAPACITY_INIT(capacity_machine);

    (void)index;
    CAPACITY__TRY(capacity__read_map(reader, &machine_shape, &row, err));
    return row_done(reader, load, "", row.name,
                    capacity_catalog_builder_put_machine(load->builder, &row, err), err);
}

static capacity_status read_meter(capacity__reader *reader, size_t index, void *target,
                                  capacity_error *err)
{
    loader *load = target;
    meter_entry entry = {.meter = CAPACITY_INIT(capacity_meter)};
    int64_t ends[CAPACITY_MAX_ROWS], prices[CAPACITY_MAX_ROWS];

    (void)index;
    capacity__shape_reset(&meter_shape, &entry);
    CAPACITY__TRY(capacity__read_map(reader, &meter_shape, &entry, err));
    for (size_t i = 0; i < entry.band_count; i++) {
        ends[i] = entry.bands[i].end;
        prices[i] = entry.bands[i].price_nusd;
    }
    return row_done(reader, load, "", entry.meter.name,
                    capacity_catalog_builder_put_meter(load->builder, &entry.meter, ends, prices,
                                                       entry.band_count, err),
                    err);
}

static capacity_status read_option(capacity__reader *reader, size_t index, void *target,
                                   capacity_error *err)
{
    loader *load = target;
    capacity_option row = CAPACITY_INIT(capacity_option);
    char kind[CAPACITY_NAME_SIZE];

    (void)index;
    CAPACITY__TRY(capacity__read_map(reader, &option_shape, &row, err));
    capacity__out out = capacity__out_new(kind, sizeof kind);
    capacity__put_format(&out, "%s of ", capacity__choice_name(&kinds, row.kind));
    (void)capacity__out_end(&out, NULL, NULL);
    return row_done(reader, load, kind, row.scope,
                    capacity_catalog_builder_put_option(load->builder, &row, err), err);
}

/* Rows may replace those of the base, but not each other. */
static capacity_status read_rows(capacity__reader *reader, loader *load,
                                 capacity__item_reader *read, capacity_error *err)
{
    char path[CAPACITY__PATH_SIZE];
    if (load->builder == NULL)
        CAPACITY__TRY(capacity_catalog_builder_new(NULL, &load->allocator, &load->builder, err));
    CAPACITY__TRY(capacity__read_list(reader, read, load, err));
    const capacity__sighting *twice = capacity__seen_twice(&load->seen);
    if (twice != NULL)
        return capacity__fail(err, CAPACITY_E_EXISTS, CAPACITY_FIELD_NONE, twice->line,
                              "%s: %s is there already at line %" PRId64,
                              capacity__reader_path(reader, path), twice->key, twice->line);
    load->seen.count = 0;
    return CAPACITY_OK;
}

static capacity_status read_machines(capacity__reader *reader, void *target, capacity_error *err)
{
    return read_rows(reader, target, read_machine, err);
}

static capacity_status read_meters(capacity__reader *reader, void *target, capacity_error *err)
{
    return read_rows(reader, target, read_meter, err);
}

static capacity_status read_options(capacity__reader *reader, void *target, capacity_error *err)
{
    return read_rows(reader, target, read_option, err);
}

static capacity_status read_base(capacity__reader *reader, void *target, capacity_error *err)
{
    loader *load = target;
    int64_t base = 0;
    CAPACITY__TRY(capacity__want_scalar(reader, err));
    CAPACITY__TRY(capacity__read_choice(reader, &bases, &base, err));
    if (load->builder != NULL)
        return capacity__reader_fail(reader->mark, CAPACITY_E_SYNTAX, err,
                                     "base at line %" PRId64
                                     " must come before machines, meters and options",
                                     reader->mark.line);
    load->based = 1;
    return capacity_catalog_builder_new(capacity_catalog_builtin(), &load->allocator,
                                        &load->builder, err);
}

static const capacity__member root_members[] = {
    {CAPACITY__TEXT_KEY(loader, name, "catalog")},
    {CAPACITY__TEXT_KEY(loader, region, "region")},
    {CAPACITY__TEXT_KEY(loader, as_of, "as_of")},
    {CAPACITY__OTHER_KEY(0, "base", read_base, NULL)},
    {CAPACITY__OTHER_KEY(0, "machines", read_machines, NULL)},
    {CAPACITY__OTHER_KEY(0, "meters", read_meters, NULL)},
    {CAPACITY__OTHER_KEY(0, "options", read_options, NULL)},
};
static const capacity__shape root_shape = CAPACITY__SHAPE(root_members);

static const char *given_or(const char *given, const char *base)
{
    return given[0] != '\0' ? given : base;
}

/* Name, region and date; what is not given comes from the base. */
static capacity_status set_source(capacity__reader *reader, loader *load, capacity_error *err)
{
    const capacity_catalog *base = load->based ? capacity_catalog_builtin() : NULL;
    const char *name = given_or(load->name, capacity_catalog_name(base));
    const char *region = given_or(load->region, capacity_catalog_region(base));
    const char *as_of = given_or(load->as_of, capacity_catalog_as_of(base));

    if (name[0] == '\0' || region[0] == '\0' || as_of[0] == '\0')
        return capacity__reader_fail(reader->mark, CAPACITY_E_SYNTAX, err,
                                     "the document has no key '%s'",
                                     name[0] == '\0'     ? "catalog"
                                     : region[0] == '\0' ? "region"
                                                         : "as_of");
    if (load->builder == NULL)
        CAPACITY__TRY(capacity_catalog_builder_new(NULL, &load->allocator, &load->builder, err));
    capacity_status status =
        capacity_catalog_builder_set_source(load->builder, name, region, as_of, err);
    return status < 0 ? capacity__reader_place(reader, reader->mark, status, err) : status;
}

static capacity_status read_catalog(capacity__reader *reader, loader *load, capacity_catalog **out,
                                    capacity_error *err)
{
    CAPACITY__TRY(capacity__read_map(reader, &root_shape, load, err));
    CAPACITY__TRY(set_source(reader, load, err));
    CAPACITY__TRY(capacity__reader_end(reader, err));
    return capacity_catalog_builder_finish(load->builder, out, err);
}

capacity_status capacity_catalog_new_from_text(const char *text, size_t size,
                                               const capacity_allocator *allocator,
                                               capacity_catalog **out, capacity_error *err)
{
    capacity__reader reader;
    loader load = {.allocator = capacity__allocator(allocator)};

    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    capacity_status status = capacity__reader_begin(&reader, text, size, &limits, err);
    if (status == CAPACITY_OK)
        status = read_catalog(&reader, &load, out, err);
    capacity__reader_close(&reader);
    capacity__seen_clear(&load.seen, &load.allocator);
    capacity_catalog_builder_free(load.builder);
    return status;
}

/* --- writing ------------------------------------------------------------------------------------ */

static void write_bands(capacity__emitter *emitter, const char *key, const void *target)
{
    const meter_entry *entry = target;
    capacity__emit_key(emitter, key);
    capacity__emit_list(emitter);
    for (size_t i = 0; i < entry->band_count; i++)
        capacity__emit_shape(emitter, &band_shape, &entry->bands[i]);
    capacity__emit_list_end(emitter);
}

static void emit_machines(capacity__emitter *emitter, const capacity_catalog *catalog)
{
    capacity__emit_key(emitter, "machines");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < catalog->machine_count; i++) {
        capacity_machine row;
        capacity__machine_row(&catalog->machines[i], &row);
        capacity__emit_shape(emitter, &machine_shape, &row);
    }
    capacity__emit_list_end(emitter);
}

static void emit_meters(capacity__emitter *emitter, const capacity_catalog *catalog)
{
    capacity__emit_key(emitter, "meters");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < catalog->meter_count; i++) {
        const capacity__meter *meter = &catalog->meters[i];
        meter_entry entry = {.band_count = meter->band_count};
        capacity__meter_row(meter, &entry.meter);
        for (size_t k = 0; k < meter->band_count; k++)
            capacity__band_row(&meter->bands[k], &entry.bands[k]);
        capacity__emit_shape(emitter, &meter_shape, &entry);
    }
    capacity__emit_list_end(emitter);
}

static void emit_options(capacity__emitter *emitter, const capacity_catalog *catalog)
{
    capacity__emit_key(emitter, "options");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < catalog->option_count; i++) {
        capacity_option row;
        capacity__option_row(&catalog->options[i], &row);
        capacity__emit_shape(emitter, &option_shape, &row);
    }
    capacity__emit_list_end(emitter);
}

capacity_status capacity_catalog_write_text(const capacity_catalog *catalog, uint32_t format,
                                            char *buf, size_t size, size_t *needed,
                                            capacity_error *err)
{
    capacity__emitter emitter;
    const capacity_catalog *own = capacity__catalog(catalog);
    if (own == NULL)
        return capacity__null(err, "catalog");
    capacity__emitter_begin(&emitter, format, buf, size);
    capacity__emit_map(&emitter);
    capacity__emit_pair(&emitter, "catalog", own->name);
    capacity__emit_pair(&emitter, "region", own->region);
    capacity__emit_pair(&emitter, "as_of", own->as_of);
    emit_machines(&emitter, own);
    emit_meters(&emitter, own);
    emit_options(&emitter, own);
    capacity__emit_map_end(&emitter);
    return capacity__emitter_end(&emitter, needed, err);
}
