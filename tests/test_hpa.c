/*
 * The autoscaler: what is refused, defaults, both ends of each range, what the history holds, and
 * that nothing is touched on failure. Results are compared in test_hpa_vectors.c.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "kernel/hpa.h"
#include "numbers.h"

#define S CAPACITY_SECOND_US

/* --- names -------------------------------------------------------------------------------------- */

static void reasons_are_written_as_kubernetes_writes_them(void)
{
    SAME("DesiredWithinRange", capacity_hpa_reason_name(CAPACITY_HPA_WITHIN_RANGE));
    SAME("FailedGetContainerResourceMetric",
         capacity_hpa_reason_name(CAPACITY_HPA_FAILED_CONTAINER_RESOURCE));
    SAME("InvalidMetricSourceType", capacity_hpa_reason_name(CAPACITY_HPA_INVALID_SOURCE));
    SAME("", capacity_hpa_reason_name(CAPACITY_HPA_REASON_NONE));
    SAME("", capacity_hpa_reason_name((capacity_hpa_reason)99));
    int named = 0;
    for (int i = 0; i < 64; i++)
        named += capacity_hpa_reason_name((capacity_hpa_reason)i)[0] != '\0';
    EQ(18, named);
}

/* --- whole numbers ------------------------------------------------------------------------------ */

static void whole_numbers_end_where_those_of_32_bits_end(void)
{
    EQ(INT32_MAX, capacity__hpa_truncate(2147483647.9));
    EQ(INT32_MAX, capacity__hpa_truncate(2147483648.0));
    EQ(INT32_MAX, capacity__hpa_truncate(1e300));
    EQ(INT32_MAX - 1, capacity__hpa_truncate(2147483646.9));
    EQ(INT32_MIN, capacity__hpa_truncate(-2147483648.9));
    EQ(INT32_MIN, capacity__hpa_truncate(-2147483649.0));
    EQ(INT32_MIN, capacity__hpa_truncate(-1e300));
    EQ(-3, capacity__hpa_truncate(-3.9));
    EQ(INT32_MAX, capacity__hpa_ceil(2147483647.1));
    EQ(INT32_MAX, capacity__hpa_ceil(2147483646.1));
    EQ(-3, capacity__hpa_ceil(-3.9));
    EQ(4, capacity__hpa_ceil(3.1));
}

/* --- classify ----------------------------------------------------------------------------------- */

typedef struct pod {
    int64_t phase, ready, start_us, transition_us, sample_us, window_us;
} pod;

static const pod good = {CAPACITY_HPA_RUNNING, 1, 400 * S, 410 * S, 990 * S, 60 * S};

static capacity_hpa_readiness at_1000(void)
{
    capacity_hpa_readiness how = CAPACITY_INIT(capacity_hpa_readiness);
    how.cpu = 1;
    how.now_us = 1000 * S;
    return how;
}

static capacity_status classify(const capacity_hpa_readiness *how, pod p, int64_t *class)
{
    return capacity_hpa_classify(how, p.phase, p.ready, p.start_us, p.transition_us, p.sample_us,
                                 p.window_us, class, &test_err);
}

static void classify_has_the_controllers_defaults(void)
{
    const capacity_hpa_readiness how = at_1000();
    int64_t class = -7;
    pod p = good;
    OK(classify(&how, p, &class));
    EQ(CAPACITY_HPA_READY, class);
    p.start_us = 701 * S; /* young until 1001 s: the sample must cover the time since ready */
    p.transition_us = 931 * S;
    OK(classify(&how, p, &class));
    EQ(CAPACITY_HPA_UNREADY, class);
    p.start_us = 700 * S;
    OK(classify(&how, p, &class));
    EQ(CAPACITY_HPA_READY, class);
    p.ready = 0;
    p.transition_us = 729 * S; /* 30 s after the start it had not yet been ready */
    OK(classify(&how, p, &class));
    EQ(CAPACITY_HPA_UNREADY, class);
    p.transition_us = 730 * S;
    OK(classify(&how, p, &class));
    EQ(CAPACITY_HPA_READY, class);
}

static void classify_takes_any_time(void)
{
    capacity_hpa_readiness how = at_1000();
    int64_t class = -7;
    how.now_us = how.initialization_us = how.readiness_delay_us = INT64_MAX;
    pod p = {CAPACITY_HPA_RUNNING, 0, 0, INT64_MAX, INT64_MAX, INT64_MAX};
    OK(classify(&how, p, &class));
    EQ(CAPACITY_HPA_READY, class);
    p.start_us = INT64_MAX;
    p.transition_us = 0;
    OK(classify(&how, p, &class));
    EQ(CAPACITY_HPA_UNREADY, class);
    how.now_us = 0;
    OK(classify(&how, p, &class));
    EQ(CAPACITY_HPA_UNREADY, class);
    p = (pod){CAPACITY_HPA_RUNNING, CAPACITY_INVALID, CAPACITY_INVALID, -1, 0, 0};
    OK(classify(&how, p, &class));
    EQ(CAPACITY_HPA_UNREADY, class);
}

static void classify_refuses_what_is_no_pod(void)
{
    const capacity_hpa_readiness how = at_1000();
    int64_t class = -7;
    static const struct {
        size_t member;
        int64_t value;
        const char *part;
    } bad[] = {
        {0, 0, "phase 0 is below 1"},      {0, 6, "phase 6 exceeds 5"},
        {1, 2, "ready 2 exceeds 1"},       {1, -1, "ready -1 is below 0"},
        {2, -1, "start_us -1 is below 0"}, {3, -1, "transition_us -1 is below 0"},
        {4, -1, "sample_us -1"},           {5, -1, "window_us -1 is below 0"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        pod p = good;
        memcpy((int64_t *)&p + bad[i].member, &bad[i].value, sizeof bad[i].value);
        FAILS(CAPACITY_E_RANGE, bad[i].part, classify(&how, p, &class));
    }
    EQ(-7, class);
}

static void classify_refuses_bad_settings(void)
{
    int64_t class = -7;
    capacity_hpa_readiness how = at_1000();
    FAILS(CAPACITY_E_ARGUMENT, "readiness is NULL", classify(NULL, good, &class));
    FAILS(CAPACITY_E_ARGUMENT, "pod_class is NULL", classify(&how, good, NULL));
    how.flags = CAPACITY_HPA_BEHAVIOR;
    FAILS(CAPACITY_E_ARGUMENT, "bits 1", classify(&how, good, &class));
    EQ(-1, test_err.index);
    how = at_1000();
    how.cpu = 2;
    FAILS(CAPACITY_E_RANGE, "cpu 2 exceeds 1", classify(&how, good, &class));
    how = at_1000();
    how.reserved = 1;
    FAILS(CAPACITY_E_RANGE, "reserved 1", classify(&how, good, &class));
    how = at_1000();
    how.now_us = -1;
    FAILS(CAPACITY_E_RANGE, "now_us -1", classify(&how, good, &class));
    how = at_1000();
    how.initialization_us = -1;
    FAILS(CAPACITY_E_RANGE, "initialization_us -1", classify(&how, good, &class));
    how = at_1000();
    how.readiness_delay_us = -1;
    FAILS(CAPACITY_E_RANGE, "readiness_delay_us -1", classify(&how, good, &class));
    how.struct_size = 0;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 0", classify(&how, good, &class));
    EQ(-7, class);
}

static void classify_many_goes_on_after_a_bad_pod(void)
{
    const capacity_hpa_readiness how = at_1000();
    const int64_t phase[] = {CAPACITY_HPA_RUNNING, 9, CAPACITY_HPA_PENDING};
    const int64_t ready[] = {1, 1, 1}, start[] = {0, 0, 0}, transition[] = {0, 0, 0};
    const int64_t sample[] = {990 * S, 990 * S, 990 * S}, window[] = {S, S, S};
    int64_t class[3] = {-7, -7, -7};
#define MANY(n, a, b, c, d, e, f, out)                                                             \
    capacity_hpa_classify_many(&how, a, b, c, d, e, f, n, out, &test_err)
    IS(CAPACITY_PARTIAL, MANY(3, phase, ready, start, transition, sample, window, class));
    EQ(CAPACITY_HPA_READY, class[0]);
    EQ(CAPACITY_INVALID, class[1]);
    EQ(CAPACITY_HPA_UNREADY, class[2]);
    OK(MANY(0, NULL, NULL, NULL, NULL, NULL, NULL, NULL));
    FAILS(CAPACITY_E_ARGUMENT, "phase is NULL",
          MANY(1, NULL, ready, start, transition, sample, window, class));
    FAILS(CAPACITY_E_ARGUMENT, "ready is NULL",
          MANY(1, phase, NULL, start, transition, sample, window, class));
    FAILS(CAPACITY_E_ARGUMENT, "start_us is NULL",
          MANY(1, phase, ready, NULL, transition, sample, window, class));
    FAILS(CAPACITY_E_ARGUMENT, "transition_us is NULL",
          MANY(1, phase, ready, start, NULL, sample, window, class));
    FAILS(CAPACITY_E_ARGUMENT, "sample_us is NULL",
          MANY(1, phase, ready, start, transition, NULL, window, class));
    FAILS(CAPACITY_E_ARGUMENT, "window_us is NULL",
          MANY(1, phase, ready, start, transition, sample, NULL, class));
    FAILS(CAPACITY_E_ARGUMENT, "pod_class is NULL",
          MANY(1, phase, ready, start, transition, sample, window, NULL));
    FAILS(CAPACITY_E_ARGUMENT, "readiness is NULL",
          capacity_hpa_classify_many(NULL, phase, ready, start, transition, sample, window, 1,
                                     class, &test_err));
}

/* --- propose ------------------------------------------------------------------------------------ */

static capacity_hpa_metric cpu_at(int64_t percent)
{
    capacity_hpa_metric metric = CAPACITY_INIT(capacity_hpa_metric);
    metric.kind = CAPACITY_HPA_RESOURCE;
    metric.target_type = CAPACITY_HPA_UTILIZATION;
    metric.target = percent;
    metric.current_replicas = 10;
    return metric;
}

static capacity_status propose_one(const capacity_hpa_metric *metric, int64_t class, int64_t count,
                                   int64_t value, int64_t request, capacity_hpa_proposal *out)
{
    return capacity_hpa_propose(metric, &class, &count, &value, &request, 1, out, &test_err);
}

static void propose_refuses_what_is_no_metric(void)
{
    static const struct {
        size_t at;
        int64_t value;
        int64_t status;
        const char *part;
    } bad[] = {
        {offsetof(capacity_hpa_metric, target), 0, CAPACITY_E_RANGE, "target 0 is below 1"},
        {offsetof(capacity_hpa_metric, target), INT64_C(2147483648), CAPACITY_E_RANGE, "target"},
        {offsetof(capacity_hpa_metric, value), -1, CAPACITY_E_RANGE, "value -1 is below 0"},
        {offsetof(capacity_hpa_metric, current_replicas), -1, CAPACITY_E_RANGE, "current_replicas"},
        {offsetof(capacity_hpa_metric, current_replicas), INT64_C(2147483648), CAPACITY_E_RANGE,
         "current_replicas 2147483648 exceeds 2147483647"},
        {offsetof(capacity_hpa_metric, status_replicas), -1, CAPACITY_E_RANGE, "status_replicas"},
        {offsetof(capacity_hpa_metric, status_replicas), INT64_C(2147483648), CAPACITY_E_RANGE,
         "status_replicas 2147483648"},
        {offsetof(capacity_hpa_metric, up_tolerance_ppm), -2, CAPACITY_E_RANGE, "up_tolerance_ppm"},
        {offsetof(capacity_hpa_metric, down_tolerance_ppm), -2, CAPACITY_E_RANGE,
         "down_tolerance_ppm"},
    };
    capacity_hpa_proposal out = CAPACITY_INIT(capacity_hpa_proposal);
    for (size_t i = 0; i < COUNT(bad); i++) {
        capacity_hpa_metric metric = cpu_at(50);
        memcpy((char *)&metric + bad[i].at, &bad[i].value, sizeof bad[i].value);
        FAILS((capacity_status)bad[i].status, bad[i].part,
              propose_one(&metric, CAPACITY_HPA_READY, 1, 1, 1, &out));
    }
    capacity_hpa_metric metric = cpu_at(50);
    metric.flags = CAPACITY_HPA_SCALE_TO_ZERO;
    FAILS(CAPACITY_E_ARGUMENT, "flags has bits 2", propose_one(&metric, 1, 1, 1, 1, &out));
    metric = cpu_at(50);
    metric.struct_size = 3;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 3", propose_one(&metric, 1, 1, 1, 1, &out));
    FAILS(CAPACITY_E_ARGUMENT, "metric is NULL", propose_one(NULL, 1, 1, 1, 1, &out));
    EQ(0, out.replicas);
    metric = cpu_at(50);
    FAILS(CAPACITY_E_ARGUMENT, "proposal is NULL", propose_one(&metric, 1, 1, 1, 1, NULL));
    out.struct_size = 8;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 8", propose_one(&metric, 1, 1, 1, 1, &out));
    EQ(0, out.replicas);
}

/* Each kind with each type: exactly those that the API server admits. */
static void propose_pairs_kinds_with_targets(void)
{
    static const char admitted[5][4] = {"110", "110", "010", "011", "011"};
    capacity_hpa_proposal out = CAPACITY_INIT(capacity_hpa_proposal);
    for (uint32_t kind = 0; kind <= 6; kind++)
        for (uint32_t type = 0; type <= 4; type++) {
            capacity_hpa_metric metric = cpu_at(50);
            metric.kind = kind;
            metric.target_type = type;
            if (kind < 1 || kind > 5)
                FAILS(CAPACITY_E_RANGE, "kind", propose_one(&metric, 1, 1, 1, 1, &out));
            else if (type < 1 || type > 3)
                FAILS(CAPACITY_E_RANGE, "target_type", propose_one(&metric, 1, 1, 1, 1, &out));
            else if (admitted[kind - 1][type - 1] == '1')
                OK(propose_one(&metric, 1, 1, 1, 1, &out));
            else {
                FAILS(CAPACITY_E_ARGUMENT, "does not suit", propose_one(&metric, 1, 1, 1, 1, &out));
                EQ(-1, test_err.index); /* of the metric, not of a group */
            }
        }
}

static void propose_refuses_what_is_no_group(void)
{
    const capacity_hpa_metric metric = cpu_at(50);
    capacity_hpa_proposal out = CAPACITY_INIT(capacity_hpa_proposal);
    FAILS(CAPACITY_E_RANGE, "pod_class 0 is not in 1 .. 5", propose_one(&metric, 0, 1, 1, 1, &out));
    FAILS(CAPACITY_E_RANGE, "pod_class 6", propose_one(&metric, 6, 1, 1, 1, &out));
    FAILS(CAPACITY_E_RANGE, "pod_class -9", propose_one(&metric, INT64_MIN, 1, 1, 1, &out));
    FAILS(CAPACITY_E_RANGE, "pod_count -1 is not in 0 .. 2147483647",
          propose_one(&metric, 5, -1, 1, 1, &out));
    FAILS(CAPACITY_E_RANGE, "pod_count 2147483648",
          propose_one(&metric, 1, INT64_C(2147483648), 1, 1, &out));
    FAILS(CAPACITY_E_RANGE, "pod_value -1 is not in 0 .. 9223372036854775807",
          propose_one(&metric, 1, 0, -1, 1, &out));
    FAILS(CAPACITY_E_RANGE, "pod_request -1 is not in 0 .. 9223372036854775807",
          propose_one(&metric, 1, 1, 0, -1, &out));
    EQ(0, test_err.index);
    const int64_t class[] = {1, 1}, count[] = {CAPACITY_HPA_MAX_REPLICAS, 1}, one[] = {1, 1};
    FAILS(CAPACITY_E_RANGE, "2147483648 pods exceed",
          capacity_hpa_propose(&metric, class, count, one, one, 2, &out, &test_err));
    EQ(1, test_err.index);
    FAILS(CAPACITY_E_ARGUMENT, "array of pods is NULL",
          capacity_hpa_propose(&metric, NULL, count, one, one, 1, &out, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "array of pods is NULL",
          capacity_hpa_propose(&metric, class, NULL, one, one, 1, &out, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "array of pods is NULL",
          capacity_hpa_propose(&metric, class, count, NULL, one, 1, &out, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "array of pods is NULL",
          capacity_hpa_propose(&metric, class, count, one, NULL, 1, &out, &test_err));
    EQ(0, out.replicas);
    OK(capacity_hpa_propose(&metric, NULL, NULL, NULL, NULL, 0, &out, &test_err));
    EQ(CAPACITY_HPA_NO_PODS, out.failure);
    EQ(CAPACITY_INVALID, out.replicas);
}

static void propose_says_what_does_not_fit(void)
{
    const capacity_hpa_metric metric = cpu_at(50);
    capacity_hpa_proposal out = CAPACITY_INIT(capacity_hpa_proposal);
    FAILS(CAPACITY_E_OVERFLOW, "samples or requests",
          propose_one(&metric, CAPACITY_HPA_READY, 2, INT64_MAX / 2 + 1, 1, &out));
    FAILS(CAPACITY_E_OVERFLOW, "the metric exceeds",
          propose_one(&metric, CAPACITY_HPA_READY, 1, INT64_MAX, 1, &out));
    EQ(0, out.replicas);
}

/* Two groups of one pod each. */
static capacity_status propose_two(const capacity_hpa_metric *metric, const int64_t class[2],
                                   const int64_t value[2], const int64_t request[2],
                                   capacity_hpa_proposal *out)
{
    const int64_t count[] = {1, 1};
    return capacity_hpa_propose(metric, class, count, value, request, 2, out, &test_err);
}

static void missing_pods_that_do_not_fit_are_named(void)
{
    const capacity_hpa_metric metric = cpu_at(200);
    const int64_t class[] = {CAPACITY_HPA_READY, CAPACITY_HPA_MISSING};
    capacity_hpa_proposal out = CAPACITY_INIT(capacity_hpa_proposal), fits = out;
    /* what they use at the target: twice the request, then that twice */
    FAILS(CAPACITY_E_OVERFLOW, "samples or requests",
          propose_one(&metric, CAPACITY_HPA_MISSING, 1, 0, INT64_MAX / 2 + 1, &out));
    OK(propose_one(&metric, CAPACITY_HPA_MISSING, 1, 0, INT64_MAX / 2, &fits));
    EQ(CAPACITY_HPA_NO_SAMPLES, fits.failure);
    FAILS(CAPACITY_E_OVERFLOW, "samples or requests",
          propose_one(&metric, CAPACITY_HPA_MISSING, 2, 0, INT64_MAX / 4 + 1, &out));
    /* the use of all in percent: 100 x */
    FAILS(CAPACITY_E_OVERFLOW, "the metric exceeds",
          propose_two(&metric, class, (const int64_t[]){1, 0},
                      (const int64_t[]){100, INT64_MAX / 200 + 1}, &out));
    /* the requests of all */
    FAILS(CAPACITY_E_OVERFLOW, "the metric exceeds",
          propose_two(&metric, class, (const int64_t[]){1, 0}, (const int64_t[]){INT64_MAX, 1},
                      &out));
    EQ(0, out.replicas);
}

/* Groups at the ends of what is added up without a check, as values and as requests. */
static void sums_that_do_not_fit_are_refused_however_they_are_added(void)
{
    static const struct {
        int64_t count[3], each[3], at;
    } too_much[] = {
        {{131071}, {(INT64_C(1) << 47) - 1}, 0},
        {{65535, 131071}, {(INT64_C(1) << 46) - 1, (INT64_C(1) << 46) - 1}, 1},
        {{65535, 65535}, {(INT64_C(1) << 46) - 1, (INT64_C(1) << 47) - 1}, 1},
        {{65535, 65535, 65535},
         {(INT64_C(1) << 46) - 4, (INT64_C(1) << 46) - 4, (INT64_C(1) << 46) - 4},
         2},
    };
    static const int64_t class[] = {CAPACITY_HPA_READY, CAPACITY_HPA_READY, CAPACITY_HPA_READY};
    static const int64_t none[] = {0, 0, 0};
    const capacity_hpa_metric percent = cpu_at(50);
    capacity_hpa_metric mean = percent;
    mean.target_type = CAPACITY_HPA_AVERAGE_VALUE;
    for (size_t i = 0; i < COUNT(too_much); i++) {
        const int64_t *count = too_much[i].count, *each = too_much[i].each;
        capacity_hpa_proposal out = CAPACITY_INIT(capacity_hpa_proposal);
        FAILS(CAPACITY_E_OVERFLOW, "samples or requests",
              capacity_hpa_propose(&mean, class, count, each, none, 3, &out, &test_err));
        EQ(too_much[i].at, test_err.index);
        FAILS(CAPACITY_E_OVERFLOW, "samples or requests",
              capacity_hpa_propose(&percent, class, count, none, each, 3, &out, &test_err));
        EQ(too_much[i].at, test_err.index);
        EQ(0, out.replicas);
    }
}

static void large_pods_are_added_up_exactly(void)
{
    const capacity_hpa_metric metric = cpu_at(50);
    capacity_hpa_proposal out = CAPACITY_INIT(capacity_hpa_proposal);
    OK(propose_one(&metric, CAPACITY_HPA_READY, 2, INT64_C(1) << 50, INT64_C(1) << 50, &out));
    EQ(100, out.seen);
    EQ(4, out.replicas);
}

/* n groups of equal pods, one group of n, and a group of none among them: all the same. */
static void grouping_changes_nothing(void)
{
    uint64_t n = 5;
    for (int round = 0; round < 300; round++) {
        capacity_hpa_metric metric = cpu_at(1 + random_below(&n, 120));
        capacity_hpa_proposal apart = CAPACITY_INIT(capacity_hpa_proposal);
        capacity_hpa_proposal together = apart;
        int64_t class[2][24], count[2][24], value[2][24], request[2][24];
        size_t used[2] = {0, 0};
        metric.current_replicas = random_below(&n, 30);
        for (size_t g = 0; g < 4; g++) {
            const int64_t pods = random_below(&n, 6), of = random_below(&n, 2000);
            const int64_t state = 1 + random_below(&n, 5), asks = 100 + random_below(&n, 900);
            for (int64_t p = 0; p < pods; p++, used[0]++) {
                class[0][used[0]] = state, count[0][used[0]] = 1;
                value[0][used[0]] = of, request[0][used[0]] = asks;
            }
            class[1][g] = state, count[1][g] = pods, value[1][g] = of, request[1][g] = asks;
            used[1]++;
        }
        OK(capacity_hpa_propose(&metric, class[0], count[0], value[0], request[0], used[0], &apart,
                                &test_err));
        OK(capacity_hpa_propose(&metric, class[1], count[1], value[1], request[1], used[1],
                                &together, &test_err));
        TRUE(memcmp(&apart, &together, sizeof apart) == 0);
    }
}

/* Where all pods are ready, more use never proposes fewer. */
static void more_use_never_proposes_fewer(void)
{
    for (int64_t target = 1; target <= 120; target += 7) {
        const capacity_hpa_metric metric = cpu_at(target);
        int64_t last = 0;
        for (int64_t use = 0; use < 3000; use += 11) {
            capacity_hpa_proposal out = CAPACITY_INIT(capacity_hpa_proposal);
            OK(propose_one(&metric, CAPACITY_HPA_READY, 10, use, 1000, &out));
            TRUE(out.replicas >= last);
            last = out.replicas;
        }
    }
}

/* --- decide ------------------------------------------------------------------------------------- */

enum { POLICIES = 17 };

typedef struct question {
    capacity_hpa_spec spec;
    int64_t direction[POLICIES], type[POLICIES], value[POLICIES], period_us[POLICIES];
    size_t policies;
    int64_t kind[2], replicas[2];
    size_t metrics;
    int64_t current, now_us;
    size_t size;
    int64_t history[CAPACITY_HPA_HISTORY];
    capacity_hpa_decision out;
} question;

static void ask(question *q)
{
    memset(q, 0, sizeof *q);
    capacity_hpa_spec_init(&q->spec, sizeof q->spec);
    capacity_hpa_decision_init(&q->out, sizeof q->out);
    q->spec.max_replicas = 100;
    q->kind[0] = q->kind[1] = CAPACITY_HPA_RESOURCE;
    q->replicas[0] = q->replicas[1] = 7;
    q->metrics = 1;
    q->current = 5;
    q->now_us = 1000 * S;
    q->size = CAPACITY_HPA_HISTORY;
    for (size_t i = 0; i < POLICIES; i++) {
        q->direction[i] = CAPACITY_HPA_UP;
        q->type[i] = CAPACITY_HPA_POLICY_PODS;
        q->value[i] = 1;
        q->period_us[i] = 60 * S;
    }
}

static capacity_status decide(question *q)
{
    return capacity_hpa_decide(&q->spec, q->direction, q->type, q->value, q->period_us, q->policies,
                               q->kind, q->replicas, q->metrics, q->current, q->now_us, q->history,
                               q->size, &q->out, &test_err);
}

/* A question that is refused leaves history and decision alone. */
#define ASKED_AT(at, status, part, change)                                                         \
    do {                                                                                           \
        question q, before;                                                                        \
        ask(&q);                                                                                   \
        change;                                                                                    \
        before = q;                                                                                \
        FAILS(status, part, decide(&q));                                                           \
        EQ(at, test_err.index);                                                                    \
        TRUE(memcmp(&q, &before, sizeof q) == 0);                                                  \
    } while (0)
#define ASKED(status, part, change) ASKED_AT(-1, status, part, change)
#define RANGE_AT(at, part, change) ASKED_AT(at, CAPACITY_E_RANGE, part, change)
#define RANGE(part, change) ASKED(CAPACITY_E_RANGE, part, change)
#define WITH_POLICY(change) (q.spec.flags = CAPACITY_HPA_BEHAVIOR, q.policies = 1, change)

static void decide_refuses_what_the_api_server_refuses(void)
{
    RANGE("max_replicas 0 is below 1", q.spec.max_replicas = 0);
    RANGE("max_replicas 2147483648 exceeds", q.spec.max_replicas = INT64_C(2147483648));
    RANGE("min_replicas 101 exceeds 100", q.spec.min_replicas = 101);
    RANGE("min_replicas -2 is below", q.spec.min_replicas = -2);
    RANGE("needs CAPACITY_HPA_SCALE_TO_ZERO", q.spec.min_replicas = CAPACITY_HPA_ZERO);
    ASKED(CAPACITY_E_ARGUMENT, "needs an Object or External metric",
          (q.spec.min_replicas = CAPACITY_HPA_ZERO, q.spec.flags = CAPACITY_HPA_SCALE_TO_ZERO));
    ASKED(CAPACITY_E_ARGUMENT, "bits 8", q.spec.flags = 8);
    RANGE("controller_window_us -2", q.spec.controller_window_us = -2);
    RANGE("controller_window_us 3600000001", q.spec.controller_window_us = 3600 * S + 1);
    RANGE("controller_window_us 300 is no whole", q.spec.controller_window_us = 300);
    RANGE("controller_window_us 1 is no whole", q.spec.controller_window_us = 1);
    RANGE("up_window_us -1", WITH_POLICY(q.spec.up_window_us = -1));
    RANGE("up_window_us 3601000000", WITH_POLICY(q.spec.up_window_us = 3601 * S));
    RANGE("up_window_us 1000001 is no", WITH_POLICY(q.spec.up_window_us = S + 1));
    RANGE("down_window_us -2", WITH_POLICY(q.spec.down_window_us = -2));
    RANGE("down_window_us 3601000000", WITH_POLICY(q.spec.down_window_us = 3601 * S));
    RANGE("down_window_us 999999 is no", WITH_POLICY(q.spec.down_window_us = S - 1));
    RANGE("up_select 4", WITH_POLICY(q.spec.up_select = 4));
    RANGE("down_select 4", WITH_POLICY(q.spec.down_select = 4));
    RANGE_AT(0, "policy_direction 0", WITH_POLICY(q.direction[0] = 0));
    RANGE_AT(0, "policy_direction 3", WITH_POLICY(q.direction[0] = 3));
    RANGE_AT(0, "policy_type 0", WITH_POLICY(q.type[0] = 0));
    RANGE_AT(0, "policy_type 3", WITH_POLICY(q.type[0] = 3));
    RANGE_AT(0, "policy_value 0", WITH_POLICY(q.value[0] = 0));
    RANGE_AT(0, "policy_value 2147483648", WITH_POLICY(q.value[0] = INT64_C(2147483648)));
    RANGE_AT(0, "policy_period_us 0 is below", WITH_POLICY(q.period_us[0] = 0));
    RANGE_AT(0, "policy_period_us 1801000000", WITH_POLICY(q.period_us[0] = 1801 * S));
    RANGE_AT(0, "policy_period_us 1500000 is no", WITH_POLICY(q.period_us[0] = S + S / 2));
    ASKED_AT(16, CAPACITY_E_TOO_LARGE, "more than 16", WITH_POLICY(q.policies = 17));
    ASKED(CAPACITY_E_ARGUMENT, "need CAPACITY_HPA_BEHAVIOR", q.policies = 1);
    ASKED(CAPACITY_E_ARGUMENT, "need CAPACITY_HPA_BEHAVIOR", q.spec.up_window_us = S);
    ASKED(CAPACITY_E_ARGUMENT, "need CAPACITY_HPA_BEHAVIOR", q.spec.down_window_us = -1);
    ASKED(CAPACITY_E_ARGUMENT, "need CAPACITY_HPA_BEHAVIOR", q.spec.up_select = 1);
    ASKED(CAPACITY_E_ARGUMENT, "need CAPACITY_HPA_BEHAVIOR", q.spec.down_select = 1);
    question unheard;
    ask(&unheard);
    unheard.spec.flags = CAPACITY_HPA_BEHAVIOR;
    unheard.value[0] = 0;
    IS(CAPACITY_E_RANGE,
       capacity_hpa_decide(&unheard.spec, unheard.direction, unheard.type, unheard.value,
                           unheard.period_us, 1, unheard.kind, unheard.replicas, 1, 5, 1000 * S,
                           unheard.history, unheard.size, &unheard.out, NULL));
    ASKED(CAPACITY_E_STRUCT_SIZE, "struct_size 0", q.spec.struct_size = 0);
    ASKED(CAPACITY_E_STRUCT_SIZE, "struct_size 4", q.out.struct_size = 4);
}

static void decide_refuses_impossible_numbers(void)
{
    RANGE("metrics 0 is below 1", q.metrics = 0);
    RANGE_AT(0, "metric_kind 0", q.kind[0] = 0);
    RANGE_AT(1, "metric_kind 6", (q.metrics = 2, q.kind[1] = 6));
    RANGE_AT(0, "metric_replicas -1", q.replicas[0] = -1);
    RANGE_AT(0, "metric_replicas 2147483648", q.replicas[0] = INT64_C(2147483648));
    RANGE("current_replicas -1", q.current = -1);
    RANGE("current_replicas 2147483648", q.current = INT64_C(2147483648));
    RANGE("now_us -1", q.now_us = -1);
    RANGE("history_size 15", q.size = 15);
    RANGE("history_size 0 is not", q.size = 0);
    RANGE("history_size 7 is not", q.size = 7);
    RANGE("history_size 8 is not", q.size = 8);
    RANGE("history_size 20 is not", q.size = 20);
    RANGE("history_size 1048592", q.size = CAPACITY_HPA_MAX_HISTORY + 8);
}

static void decide_takes_both_ends(void)
{
    question q;
    ask(&q);
    q.spec.flags = CAPACITY_HPA_BEHAVIOR;
    q.spec.max_replicas = q.replicas[0] = q.current = CAPACITY_HPA_MAX_REPLICAS;
    q.spec.min_replicas = CAPACITY_HPA_MAX_REPLICAS;
    q.spec.up_window_us = q.spec.down_window_us = q.spec.controller_window_us = 3600 * S;
    q.spec.up_select = q.spec.down_select = CAPACITY_HPA_SELECT_DISABLED;
    q.policies = 16;
    q.value[0] = INT32_MAX;
    q.period_us[0] = S;
    q.period_us[1] = 1800 * S;
    q.now_us = INT64_MAX;
    OK(decide(&q));
    EQ(CAPACITY_HPA_MAX_REPLICAS, q.out.replicas);
    ask(&q);
    q.size = 16;
    q.now_us = 0;
    q.replicas[0] = 0;
    q.current = 1;
    OK(decide(&q));
    EQ(1, q.out.replicas);
    EQ(CAPACITY_HPA_WITHIN_RANGE, q.out.limited);
}

static void decide_takes_the_longest_history(void)
{
    static int64_t longest[CAPACITY_HPA_MAX_HISTORY];
    question q;
    ask(&q);
    OK(capacity_hpa_decide(&q.spec, NULL, NULL, NULL, NULL, 0, q.kind, q.replicas, 1, 5, 1, longest,
                           COUNT(longest), &q.out, &test_err));
    EQ(7, q.out.replicas);
    memset(longest, 0, sizeof longest);
}

static void decide_goes_to_zero_for_an_object_metric(void)
{
    question q;
    ask(&q);
    q.spec.flags = CAPACITY_HPA_SCALE_TO_ZERO;
    q.spec.min_replicas = q.spec.controller_window_us = CAPACITY_HPA_ZERO;
    q.kind[0] = CAPACITY_HPA_OBJECT;
    q.replicas[0] = 0;
    OK(decide(&q));
    EQ(5, q.out.stabilized); /* the first decision records the count of now */
    q.now_us += 1;
    OK(decide(&q));
    EQ(0, q.out.replicas);
}

/* Policies of one direction do not take the other's defaults away. */
static void rules_are_filled_in_whatever_was_in_their_memory(void)
{
    question q;
    capacity__hpa_rules rules;
    ask(&q);
    q.spec.flags = CAPACITY_HPA_BEHAVIOR;
    const capacity__hpa_policies none = {NULL, NULL, NULL, NULL, 0},
                                 one = {q.direction, q.type, q.value, q.period_us, 1};
    memset(&rules, 0x7f, sizeof rules);
    OK(capacity__hpa_rules_of(&q.spec, &none, &rules, &test_err));
    EQ(15 * S, rules.up.longest_us);
    EQ(15 * S, rules.down.longest_us);
    EQ(2, rules.up.n);
    EQ(1, rules.down.n);
    memset(&rules, 0x7f, sizeof rules);
    OK(capacity__hpa_rules_of(&q.spec, &one, &rules, &test_err));
    EQ(60 * S, rules.up.longest_us);
    EQ(15 * S, rules.down.longest_us);
    EQ(1, rules.up.n);
    EQ(1, rules.down.n);
}

/* The entries without checks fill every member, of all that they are handed. */
static void results_are_filled_in_whatever_was_in_their_memory(void)
{
    const capacity_hpa_metric metric = cpu_at(50);
    capacity__hpa_goal goal;
    capacity__hpa_pods pods = {0};
    capacity_hpa_proposal proposal;
    OK(capacity__hpa_goal_of(&metric, &goal, &test_err));
    memset(&proposal, 0x7f, sizeof proposal);
    TRUE(capacity__hpa_propose(&goal, &metric, &pods, &proposal));
    EQ(CAPACITY_HPA_NO_PODS, proposal.failure);
    EQ(CAPACITY_INVALID, proposal.replicas);
    EQ(CAPACITY_INVALID, proposal.seen);
    EQ(0, proposal.samples);
    pods = (capacity__hpa_pods){.known = 10, .ready = 10, .value = 5000, .request = 10000};
    memset(&proposal, 0x7f, sizeof proposal);
    TRUE(capacity__hpa_propose(&goal, &metric, &pods, &proposal));
    EQ(CAPACITY_HPA_READ, proposal.failure);
    EQ(10, proposal.samples);
}

static void decisions_are_filled_in_whatever_was_in_their_memory(void)
{
    question q;
    capacity__hpa_rules rules;
    const capacity__hpa_policies none = {NULL, NULL, NULL, NULL, 0};
    ask(&q);
    OK(capacity__hpa_rules_of(&q.spec, &none, &rules, &test_err));
    /* nobody is asked at 0, and none above the maximum */
    for (int64_t current = 0; current <= 101; current += 101) {
        memset(&q.out, 0x7f, sizeof q.out);
        TRUE(capacity__hpa_decide(&rules, q.kind, q.replicas, 1, current, q.now_us, q.history,
                                  q.size, &q.out));
        EQ(current == 0 ? 0 : CAPACITY_HPA_RESCALED, q.out.flags);
        EQ(current == 0 ? CAPACITY_HPA_SUCCEEDED_GET_SCALE : CAPACITY_HPA_SUCCEEDED_RESCALE,
           q.out.able);
        EQ(current == 0 ? CAPACITY_HPA_SCALING_DISABLED : CAPACITY_HPA_REASON_NONE, q.out.active);
        EQ(CAPACITY_HPA_REASON_NONE, q.out.limited);
        EQ(0, q.out.reserved);
        EQ(current == 0 ? 0 : 100, q.out.replicas);
        EQ(-1, q.out.metric);
        EQ(CAPACITY_INVALID, q.out.proposal);
        EQ(CAPACITY_INVALID, q.out.stabilized);
        EQ(CAPACITY_INVALID, q.out.limit);
    }
}

static void what_goes_well_leaves_the_error_alone(void)
{
    capacity_error err;
    question q;
    ask(&q);
    WITH_POLICY(q.now_us = 5);
    capacity_error_clear(&err);
    err.index = 77;
    IS(CAPACITY_OK,
       capacity_hpa_decide(&q.spec, q.direction, q.type, q.value, q.period_us, 1, q.kind,
                           q.replicas, 1, 5, 5, q.history, q.size, &q.out, &err));
    EQ(77, err.index);
}

static void decide_refuses_null(void)
{
    question q;
    ask(&q);
    WITH_POLICY(q.now_us = 5);
    const int64_t *none = NULL;
#define NULL_AT(part, spec, a, b, c, d, kind, replicas, history, out)                              \
    FAILS(CAPACITY_E_ARGUMENT, part " is NULL",                                                    \
          capacity_hpa_decide(spec, a, b, c, d, 1, kind, replicas, 1, 1, 1, history, q.size, out,  \
                              &test_err))
    NULL_AT("spec", NULL, q.direction, q.type, q.value, q.period_us, q.kind, q.replicas, q.history,
            &q.out);
    NULL_AT("policy_direction", &q.spec, none, q.type, q.value, q.period_us, q.kind, q.replicas,
            q.history, &q.out);
    NULL_AT("policy_type", &q.spec, q.direction, none, q.value, q.period_us, q.kind, q.replicas,
            q.history, &q.out);
    NULL_AT("policy_value", &q.spec, q.direction, q.type, none, q.period_us, q.kind, q.replicas,
            q.history, &q.out);
    NULL_AT("policy_period_us", &q.spec, q.direction, q.type, q.value, none, q.kind, q.replicas,
            q.history, &q.out);
    NULL_AT("metric_kind", &q.spec, q.direction, q.type, q.value, q.period_us, none, q.replicas,
            q.history, &q.out);
    NULL_AT("metric_replicas", &q.spec, q.direction, q.type, q.value, q.period_us, q.kind, none,
            q.history, &q.out);
    NULL_AT("history", &q.spec, q.direction, q.type, q.value, q.period_us, q.kind, q.replicas, NULL,
            &q.out);
    NULL_AT("decision", &q.spec, q.direction, q.type, q.value, q.period_us, q.kind, q.replicas,
            q.history, NULL);
    OK(capacity_hpa_decide(&q.spec, NULL, NULL, NULL, NULL, 0, q.kind, q.replicas, 1, 1, 1,
                           q.history, q.size, &q.out, NULL));
    FAILS(CAPACITY_E_RANGE, "metrics 0 is below 1",
          capacity_hpa_decide(&q.spec, NULL, NULL, NULL, NULL, 0, NULL, NULL, 0, 1, 1, q.history,
                              q.size, &q.out, &test_err));
}

/* k = 1 in 16 elements: two proposals, one event in each direction. */
static void small(question *q)
{
    ask(q);
    q->size = 16;
    q->spec.flags = CAPACITY_HPA_BEHAVIOR;
    q->policies = 1;
}

static void a_damaged_history_is_refused(void)
{
    static const int64_t bad[][3] = {
        /* element, value, element that is named */
        {0, 4, 0},
        {0, -1, 0},
        {0, 0, 0},
        {0, 2, 0},
        {1, 0, 0},
        {1, 3, 1},
        {2, 2, 2},
        {3, 2, 3},
        {4, 1, 4},
        {7, -1, 7},
        {8, -1, 8},
        {9, -1, 9},
        {12, 0, 12},
        {13, -5, 13},
        {14, 0, 14},
        {12, INT64_C(2147483648), 12},
        {12, INT64_C(-2147483648), 12},
        {8, INT64_C(2147483648), 8},
        {10, -1, 10},
        {11, -1, 11},
        {5, 1, 5},
        {6, 1, 6},
        {7, 1, 7},
        {0, 5, 0},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        question q, before;
        small(&q);
        const int64_t sound[16] = {1, 2, 1, 1, 0, 0, 0, 0, 5, 10, 6, 20, 1, 10, 1, 20};
        memcpy(q.history, sound, sizeof sound);
        q.history[bad[i][0]] = bad[i][1];
        before = q;
        FAILS(CAPACITY_E_ARGUMENT, "of the history", decide(&q));
        EQ(bad[i][2], test_err.index);
        TRUE(memcmp(&q, &before, sizeof q) == 0);
    }
    /* events or a state without a proposal */
    ASKED_AT(0, CAPACITY_E_ARGUMENT, "element 0 of the history, 0,",
             (small(&q), q.history[2] = 1, q.history[12] = 1));
    ASKED_AT(0, CAPACITY_E_ARGUMENT, "element 0 of the history, 0,",
             (small(&q), q.history[3] = 1, q.history[14] = 1));
    ASKED_AT(0, CAPACITY_E_ARGUMENT, "element 0 of the history, 2,", q.history[0] = 2);
}

static void time_does_not_run_backwards(void)
{
    question q;
    ask(&q);
    OK(decide(&q));
    question before = q;
    before.now_us = q.now_us = 1000 * S - 1;
    FAILS(CAPACITY_E_RANGE, "is before a decision at 1000000000", decide(&q));
    EQ(9, test_err.index);
    TRUE(memcmp(&q, &before, sizeof q) == 0);
    q.now_us = 1000 * S;
    OK(decide(&q));
}

static void a_full_history_is_refused_and_kept(void)
{
    question q, before;
    small(&q); /* the first decision records the current count and its proposal */
    OK(decide(&q));
    EQ(2, q.history[1]);
    EQ(1, q.history[2]);
    q.now_us += 10 * S;
    before = q;
    FAILS(CAPACITY_E_TOO_LARGE, "history of 16 elements is full", decide(&q));
    EQ(-1, test_err.index);
    TRUE(memcmp(&q, &before, sizeof q) == 0);
    /* both windows over: a proposal is overwritten; but the event of 60 s is still young */
    q.spec.down_window_us = CAPACITY_HPA_ZERO;
    q.current = 6;
    q.now_us = 1060 * S;
    before = q;
    FAILS(CAPACITY_E_TOO_LARGE, "is full", (q.replicas[0] = 9, decide(&q)));
    before.replicas[0] = 9;
    TRUE(memcmp(&q, &before, sizeof q) == 0);
    q.now_us += 1;
    OK(decide(&q));
    EQ(7, q.out.replicas);
    EQ(2, q.history[1]);
    EQ(1, q.history[2]);
    /* in the other direction there is room */
    q.current = 7;
    q.replicas[0] = 1;
    q.now_us += 1;
    OK(decide(&q));
    EQ(1, q.out.replicas);
    EQ(1, q.history[3]);
}

/* Marked while the longest period was short: its place is free, though it is young for a long one. */
static void a_marked_event_gives_its_place_away(void)
{
    question q;
    small(&q);
    const int64_t before[16] = {1, 1, 1, 0, 0, 0, 0, 0, 5, 900 * S, 0, 0, -3, 950 * S, 0, 0};
    memcpy(q.history, before, sizeof before);
    OK(decide(&q));
    EQ(5, q.out.replicas); /* a pod in 60 s, and 3 were in the last 50 */
    q.period_us[0] = 1800 * S;
    q.value[0] = 4;
    q.now_us += 400 * S;
    OK(decide(&q));
    EQ(6, q.out.replicas);
    EQ(1, q.history[2]);
    EQ(1, q.history[12]);
    EQ(1400 * S, q.history[13]);
}

/* The same behind two that are young: of four places the third is taken. */
static void the_place_of_a_marked_event_is_taken_wherever_it_is(void)
{
    question q;
    small(&q);
    const int64_t ups[] = {1, 950 * S, 2, 960 * S, -3, 940 * S};
    q.size = 8 + 8 * 4;
    q.period_us[0] = 1800 * S;
    q.value[0] = 9;
    q.history[0] = q.history[1] = 1;
    q.history[2] = 3;
    q.history[8] = 5;
    memcpy(q.history + 24, ups, sizeof ups);
    OK(decide(&q));
    EQ(7, q.out.replicas);
    EQ(8, q.out.limit); /* 6 were added, so it began at -1 */
    EQ(3, q.history[2]);
    TRUE(memcmp(q.history + 24, ups, 4 * sizeof *ups) == 0);
    EQ(2, q.history[28]);
    EQ(q.now_us, q.history[29]);
}

/* The list of the one direction is full and ends where the other's begins. */
static void events_of_one_direction_leave_the_others_alone(void)
{
    question q;
    small(&q);
    const int64_t young[16] = {1, 1, 1, 1, 0, 0, 0, 0, 5, 900 * S, 0, 0, 3, 900 * S, 2, 960 * S};
    q.replicas[0] = 9;
    memcpy(q.history, young, sizeof young);
    OK(decide(&q));
    EQ(8, q.out.replicas); /* a pod in 60 s, and 2 went in the last 40 */
    EQ(8, q.out.limit);
    const int64_t after[16] = {1, 2,       1, 1,        0, 0,        0, 0,
                               5, 900 * S, 9, q.now_us, 3, q.now_us, 2, 960 * S};
    TRUE(memcmp(q.history, after, sizeof after) == 0);
    /* none of them counts any more; only the one that came is marked and overwritten */
    memcpy(q.history, young, sizeof young);
    q.history[15] = 930 * S;
    OK(decide(&q));
    EQ(6, q.out.replicas);
    EQ(1, q.history[2]);
    EQ(1, q.history[12]);
    EQ(q.now_us, q.history[13]);
    EQ(2, q.history[14]);
    EQ(930 * S, q.history[15]);
}

/* Who went to zero for an external metric stays there when no such metric is left to wake it. */
static void zero_replicas_wake_by_an_outer_metric_only(void)
{
    question q;
    ask(&q);
    q.spec.flags = CAPACITY_HPA_SCALE_TO_ZERO;
    q.spec.min_replicas = CAPACITY_HPA_ZERO;
    q.kind[1] = CAPACITY_HPA_EXTERNAL;
    q.metrics = 2;
    q.current = 1;
    q.replicas[0] = q.replicas[1] = 0;
    OK(decide(&q));
    EQ(1, q.out.replicas); /* within the window of the one that there is */
    q.now_us += 400 * S;
    OK(decide(&q));
    EQ(0, q.out.replicas);
    q.now_us += 400 * S;
    q.current = 0;
    q.replicas[1] = 3;
    question outer = q, object = q, inner = q, forbidden = q;
    OK(decide(&outer));
    EQ(3, outer.out.replicas);
    object.kind[1] = CAPACITY_HPA_OBJECT;
    OK(decide(&object));
    EQ(3, object.out.replicas);
    inner.spec.min_replicas = 1;
    inner.metrics = 1;
    OK(decide(&inner));
    EQ(0, inner.out.replicas);
    EQ(CAPACITY_HPA_SCALING_DISABLED, inner.out.active);
    forbidden.spec.min_replicas = 1;
    forbidden.spec.flags = 0;
    OK(decide(&forbidden));
    EQ(0, forbidden.out.replicas);
    EQ(CAPACITY_HPA_SCALING_DISABLED, forbidden.out.active);
}

static void at_its_longest(question *q)
{
    ask(q);
    q->spec.flags = CAPACITY_HPA_BEHAVIOR;
    q->spec.up_window_us = q->spec.down_window_us = 3600 * S;
    q->policies = 2;
    q->direction[1] = CAPACITY_HPA_DOWN;
    q->period_us[0] = q->period_us[1] = 1800 * S;
}

/* The longest window at the documented 15 s: the first decision records two. */
static void proposals_never_fill_the_documented_size(void)
{
    question q;
    at_its_longest(&q);
    for (int i = 0; i < 1000; i++) {
        q.now_us += 15 * S;
        OK(decide(&q));
    }
    EQ(242, q.history[1]);
}

/* An event every 15 s, by way of the edges, with the longest period. */
static void events_never_fill_the_documented_size(void)
{
    question q;
    at_its_longest(&q);
    q.spec.min_replicas = 50;
    for (int way = 0; way < 2; way++) {
        for (int i = 0; i < 500; i++) {
            q.now_us += 15 * S;
            q.current = way == 0 ? 49 : 101;
            OK(decide(&q));
        }
        EQ(121, q.history[2 + way]);
    }
}

/* Whatever is asked: the result is within the bounds, or the count did not change. */
static void the_result_is_within_the_bounds(void)
{
    uint64_t n = 9;
    question q;
    ask(&q);
    for (int i = 0; i < 4000; i++) {
        if (i % 40 == 0) {
            memset(q.history, 0, sizeof q.history);
            q.spec.flags = random_below(&n, 2) == 0 ? CAPACITY_HPA_BEHAVIOR : 0;
            q.policies = q.spec.flags ? (size_t)random_below(&n, 5) : 0;
            q.spec.min_replicas = random_below(&n, 20);
            q.spec.max_replicas = 20 + random_below(&n, 30);
            for (size_t p = 0; p < q.policies; p++) {
                q.direction[p] = 1 + random_below(&n, 2);
                q.type[p] = 1 + random_below(&n, 2);
                q.value[p] = 1 + random_below(&n, 150);
                q.period_us[p] = (1 + random_below(&n, 100)) * S;
            }
        }
        q.now_us += random_below(&n, 60 * S);
        q.replicas[0] = random_below(&n, 80);
        q.current = 1 + random_below(&n, 60);
        OK(decide(&q));
        TRUE(q.out.replicas <= q.spec.max_replicas);
        TRUE(q.out.replicas >= q.spec.min_replicas && q.out.replicas >= 1);
        EQ(q.out.replicas != q.current, q.out.flags & CAPACITY_HPA_RESCALED);
    }
}

static const scenario scenarios[] = {
    SCENARIO(reasons_are_written_as_kubernetes_writes_them),
    SCENARIO(whole_numbers_end_where_those_of_32_bits_end),
    SCENARIO(classify_has_the_controllers_defaults),
    SCENARIO(classify_takes_any_time),
    SCENARIO(classify_refuses_what_is_no_pod),
    SCENARIO(classify_refuses_bad_settings),
    SCENARIO(classify_many_goes_on_after_a_bad_pod),
    SCENARIO(propose_refuses_what_is_no_metric),
    SCENARIO(propose_pairs_kinds_with_targets),
    SCENARIO(propose_refuses_what_is_no_group),
    SCENARIO(propose_says_what_does_not_fit),
    SCENARIO(missing_pods_that_do_not_fit_are_named),
    SCENARIO(sums_that_do_not_fit_are_refused_however_they_are_added),
    SCENARIO(large_pods_are_added_up_exactly),
    SCENARIO(grouping_changes_nothing),
    SCENARIO(more_use_never_proposes_fewer),
    SCENARIO(decide_refuses_what_the_api_server_refuses),
    SCENARIO(decide_refuses_impossible_numbers),
    SCENARIO(decide_takes_both_ends),
    SCENARIO(decide_takes_the_longest_history),
    SCENARIO(decide_goes_to_zero_for_an_object_metric),
    SCENARIO(rules_are_filled_in_whatever_was_in_their_memory),
    SCENARIO(results_are_filled_in_whatever_was_in_their_memory),
    SCENARIO(decisions_are_filled_in_whatever_was_in_their_memory),
    SCENARIO(what_goes_well_leaves_the_error_alone),
    SCENARIO(decide_refuses_null),
    SCENARIO(a_damaged_history_is_refused),
    SCENARIO(time_does_not_run_backwards),
    SCENARIO(a_full_history_is_refused_and_kept),
    SCENARIO(a_marked_event_gives_its_place_away),
    SCENARIO(the_place_of_a_marked_event_is_taken_wherever_it_is),
    SCENARIO(events_of_one_direction_leave_the_others_alone),
    SCENARIO(zero_replicas_wake_by_an_outer_metric_only),
    SCENARIO(proposals_never_fill_the_documented_size),
    SCENARIO(events_never_fill_the_documented_size),
    SCENARIO(the_result_is_within_the_bounds),
};

TEST_MAIN(hpa, NULL)
