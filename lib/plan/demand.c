/*
 * Stage 1: what arrives at the peak. Formulas: docs/model/pods.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/state.h"

int64_t capacity__or(int64_t value, int64_t when_auto)
{
    return value == CAPACITY_AUTO ? when_auto : value;
}

static void take_users(capacity_plan *plan)
{
    capacity__demand *demand = &plan->demand;
    int64_t given = CAPACITY__IN(plan, CONCURRENT_USERS);

    demand->total_users = CAPACITY__IN(plan, TOTAL_USERS);
    demand->users = capacity__or(given, 0);
    demand->users_derived = given == CAPACITY_AUTO && demand->total_users != CAPACITY_AUTO;
    if (demand->users_derived) /* 10^10 x 10^6 / 10^6 always fits */
        (void)capacity__mul_div(demand->total_users, CAPACITY__IN(plan, ACTIVE_RATIO_PPM),
                                CAPACITY_PPM, CAPACITY__UP, &demand->users);
}

/* The larger of users x rate and the rate given wins, for requests and for all that users do. */
static void take_rate(capacity_plan *plan)
{
    capacity__demand *demand = &plan->demand;
    int64_t per_user = CAPACITY__IN(plan, REQUESTS_PER_USER_MRPM);
    int64_t given = CAPACITY__IN(plan, REQUEST_RATE_MRPS);

    demand->by_users = (capacity__rate){demand->users * per_user, 60};
    demand->rate = demand->by_users;
    demand->load = (capacity__rate){demand->users, 1};
    demand->rate_wins = given != CAPACITY_AUTO && given * 60 > demand->by_users.num;
    if (!demand->rate_wins)
        return;
    demand->rate = (capacity__rate){given, 1};
    if (per_user > 0)
        demand->load = (capacity__rate){given * 60, per_user};
}

/* Turn k of a conversation sends the turns before it: on average (K - 1) / 2 of them. */
static void take_tokens(capacity_plan *plan)
{
    int64_t in = capacity__or(CAPACITY__IN(plan, LLM_INPUT_TOKENS), 0);
    int64_t out = capacity__or(CAPACITY__IN(plan, LLM_OUTPUT_TOKENS), 0);
    int64_t turns = CAPACITY__IN(plan, MESSAGES_PER_SESSION);
    int64_t history = CAPACITY__IN(plan, LLM_SEND_HISTORY) ? (in + out) * (turns - 1) : 0;

    plan->demand.llm_turn_tokens2 = 2 * (CAPACITY__IN(plan, LLM_SYSTEM_TOKENS) + in) + history;
}

static bool llm_results(capacity_plan *plan)
{
    const capacity__demand *demand = &plan->demand;
    int64_t messages = CAPACITY__IN(plan, MESSAGES_PER_SESSION);
    int64_t session = CAPACITY__IN(plan, SESSION_DURATION_US);
    int64_t out = capacity__or(CAPACITY__IN(plan, LLM_OUTPUT_TOKENS), 0);
    int64_t tokens2 = demand->llm_turn_tokens2 + 2 * out;
    int off = CAPACITY__IN(plan, LLM_INPUT_TOKENS) == CAPACITY_AUTO &&
              CAPACITY__IN(plan, LLM_OUTPUT_TOKENS) == CAPACITY_AUTO;

    if (off)
        return true;
    bool fits =
        capacity__ratio(CAPACITY__NUM(demand->load.num, messages, 60 * CAPACITY_SECOND_US, 1000),
                        CAPACITY__DEN(demand->load.den, session), CAPACITY__UP,
                        &CAPACITY__OUT(plan, LLM_REQUESTS_MRPM));
    fits &=
        capacity__ratio(CAPACITY__NUM(demand->load.num, messages, 60 * CAPACITY_SECOND_US, tokens2),
                        CAPACITY__DEN(demand->load.den, session, 2), CAPACITY__UP,
                        &CAPACITY__OUT(plan, LLM_TOKENS_TPM));
    return fits;
}

/* users x (1 + g)^months, the product of each month rounded up: a result of its own. */
static bool users_at_horizon(capacity_plan *plan)
{
    int64_t users = plan->demand.users;
    int64_t growth = CAPACITY_PPM + CAPACITY__IN(plan, GROWTH_PER_MONTH_PPM);

    for (int64_t month = 0; month < CAPACITY__IN(plan, GROWTH_HORIZON_MONTHS); month++)
        if (!capacity__mul_div(users, growth, CAPACITY_PPM, CAPACITY__UP, &users))
            return false;
    CAPACITY__OUT(plan, USERS_AT_HORIZON) = users;
    return true;
}

capacity_status capacity__stage_demand(capacity_plan *plan, capacity_error *err)
{
    capacity__demand *demand = &plan->demand;
    int64_t streamed = CAPACITY__IN(plan, STREAMED_SHARE_PPM);

    take_users(plan);
    take_rate(plan);
    take_tokens(plan);
    /* times are at most an hour: 3.6 x 10^9 us x 10^6 ppm fits */
    demand->time_ppm_us = CAPACITY__IN(plan, RESPONSE_TIME_US) * (CAPACITY_PPM - streamed) +
                          CAPACITY__IN(plan, STREAM_TIME_US) * streamed;

    CAPACITY__OUT(plan, USERS) = demand->users;
    bool fits = capacity__ratio(CAPACITY__NUM(demand->rate.num), CAPACITY__DEN(demand->rate.den),
                                CAPACITY__UP, &CAPACITY__OUT(plan, DEMAND_MRPS));
    fits &=
        capacity__ratio(CAPACITY__NUM(demand->by_users.num), CAPACITY__DEN(demand->by_users.den),
                        CAPACITY__UP, &CAPACITY__OUT(plan, USERS_DEMAND_MRPS));
    fits &= capacity__ratio(CAPACITY__NUM(demand->rate.num, demand->time_ppm_us),
                            CAPACITY__DEN(demand->rate.den, 1000, CAPACITY_SECOND_US, CAPACITY_PPM),
                            CAPACITY__UP, &CAPACITY__OUT(plan, INFLIGHT));
    fits &= capacity__ratio(
        CAPACITY__NUM(demand->load.num, CAPACITY__IN(plan, CONNECTIONS_PER_USER_PPM)),
        CAPACITY__DEN(demand->load.den, CAPACITY_PPM), CAPACITY__UP,
        &CAPACITY__OUT(plan, CONNECTIONS));
    fits &= llm_results(plan);
    if (!fits)
        return capacity__overflow(err, CAPACITY_IN_CONCURRENT_USERS, "the demand");
    if (!users_at_horizon(plan))
        return capacity__overflow(err, CAPACITY_IN_GROWTH_PER_MONTH_PPM, "users at the horizon");
    return CAPACITY_OK;
}
