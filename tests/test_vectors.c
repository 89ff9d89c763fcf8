/*
 * Every row of tests/vectors through the function that its file is named after, and all rows
 * at once through the _many twin. The expectations are computed by oracle.py.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "csv.h"

typedef struct function {
    const char *name;
    size_t inputs, outputs;
    capacity_status (*one)(const int64_t *in, int64_t *out);
    capacity_status (*many)(const int64_t *const *in, size_t n, int64_t *const *out);
} function;

/* --- single numbers --------------------------------------------------------------------------- */

#define IN_2 in[0], in[1]
#define IN_3 IN_2, in[2]
#define IN_4 IN_3, in[3]
#define IN_5 IN_4, in[4]
#define IN_6 IN_5, in[5]
#define ONE_1 &out[0]
#define ONE_2 ONE_1, &out[1]
#define ONE_3 ONE_2, &out[2]
#define MANY_1 out[0]
#define MANY_2 MANY_1, out[1]
#define MANY_3 MANY_2, out[2]

#define SINGLE(name, i, o)                                                                         \
    static capacity_status one_##name(const int64_t *in, int64_t *out)                             \
    {                                                                                              \
        return capacity_##name(IN_##i, ONE_##o, &test_err);                                        \
    }
#define TWIN(name, i, o)                                                                           \
    static capacity_status many_##name(const int64_t *const *in, size_t n, int64_t *const *out)    \
    {                                                                                              \
        return capacity_##name##_many(IN_##i, n, MANY_##o, &test_err);                             \
    }
#define BOTH(name, i, o) SINGLE(name, i, o) TWIN(name, i, o)

BOTH(formula_pods, 5, 2)
BOTH(pods_by_rate, 4, 1)
BOTH(pods_by_inflight, 5, 1)
BOTH(pods_by_connections, 4, 1)
BOTH(pods_by_cpu, 6, 1)
BOTH(pods_for_zones, 3, 1)
SINGLE(pods_hpa_rate, 2, 1)
BOTH(formula_nodes, 5, 3)
BOTH(eks_max_pods, 4, 1)
BOTH(eks_reserved, 5, 2)
BOTH(eks_allocatable, 5, 2)
BOTH(formula_dynamo, 3, 2)
BOTH(dynamo_read_units, 2, 1)
BOTH(dynamo_write_units, 3, 1)
BOTH(dynamo_provision, 2, 1)
BOTH(dynamo_partitions, 3, 1)
BOTH(dynamo_hot_key_limit, 2, 1)
SINGLE(dynamo_burst, 2, 1)
SINGLE(dynamo_break_even, 2, 1)
BOTH(cost_hours, 3, 1)
BOTH(cost_units, 3, 1)
BOTH(cost_discounted, 2, 1)
SINGLE(cost_load_balancer_units, 4, 1)
SINGLE(cost_surplus_credits, 5, 1)
BOTH(erlang_wait, 5, 1)
BOTH(erlang_wait_quantile, 4, 1)
BOTH(erlang_response_quantile, 4, 1)
SINGLE(erlang_servers_for_waiting, 3, 1)
SINGLE(erlang_servers_for_response, 4, 1)
SINGLE(headroom_reaction, 4, 1)
SINGLE(headroom_buffer, 2, 2)
SINGLE(headroom_buffer_for_growth, 3, 1)
SINGLE(headroom_survived_growth, 3, 1)
SINGLE(headroom_cycle_growth, 6, 1)
SINGLE(headroom_cycles, 2, 1)
SINGLE(headroom_steady_pods, 4, 1)

#define ALONE(name, i, o)                                                                          \
    {                                                                                              \
#name, i, o, one_##name, NULL                                                              \
    }
#define PAIR(name, i, o)                                                                           \
    {                                                                                              \
#name, i, o, one_##name, many_##name                                                       \
    }

static const function functions[] = {
    PAIR(formula_pods, 5, 2),
    PAIR(pods_by_rate, 4, 1),
    PAIR(pods_by_inflight, 5, 1),
    PAIR(pods_by_connections, 4, 1),
    PAIR(pods_by_cpu, 6, 1),
    PAIR(pods_for_zones, 3, 1),
    ALONE(pods_hpa_rate, 2, 1),
    PAIR(formula_nodes, 5, 3),
    PAIR(eks_max_pods, 4, 1),
    PAIR(eks_reserved, 5, 2),
    PAIR(eks_allocatable, 5, 2),
    PAIR(formula_dynamo, 3, 2),
    PAIR(dynamo_read_units, 2, 1),
    PAIR(dynamo_write_units, 3, 1),
    PAIR(dynamo_provision, 2, 1),
    PAIR(dynamo_partitions, 3, 1),
    PAIR(dynamo_hot_key_limit, 2, 1),
    ALONE(dynamo_burst, 2, 1),
    ALONE(dynamo_break_even, 2, 1),
    PAIR(cost_hours, 3, 1),
    PAIR(cost_units, 3, 1),
    PAIR(cost_discounted, 2, 1),
    ALONE(cost_load_balancer_units, 4, 1),
    ALONE(cost_surplus_credits, 5, 1),
    PAIR(erlang_wait, 5, 1),
    PAIR(erlang_wait_quantile, 4, 1),
    PAIR(erlang_response_quantile, 4, 1),
    ALONE(erlang_servers_for_waiting, 3, 1),
    ALONE(erlang_servers_for_response, 4, 1),
    ALONE(headroom_reaction, 4, 1),
    ALONE(headroom_buffer, 2, 2),
    ALONE(headroom_buffer_for_growth, 3, 1),
    ALONE(headroom_survived_growth, 3, 1),
    ALONE(headroom_cycle_growth, 6, 1),
    ALONE(headroom_cycles, 2, 1),
    ALONE(headroom_steady_pods, 4, 1),
};

/* Outputs must keep this on failure. */
enum { UNTOUCHED = -77 };

static void judge(const char *where, size_t row, const csv *grid, size_t inputs, size_t outputs,
                  capacity_status status, const int64_t *out)
{
    const char *const *want = &grid->cell[row][inputs];
    const bool fails = strncmp(want[0], "CAPACITY_", 9) == 0;

    if (strcmp(capacity_status_name(status), fails ? want[0] : "CAPACITY_OK") != 0)
        ck_abort_msg("%s, row %zu: %s, not %s", where, row, capacity_status_name(status), want[0]);
    for (size_t i = 0; i < outputs; i++) {
        const int64_t value = fails ? UNTOUCHED : csv_number(want[i]);
        if (out[i] != value)
            ck_abort_msg("%s, row %zu: %s is %" PRId64 ", not %s", where, row,
                         grid->cell[0][inputs + i], out[i], want[i]);
    }
    if (fails && (test_err.code != (int32_t)status || test_err.message[0] == '\0'))
        ck_abort_msg("%s, row %zu: the error object does not say why", where, row);
}

static csv vectors;
static int64_t columns_in[6][CSV_ROWS], columns_out[3][CSV_ROWS];

static void singles(const function *f)
{
    for (size_t row = 1; row < vectors.rows; row++) {
        int64_t in[6], out[3] = {UNTOUCHED, UNTOUCHED, UNTOUCHED};
        for (size_t i = 0; i < f->inputs; i++)
            columns_in[i][row] = in[i] = csv_number(vectors.cell[row][i]);
        capacity_error_clear(&test_err);
        judge(f->name, row, &vectors, f->inputs, f->outputs, f->one(in, out), out);
    }
}

static void twins(const function *f)
{
    const int64_t *in[6];
    int64_t *out[3];
    bool partial = false;
    const size_t n = vectors.rows - 1;

    for (size_t i = 0; i < 6; i++)
        in[i] = &columns_in[i][1];
    for (size_t i = 0; i < 3; i++)
        out[i] = &columns_out[i][1];
    const capacity_status status = f->many(in, n, out);
    for (size_t row = 1; row < vectors.rows; row++)
        for (size_t i = 0; i < f->outputs; i++) {
            const char *want = vectors.cell[row][f->inputs + i];
            const bool fails = want[0] == 'C';
            const int64_t value = fails ? CAPACITY_INVALID : csv_number(want);
            partial = partial || fails;
            if (columns_out[i][row] != value)
                ck_abort_msg("%s_many, row %zu: %" PRId64 ", not %s", f->name, row,
                             columns_out[i][row], want);
        }
    EQ(partial ? CAPACITY_PARTIAL : CAPACITY_OK, status);
    EQ(CAPACITY_OK, f->many(in, 0, out));
}

/* NULL for each array in turn: refused unless there are no elements. */
static void null_arrays(const function *f)
{
    const int64_t *in[6];
    int64_t *out[3];

    for (size_t i = 0; i < f->inputs + f->outputs; i++) {
        for (size_t k = 0; k < 6; k++)
            in[k] = k == i ? NULL : &columns_in[k][1];
        for (size_t k = 0; k < 3; k++)
            out[k] = k + f->inputs == i ? NULL : &columns_out[k][1];
        columns_out[0][1] = columns_out[1][1] = columns_out[2][1] = UNTOUCHED;
        EQ(CAPACITY_E_ARGUMENT, f->many(in, 1, out));
        CONTAINS(vectors.cell[0][i], test_err.message);
        CONTAINS("is NULL", test_err.message);
        for (size_t k = 0; k < 3; k++)
            EQ(UNTOUCHED, columns_out[k][1]);
        EQ(CAPACITY_OK, f->many(in, 0, out));
    }
}

START_TEST(single_numbers)
{
    const function *f = &functions[_i];
    csv_read(f->name, &vectors);
    EQ(f->inputs + f->outputs, vectors.columns);
    const size_t before = test_allocations();
    test_arm();
    singles(f);
    if (f->many != NULL) {
        twins(f);
        null_arrays(f);
    }
    test_disarm();
    EQ(before, test_allocations()); /* kernels allocate nothing */
}
END_TEST

/* --- lists ------------------------------------------------------------------------------------ */

START_TEST(nodes_pack)
{
    csv_read("nodes_pack", &vectors);
    EQ(8, vectors.columns);
    for (size_t row = 1; row < vectors.rows; row++) {
        const char *const *cell = vectors.cell[row];
        int64_t cpu[CSV_LIST], memory[CSV_LIST], count[CSV_LIST];
        int64_t out[2] = {UNTOUCHED, UNTOUCHED};
        const size_t n = csv_list(cell[3], cpu);
        EQ(n, csv_list(cell[4], memory));
        EQ(n, csv_list(cell[5], count));
        const capacity_status status =
            capacity_nodes_pack(csv_number(cell[0]), csv_number(cell[1]), csv_number(cell[2]), cpu,
                                memory, count, n, &out[0], &out[1], &test_err);
        judge("nodes_pack", row, &vectors, 6, 2, status, out);
    }
}
END_TEST

START_TEST(cost_banded)
{
    csv_read("cost_banded", &vectors);
    EQ(6, vectors.columns);
    for (size_t row = 1; row < vectors.rows; row++) {
        const char *const *cell = vectors.cell[row];
        int64_t ends[CSV_LIST], prices[CSV_LIST], out[1] = {UNTOUCHED};
        const size_t n = csv_list(cell[3], ends);
        EQ(n, csv_list(cell[4], prices));
        const capacity_status status =
            capacity_cost_banded(csv_number(cell[0]), csv_number(cell[1]), csv_number(cell[2]),
                                 ends, prices, n, &out[0], &test_err);
        judge("cost_banded", row, &vectors, 5, 1, status, out);
    }
}
END_TEST

/* --- the 180 machines ------------------------------------------------------------------------- */

START_TEST(eks_shapes)
{
    csv_read("eks_shapes", &vectors);
    EQ(181, vectors.rows);
    EQ(14, vectors.columns);
    for (size_t row = 1; row < vectors.rows; row++) {
        int64_t cell[14], pods[4], kept[2], left[2];
        for (size_t i = 1; i < vectors.columns; i++)
            cell[i] = csv_number(vectors.cell[row][i]);
        for (int64_t mode = 1; mode <= 4; mode++)
            OK(capacity_eks_max_pods(cell[4], cell[5], cell[2], mode, &pods[mode - 1], NULL));
        OK(capacity_eks_reserved(cell[2], cell[3], pods[0], 75000, cell[1], &kept[0], &kept[1],
                                 NULL));
        OK(capacity_eks_allocatable(cell[2], cell[3], pods[0], 75000, cell[1], &left[0], &left[1],
                                    NULL));
        const int64_t got[8] = {pods[0], pods[1], pods[2], pods[3],
                                kept[0], kept[1], left[0], left[1]};
        for (size_t i = 0; i < 8; i++)
            if (got[i] != cell[6 + i])
                ck_abort_msg("%s: %s is %" PRId64 ", not %" PRId64, vectors.cell[row][0],
                             vectors.cell[0][6 + i], got[i], cell[6 + i]);
    }
}
END_TEST

/* Each of these shapes is in the built-in catalogue, with the same figures, and no other is. */
START_TEST(the_catalogue_has_these_shapes)
{
    size_t n = 0;
    csv_read("eks_shapes", &vectors);
    OK(capacity_catalog_get_machines(NULL, NULL, sizeof(capacity_machine), 0, &n, NULL));
    EQ(vectors.rows - 1, n);
    for (size_t row = 1; row < vectors.rows; row++) {
        capacity_machine machine = CAPACITY_INIT(capacity_machine);
        OK(capacity_catalog_find_machine(NULL, vectors.cell[row][0], &machine, NULL));
        const int64_t got[] = {machine.flags & CAPACITY_CATALOG_ARM64 ? 1 : 0, machine.cpu_mcpu,
                               machine.memory_bytes, machine.interfaces,
                               machine.addresses_per_interface};
        for (size_t i = 0; i < COUNT(got); i++)
            EQ(csv_number(vectors.cell[row][1 + i]), got[i]);
    }
}
END_TEST

static void more(Suite *suite)
{
    TCase *singles_case = test_case(suite, "single_numbers");
    tcase_add_loop_test(singles_case, single_numbers, 0, COUNT(functions));
    TCase *lists = test_case(suite, "lists");
    tcase_add_test(lists, nodes_pack);
    tcase_add_test(lists, cost_banded);
    TCase *machines = test_case(suite, "machines");
    tcase_add_test(machines, eks_shapes);
    tcase_add_test(machines, the_catalogue_has_these_shapes);
}

int main(void)
{
    return test_main("vectors", NULL, 0, more);
}
