// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

const minute = 60 * int64(Second)

func steadyUsage(t *testing.T, n int, cpu, memory int64) *Usage {
	t.Helper()
	usage, err := NewUsage(0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = usage.Close() })
	times, cpus, memories := make([]int64, n), make([]int64, n), make([]int64, n)
	for i := range times {
		times[i], cpus[i], memories[i] = int64(i)*minute, cpu, memory
	}
	if err := usage.Add(times, cpus, memories); err != nil {
		t.Fatal(err)
	}
	return usage
}

func TestRightsize(t *testing.T) {
	usage := steadyUsage(t, 1441, 250, 400000000)
	row, err := usage.Recommend(nil)
	if err != nil || row.CPURequest != 298 || row.CPUUpper != 596 || row.MemoryRequest != 455<<20 {
		t.Error(row, err)
	}
	if row.CPUReason != RightsizePercentile || row.CPUSamples != 1441 {
		t.Error(row)
	}
	row, err = usage.Recommend(&RightsizeOptions{Method: RightsizeKrr})
	if err != nil || row.CPURequest != 259 || row.MemoryRequest != 439<<20 {
		t.Error(row, err)
	}
}

func TestRightsizeUnderAnAutoscaler(t *testing.T) {
	usage := steadyUsage(t, 1441, 250, Invalid)
	row, err := usage.Recommend(&RightsizeOptions{CPURequest: 500, CPUTarget: 700000})
	if err != nil || row.CPURequest != 299 || row.CPUTarget != 1170000 {
		t.Fatal(row, err)
	}
	again, err := usage.Recommend(&RightsizeOptions{CPURequest: row.CPURequest, CPUTarget: row.CPUTarget})
	if err != nil || again.CPURequest != row.CPURequest || again.CPUTarget != row.CPUTarget {
		t.Error(again, err)
	}
}

func TestUsageTextGoesOnAfterARefusedLine(t *testing.T) {
	usage, text := steadyUsage(t, 0, 0, 0), "time,cpu\n1,x\n2,1\n"
	taken, err := usage.FeedText(text)
	if fails(t, err, ErrSyntax); taken != len("time,cpu\n1,x\n") {
		t.Fatal(taken)
	}
	if rest, err := usage.FeedText(text[taken:]); taken+rest != len(text) || err != nil {
		t.Error(rest, err)
	}
}

func TestUsageText(t *testing.T) {
	usage := steadyUsage(t, 0, 0, 0)
	text := "time,cpu,memory\n0,250m,100Mi\n60,0.5,"
	if n, err := usage.FeedText(text); n != len(text) || err != nil {
		t.Fatal(n, err)
	}
	if _, err := usage.FeedText(""); err != nil {
		t.Fatal(err)
	}
	if err := usage.Oom(Micros(2*minute), 1<<30); err != nil {
		t.Fatal(err)
	}
	row, err := usage.Recommend(nil)
	if err != nil || row.CPUSamples != 2 || row.MemorySamples != 1 || row.Ooms != 1 {
		t.Error(row, err)
	}
	if err := usage.Oom(0, 1); !errors.Is(err, ErrRange) {
		t.Error(err)
	}
}

// takeUsage adds what a row of usage.csv holds: samples a step apart, or a kill.
func takeUsage(t *testing.T, usage *Usage, row map[string]string) error {
	t.Helper()
	start, memory := numberOf(t, row["time_us"]), orNone(t, row["memory_bytes"])
	if row["killed"] == "1" {
		return usage.Oom(Micros(start), Bytes(memory))
	}
	n := numberOf(t, row["count"])
	times, cpus, memories := make([]int64, n), make([]int64, n), make([]int64, n)
	for i := range times {
		times[i], cpus[i], memories[i] = start+int64(i)*numberOf(t, row["step_us"]), orNone(t, row["cpu_mcpu"]), memory
	}
	return usage.Add(times, cpus, memories)
}

func statusOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Status.Name()
	}
	return Status(0).Name()
}

// usageSeries makes the series of usage.csv.
func usageSeries(t *testing.T) map[string]*Usage {
	t.Helper()
	series := map[string]*Usage{"nothing": steadyUsage(t, 0, 0, 0)}
	for r, row := range rowsOf(t, filepath.Join("rightsize", "usage")) {
		usage := series[row["series"]]
		if usage == nil {
			var err error
			if usage, err = NewUsage(Micros(numberOf(t, row["half_life_us"]))); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = usage.Close() })
			series[row["series"]] = usage
		}
		if status := statusOf(takeUsage(t, usage, row)); status != row["status"] {
			t.Errorf("row %d of usage: %s, not %s", r, status, row["status"])
		}
	}
	return series
}

func rightsizeOptionsOf(t *testing.T, row map[string]string) *RightsizeOptions {
	t.Helper()
	given := func(name string) int64 { return numberOf(t, row["given_"+name]) }
	return &RightsizeOptions{
		Method:           RightsizeMethod(given("method")),
		CPUPercentile:    PPM(given("cpu_percentile_ppm")),
		MemoryPercentile: PPM(given("memory_percentile_ppm")),
		CPUMargin:        PPM(given("cpu_margin_ppm")),
		MemoryMargin:     PPM(given("memory_margin_ppm")),
		CPULeast:         MilliCPU(given("cpu_least_mcpu")),
		MemoryLeast:      Bytes(given("memory_least_bytes")),
		CPURequest:       MilliCPU(given("cpu_request_mcpu")),
		CPUTarget:        PPM(given("cpu_target_ppm")),
		MemoryRequest:    Bytes(given("memory_request_bytes")),
		MemoryTarget:     PPM(given("memory_target_ppm")),
		CPULimit:         PPM(given("cpu_limit_ppm")),
		MemoryLimit:      PPM(given("memory_limit_ppm")),
	}
}

// outputsOf names what was recommended as the columns of recommend.csv.
func outputsOf(r Rightsize) map[string]int64 {
	return map[string]int64{
		"method": int64(r.Method), "cpu_reason": int64(r.CPUReason), "memory_reason": int64(r.MemoryReason),
		"cpu_request_mcpu": int64(r.CPURequest), "cpu_lower_mcpu": int64(r.CPULower), "cpu_upper_mcpu": int64(r.CPUUpper),
		"cpu_limit_mcpu": int64(r.CPULimit), "cpu_target_ppm": int64(r.CPUTarget), "cpu_usage_mcpu": int64(r.CPUUsage),
		"memory_request_bytes": int64(r.MemoryRequest), "memory_lower_bytes": int64(r.MemoryLower), "memory_upper_bytes": int64(r.MemoryUpper),
		"memory_limit_bytes": int64(r.MemoryLimit), "memory_target_ppm": int64(r.MemoryTarget), "memory_usage_bytes": int64(r.MemoryUsage),
		"cpu_samples": r.CPUSamples, "memory_samples": r.MemorySamples, "ooms": r.Ooms, "span_us": int64(r.Span),
	}
}

func TestRightsizeVectors(t *testing.T) {
	series, rows := usageSeries(t), rowsOf(t, filepath.Join("rightsize", "recommend"))
	if len(series) < 50 || len(rows) < 600 {
		t.Fatal(len(series), len(rows))
	}
	for r, row := range rows {
		got, err := series[row["series"]].Recommend(rightsizeOptionsOf(t, row))
		if strings.HasPrefix(row["method"], "CAPACITY_") {
			if status := statusOf(err); status != row["method"] {
				t.Errorf("row %d: %s, not %s", r, status, row["method"])
			}
			continue
		}
		if err != nil {
			t.Fatal(r, err)
		}
		outputs := outputsOf(got)
		if len(row) != 1+13+len(outputs) {
			t.Fatal(len(row), len(outputs))
		}
		for name, value := range outputs {
			if want, there := row[name]; !there || value != orNone(t, want) {
				t.Errorf("row %d, %s: %s is %d, not %s", r, row["series"], name, value, want)
			}
		}
	}
}
