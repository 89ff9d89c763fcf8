/*
 * What tests/ uses of Check, without Check.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_CASES = 1024, MOST_TESTS = 256 };

struct TCase {
    const char *name, *tag;
    plain_fixture before, after;
    size_t count;
    struct {
        plain_test run;
        int from, until;
    } tests[MOST_TESTS];
};

struct Suite {
    const char *name;
    size_t count;
    TCase *cases[MOST_CASES];
};

struct SRunner {
    Suite *suite;
    int ran;
};

static void *made(size_t size)
{
    void *fresh = calloc(1, size);
    if (fresh == NULL)
        abort();
    return fresh;
}

void plain_abort(const char *file, int line, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "%s:%d: ", file, line);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(EXIT_FAILURE);
}

Suite *suite_create(const char *name)
{
    Suite *suite = made(sizeof *suite);
    suite->name = name;
    return suite;
}

TCase *tcase_create(const char *name)
{
    TCase *tcase = made(sizeof *tcase);
    tcase->name = name;
    return tcase;
}

void tcase_add_loop_test(TCase *tcase, plain_test test, int from, int until)
{
    if (tcase->count == MOST_TESTS)
        ck_abort_msg("more than %d tests in %s", (int)MOST_TESTS, tcase->name);
    tcase->tests[tcase->count].run = test;
    tcase->tests[tcase->count].from = from;
    tcase->tests[tcase->count].until = until;
    tcase->count++;
}

void tcase_add_test(TCase *tcase, plain_test test)
{
    tcase_add_loop_test(tcase, test, 0, 1);
}

void tcase_add_checked_fixture(TCase *tcase, plain_fixture before, plain_fixture after)
{
    tcase->before = before;
    tcase->after = after;
}

void tcase_set_timeout(TCase *tcase, double seconds)
{
    (void)tcase;
    (void)seconds;
}

void tcase_set_tags(TCase *tcase, const char *tags)
{
    tcase->tag = tags;
}

void suite_add_tcase(Suite *suite, TCase *tcase)
{
    if (suite->count == MOST_CASES)
        ck_abort_msg("more than %d cases in %s", (int)MOST_CASES, suite->name);
    suite->cases[suite->count++] = tcase;
}

SRunner *srunner_create(Suite *suite)
{
    SRunner *runner = made(sizeof *runner);
    runner->suite = suite;
    return runner;
}

static void run_case(SRunner *runner, const TCase *tcase)
{
    for (size_t t = 0; t < tcase->count; t++)
        for (int i = tcase->tests[t].from; i < tcase->tests[t].until; i++) {
            if (tcase->before != NULL)
                tcase->before();
            tcase->tests[t].run(i);
            if (tcase->after != NULL)
                tcase->after();
            runner->ran++;
        }
}

/* Whether the tag is one of the words of CK_EXCLUDE_TAGS, which spaces separate. */
static int excluded(const char *tag)
{
    const char *words = getenv("CK_EXCLUDE_TAGS");
    if (words == NULL || tag == NULL)
        return 0;
    for (const char *at = strstr(words, tag); at != NULL; at = strstr(at + 1, tag)) {
        const char after = at[strlen(tag)];
        if ((at == words || at[-1] == ' ') && (after == ' ' || after == '\0'))
            return 1;
    }
    return 0;
}

void srunner_run_all(SRunner *runner, int mode)
{
    (void)mode;
    for (size_t i = 0; i < runner->suite->count; i++) {
        const TCase *tcase = runner->suite->cases[i];
        if (!excluded(tcase->tag))
            run_case(runner, tcase);
    }
    printf("%s: %d tests, none failed\n", runner->suite->name, runner->ran);
}

int srunner_ntests_failed(SRunner *runner)
{
    (void)runner; /* the first fault has ended the program */
    return 0;
}

int srunner_ntests_run(SRunner *runner)
{
    return runner->ran;
}

void srunner_free(SRunner *runner)
{
    for (size_t i = 0; i < runner->suite->count; i++)
        free(runner->suite->cases[i]);
    free(runner->suite);
    free(runner);
}
