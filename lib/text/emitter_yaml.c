/*
 * YAML by libyaml's emitter.
 * SPDX-License-Identifier: Apache-2.0
 *
 * libyaml takes its memory from malloc: it has no hook for an allocator. It is given events only,
 * and text that could be read as a number, a date, a switch or null is quoted.
 */
#include "text/emitter.h"

#include "text/plain.h"
#include "base/utf8.h"

#include <string.h>

#if CAPACITY_TEXT

/* Holds any inline text with each byte replaced; longer broken text is cut. */
enum { CLEAN_BYTES = 3 * CAPACITY_TEXT_SIZE };

static int write_out(void *data, unsigned char *buffer, size_t size)
{
    capacity__emitter *emitter = data;
    capacity__put_bytes(&emitter->out, (const char *)buffer, size);
    return 1;
}

static void fail(capacity__emitter *emitter)
{
    emitter->status =
        emitter->yaml.error == YAML_EMITTER_ERROR ? CAPACITY_E_INTERNAL : CAPACITY_E_MEMORY;
}

/* Events own copies of their text; libyaml deletes them, also when it fails. */
static void emit(capacity__emitter *emitter, int made, yaml_event_t *event)
{
    if (!made || !yaml_emitter_emit(&emitter->yaml, event))
        fail(emitter);
}

void capacity__yaml_begin(capacity__emitter *emitter)
{
    yaml_event_t event;
    if (!yaml_emitter_initialize(&emitter->yaml)) {
        fail(emitter);
        return;
    }
    yaml_emitter_set_output(&emitter->yaml, write_out, emitter);
    yaml_emitter_set_unicode(&emitter->yaml, 1);
    yaml_emitter_set_width(&emitter->yaml, -1);
    emit(emitter, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING), &event);
    emit(emitter, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1), &event);
}

static size_t clean_copy(char *to, const char *text, size_t size)
{
    static const char replacement[] = "\xef\xbf\xbd";
    size_t len = 0;
    for (size_t at = 0; at < size;) {
        uint32_t code;
        size_t bytes = capacity__utf8(text + at, size - at, &code);
        const char *from = bytes > 0 ? text + at : replacement;
        size_t n = bytes > 0 ? bytes : sizeof replacement - 1;
        if (n > CLEAN_BYTES - len)
            break;
        memcpy(to + len, from, n);
        len += n;
        at += bytes > 0 ? bytes : 1;
    }
    return len;
}

static int is_clean(const char *text, size_t size)
{
    uint32_t code;
    for (size_t at = 0; at < size;) {
        size_t bytes = capacity__utf8(text + at, size - at, &code);
        if (bytes == 0)
            return 0;
        at += bytes;
    }
    return 1;
}

/* libyaml copies the text into the event. */
static int make_scalar(yaml_event_t *event, const char *text, size_t size, int plain)
{
    yaml_char_t clean[CLEAN_BYTES];
    size_t len = size;
    const yaml_char_t *value = (const yaml_char_t *)text;

    if (!is_clean(text, size)) {
        len = clean_copy((char *)clean, text, size);
        value = clean;
    }
    return yaml_scalar_event_initialize(event, NULL, NULL, value, (int)len, 1, 1,
                                        plain ? YAML_PLAIN_SCALAR_STYLE
                                              : YAML_DOUBLE_QUOTED_SCALAR_STYLE);
}

void capacity__yaml_put(capacity__emitter *emitter, capacity__token token, const char *text,
                        size_t size)
{
    yaml_event_t event;
    int made;
    if (token == CAPACITY__TOKEN_MAP)
        made = yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE);
    else if (token == CAPACITY__TOKEN_MAP_END)
        made = yaml_mapping_end_event_initialize(&event);
    else if (token == CAPACITY__TOKEN_LIST)
        made =
            yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE);
    else if (token == CAPACITY__TOKEN_LIST_END)
        made = yaml_sequence_end_event_initialize(&event);
    else
        made = make_scalar(&event, text, size,
                           token == CAPACITY__TOKEN_LITERAL || capacity__is_plain(text, size));
    emit(emitter, made, &event);
}

void capacity__yaml_end(capacity__emitter *emitter)
{
    yaml_event_t event;
    if (emitter->status == CAPACITY_OK)
        emit(emitter, yaml_document_end_event_initialize(&event, 1), &event);
    if (emitter->status == CAPACITY_OK)
        emit(emitter, yaml_stream_end_event_initialize(&event), &event);
    yaml_emitter_delete(&emitter->yaml);
}

#else

void capacity__yaml_begin(capacity__emitter *emitter)
{
    emitter->status = CAPACITY_E_UNSUPPORTED;
}

void capacity__yaml_put(capacity__emitter *emitter, capacity__token token, const char *text,
                        size_t size)
{
    (void)emitter;
    (void)token;
    (void)text;
    (void)size;
}

void capacity__yaml_end(capacity__emitter *emitter)
{
    (void)emitter;
}

#endif
