"""Rules of functions and callbacks.

SPDX-License-Identifier: Apache-2.0
"""
import re

import comments
import dialect
from rules_type import since, tell, unit


def check(api, problems):
    """All rules of this module."""
    context = _Context(api)
    for function in api["functions"]:
        since(function, problems)
        _status(function, context, problems)
        _returned(function, context, problems)
        _order(function, problems)
        for param in function["params"]:
            _param(param, function, context, problems)
        _lengths(function, problems)
    for callback in api["callbacks"]:
        since(callback, problems)
        for param in callback["params"]:
            if param.get("closure") is True and param["type"]["base"] != "void":
                tell(param, problems, "\\closure stands on a void *")


class _Context:
    def __init__(self, api):
        errors = next((enum for enum in api["enums"] if enum["kind"] == "errors"), None)
        self.status = errors["name"] if errors else None
        self.statuses = {value["name"]: value for value in errors["values"]} if errors else {}
        self.functions = {function["name"] for function in api["functions"]}
        self.enums = {enum["name"] for enum in api["enums"]}
        self.lives = {handle["ref"] for handle in api["handles"]} | {handle["end"] for handle in api["handles"]}


def _is_status(function, context):
    return function["ret"]["type"]["base"] == context.status and not function["ret"]["type"]["ptr"]


def _status(function, context, problems):
    """A function that can fail says how; one that cannot says nothing of the kind."""
    listed = [name for name, _ in function["retvals"]]
    for name in listed:
        if name not in context.statuses or "skip" in context.statuses[name]:
            tell(function, problems, f"\\retval of no status '{name}'")
        elif context.statuses[name]["value"] == 0:
            tell(function, problems, f"\\retval {name} goes without saying")
    if not _is_status(function, context):
        if listed:
            tell(function, problems, "\\retval on a function that returns no status")
        return
    if not listed:
        tell(function, problems, "a status function without \\retval")
    if "checked" not in function:
        tell(function, problems, "a status function is marked CAPACITY_CHECKED")
    last = function["params"][-1] if function["params"] else None
    has_error = last is not None and last["type"]["base"] == dialect.ERROR_STRUCT
    reads_error = any(param["type"]["base"] == dialect.ERROR_STRUCT and param["dir"] == "in"
                      for param in function["params"])
    if not has_error and not reads_error:
        tell(function, problems, f"the last parameter of a status function is {dialect.ERROR_STRUCT} *err")
    elif has_error and (last["name"] != "err" or last["dir"] != "out" or "nullable" not in last):
        tell(last, problems, "the error object is called err, is [out] and \\nullable")


def _returned(function, context, problems):
    ret, ctype = function["ret"], function["ret"]["type"]
    said = "doc" in ret
    if ctype["kind"] == "void" and not ctype["ptr"] or _is_status(function, context):
        if said:
            tell(function, problems, "\\return of nothing, or of a status, whose \\retval say it")
        return
    if not said or not ret["doc"]:
        tell(function, problems, "no \\return")
    lives = [word for word in ("owned", "borrowed", "static") if word in ret]
    if ctype["ptr"] and len(lives) != 1:
        tell(function, problems, "a returned pointer is exactly one of \\owned, \\borrowed{param}, \\static")
    if not ctype["ptr"] and (lives or "nullable" in ret):
        tell(function, problems, "returns no pointer")
    if ctype["kind"] in ("struct", "callback") or ctype["ptr"] > 1:
        tell(function, problems, f"returns a {ctype['kind']}, which is outside the dialect")
    _owner(ret, function, context, problems, function)
    if "unit" in ret and ret["unit"] not in dialect.UNITS:
        tell(function, problems, f"unknown unit '{ret['unit']}'")
    if "enum" in ret and ret["enum"] not in context.enums:
        tell(function, problems, f"\\enum names no enum: '{ret['enum']}'")


def _owner(holder, function, context, problems, place):
    """\\owned{f} names a function, \\borrowed{p} a parameter."""
    if isinstance(holder.get("owned"), str) and holder["owned"] not in context.functions:
        tell(place, problems, f"\\owned names no function: '{holder['owned']}'")
    names = {param["name"] for param in function["params"]}
    if "borrowed" in holder and holder["borrowed"] not in names:
        tell(place, problems, f"\\borrowed names no parameter: '{holder['borrowed']}'")


def _order(function, problems):
    """Outputs come last; only sizes may stand between them."""
    first = None
    for param in function["params"]:
        if param["dir"] == "out" and param["type"]["ptr"]:
            first = first or param
        elif first and param["dir"] == "in" and param["type"]["kind"] != "size" and not _init_size(function, param):
            tell(param, problems, f"an input after the output '{first['name']}'")


def _init_size(function, param):
    return function["name"].endswith("_init") and param["type"]["base"] == "uint32_t"


def _param(param, function, context, problems):
    ctype = param["type"]
    unit(param, problems, param["name"])
    if "unit" in param and ctype["kind"] not in ("int", "size", "float"):
        tell(param, problems, "\\unit stands on numbers")
    _direction(param, function, context, problems)
    _pointer(param, problems)
    _owner(param, function, context, problems, param)
    number = ctype["kind"] in ("int", "size") and ctype["ptr"] == 1 and param["dir"] == "out" and "length" not in param
    if "always" in param and not (number and _is_status(function, context)):
        tell(param, problems, "\\always stands on an output number of a function that can fail")
    if "nullable" in param and not ctype["ptr"]:
        tell(param, problems, "\\nullable on no pointer")
    if "enum" in param:
        if param["enum"] not in context.enums:
            tell(param, problems, f"\\enum names no enum: '{param['enum']}'")
        if ctype["kind"] != "int":
            tell(param, problems, "\\enum stands on integers")
    if ctype["kind"] == "callback":
        _callback(param, function, problems)
    elif "scope" in param or "closure" in param:
        tell(param, problems, "\\scope and \\closure stand on callbacks")


def _callback(param, function, problems):
    if param.get("scope") not in comments.SCOPES:
        tell(param, problems, "a callback has \\scope{call}, {handle} or {forever}")
    names = {other["name"] for other in function["params"] if other["type"]["base"] == "void"}
    if param.get("closure") not in names:
        tell(param, problems, "a callback has \\closure{p}, where p is a void * parameter")


def _direction(param, function, context, problems):
    ctype, way = param["type"], param["dir"]
    if way is None:
        return
    if not ctype["ptr"]:
        if way != "in":
            tell(param, problems, f"is [{_written(way)}], but no pointer")
    elif way == "in":
        handle = ctype["kind"] == "handle" and (function["name"] in context.lives or "consumed" in param)
        if not ctype["const"] and not handle and ctype["base"] != "void":
            tell(param, problems, "is [in], but not const")
    elif ctype["const"] and ctype["ptr"] == 1:
        tell(param, problems, f"is [{_written(way)}], but const")


def _written(way):
    return "in,out" if way == "inout" else way


def _pointer(param, problems):
    ctype = param["type"]
    if ctype["kind"] == "struct" and not ctype["ptr"]:
        tell(param, problems, "a struct is handed over by pointer")
    if ctype["kind"] == "handle" and not ctype["ptr"]:
        tell(param, problems, "a handle is handed over by pointer")
    if ctype["ptr"] == 2:
        lives = [word for word in ("owned", "borrowed") if word in param]
        if len(lives) != 1 or param["dir"] == "in":
            tell(param, problems, "T ** is an [out] with one of \\owned, \\borrowed{param}")
    if ctype["ptr"] == 1 and "length" not in param:
        number = ctype["kind"] in ("int", "size", "float", "bool", "enum")
        if number and param["dir"] != "out":
            tell(param, problems, "a pointer to elements needs \\length")
        if ctype["kind"] in ("char", "void") and param["dir"] == "out":
            tell(param, problems, "a pointer to bytes that are written needs \\length")
    if "length" in param and not ctype["ptr"]:
        tell(param, problems, "\\length on no pointer")


def _lengths(function, problems):
    """\\length names a size_t of the same function, or is a number."""
    params = {param["name"]: param for param in function["params"]}
    for param in function["params"]:
        length = param.get("length")
        if length is None or re.fullmatch(r"\d+", length):
            continue
        other = params.get(length.lstrip("*"))
        if other is None:
            tell(param, problems, f"\\length names no parameter: '{length}'")
            continue
        stars = 1 if length.startswith("*") else 0
        if other["type"]["kind"] != "size" or other["type"]["ptr"] != stars:
            tell(param, problems, f"\\length{{{length}}}: '{other['name']}' is no size_t{' *' if stars else ''}")
