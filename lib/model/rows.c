/*
 * Further components and tables of a profile: rows by name.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/structs.h"
#include "model/check.h"
#include "model/profile.h"

#include <string.h>

/* One kind of rows: where the inputs keep them, and what a row must be. */
typedef struct list {
    const char *what, *too_many;
    const char *const *taken; /* names that the library gives itself; NULL ends them */
    const capacity__number *members;
    size_t member_count;
    size_t rows, count; /* offsets in capacity__inputs */
    size_t row_size, name, most;
} list;

#define COMPONENT(name, low, high) CAPACITY__NUMBER(capacity_component_spec, name, low, high)
#define TABLE(name, low, high) CAPACITY__NUMBER(capacity_table_spec, name, low, high)

/* The ranges are those of the backend's and the main table's fields. */
static const capacity__number component_members[] = {
    COMPONENT(traffic_ppm, 0, 100000000),
    COMPONENT(requests_per_pod_mrps, 0, 1000000000),
    COMPONENT(inflight_per_pod, 0, 1000000),
    COMPONENT(connections_per_pod, 0, 1000000),
    COMPONENT(response_time_us, 0, 3600000000),
    COMPONENT(cpu_per_request_us, 0, 3600000000),
    COMPONENT(cpu_request_mcpu, 1, 1000000),
    COMPONENT(cpu_limit_mcpu, 0, 1000000),
    COMPONENT(memory_request_bytes, 1, 17592186044416),
    COMPONENT(memory_limit_bytes, 0, 17592186044416),
    COMPONENT(min_pods, 0, 1000000),
    COMPONENT(hpa_cpu_target_ppm, 0, 1000000),
};
static const capacity__number table_members[] = {
    TABLE(reads_per_user_mrpm, 0, 60000000),
    TABLE(writes_per_user_mrpm, 0, 60000000),
    TABLE(read_item_bytes, 0, CAPACITY_DYNAMO_ITEM_BYTES),
    TABLE(write_item_bytes, 0, CAPACITY_DYNAMO_ITEM_BYTES),
    TABLE(strong_read_share_ppm, 0, CAPACITY_PPM),
    TABLE(transactional_read_share_ppm, 0, CAPACITY_PPM),
    TABLE(transactional_write_share_ppm, 0, CAPACITY_PPM),
    TABLE(index_writes_ppm, 0, 40000000),
    TABLE(stored_bytes, 0, 1125899906842624),
    TABLE(hottest_key_share_ppm, 0, CAPACITY_PPM),
};

static const char *const component_taken[] = {"backend", "frontend", NULL};
static const char *const table_taken[] = {"main", NULL};

#define LIST(field, spec)                                                                          \
    .members = field##_members, .member_count = sizeof field##_members / sizeof *field##_members,  \
    .taken = field##_taken, .rows = offsetof(capacity__inputs, field##s),                          \
    .count = offsetof(capacity__inputs, field##_count), .row_size = sizeof(spec),                  \
    .name = offsetof(spec, name)

static const list component_list = {
    LIST(component, capacity_component_spec),
    .what = "component",
    .too_many = "components with backend and frontend",
    .most = CAPACITY__OWN_COMPONENTS,
};
static const list table_list = {
    LIST(table, capacity_table_spec),
    .what = "table",
    .too_many = "tables with the main one",
    .most = CAPACITY__OWN_TABLES,
};

/* Ranges; messages begin with the row's kind and name. */
static capacity_status check_members(const list *of, const void *row, capacity_error *err)
{
    char whose[CAPACITY_NAME_SIZE + 16];
    capacity__out out = capacity__out_new(whose, sizeof whose);
    capacity__put_format(&out, "%s %s", of->what, (const char *)row + of->name);
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__check_numbers(err, whose, row, of->members, of->member_count);
}

static capacity_status check_row_name(const char *name, const char *const *taken,
                                      capacity_error *err)
{
    int fine =
        capacity__name_ends(name, CAPACITY_NAME_SIZE) && capacity__is_name(name, strlen(name));
    for (size_t i = 0; fine && taken[i] != NULL; i++)
        fine = strcmp(name, taken[i]) != 0;
    if (fine)
        return CAPACITY_OK;

    char quoted[CAPACITY_NAME_SIZE * 3];
    capacity__out out = capacity__out_new(quoted, sizeof quoted);
    const char *end = memchr(name, '\0', CAPACITY_NAME_SIZE);
    capacity__put_quoted(&out, name, end == NULL ? CAPACITY_NAME_SIZE : (size_t)(end - name));
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                          "name %s must match [a-z0-9]([a-z0-9._-]*[a-z0-9])? and not be %s%s%s",
                          quoted, taken[0], taken[1] == NULL ? "" : " or ",
                          taken[1] == NULL ? "" : taken[1]);
}

static const char *row_at(const list *of, const capacity__inputs *inputs, size_t index)
{
    return (const char *)inputs + of->rows + index * of->row_size;
}

static size_t count_of(const list *of, const capacity__inputs *inputs)
{
    size_t count;
    memcpy(&count, (const char *)inputs + of->count, sizeof count);
    return count;
}

static void set_count(const list *of, capacity__inputs *inputs, size_t count)
{
    memcpy((char *)inputs + of->count, &count, sizeof count);
}

/* Place of the row of this name, or behind the last one. */
static size_t find(const list *of, const capacity__inputs *inputs, const char *name)
{
    size_t at = 0, count = count_of(of, inputs);
    while (at < count && strcmp(row_at(of, inputs, at) + of->name, name) != 0)
        at++;
    return at;
}

/* The row is checked. */
static capacity_status put(const list *of, capacity__inputs *inputs, const void *row,
                           capacity_error *err)
{
    size_t at = find(of, inputs, (const char *)row + of->name);
    if (at == of->most)
        return capacity__fail(err, CAPACITY_E_TOO_LARGE, CAPACITY_FIELD_NONE, CAPACITY_MAX_ROWS,
                              "more than %" PRId64 " %s", (int64_t)CAPACITY_MAX_ROWS, of->too_many);
    memcpy((char *)inputs + of->rows + at * of->row_size, row, of->row_size);
    if (at == count_of(of, inputs))
        set_count(of, inputs, at + 1);
    return CAPACITY_OK;
}

static capacity_status drop(const list *of, capacity_profile *profile, const char *name,
                            capacity_error *err)
{
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    if (name == NULL)
        return capacity__null(err, "name");
    capacity__inputs *inputs = &profile->inputs;
    size_t at = find(of, inputs, name), count = count_of(of, inputs);
    if (at == count)
        return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_FIELD_NONE, -1,
                              "no %s of this name", of->what);
    char *row = (char *)inputs + of->rows + at * of->row_size;
    memmove(row, row + of->row_size, (count - 1 - at) * of->row_size);
    set_count(of, inputs, count - 1);
    return CAPACITY_OK;
}

static capacity_status get(const list *of, const capacity_profile *profile, void *out,
                           size_t out_size, size_t max, size_t *count, capacity_error *err)
{
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    const capacity__inputs *inputs = &profile->inputs;
    size_t available = count_of(of, inputs);
    CAPACITY__TRY(capacity__rows_begin(out, out_size, of->row_size, max, count, available, err));
    for (size_t i = 0; out != NULL && i < available; i++)
        capacity__row_out_at(out, out_size, i, row_at(of, inputs, i), of->row_size);
    return CAPACITY_OK;
}

capacity_status capacity_profile_put_component(capacity_profile *profile,
                                               const capacity_component_spec *spec,
                                               capacity_error *err)
{
    capacity_component_spec own;
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    if (spec == NULL)
        return capacity__null(err, "spec");
    CAPACITY__TRY(capacity__row_in(&own, sizeof own, sizeof own, spec, err));
    CAPACITY__TRY(check_row_name(own.name, component_list.taken, err));
    CAPACITY__TRY(check_members(&component_list, &own, err));
    CAPACITY__TRY(capacity__in_range(err, "flags", own.flags, 0, 0));
    return put(&component_list, &profile->inputs, &own, err);
}

capacity_status capacity_profile_put_table(capacity_profile *profile,
                                           const capacity_table_spec *spec, capacity_error *err)
{
    capacity_table_spec own;
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    if (spec == NULL)
        return capacity__null(err, "spec");
    CAPACITY__TRY(capacity__row_in(&own, sizeof own, sizeof own, spec, err));
    CAPACITY__TRY(check_row_name(own.name, table_list.taken, err));
    CAPACITY__TRY(check_members(&table_list, &own, err));
    CAPACITY__TRY(capacity__in_range(err, "billing", own.billing, 0, CAPACITY_BILLING_CHEAPEST));
    CAPACITY__TRY(capacity__in_range(err, "strong and transactional read shares together",
                                     own.strong_read_share_ppm + own.transactional_read_share_ppm,
                                     0, CAPACITY_PPM));
    return put(&table_list, &profile->inputs, &own, err);
}

capacity_status capacity_profile_drop_component(capacity_profile *profile, const char *name,
                                                capacity_error *err)
{
    return drop(&component_list, profile, name, err);
}

capacity_status capacity_profile_drop_table(capacity_profile *profile, const char *name,
                                            capacity_error *err)
{
    return drop(&table_list, profile, name, err);
}

capacity_status capacity_profile_get_components(const capacity_profile *profile,
                                                capacity_component_spec *out, size_t out_size,
                                                size_t max, size_t *count, capacity_error *err)
{
    return get(&component_list, profile, out, out_size, max, count, err);
}

capacity_status capacity_profile_get_tables(const capacity_profile *profile,
                                            capacity_table_spec *out, size_t out_size, size_t max,
                                            size_t *count, capacity_error *err)
{
    return get(&table_list, profile, out, out_size, max, count, err);
}
