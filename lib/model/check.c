/*
 * Checks of a caller's rows, by tables of their members.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/check.h"

#include "base/structs.h"
#include "base/utf8.h"
#include "model/fields.h"

#include <string.h>

/* Longest subject of a message: a row's name and its member's. */
enum { SUBJECT = 2 * CAPACITY_NAME_SIZE + 32 };

static void subject_of(char *to, const char *whose, const char *member)
{
    capacity__out out = capacity__out_new(to, SUBJECT);
    capacity__put_format(&out, "%s: %s", whose, member);
    (void)capacity__out_end(&out, NULL, NULL);
}

capacity_status capacity__check_numbers(capacity_error *err, const char *whose, const void *row,
                                        const capacity__number *members, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const capacity__number *member = &members[i];
        int64_t value;
        memcpy(&value, (const char *)row + member->offset, sizeof value);
        if (value >= member->lowest && value <= member->highest)
            continue;
        char subject[SUBJECT];
        subject_of(subject, whose, member->name);
        return capacity__in_range(err, subject, value, member->lowest, member->highest);
    }
    return CAPACITY_OK;
}

/* What is wrong with a text; NULL if nothing. */
static const char *flaw_of(const char *text, size_t size, int rule)
{
    if (!capacity__name_ends(text, size))
        return "does not end within its member";
    if (text[0] == '\0')
        return rule == CAPACITY__TEXT_LABEL || rule == CAPACITY__TEXT_NAME ? "is empty" : NULL;
    for (size_t at = 0, end = strlen(text), bytes; at < end; at += bytes) {
        uint32_t code;
        bytes = capacity__utf8(text + at, end - at, &code);
        if (bytes == 0)
            return "is not UTF-8";
        if (code < 0x20 || (code >= 0x7f && code < 0xa0))
            return "holds a control character";
    }
    if (rule == CAPACITY__TEXT_LABEL || rule == CAPACITY__TEXT_LABEL_OPTIONAL)
        return NULL;
    return capacity__is_name(text, strlen(text))
               ? NULL
               : "is not a name (a to z, 0 to 9, and . _ - inside)";
}

/* The flaw stands before the text, which may fill the rest of the message. */
static capacity_status text_flaw(capacity_error *err, const char *whose,
                                 const capacity__text *member, const char *text, const char *flaw)
{
    char quoted[CAPACITY_NAME_SIZE * 3];
    capacity__out out = capacity__out_new(quoted, sizeof quoted);
    const char *end = memchr(text, '\0', member->size);
    capacity__put_quoted(&out, text, end == NULL ? member->size : (size_t)(end - text));
    (void)capacity__out_end(&out, NULL, NULL);
    if (text[0] == '\0')
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1, "%s: %s is empty",
                              whose, member->name);
    return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1, "%s: %s %s: %s", whose,
                          member->name, flaw, quoted);
}

capacity_status capacity__check_texts(capacity_error *err, const char *whose, const void *row,
                                      const capacity__text *members, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const capacity__text *member = &members[i];
        const char *text = (const char *)row + member->offset;
        const char *flaw = flaw_of(text, member->size, member->rule);
        if (flaw == NULL)
            continue;
        return text_flaw(err, whose, member, text, flaw);
    }
    return CAPACITY_OK;
}

capacity_status capacity__check_flags(capacity_error *err, const char *whose, uint32_t flags,
                                      uint32_t known)
{
    if ((flags & ~known) == 0)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                          "%s: flags %" PRId64 " have bits outside %" PRId64, whose, (int64_t)flags,
                          (int64_t)known);
}

static int digits(const char *text, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

int capacity__is_date(const char *text)
{
    static const char month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return 0;
    int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1)
        return 0;
    int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= month_days[month - 1] + (month == 2 && leap);
}
