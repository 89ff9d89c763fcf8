#!/usr/bin/env python3
"""The chart of docs/model/simulation.md: a flash crowd on the guide's medium tier, from the command's CSV.

Usage: flash_crowd.py COMMAND            write flash-crowd.svg beside this file
       flash_crowd.py COMMAND --check    compare it with what is there
SPDX-License-Identifier: Apache-2.0
"""
import csv
import pathlib
import subprocess
import sys

LOAD = ["--users", "1900", "--spike", "5x", "--within", "60s", "--for", "10m"]
CASES = (  # name, colour, options
    ("tier, 50 requests/s per pod as its only target", "#c0392b", ["--answer", "tier"]),
    ("tier, with a CPU target", "#d68910", ["--answer", "tier", "--set", "backend_cpu_per_request=10ms"]),
    ("recommended head-room", "#1f7a4d", ["--set", "backend_cpu_per_request=10ms"]),
)
WIDTH, HEIGHT, LEFT, RIGHT = 860, 560, 64, 36
MINUTES = 20
TOP = {"y": 92, "h": 250, "most": 500, "step": 100, "title": "Requests a second: arriving (grey) and served"}
LOW = {"y": 396, "h": 110, "most": 16, "step": 4, "title": "Backend pods that are ready"}


def ticks(command, options):
    text = subprocess.run([command, "simulate", *LOAD, *options, "--format", "csv"], check=True,
                          capture_output=True, text=True).stdout
    return [{key: int(value or 0) for key, value in row.items()} for row in csv.DictReader(text.splitlines())]


def across(minutes):
    return LEFT + minutes / MINUTES * (WIDTH - LEFT - RIGHT)


def up(panel, value):
    return panel["y"] + panel["h"] * (1 - value / panel["most"])


def steps(panel, rows, key, scale):
    """A step line: a tick's value holds for the tick."""
    points = []
    for row in rows:
        begin, end = row["time_us"] / 6e7, (row["time_us"] + row["length_us"]) / 6e7
        if begin >= MINUTES:
            break
        y = up(panel, row[key] / scale)
        points += [f"{across(begin):.1f},{y:.1f}", f"{across(min(end, MINUTES)):.1f},{y:.1f}"]
    return points


def text(x, y, words, size=12, anchor="start", colour="#333", weight="normal"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}" '
            f'font-weight="{weight}">{words}</text>')


def frame(panel):
    out = [text(LEFT, panel["y"] - 10, panel["title"], 13, weight="bold")]
    for value in range(0, panel["most"] + 1, panel["step"]):
        y = up(panel, value)
        out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        out.append(text(LEFT - 8, y + 4, value, anchor="end", colour="#666"))
    for minute in range(0, MINUTES + 1, 5):
        x = across(minute)
        out.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{panel["y"]}" y2="{panel["y"] + panel["h"]}" stroke="#eee"/>')
        out.append(text(x, panel["y"] + panel["h"] + 18, f"{minute} min", anchor="middle", colour="#666"))
    return out


def legend():
    out, x = [], LEFT
    for name, colour, _ in CASES:
        out.append(f'<rect x="{x}" y="44" width="18" height="4" fill="{colour}"/>')
        out.append(text(x + 24, 50, name))
        x += 24 + round(6.3 * len(name)) + 28
    return out


def chart(command):
    runs = [ticks(command, options) for _, _, options in CASES]
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
           'font-family="Helvetica, Arial, sans-serif">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
           text(LEFT, 26, "A flash crowd on the medium tier: five times the load within a minute, for ten minutes", 16, weight="bold"),
           *legend(), *frame(TOP), *frame(LOW)]
    demand = steps(TOP, runs[0], "demand_mrps", 1000)
    out.append(f'<polygon points="{LEFT},{up(TOP, 0):.1f} {" ".join(demand)} {across(MINUTES):.1f},{up(TOP, 0):.1f}" fill="#e8e8e8"/>')
    for (_, colour, _), rows in zip(CASES, runs):
        out.append(f'<polyline points="{" ".join(steps(TOP, rows, "served_mrps", 1000))}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        out.append(f'<polyline points="{" ".join(steps(LOW, rows, "backend.ready", 1))}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
    return "\n".join(out + ["</svg>"]) + "\n"


def main():
    target = pathlib.Path(__file__).resolve().parent / "flash-crowd.svg"
    made = chart(sys.argv[1])
    if sys.argv[2:] == ["--check"]:
        if target.read_text(encoding="utf-8") != made:
            print(f"{target.name} is not what the command gives: run docs/model/flash_crowd.py")
            return 1
        return 0
    target.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
