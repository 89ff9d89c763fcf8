"""Writes the intermediate form's types back as C.

SPDX-License-Identifier: Apache-2.0
"""


def spell(ctype):
    """A type without a name: `const int64_t *`."""
    if ctype["kind"] == "function":
        return declare(ctype, "")
    text = ("const " if ctype["const"] else "") + ctype["base"]
    return text + (" " + "*" * ctype["ptr"] if ctype["ptr"] else "")


def declare(ctype, name):
    """A member or parameter: `char name[CAPACITY_NAME_SIZE]`, `void *(*alloc)(void *, size_t)`."""
    if ctype["kind"] == "text":
        return f"char {name}[{ctype['size']}]"
    if ctype["kind"] == "function":
        params = ", ".join(spell(param["type"]) for param in ctype["params"]) or "void"
        return f"{_before(ctype['ret'])}(*{name})({params})"
    return _before(ctype) + name


def _before(ctype):
    text = spell(ctype)
    return text if text.endswith("*") else text + " "


def pointer_to(ctype):
    """The type of the address of a member."""
    if ctype["kind"] == "text":
        return f"char (*)[{ctype['size']}]"
    if ctype["kind"] == "function":
        return declare(ctype, "*")
    return _before(ctype) + "*"


def function_pointer(function):
    """The type of a function's address."""
    params = ", ".join(spell(param["type"]) for param in function["params"]) or "void"
    return f"{_before(function['ret']['type'])}(*)({params})"


def integer(value):
    """A literal that the preprocessor and the compiler both take."""
    if value == -(1 << 63):
        return "(-INT64_C(9223372036854775807) - 1)"
    if -(1 << 31) < value < 1 << 31:
        return str(value)
    return f"INT64_C({value})"
