/*
 * Writing for people's eyes: clean text, wrapped paragraphs, amounts and ranges.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Names and labels may come from a user's own catalogue, so nothing foreign reaches a terminal or a
 * Markdown page as it is: control characters and broken UTF-8 become '?', and Markdown's own
 * characters are escaped.
 */
#ifndef CAPACITY_TEXT_PEOPLE_H
#define CAPACITY_TEXT_PEOPLE_H

#include "base/format.h"

enum { CAPACITY__LINE_WIDTH = 100 };

/* Clean text, and the columns that it takes: one for each code point. */
void capacity__put_clean(capacity__out *out, const char *text, size_t size, int markdown);
size_t capacity__clean_width(const char *text, size_t size, int markdown);

/* The part of a text that takes at most so many columns, in whole code points. */
size_t capacity__clean_prefix(const char *text, size_t size, size_t columns);

/* A paragraph under way: words go to the next line, indented, when they do not fit. */
typedef struct capacity__wrap {
    capacity__out *out;
    size_t column; /* where the next word would start */
    size_t indent;
    int fresh; /* no space before the next word */
} capacity__wrap;

/* Start where the line has `column` columns already; later lines start at `indent`. */
capacity__wrap capacity__wrap_new(capacity__out *out, size_t column, size_t indent);
void capacity__wrap_put(capacity__wrap *wrap, const char *text);
void capacity__wrap_format(capacity__wrap *wrap, const char *format, ...) CAPACITY__PRINTF(2, 3);

/* "title: text" as a paragraph, or as an item of Markdown, and the end of its line. */
void capacity__put_titled(capacity__out *out, const char *title, const char *text, int markdown);

/* $1234.56, as capacity_cost_format has it. */
void capacity__put_money(capacity__out *out, int64_t uusd);

/* The price of a unit, exact: $0.0832, $0.10. */
void capacity__put_rate(capacity__out *out, int64_t nusd);

/* $480.77-945.94; whole dollars, half up, where the high end has five digits or more. */
void capacity__put_money_range(capacity__out *out, int64_t low_uusd, int64_t high_uusd);

/* 5-15, or 5 where both ends are one. */
void capacity__put_range(capacity__out *out, int64_t low, int64_t high);

/* The range of amounts that a guide prints, in whole dollars where they are: $500-800. */
void capacity__put_printed(capacity__out *out, int64_t low_uusd, int64_t high_uusd, int open);

#endif
