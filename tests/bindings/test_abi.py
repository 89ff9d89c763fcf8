#!/usr/bin/env python3
"""The ABI guard: today's header and library against each release of the SONAME, and proof that it bites.

Usage: test_abi.py [COMPILER [LIBRARY [COMPILER_ID]]]
SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "bindings" / "generator"), str(HERE)]

import api_diff
import generate
import model
import release
import stub
from mutations import MUTATIONS
from test_generator import COMPILERS, STRICT, TARGETS
from tokens import HeaderError

COMPILER = sys.argv[1] if len(sys.argv) > 1 else "cc"
LIBRARY = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
COMPILER_ID = sys.argv[3] if len(sys.argv) > 3 else "gcc"
ABIDIFF = shutil.which("abidw") and shutil.which("abidiff") and shutil.which("gcc")
FIRST = (0, 1)


def run(*command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)


def conforms(conform, include, compiler=COMPILER, *more):
    """Does a header still meet the assertions of a release?"""
    done = run(compiler, *STRICT, *more, "-I", include, conform)
    return done.returncode == 0 and not done.stderr


def headers_api(include):
    """The intermediate form of a folder of headers, or None where the parser refuses it."""
    problems = model.Problems()
    try:
        api = model.build(generate.headers(include / "capacity"), problems)
    except HeaderError:
        return None
    api["fields"] = []
    return model.strip(api)


def stub_library(folder, api, include, exported, inside=None):
    """A library with the ABI of an API, to be looked at by nm, readelf and abidw."""
    text = stub.text(api)
    if inside:
        text = text.replace("int32_t inside;", inside)
    (folder / "stub.c").write_text(text, encoding="utf-8")
    nodes = {}
    for symbol, node in (entry.split("@@") for entry in exported[1:]):
        nodes.setdefault(node, []).append(symbol)
    script = "".join(f"{node} {{ global: {'; '.join(names)}; local: *; }};\n" for node, names in nodes.items())
    (folder / "stub.map").write_text(script, encoding="utf-8")
    library = folder / "stub.so"
    # Unoptimised, or gcc folds functions that do the same (here: nothing) and abidw sees one of them only.
    done = run("gcc" if shutil.which("gcc") else COMPILER, "-std=c11", "-g", "-O0", "-shared", "-fPIC",
               "-fvisibility=hidden", "-DCAPACITY_BUILDING", "-I", include, f"-Wl,--version-script={folder / 'stub.map'}",
               f"-Wl,-soname,{exported[0]}", folder / "stub.c", "-o", library)
    assert done.returncode == 0, done.stderr
    return library


def abixml(library, include, out):
    """What abidw sees of a library's public types."""
    done = run("abidw", "--headers-dir", include, "--drop-private-types", "--no-corpus-path", "--no-comp-dir-path",
               "--no-show-locs", "--type-id-style", "hash", "--out-file", out, library)
    assert done.returncode == 0, done.stderr
    return out


def described(xml):
    """The functions whose types an abidw file holds."""
    return re.findall(r"<function-decl [^>]*elf-symbol-id='(\w+)", xml.read_text(encoding="utf-8"))


def abi_differs(old, new):
    """abidiff's report, empty when it is content. Any bit of its return code counts."""
    done = run("abidiff", "--no-added-syms", old, new)
    return f"abidiff {done.returncode}:\n{done.stdout}{done.stderr}" if done.returncode else ""


class Baselines(unittest.TestCase):
    """Today's header and library keep what each release of the SONAME promised."""

    def setUp(self):
        self.api, self.mine, told = release.comparable()
        for line in told:
            print(line)
        self.assertTrue(self.mine, "no release of this SONAME has a baseline: python3 bindings/generator/release.py")

    def test_policy_and_symbol_map(self):
        problems, told = release.check()
        print("\n".join(told))
        self.assertEqual(problems, [])

    def test_the_header_conforms_to_each_release(self):
        done = 0
        for version, _ in self.mine:
            folder = ROOT / release.folder(version)
            for compiler in COMPILERS:
                for more in TARGETS.get(compiler, [[]]):
                    for include in (folder / "include", ROOT / "include"):
                        self.assertTrue(conforms(folder / "conform.c", include, compiler, *more),
                                        f"{version} {compiler} {more} {include.parent.name}")
                        done += 1
        print(f"frozen conform.c: {done} compilations")

    def test_the_baseline_is_what_its_header_says(self):
        for version, old in self.mine:
            api = headers_api(ROOT / release.folder(version) / "include")
            self.assertEqual(api["library"]["version"], version)
            breaks = [line for line in api_diff.compare(old, dict(api, fields=old["fields"])).lines]
            self.assertEqual(breaks, [])

    def test_the_library_exports_what_each_release_exported(self):
        if LIBRARY is None:
            self.skipTest("no library was given")
        exported = release.exports(LIBRARY)
        for version, _ in self.mine:
            frozen = (ROOT / release.folder(version) / "symbols.txt").read_text(encoding="utf-8")
            self.assertEqual(release.missing(frozen, exported), [])
            print(f"{LIBRARY.name}: all of the {len(frozen.split())} entries of {version}")

    def test_second_opinion_of_abidiff(self):
        if not ABIDIFF or LIBRARY is None or COMPILER_ID != "gcc":
            print("skipped: abidiff (needs abigail-tools, gcc and a library built by gcc with -g)")
            self.skipTest("needs abigail-tools and a library built by gcc")
        if ".debug_info" not in run("readelf", "-S", "-W", LIBRARY).stdout:
            self.skipTest("the library has no debug information")
        for version, old in self.mine:
            include = ROOT / release.folder(version) / "include"
            frozen = (ROOT / release.folder(version) / "symbols.txt").read_text(encoding="utf-8").split()
            with tempfile.TemporaryDirectory() as name:
                folder = pathlib.Path(name)
                before = abixml(stub_library(folder, old, include, frozen), include, folder / "old.abi")
                after = abixml(LIBRARY, ROOT / "include", folder / "new.abi")
                self.assertEqual(abi_differs(before, after), "")
                # abidw has no symbol for a function that is folded into its like or also inlined: what the
                # compiler holds the library to, today's header, stands in for those.
                (folder / "today").mkdir()
                today = abixml(stub_library(folder / "today", self.api, ROOT / "include", release.exports(LIBRARY)),
                               ROOT / "include", folder / "today.abi")
                self.assertEqual(abi_differs(before, today), "")
                self.assertEqual(set(described(before)) - set(described(today)), set())
                unseen = set(described(before)) - set(described(after))
            print(f"abidiff: {LIBRARY.name} is as the header of {version} says; {len(unseen)} functions by today's header alone")


class Mutations(unittest.TestCase):
    """Each deliberate change is caught by the guards that should see it, or rightly accepted by all."""

    @classmethod
    def setUpClass(cls):
        cls.base = ROOT / release.folder(FIRST)
        cls.frozen = (cls.base / "symbols.txt").read_text(encoding="utf-8")
        cls.old = json.loads((ROOT / release.RELEASED / "0.1.0.json").read_text(encoding="utf-8"))
        cls.old["fields"] = []
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        if ABIDIFF:
            library = stub_library(cls.folder, cls.old, cls.base / "include", cls.frozen.split())
            cls.abi = abixml(library, cls.base / "include", cls.folder / "old.abi")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def test_each(self):
        self.assertGreaterEqual(len(MUTATIONS), 31)
        self.assertEqual(len({name for name, *_ in MUTATIONS}), len(MUTATIONS))
        seen = 0
        for name, edits, exports, verdict, expected in MUTATIONS:
            with self.subTest(name):
                found = self._judge(edits, exports)
                seen += 1
                compulsory = found - {"abidiff"}
                if expected == {"program"}:
                    self.assertEqual(compulsory, set(), "no declaration can show it")
                    continue  # test_behaviour shows it
                self.assertEqual(compulsory, expected - {"abidiff"})
                self.assertEqual("caught" if compulsory else "accepted", verdict)
                if ABIDIFF and "abidiff" in expected:
                    self.assertIn("abidiff", found)
        print(f"{seen} mutations of the header of release {FIRST[0]}.{FIRST[1]}"
              + ("" if ABIDIFF else "; skipped: abidiff is not installed"))

    def _judge(self, edits, exports):
        """The guards that refuse a change."""
        found = set()
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            include = folder / "include"
            shutil.copytree(self.base / "include", include)
            for header, old, new in edits:
                path = include / "capacity" / header
                text = path.read_text(encoding="utf-8")
                self.assertEqual(text.count(old), 1, f"{header}: {old}")
                path.write_text(text.replace(old, new), encoding="utf-8")
            if not conforms(self.base / "conform.c", include):
                found.add("conform")
            exported = self._exports(exports)
            api = headers_api(include)
            if api is None:
                return found | {"parser"}
            if api_diff.compare(self.old, api).breaks:
                found.add("diff")
            library = stub_library(folder, api, include, exported, exports.get("inside"))
            if release.missing(self.frozen, release.exports(library)):
                found.add("symbols")
            if ABIDIFF and abi_differs(self.abi, abixml(library, include, folder / "new.abi")):
                found.add("abidiff")
        return found

    def _exports(self, change):
        """SONAME and symbols after a change."""
        entries = self.frozen.split()
        if "soname" in change:
            entries[0] = change["soname"]
        if "drop" in change:
            entries = [entry for entry in entries if not entry.startswith(change["drop"] + "@@")]
        if "add" in change:
            entries.append(change["add"] + "@@CAPACITY_0")
        if "node" in change:
            entries[1:] = [entry.split("@@")[0] + "@@" + change["node"] for entry in entries[1:]]
        return entries

    def test_behaviour(self):
        """What no declaration shows, the program of the release sees: another status for a case."""
        if LIBRARY is None:
            self.skipTest("no library was given")
        program = self.folder / "program"
        done = run(COMPILER, "-std=c11", "-I", self.base / "include", self.base / "program.c", LIBRARY,
                   f"-Wl,-rpath,{LIBRARY.parent}", "-o", program)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = run(program)
        self.assertEqual((done.returncode, done.stdout), (0, "0 failures\n"), done.stderr)
        source = self.folder / "other.c"
        source.write_text("#include <capacity/capacity.h>\n"
                          "capacity_status capacity_model_check(uint32_t model, capacity_error *err)\n"
                          "{\n    (void)err;\n    return model > 99 ? CAPACITY_E_RANGE : CAPACITY_OK;\n}\n", encoding="utf-8")
        other = self.folder / "other.so"
        done = run(COMPILER, "-std=c11", "-shared", "-fPIC", "-I", self.base / "include", source, "-o", other)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = run(program, env=dict(os.environ, LD_PRELOAD=str(other)))
        self.assertEqual(done.returncode, 1)
        self.assertIn("CAPACITY_E_MODEL", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
