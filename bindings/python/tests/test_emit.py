"""Manifests.

SPDX-License-Identifier: Apache-2.0
"""
import json
import unittest

import support  # noqa: F401  (finds the library)
import libcapacity as lc


def plan_of(users=1000, **inputs):
    return lc.Plan(lc.Profile(concurrent_users=users, **inputs))


class Emit(unittest.TestCase):
    def test_kinds_are_listed_by_the_library(self):
        kinds = [lc.EmitKind.at(index) for index in range(lc.EmitKind.count())]
        self.assertEqual(kinds, sorted(kind for kind in lc.EmitKind if kind != lc.EmitKind.NONE))
        for kind in kinds:
            self.assertEqual(lc.EmitKind.from_name(kind.library_name), kind)
            self.assertTrue(kind.summary)
            self.assertIn(".", kind.file(kind.format(lc.Format.YAML)))
        self.assertEqual(lc.EmitKind.HPA.file(lc.Format.JSON), "hpa.json")

    def test_a_kind_by_name_with_options(self):
        items = json.loads(plan_of().emit("hpa", format="json", namespace="prod", answer="tier"))["items"]
        backend = items[0]
        self.assertEqual(backend["metadata"]["namespace"], "prod")
        self.assertEqual((backend["spec"]["minReplicas"], backend["spec"]["maxReplicas"]), (5, 15))
        self.assertIn("the guide's tier medium", backend["metadata"]["annotations"]["capacity.reason/spec.minReplicas"])

    def test_yaml_is_the_default_where_a_kind_has_it(self):
        self.assertTrue(plan_of().emit("hpa").startswith("---\napiVersion: autoscaling/v2\n"))
        self.assertTrue(plan_of().emit(lc.EmitKind.REASONS).startswith("# Reasons\n"))

    def test_the_same_as_the_raw_call(self):
        plan = plan_of()
        options = lc.EmitOptions(kubernetes_namespace="prod", flags=lc.EmitFlag.NO_REASONS | lc.EmitFlag.RATE_METRIC)
        self.assertEqual(plan.emit("hpa", namespace="prod", flags="no_reasons|rate_metric"),
                         plan.write_manifest(lc.EmitKind.HPA, options, lc.Format.YAML))
        self.assertEqual(plan.emit("hpa", format=lc.Format.JSON), plan.write_manifest(lc.EmitKind.HPA, None, lc.Format.JSON))

    def test_people_write_units(self):
        text = plan_of().emit("hpa", "json", scale_up_tolerance="5%")
        self.assertIn('"tolerance": "0.05"', text)

    def test_all_manifests_by_file(self):
        files = plan_of().manifests()
        self.assertEqual(len(files), lc.EmitKind.count())
        self.assertIn("kind: PodDisruptionBudget", files["pdb.yaml"])
        self.assertIn("hpa.yaml", files)
        self.assertIn("spec.minReplicas", files["REASONS.md"])
        self.assertIn("hpa.json", plan_of().manifests("json", namespace="prod"))

    def test_what_is_wrong_is_told(self):
        plan = plan_of()
        with self.assertRaisesRegex(ValueError, "kind: 'hpas' is none of hpa"):
            plan.emit("hpas")
        with self.assertRaisesRegex(ValueError, "format: 'xml' is none of text, json, yaml, markdown"):
            plan.emit("hpa", format="xml")
        with self.assertRaisesRegex(ValueError, "answer: 'best' is none of recommended, tier, formula"):
            plan.emit("hpa", answer="best")
        with self.assertRaisesRegex(ValueError, "flags: 'x' is none of rate_metric"):
            plan.emit("hpa", flags="rate_metric|x")
        with self.assertRaises(TypeError):
            plan.emit("hpa", namespaces="prod")
        with self.assertRaisesRegex(lc.ArgumentError, "kubernetes_namespace 'Prod' is not a DNS label"):
            plan.emit("hpa", namespace="Prod")
        with self.assertRaisesRegex(lc.NotFoundError, "999 is no kind"):
            plan.write_manifest(999, None, lc.Format.JSON)
        with self.assertRaises(lc.UnsupportedError):
            plan.write_manifest(lc.EmitKind.REASONS, None, lc.Format.JSON)


SECOND = 1000000


def autoscaler_of(manifest):
    """The library's own controller with what a manifest says."""
    spec, rates = manifest["spec"], []
    for direction, name in ((lc.HpaDirection.DOWN, "scaleDown"), (lc.HpaDirection.UP, "scaleUp")):
        for policy in spec["behavior"][name]["policies"]:
            rates.append((direction, lc.HpaPolicy[policy["type"].upper()], policy["value"], policy["periodSeconds"] * SECOND))
    down, up = spec["behavior"]["scaleDown"], spec["behavior"]["scaleUp"]
    return lc.Autoscaler(lc.HpaSpec(
        flags=lc.HpaFlag.BEHAVIOR, min_replicas=spec["minReplicas"], max_replicas=spec["maxReplicas"],
        up_window_us=up["stabilizationWindowSeconds"] * SECOND, down_window_us=down["stabilizationWindowSeconds"] * SECOND,
        up_select=lc.HpaSelect[up["selectPolicy"].upper()]), rates)


class Readback(unittest.TestCase):
    """The autoscaler that is written, read back and obeyed by the library's controller."""

    def run_down(self, plan, **options):
        items = json.loads(plan.emit("hpa", "json", **options))["items"]
        return items[0], autoscaler_of(items[0])

    def walk(self, hpa, current, wish, now, ticks):
        """Replicas tick by tick under a demand for `wish`."""
        seen = []
        for tick in range(ticks):
            current = hpa.decide([(lc.HpaKind.RESOURCE, wish)], current, now + tick * 15 * SECOND).replicas
            seen.append(current)
        return seen, now + ticks * 15 * SECOND

    def test_the_guides_steps_up_and_down(self):
        plan = plan_of(1000, spike_buffer="0%", max_factor=10)
        manifest, hpa = self.run_down(plan)
        self.assertEqual((manifest["spec"]["minReplicas"], manifest["spec"]["maxReplicas"]), (5, 50))
        up, now = self.walk(hpa, 5, 50, 0, 4)
        self.assertEqual(up, [10, 20, 40, 50])
        down, _ = self.walk(hpa, 50, 1, now, 60)
        self.assertEqual(sorted(set(down), reverse=True), [50, 25, 12, 6, 5])
        self.assertEqual(down[:18], [50] * 18)  # the window of 300 s

    def test_four_pods_win_below_four(self):
        for least, first in ((1, 5), (3, 7)):
            plan = plan_of(1, backend_min_pods=least, max_factor=20)
            _, hpa = self.run_down(plan)
            self.assertEqual(self.walk(hpa, least, 20, 0, 1)[0], [first])

    def test_every_answer_keeps_its_bounds(self):
        for users in (0, 300, 1000, 5000, 15000):
            plan = plan_of(users)
            backend = plan.get_components()[0]
            for answer, least, most in (("recommended", backend.pods, backend.pods_max),
                                        ("tier", backend.tier_pods, backend.tier_pods_max),
                                        ("formula", max(backend.formula_pods, 1), max(backend.formula_pods_max, 1))):
                _, hpa = self.run_down(plan, answer=answer)
                up, now = self.walk(hpa, least, 10**6, 0, 20)
                self.assertEqual((up[-1], max(up)), (most, most), (users, answer))
                down, _ = self.walk(hpa, most, 0, now, 120)
                self.assertEqual((down[-1], min(down)), (least, least), (users, answer))


if __name__ == "__main__":
    unittest.main()
