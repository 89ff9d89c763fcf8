/*
 * Keys of rows that a text has named, and the first one it named twice.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_SEEN_H
#define CAPACITY_TEXT_SEEN_H

#include "base/alloc.h"
#include "base/error.h"

enum { CAPACITY__SEEN_KEY = 2 * CAPACITY_NAME_SIZE };

typedef struct capacity__sighting {
    char key[CAPACITY__SEEN_KEY];
    int64_t line;
} capacity__sighting;

typedef struct capacity__seen {
    capacity__sighting *rows;
    size_t count, room;
} capacity__seen;

/* The key has fewer than CAPACITY__SEEN_KEY bytes. */
capacity_status capacity__seen_add(capacity__seen *seen, const char *key, int64_t line,
                                   const capacity_allocator *allocator, capacity_error *err);

/* The earliest repetition; NULL if there is none. Changes the order. */
const capacity__sighting *capacity__seen_twice(capacity__seen *seen);

void capacity__seen_clear(capacity__seen *seen, const capacity_allocator *allocator);

#endif
