/*
 * The struct_size protocol of versioned rows.
 * SPDX-License-Identifier: Apache-2.0
 *
 * For a caller's size c and the library's own size s: c below the first published size or above
 * 4096 is CAPACITY_E_STRUCT_SIZE. A shorter row means zeros in its missing tail; a longer one is
 * accepted as input if its tail is zero, else CAPACITY_E_STRUCT_NEWER, and zero-filled as output.
 */
#ifndef CAPACITY_BASE_STRUCTS_H
#define CAPACITY_BASE_STRUCTS_H

#include "base/error.h"

/* Copy a caller's row into one of ours; `first` is the size first published. */
capacity_status capacity__row_in(void *own, size_t own_size, size_t first, const void *row,
                                 capacity_error *err);

/* Is a caller's size one that we can write to? */
capacity_status capacity__row_size(size_t size, size_t first, capacity_error *err);

/* Write our row to a caller's of another size; its struct_size becomes the caller's. */
void capacity__row_out(void *row, size_t size, const void *own, size_t own_size);

/* The same for the index-th element of a caller's array. */
void capacity__row_out_at(void *rows, size_t size, size_t index, const void *own, size_t own_size);

/* The common beginning of array getters: checks, the count, and whether rows are to be written. */
capacity_status capacity__rows_begin(const void *out, size_t out_size, size_t first, size_t max,
                                     size_t *count, size_t available, capacity_error *err);

/* The body of a getter whose checks are done, with the usual names of its parameters: count, then a
 * row at a time. */
#define CAPACITY__FILL_ROWS(type, available, make_row)                                             \
    do {                                                                                           \
        type row;                                                                                  \
        CAPACITY__TRY(                                                                             \
            capacity__rows_begin(out, out_size, sizeof row, max, count, available, err));          \
        for (size_t i = 0; out != NULL && i < *count; i++) {                                       \
            make_row;                                                                              \
            capacity__row_out_at(out, out_size, i, &row, sizeof row);                              \
        }                                                                                          \
        return CAPACITY_OK;                                                                        \
    } while (0)

/* A bounded copy of a name into an inline member. */
void capacity__name_copy(char *to, size_t size, const char *from);

/* Is the inline text of `size` bytes NUL-terminated? */
int capacity__name_ends(const char *text, size_t size);

#endif
