/*
 * Reading tests/vectors: cells as text, numbers, lists.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "csv.h"

#include <stdlib.h>

static char file_text[1 << 19];

void csv_read(const char *stem, csv *grid)
{
    char path[128];
    size_t size;
    snprintf(path, sizeof path, "tests/vectors/%s.csv", stem);
    const char *text = test_file(path, &size);
    TRUE(size < sizeof file_text && size > 0 && text[size - 1] == '\n');
    memcpy(file_text, text, size);
    file_text[size] = '\0';

    grid->rows = 0;
    grid->columns = 0;
    for (char *at = file_text; *at != '\0';) {
        size_t columns = 0;
        TRUE(grid->rows < CSV_ROWS);
        for (bool more = true; more; columns++) {
            TRUE(columns < CSV_COLUMNS);
            grid->cell[grid->rows][columns] = at;
            at += strcspn(at, ",\n");
            more = *at == ',';
            *at++ = '\0';
        }
        if (grid->rows > 0 && columns != grid->columns)
            ck_abort_msg("%s: row %zu has %zu columns", path, grid->rows, columns);
        grid->columns = columns;
        grid->rows++;
    }
    TRUE(grid->rows > 1);
}

int64_t csv_number(const char *text)
{
    char *end;
    int64_t value = (int64_t)strtoll(text, &end, 10);
    if (end == text || *end != '\0')
        ck_abort_msg("'%s' is no number", text);
    return value;
}

int64_t csv_number_or_none(const char *text)
{
    return strcmp(text, "none") == 0 ? CAPACITY_INVALID : csv_number(text);
}

size_t csv_list(const char *text, int64_t *list)
{
    size_t n = 0;
    while (*text != '\0') {
        char *end;
        TRUE(n < CSV_LIST);
        if (strncmp(text, "none", 4) == 0) {
            list[n++] = CAPACITY_INVALID;
            end = (char *)(uintptr_t)(text + 4);
        } else {
            list[n++] = (int64_t)strtoll(text, &end, 10);
        }
        TRUE(end > text && (*end == ';' || *end == '\0'));
        text = *end == ';' ? end + 1 : end;
    }
    return n;
}
