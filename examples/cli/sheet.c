/*
 * Headings, pairs and lists, as text or as Markdown.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { KEY_COLUMNS = 24 };

void sheet_gap(const sheet *s)
{
    if (s->out->size)
        text_puts(s->out, "\n");
}

void sheet_heading(const sheet *s, int level, const char *title)
{
    sheet_gap(s);
    if (s->markdown) {
        text_pad(s->out, '#', (size_t)level);
        text_printf(s->out, " %s\n\n", title);
        return;
    }
    text_printf(s->out, "%s\n", title);
    if (level == 1) {
        text_pad(s->out, '=', text_columns(title));
        text_puts(s->out, "\n");
    }
}

void sheet_paragraph(const sheet *s, const char *paragraph)
{
    if (s->markdown)
        text_printf(s->out, "%s\n", paragraph);
    else
        text_wrap(s->out, paragraph, 0, SHEET_WIDTH);
}

/* The value begins in a column of its own and is wrapped inside it. */
static void put_pair(const sheet *s, const char *key, const char *value)
{
    const size_t begin = text_columns(key) + 2;
    text wrapped = {0};

    text_printf(s->out, "  %s", key);
    text_wrap(&wrapped, value, KEY_COLUMNS, SHEET_WIDTH);
    if (begin + 1 >= KEY_COLUMNS) {
        text_puts(s->out, "\n");
        text_puts(s->out, wrapped.data);
    } else {
        text_puts(s->out, wrapped.data + (*value ? begin : 0)); /* inside the first indent */
    }
    text_free(&wrapped);
}

void sheet_pair(const sheet *s, const char *key, const char *format, ...)
{
    char value[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(value, sizeof value, format, args);
    va_end(args);
    if (s->markdown)
        text_printf(s->out, "- **%s**: %s\n", key, value);
    else
        put_pair(s, key, value);
}

void sheet_item(const sheet *s, const char *item)
{
    text wrapped = {0};

    if (s->markdown) {
        text_printf(s->out, "- %s\n", item);
        return;
    }
    text_wrap(&wrapped, item, 4, SHEET_WIDTH);
    if (wrapped.size > 4)
        memcpy(wrapped.data + 2, "-", 1);
    text_put(s->out, wrapped.data, wrapped.size);
    text_free(&wrapped);
}
