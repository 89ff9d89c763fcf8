/*
 * Waiting in line: Erlang's formulas, waits and response times.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Source: A. K. Erlang 1917; L. Kleinrock, Queueing Systems I, 1975; the factor for other variability
 * A. O. Allen, Probability, Statistics and Queueing Theory, 1990. docs/model/queueing.md.
 */
#include "kernel/queue.h"

#include "kernel/kernel.h"
#include "kernel/law.h"

#define ERLANG 1000000000 /* mrps x us of one */

/* Terms that no longer change a sum of doubles. */
#define SMALL 0x1p-60
/* A sum beyond this leaves a probability that nobody can tell from 0. */
#define HUGE 0x1p1000
/* To 0, what is to divide: either form of the response tail is off by some 10^-7 then. */
#define NEAR 1e-9

capacity__queue capacity__queue_of(int64_t arrivals_mrps, int64_t service_us, int64_t servers)
{
    int64_t load; /* a product that does not fit is far more than all servers */
    const bool fits = capacity__mul(arrivals_mrps, service_us, &load);
    capacity__queue q = {0};

    q.servers = (double)servers;
    q.service = (double)service_us;
    q.stable = fits && load < servers * ERLANG;
    q.load = fits ? (double)load / ERLANG : (double)arrivals_mrps * (double)service_us / ERLANG;
    if (q.stable)
        q.gap = (double)(servers * ERLANG - load) / ERLANG;
    return q;
}

/*
 * 1 / B = 1 + c/a + c (c - 1)/a^2 + ... : the recursion from above, which stops as soon as what is
 * left is small, after c - a and some square roots of terms. All are positive, so nothing cancels.
 */
double capacity__queue_loss(const capacity__queue *q)
{
    double term = 1.0, sum = 1.0;

    if (q->load == 0.0)
        return 0.0;
    for (double left = q->servers; left >= 1.0; left -= 1.0) {
        term *= left / q->load;
        sum += term;
        if (sum > HUGE)
            return 0.0;
        if (left < q->load && term < sum * SMALL)
            break;
    }
    return 1.0 / sum;
}

double capacity__queue_waiting(const capacity__queue *q, double loss)
{
    return q->servers * loss / (q->gap + q->load * loss);
}

double capacity__queue_tail(const capacity__queue *q, double waiting, double t)
{
    const double u = t / q->service, served = capacity__exp(-u), off = q->gap - 1.0;

    if ((off < 0.0 ? -off : off) < NEAR)
        return served * (1.0 + waiting * u);
    return served + waiting * (served - capacity__exp(-q->gap * u)) / off;
}

/* --- what the public functions share -------------------------------------------------------------- */

#define ARRIVALS                                                                                   \
    {                                                                                              \
        "arrivals_mrps", 0, CAPACITY_ERLANG_ARRIVALS_MRPS                                          \
    }
#define SERVICE                                                                                    \
    {                                                                                              \
        "service_us", 1, CAPACITY_ERLANG_SERVICE_US                                                \
    }
#define SERVERS                                                                                    \
    {                                                                                              \
        "servers", 1, CAPACITY_ERLANG_SERVERS                                                      \
    }
#define SHARE(name)                                                                                \
    {                                                                                              \
        name, 1, CAPACITY_PPM - 1                                                                  \
    }

static capacity_status check(int64_t arrivals_mrps, int64_t service_us, int64_t servers,
                             const double *probability, capacity_error *err)
{
    if (probability == NULL)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "probability is NULL");
    CAPACITY__TRY(
        capacity__in_range(err, "arrivals_mrps", arrivals_mrps, 0, CAPACITY_ERLANG_ARRIVALS_MRPS));
    CAPACITY__TRY(capacity__in_range(err, "service_us", service_us, 1, CAPACITY_ERLANG_SERVICE_US));
    return capacity__in_range(err, "servers", servers, 1, CAPACITY_ERLANG_SERVERS);
}

capacity_status capacity_erlang_loss(int64_t arrivals_mrps, int64_t service_us, int64_t servers,
                                     double *probability, capacity_error *err)
{
    CAPACITY__TRY(check(arrivals_mrps, service_us, servers, probability, err));
    const capacity__queue q = capacity__queue_of(arrivals_mrps, service_us, servers);
    *probability = capacity__queue_loss(&q);
    return CAPACITY_OK;
}

capacity_status capacity_erlang_waiting(int64_t arrivals_mrps, int64_t service_us, int64_t servers,
                                        double *probability, capacity_error *err)
{
    CAPACITY__TRY(check(arrivals_mrps, service_us, servers, probability, err));
    const capacity__queue q = capacity__queue_of(arrivals_mrps, service_us, servers);
    *probability = q.stable ? capacity__queue_waiting(&q, capacity__queue_loss(&q)) : 1.0;
    return CAPACITY_OK;
}

/* A stable queue of the first three inputs with its Erlang C. */
static capacity_status stable(const int64_t *in, capacity__queue *q, double *waiting,
                              capacity_error *err)
{
    *q = capacity__queue_of(in[0], in[1], in[2]);
    if (!q->stable)
        return capacity__fail(err, CAPACITY_E_INFEASIBLE, CAPACITY_FIELD_NONE, -1,
                              "%" PRId64 " mrps of %" PRId64 " us are too much for %" PRId64
                              " servers: the queue grows without end",
                              in[0], in[1], in[2]);
    *waiting = capacity__queue_waiting(q, capacity__queue_loss(q));
    return CAPACITY_OK;
}

/* Up to whole microseconds; what the arithmetic may have added, far below one, is taken off before. */
static capacity_status microseconds(double x, int64_t *out, capacity_error *err)
{
    x -= x * 0x1p-44;
    CAPACITY__FITS(x < 0x1p63, "the time in microseconds");
    const int64_t below = (int64_t)x;
    *out = below + ((double)below < x);
    return CAPACITY_OK;
}

/* --- waits ---------------------------------------------------------------------------------------- */

static capacity_status mean_wait(const int64_t *in, int64_t *out, capacity_error *err)
{
    capacity__queue q;
    double waiting;
    CAPACITY__TRY(stable(in, &q, &waiting, err));
    const double factor = ((double)in[3] + (double)in[4]) / (2.0 * (double)CAPACITY_PPM);
    return microseconds(waiting * q.service / q.gap * factor, out, err);
}

static const capacity__kernel wait_kernel = {
    .in = {ARRIVALS,
           SERVICE,
           SERVERS,
           {"arrival_cv2_ppm", 0, INT64_MAX},
           {"service_cv2_ppm", 0, INT64_MAX}},
    .out = {"wait_us"},
    .compute = mean_wait,
};

capacity_status capacity_erlang_wait(int64_t arrivals_mrps, int64_t service_us, int64_t servers,
                                     int64_t arrival_cv2_ppm, int64_t service_cv2_ppm,
                                     int64_t *wait_us, capacity_error *err)
{
    return capacity__kernel_one(
        &wait_kernel,
        CAPACITY__VALUES(arrivals_mrps, service_us, servers, arrival_cv2_ppm, service_cv2_ppm),
        CAPACITY__RESULTS(wait_us), err);
}

capacity_status capacity_erlang_wait_many(const int64_t *arrivals_mrps, const int64_t *service_us,
                                          const int64_t *servers, const int64_t *arrival_cv2_ppm,
                                          const int64_t *service_cv2_ppm, size_t n,
                                          int64_t *wait_us, capacity_error *err)
{
    return capacity__kernel_many(
        &wait_kernel,
        CAPACITY__COLUMNS(arrivals_mrps, service_us, servers, arrival_cv2_ppm, service_cv2_ppm), n,
        CAPACITY__RESULTS(wait_us), err);
}

/* 1 - p, exact before its one rounding. */
static double rest_of(int64_t quantile_ppm)
{
    return (double)(CAPACITY_PPM - quantile_ppm) / (double)CAPACITY_PPM;
}

static capacity_status wait_quantile(const int64_t *in, int64_t *out, capacity_error *err)
{
    capacity__queue q;
    double waiting;
    CAPACITY__TRY(stable(in, &q, &waiting, err));
    const double rest = rest_of(in[3]);
    if (waiting <= rest) {
        *out = 0;
        return CAPACITY_OK;
    }
    return microseconds(capacity__log(waiting / rest) * q.service / q.gap, out, err);
}

static const capacity__kernel wait_quantile_kernel = {
    .in = {ARRIVALS, SERVICE, SERVERS, SHARE("quantile_ppm")},
    .out = {"wait_us"},
    .compute = wait_quantile,
};

capacity_status capacity_erlang_wait_quantile(int64_t arrivals_mrps, int64_t service_us,
                                              int64_t servers, int64_t quantile_ppm,
                                              int64_t *wait_us, capacity_error *err)
{
    return capacity__kernel_one(&wait_quantile_kernel,
                                CAPACITY__VALUES(arrivals_mrps, service_us, servers, quantile_ppm),
                                CAPACITY__RESULTS(wait_us), err);
}

capacity_status capacity_erlang_wait_quantile_many(const int64_t *arrivals_mrps,
                                                   const int64_t *service_us,
                                                   const int64_t *servers,
                                                   const int64_t *quantile_ppm, size_t n,
                                                   int64_t *wait_us, capacity_error *err)
{
    return capacity__kernel_many(
        &wait_quantile_kernel, CAPACITY__COLUMNS(arrivals_mrps, service_us, servers, quantile_ppm),
        n, CAPACITY__RESULTS(wait_us), err);
}

/* --- response times --------------------------------------------------------------------------------- */

/* The tail falls with t: double until it is low enough, then halve. */
static capacity_status response_quantile(const int64_t *in, int64_t *out, capacity_error *err)
{
    capacity__queue q;
    double waiting;
    int64_t low = 0, high = in[1];
    CAPACITY__TRY(stable(in, &q, &waiting, err));
    const double rest = rest_of(in[3]);
    while (capacity__queue_tail(&q, waiting, (double)high) > rest) {
        CAPACITY__FITS(high <= INT64_MAX / 2, "the time in microseconds");
        high *= 2;
    }
    while (high - low > 1) {
        const int64_t middle = low + (high - low) / 2;
        if (capacity__queue_tail(&q, waiting, (double)middle) > rest)
            low = middle;
        else
            high = middle;
    }
    *out = high;
    return CAPACITY_OK;
}

static const capacity__kernel response_kernel = {
    .in = {ARRIVALS, SERVICE, SERVERS, SHARE("quantile_ppm")},
    .out = {"response_us"},
    .compute = response_quantile,
};

capacity_status capacity_erlang_response_quantile(int64_t arrivals_mrps, int64_t service_us,
                                                  int64_t servers, int64_t quantile_ppm,
                                                  int64_t *response_us, capacity_error *err)
{
    return capacity__kernel_one(&response_kernel,
                                CAPACITY__VALUES(arrivals_mrps, service_us, servers, quantile_ppm),
                                CAPACITY__RESULTS(response_us), err);
}

capacity_status capacity_erlang_response_quantile_many(const int64_t *arrivals_mrps,
                                                       const int64_t *service_us,
                                                       const int64_t *servers,
                                                       const int64_t *quantile_ppm, size_t n,
                                                       int64_t *response_us, capacity_error *err)
{
    return capacity__kernel_many(
        &response_kernel, CAPACITY__COLUMNS(arrivals_mrps, service_us, servers, quantile_ppm), n,
        CAPACITY__RESULTS(response_us), err);
}

/* --- how many servers ------------------------------------------------------------------------------- */

/* The goal: t = 0 asks for Erlang C itself, else for the tail at t. */
typedef struct goal {
    double most;
    double t;
} goal;

static bool meets(const capacity__queue *q, double loss, const goal *g)
{
    const double waiting = capacity__queue_waiting(q, loss);
    return (g->t == 0.0 ? waiting : capacity__queue_tail(q, waiting, g->t)) <= g->most;
}

static capacity_status too_few(capacity_error *err)
{
    return capacity__fail(err, CAPACITY_E_INFEASIBLE, CAPACITY_FIELD_NONE, -1,
                          "not even %" PRId64 " servers suffice", CAPACITY_ERLANG_SERVERS);
}

/* From the first stable number on by B(c) = a B(c - 1) / (c + a B(c - 1)); all that is asked falls with c. */
static capacity_status fewest(const int64_t *in, const goal *g, int64_t *out, capacity_error *err)
{
    int64_t load = INT64_MAX;
    (void)capacity__mul(in[0], in[1], &load); /* what does not fit needs too many servers */
    int64_t servers = load / ERLANG + 1;
    if (servers > CAPACITY_ERLANG_SERVERS)
        return too_few(err);
    capacity__queue q = capacity__queue_of(in[0], in[1], servers);
    double loss = capacity__queue_loss(&q);
    for (; servers <= CAPACITY_ERLANG_SERVERS; servers++) {
        if (meets(&q, loss, g)) {
            *out = servers;
            return CAPACITY_OK;
        }
        q.servers += 1.0;
        q.gap = (double)((servers + 1) * ERLANG - load) / ERLANG;
        loss = q.load * loss / (q.servers + q.load * loss);
    }
    return too_few(err);
}

static capacity_status servers_for_waiting(const int64_t *in, int64_t *out, capacity_error *err)
{
    const goal g = {(double)in[2] / (double)CAPACITY_PPM, 0.0};
    return fewest(in, &g, out, err);
}

static const capacity__kernel servers_for_waiting_kernel = {
    .in = {ARRIVALS, SERVICE, SHARE("waiting_ppm")},
    .out = {"servers"},
    .compute = servers_for_waiting,
};

capacity_status capacity_erlang_servers_for_waiting(int64_t arrivals_mrps, int64_t service_us,
                                                    int64_t waiting_ppm, int64_t *servers,
                                                    capacity_error *err)
{
    return capacity__kernel_one(&servers_for_waiting_kernel,
                                CAPACITY__VALUES(arrivals_mrps, service_us, waiting_ppm),
                                CAPACITY__RESULTS(servers), err);
}

static capacity_status servers_for_response(const int64_t *in, int64_t *out, capacity_error *err)
{
    const goal g = {rest_of(in[2]), (double)in[3]};
    if (capacity__exp(-(double)in[3] / (double)in[1]) > g.most)
        return capacity__fail(
            err, CAPACITY_E_INFEASIBLE, CAPACITY_FIELD_NONE, -1,
            "service alone takes longer than %" PRId64 " us for too many requests", in[3]);
    return fewest(in, &g, out, err);
}

static const capacity__kernel servers_for_response_kernel = {
    .in = {ARRIVALS, SERVICE, SHARE("quantile_ppm"), {"response_us", 1, INT64_MAX}},
    .out = {"servers"},
    .compute = servers_for_response,
};

capacity_status capacity_erlang_servers_for_response(int64_t arrivals_mrps, int64_t service_us,
                                                     int64_t quantile_ppm, int64_t response_us,
                                                     int64_t *servers, capacity_error *err)
{
    return capacity__kernel_one(
        &servers_for_response_kernel,
        CAPACITY__VALUES(arrivals_mrps, service_us, quantile_ppm, response_us),
        CAPACITY__RESULTS(servers), err);
}
