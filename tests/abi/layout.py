#!/usr/bin/env python3
"""The layout that a release promises: offsets and sizes of public structs, values of enumerators and constants.

Usage: layout.py           print the layout of the header
       layout.py --check   compare it with tests/abi/MAJOR.MINOR.layout of the header's version

The file is written once for each minor version, by hand: layout.py > 0.1.layout. After its release it
is never written again; test_layout.c asserts every line of it.
SPDX-License-Identifier: Apache-2.0
"""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(HERE, "..", "house"))

from house import PUBLIC, read, without_comments  # noqa: E402

SIZES = {"int64_t": 8, "uint32_t": 4, "int32_t": 4, "char": 1}
# No struct of ours: it has pointers, whose size is the platform's.
EXCEPT = {"capacity_allocator"}


def header():
    return "".join(without_comments(read("include", "capacity", stem + ".h")) for stem in PUBLIC)


def constants(code):
    """Plain numbers by name."""
    found = {}
    for name, value in re.findall(r"^#define (CAPACITY_\w+) (?:INT64_C\()?(-?\d+)\)?$", code, re.M):
        if not name.startswith("CAPACITY_VERSION_"):
            found[name] = int(value)
    return found


def enumerators(code):
    for body, name in re.findall(r"typedef enum \w+ \{([^}]*)\} (\w+);", code):
        items = [item.split("=") for item in body.split(",") if item.strip()]
        assert items, name
        for item in items:
            yield item[0].strip(), eval(item[1].strip(), {})  # a number or 1 << n, from our own header


def structs(code, known):
    for body, name in re.findall(r"typedef struct \w+ \{([^}]*)\} (\w+);", code):
        if name in EXCEPT:
            continue
        at, members = 0, []
        for member in body.split(";"):
            if not member.strip():
                continue
            kind, field, count = re.fullmatch(r"\s*(\w+)\s+(\w+)\s*(?:\[\s*(\w+)\s*\])?\s*", member).groups()
            size = SIZES[kind] * (1 if count is None else known.get(count) or int(count))
            members.append((field, at, size))
            at += size
        yield name, members, at


def lines():
    code = header()
    known = constants(code)
    yield "/* Generated once by layout.py; never written again after the release. */"
    for name, value in known.items():
        yield f"VALUE({name}, {value})"
    for name, value in enumerators(code):
        yield f"VALUE({name}, {value})"
    for name, members, size in structs(code, known):
        for field, at, width in members:
            yield f"MEMBER({name}, {field}, {at}, {width})"
        yield f"STRUCT({name}, {size})"


def main():
    text = "\n".join(lines()) + "\n"
    if sys.argv[1:] != ["--check"]:
        sys.stdout.write(text)
        return
    version = [re.search(rf"CAPACITY_VERSION_{part} (\d+)", header())[1] for part in ("MAJOR", "MINOR")]
    name = os.path.join(HERE, ".".join(version) + ".layout")
    with open(name, encoding="ascii") as file:
        frozen = file.read()
    different = sorted(set(text.split("\n")) ^ set(frozen.split("\n")))
    for line in different:
        print(("only in the header: " if line in text else "only in the layout: ") + line)
    print(f"{text.count(chr(10))} lines of {os.path.basename(name)}: {len(different)} differ")
    sys.exit(1 if different or text != frozen else 0)


main()
