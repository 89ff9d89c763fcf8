/*
 * Reading tests/vectors: cells as text, numbers, lists.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_CSV_H
#define TESTS_CSV_H

#include "harness.h"

enum { CSV_COLUMNS = 36, CSV_ROWS = 1400, CSV_LIST = 128 };

/* A file's cells as NUL-terminated text, the header as row 0. */
typedef struct csv {
    size_t rows, columns;
    const char *cell[CSV_ROWS][CSV_COLUMNS];
} csv;

/* tests/vectors/STEM.csv; one at a time. */
void csv_read(const char *stem, csv *grid);

int64_t csv_number(const char *text);
/* The same, and CAPACITY_INVALID for "none". */
int64_t csv_number_or_none(const char *text);
/* Numbers with semicolons between them. */
size_t csv_list(const char *text, int64_t *list);

#endif
