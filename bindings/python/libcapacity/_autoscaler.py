"""An autoscaler that remembers what it decided, on top of hpa_decide().

SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

from array import array
from typing import Iterable, NamedTuple, Optional, Tuple

from ._enums import HpaDirection, HpaKind, HpaPolicy
from ._functions import hpa_decide
from ._rows import HpaDecision, HpaSpec

__all__ = ["Autoscaler", "HpaRate"]

#: Elements of a history that never fills at the default sync period: CAPACITY_HPA_HISTORY of the C header.
HISTORY_SIZE = 984
_INVALID = -2**63


class HpaRate(NamedTuple):
    """One policy of spec.behavior: how much may change in a period."""

    direction: HpaDirection
    type: HpaPolicy
    value: int
    period_us: int


class Autoscaler:
    """One HPA between decisions.

        hpa = Autoscaler(HpaSpec(max_replicas=50), [])
        hpa.decide([(HpaKind.RESOURCE, 12)], current=5, now_us=0).replicas

    Args:
        spec: Bounds, windows and version.
        rates: The policies of both directions; a direction without any has Kubernetes' defaults.
        history_size: 8 + 8 k numbers; more than the default for a sync period below 15 s.
    """

    __slots__ = ("spec", "rates", "history")

    def __init__(self, spec: HpaSpec, rates: Iterable[HpaRate] = (), history_size: int = HISTORY_SIZE) -> None:
        self.spec = spec
        self.rates: Tuple[HpaRate, ...] = tuple(HpaRate(*rate) for rate in rates)
        self.history = array("q", bytes(8 * history_size))

    def decide(self, proposals: Iterable[Tuple[HpaKind, Optional[int]]], current: int, now_us: int) -> HpaDecision:
        """What the controller does now.

        Args:
            proposals: Kind of each metric and the replicas that it proposes; None: it could not be read.
            current: Replicas of the scaled object.
            now_us: The time in microseconds, not before the last decision.

        Raises:
            Error: As hpa_decide(); the history is as before.
        """
        votes = list(proposals)
        direction, policy, value, period = ([int(rate[i]) for rate in self.rates] for i in range(4))
        return hpa_decide(self.spec, direction, policy, value, period, [int(kind) for kind, _ in votes],
                          [_INVALID if replicas is None else replicas for _, replicas in votes],
                          current, now_us, self.history)
