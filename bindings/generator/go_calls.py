"""Functions and methods of the Go package, printed from the calling plans.

SPDX-License-Identifier: Apache-2.0
"""
import re

import go_names as names
import go_types as types

# Pointers that the binding always hands over.
NO_POINTER = re.compile(r"(An array|An output pointer|A pointer|An output or.*|text or value|err) is NULL"
                        r"( while n is not 0)?\.")
# Statuses that the binding provides against.
NEVER = {"CAPACITY_E_STRUCT_SIZE", "CAPACITY_E_BUFFER", "CAPACITY_PARTIAL"}
# The longest texts are whole plans; the first buffer holds most of them.
LONG, SHORT = "longText", "shortText"


class Call:
    """One function on its way to Go."""

    def __init__(self, plan, known):
        self.plan, self.known = plan, known
        owner, self.name = known.function(plan)
        self.owner = owner
        self.call = f"{owner}.{self.name}" if owner else self.name
        self.letter = types.receiver(owner) if owner else ""
        self.before, self.after, self.late = [], [], []  # late: once it is known to be good
        self.args = {}
        self.fail = []          # zero values before the error
        self.taken = {}  # outputs of each kind so far
        self.closure = None     # (helper, parameters of the closure)
        self.results = self._results()

    # --- signature ------------------------------------------------------------------------------
    def inputs(self):
        """[(name, type, role)] in the order of Go: inputs, then slices that are written."""
        given = []
        for role in self.plan.params:
            if role.role in ("handle", "scalar", "str", "struct_in", "bytes_in", "array_in"):
                given.append((self._local(role), self._type(role), role))
        for role in self.plan.params:
            if role.role in ("array_out", "array_inout"):
                given.append((self._local(role), self._type(role), role))
        return given

    @staticmethod
    def _local(role):
        unit = role.unit if role.role in ("scalar", "scalar_out") and not role.enum else None
        return names.local(names.typed(role.name, unit))

    @staticmethod
    def _type(role):
        kind = role.role
        if kind in ("handle", "handle_out"):
            return "*" + names.type_name(role.type["base"])
        if kind in ("str", "bytes_in", "text_out"):
            return "string"
        if kind in ("struct_in", "struct_out"):
            return ("*" if kind == "struct_in" and role.nullable else "") + names.type_name(role.type["base"])
        if kind == "rows":
            return "[]" + names.type_name(role.type["base"])
        if kind.startswith("array"):
            return "[]" + types.scalar(role.type, None, role.enum if role.type["kind"] == "enum" else None)
        return types.scalar(role.type, role.unit, role.enum)

    def _results(self):
        """[(name or "", type)] without partial and error."""
        given = []
        for role in self.plan.results:
            if role.role in ("array_out", "array_inout"):
                continue
            if role.role == "str":
                given.append(("", "string", role))
            elif role.role == "scalar_out":
                given.append((self._local(role), self._type(role), role))
            elif role.role == "handle":
                given.append(("", "*" + names.type_name(role.type["base"]), role))
            else:
                given.append(("", self._type(role), role))
        return given

    def signature(self):
        receiver = ""
        if self.owner:
            star = "*" if self.plan.owner_kind == "handle" else ""
            receiver = f"({self.letter} {star}{self.owner}) "
        groups = []
        for name, kind, _ in self.inputs():
            if groups and groups[-1][1] == kind:
                groups[-1][0].append(name)
            else:
                groups.append(([name], kind))
        params = ", ".join(f"{', '.join(group)} {kind}" for group, kind in groups)
        return f"func {receiver}{self.name}({params}){self._returns()} {{"

    def _returns(self):
        many = len(self.results) > 1
        plain = [(name if many else "", kind) for name, kind, _ in self.results]
        if self.plan.partial:
            plain.append(("partial" if not self.results else "partial", "bool"))
        if self.plan.raises:
            plain.append(("err", "error"))
        if not plain:
            return ""
        if len(plain) == 1:
            return " " + plain[0][1]
        if not many and not self.plan.partial:
            return " (" + ", ".join(kind for _, kind in plain) + ")"
        groups = []
        for name, kind in plain:
            if groups and groups[-1][1] == kind:
                groups[-1][0].append(name)
            else:
                groups.append(([name], kind))
        return " (" + ", ".join(f"{', '.join(group)} {kind}" for group, kind in groups) + ")"

    # --- body -----------------------------------------------------------------------------------
    def zero(self):
        """What stands before the error when a call fails."""
        zeros = []
        for _, kind, _ in self.results:
            if kind.startswith(("*", "[")):
                zeros.append("nil")
            elif kind == "string":
                zeros.append('""')
            elif kind == "bool":
                zeros.append("false")
            elif kind[0].isupper() and kind in self.structs:
                zeros.append(f"{kind}{{}}")
            else:
                zeros.append("0")
        return zeros + (["false"] if self.plan.partial else [])

    def text(self, structs):
        self.structs = structs
        for role in self.plan.params:
            getattr(self, "_" + role.role)(role)
        args = ", ".join(self.args[role.name] for role in self.plan.params)
        called = f"C.{self.plan.name}({args})"
        lines = self._checks() + self.before
        lines += self._call(called)
        return "\n".join([self._doc(), self.signature(), *["\t" + line for line in lines], "}\n"])

    def _leave(self, error, called=False):
        """The way out of a call that failed, or that was not made."""
        given = self.zero()
        if called:
            for i, (_, _, role) in enumerate(self.results):
                given[i] = self._number(role) if role.always else given[i]
        return "return " + ", ".join(given + ([error] if self.plan.raises else []))

    def _checks(self):
        """Parallel arrays are of one length."""
        lines = []
        for role in self.plan.params:
            if role.role != "len" or len(role.of) < 2:
                continue
            first, *rest = [names.local(name) for name in role.of]
            absent = {names.local(one.name) for one in self.plan.params if one.role == "array_in" and one.nullable}
            pairs = ", ".join(f'length{{"{name}", lengthOr({name}, len({first}))}}' if name in absent
                              else f'length{{"{name}", len({name})}}' for name in rest)
            lines += [f'if err := sameLength("{self.call}", length{{"{first}", len({first})}}, {pairs}); err != nil {{',
                      "\t" + self._leave("err"), "}"]
        return lines

    def _handles(self):
        held = [self.letter] if self.plan.owner_kind == "handle" and self.owner else []
        return held + [self._local(role) for role in self.plan.params if role.role == "handle"]

    def _alive(self):
        return [f"runtime.KeepAlive({name})" for name in self._handles()]

    def _call(self, called):
        if self.closure:
            return self._through_helper(called)
        if self.plan.raises:
            return ["fr := newFrame()", f"status := {called}", *self._alive(), *self._outcome()]
        return self._plain(called)

    def _plain(self, called):
        ret = self.plan.ret
        if ret.role == "void":
            return [called, *self._alive()]
        if ret.role == "str":
            value = f"C.GoString({called})"
        elif ret.role == "handle":
            return self._returned_handle(called)
        else:
            value = f"{self.results[0][1]}({called})"
        if not self._handles():
            return [f"return {value}"]
        return [f"value := {value}", *self._alive(), "return value"]

    def _returned_handle(self, called):
        kind = names.type_name(self.plan.ret.type["base"])
        if self.plan.ret.life == "borrowed":
            raise ValueError(f"{self.plan.name}: a borrowed handle needs its ref, which no function used so far")
        if not self.plan.ret.nullable:
            return [f"return wrap{kind}({called})"]
        return [f"more := {called}", *self._alive(), "if more == nil {", "\treturn nil", "}", f"return wrap{kind}(more)"]

    def _outcome(self):
        values = [self._value(role) for _, _, role in self.results]
        lines = []
        if self.plan.partial:
            values.append("status == C.CAPACITY_PARTIAL")
        if not values:
            return [f'return fr.done("{self.call}", status)']
        lines += [f'if err := fr.done("{self.call}", status); err != nil {{', "\t" + self._leave("err", True), "}"]
        return self.after + lines + self.late + ["return " + ", ".join(values + ["nil"])]

    def _value(self, role):
        return {"scalar_out": self._number, "struct_out": lambda one: "row",
                "handle_out": lambda one: f"wrap{names.type_name(one.type['base'])}(out)"}[role.role](role)

    def _number(self, role):
        return names.local(role.name) + "Value"

    def _through_helper(self, called):
        """Texts and rows take two calls, which a helper of runtime.go makes."""
        helper, params, result = self.closure
        lines = [f"{result}, err := {helper}, func({params}) C.capacity_status {{", f"\treturn {called}", "})",
                 *self._alive()]
        if not self._handles():
            return [f"return {helper}, func({params}) C.capacity_status {{", f"\treturn {called}", "})"]
        return lines + [f"return {result}, err"]

    # --- roles ----------------------------------------------------------------------------------
    def _self(self, role):
        if self.plan.owner_kind == "handle":
            self.before.append(f'self := {self.letter}.c("{self.call}")')
            self.args[role.name] = "self"
        else:
            self.args[role.name] = f"C.{role.type['base']}({self.letter})"

    def _handle(self, role):
        name = self._local(role)
        self.before.append(f'{name}C := {name}.c("{self.call}")')
        self.args[role.name] = f"{name}C"

    def _scalar(self, role):
        name, base = self._local(role), role.type["base"]
        self.args[role.name] = f"C.{base}(number({name}))" if self._type(role) == "bool" else f"C.{base}({name})"

    def _str(self, role):
        name = self._local(role)
        error = "err" if self.plan.raises else None
        self.before += [f'{name}C, err := cString("{self.call}", "{name}", {name})', "if err != nil {",
                        "\t" + self._leave(error), "}"]
        self.args[role.name] = f"{name}C"

    def _bytes_in(self, role):
        self.args[role.name] = f"stringData({self._local(role)})"
        self.args[role.length] = f"C.size_t(len({self._local(role)}))"

    def _array_in(self, role):
        base = role.type["base"]
        pointer = "numbers" if base == "int64_t" else names.local(role.type["base"][9:]) + "Array"
        if role.role == "array_in" and role.nullable:
            if base != "int64_t":
                raise ValueError(f"{self.plan.name}: no rule in Go for a nullable array of {base}")
            pointer = "numbersOrNil"
        self.args[role.name] = f"{pointer}({self._local(role)})"

    _array_out = _array_inout = _array_in

    def _len(self, role):
        if role.name not in self.args:
            self.args[role.name] = f"C.size_t(len({names.local(role.of[0])}))"

    def _absent(self, role):
        self.args[role.name] = "nil"

    def _err(self, role):
        self.args[role.name] = "fail" if self.closure else "&fr.err"

    def _scalar_out(self, role):
        member = {"size_t": "size", "int64_t": "number", "double": "real"}.get(role.type["base"])
        if member is None:
            raise ValueError(f"{self.plan.name}: no place for an output of type {role.type['base']}")
        place = f"fr.{member}[{self.taken.get(member, 0)}]"
        self.taken[member] = self.taken.get(member, 0) + 1
        self.args[role.name] = f"&{place}"
        self.after.append(f"{self._number(role)} := {self._type(role)}({place})")

    def _struct_in(self, role):
        name, base = self._local(role), role.type["base"]
        if role.nullable:
            self.before += [f"var {name}C *C.{base}", f"if {name} != nil {{", f"\t{name}C = new(C.{base})",
                            f'\tif err := {name}.write("{self.call}", {name}C); err != nil {{',
                            "\t\t" + self._leave("err"), "\t}", "}"]
            self.args[role.name] = f"{name}C"
            return
        self.before += [f"var {name}C C.{base}", f'if err := {name}.write("{self.call}", &{name}C); err != nil {{',
                        "\t" + self._leave("err"), "}"]
        self.args[role.name] = f"&{name}C"

    def _struct_out(self, role):
        base = role.type["base"]
        self.before += [f"var rowC C.{base}", f"C.{base}_init(&rowC, C.sizeof_{base})"]
        self.args[role.name] = "&rowC"
        self.late += [f"var row {names.type_name(base)}", "row.read(&rowC)"]

    def _handle_out(self, role):
        self.before.append(f"var out *C.{role.type['base']}")
        if self.plan.kind == "constructor":
            self.before[:0] = ["if err := linked(); err != nil {", "\treturn nil, err", "}"]
        self.args[role.name] = "&out"

    def _text_out(self, role):
        first = LONG if self.plan.owner_kind == "handle" else SHORT
        self.closure = (f'readText("{self.call}", {first}',
                        "buf *C.char, size C.size_t, needed *C.size_t, fail *C.capacity_error", "written")
        self.args[role.name] = "buf"

    def _text_size(self, role):
        self.args[role.name] = "size"

    def _text_needed(self, role):
        self.args[role.name] = "needed"

    def _rows(self, role):
        base = role.type["base"]
        self.closure = (f'readRows("{self.call}", (*{names.type_name(base)}).read',
                        f"out *C.{base}, most C.size_t, count *C.size_t, fail *C.capacity_error", "rows")
        self.args[role.name] = "out"
        self.args[role.size] = f"C.sizeof_{base}"

    def _rows_size(self, role):
        pass

    def _rows_max(self, role):
        self.args[role.name] = "most"

    def _rows_count(self, role):
        self.args[role.name] = "count"

    # --- documentation --------------------------------------------------------------------------
    def _doc(self):
        function = self.plan.function
        lines = names.wrap(f"{self.name}: {names.lower_first(self.known.words(function['doc']))}")
        for paragraph in function.get("body", "").split("\n\n"):
            if paragraph:
                lines += ["", *names.wrap(names.sentence(self.known.words(paragraph)))]
        lines += self._listed("Parameters:", [self._about(name, role) for name, _, role in self.inputs()])
        lines += self._listed("Results:", self._result_items())
        lines += self._listed("Errors:", self._error_items())
        if "threadsafe" in function:
            lines += ["", "Several goroutines may call it on one object."]
        lines += ["", f"In C: {self.plan.name}."]
        return names.comment(lines)

    @staticmethod
    def _listed(title, items):
        if not items:
            return []
        return ["", title] + [line for one in items for line in names.item(one)]

    def _about(self, name, role):
        words = names.lower_first(self.known.words(role.param.get("doc", ""))).rstrip(".")
        unit = names.UNIT_WORDS.get(role.unit)
        array = role.role.startswith("array") and role.type["kind"] != "enum"
        if unit and not role.enum and (array or role.unit not in names.UNITS):
            words += f" ({unit})"
        if array and role.enum:
            words += f" ([{names.type_name(role.enum)}])"
        return f"{name}: {words}"

    def _result_items(self):
        items = []
        for name, _, role in self.results:
            if role.role == "scalar_out":
                items.append(self._about(name, role) + (", also on failure" if role.always else ""))
            elif role.role in ("str", "scalar", "handle"):
                words = names.lower_first(self.known.words(role.param.get("doc", ""))).rstrip(".")
                if role.role == "str":
                    words = words.replace("nil if", '"" if').replace("nil for", '"" for')
                items.append(words if self._handles() else words.replace(" or nil", ""))
        if self.plan.partial:
            items.append("partial: some elements failed; their outputs are [Invalid]")
        return items

    def _error_items(self):
        items = []
        for name, words in self.plan.function["retvals"]:
            if name not in NEVER and not NO_POINTER.fullmatch(words):
                items.append(f"[{names.enumerator(name)}]: {names.lower_first(self.known.words(words)).rstrip('.')}")
        lengths = any(role.role == "len" and len(role.of) > 1 for role in self.plan.params)
        if lengths:
            items.append("[ErrArgument]: slices of different lengths")
        if any(role.role == "str" for role in self.plan.params) and self.plan.raises:
            items.append("[ErrArgument]: a NUL inside a string")
        return items
