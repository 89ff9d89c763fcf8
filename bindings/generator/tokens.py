"""Splits a header into tokens.

SPDX-License-Identifier: Apache-2.0
"""
import re


class HeaderError(Exception):
    """One line, `file:line: what is wrong`."""


class Token:
    """One token; `line` is where it starts."""

    __slots__ = ("kind", "text", "line")

    def __init__(self, kind, text, line):
        self.kind = kind
        self.text = text
        self.line = line

    def __repr__(self):
        return f"{self.kind}:{self.text!r}"


PATTERN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<after>/\*\*<.*?\*/)
      | (?P<doc>/\*\*(?!/).*?\*/)
      | (?P<plain>/\*.*?\*/)
      | (?P<directive>^[ \t]*\#(?:[^\n]*\\\n)*[^\n]*)
      | (?P<name>[A-Za-z_]\w*)
      | (?P<number>0[xX][0-9a-fA-F]+|\d+)
      | (?P<string>"[^"\n]*")
      | (?P<punct><<|\.\.\.|[{}()\[\];,*=|:-])
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


def tokenize(path, text):
    """All tokens of a header; a character outside the dialect is an error."""
    tokens, at, line = [], 0, 1
    while at < len(text):
        match = PATTERN.match(text, at)
        if not match:
            what = text[at:].split("\n", 1)[0][:20]
            raise HeaderError(f"{path}:{line}: outside the dialect: {what!r}")
        kind = match.lastgroup
        if kind not in ("space", "plain"):
            body = match.group()
            if kind == "directive":
                body = re.sub(r"\\\n", " ", body).strip()
            tokens.append(Token(kind, body, line))
        line += match.group().count("\n")
        at = match.end()
    tokens.append(Token("end", "", line))
    return tokens
