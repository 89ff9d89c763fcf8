#!/usr/bin/env python3
"""The tables of docs/alerts.md, made from the rules that are emitted for 1000 users.

Usage: alerts_page.py CAPACITY [--write]
Without --write: does the page have these tables?
SPDX-License-Identifier: Apache-2.0
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "alerts.md"
GROUPS = ("records", "critical", "warning", "capacity")


def emitted(capacity):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([capacity, "emit", "prometheus-rules", "--users", "1000", "--format", "json", "--out", folder],
                       check=True, capture_output=True)
        return json.loads(Path(folder, "prometheus-rules.json").read_text())


def code(text):
    return "`" + text.replace("|", "\\|") + "`"


def row(*cells):
    return "| " + " | ".join(cells) + " |"


def cell(text):
    return text.replace("|", "\\|")


def table_of(group):
    """One line for each name: that of the backend, or of the first table."""
    seen, lines = set(), []
    records = group["name"] == "records"
    lines += [row("series", "expression"), row("---", "---")] if records else \
        [row("alert", "fires when", "for", "what to do", "source"), row("---", "---", "---", "---", "---")]
    for rule in group["rules"]:
        name = rule.get("record") or rule["alert"]
        if name in seen:
            continue
        seen.add(name)
        if records:
            lines.append(row(code(name), code(rule["expr"])))
        else:
            notes = rule["annotations"]
            lines.append(row(code(name), code(rule["expr"]), rule.get("for", "at once"), cell(notes["runbook"]),
                             cell(notes["source"])))
    return "\n".join(lines)


def written(page, tree):
    for group in tree["groups"]:
        begin, end = f"<!-- {group['name']} -->\n", f"<!-- end of {group['name']} -->"
        page, count = re.subn(re.escape(begin) + ".*?" + re.escape(end),
                              lambda _, b=begin, e=end, g=group: b + table_of(g) + "\n" + e, page, flags=re.S)
        if count != 1:
            sys.exit(f"{PAGE.name}: no place for {group['name']}")
    return page


def main():
    tree = emitted(sys.argv[1])
    if [group["name"] for group in tree["groups"]] != list(GROUPS):
        sys.exit(f"other groups: {[group['name'] for group in tree['groups']]}")
    page = PAGE.read_text()
    wanted = written(page, tree)
    if "--write" in sys.argv:
        PAGE.write_text(wanted)
    elif wanted != page:
        sys.exit(f"{PAGE.name} is not what is emitted: run tests/consumers/alerts_page.py CAPACITY --write")
    print(f"{PAGE.name}: {sum(len(group['rules']) for group in tree['groups'])} rules")


main()
