/*
 * One tree as JSON or YAML: exact text, quoting, misuse, and the same tree when read again.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "text/emitter.h"
#include "text/plain.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdlib.h>

/* A writer of one tree; called between begin and end. */
typedef void tree_writer(capacity__emitter *emitter);

static capacity_status write_tree(tree_writer *writer, uint32_t format, char *buf, size_t size,
                                  size_t *needed, capacity_error *err)
{
    capacity__emitter emitter;
    capacity__emitter_begin(&emitter, format, buf, size);
    writer(&emitter);
    return capacity__emitter_end(&emitter, needed, err);
}

static void sample(capacity__emitter *emitter)
{
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "name", "t3.large");
    capacity__emit_pair_int(emitter, "least", INT64_MIN);
    capacity__emit_pair_bool(emitter, "on", 1);
    capacity__emit_pair_bool(emitter, "off", 0);
    capacity__emit_key(emitter, "nothing");
    capacity__emit_null(emitter);
    capacity__emit_key(emitter, "rate");
    capacity__emit_number(emitter, "2.5");
    capacity__emit_key(emitter, "rows");
    capacity__emit_list(emitter);
    capacity__emit_int(emitter, 0);
    capacity__emit_list(emitter);
    capacity__emit_list_end(emitter);
    capacity__emit_map(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "date", "2026-11-24");
    capacity__emit_pair(emitter, "share", "30%");
    capacity__emit_map_end(emitter);
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}

static const char sample_json[] = "{\n"
                                  "  \"name\": \"t3.large\",\n"
                                  "  \"least\": -9223372036854775808,\n"
                                  "  \"on\": true,\n"
                                  "  \"off\": false,\n"
                                  "  \"nothing\": null,\n"
                                  "  \"rate\": 2.5,\n"
                                  "  \"rows\": [\n"
                                  "    0,\n"
                                  "    [],\n"
                                  "    {},\n"
                                  "    {\n"
                                  "      \"date\": \"2026-11-24\",\n"
                                  "      \"share\": \"30%\"\n"
                                  "    }\n"
                                  "  ]\n"
                                  "}\n";

static void writes_json(void)
{
    char text[1024];
    size_t needed = 0;
    OK(write_tree(sample, CAPACITY_FORMAT_JSON, text, sizeof text, &needed, &test_err));
    SAME(sample_json, text);
    EQ(strlen(sample_json), needed);
}

static void keeps_to_the_buffer(void)
{
    char text[sizeof sample_json];
    size_t needed = 0;
    OK(write_tree(sample, CAPACITY_FORMAT_JSON, NULL, 0, &needed, &test_err));
    EQ(sizeof sample_json - 1, needed);
    OK(write_tree(sample, CAPACITY_FORMAT_JSON, text, sizeof text, NULL, &test_err));
    SAME(sample_json, text);
    memset(text, 'x', sizeof text);
    needed = 0;
    FAILS(CAPACITY_E_BUFFER, "too small",
          write_tree(sample, CAPACITY_FORMAT_JSON, text, sizeof text - 1, &needed, &test_err));
    EQ(sizeof sample_json - 1, needed);
    EQ(0, strncmp(text, sample_json, sizeof text - 2));
    EQ('\0', text[sizeof text - 2]);
    EQ('x', text[sizeof text - 1]);
    FAILS(CAPACITY_E_BUFFER, "buffer of 1 bytes",
          write_tree(sample, CAPACITY_FORMAT_JSON, text, 1, NULL, &test_err));
    SAME("", text);
}

/* --- misuse by our own writers ------------------------------------------------------------------ */

static void nothing(capacity__emitter *emitter)
{
    (void)emitter;
}
static void bare_scalar(capacity__emitter *emitter)
{
    capacity__emit_int(emitter, 1);
}
static void open_map(capacity__emitter *emitter)
{
    capacity__emit_map(emitter);
}
static void key_without_value(capacity__emitter *emitter)
{
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "a");
    capacity__emit_map_end(emitter);
}
static void two_keys(capacity__emitter *emitter)
{
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "a");
    capacity__emit_key(emitter, "b");
}
static void value_without_key(capacity__emitter *emitter)
{
    capacity__emit_map(emitter);
    capacity__emit_int(emitter, 1);
    capacity__emit_map_end(emitter);
}
static void key_in_list(capacity__emitter *emitter)
{
    capacity__emit_list(emitter);
    capacity__emit_key(emitter, "a");
    capacity__emit_list_end(emitter);
}
static void two_roots(capacity__emitter *emitter)
{
    capacity__emit_map(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_map(emitter);
    capacity__emit_map_end(emitter);
}
static void wrong_end(capacity__emitter *emitter)
{
    capacity__emit_map(emitter);
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}
static void end_too_many(capacity__emitter *emitter)
{
    capacity__emit_list(emitter);
    capacity__emit_list_end(emitter);
    capacity__emit_list_end(emitter);
}
static void key_at_root(capacity__emitter *emitter)
{
    capacity__emit_key(emitter, "a");
    capacity__emit_map(emitter);
    capacity__emit_map_end(emitter);
}

static void nest(capacity__emitter *emitter, int levels)
{
    for (int i = 0; i < levels; i++)
        capacity__emit_list(emitter);
    for (int i = 0; i < levels; i++)
        capacity__emit_list_end(emitter);
}
static void deepest(capacity__emitter *emitter)
{
    nest(emitter, CAPACITY_TEXT_DEPTH);
}
static void too_deep(capacity__emitter *emitter)
{
    nest(emitter, CAPACITY_TEXT_DEPTH + 1);
}

static void each_wrong_tree_is_our_defect(uint32_t format)
{
    static tree_writer *const wrong[] = {
        nothing,     bare_scalar, open_map,  key_without_value, two_keys,    value_without_key,
        key_in_list, two_roots,   wrong_end, end_too_many,      key_at_root, too_deep};
    char text[4096];
    for (size_t i = 0; i < COUNT(wrong); i++)
        FAILS(CAPACITY_E_INTERNAL, "a tree that cannot be written",
              write_tree(wrong[i], format, text, sizeof text, NULL, &test_err));
    OK(write_tree(deepest, format, text, sizeof text, NULL, &test_err));
}

static void refuses_wrong_trees(void)
{
    each_wrong_tree_is_our_defect(CAPACITY_FORMAT_JSON);
}

static void refuses_other_formats(void)
{
    static const uint32_t formats[] = {0, CAPACITY_FORMAT_TEXT, CAPACITY_FORMAT_MARKDOWN, 5,
                                       UINT32_MAX};
    char text[64] = "untouched";
    size_t needed = 77;
    for (size_t i = 0; i < COUNT(formats); i++)
        FAILS(CAPACITY_E_ARGUMENT, "is neither JSON nor YAML",
              write_tree(sample, formats[i], text, sizeof text, &needed, &test_err));
    SAME("untouched", text);
    EQ(77, needed);
}

/* --- characters --------------------------------------------------------------------------------- */

static void hostile_strings(capacity__emitter *emitter)
{
    capacity__emit_list(emitter);
    capacity__emit_string(emitter, "");
    capacity__emit_string(emitter, "\"\\/\b\f\n\r\t\x01\x1f\x7f");
    capacity__emit_string(emitter, "\xc2\x85\xc2\xa0\xe2\x80\xa8\xe2\x80\xa9\xef\xbb\xbf");
    capacity__emit_string(emitter, "\xef\xbf\xbe\xef\xbf\xbf\xf0\x9f\x98\x80\xc3\xa9");
    capacity__emit_string(emitter, "a\xff"
                                   "b\xc3");
    capacity__emit_list_end(emitter);
}

static void escapes_json(void)
{
    char text[512];
    OK(write_tree(hostile_strings, CAPACITY_FORMAT_JSON, text, sizeof text, NULL, &test_err));
    SAME("[\n"
         "  \"\",\n"
         "  \"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\",\n"
         "  \"\\u0085\xc2\xa0\\u2028\\u2029\\ufeff\",\n"
         "  \"\\ufffe\\uffff\xf0\x9f\x98\x80\xc3\xa9\",\n"
         "  \"a\\ufffdb\\ufffd\"\n"
         "]\n",
         text);
}

/* Every code point, against the definition; every broken form of up to four bytes at a border. */
START_TEST(utf8_is_exact)
{
    for (uint32_t code = 0; code < 0x110000; code++) {
        char text[4];
        size_t size;
        uint32_t got = 0;
        if (code < 0x80) {
            size = 1;
            text[0] = (char)code;
        } else if (code < 0x800) {
            size = 2;
            text[0] = (char)(0xc0 | code >> 6);
        } else if (code < 0x10000) {
            size = 3;
            text[0] = (char)(0xe0 | code >> 12);
        } else {
            size = 4;
            text[0] = (char)(0xf0 | code >> 18);
        }
        for (size_t i = 1; i < size; i++)
            text[i] = (char)(0x80 | (code >> (6 * (size - 1 - i)) & 0x3f));
        size_t want = code >= 0xd800 && code < 0xe000 ? 0 : size;
        if (capacity__utf8(text, size, &got) != want || (want > 0 && got != code))
            ck_abort_msg("U+%04x", code);
        if (size > 1 && capacity__utf8(text, size - 1, &got) != 0)
            ck_abort_msg("U+%04x cut short", code);
        for (size_t i = 1; i < size; i++)
            for (int wrong = 0; wrong < 2; wrong++) {
                char broken[4];
                memcpy(broken, text, size);
                broken[i] = (char)(wrong ? 0xc0 : 0x7f);
                if (capacity__utf8(broken, size, &got) != 0)
                    ck_abort_msg("U+%04x with a broken byte %zu", code, i);
            }
    }
}
END_TEST

static void utf8_refuses_long_forms(void)
{
    static const char *const broken[] = {"\x80",
                                         "\xbf",
                                         "\xc0\x80",
                                         "\xc1\xbf",
                                         "\xe0\x9f\xbf",
                                         "\xf0\x8f\xbf\xbf",
                                         "\xed\xa0\x80",
                                         "\xf4\x90\x80\x80",
                                         "\xf5\x80\x80\x80",
                                         "\xfe",
                                         "\xff"};
    uint32_t code;
    for (size_t i = 0; i < COUNT(broken); i++)
        EQ(0, capacity__utf8(broken[i], strlen(broken[i]), &code));
    EQ(0, capacity__utf8("a", 0, &code));
}

/* --- which text needs no quotes ----------------------------------------------------------------- */

static void quotes_what_others_would_read_otherwise(void)
{
    static const char *const plain[] = {
        "a",         "zz",       "ZZ",
        "9m",        "50/min",   "t3.large",
        "on_demand", "512Mi",    "30%",
        "2.5/s",     "0.0001%",  "250m",
        "200ms",     "1.5Gi",    "$0.0416",
        "1y",        "3h",       "10G",
        "yes-man",   "nullable", "On-Demand Nodes (for stability)",
        "N/A",       "e3",       "Growing startup, mid-size company"};
    static const char *const quoted[] = {
        "",     " ",     " a",    "a ",    "null",     "Null",       "NULL",       "~",     "y",
        "Y",    "n",     "yes",   "No",    "on",       "OFF",        "true",       "False", "1",
        "0",    "-1",    "1.5",   "1e3",   "0x1f",     "0xa",        "0o7",        "1_000", "1:30",
        ".5",   "5.",    ".inf",  "-.inf", ".nan",     "2026-11-24", "=",          "<<",    "- a",
        "a: b", "a:",    "a #b",  "#a",    "&a",       "*a",         "!a",         "%a",    "@a",
        "`a",   "[a",    "{a",    "|",     ">",        "'a'",        "\"a\"",      "?",     "-",
        "---",  "...",   "a\nb",  "a\tb",  "\xc3\xa9", "1.2.3",      "12345abcde", "1 a",   "Off",
        "0123", "22:30", "0b101", "+1",    "01.5m1"};
    for (size_t i = 0; i < COUNT(plain); i++)
        if (!capacity__is_plain(plain[i], strlen(plain[i])))
            ck_abort_msg("'%s' needs no quotes", plain[i]);
    for (size_t i = 0; i < COUNT(quoted); i++)
        if (capacity__is_plain(quoted[i], strlen(quoted[i])))
            ck_abort_msg("'%s' needs quotes", quoted[i]);
}

#if CAPACITY_TEXT

static const char sample_yaml[] = "name: t3.large\n"
                                  "least: -9223372036854775808\n"
                                  "\"on\": true\n"
                                  "\"off\": false\n"
                                  "nothing: null\n"
                                  "rate: 2.5\n"
                                  "rows:\n"
                                  "- 0\n"
                                  "- []\n"
                                  "- {}\n"
                                  "- date: \"2026-11-24\"\n"
                                  "  share: 30%\n";

static void writes_yaml(void)
{
    char text[1024];
    size_t needed = 0;
    OK(write_tree(sample, CAPACITY_FORMAT_YAML, text, sizeof text, &needed, &test_err));
    SAME(sample_yaml, text);
    EQ(strlen(sample_yaml), needed);
    FAILS(CAPACITY_E_BUFFER, "too small",
          write_tree(sample, CAPACITY_FORMAT_YAML, text, strlen(sample_yaml), NULL, &test_err));
}

static void refuses_wrong_trees_in_yaml(void)
{
    each_wrong_tree_is_our_defect(CAPACITY_FORMAT_YAML);
}

/* The back end is told what no tree has, past the checks in front of it. */
static void libyamls_refusal_is_our_defect(void)
{
    char text[64];
    capacity__emitter emitter;
    capacity__emitter_begin(&emitter, CAPACITY_FORMAT_YAML, text, sizeof text);
    capacity__yaml_put(&emitter, CAPACITY__TOKEN_MAP_END, "", 0);
    FAILS(CAPACITY_E_INTERNAL, "a tree that cannot be written",
          capacity__emitter_end(&emitter, NULL, &test_err));
}

static void leaves_errno_alone(void)
{
    char text[1024];
    errno = 77;
    OK(write_tree(sample, CAPACITY_FORMAT_YAML, text, sizeof text, NULL, &test_err));
    EQ(77, errno);
}

/* --- a random tree, written and read by libyaml ------------------------------------------------- */

enum { MOST_EVENTS = 4096, TEXT_BYTES = 1 << 18 };

/* What must be found: a letter for the kind, then the text of scalars. */
typedef struct script {
    uint64_t state;
    size_t count;
    char kinds[MOST_EVENTS];
    const char *texts[MOST_EVENTS];
} script;

static script expected;

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static size_t pick(size_t n)
{
    return (size_t)(next_random(&expected.state) % n);
}

static void expect(char kind, const char *text)
{
    if (expected.count == MOST_EVENTS)
        ck_abort_msg("the tree is too large");
    expected.kinds[expected.count] = kind;
    expected.texts[expected.count++] = text;
}

/* Text from pieces that JSON or YAML find difficult. */
static const char *random_text(void)
{
    static const char *const pieces[] = {"a",
                                         "b",
                                         "1",
                                         ".",
                                         ":",
                                         " ",
                                         "#",
                                         "-",
                                         "'",
                                         "\"",
                                         "\\",
                                         "\n",
                                         "\t",
                                         "\r",
                                         "{",
                                         "}",
                                         "[",
                                         "]",
                                         ",",
                                         "&",
                                         "*",
                                         "!",
                                         "%",
                                         "|",
                                         ">",
                                         "?",
                                         "~",
                                         "\x01",
                                         "\x7f",
                                         "\xc3\xa9",
                                         "\xc2\x85",
                                         "\xe2\x80\xa8",
                                         "\xef\xbb\xbf",
                                         "\xf0\x9f\x98\x80",
                                         "null",
                                         "true",
                                         "yes",
                                         "0x",
                                         "1e3",
                                         "---",
                                         "...",
                                         "<<",
                                         "=",
                                         "  "};
    char text[200] = "";
    for (size_t n = pick(9); n > 0; n--)
        strncat(text, pieces[pick(COUNT(pieces))], sizeof text - strlen(text) - 1);
    return test_string(text);
}

static void random_value(capacity__emitter *emitter, int depth)
{
    size_t choice = depth == 0 ? pick(2) : depth > 5 ? 2 + pick(2) : pick(5);
    if (choice > 1) {
        const char *text = random_text();
        expect('s', text);
        capacity__emit_string(emitter, text);
        return;
    }
    expect(choice == 0 ? '{' : '[', "");
    choice == 0 ? capacity__emit_map(emitter) : capacity__emit_list(emitter);
    for (size_t n = pick(6); n > 0; n--) {
        if (choice == 0) {
            const char *key = random_text();
            expect('s', key);
            capacity__emit_key(emitter, key);
        }
        random_value(emitter, depth + 1);
    }
    choice == 0 ? capacity__emit_map_end(emitter) : capacity__emit_list_end(emitter);
    expect(choice == 0 ? '}' : ']', "");
}

static void random_tree(capacity__emitter *emitter)
{
    random_value(emitter, 0);
}

/* Events of the text against those expected. Keys of JSON are as good as strings here. */
static void read_again(const char *text, size_t size, uint64_t seed)
{
    static const char kinds[] = {[YAML_MAPPING_START_EVENT] = '{',
                                 [YAML_MAPPING_END_EVENT] = '}',
                                 [YAML_SEQUENCE_START_EVENT] = '[',
                                 [YAML_SEQUENCE_END_EVENT] = ']',
                                 [YAML_SCALAR_EVENT] = 's'};
    yaml_parser_t parser;
    size_t at = 0;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    for (int done = 0; !done;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event))
            ck_abort_msg("seed %" PRIu64 ": %s in\n%s", seed, parser.problem, text);
        char kind = (size_t)event.type < sizeof kinds ? kinds[event.type] : '\0';
        if (kind != '\0') {
            if (at == expected.count || expected.kinds[at] != kind)
                ck_abort_msg("seed %" PRIu64 ": event %zu is %c in\n%s", seed, at, kind, text);
            if (kind == 's' && strcmp(expected.texts[at], (char *)event.data.scalar.value) != 0)
                ck_abort_msg("seed %" PRIu64 ": '%s' became '%s'", seed, expected.texts[at],
                             (char *)event.data.scalar.value);
            at++;
        }
        done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    EQ(expected.count, at);
}

/* --- strict JSON (RFC 8259), so that not only a YAML reader likes it ----------------------------- */

static const char *json_space(const char *at)
{
    return at + strspn(at, " \n");
}

static const char *json_string(const char *at)
{
    if (*at++ != '"')
        return NULL;
    for (; *at != '"'; at++) {
        if ((unsigned char)*at < 0x20)
            return NULL;
        if (*at != '\\')
            continue;
        at++;
        if (*at == 'u' && strspn(at + 1, "0123456789abcdef") >= 4)
            at += 4;
        else if (*at == '\0' || strchr("\"\\/bfnrt", *at) == NULL)
            return NULL;
    }
    return at + 1;
}

static const char *json_value(const char *at);

static const char *json_entries(const char *at, char end)
{
    at = json_space(at);
    if (*at == end)
        return at + 1;
    for (;;) {
        if (end == '}') {
            at = json_string(at);
            if (at == NULL || *at++ != ':')
                return NULL;
        }
        at = json_value(json_space(at));
        if (at == NULL)
            return NULL;
        at = json_space(at);
        if (*at == end)
            return at + 1;
        if (*at++ != ',')
            return NULL;
        at = json_space(at);
    }
}

static const char *json_value(const char *at)
{
    if (*at == '{' || *at == '[')
        return json_entries(at + 1, *at == '{' ? '}' : ']');
    return json_string(at);
}

static void check_json(const char *text, uint64_t seed)
{
    const char *end = json_value(text);
    if (end == NULL || strcmp(end, "\n") != 0)
        ck_abort_msg("seed %" PRIu64 ": no JSON:\n%s", seed, text);
}

START_TEST(random_trees_read_back)
{
    char *text = malloc(TEXT_BYTES);
    size_t size = 0;
    for (uint64_t seed = 0; seed < 1000; seed++)
        for (uint32_t format = CAPACITY_FORMAT_JSON; format <= CAPACITY_FORMAT_YAML; format++) {
            expected.state = seed;
            expected.count = 0;
            if (write_tree(random_tree, format, text, TEXT_BYTES, &size, &test_err) != CAPACITY_OK)
                ck_abort_msg("seed %" PRIu64 ": %s", seed, test_err.message);
            read_again(text, size, seed);
            if (format == CAPACITY_FORMAT_JSON)
                check_json(text, seed);
        }
    free(text);
}
END_TEST

static void broken_text(capacity__emitter *emitter)
{
    char text[2000];
    capacity__emit_list(emitter);
    capacity__emit_string(emitter, "a\xff"
                                   "b\xc3");
    memset(text, 'x', sizeof text);
    text[1500] = '\xff';
    text[sizeof text - 1] = '\0';
    capacity__emit_string(emitter, text);
    capacity__emit_list_end(emitter);
}

/* Broken UTF-8 is replaced, and long broken text is cut. */
static void replaces_broken_utf8(void)
{
    static const char start[] = "- \"a\xef\xbf\xbd"
                                "b\xef\xbf\xbd\"\n- \"xxx";
    char text[4096];
    size_t needed = 0;
    OK(write_tree(broken_text, CAPACITY_FORMAT_YAML, text, sizeof text, &needed, &test_err));
    EQ(0, strncmp(text, start, strlen(start)));
    EQ(strlen("- \"aRRRbRRR\"\n- \"\"\n") + 3 * CAPACITY_TEXT_SIZE, needed);
}

#define TEXT_SCENARIOS                                                                             \
    SCENARIO(writes_yaml), SCENARIO(refuses_wrong_trees_in_yaml), SCENARIO(leaves_errno_alone),    \
        SCENARIO(libyamls_refusal_is_our_defect), SCENARIO(replaces_broken_utf8),

static void add_more(Suite *suite)
{
    TCase *made = test_case(suite, "exhaustive");
    tcase_add_test(made, utf8_is_exact);
    tcase_add_test(made, random_trees_read_back);
}

#else

static void yaml_is_left_out(void)
{
    char text[64] = "untouched";
    FAILS(CAPACITY_E_UNSUPPORTED, "YAML is left out of this build",
          write_tree(sample, CAPACITY_FORMAT_YAML, text, sizeof text, NULL, &test_err));
    SAME("untouched", text);
}

#define TEXT_SCENARIOS SCENARIO(yaml_is_left_out),

static void add_more(Suite *suite)
{
    tcase_add_test(test_case(suite, "exhaustive"), utf8_is_exact);
}

#endif

static const scenario scenarios[] = {
    TEXT_SCENARIOS SCENARIO(writes_json),
    SCENARIO(keeps_to_the_buffer),
    SCENARIO(refuses_wrong_trees),
    SCENARIO(refuses_other_formats),
    SCENARIO(escapes_json),
    SCENARIO(utf8_refuses_long_forms),
    SCENARIO(quotes_what_others_would_read_otherwise),
};

TEST_MAIN(emitter, add_more)
