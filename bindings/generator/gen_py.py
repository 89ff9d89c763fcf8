"""The Python back end: bindings/python/libcapacity/_*.py from the intermediate form and the calling plans.

What is hand-written beside them: _load, _runtime, _row, _buffers, _fields, _extras, _play, _html and __init__, __main__.
SPDX-License-Identifier: Apache-2.0
"""
import re

import py_fields
import py_ffi
import py_names as names
from py_call import Printer, result_class
from py_head import HEAD

FOLDER = "bindings/python/libcapacity/"
# Hand-written parts of classes (in _extras.py); a handle without a row has none.
EXTRAS = {"capacity_profile": "ProfileExtras", "capacity_plan": "PlanExtras", "capacity_catalog": "CatalogExtras",
          "capacity_tiers": "TiersExtras", "capacity_metrics": "MetricsExtras", "capacity_assessment": "AssessmentExtras",
          "capacity_simulation": "SimulationExtras"}
# Classes that have the registry's fields as properties.
FIELD_OWNERS = {"capacity_profile": "input", "capacity_plan": "output"}
RESERVED = re.compile(r"reserved\d*")
RUNTIME_OWN = ("init", "ref", "end")


def outputs(api, plans):
    """{path: text}"""
    back_end = _BackEnd(api, plans)
    return {FOLDER + name: text for name, text in (
        ("_ffi.py", py_ffi.text(api, plans)), ("_enums.py", back_end.enums()), ("_rows.py", back_end.rows()),
        ("_handles.py", back_end.handles()), ("_functions.py", back_end.functions()))}


def _import(module, wanted):
    """An import, in parentheses where it is long."""
    line = f"from {module} import {', '.join(wanted)}"
    return line if len(line) <= names.WIDTH else "\n".join(names.call(f"from {module} import (", wanted, 0))


class _BackEnd:
    def __init__(self, api, plans):
        self.api = api
        self.words = names.Words(api, plans)
        self.printer = Printer(api, self.words)
        self.plans = [plan for plan in plans if plan.kind not in RUNTIME_OWN
                      and plan.owner != api["library"]["error"]]
        self.by_owner = {}
        for plan in self.plans:
            self.by_owner.setdefault(plan.owner, []).append(plan)

    # --- enums, constants, exceptions -----------------------------------------------------------
    def enums(self):
        parts = [HEAD.format("Enums, constants and exceptions."),
                 "from __future__ import annotations\n",
                 "from ctypes import c_int64\nfrom enum import IntEnum, IntFlag\n"
                 "from typing import Final, Optional\n",
                 "from . import _ffi, _runtime as _rt\nfrom ._row import Named\nfrom ._runtime import Error, Text\n"]
        results = [plan for enum in self.api["enums"] for plan in self.by_owner.get(enum["name"], ())
                   if result_class(plan)]
        parts += [self._result(plan) for plan in results]
        # Methods may have enumerators of other enums as defaults.
        parts += [self._enum(enum) for enum in sorted(self.api["enums"], key=lambda enum: enum["name"] in self.by_owner)]
        parts += [self._constant(one) for one in self.api["constants"]]
        errors = next(enum for enum in self.api["enums"] if enum["kind"] == "errors")
        exceptions = [value for value in errors["values"] if value["value"] < 0]
        parts += ["\n"] + [self._exception(value) for value in exceptions]
        public = [names.camel(enum["name"]) for enum in self.api["enums"]]
        public += [result_class(plan) for plan in results]
        public += [names.constant(one["name"]) for one in self.api["constants"]]
        public += [names.exception(value["name"][len("CAPACITY_"):]) for value in exceptions]
        return "\n".join(parts) + self._all(public)

    def _enum(self, enum):
        base = "IntFlag" if enum["kind"] == "flags" else "IntEnum"
        docs = {value["name"]: self.words.say(value["doc"]) for value in enum["values"]}
        values = {value["name"]: value["value"] for value in enum["values"]}
        say = [self.words.say(enum["doc"])] + ([self.words.say(enum["body"])] if enum.get("body") else [])
        lines = [f"\nclass {names.camel(enum['name'])}({base}):\n" + names.docstring(say, 4)]
        for name, member in names.enum_members(enum).items():
            lines += names.wrap("#: " + docs[name], 4) if len(docs[name]) <= names.WIDTH - 7 else [
                line if place == 0 else line.replace("    ", "    #: ", 1)
                for place, line in enumerate(names.wrap("#: " + docs[name], 4))]
            lines.append(f"    {member} = {values[name]}")
        methods = [self._method(plan, "int(self)") for plan in self.by_owner.get(enum["name"], ())]
        return "\n".join(lines) + "\n" + "".join(methods)

    def _constant(self, one):
        doc = self.words.say(one["doc"]) + names.unit_note(one.get("unit"))
        return "\n".join(names.wrap("#: " + doc, 0)) + f"\n{names.constant(one['name'])}: Final = {one['value']}"

    def _exception(self, value):
        status = value["name"][len("CAPACITY_"):]
        mixin = names.MIXINS.get(status)
        bases = "Error" + (f", {mixin}" if mixin else "")
        return (f"\nclass {names.exception(status)}({bases}, status={value['value']}):\n"
                + names.docstring([self.words.say(value["doc"])], 4))

    # --- rows -----------------------------------------------------------------------------------
    def rows(self):
        structs = [struct for struct in self.api["structs"]
                   if "skip" not in struct and struct["name"] != self.api["library"]["error"]]
        used = sorted({names.camel(field["enum"]) for struct in structs for field in struct["fields"]
                       if field.get("enum")})
        parts = [HEAD.format("Rows: what the library writes and reads as structs."),
                 "from __future__ import annotations\n",
                 "from . import _ffi, _fields\n"
                 f"{_import('._enums', used)}\nfrom ._fields import Number, Row\n"]
        parts += [self._row(struct) for struct in structs]
        return "\n".join(parts) + self._all([names.camel(struct["name"]) for struct in structs])

    def _row(self, struct):
        fields = [field for field in struct["fields"]
                  if field["name"] != struct.get("size_field") and not RESERVED.fullmatch(field["name"])]
        parts = [self.words.say(struct["doc"])]
        if struct.get("body"):
            parts.append(self.words.say(struct["body"]))
        rows = ["    Attributes:"]
        for field in fields:
            rows += names.wrap(f"{names.safe(field['name'])}: {self.words.say(field['doc'])}"
                               + names.unit_note(field.get("unit")), 8, 4)
        lines = [f"\nclass {names.camel(struct['name'])}(Row):\n" + names.docstring(parts + [rows], 4)]
        slots = [f'"{names.safe(field["name"])}"' for field in fields]
        lines += ["    " + line for line in names.call("__slots__ = (", slots, 4, ",)" if len(slots) == 1 else ")")]
        lines.append(f"    _struct = _ffi.{struct['name']}")
        lines.append(f"    _init = \"{struct.get('init') or ''}\"")
        kinds = [self._kind(field) for field in fields]
        lines.append("    _members = (\n" + "".join(f"        {kind},\n" for kind in kinds) + "    )")
        head = "\n    def __init__(\n        self,\n        *,\n"
        for field in fields:
            default, _, remark = self._member_default(field).partition("  #")
            head += (f"        {names.safe(field['name'])}: {self._member_type(field)} = {default},"
                     + (f"  #{remark}" if remark else "") + "\n")
        taken = {field["name"] for field in struct["fields"]}
        people = "".join(self._natural(field, taken) for field in fields)
        lines.append(head + ("        **people: Number,\n" if people else "") + "    ) -> None:")
        lines += [f"        self.{names.safe(field['name'])} = {names.safe(field['name'])}" for field in fields]
        lines += ["        self._people(people)"] if people else []
        return "\n".join(lines) + "\n" + people

    def _kind(self, field):
        """(name, size of the text or None, enum or None, lowest, highest)"""
        type_ = field["type"]
        if type_["kind"] == "text":
            return f'("{names.safe(field["name"])}", {type_["size"]}, None, 0, 0)'
        enum = names.camel(field["enum"]) if field.get("enum") else None
        bits = type_["bits"]
        low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if type_["signed"] else (0, (1 << bits) - 1)
        return f'("{names.safe(field["name"])}", 0, {enum}, {low}, {high})'

    def _member_type(self, field):
        if field["type"]["kind"] == "text":
            return "str"
        return names.camel(field["enum"]) if field.get("enum") else "int"

    def _member_default(self, field):
        if field["type"]["kind"] == "text":
            return '""'
        if not field.get("enum"):
            return "0"
        enum = self.printer.enums[field["enum"]]
        zero = next((value["name"] for value in enum["values"] if value["value"] == 0), None)
        if zero:
            return f"{names.camel(enum['name'])}.{names.enum_members(enum)[zero]}"
        return f"{names.camel(enum['name'])}(0)" if enum["kind"] == "flags" else "0  # type: ignore[assignment]"

    def _natural(self, field, taken):
        """The member in people's units."""
        found = names.natural(field)
        if found is None or found[0] in taken:
            return ""
        name, places = found
        unknown = (field["name"] in py_fields.UNPRICED or "CAPACITY_OPEN" in field["doc"]
                   or "CAPACITY_INVALID" in field["doc"])
        unit = field["unit"]
        number = next(value["value"] for value in self.printer.enums["capacity_unit"]["values"]
                      if value["name"] == f"CAPACITY_UNIT_{unit.upper()}")
        doc = self.words.say(field["doc"]) + f" Unit: {py_fields.SHOWN_UNITS[unit]}, for example {py_fields.EXAMPLES[unit]}."
        lines = [f"        {py_fields.quoted(line)}" for line in names.wrap(doc, 0)]
        lines += [f"        \"The integer: {field['name']}.\","]
        kind = ("Optional" if unknown else "") + ("Decimal" if places else "Int") + "Member"
        return (f"\n    {name} = _fields.{kind}(\"{field['name']}\", {number}, {places}, _fields.lines(\n"
                + "\n".join(lines) + "))\n")

    # --- functions ------------------------------------------------------------------------------
    def functions(self):
        plans = self.by_owner.get(None, [])
        results = [plan for plan in plans if result_class(plan)]
        handles = self._handles_of(plans)
        parts = [HEAD.format("Functions of the module: pure arithmetic, versions, the guide's statements."),
                 "from __future__ import annotations\n",
                 f"from ctypes import c_double, c_int64\nfrom typing import {'TYPE_CHECKING, ' if handles else ''}Optional\n",
                 "from . import _buffers as _buf, _ffi, _row, _runtime as _rt\n"
                 "from ._buffers import Column, Ints\n"
                 f"{_import('._enums', self._enums_of(plans))}\n"
                 f"{_import('._rows', self._structs_of(plans))}\n"
                 "from ._row import Batch, Named, Rows\n"]
        if handles:
            parts.append(f"if TYPE_CHECKING:\n    {_import('._handles', handles)}\n")
        parts += [self._result(plan) for plan in results]
        for plan in plans:
            name = names.short(plan)
            needed = self._handles_of([plan])  # here, since the objects' module needs this one
            local = f"    {_import('._handles', needed)}\n\n" if needed else ""
            parts.append("\n" + self.printer.head(plan, name, None, 0) + self.printer.doc(plan, 4)
                         + local + self.printer.body(plan, "", 4))
        return "\n".join(parts) + self._all([result_class(plan) for plan in results]
                                            + [names.short(plan) for plan in plans])

    def _enums_of(self, plans):
        return sorted({names.camel(role.enum) for plan in plans for role in plan.inputs + plan.results
                       if role.enum and role.role in ("scalar", "scalar_out")})

    @staticmethod
    def _handles_of(plans):
        return sorted({names.camel(role.type["base"]) for plan in plans for role in plan.params
                       if role.role == "handle"})

    @staticmethod
    def _structs_of(plans):
        return sorted({names.camel(role.type["base"]) for plan in plans for role in plan.params
                       if role.role in ("rows", "struct_in", "struct_out")})

    def _result(self, plan):
        """The tuple class of a call with several results."""
        clash = [role.name for role in plan.results if hasattr(tuple, role.name)]
        if clash:
            raise ValueError(f"{plan.name}: a result is called like a method of tuples: {', '.join(clash)}")
        types = [self.printer.result_type(role, plan) for role in plan.results]
        quoted = ", ".join(f'"{one}"' if one == "Column" else one for one in types)
        base = "Batch" if plan.partial else "Named"
        lines = [f"\nclass {result_class(plan)}({base}, tuple[{quoted}]):\n"
                 + names.docstring([f"What {self.words.table[plan.name]} returns."], 4)]
        if not plan.partial:
            lines.append("    __slots__ = ()")
        lines.append("    _fields = (" + ", ".join(f'"{role.name}"' for role in plan.results) + ",)")
        for place, (role, type_) in enumerate(zip(plan.results, types)):
            doc = self.words.say(role.param["doc"]) + names.unit_note(role.unit)
            lines.append(f"\n    @property\n    def {names.safe(role.name)}(self) -> {type_}:\n"
                         + names.docstring([doc], 8) + f"        return self[{place}]")
        return "\n".join(lines) + "\n"

    # --- handles --------------------------------------------------------------------------------
    def handles(self):
        plans = [plan for plan in self.plans if plan.owner_kind == "handle"]
        results = [plan for plan in plans if result_class(plan)]
        parts = [HEAD.format("Objects: catalogues, ladders, profiles and plans."),
                 "from __future__ import annotations\n",
                 "from ctypes import c_int64, c_size_t, c_void_p\nfrom typing import Optional, Type, TypeVar\n",
                 "from . import _buffers as _buf, _extras, _ffi, _fields, _row, _runtime as _rt\n"
                 "from ._buffers import Column, Ints\n"
                 f"{_import('._enums', self._enums_of(plans))}\n"
                 f"{_import('._rows', self._structs_of(plans))}\n"
                 "from ._row import Batch, Named, Rows\nfrom ._runtime import Handle, Text\n",
                 'Self = TypeVar("Self", bound=Handle)\n']
        parts += [self._result(plan) for plan in results]
        handles = [handle for handle in self.api["handles"] if "skip" not in handle]
        parts += [self._handle(handle) for handle in handles]
        return "\n".join(parts) + self._all([result_class(plan) for plan in results]
                                            + [names.camel(handle["name"]) for handle in handles])

    def _handle(self, handle):
        name = handle["name"]
        plans = self.by_owner.get(name, [])
        fields = [field for field in self.api["fields"] if field["kind"] == FIELD_OWNERS.get(name)]
        self._clashes(name, plans, fields)
        bases = (f"_extras.{EXTRAS[name]}, " if name in EXTRAS else "") + "Handle"
        doc = [self.words.say(handle["doc"])] + ([self.words.say(handle["body"])] if handle.get("body") else [])
        doc.append("Use it in a with statement or call close(); what is forgotten ends with the object. Do not close "
                   "it while another thread is inside a call on it.")
        parts = [f"\nclass {names.camel(name)}({bases}):\n" + names.docstring(doc, 4) + "    __slots__ = ()\n"
                 f"    _end = \"{handle['end']}\"\n    _ref = \"{handle['ref'] or ''}\"\n"]
        if not any(plan.short == "new" for plan in plans):
            ways = " or ".join(f"{names.camel(name)}.{names.short(plan)}()" for plan in plans if plan.kind == "constructor")
            parts.append(f"\n    def __init__(self) -> None:\n        raise TypeError(\"use {ways}\")\n")
        parts += [self._method(plan, "self._ptr", name) for plan in plans]
        parts += ["\n" + py_fields.property_text(field) for field in fields]
        return "".join(parts)

    @staticmethod
    def _clashes(owner, plans, fields):
        methods = {names.short(plan) for plan in plans}
        both = methods & {field["key"] for field in fields}
        if both:
            raise ValueError(f"{owner}: a method is called like a field: {', '.join(sorted(both))}")

    def _method(self, plan, me, owner=None):
        printer, name = self.printer, names.short(plan)
        if plan.kind == "constructor" and plan.short == "new":
            return "\n" + self._init(plan, name)
        if plan.kind == "constructor":
            head = "    @classmethod\n" + printer.head(plan, name, "cls: Type[Self]", 4, "Self")
            return "\n" + head + printer.doc(plan, 8) + printer.body(plan, "", 8, "cls")
        if plan.kind == "static":
            head = "    @staticmethod\n" + printer.head(plan, name, None, 4)
            return "\n" + head + printer.doc(plan, 8) + printer.body(plan, "", 8)
        mark = "    @property\n" if names.is_property(plan) else ""
        same = any(role.role == "handle_out" and role.type["base"] == owner for role in plan.params)
        return ("\n" + mark + printer.head(plan, name, "self", 4) + printer.doc(plan, 8)
                + printer.body(plan, me, 8, "type(self)" if same else None))

    def _init(self, plan, name):
        """The constructor that is the class."""
        inputs = plan.owner in FIELD_OWNERS and FIELD_OWNERS[plan.owner] == "input"
        first = "self, **inputs: _fields.Value" if inputs else "self"
        head = self.printer.head(plan, "__init__", first, 4, "None")
        body = self.printer.body(plan, "", 8).replace(f"return {names.camel(plan.owner)}._adopt(", "self._begin(")
        return head + self.printer.doc(plan, 8) + body + ("        self.update(inputs)\n" if inputs else "")

    @staticmethod
    def _all(public):
        return "\n\n__all__ = (\n" + "".join(f'    "{name}",\n' for name in public) + ")\n"
