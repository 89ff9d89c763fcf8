/*
 * Checks of a caller's rows, by tables of their members.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MODEL_CHECK_H
#define CAPACITY_MODEL_CHECK_H

#include "base/error.h"

/* A number in a row, and its range. */
typedef struct capacity__number {
    const char *name;
    size_t offset;
    int64_t lowest, highest;
} capacity__number;

/* An inline text in a row. A LABEL is any UTF-8 without control bytes; a NAME follows the rule of
 * capacity__is_name; OPTIONAL ones may be empty. */
enum {
    CAPACITY__TEXT_LABEL,
    CAPACITY__TEXT_LABEL_OPTIONAL,
    CAPACITY__TEXT_NAME,
    CAPACITY__TEXT_NAME_OPTIONAL
};
typedef struct capacity__text {
    const char *name;
    size_t offset, size;
    int rule;
} capacity__text;

#define CAPACITY__NUMBER(type, name, lowest, highest)                                              \
    {                                                                                              \
#name, offsetof(type, name), lowest, highest                                               \
    }
#define CAPACITY__TEXT_OF(type, name, rule)                                                        \
    {                                                                                              \
#name, offsetof(type, name), sizeof(((type *)0)->name), rule                               \
    }

/* CAPACITY_E_RANGE for the first member out of its place; `whose` begins the message. */
capacity_status capacity__check_numbers(capacity_error *err, const char *whose, const void *row,
                                        const capacity__number *members, size_t count);
capacity_status capacity__check_texts(capacity_error *err, const char *whose, const void *row,
                                      const capacity__text *members, size_t count);

/* Only bits of `known` may be set. */
capacity_status capacity__check_flags(capacity_error *err, const char *whose, uint32_t flags,
                                      uint32_t known);

/* YYYY-MM-DD with a day that the month has. */
int capacity__is_date(const char *text);

#endif
