#!/usr/bin/env python3
"""Mutation testing: does a test fail when an operator, a constant or a statement of a kernel is wrong?

Usage: mutation.py [--file FILE]... [--jobs N] [--sample N] [--work FOLDER]
       mutation.py --list      the survivors that are explained, checked against the sources

Each mutant changes one token, or leaves one statement out, of one file. It is compiled alone, linked with
the unit tests and vectors that judge the file (TESTS below), and run with a limit of processor time. Killed
is a mutant that a test notices. One whose optimised code is the original's is no mutant. Survivors stand in
tests/long/survivors.txt with a reason ("LINE => *" is any mutant of that line); any other fails the run, and
so does a line there that names no mutant or one that is killed. Printed for each file are the score, the
killed of those that can be killed, and the same of all; the floor of the score is 95 %.

Work may be broken off: results are kept in the folder and taken up again while the sources are the same.
--sample takes N mutants of a file, spread evenly. Needs gcc, meson and ninja; Python's standard library.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import concurrent.futures
import hashlib
import json
import math
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXPLAINED = ROOT / "tests/long/survivors.txt"
FLOOR = 95.0
# What judges a file, the quickest first.
TESTS = {
    "lib/base/checked.c": ["vectors", "checked", "ratio"],
    "lib/base/ratio.c": ["vectors", "ratio", "checked"],
    "lib/kernel/cost.c": ["vectors", "cost", "catalog_cost", "plan"],
    "lib/kernel/dynamo.c": ["vectors", "dynamo", "plan"],
    "lib/kernel/eks.c": ["vectors", "nodes", "plan"],
    "lib/kernel/headroom.c": ["vectors", "headroom"],
    "lib/kernel/histogram.c": ["rightsize", "rightsize_vectors"],
    "lib/kernel/hpa.c": ["hpa_vectors", "hpa"],
    "lib/kernel/hpa_decide.c": ["hpa_vectors", "hpa"],
    "lib/kernel/hpa_propose.c": ["hpa_vectors", "hpa"],
    "lib/kernel/hpa_rules.c": ["hpa_vectors", "hpa"],
    "lib/kernel/kernel.c": ["vectors", "pods", "cost", "nodes", "dynamo"],
    "lib/kernel/law.c": ["law", "queue"],
    "lib/kernel/nodes.c": ["vectors", "nodes"],
    "lib/kernel/packing.c": ["vectors", "packing", "nodes", "plan"],
    "lib/kernel/pods.c": ["vectors", "pods", "plan"],
    "lib/kernel/queue.c": ["vectors", "queue"],
    "lib/kernel/rate.c": ["vectors", "pods", "dynamo", "plan"],
    "lib/kernel/table.c": ["vectors", "dynamo", "plan"],
}
FLAGS = ["-std=c11", "-w", "-fPIC", "-ffp-contract=off", "-DCAPACITY_BUILDING", "-DCAPACITY_TEXT=1"]

TOKEN = re.compile(
    r"(?P<skip>/\*.*?\*/|^[ \t]*#(?:[^\n\\]|\\.|\\\n)*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')"
    r"|(?P<number>0[xX][0-9a-fA-F]+[uUlL]*|\d+[uUlL]*(?![\w.]))"
    r"|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<op><<=|>>=|\+\+|--|->|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%&|<>!=?:;,(){}\[\].~^])", re.S | re.M)
SWAPS = {
    "<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"), "==": ("!=",), "!=": ("==",),
    "&&": ("||",), "||": ("&&",), "+": ("-",), "-": ("+",), "*": ("+",), "/": ("*",), "%": ("/",), "<<": (">>",),
    ">>": ("<<",), "&": ("|",), "|": ("&",), "^": ("&",), "++": ("--",), "--": ("++",), "+=": ("-=",), "-=": ("+=",),
    "*=": ("+=",), "/=": ("*=",), "%=": ("/=",), "|=": ("&=",), "&=": ("|=",), "<<=": (">>=",), ">>=": ("<<=",),
}
BEFORE_UNARY = set("( , = { ? : ; [ ! ~ && || return + - * / % < > <= >= == != & | ^ += -= case".split())
STATEMENT = re.compile(r"[A-Za-z_*(][^;{}\n]*(?:\n[^;{}\n]*)*;")
NO_STATEMENT = re.compile(r"\s*(?:return|goto|break|continue|if|for|while|else|case|default|switch|do|static|const|typedef|"
                          r"struct|enum|extern|bool|int|void|double|size_t|u?int\d+_t|\(void\))\b|"
                          r"\s*(?:const )?\w+ \*?\w+(?:\[[^\]]*\])?(?:, \*?\w+)*(?: =|;)")


def tokens(source):
    return [match for match in TOKEN.finditer(source) if match.lastgroup != "skip"]


def unturnable(source):
    """Spans of checks that no input can turn, marked so (lib/base/never.h)."""
    for match in re.finditer(r"\bCAPACITY__(?:NEVER|SURELY)\(", source):
        depth, at = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(source[at], 0)
            at += 1
        yield match.start(), at


def token_mutants(found):
    for i, match in enumerate(found):
        text, before = match[0], found[i - 1][0] if i else ";"
        kind = match.lastgroup
        if kind == "number":
            digits, suffix = re.fullmatch(r"(0[xX][0-9a-fA-F]+|\d+)([uUlL]*)", text).groups()
            value = int(digits, 16 if digits[:2].lower() == "0x" else 8 if digits[0] == "0" and len(digits) > 1 else 10)
            for other in (value + 1, value - 1):
                if other >= 0:
                    yield match.start(), match.end(), f"{other}{suffix}"
        elif kind == "op" and text in SWAPS:
            if text in "+-*&" and before in BEFORE_UNARY:
                if text == "-":
                    yield match.start(), match.end(), ""
                continue
            if text == "*" and re.fullmatch(r"[A-Za-z_]\w*", before) and declares(found, i):
                continue
            for other in SWAPS[text]:
                yield match.start(), match.end(), other
        elif text == "!":
            yield match.start(), match.end(), ""
        elif text in ("true", "false"):
            yield match.start(), match.end(), "false" if text == "true" else "true"
        elif text in ("continue", "break") and found[i + 1][0] == ";":
            yield match.start(), match.end(), ""
        elif text in ("if", "while") and found[i + 1][0] == "(":
            yield found[i + 1].end(), found[i + 1].end(), "0 && "


def declares(found, i):
    """Is the asterisk part of a declaration: a type before it, a name behind it, at a statement's start?"""
    start = i - 1
    while start > 0 and found[start - 1][0] not in ("{", "}", ";", "(", ",", ")"):
        start -= 1
    words = [match[0] for match in found[start:i]]
    return all(re.fullmatch(r"[A-Za-z_]\w*", word) for word in words) and (
        len(words) > 1 or words[0].endswith("_t") or words[0] in ("char", "void", "int", "bool", "double") or
        words[0].startswith("capacity_"))


def statement_mutants(source, found):
    """Simple statements left out: assignments and calls, at the places where a statement may begin."""
    for i, match in enumerate(found[:-1]):
        if match[0] not in ("{", "}", ";", ")", "else"):
            continue
        start = found[i + 1].start()
        got = STATEMENT.match(source, start)
        if not got or NO_STATEMENT.match(got[0]):
            continue
        inside = tokens(got[0])
        if any(token[0] in ("=", "+=", "-=", "*=", "/=", "|=", "++", "--") for token in inside) or (
                len(inside) > 2 and inside[1][0] == "(" and source[got.end() - 2] == ")"):
            if match[0] == ")" and "\n" not in source[match.end():start]:
                continue  # not the body of an if or for, which stands on a line of its own
            yield got.start(), got.end(), ";"


def mutants(source):
    """(start, end, replacement) without duplicates, outside of what is marked as never turned."""
    found = tokens(source)
    spans, seen = list(unturnable(source)), set()
    for start, end, other in [*token_mutants(found), *statement_mutants(source, found)]:
        if any(low <= start < high for low, high in spans) or (start, end, other) in seen:
            continue
        seen.add((start, end, other))
        yield start, end, other


def named(source, mutant):
    """A mutant's name: its line as it is and as it becomes. Lines may move, names stay."""
    start, end, other = mutant
    low, high = source.rfind("\n", 0, start) + 1, source.find("\n", end)
    was, becomes = source[low:high], source[low:start] + other + source[end:high]
    return f"{' '.join(was.split())} => {' '.join(becomes.split())}"


def explained():
    """{(file, name): reason}; a file's name stands alone on a line, then mutants, each with an indented reason."""
    reasons, file, name = {}, None, None
    for number, line in enumerate(EXPLAINED.read_text().split("\n") if EXPLAINED.exists() else [], 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("    "):
            if name is None or len(line.split()) < 3:
                sys.exit(f"{EXPLAINED.name}:{number}: a reason without a mutant, or hardly a reason")
            reasons[file, name] = f"{reasons.get((file, name), '')} {line.strip()}".strip()
        elif " => " in line:
            name = line.strip()
            reasons[file, name] = ""
        else:
            file, name = line.strip(), None
    for (file, name), reason in reasons.items():
        if not reason:
            sys.exit(f"{EXPLAINED.name}: {name} has no reason")
    return reasons


def reason_of(reasons, file, name):
    return reasons.get((file, name)) or reasons.get((file, name.split(" => ")[0] + " => *"))


def stale(reasons):
    """Lines of the list that name no mutant of their file."""
    names = {}
    for file, name in reasons:
        if file not in names:
            source = (ROOT / file).read_text() if file in TESTS else ""
            names[file] = {named(source, mutant) for mutant in mutants(source)}
            names[file] |= {name.split(" => ")[0] + " => *" for name in names[file]}
        if name not in names[file]:
            yield f"{EXPLAINED.name}: {file} has no mutant {name}"


def unlisted():
    """Kernels that do not stand in the table."""
    for path in sorted((ROOT / "lib/kernel").glob("*.c")):
        file = str(path.relative_to(ROOT))
        if file not in TESTS:
            yield f"{file}: no test is said to judge it: put it into TESTS of mutation.py"


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, **more)


class Bench:
    """A build of the tests, and how one file's mutants are made, linked and run in it."""

    def __init__(self, work, file):
        self.work, self.file, self.build = work, file, work / "build"
        self.tests = [test for test in TESTS[file] if (ROOT / f"tests/test_{test}.c").exists()]
        if not (self.build / "build.ninja").exists():
            run("meson", "setup", str(self.build), "-Dtests=enabled", "-Dcheck=own", "-Dexamples=false")
        run("ninja", "-j", os.environ.get("JOBS", "2"), "-C", str(self.build),
            "lib/libcapacity.a", *(f"tests/test_{test}" for test in self.tests))
        self.folder = work / "mutants" / file.replace("/", "_")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.archive = self.folder / "rest.a"
        self.without()
        self.original = (ROOT / file).read_text()
        self.plain = self.object_of(self.original, "original", "-O2")
        self.seconds = {test: self.time(test) for test in self.tests}

    def without(self):
        """The library as ar's archive, but the file's object."""
        member = self.file.removeprefix("lib/").replace("/", "_") + ".o"
        run("ninja", "-C", str(self.build), "lib/libcapacity.a")
        shutil.copy(self.build / "lib/libcapacity.a", self.archive)
        if subprocess.run(["ar", "t", str(self.archive)], capture_output=True, text=True).stdout.count(member) == 0:
            sys.exit(f"{self.file}: no {member} in the archive")
        run("ar", "d", str(self.archive), member)
        run("ranlib", str(self.archive))

    def tree(self, name, source):
        """A folder with the mutant where #include finds it first."""
        folder = self.folder / name
        place = folder / self.file.removeprefix("lib/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(source)
        return folder, place

    def compile(self, folder, path, out, level):
        done = subprocess.run(
            ["gcc", *FLAGS, level, f"-I{folder}", "-Iinclude", "-Ilib", f"-Ilib/{pathlib.Path(self.file).parent.name}",
             "-Itests", "-c", str(path), "-o", str(out)], capture_output=True, cwd=ROOT)
        return done.returncode == 0

    def object_of(self, source, name, level):
        """The object's bytes, None where the source does not compile."""
        folder, place = self.tree(name, source)
        shown = folder / "unit.c"  # the same name for all, as it stands in the object
        shown.write_text(source)
        out = folder / "unit.o"
        if not self.compile(folder, shown, out, level):
            return None
        run("strip", "--strip-debug", str(out))
        return out.read_bytes()

    def link(self, test, folder, objects, out):
        parts = sorted((self.build / f"tests/test_{test}.p").glob("*.o"))
        again = [part for part in parts if part.name == "portable.c.o" and self.file.startswith("lib/base/")]
        if again:  # portable.c includes the file itself
            if not self.compile(folder, ROOT / "tests/portable.c", folder / "portable.o", "-O1"):
                return False
            parts = [part for part in parts if part not in again] + [folder / "portable.o"]
        wraps = [f"-Wl,--wrap={name}" for name in ("malloc", "calloc", "realloc", "free", "strdup")]
        done = subprocess.run(["gcc", "-o", str(out), *map(str, parts), *map(str, objects),
                               str(self.build / "tests/libharness.a"), str(self.build / "tests/libcheck-own.a"),
                               str(self.archive), *wraps, "-lyaml", "-lpthread", "-ldl"], capture_output=True, cwd=ROOT)
        return done.returncode == 0

    def run_test(self, program, seconds):
        def limits():
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            done = subprocess.run([str(program)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, preexec_fn=limits, timeout=60 * seconds,
                                  env={**os.environ, "CK_EXCLUDE_TAGS": "oom"})
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def time(self, test):
        """The limit of processor time for a test: ten times what the original takes, at least 2 s."""
        folder = self.folder / "original"
        if not self.link(test, folder, [folder / "unit.o"], folder / test):
            sys.exit(f"{self.file}: test_{test} does not link")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        if not self.run_test(folder / test, 600):
            sys.exit(f"{self.file}: test_{test} fails on the original")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return max(2, math.ceil(10 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)))

    def judge(self, mutant):
        start, end, other = mutant
        name = f"thread-{threading.get_ident()}"
        source = self.original[:start] + other + self.original[end:]
        if self.object_of(source, name, "-O1") is None:
            return "does not compile"
        folder = self.folder / name
        for test in self.tests:
            if not self.link(test, folder, [folder / "unit.o"], folder / "program"):
                return "does not compile"
            if not self.run_test(folder / "program", self.seconds[test]):
                return f"killed by {test}"
        return "equal" if self.object_of(source, name, "-O2") == self.plain else "SURVIVED"

    def fingerprint(self):
        digest = hashlib.sha256(self.original.encode())
        for test in self.tests:
            digest.update((ROOT / f"tests/test_{test}.c").read_bytes())
        for path in sorted((ROOT / "tests/vectors").rglob("*.csv")):
            digest.update(path.read_bytes())
        return digest.hexdigest()


def shares(killed, alive, justified):
    """Killed of those that can be killed, and of all, in per cent."""
    open_ones, all_of_them = killed + alive - justified, killed + alive
    return (100 * killed / open_ones if open_ones else 0.0), (100 * killed / all_of_them if all_of_them else 0.0)


def spread(all_of_them, n):
    return all_of_them if not n or n >= len(all_of_them) else [all_of_them[i * len(all_of_them) // n] for i in range(n)]


def examine(bench, options, reasons):
    """Judges a file's mutants, prints survivors and the score; True when it holds."""
    kept = bench.folder / "results.json"
    known = json.loads(kept.read_text()) if kept.exists() else {}
    if known.get("fingerprint") != bench.fingerprint():
        known = {"fingerprint": bench.fingerprint(), "verdicts": {}}
    verdicts = known["verdicts"]
    chosen = spread(list(mutants(bench.original)), options.sample)

    def one(mutant):
        key = json.dumps(mutant)
        if key not in verdicts:
            verdicts[key] = bench.judge(mutant)
            if len(verdicts) % 20 == 0:
                kept.write_text(json.dumps(known))
        return verdicts[key]

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        got = list(pool.map(one, chosen))
    kept.write_text(json.dumps(known))

    holds, counts, justified = True, {}, 0
    killed_names = {named(bench.original, mutant) for mutant, verdict in zip(chosen, got) if verdict.startswith("killed")}
    for mutant, verdict in zip(chosen, got):
        counts[verdict.split(" by ")[0]] = counts.get(verdict.split(" by ")[0], 0) + 1
        if verdict != "SURVIVED":
            continue
        name = named(bench.original, mutant)
        if reason_of(reasons, bench.file, name):
            justified += 1
            continue
        holds = False
        print(f"{bench.file}:{bench.original.count(chr(10), 0, mutant[0]) + 1}: survived: {name}")
    alive_names = {named(bench.original, mutant) for mutant, verdict in zip(chosen, got) if verdict in ("SURVIVED", "equal")}
    for file, name in reasons:
        if file == bench.file and name in killed_names - alive_names:
            holds = False
            print(f"{EXPLAINED.name}: killed now, take it out: {name}")
    killed, alive = counts.get("killed", 0), counts.get("SURVIVED", 0)
    score, raw = shares(killed, alive, justified)
    print(f"{bench.file}: {len(chosen)} mutants, {killed} killed, {alive} survived ({justified} explained), "
          f"{counts.get('equal', 0)} the same code, {counts.get('does not compile', 0)} do not compile: "
          f"score {score:.1f} % ({raw:.1f} % of all)",
          flush=True)
    return holds, killed, alive, justified


def main():
    parser = argparse.ArgumentParser(usage=__doc__.replace("%", "%%"))
    parser.add_argument("--file", action="append")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--work", default=None)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    reasons = explained()
    wrong = [*stale(reasons), *unlisted()]
    for line in wrong:
        print(line)
    if options.list:
        print(f"{len(reasons)} survivors are explained, {len(wrong)} findings")
        return 1 if wrong else 0
    for tool in ("gcc", "meson", "ninja"):
        if not shutil.which(tool):
            print(f"skipped: needs {tool} (apt-get install gcc meson ninja-build)")
            return 77
    work = pathlib.Path(options.work or tempfile.mkdtemp(prefix="mutation-")).resolve()
    work.mkdir(parents=True, exist_ok=True)
    sums = [0, 0, 0]
    holds = not wrong
    for file in options.file or TESTS:
        if not (ROOT / file).exists():
            continue
        good, *numbers = examine(Bench(work, file), options, reasons)
        holds = holds and good
        sums = [a + b for a, b in zip(sums, numbers)]
    killed, alive, justified = sums
    score, raw = shares(killed, alive, justified)
    print(f"mutation score {score:.1f} %, {raw:.1f} % of all ({killed} of {killed + alive}), {justified} survivors explained, "
          f"floor {FLOOR} %")
    return 0 if holds and score >= FLOOR else 1


sys.exit(main())
