"""Values of constants and enumerators.

SPDX-License-Identifier: Apache-2.0
"""
import re

import dialect


class ValueProblem(Exception):
    """The value is outside the dialect."""


def number(text):
    """A decimal or hexadecimal literal."""
    if not re.fullmatch(r"0[xX][0-9a-fA-F]+|0|[1-9]\d*", text):
        raise ValueProblem(f"not a literal: '{text}'")
    return int(text, 0)


def constant(text, known):
    """A macro's value: a literal, -literal, INT64_C(literal), INT64_MIN, a known constant or macro."""
    text = text.strip()
    call = re.fullmatch(r"(\w+)\s*\((.*)\)", text)
    if call and call.group(1) in dialect.LITERALS:
        return constant(call.group(2), known)
    if call and call.group(1) in dialect.TOLD_FUNCTIONS:
        return dialect.TOLD_FUNCTIONS[call.group(1)](*[constant(part, known) for part in call.group(2).split(",")])
    if text.startswith("-"):
        return -number(text[1:].strip())
    if text in dialect.LIMITS:
        return dialect.LIMITS[text]
    if text in known:
        return known[text]
    return number(text)


def enumerator(parts, known):
    """An enumerator's value: a literal, -literal, a << b, or A | B of earlier ones."""
    if not parts:
        raise ValueProblem("no value")
    if len(parts) == 2 and parts[0] == "-":
        return -number(parts[1])
    if len(parts) == 3 and parts[1] == "<<":
        return number(parts[0]) << number(parts[2])
    if len(parts) % 2 and all(mark == "|" for mark in parts[1::2]):
        if len(parts) == 1 and parts[0] not in known:
            return number(parts[0])
        total = 0
        for name in parts[::2]:
            if name not in known:
                raise ValueProblem(f"unknown enumerator '{name}'")
            total |= known[name]
        return total
    raise ValueProblem(f"outside the dialect: '{' '.join(parts)}'")


def common(names):
    """The words that all enumerators begin with, "CAPACITY_UNIT_"; one word at least is left of each."""
    split = [name.split("_") for name in names]
    count = 0
    while all(len(words) > count + 1 and words[count] == split[0][count] for words in split):
        count += 1
    if count and split[0][count - 1] == "NO":  # of a flag, whose name would say the opposite without it
        count -= 1
    return "".join(word + "_" for word in split[0][:count])
