"""Constants, enums, rows and handles of the Go package.

SPDX-License-Identifier: Apache-2.0
"""
import re

import dialect
import go_names as names
from values import common

SCALARS = {("int", 64, True): "int64", ("int", 64, False): "uint64", ("int", 32, True): "int32",
           ("int", 32, False): "uint32", ("float", 64, True): "float64"}


def scalar(ctype, unit=None, enum=None):
    """The Go type of a number."""
    if enum:
        return names.type_name(enum)
    if unit == "bool" or ctype["kind"] == "bool":
        return "bool"
    if ctype["kind"] == "size":
        return "int"
    if unit in names.UNITS:
        return names.UNITS[unit]
    return SCALARS[ctype["kind"], ctype["bits"], ctype["signed"]]


def constants(api, known):
    """Constants that units.go does not have by hand."""
    parts = ["// Limits and marks of the library.\nconst ("]
    for one in api["constants"]:
        if one["name"] in names.BY_HAND:
            continue
        kind = names.UNITS.get(one.get("unit"))
        about = names.wrap(f"{names.constant(one['name'])}: {names.lower_first(known.words(one['doc']))}")
        parts.append(names.comment(about, "\t"))
        parts.append(f"\t{names.constant(one['name'])}{' ' + kind if kind else ''} = {one['value']}")
    return "\n".join(parts) + "\n)\n"


# --- enums ----------------------------------------------------------------------------------------
def enums(api, plans, known):
    named = {plan.owner for plan in plans if plan.owner_kind == "enum" and plan.short == "name"}
    return "\n".join(_enum(enum, enum["name"] in named, known) for enum in api["enums"])


def _enum(enum, has_name, known):
    kind = names.type_name(enum["name"])
    base = "uint32" if enum["kind"] == "flags" else "int32"
    values = [value for value in enum["values"] if "skip" not in value]
    about = f"{kind}: {names.lower_first(known.words(enum['doc']))}"
    lines = names.wrap(about)
    if "body" in enum:
        lines += [""] + names.wrap(known.words(enum["body"]))
    parts = [names.comment(lines), f"type {kind} {base}\n", f"// Values of [{kind}].", "const ("]
    for value in values:
        name = names.enumerator(value["name"])
        parts.append(names.comment(names.wrap(f"{name}: {names.lower_first(known.words(value['doc']))}"), "\t"))
        parts.append(f"\t{name} {kind} = {value['value']}")
    parts.append(")\n")
    if enum["kind"] == "flags":
        parts.append(_flags_string(kind, values))
    elif not has_name:
        parts.append(string_method(kind, [(names.enumerator(value["name"]), tail)
                                          for value, tail in zip(values, _tails(values))]))
    elif enum["kind"] != "errors":  # Status has its own in errors.go
        parts.append(_named_string(kind))
    return "\n".join(parts)


def _tails(values):
    """CAPACITY_MAX_PODS_CUSTOM_NETWORKING -> custom_networking: what differs between the enumerators."""
    start = len(common([value["name"] for value in values]))
    return [value["name"][start:].lower() for value in values]


def string_method(kind, pairs):
    """String() of an enum: the value's word, or Kind(9)."""
    lines = [f"// String gives the value's name as the library's text forms write it; {kind}(9) for one that is none.",
             f"func (v {kind}) String() string {{", "\tswitch v {"]
    for name, word in pairs:
        lines += [f"\tcase {name}:", f'\t\treturn "{word}"']
    lines += ["\t}", f'\treturn unknown("{kind}", int64(v))', "}\n"]
    return "\n".join(lines)


def _named_string(kind):
    return "\n".join([f"// String is [{kind}.Name], or {kind}(9) for a number that is none.",
                      f"func (v {kind}) String() string {{", "\tif name := v.Name(); name != \"\" {",
                      "\t\treturn name", "\t}", f'\treturn unknown("{kind}", int64(v))', "}\n"])


def _flags_string(kind, values):
    pairs = ", ".join(f'"{tail}"' for tail in _tails(values))
    bits = ", ".join(f"uint32({names.enumerator(value['name'])})" for value in values)
    return "\n".join([f"// String gives the bits that are set, as in a|b|0x40; 0 is none.",
                      f"func (v {kind}) String() string {{",
                      f"\treturn flags(uint32(v), []uint32{{{bits}}}, []string{{{pairs}}})", "}\n"])


# --- rows -----------------------------------------------------------------------------------------
def bound_structs(api):
    """Structs that Go has; the error object is written by hand."""
    return [struct for struct in api["structs"] if "skip" not in struct and struct["name"] != api["library"]["error"]]


def members(struct):
    """[(Go name, field)] of the members that a user sees."""
    fields = [field for field in struct["fields"]
              if field["name"] != struct.get("size_field") and not dialect.is_reserved(field["name"])]
    short = [names.camel(names.typed(field["name"], field.get("unit"))) for field in fields]
    return [(name if short.count(name) == 1 else names.camel(field["name"]), field)
            for name, field in zip(short, fields)]


def structs(api, plans, known):
    read = {role.type["base"] for plan in plans for role in plan.params if role.role in ("rows", "struct_out")}
    written = {role.type["base"] for plan in plans for role in plan.params if role.role == "struct_in"}
    parts = []
    for struct in bound_structs(api):
        parts.append(_struct(struct, known))
        if struct["name"] in read:
            parts.append(_reader(struct))
        if struct["name"] in written:
            parts.append(_writer(struct))
    return "\n".join(parts)


def sizes(api):
    """One look at each growing struct when the library is first used."""
    lines = ["// sizes wants the library to know every row that the header has.", "func sizes() error {"]
    for struct in bound_structs(api):
        if not struct.get("init"):
            continue
        name = struct["name"]
        local = names.local(name[len(dialect.PREFIX):])
        lines += [f"\tvar {local} C.{name}", f"\tC.{struct['init']}(&{local}, C.sizeof_{name})",
                  f"\tif {local}.{struct['size_field']} != C.sizeof_{name} {{",
                  f'\t\treturn foreign("{names.type_name(name)}")', "\t}"]
    return "\n".join(lines) + "\n\treturn nil\n}\n"


def member_type(field):
    if field["type"]["kind"] == "text":
        return "string"
    return scalar(field["type"], field.get("unit"), field.get("enum"))


def _struct(struct, known):
    kind = names.type_name(struct["name"])
    lines = names.wrap(f"{kind}: {names.lower_first(known.words(struct['doc']))}")
    parts = [names.comment(lines), f"type {kind} struct {{"]
    own = {field["name"]: name for name, field in members(struct) if "_" in field["name"]}
    for name, field in members(struct):
        words = names.lower_first(known.words(field["doc"]))
        words = re.sub(r"\b\w+_\w+\b", lambda match: own.get(match.group(0), match.group(0)), words)
        unit = names.UNIT_WORDS.get(field.get("unit"))
        if unit and field["unit"] not in names.UNITS:
            words = f"{words.rstrip('.')} ({unit})."
        parts.append(names.comment(names.wrap(f"{name}: {words}"), "\t"))
        parts.append(f"\t{name} {member_type(field)}")
    return "\n".join(parts) + "\n}\n"


def _reader(struct):
    """Copies field by field: layouts of C and Go differ on some targets."""
    kind = names.type_name(struct["name"])
    lines = [f"func (v *{kind}) read(c *C.{struct['name']}) {{"]
    for name, field in members(struct):
        value = f"text(c.{_c_member(field['name'])}[:])" if field["type"]["kind"] == "text" \
            else f"{member_type(field)}(c.{_c_member(field['name'])})"
        lines.append(f"\tv.{name} = {value}")
    return "\n".join(lines) + "\n}\n"


def _writer(struct):
    kind = names.type_name(struct["name"])
    lines = [f"func (v *{kind}) write(call string, c *C.{struct['name']}) error {{",
             f"\tC.{struct['init']}(c, C.sizeof_{struct['name']})"]
    for name, field in members(struct):
        member = _c_member(field["name"])
        if field["type"]["kind"] == "text":
            lines += [f'\tif err := putText(call, "{name}", c.{member}[:], v.{name}); err != nil {{',
                      "\t\treturn err", "\t}"]
        else:
            lines.append(f"\tc.{member} = C.{field['type']['base']}(v.{name})")
    return "\n".join(lines) + "\n\treturn nil\n}\n"


def _c_member(name):
    """cgo spells a member that is a keyword of Go with an underscore in front."""
    return "_" + name if name in ("type", "range", "func", "map", "select", "var", "go", "defer") else name


# --- handles --------------------------------------------------------------------------------------
def receiver(kind):
    """The receiver's letter: the first one of the last word."""
    return [letter for letter in kind if letter.isupper()][-1].lower()


def handles(api, known):
    return "\n".join(_handle(handle, known) for handle in api["handles"])


def _handle(handle, known):
    kind, c = names.type_name(handle["name"]), f"C.{handle['name']}"
    letter = receiver(kind)
    return f"""{names.comment(names.wrap(f"{kind}: {names.lower_first(known.words(handle['doc']))}"))}
//
// Close it when done; a finalizer is the net below. Using it after Close panics.
type {kind} struct {{
	h *handle
}}

func wrap{kind}(c *{c}) *{kind} {{
	return &{kind}{{newHandle(unsafe.Pointer(c), end{kind})}}
}}

func end{kind}(c unsafe.Pointer) {{
	C.{handle['end']}((*{c})(c))
}}

// c is the object in C; nil, which functions take where they allow it, for a nil {kind}.
func ({letter} *{kind}) c(call string) *{c} {{
	if {letter} == nil {{
		return nil
	}}
	return (*{c})({letter}.h.use("{kind}", call))
}}

// Close gives the object back to the library. Twice is fine, nil is fine, the result is always nil;
// using the object afterwards panics. Do not close while another goroutine is inside a call on it.
func ({letter} *{kind}) Close() error {{
	if {letter} != nil {{
		{letter}.h.close()
	}}
	return nil
}}
"""
