"""What the tests of the Python binding share.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
PYTHON = ROOT / "bindings/python"
API = json.loads((ROOT / "bindings/capacity.api.json").read_text(encoding="utf-8"))
COMMAND = os.environ.get("CAPACITY_COMMAND")

sys.path.insert(0, str(PYTHON))


def python(*arguments, stdin=None, library=None, **variables):
    """Run this Python with the package in reach and warnings as errors; what it wrote is bytes."""
    environment = {**os.environ, "PYTHONPATH": str(PYTHON), "PYTHONDONTWRITEBYTECODE": "1", **variables}
    if library is not None:
        environment["LIBCAPACITY_LIBRARY"] = str(library)
    return subprocess.run([sys.executable, "-W", "error", *map(str, arguments)], input=stdin, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=environment, timeout=300)


def fresh(code, **rest):
    """Run a program text in a Python of its own."""
    return python("-c", code, **rest)
