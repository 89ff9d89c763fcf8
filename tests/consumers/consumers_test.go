// SPDX-License-Identifier: Apache-2.0

// Package consumers decodes what `capacity emit` writes into the types of those who read it, refusing
// unknown and duplicate fields.
//
// A kind of Kubernetes object is a line in objects, any other file one in files; see kube_test.go.
package consumers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	goccy "github.com/goccy/go-yaml"
	"k8s.io/apimachinery/pkg/api/resource"
	strict "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"
)

// consumer is a type and the rules that its decoding does not check.
type consumer struct {
	make   func() any
	faults func(object any) []string // nil: none
}

// objects by "apiVersion kind"; files by name without .yaml or .json, for what is no Kubernetes object or
// follows other rules; elsewhere, by the same names, what another test holds to those who read it.
var (
	objects   = map[string]consumer{}
	files     = map[string]consumer{}
	elsewhere = map[string]string{}
)

func stemOf(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(filepath.Base(name), ".yaml"), ".json")
}

// documents of a file as JSON: a YAML stream in order, or the items of a List.
func documents(name string, text []byte) ([][]byte, error) {
	if strings.HasSuffix(name, ".json") {
		var list struct {
			Kind  string            `json:"kind"`
			Items []json.RawMessage `json:"items"`
		}
		if err := json.Unmarshal(text, &list); err != nil || list.Kind != "List" {
			return [][]byte{text}, err
		}
		var out [][]byte
		for _, item := range list.Items {
			out = append(out, item)
		}
		return out, nil
	}
	var out [][]byte
	for _, part := range bytes.Split(text, []byte("---\n"))[1:] {
		one, err := yaml.YAMLToJSONStrict(part)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func consumerOf(name string, document []byte) (consumer, string, error) {
	stem := stemOf(name)
	if found, ok := files[stem]; ok {
		return found, stem, nil
	}
	var head struct {
		APIVersion string `json:"apiVersion"`
		Kind       string `json:"kind"`
	}
	if err := json.Unmarshal(document, &head); err != nil {
		return consumer{}, "", err
	}
	key := head.APIVersion + " " + head.Kind
	found, ok := objects[key]
	if !ok {
		return consumer{}, key, fmt.Errorf("%q is in neither table", key)
	}
	return found, key, nil
}

// decode is strict: unknown and duplicate fields, and those in the wrong case, are errors.
func decode(into any, document []byte) error {
	faults, err := strict.UnmarshalStrict(document, into)
	if err == nil && len(faults) > 0 {
		err = faults[0]
	}
	return err
}

// sameScalar: the same text, or the same quantity: 0.25 is written 250m.
func sameScalar(a, b string) bool {
	if a == b {
		return true
	}
	before, err := resource.ParseQuantity(a)
	after, again := resource.ParseQuantity(b)
	return err == nil && again == nil && before.Cmp(after) == 0
}

// lost names what of the document the object did not keep.
func lost(path string, document, object any) string {
	switch part := document.(type) {
	case map[string]any:
		kept, _ := object.(map[string]any)
		for key, value := range part {
			if got := lost(path+"."+key, value, kept[key]); got != "" {
				return got
			}
		}
	case []any:
		kept, _ := object.([]any)
		if len(kept) != len(part) {
			return path
		}
		for i, value := range part {
			if got := lost(fmt.Sprintf("%s[%d]", path, i), value, kept[i]); got != "" {
				return got
			}
		}
	default:
		if !sameScalar(fmt.Sprint(document), fmt.Sprint(object)) {
			return fmt.Sprintf("%s: %v became %v", path, document, object)
		}
	}
	return ""
}

func value(t *testing.T, text []byte) any {
	t.Helper()
	var out any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// misspelt adds a field that no type has: at the top, and inside spec where there is one.
func misspelt(document []byte) [][]byte {
	out := [][]byte{append([]byte(`{"noSuchField":1,`), bytes.TrimSpace(document)[1:]...)}
	var top map[string]any
	if json.Unmarshal(document, &top) == nil {
		if spec, ok := top["spec"].(map[string]any); ok {
			spec["minReplica"] = 1
			text, _ := json.Marshal(top)
			out = append(out, text)
		}
	}
	return out
}

func duplicate(document []byte) []byte {
	var top map[string]json.RawMessage
	_ = json.Unmarshal(document, &top)
	for key, value := range top {
		pair := fmt.Sprintf("{%q:%s,", key, value)
		return append([]byte(pair), bytes.TrimSpace(document)[1:]...)
	}
	return nil
}

func checkDocument(t *testing.T, name string, document []byte) string {
	t.Helper()
	found, key, err := consumerOf(name, document)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return key
	}
	object := found.make()
	if err := decode(object, document); err != nil {
		t.Errorf("%s: %s: %v", name, key, err)
		return key
	}
	again, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	if got := lost("", value(t, document), value(t, again)); got != "" {
		t.Errorf("%s: %s: %s", name, key, got)
	}
	if found.faults != nil {
		for _, fault := range found.faults(object) {
			t.Errorf("%s: %s: %s", name, key, fault)
		}
	}
	for _, wrong := range misspelt(document) {
		if decode(found.make(), wrong) == nil && !isMap(found.make()) {
			t.Errorf("%s: %s: a misspelt field passed", name, key)
		}
	}
	if decode(found.make(), duplicate(document)) == nil {
		t.Errorf("%s: %s: a duplicate field passed", name, key)
	}
	return key
}

// isMap: a type of free keys cannot refuse one; its faults must.
func isMap(object any) bool {
	return reflect.TypeOf(object).Elem().Kind() == reflect.Map
}

// checkYAML compares a reader of YAML 1.1 with one of 1.2.
func checkYAML(t *testing.T, name string, text []byte) {
	t.Helper()
	for i, part := range bytes.Split(text, []byte("---\n"))[1:] {
		var old, new any
		if err := yaml.Unmarshal(part, &old); err != nil {
			t.Fatal(name, err)
		}
		if err := goccy.Unmarshal(part, &new); err != nil {
			t.Fatal(name, err)
		}
		oldText, _ := json.Marshal(old)
		newText, err := json.Marshal(new)
		if err != nil || !reflect.DeepEqual(value(t, oldText), value(t, newText)) {
			t.Errorf("%s: document %d is another to YAML 1.2: %v", name, i, err)
		}
	}
}

// TestManifests reads every file below $CAPACITY_MANIFESTS.
func TestManifests(t *testing.T) {
	folder := os.Getenv("CAPACITY_MANIFESTS")
	if folder == "" {
		t.Fatal("CAPACITY_MANIFESTS names no folder")
	}
	seen := map[string]int{}
	err := filepath.Walk(folder, func(name string, info os.FileInfo, err error) error {
		extension := filepath.Ext(name)
		if err != nil || (extension != ".yaml" && extension != ".json") {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		parts, err := documents(name, text)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if test, ok := elsewhere[stemOf(name)]; ok {
			seen[stemOf(name)+", see "+test]++
		} else {
			for _, part := range parts {
				seen[checkDocument(t, name, part)]++
			}
		}
		if extension == ".yaml" {
			checkYAML(t, name, text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for key := range objects {
		if seen[key] == 0 {
			t.Errorf("%s: none was emitted", key)
		}
	}
	for key := range files {
		if seen[key] == 0 {
			t.Errorf("%s: none was emitted", key)
		}
	}
	for stem, test := range elsewhere {
		if seen[stem+", see "+test] == 0 {
			t.Errorf("%s: none was emitted", stem)
		}
	}
	t.Log("documents by kind:", seen)
}
