/*
 * What an EKS node may hold and what it offers.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Sources: amazon-eks-ami@81fec2e8 (nodeadm, kubelet/config.go) for the reservations and the pod
 * limit, its former pod calculator (b2289030^) for prefix delegation and the cap,
 * karpenter-provider-aws@1d927085 (instancetype/types.go) for the machine's overhead.
 */
#include "kernel/kernel.h"

enum {
    HOST_PODS = 2,         /* aws-node and kube-proxy need no address */
    PREFIX_ADDRESSES = 16, /* a /28 in each slot */
    MOST = 1000,           /* interfaces, addresses: far above any machine */
    CAP = 110,
    CAP_LARGE = 250,
    LARGE_MCPU = 30000, /* above: the large cap */
    KUBELET_MIB = 255,
    POD_MIB = 11,
    EVICTION_MIB = 100,
    ARM64_MIB = 64 /* kept contiguous on Graviton, before the machine's overhead */
};

static capacity_status max_pods(const int64_t *in, int64_t *out, capacity_error *err)
{
    const int64_t interfaces = in[0], cpu_mcpu = in[2], mode = in[3];
    const int64_t slots = in[1] - 1; /* an interface's first address is its own */
    const int64_t cap = cpu_mcpu > LARGE_MCPU ? CAP_LARGE : CAP;
    const bool capped = mode == CAPACITY_MAX_PODS_CAPPED || mode == CAPACITY_MAX_PODS_PREFIX;

    (void)err; /* 1000 x 1000 x 16 fits */
    out[0] = interfaces * slots + HOST_PODS;
    if (mode == CAPACITY_MAX_PODS_CUSTOM_NETWORKING)
        out[0] = (interfaces - 1) * slots + HOST_PODS;
    if (mode == CAPACITY_MAX_PODS_PREFIX)
        out[0] = interfaces * slots * PREFIX_ADDRESSES + HOST_PODS;
    if (capped && out[0] > cap)
        out[0] = cap;
    return CAPACITY_OK;
}

static const capacity__kernel max_pods_kernel = {
    .in = {{"interfaces", 1, MOST},
           {"addresses_per_interface", 1, MOST},
           {"cpu_mcpu", 1, INT64_MAX},
           {"mode", CAPACITY_MAX_PODS_DEFAULT, CAPACITY_MAX_PODS_CUSTOM_NETWORKING}},
    .out = {"max_pods"},
    .compute = max_pods,
};

capacity_status capacity_eks_max_pods(int64_t interfaces, int64_t addresses_per_interface,
                                      int64_t cpu_mcpu, int64_t mode, int64_t *max_pods,
                                      capacity_error *err)
{
    return capacity__kernel_one(
        &max_pods_kernel, CAPACITY__VALUES(interfaces, addresses_per_interface, cpu_mcpu, mode),
        CAPACITY__RESULTS(max_pods), err);
}

capacity_status capacity_eks_max_pods_many(const int64_t *interfaces,
                                           const int64_t *addresses_per_interface,
                                           const int64_t *cpu_mcpu, const int64_t *mode, size_t n,
                                           int64_t *max_pods, capacity_error *err)
{
    return capacity__kernel_many(
        &max_pods_kernel, CAPACITY__COLUMNS(interfaces, addresses_per_interface, cpu_mcpu, mode), n,
        CAPACITY__RESULTS(max_pods), err);
}

/* 6 %, 1 %, 0.5 % and 0.25 % of the CPU up to `end`; each band is truncated to a millicore. */
static int64_t reserved_cpu(int64_t cpu_mcpu)
{
    static const struct {
        int64_t end, per_10000;
    } bands[] = {{1000, 600}, {2000, 100}, {4000, 50}, {INT64_MAX, 25}};
    int64_t kept = 0, from = 0;

    for (size_t i = 0; i < sizeof bands / sizeof *bands && cpu_mcpu > from; i++) {
        const int64_t to = cpu_mcpu < bands[i].end ? cpu_mcpu : bands[i].end;
        int64_t part = 0;
        (void)capacity__mul_div(to - from, bands[i].per_10000, 10000, CAPACITY__DOWN, &part);
        kept += part;
        from = bands[i].end;
    }
    return kept;
}

/* Whole MiB, as bytes. */
static bool reserved_memory(int64_t memory_bytes, int64_t pods, int64_t vm_overhead_ppm, bool arm64,
                            int64_t *bytes)
{
    const int64_t arm_mib = arm64 ? ARM64_MIB : 0;
    const int64_t rest = memory_bytes - arm_mib * CAPACITY_MIB;
    int64_t machine_mib = 0; /* never more than the memory */

    (void)capacity__ratio(CAPACITY__NUM(rest > 0 ? rest : 0, vm_overhead_ppm),
                          CAPACITY__DEN(CAPACITY_PPM, CAPACITY_MIB), CAPACITY__UP, &machine_mib);
    const int64_t fixed_mib = KUBELET_MIB + EVICTION_MIB + arm_mib + machine_mib;
    return capacity__sum_div(CAPACITY__VALUES(POD_MIB * CAPACITY_MIB, CAPACITY_MIB),
                             CAPACITY__VALUES(pods, fixed_mib), 2, 1, CAPACITY__UP, bytes);
}

static capacity_status reserved(const int64_t *in, int64_t *out, capacity_error *err)
{
    out[0] = reserved_cpu(in[0]);
    CAPACITY__FITS(reserved_memory(in[1], in[2], in[3], in[4] != 0, &out[1]),
                   "reserved_memory_bytes");
    return CAPACITY_OK;
}

static capacity_status allocatable(const int64_t *in, int64_t *out, capacity_error *err)
{
    int64_t kept[2];
    CAPACITY__TRY(reserved(in, kept, err));
    out[0] = in[0] - kept[0];
    out[1] = in[1] > kept[1] ? in[1] - kept[1] : 0;
    out[1] -= out[1] % CAPACITY_MIB;
    return CAPACITY_OK;
}

#define NODE_INPUTS                                                                                \
    {                                                                                              \
        {"cpu_mcpu", 1, INT64_MAX}, {"memory_bytes", 1, INT64_MAX}, {"max_pods", 0, INT64_MAX},    \
            {"vm_overhead_ppm", 0, CAPACITY_PPM},                                                  \
        {                                                                                          \
            "arm64", 0, 1                                                                          \
        }                                                                                          \
    }

static const capacity__kernel reserved_kernel = {
    .in = NODE_INPUTS,
    .out = {"reserved_cpu_mcpu", "reserved_memory_bytes"},
    .compute = reserved,
};

static const capacity__kernel allocatable_kernel = {
    .in = NODE_INPUTS,
    .out = {"allocatable_cpu_mcpu", "allocatable_memory_bytes"},
    .compute = allocatable,
};

capacity_status capacity_eks_reserved(int64_t cpu_mcpu, int64_t memory_bytes, int64_t max_pods,
                                      int64_t vm_overhead_ppm, int64_t arm64,
                                      int64_t *reserved_cpu_mcpu, int64_t *reserved_memory_bytes,
                                      capacity_error *err)
{
    return capacity__kernel_one(
        &reserved_kernel,
        CAPACITY__VALUES(cpu_mcpu, memory_bytes, max_pods, vm_overhead_ppm, arm64),
        CAPACITY__RESULTS(reserved_cpu_mcpu, reserved_memory_bytes), err);
}

capacity_status capacity_eks_reserved_many(const int64_t *cpu_mcpu, const int64_t *memory_bytes,
                                           const int64_t *max_pods, const int64_t *vm_overhead_ppm,
                                           const int64_t *arm64, size_t n,
                                           int64_t *reserved_cpu_mcpu,
                                           int64_t *reserved_memory_bytes, capacity_error *err)
{
    return capacity__kernel_many(
        &reserved_kernel,
        CAPACITY__COLUMNS(cpu_mcpu, memory_bytes, max_pods, vm_overhead_ppm, arm64), n,
        CAPACITY__RESULTS(reserved_cpu_mcpu, reserved_memory_bytes), err);
}

capacity_status capacity_eks_allocatable(int64_t cpu_mcpu, int64_t memory_bytes, int64_t max_pods,
                                         int64_t vm_overhead_ppm, int64_t arm64,
                                         int64_t *allocatable_cpu_mcpu,
                                         int64_t *allocatable_memory_bytes, capacity_error *err)
{
    return capacity__kernel_one(
        &allocatable_kernel,
        CAPACITY__VALUES(cpu_mcpu, memory_bytes, max_pods, vm_overhead_ppm, arm64),
        CAPACITY__RESULTS(allocatable_cpu_mcpu, allocatable_memory_bytes), err);
}

capacity_status capacity_eks_allocatable_many(const int64_t *cpu_mcpu, const int64_t *memory_bytes,
                                              const int64_t *max_pods,
                                              const int64_t *vm_overhead_ppm, const int64_t *arm64,
                                              size_t n, int64_t *allocatable_cpu_mcpu,
                                              int64_t *allocatable_memory_bytes,
                                              capacity_error *err)
{
    return capacity__kernel_many(
        &allocatable_kernel,
        CAPACITY__COLUMNS(cpu_mcpu, memory_bytes, max_pods, vm_overhead_ppm, arm64), n,
        CAPACITY__RESULTS(allocatable_cpu_mcpu, allocatable_memory_bytes), err);
}
