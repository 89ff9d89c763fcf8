/*
 * Metrics from any bytes: read, written, read again, assessed with and without a plan.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

static capacity_plan *some_plan(size_t turn)
{
    capacity_error err;
    capacity_profile *profile = NULL;
    capacity_plan *plan = NULL;
    HOLDS(capacity_profile_new(fuzz_allocator(), &profile, &err) == CAPACITY_OK);
    HOLDS(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, (int64_t)turn * 100, &err) ==
          CAPACITY_OK);
    HOLDS(capacity_plan_new(profile, NULL, NULL, NULL, &plan, &err) == CAPACITY_OK);
    capacity_profile_free(profile);
    return plan;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    capacity_metrics *metrics = fuzz_read(&fuzz_metrics, data, size);
    if (metrics != NULL) {
        capacity_plan *plan = size % 2 == 0 ? NULL : some_plan(size);
        fuzz_assess(metrics, plan, size);
        capacity_plan_unref(plan);
    }
    fuzz_metrics.release(metrics);
    fuzz_settle();
    return 0;
}
