"""Requests and limits from what was used: every sample kept, and all of it computed at the end.

Written from docs/model/rightsizing.md, with fractions for whatever is a product and 60 digits for
weights, which are powers of two to a fraction.
SPDX-License-Identifier: Apache-2.0
"""
from bisect import bisect_right
from decimal import Decimal as D
from fractions import Fraction as F
from functools import lru_cache
from math import ceil

from erlang_model import Unclear
from model import MAX, MIB, MIN, PPM, Fails

MINUTE = 60 * 10**6
DAY = 1440 * MINUTE
VPA, KRR = 1, 2
TOO_FEW, PERCENTILE, PEAK, OOM, MINIMUM, PAIR, KEPT = range(7)
CPU_MOST, MEMORY_MOST, TIME_MOST = 10**6, 2**44, (2**63 - 1) // 10
PERCENT = PPM // 100


def starts(first, most):
    """Where each bucket begins; the last one is the first at or above the most."""
    found = [0]
    while found[-1] < most:
        found.append(ceil(first * (F(105, 100) ** len(found) - 1) / F(5, 100)))
    return found


BUCKETS = {"cpu": starts(1, 10**6), "memory": starts(10**7, 10**12)}
assert [len(one) for one in BUCKETS.values()] == [223, 176]


def end_of(what, value):
    """The upper end of the bucket of a value; the last has none, and counts by its start."""
    after = BUCKETS[what]
    return after[min(bisect_right(after, value), len(after) - 1)]


@lru_cache(maxsize=None)
def weight(age, half_life):
    return D(2) ** -(D(age) / half_life)


def percentile(what, weighted, ppm):
    """The first end at which the weights from below reach p of the total; 10^-9 less is enough."""
    at = {}
    for value, weight in weighted:
        at[end_of(what, value)] = at.get(end_of(what, value), D(0)) + weight
    total, below = sum(at.values()), D(0)
    needed = total * (D(ppm) / PPM - D("1e-9"))
    for end in sorted(at):
        below += at[end]
        if abs(below - needed) < total * D("1e-12"):
            raise Unclear
        if below >= needed:
            return end


class Usage:
    """Samples as they came."""

    def __init__(self, half_life_us):
        self.half_life = half_life_us or DAY
        self.cpu, self.memory, self.kills = [], [], []  # (time, value)
        self.order = []  # of memory and kills: (time, value, is a kill)
        self.first = self.last = None

    def judge(self, times, *values):
        for before, time in zip([self.last or 0, *times], times):
            if not before <= time <= TIME_MOST:
                raise Fails("CAPACITY_E_RANGE")
        for value, most in values:
            if value is not None and not 0 <= value <= most:
                raise Fails("CAPACITY_E_RANGE")

    def seen(self, times):
        self.first = times[0] if self.first is None else self.first
        self.last = times[-1]

    def add(self, times, cpu, memory):
        self.judge(times, (cpu, CPU_MOST), (memory, MEMORY_MOST))
        self.seen(times)
        self.cpu += [(time, cpu) for time in times if cpu is not None]
        self.memory += [(time, memory) for time in times if memory is not None]
        self.order += [(time, memory, False) for time in times if memory is not None]

    def oom(self, time, had):
        self.judge([time], (MIN if had is None else had, MEMORY_MOST))
        self.seen([time])
        self.order.append((time, had, True))

    def weigh(self, timed):
        """(value, weight); only the ratio of weights matters, so the latest weighs 1."""
        latest = max((time for time, _ in timed), default=0)
        return [(value, weight(latest - time, self.half_life)) for time, value in timed]

    def days(self):
        """Samples and kills of each day, in order; days begin with the first of either."""
        found = {}
        for time, value, killed in self.order:
            found.setdefault((time - self.order[0][0]) // DAY, []).append((value, killed))
        return {self.order[0][0] + (day + 1) * DAY: of for day, of in found.items()}

    def kills_of(self, day):
        """What each killed container had: the peak of its day so far may be more than was reported."""
        peak = 0
        for value, killed in day:
            if killed:
                yield max(value, peak)
            else:
                peak = max(peak, value)

    def peaks(self):
        found = []
        for end, day in self.days().items():
            bumped = [max(had * F(6, 5), had + 100 * MIB) for had in self.kills_of(day)]
            found.append((end, max(bumped + [value for value, killed in day if not killed])))
        return found

    def history(self, samples):
        """Days of it: of the span, and of samples at one a minute."""
        return min(F(self.last - self.first, DAY), F(samples, 1440)) if samples else F(0)


PRESETS = {
    VPA: {"cpu_percentile_ppm": 900000, "memory_percentile_ppm": 900000, "cpu_margin_ppm": 150000, "memory_margin_ppm": 150000,
          "cpu_least_mcpu": 25, "memory_least_bytes": 250 * MIB},
    KRR: {"cpu_percentile_ppm": 950000, "memory_percentile_ppm": PPM, "cpu_margin_ppm": 0, "memory_margin_ppm": 150000,
          "cpu_least_mcpu": 10, "memory_least_bytes": 100 * MIB},
}
RANGES = {
    "method": (0, 2), "cpu_percentile_ppm": (0, PPM), "memory_percentile_ppm": (0, PPM), "cpu_margin_ppm": (-1, 100 * PPM),
    "memory_margin_ppm": (-1, 100 * PPM), "cpu_least_mcpu": (0, CPU_MOST), "memory_least_bytes": (0, MEMORY_MOST),
    "cpu_request_mcpu": (0, CPU_MOST), "cpu_target_ppm": (0, 100 * PPM), "memory_request_bytes": (0, MEMORY_MOST),
    "memory_target_ppm": (0, 100 * PPM), "cpu_limit_ppm": (0, 100 * PPM), "memory_limit_ppm": (0, 100 * PPM),
}
UNITS = {"cpu": "mcpu", "memory": "bytes"}


def settled(given):
    """Options checked, and the method's own where they are 0."""
    for name, (low, high) in RANGES.items():
        if not low <= given[name] <= high:
            raise Fails("CAPACITY_E_RANGE")
    for what, unit in UNITS.items():
        target = given[f"{what}_target_ppm"]
        if target % PERCENT or (target and not given[f"{what}_request_{unit}"]):
            raise Fails("CAPACITY_E_ARGUMENT")
        if 0 < given[f"{what}_limit_ppm"] < PPM:
            raise Fails("CAPACITY_E_RANGE")
    method = given["method"] or VPA
    own = {name: value or PRESETS[method].get(name, value) for name, value in given.items()}
    own = {name: 0 if "margin" in name and value == -1 else value for name, value in own.items()}
    return {**own, "method": method, "memory_limit_ppm": own["memory_limit_ppm"] or PPM}


def up(value, step):
    return ceil(value / F(step)) * step


def pair(usage, request, target_ppm, limit_ppm, step):
    """(request, target, reason) whose product is what it was."""
    percent = target_ppm // PERCENT
    kept = min(request * percent // usage, limit_ppm // PERCENT if limit_ppm else 10000)
    if kept == 0:
        return request, target_ppm, KEPT
    return request * percent // kept // step * step, kept * PERCENT, PAIR


def of_vpa(usage, what, own):
    """((end of the percentile, of the lower, of the upper), margin, reason) or None."""
    timed = usage.cpu if what == "cpu" else usage.peaks()
    if not timed:
        return None
    weighted = usage.weigh(timed)
    ends = [percentile(what, weighted, ppm) for ppm in (own[what + "_percentile_ppm"], 500000, 950000)]
    reason = PERCENTILE
    if what == "memory" and ends[0] > end_of(what, max((value for _, value in usage.memory), default=0)):
        reason = OOM  # more than the largest that was ever used
    return ends, own[what + "_margin_ppm"], reason


def of_krr(usage, what, own):
    samples = usage.cpu if what == "cpu" else usage.memory
    if len(samples) < 100:
        return None
    margin = own[what + "_margin_ppm"]
    if what == "cpu":
        return [percentile(what, [(value, D(1)) for _, value in samples], own["cpu_percentile_ppm"])], margin, PERCENTILE
    peak = max(value for _, value in samples)
    had = max((had for day in usage.days().values() for had in usage.kills_of(day)), default=0)
    if had * (PPM + 250000) > peak * (PPM + margin):
        return [had], 250000, OOM
    return [peak], margin, PEAK


def of_resource(usage, what, own):
    """The outputs of one resource by name."""
    unit, step = UNITS[what], 1 if what == "cpu" else MIB
    row = dict.fromkeys((f"{what}_{one}_{unit}" for one in ("request", "lower", "upper", "limit", "usage")))
    row.update({f"{what}_reason": TOO_FEW, f"{what}_target_ppm": own[f"{what}_target_ppm"]})
    found = (of_vpa if own["method"] == VPA else of_krr)(usage, what, own)
    if found is None:
        return row
    ends, margin, reason = found
    least = up(own[f"{what}_least_{unit}"], step)

    def result(end, factor=1):
        value = max(up(end * F(PPM + margin, PPM) * factor, step), least)
        return value if value <= MAX else None
    usual = result(ends[0])
    if len(ends) > 1:
        days = usage.history(len(usage.cpu if what == "cpu" else usage.order))
        row[f"{what}_lower_{unit}"] = result(ends[1], (1 + F(1, 1000) / days) ** -2 if days else 0)
        row[f"{what}_upper_{unit}"] = result(ends[2], 1 + 1 / days) if days else None
    request, target, reason = usual, 0, MINIMUM if usual == least else reason
    limit = own[what + "_limit_ppm"]
    if own[what + "_target_ppm"]:
        request, target, reason = pair(usual, own[f"{what}_request_{unit}"], own[what + "_target_ppm"], limit, step)
        assert reason == KEPT or request >= usual
    row.update({f"{what}_request_{unit}": request, f"{what}_usage_{unit}": usual, f"{what}_target_ppm": target,
                f"{what}_limit_{unit}": up(request * F(limit, PPM), step), f"{what}_reason": reason})
    return row


def recommend(usage, given):
    """The outputs by name; None is nothing to say."""
    own = settled({**dict.fromkeys(RANGES, 0), **given})
    return {"method": own["method"], **of_resource(usage, "cpu", own), **of_resource(usage, "memory", own),
            "cpu_samples": len(usage.cpu), "memory_samples": len(usage.memory),
            "ooms": sum(killed for _, _, killed in usage.order), "span_us": usage.last - usage.first if usage.order or usage.cpu else 0}
