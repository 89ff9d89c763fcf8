#!/usr/bin/env python3
"""Emitted YAML: clean to yamllint, the same tree as the JSON to a YAML 1.1 reader, the guide's autoscaler.

Usage: yaml_readers.py COMMAND
SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from manifests import HERE, WORKLOADS, emit, skip, write_all

try:
    import yaml
except ImportError:  # Debian's python3-yaml serves Debian's own Python only
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/lib/python3/dist-packages/yaml"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    skip("python3-yaml")

COMMAND = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(HERE))


class Unique(yaml.SafeLoader):
    """YAML 1.1, but a key may stand only once."""


def mapping(loader, node):
    pairs = loader.construct_pairs(node, deep=True)
    if len(dict(pairs)) != len(pairs):
        raise ValueError(f"a key stands twice: {pairs}")
    return dict(pairs)


Unique.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def documents(text):
    return list(yaml.load_all(text, Loader=Unique))


def items(text):
    """The objects of a JSON file."""
    value = json.loads(text)
    return value["items"] if isinstance(value, dict) and value.get("kind") == "List" else [value]


class Yaml(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name
        cls.names = write_all(COMMAND, cls.folder)

    def yaml_files(self):
        for name in self.names:
            for file in sorted(os.listdir(name)):
                if file.endswith(".yaml"):
                    yield name, file

    def test_yaml_is_the_tree_of_the_json(self):
        compared = 0
        for name, file in self.yaml_files():
            twin = os.path.join(re.sub("-yaml$", "-json", name), file[:-5] + ".json")
            with self.subTest(name=os.path.basename(name), file=file):
                self.assertEqual(documents(read(name, file)), items(read(twin)))
                compared += 1
        self.assertGreaterEqual(compared, 4 * 3 * len(WORKLOADS))

    def test_every_document_is_marked_so_that_files_can_be_joined(self):
        for name in self.names:
            files = [file for file in sorted(os.listdir(name)) if file.endswith(".yaml")]
            joined = "".join(read(name, file) for file in files)
            self.assertEqual(len(documents(joined)), sum(len(documents(read(name, file))) for file in files))

    def test_text_is_text(self):
        """Labels and names that YAML 1.1 could take for a switch or a number."""
        [backend, *_] = documents(read(self.folder, "odd-recommended-yaml", "hpa.yaml"))
        self.assertEqual(backend["metadata"]["labels"], {"environment": "0123", "team": "on"})
        [vpa, *_] = documents(read(self.folder, "odd-recommended-yaml", "vpa.yaml"))
        self.assertEqual(vpa["spec"]["updatePolicy"]["updateMode"], "Off")
        self.assertIsInstance(backend["spec"]["maxReplicas"], int)
        self.assertEqual({type(metric["pods"]["target"]["averageValue"])
                          for metric in backend["spec"]["metrics"] if metric["type"] == "Pods"}, {str})

    def test_yamllint_has_nothing_to_say(self):
        if not shutil.which("yamllint"):
            print("skipped: needs yamllint")
            self.skipTest("needs yamllint")
        done = subprocess.run(["yamllint", "--strict", "-c", os.path.join(HERE, "yamllint.yaml"), self.folder],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        bad = os.path.join(self.folder, "bad.yaml")
        with open(bad, "w", encoding="utf-8") as file:
            file.write("---\na: 1\na: 2\nb:  on\n")
        done = subprocess.run(["yamllint", "-c", os.path.join(HERE, "yamllint.yaml"), bad], capture_output=True, text=True)
        os.unlink(bad)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("duplication", done.stdout)


class Guide(unittest.TestCase):
    """With its settings the guide's backend autoscaler comes out field by field (sizing guide, Auto-Scaling)."""

    # 1000 users at 200 connections a pod are 5 pods, ten times as many at most; 50 requests a second without buffer.
    SETTINGS = ["--users=1000", "--set=spike_buffer=0%", "--set=max_factor=10", "--option=scale_by_rate=on",
                "--option=no_reasons=on"]

    def test_backend_autoscaler(self):
        guide = yaml.safe_load(read(HERE, "guide_hpa.yaml"))
        [backend, _] = documents(emit(COMMAND, "hpa", *self.SETTINGS))
        self.assertEqual(backend, guide)
        self.assertEqual(list(backend["spec"]), list(guide["spec"]))

    def test_a_changed_setting_is_seen(self):
        guide = yaml.safe_load(read(HERE, "guide_hpa.yaml"))
        for setting in ("spike_buffer=1%", "max_factor=11", "backend_hpa_cpu_target=71%", "backend_hpa_memory_target=81%"):
            [backend, _] = documents(emit(COMMAND, "hpa", *self.SETTINGS, "--set", setting))
            self.assertNotEqual(backend, guide, setting)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
