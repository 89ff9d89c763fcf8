#!/usr/bin/env python3
"""lib/data/generate.py refuses broken data files, each with a sentence that names the entry.

Usage: test_generate.py ROOT
SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.abspath(sys.argv[1])
DATA = os.path.join(ROOT, "lib", "data")
FILES = ("catalog.us-east-1.json", "tiers.guide.json", "guide.json")
OUTPUTS = ("catalog_builtin.c", "guide_builtin.c", "tiers_builtin.c")
CATALOG, TIERS, GUIDE = range(3)


def read(path):
    with open(path, encoding="ascii") as file:
        return file.read()


def generate(directory, meters=os.path.join(ROOT, "lib", "model", "meters.def")):
    output = os.path.join(directory, "out")
    os.makedirs(output, exist_ok=True)
    command = [sys.executable, os.path.join(DATA, "generate.py"),
               *(os.path.join(directory, name) for name in FILES), meters, output]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done, {name: read(os.path.join(output, name)) for name in os.listdir(output)}


def first(rows, key, value):
    return next(row for row in rows if row[key] == value)


# What is changed in which file, and what the message must contain.
BROKEN = [
    ("an unknown key", CATALOG, lambda d: d["machines"][0].update(colour="red"),
     "machine c5.12xlarge: unknown key colour"),
    ("a missing key", CATALOG, lambda d: d["machines"][0].pop("price"), "price is missing"),
    ("a number outside quotes", CATALOG, lambda d: d["machines"][0].update(price=2.04),
     "2.04 must be written as a string"),
    ("an integer for a quantity", CATALOG, lambda d: d["machines"][0].update(price=2), "2 is no quantity"),
    ("a wrong suffix", CATALOG, lambda d: d["machines"][0].update(memory="8GB"), "8GB is no quantity"),
    ("a leading zero", CATALOG, lambda d: d["machines"][0].update(cpu="048"), "048 is no quantity"),
    ("too many places", CATALOG, lambda d: d["machines"][0].update(price="0.0000000001"), "cannot be held exactly"),
    ("a huge number", CATALOG, lambda d: d["machines"][0].update(price="99999999999"), "cannot be held exactly"),
    ("a price beyond the range", CATALOG, lambda d: d["machines"][0].update(price="1000001"), "outside its range"),
    ("text for an integer", CATALOG, lambda d: d["machines"][0].update(interfaces="3"), "interfaces 3 is not in"),
    ("true for an integer", CATALOG, lambda d: d["machines"][0].update(interfaces=True), "is not in 0 to 1000"),
    ("a bad name", CATALOG, lambda d: d["machines"][0].update(name="C5"), "name C5 is not a name"),
    ("a bad architecture", CATALOG, lambda d: d["machines"][0].update(arch="vax"), "none of amd64, arm64"),
    ("a long source", CATALOG, lambda d: d["machines"][0].update(source="x" * 256), "1 to 255 bytes"),
    ("an empty source", CATALOG, lambda d: d["machines"][0].update(source=""), "1 to 255 bytes"),
    ("a control character", CATALOG, lambda d: d["machines"][0].update(source="a\nb"), "printable ASCII"),
    ("a machine twice", CATALOG, lambda d: d["machines"].append(dict(d["machines"][0])), "machine c5.12xlarge twice"),
    ("a machine that is none", CATALOG, lambda d: d["machines"].append(7), "machine is not an object"),
    ("no machines", CATALOG, lambda d: d.update(machines=[]), "machines is not a list"),
    ("bands that do not rise", CATALOG,
     lambda d: first(d["meters"], "name", "sqs.standard")["bands"][1].update(to=100000000000), "sqs.standard"),
    ("a band after the open one", CATALOG,
     lambda d: first(d["meters"], "name", "alb.hour")["bands"].append({"price": "1"}), "bands do not rise"),
    ("seventeen bands", CATALOG,
     lambda d: first(d["meters"], "name", "alb.hour").update(
         bands=[{"to": i + 1, "price": "1"} for i in range(17)]), "1 to 16"),
    ("a flag that is none", CATALOG, lambda d: d["meters"][0].update(inferred="yes"), "not true or false"),
    ("a needed meter missing", CATALOG,
     lambda d: d["meters"].remove(first(d["meters"], "name", "nat.hour")), "meter nat.hour"),
    ("an option for nothing", CATALOG, lambda d: d["options"][0].update(scope="z9.large"), "no machine or family"),
    ("an option that says nothing", CATALOG,
     lambda d: [d["options"][0].pop(key) for key in ("price", "off")], "neither price nor off"),
    ("an option of everything", CATALOG, lambda d: d["options"][0].update(off="100%"), "outside its range"),
    ("an option's ends", CATALOG, lambda d: d["options"][0].update(low="90%"), "low exceeds high"),
    ("an unknown top key", CATALOG, lambda d: d.update(currency="EUR"), "unknown key currency"),
    ("a gap between tiers", TIERS, lambda d: d["tiers"][1]["concurrent_users"].update(min=501), "begins at 501"),
    ("no open end", TIERS, lambda d: d["tiers"][3]["total_users"].update(max=10**9), "last tier is not open"),
    ("a tier twice", TIERS, lambda d: d["tiers"][1].update(name="small"), "tier small twice"),
    ("an unknown node type", TIERS, lambda d: d["tiers"][0]["node_groups"][0].update(node_types=["t9.big"]),
     "t9.big is not in the catalogue"),
    ("desired beyond maximum", TIERS, lambda d: d["tiers"][0]["node_groups"][0].update(nodes_desired=5),
     "nodes_desired 5 is not in 2 to 4"),
    ("a node type that is none", TIERS, lambda d: d["tiers"][0]["node_groups"][0].update(node_types=[7]), "not texts"),
    ("an unknown metric", TIERS, lambda d: d["tiers"][2]["components"]["backend"].update(metrics=["mood"]), "mood"),
    ("an unknown queue", TIERS, lambda d: d["tiers"][2].update(queue="kafka"), "none, sqs, mq, mq_pair"),
    ("five node groups", TIERS, lambda d: d["tiers"][0].update(node_groups=d["tiers"][0]["node_groups"] * 5), "1 to 4"),
    ("costs in the wrong order", TIERS, lambda d: d["tiers"][0]["monthly"].update(low="301"), "low exceeds high"),
    ("a third component", TIERS, lambda d: d["tiers"][0]["components"].update(worker={}), "unknown key worker"),
    ("a part missing", GUIDE, lambda d: d["sections"].pop(), "shorter"),
    ("parts in another order", GUIDE, lambda d: d["sections"].reverse(), "none of assumptions"),
    ("an unknown unit", GUIDE, lambda d: d["sections"][0]["entries"][1].update(unit="miles"), "unit miles"),
    ("numbers in the wrong order", GUIDE, lambda d: d["sections"][0]["entries"][1].update(low="101Mi"),
     "low exceeds high"),
    ("a unit without a number", GUIDE, lambda d: d["sections"][0]["entries"][1].pop("low"), "unknown key"),
]


class Generate(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.directory)
        for name in FILES:
            shutil.copy(os.path.join(DATA, name), self.directory)

    def path(self, file):
        return os.path.join(self.directory, FILES[file])

    def refused(self, message):
        done, outputs = generate(self.directory)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(outputs, {}, "a table was written in spite of the error")
        self.assertTrue(done.stderr.startswith("generate.py: "), done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn(message, done.stderr)

    def test_the_data_files_are_good_and_always_give_the_same(self):
        done, outputs = generate(self.directory)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(tuple(sorted(outputs)), OUTPUTS)
        self.assertEqual(generate(self.directory)[1], outputs)
        for text in outputs.values():
            self.assertNotIn(os.path.join(ROOT, "lib"), text)

    def test_the_order_of_entries_does_not_matter(self):
        _, before = generate(self.directory)
        data = json.loads(read(self.path(CATALOG)))
        for key in ("machines", "meters", "options"):
            data[key].reverse()
        with open(self.path(CATALOG), "w", encoding="ascii") as file:
            json.dump(data, file)
        self.assertEqual(generate(self.directory)[1], before)

    def test_broken_data_is_refused(self):
        for what, file, change, message in BROKEN:
            with self.subTest(what):
                shutil.copy(os.path.join(DATA, FILES[file]), self.directory)
                data = json.loads(read(self.path(file)))
                change(data)
                with open(self.path(file), "w", encoding="ascii") as text:
                    json.dump(data, text)
                self.refused(message)
                shutil.copy(os.path.join(DATA, FILES[file]), self.directory)

    def test_text_that_is_no_json_is_refused(self):
        for text, message in (('{"catalog": "a", "catalog": "b"}', "key catalog twice"), ("{", "Expecting"),
                              ('{"catalog": NaN}', "NaN must be written"), ("[]", "catalogue is not an object")):
            with self.subTest(text):
                with open(self.path(CATALOG), "w", encoding="ascii") as file:
                    file.write(text)
                self.refused(message)

    def test_a_missing_file_is_refused(self):
        os.remove(self.path(GUIDE))
        self.refused("guide.json")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
