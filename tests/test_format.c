/*
 * The bounded formatter: every length of buffer, every conversion, foreign text.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "base/format.h"

static char buffer[256];
static capacity__out out;

static void begin(void)
{
    memset(buffer, '#', sizeof buffer);
    out = capacity__out_new(buffer, sizeof buffer);
}

static const char *written(void)
{
    size_t needed = 0;
    TRUE(capacity__out_end(&out, &needed, NULL) == CAPACITY_OK);
    EQ(strlen(buffer), needed);
    return buffer;
}

static void integers(void)
{
    static const struct {
        int64_t value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {7, "7"},
        {-7, "-7"},
        {10, "10"},
        {INT64_MAX, "9223372036854775807"},
        {INT64_MIN, "-9223372036854775808"},
        {INT64_MIN + 1, "-9223372036854775807"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        begin();
        capacity__put_int(&out, cases[i].value);
        SAME(cases[i].text, written());
    }
}

static void decimals(void)
{
    static const struct {
        int64_t value;
        int decimals, least;
        const char *text;
    } cases[] = {
        {2500, 3, 0, "2.5"},
        {2000, 3, 0, "2"},
        {2000, 3, 1, "2.0"},
        {2000, 3, 3, "2.000"},
        {1, 3, 0, "0.001"},
        {-1, 3, 0, "-0.001"},
        {0, 3, 0, "0"},
        {0, 2, 2, "0.00"},
        {5, 0, 0, "5"},
        {120, 2, 0, "1.2"},
        {100, 2, 0, "1"},
        {1050, 3, 0, "1.05"},
        {INT64_MAX, 9, 0, "9223372036.854775807"},
        {INT64_MIN, 18, 0, "-9.223372036854775808"},
        {INT64_MAX, 18, 0, "9.223372036854775807"},
        {1, 18, 0, "0.000000000000000001"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        begin();
        capacity__put_decimal(&out, cases[i].value, cases[i].decimals, cases[i].least);
        SAME(cases[i].text, written());
    }
}

static void conversions(void)
{
    begin();
    capacity__put_format(&out, "%s is %" PRId64 " of %zu%%, %c", "x", INT64_C(-3), (size_t)42, 'y');
    SAME("x is -3 of 42%, y", written());
    begin();
    capacity__put_format(&out, "plain");
    SAME("plain", written());
    begin();
    capacity__put_format(&out, "%s", "");
    SAME("", written());
    begin();
    capacity__put_format(&out, "%" PRId64 "%" PRId64, INT64_C(1), INT64_C(2));
    SAME("12", written());
}

static void pieces(void)
{
    begin();
    capacity__put(&out, "a");
    capacity__put_char(&out, 'b');
    capacity__put_repeat(&out, 'c', 3);
    capacity__put_repeat(&out, 'd', 0);
    capacity__put_bytes(&out, "efg", 2);
    capacity__put_bytes(&out, NULL, 0);
    SAME("abcccef", written());
}

/* What fits is written and ended by a NUL, the length counts all, nothing is beyond the buffer. */
static void every_size_of_buffer(void)
{
    static const char text[] = "capacity 123";
    const size_t len = sizeof text - 1;

    for (size_t size = 0; size <= len + 2; size++) {
        size_t needed = 0;
        memset(buffer, '#', sizeof buffer);
        out = capacity__out_new(buffer, size);
        capacity__put(&out, "capacity ");
        capacity__put_int(&out, 123);
        const capacity_status status = capacity__out_end(&out, &needed, &test_err);
        EQ(len, needed);
        EQ(size > len ? CAPACITY_OK : CAPACITY_E_BUFFER, status);
        const size_t kept = size > len ? len : size > 0 ? size - 1 : 0;
        TRUE(memcmp(buffer, text, kept) == 0);
        if (size > 0)
            EQ('\0', buffer[kept]);
        EQ('#', buffer[size > len ? len + 1 : size]);
        if (status < 0)
            CONTAINS("is too small for 12 and a NUL", test_err.message);
    }
}

static void asking_for_the_length(void)
{
    size_t needed = 0;
    out = capacity__out_new(NULL, 100); /* the size of no buffer is nothing */
    capacity__put(&out, "four");
    OK(capacity__out_end(&out, &needed, NULL));
    EQ(4, needed);
    out = capacity__out_new(NULL, 0);
    OK(capacity__out_end(&out, NULL, NULL));
}

static void foreign_text_is_quoted(void)
{
    static const struct {
        const char *text;
        size_t size;
        const char *quoted;
    } cases[] = {
        {"web", 3, "'web'"},
        {"", 0, "''"},
        {"a\nb", 3, "'a\\x0ab'"},
        {"it's", 4, "'it\\x27s'"},
        {"back\\slash", 10, "'back\\x5cslash'"},
        {"\x1b[31m", 5, "'\\x1b[31m'"},
        {"\xc3\xa9", 2, "'\\xc3\\xa9'"},
        {"a\0b", 3, "'a\\x00b'"},
        {"\x7f ~", 3, "'\\x7f ~'"},
        {"1234567890123456789012345678901234567890", 40,
         "'1234567890123456789012345678901234567890'"},
        {"12345678901234567890123456789012345678901", 41,
         "'1234567890123456789012345678901234567890...'"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        begin();
        capacity__put_quoted(&out, test_copy(cases[i].text, cases[i].size), cases[i].size);
        SAME(cases[i].quoted, written());
    }
}

static const scenario scenarios[] = {
    SCENARIO(integers),
    SCENARIO(decimals),
    SCENARIO(conversions),
    SCENARIO(pieces),
    SCENARIO(every_size_of_buffer),
    SCENARIO(asking_for_the_length),
    SCENARIO(foreign_text_is_quoted),
};

TEST_MAIN(format, NULL)
