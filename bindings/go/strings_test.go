// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"fmt"
	"testing"
)

// Every enumeration has a name for what it holds, and says so of a number that is none.
func TestEnumerationsHaveNames(t *testing.T) {
	for _, value := range []fmt.Stringer{
		Field(1), Field(99),
		Kind(1), Kind(99),
		Unit(1), Unit(99),
		Bound(1), Bound(99),
		MaxPodsMode(1), MaxPodsMode(99),
		Consistency(1), Consistency(99),
		Billing(1), Billing(99),
		Purchase(1), Purchase(99),
		HPAKind(1), HPAKind(99),
		HPATarget(1), HPATarget(99),
		HPAPhase(1), HPAPhase(99),
		HPAClass(1), HPAClass(99),
		HPADirection(1), HPADirection(99),
		HPAPolicy(1), HPAPolicy(99),
		HPASelect(1), HPASelect(99),
		HPAFlag(1), HPAFlag(99),
		HPAFailure(1), HPAFailure(99),
		HPAReason(1), HPAReason(99),
		HPAOutcome(1), HPAOutcome(99),
		OptionKind(1), OptionKind(99),
		Commitment(1), Commitment(99),
		CatalogFlag(1), CatalogFlag(99),
		Criterion(1), Criterion(99),
		Queue(1), Queue(99),
		TierMetric(1), TierMetric(99),
		TierFlag(1), TierFlag(99),
		GuideSection(1), GuideSection(99),
		Format(1), Format(99),
		Answer(1), Answer(99),
		Severity(1), Severity(99),
		BillFlag(1), BillFlag(99),
		EmitKind(1), EmitKind(99),
		EmitFlag(1), EmitFlag(99),
		Metric(1), Metric(99),
		Trigger(1), Trigger(99),
		Level(1), Level(99),
		Comparison(1), Comparison(99),
		TriggerState(1), TriggerState(99),
		Verdict(1), Verdict(99),
		Reason(1), Reason(99),
		MissingPart(1), MissingPart(99),
		SimulationFlag(1), SimulationFlag(99),
		SimulationComponentFlag(1), SimulationComponentFlag(99),
		SimulationSignal(1), SimulationSignal(99),
		SimulationAutoscalerFlag(1), SimulationAutoscalerFlag(99),
		Expander(1), Expander(99),
		Happening(1), Happening(99),
		MigrationPhase(1), MigrationPhase(99),
		MigrationKind(1), MigrationKind(99),
		Risk(1), Risk(99),
		Change(1), Change(99),
		RightsizeMethod(1), RightsizeMethod(99),
		RightsizeReason(1), RightsizeReason(99),
	} {
		if text := value.String(); text == "" || text != fmt.Sprint(value) {
			t.Errorf("%T: %q", value, text)
		}
	}
}

func TestFlagsThatTurnOffSaySo(t *testing.T) {
	if text := (SimulationNoTicks | SimulationNoEvents).String(); text != "no_ticks|no_events" {
		t.Error(text)
	}
}
