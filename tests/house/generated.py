#!/usr/bin/env python3
"""Committed files that a generator wrote are what it writes today.

Usage: generated.py
SPDX-License-Identifier: Apache-2.0
"""
import sys

from house import finish, output, path, read


def main():
    ids = output(sys.executable, "-B", path("lib/model/field_ids.py"), path("lib/model/fields.def"))
    findings = []
    if ids != read("include/capacity/field_ids.h"):
        findings.append("include/capacity/field_ids.h: run lib/model/field_ids.py lib/model/fields.def OUT")
    if ids.count("CAPACITY_IN_") < 50:
        findings.append("lib/model/field_ids.py wrote hardly anything")
    print(output(sys.executable, "-B", path("tests/vectors/oracle.py"), "--check").strip())
    finish("generated files", findings)


main()
