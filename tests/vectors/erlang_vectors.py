"""Rows of tests/vectors/erlang_*.csv and tests/vectors/erlang/probabilities.csv.

The known figures are those of docs/model/queueing.md: textbooks' tables, computed there with exact fractions.
SPDX-License-Identifier: Apache-2.0
"""
from decimal import Decimal

from erlang_model import (SERVERS, Unclear, erlang_probabilities, erlang_response_quantile, erlang_servers_for_response,
                          erlang_servers_for_waiting, erlang_wait, erlang_wait_quantile, precisely)
from model import MAX, PPM, Fails

DAY = 86400 * 10**6
ARRIVALS = ("arrivals_mrps", 0, 10**12)
SERVICE = ("service_us", 1, DAY)
COUNT = ("servers", 1, SERVERS)
QUANTILE = ("quantile_ppm", 1, PPM - 1)

# c, a, B, C
PROBABILITIES = """1 .75 .428571428571 .75|2 1 .2 .333333333333|3 2 .210526315789 .444444444444|5 4 .199066874028 .554112554113
10 5 .0183845703366 .0361053591583|10 8 .121661064253 .409180150796|20 18 .109212845873 .550769004816|50 45 .0541044721646 .363864467207
100 90 .0269573804644 .216940480906|200 180 .010324995205 .0944712181776|1000 950 .00364929368894 .0682534153771
1000 990 .0189657764308 .659080421881"""

# arrivals/s, service s, c, C, mean wait, waits at .95 .99, responses at .5 .95 .99, all in seconds
TIMES = """75 .01 1 .75 .03 .10832201 .17269952 .027725887 .11982929 .18420681
2 1 3 .4444444444 .4444444444 2.1848021 3.79424 1.0874129 4.0206882 5.8911744
50 .12 8 .3569810859 .02141886515 .11793959 .21450586 .10599203 .39493889 .5890186
50 .12 10 .1012992427 .003038977281 .021181678 .069464815 .08671338 .36347249 .55660548
400 .12 60 .0633919653 .000633919653 .0023731412 .01846752 .08386691 .36017744 .55330999
2000 .05 110 .2370075003 .001185037501 .0077803439 .015827533 .035955045 .15108628 .23155818
50 9.5 500 .176963832 .06724625615 .4802905 1.0918769 6.6546894 28.529248 43.818908"""


def whole(text, unit):
    value = Decimal(text) * unit
    assert value == int(value)
    return int(value)


def known_times():
    """(function, row, seconds)"""
    for line in TIMES.split("\n"):
        arrivals, service, servers, _, *times = line.split()
        queue = (whole(arrivals, 1000), whole(service, 10**6), int(servers))
        yield erlang_wait, (*queue, PPM, PPM), times[0]
        for quantile, time in zip((950000, 990000), times[1:3]):
            yield erlang_wait_quantile, (*queue, quantile), time
        for quantile, time in zip((500000, 950000, 990000), times[3:]):
            yield erlang_response_quantile, (*queue, quantile), time
    # the G/G/1 example of Menasce, Dowdy and Almeida: Ca 2, Cs 1/3
    yield erlang_wait, (80000, 9000, 1, 4 * PPM, 111111), ".047571428571"
    yield erlang_wait, (80000, 9000, 1, PPM, 111111), ".012857142857"


FUNCTIONS = [
    (erlang_wait, [ARRIVALS, SERVICE, COUNT, ("arrival_cv2_ppm", 0, MAX), ("service_cv2_ppm", 0, MAX)], "wait_us",
     (50000, 120000, 8, PPM, PPM)),
    (erlang_wait_quantile, [ARRIVALS, SERVICE, COUNT, QUANTILE], "wait_us", (50000, 120000, 8, 950000)),
    (erlang_response_quantile, [ARRIVALS, SERVICE, COUNT, QUANTILE], "response_us", (50000, 120000, 8, 950000)),
    (erlang_servers_for_waiting, [ARRIVALS, SERVICE, ("waiting_ppm", 1, PPM - 1)], "servers", (50000, 120000, 200000)),
    (erlang_servers_for_response, [ARRIVALS, SERVICE, QUANTILE, ("response_us", 1, MAX)], "servers", (50000, 120000, 950000, 400000)),
]


def candidates(inputs, typical, numbers):
    yield typical
    for i, (_, low, high) in enumerate(inputs):
        for value in (low, low + 1, high - 1, high, low - 1, high + 1):
            if value <= MAX:
                yield typical[:i] + (value,) + typical[i + 1:]
    pick = numbers.below
    for _ in range(120):
        service, servers = pick(10**6) + 1, pick(60) + 1
        load = (pick(servers * 100) + pick(40)) * 10**7 // service  # of a hundredth of an erlang
        rest = {"servers": servers, "quantile_ppm": (500000, 900000, 950000, 990000, 999999)[pick(5)],
                "arrival_cv2_ppm": pick(4) * PPM, "service_cv2_ppm": pick(3 * PPM), "waiting_ppm": pick(500000) + 1,
                "response_us": service * (1 + pick(8))}
        yield (load, service, *[rest[name] for name, _, _ in inputs[2:]])


def result(function, inputs, row):
    try:
        if any(not low <= value <= high for value, (_, low, high) in zip(row, inputs)):
            raise Fails("CAPACITY_E_RANGE")
        return precisely(function, *row)[0]
    except Fails as failure:
        return str(failure)
    except Unclear:
        return None


def function_lines(function, inputs, output, typical, numbers):
    known = [(row, Decimal(seconds)) for of, row, seconds in known_times() if of is function]
    for row, seconds in known:
        got = result(function, inputs, row)
        assert abs(got - seconds * 10**6) <= 1 + seconds / 10, (function.__name__, row, got, seconds)
    rows = {row: result(function, inputs, row) for row in [row for row, _ in known] + list(candidates(inputs, typical, numbers))}
    header = [name for name, _, _ in inputs] + [output]
    return function.__name__ + ".csv", header, [[*row, got] for row, got in rows.items() if got is not None]


def probability_lines(numbers):
    """Doubles as Python's repr, which reads back to the same bits in every language."""
    rows = []
    for line in PROBABILITIES.replace("|", "\n").split("\n"):
        servers, load, lost, waits = line.split()
        row = (whole(load, 1000), 10**6, int(servers))
        got = precisely(erlang_probabilities, *row)
        assert all(abs(value / float(want) - 1) < 1e-9 for value, want in zip(got, (lost, waits))), (row, got)
        rows.append([*row, *map(repr, got)])
    queues = [(0, 1, 1), (1, 1, 1), (1000, 10**6, 1), (999, 10**6, 1), (1001, 10**6, 1), (10**12, DAY, 1), (10**12, DAY, 1000),
              (500, 10**6, SERVERS), (999000, 10**6, 1000), (999999, 10**6, 1000)]
    for _ in range(200):
        servers = numbers.below(300) + 1
        queues.append((numbers.below(servers * 1200), 10**6, servers))
    for row in queues:
        rows.append([*row, *map(repr, precisely(erlang_probabilities, *row))])
    return "erlang/probabilities.csv", ["arrivals_mrps", "service_us", "servers", "loss", "waiting"], rows


def law_lines(numbers):
    """e^x and ln y, rounded correctly from 60 digits."""
    rows = []
    for i in range(400):
        unit = numbers.below(2**53) / 2**53
        x = (40 * unit - 20, unit - 0.5, 1400 * unit - 700, 1e-9 * unit)[i % 4]
        y = (0.5 + unit, 1 + (unit - 0.5) / 1000, 1e6 * unit + 1e-9, 2.0 ** (i * 5 - 1000) * (1 + unit))[i % 4]
        rows.append([repr(x), repr(float(precisely(Decimal.exp, Decimal(x)))), repr(y), repr(float(precisely(Decimal.ln, Decimal(y))))])
    return "erlang/law.csv", ["x", "exp", "y", "ln"], rows


def erlang_lines(numbers):
    for i, (function, inputs, output, typical) in enumerate(FUNCTIONS):
        yield function_lines(function, inputs, output, typical, numbers(50 + i))
    yield probability_lines(numbers(60))
    yield law_lines(numbers(61))
