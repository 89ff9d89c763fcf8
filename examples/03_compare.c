/*
 * Compare two plans: what does it cost to survive the loss of one zone at full load?
 * SPDX-License-Identifier: Apache-2.0
 */
#include <capacity/capacity.h>

#include <stdio.h>
#include <stdlib.h>

/* People's units, and whole cents for amounts. */
static capacity_status format(capacity_field field, int64_t value, char *buf, size_t size,
                              capacity_error *err)
{
    if (capacity_field_unit(field) == CAPACITY_UNIT_UUSD)
        return capacity_cost_format(value, buf, size, NULL, err);
    return capacity_field_format(field, value, buf, size, NULL, err);
}

/* Every result that differs. */
static capacity_status print_differences(const capacity_plan *before, const capacity_plan *after,
                                         capacity_error *err)
{
    capacity_difference *rows;
    size_t count, i;

    if (capacity_plan_get_differences(before, after, NULL, sizeof *rows, 0, &count, err) < 0)
        return (capacity_status)err->code;
    rows = calloc(count ? count : 1, sizeof *rows);
    if (!rows)
        return CAPACITY_E_MEMORY;
    if (capacity_plan_get_differences(before, after, rows, sizeof *rows, count, &count, err) < 0) {
        free(rows);
        return (capacity_status)err->code;
    }
    for (i = 0; i < count; i++) {
        const capacity_field field = (capacity_field)rows[i].field;
        char old[64], new[64];

        if (format(field, rows[i].before, old, sizeof old, err) < 0 ||
            format(field, rows[i].after, new, sizeof new, err) < 0)
            break;
        printf("%-24s %14s -> %s\n", capacity_field_key(field), old, new);
    }
    free(rows);
    return i < count ? (capacity_status)err->code : CAPACITY_OK;
}

int main(void)
{
    capacity_error err = {.code = CAPACITY_E_MEMORY, .message = "out of memory"};
    capacity_profile *profile = NULL;
    capacity_plan *before = NULL, *after = NULL;
    int failed = 1;

    if (capacity_profile_new(NULL, &profile, &err) < 0 ||
        capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, 1000, &err) < 0 ||
        capacity_plan_new(profile, NULL, NULL, NULL, &before, &err) < 0 ||
        capacity_profile_set(profile, CAPACITY_IN_ZONES_LOST, 1, &err) < 0 ||
        capacity_plan_new(profile, NULL, NULL, NULL, &after, &err) < 0 ||
        print_differences(before, after, &err) < 0) {
        fprintf(stderr, "%s: %s\n", capacity_status_name((capacity_status)err.code), err.message);
        goto out;
    }
    failed = 0;
out:
    capacity_plan_unref(after);
    capacity_plan_unref(before);
    capacity_profile_free(profile);
    return failed;
}
