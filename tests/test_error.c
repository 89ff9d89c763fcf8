/*
 * Statuses and the caller's error object.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "base/error.h"

enum { LOWEST = CAPACITY_E_UNSUPPORTED, HIGHEST = CAPACITY_PARTIAL };

static void every_status_has_its_own_name_and_sentence(void)
{
    for (int a = LOWEST; a <= HIGHEST; a++) {
        const char *name = capacity_status_name((capacity_status)a);
        const char *sentence = capacity_status_summary((capacity_status)a);
        TRUE(strncmp(name, a < 0 ? "CAPACITY_E_" : "CAPACITY_", a < 0 ? 11 : 9) == 0);
        TRUE(strcmp(name, "CAPACITY_E_UNKNOWN") != 0);
        TRUE(strlen(sentence) > 3 && sentence[strlen(sentence) - 1] != '.');
        for (int b = LOWEST; b < a; b++) {
            TRUE(strcmp(name, capacity_status_name((capacity_status)b)) != 0);
            TRUE(strcmp(sentence, capacity_status_summary((capacity_status)b)) != 0);
        }
    }
    SAME("CAPACITY_OK", capacity_status_name(CAPACITY_OK));
    SAME("CAPACITY_E_RANGE", capacity_status_name(CAPACITY_E_RANGE));
}

static void other_numbers_are_unknown(void)
{
    const int others[] = {LOWEST - 1, HIGHEST + 1, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < COUNT(others); i++) {
        SAME("CAPACITY_E_UNKNOWN", capacity_status_name((capacity_status)others[i]));
        SAME("a status that this library does not know",
             capacity_status_summary((capacity_status)others[i]));
    }
}

static void clear_means_no_error(void)
{
    capacity_error err;
    memset(&err, 0xff, sizeof err);
    capacity_error_clear(&err);
    EQ(0, err.code);
    EQ(0, err.field);
    EQ(-1, err.index);
    EQ(0, err.column);
    SAME("", err.message);
    capacity_error_clear(NULL);
    EQ(256, sizeof err); /* frozen for ever */
}

static void filling_one_in(void)
{
    capacity_error err;
    memset(&err, 0xff, sizeof err);
    EQ(CAPACITY_E_RANGE, capacity__fail(&err, CAPACITY_E_RANGE, CAPACITY_IN_ZONES, 3,
                                        "zones %" PRId64 " exceeds %s", INT64_C(9), "six"));
    EQ(CAPACITY_E_RANGE, err.code);
    EQ(CAPACITY_IN_ZONES, err.field);
    EQ(3, err.index);
    EQ(0, err.column);
    SAME("zones 9 exceeds six", err.message);
    EQ(CAPACITY_E_MEMORY, capacity__fail(NULL, CAPACITY_E_MEMORY, CAPACITY_FIELD_NONE, -1, "x"));
}

static void ready_made_messages(void)
{
    FAILS(CAPACITY_E_ARGUMENT, "pods is NULL", capacity__null(&test_err, "pods"));
    EQ(-1, test_err.index);
    FAILS(CAPACITY_E_MEMORY, "out of memory", capacity__no_memory(&test_err));
    EQ(-1, test_err.index);
    FAILS(CAPACITY_E_OVERFLOW, "the bill exceeds 9223372036854775807",
          capacity__overflow(&test_err, CAPACITY_IN_ZONES, "the bill"));
    EQ(-1, test_err.index);
    EQ(CAPACITY_IN_ZONES, test_err.field);
    OK(capacity__in_range(&test_err, "zones", 1, 1, 6));
    OK(capacity__in_range(&test_err, "zones", 6, 1, 6));
    FAILS(CAPACITY_E_RANGE, "zones 0 is below 1", capacity__in_range(&test_err, "zones", 0, 1, 6));
    EQ(-1, test_err.index);
    FAILS(CAPACITY_E_RANGE, "zones 7 exceeds 6", capacity__in_range(&test_err, "zones", 7, 1, 6));
    EQ(-1, test_err.index);
    FAILS(CAPACITY_E_RANGE, "zones -9223372036854775808 is below 1",
          capacity__in_range(&test_err, "zones", INT64_MIN, 1, 6));
    EQ(-1, test_err.index);
}

/* A message that is too long ends before a broken character, never inside one. */
static void long_messages_are_cut_at_a_character(void)
{
    static const char *const characters[] = {"a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x8e\x89"};
    char text[CAPACITY_MESSAGE_SIZE * 2];

    for (size_t kind = 0; kind < COUNT(characters); kind++)
        for (size_t lead = 0; lead < 8; lead++) {
            const size_t width = strlen(characters[kind]);
            capacity_error err;
            memset(text, '-', lead);
            size_t len = lead;
            for (; len + width < sizeof text; len += width)
                memcpy(text + len, characters[kind], width);
            text[len] = '\0';
            (void)capacity__fail(&err, CAPACITY_E_SYNTAX, CAPACITY_FIELD_NONE, 1, "%s", text);
            const size_t kept = strlen(err.message);
            TRUE(kept < sizeof err.message && kept + width >= CAPACITY_MESSAGE_SIZE - 1);
            TRUE(memcmp(err.message, text, kept) == 0);
            EQ(0, (kept - lead) % width);
        }
}

/* One byte too many, and it is the second half of a character. */
static void a_message_one_byte_too_long(void)
{
    char text[CAPACITY_MESSAGE_SIZE + 1];
    capacity_error err;
    memset(text, 'x', sizeof text - 3);
    memcpy(text + sizeof text - 3, "\xc3\xa9", 3);
    (void)capacity__fail(&err, CAPACITY_E_SYNTAX, CAPACITY_FIELD_NONE, -1, "%s", text);
    EQ(CAPACITY_MESSAGE_SIZE - 2, strlen(err.message));
    EQ('x', err.message[CAPACITY_MESSAGE_SIZE - 3]);
}

/* Bytes that belong to no character leave nothing. */
static void a_message_of_broken_bytes_ends(void)
{
    char text[CAPACITY_MESSAGE_SIZE + 10];
    capacity_error err;
    memset(text, 0x80, sizeof text - 1);
    text[sizeof text - 1] = '\0';
    (void)capacity__fail(&err, CAPACITY_E_SYNTAX, CAPACITY_FIELD_NONE, -1, "%s", text);
    SAME("", err.message);
}

static void messages_that_just_fit_are_whole(void)
{
    char text[CAPACITY_MESSAGE_SIZE];
    capacity_error err;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    (void)capacity__fail(&err, CAPACITY_E_SYNTAX, CAPACITY_FIELD_NONE, -1, "%s", text);
    SAME(text, err.message);
    (void)capacity__fail(&err, CAPACITY_E_SYNTAX, CAPACITY_FIELD_NONE, -1, "%sy", text);
    SAME(text, err.message);
}

static void as_one_line(void)
{
    char line[300];
    size_t needed = 0;
    capacity_error err;

    (void)capacity__fail(&err, CAPACITY_E_SYNTAX, CAPACITY_FIELD_NONE, 12, "a comma is missing");
    err.column = 5;
    OK(capacity_error_format(&err, line, sizeof line, &needed));
    SAME("CAPACITY_E_SYNTAX at 12:5: a comma is missing", line);
    EQ(strlen(line), needed);
    OK(capacity_error_format(&err, NULL, 0, &needed));
    EQ(strlen(line), needed);
    (void)capacity__fail(&err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1, "zones 9 exceeds 6");
    OK(capacity_error_format(&err, line, sizeof line, NULL));
    CONTAINS("CAPACITY_E_RANGE", line);
    CONTAINS(": zones 9 exceeds 6", line);
    err.index = 0;
    err.column = 1;
    OK(capacity_error_format(&err, line, sizeof line, NULL));
    SAME("CAPACITY_E_RANGE at 0:1: zones 9 exceeds 6", line);
    IS(CAPACITY_E_BUFFER, capacity_error_format(&err, line, 10, &needed));
    SAME("CAPACITY_", line);
    IS(CAPACITY_E_ARGUMENT, capacity_error_format(NULL, line, sizeof line, NULL));
}

/* A caller's object may hold anything. */
static void an_unended_message_is_not_read_past(void)
{
    char line[CAPACITY_MESSAGE_SIZE + 100];
    size_t needed = 0;
    capacity_error err;
    memset(&err, 'z', sizeof err);
    err.index = -1;
    err.column = 0;
    err.field = 0;
    OK(capacity_error_format(&err, line, sizeof line, &needed));
    EQ(strlen("CAPACITY_E_UNKNOWN: ") + CAPACITY_MESSAGE_SIZE, needed);
}

static const scenario scenarios[] = {
    SCENARIO(every_status_has_its_own_name_and_sentence),
    SCENARIO(other_numbers_are_unknown),
    SCENARIO(clear_means_no_error),
    SCENARIO(filling_one_in),
    SCENARIO(ready_made_messages),
    SCENARIO(long_messages_are_cut_at_a_character),
    SCENARIO(a_message_one_byte_too_long),
    SCENARIO(a_message_of_broken_bytes_ends),
    SCENARIO(messages_that_just_fit_are_whole),
    SCENARIO(as_one_line),
    SCENARIO(an_unended_message_is_not_read_past),
};

TEST_MAIN(error, NULL)
