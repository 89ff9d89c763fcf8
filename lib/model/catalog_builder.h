/*
 * The catalogue builder inside the library: rows as they were put, and their order.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MODEL_CATALOG_BUILDER_H
#define CAPACITY_MODEL_CATALOG_BUILDER_H

#include "base/alloc.h"
#include "model/catalog.h"

/* What rows are found by; kind is 0 but for options. */
typedef struct capacity__row_key {
    const char *text;
    uint32_t kind;
} capacity__row_key;

/*
 * Rows in the order of their arrival, and their places in the order of their keys. Rows are large
 * and places are not, so only places move; 65535 rows in reverse order stay a matter of
 * milliseconds.
 */
typedef struct capacity__row_set {
    char *rows;
    uint16_t *places;
    size_t count, room, row_size;
    int (*compare)(const void *row, const capacity__row_key *key);
} capacity__row_set;

typedef struct capacity__meter_entry {
    capacity_meter meter;
    size_t band_count;
    capacity__band bands[CAPACITY_MAX_ROWS];
} capacity__meter_entry;

struct capacity_catalog_builder {
    uint32_t kind;
    uint32_t finished;
    capacity_allocator allocator;
    capacity__row_set machines; /* of capacity_machine */
    capacity__row_set meters;   /* of capacity__meter_entry */
    capacity__row_set options;  /* of capacity_option */
    char name[CAPACITY_NAME_SIZE];
    char region[CAPACITY_NAME_SIZE];
    char as_of[CAPACITY_NAME_SIZE];     /* empty: the source is not set */
    char label[3 * CAPACITY_NAME_SIZE]; /* all three */
};

/* The row at an index in the order of keys. */
const void *capacity__row_set_at(const capacity__row_set *set, size_t index);

/* Room for that many rows in all, no more than CAPACITY_CATALOG_MAX_ROWS; false without memory. */
int capacity__row_set_reserve(capacity__row_set *set, size_t rows,
                              const capacity_allocator *allocator);

/* Add or replace; what = "machines" for messages. */
capacity_status capacity__row_set_put(capacity__row_set *set, const capacity__row_key *key,
                                      const void *row, const char *what,
                                      const capacity_allocator *allocator, capacity_error *err);

/* 0 if there is none. */
int capacity__row_set_drop(capacity__row_set *set, const capacity__row_key *key);

/* Members in their ranges and texts in their form, else CAPACITY_E_RANGE. */
capacity_status capacity__check_machine(const capacity_machine *machine, capacity_error *err);
capacity_status capacity__check_meter(const capacity_meter *meter, capacity_error *err);
capacity_status capacity__check_bands(const capacity_meter *meter, const int64_t *ends,
                                      const int64_t *prices, size_t n, capacity_error *err);
capacity_status capacity__check_option(const capacity_option *option, capacity_error *err);

/* Make the immutable catalogue, one block of memory. */
capacity_status capacity__catalog_new(const capacity_catalog_builder *builder,
                                      capacity_catalog **out, capacity_error *err);

#endif
