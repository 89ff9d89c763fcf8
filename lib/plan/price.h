/*
 * Meters that a plan needs, and what a month uses of them.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_PLAN_PRICE_H
#define CAPACITY_PLAN_PRICE_H

#include "plan/state.h"

/* A known meter; CAPACITY_E_NOT_FOUND names it and the catalogue if it is absent. */
capacity_status capacity__need_meter(const capacity_plan *plan, int meter,
                                     const capacity__meter **found, capacity_error *err);

/* A meter of a node type: prefix and type joined. */
capacity_status capacity__need_type(const capacity_plan *plan, const char *prefix, const char *type,
                                    capacity_field field, const capacity__meter **found,
                                    capacity_error *err);

/* Request units of a month: thousandths a second for 730 h at a duty factor, rounded up. */
bool capacity__month_requests(int64_t units_m, int64_t duty_ppm, int64_t *requests);

/* Price of the first band. */
int64_t capacity__first_price(const capacity__meter *meter);

/* Reserved capacity: upfront part spread over the term, plus the hourly part, for a month. */
capacity_status capacity__reserved_month(const capacity_plan *plan, int upfront, int hourly,
                                         int64_t units, int64_t *cost_uusd, capacity_error *err);

/* The four meters of reserved capacity for the profile's term, and its months. */
typedef struct capacity__reserved {
    int read_upfront, read_hour, write_upfront, write_hour;
    int64_t months;
} capacity__reserved;
capacity__reserved capacity__reserved_meters(const capacity_plan *plan);

#endif
