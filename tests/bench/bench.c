/*
 * How long the library takes: nanoseconds, allocations and bytes beside what is promised.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Usage: bench               every measure, best of several runs, with its share of the promise
 *        bench NAME COUNT    one measure so often and nothing else, for counting instructions
 *
 * No test: a busy machine may take longer. tests/bench/instructions.sh counts what does not vary.
 */
#define _POSIX_C_SOURCE 200809L

#include <capacity/capacity.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUNS = 15, ELEMENTS = 1000, MACHINES = 1000, DAY = 5760 };

static void need(capacity_status status, const capacity_error *err)
{
    char line[512];
    if (status == CAPACITY_OK)
        return;
    if (capacity_error_format(err, line, sizeof line, NULL) < 0)
        line[0] = '\0';
    fprintf(stderr, "bench: %s\n", line);
    exit(1);
}

#define NEED(call)                                                                                 \
    do {                                                                                           \
        capacity_error err;                                                                        \
        capacity_error_clear(&err);                                                                \
        need((call), &err);                                                                        \
    } while (0)

/* --- memory ------------------------------------------------------------------------------------- */

static size_t allocations, bytes;

static void *counted_alloc(void *ctx, size_t size)
{
    (void)ctx;
    allocations++;
    bytes += size;
    return malloc(size);
}

static void counted_release(void *ctx, void *ptr)
{
    (void)ctx;
    free(ptr);
}

static const capacity_allocator counted = {counted_alloc, counted_release, NULL};

/* --- what is measured: each function does its work `count` times ---------------------------------- */

static capacity_profile *profile;
static capacity_plan *plan;
static capacity_simulation *simulation;
static char *catalog_text;
static size_t catalog_size;
static int64_t columns[7][ELEMENTS];

static void plans(size_t count)
{
    for (size_t i = 0; i < count; i++) {
        capacity_plan *made;
        NEED(capacity_plan_new(profile, NULL, NULL, NULL, &made, &err));
        capacity_plan_unref(made);
    }
}

static void plan_texts(size_t count)
{
    static char buffer[1 << 18];
    for (size_t i = 0; i < count; i++)
        NEED(capacity_plan_write(plan, CAPACITY_FORMAT_TEXT, buffer, sizeof buffer, NULL, &err));
}

static void plan_jsons(size_t count)
{
    static char buffer[1 << 20];
    for (size_t i = 0; i < count; i++)
        NEED(capacity_plan_write(plan, CAPACITY_FORMAT_JSON, buffer, sizeof buffer, NULL, &err));
}

static void pods(size_t count)
{
    int64_t low, high;
    for (size_t i = 0; i < count; i++)
        NEED(capacity_formula_pods((int64_t)i, 3000, 50000, 300000, 3000000, &low, &high, &err));
}

static void pods_many(size_t count)
{
    for (size_t i = 0; i < count / ELEMENTS; i++)
        NEED(capacity_formula_pods_many(columns[0], columns[1], columns[2], columns[3], columns[4],
                                        ELEMENTS, columns[5], columns[6], &err));
}

static void allocatable(size_t count)
{
    int64_t cpu, memory;
    for (size_t i = 0; i < count; i++)
        NEED(
            capacity_eks_allocatable(2000, 8192 * CAPACITY_MIB, 35, 75000, 0, &cpu, &memory, &err));
}

static void costs(size_t count)
{
    int64_t cost;
    for (size_t i = 0; i < count; i++)
        NEED(capacity_cost_hours((int64_t)i, 41600000, CAPACITY_MONTH_HOURS, &cost, &err));
}

static void packings(size_t count)
{
    static const int64_t cpu[] = {1000, 500}, memory[] = {1024 * CAPACITY_MIB, 512 * CAPACITY_MIB};
    static const int64_t number[] = {50, 15};
    int64_t packed, divided;
    for (size_t i = 0; i < count; i++)
        NEED(capacity_nodes_pack(3770, 6584 * CAPACITY_MIB, 56, cpu, memory, number, 2, &packed,
                                 &divided, &err));
}

/* Three metrics of 100 pods that all differ, and the decision, with a day's history. */
static void hpa(size_t count, size_t pods)
{
    static int64_t class[100], number[100], value[100], request[100];
    static int64_t history[CAPACITY_HPA_HISTORY];
    static const int64_t kinds[] = {1, 1, 3}, way[] = {1, 1, 2}, type[] = {2, 1, 2};
    static const int64_t change[] = {100, 4, 50};
    static const int64_t period_us[] = {15000000, 15000000, 60000000};
    capacity_hpa_spec spec = CAPACITY_INIT(capacity_hpa_spec);
    static int64_t now_us;
    int64_t replicas[3];

    spec.flags = CAPACITY_HPA_BEHAVIOR;
    spec.max_replicas = 200;
    for (size_t i = 0; i < 100; i++) {
        class[i] = CAPACITY_HPA_READY;
        number[i] = 1;
        value[i] = 400 + (int64_t)i;
        request[i] = 1000;
    }
    for (size_t i = 0; i < count; i++) {
        capacity_hpa_decision decision = CAPACITY_INIT(capacity_hpa_decision);
        for (size_t m = 0; m < 3; m++) {
            capacity_hpa_metric metric = CAPACITY_INIT(capacity_hpa_metric);
            capacity_hpa_proposal proposal = CAPACITY_INIT(capacity_hpa_proposal);
            metric.kind = (uint32_t)kinds[m];
            metric.target_type = m < 2 ? CAPACITY_HPA_UTILIZATION : CAPACITY_HPA_AVERAGE_VALUE;
            metric.target = m < 2 ? 45 : 450;
            metric.current_replicas = (int64_t)pods;
            NEED(capacity_hpa_propose(&metric, class, number, value, request, pods, &proposal,
                                      &err));
            replicas[m] = proposal.replicas;
        }
        NEED(capacity_hpa_decide(&spec, way, type, change, period_us, 3, kinds, replicas, 3,
                                 (int64_t)pods, now_us, history, CAPACITY_HPA_HISTORY, &decision,
                                 &err));
        now_us += 15000000;
    }
}

static void hpas(size_t count)
{
    hpa(count, 100);
}

static void small_hpas(size_t count)
{
    hpa(count, 1);
}

/* A day of 15 s rows on the guide's medium tier: pods and nodes come and go. */
static void days(size_t count)
{
    static int64_t time_us[DAY], rate_mrps[DAY];
    size_t taken;
    int64_t done;
    for (int64_t i = 0; i < DAY; i++) {
        time_us[i] = i * 15 * CAPACITY_SECOND_US;
        rate_mrps[i] = 20000 + (i < DAY / 2 ? i : DAY - i) * 130 + i * i * 7919 % 30011;
    }
    for (size_t i = 0; i < count; i++) {
        capacity_simulation_reset(simulation);
        NEED(capacity_simulation_feed(simulation, time_us, rate_mrps, NULL, NULL, DAY, &taken,
                                      &err));
        NEED(capacity_simulation_finish(simulation, &done, &err));
    }
}

static void catalogs(size_t count)
{
    for (size_t i = 0; i < count; i++) {
        capacity_catalog *made;
        NEED(capacity_catalog_new_from_text(catalog_text, catalog_size, NULL, &made, &err));
        capacity_catalog_unref(made);
    }
}

typedef struct measure {
    const char *name;
    void (*work)(size_t count);
    size_t count;    /* of one timed run */
    double promised; /* nanoseconds each; 0: nothing is promised */
    const char *what;
} measure;

static const measure measures[] = {
    {"plan", plans, 2000, 10000, "a full plan of a chat application"},
    {"plan_text", plan_texts, 500, 0, "its text, one screen"},
    {"plan_json", plan_jsons, 200, 0, "its JSON"},
    {"formula_pods", pods, 100000, 0, "the guide's formula, one call"},
    {"formula_pods_many", pods_many, 100000, 0, "the same, an element of an array"},
    {"eks_allocatable", allocatable, 100000, 0, "what a node offers"},
    {"cost_hours", costs, 100000, 0, "a cost by the hour"},
    {"nodes_pack", packings, 50000, 0, "packing 65 pods of two shapes on 17 nodes"},
    {"hpa", hpas, 20000, 1000, "the autoscaler: three metrics of 100 pods, and the decision"},
    {"hpa_small", small_hpas, 20000, 0, "the same of one group of pods"},
    {"day", days, 20, 1e6, "a simulated day of 15 s on the medium tier"},
    {"catalog", catalogs, 3, 20e6, "reading a catalogue of 1000 machines in JSON"},
};

/* --- preparing -------------------------------------------------------------------------------------- */

static void prepare_catalog(void)
{
    capacity_catalog_builder *builder;
    capacity_catalog *catalog;
    capacity_machine machine = CAPACITY_INIT(capacity_machine);

    NEED(capacity_catalog_builder_new(NULL, NULL, &builder, &err));
    NEED(capacity_catalog_builder_set_source(builder, "bench", "nowhere", "2026-11-24", &err));
    NEED(capacity_catalog_find_machine(NULL, "t3.large", &machine, &err));
    for (int i = 0; i < MACHINES; i++) {
        snprintf(machine.name, sizeof machine.name, "machine.%d", i);
        machine.hour_nusd = 10000000 + i * 1001;
        NEED(capacity_catalog_builder_put_machine(builder, &machine, &err));
    }
    NEED(capacity_catalog_builder_finish(builder, &catalog, &err));
    capacity_catalog_builder_free(builder);
    NEED(capacity_catalog_write_text(catalog, CAPACITY_FORMAT_JSON, NULL, 0, &catalog_size, &err));
    catalog_text = malloc(catalog_size + 1);
    if (catalog_text == NULL)
        exit(1);
    NEED(capacity_catalog_write_text(catalog, CAPACITY_FORMAT_JSON, catalog_text, catalog_size + 1,
                                     NULL, &err));
    capacity_catalog_unref(catalog);
}

static void prepare_simulation(void)
{
    capacity_profile *busy;
    capacity_plan *medium;
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    options.answer = CAPACITY_ANSWER_TIER;
    NEED(capacity_profile_clone(profile, &busy, &err));
    NEED(capacity_profile_set(busy, CAPACITY_IN_BACKEND_CPU_PER_REQUEST_US, 10000, &err));
    NEED(capacity_plan_new(busy, NULL, NULL, NULL, &medium, &err));
    NEED(capacity_simulation_new_from_plan(medium, &options, &simulation, &err));
    capacity_plan_unref(medium);
    capacity_profile_free(busy);
}

static void prepare(void)
{
    static const int64_t typical[] = {0, 3000, 50000, 300000, 3000000};
    for (size_t i = 0; i < ELEMENTS; i++)
        for (size_t k = 0; k < sizeof typical / sizeof *typical; k++)
            columns[k][i] = k == 0 ? (int64_t)i * 200 : typical[k];
    NEED(capacity_profile_new(&counted, &profile, &err));
    NEED(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, 1000, &err));
    NEED(capacity_plan_new(profile, NULL, NULL, NULL, &plan, &err));
    prepare_catalog();
    prepare_simulation();
}

static void give_back(void)
{
    capacity_simulation_free(simulation);
    capacity_plan_unref(plan);
    capacity_profile_free(profile);
    free(catalog_text);
}

/* --- reporting -------------------------------------------------------------------------------------- */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double best_ns(const measure *it)
{
    double best = 0;
    it->work(it->count); /* warm */
    for (int i = 0; i < RUNS; i++) {
        const double start = seconds();
        it->work(it->count);
        const double each = 1e9 * (seconds() - start) / (double)it->count;
        best = i == 0 || each < best ? each : best;
    }
    return best;
}

static void report(void)
{
    allocations = bytes = 0;
    plans(1);
    printf("%-18s %12zu bytes in %zu allocation%s, %.2f of 32 KiB\n", "plan memory", bytes,
           allocations, allocations == 1 ? "" : "s", (double)bytes / 32768);
    printf("%-18s %12zu bytes of JSON\n", "catalog text", catalog_size);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        const measure *it = &measures[i];
        const double ns = best_ns(it);
        printf("%-18s %12.1f ns", it->name, ns);
        if (it->promised > 0)
            printf(", %.2f of the promised %.0f", ns / it->promised, it->promised);
        printf("  %s\n", it->what);
        fflush(stdout);
    }
}

int main(int argc, char **argv)
{
    if (argc != 1 && argc != 3) {
        fprintf(stderr, "usage: bench [NAME COUNT]\n");
        return 2;
    }
    prepare();
    int status = argc == 1 ? 0 : 2;
    if (argc == 1)
        report();
    for (size_t i = 0; argc == 3 && i < sizeof measures / sizeof *measures; i++)
        if (strcmp(measures[i].name, argv[1]) == 0) {
            measures[i].work((size_t)strtoull(argv[2], NULL, 10));
            status = 0;
        }
    give_back();
    if (status != 0)
        fprintf(stderr, "bench: no measure is called %s\n", argv[1]);
    return status;
}
