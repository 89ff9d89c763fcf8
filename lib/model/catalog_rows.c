/*
 * Catalogue entries as public rows, and the getters that hand them out.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/catalog_rows.h"

#include "base/structs.h"

#include <string.h>

#define COPY(row, from, member)                                                                    \
    capacity__name_copy((row)->member, sizeof(row)->member, (from)->member)

void capacity__machine_row(const capacity__machine *machine, capacity_machine *row)
{
    capacity_machine_init(row, sizeof *row);
    row->flags = machine->flags;
    COPY(row, machine, name);
    COPY(row, machine, family);
    row->cpu_mcpu = machine->cpu_mcpu;
    row->memory_bytes = machine->memory_bytes;
    row->interfaces = machine->interfaces;
    row->addresses_per_interface = machine->addresses_per_interface;
    row->max_pods = machine->max_pods;
    row->network_kbps = machine->network_kbps;
    row->hour_nusd = machine->hour_nusd;
    row->baseline_ppm = machine->baseline_ppm;
    COPY(row, machine, as_of);
    COPY(row, machine, source);
}

void capacity__meter_row(const capacity__meter *meter, capacity_meter *row)
{
    capacity_meter_init(row, sizeof *row);
    row->flags = meter->flags;
    COPY(row, meter, name);
    COPY(row, meter, service);
    COPY(row, meter, item);
    COPY(row, meter, unit);
    row->unit_quantity = meter->unit_quantity;
    row->free_quantity = meter->free_quantity;
    COPY(row, meter, region);
    COPY(row, meter, as_of);
    COPY(row, meter, source);
}

void capacity__band_row(const capacity__band *band, capacity_band *row)
{
    capacity_band_init(row, sizeof *row);
    row->end = band->end;
    row->price_nusd = band->price_nusd;
}

void capacity__option_row(const capacity__option *option, capacity_option *row)
{
    capacity_option_init(row, sizeof *row);
    row->kind = option->kind;
    COPY(row, option, scope);
    row->price_nusd = option->price_nusd;
    row->off_ppm = option->off_ppm;
    row->low_ppm = option->low_ppm;
    row->high_ppm = option->high_ppm;
    COPY(row, option, as_of);
    COPY(row, option, source);
}

capacity_status capacity_catalog_get_machines(const capacity_catalog *catalog,
                                              capacity_machine *out, size_t out_size, size_t max,
                                              size_t *count, capacity_error *err)
{
    const capacity_catalog *own = capacity__catalog(catalog);
    if (own == NULL)
        return capacity__null(err, "catalog");
    CAPACITY__TRY(
        capacity__rows_begin(out, out_size, sizeof *out, max, count, own->machine_count, err));
    for (size_t i = 0; out != NULL && i < *count; i++) {
        capacity_machine row;
        capacity__machine_row(&own->machines[i], &row);
        capacity__row_out_at(out, out_size, i, &row, sizeof row);
    }
    return CAPACITY_OK;
}

capacity_status capacity_catalog_get_meters(const capacity_catalog *catalog, capacity_meter *out,
                                            size_t out_size, size_t max, size_t *count,
                                            capacity_error *err)
{
    const capacity_catalog *own = capacity__catalog(catalog);
    if (own == NULL)
        return capacity__null(err, "catalog");
    CAPACITY__TRY(
        capacity__rows_begin(out, out_size, sizeof *out, max, count, own->meter_count, err));
    for (size_t i = 0; out != NULL && i < *count; i++) {
        capacity_meter row;
        capacity__meter_row(&own->meters[i], &row);
        capacity__row_out_at(out, out_size, i, &row, sizeof row);
    }
    return CAPACITY_OK;
}

capacity_status capacity_catalog_get_options(const capacity_catalog *catalog, capacity_option *out,
                                             size_t out_size, size_t max, size_t *count,
                                             capacity_error *err)
{
    const capacity_catalog *own = capacity__catalog(catalog);
    if (own == NULL)
        return capacity__null(err, "catalog");
    CAPACITY__TRY(
        capacity__rows_begin(out, out_size, sizeof *out, max, count, own->option_count, err));
    for (size_t i = 0; out != NULL && i < *count; i++) {
        capacity_option row;
        capacity__option_row(&own->options[i], &row);
        capacity__row_out_at(out, out_size, i, &row, sizeof row);
    }
    return CAPACITY_OK;
}

capacity_status capacity_catalog_get_bands(const capacity_catalog *catalog, const char *meter,
                                           capacity_band *out, size_t out_size, size_t max,
                                           size_t *count, capacity_error *err)
{
    const capacity_catalog *own = capacity__catalog(catalog);
    const capacity__meter *found = NULL;
    if (own == NULL || meter == NULL)
        return capacity__null(err, own == NULL ? "catalog" : "meter");
    CAPACITY__TRY(capacity__require_meter(own, meter, &found, err));
    CAPACITY__TRY(
        capacity__rows_begin(out, out_size, sizeof *out, max, count, found->band_count, err));
    for (size_t i = 0; out != NULL && i < *count; i++) {
        capacity_band row;
        capacity__band_row(&found->bands[i], &row);
        capacity__row_out_at(out, out_size, i, &row, sizeof row);
    }
    return CAPACITY_OK;
}

/* Checks common to both look-ups; *size is the caller's struct_size. */
static capacity_status begin_find(const capacity_catalog *own, const char *name, const void *out,
                                  size_t first, uint32_t *size, capacity_error *err)
{
    if (own == NULL)
        return capacity__null(err, "catalog");
    if (name == NULL || out == NULL)
        return capacity__null(err, name == NULL ? "name" : "out");
    memcpy(size, out, sizeof *size);
    return capacity__row_size(*size, first, err);
}

capacity_status capacity_catalog_find_machine(const capacity_catalog *catalog, const char *name,
                                              capacity_machine *out, capacity_error *err)
{
    const capacity_catalog *own = capacity__catalog(catalog);
    const capacity__machine *found = NULL;
    uint32_t size = 0;
    CAPACITY__TRY(begin_find(own, name, out, sizeof *out, &size, err));
    CAPACITY__TRY(capacity__require_machine(own, name, &found, err));

    capacity_machine row;
    capacity__machine_row(found, &row);
    capacity__row_out(out, size, &row, sizeof row);
    return CAPACITY_OK;
}

capacity_status capacity_catalog_find_meter(const capacity_catalog *catalog, const char *name,
                                            capacity_meter *out, capacity_error *err)
{
    const capacity_catalog *own = capacity__catalog(catalog);
    const capacity__meter *found = NULL;
    uint32_t size = 0;
    CAPACITY__TRY(begin_find(own, name, out, sizeof *out, &size, err));
    CAPACITY__TRY(capacity__require_meter(own, name, &found, err));

    capacity_meter row;
    capacity__meter_row(found, &row);
    capacity__row_out(out, size, &row, sizeof row);
    return CAPACITY_OK;
}
