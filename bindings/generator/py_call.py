"""Calls in Python: signature, docstring and body of each calling plan.

SPDX-License-Identifier: Apache-2.0
"""
import py_ffi
import py_names as names

INDENT = " " * 4
# struct module's letters, by kind, bits and sign.
CODES = {("int", 64, True): "q", ("int", 64, False): "Q", ("int", 32, True): "i", ("int", 32, False): "I",
         ("float", 64, True): "d"}
# Arguments that are the same wherever they stand.
FIXED = {"absent": "None", "err": "_err"}
# What stands last in a call that is made once for the length and once for the content.
TWICE = {"text_out": ["text_out", "text_size", "text_needed", "err"],
         "rows": ["rows", "rows_size", "rows_max", "rows_count", "err"]}


class Printer:
    """Prints functions; knows the API for defaults and names."""

    def __init__(self, api, words):
        self.words = words
        self.enums = {enum["name"]: enum for enum in api["enums"]}

    # --- types ----------------------------------------------------------------------------------
    def scalar_type(self, role):
        if role.enum:
            return names.camel(role.enum)
        return {"float": "float", "bool": "bool"}.get(role.type["kind"], "int")

    def input_type(self, role):
        if role.role == "scalar":
            return self.scalar_type(role)
        if role.role in ("handle", "struct_in"):
            base = names.camel(role.type["base"])
        elif role.role == "str":
            base = "str"
        elif role.role == "bytes_in":
            base = "Text"
        else:
            base = "Floats" if role.type["kind"] == "float" else "Ints"
        return f"Optional[{base}]" if role.nullable else base

    def result_type(self, role, many):
        if role.role in ("scalar", "scalar_out"):
            return self.scalar_type(role)
        if role.role in ("str", "text_out"):
            return "Optional[str]" if role.nullable and role.role == "str" else "str"
        if role.role == "struct_out":
            return names.camel(role.type["base"])
        if role.role == "rows":
            return f"Rows[{names.camel(role.type['base'])}]"
        if role.role in ("handle", "handle_out"):
            base = names.camel(role.type["base"])
            return f"Optional[{base}]" if role.nullable and role.role == "handle" else base
        return "Column"

    def returns(self, plan):
        """The annotation of what comes back."""
        if not results_of(plan):
            return "None"
        if result_class(plan):
            return result_class(plan)
        return self.result_type(results_of(plan)[0], plan)

    # --- signature ------------------------------------------------------------------------------
    def default(self, role):
        """What an argument may be left out as: nothing, or the enumerator that is zero and means default."""
        if role.role in ("handle", "str", "struct_in", "array_in") and role.nullable:
            return "None"
        enum = self.enums.get(role.enum or "")
        zero = enum and next((value["name"] for value in enum["values"] if value["value"] == 0), None)
        if role.role != "scalar" or not zero or zero.endswith("_NONE") and zero not in role.param["doc"]:
            return None
        return f"{names.camel(role.enum)}.{names.enum_members(enum)[zero]}"

    def parameters(self, plan, first):
        """The text between the parentheses."""
        parts = [first] if first else []
        inputs, optional = plan.inputs, []
        for role in reversed(inputs):
            if self.default(role) is None:
                break
            optional.append(role.name)
        for role in inputs:
            text = f"{names.safe(role.name)}: {self.input_type(role)}"
            parts.append(text + (f" = {self.default(role)}" if role.name in optional else ""))
        outputs = [role for role in plan.params if role.role == "array_out"]
        if outputs:
            parts.append("*")
        for role in outputs:
            parts.append(f"{names.safe(role.name)}: Optional[Column] = None")
        return parts

    def head(self, plan, name, first, indent, returned=None):
        space = " " * indent
        parts = self.parameters(plan, first)
        end = f") -> {returned or self.returns(plan)}:"
        line = f"{space}def {name}({', '.join(parts)}{end}"
        if len(line) <= names.WIDTH:
            return line + "\n"
        inner = "".join(f"{space}{INDENT}{part},\n" for part in parts)
        return f"{space}def {name}(\n{inner}{space}{end}\n"

    # --- docstring ------------------------------------------------------------------------------
    def doc(self, plan, indent):
        say = self.words.say
        function = plan.function
        parts = [say(function["doc"])]
        if function.get("body"):
            parts.append(say(function["body"]))
        if any(role.role in ("array_in", "array_out") for role in plan.params) and plan.partial:
            parts.append("A buffer of 64-bit integers (array.array, memoryview, NumPy) is used as it is, a list is "
                         "copied, and one int stands for all elements.")
        parts += [self._args(plan, indent), self._results(plan, indent), self._raises(plan, indent)]
        return names.docstring(parts, indent)

    def _rows(self, title, rows, indent):
        if not rows:
            return None
        lines = [" " * indent + title + ":"]
        for row in rows:
            lines += names.wrap(row, indent + 4, 4)
        return lines

    def _args(self, plan, indent):
        rows = [f"{names.safe(role.name)}: {self._about(role)}" for role in plan.inputs]
        for role in plan.params:
            if role.role == "array_out":
                rows.append(f"{names.safe(role.name)}: Buffer to write to instead of a new one: {self._about(role)}")
        return self._rows("Args", rows, indent)

    def _about(self, role):
        doc = self.words.say(role.param.get("doc", ""))
        return doc + names.unit_note(role.unit)

    def _results(self, plan, indent):
        if not results_of(plan) or names.is_property(plan) and not plan.ret.param.get("doc"):
            return None
        rows = []
        for role in results_of(plan):
            doc = self._about(role)
            if role.role == "rows":
                doc = f"Rows of {names.camel(role.type['base'])}."
            elif role.role == "text_out":
                doc = "The text."
            if role.always:
                doc += f" The error has it too, as `{role.name}`."
            rows.append(f"{role.name}: {doc}" if result_class(plan) else doc)
        if plan.partial:
            rows.append("partial: True if some elements failed; their cells are INVALID.")
        return self._rows("Returns", rows, indent)

    def _raises(self, plan, indent):
        told = [(name, self.words.say(text)) for name, text in plan.function["retvals"]
                if name.startswith("CAPACITY_E_") and name not in names.NEVER_RAISED]
        rows = [f"{names.exception(name[len('CAPACITY_'):])}: {text}" for name, text in told if text]
        return self._rows("Raises", rows, indent)

    # --- body -----------------------------------------------------------------------------------
    def body(self, plan, me, indent, made=None):
        """The statements; `me` is the expression for self, `made` a class for the handle that comes out."""
        lines = _Body(self, plan, me, made, indent).lines()
        return "".join(f"{' ' * indent}{line}\n" for line in lines)


def results_of(plan):
    """What a call returns: arrays that are changed in place are the caller's already."""
    return [role for role in plan.results if role.role != "array_inout"]


def result_class(plan):
    """Name of the tuple class that a call returns, if it returns one."""
    if len(results_of(plan)) < 2 and not plan.partial:
        return None
    if plan.owner_kind == "enum":
        return names.camel(plan.owner) + names.camel("capacity_" + plan.short)
    return names.camel(plan.name)


class _Body:
    def __init__(self, printer, plan, me, made, indent):
        self.printer, self.plan, self.me, self.made, self.indent = printer, plan, me, made, indent
        self.before = []

    def lines(self):
        plan = self.plan
        self._arrays()
        twice = next((role for role in plan.params if role.role in TWICE), None)
        if twice:
            return self._twice(twice)
        arguments = [self._argument(role) for role in plan.params]
        if plan.raises:
            self.before.append("_err = _ffi.capacity_error()")
        kept = {"status": "_status: int = ", "void": "", "str": "_result = ", "handle": "_result = "}
        start = kept.get(plan.ret.role, f"_result: {'float' if plan.ret.type['kind'] == 'float' else 'int'} = ")
        check = names.call(f"{start}_ffi.{plan.name}(", arguments, self.indent)
        if plan.raises:
            told = "".join(f", {role.name}={self._value(role)}" for role in plan.results if role.always)
            check += ["if _status < 0:", f"    raise _rt.failure(\"{plan.name}\", _status, _err{told})"]
        return self.before + check + self._give()

    # --- arguments ------------------------------------------------------------------------------
    def _arrays(self):
        """All arrays of one length are read together."""
        inputs = [role for role in self.plan.params if role.role in ("array_in", "array_inout")]
        outputs = [role for role in self.plan.params if role.role == "array_out"]
        if outputs and not inputs:
            raise ValueError(f"{self.plan.name}: no rule in Python for an output array without an input array")
        self.input_places, self.groups = {}, {}
        for number, length in enumerate(dict.fromkeys(role.length for role in inputs)):
            # one group is the rule; several have names of their own
            group = self.groups[length] = "" if number == 0 else str(number + 1)
            self.before.append(f"_arrays{group} = _buf.Arrays()")
            members = [role for role in inputs if role.length == length]
            for place, role in enumerate(members):
                write = ", True" if role.role == "array_inout" else ""
                read = "read_or_none" if role.nullable else "read"
                self.before.append(f"_arrays{group}.{read}({names.safe(role.name)}, \"{role.name}\", \"{code(role.type)}\"{write})")
                self.input_places[role.name] = f"_at{group}[{place}]"
            self.before.append(f"_n{group}, _at{group} = _arrays{group}.ready()")
        for role in outputs:
            if role.length not in self.groups:
                raise ValueError(f"{self.plan.name}: no rule in Python for an output array without an input array")
            self.before += names.call(f"{names.local(role.name)}, {names.local(role.name)}_at = "
                                      f"_arrays{self.groups[role.length]}.output(",
                                      [names.safe(role.name), f'"{role.name}"', f'"{code(role.type)}"'], self.indent)

    def _argument(self, role):
        if role.role == "self":
            return self.me
        return FIXED.get(role.role) or getattr(self, "_" + role.role)(role)

    def _scalar(self, role):
        name = names.safe(role.name)
        kind, base = role.type["kind"], role.type["base"]
        if kind in ("float", "bool"):
            return f"_rt.number({name}, \"{role.name}\")" if kind == "float" else f"bool({name})"
        check = {"enum": "int32", "size": "size"}.get(kind) or base[:-len("_t")]
        return f"_rt.{check}({name}, \"{role.name}\")"

    @staticmethod
    def _checked(check, role, *more):
        """A check of the runtime, the one that lets None through where None may be."""
        suffix = "_or_none" if role.nullable else ""
        module = "_row" if check == "row_in" else "_rt"
        return f"{module}.{check}{suffix}({', '.join([names.safe(role.name), *more, repr(role.name)])})".replace("'", '"')

    def _str(self, role):
        return self._checked("text_in", role)

    def _handle(self, role):
        return self._checked("pointer", role, names.camel(role.type["base"]))

    def _struct_in(self, role):
        return self._checked("row_in", role, names.camel(role.type["base"]))

    def _bytes_in(self, role):
        self.before.append(f"{names.local(role.name)} = _rt.bytes_in({names.safe(role.name)}, \"{role.name}\")")
        return names.local(role.name)

    def _len(self, role):
        of = next(one for one in self.plan.params if one.name == role.of[0])
        return f"len({names.local(of.name)})" if of.role == "bytes_in" else f"_n{self.groups[of.length]}"

    def _array_in(self, role):
        return self.input_places[role.name]

    _array_inout = _array_in

    def _array_out(self, role):
        return f"{names.local(role.name)}_at"

    def _scalar_out(self, role):
        type_ = dict(role.type, ptr=0)
        self.before.append(f"{names.local(role.name)} = {py_ffi.ctype(type_)}()")
        return names.local(role.name)

    def _handle_out(self, role):
        self.before.append(f"{names.local(role.name)} = c_void_p()")
        return names.local(role.name)

    def _struct_out(self, role):
        self.before.append(f"{names.local(role.name)} = {names.camel(role.type['base'])}._blank()")
        return names.local(role.name)

    # --- results --------------------------------------------------------------------------------
    def _twice(self, role):
        """The runtime makes the call; what comes in stands first, as the header has it."""
        plan, tail = self.plan, TWICE[role.role]
        if [one.role for one in plan.params[-len(tail):]] != tail:
            raise ValueError(f"{plan.name}: no rule in Python for this order of parameters")
        arguments = [f"_ffi.{plan.name}"] + [self._argument(one) for one in plan.params[:-len(tail)]]
        helper = "_rt.text_out"
        if role.role == "rows":
            helper = "_row.rows_out"
            arguments.insert(0, names.camel(role.type["base"]))
        return self.before + names.call(f"return {helper}(", arguments, self.indent)

    def _give(self):
        plan = self.plan
        given = [self._value(role) for role in results_of(plan)]
        named = result_class(plan)
        if not given:
            return []
        if plan.partial:
            return [f"return _row.batch({named}, ({', '.join(given)},), _status)"]
        if named:
            return [f"return {named}(({', '.join(given)}))"]
        return [f"return {given[0]}"]

    def _value(self, role):
        variable = names.local(role.name) if role.name else "_result"
        if role.role == "scalar":
            return f"_rt.member({names.camel(role.enum)}, _result)" if role.enum else "_result"
        if role.role == "scalar_out":
            value = f"{variable}.value"
            return f"_rt.member({names.camel(role.enum)}, {value})" if role.enum else value
        if role.role == "str":
            return "_rt.text_or_none(_result)" if role.nullable else "_rt.text(_result)"
        if role.role == "handle":
            return self._object(role, "_result")
        if role.role == "handle_out":
            return self._object(role, f"{variable}.value")
        if role.role == "struct_out":
            return f"{names.camel(role.type['base'])}._of({variable})"
        return variable

    def _object(self, role, pointer):
        made = f"{self.made or names.camel(role.type['base'])}._adopt({pointer})"
        return f"None if {pointer} is None else {made}" if role.nullable and role.role == "handle" else made


def code(type_):
    """The letter of an array's elements."""
    if type_["kind"] == "enum":
        return "i"
    return CODES[type_["kind"], type_.get("bits"), type_["signed"]]
