/*
 * One machine or one meter with its prices.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_PRICE_H
#define CLI_PRICE_H

#include <capacity/capacity.h>

#include "quantity.h"
#include "sheet.h"

const char *option_name(uint32_t kind);

/* "-" where there is no sourced rate, or no known interfaces. */
quantity machine_price(const capacity_catalog *catalog, const capacity_machine *m,
                       uint32_t purchase, uint32_t commitment);
quantity machine_pods(const capacity_machine *m, capacity_max_pods_mode mode);

/* An hour's price for a month of 730 hours. */
quantity month_of(int64_t hour_nusd);

/* Exit status. */
int put_machine(const capacity_catalog *catalog, const capacity_machine *m, const sheet *s);
int put_meter(const capacity_catalog *catalog, const capacity_meter *m, const sheet *s);

#endif
