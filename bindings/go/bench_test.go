// SPDX-License-Identifier: Apache-2.0

//go:build linux

package capacity

import (
	"fmt"
	"syscall"
	"testing"
	"time"
)

// The same calls as tests/bench/calls.c makes; docs/go.md has both.

func BenchmarkVersionNumber(b *testing.B) {
	for i := 0; i < b.N; i++ {
		VersionNumber()
	}
}

func benchPlan(b *testing.B) *Plan {
	p := newChat(b)
	plan, err := p.Plan()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { plan.Close() })
	return plan
}

func BenchmarkGetter(b *testing.B) {
	plan := benchPlan(b)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		plan.Nodes()
	}
}

func BenchmarkPlan(b *testing.B) {
	p := newChat(b)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		plan, err := p.Plan()
		if err != nil {
			b.Fatal(err)
		}
		plan.Close()
	}
}

func BenchmarkWriteJSON(b *testing.B) {
	plan := benchPlan(b)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, err := plan.Write(FormatJSON); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBill(b *testing.B) {
	plan := benchPlan(b)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, err := plan.Bill(AnswerRecommended); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPodsByRate(b *testing.B) {
	for i := 0; i < b.N; i++ {
		if _, err := PodsByRate(1000, 3*PerMinute, 50*PerSecond, 30*Percent); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPodsByRateMany(b *testing.B) {
	for _, n := range []int{1, 1000, 1000000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var in [4][]int64
			for i, value := range []int64{1000, 3000, 50000, 300000} {
				in[i] = make([]int64, n)
				for k := range in[i] {
					in[i][k] = value + int64(k%977)
				}
			}
			pods := make([]int64, n)
			best := time.Hour
			b.ResetTimer()
			for i := 0; i < b.N; i++ {
				start := processorTime(b, n)
				if partial, err := PodsByRateMany(in[0], in[1], in[2], in[3], pods); partial || err != nil {
					b.Fatal(partial, err)
				}
				if took := processorTime(b, n) - start; took < best {
					best = took
				}
			}
			if n == 1000000 {
				b.ReportMetric(float64(best.Nanoseconds())/float64(n), "best-ns/element")
			}
		})
	}
}

// processorTime is what the process has used so far, as tests/bench/calls.c takes it: others may
// share the machine. Asking takes too long beside a short call.
func processorTime(b *testing.B, n int) time.Duration {
	if n < 1000000 {
		return 0
	}
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
