/*
 * The nearest of several names to a misspelt one.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_NAMES_H
#define CLI_NAMES_H

#include <stddef.h>

typedef struct nearest {
    const char *written;
    const char *name; /* NULL while nothing is near */
    size_t distance;
} nearest;

/* Take one more candidate into account. */
void nearest_try(nearest *n, const char *candidate);

/* complain "unknown WHAT 'WRITTEN'", with the nearest name if there is one. */
void nearest_complain(const nearest *n, const char *what);

#endif
