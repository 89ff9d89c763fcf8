/*
 * Writing for people's eyes: clean text, wrapped paragraphs, amounts and ranges.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/people.h"

#include "base/utf8.h"

#include <string.h>

enum {
    TITLED_INDENT = 8,
    MONEY_SIZE = 32,
    PHRASE_SIZE = 512,
    DOLLAR_UUSD = 1000000,
    LARGE_DOLLARS = 10000
};

/* Bytes of the character that a text starts with; *shown is 0 if it must not be shown. */
static size_t glyph(const char *text, size_t size, int *shown)
{
    uint32_t code;
    size_t bytes = capacity__utf8(text, size, &code);
    *shown = bytes > 0 && code >= 0x20 && (code < 0x7f || code >= 0xa0);
    return bytes == 0 ? 1 : bytes;
}

static int is_markup(char c)
{
    return memchr("\\|`*<[", c, 6) != NULL;
}

void capacity__put_clean(capacity__out *out, const char *text, size_t size, int markdown)
{
    for (size_t at = 0; at < size;) {
        int shown;
        size_t bytes = glyph(text + at, size - at, &shown);
        if (markdown && is_markup(text[at]))
            capacity__put_char(out, '\\');
        capacity__put_bytes(out, shown ? text + at : "?", shown ? bytes : 1);
        at += bytes;
    }
}

size_t capacity__clean_width(const char *text, size_t size, int markdown)
{
    size_t width = 0;
    for (size_t at = 0; at < size; width++) {
        int shown;
        width += markdown && is_markup(text[at]);
        at += glyph(text + at, size - at, &shown);
    }
    return width;
}

size_t capacity__clean_prefix(const char *text, size_t size, size_t columns)
{
    size_t at = 0;
    for (; at < size && columns > 0; columns--) {
        int shown;
        at += glyph(text + at, size - at, &shown);
    }
    return at;
}

capacity__wrap capacity__wrap_new(capacity__out *out, size_t column, size_t indent)
{
    capacity__wrap wrap = {out, column, indent, 1};
    return wrap;
}

static void wrap_word(capacity__wrap *wrap, const char *word, size_t size)
{
    size_t width = capacity__clean_width(word, size, 0);
    size_t gap = wrap->fresh ? 0 : 1;

    if (wrap->column + gap + width > CAPACITY__LINE_WIDTH && !wrap->fresh) {
        capacity__put_char(wrap->out, '\n');
        capacity__put_repeat(wrap->out, ' ', wrap->indent);
        wrap->column = wrap->indent;
        gap = 0;
    }
    capacity__put_repeat(wrap->out, ' ', gap);
    capacity__put_clean(wrap->out, word, size, 0);
    wrap->column += gap + width;
    wrap->fresh = 0;
}

void capacity__wrap_put(capacity__wrap *wrap, const char *text)
{
    while (*text != '\0') {
        size_t size = strcspn(text, " ");
        if (size > 0)
            wrap_word(wrap, text, size);
        text += size;
        text += strspn(text, " ");
    }
}

void capacity__wrap_format(capacity__wrap *wrap, const char *format, ...)
{
    char phrase[PHRASE_SIZE];
    capacity__out out = capacity__out_new(phrase, sizeof phrase);
    va_list args;

    va_start(args, format);
    capacity__put_vformat(&out, format, args);
    va_end(args);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__wrap_put(wrap, phrase);
}

void capacity__put_titled(capacity__out *out, const char *title, const char *text, int markdown)
{
    if (markdown) {
        capacity__put_format(out, "- %s: ", title);
        capacity__put_clean(out, text, strlen(text), 1);
    } else {
        capacity__wrap wrap = capacity__wrap_new(out, 0, TITLED_INDENT);
        capacity__wrap_format(&wrap, "%s: %s", title, text);
    }
    capacity__put_char(out, '\n');
}

static const char *money_text(int64_t uusd, char text[MONEY_SIZE])
{
    (void)!capacity_cost_format(uusd, text, MONEY_SIZE, NULL, NULL); /* any amount has room */
    return text;
}

void capacity__put_money(capacity__out *out, int64_t uusd)
{
    char text[MONEY_SIZE];
    if (uusd == CAPACITY_INVALID)
        capacity__put(out, "no price");
    else
        capacity__put(out, money_text(uusd, text));
}

void capacity__put_rate(capacity__out *out, int64_t nusd)
{
    capacity__put_char(out, '$');
    capacity__put_decimal(out, nusd, 9, 2);
}

static int64_t whole_dollars(int64_t uusd)
{
    return uusd / DOLLAR_UUSD + (uusd % DOLLAR_UUSD >= DOLLAR_UUSD / 2 ? 1 : 0);
}

void capacity__put_money_range(capacity__out *out, int64_t low_uusd, int64_t high_uusd)
{
    char text[MONEY_SIZE];
    if (high_uusd / DOLLAR_UUSD >= LARGE_DOLLARS) {
        capacity__put_char(out, '$');
        capacity__put_range(out, whole_dollars(low_uusd), whole_dollars(high_uusd));
        return;
    }
    capacity__put_money(out, low_uusd);
    if (high_uusd != low_uusd)
        capacity__put_format(out, "-%s", money_text(high_uusd, text) + 1);
}

void capacity__put_range(capacity__out *out, int64_t low, int64_t high)
{
    capacity__put_int(out, low);
    if (high != low)
        capacity__put_format(out, "-%" PRId64, high);
}

static void put_amount(capacity__out *out, int64_t uusd)
{
    capacity__put_decimal(out, uusd, 6, uusd % DOLLAR_UUSD == 0 ? 0 : 2);
}

void capacity__put_printed(capacity__out *out, int64_t low_uusd, int64_t high_uusd, int open)
{
    capacity__put_char(out, '$');
    put_amount(out, low_uusd);
    if (high_uusd != low_uusd) {
        capacity__put_char(out, '-');
        put_amount(out, high_uusd);
    }
    if (open)
        capacity__put_char(out, '+');
}
