/*
 * The guide's node formula: totals over what a node offers.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel/kernel.h"

/* Two roundings, because the guide prints ceil(max(ceil(cpu), ceil(memory)) x 1.2). */
static capacity_status formula_nodes(const int64_t *in, int64_t *out, capacity_error *err)
{
    int64_t whole;
    CAPACITY__FITS(capacity__add(CAPACITY_PPM, in[4], &whole), "1 + buffer_ppm");
    (void)capacity__mul_div(in[0], 1, in[2], CAPACITY__UP, &out[0]); /* a quotient always fits */
    (void)capacity__mul_div(in[1], 1, in[3], CAPACITY__UP, &out[1]);
    CAPACITY__FITS(capacity__mul_div(out[0] > out[1] ? out[0] : out[1], whole, CAPACITY_PPM,
                                     CAPACITY__UP, &out[2]),
                   "nodes");
    return CAPACITY_OK;
}

static const capacity__kernel formula_nodes_kernel = {
    .in = {{"cpu_mcpu", 0, INT64_MAX},
           {"memory_bytes", 0, INT64_MAX},
           {"usable_cpu_mcpu", 1, INT64_MAX},
           {"usable_memory_bytes", 1, INT64_MAX},
           {"buffer_ppm", 0, INT64_MAX}},
    .out = {"by_cpu", "by_memory", "nodes"},
    .compute = formula_nodes,
};

capacity_status capacity_formula_nodes(int64_t cpu_mcpu, int64_t memory_bytes,
                                       int64_t usable_cpu_mcpu, int64_t usable_memory_bytes,
                                       int64_t buffer_ppm, int64_t *by_cpu, int64_t *by_memory,
                                       int64_t *nodes, capacity_error *err)
{
    return capacity__kernel_one(
        &formula_nodes_kernel,
        CAPACITY__VALUES(cpu_mcpu, memory_bytes, usable_cpu_mcpu, usable_memory_bytes, buffer_ppm),
        CAPACITY__RESULTS(by_cpu, by_memory, nodes), err);
}

capacity_status capacity_formula_nodes_many(const int64_t *cpu_mcpu, const int64_t *memory_bytes,
                                            const int64_t *usable_cpu_mcpu,
                                            const int64_t *usable_memory_bytes,
                                            const int64_t *buffer_ppm, size_t n, int64_t *by_cpu,
                                            int64_t *by_memory, int64_t *nodes, capacity_error *err)
{
    return capacity__kernel_many(
        &formula_nodes_kernel,
        CAPACITY__COLUMNS(cpu_mcpu, memory_bytes, usable_cpu_mcpu, usable_memory_bytes, buffer_ppm),
        n, CAPACITY__RESULTS(by_cpu, by_memory, nodes), err);
}
