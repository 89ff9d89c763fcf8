// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"encoding/json"
	"testing"
)

func plansForMigration(t *testing.T) (before, after *Plan) {
	t.Helper()
	for _, side := range []struct {
		users int64
		plan  **Plan
	}{{499, &before}, {1999, &after}} {
		p, err := NewProfile(WithConcurrentUsers(side.users))
		if err != nil {
			t.Fatal(err)
		}
		if *side.plan, err = p.Plan(); err != nil {
			t.Fatal(err)
		}
	}
	return before, after
}

func TestMigrationAddsUp(t *testing.T) {
	before, after := plansForMigration(t)
	steps, err := MigrationGetSteps(before, after, AnswerTier)
	if err != nil || len(steps) == 0 {
		t.Fatal(steps, err)
	}
	var sum MicroUSD
	orders := []uint32{}
	for _, step := range steps {
		sum += step.Cost
		if step.GuideOrder > 0 {
			orders = append(orders, step.GuideOrder)
		}
	}
	want := []uint32{2, 2, 1, 1, 3, 3, 4, 5, 6}
	if len(orders) != len(want) {
		t.Fatal(orders)
	}
	for i := range want {
		if orders[i] != want[i] {
			t.Error(orders)
		}
	}
	costs, err := MigrationGetCosts(before, after, AnswerTier)
	if err != nil {
		t.Fatal(err)
	}
	for _, cost := range costs {
		sum -= cost.After - cost.Before
	}
	if sum != 0 {
		t.Error(sum)
	}
	changes, err := MigrationGetChanges(before, after, AnswerTier)
	if err != nil || len(changes) == 0 || changes[0].Step == 0 {
		t.Error(changes, err)
	}
	_, err = MigrationGetSteps(before, after, Answer(9))
	fails(t, err, ErrArgument)
}

func TestMigrationIsWritten(t *testing.T) {
	before, after := plansForMigration(t)
	text, err := MigrationWrite(before, after, AnswerTier, FormatJSON)
	if err != nil || !json.Valid([]byte(text)) {
		t.Error(text, err)
	}
	_, err = MigrationWrite(before, nil, AnswerTier, FormatJSON)
	fails(t, err, ErrArgument)
}
