// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"
)

// handleKind is a type that holds an object of the library: how one is made, and what it holds.
type handleKind struct {
	make func(t *testing.T) interface{ Close() error }
	held func(any) *handle
}

func made[T interface{ Close() error }](of func() (T, error)) func(*testing.T) interface{ Close() error } {
	return func(t *testing.T) interface{ Close() error } {
		t.Helper()
		one, err := of()
		if err != nil {
			t.Fatal(err)
		}
		return one
	}
}

func chatPlan() (*Plan, error) {
	p, err := NewProfile(WithConcurrentUsers(1000))
	if err != nil {
		return nil, err
	}
	defer p.Close()
	return p.Plan()
}

func hotMetrics() (*Metrics, error) {
	m, err := NewMetrics()
	if err != nil {
		return nil, err
	}
	return m, m.Update(Readings{"cpu": {Value: "90%", Held: "1h"}})
}

func hotAssessment() (*Assessment, error) {
	m, err := hotMetrics()
	if err != nil {
		return nil, err
	}
	defer m.Close()
	return NewAssessment(m, nil, "")
}

func planSimulation() (*Simulation, error) {
	plan, err := chatPlan()
	if err != nil {
		return nil, err
	}
	defer plan.Close()
	return NewSimulationFromPlan(plan, nil)
}

// handleKinds has every kind that the header has, by the name of its type.
var handleKinds = map[string]handleKind{
	"Catalog":        {made(func() (*Catalog, error) { return BuiltinCatalog(), nil }), func(x any) *handle { return x.(*Catalog).h }},
	"CatalogBuilder": {made(func() (*CatalogBuilder, error) { return NewCatalogBuilder(nil) }), func(x any) *handle { return x.(*CatalogBuilder).h }},
	"Tiers":          {made(func() (*Tiers, error) { return BuiltinTiers(), nil }), func(x any) *handle { return x.(*Tiers).h }},
	"Profile":        {made(func() (*Profile, error) { return NewProfile(WithConcurrentUsers(1000)) }), func(x any) *handle { return x.(*Profile).h }},
	"Plan":           {made(chatPlan), func(x any) *handle { return x.(*Plan).h }},
	"Metrics":        {made(hotMetrics), func(x any) *handle { return x.(*Metrics).h }},
	"Assessment":     {made(hotAssessment), func(x any) *handle { return x.(*Assessment).h }},
	"Simulation":     {made(planSimulation), func(x any) *handle { return x.(*Simulation).h }},
	"Usage":          {made(func() (*Usage, error) { return NewUsage(0) }), func(x any) *handle { return x.(*Usage).h }},
}

func TestEveryHandleOfTheHeaderIsTried(t *testing.T) {
	text, err := os.ReadFile("../capacity.api.json")
	if err != nil {
		t.Fatal(err)
	}
	var api struct{ Handles []struct{ Name string } }
	if err := json.Unmarshal(text, &api); err != nil || len(api.Handles) != len(handleKinds) {
		t.Fatal(len(api.Handles), len(handleKinds), err)
	}
	for _, handle := range api.Handles {
		name := ""
		for _, part := range strings.Split(handle.Name, "_")[1:] {
			name += strings.ToUpper(part[:1]) + part[1:]
		}
		kind, there := handleKinds[name]
		if !there {
			t.Errorf("%s is not tried", handle.Name)
			continue
		}
		one := kind.make(t)
		if got := reflect.TypeOf(one).Elem().Name(); got != name {
			t.Errorf("%s is made as %s", name, got)
		}
		one.Close()
	}
}

// eachMethod calls every method but Close, with arguments that are good.
func eachMethod(one any, call func(name string, run func())) (n int) {
	value := reflect.ValueOf(one)
	for i := 0; i < value.NumMethod(); i++ {
		name := value.Type().Method(i).Name
		if name == "Close" {
			continue
		}
		method := value.Method(i)
		var arguments []reflect.Value
		for k := 0; k < method.Type().NumIn(); k++ {
			in := method.Type().In(k)
			if in == reflect.TypeOf([]Setting{}) {
				arguments = append(arguments, reflect.ValueOf(WithZones(2)))
				continue
			}
			if method.Type().IsVariadic() && k == method.Type().NumIn()-1 {
				break
			}
			if in == reflect.TypeOf(Readings{}) {
				arguments = append(arguments, reflect.ValueOf(Readings{"cpu": {Value: "90%"}}))
				continue
			}
			arguments = append(arguments, reflect.Zero(in))
		}
		n++
		call(name, func() { method.Call(arguments) })
	}
	return n
}

func TestEveryMethodOfAClosedHandlePanics(t *testing.T) {
	for name, kind := range handleKinds {
		one := kind.make(t)
		for i := 0; i < 3; i++ {
			if err := one.Close(); err != nil {
				t.Error(name, err)
			}
		}
		n := eachMethod(one, func(method string, run func()) {
			t.Run(name+"."+method, func(t *testing.T) { panics(t, "the "+name+" is closed", run) })
		})
		if n < 4 {
			t.Errorf("%s has %d methods", name, n)
		}
	}
}

func TestEveryMethodOfAHandleThatWasNeverMadePanics(t *testing.T) {
	for name, kind := range handleKinds {
		of := reflect.TypeOf(kind.make(t))
		never := reflect.New(of.Elem()).Interface()
		if err := never.(interface{ Close() error }).Close(); err != nil {
			t.Error(name, err)
		}
		eachMethod(never, func(method string, run func()) {
			t.Run(name+"."+method, func(t *testing.T) {
				panics(t, "the "+name+" was not made by this package", run)
			})
		})
		if err := reflect.Zero(of).Interface().(interface{ Close() error }).Close(); err != nil {
			t.Error(name, err)
		}
	}
}

func TestNilHandlesOfTheSecondHalf(t *testing.T) {
	row := func(_ any, err error) error { return err }
	for name, err := range map[string]error{
		"Metrics.Set":           (*Metrics)(nil).Set(MetricCPUPPM, 1, 0, 0),
		"Metrics.Check":         (*Metrics)(nil).Check(),
		"Metrics.Clone":         row((*Metrics)(nil).Clone()),
		"Assessment.Summary":    row((*Assessment)(nil).Summary()),
		"Assessment.Write":      row((*Assessment)(nil).Write(FormatJSON)),
		"Simulation.Ticks":      row((*Simulation)(nil).Ticks()),
		"Simulation.Finish":     row((*Simulation)(nil).Finish()),
		"Simulation.PutGroup":   (*Simulation)(nil).PutGroup(SimulationGroup{}),
		"Usage.Add":             (*Usage)(nil).Add(nil, nil, nil),
		"Usage.Recommend":       row((*Usage)(nil).Recommend(nil)),
		"NewAssessment":         row(NewAssessment(nil, nil, "")),
		"NewSimulationFromPlan": row(NewSimulationFromPlan(nil, nil)),
	} {
		if !errors.Is(err, ErrArgument) {
			t.Errorf("%s of nil: %v", name, err)
		}
	}
	if (*Assessment)(nil).Ref() != nil {
		t.Error("a reference to nothing")
	}
}

// endsCounted has the end of a handle counted, whoever brings it about.
func endsCounted(h *handle) *atomic.Int32 {
	ends, end := new(atomic.Int32), h.end
	h.fold()
	h.end = func(c unsafe.Pointer) { ends.Add(1); end(c) }
	h.spread()
	return ends
}

func TestAHandleOfEachKindEndsOnce(t *testing.T) {
	for name, kind := range handleKinds {
		one := kind.make(t)
		ends := endsCounted(kind.held(one))
		done := make(chan bool)
		for i := 0; i < 4; i++ {
			go func() {
				one.Close()
				done <- true
			}()
		}
		for i := 0; i < 4; i++ {
			<-done
		}
		copied := reflect.New(reflect.TypeOf(one).Elem())
		copied.Elem().Set(reflect.ValueOf(one).Elem())
		copied.Interface().(interface{ Close() error }).Close()
		runtime.GC()
		if ends.Load() != 1 {
			t.Errorf("%s ended %d times", name, ends.Load())
		}
	}
}

func TestAForgottenHandleOfEachKindIsCollected(t *testing.T) {
	counts := map[string]*atomic.Int32{}
	for name, kind := range handleKinds {
		counts[name] = endsCounted(kind.held(kind.make(t)))
	}
	for name, ends := range counts {
		for i := 0; i < 200 && ends.Load() == 0; i++ {
			runtime.GC()
			time.Sleep(time.Millisecond)
		}
		if ends.Load() != 1 {
			t.Errorf("%s ended %d times", name, ends.Load())
		}
	}
}

func TestAnAssessmentAndASimulationOutliveTheirSources(t *testing.T) {
	metrics, err := hotMetrics()
	if err != nil {
		t.Fatal(err)
	}
	plan, err := chatPlan()
	if err != nil {
		t.Fatal(err)
	}
	assessment, err := NewAssessment(metrics, plan, "backend")
	if err != nil {
		t.Fatal(err)
	}
	simulation, err := NewSimulationFromPlan(plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	more := assessment.Ref()
	said, err := assessment.Write(FormatJSON)
	if err != nil {
		t.Fatal(err)
	}
	metrics.Close()
	plan.Close()
	assessment.Close()
	runtime.GC()
	if again, err := more.Write(FormatJSON); again != said || err != nil {
		t.Error(again, err)
	}
	if components, err := simulation.Components(); len(components) == 0 || err != nil {
		t.Error(len(components), err)
	}
	panics(t, "capacity: NewSimulationFromPlan: the Plan is closed", func() { _, _ = NewSimulationFromPlan(plan, nil) })
	panics(t, "capacity: NewAssessment: the Metrics is closed", func() { _, _ = NewAssessment(metrics, nil, "") })
	more.Close()
	simulation.Close()
}
