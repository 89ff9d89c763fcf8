"""What the generator is told about the header: the few names that the dialect cannot know.

SPDX-License-Identifier: Apache-2.0
"""
import re

PREFIX = "capacity_"
MACRO_PREFIX = "CAPACITY_"

EXPORT = "CAPACITY_API"
# Attribute macros between the export macro and the type, and the key that each leaves in the JSON.
ATTRIBUTES = {"CAPACITY_CHECKED": "checked", "CAPACITY_DEPRECATED": "deprecated"}
# Macros that are C only: their definitions are read over, whatever #if stands around them.
TOLD_MACROS = {EXPORT, "CAPACITY_INIT", *ATTRIBUTES}
# Function-like macros that constants may use.
TOLD_FUNCTIONS = {"CAPACITY_VERSION_ENCODE": lambda major, minor, patch: major * 1000000 + minor * 1000 + patch}
UMBRELLA_GUARD = "CAPACITY_INSIDE_UMBRELLA"
SYSTEM_HEADERS = {"stddef.h", "stdint.h", "stdbool.h"}

ERROR_STRUCT = "capacity_error"
PARTIAL = "CAPACITY_PARTIAL"
SENTINEL = 0x7FFFFFFF
VERSION_CONSTANTS = {"CAPACITY_VERSION_" + part for part in ("MAJOR", "MINOR", "PATCH", "NUMBER")}

UNITS = {
    "1", "count", "mcpu", "bytes", "mrps", "mrpm", "us", "ppm", "mrcu", "mwcu", "nusd", "uusd",
    "bool", "enum", "name", "hours", "seconds", "kbit/s", "by field", "by unit",
}
# A name that ends in one of these says its unit, so \unit must say the same.
SUFFIX_UNITS = {
    "_mcpu": "mcpu", "_bytes": "bytes", "_mrps": "mrps", "_mrpm": "mrpm", "_us": "us", "_ppm": "ppm",
    "_mrcu": "mrcu", "_mwcu": "mwcu", "_nusd": "nusd", "_uusd": "uusd", "_hours": "hours",
}

LIMITS = {"INT64_MIN": -(1 << 63), "INT64_MAX": (1 << 63) - 1, "UINT32_MAX": (1 << 32) - 1}
LITERALS = {"INT64_C", "UINT64_C", "UINT32_C"}

SCALARS = {"size_t": ("size", None, False), "double": ("float", 64, True), "bool": ("bool", 8, False)}
for _bits in (8, 16, 32, 64):
    SCALARS[f"int{_bits}_t"] = ("int", _bits, True)
    SCALARS[f"uint{_bits}_t"] = ("int", _bits, False)


def is_reserved(name):
    """reserved, reserved1 ...: a hole of a struct, to be named later; not reserved_rcu."""
    return re.fullmatch(r"reserved\d*", name) is not None
