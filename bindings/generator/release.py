#!/usr/bin/env python3
"""Take the ABI baseline of a release: what later versions of the same SONAME are held to.

Usage: release.py            take (or, before the release is out, renew) the baseline of the current version
       release.py --check    hold the current header to every baseline of its SONAME

SPDX-License-Identifier: Apache-2.0
"""
import json
import re
import shutil
import subprocess
import sys

import api_diff
import gen_conform
import generate
import symbols

ROOT = generate.ROOT
RELEASED = "bindings/released"
ABI = "tests/abi"


def line(version):
    """The part of a version that the SONAME carries: 0.x before 1.0, the major from then on."""
    return version[:2] if version[0] == 0 else version[:1]


def folder(version):
    """Where the frozen files of a release stand: tests/abi/0.1."""
    return f"{ABI}/{version[0]}.{version[1]}"


def soname(version):
    """The name under which programs of this version look for the library."""
    return "libcapacity.so." + ".".join(map(str, line(version)))


def baselines(root=ROOT):
    """[(version, api)] of all releases, oldest first."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in (root / RELEASED).glob("*.json")]
    return sorted(((api["library"]["version"], api) for api in found), key=lambda pair: pair[0])


def take(root=ROOT):
    """Write the files of the current version's baseline."""
    api = json.loads((root / generate.API).read_text(encoding="utf-8"))
    version = api["library"]["version"]
    target = root / folder(version)
    (root / RELEASED).mkdir(parents=True, exist_ok=True)
    name = ".".join(map(str, version))
    (root / RELEASED / f"{name}.json").write_text(generate.dump(_without_prose(api)), encoding="utf-8")
    shutil.rmtree(target / "include", ignore_errors=True)
    shutil.copytree(root / "include" / "capacity", target / "include" / "capacity",
                    ignore=lambda _, names: [one for one in names if not one.endswith(".h")])
    (target / "conform.c").write_text(gen_conform.text(api), encoding="utf-8")
    exported = symbols.versioned((root / symbols.MAP).read_text(encoding="utf-8"))
    (target / "symbols.txt").write_text("\n".join([soname(version), *exported]) + "\n", encoding="utf-8")
    print(f"baseline {name}: {RELEASED}/{name}.json and {folder(version)}/")


def _without_prose(value):
    """Sentences may be bettered at any time: the policy does not read them, so a baseline does not keep them."""
    if isinstance(value, dict):
        kept = {key: _without_prose(inner) for key, inner in value.items() if key not in ("doc", "body", "source")}
        if "retvals" in kept:
            kept["retvals"] = [[status, ""] for status, _ in kept["retvals"]]
        return kept
    return [_without_prose(inner) for inner in value] if isinstance(value, list) else value


def comparable(root=ROOT):
    """Baselines of the SONAME in force, and a line about each of the others."""
    api = json.loads((root / generate.API).read_text(encoding="utf-8"))
    mine = [pair for pair in baselines(root) if line(pair[0]) == line(api["library"]["version"])]
    told = [f"{'.'.join(map(str, version))}: another SONAME, not compared"
            for version, _ in baselines(root) if (version, _) not in mine]
    return api, mine, told


def check(root=ROOT):
    """[problem] of the current header and map against every baseline of their SONAME, and what was compared."""
    api, mine, told = comparable(root)
    names = [soname(api["library"]["version"])]
    exported = names + symbols.versioned((root / symbols.MAP).read_text(encoding="utf-8"))
    problems = []
    for version, old in mine:
        name = ".".join(map(str, version))
        diff = api_diff.compare(old, api)
        frozen = (root / folder(version) / "symbols.txt").read_text(encoding="utf-8")
        problems += [f"{name}: {sentence}" for sentence in diff.breaks + missing(frozen, exported)]
        told.append(f"{name}: {len(diff.lines)} differences, {len(diff.breaks)} breaks, {len(frozen.split())} symbols")
    return problems, told


def missing(frozen, exported):
    """SONAME and symbols of a baseline that a library lacks."""
    return [f"{entry} is exported no more" for entry in frozen.split() if entry not in set(exported)]


def exports(library):
    """[SONAME, name@@NODE, ...] of a shared library."""
    dynamic = subprocess.run(["readelf", "-d", str(library)], capture_output=True, text=True, check=True).stdout
    listed = subprocess.run(["nm", "-D", "--defined-only", "--with-symbol-versions", str(library)],
                            capture_output=True, text=True, check=True).stdout
    name = re.search(r"\(SONAME\).*\[(.*)\]", dynamic)
    return [name.group(1) if name else "no SONAME"] + re.findall(r" T (\S+)", listed)


def main(arguments):
    if "--check" not in arguments:
        take()
        return 0
    problems, told = check()
    print("\n".join(told + problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
