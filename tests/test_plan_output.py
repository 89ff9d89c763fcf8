#!/usr/bin/env python3
"""What plans look like: JSON against its schemas, sums, widths, and golden texts.

Usage: test_plan_output.py PRINT_PLAN ROOT [--update]    (--update: write tests/golden/ anew)
SPDX-License-Identifier: Apache-2.0
"""
import copy
import json
import pathlib
import re
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True  # the tree stays as it is

from json_schema import faults, strict, undescribed

PROGRAM = ROOT = None
TEXT, JSON, YAML, MARKDOWN = "1234"
WIDTH, SCREEN = 100, 60

PROFILES = {
    "1000 users": ["concurrent_users=1000"],
    "nobody": ["concurrent_users=0"],
    "small": ["concurrent_users=100"],
    "total only": ["total_users=50000"],
    "both disagree": ["concurrent_users=300", "total_users=50000"],
    "large": ["concurrent_users=5000", "billing_mode=provisioned", "reserved_capacity_share=50%"],
    "enterprise": ["concurrent_users=20000", "total_users=200000"],
    "a million": ["concurrent_users=1000000"],
    "rate given": ["concurrent_users=1000", "request_rate=400", "zones_lost=1"],
    "growth": ["concurrent_users=1000", "growth_per_month=10%", "streamed_share=50%"],
    "own rows": ["concurrent_users=1000", "own", "committed_share=50%", "node_type=m5.large"],
    "switched off": ["concurrent_users=1000", "bill_nat=off", "bill_cache=off", "bill_logs=off"],
    "everything given": [
        "concurrent_users=1000", "stored_data=100Gi", "backup_data=50Gi", "cdn_traffic=1Ti",
        "cdn_requests=1000000", "load_balancer_traffic=1Ti", "nat_traffic=500Gi",
        "egress_traffic=100Gi", "inter_zone_traffic=200Gi", "log_ingestion=50Gi",
        "log_storage=100Gi", "llm_input_tokens_per_message=200", "llm_system_tokens=500",
        "llm_output_tokens_per_message=300", "llm_input_price_per_million=$3",
        "llm_output_price_per_million=$15", "queue=sqs", "queue_messages=5000000"],
}
GOLDEN = {
    "plan-1000.txt": ["plan", TEXT, "concurrent_users=1000"],
    "plan-20000.txt": ["plan", TEXT, "concurrent_users=20000"],
    "plan-1000.md": ["plan", MARKDOWN, "concurrent_users=1000"],
    "steps-1000.txt": ["steps", TEXT, "concurrent_users=1000"],
    "differences-1000-2000.txt": ["differences", TEXT, "concurrent_users=1000", "--",
                                  "concurrent_users=2000"],
}


def run(*args):
    done = subprocess.run([PROGRAM, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(args)}: {done.stderr.decode()}")
    return done.stdout.decode("utf-8")


def schema_of(name):
    return json.loads((ROOT / f"docs/{name}.schema.json").read_text("utf-8"))


def plans():
    for name, inputs in PROFILES.items():
        yield name, strict(run("plan", JSON, *inputs)), inputs


class Schemas(unittest.TestCase):
    def test_are_up_to_date(self):
        done = subprocess.run([sys.executable, ROOT / "lib/text/plan_schema.py", ROOT, "--check"],
                              stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def test_describe_every_property(self):
        names = sorted(path.name.split(".")[0] for path in (ROOT / "docs").glob("*.schema.json"))
        self.assertEqual(len(names), 11)
        for name in names:
            self.assertEqual(list(undescribed(schema_of(name))), [], name)

    def test_hold_for_plans(self):
        schema = schema_of("plan")
        for name, plan, _ in plans():
            with self.subTest(name):
                self.assertEqual(list(faults(plan, schema, schema)), [])

    def test_hold_for_steps(self):
        schema = schema_of("steps")
        for name, inputs in PROFILES.items():
            with self.subTest(name):
                steps = strict(run("steps", JSON, *inputs))
                self.assertEqual(list(faults(steps, schema, schema)), [])
                self.assertGreater(len(steps["steps"]), 20)

    def test_hold_for_differences(self):
        schema = schema_of("differences")
        for other in ("1000", "2000", "20000"):
            tree = strict(run("differences", JSON, "concurrent_users=1000", "--",
                              f"concurrent_users={other}"))
            self.assertEqual(list(faults(tree, schema, schema)), [])
            self.assertEqual(tree["differences"] == [], other == "1000")
            for row in tree["differences"]:
                self.assertEqual(row["change"], row["after"] - row["before"])
                self.assertNotEqual(row["change"], 0)

    def test_hold_for_migrations(self):
        schema = schema_of("migration")
        for answer in "012":
            for name, other in PROFILES.items():
                with self.subTest(name, answer=answer):
                    tree = strict(run(f"migration{answer}", JSON, "concurrent_users=1000", "--", *other))
                    self.assertEqual(list(faults(tree, schema, schema)), [])
                    self.check_migration(tree)

    def check_migration(self, tree):
        orders = [row["order"] for row in tree["steps"]]
        self.assertEqual(orders, list(range(1, len(orders) + 1)))
        for short in ("low_uusd", "uusd", "high_uusd"):
            change = tree["after"][f"monthly_{short}"] - tree["before"][f"monthly_{short}"]
            self.assertEqual(sum(row[f"cost_{short}"] for row in tree["steps"]), change)
            for row in tree["steps"]:
                self.assertEqual(row[f"cost_{short}"], sum(
                    cost[f"after_{short}"] - cost[f"before_{short}"]
                    for cost in tree["costs"] if cost["step"] == row["order"]))
        places = [(row["what"], row["field"], row["subject"], row["before_text"], row["after_text"], row["before"],
                   row["after"]) for row in tree["changes"]]
        self.assertEqual(len(places), len(set(places)))
        self.assertTrue(all(row["step"] in orders for row in tree["changes"] + tree["costs"]))

    def test_find_faults(self):
        schema = schema_of("plan")
        plan = strict(run("plan", JSON, "concurrent_users=1000"))

        def broken(change):
            bad = copy.deepcopy(plan)
            change(bad)
            return list(faults(bad, schema, schema))

        changes = [
            lambda p: p.pop("model"),
            lambda p: p.update(more=1),
            lambda p: p["components"][0].pop("pods"),
            lambda p: p["components"][0].update(pods="7"),
            lambda p: p["components"][0].update(pods=True),
            lambda p: p["components"][0].update(pods=None),
            lambda p: p["components"][0].update(bound="luck"),
            lambda p: p["answers"].pop("formula"),
            lambda p: p["answers"]["tier"]["bill"][0].update(off=0),
            lambda p: p["results"].update(nodes=-1),
            lambda p: p["inputs"].update(zones=7),
            lambda p: p["inputs"].update(zones="auto"),
            lambda p: p["inputs"].update(total_users="none"),
            lambda p: p["findings"][0].update(severity="dire"),
            lambda p: p["tier"].update(name=None),
        ]
        for i, change in enumerate(changes):
            self.assertEqual(len(broken(change)), 1, f"change {i}: {broken(change)}")

    def test_hold_by_another_checker(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("needs jsonschema")
        for name in ("plan", "steps", "differences"):
            jsonschema.Draft202012Validator.check_schema(schema_of(name))
        validator = jsonschema.Draft202012Validator(schema_of("plan"))
        for name, plan, _ in plans():
            with self.subTest(name):
                self.assertEqual([each.message for each in validator.iter_errors(plan)], [])


class Trees(unittest.TestCase):
    def test_bills_add_up(self):
        for name, plan, _ in plans():
            for answer, part in plan["answers"].items():
                for column in ("monthly_low_uusd", "monthly_uusd", "monthly_high_uusd"):
                    with self.subTest(f"{name}, {answer}, {column}"):
                        total = sum(line[column] for line in part["bill"] if not line["off"])
                        self.assertEqual(total, part[column])

    def test_results_repeat_the_rows(self):
        for name, plan, _ in plans():
            with self.subTest(name):
                results, answers = plan["results"], plan["answers"]
                self.assertEqual(results["monthly_uusd"], answers["recommended"]["monthly_uusd"])
                self.assertEqual(results["tier_monthly_uusd"], answers["tier"]["monthly_uusd"])
                self.assertEqual(results["formula_monthly_uusd"],
                                 answers["formula"]["monthly_uusd"])
                self.assertEqual(results["findings"], len(plan["findings"]))
                self.assertEqual(results["pods"], sum(c["pods"] for c in plan["components"]))
                self.assertEqual([f["rank"] for f in plan["findings"]],
                                 list(range(1, len(plan["findings"]) + 1)))

    def test_inputs_are_what_was_given(self):
        for name, plan, inputs in plans():
            with self.subTest(name):
                self.assertEqual(len(plan["changed_inputs"]), len(set(inputs) - {"own"}))
                self.assertLessEqual(set(plan["changed_inputs"]), plan["inputs"].keys())
                self.assertEqual([len(plan["own_components"]), len(plan["own_tables"])],
                                 [1, 1] if "own" in inputs else [0, 0])


class Texts(unittest.TestCase):
    def test_fit_the_screen(self):
        for name, inputs in PROFILES.items():
            for what in ("plan", "steps"):
                with self.subTest(f"{name}, {what}"):
                    lines = run(what, TEXT, *inputs).split("\n")
                    self.assertEqual([line for line in lines if len(line) > WIDTH], [])
                    self.assertEqual([line for line in lines if line != line.rstrip()], [])
        self.assertLessEqual(run("plan", TEXT, "concurrent_users=1000").count("\n"), SCREEN)

    def test_show_what_the_tree_has(self):
        for name, plan, inputs in plans():
            for form in (TEXT, MARKDOWN):
                text = run("plan", form, *inputs)
                with self.subTest(f"{name}, {form}"):
                    for answer in plan["answers"].values():
                        self.assertIn(usd(answer["monthly_uusd"]), text)
                    for component in plan["components"]:
                        self.assertIn(component["name"], text)
                    self.assertIn(plan["catalog"], text)
                    self.assertIn(plan["tier"]["name"], text)
                    seen = " ".join(text.replace("\\", "").split())
                    for finding in plan["findings"]:
                        if form == MARKDOWN or finding["severity"] != "info":
                            self.assertIn(" ".join(finding["evidence"].split()), seen)
                            self.assertIn(" ".join(finding["action"].split()), seen)
                        else:
                            self.assertTrue(finding["name"] in text or finding["evidence"] in seen)
                    for line in plan["answers"]["recommended"]["bill"]:
                        nodes = line["key"].startswith("nodes")
                        self.assertIn(line["item" if nodes else "key"][:13], seen)

    def test_markdown_tables_are_even(self):
        for name, inputs in PROFILES.items():
            for what in ("plan", "steps"):
                pipes = 0
                for line in run(what, MARKDOWN, *inputs).split("\n"):
                    own = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
                    with self.subTest(f"{name}, {what}, {line}"):
                        self.assertTrue(pipes == 0 or own in (0, pipes))
                    pipes = own

    def test_say_when_there_is_no_difference(self):
        same = ["concurrent_users=1000", "--", "concurrent_users=1000"]
        for form in (TEXT, MARKDOWN):
            self.assertIn("No difference", run("differences", form, *same))

    def test_are_the_golden_ones(self):
        for name, args in GOLDEN.items():
            with self.subTest(name):
                golden = (ROOT / "tests/golden" / name).read_text("utf-8")
                self.assertEqual(golden, run(*args), f"if that is meant: test_plan_output.py "
                                 f"{PROGRAM} {ROOT} --update, and look at it")


def usd(uusd):
    """Cents, half away from zero."""
    cents = (abs(uusd) + 5000) // 10000
    return f"{'-' if uusd < 0 else ''}${cents // 100}.{cents % 100:02}"


def update():
    for name, args in GOLDEN.items():
        (ROOT / "tests/golden").mkdir(exist_ok=True)
        (ROOT / "tests/golden" / name).write_text(run(*args), "utf-8")


if __name__ == "__main__":
    PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    if "--update" in sys.argv:
        update()
    else:
        unittest.main(argv=sys.argv[:1], verbosity=2)
