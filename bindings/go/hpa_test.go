// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// namedRows gives the rows of a file in tests/vectors/hpa by the names of their columns.
func namedRows(t *testing.T, name string) []map[string]string {
	t.Helper()
	return rowsOf(t, filepath.Join("hpa", name))
}

// rowsOf gives the rows of a file in tests/vectors by the names of their columns.
func rowsOf(t *testing.T, name string) (rows []map[string]string) {
	t.Helper()
	file, err := os.Open(filepath.Join(vectorFolder, name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all, err := csv.NewReader(file).ReadAll()
	if err != nil || len(all) < 100 {
		t.Fatal(len(all), err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[all[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

func orNone(t *testing.T, s string) int64 {
	t.Helper()
	if s == "none" {
		return Invalid
	}
	return numberOf(t, s)
}

func listOrNone(t *testing.T, s string) []int64 {
	t.Helper()
	return listOf(t, strings.ReplaceAll(s, "none", "-9223372036854775808"))
}

// readiness, metric and spec are rows as structs.
func readinessOf(t *testing.T, row map[string]string) HPAReadiness {
	return HPAReadiness{Flags: HPAFlag(numberOf(t, row["flags"])), CPU: uint32(numberOf(t, row["cpu"])), Now: Micros(numberOf(t, row["now_us"])),
		Initialization: Micros(numberOf(t, row["initialization_us"])), ReadinessDelay: Micros(numberOf(t, row["readiness_delay_us"]))}
}

func metricOf(t *testing.T, row map[string]string) HPAMetric {
	return HPAMetric{Kind: HPAKind(numberOf(t, row["kind"])), TargetType: HPATarget(numberOf(t, row["target_type"])),
		Flags: HPAFlag(numberOf(t, row["flags"])), Target: numberOf(t, row["target"]), Value: numberOf(t, row["value"]),
		CurrentReplicas: numberOf(t, row["current_replicas"]), StatusReplicas: numberOf(t, row["status_replicas"]),
		UpTolerance: PPM(numberOf(t, row["up_tolerance_ppm"])), DownTolerance: PPM(numberOf(t, row["down_tolerance_ppm"]))}
}

func specOf(t *testing.T, row map[string]string) HPASpec {
	return HPASpec{Flags: HPAFlag(numberOf(t, row["flags"])), MinReplicas: numberOf(t, row["min_replicas"]),
		MaxReplicas: numberOf(t, row["max_replicas"]), UpWindow: Micros(numberOf(t, row["up_window_us"])),
		DownWindow: Micros(numberOf(t, row["down_window_us"])), ControllerWindow: Micros(numberOf(t, row["controller_window_us"])),
		UpSelect: HPASelect(numberOf(t, row["up_select"])), DownSelect: HPASelect(numberOf(t, row["down_select"]))}
}

func TestHPAClassifyVectors(t *testing.T) {
	for r, row := range namedRows(t, "classify") {
		var pod [6]int64
		for i, name := range []string{"phase", "ready", "start_us", "transition_us", "sample_us", "window_us"} {
			pod[i] = orNone(t, row[name])
		}
		how, want := readinessOf(t, row), numberOf(t, row["pod_class"])
		got, err := HPAClassify(how, HPAPhase(pod[0]), pod[1], Micros(pod[2]), Micros(pod[3]), Micros(pod[4]), Micros(pod[5]))
		if got != want || err != nil {
			t.Errorf("row %d: %d, not %d: %v", r, got, want, err)
		}
		many := []int64{0}
		partial, err := HPAClassifyMany(how, pod[0:1], pod[1:2], pod[2:3], pod[3:4], pod[4:5], pod[5:6], many)
		if many[0] != want || partial || err != nil {
			t.Errorf("row %d of arrays: %d, not %d: %v", r, many[0], want, err)
		}
	}
}

func TestHPAProposeVectors(t *testing.T) {
	for r, row := range namedRows(t, "propose") {
		got, err := HPAPropose(metricOf(t, row), listOf(t, row["pod_class"]), listOf(t, row["pod_count"]),
			listOf(t, row["pod_value"]), listOf(t, row["pod_request"]))
		if strings.HasPrefix(row["replicas"], "CAPACITY_") {
			var e *Error
			if !errors.As(err, &e) || e.Status.Name() != row["replicas"] {
				t.Errorf("row %d: %v, not %s", r, err, row["replicas"])
			}
			continue
		}
		if err != nil {
			t.Fatal(r, err)
		}
		for name, value := range map[string]int64{"replicas": got.Replicas, "seen": got.Seen, "samples": got.Samples, "failure": int64(got.Failure)} {
			if value != orNone(t, row[name]) {
				t.Errorf("row %d: %s is %d, not %s", r, name, value, row[name])
			}
		}
	}
}

func TestHPADecideVectors(t *testing.T) {
	var hpa *Autoscaler
	run := ""
	for r, row := range namedRows(t, "decide") {
		if row["run"] != run {
			run = row["run"]
			hpa = &Autoscaler{Spec: specOf(t, row)}
			way, kind := listOf(t, row["policy_direction"]), listOf(t, row["policy_type"])
			value, period := listOf(t, row["policy_value"]), listOf(t, row["policy_period_us"])
			for i := range way {
				hpa.Rates = append(hpa.Rates, HPARate{HPADirection(way[i]), HPAPolicy(kind[i]), value[i], Micros(period[i])})
			}
		}
		kinds, replicas := listOf(t, row["metric_kind"]), listOrNone(t, row["metric_replicas"])
		votes := make([]HPAVote, len(kinds))
		for i := range kinds {
			votes[i] = HPAVote{HPAKind(kinds[i]), replicas[i]}
		}
		got, err := hpa.Decide(votes, numberOf(t, row["current_replicas"]), Micros(numberOf(t, row["now_us"])))
		if err != nil {
			t.Fatal(r, err)
		}
		for name, value := range map[string]int64{"replicas": got.Replicas, "proposal": got.Proposal, "metric": got.Metric,
			"stabilized": got.Stabilized, "limit": got.Limit, "outcome": int64(got.Flags)} {
			if value != orNone(t, row[name]) {
				t.Errorf("row %d: %s is %d, not %s", r, name, value, row[name])
			}
		}
		for name, reason := range map[string]HPAReason{"able": got.Able, "active": got.Active, "limited": got.Limited} {
			if reason.Name() != row[name] {
				t.Errorf("row %d: %s is %s, not %s", r, name, reason.Name(), row[name])
			}
		}
	}
}

func TestAutoscalerKeepsItsHistory(t *testing.T) {
	hpa := &Autoscaler{Spec: HPASpec{MaxReplicas: 9}, History: make([]int64, 16)}
	vote := []HPAVote{{HPAPods, 3}}
	if _, err := hpa.Decide(vote, 3, Micros(Second)); err != nil {
		t.Fatal(err)
	}
	before := append([]int64{}, hpa.History...)
	for _, err := range []error{
		func() error { _, err := hpa.Decide(vote, 3, Micros(2*Second)); return err }(),
		func() error { _, err := hpa.Decide(vote, 3, 0); return err }(),
		func() error { _, err := hpa.Decide(nil, 3, Micros(2*Second)); return err }(),
	} {
		if err == nil {
			t.Error("not refused")
		}
	}
	for i := range before {
		if hpa.History[i] != before[i] {
			t.Errorf("element %d changed", i)
		}
	}
}
