"""Strict JSON, and a small checker for the part of JSON Schema that docs/*.schema.json use.

SPDX-License-Identifier: Apache-2.0
"""
import json


def refuse_duplicates(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a key twice among {keys}")
    return dict(pairs)


def refuse(text):
    raise ValueError(f"{text} is no integer")


def strict(text):
    """RFC 8259 without duplicate keys; every number here is an integer."""
    return json.loads(text, object_pairs_hook=refuse_duplicates, parse_float=refuse,
                      parse_constant=refuse)


TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
SILENT = {"$schema", "$defs", "title", "description"}


def has_type(value, name):
    if name in ("integer", "number"):  # strict() reads no others
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def faults(value, schema, root, path="$"):
    """Every place where a value breaks a schema. A keyword that is not known is an error here."""
    for keyword, rule in schema.items():
        if keyword in SILENT:
            continue
        if keyword == "$ref":
            target = root
            for part in rule.removeprefix("#/").split("/"):
                target = target[part]
            yield from faults(value, target, root, path)
        elif keyword == "type":
            names = rule if isinstance(rule, list) else [rule]
            if not any(has_type(value, name) for name in names):
                yield f"{path}: {value!r} is not {rule}"
                return
        elif keyword == "enum":
            if not any(value == each and type(value) is type(each) for each in rule):
                yield f"{path}: {value!r} is none of {rule}"
        elif keyword == "const":
            if value != rule:
                yield f"{path}: {value!r} is not {rule!r}"
        elif keyword == "minimum":
            if value < rule:
                yield f"{path}: {value} is below {rule}"
        elif keyword == "maximum":
            if value > rule:
                yield f"{path}: {value} exceeds {rule}"
        elif keyword == "required":
            yield from (f"{path}: {name} is missing" for name in rule if name not in value)
        elif keyword == "properties":
            for name in rule.keys() & value.keys():
                yield from faults(value[name], rule[name], root, f"{path}.{name}")
        elif keyword == "additionalProperties":
            assert rule is False
            yield from (f"{path}: {name} is not known" for name in value
                        if name not in schema["properties"])
        elif keyword == "items":
            for i, each in enumerate(value):
                yield from faults(each, rule, root, f"{path}[{i}]")
        elif keyword == "anyOf":
            if all(list(faults(value, each, root, path)) for each in rule):
                yield f"{path}: {value!r} fits none of anyOf"
        else:
            raise AssertionError(f"{path}: keyword {keyword} is not known to this checker")


def undescribed(schema, path="$"):
    """Properties without a sentence."""
    for name, rule in schema.get("properties", {}).items():
        if "description" not in rule and "$ref" not in rule:
            yield f"{path}.{name}"
        yield from undescribed(rule, f"{path}.{name}")
    for name, rule in schema.get("$defs", {}).items():
        yield from undescribed(rule, f"{path}#{name}")
