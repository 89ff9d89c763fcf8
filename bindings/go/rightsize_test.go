// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"errors"
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
