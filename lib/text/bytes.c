/*
 * What a text may be made of, before any parser sees it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/bytes.h"

#include "base/utf8.h"

enum { BYTE_ORDER_MARK = 0xfeff, LINE_SEPARATOR = 0x2028, PARAGRAPH_SEPARATOR = 0x2029 };

static capacity_status refuse(capacity_error *err, capacity__mark at, const char *why)
{
    capacity_status status = capacity__fail(err, CAPACITY_E_SYNTAX, CAPACITY_FIELD_NONE, at.line,
                                            "%s at line %" PRId64, why, at.line);
    if (err != NULL)
        err->column = at.column;
    return status;
}

/* The characters that YAML calls printable, but for the Unicode line breaks: YAML would fold them
 * to a space where JSON keeps them. */
static int is_printable(uint32_t code)
{
    if (code < 0x20)
        return code == '\t' || code == '\n' || code == '\r';
    if (code >= 0x7f && code < 0xa0)
        return 0;
    return code != LINE_SEPARATOR && code != PARAGRAPH_SEPARATOR && code != 0xfffe &&
           code != 0xffff;
}

static const char *flaw_of(uint32_t code)
{
    if (code == 0)
        return "a NUL byte is not accepted";
    if (code == BYTE_ORDER_MARK)
        return "a byte order mark is not accepted";
    if (!is_printable(code))
        return "a control character is not accepted, write its escape in double quotes";
    if (code == '%') /* at the beginning of a line: elsewhere it is in a plain run */
        return "a directive (a line that begins with %) is not accepted";
    return NULL;
}

/* CR, LF and CR LF are one break each. */
static int ends_line(uint32_t code, const char *rest, size_t size)
{
    return code == '\n' || (code == '\r' && (size == 0 || rest[0] != '\n'));
}

/* Most of any text: printable ASCII, behind the column where % has a meaning. */
static size_t plain_run(const char *text, size_t size)
{
    size_t n = 0;
    while (n < size && text[n] >= 0x20 && text[n] < 0x7f)
        n++;
    return n;
}

capacity_status capacity__check_bytes(const char *text, size_t size, capacity__mark *end,
                                      capacity_error *err)
{
    capacity__mark at = {1, 1}; /* texts are far below 4 GiB, and so are columns */
    for (size_t i = 0; i < size;) {
        uint32_t code = 0;
        size_t bytes = capacity__utf8(text + i, size - i, &code);
        if (bytes == 0)
            return refuse(err, at, "bytes that are not UTF-8");
        const char *flaw = flaw_of(code);
        if (flaw != NULL)
            return refuse(err, at, flaw);
        i += bytes;
        at.column++;
        if (ends_line(code, text + i, size - i)) {
            at.line++;
            at.column = 1;
            continue;
        }
        size_t run = plain_run(text + i, size - i);
        i += run;
        at.column += (uint32_t)run;
    }
    *end = at;
    return CAPACITY_OK;
}
