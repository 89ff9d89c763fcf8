"""Rows of tests/vectors/hpa/: the worked examples of the documentation, edges, and random cases.

classify.csv and propose.csv have a row for a call. decide.csv has a row for a decision; rows of one `run` follow each
other with one history, whose pairs (number@time) are given after each. Lists are written with semicolons, and what
is absent as "none".
SPDX-License-Identifier: Apache-2.0
"""
from hpa_model import (AVERAGE, BEHAVIOR, CONTAINER, DELETED, DOWN, EXTERNAL, GATE, IGNORED, MAX, MISSING, MOST, OBJECT, PENDING, PODS, READY,
                       RESOURCE, RUNNING, STRANGER, UNREADY, UP, UTILIZATION, V1_28, VALUE, Controller, Overflow, Pod, classify, propose)

US = 1000000


def text(value):
    if value is None:
        return "none"
    return str(int(value)) if not isinstance(value, str) else value


def joined(values):
    return ";".join(map(text, values))


def seconds(value):
    return None if value is None else value * US


# --- classify --------------------------------------------------------------------------------------

# phase, ready, start, transition, sample, window at now = 1000 s, and the class: docs/model/autoscaling.md
SORTED = [
    ((RUNNING, True, 400, 410, 970, 60), READY),
    ((RUNNING, False, 400, 405, 970, 60), UNREADY),
    ((RUNNING, False, 400, 940, 970, 60), READY),
    ((RUNNING, True, 900, 960, 990, 60), UNREADY),
    ((PENDING, None, None, None, None, None), UNREADY),
    ((RUNNING, True, 400, 410, None, None), MISSING),
]


def classify_rows(numbers):
    for pod, want in SORTED:
        assert classify(*pod, 1000) == want, pod
        yield pod, (1000, True, 300, 30, False)
    # each border exactly and one second beyond
    for start in (699, 700, 701):
        for ready, transition in ((True, 930), (False, 930), (True, 931)):
            yield (RUNNING, ready, start, transition, 990, 60), (1000, True, 300, 30, False)
    for transition in (429, 430, 431):
        yield (RUNNING, False, 400, transition, 990, 60), (1000, True, 300, 30, False)
    for old in (False, True):
        for phase in range(PENDING, DELETED + 1):
            yield (phase, True, 400, 410, 990, 60), (1000, True, 300, 30, old)
    for _ in range(300):
        pick = numbers.below
        pod = (pick(5) + 1 if pick(3) == 0 else RUNNING, (True, False, None)[pick(3)], pick(1001) if pick(8) else None, pick(1001),
               pick(1001) if pick(8) else None, pick(120))
        yield pod, (1000 + pick(3), pick(4) > 0, pick(600) + 1, pick(60) + 1, pick(4) == 0)


def classify_lines(numbers):
    header = "phase ready start_us transition_us sample_us window_us now_us cpu initialization_us readiness_delay_us flags pod_class"
    rows = []
    for (phase, ready, start, transition, sample, window), (now, cpu, init, delay, old) in classify_rows(numbers):
        times = [seconds(t) for t in (start, transition, sample, window)]
        got = classify(phase, ready, start, transition, sample, window, now, cpu, init, delay, old)
        rows.append([phase, text(ready), *map(text, times), now * US, int(cpu), init * US, delay * US, V1_28 if old else 0, got])
    return "hpa/classify.csv", header.split(), rows


# --- propose ---------------------------------------------------------------------------------------

class Metric:
    def __init__(self, kind, type_, target, groups, want=None, **rest):
        self.kind, self.type, self.target, self.groups, self.want = kind, type_, target, groups, want
        self.rest = {"value": 0, "current": sum(g[1] for g in groups if g[0] != STRANGER), "status": 1, "up": 0, "down": 0, "flags": 0, **rest}

    def row(self):
        pods = [Pod(kind, value, request) for kind, count, value, request in self.groups for _ in range(count)]
        try:
            got = propose(self.kind, self.type, self.target, pods, **self.rest)
        except Overflow:
            got = ("CAPACITY_E_OVERFLOW",) * 4
        if self.want is not None:
            assert got[0] == self.want, (self.groups, got, self.want)
        columns = list(zip(*self.groups)) or [()] * 4
        names = ("value", "current", "status", "up", "down", "flags")
        return [self.kind, self.type, self.target, *(self.rest[name] for name in names), *map(joined, columns), *map(text, got)]


def ready(*values, request=1000):
    return [(READY, 1, value, request) for value in values]


def utilization(target, groups, want=None, **rest):
    return Metric(RESOURCE, UTILIZATION, target, groups, want, **rest)


# The worked examples of docs/model/autoscaling.md.
PROPOSED = [
    utilization(40, ready(500, 700, 600, 600), 6),
    utilization(40, [(UNREADY, 1, 500, 1000)] + ready(700, 600, 600), 5),
    utilization(80, ready(300, 200, 250) + [(MISSING, 2, 0, 1000)], 4),
    utilization(60, [(READY, 10, 669, 1000)], 10),
    utilization(60, [(READY, 10, 670, 1000)], 12),
    utilization(100, [(READY, 1, 900, 1000), (READY, 1, 100, 3000)], 1),
    Metric(EXTERNAL, VALUE, 4000, [(READY, 1, 0, 0), (UNREADY, 3, 0, 0)], 3, value=9000),
    Metric(EXTERNAL, AVERAGE, 1700, [(READY, 4, 0, 0)], 6, value=9000, status=4),
    utilization(50, [(READY, 10, 520, 1000)], 10),
    utilization(50, [(READY, 10, 520, 1000)], 11, up=20000),
    utilization(50, [(READY, 10, 550, 1000)], 10),
    utilization(50, [(READY, 10, 550, 1000)], 11, flags=V1_28),
    utilization(80, [(READY, 10, 880, 1000)], 10),
    utilization(80, [(READY, 10, 880, 1000)], 11, flags=V1_28),
    utilization(50, [(READY, 10, 450, 1000)], 10),
    utilization(50, [(READY, 10, 450, 1000)], 10, flags=V1_28),
    utilization(50, [(READY, 50, 70, 1000)], 8),
    Metric(OBJECT, VALUE, 4000, [], 3, value=9000, current=0),
    Metric(OBJECT, VALUE, 4000, [], 0, value=0, current=0),
    Metric(OBJECT, VALUE, 4000, [], None, value=9000, current=3),
    Metric(OBJECT, VALUE, 4000, [], 3, value=4000, current=3),
    Metric(OBJECT, AVERAGE, 4000, [], 3, value=9000, current=0, status=0),
    Metric(OBJECT, AVERAGE, 4000, [], 0, value=0, current=0, status=0),
    Metric(EXTERNAL, VALUE, 1, [(READY, 1000, 0, 0)], MOST, value=MAX),
    Metric(EXTERNAL, AVERAGE, 1, [], MOST, value=MAX, status=1),
    Metric(PODS, AVERAGE, 50000, [(READY, 2, 80000, 0), (STRANGER, 1, 200000, 0)], 5),
    Metric(PODS, AVERAGE, 50000, [(READY, 2, 80000, 0), (MISSING, 1, 0, 0)], 3),
    Metric(PODS, AVERAGE, 50000, [(READY, 2, 20000, 0), (MISSING, 1, 0, 0)], 2),
    # known pods: none; only such as do not count; samples of strangers alone; requests of 0
    utilization(50, []),
    utilization(50, [(STRANGER, 2, 500, 1000)]),
    utilization(50, [(IGNORED, 2, 500, 1000), (UNREADY, 1, 500, 1000)]),
    utilization(50, [(STRANGER, 2, 500, 1000), (UNREADY, 1, 0, 1000)]),
    utilization(50, [(READY, 2, 500, 0)]),
    # a target above 100 %: missing pods are taken at it on the way down
    utilization(150, ready(900, 900) + [(MISSING, 1, 0, 1000)]),
    utilization(150, ready(300, 300) + [(MISSING, 3, 0, 1000)]),
    # the first ratio is 1: missing ones are left out; the second turns; the count grows on the way down
    utilization(50, ready(500, 500) + [(MISSING, 3, 0, 1000)], 5),
    utilization(50, ready(550, 550) + [(MISSING, 3, 0, 1000)], 5),
    utilization(50, ready(400) + [(MISSING, 9, 0, 1000)], 10),
    utilization(50, ready(100) + [(STRANGER, 30, 0, 0), (MISSING, 1, 0, 1)], 2),
    utilization(50, ready(1000) + [(UNREADY, 1, 0, 600)], current=9),
    # blanks: nothing is assumed just above 1; those not ready are no part of the way down, and none of a ratio of 1
    Metric(PODS, AVERAGE, 10, [(READY, 1, 23, 0), (MISSING, 1, 0, 0)], 2),
    utilization(100, [(READY, 2, 1050, 1000), (MISSING, 1, 0, 1000)], 3, up=-1, down=-1),
    Metric(PODS, AVERAGE, 100, [(READY, 2, 105, 0), (MISSING, 1, 0, 0)], 3, up=-1, down=-1),
    utilization(50, ready(100, 100) + [(MISSING, 1, 0, 1000), (UNREADY, 3, 0, 2000)], 3),
    utilization(50, ready(500, 500) + [(MISSING, 1, 0, 1000), (UNREADY, 1, 0, 1000)], 4),
    # the second ratio little above 1: as the first one, turned, with fewer pods than there are
    utilization(100, [(READY, 10, 1090, 1000), (MISSING, 1, 0, 100)], 12, up=-1),
    utilization(50, [(READY, 10, 450, 1000), (MISSING, 2, 0, 1000)], 12, up=-1),
    utilization(100, [(READY, 10, 1090, 1000), (MISSING, 1, 0, 100)], 30, up=-1, current=30),
    # missing pods at 100 %, or at the target from 101 % on, where a percent of them is a pod
    utilization(100, [(READY, 10, 10, 1000), (MISSING, 90, 0, 1000)], 90, down=-1),
    utilization(101, [(READY, 10, 10, 1000), (MISSING, 90, 0, 1000)], 91, down=-1),
    # tolerances: just within 1 - 0.5 and 1 + 0.5 in v1.28; parts of a thousandth; a double that only 550 x 10^-3 gives
    utilization(100, [(READY, 10, 500, 1000)], 10, up=500000, down=500000, flags=V1_28),
    utilization(100, [(READY, 10, 1500, 1000)], 10, up=500000, flags=V1_28),
    Metric(PODS, AVERAGE, 1000000, [(READY, 10, 1001100, 0)], 10, up=1234),
    Metric(PODS, AVERAGE, 1000000, [(READY, 10, 1002000, 0)], 11, up=1234),
    Metric(PODS, AVERAGE, 10000000, [(READY, 10, 10010005, 0)], 10, up=1001),
    Metric(PODS, AVERAGE, 1000000, [(READY, 10, 1000500, 0)], 10, up=999),
    Metric(PODS, AVERAGE, 10000, [(READY, 10, 19995, 0)], 20, up=999000),
    utilization(20, [(READY, 10, 310, 1000)], 10, up=550000),
    utilization(20, [(READY, 10, 400, 1000)], 10, up=1000000),
    Metric(EXTERNAL, AVERAGE, 1000, [], 1, value=1050, status=1),
    # the largest percentage that there is; no pods of any size; what the target does not look at
    utilization(50, [(READY, 1, MOST, 100)]),
    utilization(50, [(READY, 1, MOST + 1, 100)]),
    Metric(PODS, AVERAGE, 50, [(READY, 0, 2**47, 0), (READY, 10, 60, 0)], 12),
    Metric(PODS, AVERAGE, 50, [(READY, 2, 2**62, 0)]),
    Metric(OBJECT, VALUE, 4000, [(READY, 2, MAX, MAX)], 5, value=9000),
    Metric(OBJECT, VALUE, MAX, [(MISSING, 200, 0, 1)], 3, value=MAX, current=3),
    # sums that do not fit
    utilization(50, [(READY, 2, MAX // 2 + 1, 1)]),
    utilization(50, [(READY, 1, MAX // 100, MAX)]),
    utilization(50, [(READY, 1, MAX // 100 + 1, MAX)]),
    utilization(50, [(READY, 1, 2**32, 1)]),
    utilization(50, [(READY, 1, 1, MAX // 2 + 1), (READY, 1, 1, MAX // 2 + 1)]),
    utilization(50, [(READY, 1, 1, 10), (MISSING, 1, 1, MAX)]),
    utilization(200, [(READY, 1, 1, 10), (MISSING, 1, 1, MAX)]),
    utilization(50, [(READY, 1, 1000, 1000), (UNREADY, 1, 1, MAX)]),
    Metric(PODS, AVERAGE, MAX, [(READY, 1, 0, 0), (MISSING, 2, 0, 0)]),
    Metric(PODS, AVERAGE, 5, [(READY, 1, MAX, 0), (STRANGER, 1, 1, 0)]),
    Metric(PODS, AVERAGE, MAX, [(READY, 1, MAX, 0)]),
]


def random_metric(numbers):
    pick = numbers.below
    kind = pick(5) + 1
    type_ = {RESOURCE: (1, 2), CONTAINER: (1, 2), PODS: (2,), OBJECT: (2, 3), EXTERNAL: (2, 3)}[kind]
    type_ = type_[pick(len(type_))]
    target = pick(120) + 1 if type_ == UTILIZATION else pick(2000) + 1
    groups = []
    for _ in range(pick(6)):
        state = READY if pick(3) else pick(5) + 1
        request = (pick(20) + 1) * 50
        groups.append((state, pick(12) + (pick(5) > 0), request * target * (pick(150) + 50) // 10000 if pick(3) else pick(2000), request))
    tolerances = (0, 0, -1, 20000, 50000, 9000, 1234, 1500000, 2000000)
    return Metric(kind, type_, target, groups, value=pick(20000), current=pick(40), status=pick(40),
                  up=tolerances[pick(9)], down=tolerances[pick(9)], flags=V1_28 if pick(4) == 0 else 0)


def propose_lines(numbers):
    header = ("kind target_type target value current_replicas status_replicas up_tolerance_ppm down_tolerance_ppm flags pod_class pod_count "
              "pod_value pod_request replicas seen samples failure")
    metrics = PROPOSED + [random_metric(numbers) for _ in range(400)]
    # every ratio at or beside the tolerance
    metrics += [utilization(t, [(READY, 20, u * 10, 1000)]) for t in (20, 50, 70, 80) for u in range(t * 9 // 10 - 1, t * 11 // 10 + 2)]
    return "hpa/propose.csv", header.split(), [metric.row() for metric in metrics]


# --- decide ----------------------------------------------------------------------------------------

class Run:
    """Settings and what they are asked: (time, proposals by kind, current; None: what was decided last)."""

    def __init__(self, name, asked, want=None, kinds=(RESOURCE,), start=1, **settings):
        self.name, self.asked, self.want, self.kinds, self.start, self.settings = name, asked, want, kinds, start, settings

    def rows(self):
        s = {"low": 0, "high": 100, "flags": 0, "up_window": 0, "down_window": 0, "controller_window": 0, "up_select": 0, "down_select": 0,
             "policies": (), **self.settings}
        controller, current, counts = Controller(**s), self.start, []
        windows = [w if w == -1 else w * US for w in (s["up_window"], s["down_window"], s["controller_window"])]
        columns = list(zip(*s["policies"])) or [()] * 4
        columns[3] = [period * US for period in columns[3]]
        for now, replicas, *given in self.asked:
            current = given[0] if given else current
            replicas = replicas if isinstance(replicas, tuple) else (replicas,)
            out = controller.decide(list(zip(self.kinds, replicas)), current, now)
            flags = out["rescaled"] + 2 * out["is_active"] + 4 * out["is_limited"] + 8 * out["zero"]
            memory = [";".join(f"{value}@{time * US}" for value, time in controller.proposals)]
            memory += [";".join(f"{-e.pods if e.outdated else e.pods}@{e.time * US}" for e in controller.events[way]) for way in (UP, DOWN)]
            yield [self.name, s["low"], s["high"], s["flags"], *windows, s["up_select"], s["down_select"], *map(joined, columns),
                   joined(self.kinds), joined(replicas), current, now * US, flags, out["able"], out["active"], out["limited"],
                   out["replicas"], text(out["proposal"]), out["metric"], text(out["stabilized"]), text(out["limit"]), *memory]
            current = out["replicas"]
            counts.append(current)
        assert self.want is None or counts == self.want, (self.name, counts, self.want)


GUIDE = {"low": 5, "high": 50, "flags": BEHAVIOR, "down_window": 300, "policies": [(DOWN, 2, 50, 60), (UP, 2, 100, 15), (UP, 1, 4, 15)],
         "up_select": 1}
LIMITED = {"high": 60, "flags": BEHAVIOR, "down_window": 180,
           "policies": [(UP, 2, 50, 30), (UP, 1, 3, 30), (DOWN, 2, 25, 120)]}


def every(start, stop, proposal, step=15):
    return [(t, proposal) for t in range(start, stop, step)]


def falling(counts):
    """The counts without repetitions."""
    return [n for i, n in enumerate(counts) if i == 0 or counts[i - 1] != n]


RUNS = [
    Run("guide_up", every(0, 75, 50), [10, 20, 40, 50, 50], start=5, **GUIDE),
    Run("guide_up_from_1", [(0, 50)], [5], start=1, **{**GUIDE, "low": 1}),
    Run("guide_up_from_3", [(0, 50)], [7], start=3, **{**GUIDE, "low": 1}),
    Run("guide_up_from_4", [(0, 50)], [8], start=4, **{**GUIDE, "low": 1}),
    Run("guide_down", every(0, 601, 50) + every(615, 1400, 5), None, start=50, **GUIDE),
    Run("worked", every(0, 211, 40) + every(225, 1300, 5), None, start=8, **LIMITED),
    Run("legacy", [(0, 50)], [6], start=3),
    Run("legacy_from_1", [(0, 50)], [4], start=1),
    Run("legacy_stabilized", [(0, 9), (15, 5), (300, 5), (315, 5)], [9, 9, 9, 5], start=9),
    Run("both_windows", [(0, 9, 6), (15, 4, 6)], [6, 6], flags=BEHAVIOR, up_window=300, down_window=300),
    Run("edges", [(0, 5), (15, 5, 12), (30, 5, 2), (45, 5, 0)], [5, 10, 4, 0], start=5, low=4, high=10),
    Run("edges_store_events", [(0, 5, 12), (15, 50, 10), (30, 50, 2)], [10, 10, 4], low=4, high=10, flags=BEHAVIOR),
    Run("partial", [(0, (6, None)), (15, (9, None)), (30, (None, None))], [8, 9, 9], kinds=(RESOURCE, EXTERNAL), start=8),
    Run("first_failure_names_the_condition", [(0, (None, None, 3)), (15, (3, None, None))], kinds=(PODS, OBJECT, CONTAINER), start=8),
    Run("zero_gives_way", [(0, (0, 3)), (15, (3, 0)), (30, (0, 0))], kinds=(RESOURCE, EXTERNAL), start=3),
    Run("disabled", [(0, 50), (15, 1)], [5, 5], start=5, flags=BEHAVIOR, up_select=3, down_select=3),
    Run("minimum_of_policies", every(0, 100, 50) + every(115, 500, 2), start=10, flags=BEHAVIOR, up_select=2, down_select=2, down_window=-1,
        policies=[(UP, 1, 1, 15), (UP, 2, 100, 60), (DOWN, 1, 1, 15), (DOWN, 2, 10, 60)]),
    Run("ten_percent_of_fifty", [(0, 100)], [56], start=50, flags=BEHAVIOR, policies=[(UP, 2, 10, 15)]),
    Run("ninety_percent_down", [(0, 0)], [1], start=20, flags=BEHAVIOR, down_window=-1, policies=[(DOWN, 2, 90, 15)]),
    Run("eighty_percent_down", [(0, 0)], [2], start=15, flags=BEHAVIOR, down_window=-1, policies=[(DOWN, 2, 80, 15)]),
    Run("ten_percent_down", [(0, 0)], [4], start=5, flags=BEHAVIOR, down_window=-1, policies=[(DOWN, 2, 10, 15)]),
    Run("thousand_percent_down", [(0, 0)], [1], start=20, flags=BEHAVIOR, down_window=-1, policies=[(DOWN, 2, 1000, 15)]),
    Run("room_after_a_fall", [(0, 4), (15, 50)], flags=BEHAVIOR, start=20, down_window=-1,
        policies=[(UP, 1, 2, 60), (DOWN, 2, 100, 60)]),
    Run("outdated_events_count_for_the_other_direction", [(0, 20), (20, 30), (40, 40), (60, 2), (75, 2), (90, 2)], flags=BEHAVIOR, start=10,
        down_window=-1, policies=[(UP, 1, 10, 15), (DOWN, 1, 5, 120)]),
    Run("to_zero_and_back", [(0, 0), (15, 0), (30, 2), (45, 2, 0), (60, 2)], [0, 0, 2, 0, 0], kinds=(EXTERNAL,), low=-1, flags=GATE | BEHAVIOR,
        down_window=-1),
    Run("zero_without_its_gate", [(0, 3)], [0], kinds=(EXTERNAL,), start=0),
    Run("zero_in_v1_28", [(0, 3)], [3], kinds=(EXTERNAL,), start=0, low=-1, flags=GATE | V1_28),
    Run("zero_in_v1_28_with_nothing_to_read", [(0, None)], [0], kinds=(EXTERNAL,), start=0, low=-1, flags=GATE | V1_28),
    Run("zero_in_v1_28_with_a_minimum", [(0, 3)], [0], kinds=(EXTERNAL,), start=0, flags=GATE | V1_28),
    Run("legacy_down_to_the_minimum", [(0, 50, 50), (400, 0)], start=50, low=3),
    Run("legacy_too_many", [(0, 300)], [100], start=80),
    Run("defaults_of_the_other_direction", [(0, 3), (15, 1), (315, 1), (330, 9)], start=3, flags=BEHAVIOR, policies=[(UP, 1, 1, 60)]),
    Run("huge", [(0, MOST), (15, MOST)], start=2**30, high=MOST, flags=BEHAVIOR, policies=[(UP, 2, MOST, 15), (UP, 1, MOST, 15)]),
    Run("huge_down", [(0, 0)], start=MOST, high=MOST, flags=BEHAVIOR, down_window=-1, policies=[(DOWN, 2, MOST, 15)]),
]


def random_run(numbers, name):
    pick = numbers.below
    behaves = pick(4) > 0
    settings = {"low": pick(5), "high": 5 + pick(60), "flags": BEHAVIOR if behaves else 0, "controller_window": (0, -1, 60, 45)[pick(4)]}
    if behaves:
        policies = [(pick(2) + 1, pick(2) + 1, pick(60) + 1, (15, 30, 45, 60, 120)[pick(5)]) for _ in range(pick(5))]
        settings.update(policies=policies, up_window=(0, 0, 30, 60)[pick(4)], down_window=(0, -1, 30, 90)[pick(4)],
                        up_select=pick(4), down_select=pick(4))
    asked, now, wish = [], 0, pick(60)
    for _ in range(14):
        now += (15, 15, 15, 30, 7, 200)[pick(6)]
        wish = pick(60) if pick(4) == 0 else wish
        replicas = tuple(None if pick(12) == 0 else max(0, wish - pick(3)) for _ in range(2))
        asked.append((now, replicas, pick(70)) if pick(14) == 0 else (now, replicas))
    return Run(name, asked, kinds=(RESOURCE, EXTERNAL), start=pick(50) + 1, **settings)


def decide_lines(numbers):
    header = ("run min_replicas max_replicas flags up_window_us down_window_us controller_window_us up_select down_select policy_direction "
              "policy_type policy_value policy_period_us metric_kind metric_replicas current_replicas now_us outcome able active limited replicas "
              "proposal metric stabilized limit proposals ups downs")
    runs = RUNS + [random_run(numbers, f"random_{i}") for i in range(40)]
    rows = {run.name: list(run.rows()) for run in runs}
    counts = {name: [row[header.split().index("replicas")] for row in of] for name, of in rows.items()}
    # hpa: scale-down of the guide after its window, and the worked example of the rates
    assert falling(counts["guide_down"]) == [50, 25, 12, 6, 5]
    assert falling(counts["worked"]) == [12, 18, 27, 40, 30, 22, 16, 12, 9, 6, 5]
    return "hpa/decide.csv", header.split(), [row for of in rows.values() for row in of]


def all_lines(numbers):
    yield classify_lines(numbers(31))
    yield propose_lines(numbers(32))
    yield decide_lines(numbers(33))


# Ten percent more of 1 ... 1000 replicas: as many counts as the controller rounds one too high.
assert sum(-(-n * 11 // 10) != __import__("math").ceil(float(n) * (1 + 10.0 / 100)) for n in range(1, 1001)) == 54
