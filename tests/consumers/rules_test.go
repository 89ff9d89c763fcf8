// SPDX-License-Identifier: Apache-2.0

package consumers

import (
	"strings"
	"testing"
)

const hpa = `{"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": {"name": "a"}, "spec": {
	"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "b"}, "minReplicas": 2, "maxReplicas": 4,
	"metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 70}}}],
	"behavior": {"scaleUp": {"stabilizationWindowSeconds": 0, "policies": [{"type": "Pods", "value": 4, "periodSeconds": 15}]}}}}`

const deployment = `{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "a"}, "spec": {"template": {"spec": {
	"containers": [{"name": "b", "resources": {"requests": {"cpu": "1", "memory": "1Gi"}, "limits": {"cpu": "2", "memory": "2Gi"}}}],
	"topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "kubernetes.io/hostname", "whenUnsatisfiable": "ScheduleAnyway",
		"labelSelector": {"matchLabels": {"app": "a"}}}],
	"tolerations": [{"key": "critical", "operator": "Equal", "value": "true", "effect": "NoSchedule"}]}}}}`

const pdb = `{"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "a"},
	"spec": {"maxUnavailable": 1, "selector": {"matchLabels": {"app": "a"}}}}`

const vpa = `{"apiVersion": "autoscaling.k8s.io/v1", "kind": "VerticalPodAutoscaler", "metadata": {"name": "a"}, "spec": {
	"targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "b"}, "updatePolicy": {"updateMode": "Off"},
	"resourcePolicy": {"containerPolicies": [{"containerName": "*", "mode": "Auto", "maxAllowed": {"cpu": "1780m", "memory": "1Gi"}}]}}}`

// TestKubeRulesSeeWhatDecodingDoesNot changes one thing of a good object at a time.
func TestKubeRulesSeeWhatDecodingDoesNot(t *testing.T) {
	for _, good := range []string{hpa, deployment, pdb, vpa} {
		if got := verdict(t, good); got != "" {
			t.Fatal(got)
		}
	}
	for _, c := range []struct{ good, from, to string }{
		{hpa, `"minReplicas": 2`, `"minReplicas": 5`},
		{hpa, `"minReplicas": 2`, `"minReplicas": 0`},
		{hpa, `"name": "a"`, `"name": "A_b"`},
		{hpa, `"name": "a"`, `"name": "a", "annotations": {"a b": ""}`},
		{hpa, `"name": "a"`, `"name": "a", "labels": {"a": "-"}`},
		{hpa, `"averageUtilization": 70`, `"averageValue": "70"`},
		{hpa, `"averageUtilization": 70`, `"averageUtilization": 70, "averageValue": "70"`},
		{hpa, `"averageUtilization": 70`, `"averageUtilization": 0`},
		{hpa, `"name": "cpu"`, `"name": "disk"`},
		{hpa, `"type": "Resource", "resource"`, `"type": "Resource", "pods": {"metric": {"name": "x"}, "target": {"type": "AverageValue", "averageValue": "1"}}, "resource"`},
		{hpa, `"type": "Resource"`, `"type": "Pods"`},
		{hpa, `"stabilizationWindowSeconds": 0`, `"stabilizationWindowSeconds": 3601`},
		{hpa, `"stabilizationWindowSeconds": 0`, `"selectPolicy": "Most"`},
		{hpa, `"stabilizationWindowSeconds": 0`, `"tolerance": "-0.1"`},
		{hpa, `"value": 4`, `"value": 0`},
		{hpa, `"periodSeconds": 15`, `"periodSeconds": 1801`},
		{hpa, `{"type": "Pods", "value": 4, "periodSeconds": 15}`, ``},
		{hpa, `"type": "Pods"`, `"type": "Nodes"`},
		{deployment, `"spec": {"template"`, `"spec": {"replicas": 3, "template"`},
		{deployment, `"limits": {"cpu": "2"`, `"limits": {"cpu": "500m"`},
		{deployment, `"maxSkew": 1`, `"maxSkew": 0`},
		{deployment, `"ScheduleAnyway"`, `"Perhaps"`},
		{deployment, `"matchLabels": {"app": "a"}`, `"matchLabels": {}`},
		{deployment, `"effect": "NoSchedule"`, `"effect": "Never"`},
		{deployment, `"memory": "1Gi"`, `"memory": "100m"`},
		{pdb, `"maxUnavailable": 1`, `"maxUnavailable": 0`},
		{pdb, `"maxUnavailable": 1`, `"maxUnavailable": "0%"`},
		{pdb, `"maxUnavailable": 1`, `"maxUnavailable": 1, "minAvailable": 1`},
		{pdb, `{"matchLabels": {"app": "a"}}`, `{}`},
		{vpa, `"Off"`, `"Recreate"`},
		{vpa, `"mode": "Auto"`, `"mode": "Auto", "minAllowed": {"cpu": "2"}`},
		{vpa, `"1780m"`, `"100u"`},
	} {
		changed := strings.Replace(c.good, c.from, c.to, 1)
		if changed == c.good {
			t.Fatalf("%s is not in the good object", c.from)
		}
		if verdict(t, changed) == "" {
			t.Errorf("%s instead of %s passed", c.to, c.from)
		}
	}
}

// TestStrictDecoding: what a lenient reader would take.
func TestStrictDecoding(t *testing.T) {
	for _, c := range []struct{ from, to string }{
		{`"minReplicas"`, `"minreplicas"`},
		{`"minReplicas": 2`, `"minReplicas": "2"`},
		{`"minReplicas": 2`, `"minReplicas": 2.5`},
		{`"minReplicas": 2`, `"minReplicas": 2, "minReplicas": 2`},
		{`"averageUtilization": 70`, `"averageUtilisation": 70`},
		{`"periodSeconds": 15`, `"periodSeconds": 15, "period": 15`},
	} {
		document := []byte(strings.Replace(hpa, c.from, c.to, 1))
		found, _, err := consumerOf("x.json", document)
		if err != nil {
			t.Fatal(err)
		}
		if decode(found.make(), document) == nil {
			t.Errorf("%s instead of %s passed", c.to, c.from)
		}
	}
	if _, _, err := consumerOf("x.json", []byte(`{"apiVersion": "v1", "kind": "Nothing"}`)); err == nil {
		t.Error("a kind of no table passed")
	}
	if _, err := documents("x.yaml", []byte("---\na: 1\na: 2\n")); err == nil {
		t.Error("a duplicate key of YAML passed")
	}
}

// verdict is the first thing wrong with an object, "" for none.
func verdict(t *testing.T, text string) string {
	t.Helper()
	found, _, err := consumerOf("x.json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	object := found.make()
	if err := decode(object, []byte(text)); err != nil {
		return err.Error()
	}
	if got := found.faults(object); len(got) > 0 {
		return got[0]
	}
	return ""
}
