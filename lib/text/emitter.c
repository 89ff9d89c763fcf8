/*
 * The tree's grammar and the choice of back end; bytes are the back ends' part.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/emitter.h"

#include "base/error.h"

#include <errno.h>
#include <string.h>

void capacity__emitter_resume(capacity__emitter *emitter, uint32_t format, const capacity__out *out)
{
    memset(emitter, 0, sizeof *emitter);
    emitter->format = format;
    emitter->saved_errno = errno;
    emitter->out = *out;
    if (format == CAPACITY_FORMAT_YAML)
        capacity__yaml_begin(emitter);
    else if (format != CAPACITY_FORMAT_JSON)
        emitter->status = CAPACITY_E_ARGUMENT;
}

void capacity__emitter_begin(capacity__emitter *emitter, uint32_t format, char *buf, size_t size)
{
    capacity__out out = capacity__out_new(buf, size);
    capacity__emitter_resume(emitter, format, &out);
}

static void put(capacity__emitter *emitter, capacity__token token, const char *text, size_t size)
{
    if (emitter->format == CAPACITY_FORMAT_JSON)
        capacity__json_put(emitter, token, text, size);
    else
        capacity__yaml_put(emitter, token, text, size);
}

/* May a value stand here? A tree that its writer got wrong is our own defect. */
static int may_put_value(capacity__emitter *emitter)
{
    if (emitter->status < 0)
        return 0;
    capacity__place place = emitter->level[emitter->depth].place;
    if (place == CAPACITY__PLACE_KEY || place == CAPACITY__PLACE_END)
        emitter->status = CAPACITY_E_INTERNAL;
    return emitter->status == CAPACITY_OK;
}

/* One entry of the current level is complete. */
static void value_done(capacity__emitter *emitter)
{
    capacity__place *place = &emitter->level[emitter->depth].place;
    emitter->level[emitter->depth].entries++;
    if (*place == CAPACITY__PLACE_VALUE)
        *place = CAPACITY__PLACE_KEY;
    else if (*place == CAPACITY__PLACE_DOCUMENT)
        *place = CAPACITY__PLACE_END;
}

static void open_level(capacity__emitter *emitter, capacity__token token, capacity__place place)
{
    if (!may_put_value(emitter))
        return;
    if (emitter->depth == CAPACITY_TEXT_DEPTH) {
        emitter->status = CAPACITY_E_INTERNAL;
        return;
    }
    put(emitter, token, "", 0);
    emitter->depth++;
    emitter->level[emitter->depth].place = place;
    emitter->level[emitter->depth].entries = 0;
}

static void close_level(capacity__emitter *emitter, capacity__token token, capacity__place place)
{
    if (emitter->status < 0)
        return;
    if (emitter->depth == 0 || emitter->level[emitter->depth].place != place) {
        emitter->status = CAPACITY_E_INTERNAL;
        return;
    }
    put(emitter, token, "", 0);
    emitter->depth--;
    value_done(emitter);
}

static void put_scalar(capacity__emitter *emitter, capacity__token token, const char *text)
{
    if (!may_put_value(emitter))
        return;
    if (emitter->depth == 0) {
        emitter->status = CAPACITY_E_INTERNAL;
        return;
    }
    put(emitter, token, text, strlen(text));
    value_done(emitter);
}

void capacity__emit_map(capacity__emitter *emitter)
{
    open_level(emitter, CAPACITY__TOKEN_MAP, CAPACITY__PLACE_KEY);
}

void capacity__emit_map_end(capacity__emitter *emitter)
{
    close_level(emitter, CAPACITY__TOKEN_MAP_END, CAPACITY__PLACE_KEY);
}

void capacity__emit_list(capacity__emitter *emitter)
{
    open_level(emitter, CAPACITY__TOKEN_LIST, CAPACITY__PLACE_ITEM);
}

void capacity__emit_list_end(capacity__emitter *emitter)
{
    close_level(emitter, CAPACITY__TOKEN_LIST_END, CAPACITY__PLACE_ITEM);
}

void capacity__emit_key(capacity__emitter *emitter, const char *key)
{
    if (emitter->status < 0)
        return;
    if (emitter->level[emitter->depth].place != CAPACITY__PLACE_KEY) {
        emitter->status = CAPACITY_E_INTERNAL;
        return;
    }
    put(emitter, CAPACITY__TOKEN_KEY, key, strlen(key));
    emitter->level[emitter->depth].place = CAPACITY__PLACE_VALUE;
}

void capacity__emit_string(capacity__emitter *emitter, const char *text)
{
    put_scalar(emitter, CAPACITY__TOKEN_STRING, text);
}

void capacity__emit_int(capacity__emitter *emitter, int64_t value)
{
    char text[24];
    capacity__out out = capacity__out_new(text, sizeof text);
    capacity__put_int(&out, value);
    text[out.len] = '\0';
    put_scalar(emitter, CAPACITY__TOKEN_LITERAL, text);
}

void capacity__emit_number(capacity__emitter *emitter, const char *digits)
{
    put_scalar(emitter, CAPACITY__TOKEN_LITERAL, digits);
}

void capacity__emit_bool(capacity__emitter *emitter, int value)
{
    put_scalar(emitter, CAPACITY__TOKEN_LITERAL, value ? "true" : "false");
}

void capacity__emit_null(capacity__emitter *emitter)
{
    put_scalar(emitter, CAPACITY__TOKEN_LITERAL, "null");
}

void capacity__emit_pair(capacity__emitter *emitter, const char *key, const char *text)
{
    capacity__emit_key(emitter, key);
    capacity__emit_string(emitter, text);
}

void capacity__emit_pair_int(capacity__emitter *emitter, const char *key, int64_t value)
{
    capacity__emit_key(emitter, key);
    capacity__emit_int(emitter, value);
}

void capacity__emit_pair_bool(capacity__emitter *emitter, const char *key, int value)
{
    capacity__emit_key(emitter, key);
    capacity__emit_bool(emitter, value);
}

static capacity_status emitter_failure(const capacity__emitter *emitter, capacity_error *err)
{
    if (emitter->status == CAPACITY_E_MEMORY)
        return capacity__no_memory(err);
    if (emitter->status == CAPACITY_E_ARGUMENT)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "format %" PRId64 " is neither JSON nor YAML",
                              (int64_t)emitter->format);
#if !CAPACITY_TEXT
    if (emitter->status == CAPACITY_E_UNSUPPORTED)
        return capacity__fail(err, CAPACITY_E_UNSUPPORTED, CAPACITY_FIELD_NONE, -1,
                              "YAML is left out of this build");
#endif
    return capacity__fail(err, CAPACITY_E_INTERNAL, CAPACITY_FIELD_NONE, -1,
                          "a writer made a tree that cannot be written");
}

capacity_status capacity__emitter_close(capacity__emitter *emitter, capacity__out *out,
                                        capacity_error *err)
{
    if (emitter->status == CAPACITY_OK && emitter->level[0].place != CAPACITY__PLACE_END)
        emitter->status = CAPACITY_E_INTERNAL;
    if (emitter->format == CAPACITY_FORMAT_YAML)
        capacity__yaml_end(emitter);
    else if (emitter->status == CAPACITY_OK)
        capacity__json_end(emitter);
    errno = emitter->saved_errno;
    *out = emitter->out;
    return emitter->status < 0 ? emitter_failure(emitter, err) : CAPACITY_OK;
}

capacity_status capacity__emitter_end(capacity__emitter *emitter, size_t *needed,
                                      capacity_error *err)
{
    capacity__out out;
    CAPACITY__TRY(capacity__emitter_close(emitter, &out, err));
    return capacity__out_end(&out, needed, err);
}
