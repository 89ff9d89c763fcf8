"""Metrics and assessments.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import json
import pickle
import unittest
from decimal import Decimal

import support
import libcapacity as lc

CALM = dict(memory="20%", replicas=10, available_replicas=10, min_replicas=3, max_replicas=20, error_rate="0.1%",
            latency_p95=0.1, restarts=0, database_available=True, database_errors=0)


def assess(held="1h", **metrics):
    """Without a plan."""
    readings = lc.Metrics()
    readings.update(metrics, held)
    return lc.Assessment(readings)


class Registry(unittest.TestCase):
    def test_every_metric_is_listed_and_found(self):
        rows = lc.Metrics.get_registry()
        self.assertEqual([lc.Metric(row.metric) for row in rows], [one for one in lc.Metric if one])
        for row in rows:
            metric = lc.Metric.from_key(row.key)
            self.assertEqual((metric.key, metric.unit), (row.key, row.unit))
            self.assertTrue(row.summary and row.why and row.source)
        self.assertEqual(lc.Metric.from_key("cpus"), lc.Metric.NONE)
        self.assertIsNone(lc.Metric.NONE.key)


class Sets(unittest.TestCase):
    def test_integers(self):
        metrics = lc.Metrics()
        metrics.set(lc.Metric.CPU_PPM, 870000, 720000000, lc.AUTO)
        self.assertEqual(tuple(metrics.get(lc.Metric.CPU_PPM)), (870000, 720000000, -1))
        metrics.reset(lc.Metric.CPU_PPM)
        self.assertEqual(tuple(metrics.get(lc.Metric.CPU_PPM)), (lc.INVALID, -1, -1))

    def test_people_s_units(self):
        metrics = lc.Metrics()
        metrics.update({"cpu": "87%", "latency_p95": (1.2, "12m", Decimal("0.4")), "replicas": 7,
                        "restarts": {"value": 1, "baseline": 0}, "database_available": False})
        self.assertEqual(tuple(metrics.get(lc.Metric.LATENCY_P95_US)), (1200000, 720000000, 400000))
        self.assertEqual(metrics.to_dict(), {
            "cpu": "87%", "latency_p95": {"value": "1.2s", "held": "12m", "baseline": "400ms"}, "replicas": 7,
            "restarts": {"value": 1, "baseline": 0}, "database_available": False})
        metrics.check()

    def test_held_for_all_that_do_not_say(self):
        metrics = lc.Metrics()
        metrics.update({"cpu": "87%", "memory": ("50%", "5m")}, held="12m")
        self.assertEqual(metrics.get(lc.Metric.CPU_PPM)[1], 720000000)
        self.assertEqual(metrics.get(lc.Metric.MEMORY_PPM)[1], 300000000)

    def test_refusals(self):
        metrics = lc.Metrics()
        with self.assertRaisesRegex(lc.FieldError, "did you mean 'cpu'"):
            metrics.update({"cpus": 1})
        with self.assertRaisesRegex(lc.RangeError, "cpu 20000% exceeds 10000%"):
            metrics.update({"cpu": "20000%"})
        with self.assertRaisesRegex(lc.RangeError, "held of cpu"):
            metrics.set(lc.Metric.CPU_PPM, 1, -2, -1)
        for wrong in ({"held": "1m"}, {"value": 1, "since": 1}, (), (1, 2, 3, 4)):
            with self.assertRaisesRegex(TypeError, "^cpu: needs"):
                metrics.update({"cpu": wrong})
        metrics.update({"replicas": 3, "available_replicas": 4})
        with self.assertRaisesRegex(lc.ArgumentError, "contradict each other"):
            metrics.check()
        with self.assertRaisesRegex(lc.ArgumentError, "contradict each other"):
            lc.Assessment(metrics)

    def test_text_copy_and_pickle(self):
        metrics = lc.Metrics.from_text("cpu: {value: 87%, held: 12m}\nreplicas: 7\n")
        for again in (lc.Metrics.from_text(metrics.write_text(lc.Format.YAML)), metrics.clone(), copy.copy(metrics),
                      copy.deepcopy(metrics), pickle.loads(pickle.dumps(metrics)), lc.Metrics.from_dict(metrics.to_dict())):
            self.assertEqual(again.to_dict(), metrics.to_dict())
        self.assertEqual(repr(metrics), "Metrics.from_dict({'cpu': {'value': '87%', 'held': '12m'}, 'replicas': 7})")
        metrics.close()
        self.assertEqual(repr(metrics), "<Metrics (closed)>")
        with self.assertRaises(lc.CapacitySyntaxError):
            lc.Metrics.from_text("[]")


class Verdicts(unittest.TestCase):
    def test_one_object_in_many_hands(self):
        one = assess(cpu="97%", replicas=7)
        other = copy.copy(one)
        one.close()
        self.assertEqual(other.get_summary().replicas, 7)

    def test_each(self):
        for cpu, verdict, pods in (("70%", lc.Verdict.HOLD, 10), ("97%", lc.Verdict.SCALE_UP, 14),
                                   ("35%", lc.Verdict.SCALE_DOWN, 5)):
            one = assess(cpu=cpu, **CALM)
            summary = one.get_summary()
            self.assertEqual((one.verdict, summary.pods, summary.confidence_ppm), (verdict, pods, 1000000))
            self.assertEqual(summary.exit_code, 0 if verdict == lc.Verdict.HOLD else lc.EXIT_SCALE)

    def test_by_a_plan(self):
        plan = lc.Profile(concurrent_users=1000).plan()
        one = plan.assess(cpu="97%", replicas=7, held="12m")
        summary = one.get_summary()
        self.assertEqual((summary.pods, summary.tier, summary.look_again_us), (10, "medium", 15000000))
        self.assertEqual(repr(one), "<Assessment: Scale up backend from 7 to 10 pods (cpu 97%, target 70%)>")
        self.assertEqual(plan.assess(cpu="106%", replicas=10).get_summary().next_tier, "large")
        self.assertEqual(plan.assess("frontend", cpu="140%", replicas=2).get_summary().component, "frontend")
        with self.assertRaisesRegex(lc.NotFoundError, "no component 'worker'"):
            plan.assess("worker")

    def test_critical(self):
        one = assess(error_rate="6%", held="5m")
        self.assertEqual((one.level, one.get_summary().exit_code), (lc.Level.CRITICAL, lc.EXIT_CRITICAL))

    def test_rows(self):
        one = assess(cpu="87%", held=None)
        triggers = {row.name: row for row in one.get_triggers()}
        self.assertEqual(len(triggers), len([each for each in lc.Trigger if each]))
        row = triggers["cpu_high"]
        self.assertEqual((row.state, row.threshold, row.wait_us), (lc.TriggerState.PENDING, 800000, 600000000))
        missing = one.get_missing()
        self.assertIn(("cpu", lc.MissingPart.HELD, 1), [(row.key, row.part, row.needed) for row in missing])

    def test_texts(self):
        one = assess(cpu="97%", replicas=7)
        self.assertTrue(str(one).startswith("Scale up backend from 7 to 10 pods"))
        self.assertEqual(one.to_dict(), json.loads(one.write(lc.Format.JSON)))
        self.assertEqual(one.to_dict()["verdict"], "scale_up")
        one.close()
        self.assertEqual(repr(one), "<Assessment (closed)>")


if __name__ == "__main__":
    unittest.main()
