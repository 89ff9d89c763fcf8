#!/usr/bin/env python3
"""Nanoseconds of calls from Python, beside the same calls from C.

Usage: bench.py [CALLS]
  CALLS  the program tests/bench/calls of a build; without it there is no column of C
The least of several runs counts. Use a release build and a quiet machine.
SPDX-License-Identifier: Apache-2.0
"""
import subprocess
import sys
import time
from array import array

import libcapacity as lc

RUNS = 9
ELEMENTS = 1000000
FIRST = (1000, 3000, 50000, 300000)


def least(call, times, per=1):
    """Nanoseconds of one call (or of one of `per` elements), the least of several runs."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter_ns()
        for _ in range(times):
            call()
        best = min(best, (time.perf_counter_ns() - start) / times / per)
    return best


def of_c(program):
    """{name: nanoseconds} as tests/bench/calls prints them."""
    if program is None:
        return {}
    lines = subprocess.run([program], stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()
    return {name: float(number) for name, number, _ in map(str.split, lines)}


def columns(n):
    return [array("q", (first + k % 977 for k in range(n))) for first in FIRST]


def main():
    c = of_c(sys.argv[1] if len(sys.argv) > 1 else None)
    profile = lc.Profile(concurrent_users=1000)
    plan = profile.plan()
    print(f"{'call':44}{'Python':>12}{'C':>12}{'ratio':>9}")

    def show(name, python, key=None):
        line = f"{name:44}{python:12.1f}"
        if key in c:
            line += f"{c[key]:12.1f}{python / c[key]:9.2f}"
        print(line)

    show("a call of an empty Python function", least(lambda: None, 200000))
    show("version_number()", least(lc.version_number, 100000), "version_number")
    show("plan.get(Field.NODES)", least(lambda: plan.get(lc.Field.NODES), 100000), "getter")
    show("plan.nodes", least(lambda: plan.nodes, 100000), "getter")
    show("plan.monthly", least(lambda: plan.monthly, 50000))
    show("profile.spike_buffer = 0.3", least(lambda: setattr(profile, "spike_buffer", 0.3), 50000))
    show("Profile() and close()", least(lambda: lc.Profile().close(), 50000))
    show("Plan(profile) and close()", least(lambda: lc.Plan(profile).close(), 500), "plan")
    show("str(plan)", least(plan.__str__, 200))
    show("plan.get_bill(), 25 rows or so", least(plan.get_bill, 500))
    show("pods_by_rate(…)", least(lambda: lc.pods_by_rate(*FIRST), 50000), "pods_by_rate")
    for n in (1, 100, 10000, ELEMENTS):
        given, out = columns(n), array("q", bytes(8 * n))
        times = max(1, 100000 // n)
        show(f"pods_by_rate_many, {n} elements, each",
             least(lambda: lc.pods_by_rate_many(*given, pods=out), times, n), "pods_by_rate_many")
    given = [column.tolist() for column in columns(ELEMENTS)]
    show(f"the same from lists of {ELEMENTS} int", least(lambda: lc.pods_by_rate_many(*given), 1, ELEMENTS),
         "pods_by_rate_many")


if __name__ == "__main__":
    main()
