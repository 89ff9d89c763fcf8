/*
 * Metrics: their registry, sets of them, and sets from and to JSON and YAML.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "formats.h"

#include "model/metrics.h"

#include <stdlib.h>

static capacity_metrics *no_metrics(void)
{
    capacity_metrics *metrics;
    NEW(metrics, capacity_metrics_new(test_allocator(), &metrics, &test_err));
    return metrics;
}

static void expect(const capacity_metrics *metrics, capacity_metric metric, int64_t value,
                   int64_t held, int64_t baseline)
{
    int64_t got[3] = {-7, -7, -7};
    OK(capacity_metrics_get(metrics, metric, &got[0], &got[1], &got[2], &test_err));
    EQ(value, got[0]);
    EQ(held, got[1]);
    EQ(baseline, got[2]);
}

/* --- the registry ------------------------------------------------------------------------------- */

START_TEST(lists_every_metric_once)
{
    capacity_metric_info rows[32];
    size_t count = 0, again = 0;
    OK(capacity_metrics_get_registry(NULL, 0, 0, &count, &test_err));
    EQ(CAPACITY__METRICS, count);
    OK(capacity_metrics_get_registry(rows, sizeof *rows, COUNT(rows), &again, &test_err));
    EQ(count, again);
    for (size_t i = 0; i < count; i++) {
        capacity_metric metric = (capacity_metric)rows[i].metric;
        EQ(metric, capacity_metric_from_key(rows[i].key));
        SAME(rows[i].key, capacity_metric_key(metric));
        EQ(rows[i].unit, capacity_metric_unit(metric));
        TRUE(rows[i].lowest < rows[i].highest && rows[i].summary[0] != '\0' &&
             rows[i].why[0] != '\0' && rows[i].source[0] != '\0');
        TRUE(i == 0 || rows[i].metric > rows[i - 1].metric);
    }
    FAILS(CAPACITY_E_BUFFER, "room for 3 rows, there are 20",
          capacity_metrics_get_registry(rows, sizeof *rows, 3, &count, &test_err));
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 4",
          capacity_metrics_get_registry(rows, 4, COUNT(rows), &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "count is NULL",
          capacity_metrics_get_registry(rows, sizeof *rows, COUNT(rows), NULL, &test_err));
}
END_TEST

START_TEST(knows_no_other_metric)
{
    EQ(CAPACITY_METRIC_NONE, capacity_metric_from_key("cpus"));
    EQ(CAPACITY_METRIC_NONE, capacity_metric_from_key(""));
    EQ(CAPACITY_METRIC_NONE, capacity_metric_from_key(NULL));
    TRUE(capacity_metric_key(CAPACITY_METRIC_NONE) == NULL);
    TRUE(capacity_metric_key((capacity_metric)-1) == NULL);
    EQ(CAPACITY_UNIT_NONE, capacity_metric_unit((capacity_metric)99));
}
END_TEST

START_TEST(triggers_are_in_order_and_look_at_what_they_can)
{
    for (int i = 0; i < CAPACITY__TRIGGERS; i++) {
        const capacity__trigger_info *info = &capacity__trigger[i];
        const capacity__metric_info *metric = &capacity__metric[info->place];
        TRUE(i == 0 || info->trigger > info[-1].trigger);
        EQ(info->trigger < 20   ? CAPACITY_LEVEL_CRITICAL
           : info->trigger < 40 ? CAPACITY_LEVEL_WARNING
                                : CAPACITY_LEVEL_SCALE_UP,
           info->level);
        TRUE(info->threshold >= metric->lowest && info->threshold <= metric->highest);
        TRUE(strlen(info->name) < CAPACITY_NAME_SIZE && strlen(info->action) < CAPACITY_TEXT_SIZE &&
             strlen(info->source) < CAPACITY_TEXT_SIZE);
    }
}
END_TEST

/* --- sets --------------------------------------------------------------------------------------- */

static void starts_with_nothing_known(void)
{
    capacity_metrics *metrics = no_metrics();
    for (int i = 0; i < CAPACITY__METRICS; i++)
        expect(metrics, (capacity_metric)capacity__metric[i].metric, CAPACITY_INVALID,
               CAPACITY_AUTO, CAPACITY_AUTO);
    OK(capacity_metrics_check(metrics, &test_err));
}

static void takes_both_ends_of_each_range_and_nothing_beyond(void)
{
    capacity_metrics *metrics = no_metrics();
    for (int i = 0; i < CAPACITY__METRICS; i++) {
        const capacity__metric_info *info = &capacity__metric[i];
        capacity_metric metric = (capacity_metric)info->metric;
        OK(capacity_metrics_set(metrics, metric, info->highest, CAPACITY_METRIC_HELD_US,
                                info->highest, &test_err));
        expect(metrics, metric, info->highest, CAPACITY_METRIC_HELD_US, info->highest);
        OK(capacity_metrics_set(metrics, metric, info->lowest, 0, info->lowest, &test_err));
        FAILS(CAPACITY_E_RANGE, info->key,
              capacity_metrics_set(metrics, metric, info->highest + 1, 0, 1, &test_err));
        CONTAINS("exceeds", test_err.message);
        FAILS(CAPACITY_E_RANGE, "is below",
              capacity_metrics_set(metrics, metric, info->lowest - 1, 0, 1, &test_err));
        FAILS(CAPACITY_E_RANGE, "baseline of ",
              capacity_metrics_set(metrics, metric, 1, 0, info->highest + 1, &test_err));
        FAILS(CAPACITY_E_RANGE, "held of ",
              capacity_metrics_set(metrics, metric, 1, CAPACITY_METRIC_HELD_US + 1, 1, &test_err));
        FAILS(CAPACITY_E_RANGE, "held of ",
              capacity_metrics_set(metrics, metric, 1, -2, 1, &test_err));
        expect(metrics, metric, info->lowest, 0, info->lowest);
    }
}

static void refuses_what_is_no_metric(void)
{
    capacity_metrics *metrics = no_metrics();
    int64_t number;
    FAILS(CAPACITY_E_FIELD, "metric 4 is unknown",
          capacity_metrics_set(metrics, (capacity_metric)4, 1, 0, 0, &test_err));
    FAILS(
        CAPACITY_E_FIELD, "metric 0 is unknown",
        capacity_metrics_get(metrics, CAPACITY_METRIC_NONE, &number, &number, &number, &test_err));
    FAILS(CAPACITY_E_FIELD, "metric 99 is unknown",
          capacity_metrics_reset(metrics, (capacity_metric)99, &test_err));
}

static void forgets_one_metric(void)
{
    capacity_metrics *metrics = no_metrics();
    OK(capacity_metrics_set(metrics, CAPACITY_METRIC_CPU_PPM, 1, 2, 3, &test_err));
    OK(capacity_metrics_set(metrics, CAPACITY_METRIC_REPLICAS, 4, 5, 6, &test_err));
    OK(capacity_metrics_reset(metrics, CAPACITY_METRIC_CPU_PPM, &test_err));
    expect(metrics, CAPACITY_METRIC_CPU_PPM, CAPACITY_INVALID, CAPACITY_AUTO, CAPACITY_AUTO);
    expect(metrics, CAPACITY_METRIC_REPLICAS, 4, 5, 6);
}

static void a_clone_is_independent(void)
{
    capacity_metrics *metrics = no_metrics(), *copy;
    OK(capacity_metrics_set(metrics, CAPACITY_METRIC_CPU_PPM, 1, 2, 3, &test_err));
    NEW(copy, capacity_metrics_clone(metrics, &copy, &test_err));
    OK(capacity_metrics_set(metrics, CAPACITY_METRIC_CPU_PPM, 9, 9, 9, &test_err));
    expect(copy, CAPACITY_METRIC_CPU_PPM, 1, 2, 3);
}

static void takes_text_in_peoples_units(void)
{
    capacity_metrics *metrics = no_metrics();
    OK(capacity_metrics_set_text(metrics, "cpu", "87%", "12m", "60%", &test_err));
    expect(metrics, CAPACITY_METRIC_CPU_PPM, 870000, 720000000, 600000);
    OK(capacity_metrics_set_text(metrics, "latency_p95", "1.2s", NULL, "", &test_err));
    expect(metrics, CAPACITY_METRIC_LATENCY_P95_US, 1200000, CAPACITY_AUTO, CAPACITY_AUTO);
    OK(capacity_metrics_set_text(metrics, "requests", "166.7", "", NULL, &test_err));
    expect(metrics, CAPACITY_METRIC_RATE_MRPS, 166700, CAPACITY_AUTO, CAPACITY_AUTO);
    static const char *const off_on[] = {"false", "true", "no", "yes", "off", "on"};
    for (size_t i = 0; i < COUNT(off_on); i++) {
        OK(capacity_metrics_set_text(metrics, "database_available", off_on[i], NULL, NULL,
                                     &test_err));
        expect(metrics, CAPACITY_METRIC_DATABASE_AVAILABLE, (int64_t)i % 2, CAPACITY_AUTO,
               CAPACITY_AUTO);
    }
}

static void text_errors_say_what_and_where(void)
{
    capacity_metrics *metrics = no_metrics();
    const char *none = NULL;
    FAILS(CAPACITY_E_FIELD, "unknown metric 'cpus', did you mean 'cpu'",
          capacity_metrics_set_text(metrics, "cpus", "1", none, none, &test_err));
    FAILS(CAPACITY_E_FIELD, "unknown metric 'zzzzzzzz'",
          capacity_metrics_set_text(metrics, "zzzzzzzz", "1", none, none, &test_err));
    FAILS(CAPACITY_E_SYNTAX, "cpu",
          capacity_metrics_set_text(metrics, "cpu", "hot", none, none, &test_err));
    FAILS(CAPACITY_E_RANGE, "cpu 20000% exceeds 10000%",
          capacity_metrics_set_text(metrics, "cpu", "20000%", none, none, &test_err));
    FAILS(CAPACITY_E_RANGE, "held of cpu 366d exceeds 365d",
          capacity_metrics_set_text(metrics, "cpu", "87%", "366d", none, &test_err));
    FAILS(CAPACITY_E_SYNTAX, "held of cpu",
          capacity_metrics_set_text(metrics, "cpu", "87%", "long", none, &test_err));
    FAILS(CAPACITY_E_SYNTAX, "baseline of cpu",
          capacity_metrics_set_text(metrics, "cpu", "87%", "1m", "cold", &test_err));
    FAILS(CAPACITY_E_SYNTAX, "database_available 'maybe' is not one of false, true",
          capacity_metrics_set_text(metrics, "database_available", "maybe", none, none, &test_err));
    expect(metrics, CAPACITY_METRIC_CPU_PPM, CAPACITY_INVALID, CAPACITY_AUTO, CAPACITY_AUTO);
}

static void metrics_that_contradict_each_other_are_refused(void)
{
    static const struct {
        capacity_metric low, high;
        const char *message;
    } pairs[] = {
        {CAPACITY_METRIC_AVAILABLE_REPLICAS, CAPACITY_METRIC_REPLICAS,
         "available_replicas 6 exceeds replicas 5: they contradict each other"},
        {CAPACITY_METRIC_MIN_REPLICAS, CAPACITY_METRIC_MAX_REPLICAS,
         "min_replicas 6 exceeds max_replicas 5"},
        {CAPACITY_METRIC_LATENCY_P50_US, CAPACITY_METRIC_LATENCY_P95_US,
         "latency_p50 6us exceeds latency_p95 5us"},
        {CAPACITY_METRIC_LATENCY_P50_US, CAPACITY_METRIC_LATENCY_P99_US,
         "latency_p50 6us exceeds latency_p99 5us"},
        {CAPACITY_METRIC_LATENCY_P95_US, CAPACITY_METRIC_LATENCY_P99_US,
         "latency_p95 6us exceeds latency_p99 5us"},
    };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        capacity_metrics *metrics = no_metrics();
        OK(capacity_metrics_set(metrics, pairs[i].low, 6, 0, CAPACITY_AUTO, &test_err));
        OK(capacity_metrics_check(metrics, &test_err));
        OK(capacity_metrics_set(metrics, pairs[i].high, 6, 0, CAPACITY_AUTO, &test_err));
        OK(capacity_metrics_check(metrics, &test_err));
        OK(capacity_metrics_set(metrics, pairs[i].high, 5, 0, CAPACITY_AUTO, &test_err));
        FAILS(CAPACITY_E_ARGUMENT, pairs[i].message, capacity_metrics_check(metrics, &test_err));
    }
}

static void checks_its_arguments(void)
{
    capacity_metrics *metrics = no_metrics(), *made;
    int64_t number;
    capacity_metrics_free(NULL);
    FAILS(CAPACITY_E_ARGUMENT, "out", capacity_metrics_new(NULL, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out", capacity_metrics_clone(metrics, NULL, &test_err));
    REFUSES(CAPACITY_E_ARGUMENT, "metrics", made, capacity_metrics_clone(NULL, &made, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "metrics",
          capacity_metrics_set(NULL, CAPACITY_METRIC_CPU_PPM, 1, 0, 0, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "metrics",
          capacity_metrics_set_text(NULL, "cpu", "1", NULL, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "key",
          capacity_metrics_set_text(metrics, NULL, "1", NULL, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "value",
          capacity_metrics_set_text(metrics, "cpu", NULL, NULL, NULL, &test_err));
    FAILS(
        CAPACITY_E_ARGUMENT, "metrics",
        capacity_metrics_get(NULL, CAPACITY_METRIC_CPU_PPM, &number, &number, &number, &test_err));
    FAILS(
        CAPACITY_E_ARGUMENT, "value",
        capacity_metrics_get(metrics, CAPACITY_METRIC_CPU_PPM, NULL, &number, &number, &test_err));
    FAILS(
        CAPACITY_E_ARGUMENT, "held_us",
        capacity_metrics_get(metrics, CAPACITY_METRIC_CPU_PPM, &number, NULL, &number, &test_err));
    FAILS(
        CAPACITY_E_ARGUMENT, "baseline",
        capacity_metrics_get(metrics, CAPACITY_METRIC_CPU_PPM, &number, &number, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "metrics",
          capacity_metrics_reset(NULL, CAPACITY_METRIC_CPU_PPM, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "metrics", capacity_metrics_check(NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "metrics",
          capacity_metrics_check((const capacity_metrics *)(const void *)capacity_tiers_builtin(),
                                 &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "metrics",
          capacity_metrics_write_text(NULL, CAPACITY_FORMAT_JSON, NULL, 0, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "format",
          capacity_metrics_write_text(metrics, CAPACITY_FORMAT_TEXT, NULL, 0, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out",
          capacity_metrics_new_from_text(TEXT("{}"), NULL, NULL, &test_err));
}

/* --- text --------------------------------------------------------------------------------------- */

static const char sample_yaml[] = "cpu:\n"
                                  "  value: 87%\n"
                                  "  held: 12m\n"
                                  "  baseline: 60%\n"
                                  "requests: 166.7\n"
                                  "latency_p95:\n"
                                  "  value: 1.2s\n"
                                  "  held: 1.5m\n"
                                  "replicas: 5\n"
                                  "database_available: true\n"
                                  "restarts:\n"
                                  "  value: 1\n"
                                  "  baseline: 0\n";

#if CAPACITY_TEXT

static const char sample_json[] = "{\n"
                                  "  \"cpu\": {\n"
                                  "    \"value\": \"87%\",\n"
                                  "    \"held\": \"12m\",\n"
                                  "    \"baseline\": \"60%\"\n"
                                  "  },\n"
                                  "  \"requests\": 166.7,\n"
                                  "  \"latency_p95\": {\n"
                                  "    \"value\": \"1.2s\",\n"
                                  "    \"held\": \"1.5m\"\n"
                                  "  },\n"
                                  "  \"replicas\": 5,\n"
                                  "  \"database_available\": true,\n"
                                  "  \"restarts\": {\n"
                                  "    \"value\": 1,\n"
                                  "    \"baseline\": 0\n"
                                  "  }\n"
                                  "}\n";

static capacity_status read_metrics(const char *text, size_t size, capacity_metrics **out)
{
    return capacity_metrics_new_from_text(text, size, test_allocator(), out, &test_err);
}

static void check_sample(const capacity_metrics *metrics)
{
    expect(metrics, CAPACITY_METRIC_CPU_PPM, 870000, 720000000, 600000);
    expect(metrics, CAPACITY_METRIC_RATE_MRPS, 166700, CAPACITY_AUTO, CAPACITY_AUTO);
    expect(metrics, CAPACITY_METRIC_LATENCY_P95_US, 1200000, 90000000, CAPACITY_AUTO);
    expect(metrics, CAPACITY_METRIC_REPLICAS, 5, CAPACITY_AUTO, CAPACITY_AUTO);
    expect(metrics, CAPACITY_METRIC_DATABASE_AVAILABLE, 1, CAPACITY_AUTO, CAPACITY_AUTO);
    expect(metrics, CAPACITY_METRIC_RESTARTS, 1, CAPACITY_AUTO, 0);
    expect(metrics, CAPACITY_METRIC_MEMORY_PPM, CAPACITY_INVALID, CAPACITY_AUTO, CAPACITY_AUTO);
}

static void reads_and_writes(const char *sample, uint32_t format)
{
    capacity_metrics *metrics;
    char text[1024];
    size_t size = 0;
    NEW(metrics, read_metrics(TEXT(sample), &metrics));
    check_sample(metrics);
    OK(capacity_metrics_write_text(metrics, format, text, sizeof text, &size, &test_err));
    SAME(sample, text);
    EQ(strlen(sample), size);
    FAILS(CAPACITY_E_BUFFER, "",
          capacity_metrics_write_text(metrics, format, text, 10, &size, &test_err));
}

static void reads_and_writes_yaml(void)
{
    reads_and_writes(sample_yaml, CAPACITY_FORMAT_YAML);
}

static void reads_and_writes_json(void)
{
    reads_and_writes(sample_json, CAPACITY_FORMAT_JSON);
}

static void an_empty_map_is_nothing(void)
{
    capacity_metrics *metrics;
    char text[8];
    NEW(metrics, read_metrics(TEXT("{}"), &metrics));
    OK(capacity_metrics_write_text(metrics, CAPACITY_FORMAT_JSON, text, sizeof text, NULL,
                                   &test_err));
    SAME("{}\n", text);
}

START_TEST(refusals_say_where_and_what)
{
    static const struct {
        const char *text;
        capacity_status status;
        int64_t line;
        const char *message;
    } bad[] = {
        {"cpus: 1\n", CAPACITY_E_FIELD, 1, "unknown key 'cpus' at line 1, did you mean 'cpu'"},
        {"a: 1\n", CAPACITY_E_FIELD, 1, "unknown key 'a' at line 1"},
        {"cpu: 1\ncpu: 2\n", CAPACITY_E_EXISTS, 2, "key 'cpu' is there already at line 2"},
        {"cpu: {value: 1, value: 2}\n", CAPACITY_E_EXISTS, 1, "key 'value' in cpu is there"},
        {"cpu: {held: 1m}\n", CAPACITY_E_SYNTAX, 1, "cpu has no key 'value'"},
        {"cpu: {value: 1, hold: 1m}\n", CAPACITY_E_FIELD, 1, "did you mean 'held'"},
        {"cpu: [1]\n", CAPACITY_E_SYNTAX, 1, "cpu must be a single value"},
        {"cpu: {value: [1]}\n", CAPACITY_E_SYNTAX, 1, "cpu.value must be a single value"},
        {"cpu: {value: 1, held: {}}\n", CAPACITY_E_SYNTAX, 1, "cpu.held must be a single value"},
        {"cpu: {value: 1, baseline: {}}\n", CAPACITY_E_SYNTAX, 1,
         "cpu.baseline must be a single value"},
        {"cpu: null\n", CAPACITY_E_SYNTAX, 1, "cpu has no value"},
        {"replicas: 3\ncpu: -1\n", CAPACITY_E_RANGE, 2, "cpu"},
        {"replicas: 3\ncpu: 101\n", CAPACITY_E_RANGE, 2, "cpu 10100% exceeds 10000%"},
        {"cpu:\n  value: 1\n  held: 400d\n", CAPACITY_E_RANGE, 3, "cpu.held 400d exceeds 365d"},
        {"cpu: {value: 1, baseline: 101}\n", CAPACITY_E_RANGE, 1, "cpu.baseline 10100% exceeds"},
        {"error_rate: 101%\n", CAPACITY_E_RANGE, 1, "error_rate 101% exceeds 100%"},
        {"database_available: 1\n", CAPACITY_E_SYNTAX, 1, "not one of false, true"},
        {"replicas: 1.5\n", CAPACITY_E_RANGE, 1, "replicas"},
        {"- cpu\n", CAPACITY_E_SYNTAX, 1, ""},
        {"[cpu]: 1\n", CAPACITY_E_SYNTAX, 1, ""},
        {"cpu: 1\n---\ncpu: 1\n", CAPACITY_E_SYNTAX, 2, ""},
        {"cpu: &a 1\n", CAPACITY_E_SYNTAX, 1, ""},
        {"", CAPACITY_E_SYNTAX, 1, ""},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        capacity_metrics *metrics = NULL;
        REFUSES(bad[i].status, bad[i].message, metrics, read_metrics(TEXT(bad[i].text), &metrics));
        if (test_err.index != bad[i].line)
            ck_abort_msg("%s is refused at line %" PRId64 ": %s", bad[i].text, test_err.index,
                         test_err.message);
    }
}
END_TEST

START_TEST(a_refusal_needs_no_error_object)
{
    static const char *const bad[] = {"cpu: hot\n", "cpu: {value: 1, held: long}\n"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        capacity_metrics *metrics = NULL;
        TRUE(capacity_metrics_new_from_text(TEXT(bad[i]), test_allocator(), &metrics, NULL) ==
                 CAPACITY_E_SYNTAX &&
             metrics == NULL);
    }
}
END_TEST

START_TEST(a_mebibyte_is_the_limit)
{
    enum { LIMIT = CAPACITY_METRICS_TEXT_BYTES };
    char *text = malloc(LIMIT + 1);
    capacity_metrics *metrics = NULL;
    memset(text, ' ', LIMIT + 1);
    memcpy(text, "cpu: 1\n", 7);
    memset(text + 7, '\n', LIMIT + 1 - 7);
    NEW(metrics, read_metrics(text, LIMIT, &metrics));
    REFUSES(CAPACITY_E_TOO_LARGE, "1048576", metrics, read_metrics(text, LIMIT + 1, &metrics));
    free(text);
}
END_TEST

START_TEST(every_changed_byte_is_judged)
{
    for (size_t i = 0; i < strlen(sample_json); i++)
        for (int byte = 0; byte < 256; byte += 5) {
            char text[sizeof sample_json];
            capacity_metrics *metrics = NULL;
            memcpy(text, sample_json, sizeof text);
            text[i] = (char)byte;
            capacity_status status =
                read_metrics(test_copy(text, strlen(sample_json)), strlen(sample_json), &metrics);
            TRUE((status < 0) == (metrics == NULL));
            capacity_metrics_free(metrics);
        }
}
END_TEST

START_TEST(every_value_comes_back)
{
    char text[8192];
    for (int i = 0; i < CAPACITY__METRICS; i++)
        for (int end = 0; end < 2; end++) {
            const capacity__metric_info *info = &capacity__metric[i];
            capacity_metrics *metrics = no_metrics(), *again;
            int64_t value = end == 0 ? info->lowest : info->highest;
            size_t size = 0;
            OK(capacity_metrics_set(metrics, (capacity_metric)info->metric, value,
                                    end == 0 ? 1 : CAPACITY_METRIC_HELD_US, value, &test_err));
            for (uint32_t format = CAPACITY_FORMAT_JSON; format <= CAPACITY_FORMAT_YAML; format++) {
                OK(capacity_metrics_write_text(metrics, format, text, sizeof text, &size,
                                               &test_err));
                NEW(again, read_metrics(text, size, &again));
                TRUE(memcmp(metrics->reading, again->reading, sizeof again->reading) == 0);
            }
        }
}
END_TEST

START_TEST(the_pages_examples_are_taken)
{
    const char *at = formats_page(), *text;
    size_t size = 0, taken = 0;
    while ((text = next_example("<!-- metrics -->", &at, &size)) != NULL) {
        capacity_metrics *metrics = NULL;
        if (read_metrics(text, size, &metrics) < 0)
            ck_abort_msg("%.*s: %s", (int)size, text, test_err.message);
        OK(capacity_metrics_check(metrics, &test_err));
        capacity_metrics_free(metrics);
        taken++;
    }
    EQ(2, taken);
}
END_TEST

START_TEST(the_page_lists_the_metrics)
{
    static const char *const forms[] = {
        [CAPACITY_UNIT_COUNT] = "count", [CAPACITY_UNIT_MRPS] = "rate a second",
        [CAPACITY_UNIT_US] = "time",     [CAPACITY_UNIT_PPM] = "share",
        [CAPACITY_UNIT_BOOL] = "switch",
    };
    const char *page = formats_page();
    for (int i = 0; i < CAPACITY__METRICS; i++) {
        const capacity__metric_info *info = &capacity__metric[i];
        char line[1024];
        capacity__out out = capacity__out_new(line, sizeof line);
        capacity__put_format(&out, "| `%s` | %s | ", info->key, forms[info->unit]);
        capacity__put_metric(&out, info, info->lowest);
        capacity__put(&out, " to ");
        capacity__put_metric(&out, info, info->highest);
        capacity__put_format(&out, " | %s |\n", info->summary);
        OK(capacity__out_end(&out, NULL, &test_err));
        if (strstr(page, line) == NULL)
            ck_abort_msg("docs/formats.md lacks this line:\n%s", line);
    }
}
END_TEST

static void add_more(Suite *suite)
{
    TCase *made = test_case(suite, "more");
    tcase_add_test(made, lists_every_metric_once);
    tcase_add_test(made, knows_no_other_metric);
    tcase_add_test(made, triggers_are_in_order_and_look_at_what_they_can);
    tcase_add_test(made, refusals_say_where_and_what);
    tcase_add_test(made, a_refusal_needs_no_error_object);
    tcase_add_test(made, a_mebibyte_is_the_limit);
    tcase_add_test(made, every_changed_byte_is_judged);
    tcase_add_test(made, every_value_comes_back);
    tcase_add_test(made, the_pages_examples_are_taken);
    tcase_add_test(made, the_page_lists_the_metrics);
}

#define TEXT_SCENARIOS                                                                             \
    SCENARIO(reads_and_writes_yaml), SCENARIO(reads_and_writes_json),                              \
        SCENARIO(an_empty_map_is_nothing),

#else

static void reading_is_left_out(void)
{
    capacity_metrics *metrics;
    REFUSES(
        CAPACITY_E_UNSUPPORTED, "left out of this build", metrics,
        capacity_metrics_new_from_text(TEXT(sample_yaml), test_allocator(), &metrics, &test_err));
}

static void add_more(Suite *suite)
{
    TCase *made = test_case(suite, "more");
    tcase_add_test(made, lists_every_metric_once);
    tcase_add_test(made, knows_no_other_metric);
    tcase_add_test(made, triggers_are_in_order_and_look_at_what_they_can);
}

#define TEXT_SCENARIOS SCENARIO(reading_is_left_out),

#endif

static const scenario scenarios[] = {
    TEXT_SCENARIOS SCENARIO(starts_with_nothing_known),
    SCENARIO(takes_both_ends_of_each_range_and_nothing_beyond),
    SCENARIO(refuses_what_is_no_metric),
    SCENARIO(forgets_one_metric),
    SCENARIO(a_clone_is_independent),
    SCENARIO(takes_text_in_peoples_units),
    SCENARIO(text_errors_say_what_and_where),
    SCENARIO(metrics_that_contradict_each_other_are_refused),
    SCENARIO(checks_its_arguments),
};

TEST_MAIN(metrics, add_more)
