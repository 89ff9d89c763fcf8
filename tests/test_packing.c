/*
 * Packing in groups against placing pods one by one.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "numbers.h"

enum { MOST_SHAPES = CAPACITY_MAX_ROWS + 1, MOST_NODES = 4000 };

typedef struct problem {
    int64_t node[3]; /* CPU, memory, pods */
    size_t n;
    int64_t cpu[MOST_SHAPES], memory[MOST_SHAPES], count[MOST_SHAPES];
} problem;

static capacity_status pack(const problem *p, int64_t *packed, int64_t *divided)
{
    return capacity_nodes_pack(p->node[0], p->node[1], p->node[2], p->cpu, p->memory, p->count,
                               p->n, packed, divided, &test_err);
}

/* --- the oracle: no groups, small numbers, fractions as products ------------------------------ */

/* Is shape a's dominant share larger than b's? Small numbers: products of two fit. */
static bool larger(const problem *p, size_t a, size_t b)
{
    const int64_t cpu = p->node[0] > 0 ? p->node[0] : 1, memory = p->node[1] > 0 ? p->node[1] : 1;
    const int64_t of_a =
        p->cpu[a] * memory > p->memory[a] * cpu ? p->cpu[a] * memory : p->memory[a] * cpu;
    const int64_t of_b =
        p->cpu[b] * memory > p->memory[b] * cpu ? p->cpu[b] * memory : p->memory[b] * cpu;
    return of_a > of_b;
}

static int64_t one_by_one(const problem *p)
{
    static int64_t room[MOST_NODES][3];
    size_t order[MOST_SHAPES];
    int64_t nodes = 0;

    for (size_t i = 0; i < p->n; i++)
        order[i] = i;
    for (size_t i = 0; i < p->n; i++) /* bubble sort, stable */
        for (size_t k = 1; k < p->n; k++)
            if (larger(p, order[k], order[k - 1])) {
                const size_t swap = order[k];
                order[k] = order[k - 1];
                order[k - 1] = swap;
            }
    for (size_t i = 0; i < p->n; i++) {
        const size_t s = order[i];
        for (int64_t pod = 0; pod < p->count[s]; pod++) {
            int64_t at = 0;
            while (at < nodes &&
                   (room[at][0] < p->cpu[s] || room[at][1] < p->memory[s] || room[at][2] < 1))
                at++;
            if (at == nodes) {
                TRUE(nodes < MOST_NODES);
                memcpy(room[nodes++], p->node, sizeof room[0]);
            }
            room[at][0] -= p->cpu[s];
            room[at][1] -= p->memory[s];
            room[at][2] -= 1;
        }
    }
    return nodes;
}

static int64_t by_division(const problem *p)
{
    int64_t sum[3] = {0, 0, 0}, most = 0;
    for (size_t i = 0; i < p->n; i++) {
        sum[0] += p->cpu[i] * p->count[i];
        sum[1] += p->memory[i] * p->count[i];
        sum[2] += p->count[i];
    }
    for (size_t i = 0; i < 3; i++) {
        const int64_t nodes = p->node[i] == 0 ? 0 : (sum[i] + p->node[i] - 1) / p->node[i];
        most = nodes > most ? nodes : most;
    }
    return most;
}

static void random_problem(uint64_t *state, problem *p, size_t most_shapes, int64_t most_pods)
{
    const int64_t grain = random_below(state, 3) == 0 ? 4 : 1; /* many equal shares, too */
    p->node[0] = (random_below(state, 30) + 1) * grain;
    p->node[1] = (random_below(state, 30) + 1) * grain;
    p->node[2] = random_below(state, 20) + 1;
    p->n = (size_t)random_below(state, (int64_t)most_shapes) + 1;
    for (size_t i = 0; i < p->n; i++) {
        p->cpu[i] = random_below(state, p->node[0] / grain + 1) * grain;
        p->memory[i] = random_below(state, p->node[1] / grain + 1) * grain;
        p->count[i] = random_below(state, most_pods);
    }
}

START_TEST(groups_are_exactly_one_by_one)
{
    uint64_t state = 11;
    for (int i = 0; i < 60000; i++) {
        problem p;
        int64_t packed = 0, divided = 0;
        random_problem(&state, &p, i % 20 == 0 ? MOST_SHAPES : 5, 25);
        TRUE(pack(&p, &packed, &divided) == CAPACITY_OK);
        const int64_t want = one_by_one(&p);
        if (packed != want || divided != by_division(&p) || divided > packed)
            ck_abort_msg("problem %d: %" PRId64 " nodes, one by one %" PRId64
                         ", by division %" PRId64,
                         i, packed, want, divided);
    }
}
END_TEST

/* For one or two shapes; three and more may break it, and the header says so. */
START_TEST(more_pods_never_need_fewer_nodes)
{
    uint64_t state = 12;
    for (int i = 0; i < 200000; i++) {
        problem p;
        int64_t before = 0, after = 0, divided = 0;
        random_problem(&state, &p, 2, 100);
        TRUE(pack(&p, &before, &divided) == CAPACITY_OK);
        const size_t grown = (size_t)random_below(&state, (int64_t)p.n);
        p.count[grown] += random_below(&state, 4);
        p.count[p.n - 1 - grown] += random_below(&state, 2);
        TRUE(pack(&p, &after, &divided) == CAPACITY_OK);
        if (after < before)
            ck_abort_msg("problem %d: %" PRId64 " nodes, with more pods %" PRId64, i, before,
                         after);
    }
}
END_TEST

/* The counterexample that keeps the sentence in the header honest: one more pod, one node less. */
START_TEST(three_shapes_may_break_it)
{
    uint64_t state = 13;
    bool broken = false;
    for (int i = 0; i < 2000000 && !broken; i++) {
        problem p;
        int64_t before = 0, after = 0, divided = 0;
        random_problem(&state, &p, 5, 12);
        TRUE(pack(&p, &before, &divided) == CAPACITY_OK);
        p.count[random_below(&state, (int64_t)p.n)] += 1;
        TRUE(pack(&p, &after, &divided) == CAPACITY_OK);
        broken = after < before;
    }
    TRUE(broken);
}
END_TEST

/* The same pods times 10^12 need the same nodes times 10^12 where each node is filled alike. */
START_TEST(numbers_of_pods_cost_no_time)
{
    const int64_t million2 = INT64_C(1000000000000);
    problem p = {{3770, 6584 * CAPACITY_MIB, 58},
                 2,
                 {1000, 770},
                 {CAPACITY_MIB, CAPACITY_MIB},
                 {3 * million2, million2}};
    int64_t packed = 0, divided = 0;
    OK(pack(&p, &packed, &divided));
    EQ(million2, packed);
    EQ(million2, divided);
    p.count[1]++;
    OK(pack(&p, &packed, &divided));
    EQ(million2 + 1, packed);
}
END_TEST

/* --- the guide's tiers, as the vectors have them, and the ends -------------------------------- */

static void large_at_its_maximum(void)
{
    const problem p = {{3770, 6584 * CAPACITY_MIB, 56},
                       2,
                       {1000, 500},
                       {1024 * CAPACITY_MIB, 512 * CAPACITY_MIB},
                       {50, 15}};
    int64_t packed = 0, divided = 0;
    OK(pack(&p, &packed, &divided));
    EQ(17, packed);
    EQ(16, divided);
}

static void no_pods_need_no_nodes(void)
{
    int64_t packed = 7, divided = 7;
    OK(capacity_nodes_pack(100, 100, 10, NULL, NULL, NULL, 0, &packed, &divided, NULL));
    EQ(0, packed);
    EQ(0, divided);
}

static void as_many_shapes_as_there_may_be(void)
{
    problem p = {{100, 100, 10}, MOST_SHAPES, {0}, {0}, {0}};
    int64_t packed = 0, divided = 0, more[MOST_SHAPES + 1] = {0};
    for (size_t i = 0; i < p.n; i++) {
        p.cpu[i] = (int64_t)i * 5 + 1;
        p.count[i] = 3;
    }
    OK(pack(&p, &packed, &divided));
    EQ(one_by_one(&p), packed);
    FAILS(CAPACITY_E_TOO_LARGE, "18 shapes exceed 17",
          capacity_nodes_pack(100, 100, 10, more, more, more, MOST_SHAPES + 1, &packed, &divided,
                              &test_err));
    EQ(-1, test_err.index);
}

static void refusals_name_the_shape(void)
{
    problem p = {{100, 100, 10}, 3, {50, 100, 101}, {1, 1, 1}, {1, 1, 1}};
    int64_t packed = -5, divided = -6;
    FAILS(CAPACITY_E_INFEASIBLE, "a pod asks for 101 millicores, a node offers 100",
          pack(&p, &packed, &divided));
    EQ(2, test_err.index);
    p.cpu[2] = 100;
    p.memory[1] = 101;
    FAILS(CAPACITY_E_INFEASIBLE, "a pod asks for 101 bytes of memory, a node offers 100",
          pack(&p, &packed, &divided));
    EQ(1, test_err.index);
    p.memory[1] = 100;
    p.node[2] = 0;
    FAILS(CAPACITY_E_INFEASIBLE, "a pod asks for 1 pod slot, a node offers 0",
          pack(&p, &packed, &divided));
    EQ(0, test_err.index);
    p.count[1] = -1;
    p.count[0] = 0;
    FAILS(CAPACITY_E_RANGE, "pod_count -1 is below 0", pack(&p, &packed, &divided));
    EQ(1, test_err.index);
    p.node[1] = -1;
    FAILS(CAPACITY_E_RANGE, "node_memory_bytes -1 is below 0", pack(&p, &packed, &divided));
    EQ(-5, packed);
    EQ(-6, divided);
}

static void pointers(void)
{
    const int64_t one[1] = {1};
    int64_t out = -5;
    FAILS(CAPACITY_E_ARGUMENT, "packed is NULL",
          capacity_nodes_pack(9, 9, 9, one, one, one, 1, NULL, &out, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "divided is NULL",
          capacity_nodes_pack(9, 9, 9, one, one, one, 1, &out, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "pod_cpu_mcpu is NULL",
          capacity_nodes_pack(9, 9, 9, NULL, one, one, 1, &out, &out, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "pod_memory_bytes is NULL",
          capacity_nodes_pack(9, 9, 9, one, NULL, one, 1, &out, &out, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "pod_count is NULL",
          capacity_nodes_pack(9, 9, 9, one, one, NULL, 1, &out, &out, &test_err));
    EQ(-5, out);
}

static void numbers_at_the_end_of_the_range(void)
{
    problem p = {{INT64_MAX, INT64_MAX, 1}, 2, {INT64_MAX, 1}, {0, INT64_MAX}, {INT64_MAX, 0}};
    int64_t packed = -5, divided = -6;
    OK(pack(&p, &packed, &divided));
    EQ(INT64_MAX, packed);
    EQ(INT64_MAX, divided);
    p.count[1] = 1;
    packed = -5;
    divided = -6;
    FAILS(CAPACITY_E_OVERFLOW, "packed exceeds", pack(&p, &packed, &divided));
    EQ(-5, packed);
    EQ(-6, divided);

    /* Division overflows by itself where pods of two shapes share nodes. */
    p = (problem){{2, 2, 2}, 2, {1, 1}, {0, 0}, {INT64_MAX, INT64_MAX}};
    OK(pack(&p, &packed, &divided));
    EQ(INT64_MAX, divided);
    EQ(INT64_MAX, packed);
}

static const scenario scenarios[] = {
    SCENARIO(large_at_its_maximum),
    SCENARIO(no_pods_need_no_nodes),
    SCENARIO(as_many_shapes_as_there_may_be),
    SCENARIO(refusals_name_the_shape),
    SCENARIO(pointers),
    SCENARIO(numbers_at_the_end_of_the_range),
};

static void more(Suite *suite)
{
    TCase *all = test_case(suite, "properties");
    tcase_add_test(all, groups_are_exactly_one_by_one);
    tcase_add_test(all, more_pods_never_need_fewer_nodes);
    tcase_add_test(all, three_shapes_may_break_it);
    tcase_add_test(all, numbers_of_pods_cost_no_time);
}

TEST_MAIN(packing, more)
