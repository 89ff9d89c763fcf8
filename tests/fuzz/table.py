#!/usr/bin/env python3
"""Every exported function has a fuzz target: README.md's table against lib/capacity.map and the targets.

Usage: table.py [--write]     --write: the table anew from what the targets call
SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
TARGETS = "profile catalog tiers metrics same quantity kernels hpa structs api trace simulate usage".split()
SHARED = ("fuzz.c", "documents.c")  # what several targets call
BEGIN = "| function | target |\n| --- | --- |\n"


def exported():
    text = re.sub(r"#[^\n]*", "", (HERE / "../../lib/capacity.map").read_text())
    return re.findall(r"\bcapacity_\w+(?=;)", text)


def called(target):
    """Functions that the source of a target names, macros that paste names included."""
    code = re.sub(r"/\*.*?\*/", "", (HERE / f"{target}.c").read_text(), flags=re.S)
    names = set(re.findall(r"\bcapacity_\w+", code))
    for macro, suffix in (("ONE", ""), ("MANY", "_many")):
        names |= {f"capacity_{name}{suffix}" for name in re.findall(rf"^{macro}\((\w+),", code, re.M)}
    names |= {f"{name}_init" for name in re.findall(r"\bINIT\((capacity_\w+)\)", code)}
    return names


def through_documents(function):
    match = re.match(r"capacity_(profile|catalog|tiers|metrics)_(new_from_text|write_text)$", function)
    return match[1] if match else None


def target_of(function):
    direct = [target for target in TARGETS if function in called(target)]
    shared = [name for name in SHARED if function in called(name[:-2])]
    if through_documents(function):
        return through_documents(function)
    if direct:
        return direct[0]
    return "api" if shared else None


def main():
    readme = HERE / "README.md"
    text = readme.read_text()
    head, table = text.split(BEGIN)
    functions = exported()
    wanted = {function: target_of(function) for function in functions}
    missing = [function for function, target in wanted.items() if target is None]
    if sys.argv[1:] == ["--write"] and not missing:
        rows = "".join(f"| `{function}` | {target} |\n" for function, target in wanted.items())
        readme.write_text(head + BEGIN + rows)
        return 0
    rows = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|$", table, re.M))
    faults = [f"{function}: no fuzz target calls it" for function in missing]
    faults += [f"{function}: not in the table" for function in functions if function not in rows]
    faults += [f"{function}: in the table, but not exported" for function in rows if function not in functions]
    for function, target in rows.items():
        if target not in TARGETS or not (HERE / f"{target}.c").is_file():
            faults.append(f"{function}: no target {target}")
        elif not any((HERE / "corpus" / target).iterdir()):
            faults.append(f"{target}: an empty corpus")
        elif function in wanted and wanted[function] is not None and function not in called(target) \
                and not any(function in called(name[:-2]) for name in SHARED):
            faults.append(f"{function}: {target} does not call it")
    print("\n".join(faults) or f"{len(rows)} functions, each with a target")
    return 1 if faults or not rows else 0


sys.exit(main())
