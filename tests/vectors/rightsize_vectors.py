"""Rows of tests/vectors/rightsize: what was seen, series by series, and what is recommended of it.

A row of usage.csv is `count` samples `step_us` apart, all of them added by one call, or a container that
was killed; a row of recommend.csv is the options (given_*) and everything that comes out. The figures of docs/model/rightsizing.md
are asserted below.
SPDX-License-Identifier: Apache-2.0
"""
from erlang_model import Unclear, precisely
from model import MAX, MIB, MIN, PPM, Fails
from rightsize_model import CPU_MOST, DAY, KRR, MEMORY_MOST, MINUTE, RANGES, TIME_MOST, Usage, recommend

HOUR = 60 * MINUTE
MB = 10**6
GIB = 1024 * MIB
NONE = None


def samples(time, cpu, memory, count=1, step=MINUTE):
    return (0, time, step, count, cpu, memory)


def kill(time, had):
    return (1, time, 0, 1, NONE, had)


def pods(minutes, most, few):
    """Nine pods use as much each minute, and one more: nine tenths, whatever a minute weighs."""
    for minute in range(minutes):
        yield samples(minute * MINUTE, most, NONE, 9, 0)
        yield samples(minute * MINUTE, few, NONE, 1)


def hours_with_peaks():
    """Twelve days of 300 MB each hour; half an hour into the first, for a minute, 900 MB."""
    yield samples(0, NONE, 300 * MB)
    yield samples(30 * MINUTE, NONE, 900 * MB)
    yield samples(HOUR, NONE, 300 * MB, 12 * 24 - 1, HOUR)


# name: half-life, rows
SERIES = {
    "nothing": (0, []),
    "one": (0, [samples(0, 1, 1)]),
    "a_day": (0, [samples(0, 250, 400 * MB, 1441)]),
    "ninety_nine": (0, [samples(5, 250, 400 * MB, 99)]),
    "a_hundred": (0, [samples(5, 250, 400 * MB, 100)]),
    "cpu_alone": (0, [samples(0, 137, NONE, 300)]),
    "memory_alone": (0, [samples(0, NONE, 500 * MB, 300)]),
    "old_ones_fade": (0, [samples(0, 100, NONE, 240, HOUR), samples(240 * HOUR, 1000, NONE, 24, HOUR)]),
    "half_fades": (0, [samples(0, 100, 100 * MB), samples(DAY, 1000, 1000 * MB)]),
    "quarter_fades": (0, [samples(0, 1000, 1000 * MB), samples(2 * DAY, 100, 100 * MB)]),
    "hardly_fades": (3650 * DAY, [samples(0, 100, 400 * MB, 200, HOUR), samples(200 * HOUR, 1000, 900 * MB, 20, HOUR)]),
    "fades_at_once": (MINUTE, [samples(0, 1000, 900 * MB, 200), samples(220 * MINUTE, 100, 400 * MB, 10)]),
    "gaps": (MINUTE, [samples(0, 1000, 1000 * MB), samples(500 * MINUTE, 100, 500 * MB), samples(50000 * MINUTE, 300, 500 * MB),
                      samples(TIME_MOST, 700, 600 * MB)]),
    "a_gap_of_101_half_lives": (HOUR, [samples(0, 900, NONE), samples(101 * HOUR, 80, NONE), samples(101 * HOUR + 1, 90, NONE)]),
    "ten_pods": (0, list(pods(10, 100, 500))),
    "ten_pods_longer": (0, list(pods(30, 100, 500))),
    "ten_pods_of_another_half_life": (97 * MINUTE, list(pods(20, 300, 2000))),
    "fifty_five_of_a_hundred": (0, [samples(0, 100, NONE, 55), samples(55 * MINUTE, 500, NONE, 45)]),
    "ninety_five_of_a_hundred": (0, [samples(0, 100, NONE, 95), samples(95 * MINUTE, 500, NONE, 5)]),
    "ninety_four_of_a_hundred": (0, [samples(0, 100, NONE, 94), samples(94 * MINUTE, 500, NONE, 6)]),
    "a_short_peak": (0, list(hours_with_peaks())),
    "a_kill": (0, [samples(0, 100, 600 * MB, 10), kill(10 * MINUTE, 100 * MB)]),
    "a_kill_of_more": (0, [samples(0, 100, 600 * MB, 100), kill(100 * MINUTE, GIB)]),
    "a_small_kill": (0, [kill(0, 1000)]),
    "a_kill_of_nothing": (0, [kill(7, 0)]),
    "the_largest_kill": (0, [kill(7, MEMORY_MOST)]),
    "kills_do_not_add_up": (0, [samples(0, NONE, 800 * MB, 100), kill(100 * MINUTE, 0), kill(101 * MINUTE, 0), kill(102 * MINUTE, 0)]),
    "a_kill_the_next_day": (0, [samples(0, NONE, 900 * MB, 120), kill(DAY, 200 * MB)]),
    "a_kill_at_the_end_of_the_day": (0, [samples(0, NONE, 900 * MB, 120), kill(DAY - 1, 200 * MB)]),
    "a_sample_above_the_kill": (0, [kill(0, 100 * MB), samples(MINUTE, NONE, 2000 * MB, 110)]),
    "an_old_kill": (0, [samples(0, NONE, 300 * MB), kill(MINUTE, 3 * GIB), samples(DAY, NONE, 300 * MB, 11, DAY)]),
    "krr_peak_above_the_kill": (0, [samples(0, 250, 400 * MB, 100), kill(2 * DAY, 300 * MB)]),
    "krr_kill_as_much": (0, [samples(0, 250, 400 * MB, 100), kill(2 * DAY, 368 * MB)]),
    "krr_kill_above": (0, [samples(0, 250, 400 * MB, 100), kill(2 * DAY, 368 * MB + 1)]),
    "krr_kill_of_few": (0, [samples(0, 250, 400 * MB, 99), kill(2 * DAY, 900 * MB)]),
    "a_microsecond": (0, [samples(0, CPU_MOST, MEMORY_MOST, 2, 1)]),
    "parts_of_a_millisecond": (0, [samples(0, 500, 500 * MB, 2, 1500)]),
    "few_in_a_long_time": (0, [samples(0, 500, 500 * MB, 2, 100 * DAY)]),
    "many_in_a_short_time": (0, [samples(0, 500, 500 * MB, 1440, MINUTE // 60)]),
    "refused": (0, [samples(10, 1, 2 * MB), samples(20, 2, 2 * MB), samples(19, 1000, 900 * MB), samples(30, -1, 2 * MB),
                    samples(30, CPU_MOST + 1, 2 * MB), samples(30, 2, -1), samples(30, 2, MEMORY_MOST + 1), samples(-1, 2, 2),
                    samples(TIME_MOST + 1, 2, 2), kill(19, 5), kill(20, -1), kill(20, MEMORY_MOST + 1), kill(20, NONE), samples(20, 30, NONE),
                    samples(20, 40, NONE, 3, 1), samples(25, 900, 900 * MB, 3, -1), samples(22, NONE, NONE)]),
}
EDGES = ((0, 0), (1, 10**7 - 1), (2, 10**7), (3, 10**7 + 1), (4, 20500000), (101, 20499999), (102, 10**12), (103, 1021109408904),
         (999999, 1021109408905), (CPU_MOST, MEMORY_MOST))
SERIES.update({f"edge_{i}": (0, [samples(i, cpu, memory)]) for i, (cpu, memory) in enumerate(EDGES)})

BARE = {"cpu_margin_ppm": -1, "memory_margin_ppm": -1, "cpu_least_mcpu": 1, "memory_least_bytes": 1}
SCALED = {"cpu_request_mcpu": 500, "cpu_target_ppm": 700000, "memory_request_bytes": GIB, "memory_target_ppm": 800000}
# On every series.
USUAL = [
    {},
    {"method": KRR},
    {**BARE},
    {"method": KRR, **BARE, "cpu_percentile_ppm": 550000},
    {**BARE, "cpu_percentile_ppm": 500000, "memory_percentile_ppm": PPM, "cpu_limit_ppm": 2 * PPM, "memory_limit_ppm": 1234567},
    {**SCALED, "cpu_limit_ppm": PPM},
    {**SCALED, "memory_limit_ppm": 3 * PPM},
]
# On one.
SPECIAL = [
    ("a_day", {"cpu_percentile_ppm": 1, "memory_percentile_ppm": 1}),
    ("a_day", {"cpu_request_mcpu": 500, "memory_request_bytes": GIB}),
    ("a_day", {"cpu_margin_ppm": 100 * PPM, "memory_margin_ppm": 100 * PPM, "cpu_limit_ppm": 100 * PPM, "memory_limit_ppm": 100 * PPM}),
    ("a_microsecond", {"cpu_margin_ppm": 100 * PPM, "memory_margin_ppm": 100 * PPM, "cpu_limit_ppm": 100 * PPM, "memory_limit_ppm": 100 * PPM}),
    ("a_day", {"cpu_least_mcpu": CPU_MOST, "memory_least_bytes": MEMORY_MOST}),
    ("a_day", {"memory_least_bytes": 600 * MIB + 1}),
    ("a_day", {"memory_least_bytes": 600 * MIB + 1, "memory_request_bytes": 602 * MIB, "memory_target_ppm": PPM}),
    ("a_day", {"memory_least_bytes": 600 * MIB - 1, "memory_request_bytes": 1201 * MIB - 1, "memory_target_ppm": 500000}),
    ("a_day", {"memory_request_bytes": 333333333, "memory_target_ppm": 10000}),
    ("a_day", {"memory_request_bytes": MEMORY_MOST, "memory_target_ppm": 100 * PPM, "memory_limit_ppm": 100 * PPM}),
    ("a_day", {"cpu_request_mcpu": CPU_MOST, "cpu_target_ppm": 100 * PPM}),
    ("a_day", {"cpu_request_mcpu": 1, "cpu_target_ppm": 10000}),
    ("a_day", {"cpu_request_mcpu": 500, "cpu_target_ppm": 700000, "cpu_limit_ppm": 1169999}),
    ("a_day", {"cpu_request_mcpu": 500, "cpu_target_ppm": 700000, "cpu_limit_ppm": 1170000}),
    ("one", {"cpu_request_mcpu": 2353, "cpu_target_ppm": 1160000}),
    ("one", {"cpu_request_mcpu": 27, "cpu_target_ppm": 100 * PPM}),
    ("a_kill", {"memory_request_bytes": 100 * MIB, "memory_target_ppm": 500000}),
    ("an_old_kill", {"memory_percentile_ppm": 999000}),
    ("an_old_kill", {"memory_percentile_ppm": 999999}),
    ("a_short_peak", {"memory_percentile_ppm": 999999}),
    ("fifty_five_of_a_hundred", {"method": KRR, "cpu_percentile_ppm": 550001}),
    ("fifty_five_of_a_hundred", {"method": KRR, "cpu_percentile_ppm": 549999}),
    ("krr_kill_above", {"method": KRR, "memory_margin_ppm": 300000}),
]
# Refused, each alone.
BAD = [(name, value) for name, (low, high) in RANGES.items() for value in (low - 1, high + 1, MIN, MAX) if MIN <= value <= MAX and
       not (name == "method" and not 0 <= value < 2**31)]
BAD += [("cpu_target_ppm", 700000), ("memory_target_ppm", 700000), ("cpu_target_ppm", 705000), ("memory_target_ppm", 1),
        ("cpu_limit_ppm", PPM - 1), ("memory_limit_ppm", 1)]

KNOWN = [
    ("a_day", {}, {"cpu_request_mcpu": 298, "cpu_upper_mcpu": 596, "memory_request_bytes": 455 * MIB}),
    ("a_hundred", {"method": KRR}, {"cpu_request_mcpu": 259, "memory_request_bytes": 439 * MIB}),
    ("a_day", {"cpu_request_mcpu": 500, "cpu_target_ppm": 700000}, {"cpu_request_mcpu": 299, "cpu_target_ppm": 1170000}),
    ("a_day", {"cpu_request_mcpu": 500, "cpu_target_ppm": 700000, "cpu_limit_ppm": PPM},
     {"cpu_request_mcpu": 350, "cpu_target_ppm": PPM, "cpu_limit_mcpu": 350}),
]


def random_series(numbers):
    """Runs of samples, kills and gaps of all lengths."""
    pick, rows, time = numbers.below, [], numbers.below(3) * 10**15
    for _ in range(6 + pick(18)):
        time += (0, MINUTE, HOUR, 7 * HOUR, DAY, 3 * DAY, pick(DAY) + 1)[pick(7)]
        if pick(6) == 0:
            rows.append(kill(time, numbers.within(0, 4 * GIB)))
            continue
        count, step = (1, 1, 7, 60, 150)[pick(5)], (0, MINUTE, 15 * 10**6, pick(HOUR))[pick(4)]
        rows.append(samples(time, NONE if pick(7) == 0 else numbers.within(0, 4000), NONE if pick(7) == 0 else 30 * MB + numbers.within(0, 4 * GIB),
                            count, step))
        time += (count - 1) * step
    return ((0, MINUTE, HOUR, 6 * HOUR, 10 * DAY)[pick(5)], rows)


def random_options(numbers):
    pick = numbers.below
    given = {"method": pick(3)}
    for what, unit, most in (("cpu", "mcpu", 4000), ("memory", "bytes", 4 * GIB)):
        given[what + "_percentile_ppm"] = (0, 500000, 950000, 990000, PPM, pick(PPM) + 1)[pick(6)]
        given[what + "_margin_ppm"] = (0, -1, pick(PPM))[pick(3)]
        given[f"{what}_least_{unit}"] = (0, 1, pick(most))[pick(3)]
        if pick(2):
            given[f"{what}_request_{unit}"] = pick(most) + 1
            given[f"{what}_target_ppm"] = (pick(300) + 1) * 10000
        given[what + "_limit_ppm"] = (0, PPM, PPM + pick(3 * PPM))[pick(3)]
    return given


def fed(half_life, rows):
    """(the usage, each row with what became of it)"""
    usage, said = Usage(half_life), []
    for killed, time, step, count, cpu, memory in rows:
        status = "CAPACITY_OK"
        try:
            if killed:
                usage.oom(time, memory)
            else:
                usage.add([time + i * step for i in range(count)], cpu, memory)
        except Fails as failure:
            status = str(failure)
        said.append([killed, time, step, count, cpu, memory, status])
    return usage, said


def plain(cells):
    return ["none" if cell is None else cell for cell in cells]


def line(name, usage, given):
    given = {**dict.fromkeys(RANGES, 0), **given}
    try:
        got = recommend(usage, given)
    except Fails as failure:
        return [name, *given.values(), *[str(failure)] * len(OUTPUTS)]
    return [name, *given.values(), *plain(got[output] for output in OUTPUTS)]


OUTPUTS = """method cpu_reason memory_reason cpu_request_mcpu cpu_lower_mcpu cpu_upper_mcpu cpu_limit_mcpu cpu_target_ppm cpu_usage_mcpu
memory_request_bytes memory_lower_bytes memory_upper_bytes memory_limit_bytes memory_target_ppm memory_usage_bytes cpu_samples memory_samples
ooms span_us""".split()


def computed(numbers):
    """(rows of usage, rows of recommend)"""
    every = {**SERIES, **{f"random_{i}": random_series(numbers) for i in range(16)}}
    usages, fed_rows, asked = {}, [], []
    for name, (half_life, rows) in every.items():
        usages[name], said = fed(half_life, rows)
        fed_rows += [[name, half_life, *plain(row)] for row in said]
        asked += [(name, given) for given in USUAL]
        asked += [(name, random_options(numbers)) for _ in range(8) if name.startswith("random")]
    asked += SPECIAL + [("one", {name: value}) for name, value in BAD]
    for name, given, want in KNOWN:
        got = recommend(usages[name], given)
        assert {key: got[key] for key in want} == want, (name, given, got)
    found = []
    for name, given in asked:
        try:
            found.append(line(name, usages[name], given))
        except Unclear:
            continue
    assert len(found) > len(asked) - 5
    return fed_rows, found


def rightsize_lines(numbers):
    """(file, header, rows)"""
    rows, found = precisely(computed, numbers(90))
    yield "rightsize/usage.csv", "series half_life_us killed time_us step_us count cpu_mcpu memory_bytes status".split(), rows
    yield "rightsize/recommend.csv", ["series", *("given_" + name for name in RANGES), *OUTPUTS], found
