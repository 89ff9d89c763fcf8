#!/usr/bin/env python3
"""Take the ABI baseline of a release: what later versions of the same SONAME are held to.

Usage: release.py            take (or, before the release is out, renew) the baseline of the current version
       release.py --check    hold the current header to every baseline of its SONAME

SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import shutil
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
    (root / RELEASED / f"{name}.json").write_text(generate.dump(api), encoding="utf-8")
    shutil.rmtree(target / "include", ignore_errors=True)
    shutil.copytree(root / "include" / "capacity", target / "include" / "capacity",
                    ignore=lambda _, names: [one for one in names if not one.endswith(".h")])
    (target / "conform.c").write_text(gen_conform.text(api), encoding="utf-8")
    exported = symbols.versioned((root / symbols.MAP).read_text(encoding="utf-8"))
    (target / "symbols.txt").write_text("\n".join(exported) + "\n", encoding="utf-8")
    print(f"baseline {name}: {RELEASED}/{name}.json and {folder(version)}/")


def check(root=ROOT):
    """[problem] of the current header against every baseline of its SONAME, with what was compared."""
    api = json.loads((root / generate.API).read_text(encoding="utf-8"))
    exported = set(symbols.versioned((root / symbols.MAP).read_text(encoding="utf-8")))
    problems, told = [], []
    for version, old in baselines(root):
        name = ".".join(map(str, version))
        if line(version) != line(api["library"]["version"]):
            told.append(f"{name}: another SONAME, not compared")
            continue
        diff = api_diff.compare(old, api)
        problems += [f"{name}: {sentence}" for sentence in diff.breaks]
        frozen = (root / folder(version) / "symbols.txt").read_text(encoding="utf-8").split()
        problems += [f"{name}: {symbol} is exported no more" for symbol in frozen if symbol not in exported]
        told.append(f"{name}: {len(diff.lines)} differences, {len(diff.breaks)} breaks, {len(frozen)} symbols")
    return problems, told


def main(arguments):
    if "--check" not in arguments:
        take()
        return 0
    problems, told = check()
    print("\n".join(told + problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
