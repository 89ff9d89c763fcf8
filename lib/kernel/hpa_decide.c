/*
 * The autoscaler: from proposals to the replicas of now, and what is remembered of it.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Comparisons are as strict as the controller's: younger than a window or period counts, exactly as
 * old does not; but without behavior exactly as old as the controller's window still does. Source:
 * kubernetes/kubernetes pkg/controller/podautoscaler/horizontal.go, v1.28 and main of 2026.
 */
#include "kernel/hpa.h"

#include "base/order.h"

enum { STATE, PROPOSALS, UPS, DOWNS, HEAD = 8 };
enum { IN_USE = 1, SELF_ZERO = 2 };

/* --- the history ---------------------------------------------------------------------------------- */

/* Pairs of a number and a time; the room for proposals is twice that for events of one direction. */
typedef struct list {
    int64_t *pairs;
    int64_t *count;
    int64_t room;
} list;

static list list_of(int64_t *history, size_t size, size_t which)
{
    const size_t k = (size - HEAD) / 8;
    const size_t start = which == PROPOSALS ? 0 : which == UPS ? 4 * k : 6 * k;
    return (list){history + HEAD + start, history + which,
                  (int64_t)(which == PROPOSALS ? 2 * k : k)};
}

/* The place `old`, or behind the last if there is none; -1 if that is full. */
static int64_t place(const list *l, int64_t old)
{
    if (old >= 0)
        return old;
    return *l->count < l->room ? *l->count : -1;
}

static void put(const list *l, int64_t at, int64_t number, int64_t now_us)
{
    l->pairs[2 * at] = number;
    l->pairs[2 * at + 1] = now_us;
    if (at == *l->count)
        ++*l->count;
}

/* --- windows -------------------------------------------------------------------------------------- */

typedef struct turn {
    const capacity__hpa_rules *rules;
    int64_t current, now_us;
    list proposals, ups, downs;
    capacity_hpa_decision *out;
    int64_t proposal_at; /* where the proposal is recorded, once there is one; -1: nowhere */
} turn;

/* The largest of the controller's window; returns the last entry that is older. */
static int64_t hold_up(turn *t, int64_t *stable)
{
    int64_t old = -1;
    for (int64_t i = 0; i < *t->proposals.count; i++) {
        const int64_t value = t->proposals.pairs[2 * i];
        if (t->now_us - t->proposals.pairs[2 * i + 1] > t->rules->window_us)
            old = i;
        else if (value > *stable)
            *stable = value;
    }
    return old;
}

/* The smallest proposal younger than a window, which is mostly none. */
static int64_t smallest(const turn *t, int64_t window_us, int64_t low)
{
    const int64_t *pairs = t->proposals.pairs, n = window_us > 0 ? *t->proposals.count : 0;
    for (int64_t i = 0; i < n; i++)
        if (t->now_us - pairs[2 * i + 1] < window_us && pairs[2 * i] < low)
            low = pairs[2 * i];
    return low;
}

/* Only as far as both windows agree; returns the last entry that is older than both. */
static int64_t hold_both(turn *t, int64_t *stable)
{
    const int64_t up = t->rules->up.window_us, down = t->rules->down.window_us;
    const int64_t since = t->now_us - down, before = t->now_us - (up > down ? up : down);
    const int64_t *pairs = t->proposals.pairs, *const end = pairs + 2 * *t->proposals.count;
    const int64_t *old = NULL;
    const int64_t low = smallest(t, up, *stable);
    int64_t high = *stable;

    for (const int64_t *pair = pairs; pair < end; pair += 2) {
        if (pair[0] > high && pair[1] > since) /* the value first: few are larger */
            high = pair[0];
        old = pair[1] < before ? pair : old;
    }
    *stable = t->current < low ? low : t->current;
    if (*stable > high)
        *stable = high;
    return old == NULL ? -1 : (old - pairs) / 2;
}

/* --- rates ---------------------------------------------------------------------------------------- */

static int64_t changed(const list *events, int64_t now_us, int64_t period_us)
{
    int64_t pods = 0;
    for (int64_t i = 0; i < *events->count; i++) {
        const int64_t number = events->pairs[2 * i];
        if (now_us - events->pairs[2 * i + 1] < period_us)
            pods += number < 0 ? -number : number; /* outdated ones count, if young enough */
    }
    return pods;
}

static int64_t limit_of(const turn *t, const capacity__hpa_side *side, bool up)
{
    const bool smallest = up == (side->select == CAPACITY_HPA_SELECT_MIN);
    int64_t limit = smallest ? INT64_MAX : INT64_MIN;

    if (side->select == CAPACITY_HPA_SELECT_DISABLED)
        return t->current;
    for (size_t i = 0; i < side->n; i++) {
        const capacity__hpa_rate *rate = &side->rate[i];
        const int64_t start = t->current - changed(&t->ups, t->now_us, rate->period_us) +
                              changed(&t->downs, t->now_us, rate->period_us);
        int64_t to = up ? start + rate->pods : start - rate->pods;
        if (rate->pods == 0 && up)
            to = capacity__hpa_ceil((double)start * rate->factor);
        else if (rate->pods == 0)
            to = capacity__hpa_truncate((double)start * rate->factor);
        if (smallest ? to < limit : to > limit)
            limit = to;
    }
    return limit;
}

static int64_t bounded(turn *t, int64_t stable)
{
    const capacity__hpa_rules *rules = t->rules;
    int64_t bound = stable;
    uint32_t by_rate = CAPACITY_HPA_REASON_NONE, by_edge = CAPACITY_HPA_REASON_NONE;

    if (stable > t->current) {
        const int64_t limit = limit_of(t, &rules->up, true);
        t->out->limit = limit < t->current ? t->current : limit;
        by_rate = CAPACITY_HPA_UP_LIMIT;
        by_edge = CAPACITY_HPA_TOO_MANY;
        bound = rules->max > t->out->limit ? t->out->limit : rules->max;
    } else if (stable < t->current) {
        const int64_t limit = limit_of(t, &rules->down, false);
        t->out->limit = limit > t->current ? t->current : limit;
        by_rate = CAPACITY_HPA_DOWN_LIMIT;
        by_edge = CAPACITY_HPA_TOO_FEW;
        bound = rules->min < t->out->limit ? t->out->limit : rules->min;
    }
    if (stable > t->current ? stable <= bound : stable >= bound)
        return stable;
    t->out->limited = bound == (stable > t->current ? rules->max : rules->min) ? by_edge : by_rate;
    return bound;
}

/* Without behavior: at most twice as many, or 4. */
static int64_t bounded_simply(turn *t, int64_t stable)
{
    const capacity__hpa_rules *rules = t->rules;
    const int64_t limit = capacity__larger(2 * t->current, 4);

    t->out->limit = limit;
    if (stable < rules->min) {
        t->out->limited = CAPACITY_HPA_TOO_FEW;
        return rules->min;
    }
    if (stable <= limit && stable <= rules->max)
        return stable;
    t->out->limited = rules->max > limit ? CAPACITY_HPA_UP_LIMIT : CAPACITY_HPA_TOO_MANY;
    return rules->max > limit ? limit : rules->max;
}

/* --- one decision --------------------------------------------------------------------------------- */

/* The largest proposal; a proposal of 0 gives way to any later one. */
static bool best(turn *t, const int64_t *kinds, const int64_t *replicas, size_t metrics)
{
    int64_t most = 0, index = -1;
    size_t failed = metrics; /* the first */

    for (size_t i = 0; i < metrics; i++) {
        if (replicas[i] == CAPACITY_INVALID) {
            failed = failed == metrics ? i : failed;
        } else if (most == 0 || replicas[i] > most) {
            most = replicas[i];
            index = (int64_t)i;
        }
    }
    if (index < 0 || (failed < metrics && most < t->current)) {
        t->out->active = CAPACITY_HPA_FAILED_RESOURCE - 1 + (uint32_t)kinds[failed];
        return false;
    }
    t->out->active = CAPACITY_HPA_VALID_METRIC_FOUND;
    t->out->flags |= CAPACITY_HPA_ACTIVE;
    t->out->proposal = most;
    t->out->metric = index;
    return true;
}

static int64_t by_metrics(turn *t)
{
    capacity_hpa_decision *out = t->out;
    int64_t stable = out->proposal;

    const int64_t old = t->rules->behavior ? hold_both(t, &stable) : hold_up(t, &stable);
    t->proposal_at = place(&t->proposals, old);
    out->stabilized = stable;
    out->able = CAPACITY_HPA_READY_FOR_NEW_SCALE;
    if (stable != out->proposal)
        out->able = t->rules->behavior && out->proposal >= t->current
                        ? CAPACITY_HPA_SCALE_UP_STABILIZED
                        : CAPACITY_HPA_SCALE_DOWN_STABILIZED;
    out->limited = CAPACITY_HPA_WITHIN_RANGE;
    const int64_t result = t->rules->behavior ? bounded(t, stable) : bounded_simply(t, stable);
    if (result != stable)
        out->flags |= CAPACITY_HPA_LIMITED;
    return result;
}

static bool has_outer_metric(const int64_t *kinds, size_t metrics)
{
    for (size_t i = 0; i < metrics; i++)
        if (kinds[i] >= CAPACITY_HPA_OBJECT)
            return true;
    return false;
}

/* At 0 replicas: did the HPA go there, and may it come back? */
static bool may_wake(const capacity__hpa_rules *rules, const int64_t *kinds, size_t metrics,
                     int64_t state)
{
    if (rules->from_anyone)
        return rules->min == 0;
    return rules->to_zero && (state & SELF_ZERO) != 0 && has_outer_metric(kinds, metrics);
}

/* The last event that is marked or older than the longest period, or -1: overwritten next. */
static int64_t outdated(const list *events, int64_t now_us, int64_t longest_us)
{
    int64_t old = -1;
    for (int64_t i = 0; i < *events->count; i++)
        if (events->pairs[2 * i] < 0 || now_us - events->pairs[2 * i + 1] > longest_us)
            old = i;
    return old;
}

static void mark(const list *events, int64_t now_us, int64_t longest_us)
{
    for (int64_t i = 0; i < *events->count; i++) {
        int64_t *pair = &events->pairs[2 * i];
        if (pair[0] > 0 && now_us - pair[1] > longest_us)
            pair[0] = -pair[0];
    }
}

/* The change becomes an event; false, and nothing written, when there is no room. */
static bool store(turn *t, int64_t to)
{
    const bool up = to > t->current;
    const list *events = up ? &t->ups : &t->downs;
    const int64_t longest = up ? t->rules->up.longest_us : t->rules->down.longest_us;
    const int64_t at = place(events, outdated(events, t->now_us, longest));

    if (at < 0)
        return false;
    mark(events, t->now_us, longest);
    put(events, at, up ? to - t->current : t->current - to, t->now_us);
    return true;
}

/* Write down what was decided; false, and nothing written, when there is no room. */
static bool record(turn *t, int64_t to, bool looked, int64_t *history)
{
    if (looked && t->proposal_at < 0)
        return false;
    if (t->rules->behavior && to != t->current && !store(t, to))
        return false;
    if (looked)
        put(&t->proposals, t->proposal_at, t->out->proposal, t->now_us);
    const bool self = to == 0 && (t->current != 0 || (history[STATE] & SELF_ZERO) != 0);
    history[STATE] = IN_USE | (self ? SELF_ZERO : 0);
    if (self)
        t->out->flags |= CAPACITY_HPA_SCALED_TO_ZERO;
    return true;
}

bool capacity__hpa_decide(const capacity__hpa_rules *rules, const int64_t *kinds,
                          const int64_t *replicas, size_t metrics, int64_t current, int64_t now_us,
                          int64_t *history, size_t size, capacity_hpa_decision *out)
{
    turn t = {.rules = rules,
              .current = current,
              .now_us = now_us,
              .proposals = list_of(history, size, PROPOSALS),
              .ups = list_of(history, size, UPS),
              .downs = list_of(history, size, DOWNS),
              .out = out};
    int64_t to = current;
    bool looked = false;

    out->flags = 0;
    out->able = CAPACITY_HPA_SUCCEEDED_GET_SCALE;
    out->active = out->limited = CAPACITY_HPA_REASON_NONE;
    out->reserved = 0;
    out->proposal = out->stabilized = out->limit = CAPACITY_INVALID;
    out->metric = -1;
    if (history[PROPOSALS] == 0)
        put(&t.proposals, 0, current, now_us);
    if (current == 0 && !may_wake(rules, kinds, metrics, history[STATE]))
        out->active = CAPACITY_HPA_SCALING_DISABLED;
    else if (current > rules->max)
        to = rules->max;
    else if (current < rules->min)
        to = rules->min;
    else if ((looked = best(&t, kinds, replicas, metrics)))
        to = by_metrics(&t);
    if (!record(&t, to, looked, history))
        return false;
    out->replicas = to;
    if (to != current) {
        out->able = CAPACITY_HPA_SUCCEEDED_RESCALE;
        out->flags |= CAPACITY_HPA_RESCALED;
    }
    return true;
}
