"""What things of the C API are called in Python, and its documentation in Python's words.

SPDX-License-Identifier: Apache-2.0
"""
import builtins
import keyword
import re
import textwrap

import dialect
from values import common

WIDTH = 100
# Words of enumerators that stand for their enum, where the common beginning does not.
ENUM_WORDS = {"capacity_field": ("CAPACITY_FIELD_", "CAPACITY_IN_", "CAPACITY_OUT_")}
# Members of every enum of Python.
ENUM_OWN = {"name": "library_name", "value": "library_value"}
# Built-in exceptions that a status also is; a name that is a built-in one itself gets the prefix.
MIXINS = {"E_ARGUMENT": "ValueError", "E_RANGE": "ValueError", "E_OVERFLOW": "ValueError",
          "E_NOT_FOUND": "LookupError", "E_MEMORY": "MemoryError", "E_FIELD": "LookupError",
          "E_SYNTAX": "ValueError"}
# Sentences about what a caller in Python cannot do, and what takes their place.
C_ONLY = (
    (r";? ?(set )?struct_size( set)?( first)?(?=\.)", ""),
    (r" NULL on failure\.", ""),
    (r"A handle or a needed pointer is NULL or of the wrong kind[.;]? ?(Or |or )?", ""),
    (r"(An output( pointer)?|A pointer|An array|text or value|err|An output or, while n is not 0, an array) is NULL"
     r"( while n is not 0)?[.;] ?", ""),
    (r"^NULL, or ", ""),
    (r"; (0|\"\") for NULL(?=\.)", ""),
    (r"NULL for NULL or ", "NULL for "),
    (r", not NUL-terminated", ""),
    (r"; it needs no unref, and unref does no harm", ""),
)
# Statuses that the runtime provides against.
NEVER_RAISED = ("CAPACITY_E_BUFFER", "CAPACITY_E_STRUCT_SIZE", "CAPACITY_E_STRUCT_NEWER")
UNIT_WORDS = {"1": "", "by field": "in the unit of its field", "by unit": "in its unit"}
# Decimal places between the integer that C has and the natural number; 0: the integer itself.
PLACES = {"count": 0, "bytes": 0, "mcpu": 3, "mrps": 3, "mrpm": 3, "us": 6, "ppm": 6, "mrcu": 3, "mwcu": 3,
          "nusd": 9, "uusd": 6}
NATURAL_UNITS = {"count": "", "bytes": "bytes", "mcpu": "cores", "mrps": "a second", "mrpm": "a minute",
                 "us": "seconds", "ppm": "1 is 100 %", "mrcu": "read units", "mwcu": "write units",
                 "nusd": "USD", "uusd": "USD"}


def camel(name):
    """capacity_plan_options -> PlanOptions."""
    return "".join(word.capitalize() for word in name[len(dialect.PREFIX):].split("_"))


def safe(name):
    """A parameter's name."""
    return name + "_" if keyword.iskeyword(name) else name


def local(name):
    """A local variable for the parameter: never the name of another parameter."""
    return "_" + name


def constant(name):
    return name[len(dialect.MACRO_PREFIX):]


def enum_members(enum):
    """{C name: Python name} of the enumerators that are bound."""
    names = [value["name"] for value in enum["values"] if "skip" not in value]
    words = ENUM_WORDS.get(enum["name"]) or (common(names),)
    result = {name: _member(name, words) for name in names}
    if len(set(result.values())) != len(result):
        raise ValueError(f"{enum['name']}: two enumerators of one name in Python")
    return result


def _member(name, beginnings):
    for beginning in beginnings:
        if name.startswith(beginning):
            rest = name[len(beginning):]
            return rest if not rest[0].isdigit() else beginning.split("_")[-2] + "_" + rest
    raise ValueError(f"{name}: begins like none of its enum's words")


def exception(status):
    """E_NOT_FOUND -> NotFoundError."""
    name = "".join(word.capitalize() for word in status.split("_")[1:]) + "Error"
    return "Capacity" + name if hasattr(builtins, name) else name


def short(plan):
    """The method's or function's name."""
    name = plan.function.get("bind", plan.short)
    if plan.owner_kind == "enum":
        name = ENUM_OWN.get(name, name)
    if plan.kind == "constructor" and name.startswith("new_"):
        name = name[len("new_"):]
    return safe(name)


def is_property(plan):
    """A total getter that needs nothing: read without parentheses."""
    return plan.kind == "method" and not plan.inputs and plan.ret.role in ("scalar", "str")


def natural(field):
    """(name, places) under which a member of a row is read in people's units; None: as it is."""
    unit = field.get("unit")
    suffix = next((end for end, of in dialect.SUFFIX_UNITS.items() if of == unit and field["name"].endswith(end)), None)
    if suffix is None or unit not in PLACES:
        return None
    return field["name"][:-len(suffix)], PLACES[unit]


class Words:
    """Texts of the header for readers of Python."""

    def __init__(self, api, plans):
        table = {"NULL": "None", "INT64_MAX": "2**63 - 1"}
        for one in api["constants"]:
            table[one["name"]] = constant(one["name"])
        for enum in api["enums"]:
            table[enum["name"]] = camel(enum["name"])
            for name, member in enum_members(enum).items():
                table[name] = f"{camel(enum['name'])}.{member}"
        for kind in ("structs", "handles"):
            table.update({one["name"]: camel(one["name"]) for one in api[kind]})
        for plan in plans:
            owner = camel(plan.owner) + "." if plan.owner else ""
            table[plan.name] = f"{owner}{short(plan)}()"
            if plan.short == "new":
                table[plan.name] = camel(plan.owner)
        self.table = table
        self.known = re.compile(r"\b(" + "|".join(sorted(table, key=len, reverse=True)) + r")\b")

    def say(self, text):
        """The text with Python's names; what a caller in Python does not do is left out."""
        for pattern, instead in C_ONLY:
            text = re.sub(pattern, instead, text)
        text = text[:1].upper() + text[1:] if text[:4] != "text" else text
        text = text.replace("\\", "\\\\").replace('"""', "'''")
        return self.known.sub(lambda match: self.table[match.group(1)], text)


def wrap(text, indent, hang=0):
    """Lines of a paragraph."""
    return textwrap.wrap(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + hang),
                         break_long_words=False, break_on_hyphens=False)


def call(start, arguments, indent, end=")"):
    """Lines of a call; what does not fit on one is filled up between the parentheses."""
    line = f"{start}{', '.join(arguments)}{end}"
    if len(line) + indent <= WIDTH:
        return [line]
    lines = [""]
    for argument in arguments:
        if len(lines[-1]) + len(argument) + 2 + 4 + indent > WIDTH and lines[-1]:
            lines.append("")
        lines[-1] += f"{argument}, "
    return [start.rstrip()] + ["    " + one.rstrip() for one in lines] + [end]


def docstring(parts, indent):
    """A docstring of paragraphs (texts, or lists of ready lines)."""
    lines = []
    for part in parts:
        if not part:
            continue
        ready = wrap(part, indent) if isinstance(part, str) else part
        lines += ([""] if lines else []) + ready
    space = " " * indent
    lines[0] = f'{space}"""' + lines[0].lstrip()
    if lines[0].endswith('"'):
        lines[0] += " "
    if len(lines) == 1 and len(lines[0]) + 3 <= WIDTH:
        return lines[0] + '"""\n'
    return "\n".join(lines) + f'\n{space}"""\n'


def unit_note(unit):
    """What stands behind the sentence about a value."""
    said = UNIT_WORDS.get(unit, unit)
    return f" ({said})" if said else ""
