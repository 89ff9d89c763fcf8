"""Memory stays flat however often things are made, fail and end; and import is quick.

SPDX-License-Identifier: Apache-2.0
"""
import os
import sys
import tempfile
import unittest

import support

LIBRARY = os.environ["LIBCAPACITY_LIBRARY"]
MOST_GROWTH = 512 * 1024
IMPORT_MS = 30
RUNS = 40

LOOP = """
import gc, os, sys
import libcapacity as lc

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

def attempt(call, *arguments):
    try:
        call(*arguments)
    except lc.Error:
        return
    raise AssertionError("no error")

profile = lc.Profile(concurrent_users=1000)
plan = profile.plan()
catalog = lc.Catalog.builtin()
class Kept:
    pass
def cycle():
    kept = Kept()
    kept.profile, kept.kept = lc.Profile(), kept

def run():
    %s
rounds = int(sys.argv[1])
for _ in range(rounds // 10 + 10):
    run()
gc.collect()
before = resident()
for _ in range(rounds):
    run()
gc.collect()
print(resident() - before)
"""

CASES = {
    "new and close": ("lc.Profile().close()", 1000000),
    "new and forget": ("lc.Profile()", 200000),
    "cycles": ("cycle()", 50000),
    "plans": ("profile.plan().close()", 3000),
    "failed constructors": ("attempt(lc.Profile.from_text, 'zones: [')", 20000),
    "failed setters": ("attempt(profile.set_text, 'zones', 'x')", 50000),
    "texts": ("plan.write(lc.Format.JSON)", 1000),
    "rows": ("plan.get_bill()", 3000),
    "rows in": ("profile.put_component(lc.ComponentSpec(name='w', cpu_request=1, memory_request='1Gi'))", 10000),
    "properties": ("profile.spike_buffer = 0.5; profile.spike_buffer; plan.monthly", 50000),
    "columns": ("lc.pods_by_rate_many(range(100), 3000, 50000, 0)", 10000),
    "read-only columns": ("lc.cost_hours_many(memoryview(bytes(800)).cast('q'), 1, 1)", 20000),
    "builders": ("lc.CatalogBuilder(catalog).finish()", 300),
    "documents": ("lc.Profile.from_dict(profile.to_dict())", 5000),
}


@unittest.skipUnless(sys.platform == "linux", "needs /proc")
class Memory(unittest.TestCase):
    def test_it_is_flat(self):
        for name, (statement, rounds) in CASES.items():
            with self.subTest(name):
                done = support.python("-c", LOOP % statement, rounds, library=LIBRARY)
                self.assertEqual(done.stderr.decode(), "")
                self.assertLess(int(done.stdout), MOST_GROWTH, name)

    def test_import_time(self):
        """Processor time; once in several runs is enough, since the machine may be busy."""
        code = ("import time; start = time.process_time(); import libcapacity; "
                "print((time.process_time() - start) * 1000)")
        least, runs = float("inf"), 0
        with tempfile.TemporaryDirectory() as cache:
            while least >= IMPORT_MS and runs < RUNS:
                runs += 1
                done = support.fresh(code, library=LIBRARY, PYTHONDONTWRITEBYTECODE="", PYTHONPYCACHEPREFIX=cache)
                if runs == 1:  # this one compiled
                    continue
                least = min(least, float(done.stdout))
        print(f"import: {least:.1f} ms")
        self.assertLess(least, IMPORT_MS)


if __name__ == "__main__":
    unittest.main()
