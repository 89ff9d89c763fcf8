/*
 * A ladder from any bytes: read, written, read again, a plan on it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    capacity_tiers *tiers = fuzz_read(&fuzz_tiers, data, size);
    if (tiers != NULL)
        fuzz_plan(NULL, NULL, tiers, size);
    fuzz_tiers.release(tiers);
    fuzz_settle();
    return 0;
}
