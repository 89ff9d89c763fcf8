"""Migration from one plan to another.

SPDX-License-Identifier: Apache-2.0
"""
import json
import unittest

import libcapacity as lc


class Migration(unittest.TestCase):
    def setUp(self):
        self.before = lc.Profile(concurrent_users=499).plan()
        self.after = lc.Profile(concurrent_users=1999).plan()

    def test_steps_add_up_to_the_difference_of_the_bills(self):
        for answer in lc.Answer:
            steps = lc.migration_get_steps(self.before, self.after, answer)
            totals = [sum(line.monthly_uusd for line in plan.get_bill(answer) if not line.flags & lc.BillFlag.OFF)
                      for plan in (self.before, self.after)]
            self.assertEqual(sum(step.cost_uusd for step in steps), totals[1] - totals[0])
            self.assertEqual(steps[-1].monthly_uusd, totals[1])
            costs = lc.migration_get_costs(self.before, self.after, answer)
            self.assertEqual(sum(cost.after_uusd - cost.before_uusd for cost in costs), totals[1] - totals[0])

    def test_the_guides_path(self):
        steps = lc.migration_get_steps(self.before, self.after, lc.Answer.TIER)
        self.assertEqual([step.guide_order for step in steps if step.guide_order], [2, 2, 1, 1, 3, 3, 4, 5, 6])
        self.assertEqual(steps[0].kind, lc.MigrationKind.BASELINE)
        self.assertEqual(steps[0].phase, lc.MigrationPhase.PREPARE)
        self.assertEqual(steps[-1].risk, lc.Risk.LOW)

    def test_every_difference_has_its_step(self):
        changes = lc.migration_get_changes(self.before, self.after, lc.Answer.RECOMMENDED)
        results = [change.field for change in changes if change.what == lc.Change.RESULT]
        self.assertEqual(results, [row.field for row in self.before.get_differences(self.after)])
        self.assertTrue(all(change.step for change in changes))

    def test_texts(self):
        for form in lc.Format:
            self.assertTrue(lc.migration_write(self.before, self.after, lc.Answer.TIER, form).endswith("\n"))
        tree = json.loads(lc.migration_write(self.before, self.before, lc.Answer.TIER, lc.Format.JSON))
        self.assertEqual((tree["steps"], tree["risk"]), ([], None))
        with self.assertRaises(lc.ArgumentError):
            lc.migration_get_steps(self.before, self.after, 7)


if __name__ == "__main__":
    unittest.main()
