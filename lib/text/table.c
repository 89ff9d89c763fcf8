/*
 * Tables for people: aligned columns, or Markdown pipe tables.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/table.h"

#include "base/never.h"
#include "model/fields.h"

#include <string.h>

enum { GAP = 2, LEAST_SHRUNK = 8, RULE_WIDTH = 3 };

/* What the two passes share. */
typedef struct table_layout {
    const capacity__table *table;
    capacity__out *out;
    int markdown;
    size_t rows;
    size_t width[CAPACITY__TABLE_COLUMNS]; /* 0: the column is left out */
} table_layout;

typedef struct piece {
    const char *text;
    size_t size;
} piece;

void capacity__cell_end(capacity__cells *cells)
{
    size_t room = sizeof cells->text;
    if (CAPACITY__NEVER(cells->count == CAPACITY__TABLE_COLUMNS)) /* no table has as many */
        return;
    cells->end[cells->count++] = cells->out.len < room ? cells->out.len : room - 1;
}

void capacity__cell_text(capacity__cells *cells, const char *text)
{
    capacity__put(&cells->out, text);
    capacity__cell_end(cells);
}

void capacity__cell_int(capacity__cells *cells, int64_t value)
{
    capacity__put_int(&cells->out, value);
    capacity__cell_end(cells);
}

void capacity__cell_money(capacity__cells *cells, int64_t uusd)
{
    capacity__put_money(&cells->out, uusd);
    capacity__cell_end(cells);
}

void capacity__cell_unit(capacity__cells *cells, capacity_unit unit, int64_t value)
{
    capacity__put_quantity(&cells->out, unit, value);
    capacity__cell_end(cells);
}

static int make_row(const capacity__table *table, size_t index, capacity__cells *cells)
{
    cells->out = capacity__out_new(cells->text, sizeof cells->text);
    cells->count = 0;
    return table->row(table->context, index, cells);
}

/* A cell that was not put is empty. */
static piece cell_at(const capacity__cells *cells, size_t column)
{
    piece none = {"", 0};
    if (column >= cells->count)
        return none;
    size_t start = column == 0 ? 0 : cells->end[column - 1];
    piece cell = {cells->text + start, cells->end[column] - start};
    return cell;
}

/* On a terminal the first title is the heading of the table. */
static piece title_at(const table_layout *layout, size_t column)
{
    const capacity__table *table = layout->table;
    const char *text = table->columns[column].title;
    if (column == 0 && !layout->markdown)
        text = table->heading;
    piece title = {text, strlen(text)};
    return title;
}

static void widen(size_t *width, piece cell, int markdown)
{
    size_t own = capacity__clean_width(cell.text, cell.size, markdown);
    if (own > *width)
        *width = own;
}

static void measure(table_layout *layout)
{
    const capacity__table *table = layout->table;
    capacity__cells cells;

    for (size_t i = 0; i < table->row_count; i++) {
        if (!make_row(table, i, &cells))
            continue;
        layout->rows++;
        for (size_t c = 0; c < table->column_count; c++)
            widen(&layout->width[c], cell_at(&cells, c), layout->markdown);
    }
    for (size_t c = 0; c < table->column_count; c++) {
        if (layout->width[c] == 0)
            continue;
        widen(&layout->width[c], title_at(layout, c), layout->markdown);
        if (layout->markdown && layout->width[c] < RULE_WIDTH)
            layout->width[c] = RULE_WIDTH;
    }
}

/* Columns that the line is too long by. */
static size_t excess_of(const table_layout *layout)
{
    size_t total = 0;
    for (size_t c = 0; c < layout->table->column_count; c++)
        total += layout->width[c] == 0 ? 0 : layout->width[c] + GAP;
    return total > CAPACITY__LINE_WIDTH + GAP ? total - GAP - CAPACITY__LINE_WIDTH : 0;
}

/* The widest column that may still be cut; the column count if there is none. */
static size_t widest_to_cut(const table_layout *layout)
{
    size_t count = layout->table->column_count, widest = count;
    for (size_t c = 0; c < count; c++) {
        size_t least = LEAST_SHRUNK;
        widen(&least, title_at(layout, c), 0);
        if ((layout->table->columns[c].bits & CAPACITY__SHRINKS) != 0 && layout->width[c] > least &&
            (widest == count || layout->width[c] > layout->width[widest]))
            widest = c;
    }
    return widest;
}

/* Where a line would be too long, optional columns go, then cells are cut; titles never are. */
static void fit(table_layout *layout)
{
    const capacity__column *columns = layout->table->columns;
    size_t count = layout->table->column_count;

    for (size_t c = count; c > 0; c--)
        if ((columns[c - 1].bits & CAPACITY__OPTIONAL) != 0 && excess_of(layout) > 0)
            layout->width[c - 1] = 0;
    for (size_t excess = excess_of(layout); excess > 0; excess--) {
        size_t widest = widest_to_cut(layout);
        if (widest == count)
            return;
        layout->width[widest]--;
    }
}

/* A cell of at most `width` columns; a longer one ends in two dots. */
static size_t put_cell(const table_layout *layout, piece cell, size_t width)
{
    size_t own = capacity__clean_width(cell.text, cell.size, layout->markdown);
    if (layout->markdown || own <= width) {
        capacity__put_clean(layout->out, cell.text, cell.size, layout->markdown);
        return own;
    }
    size_t kept = capacity__clean_prefix(cell.text, cell.size, width - 2);
    while (kept > 0 && cell.text[kept - 1] == ' ')
        kept--;
    capacity__put_clean(layout->out, cell.text, kept, 0);
    capacity__put(layout->out, "..");
    return capacity__clean_width(cell.text, kept, 0) + 2;
}

/* Padding waits until something follows, so that no line ends in spaces. */
static void put_aligned(const table_layout *layout, const capacity__column *column, size_t width,
                        piece cell, size_t *pending)
{
    size_t own = capacity__clean_width(cell.text, cell.size, layout->markdown);
    size_t pad = own < width ? width - own : 0;
    int right = (column->bits & CAPACITY__RIGHT) != 0;

    if (cell.size == 0) {
        *pending += width;
        return;
    }
    capacity__put_repeat(layout->out, ' ', *pending + (right ? pad : 0));
    size_t put = put_cell(layout, cell, width);
    *pending = right || put >= width ? 0 : width - put;
}

static void put_line(const table_layout *layout, const capacity__cells *cells)
{
    const capacity__table *table = layout->table;
    const char *border = "| ";
    size_t pending = 0;

    for (size_t c = 0; c < table->column_count; c++) {
        if (layout->width[c] == 0)
            continue;
        if (layout->markdown) {
            capacity__put_repeat(layout->out, ' ', pending);
            capacity__put(layout->out, border);
            border = " | ";
            pending = 0;
        }
        put_aligned(layout, &table->columns[c], layout->width[c],
                    cells == NULL ? title_at(layout, c) : cell_at(cells, c), &pending);
        pending += layout->markdown ? 0 : GAP;
    }
    if (layout->markdown) {
        capacity__put_repeat(layout->out, ' ', pending);
        capacity__put(layout->out, " |");
    }
    capacity__put_char(layout->out, '\n');
}

static void put_rule(const table_layout *layout)
{
    for (size_t c = 0; c < layout->table->column_count; c++) {
        int right = (layout->table->columns[c].bits & CAPACITY__RIGHT) != 0;
        if (layout->width[c] == 0)
            continue;
        capacity__put(layout->out, "| ");
        capacity__put_repeat(layout->out, '-', layout->width[c] - (right ? 1 : 0));
        capacity__put(layout->out, right ? ": " : " ");
    }
    capacity__put(layout->out, "|\n");
}

void capacity__table_write(const capacity__table *table, capacity__out *out, int markdown)
{
    table_layout layout = {table, out, markdown, 0, {0}};
    capacity__cells cells;

    measure(&layout);
    if (layout.rows == 0)
        return;
    if (!markdown)
        fit(&layout);
    put_line(&layout, NULL);
    if (markdown)
        put_rule(&layout);
    for (size_t i = 0; i < table->row_count; i++)
        if (make_row(table, i, &cells))
            put_line(&layout, &cells);
}
