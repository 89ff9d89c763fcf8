/*
 * Kernels on any numbers: one value and many agree, and where 128 bits hold the exact rational, so
 * does the result.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 exact;
#else /* less is judged */
typedef uint64_t exact;
#endif

typedef enum verdict { UNJUDGED, FITS, TOO_LARGE } verdict;
enum { MOST_IN = 6, MOST_OUT = 3, ROWS = 3, DOWN, HALF_UP, UP };

typedef struct kernel {
    int in;
    int out;
    capacity_status (*one)(const int64_t *v, int64_t *o, capacity_error *err);
    capacity_status (*many)(const int64_t *const *c, size_t n, int64_t *const *o,
                            capacity_error *err);
    verdict (*judge)(const int64_t *v, int64_t *o); /* NULL: only the two calls are compared */
    int64_t lowest[MOST_IN];
    int64_t highest[MOST_IN]; /* 0: any */
} kernel;

/* --- the exact side --------------------------------------------------------------------------- */

static bool times(exact *product, const int64_t *factor)
{
    *product = 1;
    for (; *factor >= 0; factor++)
        if (__builtin_mul_overflow(*product, (exact)(uint64_t)*factor, product))
            return false;
    return true;
}

/* Factors end with -1. */
static verdict ratio(const int64_t *num, const int64_t *den, int mode, int64_t *r)
{
    exact n, d;
    if (!times(&n, num) || !times(&d, den) || d == 0)
        return UNJUDGED;
    exact q = n / d, rest = n % d;
    if ((mode == UP && rest > 0) || (mode == HALF_UP && rest >= d - rest))
        q++;
    if (q > INT64_MAX)
        return TOO_LARGE;
    *r = (int64_t)q;
    return FITS;
}

#define F(...) ((const int64_t[]){__VA_ARGS__, -1})

static bool buffered(int64_t buffer_ppm, int64_t *factor)
{
    return !__builtin_add_overflow(CAPACITY_PPM, buffer_ppm, factor);
}

static verdict judge_formula_pods(const int64_t *v, int64_t *o)
{
    int64_t b;
    if (!buffered(v[3], &b))
        return TOO_LARGE;
    verdict said = ratio(F(v[0], v[1], b), F(60, v[2], CAPACITY_PPM), UP, &o[0]);
    return said != FITS ? said : ratio(F(o[0], v[4]), F(CAPACITY_PPM), UP, &o[1]);
}

static verdict judge_pods_by_rate(const int64_t *v, int64_t *o)
{
    int64_t b;
    return buffered(v[3], &b) ? ratio(F(v[0], v[1], b), F(60, v[2], CAPACITY_PPM), UP, o)
                              : TOO_LARGE;
}

static verdict judge_pods_by_inflight(const int64_t *v, int64_t *o)
{
    int64_t b;
    return buffered(v[4], &b)
               ? ratio(F(v[0], v[1], v[2], b), F(60000, CAPACITY_PPM, CAPACITY_PPM, v[3]), UP, o)
               : TOO_LARGE;
}

static verdict judge_pods_by_connections(const int64_t *v, int64_t *o)
{
    int64_t b;
    return buffered(v[3], &b) ? ratio(F(v[0], v[1], b), F(CAPACITY_PPM, CAPACITY_PPM, v[2]), UP, o)
                              : TOO_LARGE;
}

static verdict judge_pods_by_cpu(const int64_t *v, int64_t *o)
{
    int64_t b;
    return buffered(v[5], &b)
               ? ratio(F(v[0], v[1], v[2], b), F(60, CAPACITY_PPM, v[3], v[4]), UP, o)
               : TOO_LARGE;
}

static verdict judge_pods_for_zones(const int64_t *v, int64_t *o)
{
    if (v[2] >= v[1])
        return UNJUDGED;
    if (v[2] == 0) {
        *o = v[0];
        return FITS;
    }
    int64_t each;
    (void)ratio(F(v[0]), F(v[1] - v[2]), UP, &each);
    return ratio(F(each, v[1]), F(1), DOWN, o);
}

static verdict judge_formula_nodes(const int64_t *v, int64_t *o)
{
    int64_t b;
    (void)ratio(F(v[0]), F(v[2]), UP, &o[0]);
    (void)ratio(F(v[1]), F(v[3]), UP, &o[1]);
    if (!buffered(v[4], &b))
        return TOO_LARGE;
    return ratio(F(o[0] > o[1] ? o[0] : o[1], b), F(CAPACITY_PPM), UP, &o[2]);
}

static verdict judge_cost_hours(const int64_t *v, int64_t *o)
{
    return ratio(F(v[0], v[1], v[2]), F(1000), HALF_UP, o);
}

static verdict judge_cost_units(const int64_t *v, int64_t *o)
{
    return ratio(F(v[0], v[1]), F(v[2], 1000), HALF_UP, o);
}

static verdict judge_cost_discounted(const int64_t *v, int64_t *o)
{
    return ratio(F(v[0], CAPACITY_PPM - v[1]), F(CAPACITY_PPM), HALF_UP, o);
}

static verdict judge_formula_dynamo(const int64_t *v, int64_t *o)
{
    verdict first = ratio(F(v[0], v[1]), F(120), UP, &o[0]);
    verdict second = ratio(F(v[0], v[2]), F(60), UP, &o[1]);
    return first == FITS ? second : first;
}

static verdict judge_dynamo_read_units(const int64_t *v, int64_t *o)
{
    static const int64_t steps[] = {500, 1000, 2000};
    int64_t blocks;
    (void)ratio(F(v[0] > 0 ? v[0] : 1), F(4096), UP, &blocks);
    return ratio(F(blocks, steps[v[1] - 1]), F(1), DOWN, o);
}

static verdict judge_dynamo_write_units(const int64_t *v, int64_t *o)
{
    int64_t blocks, b;
    (void)ratio(F(v[0] > 0 ? v[0] : 1), F(1024), UP, &blocks);
    if (!buffered(v[2], &b))
        return TOO_LARGE;
    return ratio(F(blocks, 1 + v[1], b, 1000), F(CAPACITY_PPM), UP, o);
}

static verdict judge_dynamo_provision(const int64_t *v, int64_t *o)
{
    return ratio(F(v[0], 1000), F(v[1]), UP, o);
}

/* A partition serves 3000 reads or 1000 writes a second. */
static bool load_of(const int64_t *v, exact *load)
{
    return !__builtin_mul_overflow((exact)3, (exact)(uint64_t)v[1], load) &&
           !__builtin_add_overflow(*load, (exact)(uint64_t)v[0], load) && *load <= *load + 2999999;
}

static verdict judge_dynamo_partitions(const int64_t *v, int64_t *o)
{
    exact load;
    if (!load_of(v, &load))
        return UNJUDGED;
    const int64_t by_load = (int64_t)((load + 2999999) / 3000000);
    int64_t by_size;
    (void)ratio(F(v[2]), F(10 * CAPACITY_GIB), UP, &by_size);
    *o = by_load > by_size ? by_load : by_size;
    if (*o < 1)
        *o = 1;
    return FITS;
}

static verdict judge_dynamo_hot_key_limit(const int64_t *v, int64_t *o)
{
    exact load;
    if (!load_of(v, &load))
        return UNJUDGED;
    *o = load > 3000000 ? (int64_t)((exact)CAPACITY_PPM * 3000000 / load) : CAPACITY_PPM;
    return FITS;
}

static verdict judge_dynamo_burst(const int64_t *v, int64_t *o)
{
    return v[1] > v[0] ? ratio(F(300, v[0]), F(v[1] - v[0]), DOWN, o) : UNJUDGED;
}

static verdict judge_dynamo_break_even(const int64_t *v, int64_t *o)
{
    return ratio(F(v[0], CAPACITY_PPM, CAPACITY_PPM), F(3600, v[1]), HALF_UP, o);
}

static verdict judge_pods_hpa_rate(const int64_t *v, int64_t *o)
{
    int64_t b, whole;
    if (!buffered(v[1], &b))
        return TOO_LARGE;
    verdict said = ratio(F(v[0], CAPACITY_PPM), F(b, 1000), DOWN, &whole);
    return said != FITS ? said : ratio(F(whole, 1000), F(1), DOWN, o);
}

static verdict judge_surplus(const int64_t *v, int64_t *o)
{
    const int64_t above = v[2] > v[3] ? v[2] - v[3] : 0;
    return ratio(F(v[0], v[1], above, 730, v[4]), F(1000, CAPACITY_PPM, 1000), HALF_UP, o);
}

static verdict judge_eks_reserved(const int64_t *v, int64_t *o)
{
    int64_t machine;
    const int64_t nominal = v[1] / CAPACITY_MIB;
    if (v[1] % CAPACITY_MIB != 0 || v[0] > 1000000)
        return UNJUDGED;
    int64_t cpu = 0;
    static const int64_t upto[] = {1000, 2000, 4000, INT64_MAX}, share[] = {600, 100, 50, 25};
    for (int i = 0, from = 0; i < 4; from = (int)upto[i], i++)
        if (v[0] > from)
            cpu += ((v[0] < upto[i] ? v[0] : upto[i]) - from) * share[i] / 10000;
    o[0] = cpu;
    (void)ratio(F(nominal, v[3]), F(CAPACITY_PPM), UP, &machine);
    if (v[2] > 1000000)
        return UNJUDGED;
    int64_t mib = 255 + 11 * v[2] + 100 + machine;
    if (v[4] == 1)
        return UNJUDGED; /* the order of 64 MiB and the overhead is the vectors' matter */
    return ratio(F(mib, CAPACITY_MIB), F(1), DOWN, &o[1]);
}

/* --- the library's side ----------------------------------------------------------------------- */

#define ONE(name, ...)                                                                             \
    static capacity_status one_##name(const int64_t *v, int64_t *o, capacity_error *err)           \
    {                                                                                              \
        return capacity_##name(__VA_ARGS__, err);                                                  \
    }
#define MANY(name, ...)                                                                            \
    static capacity_status many_##name(const int64_t *const *c, size_t n, int64_t *const *o,       \
                                       capacity_error *err)                                        \
    {                                                                                              \
        return capacity_##name##_many(__VA_ARGS__, err);                                           \
    }

ONE(formula_pods, v[0], v[1], v[2], v[3], v[4], &o[0], &o[1])
MANY(formula_pods, c[0], c[1], c[2], c[3], c[4], n, o[0], o[1])
ONE(pods_by_rate, v[0], v[1], v[2], v[3], &o[0])
MANY(pods_by_rate, c[0], c[1], c[2], c[3], n, o[0])
ONE(pods_by_inflight, v[0], v[1], v[2], v[3], v[4], &o[0])
MANY(pods_by_inflight, c[0], c[1], c[2], c[3], c[4], n, o[0])
ONE(pods_by_connections, v[0], v[1], v[2], v[3], &o[0])
MANY(pods_by_connections, c[0], c[1], c[2], c[3], n, o[0])
ONE(pods_by_cpu, v[0], v[1], v[2], v[3], v[4], v[5], &o[0])
MANY(pods_by_cpu, c[0], c[1], c[2], c[3], c[4], c[5], n, o[0])
ONE(pods_for_zones, v[0], v[1], v[2], &o[0])
MANY(pods_for_zones, c[0], c[1], c[2], n, o[0])
ONE(pods_hpa_rate, v[0], v[1], &o[0])
ONE(formula_nodes, v[0], v[1], v[2], v[3], v[4], &o[0], &o[1], &o[2])
MANY(formula_nodes, c[0], c[1], c[2], c[3], c[4], n, o[0], o[1], o[2])
ONE(eks_max_pods, v[0], v[1], v[2], v[3], &o[0])
MANY(eks_max_pods, c[0], c[1], c[2], c[3], n, o[0])
ONE(eks_reserved, v[0], v[1], v[2], v[3], v[4], &o[0], &o[1])
MANY(eks_reserved, c[0], c[1], c[2], c[3], c[4], n, o[0], o[1])
ONE(eks_allocatable, v[0], v[1], v[2], v[3], v[4], &o[0], &o[1])
MANY(eks_allocatable, c[0], c[1], c[2], c[3], c[4], n, o[0], o[1])
ONE(formula_dynamo, v[0], v[1], v[2], &o[0], &o[1])
MANY(formula_dynamo, c[0], c[1], c[2], n, o[0], o[1])
ONE(dynamo_read_units, v[0], v[1], &o[0])
MANY(dynamo_read_units, c[0], c[1], n, o[0])
ONE(dynamo_write_units, v[0], v[1], v[2], &o[0])
MANY(dynamo_write_units, c[0], c[1], c[2], n, o[0])
ONE(dynamo_provision, v[0], v[1], &o[0])
MANY(dynamo_provision, c[0], c[1], n, o[0])
ONE(dynamo_partitions, v[0], v[1], v[2], &o[0])
MANY(dynamo_partitions, c[0], c[1], c[2], n, o[0])
ONE(dynamo_hot_key_limit, v[0], v[1], &o[0])
MANY(dynamo_hot_key_limit, c[0], c[1], n, o[0])
ONE(dynamo_burst, v[0], v[1], &o[0])
ONE(dynamo_break_even, v[0], v[1], &o[0])
ONE(cost_hours, v[0], v[1], v[2], &o[0])
MANY(cost_hours, c[0], c[1], c[2], n, o[0])
ONE(cost_units, v[0], v[1], v[2], &o[0])
MANY(cost_units, c[0], c[1], c[2], n, o[0])
ONE(cost_discounted, v[0], v[1], &o[0])
MANY(cost_discounted, c[0], c[1], n, o[0])
ONE(cost_load_balancer_units, v[0], v[1], v[2], v[3], &o[0])
ONE(cost_surplus_credits, v[0], v[1], v[2], v[3], v[4], &o[0])
ONE(erlang_wait, v[0], v[1], v[2], v[3], v[4], &o[0])
MANY(erlang_wait, c[0], c[1], c[2], c[3], c[4], n, o[0])
ONE(erlang_wait_quantile, v[0], v[1], v[2], v[3], &o[0])
MANY(erlang_wait_quantile, c[0], c[1], c[2], c[3], n, o[0])
ONE(erlang_response_quantile, v[0], v[1], v[2], v[3], &o[0])
MANY(erlang_response_quantile, c[0], c[1], c[2], c[3], n, o[0])
ONE(erlang_servers_for_waiting, v[0], v[1], v[2], &o[0])
ONE(erlang_servers_for_response, v[0], v[1], v[2], v[3], &o[0])

ONE(headroom_reaction, v[0], v[1], v[2], v[3], &o[0])
ONE(headroom_buffer, v[0], v[1], &o[0], &o[1])
ONE(headroom_buffer_for_growth, v[0], v[1], v[2], &o[0])
ONE(headroom_survived_growth, v[0], v[1], v[2], &o[0])
ONE(headroom_cycle_growth, v[0], v[1], v[2], v[3], v[4], v[5], &o[0])
ONE(headroom_cycles, v[0], v[1], &o[0])
ONE(headroom_steady_pods, v[0], v[1], v[2], v[3], &o[0])

/* Servers for a share of those that wait, by way of the two probabilities, which are in 0 .. 1. */
static verdict judge_servers_for_waiting(const int64_t *v, int64_t *o)
{
    double lost = -1.0, waits = -1.0;
    int64_t servers;
    HOLDS(capacity_erlang_loss(v[0], v[1], 1 + v[2] % 64, &lost, NULL) == CAPACITY_OK);
    HOLDS(capacity_erlang_waiting(v[0], v[1], 1 + v[2] % 64, &waits, NULL) == CAPACITY_OK);
    HOLDS(lost >= 0.0 && lost <= waits && waits <= 1.0000001);
    if (capacity_erlang_servers_for_waiting(v[0], v[1], v[2], &servers, NULL) != CAPACITY_OK)
        return UNJUDGED;
    HOLDS(capacity_erlang_waiting(v[0], v[1], servers, &waits, NULL) == CAPACITY_OK);
    HOLDS(waits <= (double)v[2] / 1e6 * 1.0000001);
    *o = servers;
    return FITS;
}

static const kernel kernels[] = {
    {5, 2, one_formula_pods, many_formula_pods, judge_formula_pods, {0, 0, 1, 0, 1000000}, {0}},
    {4, 1, one_pods_by_rate, many_pods_by_rate, judge_pods_by_rate, {0, 0, 1, 0}, {0}},
    {5,
     1,
     one_pods_by_inflight,
     many_pods_by_inflight,
     judge_pods_by_inflight,
     {0, 0, 0, 1, 0},
     {0}},
    {4,
     1,
     one_pods_by_connections,
     many_pods_by_connections,
     judge_pods_by_connections,
     {0, 0, 1, 0},
     {0}},
    {6,
     1,
     one_pods_by_cpu,
     many_pods_by_cpu,
     judge_pods_by_cpu,
     {0, 0, 0, 1, 1, 0},
     {0, 0, 0, 0, 1000000, 0}},
    {3, 1, one_pods_for_zones, many_pods_for_zones, judge_pods_for_zones, {0, 1, 0}, {0}},
    {2, 1, one_pods_hpa_rate, NULL, judge_pods_hpa_rate, {0, 0}, {0}},
    {5, 3, one_formula_nodes, many_formula_nodes, judge_formula_nodes, {0, 0, 1, 1, 0}, {0}},
    {4, 1, one_eks_max_pods, many_eks_max_pods, NULL, {1, 1, 1, 1}, {1000, 1000, 0, 4}},
    {5,
     2,
     one_eks_reserved,
     many_eks_reserved,
     judge_eks_reserved,
     {1, 1, 0, 0, 0},
     {0, 0, 0, 1000000, 1}},
    {5, 2, one_eks_allocatable, many_eks_allocatable, NULL, {1, 1, 0, 0, 0}, {0, 0, 0, 1000000, 1}},
    {3, 2, one_formula_dynamo, many_formula_dynamo, judge_formula_dynamo, {0, 0, 0}, {0}},
    {2,
     1,
     one_dynamo_read_units,
     many_dynamo_read_units,
     judge_dynamo_read_units,
     {0, 1},
     {CAPACITY_DYNAMO_ITEM_BYTES, 3}},
    {3,
     1,
     one_dynamo_write_units,
     many_dynamo_write_units,
     judge_dynamo_write_units,
     {0, 0, 0},
     {CAPACITY_DYNAMO_ITEM_BYTES, 1, 0}},
    {2,
     1,
     one_dynamo_provision,
     many_dynamo_provision,
     judge_dynamo_provision,
     {0, 1},
     {0, 1000000}},
    {3, 1, one_dynamo_partitions, many_dynamo_partitions, judge_dynamo_partitions, {0, 0, 0}, {0}},
    {2,
     1,
     one_dynamo_hot_key_limit,
     many_dynamo_hot_key_limit,
     judge_dynamo_hot_key_limit,
     {0, 0},
     {0}},
    {2, 1, one_dynamo_burst, NULL, judge_dynamo_burst, {0, 1}, {0}},
    {2, 1, one_dynamo_break_even, NULL, judge_dynamo_break_even, {0, 1}, {0}},
    {3, 1, one_cost_hours, many_cost_hours, judge_cost_hours, {0, 0, 0}, {0}},
    {3, 1, one_cost_units, many_cost_units, judge_cost_units, {0, 0, 1}, {0}},
    {2, 1, one_cost_discounted, many_cost_discounted, judge_cost_discounted, {0, 0}, {0, 1000000}},
    {4, 1, one_cost_load_balancer_units, NULL, NULL, {0, 0, 0, 0}, {0}},
    {5,
     1,
     one_cost_surplus_credits,
     NULL,
     judge_surplus,
     {0, 0, 0, 0, 0},
     {0, 0, 1000000, 1000000, 0}},
    {5,
     1,
     one_erlang_wait,
     many_erlang_wait,
     NULL,
     {0, 1, 1, 0, 0},
     {CAPACITY_ERLANG_ARRIVALS_MRPS, CAPACITY_ERLANG_SERVICE_US, CAPACITY_ERLANG_SERVERS, 0, 0}},
    {4,
     1,
     one_erlang_wait_quantile,
     many_erlang_wait_quantile,
     NULL,
     {0, 1, 1, 1},
     {CAPACITY_ERLANG_ARRIVALS_MRPS, CAPACITY_ERLANG_SERVICE_US, CAPACITY_ERLANG_SERVERS, 999999}},
    {4,
     1,
     one_erlang_response_quantile,
     many_erlang_response_quantile,
     NULL,
     {0, 1, 1, 1},
     {CAPACITY_ERLANG_ARRIVALS_MRPS, CAPACITY_ERLANG_SERVICE_US, CAPACITY_ERLANG_SERVERS, 999999}},
    {3,
     1,
     one_erlang_servers_for_waiting,
     NULL,
     judge_servers_for_waiting,
     {0, 1, 1},
     {CAPACITY_ERLANG_ARRIVALS_MRPS, CAPACITY_ERLANG_SERVICE_US, 999999}},
    {4,
     1,
     one_erlang_servers_for_response,
     NULL,
     NULL,
     {0, 1, 1, 1},
     {CAPACITY_ERLANG_ARRIVALS_MRPS, CAPACITY_ERLANG_SERVICE_US, 999999, 0}},
    {4,
     1,
     one_headroom_reaction,
     NULL,
     NULL,
     {0, 0, 0, 0},
     {CAPACITY_HEADROOM_TIME_US, CAPACITY_HEADROOM_TIME_US, CAPACITY_HEADROOM_TIME_US,
      CAPACITY_HEADROOM_TIME_US}},
    {2, 2, one_headroom_buffer, NULL, NULL, {0, 0}, {1000000, CAPACITY_HEADROOM_TIME_US}},
    {3,
     1,
     one_headroom_buffer_for_growth,
     NULL,
     NULL,
     {1000000, 1, 0},
     {CAPACITY_HEADROOM_PPM, CAPACITY_HEADROOM_TIME_US, CAPACITY_HEADROOM_TIME_US}},
    {3,
     1,
     one_headroom_survived_growth,
     NULL,
     NULL,
     {1, 1000000, 0},
     {CAPACITY_HEADROOM_PPM, CAPACITY_HEADROOM_PPM, CAPACITY_HEADROOM_TIME_US}},
    {6,
     1,
     one_headroom_cycle_growth,
     NULL,
     NULL,
     {1, 1, 1, 1, 0, 0},
     {CAPACITY_HPA_MAX_REPLICAS, 1000000000, 1000000000, 1000000000, CAPACITY_HPA_MAX_REPLICAS,
      CAPACITY_HPA_MAX_REPLICAS}},
    {2,
     1,
     one_headroom_cycles,
     NULL,
     NULL,
     {1000000, 1000001},
     {CAPACITY_HEADROOM_PPM, CAPACITY_HEADROOM_PPM}},
    {4, 1, one_headroom_steady_pods, NULL, NULL, {0, 0, 1, 1}, {0}},
};

/* --- one input -------------------------------------------------------------------------------- */

/* Mostly inside the range of the input. */
static int64_t argument(const kernel *k, int i, fuzz_input *input)
{
    const uint8_t wild = fuzz_byte(input);
    int64_t value = fuzz_value(input);
    if (wild == 255)
        return value;
    value &= INT64_MAX >> (wild % 48);
    if (k->highest[i] > 0)
        value = value % (k->highest[i] - k->lowest[i] + 1) + k->lowest[i];
    return value < k->lowest[i] ? k->lowest[i] : value;
}

static bool in_range(const kernel *k, const int64_t *v)
{
    for (int i = 0; i < k->in; i++)
        if (v[i] < k->lowest[i] || (k->highest[i] > 0 && v[i] > k->highest[i]))
            return false;
    return true;
}

/* An intermediate that the documentation names does not fit: the demand, the spare share. */
static bool far_out(const kernel *k, const int64_t *v)
{
    int64_t product = 0;
    for (int i = 0; i < k->in; i++)
        for (int j = 0; j < i; j++)
            if (__builtin_mul_overflow(v[i], v[j], &product))
                return true;
    return false;
}

static capacity_status check_one(const kernel *k, const int64_t *v, int64_t *o)
{
    capacity_error err;
    int64_t want[MOST_OUT] = {0};
    capacity_status status = k->one(v, o, &err);
    bool good = fuzz_status(status, &err);
    HOLDS(in_range(k, v) || !good);
    verdict said = k->judge != NULL && in_range(k, v) ? k->judge(v, want) : UNJUDGED;
    if (good) {
        HOLDS(said != TOO_LARGE);
        HOLDS(said == UNJUDGED || memcmp(o, want, (size_t)k->out * sizeof *o) == 0);
    } else {
        for (int i = 0; i < k->out; i++)
            HOLDS(o[i] == -7);
        HOLDS(said != FITS || (status == CAPACITY_E_OVERFLOW && far_out(k, v)));
    }
    return status;
}

static void check_many(const kernel *k, fuzz_input *input)
{
    capacity_error err;
    int64_t row[ROWS][MOST_IN], got[ROWS][MOST_OUT], column[MOST_IN][ROWS], out[MOST_OUT][ROWS];
    const int64_t *columns[MOST_IN];
    int64_t *outs[MOST_OUT];
    const size_t n = fuzz_below(input, ROWS + 1);
    int failed = 0;
    for (size_t r = 0; r < n; r++) {
        for (int i = 0; i < k->in; i++)
            column[i][r] = row[r][i] = argument(k, i, input);
        for (int i = 0; i < k->out; i++)
            got[r][i] = -7;
        failed += check_one(k, row[r], got[r]) < 0;
    }
    if (k->many == NULL)
        return;
    for (int i = 0; i < MOST_IN; i++)
        columns[i] = column[i];
    for (int i = 0; i < MOST_OUT; i++)
        outs[i] = out[i];
    capacity_status status = k->many(columns, n, outs, &err);
    HOLDS(status == (failed > 0 ? CAPACITY_PARTIAL : CAPACITY_OK));
    for (size_t r = 0; r < n; r++)
        for (int i = 0; i < k->out; i++)
            HOLDS(out[i][r] == (got[r][i] == -7 ? CAPACITY_INVALID : got[r][i]));
}

/* A larger quantity never costs less. */
static void check_banded(fuzz_input *input)
{
    capacity_error err;
    int64_t ends[4], prices[4], cost = -7, more = -7, end = 0;
    const size_t n = fuzz_below(input, COUNT(ends) + 1);
    for (size_t i = 0; i < n; i++) {
        int64_t step = fuzz_natural(input) >> fuzz_below(input, 60);
        end = i + 1 == n || __builtin_add_overflow(end, step, &end) ? INT64_MAX : end;
        ends[i] = end;
        prices[i] = fuzz_natural(input) >> fuzz_below(input, 60);
    }
    const int64_t quantity = fuzz_natural(input), given = fuzz_natural(input) >> 8;
    const int64_t unit = (fuzz_natural(input) >> fuzz_below(input, 60)) | 1;
    bool good = fuzz_status(
        capacity_cost_banded(quantity, given, unit, ends, prices, n, &cost, &err), &err);
    HOLDS(good == (cost != -7));
    if (good && quantity > 0 &&
        fuzz_status(capacity_cost_banded(quantity - 1, given, unit, ends, prices, n, &more, &err),
                    &err))
        HOLDS(more <= cost && more >= 0);
}

/* No packing beats division. */
static void check_packing(fuzz_input *input)
{
    capacity_error err;
    int64_t cpu[3], memory[3], count[3], packed = -7, divided = -7;
    const size_t n = fuzz_below(input, COUNT(cpu) + 1);
    for (size_t i = 0; i < n; i++) {
        cpu[i] = fuzz_natural(input) >> fuzz_below(input, 60);
        memory[i] = fuzz_natural(input) >> fuzz_below(input, 60);
        count[i] = fuzz_natural(input) >> fuzz_below(input, 60);
    }
    const int64_t room = fuzz_natural(input), bytes = fuzz_natural(input);
    const int64_t pods = fuzz_natural(input) >> fuzz_below(input, 60);
    bool good = fuzz_status(
        capacity_nodes_pack(room, bytes, pods, cpu, memory, count, n, &packed, &divided, &err),
        &err);
    HOLDS(good == (packed != -7) && good == (divided != -7));
    HOLDS(!good || (packed >= divided && divided >= 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    const size_t which = fuzz_below(&input, COUNT(kernels) + 2);
    if (which < COUNT(kernels))
        check_many(&kernels[which], &input);
    else if (which == COUNT(kernels))
        check_banded(&input);
    else
        check_packing(&input);
    return 0;
}
