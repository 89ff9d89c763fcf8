"""Simulations: rows, traces in arrays and text, ticks and events, and a day's checksum that all languages share.

SPDX-License-Identifier: Apache-2.0
"""
import array
import unittest

import support
import libcapacity as lc

SECOND = 1_000_000
DAY = support.ROOT / "tests/vectors/simulated_day.txt"


def web(**more):
    return lc.SimulationComponent(name="web", requests_per_pod="50", pods_max=20, pods_initial=2, metric_lag_us=-1, **more)


def simulation(**more):
    made = lc.Simulation()
    made.put_component(web(**more))
    made.put_metric(lc.SimulationMetric(component="web", signal=lc.SimulationSignal.RATE, kind=lc.HpaKind.PODS,
                                        target_type=lc.HpaTarget.AVERAGE_VALUE, target=10_000))
    return made


def mixed(checksum, value):
    return (checksum ^ value % 2**64) * 0x100000001B3 % 2**64


def day(answer):
    """A day of the guide's medium tier with spot nodes that are taken back."""
    plan = lc.Profile(concurrent_users=1000, backend_cpu_per_request="10ms").plan()
    made = lc.Simulation.from_plan(plan, lc.SimulationOptions(answer=answer, seed=42))
    for group in made.get_groups():
        if group.purchase == lc.Purchase.SPOT:
            group.interruptions_per_hour_ppm = 20_000
            made.put_group(group)
    time = array.array("q", (i * 15 * SECOND for i in range(5760)))
    rate = array.array("q", (20_000 + min(i, 5760 - i) * 100 + i * i * 7919 % 30_011 for i in range(5760)))
    assert made.feed(time, rate) == 5760 and made.finish() == 1
    checksum = 0xCBF29CE484222325
    for tick in made.get_ticks():
        for value in (tick.time_us, tick.demand_mrps, tick.served_mrps, tick.unserved_mrps, tick.pods_ready,
                      tick.pods_starting, tick.pods_pending, tick.nodes_ready, tick.nodes_coming, tick.cost_uusd):
            checksum = mixed(checksum, value)
    totals = made.get_totals()
    return [checksum, totals.demand_m, totals.served_m, totals.cost_uusd, len(made.get_events())]


class Simulation(unittest.TestCase):
    def test_a_day_is_the_same_in_every_language(self):
        lines = DAY.read_text(encoding="utf-8").splitlines()
        self.assertEqual(len(lines), 3)
        for line in lines:
            answer, *want = map(int, line.split())
            self.assertEqual(day(lc.Answer(answer)), want)

    def test_rows_are_read_as_they_may_be_put(self):
        made = simulation(pod_start_us=-1)
        made.put_policy(lc.SimulationPolicy(component="web", direction=lc.HpaDirection.UP,
                                            type=lc.HpaPolicy.PODS, value=2, period_us=15 * SECOND))
        made.put_group(lc.SimulationGroup(name="nodes", allocatable_cpu="4", allocatable_memory="8Gi", allocatable_pods=9,
                                          nodes_min=1, nodes_max=3, hour="$0.10"))
        made.set_autoscaler(lc.SimulationAutoscaler(scan_us=5 * SECOND))
        [component], [metric], [policy], [group] = (made.get_components(), made.get_metrics(), made.get_policies(),
                                                    made.get_groups())
        self.assertEqual((component.pods_min, component.pod_start_us, component.traffic_ppm), (1, -1, 10**6))
        self.assertEqual((metric.component, metric.target, policy.value), ("web", 10_000, 2))
        self.assertEqual((group.nodes_initial, group.hour_nusd), (1, 10**8))
        self.assertEqual(made.get_autoscaler().scan_us, 5 * SECOND)
        made.put_component(component)
        self.assertEqual(made.get_components(), [component])
        made.drop_metrics("web")
        made.drop_policies("web")
        self.assertEqual((made.get_metrics(), made.get_policies()), ([], []))
        with self.assertRaises(lc.NotFoundError):
            made.drop_metrics("none")

    def test_arrays_and_text_give_the_same(self):
        one, two = simulation(), simulation()
        self.assertEqual(one.feed([0, 15 * SECOND, 30 * SECOND], [20_000, 90_000, 90_000]), 3)
        self.assertEqual(two.feed_text("rate,time\n20,0\n90,0:00:15\n"), 26)
        self.assertEqual(two.feed_text(b"90,30"), 5)
        for made in (one, two):
            self.assertEqual(made.finish(), 1)
        self.assertEqual(one.get_ticks(), two.get_ticks())
        self.assertEqual(one.get_totals(), two.get_totals())
        scaled = [event for event in one.get_events() if event.kind == lc.Happening.SCALED_UP]
        self.assertEqual([(event.subject, event.before, event.after) for event in scaled], [("web", 2, 6), ("web", 6, 9)])
        self.assertEqual([row.pods for row in one.get_component_ticks()], [2, 6, 9])
        self.assertEqual(one.get_group_ticks(), [])
        one.drop_rows()
        self.assertEqual(one.get_ticks(), [])
        one.reset()
        self.assertEqual(one.feed([0], [1], cpu_us=[5], response_us=[7]), 1)

    def test_what_is_refused(self):
        made = simulation()
        with self.assertRaises(lc.RangeError) as caught:
            made.feed([0, 0], [1, 1])
        self.assertEqual((caught.exception.index, caught.exception.consumed), (1, 1))
        with self.assertRaises(lc.StateError):
            made.put_component(web())
        made.reset()
        with self.assertRaises(lc.CapacitySyntaxError) as caught:
            made.feed_text("time,rate\n0,NaN\n15,20\n")
        self.assertEqual((caught.exception.index, caught.exception.column, caught.exception.consumed), (2, 3, 16))
        self.assertEqual(made.feed_text("15,20\n"), 6)
        made.reset()
        with self.assertRaisesRegex(ValueError, "cpu_us: has 1 elements, time_us has 2"):
            made.feed([0, 1], [1, 1], cpu_us=[1])
        with self.assertRaises(lc.ArgumentError):
            lc.Simulation().feed([0], [1])

    def test_survived_growth(self):
        made = simulation()
        self.assertEqual(made.survived_growth(20_000, 2_000_000), SECOND)
        self.assertGreater(made.survived_growth(80_000, 12_000_000), SECOND)
        with self.assertRaises(lc.RangeError):
            made.survived_growth(0, 2_000_000)

    def test_full_buffers(self):
        made = lc.Simulation(lc.SimulationOptions(ticks_max=2))
        made.put_component(web())
        time, rate, seen = [i * 15 * SECOND for i in range(9)], [1000] * 9, []
        while time:
            taken = made.feed(time, rate)
            seen += [tick.time_us for tick in made.get_ticks()]
            made.drop_rows()
            time, rate = time[taken:], rate[taken:]
        while not made.finish():
            made.drop_rows()
        seen += [tick.time_us for tick in made.get_ticks()]
        self.assertEqual(seen, [i * 15 * SECOND for i in range(9)])


if __name__ == "__main__":
    unittest.main()
