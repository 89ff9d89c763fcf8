#!/usr/bin/env python3
"""Write everything that is made from the public header. The only entry.

Usage: generate.py [--check] [--plans]
  --check   write nothing; fail when a file would change
  --plans   print the calling plans and stop
SPDX-License-Identifier: Apache-2.0
"""
import importlib
import json
import pathlib
import sys

import aliases
import lower
import model
import registry
import rules
import symbols
from tokens import HeaderError

ROOT = pathlib.Path(__file__).resolve().parents[2]
API = "bindings/capacity.api.json"
# Each back end has outputs(api, plans) -> {path from the root: text}.
BACK_ENDS = ["gen_conform", "gen_go", "gen_bundle", "gen_py"]
# Names that only generated files have: one that is not written any more goes.
OWNED = ["bindings/go/capacity_bundled_*.c"]


def headers(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.h"))}


def load(root=ROOT):
    """(api, problems) of a source tree."""
    problems = model.Problems()
    api = model.build(headers(root / "include" / "capacity"), problems)
    rules.check(api, problems)
    auto = next(one["value"] for one in api["constants"] if one["name"] == "CAPACITY_AUTO")
    definition = (root / "lib/model/fields.def").read_text(encoding="utf-8")
    choice_text = (root / "lib/model/choices.c").read_text(encoding="utf-8")
    api["fields"] = registry.fields(definition, choice_text, auto)
    problems.lines += registry.disagreements(api["fields"], api)
    problems.lines += symbols.disagreements(api, (root / symbols.MAP).read_text(encoding="utf-8"))
    problems.lines += aliases.disagreements((root / aliases.DOXYFILE).read_text(encoding="utf-8"))
    return api, problems


def dump(api):
    return layout(model.strip(api)) + "\n"


def layout(value, depth=0, used=0):
    """JSON in which a value stands on one line where it fits, so that a diff shows whole things."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or depth and len(flat) + depth + used <= 110:
        return flat
    inner = " " * (depth + 1)
    if isinstance(value, dict):
        keys = [(json.dumps(key) + ": ", item) for key, item in value.items()]
        rows = [inner + key + layout(item, depth + 1, len(key)) for key, item in keys]
    else:
        rows = [inner + layout(item, depth + 1) for item in value]
    left, right = "{}" if isinstance(value, dict) else "[]"
    return left + "\n" + ",\n".join(rows) + "\n" + " " * depth + right


def outputs(root=ROOT):
    """{path: text} of everything generated; raises SystemExit with all problems."""
    try:
        api, problems = load(root)
        plans = lower.plans(api, problems) if not problems.lines else []
    except (HeaderError, ValueError, FileNotFoundError) as error:
        raise SystemExit(str(error)) from None
    if problems.lines:
        raise SystemExit("\n".join(problems.lines))
    texts = {API: dump(api)}
    clean = json.loads(texts[API])
    for name in BACK_ENDS:
        texts.update(importlib.import_module(name).outputs(clean, lower.plans(clean)))
    return texts, plans


def stale(texts):
    """Files of an earlier run that this one does not write."""
    found = {path.relative_to(ROOT).as_posix() for pattern in OWNED for path in ROOT.glob(pattern)}
    return sorted(found - set(texts))


def main(arguments):
    texts, plans = outputs()
    if "--plans" in arguments:
        print("\n".join(lower.describe(plan) for plan in plans))
        return 0
    changed = 0
    for path, text in texts.items():
        target = ROOT / path
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        changed += 1
        print(("would change " if "--check" in arguments else "wrote ") + path)
        if "--check" not in arguments:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    for path in stale(texts):
        changed += 1
        print(("would remove " if "--check" in arguments else "removed ") + path)
        if "--check" not in arguments:
            (ROOT / path).unlink()
    return 1 if changed and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
