/*
 * The profile: inputs, further components and tables.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/profile.h"

#include "base/structs.h"

#include <string.h>

static const capacity_field name_fields[CAPACITY__NAMES] = {
    [CAPACITY__NAME_NODE_TYPE] = CAPACITY_IN_NODE_TYPE,
    [CAPACITY__NAME_DAX_NODE_TYPE] = CAPACITY_IN_DAX_NODE_TYPE,
    [CAPACITY__NAME_CACHE_NODE_TYPE] = CAPACITY_IN_CACHE_NODE_TYPE,
};

int capacity__profile_ok(const capacity_profile *profile)
{
    return profile != NULL && profile->kind == CAPACITY__KIND_PROFILE;
}

int capacity__name_place(capacity_field field)
{
    for (int i = 0; i < CAPACITY__NAMES; i++)
        if (name_fields[i] == field)
            return i;
    return -1;
}

capacity_status capacity_profile_new(const capacity_allocator *allocator, capacity_profile **out,
                                     capacity_error *err)
{
    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    capacity_allocator memory = capacity__allocator(allocator);
    capacity_profile *profile = capacity__new(&memory, sizeof *profile);
    if (profile == NULL)
        return capacity__no_memory(err);
    profile->kind = CAPACITY__KIND_PROFILE;
    profile->allocator = memory;
    for (size_t i = 0; i < CAPACITY__INPUTS; i++)
        profile->inputs.value[i] = capacity__input_at(i)->preset;
    *out = profile;
    return CAPACITY_OK;
}

capacity_status capacity_profile_clone(const capacity_profile *profile, capacity_profile **out,
                                       capacity_error *err)
{
    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    capacity_profile *copy = capacity__new(&profile->allocator, sizeof *copy);
    if (copy == NULL)
        return capacity__no_memory(err);
    *copy = *profile;
    *out = copy;
    return CAPACITY_OK;
}

void capacity_profile_free(capacity_profile *profile)
{
    if (!capacity__profile_ok(profile))
        return;
    capacity_allocator memory = profile->allocator;
    profile->kind = CAPACITY__KIND_DEAD;
    capacity__delete(&memory, profile);
}

/* The registry entry of an input; `named` says whether a NAME is wanted. */
static capacity_status find_input(capacity_field field, int named, int64_t index,
                                  const capacity__field_info **info, capacity_error *err)
{
    *info = capacity__field(field);
    if (*info == NULL)
        return capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, index,
                              "field %" PRId64 " is unknown", (int64_t)field);
    if ((*info)->kind != CAPACITY_KIND_INPUT)
        return capacity__fail(err, CAPACITY_E_FIELD, field, index, "%s is a result, not an input",
                              (*info)->key);
    if (((*info)->unit == CAPACITY_UNIT_NAME) != named)
        return capacity__fail(err, CAPACITY_E_FIELD, field, index,
                              named ? "%s is a number, not a name" : "%s is a name, not a number",
                              (*info)->key);
    return CAPACITY_OK;
}

static capacity_status check_value(capacity_field field, int64_t value, int64_t index,
                                   capacity_error *err)
{
    const capacity__field_info *info;
    CAPACITY__TRY(find_input(field, 0, index, &info, err));
    return capacity__field_check(info, value, index, err);
}

capacity_status capacity_profile_set(capacity_profile *profile, capacity_field field, int64_t value,
                                     capacity_error *err)
{
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    CAPACITY__TRY(check_value(field, value, -1, err));
    profile->inputs.value[capacity__field_place(field)] = value;
    return CAPACITY_OK;
}

capacity_status capacity_profile_set_many(capacity_profile *profile, const capacity_field *fields,
                                          const int64_t *values, size_t n, capacity_error *err)
{
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    if (n > 0 && (fields == NULL || values == NULL))
        return capacity__null(err, fields == NULL ? "fields" : "values");
    for (size_t i = 0; i < n; i++)
        CAPACITY__TRY(check_value(fields[i], values[i], (int64_t)i, err));
    for (size_t i = 0; i < n; i++)
        profile->inputs.value[capacity__field_place(fields[i])] = values[i];
    return CAPACITY_OK;
}

capacity_status capacity__profile_set_name(capacity_profile *profile, capacity_field field,
                                           const char *text, size_t size, capacity_error *err)
{
    const capacity__field_info *info;
    CAPACITY__TRY(find_input(field, 1, -1, &info, err));
    if (size > 0 && !capacity__is_name(text, size))
        return capacity__fail(
            err, CAPACITY_E_RANGE, field, -1,
            "%s must be a name of at most 63 bytes: [a-z0-9]([a-z0-9._-]*[a-z0-9])?", info->key);
    char *name = profile->inputs.names[capacity__name_place(field)];
    memset(name, 0, CAPACITY_NAME_SIZE);
    memcpy(name, text, size);
    return CAPACITY_OK;
}

capacity_status capacity_profile_set_name(capacity_profile *profile, capacity_field field,
                                          const char *name, capacity_error *err)
{
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    if (name == NULL)
        return capacity__null(err, "name");
    return capacity__profile_set_name(profile, field, name, strlen(name), err);
}

/* The field that a text names, and the text; CAPACITY_FIELD_NONE for one that is too long to be any. */
static capacity_field field_of_text(const char *name, size_t size, char copy[CAPACITY_NAME_SIZE])
{
    if (size >= CAPACITY_NAME_SIZE)
        return CAPACITY_FIELD_NONE;
    memcpy(copy, name, size);
    copy[size] = '\0';
    return capacity_field_from_name(copy);
}

capacity_status capacity__profile_set_text(capacity_profile *profile, const char *name,
                                           size_t name_size, const char *text, size_t size,
                                           capacity_error *err)
{
    char copy[CAPACITY_NAME_SIZE] = "";
    capacity_field field = field_of_text(name, name_size, copy);
    const capacity__field_info *info = capacity__field(field);
    int64_t value = 0;

    if (info == NULL)
        return capacity__field_unknown(name, name_size, CAPACITY_KIND_INPUT, err);
    if (info->kind != CAPACITY_KIND_INPUT)
        return find_input(field, 0, -1, &info, err);
    if (info->unit == CAPACITY_UNIT_NAME)
        return capacity__profile_set_name(profile, field, text, size, err);

    int by_key = strcmp(info->key, copy) == 0 || (size == 4 && memcmp(text, "auto", 4) == 0);
    if (by_key)
        CAPACITY__TRY(capacity_field_parse(field, text, size, &value, err));
    else
        CAPACITY__TRY(capacity__parse_quantity(CAPACITY_UNIT_COUNT, info->name, field, text, size,
                                               &value, err));
    return capacity_profile_set(profile, field, value, err);
}

capacity_status capacity_profile_set_text(capacity_profile *profile, const char *name,
                                          const char *value, capacity_error *err)
{
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    if (name == NULL || value == NULL)
        return capacity__null(err, name == NULL ? "name" : "value");
    return capacity__profile_set_text(profile, name, strlen(name), value, strlen(value), err);
}

capacity_status capacity_profile_get(const capacity_profile *profile, capacity_field field,
                                     int64_t *value, capacity_error *err)
{
    const capacity__field_info *info;
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    if (value == NULL)
        return capacity__null(err, "value");
    CAPACITY__TRY(find_input(field, 0, -1, &info, err));
    *value = profile->inputs.value[capacity__field_place(field)];
    return CAPACITY_OK;
}

const char *capacity_profile_get_name(const capacity_profile *profile, capacity_field field)
{
    int place = capacity__name_place(field);
    return place < 0 || !capacity__profile_ok(profile) ? NULL : profile->inputs.names[place];
}

capacity_status capacity_profile_reset(capacity_profile *profile, capacity_field field,
                                       capacity_error *err)
{
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    const capacity__field_info *info = capacity__field(field);
    if (info != NULL && info->unit == CAPACITY_UNIT_NAME)
        return capacity__profile_set_name(profile, field, "", 0, err);
    CAPACITY__TRY(find_input(field, 0, -1, &info, err));
    profile->inputs.value[capacity__field_place(field)] = info->preset;
    return CAPACITY_OK;
}

capacity_status capacity_profile_check(const capacity_profile *profile, capacity_error *err)
{
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    return capacity__inputs_check(&profile->inputs, err);
}
