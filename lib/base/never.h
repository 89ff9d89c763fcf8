/*
 * Checks that no input can turn, kept in case the reason for that is wrong one day.
 * SPDX-License-Identifier: Apache-2.0
 *
 * CAPACITY__NEVER(condition) is the condition in a release. With CAPACITY_NEVER_TRAPS, in tests, it
 * stops where it was thought impossible; with CAPACITY_NEVER_CONSTANT, for coverage, it is 0, so that
 * what follows it is not counted. Beside each stands why; tests/coverage.sh prints their number.
 */
#ifndef CAPACITY_BASE_NEVER_H
#define CAPACITY_BASE_NEVER_H

#if defined(CAPACITY_NEVER_CONSTANT)
#define CAPACITY__NEVER(condition) ((void)(condition), 0)
#elif defined(CAPACITY_NEVER_TRAPS)
#define CAPACITY__NEVER(condition) ((condition) ? (__builtin_trap(), 1) : 0)
#else
#define CAPACITY__NEVER(condition) (condition)
#endif

/* TRY for a call that cannot fail here. */
#define CAPACITY__SURELY(call)                                                                     \
    do {                                                                                           \
        capacity_status capacity__status = (call);                                                 \
        if (CAPACITY__NEVER(capacity__status < 0))                                                 \
            return capacity__status;                                                               \
    } while (0)

#endif
