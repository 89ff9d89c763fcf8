#!/usr/bin/env python3
"""What README.md shows is what comes out: the plan of its first screen and its program's line.

Usage: test_readme.py COMMAND            run the tests
       test_readme.py COMMAND --update   put the real output into README.md, to be read before it is committed
SPDX-License-Identifier: Apache-2.0
"""
import glob
import os
import re
import subprocess
import sys
import unittest

COMMAND = os.path.abspath(sys.argv[1])
PROGRAM = os.path.join(os.path.dirname(os.path.dirname(COMMAND)), "01_size_chat")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
README = os.path.join(ROOT, "README.md")
PLAN = re.compile(r"(?s)(sh examples/quickstart\.sh\n```\n.*?```text\n)(.*?)(```\n)")
LINE = re.compile(r"(It prints `)([^`]*)(`)")


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


def run(*args):
    return subprocess.run(args, check=True, capture_output=True, text=True, timeout=60, cwd=ROOT).stdout


def plan():
    return run(COMMAND, "plan", "--profile", "examples/chat-1000.yaml")


class Readme(unittest.TestCase):
    def test_first_screen_is_the_real_plan(self):
        self.assertEqual(PLAN.search(read("README.md"))[2], plan())

    def test_quickstart_prints_that_plan(self):
        script = read("examples", "quickstart.sh")
        self.assertIn("build/examples/cli/capacity plan --profile examples/chat-1000.yaml\n", script)

    def test_program_is_the_first_example_and_prints_its_line(self):
        code = re.search(r"(?s)```c\n(.*?)```", read("README.md"))[1]
        example = read("examples", "01_size_chat.c")
        self.assertEqual(code, example[example.index("#include <capacity"):])
        self.assertEqual(LINE.search(read("README.md"))[2] + "\n", run(PROGRAM))

    def test_programs_of_the_bindings_are_those_that_their_tests_run(self):
        for language in ("python", "go"):
            block = re.compile(rf"(?s)```{language}\n(.*?)```")
            self.assertEqual(block.search(read("README.md"))[1], block.search(read("docs", language + ".md"))[1])

    def test_links_lead_somewhere(self):
        for page in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
            for target in re.findall(r"\]\(([^)#]+)\)", read(page)):
                if "://" not in target:
                    self.assertTrue(os.path.exists(os.path.join(ROOT, target)), (page, target))

    def test_proofs_name_what_is_there(self):
        section = re.search(r"(?s)## What is proved.*?(?=\n## )", read("README.md"))[0]
        commands = [command.split() for command in re.findall(r"(?m)\| `([^`]*)` \|$", section)]
        self.assertGreater(len(commands), 5)
        for program, script, *options in commands:
            self.assertIn((program, script[-2:]), (("sh", "sh"), ("python3", "py")))
            for option in options:
                if option.startswith("--"):
                    self.assertIn(option, read(script), script)
        long = {f"tests/long/{name}" for name in os.listdir(os.path.join(ROOT, "tests", "long"))
                if name.endswith((".sh", ".py"))} - {"tests/long/libyaml.sh", "tests/long/sbom.py"}
        self.assertEqual(long, {script for _, script, *_ in commands if "/long/" in script})
        marks = sum(len(re.findall(r"\bCAPACITY__(?:NEVER|SURELY)\(", read(path)))
                    for path in glob.glob(os.path.join(ROOT, "lib", "*", "*.c")))
        self.assertIn(f", {marks} checks marked that no input can turn", section)

    def test_commands_run(self):
        for line in re.findall(r"(?m)^capacity (.*?)(?: +#.*)?$", read("README.md")):
            # assess says with its status whether to scale
                    done = subprocess.run([COMMAND, *line.split()], capture_output=True, text=True, timeout=60, cwd=ROOT)
                    self.assertIn(done.returncode, (0, 10, 11) if line.startswith("assess") else (0,), done.stderr)
                    self.assertTrue(done.stdout, line)


def update():
    text = PLAN.sub(lambda match: match[1] + plan() + match[3], read("README.md"), count=1)
    text = LINE.sub(lambda match: match[1] + run(PROGRAM).strip() + match[3], text, count=1)
    with open(README, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    if sys.argv[2:] == ["--update"]:
        update()
    else:
        unittest.main(argv=sys.argv[:1] + sys.argv[2:])
