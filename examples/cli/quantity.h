/*
 * Numbers as people write them.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_QUANTITY_H
#define CLI_QUANTITY_H

#include <capacity/capacity.h>

enum { QUANTITY_SIZE = 64 };

typedef struct quantity {
    char text[QUANTITY_SIZE];
} quantity;

/* In people's units: 250m, 512Mi, 30%, $0.0416. */
quantity quantity_of(capacity_unit unit, int64_t value);

/* A value of a field, "auto" included. */
quantity quantity_of_field(capacity_field field, int64_t value);

/* 1,500 */
quantity quantity_count(int64_t value);

/* 0-500, 10,000+ for an open end, one number for two equal ones. */
quantity quantity_range(int64_t low, int64_t high);

/* $1,500-3,000, with + for an open end; whole dollars stay whole, else cents. */
quantity quantity_money(int64_t uusd);
quantity quantity_cents(int64_t uusd); /* always with cents: $73.00 */
quantity quantity_money_range(int64_t low_uusd, int64_t high_uusd, int open);

/* 10K, where the number is whole thousands. */
quantity quantity_short_range(int64_t low, int64_t high);

#endif
