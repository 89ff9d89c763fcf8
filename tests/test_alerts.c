/*
 * Rules and dashboard: names, thresholds, and where the plan's numbers stand.
 * SPDX-License-Identifier: Apache-2.0
 *
 * That Prometheus takes the rules, and which series make an alert fire, is checked by
 * tests/consumers/rules.py; the dashboard by tests/consumers/dashboard.py.
 */
#include "plans.h"
#include "parts.h"

#include "model/metrics.h"
#include "text/alerts.h"

enum { MOST_TEXT = 1 << 19 };

static capacity_emit_options options_of(const char *kubernetes_namespace)
{
    capacity_emit_options options;
    capacity_emit_options_init(&options, sizeof options);
    snprintf(options.kubernetes_namespace, sizeof options.kubernetes_namespace, "%s",
             kubernetes_namespace);
    return options;
}

/* The manifest as JSON; lives to the next call. */
static const char *emitted(const capacity_plan *plan, capacity_emit_kind kind,
                           const capacity_emit_options *options)
{
    static char text[MOST_TEXT];
    OK(capacity_plan_emit(plan, kind, options, CAPACITY_FORMAT_JSON, text, sizeof text, NULL,
                          &test_err));
    return text;
}

static const char *rules(const capacity_plan *plan)
{
    return emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULES, NULL);
}

/* --- the table ---------------------------------------------------------------------------------- */

static void every_alert_has_a_name_of_its_own_and_all_texts(void)
{
    capacity__alert alert, other;
    size_t count = 0;
    for (; capacity__alert_at(count, &alert); count++) {
        TRUE(strncmp(alert.name, "Capacity", 8) == 0);
        TRUE(alert.summary[0] != '\0' && alert.description[0] != '\0');
        TRUE(alert.action[0] != '\0' && alert.source[0] != '\0');
        TRUE(alert.for_us % CAPACITY_SECOND_US == 0);
        for (size_t i = 0; i < count; i++)
            TRUE(capacity__alert_at(i, &other) && strcmp(other.name, alert.name) != 0);
    }
    EQ(39, count);
    for (int id = 0; id < CAPACITY__RECORDS; id++)
        TRUE(strncmp(capacity__record_of((capacity__record_id)id)->name, "capacity_", 9) == 0);
}

static void every_trigger_of_an_assessment_has_an_alert_with_its_figures(void)
{
    for (int i = 0; i < CAPACITY__TRIGGERS; i++) {
        const capacity__trigger_info *trigger = &capacity__trigger[i];
        capacity__alert alert;
        size_t found = 0;
        for (size_t at = 0; capacity__alert_at(at, &alert); at++) {
            if (alert.trigger != i)
                continue;
            found++;
            EQ(trigger->threshold, alert.figure);
            EQ(trigger->for_us, alert.for_us);
            EQ(trigger->level, alert.level);
            SAME(trigger->source, alert.source);
            SAME(trigger->action, alert.action);
        }
        EQ(1, found);
    }
}

/* --- rules -------------------------------------------------------------------------------------- */

/* The text of one alert's rule, from its name to its source. */
static const char *rule_of(const char *text, const char *alert, size_t index)
{
    static char rule[8192];
    char name[128];
    const char *at = text;
    snprintf(name, sizeof name, "\"alert\": \"%s\"", alert);
    for (size_t i = 0; i <= index; i++) {
        at = strstr(at + (i > 0), name);
        if (at == NULL)
            ck_abort_msg("no rule %zu of %s", index, alert);
    }
    size_t size = (size_t)(strstr(at, "\"source\"") - at);
    snprintf(rule, sizeof rule, "%.*s", (int)size, at);
    return rule;
}

static void thresholds_and_durations_are_the_guides(void)
{
    static const struct {
        const char *alert, *limit, *duration;
    } wanted[] = {
        {"CapacityErrorRateCritical", "} > 0.05\"", "\"for\": \"5m\""},
        {"CapacityErrorRateWarning", "} > 0.01\"", "\"for\": \"10m\""},
        {"CapacityLatencyCritical", "} > 2\"", "\"for\": \"5m\""},
        {"CapacityLatencyWarning", "} > 1\"", "\"for\": \"10m\""},
        {"CapacityPodCrashLoop", "[10m]) > 2.5\"", NULL},
        {"CapacityAllPodsDown", "} < 1 or absent(", "\"for\": \"1m\""},
        {"CapacityCpuHigh", "} > 0.8\"", "\"for\": \"10m\""},
        {"CapacityMemoryHigh", "} > 0.85\"", "\"for\": \"10m\""},
        {"CapacityLatencyDegrading", "} > 1.1 * avg_over_time(", "\"for\": \"10m\""},
        {"CapacityPodsAtMaximumOften", "[1d:1m]) >= 15\"", NULL},
        {"CapacityClusterCpuNearlyFull", "} > 0.85\"", "\"for\": \"30m\""},
    };
    const char *text = rules(plan_of("concurrent_users=1000"));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        const char *rule = rule_of(text, wanted[i].alert, 0);
        CONTAINS(wanted[i].limit, rule);
        if (wanted[i].duration != NULL)
            CONTAINS(wanted[i].duration, rule);
        else
            lacks("\"for\"", rule);
    }
}

static void levels_are_groups_and_severities(void)
{
    const char *text = rules(plan_of("concurrent_users=1000"));
    const char *critical = strstr(text, "\"name\": \"critical\"");
    const char *warning = strstr(text, "\"name\": \"warning\"");
    const char *ahead = strstr(text, "\"name\": \"capacity\"");
    TRUE(strstr(text, "\"name\": \"records\"") < critical && critical < warning && warning < ahead);
    EQ(times("\"severity\": \"critical\"", text), times("\"severity\": \"critical\"", critical) -
                                                      times("\"severity\": \"critical\"", warning));
    EQ(times("\"severity\": \"info\"", text), times("\"severity\": \"info\"", ahead));
    TRUE(times("\"severity\": \"info\"", text) > 10);
}

static void a_namespace_is_asked_for_wherever_there_is_one(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of("shop");
    const char *text = emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULES, &options);
    EQ(times("pod=~'", text), times("{namespace='shop',pod=~'", text));
    CONTAINS("capacity_component:http_error_ratio:rate5m{namespace='shop'} > 0.05", text);
    CONTAINS("{namespace='shop',component='backend'}", text);
    CONTAINS("\"namespace\": \"shop\"", text);
    lacks("@", text);
    text = rules(plan);
    lacks("namespace='", text);
    lacks("\"namespace\"", text);
    lacks("{,", text);
    lacks("@", text);
    CONTAINS("capacity_component:http_error_ratio:rate5m{} > 0.05", text);
    CONTAINS("{component='backend'}", text);
}

static void names_of_deployments_and_metrics_are_those_of_the_options(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of("");
    strcpy(options.deployment, "web-*-blue");
    strcpy(options.object, "x-*");
    strcpy(options.requests_metric, "requests_count");
    strcpy(options.durations_metric, "latency_seconds");
    strcpy(options.connections_metric, "sockets");
    const char *text = emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULES, &options);
    CONTAINS("rate(requests_count{pod=~'web-backend-blue-[a-z0-9]+-[a-z0-9]{5}'}[5m])", text);
    CONTAINS("rate(latency_seconds_bucket{", text);
    CONTAINS("sum(sockets{", text);
    CONTAINS("deployment='web-frontend-blue'", text);
    CONTAINS("horizontalpodautoscaler=~'x-backend-hpa|x-frontend-hpa'", text);
    lacks("http_requests_total", text);
    strcpy(options.requests_metric, "no-name");
    FAILS(CAPACITY_E_ARGUMENT, "requests_metric",
          capacity_plan_emit(plan, CAPACITY_EMIT_PROMETHEUS_RULES, &options, CAPACITY_FORMAT_JSON,
                             NULL, 0, NULL, &test_err));
    strcpy(options.requests_metric, "");
    strcpy(options.durations_metric, "1st");
    FAILS(CAPACITY_E_ARGUMENT, "durations_metric",
          capacity_plan_emit(plan, CAPACITY_EMIT_PROMETHEUS_RULES, &options, CAPACITY_FORMAT_JSON,
                             NULL, 0, NULL, &test_err));
}

static void of_a_long_name_kubernetes_keeps_only_the_beginning(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of("");
    /* backend: 46 characters, frontend: 47 */
    strcpy(options.deployment, "a23456789-b23456789-c23456789-d2345678-*");
    const char *text = emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULES, &options);
    CONTAINS("'a23456789-b23456789-c23456789-d2345678-backend-[a-z0-9]+-[a-z0-9]{5}'", text);
    CONTAINS("'a23456789-b23456789-c23456789-d2345678-frontend.+'", text);
    /* frontend: 63 characters, of which 58 are kept */
    strcpy(options.deployment, "a23456789-b23456789-c23456789-d23456789-e23456789-f234-*");
    text = emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULES, &options);
    CONTAINS("'a23456789-b23456789-c23456789-d23456789-e23456789-f234-fro.+'", text);
}

static capacity_plan *plan_with_worker(int64_t requests_per_pod_mrps, int64_t connections_per_pod)
{
    capacity_profile *profile = profile_of("concurrent_users=1000");
    capacity_component_spec spec = CAPACITY_INIT(capacity_component_spec);
    capacity_plan *plan;
    strcpy(spec.name, "worker");
    spec.traffic_ppm = CAPACITY_PPM / 2;
    spec.requests_per_pod_mrps = requests_per_pod_mrps;
    spec.connections_per_pod = connections_per_pod;
    spec.cpu_request_mcpu = 500;
    spec.memory_request_bytes = CAPACITY_GIB;
    spec.min_pods = 2;
    spec.hpa_cpu_target_ppm = 550000;
    OK(capacity_profile_put_component(profile, &spec, NULL));
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL));
    DROP(profile);
    return plan;
}

static void own_components_have_their_own_limits(void)
{
    const char *text = rules(plan_with_worker(12500, 80));
    CONTAINS("} > 0) > 12.5\"", rule_of(text, "CapacityRequestsPerPodHigh", 2));
    CONTAINS("a pod 12.5\"", rule_of(text, "CapacityRequestsPerPodHigh", 2));
    CONTAINS("} > 0) > 80\"", rule_of(text, "CapacityConnectionsPerPodHigh", 2));
    CONTAINS("'worker'} > 0.55\"", rule_of(text, "CapacityCpuAboveTarget", 2));
    CONTAINS("'worker'} > 0.8\"", rule_of(text, "CapacityMemoryAboveTarget", 2));
    CONTAINS("'worker'} > 25\"", rule_of(text, "CapacityDemandAbovePlan", 2));
    EQ(3, times("\"alert\": \"CapacityAllPodsDown\"", text));
}

static void what_the_plan_has_no_limit_for_is_left_out(void)
{
    const char *text = rules(plan_with_worker(0, 0));
    EQ(2, times("\"alert\": \"CapacityRequestsPerPodHigh\"", text));
    EQ(2, times("\"alert\": \"CapacityConnectionsPerPodHigh\"", text));
    EQ(3, times("\"alert\": \"CapacityDemandAbovePlan\"", text));
    text = rules(plan_of("concurrent_users=0"));
    EQ(0, times("\"alert\": \"CapacityDemandAbovePlan\"", text));
    EQ(0, times("\"alert\": \"CapacityTableReadsAbovePlan\"", text));
    EQ(2, times("\"alert\": \"CapacityRequestsPerPodHigh\"", text));
}

static void a_pod_bears_what_the_plan_says(void)
{
    static const struct {
        const char *settings, *limit;
    } wanted[] = {
        {"concurrent_users=1000", "} > 0) > 50\""},
        {"concurrent_users=1000 backend_requests_per_pod=62.5", "} > 0) > 62.5\""},
        /* half a core: half of what one core serves */
        {"concurrent_users=1000 backend_scale_with_cpu=true", "} > 0) > 25\""},
        /* half from cache: 1 / (0.5 / 50 + 0.5 / 1000), rounded down */
        {"concurrent_users=1000 cached_response_share=50%", "} > 0) > 95.238\""},
        {"concurrent_users=1000 cached_response_share=100%", "} > 0) > 1000\""},
    };
    for (size_t i = 0; i < COUNT(wanted); i++)
        CONTAINS(wanted[i].limit,
                 rule_of(rules(plan_of(wanted[i].settings)), "CapacityRequestsPerPodHigh", 0));
}

static void units_of_a_table_are_those_provisioned_or_those_of_the_peak(void)
{
    const char *text = rules(plan_of("concurrent_users=1000 billing_mode=provisioned"));
    CONTAINS("table='chat-main'} > 358\"", rule_of(text, "CapacityTableReadsAbovePlan", 0));
    CONTAINS("table='chat-main'} > 143\"", rule_of(text, "CapacityTableWritesAbovePlan", 0));
    text = rules(plan_of("concurrent_users=1001 billing_mode=on_demand"));
    /* 250.25 and 100.1 units */
    CONTAINS("table='chat-main'} > 251\"", rule_of(text, "CapacityTableReadsAbovePlan", 0));
    CONTAINS("table='chat-main'} > 101\"", rule_of(text, "CapacityTableWritesAbovePlan", 0));
}

static void maxima_are_those_of_the_answer(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of("");
    CONTAINS("}) < 21\"", rule_of(rules(plan), "CapacityMaximumBelowPlan", 0));
    CONTAINS(">= 9\"", rule_of(rules(plan), "CapacityNodesAtMaximum", 0));
    options.answer = CAPACITY_ANSWER_TIER;
    const char *text = emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULES, &options);
    CONTAINS("}) < 15\"", rule_of(text, "CapacityMaximumBelowPlan", 0));
    CONTAINS(">= 12\"", rule_of(text, "CapacityNodesAtMaximum", 0));
}

static void targets_are_those_of_the_autoscaler(void)
{
    const char *text = rules(plan_of("concurrent_users=1000 backend_hpa_cpu_target=60% "
                                     "backend_hpa_memory_target=75%"));
    CONTAINS("'backend'} > 0.6\"", rule_of(text, "CapacityCpuAboveTarget", 0));
    CONTAINS("'frontend'} > 0.7\"", rule_of(text, "CapacityCpuAboveTarget", 1));
    CONTAINS("'backend'} > 0.75\"", rule_of(text, "CapacityMemoryAboveTarget", 0));
    CONTAINS("'frontend'} > 0.8\"", rule_of(text, "CapacityMemoryAboveTarget", 1));
}

/* --- the operator's object ---------------------------------------------------------------------- */

static void the_object_has_reasons_for_the_plans_thresholds(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of("shop");
    const char *text = emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULE, &options);
    CONTAINS("\"name\": \"capacity-rules\"", text);
    CONTAINS("\"capacity.reason/CapacityRequestsPerPodHigh\": \"backend 50, frontend 2000: plan:",
             text);
    CONTAINS("\"capacity.reason/CapacityNodesAtMaximum\": \"9: plan:", text);
    CONTAINS("\"capacity.reason/CapacityMemoryAboveTarget\": \"backend 0.8: sizing guide", text);
    lacks("capacity.reason/CapacityCpuHigh", text);
    options.flags = CAPACITY_EMIT_NO_REASONS;
    lacks("capacity.reason/", emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULE, &options));
}

static void many_components_are_named_as_far_as_a_reason_takes(void)
{
    capacity_profile *profile = profile_of("concurrent_users=1000");
    capacity_component_spec spec = CAPACITY_INIT(capacity_component_spec);
    capacity_plan *plan;
    spec.traffic_ppm = CAPACITY_PPM;
    spec.cpu_request_mcpu = 100;
    spec.memory_request_bytes = CAPACITY_MIB;
    spec.min_pods = 1;
    for (int i = 2; i < CAPACITY_MAX_ROWS; i++) {
        snprintf(spec.name, sizeof spec.name, "a-component-with-quite-a-long-name-%d", i);
        OK(capacity_profile_put_component(profile, &spec, NULL));
    }
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL));
    DROP(profile);
    const char *text = emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULE, NULL);
    CONTAINS("a-component-with-quite-a-long-name-6 50, ...: plan: requests a second", text);
    EQ(16, times("\"alert\": \"CapacityAllPodsDown\"", text));
}

static void a_release_is_a_label_of_the_rules_alone(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of("");
    lacks("\"release\"", emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULE, &options));
    strcpy(options.release, "kube-prometheus-stack");
    strcpy(options.team, "chat");
    const char *text = emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULE, &options);
    CONTAINS("\"team\": \"chat\",\n      \"release\": \"kube-prometheus-stack\"", text);
    text = emitted(plan, CAPACITY_EMIT_HPA, &options);
    lacks("\"release\"", text);
    CONTAINS("\"team\": \"chat\"", text);
    strcpy(options.release, "no value");
    FAILS(CAPACITY_E_ARGUMENT, "release",
          capacity_plan_emit(plan, CAPACITY_EMIT_PROMETHEUS_RULE, &options, CAPACITY_FORMAT_JSON,
                             NULL, 0, NULL, &test_err));
}

static void the_objects_name_is_taken_to_63_characters(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of("");
    strcpy(options.object, "a23456789-b23456789-c23456789-d23456789-e23456789*"); /* 49 + 8 + 6 */
    CONTAINS("-e23456789capacity-rules\"", emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULE, &options));
    strcpy(options.object, "a23456789-b23456789-c23456789-d23456789-e234567890*");
    FAILS(CAPACITY_E_LIMIT, "has 58 characters before -rules, the limit is 57",
          capacity_plan_emit(plan, CAPACITY_EMIT_PROMETHEUS_RULE, &options, CAPACITY_FORMAT_JSON,
                             NULL, 0, NULL, &test_err));
    /* a plain file has no such name */
    CONTAINS("\"groups\"", emitted(plan, CAPACITY_EMIT_PROMETHEUS_RULES, &options));
}

/* --- the dashboard ------------------------------------------------------------------------------ */

static void a_dashboard_is_json_alone(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    FAILS(CAPACITY_E_UNSUPPORTED, "grafana is written as JSON, not as YAML",
          capacity_plan_emit(plan, CAPACITY_EMIT_GRAFANA, NULL, CAPACITY_FORMAT_YAML, NULL, 0, NULL,
                             &test_err));
}

static void a_dashboard_asks_for_the_namespace_where_there_is_one(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of("shop");
    const char *text = emitted(plan, CAPACITY_EMIT_GRAFANA, &options);
    CONTAINS("\"uid\": \"capacity-shop\"", text);
    CONTAINS("\"name\": \"namespace\"", text);
    CONTAINS("{namespace='$namespace',pod=~'", text);
    lacks("'shop'", text);
    text = emitted(plan, CAPACITY_EMIT_GRAFANA, NULL);
    CONTAINS("\"uid\": \"capacity\"", text);
    lacks("namespace='", text);
    lacks("$namespace", text);
    strcpy(options.kubernetes_namespace,
           "a23456789-b23456789-c23456789-d23456789-e23456789-f23456789-abc");
    CONTAINS("\"uid\": \"capacity-a23456789-b23456789-c23456789-d\"",
             emitted(plan, CAPACITY_EMIT_GRAFANA, &options));
}

static void a_dashboard_draws_the_plans_lines_and_the_triggers_limits(void)
{
    const char *text = emitted(plan_of("concurrent_users=1000 billing_mode=provisioned"),
                               CAPACITY_EMIT_GRAFANA, NULL);
    CONTAINS("\"expr\": \"vector(50)\"", text);
    CONTAINS("\"legendFormat\": \"backend, planned peak\"", text);
    CONTAINS("\"expr\": \"vector(358)\"", text);
    CONTAINS("\"expr\": \"vector(9)\"", text);
    CONTAINS("\"color\": \"red\",\n                \"value\": 0.05", text);
    CONTAINS("\"color\": \"red\",\n                \"value\": 3", text);
    lacks("@", text);
    text = emitted(plan_of("concurrent_users=0"), CAPACITY_EMIT_GRAFANA, NULL);
    lacks("\"legendFormat\": \"backend, planned peak\"", text);
    lacks("\"expr\": \"vector(0)\"", text);
}

static void queries_beyond_z_have_two_letters(void)
{
    capacity_profile *profile = profile_of("concurrent_users=1000");
    capacity_component_spec spec = CAPACITY_INIT(capacity_component_spec);
    capacity_plan *plan;
    spec.traffic_ppm = CAPACITY_PPM;
    spec.cpu_request_mcpu = 100;
    spec.memory_request_bytes = CAPACITY_MIB;
    spec.min_pods = 1;
    for (int i = 2; i < CAPACITY_MAX_ROWS; i++) {
        snprintf(spec.name, sizeof spec.name, "c%d", i);
        OK(capacity_profile_put_component(profile, &spec, NULL));
    }
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL));
    DROP(profile);
    const char *text = emitted(plan, CAPACITY_EMIT_GRAFANA, NULL);
    CONTAINS("\"refId\": \"Z\"", text);
    CONTAINS("\"refId\": \"AA\"", text);
    CONTAINS("\"refId\": \"AV\"", text); /* the 48th: 3 for each of 16 components */
    lacks("\"refId\": \"AW\"", text);
}

static const scenario scenarios[] = {
    SCENARIO(every_alert_has_a_name_of_its_own_and_all_texts),
    SCENARIO(every_trigger_of_an_assessment_has_an_alert_with_its_figures),
    SCENARIO(thresholds_and_durations_are_the_guides),
    SCENARIO(levels_are_groups_and_severities),
    SCENARIO(a_namespace_is_asked_for_wherever_there_is_one),
    SCENARIO(names_of_deployments_and_metrics_are_those_of_the_options),
    SCENARIO(of_a_long_name_kubernetes_keeps_only_the_beginning),
    SCENARIO(own_components_have_their_own_limits),
    SCENARIO(what_the_plan_has_no_limit_for_is_left_out),
    SCENARIO(a_pod_bears_what_the_plan_says),
    SCENARIO(units_of_a_table_are_those_provisioned_or_those_of_the_peak),
    SCENARIO(maxima_are_those_of_the_answer),
    SCENARIO(targets_are_those_of_the_autoscaler),
    SCENARIO(the_object_has_reasons_for_the_plans_thresholds),
    SCENARIO(many_components_are_named_as_far_as_a_reason_takes),
    SCENARIO(a_release_is_a_label_of_the_rules_alone),
    SCENARIO(the_objects_name_is_taken_to_63_characters),
    SCENARIO(a_dashboard_is_json_alone),
    SCENARIO(a_dashboard_asks_for_the_namespace_where_there_is_one),
    SCENARIO(a_dashboard_draws_the_plans_lines_and_the_triggers_limits),
    SCENARIO(queries_beyond_z_have_two_letters),
};

TEST_MAIN(alerts, NULL)
