"""The field registry as part of the intermediate form: what each field's property says and accepts.

Read from lib/model/fields.def and lib/model/choices.c; the bindings' tests compare it with what the running
library answers.
SPDX-License-Identifier: Apache-2.0
"""
import re

LINE = re.compile(
    r'^CAPACITY_FIELD\((IN|OUT), (\d+), ([A-Z0-9_]+), ([a-z0-9_]+), "([a-z0-9_]+)", ([A-Z]+), '
    r'([a-z_]+), (-?\w+), (-?\w+), (-?\w+), "([^"]*)", "([^"]*)"\)$'
)
CHOICES = re.compile(r"^CHOICES\((\w+), (\d+), (.*)\);$", re.MULTILINE)


def choices(text):
    """{list: [[name, value], …]} of choices.c."""
    result = {}
    for name, first, names in CHOICES.findall(text):
        quoted = re.findall(r'"([^"]*)"', names)
        result[name] = [[quoted_name, int(first) + row] for row, quoted_name in enumerate(quoted)]
    return result


def fields(definition, choice_text, auto):
    """The registry's rows; `auto` is the value of CAPACITY_AUTO."""
    lists = choices(choice_text)
    rows = []
    for number, line in enumerate(definition.split("\n"), 1):
        if not line.startswith("CAPACITY_FIELD("):
            continue
        match = LINE.match(line)
        if not match:
            raise ValueError(f"lib/model/fields.def:{number}: not a field line")
        kind, ident, upper, name, key, unit, choice, lowest, highest, preset, sentence, source = match.groups()
        row = {"name": name, "key": key, "id": int(ident), "enumerator": f"CAPACITY_{kind}_{upper}",
               "kind": "input" if kind == "IN" else "output", "unit": unit.lower()}
        if kind == "IN" and unit != "NAME":
            row.update(lowest=int(lowest), highest=int(highest),
                       default=auto if preset == "AUTO" else int(preset), auto=preset == "AUTO")
        if choice != "none":
            row["choices"] = lists[choice]
        row.update(doc=sentence, source=source)
        rows.append(row)
    return rows


def disagreements(rows, api):
    """Fields of the registry and enumerators of the header that do not match, one line each."""
    enum = next(enum for enum in api["enums"] if enum["name"] == "capacity_field")
    header = {value["name"]: value["value"] for value in enum["values"]
              if "skip" not in value and value["value"] != 0}
    registry = {row["enumerator"]: row["id"] for row in rows}
    names = sorted(set(header) ^ set(registry) | {name for name in header if header[name] != registry.get(name)})
    return [f"include/capacity/field_ids.h: {name} is not what lib/model/fields.def says" for name in names]
