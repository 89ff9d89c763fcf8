/*
 * The one bounded formatter.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/format.h"

#include "base/error.h"

#include <string.h>

enum { QUOTED_BYTES = 40 };

capacity__out capacity__out_new(char *buf, size_t size)
{
    capacity__out out = {buf, buf == NULL ? 0 : size, 0};
    return out;
}

void capacity__put_bytes(capacity__out *out, const char *text, size_t size)
{
    if (size == 0)
        return;
    if (out->size > 0 && out->len < out->size - 1) {
        size_t room = out->size - 1 - out->len;
        memcpy(out->buf + out->len, text, size < room ? size : room);
    }
    out->len += size;
}

void capacity__put(capacity__out *out, const char *text)
{
    capacity__put_bytes(out, text, strlen(text));
}

void capacity__put_char(capacity__out *out, char c)
{
    capacity__put_bytes(out, &c, 1);
}

void capacity__put_repeat(capacity__out *out, char c, size_t n)
{
    for (; n > 0; n--)
        capacity__put_char(out, c);
}

/* Digits of a magnitude, at least `width`, into the end of text[20]; returns their start. */
static const char *digits_of(uint64_t magnitude, size_t width, char text[20])
{
    size_t at = 20;
    while (magnitude > 0 || 20 - at < width) {
        text[--at] = (char)('0' + magnitude % 10);
        magnitude /= 10;
    }
    return text + at;
}

static uint64_t magnitude_of(int64_t value)
{
    return value < 0 ? (uint64_t)(-(value + 1)) + 1u : (uint64_t)value;
}

void capacity__put_int(capacity__out *out, int64_t value)
{
    char text[20];
    const char *digits = digits_of(magnitude_of(value), 1, text);
    if (value < 0)
        capacity__put_char(out, '-');
    capacity__put_bytes(out, digits, (size_t)(text + 20 - digits));
}

void capacity__put_decimal(capacity__out *out, int64_t value, int decimals, int least)
{
    char text[20];
    const char *digits = digits_of(magnitude_of(value), (size_t)decimals + 1, text);
    size_t whole = (size_t)(text + 20 - digits) - (size_t)decimals;
    size_t places = (size_t)decimals;

    while (places > (size_t)least && digits[whole + places - 1] == '0')
        places--;
    if (value < 0)
        capacity__put_char(out, '-');
    capacity__put_bytes(out, digits, whole);
    if (places > 0) {
        capacity__put_char(out, '.');
        capacity__put_bytes(out, digits + whole, places);
    }
}

void capacity__put_vformat(capacity__out *out, const char *format, va_list args)
{
    for (const char *at = format; *at != '\0'; at++) {
        const char *percent = strchr(at, '%');
        if (percent == NULL) {
            capacity__put(out, at);
            return;
        }
        capacity__put_bytes(out, at, (size_t)(percent - at));
        at = percent + 1;
        if (*at == 's') {
            capacity__put(out, va_arg(args, const char *));
        } else if (*at == 'c') {
            capacity__put_char(out, (char)va_arg(args, int));
        } else if (*at == 'z') {
            capacity__put_int(out, (int64_t)va_arg(args, size_t));
            at++;
        } else if (*at == '%') {
            capacity__put_char(out, '%');
        } else { /* PRId64 is "ld" or "lld" */
            capacity__put_int(out, va_arg(args, int64_t));
            at = strchr(at, 'd');
        }
    }
}

void capacity__put_format(capacity__out *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    capacity__put_vformat(out, format, args);
    va_end(args);
}

void capacity__put_quoted(capacity__out *out, const char *text, size_t size)
{
    static const char hex[] = "0123456789abcdef";
    size_t shown = size < QUOTED_BYTES ? size : QUOTED_BYTES;

    capacity__put_char(out, '\'');
    for (size_t i = 0; i < shown; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x20 && c < 0x7f && c != '\\' && c != '\'') {
            capacity__put_char(out, (char)c);
        } else {
            const char escape[4] = {'\\', 'x', hex[c / 16], hex[c % 16]};
            capacity__put_bytes(out, escape, 4);
        }
    }
    capacity__put(out, shown < size ? "...'" : "'");
}

capacity_status capacity__out_end(capacity__out *out, size_t *needed, capacity_error *err)
{
    if (needed != NULL)
        *needed = out->len;
    if (out->buf == NULL)
        return CAPACITY_OK;
    if (out->size > 0)
        out->buf[out->len < out->size ? out->len : out->size - 1] = '\0';
    if (out->len >= out->size)
        return capacity__fail(err, CAPACITY_E_BUFFER, CAPACITY_FIELD_NONE, -1,
                              "buffer of %zu bytes is too small for %zu and a NUL", out->size,
                              out->len);
    return CAPACITY_OK;
}
