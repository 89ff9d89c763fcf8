/*
 * Catalogues: look-ups by name, what a quantity costs, what a machine costs.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/catalog.h"

#include "base/checked.h"

#include "base/error.h"
#include "model/builtin.h"
#include "model/fields.h"

#include <string.h>

static const char *const known_meters[] = {
#define CAPACITY_METER(NAME, text) text,
#include "model/meters.def"
#undef CAPACITY_METER
};

const capacity_catalog *capacity__catalog(const capacity_catalog *catalog)
{
    if (catalog == NULL)
        return &capacity__builtin_catalog;
    return capacity__counted_is(&catalog->head, CAPACITY__KIND_CATALOG) ? catalog : NULL;
}

/* Handles are not const, but an immortal object is never written. */
capacity_catalog *capacity_catalog_builtin(void)
{
    return (capacity_catalog *)(uintptr_t)&capacity__builtin_catalog;
}

capacity_catalog *capacity_catalog_ref(capacity_catalog *object)
{
    if (object != NULL)
        capacity__counted_ref(&object->head, CAPACITY__KIND_CATALOG);
    return object;
}

void capacity_catalog_unref(capacity_catalog *object)
{
    if (object != NULL && capacity__counted_unref(&object->head, CAPACITY__KIND_CATALOG))
        capacity__counted_end(&object->head);
}

static int is_catalog(const capacity_catalog *catalog)
{
    return catalog != NULL && capacity__counted_is(&catalog->head, CAPACITY__KIND_CATALOG);
}

const char *capacity_catalog_name(const capacity_catalog *catalog)
{
    return is_catalog(catalog) ? catalog->name : "";
}

const char *capacity_catalog_region(const capacity_catalog *catalog)
{
    return is_catalog(catalog) ? catalog->region : "";
}

const char *capacity_catalog_as_of(const capacity_catalog *catalog)
{
    return is_catalog(catalog) ? catalog->as_of : "";
}

/* Machines and meters begin with their name. */
static const char *name_at(const void *rows, size_t row_size, size_t index)
{
    const char *name;
    memcpy(&name, (const char *)rows + index * row_size, sizeof name);
    return name;
}

static const void *find(const void *rows, size_t row_size, size_t count, const char *name)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name_at(rows, row_size, middle), name);
        if (order == 0)
            return (const char *)rows + middle * row_size;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const capacity__machine *capacity__find_machine(const capacity_catalog *catalog, const char *name)
{
    return find(catalog->machines, sizeof *catalog->machines, catalog->machine_count, name);
}

const capacity__meter *capacity__find_meter(const capacity_catalog *catalog, const char *name)
{
    return find(catalog->meters, sizeof *catalog->meters, catalog->meter_count, name);
}

const capacity__meter *capacity__known_meter(const capacity_catalog *catalog, int meter)
{
    int32_t place = catalog->known[meter];
    return place < 0 ? NULL : &catalog->meters[place];
}

const char *capacity__known_meter_name(int meter)
{
    return known_meters[meter];
}

static const char *nearest(const void *rows, size_t row_size, size_t count, const char *name)
{
    size_t size = strlen(name), limit = size / 3;
    size_t best_distance = limit + 1; /* farther than that is another word */
    const char *best = NULL;

    for (size_t i = 0; i < count; i++) {
        const char *candidate = name_at(rows, row_size, i);
        size_t distance = capacity__name_distance(name, size, candidate, limit);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

static capacity_status not_found(capacity_error *err, const capacity_catalog *catalog,
                                 const char *what, const char *name, const char *near)
{
    char quoted[CAPACITY_NAME_SIZE];
    capacity__out out = capacity__out_new(quoted, sizeof quoted);
    capacity__put_quoted(&out, name, strlen(name));
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_FIELD_NONE, -1,
                          "no %s %s in the catalogue %s%s%s", what, quoted, catalog->label,
                          near == NULL ? "" : ", did you mean ", near == NULL ? "" : near);
}

capacity_status capacity__require_machine(const capacity_catalog *catalog, const char *name,
                                          const capacity__machine **machine, capacity_error *err)
{
    const capacity__machine *found = capacity__find_machine(catalog, name);
    if (found == NULL)
        return not_found(
            err, catalog, "machine", name,
            nearest(catalog->machines, sizeof *catalog->machines, catalog->machine_count, name));
    *machine = found;
    return CAPACITY_OK;
}

capacity_status capacity__require_meter(const capacity_catalog *catalog, const char *name,
                                        const capacity__meter **meter, capacity_error *err)
{
    const capacity__meter *found = capacity__find_meter(catalog, name);
    if (found == NULL)
        return not_found(
            err, catalog, "meter", name,
            nearest(catalog->meters, sizeof *catalog->meters, catalog->meter_count, name));
    *meter = found;
    return CAPACITY_OK;
}

capacity_status capacity__meter_cost(const capacity__meter *meter, int64_t quantity, int with_free,
                                     int64_t *cost_uusd, capacity_error *err)
{
    int64_t ends[CAPACITY_MAX_ROWS], prices[CAPACITY_MAX_ROWS];
    int64_t allowance = with_free ? meter->free_quantity : 0;
    int64_t paid = quantity > allowance ? quantity - allowance : 0;
    int64_t last = meter->bands[meter->band_count - 1].end;

    if (quantity < 0)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "quantity %" PRId64 " of %s is below 0", quantity, meter->name);
    if (paid > last)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "payable quantity %" PRId64 " of %s exceeds %" PRId64
                              ", where its known prices end",
                              paid, meter->name, last);
    if (meter->band_count == 1) { /* most meters: one product, no bands to walk */
        if (!capacity__mul_div(paid, meter->bands[0].price_nusd, meter->unit_quantity * 1000,
                               CAPACITY__HALF_UP, cost_uusd))
            return capacity__overflow(err, CAPACITY_FIELD_NONE, "cost_uusd");
        return CAPACITY_OK;
    }
    for (size_t i = 0; i < meter->band_count; i++) {
        ends[i] = meter->bands[i].end;
        prices[i] = meter->bands[i].price_nusd;
    }
    return capacity_cost_banded(paid, 0, meter->unit_quantity, ends, prices, meter->band_count,
                                cost_uusd, err);
}

capacity_status capacity_catalog_cost(const capacity_catalog *catalog, const char *meter,
                                      int64_t quantity, uint32_t with_free, int64_t *cost_uusd,
                                      capacity_error *err)
{
    const capacity_catalog *own = capacity__catalog(catalog);
    const capacity__meter *found = NULL;
    if (own == NULL)
        return capacity__null(err, "catalog");
    if (meter == NULL || cost_uusd == NULL)
        return capacity__null(err, meter == NULL ? "meter" : "cost_uusd");
    CAPACITY__TRY(capacity__require_meter(own, meter, &found, err));
    return capacity__meter_cost(found, quantity, with_free != 0, cost_uusd, err);
}

static capacity_status check_purchase(uint32_t purchase, uint32_t commitment, capacity_error *err)
{
    if (purchase < CAPACITY_PURCHASE_ON_DEMAND || purchase > CAPACITY_PURCHASE_COMMITTED)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "purchase %" PRId64 " is none of 1 to 3", (int64_t)purchase);
    if (purchase == CAPACITY_PURCHASE_COMMITTED &&
        (commitment < CAPACITY_COMMITMENT_1Y_NO_UPFRONT ||
         commitment > CAPACITY_COMMITMENT_3Y_ALL_UPFRONT))
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "commitment %" PRId64 " is none of 1 to 3", (int64_t)commitment);
    return CAPACITY_OK;
}

capacity_status capacity_catalog_machine_price(const capacity_catalog *catalog, const char *machine,
                                               uint32_t purchase, uint32_t commitment,
                                               int64_t *hour_nusd, capacity_error *err)
{
    static const char *const terms[] = {"one year without upfront", "three years without upfront",
                                        "three years all upfront"};
    const capacity_catalog *own = capacity__catalog(catalog);
    const capacity__machine *found = NULL;
    if (own == NULL)
        return capacity__null(err, "catalog");
    if (machine == NULL || hour_nusd == NULL)
        return capacity__null(err, machine == NULL ? "machine" : "hour_nusd");
    CAPACITY__TRY(check_purchase(purchase, commitment, err));
    CAPACITY__TRY(capacity__require_machine(own, machine, &found, err));
    if (purchase == CAPACITY_PURCHASE_ON_DEMAND) {
        *hour_nusd = found->hour_nusd;
        return CAPACITY_OK;
    }
    int spot = purchase == CAPACITY_PURCHASE_SPOT;
    int64_t rate = spot ? found->spot_nusd : found->committed_nusd[commitment - 1];
    if (rate == 0)
        return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_FIELD_NONE, -1,
                              "no sourced price of %s for %s in the catalogue %s", found->name,
                              spot ? "spot" : terms[commitment - 1], own->label);
    *hour_nusd = rate;
    return CAPACITY_OK;
}
