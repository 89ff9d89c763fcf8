/*
 * A profile from settings, rows included: JSON and YAML of it read back equal, and so does a clone.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

#include <stdlib.h>

enum { ROWS = CAPACITY_MAX_ROWS, TEXT = 1 << 17 };

/* Mostly inside the field's range, so that profiles come about. */
static void set_field(capacity_profile *profile, fuzz_input *input)
{
    capacity_error err;
    capacity_field field = fuzz_field(input);
    int64_t value = fuzz_value(input), lowest = 0, highest = 0, preset = 0;
    if (capacity_field_range(field, &lowest, &highest, &preset, &err) == CAPACITY_OK &&
        (value < lowest || value > highest))
        value = lowest + (int64_t)((uint64_t)value % ((uint64_t)highest - (uint64_t)lowest + 1u));
    if (fuzz_status(capacity_profile_set(profile, field, value, &err), &err)) {
        int64_t got = 0;
        HOLDS(capacity_profile_get(profile, field, &got, &err) == CAPACITY_OK && got == value);
    }
}

static void set_text(capacity_profile *profile, fuzz_input *input)
{
    capacity_error err;
    capacity_field field = fuzz_field(input);
    char text[80];
    fuzz_text(input, text, sizeof text);
    const char *key = capacity_field_key(field);
    if (key != NULL)
        (void)fuzz_status(capacity_profile_set_text(profile, key, text, &err), &err);
    if (fuzz_status(capacity_profile_set_name(profile, field, text, &err), &err))
        HOLDS(strcmp(capacity_profile_get_name(profile, field), text) == 0);
}

static void put_component(capacity_profile *profile, fuzz_input *input)
{
    capacity_error err;
    capacity_component_spec row;
    capacity_component_spec_init(&row, sizeof row);
    row.name[0] = (char)('a' + fuzz_below(input, 20));
    row.traffic_ppm = fuzz_natural(input) % 100000001;
    row.requests_per_pod_mrps = fuzz_natural(input) % 1000000000;
    row.inflight_per_pod = fuzz_natural(input) % 1000000;
    row.cpu_request_mcpu = fuzz_natural(input) % 100000 + 1;
    row.memory_request_bytes = fuzz_natural(input) % CAPACITY_TIB + 1;
    row.min_pods = fuzz_natural(input) % 1000;
    (void)fuzz_status(capacity_profile_put_component(profile, &row, &err), &err);
}

static void put_table(capacity_profile *profile, fuzz_input *input)
{
    capacity_error err;
    capacity_table_spec row;
    capacity_table_spec_init(&row, sizeof row);
    row.name[0] = (char)('a' + fuzz_below(input, 20));
    row.billing = (uint32_t)fuzz_below(input, 4);
    row.reads_per_user_mrpm = fuzz_natural(input) % 100000000;
    row.writes_per_user_mrpm = fuzz_natural(input) % 100000000;
    row.read_item_bytes = fuzz_natural(input) % 409600;
    row.write_item_bytes = fuzz_natural(input) % 409600;
    row.strong_read_share_ppm = fuzz_natural(input) % 1000001;
    row.index_writes_ppm = fuzz_natural(input) % 100000000;
    row.stored_bytes = fuzz_natural(input);
    (void)fuzz_status(capacity_profile_put_table(profile, &row, &err), &err);
}

static void drop(capacity_profile *profile, fuzz_input *input)
{
    capacity_error err;
    const char name[] = {(char)('a' + fuzz_below(input, 20)), '\0'};
    (void)fuzz_status(capacity_profile_drop_component(profile, name, &err), &err);
    (void)fuzz_status(capacity_profile_drop_table(profile, name, &err), &err);
    (void)fuzz_status(capacity_profile_reset(profile, fuzz_field(input), &err), &err);
}

static void fill(capacity_profile *profile, fuzz_input *input)
{
    static void (*const steps[])(capacity_profile *, fuzz_input *) = {
        set_field, set_field, set_text, put_component, put_table, drop};
    while (input->left > 0)
        steps[fuzz_below(input, COUNT(steps))](profile, input);
}

static void equal(const capacity_profile *a, const capacity_profile *b)
{
    capacity_error err;
    for (size_t i = 0; i < capacity_field_count(); i++) {
        capacity_field field = capacity_field_at(i);
        int64_t x = 0, y = 0;
        if (capacity_field_unit(field) == CAPACITY_UNIT_NAME)
            HOLDS(strcmp(capacity_profile_get_name(a, field),
                         capacity_profile_get_name(b, field)) == 0);
        else if (capacity_profile_get(a, field, &x, &err) == CAPACITY_OK)
            HOLDS(capacity_profile_get(b, field, &y, &err) == CAPACITY_OK && x == y);
    }
    capacity_component_spec ca[ROWS], cb[ROWS];
    capacity_table_spec ta[ROWS], tb[ROWS];
    size_t n = 0, m = 0;
    memset(ca, 0, sizeof ca);
    memset(cb, 0, sizeof cb);
    memset(ta, 0, sizeof ta);
    memset(tb, 0, sizeof tb);
    HOLDS(capacity_profile_get_components(a, ca, sizeof *ca, ROWS, &n, &err) == CAPACITY_OK);
    HOLDS(capacity_profile_get_components(b, cb, sizeof *cb, ROWS, &m, &err) == CAPACITY_OK);
    HOLDS(n == m && memcmp(ca, cb, sizeof ca) == 0);
    HOLDS(capacity_profile_get_tables(a, ta, sizeof *ta, ROWS, &n, &err) == CAPACITY_OK);
    HOLDS(capacity_profile_get_tables(b, tb, sizeof *tb, ROWS, &m, &err) == CAPACITY_OK);
    HOLDS(n == m && memcmp(ta, tb, sizeof ta) == 0);
}

static void through_text(const capacity_profile *profile, uint32_t format)
{
    static char text[TEXT];
    capacity_error err;
    capacity_profile *copy = NULL;
    size_t needed = 0;
    HOLDS(capacity_profile_write_text(profile, format, text, sizeof text, &needed, &err) ==
          CAPACITY_OK);
    capacity_status status =
        capacity_profile_new_from_text(text, needed, fuzz_allocator(), &copy, &err);
    HOLDS(fuzz_status(status, &err));
    equal(profile, copy);
    capacity_profile_free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    capacity_error err;
    capacity_profile *profile = NULL, *clone = NULL;
    HOLDS(capacity_profile_new(fuzz_allocator(), &profile, &err) == CAPACITY_OK);
    fill(profile, &input);
    through_text(profile, CAPACITY_FORMAT_JSON);
    through_text(profile, CAPACITY_FORMAT_YAML);
    HOLDS(capacity_profile_clone(profile, &clone, &err) == CAPACITY_OK);
    equal(profile, clone);
    capacity_profile_free(clone);
    fuzz_plan(profile, NULL, NULL, size);
    capacity_profile_free(profile);
    fuzz_settle();
    return 0;
}
