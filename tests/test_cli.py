#!/usr/bin/env python3
"""The command `capacity`: what it prints, what it refuses and with which exit status.

Usage: test_cli.py COMMAND            run the tests
       test_cli.py COMMAND --update   write tests/cli/*.txt anew, to be read before they are committed
SPDX-License-Identifier: Apache-2.0
"""
import csv
import json
import os
import re
import shlex
import stat
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True  # the tree stays as it is

from json_schema import faults, strict

COMMAND = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "cli")
ROOT = os.path.dirname(HERE)
CHAT = os.path.join(ROOT, "examples", "chat-1000.yaml")
METRICS = os.path.join(ROOT, "examples", "metrics.json")
SIZING = ["plan", "explain", "compare", "emit", "migrate", "simulate", "headroom"]
LISTINGS = ["tiers", "fields", "catalog", "guide"]


def capacity(*args, stdin=b"", env=None, **more):
    """Run the command; standard input and output are bytes."""
    more.setdefault("stdout", subprocess.PIPE)
    return subprocess.run([COMMAND, *args], input=stdin, stderr=subprocess.PIPE, timeout=60,
                          env={**os.environ, **(env or {})}, **more)


def golden_files():
    return sorted(name for name in os.listdir(GOLDEN) if name.endswith(".txt"))


def read_golden(name):
    """The arguments on the first line, then what comes out."""
    with open(os.path.join(GOLDEN, name), encoding="utf-8") as file:
        first, rest = file.readline(), file.read()
    assert first.startswith("$ capacity "), f"{name}: the first line is no command"
    return shlex.split(first[len("$ capacity "):]), rest


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, name, content=None):
        path = os.path.join(self.folder.name, name)
        if content is not None:
            with open(path, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
        return path

    def good(self, *args, **more):
        """Standard output of a run that must succeed and say nothing else."""
        done = capacity(*args, **more)
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""), args)
        return done.stdout.decode()

    def bad(self, *args, status=2, says=(), **more):
        """A run that must fail: nothing on standard output, one or two lines of complaint."""
        done = capacity(*args, **more)
        complaint = done.stderr.decode()
        self.assertEqual(done.returncode, status, (args, complaint))
        if done.stdout is not None:
            self.assertEqual(done.stdout, b"", args)
        lines = complaint.splitlines()
        self.assertIn(len(lines), (1, 2), complaint)
        self.assertTrue(lines[0].startswith("capacity: "), complaint)
        self.assertFalse(lines[0].endswith("."), complaint)
        for word in says:
            self.assertIn(word, complaint)
        return complaint

    def holds(self, name, text, ordered=True):
        """The document, which is as docs/NAME.schema.json says; members come in its order unless told otherwise."""
        with open(os.path.join(ROOT, "docs", f"{name}.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        tree = strict(text)
        self.assertEqual(list(faults(tree, schema, schema)), [])
        if ordered:
            self.assertEqual(list(tree), [member for member in schema["properties"] if member in tree])
        return tree


class Golden(Case):
    def test_outputs_are_those_that_were_reviewed(self):
        names = golden_files()
        self.assertGreaterEqual(len(names), 10)
        for name in names:
            with self.subTest(name):
                args, expected = read_golden(name)
                self.assertEqual(self.good(*args), expected)


class Help(Case):
    def test_overview_names_every_command(self):
        overview = self.good("help")
        self.assertEqual(overview, self.good("--help"))
        self.assertEqual(overview, self.good("-h"))
        for command in [*SIZING, "assess", *LISTINGS, "help", "version"]:
            self.assertRegex(overview, rf"(?m)^  {command} ")

    def test_help_of_a_command_is_that_of_its_option(self):
        for command in [*SIZING, "assess", *LISTINGS, "help", "version"]:
            text = self.good("help", command)
            self.assertEqual(text, self.good(command, "--help"))
            self.assertEqual(text, self.good(command, "-h"))
            self.assertTrue(text.startswith(f"Usage: capacity {command} "), text)

    def test_sizing_help_lists_every_input_of_the_registry(self):
        inputs = self.good("fields", "--inputs", "--names").split()
        self.assertGreater(len(inputs), 100)
        for command in SIZING:
            text = self.good(command, "--help")
            for name in inputs:
                self.assertRegex(text, rf"(?m)^  {name} ")

    def test_version(self):
        text = self.good("version")
        self.assertEqual(text, self.good("--version"))
        self.assertEqual(text, self.good("-V"))
        self.assertRegex(text, r"^capacity \d+\.\d+\.\d+, formulas \d+, catalogue \S+ \S+ \d{4}-\d\d-\d\d\n$")


class Assess(Case):
    """Should I scale now? The verdict is the exit status."""

    CALM = ("{cpu: 70%, memory: 20%, replicas: 10, available_replicas: 10, max_replicas: 20, error_rate: 0.1%, "
            "latency_p95: 100ms, restarts: 0, database_available: true, database_errors: 0}")

    def assess(self, metrics, status, *args):
        done = capacity("assess", "-", *args, stdin=metrics.encode())
        self.assertEqual((done.returncode, done.stderr.decode()), (status, ""), metrics)
        return done.stdout.decode()

    def test_exit_status_is_the_verdict(self):
        for metrics, status in (("{}", 0), (self.CALM, 0), ("{cpu: 97%, replicas: 7}", 10),
                                ("{error_rate: {value: 6%, held: 5m}}", 11), ("{error_rate: {value: 6%, held: 4m}}", 0),
                                ("{cpu: 97%, replicas: 7, restarts: 3}", 11)):
            tree = self.holds("assessment", self.assess(metrics, status, "-f", "json"), ordered=False)
            self.assertEqual(tree["exit_code"], status)

    def test_by_a_plan(self):
        done = capacity("assess", METRICS, "--users", "1000")
        self.assertEqual((done.returncode, done.stderr), (10, b""))
        self.assertIn(b"Scale up backend from 7 to 10 pods (cpu 97%, target 70%).\n", done.stdout)
        self.assertIn(b"Confidence  100%: 12 of 12 needed metrics are known\n", done.stdout)
        by_file = capacity("assess", METRICS, "--profile", CHAT, "--set", "backend_hpa_cpu_target=50%")
        self.assertIn(b"(cpu 97%, target 50%)", by_file.stdout)
        other = self.assess("{cpu: 140%, replicas: 2}", 10, "-u", "1000", "--component", "frontend")
        self.assertIn("Scale up frontend from 2 to 4 pods", other)
        tier = self.holds("assessment", self.assess("{cpu: 106%, replicas: 10}", 10, "-u", "1000", "--format", "json"), ordered=False)
        self.assertEqual((tier["verdict"], tier["tier"], tier["next_tier"]), ("change_tier", "medium", "large"))

    def test_metrics_are_as_their_schema_says(self):
        with open(METRICS, encoding="utf-8") as file:
            self.assertGreater(len(self.holds("metrics", file.read(), ordered=False)), 5)

    def test_every_form(self):
        text = self.assess(self.CALM, 0)
        self.assertTrue(text.startswith("Hold backend at 10 pods.\n"))
        self.assertLessEqual(max(map(len, text.splitlines())), 100)
        self.assertIn("## Triggers\n", self.assess(self.CALM, 0, "-f", "markdown"))
        self.assertIn("verdict: hold\n", self.assess(self.CALM, 0, "-f", "yaml"))

    def test_output_is_written_whatever_the_verdict(self):
        path = self.file("verdict.txt")
        self.assertEqual(self.assess("{restarts: 3}", 11, "-o", path), "")
        with open(path, encoding="utf-8") as file:
            self.assertIn("critical: crash_loop", file.read())
        done = capacity("assess", "-", "-o", "/nonexistent/verdict.txt", stdin=b"{restarts: 3}")
        self.assertEqual((done.returncode, done.stdout), (1, b""))

    def test_help_lists_the_metrics(self):
        text = self.good("assess", "--help")
        for name in ("cpu", "latency_p95", "database_available", "node_memory"):
            self.assertRegex(text, rf"(?m)^  {name} ")
        self.assertIn("10 scale or change the tier, 11 a critical alert fired", text)

    def test_refusals(self):
        self.bad("assess", says=("needs a file of metrics", "capacity assess metrics.json"))
        self.bad("assess", self.file("none.json"), says=("cannot open metrics",))
        self.bad("assess", "a", "b", says=("one argument too many",))
        for text, said in (("{cpus: 1}", "did you mean 'cpu'"), ("{cpu: 200}", "exceeds 10000%"), ("[]", "map"),
                           ("{cpu: 1, cpu: 2}", "is there already"),
                           ("{replicas: 5, available_replicas: 6}", "they contradict each other")):
            self.bad("assess", "-", stdin=text.encode(), says=(said,))
        self.assertIn("bad.yaml:2:", self.bad("assess", self.file("bad.yaml", "cpu: 1\ncpus: 2\n")))
        self.bad("assess", METRICS, "-u", "1000", "-C", "worker", says=("no component 'worker'", "--component takes"))
        self.bad("assess", METRICS, "-C", "Back End", says=("not a name",))
        self.bad("assess", METRICS, "-C", "", says=("--component needs a name",))
        self.bad("assess", METRICS, "--tiers", "own.yaml", says=("--tiers belongs to a workload",))
        self.bad("assess", METRICS, "--catalog", "own.yaml", says=("--catalog belongs to a workload",))
        self.bad("assess", "-", "-p", "-", says=("can be read for one file only",))
        self.bad("plan", "-u", "1", "--component", "x", says=("unknown option",))


class Shape(Case):
    def test_no_line_of_text_is_wider_than_100_columns(self):
        for args in (["help"], ["fields"], ["tiers"], ["guide"], ["catalog"], ["catalog", "machines"],
                     ["catalog", "meters"], ["catalog", "options"], ["catalog", "t3.large"],
                     ["catalog", "cloudfront.transfer_us"], ["fields", "spike_buffer"],
                     *([command, "--help"] for command in [*SIZING, "assess", *LISTINGS]),
                     *(["plan", "-u", str(users), *more] for users in (0, 1000, 5000, 250000)
                       for more in ([], ["-e"], ["-a", "tier"], ["-a", "formula"], ["-a", "recommended"])),
                     ["compare", "-u", "1000", "--set-b", "concurrent_users=100000"],
                     ["migrate", "1000", "100000"], ["migrate", "enterprise", "small"]):
            for line in self.good(*args).splitlines():
                self.assertLessEqual(len(line), 100, (args, line))

    def test_every_machine_and_meter_can_be_shown(self):
        names = self.good("catalog", "--names").split()
        self.assertGreater(len(names), 300)
        for name in names[::17]:
            text = self.good("catalog", name)
            self.assertTrue(text.startswith(name + "\n"))
            self.assertIn("source", text)

    def test_json_is_json(self):
        for args in (["plan", "-u", "1000"], ["plan", "-u", "1000", "-e"], ["explain", "-u", "1000"],
                     ["compare", "-u", "1000", "--set-b", "zones_lost=1"], ["migrate", "small", "medium"],
                     ["tiers"], ["fields"], ["fields", "spike_buffer"], ["catalog"], ["guide"], ["guide", "alerts"]):
            value = json.loads(self.good(*args, "--format", "json"))
            self.assertIsInstance(value, dict)
            self.assertTrue(value)

    def test_json_is_as_its_schema_says(self):
        for args in ((), ("spike_buffer",), ("node_type",)):
            self.assertGreater(len(self.holds("fields", self.good("fields", *args, "-f", "json"))["fields"]), 0)
        sections = self.holds("guide", self.good("guide", "-f", "json"))["sections"]
        with open(os.path.join(ROOT, "docs", "guide.schema.json"), encoding="utf-8") as file:
            names = json.load(file)["$defs"]["section"]["properties"]["section"]["enum"]
        self.assertEqual([section["section"] for section in sections], names)
        self.holds("guide", self.good("guide", "hpa", "-f", "json"))

    def test_fields_in_json_are_those_of_the_names(self):
        fields = json.loads(self.good("fields", "-f", "json"))["fields"]
        self.assertEqual([field["key"] for field in fields], self.good("fields", "-N").split())
        by_key = {field["key"]: field for field in fields}
        buffer = by_key["spike_buffer"]
        self.assertEqual((buffer["name"], buffer["default"], buffer["lowest"], buffer["suffix"]),
                         ("spike_buffer_ppm", 300000, 0, "ppm"))
        self.assertEqual(by_key["billing_mode"]["choices"], ["on_demand", "provisioned", "cheapest"])

    def test_markdown_has_pipe_tables(self):
        for args in (["plan", "-u", "1000"], ["tiers"], ["fields"], ["catalog", "machines"],
                     ["catalog", "t3.large"], ["plan", "-u", "1000", "-a", "tier"]):
            text = self.good(*args, "-f", "markdown")
            self.assertRegex(text, r"(?m)^\| ?:?---")

    def test_output_does_not_depend_on_the_locale(self):
        plain = self.good("plan", "-u", "1234")
        for locale in ("de_DE.UTF-8", "tr_TR.UTF-8", "C.UTF-8"):
            self.assertEqual(plain, self.good("plan", "-u", "1234", env={"LC_ALL": locale}))

    def test_no_escape_sequences(self):
        self.assertNotIn("\x1b", self.good("plan", "-u", "1000", env={"TERM": "xterm-256color"}))


class Plan(Case):
    def figures(self, *args):
        return json.loads(self.good("plan", *args, "-f", "json"))["results"]

    def test_the_guide_s_example(self):
        results = self.figures("-u", "1000")
        self.assertEqual((results["formula_pods_min"], results["formula_pods_max"]), (2, 6))
        self.assertEqual(results["formula_read_mrcu"], 250000)
        self.assertEqual(results["formula_write_mwcu"], 100000)

    def test_a_profile_says_what_options_say(self):
        profile = self.file("p.yaml", "concurrent_users: 1000\nspike_buffer: 50%\n")
        from_file = self.good("plan", "--profile", profile)
        self.assertEqual(from_file, self.good("plan", "-u", "1000", "--set", "spike_buffer=50%"))
        self.assertEqual(from_file, self.good("plan", "-u", "1000", "-s", "spike_buffer_ppm=500000"))
        with open(profile, "rb") as file:
            self.assertEqual(from_file, self.good("plan", "-p", "-", stdin=file.read()))
        as_json = b'{"concurrent_users": 1000, "spike_buffer": "50%"}'
        self.assertEqual(from_file, self.good("plan", "-p", "-", stdin=as_json))

    def test_options_override_the_profile_and_the_last_one_wins(self):
        self.assertEqual(self.good("plan", "-p", CHAT, "-u", "5", "--users", "7"),
                         self.good("plan", "-p", CHAT, "-s", "concurrent_users=7"))

    def test_total_users_and_node_type(self):
        self.assertEqual(self.figures("-t", "10000")["users"], 1000)
        self.assertIn("c5.xlarge", self.good("plan", "-u", "1000", "-n", "c5.xlarge", "-a", "recommended"))

    def test_explain_follows_the_plan(self):
        plan, steps = self.good("plan", "-u", "1000"), self.good("explain", "-u", "1000")
        self.assertEqual(self.good("plan", "-u", "1000", "--explain"), plan + "\n" + steps)
        both = json.loads(self.good("plan", "-u", "1000", "-e", "-f", "json"))
        self.assertEqual(both, {"plan": json.loads(self.good("plan", "-u", "1000", "-f", "json")),
                                "explanation": json.loads(self.good("explain", "-u", "1000", "-f", "json"))})
        yaml = self.good("plan", "-u", "1000", "-e", "-f", "yaml")
        self.assertEqual(yaml, self.good("plan", "-u", "1000", "-f", "yaml") + "---\n"
                         + self.good("explain", "-u", "1000", "-f", "yaml"))

    def test_bill_of_an_answer_adds_up_to_its_result(self):
        for answer, result in (("recommended", "monthly_uusd"), ("tier", "tier_monthly_uusd"),
                               ("formula", "formula_monthly_uusd")):
            for users in ("300", "1000", "5000", "30000"):
                cents = round(self.figures("-u", users)[result] / 10000)
                text = self.good("plan", "-u", users, "--answer", answer)
                total = re.search(r"(?m)^  total +\$\S+ +\$(\d+)\.(\d\d) ", text)
                self.assertAlmostEqual(int(total[1]) * 100 + int(total[2]), cents, delta=1)

    def test_catalogue_and_ladder_of_one_s_own(self):
        catalog = self.file("c.json", self.good("catalog", "-f", "json"))
        tiers = self.file("t.yaml", self.good("tiers", "-f", "yaml"))
        self.assertEqual(self.figures("-u", "1000", "-c", catalog, "-T", tiers), self.figures("-u", "1000"))
        self.assertEqual(self.good("catalog", "-c", catalog, "t3.large"), self.good("catalog", "t3.large"))
        self.assertEqual(self.good("tiers", "-T", tiers), self.good("tiers"))


class Simulate(Case):
    SPIKE = ("simulate", "-u", "1900", "-s", "backend_cpu_per_request=10ms", "-a", "tier", "--spike", "5x")

    def trace(self, content):
        return self.file("trace.csv", content)

    def totals(self, *args, **more):
        return json.loads(self.good("simulate", *args, "-f", "json", **more))["totals"]

    def test_totals_come_first_and_events_on_demand(self):
        text = self.good(*self.SPIKE)
        self.assertIn("\nTOTALS\n  arrived               518,700.000 requests in 0:47:00\n", text)
        self.assertNotIn("EVENTS", text)
        text = self.good(*self.SPIKE, "--events")
        self.assertRegex(text, r"(?m)^ +0:06:00 +scaled up +backend +5 +7 +DesiredWithinRange$")
        events = json.loads(self.good(*self.SPIKE, "--events", "-f", "json"))["events"]
        self.assertEqual(events[0]["kind"], "not served")

    def test_json_is_as_its_schema_says(self):
        for args in (self.SPIKE, (*self.SPIKE, "--events"), ("simulate", "-u", "1000", "--day", "--seed", "5", "-a", "formula")):
            self.holds("simulation", self.good(*args, "-f", "json"))
        with open(os.path.join(ROOT, "docs", "simulation.schema.json"), encoding="utf-8") as file:
            properties = json.load(file)["properties"]
        document = json.loads(self.good(*self.SPIKE, "--events", "-f", "json"))
        self.assertEqual(list(document), list(properties))
        self.assertEqual(list(document["totals"]), list(properties["totals"]["properties"]))
        for key, value in document["totals"].items():
            types = properties["totals"]["properties"][key]["type"]
            self.assertTrue(isinstance(value, int) or (value is None and "null" in types), key)
        event = properties["events"]["items"]["properties"]
        self.assertGreater(len(document["events"]), 5)
        for row in document["events"]:
            self.assertEqual(list(row), list(event))
            self.assertIn(row["kind"], event["kind"]["enum"])

    def test_a_spike_has_its_shape(self):
        rows = list(csv.DictReader(self.good("simulate", "-u", "1000", "--spike", "3x", "--within", "30s", "--for", "2m",
                                             "-f", "csv").splitlines()))
        rates = {int(row["time_us"]) // 10**6: int(row["demand_mrps"]) for row in rows}
        self.assertEqual((rates[0], rates[285], rates[330], rates[435], rates[480]), (50000, 50000, 150000, 150000, 50000))
        self.assertEqual(rows[0]["backend.pods"], "7")

    def test_a_day_and_a_seed(self):
        totals = self.totals("-u", "1000", "--day", "--seed", "5")
        self.assertEqual((totals["ticks"], totals["time_us"]), (5760, 86400 * 10**6))
        self.assertAlmostEqual(totals["demand_m"] / 1000 / 86400, 50 / 3, delta=0.1)

    def test_a_trace_from_a_file_and_from_standard_input(self):
        content = "time,rate\n0:00:00,50\n0:01:00,62.5\n0:02:00,0\n"
        totals = self.totals(self.trace(content), "-u", "1000")
        self.assertEqual(totals["demand_m"], 60 * 50000 + 60 * 62500)
        self.assertEqual(self.totals("-", "-u", "1000", stdin=content.encode()), totals)

    def test_long_traces_are_streamed(self):
        path = self.file("long.csv")
        with open(path, "w") as file:
            file.write("time,rate\n")
            file.writelines(f"{i},{50 + i % 7}\n" for i in range(100_000))
        self.assertEqual(self.totals(path, "-u", "1000")["ticks"], 6667)
        lines = self.good("simulate", path, "-u", "1000", "-f", "csv").splitlines()
        self.assertEqual((len(lines), len(lines[0].split(","))), (6668, 19))

    def test_bad_traces_name_the_line(self):
        for content, words in (("time,rate\n0,1\n1,NaN\n", (":3:3: ", "NaN")),
                               ("time,rate\n0,1\n0,1\n", (":3: ", "is not after")),
                               ("time,rate\n0,1\n2d,1\n", (":3: ", "longest gap")),
                               ("time,rates\n", (":1:6: ", 'did you mean "rate"')),
                               ("time,rate\n0,1,2\n", (":2: ", "3 fields")),
                               ("", ("no row",))):
            self.bad("simulate", self.trace(content), "-u", "1000", says=words)

    def test_what_is_refused(self):
        for args, words in ((("-u", "1000"), ("needs a load",)),
                            (("-u", "1000", "--day", "--spike", "2x"), ("give one of",)),
                            (("-u", "1000", "--day", "--for", "1m"), ("shape a --spike",)),
                            (("-u", "1000", "--spike", "0.5x"), ("between 1x and 1000x",)),
                            (("-u", "1000", "--spike", "x"), ("--spike",)),
                            (("-u", "1000", "--spike", "2x", "--within", "0s"), ("--within",)),
                            (("-u", "1000", "--spike", "2x", "--for", "2h"), ("--for",)),
                            (("-u", "1000", "--day", "--seed", "x"), ("--seed",)),
                            (("-u", "1000", "--day", "-f", "yaml"), ("text, json or csv",)),
                            (("-u", "1000", "--day", "-f", "csv", "--events"), ("--events",)),
                            (("-u", "0", "--day"), ("no requests",)),
                            (("none.csv", "-u", "1000"), ("none.csv",)),
                            (("--day",), ("needs a workload",))):
            self.bad("simulate", *args, says=words)


class Headroom(Case):
    """In what time may the load grow? The figures are those of docs/model/autoscaling.md."""

    def answer(self, *args):
        return json.loads(self.good("headroom", *args, "-f", "json"))

    def test_the_guides_buffer_and_a_doubling(self):
        text = self.good("headroom", "-u", "1000", "--within", "60s")
        self.assertIn("backend, 7-21 pods, buffer 30%, growth by 100%\n", text)
        for line in ("metrics 30s + sync 15s + pod start 45s", "growth by 100% in 238s or longer", "growth by 100% in 476s or longer",
                     "a buffer of 182.8428% for the same in 1m", "a buffer of 700% for the same in 1m", "by 100% at most, from 7 pods",
                     "1 cycle of 15s"):
            self.assertIn(line, text)
        for line in text.splitlines():
            self.assertLessEqual(len(line), 100, line)

    def test_json_has_the_exact_numbers(self):
        self.assertEqual(self.answer("-u", "1000", "--within", "60s"), {
            "component": "backend", "pods": 7, "pods_max": 21, "factor_ppm": 2000000, "within_us": 60000000,
            "buffer_ppm": 300000, "metric_lag_us": 30000000, "sync_us": 15000000, "pod_start_us": 45000000,
            "node_start_us": 90000000, "reaction_us": 90000000, "survived_us": 237773412, "needed_ppm": 1828428,
            "reaction_with_nodes_us": 180000000, "survived_with_nodes_us": 475546824, "needed_with_nodes_ppm": 7000000,
            "cycle_growth_ppm": 2000000, "cycles": 1})

    def test_json_is_as_its_schema_says(self):
        seen = [self.holds("headroom", self.good("headroom", "-u", "1000", *args, "-f", "json")) for args in (
            (), ("--within", "60s"), ("-C", "frontend", "--growth", "5x"), ("-s", "spike_buffer=0"), ("--growth", "1x"),
            ("-s", "backend_cpu_limit=500m", "-s", "backend_hpa_cpu_target=100%"), ("--simulate",))]
        self.assertEqual(["simulated_us" in tree for tree in seen], [False] * 6 + [True])
        nulls = {name for tree in seen for name, value in tree.items() if value is None}
        self.assertEqual(nulls, {"within_us", "survived_us", "needed_ppm", "survived_with_nodes_us", "needed_with_nodes_ppm", "cycles"})

    def test_a_factor_and_a_growth_are_the_same(self):
        self.assertEqual(self.answer("-u", "1000", "--growth", "5x"), self.answer("-u", "1000", "--growth", "400%"))
        self.assertEqual(self.answer("-u", "1000", "--growth", "2x"), self.answer("-u", "1000"))
        self.assertEqual(self.answer("-u", "1000", "--growth", "5x")["cycles"], 3)
        self.assertEqual([self.answer("-u", "1000", "--growth", g)["survived_us"] for g in ("1x", "0%")], [0, 0])
        self.assertEqual(self.answer("-u", "1000", "--growth", "1000x")["factor_ppm"], 10**9)

    def test_delays_and_buffer_are_the_plans(self):
        args = [x for pair in ("metric_lag=60s", "pod_start=90s", "node_start=0s", "spike_buffer=100%") for x in ("-s", pair)]
        found = self.answer("-u", "1000", *args)
        self.assertEqual((found["reaction_us"], found["reaction_with_nodes_us"]), (165000000, 165000000))
        self.assertEqual(found["survived_us"], found["reaction_us"])
        self.assertIsNone(found["within_us"])
        self.assertIsNone(found["needed_ppm"])
        self.assertIsNone(self.answer("-u", "1000", "-s", "spike_buffer=0")["survived_us"])
        self.assertIn("nothing is spare", self.good("headroom", "-u", "1000", "-s", "spike_buffer=0"))

    def test_a_component_has_its_own_pods(self):
        found = self.answer("-u", "1000", "--component", "frontend")
        self.assertEqual((found["component"], found["pods"], found["pods_max"]), ("frontend", 2, 6))
        self.bad("headroom", "-u", "1000", "-C", "frontent", says=("frontent", "did you mean 'frontend'"))

    def test_the_simulator_is_asked_on_demand(self):
        self.assertNotIn("simulated_us", self.answer("-u", "1000"))
        tight = ("-u", "10000", "-s", "backend_connections_per_pod=100000", "-s", "frontend_connections_per_pod=100000")
        times = [self.answer(*tight, "--simulate", "--growth", growth)["simulated_us"] for growth in ("1x", "2x", "3x")]
        self.assertEqual(times[0], 1000000)
        self.assertEqual(times, sorted(times))
        self.assertGreater(times[1], 1000000)
        self.assertIn("SIMULATED", self.good("headroom", *tight, "--simulate"))
        self.assertIsNone(self.answer("-u", "1000", "--simulate", "--growth", "1000x")["simulated_us"])
        self.assertIn("even in two hours", self.good("headroom", "-u", "1000", "--simulate", "--growth", "1000x"))
        self.bad("headroom", "-u", "0", "--simulate", says=("--simulate", "rate_mrps"))

    def test_a_limit_at_the_target_never_follows(self):
        flat = ("-u", "1000", "-s", "backend_cpu_request=1000m", "-s", "backend_cpu_limit=1000m", "-s", "backend_hpa_cpu_target=100%")
        found = self.answer(*flat)
        self.assertEqual((found["cycle_growth_ppm"], found["cycles"]), (1000000, None))
        self.assertIn("never", self.good("headroom", *flat))

    def test_what_is_refused(self):
        for growth in ("2", "", "x", "%", "0.5x", "1001x", "99901%", "-5%", "twice"):
            self.bad("headroom", "-u", "1000", f"--growth={growth}", says=("--growth",))
        for within in ("0s", "999ms", "366d", "x"):
            self.bad("headroom", "-u", "1000", "--within", within, says=("--within",))
        self.bad("headroom", says=("needs a workload",))
        self.bad("headroom", "-u", "1000", "-s", "node_start=1h", "--growth", "1000x", "--within", "1s", says=("buffer_ppm",))
        for form in ("yaml", "markdown"):
            self.bad("headroom", "-u", "1000", "-f", form, says=("text or json",))


class Emit(Case):
    def files(self, folder):
        """Names and contents of a folder."""
        found = {}
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), "rb") as file:
                found[name] = file.read().decode()
        return found

    def test_a_kind_to_standard_output(self):
        text = self.good("emit", "hpa", "-u", "1000", "--namespace", "prod")
        self.assertTrue(text.startswith("---\napiVersion: autoscaling/v2\n"), text)
        self.assertEqual(text.count("  namespace: prod\n"), 2)
        items = json.loads(self.good("emit", "hpa", "-u", "1000", "-f", "json"))["items"]
        self.assertEqual([item["spec"]["minReplicas"] for item in items], [7, 2])
        items = json.loads(self.good("emit", "hpa", "-u", "1000", "-f", "json", "-a", "tier"))["items"]
        self.assertEqual([item["spec"]["minReplicas"] for item in items], [5, 3])
        self.assertTrue(self.good("emit", "reasons", "-u", "1000").startswith("# Reasons\n"))

    def test_rules_and_dashboard_with_names_of_ones_own(self):
        names = ["--namespace", "prod", "--option", "requests_metric=hits", "--option", "durations_metric=waits"]
        text = self.good("emit", "prometheus-rules", "-u", "1000", *names)
        self.assertIn("rate(hits{namespace='prod',pod=~'chat-backend-", text)
        self.assertIn("rate(waits_bucket{namespace='prod',", text)
        text = self.good("emit", "prometheus-rule", "-u", "1000", "--option", "release=stack")
        self.assertIn("\n    release: stack\n", text)
        panels = json.loads(self.good("emit", "grafana", "-u", "1000", *names))["panels"]
        self.assertIn("hits{namespace='$namespace'", panels[1]["targets"][0]["expr"])
        self.bad("emit", "prometheus-rules", "-u", "1000", "--option", "requests_metric=a-b", says=["requests_metric"])

    def test_a_profile_and_an_output_file(self):
        target = self.file("hpa.yaml")
        self.assertEqual(self.good("emit", "hpa", "-p", CHAT, "-o", target), "")
        with open(target) as file:
            self.assertEqual(file.read(), self.good("emit", "hpa", "-u", "1000"))

    def test_every_kind_is_named_in_help_and_names(self):
        names = self.good("emit", "--names").split()
        self.assertGreaterEqual(len(names), 5)
        text = self.good("emit", "--help")
        for name in [*names, "all"]:
            self.assertRegex(text, rf"(?m)^  {name} ")

    def test_all_kinds_into_a_new_folder(self):
        for form in ("yaml", "json"):
            folder = self.file(form)
            said = self.good("emit", "all", "-u", "1000", "--out", folder, "-f", form).splitlines()
            names = self.good("emit", "--names").split()
            files = self.files(folder)
            self.assertEqual(len(files), len(names))
            self.assertEqual(sorted(said), [f"{folder}/{name}" for name in files])
            self.assertIn("| `spec.minReplicas` |", files["REASONS.md"])
            self.assertEqual(files[f"hpa.{form}"], self.good("emit", "hpa", "-u", "1000", "-f", form))
            self.assertEqual(stat.S_IMODE(os.stat(os.path.join(folder, "REASONS.md")).st_mode) & 0o400, 0o400)

    def test_one_kind_into_a_folder(self):
        folder = self.file("one")
        self.good("emit", "pdb", "-u", "1000", "-O", folder)
        self.assertEqual(list(self.files(folder)), ["pdb.yaml"])

    def test_what_is_there_is_kept_unless_forced(self):
        folder = self.file("there")
        self.good("emit", "all", "-u", "1000", "--out", folder)
        with open(os.path.join(folder, "hpa.yaml"), "w") as file:
            file.write("mine\n")
        os.unlink(os.path.join(folder, "pdb.yaml"))
        before = self.files(folder)
        complaint = self.bad("emit", "all", "-u", "2000", "--out", folder, says=["is there already", "--force"])
        self.assertIn(folder, complaint)
        self.assertEqual(self.files(folder), before)
        self.good("emit", "all", "-u", "2000", "--out", folder, "--force")
        after = self.files(folder)
        self.assertNotEqual(after["hpa.yaml"], "mine\n")
        self.assertIn("pdb.yaml", after)
        self.assertEqual(len(after), len(before) + 1)

    def test_nothing_is_left_of_a_failure(self):
        folder = self.file("busy")
        os.makedirs(os.path.join(folder, "vpa.yaml"))  # a folder where the last files belong
        self.bad("emit", "all", "-u", "1000", "--out", folder, "--force", says=["vpa.yaml", "Is a directory"])
        self.assertEqual(os.listdir(folder), ["vpa.yaml"])
        gone = self.file("gone")
        self.bad("emit", "hpa", "-u", "1000", "--out", gone, "--option", "team=-", says=["team '-'"])
        self.assertFalse(os.path.exists(gone))

    def test_folders_that_cannot_be_written(self):
        self.bad("emit", "all", "-u", "1000", "--out", self.file("a", "a file"), says=["a file of that name"])
        self.bad("emit", "all", "-u", "1000", "--out", self.file("no/such"), says=["No such file"])
        self.bad("emit", "hpa", "-u", "1000", "--out", "", says=["--out needs a name"])
        self.bad("emit", "hpa", "-u", "1000", "--out", "/proc/self", says=["cannot write into /proc/self"])
        if os.geteuid() != 0:
            locked = self.file("locked")
            os.mkdir(locked, 0o500)
            self.bad("emit", "all", "-u", "1000", "--out", locked, says=["Permission denied"])
            self.assertEqual(os.listdir(locked), [])

    def test_a_disk_that_is_full(self):
        self.bad("emit", "hpa", "-u", "1000", "-o", "/dev/full", status=1, says=["No space"])

    def test_options_of_manifests(self):
        text = self.good("emit", "hpa", "-u", "1000", "--option", "team=a", "--option", "team=b", "--option",
                         "deployment=x-*", "--option", "scale_up_tolerance=5%", "--option", "no_reasons=on",
                         "--option", "scale_by_rate=on", "--option", "kubernetes=1.33")
        for part in ("    team: b\n", "    name: x-backend\n", 'tolerance: "0.05"\n', 'averageValue: "38"\n'):
            self.assertIn(part, text)
        self.assertNotIn("annotations", text)
        self.assertIn("annotations", self.good("emit", "hpa", "-u", "1000", "--option", "no_reasons=on",
                                               "--option", "no_reasons=off"))
        self.assertIn('averageValue: 300m\n', self.good("emit", "hpa", "-u", "20000", "--option", "p95_target=300ms"))
        for option, says in (("team", "is not NAME=VALUE"), ("teem=a", "did you mean 'team'"), ("team=" + "a" * 64, "64 bytes"),
                             ("kubernetes=35", "no version like 1.35"), ("kubernetes=1.x", "no version like 1.35"),
                             ("kubernetes=1.9", "kubernetes_minor 9 is below 23"), ("no_reasons=yes", "neither on nor off"),
                             ("p95_target=soon", "soon"), ("scale_up_tolerance=2000%x", "scale_up_tolerance"),
                             ("cluster=a/b", "cluster 'a/b'")):
            self.bad("emit", "hpa", "-u", "1000", "--option", option, says=[says])

    def test_kinds_and_formats_that_are_not_there(self):
        self.bad("emit", "hpaa", "-u", "1000", says=["unknown kind 'hpaa', did you mean 'hpa'", "pdb"])
        self.bad("emit", "zzzzzz", "-u", "1000", says=["unknown kind 'zzzzzz'", "kinds: hpa"])
        self.bad("emit", "-u", "1000", says=["which kind"])
        self.bad("emit", "hpa", says=["needs a workload"])
        self.bad("emit", "hpa", "-u", "1000", "-f", "text", says=["hpa is written as JSON or YAML"])
        self.bad("emit", "hpa", "-u", "1000", "-f", "markdown", says=["not as Markdown"])
        self.bad("emit", "reasons", "-u", "1000", "-f", "yaml", says=["written as Markdown"])
        self.bad("emit", "all", "-u", "1000", says=["--out"])
        self.bad("emit", "all", "-u", "1000", "-f", "text", "--out", self.file("x"), says=["yaml or json"])
        self.bad("emit", "hpa", "-u", "1000", "--force", says=["--force"])
        self.bad("emit", "hpa", "-u", "1000", "--out", "x", "--output", "y", says=["--out names a folder"])


class Compare(Case):
    def test_two_profiles(self):
        other = self.file("b.yaml", "concurrent_users: 2000\n")
        text = self.good("compare", CHAT, other)
        with open(other, "rb") as file:
            self.assertEqual(text, self.good("compare", CHAT, "-", stdin=file.read()))

    def test_one_workload_set_apart(self):
        self.assertEqual(self.good("compare", "-u", "1000", "--set-b", "zones_lost=1", "-f", "json"),
                         self.good("compare", self.file("a.yaml", "concurrent_users: 1000\n"),
                                   self.file("b.yaml", "concurrent_users: 1000\nzones_lost: 1\n"), "-f", "json"))
        differences = json.loads(self.good("compare", "-u", "1000", "--set-a", "zones_lost=1",
                                           "--set-b", "zones_lost=1", "-f", "json"))["differences"]
        self.assertEqual(differences, [])

    def test_other_prices_and_another_ladder(self):
        catalog = json.loads(self.good("catalog", "-f", "json"))
        catalog["catalog"] = "other"
        cheap = self.file("c.json", json.dumps(catalog))
        self.assertIn("other", self.good("compare", "-u", "1000", "--catalog-b", cheap))
        tiers = self.file("t.json", self.good("tiers", "-f", "json").replace("medium", "middle"))
        self.assertIn("middle", self.good("compare", "-u", "1000", "--tiers-b", tiers))


class Migrate(Case):
    def steps(self, *args):
        return json.loads(self.good("migrate", *args, "-f", "json"))

    def test_tiers_by_name_are_the_prescription(self):
        tree = self.steps("small", "medium")
        self.assertEqual((tree["answer"], tree["before"]["tier"], tree["after"]["tier"]), ("tier", "small", "medium"))
        self.assertEqual([row["guide_order"] for row in tree["steps"] if row["guide_order"]],
                         [2, 2, 1, 1, 3, 3, 4, 5, 6])
        self.assertEqual(self.steps("small", "medium", "-a", "recommended")["answer"], "recommended")

    def test_users_by_number_and_profiles_are_what_is_recommended(self):
        tree = self.steps("1000", "2000")
        self.assertEqual(tree["answer"], "recommended")
        self.assertEqual(tree, self.steps("-u", "1000", "--set-b", "concurrent_users=2000"))
        self.assertEqual(tree, self.steps(self.file("a.yaml", "concurrent_users: 1000\n"), "2000"))

    def test_a_file_that_is_called_like_a_tier_is_named_by_its_folder(self):
        path = self.file("small", "concurrent_users: 7000\n")
        self.assertEqual(self.steps(path, "medium")["before"]["tier"], "large")

    def test_equal_plans_have_nothing_to_do(self):
        self.assertIn("Nothing to do", self.good("migrate", "1000", "1000"))
        self.assertEqual(self.steps("1000", "1000")["steps"], [])


class Refusals(Case):
    def test_command_line(self):
        for args, says in (
                ([], ["which command", "capacity help"]),
                (["pln"], ["'pln'", "'plan'"]),
                (["xyzzy"], ["'xyzzy'", "capacity help"]),
                (["--format", "json", "plan"], ["command comes first"]),
                (["help", "plann"], ["'plan'"]),
                (["plan"], ["--users 1000"]),
                (["plan", "--usres", "3"], ["'--usres'", "'--users'"]),
                (["plan", "--qqq"], ["'--qqq'", "capacity help plan"]),
                (["plan", "-z"], ["'-z'"]),
                (["plan", "--users"], ["--users needs an argument"]),
                (["plan", "-u"], ["--users needs an argument"]),
                (["plan", "--set-a", "x=1"], ["'--set-a'", "plan"]),
                (["compare", "--set", "x"], ["FIELD=VALUE"]),
                (["compare", "--s", "x=1"], ["--s", "several"]),
                (["plan", "--explain=1"], ["--explain takes no argument"]),
                (["plan", "--format", "xml"], ["'xml'", "json"]),
                (["plan", "--answer", "best"], ["'best'", "formula"]),
                (["plan", "-u", "1", "--answer", "tier", "-f", "json"], ["json", "all answers"]),
                (["plan", "-u", "1", "--answer", "tier", "-e"], ["--answer", "--explain"]),
                (["plan", "-u", "1", "extra"], ["'extra'", "usage"]),
                (["version", "extra"], ["'extra'"]),
                (["compare", "a", "b", "c"], ["'c'"]),
                (["migrate"], ["migrate needs two", "capacity migrate now.yaml"]),
                (["migrate", "small", "medium", "-u", "5000"], ["select the tier large", "small is asked for"]),
                (["migrate", "small", "middle"], ["middle"]),
                (["migrate", "5", "99999999999999999999"], ["concurrent_users"]),
                (["compare"], ["two profiles"]),
                (["compare", "-u", "1"], ["--set-b"]),
                (["plan", "-u", "1", "-o", ""], ["--output", "empty"])):
            with self.subTest(args):
                self.bad(*args, says=says)

    def test_values(self):
        for args, says in (
                (["-u", "10x"], ["--users", "'10x'", "capacity fields concurrent_users"]),
                (["-u", "nan"], ["'nan'"]),
                (["-u", "1e3"], ["'1e3'"]),
                (["-u", ""], ["concurrent_users"]),
                (["-u", "-5"], ["'-5'"]),
                (["-u", "1000000001"], ["1000000001", "1000000000"]),
                (["-u", "99999999999999999999"], ["99999999999999999999"]),
                (["-s", "spike_bufer=3"], ["'spike_bufer'", "'spike_buffer'"]),
                (["-s", "users=3"], ["users", "result"]),
                (["-s", "=3"], ["FIELD=VALUE"]),
                (["-s", "spike_buffer"], ["FIELD=VALUE"]),
                (["-s", "spike_buffer_ppm=30%"], ["'30%'"]),
                (["-s", "spike_buffer=30.12345%"], ["spike_buffer"]),
                (["-s", "billing_mode=free"], ["'free'", "on_demand"]),
                (["-u", "100", "-t", "50"], ["100", "50"]),
                (["-u", "5", "-s", "strong_read_share=60%", "-s", "transactional_read_share=50%"],
                 ["strong_read_share"]),
                (["-u", "5", "-n", "t9.huge"], ["'t9.huge'", "capacity catalog"]),
                (["-u", "5", "-s", "backend_cpu_request=500"], ["500", "--node-type"])):
            with self.subTest(args):
                self.bad("plan", *args, says=says)

    def test_names_in_listings(self):
        for args, says in (
                (["tiers", "smal"], ["'smal'", "'small'"]),
                (["fields", "spike_bufferr"], ["'spike_buffer'"]),
                (["fields", "xyzzy*"], ["'xyzzy*'"]),
                (["catalog", "t3.lage"], ["'t3.large'"]),
                (["catalog", "machine"], ["'machines'"]),
                (["guide", "alrts"], ["'alerts'"]),
                (["tiers", "small", "-f", "json"], ["json"]),
                (["catalog", "machines", "-f", "yaml"], ["yaml"]),
                (["fields", "-f", "yaml"], ["yaml"]),
                (["guide", "-f", "yaml"], ["yaml"])):
            with self.subTest(args):
                self.bad(*args, says=says)

    def test_files(self):
        folder = self.folder.name
        for option in ("--profile", "--catalog", "--tiers"):
            with self.subTest(option):
                self.bad("plan", "-u", "1", option, self.file("absent"), says=["No such file"])
                self.bad("plan", "-u", "1", option, folder, says=["directory"])
                self.bad("plan", "-u", "1", option, "-", stdin=b"", says=["standard input"])
                self.bad("plan", "-u", "1", option, self.file("bad.json", '{"a": '), says=["bad.json:"])
                self.bad("plan", "-u", "1", option, self.file("bad.yaml", b"a: \xff\n"), says=["bad.yaml:"])
        self.bad("plan", "-p", self.file("key.yaml", "concurrent_users: 5\nspike_bufer: 3\n"),
                 says=["key.yaml:2:1:", "spike_buffer"])
        self.bad("plan", "-p", self.file("value.yaml", "concurrent_users: many\n"),
                 says=["value.yaml:1:", "many"])
        self.bad("plan", "-p", "-", "-c", "-", says=["standard input", "2 times"])
        self.bad("compare", "-", "-", says=["standard input"])

    def test_a_file_over_the_limit_and_one_at_it(self):
        head, limit = b"concurrent_users: 5\n", 1048576
        self.bad("plan", "-p", self.file("big", head + b"#" * (limit + 1 - len(head))), says=["1048576 bytes"])
        self.bad("plan", "-p", "/dev/zero", says=["1048576 bytes"])
        self.good("plan", "-p", self.file("fits", head + b"#" * (limit - len(head))))

    @unittest.skipIf(os.geteuid() == 0, "skipped: root may read everything")
    def test_a_file_that_may_not_be_read(self):
        path = self.file("secret", "concurrent_users: 5\n")
        os.chmod(path, 0)
        self.bad("plan", "-p", path, says=["Permission denied"])

    def test_complaints_cannot_be_forged(self):
        for args in (["pl\x1b[31man"], ["plan", "-s", "a\nb=3"], ["plan", "--\x1bx"], ["tiers", "a\rb"]):
            complaint = self.bad(*args)
            self.assertNotRegex(complaint, r"[\x00-\x09\x0b-\x1f\x7f]")


class Output(Case):
    def test_to_a_file(self):
        path = self.file("plan.txt")
        self.assertEqual(self.good("plan", "-u", "1000", "-o", path), "")
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), self.good("plan", "-u", "1000"))
        self.assertEqual(self.good("plan", "-u", "1000", "-o", "-"), self.good("plan", "-u", "1000"))

    def test_a_failure_leaves_the_file_alone(self):
        path = self.file("plan.txt", "as it was\n")
        self.bad("plan", "-u", "ten", "-o", path)
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "as it was\n")
        self.assertEqual(os.listdir(self.folder.name), ["plan.txt"])

    def test_a_file_keeps_its_mode_and_a_link_its_target(self):
        path, link = self.file("plan.txt", "old\n"), self.file("link")
        os.chmod(path, 0o640)
        os.symlink(path, link)
        self.good("plan", "-u", "1000", "-o", link)
        self.assertTrue(os.path.islink(link))
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o640)
        with open(path, encoding="utf-8") as file:
            self.assertNotEqual(file.read(), "old\n")

    def test_a_new_file_obeys_the_umask(self):
        path, old = self.file("plan.txt"), os.umask(0o027)
        try:
            self.good("version", "-o", path)
        finally:
            os.umask(old)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o640)

    def test_what_cannot_be_written(self):
        self.bad("version", "-o", self.file("no/such/folder"), status=1, says=["No such file"])
        self.bad("version", "-o", self.folder.name, status=1, says=["directory"])
        self.bad("version", "-o", "/dev/full", status=1, says=["No space left"])
        with open("/dev/full", "wb") as full:
            self.bad("fields", status=1, says=["standard output", "No space left"], stdout=full)

    def test_a_reader_that_went_away(self):
        read_end, write_end = os.pipe()
        os.close(read_end)
        with os.fdopen(write_end, "wb") as pipe:
            self.bad("fields", status=1, says=["standard output", "Broken pipe"], stdout=pipe)

    def test_closed_standard_streams(self):
        for closed, status in (((0,), 0), ((1,), 1), ((2,), 0), ((0, 1, 2), 1)):
            path = self.file("profile.yaml", "concurrent_users: 5\n")

            def close():
                for fd in closed:
                    os.close(fd)
            done = subprocess.run([COMMAND, "plan", "-p", path], stdin=subprocess.DEVNULL, timeout=60,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  preexec_fn=close)
            self.assertEqual(done.returncode, status, closed)
            with open(path, encoding="utf-8") as file:
                self.assertEqual(file.read(), "concurrent_users: 5\n")


def update():
    for name in golden_files():
        args, _ = read_golden(name)
        done = capacity(*args)
        assert done.returncode == 0, (name, done.stderr)
        with open(os.path.join(GOLDEN, name), "w", encoding="utf-8") as file:
            file.write("$ capacity " + " ".join(map(shlex.quote, args)) + "\n" + done.stdout.decode())


class Rightsize(Case):
    DAY = "time,cpu,memory\n" + "".join(f"{60 * i},250m,400Mi\n" for i in range(1441))

    def rightsize(self, *args, usage=DAY):
        return self.good("rightsize", "-", *args, stdin=usage.encode())

    def test_usage_alone(self):
        text = self.rightsize()
        self.assertRegex(text, r"cpu +298m +298m +596m +298m +percentile of usage")
        self.assertIn("1,441 of CPU, 1,441 of memory, 0 kills, over 1d", text)
        self.assertNotIn("autoscaler", text)

    def test_json_and_methods(self):
        tree = json.loads(self.rightsize("-f", "json", "-m", "krr"))
        self.assertEqual((tree["method"], tree["cpu"]["request"], tree["cpu"]["upper"]), ("krr", 259, None))
        self.assertEqual(json.loads(self.rightsize("-f", "json", "-m", "vpa"))["cpu"]["request"], 298)
        self.assertIn("| cpu ", self.rightsize("-f", "markdown"))

    def test_json_is_as_its_schema_says(self):
        kill = "time,memory,oom\n" + "".join(f"{60 * i},400Mi,\n" for i in range(100)) + "6000,,900Mi\n"
        few = "time,cpu\n0,1\n"
        for usage in (self.DAY, kill, few, "time,cpu\n"):
            for args in ((), ("-m", "krr"), ("-u", "1000"), ("-u", "1000", "-C", "frontend", "-m", "krr")):
                self.holds("rightsize", self.rightsize(*args, "-f", "json", usage=usage))
        self.assertEqual(self.holds("rightsize", self.rightsize("-f", "json", usage=kill))["memory"]["reason"], "killed for want of memory")
        self.assertIsNone(self.holds("rightsize", self.rightsize("-f", "json", usage=few))["memory"]["request"])

    def test_a_workload_says_what_is_in_force(self):
        text = self.rightsize("-u", "1000")
        self.assertRegex(text, r"cpu +500m +299m .* 117% +298m +keeps request x target")
        self.assertIn("change both together", text)
        again = self.rightsize("-u", "1000", "-s", "backend_cpu_request=299m", "-s", "backend_hpa_cpu_target=100%")
        self.assertRegex(again, r"cpu +299m +299m .* 100% +298m +keeps request x target")
        self.assertRegex(self.rightsize("-u", "1000", "-C", "frontend"), r"cpu +200m ")

    def test_refusals(self):
        self.bad("rightsize", says=("needs a file of usage",))
        self.bad("rightsize", self.file("none.csv"), says=("cannot open usage",))
        self.bad("rightsize", "-", "-m", "max", stdin=b"", says=("none of vpa, krr",))
        self.bad("rightsize", "-", "-f", "yaml", stdin=b"", says=("text, json or markdown",))
        self.bad("rightsize", "-", "-C", "frontend", stdin=b"", says=("--component belongs to a workload",))
        self.bad("rightsize", "-", "-u", "9", "-C", "worker", stdin=b"time,cpu\n", says=("no component 'worker'",))
        self.bad("rightsize", "-", stdin=b"time,cpus\n", says=("did you mean",))
        self.bad("rightsize", "-", stdin=b"time,cpu\n5,1\n4,1\n", says=("is before", "3"))

    def test_too_few_samples_say_so(self):
        self.assertIn("too few samples", self.rightsize(usage="time,cpu\n"))


if __name__ == "__main__":
    if sys.argv[2:] == ["--update"]:
        update()
    else:
        unittest.main(argv=sys.argv[:1] + sys.argv[2:])
