/*
 * Manifests: the framework, the options, and the autoscaler of the guide.
 * SPDX-License-Identifier: Apache-2.0
 *
 * That clusters and tools accept what is written is checked by tests/consumers.
 */
#include "ladders.h"
#include "parts.h"

#include "text/emit.h"

#include <stdlib.h>

enum { MOST_TEXT = 1 << 18 };

static capacity_emit_options options_of(void)
{
    capacity_emit_options options;
    capacity_emit_options_init(&options, sizeof options);
    return options;
}

/* The manifest as JSON; lives to the next call. */
static const char *emitted(const capacity_plan *plan, capacity_emit_kind kind,
                           const capacity_emit_options *options, uint32_t format)
{
    static char text[MOST_TEXT];
    size_t needed = 0;
    OK(capacity_plan_emit(plan, kind, options, format, text, sizeof text, &needed, &test_err));
    EQ(needed, strlen(text));
    return text;
}

static const char *emitted_json(const capacity_plan *plan, capacity_emit_kind kind,
                                const capacity_emit_options *options)
{
    return emitted(plan, kind, options, CAPACITY_FORMAT_JSON);
}

/* --- kinds -------------------------------------------------------------------------------------- */

static void every_kind_has_a_name_a_sentence_and_a_file(void)
{
    size_t count = capacity_emit_kind_count();
    TRUE(count >= 2);
    for (size_t i = 0; i < count; i++) {
        capacity_emit_kind kind = capacity_emit_kind_at(i);
        const char *name = capacity_emit_kind_name(kind);
        char file[CAPACITY_NAME_SIZE];
        size_t needed = 0;
        uint32_t format = capacity_emit_kind_format(kind, CAPACITY_FORMAT_YAML);
        TRUE(name[0] != '\0' && capacity_emit_kind_summary(kind)[0] != '\0');
        EQ(kind, capacity_emit_kind_from_name(name));
        TRUE(i == 0 || kind > capacity_emit_kind_at(i - 1));
        OK(capacity_emit_kind_file(kind, format, file, sizeof file, &needed, &test_err));
        EQ(needed, strlen(file));
        TRUE(strchr(file, '.') != NULL && strchr(file, '/') == NULL);
        FAILS(CAPACITY_E_BUFFER, "too small",
              capacity_emit_kind_file(kind, format, file, needed, &needed, &test_err));
    }
    EQ(CAPACITY_EMIT_NONE, capacity_emit_kind_at(count));
}

static void kinds_have_the_formats_that_they_are_written_in(void)
{
    char file[CAPACITY_NAME_SIZE];
    const struct {
        capacity_emit_kind kind;
        uint32_t format;
        const char *file;
    } files[] = {{CAPACITY_EMIT_HPA, CAPACITY_FORMAT_YAML, "hpa.yaml"},
                 {CAPACITY_EMIT_HPA, CAPACITY_FORMAT_JSON, "hpa.json"},
                 {CAPACITY_EMIT_REASONS, CAPACITY_FORMAT_MARKDOWN, "REASONS.md"}};
    for (size_t i = 0; i < COUNT(files); i++) {
        OK(capacity_emit_kind_file(files[i].kind, files[i].format, file, sizeof file, NULL, NULL));
        SAME(files[i].file, file);
        EQ(files[i].format, capacity_emit_kind_format(files[i].kind, files[i].format));
    }
    EQ(CAPACITY_FORMAT_JSON, capacity_emit_kind_format(CAPACITY_EMIT_HPA, CAPACITY_FORMAT_TEXT));
    EQ(CAPACITY_FORMAT_JSON, capacity_emit_kind_format(CAPACITY_EMIT_HPA, UINT32_MAX));
    EQ(CAPACITY_FORMAT_MARKDOWN,
       capacity_emit_kind_format(CAPACITY_EMIT_REASONS, CAPACITY_FORMAT_YAML));
    EQ(0, capacity_emit_kind_format(CAPACITY_EMIT_NONE, CAPACITY_FORMAT_YAML));
    FAILS(CAPACITY_E_UNSUPPORTED, "hpa is written as JSON or YAML, not as Markdown",
          capacity_emit_kind_file(CAPACITY_EMIT_HPA, CAPACITY_FORMAT_MARKDOWN, NULL, 0, NULL,
                                  &test_err));
    FAILS(CAPACITY_E_UNSUPPORTED, "hpa is written as JSON or YAML, not as anything else",
          capacity_emit_kind_file(CAPACITY_EMIT_HPA, 99, NULL, 0, NULL, &test_err));
    FAILS(CAPACITY_E_UNSUPPORTED, "reasons is written as Markdown, not as JSON",
          capacity_emit_kind_file(CAPACITY_EMIT_REASONS, CAPACITY_FORMAT_JSON, NULL, 0, NULL,
                                  &test_err));
}

static void unknown_kinds_have_no_name_and_are_not_found(void)
{
    const capacity_emit_kind none = (capacity_emit_kind)999;
    capacity_plan *plan = plan_of("concurrent_users=1000");
    SAME("", capacity_emit_kind_name(none));
    SAME("", capacity_emit_kind_summary(none));
    EQ(CAPACITY_EMIT_NONE, capacity_emit_kind_from_name("hpas"));
    EQ(CAPACITY_EMIT_NONE, capacity_emit_kind_from_name(NULL));
    FAILS(CAPACITY_E_NOT_FOUND, "999 is no kind of manifest",
          capacity_emit_kind_file(none, CAPACITY_FORMAT_JSON, NULL, 0, NULL, &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "0 is no kind",
          capacity_plan_emit(plan, CAPACITY_EMIT_NONE, NULL, CAPACITY_FORMAT_JSON, NULL, 0, NULL,
                             &test_err));
}

/* --- writing ------------------------------------------------------------------------------------ */

static void the_same_input_gives_the_same_bytes_within_the_buffer(void)
{
    static char first[MOST_TEXT], second[MOST_TEXT];
    capacity_plan *plan = plan_of("concurrent_users=1000");
    for (size_t i = 0; i < capacity_emit_kind_count(); i++) {
        capacity_emit_kind kind = capacity_emit_kind_at(i);
        for (uint32_t wanted = CAPACITY_FORMAT_JSON; wanted <= CAPACITY_FORMAT_YAML; wanted++) {
            uint32_t format = capacity_emit_kind_format(kind, wanted);
            size_t needed = 0, again = 0;
            if (!CAPACITY_TEXT && format == CAPACITY_FORMAT_YAML)
                continue;
            OK(capacity_plan_emit(plan, kind, NULL, format, NULL, 0, &needed, &test_err));
            TRUE(needed > 0 && needed < MOST_TEXT);
            memset(first, 'x', needed + 2);
            OK(capacity_plan_emit(plan, kind, NULL, format, first, needed + 1, &again, &test_err));
            EQ(needed, again);
            EQ('x', first[needed + 1]);
            OK(capacity_plan_emit(plan, kind, NULL, format, second, needed + 1, NULL, &test_err));
            SAME(first, second);
            FAILS(CAPACITY_E_BUFFER, "too small",
                  capacity_plan_emit(plan, kind, NULL, format, second, needed, &again, &test_err));
            EQ(needed, again);
            EQ(0, strncmp(first, second, needed - 1));
        }
    }
}

static void wrong_arguments_are_refused(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    FAILS(CAPACITY_E_ARGUMENT, "plan is NULL",
          capacity_plan_emit(NULL, CAPACITY_EMIT_HPA, NULL, CAPACITY_FORMAT_JSON, NULL, 0, NULL,
                             &test_err));
    FAILS(CAPACITY_E_UNSUPPORTED, "not as Markdown",
          capacity_plan_emit(plan, CAPACITY_EMIT_HPA, NULL, CAPACITY_FORMAT_MARKDOWN, NULL, 0, NULL,
                             &test_err));
    if (!CAPACITY_TEXT)
        FAILS(CAPACITY_E_UNSUPPORTED, "YAML is left out",
              capacity_plan_emit(plan, CAPACITY_EMIT_HPA, NULL, CAPACITY_FORMAT_YAML, NULL, 0, NULL,
                                 &test_err));
}

static void each_object_is_a_yaml_document(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    if (!CAPACITY_TEXT)
        return;
    const char *text = emitted(plan, CAPACITY_EMIT_HPA, NULL, CAPACITY_FORMAT_YAML);
    EQ(0, strncmp(text, "---\napiVersion: autoscaling/v2\n", 31));
    EQ(2, times("---\n", text));
    EQ(2, times("\nkind: HorizontalPodAutoscaler\n", text));
    CONTAINS("\n  name: frontend-hpa\n", text);
}

static void several_objects_are_one_list_in_json(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    const char *text = emitted_json(plan, CAPACITY_EMIT_HPA, NULL);
    CONTAINS("{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": [\n", text);
    EQ(2, times("\"kind\": \"HorizontalPodAutoscaler\"", text));
}

/* --- options ------------------------------------------------------------------------------------ */

static void refuses(capacity_status want, const char *part, const capacity_emit_options *options)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    FAILS(want, part,
          capacity_plan_emit(plan, CAPACITY_EMIT_HPA, options, CAPACITY_FORMAT_JSON, NULL, 0, NULL,
                             &test_err));
    DROP(plan);
}

static void takes(const capacity_emit_options *options)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    OK(capacity_plan_emit(plan, CAPACITY_EMIT_HPA, options, CAPACITY_FORMAT_JSON, NULL, 0, NULL,
                          &test_err));
    DROP(plan);
}

static void options_have_the_defaults_that_the_header_states(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    static char defaults[MOST_TEXT];
    capacity_emit_options options = options_of();
    memcpy(defaults, emitted_json(plan, CAPACITY_EMIT_HPA, NULL), MOST_TEXT);
    SAME(defaults, emitted_json(plan, CAPACITY_EMIT_HPA, &options));
    options.kubernetes_minor = CAPACITY_EMIT_KUBERNETES_MINOR;
    options.p95_target_us = 500000;
    strcpy(options.deployment, "chat-*");
    strcpy(options.object, "*");
    strcpy(options.container, "*");
    strcpy(options.app_label, "app");
    strcpy(options.cluster, "chat");
    strcpy(options.rate_metric, "http_requests_per_second");
    strcpy(options.connections_metric, "active_connections");
    strcpy(options.p95_metric, "http_request_duration_p95_seconds");
    SAME(defaults, emitted_json(plan, CAPACITY_EMIT_HPA, &options));
    lacks("\"namespace\"", defaults);
    lacks("\"labels\"", defaults);
}

static void names_and_labels_are_written_as_given(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of();
    strcpy(options.kubernetes_namespace, "prod");
    strcpy(options.deployment, "llm-*-v2");
    strcpy(options.object, "llm-*");
    strcpy(options.environment, "Prod_1");
    strcpy(options.team, "on");
    const char *text = emitted_json(plan, CAPACITY_EMIT_HPA, &options);
    CONTAINS("\"namespace\": \"prod\"", text);
    CONTAINS("\"name\": \"llm-backend-v2\"", text);
    CONTAINS("\"name\": \"llm-backend-hpa\"", text);
    CONTAINS("\"environment\": \"Prod_1\"", text);
    CONTAINS("\"team\": \"on\"", text);
    if (CAPACITY_TEXT)
        CONTAINS("    team: \"on\"\n",
                 emitted(plan, CAPACITY_EMIT_HPA, &options, CAPACITY_FORMAT_YAML));
}

typedef struct text_case {
    size_t offset;
    const char *name;
    const char *good[4], *bad[12];
} text_case;

#define MEMBER(member) offsetof(capacity_emit_options, member), #member

static const text_case text_cases[] = {
    {MEMBER(kubernetes_namespace),
     {"a", "0", "a-1", NULL},
     {"A", "-a", "a-", "a.b", "a_b", "a b", "\xc3\xa4", "a/b", NULL}},
    {MEMBER(deployment), {"*", "a-*", "*-9", NULL}, {"a", "**", "*-", "-*", "A*", "a.*", NULL}},
    {MEMBER(object), {"*", "a-*", NULL}, {"a", "*a*", "_*", NULL}},
    {MEMBER(container), {"*", "c-*-1", NULL}, {"a", "**", NULL}},
    {MEMBER(app_label),
     {"app", "app.kubernetes.io/name", "A_b-c.d", NULL},
     {"-a", "a-", "/a", "a/", "a..b/c", "A.b/c", "a/b/c", "-a/b", "a b", NULL}},
    {MEMBER(cluster), {"Chat-1_x", "9", NULL}, {"-a", "_a", "a.b", "a b", NULL}},
    {MEMBER(environment), {"Prod", "a_b.c-d", NULL}, {"-a", "a.", "a/b", "a b", NULL}},
    {MEMBER(team), {"x", NULL}, {"_", "a{", NULL}},
    {MEMBER(rate_metric), {"a:b_9", "_x", NULL}, {"9a", "-a", "a-b", "a b", "a/b", NULL}},
    {MEMBER(connections_metric), {"c", NULL}, {"c-d", NULL}},
    {MEMBER(p95_metric), {"p", NULL}, {"0p", NULL}},
};

static void names_that_kubernetes_refuses_are_refused_with_the_member(void)
{
    for (size_t i = 0; i < COUNT(text_cases); i++) {
        const text_case *c = &text_cases[i];
        for (size_t k = 0; c->good[k] != NULL; k++) {
            capacity_emit_options options = options_of();
            strcpy((char *)&options + c->offset, c->good[k]);
            takes(&options);
        }
        for (size_t k = 0; c->bad[k] != NULL; k++) {
            capacity_emit_options options = options_of();
            strcpy((char *)&options + c->offset, c->bad[k]);
            refuses(CAPACITY_E_ARGUMENT, c->name, &options);
        }
        capacity_emit_options options = options_of();
        memset((char *)&options + c->offset, 'a', CAPACITY_NAME_SIZE);
        refuses(CAPACITY_E_ARGUMENT, "does not end in a NUL", &options);
    }
}

static void numbers_are_taken_to_both_ends_of_their_range(void)
{
    const struct {
        size_t offset;
        const char *name;
        int64_t least, most;
    } cases[] = {
        {MEMBER(scale_up_tolerance_ppm), 0, 1000000000},
        {MEMBER(scale_down_tolerance_ppm), 0, 1000000000},
        {MEMBER(p95_target_us), 1000, 600000000},
    };
    capacity_emit_options options;
    for (size_t i = 0; i < COUNT(cases); i++)
        for (int end = 0; end < 2; end++) {
            int64_t good = end == 0 ? cases[i].least : cases[i].most;
            int64_t bad = end == 0 ? good - 1 : good + 1;
            options = options_of();
            memcpy((char *)&options + cases[i].offset, &good, sizeof good);
            takes(&options);
            memcpy((char *)&options + cases[i].offset, &bad, sizeof bad);
            refuses(CAPACITY_E_RANGE, cases[i].name, &options);
        }
    options = options_of();
    options.kubernetes_minor = 23;
    takes(&options);
    options.kubernetes_minor = 99;
    takes(&options);
    options.kubernetes_minor = 22;
    refuses(CAPACITY_E_RANGE, "kubernetes_minor 22 is below 23", &options);
    options.kubernetes_minor = 100;
    refuses(CAPACITY_E_RANGE, "kubernetes_minor 100 exceeds 99", &options);
}

static void contradictory_and_unknown_options_are_refused(void)
{
    capacity_emit_options options = options_of();
    options.answer = 3;
    refuses(CAPACITY_E_ARGUMENT, "answer 3 is none", &options);
    options = options_of();
    options.flags = 8;
    refuses(CAPACITY_E_ARGUMENT, "flags 8 hold bits beyond 7", &options);
    options.flags = CAPACITY_EMIT_RATE_METRIC | CAPACITY_EMIT_RESOURCE_METRICS;
    refuses(CAPACITY_E_ARGUMENT, "contradict", &options);
    options = options_of();
    options.struct_size = 0;
    refuses(CAPACITY_E_STRUCT_SIZE, "struct_size 0", &options);
    struct {
        capacity_emit_options it;
        char after[8];
    } newer = {.it = options_of()};
    newer.it.struct_size = sizeof newer;
    takes(&newer.it);
    newer.after[3] = 1;
    refuses(CAPACITY_E_STRUCT_NEWER, "is set", &newer.it);
}

static capacity_plan *plan_with_component(const char *settings, const char *const *names)
{
    capacity_profile *profile = profile_of(settings);
    capacity_plan *plan;
    for (; *names != NULL; names++) {
        capacity_component_spec spec = CAPACITY_INIT(capacity_component_spec);
        strcpy(spec.name, *names);
        spec.traffic_ppm = 500000;
        spec.requests_per_pod_mrps = 20000;
        spec.cpu_request_mcpu = 1500;
        spec.memory_request_bytes = 768 * CAPACITY_MIB;
        spec.min_pods = 2;
        OK(capacity_profile_put_component(profile, &spec, NULL));
    }
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL));
    return plan;
}

static void component_names_become_dns_labels(void)
{
    const char *const names[] = {"my_worker.v2", NULL};
    capacity_plan *plan = plan_with_component("concurrent_users=1000", names);
    const char *text = emitted_json(plan, CAPACITY_EMIT_HPA, NULL);
    CONTAINS("\"name\": \"my-worker-v2-hpa\"", text);
    CONTAINS("\"name\": \"chat-my-worker-v2\"", text);
}

static void components_that_would_share_a_name_are_refused(void)
{
    const char *const names[] = {"a.b", "a_b", NULL};
    capacity_plan *plan = plan_with_component("concurrent_users=1000", names);
    FAILS(CAPACITY_E_EXISTS, "components a.b and a_b would both be named a-b",
          capacity_plan_emit(plan, CAPACITY_EMIT_HPA, NULL, CAPACITY_FORMAT_JSON, NULL, 0, NULL,
                             &test_err));
}

static void names_are_taken_to_63_characters(void)
{
    char name[CAPACITY_NAME_SIZE];
    const char *const names[] = {name, NULL};
    memset(name, 'a', sizeof name);
    name[58] = '\0'; /* chat- and 58 are 63 */
    capacity_plan *plan = plan_with_component("concurrent_users=1000", names);
    OK(capacity_plan_emit(plan, CAPACITY_EMIT_HPA, NULL, CAPACITY_FORMAT_JSON, NULL, 0, NULL,
                          &test_err));
    capacity_emit_options options = options_of();
    strcpy(options.deployment, "chats-*");
    FAILS(CAPACITY_E_LIMIT, "has 64 characters, the limit is 63",
          capacity_plan_emit(plan, CAPACITY_EMIT_HPA, &options, CAPACITY_FORMAT_JSON, NULL, 0, NULL,
                             &test_err));
    options = options_of();
    strcpy(options.object, "ab*");
    FAILS(CAPACITY_E_LIMIT, "has 60 characters, the limit is 59",
          capacity_plan_emit(plan, CAPACITY_EMIT_HPA, &options, CAPACITY_FORMAT_JSON, NULL, 0, NULL,
                             &test_err));
    options = options_of();
    strcpy(options.container, "abcdef*");
    FAILS(CAPACITY_E_LIMIT, "has 64 characters, the limit is 63",
          capacity_plan_emit(plan, CAPACITY_EMIT_HPA, &options, CAPACITY_FORMAT_JSON, NULL, 0, NULL,
                             &test_err));
}

/* --- the autoscaler ----------------------------------------------------------------------------- */

static void autoscalers_have_the_numbers_of_the_answer(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of();
    const char *text = emitted_json(plan, CAPACITY_EMIT_HPA, &options);
    CONTAINS("\"minReplicas\": 7,\n        \"maxReplicas\": 21,", text); /* 1000 x 1.3 / 200 */
    options.answer = CAPACITY_ANSWER_TIER;
    text = emitted_json(plan, CAPACITY_EMIT_HPA, &options);
    CONTAINS("\"minReplicas\": 5,\n        \"maxReplicas\": 15,", text);
    CONTAINS("\"minReplicas\": 3,\n        \"maxReplicas\": 8,", text);
    CONTAINS("the guide's tier medium prescribes it", text);
    options.answer = CAPACITY_ANSWER_FORMULA;
    text = emitted_json(plan, CAPACITY_EMIT_HPA, &options);
    CONTAINS("\"minReplicas\": 2,\n        \"maxReplicas\": 6,", text);
    CONTAINS("the guide's formula for 1000 users", text);
}

static void own_components_keep_the_recommendation_in_every_answer(void)
{
    const char *const names[] = {"worker", NULL};
    capacity_plan *plan = plan_with_component("concurrent_users=1000", names);
    capacity_emit_options options = options_of();
    for (uint32_t answer = 0; answer <= CAPACITY_ANSWER_FORMULA; answer++) {
        options.answer = answer;
        const char *worker = strstr(emitted_json(plan, CAPACITY_EMIT_HPA, &options), "worker-hpa");
        TRUE(worker != NULL);
        CONTAINS("\"minReplicas\": 2,\n        \"maxReplicas\": 6,", worker);
        CONTAINS("decided by", worker);
    }
}

static void zero_pods_become_one_since_kubernetes_refuses_zero(void)
{
    capacity_plan *plan = plan_of("concurrent_users=0 backend_min_pods=0 frontend_min_pods=0");
    const char *text = emitted_json(plan, CAPACITY_EMIT_HPA, NULL);
    EQ(2, times("\"minReplicas\": 1,\n        \"maxReplicas\": 1,", text));
}

static void custom_metrics_are_those_of_the_tier_and_the_flags(void)
{
    capacity_plan *medium = plan_of("concurrent_users=1000");
    capacity_plan *large = plan_of("concurrent_users=5000");
    capacity_plan *enterprise = plan_of("concurrent_users=15000");
    capacity_emit_options options = options_of();
    lacks("\"type\": \"Pods\",\n            \"pods\"",
          emitted_json(medium, CAPACITY_EMIT_HPA, NULL));
    const char *text = emitted_json(large, CAPACITY_EMIT_HPA, NULL);
    CONTAINS("\"name\": \"http_requests_per_second\"", text);
    CONTAINS("\"averageValue\": \"38\"", text);
    CONTAINS("\"name\": \"active_connections\"", text);
    CONTAINS("\"averageValue\": \"153\"", text);
    lacks("p95", text);
    text = emitted_json(enterprise, CAPACITY_EMIT_HPA, NULL);
    CONTAINS("\"name\": \"http_request_duration_p95_seconds\"", text);
    CONTAINS("\"averageValue\": \"500m\"", text);
    lacks("active_connections", text);
    options.flags = CAPACITY_EMIT_RESOURCE_METRICS;
    lacks("averageValue", emitted_json(large, CAPACITY_EMIT_HPA, &options));
    options.flags = CAPACITY_EMIT_RATE_METRIC;
    text = emitted_json(medium, CAPACITY_EMIT_HPA, &options);
    EQ(1, times("averageValue", text));
    CONTAINS("\"averageValue\": \"38\"", text);
}

static void a_target_below_one_request_a_second_is_left_out(void)
{
    capacity_plan *plan = plan_of("concurrent_users=10 backend_requests_per_pod=1");
    capacity_emit_options options = options_of();
    options.flags = CAPACITY_EMIT_RATE_METRIC;
    lacks("averageValue", emitted_json(plan, CAPACITY_EMIT_HPA, &options));
}

static void a_target_of_connections_is_at_least_one(void)
{
    capacity_plan *plan = plan_of("concurrent_users=5000 backend_connections_per_pod=1");
    CONTAINS("\"averageValue\": \"1\"", emitted_json(plan, CAPACITY_EMIT_HPA, NULL));
}

static void the_frontend_may_scale_by_its_own_connections(void)
{
    if (!CAPACITY_TEXT)
        return;
    const char *pods = "\"pods_min\": 3,\n          \"pods_max\": 8";
    char by[128];
    snprintf(by, sizeof by, "\"metrics\": [\"connections\"], %s", pods);
    capacity_plan *plan =
        plan_with("concurrent_users=1000 frontend_connections_per_pod=1300", pods, by);
    const char *text = emitted_json(plan, CAPACITY_EMIT_HPA, NULL);
    EQ(1, times("\"name\": \"active_connections\"", text));
    CONTAINS("\"averageValue\": \"1000\"", text); /* 1300 / 1.3 */
}

static void tolerances_are_written_when_given(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of();
    lacks("tolerance", emitted_json(plan, CAPACITY_EMIT_HPA, &options));
    options.scale_up_tolerance_ppm = 50000;
    const char *text = emitted_json(plan, CAPACITY_EMIT_HPA, &options);
    EQ(2, times("\"tolerance\": \"0.05\"", text));
    EQ(2, times("\"tolerance\"", text));
    options.scale_down_tolerance_ppm = 1250000;
    EQ(2, times("\"tolerance\": \"1.25\"", emitted_json(plan, CAPACITY_EMIT_HPA, &options)));
    options.kubernetes_minor = 33;
    takes(&options);
    options.kubernetes_minor = 32;
    refuses(CAPACITY_E_ARGUMENT, "a tolerance needs Kubernetes 1.33, kubernetes_minor is 32",
            &options);
    options.scale_up_tolerance_ppm = 0;
    refuses(CAPACITY_E_ARGUMENT, "a tolerance needs Kubernetes 1.33", &options);
}

static void more_pods_than_kubernetes_counts_are_refused(void)
{
    capacity_plan *plan = plan_of("concurrent_users=600000000 backend_connections_per_pod=1 "
                                  "backend_cpu_request=1m backend_memory_request=1Mi");
    FAILS(CAPACITY_E_LIMIT, "backend may grow to 2340000000 pods",
          capacity_plan_emit(plan, CAPACITY_EMIT_HPA, NULL, CAPACITY_FORMAT_JSON, NULL, 0, NULL,
                             &test_err));
    FAILS(CAPACITY_E_LIMIT, "Kubernetes counts to 2147483647",
          capacity_plan_emit(plan, CAPACITY_EMIT_REASONS, NULL, CAPACITY_FORMAT_MARKDOWN, NULL, 0,
                             NULL, &test_err));
}

/* --- budgets ------------------------------------------------------------------------------------ */

static void budgets_let_one_pod_of_five_go_and_a_fifth_of_six(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1 backend_min_pods=5 frontend_min_pods=6");
    const char *text = emitted_json(plan, CAPACITY_EMIT_PDB, NULL);
    EQ(1, times("\"maxUnavailable\": 1,", text));
    EQ(1, times("\"maxUnavailable\": \"20%\",", text));
    CONTAINS("1 of 5 pods: one at a time", text);
    CONTAINS("20% of 6 pods and more, rounded up: 2 at a time", text);
    CONTAINS("\"matchLabels\": {\n            \"app\": \"chat-backend\"", text);
}

static void the_budget_of_a_single_pod_does_not_block_drains(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1 backend_min_pods=1");
    const char *text = emitted_json(plan, CAPACITY_EMIT_PDB, NULL);
    CONTAINS("\"maxUnavailable\": 1,", text);
    CONTAINS("1: the only pod may be evicted, which is an outage", text);
}

static void budgets_name_an_eviction_policy_where_kubernetes_has_it(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of();
    options.kubernetes_minor = 27;
    EQ(2, times("\"unhealthyPodEvictionPolicy\": \"AlwaysAllow\"",
                emitted_json(plan, CAPACITY_EMIT_PDB, &options)));
    options.kubernetes_minor = 26;
    lacks("unhealthyPodEvictionPolicy", emitted_json(plan, CAPACITY_EMIT_PDB, &options));
    CONTAINS("| `spec.maxUnavailable` |",
             emitted(plan, CAPACITY_EMIT_REASONS, &options, CAPACITY_FORMAT_MARKDOWN));
}

/* --- recommendations of requests ----------------------------------------------------------------- */

static void vertical_autoscalers_only_recommend(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000 node_type=t3.large");
    EQ(2, times("\"updateMode\": \"Off\"", emitted_json(plan, CAPACITY_EMIT_VPA, NULL)));
    if (CAPACITY_TEXT) /* a bare Off is false to YAML 1.1 */
        EQ(2, times("updateMode: \"Off\"\n",
                    emitted(plan, CAPACITY_EMIT_VPA, NULL, CAPACITY_FORMAT_YAML)));
}

static void vertical_autoscalers_stay_within_the_smallest_node(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000 node_type=t3.large");
    capacity_plan_group rows[CAPACITY_MAX_ROWS];
    size_t count = 0;
    char part[128];
    OK(capacity_plan_get_groups(plan, 0, rows, sizeof *rows, COUNT(rows), &count, NULL));
    TRUE(count > 0);
    snprintf(part, sizeof part, "\"cpu\": \"%" PRId64 "m\",\n", rows[0].allocatable_cpu_mcpu);
    CONTAINS(part, emitted_json(plan, CAPACITY_EMIT_VPA, NULL));
    snprintf(part, sizeof part, "\"memory\": \"%" PRId64 "Mi\"",
             rows[0].allocatable_memory_bytes / CAPACITY_MIB);
    CONTAINS(part, emitted_json(plan, CAPACITY_EMIT_VPA, NULL));
}

static void a_plan_without_nodes_bounds_no_recommendation(void)
{
    capacity_plan *plan = plan_of("concurrent_users=0 backend_min_pods=0 frontend_min_pods=0 "
                                  "node_floor=0 coredns_replicas=0");
    EQ(0, result(plan, CAPACITY_OUT_NODES));
    lacks("maxAllowed", emitted_json(plan, CAPACITY_EMIT_VPA, NULL));
    const char *text = emitted_json(plan, CAPACITY_EMIT_DEPLOYMENT, NULL);
    lacks("nodeSelector", text);
    lacks("tolerations", text);
}

/* --- deployments --------------------------------------------------------------------------------- */

static void deployments_have_the_resources_of_the_answer_and_no_replicas(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000 backend_cpu_request=300m");
    capacity_emit_options options = options_of();
    const char *text = emitted_json(plan, CAPACITY_EMIT_DEPLOYMENT, &options);
    CONTAINS("\"cpu\": \"300m\"", text);
    CONTAINS("\"memory\": \"512Mi\"", text);
    lacks("replicas", text);
    options.answer = CAPACITY_ANSWER_TIER;
    text = emitted_json(plan, CAPACITY_EMIT_DEPLOYMENT, &options);
    CONTAINS("\"cpu\": \"500m\"", text);
    lacks("300m", text);
    CONTAINS("\"name\": \"backend\"", text);
}

static void pods_spread_over_zones_strictly_only_where_a_zone_may_be_lost(void)
{
    capacity_plan *calm = plan_of("concurrent_users=1000");
    capacity_plan *strict = plan_of("concurrent_users=1000 zones_lost=1");
    capacity_plan *single = plan_of("concurrent_users=1000 zones=1");
    const char *text = emitted_json(calm, CAPACITY_EMIT_DEPLOYMENT, NULL);
    EQ(2, times("\"topology.kubernetes.io/zone\"", text));
    EQ(2, times("\"kubernetes.io/hostname\"", text));
    lacks("DoNotSchedule", text);
    text = emitted_json(strict, CAPACITY_EMIT_DEPLOYMENT, NULL);
    EQ(2, times("\"whenUnsatisfiable\": \"DoNotSchedule\"", text));
    CONTAINS("strictly over 3 zones, since the plan survives the loss of 1 only if", text);
    text = emitted_json(single, CAPACITY_EMIT_DEPLOYMENT, NULL);
    lacks("topology.kubernetes.io/zone", text);
    CONTAINS("the plan has one zone", text);
}

/* Large has a tainted and a general group: its pods are counted on both. */
static void deployments_tolerate_the_taints_of_the_tiers_groups(void)
{
    capacity_plan *plan = plan_of("concurrent_users=5000");
    capacity_emit_options options = options_of();
    lacks("tolerations", emitted_json(plan, CAPACITY_EMIT_DEPLOYMENT, &options));
    options.answer = CAPACITY_ANSWER_TIER;
    const char *text = emitted_json(plan, CAPACITY_EMIT_DEPLOYMENT, &options);
    EQ(2, times("\"tolerations\": [\n", text));
    EQ(2, times("\"key\": \"critical\"", text));
    EQ(2, times("\"value\": \"true\"", text));
    EQ(2, times("\"effect\": \"NoSchedule\"", text));
    lacks("nodeSelector", text);
}

static void a_label_and_taint_that_all_groups_share_are_written_once(void)
{
    if (!CAPACITY_TEXT)
        return;
    capacity_plan *plan = plan_with("concurrent_users=5000", "\"value\": \"general\"",
                                    "\"value\": \"critical\"}, \"taint\": {\"key\": \"critical\", "
                                    "\"value\": \"true\", \"effect\": \"NoSchedule\"");
    capacity_emit_options options = options_of();
    options.answer = CAPACITY_ANSWER_TIER;
    const char *text = emitted_json(plan, CAPACITY_EMIT_DEPLOYMENT, &options);
    EQ(2, times("\"nodeSelector\": {\n              \"workload-type\": \"critical\"", text));
    EQ(2, times("\"key\": \"critical\"", text));
    CONTAINS("the label that all node groups of the plan share", text);
    options.answer = CAPACITY_ANSWER_RECOMMENDED;
    CONTAINS("nodeSelector", emitted_json(plan, CAPACITY_EMIT_DEPLOYMENT, &options));
}

static void two_taints_that_differ_are_both_tolerated(void)
{
    if (!CAPACITY_TEXT)
        return;
    const char *const others[] = {
        "\"key\": \"other\", \"value\": \"true\", \"effect\": \"NoSchedule\"",
        "\"key\": \"critical\", \"value\": \"x\", \"effect\": \"NoSchedule\"",
        "\"key\": \"critical\", \"value\": \"true\", \"effect\": \"NoExecute\""};
    for (size_t i = 0; i < COUNT(others); i++) {
        char instead[200];
        snprintf(instead, sizeof instead, "\"value\": \"general\"}, \"taint\": {%s", others[i]);
        capacity_plan *plan = plan_with("concurrent_users=5000", "\"value\": \"general\"", instead);
        capacity_emit_options options = options_of();
        options.answer = CAPACITY_ANSWER_TIER;
        EQ(4, times("\"operator\": \"Equal\"",
                    emitted_json(plan, CAPACITY_EMIT_DEPLOYMENT, &options)));
        DROP(plan);
    }
}

/* --- reasons ------------------------------------------------------------------------------------ */

static void reasons_are_annotations_that_can_be_switched_off(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of();
    CONTAINS("\"capacity.reason/spec.minReplicas\": \"7: decided by open connections;",
             emitted_json(plan, CAPACITY_EMIT_HPA, &options));
    options.flags = CAPACITY_EMIT_NO_REASONS;
    lacks("annotations", emitted_json(plan, CAPACITY_EMIT_HPA, &options));
}

static void the_page_of_reasons_has_all_of_them_whatever_the_flags(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of();
    options.flags = CAPACITY_EMIT_NO_REASONS;
    const char *text = emitted(plan, CAPACITY_EMIT_REASONS, &options, CAPACITY_FORMAT_MARKDOWN);
    EQ(0, strncmp(text, "# Reasons\n\n", 11));
    CONTAINS("the recommended answer of a plan of the tier medium", text);
    CONTAINS("\n## hpa\n", text);
    CONTAINS("\n### HorizontalPodAutoscaler backend-hpa\n\n| field | why |\n| --- | --- |\n"
             "| `spec.minReplicas` | 7: decided by open connections;",
             text);
    lacks("## reasons", text);
}

/* Paths are the names of annotations, and no sentence may be cut. */
static void check_reason_line(const char *line, size_t size)
{
    const char *end = memchr(line + 3, '`', size - 3);
    TRUE(end != NULL && end - line - 3 <= 63);
    for (const char *at = line + 3; at < end; at++)
        TRUE((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
             (*at >= '0' && *at <= '9') || strchr("._-", *at) != NULL);
    TRUE(line[size - 2] == ' ' && line[size - 3] != '.');
    TRUE(size - (size_t)(end - line) < CAPACITY__REASON_BYTES);
}

static void reasons_fit_into_annotations_and_end_without_a_period(void)
{
    const char *const users[] = {"0", "400", "1000", "5000", "15000"};
    size_t lines = 0;
    for (size_t i = 0; i < COUNT(users); i++)
        for (uint32_t answer = 0; answer <= CAPACITY_ANSWER_FORMULA; answer++) {
            char settings[64];
            snprintf(settings, sizeof settings, "concurrent_users=%s", users[i]);
            capacity_plan *plan = plan_of(settings);
            capacity_emit_options options = options_of();
            options.answer = answer;
            options.flags = CAPACITY_EMIT_RATE_METRIC;
            const char *at =
                emitted(plan, CAPACITY_EMIT_REASONS, &options, CAPACITY_FORMAT_MARKDOWN);
            for (; (at = strstr(at, "\n| `")) != NULL; lines++) {
                at++;
                check_reason_line(at, strcspn(at, "\n"));
            }
            DROP(plan);
        }
    TRUE(lines > 100);
}

/* --- quantities --------------------------------------------------------------------------------- */

static void quantities_are_exact(void)
{
    capacity__short_text text;
    SAME("250m", capacity__cpu_text(&text, 250));
    SAME("2", capacity__cpu_text(&text, 2000));
    SAME("1500m", capacity__cpu_text(&text, 1500));
    SAME("2Gi", capacity__memory_text(&text, 2 * CAPACITY_GIB));
    SAME("512Mi", capacity__memory_text(&text, 512 * CAPACITY_MIB));
    SAME("1536Mi", capacity__memory_text(&text, 1536 * CAPACITY_MIB));
    SAME("3Ki", capacity__memory_text(&text, 3072));
    SAME("3073", capacity__memory_text(&text, 3073));
    SAME("0", capacity__memory_text(&text, 0));
    SAME("38", capacity__milli_text(&text, 38000));
    SAME("38500m", capacity__milli_text(&text, 38500));
    SAME("0s", capacity__duration_text(&text, 0));
    SAME("90s", capacity__duration_text(&text, 90));
    SAME("10m", capacity__duration_text(&text, 600));
    SAME("1h", capacity__duration_text(&text, 3600));
    SAME("1h30m", capacity__duration_text(&text, 5400));
    SAME("720h", capacity__duration_text(&text, 2592000));
    SAME("70 %", capacity__percent_text(&text, 700000));
    SAME("12.5 %", capacity__percent_text(&text, 125000));
}

static void quantities_are_written_as_strings(void)
{
    char text[256];
    capacity__emitter emitter;
    capacity__emitter_begin(&emitter, CAPACITY_FORMAT_JSON, text, sizeof text);
    capacity__emit_map(&emitter);
    capacity__emit_cpu(&emitter, "cpu", 2000);
    capacity__emit_memory(&emitter, "memory", 1024);
    capacity__emit_milli(&emitter, "rate", 50000);
    capacity__emit_duration(&emitter, "wait", 600);
    capacity__emit_map_end(&emitter);
    OK(capacity__emitter_end(&emitter, NULL, &test_err));
    SAME("{\n  \"cpu\": \"2\",\n  \"memory\": \"1Ki\",\n  \"rate\": \"50\",\n"
         "  \"wait\": \"10m\"\n}\n",
         text);
}

static const scenario scenarios[] = {
    SCENARIO(every_kind_has_a_name_a_sentence_and_a_file),
    SCENARIO(kinds_have_the_formats_that_they_are_written_in),
    SCENARIO(unknown_kinds_have_no_name_and_are_not_found),
    SCENARIO(wrong_arguments_are_refused),
    SCENARIO(each_object_is_a_yaml_document),
    SCENARIO(several_objects_are_one_list_in_json),
    SCENARIO(options_have_the_defaults_that_the_header_states),
    SCENARIO(names_and_labels_are_written_as_given),
    SCENARIO(numbers_are_taken_to_both_ends_of_their_range),
    SCENARIO(contradictory_and_unknown_options_are_refused),
    SCENARIO(component_names_become_dns_labels),
    SCENARIO(components_that_would_share_a_name_are_refused),
    SCENARIO(names_are_taken_to_63_characters),
    SCENARIO(autoscalers_have_the_numbers_of_the_answer),
    SCENARIO(own_components_keep_the_recommendation_in_every_answer),
    SCENARIO(zero_pods_become_one_since_kubernetes_refuses_zero),
    SCENARIO(custom_metrics_are_those_of_the_tier_and_the_flags),
    SCENARIO(a_target_below_one_request_a_second_is_left_out),
    SCENARIO(a_target_of_connections_is_at_least_one),
    SCENARIO(the_frontend_may_scale_by_its_own_connections),
    SCENARIO(tolerances_are_written_when_given),
    SCENARIO(more_pods_than_kubernetes_counts_are_refused),
    SCENARIO(budgets_let_one_pod_of_five_go_and_a_fifth_of_six),
    SCENARIO(the_budget_of_a_single_pod_does_not_block_drains),
    SCENARIO(budgets_name_an_eviction_policy_where_kubernetes_has_it),
    SCENARIO(vertical_autoscalers_only_recommend),
    SCENARIO(vertical_autoscalers_stay_within_the_smallest_node),
    SCENARIO(a_plan_without_nodes_bounds_no_recommendation),
    SCENARIO(deployments_have_the_resources_of_the_answer_and_no_replicas),
    SCENARIO(pods_spread_over_zones_strictly_only_where_a_zone_may_be_lost),
    SCENARIO(deployments_tolerate_the_taints_of_the_tiers_groups),
    SCENARIO(a_label_and_taint_that_all_groups_share_are_written_once),
    SCENARIO(two_taints_that_differ_are_both_tolerated),
    SCENARIO(reasons_are_annotations_that_can_be_switched_off),
    SCENARIO(the_page_of_reasons_has_all_of_them_whatever_the_flags),
    SCENARIO(quantities_are_exact),
    SCENARIO(quantities_are_written_as_strings),
};

/* Too many calls to fail each allocation of. */
START_TEST(same_bytes)
{
    the_same_input_gives_the_same_bytes_within_the_buffer();
}
END_TEST

START_TEST(names_that_kubernetes_refuses)
{
    names_that_kubernetes_refuses_are_refused_with_the_member();
}
END_TEST

START_TEST(reasons_fit)
{
    reasons_fit_into_annotations_and_end_without_a_period();
}
END_TEST

static void more(Suite *suite)
{
    TCase *many = test_case(suite, "many");
    tcase_add_test(many, same_bytes);
    tcase_add_test(many, names_that_kubernetes_refuses);
    tcase_add_test(many, reasons_fit);
}

TEST_MAIN(emit, more)
