/*
 * Any bytes as a usage: whole and cut anywhere come to the same recommendation.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

static capacity_usage *new_usage(int64_t half_life_us)
{
    capacity_error err;
    capacity_usage *usage = NULL;
    HOLDS(capacity_usage_new(half_life_us, fuzz_allocator(), &usage, &err) == CAPACITY_OK);
    return usage;
}

/* Feed in pieces; errors are passed over. Returns how many there were. */
static int feed(capacity_usage *usage, const uint8_t *data, size_t size, size_t piece)
{
    capacity_error err;
    size_t consumed;
    int errors = 0;
    for (size_t at = 0; at < size; at += consumed) {
        size_t n = size - at < piece ? size - at : piece;
        consumed = n + 1;
        capacity_status status =
            capacity_usage_feed_text(usage, (const char *)data + at, n, &consumed, &err);
        HOLDS(consumed <= n && (consumed > 0 || status < 0));
        errors += !fuzz_status(status, &err);
    }
    return errors + !fuzz_status(capacity_usage_feed_text(usage, NULL, 0, &consumed, &err), &err);
}

static void check(const capacity_rightsize *row, const capacity_rightsize_options *options)
{
    HOLDS(row->cpu_samples > 0 || row->cpu_request_mcpu == CAPACITY_INVALID);
    HOLDS(row->cpu_usage_mcpu == CAPACITY_INVALID || row->cpu_usage_mcpu >= 1);
    if (options->cpu_target_ppm > 0 && row->cpu_request_mcpu != CAPACITY_INVALID)
        HOLDS(row->cpu_request_mcpu * (row->cpu_target_ppm / 10000) <=
              options->cpu_request_mcpu * (options->cpu_target_ppm / 10000));
}

/* Following a recommendation asks for nothing more. */
static void settles(const capacity_usage *usage, capacity_rightsize_options options)
{
    capacity_error err;
    capacity_rightsize first = CAPACITY_INIT(capacity_rightsize), again = first;
    HOLDS(capacity_usage_recommend(usage, &options, &first, &err) == CAPACITY_OK);
    check(&first, &options);
    if (first.cpu_request_mcpu <= 0 || first.cpu_request_mcpu > CAPACITY_USAGE_CPU_MCPU)
        return; /* none, or of usage at the end of its range: more than options take */
    options.cpu_request_mcpu = first.cpu_request_mcpu;
    options.cpu_target_ppm = first.cpu_target_ppm;
    HOLDS(capacity_usage_recommend(usage, &options, &again, &err) == CAPACITY_OK);
    HOLDS(memcmp(&first, &again, sizeof first) == 0 ||
          (again.cpu_request_mcpu == first.cpu_request_mcpu &&
           again.cpu_target_ppm == first.cpu_target_ppm));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    capacity_error err;
    if (size < 4)
        return 0;
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    options.method = 1 + data[0] % 2;
    options.cpu_target_ppm = (int64_t)(data[1] % 120) * 10000;
    options.cpu_request_mcpu = 1 + data[2] * 16;
    options.cpu_limit_ppm = data[3] % 2 == 0 ? 0 : 1000000 + data[3] * 10000;
    const int64_t half_life = (int64_t)(data[3] / 64) * 60000000;
    size_t piece = 1 + data[0] / 2;
    data += 4;
    size -= 4;

    capacity_usage *whole = new_usage(half_life), *cut = new_usage(half_life);
    capacity_rightsize a = CAPACITY_INIT(capacity_rightsize), b = a;
    HOLDS(feed(whole, data, size, size == 0 ? 1 : size) == feed(cut, data, size, piece));
    HOLDS(capacity_usage_recommend(whole, &options, &a, &err) == CAPACITY_OK);
    HOLDS(capacity_usage_recommend(cut, &options, &b, &err) == CAPACITY_OK);
    HOLDS(memcmp(&a, &b, sizeof a) == 0);
    settles(whole, options);
    capacity_usage_free(whole);
    capacity_usage_free(cut);

    /* The same bytes as numbers. */
    capacity_usage *numbers = new_usage(half_life);
    for (size_t i = 0; i + 24 <= size; i += 24) {
        int64_t row[3];
        memcpy(row, data + i, sizeof row);
        (void)fuzz_status(capacity_usage_add(numbers, row, row + 1, row + 2, 1, &err), &err);
        (void)fuzz_status(capacity_usage_oom(numbers, row[0], row[1], &err), &err);
    }
    settles(numbers, options);
    capacity_usage_free(numbers);
    fuzz_settle();
    return 0;
}
