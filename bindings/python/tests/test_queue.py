"""Waiting in line: the two probabilities bit for bit; the rest is in test_vectors.py.

SPDX-License-Identifier: Apache-2.0
"""
import csv
import struct
import unittest

import support
import libcapacity as lc


class Erlang(unittest.TestCase):
    def test_the_same_bits(self):
        with open(support.ROOT / "tests/vectors/erlang/probabilities.csv", encoding="ascii", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertGreater(len(rows), 200)
        for row in rows:
            queue = [int(row[name]) for name in ("arrivals_mrps", "service_us", "servers")]
            got = struct.pack("<2d", lc.erlang_loss(*queue), lc.erlang_waiting(*queue))
            self.assertEqual(got, struct.pack("<2d", float(row["loss"]), float(row["waiting"])), row)

    def test_people(self):
        self.assertAlmostEqual(lc.erlang_waiting(5000, 1000000, 10), 0.0361053591583, places=12)
        self.assertEqual(lc.erlang_servers_for_waiting(100000, 1000000, 50000), 119)

    def test_refusals(self):
        with self.assertRaisesRegex(lc.Error, "grows without end"):
            lc.erlang_wait(1000, 1000000, 1, 1000000, 1000000)
        with self.assertRaisesRegex(lc.Error, "servers 0 is below 1"):
            lc.erlang_loss(1000, 1000000, 0)


if __name__ == "__main__":
    unittest.main()
