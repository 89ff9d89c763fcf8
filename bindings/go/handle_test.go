// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// panics wants the words of a panic.
func panics(t *testing.T, words string, run func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if said, _ := recover().(string); !strings.Contains(said, words) {
			t.Errorf("%q is not said: %q", words, said)
		}
	}()
	run()
}

func TestUseAfterClose(t *testing.T) {
	p := newChat(t)
	plan, err := p.Plan()
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 3; i++ {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	panics(t, "capacity: Profile.Set: the Profile is closed", func() { _ = p.Set(InZones, 3) })
	panics(t, "capacity: Profile.Get: the Profile is closed", func() { p.Zones() })
	panics(t, "capacity: NewPlan: the Profile is closed", func() { _, _ = p.Plan() })
	if plan.Nodes() != 4 {
		t.Error("the plan needs its profile")
	}
	plan.Close()
	panics(t, "capacity: Plan.Write: the Plan is closed", func() { _, _ = plan.Write(FormatJSON) })
	panics(t, "capacity: Plan.Differences: the Plan is closed", func() { _, _ = plan.Differences(nil) })
	// A closed handle is no nil, even where nil means the built-in one.
	catalog := BuiltinCatalog()
	catalog.Close()
	panics(t, "capacity: NewPlan: the Catalog is closed", func() { _, _ = NewPlan(newChat(t), catalog, nil, nil) })
	panics(t, "capacity: Catalog.Name: the Catalog is closed", func() { catalog.Name() })
}

func TestHandlesThatAreNone(t *testing.T) {
	panics(t, "capacity: Plan.Get: the Plan was not made by this package", func() { _, _ = new(Plan).Get(OutNodes) })
	for _, closer := range []interface{ Close() error }{
		(*Plan)(nil), (*Profile)(nil), (*Catalog)(nil), (*CatalogBuilder)(nil), (*Tiers)(nil),
		new(Plan), new(Profile), new(Catalog), new(CatalogBuilder), new(Tiers),
	} {
		if err := closer.Close(); err != nil {
			t.Error(err)
		}
	}
	panics(t, "CAPACITY_E_ARGUMENT", func() { (*Plan)(nil).Nodes() })
	// nil is the built-in catalogue and ladder.
	if name := (*Catalog)(nil).Name(); name != "" {
		t.Error(name)
	}
	if n := (*Tiers)(nil).Count(); n != 4 {
		t.Error(n)
	}
	if machines, err := (*Catalog)(nil).Machines(); err != nil || len(machines) == 0 {
		t.Error(len(machines), err)
	}
	if (*Plan)(nil).Ref() != nil || (*Catalog)(nil).Ref() != nil || (*Tiers)(nil).Ref() != nil {
		t.Error("a reference to nothing")
	}
}

func TestCopiedHandleIsClosedOnce(t *testing.T) {
	p := newChat(t)
	copied := *p
	copied.Close()
	panics(t, "is closed", func() { p.Zones() })
	p.Close()
}

func TestReferencesAreOnTheirOwn(t *testing.T) {
	plan, err := newChat(t).Plan()
	if err != nil {
		t.Fatal(err)
	}
	more := plan.Ref()
	plan.Close()
	if more.Nodes() != 4 {
		t.Error("the other reference is gone")
	}
	more.Close()
	catalog, tiers := BuiltinCatalog(), BuiltinTiers()
	moreCatalog, moreTiers := catalog.Ref(), tiers.Ref()
	catalog.Close()
	tiers.Close()
	if moreCatalog.Region() != "us-east-1" || moreTiers.Count() != 4 {
		t.Error("a reference is gone")
	}
	moreCatalog.Close()
	moreTiers.Close()
}

// Nobody closes anything, the collector runs all the time, and handles are closed while others are
// collected.
func TestStormOfFinalizers(t *testing.T) {
	rounds := 200
	if testing.Short() {
		rounds = 20
	}
	var workers sync.WaitGroup
	for w := 0; w < 4; w++ {
		workers.Add(1)
		go func(w int) {
			defer workers.Done()
			for i := 0; i < rounds; i++ {
				p, err := NewProfile(WithConcurrentUsers(int64(1000 + i)))
				if err != nil {
					t.Error(err)
					return
				}
				catalog, err := ownCatalog()
				if err != nil {
					t.Error(err)
					return
				}
				plan, err := NewPlan(p, catalog, BuiltinTiers(), nil)
				if err != nil {
					t.Error(err)
					return
				}
				more := plan.Ref()
				switch i % 4 {
				case 0:
					p.Close()
				case 1:
					catalog.Close()
				case 2:
					plan.Close()
					plan = nil
				}
				if i%10 == w {
					runtime.GC()
				}
				if more.Users() != int64(1000+i) || more.CatalogName() == "" {
					t.Error("another plan")
				}
			}
		}(w)
	}
	workers.Wait()
	for i := 0; i < 5; i++ {
		runtime.GC()
	}
}

func ownCatalog() (*Catalog, error) {
	b, err := NewCatalogBuilder(BuiltinCatalog())
	if err != nil {
		return nil, err
	}
	defer b.Close()
	if err := b.SetSource("own", "us-east-1", "2026-11-24"); err != nil {
		return nil, err
	}
	return b.Finish()
}

// One immutable object, many goroutines.
func TestManyGoroutinesOnOnePlan(t *testing.T) {
	plan, err := newChat(t).Plan()
	if err != nil {
		t.Fatal(err)
	}
	defer plan.Close()
	want, err := plan.Write(FormatJSON)
	if err != nil {
		t.Fatal(err)
	}
	var workers sync.WaitGroup
	for w := 0; w < 8; w++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for i := 0; i < 10; i++ {
				got, err := plan.Write(FormatJSON)
				if err != nil || got != want {
					t.Error("another text", err)
				}
				if _, err := plan.Findings(); err != nil || plan.Nodes() != 4 {
					t.Error("another plan", err)
				}
				if _, err := plan.Get(Field(7)); err == nil {
					t.Error("no error")
				}
			}
		}()
	}
	workers.Wait()
}

// resident is the memory of the process, C's included.
func resident(t *testing.T) int64 {
	t.Helper()
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip("no /proc: ", err)
	}
	pages, err := strconv.ParseInt(strings.Fields(string(statm))[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return pages * int64(os.Getpagesize())
}

func TestMemoryStaysFlat(t *testing.T) {
	if racing {
		t.Skip("the race detector's own memory grows")
	}
	cycles := 20000
	if n, err := strconv.Atoi(os.Getenv("CAPACITY_CYCLES")); err == nil {
		cycles = n
	}
	run := func(n int, closing bool) {
		for i := 0; i < n; i++ {
			p, err := NewProfile(WithConcurrentUsers(1000))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := NewProfile(WithZones(99)); err == nil {
				t.Fatal("no error")
			}
			if i%10 == 0 {
				plan, err := p.Plan()
				if err != nil {
					t.Fatal(err)
				}
				if closing {
					plan.Close()
				}
			}
			if closing {
				p.Close()
			} else if i%500 == 0 {
				runtime.GC() // which does not know how large the objects in C are
			}
		}
		runtime.GC()
	}
	for _, closing := range []bool{true, false} {
		run(cycles/10, closing)
		before := resident(t)
		run(cycles, closing)
		if grown := resident(t) - before; grown > 8<<20 {
			t.Errorf("%d cycles took %d bytes, closing %t", cycles, grown, closing)
		}
	}
}
