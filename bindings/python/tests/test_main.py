"""python -m libcapacity: the output of the command capacity, and its own refusals.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import subprocess
import tempfile
import unittest

import support
import libcapacity as lc

CHAT = str(support.ROOT / "examples/chat-1000.yaml")
SAME = (
    ["plan", "--users", "1000"], ["plan", "-u", "0"], ["plan", "-t", "100000"], ["plan", "-u", "20000", "-n", "c5.xlarge"],
    ["plan", "--profile", CHAT], ["plan", "-p", CHAT, "-u", "5", "--users", "7"],
    ["plan", "-u", "1000", "--set", "spike_buffer=50%", "-s", "zones_lost=1"],
    ["plan", "-u", "1000", "-s", "concurrent_users=5"], ["plan", "-s", "concurrent_users=5", "-u", "1000"],
    ["plan", "-u", "1000", "-s", "spike_buffer_ppm=500000"],
    *(["plan", "-u", "1000", "--format", form] for form in ("text", "json", "yaml", "markdown")),
    *(["plan", "-u", "1000", "-e", "-f", form] for form in ("text", "json", "yaml", "markdown")),
    *(["explain", "-u", "1000", "-f", form] for form in ("text", "json", "yaml", "markdown")),
)


def run(*arguments, **rest):
    return support.python("-m", "libcapacity", *arguments, **rest)


class Case(unittest.TestCase):
    def good(self, *arguments, **rest):
        done = run(*arguments, **rest)
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""), arguments)
        return done.stdout

    def bad(self, *arguments, status=2, **rest):
        done = run(*arguments, **rest)
        self.assertEqual((done.returncode, done.stdout), (status, b""), arguments)
        return done.stderr.decode()


class Output(Case):
    @unittest.skipUnless(support.COMMAND, "needs the command capacity")
    def test_it_is_that_of_the_command(self):
        for arguments in SAME:
            with self.subTest(arguments):
                command = subprocess.run([support.COMMAND, *arguments], stdout=subprocess.PIPE, check=True)
                self.assertEqual(self.good(*arguments), command.stdout)

    def test_it_is_that_of_the_library(self):
        plan = lc.Profile(concurrent_users=1000).plan()
        self.assertEqual(self.good("plan", "-u", "1000").decode(), str(plan))
        both = json.loads(self.good("plan", "-u", "1000", "-e", "-f", "json"))
        self.assertEqual(sorted(both), ["explanation", "plan"])

    def test_standard_input_and_own_files(self):
        with open(CHAT, "rb") as file:
            self.assertEqual(self.good("plan", "-p", "-", stdin=file.read()), self.good("plan", "-p", CHAT))
        with tempfile.TemporaryDirectory() as folder:
            catalog, tiers = os.path.join(folder, "catalog.json"), os.path.join(folder, "tiers.yaml")
            with open(catalog, "w", encoding="utf-8") as file:
                file.write(lc.Catalog.builtin().write_text(lc.Format.JSON).replace('"aws"', '"own"', 1))
            with open(tiers, "w", encoding="utf-8") as file:
                file.write(lc.Tiers.builtin().write_text(lc.Format.YAML).replace("name: medium", "name: middle", 1))
            text = self.good("plan", "-u", "1000", "-c", catalog, "-T", tiers).decode()
            self.assertIn("middle tier", text)
            self.assertIn("Prices own us-east-1", text)

    def test_a_file_is_whole_or_not_there(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "plan.txt")
            self.assertEqual(self.good("plan", "-u", "1000", "-o", path), b"")
            with open(path, "rb") as file:
                self.assertEqual(file.read(), self.good("plan", "-u", "1000"))
            self.bad("plan", "-u", "x", "-o", os.path.join(folder, "other"))
            self.assertEqual(os.listdir(folder), ["plan.txt"])
            self.assertIn("cannot write", self.bad("plan", "-u", "1", "-o", os.path.join(folder, "no", "x"), status=1))

    def test_the_locale_does_not_matter(self):
        self.assertEqual(self.good("plan", "-u", "1000", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii"),
                         self.good("plan", "-u", "1000"))

    def test_version_and_help(self):
        self.assertEqual(self.good("--version").decode(), f"libcapacity {lc.__version__}\n")
        self.assertIn("spike_buffer=30%", self.good("plan", "--help").decode())

    def test_a_reader_that_went_away(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([support.sys.executable, "-m", "libcapacity", "plan", "-u", "1"], stdout=full,
                                  stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(support.PYTHON)})
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.decode(), "libcapacity: cannot write -: No space left on device\n")


class Refusals(Case):
    def test_bad_input(self):
        for arguments, words in (
                (["plan"], "plan needs a workload"), (["plan", "-u", "many"], "concurrent_users 'many'"),
                (["plan", "-u", "-1"], "concurrent_users '-1' is negative"), (["plan", "-s", "zones"], "is not FIELD=VALUE"),
                (["plan", "-s", "=3"], "is not FIELD=VALUE"), (["plan", "-s", "zone=3"], "did you mean 'zones'"),
                (["plan", "-u", "1", "-f", "xml"], "invalid choice"), (["plan", "-p", "/nowhere"], "No such file"),
                (["plan", "-u", "1", "x"], "unrecognized arguments"), (["nothing"], "invalid choice"),
                (["plan", "-u", "1", "-s", "total_users=0"], "total_users"), ([], "required"),
                (["plan", "-u", "1\0".replace("\0", "\x01")], "concurrent_users"),
                (["plan", "-p", "-", "-c", "-"], "asked for 2 times")):
            with self.subTest(arguments):
                self.assertIn(words, self.bad(*arguments, stdin=b""))

    def test_bad_documents(self):
        for document in (b"\xff\xfe", b"zones: [", b"a\0b", b"zones: 1e3", b"[1]"):
            text = self.bad("plan", "-p", "-", stdin=document)
            self.assertTrue(text.startswith("libcapacity: "), text)
            self.assertNotIn("Traceback", text)


if __name__ == "__main__":
    unittest.main()
