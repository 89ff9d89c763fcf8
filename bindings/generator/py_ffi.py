"""_ffi.py: the shared library's functions and structs as ctypes has them.

SPDX-License-Identifier: Apache-2.0
"""
from py_head import HEAD

CTYPES = {"size_t": "c_size_t", "double": "c_double", "bool": "c_bool"}
for _bits in (8, 16, 32, 64):
    CTYPES[f"int{_bits}_t"] = f"c_int{_bits}"
    CTYPES[f"uint{_bits}_t"] = f"c_uint{_bits}"


def ctype(type_):
    """The ctypes type of a parameter, a member or what is returned."""
    if type_["kind"] == "text":
        return f"c_char * {type_['size']}"
    if type_["ptr"]:
        return "c_char_p" if type_["kind"] == "char" and type_["const"] and type_["ptr"] == 1 else "c_void_p"
    return "c_int" if type_["kind"] == "enum" else CTYPES[type_["base"]]


def soname(version):
    """Before 1.0 each minor has its own, from 1.0 each major."""
    return ".".join(str(part) for part in version[:2 if version[0] == 0 else 1])


def text(api, plans):
    major, minor, patch = api["library"]["version"]
    needed = sorted({ctype(type_).split(" ")[0] for type_ in _types(api, plans)} | {"c_int64", "c_size_t"})
    parts = [HEAD.format("The shared library: its functions and structs, as ctypes has them."),
             "from __future__ import annotations\n",
             "from ctypes import " + ", ".join(["Structure", *needed]) + "\nfrom typing import Any, Type\n",
             "from ._load import load\n",
             f"VERSION = ({major}, {minor}, {patch})",
             f"SONAME_VERSION = \"{soname(api['library']['version'])}\"",
             "library = load(VERSION, SONAME_VERSION)\n\n",
             _BIND]
    parts += [_struct(struct) for struct in api["structs"] if "skip" not in struct]
    parts += [_function(plan.function) for plan in plans]
    return "\n".join(parts) + "\n"


_BIND = '''def bind(name: str, restype: Any, *argtypes: Type[Any]) -> Any:
    """One function with its types, so that ctypes converts and checks."""
    try:
        function = getattr(library, name)
    except AttributeError:
        raise ImportError(f"{library._name} lacks {name}(): it is another build", name="libcapacity") from None
    function.restype = restype
    function.argtypes = argtypes
    return function

'''


def _types(api, plans):
    for struct in api["structs"]:
        if "skip" not in struct:
            yield from (field["type"] for field in struct["fields"])
    for plan in plans:
        yield from (param["type"] for param in plan.function["params"])
        if plan.ret.role != "void":
            yield _returned(plan.function["ret"]["type"])


def _returned(type_):
    """Text that is returned comes as bytes."""
    return dict(type_, const=True)


def _struct(struct):
    lines = [f"\nclass {struct['name']}(Structure):", "    _fields_ = ["]
    lines += [f"        (\"{field['name']}\", {ctype(field['type'])})," for field in struct["fields"]]
    return "\n".join(lines + ["    ]", ""])


def _function(function):
    returned = function["ret"]["type"]
    void = returned["kind"] == "void" and not returned["ptr"]
    types = ["None" if void else ctype(_returned(returned))]
    types += [ctype(param["type"]) for param in function["params"]]
    return f"{function['name']} = bind(\"{function['name']}\", {', '.join(types)})"
