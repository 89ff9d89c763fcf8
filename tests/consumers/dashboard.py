#!/usr/bin/env python3
"""The Grafana dashboard: every key metric of the guide has a panel, panels stand side by side, queries are PromQL.

Usage: dashboard.py CAPACITY
Queries are parsed by promtool as the expressions of recording rules; the rest needs nothing.
SPDX-License-Identifier: Apache-2.0
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
COLUMNS = 24


def out_of(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout


def check(condition, what):
    if not condition:
        sys.exit(what)


def cells(panel):
    place = panel["gridPos"]
    return {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}


def check_layout(panels):
    """No two on one cell, nothing beyond the grid, no empty line, every line full."""
    taken = {}
    for panel in panels:
        for cell in cells(panel):
            check(cell not in taken, f"{panel['title']} lies on {taken.get(cell)}")
            taken[cell] = panel["title"]
            check(cell[0] < COLUMNS, f"{panel['title']} leaves the grid")
    height = 1 + max(y for _, y in taken)
    check(len(taken) == COLUMNS * height, f"{COLUMNS * height - len(taken)} cells of {height} lines are empty")
    ids = [panel["id"] for panel in panels]
    check(len(set(ids)) == len(ids), f"panel ids repeat: {ids}")


def check_sources(tree, panels):
    variables = {variable["name"]: variable for variable in tree["templating"]["list"]}
    check(variables["datasource"]["type"] == "datasource", "there is no variable for the data source")
    check(variables["namespace"]["current"]["value"] == "chat", "there is no variable for the namespace")
    for panel in panels:
        for part in [panel] * (panel["type"] != "row") + panel.get("targets", []):
            check(part["datasource"] == {"type": "prometheus", "uid": "${datasource}"}, f"{panel['title']}: another source")
        references = [target["refId"] for target in panel.get("targets", [])]
        check(len(set(references)) == len(references), f"{panel['title']}: queries share a letter")
        check(panel["type"] == "row" or references, f"{panel['title']} asks for nothing")


def check_guide(capacity, panels):
    entries = [line.strip()[2:] for line in out_of(capacity, "guide", "metrics").splitlines() if line.startswith("  - ")]
    check(len(entries) == 10, f"the guide has other key metrics: {entries}")
    for entry in entries:
        shown = [panel for panel in panels if entry in panel.get("description", "")]
        wanted = 2 if "CPU/memory" in entry else 1
        check(len(shown) == wanted, f"{entry}: {len(shown)} panels instead of {wanted}")
    p = next(panel for panel in panels if panel["title"] == "Response time")
    for quantile in ("0.5,", "0.95,", "0.99,"):
        check(any(quantile in target["expr"] for target in p["targets"]), f"no percentile {quantile}")


def check_queries(folder, panels):
    rules = [{"record": f"panel_{panel['id']}_{target['refId']}", "expr": target["expr"].replace("$namespace", "chat")}
             for panel in panels for target in panel.get("targets", [])]
    for name, wrong, good in (("dashboard", [], True), ("wrong", [{"record": "wrong", "expr": "sum(rate(x[5m])"}], False)):
        path = Path(folder, f"{name}.yaml")
        path.write_text(json.dumps({"groups": [{"name": name, "rules": rules + wrong}]}))
        done = subprocess.run(["promtool", "check", "rules", str(path)], capture_output=True, text=True, check=False)
        check((done.returncode == 0) == good, f"{name}: {done.stdout}{done.stderr}")
    return len(rules)


def main():
    capacity = sys.argv[1]
    tree = json.loads(out_of(capacity, "emit", "grafana", "--users", "1000", "--namespace", "chat"))
    panels = tree["panels"]
    check_layout(panels)
    check_sources(tree, panels)
    check_guide(capacity, panels)
    if shutil.which("promtool") is None:
        print("skipped: needs promtool (Debian package prometheus) for the queries; the rest holds")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        print(f"{len(panels)} panels, {check_queries(folder, panels)} queries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
