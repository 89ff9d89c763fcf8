/*
 * A profile from any bytes: read, written, read again, planned.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    capacity_profile *profile = fuzz_read(&fuzz_profile, data, size);
    if (profile != NULL)
        fuzz_plan(profile, NULL, NULL, size);
    fuzz_profile.release(profile);
    fuzz_settle();
    return 0;
}
