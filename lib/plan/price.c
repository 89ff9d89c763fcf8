/*
 * Meters that a plan needs, and what a month uses of them.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/price.h"

#include <string.h>

capacity_status capacity__need_meter(const capacity_plan *plan, int meter,
                                     const capacity__meter **found, capacity_error *err)
{
    *found = capacity__known_meter(plan->catalog, meter);
    if (*found != NULL)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_FIELD_NONE, -1,
                          "meter %s is needed and not in the catalogue %s",
                          capacity__known_meter_name(meter), plan->catalog->label);
}

capacity_status capacity__need_type(const capacity_plan *plan, const char *prefix, const char *type,
                                    capacity_field field, const capacity__meter **found,
                                    capacity_error *err)
{
    char name[2 * CAPACITY_NAME_SIZE];
    capacity__out out = capacity__out_new(name, sizeof name);
    capacity__put_format(&out, "%s%s", prefix, type); /* a prefix is shorter than a name */
    (void)capacity__out_end(&out, NULL, NULL);
    *found = capacity__find_meter(plan->catalog, name);
    if (*found != NULL)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_NOT_FOUND, field, -1,
                          "meter %s is needed and not in the catalogue %s", name,
                          plan->catalog->label);
}

bool capacity__month_requests(int64_t units_m, int64_t duty_ppm, int64_t *requests)
{
    return capacity__ratio(CAPACITY__NUM(units_m, CAPACITY_MONTH_SECONDS, duty_ppm),
                           CAPACITY__DEN(1000, CAPACITY_PPM), CAPACITY__UP, requests);
}

int64_t capacity__first_price(const capacity__meter *meter)
{
    return meter->bands[0].price_nusd;
}

capacity__reserved capacity__reserved_meters(const capacity_plan *plan)
{
    static const capacity__reserved terms[] = {
        {CAPACITY__METER_DYNAMO_RESERVED_1Y_RCU_UPFRONT,
         CAPACITY__METER_DYNAMO_RESERVED_1Y_RCU_HOUR,
         CAPACITY__METER_DYNAMO_RESERVED_1Y_WCU_UPFRONT,
         CAPACITY__METER_DYNAMO_RESERVED_1Y_WCU_HOUR, 12},
        {CAPACITY__METER_DYNAMO_RESERVED_3Y_RCU_UPFRONT,
         CAPACITY__METER_DYNAMO_RESERVED_3Y_RCU_HOUR,
         CAPACITY__METER_DYNAMO_RESERVED_3Y_WCU_UPFRONT,
         CAPACITY__METER_DYNAMO_RESERVED_3Y_WCU_HOUR, 36},
    };
    return terms[CAPACITY__IN(plan, RESERVED_CAPACITY_TERM) - 1];
}

capacity_status capacity__reserved_month(const capacity_plan *plan, int upfront, int hourly,
                                         int64_t units, int64_t *cost_uusd, capacity_error *err)
{
    const capacity__meter *once, *hour;
    int64_t months = capacity__reserved_meters(plan).months;

    CAPACITY__TRY(capacity__need_meter(plan, upfront, &once, err));
    CAPACITY__TRY(capacity__need_meter(plan, hourly, &hour, err));
    /* both are priced for the same number of units: (once / months + 730 x hour) x units */
    const int64_t part[2] = {capacity__first_price(once), capacity__first_price(hour)};
    const int64_t times[2] = {1, months * CAPACITY_MONTH_HOURS};
    int64_t month = 0;
    if (once->unit_quantity != hour->unit_quantity)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "meters %s and %s are priced for different quantities", once->name,
                              hour->name);
    bool fits = capacity__sum_div(part, times, 2, 1, CAPACITY__UP, &month);
    fits &= capacity__ratio(CAPACITY__NUM(units, month),
                            CAPACITY__DEN(once->unit_quantity, months, 1000), CAPACITY__HALF_UP,
                            cost_uusd);
    if (!fits)
        return capacity__overflow(err, CAPACITY_IN_RESERVED_CAPACITY_SHARE_PPM,
                                  "the cost of reserved capacity");
    return CAPACITY_OK;
}
