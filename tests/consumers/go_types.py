#!/usr/bin/env python3
"""Emitted manifests, decoded strictly into the Go types of those who read them.

Usage: go_types.py COMMAND
Skipped where Go is missing or too old, or its modules can be had neither from the cache nor from a proxy.
SPDX-License-Identifier: Apache-2.0
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from manifests import HERE, skip, write_all

COMMAND = os.path.abspath(sys.argv[1])
ENV = {**os.environ, "GOTOOLCHAIN": "local", "GOWORK": "off", "GOFLAGS": "-mod=readonly", "CGO_ENABLED": "0"}


def go(*args, **env):
    return subprocess.run(["go", *args], cwd=HERE, env={**ENV, **env}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=900)


def version(text):
    return tuple(int(part) for part in re.search(r"(\d+)\.(\d+)", text).groups())


def modules_are_here():
    """From the cache alone first; what is not there is asked for once."""
    if go("list", "-deps", "-test", "./...", GOPROXY="off").returncode == 0:
        return True
    try:
        return go("list", "-deps", "-test", "./...").returncode == 0
    except subprocess.TimeoutExpired:
        return False


def main():
    with open(os.path.join(HERE, "go.mod"), encoding="utf-8") as file:
        wanted = re.search(r"(?m)^go (\S+)", file.read())[1]
    if not shutil.which("go"):
        skip(f"Go {wanted} or later")
    have = go("env", "GOVERSION").stdout
    if version(have) < version(wanted):
        skip(f"Go {wanted} or later, this is {have.strip()}")
    if not modules_are_here():
        skip("the Go modules of tests/consumers/go.mod")
    with tempfile.TemporaryDirectory() as folder:
        write_all(COMMAND, folder)
        done = go("test", "-count=1", "-v", "./...", CAPACITY_MANIFESTS=folder)
    print(done.stdout)
    return done.returncode


sys.exit(main())
