/*
 * Findings about pods: what they use, what they carry, how they are scaled.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/finding.h"

/* --- 105: idle memory metric ------------------------------------------------------------------ */

enum { GUIDE_BACKEND_MIB = 100, GUIDE_FRONTEND_MIB = 30 };
enum { GUIDE_BACKEND_MCPU = 200, GUIDE_FRONTEND_MCPU = 100 };

static int64_t observed_memory(const capacity_plan *plan)
{
    return capacity__or(CAPACITY__IN(plan, BACKEND_OBSERVED_MEMORY_BYTES),
                        GUIDE_BACKEND_MIB * CAPACITY_MIB);
}

APPLIES(idle_memory)
{
    int64_t use = 0;
    (void)capacity__mul_div(observed_memory(plan), CAPACITY_PPM,
                            CAPACITY__ROW(plan, BACKEND)->memory_request_bytes, CAPACITY__HALF_UP,
                            &use);
    finding->a = use;
    finding->b = CAPACITY__IN(plan, BACKEND_HPA_MEMORY_TARGET_PPM);
    finding->field = CAPACITY_IN_BACKEND_HPA_MEMORY_TARGET_PPM;
    return use < finding->b;
}

EVIDENCE(idle_memory)
{
    capacity__put(out, "a backend pod uses ");
    capacity__say(out, CAPACITY_UNIT_BYTES, observed_memory(plan));
    capacity__put(out, " of ");
    capacity__say(out, CAPACITY_UNIT_BYTES, CAPACITY__ROW(plan, BACKEND)->memory_request_bytes);
    capacity__put(out, " requested, ");
    capacity__say_percent(out, finding->a);
    capacity__put(out, ": the memory metric never reaches its target of ");
    capacity__say_percent(out, finding->b);
}

ACTION(idle_memory)
{
    UNUSED;
    capacity__put(out, "do not count on the memory metric to scale; lower memory requests to what "
                       "is observed, or scale on requests a second");
}

/* --- 106, 107: when to scale up: CPU and memory of a pod --------------------------------------- */

static bool hot(int64_t observed, int64_t request, int64_t limit_ppm, capacity__finding *finding)
{
    if (observed == CAPACITY_AUTO)
        return false;
    (void)capacity__mul_div(observed, CAPACITY_PPM, request, CAPACITY__HALF_UP, &finding->a);
    finding->b = limit_ppm;
    finding->severity = CAPACITY_SEVERITY_WARNING;
    return finding->a > limit_ppm;
}

APPLIES(cpu_hot)
{
    finding->field = CAPACITY_IN_BACKEND_OBSERVED_CPU_MCPU;
    return hot(CAPACITY__IN(plan, BACKEND_OBSERVED_CPU_MCPU),
               CAPACITY__ROW(plan, BACKEND)->cpu_request_mcpu, 700000, finding);
}

EVIDENCE(cpu_hot)
{
    (void)plan;
    capacity__put(out, "a backend pod uses ");
    capacity__say_percent(out, finding->a);
    capacity__put(out, " of its CPU request; the guide scales up when CPU is consistently above ");
    capacity__say_percent(out, finding->b);
}

ACTION(cpu_hot)
{
    UNUSED;
    capacity__put(out, "raise the CPU request or the number of pods before adding users");
}

APPLIES(memory_hot)
{
    finding->field = CAPACITY_IN_BACKEND_OBSERVED_MEMORY_BYTES;
    return hot(CAPACITY__IN(plan, BACKEND_OBSERVED_MEMORY_BYTES),
               CAPACITY__ROW(plan, BACKEND)->memory_request_bytes, 800000, finding);
}

EVIDENCE(memory_hot)
{
    (void)plan;
    capacity__put(out, "a backend pod uses ");
    capacity__say_percent(out, finding->a);
    capacity__put(out,
                  " of its memory request; the guide scales up when memory is consistently above ");
    capacity__say_percent(out, finding->b);
}

ACTION(memory_hot)
{
    UNUSED;
    capacity__put(out, "raise memory request and limit, or the number of pods");
}

/* --- 108: when to scale up: response time ------------------------------------------------------ */

APPLIES(slow)
{
    finding->a = CAPACITY__IN(plan, RESPONSE_TIME_P95_US);
    finding->severity = finding->a > 2 * CAPACITY_SECOND_US ? CAPACITY_SEVERITY_CRITICAL
                                                            : CAPACITY_SEVERITY_WARNING;
    finding->field = CAPACITY_IN_RESPONSE_TIME_P95_US;
    return finding->a > CAPACITY_SECOND_US;
}

EVIDENCE(slow)
{
    (void)plan;
    capacity__put(out, "p95 response time is ");
    capacity__say(out, CAPACITY_UNIT_US, finding->a);
    capacity__put(out, "; the guide warns above 1s and pages above 2s");
}

ACTION(slow)
{
    UNUSED;
    capacity__put(out, "find the slow dependency first; if pods queue, lower "
                       "backend_requests_per_pod to what one pod answers in time and plan again");
}

/* --- 109: linear to 50 pods -------------------------------------------------------------------- */

enum { LINEAR_PODS = 50 };

APPLIES(past_linear)
{
    finding->a = CAPACITY__ROW(plan, BACKEND)->pods;
    finding->b = CAPACITY__ROW(plan, BACKEND)->pods_max;
    finding->severity =
        finding->a > LINEAR_PODS ? CAPACITY_SEVERITY_WARNING : CAPACITY_SEVERITY_INFO;
    finding->field = CAPACITY_IN_CACHE_HIT_RATIO_PPM;
    return finding->b > LINEAR_PODS;
}

EVIDENCE(past_linear)
{
    (void)plan;
    capacity__put_format(out,
                         "%" PRId64 " to %" PRId64
                         " backend pods: the guide scales linearly to 50, then the database binds",
                         finding->a, finding->b);
}

ACTION(past_linear)
{
    UNUSED;
    capacity__put(out, "add a caching layer (cache_nodes, cache_hit_ratio) and load-test beyond 50 "
                       "pods before relying on more");
}

/* --- 110: the figure is for one core ----------------------------------------------------------- */

APPLIES(one_core_figure)
{
    finding->a = CAPACITY__ROW(plan, BACKEND)->cpu_request_mcpu;
    finding->field = CAPACITY_IN_BACKEND_SCALE_WITH_CPU;
    return CAPACITY__IN(plan, BACKEND_SCALE_WITH_CPU) == 0 && finding->a != 1000;
}

EVIDENCE(one_core_figure)
{
    capacity__say(out, CAPACITY_UNIT_MRPS, CAPACITY__IN(plan, BACKEND_REQUESTS_PER_POD_MRPS));
    capacity__put(out, " requests a second a pod is the guide's figure for one core; these pods "
                       "request ");
    capacity__say(out, CAPACITY_UNIT_MCPU, finding->a);
}

ACTION(one_core_figure)
{
    UNUSED;
    capacity__put(out, "set backend_requests_per_pod from a load test, or backend_scale_with_cpu "
                       "to scale it with the request");
}

/* --- 115: right-size ---------------------------------------------------------------------------- */

APPLIES(right_size)
{
    int64_t cpu = capacity__or(CAPACITY__IN(plan, BACKEND_OBSERVED_CPU_MCPU), GUIDE_BACKEND_MCPU);
    finding->a = cpu;
    finding->b = CAPACITY__ROW(plan, BACKEND)->cpu_request_mcpu;
    finding->field = CAPACITY_IN_BACKEND_OBSERVED_CPU_MCPU;
    return finding->b > 2 * cpu;
}

EVIDENCE(right_size)
{
    int known = CAPACITY__IN(plan, BACKEND_OBSERVED_CPU_MCPU) != CAPACITY_AUTO;
    capacity__put(out, "a backend pod requests ");
    capacity__say(out, CAPACITY_UNIT_MCPU, finding->b);
    capacity__put(out, known ? " and is seen to use " : " and by the guide uses up to ");
    capacity__say(out, CAPACITY_UNIT_MCPU, finding->a);
    capacity__put(out, ": an autoscaler on CPU hardly ever acts");
}

ACTION(right_size)
{
    UNUSED;
    capacity__put(out, "start conservative, monitor, adjust: set backend_cpu_request near the "
                       "observed use over the target; a Vertical Pod Autoscaler in "
                       "recommendation mode shows it");
}

/* --- 116: frontend by the tier ------------------------------------------------------------------ */

APPLIES(frontend_short)
{
    const capacity_plan_component *row = CAPACITY__ROW(plan, FRONTEND);
    finding->a = row->tier_pods;
    finding->b = row->needed;
    finding->c = row->tier_pods_max;
    finding->severity =
        row->needed > row->tier_pods_max ? CAPACITY_SEVERITY_CRITICAL : CAPACITY_SEVERITY_WARNING;
    finding->field = CAPACITY_IN_FRONTEND_CONNECTIONS_PER_POD;
    return row->needed > row->tier_pods;
}

EVIDENCE(frontend_short)
{
    capacity__put_format(out,
                         "the %s tier starts with %" PRId64 " frontend pods (at most %" PRId64
                         "), the users need %" PRId64 " by %s",
                         plan->tier->tier.name, finding->a, finding->c, finding->b,
                         capacity__say_bound(CAPACITY__ROW(plan, FRONTEND)->bound));
}

ACTION(frontend_short)
{
    UNUSED;
    capacity__put(out, "take the recommended count; a CDN (cdn_hit_ratio) takes requests off, "
                       "connections stay");
}

static const capacity__finding_kind kinds[] = {
    KIND(105, idle_memory, "autoscaling", "guide audit 9"),
    KIND(106, cpu_hot, "backend", "sizing guide, When to Scale Up"),
    KIND(107, memory_hot, "backend", "sizing guide, When to Scale Up"),
    KIND(108, slow, "latency", "sizing guide, Recommended Alerts and When to Scale Up"),
    KIND(109, past_linear, "backend", "sizing guide, Scaling Characteristics"),
    KIND(110, one_core_figure, "backend", "guide audit 1"),
    KIND(115, right_size, "backend", "sizing guide, Cost Optimization 2"),
    KIND(116, frontend_short, "frontend", "guide audit 3"),
};

const capacity__finding_group capacity__findings_pods = {kinds, sizeof kinds / sizeof *kinds};
