/*
 * JSON (RFC 8259), two spaces of indent.
 * SPDX-License-Identifier: Apache-2.0
 *
 * UTF-8 passes through. Escaped are what JSON asks for and what a YAML reader would not take raw:
 * control characters, line separators, byte order marks and non-characters. Broken UTF-8 becomes
 * U+FFFD, byte by byte, so that the output is valid whatever a name holds.
 */
#include "text/emitter.h"

#include "base/utf8.h"

enum { INDENT = 2, REPLACEMENT = 0xfffd };

static const char *short_escape(uint32_t code)
{
    static const struct {
        uint32_t code;
        const char *text;
    } escapes[] = {{'"', "\\\""}, {'\\', "\\\\"}, {'\b', "\\b"}, {'\f', "\\f"},
                   {'\n', "\\n"}, {'\r', "\\r"},  {'\t', "\\t"}};
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
        if (escapes[i].code == code)
            return escapes[i].text;
    return NULL;
}

static int passes(uint32_t code)
{
    if (code < 0x20 || (code >= 0x7f && code < 0xa0))
        return 0;
    return code != 0x2028 && code != 0x2029 && code != 0xfeff && code != 0xfffe && code != 0xffff;
}

static void put_escaped(capacity__out *out, uint32_t code)
{
    static const char hex[] = "0123456789abcdef";
    const char text[6] = {
        '\\', 'u', hex[code >> 12 & 15], hex[code >> 8 & 15], hex[code >> 4 & 15], hex[code & 15]};
    capacity__put_bytes(out, text, sizeof text);
}

static void put_string(capacity__out *out, const char *text, size_t size)
{
    capacity__put_char(out, '"');
    for (size_t at = 0; at < size;) {
        uint32_t code = REPLACEMENT;
        size_t bytes = capacity__utf8(text + at, size - at, &code);
        const char *escape = short_escape(code);
        if (escape != NULL)
            capacity__put(out, escape);
        else if (bytes > 0 && passes(code))
            capacity__put_bytes(out, text + at, bytes);
        else
            put_escaped(out, code);
        at += bytes > 0 ? bytes : 1;
    }
    capacity__put_char(out, '"');
}

static void new_line(capacity__emitter *emitter)
{
    capacity__put_char(&emitter->out, '\n');
    capacity__put_repeat(&emitter->out, ' ', INDENT * emitter->depth);
}

/* What stands before an entry: a comma after the one before it, and a line of its own. */
static void put_lead(capacity__emitter *emitter)
{
    capacity__place place = emitter->level[emitter->depth].place;
    if (place == CAPACITY__PLACE_DOCUMENT || place == CAPACITY__PLACE_VALUE)
        return;
    if (emitter->level[emitter->depth].entries > 0)
        capacity__put_char(&emitter->out, ',');
    new_line(emitter);
}

static void put_close(capacity__emitter *emitter, char bracket)
{
    if (emitter->level[emitter->depth].entries > 0) {
        emitter->depth--;
        new_line(emitter);
        emitter->depth++;
    }
    capacity__put_char(&emitter->out, bracket);
}

void capacity__json_put(capacity__emitter *emitter, capacity__token token, const char *text,
                        size_t size)
{
    int is_map = token == CAPACITY__TOKEN_MAP || token == CAPACITY__TOKEN_MAP_END;
    if (token == CAPACITY__TOKEN_MAP_END || token == CAPACITY__TOKEN_LIST_END) {
        put_close(emitter, is_map ? '}' : ']');
        return;
    }
    put_lead(emitter);
    if (token == CAPACITY__TOKEN_MAP || token == CAPACITY__TOKEN_LIST)
        capacity__put_char(&emitter->out, is_map ? '{' : '[');
    else if (token == CAPACITY__TOKEN_LITERAL)
        capacity__put_bytes(&emitter->out, text, size);
    else
        put_string(&emitter->out, text, size);
    if (token == CAPACITY__TOKEN_KEY)
        capacity__put(&emitter->out, ": ");
}

void capacity__json_end(capacity__emitter *emitter)
{
    capacity__put_char(&emitter->out, '\n');
}
