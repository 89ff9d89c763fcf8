/*
 * Filling the caller's error object.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_BASE_ERROR_H
#define CAPACITY_BASE_ERROR_H

#include "base/format.h"

/*
 * Write the error and return its status, so that a check is one line:
 *     return capacity__fail(err, CAPACITY_E_RANGE, field, -1, "value %" PRId64 " exceeds ...", v);
 * Messages: one line, no final period, no function name; say the value and the limit with unit.
 */
capacity_status capacity__fail(capacity_error *err, capacity_status status, capacity_field field,
                               int64_t index, const char *format, ...) CAPACITY__PRINTF(5, 6);

capacity_status capacity__null(capacity_error *err, const char *what);
capacity_status capacity__no_memory(capacity_error *err);
capacity_status capacity__overflow(capacity_error *err, capacity_field field, const char *what);

/* `lowest` <= value <= `highest`, else CAPACITY_E_RANGE naming `what`. */
capacity_status capacity__in_range(capacity_error *err, const char *what, int64_t value,
                                   int64_t lowest, int64_t highest);

/* Go on while the call succeeds: TRY(step(..., err)). Positive statuses are not failures. */
#define CAPACITY__TRY(call)                                                                        \
    do {                                                                                           \
        capacity_status capacity__status = (call);                                                 \
        if (capacity__status < 0)                                                                  \
            return capacity__status;                                                               \
    } while (0)

#endif
