"""The types, as mypy --strict sees them.

SPDX-License-Identifier: Apache-2.0
"""
import importlib.metadata
import pathlib
import subprocess
import sys
import tempfile
import unittest

import support

HERE = pathlib.Path(__file__).resolve().parent


def mypy_version():
    """(major, minor), or (0, 0) where there is none."""
    try:
        return tuple(int(part) for part in importlib.metadata.version("mypy").split(".")[:2])
    except importlib.metadata.PackageNotFoundError:
        return (0, 0)


# 1.9 and older find faults in f-strings that are none.
@unittest.skipUnless(mypy_version() >= (1, 11), "needs mypy 1.11 or later")
class Types(unittest.TestCase):
    def test_the_package_and_its_use_are_clean(self):
        with tempfile.TemporaryDirectory() as cache:
            done = subprocess.run(
                [sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache, "libcapacity", str(HERE / "typing_case.py"),
                 *map(str, sorted((support.PYTHON / "examples").glob("*.py")))],
                cwd=support.PYTHON, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout.decode())


if __name__ == "__main__":
    unittest.main()
