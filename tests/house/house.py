"""What the house tests share: the source tree, C without comments, and how a finding is reported.

SPDX-License-Identifier: Apache-2.0
"""
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True

SOURCE = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PUBLIC = ("base", "field_ids", "error", "version", "field", "pods", "nodes", "dynamo", "cost", "hpa", "queue", "headroom", "catalog", "tier", "guide", "profile", "plan", "assess", "emit", "simulate", "migrate", "rightsize")
SKIPPED = 77


def path(*parts):
    return os.path.join(SOURCE, *parts)


def read(*parts):
    with open(path(*parts), encoding="utf-8") as file:
        return file.read()


def files(*tops, ends=(".c", ".h")):
    """Relative names under folders of the source tree, sorted."""
    found = []
    for top in tops:
        for folder, _, names in os.walk(path(top)):
            found += [os.path.relpath(os.path.join(folder, n), SOURCE) for n in names if n.endswith(ends)]
    assert found, f"nothing under {tops}"
    return sorted(found)


TOKEN = re.compile(
    r'(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<text>"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\')|(?P<word>[A-Za-z_]\w*)', re.S
)


def tokens(code):
    """(line, kind, token) of comments, literals and words."""
    for match in TOKEN.finditer(code):
        yield code.count("\n", 0, match.start()) + 1, match.lastgroup, match.group(0)


def without_comments(code):
    return re.sub(TOKEN, lambda m: "\n" * m[0].count("\n") if m.lastgroup == "comment" else m[0], code)


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, **more)


def output(*command):
    done = run(*command)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def finish(what, findings):
    """Print the findings and end; `what` says what was looked at, so that nothing passes silently."""
    for finding in findings:
        print(finding)
    print(f"{what}: {len(findings)} findings")
    sys.exit(1 if findings else 0)


def exported():
    """Functions that the public headers declare, by header."""
    found = {}
    for stem in PUBLIC:
        code = without_comments(read("include", "capacity", stem + ".h"))
        names = [re.search(r"(\w+)\s*\(", one)[1] for one in re.findall(r"\bCAPACITY_API\b(?! __attribute__)([^;{]*);", code)]
        names = [n for n in names if n != "__attribute__"]
        found[stem] = [n for n in names if n.startswith("capacity_")]
    return found
