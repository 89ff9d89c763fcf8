#!/usr/bin/env python3
"""Lines and branches of lib/ that no test reached, from gcovr's JSON; fails if there is one.

Usage: uncovered.py COVERAGE.json
SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def missed(file):
    source = (ROOT / file["file"]).read_text().split("\n")
    for line in file["lines"]:
        if line.get("gcovr/noncode"):
            continue
        number, branches = line["line_number"], line["branches"]
        absent = sum(branch["count"] == 0 for branch in branches)
        text = source[number - 1].strip()[:90]
        if line["count"] == 0:
            yield f"{file['file']}:{number}: not reached: {text}"
        elif absent:
            yield f"{file['file']}:{number}: {absent} of {len(branches)} branches not taken: {text}"


def share(part, all_of_it):
    return 100 * part / all_of_it if all_of_it else 0.0


def main():
    files = json.loads(pathlib.Path(sys.argv[1]).read_text())["files"]
    lines = [line for file in files for line in file["lines"] if not line.get("gcovr/noncode")]
    branches = [branch for line in lines for branch in line["branches"]]
    reached = sum(line["count"] > 0 for line in lines)
    taken = sum(branch["count"] > 0 for branch in branches)
    for file in files:
        for text in missed(file):
            print(text)
    marked = sum(len(re.findall(r"\bCAPACITY__(?:NEVER|SURELY)\(", path.read_text()))
                 for path in ROOT.glob("lib/*/*.c"))
    print(f"lines {reached} of {len(lines)}, {share(reached, len(lines)):.2f} %")
    print(f"branches {taken} of {len(branches)}, {share(taken, len(branches)):.2f} %")
    print(f"{marked} checks marked as never turned")
    return 0 if reached == len(lines) > 0 and taken == len(branches) else 1


sys.exit(main())
