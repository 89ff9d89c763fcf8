/*
 * Plans, steps and differences written in four forms.
 * SPDX-License-Identifier: Apache-2.0
 *
 * What the forms look like is checked by test_plan_output.py; here is how they treat buffers, memory
 * and wrong arguments, and that YAML is the same tree as JSON.
 */
#include "harness.h"

#include <stdlib.h>

#if CAPACITY_TEXT
#include <yaml.h>
#endif

enum { GUARD = 16, MOST_TEXT = 1 << 20 };

static const uint32_t formats[] = {CAPACITY_FORMAT_TEXT, CAPACITY_FORMAT_JSON, CAPACITY_FORMAT_YAML,
                                   CAPACITY_FORMAT_MARKDOWN};

typedef struct plan_pair {
    capacity_plan *before, *after;
} plan_pair;

typedef capacity_status (*writer)(const plan_pair *plans, uint32_t format, char *buf, size_t size,
                                  size_t *needed);

static capacity_status write_plan(const plan_pair *plans, uint32_t format, char *buf, size_t size,
                                  size_t *needed)
{
    return capacity_plan_write(plans->before, format, buf, size, needed, &test_err);
}

static capacity_status write_steps(const plan_pair *plans, uint32_t format, char *buf, size_t size,
                                   size_t *needed)
{
    return capacity_plan_write_steps(plans->before, format, buf, size, needed, &test_err);
}

static capacity_status write_differences(const plan_pair *plans, uint32_t format, char *buf,
                                         size_t size, size_t *needed)
{
    return capacity_plan_write_differences(plans->before, plans->after, format, buf, size, needed,
                                           &test_err);
}

static const writer writers[] = {write_plan, write_steps, write_differences};

static capacity_plan *plan_of(int64_t users)
{
    capacity_profile *profile;
    capacity_plan *plan;
    NEW(profile, capacity_profile_new(test_allocator(), &profile, &test_err));
    OK(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, users, &test_err));
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, &test_err));
    DROP(profile);
    return plan;
}

static plan_pair two_plans(void)
{
    plan_pair made = {plan_of(1000), plan_of(12000)};
    return made;
}

static int is_written(uint32_t format)
{
    return CAPACITY_TEXT || format != CAPACITY_FORMAT_YAML;
}

/* A buffer of a size, with guards behind it. */
static char *guarded(char *room, size_t size)
{
    memset(room, 0x77, size + GUARD);
    return room;
}

static void check_guard(const char *buf, size_t size)
{
    for (size_t i = 0; i < GUARD; i++)
        EQ(0x77, buf[size + i]);
}

/* With `size` bytes: what fits is written and ends in a NUL, the length is told, nothing else. */
static void check_size(writer write, const plan_pair *plans, uint32_t format, const char *whole,
                       size_t length, char *room, size_t size)
{
    size_t needed = 0;
    char *buf = guarded(room, size);
    IS(size > length ? CAPACITY_OK : CAPACITY_E_BUFFER, write(plans, format, buf, size, &needed));
    EQ(length, needed);
    check_guard(buf, size);
    if (size == 0)
        return;
    size_t kept = size > length ? length : size - 1;
    EQ(kept, strlen(buf));
    TRUE(memcmp(whole, buf, kept) == 0);
}

/* Every size for short texts; for long ones those near both ends, and some between. */
static void check_sizes(writer write, const plan_pair *plans, uint32_t format, size_t stride)
{
    size_t length = 0, again = 0;
    OK(write(plans, format, NULL, 0, &length));
    TRUE(length > 100 && length < MOST_TEXT);
    char *whole = malloc(length + 1), *room = malloc(length + 2 + GUARD);
    TRUE(whole != NULL && room != NULL);

    OK(write(plans, format, whole, length + 1, &again));
    EQ(length, again);
    EQ(length, strlen(whole));
    EQ('\n', whole[length - 1]);
    for (size_t size = 0; size <= length + 2; size++)
        if (size < 40 || size + 40 > length || size % stride == 0)
            check_size(write, plans, format, whole, length, room, size);
    free(whole);
    free(room);
}

START_TEST(every_size_of_buffer)
{
    plan_pair plans = two_plans();
    for (size_t w = 0; w < COUNT(writers); w++)
        for (size_t f = 0; f < COUNT(formats); f++)
            if (is_written(formats[f]))
                check_sizes(writers[w], &plans, formats[f], 211);
}
END_TEST

START_TEST(every_size_of_buffer_for_the_screen)
{
    plan_pair plans = two_plans();
    check_sizes(write_plan, &plans, CAPACITY_FORMAT_TEXT, 1);
    check_sizes(write_differences, &plans, CAPACITY_FORMAT_TEXT, 1);
}
END_TEST

static void no_need_to_know_the_length(void)
{
    static char buf[MOST_TEXT];
    plan_pair plans = two_plans();
    OK(capacity_plan_write(plans.before, CAPACITY_FORMAT_TEXT, buf, sizeof buf, NULL, NULL));
    CONTAINS("1000 concurrent users", buf);
    IS(CAPACITY_E_BUFFER,
       capacity_plan_write(plans.before, CAPACITY_FORMAT_TEXT, buf, 10, NULL, NULL));
    SAME("1000 conc", buf);
    OK(capacity_plan_write(plans.before, CAPACITY_FORMAT_TEXT, NULL, 0, NULL, NULL));
}

static void only_yaml_takes_memory(void)
{
    static char buf[MOST_TEXT];
    plan_pair plans = two_plans();
    size_t before = test_allocations();

    for (size_t w = 0; w < COUNT(writers); w++)
        for (size_t f = 0; f < COUNT(formats); f++)
            if (formats[f] != CAPACITY_FORMAT_YAML)
                OK(writers[w](&plans, formats[f], buf, sizeof buf, NULL));
    EQ(before, test_allocations());
}

/* The shortest of the trees: each of its many allocations is made to fail. */
static void yaml_survives_failing_memory(void)
{
    static char buf[MOST_TEXT];
    plan_pair plans = {plan_of(1000), plan_of(1001)};
    size_t needed = 0;

    if (!CAPACITY_TEXT) {
        FAILS(CAPACITY_E_UNSUPPORTED, "YAML is left out of this build",
              capacity_plan_write_differences(plans.before, plans.after, CAPACITY_FORMAT_YAML, buf,
                                              sizeof buf, &needed, &test_err));
        return;
    }
    OK(capacity_plan_write_differences(plans.before, plans.after, CAPACITY_FORMAT_YAML, buf,
                                       sizeof buf, &needed, &test_err));
    CONTAINS("field: users", buf);
}

/* A catalogue whose price of the control plane is called so. */
static capacity_catalog *catalog_with(const char *item)
{
    static const int64_t open = INT64_MAX, price = 100000000;
    capacity_catalog_builder *builder;
    capacity_catalog *catalog;
    capacity_meter meter = CAPACITY_INIT(capacity_meter);

    NEW(builder, capacity_catalog_builder_new(capacity_catalog_builtin(), test_allocator(),
                                              &builder, &test_err));
    OK(capacity_catalog_find_meter(NULL, "eks.cluster", &meter, &test_err));
    snprintf(meter.item, sizeof meter.item, "%s", item);
    OK(capacity_catalog_builder_put_meter(builder, &meter, &open, &price, 1, &test_err));
    NEW(catalog, capacity_catalog_builder_finish(builder, &catalog, &test_err));
    DROP(builder);
    return catalog;
}

START_TEST(foreign_names_stay_in_their_cells)
{
    static char buf[MOST_TEXT];
    capacity_catalog *catalog = catalog_with("a|b <i> *c* \"d\" caf\xc3\xa9");
    capacity_profile *profile;
    capacity_plan *plan;
    NEW(profile, capacity_profile_new(test_allocator(), &profile, &test_err));
    NEW(plan, capacity_plan_new(profile, catalog, NULL, NULL, &plan, &test_err));

    OK(capacity_plan_write(plan, CAPACITY_FORMAT_MARKDOWN, buf, sizeof buf, NULL, &test_err));
    CONTAINS("| eks a\\|b \\<i> \\*c\\* \"d\" caf\xc3\xa9 ", buf);
    OK(capacity_plan_write(plan, CAPACITY_FORMAT_JSON, buf, sizeof buf, NULL, &test_err));
    CONTAINS("\"item\": \"a|b <i> *c* \\\"d\\\" caf\xc3\xa9\"", buf);
}
END_TEST

static void refuse_other_formats(void)
{
    static const uint32_t wrong[] = {0, 5, 1000, UINT32_MAX};
    plan_pair plans = two_plans();
    char buf[8] = "kept";
    size_t needed = 77;

    for (size_t i = 0; i < COUNT(wrong); i++)
        for (size_t w = 0; w < COUNT(writers); w++)
            FAILS(CAPACITY_E_ARGUMENT, "is none of text 1, JSON 2, YAML 3, Markdown 4",
                  writers[w](&plans, wrong[i], buf, sizeof buf, &needed));
    SAME("kept", buf);
    EQ(77, needed);
}

static void refuse_what_is_no_plan(void)
{
    plan_pair good = two_plans();
    capacity_profile *profile;
    NEW(profile, capacity_profile_new(test_allocator(), &profile, &test_err));
    void *other = profile;
    const plan_pair wrong[] = {{NULL, good.after}, {other, good.after}};
    const plan_pair half = {good.before, NULL};
    char buf[8] = "kept";
    size_t needed = 77;

    for (size_t i = 0; i < COUNT(wrong); i++)
        for (size_t w = 0; w < COUNT(writers); w++)
            FAILS(CAPACITY_E_ARGUMENT, w == 2 ? "before" : "plan",
                  writers[w](&wrong[i], CAPACITY_FORMAT_JSON, buf, sizeof buf, &needed));
    FAILS(CAPACITY_E_ARGUMENT, "after",
          write_differences(&half, CAPACITY_FORMAT_TEXT, buf, sizeof buf, &needed));
    SAME("kept", buf);
    EQ(77, needed);
}

#if CAPACITY_TEXT

static char *written(writer write, const plan_pair *plans, uint32_t format, size_t *length)
{
    OK(write(plans, format, NULL, 0, length));
    char *text = malloc(*length + 1);
    TRUE(text != NULL);
    OK(write(plans, format, text, *length + 1, NULL));
    return text;
}

static int next_event(yaml_parser_t *parser, yaml_event_t *event)
{
    if (!yaml_parser_parse(parser, event))
        ck_abort_msg("line %zu: %s", parser->problem_mark.line + 1,
                     parser->problem == NULL ? "not YAML" : parser->problem);
    return (int)event->type;
}

/* Does an unquoted scalar stand for a number, a switch or nothing? */
static int is_literal(const char *text)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(text, words[i]) == 0)
            return 1;
    return text[0] != '\0' && text[strspn(text, "-0123456789")] == '\0';
}

static int is_string(const yaml_event_t *event)
{
    return event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE ||
           !is_literal((const char *)event->data.scalar.value);
}

static void same_event(const yaml_event_t *a, const yaml_event_t *b)
{
    EQ(a->type, b->type);
    if (a->type != YAML_SCALAR_EVENT)
        return;
    SAME((const char *)a->data.scalar.value, (const char *)b->data.scalar.value);
    EQ(is_string(a), is_string(b));
}

static size_t same_tree(const char *json, size_t json_size, const char *yaml, size_t yaml_size)
{
    yaml_parser_t first, second;
    yaml_event_t a, b;
    size_t events = 0;
    int type;

    TRUE(yaml_parser_initialize(&first) && yaml_parser_initialize(&second));
    yaml_parser_set_input_string(&first, (const unsigned char *)json, json_size);
    yaml_parser_set_input_string(&second, (const unsigned char *)yaml, yaml_size);
    do {
        type = next_event(&first, &a);
        next_event(&second, &b);
        same_event(&a, &b);
        yaml_event_delete(&a);
        yaml_event_delete(&b);
        events++;
    } while (type != YAML_STREAM_END_EVENT);
    yaml_parser_delete(&first);
    yaml_parser_delete(&second);
    return events;
}

START_TEST(yaml_is_the_tree_of_json)
{
    plan_pair plans = two_plans();
    for (size_t w = 0; w < COUNT(writers); w++) {
        size_t json_size, yaml_size;
        char *json = written(writers[w], &plans, CAPACITY_FORMAT_JSON, &json_size);
        char *yaml = written(writers[w], &plans, CAPACITY_FORMAT_YAML, &yaml_size);
        TRUE(json[0] == '{' && yaml[0] != '{');
        TRUE(same_tree(json, json_size, yaml, yaml_size) > 100);
        free(json);
        free(yaml);
    }
}
END_TEST

#endif

static void more(Suite *suite)
{
    TCase *sizes = test_case(suite, "sizes");
    tcase_add_test(sizes, every_size_of_buffer);
    tcase_add_test(sizes, every_size_of_buffer_for_the_screen);
    tcase_add_test(test_case(suite, "names"), foreign_names_stay_in_their_cells);
#if CAPACITY_TEXT
    tcase_add_test(test_case(suite, "trees"), yaml_is_the_tree_of_json);
#endif
}

static const scenario scenarios[] = {
    SCENARIO(no_need_to_know_the_length),   SCENARIO(only_yaml_takes_memory),
    SCENARIO(yaml_survives_failing_memory), SCENARIO(refuse_other_formats),
    SCENARIO(refuse_what_is_no_plan),
};

TEST_MAIN(plan_write, more)
