/*
 * What purchase options make of a machine's price.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/checked.h"
#include "base/error.h"
#include "model/catalog.h"

#include <string.h>

static int compare(const capacity__option *option, uint32_t kind, const char *scope)
{
    if (option->kind != kind)
        return option->kind < kind ? -1 : 1;
    return strcmp(option->scope, scope);
}

static const capacity__option *find(const capacity__option *options, size_t count, uint32_t kind,
                                    const char *scope)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(&options[middle], kind, scope);
        if (order == 0)
            return &options[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static capacity_status discounted(const capacity__machine *machine, int64_t off_ppm, int64_t *price,
                                  capacity_error *err)
{
    if (!capacity__mul_div(machine->hour_nusd, CAPACITY_PPM - off_ppm, CAPACITY_PPM,
                           CAPACITY__HALF_UP, price))
        return capacity__overflow(err, CAPACITY_FIELD_NONE, machine->name);
    return CAPACITY_OK;
}

/*
 * The machine's own entry first: its price, or its fraction. Then its family's, of which only the
 * fraction can hold for machines of different sizes. *price stays 0 if there is neither.
 */
static capacity_status resolve(const capacity__machine *machine, const capacity__option *options,
                               size_t count, uint32_t kind, int64_t *price, capacity_error *err)
{
    const capacity__option *own = find(options, count, kind, machine->name);
    if (own != NULL && own->price_nusd > 0) {
        *price = own->price_nusd;
        return CAPACITY_OK;
    }
    if (own == NULL)
        own = find(options, count, kind, machine->family);
    if (own == NULL || own->off_ppm == 0)
        return CAPACITY_OK;
    return discounted(machine, own->off_ppm, price, err);
}

capacity_status capacity__resolve_options(capacity__machine *machine,
                                          const capacity__option *options, size_t count,
                                          capacity_error *err)
{
    int64_t spot = 0, committed[3] = {0, 0, 0};

    CAPACITY__TRY(resolve(machine, options, count, CAPACITY_OPTION_SPOT_MEASURED, &spot, err));
    if (spot == 0)
        CAPACITY__TRY(resolve(machine, options, count, CAPACITY_OPTION_SPOT_ADVISOR, &spot, err));
    for (uint32_t i = 0; i < 3; i++)
        CAPACITY__TRY(resolve(machine, options, count, CAPACITY_OPTION_COMMITTED_1Y_NO_UPFRONT + i,
                              &committed[i], err));
    machine->spot_nusd = spot;
    memcpy(machine->committed_nusd, committed, sizeof committed);
    return CAPACITY_OK;
}
