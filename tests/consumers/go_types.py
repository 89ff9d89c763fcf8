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


# Modules of their own: eksctl needs older versions of what the others need.
MODULES = (HERE, os.path.join(HERE, "eksctl"))

# What go says where a proxy is switched off, not there, or does not answer.
UNREACHABLE = re.compile(r"disabled by GOPROXY=off|dial tcp|no such host|connection re(?:fused|set)|timeout|proxyconnect|: 5\d\d ")


def go(module, *args, **env):
    return subprocess.run(["go", *args], cwd=module, env={**ENV, **env}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=900)


def version(text):
    return tuple(int(part) for part in re.search(r"(\d+)\.(\d+)", text).groups())


def missing(module):
    """What the module's tests need and this machine lacks. From the cache alone first; what is not there is asked for once."""
    with open(os.path.join(module, "go.mod"), encoding="utf-8") as file:
        wanted = re.search(r"(?m)^go (\S+)", file.read())[1]
    if not shutil.which("go"):
        return f"Go {wanted} or later"
    have = go(module, "env", "GOVERSION").stdout
    if version(have) < version(wanted):
        return f"Go {wanted} or later, this is {have.strip()}"
    if go(module, "list", "-deps", "-test", "./...", GOPROXY="off").returncode == 0:
        return None
    try:
        done = go(module, "list", "-deps", "-test", "./...")
    except subprocess.TimeoutExpired:
        done = None
    if done is not None and done.returncode and not UNREACHABLE.search(done.stdout):
        sys.exit(done.stdout)
    return None if done is not None and done.returncode == 0 else f"the Go modules of {os.path.relpath(module, HERE)}/go.mod in tests/consumers"


def main():
    lacks = {module: missing(module) for module in MODULES}
    ready = [module for module in MODULES if lacks[module] is None]
    if not ready:
        skip(lacks[HERE])
    for lack in filter(None, lacks.values()):
        print(f"skipped: needs {lack}")
    with tempfile.TemporaryDirectory() as folder:
        write_all(COMMAND, folder)
        done = [go(module, "test", "-count=1", "-v", "./...", CAPACITY_MANIFESTS=folder) for module in ready]
    for one in done:
        print(one.stdout)
    return max(one.returncode for one in done)


sys.exit(main())
