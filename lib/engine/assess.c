/*
 * The assessment: bounds from the plan or the guide, triggers, count, verdict.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/assess.h"

#include "base/checked.h"
#include "base/structs.h"
#include "plan/rows.h"
#include "plan/state.h"

#include <string.h>

/* --- bounds ------------------------------------------------------------------------------------- */

static const char backend_name[] = "backend";

/* Without a plan: the guide's targets, and its floor for high availability. */
static void guide_bounds(const char *component, capacity__bounds *bounds)
{
    int is_backend = strcmp(component, backend_name) == 0;
    memset(bounds, 0, sizeof *bounds);
    bounds->target[CAPACITY__SIGNAL_CPU] =
        capacity__trigger[CAPACITY__TRIGGER_AT_CPU_ABOVE_TARGET].threshold;
    bounds->target[CAPACITY__SIGNAL_MEMORY] =
        capacity__trigger[CAPACITY__TRIGGER_AT_MEMORY_ABOVE_TARGET].threshold;
    bounds->pods_min = capacity__input_at(is_backend ? CAPACITY__IN_AT_BACKEND_MIN_PODS
                                                     : CAPACITY__IN_AT_FRONTEND_MIN_PODS)
                           ->preset;
    bounds->pods_max = bounds->tier_max = CAPACITY_INVALID;
}

/* Open connections that one pod bears at its buffer, rounded down; 0: no bound. */
static int64_t connection_target(const capacity_plan *plan, size_t index)
{
    int64_t limit = index == CAPACITY__BACKEND ? CAPACITY__IN(plan, BACKEND_CONNECTIONS_PER_POD)
                    : index == CAPACITY__FRONTEND
                        ? CAPACITY__IN(plan, FRONTEND_CONNECTIONS_PER_POD)
                        : plan->inputs.components[index - CAPACITY__FIRST_OWN].connections_per_pod;
    int64_t target = 0;
    (void)capacity__mul_div(limit, CAPACITY_PPM,
                            CAPACITY_PPM + CAPACITY__IN(plan, SPIKE_BUFFER_PPM), CAPACITY__DOWN,
                            &target);
    return limit > 0 && target == 0 ? 1 : target;
}

static void plan_bounds(const capacity_plan *plan, size_t index, capacity__bounds *bounds)
{
    const capacity_plan_component *row = &plan->pods.row[index];
    bounds->target[CAPACITY__SIGNAL_CPU] = row->hpa_cpu_target_ppm;
    bounds->target[CAPACITY__SIGNAL_MEMORY] = row->hpa_memory_target_ppm;
    bounds->target[CAPACITY__SIGNAL_RATE] = row->hpa_rate_mrps;
    bounds->target[CAPACITY__SIGNAL_CONNECTIONS] = connection_target(plan, index);
    bounds->pods_min = row->pods;
    bounds->pods_max = row->pods_max;
    bounds->tier_max = row->tier_pods_max >= 0 ? row->tier_pods_max : CAPACITY_INVALID;
    bounds->tier_index = plan->tier_index;
}

static capacity_status find_component(const capacity_plan *plan, const char *name, size_t *index,
                                      capacity_error *err)
{
    for (*index = 0; *index < plan->pods.count; ++*index)
        if (strcmp(plan->pods.row[*index].name, name) == 0)
            return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_FIELD_NONE, -1,
                          "the plan has no component '%s'", name);
}

/* What runs says more than what was planned. */
static void limits_in_force(capacity_assessment *assessment)
{
    capacity__bounds *bounds = &assessment->bounds;
    int64_t low = assessment->reading[CAPACITY__METRIC_AT_MIN_REPLICAS].value;
    int64_t high = assessment->reading[CAPACITY__METRIC_AT_MAX_REPLICAS].value;
    if (low != CAPACITY_INVALID)
        bounds->pods_min = low;
    if (high != CAPACITY_INVALID)
        bounds->pods_max = high;
    if (bounds->pods_max == CAPACITY_INVALID || bounds->pods_max >= bounds->pods_min)
        return;
    if (high == CAPACITY_INVALID) /* a minimum above the planned maximum: that has grown with it */
        bounds->pods_max = bounds->pods_min;
    else
        bounds->pods_min = bounds->pods_max;
}

/* --- the verdict -------------------------------------------------------------------------------- */

static int64_t replicas_of(const capacity_assessment *assessment)
{
    return assessment->reading[CAPACITY__METRIC_AT_REPLICAS].value;
}

/* Does the count say more about the trigger's metric than the trigger? */
static int is_counted(const capacity_assessment *assessment, const capacity__trigger_info *info)
{
    for (int i = 0; i < CAPACITY__SIGNALS; i++)
        if ((capacity__signals[i].place == info->place ||
             info->comparison == CAPACITY_COMPARISON_AT_MAX) &&
            capacity__propose(assessment, i) != CAPACITY_INVALID)
            return 1;
    return 0;
}

/* Does the guide say to scale up where the autoscaler's signals do not tell? */
static int is_urged(const capacity_assessment *assessment)
{
    for (int i = 0; i < CAPACITY__TRIGGERS; i++)
        if (capacity__trigger[i].level == CAPACITY_LEVEL_SCALE_UP &&
            assessment->check[i].state == CAPACITY_TRIGGER_STATE_FIRED &&
            !is_counted(assessment, &capacity__trigger[i]))
            return 1;
    return 0;
}

/* Does a trigger of something needed speak against fewer pods? */
static int is_blocked(const capacity_assessment *assessment)
{
    for (int i = 0; i < CAPACITY__TRIGGERS; i++)
        if (capacity__is_crossed(&assessment->check[i]) &&
            capacity__trigger[i].comparison != CAPACITY_COMPARISON_AT_MAX &&
            capacity__is_needed(assessment, capacity__trigger[i].place))
            return 1;
    return 0;
}

static void count_needed(capacity_assessment *assessment)
{
    capacity_assessment_summary *summary = &assessment->summary;
    for (size_t place = 0; place < CAPACITY__METRICS; place++) {
        if (!capacity__is_needed(assessment, place))
            continue;
        summary->needed++;
        summary->known += capacity__is_known(assessment, place);
    }
    (void)capacity__mul_div(summary->known, CAPACITY_PPM, summary->needed, CAPACITY__DOWN,
                            &summary->confidence_ppm);
}

static void count_triggers(capacity_assessment *assessment)
{
    capacity_assessment_summary *summary = &assessment->summary;
    summary->look_again_us = INT64_MAX;
    for (int i = 0; i < CAPACITY__TRIGGERS; i++) {
        const capacity__trigger_check *check = &assessment->check[i];
        summary->fired += check->state == CAPACITY_TRIGGER_STATE_FIRED;
        summary->pending += check->state == CAPACITY_TRIGGER_STATE_PENDING;
        if (check->state == CAPACITY_TRIGGER_STATE_FIRED &&
            capacity__trigger[i].level > summary->level)
            summary->level = capacity__trigger[i].level;
        if (check->left_us > 0 && check->left_us < summary->look_again_us)
            summary->look_again_us = check->left_us;
    }
}

static void hold(capacity_assessment_summary *summary, capacity_reason reason)
{
    summary->verdict = CAPACITY_VERDICT_HOLD;
    summary->reason = (uint32_t)reason;
    summary->pods = summary->replicas;
}

/* The tier to change to: the first that holds so many pods, else the largest. */
static void choose_tier(const capacity_plan *plan, size_t component,
                        capacity_assessment_summary *summary, size_t index)
{
    const capacity_tiers *tiers = plan->tiers;
    while (index + 1 < tiers->count) {
        const capacity__tier *tier = &tiers->tiers[++index];
        const capacity_tier_component *row =
            component == CAPACITY__BACKEND ? &tier->backend : &tier->frontend;
        capacity__name_copy(summary->next_tier, sizeof summary->next_tier, tier->tier.name);
        if (row->pods_max >= summary->pods_wanted)
            return;
    }
}

/* More pods: within the maximum, and never fewer than there are. */
static void go_up(capacity_assessment *assessment, const capacity_plan *plan, size_t component)
{
    capacity_assessment_summary *summary = &assessment->summary;
    const capacity__bounds *bounds = &assessment->bounds;
    int64_t pods = summary->pods_wanted;

    if (bounds->tier_max != CAPACITY_INVALID && pods > bounds->tier_max)
        choose_tier(plan, component, summary, bounds->tier_index);
    summary->verdict =
        summary->next_tier[0] != '\0' ? CAPACITY_VERDICT_CHANGE_TIER : CAPACITY_VERDICT_SCALE_UP;
    if (bounds->pods_max != CAPACITY_INVALID && pods > bounds->pods_max)
        pods = bounds->pods_max;
    if (pods < bounds->pods_min)
        pods = bounds->pods_min;
    summary->pods = pods > summary->replicas ? pods : summary->replicas;
}

/* Fewer pods: only if nothing speaks against it, all is known, and for long enough. */
static int go_down(capacity_assessment *assessment, int64_t pods)
{
    capacity_assessment_summary *summary = &assessment->summary;
    int64_t held = capacity__load_held(assessment);
    if (is_blocked(assessment)) {
        hold(summary, CAPACITY_REASON_BLOCKED);
    } else if (summary->known < summary->needed || held == CAPACITY_AUTO) {
        hold(summary, CAPACITY_REASON_UNKNOWN);
    } else if (held < CAPACITY__DOWN_WINDOW_US) {
        int64_t left = CAPACITY__DOWN_WINDOW_US - held;
        hold(summary, CAPACITY_REASON_TOO_SOON);
        if (left < summary->look_again_us)
            summary->look_again_us = left;
    } else {
        summary->verdict = CAPACITY_VERDICT_SCALE_DOWN;
        summary->pods = pods;
    }
    return held == CAPACITY_AUTO;
}

/* Nothing can be counted: what the triggers say. */
static void decide_uncounted(capacity_assessment *assessment)
{
    capacity_assessment_summary *summary = &assessment->summary;
    hold(summary, CAPACITY_REASON_UNKNOWN);
    if (!is_urged(assessment))
        return;
    summary->verdict = CAPACITY_VERDICT_SCALE_UP;
    summary->reason = CAPACITY_REASON_TRIGGER;
}

/* Returns whether fewer pods would do, if only the load were known to stay so. */
static int decide(capacity_assessment *assessment, const capacity_plan *plan, size_t component)
{
    capacity_assessment_summary *summary = &assessment->summary;
    const int64_t replicas = summary->replicas, low = assessment->bounds.pods_min;

    if (replicas == CAPACITY_INVALID) {
        decide_uncounted(assessment);
        return 0;
    }
    summary->pods_wanted = capacity__proposal(assessment, &summary->reason);
    if (summary->pods_wanted <= replicas && is_urged(assessment)) {
        summary->pods_wanted = replicas + 1;
        summary->reason = CAPACITY_REASON_TRIGGER;
    }
    if (summary->pods_wanted <= replicas && replicas < low)
        summary->reason = CAPACITY_REASON_MINIMUM;
    if (summary->pods_wanted > replicas || replicas < low) {
        go_up(assessment, plan, component);
        return 0;
    }
    int64_t fewer = summary->pods_wanted > low ? summary->pods_wanted : low;
    if (fewer < replicas)
        return go_down(assessment, fewer);
    hold(summary,
         summary->known < summary->needed ? CAPACITY_REASON_UNKNOWN : CAPACITY_REASON_AT_TARGET);
    return 0;
}

static uint32_t exit_code(const capacity_assessment_summary *summary)
{
    if (summary->level == CAPACITY_LEVEL_CRITICAL)
        return CAPACITY_EXIT_CRITICAL;
    return summary->verdict == CAPACITY_VERDICT_HOLD ? 0 : CAPACITY_EXIT_SCALE;
}

/* Nobody acts more often than the autoscaler looks. */
static int64_t look_again(int64_t shortest)
{
    return shortest == INT64_MAX || shortest < CAPACITY__SYNC_US ? CAPACITY__SYNC_US : shortest;
}

static void assess(capacity_assessment *assessment, const capacity_plan *plan, size_t component)
{
    capacity_assessment_summary *summary = &assessment->summary;
    capacity__check_triggers(assessment);
    summary->replicas = replicas_of(assessment);
    summary->pods = summary->pods_wanted = CAPACITY_INVALID;
    summary->pods_min = assessment->bounds.pods_min;
    summary->pods_max = assessment->bounds.pods_max;
    summary->tier_pods_max = assessment->bounds.tier_max;
    count_needed(assessment);
    count_triggers(assessment);
    int wants_held = decide(assessment, plan, component);
    summary->exit_code = exit_code(summary);
    summary->look_again_us = look_again(summary->look_again_us);
    capacity__find_gaps(assessment, wants_held);
    capacity__say_verdict(assessment);
}

/* --- the object --------------------------------------------------------------------------------- */

int capacity__assessment_ok(const capacity_assessment *assessment)
{
    return assessment != NULL && capacity__counted_is(&assessment->head, CAPACITY__KIND_ASSESSMENT);
}

static capacity_status check_component(const char *name, capacity_error *err)
{
    if (capacity__is_name(name, strlen(name)))
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                          "the component is not a name of at most 63 bytes: "
                          "[a-z0-9]([a-z0-9._-]*[a-z0-9])?");
}

capacity_status capacity_assessment_new(const capacity_metrics *metrics, const capacity_plan *plan,
                                        const char *component, capacity_assessment **out,
                                        capacity_error *err)
{
    size_t index = CAPACITY__BACKEND;
    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    CAPACITY__TRY(capacity_metrics_check(metrics, err));
    if (plan != NULL && !capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    if (component == NULL || component[0] == '\0')
        component = backend_name;
    CAPACITY__TRY(check_component(component, err));
    if (plan != NULL)
        CAPACITY__TRY(find_component(plan, component, &index, err));

    capacity_assessment *assessment = capacity__new(&metrics->allocator, sizeof *assessment);
    if (assessment == NULL)
        return capacity__no_memory(err);
    memcpy(assessment->reading, metrics->reading, sizeof assessment->reading);
    capacity__name_copy(assessment->summary.component, CAPACITY_NAME_SIZE, component);
    guide_bounds(component, &assessment->bounds);
    if (plan != NULL) {
        plan_bounds(plan, index, &assessment->bounds);
        capacity__name_copy(assessment->summary.tier, CAPACITY_NAME_SIZE, plan->tier->tier.name);
    }
    limits_in_force(assessment);
    assess(assessment, plan, index);
    capacity__counted_begin(&assessment->head, CAPACITY__KIND_ASSESSMENT, &metrics->allocator);
    *out = assessment;
    return CAPACITY_OK;
}

capacity_assessment *capacity_assessment_ref(capacity_assessment *object)
{
    if (object != NULL)
        capacity__counted_ref(&object->head, CAPACITY__KIND_ASSESSMENT);
    return object;
}

void capacity_assessment_unref(capacity_assessment *object)
{
    if (object != NULL && capacity__counted_unref(&object->head, CAPACITY__KIND_ASSESSMENT))
        capacity__counted_end(&object->head);
}

/* --- reading it --------------------------------------------------------------------------------- */

capacity_status capacity_assessment_get_summary(const capacity_assessment *assessment,
                                                capacity_assessment_summary *out,
                                                capacity_error *err)
{
    if (!capacity__assessment_ok(assessment))
        return capacity__null(err, "assessment");
    if (out == NULL)
        return capacity__null(err, "out");
    CAPACITY__TRY(capacity__row_size(out->struct_size, sizeof *out, err));
    capacity__row_out(out, out->struct_size, &assessment->summary, sizeof assessment->summary);
    return CAPACITY_OK;
}

capacity_status capacity_assessment_get_triggers(const capacity_assessment *assessment,
                                                 capacity_trigger_result *out, size_t out_size,
                                                 size_t max, size_t *count, capacity_error *err)
{
    if (!capacity__assessment_ok(assessment))
        return capacity__null(err, "assessment");
    CAPACITY__TRY(
        capacity__rows_begin(out, out_size, sizeof *out, max, count, CAPACITY__TRIGGERS, err));
    for (size_t i = 0; out != NULL && i < *count; i++) {
        capacity_trigger_result row;
        capacity__trigger_row(assessment, i, &row);
        capacity__row_out_at(out, out_size, i, &row, sizeof row);
    }
    return CAPACITY_OK;
}

capacity_status capacity_assessment_get_missing(const capacity_assessment *assessment,
                                                capacity_missing *out, size_t out_size, size_t max,
                                                size_t *count, capacity_error *err)
{
    if (!capacity__assessment_ok(assessment))
        return capacity__null(err, "assessment");
    CAPACITY__TRY(
        capacity__rows_begin(out, out_size, sizeof *out, max, count, assessment->gap_count, err));
    for (size_t i = 0; out != NULL && i < *count; i++) {
        capacity_missing row;
        capacity__missing_row(assessment, i, &row);
        capacity__row_out_at(out, out_size, i, &row, sizeof row);
    }
    return CAPACITY_OK;
}
