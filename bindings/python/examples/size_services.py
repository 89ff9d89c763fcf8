#!/usr/bin/env python3
"""Size 10 000 services from a CSV file with the kernels, then plan the ten dearest in full.

Usage: size_services.py [FILE.csv]    without a file one is made up, the same every time

The file has a row for each service: name, users, requests_per_user_mrpm, response_time_us, cpu_mcpu, memory_bytes,
reads_per_user_mrpm, writes_per_user_mrpm; numbers are whole, in the unit that ends their name.
SPDX-License-Identifier: Apache-2.0
"""
import csv
import heapq
import pathlib
import sys
import tempfile
import time
from array import array
from typing import Dict, List, Tuple

import libcapacity as lc

SERVICES = 10000
DEAREST = 10
FLOOR = 2                      # pods of a service, however small
COLUMNS = ("users", "requests_per_user_mrpm", "response_time_us", "cpu_mcpu", "memory_bytes", "reads_per_user_mrpm",
           "writes_per_user_mrpm")
Columns = Dict[str, "array[int]"]


def make_up(path: pathlib.Path) -> None:
    """Services of all sizes; the 4321st is broken, as real files are."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("name", *COLUMNS))
        state = 1
        for number in range(SERVICES):
            draws = []
            for _ in COLUMNS:
                state = state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
                draws.append(state >> 33)
            users = 10 + draws[0] % 1000 * (1 + draws[0] // 1000 % 50)
            rows.writerow((f"service-{number:05}", -1 if number == 4320 else users, 1000 + draws[1] % 9000,
                           20000 + draws[2] % 480000, (100, 250, 500, 1000)[draws[3] % 4],
                           (128, 256, 512, 1024)[draws[4] % 4] * lc.MIB, draws[5] % 60000, draws[6] % 12000))


def read(path: pathlib.Path) -> Tuple[List[str], Columns]:
    """Names, and each number column as one array of 64-bit integers."""
    columns: Columns = {name: array("q") for name in COLUMNS}
    names = []
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names.append(row["name"])
            for name, column in columns.items():
                column.append(int(row[name]))
    return names, columns


def drop_bad(names: List[str], columns: Columns) -> List[str]:
    """Take out the rows that cannot be sized; one bad row does not stop the others."""
    pods = lc.pods_by_inflight_many(columns["users"], columns["requests_per_user_mrpm"], columns["response_time_us"], 1, 0)
    bad = pods.failed
    for row in reversed(bad):
        for column in columns.values():
            del column[row]
    return [names.pop(row) for row in reversed(bad)]


def size(columns: Columns) -> Tuple["array[int]", lc.FormulaNodesMany, "array[int]"]:
    """Pods, nodes and monthly micro-USD of every service."""
    defaults = lc.Profile()
    buffer = defaults.raw["spike_buffer_ppm"]
    catalog = lc.Catalog.builtin()
    machine = catalog.find_machine("t3.large")
    usable = lc.eks_allocatable(machine.cpu_mcpu, machine.memory_bytes, 35, defaults.raw["vm_overhead_ppm"], 0)

    rate = lc.pods_by_rate_many(columns["users"], columns["requests_per_user_mrpm"],
                                defaults.raw["backend_requests_per_pod_mrps"], buffer)
    inflight = lc.pods_by_inflight_many(columns["users"], columns["requests_per_user_mrpm"], columns["response_time_us"],
                                        defaults.raw["backend_inflight_per_pod"], buffer)
    pods = array("q", (max(FLOOR, *both) for both in zip(rate.pods, inflight.pods)))
    cpu = array("q", map(int.__mul__, pods, columns["cpu_mcpu"]))
    memory = array("q", map(int.__mul__, pods, columns["memory_bytes"]))
    nodes = lc.formula_nodes_many(cpu, memory, usable.allocatable_cpu_mcpu, usable.allocatable_memory_bytes,
                                  defaults.raw["node_buffer_ppm"])
    costs = [lc.cost_hours_many(nodes.nodes, machine.hour_nusd, lc.MONTH_HOURS)]

    units = lc.formula_dynamo_many(columns["users"], columns["reads_per_user_mrpm"], columns["writes_per_user_mrpm"])
    target = defaults.raw["table_target_utilisation_ppm"]
    for column, meter in ((units.read_mrcu, "dynamodb.provisioned_read"), (units.write_mwcu, "dynamodb.provisioned_write")):
        price = catalog.get_bands(meter)[0].price_nusd
        provisioned = lc.dynamo_provision_many(column, target)
        costs.append(lc.cost_hours_many(provisioned.provisioned, price, lc.MONTH_HOURS))
    batches: List[lc.Batch] = [rate, inflight, nodes, units, *costs]
    if any(batch.partial for batch in batches):
        raise SystemExit("a result does not fit into 64 bits")
    return pods, nodes, array("q", map(sum, zip(*(cost.cost_uusd for cost in costs))))


def plan(columns: Columns, row: int) -> lc.Plan:
    """Everything about one service."""
    value = {name: column[row] for name, column in columns.items()}
    return lc.Profile(
        concurrent_users=value["users"], requests_per_user_mrpm=value["requests_per_user_mrpm"],
        response_time_us=value["response_time_us"], backend_cpu_request_mcpu=value["cpu_mcpu"],
        backend_memory_request_bytes=value["memory_bytes"], reads_per_user_mrpm=value["reads_per_user_mrpm"],
        writes_per_user_mrpm=value["writes_per_user_mrpm"]).plan()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(folder) / "services.csv"
        if len(sys.argv) < 2:
            make_up(path)
        names, columns = read(path)
    start = time.perf_counter()
    bad = drop_bad(names, columns)
    pods, batch, cost = size(columns)
    nodes = batch.nodes
    spent = time.perf_counter() - start
    print(f"{len(names)} services sized: {sum(pods)} pods, {sum(nodes)} nodes, {lc.cost_format(sum(cost))} a month")
    print(f"not sized: {', '.join(bad) or 'none'}")
    print(f"\n{'the dearest':14}{'users':>8}{'pods':>7}{'nodes':>7}{'a month':>13}   in full: pods, nodes, a month, tier")
    for row in heapq.nlargest(DEAREST, range(len(names)), key=lambda row: cost[row]):
        full = plan(columns, row)
        print(f"{names[row]:14}{columns['users'][row]:8}{pods[row]:7}{nodes[row]:7}{lc.cost_format(cost[row]):>13}   "
              f"{full.pods}, {full.nodes}, {lc.cost_format(full.raw['monthly_uusd'])}, {full.tier_name}")
    print(f"kernels: {spent * 1e9 / max(1, len(names)):.0f} ns a service", file=sys.stderr)


if __name__ == "__main__":
    main()
