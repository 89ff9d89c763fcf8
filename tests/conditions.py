#!/usr/bin/env python3
"""Conditions of lib/ that no test showed to turn their decision alone, from llvm-cov's JSON; fails if there is one.

Usage: conditions.py MCDC.json
SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def decisions(path):
    """(file, line, column, verdict of each condition), the best verdict where headers count more than once."""
    found = {}
    for file in json.loads(pathlib.Path(path).read_text())["data"][0]["files"]:
        # a build inside the checkout names sources from there; never.h: its conditions are constant here
        name = (ROOT / file["filename"]).resolve()
        if not name.is_relative_to(ROOT / "lib") or name.name == "never.h":
            continue
        for record in file.get("mcdc_records", []):
            key = name.relative_to(ROOT), record[0], record[1]
            before = found.get(key, [False] * len(record[-1]))
            found[key] = [one or other for one, other in zip(before, record[-1])]
    return found


def main():
    found = decisions(sys.argv[1])
    for (name, line, column), verdicts in sorted(found.items()):
        if not all(verdicts):
            text = (ROOT / name).read_text().split("\n")[line - 1].strip()[:90]
            absent = ", ".join(str(at + 1) for at, verdict in enumerate(verdicts) if not verdict)
            print(f"{name}:{line}:{column}: condition {absent} of {len(verdicts)} not shown: {text}")
    conditions = [verdict for verdicts in found.values() for verdict in verdicts]
    share = 100 * sum(conditions) / len(conditions) if conditions else 0.0
    print(f"conditions {sum(conditions)} of {len(conditions)} in {len(found)} decisions, {share:.2f} %")
    return 0 if conditions and all(conditions) else 1


sys.exit(main())
