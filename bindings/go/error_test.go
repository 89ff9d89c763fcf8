// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
)

// fails wants an error of a status whose text holds the words.
func fails(t *testing.T, err error, status Status, words ...string) {
	t.Helper()
	var e *Error
	if !errors.Is(err, status) || !errors.As(err, &e) || e.Status != status {
		t.Errorf("%v is not %s", err, status.Name())
		return
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
}

func TestErrorsOfEachKind(t *testing.T) {
	p := newChat(t)
	catalog := BuiltinCatalog()
	defer catalog.Close()

	fails(t, p.Set(InSpikeBufferPPM, 20000000), ErrRange, "Profile.Set", "spike_buffer", "2000%", "1000%")
	fails(t, p.Set(OutNodes, 1), ErrField, "nodes")
	fails(t, p.Set(InNodeType, 1), ErrField)
	fails(t, p.SetText("spike_bufer", "30%"), ErrField, "did you mean 'spike_buffer'")
	fails(t, p.SetText("spike_buffer", "much"), ErrSyntax, "much")
	fails(t, p.SetName(InNodeType, strings.Repeat("x", 64)), ErrRange)
	fails(t, p.DropComponent("worker"), ErrNotFound, "component")
	fails(t, p.DropTable("audit"), ErrNotFound, "table")
	_, err := p.Get(Field(7))
	fails(t, err, ErrField, "Profile.Get")
	_, err = CostHours(math.MaxInt64, NanoUSD(math.MaxInt64), 730)
	fails(t, err, ErrOverflow, "CostHours")
	_, _, err = NodesPack(1000, 1000, 10, []int64{2000}, []int64{1}, []int64{1})
	fails(t, err, ErrInfeasible)
	_, _, err = NodesPack(1, 1, 1, make([]int64, 18), make([]int64, 18), make([]int64, 18))
	fails(t, err, ErrTooLarge)
	_, err = catalog.FindMachine("t9.huge")
	fails(t, err, ErrNotFound, "t9.huge")
	_, err = GuideGet(GuideSection(99))
	fails(t, err, ErrNotFound)
	fails(t, ModelCheck(99), ErrModel, "99")
	fails(t, VersionCheck(99000000), ErrVersion)
	_, err = NewPlan(p, nil, nil, &PlanOptions{Model: 99})
	fails(t, err, ErrModel, "NewPlan")
	_, err = NewProfile(WithSpikeBuffer(-5))
	fails(t, err, ErrRange)
	_, err = NewProfile(With("queue", "kafka"))
	fails(t, err, ErrSyntax, "kafka")
	_, err = UnitBool.Parse("1")
	fails(t, err, ErrArgument)
	_, err = UnitBool.Format(1)
	fails(t, err, ErrArgument)
	_, _, _, err = OutNodes.Range()
	fails(t, err, ErrField)

	// nil handles go to the library, which says what is missing.
	_, err = NewPlan(nil, nil, nil, nil)
	fails(t, err, ErrArgument, "profile")
	fails(t, (*Profile)(nil).Set(InSpikeBufferPPM, 1), ErrArgument, "profile")
	fails(t, (*CatalogBuilder)(nil).DropMeter("x"), ErrArgument)
}

func TestWhatAnErrorHolds(t *testing.T) {
	p := newChat(t)
	err := p.SetMany([]Field{InZones, InSpikeBufferPPM}, []int64{3, -7})
	var e *Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	if e.Field != InSpikeBufferPPM || e.Index != 1 || e.Column != 0 || e.Call != "Profile.SetMany" || e.Message == "" {
		t.Errorf("%+v", e)
	}
	if want := "capacity: Profile.SetMany: CAPACITY_E_RANGE at 1: " + e.Message; err.Error() != want {
		t.Errorf("%q, not %q", err, want)
	}
	if wrapped := fmt.Errorf("sizing: %w", err); !errors.Is(wrapped, ErrRange) || errors.Is(wrapped, ErrField) {
		t.Error("a wrapped error is not told apart")
	}
	var status Status
	if !errors.As(err, &status) || status != ErrRange {
		t.Error("the status is not found: ", status)
	}
	if ErrRange.Error() == "" || ErrRange.Summary() == "" || OK.Name() != "CAPACITY_OK" || Partial.Name() != "CAPACITY_PARTIAL" {
		t.Error("statuses say nothing")
	}
	// A long message of one's own is cut in the text, never beyond.
	long := &Error{Status: ErrRange, Index: -1, Message: strings.Repeat("ä", 500), Call: "X"}
	if s := long.Error(); !strings.HasPrefix(s, "capacity: X: CAPACITY_E_RANGE: ä") || len(s) > 300 {
		t.Errorf("%d bytes: %s", len(s), s)
	}
}

func TestStringsAndTexts(t *testing.T) {
	p := newChat(t)
	fails(t, p.SetText("spike_buffer\x00x", "30%"), ErrArgument, "name", "NUL")
	fails(t, p.SetText("spike_buffer", "30%\x00x"), ErrArgument, "value", "NUL")
	fails(t, p.SetName(InNodeType, "t3\x00large"), ErrArgument, "NUL")
	fails(t, p.PutComponent(ComponentSpec{Name: "work\x00er"}), ErrArgument, "Name", "NUL")
	fails(t, p.PutComponent(ComponentSpec{Name: strings.Repeat("w", 64)}), ErrRange, "Name has 64 bytes, at most 63 fit")
	fails(t, p.PutComponent(ComponentSpec{Name: "Worker"}), ErrRange)
	_, err := BuiltinCatalog().FindMachine("t3.large\x00")
	fails(t, err, ErrArgument, "NUL")
	if p.SpikeBuffer() != 30*Percent || p.NodeType() != "" {
		t.Error("a refused value was set")
	}
}

func TestSlicesOfDifferentLengths(t *testing.T) {
	p := newChat(t)
	fails(t, p.SetMany([]Field{InZones}, nil), ErrArgument, "values has 0 elements, fields has 1")
	_, err := PodsByRateMany(make([]int64, 3), make([]int64, 3), make([]int64, 3), make([]int64, 3), make([]int64, 2))
	fails(t, err, ErrArgument, "PodsByRateMany", "pods has 2 elements, users has 3")
	_, err = CostBanded(1, 0, 1, []int64{Open}, nil)
	fails(t, err, ErrArgument)
	b, err := NewCatalogBuilder(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	fails(t, b.PutMeter(Meter{Name: "x"}, []int64{1, 2}, []int64{1}), ErrArgument)
}

func TestPartialIsNoError(t *testing.T) {
	pods := make([]int64, 3)
	partial, err := PodsByRateMany(list(1000, -1, 2000), list(3000, 3000, 3000), list(50000, 50000, 50000),
		list(300000, 300000, 300000), pods)
	if !partial || err != nil || pods[0] != 2 || pods[1] != Invalid || pods[2] != 3 {
		t.Error(partial, err, pods)
	}
}
