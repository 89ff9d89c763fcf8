#!/usr/bin/env python3
"""Write include/capacity/field_ids.h from lib/model/fields.def.

Usage: field_ids.py FIELDS_DEF [OUT]    (OUT missing: standard output)
SPDX-License-Identifier: Apache-2.0
"""
import re
import sys

LINE = re.compile(
    r'^CAPACITY_FIELD\((IN|OUT), (\d+), ([A-Z0-9_]+), ([a-z0-9_]+), "([a-z0-9_]+)", ([A-Z]+), '
    r'([a-z_]+), (-?\w+), (-?\w+), (-?\w+), "([^"]*)", "([^"]*)"\)$'
)

HEAD = """/*
 * Ids of all fields. Generated from lib/model/fields.def by lib/model/field_ids.py: do not edit.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_FIELD_IDS_H
#define CAPACITY_FIELD_IDS_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

/* clang-format off */
/** \\brief Every scalar input and result. Ids are never reused; gaps mean nothing. \\since 0.1 */
typedef enum capacity_field {
    CAPACITY_FIELD_NONE = 0, /**< \\brief No field. */
"""

TAIL = """    CAPACITY_FIELD_FORCE_32 = 0x7fffffff /**< \\brief Keeps the enum 32 bits wide. \\skip{sentinel} */
} capacity_field;
/* clang-format on */

#endif
"""


def rows(path):
    """The registry's lines as tuples; anything that is not one is an error."""
    result = []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        if not line.startswith("CAPACITY_FIELD("):
            continue
        match = LINE.match(line.rstrip("\n"))
        if not match:
            raise SystemExit(f"{path}:{number}: not a field line")
        row = match.groups()
        if row[2].lower() != row[3]:
            raise SystemExit(f"{path}:{number}: {row[2]} and {row[3]} differ")
        result.append(row)
    ids = [int(row[1]) for row in result]
    if ids != sorted(set(ids)):
        raise SystemExit(f"{path}: ids must rise and never repeat")
    for column in (3, 4):
        names = [row[column] for row in result]
        if len(set(names)) != len(names):
            raise SystemExit(f"{path}: a name is used twice")
    return result


def main():
    text = HEAD
    for kind, number, upper, _, _, unit, _, lowest, highest, preset, sentence, _ in rows(sys.argv[1]):
        span = "" if kind == "OUT" or unit == "NAME" else f" Range {lowest} to {highest}, default {preset.lower()}."
        text += f"    CAPACITY_{kind}_{upper} = {number}, /**< \\brief {sentence}.{span} \\unit{{{unit.lower()}}} */\n"
    text += TAIL
    if len(sys.argv) > 2:
        open(sys.argv[2], "w", encoding="utf-8").write(text)
    else:
        sys.stdout.write(text)


main()
