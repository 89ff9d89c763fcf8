/*
 * The reader of JSON and YAML: what it takes, what it refuses, where, and with which words.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "text/reader.h"
#include "text/shape.h"

#include <errno.h>
#include <stdlib.h>

static const capacity__limits limits = {"profile", 65536, 1000};

#if CAPACITY_TEXT

enum { SCRIPT_SIZE = 8192 };

/* Reads to the end and writes what it met: {key value} [a b] with scalars in angle brackets. */
static capacity_status drain(capacity__reader *reader, capacity__out *script, capacity_error *err)
{
    static const char marks[] = "{}[]";
    capacity__put_char(script, '{');
    for (;;) {
        CAPACITY__TRY(capacity__reader_next(reader, err));
        if (reader->node == CAPACITY__NODE_END)
            return CAPACITY_OK;
        if (reader->node == CAPACITY__NODE_SCALAR) {
            capacity__put_format(script, reader->is_null ? "<%s>?" : "<%s>", reader->text);
            if (strlen(reader->text) != reader->size)
                ck_abort_msg("the length of '%s' is %zu", reader->text, reader->size);
        } else {
            capacity__put_char(script, marks[reader->node]);
        }
    }
}

static capacity_status read_all(const char *text, size_t size, const capacity__limits *of,
                                char *script, capacity_error *err)
{
    capacity__reader reader;
    capacity__out out = capacity__out_new(script, SCRIPT_SIZE);
    capacity_status status = capacity__reader_begin(&reader, text, size, of, err);
    if (status == CAPACITY_OK)
        status = drain(&reader, &out, err);
    capacity__reader_close(&reader);
    (void)capacity__out_end(&out, NULL, NULL);
    return status;
}

static const char *script_of(const char *text)
{
    char script[SCRIPT_SIZE];
    OK(read_all(TEXT(text), &limits, script, &test_err));
    return test_string(script);
}

static void reads_json(void)
{
    SAME("{}", script_of("{}"));
    SAME("{}", script_of(" \n\r\n{ } \n"));
    SAME("{<a><1><b><x y><c>[<1><2>{<d><true>}[]]}",
         script_of("{\"a\":1,\"b\":\"x y\",\"c\":[1, 2,{\"d\":true},[]]}"));
    SAME("{<a><null>?<b><null><c><>}", script_of("{\"a\":null,\"b\":\"null\",\"c\":\"\"}"));
    SAME("{<a><1.50><b><1e5><c><-0>}", script_of("{\"a\": 1.50, \"b\": 1e5, \"c\": -0}"));
    SAME("{<a><\"\\/\b\f\n\r\t\xc3\xa9\xe2\x82\xac>}",
         script_of("{\"a\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\"}"));
    SAME("{<a><\xf0\x9f\x98\x80>}", script_of("{\"a\": \"\xf0\x9f\x98\x80\"}"));
    SAME("{<a\n><b>}", script_of("{\"a\\n\": \"b\"}"));
}

static void reads_yaml(void)
{
    SAME("{<a><1><b>[<x><y: z>]<c>{<d><e>}}",
         script_of("# comment\n---\na: 1\nb:\n- x\n- 'y: z'\nc:\n  d: e\n..."));
    SAME("{<a><~>?<b><>?<c><>}", script_of("a: ~\nb:\nc: ''\n"));
    SAME("{<a><x\ny\n><b><x y\n>}", script_of("a: |\n  x\n  y\nb: >\n  x\n  y\n"));
    SAME("{<a><30%><b><$1><c><x # y><d><1>}", script_of("a: 30%\nb: $1\nc: \"x # y\"\nd: 1 # z\n"));
    SAME("{<a><1><b><2>}", script_of("a: 1\r\nb: 2\r\n"));
    SAME("{<a b><c>}", script_of("a b: c"));
    SAME("{<<<><x>}", script_of("<<: x")); /* a key like any other, which no table has */
    SAME("{<a><\xc2\xa0~>}", script_of("a: \xc2\xa0~")); /* the ends of what is printable */
    SAME("{<a><x><b><y>}", script_of("a: x\rb: y\r"));
    SAME("{<\xc3\xa9%><x>}", script_of("\xc3\xa9%: x")); /* in the first column only it is more */
}

/* --- refusals ----------------------------------------------------------------------------------- */

typedef struct refusal {
    const char *text;
    capacity_status status;
    int64_t line;
    uint32_t column;
    const char *part;
} refusal;

static const refusal refusals[] = {
    {"", CAPACITY_E_SYNTAX, 1, 1, "the profile is empty"},
    {" \n\n", CAPACITY_E_SYNTAX, 3, 1, "the profile is empty"},
    {"# only words\n", CAPACITY_E_SYNTAX, 2, 1, "the profile is empty"},
    {"---", CAPACITY_E_SYNTAX, 1, 4, "must be a map of keys"},
    {"[]", CAPACITY_E_SYNTAX, 1, 1, "the profile must be a map of keys"},
    {"\n 12", CAPACITY_E_SYNTAX, 2, 2, "must be a map of keys"},
    {"\"x\"", CAPACITY_E_SYNTAX, 1, 1, "must be a map of keys"},
    {"null", CAPACITY_E_SYNTAX, 1, 1, "must be a map of keys"},
    {"\xef\xbb\xbf{}", CAPACITY_E_SYNTAX, 1, 1, "a byte order mark is not accepted at line 1"},
    {"a: 1\nb: \xef\xbb\xbfx", CAPACITY_E_SYNTAX, 2, 4, "byte order mark"},
    {"\xff\xfe{\0}\0", CAPACITY_E_SYNTAX, 1, 1, "bytes that are not UTF-8 at line 1"},
    {"a: x\xc3", CAPACITY_E_SYNTAX, 1, 5, "not UTF-8"},
    {"a: \xc3\xa9\xed\xa0\x80", CAPACITY_E_SYNTAX, 1, 5, "not UTF-8"},
    {"a: 1\nbb: \x01", CAPACITY_E_SYNTAX, 2, 5, "a control character is not accepted"},
    {"a: xx\x1fx", CAPACITY_E_SYNTAX, 1, 6, "a control character"},
    {"a: 1\rb: \x01", CAPACITY_E_SYNTAX, 2, 4, "at line 2"},
    {"a: 1\r\nb: \x01", CAPACITY_E_SYNTAX, 2, 4, "at line 2"},
    {"a: 1\r\r\n\nb: \x01", CAPACITY_E_SYNTAX, 4, 4, "at line 4"},
    {"a: \x7f", CAPACITY_E_SYNTAX, 1, 4, "a control character"},
    {"a: \xc2\x85", CAPACITY_E_SYNTAX, 1, 4, "a control character"},
    {"a: \xc2\x9f", CAPACITY_E_SYNTAX, 1, 4, "a control character"},
    {"a: \xe2\x80\xa8", CAPACITY_E_SYNTAX, 1, 4, "write its escape"},
    {"a: \xe2\x80\xa9", CAPACITY_E_SYNTAX, 1, 4, "write its escape"},
    {"a: \xef\xbf\xbe", CAPACITY_E_SYNTAX, 1, 4, "a control character"},
    {"a: \xef\xbf\xbf", CAPACITY_E_SYNTAX, 1, 4, "a control character"},
    {"%YAML 1.1\n---\na: 1", CAPACITY_E_SYNTAX, 1, 1, "a directive"},
    {"a: 1\n...\n%TAG ! x\n", CAPACITY_E_SYNTAX, 3, 1, "a directive"},
    {"a: &x 1", CAPACITY_E_SYNTAX, 1, 4, "an anchor at line 1 is not accepted"},
    {"&x a: 1", CAPACITY_E_SYNTAX, 1, 1, "an anchor"},
    {"a: &x [1]", CAPACITY_E_SYNTAX, 1, 4, "an anchor"},
    {"--- &x\na: 1", CAPACITY_E_SYNTAX, 1, 5, "an anchor"},
    {"a: 1\nb: *x", CAPACITY_E_SYNTAX, 2, 4, "an alias at line 2 is not accepted"},
    {"a: !!int 1", CAPACITY_E_SYNTAX, 1, 4, "a tag at line 1 is not accepted"},
    {"a: !x [1]", CAPACITY_E_SYNTAX, 1, 4, "a tag"},
    {"a: ! 1", CAPACITY_E_SYNTAX, 1, 4, "a tag"},
    {"--- !!map\na: 1", CAPACITY_E_SYNTAX, 1, 5, "a tag"},
    {"a: 1\n---\nb: 1", CAPACITY_E_SYNTAX, 2, 1, "a second document at line 2 is not accepted"},
    {"a: 1\n...\nb: 1", CAPACITY_E_SYNTAX, 3, 1, "line 3"},
    {"{} {}", CAPACITY_E_SYNTAX, 1, 4, "line 1"},
    {"{}]", CAPACITY_E_SYNTAX, 1, 3, "line 1"},
    {"{", CAPACITY_E_SYNTAX, 1, 2, "at line 1"},
    {"{\"a\"", CAPACITY_E_SYNTAX, 1, 5, "at line 1"},
    {"{\"a\": [1,", CAPACITY_E_SYNTAX, 1, 10, "at line 1"},
    {"{\"a\": \"x", CAPACITY_E_SYNTAX, 1, 9, "found unexpected end of stream at line 1"},
    {"a: [1, 2}", CAPACITY_E_SYNTAX, 1, 9, "did not find expected ',' or ']' at line 1"},
    {"a: b: c", CAPACITY_E_SYNTAX, 1, 5, "mapping values are not allowed in this context"},
    {"a: 1\n b: 2", CAPACITY_E_SYNTAX, 2, 3, "at line 2"},
    {"\ta: 1", CAPACITY_E_SYNTAX, 1, 1, "found character that cannot start any token"},
    {"a: @x", CAPACITY_E_SYNTAX, 1, 4, "found character that cannot start any token"},
    {"a: \"\\u0000\"", CAPACITY_E_SYNTAX, 1, 4, "an escaped NUL at line 1 is not accepted"},
    {"a: \"\\x00\"", CAPACITY_E_SYNTAX, 1, 4, "an escaped NUL"},
    {"a: \"\\ud83d\\ude00\"", CAPACITY_E_SYNTAX, 1, 0, "write the character itself"},
    {"a: \"\\q\"", CAPACITY_E_SYNTAX, 1, 0, "found unknown escape character"},
};

static void refuses_what_is_not_ours(void)
{
    char script[SCRIPT_SIZE];
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const refusal *want = &refusals[i];
        capacity_error_clear(&test_err);
        capacity_status status = read_all(TEXT(want->text), &limits, script, &test_err);
        if (status != want->status || test_err.code != (int32_t)status ||
            test_err.index != want->line || strstr(test_err.message, want->part) == NULL ||
            (want->column != 0 && test_err.column != want->column))
            ck_abort_msg("'%s': %s at %" PRId64 ":%" PRIu32 " '%s', not %s at %" PRId64 ":%" PRIu32
                         " '%s'",
                         want->text, capacity_status_name(status), test_err.index, test_err.column,
                         test_err.message, capacity_status_name(want->status), want->line,
                         want->column, want->part);
        if (read_all(TEXT(want->text), &limits, script, NULL) != want->status)
            ck_abort_msg("'%s' is judged otherwise without an error object", want->text);
    }
}

static void refuses_nul_bytes(void)
{
    char script[SCRIPT_SIZE];
    FAILS(CAPACITY_E_SYNTAX, "a NUL byte is not accepted at line 2",
          read_all(test_copy("a: 1\n\0", 6), 6, &limits, script, &test_err));
    EQ(2, test_err.index);
    EQ(1, test_err.column);
    FAILS(CAPACITY_E_SYNTAX, "a NUL byte",
          read_all(test_copy("\0", 1), 1, &limits, script, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "text is NULL", read_all(NULL, 0, &limits, script, &test_err));
}

/* --- limits: one below, the limit, one above ---------------------------------------------------- */

/* A text that begins so, filled up to that many bytes. */
static const char *padded(size_t size, const char *start, char fill)
{
    static char text[70000];
    memset(text, fill, size);
    memcpy(text, start, strlen(start));
    return test_copy(text, size);
}

static void limits_the_size(void)
{
    char script[SCRIPT_SIZE];
    static const capacity__limits few = {"profile", 4100, 1000};
    OK(read_all(padded(4099, "a: 1", ' '), 4099, &few, script, &test_err));
    OK(read_all(padded(4100, "a: 1", ' '), 4100, &few, script, &test_err));
    FAILS(CAPACITY_E_TOO_LARGE, "profile of 4101 bytes exceeds 4100",
          read_all(padded(4101, "a: 1", ' '), 4101, &few, script, &test_err));
    EQ(-1, test_err.index);
}

static void limits_scalars(void)
{
    char script[SCRIPT_SIZE];
    OK(read_all(padded(3 + 4095, "a: ", 'x'), 3 + 4095, &limits, script, &test_err));
    OK(read_all(padded(3 + 4096, "a: ", 'x'), 3 + 4096, &limits, script, &test_err));
    FAILS(CAPACITY_E_TOO_LARGE, "text of 4097 bytes at line 1 exceeds 4096",
          read_all(padded(3 + 4097, "a: ", 'x'), 3 + 4097, &limits, script, &test_err));
    EQ(1, test_err.index);
    EQ(4, test_err.column);
}

static void limits_values(void)
{
    static const capacity__limits few = {"profile", 65536, 6};
    char script[SCRIPT_SIZE];
    OK(read_all(TEXT("{a: [1, 2]}"), &few, script, &test_err));
    OK(read_all(TEXT("{a: [1, 2, 3]}"), &few, script, &test_err));
    FAILS(CAPACITY_E_TOO_LARGE, "more than 6 values in a profile",
          read_all(TEXT("{a: [1, 2, 3,\n 4]}"), &few, script, &test_err));
    EQ(2, test_err.index);
    EQ(2, test_err.column);
    FAILS(CAPACITY_E_TOO_LARGE, "more than 6 values",
          read_all(TEXT("{a: [1, 2, 3, []]}"), &few, script, &test_err));
    FAILS(CAPACITY_E_TOO_LARGE, "more than 6 values",
          read_all(TEXT("{a: [1, 2, 3, {}]}"), &few, script, &test_err));
}

/* {a: [[…]]} or {a: {a: …}} of that many levels in all. */
static const char *nested(size_t levels, const char *open, const char *close)
{
    char text[1024] = "";
    strcat(text, "{a: ");
    for (size_t i = 1; i < levels; i++)
        strcat(text, open);
    strcat(text, "1");
    for (size_t i = 1; i < levels; i++)
        strcat(text, close);
    strcat(text, "}");
    return test_string(text);
}

/* What is closed again does not count. */
static void many_lists_are_not_deep(void)
{
    char text[1024] = "a: [", want[1024] = "{<a>[";
    for (size_t i = 0; i < 40; i++) {
        strcat(text, "[], {}, ");
        strcat(want, "[]{}");
    }
    strcat(text, "]");
    strcat(want, "]}");
    SAME(want, script_of(text));
}

static void limits_depth(void)
{
    char script[SCRIPT_SIZE];
    OK(read_all(TEXT(nested(31, "[", "]")), &limits, script, &test_err));
    OK(read_all(TEXT(nested(32, "[", "]")), &limits, script, &test_err));
    FAILS(CAPACITY_E_TOO_LARGE, "nesting at line 1 exceeds 32 levels",
          read_all(TEXT(nested(33, "[", "]")), &limits, script, &test_err));
    EQ(4 + 32, test_err.column);
    OK(read_all(TEXT(nested(32, "{a: ", "}")), &limits, script, &test_err));
    FAILS(CAPACITY_E_TOO_LARGE, "nesting at line 1 exceeds 32 levels",
          read_all(TEXT(nested(33, "{a: ", "}")), &limits, script, &test_err));
}

static void leaves_errno_alone(void)
{
    char script[SCRIPT_SIZE];
    errno = 77;
    OK(read_all(TEXT("a: 1"), &limits, script, &test_err));
    EQ(77, errno);
    IS(CAPACITY_E_SYNTAX, read_all(TEXT("a: ["), &limits, script, &test_err));
    EQ(77, errno);
    IS(CAPACITY_E_TOO_LARGE, read_all(padded(65537, "a", ' '), 65537, &limits, script, &test_err));
    EQ(77, errno);
}

/* A mebibyte of what costs libyaml quadratic time or much memory; each must end at once, or the
 * case's timeout ends the test. */
START_TEST(hostile_texts_end_soon)
{
    enum { MIB = 1 << 20 };
    static const capacity__limits wide = {"catalogue", 16 * MIB, 1000000};
    static const char *const units[] = {
        "[",    "{",   "{a: ",  "- ",  "? ",         "-\n",   "[\n",        "\"",      "'",
        "a",    "a: ", "a:\n ", "# x", "#\n",        "\n",    " ",          "\t",      "!a ",
        "&a ",  "*a ", "|\n",   ">\n", "%TAG ! x\n", "---\n", "...\n",      "a: 1\n",  "[a, ",
        "{a, ", "\\",  ",",     ":",   "{a: 1, ",    "[], ",  "? a\n: b\n", "\"a\": ",
    };
    char *text = malloc(MIB);
    char script[SCRIPT_SIZE];
    for (size_t i = 0; i < COUNT(units); i++)
        for (int start = 0; start < 4; start++) {
            static const char *const starts[] = {"", "a: ", "{a: ", "a:\n  "};
            size_t at = strlen(starts[start]), size = strlen(units[i]);
            memcpy(text, starts[start], at);
            for (; at + size <= MIB; at += size)
                memcpy(text + at, units[i], size);
            (void)read_all(text, at, &wide, script, &test_err);
        }
    free(text);
}
END_TEST

/* --- maps by tables ----------------------------------------------------------------------------- */

typedef struct inner {
    int64_t bytes;
    char text[8];
} inner;
typedef struct outer {
    int64_t count, open;
    uint32_t choice, flags;
    inner part;
    size_t items;
} outer;

static const char *const word_names[] = {"red", "green"};
static const capacity__choices words = {1, 2, word_names};
static const capacity__choices shades = {0, 2, word_names};

static capacity_status read_item(capacity__reader *reader, size_t index, void *target,
                                 capacity_error *err)
{
    outer *all = target;
    CAPACITY__TRY(capacity__want_scalar(reader, err));
    all->items = index + 1;
    return CAPACITY_OK;
}
static capacity_status read_items(capacity__reader *reader, void *target, capacity_error *err)
{
    return capacity__read_list(reader, read_item, target, err);
}
static void write_items(capacity__emitter *emitter, const char *key, const void *target)
{
    const outer *all = target;
    if (all->items == 0)
        return;
    capacity__emit_key(emitter, key);
    capacity__emit_list(emitter);
    for (size_t i = 0; i < all->items; i++)
        capacity__emit_string(emitter, "x");
    capacity__emit_list_end(emitter);
}

static const capacity__member inner_members[] = {
    {CAPACITY__QUANTITY_KEY(inner, bytes, "bytes", BYTES), .required = 1},
    {CAPACITY__TEXT_KEY(inner, text, "text")},
};
static const capacity__shape inner_shape = CAPACITY__SHAPE(inner_members);
static const capacity__member outer_members[] = {
    {CAPACITY__QUANTITY_KEY(outer, count, "count", COUNT), .preset = 7},
    {CAPACITY__QUANTITY_KEY(outer, open, "open_end", COUNT), .preset = INT64_MAX},
    {CAPACITY__CHOICE_KEY(outer, choice, "choice", &words), .preset = 1},
    {CAPACITY__FLAG_KEY(outer, flags, "bold", 1)},
    {CAPACITY__FLAG_KEY(outer, flags, "colour", 2), .choices = &shades},
    {CAPACITY__MAP_KEY(offsetof(outer, part), "part", &inner_shape)},
    {CAPACITY__OTHER_KEY(0, "items", read_items, write_items)},
};
static const capacity__shape outer_shape = CAPACITY__SHAPE(outer_members);

static capacity_status read_outer(const char *text, outer *all, capacity_error *err)
{
    capacity__reader reader;
    memset(all, 0, sizeof *all);
    capacity__shape_reset(&outer_shape, all);
    capacity_status status = capacity__reader_begin(&reader, TEXT(text), &limits, err);
    if (status == CAPACITY_OK)
        status = capacity__read_map(&reader, &outer_shape, all, err);
    if (status == CAPACITY_OK)
        status = capacity__reader_end(&reader, err);
    capacity__reader_close(&reader);
    return status;
}

static void tables_fill_structs(void)
{
    outer all;
    OK(read_outer("{}", &all, &test_err));
    EQ(7, all.count);
    EQ(INT64_MAX, all.open);
    EQ(1, all.choice);
    EQ(0, all.flags);
    OK(read_outer("count: 8\nopen_end: 9\nchoice: green\nbold: true\ncolour: green\n"
                  "part: {bytes: 1Ki, text: seven77}\nitems: [1, 2, 3]",
                  &all, &test_err));
    EQ(8, all.count);
    EQ(9, all.open);
    EQ(2, all.choice);
    EQ(3, all.flags);
    EQ(1024, all.part.bytes);
    SAME("seven77", all.part.text);
    EQ(3, all.items);
    OK(read_outer("bold: false\ncolour: red\nitems: []\n", &all, &test_err));
    EQ(0, all.flags);
    EQ(0, all.items);
}

static const refusal table_refusals[] = {
    {"cuont: 1", CAPACITY_E_FIELD, 1, 1, "unknown key 'cuont' at line 1, did you mean 'count'"},
    {"a: 1\n", CAPACITY_E_FIELD, 1, 1, "unknown key 'a' at line 1"},
    {"count: 1\npart:\n  byts: 1", CAPACITY_E_FIELD, 3, 3,
     "unknown key 'byts' in part at line 3, did you mean 'bytes'"},
    {"<<: {count: 1}", CAPACITY_E_FIELD, 1, 1, "unknown key '<<' at line 1"},
    {"count: 1\ncount: 2", CAPACITY_E_EXISTS, 2, 1, "key 'count' is there already at line 2"},
    {"part: {bytes: 1, bytes: 1}", CAPACITY_E_EXISTS, 1, 18, "key 'bytes' in part is there"},
    {"part: {text: x}", CAPACITY_E_SYNTAX, 1, 7, "part has no key 'bytes'"},
    {"part: {}", CAPACITY_E_SYNTAX, 1, 7, "part has no key 'bytes'"},
    {"part: 1", CAPACITY_E_SYNTAX, 1, 7, "part must be a map of keys at line 1"},
    {"part: [1]", CAPACITY_E_SYNTAX, 1, 7, "part must be a map of keys"},
    {"count: [1]", CAPACITY_E_SYNTAX, 1, 8, "count must be a single value, not a map or list"},
    {"count: {}", CAPACITY_E_SYNTAX, 1, 8, "count must be a single value"},
    {"count: null", CAPACITY_E_SYNTAX, 1, 8, "count has no value at line 1"},
    {"count:", CAPACITY_E_SYNTAX, 1, 7, "count has no value"},
    {"count: ''", CAPACITY_E_SYNTAX, 1, 8, "count '' is not a quantity"},
    {"count: 1.5", CAPACITY_E_RANGE, 1, 8, "count '1.5' has more digits"},
    {"\npart: {bytes: 1KB}", CAPACITY_E_SYNTAX, 2, 15, "part.bytes '1KB' is ambiguous"},
    {"part: {bytes: 1, text: eight888}", CAPACITY_E_RANGE, 1, 24, "part.text of 8 bytes exceeds 7"},
    {"choice: blue", CAPACITY_E_SYNTAX, 1, 9, "choice 'blue' is not one of red, green"},
    {"bold: maybe", CAPACITY_E_SYNTAX, 1, 7, "bold 'maybe' is not one of false, true"},
    {"items: 1", CAPACITY_E_SYNTAX, 1, 8, "items must be a list at line 1"},
    {"items: [1, [2]]", CAPACITY_E_SYNTAX, 1, 12, "items[1] must be a single value"},
    {"[1]: 2", CAPACITY_E_SYNTAX, 1, 1, "the document has a key that is not text at line 1"},
    {"{[1]: 2}", CAPACITY_E_SYNTAX, 1, 2, "a key that is not text"},
    {"part: {{}: 2}", CAPACITY_E_SYNTAX, 1, 8, "part has a key that is not text"},
};

static void tables_refuse(void)
{
    outer all;
    for (size_t i = 0; i < COUNT(table_refusals); i++) {
        const refusal *want = &table_refusals[i];
        capacity_error_clear(&test_err);
        capacity_status status = read_outer(want->text, &all, &test_err);
        if (status != want->status || test_err.index != want->line ||
            test_err.column != want->column || strstr(test_err.message, want->part) == NULL)
            ck_abort_msg("'%s': %s at %" PRId64 ":%" PRIu32 " '%s', not %s at %" PRId64 ":%" PRIu32
                         " '%s'",
                         want->text, capacity_status_name(status), test_err.index, test_err.column,
                         test_err.message, capacity_status_name(want->status), want->line,
                         want->column, want->part);
        if (read_outer(want->text, &all, NULL) != want->status)
            ck_abort_msg("'%s' is judged otherwise without an error object", want->text);
    }
}

/* A hostile key is quoted, cut and kept on one line. */
static void quotes_unknown_keys(void)
{
    outer all;
    FAILS(CAPACITY_E_FIELD, "unknown key 'a\\x0ab\\x27' at line 1",
          read_outer("\"a\\nb'\": 1", &all, &test_err));
    FAILS(CAPACITY_E_FIELD, "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...'",
          read_outer("{xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: 1}", &all, &test_err));
}

static void cuts_long_messages(void)
{
    const capacity__mark mark = {4, 9};
    char text[400];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    EQ(CAPACITY_E_RANGE, capacity__reader_fail(mark, CAPACITY_E_RANGE, &test_err, "%s", text));
    EQ(CAPACITY_MESSAGE_SIZE - 1, strlen(test_err.message));
    memcpy(text + CAPACITY_MESSAGE_SIZE - 2, "\xc3\xa9", 2); /* a character across the end */
    EQ(CAPACITY_E_RANGE, capacity__reader_fail(mark, CAPACITY_E_RANGE, &test_err, "%s", text));
    EQ(CAPACITY_MESSAGE_SIZE - 2, strlen(test_err.message));
}

static const char *nearest_of(const char *key, const char *const *names, size_t n)
{
    capacity__near near = {NULL, 0};
    for (size_t i = 0; i < n; i++)
        capacity__near_try(&near, key, strlen(key), names[i]);
    return near.name == NULL ? "nothing" : near.name;
}

static void suggests_the_nearest(void)
{
    static const char *const names[] = {"to", "memory", "memory_max", "memory_min"};
    SAME("to", nearest_of("t", names, 4));
    SAME("to", nearest_of("tp", names, 4));
    SAME("nothing", nearest_of("x", names, 4));
    SAME("nothing", nearest_of("abc", names, 4));
    SAME("memory", nearest_of("memroy", names, 4));
    SAME("memory_min", nearest_of("memory_mn", names, 4));  /* nearer than those before it */
    SAME("memory_max", nearest_of("memory_mxx", names, 4)); /* and than those behind it */
    SAME("memory", nearest_of("memory_m", names, 4));       /* the first of equals */
    SAME("memory", nearest_of("mxxory", names, 4));         /* two of six */
    SAME("nothing", nearest_of("mxxxry", names, 4));
}

static void places_the_errors_of_others(void)
{
    capacity__reader reader;
    const capacity__mark mark = {4, 9};
    OK(capacity__reader_begin(&reader, TEXT("a: 1"), &limits, &test_err));
    (void)capacity__fail(&test_err, CAPACITY_E_RANGE, CAPACITY_IN_ZONES, 3, "zones 9 exceeds 6");
    EQ(CAPACITY_E_RANGE, capacity__reader_place(&reader, mark, CAPACITY_E_RANGE, &test_err));
    SAME("zones 9 exceeds 6", test_err.message);
    EQ(4, test_err.index);
    EQ(9, test_err.column);
    EQ(CAPACITY_IN_ZONES, test_err.field);
    capacity__reader_enter(&reader, "rows", 0);
    capacity__reader_enter(&reader, NULL, 2);
    EQ(CAPACITY_E_RANGE, capacity__reader_place(&reader, mark, CAPACITY_E_RANGE, &test_err));
    SAME("rows[2]: zones 9 exceeds 6", test_err.message);
    EQ(CAPACITY_IN_ZONES, test_err.field);
    EQ(CAPACITY_E_MEMORY, capacity__reader_place(&reader, mark, CAPACITY_E_MEMORY, &test_err));
    SAME("rows[2]: zones 9 exceeds 6", test_err.message);
    EQ(CAPACITY_E_RANGE, capacity__reader_place(&reader, mark, CAPACITY_E_RANGE, NULL));
    capacity__reader_leave(&reader);
    capacity__reader_leave(&reader);
    capacity__reader_close(&reader);
}

/* --- and back ----------------------------------------------------------------------------------- */

static const char *write_outer(const outer *all)
{
    char text[1024];
    capacity__emitter emitter;
    capacity__emitter_begin(&emitter, CAPACITY_FORMAT_YAML, text, sizeof text);
    capacity__emit_shape(&emitter, &outer_shape, all);
    capacity_status status = capacity__emitter_end(&emitter, NULL, &test_err);
    return status == CAPACITY_OK ? test_string(text) : NULL;
}

static void tables_write_what_differs(void)
{
    static const char *const texts[] = {
        "{}\n",
        "count: 8\nopen_end: 9\nchoice: green\nbold: true\ncolour: green\npart:\n  bytes: 1Ki\n"
        "  text: seven77\nitems:\n- x\n- x\n",
    };
    outer all;
    for (size_t i = 0; i < COUNT(texts); i++) {
        if (read_outer(texts[i], &all, &test_err) != CAPACITY_OK)
            ck_abort_msg("%s", test_err.message);
        SAME(texts[i], write_outer(&all));
    }
    all.choice = 99; /* none of the choices */
    CONTAINS("choice: \"\"\n", write_outer(&all));
}

/* These call the reader many times or in parts: they run plain. */
#define PLAIN(name)                                                                                \
    START_TEST(plain_##name)                                                                       \
    {                                                                                              \
        name();                                                                                    \
    }                                                                                              \
    END_TEST

PLAIN(refuses_what_is_not_ours)
PLAIN(tables_refuse)
PLAIN(tables_write_what_differs)
PLAIN(places_the_errors_of_others)

static void add_plain(Suite *suite)
{
    TCase *made = test_case(suite, "plain");
    tcase_add_test(made, plain_refuses_what_is_not_ours);
    tcase_add_test(made, plain_tables_refuse);
    tcase_add_test(made, plain_tables_write_what_differs);
    tcase_add_test(made, plain_places_the_errors_of_others);
    tcase_add_test(made, hostile_texts_end_soon);
}

static const scenario scenarios[] = {
    SCENARIO(reads_json),          SCENARIO(reads_yaml),
    SCENARIO(refuses_nul_bytes),   SCENARIO(limits_the_size),
    SCENARIO(limits_scalars),      SCENARIO(limits_values),
    SCENARIO(limits_depth),        SCENARIO(many_lists_are_not_deep),
    SCENARIO(cuts_long_messages),  SCENARIO(suggests_the_nearest),
    SCENARIO(leaves_errno_alone),  SCENARIO(tables_fill_structs),
    SCENARIO(quotes_unknown_keys),
};

TEST_MAIN(reader, add_plain)

#else

static void reading_is_left_out(void)
{
    capacity__reader reader;
    FAILS(CAPACITY_E_UNSUPPORTED, "a profile cannot be read, JSON and YAML are left out",
          capacity__reader_begin(&reader, TEXT("a: 1"), &limits, &test_err));
    FAILS(CAPACITY_E_UNSUPPORTED, "left out of this build",
          capacity__reader_next(&reader, &test_err));
    EQ(CAPACITY__NODE_END, reader.node);
    errno = 77;
    capacity__reader_close(&reader);
    FAILS(CAPACITY_E_ARGUMENT, "text is NULL",
          capacity__reader_begin(&reader, NULL, 0, &limits, &test_err));
}

static const scenario scenarios[] = {SCENARIO(reading_is_left_out)};

TEST_MAIN(reader, NULL)

#endif
