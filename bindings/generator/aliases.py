"""The annotation words as Doxygen aliases: docs/Doxyfile.in must know each, and no other.

SPDX-License-Identifier: Apache-2.0
"""
import re

import comments

DOXYFILE = "docs/Doxyfile.in"


def wanted():
    """{(word, number of arguments)} that the vocabulary allows."""
    counts = {"none": (0,), "one": (1,), "maybe": (0, 1)}
    return {(word, count) for word, (arity, _) in comments.VOCABULARY.items() for count in counts[arity]}


def known(text):
    """The same of a Doxyfile's ALIASES."""
    block = re.search(r"^ALIASES\s*=((?:.*\\\n)*.*)", text, re.MULTILINE)
    found = re.findall(r'"(\w+)(?:\{(\d)\})?=', block.group(1)) if block else []
    return {(word, int(count or 0)) for word, count in found}


def disagreements(text):
    """Words that vocabulary and Doxyfile do not share, one line each."""
    def spell(pair):
        return pair[0] + ("{…}" if pair[1] else "")

    have, want = known(text), wanted()
    lines = [f"{DOXYFILE}: no alias for \\{spell(pair)}" for pair in sorted(want - have)]
    return lines + [f"{DOXYFILE}: \\{spell(pair)} is no annotation" for pair in sorted(have - want)]
