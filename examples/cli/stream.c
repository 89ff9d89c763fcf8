/*
 * Reading a file of any length in pieces, with progress for somebody who watches.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "stream.h"
#include "report.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 65536 };

static int shown;

/* Ten times a second at most, and only for somebody who watches; `total` 0: not known. */
static void progress_show(const char *what, int64_t done, int64_t total)
{
    static struct timespec last;
    struct timespec now;

    if (!isatty(STDERR_FILENO) || clock_gettime(CLOCK_MONOTONIC, &now))
        return;
    if (!last.tv_sec)
        last = now;
    if ((now.tv_sec - last.tv_sec) * 10 + (now.tv_nsec - last.tv_nsec) / 100000000 < 1)
        return;
    last = now;
    shown = 1;
    if (total)
        fprintf(stderr, "\r%3d %% of the %s", (int)(done * 100 / total), what);
    else
        fprintf(stderr, "\r%lld MB of the %s", (long long)(done / 1000000), what);
}

static void progress_clear(void)
{
    if (shown)
        fprintf(stderr, "\r%24s\r", "");
    shown = 0;
}

static int read_stream(const char *what, const char *name, FILE *file, int64_t total,
                       piece_taker take, void *with)
{
    static char bytes[PIECE];
    int64_t done = 0;
    size_t size;
    int status;

    do {
        size = fread(bytes, 1, PIECE, file);
        if (ferror(file)) {
            progress_clear();
            complain("cannot read %s '%.*s': %s", what, QUOTED_SIZE, name, strerror(errno));
            return EXIT_BAD_INPUT;
        }
        status = take(with, name, bytes, size);
        done += (int64_t)size;
        if (!status)
            progress_show(what, done, total);
    } while (!status && size);
    progress_clear();
    return status;
}

int read_pieces(const char *what, const char *name, piece_taker take, void *with)
{
    struct stat info;
    FILE *file;
    int status;

    if (!strcmp(name, "-"))
        return read_stream(what, "standard input", stdin, 0, take, with);
    file = fopen(name, "rb");
    if (!file) {
        complain("cannot open %s '%.*s': %s", what, QUOTED_SIZE, name, strerror(errno));
        return EXIT_BAD_INPUT;
    }
    status = read_stream(what, name, file, fstat(fileno(file), &info) ? 0 : (int64_t)info.st_size,
                         take, with);
    fclose(file);
    return status;
}
