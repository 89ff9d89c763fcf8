/*
 * Requests and limits from what was used. Rules: docs/model/rightsizing.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/checked.h"
#include "base/never.h"
#include "base/order.h"
#include "base/structs.h"
#include "engine/usage.h"
#include "model/check.h"

#define PERCENT (CAPACITY_PPM / 100)
#define DAY_US INT64_C(86400000000)
enum { KRR_SAMPLES = 100, DAY_SAMPLES = 1440, KRR_OOM_MARGIN_PPM = 250000 };

/* What one resource is recommended by. */
typedef struct resource {
    int64_t percentile, lower, upper; /* ends of buckets, without margin; -1: there is none */
    int64_t margin_ppm, least, step;  /* results are multiples of step */
    int64_t request, target_ppm, limit_ppm;
    uint32_t reason; /* if no least and no autoscaler decides */
} resource;

/* And what comes of it. */
typedef struct answer {
    int64_t request, lower, upper, limit, target_ppm, usage;
    uint32_t reason;
} answer;

/* Days of history: the smaller of span and samples at one a minute; den is a multiple of 1000. */
typedef struct days {
    int64_t num, den;
} days;

/*
 * Of VPA: kubernetes/autoscaler vertical-pod-autoscaler/pkg/recommender/logic/recommender.go; of KRR:
 * robusta-dev/krr, strategy "simple" and its floors; both read 2026-11-24.
 */
static const capacity_rightsize_options presets[] = {
    {.method = CAPACITY_RIGHTSIZE_VPA,
     .cpu_percentile_ppm = 900000,
     .memory_percentile_ppm = 900000,
     .cpu_margin_ppm = 150000,
     .memory_margin_ppm = 150000,
     .cpu_least_mcpu = 25,
     .memory_least_bytes = 250 * CAPACITY_MIB},
    {.method = CAPACITY_RIGHTSIZE_KRR,
     .cpu_percentile_ppm = 950000,
     .memory_percentile_ppm = CAPACITY_PPM,
     .cpu_margin_ppm = 0,
     .memory_margin_ppm = 150000,
     .cpu_least_mcpu = 10,
     .memory_least_bytes = 100 * CAPACITY_MIB},
};
enum { LOWER_PPM = 500000, UPPER_PPM = 950000, TARGET_MOST_PPM = 100 * CAPACITY_PPM };

#define OPTION(name, low, high) CAPACITY__NUMBER(capacity_rightsize_options, name, low, high)
static const capacity__number members[] = {
    OPTION(cpu_percentile_ppm, 0, CAPACITY_PPM),
    OPTION(memory_percentile_ppm, 0, CAPACITY_PPM),
    OPTION(cpu_margin_ppm, CAPACITY_AUTO, 100 * CAPACITY_PPM),
    OPTION(memory_margin_ppm, CAPACITY_AUTO, 100 * CAPACITY_PPM),
    OPTION(cpu_least_mcpu, 0, CAPACITY_USAGE_CPU_MCPU),
    OPTION(memory_least_bytes, 0, CAPACITY_USAGE_MEMORY_BYTES),
    OPTION(cpu_request_mcpu, 0, CAPACITY_USAGE_CPU_MCPU),
    OPTION(cpu_target_ppm, 0, TARGET_MOST_PPM),
    OPTION(memory_request_bytes, 0, CAPACITY_USAGE_MEMORY_BYTES),
    OPTION(memory_target_ppm, 0, TARGET_MOST_PPM),
    OPTION(cpu_limit_ppm, 0, 100 * CAPACITY_PPM),
    OPTION(memory_limit_ppm, 0, 100 * CAPACITY_PPM),
};

static capacity_status check_target(const char *what, int64_t target_ppm, int64_t request,
                                    capacity_error *err)
{
    if (target_ppm % PERCENT != 0)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "options: %s_target_ppm %" PRId64 " is no whole percentage", what,
                              target_ppm);
    if (target_ppm > 0 && request == 0)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "options: %s_target_ppm needs the request in force", what);
    return CAPACITY_OK;
}

static capacity_status check_limit(const char *name, int64_t limit_ppm, capacity_error *err)
{
    return limit_ppm == 0
               ? CAPACITY_OK
               : capacity__in_range(err, name, limit_ppm, CAPACITY_PPM, 100 * CAPACITY_PPM);
}

static int64_t preset(int64_t given, int64_t otherwise)
{
    if (given == CAPACITY_AUTO)
        return 0;
    return given == 0 ? otherwise : given;
}

static capacity_status take_options(const capacity_rightsize_options *given,
                                    capacity_rightsize_options *own, capacity_error *err)
{
    static const capacity_rightsize_options none = CAPACITY_INIT(capacity_rightsize_options);
    CAPACITY__TRY(
        capacity__row_in(own, sizeof *own, sizeof *own, given == NULL ? &none : given, err));
    CAPACITY__TRY(
        capacity__in_range(err, "options: method", own->method, 0, CAPACITY_RIGHTSIZE_KRR));
    CAPACITY__TRY(
        capacity__check_numbers(err, "options", own, members, sizeof members / sizeof *members));
    CAPACITY__TRY(check_target("cpu", own->cpu_target_ppm, own->cpu_request_mcpu, err));
    CAPACITY__TRY(check_target("memory", own->memory_target_ppm, own->memory_request_bytes, err));
    CAPACITY__TRY(check_limit("options: cpu_limit_ppm", own->cpu_limit_ppm, err));
    CAPACITY__TRY(check_limit("options: memory_limit_ppm", own->memory_limit_ppm, err));

    const capacity_rightsize_options *of = &presets[own->method == CAPACITY_RIGHTSIZE_KRR];
    own->method = of->method;
    own->cpu_percentile_ppm = preset(own->cpu_percentile_ppm, of->cpu_percentile_ppm);
    own->memory_percentile_ppm = preset(own->memory_percentile_ppm, of->memory_percentile_ppm);
    own->cpu_margin_ppm = preset(own->cpu_margin_ppm, of->cpu_margin_ppm);
    own->memory_margin_ppm = preset(own->memory_margin_ppm, of->memory_margin_ppm);
    own->cpu_least_mcpu = preset(own->cpu_least_mcpu, of->cpu_least_mcpu);
    own->memory_least_bytes = preset(own->memory_least_bytes, of->memory_least_bytes);
    own->memory_limit_ppm = preset(own->memory_limit_ppm, CAPACITY_PPM);
    return CAPACITY_OK;
}

/* value x (1 + margin) x num / den, up to a multiple of step and to the least; or INVALID. */
static int64_t scaled(const resource *of, int64_t value, int64_t num, int64_t den)
{
    int64_t steps = 0;
    if (value < 0)
        return CAPACITY_INVALID;
    if (CAPACITY__NEVER(!capacity__ratio(
            CAPACITY__NUM(value, CAPACITY_PPM + of->margin_ppm, num, num),
            CAPACITY__DEN(CAPACITY_PPM, of->step, den, den), CAPACITY__UP, &steps)))
        return CAPACITY_INVALID; /* at most 16 TiB x 101: no step is too many */
    return capacity__larger(steps * of->step, of->least);
}

/* x (1 + 1 / d), which a day in microseconds may take out of range. */
static int64_t upper_of(const resource *of, days d)
{
    int64_t steps = 0, result = 0;
    if (of->upper < 0 || d.num == 0)
        return CAPACITY_INVALID;
    if (CAPACITY__NEVER(
            !capacity__ratio(CAPACITY__NUM(of->upper, CAPACITY_PPM + of->margin_ppm, d.num + d.den),
                             CAPACITY__DEN(CAPACITY_PPM, of->step, d.num), CAPACITY__UP, &steps)))
        return CAPACITY_INVALID; /* 1.02 x 10^6m, or 10^12 bytes in MiB, x 101 x 86400000001 */
    if (!capacity__mul(steps, of->step, &result))
        return CAPACITY_INVALID;
    return capacity__larger(result, of->least);
}

/*
 * Request and target whose product is what it is: the autoscaler adds pods at the same usage as
 * before, so what is seen does not change, and the next recommendation is this one. A target above
 * the limit could never be reached.
 */
static void pair(const resource *of, answer *out)
{
    int64_t percent = of->target_ppm / PERCENT, product = of->request * percent;
    int64_t wanted = product / out->usage;
    int64_t most = of->limit_ppm > 0 ? of->limit_ppm / PERCENT : TARGET_MOST_PPM / PERCENT;
    if (wanted > most)
        wanted = most;
    out->reason = wanted < 1 ? CAPACITY_RIGHTSIZE_KEPT : CAPACITY_RIGHTSIZE_PAIR;
    out->target_ppm = wanted < 1 ? of->target_ppm : wanted * PERCENT;
    out->request = wanted < 1 ? of->request : product / wanted / of->step * of->step;
}

static answer recommend(const resource *of, days d)
{
    answer out = {CAPACITY_INVALID, CAPACITY_INVALID, CAPACITY_INVALID,          CAPACITY_INVALID,
                  of->target_ppm,   CAPACITY_INVALID, CAPACITY_RIGHTSIZE_TOO_FEW};
    out.usage = scaled(of, of->percentile, 1, 1);
    if (out.usage == CAPACITY_INVALID)
        return out;
    out.request = out.usage;
    out.reason = out.usage == of->least ? CAPACITY_RIGHTSIZE_MINIMUM : of->reason;
    out.lower = scaled(of, of->lower, d.num, d.num + d.den / 1000);
    out.upper = upper_of(of, d);
    if (of->target_ppm > 0)
        pair(of, &out);
    out.limit = 0; /* of none; 100 x a request of at most 16 TiB x 202 fits */
    if (CAPACITY__NEVER(!capacity__ratio(CAPACITY__NUM(out.request, of->limit_ppm),
                                         CAPACITY__DEN(CAPACITY_PPM, of->step), CAPACITY__UP,
                                         &out.limit)))
        out.limit = 0;
    out.limit *= of->step;
    return out;
}

static int64_t percentile_of(const capacity__histogram *histogram, int64_t samples, int64_t ppm)
{
    return samples == 0 ? -1 : capacity__histogram_percentile(histogram, ppm);
}

static void read_vpa(const capacity_usage *usage, const capacity_rightsize_options *options,
                     resource *cpu, resource *memory)
{
    const capacity__series peaks = capacity__usage_peaks(usage);
    const capacity__histogram *c = &usage->cpu.histogram, *m = &peaks.histogram;
    int64_t n = usage->memory_samples + usage->ooms;

    cpu->percentile = percentile_of(c, usage->cpu_samples, options->cpu_percentile_ppm);
    cpu->lower = percentile_of(c, usage->cpu_samples, LOWER_PPM);
    cpu->upper = percentile_of(c, usage->cpu_samples, UPPER_PPM);
    cpu->reason = CAPACITY_RIGHTSIZE_PERCENTILE;
    memory->percentile = percentile_of(m, n, options->memory_percentile_ppm);
    memory->lower = percentile_of(m, n, LOWER_PPM);
    memory->upper = percentile_of(m, n, UPPER_PPM);
    /* beyond the bucket of the largest peak there are kills only */
    int by_oom = memory->percentile > capacity__histogram_end(m, usage->peak < 0 ? 0 : usage->peak);
    memory->reason = by_oom ? CAPACITY_RIGHTSIZE_OOM : CAPACITY_RIGHTSIZE_PERCENTILE;
}

static void read_krr(const capacity_usage *usage, const capacity_rightsize_options *options,
                     resource *cpu, resource *memory)
{
    cpu->lower = cpu->upper = memory->lower = memory->upper = -1;
    cpu->percentile = percentile_of(&usage->cpu_plain, usage->cpu_samples >= KRR_SAMPLES,
                                    options->cpu_percentile_ppm);
    cpu->reason = CAPACITY_RIGHTSIZE_PERCENTILE;
    memory->percentile = usage->memory_samples >= KRR_SAMPLES ? usage->peak : -1;
    memory->reason = CAPACITY_RIGHTSIZE_PEAK;
    if (memory->percentile < 0 || usage->oom < 0 ||
        capacity__compare(CAPACITY__NUM(usage->oom, CAPACITY_PPM + KRR_OOM_MARGIN_PPM),
                          CAPACITY__NUM(usage->peak, CAPACITY_PPM + memory->margin_ppm)) <= 0)
        return;
    memory->percentile = usage->oom;
    memory->margin_ppm = KRR_OOM_MARGIN_PPM;
    memory->reason = CAPACITY_RIGHTSIZE_OOM;
}

static days history(const capacity_usage *usage, int64_t samples)
{
    const days span = {usage->last_us - usage->first_us, DAY_US};
    const days count = {samples * 25, DAY_SAMPLES * INT64_C(25)}; /* 36000 */
    int less = capacity__compare(CAPACITY__NUM(span.num, count.den),
                                 CAPACITY__NUM(count.num, span.den)) < 0;
    return less ? span : count;
}

/* Up; at most 16 TiB, which is whole. */
static int64_t whole_mib(int64_t bytes)
{
    return (bytes + CAPACITY_MIB - 1) / CAPACITY_MIB * CAPACITY_MIB;
}

capacity_status capacity_usage_recommend(const capacity_usage *usage,
                                         const capacity_rightsize_options *options,
                                         capacity_rightsize *out, capacity_error *err)
{
    capacity_rightsize_options own;
    if (!capacity__usage_ok(usage))
        return capacity__null(err, "usage");
    if (out == NULL)
        return capacity__null(err, "out");
    CAPACITY__TRY(capacity__row_size(out->struct_size, sizeof *out, err));
    CAPACITY__TRY(take_options(options, &own, err));

    resource cpu = {.margin_ppm = own.cpu_margin_ppm,
                    .least = own.cpu_least_mcpu,
                    .step = 1,
                    .request = own.cpu_request_mcpu,
                    .target_ppm = own.cpu_target_ppm,
                    .limit_ppm = own.cpu_limit_ppm};
    resource memory = {.margin_ppm = own.memory_margin_ppm,
                       .least = whole_mib(own.memory_least_bytes),
                       .step = CAPACITY_MIB,
                       .request = own.memory_request_bytes,
                       .target_ppm = own.memory_target_ppm,
                       .limit_ppm = own.memory_limit_ppm};
    if (own.method == CAPACITY_RIGHTSIZE_KRR)
        read_krr(usage, &own, &cpu, &memory);
    else
        read_vpa(usage, &own, &cpu, &memory);

    const answer c = recommend(&cpu, history(usage, usage->cpu_samples));
    const answer m = recommend(&memory, history(usage, usage->memory_samples + usage->ooms));
    const capacity_rightsize row = {
        .method = own.method,
        .cpu_reason = c.reason,
        .memory_reason = m.reason,
        .cpu_request_mcpu = c.request,
        .cpu_lower_mcpu = c.lower,
        .cpu_upper_mcpu = c.upper,
        .cpu_limit_mcpu = c.limit,
        .cpu_target_ppm = c.target_ppm,
        .cpu_usage_mcpu = c.usage,
        .memory_request_bytes = m.request,
        .memory_lower_bytes = m.lower,
        .memory_upper_bytes = m.upper,
        .memory_limit_bytes = m.limit,
        .memory_target_ppm = m.target_ppm,
        .memory_usage_bytes = m.usage,
        .cpu_samples = usage->cpu_samples,
        .memory_samples = usage->memory_samples,
        .ooms = usage->ooms,
        .span_us = usage->last_us - usage->first_us,
    };
    capacity__row_out(out, out->struct_size, &row, sizeof row);
    return CAPACITY_OK;
}
