/*
 * What every public kernel shares: named, bounded inputs, one value or many.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A kernel is a row of int64_t in and a row out. Its description names inputs with their ranges,
 * so that the single call and its _many twin check and compute by the same code and cannot differ.
 */
#ifndef CAPACITY_KERNEL_KERNEL_H
#define CAPACITY_KERNEL_KERNEL_H

#include "base/checked.h"
#include "base/error.h"

enum { CAPACITY__KERNEL_INPUTS = 6, CAPACITY__KERNEL_OUTPUTS = 3 };

typedef struct capacity__kernel {
    struct {
        const char *name; /* NULL ends the list */
        int64_t lowest;
        int64_t highest;
    } in[CAPACITY__KERNEL_INPUTS];
    const char *out[CAPACITY__KERNEL_OUTPUTS]; /* NULL ends the list */

    /* Inputs are in range; writes all outputs or fails. err may be NULL. */
    capacity_status (*compute)(const int64_t *in, int64_t *out, capacity_error *err);
} capacity__kernel;

/* One row: outputs are written only when all is well. */
capacity_status capacity__kernel_one(const capacity__kernel *kernel, const int64_t *in,
                                     int64_t *const *out, capacity_error *err);

/* Columns of n elements: a row that fails gives CAPACITY_INVALID, the call CAPACITY_PARTIAL. */
capacity_status capacity__kernel_many(const capacity__kernel *kernel, const int64_t *const *in,
                                      size_t n, int64_t *const *out, capacity_error *err);

/* Value or "x exceeds the largest result". */
#define CAPACITY__FITS(condition, what)                                                            \
    do {                                                                                           \
        if (!(condition))                                                                          \
            return capacity__overflow(err, CAPACITY_FIELD_NONE, what);                             \
    } while (0)

/* Argument lists as arrays. */
#define CAPACITY__VALUES(...) ((const int64_t[]){__VA_ARGS__})
#define CAPACITY__COLUMNS(...) ((const int64_t *const[]){__VA_ARGS__})
#define CAPACITY__RESULTS(...) ((int64_t *const[]){__VA_ARGS__})

#endif
