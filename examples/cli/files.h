/*
 * Reading a file within a limit, and writing one whole or not at all.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include "text.h"

#include <sys/types.h>

/* `what` names the kind of file for messages; "-" is standard input. Returns the exit status. */
int read_file(const char *what, const char *name, int64_t most_bytes, text *out);

/* NULL or "-" is standard output. Returns the exit status. */
int write_file(const char *name, const text *content);

/* All of it; -1 with errno set if that fails. */
int write_all(int fd, const char *data, size_t size);

/* The mode of a file that is made now. */
mode_t new_file_mode(void);

/* Make sure that a file opened later cannot take the place of a closed standard stream. */
void occupy_standard_streams(void);

#endif
