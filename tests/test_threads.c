/*
 * Eight threads read one plan, one catalogue and one ladder, share and release them, and each makes
 * and ends objects of its own. Race detectors judge it (tests/threads.sh); here it must come out right.
 * SPDX-License-Identifier: Apache-2.0
 *
 * -DCANARY adds a plain counter that all threads raise: a detector that says nothing is broken.
 */
#include <capacity/capacity.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8, ROUNDS = 250, TEXT = 1 << 16 };

#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                \
            exit(EXIT_FAILURE);                                                                    \
        }                                                                                          \
    } while (0)

typedef struct shared {
    capacity_plan *plan;
    capacity_catalog *catalog;
    capacity_tiers *tiers;
    int64_t pods;
    char *text;
} shared;

typedef struct worker {
    pthread_t thread;
    const shared *with;
    int number;
    /* What this thread took a reference to, for another to release. */
    capacity_plan *plan;
    capacity_catalog *catalog;
    capacity_tiers *tiers;
} worker;

#ifdef CANARY
static int canary;
#endif

static void read_shared(const shared *with)
{
    static const uint32_t formats[] = {CAPACITY_FORMAT_TEXT, CAPACITY_FORMAT_JSON,
                                       CAPACITY_FORMAT_YAML, CAPACITY_FORMAT_MARKDOWN};
    capacity_error err;
    capacity_machine machine = CAPACITY_INIT(capacity_machine);
    capacity_tier tier = CAPACITY_INIT(capacity_tier);
    int64_t value = 0;
    size_t needed = 0;
    MUST(capacity_plan_get(with->plan, CAPACITY_OUT_PODS, &value, &err) == CAPACITY_OK);
    MUST(value == with->pods);
    MUST(capacity_catalog_find_machine(with->catalog, "t3.large", &machine, &err) == CAPACITY_OK);
    MUST(capacity_tiers_get(with->tiers, 1, &tier, &err) == CAPACITY_OK);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        MUST(capacity_plan_write(with->plan, formats[i], NULL, 0, &needed, &err) == CAPACITY_OK);
    char *text = malloc(TEXT);
    MUST(text != NULL);
    MUST(capacity_plan_write(with->plan, CAPACITY_FORMAT_TEXT, text, TEXT, &needed, &err) ==
         CAPACITY_OK);
    MUST(strcmp(text, with->text) == 0);
    free(text);
}

static void make_own(const shared *with, int number)
{
    static const char yaml[] = "concurrent_users: 700\nspike_buffer: 25%\n";
    capacity_error err;
    capacity_profile *profile = NULL;
    capacity_plan *plan = NULL;
    MUST(capacity_profile_new_from_text(yaml, strlen(yaml), NULL, &profile, &err) == CAPACITY_OK);
    MUST(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, 700 + number, &err) ==
         CAPACITY_OK);
    MUST(capacity_plan_new(profile, with->catalog, with->tiers, NULL, &plan, &err) == CAPACITY_OK);
    MUST(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, -2 - number, &err) ==
         CAPACITY_E_RANGE);
    capacity_profile_free(profile);
    capacity_plan_unref(plan);
}

static void *work(void *argument)
{
    worker *self = argument;
    for (int i = 0; i < ROUNDS; i++) {
#ifdef CANARY
        canary++;
#endif
        capacity_plan *plan = capacity_plan_ref(self->with->plan);
        capacity_catalog *catalog = capacity_catalog_ref(self->with->catalog);
        capacity_tiers *tiers = capacity_tiers_ref(self->with->tiers);
        if (i % 16 == 0)
            read_shared(self->with);
        if (i % 4 == 0)
            make_own(self->with, self->number);
        capacity_plan_unref(plan);
        capacity_catalog_unref(catalog);
        capacity_tiers_unref(tiers);
    }
    self->plan = capacity_plan_ref(self->with->plan);
    self->catalog = capacity_catalog_ref(self->with->catalog);
    self->tiers = capacity_tiers_ref(self->with->tiers);
    return NULL;
}

/* Releases what its neighbour took, which may be the last reference. */
static void *release(void *argument)
{
    worker *of = argument;
    capacity_plan_unref(of->plan);
    capacity_catalog_unref(of->catalog);
    capacity_tiers_unref(of->tiers);
    return NULL;
}

static void run_all(worker *workers, void *(*body)(void *))
{
    for (int i = 0; i < THREADS; i++)
        MUST(pthread_create(&workers[i].thread, NULL, body, &workers[i]) == 0);
    for (int i = 0; i < THREADS; i++)
        MUST(pthread_join(workers[i].thread, NULL) == 0);
}

/* Counted objects, not the built-in ones that are never counted. */
static void make_shared(shared *with)
{
    capacity_error err;
    capacity_catalog_builder *builder = NULL;
    capacity_profile *profile = NULL;
    size_t needed = 0;
    MUST(capacity_catalog_builder_new(capacity_catalog_builtin(), NULL, &builder, &err) ==
         CAPACITY_OK);
    MUST(capacity_catalog_builder_finish(builder, &with->catalog, &err) == CAPACITY_OK);
    capacity_catalog_builder_free(builder);
    MUST(capacity_tiers_write_text(capacity_tiers_builtin(), CAPACITY_FORMAT_JSON, with->text, TEXT,
                                   &needed, &err) == CAPACITY_OK);
    MUST(capacity_tiers_new_from_text(with->text, needed, NULL, &with->tiers, &err) == CAPACITY_OK);
    MUST(capacity_profile_new(NULL, &profile, &err) == CAPACITY_OK);
    MUST(capacity_plan_new(profile, with->catalog, with->tiers, NULL, &with->plan, &err) ==
         CAPACITY_OK);
    capacity_profile_free(profile);
    MUST(capacity_plan_get(with->plan, CAPACITY_OUT_PODS, &with->pods, &err) == CAPACITY_OK);
    MUST(capacity_plan_write(with->plan, CAPACITY_FORMAT_TEXT, with->text, TEXT, &needed, &err) ==
         CAPACITY_OK);
}

int main(void)
{
    static worker workers[THREADS];
    shared with = {.text = malloc(TEXT)};
    MUST(with.text != NULL);
    make_shared(&with);
    for (int i = 0; i < THREADS; i++)
        workers[i] = (worker){.with = &with, .number = i};
    run_all(workers, work);
    capacity_plan_unref(with.plan);
    capacity_catalog_unref(with.catalog);
    capacity_tiers_unref(with.tiers);
    run_all(workers, release);
    free(with.text);
    printf("%d threads, %d rounds each\n", THREADS, ROUNDS);
    return EXIT_SUCCESS;
}
