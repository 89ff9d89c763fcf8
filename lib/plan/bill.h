/*
 * Items of a bill, and writing their lines.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_PLAN_BILL_H
#define CAPACITY_PLAN_BILL_H

#include "plan/price.h"

enum {
#define CAPACITY_ITEM(NAME, ...) CAPACITY__ITEM_##NAME,
#include "plan/bill.def"
#undef CAPACITY_ITEM
    CAPACITY__ITEMS
};

typedef enum capacity__part {
    CAPACITY__PART_COMPUTE,
    CAPACITY__PART_DATA,
    CAPACITY__PART_NETWORK,
    CAPACITY__PART_OTHER,
    CAPACITY__PARTS
} capacity__part;

typedef struct capacity__item {
    const char *key;
    capacity__part part;
    capacity_field toggle;
    int toggle_place; /* among the inputs */
    const char *printed, *service, *item, *unit;
} capacity__item;

extern const capacity__item capacity__items[CAPACITY__ITEMS];

/* One bill in the making; the first failure sticks in `status`, and later lines are not written. */
typedef struct capacity__biller {
    const capacity_plan *plan;
    const capacity__services *services;
    capacity__nodes *nodes; /* prices are written into its groups */
    capacity__bill *bill;
    capacity_error *err;
    capacity_status status;
} capacity__biller;

/* Quantities of the three cases, the last the largest: the same in all, or the mean and the peak of a
 * usage. */
typedef struct capacity__quantity {
    int64_t of[CAPACITY__CASES];
} capacity__quantity;
capacity__quantity capacity__always(int64_t quantity);

/* A line at a known meter, unless something failed before, or at a meter found by name. */
void capacity__bill_known(capacity__biller *biller, int item, int meter,
                          capacity__quantity quantity, unsigned flags);
void capacity__bill_meter(capacity__biller *biller, int item, const capacity__meter *meter,
                          capacity__quantity quantity, unsigned flags);

/* A line whose amounts are known already. */
capacity__line *capacity__bill_line(capacity__biller *biller, int item, unsigned flags);

/* Keep the first failure. */
void capacity__bill_try(capacity__biller *biller, capacity_status status);
void capacity__bill_overflow(capacity__biller *biller, const char *what);

/* The lines of cost_compute.c, cost_data.c and cost_network.c, in the bill's order. */
void capacity__bill_compute(capacity__biller *biller);
void capacity__bill_network(capacity__biller *biller);
void capacity__bill_data(capacity__biller *biller);
void capacity__bill_other(capacity__biller *biller);

#endif
