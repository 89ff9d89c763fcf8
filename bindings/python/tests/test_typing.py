"""The types, as mypy --strict sees them.

SPDX-License-Identifier: Apache-2.0
"""
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

import support

HERE = pathlib.Path(__file__).resolve().parent


@unittest.skipUnless(importlib.util.find_spec("mypy"), "needs mypy")
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
