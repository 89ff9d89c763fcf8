/*
 * A library inside somebody else's process: threads, small stacks, errno, files, loading, unloading.
 * SPDX-License-Identifier: Apache-2.0
 */
#define _POSIX_C_SOURCE 200809L

#include "harness.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __has_include
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#endif
#endif
#ifndef VALGRIND_CLO_CHANGE /* new in 3.16.0 of 2020-05-22, says its NEWS */
#define VALGRIND_CLO_CHANGE(option) (void)(option)
#endif
#ifndef RUNNING_ON_VALGRIND
#define RUNNING_ON_VALGRIND 0
#endif

#if defined(__SANITIZE_ADDRESS__)
enum { SMALL_STACK = 512 * 1024, HANDLES = 100000 }; /* its frames are many times larger */
#else
enum { SMALL_STACK = 64 * 1024, HANDLES = 1000000 };
#endif

enum { THREADS = 8, ROUNDS = 60, LOADS = 2000, WARM = 200, TEXT_SIZE = 1 << 16 };

/* --- one plan and its text, with everything that a program would call --------------------------- */

static size_t plan_for(int64_t users, char *text, size_t size)
{
    capacity_profile *profile;
    capacity_plan *plan;
    size_t needed = 0;

    TRUE(capacity_profile_new(NULL, &profile, NULL) == CAPACITY_OK);
    TRUE(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, users, NULL) == CAPACITY_OK);
    TRUE(capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL) == CAPACITY_OK);
    capacity_profile_free(profile);
    TRUE(capacity_plan_write(plan, CAPACITY_FORMAT_TEXT, text, size, &needed, NULL) == CAPACITY_OK);
    capacity_plan_unref(plan);
    return needed;
}

/* A document is read, a bad one refused, a catalogue copied and written. */
static void read_and_write(char *text, size_t size)
{
    static const char good[] = "concurrent_users: 1000\n", bad[] = "concurrent_users: [[[[\n";
    capacity_profile *profile;
    capacity_error err;
    size_t needed;
    const capacity_status status =
        capacity_profile_new_from_text(good, sizeof good - 1, NULL, &profile, &err);

    TRUE(status == CAPACITY_OK || status == CAPACITY_E_UNSUPPORTED);
    capacity_profile_free(profile);
    TRUE(capacity_profile_new_from_text(bad, sizeof bad - 1, NULL, &profile, &err) < 0);
    TRUE(capacity_catalog_write_text(NULL, CAPACITY_FORMAT_JSON, text, size, &needed, &err) ==
         CAPACITY_E_BUFFER);
}

/* --- threads -------------------------------------------------------------------------------------- */

static capacity_plan *shared;
static char expected[TEXT_SIZE];

/* Writes the shared plan, and makes plans of its own meanwhile; NULL when all is as alone. */
static void *work(void *argument)
{
    const int64_t users = *(const int64_t *)argument;
    char *text = malloc(TEXT_SIZE), *first = malloc(TEXT_SIZE);
    void *wrong = NULL;

    plan_for(users, first, TEXT_SIZE);
    for (int i = 0; i < ROUNDS; i++) {
        capacity_plan *plan = capacity_plan_ref(shared);
        if (capacity_plan_write(plan, CAPACITY_FORMAT_TEXT, text, TEXT_SIZE, NULL, NULL) !=
                CAPACITY_OK ||
            strcmp(text, expected) != 0)
            wrong = shared;
        capacity_plan_unref(plan);
        plan_for(users, text, TEXT_SIZE);
        if (strcmp(text, first) != 0)
            wrong = shared;
    }
    free(text);
    free(first);
    return wrong;
}

START_TEST(threads_share_a_plan)
{
    pthread_t threads[THREADS];
    int64_t users[THREADS];
    capacity_profile *profile;

    OK(capacity_profile_new(NULL, &profile, NULL));
    OK(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, 1000, NULL));
    OK(capacity_plan_new(profile, NULL, NULL, NULL, &shared, NULL));
    capacity_profile_free(profile);
    OK(capacity_plan_write(shared, CAPACITY_FORMAT_TEXT, expected, sizeof expected, NULL, NULL));
    for (size_t i = 0; i < THREADS; i++) {
        users[i] = (int64_t)(i + 1) * 777;
        EQ(0, pthread_create(&threads[i], NULL, work, &users[i]));
    }
    for (size_t i = 0; i < THREADS; i++) {
        void *wrong = shared;
        EQ(0, pthread_join(threads[i], &wrong));
        TRUE(wrong == NULL);
    }
    capacity_plan_unref(shared);
}
END_TEST

static void *in_little_room(void *text)
{
    plan_for(123456, text, TEXT_SIZE);
    read_and_write(text, 100);
    return NULL;
}

START_TEST(a_small_stack_is_enough)
{
    pthread_attr_t attributes;
    pthread_t thread;
    char *text = malloc(TEXT_SIZE);
    EQ(0, pthread_attr_init(&attributes));
    EQ(0, pthread_attr_setstacksize(&attributes, SMALL_STACK));
    EQ(0, pthread_create(&thread, &attributes, in_little_room, text));
    EQ(0, pthread_join(thread, NULL));
    EQ(0, pthread_attr_destroy(&attributes));
    free(text);
}
END_TEST

/* --- many handles ------------------------------------------------------------------------------- */

/* Pages in memory; 0 where nobody tells. */
static size_t pages_held(void)
{
    size_t whole = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%zu %zu", &whole, &resident) != 2)
        resident = 0;
    if (file != NULL)
        fclose(file);
    return resident;
}

/*
 * 256 pages are a MiB or more. Allocators of sanitizers keep what is freed, and so does valgrind,
 * whose own tables of every library loaded are among the pages; it finds leaks by itself. QEMU keeps
 * the translation of each library that was ever loaded.
 */
static bool pages_are_ours(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return false;
#else
    const char *wrapper = getenv("MESON_EXE_WRAPPER");
    return !RUNNING_ON_VALGRIND && (wrapper == NULL || strstr(wrapper, "qemu") == NULL);
#endif
}

static void judge_growth(size_t before)
{
    const size_t after = pages_held();
    if (after > before + 256 && pages_are_ours())
        ck_abort_msg("%zu pages have become %zu", before, after);
}

START_TEST(a_million_handles_come_and_go)
{
    enum { AT_ONCE = 5000 };
    static capacity_profile *profiles[AT_ONCE];
    size_t warm = 0;
    for (int round = 0; round < HANDLES / AT_ONCE; round++) {
        for (size_t i = 0; i < AT_ONCE; i++)
            TRUE(capacity_profile_new(NULL, &profiles[i], NULL) == CAPACITY_OK);
        for (size_t i = 0; i < AT_ONCE; i++)
            capacity_profile_free(profiles[(i * 7919) % AT_ONCE]);
        if (round == 1)
            warm = pages_held();
    }
    judge_growth(warm);
}
END_TEST

START_TEST(a_million_references_to_one_plan)
{
    capacity_profile *profile;
    capacity_plan *plan;
    int64_t pods = 0;
    TRUE(capacity_profile_new(NULL, &profile, NULL) == CAPACITY_OK);
    TRUE(capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL) == CAPACITY_OK);
    capacity_profile_free(profile);
    for (int i = 0; i < HANDLES; i++)
        TRUE(capacity_plan_ref(plan) == plan);
    for (int i = 0; i < HANDLES; i++)
        capacity_plan_unref(plan);
    TRUE(capacity_plan_get(plan, CAPACITY_OUT_PODS, &pods, NULL) == CAPACITY_OK);
    capacity_plan_unref(plan);
}
END_TEST

/* --- signals ------------------------------------------------------------------------------------ */

static volatile sig_atomic_t interruptions;

static void interrupt(int signal_number)
{
    (void)signal_number;
    interruptions++;
}

START_TEST(a_signal_handler_interrupts)
{
    static char expected_text[TEXT_SIZE], text[TEXT_SIZE];
    const struct itimerval often = {{0, 200}, {0, 200}}, never = {{0, 0}, {0, 0}};
    struct sigaction action, ignore, before;
    memset(&action, 0, sizeof action);
    action.sa_handler = interrupt; /* without SA_RESTART: what blocks would come back early */
    ignore = action;
    ignore.sa_handler = SIG_IGN;
    plan_for(4321, expected_text, TEXT_SIZE);
    TRUE(sigaction(SIGALRM, &action, &before) == 0);
    interruptions = 0;
    TRUE(setitimer(ITIMER_REAL, &often, NULL) == 0);
    for (int i = 0; i < 20000 && (i < 50 || interruptions < 50); i++) {
        plan_for(4321, text, TEXT_SIZE);
        SAME(expected_text, text);
        read_and_write(text, 100);
    }
    TRUE(setitimer(ITIMER_REAL, &never, NULL) == 0);
    /* Valgrind delivers late: Check's own handler, put back, would get the last signal, take it for
     * its time limit and, with no child to kill, kill this process group. Ignoring drops it. */
    TRUE(sigaction(SIGALRM, &ignore, NULL) == 0);
    TRUE(sigaction(SIGALRM, &before, NULL) == 0);
    TRUE(interruptions >= 50);
}
END_TEST

enum { SIGNALS = 31 };

static void handlers(struct sigaction *found)
{
    for (int i = 1; i <= SIGNALS; i++)
        TRUE(sigaction(i, NULL, &found[i - 1]) == 0);
}

START_TEST(signals_stay_as_they_were)
{
    static char text[TEXT_SIZE];
    struct sigaction before[SIGNALS], after[SIGNALS];
    sigset_t blocked_before, blocked_after;
    handlers(before);
    TRUE(sigprocmask(SIG_SETMASK, NULL, &blocked_before) == 0);
    plan_for(5000, text, sizeof text);
    read_and_write(text, 100);
    handlers(after);
    TRUE(sigprocmask(SIG_SETMASK, NULL, &blocked_after) == 0);
    for (int i = 1; i <= SIGNALS; i++) {
        TRUE(before[i - 1].sa_handler == after[i - 1].sa_handler);
        EQ(before[i - 1].sa_flags, after[i - 1].sa_flags);
        EQ(sigismember(&blocked_before, i), sigismember(&blocked_after, i));
    }
}
END_TEST

/* --- the process ---------------------------------------------------------------------------------- */

static size_t open_files(void)
{
    size_t n = 0;
    DIR *folder = opendir("/proc/self/fd");
    if (folder == NULL)
        return 0;
    while (readdir(folder) != NULL)
        n++;
    closedir(folder);
    return n;
}

START_TEST(the_process_stays_as_it_was)
{
    static char text[TEXT_SIZE];
    const size_t files = open_files();
    const mode_t mask = umask(022);
    char *locale = strdup(setlocale(LC_ALL, NULL));

    errno = 12345;
    plan_for(5000, text, sizeof text);
    EQ(12345, errno);
    read_and_write(text, 100);
    EQ(12345, errno);
    EQ(files, open_files());
    EQ(022, umask(mask));
    SAME(locale, setlocale(LC_ALL, NULL));
    free(locale);
}
END_TEST

START_TEST(a_fork_inherits_what_was_made)
{
    static char here[TEXT_SIZE], there[TEXT_SIZE];
    int status = 0;
    plan_for(2500, here, sizeof here);
    const pid_t child = fork();
    if (child == 0) {
        /* What the parent's test runner holds is no leak of the child's; invalid accesses count. */
        VALGRIND_CLO_CHANGE("--leak-check=no");
        plan_for(2500, there, sizeof there);
        _exit(strcmp(here, there) == 0 ? 0 : 1);
    }
    TRUE(child > 0 && waitpid(child, &status, 0) == child);
    TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}
END_TEST

/* No constructor, no thread-local storage, nothing registered: it comes and goes. */
START_TEST(loading_and_unloading)
{
    size_t warm = 0;
    for (int i = 0; i < LOADS; i++) {
        if (i == WARM)
            warm = pages_held();
        void *library = dlopen(TEST_LIBRARY, RTLD_NOW | RTLD_LOCAL);
        if (library == NULL)
            ck_abort_msg("%s", dlerror());
        uint32_t (*version)(void);
        *(void **)&version = dlsym(library, "capacity_version_number");
        TRUE(version != NULL && version() == CAPACITY_VERSION_NUMBER);
        EQ(0, dlclose(library));
    }
    judge_growth(warm);
#ifdef __GLIBC__ /* musl never unloads */
    TRUE(dlopen(TEST_LIBRARY, RTLD_NOW | RTLD_NOLOAD) == NULL);
#endif
}
END_TEST

static void more(Suite *suite)
{
    TCase *all = test_case(suite, "process");
    tcase_add_test(all, threads_share_a_plan);
    tcase_add_test(all, a_small_stack_is_enough);
    tcase_add_test(all, the_process_stays_as_it_was);
    tcase_add_test(all, a_fork_inherits_what_was_made);
    tcase_add_test(all, loading_and_unloading);
    tcase_add_test(all, a_million_handles_come_and_go);
    tcase_add_test(all, a_million_references_to_one_plan);
    tcase_add_test(all, a_signal_handler_interrupts);
    tcase_add_test(all, signals_stay_as_they_were);
}

int main(void)
{
    return test_main("process", NULL, 0, more);
}
