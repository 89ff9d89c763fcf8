#!/usr/bin/env python3
"""What changed between two releases of the API, judged by the policy of docs/bindings.md.

Usage: api_diff.py OLD.json NEW.json    (exit status 1: something breaks)

Three verdicts: `break` may not happen within one SONAME, `review` is allowed with a reason, `ok` is no matter.
SPDX-License-Identifier: Apache-2.0
"""
import json
import sys

import dialect

# Promises that may be made, but not taken back; and those that may be dropped, but not asked for.
NOTES = ("owned", "borrowed", "static", "consumed", "always", "length", "scope", "closure", "stop", "enum", "unit", "bind")


class Diff:
    """Collects (verdict, sentence)."""

    def __init__(self):
        self.lines = []

    def say(self, verdict, sentence):
        self.lines.append((verdict, sentence))

    @property
    def breaks(self):
        return [sentence for verdict, sentence in self.lines if verdict == "break"]

    def same(self, where, what, old, new):
        """A break when two values differ."""
        if old != new:
            self.say("break", f"{where}: {what} was {_show(old)}, is {_show(new)}")


def _show(value):
    return "none" if value is None else str(value)


def compare(old, new):
    """All differences between two intermediate forms."""
    diff = Diff()
    _each(diff, "constant", old, new, "constants", _constant)
    _each(diff, "enum", old, new, "enums", _enum)
    _each(diff, "handle", old, new, "handles", _handle)
    _each(diff, "struct", old, new, "structs", _struct)
    _each(diff, "callback", old, new, "callbacks", _callback)
    _each(diff, "function", old, new, "functions", _function)
    _each(diff, "registry field", old, new, "fields", _registry_field)
    return diff


def _by_name(rows):
    return {row["name"]: row for row in rows}


def _each(diff, what, old, new, key, compare_one):
    before, after = _by_name(old[key]), _by_name(new[key])
    for name, row in before.items():
        if name not in after:
            diff.say("break", f"{what} {name} is removed")
        else:
            compare_one(diff, row, after[name])
    for name in after:
        if name not in before:
            diff.say("ok", f"{what} {name} is added")


def _notes(diff, where, old, new):
    """Ownership, lengths, units and the like are part of the contract; they may not appear either."""
    for note in NOTES:
        diff.same(where, f"\\{'name' if note == 'bind' else note}", old.get(note), new.get(note))


def _constant(diff, old, new):
    if old["name"] in dialect.VERSION_CONSTANTS:
        return
    diff.same(old["name"], "value", old["value"], new["value"])
    diff.same(old["name"], "\\unit", old.get("unit"), new.get("unit"))


def _enum(diff, old, new):
    name = old["name"]
    diff.same(name, "kind", old["kind"], new["kind"])
    _bound(diff, name, old, new)
    after = _by_name(new["values"])
    for value in old["values"]:
        if value["name"] not in after:
            diff.say("break", f"{name}: {value['name']} is removed")
        else:
            diff.same(value["name"], "value", value["value"], after[value["name"]]["value"])
            _bound(diff, value["name"], value, after[value["name"]])
    before = _by_name(old["values"])
    for value in new["values"]:
        if value["name"] not in before:
            _new_value(diff, name, value, before)


def _new_value(diff, name, value, before):
    taken = [other["name"] for other in before.values() if other["value"] == value["value"]]
    if taken:
        diff.say("break", f"{name}: {value['name']} takes the value of {taken[0]}")
    else:
        diff.say("ok", f"{name}: {value['name']} is added")


def _bound(diff, where, old, new):
    """What the bindings offered they go on to offer, under the same name."""
    if "skip" not in old and "skip" in new:
        diff.say("break", f"{where}: is \\skip'ped now")
    elif "skip" in old and "skip" not in new:
        diff.say("ok", f"{where}: is bound now")
    diff.same(where, "\\name", old.get("bind"), new.get("bind"))
    diff.same(where, "\\since", old.get("since"), new.get("since"))


def _handle(diff, old, new):
    _bound(diff, old["name"], old, new)
    diff.same(old["name"], "end", old["end"], new["end"])
    if old["ref"]:
        diff.same(old["name"], "ref", old["ref"], new["ref"])


def _struct(diff, old, new):
    name = old["name"]
    _bound(diff, name, old, new)
    diff.same(name, "kind", old["kind"], new["kind"])
    diff.same(name, "size field", old.get("size_field"), new.get("size_field"))
    before, after = old["fields"], new["fields"]
    for old_field, new_field in zip(before, after):
        _field(diff, name, old_field, new_field)
    for field in before[len(after):]:
        diff.say("break", f"{name}.{field['name']} is removed")
    for field in after[len(before):]:
        verdict = "ok" if old["kind"] == new["kind"] == "versioned" else "break"
        diff.say(verdict, f"{name}.{field['name']} is added at the end")


def _field(diff, name, old, new):
    where = f"{name}.{old['name']}"
    diff.same(where, "type", old["type"], new["type"])
    if dialect.is_reserved(old["name"]) and old["name"] != new["name"]:
        diff.say("review", f"{where} is called {new['name']} now: 0 must mean the old behaviour")
        return
    diff.same(where, "name", old["name"], new["name"])
    _notes(diff, where, old, new)


def _callback(diff, old, new):
    _signature(diff, old, new)


def _function(diff, old, new):
    name = f"{old['name']}()"
    _bound(diff, name, old, new)
    _signature(diff, old, new)
    if "threadsafe" in old and "threadsafe" not in new:
        diff.say("break", f"{name}: no longer \\threadsafe")
    known = {status for status, _ in old["retvals"]}
    for status, _ in new["retvals"]:
        if status not in known:
            diff.say("review", f"{name}: {status} is new: only a new option may bring it")


def _signature(diff, old, new):
    name = f"{old['name']}()"
    diff.same(name, "type returned", old["ret"]["type"], new["ret"]["type"])
    _notes(diff, f"{name} returned", old["ret"], new["ret"])
    if "nullable" not in old["ret"] and "nullable" in new["ret"]:
        diff.say("break", f"{name}: may return NULL now")
    before, after = old["params"], new["params"]
    if [param["name"] for param in before] != [param["name"] for param in after]:
        names = (", ".join(param["name"] for param in before), ", ".join(param["name"] for param in after))
        diff.say("break", f"{name}: parameters were ({names[0]}), are ({names[1]})")
        return
    for old_param, new_param in zip(before, after):
        _param(diff, name, old_param, new_param)


def _param(diff, function, old, new):
    where = f"{function}: parameter '{old['name']}'"
    diff.same(where, "type", old["type"], new["type"])
    diff.same(where, "direction", old["dir"], new["dir"])
    _notes(diff, where, old, new)
    if "nullable" in old and "nullable" not in new:
        diff.say("break", f"{where}: NULL is no longer allowed")


def _registry_field(diff, old, new):
    where = f"registry field {old['name']}"
    for key in ("id", "key", "kind", "unit", "enumerator", "auto"):
        diff.same(where, key, old.get(key), new.get(key))
    if "default" in old and old["default"] != new.get("default"):
        diff.say("review", f"{where}: default was {old['default']}, is {new.get('default')}: a formula revision")
    if "lowest" in old and (new.get("lowest", 0) > old["lowest"] or new.get("highest", 0) < old["highest"]):
        diff.say("break", f"{where}: its range is narrower")
    kept = new.get("choices", [])
    for choice in old.get("choices", []):
        if choice not in kept:
            diff.say("break", f"{where}: choice {choice[0]} is removed or renumbered")


def main(arguments):
    old, new = (json.load(open(path, encoding="utf-8")) for path in arguments)
    diff = compare(old, new)
    for verdict, sentence in diff.lines:
        print(f"{verdict}: {sentence}")
    print(f"{len(diff.breaks)} breaks, {len(diff.lines)} differences")
    return 1 if diff.breaks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
