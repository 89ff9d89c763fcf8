// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"strings"
	"testing"
)

func TestMetricsRegistry(t *testing.T) {
	rows, err := MetricsGetRegistry()
	if err != nil || len(rows) < 20 {
		t.Fatal(len(rows), err)
	}
	for _, row := range rows {
		metric := MetricFromKey(row.Key)
		if metric != row.Metric || metric.Key() != row.Key || metric.Unit() != row.Unit || row.Why == "" {
			t.Error(row)
		}
	}
	if MetricFromKey("cpus") != MetricNone || MetricNone.Key() != "" {
		t.Error("a metric that is none")
	}
}

func TestMetrics(t *testing.T) {
	m, err := NewMetrics()
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if err := m.Set(MetricCPUPPM, 870000, 720*Second, Auto); err != nil {
		t.Fatal(err)
	}
	value, held, baseline, err := m.Get(MetricCPUPPM)
	if value != 870000 || held != 720*Second || baseline != Auto || err != nil {
		t.Error(value, held, baseline, err)
	}
	again, err := m.Clone()
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if err := m.Reset(MetricCPUPPM); err != nil {
		t.Fatal(err)
	}
	if value, _, _, _ := m.Get(MetricCPUPPM); value != Invalid {
		t.Error(value)
	}
	if value, _, _, _ := again.Get(MetricCPUPPM); value != 870000 {
		t.Error(value)
	}
	fails(t, m.SetText("cpus", "1", "", ""), ErrField, "did you mean 'cpu'")
	fails(t, m.Update(Readings{"cpu": {Value: "87%", Held: "400d"}}), ErrRange, "held of cpu")
	if err := m.Update(Readings{"replicas": {Value: "3"}, "available_replicas": {Value: "4"}}); err != nil {
		t.Fatal(err)
	}
	fails(t, m.Check(), ErrArgument, "contradict each other")
	_, err = NewAssessment(m, nil, "")
	fails(t, err, ErrArgument, "contradict each other")
	text, err := again.WriteText(FormatJSON)
	if err != nil || !strings.Contains(text, `"held": "12m"`) {
		t.Error(text, err)
	}
}

func TestAssess(t *testing.T) {
	plan := newPlan(t)
	a, err := plan.Assess("", Readings{"cpu": {Value: "97%", Held: "12m"}, "replicas": {Value: "7"}})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	s, err := a.Summary()
	if err != nil || s.Verdict != VerdictScaleUp || s.Pods != 10 || s.ExitCode != ExitScale || s.Tier != "medium" {
		t.Error(s, err)
	}
	if s.Sentence != "Scale up backend from 7 to 10 pods (cpu 97%, target 70%)" {
		t.Error(s.Sentence)
	}
	triggers, err := a.Triggers()
	if err != nil || len(triggers) < 20 {
		t.Fatal(len(triggers), err)
	}
	for _, row := range triggers {
		if row.Trigger == TriggerCPUHigh && (row.State != TriggerStateFired || row.Level != LevelWarning) {
			t.Error(row)
		}
	}
	missing, err := a.Missing()
	if err != nil || len(missing) == 0 || missing[0].Needed != 1 || missing[0].Part != MissingPartValue {
		t.Error(missing, err)
	}
	text, err := a.Write(FormatText)
	if err != nil || !strings.HasPrefix(text, s.Sentence) {
		t.Error(text, err)
	}
	more := a.Ref()
	defer more.Close()
	if s, err := more.Summary(); err != nil || s.Replicas != 7 {
		t.Error(s, err)
	}

	_, err = plan.Assess("worker", nil)
	fails(t, err, ErrNotFound, "no component 'worker'")
	_, err = plan.Assess("", Readings{"cpu": {Value: "hot"}})
	fails(t, err, ErrSyntax, "cpu")
	guide, err := (*Plan)(nil).Assess("", Readings{"error_rate": {Value: "6%", Held: "5m"}})
	if err != nil {
		t.Fatal(err)
	}
	defer guide.Close()
	if s, err := guide.Summary(); err != nil || s.ExitCode != ExitCritical || s.Tier != "" {
		t.Error(s, err)
	}
}

func TestAssessmentWords(t *testing.T) {
	for _, one := range []struct {
		name interface{ String() string }
		want string
	}{
		{MetricCPUPPM, "cpu_ppm"}, {TriggerCPUHigh, "cpu_high"}, {LevelWarning, "warning"},
		{ComparisonAtMax, "at_max"}, {TriggerStateFired, "fired"},
		{VerdictChangeTier, "change_tier"}, {ReasonTooSoon, "too_soon"}, {MissingPartHeld, "held"},
	} {
		if one.name.String() != one.want {
			t.Error(one.name.String(), one.want)
		}
	}
}
