"""Calling plans: what each function is in a language with objects, and which part each parameter plays.

A parameter without a role is an error, so that a new C idiom cannot slip into the API without a rule in
every language. Back ends only print plans.

Roles of parameters
  self           the object the function belongs to (handle, struct or enum)
  handle         another handle, [nullable]
  scalar         integer, size, double, bool or enum, by value; `enum` names the type it stands for
  str            NUL-terminated text
  struct_in      one struct, read; [nullable]
  struct_out     one struct, written; a versioned one has its size set first
  bytes_in       text or bytes with a length: the parameter `length`
  array_in       parallel array, read: elements `length`
  array_out      parallel array, written: elements `length`
  array_inout    parallel array, changed
  len            length of the arrays in `of`, or of the bytes
  text_out       text of unknown length, two calls: `size` and `needed` name the parameters
  text_size, text_needed
  rows           array of row structs of unknown number, two calls: `size`, `max`, `count` name the parameters
  rows_size, rows_max, rows_count
  handle_out     a new object
  scalar_out     one number
  init_size      size of the struct that an init function is handed
  absent         always NULL: its type is C only
  err            the caller's error object
Roles of what is returned
  void, status, scalar, str (`life`: static or borrowed), handle (`life`: owned or borrowed)

Kinds of functions
  constructor    makes an object of its owner, no self
  method         has a self
  static         belongs to an owner, no self, makes no object of it
  function       belongs to the module
  init, ref, end the runtime's own

SPDX-License-Identifier: Apache-2.0
"""
import dialect

NUMBERS = ("int", "size", "float", "bool", "enum")


class Plan:
    """How one function is called."""

    def __init__(self, function):
        self.function = function
        self.name = function["name"]
        self.kind = None
        self.owner = None       # name of a handle, struct or enum, with prefix
        self.owner_kind = None  # "handle", "struct", "enum" or None
        self.short = None       # name inside the owner, or without the library's prefix
        self.params = []        # [Role]
        self.ret = None         # Role
        self.partial = False    # a positive status is possible
        self.many = None        # the twin on parallel arrays
        self.one = None         # the scalar function of a twin

    @property
    def raises(self):
        """Can fail: returns a status."""
        return self.ret.role == "status"

    @property
    def inputs(self):
        """What the caller hands over, self left out."""
        return [role for role in self.params if role.role in INPUTS]

    @property
    def results(self):
        """What the caller gets, in order."""
        given = [self.ret] if self.ret.role in ("scalar", "str", "handle") else []
        return given + [role for role in self.params if role.role in RESULTS]


class Role:
    """The part of one parameter (or of the return value)."""

    def __init__(self, role, param, **rest):
        self.role = role
        self.param = param
        self.name = param.get("name")
        self.type = param["type"]
        self.nullable = bool(param.get("nullable"))
        self.always = bool(param.get("always"))  # told on failure too
        self.unit = param.get("unit")
        # The enum it stands for, be it typed so or marked \enum.
        self.enum = param.get("enum") or (self.type["base"] if self.type["kind"] == "enum" else None)
        self.__dict__.update(rest)


INPUTS = ("handle", "scalar", "str", "struct_in", "bytes_in", "array_in", "array_inout")
RESULTS = ("scalar_out", "struct_out", "array_out", "array_inout", "text_out", "rows", "handle_out")


def plans(api, problems=None):
    """The plan of each function that is not skipped, in the order of the header."""
    lowering = _Lowering(api)
    result = [lowering.plan(function) for function in api["functions"] if "skip" not in function]
    names = {plan.name: plan for plan in result}
    for plan in result:
        twin = names.get(plan.name + "_many")
        if twin:
            plan.many, twin.one = twin.name, plan.name
    lowering.clashes(result)
    if problems is not None:
        problems.lines += lowering.problems
    elif lowering.problems:
        raise ValueError("\n".join(lowering.problems))
    return result


def describe(plan):
    """One line for people."""
    owner = f"{plan.owner[len(dialect.PREFIX):]}." if plan.owner else ""
    params = ", ".join(f"{role.name}:{role.role}" for role in plan.params)
    life = getattr(plan.ret, "life", None)
    return f"{plan.kind:11} {owner}{plan.short}({params}) -> {life + ' ' if life else ''}{plan.ret.role}"


class _Lowering:
    def __init__(self, api):
        self.problems = []
        self.owners = {}
        self.absent = {struct["name"] for struct in api["structs"] if "skip" in struct}
        self.inits = {struct.get("init") for struct in api["structs"]}
        self.refs = {handle["ref"] for handle in api["handles"]}
        self.ends = {handle["end"] for handle in api["handles"]}
        for kind, key in (("enum", "enums"), ("struct", "structs"), ("handle", "handles")):
            for entity in api[key]:
                if "skip" not in entity:
                    self.owners[entity["name"]] = kind

    def _problem(self, param, what):
        where = f"{param['_at']}: " if "_at" in param else ""
        self.problems.append(f"{where}{param.get('_subject', param.get('name'))}: {what}")

    def plan(self, function):
        plan = Plan(function)
        self._own(plan)
        plan.ret = self._returned(function)
        plan.params = self._roles(function, plan)
        plan.partial = any(name == dialect.PARTIAL for name, _ in function["retvals"])
        plan.short = function.get("bind", plan.short)
        plan.kind = self._kind(plan)
        return plan

    def _own(self, plan):
        """The longest type name that the function's name starts with, if it takes or makes one."""
        for name in sorted(self.owners, key=len, reverse=True):
            if plan.name.startswith(name + "_"):
                plan.owner, plan.owner_kind = name, self.owners[name]
                plan.short = plan.name[len(name) + 1:]
                return
        plan.short = plan.name[len(dialect.PREFIX):]

    def _kind(self, plan):
        if plan.name in self.inits:
            return "init"
        if plan.name in self.refs:
            return "ref"
        if plan.name in self.ends:
            return "end"
        if any(role.role == "self" for role in plan.params):
            return "method"
        made = [role for role in plan.results if role.role in ("handle", "handle_out")]
        if any(role.type["base"] == plan.owner for role in made):
            return "constructor"
        return "static" if plan.owner else "function"

    # --- what is returned -----------------------------------------------------------------------
    def _returned(self, function):
        ret = function["ret"]
        ctype = ret["type"]
        if ctype["kind"] == "void" and not ctype["ptr"]:
            return Role("void", ret)
        if ctype["base"] == f"{dialect.PREFIX}status" and not ctype["ptr"]:
            return Role("status", ret)
        if ctype["kind"] in NUMBERS and not ctype["ptr"]:
            return Role("scalar", ret)
        life = next((word for word in ("static", "borrowed", "owned") if word in ret), None)
        if ctype["kind"] == "char" and ctype["ptr"] == 1 and life in ("static", "borrowed"):
            return Role("str", ret, life=life)
        if ctype["kind"] == "handle" and ctype["ptr"] == 1 and life:
            return Role("handle", ret, life=life)
        self._problem(function, "no rule for what it returns")
        return Role("void", ret)

    # --- parameters -----------------------------------------------------------------------------
    def _roles(self, function, plan):
        params = {param["name"]: param for param in function["params"]}
        given = {}
        for param in function["params"]:
            if param["name"] not in given:
                self._assign(param, params, given, plan, function)
        return [given[name] for name in params if name in given]

    def _assign(self, param, params, given, plan, function):
        ctype, way = param["type"], param["dir"]
        kind, ptr = ctype["kind"], ctype["ptr"]
        length = param.get("length")
        if plan.name in self.inits and kind == "size" or plan.name in self.inits and param["name"] == "size":
            given[param["name"]] = Role("init_size", param)
        elif self._is_self(param, plan, given):
            given[param["name"]] = Role("self", param)
        elif ctype["base"] == dialect.ERROR_STRUCT and ptr == 1 and way == "out" and param["name"] == "err":
            given[param["name"]] = Role("err", param)
        elif ctype["base"] in self.absent:
            given[param["name"]] = Role("absent", param)
        elif kind == "struct" and ptr == 1 and length and length.startswith("*"):
            self._rows(param, params, given)
        elif kind == "char" and ptr == 1 and way == "out" and length:
            self._text(param, params, given)
        elif kind in ("char", "void") and ptr == 1 and way == "in" and length:
            self._counted("bytes_in", param, params, given)
        elif kind in NUMBERS and ptr == 1 and length and not length.startswith("*"):
            role = {"in": "array_in", "out": "array_out", "inout": "array_inout"}[way]
            self._counted(role, param, params, given)
        elif simple := self._simple(param):
            given[param["name"]] = Role(simple, param)
        elif not self._is_length(param, params):
            self._problem(param, "no role: the C idiom has no rule in the bindings")

    def _is_self(self, param, plan, given):
        """The first parameter, if it is of the owner's type and not the new object itself."""
        ctype = param["type"]
        if plan.owner is None or given or ctype["base"] != plan.owner:
            return False
        return ctype["ptr"] == (0 if plan.owner_kind == "enum" else 1) and "length" not in param

    @staticmethod
    def _simple(param):
        ctype, way = param["type"], param["dir"]
        kind, ptr = ctype["kind"], ctype["ptr"]
        if "length" in param:
            return None
        table = {
            ("handle", 1, "in"): "handle", ("handle", 1, "inout"): "handle", ("handle", 2, "out"): "handle_out",
            ("char", 1, "in"): "str", ("struct", 1, "in"): "struct_in", ("struct", 1, "out"): "struct_out",
        }
        if (kind, ptr, way) in table:
            return table[kind, ptr, way]
        if kind in NUMBERS and ptr == 0 and way == "in":
            return "scalar"
        return "scalar_out" if kind in NUMBERS and ptr == 1 and way == "out" else None

    @staticmethod
    def _is_length(param, params):
        return any(other.get("length") in (param["name"], "*" + param["name"]) for other in params.values())

    def _partner(self, param, params, name, kind, ptr):
        """The parameter `name` that goes with `param`; None is a problem already told."""
        other = params.get(name)
        if other and other["type"]["kind"] == kind and other["type"]["ptr"] == ptr:
            return other
        stars = "*" * ptr
        self._problem(param, f"needs a parameter '{'size_t' if kind == 'size' else kind} {stars}{name}'")
        return None

    def _counted(self, role, param, params, given):
        other = self._partner(param, params, param["length"], "size", 0)
        if other is None:
            return
        given[param["name"]] = Role(role, param, length=other["name"])
        if given.get(other["name"]) is None or given[other["name"]].role != "len":  # a length may stand first
            given[other["name"]] = Role("len", other, of=[])
        given[other["name"]].of.append(param["name"])

    def _text(self, param, params, given):
        size = self._partner(param, params, param["length"], "size", 0)
        needed = self._partner(param, params, "needed", "size", 1)
        if size and needed:
            given[param["name"]] = Role("text_out", param, size=size["name"], needed=needed["name"])
            given[size["name"]] = Role("text_size", size)
            given[needed["name"]] = Role("text_needed", needed)

    def _rows(self, param, params, given):
        size = self._partner(param, params, param["name"] + "_size", "size", 0)
        most = self._partner(param, params, "max", "size", 0)
        count = self._partner(param, params, param["length"][1:], "size", 1)
        if size and most and count:
            given[param["name"]] = Role("rows", param, size=size["name"], max=most["name"], count=count["name"])
            given[size["name"]] = Role("rows_size", size)
            given[most["name"]] = Role("rows_max", most)
            given[count["name"]] = Role("rows_count", count)

    # --- names ----------------------------------------------------------------------------------
    def clashes(self, result):
        """Two functions of one owner may not share a short name."""
        seen = {}
        for plan in result:
            first = seen.setdefault((plan.owner, plan.short), plan)
            if first is not plan:
                self._problem(plan.function, f"called {plan.short} in the bindings, like {first.name}()")
