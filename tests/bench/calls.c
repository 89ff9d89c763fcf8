/*
 * Nanoseconds of single calls and of one pass over arrays: what the benchmarks of the bindings are
 * compared with. They make the same calls with the same numbers.
 * SPDX-License-Identifier: Apache-2.0
 */
#define _POSIX_C_SOURCE 200809L

#include <capacity/capacity.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 9, ELEMENTS = 1000000, INPUTS = 4 };

static capacity_error err;
static capacity_profile *chat;
static capacity_plan *plan;
static int64_t *in[INPUTS], *pods;

static void need(capacity_status status)
{
    if (status == CAPACITY_OK)
        return;
    fprintf(stderr, "calls: %s\n", err.message);
    exit(1);
}

static void version(int64_t n)
{
    while (n-- > 0)
        if (capacity_version_number() == 0)
            exit(1);
}

static void getter(int64_t n)
{
    int64_t value;
    while (n-- > 0)
        need(capacity_plan_get(plan, CAPACITY_OUT_NODES, &value, &err));
}

static void new_plan(int64_t n)
{
    while (n-- > 0) {
        capacity_plan *one;
        need(capacity_plan_new(chat, NULL, NULL, NULL, &one, &err));
        capacity_plan_unref(one);
    }
}

static void one(int64_t n)
{
    int64_t value;
    while (n-- > 0)
        need(capacity_pods_by_rate(1000, 3000, 50000, 300000, &value, &err));
}

static void many(int64_t n)
{
    need(capacity_pods_by_rate_many(in[0], in[1], in[2], in[3], (size_t)n, pods, &err));
}

/* The processor's time: others may share the machine. */
static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void measure(const char *name, void (*run)(int64_t n), int64_t n)
{
    double best = 1e9;
    for (int i = 0; i < RUNS; i++) {
        const double start = seconds();
        run(n);
        const double took = (seconds() - start) * 1e9 / (double)n;
        best = took < best ? took : best;
    }
    printf("%-24s %10.1f ns\n", name, best);
}

int main(void)
{
    static const int64_t first[INPUTS] = {1000, 3000, 50000, 300000};
    pods = malloc(ELEMENTS * sizeof *pods);
    for (int i = 0; i < INPUTS; i++) {
        in[i] = malloc(ELEMENTS * sizeof *in[i]);
        for (int64_t k = 0; in[i] != NULL && k < ELEMENTS; k++)
            in[i][k] = first[i] + k % 977;
    }
    need(capacity_profile_new(NULL, &chat, &err));
    need(capacity_profile_set(chat, CAPACITY_IN_CONCURRENT_USERS, 1000, &err));
    need(capacity_plan_new(chat, NULL, NULL, NULL, &plan, &err));

    measure("version_number", version, 10000000);
    measure("getter", getter, 10000000);
    measure("plan", new_plan, 2000);
    measure("pods_by_rate", one, 1000000);
    measure("pods_by_rate_many", many, ELEMENTS);

    capacity_plan_unref(plan);
    capacity_profile_free(chat);
    for (int i = 0; i < INPUTS; i++)
        free(in[i]);
    free(pods);
    return 0;
}
