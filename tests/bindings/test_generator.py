#!/usr/bin/env python3
"""The binding generator: what it refuses, what it writes, and that the compiler agrees.

Usage: test_generator.py [COMPILER]
SPDX-License-Identifier: Apache-2.0
"""
import ast
import copy
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GENERATOR = ROOT / "bindings" / "generator"
sys.path[:0] = [str(GENERATOR), str(HERE)]

import aliases
import comments
import dialect
import gen_conform
import generate
import lower
import model
import registry
import rules
import symbols
from bad_headers import CASES
from tokens import HeaderError

TOY = HERE / "toy"
COMPILERS = [name for name in dict.fromkeys(sys.argv[1:2] + ["gcc", "clang-14", "clang", "cc"]) if shutil.which(name)]
STRICT = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror", "-fsyntax-only"]
# The compiler's own headers and those of the C library that need no other target installed.
TARGETS = {
    "gcc": [[], ["-fshort-enums"], ["-funsigned-char"]] + [["-m32", "-ffreestanding"]] * (platform.machine() == "x86_64"),
    "clang-14": [[]] + [["-ffreestanding", "--target=" + target] for target in (
        "i386-linux-gnu", "armv7-linux-gnueabihf", "aarch64-linux-gnu", "s390x-linux-gnu", "x86_64-w64-mingw32",
        "wasm32-unknown-unknown", "riscv64-linux-gnu")],
}


def toy():
    return (TOY / "capacity.h").read_text(encoding="utf-8")


def judge(text):
    """(api, plans, messages) of a header that stands alone."""
    problems = model.Problems()
    api = model.build({"capacity.h": text}, problems)
    rules.check(api, problems)
    plans = lower.plans(api, problems) if not problems.lines else []
    return api, plans, problems.lines


def compile_text(text, compiler, include, *more):
    """The compiler's messages about a conform.c; empty if it is content."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "conform.c"
        path.write_text(text, encoding="utf-8")
        done = subprocess.run([compiler, *STRICT, *more, "-I", str(include), str(path)],
                              capture_output=True, text=True)
    return done.stderr if done.returncode or done.stderr else ""


class BadHeaders(unittest.TestCase):
    maxDiff = None
    """Each hole of the dialect is closed, with these words."""

    def test_each_is_refused_with_its_message(self):
        for what, replacements, messages in CASES:
            with self.subTest(what):
                text = toy()
                for old, new in replacements:
                    self.assertEqual(text.count(old), 1, "the toy header has changed")
                    text = text.replace(old, new)
                try:
                    found = judge(text)[2]
                except HeaderError as error:
                    found = [str(error)]
                self.assertEqual(found, ["include/capacity/capacity.h:" + message for message in messages])

    def test_every_rule_has_a_case(self):
        """Each message that the generator can give is given by some case."""
        given = "\n".join(message for _, _, messages in CASES for message in messages)
        missing = []
        for name in ("tokens", "comments", "header", "values", "model", "rules_type", "rules_callable", "lower"):
            for line, text in _messages(GENERATOR / f"{name}.py"):
                parts = [re.escape(part) for part in re.split(r"\{[^{}]*\}", text)]
                if not re.search(".*".join(parts), given):
                    missing.append(f"{name}.py:{line}: {text}")
        self.assertEqual(missing, [])

    def test_all_problems_of_a_run_are_listed(self):
        text = toy().replace(" \\since 0.1", "")
        found = judge(text)[2]
        # CAPACITY_VERSION_ENCODE is C only, so nobody asks since when it is there.
        self.assertEqual(len([line for line in found if line.endswith("no \\since")]), toy().count(" \\since 0.1") - 1)

    def test_a_missing_header_is_named(self):
        with self.assertRaisesRegex(FileNotFoundError, "gone.h is included"):
            model.build({"capacity.h": toy().replace("<stddef.h>", "<capacity/gone.h>")}, model.Problems())


def _messages(path):
    """(line, text) of each message in a module, {} where something is filled in."""
    tellers = {"add": 2, "tell": 2, "fail": 0, "append": 0, "_problem": 1, "HeaderError": 0, "ValueProblem": 0}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        place = tellers.get(name)
        if place is None or len(node.args) <= place:
            continue
        if name == "append" and getattr(node.func.value, "id", "") != "problems":
            continue
        text = _template(node.args[place])
        if text:
            yield node.lineno, text


def _template(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


class Toy(unittest.TestCase):
    """Golden files of a header with every idiom once."""

    def test_api_json(self):
        api, _, messages = judge(toy())
        self.assertEqual(messages, [])
        self.assertEqual(generate.dump(api), (TOY / "capacity.api.json").read_text(encoding="utf-8"))

    def test_plans(self):
        plans = [lower.describe(plan) for plan in judge(toy())[1]]
        self.assertEqual("\n".join(plans) + "\n", (TOY / "plans.txt").read_text(encoding="utf-8"))

    def test_plans_know_inputs_results_and_twins(self):
        plans = {plan.name: plan for plan in judge(toy())[1]}
        twin = plans["capacity_space_many"]
        self.assertEqual([role.name for role in twin.inputs], ["weight_bytes", "colour"])
        self.assertEqual([role.name for role in twin.results], ["space"])
        self.assertEqual((twin.one, twin.partial, twin.raises), ("capacity_space", True, True))
        self.assertEqual(plans["capacity_space"].many, "capacity_space_many")
        self.assertEqual([role.enum for role in twin.inputs], [None, "capacity_colour"])
        label = plans["capacity_store_label"]
        self.assertEqual((label.kind, label.ret.life, label.ret.nullable), ("method", "borrowed", True))
        self.assertEqual(plans["capacity_store_put_box"].short, "put")
        self.assertNotIn("capacity_store_walk", plans)

    def test_a_length_may_stand_before_its_arrays(self):
        head, tail = toy().split(" * \\brief Space of many boxes.")
        for before, after in (
                (" * \\param[in] n How many.\n", ""),
                (" * \\param[in] weight_bytes", " * \\param[in] n How many.\n * \\param[in] weight_bytes"),
                ("*colour, size_t n,", "*colour,"),
                ("capacity_space_many(const", "capacity_space_many(size_t n, const")):
            self.assertIn(before, tail)
            tail = tail.replace(before, after, 1)
        _, plans, messages = judge(head + " * \\brief Space of many boxes." + tail)
        self.assertEqual(messages, [])
        plan = {plan.name: plan for plan in plans}["capacity_space_many"]
        self.assertEqual([(role.name, role.role) for role in plan.params],
                         [("n", "len"), ("weight_bytes", "array_in"), ("colour", "array_in"), ("space", "array_out"), ("err", "err")])
        self.assertEqual(plan.params[0].of, ["weight_bytes", "colour", "space"])

    def test_the_compiler_agrees(self):
        text = gen_conform.text(judge(toy())[0])
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(TOY, pathlib.Path(folder) / "capacity")
            for compiler in COMPILERS:
                self.assertEqual(compile_text(text, compiler, folder), "", compiler)


class Words(unittest.TestCase):
    """How a comment is read."""

    def test_paragraphs(self):
        blocks, problems = comments.parse(
            "/**\n * \\brief One\n * line. \\since 0.1\n *\n * Two\n * lines.\n *\n * Three.\n"
            " * \\param[in,out] x The\n *   value; a \\unit{1} number.\n * \\retval A b\n */", "function")
        self.assertEqual(problems, [])
        told = [(block.kind, block.argument, block.words(), block.notes) for block in blocks]
        self.assertEqual(told, [
            ("brief", None, "One line.", {"since": "0.1"}),
            ("body", None, "Two lines. Three.", {}),
            ("param", "x", "The value; a number.", {"dir": "inout", "unit": "1"}),
            ("retval", "A", "b", {})])

    def test_since_takes_one_version(self):
        for text, good in (("0.1", True), ("1.10", True), ("1", False), ("1.2.3", False), ("x", False)):
            problems = comments.parse(f"/** \\brief A. \\since {text} */", "constant")[1]
            self.assertEqual(problems == [], good, text)


class Conform(unittest.TestCase):
    """conform.c is a proof: it compiles, and each of its assertions can fail."""

    @classmethod
    def setUpClass(cls):
        cls.api = model.strip(generate.load()[0])
        cls.include = ROOT / "include"

    def test_it_compiles_for_every_target(self):
        self.assertTrue(COMPILERS, "no C compiler")
        text = gen_conform.text(self.api)
        done = 0
        for compiler in COMPILERS:
            for more in TARGETS.get(compiler, [[]]):
                self.assertEqual(compile_text(text, compiler, self.include, *more), "", f"{compiler} {more}")
                done += 1
        print(f"conform.c: {done} compilers and targets")

    def _failures(self, change):
        """Assertions that fail after `change` of a copy of the JSON."""
        api = copy.deepcopy(self.api)
        expected = change(api)
        errors = compile_text(gen_conform.text(api), COMPILERS[0], self.include, "-fmax-errors=0"
                              if "gcc" in COMPILERS[0] or COMPILERS[0] == "cc" else "-ferror-limit=0")
        return expected, len(re.findall(r"error: static[_ ]assert", errors))

    def test_one_base_type(self):
        def change(api):
            for function in api["functions"]:
                for param in function["params"]:
                    if param["type"]["base"] == "uint32_t":
                        param["type"]["base"] = "int32_t"
            return sum(any(param["type"]["base"] == "int32_t" for param in function["params"])
                       for function in api["functions"])
        expected, found = self._failures(change)
        self.assertGreater(expected, 10)
        self.assertEqual(found, expected)

    def test_every_function(self):
        def change(api):
            for function in api["functions"]:
                function["params"].append({"name": "more", "type": {"base": "double", "ptr": 0, "const": False,
                                                                    "kind": "float"}})
            return len(api["functions"])
        expected, found = self._failures(change)
        self.assertGreater(expected, 150)
        self.assertEqual(found, expected)

    def test_every_return_type(self):
        def change(api):
            for function in api["functions"]:
                function["ret"]["type"] = {"base": "double", "ptr": 0, "const": False, "kind": "float"}
            return len(api["functions"])
        expected, found = self._failures(change)
        self.assertEqual(found, expected)

    def test_every_const(self):
        def change(api):
            changed = set()
            for function in api["functions"]:
                for param in function["params"]:
                    if param["type"]["const"]:
                        param["type"]["const"] = False
                        changed.add(function["name"])
            return len(changed)
        expected, found = self._failures(change)
        self.assertGreater(expected, 80)
        self.assertEqual(found, expected)

    def test_every_constant_and_enumerator(self):
        def change(api):
            rows = [one for one in api["constants"] if not one["name"].startswith("CAPACITY_VERSION_")]
            rows += [value for enum in api["enums"] for value in enum["values"]]
            for row in rows:
                row["value"] += -1 if row["value"] > 0 else 1
            return len(rows)
        expected, found = self._failures(change)
        self.assertGreater(expected, 300)
        self.assertEqual(found, expected)

    def test_every_field(self):
        def change(api):
            count = 0
            for struct in api["structs"]:
                for field in struct["fields"]:
                    if not dialect.is_reserved(field["name"]):
                        field["type"] = {"base": "double", "ptr": 2, "const": False, "kind": "float"}
                        count += 1
            return count
        expected, found = self._failures(change)
        self.assertGreater(expected, 200)
        self.assertGreaterEqual(found, expected)

    def test_places_and_sizes(self):
        def change(api):
            for struct in api["structs"]:
                field = struct["fields"][-1]
                if field["type"]["kind"] == "text":
                    field["type"]["size"] += 8
                else:
                    struct["fields"].append(dict(field, name="one_more"))
            return len(api["structs"])
        expected, found = self._failures(change)
        self.assertGreaterEqual(found, expected)


class Generated(unittest.TestCase):
    """The committed files are what the generator writes."""

    def test_nothing_would_change(self):
        texts, _ = generate.outputs()
        for path, text in texts.items():
            target = ROOT / path
            self.assertTrue(target.exists(), f"{path} is missing: python3 bindings/generator/generate.py")
            self.assertTrue(target.read_text(encoding="utf-8") == text,
                            f"{path} is stale: python3 bindings/generator/generate.py")
            self.assertNotIn("\r", text)

    def test_nothing_is_untracked_or_left_over(self):
        if not shutil.which("git") or not (ROOT / ".git").exists():
            self.skipTest("no git checkout")
        texts, _ = generate.outputs()
        tracked = subprocess.run(["git", "ls-files", "bindings", "tests/abi"], cwd=ROOT, capture_output=True,
                                 text=True, check=True).stdout.split("\n")
        self.assertEqual(sorted(set(texts) - set(tracked)), [], "generated, but not committed")
        marked = [name for name in tracked if name and (ROOT / name).exists() and _is_generated(ROOT / name)]
        frozen = [name for name in marked if re.match(r"tests/abi/\d+\.\d+/", name)]
        self.assertEqual(sorted(set(marked) - set(frozen) - set(texts)), [], "marked as generated, but nothing writes it")

    def test_the_order_of_hashes_does_not_matter(self):
        for seed in ("1", "2"):
            done = subprocess.run([sys.executable, "-B", str(GENERATOR / "generate.py"), "--check"],
                                  env=dict(os.environ, PYTHONHASHSEED=seed), capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def test_the_standard_library_is_enough(self):
        own = {path.stem for path in GENERATOR.glob("*.py")}
        for path in GENERATOR.glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else \
                    [node.module] if isinstance(node, ast.ImportFrom) else []
                for name in names:
                    self.assertIn(name.split(".")[0], own | sys.stdlib_module_names, path.name)

    def test_every_function_has_a_plan(self):
        api = generate.load()[0]
        planned = {plan.name for plan in lower.plans(api)}
        skipped = {function["name"] for function in api["functions"] if "skip" in function}
        self.assertEqual(planned | skipped, {function["name"] for function in api["functions"]})
        self.assertEqual(skipped, set())


def _is_generated(path):
    try:
        head = path.read_text(encoding="utf-8")[:400]
    except UnicodeDecodeError:
        return False
    return re.search(r"Code generated by bindings/generator/generate\.py", head) is not None and path.suffix != ".py" \
        or head.startswith('"""Code generated by') or head.startswith("# Code generated by")


class Neighbours(unittest.TestCase):
    """What is kept by hand beside the header, and compared."""

    def test_symbol_map(self):
        api = generate.load()[0]
        text = (ROOT / symbols.MAP).read_text(encoding="utf-8")
        self.assertEqual(symbols.disagreements(api, text), [])
        told = symbols.disagreements(api, text.replace("    capacity_plan_new;\n", "    capacity_plan_neu;\n")
                                     .replace("    capacity_plan_ref;\n", "    capacity_plan_ref;\n    capacity_plan_ref;\n"))
        self.assertEqual(told, ["lib/capacity.map: capacity_plan_ref is exported twice",
                                "lib/capacity.map: capacity_plan_new is missing",
                                "lib/capacity.map: capacity_plan_neu is in no header"])
        wild = symbols.disagreements(api, text.replace("    capacity_plan_new;\n", "    capacity_plan_new;\n    capacity_*;\n"))
        self.assertEqual(wild, ["lib/capacity.map: no wildcards beside local"])

    def test_doxygen_aliases(self):
        text = (ROOT / aliases.DOXYFILE).read_text(encoding="utf-8")
        self.assertEqual(aliases.disagreements(text), [])
        told = aliases.disagreements(text.replace('"nullable=', '"nulable='))
        self.assertEqual(told, ["docs/Doxyfile.in: no alias for \\nullable", "docs/Doxyfile.in: \\nulable is no annotation"])

    def test_field_registry(self):
        api = generate.load()[0]
        self.assertEqual(registry.disagreements(api["fields"], api), [])
        rows = [dict(row) for row in api["fields"]]
        rows[0]["id"] += 1
        self.assertEqual(registry.disagreements(rows, api), [
            "include/capacity/field_ids.h: CAPACITY_IN_CONCURRENT_USERS is not what lib/model/fields.def says"])

    def test_field_choices_are_listed(self):
        rows = {row["key"]: row for row in generate.load()[0]["fields"]}
        self.assertEqual(rows["commitment"]["choices"][0], ["1y_no_upfront", 1])
        listed = [row for row in rows.values() if "choices" in row]
        self.assertEqual({row["unit"] for row in listed}, {"bool", "enum"})
        for row in listed:
            self.assertEqual([row["lowest"], row["highest"]], [row["choices"][0][1], row["choices"][-1][1]], row["key"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
