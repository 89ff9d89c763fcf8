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


# What go says where a proxy is switched off, not there, or does not answer.
UNREACHABLE = re.compile(r"disabled by GOPROXY=off|dial tcp|no such host|connection re(?:fused|set)|timeout|proxyconnect|: 5\d\d ")


def go(*args, **env):
    return subprocess.run(["go", *args], cwd=HERE, env={**ENV, **env}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=900)


def version(text):
    return tuple(int(part) for part in re.search(r"(\d+)\.(\d+)", text).groups())


def modules_are_here():
    """From the cache alone first; what is not there is asked for once. Any other fault is one of the tests."""
    if go("list", "-deps", "-test", "./...", GOPROXY="off").returncode == 0:
        return True
    try:
        done = go("list", "-deps", "-test", "./...")
    except subprocess.TimeoutExpired:
        return False
    if done.returncode and not UNREACHABLE.search(done.stdout):
        sys.exit(done.stdout)
    return done.returncode == 0


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
