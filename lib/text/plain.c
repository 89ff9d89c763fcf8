/*
 * Which text YAML may write without quotes.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/plain.h"

#include <string.h>

enum { SUFFIX_BYTES = 4 };

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Words that some YAML version reads as null or a switch, in any case. */
static int is_reserved(const char *text, size_t size)
{
    static const char *const words[] = {"null", "y",  "n",   "yes",  "no",
                                        "true", "on", "off", "false"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = 0;
        while (at < size && words[i][at] != '\0' && (text[at] | 0x20) == words[i][at])
            at++;
        if (at == size && words[i][at] == '\0')
            return 1;
    }
    return 0;
}

/* Letters first, then letters, digits and signs that mean nothing to YAML in this place. */
static int is_word(const char *text, size_t size)
{
    size_t at = text[0] == '$' ? 1 : 0;
    if (at == 0 && !is_letter(text[0]))
        return 0;
    for (; at < size; at++) {
        char c = text[at];
        if (!is_letter(c) && !is_digit(c) && strchr("_-./+()%$, ", c) == NULL)
            return 0;
    }
    return text[size - 1] != ' ' && !is_reserved(text, size);
}

/* A decimal with a unit after it: 30%, 512Mi, 2.5/s. No number of YAML ends in its letters. */
static int is_quantity(const char *text, size_t size)
{
    size_t at = 0;
    while (at < size && is_digit(text[at]))
        at++;
    if (at == 0)
        return 0;
    if (at + 1 < size && text[at] == '.' && is_digit(text[at + 1])) {
        at++;
        while (at < size && is_digit(text[at]))
            at++;
    }
    if (at < size && (text[at] | 0x20) == 'x')
        return 0; /* 0xa */
    size_t suffix = size - at;
    for (; at < size; at++)
        if (!is_letter(text[at]) && text[at] != '%' && text[at] != '/')
            return 0;
    return suffix > 0 && suffix <= SUFFIX_BYTES;
}

int capacity__is_plain(const char *text, size_t size)
{
    if (size == 0)
        return 0;
    return is_word(text, size) || is_quantity(text, size);
}
