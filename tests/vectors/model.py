"""What every public kernel computes, in exact fractions: from the guide and its sources, not the C code.

A function raises Fails with the status that the kernel gives. Ranges of single numbers are checked
by the caller (sources.py has them).
SPDX-License-Identifier: Apache-2.0
"""
from fractions import Fraction as F
from math import ceil, floor

MAX = 2**63 - 1
MIN = -(2**63)
PPM = 10**6
MIB = 2**20
GIB = 2**30


class Fails(Exception):
    """A status instead of a result."""


def half_up(x):
    return floor(x + F(1, 2))


def fits(*values):
    """The values, all of which an int64_t holds."""
    if any(not MIN <= v <= MAX for v in values):
        raise Fails("CAPACITY_E_OVERFLOW")
    return values


def buffered(buffer):
    return F(fits(PPM + buffer)[0], PPM)


def requests_a_second(users, mrpm):
    return F(fits(users * mrpm)[0], 60 * 1000)


def formula_pods(users, mrpm, per_pod_mrps, buffer, factor):
    low = pods_by_rate(users, mrpm, per_pod_mrps, buffer)[0]
    return fits(low, ceil(F(low * factor, PPM)))


def pods_by_rate(users, mrpm, per_pod_mrps, buffer):
    return fits(ceil(requests_a_second(users, mrpm) / F(per_pod_mrps, 1000) * buffered(buffer)))


def pods_by_inflight(users, mrpm, time_us, per_pod, buffer):
    inflight = requests_a_second(users, mrpm) * F(time_us, 10**6)
    return fits(ceil(inflight * buffered(buffer) / per_pod))


def pods_by_connections(users, per_user_ppm, per_pod, buffer):
    return fits(ceil(F(users * per_user_ppm, PPM) * buffered(buffer) / per_pod))


def pods_by_cpu(users, mrpm, cpu_us, request_mcpu, target, buffer):
    cores = requests_a_second(users, mrpm) * F(cpu_us, 10**6)
    return fits(ceil(cores * buffered(buffer) / (F(request_mcpu, 1000) * F(target, PPM))))


def pods_for_zones(pods, zones, lost):
    if lost >= zones:
        raise Fails("CAPACITY_E_RANGE")
    return fits(pods if lost == 0 else zones * ceil(F(pods, zones - lost)))


def pods_hpa_rate(per_pod_mrps, buffer):
    return fits(floor(F(per_pod_mrps, 1000) / buffered(buffer)) * 1000)


def formula_nodes(cpu, memory, usable_cpu, usable_memory, buffer):
    whole = buffered(buffer)
    by_cpu, by_memory = ceil(F(cpu, usable_cpu)), ceil(F(memory, usable_memory))
    return fits(by_cpu, by_memory, ceil(max(by_cpu, by_memory) * whole))


def eks_max_pods(interfaces, addresses, cpu_mcpu, mode):
    cap = 110 if F(cpu_mcpu, 1000) <= 30 else 250
    secondary = interfaces * (addresses - 1) + 2
    prefix = interfaces * (addresses - 1) * 16 + 2
    custom = (interfaces - 1) * (addresses - 1) + 2
    return ((secondary, min(secondary, cap), min(prefix, cap), custom)[mode - 1],)


def eks_reserved(cpu_mcpu, memory, pods, overhead, arm64):
    """Millicores and MiB: 6 %, 1 %, 0.5 % twice, 0.25 %; 255 + 11 a pod; 100; the machine's part."""
    cores = [(1000, F(6, 100)), (1000, F(1, 100)), (2000, F(1, 200)), (None, F(1, 400))]
    left, cpu = cpu_mcpu, 0
    for width, share in cores:
        part = left if width is None else min(left, width)
        cpu += floor(part * share)
        left -= part
    nominal = F(memory, MIB) - (64 if arm64 else 0)
    machine = ceil(max(nominal, 0) * F(overhead, PPM))
    mib = 255 + 11 * pods + 100 + machine + (64 if arm64 else 0)
    return fits(cpu, mib * MIB)


def eks_allocatable(cpu_mcpu, memory, pods, overhead, arm64):
    cpu, kept = eks_reserved(cpu_mcpu, memory, pods, overhead, arm64)
    return fits(cpu_mcpu - cpu, max(0, floor(F(memory - kept, MIB))) * MIB)


def nodes_pack(node_cpu, node_memory, node_pods, cpu, memory, count):
    """One pod after the other, largest dominant share first, each into the first node with room."""
    if len(cpu) > 17:
        raise Fails("CAPACITY_E_TOO_LARGE")
    if min([node_cpu, node_memory, node_pods] + cpu + memory + count) < 0:
        raise Fails("CAPACITY_E_RANGE")
    shapes = list(zip(cpu, memory, count))
    if any(n and (c > node_cpu or m > node_memory or not node_pods) for c, m, n in shapes):
        raise Fails("CAPACITY_E_INFEASIBLE")

    def share(shape):
        return max(F(shape[0], node_cpu) if node_cpu else 0, F(shape[1], node_memory) if node_memory else 0)

    sums = [sum(c * n for c, _, n in shapes), sum(m * n for _, m, n in shapes), sum(count)]
    rooms = [node_cpu, node_memory, node_pods]
    divided = fits(max(ceil(F(s, r)) if r else 0 for s, r in zip(sums, rooms)))[0]
    if sums[2] > 100000:
        raise AssertionError("too many pods to place one by one")
    nodes = []
    for c, m, n in sorted(shapes, key=share, reverse=True):
        for _ in range(n):
            for node in nodes:
                if node[0] >= c and node[1] >= m and node[2] >= 1:
                    break
            else:
                node = list(rooms)
                nodes.append(node)
            node[0] -= c
            node[1] -= m
            node[2] -= 1
    return len(nodes), divided


def formula_dynamo(users, reads_mrpm, writes_mrpm):
    reads, writes = F(users * reads_mrpm, 60 * 1000), F(users * writes_mrpm, 60 * 1000)
    return fits(ceil(reads / 2 * 1000), ceil(writes * 1000))


def dynamo_read_units(size, consistency):
    return ((F(1, 2), 1, 2)[consistency - 1] * max(1, ceil(F(size, 4096))) * 1000,)


def dynamo_write_units(size, transactional, index):
    return fits(ceil(max(1, ceil(F(size, 1024))) * (1 + transactional) * buffered(index) * 1000))


def dynamo_provision(units_m, target):
    return fits(ceil(F(units_m, 1000) / F(target, PPM)))


def dynamo_partitions(reads, writes, size):
    load = F(reads, 3000 * 1000) + F(writes, 1000 * 1000)
    return (max(1, ceil(load), ceil(F(size, 10 * GIB))),)


def dynamo_hot_key_limit(reads, writes):
    load = F(reads, 3000 * 1000) + F(writes, 1000 * 1000)
    return (floor(PPM / load) if load > 1 else PPM,)


def dynamo_burst(provisioned, demand):
    if demand <= provisioned:
        raise Fails("CAPACITY_E_RANGE")
    return fits(floor(F(300 * provisioned, demand - provisioned)))


def dynamo_break_even(unit_hour, million):
    return fits(half_up(F(unit_hour) / (3600 * F(million, 10**6)) * PPM))


def cost_hours(count, hour, hours):
    return fits(half_up(F(count * hour * hours, 1000)))


def cost_units(quantity, price, unit):
    return fits(half_up(F(quantity, unit) * price / 1000))


def cost_banded(quantity, free, unit, ends, prices):
    if quantity < 0 or free < 0 or not 1 <= unit <= MAX // 1000:
        raise Fails("CAPACITY_E_RANGE")
    if not 1 <= len(ends) <= 16 or min(prices) < 0:
        raise Fails("CAPACITY_E_RANGE")
    if any(b <= a for a, b in zip([0] + ends, ends)):
        raise Fails("CAPACITY_E_RANGE")
    billed = max(0, quantity - free)
    if billed > ends[-1]:
        raise Fails("CAPACITY_E_RANGE")
    inside = [max(0, min(billed, end) - start) for start, end in zip([0] + ends, ends)]
    return fits(half_up(sum(F(part * price, unit) for part, price in zip(inside, prices)) / 1000))


def cost_discounted(price, discount):
    return (half_up(price * (1 - F(discount, PPM))),)


def cost_load_balancer_units(new_mps, active, size, rules_mps):
    units = max(F(new_mps, 25000), F(active, 3000), F(size, GIB), F(rules_mps, 10**6))
    return fits(ceil(units * 1000))


def cost_surplus_credits(nodes, cpu, used, baseline, price):
    above = max(F(0), F(used - baseline, PPM))
    return fits(half_up(nodes * F(cpu, 1000) * above * 730 * price / 1000))
