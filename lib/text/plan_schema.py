#!/usr/bin/env python3
"""Write docs/*.schema.json: the JSON forms of a plan, its steps and its differences, of metrics and their assessment,
and what the command alone prints (command_schema.py).

Names, sentences and units come from the public header and from the field registry, so that they
are written once. The shape is written here; tests hold what the library writes against it.

Usage: plan_schema.py ROOT [--check]    (--check: say what is not up to date, write nothing)
SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True  # the tree stays as it is

from command_schema import command_fields_schema, guide_schema, headroom_schema, rightsize_schema

UNITS = {
    "1": "a number", "bytes": "bytes", "mcpu": "millicores", "ppm": "parts per million",
    "mrps": "thousandths of a request a second", "mrpm": "thousandths a minute",
    "us": "microseconds", "nusd": "nano-USD", "uusd": "micro-USD",
    "mrcu": "thousandths of a read unit", "mwcu": "thousandths of a write unit",
    "by unit": "by the member unit", "count": "a number",
}
ENUMS = {  # in the header's order
    "capacity_bound": "pods.h", "capacity_purchase": "cost.h", "capacity_billing": "dynamo.h",
    "capacity_severity": "plan.h", "capacity_unit": "field.h", "capacity_criterion": "tier.h",
    "capacity_bill_flag": "plan.h", "capacity_verdict": "assess.h", "capacity_level": "assess.h",
    "capacity_reason": "assess.h", "capacity_trigger_state": "assess.h", "capacity_comparison": "assess.h",
    "capacity_missing_part": "assess.h", "capacity_trigger": "assess.h", "capacity_metric": "assess.h",
    "capacity_answer": "plan.h", "capacity_migration_phase": "migrate.h",
    "capacity_migration_kind": "migrate.h", "capacity_risk": "migrate.h", "capacity_change": "migrate.h",
}
# -1 in C, null here: the guide's rule says nothing, or the number does not fit.
NULLABLE = {
    "capacity_plan_component": {"tier_pods", "tier_pods_max", "formula_pods", "formula_pods_max"},
    "capacity_bill_line": {"quantity_m"},
    "capacity_plan_table": {"on_demand_uusd", "on_demand_full_uusd", "provisioned_uusd", "reserved_uusd"},
    "capacity_table_spec": {"billing"},  # 0: as the profile says
    "capacity_assessment_summary": {"replicas", "pods", "pods_wanted", "pods_max", "tier_pods_max"},
    "capacity_trigger_result": {"value", "threshold", "baseline", "held_us", "left_us"},
}
MEMBER = re.compile(r"(uint32_t|int64_t|char)\s+(\w+)\s*(\[\w+\])?;\s*/\*\*<\s*(.*?)\*/", re.S)
FIELD = re.compile(
    r'^CAPACITY_FIELD\((IN|OUT), \d+, [A-Z0-9_]+, (\w+), "(\w+)", ([A-Z]+), (\w+), '
    r'(-?\w+), (-?\w+), (-?\w+), "([^"]*)", "([^"]*)"\)$', re.M)


class Sources:
    """The header's structs and enums and the registry's fields."""

    def __init__(self, root):
        include = root / "include/capacity"
        self.headers = {path.name: path.read_text("utf-8") for path in include.glob("*.h")}
        self.fields = FIELD.findall((root / "lib/model/fields.def").read_text("utf-8"))
        choices = (root / "lib/model/choices.c").read_text("utf-8")
        self.choices = {
            name: re.findall(r'"(\w+)"', names)
            for name, names in re.findall(r"^CHOICES\((\w+), \d+, ([^)]*)\);", choices, re.M)}

    def enum(self, name):
        prefix = name.upper() + "_"
        body = re.search(r"typedef enum %s \{(.*?)\} %s;" % (name, name),
                         self.headers[ENUMS[name]], re.S).group(1)
        found = re.findall(r"^\s*(CAPACITY_\w+)\s*=", body, re.M)
        short = [each[len(prefix):] if each.startswith(prefix) else each[len("CAPACITY_BILL_"):]
                 for each in found if not each.endswith("FORCE_32")]
        return [each.lower() for each in short]

    def members(self, name):
        text = "".join(self.headers[each] for each in ("plan.h", "profile.h", "assess.h", "migrate.h", "rightsize.h"))
        body = re.search(r"typedef struct %s \{(.*?)\n\} %s;" % (name, name), text, re.S).group(1)
        for kind, member, array, doc in MEMBER.findall(body):
            if member not in ("struct_size", "reserved"):
                yield kind, member, array != "", " ".join(doc.split())


def sentence(doc, unit=None):
    text = re.sub(r"\\(brief|unit|enum)\b(\{[^}]*\})?", "", doc).strip().replace(" .", ".")
    text = text if text.endswith((".", ":")) else text + "."
    return text if unit is None else f"{text} Unit: {UNITS[unit]}."


def closed(properties, description):
    return {"description": description, "type": "object", "additionalProperties": False,
            "required": list(properties), "properties": properties}


def member_schema(sources, struct, kind, member, is_text, doc):
    enum = re.search(r"\\enum\{(\w+)\}", doc)
    unit = re.search(r"\\unit\{([^}]*)\}", doc)
    nullable = member in NULLABLE.get(struct, ())
    if is_text:
        return {"description": sentence(doc), "type": "string"}
    if enum and enum.group(1) == "capacity_field":
        text = sentence(doc.replace("; 0: none", ""))
        return {"description": text + " Null: none.", "type": ["string", "null"]}
    if enum:
        names = sources.enum(enum.group(1))
        text = sentence(doc).replace("0:", "Null:") if nullable else sentence(doc)
        return {"description": text, "enum": names + ([None] if nullable else [])}
    if kind == "uint32_t":
        return {"description": sentence(doc) + " Unit: a number.", "type": "integer", "minimum": 0}
    if nullable:
        text = re.sub(r"[;,] (-1|CAPACITY_INVALID):[^.]*", "", sentence(doc, unit.group(1)))
        return {"description": text + " Null: there is none.", "type": ["integer", "null"]}
    return {"description": sentence(doc, unit.group(1)), "type": "integer"}


def struct_schema(sources, struct, description):
    properties = {}
    for kind, member, is_text, doc in sources.members(struct):
        if member == "flags":
            if struct == "capacity_bill_line":
                for name in sources.enum("capacity_bill_flag"):
                    body = sources.headers["plan.h"]
                    brief = re.search(r"CAPACITY_BILL_%s = [^,]*,\s*/\*\*<(.*?)\*/" % name.upper(),
                                      body, re.S).group(1)
                    properties[name] = {"description": sentence(" ".join(brief.split())),
                                        "type": "boolean"}
            continue
        properties[member] = member_schema(sources, struct, kind, member, is_text, doc)
    return closed(properties, description)


def field_schema(sources, kind, unit, choices, lowest, highest, preset, summary):
    text = summary + "."
    if unit in ("BOOL",):
        return {"description": text, "type": "boolean"}
    if unit == "NAME":
        return {"description": text, "type": "string"}
    if unit == "ENUM":
        names = sources.choices[choices]
        return {"description": text, "enum": names + (["auto"] if preset == "AUTO" else [])}
    number = {"type": "integer", "minimum": int(lowest)}
    if kind == "IN":
        number["maximum"] = int(highest)
    text = f"{text} Unit: {UNITS[unit.lower()]}."
    if "CAPACITY_INVALID" in text:
        text = text.replace("CAPACITY_INVALID: no price", "null: no price")
        return {"description": text, "type": ["integer", "null"], "minimum": int(lowest)}
    if preset == "AUTO":
        return {"description": text, "anyOf": [number, {"const": "auto"}]}
    return {"description": text, **number}


def fields_schema(sources, kind, description):
    return closed({name: field_schema(sources, kind, unit, choices, low, high, preset, summary)
                   for each, name, _, unit, choices, low, high, preset, summary, _
                   in sources.fields if each == kind}, description)


def rows(definition, description):
    return {"description": description, "type": "array", "items": {"$ref": f"#/$defs/{definition}"}}


def money(text):
    return {"description": f"{text} Unit: micro-USD.", "type": "integer"}


MODEL = {"description": "Revision of the formulas. Unit: a number.", "type": "integer", "minimum": 1}
CATALOG = {"description": "Catalogue, region and date of the prices.", "type": "string"}


def document(title, description, properties, definitions=None):
    tree = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    tree.update(closed(properties, description))
    if definitions:
        tree["$defs"] = definitions
    return tree


def answer_schema():
    return closed({
        "groups": rows("group", "Node groups."),
        "bill": rows("bill_line", "Every line of the bill, those of nothing too."),
        "monthly_low_uusd": money("Minimum of replicas, mean usage."),
        "monthly_uusd": money("Desired replicas, mean usage."),
        "monthly_high_uusd": money("Maximum of replicas, full usage."),
    }, "Nodes and bill of one answer; the lines that are on add up to the totals.")


def tier_schema(sources):
    name = {"type": ["string", "null"]}
    return closed({
        "name": {"description": "Name of the selected tier.", "type": "string"},
        "title": {"description": "Its title. Null: none.", **name},
        "index": {"description": "Its place in the ladder, from 0. Unit: a number.",
                  "type": "integer", "minimum": 0},
        "criterion": {"description": "What decided.", "enum": sources.enum("capacity_criterion")},
        "by_users": {"description": "The tier by concurrent users.", "type": "string"},
        "by_total_users": {"description": "The tier by total users. Null: not given.", **name},
        "ladder": {"description": "Where the ladder comes from.", "type": "string"},
    }, "The selected tier, and which criterion decided.")


def plan_schema(sources):
    answers = {"tier": "What the guide prescribes for the tier.",
               "formula": "What the guide's formulas compute.",
               "recommended": "What holds when every bound is honoured."}
    structs = {"component": "One component: the three answers and every bound.",
               "group": "One node group.", "table": "One table.",
               "bill_line": "One line of a bill.",
               "finding": "Something that a reviewer should know, with what to do.",
               "component_spec": "A component beside backend and frontend, as given.",
               "table_spec": "A table beside the main one, as given."}
    definitions = {
        name: struct_schema(sources, ("capacity_plan_" if name in ("component", "group", "table")
                                      else "capacity_") + name, text)
        for name, text in structs.items()}
    definitions["answer"] = answer_schema()
    return document("Capacity plan", "A plan as capacity_plan_write has it in JSON and YAML. "
                    "Integers are exact and up to 64 bits wide.", {
        "model": MODEL, "catalog": CATALOG, "tier": tier_schema(sources),
        "results": fields_schema(sources, "OUT", "Every result by its exact name."),
        "components": rows("component", "Pods by component."),
        "answers": closed({name: {"description": text, "$ref": "#/$defs/answer"}
                           for name, text in answers.items()}, "The three answers."),
        "tables": rows("table", "Tables."),
        "findings": rows("finding", "Findings, the weightiest first."),
        "inputs": fields_schema(sources, "IN", "Every input by its exact name, as it was given."),
        "changed_inputs": {"description": "Names of the inputs that differ from their defaults.",
                           "type": "array", "items": {"type": "string"}},
        "own_components": rows("component_spec", "Components of the profile's own."),
        "own_tables": rows("table_spec", "Tables of the profile's own."),
    }, definitions)


def steps_schema(sources):
    step = struct_schema(sources, "capacity_step", "One step of the arithmetic.")
    return document("Steps of a capacity plan", "As capacity_plan_write_steps has it.", {
        "model": MODEL, "catalog": CATALOG, "steps": rows("step", "Results, each with what goes "
                                                          "into it.")}, {"step": step})


METRIC = re.compile(
    r'^CAPACITY_METRIC\(\d+, \w+, "(\w+)", ([A-Z]+), (\d+), (\d+), "([^"]*)", "[^"]*", "([^"]*)"\)$', re.M)
PEOPLE = {"PPM": "87% or 0.87", "MRPS": "166.7", "US": "1.2s or 250ms", "COUNT": "12", "BOOL": "true"}


def metric_schema(unit, summary):
    """A value in people's units, which only the library can judge, or a map of the three parts."""
    text = summary if summary.endswith("?") else summary + "."
    kinds = {"type": ["boolean", "string"]} if unit == "BOOL" else {"type": ["number", "string"]}
    value = {"description": f"What was measured. Written as {PEOPLE[unit]}.", **kinds}
    parts = closed({"value": value,
                    "held": {"description": "For how long it has been so. Written as 10m or 90s.",
                             "type": ["number", "string"]},
                    "baseline": {"description": f"What it used to be. Written as {PEOPLE[unit]}.", **kinds}},
                   "The value with its time and what it used to be.")
    parts["required"] = ["value"]
    return {"description": text, "anyOf": [value, parts]}


def metrics_schema(root):
    found = METRIC.findall((root / "lib/model/metrics.def").read_text("utf-8"))
    tree = document("Metrics of a running component", "Metrics as capacity_metrics_new_from_text reads them; all "
                    "are optional.", {key: metric_schema(unit, text) for key, unit, _, _, text, _ in found})
    tree["required"] = []
    return tree


def assessment_schema(sources):
    summary = struct_schema(sources, "capacity_assessment_summary", "")["properties"]
    for name in ("tier", "next_tier"):
        summary[name]["description"] = summary[name]["description"].replace("empty:", "null:")
        summary[name]["type"] = ["string", "null"]
    trigger = struct_schema(sources, "capacity_trigger_result", "One trigger of the guide.")
    del trigger["properties"]["trigger"]
    missing = struct_schema(sources, "capacity_missing", "Something that is not known.")
    del missing["properties"]["key"]
    missing["properties"]["needed"] = {"description": "Could it change the verdict?", "type": "boolean"}
    for rows_of in (trigger, missing):
        rows_of["properties"]["metric"] = {"description": "The metric.", "type": "string"}
        rows_of["required"] = list(rows_of["properties"])
    return document("Assessment of a running component", "As capacity_assessment_write has it in JSON and YAML.", {
        **summary, "triggers": rows("trigger", "Every trigger of the guide."),
        "missing": rows("missing", "What is not known, that which could change the verdict first."),
    }, {"trigger": trigger, "missing": missing})


def differences_schema():
    side = closed({"model": MODEL, "catalog": CATALOG,
                   "tier": {"description": "Name of the selected tier.", "type": "string"}},
                  "One of the two plans.")
    value = {"type": "integer"}
    difference = closed({
        "field": {"description": "Exact name of the result.", "type": "string"},
        "before": {"description": "Value of the first plan. Unit: by the field.", **value},
        "after": {"description": "Value of the second plan. Unit: by the field.", **value},
        "change": {"description": "after - before. Unit: by the field.", **value},
    }, "One result that differs.")
    return document("Differences of two capacity plans",
                    "As capacity_plan_write_differences has it.", {
                        "before": {"$ref": "#/$defs/side"}, "after": {"$ref": "#/$defs/side"},
                        "differences": rows("difference", "Results that differ, in the order of "
                                            "the registry.")},
                    {"side": side, "difference": difference})


def migration_schema(sources):
    side = closed({"model": MODEL, "catalog": CATALOG,
                   "tier": {"description": "Name of the selected tier.", "type": "string"},
                   "monthly_low_uusd": money("Minimum of replicas, mean usage."),
                   "monthly_uusd": money("Desired replicas, mean usage."),
                   "monthly_high_uusd": money("Maximum of replicas, full usage.")},
                  "One of the two plans.")
    structs = {"step": "One step.", "change": "One thing that differs, with its step.",
               "cost": "One line of the bill that differs, with its step."}
    return document("Migration from one capacity plan to another",
                    "As capacity_migration_write has it.", {
                        "answer": {"description": "Which answer of the plans.",
                                   "enum": sources.enum("capacity_answer")},
                        "risk": {"description": "The highest risk of the steps. Null: there are none.",
                                 "enum": sources.enum("capacity_risk") + [None]},
                        "before": {"$ref": "#/$defs/side"}, "after": {"$ref": "#/$defs/side"},
                        "steps": rows("step", "Steps in their order."),
                        "changes": rows("change", "What is changed by hand, then the results."),
                        "costs": rows("cost", "Lines of the bill that differ.")},
                    {"side": side, **{name: struct_schema(sources, "capacity_migration_" + name, text)
                                      for name, text in structs.items()}})


def suffixes():
    """Units of integers as capacity_unit_suffix names them; empty for numbers and names."""
    return [""] + sorted(unit for unit in UNITS if unit not in ("1", "by unit", "count"))


def main():
    root = pathlib.Path(sys.argv[1])
    sources = Sources(root)
    stale = []
    for name, tree in {"plan": plan_schema(sources), "steps": steps_schema(sources),
                       "differences": differences_schema(), "migration": migration_schema(sources), "metrics": metrics_schema(root),
                       "assessment": assessment_schema(sources), "headroom": headroom_schema(document),
                       "rightsize": rightsize_schema(root, sources, document, closed, sentence),
                       "fields": command_fields_schema(root, document, closed, suffixes()),
                       "guide": guide_schema(root, document, closed, suffixes())}.items():
        path = root / f"docs/{name}.schema.json"
        text = json.dumps(tree, indent=2, ensure_ascii=False) + "\n"
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(str(path.relative_to(root)))
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
    if stale and "--check" in sys.argv:
        raise SystemExit(f"not up to date: {', '.join(stale)}; run lib/text/plan_schema.py .")


main()
