/*
 * The test harness.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include <errno.h>
#include <setjmp.h>
#include <stdlib.h>

/* The linker points malloc and its kin at __wrap_malloc and so on (tests/meson.build). */
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *ptr, size_t size);
void __real_free(void *ptr);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *ptr, size_t size);
void __wrap_free(void *ptr);
char *__wrap_strdup(const char *text);

enum { BUCKETS = 1 << 14, MOST_OWNED = 256, MOST_COPIES = 65536, FRESH = 0xa5, FREED = 0x5a };

/* In front of each counted block. The mark shows a write in front of the block. */
typedef struct block {
    struct block *next;
    size_t size;
    uint64_t mark;
    uint64_t reserved; /* keeps what follows aligned for any type */
} block;

static const uint64_t MARK = UINT64_C(0x6361706163697479);

static struct {
    bool armed;
    size_t calls;
    size_t fail_at; /* 0: none */
    bool sticky;
    bool failed;
    size_t alive;
    block *buckets[BUCKETS];
} memory;

static bool injecting;
static jmp_buf injected;
capacity_error test_err;

/* --- memory ----------------------------------------------------------------------------------- */

static block **bucket_of(const void *ptr)
{
    uintptr_t bits = (uintptr_t)ptr / 16;
    return &memory.buckets[(bits ^ bits / BUCKETS) % BUCKETS];
}

static void *block_new(size_t size)
{
    memory.calls++;
    if (memory.fail_at != 0 &&
        (memory.calls == memory.fail_at || (memory.sticky && memory.calls > memory.fail_at))) {
        memory.failed = true;
        errno = ENOMEM;
        return NULL;
    }
    block *fresh = __real_malloc(sizeof *fresh + size);
    if (fresh == NULL)
        abort();
    memset(fresh + 1, FRESH, size);
    fresh->size = size;
    fresh->mark = MARK;
    block **bucket = bucket_of(fresh + 1);
    fresh->next = *bucket;
    *bucket = fresh;
    memory.alive++;
    return fresh + 1;
}

/* The link that leads to a counted block; NULL if it is none. */
static block **block_link(const void *ptr)
{
    for (block **link = bucket_of(ptr); *link != NULL; link = &(*link)->next)
        if (*link + 1 == ptr)
            return link;
    return NULL;
}

static void block_free(block **link)
{
    block *old = *link;
    if (old->mark != MARK)
        ck_abort_msg("memory in front of a block of %zu bytes was overwritten", old->size);
    *link = old->next;
    memory.alive--;
    memset(old + 1, FREED, old->size);
    __real_free(old);
}

static void *counted_alloc(void *ctx, size_t size)
{
    if (ctx != &memory || size == 0)
        ck_abort_msg("allocator called with a wrong context or for %zu bytes", size);
    return block_new(size);
}

static void counted_release(void *ctx, void *ptr)
{
    block **link = ptr == NULL ? NULL : block_link(ptr);
    if (ctx != &memory || link == NULL)
        ck_abort_msg("a pointer was released that the allocator did not give");
    block_free(link);
}

const capacity_allocator *test_allocator(void)
{
    static const capacity_allocator counted = {counted_alloc, counted_release, &memory};
    return &counted;
}

size_t test_allocations(void)
{
    return memory.calls;
}

size_t test_alive(void)
{
    return memory.alive;
}

void test_arm(void)
{
    memory.armed = true;
}

void test_disarm(void)
{
    memory.armed = false;
}

void *__wrap_malloc(size_t size)
{
    return memory.armed ? block_new(size) : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    if (!memory.armed)
        return __real_calloc(n, size);
    void *ptr = n != 0 && size > SIZE_MAX / n ? NULL : block_new(n * size);
    if (ptr != NULL)
        memset(ptr, 0, n * size);
    return ptr;
}

void *__wrap_realloc(void *ptr, size_t size)
{
    if (ptr == NULL)
        return __wrap_malloc(size);
    block **link = block_link(ptr);
    if (link == NULL)
        return __real_realloc(ptr, size);
    size_t old = (*link)->size;
    void *fresh = block_new(size);
    if (fresh == NULL)
        return NULL;
    memcpy(fresh, ptr, old < size ? old : size);
    block_free(block_link(ptr));
    return fresh;
}

void __wrap_free(void *ptr)
{
    block **link = ptr == NULL ? NULL : block_link(ptr);
    if (link != NULL)
        block_free(link);
    else
        __real_free(ptr);
}

char *__wrap_strdup(const char *text)
{
    if (!memory.armed)
        return __real_strdup(text);
    size_t size = strlen(text) + 1;
    char *copy = block_new(size);
    if (copy != NULL)
        memcpy(copy, text, size);
    return copy;
}

/* --- what a scenario owns --------------------------------------------------------------------- */

static struct {
    void *handle;
    void (*release)(void *handle);
} owned[MOST_OWNED];
static size_t owned_count;
static void *copies[MOST_COPIES];
static size_t copy_count;

void test_own(void *handle, void (*release)(void *handle))
{
    if (handle == NULL)
        ck_abort_msg("success with a NULL handle");
    if (owned_count == MOST_OWNED)
        ck_abort_msg("a scenario holds more than %d handles", (int)MOST_OWNED);
    owned[owned_count].handle = handle;
    owned[owned_count].release = release;
    owned_count++;
}

void test_drop(void *handle)
{
    for (size_t i = owned_count; i-- > 0;) {
        if (owned[i].handle != handle)
            continue;
        owned[i].release(handle);
        owned_count--;
        memmove(&owned[i], &owned[i + 1], (owned_count - i) * sizeof *owned);
        return;
    }
    ck_abort_msg("a handle is dropped that the scenario does not own");
}

void *test_nowhere(void)
{
    static int64_t nowhere;
    return &nowhere;
}

static void *keep_copy(void *copy)
{
    if (copy == NULL || copy_count == MOST_COPIES)
        abort();
    return copies[copy_count++] = copy;
}

const char *test_copy(const char *bytes, size_t size)
{
    char *copy = keep_copy(__real_malloc(size > 0 ? size : 1));
    memcpy(copy, bytes, size);
    return copy;
}

const char *test_string(const char *text)
{
    return test_copy(text, strlen(text) + 1);
}

const char *test_file(const char *path, size_t *size)
{
    char whole[4096];
    snprintf(whole, sizeof whole, "%s/%s", TEST_ROOT, path);
    FILE *file = fopen(whole, "rb");
    if (file == NULL)
        ck_abort_msg("cannot open %s", whole);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *text = keep_copy(__real_malloc(*size > 0 ? *size : 1));
    if (fread(text, 1, *size, file) != *size)
        ck_abort_msg("cannot read %s", whole);
    fclose(file);
    return text;
}

/* --- judging ---------------------------------------------------------------------------------- */

void test_judge(const char *file, int line, const char *call, capacity_status want,
                capacity_status got)
{
    if (injecting && memory.failed) {
        if (got != CAPACITY_E_MEMORY)
            ck_abort_msg("%s:%d: allocation %zu failed and %s gave %s", file, line, memory.fail_at,
                         call, capacity_status_name(got));
        longjmp(injected, 1);
    }
    if (got != want)
        ck_abort_msg("%s:%d: %s gave %s, not %s", file, line, call, capacity_status_name(got),
                     capacity_status_name(want));
}

void test_judge_error(const char *file, int line, const char *call, const char *part)
{
    const char *message = test_err.message;
    size_t len = strlen(message);
    if (test_err.code >= 0 || strstr(message, part) == NULL)
        ck_abort_msg("%s:%d: %s says '%s' (%d), not '%s'", file, line, call, message,
                     (int)test_err.code, part);
    if (len == 0 || message[len - 1] == '.' || strchr(message, '\n') != NULL)
        ck_abort_msg("%s:%d: '%s' is not one line without a period", file, line, message);
}

void test_equal(const char *file, int line, const char *what, int64_t want, int64_t got)
{
    if (want != got)
        ck_abort_msg("%s:%d: %s is %" PRId64 ", not %" PRId64, file, line, what, got, want);
}

void test_same_text(const char *file, int line, const char *what, const char *want, const char *got)
{
    if (want == NULL || got == NULL || strcmp(want, got) != 0)
        ck_abort_msg("%s:%d: %s is '%s', not '%s'", file, line, what, got == NULL ? "NULL" : got,
                     want == NULL ? "NULL" : want);
}

void test_contains(const char *file, int line, const char *what, const char *part, const char *got)
{
    if (got == NULL || strstr(got, part) == NULL)
        ck_abort_msg("%s:%d: %s is '%.1000s', without '%s'", file, line, what,
                     got == NULL ? "NULL" : got, part);
}

/* --- running ---------------------------------------------------------------------------------- */

static const scenario *table;

static void reset(void)
{
    memory.calls = 0;
    memory.fail_at = 0;
    memory.sticky = false;
    memory.failed = false;
    memory.armed = false;
    injecting = false;
}

static void teardown(void)
{
    memory.fail_at = 0;
    memory.armed = false;
    injecting = false;
    while (owned_count > 0) {
        owned_count--;
        owned[owned_count].release(owned[owned_count].handle);
    }
    while (copy_count > 0)
        __real_free(copies[--copy_count]);
    if (memory.alive != 0)
        ck_abort_msg("%zu blocks leaked", memory.alive);
}

static void run_plain(const scenario *scene)
{
    reset();
    scene->run();
    teardown();
}

static void run_failing(const scenario *scene, size_t k, bool sticky)
{
    reset();
    injecting = true;
    memory.fail_at = k;
    memory.sticky = sticky;
    if (setjmp(injected) == 0) {
        scene->run();
        ck_abort_msg("%s: %s %zu was swallowed", scene->name,
                     memory.failed ? "failed allocation" : "never reached: allocation", k);
    }
    teardown();
}

START_TEST(plain)
{
    run_plain(&table[_i]);
}
END_TEST

START_TEST(failing_memory)
{
    const scenario *scene = &table[_i];
    run_plain(scene);
    size_t n = memory.calls;
    for (int sticky = 0; sticky <= 1; sticky++)
        for (size_t k = 1; k <= n; k++)
            run_failing(scene, k, sticky != 0);
    run_plain(scene); /* and it still works */
}
END_TEST

TCase *test_case(Suite *suite, const char *name)
{
    TCase *made = tcase_create(name);
    tcase_add_checked_fixture(made, reset, teardown);
    tcase_set_timeout(made, 120);
    suite_add_tcase(suite, made);
    return made;
}

TCase *test_long_case(Suite *suite, const char *name)
{
    TCase *made = test_case(suite, name);
    tcase_set_tags(made, "long"); /* for CK_EXCLUDE_TAGS, see tests/run.sh */
    return made;
}

static void add_scenario(Suite *suite, int i)
{
    TCase *first = tcase_create(table[i].name);
    tcase_set_timeout(first, 60);
    tcase_add_loop_test(first, plain, i, i + 1);
    suite_add_tcase(suite, first);

    TCase *second = tcase_create(table[i].name);
    tcase_set_timeout(second, 300);
    tcase_set_tags(second, "oom"); /* CK_EXCLUDE_TAGS=oom leaves them out, under valgrind */
    tcase_add_loop_test(second, failing_memory, i, i + 1);
    suite_add_tcase(suite, second);
}

int test_main(const char *name, const scenario *scenarios, size_t n, void (*more)(Suite *suite))
{
    Suite *suite = suite_create(name);
    table = scenarios;
    for (size_t i = 0; i < n; i++)
        add_scenario(suite, (int)i);
    if (more != NULL)
        more(suite);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    int ran = srunner_ntests_run(runner);
    srunner_free(runner);
    return failed == 0 && ran > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
