/*
 * Writing the lines of a bill.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/bill.h"

_Static_assert(CAPACITY_MAX_ROWS + CAPACITY__ITEMS <= CAPACITY__LINES,
               "a line for each group and one for each other item");

const capacity__item capacity__items[CAPACITY__ITEMS] = {
#define CAPACITY_ITEM(NAME, key, part, TOGGLE, printed, service, item, unit)                       \
    {key,                                                                                          \
     CAPACITY__PART_##part,                                                                        \
     CAPACITY_IN_##TOGGLE,                                                                         \
     CAPACITY__IN_AT_##TOGGLE,                                                                     \
     printed,                                                                                      \
     service,                                                                                      \
     item,                                                                                         \
     unit},
#include "plan/bill.def"
#undef CAPACITY_ITEM
};

capacity__quantity capacity__always(int64_t quantity)
{
    return (capacity__quantity){{quantity, quantity, quantity}};
}

void capacity__bill_try(capacity__biller *biller, capacity_status status)
{
    if (biller->status >= 0)
        biller->status = status;
}

void capacity__bill_overflow(capacity__biller *biller, const char *what)
{
    if (biller->status >= 0)
        biller->status = capacity__overflow(biller->err, CAPACITY_FIELD_NONE, what);
}

static int is_on(const capacity__biller *biller, int item)
{
    return biller->plan->inputs.value[capacity__items[item].toggle_place] != 0;
}

capacity__line *capacity__bill_line(capacity__biller *biller, int item, unsigned flags)
{
    capacity__bill *bill = biller->bill;
    capacity__line *line = &bill->line[bill->count++];

    line->item = (uint8_t)item;
    line->group = -1;
    line->flags = (uint8_t)(flags | (is_on(biller, item) ? 0 : CAPACITY_BILL_OFF));
    return line;
}

/* Thousandths of the priced unit, for show. */
static void show_quantity(capacity__line *line, int64_t quantity, int64_t unit_quantity)
{
    if (!capacity__mul_div(quantity, 1000, unit_quantity, CAPACITY__UP, &line->quantity_m))
        line->quantity_m = CAPACITY_INVALID;
}

void capacity__bill_meter(capacity__biller *biller, int item, const capacity__meter *meter,
                          capacity__quantity quantity, unsigned flags)
{
    int with_free = CAPACITY__IN(biller->plan, FREE_ALLOWANCES) != 0;
    capacity__line *line = capacity__bill_line(biller, item, flags);

    line->meter = meter;
    line->rate_nusd = capacity__first_price(meter);
    line->flags |= (meter->flags & CAPACITY_CATALOG_INFERRED) != 0 ? CAPACITY_BILL_INFERRED : 0;
    show_quantity(line, quantity.of[CAPACITY__EXPECTED], meter->unit_quantity);
    for (int i = 0; i < CAPACITY__CASES; i++) {
        if (i > 0 && quantity.of[i] == quantity.of[i - 1])
            line->cost_uusd[i] = line->cost_uusd[i - 1];
        else
            capacity__bill_try(biller, capacity__meter_cost(meter, quantity.of[i], with_free,
                                                            &line->cost_uusd[i], biller->err));
    }
}

/* An absent meter is a failure only if something has to be paid at it. */
void capacity__bill_known(capacity__biller *biller, int item, int meter,
                          capacity__quantity quantity, unsigned flags)
{
    const capacity__meter *found = capacity__known_meter(biller->plan->catalog, meter);
    int free_of_charge = !is_on(biller, item) || quantity.of[CAPACITY__HIGH] == 0;

    if (biller->status < 0)
        return;
    if (found == NULL && free_of_charge)
        (void)capacity__bill_line(biller, item, flags);
    else if (found == NULL)
        capacity__bill_try(biller, capacity__need_meter(biller->plan, meter, &found, biller->err));
    else
        capacity__bill_meter(biller, item, found, quantity, flags);
}
