"""Rows, catalogues, ladders, the guide, and what plans show.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import html.parser
import json
import os
import pathlib
import pickle
import re
import tempfile
import unittest
from decimal import Decimal

import support
import libcapacity as lc

ROWS = [struct for struct in support.API["structs"] if struct["kind"] == "versioned"]


def worker(**more):
    return lc.ComponentSpec(name="worker", traffic="50%", cpu_request="250m", memory_request="1Gi", **more)


def builder_without(meter="dynamodb.provisioned_read"):
    """A catalogue that lacks a price."""
    builder = lc.CatalogBuilder(lc.Catalog.builtin())
    builder.drop_meter(meter)
    return builder.finish()


class Rows(unittest.TestCase):
    def test_every_struct_is_a_class_with_its_members(self):
        self.assertGreater(len(ROWS), 15)
        for struct in ROWS:
            cls = getattr(lc, "".join(word.capitalize() for word in struct["name"].split("_")[1:]))
            names = [field["name"] for field in struct["fields"]
                     if field["name"] != struct["size_field"] and not re.fullmatch(r"reserved\d*", field["name"])]
            self.assertEqual(list(cls.__slots__), names)
            blank = cls._blank()
            self.assertEqual(getattr(blank, struct["size_field"]), len(bytes(blank)))
            row = cls()
            self.assertEqual(cls._of(row._c()), row)
            self.assertEqual(sorted(row.to_dict()), sorted(names))

    def test_values_survive_the_way_through_c(self):
        row = worker(min_pods=2, requests_per_pod="166.7")
        self.assertEqual(lc.ComponentSpec._of(row._c()), row)
        self.assertEqual((row.traffic_ppm, row.cpu_request_mcpu, row.memory_request_bytes, row.requests_per_pod_mrps),
                         (500000, 250, 2**30, 166700))
        self.assertEqual((row.traffic, row.cpu_request, row.memory_request), (Decimal("0.5"), Decimal("0.25"), 2**30))

    def test_repr_is_how_to_make_it(self):
        row = worker(min_pods=2)
        self.assertEqual(eval(repr(row), {"ComponentSpec": lc.ComponentSpec}), row)
        self.assertEqual(repr(lc.Band()), "Band()")

    def test_equality(self):
        self.assertEqual(worker(), worker())
        self.assertNotEqual(worker(), worker(min_pods=1))
        self.assertNotEqual(lc.Band(), lc.PlanOptions())
        with self.assertRaises(TypeError):
            hash(worker())

    def test_copies_and_pickles(self):
        row = worker()
        for again in (copy.copy(row), copy.deepcopy(row), pickle.loads(pickle.dumps(row))):
            self.assertEqual(again, row)
        rows = lc.Profile(concurrent_users=1000).plan().get_bill()
        self.assertEqual(pickle.loads(pickle.dumps(rows)), rows)

    def test_refused_members(self):
        profile = lc.Profile()
        with self.assertRaisesRegex(ValueError, "^name: 64 bytes, at most 63 fit"):
            profile.put_component(lc.ComponentSpec(name="n" * 64))
        with self.assertRaisesRegex(ValueError, "^min_pods: 9223372036854775808 is not in"):
            profile.put_component(worker(min_pods=2**63))
        with self.assertRaisesRegex(ValueError, "^flags: -1 is not in"):
            profile.put_component(worker(flags=-1))
        with self.assertRaisesRegex(TypeError, "^min_pods: needs an int, not float"):
            profile.put_component(worker(min_pods=1.5))
        with self.assertRaisesRegex(TypeError, "^name: needs a str"):
            profile.put_component(lc.ComponentSpec(name=5))
        with self.assertRaisesRegex(TypeError, "unexpected keyword argument 'memory'"):
            lc.ComponentSpec(memory="1Gi")
        with self.assertRaises(AttributeError):
            worker().memory = 1
        with self.assertRaises(lc.CapacitySyntaxError):
            lc.ComponentSpec(memory_request="1 GB")
        with self.assertRaises(TypeError):
            lc.ComponentSpec("worker")
        self.assertEqual(profile.get_components(), [])

    def test_no_number(self):
        tiers = lc.Tiers.builtin()
        last = tiers.get(tiers.count - 1)
        self.assertEqual(last.users_max, lc.OPEN)
        self.assertIsNone(lc.Tier(rate_max_mrps=lc.OPEN).rate_max)
        self.assertEqual(lc.Tier(rate_max_mrps=500).rate_max, Decimal("0.5"))

    def test_dicts(self):
        plan = lc.Profile(concurrent_users=1000).plan()
        lines = plan.get_bill().to_dicts()
        self.assertEqual(json.loads(json.dumps(lines)), lines)
        self.assertEqual((lines[0]["toggle"], lines[0]["flags"]), ("bill_nodes", "printed"))
        in_json = plan.to_dict()["components"]
        self.assertEqual([row["bound"] for row in plan.get_components().to_dicts()], [row["bound"] for row in in_json])


class Profile(unittest.TestCase):
    def test_components_and_tables(self):
        profile = lc.Profile(concurrent_users=1000)
        profile.put_component(worker())
        profile.put_table(lc.TableSpec(name="audit", writes_per_user=1, write_item="2Ki"))
        self.assertEqual(profile.get_components(), [worker()])
        self.assertEqual(profile.get_tables()[0].write_item_bytes, 2048)
        plan = profile.plan()
        self.assertEqual([row.name for row in plan.get_components()], ["backend", "frontend", "worker"])
        self.assertEqual([row.name for row in plan.get_tables()], ["main", "audit"])
        profile.drop_component("worker")
        profile.drop_table("audit")
        self.assertEqual((profile.get_components(), profile.get_tables()), ([], []))
        with self.assertRaises(lc.NotFoundError):
            profile.drop_table("audit")

    def test_dict_text_and_file(self):
        profile = lc.Profile(concurrent_users=1000, requests_per_user_per_minute=2.5, backend_memory_request="512Mi",
                             billing_mode="cheapest", bill_nat=False)
        profile.put_component(worker())
        document = profile.to_dict()
        self.assertEqual(document["requests_per_user_per_minute"], Decimal("2.5"))
        for again in (lc.Profile.from_dict(document), lc.Profile.from_text(profile.write_text(lc.Format.YAML)),
                      lc.Profile.from_dict(json.loads(profile.write_text(lc.Format.JSON)))):
            self.assertEqual(again.to_dict(), document)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "profile.yaml"
            path.write_text(profile.write_text(lc.Format.YAML))
            self.assertEqual(lc.Profile.from_file(path).to_dict(), document)
            self.assertEqual(lc.Profile.from_file(str(path)).to_dict(), document)
            with self.assertRaises(FileNotFoundError):
                lc.Profile.from_file(os.path.join(folder, "none"))
        self.assertEqual(eval(repr(profile), {"Profile": lc.Profile, "Decimal": Decimal}).to_dict(), document)

    def test_dicts_of_pythons_own_values(self):
        profile = lc.Profile.from_dict({"concurrent_users": None, "billing_mode": lc.Billing.CHEAPEST, "bill_nat": True,
                                        "spike_buffer": 0.5, "requests_per_user_per_minute": Decimal("2.5"),
                                        "components": ({"name": "w", "traffic": 1, "cpu_request": 1, "memory_request": "1Gi"},)})
        self.assertIsNone(profile.concurrent_users)
        self.assertEqual((profile.billing_mode, profile.spike_buffer), ("cheapest", Decimal("0.5")))
        self.assertEqual(profile.get_components()[0].cpu_request, 1)
        for bad in ({"zones": object()}, {"zones": b"1"}):
            with self.assertRaises(TypeError):
                lc.Profile.from_dict(bad)
        with self.assertRaises(ValueError):
            lc.Profile.from_dict({"zones": float("nan")})

    def test_check(self):
        lc.Profile(concurrent_users=1000).check()


class Plan(unittest.TestCase):
    def setUp(self):
        self.plan = lc.Profile(concurrent_users=1000).plan()

    def test_the_guides_example(self):
        plan = self.plan
        self.assertEqual((plan.formula_pods_min, plan.formula_pods_max, plan.formula_read_units, plan.formula_write_units),
                         (2, 6, 250, 100))
        self.assertEqual(plan.tier_name, "medium")
        self.assertEqual(plan.model, lc.model_latest())
        self.assertTrue(plan.catalog_name.startswith("aws us-east-1 "))

    def test_rows_add_up(self):
        plan = self.plan
        for answer, total in ((lc.Answer.RECOMMENDED, plan.monthly), (lc.Answer.TIER, plan.tier_monthly),
                              (lc.Answer.FORMULA, plan.formula_monthly)):
            lines = plan.get_bill(answer)
            self.assertGreater(len(lines), 10)
            self.assertEqual(sum(line.monthly for line in lines if not line.flags & lc.BillFlag.OFF), total)
        groups = plan.get_groups()
        self.assertEqual(sum(group.nodes for group in groups), plan.nodes)
        self.assertEqual(len(plan.get_findings()), plan.findings)
        self.assertEqual(sum(row.pods for row in plan.get_components()), plan.pods)
        self.assertEqual(plan.get_bill(), plan.get_bill(lc.Answer.RECOMMENDED))
        self.assertEqual(plan.get_choice().criterion, lc.Criterion.CONCURRENT_USERS)

    def test_steps(self):
        steps = self.plan.get_steps(lc.Field.NODES)
        self.assertEqual((steps[0].field, steps[0].value, steps[0].depth), (lc.Field.NODES, self.plan.nodes, 0))
        self.assertGreater(len(self.plan.get_steps()), len(steps))

    def test_differences(self):
        after = lc.Profile(concurrent_users=2000).plan()
        rows = self.plan.get_differences(after)
        self.assertIn(lc.Difference(field=lc.Field.USERS, before=1000, after=2000), rows)
        self.assertEqual(self.plan.get_differences(self.plan), [])

    def test_texts(self):
        for form in lc.Format:
            for text in (self.plan.write(form), self.plan.write_steps(form),
                         self.plan.write_differences(self.plan, form)):
                self.assertTrue(text.endswith("\n"))
        self.assertEqual(str(self.plan), self.plan.write(lc.Format.TEXT))
        self.assertEqual(self.plan.to_dict()["results"]["nodes"], self.plan.nodes)
        self.assertEqual(repr(self.plan), f"<Plan tier=medium users=1000 pods=9 nodes=4 monthly=${self.plan.monthly}>")

    def test_a_text_longer_than_any_before(self):
        profile = lc.Profile(concurrent_users=1000)
        short = profile.plan().write(lc.Format.JSON)
        for number in range(10):
            profile.put_component(lc.ComponentSpec(name=f"c{number}", cpu_request=1, memory_request="1Gi"))
        self.assertGreater(len(profile.plan().write(lc.Format.JSON)), len(short))
        self.assertEqual(self.plan.write(lc.Format.JSON), short)

    def test_own_catalogue_ladder_and_options(self):
        profile = lc.Profile(concurrent_users=1000)
        plan = lc.Plan(profile, lc.Catalog.builtin(), lc.Tiers.builtin(), lc.PlanOptions(model=1))
        self.assertEqual(plan.to_dict(), self.plan.to_dict())
        self.assertEqual(profile.plan(options=lc.PlanOptions(model=1)).to_dict(), self.plan.to_dict())


class Html(unittest.TestCase):
    def test_it_is_well_formed_and_escaped(self):
        profile = lc.Profile(concurrent_users=1000)
        catalog = lc.Catalog.from_dict({"base": "builtin", "catalog": "own<b>&\"x", "region": "eu", "as_of": "2026-01-01"})
        text = profile.plan(catalog)._repr_html_()
        self.assertIn("own&lt;b&gt;&amp;&quot;x", text)
        self.assertNotIn("<b>&", text)
        self.check(text)
        self.check(profile.plan()._repr_html_())

    def check(self, text):
        seen, open_tags = [], []

        class Reader(html.parser.HTMLParser):
            def handle_starttag(self, tag, attributes):
                seen.append(tag)
                open_tags.append(tag)

            def handle_endtag(self, tag):
                assert open_tags.pop() == tag, tag
        reader = Reader()
        reader.feed(text)
        reader.close()
        self.assertEqual(open_tags, [])
        self.assertEqual(seen.count("table"), 2)
        self.assertGreater(seen.count("tr"), 15)

    def test_it_shows_the_figures(self):
        plan = lc.Profile(concurrent_users=1000).plan()
        text = plan._repr_html_()
        for figure in (lc.cost_format(plan.raw["monthly_uusd"]), lc.cost_format(plan.raw["tier_monthly_uusd"]),
                       f"{plan.nodes}–{plan.nodes_max}", plan.catalog_name):
            self.assertIn(figure, text)


class Catalogue(unittest.TestCase):
    def setUp(self):
        self.catalog = lc.Catalog.builtin()

    def test_what_is_in_it(self):
        catalog = self.catalog
        self.assertEqual((catalog.name, catalog.region), ("aws", "us-east-1"))
        self.assertRegex(catalog.as_of, r"^\d{4}-\d\d-\d\d$")
        machines, meters, options = catalog.get_machines(), catalog.get_meters(), catalog.get_options()
        self.assertGreater(len(machines), 50)
        for machine in machines[::7]:
            self.assertEqual(catalog.find_machine(machine.name), machine)
        for meter in meters[::7]:
            self.assertEqual(catalog.find_meter(meter.name), meter)
            self.assertGreater(len(catalog.get_bands(meter.name)), 0)
        self.assertIn(lc.OptionKind.SPOT_MEASURED, {option.kind for option in options})
        self.assertEqual(catalog.find_machine("t3.large").hour, Decimal("0.0832"))
        self.assertEqual(catalog.find_machine("t3.large").memory, 8 * lc.GIB)

    def test_prices(self):
        catalog = self.catalog
        self.assertEqual(catalog.machine_price("t3.large", lc.Purchase.ON_DEMAND, lc.Commitment.COMMITMENT_1Y_NO_UPFRONT),
                         catalog.find_machine("t3.large").hour_nusd)
        meter = catalog.find_meter("dynamodb.on_demand_write")
        price = catalog.get_bands(meter.name)[0].price_nusd
        self.assertEqual(catalog.cost(meter.name, meter.unit_quantity, 0), lc.cost_units(1, price, 1))

    def test_an_own_one(self):
        builder = lc.CatalogBuilder(self.catalog)
        builder.set_source("own", "eu-central-1", "2026-01-02")
        builder.put_machine(lc.Machine(name="own.large", family="own", cpu=2, memory="8Gi", max_pods=35, hour="$0.10"))
        builder.put_meter(lc.Meter(name="own.meter", service="own", item="thing", unit="thing", unit_quantity=1),
                          [10, lc.OPEN], [5000, 3000])
        builder.put_option(lc.Option(kind=lc.OptionKind.SPOT_MEASURED, scope="own.large", price="$0.04"))
        builder.drop_machine("t3.nano" if "t3.nano" in [row.name for row in self.catalog.get_machines()] else "t3.large")
        builder.drop_meter("cloudfront.transfer_us")
        option = self.catalog.get_options()[0]
        builder.drop_option(option.kind, option.scope)
        own = builder.finish()
        self.assertEqual((own.name, own.region, own.as_of), ("own", "eu-central-1", "2026-01-02"))
        self.assertEqual(own.find_machine("own.large").hour_nusd, 100000000)
        self.assertEqual([(band.end, band.price_nusd) for band in own.get_bands("own.meter")],
                         [(10, 5000), (lc.OPEN, 3000)])
        self.assertEqual(own.cost("own.meter", 12, 0), lc.cost_banded(12, 0, 1, [10, lc.OPEN], [5000, 3000]))
        self.assertNotIn(option, own.get_options())
        for again in (lc.Catalog.from_dict(own.to_dict()), lc.Catalog.from_text(own.write_text(lc.Format.YAML))):
            self.assertEqual(again.to_dict(), own.to_dict())
        plan = lc.Profile(concurrent_users=1000, node_type="own.large").plan(own)
        self.assertTrue(plan.catalog_name.startswith("own eu-central-1"))
        self.assertEqual(plan.get_groups()[0].node_type, "own.large")

    def test_without_a_price_there_is_no_amount(self):
        plan = lc.Profile(concurrent_users=1000, billing_mode="on_demand").plan(builder_without())
        self.assertEqual(plan.raw["provisioned_monthly_uusd"], lc.INVALID)
        self.assertIsNone(plan.provisioned_monthly)
        self.assertIsNone(plan.get_tables()[0].provisioned)
        self.assertIsNone(plan.get_tables()[0].reserved)
        self.assertEqual(plan.on_demand_monthly, plan.get_tables()[0].on_demand)
        with self.assertRaises(lc.NotFoundError):
            lc.Profile(concurrent_users=1000, billing_mode="provisioned").plan(builder_without())

    def test_empty_builder(self):
        builder = lc.CatalogBuilder()
        with self.assertRaises(lc.ArgumentError):
            builder.finish()


class Ladder(unittest.TestCase):
    def test_tiers(self):
        tiers = lc.Tiers.builtin()
        self.assertEqual(tiers.count, 4)
        self.assertIn("sizing guide", tiers.source)
        names = [tiers.get(index).name for index in range(tiers.count)]
        for index, name in enumerate(names):
            self.assertEqual(tiers.find(name), index)
            self.assertEqual([row.name for row in tiers.get_components(index)], ["backend", "frontend"])
            self.assertGreater(len(tiers.get_groups(index)), 0)
            self.assertGreater(len(tiers.get_items(index)), 0)
        choice = tiers.select(500, lc.AUTO)
        self.assertEqual((choice.tier, choice.by_users, choice.by_total_users), (1, 1, -1))
        self.assertEqual(lc.Tiers.from_text(tiers.write_text(lc.Format.YAML)).to_dict(), tiers.to_dict())

    def test_guide(self):
        for section in lc.GuideSection:
            entries = lc.guide_get(section)
            self.assertTrue(section.title)
            self.assertTrue(all(entry.section == section and entry.text for entry in entries))
            self.assertGreater(len(entries), 0)
        with self.assertRaises(lc.NotFoundError):
            lc.guide_get(99)


class Module(unittest.TestCase):
    def test_constants_and_enums_are_those_of_c(self):
        for constant in support.API["constants"]:
            self.assertEqual(getattr(lc, constant["name"][len("CAPACITY_"):]), constant["value"])
        for enum in support.API["enums"]:
            cls = getattr(lc, "".join(word.capitalize() for word in enum["name"].split("_")[1:]))
            values = [value["value"] for value in enum["values"] if "skip" not in value]
            self.assertEqual([member.value for member in cls], values)

    def test_versions(self):
        self.assertEqual(lc.__version__, lc.version_string())
        self.assertEqual(lc.version_number(), lc.VERSION_NUMBER)

    def test_everything_has_a_docstring(self):
        for name in lc.__all__:
            one = getattr(lc, name)
            if callable(one):
                self.assertTrue(one.__doc__, name)
                for inner, method in vars(one).items() if isinstance(one, type) else ():
                    if not inner.startswith("_") and callable(method) and inner != "to_dict":
                        self.assertTrue(method.__doc__, f"{name}.{inner}")

    def test_money(self):
        self.assertEqual(lc.cost_format(1234567890), "$1234.57")


if __name__ == "__main__":
    unittest.main()
