/*
 * Reading a file or standard input.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "files.h"
#include "report.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { CHUNK = 65536 };

static int read_stream(const char *what, const char *shown, FILE *file, int64_t most_bytes,
                       text *out)
{
    size_t size;

    do {
        size = fread(text_room(out, CHUNK), 1, CHUNK, file);
        text_grown(out, size);
        if (out->size > (uint64_t)most_bytes) {
            complain("%s '%.*s' is larger than %" PRId64 " bytes", what, QUOTED_SIZE, shown,
                     most_bytes);
            return EXIT_BAD_INPUT;
        }
    } while (size == CHUNK);
    if (ferror(file)) {
        complain("cannot read %s '%.*s': %s", what, QUOTED_SIZE, shown, strerror(errno));
        return EXIT_BAD_INPUT;
    }
    return EXIT_FINE;
}

int read_file(const char *what, const char *name, int64_t most_bytes, text *out)
{
    FILE *file;
    int status;

    if (!strcmp(name, "-"))
        return read_stream(what, "standard input", stdin, most_bytes, out);
    file = fopen(name, "rb");
    if (!file) {
        complain("cannot open %s '%.*s': %s", what, QUOTED_SIZE, name, strerror(errno));
        return EXIT_BAD_INPUT;
    }
    status = read_stream(what, name, file, most_bytes, out);
    fclose(file);
    return status;
}
