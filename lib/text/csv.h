/*
 * The one reader of CSV: RFC 4180, strict, from pieces cut anywhere, a record at a time.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Records end with CRLF or LF, the last one perhaps with nothing. Fields may be quoted, then with
 * commas, line ends and doubled quotes inside. Refused: a quote inside a bare field, anything after a
 * closing quote, a CR alone, control bytes, NUL, and records of more than CAPACITY_TRACE_LINE_BYTES bytes or
 * CAPACITY__CSV_FIELDS fields. Memory is bounded by one record.
 */
#ifndef CAPACITY_TEXT_CSV_H
#define CAPACITY_TEXT_CSV_H

#include "base/error.h"

enum { CAPACITY__CSV_FIELDS = 16 };

/* Where the reader stands inside a record. */
typedef enum capacity__csv_state {
    CAPACITY__CSV_FIELD,  /* at the beginning of a field */
    CAPACITY__CSV_BARE,   /* inside an unquoted one */
    CAPACITY__CSV_QUOTED, /* inside a quoted one */
    CAPACITY__CSV_QUOTE,  /* after a quote inside a quoted one */
    CAPACITY__CSV_CR,     /* after a CR */
    CAPACITY__CSV_SKIP    /* in the rest of a line that was refused */
} capacity__csv_state;

typedef struct capacity__csv_field {
    uint16_t start, size; /* in the record's bytes, quotes taken off */
    uint32_t column;      /* from 1, in bytes */
} capacity__csv_field;

typedef struct capacity__csv {
    capacity__csv_state state;
    int done;            /* the record was handed out: the next byte begins another */
    int64_t line;        /* of the next byte, from 0 */
    int64_t record_line; /* where the record begins, from 1 */
    size_t raw;          /* bytes of the record as it stands in the text */
    size_t size;         /* of bytes */
    size_t count;        /* fields */
    capacity__csv_field field[CAPACITY__CSV_FIELDS];
    char bytes[CAPACITY_TRACE_LINE_BYTES];
} capacity__csv;

/*
 * Take bytes up to the end of a record: *taken of them, and *record says whether one is whole. After a
 * failure the rest of the line is passed over by the next calls. A reader of zeros is at the beginning.
 */
capacity_status capacity__csv_next(capacity__csv *csv, const char *text, size_t size, size_t *taken,
                                   int *record, capacity_error *err);

/* The text has ended: is there a last record without its line end? */
capacity_status capacity__csv_end(capacity__csv *csv, int *record, capacity_error *err);

/* A field of the record, unquoted. */
const char *capacity__csv_text(const capacity__csv *csv, size_t field, size_t *size);

#endif
