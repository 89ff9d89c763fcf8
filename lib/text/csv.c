/*
 * The one reader of CSV: RFC 4180, strict, from pieces cut anywhere, a record at a time.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/csv.h"

static capacity_status refuse(capacity__csv *csv, capacity_status status, const char *why,
                              capacity_error *err)
{
    csv->state = CAPACITY__CSV_SKIP;
    (void)capacity__fail(err, status, CAPACITY_FIELD_NONE, csv->record_line, "line %" PRId64 ": %s",
                         csv->record_line, why);
    if (err != NULL)
        err->column = (uint32_t)csv->raw;
    return status;
}

static void begin_record(capacity__csv *csv)
{
    csv->done = 0;
    csv->state = CAPACITY__CSV_FIELD;
    csv->record_line = csv->line + 1;
    csv->raw = csv->size = csv->count = 0;
}

static capacity_status begin_field(capacity__csv *csv, capacity_error *err)
{
    if (csv->count == CAPACITY__CSV_FIELDS)
        return refuse(csv, CAPACITY_E_TOO_LARGE, "more than 16 fields", err);
    csv->field[csv->count++] = (capacity__csv_field){(uint16_t)csv->size, 0, (uint32_t)csv->raw};
    return CAPACITY_OK;
}

static void put(capacity__csv *csv, char c)
{
    csv->bytes[csv->size++] = c; /* no more than raw bytes, which are limited */
    csv->field[csv->count - 1].size++;
}

/* The record ends; the next byte begins another. */
static capacity_status finish(capacity__csv *csv, int *record)
{
    csv->done = 1;
    *record = 1;
    return CAPACITY_OK;
}

/* What may follow a whole field: a comma, or the end of the line. */
static capacity_status after_field(capacity__csv *csv, char c, int *record, capacity_error *err)
{
    if (c == ',') {
        csv->state = CAPACITY__CSV_FIELD;
        return CAPACITY_OK;
    }
    if (c == '\n')
        return finish(csv, record);
    if (c == '\r') {
        csv->state = CAPACITY__CSV_CR;
        return CAPACITY_OK;
    }
    return refuse(csv, CAPACITY_E_SYNTAX, "something follows a closing quote", err);
}

static capacity_status in_bare(capacity__csv *csv, char c, int *record, capacity_error *err)
{
    if (c == ',' || c == '\n' || c == '\r')
        return after_field(csv, c, record, err);
    if (c == '"')
        return refuse(csv, CAPACITY_E_SYNTAX, "a quote inside a field that is not quoted", err);
    put(csv, c);
    csv->state = CAPACITY__CSV_BARE;
    return CAPACITY_OK;
}

static capacity_status at_field(capacity__csv *csv, char c, int *record, capacity_error *err)
{
    CAPACITY__TRY(begin_field(csv, err));
    if (c != '"')
        return in_bare(csv, c, record, err);
    csv->state = CAPACITY__CSV_QUOTED;
    return CAPACITY_OK;
}

static capacity_status in_quoted(capacity__csv *csv, char c, int *record, capacity_error *err)
{
    (void)record;
    (void)err;
    if (c == '"')
        csv->state = CAPACITY__CSV_QUOTE;
    else
        put(csv, c);
    return CAPACITY_OK;
}

static capacity_status after_quote(capacity__csv *csv, char c, int *record, capacity_error *err)
{
    if (c != '"')
        return after_field(csv, c, record, err);
    put(csv, c);
    csv->state = CAPACITY__CSV_QUOTED;
    return CAPACITY_OK;
}

static capacity_status after_cr(capacity__csv *csv, char c, int *record, capacity_error *err)
{
    if (c == '\n')
        return finish(csv, record);
    return refuse(csv, CAPACITY_E_SYNTAX, "a carriage return without a line feed", err);
}

/* Line ends and tabs have a place only inside quotes, other control bytes have none. */
static int is_control(const capacity__csv *csv, char c)
{
    unsigned char byte = (unsigned char)c;
    if (c == '\n' || c == '\r')
        return 0;
    return byte == 0x7f || (byte < 0x20 && !(c == '\t' && csv->state == CAPACITY__CSV_QUOTED));
}

static capacity_status take(capacity__csv *csv, char c, int *record, capacity_error *err)
{
    static capacity_status (*const steps[])(capacity__csv *, char, int *, capacity_error *) = {
        at_field, in_bare, in_quoted, after_quote, after_cr};
    if (csv->done || csv->raw == 0)
        begin_record(csv);
    csv->raw++;
    int ends = csv->state != CAPACITY__CSV_QUOTED && (c == '\n' || c == '\r');
    if (csv->raw > CAPACITY_TRACE_LINE_BYTES && !ends)
        return refuse(csv, CAPACITY_E_TOO_LARGE, "more than 4096 bytes", err);
    if (is_control(csv, c))
        return refuse(csv, CAPACITY_E_SYNTAX, "a control character", err);
    return steps[csv->state](csv, c, record, err);
}

capacity_status capacity__csv_next(capacity__csv *csv, const char *text, size_t size, size_t *taken,
                                   int *record, capacity_error *err)
{
    capacity_status status = CAPACITY_OK;
    *record = 0;
    for (*taken = 0; *taken < size && !*record && status >= 0; ++*taken) {
        char c = text[*taken];
        if (csv->state == CAPACITY__CSV_SKIP) {
            csv->done = c == '\n';
            csv->state = csv->done ? CAPACITY__CSV_FIELD : CAPACITY__CSV_SKIP;
        } else {
            status = take(csv, c, record, err);
            if (status < 0 && c == '\n') { /* the line that is refused ends here */
                csv->done = 1;
                csv->state = CAPACITY__CSV_FIELD;
            }
        }
        csv->line += c == '\n';
    }
    return status;
}

capacity_status capacity__csv_end(capacity__csv *csv, int *record, capacity_error *err)
{
    capacity__csv_state state = csv->state;
    *record = 0;
    if (csv->done || csv->raw == 0 || state == CAPACITY__CSV_SKIP)
        return CAPACITY_OK;
    if (state == CAPACITY__CSV_QUOTED || state == CAPACITY__CSV_CR) {
        (void)refuse(csv, CAPACITY_E_SYNTAX,
                     state == CAPACITY__CSV_CR ? "a carriage return without a line feed"
                                               : "the text ends inside quotes",
                     err);
        csv->done = 1;
        return CAPACITY_E_SYNTAX;
    }
    if (state == CAPACITY__CSV_FIELD) /* after a comma */
        CAPACITY__TRY(begin_field(csv, err));
    return finish(csv, record);
}

const char *capacity__csv_text(const capacity__csv *csv, size_t field, size_t *size)
{
    *size = csv->field[field].size;
    return csv->bytes + csv->field[field].start;
}
