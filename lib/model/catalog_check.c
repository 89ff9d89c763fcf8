/*
 * The ranges of catalogue rows that a caller hands in.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/catalog_builder.h"
#include "model/check.h"

#define COUNT(members) (sizeof(members) / sizeof *(members))

/* A million USD for a priced unit, a million cores, a PiB: beyond any real entry, and small enough
 * that what plans compute from them has room. */
#define PRICE_MAX INT64_C(1000000000000000)
#define CPU_MAX INT64_C(1000000000)
#define MEMORY_MAX (INT64_C(1) << 50)
#define UNIT_MAX (INT64_C(1) << 53)
#define KBPS_MAX INT64_C(1000000000000)

#define MACHINE(name, lowest, highest) CAPACITY__NUMBER(capacity_machine, name, lowest, highest)
#define MACHINE_TEXT(name, rule) CAPACITY__TEXT_OF(capacity_machine, name, CAPACITY__TEXT_##rule)
#define METER(name, lowest, highest) CAPACITY__NUMBER(capacity_meter, name, lowest, highest)
#define METER_TEXT(name, rule) CAPACITY__TEXT_OF(capacity_meter, name, CAPACITY__TEXT_##rule)
#define OPTION(name, lowest, highest) CAPACITY__NUMBER(capacity_option, name, lowest, highest)
#define OPTION_TEXT(name, rule) CAPACITY__TEXT_OF(capacity_option, name, CAPACITY__TEXT_##rule)

/* The first text of each is its name, without which there is nothing to begin a message with. */
static const capacity__text machine_texts[] = {
    MACHINE_TEXT(name, NAME),
    MACHINE_TEXT(family, NAME_OPTIONAL),
    MACHINE_TEXT(as_of, LABEL_OPTIONAL),
    MACHINE_TEXT(source, LABEL_OPTIONAL),
};
static const capacity__number machine_numbers[] = {
    MACHINE(cpu_mcpu, 1, CPU_MAX),    MACHINE(memory_bytes, 1, MEMORY_MAX),
    MACHINE(interfaces, 0, 1000),     MACHINE(addresses_per_interface, 0, 1000),
    MACHINE(max_pods, 0, 1000000),    MACHINE(network_kbps, 0, KBPS_MAX),
    MACHINE(hour_nusd, 0, PRICE_MAX), MACHINE(baseline_ppm, 0, CAPACITY_PPM),
};
static const capacity__text meter_texts[] = {
    METER_TEXT(name, NAME),
    METER_TEXT(service, LABEL),
    METER_TEXT(item, LABEL_OPTIONAL),
    METER_TEXT(unit, LABEL),
    METER_TEXT(region, LABEL_OPTIONAL),
    METER_TEXT(as_of, LABEL_OPTIONAL),
    METER_TEXT(source, LABEL_OPTIONAL),
};
static const capacity__number meter_numbers[] = {
    METER(unit_quantity, 1, UNIT_MAX),
    METER(free_quantity, 0, INT64_MAX),
};
static const capacity__text option_texts[] = {
    OPTION_TEXT(scope, NAME),
    OPTION_TEXT(as_of, LABEL_OPTIONAL),
    OPTION_TEXT(source, LABEL_OPTIONAL),
};
static const capacity__number option_numbers[] = {
    OPTION(price_nusd, 0, PRICE_MAX),
    OPTION(off_ppm, 0, CAPACITY_PPM - 1), /* a machine for nothing is no purchase option */
    OPTION(low_ppm, 0, CAPACITY_PPM),
    OPTION(high_ppm, 0, CAPACITY_PPM),
};

static void subject_of(char *to, size_t size, const char *what, const char *name)
{
    capacity__out out = capacity__out_new(to, size);
    capacity__put_format(&out, "%s %s", what, name);
    (void)capacity__out_end(&out, NULL, NULL);
}

static capacity_status contradiction(capacity_error *err, const char *whose, const char *sentence)
{
    return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1, "%s: %s", whose,
                          sentence);
}

capacity_status capacity__check_machine(const capacity_machine *machine, capacity_error *err)
{
    char whose[CAPACITY_NAME_SIZE + 16];
    CAPACITY__TRY(capacity__check_texts(err, "machine", machine, machine_texts, 1));
    subject_of(whose, sizeof whose, "machine", machine->name);
    CAPACITY__TRY(capacity__check_texts(err, whose, machine, machine_texts, COUNT(machine_texts)));
    CAPACITY__TRY(
        capacity__check_numbers(err, whose, machine, machine_numbers, COUNT(machine_numbers)));
    if ((machine->interfaces == 0) != (machine->addresses_per_interface == 0))
        return contradiction(err, whose, "interfaces and addresses_per_interface need each other");
    return capacity__check_flags(err, whose, machine->flags, CAPACITY_CATALOG_ARM64);
}

capacity_status capacity__check_meter(const capacity_meter *meter, capacity_error *err)
{
    char whose[CAPACITY_NAME_SIZE + 16];
    CAPACITY__TRY(capacity__check_texts(err, "meter", meter, meter_texts, 1));
    subject_of(whose, sizeof whose, "meter", meter->name);
    CAPACITY__TRY(capacity__check_texts(err, whose, meter, meter_texts, COUNT(meter_texts)));
    CAPACITY__TRY(capacity__check_numbers(err, whose, meter, meter_numbers, COUNT(meter_numbers)));
    return capacity__check_flags(err, whose, meter->flags, CAPACITY_CATALOG_INFERRED);
}

capacity_status capacity__check_bands(const capacity_meter *meter, const int64_t *ends,
                                      const int64_t *prices, size_t n, capacity_error *err)
{
    if (n == 0)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "meter %s: 0 bands are below 1", meter->name);
    if (n > CAPACITY_MAX_ROWS)
        return capacity__fail(err, CAPACITY_E_TOO_LARGE, CAPACITY_FIELD_NONE, -1,
                              "meter %s: %zu bands exceed %zu", meter->name, n,
                              (size_t)CAPACITY_MAX_ROWS);
    int64_t start = 0;
    for (size_t i = 0; i < n; i++) {
        if (ends[i] <= start)
            return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, (int64_t)i,
                                  "meter %s: band end %" PRId64 " is not above %" PRId64,
                                  meter->name, ends[i], start);
        if (prices[i] < 0 || prices[i] > PRICE_MAX)
            return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, (int64_t)i,
                                  "meter %s: band price %" PRId64
                                  " nusd is not between 0 and %" PRId64,
                                  meter->name, prices[i], PRICE_MAX);
        start = ends[i];
    }
    return CAPACITY_OK;
}

capacity_status capacity__check_option(const capacity_option *option, capacity_error *err)
{
    char whose[CAPACITY_NAME_SIZE + 16];
    CAPACITY__TRY(capacity__check_texts(err, "option", option, option_texts, 1));
    subject_of(whose, sizeof whose, "option for", option->scope);
    if (option->kind < CAPACITY_OPTION_SPOT_MEASURED ||
        option->kind > CAPACITY_OPTION_CONVERTIBLE_3Y_NO_UPFRONT)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s: kind %" PRId64 " is none of 1 to 7", whose,
                              (int64_t)option->kind);
    CAPACITY__TRY(capacity__check_texts(err, whose, option, option_texts, COUNT(option_texts)));
    CAPACITY__TRY(
        capacity__check_numbers(err, whose, option, option_numbers, COUNT(option_numbers)));
    if (option->price_nusd == 0 && option->off_ppm == 0)
        return contradiction(err, whose, "neither price_nusd nor off_ppm is given");
    if (option->high_ppm != 0 && option->low_ppm > option->high_ppm)
        return contradiction(err, whose, "low_ppm exceeds high_ppm");
    return CAPACITY_OK;
}
