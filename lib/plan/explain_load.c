/*
 * Explain: demand, tier and pods.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/explain.h"

static void say(capacity__walk *walk, capacity_unit unit, int64_t value)
{
    capacity__put_quantity(&walk->out, unit, value);
}

/* "users x rate a minute / 60" or "the rate given". */
static void say_rate(capacity__walk *walk)
{
    const capacity_plan *plan = walk->plan;
    if (plan->demand.rate_wins) {
        capacity__put(&walk->out, "given ");
        say(walk, CAPACITY_UNIT_MRPS, CAPACITY__IN(plan, REQUEST_RATE_MRPS));
        return;
    }
    capacity__put_format(&walk->out, "%" PRId64 " users x ", plan->demand.users);
    say(walk, CAPACITY_UNIT_MRPM, CAPACITY__IN(plan, REQUESTS_PER_USER_MRPM));
    capacity__put(&walk->out, " a minute / 60");
}

static void users(capacity__walk *walk)
{
    const capacity__demand *demand = &walk->plan->demand;
    if (capacity__step_result(walk)) {
        if (demand->users_derived) {
            capacity__put_format(&walk->out, "ceil(%" PRId64 " total users x ",
                                 demand->total_users);
            say(walk, CAPACITY_UNIT_PPM, CAPACITY__IN(walk->plan, ACTIVE_RATIO_PPM));
            capacity__put_char(&walk->out, ')');
        } else {
            capacity__put(&walk->out, "as given");
        }
    }
    if (demand->users_derived)
        capacity__step_input(walk, 1, CAPACITY_IN_ACTIVE_RATIO_PPM);
}

static void demand(capacity__walk *walk)
{
    if (capacity__step_result(walk))
        say_rate(walk);
    capacity__step_input(walk, 1, CAPACITY_IN_REQUESTS_PER_USER_MRPM);
    if (CAPACITY__IN(walk->plan, REQUEST_RATE_MRPS) != CAPACITY_AUTO)
        capacity__step_input(walk, 1, CAPACITY_IN_REQUEST_RATE_MRPS);
}

static void inflight(capacity__walk *walk)
{
    const capacity_plan *plan = walk->plan;
    int64_t mean = plan->demand.time_ppm_us / CAPACITY_PPM;
    if (capacity__step_result(walk)) {
        say_rate(walk);
        capacity__put(&walk->out, " x ");
        say(walk, CAPACITY_UNIT_US, mean);
        capacity__put(&walk->out, " in flight (Little's law)");
    }
    capacity__step_input(walk, 1, CAPACITY_IN_RESPONSE_TIME_US);
    if (CAPACITY__IN(plan, STREAMED_SHARE_PPM) == 0)
        return;
    capacity__step_input(walk, 1, CAPACITY_IN_STREAMED_SHARE_PPM);
    capacity__step_input(walk, 1, CAPACITY_IN_STREAM_TIME_US);
}

static void connections(capacity__walk *walk)
{
    if (capacity__step_result(walk)) {
        capacity__put_format(&walk->out, "%" PRId64 " users x ", walk->plan->demand.users);
        say(walk, CAPACITY_UNIT_PPM, CAPACITY__IN(walk->plan, CONNECTIONS_PER_USER_PPM));
    }
    capacity__step_input(walk, 1, CAPACITY_IN_CONNECTIONS_PER_USER_PPM);
}

static void horizon(capacity__walk *walk)
{
    if (capacity__step_result(walk)) {
        capacity__put_format(&walk->out, "%" PRId64 " users, ", walk->plan->demand.users);
        say(walk, CAPACITY_UNIT_PPM, CAPACITY__IN(walk->plan, GROWTH_PER_MONTH_PPM));
        capacity__put_format(
            &walk->out, " more in each of %" PRId64 " months, whole users rounded up each month",
            CAPACITY__IN(walk->plan, GROWTH_HORIZON_MONTHS));
    }
    capacity__step_input(walk, 1, CAPACITY_IN_GROWTH_PER_MONTH_PPM);
}

static void llm(capacity__walk *walk)
{
    const capacity_plan *plan = walk->plan;
    if (capacity__step_result(walk)) {
        capacity__put_format(&walk->out, "%" PRId64 " users x %" PRId64 " messages in each ",
                             plan->demand.users, CAPACITY__IN(plan, MESSAGES_PER_SESSION));
        say(walk, CAPACITY_UNIT_US, CAPACITY__IN(plan, SESSION_DURATION_US));
        if (walk->field == CAPACITY_OUT_LLM_TOKENS_TPM) {
            capacity__put(&walk->out, " x (mean input ");
            capacity__put_decimal(&walk->out, plan->demand.llm_turn_tokens2 * 5, 1, 0);
            capacity__put_format(&walk->out, " + output %" PRId64 ") tokens",
                                 capacity__or(CAPACITY__IN(plan, LLM_OUTPUT_TOKENS), 0));
        }
    }
    capacity__step_input(walk, 1, CAPACITY_IN_MESSAGES_PER_SESSION);
    capacity__step_input(walk, 1, CAPACITY_IN_SESSION_DURATION_US);
}

static void tier(capacity__walk *walk)
{
    const capacity_plan *plan = walk->plan;
    const capacity_tier *selected = &plan->tier->tier;
    if (capacity__step_result(walk)) {
        capacity__put_format(&walk->out, "%s: concurrent users from %" PRId64, selected->name,
                             selected->users_min);
        if (selected->users_max != CAPACITY_OPEN)
            capacity__put_format(&walk->out, " to below %" PRId64, selected->users_max);
        if (plan->choice.by_total_users >= 0)
            capacity__put_format(&walk->out, "; by users %s, by total users %s, the higher wins",
                                 plan->tiers->tiers[plan->choice.by_users].tier.name,
                                 plan->tiers->tiers[plan->choice.by_total_users].tier.name);
    }
}

/* What the guide prints for the tier: the terms of a sum, or the figure itself. */
static void printed(capacity__walk *walk)
{
    const capacity__tier *selected = walk->plan->tier;
    int high = walk->field == CAPACITY_OUT_TIER_PODS_MAX;
    if (!capacity__step_result(walk))
        return;
    capacity__put_format(&walk->out, "%s tier of %s", selected->tier.name,
                         walk->plan->tiers->source);
    if (walk->field == CAPACITY_OUT_TIER_PODS_MIN || high)
        capacity__put_format(&walk->out, ": backend %" PRId64 " + frontend %" PRId64,
                             high ? selected->backend.pods_max : selected->backend.pods_min,
                             high ? selected->frontend.pods_max : selected->frontend.pods_min);
    for (size_t i = 0; i < selected->group_count && walk->field >= CAPACITY_OUT_TIER_NODES_MIN &&
                       walk->field <= CAPACITY_OUT_TIER_NODES_MAX;
         i++) {
        const capacity_tier_group *group = &selected->groups[i];
        capacity__put_format(&walk->out, "%s%s %" PRId64, i == 0 ? ": " : " + ", group->name,
                             walk->field == CAPACITY_OUT_TIER_NODES_MIN ? group->nodes_min
                             : walk->field == CAPACITY_OUT_TIER_NODES
                                 ? capacity__or(group->nodes_desired, group->nodes_min)
                                 : group->nodes_max);
    }
}

static void formula(capacity__walk *walk)
{
    const capacity_plan *plan = walk->plan;
    int maximum = walk->field == CAPACITY_OUT_FORMULA_PODS_MAX;
    if (capacity__step_result(walk)) {
        if (maximum) {
            capacity__put_format(&walk->out, "ceil(%" PRId64 " x ",
                                 CAPACITY__OUT(plan, FORMULA_PODS_MIN));
            capacity__put_decimal(&walk->out, CAPACITY__IN(plan, MAX_FACTOR_PPM), 6, 0);
            capacity__put_char(&walk->out, ')');
        } else {
            capacity__put_format(&walk->out, "ceil(%" PRId64 " users x ", plan->demand.users);
            say(walk, CAPACITY_UNIT_MRPM, CAPACITY__IN(plan, REQUESTS_PER_USER_MRPM));
            capacity__put(&walk->out, " / 60 / ");
            say(walk, CAPACITY_UNIT_MRPS, CAPACITY__IN(plan, BACKEND_REQUESTS_PER_POD_MRPS));
            capacity__put(&walk->out, " x (1 + ");
            say(walk, CAPACITY_UNIT_PPM, CAPACITY__IN(plan, SPIKE_BUFFER_PPM));
            capacity__put(&walk->out, "))");
        }
    }
    if (maximum) {
        capacity__step_input(walk, 1, CAPACITY_IN_MAX_FACTOR_PPM);
        return;
    }
    capacity__step_input(walk, 1, CAPACITY_IN_REQUESTS_PER_USER_MRPM);
    capacity__step_input(walk, 1, CAPACITY_IN_BACKEND_REQUESTS_PER_POD_MRPS);
    capacity__step_input(walk, 1, CAPACITY_IN_SPIKE_BUFFER_PPM);
}

/* --- recommended pods ---------------------------------------------------------------------------- */

static const char pods_source[] = "docs/model/pods.md";

static void say_buffer(capacity__walk *walk)
{
    capacity__put(&walk->out, " x (1 + ");
    say(walk, CAPACITY_UNIT_PPM, CAPACITY__IN(walk->plan, SPIKE_BUFFER_PPM));
    capacity__put(&walk->out, ")");
}

/* One bound: what is asked, the buffer, what one pod bears. */
static void bound(capacity__walk *walk, const char *name, int64_t pods, const char *asked,
                  int64_t demand_value, capacity_unit unit, int64_t limit)
{
    if (!capacity__step(walk, 1, name, CAPACITY_UNIT_COUNT, pods, pods_source))
        return;
    capacity__put(&walk->out, "ceil(");
    say(walk, unit, demand_value);
    capacity__put(&walk->out, asked);
    say_buffer(walk);
    capacity__put(&walk->out, " / ");
    say(walk, unit, limit);
    capacity__put(&walk->out, " a pod)");
}

static void zones(capacity__walk *walk, const capacity_plan_component *row)
{
    const capacity_plan *plan = walk->plan;
    int64_t count = CAPACITY__IN(plan, ZONES), lost = CAPACITY__IN(plan, ZONES_LOST);
    if (lost == 0)
        return;
    if (capacity__step(walk, 1, "whole zones", CAPACITY_UNIT_COUNT, row->pods, pods_source))
        capacity__put_format(&walk->out,
                             "%" PRId64 " zones x ceil(%" PRId64 " / (%" PRId64 " - %" PRId64 "))",
                             count, row->needed, count, lost);
}

static void component(capacity__walk *walk, const capacity_plan_component *row, int64_t rate_limit,
                      int64_t inflight_limit, int64_t connection_limit)
{
    if (capacity__step_result(walk))
        capacity__put(&walk->out, "the largest of floor and bounds, then whole zones if any may be "
                                  "lost");
    capacity__step_text(walk, 1, "high-availability floor", CAPACITY_UNIT_COUNT, row->floor,
                        "sizing guide, Pod Configuration", "given or default");
    if (CAPACITY__IN(walk->plan, CACHED_RESPONSE_SHARE_PPM) > 0 && inflight_limit > 0)
        capacity__step_text(walk, 1, "by requests a second", CAPACITY_UNIT_COUNT, row->by_rate,
                            pods_source,
                            "ceil(rate x ((1 - cached) / limit + cached / cached limit) x (1 + "
                            "buffer))");
    else
        bound(walk, "by requests a second", row->by_rate, " a second", row->rate_mrps,
              CAPACITY_UNIT_MRPS, rate_limit);
    if (inflight_limit > 0)
        bound(walk, "by requests in flight", row->by_inflight, " in flight", row->inflight,
              CAPACITY_UNIT_COUNT, inflight_limit);
    bound(walk, "by open connections", row->by_connections, " connections", row->connections,
          CAPACITY_UNIT_COUNT, connection_limit);
    if (row->by_cpu > 0)
        capacity__step_text(walk, 1, "by CPU", CAPACITY_UNIT_COUNT, row->by_cpu, pods_source,
                            "ceil(rate x CPU time x (1 + buffer) / (CPU request x target))");
    zones(walk, row);
}

static void backend(capacity__walk *walk)
{
    const capacity_plan *plan = walk->plan;
    const capacity_plan_component *row = &plan->pods.row[CAPACITY__BACKEND];
    int64_t limit = CAPACITY__IN(plan, BACKEND_REQUESTS_PER_POD_MRPS);
    if (CAPACITY__IN(plan, BACKEND_SCALE_WITH_CPU))
        (void)capacity__mul_div(limit, row->cpu_request_mcpu, 1000, CAPACITY__DOWN, &limit);
    component(walk, row, limit, CAPACITY__IN(plan, BACKEND_INFLIGHT_PER_POD),
              CAPACITY__IN(plan, BACKEND_CONNECTIONS_PER_POD));
    capacity__step_input(walk, 2, CAPACITY_IN_BACKEND_REQUESTS_PER_POD_MRPS);
    capacity__step_input(walk, 2, CAPACITY_IN_BACKEND_INFLIGHT_PER_POD);
    capacity__step_input(walk, 2, CAPACITY_IN_BACKEND_CONNECTIONS_PER_POD);
    capacity__step_input(walk, 2, CAPACITY_IN_SPIKE_BUFFER_PPM);
}

static void frontend(capacity__walk *walk)
{
    const capacity_plan *plan = walk->plan;
    component(walk, &plan->pods.row[CAPACITY__FRONTEND],
              CAPACITY__IN(plan, FRONTEND_REQUESTS_PER_POD_MRPS), 0,
              CAPACITY__IN(plan, FRONTEND_CONNECTIONS_PER_POD));
    capacity__step_input(walk, 2, CAPACITY_IN_FRONTEND_REQUESTS_PER_POD_MRPS);
    capacity__step_input(walk, 2, CAPACITY_IN_FRONTEND_CONNECTIONS_PER_POD);
}

static void maximum(capacity__walk *walk, const capacity_plan_component *row)
{
    if (capacity__step_result(walk)) {
        capacity__put_format(&walk->out, "ceil(%" PRId64 " x ", row->pods);
        capacity__put_decimal(&walk->out, CAPACITY__IN(walk->plan, MAX_FACTOR_PPM), 6, 0);
        capacity__put_char(&walk->out, ')');
    }
}

static void backend_max(capacity__walk *walk)
{
    maximum(walk, &walk->plan->pods.row[CAPACITY__BACKEND]);
}

static void frontend_max(capacity__walk *walk)
{
    maximum(walk, &walk->plan->pods.row[CAPACITY__FRONTEND]);
}

static void hpa_rate(capacity__walk *walk)
{
    if (capacity__step_result(walk)) {
        capacity__put(&walk->out, "floor(");
        say(walk, CAPACITY_UNIT_MRPS, CAPACITY__IN(walk->plan, BACKEND_REQUESTS_PER_POD_MRPS));
        capacity__put(&walk->out, " / (1 + ");
        say(walk, CAPACITY_UNIT_PPM, CAPACITY__IN(walk->plan, SPIKE_BUFFER_PPM));
        capacity__put(&walk->out, ")), so that the buffer counts once");
    }
}

/* Sums over components, term by term. */
static void sums(capacity__walk *walk)
{
    const capacity__pods *pods = &walk->plan->pods;
    int high = walk->field == CAPACITY_OUT_PODS_MAX;
    if (capacity__step_result(walk))
        for (size_t i = 0; i < pods->count; i++)
            capacity__put_format(&walk->out, "%s%s %" PRId64, i == 0 ? "" : " + ",
                                 pods->row[i].name,
                                 high ? pods->row[i].pods_max : pods->row[i].pods);
}

static void requested(capacity__walk *walk)
{
    const capacity__pods *pods = &walk->plan->pods;
    int cpu = walk->field == CAPACITY_OUT_CPU_REQUESTED_MCPU;
    if (capacity__step_result(walk))
        for (size_t i = 0; i < pods->count; i++) {
            const capacity_plan_component *row = &pods->row[i];
            capacity__put_format(&walk->out, "%s%" PRId64 " x ", i == 0 ? "" : " + ", row->pods);
            say(walk, cpu ? CAPACITY_UNIT_MCPU : CAPACITY_UNIT_BYTES,
                cpu ? row->cpu_request_mcpu : row->memory_request_bytes);
        }
}

void capacity__explain_load(capacity__walk *walk)
{
    static const struct {
        capacity_field field;
        capacity__explainer explainer;
    } table[] = {
        {CAPACITY_OUT_USERS, users},
        {CAPACITY_OUT_DEMAND_MRPS, demand},
        {CAPACITY_OUT_INFLIGHT, inflight},
        {CAPACITY_OUT_CONNECTIONS, connections},
        {CAPACITY_OUT_USERS_AT_HORIZON, horizon},
        {CAPACITY_OUT_TIER, tier},
        {CAPACITY_OUT_TIER_PODS_MIN, printed},
        {CAPACITY_OUT_TIER_PODS_MAX, printed},
        {CAPACITY_OUT_TIER_NODES_MIN, printed},
        {CAPACITY_OUT_TIER_NODES, printed},
        {CAPACITY_OUT_TIER_NODES_MAX, printed},
        {CAPACITY_OUT_TIER_MONTHLY_LOW_UUSD, printed},
        {CAPACITY_OUT_TIER_MONTHLY_HIGH_UUSD, printed},
        {CAPACITY_OUT_FORMULA_PODS_MIN, formula},
        {CAPACITY_OUT_FORMULA_PODS_MAX, formula},
        {CAPACITY_OUT_BACKEND_PODS, backend},
        {CAPACITY_OUT_BACKEND_PODS_MAX, backend_max},
        {CAPACITY_OUT_FRONTEND_PODS, frontend},
        {CAPACITY_OUT_FRONTEND_PODS_MAX, frontend_max},
        {CAPACITY_OUT_PODS, sums},
        {CAPACITY_OUT_PODS_MAX, sums},
        {CAPACITY_OUT_CPU_REQUESTED_MCPU, requested},
        {CAPACITY_OUT_MEMORY_REQUESTED_BYTES, requested},
        {CAPACITY_OUT_BACKEND_HPA_RATE_MRPS, hpa_rate},
        {CAPACITY_OUT_LLM_REQUESTS_MRPM, llm},
        {CAPACITY_OUT_LLM_TOKENS_TPM, llm},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].field == walk->field)
            table[i].explainer(walk);
}
