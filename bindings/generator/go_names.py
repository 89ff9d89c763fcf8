"""What things of the C API are called in Go, and their documentation in Go's words.

SPDX-License-Identifier: Apache-2.0
"""
import re
import textwrap

import dialect

WIDTH = 100
INITIALISMS = {
    "api", "arm64", "cdn", "cpu", "dax", "eks", "hpa", "id", "json", "lcu", "llm", "mcpu", "mps", "mq", "mrcu",
    "mrpm", "mrps", "mwcu", "nat", "nusd", "p95", "ppm", "rcu", "rpm", "sqs", "tpm", "us", "uusd", "vm", "wcu",
    "yaml",
}
# Constants that units.go has by hand, with their unit's type, and one whose name a function has.
CONSTANTS = {
    "CAPACITY_PPM": "Whole", "CAPACITY_KIB": "KiB", "CAPACITY_MIB": "MiB", "CAPACITY_GIB": "GiB",
    "CAPACITY_TIB": "TiB", "CAPACITY_SECOND_US": "Second", "CAPACITY_VERSION_NUMBER": "HeaderVersion",
}
BY_HAND = {name for name in CONSTANTS if name != "CAPACITY_VERSION_NUMBER"}
# profile.go puts settings in front of it.
FUNCTIONS = {"capacity_profile_new": "newProfile"}
# The typed value of each unit; any other number stays what it is in C.
UNITS = {
    "mcpu": "MilliCPU", "bytes": "Bytes", "mrps": "MilliRPS", "mrpm": "MilliRPM", "us": "Micros", "ppm": "PPM",
    "mrcu": "MilliRCU", "mwcu": "MilliWCU", "nusd": "NanoUSD", "uusd": "MicroUSD",
}
# What a plain number is counted in, where its words do not say it.
UNIT_WORDS = {
    "mcpu": "millicores", "bytes": "bytes", "mrps": "thousandths a second", "mrpm": "thousandths a minute",
    "us": "microseconds", "ppm": "parts per million", "mrcu": "thousandths of a read unit",
    "mwcu": "thousandths of a write unit", "nusd": "nano-USD", "uusd": "micro-USD", "hours": "hours",
    "seconds": "seconds", "kbit/s": "kbit/s", "by field": "in the field's unit", "by unit": "in its unit",
}
KEYWORDS = {
    "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go",
    "goto", "if", "import", "interface", "map", "package", "range", "return", "select", "struct", "switch", "type",
    "var", "nil", "len", "min", "max", "fr", "status", "err", "partial", "self",
}


def _word(word):
    if word in INITIALISMS or re.fullmatch(r"\d+[a-z]+", word):
        return word.upper()
    return word[:1].upper() + word[1:]


def camel(snake):
    """spike_buffer_ppm -> SpikeBufferPPM."""
    return "".join(_word(word) for word in snake.lower().split("_") if word)


def local(snake):
    """spike_buffer_ppm -> spikeBufferPPM."""
    first, _, rest = snake.partition("_")
    name = first + camel(rest)
    return name + "_" if name in KEYWORDS else name


def typed(snake, unit):
    """The name without its unit, which the type says."""
    suffix = "_" + unit if unit in UNITS else ""
    if suffix and snake.endswith(suffix):
        return snake[: -len(suffix)]
    return snake


def type_name(name):
    """capacity_plan_component -> PlanComponent."""
    return camel(name[len(dialect.PREFIX):])


def enumerator(name):
    """CAPACITY_E_RANGE -> ErrRange, CAPACITY_BOUND_CPU -> BoundCPU."""
    short = name[len(dialect.MACRO_PREFIX):]
    if short == "OK":
        return short
    return "Err" + camel(short[2:]) if short.startswith("E_") else camel(short)


def constant(name):
    return CONSTANTS.get(name) or camel(name[len(dialect.MACRO_PREFIX):])


class Names:
    """Every C name with its name in Go, for code and for documentation."""

    def __init__(self, api, plans):
        self.api = api
        self.known = {}
        for enum in api["enums"]:
            self.known.update({value["name"]: enumerator(value["name"]) for value in enum["values"]})
        self.known.update({one["name"]: constant(one["name"]) for one in api["constants"]})
        for key in ("enums", "handles", "structs"):
            self.known.update({one["name"]: type_name(one["name"]) for one in api[key]})
        self.known[api["library"]["error"]] = "Error"
        for plan in plans:
            owner, name = self.function(plan)
            self.known[plan.name] = f"{owner}.{name}" if owner else name
        self.known["capacity_profile_new"] = "NewProfile"
        self.spelled = {"CAPACITY_VERSION_ENCODE": "major x 1000000 + minor x 1000 + patch"}

    @staticmethod
    def function(plan):
        """(receiver's type or None, name) of a function."""
        short = plan.function.get("bind", plan.short)
        owner = type_name(plan.owner) if plan.owner else ""
        if plan.name in FUNCTIONS:
            return None, FUNCTIONS[plan.name]
        if plan.kind == "constructor":
            front, _, rest = short.partition("_")
            if front == "new":
                return None, "New" + owner + ("From" + camel(rest[5:]) if rest.startswith("from_") else camel(rest))
            return None, camel(short) + owner
        if plan.kind == "static":
            return None, owner + camel(short)
        rows = any(role.role in ("rows", "struct_out") for role in plan.results)
        if rows and short.startswith("get_"):
            short = short[4:]
        return (owner or None) if plan.kind in ("method", "ref") else None, camel(short)

    # --- words ----------------------------------------------------------------------------------
    def words(self, text, link=True):
        """A sentence of the header as one of Go; a name of C that Go does not have is an error."""
        def put(match):
            name = match.group(0)
            if name in self.spelled:
                return self.spelled[name]
            if name not in self.known:
                raise ValueError(f"the documentation names {name}, which Go does not have")
            go = self.known[name]
            return f"[{go}]" if link else go

        text = re.sub(r'(?<!")\b(?:capacity_|CAPACITY_)\w+', put, text)
        text = re.sub(r"; (?:set struct_size first|struct_size set)\b", "", text)
        text = text.replace("INT64_MAX", "[Open]" if link else "Open")
        return re.sub(r"\bNULL\b", "nil", text)


def lower_first(text):
    """A sentence as the rest of one: but DynamoDB, CPU and other names keep their capitals."""
    first = re.match(r"[A-Z][a-z]*(?=[ ,.:;-]|$)", text)
    if first and first.group(0) not in ("Karpenter", "Doxygen", "I", "Amazon", "Kubernetes", "Streams"):
        return text[0].lower() + text[1:]
    return text


def sentence(text):
    return text if text.endswith((".", "?", "!")) else text + "."


def comment(lines, indent=""):
    """Lines of a doc comment; gofmt leaves the result alone."""
    return "\n".join(f"{indent}// {line}" if line else f"{indent}//" for line in lines)


def wrap(text, width=WIDTH - 4):
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]


def item(text):
    """A list item as gofmt writes it."""
    first, *rest = wrap(text, WIDTH - 10)
    return ["  - " + first] + ["    " + line for line in rest]
