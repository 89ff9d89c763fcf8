#!/usr/bin/env python3
"""README's program against a staged installation, outside the source tree: shared, static, as a subproject.

Usage: test_install.py SOURCE BUILD PREFIX
SPDX-License-Identifier: Apache-2.0
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE, BUILD, PREFIX = sys.argv[1:4]
CC = shutil.which(os.environ.get("CC", "cc").split()[0]) or shutil.which("gcc") or shutil.which("clang")
with open(os.path.join(BUILD, "meson-info", "intro-buildoptions.json"), encoding="utf-8") as options:
    OPTIONS = {option["name"]: option["value"] for option in json.load(options)}


def run(*args, **more):
    done = subprocess.run(args, capture_output=True, text=True, timeout=600, **more)
    if done.returncode:
        raise AssertionError(f"{args} gave {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.stage = os.path.join(cls.folder, "stage")
        run("meson", "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir", cls.stage)
        with open(os.path.join(SOURCE, "README.md"), encoding="utf-8") as file:
            readme = file.read()
        cls.prints = re.search(r"It prints `([^`]*)`", readme)[1] + "\n"
        cls.code = re.search(r"(?s)```c\n(.*?)```", readme)[1]
        cls.meson = re.search(r"(?s)```meson\n(.*?)```", readme)[1]
        with open(os.path.join(cls.folder, "app.c"), "w", encoding="utf-8") as file:
            file.write(cls.code)
        found = glob.glob(cls.stage + "/**/libcapacity.pc", recursive=True)
        assert len(found) == 1, found
        cls.libdir = os.path.dirname(os.path.dirname(found[0]))
        cls.env = {**os.environ, "PKG_CONFIG_PATH": os.path.dirname(found[0]), "PKG_CONFIG_SYSROOT_DIR": cls.stage}

    def pkg_config(self, *args):
        return run("pkg-config", *args, "libcapacity", env=self.env).split()

    def test_shared(self):
        app = os.path.join(self.folder, "app-shared")
        run(CC, "-o", app, "app.c", *self.pkg_config("--cflags", "--libs"), cwd=self.folder)
        self.assertEqual(run(app, env={**os.environ, "LD_LIBRARY_PATH": self.libdir}), self.prints)
        needs = run("ldd", app, env={**os.environ, "LD_LIBRARY_PATH": self.libdir})
        self.assertIn(self.libdir, needs)

    def test_static(self):
        app = os.path.join(self.folder, "app-static")
        run(CC, "-o", app, "app.c", "-static", *self.pkg_config("--cflags", "--libs", "--static"), cwd=self.folder)
        self.assertEqual(run(app, env={}), self.prints)
        self.assertNotIn("capacity", subprocess.run(["ldd", app], capture_output=True, text=True).stdout)

    def test_subproject(self):
        app = os.path.join(self.folder, "project")
        os.makedirs(os.path.join(app, "subprojects"))
        shutil.copytree(SOURCE, os.path.join(app, "subprojects", "libcapacity"),
                        ignore=shutil.ignore_patterns("build*", ".git", "vectors"))
        shutil.copy(os.path.join(self.folder, "app.c"), app)
        with open(os.path.join(app, "meson.build"), "w", encoding="utf-8") as file:
            file.write(self.meson)
        nothing = {**os.environ, "PKG_CONFIG_LIBDIR": run("pkg-config", "--variable", "pc_path", "pkg-config").strip()}
        nothing.pop("PKG_CONFIG_PATH", None)
        run("meson", "setup", "--wrap-mode=forcefallback", "build", cwd=app, env=nothing)
        run("ninja", "-C", "build", "-j2", "app", cwd=app)
        self.assertEqual(run(os.path.join(app, "build", "app")), self.prints)
        tests = run("meson", "introspect", "--tests", "build", cwd=app)
        self.assertEqual(json.loads(tests), [], "a user of the subproject has tests of their own")

    def test_header_is_complete_and_stands_alone(self):
        for language, standard in (("c", "c99"), ("c", "c11"), ("c++", "c++11")):
            compiler = CC if language == "c" else shutil.which("c++") or shutil.which("g++")
            if not compiler:
                self.skipTest("skipped: needs a C++ compiler")
            run(compiler, "-x", language, f"-std={standard}", "-pedantic", "-Wall", "-Wextra", "-Werror",
                "-fsyntax-only", *self.pkg_config("--cflags"), "-", input="#include <capacity/capacity.h>\n")

    def test_command_manual_and_completion_are_installed(self):
        command = os.path.join(self.stage, PREFIX.lstrip("/"), "bin", "capacity")
        env = {**os.environ, "LD_LIBRARY_PATH": self.libdir}
        self.assertIn("capacity ", run(command, "version", env=env))
        share = os.path.join(self.stage, PREFIX.lstrip("/"), "share")
        for path in ("man/man1/capacity.1", "bash-completion/completions/capacity", "zsh/site-functions/_capacity",
                     "fish/vendor_completions.d/capacity.fish"):
            self.assertTrue(os.path.getsize(os.path.join(share, path)), path)


if __name__ == "__main__":
    if OPTIONS.get("b_sanitize", "none") != "none" or OPTIONS.get("b_coverage"):
        print("skipped: an instrumented build is not what is installed")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[4:])
