/*
 * What tests/ uses of Check, without Check: for machines, memory checkers and mutants that have none.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Same names, so that the unit tests compile unchanged; chosen by -Dcheck=own. No forks, no time
 * limits, no log: the first fault ends the program with exit status 1.
 */
#ifndef TESTS_PLAIN_CHECK_H
#define TESTS_PLAIN_CHECK_H

#include <stdint.h>
#include <string.h>

typedef struct Suite Suite;
typedef struct TCase TCase;
typedef struct SRunner SRunner;
typedef void (*plain_test)(int i);
typedef void (*plain_fixture)(void);

enum { CK_ENV };

#define START_TEST(name)                                                                           \
    static void name(int _i)                                                                       \
    {                                                                                              \
        (void)_i;
#define END_TEST }

#if defined(__clang__)
#define PLAIN_PRINTF printf
#else
#define PLAIN_PRINTF gnu_printf /* on Windows the standard's, not the system's */
#endif

/* Says where and what, by a printf format, and ends the program. */
void plain_abort(const char *file, int line, const char *format, ...)
    __attribute__((noreturn, format(PLAIN_PRINTF, 3, 4)));

#define ck_abort_msg(...) plain_abort(__FILE__, __LINE__, __VA_ARGS__)
#define ck_assert(condition)                                                                       \
    do {                                                                                           \
        if (!(condition))                                                                          \
            ck_abort_msg("not so: %s", #condition);                                                \
    } while (0)
#define ck_assert_int_eq(a, b) ck_assert((intmax_t)(a) == (intmax_t)(b))
#define ck_assert_int_ne(a, b) ck_assert((intmax_t)(a) != (intmax_t)(b))
#define ck_assert_int_lt(a, b) ck_assert((intmax_t)(a) < (intmax_t)(b))
#define ck_assert_int_le(a, b) ck_assert((intmax_t)(a) <= (intmax_t)(b))
#define ck_assert_int_gt(a, b) ck_assert((intmax_t)(a) > (intmax_t)(b))
#define ck_assert_int_ge(a, b) ck_assert((intmax_t)(a) >= (intmax_t)(b))
#define ck_assert_uint_eq(a, b) ck_assert((uintmax_t)(a) == (uintmax_t)(b))
#define ck_assert_uint_ne(a, b) ck_assert((uintmax_t)(a) != (uintmax_t)(b))
#define ck_assert_uint_lt(a, b) ck_assert((uintmax_t)(a) < (uintmax_t)(b))
#define ck_assert_uint_le(a, b) ck_assert((uintmax_t)(a) <= (uintmax_t)(b))
#define ck_assert_uint_gt(a, b) ck_assert((uintmax_t)(a) > (uintmax_t)(b))
#define ck_assert_uint_ge(a, b) ck_assert((uintmax_t)(a) >= (uintmax_t)(b))
#define ck_assert_ptr_null(a) ck_assert((a) == NULL)
#define ck_assert_ptr_nonnull(a) ck_assert((a) != NULL)
#define ck_assert_ptr_eq(a, b) ck_assert((a) == (b))
#define ck_assert_ptr_ne(a, b) ck_assert((a) != (b))
#define ck_assert_str_eq(a, b) ck_assert(strcmp((a), (b)) == 0)
#define ck_assert_str_ne(a, b) ck_assert(strcmp((a), (b)) != 0)
#define ck_assert_mem_eq(a, b, n) ck_assert(memcmp((a), (b), (n)) == 0)
#define ck_assert_msg(condition, ...)                                                              \
    do {                                                                                           \
        if (!(condition))                                                                          \
            ck_abort_msg(__VA_ARGS__);                                                             \
    } while (0)

Suite *suite_create(const char *name);
TCase *tcase_create(const char *name);
void tcase_add_test(TCase *tcase, plain_test test);
void tcase_add_loop_test(TCase *tcase, plain_test test, int from, int until);
void tcase_add_checked_fixture(TCase *tcase, plain_fixture before, plain_fixture after);
void tcase_set_timeout(TCase *tcase, double seconds);
void tcase_set_tags(TCase *tcase, const char *tags);
void suite_add_tcase(Suite *suite, TCase *tcase);
SRunner *srunner_create(Suite *suite);
/* Cases tagged with a word of CK_EXCLUDE_TAGS are left out, as Check does. */
void srunner_run_all(SRunner *runner, int mode);
int srunner_ntests_failed(SRunner *runner);
int srunner_ntests_run(SRunner *runner);
void srunner_free(SRunner *runner);

#endif
