/*
 * A program of release 0.1, built with the header of that release and run with today's library.
 * SPDX-License-Identifier: Apache-2.0
 *
 * It stays as it was on the day of the release. Formula revision 1 is asked for, so numbers may not
 * change; prices come from a catalogue of its own.
 */
#include <capacity/capacity.h>

#include <stdio.h>
#include <string.h>

static int failures;

static void check(int good, const char *what, int line)
{
    if (good)
        return;
    failures++;
    fprintf(stderr, "line %d: %s\n", line, what);
}
#define CHECK(condition) check((condition) ? 1 : 0, #condition, __LINE__)

static void versions(void)
{
    capacity_error err;

    CHECK(capacity_version_number() >= CAPACITY_VERSION_NUMBER);
    CHECK(strlen(capacity_version_string()) >= 5);
    CHECK(capacity_version_check(CAPACITY_VERSION_NUMBER, &err) == CAPACITY_OK);
    CHECK(capacity_model_latest() >= 1);
    CHECK(capacity_model_check(1, &err) == CAPACITY_OK);
    CHECK(capacity_model_check(UINT32_MAX, &err) == CAPACITY_E_MODEL);
    CHECK(err.code == CAPACITY_E_MODEL && err.message[0] != '\0');
    CHECK(strcmp(capacity_status_name(CAPACITY_E_RANGE), "CAPACITY_E_RANGE") == 0);
    CHECK(strcmp(capacity_status_name((capacity_status)-9999), "CAPACITY_E_UNKNOWN") == 0);
}

static void kernels(void)
{
    int64_t users[3] = {1000, -1, 500}, per_user[3] = {3000, 3000, 3000}, pods[3];
    int64_t per_pod[3] = {50000, 50000, 50000}, buffer[3] = {300000, 300000, 300000};
    int64_t low, high, by_cpu, by_memory, nodes, read, write, cost;
    capacity_error err;
    char text[32];
    size_t needed = 0;

    CHECK(capacity_formula_pods(1000, 3000, 50000, 300000, 3000000, &low, &high, &err) ==
          CAPACITY_OK);
    CHECK(low == 2 && high == 6);
    CHECK(capacity_formula_nodes(6000, INT64_C(6710886400), 1800, INT64_C(6815744000), 200000,
                                 &by_cpu, &by_memory, &nodes, &err) == CAPACITY_OK);
    CHECK(by_cpu == 4 && by_memory == 1 && nodes == 5);
    CHECK(capacity_formula_dynamo(1000, 30000, 6000, &read, &write, &err) == CAPACITY_OK);
    CHECK(read == 250000 && write == 100000);
    CHECK(capacity_pods_by_rate_many(users, per_user, per_pod, buffer, 3, pods, &err) ==
          CAPACITY_PARTIAL);
    CHECK(pods[0] == 2 && pods[1] == CAPACITY_INVALID && pods[2] == 1);
    CHECK(capacity_pods_for_zones(7, 3, 1, &low, &err) == CAPACITY_OK && low == 12);
    CHECK(capacity_pods_for_zones(7, 3, 3, &low, &err) == CAPACITY_E_RANGE && low == 12);
    CHECK(capacity_cost_hours(2, 41600000, 730, &cost, &err) == CAPACITY_OK && cost == 60736000);
    CHECK(capacity_cost_format(cost, text, sizeof text, &needed, &err) == CAPACITY_OK);
    CHECK(strcmp(text, "$60.74") == 0 && needed == 6);
    CHECK(capacity_cost_format(cost, text, 3, &needed, &err) == CAPACITY_E_BUFFER && needed == 6);
}

static void fields(void)
{
    capacity_field field = capacity_field_from_name("spike_buffer");
    int64_t low = 0, high = 0, preset = 0, value = 0;
    capacity_error err;

    CHECK(field == CAPACITY_IN_SPIKE_BUFFER_PPM);
    CHECK(strcmp(capacity_field_name(field), "spike_buffer_ppm") == 0);
    CHECK(capacity_field_kind(field) == CAPACITY_KIND_INPUT);
    CHECK(capacity_field_unit(field) == CAPACITY_UNIT_PPM);
    CHECK(capacity_field_range(field, &low, &high, &preset, &err) == CAPACITY_OK);
    CHECK(low == 0 && high == 10000000 && preset == 300000);
    CHECK(capacity_field_parse(field, "30%", 3, &value, &err) == CAPACITY_OK && value == 300000);
    CHECK(capacity_field_parse(field, "30 apples", 9, &value, &err) == CAPACITY_E_SYNTAX);
    CHECK(value == 300000 && err.field == CAPACITY_IN_SPIKE_BUFFER_PPM);
    CHECK(capacity_field_name(CAPACITY_FIELD_NONE) == NULL);
}

static capacity_catalog *own_catalog(void)
{
    const int64_t end = CAPACITY_OPEN, price = 20000000;
    capacity_catalog *catalog = NULL, *again;
    capacity_catalog_builder *builder = NULL;
    capacity_machine machine = CAPACITY_INIT(capacity_machine),
                     found = CAPACITY_INIT(capacity_machine);
    capacity_meter meter = CAPACITY_INIT(capacity_meter);
    capacity_error err;
    int64_t cost = 0;

    strcpy(machine.name, "own.large");
    strcpy(machine.family, "own");
    machine.cpu_mcpu = 4000;
    machine.memory_bytes = 16 * CAPACITY_GIB;
    machine.max_pods = 58;
    machine.hour_nusd = 100000000;
    strcpy(meter.name, "own.traffic");
    strcpy(meter.service, "own");
    strcpy(meter.unit, "GB");
    meter.unit_quantity = CAPACITY_GIB;
    meter.free_quantity = CAPACITY_GIB;
    CHECK(capacity_catalog_builder_new(capacity_catalog_builtin(), NULL, &builder, &err) ==
          CAPACITY_OK);
    CHECK(capacity_catalog_builder_set_source(builder, "own", "here", "2026-11-24", &err) ==
          CAPACITY_OK);
    CHECK(capacity_catalog_builder_put_machine(builder, &machine, &err) == CAPACITY_OK);
    CHECK(capacity_catalog_builder_put_meter(builder, &meter, &end, &price, 1, &err) ==
          CAPACITY_OK);
    CHECK(capacity_catalog_builder_finish(builder, &catalog, &err) == CAPACITY_OK);
    CHECK(capacity_catalog_builder_finish(builder, &again, &err) == CAPACITY_E_STATE);
    capacity_catalog_builder_free(builder);

    CHECK(capacity_catalog_find_machine(catalog, "own.large", &found, &err) == CAPACITY_OK);
    CHECK(found.cpu_mcpu == 4000 && found.max_pods == 58 && strcmp(found.family, "own") == 0);
    CHECK(capacity_catalog_find_machine(catalog, "none", &found, &err) == CAPACITY_E_NOT_FOUND);
    CHECK(capacity_catalog_cost(catalog, "own.traffic", 3 * CAPACITY_GIB, 1, &cost, &err) ==
          CAPACITY_OK);
    CHECK(cost == 40000);
    return catalog;
}

static void rows_of(const capacity_plan *plan)
{
    capacity_plan_component rows[CAPACITY_MAX_ROWS];
    capacity_error err;
    size_t count = 0;

    CHECK(capacity_plan_get_components(plan, NULL, sizeof *rows, 0, &count, &err) == CAPACITY_OK);
    CHECK(count == 3);
    CHECK(capacity_plan_get_components(plan, rows, sizeof *rows, 1, &count, &err) ==
          CAPACITY_E_BUFFER);
    CHECK(capacity_plan_get_components(plan, rows, sizeof *rows, CAPACITY_MAX_ROWS, &count, &err) ==
          CAPACITY_OK);
    CHECK(count == 3 && rows[0].struct_size == sizeof *rows);
    CHECK(strcmp(rows[0].name, "backend") == 0 && strcmp(rows[2].name, "worker") == 0);
    CHECK(rows[0].formula_pods == 2 && rows[0].formula_pods_max == 6);
    CHECK(rows[0].floor == 3 && rows[0].pods >= 3 && rows[2].pods == 4);
}

static void planning(const capacity_catalog *catalog)
{
    static const capacity_field wanted[2] = {CAPACITY_OUT_FORMULA_PODS_MIN,
                                             CAPACITY_IN_CONCURRENT_USERS};
    capacity_component_spec worker = CAPACITY_INIT(capacity_component_spec);
    capacity_plan_options options = CAPACITY_INIT(capacity_plan_options);
    capacity_profile *profile = NULL;
    capacity_plan *plan = NULL;
    capacity_error err;
    int64_t values[2] = {0, 0};

    strcpy(worker.name, "worker");
    worker.traffic_ppm = 100000;
    worker.cpu_request_mcpu = 250;
    worker.memory_request_bytes = 256 * CAPACITY_MIB;
    worker.min_pods = 4;
    options.model = 1;
    CHECK(capacity_profile_new(NULL, &profile, &err) == CAPACITY_OK);
    CHECK(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, 1000, &err) == CAPACITY_OK);
    CHECK(capacity_profile_set(profile, CAPACITY_OUT_PODS, 1, &err) == CAPACITY_E_FIELD);
    CHECK(capacity_profile_set_text(profile, "spike_buffer", "30%", &err) == CAPACITY_OK);
    CHECK(capacity_profile_put_component(profile, &worker, &err) == CAPACITY_OK);
    CHECK(capacity_profile_check(profile, &err) == CAPACITY_OK);
    CHECK(capacity_plan_new(profile, catalog, NULL, &options, &plan, &err) == CAPACITY_OK);
    capacity_profile_free(profile);
    CHECK(capacity_plan_model(plan) == 1);
    CHECK(strstr(capacity_plan_catalog_name(plan), "own") != NULL);
    CHECK(strcmp(capacity_plan_tier_name(plan), "medium") == 0);
    CHECK(capacity_plan_get_many(plan, wanted, 2, values, &err) == CAPACITY_OK);
    CHECK(values[0] == 2 && values[1] == 1000);
    rows_of(plan);
    capacity_plan_unref(plan);
}

int main(void)
{
    capacity_catalog *catalog;

    versions();
    kernels();
    fields();
    catalog = own_catalog();
    planning(catalog);
    capacity_catalog_unref(catalog);
    printf("%d failures\n", failures);
    return failures != 0;
}
