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


if __name__ == "__main__":
    unittest.main()
