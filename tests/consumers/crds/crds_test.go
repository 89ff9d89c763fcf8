// SPDX-License-Identifier: Apache-2.0

// Package crds holds what `capacity emit` writes to the CRDs of those who read it, by the API server's own code:
// unknown fields, schema, and the rules in CEL.
//
// It is a package of its own because that code takes minutes to compile the first time.
package crds

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"
)

type crd struct {
	structural *schema.Structural
	validator  validation.SchemaValidator
	rules      *cel.Validator
}

func load(t *testing.T) map[string]crd {
	t.Helper()
	text, err := os.ReadFile("karpenter.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		CRDs map[string]*apiextensionsv1.JSONSchemaProps `json:"crds"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	out := map[string]crd{}
	for name, props := range file.CRDs {
		var internal apiextensions.JSONSchemaProps
		if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(props, &internal, nil); err != nil {
			t.Fatal(name, err)
		}
		structural, err := schema.NewStructural(&internal)
		if err != nil {
			t.Fatal(name, err)
		}
		validator, _, err := validation.NewSchemaValidator(&internal)
		if err != nil {
			t.Fatal(name, err)
		}
		out[name] = crd{structural, validator, cel.NewValidator(structural, true, celconfig.PerCallLimit)}
	}
	return out
}

func head(object map[string]any) string {
	return fmt.Sprintf("%v %v", object["apiVersion"], object["kind"])
}

// faults of an object; it is changed.
func (c crd) faults(object map[string]any) (out []string) {
	for _, found := range c.validator.Validate(object).Errors {
		out = append(out, found.Error())
	}
	found, _ := c.rules.Validate(context.Background(), nil, c.structural, object, nil, celconfig.RuntimeCELCostBudget)
	for _, one := range found {
		out = append(out, one.Error())
	}
	options := schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	for _, path := range pruning.PruneWithOptions(object, c.structural, true, options) {
		out = append(out, "unknown field "+path)
	}
	return out
}

func parse(t *testing.T, text []byte) map[string]any {
	t.Helper()
	out := map[string]any{}
	if err := yaml.UnmarshalStrict(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// objects of a file, YAML documents or the items of a List.
func objects(t *testing.T, name string) (out []map[string]any) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(name, ".yaml") {
		for _, part := range bytes.Split(text, []byte("---\n"))[1:] {
			out = append(out, parse(t, part))
		}
		return out
	}
	list, ok := parse(t, text)["items"].([]any)
	if !ok {
		t.Fatal(name, "is no List")
	}
	for _, item := range list {
		out = append(out, item.(map[string]any))
	}
	return out
}

// Each pool's class is there, and each is said once.
func TestKarpenter(t *testing.T) {
	crds, seen := load(t), map[string]int{}
	names, err := filepath.Glob(filepath.Join(os.Getenv("CAPACITY_MANIFESTS"), "*", "karpenter.*"))
	if err != nil || len(names) == 0 {
		t.Fatal("no karpenter file below CAPACITY_MANIFESTS: ", err)
	}
	for _, name := range names {
		classes, wanted := map[string]bool{}, []string{}
		for _, object := range objects(t, name) {
			found, ok := crds[head(object)]
			if !ok {
				t.Errorf("%s: no CRD of %s", name, head(object))
				continue
			}
			seen[head(object)]++
			if object["kind"] == "EC2NodeClass" {
				classes[object["metadata"].(map[string]any)["name"].(string)] = true
			} else {
				wanted = append(wanted, at(t, object, "spec.template.spec.nodeClassRef.name").(string))
			}
			for _, fault := range found.faults(object) {
				t.Errorf("%s: %s: %s", name, head(object), fault)
			}
		}
		for _, class := range wanted {
			if !classes[class] {
				t.Errorf("%s: no EC2NodeClass %s", name, class)
			}
		}
	}
	t.Log("objects by kind:", seen)
	if len(seen) != len(crds) {
		t.Error("not every CRD was used")
	}
}

func at(t *testing.T, object map[string]any, path string) any {
	t.Helper()
	var value any = object
	for _, key := range strings.Split(path, ".") {
		value = value.(map[string]any)[key]
	}
	return value
}

const pool = `
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: general}
spec:
  template:
    metadata: {labels: {workload-type: general}}
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: general}
      taints: [{key: critical, value: "true", effect: NoSchedule}]
      requirements: [{key: karpenter.sh/capacity-type, operator: In, values: [spot]}]
  disruption: {consolidationPolicy: WhenEmptyOrUnderutilized, consolidateAfter: 10m, budgets: [{nodes: "10%"}]}
  limits: {cpu: "80", nodes: "20"}
`

const class = `
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: general}
spec:
  amiSelectorTerms: [{alias: "al2023@latest"}]
  role: KarpenterNodeRole-chat
  subnetSelectorTerms: [{tags: {karpenter.sh/discovery: chat}}]
  securityGroupSelectorTerms: [{tags: {karpenter.sh/discovery: chat}}]
  kubelet: {maxPods: 110}
  blockDeviceMappings: [{deviceName: /dev/xvda, ebs: {volumeSize: 20Gi, volumeType: gp3, encrypted: true}}]
`

// What must be refused is refused, so that the test above says something.
func TestWrongObjectsAreRefused(t *testing.T) {
	crds := load(t)
	for _, good := range []string{pool, class} {
		object := parse(t, []byte(good))
		if faults := crds[head(object)].faults(object); len(faults) > 0 {
			t.Fatal(faults)
		}
	}
	wrong := []struct{ of, old, by, says string }{
		{pool, "consolidateAfter", "consolidatesAfter", "consolidateAfter"},
		{pool, "limits:", "limit:", "unknown field spec.limit"},
		{pool, "10m", "10 minutes", "consolidateAfter"},
		{pool, "10%", "110%", "nodes"},
		{pool, "operator: In, values: [spot]", "operator: In, values: []", "must have a value"},
		{pool, "effect: NoSchedule", "effect: Never", "effect"},
		{pool, "labels: {workload-type", "labels: {karpenter.sh/x", "restricted"},
		{pool, "cpu: \"80\"", "cpu: many", "limits"},
		{class, "role:", "roles:", "role"},
		{class, "maxPods: 110", "maxPods: -1", "maxPods"},
		{class, "maxPods", "maxPod", "unknown field spec.kubelet.maxPod"},
		{class, "al2023@latest", "al2023", "alias"},
		{class, "role: KarpenterNodeRole-chat", "role: a\n  instanceProfile: b", "instanceProfile"},
		{class, "subnetSelectorTerms: [{tags: {karpenter.sh/discovery: chat}}]", "subnetSelectorTerms: []", "subnetSelectorTerms cannot be empty"},
		{class, "volumeSize: 20Gi", "volumeSize: 20", "volumeSize"},
	}
	for _, one := range wrong {
		text := strings.Replace(one.of, one.old, one.by, 1)
		if text == one.of {
			t.Errorf("%s stands nowhere", one.old)
		}
		object := parse(t, []byte(text))
		faults := strings.Join(crds[head(object)].faults(object), "; ")
		if !strings.Contains(faults, one.says) {
			t.Errorf("%s for %s: %q does not say %q", one.by, one.old, faults, one.says)
		}
	}
}
