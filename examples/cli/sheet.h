/*
 * Headings, pairs and tables, as text of at most 100 columns or as Markdown.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_SHEET_H
#define CLI_SHEET_H

#include "text.h"

enum { SHEET_WIDTH = 100, SHEET_COLUMNS = 10 };

/* Where a listing goes, and how it looks. */
typedef struct sheet {
    text *out;
    int markdown;
} sheet;

void sheet_heading(const sheet *s, int level, const char *title);
void sheet_paragraph(const sheet *s, const char *paragraph);
void sheet_pair(const sheet *s, const char *key, const char *format, ...) CLI_PRINTF(3, 4);
void sheet_item(const sheet *s, const char *item);
void sheet_gap(const sheet *s);

/*
 * A table. Columns of numbers stand to the right; one column may wrap where the table would be too
 * wide. A column without any value is left out.
 */
typedef struct grid {
    size_t columns, rows, room, wrapping;
    const char *titles[SHEET_COLUMNS];
    int numeric[SHEET_COLUMNS];
    char **cells;
} grid;

void grid_column(grid *g, const char *title, int numeric);
void grid_wrapping(grid *g, const char *title); /* a column of words that may wrap */
void grid_cell(grid *g, const char *format, ...) CLI_PRINTF(2, 3); /* row by row */
void grid_list(grid *g, const char *list);                         /* a,b as a cell that may wrap */
void grid_print(grid *g, const sheet *s);                          /* and empty it */

#endif
