"""The examples run, and what they print is true.

SPDX-License-Identifier: Apache-2.0
"""
import csv
import pathlib
import re
import tempfile
import unittest

import support
import libcapacity as lc

FOLDER = support.PYTHON / "examples"
ROW = re.compile(r"^(service-\d+) +(\d+) +(\d+) +(\d+) +\$([\d.]+)   (\d+), (\d+), \$([\d.]+), (\w+)$", re.MULTILINE)


class Examples(unittest.TestCase):
    def run_example(self, *arguments):
        done = support.python(FOLDER / arguments[0], *arguments[1:])
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode()

    def test_all_are_tested(self):
        self.assertEqual(sorted(path.name for path in FOLDER.glob("*.py")),
                         ["notebook.py", "size_services.py", "smallest.py"])

    def test_smallest(self):
        plan = lc.Profile(concurrent_users=1000).plan()
        self.assertEqual(self.run_example("smallest.py"),
                         f"{plan.pods} pods on {plan.nodes} nodes, {lc.cost_format(plan.raw['monthly_uusd'])} a month "
                         f"(prices: {plan.catalog_name})\n")

    def test_ten_thousand_services(self):
        text = self.run_example("size_services.py")
        self.assertIn("9999 services sized: ", text)
        self.assertIn("not sized: service-04320\n", text)
        rows = ROW.findall(text)
        self.assertEqual(len(rows), 10)
        costs = [float(row[4]) for row in rows]
        self.assertEqual(costs, sorted(costs, reverse=True))
        self.assertEqual(self.run_example("size_services.py"), text)

    def test_services_of_ones_own(self):
        """The kernels in bulk give what the functions give one by one, and the plan is that of the row."""
        header = ["name", "users", "requests_per_user_mrpm", "response_time_us", "cpu_mcpu", "memory_bytes",
                  "reads_per_user_mrpm", "writes_per_user_mrpm"]
        values = [["service-1", 5000, 3000, 200000, 500, 512 * lc.MIB, 30000, 6000],
                  ["service-2", 100, 3000, 200000, 250, 256 * lc.MIB, 30000, 6000], ["broken", -3, 0, 0, 0, 0, 0, 0]]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "services.csv"
            with open(path, "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header, *values])
            text = self.run_example("size_services.py", path)
        self.assertIn("not sized: broken\n", text)
        for value, row in zip(values, ROW.findall(text)):
            self.assertEqual(row[0], value[0])
            pods = max(2, lc.pods_by_rate(value[1], 3000, 50000, 300000),
                       lc.pods_by_inflight(value[1], 3000, 200000, 200, 300000))
            machine = lc.Catalog.builtin().find_machine("t3.large")
            usable = lc.eks_allocatable(machine.cpu_mcpu, machine.memory_bytes, 35, 75000, 0)
            nodes = lc.formula_nodes(pods * value[4], pods * value[5], *usable, 200000).nodes
            self.assertEqual((int(row[2]), int(row[3])), (pods, nodes))
            plan = lc.Profile(concurrent_users=value[1], backend_cpu_request_mcpu=value[4],
                              backend_memory_request_bytes=value[5], reads_per_user_mrpm=30000,
                              writes_per_user_mrpm=6000).plan()
            self.assertEqual((int(row[5]), int(row[6]), "$" + row[7], row[8]),
                             (plan.pods, plan.nodes, lc.cost_format(plan.raw["monthly_uusd"]), plan.tier_name))

    def test_notebook(self):
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder) / "page.html"
            text = self.run_example("notebook.py", page)
            self.assertIn("<table>", page.read_text(encoding="utf-8"))
        for users in (500, 1000, 2000, 5000):
            self.assertRegex(text, rf"(?m)^ +{users} +\d+ +\d+ +\$[\d.]+  \w+$")
        self.assertRegex(text, r"(?m)^nodes: \d+ -> \d+$")


if __name__ == "__main__":
    unittest.main()
