#!/usr/bin/env python3
"""Tests of the Python binding, and the count of C functions that they called: all must be.

Usage: run.py LIBRARY [--command CAPACITY] [--wheel] [-k PATTERN]...
  LIBRARY    the shared library to test with
  --command  the command capacity, whose output python -m libcapacity must equal
  --wheel    build and install wheels instead, which takes a minute or two
  -k         only tests of this name
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import gc
import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
LEAST_FUNCTIONS = 120


class Recorder:
    """A function of the library that remembers that it was called."""

    def __init__(self, name, function, called):
        self.__name__, self.function, self.called = name, function, called

    def __call__(self, *arguments):
        self.called.add(self.__name__)
        return self.function(*arguments)


class Result(unittest.TextTestResult):
    """Counts what passed; what testsRun counts differs from Python to Python."""

    passed = 0

    def addSuccess(self, test):
        self.passed += 1
        super().addSuccess(test)


def record(ffi, names):
    """Put recorders in the place of the functions; the set fills as they are called."""
    called = set()
    for name in names:
        setattr(ffi, name, Recorder(name, getattr(ffi, name), called))
    return called


def names_of(api):
    return [function["name"] for function in api["functions"] if "skip" not in function]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("--command")
    parser.add_argument("--wheel", action="store_true")
    parser.add_argument("-k", action="append", dest="patterns")
    arguments = parser.parse_args()
    os.environ["LIBCAPACITY_LIBRARY"] = os.path.abspath(arguments.library)
    if arguments.command:
        os.environ["CAPACITY_COMMAND"] = os.path.abspath(arguments.command)
    sys.path.insert(0, str(HERE))
    sys.dont_write_bytecode = True

    import support
    from libcapacity import _ffi
    names = names_of(support.API)
    called = record(_ffi, names)

    loader = unittest.TestLoader()
    if arguments.patterns:
        loader.testNamePatterns = [f"*{pattern}*" for pattern in arguments.patterns]
    suite = loader.discover(str(HERE), pattern="wheel_*.py" if arguments.wheel else "test_*.py", top_level_dir=str(HERE))
    result = unittest.TextTestRunner(verbosity=1, warnings="error", resultclass=Result).run(suite)
    for case, reason in result.skipped:
        print(f"skipped: {case.id()}: {reason}")
    gc.collect()

    missing = []
    if arguments.wheel or arguments.patterns:
        print("parity: not counted, only part of the tests ran")
    else:
        missing = [name for name in names if name not in called]
        print(f"parity: {len(names) - len(missing)} of {len(names)} functions called; "
              f"missing: {', '.join(missing) or 'none'}")
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    print(f"{result.passed} passed, {failed} failed, {len(result.skipped)} skipped")
    return failed > 0 or bool(missing) or len(names) < LEAST_FUNCTIONS


if __name__ == "__main__":
    sys.exit(main())
