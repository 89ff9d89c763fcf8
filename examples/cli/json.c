/*
 * A small JSON writer (RFC 8259), two spaces of indent.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "json.h"

#include <inttypes.h>

static void quote(text *out, const char *string)
{
    const unsigned char *c;

    text_puts(out, "\"");
    for (c = (const unsigned char *)string; *c; c++) {
        if (*c == '"' || *c == '\\')
            text_printf(out, "\\%c", *c);
        else if (*c < ' ')
            text_printf(out, "\\u%04x", (unsigned)*c);
        else
            text_put(out, (const char *)c, 1);
    }
    text_puts(out, "\"");
}

static void member(json *j, const char *key)
{
    if (!j->first)
        text_puts(j->out, ",");
    if (j->depth)
        text_puts(j->out, "\n");
    text_pad(j->out, ' ', 2 * (size_t)j->depth);
    if (key) {
        quote(j->out, key);
        text_puts(j->out, ": ");
    }
    j->first = 0;
}

void json_begin(json *j, text *out)
{
    *j = (json){.out = out, .depth = 0, .first = 1};
}

void json_open(json *j, const char *key, char bracket)
{
    member(j, key);
    text_put(j->out, &bracket, 1);
    j->depth++;
    j->first = 1;
}

void json_close(json *j, char bracket)
{
    j->depth--;
    if (!j->first) {
        text_puts(j->out, "\n");
        text_pad(j->out, ' ', 2 * (size_t)j->depth);
    }
    text_put(j->out, &bracket, 1);
    j->first = 0;
}

void json_string(json *j, const char *key, const char *value)
{
    member(j, key);
    if (value)
        quote(j->out, value);
    else
        text_puts(j->out, "null");
}

void json_int(json *j, const char *key, int64_t value)
{
    member(j, key);
    text_printf(j->out, "%" PRId64, value);
}

void json_null(json *j, const char *key)
{
    json_string(j, key, NULL);
}

void json_end(json *j)
{
    text_puts(j->out, "\n");
}
