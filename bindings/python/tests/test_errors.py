"""Exceptions: one class for each status, with what the library says.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import ctypes
import pickle
import unittest

import support
import libcapacity as lc
from libcapacity import _ffi, _runtime

STATUSES = {value["value"]: value["name"] for enum in support.API["enums"] if enum["kind"] == "errors"
            for value in enum["values"] if "skip" not in value}


class Classes(unittest.TestCase):
    def test_every_negative_status_has_its_class(self):
        negative = [status for status in STATUSES if status < 0]
        self.assertGreater(len(negative), 15)
        for status in negative:
            error = _runtime.failure("capacity_x", status)
            self.assertIs(type(error), lc.Error._classes[status])
            self.assertEqual(error.status, status)
            self.assertIs(error.status, lc.Status(status))
            self.assertEqual(error.status.library_name, STATUSES[status])
            self.assertEqual(error.message, lc.Status(status).summary)
            self.assertEqual(str(error), f"{STATUSES[status]}: {error.message}")
            self.assertIsNone(error.index)
            self.assertIsNone(error.field)
        self.assertEqual(len({type(_runtime.failure("", status)) for status in negative}), len(negative))

    def test_they_are_also_pythons_own(self):
        for name, base in (("ArgumentError", ValueError), ("RangeError", ValueError), ("CapacityOverflowError", ValueError),
                           ("CapacitySyntaxError", ValueError), ("NotFoundError", LookupError),
                           ("FieldError", LookupError), ("CapacityMemoryError", MemoryError)):
            self.assertTrue(issubclass(getattr(lc, name), base), name)
            self.assertTrue(issubclass(getattr(lc, name), lc.Error), name)

    def test_an_unknown_status_is_a_plain_error(self):
        error = _runtime.failure("capacity_x", -1000)
        self.assertIs(type(error), lc.Error)
        self.assertEqual(error.status, -1000)

    def test_pickle_and_copy_keep_everything(self):
        with self.assertRaises(lc.RangeError) as of_a_field:
            lc.Profile().spike_buffer = "1001%"
        with self.assertRaises(lc.CapacitySyntaxError) as of_a_text:
            lc.Usage(0).feed_text("time,cpu\n1,x\n")
        for error in (of_a_field.exception, of_a_text.exception):
            for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
                self.assertIs(type(again), type(error))
                for name in ("status", "field", "message", "call", "index", "column", "consumed", "args"):
                    self.assertEqual(getattr(again, name), getattr(error, name), name)


class Raised(unittest.TestCase):
    """Each status that a caller in Python can bring about."""

    def raises(self, cls, function, *arguments, says="", **expected):
        with self.assertRaises(cls) as caught:
            function(*arguments)
        error = caught.exception
        self.assertIs(type(error), cls)
        self.assertIn(says, str(error))
        self.assertTrue(error.call.startswith("capacity_"), error.call)
        for name, value in expected.items():
            self.assertEqual(getattr(error, name), value, name)
        return error

    def test_range_names_field_value_and_limit(self):
        profile = lc.Profile()
        self.raises(lc.RangeError, profile.set, lc.Field.SPIKE_BUFFER_PPM, 10000001, field=lc.Field.SPIKE_BUFFER_PPM,
                    message="spike_buffer 1000.0001% exceeds 1000%", call="capacity_profile_set")

    def test_index_of_the_bad_element(self):
        self.raises(lc.RangeError, lc.Profile().set_many, [lc.Field.ZONES, lc.Field.MAX_FACTOR_PPM], [3, 1], index=1,
                    field=lc.Field.MAX_FACTOR_PPM)

    def test_line_and_column_of_bad_text(self):
        self.raises(lc.CapacitySyntaxError, lc.Profile.from_text, "concurrent_users: 1\nzones: [", index=2)
        self.raises(lc.ExistsError, lc.Profile.from_text, "zones: 3\nzones: 3\n", index=2, column=1)

    def test_field(self):
        self.raises(lc.FieldError, lc.Profile().set_text, "spike_bufer", "1", says="spike_buffer")
        self.raises(lc.FieldError, lc.Profile.from_text, '{"users": 1}')
        plan = lc.Profile().plan()
        self.raises(lc.FieldError, plan.get, lc.Field.NODE_TYPE)
        self.raises(lc.FieldError, plan.get_steps, lc.Field.ZONES)
        self.raises(lc.FieldError, lc.Field.PODS.range)

    def test_argument(self):
        profile = lc.Profile(concurrent_users=1000, total_users=10)
        self.raises(lc.ArgumentError, profile.check)
        self.raises(lc.ArgumentError, lc.Plan, profile)
        self.raises(lc.ArgumentError, lc.Unit.NAME.format, 1)

    def test_overflow(self):
        self.raises(lc.CapacityOverflowError, lc.cost_hours, 2**62, 2**62, 2**62)

    def test_not_found_exists_state(self):
        catalog = lc.Catalog.builtin()
        self.raises(lc.NotFoundError, catalog.find_machine, "t3.enormous")
        builder = lc.CatalogBuilder(catalog)
        builder.finish()
        self.raises(lc.StateError, builder.finish)

    def test_infeasible(self):
        profile = lc.Profile(concurrent_users=1, backend_cpu_request=500)
        self.raises(lc.InfeasibleError, lc.Plan, profile)
        self.raises(lc.InfeasibleError, lc.nodes_pack, 1, 1, 1, [2], [0], [1], index=0)

    def test_model_and_version(self):
        self.raises(lc.ModelError, lc.Plan, lc.Profile(), None, None, lc.PlanOptions(model=lc.model_latest() + 1))
        self.raises(lc.ModelError, lc.model_check, 999)
        lc.model_check(lc.model_latest())
        self.raises(lc.VersionError, lc.version_check, 99000000)
        lc.version_check(lc.version_number())

    def test_too_large(self):
        profile = lc.Profile()
        with self.assertRaises(lc.TooLargeError):
            for number in range(20):
                profile.put_component(lc.ComponentSpec(name=f"c{number}", cpu_request="100m", memory_request="64Mi"))
        self.raises(lc.TooLargeError, lc.Profile.from_text, " " * (lc.PROFILE_TEXT_BYTES + 1))

    def test_out_of_memory_of_the_library(self):
        """No allocator reaches Python, so the status is brought about where the library is called."""
        real, asked = _ffi.capacity_profile_new, []

        def fail(*arguments):
            asked.append(arguments)
            return lc.Status.E_MEMORY
        _ffi.capacity_profile_new = fail
        try:
            with self.assertRaises(MemoryError) as caught:
                lc.Profile()
        finally:
            _ffi.capacity_profile_new = real
        self.assertEqual(len(asked), 1)
        self.assertIsInstance(caught.exception, lc.CapacityMemoryError)

    def test_a_positive_status_does_not_raise(self):
        batch = lc.pods_by_rate_many([1, -1], 3000, 50000, 0)
        self.assertTrue(batch.partial)


class Texts(unittest.TestCase):
    def test_nul_is_refused_everywhere(self):
        profile = lc.Profile()
        for call in (lambda: profile.set_text("zones\0", "1"), lambda: profile.set_text("zones", "1\0"),
                     lambda: profile.set_name(lc.Field.NODE_TYPE, "a\0b"), lambda: lc.Field.from_name("zones\0x"),
                     lambda: lc.Catalog.builtin().find_machine("t3\0"),
                     lambda: profile.put_component(lc.ComponentSpec(name="a\0b")),
                     lambda: setattr(profile, "node_type", "t3.large\0")):
            with self.assertRaisesRegex(ValueError, "NUL"):
                call()

    def test_other_types_are_refused(self):
        with self.assertRaisesRegex(TypeError, "name: needs a str, not bytes"):
            lc.Field.from_name(b"zones")
        with self.assertRaisesRegex(TypeError, "text: needs str or bytes, not int"):
            lc.Profile.from_text(5)
        with self.assertRaises(ValueError):
            lc.Field.from_name("\udcff")

    def test_documents_may_be_any_bytes(self):
        for document in ("zones: 2", b"zones: 2", bytearray(b"zones: 2"), memoryview(b"zones: 2")):
            self.assertEqual(lc.Profile.from_text(document).zones, 2)
        with self.assertRaises(lc.CapacitySyntaxError):
            lc.Profile.from_text(b"zones: 2\0")

    def test_foreign_names_come_back_as_they_went(self):
        profile = lc.Profile()
        profile.put_component(lc.ComponentSpec(name="worker", cpu_request=1, memory_request="1Gi"))
        catalog = lc.Catalog.from_text('{base: builtin, catalog: "Preise für übermorgen", region: eu, as_of: 2026-01-01}')
        self.assertEqual(catalog.name, "Preise für übermorgen")
        self.assertEqual(profile.get_components()[0].name, "worker")


class Numbers(unittest.TestCase):
    def test_what_does_not_fit_is_refused_and_not_cut(self):
        with self.assertRaisesRegex(ValueError, "users: 9223372036854775808 does not fit into 64 bits"):
            lc.formula_pods(2**63, 1, 1, 1, 1)
        with self.assertRaises(ValueError):
            lc.formula_pods(-2**63 - 1, 1, 1, 1, 1)
        for index in (-1, 2**64):
            with self.assertRaises(ValueError):
                lc.Tiers.builtin().get(index)
        with self.assertRaises(ValueError):
            lc.version_check(2**32)
        with self.assertRaises(ValueError):
            lc.Profile().get(2**31)

    def test_only_whole_numbers(self):
        for value in (1.0, "1", None, 1j):
            with self.assertRaisesRegex(TypeError, f"users: needs an int, not {type(value).__name__}"):
                lc.formula_pods(value, 1, 1, 1, 1)

    def test_what_stands_for_an_int_is_one(self):
        class Three:
            def __index__(self):
                return 3
        self.assertEqual(lc.pods_for_zones(Three(), 3, 1), lc.pods_for_zones(3, 3, 1))


class Errors(unittest.TestCase):
    def test_the_error_object_is_frozen(self):
        self.assertEqual(ctypes.sizeof(_ffi.capacity_error), 256)


if __name__ == "__main__":
    unittest.main()
