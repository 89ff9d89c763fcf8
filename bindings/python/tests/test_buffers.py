"""Parallel arrays: what is taken as it is, what is copied, what is refused and with which words.

SPDX-License-Identifier: Apache-2.0
"""
import array
import ctypes
import sys
import unittest

import support
import libcapacity as lc

FOREIGN = ">" if sys.byteorder == "little" else "<"
numpy = None
try:
    import numpy
except ImportError:
    pass


def hours(count, price=lc.GIB, hours=1, **rest):
    return lc.cost_hours_many(count, price, hours, **rest)


class Taken(unittest.TestCase):
    EXPECTED = [lc.cost_hours(count, lc.GIB, 1) for count in (1, 2, 3)]

    def check(self, value):
        batch = hours(value)
        self.assertFalse(batch.partial)
        self.assertEqual(batch.failed, [])
        self.assertEqual(list(batch.cost_uusd), self.EXPECTED)

    def test_everything_that_holds_64_bit_integers(self):
        numbers = array.array("q", [1, 2, 3])
        read_only = bytes(numbers)
        for value in (numbers, memoryview(numbers), memoryview(read_only).cast("q"), (ctypes.c_int64 * 3)(1, 2, 3),
                      memoryview(bytearray(read_only)).cast("l"), memoryview(numbers)[0:3]):
            self.check(value)

    def test_sequences_are_copied(self):
        for value in ([1, 2, 3], (1, 2, 3), range(1, 4), [True, 2, lc.Billing.CHEAPEST]):
            self.check(value)

    def test_part_of_a_buffer(self):
        self.check(memoryview(array.array("q", [0, 1, 2, 3, 4]))[1:4])

    def test_empty(self):
        for value in ([], array.array("q"), memoryview(b"").cast("q"), ()):
            batch = hours(value)
            self.assertEqual((len(batch.cost_uusd), batch.partial), (0, False))

    def test_a_new_column_is_an_array(self):
        self.assertIsInstance(hours([1]).cost_uusd, array.array)
        self.assertEqual(hours([1]).cost_uusd.typecode, "q")

    def test_one_number_stands_for_all(self):
        self.assertEqual(list(lc.cost_hours_many(5, [1000, 2000], 730).cost_uusd),
                         [lc.cost_hours(5, 1000, 730), lc.cost_hours(5, 2000, 730)])
        with self.assertRaisesRegex(TypeError, "count: at least one argument must be an array"):
            lc.cost_hours_many(1, 2, 3)
        with self.assertRaisesRegex(ValueError, "does not fit"):
            lc.cost_hours_many([1], 2**63, 3)

    def test_enumerators_as_elements(self):
        sizes, kinds = [4096, 4096], [lc.Consistency.EVENTUAL, lc.Consistency.STRONG]
        self.assertEqual(list(lc.dynamo_read_units_many(sizes, kinds).mrcu), [500, 1000])

    def test_without_a_copy(self):
        """The library writes into the very buffer that was given, and reads the very one too."""
        out = array.array("q", [7, 7, 7, 7])
        batch = hours([1, 2, 3], cost_uusd=memoryview(out)[:3])
        self.assertEqual(list(out), self.EXPECTED + [7])
        self.assertEqual(list(batch.cost_uusd), self.EXPECTED)
        same = hours([1, 2, 3], cost_uusd=out)
        self.assertIs(same.cost_uusd, out)
        counts = array.array("q", [1, 2, 3])
        lc.cost_hours_many(counts, 0, 0, cost_uusd=counts)
        self.assertEqual(list(counts), [0, 0, 0])

    def test_a_buffer_is_free_again_after_the_call(self):
        counts, out = array.array("q", [1]), array.array("q", [0])
        hours(counts, cost_uusd=out)
        with self.assertRaises(ValueError):
            hours(counts, cost_uusd=array.array("q"))
        counts.append(2)
        out.append(2)


class Refused(unittest.TestCase):
    def refused(self, error, words, value, **rest):
        with self.assertRaisesRegex(error, words):
            hours(value, **rest)

    def test_other_elements(self):
        for code in "bBhHiIQfd":
            self.refused(TypeError, "^count: needs 64-bit integers .* not format", array.array(code, [1]))
        self.refused(TypeError, "not format 'B'", b"12345678")
        self.refused(TypeError, "not format 'B'", bytearray(8))
        self.refused(TypeError, "not format 'L'", memoryview(bytes(8)).cast("L"))
        self.refused(TypeError, "not format", (ctypes.c_double * 1)())

    def test_byte_order(self):
        class Foreign(ctypes.BigEndianStructure if FOREIGN == ">" else ctypes.LittleEndianStructure):
            _fields_ = [("value", ctypes.c_int64)]
        swapped = (Foreign._fields_[0][1].__ctype_be__ if FOREIGN == ">" else ctypes.c_int64.__ctype_le__) * 2
        self.refused(TypeError, f"^count: needs the byte order of this machine, not that of format '{FOREIGN}",
                     swapped(1, 2))

    def test_stride(self):
        self.refused(BufferError, "^count: elements do not lie side by side", memoryview(array.array("q", range(6)))[::2])
        self.refused(BufferError, "side by side", memoryview(array.array("q", range(6)))[::-1])

    def test_dimensions(self):
        self.refused(ValueError, "^count: needs one dimension, not 2", memoryview(bytes(32)).cast("q", (2, 2)))

    def test_no_buffer(self):
        for value in (None, object(), {1: 2}, {1, 2}, "12345678", 1.5, iter([1])):
            self.refused(TypeError, "^count: ", value)

    def test_bad_elements_are_named(self):
        self.refused(ValueError, "^count: element 2, 9223372036854775808, does not fit", [1, 2, 2**63])
        self.refused(TypeError, "^count: element 1 is float", [1, 2.5])
        self.refused(TypeError, "^count: element 0 is str", ["1"])

    def test_lengths(self):
        with self.assertRaisesRegex(ValueError, "^hour_nusd: has 2 elements, count has 3"):
            lc.cost_hours_many([1, 2, 3], [1, 2], 730)
        with self.assertRaisesRegex(ValueError, "^hour_nusd: has 0 elements, count has 1"):
            lc.cost_hours_many([1], [], 730)

    def test_outputs(self):
        self.refused(ValueError, "^cost_uusd: has 2 elements, needs 3", [1, 2, 3], cost_uusd=array.array("q", [0, 0]))
        self.refused(BufferError, "^cost_uusd: is read-only", [1], cost_uusd=memoryview(bytes(8)).cast("q"))
        self.refused(TypeError, "^cost_uusd: needs", [1], cost_uusd=[0])
        self.refused(TypeError, "^cost_uusd: needs", [1], cost_uusd=array.array("d", [0]))
        self.refused(BufferError, "side by side", [1, 2], cost_uusd=memoryview(array.array("q", range(4)))[::2])
        self.refused(ValueError, "dimension", [1], cost_uusd=memoryview(bytearray(8)).cast("q", (1, 1)))

    def test_a_refused_call_changes_nothing(self):
        out = array.array("q", [7, 7])
        self.refused(ValueError, "elements", [1, 2, 3], cost_uusd=out)
        self.assertEqual(list(out), [7, 7])

    def test_series_are_told_how(self):
        class Series:
            def to_numpy(self):
                raise NotImplementedError
        self.refused(TypeError, r"give its to_numpy\(\)", Series())


class Partial(unittest.TestCase):
    def test_the_caller_sees_which_failed(self):
        batch = lc.formula_pods_many([1000, -1, 2000, -1], 3000, 50000, 300000, 3000000)
        self.assertTrue(batch.partial)
        self.assertEqual(batch.failed, [1, 3])
        self.assertEqual(list(batch.min_pods), [2, lc.INVALID, 3, lc.INVALID])
        low, high = batch
        self.assertEqual((low[0], high[0]), tuple(lc.formula_pods(1000, 3000, 50000, 300000, 3000000)))
        self.assertEqual(sorted(batch.to_dict()), ["max_pods", "min_pods"])
        self.assertIn("min_pods=array('q'", repr(batch))

    def test_results_of_one_call_have_names(self):
        pods = lc.formula_pods(1000, 3000, 50000, 300000, 3000000)
        self.assertEqual((pods.min_pods, pods.max_pods), (2, 6))
        self.assertEqual(pods, (2, 6))
        self.assertEqual(repr(pods), "FormulaPods(min_pods=2, max_pods=6)")


@unittest.skipIf(numpy is None, "needs numpy")
class NumPy(unittest.TestCase):
    def test_arrays_are_used_as_they_are(self):
        counts = numpy.arange(1, 1001)
        out = numpy.zeros(1000, dtype=numpy.int64)
        batch = hours(counts, cost_uusd=out)
        self.assertIs(batch.cost_uusd, out)
        self.assertEqual(out.tolist(), [lc.cost_hours(int(count), lc.GIB, 1) for count in counts])
        self.assertEqual(numpy.asarray(hours(counts).cost_uusd).tolist(), out.tolist())
        self.assertEqual(lc.cost_hours_many(numpy.int64(2), [1000], 730).cost_uusd[0], lc.cost_hours(2, 1000, 730))

    def test_others_are_refused(self):
        for value in (numpy.arange(4, dtype=numpy.int32), numpy.arange(4.0), numpy.arange(4, dtype=numpy.uint64),
                      numpy.arange(4, dtype=FOREIGN + "i8"), numpy.array(["a"]), numpy.zeros(2, "datetime64[s]")):
            with self.assertRaisesRegex(TypeError, "^count: "):
                hours(value)
        with self.assertRaises(BufferError):
            hours(numpy.arange(8)[::2])
        with self.assertRaises(ValueError):
            hours(numpy.zeros((2, 2), dtype=numpy.int64))
        frozen = numpy.arange(3)
        frozen.flags.writeable = False
        self.assertEqual(len(hours(frozen).cost_uusd), 3)
        with self.assertRaises(BufferError):
            hours([1, 2, 3], cost_uusd=frozen)

    def test_rows_as_a_structured_array(self):
        rows = lc.Catalog.builtin().get_machines()
        table = numpy.asarray(rows)
        self.assertEqual(table["memory_bytes"].tolist(), [row.memory_bytes for row in rows])
        self.assertEqual([name.decode() for name in table["name"]], [row.name for row in rows])
        self.assertEqual(numpy.asarray(lc.Profile().get_tables()).shape, (0,))


if __name__ == "__main__":
    unittest.main()
