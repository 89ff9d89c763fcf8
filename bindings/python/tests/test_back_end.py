"""The back end of the generator: what it prints is what is here, and what it has no rule for it refuses.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import sys
import unittest

import support

GENERATOR = support.ROOT / "bindings/generator"
sys.path.append(str(GENERATOR))

import gen_py
import lower


def outputs(api):
    return gen_py.outputs(api, lower.plans(api))


def function(api, name):
    return next(one for one in api["functions"] if one["name"] == name)


class BackEnd(unittest.TestCase):
    def setUp(self):
        self.api = copy.deepcopy(support.API)

    def refused(self, words):
        with self.assertRaisesRegex(ValueError, words):
            outputs(self.api)

    def test_it_prints_what_is_here(self):
        texts = outputs(self.api)
        self.assertEqual(len(texts), 5)
        for path, text in texts.items():
            self.assertEqual((support.ROOT / path).read_text(encoding="utf-8"), text, path)

    def test_flags_that_turn_off_say_so(self):
        enum = next(one for one in self.api["enums"] if one["name"] == "capacity_simulation_flag")
        self.assertEqual(list(gen_py.names.enum_members(enum).values()), ["NO_TICKS", "NO_EVENTS"])

    def test_lines_fit_and_names_are_ours(self):
        for path, text in outputs(self.api).items():
            self.assertIn("DO NOT EDIT", text[:400])
            for line in text.split("\n"):
                self.assertLessEqual(len(line), 120, (path, line))
                self.assertEqual(line, line.rstrip(), path)
            for word in ("NULL", "struct_size", "capacity_error *"):
                self.assertNotIn(f" {word} ", text, path)

    def test_a_method_may_not_be_called_like_a_field(self):
        function(self.api, "capacity_plan_get_choice")["bind"] = "nodes"
        self.refused("capacity_plan: a method is called like a field: nodes")

    def test_a_result_may_not_be_called_like_a_method_of_tuples(self):
        function(self.api, "capacity_formula_pods")["params"][5]["name"] = "count"
        self.refused("a result is called like a method of tuples: count")

    def test_enumerators_may_not_fall_together(self):
        fields = next(enum for enum in self.api["enums"] if enum["name"] == "capacity_field")
        fields["values"].insert(1, {"name": "CAPACITY_OUT_ZONES", "value": 9999, "doc": "."})
        self.refused("two enumerators of one name")
        fields["values"][1]["name"] = "CAPACITY_ELSE_ZONES"
        self.refused("begins like none of its enum's words")

    def test_outputs_need_a_length(self):
        many = function(self.api, "capacity_formula_pods_many")
        kept = [param for param in many["params"] if param["dir"] == "out" or param["name"] == "n"]
        many["params"] = sorted(kept, key=lambda param: param["name"] == "n")
        self.refused("no rule in Python for an output array without an input array")

    def test_a_call_made_twice_has_its_outputs_last(self):
        params = function(self.api, "capacity_plan_write")["params"]
        params.insert(1, params.pop(2))
        self.refused("no rule in Python for this order of parameters")

    def test_reserved_members_are_left_out_and_no_others(self):
        rows = outputs(self.api)[gen_py.FOLDER + "_rows.py"]
        self.assertIn('"reserved_rcu"', rows)
        self.assertNotIn('"reserved"', rows)


if __name__ == "__main__":
    unittest.main()
