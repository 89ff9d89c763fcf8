/*
 * Quantities in people's units, read exactly and written so that they read back.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "model/fields.h"

#define MICRO "\xc2\xb5"
#define MU "\xce\xbc"

typedef struct reading {
    capacity_unit unit;
    const char *text;
    int64_t value;
} reading;

static capacity_status parse(capacity_unit unit, const char *text, int64_t *value)
{
    return capacity__parse_quantity(unit, "x", CAPACITY_FIELD_NONE, TEXT(text), value, &test_err);
}

static const char *format(capacity_unit unit, int64_t value)
{
    char text[64];
    capacity__out out = capacity__out_new(text, sizeof text);
    capacity__put_quantity(&out, unit, value);
    OK(capacity__out_end(&out, NULL, NULL));
    return test_string(text);
}

static const reading good[] = {
    {CAPACITY_UNIT_COUNT, "0", 0},
    {CAPACITY_UNIT_COUNT, "1000", 1000},
    {CAPACITY_UNIT_COUNT, "1000.0", 1000},
    {CAPACITY_UNIT_COUNT, "9223372036854775807", INT64_MAX},
    {CAPACITY_UNIT_MCPU, "250m", 250},
    {CAPACITY_UNIT_MCPU, "0.25", 250},
    {CAPACITY_UNIT_MCPU, "2", 2000},
    {CAPACITY_UNIT_MCPU, "0.001", 1},
    {CAPACITY_UNIT_BYTES, "512", 512},
    {CAPACITY_UNIT_BYTES, "512Ki", 524288},
    {CAPACITY_UNIT_BYTES, "512Mi", 536870912},
    {CAPACITY_UNIT_BYTES, "1.5Gi", 1610612736},
    {CAPACITY_UNIT_BYTES, "1Ti", CAPACITY_TIB},
    {CAPACITY_UNIT_BYTES, "8191Pi", INT64_C(9222246136947933184)},
    {CAPACITY_UNIT_BYTES, "1k", 1000},
    {CAPACITY_UNIT_BYTES, "2.5M", 2500000},
    {CAPACITY_UNIT_BYTES, "2G", 2000000000},
    {CAPACITY_UNIT_BYTES, "3T", INT64_C(3000000000000)},
    {CAPACITY_UNIT_BYTES, "4P", INT64_C(4000000000000000)},
    {CAPACITY_UNIT_BYTES, "9007199254740991.998046875Ki", INT64_C(9223372036854775806)},
    {CAPACITY_UNIT_MRPS, "166.7", 166700},
    {CAPACITY_UNIT_MRPS, "50/s", 50000},
    {CAPACITY_UNIT_MRPS, "3000/min", 50000},
    {CAPACITY_UNIT_MRPS, "1.2/min", 20},
    {CAPACITY_UNIT_MRPS, "0.06/min", 1},
    {CAPACITY_UNIT_MRPS, "553402322211286548.42/min", INT64_C(9223372036854775807)},
    {CAPACITY_UNIT_MRPM, "2.5", 2500},
    {CAPACITY_UNIT_MRPM, "2.5/min", 2500},
    {CAPACITY_UNIT_MRPM, "0.5/s", 30000},
    {CAPACITY_UNIT_MRPM, "0.00005/s", 3},
    {CAPACITY_UNIT_US, "500us", 500},
    {CAPACITY_UNIT_US, "500" MICRO "s", 500},
    {CAPACITY_UNIT_US, "500" MU "s", 500},
    {CAPACITY_UNIT_US, "200ms", 200000},
    {CAPACITY_UNIT_US, "1.5s", 1500000},
    {CAPACITY_UNIT_US, "1.5", 1500000},
    {CAPACITY_UNIT_US, "30m", INT64_C(1800000000)},
    {CAPACITY_UNIT_US, "30min", INT64_C(1800000000)},
    {CAPACITY_UNIT_US, "1h", INT64_C(3600000000)},
    {CAPACITY_UNIT_US, "2d", INT64_C(172800000000)},
    {CAPACITY_UNIT_PPM, "30%", 300000},
    {CAPACITY_UNIT_PPM, "0.3", 300000},
    {CAPACITY_UNIT_PPM, "300%", 3000000},
    {CAPACITY_UNIT_PPM, "0.0001%", 1},
    {CAPACITY_UNIT_MRCU, "250", 250000},
    {CAPACITY_UNIT_MRCU, "0.5", 500},
    {CAPACITY_UNIT_MWCU, "100.001", 100001},
    {CAPACITY_UNIT_NUSD, "$0.0416", 41600000},
    {CAPACITY_UNIT_NUSD, "0.000000001", 1},
    {CAPACITY_UNIT_NUSD, "9223372036.854775807", INT64_MAX},
    {CAPACITY_UNIT_UUSD, "$60.74", 60740000},
    {CAPACITY_UNIT_UUSD, "60.740000", 60740000},
    {CAPACITY_UNIT_UUSD, "60.740000000000", 60740000},
};

static void reads_what_people_write(void)
{
    for (size_t i = 0; i < COUNT(good); i++) {
        int64_t value = -7;
        capacity_status status = parse(good[i].unit, good[i].text, &value);
        if (status != CAPACITY_OK || value != good[i].value)
            ck_abort_msg("%s of unit %d: %s, %" PRId64 " instead of %" PRId64 " (%s)", good[i].text,
                         (int)good[i].unit, capacity_status_name(status), value, good[i].value,
                         status < 0 ? test_err.message : "");
    }
}

typedef struct refusal {
    capacity_unit unit;
    const char *text;
    capacity_status status;
    const char *part;
} refusal;

static const refusal bad[] = {
    {CAPACITY_UNIT_COUNT, "", CAPACITY_E_SYNTAX, "x '' is not a quantity"},
    {CAPACITY_UNIT_COUNT, "abc", CAPACITY_E_SYNTAX, "write for example 1000"},
    {CAPACITY_UNIT_COUNT, "1_000", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "1,000", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, " 1", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "1 ", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "+1", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "-", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "--1", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "1e3", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "1E3", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "0x10", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "010", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "00", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "NaN", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, ".nan", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "inf", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "-inf", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "\xef\xbc\x91", CAPACITY_E_SYNTAX, "'\\xef\\xbc\\x91'"},
    {CAPACITY_UNIT_COUNT, "1k", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, ".5", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "5.", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "1.2.3", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_COUNT, "-1", CAPACITY_E_RANGE, "x '-1' is negative"},
    {CAPACITY_UNIT_COUNT, "-0", CAPACITY_E_RANGE, "is negative"},
    {CAPACITY_UNIT_COUNT, "1.5", CAPACITY_E_RANGE, "more digits than whole numbers hold"},
    {CAPACITY_UNIT_COUNT, "9223372036854775808", CAPACITY_E_RANGE, "exceeds 9223372036854775807"},
    {CAPACITY_UNIT_COUNT, "9999999999999999999", CAPACITY_E_RANGE, "exceeds 9223372036854775807"},
    {CAPACITY_UNIT_COUNT, "10000000000000000000", CAPACITY_E_RANGE, "exceeds"},
    {CAPACITY_UNIT_COUNT, "99999999999999999999999999", CAPACITY_E_RANGE, "exceeds"},
    {CAPACITY_UNIT_MCPU, "250M", CAPACITY_E_SYNTAX, "write for example 250m, 0.25 or 2"},
    {CAPACITY_UNIT_MCPU, "0.2505", CAPACITY_E_RANGE, "more digits than thousandths hold"},
    {CAPACITY_UNIT_MCPU, "0.5m", CAPACITY_E_RANGE, "more digits than thousandths hold"},
    {CAPACITY_UNIT_MCPU, "9223372036854775.808", CAPACITY_E_RANGE, "exceeds the largest value"},
    {CAPACITY_UNIT_MCPU, "9223372036854776", CAPACITY_E_RANGE, "exceeds the largest value"},
    {CAPACITY_UNIT_BYTES, "10GB", CAPACITY_E_SYNTAX, "write 10Gi (2^30) or 10G (10^9)"},
    {CAPACITY_UNIT_BYTES, "10gb", CAPACITY_E_SYNTAX, "write 10Gi (2^30) or 10G (10^9)"},
    {CAPACITY_UNIT_BYTES, "1.5KiB", CAPACITY_E_SYNTAX, "write 1.5Ki (2^10) or 1.5k (10^3)"},
    {CAPACITY_UNIT_BYTES, "512mi", CAPACITY_E_SYNTAX, "write 512Mi (2^20) or 512M (10^6)"},
    {CAPACITY_UNIT_BYTES, "512m", CAPACITY_E_SYNTAX, "write 512Mi (2^20) or 512M (10^6)"},
    {CAPACITY_UNIT_BYTES, "10K", CAPACITY_E_SYNTAX, "write 10Ki (2^10) or 10k (10^3)"},
    {CAPACITY_UNIT_BYTES, "3tb", CAPACITY_E_SYNTAX, "write 3Ti (2^40) or 3T (10^12)"},
    {CAPACITY_UNIT_BYTES, "3PB", CAPACITY_E_SYNTAX, "write 3Pi (2^50) or 3P (10^15)"},
    {CAPACITY_UNIT_BYTES, "10B", CAPACITY_E_SYNTAX, "write for example 512Mi"},
    {CAPACITY_UNIT_BYTES, "10Gix", CAPACITY_E_SYNTAX, "write for example 512Mi"},
    {CAPACITY_UNIT_BYTES, "10Gx", CAPACITY_E_SYNTAX, "write for example 512Mi"},
    {CAPACITY_UNIT_BYTES, "10Kh", CAPACITY_E_SYNTAX, "write for example 512Mi"},
    {CAPACITY_UNIT_BYTES, "10 Gi", CAPACITY_E_SYNTAX, "write for example 512Mi"},
    {CAPACITY_UNIT_BYTES, "1Ei", CAPACITY_E_SYNTAX, "write for example 512Mi"},
    {CAPACITY_UNIT_BYTES, "0.5", CAPACITY_E_RANGE, "more digits than bytes hold"},
    {CAPACITY_UNIT_BYTES, "0.3Ki", CAPACITY_E_RANGE, "more digits than bytes hold"},
    {CAPACITY_UNIT_BYTES, "0.0009765625Ki", CAPACITY_E_RANGE, "more than 9 digits after the point"},
    {CAPACITY_UNIT_BYTES, "8192Pi", CAPACITY_E_RANGE, "exceeds the largest value"},
    {CAPACITY_UNIT_BYTES, "9223372036854775807.5", CAPACITY_E_RANGE, "exceeds"},
    {CAPACITY_UNIT_MRPS, "166.6667", CAPACITY_E_RANGE, "more digits than thousandths hold"},
    {CAPACITY_UNIT_MRPS, "10000/min", CAPACITY_E_RANGE, "more digits than thousandths hold"},
    {CAPACITY_UNIT_MRPS, "0.05/min", CAPACITY_E_RANGE, "more digits than thousandths hold"},
    {CAPACITY_UNIT_MRPS, "553402322211286548.48/min", CAPACITY_E_RANGE, "exceeds the largest"},
    {CAPACITY_UNIT_MRPS, "1/h", CAPACITY_E_SYNTAX, "write for example 166.7, 50/s or 3000/min"},
    {CAPACITY_UNIT_MRPS, "1 /s", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_MRPM, "2.5005", CAPACITY_E_RANGE, "more digits than thousandths hold"},
    {CAPACITY_UNIT_MRPM, "0.00001/s", CAPACITY_E_RANGE, "more digits than thousandths hold"},
    {CAPACITY_UNIT_US, "1.5us", CAPACITY_E_RANGE, "more digits than microseconds hold"},
    {CAPACITY_UNIT_US, "1w", CAPACITY_E_SYNTAX, "write for example 200ms, 1.5s, 30m, 1h or 2d"},
    {CAPACITY_UNIT_US, "1h30m", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_US, "1" MICRO, CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_US, "106751992d", CAPACITY_E_RANGE, "exceeds the largest value"},
    {CAPACITY_UNIT_PPM, "0.00003%", CAPACITY_E_RANGE, "more digits than millionths hold"},
    {CAPACITY_UNIT_PPM, "30 %", CAPACITY_E_SYNTAX, "write for example 30% or 0.3"},
    {CAPACITY_UNIT_PPM, "30%%", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_MRCU, "0.0005", CAPACITY_E_RANGE, "more digits than thousandths hold"},
    {CAPACITY_UNIT_NUSD, "", CAPACITY_E_SYNTAX, "write for example $0.0416 or 0.0416"},
    {CAPACITY_UNIT_NUSD, "$", CAPACITY_E_SYNTAX, "write for example $0.0416 or 0.0416"},
    {CAPACITY_UNIT_NUSD, "$$1", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_NUSD, "1$", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_NUSD, "$-1", CAPACITY_E_RANGE, "is negative"},
    {CAPACITY_UNIT_NUSD, "0.0000000001", CAPACITY_E_RANGE, "more than 9 digits after the point"},
    {CAPACITY_UNIT_NUSD, "9223372036.854775808", CAPACITY_E_RANGE, "exceeds the largest value"},
    {CAPACITY_UNIT_UUSD, "$0.0000001", CAPACITY_E_RANGE, "millionths of a dollar hold"},
    {CAPACITY_UNIT_MCPU, "$1", CAPACITY_E_SYNTAX, "not a quantity"},
    {CAPACITY_UNIT_NAME, "1", CAPACITY_E_FIELD, "x is not a quantity"},
    {CAPACITY_UNIT_ENUM, "1", CAPACITY_E_FIELD, "x is not a quantity"},
    {CAPACITY_UNIT_BOOL, "1", CAPACITY_E_FIELD, "x is not a quantity"},
    {(capacity_unit)15, "1", CAPACITY_E_FIELD, "x is not a quantity"},
    {CAPACITY_UNIT_NONE, "1", CAPACITY_E_FIELD, "x is not a quantity"},
    {CAPACITY_UNIT_FORCE_32, "1", CAPACITY_E_FIELD, "x is not a quantity"},
};

static void refuses_what_it_cannot_hold(void)
{
    for (size_t i = 0; i < COUNT(bad); i++) {
        int64_t value = -7;
        capacity_error_clear(&test_err);
        capacity_status status = parse(bad[i].unit, bad[i].text, &value);
        if (status != bad[i].status || value != -7 || test_err.code != (int32_t)status ||
            test_err.index != -1 || strstr(test_err.message, bad[i].part) == NULL)
            ck_abort_msg("'%s' of unit %d: %s '%s', not %s '%s'", bad[i].text, (int)bad[i].unit,
                         capacity_status_name(status), test_err.message,
                         capacity_status_name(bad[i].status), bad[i].part);
    }
}

static void names_field_and_subject(void)
{
    int64_t value = -7;
    FAILS(CAPACITY_E_SYNTAX, "spike_buffer 'lots' is not a quantity",
          capacity__parse_quantity(CAPACITY_UNIT_PPM, "spike_buffer", CAPACITY_IN_SPIKE_BUFFER_PPM,
                                   TEXT("lots"), &value, &test_err));
    EQ(CAPACITY_IN_SPIKE_BUFFER_PPM, test_err.field);
    EQ(-1, test_err.index);
    IS(CAPACITY_E_SYNTAX, capacity__parse_quantity(CAPACITY_UNIT_PPM, "x", CAPACITY_FIELD_NONE,
                                                   TEXT("lots"), &value, NULL));
    EQ(-7, value);
}

static void quotes_hostile_text(void)
{
    char text[5000];
    int64_t value;
    memset(text, '9', sizeof text);
    FAILS(CAPACITY_E_RANGE, "x '9999999999999999999999999999999999999999...' exceeds",
          capacity__parse_quantity(CAPACITY_UNIT_COUNT, "x", CAPACITY_FIELD_NONE,
                                   test_copy(text, sizeof text), sizeof text, &value, &test_err));
    FAILS(CAPACITY_E_SYNTAX, "x '1\\x0a\\x00\\x27'",
          capacity__parse_quantity(CAPACITY_UNIT_COUNT, "x", CAPACITY_FIELD_NONE,
                                   test_copy("1\n\0'", 4), 4, &value, &test_err));
}

/* Zeros at the end change nothing, however many. */
static void ignores_trailing_zeros(void)
{
    char text[3000];
    int64_t value = 0;
    memset(text, '0', sizeof text);
    text[0] = '2';
    text[1] = '.';
    text[2] = '5';
    OK(capacity__parse_quantity(CAPACITY_UNIT_MRPM, "x", CAPACITY_FIELD_NONE,
                                test_copy(text, sizeof text), sizeof text, &value, &test_err));
    EQ(2500, value);
}

static const struct {
    capacity_unit unit;
    int64_t value;
    const char *text;
} written[] = {
    {CAPACITY_UNIT_COUNT, 1000, "1000"},
    {CAPACITY_UNIT_MCPU, 250, "250m"},
    {CAPACITY_UNIT_MCPU, 2000, "2"},
    {CAPACITY_UNIT_MCPU, 2500, "2500m"},
    {CAPACITY_UNIT_MCPU, 0, "0"},
    {CAPACITY_UNIT_BYTES, 0, "0"},
    {CAPACITY_UNIT_BYTES, 1000, "1000"},
    {CAPACITY_UNIT_BYTES, 1024, "1Ki"},
    {CAPACITY_UNIT_BYTES, 1536, "1536"},
    {CAPACITY_UNIT_BYTES, INT64_C(6815744000), "6500Mi"},
    {CAPACITY_UNIT_BYTES, CAPACITY_TIB * 1024, "1Pi"},
    {CAPACITY_UNIT_BYTES, CAPACITY_TIB * 1024 * 1024, "1024Pi"},
    {CAPACITY_UNIT_MRPS, 166700, "166.7"},
    {CAPACITY_UNIT_MRPM, 2500, "2.5"},
    {CAPACITY_UNIT_US, 0, "0s"},
    {CAPACITY_UNIT_US, 1, "1us"},
    {CAPACITY_UNIT_US, 999, "999us"},
    {CAPACITY_UNIT_US, 1000, "1ms"},
    {CAPACITY_UNIT_US, 1001, "1.001ms"},
    {CAPACITY_UNIT_US, 200000, "200ms"},
    {CAPACITY_UNIT_US, 1500000, "1.5s"},
    {CAPACITY_UNIT_US, 1234567, "1234.567ms"},
    {CAPACITY_UNIT_US, INT64_C(59999000), "59.999s"},
    {CAPACITY_UNIT_US, INT64_C(90000000), "1.5m"},
    {CAPACITY_UNIT_US, INT64_C(1800000000), "30m"},
    {CAPACITY_UNIT_US, INT64_C(3600000000), "1h"},
    {CAPACITY_UNIT_US, 1000100, "1000.1ms"},
    {CAPACITY_UNIT_US, INT64_C(75000000), "75s"},
    {CAPACITY_UNIT_US, INT64_C(4500000000), "75m"},
    {CAPACITY_UNIT_US, INT64_C(5400000000), "1.5h"},
    {CAPACITY_UNIT_US, INT64_C(108000000000), "30h"},
    {CAPACITY_UNIT_US, INT64_C(3601000000), "3601s"},
    {CAPACITY_UNIT_US, INT64_C(129600000000), "1.5d"},
    {CAPACITY_UNIT_PPM, 300000, "30%"},
    {CAPACITY_UNIT_PPM, 3000000, "300%"},
    {CAPACITY_UNIT_PPM, 1, "0.0001%"},
    {CAPACITY_UNIT_MRCU, 250000, "250"},
    {CAPACITY_UNIT_MWCU, 500, "0.5"},
    {CAPACITY_UNIT_NUSD, 41600000, "$0.0416"},
    {CAPACITY_UNIT_NUSD, 2000000000, "$2"},
    {CAPACITY_UNIT_UUSD, 60740000, "$60.74"},
    {CAPACITY_UNIT_UUSD, 30000000, "$30"},
    {CAPACITY_UNIT_BOOL, 1, "1"},
    {CAPACITY_UNIT_ENUM, 3, "3"},
    {CAPACITY_UNIT_COUNT, CAPACITY_INVALID, "-9223372036854775808"},
    {CAPACITY_UNIT_UUSD, -1500000, "$-1.5"},
};

static void writes_the_shortest_exact_form(void)
{
    for (size_t i = 0; i < COUNT(written); i++)
        SAME(written[i].text, format(written[i].unit, written[i].value));
}

static const capacity_unit units[] = {
    CAPACITY_UNIT_COUNT, CAPACITY_UNIT_MCPU, CAPACITY_UNIT_BYTES, CAPACITY_UNIT_MRPS,
    CAPACITY_UNIT_MRPM,  CAPACITY_UNIT_US,   CAPACITY_UNIT_PPM,   CAPACITY_UNIT_MRCU,
    CAPACITY_UNIT_MWCU,  CAPACITY_UNIT_NUSD, CAPACITY_UNIT_UUSD,
};

static void check_round_trip(capacity_unit unit, int64_t value)
{
    char text[64];
    int64_t again = -1;
    capacity__out out = capacity__out_new(text, sizeof text);
    capacity__put_quantity(&out, unit, value);
    capacity_status status =
        capacity__parse_quantity(unit, "x", CAPACITY_FIELD_NONE, text, out.len, &again, NULL);
    if (status != CAPACITY_OK || again != value)
        ck_abort_msg("%" PRId64 " of unit %d is written as %.*s and reads as %" PRId64, value,
                     (int)unit, (int)out.len, text, again);
}

/* A fixed sequence (SplitMix64), so that a failure can be repeated. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

START_TEST(writing_reads_back)
{
    uint64_t state = 2;
    int64_t power = 1;
    for (size_t u = 0; u < COUNT(units); u++) {
        for (int64_t value = 0; value < 20000; value++)
            check_round_trip(units[u], value);
        for (int64_t value = INT64_MAX - 2000; value < INT64_MAX; value++)
            check_round_trip(units[u], value);
        check_round_trip(units[u], INT64_MAX);
        for (int i = 0; i < 50000; i++) /* of every magnitude */
            check_round_trip(units[u], (int64_t)(next_random(&state) >> (1 + i % 63)));
        for (power = 1; power <= INT64_MAX / 60; power *= 10)
            for (int64_t n = 1; n < 60; n++)
                check_round_trip(units[u], n * power);
        for (power = 1; power <= INT64_MAX / 2048; power *= 2)
            for (int64_t n = 1; n < 1025; n += 31)
                check_round_trip(units[u], n * power);
    }
}
END_TEST

/* Of every text of up to five of these characters, what is taken has one meaning only: written and
 * read again it is the same, and nothing crashes. */
START_TEST(short_texts_are_judged)
{
    static const char letters[] = "019.-+ %$/eEimMkKsnud";
    char text[5];
    size_t taken = 0;
    for (size_t u = 0; u < COUNT(units); u++)
        for (size_t n = 0; n < 9261 * 21; n++) {
            size_t rest = n, size = 0;
            for (; size < 4; size++, rest /= 21)
                text[size] = letters[rest % 21];
            int64_t value = -7;
            if (capacity__parse_quantity(units[u], "x", CAPACITY_FIELD_NONE, text, size, &value,
                                         NULL) != CAPACITY_OK)
                continue;
            taken++;
            if (value < 0)
                ck_abort_msg("%.*s of unit %d gave %" PRId64, (int)size, text, (int)units[u],
                             value);
            check_round_trip(units[u], value);
        }
    TRUE(taken > 100);
}
END_TEST

static void add_long_ones(Suite *suite)
{
    TCase *made = test_case(suite, "properties");
    tcase_add_test(made, writing_reads_back);
    tcase_add_test(made, short_texts_are_judged);
}

/* --- capacity_unit_parse and _format: values that belong to no field ------------------------------ */

static void a_unit_reads_what_it_writes(void)
{
    for (capacity_unit unit = CAPACITY_UNIT_COUNT; unit < CAPACITY_UNIT_BOOL; unit++) {
        char text[64];
        int64_t value = -77;
        OK(capacity_unit_format(unit, 1234567890123, text, sizeof text, NULL, &test_err));
        OK(capacity_unit_parse(unit, TEXT(text), &value, &test_err));
        EQ(INT64_C(1234567890123), value);
        FAILS(CAPACITY_E_SYNTAX, "value 'auto' is not a quantity",
              capacity_unit_parse(unit, TEXT("auto"), &value, &test_err));
        FAILS(CAPACITY_E_RANGE, "value '0.1234567890123' has more than 9 digits",
              capacity_unit_parse(unit, TEXT("0.1234567890123"), &value, &test_err));
        FAILS(CAPACITY_E_ARGUMENT, "text is NULL",
              capacity_unit_parse(unit, NULL, 1, &value, &test_err));
        FAILS(CAPACITY_E_ARGUMENT, "value is NULL",
              capacity_unit_parse(unit, TEXT("1"), NULL, &test_err));
        EQ(INT64_C(1234567890123), value);
    }
}

static void a_unit_writes_what_its_fields_write(void)
{
    for (size_t i = 0; i < capacity_field_count(); i++) {
        const capacity_field field = capacity_field_at(i);
        const capacity_unit unit = capacity_field_unit(field);
        char by_field[64], by_unit[64];
        size_t needed;

        if (unit >= CAPACITY_UNIT_BOOL)
            continue;
        OK(capacity_field_format(field, 123456, by_field, sizeof by_field, NULL, &test_err));
        OK(capacity_unit_format(unit, 123456, by_unit, sizeof by_unit, &needed, &test_err));
        SAME(by_field, by_unit);
        EQ(strlen(by_unit), needed);
        OK(capacity_unit_format(unit, 123456, NULL, 0, &needed, NULL));
        EQ(strlen(by_unit), needed);
    }
}

static void units_that_are_no_numbers_are_refused(void)
{
    static const capacity_unit none[] = {CAPACITY_UNIT_NONE, CAPACITY_UNIT_BOOL, CAPACITY_UNIT_ENUM,
                                         CAPACITY_UNIT_NAME, (capacity_unit)15,  (capacity_unit)-1};
    char text[8] = "as it";
    size_t needed = 7;
    int64_t value = -77;

    for (size_t i = 0; i < COUNT(none); i++) {
        FAILS(CAPACITY_E_ARGUMENT, "is not one of numbers",
              capacity_unit_format(none[i], 1, text, sizeof text, &needed, &test_err));
        FAILS(CAPACITY_E_ARGUMENT, "is not one of numbers",
              capacity_unit_parse(none[i], TEXT("1"), &value, &test_err));
    }
    EQ(-77, value);
    SAME("as it", text);
    EQ(7, needed);
    FAILS(CAPACITY_E_BUFFER, "too small",
          capacity_unit_format(CAPACITY_UNIT_COUNT, 123456789, text, sizeof text, &needed,
                               &test_err));
    SAME("1234567", text);
    EQ(9, needed);
}

static const scenario scenarios[] = {
    SCENARIO(a_unit_writes_what_its_fields_write),
    SCENARIO(a_unit_reads_what_it_writes),
    SCENARIO(units_that_are_no_numbers_are_refused),
    SCENARIO(reads_what_people_write),
    SCENARIO(refuses_what_it_cannot_hold),
    SCENARIO(names_field_and_subject),
    SCENARIO(quotes_hostile_text),
    SCENARIO(ignores_trailing_zeros),
    SCENARIO(writes_the_shortest_exact_form),
};

TEST_MAIN(quantity, add_long_ones)
