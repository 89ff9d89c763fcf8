#!/usr/bin/env python3
"""The command in hostile surroundings: other locales, closed streams, a full disk, a read-only folder, a trace without end.

Usage: hostile.py CAPACITY
SPDX-License-Identifier: Apache-2.0
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

COMMAND = pathlib.Path(sys.argv.pop(1)).resolve()
PLAN = [COMMAND, "plan", "--users", "1000"]


def run(arguments, **more):
    return subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, **more)


def memory_of_a_trace(rows):
    """The most memory in KiB while so many rows come through a pipe, and what was printed."""
    process = subprocess.Popen([COMMAND, "simulate", "--users", "1000", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write(b"time,rate\n")
    for first in range(0, rows, 1000):
        process.stdin.write(b"".join(b"%d,%d\n" % (5 * i, i * 7919 % 900) for i in range(first, first + 1000)))
    process.stdin.close()
    printed = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss, process.returncode, printed


class Hostile(unittest.TestCase):
    def test_a_long_trace_takes_no_more_memory_than_a_short_one(self):
        short, long = memory_of_a_trace(1000), memory_of_a_trace(500_000)
        self.assertEqual((short[1], long[1]), (0, 0))
        self.assertIn(b"in 694:26:40", long[2])  # 2.5 million seconds
        self.assertLess(long[0], short[0] + 1024)

    def test_other_locales_give_the_same_bytes(self):
        """Decimal commas and a dotless i; the locales are made here, since images have none."""
        if shutil.which("localedef") is None or not pathlib.Path("/usr/share/i18n/locales/tr_TR").exists():
            self.skipTest("needs localedef and its sources (apt-get install locales)")
        expected = run(PLAN, env={**os.environ, "LC_ALL": "C"})
        self.assertEqual(expected.returncode, 0, expected.stderr)
        with tempfile.TemporaryDirectory() as folder:
            for name in ("de_DE", "tr_TR"):
                subprocess.run(["localedef", "-i", name, "-f", "UTF-8", f"{folder}/{name}.UTF-8"],
                               check=False, capture_output=True, timeout=60)
                self.assertTrue(pathlib.Path(folder, f"{name}.UTF-8", "LC_NUMERIC").exists())
                surroundings = {**os.environ, "LOCPATH": folder, "LC_ALL": f"{name}.UTF-8"}
                found = run(["locale", "decimal_point"], env=surroundings)
                self.assertEqual(found.stdout.strip(), b",")
                got = run(PLAN, env=surroundings)
                self.assertEqual((got.returncode, got.stdout), (0, expected.stdout))

    def test_a_full_disk_is_an_error(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run(PLAN, stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"No space left", done.stderr)

    def test_closed_streams_do_not_crash(self):
        for closing in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
            done = subprocess.run(["sh", "-c", f'"$@" {closing}', "sh", *map(str, PLAN)], stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
            self.assertIn(done.returncode, (0, 1), closing)
            if ">&-" in closing.replace("2>&-", ""):
                self.assertEqual(done.returncode, 1, closing)

    def test_a_folder_that_is_not_there(self):
        done = run([*PLAN, "--output", "/nonexistent/plan.txt"])
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stderr)


unittest.main(verbosity=1)
