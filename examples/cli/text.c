/*
 * A growing text, and memory for the command.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text.h"
#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_tagged(text *t, const char *tag, const char *sentence, size_t indent, size_t width)
{
    text wrapped = {0};
    const size_t begin = strlen(tag) < indent ? strlen(tag) : indent - 1;

    text_wrap(&wrapped, sentence, indent, width);
    text_puts(t, tag);
    text_puts(t, wrapped.data + begin); /* blanks up to the indent */
    text_free(&wrapped);
}

void *need_memory(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);

    if (!memory) {
        complain("out of memory");
        exit(EXIT_INTERNAL);
    }
    return memory;
}

char *copy_string(const char *string, size_t size)
{
    char *copy = need_memory(size + 1, 1);

    memcpy(copy, string, size);
    return copy;
}

char *text_room(text *t, size_t size)
{
    size_t room = t->room ? t->room : 1024;
    char *data;

    if (size > SIZE_MAX / 4 || t->size > SIZE_MAX / 4) {
        complain("out of memory");
        exit(EXIT_INTERNAL);
    }
    while (room < t->size + size + 1)
        room *= 2;
    if (room != t->room) {
        data = realloc(t->data, room);
        if (!data) {
            complain("out of memory");
            exit(EXIT_INTERNAL);
        }
        t->data = data;
        t->room = room;
    }
    return t->data + t->size;
}

void text_grown(text *t, size_t size)
{
    t->size += size;
    t->data[t->size] = '\0';
}

void text_put(text *t, const char *bytes, size_t size)
{
    memcpy(text_room(t, size), bytes, size);
    text_grown(t, size);
}

void text_puts(text *t, const char *string)
{
    text_put(t, string, strlen(string));
}

void text_pad(text *t, char c, size_t n)
{
    memset(text_room(t, n), c, n);
    text_grown(t, n);
}

void text_printf(text *t, const char *format, ...)
{
    va_list args, again;
    int size;

    va_start(args, format);
    va_copy(again, args);
    size = vsnprintf(NULL, 0, format, args);
    if (size > 0) {
        vsnprintf(text_room(t, (size_t)size), (size_t)size + 1, format, again);
        text_grown(t, (size_t)size);
    }
    va_end(again);
    va_end(args);
}

void text_free(text *t)
{
    free(t->data);
    memset(t, 0, sizeof *t);
}

size_t text_columns(const char *string)
{
    size_t columns = 0;

    for (; *string; string++)
        columns += ((unsigned char)*string & 0xc0) != 0x80;
    return columns;
}

void text_wrap(text *t, const char *paragraph, size_t indent, size_t width)
{
    size_t column = 0;

    while (*paragraph) {
        const size_t size = strcspn(paragraph, " \n");
        char *word = copy_string(paragraph, size);
        const size_t columns = text_columns(word);

        if (column && column + 1 + columns > width) {
            text_puts(t, "\n");
            column = 0;
        }
        if (!column) {
            text_pad(t, ' ', indent);
            column = indent;
        } else {
            text_puts(t, " ");
            column++;
        }
        text_puts(t, word);
        column += columns;
        free(word);
        paragraph += size;
        paragraph += strspn(paragraph, " \n");
    }
    text_puts(t, "\n");
}
