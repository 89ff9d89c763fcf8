"""What the horizontal pod autoscaler does, pod by pod and with lists for its memory: from the
controller's documented behaviour (docs/model/autoscaling.md), not from the C code.

Python's floats are the same IEEE doubles as the controller's, so ratios are computed as it does, in its
order; no library function but math.ceil, which is exact. Times are seconds here.
SPDX-License-Identifier: Apache-2.0
"""
from math import ceil, inf

MOST = 2**31 - 1
MAX = 2**63 - 1
RESOURCE, CONTAINER, PODS, OBJECT, EXTERNAL = 1, 2, 3, 4, 5
UTILIZATION, AVERAGE, VALUE = 1, 2, 3
PENDING, RUNNING, SUCCEEDED, FAILED, DELETED = 1, 2, 3, 4, 5
READY, UNREADY, MISSING, IGNORED, STRANGER = 1, 2, 3, 4, 5
UP, DOWN = 1, 2
BEHAVIOR, GATE, V1_28 = 1, 2, 4
NONE = None


class Overflow(Exception):
    """A sum that 64 bits do not hold."""


def classify(phase, ready, start, transition, sample, window, now, cpu=True, init=300, delay=30, old=False):
    """Section 2: `ready` is True, False or None for no condition; times may be None."""
    if phase in (FAILED, DELETED) or (phase == SUCCEEDED and not old):
        return IGNORED
    if phase == PENDING:
        return UNREADY
    if sample is None:
        return MISSING
    if cpu:
        if ready is None or start is None:
            return UNREADY
        if start + init > now:
            if not ready or sample < transition + window:
                return UNREADY
        elif not ready and start + delay > transition:
            return UNREADY
    return READY


class Pod:
    """One pod as propose sees it."""

    def __init__(self, kind, value=0, request=0):
        self.kind, self.value, self.request = kind, value, request


def quantity(ppm):
    """A tolerance as Kubernetes makes a float of its shortest decimal form."""
    if ppm % 1000:
        return float(ppm) * 1e-6
    return float(ppm // 1000) * 1e-3 if ppm % 1000000 else float(ppm // 1000000)


def tolerated(ratio, up, down, old):
    up, down = (0.1 if t == 0 else 0.0 if t == -1 else quantity(t) for t in (up, down))
    if old:
        return abs(1.0 - ratio) <= max(up, down)
    return 1.0 - down <= ratio <= 1.0 + up


def whole(x):
    """Toward zero, to 32 bits: what lies beyond is the end."""
    return MOST if x >= MOST else max(-MOST - 1, int(x))


def up_to(x):
    return MOST if x >= MOST else ceil(x)


def fits(x):
    if x > MAX:
        raise Overflow
    return x


def ratio_of(type_, target, samples):
    """(what is seen, ratio) of (pod, value) pairs; None if they request nothing."""
    if type_ == UTILIZATION:
        known = [(pod, value) for pod, value in samples if pod.kind != STRANGER]
        requested = fits(sum(pod.request for pod, _ in known))
        if requested == 0:
            return None
        seen = fits(100 * sum(value for _, value in known)) // requested
        if seen > MOST:
            raise Overflow
    else:
        seen = fits(sum(value for _, value in samples)) // len(samples)
    return seen, float(seen) / float(target)


def propose(kind, type_, target, pods, value=0, current=1, status=1, up=0, down=0, flags=0):
    """(replicas, seen, samples, failure) of one metric."""
    old = bool(flags & V1_28)
    if kind in (OBJECT, EXTERNAL):
        return propose_outside(type_, target, pods, value, current, status, up, down, old)
    # each sum of a class must fit, whether it is used or not
    for of in (READY, STRANGER):
        fits(sum(pod.value for pod in pods if pod.kind == of))
    if type_ == UTILIZATION:
        for of in (READY, UNREADY, MISSING):
            fits(sum(pod.request for pod in pods if pod.kind == of))
        fits(sum(pod.request * max(100, target) // 100 for pod in pods if pod.kind == MISSING))
    if not [pod for pod in pods if pod.kind != STRANGER]:
        return NONE, NONE, 0, 1
    samples = [(pod, pod.value) for pod in pods if pod.kind in (READY, STRANGER)]
    if not samples:
        return NONE, NONE, 0, 2
    first = ratio_of(type_, target, samples)
    if first is None:
        return NONE, NONE, len(samples), 3
    seen, ratio = first
    unready = [pod for pod in pods if pod.kind == UNREADY]
    missing = [pod for pod in pods if pod.kind == MISSING]
    if not (unready and ratio > 1) and not missing:
        ready = len([pod for pod in pods if pod.kind == READY])
        return (current if tolerated(ratio, up, down, old) else up_to(ratio * ready)), seen, len(samples), 0
    if ratio < 1:
        samples += [(pod, pod.request * max(100, target) // 100 if type_ == UTILIZATION else target) for pod in missing]
    elif ratio > 1:
        samples += [(pod, 0) for pod in missing + unready]
    _, again = ratio_of(type_, target, samples)
    n = up_to(again * len(samples))
    if (tolerated(again, up, down, old) or (ratio < 1 < again) or (again < 1 < ratio)
            or (again < 1 and n > current) or (again > 1 and n < current)):
        n = current
    return n, seen, len(samples), 0


def propose_outside(type_, target, pods, value, current, status, up, down, old):
    if type_ == VALUE:
        ratio = float(value) / float(target)
        if current == 0:
            return up_to(ratio), value, 0, 0
        if tolerated(ratio, up, down, old):
            return current, value, 0, 0
        if not [pod for pod in pods if pod.kind != STRANGER]:
            return NONE, value, 0, 1
        return up_to(ratio * len([pod for pod in pods if pod.kind == READY])), value, 0, 0
    ratio = float(value) / (float(target) * float(status)) if status else inf
    replicas = status if tolerated(ratio, up, down, old) else up_to(float(value) / float(target))
    return replicas, -(-value // status) if status else NONE, 0, 0


class Event:
    def __init__(self, pods, time):
        self.pods, self.time, self.outdated = pods, time, False


class Controller:
    """One HPA with what it remembers: sections 5 to 7."""

    DEFAULTS = {UP: [(1, 4, 15), (2, 100, 15)], DOWN: [(2, 100, 15)]}

    def __init__(self, low, high, flags=0, up_window=0, down_window=0, controller_window=0, up_select=0, down_select=0, policies=()):
        plain = {0: None, -1: 0}
        self.low = {0: 1, -1: 0}.get(low, low)
        self.high, self.flags = high, flags
        stabilization = plain.get(controller_window, controller_window)
        self.controller_window = 300 if stabilization is None else stabilization
        down = plain.get(down_window, down_window)
        self.window = {UP: up_window, DOWN: self.controller_window if down is None else down}
        self.select = {UP: up_select, DOWN: down_select}
        self.policies = {way: [p[1:] for p in policies if p[0] == way] or self.DEFAULTS[way] for way in (UP, DOWN)}
        self.proposals = []
        self.events = {UP: [], DOWN: []}
        self.went_to_zero = False

    def best(self, metrics, current):
        """(proposal, index), or the kind of the first metric that failed."""
        failed = [kind for kind, replicas in metrics if replicas is None]
        most, index = 0, -1
        for i, (_, replicas) in enumerate(metrics):
            if replicas is not None and (most == 0 or replicas > most):
                most, index = replicas, i
        if len(failed) == len(metrics) or (failed and most < current):
            return None, failed[0]
        return most, index

    def remember(self, value, now, outdated):
        """The last proposal that is too old is overwritten."""
        for i in reversed(range(len(self.proposals))):
            if outdated(now - self.proposals[i][1]):
                self.proposals[i] = (value, now)
                return
        self.proposals.append((value, now))

    def legacy(self, desired, current, now):
        stable = max([desired] + [value for value, time in self.proposals if now - time <= self.controller_window])
        self.remember(desired, now, lambda age: age > self.controller_window)
        limit = max(2 * current, 4)
        if stable < self.low:
            return stable, limit, self.low, "TooFewReplicas"
        if stable > min(self.high, limit):
            return stable, limit, min(self.high, limit), "ScaleUpLimit" if self.high > limit else "TooManyReplicas"
        return stable, limit, stable, "DesiredWithinRange"

    def moved(self, way, period, now):
        return sum(event.pods for event in self.events[way] if now - event.time < period)

    def rate_limit(self, way, current, now):
        if self.select[way] == 3:
            return current
        allowed = []
        for type_, value, period in self.policies[way]:
            start = current - self.moved(UP, period, now) + self.moved(DOWN, period, now)
            if way == UP:
                allowed.append(start + value if type_ == 1 else up_to(float(start) * (1 + float(value) / 100)))
            else:
                allowed.append(start - value if type_ == 1 else whole(float(start) * (1 - float(value) / 100)))
        largest = max if (way == UP) == (self.select[way] != 2) else min
        return largest(allowed)

    def behaves(self, desired, current, now):
        low = min([desired] + [value for value, time in self.proposals if now - time < self.window[UP]])
        high = max([desired] + [value for value, time in self.proposals if now - time < self.window[DOWN]])
        stable = min(max(current, low), high)
        self.remember(desired, now, lambda age: age > self.window[UP] and age > self.window[DOWN])
        if stable > current:
            limit = max(self.rate_limit(UP, current, now), current)
            most = min(self.high, limit)
            if stable > most:
                return stable, limit, most, "ScaleUpLimit" if self.high > limit else "TooManyReplicas"
            return stable, limit, stable, "DesiredWithinRange"
        if stable < current:
            limit = min(self.rate_limit(DOWN, current, now), current)
            least = max(self.low, limit)
            if stable < least:
                return stable, limit, least, "ScaleDownLimit" if self.low < limit else "TooFewReplicas"
            return stable, limit, stable, "DesiredWithinRange"
        return stable, NONE, stable, "DesiredWithinRange"

    def store(self, before, after, now):
        way = UP if after > before else DOWN
        longest = max(period for _, _, period in self.policies[way])
        for event in self.events[way]:
            event.outdated = event.outdated or now - event.time > longest
        old = [i for i, event in enumerate(self.events[way]) if event.outdated]
        event = Event(abs(after - before), now)
        if old:
            self.events[way][old[-1]] = event
        else:
            self.events[way].append(event)

    def wakes(self, metrics):
        if self.flags & V1_28:
            return self.low == 0
        return bool(self.flags & GATE) and self.went_to_zero and any(kind in (OBJECT, EXTERNAL) for kind, _ in metrics)

    def decide(self, metrics, current, now):
        """What the decision row shows, by name."""
        out = {"able": "SucceededGetScale", "active": "", "limited": "", "replicas": current, "proposal": NONE, "metric": -1,
               "stabilized": NONE, "limit": NONE, "is_active": False, "is_limited": False}
        if not self.proposals:
            self.proposals.append((current, now))
        if current == 0 and not self.wakes(metrics):
            out["active"] = "ScalingDisabled"
        elif current > self.high or current < self.low:
            out["replicas"] = self.high if current > self.high else self.low
        else:
            desired, which = self.best(metrics, current)
            if desired is None:
                failed = ("Resource", "ContainerResource", "Pods", "Object", "External")[which - 1]
                out["active"] = f"FailedGet{failed}Metric"
            else:
                behaves = self.flags & BEHAVIOR
                stable, limit, result, limited = (self.behaves if behaves else self.legacy)(desired, current, now)
                able = "ReadyForNewScale"
                if stable != desired:
                    able = "ScaleUpStabilized" if behaves and desired >= current else "ScaleDownStabilized"
                out.update(able=able, active="ValidMetricFound", limited=limited, replicas=result, proposal=desired, metric=which,
                           stabilized=stable, limit=limit, is_active=True, is_limited=result != stable)
        after = out["replicas"]
        if after != current:
            out["able"] = "SucceededRescale"
            if self.flags & BEHAVIOR:
                self.store(current, after, now)
        self.went_to_zero = after == 0 and (current != 0 or self.went_to_zero)
        out.update(rescaled=after != current, zero=self.went_to_zero)
        return out
