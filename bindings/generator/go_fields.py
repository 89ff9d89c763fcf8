"""The field registry in Go: a setting and a getter for each input, a getter for each result.

SPDX-License-Identifier: Apache-2.0
"""
import go_names as names
import go_types as types
from py_fields import written

UNIT_NAMES = {
    "mcpu": "millicores ([MilliCPU])", "bytes": "bytes ([Bytes])", "mrps": "thousandths a second ([MilliRPS])",
    "mrpm": "thousandths a minute ([MilliRPM])", "us": "microseconds ([Micros])", "ppm": "parts per million ([PPM])",
    "mrcu": "thousandths of a read unit ([MilliRCU])", "mwcu": "thousandths of a write unit ([MilliWCU])",
    "nusd": "nano-USD ([NanoUSD])", "uusd": "micro-USD ([MicroUSD])",
}


class Fields:
    """Fields with the Go types of their values."""

    def __init__(self, api):
        self.api = api
        self.inputs = [field for field in api["fields"] if field["kind"] == "input"]
        self.outputs = [field for field in api["fields"] if field["kind"] == "output"]
        self.own = {}  # Go enum that only fields have -> choices
        self.enums = {field["key"]: self._enum(field) for field in self.inputs if field["unit"] == "enum"}

    def _enum(self, field):
        """The enum of the header with the same choices, else one of the field's own."""
        wanted = {(name, value) for name, value in field["choices"]}
        for enum in self.api["enums"]:
            values = [value for value in enum["values"] if "skip" not in value]
            tails = {(tail, value["value"]) for tail, value in zip(types._tails(values), values)}
            if tails == wanted:
                return names.type_name(enum["name"])
        kind = names.camel(field["key"])
        self.own[kind] = field
        return kind

    def type(self, field):
        unit = field["unit"]
        if unit == "enum":
            return self.enums[field["key"]]
        return {"count": "int64", "bool": "bool", "name": "string"}.get(unit) or names.UNITS[unit]


def text(api, taken):
    """fields_gen.go without its head; `taken` are names of package and of methods that are used already."""
    fields = Fields(api)
    parts = [_own_enum(kind, field) for kind, field in fields.own.items()]
    for field in fields.inputs:
        name = _free(names.camel(field["key"]), "Profile", taken)
        parts += [_setting(field, fields), _getter(field, fields, name, "Profile", "p")]
    for field in fields.outputs:
        name = _free(names.camel(field["key"]), "Plan", taken)
        parts.append(_getter(field, fields, name, "Plan", "p"))
    parts.append(_parse_units())
    return "\n".join(parts)


def test_text(api, taken):
    """fields_gen_test.go: every setting and getter, and what the registry said when they were written."""
    fields = Fields(api)
    parts = ["var inputs = []input{"]
    for field in fields.inputs:
        name = names.camel(field["key"])
        getter = f"func(p *Profile) any {{ return p.{_free(name, 'Profile', taken)}() }}"
        kind = fields.type(field)
        if field["unit"] == "name":
            parts.append(f'\t{{{enumerator(field)}, "{field["name"]}", "{field["key"]}", Unit{names.camel(field["unit"])}, '
                         f'0, 0, 0, nil, With{name}("x1.large"), "x1.large", {getter}}},')
            continue
        value = field["highest"] if field["default"] != field["highest"] else field["lowest"]
        want = ("true" if value else "false") if kind == "bool" else f"{kind}({value})"
        choices = "nil"
        if "choices" in field:
            choices = "[]string{" + ", ".join(f'"{word}"' for word, _ in field["choices"]) + "}"
        parts.append(f'\t{{{enumerator(field)}, "{field["name"]}", "{field["key"]}", Unit{names.camel(field["unit"])}, '
                     f'{field["lowest"]}, {field["highest"]}, {field["default"]}, {choices}, '
                     f"With{name}({want}), {want}, {getter}}},")
    parts += ["}\n", "var outputs = []output{"]
    for field in fields.outputs:
        name = _free(names.camel(field["key"]), "Plan", taken)
        parts.append(f'\t{{{enumerator(field)}, "{field["name"]}", "{field["key"]}", Unit{names.camel(field["unit"])}, '
                     f"func(p *Plan) int64 {{ return int64(p.{name}()) }}}},")
    parts.append("}\n")
    kinds = "\n".join(f'\t{{Unit{names.camel(unit)}, func(s string) (any, error) {{ return Parse{kind}(s) }}, '
                      f"func(v int64) textValue {{ return {kind}(v) }}, func() textTarget {{ return new({kind}) }}}},"
                      for unit, kind in names.UNITS.items())
    parts.append(f"var typedValues = []typedValue{{\n{kinds}\n}}\n")
    return "\n".join(parts)


def _free(name, owner, taken):
    """A getter that would hide a method counts."""
    return name + "Count" if f"{owner}.{name}" in taken else name


def enumerator(field):
    return names.enumerator(field["enumerator"])


def _about(name, field, sets):
    verb = f" sets {field['key']}" if sets else ""
    lines = names.wrap(f"{name}{verb}: {names.lower_first(field['doc'])}.")
    facts = []
    if field["unit"] in UNIT_NAMES:
        facts.append(f"In {UNIT_NAMES[field['unit']]}.")
    if "lowest" in field and field["unit"] not in ("bool", "enum"):
        low, high = written(field, field["lowest"]), written(field, field["highest"])
        facts.append(f"Range {low} to {high}, default {written(field, field['default'])}.")
    elif "choices" in field and "default" in field:
        facts.append(f"Default {written(field, field['default'])}.")
    if field.get("auto"):
        facts.append("[Auto] leaves it to the library.")
    facts.append(f"The field is [{enumerator(field)}].")
    lines += ["", *names.wrap(" ".join(facts))]
    if " " in field["source"]:  # else it is the stage that computes a result
        lines += ["", *names.wrap(f"Source: {field['source']}.")]
    return lines


def _setting(field, fields):
    name, kind, ident = "With" + names.camel(field["key"]), fields.type(field), enumerator(field)
    lines = _about(name, field, True)
    if field["unit"] == "name":
        body, param = f"return settingOfName({ident}, name)", "name string"
    elif kind == "bool":
        body, param = f"return settingOf({ident}, number(on))", "on bool"
    else:
        body, param = f"return settingOf({ident}, int64(value))", f"value {kind}"
    return f"{names.comment(lines)}\nfunc {name}({param}) Setting {{\n\t{body}\n}}\n"


def _getter(field, fields, name, owner, letter):
    kind, ident = fields.type(field), enumerator(field)
    lines = _about(name, field, False)
    if field["unit"] == "name":
        value = f"{letter}.GetName({ident})"
    elif kind == "bool":
        value = f"{letter}.value({ident}) != 0"
    elif kind == "int64":
        value = f"{letter}.value({ident})"
    else:
        value = f"{kind}({letter}.value({ident}))"
    return f"{names.comment(lines)}\nfunc ({letter} *{owner}) {name}() {kind} {{\n\treturn {value}\n}}\n"


def _own_enum(kind, field):
    parts = [names.comment(names.wrap(f"{kind}: choices of the field {field['key']}.")), f"type {kind} int32\n",
             f"// Values of [{kind}].", "const ("]
    pairs = [(kind + names.camel(name), name, value) for name, value in field["choices"]]
    parts += [f"\t// {name}: {word}.\n\t{name} {kind} = {value}" for name, word, value in pairs]
    parts += [")\n", types.string_method(kind, [(name, word) for name, word, _ in pairs])]
    return "\n".join(parts)


def _parse_units():
    """String, parsing and text of each typed value: all alike."""
    parts = []
    for unit, kind in names.UNITS.items():
        const = "Unit" + names.camel(unit)
        parts.append(f"""// Parse{kind} reads what people write, exactly: digits that the unit cannot hold are refused.
func Parse{kind}(s string) ({kind}, error) {{
	value, err := parseQuantity({const}, s)
	return {kind}(value), err
}}

// String writes it as people do; [Parse{kind}] reads it back exactly.
func (v {kind}) String() string {{
	return quantity({const}, int64(v))
}}

// MarshalText is String, for JSON and the like.
func (v {kind}) MarshalText() ([]byte, error) {{
	return []byte(v.String()), nil
}}

// UnmarshalText is [Parse{kind}], for JSON, flags and the like.
func (v *{kind}) UnmarshalText(s []byte) error {{
	value, err := Parse{kind}(string(s))
	if err == nil {{
		*v = value
	}}
	return err
}}
""")
    return "\n".join(parts)
