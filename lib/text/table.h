/*
 * Tables for people: aligned columns, or Markdown pipe tables, from one description.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Rows are made twice, once to measure and once to write, so nothing is kept and nothing allocated.
 */
#ifndef CAPACITY_TEXT_TABLE_H
#define CAPACITY_TEXT_TABLE_H

#include "text/people.h"

enum { CAPACITY__TABLE_COLUMNS = 12, CAPACITY__ROW_SIZE = 1536 };

/* Bits of a column: numbers stand right; the others say what happens where a line would be too long. */
enum {
    CAPACITY__RIGHT = 1 << 0,
    CAPACITY__SHRINKS = 1 << 1, /* cells are cut */
    CAPACITY__OPTIONAL = 1 << 2 /* the column is left out */
};

typedef struct capacity__column {
    const char *title;
    uint32_t bits;
} capacity__column;

/* One row under way: its cells one after another in `text`. */
typedef struct capacity__cells {
    capacity__out out;
    size_t count;
    size_t end[CAPACITY__TABLE_COLUMNS];
    char text[CAPACITY__ROW_SIZE];
} capacity__cells;

/* Put the cells of a row; 0: this row is left out. */
typedef int (*capacity__row)(const void *context, size_t index, capacity__cells *cells);

typedef struct capacity__table {
    const char *heading; /* stands for the first title on a terminal */
    const capacity__column *columns;
    size_t column_count;
    size_t row_count;
    capacity__row row;
    const void *context;
} capacity__table;

/* End the cell that was put to cells->out. */
void capacity__cell_end(capacity__cells *cells);
void capacity__cell_text(capacity__cells *cells, const char *text);
void capacity__cell_int(capacity__cells *cells, int64_t value);
void capacity__cell_money(capacity__cells *cells, int64_t uusd);
void capacity__cell_unit(capacity__cells *cells, capacity_unit unit, int64_t value);

/* Columns without any cell are left out; a table without rows writes nothing. */
void capacity__table_write(const capacity__table *table, capacity__out *out, int markdown);

#endif
