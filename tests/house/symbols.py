#!/usr/bin/env python3
"""What the library exports and imports, and that it keeps no state.

Usage: symbols.py SHARED STATIC
SPDX-License-Identifier: Apache-2.0
"""
import re
import sys

from house import exported, finish, output, read

SHARED, STATIC = sys.argv[1:3]

# All that the library takes from libc; a new name here is a decision. bcmp is what clang makes of memcmp.
LIBC = """
__errno_location bcmp free malloc memchr memcmp memcpy memmove memset qsort
strchr strcmp strcspn strlen strncmp strspn
""".split()
START_UP = "_ITM_deregisterTMCloneTable _ITM_registerTMCloneTable __cxa_finalize __gmon_start__ __stack_chk_fail".split()
FORTIFIED = re.compile(r"__\w+_chk$")

# All that kernels and the arithmetic under them take: nothing that could allocate. The last ones are the
# compiler's own 128-bit division.
PURE = "memchr memcpy memmove memset strchr strlen __stack_chk_fail __udivti3 __umodti3 __udivmodti4 _GLOBAL_OFFSET_TABLE_".split()
PURE_FOLDERS = ("kernel_",)
PURE_BASE = ("base_checked", "base_ratio", "base_error", "base_format")

WRITABLE = (".data", ".bss", ".tdata", ".tbss", ".init_array", ".fini_array", ".ctors", ".dtors")


def mapped():
    """Global names of the symbol map, by header, in order."""
    found, stem = {}, None
    for line in read("lib/capacity.map").split("local:")[0].split("\n"):
        if match := re.match(r"\s*# (\w+)\.h$", line):
            stem = match[1]
            found[stem] = []
        elif match := re.match(r"\s*(\w+);$", line):
            found[stem].append(match[1])
    return found


def check_exports(findings):
    headers = {stem: names for stem, names in exported().items() if names}
    if mapped() != headers:
        for stem in sorted(set(headers) | set(mapped())):
            if mapped().get(stem) != headers.get(stem):
                findings.append(f"{stem}.h and lib/capacity.map differ: {set(headers.get(stem, [])) ^ set(mapped().get(stem, []))} or in order")
    declared = {name for names in headers.values() for name in names}
    seen = set()
    for line in output("nm", "-D", "--defined-only", SHARED).split("\n"):
        if match := re.match(r"\w+ (\w) (\w+)(@@\w+)?$", line):
            if match[1] == "A" and match[2] == "CAPACITY_0":
                continue
            if match[1] != "T" or match[3] != "@@CAPACITY_0":
                findings.append(f"exported in an odd way: {line}")
            seen.add(match[2])
    for name in sorted(declared ^ seen):
        findings.append(f"{name} is {'declared' if name in declared else 'exported'} only")
    return len(seen)


def check_imports(findings):
    allowed = set(LIBC + START_UP)
    names = [line.split()[-1].split("@")[0] for line in output("nm", "-D", "--undefined-only", SHARED).split("\n") if line]
    for name in names:
        if name not in allowed and not name.startswith("yaml_") and not FORTIFIED.match(name):
            findings.append(f"the library imports {name}")
    for line in output("readelf", "-rW", SHARED).split("\n"):
        if re.search(r"(JUMP_SLO|GLOB_DAT).* capacity_", line):
            findings.append(f"an exported function is called through the PLT: {line}")
    return len(names)


def members():
    """Undefined names of each object of the archive."""
    found, member = {}, None
    for line in output("nm", STATIC).split("\n"):
        if line.endswith(".o:"):
            member = line[:-1]
            found[member] = []
        elif match := re.match(r"\s+[Uvw] (\S+)$", line):
            found[member].append(match[1])
    return found


def check_purity(findings):
    pure = 0
    for member, names in members().items():
        if not member.startswith(PURE_FOLDERS + PURE_BASE):
            continue
        pure += 1
        for name in names:
            if name not in PURE and not name.startswith("capacity__") and not FORTIFIED.match(name):
                findings.append(f"{member} must allocate nothing and takes {name}")
    if pure < 10:
        findings.append(f"only {pure} kernel objects in {STATIC}")


def check_state(findings):
    """No object of ours has data that is written after loading, nor code that runs by itself."""
    for line in output("size", "-A", STATIC).split("\n"):
        if match := re.match(r"(\S+)\s+:?\(?ex", line):
            member = match[1]
        elif match := re.match(r"(\.\w+)\S*\s+(\d+)\s", line):
            name = line.split()[0]
            if not name.startswith(".data.rel.ro") and name.startswith(WRITABLE) and int(match[2]) > 0:
                findings.append(f"{member}: {match[2]} bytes of {name}")


def main():
    findings = []
    exports = check_exports(findings)
    imports = check_imports(findings)
    check_purity(findings)
    check_state(findings)
    finish(f"{exports} exports, {imports} imports, {len(members())} objects", findings)


main()
