/*
 * The growing sets of rows of a catalogue builder.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/error.h"
#include "model/catalog_builder.h"

#include <string.h>

enum { FIRST_ROOM = 16 };
_Static_assert(CAPACITY_CATALOG_MAX_ROWS <= UINT16_MAX, "a place fits in 16 bits");
_Static_assert(sizeof(capacity__meter_entry) < 4096 && sizeof(capacity_machine) < 4096 &&
                   sizeof(capacity_option) < 4096,
               "all rows of a set fit in 28 bits");

static const void *row_at(const capacity__row_set *set, size_t place)
{
    return set->rows + place * set->row_size;
}

const void *capacity__row_set_at(const capacity__row_set *set, size_t index)
{
    return row_at(set, set->places[index]);
}

/* Where the key is, or would be, in the order. */
static size_t search(const capacity__row_set *set, const capacity__row_key *key, int *found)
{
    size_t low = 0, high = set->count;
    *found = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = set->compare(capacity__row_set_at(set, middle), key);
        if (order == 0) {
            *found = 1;
            return middle;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int capacity__row_set_reserve(capacity__row_set *set, size_t rows,
                              const capacity_allocator *allocator)
{
    if (rows <= set->room)
        return 1;
    /* rows first: their size keeps places aligned */
    char *block = capacity__new(allocator, rows * (set->row_size + sizeof *set->places));
    if (block == NULL)
        return 0;
    uint16_t *places = (uint16_t *)(void *)(block + rows * set->row_size);
    if (set->count > 0) {
        memcpy(block, set->rows, set->count * set->row_size);
        memcpy(places, set->places, set->count * sizeof *places);
    }
    capacity__delete(allocator, set->rows);
    set->rows = block;
    set->places = places;
    set->room = rows;
    return 1;
}

static size_t next_room(const capacity__row_set *set)
{
    size_t room = set->room < FIRST_ROOM ? FIRST_ROOM : 2 * set->room;
    return room < CAPACITY_CATALOG_MAX_ROWS ? room : CAPACITY_CATALOG_MAX_ROWS;
}

capacity_status capacity__row_set_put(capacity__row_set *set, const capacity__row_key *key,
                                      const void *row, const char *what,
                                      const capacity_allocator *allocator, capacity_error *err)
{
    int found;
    size_t index = search(set, key, &found);
    if (found) {
        memcpy(set->rows + set->places[index] * set->row_size, row, set->row_size);
        return CAPACITY_OK;
    }
    if (set->count == CAPACITY_CATALOG_MAX_ROWS)
        return capacity__fail(err, CAPACITY_E_TOO_LARGE, CAPACITY_FIELD_NONE, -1,
                              "more than %zu %s in a catalogue", (size_t)CAPACITY_CATALOG_MAX_ROWS,
                              what);
    if (set->count == set->room && !capacity__row_set_reserve(set, next_room(set), allocator))
        return capacity__no_memory(err);

    memcpy(set->rows + set->count * set->row_size, row, set->row_size);
    memmove(&set->places[index + 1], &set->places[index],
            (set->count - index) * sizeof *set->places);
    set->places[index] = (uint16_t)set->count;
    set->count++;
    return CAPACITY_OK;
}

/* The last row fills the hole, so that rows stay dense. */
int capacity__row_set_drop(capacity__row_set *set, const capacity__row_key *key)
{
    int found;
    size_t index = search(set, key, &found);
    if (!found)
        return 0;
    size_t hole = set->places[index], last = set->count - 1;
    memmove(&set->places[index], &set->places[index + 1], (last - index) * sizeof *set->places);
    set->count = last;
    if (hole == last)
        return 1;
    memcpy(set->rows + hole * set->row_size, row_at(set, last), set->row_size);
    for (size_t i = 0; i < last; i++)
        if (set->places[i] == last)
            set->places[i] = (uint16_t)hole;
    return 1;
}
