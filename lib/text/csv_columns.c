/*
 * Columns of a CSV by the names of its header, and their values in people's units.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/csv_columns.h"

#include <string.h>

enum { TIME = 0, NEAR = 3, HOUR_DIGITS = 7 };

/* An error of the whole record. */
static capacity_status at_line(const capacity__csv *csv, capacity_status status,
                               capacity_error *err)
{
    if (err != NULL)
        err->index = csv->record_line;
    return status;
}

/* An error at a field: line and column. */
static capacity_status at_field(const capacity__csv *csv, size_t field, capacity_status status,
                                capacity_error *err)
{
    if (status < 0 && err != NULL) {
        err->index = csv->record_line;
        err->column = csv->field[field].column;
    }
    return status;
}

static capacity_status unknown_column(const capacity__csv *csv,
                                      const capacity__csv_columns *columns, size_t field,
                                      capacity_error *err)
{
    char quoted[128];
    capacity__out out = capacity__out_new(quoted, sizeof quoted);
    size_t size, nearest = TIME, best = NEAR;
    const char *text = capacity__csv_text(csv, field, &size);
    for (size_t i = 0; i < CAPACITY__CSV_COLUMNS; i++) {
        size_t distance = capacity__name_distance(text, size, columns->column[i].name, best);
        if (distance < best) {
            best = distance;
            nearest = i;
        }
    }
    capacity__put_quoted(&out, text, size);
    (void)capacity__out_end(&out, NULL, NULL);
    if (best < NEAR)
        (void)capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, -1,
                             "unknown column %s, did you mean \"%s\"?", quoted,
                             columns->column[nearest].name);
    else
        (void)capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, -1,
                             "unknown column %s; %s has %s", quoted, columns->what, columns->names);
    return at_field(csv, field, CAPACITY_E_FIELD, err);
}

static capacity_status place_column(const capacity__csv *csv, const capacity__csv_columns *columns,
                                    size_t field, int *place, capacity_error *err)
{
    size_t size, at = 0;
    const char *text = capacity__csv_text(csv, field, &size);
    while (at < CAPACITY__CSV_COLUMNS && (strlen(columns->column[at].name) != size ||
                                          memcmp(columns->column[at].name, text, size) != 0))
        at++;
    if (at == CAPACITY__CSV_COLUMNS)
        return unknown_column(csv, columns, field, err);
    if (place[at] >= 0) {
        (void)capacity__fail(err, CAPACITY_E_EXISTS, CAPACITY_FIELD_NONE, -1,
                             "column %s is there twice", columns->column[at].name);
        return at_field(csv, field, CAPACITY_E_EXISTS, err);
    }
    place[at] = (int)field;
    return CAPACITY_OK;
}

capacity_status capacity__csv_header(const capacity__csv *csv, const capacity__csv_columns *columns,
                                     size_t needed, capacity__csv_places *places,
                                     capacity_error *err)
{
    capacity__csv_places own = {csv->count, {-1, -1, -1, -1}};
    for (size_t i = 0; i < csv->count; i++)
        CAPACITY__TRY(place_column(csv, columns, i, own.place, err));
    for (size_t i = 0; i < needed; i++)
        if (own.place[i] < 0)
            return at_line(csv,
                           capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, -1,
                                          "the header lacks the column %s",
                                          columns->column[i].name),
                           err);
    *places = own;
    return CAPACITY_OK;
}

capacity_status capacity__csv_row(const capacity__csv *csv, const capacity__csv_places *places,
                                  capacity_error *err)
{
    if (csv->count == 1 && csv->field[0].size == 0)
        return at_line(csv,
                       capacity__fail(err, CAPACITY_E_SYNTAX, CAPACITY_FIELD_NONE, -1,
                                      "line %" PRId64 " is empty", csv->record_line),
                       err);
    if (csv->count == places->width)
        return CAPACITY_OK;
    return at_line(csv,
                   capacity__fail(err, CAPACITY_E_SYNTAX, CAPACITY_FIELD_NONE, -1,
                                  "line %" PRId64 " has %zu fields, the header %zu",
                                  csv->record_line, csv->count, places->width),
                   err);
}

/* Two digits below 60 after a colon. */
static int sexagesimal(const char *text, int64_t *value)
{
    if (text[0] != ':' || text[1] < '0' || text[1] > '5' || text[2] < '0' || text[2] > '9')
        return 0;
    *value = (text[1] - '0') * 10 + (text[2] - '0');
    return 1;
}

/* h:mm:ss, then perhaps a fraction of a second; false if it is something else. */
static int clock_time(const char *text, size_t size, int64_t *us)
{
    int64_t hours = 0, minutes, seconds, fraction = 0, unit = CAPACITY_SECOND_US;
    size_t at = 0;
    for (; at < size && at <= HOUR_DIGITS && text[at] >= '0' && text[at] <= '9'; at++)
        hours = hours * 10 + (text[at] - '0');
    if (at == 0 || at > HOUR_DIGITS || size - at < 6 || !sexagesimal(text + at, &minutes) ||
        !sexagesimal(text + at + 3, &seconds))
        return 0;
    at += 6;
    if (at < size && (text[at++] != '.' || at == size))
        return 0;
    for (; at < size; at++) {
        unit /= 10;
        if (text[at] < '0' || text[at] > '9' || unit == 0)
            return 0;
        fraction += (text[at] - '0') * unit;
    }
    *us = ((hours * 60 + minutes) * 60 + seconds) * CAPACITY_SECOND_US + fraction;
    return 1;
}

capacity_status capacity__csv_value(const capacity__csv *csv, const capacity__csv_columns *columns,
                                    const capacity__csv_places *places, size_t column,
                                    int64_t *value, capacity_error *err)
{
    *value = CAPACITY_AUTO;
    if (places->place[column] < 0)
        return CAPACITY_OK;
    size_t size, field = (size_t)places->place[column];
    const char *text = capacity__csv_text(csv, field, &size);
    if (column == TIME && clock_time(text, size, value))
        return CAPACITY_OK;
    return at_field(csv, field,
                    capacity__parse_quantity(columns->column[column].unit,
                                             columns->column[column].name, CAPACITY_FIELD_NONE,
                                             text, size, value, err),
                    err);
}

int capacity__csv_is_empty(const capacity__csv *csv, const capacity__csv_places *places,
                           size_t column)
{
    return csv->field[places->place[column]].size == 0;
}
