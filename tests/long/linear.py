#!/usr/bin/env python3
"""Reading hostile text costs time and memory in proportion to its size: twice the text, at most 2.3 times both.

Usage: linear.py READS [SHAPE...]     READS is tests/long/reads of a build; default every shape
Instructions are counted by callgrind, the most memory alive at once by massif; an empty text is taken off both.
SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MOST = 2.3
NOTHING = 30_000  # instructions and bytes below which a doubling says nothing


def catalog(part, rows):
    head = {"catalog": "own", "region": "here", "as_of": "2026-11-01"}
    return json.dumps({**head, part: rows})


def machine(i):
    return {"name": f"box-{i}", "family": "box", "arch": "amd64", "cpu": "4", "memory": "16Gi", "interfaces": 4,
            "addresses_per_interface": 15, "price": "0.1", "as_of": "2026-11-01", "source": "a price list"}


def meter(i):
    return {"name": f"own.{i}", "service": "own", "item": "something", "unit": "hour", "unit_quantity": 1,
            "bands": [{"price": "1"}], "as_of": "2026-11-01",
            "source": "a price list"}


def yaml_machines(n):
    rows = "".join("- {" + ", ".join(f"{key}: {json.dumps(value)}" for key, value in machine(i).items()) + "}\n" for i in range(n))
    return "catalog: own\nregion: here\nas_of: 2026-11-01\nmachines:\n" + rows


def csv(header, row, n):
    return header + "".join(row(i) for i in range(n))


# name: (reader, size of the smaller text, text of that size, what the reader says)
SHAPES = {
    "comment": ("profile", 40_000, lambda n: "#" * n + "\nconcurrent_users: 5\n", "read"),
    "comments": ("profile", 20_000, lambda n: "#\n" * n + "concurrent_users: 5\n", "read"),
    "blank_lines": ("profile", 40_000, lambda n: "\n" * n + "concurrent_users: 5\n", "read"),
    "blanks_of_json": ("profile", 40_000, lambda n: "{" + " " * n + '"concurrent_users": 5}', "read"),
    "long_scalar": ("profile", 40_000, lambda n: "concurrent_users: " + "a" * n + "\n", "exceeds 4096"),
    "long_block": ("profile", 10_000, lambda n: "concurrent_users: |\n" + "  a\n" * n, "exceeds 4096"),
    "folded_scalar": ("profile", 10_000, lambda n: "concurrent_users: a\n" + "  a\n" * n, "exceeds 4096"),
    "escapes": ("profile", 10_000, lambda n: 'concurrent_users: "' + "\\x41" * n + '"\n', "exceeds 4096"),
    "long_key": ("profile", 40_000, lambda n: "a" * n + ": 1\n", ""),
    "long_number": ("profile", 40_000, lambda n: '{"concurrent_users": ' + "9" * n + "}", ""),
    "brackets": ("profile", 40_000, lambda n: "[" * n, ""),
    "braces": ("profile", 40_000, lambda n: '{"a":' * (n // 5), ""),
    "dashes": ("profile", 40_000, lambda n: "- " * (n // 2), ""),
    "question_marks": ("profile", 40_000, lambda n: "? " * (n // 2), ""),
    "anchors": ("profile", 40_000, lambda n: "&a " * (n // 3), ""),
    "tags": ("profile", 40_000, lambda n: "!" + "a" * n + " b", ""),
    "documents": ("profile", 10_000, lambda n: "---\n" * n, ""),
    "commas": ("profile", 40_000, lambda n: "[" + "," * n, ""),
    "colons": ("profile", 40_000, lambda n: ": " * (n // 2), ""),
    "quotes": ("profile", 40_000, lambda n: "'" * n, ""),
    "unknown_keys": ("profile", 2_000, lambda n: "".join(f"key_{i}: 1\n" for i in range(n)), ""),
    "metrics_rows": ("metrics", 2_000, lambda n: json.dumps({"metrics": {f"m{i}": 1 for i in range(n)}}), ""),
    "tiers_rows": ("tiers", 2_000, lambda n: json.dumps({"tiers": [{"name": f"t{i}"} for i in range(n)]}), ""),
    "machines": ("catalog", 400, lambda n: catalog("machines", [machine(i) for i in range(n)]), "read"),
    "machines_yaml": ("catalog", 400, yaml_machines, "read"),
    "meters": ("catalog", 400, lambda n: catalog("meters", [meter(i) for i in range(n)]), "read"),
    "trace": ("trace", 2_000, lambda n: csv("time,rate\n", lambda i: f"{15 * i},{i % 900}\n", n), "read"),
    "trace_bad_lines": ("trace", 2_000, lambda n: csv("time,rate\n", lambda i: f"{15 * i},NaN\n", n), "NaN"),
    "trace_long_line": ("trace", 40_000, lambda n: "time,rate\n" + "1" * n, "4096"),
    "trace_quotes": ("trace", 20_000, lambda n: 'time,rate\n"' + '""' * n, ""),
    "usage": ("usage", 2_000, lambda n: csv("time,cpu,memory\n", lambda i: f"{60 * i},0.{i % 9 + 1},{i % 97 + 1}Mi\n", n), "read"),
    "usage_bad_lines": ("usage", 2_000, lambda n: csv("time,cpu\n", lambda i: ",\n", n), ""),
}


def instructions(program, kind, path):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, kind, path],
                          capture_output=True, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", done.stderr)[1]), done.stdout.strip()


def memory(program, kind, path, folder):
    out = folder / "massif"
    subprocess.run(["valgrind", "--tool=massif", "--peak-inaccuracy=0.1", f"--massif-out-file={out}", program, kind, path],
                   capture_output=True, check=True)
    return max(int(size) for size in re.findall(r"mem_heap_B=(\d+)", out.read_text()))


def measure(program, kind, text, folder):
    path = folder / "text"
    path.write_text(text)
    count, said = instructions(program, kind, path)
    return count, memory(program, kind, path, folder), said


def judge(name, program, folder, bases):
    kind, size, shape, expected = SHAPES[name]
    if kind not in bases:
        bases[kind] = measure(program, kind, "", folder)
    once, twice = (measure(program, kind, shape(size * factor), folder) for factor in (1, 2))
    fault = "" if expected in once[2] and expected in twice[2] else f" says {once[2]!r}"
    ratios = []
    for at in (0, 1):
        less, more = (one[at] - bases[kind][at] for one in (once, twice))
        ratio = more / less if less > NOTHING else 0.0
        ratios.append(ratio)
        if ratio > MOST or (less <= NOTHING < more and more > MOST * NOTHING):
            fault += f" {('time', 'memory')[at]} grows from {less} to {more}"
    print(f"{name:16} {once[0] - bases[kind][0]:>11} instructions, twice the text {ratios[0]:.2f} times; "
          f"memory {ratios[1]:.2f} times{' FAILED:' + fault if fault else ''}", flush=True)
    return not fault


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    if shutil.which("valgrind") is None:
        print("skipped: needs valgrind (apt-get install valgrind)")
        return 77
    names = sys.argv[2:] or list(SHAPES)
    with tempfile.TemporaryDirectory() as folder:
        bases = {}
        good = [judge(name, sys.argv[1], pathlib.Path(folder), bases) for name in names]
    print(f"{sum(good)} of {len(good)} shapes cost at most {MOST} times as much for twice the text")
    return 0 if all(good) else 1


sys.exit(main())
