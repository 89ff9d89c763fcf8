"""Schemas of what the command alone prints as JSON: headroom, rightsize, fields and guide.

Names that the command chooses are read from its sources; sentences about members of the header are
the header's. plan_schema.py writes the files and lends its helpers.
SPDX-License-Identifier: Apache-2.0
"""
import re

NULL = " Null: there is nothing to say."


def integer(text, lowest=None):
    rule = {"description": text, "type": "integer"}
    return rule if lowest is None else {**rule, "minimum": lowest}


def integer_or_null(text):
    return {"description": text, "type": ["integer", "null"]}


def words(text):
    return {"description": text, "type": "string"}


def optional(tree, *names):
    """The same, where these members may be absent."""
    return {**tree, "required": [name for name in tree["required"] if name not in names]}


def listed(path, array):
    """The texts of an array of the command, of structs the first in each."""
    body = re.search(r"\b%s\[\w*\] = \{(.*?)\n\};" % array, path.read_text("utf-8"), re.S).group(1)
    return re.findall(r'\{"([^"]+)"' if '{"' in body else r'"([^"]+)"', body)


# --- capacity headroom ----------------------------------------------------------------------------

DELAY, GROWS = " Unit: microseconds.", " Unit: parts per million."


def headroom_schema(document):
    answers = {}
    for suffix, where in (("", "where new pods fit on the nodes"), ("_with_nodes", "where nodes must start first")):
        answers.update({
            f"reaction{suffix}_us": integer(f"Until new pods carry load, {where}.{DELAY}", 0),
            f"survived{suffix}_us": integer_or_null(
                f"In this time or a longer one the load may grow by the factor, {where}.{DELAY} Null: in none, nothing is spare."),
            f"needed{suffix}_ppm": integer_or_null(
                f"Spike buffer that the growth within the time needs, {where}.{GROWS} Null: no time was given."),
        })
    tree = document("capacity headroom --format json", "In what time the load of a component may grow by a factor before its "
                    "spike buffer is used up.", {
        "component": words("Whose pods."),
        "pods": integer("Pods that it has. Unit: a number.", 0),
        "pods_max": integer("Pods that its autoscaler may reach. Unit: a number.", 0),
        "factor_ppm": integer(f"To how much of itself the load grows.{GROWS}", 1000000),
        "within_us": integer_or_null(f"In what time it does.{DELAY} Null: not given."),
        "buffer_ppm": integer(f"The spike buffer that the plan has.{GROWS}", 0),
        "metric_lag_us": integer(f"Until a metric shows a change.{DELAY}", 0),
        "sync_us": integer(f"Between two decisions of the autoscaler.{DELAY}", 1),
        "pod_start_us": integer(f"Until a new pod is ready.{DELAY}", 0),
        "node_start_us": integer(f"Until a new node is ready.{DELAY}", 0),
        **answers,
        "cycle_growth_ppm": integer_or_null(
            f"To how much of itself an autoscaler on CPU raises the pods in one cycle at most.{GROWS} Null: no request or no limit of CPU."),
        "cycles": integer_or_null("Cycles in which it follows the growth. Unit: a number. Null: never, or not known."),
        "simulated_us": integer_or_null(
            f"The same as survived_us, as the simulator finds it; with --simulate only.{DELAY} Null: in no time up to its longest."),
    })
    return optional(tree, "simulated_us")


# --- capacity rightsize ---------------------------------------------------------------------------

# Members of capacity_rightsize that may say nothing.
ANSWERS = ("request", "lower", "upper", "limit")


def resource_schema(sources, closed, sentence, reasons, what, unit):
    out = {member: doc for _, member, _, doc in sources.members("capacity_rightsize")}
    given = {member: doc for _, member, _, doc in sources.members("capacity_rightsize_options")}

    def told(doc):
        units = re.search(r"\\unit\{([^}]*)\}", doc)
        return sentence(doc, units.group(1))
    return closed({
        "unit": {"description": "Of request, bounds, limit and usage.", "const": unit},
        "samples": integer(told(out[what + "_samples"]), 0),
        "in_force": integer(told(given[f"{what}_request_{unit}"]), 0),
        **{name: integer_or_null(told(out[f"{what}_{name}_{unit}"]) + NULL) for name in ANSWERS},
        "target_before_ppm": integer(told(given[what + "_target_ppm"]), 0),
        "target_ppm": integer(told(out[what + "_target_ppm"]), 0),
        "usage": integer_or_null(told(out[f"{what}_usage_{unit}"]) + NULL),
        "reason": {"description": sentence(out[what + "_reason"]), "enum": reasons},
    }, f"What is recommended of {what}.")


def rightsize_schema(root, sources, document, closed, sentence):
    reasons = listed(root / "examples/cli/rightsize.c", "reasons")
    out = {member: doc for _, member, _, doc in sources.members("capacity_rightsize")}
    return document("capacity rightsize --format json", "Requests and limits from what pods were seen to use.", {
        "method": {"description": sentence(out["method"]), "enum": ["vpa", "krr"]},
        "span_us": integer(sentence(out["span_us"], "us"), 0),
        "ooms": integer(sentence(out["ooms"], "1"), 0),
        **{what: resource_schema(sources, closed, sentence, reasons, what, unit)
           for what, unit in (("cpu", "mcpu"), ("memory", "bytes"))},
    })


# --- capacity fields, capacity guide --------------------------------------------------------------


def command_fields_schema(root, document, closed, suffixes):
    field = closed({
        "id": integer("Its number, the same for ever. Unit: a number.", 1),
        "key": words("What people write; its value has a unit of its own."),
        "name": words("Exact name, which ends in the unit of its integer."),
        "kind": {"description": "Of a profile or of a plan.", "enum": ["input", "result"]},
        "unit": {"description": "How its value is written.", "enum": listed(root / "examples/cli/fields.c", "units")},
        "suffix": {"description": "Unit of its integer; empty: a number, or none.", "enum": suffixes},
        "lowest": integer("Lowest value, of the integer. Absent: it is a text. Unit: by the suffix."),
        "highest": integer("Highest value, of the integer. Unit: by the suffix."),
        "default": integer("Default, of the integer; -1: by rule. Unit: by the suffix."),
        "choices": {"description": "Names of the values from the lowest on. Absent: they have none.",
                    "type": "array", "items": {"type": "string"}},
        "sentence": words("What it is."), "source": words("Where that comes from."),
    }, "One field of the registry.")
    return document("capacity fields --format json", "Inputs of a profile and results of a plan.", {
        "fields": {"description": "Fields in the order of the registry.", "type": "array", "items": {"$ref": "#/$defs/field"}},
    }, {"field": optional(field, "lowest", "highest", "default", "choices")})


def guide_schema(root, document, closed, suffixes):
    statement = closed({
        "subject": words("What it is about."),
        "order": integer("Its place among those of the subject, from 1. Unit: a number.", 0),
        "text": words("What the guide says."),
        "low": integer("The figure in it, or the lower of two. Absent: there is none. Unit: by the member unit."),
        "high": integer("The same, or the higher of two. Unit: by the member unit."),
        "unit": {"description": "Of both; empty: a number.", "enum": suffixes},
    }, "One statement.")
    section = closed({
        "section": {"description": "Its name for the command.", "enum": listed(root / "examples/cli/guide.c", "sections")},
        "title": words("Its title in the guide."),
        "statements": {"description": "Statements in their order.", "type": "array", "items": {"$ref": "#/$defs/statement"}},
    }, "One section.")
    return document("capacity guide --format json", "What the sizing guide says, as data.", {
        "sections": {"description": "The sections asked for.", "type": "array", "items": {"$ref": "#/$defs/section"}},
    }, {"section": section, "statement": optional(statement, "low", "high", "unit")})
