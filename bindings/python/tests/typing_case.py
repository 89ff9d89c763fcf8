"""Never run: mypy --strict reads it. What must be an error is marked, and a mark on what is none is an error too.

SPDX-License-Identifier: Apache-2.0
"""
import array
import datetime
import pathlib
from decimal import Decimal
from typing import TYPE_CHECKING, List, Optional

import libcapacity as lc

if TYPE_CHECKING:
    from typing_extensions import assert_type


def people(profile: lc.Profile, plan: lc.Plan) -> None:
    assert_type(profile.concurrent_users, Optional[int])
    assert_type(profile.requests_per_user_per_minute, Decimal)
    assert_type(profile.backend_memory_request, Optional[int])
    assert_type(profile.backend_cpu_request, Optional[Decimal])
    assert_type(profile.billing_mode, str)
    assert_type(profile.queue, Optional[str])
    assert_type(profile.bill_nat, bool)
    assert_type(profile.node_type, str)
    assert_type(plan.monthly, Decimal)
    assert_type(plan.nodes, int)
    assert_type(plan.raw["nodes"], int)
    assert_type(plan.tier_name, str)
    assert_type(plan.model, int)
    profile.requests_per_user_per_minute = 2.5
    profile.requests_per_user_per_minute = Decimal("2.5")
    profile.backend_memory_request = "512Mi"
    profile.response_time = datetime.timedelta(milliseconds=200)
    profile.concurrent_users = None
    profile.billing_mode = lc.Billing.CHEAPEST
    profile.bill_nat = "off"
    profile.raw["zones"] = 3
    profile.zones = None  # type: ignore[assignment]
    profile.zones = []  # type: ignore[assignment]
    profile.bill_nat = 2.5  # type: ignore[assignment]
    profile.concurent_users = 5  # type: ignore[attr-defined]
    plan.nodes = 5  # type: ignore[assignment]
    plan.raw["nodes"] = 5  # type: ignore[index]


def objects(path: pathlib.Path) -> None:
    with lc.Profile(concurrent_users=1000, spike_buffer="30%") as profile:
        assert_type(profile, lc.Profile)
        assert_type(profile.clone(), lc.Profile)
        assert_type(profile.plan(), lc.Plan)
    assert_type(lc.Profile.from_file(path), lc.Profile)
    assert_type(lc.Profile.from_dict({"zones": 3}), lc.Profile)
    assert_type(lc.Catalog.builtin(), lc.Catalog)
    lc.Plan(profile, lc.Catalog.builtin(), None, lc.PlanOptions(model=1))
    lc.Plan(lc.Catalog.builtin())  # type: ignore[arg-type]
    lc.Profile(zones=object())  # type: ignore[arg-type]
    lc.Profile.from_text(5)  # type: ignore[arg-type]


def rows(plan: lc.Plan) -> None:
    bill = plan.get_bill()
    assert_type(bill, lc.Rows[lc.BillLine])
    listed: List[lc.BillLine] = bill
    assert_type(listed[0].monthly, Decimal)
    assert_type(listed[0].monthly_uusd, int)
    assert_type(listed[0].flags, lc.BillFlag)
    assert_type(listed[0].toggle, lc.Field)
    assert_type(lc.Tiers.builtin().get(0).rate_max, Optional[Decimal])
    lc.ComponentSpec(name="worker", memory_request="1Gi", min_pods=2)
    lc.ComponentSpec(name=5)  # type: ignore[arg-type]
    plan.get_bill(answer="tier")  # type: ignore[arg-type]
    plan.write()  # type: ignore[call-arg]


def traces(simulation: lc.Simulation, numbers: memoryview, path: pathlib.Path) -> None:
    for ticks, events in simulation.play(numbers, 50_000, response_us=[1, 2]):
        assert_type(ticks, lc.Rows[lc.SimulationTick])
        assert_type(events[0].kind, lc.Happening)
    errors: List[lc.Error] = []
    with open(path) as text, open(path, "rb") as data:
        for rows in simulation.play_text(text, errors.append):
            assert_type(rows, lc.SimulationRows)
        next(simulation.play_text(data))
    simulation.play_text(iter(["time,rate\n", "0,1"]), refused=print)
    simulation.play_text([5])  # type: ignore[list-item]
    simulation.play(numbers)  # type: ignore[call-arg]


def columns(numbers: memoryview) -> None:
    assert_type(lc.pods_for_zones(7, 3, 1), int)
    assert_type(lc.formula_pods(1, 2, 3, 4, 5).min_pods, int)
    low, high = lc.formula_pods(1, 2, 3, 4, 5)
    assert_type(high, int)
    assert_type(low, int)
    batch = lc.formula_pods_many([1, 2], array.array("q", [3000, 3000]), 50000, numbers, range(2))
    assert_type(batch.partial, bool)
    assert_type(batch.failed, List[int])
    lc.pods_by_rate_many(numbers, 1, 2, 3, pods=array.array("q", [0, 0])).pods.tolist()
    lc.pods_by_rate_many(["1"], 1, 2, 3)  # type: ignore[list-item]
    lc.pods_by_rate_many("12", 1, 2, 3)  # type: ignore[arg-type]
    lc.pods_by_rate_many(1.5, 1, 2, 3)  # type: ignore[arg-type]
    lc.pods_by_rate_many(numbers, 1, 2, 3, pods=[0])  # type: ignore[arg-type]
    lc.formula_pods(1.5, 2, 3, 4, 5)  # type: ignore[arg-type]


def failures(error: lc.Error) -> None:
    assert_type(error.status, lc.Status)
    assert_type(error.field, Optional[lc.Field])
    assert_type(error.index, Optional[int])
    assert_type(error.message, str)
    value: ValueError = lc.RangeError("x")
    del value
