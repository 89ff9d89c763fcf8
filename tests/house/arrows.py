#!/usr/bin/env python3
"""Which folder of lib/ may include which, and libyaml only where text is read or written.

Usage: arrows.py
SPDX-License-Identifier: Apache-2.0
"""
import re

from house import files, finish, read, without_comments

# A folder may include itself and these.
ALLOWED = {
    "base": set(),
    "kernel": {"base"},
    "model": {"base"},
    "data": {"base", "model"},
    "plan": {"base", "kernel", "model"},
    "engine": {"base", "kernel", "model", "plan"},
    "text": {"base", "kernel", "model", "data", "plan", "engine"},
}
SYSTEM = {"errno.h", "inttypes.h", "stdarg.h", "stdatomic.h", "stdbool.h", "stddef.h", "stdint.h", "string.h"}
# Where a system header or dependency may be used by one folder or file only.
SPECIAL = {"yaml.h": "lib/text/", "stdlib.h": ("lib/base/alloc.c", "lib/model/", "lib/text/", "lib/plan/")}


def main():
    findings, seen = [], 0
    for name in files("lib", ends=(".c", ".h", ".def")):
        folder = name.split("/")[1]
        for form, target in re.findall(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', without_comments(read(name)), re.M):
            seen += 1
            if form == '"':
                top = target.split("/")[0]
                if "/" not in target or (top != folder and top not in ALLOWED.get(folder, set())):
                    findings.append(f'{name}: lib/{folder} may not include "{target}"')
            elif target in SPECIAL:
                if not name.startswith(SPECIAL[target]):
                    findings.append(f"{name}: <{target}> has no place here")
            elif target not in SYSTEM and target != "capacity/capacity.h":
                findings.append(f"{name}: <{target}> has no place in the library")
    for name in files("examples"):
        for form, target in re.findall(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', without_comments(read(name)), re.M):
            seen += 1
            if target.split("/")[0] in ALLOWED or (target.startswith("capacity/") and target != "capacity/capacity.h"):
                findings.append(f"{name}: an example uses the public header alone, not {target}")
    finish(f"{seen} includes", findings)


main()
