/*
 * Contradictions between inputs, each of which is in its own range.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/profile.h"

/* The first is at most the second, where neither is auto. */
typedef struct order {
    capacity_field smaller, larger;
    const char *verb;
} order;

static const order orders[] = {
    {CAPACITY_IN_CONCURRENT_USERS, CAPACITY_IN_TOTAL_USERS, "exceeds"},
    {CAPACITY_IN_BACKEND_CPU_REQUEST_MCPU, CAPACITY_IN_BACKEND_CPU_LIMIT_MCPU, "exceeds"},
    {CAPACITY_IN_BACKEND_MEMORY_REQUEST_BYTES, CAPACITY_IN_BACKEND_MEMORY_LIMIT_BYTES, "exceeds"},
    {CAPACITY_IN_FRONTEND_CPU_REQUEST_MCPU, CAPACITY_IN_FRONTEND_CPU_LIMIT_MCPU, "exceeds"},
    {CAPACITY_IN_FRONTEND_MEMORY_REQUEST_BYTES, CAPACITY_IN_FRONTEND_MEMORY_LIMIT_BYTES, "exceeds"},
};

static int64_t value_of(const capacity__inputs *inputs, capacity_field field)
{
    return inputs->value[capacity__field_place(field)];
}

static void put_input(capacity__out *out, const capacity__inputs *inputs, capacity_field field)
{
    const capacity__field_info *info = capacity__field(field);
    capacity__put_format(out, "%s ", info->key);
    capacity__put_value(out, info, value_of(inputs, field));
}

static capacity_status check_order(const capacity__inputs *inputs, const order *rule,
                                   capacity_error *err)
{
    int64_t smaller = value_of(inputs, rule->smaller), larger = value_of(inputs, rule->larger);
    if (smaller == CAPACITY_AUTO || larger == CAPACITY_AUTO || smaller <= larger)
        return CAPACITY_OK;

    char text[CAPACITY_MESSAGE_SIZE];
    capacity__out out = capacity__out_new(text, sizeof text);
    put_input(&out, inputs, rule->smaller);
    capacity__put_format(&out, " %s ", rule->verb);
    put_input(&out, inputs, rule->larger);
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_ARGUMENT, rule->smaller, -1, "%s", text);
}

/* Requests below limits where only one of the two is given are settled by the tier; a row of one's
 * own gives both or neither. */
static capacity_status check_component(const capacity_component_spec *spec, int64_t index,
                                       capacity_error *err)
{
    if (spec->cpu_limit_mcpu != 0 && spec->cpu_limit_mcpu < spec->cpu_request_mcpu)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, index,
                              "component %s: cpu_request %" PRId64 "m exceeds cpu_limit %" PRId64
                              "m",
                              spec->name, spec->cpu_request_mcpu, spec->cpu_limit_mcpu);
    if (spec->memory_limit_bytes != 0 && spec->memory_limit_bytes < spec->memory_request_bytes)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, index,
                              "component %s: memory_request %" PRId64
                              " bytes exceeds memory_limit %" PRId64 " bytes",
                              spec->name, spec->memory_request_bytes, spec->memory_limit_bytes);
    return CAPACITY_OK;
}

capacity_status capacity__inputs_check(const capacity__inputs *inputs, capacity_error *err)
{
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        CAPACITY__TRY(check_order(inputs, &orders[i], err));

    int64_t zones = CAPACITY__GET(inputs, ZONES), lost = CAPACITY__GET(inputs, ZONES_LOST);
    if (lost >= zones)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_IN_ZONES_LOST, -1,
                              "zones_lost %" PRId64 " leaves none of %" PRId64 " zones", lost,
                              zones);
    int64_t shares = CAPACITY__GET(inputs, STRONG_READ_SHARE_PPM) +
                     CAPACITY__GET(inputs, TRANSACTIONAL_READ_SHARE_PPM);
    if (shares > CAPACITY_PPM)
        return capacity__fail(
            err, CAPACITY_E_RANGE, CAPACITY_IN_TRANSACTIONAL_READ_SHARE_PPM, -1,
            "strong_read_share and transactional_read_share together exceed 100%%");
    for (size_t i = 0; i < inputs->component_count; i++)
        CAPACITY__TRY(check_component(&inputs->components[i], (int64_t)i, err));
    return CAPACITY_OK;
}
