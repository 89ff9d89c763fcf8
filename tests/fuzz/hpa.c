/*
 * The autoscaler on any numbers: sorting alone and in arrays, proposing, and a run of decisions whose
 * history nothing may damage.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

enum { PODS = 3, RULES = 4, METRICS = 2, SIZE = 40, UNTOUCHED = -7 };

/* Mostly small, sometimes anything. */
static int64_t some(fuzz_input *input, int64_t most)
{
    const uint8_t wild = fuzz_byte(input);
    if (wild == 255)
        return fuzz_value(input);
    return (int64_t)(wild % (uint64_t)(most + 1));
}

static int64_t a_time(fuzz_input *input)
{
    const int64_t seconds = some(input, 200);
    if (seconds == 200)
        return CAPACITY_INVALID;
    return seconds >= 0 && seconds < 200 ? seconds * CAPACITY_SECOND_US : seconds;
}

static void sort_pods(fuzz_input *input)
{
    capacity_error err;
    capacity_hpa_readiness how = CAPACITY_INIT(capacity_hpa_readiness);
    int64_t pod[6][PODS], class[PODS];
    int failed = 0;

    how.flags = (uint32_t)some(input, 7) & ~3u;
    how.cpu = (uint32_t)some(input, 1);
    how.now_us = a_time(input);
    how.initialization_us = a_time(input);
    how.readiness_delay_us = a_time(input);
    int64_t alone[PODS] = {UNTOUCHED, UNTOUCHED, UNTOUCHED};
    for (size_t i = 0; i < PODS; i++) {
        pod[0][i] = some(input, 6);
        pod[1][i] = some(input, 2);
        for (size_t k = 2; k < 6; k++)
            pod[k][i] = a_time(input);
        const bool good =
            fuzz_status(capacity_hpa_classify(&how, pod[0][i], pod[1][i], pod[2][i], pod[3][i],
                                              pod[4][i], pod[5][i], &alone[i], &err),
                        &err);
        HOLDS(good == (alone[i] != UNTOUCHED));
        HOLDS(!good || (alone[i] >= CAPACITY_HPA_READY && alone[i] <= CAPACITY_HPA_IGNORED));
        failed += !good;
    }
    const capacity_status status = capacity_hpa_classify_many(&how, pod[0], pod[1], pod[2], pod[3],
                                                              pod[4], pod[5], PODS, class, &err);
    if (status < 0) { /* the settings are bad, so each pod failed */
        HOLDS(failed == PODS);
        return;
    }
    HOLDS(status == (failed > 0 ? CAPACITY_PARTIAL : CAPACITY_OK));
    for (size_t i = 0; i < PODS; i++)
        HOLDS(class[i] == (alone[i] == UNTOUCHED ? CAPACITY_INVALID : alone[i]));
}

static void propose(fuzz_input *input)
{
    capacity_error err;
    capacity_hpa_metric metric = CAPACITY_INIT(capacity_hpa_metric);
    capacity_hpa_proposal got = CAPACITY_INIT(capacity_hpa_proposal);
    int64_t pods[4][PODS];

    metric.kind = (uint32_t)some(input, 6);
    metric.target_type = (uint32_t)some(input, 4);
    metric.flags = some(input, 3) == 0 ? CAPACITY_HPA_V1_28 : 0;
    metric.target = some(input, 200);
    metric.value = some(input, 255);
    metric.current_replicas = some(input, 20);
    metric.status_replicas = some(input, 20);
    metric.up_tolerance_ppm = some(input, 100);
    metric.down_tolerance_ppm = some(input, 100);
    for (size_t i = 0; i < PODS; i++) {
        pods[0][i] = some(input, 6);
        for (size_t k = 1; k < 4; k++)
            pods[k][i] = some(input, 100);
    }
    got.replicas = UNTOUCHED;
    const size_t n = fuzz_below(input, PODS + 1);
    const bool good = fuzz_status(
        capacity_hpa_propose(&metric, pods[0], pods[1], pods[2], pods[3], n, &got, &err), &err);
    HOLDS(good == (got.replicas != UNTOUCHED));
    if (!good)
        return;
    HOLDS((got.replicas == CAPACITY_INVALID) == (got.failure != CAPACITY_HPA_READ));
    HOLDS(got.failure != CAPACITY_HPA_READ ||
          (got.replicas >= 0 && got.replicas <= CAPACITY_HPA_MAX_REPLICAS));
}

typedef struct asked {
    capacity_hpa_spec spec;
    int64_t way[RULES], type[RULES], value[RULES], period_us[RULES];
    int64_t kind[METRICS], replicas[METRICS], history[SIZE];
    size_t rules, size;
} asked;

static void settings(fuzz_input *input, asked *a)
{
    memset(a, 0, sizeof *a);
    capacity_hpa_spec_init(&a->spec, sizeof a->spec);
    a->spec.flags = (uint32_t)some(input, 7);
    a->spec.min_replicas = some(input, 9);
    if (a->spec.min_replicas == 9)
        a->spec.min_replicas = CAPACITY_HPA_ZERO;
    a->spec.max_replicas = some(input, 60);
    if (a->spec.flags & CAPACITY_HPA_BEHAVIOR) {
        a->spec.up_window_us = a_time(input);
        a->spec.down_window_us = a_time(input);
        a->spec.up_select = (uint32_t)some(input, 3);
        a->spec.down_select = (uint32_t)some(input, 3);
        a->rules = fuzz_below(input, RULES + 1);
    }
    a->spec.controller_window_us = a_time(input);
    for (size_t i = 0; i < RULES; i++) {
        a->way[i] = some(input, 9) % 2 + 1;
        a->type[i] = some(input, 9) % 2 + 1;
        a->value[i] = some(input, 200);
        a->period_us[i] = a_time(input);
    }
    a->kind[0] = some(input, 5);
    a->kind[1] = some(input, 5);
    a->size = fuzz_below(input, 8) == 0 ? fuzz_below(input, SIZE + 1) : SIZE;
    if (fuzz_below(input, 8) == 0)
        for (size_t i = 0; i < SIZE; i++)
            a->history[i] = some(input, 3);
}

static void decide(fuzz_input *input)
{
    capacity_error err;
    asked a, before;
    int64_t current, now_us = 0;

    settings(input, &a);
    current = some(input, 60);
    for (int i = 0; i < 12; i++) {
        capacity_hpa_decision got = CAPACITY_INIT(capacity_hpa_decision);
        got.replicas = UNTOUCHED;
        a.replicas[0] = some(input, 61);
        a.replicas[1] = some(input, 61);
        for (size_t k = 0; k < METRICS; k++)
            if (a.replicas[k] == 61)
                a.replicas[k] = CAPACITY_INVALID;
        before = a;
        const bool good =
            fuzz_status(capacity_hpa_decide(&a.spec, a.way, a.type, a.value, a.period_us, a.rules,
                                            a.kind, a.replicas, METRICS, current, now_us, a.history,
                                            a.size, &got, &err),
                        &err);
        HOLDS(good == (got.replicas != UNTOUCHED));
        if (!good) {
            HOLDS(memcmp(&a, &before, sizeof a) == 0);
            return;
        }
        HOLDS(got.replicas >= 0 && got.replicas <= CAPACITY_HPA_MAX_REPLICAS);
        HOLDS(((got.flags & CAPACITY_HPA_RESCALED) != 0) == (got.replicas != current));
        HOLDS(got.replicas == current || got.replicas <= a.spec.max_replicas);
        HOLDS(capacity_hpa_reason_name((capacity_hpa_reason)got.able)[0] != '\0');
        current = fuzz_below(input, 4) == 0 ? some(input, 60) : got.replicas;
        if (now_us <= INT64_MAX - 256 * CAPACITY_SECOND_US)
            now_us += (int64_t)fuzz_byte(input) * CAPACITY_SECOND_US;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const ways[])(fuzz_input *) = {sort_pods, propose, decide, decide};
    fuzz_input input = {data, size};
    ways[fuzz_below(&input, COUNT(ways))](&input);
    return 0;
}
