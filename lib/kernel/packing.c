/*
 * Nodes of one kind for several pod shapes: first-fit decreasing on groups of equal nodes.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Nodes in the same state are one entry with a count, kept in the order in which they were opened,
 * so that the result is exactly that of placing the pods one by one, and time does not depend on
 * their number. A shape ends either inside one entry, which falls into full, one part-filled and
 * untouched nodes, or in nodes that it opens, full ones and one part-filled: two more entries.
 */
#include "kernel/kernel.h"

enum { CPU, MEMORY, SLOTS, RESOURCES };
enum { MOST_SHAPES = CAPACITY_MAX_ROWS + 1, MOST_STATES = 2 * MOST_SHAPES };

typedef struct shape {
    int64_t size[RESOURCES]; /* of one pod; it takes one slot */
    int64_t count;
    int64_t share_num, share_den; /* of the node's dominant resource */
} shape;

typedef struct state {
    int64_t room[RESOURCES];
    int64_t nodes;
} state;

typedef struct packing {
    size_t count;
    state states[MOST_STATES];
} packing;

/* Pods of a size that a room holds. */
static int64_t fit(const int64_t *room, const int64_t *size)
{
    int64_t most = room[SLOTS];
    for (size_t i = CPU; i <= MEMORY; i++)
        if (size[i] > 0 && room[i] / size[i] < most)
            most = room[i] / size[i];
    return most;
}

/* The first k nodes of an entry become an entry of their own. */
static void split(packing *pack, size_t at, int64_t k)
{
    state *first = &pack->states[at];
    if (k == first->nodes)
        return;
    for (size_t i = pack->count; i > at; i--)
        pack->states[i] = pack->states[i - 1];
    pack->count++;
    first[0].nodes = k;
    first[1].nodes -= k;
}

/* Fill an entry's nodes whose room holds `each` pods; returns the pods left over. */
static int64_t fill(packing *pack, size_t at, const int64_t *size, int64_t each, int64_t left)
{
    const int64_t full =
        left / each < pack->states[at].nodes ? left / each : pack->states[at].nodes;
    const int64_t nodes = full > 0 ? full : 1, pods = full > 0 ? each : left;

    split(pack, at, nodes);
    for (size_t i = 0; i < RESOURCES; i++)
        pack->states[at].room[i] -= pods * size[i];
    return left - nodes * pods;
}

static void place(packing *pack, const int64_t *node, const shape *pods)
{
    int64_t left = pods->count;
    for (size_t at = 0; left > 0; at++) {
        if (at == pack->count) {
            const int64_t each = fit(node, pods->size);
            pack->states[pack->count++] =
                (state){{node[CPU], node[MEMORY], node[SLOTS]}, (left - 1) / each + 1};
        }
        const int64_t each = fit(pack->states[at].room, pods->size);
        if (each > 0)
            left = fill(pack, at, pods->size, each, left);
    }
}

/* CPU or memory, whichever share is larger; every pod takes one slot, which tells none apart. */
static void take_share(shape *pods, const int64_t *node)
{
    pods->share_num = 0;
    pods->share_den = 1;
    for (size_t i = CPU; i <= MEMORY; i++)
        if (node[i] > 0 && capacity__compare(CAPACITY__NUM(pods->size[i], pods->share_den),
                                             CAPACITY__NUM(pods->share_num, node[i])) > 0) {
            pods->share_num = pods->size[i];
            pods->share_den = node[i];
        }
}

/* By dominant share, largest first; equal ones stay in the caller's order. */
static void sort_shapes(shape *shapes, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const shape moved = shapes[i];
        size_t at = i;
        while (at > 0 &&
               capacity__compare(CAPACITY__NUM(moved.share_num, shapes[at - 1].share_den),
                                 CAPACITY__NUM(shapes[at - 1].share_num, moved.share_den)) > 0) {
            shapes[at] = shapes[at - 1];
            at--;
        }
        shapes[at] = moved;
    }
}

static capacity_status check_shape(size_t index, const shape *pods, const int64_t *node,
                                   capacity_error *err)
{
    static const char *const asks[RESOURCES] = {"millicores", "bytes of memory", "pod slot"};
    const int64_t given[] = {pods->size[CPU], pods->size[MEMORY], pods->count};
    static const char *const names[] = {"pod_cpu_mcpu", "pod_memory_bytes", "pod_count"};

    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (given[i] < 0)
            return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, (int64_t)index,
                                  "%s %" PRId64 " is below 0", names[i], given[i]);
    for (size_t i = 0; pods->count > 0 && i < RESOURCES; i++)
        if (pods->size[i] > node[i])
            return capacity__fail(err, CAPACITY_E_INFEASIBLE, CAPACITY_FIELD_NONE, (int64_t)index,
                                  "a pod asks for %" PRId64 " %s, a node offers %" PRId64,
                                  pods->size[i], asks[i], node[i]);
    return CAPACITY_OK;
}

/* The sum of a resource over what a node offers of it, the largest: never more than packed. */
static int64_t divide(const shape *shapes, size_t n, const int64_t *node)
{
    int64_t divided = 0;
    for (size_t i = 0; i < RESOURCES; i++) {
        int64_t sizes[MOST_SHAPES], counts[MOST_SHAPES], nodes = 0;
        for (size_t k = 0; k < n; k++) {
            sizes[k] = shapes[k].size[i];
            counts[k] = shapes[k].count;
        }
        /* A node that offers nothing has pods that ask for nothing, or none at all. */
        if (node[i] > 0)
            (void)capacity__sum_div(sizes, counts, n, node[i], CAPACITY__UP, &nodes);
        divided = nodes > divided ? nodes : divided;
    }
    return divided;
}

static bool sum_nodes(const packing *pack, int64_t *packed)
{
    *packed = 0;
    for (size_t i = 0; i < pack->count; i++)
        if (!capacity__add(*packed, pack->states[i].nodes, packed))
            return false;
    return true;
}

static capacity_status check_pointers(const int64_t *cpu, const int64_t *memory,
                                      const int64_t *count, size_t n, const int64_t *packed,
                                      const int64_t *divided, capacity_error *err)
{
    if (packed == NULL || divided == NULL)
        return capacity__null(err, packed == NULL ? "packed" : "divided");
    if (n > 0 && (cpu == NULL || memory == NULL || count == NULL))
        return capacity__null(err, cpu == NULL      ? "pod_cpu_mcpu"
                                   : memory == NULL ? "pod_memory_bytes"
                                                    : "pod_count");
    if (n > MOST_SHAPES)
        return capacity__fail(err, CAPACITY_E_TOO_LARGE, CAPACITY_FIELD_NONE, -1,
                              "%zu shapes exceed %zu", n, (size_t)MOST_SHAPES);
    return CAPACITY_OK;
}

capacity_status capacity_nodes_pack(int64_t node_cpu_mcpu, int64_t node_memory_bytes,
                                    int64_t node_pods, const int64_t *pod_cpu_mcpu,
                                    const int64_t *pod_memory_bytes, const int64_t *pod_count,
                                    size_t n, int64_t *packed, int64_t *divided,
                                    capacity_error *err)
{
    const int64_t node[RESOURCES] = {node_cpu_mcpu, node_memory_bytes, node_pods};
    static const char *const names[] = {"node_cpu_mcpu", "node_memory_bytes", "node_pods"};
    shape shapes[MOST_SHAPES];
    packing pack;
    int64_t nodes;

    CAPACITY__TRY(
        check_pointers(pod_cpu_mcpu, pod_memory_bytes, pod_count, n, packed, divided, err));
    for (size_t i = 0; i < RESOURCES; i++)
        CAPACITY__TRY(capacity__in_range(err, names[i], node[i], 0, INT64_MAX));
    for (size_t i = 0; i < n; i++) {
        shapes[i] =
            (shape){.size = {pod_cpu_mcpu[i], pod_memory_bytes[i], 1}, .count = pod_count[i]};
        CAPACITY__TRY(check_shape(i, &shapes[i], node, err));
        take_share(&shapes[i], node);
    }
    sort_shapes(shapes, n);
    pack.count = 0;
    for (size_t i = 0; i < n; i++)
        place(&pack, node, &shapes[i]);
    CAPACITY__FITS(sum_nodes(&pack, &nodes), "packed");
    *packed = nodes;
    *divided = divide(shapes, n, node);
    return CAPACITY_OK;
}
