"""Usage and right-sizing, and every row of tests/vectors/rightsize.

SPDX-License-Identifier: Apache-2.0
"""
import csv
import unittest

import support
import libcapacity as lc

MINUTE = 60_000_000
FOLDER = support.ROOT / "tests/vectors/rightsize"


def steady(n, cpu, memory=lc.INVALID):
    usage = lc.Usage(0)
    usage.add([i * MINUTE for i in range(n)], [cpu] * n, [memory] * n)
    return usage


class Rightsize(unittest.TestCase):
    def test_by_vpa(self):
        row = steady(1441, 250, 400_000_000).recommend(None)
        self.assertEqual((row.cpu_request_mcpu, row.cpu_lower_mcpu, row.cpu_upper_mcpu), (298, 298, 596))
        self.assertEqual(row.memory_request_bytes, 455 << 20)
        self.assertEqual(lc.RightsizeReason(row.cpu_reason), lc.RightsizeReason.PERCENTILE)
        self.assertEqual((row.cpu_samples, row.memory_samples, row.ooms, row.span_us), (1441, 1441, 0, 86_400_000_000))

    def test_by_krr(self):
        row = steady(100, 250, 400_000_000).recommend(lc.RightsizeOptions(method=lc.RightsizeMethod.KRR))
        self.assertEqual((row.cpu_request_mcpu, row.memory_request_bytes), (259, 439 << 20))

    def test_request_times_target_stays_under_an_autoscaler(self):
        usage = steady(1441, 250)
        options = lc.RightsizeOptions(cpu_request_mcpu=500, cpu_target_ppm=700_000)
        row = usage.recommend(options)
        self.assertEqual((row.cpu_request_mcpu, row.cpu_target_ppm), (299, 1_170_000))
        options = lc.RightsizeOptions(cpu_request_mcpu=row.cpu_request_mcpu, cpu_target_ppm=row.cpu_target_ppm)
        again = usage.recommend(options)
        self.assertEqual((again.cpu_request_mcpu, again.cpu_target_ppm), (299, 1_170_000))

    def test_csv_in_pieces_equals_numbers(self):
        text = "time,cpu,memory,oom\n0,250m,100Mi,\n60,0.5,,\n120,,,1Gi\n"
        usage = lc.Usage(0)
        for at in range(0, len(text), 7):
            self.assertEqual(usage.feed_text(text[at:at + 7]), len(text[at:at + 7]))
        usage.feed_text("")
        numbers = lc.Usage(0)
        numbers.add([0, MINUTE], [250, 500], [100 << 20, lc.INVALID])
        numbers.oom(2 * MINUTE, 1 << 30)
        self.assertEqual(usage.recommend(None), numbers.recommend(None))
        self.assertEqual(usage.recommend(None).ooms, 1)

    def test_refusals(self):
        usage = steady(2, 1)
        with self.assertRaisesRegex(lc.RangeError, "is before"):
            usage.add([0], [1], [1])
        with self.assertRaisesRegex(lc.ArgumentError, "needs the request in force"):
            usage.recommend(lc.RightsizeOptions(cpu_target_ppm=700_000))
        with self.assertRaises(lc.Error) as caught:
            lc.Usage(0).feed_text("time,cpu\n1,x\n")
        self.assertEqual((caught.exception.index, caught.exception.consumed), (2, 13))
        with self.assertRaises(lc.RangeError):
            lc.Usage(1)
        with self.assertRaises(ValueError):
            with lc.Usage(0) as closed:
                pass
            closed.recommend(None)


def rows(name):
    with open(FOLDER / f"{name}.csv", encoding="ascii", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return lc.INVALID if text == "none" else int(text)


class Vectors(unittest.TestCase):
    """usage.csv makes the series, recommend.csv asks each; an expectation is numbers or a status."""

    @staticmethod
    def take(usage, row):
        time, step, count, cpu, memory = (
            number(row[name]) for name in ("time_us", "step_us", "count", "cpu_mcpu", "memory_bytes"))
        if row["killed"] == "1":
            usage.oom(time, memory)
        else:
            usage.add([time + i * step for i in range(count)], [cpu] * count, [memory] * count)

    def series(self):
        found = {"nothing": lc.Usage(0)}
        for row in rows("usage"):
            usage = found.setdefault(row["series"], lc.Usage(int(row["half_life_us"])))
            if row["status"] == "CAPACITY_OK":
                self.take(usage, row)
                continue
            with self.assertRaises(lc.Error, msg=row) as caught:
                self.take(usage, row)
            self.assertEqual(caught.exception.status.library_name, row["status"], row)
        return found

    def test_every_row(self):
        series, all_rows = self.series(), rows("recommend")
        self.assertGreater(len(series), 50)
        self.assertGreater(len(all_rows), 600)
        for row in all_rows:
            given = {name[len("given_"):]: int(cell) for name, cell in row.items() if name.startswith("given_")}
            want = {name: cell for name, cell in row.items() if name != "series" and not name.startswith("given_")}
            self.assertEqual((len(given), len(want)), (13, 19))
            options = lc.RightsizeOptions(**given)
            if want["method"].startswith("CAPACITY_"):
                with self.assertRaises(lc.Error, msg=row) as caught:
                    series[row["series"]].recommend(options)
                self.assertEqual(caught.exception.status.library_name, want["method"], row)
                continue
            got = series[row["series"]].recommend(options)
            self.assertEqual({name: int(getattr(got, name)) for name in want},
                             {name: number(cell) for name, cell in want.items()}, row)


if __name__ == "__main__":
    unittest.main()
