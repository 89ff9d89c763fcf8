/*
 * The test harness: Check, and every scenario run again with each allocation failing.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A test program has a table of scenarios: functions that call the library by OK, IS, FAILS and
 * NEW). Each runs plain, then once for every allocation k with only the k-th failing, then with the
 * k-th and all later ones failing, then plain again. After each run nothing may be alive. A call
 * that swallows a failed allocation is a failure, and so is one that answers with something other
 * than CAPACITY_E_MEMORY. Counted are the caller's allocator and, by the linker's --wrap, malloc as
 * the library and libyaml call it.
 *
 * Scenarios are restarted in the middle by longjmp: handles go through NEW or OWN, which remember
 * them for the end, and never rest in static variables.
 *
 * Plain START_TESTs are added in the `more` function, see test_case.
 */
#ifndef TESTS_HARNESS_H
#define TESTS_HARNESS_H

#include <capacity/capacity.h>

#include <check.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct scenario {
    const char *name;
    void (*run)(void);
} scenario;

#define SCENARIO(function)                                                                         \
    {                                                                                              \
#function, function                                                                        \
    }

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Runs a suite; `more` adds further cases and may be NULL. The value is main's. */
int test_main(const char *suite, const scenario *scenarios, size_t n, void (*more)(Suite *suite));

/* A case with the harness's set-up and leak check, for START_TESTs; add it to no suite again. */
TCase *test_case(Suite *suite, const char *name);
/* The same, left out under valgrind, where everything takes fifty times as long. */
TCase *test_long_case(Suite *suite, const char *name);

/*
 * What takes long is a loop test of so many parts, the i-th of which tries every seventh from i on:
 * part 0 in a usual case, the others in a long one. A prime, so that no part sees one column only.
 */
enum { TEST_PARTS = 7 };

/* main for a file with a table called `scenarios`. */
#define TEST_MAIN(stem, more)                                                                      \
    int main(void)                                                                                 \
    {                                                                                              \
        return test_main(#stem, scenarios, COUNT(scenarios), more);                                \
    }

/* Counting, poisoning, failing on demand: pass it to every constructor. */
const capacity_allocator *test_allocator(void);
/* Allocations of the run so far, and blocks alive. */
size_t test_allocations(void);
size_t test_alive(void);

/* Where FAILS has the error written; use it as the last argument. */
extern capacity_error test_err;

/* --- calling the library ---------------------------------------------------------------------- */

/* Between these two, malloc counts and may fail. */
void test_arm(void);
void test_disarm(void);
void test_judge(const char *file, int line, const char *call, capacity_status want,
                capacity_status got);
void test_judge_error(const char *file, int line, const char *call, const char *part);

/* The call must give this status. */
#define IS(want, call)                                                                             \
    do {                                                                                           \
        test_arm();                                                                                \
        capacity_status test_status_ = (call);                                                     \
        test_disarm();                                                                             \
        test_judge(__FILE__, __LINE__, #call, (want), test_status_);                               \
    } while (0)
#define OK(call) IS(CAPACITY_OK, call)

/* The call, whose last argument is &test_err, must fail so, with a message that contains `part`. */
#define FAILS(want, part, call)                                                                    \
    do {                                                                                           \
        capacity_error_clear(&test_err);                                                           \
        IS(want, call);                                                                            \
        test_judge_error(__FILE__, __LINE__, #call, (part));                                       \
    } while (0)

/* The constructor call writes `handle`, which is released at the end of the scenario. */
#define NEW(handle, call)                                                                          \
    do {                                                                                           \
        (handle) = test_nowhere();                                                                 \
        test_arm();                                                                                \
        capacity_status test_status_ = (call);                                                     \
        test_disarm();                                                                             \
        if (test_status_ < 0 && (handle) != NULL)                                                  \
            ck_abort_msg("%s:%d: %s failed and did not set NULL", __FILE__, __LINE__, #call);      \
        test_judge(__FILE__, __LINE__, #call, CAPACITY_OK, test_status_);                          \
        OWN(handle);                                                                               \
    } while (0)

/* A constructor call that must fail, leave NULL and say so. */
#define REFUSES(want, part, handle, call)                                                          \
    do {                                                                                           \
        (handle) = test_nowhere();                                                                 \
        capacity_error_clear(&test_err);                                                           \
        test_arm();                                                                                \
        capacity_status test_status_ = (call);                                                     \
        test_disarm();                                                                             \
        if (test_status_ < 0 && (handle) != NULL)                                                  \
            ck_abort_msg("%s:%d: %s failed and did not set NULL", __FILE__, __LINE__, #call);      \
        test_judge(__FILE__, __LINE__, #call, (want), test_status_);                               \
        test_judge_error(__FILE__, __LINE__, #call, (part));                                       \
    } while (0)

/* Release a handle at the end of the scenario, or now. */
#define OWN(handle) test_own((handle), TEST_RELEASE(handle))
#define DROP(handle)                                                                               \
    do {                                                                                           \
        test_drop(handle);                                                                         \
        (handle) = NULL;                                                                           \
    } while (0)

#define TEST_RELEASE(handle)                                                                       \
    _Generic((handle), capacity_profile *                                                          \
             : test_release_profile, capacity_plan *                                               \
             : test_release_plan, capacity_catalog *                                               \
             : test_release_catalog, capacity_catalog_builder *                                    \
             : test_release_builder, capacity_tiers *                                              \
             : test_release_tiers, capacity_simulation *                                           \
             : test_release_simulation, capacity_metrics *                                         \
             : test_release_metrics, capacity_usage *                                              \
             : test_release_usage, capacity_assessment *                                           \
             : test_release_assessment)

void test_own(void *handle, void (*release)(void *handle));
void test_drop(void *handle);
void *test_nowhere(void);

static inline void test_release_profile(void *handle)
{
    capacity_profile_free(handle);
}
static inline void test_release_plan(void *handle)
{
    capacity_plan_unref(handle);
}
static inline void test_release_catalog(void *handle)
{
    capacity_catalog_unref(handle);
}
static inline void test_release_builder(void *handle)
{
    capacity_catalog_builder_free(handle);
}
static inline void test_release_tiers(void *handle)
{
    capacity_tiers_unref(handle);
}
static inline void test_release_simulation(void *handle)
{
    capacity_simulation_free(handle);
}

static inline void test_release_usage(void *handle)
{
    capacity_usage_free(handle);
}

static inline void test_release_metrics(void *handle)
{
    capacity_metrics_free(handle);
}
static inline void test_release_assessment(void *handle)
{
    capacity_assessment_unref(handle);
}

/* --- comparing: silent when equal, since each of Check's own asserts costs a pipe write ------- */

void test_equal(const char *file, int line, const char *what, int64_t want, int64_t got);
void test_same_text(const char *file, int line, const char *what, const char *want,
                    const char *got);
void test_contains(const char *file, int line, const char *what, const char *part, const char *got);

#define EQ(want, got) test_equal(__FILE__, __LINE__, #got, (int64_t)(want), (int64_t)(got))
#define SAME(want, got) test_same_text(__FILE__, __LINE__, #got, (want), (got))
#define CONTAINS(part, got) test_contains(__FILE__, __LINE__, #got, (part), (got))
#define TRUE(condition)                                                                            \
    do {                                                                                           \
        if (!(condition))                                                                          \
            ck_abort_msg("%s:%d: not so: %s", __FILE__, __LINE__, #condition);                     \
    } while (0)

/* --- text handed over in exact-size heap copies, so that one byte too far is seen ------------- */

/* A copy of `size` bytes without a NUL; it lives to the end of the scenario. */
const char *test_copy(const char *bytes, size_t size);
/* The same with its NUL, for parameters that are strings. */
const char *test_string(const char *text);
/* A whole file of the source tree, exact copy; the path is relative to the project's root. */
const char *test_file(const char *path, size_t *size);

/* Two arguments, text and size, of a function that takes them. */
#define TEXT(text) test_copy((text), strlen(text)), strlen(text)

#endif
