/*
 * What the fuzz targets share: judging, memory, bytes as values.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

void fuzz_fault(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

/* --- memory ----------------------------------------------------------------------------------- */

static struct {
    size_t alive;
    size_t calls;
    size_t fail_at;
} memory;

static void *counted_alloc(void *ctx, size_t size)
{
    HOLDS(ctx == &memory && size > 0);
    memory.calls++;
    if (memory.fail_at != 0 && memory.calls == memory.fail_at)
        return NULL;
    void *ptr = malloc(size);
    if (ptr == NULL)
        return NULL;
    memset(ptr, 0xa5, size);
    memory.alive++;
    return ptr;
}

static void counted_release(void *ctx, void *ptr)
{
    HOLDS(ctx == &memory && ptr != NULL && memory.alive > 0);
    memory.alive--;
    free(ptr);
}

const capacity_allocator *fuzz_allocator(void)
{
    static const capacity_allocator counted = {counted_alloc, counted_release, &memory};
    return &counted;
}

void fuzz_fail_at(size_t fail_at)
{
    memory.calls = 0;
    memory.fail_at = fail_at;
}

void fuzz_settle(void)
{
    HOLDS(memory.alive == 0);
    fuzz_fail_at(0);
}

/* --- judging ---------------------------------------------------------------------------------- */

bool fuzz_status(capacity_status status, const capacity_error *err)
{
    if (status >= 0)
        return true;
    HOLDS(strcmp(capacity_status_name(status), "CAPACITY_E_UNKNOWN") != 0);
    HOLDS(status != CAPACITY_E_INTERNAL);
    HOLDS(*capacity_status_summary(status) != '\0');
    HOLDS(err->code == (int32_t)status && err->index >= -1);
    const char *end = memchr(err->message, '\0', sizeof err->message);
    HOLDS(end != NULL && end > err->message);
    const size_t length = (size_t)(end - err->message); /* what is cut may end in anything */
    HOLDS(end[-1] != '.' || length + 4 >= sizeof err->message);
    for (const char *at = err->message; at < end; at++)
        HOLDS((unsigned char)*at >= 0x20 && *at != 0x7f);
    char line[CAPACITY_MESSAGE_SIZE + 128];
    size_t needed = 0;
    HOLDS(capacity_error_format(err, line, sizeof line, &needed) == CAPACITY_OK);
    HOLDS(strlen(line) == needed);
    return false;
}

/* --- bytes as values -------------------------------------------------------------------------- */

uint8_t fuzz_byte(fuzz_input *input)
{
    if (input->left == 0)
        return 0;
    input->left--;
    return *input->at++;
}

size_t fuzz_below(fuzz_input *input, size_t limit)
{
    size_t wide = fuzz_byte(input);
    if (limit > 256)
        wide += 256 * (size_t)fuzz_byte(input);
    return wide % limit;
}

int64_t fuzz_value(fuzz_input *input)
{
    static const int64_t bases[] = {0,         1000,      1000000,      INT64_C(1000000000),
                                    INT64_MIN, INT64_MAX, CAPACITY_GIB, INT64_C(4294967296)};
    uint8_t shape = fuzz_byte(input);
    if (shape < 64)
        return (int64_t)((uint64_t)bases[shape % COUNT(bases)] + fuzz_byte(input) - 8u);
    uint64_t bits = 0;
    for (int i = 0; i < 8 && i <= shape / 8 % 8; i++)
        bits = bits << 8 | fuzz_byte(input);
    return (int64_t)(shape >= 224 ? 0 - bits : bits);
}

int64_t fuzz_natural(fuzz_input *input)
{
    return fuzz_value(input) & INT64_MAX;
}

void fuzz_text(fuzz_input *input, char *buf, size_t size)
{
    size_t length = fuzz_below(input, size), kept = 0;
    for (; kept < length && input->left > 0; kept++) {
        uint8_t byte = fuzz_byte(input);
        if (byte == 0)
            break;
        buf[kept] = (char)byte;
    }
    buf[kept] = '\0';
}

void fuzz_fill(fuzz_input *input, void *to, size_t size)
{
    unsigned char *bytes = to;
    for (size_t i = 0; i < size; i++)
        bytes[i] = fuzz_byte(input);
}

capacity_field fuzz_field(fuzz_input *input)
{
    size_t i = fuzz_below(input, 512);
    return i < 500 ? capacity_field_at(i % capacity_field_count()) : (capacity_field)(i * 7919);
}
