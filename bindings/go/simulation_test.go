// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func newWeb(t *testing.T, options *SimulationOptions) *Simulation {
	t.Helper()
	s, err := NewSimulation(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	web := SimulationComponent{Name: "web", RequestsPerPod: 50 * PerSecond, PodsMax: 20, PodsInitial: 2, MetricLag: -1}
	if err := s.PutComponent(web); err != nil {
		t.Fatal(err)
	}
	return s
}

// mixed is one step of FNV-1a over whole numbers.
func mixed(checksum uint64, value int64) uint64 { return (checksum ^ uint64(value)) * 0x100000001b3 }

// day is a day of the guide's medium tier with spot nodes that are taken back.
func day(t *testing.T, answer Answer) string {
	plan, err := newChat(t, WithBackendCPUPerRequest(10*Millisecond)).Plan()
	if err != nil {
		t.Fatal(err)
	}
	defer plan.Close()
	s, err := NewSimulationFromPlan(plan, &SimulationOptions{Answer: answer, Seed: 42})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	groups, err := s.Groups()
	if err != nil {
		t.Fatal(err)
	}
	for _, group := range groups {
		if group.Purchase == PurchaseSpot {
			group.InterruptionsPerHour = 20000
			if err := s.PutGroup(group); err != nil {
				t.Fatal(err)
			}
		}
	}
	time, rate := make([]int64, 5760), make([]int64, 5760)
	for i := range time {
		n := int64(i)
		low := n
		if 5760-n < low {
			low = 5760 - n
		}
		time[i], rate[i] = n*15*int64(Second), 20000+low*100+n*n*7919%30011
	}
	taken, err := s.Feed(time, rate, nil, nil)
	if err != nil || taken != len(time) {
		t.Fatal(taken, err)
	}
	if done, err := s.Finish(); err != nil || done != 1 {
		t.Fatal(done, err)
	}
	ticks, err := s.Ticks()
	if err != nil {
		t.Fatal(err)
	}
	checksum := uint64(0xcbf29ce484222325)
	for _, k := range ticks {
		for _, value := range []int64{int64(k.Time), int64(k.Demand), int64(k.Served), int64(k.Unserved), k.PodsReady,
			k.PodsStarting, k.PodsPending, k.NodesReady, k.NodesComing, int64(k.Cost)} {
			checksum = mixed(checksum, value)
		}
	}
	totals, err := s.Totals()
	if err != nil {
		t.Fatal(err)
	}
	events, err := s.Events()
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d %d %d %d %d %d", answer, checksum, totals.DemandM, totals.ServedM, totals.Cost, len(events))
}

func TestSimulatedDayIsTheSameInEveryLanguage(t *testing.T) {
	text, err := os.ReadFile(vectorFolder + "/simulated_day.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Fields(strings.ReplaceAll(strings.TrimSpace(string(text)), " ", "_"))
	if len(lines) != 3 {
		t.Fatal(lines)
	}
	for i, line := range lines {
		if got, want := day(t, Answer(i)), strings.ReplaceAll(line, "_", " "); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

func TestSimulationRows(t *testing.T) {
	s := newWeb(t, nil)
	metric := SimulationMetric{Component: "web", Signal: SimulationSignalRate, Kind: HPAPods, TargetType: HPAAverageValue, Target: 10000}
	policy := SimulationPolicy{Component: "web", Direction: HPAUp, Type: HPAPolicyPods, Value: 4, Period: 15 * Second}
	group := SimulationGroup{Name: "nodes", AllocatableCPU: 4000, AllocatableMemory: 8 * GiB, AllocatablePods: 9, NodesMin: 1, NodesMax: 3, Hour: 100000000}
	for _, err := range []error{s.PutMetric(metric), s.PutPolicy(policy), s.PutGroup(group),
		s.SetAutoscaler(SimulationAutoscaler{Scan: 5 * Second})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	components, err := s.Components()
	if err != nil || len(components) != 1 || components[0].PodsMin != 1 || components[0].MetricLag != -1 {
		t.Error(components, err)
	}
	if metrics, err := s.Metrics(); err != nil || len(metrics) != 1 || metrics[0] != metric {
		t.Error(metrics, err)
	}
	if policies, err := s.Policies(); err != nil || len(policies) != 1 || policies[0] != policy {
		t.Error(policies, err)
	}
	if groups, err := s.Groups(); err != nil || len(groups) != 1 || groups[0].NodesInitial != 1 {
		t.Error(groups, err)
	}
	if scaler, err := s.Autoscaler(); err != nil || scaler.Scan != 5*Second {
		t.Error(scaler, err)
	}
	if err := s.DropPolicies("web"); err != nil {
		t.Error(err)
	}
	fails(t, s.DropMetrics("none"), ErrNotFound)
	taken, err := s.FeedText("time,rate\n0,20\n15,90\n30,90\n")
	if err != nil || taken != 27 {
		t.Fatal(taken, err)
	}
	if done, err := s.Finish(); err != nil || done != 1 {
		t.Fatal(done, err)
	}
	events, err := s.Events()
	if err != nil || len(events) != 3 || events[0].Kind != HappeningLimited || events[1].Kind != HappeningScaledUp || events[1].After != 6 {
		t.Error(events, err)
	}
	if parts, err := s.ComponentTicks(); err != nil || len(parts) != 3 || parts[2].Pods != 9 {
		t.Error(parts, err)
	}
	if groups, err := s.GroupTicks(); err != nil || len(groups) != 3 || groups[2].NodesReady != 1 {
		t.Error(groups, err)
	}
	s.DropRows()
	if ticks, err := s.Ticks(); err != nil || len(ticks) != 0 {
		t.Error(ticks, err)
	}
	fails(t, s.PutGroup(group), ErrState)
	s.Reset()
	if err := s.DropMetrics("web"); err != nil {
		t.Error(err)
	}
	text := "time,rate\n0,NaN\n15,20\n"
	taken, err = s.FeedText(text)
	fails(t, err, ErrSyntax, "NaN")
	if taken != len("time,rate\n0,NaN\n") {
		t.Error(taken)
	}
	if rest, err := s.FeedText(text[taken:]); taken+rest != len(text) || err != nil {
		t.Error(rest, err)
	}
	s.Reset()
	taken, err = s.Feed([]int64{0, 1, 1, 2}, []int64{1, 1, 1, 1}, nil, nil)
	fails(t, err, ErrRange)
	if taken != 2 {
		t.Error(taken)
	}
	s.Reset()
	_, err = s.Feed([]int64{0, 1}, []int64{1, 1}, []int64{1}, nil)
	fails(t, err, ErrArgument, "cpuUS has 1 elements")
}

func TestSurvivedGrowth(t *testing.T) {
	s := newWeb(t, nil)
	if time, err := s.SurvivedGrowth(50*PerSecond, 2000000); err != nil || time != Second {
		t.Error(time, err)
	}
	if _, err := s.SurvivedGrowth(0, 2000000); err == nil {
		t.Error("no rate at all was taken")
	}
}
