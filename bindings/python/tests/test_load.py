"""Finding the library, and what an import that fails says.

SPDX-License-Identifier: Apache-2.0
"""
import ast
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import support
from libcapacity import _ffi

NAME = f"libcapacity.so.{_ffi.SONAME_VERSION}"
LIBRARY = os.environ["LIBCAPACITY_LIBRARY"]
IMPORT = "import libcapacity; print(libcapacity.version_string())"
OLD = """
#include <stddef.h>
#include <stdint.h>
int capacity_version_check(uint32_t version, void *err) { (void)err; (void)version; return -15; }
const char *capacity_version_string(void) { return "0.0.9"; }
"""
PART = """
#include <stdint.h>
int capacity_version_check(uint32_t version, void *err) { (void)version; (void)err; return 0; }
const char *capacity_version_string(void) { return "0.1.0"; }
"""


class Import(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def good(self, **rest):
        done = support.fresh(IMPORT, **rest)
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))
        self.assertRegex(done.stdout.decode(), r"^\d+\.\d+\.\d+$")

    def bad(self, *words, **rest):
        done = support.fresh(IMPORT, **rest)
        last = done.stderr.decode()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("ImportError: ", last)
        for word in words:
            self.assertIn(word, last)
        return last

    def compiled(self, source):
        compiler = shutil.which("cc") or shutil.which("gcc")
        if not compiler:
            self.skipTest("needs a C compiler")
        (self.folder / "old.c").write_text(source)
        subprocess.run([compiler, "-shared", "-fPIC", "-o", self.folder / NAME, self.folder / "old.c"], check=True)
        return self.folder / NAME

    def without_variable(self):
        environment = {key: value for key, value in os.environ.items() if key != "LIBCAPACITY_LIBRARY"}
        environment.update(PYTHONPATH=str(self.folder), PYTHONDONTWRITEBYTECODE="1")
        shutil.copytree(support.PYTHON / "libcapacity", self.folder / "libcapacity",
                        ignore=shutil.ignore_patterns("__pycache__", "*.so*"))
        return environment

    def run_without(self, environment):
        return subprocess.run([sys.executable, "-W", "error", "-c", IMPORT], env=environment, cwd=self.folder,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def test_the_variable(self):
        self.good(library=LIBRARY)
        text = self.bad("$LIBCAPACITY_LIBRARY", "/nowhere/lib.so", "no such file", library="/nowhere/lib.so")
        self.assertIn(".".join(map(str, _ffi.VERSION)), text)

    def test_no_library(self):
        broken = self.folder / NAME
        broken.write_bytes(b"no library at all")
        self.bad(str(broken), "file too short", library=broken)
        self.bad("No such file", library="libcapacity-of-nobody.so.7")

    def test_another_library(self):
        self.bad("is not libcapacity: it has no capacity_version_check()", library="libc.so.6")

    def test_an_old_library(self):
        self.bad("is version 0.0.9, which does not fit", library=self.compiled(OLD))

    def test_a_library_that_lacks_functions(self):
        self.bad("lacks capacity_", "it is another build", library=self.compiled(PART))

    def test_beside_the_package_then_the_systems(self):
        environment = self.without_variable()
        shutil.copy(LIBRARY, self.folder / "libcapacity" / NAME)
        done = self.run_without(environment)
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))
        (self.folder / "libcapacity" / NAME).unlink()
        (self.folder / "system").mkdir()
        shutil.copy(LIBRARY, self.folder / "system" / NAME)
        done = self.run_without({**environment, "LD_LIBRARY_PATH": str(self.folder / "system")})
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))

    def test_all_that_was_tried_is_listed(self):
        environment = {**self.without_variable(), "LD_LIBRARY_PATH": str(self.folder)}
        (self.folder / NAME).write_bytes(b"broken")
        text = self.run_without(environment).stderr.decode()
        beside = self.folder / "libcapacity" / NAME
        self.assertIn(f"  {beside} (beside the package): no such file\n", text)
        self.assertRegex(text, rf"  {re.escape(NAME)} \(the system's\): .*too short")

    def test_what_an_import_does_not_pull_in(self):
        done = support.fresh("import sys; before = set(sys.modules); import libcapacity; "
                             "print(*sorted(set(sys.modules) - before))", library=LIBRARY)
        modules = done.stdout.decode().split()
        self.assertIn("libcapacity._handles", modules)
        for name in ("ctypes.util", "json", "subprocess", "html", "numpy", "argparse", "tempfile", "inspect", "datetime"):
            self.assertNotIn(name, modules)

    def test_the_name_is_the_librarys_own(self):
        self.assertIn(b"\0" + NAME.encode() + b"\0", pathlib.Path(LIBRARY).read_bytes())

    def test_only_the_standard_library(self):
        for path in (support.PYTHON / "libcapacity").glob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))
            for node in ast.walk(tree):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else \
                    [node.module] if isinstance(node, ast.ImportFrom) and not node.level else []
                for name in names:
                    if sys.version_info >= (3, 10):
                        self.assertIn(name.split(".")[0], sys.stdlib_module_names, path.name)


if __name__ == "__main__":
    unittest.main()
