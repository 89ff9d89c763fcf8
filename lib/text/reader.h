/*
 * The one reader of JSON and YAML: a pull reader over libyaml's events.
 * SPDX-License-Identifier: Apache-2.0
 *
 * JSON is read as the subset of YAML that it is. Scalars stay text, so decimals are exact and no YAML
 * number rule applies. One document, whose root is a map; no anchors, aliases, tags, directives or
 * bare null values. Size, bytes, depth, number of values and length of scalars are limited, each
 * before it costs anything: libyaml alone would take quadratic time on deep nesting.
 *
 * libyaml has no allocator hook: its memory comes from malloc and is gone when the reader closes.
 */
#ifndef CAPACITY_TEXT_READER_H
#define CAPACITY_TEXT_READER_H

#include "text/bytes.h"

#ifndef CAPACITY_TEXT
#error "define CAPACITY_TEXT as 0 or 1, as the build of the library does: it decides the size"
#endif

#if CAPACITY_TEXT
#include <yaml.h>
#endif

enum { CAPACITY__SCALAR_BYTES = 4096, CAPACITY__PATH_SIZE = 96, CAPACITY__QUOTED_SIZE = 176 };

/* Of one kind of document. */
typedef struct capacity__limits {
    const char *what; /* for example "profile" */
    int64_t bytes;
    int64_t values; /* scalars, keys, maps and lists */
} capacity__limits;

typedef enum capacity__text_node {
    CAPACITY__NODE_MAP,
    CAPACITY__NODE_MAP_END,
    CAPACITY__NODE_LIST,
    CAPACITY__NODE_LIST_END,
    CAPACITY__NODE_SCALAR,
    CAPACITY__NODE_END /* of the document */
} capacity__text_node;

typedef struct capacity__reader {
    const capacity__limits *limits;
    /* the current node; text ends in a NUL, holds no other, and lives until the next one */
    capacity__text_node node;
    const char *text;
    size_t size;
    int is_null; /* an unquoted null, ~ or nothing at all */
    capacity__mark mark;
    capacity__mark end; /* of the text */
    /* where it is */
    size_t depth;
    int64_t values;
    struct {
        const char *key; /* NULL: an element of a list */
        size_t index;
    } path[CAPACITY_TEXT_DEPTH];
    size_t path_size;
    int saved_errno;
#if CAPACITY_TEXT
    yaml_parser_t parser;
    yaml_event_t event;
#endif
} capacity__reader;

/* Checks the whole text's size and bytes and goes to the root map. Close it also after a failure. */
capacity_status capacity__reader_begin(capacity__reader *reader, const char *text, size_t size,
                                       const capacity__limits *limits, capacity_error *err);
/* Puts errno back, as every call of the library leaves it alone. */
void capacity__reader_close(capacity__reader *reader);

/* To the next node. */
capacity_status capacity__reader_next(capacity__reader *reader, capacity_error *err);

/* After the root map: nothing may follow. */
capacity_status capacity__reader_end(capacity__reader *reader, capacity_error *err);

/* The path of the current value, for messages. The key must outlive the reader. */
void capacity__reader_enter(capacity__reader *reader, const char *key, size_t index);
void capacity__reader_leave(capacity__reader *reader);

/* "machines[3].cpu", or "the document". */
const char *capacity__reader_path(const capacity__reader *reader, char buf[CAPACITY__PATH_SIZE]);

/* Foreign text for messages, quoted. */
const char *capacity__quoted(const char *text, size_t size, char buf[CAPACITY__QUOTED_SIZE]);

/* An error at a place in the text. */
capacity_status capacity__reader_fail(capacity__mark mark, capacity_status status,
                                      capacity_error *err, const char *format, ...)
    CAPACITY__PRINTF(4, 5);

/* Give an error that somebody else reported the place and the path it belongs to. */
capacity_status capacity__reader_place(const capacity__reader *reader, capacity__mark mark,
                                       capacity_status status, capacity_error *err);

#endif
