#!/usr/bin/env python3
"""The example programs run, and print what the command says too.

Usage: test_examples.py COMMAND FOLDER_OF_PROGRAMS
SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import re
import subprocess
import sys
import unittest

COMMAND, PROGRAMS = (os.path.abspath(path) for path in sys.argv[1:3])


def run(*args):
    done = subprocess.run(args, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, ""), (args, done)
    return done.stdout


def example(name):
    return run(os.path.join(PROGRAMS, name))


def results(*args):
    return json.loads(run(COMMAND, "plan", *args, "--format", "json"))["results"]


def dollars(uusd):
    """Whole cents, half away from zero, as the library prints an amount."""
    cents = (uusd + 5000) // 10000
    return f"${cents // 100}.{cents % 100:02}"


class Examples(unittest.TestCase):
    def test_size_chat(self):
        of = results("-u", "1000")
        self.assertRegex(example("01_size_chat"), re.escape(
            f"{of['pods']} pods on {of['nodes']} nodes, {dollars(of['monthly_uusd'])} a month (prices: aws us-east-1 ")
            + r"\d{4}-\d\d-\d\d\)\n$")

    def test_own_prices(self):
        lines = example("02_own_prices").splitlines()
        self.assertEqual(len(lines), 2)
        listed, negotiated = (int(re.search(r"\$(\d+)\.(\d\d) a month$", line).expand(r"\1\2")) for line in lines)
        self.assertEqual(dollars(results("-u", "1000")["monthly_uusd"]), f"${listed // 100}.{listed % 100:02}")
        self.assertLess(negotiated, listed)
        self.assertTrue(lines[1].startswith("negotiated us-east-1 2026-11-01 "))

    def test_compare(self):
        before, after = results("-u", "1000"), results("-u", "1000", "-s", "zones_lost=1")
        names = json.loads(run(COMMAND, "fields", "--format", "json"))["fields"]
        key = {field["name"]: field["key"] for field in names}
        expected = [key[name] for name in before if before[name] != after[name]]
        printed = [line.split()[0] for line in example("03_compare").splitlines()]
        self.assertEqual(sorted(printed), sorted(expected))
        self.assertIn("backend_pods", printed)
        self.assertRegex(example("03_compare"),
                         rf"(?m)^monthly +{re.escape(dollars(before['monthly_uusd']))} -> "
                         rf"{re.escape(dollars(after['monthly_uusd']))}$")

    def test_walk_tiers(self):
        lines = example("04_walk_tiers").splitlines()[2:]
        self.assertEqual([line.split()[0] for line in lines], run(COMMAND, "tiers", "--names").split())
        for line in lines:
            _, users, *rest = line.split()
            of = results("-u", users)
            self.assertEqual(rest, [str(of["tier_pods_min"]), str(of["tier_nodes_min"]),
                                    dollars(of["tier_monthly_uusd"]), str(of["pods"]), str(of["nodes"]),
                                    dollars(of["monthly_uusd"])])

    def test_assess(self):
        lines = example("05_assess").splitlines()
        self.assertEqual(lines[0], "Scale up backend from 7 to 10 pods (cpu 97%, target 70%)")
        fired = [line.split(":")[0][2:] for line in lines[1:]]
        self.assertEqual(fired, ["cpu_high", "cpu_above_target", "latency_degrading"])
        metrics = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "examples", "metrics.json")
        done = subprocess.run([COMMAND, "assess", metrics, "-u", "1000", "-f", "json"], capture_output=True, text=True,
                              timeout=60)
        self.assertEqual(done.returncode, 10)
        self.assertEqual([each["name"] for each in json.loads(done.stdout)["triggers"] if each["state"] == "fired"], fired)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
