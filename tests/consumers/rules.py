#!/usr/bin/env python3
"""Prometheus itself checks the rules and runs them: every alert fires when it should and only then.

Usage: rules.py CAPACITY
`promtool check rules` for plans of every tier, and `promtool test rules` with the cases of rule_cases.py.
SPDX-License-Identifier: Apache-2.0
"""
import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import rule_cases

SKIPPED = 77


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def emit(capacity, kind, out, *options):
    code, said = run(capacity, "emit", kind, "--out", out, *options)
    if code != 0:
        sys.exit(f"capacity emit {kind} {' '.join(options)}: {said}")


def rules_of(capacity, folder, *options):
    """The rule file as YAML for promtool, and its tree."""
    emit(capacity, "prometheus-rules", folder, "--namespace", "chat", *options)
    emit(capacity, "prometheus-rules", folder, "--namespace", "chat", "--format", "json", *options)
    return Path(folder, "prometheus-rules.yaml"), json.loads(Path(folder, "prometheus-rules.json").read_text())


# --- what Prometheus makes of the annotations ----------------------------------------------------

def humanize(v):
    prefixes, factor = ("kMGTPEZY", 1 / 1000) if abs(v) >= 1 else ("munpfazy", 1000)
    prefix = ""
    for following in prefixes:
        if v == 0 or 1 <= abs(v) < 1000:
            break
        prefix, v = following, v * factor
    return f"{v:.4g}{prefix}"


def humanize_duration(v):
    """Up to a minute, which is all that the cases need."""
    assert 1 <= v < 60
    return f"{v:.4g}s"


FILTERS = {
    "": lambda v: f"{v:g}",
    "humanize": humanize,
    "humanizePercentage": lambda v: f"{v * 100:.4g}%",
    "humanizeDuration": humanize_duration,
}


def rendered(text, labels, value):
    text = re.sub(r"\{\{ \$labels\.(\w+) \}\}", lambda m: labels.get(m[1], ""), text)
    return re.sub(r"\{\{ \$value(?: \| (\w+))? \}\}", lambda m: FILTERS[m[1] or ""](value), text)


def expected(rule, labels, value):
    return [{"exp_labels": {**labels, **rule["labels"]},
             "exp_annotations": {k: rendered(v, labels, value) for k, v in rule["annotations"].items()}}]


# --- from cases to promtool's unit tests ---------------------------------------------------------

def values(points):
    return " ".join("_" if v is None else f"{v:.17g}" for v in points)


def unit_test(name, series, checks, interval="1m"):
    return {"name": name, "interval": interval,
            "input_series": [{"series": s, "values": values(v)} for s, v in series.items()],
            "alert_rule_test": [{"eval_time": f"{minute}m", "alertname": alert, "exp_alerts": alerts}
                                for minute, alert, alerts in checks]}


def stretch(case, level, minutes):
    return [level] * (minutes + 1)


def case_tests(case, rule):
    """Quiet, edge, exact duration, and a break."""
    name = f"{case.alert} {case.variant}".strip()
    due = case.first + case.hold
    fires = expected(rule, case.labels, case.shown)
    edge = fires if case.edge_fires else []
    early = [(due - 1, case.alert, [])] if case.hold > 0 else []
    length = due + 30
    yield unit_test(f"{name}: fires", case.series(stretch(case, case.up, length)),
                    early + [(due, case.alert, fires)])
    yield unit_test(f"{name}: healthy", case.series(stretch(case, case.down, length)), [(length - 10, case.alert, [])])
    if edge == [] or case.up == case.edge:
        yield unit_test(f"{name}: at the limit", case.series(stretch(case, case.edge, length)),
                        [(length - 10, case.alert, edge)])
    if case.hold > 0 and case.restarts:
        first = case.hold - 1
        signal = [case.up] * first + [case.down] * 8 + [case.up] * (case.hold + 8)
        again = (case.first if case.first > 5 else 0) + first + 8  # minute at which it holds anew
        yield unit_test(f"{name}: a break begins it anew", case.series(signal),
                        [(again + case.hold - 1, case.alert, []), (again + case.hold + 6, case.alert, fires)])


def growth_tests(rules):
    """A week of series: looked at every 10 minutes, in a file of its own."""
    labels = {"namespace": "chat", "component": "backend"}
    for alert, (series, before, above, at, below) in rule_cases.GROWTH.items():
        rule = rules[alert][0]
        for name, now, alerts in (("fires", above, expected(rule, labels, above)), ("at the limit", at, []),
                                  ("healthy", below, [])):
            start = rule_cases.WEEK + 60
            points = [before] * 61 + [None] * (start - 61) + [now] * 31
            early = [(start, alert, [])]
            yield unit_test(f"{alert}: {name}", {series + '{namespace="chat",component="backend"}': points},
                            early + [(start + 10, alert, alerts)])


def by_alert(tree):
    rules = {}
    for group in tree["groups"]:
        for rule in group["rules"]:
            if "alert" in rule:
                rules.setdefault(rule["alert"], []).append(rule)
    return rules


def rule_for(rules, alert):
    """Of the rules of one alert that of the backend, or of the first table."""
    return next(rule for rule in rules[alert] if rule["labels"].get("component", "backend") == "backend")


def all_tests(rules, plan):
    tests = []
    for case in rule_cases.cases(plan):
        rule = rule_for(rules, case.alert)
        counted = rule_cases.special(case.alert)
        for name, series, minute, value in counted:
            alerts = [] if value is None else expected(rule, case.labels, value)
            tests.append(unit_test(f"{case.alert}: {name}", series, [(minute, case.alert, alerts)]))
        if not counted:
            tests += case_tests(case, rule)
    return tests


def check_cover(rules, tests):
    """Every alert of the file in a firing and in a quiet case."""
    seen = {True: set(), False: set()}
    for test in tests:
        for check in test["alert_rule_test"]:
            seen[bool(check["exp_alerts"])].add(check["alertname"])
    for fires, alerts in seen.items():
        if alerts != set(rules):
            sys.exit(f"no {'firing' if fires else 'quiet'} case, or no such alert: {sorted(alerts ^ set(rules))}")


def metrics(test):
    return {entry["series"].split("{")[0] for entry in test["input_series"]}


def packed(tests):
    """Tests that have no metric in common share a database, which is what costs promtool its time."""
    shared = []
    for test in tests:
        for other in shared:
            if other["interval"] == test["interval"] and not metrics(other) & metrics(test):
                other["name"] += " / " + test["name"]
                other["input_series"] += test["input_series"]
                other["alert_rule_test"] += test["alert_rule_test"]
                break
        else:
            shared.append({**test, "input_series": list(test["input_series"]),
                           "alert_rule_test": list(test["alert_rule_test"])})
    return shared


def promtool_test(folder, name, tree, interval, tests):
    """With the rules that the tests are about: a day's look-back in every test takes promtool long."""
    about = {check["alertname"] for test in tests for check in test["alert_rule_test"]}
    if not about & set(rule_cases.GROWTH):  # these are given what is recorded
        about |= {rule["record"] for group in tree["groups"] for rule in group["rules"] if "record" in rule}
    groups = [{**group, "rules": [rule for rule in group["rules"] if rule.get("alert", rule.get("record")) in about]}
              for group in tree["groups"]]
    rule_file, path = Path(folder, f"{name}-rules.yaml"), Path(folder, f"{name}.yaml")
    rule_file.write_text(json.dumps({"groups": groups}))
    path.write_text(json.dumps({"rule_files": [rule_file.name], "evaluation_interval": interval,
                                "group_eval_order": [group["name"] for group in groups], "tests": packed(tests)}, indent=1))
    return run("promtool", "test", "rules", str(path))


def check_files(capacity, folder):
    """Every tier and answer, with and without a namespace; the operator's object has the same groups."""
    checked = 0
    for users in (100, 1000, 5000, 20000):
        for answer in ("recommended", "tier", "formula"):
            for space in ([], ["--namespace", "chat"]):
                options = ["--users", str(users), "--answer", answer, "--force", *space]
                for form in ("yaml", "json"):
                    emit(capacity, "prometheus-rules", folder, "--format", form, *options)
                emit(capacity, "prometheus-rule", folder, "--format", "json", *options)
                path = Path(folder, "prometheus-rules.yaml")
                code, said = run("promtool", "check", "rules", str(path))
                if code != 0:
                    sys.exit(f"{' '.join(options)}: {said}")
                tree = json.loads(path.with_suffix(".json").read_text())
                if json.loads(Path(folder, "prometheus-rule.json").read_text())["spec"] != tree:
                    sys.exit(f"{' '.join(options)}: the object's groups are not those of the file")
                checked += 1
    tree["groups"][1]["rules"][0]["for"] = "5 minutes"
    path.write_text(json.dumps(tree))
    if run("promtool", "check", "rules", str(path))[0] == 0:
        sys.exit("promtool takes a duration of 5 minutes in words")
    return checked


def planned(capacity, users):
    code, said = run(capacity, "plan", "--users", str(users), "--format", "json")
    if code != 0:
        sys.exit(said)
    return said


def figures(tree):
    """The plan's numbers by another way: its JSON."""
    results = tree["results"]
    return {"rate": tree["components"][0]["rate_mrps"] // 1000, "pods_max": results["backend_pods_max"],
            "reads": -(-results["read_mrcu"] // 1000), "writes": -(-results["write_mwcu"] // 1000),
            "nodes": results["nodes_max"]}


def main():
    capacity = sys.argv[1]
    if shutil.which("promtool") is None:
        print("skipped: needs promtool (Debian package prometheus)")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        checked = check_files(capacity, folder)
    with tempfile.TemporaryDirectory() as folder:
        _, tree = rules_of(capacity, folder, "--users", "1000")
        rules = by_alert(tree)
        plan = figures(json.loads(planned(capacity, 1000)))
        tests = all_tests(rules, plan)
        growth = list(growth_tests(rules))
        check_cover(rules, tests + growth)
        day = [test for test in tests if test["name"].startswith("CapacityPodsAtMaximumOften")]
        hour = [test for test in tests if test not in day]
        for name, interval, part in (("hour", "1m", hour), ("day", "1m", day), ("week", "10m", growth)):
            code, said = promtool_test(folder, name, tree, interval, part)
            if code != 0:
                sys.exit(said)
    print(f"{checked} rule files; {len(tests) + len(growth)} unit tests of {len(rules)} alerts pass")
    return 0


if __name__ == "__main__":
    sys.exit(main())
