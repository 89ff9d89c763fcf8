// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"encoding/json"
	"strings"
	"testing"
)

func newPlan(t *testing.T) *Plan {
	t.Helper()
	plan, err := newChat(t).Plan()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { plan.Close() })
	return plan
}

func TestEmitKinds(t *testing.T) {
	for i := 0; i < EmitKindCount(); i++ {
		kind := EmitKindAt(i)
		file, err := kind.File(kind.Format(FormatYAML))
		if err != nil || kind == EmitNone || EmitKindFromName(kind.Name()) != kind || kind.Summary() == "" || file == "" {
			t.Error(kind, file, err)
		}
	}
	if EmitKindAt(EmitKindCount()) != EmitNone || EmitKindFromName("hpas") != EmitNone {
		t.Error("a kind past the end, or of no name")
	}
	_, err := EmitReasons.File(FormatJSON)
	fails(t, err, ErrUnsupported, "Markdown")
}

func TestWriteManifest(t *testing.T) {
	plan := newPlan(t)
	options := &EmitOptions{Answer: AnswerTier, KubernetesNamespace: "prod", ScaleUpTolerance: 5 * Percent}
	text, err := plan.WriteManifest(EmitHPA, options, FormatJSON)
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Items []struct {
			Metadata struct{ Name, Namespace string }
			Spec     struct{ MinReplicas, MaxReplicas int }
		}
	}
	if err := json.Unmarshal([]byte(text), &list); err != nil || len(list.Items) != 2 {
		t.Fatal(err, text)
	}
	backend := list.Items[0]
	if backend.Metadata.Name != "backend-hpa" || backend.Metadata.Namespace != "prod" ||
		backend.Spec.MinReplicas != 5 || backend.Spec.MaxReplicas != 15 || !strings.Contains(text, `"tolerance": "0.05"`) {
		t.Error(text)
	}
	_, err = plan.WriteManifest(EmitHPA, &EmitOptions{Team: "-"}, FormatJSON)
	fails(t, err, ErrArgument, "team")
	_, err = plan.WriteManifest(EmitKind(999), nil, FormatJSON)
	fails(t, err, ErrNotFound, "999")
}

func TestEmitByName(t *testing.T) {
	plan := newPlan(t)
	text, err := plan.Emit("reasons", nil)
	if err != nil || !strings.HasPrefix(text, "# Reasons\n") {
		t.Error(text, err)
	}
	_, err = plan.Emit("hpas", nil)
	fails(t, err, ErrNotFound)
	files, err := plan.Manifests(nil, FormatJSON)
	if err != nil || len(files) != EmitKindCount() || files["hpa.json"] == "" || files["REASONS.md"] != text {
		t.Error(err)
	}
	_, err = plan.Manifests(&EmitOptions{Team: "-"}, FormatJSON)
	fails(t, err, ErrArgument)
}
