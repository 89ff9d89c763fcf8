// SPDX-License-Identifier: Apache-2.0

//go:build capacity_bundled

package capacity

import "testing"

func TestTextIsLeftOut(t *testing.T) {
	_, err := NewProfileFromText("concurrent_users: 1000")
	fails(t, err, ErrUnsupported)
	_, err = NewCatalogFromText("{}")
	fails(t, err, ErrUnsupported)
	_, err = NewTiersFromText("{}")
	fails(t, err, ErrUnsupported)
	_, err = NewMetricsFromText("{}")
	fails(t, err, ErrUnsupported)
	p := newChat(t)
	_, err = p.WriteText(FormatYAML)
	fails(t, err, ErrUnsupported)
	plan, err := p.Plan()
	if err != nil {
		t.Fatal(err)
	}
	defer plan.Close()
	_, err = plan.Write(FormatYAML)
	fails(t, err, ErrUnsupported)
}
