/*
 * Profiles as text: a flat map of field keys in people's units, and lists of further components and
 * tables (docs/formats.md).
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/profile.h"
#include "text/shape.h"

#include <string.h>

enum { VALUES = 100000 };

static const capacity__limits limits = {"profile", CAPACITY_PROFILE_TEXT_BYTES, VALUES};

#define COMPONENT(name, word, of) CAPACITY__QUANTITY_KEY(capacity_component_spec, name, word, of)
#define TABLE(name, word, of) CAPACITY__QUANTITY_KEY(capacity_table_spec, name, word, of)

static const capacity__member component_members[] = {
    {CAPACITY__TEXT_KEY(capacity_component_spec, name, "name"), .required = 1},
    {COMPONENT(traffic_ppm, "traffic", PPM), .required = 1},
    {COMPONENT(requests_per_pod_mrps, "requests_per_pod", MRPS)},
    {COMPONENT(inflight_per_pod, "inflight_per_pod", COUNT)},
    {COMPONENT(connections_per_pod, "connections_per_pod", COUNT)},
    {COMPONENT(response_time_us, "response_time", US)},
    {COMPONENT(cpu_per_request_us, "cpu_per_request", US)},
    {COMPONENT(cpu_request_mcpu, "cpu_request", MCPU), .required = 1},
    {COMPONENT(cpu_limit_mcpu, "cpu_limit", MCPU)},
    {COMPONENT(memory_request_bytes, "memory_request", BYTES), .required = 1},
    {COMPONENT(memory_limit_bytes, "memory_limit", BYTES)},
    {COMPONENT(min_pods, "min_pods", COUNT)},
    {COMPONENT(hpa_cpu_target_ppm, "hpa_cpu_target", PPM)},
};
static const capacity__shape component_shape = CAPACITY__SHAPE(component_members);

static const capacity__member table_members[] = {
    {CAPACITY__TEXT_KEY(capacity_table_spec, name, "name"), .required = 1},
    {CAPACITY__CHOICE_KEY(capacity_table_spec, billing, "billing",
                          &capacity__choices_billing_mode)},
    {TABLE(reads_per_user_mrpm, "reads_per_user_per_minute", MRPM)},
    {TABLE(writes_per_user_mrpm, "writes_per_user_per_minute", MRPM)},
    {TABLE(read_item_bytes, "read_item_size", BYTES)},
    {TABLE(write_item_bytes, "write_item_size", BYTES)},
    {TABLE(strong_read_share_ppm, "strong_read_share", PPM)},
    {TABLE(transactional_read_share_ppm, "transactional_read_share", PPM)},
    {TABLE(transactional_write_share_ppm, "transactional_write_share", PPM)},
    {TABLE(index_writes_ppm, "index_writes", PPM)},
    {TABLE(stored_bytes, "stored_data", BYTES)},
    {TABLE(hottest_key_share_ppm, "hottest_key_share", PPM)},
};
static const capacity__shape table_shape = CAPACITY__SHAPE(table_members);

/* --- reading ------------------------------------------------------------------------------------ */

/* The put functions replace a row of the same name; a text says each name once. */
static capacity_status check_new(capacity__reader *reader, const char *name, size_t before,
                                 size_t after, capacity_error *err)
{
    return after > before ? CAPACITY_OK : capacity__repeated_name(reader, name, err);
}

static capacity_status read_component(capacity__reader *reader, size_t index, void *target,
                                      capacity_error *err)
{
    capacity_profile *profile = target;
    capacity_component_spec spec = CAPACITY_INIT(capacity_component_spec);
    size_t before = profile->inputs.component_count;

    (void)index;
    CAPACITY__TRY(capacity__read_map(reader, &component_shape, &spec, err));
    capacity_status status = capacity_profile_put_component(profile, &spec, err);
    if (status < 0)
        return capacity__reader_place(reader, reader->mark, status, err);
    return check_new(reader, spec.name, before, profile->inputs.component_count, err);
}

static capacity_status read_table(capacity__reader *reader, size_t index, void *target,
                                  capacity_error *err)
{
    capacity_profile *profile = target;
    capacity_table_spec spec = CAPACITY_INIT(capacity_table_spec);
    size_t before = profile->inputs.table_count;

    (void)index;
    CAPACITY__TRY(capacity__read_map(reader, &table_shape, &spec, err));
    capacity_status status = capacity_profile_put_table(profile, &spec, err);
    if (status < 0)
        return capacity__reader_place(reader, reader->mark, status, err);
    return check_new(reader, spec.name, before, profile->inputs.table_count, err);
}

/* The two keys that are no fields; their places in `seen` come after those of the inputs. */
static const struct {
    const char *key;
    capacity__item_reader *read;
} lists[] = {{"components", read_component}, {"tables", read_table}};

enum { LISTS = sizeof lists / sizeof *lists, KEYS = CAPACITY__INPUTS + LISTS };

static int find_list(const char *key)
{
    for (int i = 0; i < LISTS; i++)
        if (strcmp(lists[i].key, key) == 0)
            return i;
    return -1;
}

static capacity_status unknown_field(capacity__reader *reader, capacity_error *err)
{
    capacity__near near = {NULL, 0};
    capacity_field field = capacity_field_from_name(reader->text);
    if (field != CAPACITY_FIELD_NONE)
        return capacity__reader_fail(reader->mark, CAPACITY_E_FIELD, err,
                                     "key '%s' at line %" PRId64 " is a result, not an input",
                                     reader->text, reader->mark.line);
    for (size_t i = 0; i < CAPACITY__INPUTS; i++)
        capacity__near_try(&near, reader->text, reader->size, capacity__input_at(i)->key);
    for (size_t i = 0; i < LISTS; i++)
        capacity__near_try(&near, reader->text, reader->size, lists[i].key);
    return capacity__unknown_key(reader, near.name, err);
}

/* By its key in people's units, by its exact name as the integer. */
static capacity_status read_field(capacity__reader *reader, capacity_profile *profile,
                                  const char *name, capacity_error *err)
{
    CAPACITY__TRY(capacity__want_scalar(reader, err));
    capacity_status status =
        capacity__profile_set_text(profile, name, strlen(name), reader->text, reader->size, err);
    if (status < 0 && err != NULL) {
        err->index = reader->mark.line;
        err->column = reader->mark.column;
    }
    return status;
}

static capacity_status read_entry(capacity__reader *reader, capacity_profile *profile,
                                  unsigned char *seen, capacity_error *err)
{
    CAPACITY__TRY(capacity__want_key(reader, err));
    int list = find_list(reader->text);
    const capacity__field_info *info = capacity__field(capacity_field_from_name(reader->text));
    if (list < 0 && (info == NULL || info->kind != CAPACITY_KIND_INPUT))
        return unknown_field(reader, err);

    size_t place =
        list >= 0 ? CAPACITY__INPUTS + (size_t)list : (size_t)capacity__field_place(info->field);
    if (seen[place])
        return capacity__repeated_key(reader, err);
    seen[place] = 1;
    const char *key = list >= 0                              ? lists[list].key
                      : strcmp(info->key, reader->text) == 0 ? info->key
                                                             : info->name;
    capacity__reader_enter(reader, key, 0);
    CAPACITY__TRY(capacity__reader_next(reader, err));
    if (list >= 0)
        CAPACITY__TRY(capacity__read_list(reader, lists[list].read, profile, err));
    else
        CAPACITY__TRY(read_field(reader, profile, key, err));
    capacity__reader_leave(reader);
    return CAPACITY_OK;
}

static capacity_status read_profile(capacity__reader *reader, capacity_profile *profile,
                                    capacity_error *err)
{
    unsigned char seen[KEYS] = {0};
    for (;;) {
        CAPACITY__TRY(capacity__reader_next(reader, err));
        if (reader->node == CAPACITY__NODE_MAP_END)
            return capacity__reader_end(reader, err);
        CAPACITY__TRY(read_entry(reader, profile, seen, err));
    }
}

capacity_status capacity_profile_new_from_text(const char *text, size_t size,
                                               const capacity_allocator *allocator,
                                               capacity_profile **out, capacity_error *err)
{
    capacity__reader reader;
    capacity_profile *profile = NULL;

    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    capacity_status status = capacity__reader_begin(&reader, text, size, &limits, err);
    if (status == CAPACITY_OK)
        status = capacity_profile_new(allocator, &profile, err);
    if (status == CAPACITY_OK)
        status = read_profile(&reader, profile, err);
    capacity__reader_close(&reader);
    if (status < 0) {
        capacity_profile_free(profile);
        return status;
    }
    *out = profile;
    return CAPACITY_OK;
}

/* --- writing ------------------------------------------------------------------------------------ */

static void emit_name(capacity__emitter *emitter, const capacity__inputs *inputs,
                      const capacity__field_info *info)
{
    const char *name = inputs->names[capacity__name_place(info->field)];
    if (name[0] != '\0')
        capacity__emit_pair(emitter, info->key, name);
}

/* A value equal to its default is left out, and so auto never needs a word. */
static void emit_input(capacity__emitter *emitter, const capacity__inputs *inputs, size_t place)
{
    const capacity__field_info *info = capacity__input_at(place);
    int64_t value = inputs->value[place];
    if (info->unit == CAPACITY_UNIT_NAME) {
        emit_name(emitter, inputs, info);
        return;
    }
    if (value == info->preset)
        return;
    const char *choice = capacity__choice_name(info->choices, value);
    capacity__emit_key(emitter, info->key);
    if (info->unit == CAPACITY_UNIT_BOOL)
        capacity__emit_bool(emitter, value != 0);
    else if (choice != NULL)
        capacity__emit_string(emitter, choice);
    else
        capacity__emit_quantity(emitter, info->unit, value);
}

static void emit_profile(capacity__emitter *emitter, const capacity__inputs *inputs)
{
    capacity__emit_map(emitter);
    for (size_t i = 0; i < CAPACITY__INPUTS; i++)
        emit_input(emitter, inputs, i);
    if (inputs->component_count > 0) {
        capacity__emit_key(emitter, "components");
        capacity__emit_list(emitter);
        for (size_t i = 0; i < inputs->component_count; i++)
            capacity__emit_shape(emitter, &component_shape, &inputs->components[i]);
        capacity__emit_list_end(emitter);
    }
    if (inputs->table_count > 0) {
        capacity__emit_key(emitter, "tables");
        capacity__emit_list(emitter);
        for (size_t i = 0; i < inputs->table_count; i++)
            capacity__emit_shape(emitter, &table_shape, &inputs->tables[i]);
        capacity__emit_list_end(emitter);
    }
    capacity__emit_map_end(emitter);
}

capacity_status capacity_profile_write_text(const capacity_profile *profile, uint32_t format,
                                            char *buf, size_t size, size_t *needed,
                                            capacity_error *err)
{
    capacity__emitter emitter;
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    capacity__emitter_begin(&emitter, format, buf, size);
    emit_profile(&emitter, &profile->inputs);
    return capacity__emitter_end(&emitter, needed, err);
}
