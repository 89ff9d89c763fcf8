/*
 * The autoscaler: what sorting pods, proposing and deciding share, and the sorting.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel/hpa.h"

#include "base/structs.h"

/* Source: kube-controller-manager, --horizontal-pod-autoscaler-cpu-initialization-period and
 * --horizontal-pod-autoscaler-initial-readiness-delay, v1.28 to main of 2026. */
#define INITIALIZATION_US (300 * CAPACITY_SECOND_US)
#define READINESS_DELAY_US (30 * CAPACITY_SECOND_US)

int64_t capacity__hpa_truncate(double x)
{
    if (x >= 2147483648.0)
        return INT32_MAX;
    return x <= -2147483649.0 ? INT32_MIN : (int64_t)x;
}

int64_t capacity__hpa_ceil(double x)
{
    const int64_t below = capacity__hpa_truncate(x);
    return below < INT32_MAX && (double)below < x ? below + 1 : below;
}

capacity_status capacity__hpa_flags(uint32_t flags, uint32_t known, capacity_error *err)
{
    if ((flags & ~known) != 0)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "flags has bits %" PRId64 " that mean nothing here",
                              (int64_t)(flags & ~known));
    return CAPACITY_OK;
}

static const struct {
    uint32_t reason;
    const char *name;
} reasons[] = {
    {CAPACITY_HPA_SUCCEEDED_GET_SCALE, "SucceededGetScale"},
    {CAPACITY_HPA_READY_FOR_NEW_SCALE, "ReadyForNewScale"},
    {CAPACITY_HPA_SCALE_UP_STABILIZED, "ScaleUpStabilized"},
    {CAPACITY_HPA_SCALE_DOWN_STABILIZED, "ScaleDownStabilized"},
    {CAPACITY_HPA_SUCCEEDED_RESCALE, "SucceededRescale"},
    {CAPACITY_HPA_VALID_METRIC_FOUND, "ValidMetricFound"},
    {CAPACITY_HPA_FAILED_RESOURCE, "FailedGetResourceMetric"},
    {CAPACITY_HPA_FAILED_CONTAINER_RESOURCE, "FailedGetContainerResourceMetric"},
    {CAPACITY_HPA_FAILED_PODS, "FailedGetPodsMetric"},
    {CAPACITY_HPA_FAILED_OBJECT, "FailedGetObjectMetric"},
    {CAPACITY_HPA_FAILED_EXTERNAL, "FailedGetExternalMetric"},
    {CAPACITY_HPA_INVALID_SOURCE, "InvalidMetricSourceType"},
    {CAPACITY_HPA_SCALING_DISABLED, "ScalingDisabled"},
    {CAPACITY_HPA_WITHIN_RANGE, "DesiredWithinRange"},
    {CAPACITY_HPA_TOO_FEW, "TooFewReplicas"},
    {CAPACITY_HPA_TOO_MANY, "TooManyReplicas"},
    {CAPACITY_HPA_UP_LIMIT, "ScaleUpLimit"},
    {CAPACITY_HPA_DOWN_LIMIT, "ScaleDownLimit"},
};

const char *capacity_hpa_reason_name(capacity_hpa_reason reason)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].reason == (uint32_t)reason)
            return reasons[i].name;
    return "";
}

/* --- sorting pods ------------------------------------------------------------------------------- */

typedef struct pod {
    int64_t phase, ready, start_us, transition_us, sample_us, window_us;
} pod;

/* Times are not negative, so a difference always fits and a sum need not be formed. */
static bool reaches(int64_t start_us, int64_t length_us, int64_t beyond_us)
{
    return beyond_us - start_us < length_us;
}

/* For cpu, and with a sample. */
static bool is_unready(const capacity_hpa_readiness *how, const pod *one)
{
    if (one->ready == CAPACITY_INVALID || one->start_us == CAPACITY_INVALID)
        return true;
    if (reaches(one->start_us, how->initialization_us, how->now_us))
        return one->ready == 0 || reaches(one->transition_us, one->window_us, one->sample_us);
    return one->ready == 0 && reaches(one->start_us, how->readiness_delay_us, one->transition_us);
}

static int64_t class_of(const capacity_hpa_readiness *how, const pod *one)
{
    const bool old = (how->flags & CAPACITY_HPA_V1_28) != 0;
    if (one->phase >= CAPACITY_HPA_FAILED || (one->phase == CAPACITY_HPA_SUCCEEDED && !old))
        return CAPACITY_HPA_IGNORED;
    if (one->phase == CAPACITY_HPA_PENDING)
        return CAPACITY_HPA_UNREADY;
    if (one->sample_us == CAPACITY_INVALID)
        return CAPACITY_HPA_MISSING;
    return how->cpu == 1 && is_unready(how, one) ? CAPACITY_HPA_UNREADY : CAPACITY_HPA_READY;
}

static capacity_status check_time(const char *what, int64_t time_us, capacity_error *err)
{
    if (time_us == CAPACITY_INVALID)
        return CAPACITY_OK;
    return capacity__in_range(err, what, time_us, 0, INT64_MAX);
}

static capacity_status check_pod(const pod *one, capacity_error *err)
{
    CAPACITY__TRY(
        capacity__in_range(err, "phase", one->phase, CAPACITY_HPA_PENDING, CAPACITY_HPA_DELETED));
    if (one->ready != CAPACITY_INVALID) {
        CAPACITY__TRY(capacity__in_range(err, "ready", one->ready, 0, 1));
        CAPACITY__TRY(capacity__in_range(err, "transition_us", one->transition_us, 0, INT64_MAX));
    }
    CAPACITY__TRY(check_time("start_us", one->start_us, err));
    CAPACITY__TRY(check_time("sample_us", one->sample_us, err));
    if (one->sample_us == CAPACITY_INVALID)
        return CAPACITY_OK;
    return capacity__in_range(err, "window_us", one->window_us, 0, INT64_MAX);
}

static capacity_status take_readiness(const capacity_hpa_readiness *given,
                                      capacity_hpa_readiness *how, capacity_error *err)
{
    if (given == NULL)
        return capacity__null(err, "readiness");
    CAPACITY__TRY(capacity__row_in(how, sizeof *how, sizeof *how, given, err));
    CAPACITY__TRY(capacity__hpa_flags(how->flags, CAPACITY_HPA_V1_28, err));
    CAPACITY__TRY(capacity__in_range(err, "cpu", how->cpu, 0, 1));
    CAPACITY__TRY(capacity__in_range(err, "reserved", how->reserved, 0, 0));
    CAPACITY__TRY(capacity__in_range(err, "now_us", how->now_us, 0, INT64_MAX));
    CAPACITY__TRY(
        capacity__in_range(err, "initialization_us", how->initialization_us, 0, INT64_MAX));
    CAPACITY__TRY(
        capacity__in_range(err, "readiness_delay_us", how->readiness_delay_us, 0, INT64_MAX));
    if (how->initialization_us == 0)
        how->initialization_us = INITIALIZATION_US;
    if (how->readiness_delay_us == 0)
        how->readiness_delay_us = READINESS_DELAY_US;
    return CAPACITY_OK;
}

capacity_status capacity_hpa_classify(const capacity_hpa_readiness *readiness, int64_t phase,
                                      int64_t ready, int64_t start_us, int64_t transition_us,
                                      int64_t sample_us, int64_t window_us, int64_t *pod_class,
                                      capacity_error *err)
{
    capacity_hpa_readiness how;
    const pod one = {phase, ready, start_us, transition_us, sample_us, window_us};

    if (pod_class == NULL)
        return capacity__null(err, "pod_class");
    CAPACITY__TRY(take_readiness(readiness, &how, err));
    CAPACITY__TRY(check_pod(&one, err));
    *pod_class = class_of(&how, &one);
    return CAPACITY_OK;
}

capacity_status capacity_hpa_classify_many(const capacity_hpa_readiness *readiness,
                                           const int64_t *phase, const int64_t *ready,
                                           const int64_t *start_us, const int64_t *transition_us,
                                           const int64_t *sample_us, const int64_t *window_us,
                                           size_t n, int64_t *pod_class, capacity_error *err)
{
    static const char *const names[] = {"phase",     "ready",     "start_us", "transition_us",
                                        "sample_us", "window_us", "pod_class"};
    const void *const arrays[] = {phase,     ready,     start_us, transition_us,
                                  sample_us, window_us, pod_class};
    capacity_hpa_readiness how;
    capacity_status status = CAPACITY_OK;

    for (size_t i = 0; n > 0 && i < sizeof arrays / sizeof *arrays; i++)
        if (arrays[i] == NULL)
            return capacity__null(err, names[i]);
    CAPACITY__TRY(take_readiness(readiness, &how, err));
    for (size_t i = 0; i < n; i++) {
        const pod one = {phase[i],         ready[i],     start_us[i],
                         transition_us[i], sample_us[i], window_us[i]};
        const bool good = check_pod(&one, NULL) >= 0;
        pod_class[i] = good ? class_of(&how, &one) : CAPACITY_INVALID;
        if (!good)
            status = CAPACITY_PARTIAL;
    }
    return status;
}
