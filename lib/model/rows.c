/*
 * Further components and tables of a profile: rows by name.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/structs.h"
#include "model/profile.h"

#include <string.h>

/* A member of a row and its range; the offset finds it in the row. */
typedef struct member {
    const char *name;
    size_t offset;
    int64_t lowest, highest;
} member;

#define COMPONENT(name, low, high)                                                                 \
    {                                                                                              \
#name, offsetof(capacity_component_spec, name), low, high                                  \
    }
#define TABLE(name, low, high)                                                                     \
    {                                                                                              \
#name, offsetof(capacity_table_spec, name), low, high                                      \
    }

/* The ranges are those of the backend's and the main table's fields. */
static const member component_members[] = {
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
static const member table_members[] = {
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

static capacity_status check_members(const void *row, const member *members, size_t count,
                                     capacity_error *err)
{
    for (size_t i = 0; i < count; i++) {
        int64_t value;
        memcpy(&value, (const char *)row + members[i].offset, sizeof value);
        CAPACITY__TRY(
            capacity__in_range(err, members[i].name, value, members[i].lowest, members[i].highest));
    }
    return CAPACITY_OK;
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

static capacity_status too_many(const char *what, capacity_error *err)
{
    return capacity__fail(err, CAPACITY_E_TOO_LARGE, CAPACITY_FIELD_NONE, CAPACITY_MAX_ROWS,
                          "more than %" PRId64 " %s", (int64_t)CAPACITY_MAX_ROWS, what);
}

static capacity_status not_there(const char *what, capacity_error *err)
{
    return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_FIELD_NONE, -1, "no %s of this name",
                          what);
}

static size_t find_component(const capacity__inputs *inputs, const char *name)
{
    size_t at = 0;
    while (at < inputs->component_count && strcmp(inputs->components[at].name, name) != 0)
        at++;
    return at;
}

static size_t find_table(const capacity__inputs *inputs, const char *name)
{
    size_t at = 0;
    while (at < inputs->table_count && strcmp(inputs->tables[at].name, name) != 0)
        at++;
    return at;
}

capacity_status capacity_profile_put_component(capacity_profile *profile,
                                               const capacity_component_spec *spec,
                                               capacity_error *err)
{
    static const char *const taken[] = {"backend", "frontend", NULL};
    capacity_component_spec own;
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    if (spec == NULL)
        return capacity__null(err, "spec");
    CAPACITY__TRY(capacity__row_in(&own, sizeof own, sizeof own, spec, err));
    CAPACITY__TRY(check_row_name(own.name, taken, err));
    CAPACITY__TRY(check_members(&own, component_members,
                                sizeof component_members / sizeof *component_members, err));
    CAPACITY__TRY(capacity__in_range(err, "flags", own.flags, 0, 0));

    size_t at = find_component(&profile->inputs, own.name);
    if (at == CAPACITY__OWN_COMPONENTS)
        return too_many("components with backend and frontend", err);
    profile->inputs.components[at] = own;
    if (at == profile->inputs.component_count)
        profile->inputs.component_count++;
    return CAPACITY_OK;
}

capacity_status capacity_profile_put_table(capacity_profile *profile,
                                           const capacity_table_spec *spec, capacity_error *err)
{
    static const char *const taken[] = {"main", NULL};
    capacity_table_spec own;
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    if (spec == NULL)
        return capacity__null(err, "spec");
    CAPACITY__TRY(capacity__row_in(&own, sizeof own, sizeof own, spec, err));
    CAPACITY__TRY(check_row_name(own.name, taken, err));
    CAPACITY__TRY(
        check_members(&own, table_members, sizeof table_members / sizeof *table_members, err));
    CAPACITY__TRY(capacity__in_range(err, "billing", own.billing, 0, CAPACITY_BILLING_CHEAPEST));
    CAPACITY__TRY(capacity__in_range(err, "strong and transactional read shares together",
                                     own.strong_read_share_ppm + own.transactional_read_share_ppm,
                                     0, CAPACITY_PPM));

    size_t at = find_table(&profile->inputs, own.name);
    if (at == CAPACITY__OWN_TABLES)
        return too_many("tables with the main one", err);
    profile->inputs.tables[at] = own;
    if (at == profile->inputs.table_count)
        profile->inputs.table_count++;
    return CAPACITY_OK;
}

capacity_status capacity_profile_drop_component(capacity_profile *profile, const char *name,
                                                capacity_error *err)
{
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    if (name == NULL)
        return capacity__null(err, "name");
    capacity__inputs *inputs = &profile->inputs;
    size_t at = find_component(inputs, name);
    if (at == inputs->component_count)
        return not_there("component", err);
    inputs->component_count--;
    memmove(&inputs->components[at], &inputs->components[at + 1],
            (inputs->component_count - at) * sizeof *inputs->components);
    return CAPACITY_OK;
}

capacity_status capacity_profile_drop_table(capacity_profile *profile, const char *name,
                                            capacity_error *err)
{
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    if (name == NULL)
        return capacity__null(err, "name");
    capacity__inputs *inputs = &profile->inputs;
    size_t at = find_table(inputs, name);
    if (at == inputs->table_count)
        return not_there("table", err);
    inputs->table_count--;
    memmove(&inputs->tables[at], &inputs->tables[at + 1],
            (inputs->table_count - at) * sizeof *inputs->tables);
    return CAPACITY_OK;
}

capacity_status capacity_profile_get_components(const capacity_profile *profile,
                                                capacity_component_spec *out, size_t out_size,
                                                size_t max, size_t *count, capacity_error *err)
{
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    const capacity__inputs *inputs = &profile->inputs;
    CAPACITY__TRY(
        capacity__rows_begin(out, out_size, sizeof *out, max, count, inputs->component_count, err));
    for (size_t i = 0; out != NULL && i < inputs->component_count; i++)
        capacity__row_out_at(out, out_size, i, &inputs->components[i], sizeof *out);
    return CAPACITY_OK;
}

capacity_status capacity_profile_get_tables(const capacity_profile *profile,
                                            capacity_table_spec *out, size_t out_size, size_t max,
                                            size_t *count, capacity_error *err)
{
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    const capacity__inputs *inputs = &profile->inputs;
    CAPACITY__TRY(
        capacity__rows_begin(out, out_size, sizeof *out, max, count, inputs->table_count, err));
    for (size_t i = 0; out != NULL && i < inputs->table_count; i++)
        capacity__row_out_at(out, out_size, i, &inputs->tables[i], sizeof *out);
    return CAPACITY_OK;
}
