/*
 * All rows of a catalogue.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_CATALOG_ROWS_H
#define CLI_CATALOG_ROWS_H

#include <capacity/capacity.h>

#include "sheet.h"

typedef struct catalog_rows {
    capacity_machine *machines;
    capacity_meter *meters;
    capacity_option *options;
    size_t machine_count, meter_count, option_count;
} catalog_rows;

/* Exit status; to be freed in any case. */
int read_catalog(const capacity_catalog *catalog, catalog_rows *rows);
void catalog_rows_free(catalog_rows *rows);

int put_machines(const capacity_catalog *catalog, const catalog_rows *rows, const sheet *s);
int put_meters(const capacity_catalog *catalog, const catalog_rows *rows, const sheet *s);
void put_options(const catalog_rows *rows, const sheet *s);

#endif
