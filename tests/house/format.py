#!/usr/bin/env python3
"""C files are as clang-format 14 leaves them.

Usage: format.py
SPDX-License-Identifier: Apache-2.0
"""
import shutil

from house import SOURCE, files, finish, run, skip

TOOL = "clang-format-14"


def main():
    if not shutil.which(TOOL):
        skip(f"needs {TOOL}")
    names = files("include", "lib", "examples", "tests")
    got = run(TOOL, "--dry-run", "--style=file", *names, cwd=SOURCE)
    findings = sorted({line.split(":")[0] for line in got.stderr.split("\n") if "clang-format-violations" in line})
    finish(f"{len(names)} files through {TOOL}", [f"{name}: {TOOL} -i" for name in findings])


main()
