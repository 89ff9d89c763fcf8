"""The autoscaler: every row of tests/vectors/hpa, and Autoscaler, which remembers.

SPDX-License-Identifier: Apache-2.0
"""
import array
import csv
import unittest

import support
import libcapacity as lc

FOLDER = support.ROOT / "tests/vectors/hpa"
INVALID = -2**63
SECOND = 1000000


def rows(name):
    with open(FOLDER / f"{name}.csv", encoding="ascii", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return INVALID if text == "none" else int(text)


def numbers(text):
    return [number(cell) for cell in text.split(";") if cell]


def members(row, *names):
    return {name: number(row[name]) for name in names}


class Vectors(unittest.TestCase):
    POD = ("phase", "ready", "start_us", "transition_us", "sample_us", "window_us")

    def test_classify(self):
        for row in rows("classify"):
            how = lc.HpaReadiness(**members(row, "flags", "cpu", "now_us", "initialization_us", "readiness_delay_us"))
            pod = [number(row[name]) for name in self.POD]
            self.assertEqual(lc.hpa_classify(how, *pod), int(row["pod_class"]), row)
            self.assertEqual(list(lc.hpa_classify_many(how, *[[value] for value in pod]).pod_class), [int(row["pod_class"])])

    def test_propose(self):
        for row in rows("propose"):
            metric = lc.HpaMetric(**members(row, "kind", "target_type", "flags", "target", "value", "current_replicas",
                                            "status_replicas", "up_tolerance_ppm", "down_tolerance_ppm"))
            pods = [numbers(row[name]) for name in ("pod_class", "pod_count", "pod_value", "pod_request")]
            if row["replicas"].startswith("CAPACITY_"):
                with self.assertRaises(lc.Error) as caught:
                    lc.hpa_propose(metric, *pods)
                self.assertEqual(caught.exception.status.name, row["replicas"][len("CAPACITY_"):])
                continue
            got = lc.hpa_propose(metric, *pods)
            for name in ("replicas", "seen", "samples", "failure"):
                self.assertEqual(getattr(got, name), number(row[name]), (name, row))

    def test_decide(self):
        run = hpa = None
        for row in rows("decide"):
            spec = lc.HpaSpec(**members(row, "flags", "min_replicas", "max_replicas", "up_window_us", "down_window_us",
                                        "controller_window_us", "up_select", "down_select"))
            if row["run"] != run:
                run = row["run"]
                rates = zip(*[numbers(row[f"policy_{name}"]) for name in ("direction", "type", "value", "period_us")])
                hpa = lc.Autoscaler(spec, rates)
            votes = [(kind, None if replicas == INVALID else replicas)
                     for kind, replicas in zip(numbers(row["metric_kind"]), numbers(row["metric_replicas"]))]
            got = hpa.decide(votes, int(row["current_replicas"]), int(row["now_us"]))
            for name in ("replicas", "proposal", "metric", "stabilized", "limit"):
                self.assertEqual(getattr(got, name), number(row[name]), (name, row))
            self.assertEqual(got.flags, int(row["outcome"]))
            for name in ("able", "active", "limited"):
                self.assertEqual(lc.HpaReason(getattr(got, name)).library_name, row[name])


class Remembers(unittest.TestCase):
    def test_the_guides_behavior(self):
        hpa = lc.Autoscaler(
            lc.HpaSpec(flags=lc.HpaFlag.BEHAVIOR, min_replicas=5, max_replicas=50, down_window="300s"),
            [(lc.HpaDirection.DOWN, lc.HpaPolicy.PERCENT, 50, 60 * SECOND),
             (lc.HpaDirection.UP, lc.HpaPolicy.PERCENT, 100, 15 * SECOND),
             (lc.HpaDirection.UP, lc.HpaPolicy.PODS, 4, 15 * SECOND)])
        now, current, seen = 0, 5, []
        for wish, ticks in ((50, 4), (5, 60)):
            for _ in range(ticks):
                current = hpa.decide([(lc.HpaKind.RESOURCE, wish)], current, now).replicas
                seen.append(current)
                now += 15 * SECOND
        self.assertEqual(seen[:4], [10, 20, 40, 50])
        self.assertEqual(sorted(set(seen[4:]), reverse=True), [50, 25, 12, 6, 5])

    def test_a_refusal_leaves_the_history(self):
        hpa = lc.Autoscaler(lc.HpaSpec(max_replicas=9), history_size=16)
        hpa.decide([(lc.HpaKind.PODS, 3)], 3, SECOND)
        before = array.array("q", hpa.history)
        with self.assertRaisesRegex(lc.Error, "is full"):
            hpa.decide([(lc.HpaKind.PODS, 3)], 3, 2 * SECOND)
        with self.assertRaisesRegex(lc.Error, "is before a decision"):
            hpa.decide([(lc.HpaKind.PODS, 3)], 3, 0)
        with self.assertRaisesRegex(lc.Error, "metrics 0"):
            hpa.decide([], 3, 2 * SECOND)
        self.assertEqual(hpa.history, before)

    def test_the_default_history_is_the_librarys(self):
        constants = {one["name"]: one["value"] for one in support.API["constants"]}
        self.assertEqual(len(lc.Autoscaler(lc.HpaSpec(max_replicas=1)).history), constants["CAPACITY_HPA_HISTORY"])


if __name__ == "__main__":
    unittest.main()
