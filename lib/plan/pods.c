/*
 * Stage 3: pods of each component: the tier's, the formula's, and the recommended ones with every
 * bound. Formulas: docs/model/pods.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/never.h"
#include "base/order.h"
#include "base/structs.h"
#include "plan/state.h"

/* What one component must carry and may use; 0 in a limit means that it sets no bound. */
typedef struct burden {
    capacity__rate rate;
    int64_t cached_ppm, rate_limit_mrps, cached_limit_mrps;
    int64_t time_ppm_us, inflight_limit, connection_limit;
    int64_t cpu_us, min_pods;
} burden;

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* rate x share, in lowest terms so that shares like 50 % cost no digits. */
static bool rate_share(capacity__rate rate, int64_t share_ppm, capacity__rate *part)
{
    int64_t divisor = common_divisor(share_ppm, CAPACITY_PPM);
    *part = rate;
    bool fits = capacity__mul(rate.num, share_ppm / divisor, &part->num);
    fits &= capacity__mul(rate.den, CAPACITY_PPM / divisor, &part->den);
    return fits;
}

/* The largest bound wins; the first in this order where several are equal. */
static void take_bound(capacity_plan_component *row)
{
    const struct {
        capacity_bound bound;
        int64_t pods;
    } bounds[] = {
        {CAPACITY_BOUND_RATE, row->by_rate},
        {CAPACITY_BOUND_INFLIGHT, row->by_inflight},
        {CAPACITY_BOUND_CONNECTIONS, row->by_connections},
        {CAPACITY_BOUND_CPU, row->by_cpu},
    };
    row->needed = row->floor;
    row->bound = row->floor > 0 ? CAPACITY_BOUND_FLOOR : CAPACITY_BOUND_NONE;
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (bounds[i].pods > row->needed) {
            row->needed = bounds[i].pods;
            row->bound = (uint32_t)bounds[i].bound;
        }
}

static bool bound_pods(const capacity_plan *plan, const burden *load, capacity_plan_component *row)
{
    int64_t buffer = CAPACITY__IN(plan, SPIKE_BUFFER_PPM);
    const capacity__demand *demand = &plan->demand;
    bool fits = true;

    row->floor = load->min_pods;
    if (load->rate_limit_mrps > 0)
        fits &= capacity__pods_rate(load->rate, load->cached_ppm, load->rate_limit_mrps,
                                    load->cached_limit_mrps, buffer, &row->by_rate);
    if (load->inflight_limit > 0)
        fits &= capacity__pods_inflight(load->rate, load->time_ppm_us, CAPACITY_PPM,
                                        load->inflight_limit, buffer, &row->by_inflight);
    if (load->connection_limit > 0)
        fits &=
            capacity__pods_connections(demand->load, CAPACITY__IN(plan, CONNECTIONS_PER_USER_PPM),
                                       load->connection_limit, buffer, &row->by_connections);
    if (load->cpu_us > 0)
        fits &= capacity__pods_cpu(load->rate, load->cpu_us, row->cpu_request_mcpu,
                                   row->hpa_cpu_target_ppm, buffer, &row->by_cpu);
    fits &= capacity__rate_up(load->rate, CAPACITY_PPM, &row->rate_mrps);
    fits &= capacity__ratio(CAPACITY__NUM(load->rate.num, load->time_ppm_us),
                            CAPACITY__DEN(load->rate.den, 1000, CAPACITY_SECOND_US, CAPACITY_PPM),
                            CAPACITY__UP, &row->inflight);
    return fits;
}

static capacity_status size_component(const capacity_plan *plan, const burden *load,
                                      capacity_plan_component *row, capacity_error *err)
{
    int64_t zones = CAPACITY__IN(plan, ZONES), lost = CAPACITY__IN(plan, ZONES_LOST);

    if (!bound_pods(plan, load, row))
        return capacity__overflow(err, CAPACITY_FIELD_NONE, "the pods of a component");
    take_bound(row);
    CAPACITY__TRY(capacity_pods_for_zones(row->needed, zones, lost, &row->pods, err));
    if (row->pods > row->needed)
        row->bound = CAPACITY_BOUND_ZONES;
    if (!capacity__mul_div(row->pods, CAPACITY__IN(plan, MAX_FACTOR_PPM), CAPACITY_PPM,
                           CAPACITY__UP, &row->pods_max))
        return capacity__overflow(err, CAPACITY_IN_MAX_FACTOR_PPM, "the maximum of pods");
    /* below the limit; 0 without one */
    CAPACITY__SURELY(capacity_pods_hpa_rate(
        load->rate_limit_mrps, CAPACITY__IN(plan, SPIKE_BUFFER_PPM), &row->hpa_rate_mrps, err));
    row->connections = load->connection_limit > 0 ? CAPACITY__OUT(plan, CONNECTIONS) : 0;
    return CAPACITY_OK;
}

/* Requests and limits: the profile's, else the tier's; a limit is never below its request. */
static void take_sizes(const int64_t given[4], const capacity_tier_component *tier,
                       capacity_plan_component *row)
{
    row->cpu_request_mcpu = capacity__or(given[0], tier->cpu_request_mcpu);
    row->memory_request_bytes = capacity__or(given[2], tier->memory_request_bytes);
    if (given[0] == CAPACITY_AUTO && given[1] != CAPACITY_AUTO && given[1] < row->cpu_request_mcpu)
        row->cpu_request_mcpu = given[1];
    if (given[2] == CAPACITY_AUTO && given[3] != CAPACITY_AUTO &&
        given[3] < row->memory_request_bytes)
        row->memory_request_bytes = given[3];
    row->cpu_limit_mcpu =
        capacity__larger(capacity__or(given[1], tier->cpu_limit_mcpu), row->cpu_request_mcpu);
    row->memory_limit_bytes = capacity__larger(capacity__or(given[3], tier->memory_limit_bytes),
                                               row->memory_request_bytes);
    row->tier_pods = tier->pods_min;
    row->tier_pods_max = tier->pods_max;
}

/* The guide's limits are those of one core; they grow with the pod's CPU where that is asked for. */
static int64_t of_one_core(const capacity_plan *plan, int64_t limit_mrps, int64_t cpu_mcpu)
{
    if (!CAPACITY__IN(plan, BACKEND_SCALE_WITH_CPU))
        return limit_mrps;
    (void)capacity__mul_div(limit_mrps, cpu_mcpu, 1000, CAPACITY__DOWN, &limit_mrps);
    return capacity__larger(limit_mrps, 1);
}

static capacity_status backend(capacity_plan *plan, capacity_plan_component *row,
                               capacity_error *err)
{
    const int64_t sizes[4] = {CAPACITY__IN(plan, BACKEND_CPU_REQUEST_MCPU),
                              CAPACITY__IN(plan, BACKEND_CPU_LIMIT_MCPU),
                              CAPACITY__IN(plan, BACKEND_MEMORY_REQUEST_BYTES),
                              CAPACITY__IN(plan, BACKEND_MEMORY_LIMIT_BYTES)};
    burden load = {
        .rate = plan->demand.rate,
        .cached_ppm = CAPACITY__IN(plan, CACHED_RESPONSE_SHARE_PPM),
        .time_ppm_us = plan->demand.time_ppm_us,
        .inflight_limit = CAPACITY__IN(plan, BACKEND_INFLIGHT_PER_POD),
        .connection_limit = CAPACITY__IN(plan, BACKEND_CONNECTIONS_PER_POD),
        .cpu_us = capacity__or(CAPACITY__IN(plan, BACKEND_CPU_PER_REQUEST_US), 0),
        .min_pods = CAPACITY__IN(plan, BACKEND_MIN_PODS),
    };

    capacity__name_copy(row->name, sizeof row->name, "backend");
    take_sizes(sizes, &plan->tier->backend, row);
    row->hpa_cpu_target_ppm = CAPACITY__IN(plan, BACKEND_HPA_CPU_TARGET_PPM);
    row->hpa_memory_target_ppm = CAPACITY__IN(plan, BACKEND_HPA_MEMORY_TARGET_PPM);
    load.rate_limit_mrps =
        of_one_core(plan, CAPACITY__IN(plan, BACKEND_REQUESTS_PER_POD_MRPS), row->cpu_request_mcpu);
    load.cached_limit_mrps = of_one_core(
        plan, CAPACITY__IN(plan, BACKEND_CACHED_REQUESTS_PER_POD_MRPS), row->cpu_request_mcpu);
    return size_component(plan, &load, row, err);
}

static capacity_status frontend(capacity_plan *plan, capacity_plan_component *row,
                                capacity_error *err)
{
    const int64_t sizes[4] = {CAPACITY__IN(plan, FRONTEND_CPU_REQUEST_MCPU),
                              CAPACITY__IN(plan, FRONTEND_CPU_LIMIT_MCPU),
                              CAPACITY__IN(plan, FRONTEND_MEMORY_REQUEST_BYTES),
                              CAPACITY__IN(plan, FRONTEND_MEMORY_LIMIT_BYTES)};
    burden load = {
        .rate_limit_mrps = CAPACITY__IN(plan, FRONTEND_REQUESTS_PER_POD_MRPS),
        .cached_limit_mrps = 1,
        .time_ppm_us = plan->demand.time_ppm_us,
        .connection_limit = CAPACITY__IN(plan, FRONTEND_CONNECTIONS_PER_POD),
        .cpu_us = capacity__or(CAPACITY__IN(plan, FRONTEND_CPU_PER_REQUEST_US), 0),
        .min_pods = CAPACITY__IN(plan, FRONTEND_MIN_PODS),
    };

    capacity__name_copy(row->name, sizeof row->name, "frontend");
    take_sizes(sizes, &plan->tier->frontend, row);
    row->hpa_cpu_target_ppm = CAPACITY__IN(plan, FRONTEND_HPA_CPU_TARGET_PPM);
    row->formula_pods = row->formula_pods_max = CAPACITY_AUTO; /* the guide has no formula */
    if (!rate_share(plan->demand.rate, CAPACITY_PPM - CAPACITY__IN(plan, CDN_HIT_RATIO_PPM),
                    &load.rate))
        return capacity__overflow(err, CAPACITY_IN_CDN_HIT_RATIO_PPM, "the frontend's requests");
    return size_component(plan, &load, row, err);
}

static capacity_status own_component(capacity_plan *plan, const capacity_component_spec *spec,
                                     capacity_plan_component *row, capacity_error *err)
{
    burden load = {
        .rate_limit_mrps = spec->requests_per_pod_mrps,
        .cached_limit_mrps = 1,
        .time_ppm_us = spec->response_time_us > 0 ? spec->response_time_us * CAPACITY_PPM
                                                  : plan->demand.time_ppm_us,
        .inflight_limit = spec->inflight_per_pod,
        .connection_limit = spec->connections_per_pod,
        .cpu_us = spec->cpu_per_request_us,
        .min_pods = spec->min_pods,
    };

    capacity__name_copy(row->name, sizeof row->name, spec->name);
    row->cpu_request_mcpu = spec->cpu_request_mcpu;
    row->cpu_limit_mcpu = capacity__larger(spec->cpu_limit_mcpu, spec->cpu_request_mcpu);
    row->memory_request_bytes = spec->memory_request_bytes;
    row->memory_limit_bytes =
        capacity__larger(spec->memory_limit_bytes, spec->memory_request_bytes);
    row->hpa_cpu_target_ppm =
        spec->hpa_cpu_target_ppm > 0 ? spec->hpa_cpu_target_ppm : 7 * CAPACITY_PPM / 10;
    row->tier_pods = row->tier_pods_max = CAPACITY_AUTO;
    row->formula_pods = row->formula_pods_max = CAPACITY_AUTO;
    if (!rate_share(plan->demand.rate, spec->traffic_ppm, &load.rate))
        return capacity__overflow(err, CAPACITY_FIELD_NONE, "the requests of a component");
    return size_component(plan, &load, row, err);
}

/* A share of the requests is served faster, from cache: 1 / ((1 - share) / limit + share / cached). */
static int64_t backend_rate_per_pod(const capacity_plan *plan)
{
    int64_t cpu_mcpu = plan->pods.row[CAPACITY__BACKEND].cpu_request_mcpu;
    int64_t cached_ppm = CAPACITY__IN(plan, CACHED_RESPONSE_SHARE_PPM);
    int64_t limit = of_one_core(plan, CAPACITY__IN(plan, BACKEND_REQUESTS_PER_POD_MRPS), cpu_mcpu);
    int64_t cached =
        of_one_core(plan, CAPACITY__IN(plan, BACKEND_CACHED_REQUESTS_PER_POD_MRPS), cpu_mcpu);
    const int64_t shares[2] = {CAPACITY_PPM - cached_ppm, cached_ppm};
    const int64_t others[2] = {cached, limit};
    int64_t blend = 0, rate = limit;

    /* a million times the larger limit, at most 10^18, and back between the two */
    (void)capacity__sum_div(shares, others, 2, 1, CAPACITY__UP, &blend);
    (void)capacity__ratio(CAPACITY__NUM(limit, cached, CAPACITY_PPM), CAPACITY__DEN(blend),
                          CAPACITY__DOWN, &rate);
    return rate;
}

int64_t capacity__rate_per_pod(const capacity_plan *plan, size_t component)
{
    if (component == CAPACITY__BACKEND)
        return backend_rate_per_pod(plan);
    if (component == CAPACITY__FRONTEND)
        return CAPACITY__IN(plan, FRONTEND_REQUESTS_PER_POD_MRPS);
    return plan->inputs.components[component - CAPACITY__FIRST_OWN].requests_per_pod_mrps;
}

int64_t capacity__connections_per_pod(const capacity_plan *plan, size_t component)
{
    if (component == CAPACITY__BACKEND)
        return CAPACITY__IN(plan, BACKEND_CONNECTIONS_PER_POD);
    if (component == CAPACITY__FRONTEND)
        return CAPACITY__IN(plan, FRONTEND_CONNECTIONS_PER_POD);
    return plan->inputs.components[component - CAPACITY__FIRST_OWN].connections_per_pod;
}

/* The guide's own formula sees users alone, whatever else is given. */
static capacity_status formula(capacity_plan *plan, capacity_plan_component *row,
                               capacity_error *err)
{
    return capacity_formula_pods(
        plan->demand.users, CAPACITY__IN(plan, REQUESTS_PER_USER_MRPM),
        CAPACITY__IN(plan, BACKEND_REQUESTS_PER_POD_MRPS), CAPACITY__IN(plan, SPIKE_BUFFER_PPM),
        CAPACITY__IN(plan, MAX_FACTOR_PPM), &row->formula_pods, &row->formula_pods_max, err);
}

static capacity_status sum_pods(capacity_plan *plan, capacity_error *err)
{
    const capacity__pods *pods = &plan->pods;
    int64_t low[CAPACITY_MAX_ROWS], cpu[CAPACITY_MAX_ROWS], memory[CAPACITY_MAX_ROWS];
    bool fits = true;

    for (size_t i = 0; i < pods->count; i++) {
        low[i] = pods->row[i].pods;
        cpu[i] = pods->row[i].cpu_request_mcpu;
        memory[i] = pods->row[i].memory_request_bytes;
        fits &= capacity__add(CAPACITY__OUT(plan, PODS), low[i], &CAPACITY__OUT(plan, PODS));
        fits &= capacity__add(CAPACITY__OUT(plan, PODS_MAX), pods->row[i].pods_max,
                              &CAPACITY__OUT(plan, PODS_MAX));
    }
    fits &= capacity__sum_div(low, cpu, pods->count, 1, CAPACITY__UP,
                              &CAPACITY__OUT(plan, CPU_REQUESTED_MCPU));
    fits &= capacity__sum_div(low, memory, pods->count, 1, CAPACITY__UP,
                              &CAPACITY__OUT(plan, MEMORY_REQUESTED_BYTES));
    return fits ? CAPACITY_OK : capacity__overflow(err, CAPACITY_FIELD_NONE, "the pods together");
}

capacity_status capacity__stage_pods(capacity_plan *plan, capacity_error *err)
{
    capacity__pods *pods = &plan->pods;

    pods->count = CAPACITY__FIRST_OWN + plan->inputs.component_count;
    for (size_t i = 0; i < pods->count; i++)
        pods->row[i].struct_size = sizeof pods->row[i];
    CAPACITY__TRY(backend(plan, &pods->row[CAPACITY__BACKEND], err));
    /* 10^14 thousandths of a request a second, elevenfold and a hundredfold: 10^17 pods */
    CAPACITY__SURELY(formula(plan, &pods->row[CAPACITY__BACKEND], err));
    CAPACITY__TRY(frontend(plan, &pods->row[CAPACITY__FRONTEND], err));
    for (size_t i = CAPACITY__FIRST_OWN; i < pods->count; i++)
        CAPACITY__TRY(own_component(plan, &plan->inputs.components[i - CAPACITY__FIRST_OWN],
                                    &pods->row[i], err));
    CAPACITY__TRY(sum_pods(plan, err));

    const capacity_plan_component *back = &pods->row[CAPACITY__BACKEND];
    const capacity_plan_component *front = &pods->row[CAPACITY__FRONTEND];
    CAPACITY__OUT(plan, BACKEND_PODS) = back->pods;
    CAPACITY__OUT(plan, BACKEND_PODS_MAX) = back->pods_max;
    CAPACITY__OUT(plan, BACKEND_HPA_RATE_MRPS) = back->hpa_rate_mrps;
    CAPACITY__OUT(plan, FRONTEND_PODS) = front->pods;
    CAPACITY__OUT(plan, FRONTEND_PODS_MAX) = front->pods_max;
    CAPACITY__OUT(plan, FORMULA_PODS_MIN) = back->formula_pods;
    CAPACITY__OUT(plan, FORMULA_PODS_MAX) = back->formula_pods_max;
    return CAPACITY_OK;
}
