/*
 * The autoscaler: a specification with its policies and a history, checked.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel/hpa.h"

#include "base/order.h"
#include "base/structs.h"

#include <string.h>

/* Source: kube-controller-manager, --horizontal-pod-autoscaler-downscale-stabilization. */
#define WINDOW_US (300 * CAPACITY_SECOND_US)
/* Source: kubernetes pkg/apis/autoscaling/validation, MaxStabilizationWindowSeconds, MaxPeriodSeconds. */
#define MOST_WINDOW_US (3600 * CAPACITY_SECOND_US)
#define MOST_PERIOD_US (1800 * CAPACITY_SECOND_US)
/* Source: kubernetes pkg/apis/autoscaling/v2/defaults.go: the policies of a direction without any. */
#define DEFAULT_PERIOD_US (15 * CAPACITY_SECOND_US)
#define DEFAULT_PODS 4
#define DEFAULT_PERCENT 100

static capacity_status whole_seconds(const char *what, int64_t value, int64_t index,
                                     capacity_error *err)
{
    if (value != CAPACITY_HPA_ZERO && value % CAPACITY_SECOND_US != 0)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, index,
                              "%s %" PRId64 " is no whole number of seconds", what, value);
    return CAPACITY_OK;
}

static capacity_status check_window(const char *what, int64_t value, int64_t lowest,
                                    int64_t highest, capacity_error *err)
{
    CAPACITY__TRY(capacity__in_range(err, what, value, lowest, highest));
    return whole_seconds(what, value, -1, err);
}

/* With a behavior only: windows, selections, policies. */
static capacity_status check_behavior(const capacity_hpa_spec *spec, size_t policies,
                                      capacity_error *err)
{
    CAPACITY__TRY(check_window("up_window_us", spec->up_window_us, 0, MOST_WINDOW_US, err));
    CAPACITY__TRY(check_window("down_window_us", spec->down_window_us, CAPACITY_HPA_ZERO,
                               MOST_WINDOW_US, err));
    CAPACITY__TRY(capacity__in_range(err, "up_select", spec->up_select, CAPACITY_HPA_SELECT_DEFAULT,
                                     CAPACITY_HPA_SELECT_DISABLED));
    CAPACITY__TRY(capacity__in_range(err, "down_select", spec->down_select,
                                     CAPACITY_HPA_SELECT_DEFAULT, CAPACITY_HPA_SELECT_DISABLED));
    const bool any = spec->up_window_us != 0 || spec->down_window_us != 0 || spec->up_select != 0 ||
                     spec->down_select != 0 || policies > 0;
    if (any && (spec->flags & CAPACITY_HPA_BEHAVIOR) == 0)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "windows, selections and policies need CAPACITY_HPA_BEHAVIOR");
    return CAPACITY_OK;
}

static capacity_status check_spec(const capacity_hpa_spec *spec, size_t policies,
                                  capacity_error *err)
{
    CAPACITY__TRY(capacity__hpa_flags(
        spec->flags, CAPACITY_HPA_BEHAVIOR | CAPACITY_HPA_SCALE_TO_ZERO | CAPACITY_HPA_V1_28, err));
    CAPACITY__TRY(
        capacity__in_range(err, "max_replicas", spec->max_replicas, 1, CAPACITY_HPA_MAX_REPLICAS));
    CAPACITY__TRY(capacity__in_range(err, "min_replicas", spec->min_replicas, CAPACITY_HPA_ZERO,
                                     spec->max_replicas));
    if (spec->min_replicas == CAPACITY_HPA_ZERO && (spec->flags & CAPACITY_HPA_SCALE_TO_ZERO) == 0)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "min_replicas 0 needs CAPACITY_HPA_SCALE_TO_ZERO");
    CAPACITY__TRY(check_window("controller_window_us", spec->controller_window_us,
                               CAPACITY_HPA_ZERO, MOST_WINDOW_US, err));
    return check_behavior(spec, policies, err);
}

static void add_rate(capacity__hpa_side *side, bool up, bool percent, int64_t value,
                     int64_t period_us)
{
    const double share = (double)value / 100;
    side->rate[side->n++] =
        (capacity__hpa_rate){period_us, percent ? 0 : value, up ? 1 + share : 1 - share};
    side->longest_us = capacity__larger(side->longest_us, period_us);
}

static capacity_status in_range_at(size_t index, const char *what, int64_t value, int64_t lowest,
                                   int64_t highest, capacity_error *err)
{
    const capacity_status status = capacity__in_range(err, what, value, lowest, highest);
    if (status == CAPACITY_OK || err == NULL)
        return status;
    err->index = (int64_t)index;
    return status;
}

static capacity_status add_policy(const capacity__hpa_policies *p, size_t i,
                                  capacity__hpa_rules *rules, capacity_error *err)
{
    CAPACITY__TRY(in_range_at(i, "policy_direction", p->direction[i], CAPACITY_HPA_UP,
                              CAPACITY_HPA_DOWN, err));
    CAPACITY__TRY(in_range_at(i, "policy_type", p->type[i], CAPACITY_HPA_POLICY_PODS,
                              CAPACITY_HPA_POLICY_PERCENT, err));
    CAPACITY__TRY(in_range_at(i, "policy_value", p->value[i], 1, INT32_MAX, err));
    CAPACITY__TRY(in_range_at(i, "policy_period_us", p->period_us[i], CAPACITY_SECOND_US,
                              MOST_PERIOD_US, err));
    CAPACITY__TRY(whole_seconds("policy_period_us", p->period_us[i], (int64_t)i, err));
    const bool up = p->direction[i] == CAPACITY_HPA_UP;
    capacity__hpa_side *side = up ? &rules->up : &rules->down;
    if (side->n == CAPACITY_HPA_MAX_POLICIES)
        return capacity__fail(err, CAPACITY_E_TOO_LARGE, CAPACITY_FIELD_NONE, (int64_t)i,
                              "more than %" PRId64 " policies of one direction",
                              (int64_t)CAPACITY_HPA_MAX_POLICIES);
    add_rate(side, up, p->type[i] == CAPACITY_HPA_POLICY_PERCENT, p->value[i], p->period_us[i]);
    return CAPACITY_OK;
}

static void add_defaults(capacity__hpa_rules *rules)
{
    if (rules->up.n == 0) {
        add_rate(&rules->up, true, false, DEFAULT_PODS, DEFAULT_PERIOD_US);
        add_rate(&rules->up, true, true, DEFAULT_PERCENT, DEFAULT_PERIOD_US);
    }
    if (rules->down.n == 0)
        add_rate(&rules->down, false, true, DEFAULT_PERCENT, DEFAULT_PERIOD_US);
}

/* 0 is the default, CAPACITY_HPA_ZERO none. */
static int64_t or_default(int64_t value, int64_t otherwise)
{
    if (value == 0)
        return otherwise;
    return value == CAPACITY_HPA_ZERO ? 0 : value;
}

capacity_status capacity__hpa_rules_of(const capacity_hpa_spec *spec,
                                       const capacity__hpa_policies *policies,
                                       capacity__hpa_rules *rules, capacity_error *err)
{
    CAPACITY__TRY(check_spec(spec, policies->n, err));
    memset(rules, 0, sizeof *rules);
    rules->behavior = (spec->flags & CAPACITY_HPA_BEHAVIOR) != 0;
    rules->to_zero = (spec->flags & CAPACITY_HPA_SCALE_TO_ZERO) != 0;
    rules->from_anyone = (spec->flags & CAPACITY_HPA_V1_28) != 0;
    rules->min = or_default(spec->min_replicas, 1);
    rules->max = spec->max_replicas;
    rules->window_us = or_default(spec->controller_window_us, WINDOW_US);
    rules->up.window_us = spec->up_window_us;
    rules->down.window_us = or_default(spec->down_window_us, rules->window_us);
    rules->up.select = spec->up_select;
    rules->down.select = spec->down_select;
    for (size_t i = 0; i < policies->n; i++)
        CAPACITY__TRY(add_policy(policies, i, rules, err));
    add_defaults(rules);
    return CAPACITY_OK;
}

/* --- the history ---------------------------------------------------------------------------------- */

static capacity_status damaged(size_t index, int64_t value, capacity_error *err)
{
    return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, (int64_t)index,
                          "element %zu of the history, %" PRId64 ", cannot be", index, value);
}

/* Pairs from `start`: numbers in lowest .. INT32_MAX, never 0 if lowest is below, times to now. */
static capacity_status check_pairs(const int64_t *history, size_t start, int64_t count,
                                   int64_t lowest, int64_t now_us, capacity_error *err)
{
    for (size_t i = start; i < start + 2 * (size_t)count; i += 2) {
        const int64_t number = history[i], time_us = history[i + 1];
        if (number < lowest || number > INT32_MAX || (number == 0 && lowest < 0))
            return damaged(i, number, err);
        if (time_us < 0)
            return damaged(i + 1, time_us, err);
        if (time_us > now_us)
            return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, (int64_t)(i + 1),
                                  "now_us %" PRId64 " is before a decision at %" PRId64, now_us,
                                  time_us);
    }
    return CAPACITY_OK;
}

static capacity_status check_history(const int64_t *history, size_t size, int64_t now_us,
                                     capacity_error *err)
{
    if (size < 16 || size > CAPACITY_HPA_MAX_HISTORY || size % 8 != 0)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "history_size %zu is not 8 + 8 k with k in 1 .. 131072", size);
    const size_t k = size / 8 - 1;
    const int64_t most[] = {2 * (int64_t)k, (int64_t)k, (int64_t)k, 0, 0, 0, 0};
    for (size_t i = 1; i < 8; i++)
        if (history[i] < 0 || history[i] > most[i - 1])
            return damaged(i, history[i], err);
    /* 1 or 3 from the first decision on, before it nothing at all */
    if (history[1] > 0 ? (history[0] | 2) != 3 : (history[0] | history[2] | history[3]) != 0)
        return damaged(0, history[0], err);
    CAPACITY__TRY(check_pairs(history, 8, history[1], 0, now_us, err));
    CAPACITY__TRY(check_pairs(history, 8 + 4 * k, history[2], -INT32_MAX, now_us, err));
    return check_pairs(history, 8 + 6 * k, history[3], -INT32_MAX, now_us, err);
}

/* --- the public function -------------------------------------------------------------------------- */

static capacity_status check_metrics(const capacity__hpa_rules *rules, const int64_t *kinds,
                                     const int64_t *replicas, size_t n, capacity_error *err)
{
    bool outer = false;

    if (n == 0)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "metrics 0 is below 1");
    for (size_t i = 0; i < n; i++) {
        CAPACITY__TRY(in_range_at(i, "metric_kind", kinds[i], CAPACITY_HPA_RESOURCE,
                                  CAPACITY_HPA_EXTERNAL, err));
        if (replicas[i] != CAPACITY_INVALID)
            CAPACITY__TRY(
                in_range_at(i, "metric_replicas", replicas[i], 0, CAPACITY_HPA_MAX_REPLICAS, err));
        outer = outer || kinds[i] >= CAPACITY_HPA_OBJECT;
    }
    if (rules->min == 0 && !outer)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "min_replicas 0 needs an Object or External metric");
    return CAPACITY_OK;
}

static capacity_status null_argument(const void *const *pointers, const char *const *names,
                                     size_t n, capacity_error *err)
{
    for (size_t i = 0; i < n; i++)
        if (pointers[i] == NULL)
            return capacity__null(err, names[i]);
    return CAPACITY_OK;
}

static const char *const pointer_names[] = {"spec",         "history",          "decision",
                                            "metric_kind",  "metric_replicas",  "policy_type",
                                            "policy_value", "policy_direction", "policy_period_us"};

capacity_status capacity_hpa_decide(const capacity_hpa_spec *spec, const int64_t *policy_direction,
                                    const int64_t *policy_type, const int64_t *policy_value,
                                    const int64_t *policy_period_us, size_t policies,
                                    const int64_t *metric_kind, const int64_t *metric_replicas,
                                    size_t metrics, int64_t current_replicas, int64_t now_us,
                                    int64_t *history, size_t history_size,
                                    capacity_hpa_decision *decision, capacity_error *err)
{
    const void *const pointers[] = {spec,         history,          decision,
                                    metric_kind,  metric_replicas,  policy_type,
                                    policy_value, policy_direction, policy_period_us};
    const capacity__hpa_policies list = {policy_direction, policy_type, policy_value,
                                         policy_period_us, policies};
    capacity_hpa_spec own;
    capacity__hpa_rules rules;
    capacity_hpa_decision result = {0};

    CAPACITY__TRY(null_argument(pointers, pointer_names, 3, err));
    if (metrics > 0)
        CAPACITY__TRY(null_argument(pointers + 3, pointer_names + 3, 2, err));
    if (policies > 0)
        CAPACITY__TRY(null_argument(pointers + 5, pointer_names + 5, 4, err));
    CAPACITY__TRY(capacity__row_size(decision->struct_size, sizeof result, err));
    CAPACITY__TRY(capacity__row_in(&own, sizeof own, sizeof own, spec, err));
    CAPACITY__TRY(capacity__hpa_rules_of(&own, &list, &rules, err));
    CAPACITY__TRY(check_metrics(&rules, metric_kind, metric_replicas, metrics, err));
    CAPACITY__TRY(capacity__in_range(err, "current_replicas", current_replicas, 0,
                                     CAPACITY_HPA_MAX_REPLICAS));
    CAPACITY__TRY(capacity__in_range(err, "now_us", now_us, 0, INT64_MAX));
    CAPACITY__TRY(check_history(history, history_size, now_us, err));
    if (!capacity__hpa_decide(&rules, metric_kind, metric_replicas, metrics, current_replicas,
                              now_us, history, history_size, &result))
        return capacity__fail(err, CAPACITY_E_TOO_LARGE, CAPACITY_FIELD_NONE, -1,
                              "the history of %zu elements is full", history_size);
    capacity__row_out(decision, decision->struct_size, &result, sizeof result);
    return CAPACITY_OK;
}
