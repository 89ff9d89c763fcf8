"""Objects: when they end, and what a closed one says.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import copy
import gc
import pickle
import threading
import unittest
import weakref

import support
import libcapacity as lc
from libcapacity import _ffi


def chat(**inputs):
    return lc.Profile(concurrent_users=1000, **inputs)


def readings(**metrics):
    made = lc.Metrics()
    made.update(metrics or {"cpu": "90%"}, "1h")
    return made


# Every kind of object that the header has, and how one is made.
MAKERS = {
    lc.Catalog: lc.Catalog.builtin,
    lc.CatalogBuilder: lambda: lc.CatalogBuilder(lc.Catalog.builtin()),
    lc.Tiers: lc.Tiers.builtin,
    lc.Profile: chat,
    lc.Plan: lambda: chat().plan(),
    lc.Metrics: readings,
    lc.Assessment: lambda: lc.Assessment(readings(), chat().plan(), "backend"),
    lc.Simulation: lambda: lc.Simulation.from_plan(chat().plan()),
    lc.Usage: lambda: lc.Usage(0),
}


@contextlib.contextmanager
def ends_counted():
    """The names of the functions that end objects, as they are called."""
    names, ends = {kind._end for kind in MAKERS}, []
    real = {name: getattr(_ffi, name) for name in names}
    for name, function in real.items():
        setattr(_ffi, name, lambda pointer, name=name, function=function: (ends.append(name), function(pointer)))
    try:
        yield ends
    finally:
        for name, function in real.items():
            setattr(_ffi, name, function)


class Closing(unittest.TestCase):
    def each(self):
        return [make() for make in MAKERS.values()]

    def test_every_handle_of_the_header_is_tried(self):
        want = {"".join(part.title() for part in handle["name"].split("_")[1:]) for handle in support.API["handles"]}
        self.assertEqual({kind.__name__ for kind in MAKERS}, want)
        for kind, make in MAKERS.items():
            self.assertIs(type(make()), kind)

    def test_twice_is_fine(self):
        for handle in self.each():
            self.assertFalse(handle.closed)
            handle.close()
            handle.close()
            self.assertTrue(handle.closed)
            self.assertIn("(closed)", repr(handle))

    def test_with(self):
        for handle in self.each():
            with handle as same:
                self.assertIs(same, handle)
                self.assertFalse(handle.closed)
            self.assertTrue(handle.closed)
            with self.assertRaisesRegex(ValueError, f"^this {type(handle).__name__} is closed$"):
                handle.__enter__()

    def test_with_closes_after_an_exception_too(self):
        with self.assertRaises(ZeroDivisionError):
            with chat() as profile:
                1 / 0
        self.assertTrue(profile.closed)

    def test_every_use_after_close_is_a_value_error(self):
        for handle in self.each():
            handle.close()
            methods = [name for name in dir(type(handle)) if not name.startswith("_")
                       and name not in ("close", "closed", "from_text", "from_file", "from_dict", "builtin", "raw",
                                        "from_plan", "get_registry")]
            self.assertGreater(len(methods), 3)
            for name in methods:
                with self.subTest(f"{type(handle).__name__}.{name}"):
                    with self.assertRaisesRegex(ValueError, "is closed"):
                        found = getattr(handle, name)
                        self.use(found, name)

    def use(self, method, name):
        """Call with arguments that are good, so that only the closed object is at fault."""
        good = {"field": lc.Field.ZONES, "fields": [lc.Field.ZONES], "value": 1, "values": [1], "name": "zones",
                "index": 0, "format": lc.Format.JSON, "answer": lc.Answer.TIER, "after": chat().plan(), "meter": "x",
                "machine": "t3.large", "quantity": 1, "with_free": 1, "purchase": lc.Purchase.SPOT,
                "commitment": lc.Commitment.COMMITMENT_1Y_NO_UPFRONT, "concurrent_users": 1, "total_users": 1,
                "region": "eu", "as_of": "2026-01-01", "kind": lc.OptionKind.SPOT_MEASURED, "scope": "t3",
                "option": lc.Option(), "band_ends": [1], "band_prices_nusd": [1], "inputs": {"zones": 1},
                "metric": lc.Metric.CPU_PPM, "held_us": 1, "baseline": 1, "key": "cpu", "readings": {"cpu": "90%"},
                "component": "web", "text": "", "chunks": "", "cpu_mcpu": [1], "memory_bytes": 1 if name == "oom" else [1],
                "time_us": 1 if name == "oom" else [1], "rate_mrps": 1 if name == "survived_growth" else [1],
                "factor_ppm": 2_000_000}
        good["row"] = {"put_component": lc.SimulationComponent, "put_metric": lc.SimulationMetric,
                       "put_policy": lc.SimulationPolicy, "put_group": lc.SimulationGroup,
                       "set_autoscaler": lc.SimulationAutoscaler}.get(name, int)()
        if name in ("emit", "write_manifest"):
            good.update(kind=lc.EmitKind.HPA, options=None)
        good["spec"] = lc.ComponentSpec() if "component" in name else lc.TableSpec()
        code = method.__func__.__code__
        needed = code.co_varnames[1:code.co_argcount - len(method.__func__.__defaults__ or ())]
        arguments = [lc.Machine() if name == "put_machine" and one == "machine" else
                     lc.Meter() if name == "put_meter" and one == "meter" else
                     "2026" if name == "set_text" and one == "value" else good[one] for one in needed]
        method(*arguments)

    def test_a_closed_argument_is_named(self):
        profile, catalog, plan = chat(), lc.Catalog.builtin(), chat().plan()
        catalog.close()
        with self.assertRaisesRegex(ValueError, "^catalog: this Catalog is closed"):
            lc.Plan(profile, catalog)
        profile.close()
        with self.assertRaisesRegex(ValueError, "^profile: this Profile is closed"):
            lc.Plan(profile)
        after = chat().plan()
        after.close()
        with self.assertRaisesRegex(ValueError, "^after: this Plan is closed"):
            plan.get_differences(after)
        with self.assertRaisesRegex(ValueError, "^plan: this Plan is closed"):
            lc.Simulation.from_plan(after)
        metrics = readings()
        with self.assertRaisesRegex(ValueError, "^plan: this Plan is closed"):
            lc.Assessment(metrics, after, "backend")
        metrics.close()
        with self.assertRaisesRegex(ValueError, "^metrics: this Metrics is closed"):
            lc.Assessment(metrics)

    def test_wrong_objects_are_refused(self):
        with self.assertRaisesRegex(TypeError, "profile: needs a Profile, not Tiers"):
            lc.Plan(lc.Tiers.builtin())
        with self.assertRaisesRegex(TypeError, "profile: needs a Profile, not NoneType"):
            lc.Plan(None)
        with self.assertRaisesRegex(TypeError, "catalog: needs a Catalog, not Tiers"):
            lc.Plan(chat(), lc.Tiers.builtin())
        with self.assertRaisesRegex(TypeError, "spec: needs a ComponentSpec, not TableSpec"):
            chat().put_component(lc.TableSpec())
        with self.assertRaisesRegex(TypeError, "metrics: needs a Metrics, not Profile"):
            lc.Assessment(chat())
        with self.assertRaisesRegex(TypeError, "plan: needs a Plan, not Usage"):
            lc.Assessment(readings(), lc.Usage(0), "backend")
        with self.assertRaisesRegex(TypeError, "plan: needs a Plan, not Simulation"):
            lc.Simulation.from_plan(lc.Simulation())
        with self.assertRaisesRegex(TypeError, "row: needs a SimulationComponent, not SimulationMetric"):
            lc.Simulation().put_component(lc.SimulationMetric())
        with self.assertRaisesRegex(TypeError, "options: needs a RightsizeOptions, not SimulationOptions"):
            lc.Usage(0).recommend(lc.SimulationOptions())
        with self.assertRaisesRegex(TypeError, r"use Catalog.builtin\(\) or Catalog.from_text\(\)"):
            lc.Catalog()
        with self.assertRaises(TypeError):
            lc.Tiers()

    def test_a_constructor_that_failed_leaves_nothing_to_close(self):
        for _ in range(3):
            with self.assertRaises(lc.InfeasibleError):
                lc.Plan(chat(backend_cpu_request=500))
            with self.assertRaises(lc.RangeError):
                lc.Usage(1)
            with self.assertRaises(lc.RangeError):
                lc.Simulation(lc.SimulationOptions(sync_us=-2))
            with self.assertRaises(lc.Error):
                lc.Assessment(readings(), chat().plan(), "nobody")
        with ends_counted() as ends:
            gc.collect()
        self.assertEqual(ends, [])

    def test_no_attributes_by_mistake(self):
        with self.assertRaises(AttributeError):
            chat().concurent_users = 5
        with self.assertRaisesRegex(AttributeError, "'Profile' object has no attribute 'concurent_users'"):
            chat().concurent_users

    def test_initialised_again(self):
        profile = chat()
        profile.__init__(zones=2)
        self.assertIsNone(profile.concurrent_users)
        self.assertEqual(profile.zones, 2)


class Lifetime(unittest.TestCase):
    def test_a_plan_outlives_all_that_it_came_from(self):
        catalog = lc.Catalog.from_text('{base: builtin, catalog: own, region: eu, as_of: 2026-01-01}')
        tiers = lc.Tiers.from_text(lc.Tiers.builtin().write_text(lc.Format.JSON))
        profile = chat()
        plan = lc.Plan(profile, catalog, tiers)
        expected = plan.write(lc.Format.JSON)
        for handle in (catalog, tiers, profile):
            handle.close()
        del catalog, tiers, profile
        gc.collect()
        self.assertEqual(plan.write(lc.Format.JSON), expected)
        self.assertIn("own", plan.catalog_name)

    def test_a_catalogue_outlives_its_builder(self):
        builder = lc.CatalogBuilder(lc.Catalog.builtin())
        catalog = builder.finish()
        builder.close()
        self.assertGreater(len(catalog.get_machines()), 100)

    def test_an_assessment_and_a_simulation_outlive_what_they_came_from(self):
        metrics, plan = readings(), chat().plan()
        assessment, simulation = lc.Assessment(metrics, plan, "backend"), lc.Simulation.from_plan(plan)
        said, components = assessment.write(lc.Format.JSON), simulation.get_components()
        metrics.close()
        plan.close()
        del metrics, plan
        gc.collect()
        self.assertEqual(assessment.write(lc.Format.JSON), said)
        self.assertEqual(list(simulation.get_components()), list(components))
        self.assertGreater(len(components), 0)

    def test_cycles_are_collected_in_any_order(self):
        gc.collect()
        with ends_counted() as ends:
            for order in (0, 1):
                cycle = [make() for make in MAKERS.values()]
                while ends:  # what a maker made on the way
                    ends.pop()
                cycle.append(cycle)
                if order:
                    cycle.reverse()
                del cycle
                gc.collect()
                self.assertEqual(sorted(ends), sorted(kind._end for kind in MAKERS))

    def test_forgotten_objects_end(self):
        for kind, make in MAKERS.items():
            handle = make()
            seen = weakref.ref(handle)
            with ends_counted() as ends:
                del handle
                gc.collect()
            self.assertIsNone(seen(), kind)
            self.assertEqual(ends, [kind._end])

    def test_what_is_alive_at_the_end_of_the_interpreter(self):
        done = support.fresh("""
import sys
import libcapacity as lc
profile = lc.Profile(concurrent_users=1000)
plan = sys.kept = profile.plan()
class Later:
    def __del__(self, plan=plan, catalog=lc.Catalog.builtin()):
        plan.nodes
        catalog.close()
sys.later = Later()
metrics = lc.Metrics()
cycle = [lc.Tiers.builtin(), metrics, lc.Assessment(metrics), lc.Simulation.from_plan(plan), lc.Usage(0)]
cycle.append(cycle)
""")
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))

    def test_an_object_that_was_never_made(self):
        for kind in MAKERS:
            handle = kind.__new__(kind)
            self.assertTrue(handle.closed)
            handle.close()
            with self.assertRaisesRegex(ValueError, "is closed"):
                handle.__enter__()
        with self.assertRaises(ValueError):
            lc.Plan.__new__(lc.Plan).nodes

    def test_copies(self):
        profile = chat(spike_buffer="50%")
        for again in (copy.copy(profile), copy.deepcopy(profile), profile.clone()):
            self.assertEqual(again.to_dict(), profile.to_dict())
            again.zones = 2
            self.assertEqual(profile.zones, 3)
        metrics = readings()
        for own in (copy.copy(metrics), copy.deepcopy(metrics), metrics.clone()):
            self.assertEqual(own.to_dict(), metrics.to_dict())
            own.reset(lc.Metric.CPU_PPM)
            self.assertEqual(metrics.get(lc.Metric.CPU_PPM).value, 900000)
        for shared in (profile.plan(), lc.Catalog.builtin(), lc.Tiers.builtin(), lc.Assessment(metrics)):
            again = copy.copy(shared)
            shared.close()
            self.assertFalse(again.closed)
            self.assertTrue(again.to_dict())
            copy.deepcopy(again).close()
            self.assertTrue(again.to_dict())
        for handle in (lc.CatalogBuilder(), lc.Simulation(), lc.Usage(0)):
            for way in (copy.copy, copy.deepcopy):
                with self.assertRaisesRegex(TypeError, f"^a {type(handle).__name__} cannot be copied"):
                    way(handle)

    def test_pickle(self):
        profile = chat(spike_buffer="50%")
        profile.put_component(lc.ComponentSpec(name="worker", cpu_request=1, memory_request="1Gi"))
        again = pickle.loads(pickle.dumps(profile))
        self.assertEqual(again.to_dict(), profile.to_dict())
        self.assertEqual(again.plan().to_dict(), profile.plan().to_dict())
        for shared in (lc.Catalog.builtin(), lc.Tiers.builtin(), readings()):
            self.assertEqual(pickle.loads(pickle.dumps(shared)).to_dict(), shared.to_dict())
        for handle in (profile.plan(), lc.CatalogBuilder(), lc.Assessment(readings()), lc.Simulation(), lc.Usage(0)):
            with self.assertRaisesRegex(TypeError, "cannot be pickled"):
                pickle.dumps(handle)

    def test_subclasses(self):
        class Chat(lc.Profile):
            pass
        self.assertIsInstance(Chat.from_text("zones: 2"), Chat)
        self.assertIsInstance(Chat(zones=2).clone(), Chat)

        class Replay(lc.Simulation):
            pass
        self.assertIsInstance(Replay.from_plan(chat().plan()), Replay)


class Threads(unittest.TestCase):
    def test_one_plan_from_many_threads_and_each_its_own_profile(self):
        plan = chat().plan()
        expected = plan.write(lc.Format.JSON)
        own = chat(spike_buffer="40%").plan().to_dict()
        problems = []

        def work():
            try:
                for _ in range(30):
                    if plan.write(lc.Format.JSON) != expected or plan.monthly != plan.monthly:
                        problems.append("another plan")
                    if chat(spike_buffer="40%").plan().to_dict() != own:
                        problems.append("another profile")
                    if len(lc.pods_by_rate_many(range(1000), 3000, 50000, 0).pods) != 1000:
                        problems.append("another column")
            except Exception as error:
                problems.append(repr(error))
        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(problems, [])

    def test_closing_from_many_threads_ends_once(self):
        for kind, make in MAKERS.items():
            for _ in range(10):
                handle = make()
                threads = [threading.Thread(target=handle.close) for _ in range(4)]
                with ends_counted() as ends:
                    for thread in threads:
                        thread.start()
                    for thread in threads:
                        thread.join()
                self.assertEqual(ends, [kind._end])

    def test_a_forked_child_has_its_own(self):
        done = support.fresh("""
import os, sys
import libcapacity as lc
plan = lc.Profile(concurrent_users=1000).plan()
text = str(plan)
child = os.fork()
if not child:
    good = str(plan) == text and str(lc.Profile(concurrent_users=1000).plan()) == text
    plan.close()
    os._exit(0 if good else 1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert str(plan) == text
""")
        self.assertEqual((done.returncode, done.stderr), (0, b""))


if __name__ == "__main__":
    unittest.main()
