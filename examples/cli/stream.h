/*
 * Reading a file of any length in pieces, with progress for somebody who watches.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_STREAM_H
#define CLI_STREAM_H

#include <stddef.h>

/* Takes a piece, whose `name` is for messages; the last one has size 0. Returns the exit status. */
typedef int (*piece_taker)(void *with, const char *name, const char *bytes, size_t size);

/* `what` is the kind of file; "-" is standard input. Returns the exit status. */
int read_pieces(const char *what, const char *name, piece_taker take, void *with);

#endif
