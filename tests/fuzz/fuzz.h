/*
 * What the fuzz targets share: judging, memory that is counted and fails on demand, bytes as values.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A target is one function LLVMFuzzerTestOneInput that keeps nothing from one input to the next. It
 * is linked with libFuzzer (run.sh) or with replay.c, which needs no clang.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <capacity/capacity.h>

#include <stdbool.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold whatever the input: prints and aborts. */
#define HOLDS(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fuzz_fault(__FILE__, __LINE__, #condition);                                            \
    } while (0)
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void fuzz_fault(const char *file, int line, const char *what);

/* --- memory ----------------------------------------------------------------------------------- */

/* Counted; the fail_at-th allocation from now on fails, 0: none. */
const capacity_allocator *fuzz_allocator(void);
void fuzz_fail_at(size_t fail_at);
/* Nothing may be alive; call it last. */
void fuzz_settle(void);

/* --- judging ---------------------------------------------------------------------------------- */

/* A failure must fill the error as the header says; true if the call succeeded. */
bool fuzz_status(capacity_status status, const capacity_error *err);

/* --- bytes as values -------------------------------------------------------------------------- */

typedef struct fuzz_input {
    const uint8_t *at;
    size_t left;
} fuzz_input;

/* Zero where the input has ended. */
uint8_t fuzz_byte(fuzz_input *input);
size_t fuzz_below(fuzz_input *input, size_t limit);
/* Often near zero, a power of two, a million or an end of int64_t. */
int64_t fuzz_value(fuzz_input *input);
/* The same without a sign. */
int64_t fuzz_natural(fuzz_input *input);
/* Up to size - 1 bytes without NUL, and a NUL. */
void fuzz_text(fuzz_input *input, char *buf, size_t size);
/* Fill with bytes of the input. */
void fuzz_fill(fuzz_input *input, void *to, size_t size);
/* Any field, sometimes a number that is none. */
capacity_field fuzz_field(fuzz_input *input);

/* --- documents: read, write, read again ------------------------------------------------------- */

typedef struct fuzz_document {
    capacity_status (*read)(const char *text, size_t size, void **out, capacity_error *err);
    capacity_status (*write)(const void *object, uint32_t format, char *buf, size_t size,
                             size_t *needed, capacity_error *err);
    void (*release)(void *object);
} fuzz_document;

extern const fuzz_document fuzz_profile, fuzz_catalog, fuzz_tiers, fuzz_metrics;

/* The object, NULL if the text is refused; JSON and YAML of it must read back as the same. */
void *fuzz_read(const fuzz_document *document, const uint8_t *data, size_t size);

/* A plan of these, read; NULL stands for what is built in. */
void fuzz_plan(const capacity_profile *profile, const capacity_catalog *catalog,
               const capacity_tiers *tiers, size_t turn);
/* Every result and bill line of a plan, and of its texts the one whose turn it is. */
void fuzz_read_plan(const capacity_plan *plan, size_t turn);

/* What follows from metrics, read; turn picks the component and the text. */
void fuzz_assess(const capacity_metrics *metrics, const capacity_plan *plan, size_t turn);

#endif
