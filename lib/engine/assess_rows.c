/*
 * Rows and sentences of an assessment.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/assess.h"

#include "base/structs.h"
#include "plan/finding.h"

/* --- triggers ----------------------------------------------------------------------------------- */

static void say_metric(capacity__out *out, size_t place, int64_t value)
{
    capacity__put_format(out, "%s ", capacity__metric[place].key);
    capacity__put_metric(out, &capacity__metric[place], value);
}

/* "above 80%", with the limit that is in force. */
static void say_limit(capacity__out *out, const capacity_assessment *assessment, size_t index)
{
    static const char *const words[] = {
        [CAPACITY_COMPARISON_ABOVE] = "above ", [CAPACITY_COMPARISON_AT_LEAST] = "at or above ",
        [CAPACITY_COMPARISON_BELOW] = "below ", [CAPACITY_COMPARISON_AT_MAX] = "at the maximum of ",
        [CAPACITY_COMPARISON_GROWN] = "above ",
    };
    const capacity__trigger_info *info = &capacity__trigger[index];
    const capacity__metric_info *metric = &capacity__metric[info->place];
    capacity__put(out, words[info->comparison]);
    capacity__put_metric(out, metric, assessment->check[index].threshold);
    if (info->comparison != CAPACITY_COMPARISON_GROWN)
        return;
    capacity__put(out, " (baseline ");
    capacity__put_metric(out, metric, assessment->reading[info->place].baseline);
    capacity__put(out, " + ");
    capacity__say(out, CAPACITY_UNIT_PPM, info->threshold);
    capacity__put_char(out, ')');
}

static void say_unknown(capacity__out *out, const capacity_assessment *assessment,
                        const capacity__trigger_info *info)
{
    const char *key = capacity__metric[info->place].key;
    if (assessment->reading[info->place].value == CAPACITY_INVALID)
        capacity__put_format(out, "%s is not known", key);
    else if (info->comparison == CAPACITY_COMPARISON_GROWN)
        capacity__put_format(out, "%s has no baseline to compare with", key);
    else
        capacity__put_format(out, "the maximum that %s may reach is not known", key);
}

/* For how long a crossed one has held, and what that means. */
static void say_time(capacity__out *out, const capacity_assessment *assessment, size_t index)
{
    const capacity__trigger_check *check = &assessment->check[index];
    const capacity__trigger_info *info = &capacity__trigger[index];
    int64_t held = assessment->reading[check->via].held_us;
    if (info->for_us == 0)
        return;
    if (held == CAPACITY_AUTO) {
        capacity__put(out, "; for how long is not known, it takes ");
        capacity__say(out, CAPACITY_UNIT_US, info->for_us);
        return;
    }
    capacity__put(out, " for ");
    capacity__say(out, CAPACITY_UNIT_US, held);
    capacity__put(out, check->state == CAPACITY_TRIGGER_STATE_FIRED ? ", it takes " : " only, of ");
    capacity__say(out, CAPACITY_UNIT_US, info->for_us);
}

static void say_evidence(capacity__out *out, const capacity_assessment *assessment, size_t index)
{
    const capacity__trigger_check *check = &assessment->check[index];
    const capacity__trigger_info *info = &capacity__trigger[index];
    if (check->state == CAPACITY_TRIGGER_STATE_UNKNOWN) {
        say_unknown(out, assessment, info);
        return;
    }
    int crossed = capacity__is_crossed(check);
    say_metric(out, check->via, assessment->reading[check->via].value);
    if (capacity__metric[info->place].unit != CAPACITY_UNIT_BOOL) { /* a switch speaks for itself */
        capacity__put(out, crossed ? " is " : " is not ");
        say_limit(out, assessment, index);
    }
    if (check->via != info->place)
        capacity__put_format(out, ", so %s is%s", capacity__metric[info->place].key,
                             crossed ? " too" : " not either");
    if (crossed)
        say_time(out, assessment, index);
}

void capacity__trigger_row(const capacity_assessment *assessment, size_t index,
                           capacity_trigger_result *row)
{
    const capacity__trigger_info *info = &capacity__trigger[index];
    const capacity__trigger_check *check = &assessment->check[index];
    const capacity__reading *reading = &assessment->reading[check->via];
    int grown = info->comparison == CAPACITY_COMPARISON_GROWN;

    capacity_trigger_result_init(row, sizeof *row);
    row->trigger = info->trigger;
    row->level = info->level;
    row->state = check->state;
    row->metric = capacity__metric[check->via].metric;
    row->unit = capacity__metric[check->via].unit;
    row->comparison = info->comparison;
    row->value = reading->value;
    row->threshold = check->threshold;
    row->baseline =
        grown && reading->baseline != CAPACITY_AUTO ? reading->baseline : CAPACITY_INVALID;
    row->held_us = reading->held_us == CAPACITY_AUTO ? CAPACITY_INVALID : reading->held_us;
    row->wait_us = info->for_us;
    row->left_us = check->left_us;
    capacity__name_copy(row->name, sizeof row->name, info->name);
    capacity__name_copy(row->action, sizeof row->action, info->action);
    capacity__name_copy(row->source, sizeof row->source, info->source);
    capacity__out out = capacity__out_new(row->evidence, sizeof row->evidence);
    say_evidence(&out, assessment, index);
    (void)capacity__out_end(&out, NULL, NULL);
}

/* --- what is missing ---------------------------------------------------------------------------- */

void capacity__missing_row(const capacity_assessment *assessment, size_t index,
                           capacity_missing *row)
{
    static const char *const why[] = {
        [CAPACITY_MISSING_PART_HELD] =
            "triggers fire, and fewer pods are recommended, only after their time",
        [CAPACITY_MISSING_PART_BASELINE] = "without it nobody can say whether it has grown",
    };
    const capacity__gap *gap = &assessment->gap[index];
    const capacity__metric_info *info = &capacity__metric[gap->place];

    capacity_missing_init(row, sizeof *row);
    row->metric = info->metric;
    row->part = gap->part;
    row->needed = gap->needed;
    capacity__name_copy(row->key, sizeof row->key, info->key);
    capacity__name_copy(row->why, sizeof row->why,
                        gap->part == CAPACITY_MISSING_PART_VALUE ? info->why : why[gap->part]);
}

/* --- the verdict in one sentence ---------------------------------------------------------------- */

static void say_pods(capacity__out *out, int64_t pods)
{
    capacity__put_format(out, "%" PRId64 " pod%s", pods, pods == 1 ? "" : "s");
}

/* The signal or trigger that decided. */
static void say_reason(capacity__out *out, const capacity_assessment *assessment)
{
    for (int i = 0; i < CAPACITY__SIGNALS; i++) {
        const capacity__signal *signal = &capacity__signals[i];
        if (signal->reason != assessment->summary.reason)
            continue;
        capacity__put(out, " (");
        say_metric(out, signal->place, assessment->reading[signal->place].value);
        capacity__put(out, ", target ");
        capacity__put_metric(out, &capacity__metric[signal->place], assessment->bounds.target[i]);
        capacity__put(out, signal->is_per_pod ? " a pod)" : ")");
    }
    if (assessment->summary.reason == CAPACITY_REASON_MINIMUM)
        capacity__put(out, " (the minimum)");
}

/* Names of the triggers of a level that fired, or of all that are crossed, after `begins`. */
static void say_triggers(capacity__out *out, const capacity_assessment *assessment,
                         const char *begins, capacity_level level, int crossed)
{
    for (int i = 0; i < CAPACITY__TRIGGERS; i++) {
        const capacity__trigger_check *check = &assessment->check[i];
        if (capacity__trigger[i].level < level || !(check->state == CAPACITY_TRIGGER_STATE_FIRED ||
                                                    (crossed && capacity__is_crossed(check))))
            continue;
        capacity__put(out, begins);
        capacity__put(out, capacity__trigger[i].name);
        begins = ", ";
    }
}

static void say_up(capacity__out *out, const capacity_assessment *assessment)
{
    const capacity_assessment_summary *summary = &assessment->summary;
    if (summary->replicas == CAPACITY_INVALID) {
        capacity__put_format(out, "Scale up %s; from how many pods is not known",
                             summary->component);
        return;
    }
    if (summary->verdict == CAPACITY_VERDICT_CHANGE_TIER)
        capacity__put_format(
            out, "Change from the %s tier, which holds %" PRId64 " %s pods, to %s: ", summary->tier,
            summary->tier_pods_max, summary->component, summary->next_tier);
    if (summary->pods > summary->replicas)
        capacity__put_format(out, "scale up %s from %" PRId64 " to ", summary->component,
                             summary->replicas);
    else
        capacity__put_format(out, "raise the maximum of %s, which runs ", summary->component);
    say_pods(out, summary->pods);
    if (summary->pods_wanted > summary->pods) {
        capacity__put(out, summary->pods > summary->replicas
                               ? ", the most that are allowed, and raise the maximum: the load "
                                 "asks for "
                               : ": the load asks for ");
        capacity__put_int(out, summary->pods_wanted);
    }
    say_reason(out, assessment);
}

static void say_hold(capacity__out *out, const capacity_assessment *assessment)
{
    const capacity_assessment_summary *summary = &assessment->summary;
    capacity__put_format(out, "Hold %s", summary->component);
    if (summary->replicas != CAPACITY_INVALID) {
        capacity__put(out, " at ");
        say_pods(out, summary->replicas);
        if (summary->pods_wanted < summary->replicas && summary->pods_min < summary->replicas)
            capacity__put_format(out, ", although %" PRId64 " would do",
                                 summary->pods_wanted > summary->pods_min ? summary->pods_wanted
                                                                          : summary->pods_min);
    }
    if (summary->reason == CAPACITY_REASON_TOO_SOON)
        capacity__put(out, ": not for long enough yet");
    else if (summary->reason == CAPACITY_REASON_UNKNOWN)
        capacity__put(out, ": what is missing could change that");
    else if (summary->reason == CAPACITY_REASON_BLOCKED)
        say_triggers(out, assessment, ": against that speak ", CAPACITY_LEVEL_SCALE_UP, 1);
}

static void say_down(capacity__out *out, const capacity_assessment *assessment)
{
    const capacity_assessment_summary *summary = &assessment->summary;
    capacity__put_format(out, "Scale down %s from %" PRId64 " to ", summary->component,
                         summary->replicas);
    say_pods(out, summary->pods);
    say_reason(out, assessment);
}

void capacity__say_verdict(capacity_assessment *assessment)
{
    capacity_assessment_summary *summary = &assessment->summary;
    capacity__out out = capacity__out_new(summary->sentence, sizeof summary->sentence);
    if (summary->verdict == CAPACITY_VERDICT_HOLD)
        say_hold(&out, assessment);
    else if (summary->verdict == CAPACITY_VERDICT_SCALE_DOWN)
        say_down(&out, assessment);
    else
        say_up(&out, assessment);
    if (summary->reason == CAPACITY_REASON_TRIGGER)
        say_triggers(&out, assessment, ": ", CAPACITY_LEVEL_SCALE_UP, 0);
    else
        say_triggers(&out, assessment, "; critical: ", CAPACITY_LEVEL_CRITICAL, 0);
    (void)capacity__out_end(&out, NULL, NULL);
    if (summary->sentence[0] >= 'a') /* "scale up" begins a sentence, or the second part of one */
        summary->sentence[0] = (char)(summary->sentence[0] - 'a' + 'A');
}
