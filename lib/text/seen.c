/*
 * Keys of rows that a text has named, and the first one it named twice.
 * SPDX-License-Identifier: Apache-2.0
 *
 * They are sorted once at the end: a hash could be made to collide by whoever wrote the text.
 */
#include "text/seen.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64 };

static int grow(capacity__seen *seen, const capacity_allocator *allocator)
{
    /* no overflow: a row takes more than a byte of a text, and those are limited */
    size_t room = seen->room == 0 ? FIRST_ROOM : 2 * seen->room;
    capacity__sighting *rows = capacity__new(allocator, room * sizeof *rows);
    if (rows == NULL)
        return 0;
    if (seen->count > 0)
        memcpy(rows, seen->rows, seen->count * sizeof *rows);
    capacity__delete(allocator, seen->rows);
    seen->rows = rows;
    seen->room = room;
    return 1;
}

capacity_status capacity__seen_add(capacity__seen *seen, const char *key, int64_t line,
                                   const capacity_allocator *allocator, capacity_error *err)
{
    if (seen->count == seen->room && !grow(seen, allocator))
        return capacity__no_memory(err);
    capacity__sighting *row = &seen->rows[seen->count++];
    memcpy(row->key, key, strlen(key) + 1);
    row->line = line;
    return CAPACITY_OK;
}

/* Equal keys in the order of their lines, which a text names in rising order. */
static int compare(const void *a, const void *b)
{
    const capacity__sighting *left = a, *right = b;
    int order = strcmp(left->key, right->key);
    if (order != 0)
        return order;
    return (left->line > right->line) - (left->line < right->line);
}

const capacity__sighting *capacity__seen_twice(capacity__seen *seen)
{
    const capacity__sighting *first = NULL;
    if (seen->count > 1)
        qsort(seen->rows, seen->count, sizeof *seen->rows, compare);
    for (size_t i = 1; i < seen->count; i++) {
        const capacity__sighting *row = &seen->rows[i];
        if (strcmp(row[-1].key, row->key) == 0 && (first == NULL || row->line < first->line))
            first = row;
    }
    return first;
}

void capacity__seen_clear(capacity__seen *seen, const capacity_allocator *allocator)
{
    capacity__delete(allocator, seen->rows);
    memset(seen, 0, sizeof *seen);
}
