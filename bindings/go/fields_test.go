// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"testing"
	"time"
)

// input is what the registry said of an input when the package was generated.
type input struct {
	field                     Field
	name, key                 string
	unit                      Unit
	lowest, highest, default_ int64
	choices                   []string
	set                       Setting
	want                      any
	get                       func(*Profile) any
}

type output struct {
	field     Field
	name, key string
	unit      Unit
	get       func(*Plan) int64
}

func TestInputsAreWhatTheLibraryKnows(t *testing.T) {
	for _, in := range inputs {
		if in.field.Name() != in.name || in.field.Key() != in.key || in.field.Unit() != in.unit || in.field.Kind() != KindInput {
			t.Errorf("%s is %s, %s, %s, %s", in.name, in.field.Name(), in.field.Key(), in.field.Unit(), in.field.Kind())
		}
		if in.field.Summary() == "" || in.field.Source() == "" {
			t.Errorf("%s says nothing", in.name)
		}
		lowest, highest, preset, err := in.field.Range()
		if err != nil || lowest != in.lowest || highest != in.highest || preset != in.default_ {
			if in.unit != UnitName {
				t.Errorf("%s: range %d to %d, default %d, %v", in.name, lowest, highest, preset, err)
			}
		}
		for i, choice := range in.choices {
			if got := in.field.Choice(in.lowest + int64(i)); got != choice {
				t.Errorf("%s: choice %d is %q, not %q", in.name, i, got, choice)
			}
		}
	}
	for _, out := range outputs {
		if out.field.Name() != out.name || out.field.Key() != out.key || out.field.Unit() != out.unit || out.field.Kind() != KindOutput {
			t.Errorf("%s is %s, %s, %s, %s", out.name, out.field.Name(), out.field.Key(), out.field.Unit(), out.field.Kind())
		}
	}
	if FieldCount() != len(inputs)+len(outputs) {
		t.Errorf("the library has %d fields, the package %d: generate it anew", FieldCount(), len(inputs)+len(outputs))
	}
}

func TestEverySettingAndGetter(t *testing.T) {
	p, err := NewProfile()
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for _, in := range inputs {
		before := in.get(p)
		if fmt.Sprint(before) == fmt.Sprint(in.want) {
			t.Errorf("%s is %v already", in.name, before)
		}
		if err := p.Apply(in.set); err != nil {
			t.Error(err)
		} else if got := in.get(p); got != in.want {
			t.Errorf("%s is %v, not %v", in.name, got, in.want)
		}
		if err := p.Reset(in.field); err != nil {
			t.Error(err)
		} else if got := in.get(p); got != before {
			t.Errorf("%s is reset to %v, not %v", in.name, got, before)
		}
	}
}

func TestEveryResult(t *testing.T) {
	plan, err := newChat(t).Plan()
	if err != nil {
		t.Fatal(err)
	}
	defer plan.Close()
	for _, out := range outputs {
		want, err := plan.Get(out.field)
		if err != nil || out.get(plan) != want {
			t.Errorf("%s is %d, not %d, %v", out.name, out.get(plan), want, err)
		}
	}
	if plan.Pods() != 9 || plan.Nodes() != 4 || plan.Monthly().Cents() != "$479.37" {
		t.Errorf("%d pods, %d nodes, %s", plan.Pods(), plan.Nodes(), plan.Monthly())
	}
}

// --- typed values -------------------------------------------------------------------------------

type textValue interface {
	fmt.Stringer
	encoding.TextMarshaler
}

type textTarget interface{ encoding.TextUnmarshaler }

type typedValue struct {
	unit  Unit
	parse func(string) (any, error)
	make  func(int64) textValue
	new   func() textTarget
}

func TestTypedValuesReadBack(t *testing.T) {
	for _, kind := range typedValues {
		for _, value := range []int64{0, 1, 999, 1000, 1024, 250000, 1234567890123, math.MaxInt64, -1, -121472000, -math.MaxInt64} {
			v := kind.make(value)
			got, err := kind.parse(v.String())
			if err != nil || fmt.Sprint(got) != v.String() || got != any(v) {
				t.Errorf("%s: %d is written %s and read %v, %v", kind.unit, value, v, got, err)
			}
			s, err := v.MarshalText()
			if err != nil || string(s) != v.String() {
				t.Errorf("%s: %d is the text %s, %v", kind.unit, value, s, err)
			}
			target := kind.new()
			if err := target.UnmarshalText(s); err != nil {
				t.Errorf("%s: %d is not read: %v", kind.unit, value, err)
			}
		}
		for _, wrong := range []string{"", "-", "--1", "x", "1x", "auto", "1e3", "0x10", "1\x00", "1 "} {
			if got, err := kind.parse(wrong); !errors.Is(err, ErrSyntax) {
				t.Errorf("%s: %q is read as %v, %v", kind.unit, wrong, got, err)
			}
			if err := kind.new().UnmarshalText([]byte(wrong)); !errors.Is(err, ErrSyntax) {
				t.Errorf("%s: %q is read: %v", kind.unit, wrong, err)
			}
		}
		if s := kind.make(Invalid).String(); s != "invalid" {
			t.Errorf("%s: the mark of no value is written %s", kind.unit, s)
		}
	}
}

func TestTypedValuesAsPeopleWriteThem(t *testing.T) {
	for want, got := range map[string]fmt.Stringer{
		"250m": MilliCPU(250), "2": 2 * Core, "512Mi": 512 * MiB, "1Gi": GiB, "1Ti": TiB, "3Ki": 3 * KiB,
		"166.7": MilliRPS(166700), "50": 50 * PerSecond, "2.5": MilliRPM(2500), "3": 3 * PerMinute,
		"200ms": 200 * Millisecond, "1.5s": 1500 * Millisecond, "30m": 30 * Minute, "1h": Hour, "2d": 2 * Day,
		"30%": 30 * Percent, "300%": 3 * Whole, "0.5": ReadUnit / 2, "100": 100 * WriteUnit,
		"$0.0416": NanoUSD(41600000), "$60.74": 60*USD + 74*Cent, "-$121.472": MicroUSD(-121472000),
		"$1": PriceUSD, "1s": Second,
	} {
		if got.String() != want {
			t.Errorf("%s is written %s", want, got)
		}
	}
	if v, err := ParseMilliRPM("0.5/s"); err != nil || v != 30*PerMinute {
		t.Error(v, err)
	}
	if v, err := ParsePPM("30.00001%"); !errors.Is(err, ErrRange) {
		t.Error(v, err)
	}
	if s := MicroUSD(-121472000).Cents(); s != "-$121.47" {
		t.Error(s)
	}
	if s := MicroUSD(5000).Cents(); s != "$0.01" {
		t.Error(s)
	}
}

func TestDuration(t *testing.T) {
	for micros, want := range map[Micros]time.Duration{
		0: 0, 200 * Millisecond: 200 * time.Millisecond, -Second: -time.Second,
		math.MaxInt64: math.MaxInt64, math.MinInt64: math.MinInt64,
		math.MaxInt64 / 1000: math.MaxInt64 / 1000 * time.Microsecond, math.MaxInt64/1000 + 1: math.MaxInt64,
	} {
		if got := micros.Duration(); got != want {
			t.Errorf("%d is %d, not %d", int64(micros), got, want)
		}
	}
}

func TestValuesInJSON(t *testing.T) {
	type sheet struct {
		CPU    MilliCPU
		Memory Bytes
		Cost   MicroUSD
	}
	s, err := json.Marshal(sheet{250, 512 * MiB, 479374300})
	if err != nil || string(s) != `{"CPU":"250m","Memory":"512Mi","Cost":"$479.3743"}` {
		t.Fatal(string(s), err)
	}
	var back sheet
	if err := json.Unmarshal(s, &back); err != nil || back != (sheet{250, 512 * MiB, 479374300}) {
		t.Error(back, err)
	}
	if err := json.Unmarshal([]byte(`{"Memory":"512MB"}`), &back); !errors.Is(err, ErrSyntax) {
		t.Error(err)
	}
}

// --- names --------------------------------------------------------------------------------------

func TestNames(t *testing.T) {
	for want, got := range map[string]fmt.Stringer{
		"CAPACITY_E_RANGE": ErrRange, "CAPACITY_E_UNKNOWN": Status(-99), "spike_buffer_ppm": InSpikeBufferPPM,
		"Field(7)": Field(7), "mcpu": UnitMCPU, "Unit(99)": Unit(99), "connections": BoundConnections,
		"Bound(-1)": Bound(-1), "custom_networking": MaxPodsCustomNetworking, "off|printed|0x40": BillOff | BillPrinted | 0x40,
		"0x0": CatalogFlag(0), "arm64|inferred": CatalogARM64 | CatalogInferred, "rate|p95": TierMetricRate | TierMetricP95,
		"cost_open": TierCostOpen, "1y_no_upfront": Commitment1YNoUpfront, "eks": NodeModelEKS, "valkey": CacheEngineValkey,
		"3y": ReservedCapacityTerm3Y, "mq_pair": QueueMQPair, "Queue(-1)": Queue(Auto), "hpa": GuideHPA, "input": KindInput,
		"json": FormatJSON, "tier": AnswerTier, "warning": SeverityWarning, "both": CriterionBoth, "spot": PurchaseSpot,
		"strong": ConsistencyStrong, "cheapest": BillingCheapest, "spot_measured": OptionSpotMeasured,
	} {
		if got.String() != want {
			t.Errorf("%s is called %s", want, got)
		}
	}
	if FieldFromName("spike_buffer") != InSpikeBufferPPM || FieldFromName("spike_buffer_ppm") != InSpikeBufferPPM {
		t.Error("spike_buffer is not found")
	}
	// C would see the name end at the NUL.
	if f := FieldFromName("spike_buffer\x00ppm"); f != FieldNone {
		t.Error("a name with a NUL is ", f)
	}
	if f := FieldNearest("spike_bufer\x00", KindNone); f != FieldNone {
		t.Error("near a name with a NUL is ", f)
	}
	if f := FieldNearest("spike_bufer", KindInput); f != InSpikeBufferPPM {
		t.Error("spike_bufer is nearest to ", f)
	}
	if FieldAt(0) != InConcurrentUsers || FieldAt(-1) != FieldNone || FieldAt(FieldCount()) != FieldNone {
		t.Error("FieldAt")
	}
	if UnitMCPU.Suffix() != "mcpu" || UnitMCPU.Decimals() != 3 || UnitNone.Suffix() != "" {
		t.Error("units")
	}
	if s, err := InSpikeBufferPPM.Format(300000); s != "30%" || err != nil {
		t.Error(s, err)
	}
	if s, err := InNATGateways.Format(Auto); s != "auto" || err != nil {
		t.Error(s, err)
	}
	if v, err := InSpikeBufferPPM.Parse("30%"); v != 300000 || err != nil {
		t.Error(v, err)
	}
	if v, err := InBillingMode.Parse("provisioned"); v != int64(BillingProvisioned) || err != nil {
		t.Error(v, err)
	}
	if s := FieldNone.Name() + FieldNone.Choice(1) + FieldNone.Key(); s != "" {
		t.Error("no field is called ", s)
	}
}
