/*
 * The assessment: triggers, counts, verdicts, what is missing, texts.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/assess.h"
#include "plans.h"

#include <stdlib.h>

#define MINUTE (60 * CAPACITY_SECOND_US)

/* Metrics from "key=value held baseline; ...": held and baseline may be missing. */
static capacity_metrics *metrics_of(const char *text)
{
    capacity_metrics *metrics;
    NEW(metrics, capacity_metrics_new(test_allocator(), &metrics, &test_err));
    while (*text != '\0') {
        char part[4][64] = {"", "", "", ""};
        size_t n = 0, at = 0;
        for (; *text != '\0' && *text != ';'; text++) {
            if (*text == '=' || *text == ' ') {
                n += at > 0;
                at = 0;
            } else {
                part[n][at++] = *text;
            }
        }
        text += *text == ';';
        OK(capacity_metrics_set_text(metrics, part[0], part[1], part[2], part[3], &test_err));
    }
    return metrics;
}

static capacity_assessment *assess_component(const char *text, const capacity_plan *plan,
                                             const char *component)
{
    capacity_metrics *metrics = metrics_of(text);
    capacity_assessment *assessment;
    NEW(assessment, capacity_assessment_new(metrics, plan, component, &assessment, &test_err));
    DROP(metrics); /* an assessment keeps nothing of them */
    return assessment;
}

static capacity_assessment_summary summary_of(const capacity_assessment *assessment)
{
    capacity_assessment_summary summary = CAPACITY_INIT(capacity_assessment_summary);
    OK(capacity_assessment_get_summary(assessment, &summary, &test_err));
    return summary;
}

static capacity_assessment_summary verdict_of(const char *text, const capacity_plan *plan)
{
    capacity_assessment *assessment = assess_component(text, plan, NULL);
    capacity_assessment_summary summary = summary_of(assessment);
    DROP(assessment);
    return summary;
}

static capacity_trigger_result trigger_of(const capacity_assessment *assessment,
                                          capacity_trigger trigger)
{
    static capacity_trigger_result rows[32];
    size_t count = 0;
    OK(capacity_assessment_get_triggers(assessment, rows, sizeof *rows, COUNT(rows), &count,
                                        &test_err));
    EQ(CAPACITY__TRIGGERS, count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].trigger == (uint32_t)trigger)
            return rows[i];
    ck_abort_msg("no trigger %d", (int)trigger);
}

/* Everything that is needed, of a component that has more pods than its load asks for. */
#define CALM                                                                                       \
    "available_replicas=10;max_replicas=20;min_replicas=3;error_rate=0.1%;latency_p95=100ms;"      \
    "restarts=0;database_available=true;database_errors=0;memory=20% 1h;replicas=10;"

/* --- each trigger, at its threshold and one beyond, at its time and one before -------------------- */

typedef struct border {
    int64_t quiet, crossed; /* values on either side */
    int64_t baseline;
} border;

static border border_of(const capacity__trigger_info *info)
{
    const int64_t at = info->threshold;
    switch (info->comparison) {
    case CAPACITY_COMPARISON_ABOVE:
        return (border){at, at + 1, CAPACITY_AUTO};
    case CAPACITY_COMPARISON_AT_LEAST:
        return (border){at - 1, at, CAPACITY_AUTO};
    case CAPACITY_COMPARISON_BELOW:
        return (border){at, at - 1, CAPACITY_AUTO};
    case CAPACITY_COMPARISON_AT_MAX:
        return (border){19, 20, CAPACITY_AUTO};
    default:
        return (border){1100, 1101, 1000};
    }
}

static uint32_t state_at(const capacity__trigger_info *info, int64_t value, int64_t held,
                         int64_t baseline)
{
    capacity_metrics *metrics = metrics_of("max_replicas=20");
    capacity_assessment *assessment;
    OK(capacity_metrics_set(metrics, (capacity_metric)capacity__metric[info->place].metric, value,
                            held, baseline, &test_err));
    NEW(assessment, capacity_assessment_new(metrics, NULL, NULL, &assessment, &test_err));
    capacity_trigger_result row = trigger_of(assessment, (capacity_trigger)info->trigger);
    capacity_assessment_summary summary = summary_of(assessment);
    EQ(value, row.value);
    EQ(info->for_us, row.wait_us);
    EQ(info->level, row.level);
    EQ(capacity__metric[info->place].metric, row.metric);
    EQ(capacity__metric[info->place].unit, row.unit);
    TRUE(row.evidence[0] != '\0' && row.action[0] != '\0' && row.source[0] != '\0');
    if (row.state == CAPACITY_TRIGGER_STATE_FIRED)
        TRUE(summary.level >= info->level);
    if (row.state == CAPACITY_TRIGGER_STATE_PENDING)
        EQ(held == CAPACITY_AUTO ? CAPACITY_INVALID : info->for_us - held, row.left_us);
    else
        EQ(0, row.left_us);
    DROP(assessment);
    DROP(metrics);
    return row.state;
}

START_TEST(each_trigger_fires_at_its_threshold_and_time_and_not_before)
{
    for (int i = 0; i < CAPACITY__TRIGGERS; i++) {
        const capacity__trigger_info *info = &capacity__trigger[i];
        const border at = border_of(info);
        const int64_t wait = info->for_us;
        EQ(CAPACITY_TRIGGER_STATE_OK, state_at(info, at.quiet, wait, at.baseline));
        EQ(CAPACITY_TRIGGER_STATE_FIRED, state_at(info, at.crossed, wait, at.baseline));
        EQ(CAPACITY_TRIGGER_STATE_FIRED,
           state_at(info, at.crossed, CAPACITY_METRIC_HELD_US, at.baseline));
        EQ(wait == 0 ? CAPACITY_TRIGGER_STATE_FIRED : CAPACITY_TRIGGER_STATE_PENDING,
           state_at(info, at.crossed, CAPACITY_AUTO, at.baseline));
        if (wait > 0)
            EQ(CAPACITY_TRIGGER_STATE_PENDING, state_at(info, at.crossed, wait - 1, at.baseline));
    }
}
END_TEST

START_TEST(the_guides_figures_are_the_guides)
{
    static const struct {
        capacity_trigger trigger;
        int64_t threshold, wait;
    } printed[] = {
        {CAPACITY_TRIGGER_ERROR_RATE_CRITICAL, 50000, 5 * MINUTE},
        {CAPACITY_TRIGGER_LATENCY_CRITICAL, 2000000, 5 * MINUTE},
        {CAPACITY_TRIGGER_CRASH_LOOP, 3, 0},
        {CAPACITY_TRIGGER_CPU_HIGH, 800000, 10 * MINUTE},
        {CAPACITY_TRIGGER_MEMORY_HIGH, 850000, 10 * MINUTE},
        {CAPACITY_TRIGGER_ERROR_RATE_WARNING, 10000, 10 * MINUTE},
        {CAPACITY_TRIGGER_LATENCY_WARNING, 1000000, 10 * MINUTE},
        {CAPACITY_TRIGGER_CPU_ABOVE_TARGET, 700000, 10 * MINUTE},
        {CAPACITY_TRIGGER_MEMORY_ABOVE_TARGET, 800000, 10 * MINUTE},
    };
    capacity_assessment *assessment = assess_component("", NULL, NULL);
    for (size_t i = 0; i < COUNT(printed); i++) {
        capacity_trigger_result row = trigger_of(assessment, printed[i].trigger);
        EQ(printed[i].threshold, row.threshold);
        EQ(printed[i].wait, row.wait_us);
        EQ(CAPACITY_TRIGGER_STATE_UNKNOWN, row.state);
        EQ(CAPACITY_INVALID, row.value);
        EQ(CAPACITY_INVALID, row.held_us);
        CONTAINS("sizing guide", row.source);
    }
}
END_TEST

static void evidence_has_the_numbers(void)
{
    static const struct {
        const char *metrics;
        capacity_trigger trigger;
        const char *evidence;
    } rows[] = {
        {"cpu=87% 12m", CAPACITY_TRIGGER_CPU_HIGH, "cpu 87% is above 80% for 12m, it takes 10m"},
        {"cpu=87% 4m", CAPACITY_TRIGGER_CPU_HIGH, "cpu 87% is above 80% for 4m only, of 10m"},
        {"cpu=87%", CAPACITY_TRIGGER_CPU_HIGH,
         "cpu 87% is above 80%; for how long is not known, it takes 10m"},
        {"cpu=42% 12m", CAPACITY_TRIGGER_CPU_HIGH, "cpu 42% is not above 80%"},
        {"", CAPACITY_TRIGGER_CPU_HIGH, "cpu is not known"},
        {"restarts=4", CAPACITY_TRIGGER_CRASH_LOOP, "restarts 4 is at or above 3"},
        {"available_replicas=0 1m", CAPACITY_TRIGGER_ALL_PODS_DOWN,
         "available_replicas 0 is below 1 for 1m, it takes 1m"},
        {"database_available=false", CAPACITY_TRIGGER_DATABASE_UNAVAILABLE,
         "database_available false"},
        {"replicas=20 16m;max_replicas=20", CAPACITY_TRIGGER_AT_MAX_REPLICAS,
         "replicas 20 is at the maximum of 20 for 16m, it takes 15m"},
        {"replicas=20 16m", CAPACITY_TRIGGER_AT_MAX_REPLICAS,
         "the maximum that replicas may reach is not known"},
        {"latency_p95=900ms 11m 600ms", CAPACITY_TRIGGER_LATENCY_DEGRADING,
         "latency_p95 900ms is above 660ms (baseline 600ms + 10%) for 11m, it takes 10m"},
        {"latency_p95=900ms 11m", CAPACITY_TRIGGER_LATENCY_DEGRADING,
         "latency_p95 has no baseline to compare with"},
        {"latency_p50=3s 6m", CAPACITY_TRIGGER_LATENCY_CRITICAL,
         "latency_p50 3s is above 2s, so latency_p95 is too for 6m, it takes 5m"},
        {"latency_p99=2s", CAPACITY_TRIGGER_LATENCY_CRITICAL,
         "latency_p99 2s is not above 2s, so latency_p95 is not either"},
        {"latency_p99=3s;latency_p50=1s", CAPACITY_TRIGGER_LATENCY_CRITICAL,
         "latency_p95 is not known"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        capacity_assessment *assessment = assess_component(rows[i].metrics, NULL, NULL);
        CONTAINS(rows[i].evidence, trigger_of(assessment, rows[i].trigger).evidence);
        DROP(assessment);
    }
}

/* --- counts: the worked examples of the autoscaler -------------------------------------------------- */

static void counts_as_the_autoscaler_does(void)
{
    static const struct {
        const char *metrics;
        int64_t wanted;
    } rows[] = {
        {"replicas=4;cpu=105%", 6},    /* 105 / 70 x 4 = 6 */
        {"replicas=10;cpu=77%", 10},   /* 77 / 70 = 1.1: within the tolerance */
        {"replicas=10;cpu=78%", 12},   /* 78 / 70 x 10 = 11.1 */
        {"replicas=10;cpu=77.9%", 10}, /* truncated to 77 first */
        {"replicas=10;cpu=63%", 10},   /* 0.9 is within */
        {"replicas=10;cpu=62.9%", 9},  /* 62 / 70 x 10 = 8.9 */
        {"replicas=10;cpu=7%", 1},
        {"replicas=10;cpu=0%", 0},
        {"replicas=10;memory=88%", 10},
        {"replicas=10;memory=89%", 12},
        {"replicas=10;memory=40%;cpu=140%", 20}, /* the largest wins */
        {"replicas=10;memory=160%;cpu=14%", 20},
        {"replicas=4;available_replicas=3;cpu=84%", 4},  /* 84 -> 63 with the idle one */
        {"replicas=4;available_replicas=3;cpu=140%", 6}, /* 105 / 70 x 4 */
        {"replicas=4;available_replicas=3;cpu=35%", 2},  /* out on the way down: 0.5 x 3 */
        {"replicas=4;available_replicas=0;cpu=140%", 4}, /* nobody to ask */
        {"replicas=4", 4},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        capacity_assessment_summary summary = verdict_of(rows[i].metrics, NULL);
        if (summary.pods_wanted != rows[i].wanted)
            ck_abort_msg("%s asks for %" PRId64, rows[i].metrics, summary.pods_wanted);
    }
}

/* 1000 users: 7 to 21 backend pods, 38 requests a second each, 153 connections each. */
static void a_plan_brings_its_own_targets(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_assessment_summary row = verdict_of("replicas=7;requests=266", plan);
    EQ(7, row.pods_wanted);
    EQ(7, row.pods_min);
    EQ(21, row.pods_max);
    EQ(15, row.tier_pods_max);
    SAME("medium", row.tier);
    row = verdict_of("replicas=7;requests=380", plan);
    EQ(10, row.pods_wanted);
    EQ(CAPACITY_REASON_RATE, row.reason);
    row = verdict_of("replicas=7;active_connections=1530", plan);
    EQ(10, row.pods_wanted);
    EQ(CAPACITY_REASON_CONNECTIONS, row.reason);
    CONTAINS("active_connections 1530, target 153 a pod", row.sentence);
}

/* 0.14 x 50 is 7.000000000000001 there, and so it is here. */
static void counts_with_the_autoscalers_doubles(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000 backend_hpa_cpu_target=50%");
    EQ(8, verdict_of("replicas=50;cpu=7%", plan).pods_wanted);
    EQ(50, verdict_of("replicas=50;cpu=55%", plan).pods_wanted); /* 1.1 is within */
    plan = plan_of("concurrent_users=1000 backend_hpa_cpu_target=1.5%");
    EQ(14, verdict_of("replicas=7;cpu=2%", plan).pods_wanted); /* a target is a whole percent: 1 */
}

static void each_component_has_its_own(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_assessment *assessment = assess_component("replicas=2;cpu=140%", plan, "frontend");
    capacity_assessment_summary row = summary_of(assessment);
    EQ(2, row.pods_min);
    EQ(4, row.pods_wanted);
    EQ(8, row.tier_pods_max);
    SAME("frontend", row.component);
    /* the frontend has no memory target: the guide's threshold, and the metric is not needed */
    EQ(800000, trigger_of(assessment, CAPACITY_TRIGGER_MEMORY_ABOVE_TARGET).threshold);
    DROP(assessment);
    assessment = assess_component("replicas=2;cpu=140%", NULL, "worker");
    EQ(2, summary_of(assessment).pods_min);
    EQ(CAPACITY_INVALID, summary_of(assessment).pods_max);
    SAME("", summary_of(assessment).tier);
}

static void own_components_have_no_tier(void)
{
    capacity_profile *profile = profile_of("concurrent_users=1000");
    capacity_plan *lazy;
    capacity_component_spec spec = CAPACITY_INIT(capacity_component_spec);
    capacity_plan *plan;
    snprintf(spec.name, sizeof spec.name, "worker");
    spec.traffic_ppm = CAPACITY_PPM;
    spec.requests_per_pod_mrps = 50000;
    spec.cpu_request_mcpu = 100;
    spec.memory_request_bytes = CAPACITY_MIB;
    spec.hpa_cpu_target_ppm = 500000;
    OK(capacity_profile_put_component(profile, &spec, &test_err));
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, &test_err));
    capacity_assessment *assessment =
        assess_component("replicas=6;cpu=100%;active_connections=100000", plan, "worker");
    capacity_assessment_summary row = summary_of(assessment);
    EQ(CAPACITY_VERDICT_SCALE_UP, row.verdict);
    EQ(12, row.pods_wanted); /* by its own target of 50 %, and no bound by connections */
    EQ(CAPACITY_INVALID, row.tier_pods_max);
    SAME("", row.next_tier);
    EQ(500000, trigger_of(assessment, CAPACITY_TRIGGER_CPU_ABOVE_TARGET).threshold);
    DROP(assessment);

    spec.hpa_cpu_target_ppm = 5000; /* an HPA knows no less than 1 % */
    OK(capacity_profile_put_component(profile, &spec, &test_err));
    NEW(lazy, capacity_plan_new(profile, NULL, NULL, NULL, &lazy, &test_err));
    assessment = assess_component("replicas=6;cpu=2%", lazy, "worker");
    EQ(12, summary_of(assessment).pods_wanted);
}

static void a_tiny_pod_bears_one_connection(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1 backend_connections_per_pod=1");
    EQ(8, verdict_of("replicas=4;active_connections=8", plan).pods_wanted);
}

/* --- verdicts ----------------------------------------------------------------------------------------- */

static void nothing_known_is_a_hold_without_confidence(void)
{
    capacity_assessment_summary row = verdict_of("", NULL);
    EQ(CAPACITY_VERDICT_HOLD, row.verdict);
    EQ(CAPACITY_REASON_UNKNOWN, row.reason);
    EQ(CAPACITY_LEVEL_NONE, row.level);
    EQ(0, row.confidence_ppm);
    EQ(0, row.known);
    EQ(0, row.exit_code);
    EQ(CAPACITY_INVALID, row.pods);
    EQ(CAPACITY_INVALID, row.replicas);
    EQ(15 * CAPACITY_SECOND_US, row.look_again_us);
    SAME("Hold backend: what is missing could change that", row.sentence);
}

static void all_known_and_at_target_is_a_sure_hold(void)
{
    capacity_assessment_summary row = verdict_of(CALM "cpu=70% 1h", NULL);
    EQ(CAPACITY_VERDICT_HOLD, row.verdict);
    EQ(CAPACITY_REASON_AT_TARGET, row.reason);
    EQ(CAPACITY_PPM, row.confidence_ppm);
    EQ(10, row.pods);
    EQ(0, row.exit_code);
    SAME("Hold backend at 10 pods", row.sentence);
}

static void more_load_is_scale_up(void)
{
    capacity_assessment_summary row = verdict_of(CALM "cpu=97%", NULL);
    EQ(CAPACITY_VERDICT_SCALE_UP, row.verdict);
    EQ(CAPACITY_REASON_CPU, row.reason);
    EQ(14, row.pods);
    EQ(CAPACITY_EXIT_SCALE, row.exit_code);
    SAME("Scale up backend from 10 to 14 pods (cpu 97%, target 70%)", row.sentence);
}

static void the_maximum_bounds_the_count_and_says_so(void)
{
    capacity_assessment_summary row = verdict_of(CALM "cpu=210%", NULL);
    EQ(CAPACITY_VERDICT_SCALE_UP, row.verdict);
    EQ(20, row.pods);
    EQ(30, row.pods_wanted);
    SAME("Scale up backend from 10 to 20 pods, the most that are allowed, and raise the maximum: "
         "the load asks for 30 (cpu 210%, target 70%)",
         row.sentence);
    row = verdict_of("replicas=20;max_replicas=20;cpu=140%", NULL);
    EQ(CAPACITY_VERDICT_SCALE_UP, row.verdict);
    EQ(20, row.pods);
    EQ(40, row.pods_wanted);
    EQ(CAPACITY_EXIT_SCALE, row.exit_code);
    SAME("Raise the maximum of backend, which runs 20 pods: the load asks for 40 (cpu 140%, "
         "target 70%)",
         row.sentence);
    row = verdict_of("replicas=25;max_replicas=20;cpu=140%", NULL);
    EQ(25, row.pods); /* what runs above the maximum is left */
}

static void the_minimum_holds_too(void)
{
    capacity_assessment_summary row = verdict_of("replicas=2;min_replicas=4;cpu=70%", NULL);
    EQ(CAPACITY_VERDICT_SCALE_UP, row.verdict);
    EQ(CAPACITY_REASON_MINIMUM, row.reason);
    EQ(4, row.pods);
    SAME("Scale up backend from 2 to 4 pods (the minimum)", row.sentence);
    row = verdict_of("replicas=2;min_replicas=4;cpu=105%", NULL);
    EQ(CAPACITY_REASON_CPU, row.reason);
    EQ(4, row.pods);
    row = verdict_of("replicas=0;min_replicas=1", NULL);
    EQ(1, row.pods);
    CONTAINS("to 1 pod (the minimum)", row.sentence);
    capacity_plan *plan = plan_of("concurrent_users=1000");
    row = verdict_of("replicas=30;min_replicas=30", plan); /* above the planned maximum of 21 */
    EQ(30, row.pods_max);
    row = verdict_of("replicas=5;max_replicas=5", plan); /* below the planned minimum of 7 */
    EQ(5, row.pods_min);
}

static void more_than_the_tier_holds_is_the_next_tier(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000"); /* medium, at most 15 */
    capacity_assessment_summary row = verdict_of("replicas=10;cpu=105%", plan);
    EQ(15, row.pods_wanted);
    EQ(CAPACITY_VERDICT_SCALE_UP, row.verdict);
    SAME("", row.next_tier);
    row = verdict_of("replicas=10;cpu=106%", plan);
    EQ(16, row.pods_wanted);
    EQ(CAPACITY_VERDICT_CHANGE_TIER, row.verdict);
    EQ(CAPACITY_EXIT_SCALE, row.exit_code);
    EQ(16, row.pods);
    SAME("large", row.next_tier);
    CONTAINS("Change from the medium tier, which holds 15 backend pods, to large: scale up backend "
             "from 10 to 16 pods",
             row.sentence);
    row = verdict_of("replicas=10;cpu=420%", plan); /* 60: large holds 50 */
    SAME("enterprise", row.next_tier);
    row = verdict_of("replicas=10;cpu=4200%", plan); /* 600: none does */
    SAME("enterprise", row.next_tier);
    plan = plan_of("concurrent_users=20000");
    row = verdict_of("replicas=90;cpu=140%", plan); /* no tier above */
    EQ(CAPACITY_VERDICT_SCALE_UP, row.verdict);
    SAME("", row.next_tier);
    capacity_assessment *assessment =
        assess_component("replicas=8;cpu=105%", plan_of("concurrent_users=1000"), "frontend");
    SAME("large", summary_of(assessment).next_tier); /* 12: medium holds 8 frontends, large 15 */
}

static void fewer_pods_need_time(void)
{
    capacity_assessment_summary row = verdict_of(CALM "cpu=35% 5m", NULL);
    EQ(CAPACITY_VERDICT_SCALE_DOWN, row.verdict);
    EQ(5, row.pods);
    EQ(CAPACITY_EXIT_SCALE, row.exit_code);
    SAME("Scale down backend from 10 to 5 pods (cpu 35%, target 70%)", row.sentence);
    row = verdict_of(CALM "cpu=35% 299s", NULL);
    EQ(CAPACITY_VERDICT_HOLD, row.verdict);
    EQ(CAPACITY_REASON_TOO_SOON, row.reason);
    EQ(10, row.pods);
    EQ(5, row.pods_wanted);
    EQ(15 * CAPACITY_SECOND_US, row.look_again_us); /* no sooner than the autoscaler */
    SAME("Hold backend at 10 pods, although 5 would do: not for long enough yet", row.sentence);
    row = verdict_of(CALM "cpu=35% 1m", NULL);
    EQ(4 * MINUTE, row.look_again_us);
    row = verdict_of(CALM "cpu=35% 1m;node_cpu=95% 9m", NULL); /* that may fire in a minute */
    EQ(CAPACITY_REASON_TOO_SOON, row.reason);
    EQ(1 * MINUTE, row.look_again_us);
    row = verdict_of(CALM "cpu=35%", NULL);
    EQ(CAPACITY_VERDICT_HOLD, row.verdict);
    EQ(CAPACITY_REASON_UNKNOWN, row.reason);
    row = verdict_of(CALM "cpu=14% 5m", NULL);
    EQ(3, row.pods); /* the minimum */
    EQ(3, row.pods_wanted);
    row = verdict_of(CALM "cpu=1% 5m;replicas=3;available_replicas=3", NULL);
    EQ(CAPACITY_VERDICT_HOLD, row.verdict);
    EQ(CAPACITY_REASON_AT_TARGET, row.reason);
    row = verdict_of(CALM "cpu=1% 1m;memory=1% 1m;min_replicas=4", NULL);
    CONTAINS("although 4 would do", row.sentence);
}

/* Without the number of replicas nothing is counted, and the triggers alone speak. */
static void replicas_unknown_but_available_ones_known(void)
{
    capacity_assessment_summary row = verdict_of("available_replicas=3;cpu=95% 1h", NULL);
    EQ(CAPACITY_VERDICT_SCALE_UP, row.verdict);
    EQ(CAPACITY_REASON_TRIGGER, row.reason);
    row = verdict_of("available_replicas=3;cpu=50%", NULL);
    EQ(CAPACITY_VERDICT_HOLD, row.verdict);
    EQ(CAPACITY_REASON_UNKNOWN, row.reason);
}

/* Each metric that is needed: without it, and where it is in trouble, nothing is taken away. */
static void fewer_pods_need_to_know_that_nothing_is_wrong(void)
{
    static const char *const needed[] = {
        "memory",      "available_replicas", "max_replicas",       "restarts",
        "latency_p95", "error_rate",         "database_available", "database_errors"};
    static const char *const trouble[] = {
        "error_rate=6% 5m",  "error_rate=6% 1m", "latency_p95=3s 5m",
        "latency_p95=3s",    "restarts=3",       "database_available=false",
        "database_errors=1", "error_rate=2% 1h", "latency_p95=1.5s 1h"};
    for (size_t i = 0; i < COUNT(needed); i++) {
        capacity_metrics *metrics = metrics_of(CALM "cpu=35% 1h");
        capacity_assessment *assessment;
        OK(capacity_metrics_reset(metrics, capacity_metric_from_key(needed[i]), &test_err));
        NEW(assessment, capacity_assessment_new(metrics, NULL, NULL, &assessment, &test_err));
        capacity_assessment_summary row = summary_of(assessment);
        EQ(CAPACITY_VERDICT_HOLD, row.verdict);
        EQ(CAPACITY_REASON_UNKNOWN, row.reason);
        TRUE(row.confidence_ppm < CAPACITY_PPM);
    }
    for (size_t i = 0; i < COUNT(trouble); i++) {
        char text[512];
        snprintf(text, sizeof text, "%s%s", CALM "cpu=35% 1h;", trouble[i]);
        capacity_assessment_summary row = verdict_of(text, NULL);
        EQ(CAPACITY_VERDICT_HOLD, row.verdict);
        EQ(CAPACITY_REASON_BLOCKED, row.reason);
        EQ(10, row.pods);
        CONTAINS("although 5 would do: against that speak ", row.sentence);
    }
    /* pods at the maximum that their load does not need speak for nothing */
    capacity_assessment_summary row =
        verdict_of(CALM "cpu=35% 1h;replicas=20 1h;available_replicas=20", NULL);
    EQ(CAPACITY_VERDICT_SCALE_DOWN, row.verdict);
    /* and what is not needed does not block: nodes that are full gain by it */
    row = verdict_of(CALM "cpu=35% 1h;node_cpu=95% 1h", NULL);
    EQ(CAPACITY_VERDICT_SCALE_DOWN, row.verdict);
    EQ(CAPACITY_LEVEL_WARNING, row.level);
}

static void a_critical_trigger_is_exit_status_11_whatever_the_verdict(void)
{
    capacity_assessment_summary row = verdict_of(CALM "cpu=70%;error_rate=6% 5m", NULL);
    EQ(CAPACITY_VERDICT_HOLD, row.verdict);
    EQ(CAPACITY_LEVEL_CRITICAL, row.level);
    EQ(CAPACITY_EXIT_CRITICAL, row.exit_code);
    CONTAINS("; critical: error_rate_critical", row.sentence);
    row = verdict_of(CALM "cpu=140%;restarts=5", NULL);
    EQ(CAPACITY_VERDICT_SCALE_UP, row.verdict);
    EQ(CAPACITY_EXIT_CRITICAL, row.exit_code);
    row = verdict_of("database_available=false;restarts=3", NULL);
    EQ(CAPACITY_EXIT_CRITICAL, row.exit_code);
    CONTAINS("; critical: crash_loop, database_unavailable", row.sentence);
}

static void what_no_count_tells_is_one_pod_more(void)
{
    capacity_assessment_summary row =
        verdict_of(CALM "cpu=70% 1h;latency_p95=200ms 10m 100ms", NULL);
    EQ(CAPACITY_VERDICT_SCALE_UP, row.verdict);
    EQ(CAPACITY_REASON_TRIGGER, row.reason);
    EQ(11, row.pods);
    SAME("Scale up backend from 10 to 11 pods: latency_degrading", row.sentence);
    row = verdict_of(CALM "cpu=35% 1h;queue_depth=12 10m 10", NULL);
    EQ(11, row.pods);
    row = verdict_of("replicas=5;error_rate=0.2% 10m 0", NULL);
    EQ(CAPACITY_VERDICT_SCALE_UP, row.verdict);
    row = verdict_of("replicas=20 15m;max_replicas=20", NULL);
    EQ(21, row.pods_wanted);
    EQ(20, row.pods);
    SAME("Raise the maximum of backend, which runs 20 pods: the load asks for 21: "
         "at_max_replicas, max_replicas_often",
         row.sentence);
    /* where the count tells, it decides: 72 % is within the autoscaler's tolerance */
    row = verdict_of(CALM "cpu=72% 1h", NULL);
    EQ(CAPACITY_VERDICT_HOLD, row.verdict);
    EQ(CAPACITY_LEVEL_SCALE_UP, row.level);
    row = verdict_of(CALM "cpu=70% 1h;replicas=20 1h;available_replicas=20", NULL);
    EQ(CAPACITY_VERDICT_HOLD, row.verdict);
    /* and without replicas the guide's word stands alone */
    row = verdict_of("cpu=72% 1h", NULL);
    EQ(CAPACITY_VERDICT_SCALE_UP, row.verdict);
    EQ(CAPACITY_INVALID, row.pods);
    SAME("Scale up backend; from how many pods is not known: cpu_above_target", row.sentence);
}

static void looks_again_when_the_next_trigger_may_fire(void)
{
    EQ(2 * MINUTE, verdict_of("cpu=87% 8m", NULL).look_again_us);
    EQ(1 * MINUTE, verdict_of("cpu=87% 8m;error_rate=6% 4m", NULL).look_again_us);
    EQ(15 * CAPACITY_SECOND_US, verdict_of("cpu=87% 599s", NULL).look_again_us);
    EQ(15 * CAPACITY_SECOND_US, verdict_of("cpu=87%", NULL).look_again_us);
    EQ(2, verdict_of("cpu=87% 8m", NULL).pending);
    EQ(2, verdict_of("cpu=87% 10m", NULL).fired);
}

/* --- what is missing --------------------------------------------------------------------------------- */

static bool misses(const capacity_assessment *assessment, capacity_metric metric,
                   capacity_missing_part part, uint32_t needed)
{
    capacity_missing rows[64];
    size_t count = 0;
    OK(capacity_assessment_get_missing(assessment, rows, sizeof *rows, COUNT(rows), &count,
                                       &test_err));
    for (size_t i = 0; i < count; i++) {
        TRUE(i == 0 || rows[i].needed <= rows[i - 1].needed);
        SAME(capacity_metric_key((capacity_metric)rows[i].metric), rows[i].key);
        TRUE(rows[i].why[0] != '\0');
        if (rows[i].metric == (uint32_t)metric && rows[i].part == (uint32_t)part &&
            rows[i].needed == needed)
            return true;
    }
    return false;
}

static void says_what_is_missing(void)
{
    capacity_assessment *none = assess_component("", NULL, NULL);
    TRUE(misses(none, CAPACITY_METRIC_CPU_PPM, CAPACITY_MISSING_PART_VALUE, 1));
    TRUE(misses(none, CAPACITY_METRIC_REPLICAS, CAPACITY_MISSING_PART_VALUE, 1));
    TRUE(misses(none, CAPACITY_METRIC_MAX_REPLICAS, CAPACITY_MISSING_PART_VALUE, 1));
    TRUE(misses(none, CAPACITY_METRIC_NODE_CPU_PPM, CAPACITY_MISSING_PART_VALUE, 0));
    TRUE(!misses(none, CAPACITY_METRIC_RATE_MRPS, CAPACITY_MISSING_PART_VALUE, 1));
    TRUE(!misses(none, CAPACITY_METRIC_LATENCY_P50_US, CAPACITY_MISSING_PART_VALUE, 0));

    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_assessment *planned = assess_component("latency_p99=20ms;cpu=90%", plan, "");
    TRUE(misses(planned, CAPACITY_METRIC_RATE_MRPS, CAPACITY_MISSING_PART_VALUE, 1));
    TRUE(misses(planned, CAPACITY_METRIC_ACTIVE_CONNECTIONS, CAPACITY_MISSING_PART_VALUE, 1));
    TRUE(misses(planned, CAPACITY_METRIC_CPU_PPM, CAPACITY_MISSING_PART_HELD, 1));
    TRUE(!misses(planned, CAPACITY_METRIC_MAX_REPLICAS, CAPACITY_MISSING_PART_VALUE, 1));
    TRUE(!misses(planned, CAPACITY_METRIC_LATENCY_P95_US, CAPACITY_MISSING_PART_VALUE, 1));

    capacity_assessment *calm = assess_component(CALM "cpu=35%", NULL, NULL);
    TRUE(misses(calm, CAPACITY_METRIC_CPU_PPM, CAPACITY_MISSING_PART_HELD, 1));
    TRUE(!misses(calm, CAPACITY_METRIC_MEMORY_PPM, CAPACITY_MISSING_PART_HELD, 1));
    TRUE(misses(calm, CAPACITY_METRIC_LATENCY_P95_US, CAPACITY_MISSING_PART_BASELINE, 0));
}

/* --- properties ---------------------------------------------------------------------------------------- */

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Some metrics, any values: held and baseline too. Contradictions are made true. */
static void fill(capacity_metrics *metrics, uint64_t *state)
{
    for (int i = 0; i < CAPACITY__METRICS; i++) {
        const capacity__metric_info *info = &capacity__metric[i];
        static const int64_t usual[] = {2000000, 100, 4000000};
        int64_t most = info->unit == CAPACITY_UNIT_PPM     ? usual[0]
                       : info->unit == CAPACITY_UNIT_COUNT ? usual[1]
                                                           : usual[2];
        most = most > info->highest ? info->highest : most;
        if (next_random(state) % 4 == 0)
            continue;
        int64_t value = info->lowest + (int64_t)(next_random(state) % (uint64_t)most);
        int64_t held = (int64_t)(next_random(state) % (uint64_t)(20 * MINUTE));
        OK(capacity_metrics_set(
            metrics, (capacity_metric)info->metric, value > info->highest ? info->highest : value,
            next_random(state) % 4 == 0 ? CAPACITY_AUTO : held,
            next_random(state) % 2 == 0 ? CAPACITY_AUTO : value / 2 + info->lowest, &test_err));
    }
    static const capacity_metric highs[] = {CAPACITY_METRIC_REPLICAS, CAPACITY_METRIC_MAX_REPLICAS,
                                            CAPACITY_METRIC_LATENCY_P50_US,
                                            CAPACITY_METRIC_LATENCY_P99_US};
    for (size_t i = 0; i < COUNT(highs) && capacity_metrics_check(metrics, &test_err) < 0; i++)
        OK(capacity_metrics_reset(metrics, highs[i], &test_err));
}

static capacity_assessment_summary assess_now(const capacity_metrics *metrics,
                                              const capacity_plan *plan)
{
    capacity_assessment *assessment = NULL;
    if (capacity_assessment_new(metrics, plan, NULL, &assessment, &test_err) < 0)
        ck_abort_msg("%s", test_err.message);
    capacity_assessment_summary summary = summary_of(assessment);
    capacity_assessment_unref(assessment);
    return summary;
}

static void check_sense(const capacity_assessment_summary *row)
{
    TRUE(row->confidence_ppm >= 0 && row->confidence_ppm <= CAPACITY_PPM);
    TRUE(row->look_again_us >= 15 * CAPACITY_SECOND_US);
    TRUE(row->sentence[0] >= 'A' && row->sentence[0] <= 'Z');
    if (row->replicas == CAPACITY_INVALID)
        return;
    if (row->verdict == CAPACITY_VERDICT_HOLD)
        EQ(row->replicas, row->pods);
    if (row->verdict == CAPACITY_VERDICT_SCALE_DOWN)
        TRUE(row->pods < row->replicas && row->pods >= row->pods_min &&
             row->level != CAPACITY_LEVEL_CRITICAL && row->known == row->needed);
    if (row->verdict == CAPACITY_VERDICT_SCALE_UP)
        TRUE(row->pods >= row->replicas);
}

START_TEST(more_load_never_asks_for_fewer_pods)
{
    static const capacity_metric loads[] = {CAPACITY_METRIC_CPU_PPM, CAPACITY_METRIC_MEMORY_PPM,
                                            CAPACITY_METRIC_RATE_MRPS,
                                            CAPACITY_METRIC_ACTIVE_CONNECTIONS};
    capacity_plan *plan = plan_of("concurrent_users=1000");
    for (uint64_t seed = 0; seed < 400; seed++) {
        uint64_t state = seed;
        capacity_metrics *metrics = NULL;
        OK(capacity_metrics_new(test_allocator(), &metrics, &test_err));
        fill(metrics, &state);
        capacity_metric load = loads[seed % COUNT(loads)];
        int64_t before = INT64_MIN, wanted = INT64_MIN;
        for (int64_t value = 0; value <= 3000000; value += 50000) {
            OK(capacity_metrics_set(metrics, load, value, 10 * MINUTE, CAPACITY_AUTO, &test_err));
            capacity_assessment_summary row = assess_now(metrics, seed % 3 == 0 ? NULL : plan);
            check_sense(&row);
            if (row.pods < before || row.pods_wanted < wanted)
                ck_abort_msg("seed %" PRIu64 ": %s", seed, row.sentence);
            before = row.pods;
            wanted = row.pods_wanted;
        }
        capacity_metrics_free(metrics);
    }
}
END_TEST

START_TEST(knowing_less_is_never_more_sure)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    size_t downs = 0;
    for (uint64_t seed = 0; seed < 400; seed++) {
        uint64_t state = seed;
        capacity_metrics *metrics = NULL;
        OK(capacity_metrics_new(test_allocator(), &metrics, &test_err));
        fill(metrics, &state);
        const capacity_plan *with = seed % 3 == 0 ? NULL : plan;
        capacity_assessment_summary all = assess_now(metrics, with);
        check_sense(&all);
        downs += all.verdict == CAPACITY_VERDICT_SCALE_DOWN;
        for (int i = 0; i < CAPACITY__METRICS; i++) {
            capacity_metrics *fewer = NULL;
            OK(capacity_metrics_clone(metrics, &fewer, &test_err));
            OK(capacity_metrics_reset(fewer, (capacity_metric)capacity__metric[i].metric,
                                      &test_err));
            capacity_assessment_summary less = assess_now(fewer, with);
            if (less.confidence_ppm > all.confidence_ppm || less.known > all.known)
                ck_abort_msg("seed %" PRIu64 " is surer without %s", seed, capacity__metric[i].key);
            capacity_metrics_free(fewer);
        }
        capacity_metrics_free(metrics);
    }
    (void)downs;
}
END_TEST

/* --- the object, and its texts ---------------------------------------------------------------------------- */

static void checks_its_arguments(void)
{
    capacity_metrics *metrics = metrics_of("replicas=3");
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_assessment *made, *assessment = assess_component("", NULL, NULL);
    capacity_assessment_summary summary = CAPACITY_INIT(capacity_assessment_summary);
    capacity_trigger_result triggers[32];
    capacity_missing missing[64];
    size_t count;
    char text[64], longest[80];
    FAILS(CAPACITY_E_ARGUMENT, "out",
          capacity_assessment_new(metrics, plan, NULL, NULL, &test_err));
    REFUSES(CAPACITY_E_ARGUMENT, "metrics", made,
            capacity_assessment_new(NULL, plan, NULL, &made, &test_err));
    REFUSES(CAPACITY_E_ARGUMENT, "plan", made,
            capacity_assessment_new(metrics, (const capacity_plan *)(const void *)metrics, NULL,
                                    &made, &test_err));
    REFUSES(CAPACITY_E_NOT_FOUND, "the plan has no component 'worker'", made,
            capacity_assessment_new(metrics, plan, "worker", &made, &test_err));
    REFUSES(CAPACITY_E_RANGE, "not a name", made,
            capacity_assessment_new(metrics, NULL, "Back End", &made, &test_err));
    memset(longest, 'a', sizeof longest);
    longest[64] = '\0';
    REFUSES(CAPACITY_E_RANGE, "63 bytes", made,
            capacity_assessment_new(metrics, plan, longest, &made, &test_err));
    OK(capacity_metrics_set(metrics, CAPACITY_METRIC_AVAILABLE_REPLICAS, 4, 0, 0, &test_err));
    REFUSES(CAPACITY_E_ARGUMENT, "contradict", made,
            capacity_assessment_new(metrics, plan, NULL, &made, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "assessment",
          capacity_assessment_get_summary(NULL, &summary, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "assessment",
          capacity_assessment_get_summary((const capacity_assessment *)(const void *)plan, &summary,
                                          &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out", capacity_assessment_get_summary(assessment, NULL, &test_err));
    summary.struct_size = 8;
    FAILS(CAPACITY_E_STRUCT_SIZE, "8",
          capacity_assessment_get_summary(assessment, &summary, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "assessment",
          capacity_assessment_get_triggers(NULL, triggers, sizeof *triggers, COUNT(triggers),
                                           &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "count",
          capacity_assessment_get_triggers(assessment, triggers, sizeof *triggers, COUNT(triggers),
                                           NULL, &test_err));
    FAILS(CAPACITY_E_BUFFER, "room for 1 rows",
          capacity_assessment_get_triggers(assessment, triggers, sizeof *triggers, 1, &count,
                                           &test_err));
    OK(capacity_assessment_get_triggers(assessment, NULL, 0, 0, &count, &test_err));
    EQ(CAPACITY__TRIGGERS, count);
    FAILS(CAPACITY_E_ARGUMENT, "assessment",
          capacity_assessment_get_missing(NULL, missing, sizeof *missing, COUNT(missing), &count,
                                          &test_err));
    FAILS(
        CAPACITY_E_STRUCT_SIZE, "4",
        capacity_assessment_get_missing(assessment, missing, 4, COUNT(missing), &count, &test_err));
    OK(capacity_assessment_get_missing(assessment, NULL, 0, 0, &count, &test_err));
    TRUE(count > 10);
    FAILS(
        CAPACITY_E_ARGUMENT, "assessment",
        capacity_assessment_write(NULL, CAPACITY_FORMAT_TEXT, text, sizeof text, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "format 0 is none of text 1",
          capacity_assessment_write(assessment, 0, text, sizeof text, NULL, &test_err));
    FAILS(CAPACITY_E_BUFFER, "",
          capacity_assessment_write(assessment, CAPACITY_FORMAT_TEXT, text, sizeof text, NULL,
                                    &test_err));
}

static void is_counted(void)
{
    capacity_assessment *assessment = assess_component("replicas=3", NULL, NULL);
    TRUE(capacity_assessment_ref(assessment) == assessment);
    capacity_assessment_unref(assessment);
    EQ(3, summary_of(assessment).replicas);
    TRUE(capacity_assessment_ref(NULL) == NULL);
    capacity_assessment_unref(NULL);
}

static const char *written(const capacity_assessment *assessment, uint32_t format)
{
    static char text[1 << 16];
    size_t size = 0;
    OK(capacity_assessment_write(assessment, format, text, sizeof text, &size, &test_err));
    EQ(strlen(text), size);
    return text;
}

static void writes_every_form(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_assessment *assessment = assess_component(
        "replicas=7;cpu=97% 12m;error_rate=6% 5m;latency_p50=3s;memory=20%", plan, NULL);
    const char *text = written(assessment, CAPACITY_FORMAT_TEXT);
    CONTAINS("Scale up backend from 7 to 10 pods (cpu 97%, target 70%); critical: "
             "error_rate_critical.\n",
             text);
    CONTAINS("7 now, 10 recommended, 10 asked for; at least 7, at most 21; medium tier: at most 15",
             text);
    CONTAINS("3 fired, 3 pending; the weightiest: critical", text);
    CONTAINS("WHAT TO DO\nerror_rate_critical: Page: look at the last deployment", text);
    CONTAINS("Confidence  50%: 6 of 12 needed metrics are known", text);
    TRUE(strstr(text, "node_cpu_high") == NULL);
    text = written(assessment, CAPACITY_FORMAT_MARKDOWN);
    CONTAINS("# Assessment\n\nScale up backend", text);
    CONTAINS("- Look again: in ", text);
    CONTAINS("## What to do\n\n- **error", text);
    text = written(assessment, CAPACITY_FORMAT_JSON);
    CONTAINS("\"verdict\": \"scale_up\"", text);
    CONTAINS("\"exit_code\": 11", text);
    CONTAINS("\"next_tier\": null", text);
    DROP(assessment);
    assessment = assess_component("", NULL, NULL);
    text = written(assessment, CAPACITY_FORMAT_TEXT);
    CONTAINS("? now, ? recommended, ? asked for; at least 3, at most ?\n", text);
    CONTAINS("0 fired, 0 pending\n", text);
    TRUE(strstr(text, "TRIGGER") == NULL && strstr(text, "WHAT TO DO") == NULL);
    DROP(assessment);
    assessment = assess_component(CALM "cpu=70% 1h;error_rate=0.1% 1h 0.1%;latency_p95=1ms 1h 1ms;"
                                       "queue_depth=1 1h 1;database_throttles=0;pending_pods=0;"
                                       "node_cpu=1%;node_memory=1%",
                                  NULL, NULL);
    TRUE(strstr(written(assessment, CAPACITY_FORMAT_TEXT), "NOT KNOWN") == NULL);
}

#if CAPACITY_TEXT
static void yaml_is_the_same_tree(void)
{
    capacity_assessment *assessment = assess_component("replicas=7;cpu=97% 12m", NULL, NULL);
    const char *text = written(assessment, CAPACITY_FORMAT_YAML);
    CONTAINS("verdict: scale_up\n", text);
    CONTAINS("tier: null\n", text);
    CONTAINS("pods: 10\n", text);
}
#endif

/* Each trigger's row of the page: id, name, level and source; the figures are in its evidence. */
START_TEST(the_page_lists_the_triggers)
{
    static const char *const levels[] = {"", "scale up", "warning", "critical"};
    static char page[1 << 16];
    size_t size = 0;
    const char *bytes = test_file("docs/model/assess.md", &size);
    TRUE(size < sizeof page);
    memcpy(page, bytes, size);
    page[size] = '\0';
    for (int i = 0; i < CAPACITY__TRIGGERS; i++) {
        const capacity__trigger_info *info = &capacity__trigger[i];
        char begin[256], end[512];
        snprintf(begin, sizeof begin, "\n| %d | `%s` | %s | ", info->trigger, info->name,
                 levels[info->level]);
        snprintf(end, sizeof end, " | %s |\n", info->source);
        const char *row = strstr(page, begin);
        if (row == NULL)
            ck_abort_msg("docs/model/assess.md lacks the row of %s", info->name);
        const char *line_end = strchr(row + 1, '\n');
        if (memcmp(line_end + 1 - strlen(end), end, strlen(end)) != 0)
            ck_abort_msg("docs/model/assess.md has another source of %s", info->name);
        char wait[32];
        snprintf(wait, sizeof wait, " | %" PRId64 "m |", info->for_us / MINUTE);
        const char *waits = strstr(row, wait);
        if (info->for_us > 0 && (waits == NULL || waits >= line_end))
            ck_abort_msg("docs/model/assess.md has another duration of %s", info->name);
    }
}
END_TEST

static void add_more(Suite *suite)
{
    TCase *made = test_case(suite, "more");
    tcase_add_test(made, each_trigger_fires_at_its_threshold_and_time_and_not_before);
    tcase_add_test(made, the_guides_figures_are_the_guides);
    tcase_add_test(made, the_page_lists_the_triggers);
    tcase_add_test(made, more_load_never_asks_for_fewer_pods);
    tcase_add_test(made, knowing_less_is_never_more_sure);
}

static const scenario scenarios[] = {
    SCENARIO(evidence_has_the_numbers),
    SCENARIO(counts_as_the_autoscaler_does),
    SCENARIO(a_plan_brings_its_own_targets),
    SCENARIO(counts_with_the_autoscalers_doubles),
    SCENARIO(each_component_has_its_own),
    SCENARIO(own_components_have_no_tier),
    SCENARIO(a_tiny_pod_bears_one_connection),
    SCENARIO(nothing_known_is_a_hold_without_confidence),
    SCENARIO(all_known_and_at_target_is_a_sure_hold),
    SCENARIO(more_load_is_scale_up),
    SCENARIO(the_maximum_bounds_the_count_and_says_so),
    SCENARIO(the_minimum_holds_too),
    SCENARIO(more_than_the_tier_holds_is_the_next_tier),
    SCENARIO(fewer_pods_need_time),
    SCENARIO(replicas_unknown_but_available_ones_known),
    SCENARIO(fewer_pods_need_to_know_that_nothing_is_wrong),
    SCENARIO(a_critical_trigger_is_exit_status_11_whatever_the_verdict),
    SCENARIO(what_no_count_tells_is_one_pod_more),
    SCENARIO(looks_again_when_the_next_trigger_may_fire),
    SCENARIO(says_what_is_missing),
    SCENARIO(checks_its_arguments),
    SCENARIO(is_counted),
    SCENARIO(writes_every_form),
#if CAPACITY_TEXT
    SCENARIO(yaml_is_the_same_tree),
#endif
};

TEST_MAIN(assess, add_more)
