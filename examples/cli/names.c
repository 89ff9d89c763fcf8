/*
 * Suggestions for misspelt names.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "names.h"
#include "report.h"

#include <string.h>

enum { LONGEST = CAPACITY_NAME_SIZE };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions and replacements that turn one name into the other. */
static size_t distance(const char *a, const char *b)
{
    const size_t a_size = strlen(a), b_size = strlen(b);
    size_t row[LONGEST + 1], i, j;

    if (a_size > LONGEST || b_size > LONGEST)
        return LONGEST;
    for (j = 0; j <= b_size; j++)
        row[j] = j;
    for (i = 1; i <= a_size; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (j = 1; j <= b_size; j++) {
            const size_t above = row[j];

            row[j] = least(least(above, row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[b_size];
}

void nearest_try(nearest *n, const char *candidate)
{
    const size_t d = distance(n->written, candidate);

    if (d > 1 + strlen(n->written) / 4) /* farther away it would be a guess */
        return;
    if (!n->name || d < n->distance) {
        n->name = candidate;
        n->distance = d;
    }
}

void nearest_complain(const nearest *n, const char *what)
{
    if (n->name)
        complain("unknown %s '%.*s', did you mean '%s'", what, QUOTED_SIZE, n->written, n->name);
    else
        complain("unknown %s '%.*s'", what, QUOTED_SIZE, n->written);
}
