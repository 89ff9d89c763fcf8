"""_ffi.py: the shared library's functions and structs as ctypes has them.

SPDX-License-Identifier: Apache-2.0
"""
import re

import py_names
from py_head import HEAD

CTYPES = {"size_t": "c_size_t", "double": "c_double", "bool": "c_bool"}
for _bits in (8, 16, 32, 64):
    CTYPES[f"int{_bits}_t"] = f"c_int{_bits}"
    CTYPES[f"uint{_bits}_t"] = f"c_uint{_bits}"


def ctype(type_):
    """The ctypes type of a member, of what is returned, or of a parameter that is no single object."""
    if type_["kind"] == "text":
        return f"c_char * {type_['size']}"
    if type_["ptr"]:
        return "c_char_p" if type_["kind"] == "char" and type_["const"] and type_["ptr"] == 1 else "c_void_p"
    if type_["kind"] == "struct":
        return type_["base"]
    return "c_int" if type_["kind"] == "enum" else CTYPES[type_["base"]]


def argument(param, bound):
    """The type of an argument. ctypes takes the address of what a POINTER points to by itself, quicker than byref()."""
    type_ = param["type"]
    single = type_["kind"] in ("int", "size", "float", "bool", "enum") or type_["base"] in bound
    if type_["ptr"] == 1 and single and "length" not in param:
        return f"POINTER({ctype(dict(type_, ptr=0))})"
    if type_["ptr"] == 2 and type_["kind"] == "handle":
        return "POINTER(c_void_p)"
    return ctype(type_)


def soname(version):
    """Before 1.0 each minor has its own, from 1.0 each major."""
    return ".".join(str(part) for part in version[:2 if version[0] == 0 else 1])


def text(api, plans):
    major, minor, patch = api["library"]["version"]
    structs = [struct for struct in api["structs"] if "skip" not in struct]
    bound = {struct["name"] for struct in structs}
    words = " ".join([*(ctype(field["type"]) for struct in structs for field in struct["fields"]),
                      *(_function(plan.function, bound) for plan in plans)])
    needed = sorted(set(re.findall(r"\bc_\w+", words)))
    parts = [HEAD.format("The shared library: its functions and structs, as ctypes has them."),
             "from __future__ import annotations\n",
             "from ctypes import " + ", ".join(["POINTER", "Structure", *needed]) + "\nfrom typing import Any, Type\n",
             "from ._load import load\n",
             f"VERSION = ({major}, {minor}, {patch})",
             f"SONAME_VERSION = \"{soname(api['library']['version'])}\"",
             "library = load(VERSION, SONAME_VERSION)\n\n",
             _BIND]
    parts += [_struct(struct) for struct in structs]
    parts += [_function(plan.function, bound) for plan in plans]
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


def _returned(type_):
    """Text that is returned comes as bytes."""
    return dict(type_, const=True)


def _struct(struct):
    lines = [f"\nclass {struct['name']}(Structure):", "    _fields_ = ["]
    lines += [f"        (\"{field['name']}\", {ctype(field['type'])})," for field in struct["fields"]]
    return "\n".join(lines + ["    ]", ""])


def _function(function, bound):
    returned = function["ret"]["type"]
    void = returned["kind"] == "void" and not returned["ptr"]
    types = ["None" if void else ctype(_returned(returned))]
    types += [argument(param, bound) for param in function["params"]]
    return "\n".join(py_names.call(f"{function['name']} = bind(\"{function['name']}\", ", types, 0))
