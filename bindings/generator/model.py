"""Builds the intermediate form (capacity.api.json) from the declarations of all headers.

Keys that start with "_" are for messages only and are dropped on writing.
SPDX-License-Identifier: Apache-2.0
"""
import comments
import dialect
import values
from header import parse

IR = 1


class Problems:
    """What is wrong, in the order of finding; each line is `file:line: subject: what`."""

    def __init__(self):
        self.lines = []

    def add(self, at, subject, what):
        line = f"{at}: {subject}: {what}"
        if line not in self.lines:
            self.lines.append(line)


def read(headers, umbrella="capacity.h"):
    """Parse {name: text} in the order in which the umbrella includes them."""
    declarations, order = [], []

    def visit(name):
        if name in order:
            return
        if name not in headers:
            raise FileNotFoundError(f"{name} is included, but there is no such header")
        order.append(name)
        found, includes = parse(f"include/capacity/{name}", headers[name], name == umbrella)
        for other in includes:
            visit(other)
        declarations.extend(found)

    visit(umbrella)
    return declarations, order


class Builder:
    """Turns declarations into the dictionaries of the JSON."""

    def __init__(self, declarations, problems):
        self.problems = problems
        self.declarations = declarations
        self.kinds = {}
        self.constants = {}
        first = {}
        for one in declarations:
            if one.name in first:
                problems.add(one.at, one.name, f"declared twice, first in line {first[one.name].line} of "
                             f"{first[one.name].path.rsplit('/', 1)[-1]}")
            first.setdefault(one.name, one)
            self.kinds[one.name] = one.kind
        self.out = {key: [] for key in ("constants", "enums", "handles", "structs", "callbacks", "functions")}

    def build(self):
        makers = {
            "constant": self._constant, "enum": self._enum, "handle": self._handle,
            "struct": self._struct, "callback": self._callable, "function": self._callable,
        }
        for one in self.declarations:
            makers[one.kind](one)
        return self.out

    # --- comments -------------------------------------------------------------------------------
    def _blocks(self, comment, place, at, subject):
        if comment is None:
            self.problems.add(at, subject, "no comment")
            return []
        blocks, problems = comments.parse(comment, place)
        for problem in problems:
            self.problems.add(at, subject, problem)
        return blocks

    def _documented(self, comment, place, at, subject):
        """The keys that a comment gives: doc, body and the notes of its own block."""
        blocks = self._blocks(comment, place, at, subject)
        entity = {"doc": "", "_at": at, "_subject": subject, "_blocks": blocks}
        for block in blocks:
            if block.kind == "brief":
                entity["doc"] = block.words()
                entity.update(block.notes)
            elif block.kind == "body" and block.place == place:
                paragraphs = [" ".join(part.split()) for part in block.text.split("\n\n")]
                entity["body"] = "\n\n".join(part for part in [entity.get("body", ""), *paragraphs] if part)
                for note in block.notes:
                    self.problems.add(at, subject, f"\\{note} belongs into the brief paragraph")
        return entity

    # --- types ----------------------------------------------------------------------------------
    def type(self, ctype, at, subject):
        """The type as the JSON has it."""
        if ctype.function:
            returned, params = ctype.function
            return {"base": None, "kind": "function", "ptr": 1, "const": False,
                    "ret": self.type(returned, at, subject),
                    "params": [{"name": one.name, "type": self.type(one.type, at, subject)} for one in params]}
        base = ctype.base
        result = {"base": base, "kind": None, "ptr": ctype.ptr, "const": ctype.const}
        if base in dialect.SCALARS:
            kind, bits, signed = dialect.SCALARS[base]
            result["kind"] = kind
            if bits:  # size_t differs from target to target
                result["bits"] = bits
            result["signed"] = signed
        elif base in ("char", "void"):
            result["kind"] = base
            if base == "char" and not ctype.ptr:
                self.problems.add(at, subject, "type 'char' is outside the dialect")
        elif self.kinds.get(base) in ("enum", "struct", "handle", "callback"):
            result["kind"] = self.kinds[base]
        else:
            self.problems.add(at, subject, f"type '{base}' is outside the dialect")
        if ctype.ptr > 2:
            self.problems.add(at, subject, "more than two stars")
        return result

    # --- declarations ---------------------------------------------------------------------------
    def _constant(self, one):
        subject = f"constant {one.name}"
        entity = {"name": one.name, "value": None}
        entity.update(self._documented(one.comment, "constant", one.at, subject))
        try:
            entity["value"] = self.constants[one.name] = values.constant(one.value, self.constants)
        except (values.ValueProblem, TypeError) as error:
            self.problems.add(one.at, subject, str(error))
        self.out["constants"].append(entity)

    def _enum(self, one):
        subject = f"enum {one.name}"
        entity = {"name": one.name, "kind": "enum"}
        entity.update(self._documented(one.comment, "enum", one.at, subject))
        for kind in ("errors", "flags"):
            if entity.pop(kind, None):
                entity["kind"] = kind
        entity["values"], known = [], {}
        for member in one.values:
            at, inner = f"{one.path}:{member.line}", f"{subject}: enumerator {member.name}"
            row = {"name": member.name, "value": None}
            row.update(self._documented(member.comment, "enumerator", at, inner))
            try:
                row["value"] = known[member.name] = values.enumerator(member.value, known)
            except values.ValueProblem as error:
                self.problems.add(at, inner, str(error))
            entity["values"].append(row)
        self.out["enums"].append(entity)

    def _handle(self, one):
        subject = f"handle {one.name}"
        entity = {"name": one.name, "ref": None, "end": None}
        entity.update(self._documented(one.comment, "handle", one.at, subject))
        if not entity.pop("handle", None):
            self.problems.add(one.at, subject, "an opaque type is marked \\handle")
        self.out["handles"].append(entity)

    def _struct(self, one):
        subject = f"struct {one.name}"
        entity = {"name": one.name, "kind": "plain"}
        entity.update(self._documented(one.comment, "struct", one.at, subject))
        if "versioned" in entity:
            entity["kind"] = "versioned"
            entity["size_field"] = entity.pop("versioned")
            entity["init"] = None
        entity["fields"] = []
        for member in one.fields:
            at, inner = f"{one.path}:{member.line}", f"{subject}: field '{member.name}'"
            field = {"name": member.name, "type": self._field_type(member, at, inner)}
            field.update(self._documented(member.comment, "field", at, inner))
            entity["fields"].append(field)
        self.out["structs"].append(entity)

    def _field_type(self, member, at, subject):
        if member.text is None:
            return self.type(member.type, at, subject)
        size = self.constants.get(member.text)
        if size is None:
            self.problems.add(at, subject, f"unknown constant '{member.text}'")
        return {"base": "char", "kind": "text", "size": size, "size_name": member.text, "ptr": 0, "const": False}

    def _callable(self, one):
        subject = f"{one.name}()"
        entity = {"name": one.name}
        entity.update(self._documented(one.comment, one.kind, one.at, subject))
        for mark in one.marks:
            entity[mark] = True
        blocks = entity["_blocks"]
        entity["retvals"] = [[block.argument, block.words()] for block in blocks if block.kind == "retval"]
        returned = {"type": self.type(one.ret, one.at, subject)}
        for block in blocks:
            if block.kind == "return":
                returned["doc"] = block.words()
                returned.update(block.notes)
        entity["ret"] = returned
        entity["params"] = self._params(one, subject, blocks)
        self.out["callbacks" if one.kind == "callback" else "functions"].append(entity)

    def _params(self, one, subject, blocks):
        documented = {block.argument: block for block in blocks if block.kind == "param"}
        params = []
        for member in one.params:
            at, inner = f"{one.path}:{member.line}", f"{subject}: parameter '{member.name}'"
            param = {"name": member.name, "type": self.type(member.type, at, inner), "_at": at, "_subject": inner}
            block = documented.pop(member.name, None)
            if block is None:
                self.problems.add(at, inner, "no \\param")
                param.update(dir="in", doc="")
            else:
                param.update(dir=block.notes.get("dir"), doc=block.words())
                param.update({key: value for key, value in block.notes.items() if key != "dir"})
                if not param["doc"]:
                    self.problems.add(at, inner, "\\param says nothing")
            params.append(param)
        for name in documented:
            self.problems.add(one.at, subject, f"\\param of no parameter '{name}'")
        names = [param["name"] for param in params]
        order = [block.argument for block in blocks if block.kind == "param" and block.argument in names]
        if order != [name for name in names if name in order]:
            self.problems.add(one.at, subject, "\\param stand in another order than the parameters")
        return params


def build(headers, problems, umbrella="capacity.h"):
    """The whole intermediate form; problems are collected, a syntax error is raised."""
    declarations, order = read(headers, umbrella)
    builder = Builder(declarations, problems)
    body = builder.build()
    version = [builder.constants.get(f"{dialect.MACRO_PREFIX}VERSION_{part}", 0) for part in ("MAJOR", "MINOR", "PATCH")]
    api = {
        "ir": IR,
        "library": {
            "name": dialect.PREFIX.rstrip("_"), "prefix": dialect.PREFIX, "macro_prefix": dialect.MACRO_PREFIX,
            "headers": order, "version": version, "error": dialect.ERROR_STRUCT,
        },
    }
    api.update(body)
    _link(api)
    return api


def _link(api):
    """Tie handles and structs to the functions that begin and end them."""
    functions = {function["name"] for function in api["functions"]}
    for handle in api["handles"]:
        ends = [handle["name"] + suffix for suffix in ("_free", "_unref") if handle["name"] + suffix in functions]
        handle["_ends"] = ends
        handle["end"] = ends[0] if len(ends) == 1 else None
        handle["ref"] = handle["name"] + "_ref" if handle["name"] + "_ref" in functions else None
    for struct in api["structs"]:
        if struct["kind"] == "versioned" and struct["name"] + "_init" in functions:
            struct["init"] = struct["name"] + "_init"


def strip(value):
    """Without the keys that serve messages only."""
    if isinstance(value, dict):
        return {key: strip(inner) for key, inner in value.items() if not key.startswith("_")}
    if isinstance(value, list):
        return [strip(inner) for inner in value]
    return value
