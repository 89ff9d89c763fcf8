/*
 * The field registry: every field whole, looked up, read and written.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

static void every_field_is_whole_and_in_the_order_of_ids(void)
{
    int32_t last = 0;
    TRUE(capacity_field_count() > 180);
    for (size_t i = 0; i < capacity_field_count(); i++) {
        capacity_field field = capacity_field_at(i);
        TRUE((int32_t)field > last);
        last = (int32_t)field;
        TRUE(strlen(capacity_field_name(field)) > 0 && strlen(capacity_field_name(field)) < 64);
        TRUE(strlen(capacity_field_key(field)) > 0);
        TRUE(strlen(capacity_field_summary(field)) > 8);
        TRUE(strlen(capacity_field_source(field)) > 2);
        TRUE(capacity_field_unit(field) != CAPACITY_UNIT_NONE);
        TRUE(capacity_field_kind(field) ==
             ((int32_t)field < 1000 ? CAPACITY_KIND_INPUT : CAPACITY_KIND_OUTPUT));
    }
    EQ(CAPACITY_FIELD_NONE, capacity_field_at(capacity_field_count()));
    EQ(CAPACITY_FIELD_NONE, capacity_field_at(SIZE_MAX));
}

static void names_end_in_the_unit_of_the_integer(void)
{
    for (size_t i = 0; i < capacity_field_count(); i++) {
        capacity_field field = capacity_field_at(i);
        const char *name = capacity_field_name(field);
        const char *suffix = capacity_unit_suffix(capacity_field_unit(field));
        size_t length = strlen(name), tail = strlen(suffix);
        TRUE(tail == 0 || (length > tail && name[length - tail - 1] == '_' &&
                           strcmp(name + length - tail, suffix) == 0));
    }
}

static void fields_are_found_by_name_and_by_key(void)
{
    for (size_t i = 0; i < capacity_field_count(); i++) {
        capacity_field field = capacity_field_at(i);
        EQ(field, capacity_field_from_name(capacity_field_name(field)));
        EQ(field, capacity_field_from_name(capacity_field_key(field)));
    }
    EQ(CAPACITY_FIELD_NONE, capacity_field_from_name("nonsense"));
    EQ(CAPACITY_FIELD_NONE, capacity_field_from_name(""));
    EQ(CAPACITY_FIELD_NONE, capacity_field_from_name(NULL));
}

static void a_misspelt_name_has_a_nearest_one(void)
{
    EQ(CAPACITY_IN_SPIKE_BUFFER_PPM, capacity_field_nearest("spike_bufer", CAPACITY_KIND_NONE));
    EQ(CAPACITY_IN_CONCURRENT_USERS,
       capacity_field_nearest("concurent_users", CAPACITY_KIND_INPUT));
    EQ(CAPACITY_OUT_MONTHLY_UUSD, capacity_field_nearest("monthly_uusdd", CAPACITY_KIND_OUTPUT));
    TRUE(capacity_field_kind(capacity_field_nearest("monthly_uusdd", CAPACITY_KIND_INPUT)) !=
         CAPACITY_KIND_OUTPUT);
    EQ(CAPACITY_FIELD_NONE, capacity_field_nearest("zzzzzzzzzzzzzz", CAPACITY_KIND_NONE));
    EQ(CAPACITY_FIELD_NONE, capacity_field_nearest(NULL, CAPACITY_KIND_NONE));
}

static void defaults_lie_in_their_ranges(void)
{
    for (size_t i = 0; i < capacity_field_count(); i++) {
        capacity_field field = capacity_field_at(i);
        int64_t lowest = -7, highest = -7, preset = -7;
        if (capacity_field_kind(field) != CAPACITY_KIND_INPUT) {
            FAILS(CAPACITY_E_FIELD, "is not an input",
                  capacity_field_range(field, &lowest, &highest, &preset, &test_err));
            EQ(-7, lowest);
            continue;
        }
        OK(capacity_field_range(field, &lowest, &highest, &preset, NULL));
        TRUE(lowest <= highest);
        TRUE(preset == CAPACITY_AUTO || (preset >= lowest && preset <= highest));
        TRUE(preset != CAPACITY_AUTO || lowest > CAPACITY_AUTO); /* auto is never a value */
        OK(capacity_field_range(field, NULL, NULL, NULL, NULL));
    }
    FAILS(CAPACITY_E_FIELD, "field 99 is not an input",
          capacity_field_range((capacity_field)99, NULL, NULL, NULL, &test_err));
}

static void choices_cover_the_range_and_no_more(void)
{
    for (size_t i = 0; i < capacity_field_count(); i++) {
        capacity_field field = capacity_field_at(i);
        capacity_unit unit = capacity_field_unit(field);
        int64_t lowest, highest, value;
        if (unit != CAPACITY_UNIT_ENUM && unit != CAPACITY_UNIT_BOOL) {
            TRUE(capacity_field_choice(field, 1) == NULL);
            continue;
        }
        OK(capacity_field_range(field, &lowest, &highest, NULL, NULL));
        for (int64_t choice = lowest; choice <= highest; choice++) {
            const char *name = capacity_field_choice(field, choice);
            TRUE(name != NULL);
            OK(capacity_field_parse(field, TEXT(name), &value, NULL));
            EQ(choice, value);
        }
        TRUE(capacity_field_choice(field, lowest - 1) == NULL);
        TRUE(capacity_field_choice(field, highest + 1) == NULL);
    }
}

/* Both ends and the default of every field, written in people's units and read back. */
static void values_are_written_and_read_back(void)
{
    for (size_t i = 0; i < capacity_field_count(); i++) {
        capacity_field field = capacity_field_at(i);
        int64_t values[4] = {0, 1, 123456789, 4000000}, back;
        size_t count = 4;
        if (capacity_field_unit(field) == CAPACITY_UNIT_NAME)
            continue;
        if (capacity_field_kind(field) == CAPACITY_KIND_INPUT) {
            OK(capacity_field_range(field, &values[0], &values[1], &values[2], NULL));
            count = 3;
        }
        for (size_t v = 0; v < count; v++) {
            char text[64];
            size_t needed = 0;
            OK(capacity_field_format(field, values[v], text, sizeof text, &needed, NULL));
            EQ(strlen(text), needed);
            OK(capacity_field_parse(field, TEXT(text), &back, NULL));
            EQ(values[v], back);
        }
    }
}

static void people_write_values_in_many_ways(void)
{
    static const struct {
        capacity_field field;
        const char *text;
        int64_t value;
    } good[] = {
        {CAPACITY_IN_CONCURRENT_USERS, "1000", 1000},
        {CAPACITY_IN_CONCURRENT_USERS, "auto", CAPACITY_AUTO},
        {CAPACITY_IN_REQUESTS_PER_USER_MRPM, "2", 2000},
        {CAPACITY_IN_REQUESTS_PER_USER_MRPM, "2.5", 2500},
        {CAPACITY_IN_READS_PER_USER_MRPM, "0.5/s", 30000},
        {CAPACITY_IN_BACKEND_CPU_REQUEST_MCPU, "250m", 250},
        {CAPACITY_IN_BACKEND_CPU_REQUEST_MCPU, "0.25", 250},
        {CAPACITY_IN_BACKEND_MEMORY_REQUEST_BYTES, "512Mi", 512 * CAPACITY_MIB},
        {CAPACITY_IN_RESPONSE_TIME_US, "200ms", 200000},
        {CAPACITY_IN_SPIKE_BUFFER_PPM, "30%", 300000},
        {CAPACITY_IN_SPIKE_BUFFER_PPM, "0.3", 300000},
        {CAPACITY_IN_MAX_FACTOR_PPM, "3", 3000000},
        {CAPACITY_IN_BILLING_MODE, "provisioned", 2},
        {CAPACITY_IN_BILL_NAT, "off", 0},
        {CAPACITY_IN_BILL_NAT, "no", 0},
        {CAPACITY_IN_BILL_NAT, "false", 0},
        {CAPACITY_IN_BILL_NAT, "true", 1},
        {CAPACITY_IN_LLM_INPUT_PRICE_NUSD, "$3.00", 3000000000},
    };
    for (size_t i = 0; i < COUNT(good); i++) {
        int64_t value = -7;
        OK(capacity_field_parse(good[i].field, TEXT(good[i].text), &value, NULL));
        EQ(good[i].value, value);
    }
}

static void wrong_values_are_refused_with_words(void)
{
    static const struct {
        capacity_field field;
        const char *text;
        capacity_status status;
        const char *part;
    } bad[] = {
        {CAPACITY_IN_CONCURRENT_USERS, "NaN", CAPACITY_E_SYNTAX, "concurrent_users"},
        {CAPACITY_IN_CONCURRENT_USERS, "", CAPACITY_E_SYNTAX, "concurrent_users"},
        {CAPACITY_IN_CONCURRENT_USERS, "1e3", CAPACITY_E_SYNTAX, "concurrent_users"},
        {CAPACITY_IN_CONCURRENT_USERS, "1000000001", CAPACITY_E_RANGE,
         "concurrent_users 1000000001 exceeds 1000000000"},
        {CAPACITY_IN_ACTIVE_RATIO_PPM, "0%", CAPACITY_E_RANGE, "is below 0.0001%"},
        {CAPACITY_IN_ACTIVE_RATIO_PPM, "auto", CAPACITY_E_SYNTAX, "active_ratio"},
        {CAPACITY_IN_REQUESTS_PER_USER_MRPM, "2.0005", CAPACITY_E_RANGE, "digits"},
        {CAPACITY_IN_BILLING_MODE, "cheap", CAPACITY_E_SYNTAX,
         "'cheap' is not one of on_demand, provisioned, cheapest"},
        {CAPACITY_IN_BILL_NAT, "maybe", CAPACITY_E_SYNTAX, "'maybe' is not one of off, on"},
        {CAPACITY_IN_BILLING_MODE, "yes", CAPACITY_E_SYNTAX, "is not one of"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        int64_t value = -7;
        FAILS(bad[i].status, bad[i].part,
              capacity_field_parse(bad[i].field, TEXT(bad[i].text), &value, &test_err));
        EQ(bad[i].field, test_err.field);
        EQ(-7, value);
    }
}

static void wrong_fields_and_pointers_are_refused(void)
{
    int64_t value = -7;
    char text[8];
    FAILS(CAPACITY_E_FIELD, "field 7 is unknown",
          capacity_field_parse((capacity_field)7, TEXT("1"), &value, &test_err));
    FAILS(CAPACITY_E_FIELD, "node_type is a name",
          capacity_field_parse(CAPACITY_IN_NODE_TYPE, TEXT("m5.large"), &value, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "text",
          capacity_field_parse(CAPACITY_IN_ZONES, NULL, 0, &value, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "value",
          capacity_field_parse(CAPACITY_IN_ZONES, TEXT("3"), NULL, &test_err));
    FAILS(CAPACITY_E_FIELD, "name",
          capacity_field_format(CAPACITY_IN_NODE_TYPE, 1, text, sizeof text, NULL, &test_err));
    FAILS(CAPACITY_E_BUFFER, "too small",
          capacity_field_format(CAPACITY_IN_CONCURRENT_USERS, 123456789, text, sizeof text, NULL,
                                &test_err));
    SAME("1234567", text);
    EQ(-7, value);
    TRUE(capacity_field_name((capacity_field)7) == NULL);
    TRUE(capacity_field_key((capacity_field)7) == NULL);
    TRUE(capacity_field_summary((capacity_field)7) == NULL);
    TRUE(capacity_field_source((capacity_field)7) == NULL);
    TRUE(capacity_field_choice((capacity_field)7, 0) == NULL);
    EQ(CAPACITY_KIND_NONE, capacity_field_kind((capacity_field)7));
    EQ(CAPACITY_UNIT_NONE, capacity_field_unit((capacity_field)7));
    SAME("", capacity_unit_suffix((capacity_unit)99));
    EQ(0, capacity_unit_decimals((capacity_unit)99));
    EQ(9, capacity_unit_decimals(CAPACITY_UNIT_NUSD));
}

static const scenario scenarios[] = {
    SCENARIO(every_field_is_whole_and_in_the_order_of_ids),
    SCENARIO(names_end_in_the_unit_of_the_integer),
    SCENARIO(fields_are_found_by_name_and_by_key),
    SCENARIO(a_misspelt_name_has_a_nearest_one),
    SCENARIO(defaults_lie_in_their_ranges),
    SCENARIO(choices_cover_the_range_and_no_more),
    SCENARIO(values_are_written_and_read_back),
    SCENARIO(people_write_values_in_many_ways),
    SCENARIO(wrong_values_are_refused_with_words),
    SCENARIO(wrong_fields_and_pointers_are_refused),
};

TEST_MAIN(fields, NULL)
