// SPDX-License-Identifier: Apache-2.0

//go:build !capacity_bundled

package capacity

import (
	"strings"
	"testing"
)

func TestReadingWhatIsWritten(t *testing.T) {
	p := newChat(t, WithSpikeBuffer(25*Percent), WithNodeType("m5.large"))
	for _, format := range []Format{FormatJSON, FormatYAML} {
		text, err := p.WriteText(format)
		if err != nil {
			t.Fatal(err)
		}
		back, err := NewProfileFromText(text)
		if err != nil {
			t.Fatal(err)
		}
		again, err := back.WriteText(format)
		if err != nil || again != text || back.SpikeBuffer() != 25*Percent || back.NodeType() != "m5.large" {
			t.Error(again, err)
		}
		back.Close()

		text, err = BuiltinCatalog().WriteText(format)
		if err != nil {
			t.Fatal(err)
		}
		catalog, err := NewCatalogFromText(text)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := catalog.WriteText(format); err != nil || again != text {
			t.Error("the catalogue reads back otherwise", err)
		}
		catalog.Close()

		text, err = BuiltinTiers().WriteText(format)
		if err != nil {
			t.Fatal(err)
		}
		tiers, err := NewTiersFromText(text)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := tiers.WriteText(format); err != nil || again != text {
			t.Error("the ladder reads back otherwise", err)
		}
		tiers.Close()
	}
}

func TestReadingMetrics(t *testing.T) {
	m, err := NewMetricsFromText("cpu: {value: 87%, held: 12m}\nreplicas: 7\n")
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	text, err := m.WriteText(FormatYAML)
	if err != nil || text != "cpu:\n  value: 87%\n  held: 12m\nreplicas: 7\n" {
		t.Error(text, err)
	}
	_, err = NewMetricsFromText("cpus: 1")
	fails(t, err, ErrField, "did you mean 'cpu'")
}

func TestTextErrors(t *testing.T) {
	_, err := NewProfileFromText("concurrent_users: 1000\nspike_bufer: 30%\n")
	fails(t, err, ErrField, "spike_buffer")
	e := err.(*Error)
	if e.Index != 2 || e.Column == 0 || !strings.Contains(err.Error(), " at 2:") {
		t.Errorf("%+v", e)
	}
	_, err = NewProfileFromText("concurrent_users: [")
	fails(t, err, ErrSyntax)
	_, err = NewProfileFromText("concurrent_users: 1\x00000")
	fails(t, err, ErrSyntax)
	_, err = NewProfileFromText("concurrent_users: 1\nconcurrent_users: 2\n")
	fails(t, err, ErrExists)
	_, err = NewProfileFromText(strings.Repeat(" ", int(ProfileTextBytes)+1))
	fails(t, err, ErrTooLarge)
	for _, text := range []string{"", "\xff", "{", "- 1"} {
		if p, err := NewProfileFromText(text); err == nil && text != "" {
			t.Errorf("%q is a profile: %v", text, p)
		}
		if _, err := NewCatalogFromText(text); err == nil {
			t.Errorf("%q is a catalogue", text)
		}
		if _, err := NewTiersFromText(text); err == nil {
			t.Errorf("%q is a ladder", text)
		}
	}
}
