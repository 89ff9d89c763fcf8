/*
 * People's units: exact decimals with a suffix, read into the integer of a unit and written back.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A number has at most 19 digits before the point and 9 after it, no sign and no exponent. What the
 * unit cannot hold is refused, never rounded. Leading zeros are refused: YAML 1.1 calls 010 eight.
 */
#include "model/fields.h"

#include "base/checked.h"

#include <string.h>

enum { WHOLE_DIGITS = 19, PLACES = 9, SHOWN = 176 };

/* One suffix means num / den of the unit's integer. */
typedef struct suffix {
    const char *text;
    int64_t num, den;
} suffix;

#define MINUTE_US (60 * CAPACITY_SECOND_US)
#define HOUR_US (60 * MINUTE_US)
#define DAY_US (24 * HOUR_US)

static const suffix counts[] = {{"", 1, 1}, {NULL, 0, 0}};
static const suffix cores[] = {{"", 1000, 1}, {"m", 1, 1}, {NULL, 0, 0}};
static const suffix sizes[] = {
    {"", 1, 1},
    {"Ki", CAPACITY_KIB, 1},
    {"Mi", CAPACITY_MIB, 1},
    {"Gi", CAPACITY_GIB, 1},
    {"Ti", CAPACITY_TIB, 1},
    {"Pi", CAPACITY_TIB * 1024, 1},
    {"k", INT64_C(1000), 1},
    {"M", INT64_C(1000000), 1},
    {"G", INT64_C(1000000000), 1},
    {"T", INT64_C(1000000000000), 1},
    {"P", INT64_C(1000000000000000), 1},
    {NULL, 0, 0},
};
static const suffix per_second[] = {{"", 1000, 1}, {"/s", 1000, 1}, {"/min", 50, 3}, {NULL, 0, 0}};
static const suffix per_minute[] = {
    {"", 1000, 1}, {"/min", 1000, 1}, {"/s", 60000, 1}, {NULL, 0, 0}};
static const suffix times[] = {
    {"us", 1, 1},
    {"\xc2\xb5s", 1, 1}, /* the micro sign, and the Greek letter that looks like it */
    {"\xce\xbcs", 1, 1},
    {"ms", 1000, 1},
    {"", CAPACITY_SECOND_US, 1},
    {"s", CAPACITY_SECOND_US, 1},
    {"m", MINUTE_US, 1},
    {"min", MINUTE_US, 1},
    {"h", HOUR_US, 1},
    {"d", DAY_US, 1},
    {NULL, 0, 0},
};
static const suffix shares[] = {{"", CAPACITY_PPM, 1}, {"%", 10000, 1}, {NULL, 0, 0}};
static const suffix thousandths[] = {{"", 1000, 1}, {NULL, 0, 0}};
static const suffix nano_dollars[] = {{"", 1000000000, 1}, {NULL, 0, 0}};
static const suffix micro_dollars[] = {{"", 1000000, 1}, {NULL, 0, 0}};

typedef struct form {
    const suffix *suffixes; /* NULL: the unit has no quantities */
    const char *example;
    const char *holds;
} form;

static const form forms[] = {
    [CAPACITY_UNIT_COUNT] = {counts, "1000", "whole numbers"},
    [CAPACITY_UNIT_MCPU] = {cores, "250m, 0.25 or 2", "thousandths"},
    [CAPACITY_UNIT_BYTES] = {sizes, "512Mi, 1.5Gi or 2G", "bytes"},
    [CAPACITY_UNIT_MRPS] = {per_second, "166.7, 50/s or 3000/min", "thousandths"},
    [CAPACITY_UNIT_MRPM] = {per_minute, "2.5, 2.5/min or 0.5/s", "thousandths"},
    [CAPACITY_UNIT_US] = {times, "200ms, 1.5s, 30m, 1h or 2d", "microseconds"},
    [CAPACITY_UNIT_PPM] = {shares, "30% or 0.3", "millionths"},
    [CAPACITY_UNIT_MRCU] = {thousandths, "250 or 0.5", "thousandths"},
    [CAPACITY_UNIT_MWCU] = {thousandths, "100 or 0.5", "thousandths"},
    [CAPACITY_UNIT_NUSD] = {nano_dollars, "$0.0416 or 0.0416", "billionths of a dollar"},
    [CAPACITY_UNIT_UUSD] = {micro_dollars, "$60.74 or 60.74", "millionths of a dollar"},
    [CAPACITY_UNIT_NAME] = {NULL, NULL, NULL},
};

static const form *form_of(capacity_unit unit)
{
    size_t at = (size_t)unit;
    return at < sizeof forms / sizeof *forms && forms[at].suffixes != NULL ? &forms[at] : NULL;
}

/* What is being read, for the messages. */
typedef struct subject {
    const char *what;
    capacity_field field;
    const form *form;
    const char *text;
    size_t size;
    capacity_error *err;
} subject;

typedef struct number {
    int64_t whole, fraction;
    size_t places; /* of the fraction, without trailing zeros */
    size_t size;   /* bytes read */
} number;

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(const char *text, size_t size)
{
    size_t n = 0;
    while (n < size && is_digit(text[n]))
        n++;
    return n;
}

/* "what 'text' why", with up to two words that the reason needs. */
static capacity_status refuse(const subject *of, capacity_status status, const char *why,
                              const char *word, const char *end)
{
    char shown[SHOWN];
    capacity__out out = capacity__out_new(shown, sizeof shown);
    capacity__put_quoted(&out, of->text, of->size);
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(of->err, status, of->field, -1, "%s %s %s%s%s", of->what, shown, why,
                          word, end);
}

static capacity_status refuse_syntax(const subject *of)
{
    return refuse(of, CAPACITY_E_SYNTAX, "is not a quantity of this kind, write for example ",
                  of->form->example, "");
}

static capacity_status refuse_range(const subject *of, const char *why)
{
    return refuse(of, CAPACITY_E_RANGE, why, "", "");
}

/* Digits into a number; more than the limit of digits never gets here. */
static bool read_digits(const char *text, size_t n, int64_t *value)
{
    *value = 0;
    for (size_t i = 0; i < n; i++)
        if (!capacity__mul(*value, 10, value) || !capacity__add(*value, text[i] - '0', value))
            return false;
    return true;
}

static capacity_status read_number(const subject *of, const char *text, size_t size, number *out)
{
    size_t whole = digits_at(text, size), places = 0;
    if (whole == 0 || (whole > 1 && text[0] == '0'))
        return refuse_syntax(of);
    out->size = whole;
    if (whole < size && text[whole] == '.') {
        places = digits_at(text + whole + 1, size - whole - 1);
        if (places == 0)
            return refuse_syntax(of);
        out->size += 1 + places;
    }
    while (places > 0 && text[whole + places] == '0')
        places--;
    if (places > PLACES)
        return refuse_range(of, "has more than 9 digits after the point");
    if (whole > WHOLE_DIGITS || !read_digits(text, whole, &out->whole))
        return refuse_range(of, "exceeds 9223372036854775807");
    if (places > 0)
        (void)read_digits(text + whole + 1, places, &out->fraction);
    out->places = places;
    return CAPACITY_OK;
}

/* A hint for sizes written in another way, like 10GB, 10KiB or 10K. */
static capacity_status refuse_size(const subject *of, const char *text, size_t digits, size_t size)
{
    static const char letters[] = "kmgtp";
    const char *letter = strchr(letters, text[digits] | 0x20);
    const char *tail = text + digits + 1;
    size_t rest = size - digits - 1;

    if (rest > 0 && (tail[rest - 1] | 0x20) == 'b')
        rest--;
    if (letter == NULL || rest > 1 || (rest == 1 && (tail[0] | 0x20) != 'i'))
        return refuse_syntax(of);

    char advice[SHOWN];
    capacity__out out = capacity__out_new(advice, sizeof advice);
    int64_t step = letter - letters + 1;
    char upper = (char)(*letter - 0x20);
    capacity__put_bytes(&out, text, digits);
    capacity__put_format(&out, "%ci (2^%" PRId64 ") or ", upper, 10 * step);
    capacity__put_bytes(&out, text, digits);
    capacity__put_format(&out, "%c (10^%" PRId64 ")", step == 1 ? 'k' : upper, 3 * step);
    (void)capacity__out_end(&out, NULL, NULL);
    return refuse(of, CAPACITY_E_SYNTAX, "is ambiguous, write ", advice, "");
}

static const suffix *find_suffix(const form *of, const char *text, size_t size)
{
    for (const suffix *at = of->suffixes; at->text != NULL; at++)
        if (strlen(at->text) == size && memcmp(at->text, text, size) == 0)
            return at;
    return NULL;
}

static int64_t power_of_10(size_t n)
{
    int64_t power = 1;
    for (; n > 0; n--)
        power *= 10;
    return power;
}

/*
 * whole * num / den + fraction * num / (den * 10^places), if that is an integer. Without a
 * denominator the first part is one by itself, and so num may be large; with one num is small.
 */
static bool scale(const number *n, const suffix *by, int mode, int64_t *value)
{
    int64_t unit = power_of_10(n->places), whole, part;
    if (by->den != 1) {
        const int64_t a[] = {n->whole, n->fraction}, b[] = {by->num * unit, by->num};
        return capacity__sum_div(a, b, 2, by->den * unit, mode, value);
    }
    int fits = (int)capacity__mul(n->whole, by->num, &whole) &
               (int)capacity__mul_div(n->fraction, by->num, unit, mode, &part);
    return fits && capacity__add(whole, part, value);
}

static capacity_status parse(const subject *of, capacity_unit unit, const char *text, size_t size,
                             int64_t *value)
{
    number n = {0, 0, 0, 0};
    int64_t down, up;

    if ((unit == CAPACITY_UNIT_NUSD || unit == CAPACITY_UNIT_UUSD) && size > 0 && text[0] == '$') {
        text++;
        size--;
    }
    if (size > 1 && text[0] == '-' && is_digit(text[1]))
        return refuse_range(of, "is negative");
    CAPACITY__TRY(read_number(of, text, size, &n));
    const suffix *by = find_suffix(of->form, text + n.size, size - n.size);
    if (by == NULL && unit == CAPACITY_UNIT_BYTES)
        return refuse_size(of, text, n.size, size);
    if (by == NULL)
        return refuse_syntax(of);
    if (!scale(&n, by, CAPACITY__DOWN, &down) || !scale(&n, by, CAPACITY__UP, &up))
        return refuse_range(of, "exceeds the largest value of its unit");
    if (down != up)
        return refuse(of, CAPACITY_E_RANGE, "has more digits than ", of->form->holds, " hold");
    *value = down;
    return CAPACITY_OK;
}

capacity_status capacity__parse_quantity(capacity_unit unit, const char *what, capacity_field field,
                                         const char *text, size_t size, int64_t *value,
                                         capacity_error *err)
{
    const subject of = {what, field, form_of(unit), text, size, err};
    if (of.form == NULL)
        return capacity__fail(err, CAPACITY_E_FIELD, field, -1, "%s is not a quantity", what);
    return parse(&of, unit, text, size, value);
}

static void put_size(capacity__out *out, int64_t value)
{
    static const char *const suffixes[] = {"", "Ki", "Mi", "Gi", "Ti", "Pi"};
    size_t at = 0;
    while (value != 0 && value % 1024 == 0 && at < sizeof suffixes / sizeof *suffixes - 1) {
        value /= 1024;
        at++;
    }
    capacity__put_int(out, value);
    capacity__put(out, suffixes[at]);
}

/* The largest unit in which the time is at least one and takes few places. */
static void put_time(capacity__out *out, int64_t value)
{
    static const struct {
        const char *text;
        int64_t us;
        int places;
    } steps[] = {{"d", DAY_US, 1},
                 {"h", HOUR_US, 1},
                 {"m", MINUTE_US, 1},
                 {"s", CAPACITY_SECOND_US, 3},
                 {"ms", 1000, 3}};
    if (value == 0) {
        capacity__put(out, "0s");
        return;
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        int64_t least = steps[i].us / power_of_10((size_t)steps[i].places);
        if (value < steps[i].us || value % least != 0)
            continue;
        capacity__put_decimal(out, value / least, steps[i].places, 0);
        capacity__put(out, steps[i].text);
        return;
    }
    capacity__put_int(out, value);
    capacity__put(out, "us");
}

static void put_cores(capacity__out *out, int64_t value)
{
    if (value % 1000 == 0) {
        capacity__put_int(out, value / 1000);
        return;
    }
    capacity__put_int(out, value);
    capacity__put_char(out, 'm');
}

void capacity__put_quantity(capacity__out *out, capacity_unit unit, int64_t value)
{
    switch (unit) {
    case CAPACITY_UNIT_MCPU:
        put_cores(out, value);
        return;
    case CAPACITY_UNIT_BYTES:
        put_size(out, value);
        return;
    case CAPACITY_UNIT_MRPS:
    case CAPACITY_UNIT_MRPM:
    case CAPACITY_UNIT_MRCU:
    case CAPACITY_UNIT_MWCU:
        capacity__put_decimal(out, value, 3, 0);
        return;
    case CAPACITY_UNIT_US:
        put_time(out, value);
        return;
    case CAPACITY_UNIT_PPM:
        capacity__put_decimal(out, value, 4, 0);
        capacity__put_char(out, '%');
        return;
    case CAPACITY_UNIT_NUSD:
        capacity__put_char(out, '$');
        capacity__put_decimal(out, value, 9, 0);
        return;
    case CAPACITY_UNIT_UUSD:
        capacity__put_char(out, '$');
        capacity__put_decimal(out, value, 6, 0);
        return;
    case CAPACITY_UNIT_NONE:
    case CAPACITY_UNIT_COUNT:
    case CAPACITY_UNIT_BOOL:
    case CAPACITY_UNIT_ENUM:
    case CAPACITY_UNIT_NAME:
    case CAPACITY_UNIT_FORCE_32:
    default:
        break;
    }
    capacity__put_int(out, value);
}
