/*
 * Quantities: what parses is formatted and parses back to the same number, for units and fields.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

enum { TEXT = 160 };

static void unit_both_ways(capacity_unit unit, const char *text, size_t size)
{
    capacity_error err;
    int64_t value = -7, again = -8;
    char shown[TEXT];
    size_t needed = 0;
    HOLDS(capacity_unit_suffix(unit) != NULL);
    HOLDS(capacity_unit_decimals(unit) >= 0 && capacity_unit_decimals(unit) <= 9);
    if (!fuzz_status(capacity_unit_parse(unit, text, size, &value, &err), &err)) {
        HOLDS(value == -7);
        return;
    }
    HOLDS(capacity_unit_format(unit, value, shown, sizeof shown, &needed, &err) == CAPACITY_OK);
    HOLDS(needed == strlen(shown));
    HOLDS(capacity_unit_parse(unit, shown, needed, &again, &err) == CAPACITY_OK);
    HOLDS(again == value);
}

static void field_both_ways(capacity_field field, const char *text, size_t size)
{
    capacity_error err;
    int64_t value = -7, again = -8, lowest = 0, highest = 0, preset = 0;
    char shown[TEXT];
    size_t needed = 0;
    capacity_status status = capacity_field_range(field, &lowest, &highest, &preset, &err);
    bool ranged = fuzz_status(status, &err);
    if (!fuzz_status(capacity_field_parse(field, text, size, &value, &err), &err)) {
        HOLDS(value == -7);
        return;
    }
    HOLDS(capacity_field_kind(field) == CAPACITY_KIND_OUTPUT || value == CAPACITY_AUTO ||
          (ranged && value >= lowest && value <= highest));
    HOLDS(capacity_field_format(field, value, shown, sizeof shown, &needed, &err) == CAPACITY_OK);
    HOLDS(capacity_field_parse(field, shown, needed, &again, &err) == CAPACITY_OK);
    HOLDS(again == value);
    const char *choice = capacity_field_choice(field, value);
    HOLDS(capacity_field_unit(field) != CAPACITY_UNIT_ENUM || choice == NULL ||
          strcmp(choice, shown) == 0);
}

static void format_any(fuzz_input *input, capacity_unit unit, capacity_field field)
{
    capacity_error err;
    char shown[TEXT];
    size_t size = fuzz_below(input, sizeof shown + 1), needed = 0;
    int64_t value = fuzz_value(input), again = -8;
    if (fuzz_status(capacity_unit_format(unit, value, shown, size, &needed, &err), &err)) {
        HOLDS(needed < size && strlen(shown) == needed);
        if (fuzz_status(capacity_unit_parse(unit, shown, needed, &again, &err), &err))
            HOLDS(again == value);
    }
    (void)fuzz_status(capacity_field_format(field, value, shown, size, &needed, &err), &err);
    if (fuzz_status(capacity_cost_format(value, shown, size, &needed, &err), &err))
        HOLDS(needed < size && strlen(shown) == needed);
}

static void name_lookup(const char *text)
{
    capacity_field found = capacity_field_from_name(text);
    if (found != CAPACITY_FIELD_NONE)
        HOLDS(strcmp(capacity_field_name(found), text) == 0 ||
              strcmp(capacity_field_key(found), text) == 0);
    capacity_field near = capacity_field_nearest(text, CAPACITY_KIND_INPUT);
    HOLDS(near == CAPACITY_FIELD_NONE || capacity_field_kind(near) == CAPACITY_KIND_INPUT);
    if (near != CAPACITY_FIELD_NONE)
        HOLDS(capacity_field_summary(near) != NULL && capacity_field_source(near) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    capacity_unit unit = (capacity_unit)fuzz_below(&input, CAPACITY_UNIT_NAME + 2);
    capacity_field field = fuzz_field(&input);
    fuzz_input numbers = input;
    format_any(&numbers, unit, field);
    unit_both_ways(unit, (const char *)input.at, input.left);
    field_both_ways(field, (const char *)input.at, input.left);
    char text[TEXT];
    fuzz_text(&input, text, sizeof text);
    if (size % 16 ==
        0) /* it compares with every field, which takes a hundred times as long as the rest */
        name_lookup(text);
    return 0;
}
