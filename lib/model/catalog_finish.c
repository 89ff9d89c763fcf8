/*
 * From a builder's rows to an immutable catalogue in one block of memory.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The same pass runs twice: first without a block, which measures the texts, then into it. A text
 * that equals the one of the row before is kept once; sources and dates mostly do. Numbers fit
 * their members by the ranges that rows were checked against when they were put.
 */
#include "base/error.h"
#include "model/catalog_builder.h"

#include <string.h>

typedef struct texts {
    char *to; /* NULL: only measure */
    size_t used;
} texts;

static const char *keep(texts *all, const char *text, const char *last)
{
    if (last != NULL && strcmp(last, text) == 0)
        return last;
    size_t size = strlen(text) + 1;
    const char *kept = text;
    if (all->to != NULL)
        kept = memcpy(all->to + all->used, text, size);
    all->used += size;
    return kept;
}

static capacity__machine make_machine(texts *all, const capacity_machine *row,
                                      const capacity__machine *last)
{
    return (capacity__machine){
        .name = keep(all, row->name, NULL),
        .family = keep(all, row->family, last->family),
        .as_of = keep(all, row->as_of, last->as_of),
        .source = keep(all, row->source, last->source),
        .cpu_mcpu = row->cpu_mcpu,
        .memory_bytes = row->memory_bytes,
        .interfaces = row->interfaces,
        .addresses_per_interface = row->addresses_per_interface,
        .network_kbps = row->network_kbps,
        .hour_nusd = row->hour_nusd,
        .max_pods = (int32_t)row->max_pods,
        .baseline_ppm = (int32_t)row->baseline_ppm,
        .flags = row->flags,
    };
}

static capacity__meter make_meter(texts *all, const capacity__meter_entry *entry,
                                  const char *region, const capacity__meter *last)
{
    const capacity_meter *row = &entry->meter;
    return (capacity__meter){
        .name = keep(all, row->name, NULL),
        .service = keep(all, row->service, last->service),
        .item = keep(all, row->item, last->item),
        .unit = keep(all, row->unit, last->unit),
        .region = keep(all, row->region[0] == '\0' ? region : row->region, last->region),
        .as_of = keep(all, row->as_of, last->as_of),
        .source = keep(all, row->source, last->source),
        .unit_quantity = row->unit_quantity,
        .free_quantity = row->free_quantity,
        .band_count = (uint32_t)entry->band_count,
        .flags = row->flags,
    };
}

static capacity__option make_option(texts *all, const capacity_option *row,
                                    const capacity__option *last)
{
    return (capacity__option){
        .scope = keep(all, row->scope, NULL),
        .as_of = keep(all, row->as_of, last->as_of),
        .source = keep(all, row->source, last->source),
        .price_nusd = row->price_nusd,
        .off_ppm = (int32_t)row->off_ppm,
        .low_ppm = (int32_t)row->low_ppm,
        .high_ppm = (int32_t)row->high_ppm,
        .kind = row->kind,
    };
}

/* Where the rows of a catalogue are written; all NULL to measure. */
typedef struct tables {
    capacity__machine *machines;
    capacity__meter *meters;
    capacity__option *options;
    capacity__band *bands;
} tables;

/* Returns the number of bands. */
static size_t make_rows(const capacity_catalog_builder *builder, const tables *to, texts *all)
{
    capacity__machine machine = {0};
    capacity__meter meter = {0};
    capacity__option option = {0};
    size_t bands = 0;

    for (size_t i = 0; i < builder->machines.count; i++) {
        machine = make_machine(all, capacity__row_set_at(&builder->machines, i), &machine);
        if (to->machines != NULL)
            to->machines[i] = machine;
    }
    for (size_t i = 0; i < builder->meters.count; i++) {
        const capacity__meter_entry *entry = capacity__row_set_at(&builder->meters, i);
        meter = make_meter(all, entry, builder->region, &meter);
        if (to->meters != NULL) {
            meter.bands = to->bands + bands;
            memcpy(to->bands + bands, entry->bands, entry->band_count * sizeof *entry->bands);
            to->meters[i] = meter;
        }
        bands += entry->band_count;
    }
    for (size_t i = 0; i < builder->options.count; i++) {
        option = make_option(all, capacity__row_set_at(&builder->options, i), &option);
        if (to->options != NULL)
            to->options[i] = option;
    }
    return bands;
}

/* Name, region, date and label, then the rows; returns the number of bands. */
static size_t make_all(const capacity_catalog_builder *builder, capacity_catalog *catalog,
                       const tables *to, texts *all)
{
    catalog->name = keep(all, builder->name, NULL);
    catalog->region = keep(all, builder->region, NULL);
    catalog->as_of = keep(all, builder->as_of, NULL);
    catalog->label = keep(all, builder->label, NULL);
    return make_rows(builder, to, all);
}

enum { ALIGNMENT = 8 };

/* A machine, a meter and an option with all bands and the longest texts, of which rows have room. */
_Static_assert(sizeof(capacity__machine) + sizeof(capacity_machine) + sizeof(capacity__meter) +
                       sizeof(capacity__meter_entry) + sizeof(capacity__option) +
                       sizeof(capacity_option) <
                   8192,
               "all of a catalogue fits in 29 bits");

/* Where count elements of a size begin in the block, which ends behind them. */
static size_t place(size_t count, size_t element, size_t *size)
{
    size_t at = (*size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    *size = at + count * element;
    return at;
}

static void link_rows(capacity_catalog *catalog, const tables *to)
{
    for (size_t i = 0; i < catalog->machine_count; i++)
        capacity__resolve_options(&to->machines[i], catalog->options, catalog->option_count);
    for (int i = 0; i < CAPACITY__METERS; i++) {
        const capacity__meter *meter = capacity__find_meter(catalog, capacity__known_meter_name(i));
        catalog->known[i] = meter == NULL ? -1 : (int32_t)(meter - catalog->meters);
    }
}

capacity_status capacity__catalog_new(const capacity_catalog_builder *builder,
                                      capacity_catalog **out, capacity_error *err)
{
    const tables nowhere = {NULL, NULL, NULL, NULL};
    capacity_catalog measured;
    texts measure = {NULL, 0};
    size_t bands = make_all(builder, &measured, &nowhere, &measure);

    size_t size = sizeof **out;
    size_t machines = place(builder->machines.count, sizeof(capacity__machine), &size);
    size_t meters = place(builder->meters.count, sizeof(capacity__meter), &size);
    size_t options = place(builder->options.count, sizeof(capacity__option), &size);
    size_t band_rows = place(bands, sizeof(capacity__band), &size);
    size_t strings = place(measure.used, 1, &size);

    char *block = capacity__new(&builder->allocator, size);
    if (block == NULL)
        return capacity__no_memory(err);
    capacity_catalog *catalog = (capacity_catalog *)(void *)block;
    const tables to = {(capacity__machine *)(void *)(block + machines),
                       (capacity__meter *)(void *)(block + meters),
                       (capacity__option *)(void *)(block + options),
                       (capacity__band *)(void *)(block + band_rows)};
    texts into = {block + strings, 0};
    (void)make_all(builder, catalog, &to, &into);

    capacity__counted_begin(&catalog->head, CAPACITY__KIND_CATALOG, &builder->allocator);
    catalog->machines = to.machines;
    catalog->meters = to.meters;
    catalog->options = to.options;
    catalog->machine_count = builder->machines.count;
    catalog->meter_count = builder->meters.count;
    catalog->option_count = builder->options.count;
    link_rows(catalog, &to);
    *out = catalog;
    return CAPACITY_OK;
}
