/*
 * Catalogue entries as public rows.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MODEL_CATALOG_ROWS_H
#define CAPACITY_MODEL_CATALOG_ROWS_H

#include "model/catalog.h"

/* Each fills the whole row, struct_size included. */
void capacity__machine_row(const capacity__machine *machine, capacity_machine *row);
void capacity__meter_row(const capacity__meter *meter, capacity_meter *row);
void capacity__band_row(const capacity__band *band, capacity_band *row);
void capacity__option_row(const capacity__option *option, capacity_option *row);

#endif
