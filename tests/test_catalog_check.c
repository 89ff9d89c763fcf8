/*
 * What a catalogue builder refuses: every member at both ends of its range, texts, bands and rows
 * of other sizes.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#define PRICE INT64_C(1000000000000000)

static const int64_t open_end[] = {INT64_MAX}, one_price[] = {1};

static capacity_machine machine_row(void)
{
    capacity_machine row = CAPACITY_INIT(capacity_machine);
    snprintf(row.name, sizeof row.name, "box.large");
    row.cpu_mcpu = 1;
    row.memory_bytes = 1;
    row.interfaces = 1;
    row.addresses_per_interface = 1;
    return row;
}

static capacity_meter meter_row(void)
{
    capacity_meter row = CAPACITY_INIT(capacity_meter);
    snprintf(row.name, sizeof row.name, "own.hour");
    snprintf(row.service, sizeof row.service, "own");
    snprintf(row.unit, sizeof row.unit, "hour");
    row.unit_quantity = 1;
    return row;
}

static capacity_option option_row(void)
{
    capacity_option row = CAPACITY_INIT(capacity_option);
    row.kind = CAPACITY_OPTION_SPOT_MEASURED;
    snprintf(row.scope, sizeof row.scope, "box.large");
    row.price_nusd = 1;
    row.off_ppm = 1;
    return row;
}

/* One valid row of each kind, and how it is put. */
typedef union any_row {
    capacity_machine machine;
    capacity_meter meter;
    capacity_option option;
} any_row;

enum { MACHINE, METER, OPTION };

static any_row valid(int kind)
{
    any_row row;
    memset(&row, 0, sizeof row);
    if (kind == MACHINE)
        row.machine = machine_row();
    else if (kind == METER)
        row.meter = meter_row();
    else
        row.option = option_row();
    return row;
}

static capacity_status put(capacity_catalog_builder *builder, int kind, const any_row *row,
                           capacity_error *err)
{
    if (kind == MACHINE)
        return capacity_catalog_builder_put_machine(builder, &row->machine, err);
    if (kind == METER)
        return capacity_catalog_builder_put_meter(builder, &row->meter, open_end, one_price, 1,
                                                  err);
    return capacity_catalog_builder_put_option(builder, &row->option, err);
}

static capacity_catalog_builder *builder_new(void)
{
    capacity_catalog_builder *builder;
    NEW(builder, capacity_catalog_builder_new(NULL, test_allocator(), &builder, NULL));
    return builder;
}

#define NUMBER(kind, type, member, low, high)                                                      \
    {                                                                                              \
        kind, #member, offsetof(type, member), low, high                                           \
    }
#define TEXT_MEMBER(kind, type, member, needed, name)                                              \
    {                                                                                              \
        kind, #member, offsetof(type, member), sizeof(((type *)0)->member), needed, name           \
    }

static const struct {
    int kind;
    const char *member;
    size_t offset;
    int64_t low, high;
} numbers[] = {
    NUMBER(MACHINE, capacity_machine, cpu_mcpu, 1, 1000000000),
    NUMBER(MACHINE, capacity_machine, memory_bytes, 1, INT64_C(1) << 50),
    NUMBER(MACHINE, capacity_machine, interfaces, 1, 1000),
    NUMBER(MACHINE, capacity_machine, addresses_per_interface, 1, 1000),
    NUMBER(MACHINE, capacity_machine, max_pods, 0, 1000000),
    NUMBER(MACHINE, capacity_machine, network_kbps, 0, INT64_C(1000000000000)),
    NUMBER(MACHINE, capacity_machine, hour_nusd, 0, PRICE),
    NUMBER(MACHINE, capacity_machine, baseline_ppm, 0, 1000000),
    NUMBER(METER, capacity_meter, unit_quantity, 1, INT64_C(1) << 53),
    NUMBER(METER, capacity_meter, free_quantity, 0, INT64_MAX),
    NUMBER(OPTION, capacity_option, price_nusd, 0, PRICE),
    NUMBER(OPTION, capacity_option, off_ppm, 0, 999999),
    NUMBER(OPTION, capacity_option, low_ppm, 0, 1000000),
    NUMBER(OPTION, capacity_option, high_ppm, 0, 1000000),
};

static const struct {
    int kind;
    const char *member;
    size_t offset, size;
    bool needed, name;
} texts[] = {
    TEXT_MEMBER(MACHINE, capacity_machine, name, true, true),
    TEXT_MEMBER(MACHINE, capacity_machine, family, false, true),
    TEXT_MEMBER(MACHINE, capacity_machine, as_of, false, false),
    TEXT_MEMBER(MACHINE, capacity_machine, source, false, false),
    TEXT_MEMBER(METER, capacity_meter, name, true, true),
    TEXT_MEMBER(METER, capacity_meter, service, true, false),
    TEXT_MEMBER(METER, capacity_meter, item, false, false),
    TEXT_MEMBER(METER, capacity_meter, unit, true, false),
    TEXT_MEMBER(METER, capacity_meter, region, false, false),
    TEXT_MEMBER(METER, capacity_meter, as_of, false, false),
    TEXT_MEMBER(METER, capacity_meter, source, false, false),
    TEXT_MEMBER(OPTION, capacity_option, scope, true, true),
    TEXT_MEMBER(OPTION, capacity_option, as_of, false, false),
    TEXT_MEMBER(OPTION, capacity_option, source, false, false),
};

static void set_number(any_row *row, size_t offset, int64_t value)
{
    memcpy((char *)row + offset, &value, sizeof value);
}

static void every_number_is_taken_at_both_ends_and_not_beyond(void)
{
    capacity_catalog_builder *builder = builder_new();
    for (size_t i = 0; i < COUNT(numbers); i++) {
        any_row row = valid(numbers[i].kind);
        set_number(&row, numbers[i].offset, numbers[i].low);
        OK(put(builder, numbers[i].kind, &row, NULL));
        set_number(&row, numbers[i].offset, numbers[i].high);
        OK(put(builder, numbers[i].kind, &row, NULL));

        set_number(&row, numbers[i].offset, numbers[i].low - 1);
        FAILS(CAPACITY_E_RANGE, "", put(builder, numbers[i].kind, &row, &test_err));
        CONTAINS(numbers[i].member, test_err.message);
        set_number(&row, numbers[i].offset, INT64_MIN);
        FAILS(CAPACITY_E_RANGE, numbers[i].member, put(builder, numbers[i].kind, &row, &test_err));
        if (numbers[i].high == INT64_MAX)
            continue;
        set_number(&row, numbers[i].offset, numbers[i].high + 1);
        FAILS(CAPACITY_E_RANGE, "exceeds", put(builder, numbers[i].kind, &row, &test_err));
        CONTAINS(numbers[i].member, test_err.message);
    }
}

static void messages_say_whose_value_and_limit(void)
{
    capacity_catalog_builder *builder = builder_new();
    capacity_machine row = machine_row();
    row.cpu_mcpu = 0;
    FAILS(CAPACITY_E_RANGE, "machine box.large: cpu_mcpu 0 is below 1",
          capacity_catalog_builder_put_machine(builder, &row, &test_err));
    row.cpu_mcpu = 1000000001;
    FAILS(CAPACITY_E_RANGE, "machine box.large: cpu_mcpu 1000000001 exceeds 1000000000",
          capacity_catalog_builder_put_machine(builder, &row, &test_err));
}

static void every_text_fits_its_member_or_is_refused(void)
{
    capacity_catalog_builder *builder = builder_new();
    for (size_t i = 0; i < COUNT(texts); i++) {
        any_row row = valid(texts[i].kind);
        char *text = (char *)&row + texts[i].offset;
        memset(text, 0, texts[i].size);
        memset(text, 'a', texts[i].size - 1);
        OK(put(builder, texts[i].kind, &row, NULL));
        text[texts[i].size - 1] = 'a';
        FAILS(CAPACITY_E_RANGE, "does not end", put(builder, texts[i].kind, &row, &test_err));
        CONTAINS(texts[i].member, test_err.message);
    }
}

static void texts_hold_no_control_characters(void)
{
    static const char *const bad[] = {"a\nb", "a\x1b[2Jb", "a\x7f", "\t", "a\xc2\x9b"};
    capacity_catalog_builder *builder = builder_new();
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t j = 0; j < COUNT(bad); j++) {
            any_row row = valid(texts[i].kind);
            snprintf((char *)&row + texts[i].offset, texts[i].size, "%s", bad[j]);
            FAILS(CAPACITY_E_RANGE, "control character",
                  put(builder, texts[i].kind, &row, &test_err));
        }
}

/* What is stored is written again: it has to be text. */
static void texts_are_utf8(void)
{
    static const char *const bad[] = {"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\xaf"};
    capacity_catalog_builder *builder = builder_new();
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t j = 0; j < COUNT(bad); j++) {
            any_row row = valid(texts[i].kind);
            snprintf((char *)&row + texts[i].offset, texts[i].size, "%s", bad[j]);
            FAILS(CAPACITY_E_RANGE, "is not UTF-8", put(builder, texts[i].kind, &row, &test_err));
        }
    FAILS(CAPACITY_E_RANGE, "is not UTF-8",
          capacity_catalog_builder_set_source(builder, "a", "b\xff", "2026-11-01", &test_err));
}

static void names_follow_the_rule_and_labels_need_not(void)
{
    static const char *const bad[] = {"Box", "-box", "box-", "box large", "b\xc3\xb6x", "box/1"};
    capacity_catalog_builder *builder = builder_new();
    for (size_t i = 0; i < COUNT(texts); i++) {
        any_row row = valid(texts[i].kind);
        char *text = (char *)&row + texts[i].offset;
        for (size_t j = 0; j < COUNT(bad); j++) {
            memset(text, 0, texts[i].size);
            snprintf(text, texts[i].size, "%s", bad[j]);
            if (texts[i].name)
                FAILS(CAPACITY_E_RANGE, "is not a name",
                      put(builder, texts[i].kind, &row, &test_err));
            else
                OK(put(builder, texts[i].kind, &row, NULL));
        }
        memset(text, 0, texts[i].size);
        if (texts[i].needed)
            FAILS(CAPACITY_E_RANGE, "is empty", put(builder, texts[i].kind, &row, &test_err));
        else
            OK(put(builder, texts[i].kind, &row, NULL));
    }
}

static void flags_of_the_other_kind_are_refused(void)
{
    capacity_catalog_builder *builder = builder_new();
    capacity_machine machine = machine_row();
    capacity_meter meter = meter_row();
    machine.flags = CAPACITY_CATALOG_INFERRED;
    meter.flags = CAPACITY_CATALOG_ARM64;
    FAILS(CAPACITY_E_RANGE, "machine box.large: flags 2 have bits outside 1",
          capacity_catalog_builder_put_machine(builder, &machine, &test_err));
    FAILS(CAPACITY_E_RANGE, "meter own.hour: flags 1 have bits outside 2",
          capacity_catalog_builder_put_meter(builder, &meter, open_end, one_price, 1, &test_err));
}

static void interfaces_and_addresses_need_each_other(void)
{
    capacity_catalog_builder *builder = builder_new();
    capacity_machine row = machine_row();
    row.interfaces = 0;
    FAILS(CAPACITY_E_RANGE, "need each other",
          capacity_catalog_builder_put_machine(builder, &row, &test_err));
    row.addresses_per_interface = 0;
    OK(capacity_catalog_builder_put_machine(builder, &row, NULL));
}

static void options_say_something_consistent(void)
{
    capacity_catalog_builder *builder = builder_new();
    capacity_option row = option_row();
    row.price_nusd = row.off_ppm = 0;
    FAILS(CAPACITY_E_RANGE, "option for box.large: neither price_nusd nor off_ppm",
          capacity_catalog_builder_put_option(builder, &row, &test_err));
    row = option_row();
    row.low_ppm = 300000;
    row.high_ppm = 299999;
    FAILS(CAPACITY_E_RANGE, "low_ppm exceeds high_ppm",
          capacity_catalog_builder_put_option(builder, &row, &test_err));
    row.high_ppm = 300000;
    OK(capacity_catalog_builder_put_option(builder, &row, NULL));
    static const uint32_t bad[] = {0, 8, UINT32_MAX};
    for (size_t i = 0; i < COUNT(bad); i++) {
        row.kind = bad[i];
        FAILS(CAPACITY_E_RANGE, "is none of 1 to 7",
              capacity_catalog_builder_put_option(builder, &row, &test_err));
    }
}

static void bands_rise_and_have_prices(void)
{
    static const struct {
        int64_t ends[3], prices[3];
        size_t n;
        int64_t index;
        const char *message;
    } bad[] = {
        {{0}, {1}, 1, 0, "band end 0 is not above 0"},
        {{-1}, {1}, 1, 0, "band end -1 is not above 0"},
        {{10, 10, 20}, {1, 1, 1}, 3, 1, "band end 10 is not above 10"},
        {{10, INT64_MAX, INT64_MAX}, {1, 1, 1}, 3, 2, "is not above"},
        {{10, 20, 30}, {1, 1, -1}, 3, 2, "band price -1 nusd"},
        {{10, 20, 30}, {1, PRICE + 1, 1}, 3, 1, "band price 1000000000000001 nusd"},
    };
    capacity_catalog_builder *builder = builder_new();
    capacity_meter row = meter_row();
    for (size_t i = 0; i < COUNT(bad); i++) {
        FAILS(CAPACITY_E_RANGE, bad[i].message,
              capacity_catalog_builder_put_meter(builder, &row, bad[i].ends, bad[i].prices,
                                                 bad[i].n, &test_err));
        EQ(bad[i].index, test_err.index);
    }
    const int64_t ends[] = {1, 2, INT64_MAX}, prices[] = {0, PRICE, 0};
    OK(capacity_catalog_builder_put_meter(builder, &row, ends, prices, 3, NULL));
}

static void a_meter_has_1_to_16_bands(void)
{
    capacity_catalog_builder *builder = builder_new();
    capacity_meter row = meter_row();
    int64_t ends[CAPACITY_MAX_ROWS + 1], prices[CAPACITY_MAX_ROWS + 1];
    for (int i = 0; i <= CAPACITY_MAX_ROWS; i++) {
        ends[i] = i + 1;
        prices[i] = i;
    }
    FAILS(CAPACITY_E_RANGE, "0 bands",
          capacity_catalog_builder_put_meter(builder, &row, ends, prices, 0, &test_err));
    OK(capacity_catalog_builder_put_meter(builder, &row, ends, prices, CAPACITY_MAX_ROWS, NULL));
    FAILS(CAPACITY_E_TOO_LARGE, "17 bands exceed 16",
          capacity_catalog_builder_put_meter(builder, &row, ends, prices, CAPACITY_MAX_ROWS + 1,
                                             &test_err));
    FAILS(
        CAPACITY_E_TOO_LARGE, "exceed 16",
        capacity_catalog_builder_put_meter(builder, &row, ends, prices, SIZE_MAX / 16, &test_err));
}

static void rows_of_other_sizes_follow_the_protocol(void)
{
    static const size_t sizes[] = {sizeof(capacity_machine), sizeof(capacity_meter),
                                   sizeof(capacity_option)};
    capacity_catalog_builder *builder = builder_new();
    for (int kind = MACHINE; kind <= OPTION; kind++) {
        struct {
            any_row row;
            char tail[16];
        } longer;
        memset(&longer, 0, sizeof longer);
        longer.row = valid(kind);
        uint32_t size = 0;
        memcpy(&longer, &size, sizeof size);
        FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 0", put(builder, kind, &longer.row, &test_err));
        size = (uint32_t)sizes[kind] - 1;
        memcpy(&longer, &size, sizeof size);
        FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size", put(builder, kind, &longer.row, &test_err));
        size = (uint32_t)sizes[kind] + 8;
        memcpy(&longer, &size, sizeof size);
        OK(put(builder, kind, &longer.row, NULL));
        ((char *)&longer)[sizes[kind] + 7] = 1;
        FAILS(CAPACITY_E_STRUCT_NEWER, "", put(builder, kind, &longer.row, &test_err));
        size = 4097;
        memcpy(&longer, &size, sizeof size);
        FAILS(CAPACITY_E_STRUCT_SIZE, "4096", put(builder, kind, &longer.row, &test_err));
    }
}

static void the_source_has_a_name_a_region_and_a_date(void)
{
    char long_name[CAPACITY_NAME_SIZE + 1];
    memset(long_name, 'a', sizeof long_name);
    long_name[CAPACITY_NAME_SIZE] = '\0';
    capacity_catalog_builder *builder = builder_new();
    FAILS(CAPACITY_E_RANGE, "catalogue: name is empty",
          capacity_catalog_builder_set_source(builder, "", "b", "2026-11-01", &test_err));
    FAILS(CAPACITY_E_RANGE, "catalogue: region is empty",
          capacity_catalog_builder_set_source(builder, "a", "", "2026-11-01", &test_err));
    FAILS(CAPACITY_E_RANGE, "name of 64 bytes exceeds 63",
          capacity_catalog_builder_set_source(builder, long_name, "b", "2026-11-01", &test_err));
    FAILS(CAPACITY_E_RANGE, "control character",
          capacity_catalog_builder_set_source(builder, "a", "b\n", "2026-11-01", &test_err));
    long_name[CAPACITY_NAME_SIZE - 1] = '\0';
    OK(capacity_catalog_builder_set_source(builder, long_name, long_name, "2026-11-01", NULL));
}

static void dates_are_days_that_exist(void)
{
    static const char *const good[] = {"2026-11-24", "0000-01-01", "9999-12-31", "2024-02-29",
                                       "2000-02-29"};
    static const char *const bad[] = {"",           "2026-11-2",  "2026-11-240", "2026/11/24",
                                      "2026-13-01", "2026-00-01", "2026-01-00",  "2026-01-32",
                                      "2026-04-31", "2025-02-29", "1900-02-29",  "20x6-11-24",
                                      "2026-1a-01", "-026-01-01", "today"};
    capacity_catalog_builder *builder = builder_new();
    for (size_t i = 0; i < COUNT(good); i++)
        OK(capacity_catalog_builder_set_source(builder, "a", "b", good[i], NULL));
    for (size_t i = 0; i < COUNT(bad); i++)
        FAILS(CAPACITY_E_RANGE, "is not a date like 2026-11-24",
              capacity_catalog_builder_set_source(builder, "a", "b", bad[i], &test_err));
}

static const scenario scenarios[] = {
    SCENARIO(every_number_is_taken_at_both_ends_and_not_beyond),
    SCENARIO(messages_say_whose_value_and_limit),
    SCENARIO(every_text_fits_its_member_or_is_refused),
    SCENARIO(texts_hold_no_control_characters),
    SCENARIO(texts_are_utf8),
    SCENARIO(names_follow_the_rule_and_labels_need_not),
    SCENARIO(flags_of_the_other_kind_are_refused),
    SCENARIO(interfaces_and_addresses_need_each_other),
    SCENARIO(options_say_something_consistent),
    SCENARIO(bands_rise_and_have_prices),
    SCENARIO(a_meter_has_1_to_16_bands),
    SCENARIO(rows_of_other_sizes_follow_the_protocol),
    SCENARIO(the_source_has_a_name_a_region_and_a_date),
    SCENARIO(dates_are_days_that_exist),
};

TEST_MAIN(catalog_check, NULL)
