#!/usr/bin/env python3
"""Completion scripts and the manual page name exactly the options that `--help` names.

Usage: test_completion.py COMMAND
SPDX-License-Identifier: Apache-2.0
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

COMMAND = os.path.abspath(sys.argv[1])
CLI = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "examples", "cli")


def run(*args, **more):
    return subprocess.run(args, check=True, capture_output=True, text=True, timeout=60, **more).stdout


def read(*path):
    with open(os.path.join(CLI, *path), encoding="utf-8") as file:
        return file.read()


def commands():
    """Commands in the order of `capacity help`."""
    part = run(COMMAND, "help").split("Commands:\n")[1].split("\n\n")[0]
    return [line.split()[0] for line in part.splitlines()]


def options(command):
    """Options of a command: {long name: its letter or ''}."""
    part = run(COMMAND, command, "--help").split("Options:\n")[1].split("\n\n")[0]
    found = re.findall(r"(?m)^  (?:-(\w), |    )--([a-z-]+)", part)
    return {name: letter for letter, name in found}


class Completion(unittest.TestCase):
    def setUp(self):
        self.commands = commands()
        self.options = {command: options(command) for command in self.commands}
        self.assertGreaterEqual(len(self.commands), 9)
        for command in self.commands:
            self.assertIn("help", self.options[command])

    def test_manual_page(self):
        page = read("capacity.1").replace("\\-", "-")
        every = {}
        for names in self.options.values():
            every.update(names)
        described = page.split(".SH OPTIONS")[1].split(".SH EXIT STATUS")[0]
        tags = re.findall(r"(?m)^\.BR (.*)$", described)
        named = {name for tag in tags for name in re.findall(r"--([a-z-]+)", tag)}
        self.assertEqual(named, set(every))
        for name, letter in every.items():
            tag = next(tag for tag in tags if re.search(rf"--{name}(?![a-z-])", tag))
            self.assertEqual(re.findall(r"(?<![\w-])-(\w)(?![\w-])", tag), [letter] if letter else [], tag)
        synopsis = page.split(".SH SYNOPSIS")[1].split(".SH DESCRIPTION")[0]
        self.assertEqual(re.findall(r"(?m)^\.B capacity ([a-z]+)", synopsis), self.commands)

    def test_manual_page_says_which_commands_take_an_option(self):
        described = read("capacity.1").replace("\\-", "-").split(".SH OPTIONS")[1].split(".SH EXIT STATUS")[0]
        for block in described.split(".TP\n")[1:]:
            names = re.findall(r"--([a-z-]+)", block.splitlines()[0])
            stated = re.search(r"(?m)^\.RB \( (.*) \)\.$", block)
            taking = [command for command in self.commands if names[0] in self.options[command]]
            if stated:
                self.assertEqual(re.findall(r"[a-z]{2,}", stated[1]), taking, names)
            else:
                self.assertGreaterEqual(len(taking), 7, names)

    def test_bash_lists(self):
        body = read("completion", "capacity.bash").split("_capacity_options()")[1].split("\n}")[0]
        for command in self.commands:
            arm = re.search(rf"(?m)^        (?:[a-z| ]*\b)?{command}\b[a-z| ]*\) echo \"([^\"]*)\"", body)
            self.assertEqual(arm[1].split(), ["--" + name for name in self.options[command]], command)

    def test_bash_completes(self):
        script = os.path.join(CLI, "completion", "capacity.bash")
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(COMMAND, os.path.join(folder, "capacity"))
            for words, wanted in (
                    (["pl"], ["plan"]),
                    (["plan", "--use"], ["--users"]),
                    (["plan", "--set", "spike"], ["spike_buffer="]),
                    (["plan", "--format", "j"], ["json"]),
                    (["plan", "--answer", "t"], ["tier"]),
                    (["plan", "-n", "c5n.xl"], ["c5n.xlarge"]),
                    (["fields", "spike"], ["spike_buffer"]),
                    (["tiers", "me"], ["medium"]),
                    (["emit", "hp"], ["hpa"]),
                    (["emit", "hpa", "--na"], ["--namespace", "--names"]),
                    (["catalog", "mach"], ["machines"]),
                    (["guide", "al"], ["alerts"]),
                    (["help", "comp"], ["compare"])):
                program = (f"source {script}; COMP_WORDS=(capacity {' '.join(words)}); "
                           f"COMP_CWORD={len(words)}; _capacity; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
                out = run("bash", "-c", program, env={**os.environ, "PATH": folder + ":" + os.environ["PATH"]})
                self.assertEqual(out.split(), wanted, words)

    def test_zsh_lists(self):
        text = read("completion", "_capacity")
        arrays = {name: body for name, body in re.findall(r"(?ms)^    (\w+)=\(\n(.*?)^    \)", text)}
        self.assertEqual(re.findall(r"(?m)^        '([a-z]+):", arrays["commands"]), self.commands)
        cases = text.split("case $command in")[1].split("esac")[0]
        for command in self.commands:
            arm = re.search(rf"(?ms)^        {command}\) (.*?);;", cases)[1]
            for name in re.findall(r"\$(\w+)", arm):
                arm += arrays[name]
            found = dict.fromkeys(re.findall(r"(?<![\w-])--([a-z-]+)(?=[\[}])", arm))
            self.assertEqual(set(found), set(self.options[command]), command)
            for name, letter in self.options[command].items():
                if letter:
                    self.assertRegex(arm, rf"\{{-{letter},--{name}\}}", (command, name))

    def test_fish_lists(self):
        text = read("completion", "capacity.fish")
        first = re.findall(r"(?m)^complete -c capacity -n __fish_use_subcommand -a (\w+)", text)
        self.assertEqual(first, self.commands)
        lines = re.findall(r"(?m)^complete -c capacity -n '__capacity_in ([a-z ]+)'(?: -s (\w))? -l ([a-z-]+)", text)
        for command in self.commands:
            found = {name: letter for names, letter, name in lines if command in names.split()}
            self.assertEqual(found, self.options[command], command)

    def test_shells_that_are_there_read_their_script(self):
        checked = []
        for shell, script in (("bash", "capacity.bash"), ("zsh", "_capacity"), ("fish", "capacity.fish")):
            if shutil.which(shell):
                run(shell, "-n", os.path.join(CLI, "completion", script))
                checked.append(shell)
        self.assertIn("bash", checked)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
