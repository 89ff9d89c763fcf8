/*
 * Writing maps by their tables.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Maps nest as deep as their tables do, which are constant, so the recursion is bounded.
 */
#include "text/shape.h"

#include <string.h>

enum { VALUE_SIZE = 64 };

static const void *at_offset(const void *target, size_t offset)
{
    return (const char *)target + offset;
}

static int64_t number_at(const void *place)
{
    int64_t value;
    memcpy(&value, place, sizeof value);
    return value;
}

static uint32_t word_at(const void *place)
{
    uint32_t word;
    memcpy(&word, place, sizeof word);
    return word;
}

/* Digits with at most one point: the forms that our own writers make. */
static int is_number(const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        if ((*at < '0' || *at > '9') && *at != '.')
            return 0;
    return text[0] != '\0';
}

void capacity__emit_quantity(capacity__emitter *emitter, capacity_unit unit, int64_t value)
{
    char text[VALUE_SIZE];
    capacity__out out = capacity__out_new(text, sizeof text);
    capacity__put_quantity(&out, unit, value);
    (void)capacity__out_end(&out, NULL, NULL);
    if (is_number(text))
        capacity__emit_number(emitter, text);
    else
        capacity__emit_string(emitter, text);
}

static int is_empty(const capacity__shape *shape, const void *target);

/* Does the member hold what its absence means? A map does if all of its members do, also those that
 * a map which is there must have. Of members of the OTHER kind only their writer knows. */
static int is_preset(const capacity__member *member, const void *place)
{
    if (member->kind == CAPACITY__MEMBER_TEXT)
        return *(const char *)place == '\0';
    if (member->kind == CAPACITY__MEMBER_QUANTITY)
        return number_at(place) == member->preset;
    if (member->kind == CAPACITY__MEMBER_CHOICE)
        return word_at(place) == (uint32_t)member->preset;
    if (member->kind == CAPACITY__MEMBER_FLAG)
        return (word_at(place) & member->bit) == 0;
    return member->kind == CAPACITY__MEMBER_MAP && is_empty(member->shape, place);
}

static int is_empty(const capacity__shape *shape, const void *target)
{
    for (size_t i = 0; i < shape->count; i++)
        if (!is_preset(&shape->members[i], at_offset(target, shape->members[i].offset)))
            return 0;
    return 1;
}

static void emit_flag(capacity__emitter *emitter, const capacity__member *member, uint32_t word)
{
    int set = (word & member->bit) != 0;
    if (member->choices == NULL)
        capacity__emit_bool(emitter, set);
    else
        capacity__emit_string(emitter, member->choices->names[set]);
}

static void emit_choice(capacity__emitter *emitter, const capacity__member *member, uint32_t word)
{
    const char *name = capacity__choice_name(member->choices, word);
    capacity__emit_string(emitter, name == NULL ? "" : name);
}

static void emit_member(capacity__emitter *emitter, const capacity__member *member,
                        const void *place)
{
    if (member->kind == CAPACITY__MEMBER_OTHER) {
        member->write(emitter, member->key, place);
        return;
    }
    capacity__emit_key(emitter, member->key);
    if (member->kind == CAPACITY__MEMBER_TEXT)
        capacity__emit_string(emitter, place);
    else if (member->kind == CAPACITY__MEMBER_QUANTITY)
        capacity__emit_quantity(emitter, (capacity_unit)member->unit, number_at(place));
    else if (member->kind == CAPACITY__MEMBER_CHOICE)
        emit_choice(emitter, member, word_at(place));
    else if (member->kind == CAPACITY__MEMBER_FLAG)
        emit_flag(emitter, member, word_at(place));
    else
        capacity__emit_shape(emitter, member->shape, place);
}

void capacity__emit_shape(capacity__emitter *emitter, const capacity__shape *shape,
                          const void *target)
{
    capacity__emit_map(emitter);
    for (size_t i = 0; i < shape->count; i++) {
        const capacity__member *member = &shape->members[i];
        const void *place = at_offset(target, member->offset);
        if (member->required || !is_preset(member, place))
            emit_member(emitter, member, place);
    }
    capacity__emit_map_end(emitter);
}
