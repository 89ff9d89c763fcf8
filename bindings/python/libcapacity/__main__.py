"""python -m libcapacity: plans on the command line, with the options and the output of the command capacity.

SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import argparse
import os
import sys
import tempfile
from typing import Any, List, NoReturn, Optional, Sequence, Tuple

from . import Catalog, Error, Format, Plan, Profile, Tiers, __version__

FORMATS = {one.name.lower(): one for one in Format}
FINE, FAILED, BAD_INPUT = 0, 1, 2


class Complaint(Exception):
    """Bad input that argparse cannot know."""


class _Assign(argparse.Action):
    """Collect inputs in the order in which they are given: the last one wins."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any,
                 option: Optional[str] = None) -> None:
        field, value = self.metavar_field, values
        if field is None:
            field, equals, value = values.partition("=")
            if not equals or not field:
                parser.error(f"{option} {values!r} is not FIELD=VALUE, for example {option} spike_buffer=30%")
        namespace.assignments.append((option, field, value))

    def __init__(self, field: Optional[str] = None, **rest: Any) -> None:
        self.metavar_field = field
        super().__init__(**rest)


def parser() -> argparse.ArgumentParser:
    """The options of capacity plan and capacity explain."""
    whole = argparse.ArgumentParser(prog="python -m libcapacity", description="Size a workload on Kubernetes and "
                                    "DynamoDB.", epilog="Exit status: 0 fine, 1 the output could not be written, "
                                    "2 bad input.", allow_abbrev=False)
    whole.add_argument("-V", "--version", action="version", version=f"libcapacity {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.set_defaults(assignments=[])
    add = common.add_argument
    add("-u", "--users", metavar="N", action=_Assign, field="concurrent_users", help="users active at the same time")
    add("-t", "--total-users", metavar="N", action=_Assign, field="total_users", help="registered users")
    add("-n", "--node-type", metavar="TYPE", action=_Assign, field="node_type", help="machine type of the nodes")
    add("-s", "--set", metavar="FIELD=VALUE", action=_Assign,
        help="set an input: by key in people's units (spike_buffer=30%%), by exact name the integer "
             "(spike_buffer_ppm=300000); may be repeated, the last one wins")
    add("-p", "--profile", metavar="FILE", help="read a profile (YAML or JSON), - for standard input; options "
        "override it")
    add("-c", "--catalog", metavar="FILE", help="prices and machines of one's own instead of the built-in catalogue")
    add("-T", "--tiers", metavar="FILE", help="a ladder of tiers of one's own instead of the guide's")
    add("-f", "--format", choices=tuple(FORMATS), default="text", help="text is the default")
    add("-o", "--output", metavar="FILE", default="-", help="write to a file, whole or not at all; - for standard "
        "output")
    plan = commands.add_parser("plan", parents=[common], help="size a workload and print the plan", allow_abbrev=False)
    plan.add_argument("-e", "--explain", action="store_true", help="after the plan every step of its arithmetic, with "
                      "sources")
    commands.add_parser("explain", parents=[common], help="print every step of a plan's arithmetic, with sources",
                        allow_abbrev=False)
    return whole


def read(path: str) -> bytes:
    """A file, or standard input."""
    if path == "-":
        return sys.stdin.buffer.read()
    with open(path, "rb") as file:
        return file.read()


def make_plan(arguments: argparse.Namespace) -> Plan:
    """The plan that the options ask for."""
    if arguments.profile is None and not arguments.assignments:
        raise Complaint(f"{arguments.command} needs a workload, for example: {arguments.command} --users 1000")
    files = (arguments.profile, arguments.catalog, arguments.tiers)
    if files.count("-") > 1:
        raise Complaint(f"standard input (-) can be read for one file only, and is asked for {files.count('-')} times")
    profile = Profile() if arguments.profile is None else Profile.from_text(read(arguments.profile))
    for _, field, value in arguments.assignments:
        profile.set_text(field, value)
    catalog = None if arguments.catalog is None else Catalog.from_text(read(arguments.catalog))
    tiers = None if arguments.tiers is None else Tiers.from_text(read(arguments.tiers))
    return Plan(profile, catalog, tiers)


def output(plan: Plan, arguments: argparse.Namespace) -> str:
    """What is printed."""
    form = FORMATS[arguments.format]
    if arguments.command == "explain":
        return plan.write_steps(form)
    if not arguments.explain:
        return plan.write(form)
    if form == Format.JSON:
        return f'{{"plan":\n{plan.write(form)},\n"explanation":\n{plan.write_steps(form)}}}\n'
    return plan.write(form) + ("---\n" if form == Format.YAML else "\n") + plan.write_steps(form)


def write(text: str, path: str) -> None:
    """Standard output, or a file that is whole or not there."""
    data = text.encode("utf-8")
    if path == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    handle, beside = tempfile.mkstemp(dir=os.path.dirname(path) or ".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(beside, 0o666 & ~mask)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def run(arguments: Optional[Sequence[str]] = None) -> Tuple[int, List[str]]:
    """Exit status and what there is to complain about."""
    asked = parser().parse_args(arguments)
    try:
        text = output(make_plan(asked), asked)
    except (Complaint, OSError) as error:
        return BAD_INPUT, [str(error)]
    except Error as error:
        return BAD_INPUT, [error.message]
    except ValueError as error:
        return BAD_INPUT, [str(error)]
    try:
        write(text, asked.output)
    except OSError as error:
        return FAILED, [f"cannot write {asked.output}: {error.strerror}"]
    return FINE, []


def main() -> NoReturn:
    """The program."""
    status, complaints = run()
    for line in complaints:
        print(f"libcapacity: {line}", file=sys.stderr)
    if status == FAILED:  # what could not be written is not tried again at exit
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    main()
