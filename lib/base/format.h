/*
 * The one bounded formatter: text into a caller's buffer, in the snprintf manner.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_BASE_FORMAT_H
#define CAPACITY_BASE_FORMAT_H

#include <capacity/capacity.h>

#include <inttypes.h>
#include <stdarg.h>

#if defined(__GNUC__)
#define CAPACITY__PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define CAPACITY__PRINTF(fmt, args)
#endif

/* Where text goes. len counts everything put, also what did not fit. */
typedef struct capacity__out {
    char *buf;
    size_t size;
    size_t len;
} capacity__out;

capacity__out capacity__out_new(char *buf, size_t size);
void capacity__put_bytes(capacity__out *out, const char *text, size_t size);
void capacity__put(capacity__out *out, const char *text);
void capacity__put_char(capacity__out *out, char c);
void capacity__put_repeat(capacity__out *out, char c, size_t n);
void capacity__put_int(capacity__out *out, int64_t value);

/* value / 10^decimals without trailing zeros, at least `least` places: 2500, 3, 0 -> 2.5. */
void capacity__put_decimal(capacity__out *out, int64_t value, int decimals, int least);

/* %s, %d through "%" PRId64, %zu, %c and %% only. */
void capacity__put_format(capacity__out *out, const char *format, ...) CAPACITY__PRINTF(2, 3);
void capacity__put_vformat(capacity__out *out, const char *format, va_list args);

/* Foreign text for messages: quoted, control bytes and broken UTF-8 escaped, cut at 40 bytes. */
void capacity__put_quoted(capacity__out *out, const char *text, size_t size);

/* End with a NUL, report the length, and say whether all of it fitted; buf NULL only asks. */
capacity_status capacity__out_end(capacity__out *out, size_t *needed, capacity_error *err);

#endif
