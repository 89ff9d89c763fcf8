// SPDX-License-Identifier: Apache-2.0

package consumers

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	strict "sigs.k8s.io/json"
)

// That the expressions are PromQL and fire when they should is rules.py's to see.
func init() {
	plugins.RegisterDefaultPlugins()
	objects["monitoring.coreos.com/v1 PrometheusRule"] = consumer{func() any { return new(monitoringv1.PrometheusRule) }, ruleFaults}
	files["grafana-dashboard"] = consumer{func() any { return new(grafanaDashboard) }, dashboardFaults}
}

// grafanaDashboard decodes strictly: panels and queries by the schema of their plugin, a key twice is refused.
type grafanaDashboard struct{ dashboard.Dashboard }

func (d *grafanaDashboard) UnmarshalJSON(text []byte) error {
	var plain any
	if faults, err := strict.UnmarshalStrict(text, &plain); err != nil || len(faults) > 0 {
		return fmt.Errorf("%v %v", faults, err)
	}
	// Strict decoding answers a list of errors, perhaps an empty one, and then leaves parts out.
	var errs cog.BuildErrors
	if err := new(dashboard.Dashboard).UnmarshalJSONStrict(text); err != nil && (!errors.As(err, &errs) || len(errs) > 0) {
		return err
	}
	return json.Unmarshal(text, &d.Dashboard)
}

func (d grafanaDashboard) MarshalJSON() ([]byte, error) { return json.Marshal(d.Dashboard) }

// ruleFaults restates the operator's admission: groups have names of their own, a rule is an alert or a record.
func ruleFaults(object any) []string {
	rule := object.(*monitoringv1.PrometheusRule)
	f := metaFaults(rule.ObjectMeta)
	seen := map[string]bool{}
	for _, group := range rule.Spec.Groups {
		f.unless(group.Name != "" && !seen[group.Name], "group %q is there twice", group.Name)
		seen[group.Name] = true
		f.unless(len(group.Rules) > 0, "group %q is empty", group.Name)
		for _, one := range group.Rules {
			f.unless((one.Alert == "") != (one.Record == ""), "%q %q: neither an alert nor a record, or both", one.Alert, one.Record)
			f.unless(one.Record == "" || one.For == nil, "record %q has a duration", one.Record)
			f.unless(one.Expr.String() != "" && one.Expr.String() != "0", "%q asks for nothing", one.Alert)
		}
	}
	f.unless(len(seen) > 0, "there is no group")
	return f
}

func dashboardFaults(object any) []string {
	var f faults
	board := object.(*grafanaDashboard)
	if err := board.Validate(); err != nil {
		f = append(f, err.Error())
	}
	f.unless(len(board.Panels) > 0, "there is no panel")
	return f
}

const rules = `{"apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule", "metadata": {"name": "a"}, "spec": {"groups": [
	{"name": "g", "rules": [{"alert": "Busy", "expr": "up == 0", "for": "5m", "labels": {"severity": "critical"}}]}]}}`

const board = `{"title": "a", "schemaVersion": 39, "templating": {"list": []}, "annotations": {"list": []}, "panels": [{"type": "timeseries", "id": 1, "title": "b", "gridPos": {"h": 8, "w": 12, "x": 0, "y": 0},
	"datasource": {"type": "prometheus", "uid": "p"}, "fieldConfig": {"defaults": {"unit": "percentunit"}, "overrides": []},
	"targets": [{"refId": "A", "expr": "up", "datasource": {"type": "prometheus", "uid": "p"}}]}]}`

// TestMonitoringIsReadStrictly changes one thing of a good file at a time.
func TestMonitoringIsReadStrictly(t *testing.T) {
	for _, c := range []struct{ name, good, from, to string }{
		{"x.json", rules, `"alert"`, `"alerts"`},
		{"x.json", rules, `"alert": "Busy"`, `"alert": "Busy", "record": "busy"`},
		{"x.json", rules, `"alert": "Busy", `, ``},
		{"x.json", rules, `"expr": "up == 0", `, ``},
		{"x.json", rules, `"rules": [`, `"rules": [], "rule": [`},
		{"x.json", rules, `"for"`, `"For"`},
		{"x.json", rules, `"name": "g"`, `"name": "g", "name": "h"`},
		{"x.json", rules, `"name": "a"`, `"name": "A b"`},
		{"x.json", rules, `{"severity": "critical"}`, `{"severity": 1}`},
		{"grafana-dashboard.json", board, `"gridPos"`, `"gridpos"`},
		{"grafana-dashboard.json", board, `"h": 8`, `"h": "8"`},
		{"grafana-dashboard.json", board, `"unit"`, `"units"`},
		{"grafana-dashboard.json", board, `"expr"`, `"query"`},
		{"grafana-dashboard.json", board, `"title": "b"`, `"title": "b", "title": "c"`},
		{"grafana-dashboard.json", board, `"targets"`, `"target"`},
	} {
		document := []byte(c.good)
		found, _, err := consumerOf(c.name, document)
		if err != nil {
			t.Fatal(err)
		}
		object := found.make()
		if err := decode(object, document); err != nil {
			t.Fatal(err)
		}
		if got := found.faults(object); len(got) > 0 {
			t.Fatal(got)
		}
		changed := strings.Replace(c.good, c.from, c.to, 1)
		if changed == c.good {
			t.Fatalf("%s is not in the good file", c.from)
		}
		object = found.make()
		err = decode(object, []byte(changed))
		again, _ := json.Marshal(object)
		if err == nil && len(found.faults(object)) == 0 && lost("", value(t, []byte(changed)), value(t, again)) == "" {
			t.Errorf("%s: %s instead of %s passed", c.name, c.to, c.from)
		}
	}
}
