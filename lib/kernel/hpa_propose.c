/*
 * The autoscaler: the replicas that one metric proposes.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Doubles stand where the controller has them and in its order. Source: kubernetes/kubernetes
 * pkg/controller/podautoscaler/replica_calculator.go and metrics/utilization.go, main of 2026.
 */
#include "kernel/hpa.h"

#include "base/checked.h"
#include "base/structs.h"

/* Source: kube-controller-manager, --horizontal-pod-autoscaler-tolerance 0.1. */
#define TOLERANCE_PPM INT64_C(100000)

/* A ratio of -1 stands for "within the tolerance": nothing is to change. */
static bool is_within(const capacity__hpa_goal *goal, double ratio)
{
    if (goal->old) {
        const double off = 1.0 - ratio;
        return -goal->high <= off && off <= goal->high;
    }
    return goal->low <= ratio && ratio <= goal->high;
}

/* What is measured over `samples` pods of known and strange ones, against the target. */
static bool ratio_of(const capacity__hpa_goal *goal, int64_t value, int64_t divisor, int64_t *seen,
                     double *ratio)
{
    if (goal->type == CAPACITY_HPA_UTILIZATION) {
        if (value > INT64_MAX / 100)
            return false;
        *seen = 100 * value / divisor;
        if (*seen > INT32_MAX)
            return false;
    } else {
        *seen = value / divisor;
    }
    *ratio = (double)*seen / (double)goal->target;
    return true;
}

/* Not in the order of capacity__hpa_pods: two members read as one wait for both of the stores before. */
typedef struct sum {
    int64_t value;   /* of all samples that the ratio counts */
    int64_t samples; /* those included that a utilization's ratio leaves out */
    int64_t divisor; /* requests for a utilization, samples for an average */
} sum;

static bool first_sum(const capacity__hpa_goal *goal, const capacity__hpa_pods *pods, sum *all)
{
    all->samples = pods->ready + pods->strangers;
    all->value = pods->value;
    all->divisor = pods->request;
    if (goal->type == CAPACITY_HPA_UTILIZATION)
        return true;
    all->divisor = all->samples;
    return capacity__add(pods->value, pods->strange_value, &all->value);
}

/* Missing pods by the cautious value: all that they request or the target down, 0 up. */
static bool add_missing(const capacity__hpa_goal *goal, const capacity__hpa_pods *pods,
                        double ratio, sum *all)
{
    const bool percent = goal->type == CAPACITY_HPA_UTILIZATION, down = ratio < 1.0;
    if (ratio == 1.0)
        return true;
    int64_t used = 0;
    if (down && percent)
        used = pods->missing_full;
    else if (down && !capacity__mul(pods->missing, goal->target, &used))
        return false;
    all->samples += pods->missing;
    return capacity__add(all->value, used, &all->value) &&
           capacity__add(all->divisor, percent ? pods->missing_request : pods->missing,
                         &all->divisor);
}

/* Unready pods use nothing on the way up, and do not exist on the way down. */
static bool add_unready(const capacity__hpa_goal *goal, const capacity__hpa_pods *pods,
                        double ratio, sum *all)
{
    if (ratio <= 1.0)
        return true;
    all->samples += pods->unready;
    return capacity__add(all->divisor,
                         goal->type == CAPACITY_HPA_UTILIZATION ? pods->unready_request
                                                                : pods->unready,
                         &all->divisor);
}

static bool propose_by_pods(const capacity__hpa_goal *goal, int64_t current,
                            const capacity__hpa_pods *pods, capacity_hpa_proposal *out)
{
    double ratio, again;
    int64_t seen;
    sum all;

    if (!first_sum(goal, pods, &all))
        return false;
    out->samples = all.samples;
    if (all.divisor == 0) { /* no samples, or none that request something */
        out->failure = all.samples == 0 ? CAPACITY_HPA_NO_SAMPLES : CAPACITY_HPA_NO_REQUESTS;
        return true;
    }
    if (!ratio_of(goal, all.value, all.divisor, &out->seen, &ratio))
        return false;
    if ((pods->unready == 0 || ratio <= 1.0) && pods->missing == 0) {
        out->replicas =
            is_within(goal, ratio) ? current : capacity__hpa_ceil(ratio * (double)pods->ready);
        return true;
    }
    if (!add_missing(goal, pods, ratio, &all) || !add_unready(goal, pods, ratio, &all) ||
        !ratio_of(goal, all.value, all.divisor, &seen, &again))
        return false;
    out->samples = all.samples;
    const int64_t filled = capacity__hpa_ceil(again * (double)all.samples);
    /* a ratio of 1, which is neither up nor down, is within any tolerance */
    const bool down = again < 1.0, turned = (ratio < 1.0) != down;
    const bool against = down ? filled > current : filled < current;
    out->replicas = is_within(goal, again) || turned || against ? current : filled;
    return true;
}

/* One value in all: by the pods that are Running and Ready, from zero by itself. */
static void propose_by_value(const capacity__hpa_goal *goal, const capacity_hpa_metric *metric,
                             const capacity__hpa_pods *pods, capacity_hpa_proposal *out)
{
    const double ratio = (double)metric->value / (double)goal->target;

    out->seen = metric->value;
    if (metric->current_replicas == 0)
        out->replicas = capacity__hpa_ceil(ratio);
    else if (is_within(goal, ratio))
        out->replicas = metric->current_replicas;
    else if (pods->known == 0)
        out->failure = CAPACITY_HPA_NO_PODS;
    else
        out->replicas = capacity__hpa_ceil(ratio * (double)pods->ready);
}

/* One value, the target for each pod of the status; no pods are within no tolerance. */
static void propose_by_share(const capacity__hpa_goal *goal, const capacity_hpa_metric *metric,
                             capacity_hpa_proposal *out)
{
    const int64_t pods = metric->status_replicas;
    const double value = (double)metric->value, target = (double)goal->target;

    out->replicas = capacity__hpa_ceil(value / target);
    if (pods == 0)
        return;
    out->seen = metric->value / pods + (metric->value % pods > 0);
    if (is_within(goal, value / (target * (double)pods)))
        out->replicas = pods;
}

bool capacity__hpa_propose(const capacity__hpa_goal *goal, const capacity_hpa_metric *metric,
                           const capacity__hpa_pods *pods, capacity_hpa_proposal *out)
{
    out->failure = CAPACITY_HPA_READ;
    out->replicas = out->seen = CAPACITY_INVALID;
    out->samples = 0;
    if (goal->kind >= CAPACITY_HPA_OBJECT) {
        if (goal->type == CAPACITY_HPA_VALUE)
            propose_by_value(goal, metric, pods, out);
        else
            propose_by_share(goal, metric, out);
        return true;
    }
    if (pods->known == 0) {
        out->failure = CAPACITY_HPA_NO_PODS;
        return true;
    }
    return propose_by_pods(goal, metric->current_replicas, pods, out);
}

/* --- what is handed over ------------------------------------------------------------------------ */

/*
 * As Kubernetes reads its shortest form: 50000 ppm is "50m", 50 x 10^-3; 1 ppm "1u". A whole number
 * k needs no form of its own: 1000 k x 10^-3 is rounded to k, for the double is off by less than
 * 2^-54 of it.
 */
static double quantity(int64_t ppm)
{
    if (ppm % 1000 != 0)
        return (double)ppm * 1e-6;
    return (double)(ppm / 1000) * 1e-3;
}

/* 0 is the default, CAPACITY_HPA_ZERO none. */
static double tolerance(int64_t ppm)
{
    if (ppm == 0)
        return quantity(TOLERANCE_PPM);
    return ppm == CAPACITY_HPA_ZERO ? 0.0 : quantity(ppm);
}

static capacity_status check_target(const capacity_hpa_metric *m, capacity_error *err)
{
    /* kinds from 1: a bit for each target type that suits */
    static const uint8_t suits[] = {3, 3, 2, 6, 6};

    CAPACITY__TRY(
        capacity__in_range(err, "kind", m->kind, CAPACITY_HPA_RESOURCE, CAPACITY_HPA_EXTERNAL));
    CAPACITY__TRY(capacity__in_range(err, "target_type", m->target_type, CAPACITY_HPA_UTILIZATION,
                                     CAPACITY_HPA_VALUE));
    if ((suits[m->kind - 1] >> (m->target_type - 1) & 1) == 0)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "target_type %" PRId64 " does not suit a metric of kind %" PRId64,
                              (int64_t)m->target_type, (int64_t)m->kind);
    return capacity__in_range(err, "target", m->target, 1,
                              m->target_type == CAPACITY_HPA_UTILIZATION ? INT32_MAX : INT64_MAX);
}

capacity_status capacity__hpa_goal_of(const capacity_hpa_metric *m, capacity__hpa_goal *goal,
                                      capacity_error *err)
{
    CAPACITY__TRY(check_target(m, err));
    CAPACITY__TRY(capacity__hpa_flags(m->flags, CAPACITY_HPA_V1_28, err));
    CAPACITY__TRY(capacity__in_range(err, "value", m->value, 0, INT64_MAX));
    CAPACITY__TRY(capacity__in_range(err, "current_replicas", m->current_replicas, 0,
                                     CAPACITY_HPA_MAX_REPLICAS));
    CAPACITY__TRY(capacity__in_range(err, "status_replicas", m->status_replicas, 0,
                                     CAPACITY_HPA_MAX_REPLICAS));
    CAPACITY__TRY(capacity__in_range(err, "up_tolerance_ppm", m->up_tolerance_ppm,
                                     CAPACITY_HPA_ZERO, INT64_MAX));
    CAPACITY__TRY(capacity__in_range(err, "down_tolerance_ppm", m->down_tolerance_ppm,
                                     CAPACITY_HPA_ZERO, INT64_MAX));
    const double up = tolerance(m->up_tolerance_ppm), down = tolerance(m->down_tolerance_ppm);
    goal->kind = m->kind;
    goal->type = m->target_type;
    goal->target = m->target;
    goal->old = (m->flags & CAPACITY_HPA_V1_28) != 0;
    goal->low = 1.0 - down;
    goal->high = 1.0 + up;
    if (goal->old)
        goal->high = up > down ? up : down;
    return CAPACITY_OK;
}

/* *total += count x each */
static bool add_pods(int64_t *total, int64_t count, int64_t each)
{
    int64_t all;
    return capacity__mul(count, each, &all) && capacity__add(*total, all, total);
}

/* Where the pods, samples and requests of each class are added up. */
typedef struct group {
    int64_t class, count, value, request;
} group;

static bool add_group(const capacity__hpa_goal *goal, const group *g, capacity__hpa_pods *pods)
{
    switch (g->class) {
    case CAPACITY_HPA_READY:
        pods->ready += g->count;
        return add_pods(&pods->value, g->count, g->value) &&
               add_pods(&pods->request, g->count, g->request);
    case CAPACITY_HPA_UNREADY:
        pods->unready += g->count;
        return add_pods(&pods->unready_request, g->count, g->request);
    case CAPACITY_HPA_MISSING: {
        int64_t full;
        pods->missing += g->count;
        if (!capacity__mul_div(g->request, goal->target > 100 ? goal->target : 100, 100,
                               CAPACITY__DOWN, &full))
            return false;
        if (!add_pods(&pods->missing_full, g->count, full))
            return false;
        return add_pods(&pods->missing_request, g->count, g->request); /* no more than full */
    }
    case CAPACITY_HPA_STRANGER:
        pods->strangers += g->count;
        return add_pods(&pods->strange_value, g->count, g->value);
    default:
        return true;
    }
}

static capacity_status bad_group(const group *g, size_t index, capacity_error *err)
{
    static const char *const names[] = {"pod_class", "pod_count", "pod_value", "pod_request"};
    const int64_t values[] = {g->class, g->count, g->value, g->request};
    const int64_t lowest[] = {CAPACITY_HPA_READY, 0, 0, 0};
    const int64_t highest[] = {CAPACITY_HPA_STRANGER, CAPACITY_HPA_MAX_REPLICAS, INT64_MAX,
                               INT64_MAX};
    size_t at = 0;

    while (values[at] >= lowest[at] && values[at] <= highest[at])
        at++;
    return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, (int64_t)index,
                          "%s %" PRId64 " is not in %" PRId64 " .. %" PRId64, names[at], values[at],
                          lowest[at], highest[at]);
}

/* The arrays of a call, and what the target looks at: masks of all ones or 0. */
typedef struct groups {
    const int64_t *class, *count, *value, *request;
    size_t n;
    int64_t values, requests;
} groups;

/*
 * Groups of ready pods from the i-th on, as long as products and sums of them are small enough to
 * need no check; returns the first that is not. Up to 65535 pods of 64 TiB: nearly always all.
 */
static size_t add_small(const groups *g, size_t i, int64_t *total, capacity__hpa_pods *pods)
{
    int64_t count = *total, value = pods->value, request = pods->request;
    for (; i < g->n; i++) {
        const int64_t k = g->count[i], v = g->value[i], r = g->request[i];
        if (g->class[i] != CAPACITY_HPA_READY || ((k >> 16) | ((v | r) >> 46)) != 0 ||
            (((value | request) >> 62) | ((count + k) >> 31)) != 0)
            break;
        count += k;
        value += k * (v & g->values);
        request += k * (r & g->requests);
    }
    pods->ready += count - *total;
    *total = count;
    pods->value = value;
    pods->request = request;
    return i;
}

static capacity_status add_any(const capacity__hpa_goal *goal, const groups *all, size_t i,
                               int64_t *total, capacity__hpa_pods *pods, capacity_error *err)
{
    group g = {all->class[i], all -> count[i], all -> value[i], all -> request[i]};

    if (g.class < 1 || g.class > CAPACITY_HPA_STRANGER ||
        (uint64_t)g.count > CAPACITY_HPA_MAX_REPLICAS || (g.value | g.request) < 0)
        return bad_group(&g, i, err);
    g.value &= all->values;
    g.request &= all->requests;
    *total += g.count;
    if (*total > CAPACITY_HPA_MAX_REPLICAS)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, (int64_t)i,
                              "%" PRId64 " pods exceed %" PRId64, *total,
                              CAPACITY_HPA_MAX_REPLICAS);
    if (!add_group(goal, &g, pods))
        return capacity__fail(err, CAPACITY_E_OVERFLOW, CAPACITY_FIELD_NONE, (int64_t)i,
                              "samples or requests of all pods exceed %" PRId64, INT64_MAX);
    return CAPACITY_OK;
}

capacity_status capacity_hpa_propose(const capacity_hpa_metric *metric, const int64_t *pod_class,
                                     const int64_t *pod_count, const int64_t *pod_value,
                                     const int64_t *pod_request, size_t n,
                                     capacity_hpa_proposal *proposal, capacity_error *err)
{
    capacity_hpa_metric own;
    capacity__hpa_goal goal;
    capacity__hpa_pods pods = {0};
    capacity_hpa_proposal result = {0};
    int64_t total = 0;

    if (metric == NULL || proposal == NULL)
        return capacity__null(err, metric == NULL ? "metric" : "proposal");
    if (n > 0 && (pod_class == NULL || pod_count == NULL || pod_value == NULL || !pod_request))
        return capacity__null(err, "an array of pods");
    CAPACITY__TRY(capacity__row_size(proposal->struct_size, sizeof result, err));
    CAPACITY__TRY(capacity__row_in(&own, sizeof own, sizeof own, metric, err));
    CAPACITY__TRY(capacity__hpa_goal_of(&own, &goal, err));
    /* what the target does not look at is checked, but not added up */
    const groups all = {pod_class,
                        pod_count,
                        pod_value,
                        pod_request,
                        n,
                        goal.kind < CAPACITY_HPA_OBJECT ? -1 : 0,
                        goal.type == CAPACITY_HPA_UTILIZATION ? -1 : 0};
    for (size_t i = add_small(&all, 0, &total, &pods); i < n;
         i = add_small(&all, i + 1, &total, &pods))
        CAPACITY__TRY(add_any(&goal, &all, i, &total, &pods, err));
    pods.known = total - pods.strangers;
    if (!capacity__hpa_propose(&goal, &own, &pods, &result))
        return capacity__overflow(err, CAPACITY_FIELD_NONE, "the metric");
    capacity__row_out(proposal, proposal->struct_size, &result, sizeof result);
    return CAPACITY_OK;
}
