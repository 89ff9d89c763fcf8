"""Properties of the field registry: inputs of Profile, results of Plan, in people's units.

SPDX-License-Identifier: Apache-2.0
"""
import py_names as names

# (unit, what is read) -> descriptor of _fields.py for an input; a result has its own.
KINDS = {"count": "Int", "bytes": "Int", "bool": "Bool", "enum": "Choice", "name": "Name"}
SIZES = ("", "Ki", "Mi", "Gi", "Ti", "Pi")
TIMES = (("d", 86400000000, 1), ("h", 3600000000, 1), ("m", 60000000, 1), ("s", 1000000, 3), ("ms", 1000, 3))
EXAMPLES = {"count": "1000", "mcpu": '0.25 or "250m"', "bytes": '"512Mi", "2G" or 536870912',
            "mrps": '166.7 or "3000/min"', "mrpm": '2.5 or "0.5/s"', "us": '"200ms", "1.5s" or seconds',
            "ppm": '0.3 or "30%"', "mrcu": "250", "mwcu": "100", "nusd": '0.0416 or "$0.0416"',
            "uusd": '60.74 or "$60.74"'}
SHOWN_UNITS = {"count": "a number", "mcpu": "cores", "bytes": "bytes", "mrps": "a second", "mrpm": "a minute",
               "us": "seconds", "ppm": "a share, 1 is 100 %", "mrcu": "read units a second",
               "mwcu": "write units a second", "nusd": "USD", "uusd": "USD"}

# Amounts that stay INVALID where the catalogue lacks a price and another way of billing was chosen.
UNPRICED = {"on_demand_uusd", "on_demand_full_uusd", "provisioned_uusd", "reserved_uusd", "on_demand_monthly_uusd",
            "provisioned_monthly_uusd"}


def decimal(value, places):
    """An exact decimal without trailing zeros."""
    whole, part = divmod(abs(value), 10 ** places)
    tail = f"{part:0{places}d}".rstrip("0") if places else ""
    return ("-" if value < 0 else "") + str(whole) + ("." + tail if tail else "")


def written(field, value):
    """A value as people write it; capacity_field_format writes the same (a test compares)."""
    if field.get("auto") and value == field["default"] == -1:
        return "auto"
    for name, number in field.get("choices", ()):
        if number == value:
            return name
    unit = field["unit"]
    if unit == "mcpu":
        return str(value // 1000) if value % 1000 == 0 else f"{value}m"
    if unit == "bytes":
        step = 0
        while value and value % 1024 == 0 and step < len(SIZES) - 1:
            value, step = value // 1024, step + 1
        return f"{value}{SIZES[step]}"
    if unit == "us":
        return _time(value)
    if unit == "ppm":
        return decimal(value, 4) + "%"
    places = names.PLACES[unit]
    return ("$" if unit in ("nusd", "uusd") else "") + decimal(value, places)


def _time(value):
    for text, size, places in TIMES:
        least = size // 10 ** places
        if value >= size and value % least == 0:
            return decimal(value // least, places) + text
    return f"{value}us" if value else "0s"


def descriptor(field):
    """Name of the descriptor class in _fields.py."""
    base = KINDS.get(field["unit"], "Decimal")
    if field["kind"] == "output":
        return ("Optional" if field["name"] in UNPRICED else "") + base + "Result"
    return ("Optional" if field.get("auto") else "") + base + "Input"


def about(field):
    """The paragraphs of help."""
    parts = [field["doc"] + "."]
    if field["unit"] == "name":
        parts.append("Unit: a name.")
    elif "choices" in field and field["unit"] == "bool":
        parts.append(f"Unit: True or False. Default {written(field, field['default'])}.")
    elif "choices" in field:
        parts.append(f"One of {', '.join(name for name, _ in field['choices'])}"
                     + (f". Default {written(field, field['default'])}." if "default" in field else "."))
    elif field["kind"] == "input":
        parts.append(f"Unit: {SHOWN_UNITS[field['unit']]}, for example {EXAMPLES[field['unit']]}. "
                     f"Range {written(field, field['lowest'])} to {written(field, field['highest'])}, "
                     f"default {written(field, field['default'])}"
                     + (" (None)." if field["auto"] else "."))
    else:
        parts.append(f"Unit: {SHOWN_UNITS[field['unit']]}."
                     + (" None where the catalogue has no price for it." if field["name"] in UNPRICED else ""))
    parts.append(f"Source: {field['source']}.")
    parts.append(f"The integer: raw[\"{field['name']}\"].")
    return parts


def property_text(field):
    """The class attribute."""
    places = names.PLACES.get(field["unit"], 0)
    base = KINDS.get(field["unit"], "Decimal")
    arguments = [str(field["id"])] + ([str(places)] if base == "Decimal" else [])
    lines = [f"    {field['key']} = _fields.{descriptor(field)}({', '.join(arguments)}, _fields.lines("]
    for part in about(field):
        for line in names.wrap(part, 0):
            lines.append(f"        {quoted(line)}")
    return "\n".join(lines) + "))\n"


def quoted(text):
    """A Python literal in double quotes where that reads better."""
    if '"' in text and "'" not in text:
        return "'" + text.replace("\\", "\\\\") + "',"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '",'
