"""Waiting in line to 60 digits: Erlang's recursions forward from no server, and what follows from them.

SPDX-License-Identifier: Apache-2.0
"""
from decimal import Decimal as D, localcontext
from math import ceil

from model import MAX, PPM, Fails

DIGITS = 60
SERVERS = 10**6
# Beyond this a double no longer holds a microsecond, and no row is made.
MOST_US = 10**10


class Unclear(Exception):
    """Too near a border for a double to be on the right side of it."""


def loss(load, servers):
    """B(0) = 1, B(k) = a B(k-1) / (k + a B(k-1)); what is below 2^-1000 counts as nothing."""
    blocked = D(1)
    for k in range(1, servers + 1):
        blocked = load * blocked / (k + load * blocked)
        if blocked < D(2) ** -1000:
            return D(0)
    return blocked


def load_of(mrps, us):
    return D(mrps) * us / 10**9


def waiting(load, servers, blocked=None):
    blocked = loss(load, servers) if blocked is None else blocked
    return servers * blocked / (servers - load * (1 - blocked))


def stable(mrps, us, servers):
    load = load_of(mrps, us)
    if load >= servers:
        raise Fails("CAPACITY_E_INFEASIBLE")
    return load, servers - load, waiting(load, servers)


def up(time):
    """Whole microseconds; what is above a whole number by 2^-44 of itself is that number."""
    if time > MAX:
        raise Fails("CAPACITY_E_OVERFLOW")
    off = abs(time - time.to_integral_value())
    if time > MOST_US or D("1e-20") < off < D("1e-4"):
        raise Unclear
    return ceil(time - time * D(2) ** -44)


def tail(load, servers, waits, u):
    gap = servers - load
    served = (-u).exp()
    if abs(gap - 1) < D("1e-9"):
        return served * (1 + waits * u)
    return served + waits * (served - (-gap * u).exp()) / (gap - 1)


def erlang_wait(mrps, us, servers, arrival, service):
    _, gap, waits = stable(mrps, us, servers)
    return (up(waits * us / gap * (arrival + service) / (2 * PPM)),)


def erlang_wait_quantile(mrps, us, servers, quantile):
    _, gap, waits = stable(mrps, us, servers)
    rest = D(PPM - quantile) / PPM
    if waits <= rest:
        return (0,)
    return (up((waits / rest).ln() * us / gap),)


def erlang_response_quantile(mrps, us, servers, quantile):
    load, gap, waits = stable(mrps, us, servers)
    if D("1e-9") <= abs(gap - 1) < D("1e-3"):
        raise Unclear  # the difference of two near exponentials
    rest = D(PPM - quantile) / PPM
    low, high = 0, us
    while tail(load, servers, waits, D(high) / us) > rest:
        low, high = high, 2 * high
        if high > MOST_US:
            raise Unclear
    while high - low > 1:
        middle = (low + high) // 2
        if tail(load, servers, waits, D(middle) / us) > rest:
            low = middle
        else:
            high = middle
    if high > 1 and min(abs(tail(load, servers, waits, D(t) / us) / rest - 1) for t in (low, high)) < D("1e-12"):
        raise Unclear
    return (high,)


def fewest(mrps, us, meets):
    load = load_of(mrps, us)
    servers = int(load) + 1
    if servers > SERVERS:
        raise Fails("CAPACITY_E_INFEASIBLE")
    blocked = loss(load, servers)
    while not meets(load, servers, waiting(load, servers, blocked)):
        servers += 1
        if servers > SERVERS:
            raise Fails("CAPACITY_E_INFEASIBLE")
        blocked = load * blocked / (servers + load * blocked)
    return (servers,)


def below(value, most):
    if abs(value / most - 1) < D("1e-11"):
        raise Unclear
    return value <= most


def erlang_servers_for_waiting(mrps, us, share):
    return fewest(mrps, us, lambda load, servers, waits: below(waits, D(share) / PPM))


def erlang_servers_for_response(mrps, us, quantile, response):
    u, rest = D(response) / us, D(PPM - quantile) / PPM
    if (-u).exp() > rest:
        raise Fails("CAPACITY_E_INFEASIBLE")
    return fewest(mrps, us, lambda load, servers, waits: below(tail(load, servers, waits, u), rest))


# --- the same bits as the library's doubles, for the two probabilities -------------------------------

def loss_bits(mrps, us, servers):
    """1 / B as a sum from above, step by step in doubles; it must be the decimal figure to 12 digits."""
    load = float(mrps * us) / 1e9
    term = total = 1.0
    left = float(servers)
    while left > 0 and load > 0:
        term *= left / load
        total += term
        if total > 2.0**1000:
            return 0.0
        if left < load and term < total * 2.0**-60:
            break
        left -= 1
    return 1.0 / total if load > 0 else 0.0


def erlang_probabilities(mrps, us, servers):
    """(B, C) as doubles."""
    blocked, load = loss_bits(mrps, us, servers), float(mrps * us) / 1e9
    free = servers * 10**9 - mrps * us
    waits = servers * blocked / (free / 1e9 + load * blocked) if free > 0 else 1.0
    exact = loss(load_of(mrps, us), servers)
    assert abs(D(blocked) - exact) <= exact * D("1e-12") + D("1e-300"), (mrps, us, servers, blocked, exact)
    if free > 0:
        exact = waiting(load_of(mrps, us), servers)
        assert abs(D(waits) - exact) <= exact * D("1e-12") + D("1e-300")
    return blocked, waits


def precisely(function, *row):
    with localcontext() as context:
        context.prec = DIGITS
        return function(*row)
