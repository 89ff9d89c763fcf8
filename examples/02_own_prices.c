/*
 * Price a plan with a catalogue of one's own: the built-in one with a negotiated price for one
 * machine and for one meter. For another region or provider start from NULL instead and put all
 * that a plan needs; what is missing is an error that names it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <capacity/capacity.h>

#include <stdio.h>
#include <string.h>

/* t3.large at $0.05 an hour, and a NAT gateway at $0.03. */
static capacity_status put_prices(capacity_catalog_builder *builder, capacity_error *err)
{
    static const int64_t ends[] = {INT64_MAX}, prices_nusd[] = {30000000};
    capacity_machine machine = CAPACITY_INIT(capacity_machine);
    capacity_meter meter = CAPACITY_INIT(capacity_meter);

    if (capacity_catalog_builder_set_source(builder, "negotiated", "us-east-1", "2026-11-01", err) <
            0 ||
        capacity_catalog_find_machine(NULL, "t3.large", &machine, err) < 0 ||
        capacity_catalog_find_meter(NULL, "nat.hour", &meter, err) < 0)
        return (capacity_status)err->code;
    machine.hour_nusd = 50000000;
    strcpy(machine.source, "our agreement");
    strcpy(meter.source, "our agreement");
    if (capacity_catalog_builder_put_machine(builder, &machine, err) < 0 ||
        capacity_catalog_builder_put_meter(builder, &meter, ends, prices_nusd, 1, err) < 0)
        return (capacity_status)err->code;
    return CAPACITY_OK;
}

static capacity_status print_cost(const capacity_profile *profile, const capacity_catalog *catalog,
                                  capacity_error *err)
{
    capacity_plan *plan = NULL;
    int64_t monthly;
    char cost[32];

    if (capacity_plan_new(profile, catalog, NULL, NULL, &plan, err) < 0)
        return (capacity_status)err->code;
    if (capacity_plan_get(plan, CAPACITY_OUT_MONTHLY_UUSD, &monthly, err) < 0 ||
        capacity_cost_format(monthly, cost, sizeof cost, NULL, err) < 0) {
        capacity_plan_unref(plan);
        return (capacity_status)err->code;
    }
    printf("%-32s %10s a month\n", capacity_plan_catalog_name(plan), cost);
    capacity_plan_unref(plan);
    return CAPACITY_OK;
}

int main(void)
{
    capacity_error err;
    capacity_profile *profile = NULL;
    capacity_catalog_builder *builder = NULL;
    capacity_catalog *catalog = NULL;
    int failed = 1;

    if (capacity_profile_new(NULL, &profile, &err) < 0 ||
        capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, 1000, &err) < 0 ||
        capacity_catalog_builder_new(capacity_catalog_builtin(), NULL, &builder, &err) < 0 ||
        put_prices(builder, &err) < 0 ||
        capacity_catalog_builder_finish(builder, &catalog, &err) < 0 ||
        print_cost(profile, NULL, &err) < 0 || print_cost(profile, catalog, &err) < 0) {
        fprintf(stderr, "%s: %s\n", capacity_status_name((capacity_status)err.code), err.message);
        goto out;
    }
    failed = 0;
out:
    capacity_catalog_unref(catalog);
    capacity_catalog_builder_free(builder);
    capacity_profile_free(profile);
    return failed;
}
