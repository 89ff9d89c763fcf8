/*
 * Names: their form, and how far two are apart.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/fields.h"

#include <string.h>

enum { LONGEST = CAPACITY_NAME_SIZE };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/*
 * Insertions, deletions, replacements and swaps of neighbours, each of one byte (the optimal string
 * alignment), row by row. Only three rows are needed.
 */
static size_t edits(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];

    for (size_t j = 0; j <= b_size; j++)
        last[j] = j;
    for (size_t i = 1; i <= a_size; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            row[j] = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = least(row[j], least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    return last[b_size];
}

size_t capacity__name_distance(const char *a, size_t a_size, const char *b, size_t limit)
{
    size_t b_size = strlen(b);
    size_t gap = a_size > b_size ? a_size - b_size : b_size - a_size;
    if (a_size > LONGEST || b_size > LONGEST || gap > limit)
        return limit + 1;
    return least(edits(a, a_size, b, b_size), limit + 1);
}

static int is_inner(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

static int is_outer(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

int capacity__is_name(const char *text, size_t size)
{
    if (size == 0 || size >= CAPACITY_NAME_SIZE || !is_outer(text[0]) || !is_outer(text[size - 1]))
        return 0;
    for (size_t i = 1; i + 1 < size; i++)
        if (!is_inner(text[i]))
            return 0;
    return 1;
}
