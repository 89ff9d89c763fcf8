/*
 * The harness itself: each kind of fault that it is there for must make a suite fail.
 * SPDX-License-Identifier: Apache-2.0
 */
#define _POSIX_C_SOURCE 200809L

#include "harness.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Functions like the library's, some with a fault; `*out` is a block of memory, not a profile. */

static void *take(size_t size)
{
    const capacity_allocator *allocator = test_allocator();
    return allocator->alloc(allocator->ctx, size);
}

static void give(void *block)
{
    const capacity_allocator *allocator = test_allocator();
    if (block != NULL)
        allocator->release(allocator->ctx, block);
}

static capacity_status make(capacity_profile **out)
{
    *out = take(16);
    return *out == NULL ? CAPACITY_E_MEMORY : CAPACITY_OK;
}

static capacity_status make_two(void **first, void **second, bool leak, bool swallow)
{
    *second = NULL;
    *first = take(8);
    if (*first == NULL)
        return CAPACITY_E_MEMORY;
    *second = take(8);
    if (*second != NULL || swallow)
        return CAPACITY_OK;
    if (!leak)
        give(*first);
    return CAPACITY_E_MEMORY;
}

/* The default allocator's way: malloc inside the call. */
static capacity_status make_by_malloc(void **out)
{
    *out = malloc(8);
    return *out == NULL ? CAPACITY_E_MEMORY : CAPACITY_OK;
}

static void good(void)
{
    void *first, *second;
    OK(make_two(&first, &second, false, false));
    test_own(first, give);
    test_own(second, give);
    OK(make_by_malloc(&first));
    test_own(first, free);
    EQ(3, test_allocations());
    EQ(3, test_alive());
    EQ(0xa5, *(unsigned char *)second); /* fresh memory is poisoned */
}

static void leaks(void)
{
    TRUE(take(8) != NULL);
}

static void leaks_by_malloc(void)
{
    static void *volatile lost; /* seen by nobody, the compiler would leave malloc out */
    void *out;
    OK(make_by_malloc(&out));
    lost = out;
    (void)lost;
}

static void leaks_when_memory_fails(void)
{
    void *first, *second;
    OK(make_two(&first, &second, true, false));
    test_own(first, give);
    test_own(second, give);
}

static void swallows_a_failure(void)
{
    void *first, *second;
    OK(make_two(&first, &second, false, true));
    test_own(first, give);
    if (second != NULL)
        test_own(second, give);
}

static void calls_a_failure_something_else(void)
{
    capacity_profile *out;
    IS(CAPACITY_OK, make(&out) == CAPACITY_OK ? CAPACITY_OK : CAPACITY_E_RANGE);
    test_own(out, give);
}

static void gives_another_status(void)
{
    IS(CAPACITY_E_RANGE, CAPACITY_E_OVERFLOW);
}

static void leaves_a_pointer_on_failure(void)
{
    capacity_profile *out;
    REFUSES(CAPACITY_E_RANGE, "", out, CAPACITY_E_RANGE);
}

static void says_nothing(void)
{
    FAILS(CAPACITY_E_RANGE, "the limit", CAPACITY_E_RANGE);
}

static void ends_with_a_period(void)
{
    FAILS(
        CAPACITY_E_RANGE, "limit",
        (test_err.code = CAPACITY_E_RANGE, strcpy(test_err.message, "a limit."), CAPACITY_E_RANGE));
}

static void releases_twice(void)
{
    void *block = take(8);
    give(block);
    give(block);
}

static void releases_what_it_does_not_own(void)
{
    int64_t here;
    give(&here);
}

static void writes_in_front(void)
{
    uint64_t *block = take(8);
    block[-2] = 0;
    give(block);
}

static void asks_for_nothing(void)
{
    give(take(0));
}

static void compares_wrongly(void)
{
    EQ(1, 2);
}

static void compares_texts_wrongly(void)
{
    SAME("a", "b");
}

static void misses_a_part(void)
{
    CONTAINS("x", "abc");
}

static const struct {
    scenario scene;
    int want;
} cases[] = {
    {SCENARIO(good), EXIT_SUCCESS},
    {SCENARIO(leaks), EXIT_FAILURE},
    {SCENARIO(leaks_by_malloc), EXIT_FAILURE},
    {SCENARIO(leaks_when_memory_fails), EXIT_FAILURE},
    {SCENARIO(swallows_a_failure), EXIT_FAILURE},
    {SCENARIO(calls_a_failure_something_else), EXIT_FAILURE},
    {SCENARIO(gives_another_status), EXIT_FAILURE},
    {SCENARIO(leaves_a_pointer_on_failure), EXIT_FAILURE},
    {SCENARIO(says_nothing), EXIT_FAILURE},
    {SCENARIO(ends_with_a_period), EXIT_FAILURE},
    {SCENARIO(releases_twice), EXIT_FAILURE},
    {SCENARIO(releases_what_it_does_not_own), EXIT_FAILURE},
    {SCENARIO(writes_in_front), EXIT_FAILURE},
    {SCENARIO(asks_for_nothing), EXIT_FAILURE},
    {SCENARIO(compares_wrongly), EXIT_FAILURE},
    {SCENARIO(compares_texts_wrongly), EXIT_FAILURE},
    {SCENARIO(misses_a_part), EXIT_FAILURE},
};

/* Each suite in a process of its own; Check forks once more for each test. */
int main(void)
{
    int failed = 0;
    setenv("CK_VERBOSITY", "silent", 1);
    for (size_t i = 0; i < COUNT(cases); i++) {
        int status = 0;
        fflush(stdout);
        const pid_t child = fork();
        if (child == 0)
            _Exit(test_main(cases[i].scene.name, &cases[i].scene, 1, NULL));
        if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
            WEXITSTATUS(status) != cases[i].want) {
            printf("%s: the suite should have %s\n", cases[i].scene.name,
                   cases[i].want == EXIT_SUCCESS ? "passed" : "failed");
            failed++;
        }
    }
    printf("%zu passed, %d failed\n", COUNT(cases) - (size_t)failed, failed);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
