/*
 * What purchase options make of a machine's price.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/checked.h"
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

/* No more than the price itself, so it fits. */
static int64_t discounted(const capacity__machine *machine, int64_t off_ppm)
{
    int64_t price = 0;
    (void)capacity__mul_div(machine->hour_nusd, CAPACITY_PPM - off_ppm, CAPACITY_PPM,
                            CAPACITY__HALF_UP, &price);
    return price;
}

/*
 * The machine's own entry first: its price, or its fraction. Then its family's, of which only the
 * fraction can hold for machines of different sizes. 0 if there is neither.
 */
static int64_t resolve(const capacity__machine *machine, const capacity__option *options,
                       size_t count, uint32_t kind)
{
    const capacity__option *own = find(options, count, kind, machine->name);
    if (own != NULL && own->price_nusd > 0)
        return own->price_nusd;
    if (own == NULL)
        own = find(options, count, kind, machine->family);
    return own == NULL || own->off_ppm == 0 ? 0 : discounted(machine, own->off_ppm);
}

void capacity__resolve_options(capacity__machine *machine, const capacity__option *options,
                               size_t count)
{
    machine->spot_nusd = resolve(machine, options, count, CAPACITY_OPTION_SPOT_MEASURED);
    if (machine->spot_nusd == 0)
        machine->spot_nusd = resolve(machine, options, count, CAPACITY_OPTION_SPOT_ADVISOR);
    for (uint32_t i = 0; i < 3; i++)
        machine->committed_nusd[i] =
            resolve(machine, options, count, CAPACITY_OPTION_COMMITTED_1Y_NO_UPFRONT + i);
}
