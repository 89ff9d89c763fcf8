/*
 * What a text may be made of, before any parser sees it.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_BYTES_H
#define CAPACITY_TEXT_BYTES_H

#include "base/error.h"

typedef struct capacity__mark {
    int64_t line; /* from 1 */
    uint32_t column;
} capacity__mark;

/*
 * UTF-8 of printable characters, without NUL and byte order mark. Refused are also lines that begin
 * with %: YAML's directives serve tags, which we do not take, and libyaml compares each of them with
 * all before it. The error has line and column; on success *end is behind the last character.
 */
capacity_status capacity__check_bytes(const char *text, size_t size, capacity__mark *end,
                                      capacity_error *err);

#endif
