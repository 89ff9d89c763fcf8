/*
 * What a node offers and how pods fill nodes: pure functions that allocate nothing.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_NODES_H
#define CAPACITY_NODES_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief How many pods a node may hold. \since 0.1 */
typedef enum capacity_max_pods_mode {
    CAPACITY_MAX_PODS_DEFAULT =
        1,                        /**< \brief One address a pod, no cap: what the AMI does alone. */
    CAPACITY_MAX_PODS_CAPPED = 2, /**< \brief The same, at most 110, or 250 above 30 vCPU. */
    CAPACITY_MAX_PODS_PREFIX = 3, /**< \brief Prefix delegation, capped likewise. */
    CAPACITY_MAX_PODS_CUSTOM_NETWORKING = 4, /**< \brief The primary interface carries no pods. */
    CAPACITY_MAX_PODS_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_max_pods_mode;

/**
 * \brief The guide's node formula. \since 0.1
 *
 * by CPU ceil(cpu / usable), by memory likewise, nodes = ceil(max of both x (1 + buffer)): the guide
 * rounds twice, and so does this. 6000m and 6400 MiB on 1800m and 6500 MiB: 4, 1 and 5.
 * Source: sizing guide, Node Capacity Calculation; docs/model/nodes.md.
 * \param[in] cpu_mcpu CPU of all pods, from 0. \unit{mcpu}
 * \param[in] memory_bytes Memory of all pods, from 0. \unit{bytes}
 * \param[in] usable_cpu_mcpu CPU that a node offers, from 1. \unit{mcpu}
 * \param[in] usable_memory_bytes Memory that a node offers, from 1. \unit{bytes}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \unit{ppm}
 * \param[out] by_cpu Nodes by CPU, without the buffer. \unit{1}
 * \param[out] by_memory Nodes by memory, without the buffer. \unit{1}
 * \param[out] nodes Nodes with the buffer. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_formula_nodes(
    int64_t cpu_mcpu, int64_t memory_bytes, int64_t usable_cpu_mcpu, int64_t usable_memory_bytes,
    int64_t buffer_ppm, int64_t *by_cpu, int64_t *by_memory, int64_t *nodes, capacity_error *err);

/**
 * \brief The guide's node formula, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_formula_nodes called n times; a bad element does not stop the others.
 * \param[in] cpu_mcpu CPU of all pods, from 0. \length{n} \unit{mcpu}
 * \param[in] memory_bytes Memory of all pods, from 0. \length{n} \unit{bytes}
 * \param[in] usable_cpu_mcpu CPU that a node offers, from 1. \length{n} \unit{mcpu}
 * \param[in] usable_memory_bytes Memory that a node offers, from 1. \length{n} \unit{bytes}
 * \param[in] buffer_ppm Spare share added to the demand, from 0. \length{n} \unit{ppm}
 * \param[in] n Elements of each array.
 * \param[out] by_cpu Nodes by CPU, without the buffer. \length{n} \unit{1}
 * \param[out] by_memory Nodes by memory, without the buffer. \length{n} \unit{1}
 * \param[out] nodes Nodes with the buffer. \length{n} \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_formula_nodes_many(
    const int64_t *cpu_mcpu, const int64_t *memory_bytes, const int64_t *usable_cpu_mcpu,
    const int64_t *usable_memory_bytes, const int64_t *buffer_ppm, size_t n, int64_t *by_cpu,
    int64_t *by_memory, int64_t *nodes, capacity_error *err);

/**
 * \brief Pod limit of an EKS node from its network interfaces. \since 0.1
 *
 * default: E x (A - 1) + 2; prefix delegation: E x (A - 1) x 16 + 2; custom networking: (E - 1) x (A - 1) + 2;
 * capped at 110, above 30 vCPU at 250. t3.medium: 17. Source: amazon-eks-ami@81fec2e8; docs/model/nodes.md.
 * \param[in] interfaces Network interfaces E, 1 to 1000. \unit{1}
 * \param[in] addresses_per_interface IPv4 addresses A of one interface, 1 to 1000. \unit{1}
 * \param[in] cpu_mcpu Nominal CPU, from 1. \unit{mcpu}
 * \param[in] mode A capacity_max_pods_mode. \enum{capacity_max_pods_mode} \unit{1}
 * \param[out] max_pods Pods that the node may hold. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_eks_max_pods(int64_t interfaces,
                                                                    int64_t addresses_per_interface,
                                                                    int64_t cpu_mcpu, int64_t mode,
                                                                    int64_t *max_pods,
                                                                    capacity_error *err);

/**
 * \brief Pod limit of an EKS node from its network interfaces, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_eks_max_pods called n times; a bad element does not stop the others.
 * \param[in] interfaces Network interfaces E, 1 to 1000. \length{n} \unit{1}
 * \param[in] addresses_per_interface IPv4 addresses A of one interface, 1 to 1000. \length{n} \unit{1}
 * \param[in] cpu_mcpu Nominal CPU, from 1. \length{n} \unit{mcpu}
 * \param[in] mode A capacity_max_pods_mode. \enum{capacity_max_pods_mode} \length{n} \unit{1}
 * \param[in] n Elements of each array.
 * \param[out] max_pods Pods that the node may hold. \length{n} \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_eks_max_pods_many(
    const int64_t *interfaces, const int64_t *addresses_per_interface, const int64_t *cpu_mcpu,
    const int64_t *mode, size_t n, int64_t *max_pods, capacity_error *err);

/**
 * \brief What kubelet, kernel and hypervisor keep of an EKS node. \since 0.1
 *
 * CPU: 6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % of the rest, each truncated to a
 * millicore. Memory: 255 + 11 x pods MiB, 100 MiB of eviction threshold, the machine's overhead rounded up to
 * a MiB, and 64 MiB on arm64. Source: amazon-eks-ami@81fec2e8, karpenter-provider-aws@1d927085.
 * \param[in] cpu_mcpu Nominal CPU, from 1. \unit{mcpu}
 * \param[in] memory_bytes Nominal memory, from 1. \unit{bytes}
 * \param[in] max_pods Pod limit in force, from 0. \unit{1}
 * \param[in] vm_overhead_ppm Share of memory that the machine keeps, 0 to 1000000. \unit{ppm}
 * \param[in] arm64 1 on arm64, else 0. \unit{1}
 * \param[out] reserved_cpu_mcpu CPU kept. \unit{mcpu}
 * \param[out] reserved_memory_bytes Memory kept, in whole MiB. \unit{bytes}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_eks_reserved(
    int64_t cpu_mcpu, int64_t memory_bytes, int64_t max_pods, int64_t vm_overhead_ppm,
    int64_t arm64, int64_t *reserved_cpu_mcpu, int64_t *reserved_memory_bytes, capacity_error *err);

/**
 * \brief What kubelet, kernel and hypervisor keep of an EKS node, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_eks_reserved called n times; a bad element does not stop the others.
 * \param[in] cpu_mcpu Nominal CPU, from 1. \length{n} \unit{mcpu}
 * \param[in] memory_bytes Nominal memory, from 1. \length{n} \unit{bytes}
 * \param[in] max_pods Pod limit in force, from 0. \length{n} \unit{1}
 * \param[in] vm_overhead_ppm Share of memory that the machine keeps, 0 to 1000000. \length{n} \unit{ppm}
 * \param[in] arm64 1 on arm64, else 0. \length{n} \unit{1}
 * \param[in] n Elements of each array.
 * \param[out] reserved_cpu_mcpu CPU kept. \length{n} \unit{mcpu}
 * \param[out] reserved_memory_bytes Memory kept, in whole MiB. \length{n} \unit{bytes}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_eks_reserved_many(
    const int64_t *cpu_mcpu, const int64_t *memory_bytes, const int64_t *max_pods,
    const int64_t *vm_overhead_ppm, const int64_t *arm64, size_t n, int64_t *reserved_cpu_mcpu,
    int64_t *reserved_memory_bytes, capacity_error *err);

/**
 * \brief What an EKS node offers to pods, daemonsets included. \since 0.1
 *
 * Nominal less capacity_eks_reserved. t3.large with 35 pods and 7.5 %: 1930m and 6837 MiB.
 * \param[in] cpu_mcpu Nominal CPU, from 1. \unit{mcpu}
 * \param[in] memory_bytes Nominal memory, from 1. \unit{bytes}
 * \param[in] max_pods Pod limit in force, from 0. \unit{1}
 * \param[in] vm_overhead_ppm Share of memory that the machine keeps, 0 to 1000000. \unit{ppm}
 * \param[in] arm64 1 on arm64, else 0. \unit{1}
 * \param[out] allocatable_cpu_mcpu CPU for pods; 0 if nothing is left. \unit{mcpu}
 * \param[out] allocatable_memory_bytes Memory for pods, in whole MiB, rounded down; 0 if nothing is left. \unit{bytes}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_eks_allocatable(int64_t cpu_mcpu, int64_t memory_bytes, int64_t max_pods,
                         int64_t vm_overhead_ppm, int64_t arm64, int64_t *allocatable_cpu_mcpu,
                         int64_t *allocatable_memory_bytes, capacity_error *err);

/**
 * \brief What an EKS node offers to pods, daemonsets included, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_eks_allocatable called n times; a bad element does not stop the others.
 * \param[in] cpu_mcpu Nominal CPU, from 1. \length{n} \unit{mcpu}
 * \param[in] memory_bytes Nominal memory, from 1. \length{n} \unit{bytes}
 * \param[in] max_pods Pod limit in force, from 0. \length{n} \unit{1}
 * \param[in] vm_overhead_ppm Share of memory that the machine keeps, 0 to 1000000. \length{n} \unit{ppm}
 * \param[in] arm64 1 on arm64, else 0. \length{n} \unit{1}
 * \param[in] n Elements of each array.
 * \param[out] allocatable_cpu_mcpu CPU for pods; 0 if nothing is left. \length{n} \unit{mcpu}
 * \param[out] allocatable_memory_bytes Memory for pods, in whole MiB, rounded down; 0 if nothing is left. \length{n} \unit{bytes}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_eks_allocatable_many(
    const int64_t *cpu_mcpu, const int64_t *memory_bytes, const int64_t *max_pods,
    const int64_t *vm_overhead_ppm, const int64_t *arm64, size_t n, int64_t *allocatable_cpu_mcpu,
    int64_t *allocatable_memory_bytes, capacity_error *err);

/**
 * \brief Nodes of one kind for several pod shapes: packed, and by division. \since 0.1
 *
 * Packed: first-fit decreasing by the dominant resource, on groups of equal pods, so time does not
 * depend on the number of pods. Divided: the largest of the sums over what a node offers, a lower
 * bound. A pod that asks for nothing takes a pod slot. Not monotone for three and more shapes.
 * \param[in] node_cpu_mcpu CPU that a node offers. \unit{mcpu}
 * \param[in] node_memory_bytes Memory that a node offers. \unit{bytes}
 * \param[in] node_pods Pods that a node may hold. \unit{1}
 * \param[in] pod_cpu_mcpu CPU request of each shape, from 0. \length{n} \unit{mcpu}
 * \param[in] pod_memory_bytes Memory request of each shape, from 0. \length{n} \unit{bytes}
 * \param[in] pod_count Pods of each shape, from 0. \length{n} \unit{1}
 * \param[in] n Shapes, at most CAPACITY_MAX_ROWS + 1.
 * \param[out] packed Nodes when packed. \unit{1}
 * \param[out] divided Nodes by division. \unit{1}
 * \param[out] err Details on failure; the index is the shape. \nullable
 * \retval CAPACITY_E_ARGUMENT An output or, while n is not 0, an array is NULL.
 * \retval CAPACITY_E_RANGE A number is negative.
 * \retval CAPACITY_E_TOO_LARGE Too many shapes.
 * \retval CAPACITY_E_INFEASIBLE A pod does not fit on an empty node.
 * \retval CAPACITY_E_OVERFLOW A sum does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_nodes_pack(
    int64_t node_cpu_mcpu, int64_t node_memory_bytes, int64_t node_pods,
    const int64_t *pod_cpu_mcpu, const int64_t *pod_memory_bytes, const int64_t *pod_count,
    size_t n, int64_t *packed, int64_t *divided, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
