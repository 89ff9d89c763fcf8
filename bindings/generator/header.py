"""Parser of the header's strict dialect. What it does not know it refuses.

SPDX-License-Identifier: Apache-2.0
"""
import re

import dialect
from tokens import HeaderError, tokenize


class Declaration:
    """One thing that a header declares, with its comment and its place."""

    def __init__(self, kind, name, path, line, comment, **rest):
        self.kind = kind
        self.name = name
        self.path = path
        self.line = line
        self.comment = comment
        self.__dict__.update(rest)

    @property
    def at(self):
        return f"{self.path}:{self.line}"


class CType:
    """A type as written: const, base name, stars; a function pointer has `function`."""

    def __init__(self, base, ptr, const, function=None):
        self.base = base
        self.ptr = ptr
        self.const = const
        self.function = function


class Member:
    """A parameter, field or enumerator."""

    def __init__(self, name, line, ctype=None, text=None, value=None, comment=None):
        self.name = name
        self.line = line
        self.type = ctype
        self.text = text
        self.value = value
        self.comment = comment


class Parser:
    """Reads one header into declarations."""

    def __init__(self, path, text, umbrella=False):
        self.path = path
        self.tokens = tokenize(path, text)
        self.at = 0
        self.umbrella = umbrella
        self.includes = []
        self.declarations = []

    # --- tokens ---------------------------------------------------------------------------------
    @property
    def token(self):
        return self.tokens[self.at]

    def fail(self, message, line=None):
        raise HeaderError(f"{self.path}:{line or self.token.line}: {message}")

    def take(self, text=None, kind=None):
        token = self.token
        if text is not None and token.text != text:
            # What is missing is missing where the text before it ends.
            line = self.tokens[self.at - 1].line if self.at else token.line
            self.fail(f"expected '{text}', found {self._found(token)}", line)
        if kind is not None and token.kind != kind:
            self.fail(f"expected a {kind}, found {self._found(token)}")
        self.at += 1
        return token

    @staticmethod
    def _found(token):
        return "the end" if token.kind == "end" else f"'{token.text.splitlines()[0]}'"

    def accept(self, text):
        if self.token.text == text:
            self.at += 1
            return True
        return False

    # --- the file -------------------------------------------------------------------------------
    def parse(self):
        self._guard()
        comment = None
        while True:
            token = self.token
            if token.kind == "end":
                self.fail("the include guard is not closed")
            if token.kind == "doc":
                comment = self.take().text
            elif token.kind == "directive":
                if self._directive(comment):
                    break
                comment = None
            else:
                self._declaration(comment)
                comment = None
        if self.token.kind != "end":
            self.fail("text after the include guard")
        return self.declarations

    def _guard(self):
        first = self.take(kind="directive")
        match = re.fullmatch(r"#ifndef (\w+_H)", first.text)
        if not match:
            self.fail("a header starts with its include guard", first.line)
        second = self.take(kind="directive")
        if second.text != f"#define {match.group(1)}":
            self.fail(f"expected '#define {match.group(1)}'", second.line)

    def _directive(self, comment):
        """One preprocessor line. True when it closes the include guard."""
        token = self.take()
        text = token.text
        if text == "#endif":
            return True
        if text.startswith("#include"):
            self._include(token)
        elif text == f"#ifndef {dialect.UMBRELLA_GUARD}":
            self._skip_lines(token, ("#error", "#endif"))
        elif text in (f"#define {dialect.UMBRELLA_GUARD} 1", f"#undef {dialect.UMBRELLA_GUARD}") and self.umbrella:
            pass
        elif text == "#ifdef __cplusplus" and self.token.kind != "directive":
            self._extern_c(token)
        elif re.match(r"#(if|ifdef|ifndef)\b", text):
            self._told_block(token)
        elif text.startswith("#define"):
            self._define(token, comment)
        else:
            self.fail(f"outside the dialect: '{text.split()[0]}'", token.line)
        return False

    def _include(self, token):
        match = re.fullmatch(r"#include <([\w./]+)>", token.text)
        if not match:
            self.fail(f"expected '#include <...>', found '{token.text}'", token.line)
        name = match.group(1)
        if name.startswith("capacity/"):
            self.includes.append(name[len("capacity/"):])
        elif name not in dialect.SYSTEM_HEADERS:
            self.fail(f"outside the dialect: <{name}>", token.line)

    def _skip_lines(self, first, wanted):
        for start in wanted:
            token = self.take(kind="directive")
            if not token.text.startswith(start):
                self.fail(f"expected '{start}' after '{first.text}'", token.line)

    def _extern_c(self, first):
        if self.accept("extern"):
            self.take('"C"')
            self.take("{")
        else:
            self.take("}")
        if self.take(kind="directive").text != "#endif":
            self.fail("expected '#endif' after extern \"C\"", first.line)

    def _told_block(self, first):
        """A conditional block that defines nothing but macros the generator is told about."""
        depth = 1
        while depth:
            token = self.take()
            if token.kind == "end":
                self.fail("#if without #endif", first.line)
            if token.kind != "directive":
                self.fail("#if around API is outside the dialect", first.line)
            if re.match(r"#(if|ifdef|ifndef)\b", token.text):
                depth += 1
            elif token.text == "#endif":
                depth -= 1
            elif token.text.startswith("#define"):
                name = re.match(r"#define (\w+)", token.text).group(1)
                if name not in dialect.TOLD_MACROS:
                    self.fail(f"#if around API is outside the dialect: {name}", first.line)
            elif not re.match(r"#(else|elif)\b", token.text):
                self.fail(f"outside the dialect: '{token.text}'", token.line)

    def _define(self, token, comment):
        match = re.fullmatch(r"#define (\w+)(\([^)]*\))?(?:\s+(.*))?", token.text, re.DOTALL)
        if not match:
            self.fail(f"outside the dialect: '{token.text}'", token.line)
        name, parameters, value = match.groups()
        if name in dialect.TOLD_FUNCTIONS:
            return
        if parameters:
            self.fail(f"function-like macro '{name}' is outside the dialect", token.line)
        if value is None:
            self.fail(f"macro '{name}' has no value", token.line)
        self.declarations.append(
            Declaration("constant", name, self.path, token.line, comment, value=" ".join(value.split())))

    # --- declarations ---------------------------------------------------------------------------
    def _declaration(self, comment):
        token = self.token
        if token.text == "typedef":
            self._typedef(comment)
        elif token.text == dialect.EXPORT:
            self._function(comment)
        elif token.kind == "name" and token.text in ("static", "inline", "extern", "union", "struct", "enum"):
            self.fail(f"'{token.text}' is outside the dialect")
        elif token.kind == "name":
            self.fail(f"a declaration starts with typedef or {dialect.EXPORT}, found '{token.text}'")
        else:
            self.fail(f"expected a declaration, found {self._found(token)}")

    def _typedef(self, comment):
        line = self.take("typedef").line
        if self.accept("enum"):
            self._enum(line, comment)
        elif self.accept("struct"):
            self._struct(line, comment)
        elif self.token.text == "union":
            self.fail("'union' is outside the dialect")
        else:
            self._callback(line, comment)

    def _close(self, name):
        self.take("}")
        if self.token.kind == "name" and self.token.text != name:
            self.fail(f"typedef of '{name}' is called '{self.token.text}'")
        self.take(name)
        self.take(";")

    def _enum(self, line, comment):
        name = self.take(kind="name").text
        self.take("{")
        values = []
        while self.token.text != "}":
            before = self.take().text if self.token.kind == "doc" else None
            token = self.take(kind="name")
            self.take("=")
            expression = []
            while self.token.text not in (",", "}") and self.token.kind in ("name", "number", "punct"):
                expression.append(self.take().text)
            self.accept(",")
            after = self.take().text if self.token.kind == "after" else None
            values.append(Member(token.text, token.line, value=expression, comment=after or before))
        self._close(name)
        self.declarations.append(Declaration("enum", name, self.path, line, comment, values=values))

    def _struct(self, line, comment):
        name = self.take(kind="name").text
        if self.token.kind == "name":
            self.take(name)
            self.take(";")
            self.declarations.append(Declaration("handle", name, self.path, line, comment))
            return
        self.take("{")
        fields = []
        while self.token.text != "}":
            before = self.take().text if self.token.kind == "doc" else None
            member = self._member("field")
            self.take(";")
            member.comment = self.take().text if self.token.kind == "after" else before
            fields.append(member)
        self._close(name)
        self.declarations.append(Declaration("struct", name, self.path, line, comment, fields=fields))

    def _callback(self, line, comment):
        returned = self._type()
        self.take("(")
        self.take("*")
        name = self.take(kind="name").text
        self.take(")")
        params = self._params()
        self.take(";")
        self.declarations.append(
            Declaration("callback", name, self.path, line, comment, ret=returned, params=params, marks=[]))

    def _function(self, comment):
        line = self.take(dialect.EXPORT).line
        marks = []
        while self.token.text in dialect.ATTRIBUTES:
            marks.append(dialect.ATTRIBUTES[self.take().text])
        returned = self._type()
        name = self.take(kind="name").text
        if self.token.kind == "name":
            self.fail(f"attribute '{returned.base}' is outside the dialect")
        params = self._params()
        self.take(";")
        self.declarations.append(
            Declaration("function", name, self.path, line, comment, ret=returned, params=params, marks=marks))

    def _params(self):
        self.take("(")
        if self.token.text == "void" and self.tokens[self.at + 1].text == ")":
            self.take("void")
            self.take(")")
            return []
        params = []
        while True:
            if self.token.text == ")":
                self.fail("a function without parameters takes void")
            params.append(self._member("parameter"))
            if not self.accept(","):
                break
        self.take(")")
        return params

    def _member(self, what):
        """type name, or for a field: type name[CONSTANT], or R (*name)(...)."""
        line = self.token.line
        if self.token.text == "...":
            self.fail("variadic functions are outside the dialect")
        ctype = self._type()
        if self.token.text == "(":
            return self._function_member(what, ctype, line)
        if self.token.kind != "name":
            self.fail(f"{what} without a name")
        name = self.take().text
        if self.token.text == "[":
            return self._text_member(what, name, ctype, line)
        if self.token.text == ":":
            self.fail(f"{what} '{name}': bit-fields are outside the dialect")
        return Member(name, line, ctype)

    def _text_member(self, what, name, ctype, line):
        if what != "field" or ctype.base != "char" or ctype.ptr or ctype.const:
            self.fail(f"{what} '{name}': arrays are outside the dialect, but for char fields")
        self.take("[")
        if self.token.kind != "name":
            self.fail(f"{what} '{name}': the size of a text is a named constant")
        size = self.take().text
        self.take("]")
        return Member(name, line, ctype, text=size)

    def _function_member(self, what, returned, line):
        self.take("(")
        self.take("*")
        name = self.take(kind="name").text
        self.take(")")
        if what != "field":
            self.fail(f"{what} '{name}': function pointers are outside the dialect, use a callback typedef")
        params = self._params()
        return Member(name, line, CType(None, 0, False, function=(returned, params)))

    def _type(self):
        const = self.accept("const")
        token = self.take(kind="name")
        if token.text in ("struct", "enum", "union", "unsigned", "signed", "long", "short", "int", "volatile"):
            self.fail(f"type '{token.text}' is outside the dialect", token.line)
        stars = 0
        while self.accept("*"):
            stars += 1
            if self.token.text == "const":
                self.fail("const after * is outside the dialect")
        return CType(token.text, stars, const)


def parse(path, text, umbrella=False):
    """(declarations, own headers included) of one header."""
    parser = Parser(path, text, umbrella)
    return parser.parse(), parser.includes
