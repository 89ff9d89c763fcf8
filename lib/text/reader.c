/*
 * The one reader of JSON and YAML: events of libyaml, checked one by one.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/reader.h"

#include <errno.h>
#include <string.h>

#if CAPACITY_TEXT

/* libyaml counts one more line at the end of a text that does not end in one. */
static capacity__mark mark_of(const capacity__reader *reader, yaml_mark_t mark)
{
    capacity__mark made = {(int64_t)mark.line + 1, (uint32_t)mark.column + 1};
    return made.line > reader->end.line ? reader->end : made;
}

/* libyaml's problem as one line of ours. */
static capacity_status parse_failure(const capacity__reader *reader, capacity_error *err)
{
    static const char surrogate[] = "found invalid Unicode character escape code";
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        return capacity__no_memory(err);

    capacity__mark mark = mark_of(reader, parser->problem_mark);
    const char *advice =
        strcmp(parser->problem, surrogate) == 0 ? ", write the character itself" : "";
    return capacity__reader_fail(mark, CAPACITY_E_SYNTAX, err, "%s at line %" PRId64 "%s",
                                 parser->problem, mark.line, advice);
}

static capacity_status refuse(const capacity__reader *reader, capacity_error *err, const char *what)
{
    return capacity__reader_fail(reader->mark, CAPACITY_E_SYNTAX, err,
                                 "%s at line %" PRId64 " is not accepted", what, reader->mark.line);
}

static int is_null(const yaml_event_t *event)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp((const char *)event->data.scalar.value, words[i]) == 0)
            return 1;
    return 0;
}

static capacity_status take_scalar(capacity__reader *reader, capacity_error *err)
{
    const yaml_event_t *event = &reader->event;
    reader->node = CAPACITY__NODE_SCALAR;
    reader->text = (const char *)event->data.scalar.value;
    reader->size = event->data.scalar.length;
    reader->is_null = is_null(event);
    if (reader->size > CAPACITY__SCALAR_BYTES)
        return capacity__reader_fail(reader->mark, CAPACITY_E_TOO_LARGE, err,
                                     "text of %zu bytes at line %" PRId64 " exceeds %" PRId64,
                                     reader->size, reader->mark.line,
                                     (int64_t)CAPACITY__SCALAR_BYTES);
    if (memchr(reader->text, '\0', reader->size) != NULL)
        return refuse(reader, err, "an escaped NUL");
    return CAPACITY_OK;
}

static capacity_status take_start(capacity__reader *reader, capacity__text_node node,
                                  capacity_error *err)
{
    reader->node = node;
    if (reader->depth == CAPACITY_TEXT_DEPTH)
        return capacity__reader_fail(reader->mark, CAPACITY_E_TOO_LARGE, err,
                                     "nesting at line %" PRId64 " exceeds %" PRId64 " levels",
                                     reader->mark.line, (int64_t)CAPACITY_TEXT_DEPTH);
    reader->depth++;
    return CAPACITY_OK;
}

static capacity_status take_end(capacity__reader *reader, capacity__text_node node)
{
    reader->node = node;
    reader->depth--;
    return CAPACITY_OK;
}

static capacity_status check_value(capacity__reader *reader, const yaml_char_t *anchor,
                                   const yaml_char_t *tag, capacity_error *err)
{
    if (anchor != NULL)
        return refuse(reader, err, "an anchor");
    if (tag != NULL)
        return refuse(reader, err, "a tag");
    if (reader->values == reader->limits->values)
        return capacity__reader_fail(reader->mark, CAPACITY_E_TOO_LARGE, err,
                                     "more than %" PRId64 " values in a %s", reader->values,
                                     reader->limits->what);
    reader->values++;
    return CAPACITY_OK;
}

static capacity_status take(capacity__reader *reader, capacity_error *err)
{
    const yaml_event_t *event = &reader->event;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        CAPACITY__TRY(check_value(reader, event->data.scalar.anchor, event->data.scalar.tag, err));
        return take_scalar(reader, err);
    case YAML_MAPPING_START_EVENT:
        CAPACITY__TRY(check_value(reader, event->data.mapping_start.anchor,
                                  event->data.mapping_start.tag, err));
        return take_start(reader, CAPACITY__NODE_MAP, err);
    case YAML_SEQUENCE_START_EVENT:
        CAPACITY__TRY(check_value(reader, event->data.sequence_start.anchor,
                                  event->data.sequence_start.tag, err));
        return take_start(reader, CAPACITY__NODE_LIST, err);
    case YAML_MAPPING_END_EVENT:
        return take_end(reader, CAPACITY__NODE_MAP_END);
    case YAML_SEQUENCE_END_EVENT:
        return take_end(reader, CAPACITY__NODE_LIST_END);
    case YAML_ALIAS_EVENT:
        return refuse(reader, err, "an alias");
    case YAML_DOCUMENT_START_EVENT:
        return refuse(reader, err, "a second document");
    case YAML_STREAM_END_EVENT:
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
        break;
    }
    reader->node = CAPACITY__NODE_END;
    return CAPACITY_OK;
}

/* The next event; the one before it is gone. */
static capacity_status pull(capacity__reader *reader, capacity_error *err)
{
    yaml_event_delete(&reader->event);
    if (!yaml_parser_parse(&reader->parser, &reader->event))
        return parse_failure(reader, err);
    reader->mark = mark_of(reader, reader->event.start_mark);
    return CAPACITY_OK;
}

capacity_status capacity__reader_next(capacity__reader *reader, capacity_error *err)
{
    CAPACITY__TRY(pull(reader, err));
    if (reader->event.type == YAML_DOCUMENT_END_EVENT)
        CAPACITY__TRY(pull(reader, err));
    return take(reader, err);
}

static capacity_status go_to_root(capacity__reader *reader, capacity_error *err)
{
    do
        CAPACITY__TRY(pull(reader, err));
    while (reader->event.type == YAML_STREAM_START_EVENT);
    if (reader->event.type == YAML_STREAM_END_EVENT)
        return capacity__reader_fail(reader->mark, CAPACITY_E_SYNTAX, err, "the %s is empty",
                                     reader->limits->what);
    CAPACITY__TRY(capacity__reader_next(reader, err));
    if (reader->node != CAPACITY__NODE_MAP)
        return capacity__reader_fail(reader->mark, CAPACITY_E_SYNTAX, err,
                                     "the %s must be a map of keys", reader->limits->what);
    return CAPACITY_OK;
}

static capacity_status open_parser(capacity__reader *reader, const char *text, size_t size,
                                   capacity_error *err)
{
    if (!yaml_parser_initialize(&reader->parser))
        return capacity__no_memory(err);
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const unsigned char *)text, size);
    return go_to_root(reader, err);
}

void capacity__reader_close(capacity__reader *reader)
{
    yaml_event_delete(&reader->event);
    yaml_parser_delete(&reader->parser);
    errno = reader->saved_errno;
}

#else

static capacity_status open_parser(capacity__reader *reader, const char *text, size_t size,
                                   capacity_error *err)
{
    (void)text;
    (void)size;
    return capacity__fail(err, CAPACITY_E_UNSUPPORTED, CAPACITY_FIELD_NONE, -1,
                          "a %s cannot be read, JSON and YAML are left out of this build",
                          reader->limits->what);
}

capacity_status capacity__reader_next(capacity__reader *reader, capacity_error *err)
{
    reader->node = CAPACITY__NODE_END;
    return capacity__fail(err, CAPACITY_E_UNSUPPORTED, CAPACITY_FIELD_NONE, -1,
                          "JSON and YAML are left out of this build");
}

void capacity__reader_close(capacity__reader *reader)
{
    errno = reader->saved_errno;
}

#endif

capacity_status capacity__reader_begin(capacity__reader *reader, const char *text, size_t size,
                                       const capacity__limits *limits, capacity_error *err)
{
    memset(reader, 0, sizeof *reader);
    reader->limits = limits;
    reader->saved_errno = errno;
    if (text == NULL)
        return capacity__null(err, "text");
    if (size > (uint64_t)limits->bytes)
        return capacity__fail(err, CAPACITY_E_TOO_LARGE, CAPACITY_FIELD_NONE, -1,
                              "%s of %zu bytes exceeds %" PRId64, limits->what, size,
                              limits->bytes);
    CAPACITY__TRY(capacity__check_bytes(text, size, &reader->end, err));
    return open_parser(reader, text, size, err);
}

capacity_status capacity__reader_end(capacity__reader *reader, capacity_error *err)
{
    return capacity__reader_next(reader, err);
}

void capacity__reader_enter(capacity__reader *reader, const char *key, size_t index)
{
    reader->path[reader->path_size].key = key;
    reader->path[reader->path_size].index = index;
    reader->path_size++;
}

void capacity__reader_leave(capacity__reader *reader)
{
    reader->path_size--;
}

const char *capacity__reader_path(const capacity__reader *reader, char buf[CAPACITY__PATH_SIZE])
{
    capacity__out out = capacity__out_new(buf, CAPACITY__PATH_SIZE);
    if (reader->path_size == 0)
        capacity__put(&out, "the document");
    for (size_t i = 0; i < reader->path_size; i++)
        if (reader->path[i].key != NULL)
            capacity__put_format(&out, "%s%s", i == 0 ? "" : ".", reader->path[i].key);
        else
            capacity__put_format(&out, "[%zu]", reader->path[i].index);
    (void)capacity__out_end(&out, NULL, NULL);
    return buf;
}

const char *capacity__quoted(const char *text, size_t size, char buf[CAPACITY__QUOTED_SIZE])
{
    capacity__out out = capacity__out_new(buf, CAPACITY__QUOTED_SIZE);
    capacity__put_quoted(&out, text, size);
    (void)capacity__out_end(&out, NULL, NULL);
    return buf;
}

capacity_status capacity__reader_fail(capacity__mark mark, capacity_status status,
                                      capacity_error *err, const char *format, ...)
{
    char message[CAPACITY_MESSAGE_SIZE + 4]; /* one character more shows that it was cut */
    capacity__out out = capacity__out_new(message, sizeof message);
    va_list args;

    va_start(args, format);
    capacity__put_vformat(&out, format, args);
    va_end(args);
    (void)capacity__out_end(&out, NULL, NULL);
    (void)capacity__fail(err, status, CAPACITY_FIELD_NONE, mark.line, "%s", message);
    if (err != NULL)
        err->column = mark.column;
    return status;
}

capacity_status capacity__reader_place(const capacity__reader *reader, capacity__mark mark,
                                       capacity_status status, capacity_error *err)
{
    if (err == NULL || status == CAPACITY_E_MEMORY)
        return status;
    char path[CAPACITY__PATH_SIZE], message[CAPACITY_MESSAGE_SIZE];
    capacity_field field = (capacity_field)err->field;
    memcpy(message, err->message, sizeof message);
    if (reader->path_size > 0)
        (void)capacity__fail(err, status, field, mark.line, "%s: %s",
                             capacity__reader_path(reader, path), message);
    err->index = mark.line;
    err->column = mark.column;
    return status;
}
