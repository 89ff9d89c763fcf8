"""Rules of constants, enums, handles and structs.

SPDX-License-Identifier: Apache-2.0
"""
import dialect


def check(api, problems):
    """All rules of this module."""
    names(api, problems)
    for constant in api["constants"]:
        since(constant, problems)
        unit(constant, problems, constant["name"].lower())
    enums(api, problems)
    enum_names = {enum["name"] for enum in api["enums"]}
    functions = {function["name"]: function for function in api["functions"]}
    for handle in api["handles"]:
        since(handle, problems)
        _handle(handle, functions, problems)
    for struct in api["structs"]:
        since(struct, problems)
        _struct(struct, functions, enum_names, problems)


def tell(entity, problems, what):
    """Add a problem of an entity that knows its place."""
    problems.add(entity["_at"], entity["_subject"], what)


def since(entity, problems):
    """\\since is obligatory on whatever a program can name by itself."""
    if "since" not in entity:
        tell(entity, problems, "no \\since")


def unit(entity, problems, name):
    """A unit is one of the known ones and agrees with the name's ending."""
    given = entity.get("unit")
    if given is not None and given not in dialect.UNITS:
        tell(entity, problems, f"unknown unit '{given}'")
        return
    ending = next((suffix for suffix in dialect.SUFFIX_UNITS if name.endswith(suffix)), None)
    if given is not None and ending and given != dialect.SUFFIX_UNITS[ending]:
        tell(entity, problems, f"the name ends in {ending}, but the unit is '{given}'")


def names(api, problems):
    """Everything carries the library's prefix, and no two things share a name."""
    seen = {}
    for key in ("constants", "enums", "handles", "structs", "callbacks", "functions"):
        prefix = dialect.MACRO_PREFIX if key == "constants" else dialect.PREFIX
        for entity in api[key]:
            if not entity["name"].startswith(prefix):
                tell(entity, problems, f"the name does not begin with {prefix}")
            for value in entity.get("values", []):
                if not value["name"].startswith(dialect.MACRO_PREFIX):
                    tell(value, problems, f"the name does not begin with {dialect.MACRO_PREFIX}")
                if value["name"] in seen:
                    tell(value, problems, f"also an enumerator of {seen[value['name']]}")
                seen[value["name"]] = entity["name"]


def enums(api, problems):
    """One errors enum; sentinels; values used once; flags are bits."""
    errors = [enum for enum in api["enums"] if enum["kind"] == "errors"]
    for enum in errors[1:]:
        tell(enum, problems, f"a second \\errors enum beside {errors[0]['name']}")
    for enum in api["enums"]:
        since(enum, problems)
        if enum["values"]:
            _sentinel(enum, problems)
        taken = {}
        for value in enum["values"]:
            unit(value, problems, value["name"].lower())
            if value["value"] in taken:
                tell(value, problems, f"has the value of {taken[value['value']]}")
            taken[value["value"]] = value["name"]
            if enum["kind"] == "flags" and not _bits(value["value"]):
                tell(value, problems, "a flag is a bit or several")


def _bits(value):
    return value is not None and 0 < value <= dialect.SENTINEL


def _sentinel(enum, problems):
    """The enum keeps 32 bits under -fshort-enums; programs may not use the sentinel."""
    last = enum["values"][-1]
    if not last["name"].endswith("_FORCE_32") or last["value"] != dialect.SENTINEL:
        tell(enum, problems, "does not end with ..._FORCE_32 = 0x7fffffff")
    elif "skip" not in last:
        tell(last, problems, "the sentinel is marked \\skip{sentinel}")


def _handle(handle, functions, problems):
    ends = handle["_ends"]
    if len(ends) != 1:
        what = " and ".join(ends) if ends else "neither"
        tell(handle, problems, f"a handle ends by exactly one of _free and _unref, it has {what}")
        return
    end = functions[ends[0]]
    if not _is_end(end, handle["name"]):
        tell(end, problems, f"expected void {ends[0]}({handle['name']} *) that allows NULL")
    if handle["ref"] and ends[0].endswith("_free"):
        tell(functions[handle["ref"]], problems, "a handle with _free has one owner and no _ref")
    borrowed = [one for one in functions.values()
                if one["ret"]["type"]["base"] == handle["name"] and "borrowed" in one["ret"]]
    if borrowed and not handle["ref"]:
        tell(borrowed[0], problems, f"returns a borrowed {handle['name']}, which has no _ref")


def _is_end(function, name):
    params = function["params"]
    return (function["ret"]["type"]["kind"] == "void" and len(params) == 1 and bool(params[0].get("nullable"))
            and params[0]["type"]["base"] == name and params[0]["type"]["ptr"] == 1)


def _struct(struct, functions, enum_names, problems):
    if struct["kind"] == "versioned":
        _versioned(struct, functions, problems)
    if "skip" in struct:
        return
    for field in struct["fields"]:
        _field(field, enum_names, problems)
        unit(field, problems, field["name"])
    _holes(struct, problems)


def _versioned(struct, functions, problems):
    first = struct["fields"][0] if struct["fields"] else None
    if first is None or first["name"] != struct["size_field"] or first["type"]["base"] != "uint32_t":
        tell(struct, problems, f"the first field of a versioned struct is uint32_t {struct['size_field']}")
    init = functions.get(struct["name"] + "_init")
    if init is None:
        tell(struct, problems, f"a versioned struct has {struct['name']}_init")
        return
    types = [(param["type"]["base"], param["type"]["ptr"]) for param in init["params"]]
    if types != [(struct["name"], 1), ("uint32_t", 0)]:
        tell(init, problems, f"expected {init['name']}({struct['name']} *, uint32_t)")


def _field(field, enum_names, problems):
    ctype = field["type"]
    if ctype["ptr"]:
        tell(field, problems, "a struct holds no pointers")
    elif ctype["kind"] == "enum":
        tell(field, problems, f"an enum is held as uint32_t or int32_t with \\enum{{{ctype['base']}}}")
    elif ctype["kind"] in ("size", "struct", "bool"):
        tell(field, problems, f"a struct holds no {ctype['base']}: its layout would differ")
    if "enum" in field:
        if field["enum"] not in enum_names:
            tell(field, problems, f"\\enum names no enum: '{field['enum']}'")
        if ctype.get("bits") != 32:
            tell(field, problems, "\\enum stands on uint32_t or int32_t")


def _holes(struct, problems):
    """Bytes of equal structs are equal, and every language lays the struct out alike."""
    offset = widest = 0
    for field in struct["fields"]:
        size = field["type"].get("size") if field["type"]["kind"] == "text" else (field["type"].get("bits") or 0) // 8
        align = 1 if field["type"]["kind"] == "text" else size
        if not size:
            return
        if offset % align:
            tell(field, problems, f"a hole of {align - offset % align} bytes before it")
            return
        offset += size
        widest = max(widest, align)
    if widest and offset % widest:
        tell(struct, problems, f"a hole of {widest - offset % widest} bytes at its end")
