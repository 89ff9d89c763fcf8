"""The hand-kept symbol map against the functions of the header.

SPDX-License-Identifier: Apache-2.0
"""
import re

MAP = "lib/capacity.map"


def nodes(text):
    """{node: [symbol, …]} of a version script."""
    text = re.sub(r"#[^\n]*", "", text)
    result = {}
    for name, body in re.findall(r"(\w[\w.]*)\s*\{(.*?)\}", text, re.DOTALL):
        exported = re.sub(r"local:.*", "", body, flags=re.DOTALL)
        result[name] = re.findall(r"([A-Za-z_]\w*)\s*;", exported)
    return result


def disagreements(api, text):
    """Symbols that map and header do not share, one line each."""
    exported = [symbol for symbols in nodes(text).values() for symbol in symbols]
    functions = [function["name"] for function in api["functions"]]
    lines = [f"{MAP}: {name} is exported twice" for name in sorted(set(exported)) if exported.count(name) > 1]
    lines += [f"{MAP}: {name} is missing" for name in functions if name not in exported]
    lines += [f"{MAP}: {name} is in no header" for name in exported if name not in functions]
    if "*" in re.sub(r"#[^\n]*|local:\s*\*;", "", text):
        lines.append(f"{MAP}: no wildcards beside local")
    return lines


def versioned(text):
    """Lines as nm prints them: name@@NODE."""
    return sorted(f"{symbol}@@{node}" for node, symbols in nodes(text).items() for symbol in symbols)
