/*
 * A growing text, collected whole before anything is written.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define CLI_PRINTF(form, first) __attribute__((format(printf, form, first)))
#else
#define CLI_PRINTF(form, first)
#endif

typedef struct text {
    char *data; /* always NUL-terminated once something was put */
    size_t size, room;
} text;

void text_put(text *t, const char *bytes, size_t size);
void text_puts(text *t, const char *string);
void text_printf(text *t, const char *format, ...) CLI_PRINTF(2, 3);
void text_pad(text *t, char c, size_t n);
void text_free(text *t);

/* Room for size more bytes and a NUL; the caller writes there and calls text_grown. */
char *text_room(text *t, size_t size);
void text_grown(text *t, size_t size);

/* Columns that a UTF-8 string takes, one for each code point. */
size_t text_columns(const char *string);

/* Words of a paragraph, indented, at most `width` columns wide. */
void text_wrap(text *t, const char *paragraph, size_t indent, size_t width);

/* A word and what is said of it, wrapped and indented. */
void text_tagged(text *t, const char *tag, const char *sentence, size_t indent, size_t width);

/* malloc that ends the program with a message when memory is out. */
void *need_memory(size_t count, size_t size);
char *copy_string(const char *string, size_t size);

#endif
