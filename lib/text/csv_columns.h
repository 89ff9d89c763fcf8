/*
 * Columns of a CSV by the names of its header, and their values in people's units.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_CSV_COLUMNS_H
#define CAPACITY_TEXT_CSV_COLUMNS_H

#include "model/fields.h"
#include "text/csv.h"

enum { CAPACITY__CSV_COLUMNS = 4 };

/* The columns of one kind of document; the first one is the time. */
typedef struct capacity__csv_columns {
    const char *what;  /* for example "a trace" */
    const char *names; /* all of them, for messages */
    struct {
        const char *name;
        capacity_unit unit;
    } column[CAPACITY__CSV_COLUMNS];
} capacity__csv_columns;

/* The field of each column, -1 where the header has none. */
typedef struct capacity__csv_places {
    size_t width; /* columns of the header; 0: it has not come yet */
    int place[CAPACITY__CSV_COLUMNS];
} capacity__csv_places;

/* The record is the header; the first `needed` columns have to be there. */
capacity_status capacity__csv_header(const capacity__csv *csv, const capacity__csv_columns *columns,
                                     size_t needed, capacity__csv_places *places,
                                     capacity_error *err);

/* The record is a row: as wide as the header, and not empty. */
capacity_status capacity__csv_row(const capacity__csv *csv, const capacity__csv_places *places,
                                  capacity_error *err);

/* A value of the row, CAPACITY_AUTO where there is no such column. A time may be h:mm:ss. */
capacity_status capacity__csv_value(const capacity__csv *csv, const capacity__csv_columns *columns,
                                    const capacity__csv_places *places, size_t column,
                                    int64_t *value, capacity_error *err);

/* Is the field of a column empty, which there is? */
int capacity__csv_is_empty(const capacity__csv *csv, const capacity__csv_places *places,
                           size_t column);

#endif
