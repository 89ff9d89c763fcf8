/*
 * The form of names, and how far two are apart.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "model/fields.h"

static int is_name(const char *text)
{
    return capacity__is_name(test_copy(text, strlen(text)), strlen(text));
}

static void names_have_a_form(void)
{
    static const char *const good[] = {"a", "0", "a-b", "t3.large", "x_y", "9a", "a..b"};
    static const char *const bad[] = {"",         "-a",   "a-",    ".a",   "a.", "_",
                                      "A",        "t3 x", "a/b",   "a:b",  "a`", "a{b",
                                      "\xc3\xa4", "a\nb", "aB c1", "a b1", "a@b"};
    for (size_t i = 0; i < COUNT(good); i++)
        if (!is_name(good[i]))
            ck_abort_msg("'%s' is a name", good[i]);
    for (size_t i = 0; i < COUNT(bad); i++)
        if (is_name(bad[i]))
            ck_abort_msg("'%s' is no name", bad[i]);
}

static void names_have_63_bytes_at_most(void)
{
    char text[65];
    memset(text, 'a', sizeof text);
    TRUE(capacity__is_name(text, 62));
    TRUE(capacity__is_name(text, 63));
    TRUE(!capacity__is_name(text, 64));
}

static size_t distance(const char *a, const char *b, size_t limit)
{
    return capacity__name_distance(test_copy(a, strlen(a)), strlen(a), b, limit);
}

static void distance_counts_edits(void)
{
    EQ(0, distance("", "", 3));
    EQ(0, distance("abc", "abc", 3));
    EQ(1, distance("abc", "abd", 3));   /* replaced */
    EQ(1, distance("abc", "abcd", 3));  /* inserted */
    EQ(1, distance("abcd", "abc", 3));  /* deleted */
    EQ(1, distance("abdc", "abcd", 3)); /* swapped */
    EQ(1, distance("ba", "ab", 3));     /* swapped at the start */
    EQ(2, distance("bca", "abc", 3));   /* moved over two */
    EQ(3, distance("ca", "abc", 3));    /* a swap is not edited again */
    EQ(3, distance("kitten", "sitting", 3));
    EQ(1, distance("spike_bufer", "spike_buffer", 3));
    EQ(3, distance("", "abc", 3));
    EQ(3, distance("abc", "", 3));
}

static void distance_stops_at_the_limit(void)
{
    char longest[66];
    EQ(1, distance("abc", "xyz", 0));
    EQ(3, distance("abc", "xyz", 2));
    EQ(3, distance("abc", "abcdef", 2)); /* told by the lengths */
    EQ(3, distance("abcdef", "abc", 2));
    EQ(0, distance("abc", "abc", 0));

    memset(longest, 'a', sizeof longest);
    longest[65] = '\0';
    EQ(5, distance(longest, longest, 4)); /* 65 bytes are no name */
    EQ(65, distance("a", longest, 64));
    longest[64] = '\0';
    EQ(0, distance(longest, longest, 4));
    EQ(1, distance(longest, longest + 1, 4));
    EQ(1, distance(longest + 1, longest, 4));
}

/* The textbook recursion, without rows to get wrong. */
static size_t plain_distance(const char *a, size_t n, const char *b, size_t m)
{
    if (n == 0 || m == 0)
        return n + m;
    size_t best = plain_distance(a, n - 1, b, m - 1) + (a[n - 1] != b[m - 1]);
    size_t cut = plain_distance(a, n - 1, b, m) + 1;
    size_t put = plain_distance(a, n, b, m - 1) + 1;
    best = cut < best ? cut : best;
    best = put < best ? put : best;
    if (n > 1 && m > 1 && a[n - 1] == b[m - 2] && a[n - 2] == b[m - 1]) {
        size_t swap = plain_distance(a, n - 2, b, m - 2) + 1;
        best = swap < best ? swap : best;
    }
    return best;
}

/* All pairs of words of up to four letters from two, and all pairs with five from a sample. */
static void distance_agrees_with_the_recursion(void)
{
    char words[31 + 32][6] = {""};
    size_t n = 1;
    for (size_t from = 0; from < n && n + 2 <= COUNT(words); from++)
        for (char c = 'a'; c <= 'b'; c++) {
            size_t size = strlen(words[from]);
            memcpy(words[n], words[from], size);
            words[n][size] = c;
            n++;
        }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            size_t want = plain_distance(words[i], strlen(words[i]), words[j], strlen(words[j]));
            size_t got = distance(words[i], words[j], 9);
            if (want != got)
                ck_abort_msg("%s to %s is %zu, not %zu", words[i], words[j], got, want);
        }
    EQ(63, n);
}

static const scenario scenarios[] = {
    SCENARIO(names_have_a_form),
    SCENARIO(names_have_63_bytes_at_most),
    SCENARIO(distance_counts_edits),
    SCENARIO(distance_stops_at_the_limit),
    SCENARIO(distance_agrees_with_the_recursion),
};

TEST_MAIN(names, NULL)
