#!/usr/bin/env python3
"""Expected results of every public kernel, from exact fractions and nothing else.

Usage: oracle.py           write tests/vectors/*.csv
       oracle.py --check   compare with what is committed; status 1 on any difference

Each file is named after a function without its capacity_ prefix: inputs by parameter name, then
outputs. A row that fails has the status in every output. A list (arrays of capacity_nodes_pack and
capacity_cost_banded) is written with semicolons. shapes.csv is no output: its figures come from
kubernetes/autoscaler@e964265b, amazon-eks-ami@4d63a3bc and karpenter-provider-aws@7f27b4e8.
SPDX-License-Identifier: Apache-2.0
"""
import csv
import io
import os
import sys

sys.dont_write_bytecode = True  # the tree stays as it is

from model import MAX, MIB, MIN, Fails, cost_banded, eks_allocatable, eks_max_pods, eks_reserved, nodes_pack
from erlang_vectors import erlang_lines
from headroom_model import headroom_lines
from hpa_vectors import all_lines
from rightsize_vectors import rightsize_lines
from sources import BANDED, KERNELS, PACKS

HERE = os.path.dirname(os.path.abspath(__file__))


class Numbers:
    """The same numbers on every version of Python: a 64-bit linear congruential generator."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 11) * n >> 53

    def within(self, lowest, highest):
        """Any size of number is as likely as any other."""
        bits = self.below((highest - lowest + 1).bit_length()) + 1
        return lowest + min(self.below(2**bits), highest - lowest)


def cases(inputs, numbers):
    """Ends of each range and one beyond, alone and together, and random rows of all sizes."""
    typical = [t for _, _, t in inputs]
    yield tuple(typical)
    for i, (_, (low, high), usual) in enumerate(inputs):
        for value in (low, low + 1, high - 1, high, low - 1, high + 1, MIN, usual - 1, usual + 1):
            if MIN <= value <= MAX:
                yield tuple(typical[:i] + [value] + typical[i + 1 :])
    for _ in range(60):
        yield tuple((low, high, usual)[numbers.below(3)] for _, (low, high), usual in inputs)
    for _ in range(120):
        yield tuple(numbers.within(low, min(high, 2**40)) for _, (low, high), _ in inputs)
    for _ in range(60):
        yield tuple(numbers.within(low, high) for _, (low, high), _ in inputs)


def evaluate(function, inputs, row):
    """Outputs, or a status."""
    try:
        for value, (_, span, _) in zip(row, inputs):
            if span and not span[0] <= value <= span[1]:
                raise Fails("CAPACITY_E_RANGE")
        return function(*row)
    except Fails as failure:
        return str(failure)


def cell(value):
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


def table(header, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


def lines(function, inputs, outputs, known, rows):
    """The rows with their results; what a source says must be what the model says."""
    for row, want in known:
        got = evaluate(function, inputs, row)
        assert got == want, f"{function.__name__}{row}: {got}, the source says {want}"
    result = []
    for row in {tuple(map(cell, row)): row for row in rows}.values():
        got = evaluate(function, inputs, row)
        result.append(list(row) + (list(got) if isinstance(got, tuple) else [got] * len(outputs)))
    header = [name for name, _, _ in inputs] + outputs
    return function.__name__ + ".csv", table(header, result)


def shape_lines():
    """Pod limits and allocatable resources of every machine in shapes.csv, at 7.5 % and its default limit."""
    with open(os.path.join(HERE, "shapes.csv"), encoding="ascii") as file:
        shapes = list(csv.DictReader(file))
    assert len(shapes) == 180
    rows = []
    for shape in shapes:
        name, listed = shape["name"], int(shape["listed_max_pods"])
        arm64, vcpu, mib, interfaces, addresses = (
            int(shape[key]) for key in ("arm64", "vcpu", "memory_mib", "interfaces", "addresses_per_interface")
        )
        limits = [eks_max_pods(interfaces, addresses, vcpu * 1000, mode)[0] for mode in (1, 2, 3, 4)]
        assert limits[0] == listed, f"{name}: {limits[0]} pods, the image lists {listed}"
        node = (vcpu * 1000, mib * MIB, limits[0], 75000, arm64)
        rows.append([name, arm64, vcpu * 1000, mib * MIB, interfaces, addresses, *limits, *eks_reserved(*node), *eks_allocatable(*node)])
    header = (
        "name,arm64,cpu_mcpu,memory_bytes,interfaces,addresses_per_interface,pods_default,pods_capped,pods_prefix,"
        "pods_custom,reserved_cpu_mcpu,reserved_memory_bytes,allocatable_cpu_mcpu,allocatable_memory_bytes"
    )
    return "eks_shapes.csv", table(header.split(","), rows)


def random_packs(numbers):
    """Small nodes and odd sizes, where first-fit decreasing leaves gaps."""
    for _ in range(150):
        node = [numbers.below(40) + 5, numbers.below(40) + 5, numbers.below(12) + 1]
        n = numbers.below(6) + 1
        cpu = [numbers.below(node[0] + 1) for _ in range(n)]
        memory = [numbers.below(node[1] + 1) for _ in range(n)]
        yield (*node, cpu, memory, [numbers.below(20) for _ in range(n)])


def files():
    """Every file as (name, text)."""
    for function, inputs, outputs, known in KERNELS:
        numbers = Numbers(sum(function.__name__.encode()))
        yield lines(function, inputs, outputs, known, [row for row, _ in known] + list(cases(inputs, numbers)))
    inputs = unchecked("node_cpu_mcpu node_memory_bytes node_pods pod_cpu_mcpu pod_memory_bytes pod_count")
    packs = [row for row, _ in PACKS] + list(random_packs(Numbers(17)))
    yield lines(nodes_pack, inputs, ["packed", "divided"], PACKS, packs)
    inputs = unchecked("quantity free_quantity unit_quantity band_ends band_prices_nusd")
    yield lines(cost_banded, inputs, ["cost_uusd"], BANDED, [row for row, _ in BANDED])
    yield shape_lines()
    for name, header, rows in (*all_lines(Numbers), *erlang_lines(Numbers), *headroom_lines(cases, evaluate, Numbers),
                               *rightsize_lines(Numbers)):
        yield name, table(header, rows)


def unchecked(names):
    """Inputs that the function checks by itself."""
    return [(name, None, None) for name in names.split()]


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    different = 0
    rows = 0
    for name, text in files():
        path = os.path.join(HERE, name)
        rows += text.count("\n") - 1
        if not check:
            with open(path, "w", encoding="ascii", newline="") as file:
                file.write(text)
            continue
        with open(path, encoding="ascii", newline="") as file:
            if file.read() != text:
                print(f"{name} is not what oracle.py computes", file=sys.stderr)
                different += 1
    print(f"{rows} vectors {'checked' if check else 'written'}, {different} files differ")
    sys.exit(1 if different else 0)


main()
