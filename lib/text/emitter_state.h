/*
 * The emitter's state, known to its users only so that it lives on their stack.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_EMITTER_STATE_H
#define CAPACITY_TEXT_EMITTER_STATE_H

#ifndef CAPACITY_TEXT
#error "define CAPACITY_TEXT as 0 or 1, as the build of the library does: it decides the size"
#endif

#if CAPACITY_TEXT
#include <yaml.h>
#endif

/* What may come next at a level. */
typedef enum capacity__place {
    CAPACITY__PLACE_DOCUMENT, /* the one map or list */
    CAPACITY__PLACE_KEY,
    CAPACITY__PLACE_VALUE,
    CAPACITY__PLACE_ITEM,
    CAPACITY__PLACE_END /* nothing */
} capacity__place;

struct capacity__emitter {
    uint32_t format;
    capacity_status status; /* the first failure */
    size_t depth;
    struct {
        capacity__place place;
        size_t entries;
    } level[CAPACITY_TEXT_DEPTH + 1];
    capacity__out out;
    int saved_errno;
#if CAPACITY_TEXT
    yaml_emitter_t yaml;
#endif
};

/* What the back ends are told. */
typedef enum capacity__token {
    CAPACITY__TOKEN_MAP,
    CAPACITY__TOKEN_MAP_END,
    CAPACITY__TOKEN_LIST,
    CAPACITY__TOKEN_LIST_END,
    CAPACITY__TOKEN_KEY,
    CAPACITY__TOKEN_STRING,
    CAPACITY__TOKEN_LITERAL /* a number, true, false or null */
} capacity__token;

/* emitter_json.c: the level is that of the token's container. */
void capacity__json_put(capacity__emitter *emitter, capacity__token token, const char *text,
                        size_t size);
void capacity__json_end(capacity__emitter *emitter);

/* emitter_yaml.c; a build without text answers CAPACITY_E_UNSUPPORTED. */
void capacity__yaml_begin(capacity__emitter *emitter);
void capacity__yaml_put(capacity__emitter *emitter, capacity__token token, const char *text,
                        size_t size);
void capacity__yaml_end(capacity__emitter *emitter);

#endif
