"""The wheel: built without a network, the same every time, installed in a fresh environment.

SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import importlib
import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import unittest
import zipfile

import support
import libcapacity as lc
from libcapacity import _ffi

MOST_BYTES = 1000000
VERSION = ".".join(map(str, _ffi.VERSION))
SONAME = f"libcapacity.so.{_ffi.SONAME_VERSION}"
EXPECTED = f"{lc.Profile(concurrent_users=1000).plan().pods} {SONAME} site-packages\n2\n"
USE = """
import pathlib, libcapacity
from libcapacity import _ffi
plan = libcapacity.Profile(concurrent_users=1000).plan()
print(plan.pods, pathlib.Path(_ffi.library._name).name, pathlib.Path(libcapacity.__file__).parent.parent.name)
print(libcapacity.Profile.from_text("zones: 2").zones)
"""


def missing():
    """What the machine lacks for building and installing, or None."""
    for module in ("venv", "ensurepip"):
        if not importlib.util.find_spec(module):
            return f"needs the module {module} (Debian: python3-venv)"
    if not (shutil.which("cc") or shutil.which("gcc")) or not shutil.which("strip"):
        return "needs a C compiler"
    return None


def back_end():
    """The back end as a module."""
    path = str(support.PYTHON / "build")
    if path not in sys.path:
        sys.path.append(path)
    return importlib.import_module("libcapacity_build")


def environment(**more):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "LIBCAPACITY", "PIP_"))}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INDEX": "1", **more}


def run(*command, **more):
    done = subprocess.run(list(map(str, command)), env=environment(**more), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=600, cwd=tempfile.gettempdir())
    if done.returncode:
        raise AssertionError(f"{command}\n{done.stdout.decode()}")
    return done.stdout.decode()


@unittest.skipIf(missing(), missing())
class Wheel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        run(sys.executable, "-m", "venv", cls.folder / "builder")
        cls.wheel = cls.build("first")

    @classmethod
    def build(cls, name, source=support.PYTHON, **more):
        run(cls.folder / "builder/bin/python", "-m", "pip", "wheel", "--no-index", "--no-deps", "-w", cls.folder / name, source, **more)
        found = list((cls.folder / name).glob("*.whl"))
        assert len(found) == 1, found
        return found[0]

    def installed(self, wheel, name):
        """The Python of a fresh environment that has the wheel."""
        where = self.folder / name
        run(sys.executable, "-m", "venv", where)
        python = where / "bin/python"
        run(python, "-m", "pip", "install", "--no-index", wheel)
        return python

    def test_it_is_small_and_complete(self):
        self.assertLess(self.wheel.stat().st_size, MOST_BYTES)
        with zipfile.ZipFile(self.wheel) as archive:
            self.assertIsNone(archive.testzip())
            names = archive.namelist()
        sources = {f"libcapacity/{path.name}" for path in (support.PYTHON / "libcapacity").glob("*.py")}
        self.assertEqual(set(names) - {name for name in names if ".dist-info/" in name},
                         sources | {"libcapacity/py.typed", f"libcapacity/{SONAME}"})
        self.assertEqual(sorted(name.split("/")[1] for name in names if ".dist-info/" in name),
                         ["LICENSE", "METADATA", "RECORD", "WHEEL"])

    def test_the_tag_is_what_the_library_needs(self):
        match = re.fullmatch(rf"libcapacity-{re.escape(VERSION)}-py3-none-(manylinux_2_(\d+)|linux)_(\w+)\.whl",
                             self.wheel.name)
        self.assertTrue(match, self.wheel.name)
        with zipfile.ZipFile(self.wheel) as archive:
            content = archive.read(f"libcapacity/{SONAME}")
            self.assertIn(f"Tag: py3-none-{match[1]}_{match[3]}\n", archive.read(
                f"libcapacity-{VERSION}.dist-info/WHEEL").decode())
        self.assertNotIn(b"libyaml", content.replace(b"libyaml's", b""))
        needed = [int(minor) for minor in re.findall(rb"\0GLIBC_2\.(\d+)(?=[\0.])", content)]
        if match[2]:
            self.assertLessEqual(max(needed), int(match[2]))
        self.assertIn(match[3], sysconfig.get_platform().replace("-", "_"))

    def test_twice_the_same(self):
        digests = [hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in (self.wheel, self.build("second"))]
        self.assertEqual(*digests)

    def test_installed_it_works(self):
        python = self.installed(self.wheel, "environment")
        self.assertEqual(run(python, "-W", "error", "-c", USE), EXPECTED)
        self.assertIn("THREE ANSWERS", run(python, "-m", "libcapacity", "plan", "--users", "1000"))
        run(python, "-m", "pip", "check")
        self.assertIn(f"Version: {VERSION}\n", run(python, "-m", "pip", "show", "libcapacity"))

    def test_with_the_systems_library(self):
        wheel = self.build("system", LIBCAPACITY_SYSTEM="1")
        self.assertEqual(wheel.name, f"libcapacity-{VERSION}-py3-none-any.whl")
        with zipfile.ZipFile(wheel) as archive:
            self.assertFalse([name for name in archive.namelist() if ".so" in name])
        python = self.installed(wheel, "without")
        (self.folder / "lib").mkdir()
        shutil.copy(os.environ["LIBCAPACITY_LIBRARY"], self.folder / "lib" / SONAME)
        self.assertEqual(run(python, "-c", USE, LD_LIBRARY_PATH=str(self.folder / "lib")), EXPECTED)

    def test_an_sdist_builds_without_meson(self):
        """It carries the C sources and compiles them by itself."""
        (self.folder / "source").mkdir()
        name = back_end().build_sdist(str(self.folder / "source"))
        with tarfile.open(self.folder / "source" / name) as archive:
            names = archive.getnames()
            archive.extractall(self.folder / "source", **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
        base = f"libcapacity-{VERSION}"
        for path in ("pyproject.toml", "PKG-INFO", "build/libcapacity_build.py", "source/LICENSE", "source/lib/capacity.map",
                     "source/include/capacity/capacity.h", "libcapacity/py.typed"):
            self.assertIn(f"{base}/{path}", names)
        self.assertFalse([path for path in names if "meson.build" in path and path.count("/") == 2])
        wheel = self.build("from-sdist", self.folder / "source" / base)
        self.assertEqual(run(self.installed(wheel, "other"), "-c", USE), EXPECTED)

    def test_metadata_without_compiling(self):
        (self.folder / "metadata").mkdir()
        name = back_end().prepare_metadata_for_build_wheel(str(self.folder / "metadata"))
        text = (self.folder / "metadata" / name / "METADATA").read_text(encoding="utf-8")
        self.assertIn("Requires-Python: >=3.9\n", text)


if __name__ == "__main__":
    unittest.main()
