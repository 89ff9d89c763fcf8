#!/usr/bin/env python3
"""The figures in docs/ are real, and what docs/ lists is what the code has.

A page states a figure's origin in a comment beside it:
    <!-- vector NAME: 1,2,3 -->            a line of tests/vectors/NAME.csv
    <!-- plan: OPTIONS | NAME=VALUE ... --> results of `capacity plan OPTIONS`

Usage: test_docs.py COMMAND
SPDX-License-Identifier: Apache-2.0
"""
import glob
import json
import os
import re
import shlex
import subprocess
import sys
import unittest

COMMAND = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MODEL = ("overview", "pods", "nodes", "packing", "dynamodb", "cost", "llm", "tiers", "assess", "autoscaling", "queueing")


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


def pages():
    return sorted(os.path.relpath(path, ROOT) for path in glob.glob(os.path.join(ROOT, "docs", "**", "*.md"), recursive=True))


class Docs(unittest.TestCase):
    def test_vectors(self):
        seen = set()
        for page in MODEL:
            for name, row in re.findall(r"<!-- vector ([\w/]+): (\S+) -->", read("docs", "model", page + ".md")):
                self.assertIn(row, read("tests", "vectors", name + ".csv").splitlines()[1:], (page, name))
                seen.add((page, name))
        self.assertGreaterEqual(len(seen), 20)

    def test_simulations(self):
        claims = re.findall(r"<!-- simulate: (.*?) \| (.*?) -->", read("docs", "model", "simulation.md"))
        self.assertEqual(len(claims), 3)
        for options, results in claims:
            done = subprocess.run([COMMAND, "simulate", *shlex.split(options), "-f", "json"], check=True,
                                  capture_output=True, text=True, timeout=60)
            totals = json.loads(done.stdout)["totals"]
            for claim in results.split():
                name, value = claim.split("=")
                self.assertEqual(totals[name], int(value), (options, name))

    def test_the_chart_is_what_the_command_gives(self):
        script = os.path.join(ROOT, "docs", "model", "flash_crowd.py")
        done = subprocess.run([sys.executable, "-B", script, COMMAND, "--check"], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)

    def test_plans(self):
        checked = 0
        for page in MODEL:
            for options, claims in re.findall(r"<!-- plan: (.*?) \| (.*?) -->", read("docs", "model", page + ".md")):
                done = subprocess.run([COMMAND, "plan", *shlex.split(options), "-f", "json"], check=True,
                                      capture_output=True, text=True, timeout=60)
                results = json.loads(done.stdout)["results"]
                for claim in claims.split():
                    name, value = claim.split("=")
                    self.assertEqual(results[name], int(value), (page, options, name))
                    checked += 1
        self.assertGreaterEqual(checked, 50)

    def test_every_model_page_has_a_worked_example(self):
        for page in MODEL:
            self.assertRegex(read("docs", "model", page + ".md"), r"<!-- (vector|plan)", page)

    def test_findings_are_those_of_the_code(self):
        code = set()
        for path in glob.glob(os.path.join(ROOT, "lib", "plan", "findings_*.c")):
            code.update(re.findall(r"(?m)^    KIND\((\d+), (\w+),", read(path)))
        self.assertGreaterEqual(len(code), 40)
        page = re.findall(r"(?m)^\| (\d+) \| `(\w+)` \|", read("docs", "findings.md"))
        self.assertEqual(len(page), len(set(page)))
        self.assertEqual(set(page), code)

    def test_tiers_table_is_the_command_s(self):
        done = subprocess.run([COMMAND, "tiers", "-f", "markdown"], check=True, capture_output=True, text=True, timeout=60)
        rows = re.findall(r"(?m)^\| (?:small|medium|large|enterprise) \|.*$", done.stdout)[:4]
        self.assertEqual(len(rows), 4)
        for row in rows:
            self.assertIn(row, read("docs", "model", "tiers.md"))

    def test_links_lead_somewhere(self):
        for page in pages():
            for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", read(page)):
                if "://" not in target:
                    path = os.path.normpath(os.path.join(ROOT, os.path.dirname(page), target))
                    self.assertTrue(os.path.exists(path), (page, target))

    def test_no_page_is_lost(self):
        linked = set()
        for page in [*pages(), "README.md", "CONTRIBUTING.md"]:
            for target in re.findall(r"\]\(([^)#\s]+)", read(page)):
                linked.add(os.path.normpath(os.path.join(os.path.dirname(page), target)))
        self.assertEqual([page for page in pages() if page not in linked], [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
