"""Head-room to 60 digits: closed forms of docs/model/autoscaling.md.

SPDX-License-Identifier: Apache-2.0
"""
from decimal import Decimal as D
from fractions import Fraction as F
from math import ceil, floor

from erlang_model import Unclear, precisely
from model import MAX, PPM, Fails

TIME = 31536000 * 10**6
SHARE = 10**12
SECOND = 10**6
REPLICAS = 2**31 - 1


def up(value):
    """A whole number; what is above one by 2^-49 of itself is that one. Near that doubles decide."""
    if value >= 2**63:
        raise Fails("CAPACITY_E_OVERFLOW")
    off = abs(value - value.to_integral_value())
    if value > 10**14 or D("1e-40") < off < value * D(2) ** -43:
        raise Unclear
    return ceil(value - value * D(2) ** -49)


def headroom_reaction(lag, sync, pod, node):
    return (lag + sync + pod + node,)


def grown(exponent):
    if exponent > 100:
        raise Fails("CAPACITY_E_OVERFLOW")
    return up((exponent.exp() - 1) * PPM)


def headroom_buffer(ramp, reaction):
    return grown(D(ramp) / PPM * reaction / SECOND), ceil(F(ramp * reaction, SECOND))


def headroom_buffer_for_growth(factor, time, reaction):
    return (grown((D(factor) / PPM).ln() * reaction / time),)


def headroom_survived_growth(buffer, factor, reaction):
    return (up(reaction * (D(factor) / PPM).ln() / (1 + D(buffer) / PPM).ln()),)


def headroom_cycle_growth(pods, limit, request, target, percent, more):
    shown = F(limit, request) / F(target, PPM)
    allowed = 1 + max(F(percent, 100), F(floor(F(more * PPM, pods)), PPM)) if percent or more else shown
    growth = floor(min(shown, allowed) * PPM)
    if floor(shown * PPM) > MAX:
        raise Fails("CAPACITY_E_OVERFLOW")
    return (growth,)


def headroom_cycles(spike, growth):
    return (up((D(spike) / PPM).ln() / (D(growth) / PPM).ln()),)


def headroom_steady_pods(rate, cpu, request, target):
    pods = ceil(F(rate * cpu, request * target))
    if pods > MAX:
        raise Fails("CAPACITY_E_OVERFLOW")
    return (pods,)


WHEN = {"t": (0, TIME), "t1": (1, TIME), "b": (1, SHARE), "f": (PPM, SHARE), "n": (0, MAX), "p": (1, MAX)}

# e^x - 1 is next below a whole number of ppm, by some 10^-11 of one
NEAR = [((999999, 2), (2, 2)), ((999998, 4), (4, 4)), ((999997, 6), (6, 6)), ((999995, 10), (10, 10))]

# function, inputs as (name, range, typical), outputs, what the sources say
FUNCTIONS = [
    (headroom_reaction, [("metric_lag_us", WHEN["t"], 30 * SECOND), ("sync_us", WHEN["t"], 15 * SECOND), ("pod_start_us", WHEN["t"], 45 * SECOND),
                         ("node_start_us", WHEN["t"], 0)], ["reaction_us"], [((30 * SECOND, 15 * SECOND, 45 * SECOND, 0), (90 * SECOND,))]),
    (headroom_buffer, [("ramp_ppm", (0, PPM), 2915), ("reaction_us", WHEN["t"], 90 * SECOND)], ["buffer_ppm", "linear_ppm"],
     NEAR),
    (headroom_buffer_for_growth, [("factor_ppm", WHEN["f"], 2 * PPM), ("time_us", WHEN["t1"], 238 * SECOND), ("reaction_us", WHEN["t"], 90 * SECOND)],
     ["buffer_ppm"], [((PPM + 1, TIME, 1), (1,)), ((2 * PPM, 2, 2), (PPM,))]),
    # 30 % with a reaction of 90 s survives a doubling in 238 s, with 240 s in 634 s
    (headroom_survived_growth, [("buffer_ppm", WHEN["b"], 300000), ("factor_ppm", WHEN["f"], 2 * PPM), ("reaction_us", WHEN["t"], 90 * SECOND)],
     ["time_us"], [((300000, 2 * PPM, 90 * SECOND), (237773412,)), ((300000, 2 * PPM, 240 * SECOND), (634062431,)),
                   ((1000, 1002001, 60 * SECOND), (120 * SECOND,)), ((300000, 1300000, TIME), (TIME,))]),
    (headroom_cycle_growth, [("pods", (1, REPLICAS), 5), ("limit_mcpu", (1, 10**9), 1000), ("request_mcpu", (1, 10**9), 500),
                             ("target_ppm", (1, 10**9), 700000), ("percent", (0, REPLICAS), 100), ("policy_pods", (0, REPLICAS), 4)], ["growth_ppm"],
     [((5, 500, 500, 700000, 100, 4), (1428571,)), ((5, 1000, 500, 700000, 0, 0), (2857142,)), ((5, 1000, 500, 700000, 100, 4), (2 * PPM,)),
      ((2, 1000, 500, 500000, 100, 4), (3 * PPM,)), ((5, 1000, 500, 700000, 1, 0), (1010000,)), ((5, 1000, 500, 700000, 0, 1), (1200000,))]),
    # metrics-server issue 763: five-fold at a target of 75 %
    (headroom_cycles, [("spike_ppm", WHEN["f"], 5 * PPM), ("growth_ppm", (PPM + 1, SHARE), 1333333)], ["cycles"],
     [((5 * PPM, 1333333), (6,)), ((4 * PPM, 2 * PPM), (2,)), ((PPM, 2 * PPM), (0,)), ((1002001, 1001000), (2,)), ((1060900, 1030000), (2,))]),
    (headroom_steady_pods, [("rate_mrps", WHEN["n"], 50000), ("cpu_per_request_us", WHEN["n"], 20000), ("cpu_request_mcpu", WHEN["p"], 500),
                            ("target_ppm", WHEN["p"], 700000)], ["pods"], [((50000, 20000, 500, 700000), (3,))]),
]


def headroom_lines(cases, evaluate, numbers):
    """(file, header, rows), without rows too near a border."""
    for i, (function, inputs, outputs, known) in enumerate(FUNCTIONS):
        rows = []
        for row in dict.fromkeys([row for row, _ in known] + list(cases(inputs, numbers(70 + i)))):
            try:
                got = precisely(evaluate, function, inputs, row)
            except Unclear:
                continue
            rows.append([*row, *(got if isinstance(got, tuple) else [got] * len(outputs))])
        for row, want in known:
            assert [*row, *want] in rows, (function.__name__, row, want, [one for one in rows if one[:len(row)] == list(row)])
        yield function.__name__ + ".csv", [name for name, _, _ in inputs] + outputs, rows
