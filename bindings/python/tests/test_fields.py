"""Properties in people's units, from the field registry.

SPDX-License-Identifier: Apache-2.0
"""
import datetime
import decimal
import pydoc
import unittest
from decimal import Decimal

import support
import libcapacity as lc

FIELDS = support.API["fields"]
INPUTS = [field for field in FIELDS if field["kind"] == "input"]
OUTPUTS = [field for field in FIELDS if field["kind"] == "output"]
BY_KEY = {field["key"]: field for field in FIELDS}
CONTEXT_DIGITS = 3  # of a context that would round everything


def member(field):
    return lc.Field(field["id"])


class Registry(unittest.TestCase):
    """What the binding was generated from is what the library says."""

    def test_every_field(self):
        self.assertGreater(len(INPUTS), 100)
        self.assertEqual(lc.Field.count(), len(FIELDS))
        self.assertEqual([lc.Field.at(index) for index in range(len(FIELDS))], [member(field) for field in FIELDS])
        self.assertIs(lc.Field.at(len(FIELDS)), lc.Field.NONE)
        for field in FIELDS:
            one = member(field)
            self.assertEqual((one.library_name, one.key, one.summary, one.source),
                             (field["name"], field["key"], field["doc"], field["source"]))
            self.assertEqual(one.name, field["name"].upper())
            self.assertEqual(one.kind.name.lower(), field["kind"])
            self.assertEqual(one.unit.name.lower(), field["unit"])
            self.assertIs(lc.Field.from_name(field["key"]), one)
            self.assertIs(lc.Field.from_name(field["name"]), one)
            for name, value in field.get("choices", ()):
                self.assertEqual(one.choice(value), name)

    def test_every_range(self):
        for field in INPUTS:
            if field["unit"] != "name":
                self.assertEqual(tuple(member(field).range()), (field["lowest"], field["highest"], field["default"]))
        found = lc.Field.ZONES.range()
        self.assertEqual((found.lowest, found.highest, found.preset), (1, 6, 3))

    def test_no_property_hides_a_method(self):
        from libcapacity import _extras, _runtime
        for cls, extras, fields in ((lc.Profile, _extras.ProfileExtras, INPUTS), (lc.Plan, _extras.PlanExtras, OUTPUTS)):
            keys = {field["key"] for field in fields}
            self.assertTrue(issubclass(cls, extras))
            self.assertEqual(keys & (set(dir(extras)) | set(dir(_runtime.Handle))), set())

    def test_unknown_ones(self):
        self.assertIs(lc.Field.from_name("nothing"), lc.Field.NONE)
        self.assertIs(lc.Field.nearest("spike_bufer"), lc.Field.SPIKE_BUFFER_PPM)
        self.assertIs(lc.Field.nearest("node", lc.Kind.OUTPUT).kind, lc.Kind.OUTPUT)
        self.assertIsNone(lc.Field.NONE.key)
        self.assertIsNone(lc.Field.ZONES.choice(1))

    def test_every_property_is_there_with_its_help(self):
        for cls, fields in ((lc.Profile, INPUTS), (lc.Plan, OUTPUTS)):
            shown = pydoc.render_doc(cls, renderer=pydoc.plaintext)
            for field in fields:
                text = getattr(cls, field["key"]).__doc__
                words = " ".join(text.split())
                self.assertIn(f"{field['doc']}.", words)
                self.assertIn(f"Source: {field['source']}.", words)
                self.assertIn(f'raw["{field["name"]}"]', words)
                if "lowest" in field and "choices" not in field:
                    low, high, preset = (member(field).format(value) for value in member(field).range())
                    self.assertIn(f"Range {low} to {high}, default {preset}", words)
                elif "default" in field:
                    self.assertIn(f"Default {member(field).format(field['default'])}", words)
                for line in text.split("\n"):
                    self.assertIn(line, shown)


class Reading(unittest.TestCase):
    def test_defaults(self):
        profile = lc.Profile()
        for field in INPUTS:
            value = getattr(profile, field["key"])
            if field["unit"] == "name":
                self.assertEqual(value, "")
                continue
            raw = profile.get(member(field))
            self.assertEqual(raw, field["default"])
            self.assertEqual(profile.raw[field["name"]], raw)
            if raw == lc.AUTO:
                self.assertIsNone(value)
            elif field["unit"] == "bool":
                self.assertIs(value, bool(raw))
            elif field["unit"] == "enum":
                self.assertEqual(value, member(field).choice(raw))
            elif field["unit"] in ("count", "bytes"):
                self.assertIs(type(value), int)
                self.assertEqual(value, raw)
            else:
                self.assertIs(type(value), Decimal)
                self.assertEqual(value, Decimal(raw).scaleb(-member(field).unit.decimals))

    def test_results(self):
        plan = lc.Profile(concurrent_users=1000).plan()
        results = plan.to_dict()["results"]
        self.assertEqual(list(results), [field["name"] for field in OUTPUTS])
        for field in OUTPUTS:
            value, raw = getattr(plan, field["key"]), plan.get(member(field))
            self.assertEqual(results[field["name"]], raw)
            self.assertEqual(plan.raw[field["name"]], raw)
            self.assertEqual(value, Decimal(raw).scaleb(-member(field).unit.decimals))
            self.assertIs(type(value), int if field["unit"] in ("count", "bytes") else Decimal)
        self.assertEqual(list(plan.get_many([member(field) for field in OUTPUTS])), list(results.values()))

    def test_no_context_rounds(self):
        plan = lc.Profile(concurrent_users=1000).plan()
        exact = str(plan.monthly)
        with decimal.localcontext() as context:
            context.prec = CONTEXT_DIGITS
            self.assertEqual(str(plan.monthly), exact)
            profile = lc.Profile(requests_per_user_per_minute=Decimal("1.234"))
            self.assertEqual(str(profile.requests_per_user_per_minute), "1.234")

    def test_results_cannot_be_set(self):
        plan = lc.Profile().plan()
        with self.assertRaisesRegex(AttributeError, "nodes is a result of the plan and cannot be set"):
            plan.nodes = 5
        with self.assertRaises(AttributeError):
            del plan.nodes


class Setting(unittest.TestCase):
    def setUp(self):
        self.profile = lc.Profile()

    def check(self, key, value, raw):
        setattr(self.profile, key, value)
        self.assertEqual(self.profile.get(member(BY_KEY[key])), raw, (key, value))

    def test_every_input_takes_back_what_it_gives(self):
        for field in INPUTS:
            if field["unit"] == "name":
                setattr(self.profile, field["key"], "t3.large")
                self.assertEqual(getattr(self.profile, field["key"]), "t3.large")
                continue
            for raw in (field["lowest"], field["highest"], field["default"]):
                self.profile.set(member(field), raw)
                value = getattr(self.profile, field["key"])
                self.profile.reset(member(field))
                self.check(field["key"], value, raw)
                self.check(field["key"], member(field).format(raw), raw)

    def test_numbers_and_texts(self):
        for key, value, raw in (
                ("requests_per_user_per_minute", 2.5, 2500), ("requests_per_user_per_minute", "0.5/s", 30000),
                ("requests_per_user_per_minute", Decimal("0.001"), 1), ("requests_per_user_per_minute", 3, 3000),
                ("requests_per_user_per_minute", Decimal("1E+2"), 100000), ("spike_buffer", 0.3, 300000),
                ("spike_buffer", "30%", 300000), ("spike_buffer", 1, 1000000), ("spike_buffer", 1e-06, 1),
                ("backend_memory_request", "512Mi", 2**29), ("backend_memory_request", 2**29, 2**29),
                ("backend_memory_request", 2.0, 2), ("backend_cpu_request", "250m", 250),
                ("backend_cpu_request", 0.25, 250), ("backend_cpu_request", 2, 2000),
                ("response_time", "200ms", 200000), ("response_time", 1.5, 1500000),
                ("response_time", datetime.timedelta(milliseconds=3), 3000),
                ("llm_input_price_per_million", "$2.5", 2500000000), ("concurrent_users", 1000, 1000),
                ("concurrent_users", 1000.0, 1000), ("concurrent_users", None, lc.AUTO),
                ("bill_nat", False, 0), ("bill_nat", True, 1), ("bill_nat", "off", 0), ("bill_nat", 1, 1),
                ("billing_mode", "provisioned", 2), ("billing_mode", lc.Billing.CHEAPEST, 3),
                ("commitment", lc.Commitment.COMMITMENT_3Y_NO_UPFRONT, 2), ("queue", None, lc.AUTO)):
            self.check(key, value, raw)

    def test_a_float_is_what_it_prints_as(self):
        for value in (0.1, 0.2, 0.7, 1.1, 2.675, 99.999):
            self.check("requests_per_user_per_minute", value, int(Decimal(repr(value)) * 1000))
        with self.assertRaisesRegex(lc.RangeError, "0.30000000000000004.*digits"):
            self.profile.requests_per_user_per_minute = 0.1 + 0.2
        with self.assertRaises(lc.RangeError):
            self.profile.requests_per_user_per_minute = 0.0001

    def test_refused_numbers(self):
        for value in (float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), Decimal("sNaN")):
            with self.assertRaisesRegex(ValueError, "spike_buffer: .* is not a finite number"):
                self.profile.spike_buffer = value
        for value in (Decimal("1E+999999"), Decimal("1E-999999"), 1e300):
            with self.assertRaisesRegex(ValueError, "spike_buffer"):
                self.profile.spike_buffer = value
        for value in (-1, -0.5, "-1"):
            with self.assertRaisesRegex(lc.RangeError, "negative"):
                self.profile.concurrent_users = value
        self.assertEqual(self.profile.spike_buffer, Decimal("0.3"))

    def test_refused_types(self):
        for value in (True, [], b"1", object(), 1j, {}):
            with self.assertRaisesRegex(TypeError, "^concurrent_users: needs"):
                self.profile.concurrent_users = value
        for value in (2, 1.5, None):
            with self.assertRaises((TypeError, lc.Error)):
                self.profile.bill_nat = value
        with self.assertRaisesRegex(TypeError, "billing_mode: needs a str"):
            self.profile.billing_mode = 1
        with self.assertRaisesRegex(TypeError, "needs a str"):
            self.profile.node_type = 5
        with self.assertRaises(lc.CapacitySyntaxError):
            self.profile.billing_mode = "cheap"

    def test_auto_only_where_the_library_decides(self):
        for field in INPUTS:
            if field["unit"] == "name":
                continue
            if field["auto"]:
                setattr(self.profile, field["key"], None)
                self.assertIsNone(getattr(self.profile, field["key"]))
            else:
                with self.assertRaises(lc.Error):
                    setattr(self.profile, field["key"], None)

    def test_deleting_sets_the_default(self):
        self.profile.spike_buffer = 1
        del self.profile.spike_buffer
        self.assertEqual(self.profile.spike_buffer, Decimal("0.3"))
        self.profile.node_type = "t3.large"
        self.profile.node_type = None
        self.assertEqual(self.profile.node_type, "")
        self.profile.set_name(lc.Field.NODE_TYPE, "c5.large")
        self.assertEqual(self.profile.get_name(lc.Field.NODE_TYPE), "c5.large")
        self.profile.reset(lc.Field.NODE_TYPE)
        self.assertEqual(self.profile.get_name(lc.Field.NODE_TYPE), "")

    def test_numpy_numbers(self):
        try:
            import numpy
        except ImportError:
            self.skipTest("needs numpy")
        self.check("concurrent_users", numpy.int64(5), 5)
        self.check("spike_buffer", numpy.float64(0.3), 300000)


class Together(unittest.TestCase):
    def test_constructor_and_update(self):
        profile = lc.Profile(concurrent_users=1000, spike_buffer="50%", zones_lost=1, node_type="c5.large")
        self.assertEqual((profile.concurrent_users, profile.spike_buffer, profile.zones_lost, profile.node_type),
                         (1000, Decimal("0.5"), 1, "c5.large"))
        profile.update({"spike_buffer_ppm": 250000, "backend_memory_request": "1Gi"})
        self.assertEqual((profile.spike_buffer, profile.backend_memory_request), (Decimal("0.25"), 2**30))
        with self.assertRaisesRegex(lc.FieldError, "did you mean 'concurrent_users'"):
            lc.Profile(concurent_users=1)

    def test_raw(self):
        profile = lc.Profile()
        profile.raw["spike_buffer_ppm"] = 123
        self.assertEqual(profile.raw["spike_buffer_ppm"], 123)
        del profile.raw["spike_buffer_ppm"]
        self.assertEqual(profile.raw["spike_buffer_ppm"], 300000)
        names = [field["name"] for field in INPUTS if field["unit"] != "name"]
        self.assertEqual(list(profile.raw), names)
        self.assertEqual(len(profile.raw), len(names))
        for bad in ("nothing", "node_type", "pods"):
            with self.assertRaises(KeyError):
                profile.raw[bad]
            self.assertNotIn(bad, profile.raw)
        with self.assertRaises(lc.RangeError):
            profile.raw["spike_buffer_ppm"] = -1
        plan = profile.plan()
        self.assertEqual(plan.raw["zones"], 3)
        self.assertEqual(len(plan.raw), len(names) + len(OUTPUTS))
        with self.assertRaises(TypeError):
            plan.raw["zones"] = 1

    def test_several_at_once(self):
        profile = lc.Profile()
        profile.set_many([lc.Field.ZONES, lc.Field.MAX_FACTOR_PPM], [2, 2000000])
        self.assertEqual((profile.zones, profile.max_factor), (2, 2))
        with self.assertRaises(lc.RangeError):
            profile.set_many([lc.Field.ZONES, lc.Field.MAX_FACTOR_PPM], [4, 1])
        self.assertEqual(profile.zones, 2)

    def test_parse_and_format_of_fields_and_units(self):
        for field in INPUTS:
            if field["unit"] != "name":
                text = member(field).format(field["highest"])
                self.assertEqual(member(field).parse(text), field["highest"])
                self.assertEqual(member(field).parse(text.encode()), field["highest"])
        for unit, value, text in ((lc.Unit.MCPU, 250, "250m"), (lc.Unit.BYTES, 2**29, "512Mi"), (lc.Unit.PPM, 3, "0.0003%")):
            self.assertEqual(unit.format(value), text)
            self.assertEqual(unit.parse(text), value)
        self.assertEqual((lc.Unit.MCPU.suffix, lc.Unit.MCPU.decimals, lc.Unit.COUNT.suffix), ("mcpu", 3, ""))


if __name__ == "__main__":
    unittest.main()
