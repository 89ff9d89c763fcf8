/*
 * Maps of a text as tables: a key, what stands behind it, and where it goes in a struct. The same
 * table reads and writes, so that the two cannot differ.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_SHAPE_H
#define CAPACITY_TEXT_SHAPE_H

#include "model/choices.h"
#include "text/emitter.h"
#include "text/reader.h"

typedef enum capacity__member_kind {
    CAPACITY__MEMBER_TEXT,     /* inline text of `size` bytes; "" when absent */
    CAPACITY__MEMBER_QUANTITY, /* int64_t in `unit`; `preset` when absent */
    CAPACITY__MEMBER_CHOICE,   /* uint32_t, one of `choices`; `preset` when absent */
    CAPACITY__MEMBER_FLAG,     /* `bit` of a uint32_t, true or false, or two `choices` from 0 */
    CAPACITY__MEMBER_MAP,      /* `shape` of a struct inside this one */
    CAPACITY__MEMBER_OTHER     /* by the two functions */
} capacity__member_kind;

typedef struct capacity__shape capacity__shape;

/* Small numbers in small types: there are more than a hundred of these. */
typedef struct capacity__member {
    const char *key;
    const capacity__choices *choices;
    const capacity__shape *shape;
    /* The reader stands on the value and ends on its last node; target is the member's. */
    capacity_status (*read)(capacity__reader *reader, void *target, capacity_error *err);
    /* Writes key and value, or nothing where the value is the one that absence means. */
    void (*write)(capacity__emitter *emitter, const char *key, const void *target);
    int64_t preset;
    uint32_t bit;
    uint16_t offset;
    uint16_t size;
    uint8_t kind;     /* capacity__member_kind */
    uint8_t unit;     /* capacity_unit */
    uint8_t required; /* refused when absent, written always */
} capacity__member;

struct capacity__shape {
    const capacity__member *members;
    size_t count; /* at most 64 */
};

#define CAPACITY__SHAPE(table)                                                                     \
    {                                                                                              \
        table, sizeof(table) / sizeof *(table)                                                     \
    }
#define CAPACITY__TEXT_KEY(type, name, word)                                                       \
    .key = (word), .kind = CAPACITY__MEMBER_TEXT, .offset = offsetof(type, name),                  \
    .size = sizeof(((type *)0)->name)
#define CAPACITY__QUANTITY_KEY(type, name, word, of)                                               \
    .key = (word), .kind = CAPACITY__MEMBER_QUANTITY, .offset = offsetof(type, name),              \
    .unit = CAPACITY_UNIT_##of
#define CAPACITY__CHOICE_KEY(type, name, word, names)                                              \
    .key = (word), .kind = CAPACITY__MEMBER_CHOICE, .offset = offsetof(type, name),                \
    .choices = (names)
#define CAPACITY__FLAG_KEY(type, name, word, mask)                                                 \
    .key = (word), .kind = CAPACITY__MEMBER_FLAG, .offset = offsetof(type, name), .bit = (mask)
#define CAPACITY__MAP_KEY(at, word, table)                                                         \
    .key = (word), .kind = CAPACITY__MEMBER_MAP, .offset = (at), .shape = (table)
#define CAPACITY__OTHER_KEY(at, word, reading, writing)                                            \
    .key = (word), .kind = CAPACITY__MEMBER_OTHER, .offset = (at), .read = (reading),              \
    .write = (writing)

/* Give every member the value that its absence means; texts and flags are zeroed by the caller. */
void capacity__shape_reset(const capacity__shape *shape, void *target);

/* --- reading: the reader stands on the value's first node and ends on its last ---------------- */

capacity_status capacity__read_map(capacity__reader *reader, const capacity__shape *shape,
                                   void *target, capacity_error *err);

/* Each element of a list in turn, with its index as the end of the path. */
typedef capacity_status capacity__item_reader(capacity__reader *reader, size_t index, void *target,
                                              capacity_error *err);
capacity_status capacity__read_list(capacity__reader *reader, capacity__item_reader *item,
                                    void *target, capacity_error *err);

/* Is the node one scalar, and not null? */
capacity_status capacity__want_scalar(capacity__reader *reader, capacity_error *err);
capacity_status capacity__want_map(capacity__reader *reader, capacity_error *err);
capacity_status capacity__want_key(capacity__reader *reader, capacity_error *err);

/* The value of a word; CAPACITY_E_SYNTAX lists them. */
capacity_status capacity__read_choice(capacity__reader *reader, const capacity__choices *choices,
                                      int64_t *value, capacity_error *err);

/* CAPACITY_E_FIELD for the current key; near is the nearest known one or NULL. */
capacity_status capacity__unknown_key(capacity__reader *reader, const char *near,
                                      capacity_error *err);
/* CAPACITY_E_EXISTS for the current key, and for a row whose name another has. */
capacity_status capacity__repeated_key(capacity__reader *reader, capacity_error *err);
capacity_status capacity__repeated_name(capacity__reader *reader, const char *name,
                                        capacity_error *err);

/* Nearer than `best`, at most a third of the key away? Then it becomes the best. */
typedef struct capacity__near {
    const char *name;
    size_t distance;
} capacity__near;
void capacity__near_try(capacity__near *near, const char *key, size_t size, const char *name);

/* --- writing ------------------------------------------------------------------------------------ */

/* A map of the keys whose values differ from what their absence means. */
void capacity__emit_shape(capacity__emitter *emitter, const capacity__shape *shape,
                          const void *target);

/* A value in people's units: a number where it is one, else a string. */
void capacity__emit_quantity(capacity__emitter *emitter, capacity_unit unit, int64_t value);

#endif
