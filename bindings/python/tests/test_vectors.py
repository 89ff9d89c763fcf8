"""Every row of tests/vectors through the function that its file is named after, alone and all at once.

SPDX-License-Identifier: Apache-2.0
"""
import csv
import unittest

import support
import libcapacity as lc

FOLDER = support.ROOT / "tests/vectors"
# Real machines: the columns of several functions side by side.
TABLES = {"shapes", "eks_shapes"}
FUNCTIONS = {function["name"][len("capacity_"):]: function for function in support.API["functions"]}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], rows[1:]


def value(text, is_list):
    return [int(cell) for cell in text.split(";") if cell] if is_list else int(text)


def statuses(rows, place):
    """The status that a row expects, or None."""
    return [row[place] if row[place].startswith("CAPACITY_") else None for row in rows]


class Vectors(unittest.TestCase):
    def test_every_file(self):
        files = sorted(path for path in FOLDER.glob("*.csv") if path.stem not in TABLES)
        self.assertGreater(len(files), 20)
        rows_seen = twins = 0
        for path in files:
            with self.subTest(path.name):
                header, rows = read(path)
                params = {param["name"]: param for param in FUNCTIONS[path.stem]["params"]}
                inputs = [name for name in header if params[name]["dir"] == "in"]
                outputs = [name for name in header if params[name]["dir"] == "out"]
                self.assertEqual(inputs + outputs, header)
                lists = {name for name in inputs if params[name].get("length")}
                self.alone(path.stem, rows, header, lists, len(inputs))
                if path.stem + "_many" in FUNCTIONS:
                    self.together(path.stem + "_many", rows, header, len(inputs))
                    twins += 1
                rows_seen += len(rows)
        self.assertGreater(rows_seen, 4000)
        self.assertGreater(twins, 15)
        print(f"vectors: {rows_seen} rows of {len(files)} functions, {twins} of them on arrays too")

    def alone(self, name, rows, header, lists, n):
        function = getattr(lc, name)
        for row, status in zip(rows, statuses(rows, n)):
            arguments = [value(cell, title in lists) for title, cell in zip(header[:n], row)]
            if status:
                with self.assertRaises(lc.Error, msg=row) as caught:
                    function(*arguments)
                self.assertEqual(caught.exception.status.library_name, status, row)
                continue
            result = function(*arguments)
            self.assertEqual([result] if isinstance(result, int) else list(result), [int(cell) for cell in row[n:]], row)

    def together(self, name, rows, header, n):
        columns = [[int(row[place]) for row in rows] for place in range(n)]
        batch = getattr(lc, name)(*columns)
        bad = [index for index, status in enumerate(statuses(rows, n)) if status]
        self.assertEqual(batch.failed, bad)
        self.assertEqual(batch.partial, bool(bad))
        for place, column in enumerate(batch):
            self.assertEqual(list(column), [lc.INVALID if row[n].startswith("CAPACITY_") else int(row[n + place])
                                            for row in rows])

    def test_real_machines(self):
        header, rows = read(FOLDER / "eks_shapes.csv")
        at = {name: place for place, name in enumerate(header)}
        self.assertGreater(len(rows), 30)
        for row in rows:
            cell = {name: row[0] if name == "name" else int(row[place]) for name, place in at.items()}
            for mode, name in ((lc.MaxPodsMode.DEFAULT, "pods_default"), (lc.MaxPodsMode.CAPPED, "pods_capped"),
                               (lc.MaxPodsMode.PREFIX, "pods_prefix"), (lc.MaxPodsMode.CUSTOM_NETWORKING, "pods_custom")):
                pods = lc.eks_max_pods(cell["interfaces"], cell["addresses_per_interface"], cell["cpu_mcpu"], mode)
                self.assertEqual(pods, cell[name], row)


if __name__ == "__main__":
    unittest.main()
