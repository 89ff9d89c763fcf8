/*
 * What the command says when something is wrong: one or two lines on standard error.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include <capacity/capacity.h>

#include "text.h"

enum {
    EXIT_FINE = 0,
    EXIT_INTERNAL = 1,  /* memory, a defect, or the output could not be written */
    EXIT_BAD_INPUT = 2, /* usage, a file, a value */
    EXIT_SCALE = 10,    /* assess: the output is there, and something should change */
    EXIT_CRITICAL = 11, /* assess: likewise, and somebody should be paged */
    QUOTED_SIZE = 96
};

/* One line; control bytes of what a user wrote are shown as '?'. */
void complain(const char *format, ...) CLI_PRINTF(1, 2);

/* A second line that says what to do. */
void advise(const char *format, ...) CLI_PRINTF(1, 2);

/* Where a fault lies; in a text the error's index is a line. */
typedef enum fault {
    FAULT_VALUE,
    FAULT_PROFILE,
    FAULT_CATALOG,
    FAULT_TIERS,
    FAULT_METRICS,
    FAULT_TRACE
} fault;

/*
 * What the library found fault with. `where` names the option or the file, NULL for none. Returns the
 * exit status.
 */
int complain_about(const capacity_error *err, const char *where, fault kind);

#endif
