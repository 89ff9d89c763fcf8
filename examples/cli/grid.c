/*
 * Tables with aligned columns.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 2, LEAST_WRAP = 16 };

void grid_column(grid *g, const char *title, int numeric)
{
    g->titles[g->columns] = title;
    g->numeric[g->columns] = numeric;
    g->columns++;
}

void grid_wrapping(grid *g, const char *title)
{
    g->wrapping = g->columns + 1; /* 0: none */
    grid_column(g, title, 0);
}

void grid_cell(grid *g, const char *format, ...)
{
    char cell[1024];
    char **cells;
    va_list args;

    va_start(args, format);
    vsnprintf(cell, sizeof cell, format, args);
    va_end(args);
    if (g->rows == g->room) { /* rows counts cells until the table is printed */
        g->room = g->room ? 2 * g->room : 64;
        cells = need_memory(g->room, sizeof *cells);
        if (g->rows)
            memcpy(cells, g->cells, g->rows * sizeof *cells);
        free(g->cells);
        g->cells = cells;
    }
    g->cells[g->rows++] = copy_string(cell, strlen(cell));
}

void grid_list(grid *g, const char *list)
{
    text spaced = {0};

    for (; *list; list++) {
        text_put(&spaced, list, 1);
        if (*list == ',' && list[1] != ' ')
            text_puts(&spaced, " ");
    }
    grid_cell(g, "%s", spaced.size ? spaced.data : "");
    text_free(&spaced);
}

static void grid_free(grid *g)
{
    size_t i;

    for (i = 0; i < g->rows; i++)
        free(g->cells[i]);
    free(g->cells);
    memset(g, 0, sizeof *g);
}

/* Widths of the columns; 0 for one without any value. */
static void measure(const grid *g, size_t rows, size_t *widths)
{
    size_t row, column;

    for (column = 0; column < g->columns; column++) {
        widths[column] = 0;
        for (row = 0; row < rows; row++) {
            const size_t width = text_columns(g->cells[row * g->columns + column]);

            if (width > widths[column])
                widths[column] = width;
        }
        if (widths[column] && text_columns(g->titles[column]) > widths[column])
            widths[column] = text_columns(g->titles[column]);
    }
}

/* Make the wrapping column as narrow as the page asks for. */
static void fit(const grid *g, size_t *widths)
{
    size_t total = 0, column, *narrow;

    for (column = 0; column < g->columns; column++)
        total += widths[column] ? GAP + widths[column] : 0;
    if (!g->wrapping || total <= SHEET_WIDTH)
        return;
    narrow = &widths[g->wrapping - 1];
    if (*narrow > LEAST_WRAP + (total - SHEET_WIDTH))
        *narrow -= total - SHEET_WIDTH;
    else if (*narrow > LEAST_WRAP)
        *narrow = LEAST_WRAP;
}

static void print_cell(text *line, const char *cell, size_t size, size_t width, int numeric)
{
    char *shown = copy_string(cell, size);
    const size_t used = text_columns(shown), blank = used < width ? width - used : 0;

    text_pad(line, ' ', GAP + (numeric ? blank : 0));
    text_puts(line, shown);
    text_pad(line, ' ', numeric ? 0 : blank);
    free(shown);
}

static void end_line(text *line, const sheet *s)
{
    while (line->size && line->data[line->size - 1] == ' ')
        line->size--;
    text_put(s->out, line->data, line->size);
    text_puts(s->out, "\n");
    line->size = 0;
}

/* The first line of a row carries all cells, further ones only more of the wrapping cell. */
static void print_row(const grid *g, const sheet *s, const char *const *cells, const size_t *widths)
{
    const char *rest = "";
    text wrapped = {0}, line = {0};
    size_t column;
    int first = 1;

    if (g->wrapping) {
        text_wrap(&wrapped, cells[g->wrapping - 1], 0, widths[g->wrapping - 1]);
        rest = wrapped.data;
    }
    while (first || *rest) {
        const size_t size = strcspn(rest, "\n");

        for (column = 0; column < g->columns; column++) {
            const char *cell = first ? cells[column] : "";

            if (!widths[column])
                continue;
            if (column + 1 == g->wrapping)
                print_cell(&line, rest, size, widths[column], 0);
            else
                print_cell(&line, cell, strlen(cell), widths[column], g->numeric[column]);
        }
        end_line(&line, s);
        rest += size + (rest[size] == '\n');
        first = 0;
    }
    text_free(&wrapped);
    text_free(&line);
}

static void print_markdown_line(const grid *g, const sheet *s, const char *const *cells,
                                const size_t *widths)
{
    size_t column;
    const char *c;

    text_puts(s->out, "|");
    for (column = 0; column < g->columns; column++) {
        if (!widths[column])
            continue;
        text_puts(s->out, " ");
        for (c = cells[column]; *c; c++) {
            if (*c == '|')
                text_puts(s->out, "\\");
            text_put(s->out, c, 1);
        }
        text_puts(s->out, " |");
    }
    text_puts(s->out, "\n");
}

static void print_markdown(const grid *g, const sheet *s, size_t rows, const size_t *widths)
{
    size_t row, column;

    print_markdown_line(g, s, g->titles, widths);
    text_puts(s->out, "|");
    for (column = 0; column < g->columns; column++)
        if (widths[column])
            text_puts(s->out, g->numeric[column] ? " ---: |" : " --- |");
    text_puts(s->out, "\n");
    for (row = 0; row < rows; row++)
        print_markdown_line(g, s, (const char *const *)g->cells + row * g->columns, widths);
}

static void print_text(const grid *g, const sheet *s, size_t rows, size_t *widths)
{
    size_t row;

    fit(g, widths);
    print_row(g, s, g->titles, widths);
    for (row = 0; row < rows; row++)
        print_row(g, s, (const char *const *)g->cells + row * g->columns, widths);
}

void grid_print(grid *g, const sheet *s)
{
    const size_t rows = g->columns ? g->rows / g->columns : 0;
    size_t widths[SHEET_COLUMNS];

    measure(g, rows, widths);
    if (rows && s->markdown)
        print_markdown(g, s, rows, widths);
    else if (rows)
        print_text(g, s, rows, widths);
    grid_free(g);
}
