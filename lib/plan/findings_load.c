/*
 * Findings about users, requests and which tier they take.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/never.h"
#include "plan/finding.h"

/* --- 101: the tier's pods do not carry the users --------------------------------------------- */

APPLIES(tier_too_small)
{
    const capacity_plan_component *row = CAPACITY__ROW(plan, BACKEND);
    finding->a = row->tier_pods;
    finding->b = row->tier_pods_max;
    finding->c = row->needed;
    if (row->needed <= row->tier_pods)
        return false;
    finding->severity =
        row->needed > row->tier_pods_max ? CAPACITY_SEVERITY_CRITICAL : CAPACITY_SEVERITY_WARNING;
    finding->field = CAPACITY_IN_BACKEND_CONNECTIONS_PER_POD;
    return true;
}

EVIDENCE(tier_too_small)
{
    capacity__put_format(out,
                         "the %s tier starts with %" PRId64 " backend pods (at most %" PRId64
                         "), %" PRId64 " users need %" PRId64 " by %s",
                         plan->tier->tier.name, finding->a, finding->b, plan->demand.users,
                         finding->c, capacity__say_bound(CAPACITY__ROW(plan, BACKEND)->bound));
}

ACTION(tier_too_small)
{
    UNUSED;
    capacity__put_format(out, "start with the recommended %" PRId64 " to %" PRId64 " pods",
                         CAPACITY__ROW(plan, BACKEND)->pods,
                         CAPACITY__ROW(plan, BACKEND)->pods_max);
}

/* --- 102: the tier does not carry its own floor or ceiling ------------------------------------ */

static int64_t carried(const capacity_plan *plan, int64_t pods)
{
    int64_t users = 0;
    (void)capacity__mul(pods, CAPACITY__IN(plan, BACKEND_CONNECTIONS_PER_POD), &users);
    return users;
}

APPLIES(tier_own_users)
{
    const capacity_tier *tier = &plan->tier->tier;
    const capacity_tier_component *pods = &plan->tier->backend;
    finding->a = carried(plan, pods->pods_min);
    finding->b = carried(plan, pods->pods_max);
    int floor_missed = finding->a < tier->users_min;
    int ceiling_missed = tier->users_max != CAPACITY_OPEN && finding->b < tier->users_max;
    finding->severity = floor_missed ? CAPACITY_SEVERITY_WARNING : CAPACITY_SEVERITY_INFO;
    finding->field = CAPACITY_IN_BACKEND_CONNECTIONS_PER_POD;
    return floor_missed || ceiling_missed;
}

EVIDENCE(tier_own_users)
{
    const capacity_tier *tier = &plan->tier->tier;
    capacity__put_format(out,
                         "at %" PRId64 " users a pod the %s tier's minimum carries %" PRId64
                         " users and its maximum %" PRId64 "; the tier is for %" PRId64,
                         CAPACITY__IN(plan, BACKEND_CONNECTIONS_PER_POD), tier->name, finding->a,
                         finding->b, tier->users_min);
    if (tier->users_max == CAPACITY_OPEN)
        capacity__put(out, " and more");
    else
        capacity__put_format(out, " to %" PRId64, tier->users_max);
}

ACTION(tier_own_users)
{
    UNUSED;
    capacity__put(out, "take minimum and maximum from the recommended answer, not from the tier");
}

/* --- 103: formula and tier disagree ----------------------------------------------------------- */

APPLIES(models_disagree)
{
    const capacity_plan_component *row = CAPACITY__ROW(plan, BACKEND);
    finding->a = row->formula_pods;
    finding->b = row->needed;
    finding->field = CAPACITY_IN_BACKEND_REQUESTS_PER_POD_MRPS;
    return row->needed > row->formula_pods && plan->demand.users > 0;
}

EVIDENCE(models_disagree)
{
    capacity__put_format(out,
                         "the guide's formula counts requests only and says %" PRId64
                         " backend pods; %s asks for %" PRId64,
                         finding->a, capacity__say_bound(CAPACITY__ROW(plan, BACKEND)->bound),
                         finding->b);
}

ACTION(models_disagree)
{
    UNUSED;
    capacity__put(out, "measure requests, in-flight requests and connections that one pod holds, "
                       "and set backend_requests_per_pod, backend_inflight_per_pod and "
                       "backend_connections_per_pod");
}

/* --- 104: buffer counted twice ----------------------------------------------------------------- */

APPLIES(buffer_twice)
{
    int64_t target = CAPACITY__IN(plan, BACKEND_HPA_CPU_TARGET_PPM);
    finding->a = CAPACITY__IN(plan, SPIKE_BUFFER_PPM);
    finding->b = target;
    (void)capacity__mul_div(CAPACITY_PPM + finding->a, CAPACITY_PPM, target, CAPACITY__HALF_UP,
                            &finding->c);
    finding->field = CAPACITY_IN_SPIKE_BUFFER_PPM;
    return finding->a > 0 && target < CAPACITY_PPM;
}

EVIDENCE(buffer_twice)
{
    (void)plan;
    capacity__put(out, "a spike buffer of ");
    capacity__say_percent(out, finding->a);
    capacity__put(out, " and an autoscaler target of ");
    capacity__say_percent(out, finding->b);
    capacity__put(out, " together keep ");
    capacity__put_decimal(out, (finding->c + 5000) / 10000, 2, 2);
    capacity__put(out, " times the load in reserve");
}

ACTION(buffer_twice)
{
    UNUSED;
    capacity__put_format(
        out,
        "scale on requests at %" PRId64
        " a second a pod, where the buffer counts once, or set spike_buffer to 0%%",
        CAPACITY__OUT(plan, BACKEND_HPA_RATE_MRPS) / 1000);
}

/* --- 111, 112: demands and criteria that disagree ---------------------------------------------- */

APPLIES(rate_disagrees)
{
    finding->a = CAPACITY__IN(plan, REQUEST_RATE_MRPS);
    finding->b = CAPACITY__OUT(plan, USERS_DEMAND_MRPS);
    finding->severity = CAPACITY_SEVERITY_WARNING;
    finding->field = CAPACITY_IN_REQUEST_RATE_MRPS;
    return finding->a != CAPACITY_AUTO && finding->a != finding->b &&
           CAPACITY__IN(plan, CONCURRENT_USERS) != CAPACITY_AUTO;
}

EVIDENCE(rate_disagrees)
{
    capacity__say(out, CAPACITY_UNIT_MRPS, finding->a);
    capacity__put(out, " requests a second are given, the users make ");
    capacity__say(out, CAPACITY_UNIT_MRPS, finding->b);
    capacity__put(out, plan->demand.rate_wins ? "; the plan carries the given rate"
                                              : "; the plan carries the users");
}

ACTION(rate_disagrees)
{
    UNUSED;
    capacity__put(out, "check requests_per_user_per_minute against the measured rate");
}

APPLIES(criteria_disagree)
{
    finding->a = plan->choice.by_users;
    finding->b = plan->choice.by_total_users;
    finding->severity = CAPACITY_SEVERITY_WARNING;
    finding->field = CAPACITY_IN_TOTAL_USERS;
    return finding->b >= 0 && finding->a != finding->b;
}

EVIDENCE(criteria_disagree)
{
    capacity__put_format(
        out, "%" PRId64 " concurrent users are %s, %" PRId64 " total users are %s; the higher wins",
        plan->demand.users, plan->tiers->tiers[finding->a].tier.name, plan->demand.total_users,
        plan->tiers->tiers[finding->b].tier.name);
}

ACTION(criteria_disagree)
{
    UNUSED;
    capacity__put(out, "measure the active ratio at the peak and give one of the two");
}

/* --- 113, 114: borders and growth --------------------------------------------------------------- */

APPLIES(near_border)
{
    const capacity_tier *tier = &plan->tier->tier;
    int64_t margin = plan->demand.users / 10;
    finding->a = tier->users_max;
    finding->field = CAPACITY_IN_CONCURRENT_USERS;
    return tier->users_max != CAPACITY_OPEN && plan->demand.users > 0 &&
           tier->users_max - plan->demand.users <= margin;
}

EVIDENCE(near_border)
{
    capacity__put_format(out,
                         "%" PRId64 " users are within a tenth of %" PRId64
                         ", where the %s tier begins: other pods and machines, and cost may fall "
                         "or jump there",
                         plan->demand.users, finding->a,
                         plan->tiers->tiers[plan->choice.tier + 1].tier.name);
}

ACTION(near_border)
{
    UNUSED;
    capacity__put_format(out, "plan %" PRId64 " users as well and compare", finding->a);
}

APPLIES(growth)
{
    int64_t users = CAPACITY__OUT(plan, USERS_AT_HORIZON), later = 0;
    finding->a = users;
    finding->field = CAPACITY_IN_GROWTH_PER_MONTH_PPM;
    if (users <= plan->demand.users)
        return false;
    later = capacity__tiers_choose(plan->tiers, users, CAPACITY_AUTO).tier;
    finding->b = later;
    finding->severity =
        later > plan->choice.tier ? CAPACITY_SEVERITY_WARNING : CAPACITY_SEVERITY_INFO;
    return true;
}

EVIDENCE(growth)
{
    capacity__put_format(
        out, "in %" PRId64 " months there are %" PRId64 " concurrent users, the %s tier",
        CAPACITY__IN(plan, GROWTH_HORIZON_MONTHS), finding->a,
        plan->tiers->tiers[finding->b].tier.name);
}

ACTION(growth)
{
    UNUSED;
    capacity__put_format(out, "plan with concurrent_users %" PRId64 " and compare; review monthly",
                         finding->a);
}

/* --- 117: quotas of the LLM provider ------------------------------------------------------------ */

APPLIES(llm_quota)
{
    int64_t requests = CAPACITY__IN(plan, LLM_REQUESTS_QUOTA_RPM);
    int64_t tokens = CAPACITY__IN(plan, LLM_TOKENS_QUOTA_TPM);
    finding->a = CAPACITY__OUT(plan, LLM_REQUESTS_MRPM);
    finding->b = CAPACITY__OUT(plan, LLM_TOKENS_TPM);
    finding->severity = CAPACITY_SEVERITY_CRITICAL;
    finding->field = CAPACITY_IN_LLM_TOKENS_QUOTA_TPM;
    return (requests != CAPACITY_AUTO && finding->a / 1000 >= requests) ||
           (tokens != CAPACITY_AUTO && finding->b > tokens);
}

EVIDENCE(llm_quota)
{
    int64_t requests = CAPACITY__IN(plan, LLM_REQUESTS_QUOTA_RPM);
    int64_t tokens = CAPACITY__IN(plan, LLM_TOKENS_QUOTA_TPM);
    capacity__put(out, "the peak makes ");
    capacity__say(out, CAPACITY_UNIT_MRPM, finding->a);
    capacity__put_format(out, " LLM calls and %" PRId64 " tokens a minute", finding->b);
    if (requests != CAPACITY_AUTO)
        capacity__put_format(out, "; the quota is %" PRId64 " calls", requests);
    if (tokens != CAPACITY_AUTO)
        capacity__put_format(out, "; the quota is %" PRId64 " tokens", tokens);
}

ACTION(llm_quota)
{
    UNUSED;
    capacity__put(out, "ask the provider for more, spread over further keys or deployments, or "
                       "queue and shorten the history that is sent");
}

/* --- 118: how fast a doubling the buffer survives ----------------------------------------------- */

/* Source: kube-controller-manager, --horizontal-pod-autoscaler-sync-period, main of 2026. */
#define SYNC_US (15 * CAPACITY_SECOND_US)

static int64_t whole_seconds(int64_t time_us)
{
    return (time_us + CAPACITY_SECOND_US - 1) / CAPACITY_SECOND_US;
}

/* Rounded up: a faster doubling is not survived. */
static int64_t survived_seconds(const capacity_plan *plan, int64_t reaction_us)
{
    int64_t time_us = 0;
    if (CAPACITY__NEVER(capacity_headroom_survived_growth(CAPACITY__IN(plan, SPIKE_BUFFER_PPM),
                                                          2 * CAPACITY_PPM, reaction_us, &time_us,
                                                          NULL) < 0))
        return 0; /* never: some two hours of reaction x ln 2 / ln 1.000001 fit by far */
    return whole_seconds(time_us);
}

APPLIES(survived_doubling)
{
    finding->a = CAPACITY__IN(plan, METRIC_LAG_US) + SYNC_US + CAPACITY__IN(plan, POD_START_US);
    finding->b = finding->a + CAPACITY__IN(plan, NODE_START_US);
    finding->field = CAPACITY_IN_SPIKE_BUFFER_PPM;
    return CAPACITY__IN(plan, SPIKE_BUFFER_PPM) > 0;
}

EVIDENCE(survived_doubling)
{
    capacity__put(out, "a spike buffer of ");
    capacity__say_percent(out, CAPACITY__IN(plan, SPIKE_BUFFER_PPM));
    capacity__put_format(out,
                         " survives a doubling of the load in %" PRId64
                         " s where nodes have room (new pods carry load after %" PRId64
                         " s), in %" PRId64 " s where nodes must start first (%" PRId64 " s)",
                         survived_seconds(plan, finding->a), whole_seconds(finding->a),
                         survived_seconds(plan, finding->b), whole_seconds(finding->b));
}

ACTION(survived_doubling)
{
    UNUSED;
    capacity__put(out,
                  "scale ahead of what is known to be steeper; measure pod_start and node_start; "
                  "half the time takes the square of 1 + spike_buffer");
}

static const capacity__finding_kind kinds[] = {
    KIND(101, tier_too_small, "backend", "guide audit 3"),
    KIND(102, tier_own_users, "tier", "guide audit 0.3 and 3"),
    KIND(103, models_disagree, "backend", "guide audit 0.1"),
    KIND(104, buffer_twice, "autoscaling", "guide audit 3 and 9"),
    KIND(111, rate_disagrees, "demand", "guide audit 2"),
    KIND(112, criteria_disagree, "tier", "guide audit 8"),
    KIND(113, near_border, "tier", "guide audit 8"),
    KIND(114, growth, "demand", "sizing guide, Summary Recommendations"),
    KIND(117, llm_quota, "llm", "docs/model/llm.md"),
    KIND(118, survived_doubling, "autoscaling", "docs/model/autoscaling.md"),
};

const capacity__finding_group capacity__findings_load = {kinds, sizeof kinds / sizeof *kinds};
