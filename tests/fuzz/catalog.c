/*
 * A catalogue from any bytes: read, written, read again, a plan priced by it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    capacity_catalog *catalog = fuzz_read(&fuzz_catalog, data, size);
    if (catalog != NULL)
        fuzz_plan(NULL, catalog, NULL, size);
    fuzz_catalog.release(catalog);
    fuzz_settle();
    return 0;
}
