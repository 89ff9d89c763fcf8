/*
 * Traces as CSV: what is read, what is refused and where, and that cuts change nothing.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#define SECOND CAPACITY_SECOND_US

static capacity_simulation *new_simulation(void)
{
    capacity_simulation *s;
    capacity_simulation_component row = CAPACITY_INIT(capacity_simulation_component);
    strcpy(row.name, "web");
    row.requests_per_pod_mrps = 50000;
    row.cpu_limit_mcpu = 1000;
    row.inflight_per_pod = 10;
    NEW(s, capacity_simulation_new(NULL, test_allocator(), &s, &test_err));
    OK(capacity_simulation_put_component(s, &row, &test_err));
    return s;
}

static capacity_simulation_totals totals_of(const capacity_simulation *s)
{
    capacity_simulation_totals row = CAPACITY_INIT(capacity_simulation_totals);
    OK(capacity_simulation_get_totals(s, &row, &test_err));
    return row;
}

/* All of a text must be taken. */
static void feed(capacity_simulation *s, const char *text)
{
    size_t consumed = 0;
    OK(capacity_simulation_feed_text(s, TEXT(text), &consumed, &test_err));
    EQ(strlen(text), consumed);
}

static void finish(capacity_simulation *s)
{
    int64_t done = 0;
    OK(capacity_simulation_finish(s, &done, &test_err));
    EQ(1, done);
}

static void times_and_rates_are_read_exactly(void)
{
    static const struct {
        const char *text;
        int64_t time_us, demand_m;
    } good[] = {
        {"time,rate\n0,12.5\n1,12.5\n", 2 * SECOND, 25000},
        {"rate,time\r\n12.5,0\r\n12.5,1\r\n", 2 * SECOND, 25000},
        {"\"time\",\"rate\"\n\"0\",\"600/min\"\n\"0.5s\",\"10/s\"", SECOND, 10000},
        {"time,rate\n0:00:00,1\n0:00:30,1\n0:01:00.5,0\n", 91 * SECOND, 60500},
        {"time,rate\n23:59:59,1\n24:00:00.000001,1\n", 2 * SECOND + 2, 2001},
        {"time,rate\n1700000000,1\n1700000060,1\n", 120 * SECOND, 120000},
        {"time,rate\n0,0.001\n15m,0\n", 1800 * SECOND, 900},
        {"time,rate,cpu,response\n0,100,50ms,1s\n10,100,0,0\n", 20 * SECOND, 2000000},
    };
    for (size_t i = 0; i < COUNT(good); i++) {
        capacity_simulation *s = new_simulation();
        feed(s, good[i].text);
        finish(s);
        EQ(good[i].time_us, totals_of(s).time_us);
        EQ(good[i].demand_m, totals_of(s).demand_m);
        DROP(s);
    }
}

static void columns_of_cpu_and_response_bound_the_first_component(void)
{
    capacity_simulation *s = new_simulation();
    feed(s, "time,cpu,rate,response\n0,50ms,100,1ms\n15,1ms,100,0.5\n30,1ms,100,1ms\n");
    finish(s);
    capacity_simulation_component_tick row[3];
    size_t count = 0;
    OK(capacity_simulation_get_component_ticks(s, row, sizeof *row, 3, &count, &test_err));
    EQ(20000, row[0].served_mrps); /* one core over 50 ms */
    EQ(20000, row[1].served_mrps); /* 10 in flight for half a second */
    EQ(50000, row[2].served_mrps);
}

/* One bad line after two good ones. */
static void a_bad_line_is_named_and_passed_over(void)
{
    static const struct {
        const char *line;
        capacity_status status;
        const char *part;
        uint32_t column;
    } bad[] = {
        {"", CAPACITY_E_SYNTAX, "line 4 is empty", 0},
        {"2", CAPACITY_E_SYNTAX, "line 4 has 1 fields, the header 2", 0},
        {"2,1,1", CAPACITY_E_SYNTAX, "line 4 has 3 fields, the header 2", 0},
        {"2,NaN", CAPACITY_E_SYNTAX, "rate", 3},
        {"2,-1", CAPACITY_E_RANGE, "rate", 3},
        {"2,1e3", CAPACITY_E_SYNTAX, "rate", 3},
        {"2,", CAPACITY_E_SYNTAX, "rate", 3},
        {"2, 1", CAPACITY_E_SYNTAX, "rate", 3},
        {"2,0.0001", CAPACITY_E_RANGE, "rate", 3},
        {"inf,1", CAPACITY_E_SYNTAX, "time", 1},
        {"0:60:00,1", CAPACITY_E_SYNTAX, "time", 1},
        {"0:00:60,1", CAPACITY_E_SYNTAX, "time", 1},
        {"0:0/:00,1", CAPACITY_E_SYNTAX, "time", 1},
        {"0:0a:00,1", CAPACITY_E_SYNTAX, "time", 1},
        {"0:/0:00,1", CAPACITY_E_SYNTAX, "time", 1},
        {"0.00.00,1", CAPACITY_E_SYNTAX, "time", 1},
        {"0:00:02./,1", CAPACITY_E_SYNTAX, "time", 1},
        {"0:00:02.,1", CAPACITY_E_SYNTAX, "time", 1},
        {"0:00:02.1234567,1", CAPACITY_E_SYNTAX, "time", 1},
        {"0:00:02.12345x,1", CAPACITY_E_SYNTAX, "time", 1},
        {"0:00:02x,1", CAPACITY_E_SYNTAX, "time", 1},
        {"00000000:00:02,1", CAPACITY_E_SYNTAX, "time", 1},
        {"9999999:00:02,1", CAPACITY_E_RANGE, "time_us", 0},
        {"99999999999999999999:00:02,1", CAPACITY_E_RANGE, "time", 1},
        {"99999999999999999999,1", CAPACITY_E_RANGE, "time", 1},
        {"0:00,1", CAPACITY_E_SYNTAX, "time", 1},
        {"2,\"1", CAPACITY_E_SYNTAX, "inside quotes", 0},
        {"2,\"1\"x", CAPACITY_E_SYNTAX, "closing quote", 6},
        {"2,1\"1\"", CAPACITY_E_SYNTAX, "not quoted", 4},
        {"2,\r1", CAPACITY_E_SYNTAX, "carriage return", 4},
        {"2,\t1", CAPACITY_E_SYNTAX, "control character", 3},
        {"2,1\x7f", CAPACITY_E_SYNTAX, "control character", 4},
        {"2,1\x01", CAPACITY_E_SYNTAX, "control character", 4},
        {"1,1", CAPACITY_E_RANGE, "not after 1000000", 0},
        {"0,1", CAPACITY_E_RANGE, "not after 1000000", 0},
        {"2h,1", CAPACITY_E_RANGE, "longest gap", 0},
        {"2,10000000.001", CAPACITY_E_RANGE, "rate_mrps", 0},
        {"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", CAPACITY_E_TOO_LARGE, "16 fields", 33},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        char text[256];
        size_t consumed = 0, head = strlen("time,rate\n0,1\n1,1\n");
        capacity_simulation *s = new_simulation();
        int size = snprintf(text, sizeof text, "time,rate\n0,1\n1,1\n%s\n3,1\n", bad[i].line);
        if (strchr(bad[i].line, '"') == NULL || bad[i].column != 0) {
            FAILS(bad[i].status, bad[i].part,
                  capacity_simulation_feed_text(s, test_copy(text, (size_t)size), (size_t)size,
                                                &consumed, &test_err));
            TRUE(consumed > head && consumed <= (size_t)size - 4);
            EQ(4, test_err.index);
            EQ(bad[i].column, test_err.column);
            OK(capacity_simulation_feed_text(s, test_copy(text + consumed, (size_t)size - consumed),
                                             (size_t)size - consumed, &consumed, &test_err));
            finish(s);
            EQ(5 * SECOND, totals_of(s).time_us); /* rows at 0, 1 and 3 s; the last holds for 2 s */
            EQ(5000, totals_of(s).demand_m);
        } else { /* an open quote takes everything to the end of the text */
            int64_t done = 0;
            OK(capacity_simulation_feed_text(s, test_copy(text, (size_t)size), (size_t)size,
                                             &consumed, &test_err));
            FAILS(bad[i].status, bad[i].part, capacity_simulation_finish(s, &done, &test_err));
            EQ(4, test_err.index);
            finish(s);
            EQ(2 * SECOND, totals_of(s).time_us);
        }
        DROP(s);
    }
}

static void values_of_pods_are_refused_in_their_columns(void)
{
    capacity_simulation *s = new_simulation();
    size_t consumed = 0;
    feed(s, "time,rate,cpu,response\n");
    FAILS(CAPACITY_E_SYNTAX, "cpu 'x'",
          capacity_simulation_feed_text(s, TEXT("0,1,x,1\n"), &consumed, &test_err));
    EQ(5, test_err.column);
    FAILS(CAPACITY_E_RANGE, "response '-1'",
          capacity_simulation_feed_text(s, TEXT("0,1,1,-1\n"), &consumed, &test_err));
    EQ(7, test_err.column);
}

/* The caller may want no message: of a field, of a line, of the simulation and of a quote. */
static void lines_are_refused_without_an_error_object(void)
{
    static const char *const bad[] = {"1,x\n", "1,1,1\n", "0,1\n", "1,\"1\"x"};
    capacity_simulation *s = new_simulation();
    size_t consumed = 0;
    feed(s, "time,rate\n0,1\n");
    for (size_t i = 0; i < COUNT(bad); i++) {
        IS(i == 2 ? CAPACITY_E_RANGE : CAPACITY_E_SYNTAX,
           capacity_simulation_feed_text(s, TEXT(bad[i]), &consumed, NULL));
        EQ(strlen(bad[i]), consumed);
    }
    feed(s, "\n1,1\n");
    finish(s);
    EQ(2 * SECOND, totals_of(s).time_us);
}

/* What follows the last line end. */
static void the_end_of_a_text_is_judged(void)
{
    static const struct {
        const char *text;
        capacity_status status;
        const char *part;
    } ends[] = {
        {"1,1\r", CAPACITY_E_SYNTAX, "a carriage return without a line feed"},
        {"1,\"1", CAPACITY_E_SYNTAX, "the text ends inside quotes"},
        {"1,", CAPACITY_E_SYNTAX, "rate"},
        {"1,,,,,,,,,,,,,,,,", CAPACITY_E_TOO_LARGE, "more than 16 fields"},
    };
    for (size_t i = 0; i < COUNT(ends); i++) {
        capacity_simulation *s = new_simulation();
        int64_t done = 0;
        feed(s, "time,rate\n0,1\n");
        feed(s, ends[i].text);
        FAILS(ends[i].status, ends[i].part, capacity_simulation_finish(s, &done, &test_err));
        EQ(3, test_err.index);
        finish(s);
        EQ(15 * SECOND, totals_of(s).time_us); /* a row alone holds for a tick */
        DROP(s);
    }
}

/* The rest of a line that was refused is passed over; there may be no more of it. */
static void a_text_may_end_in_a_line_that_was_refused(void)
{
    capacity_simulation *s = new_simulation();
    size_t consumed = 0;
    feed(s, "time,rate\n0,1\n");
    FAILS(CAPACITY_E_SYNTAX, "closing quote",
          capacity_simulation_feed_text(s, TEXT("1,\"1\"x"), &consumed, &test_err));
    feed(s, "yz");
    finish(s);
    EQ(15 * SECOND, totals_of(s).time_us);
}

/* Refused at its very line end, a line ends there: the next one is read. */
static void a_line_that_is_refused_at_its_end_ends(void)
{
    capacity_simulation *s = new_simulation();
    size_t consumed = 0;
    const char *text = "1,,,,,,,,,,,,,,,,\n";
    feed(s, "time,rate\n0,1\n");
    FAILS(CAPACITY_E_TOO_LARGE, "more than 16 fields",
          capacity_simulation_feed_text(s, TEXT(text), &consumed, &test_err));
    EQ(strlen(text), consumed);
    feed(s, "1,1\n");
    finish(s);
    EQ(2 * SECOND, totals_of(s).time_us);
}

static void bad_headers_are_refused(void)
{
    static const struct {
        const char *text;
        capacity_status status;
        const char *part;
        uint32_t column;
    } bad[] = {
        {"time\n", CAPACITY_E_FIELD, "lacks the column rate", 0},
        {"rate\n", CAPACITY_E_FIELD, "lacks the column time", 0},
        {"\n", CAPACITY_E_FIELD, "unknown column", 1},
        {"time,rates\n", CAPACITY_E_FIELD, "did you mean \"rate\"?", 6},
        {"time,requests\n", CAPACITY_E_FIELD, "a trace has time, rate, cpu and response", 6},
        {"time,rate,time\n", CAPACITY_E_EXISTS, "column time is there twice", 11},
        {"\xef\xbb\xbftime,rate\n", CAPACITY_E_FIELD, "unknown column", 1},
        {"time,rate\r,\n", CAPACITY_E_SYNTAX, "carriage return", 11},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        capacity_simulation *s = new_simulation();
        size_t consumed = 0;
        FAILS(bad[i].status, bad[i].part,
              capacity_simulation_feed_text(s, TEXT(bad[i].text), &consumed, &test_err));
        EQ(1, test_err.index);
        EQ(bad[i].column, test_err.column);
        DROP(s);
    }
}

static void lines_end_at_4096_bytes(void)
{
    static char text[2 * CAPACITY_TRACE_LINE_BYTES];
    for (int more = 0; more < 2; more++) {
        capacity_simulation *s = new_simulation();
        size_t consumed = 0, head = (size_t)snprintf(text, sizeof text, "time,rate\n0,1\n1,\"");
        size_t line = 3, digits = (size_t)CAPACITY_TRACE_LINE_BYTES - 4 + (size_t)more;
        memset(text + head, '0', digits);
        memcpy(text + head + digits, "\"\r\n2,1\r\n", 8);
        size_t size = head + digits + 8;
        FAILS(more ? CAPACITY_E_TOO_LARGE : CAPACITY_E_SYNTAX, more ? "4096 bytes" : "rate",
              capacity_simulation_feed_text(s, test_copy(text, size), size, &consumed, &test_err));
        EQ(line, test_err.index);
        feed(s, "3,1\n");
        DROP(s);
    }
}

static void quoted_fields_may_hold_anything(void)
{
    capacity_simulation *s = new_simulation();
    size_t consumed = 0;
    feed(s, "time,rate\n0,1\n");
    FAILS(CAPACITY_E_SYNTAX, "rate",
          capacity_simulation_feed_text(s, TEXT("1,\"a\"\"b,\n\tc\"\n"), &consumed, &test_err));
    EQ(3, test_err.index);
    FAILS(CAPACITY_E_SYNTAX, "rate",
          capacity_simulation_feed_text(s, TEXT("1,x\n"), &consumed, &test_err));
    EQ(5, test_err.index); /* the one before had two lines */
}

/* The ticks since the last call, into the hash. */
static uint64_t drain(capacity_simulation *s, uint64_t h)
{
    capacity_simulation_tick rows[64];
    size_t count = 0;
    OK(capacity_simulation_get_ticks(s, rows, sizeof *rows, COUNT(rows), &count, &test_err));
    for (size_t i = 0; i < count; i++)
        h = h * 1000003 + (uint64_t)rows[i].time_us * 31 + (uint64_t)rows[i].demand_mrps;
    capacity_simulation_drop_rows(s);
    return h;
}

/* Errors and ticks each in their order; which of them a call shows first is a matter of the cuts. */
static uint64_t outcome(capacity_simulation *s, const char *text, size_t size, size_t piece)
{
    uint64_t h = 1, ticks = 1;
    for (size_t at = 0; at < size;) {
        size_t n = size - at < piece ? size - at : piece, consumed = 0;
        capacity_error err;
        capacity_error_clear(&err);
        capacity_status status =
            capacity_simulation_feed_text(s, test_copy(text + at, n), n, &consumed, &err);
        if (status < 0)
            h = h * 1000003 + (uint64_t)(int64_t)status * 31 + (uint64_t)err.index * 7 + err.column;
        TRUE(status < 0 || consumed == n);
        at += consumed;
        ticks = drain(s, ticks);
    }
    int64_t done;
    capacity_error err;
    capacity_error_clear(&err);
    while (capacity_simulation_finish(s, &done, &err) < 0)
        h = h * 1000003 + (uint64_t)err.index;
    capacity_simulation_totals totals = totals_of(s);
    h = h * 1000003 + drain(s, ticks);
    return h * 1000003 + (uint64_t)totals.demand_m * 17 + (uint64_t)totals.time_us;
}

START_TEST(cutting_changes_nothing)
{
    static const char *const texts[] = {
        "rate,\"time\"\r\n1,0\r\n2,1,2\n\"3\",\"2\"\r\nx,3\n4,\"4\"x,\n5,5\n"
        "6,6\r7\n\n7,\"7\n\"\n8,8\n9,9",
        "time,rate\n1,1\n0,1\n99,9\n3,1,1\nx\n200,5\n4,1", /* lines are refused after ticks */
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        size_t size = strlen(texts[i]);
        uint64_t whole = outcome(new_simulation(), texts[i], size, size);
        for (size_t piece = 1; piece < 30; piece++)
            EQ(whole, outcome(new_simulation(), texts[i], size, piece));
    }
}
END_TEST

static void rows_and_text_give_the_same(void)
{
    int64_t time[] = {0, 15 * SECOND, 20 * SECOND}, rate[] = {1500, 70000, 3};
    capacity_simulation *a = new_simulation(), *b = new_simulation();
    size_t consumed = 0;
    OK(capacity_simulation_feed(a, time, rate, NULL, NULL, 3, &consumed, &test_err));
    feed(b, "time,rate\n0,1.5\n15,70\n20,0.003");
    finish(a);
    finish(b);
    capacity_simulation_totals of_a = totals_of(a), of_b = totals_of(b);
    EQ(0, memcmp(&of_a, &of_b, sizeof of_a));
}

static void a_row_that_finds_no_room_is_kept(void)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component row = CAPACITY_INIT(capacity_simulation_component);
    capacity_simulation *s;
    size_t consumed = 0, count = 0;
    int64_t done = 7;
    static const char text[] = "time,rate\n0,1\n15,1\n40,1\n41,1\n42,1";
    options.ticks_max = 1;
    strcpy(row.name, "web");
    row.requests_per_pod_mrps = 50000;
    NEW(s, capacity_simulation_new(&options, test_allocator(), &s, &test_err));
    OK(capacity_simulation_put_component(s, &row, &test_err));
    OK(capacity_simulation_feed_text(s, TEXT(text), &consumed, &test_err));
    EQ(strlen("time,rate\n0,1\n15,1\n40,1\n"), consumed); /* the row at 40 s waits */
    size_t left = consumed;
    OK(capacity_simulation_feed_text(s, TEXT(text + left), &consumed, &test_err));
    EQ(0, consumed);
    OK(capacity_simulation_finish(s, &done, &test_err));
    EQ(0, done);
    capacity_simulation_drop_rows(s);
    OK(capacity_simulation_feed_text(s, TEXT(text + left), &consumed, &test_err));
    EQ(strlen(text) - left, consumed);
    OK(capacity_simulation_finish(s, &done, &test_err));
    EQ(0, done); /* the tick from 30 s on finds no room either */
    capacity_simulation_drop_rows(s);
    finish(s);
    OK(capacity_simulation_get_ticks(s, NULL, 0, 0, &count, &test_err));
    EQ(1, count);
    EQ(43 * SECOND, totals_of(s).time_us);
}

static void calls_without_what_they_need_are_refused(void)
{
    capacity_simulation *s = new_simulation();
    size_t consumed = 0;
    int64_t done = 0;
    FAILS(CAPACITY_E_ARGUMENT, "simulation",
          capacity_simulation_feed_text(NULL, TEXT("x"), &consumed, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "consumed",
          capacity_simulation_feed_text(s, TEXT("x"), NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "text",
          capacity_simulation_feed_text(s, NULL, 1, &consumed, &test_err));
    OK(capacity_simulation_feed_text(s, NULL, 0, &consumed, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "simulation", capacity_simulation_finish(NULL, &done, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "done", capacity_simulation_finish(s, NULL, &test_err));
    FAILS(CAPACITY_E_STATE, "no row", capacity_simulation_finish(s, &done, &test_err));
    feed(s, "time,rate\n0,1\n");
    finish(s);
    FAILS(CAPACITY_E_STATE, "finished",
          capacity_simulation_feed_text(s, TEXT("1,1\n"), &consumed, &test_err));
}

static const scenario scenarios[] = {
    SCENARIO(times_and_rates_are_read_exactly),
    SCENARIO(columns_of_cpu_and_response_bound_the_first_component),
    SCENARIO(a_bad_line_is_named_and_passed_over),
    SCENARIO(values_of_pods_are_refused_in_their_columns),
    SCENARIO(lines_are_refused_without_an_error_object),
    SCENARIO(the_end_of_a_text_is_judged),
    SCENARIO(a_text_may_end_in_a_line_that_was_refused),
    SCENARIO(a_line_that_is_refused_at_its_end_ends),
    SCENARIO(bad_headers_are_refused),
    SCENARIO(lines_end_at_4096_bytes),
    SCENARIO(quoted_fields_may_hold_anything),
    SCENARIO(rows_and_text_give_the_same),
    SCENARIO(a_row_that_finds_no_room_is_kept),
    SCENARIO(calls_without_what_they_need_are_refused),
};

/* Memory that fails as often as `left` says. */
static void *failing_alloc(void *left, size_t size)
{
    int *failures = left;
    return (*failures)-- > 0 ? NULL : test_allocator()->alloc(test_allocator()->ctx, size);
}

static void failing_release(void *left, void *block)
{
    (void)left;
    test_allocator()->release(test_allocator()->ctx, block);
}

/* The simulation begins with its first row, which takes memory. */
START_TEST(a_row_without_memory_is_kept)
{
    int left = 0;
    const capacity_allocator failing = {failing_alloc, failing_release, &left};
    capacity_simulation_component row = CAPACITY_INIT(capacity_simulation_component);
    capacity_simulation *s;
    size_t consumed = 0;
    int64_t done = 7;
    strcpy(row.name, "web");
    row.requests_per_pod_mrps = 50000;
    NEW(s, capacity_simulation_new(NULL, &failing, &s, &test_err));
    OK(capacity_simulation_put_component(s, &row, &test_err));
    feed(s, "time,rate\n");
    left = 2;
    IS(CAPACITY_E_MEMORY,
       capacity_simulation_feed_text(s, TEXT("0,1\n1,1\n"), &consumed, &test_err));
    EQ(strlen("0,1\n"), consumed);
    EQ(2, test_err.index);
    IS(CAPACITY_E_MEMORY, capacity_simulation_finish(s, &done, &test_err));
    EQ(7, done);
    feed(s, "1,1\n");
    finish(s);
    EQ(2 * SECOND, totals_of(s).time_us);
}
END_TEST

static void more(Suite *suite)
{
    tcase_add_test(test_case(suite, "cuts"), cutting_changes_nothing);
    tcase_add_test(test_case(suite, "memory"), a_row_without_memory_is_kept);
}

TEST_MAIN(trace, more)
