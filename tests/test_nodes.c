/*
 * What a node offers, and the guide's node formula.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "numbers.h"

static void the_guides_example(void)
{
    int64_t cpu = 0, memory = 0, nodes = 0;
    OK(capacity_formula_nodes(10 * 500 + 5 * 200, (10 * 512 + 5 * 256) * CAPACITY_MIB, 1800,
                              6500 * CAPACITY_MIB, 200000, &cpu, &memory, &nodes, NULL));
    EQ(4, cpu);
    EQ(1, memory);
    EQ(5, nodes);
}

/* Published for t3.large: 35 pods, 70m and 640 MiB reserved, 1930m and 6837 MiB left. */
static void a_known_node(void)
{
    int64_t pods = 0, cpu = 0, memory = 0;
    OK(capacity_eks_max_pods(3, 12, 2000, CAPACITY_MAX_PODS_DEFAULT, &pods, NULL));
    EQ(35, pods);
    OK(capacity_eks_reserved(2000, 8192 * CAPACITY_MIB, pods, 0, 0, &cpu, &memory, NULL));
    EQ(70, cpu);
    EQ((640 + 100) * CAPACITY_MIB, memory);
    OK(capacity_eks_allocatable(2000, 8192 * CAPACITY_MIB, pods, 75000, 0, &cpu, &memory, NULL));
    EQ(1930, cpu);
    EQ(6837 * CAPACITY_MIB, memory);
}

static void small_nodes_have_nothing_left(void)
{
    int64_t cpu = -1, memory = -1;
    OK(capacity_eks_allocatable(1, 1, 0, 1000000, 1, &cpu, &memory, NULL));
    EQ(1, cpu); /* 6 % of one millicore is none */
    EQ(0, memory);
    OK(capacity_eks_allocatable(2000, 356 * CAPACITY_MIB - 1, 0, 0, 0, &cpu, &memory, NULL));
    EQ(0, memory); /* what is left of a MiB is not offered */
    OK(capacity_eks_allocatable(2000, 356 * CAPACITY_MIB, 0, 0, 0, &cpu, &memory, NULL));
    EQ(CAPACITY_MIB, memory);
}

static void messages(void)
{
    int64_t a = 5, b = 6, c = 7;
    FAILS(CAPACITY_E_RANGE, "mode 0 is below 1",
          capacity_eks_max_pods(3, 6, 2000, 0, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "mode 5 exceeds 4",
          capacity_eks_max_pods(3, 6, 2000, 5, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "interfaces 1001 exceeds 1000",
          capacity_eks_max_pods(1001, 6, 2000, 1, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "arm64 2 exceeds 1",
          capacity_eks_reserved(1, 1, 1, 1, 2, &a, &b, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "reserved_memory_bytes exceeds",
          capacity_eks_reserved(1, 1, INT64_MAX, 1, 0, &a, &b, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "reserved_memory_bytes exceeds",
          capacity_eks_allocatable(1, 1, INT64_MAX / 11, 1, 0, &a, &b, &test_err));
    FAILS(CAPACITY_E_RANGE, "usable_cpu_mcpu 0 is below 1",
          capacity_formula_nodes(1, 1, 0, 1, 0, &a, &b, &c, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "nodes exceeds",
          capacity_formula_nodes(INT64_MAX, 1, 1, 1, 1, &a, &b, &c, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "1 + buffer_ppm exceeds",
          capacity_formula_nodes(1, 1, 1, 1, INT64_MAX, &a, &b, &c, &test_err));
    EQ(5, a);
    EQ(6, b);
    EQ(7, c);
}

static void null_outputs(void)
{
    int64_t a, b;
    FAILS(CAPACITY_E_ARGUMENT, "by_cpu is NULL",
          capacity_formula_nodes(1, 1, 1, 1, 0, NULL, &a, &b, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "by_memory is NULL",
          capacity_formula_nodes(1, 1, 1, 1, 0, &a, NULL, &b, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "nodes is NULL",
          capacity_formula_nodes(1, 1, 1, 1, 0, &a, &b, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "max_pods is NULL",
          capacity_eks_max_pods(3, 6, 2000, 1, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "reserved_cpu_mcpu is NULL",
          capacity_eks_reserved(1, 1, 1, 1, 0, NULL, &b, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "reserved_memory_bytes is NULL",
          capacity_eks_reserved(1, 1, 1, 1, 0, &a, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "allocatable_cpu_mcpu is NULL",
          capacity_eks_allocatable(1, 1, 1, 1, 0, NULL, &b, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "allocatable_memory_bytes is NULL",
          capacity_eks_allocatable(1, 1, 1, 1, 0, &a, NULL, &test_err));
}

/* Reserved and offered make the machine, whatever its size, and nothing is offered twice. */
START_TEST(reserved_and_offered_make_the_machine)
{
    uint64_t state = 8;
    for (int i = 0; i < 300000; i++) {
        const int64_t cpu = random_below(&state, 400000) + 1;
        const int64_t memory = random_below(&state, INT64_C(1) << 42) + 1;
        const int64_t pods = random_below(&state, 800), overhead = random_below(&state, 1000001);
        const int64_t arm64 = random_below(&state, 2);
        int64_t kept[2], left[2];
        OK(capacity_eks_reserved(cpu, memory, pods, overhead, arm64, &kept[0], &kept[1], NULL));
        OK(capacity_eks_allocatable(cpu, memory, pods, overhead, arm64, &left[0], &left[1], NULL));
        TRUE(kept[0] >= 0 && kept[0] + left[0] == cpu);
        TRUE(kept[1] % CAPACITY_MIB == 0 && left[1] % CAPACITY_MIB == 0);
        TRUE(left[1] == 0
                 ? kept[1] > memory - CAPACITY_MIB
                 : memory - kept[1] - left[1] >= 0 && memory - kept[1] - left[1] < CAPACITY_MIB);
    }
}
END_TEST

START_TEST(more_demand_never_needs_fewer_nodes)
{
    uint64_t state = 9;
    for (int i = 0; i < 100000; i++) {
        const int64_t cpu = random_below(&state, 10000000), memory = random_below(&state, 1 << 30);
        const int64_t usable = random_below(&state, 100000) + 1;
        const int64_t buffer = random_below(&state, 1000000);
        int64_t a[3], b[3];
        OK(capacity_formula_nodes(cpu, memory, usable, 12345, buffer, &a[0], &a[1], &a[2], NULL));
        OK(capacity_formula_nodes(cpu + random_below(&state, 5000),
                                  memory + random_below(&state, 50000), usable, 12345, buffer,
                                  &b[0], &b[1], &b[2], NULL));
        TRUE(a[0] <= b[0] && a[1] <= b[1] && a[2] <= b[2]);
        TRUE(a[2] >= a[0] && a[2] >= a[1]);
    }
}
END_TEST

static const scenario scenarios[] = {
    SCENARIO(the_guides_example), SCENARIO(a_known_node), SCENARIO(small_nodes_have_nothing_left),
    SCENARIO(messages),           SCENARIO(null_outputs),
};

static void more(Suite *suite)
{
    TCase *all = test_case(suite, "properties");
    tcase_add_test(all, reserved_and_offered_make_the_machine);
    tcase_add_test(all, more_demand_never_needs_fewer_nodes);
}

TEST_MAIN(nodes, more)
