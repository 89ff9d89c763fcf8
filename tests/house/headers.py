#!/usr/bin/env python3
"""Public headers: every standard, every compiler there is, no padding, none stands alone.

Usage: headers.py CC
SPDX-License-Identifier: Apache-2.0
"""
import os
import shutil
import sys
import tempfile

from house import PUBLIC, files, finish, path, run

CC = sys.argv[1:] or ["cc"]
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Wpadded", "-Wundef", "-Wconversion", "-Werror", "-fsyntax-only", "-I", path("include")]


def compilers():
    """Command and language standards of each compiler at hand."""
    yield CC, ("c99", "c11", "c17"), "c"
    for name in ("gcc", "clang-14", "clang"):
        if shutil.which(name):
            yield [name], ("c99", "c11", "gnu17"), "c"
    for name in ("g++", "clang++-14", "clang++"):
        if shutil.which(name):
            yield [name], ("c++11", "c++17"), "c++"


def main():
    findings, done = [], 0
    with tempfile.TemporaryDirectory() as folder:
        whole = os.path.join(folder, "whole.c")
        with open(whole, "w", encoding="ascii") as file:
            file.write("#include <capacity/capacity.h>\n#include <capacity/capacity.h>\n")
        for command, standards, language in compilers():
            for standard in standards:
                got = run(*command, "-x", language, "-std=" + standard, *STRICT, whole)
                done += 1
                if got.returncode or got.stderr:
                    findings.append(f"{command} -std={standard}: {got.stderr}")
    present = {os.path.basename(f)[:-2] for f in files("include/capacity")} - {"capacity"}
    if present != set(PUBLIC):
        findings.append(f"house.py lists {sorted(set(PUBLIC) ^ present)} wrongly")
    for stem in sorted(present):
        got = run(*CC, "-x", "c", "-std=c11", "-fsyntax-only", "-I", path("include"), "-include", f"capacity/{stem}.h", os.devnull)
        done += 1
        if got.returncode == 0 or "include <capacity/capacity.h>" not in got.stderr:
            findings.append(f"capacity/{stem}.h stands alone")
    if not any(language == "c++" for _, _, language in compilers()):
        print("not tried: C++ (no g++, no clang++)")
    finish(f"{done} compilations of public headers", findings)


main()
