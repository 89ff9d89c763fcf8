/*
 * The catalogue inside the library. The built-in one is a constant of this very type, made by
 * lib/data/generate.py; a builder makes one in a single block of memory.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MODEL_CATALOG_H
#define CAPACITY_MODEL_CATALOG_H

#include "base/counted.h"

enum {
#define CAPACITY_METER(NAME, text) CAPACITY__METER_##NAME,
#include "model/meters.def"
#undef CAPACITY_METER
    CAPACITY__METERS
};

/* Small numbers are kept small: the built-in tables are a quarter of the library. */
typedef struct capacity__machine {
    const char *name, *family, *as_of, *source;
    int64_t cpu_mcpu, memory_bytes;
    int64_t interfaces, addresses_per_interface, network_kbps;
    int64_t hour_nusd;
    /* resolved from the options, 0: no sourced rate */
    int64_t spot_nusd;
    int64_t committed_nusd[3]; /* by capacity_commitment - 1 */
    int32_t max_pods, baseline_ppm;
    uint32_t flags;
} capacity__machine;

typedef struct capacity__band {
    int64_t end, price_nusd;
} capacity__band;

typedef struct capacity__meter {
    const char *name, *service, *item, *unit, *region, *as_of, *source;
    const capacity__band *bands;
    int64_t unit_quantity, free_quantity;
    uint32_t band_count, flags;
} capacity__meter;

typedef struct capacity__option {
    const char *scope, *as_of, *source;
    int64_t price_nusd;
    int32_t off_ppm, low_ppm, high_ppm;
    uint32_t kind;
} capacity__option;

struct capacity_catalog {
    capacity__counted head;
    const char *name, *region, *as_of;
    const char *label;                 /* "name region as_of" */
    const capacity__machine *machines; /* by name */
    const capacity__meter *meters;     /* by name */
    const capacity__option *options;   /* by kind, then scope */
    size_t machine_count, meter_count, option_count;
    int32_t known[CAPACITY__METERS]; /* place of each known meter, -1: absent */
};

/* The catalogue to use: the given one, the built-in one for NULL, or NULL for a wrong handle. */
const capacity_catalog *capacity__catalog(const capacity_catalog *catalog);

/* NULL if absent. */
const capacity__machine *capacity__find_machine(const capacity_catalog *catalog, const char *name);
const capacity__meter *capacity__find_meter(const capacity_catalog *catalog, const char *name);
const capacity__meter *capacity__known_meter(const capacity_catalog *catalog, int meter);

/* The same, but CAPACITY_E_NOT_FOUND naming the nearest if absent. */
capacity_status capacity__require_machine(const capacity_catalog *catalog, const char *name,
                                          const capacity__machine **machine, capacity_error *err);
capacity_status capacity__require_meter(const capacity_catalog *catalog, const char *name,
                                        const capacity__meter **meter, capacity_error *err);

/* Name of a known meter, for messages about an absent one. */
const char *capacity__known_meter_name(int meter);

/* Cost of a quantity at a meter's bands; with_free takes the allowance off first. */
capacity_status capacity__meter_cost(const capacity__meter *meter, int64_t quantity, int with_free,
                                     int64_t *cost_uusd, capacity_error *err);

/*
 * Fill spot_nusd and committed_nusd of a machine from options, which are ordered by kind and scope
 * (see capacity_catalog_machine_price).
 */
void capacity__resolve_options(capacity__machine *machine, const capacity__option *options,
                               size_t count);

#endif
