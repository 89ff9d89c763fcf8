/*
 * Every row of tests/vectors/rightsize: series of samples and kills, and what is recommended of each;
 * the expectations are computed by rightsize_model.py.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "csv.h"

enum { SERIES = 100, NAME = 40, SAMPLES = 2000, GIVEN = 13, OUTPUTS = 19 };

static csv grid;

/* The series by name, as usage.csv made them. */
static struct {
    char name[NAME];
    capacity_usage *usage;
} series[SERIES];
static size_t n_series;

static capacity_usage *usage_of(const char *name, int64_t half_life_us)
{
    for (size_t i = 0; i < n_series; i++)
        if (strcmp(series[i].name, name) == 0)
            return series[i].usage;
    TRUE(n_series < SERIES && strlen(name) < NAME);
    memcpy(series[n_series].name, name, strlen(name) + 1);
    OK(capacity_usage_new(half_life_us, test_allocator(), &series[n_series].usage, &test_err));
    return series[n_series++].usage;
}

static void drop_series(void)
{
    for (size_t i = 0; i < n_series; i++)
        capacity_usage_free(series[i].usage);
    n_series = 0;
}

/* --- what was seen ------------------------------------------------------------------------------ */

enum { HALF_LIFE = 1, KILLED, TIME, STEP, COUNT_OF, CPU, MEMORY, STATUS, SEEN };

static capacity_status take(capacity_usage *usage, const int64_t *cell)
{
    static int64_t time[SAMPLES], cpu[SAMPLES], memory[SAMPLES];
    if (cell[KILLED] == 1)
        return capacity_usage_oom(usage, cell[TIME], cell[MEMORY], &test_err);
    TRUE(cell[COUNT_OF] <= SAMPLES);
    for (int64_t i = 0; i < cell[COUNT_OF]; i++) {
        time[i] = cell[TIME] + i * cell[STEP];
        cpu[i] = cell[CPU];
        memory[i] = cell[MEMORY];
    }
    return capacity_usage_add(usage, time, cpu, memory, (size_t)cell[COUNT_OF], &test_err);
}

static void read_series(void)
{
    csv_read("rightsize/usage", &grid);
    EQ(SEEN, grid.columns);
    for (size_t row = 1; row < grid.rows; row++) {
        int64_t cell[SEEN];
        for (size_t i = HALF_LIFE; i < STATUS; i++)
            cell[i] = csv_number_or_none(grid.cell[row][i]);
        const capacity_status status = take(usage_of(grid.cell[row][0], cell[HALF_LIFE]), cell);
        if (strcmp(grid.cell[row][STATUS], capacity_status_name(status)) != 0)
            ck_abort_msg("row %zu of usage: %s, not %s", row, capacity_status_name(status),
                         grid.cell[row][STATUS]);
    }
}

/* --- what is recommended ------------------------------------------------------------------------ */

static capacity_rightsize_options options_of(size_t row)
{
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    static const size_t given[GIVEN - 1] = {
#define GIVEN(member) offsetof(capacity_rightsize_options, member)
        GIVEN(cpu_percentile_ppm), GIVEN(memory_percentile_ppm), GIVEN(cpu_margin_ppm),
        GIVEN(memory_margin_ppm),  GIVEN(cpu_least_mcpu),        GIVEN(memory_least_bytes),
        GIVEN(cpu_request_mcpu),   GIVEN(cpu_target_ppm),        GIVEN(memory_request_bytes),
        GIVEN(memory_target_ppm),  GIVEN(cpu_limit_ppm),         GIVEN(memory_limit_ppm),
    };
    options.method = (uint32_t)csv_number(grid.cell[row][1]);
    for (size_t i = 0; i < COUNT(given); i++) {
        const int64_t value = csv_number(grid.cell[row][2 + i]);
        memcpy((char *)&options + given[i], &value, sizeof value);
    }
    return options;
}

static void outputs_of(const capacity_rightsize *got, int64_t *out)
{
    const int64_t all[OUTPUTS] = {
        got->method,
        got->cpu_reason,
        got->memory_reason,
        got->cpu_request_mcpu,
        got->cpu_lower_mcpu,
        got->cpu_upper_mcpu,
        got->cpu_limit_mcpu,
        got->cpu_target_ppm,
        got->cpu_usage_mcpu,
        got->memory_request_bytes,
        got->memory_lower_bytes,
        got->memory_upper_bytes,
        got->memory_limit_bytes,
        got->memory_target_ppm,
        got->memory_usage_bytes,
        got->cpu_samples,
        got->memory_samples,
        got->ooms,
        got->span_us,
    };
    memcpy(out, all, sizeof all);
}

static void judge(size_t row)
{
    const capacity_rightsize_options options = options_of(row);
    capacity_rightsize got = CAPACITY_INIT(capacity_rightsize);
    const capacity_usage *usage = usage_of(grid.cell[row][0], 0);
    const capacity_status status = capacity_usage_recommend(usage, &options, &got, &test_err);
    const char *const *want = &grid.cell[row][1 + GIVEN];
    if (strncmp(want[0], "CAPACITY_", 9) == 0) {
        SAME(want[0], capacity_status_name(status));
        EQ(0, got.cpu_request_mcpu);
        return;
    }
    EQ(CAPACITY_OK, status);
    int64_t out[OUTPUTS];
    outputs_of(&got, out);
    for (size_t i = 0; i < OUTPUTS; i++)
        if (out[i] != csv_number_or_none(want[i]))
            ck_abort_msg("row %zu of recommend, %s: %s is %" PRId64 ", not %s", row,
                         grid.cell[row][0], grid.cell[0][1 + GIVEN + i], out[i], want[i]);
}

START_TEST(every_row)
{
    read_series();
    TRUE(n_series > 50);
    csv_read("rightsize/recommend", &grid);
    EQ(1 + GIVEN + OUTPUTS, grid.columns);
    SAME("given_method", grid.cell[0][1]);
    SAME("method", grid.cell[0][1 + GIVEN]);
    TRUE(grid.rows > 600);
    for (size_t row = 1; row < grid.rows; row++)
        judge(row);
    drop_series();
    EQ(0, test_alive());
}
END_TEST

static void more(Suite *suite)
{
    tcase_add_test(test_case(suite, "rows"), every_row);
}

int main(void)
{
    return test_main("rightsize_vectors", NULL, 0, more);
}
