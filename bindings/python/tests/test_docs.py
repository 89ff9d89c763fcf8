"""The page on Python: its sessions run as printed, its lists are complete.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import doctest
import io
import re
import unittest

import support
import libcapacity as lc

PAGE = (support.ROOT / "docs/python.md").read_text(encoding="utf-8")


class Page(unittest.TestCase):
    def test_sessions(self):
        sessions = re.findall(r"```pycon\n(.*?)```", PAGE, re.DOTALL)
        self.assertGreater(len(sessions), 3)
        test = doctest.DocTestParser().get_doctest("\n".join(sessions), {}, "docs/python.md", None, None)
        self.assertGreater(len(test.examples), 15)
        said = io.StringIO()
        runner = doctest.DocTestRunner()
        runner.run(test, out=said.write)
        self.assertEqual(runner.failures, 0, said.getvalue())

    def test_the_first_program(self):
        program = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL).group(1)
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(program, "docs/python.md", "exec"), {})
        self.assertIn(f"It prints `{said.getvalue().strip()}`.", PAGE)
        example = (support.PYTHON / "examples/smallest.py").read_text(encoding="utf-8")
        self.assertTrue(example.endswith(program))

    def test_every_exception_is_listed_with_its_base(self):
        table = dict(re.findall(r"(?m)^\| (`\w+`|only `Error`) \| (`.*) \|$", PAGE))
        for cls in lc.Error._classes.values():
            base = next((one.__name__ for one in (ValueError, LookupError, MemoryError) if issubclass(cls, one)), None)
            if cls.__name__ in ("StructSizeError", "StructNewerError", "CapacityBufferError"):
                continue  # the runtime provides against them
            self.assertIn(f"`{cls.__name__}`", table[f"`{base}`" if base else "only `Error`"])


if __name__ == "__main__":
    unittest.main()
