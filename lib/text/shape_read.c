/*
 * Reading maps and lists by their tables.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Maps nest as deep as their tables do, which are constant, so the recursion is bounded.
 */
#include "text/shape.h"

#include <string.h>

/* Where a member lies. */
static void *at_offset(void *target, size_t offset)
{
    return (char *)target + offset;
}

void capacity__shape_reset(const capacity__shape *shape, void *target)
{
    for (size_t i = 0; i < shape->count; i++) {
        const capacity__member *member = &shape->members[i];
        void *place = at_offset(target, member->offset);
        uint32_t word = (uint32_t)member->preset;
        if (member->kind == CAPACITY__MEMBER_QUANTITY)
            memcpy(place, &member->preset, sizeof member->preset);
        else if (member->kind == CAPACITY__MEMBER_CHOICE)
            memcpy(place, &word, sizeof word);
        else if (member->kind == CAPACITY__MEMBER_MAP)
            capacity__shape_reset(member->shape, place);
    }
}

/* --- complaints --------------------------------------------------------------------------------- */

void capacity__near_try(capacity__near *near, const char *key, size_t size, const char *name)
{
    size_t limit = size / 3 < 1 ? 1 : size / 3; /* farther than that is another word */
    size_t distance = capacity__name_distance(key, size, name, limit);
    if (distance <= limit && (near->name == NULL || distance < near->distance)) {
        near->name = name;
        near->distance = distance;
    }
}

/* " in machines[3]", or nothing at the root. */
static const char *inside(const capacity__reader *reader, char buf[CAPACITY__PATH_SIZE + 8])
{
    char path[CAPACITY__PATH_SIZE];
    capacity__out out = capacity__out_new(buf, CAPACITY__PATH_SIZE + 8);
    if (reader->path_size > 0)
        capacity__put_format(&out, " in %s", capacity__reader_path(reader, path));
    (void)capacity__out_end(&out, NULL, NULL);
    return buf;
}

capacity_status capacity__unknown_key(capacity__reader *reader, const char *near,
                                      capacity_error *err)
{
    char quoted[CAPACITY__QUOTED_SIZE], where[CAPACITY__PATH_SIZE + 8];
    return capacity__reader_fail(
        reader->mark, CAPACITY_E_FIELD, err, "unknown key %s%s at line %" PRId64 "%s%s%s",
        capacity__quoted(reader->text, reader->size, quoted), inside(reader, where),
        reader->mark.line, near == NULL ? "" : ", did you mean '", near == NULL ? "" : near,
        near == NULL ? "" : "'");
}

capacity_status capacity__repeated_key(capacity__reader *reader, capacity_error *err)
{
    char quoted[CAPACITY__QUOTED_SIZE], where[CAPACITY__PATH_SIZE + 8];
    return capacity__reader_fail(reader->mark, CAPACITY_E_EXISTS, err,
                                 "key %s%s is there already at line %" PRId64,
                                 capacity__quoted(reader->text, reader->size, quoted),
                                 inside(reader, where), reader->mark.line);
}

capacity_status capacity__repeated_name(capacity__reader *reader, const char *name,
                                        capacity_error *err)
{
    char path[CAPACITY__PATH_SIZE], quoted[CAPACITY__QUOTED_SIZE];
    return capacity__reader_fail(reader->mark, CAPACITY_E_EXISTS, err,
                                 "%s: the name %s is there already at line %" PRId64,
                                 capacity__reader_path(reader, path),
                                 capacity__quoted(name, strlen(name), quoted), reader->mark.line);
}

static capacity_status wants(capacity__reader *reader, capacity_error *err, const char *what)
{
    char path[CAPACITY__PATH_SIZE];
    return capacity__reader_fail(reader->mark, CAPACITY_E_SYNTAX, err, "%s %s at line %" PRId64,
                                 capacity__reader_path(reader, path), what, reader->mark.line);
}

capacity_status capacity__want_scalar(capacity__reader *reader, capacity_error *err)
{
    if (reader->node != CAPACITY__NODE_SCALAR)
        return wants(reader, err, "must be a single value, not a map or list");
    if (reader->is_null)
        return wants(reader, err, "has no value");
    return CAPACITY_OK;
}

capacity_status capacity__want_map(capacity__reader *reader, capacity_error *err)
{
    return reader->node == CAPACITY__NODE_MAP ? CAPACITY_OK
                                              : wants(reader, err, "must be a map of keys");
}

capacity_status capacity__want_key(capacity__reader *reader, capacity_error *err)
{
    return reader->node == CAPACITY__NODE_SCALAR ? CAPACITY_OK
                                                 : wants(reader, err, "has a key that is not text");
}

/* --- values ------------------------------------------------------------------------------------- */

static capacity_status read_text(capacity__reader *reader, const capacity__member *member,
                                 char *place, capacity_error *err)
{
    if (reader->size >= member->size) {
        char path[CAPACITY__PATH_SIZE];
        return capacity__reader_fail(
            reader->mark, CAPACITY_E_RANGE, err, "%s of %zu bytes exceeds %zu",
            capacity__reader_path(reader, path), reader->size, (size_t)member->size - 1);
    }
    memcpy(place, reader->text, reader->size);
    memset(place + reader->size, 0, member->size - reader->size);
    return CAPACITY_OK;
}

/* Read once more for the message: a path costs more than a number. */
static capacity_status refuse_quantity(capacity__reader *reader, const capacity__member *member,
                                       capacity_error *err)
{
    char path[CAPACITY__PATH_SIZE];
    int64_t value = 0;
    capacity_status status =
        capacity__parse_quantity((capacity_unit)member->unit, capacity__reader_path(reader, path),
                                 CAPACITY_FIELD_NONE, reader->text, reader->size, &value, err);
    if (err != NULL) {
        err->index = reader->mark.line;
        err->column = reader->mark.column;
    }
    return status;
}

static capacity_status read_quantity(capacity__reader *reader, const capacity__member *member,
                                     void *place, capacity_error *err)
{
    int64_t value = 0;
    if (capacity__parse_quantity((capacity_unit)member->unit, "", CAPACITY_FIELD_NONE, reader->text,
                                 reader->size, &value, NULL) < 0)
        return refuse_quantity(reader, member, err);
    memcpy(place, &value, sizeof value);
    return CAPACITY_OK;
}

capacity_status capacity__read_choice(capacity__reader *reader, const capacity__choices *choices,
                                      int64_t *value, capacity_error *err)
{
    for (size_t i = 0; i < choices->count; i++)
        if (strcmp(reader->text, choices->names[i]) == 0) {
            *value = choices->first + (int64_t)i;
            return CAPACITY_OK;
        }

    char list[CAPACITY_MESSAGE_SIZE], path[CAPACITY__PATH_SIZE], quoted[CAPACITY__QUOTED_SIZE];
    capacity__out out = capacity__out_new(list, sizeof list);
    for (size_t i = 0; i < choices->count; i++)
        capacity__put_format(&out, "%s%s", i == 0 ? "" : ", ", choices->names[i]);
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__reader_fail(reader->mark, CAPACITY_E_SYNTAX, err, "%s %s is not one of %s",
                                 capacity__reader_path(reader, path),
                                 capacity__quoted(reader->text, reader->size, quoted), list);
}

static capacity_status read_word(capacity__reader *reader, const capacity__member *member,
                                 void *place, capacity_error *err)
{
    int64_t value = 0;
    CAPACITY__TRY(capacity__read_choice(reader, member->choices, &value, err));
    uint32_t word = (uint32_t)value;
    memcpy(place, &word, sizeof word);
    return CAPACITY_OK;
}

static capacity_status read_flag(capacity__reader *reader, const capacity__member *member,
                                 void *place, capacity_error *err)
{
    static const char *const switch_names[] = {"false", "true"};
    static const capacity__choices switches = {0, 2, switch_names};
    int64_t value = 0;
    uint32_t word;
    CAPACITY__TRY(capacity__read_choice(
        reader, member->choices == NULL ? &switches : member->choices, &value, err));
    memcpy(&word, place, sizeof word);
    word = value != 0 ? word | member->bit : word & ~member->bit;
    memcpy(place, &word, sizeof word);
    return CAPACITY_OK;
}

static capacity_status read_member(capacity__reader *reader, const capacity__member *member,
                                   void *target, capacity_error *err)
{
    void *place = at_offset(target, member->offset);
    if (member->kind == CAPACITY__MEMBER_MAP)
        return capacity__read_map(reader, member->shape, place, err);
    if (member->kind == CAPACITY__MEMBER_OTHER)
        return member->read(reader, place, err);

    CAPACITY__TRY(capacity__want_scalar(reader, err));
    if (member->kind == CAPACITY__MEMBER_TEXT)
        return read_text(reader, member, place, err);
    if (member->kind == CAPACITY__MEMBER_QUANTITY)
        return read_quantity(reader, member, place, err);
    if (member->kind == CAPACITY__MEMBER_CHOICE)
        return read_word(reader, member, place, err);
    return read_flag(reader, member, place, err);
}

/* --- maps and lists ----------------------------------------------------------------------------- */

static const capacity__member *find_member(const capacity__reader *reader,
                                           const capacity__shape *shape)
{
    for (size_t i = 0; i < shape->count; i++)
        if (strcmp(shape->members[i].key, reader->text) == 0)
            return &shape->members[i];
    return NULL;
}

static capacity_status unknown_member(capacity__reader *reader, const capacity__shape *shape,
                                      capacity_error *err)
{
    capacity__near near = {NULL, 0};
    for (size_t i = 0; i < shape->count; i++)
        capacity__near_try(&near, reader->text, reader->size, shape->members[i].key);
    return capacity__unknown_key(reader, near.name, err);
}

/* One key, which must be new and known, and its value. */
static capacity_status read_entry(capacity__reader *reader, const capacity__shape *shape,
                                  uint64_t *seen, void *target, capacity_error *err)
{
    CAPACITY__TRY(capacity__want_key(reader, err));
    const capacity__member *member = find_member(reader, shape);
    if (member == NULL)
        return unknown_member(reader, shape, err);
    uint64_t bit = UINT64_C(1) << (member - shape->members);
    if ((*seen & bit) != 0)
        return capacity__repeated_key(reader, err);
    *seen |= bit;

    capacity__reader_enter(reader, member->key, 0);
    CAPACITY__TRY(capacity__reader_next(reader, err));
    CAPACITY__TRY(read_member(reader, member, target, err));
    capacity__reader_leave(reader);
    return CAPACITY_OK;
}

static capacity_status check_required(capacity__reader *reader, const capacity__shape *shape,
                                      uint64_t seen, capacity_error *err)
{
    for (size_t i = 0; i < shape->count; i++)
        if (shape->members[i].required && (seen >> i & 1) == 0) {
            char path[CAPACITY__PATH_SIZE];
            return capacity__reader_fail(reader->mark, CAPACITY_E_SYNTAX, err, "%s has no key '%s'",
                                         capacity__reader_path(reader, path),
                                         shape->members[i].key);
        }
    return CAPACITY_OK;
}

capacity_status capacity__read_map(capacity__reader *reader, const capacity__shape *shape,
                                   void *target, capacity_error *err)
{
    uint64_t seen = 0;
    CAPACITY__TRY(capacity__want_map(reader, err));
    capacity__mark start = reader->mark;
    for (;;) {
        CAPACITY__TRY(capacity__reader_next(reader, err));
        if (reader->node == CAPACITY__NODE_MAP_END)
            break;
        CAPACITY__TRY(read_entry(reader, shape, &seen, target, err));
    }
    reader->mark = start;
    return check_required(reader, shape, seen, err);
}

capacity_status capacity__read_list(capacity__reader *reader, capacity__item_reader *item,
                                    void *target, capacity_error *err)
{
    if (reader->node != CAPACITY__NODE_LIST)
        return wants(reader, err, "must be a list");
    for (size_t i = 0;; i++) {
        CAPACITY__TRY(capacity__reader_next(reader, err));
        if (reader->node == CAPACITY__NODE_LIST_END)
            return CAPACITY_OK;
        capacity__reader_enter(reader, NULL, i);
        CAPACITY__TRY(item(reader, i, target, err));
        capacity__reader_leave(reader);
    }
}
