/*
 * UTF-8, one character at a time.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_BASE_UTF8_H
#define CAPACITY_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of the well-formed character at the start of text (1 to 4), 0 if there is none. */
size_t capacity__utf8(const char *text, size_t size, uint32_t *code);

#endif
