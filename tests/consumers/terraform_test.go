// SPDX-License-Identifier: Apache-2.0

package consumers

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// moduleVariables that the root module of docs/emit.md may set, and the versions in which they were read.
var moduleVariables = map[string]struct {
	source, version, names string
	members                reflect.Type // what the tfvars file has
}{
	"eks": {"terraform-aws-modules/eks/aws", "~> 21.0",
		"name kubernetes_version addons eks_managed_node_groups tags vpc_id subnet_ids endpoint_public_access enable_irsa",
		reflect.TypeOf(eksVariables{}.EKS)},
	"dynamodb_table": {"terraform-aws-modules/dynamodb-table/aws", "~> 5.0",
		"name billing_mode read_capacity write_capacity autoscaling_enabled autoscaling_read autoscaling_write tags hash_key range_key attributes",
		reflect.TypeOf(tableVariables{}.Tables).Elem()},
	"elasticache": {"terraform-aws-modules/elasticache/aws", "~> 1.4",
		"replication_group_id engine engine_version node_type num_cache_clusters cluster_mode_enabled num_node_groups replicas_per_node_group " +
			"create_parameter_group parameter_group_family automatic_failover_enabled multi_az_enabled tags vpc_id subnet_ids security_group_rules",
		reflect.TypeOf(cacheVariables{}.Cache).Elem()},
}

func rootModule(t *testing.T) []byte {
	t.Helper()
	page, err := os.ReadFile("../../docs/emit.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(page), "<!-- main.tf -->\n```hcl\n")
	text, _, closed := strings.Cut(rest, "\n```\n")
	if !found || !closed {
		t.Fatal("docs/emit.md has no main.tf")
	}
	return []byte(text + "\n")
}

func parseRoot(text []byte) (*hclsyntax.Body, hcl.Diagnostics) {
	file, faults := hclsyntax.ParseConfig(text, "main.tf", hcl.InitialPos)
	if faults.HasErrors() {
		return nil, faults
	}
	return file.Body.(*hclsyntax.Body), nil
}

func literal(block *hclsyntax.Block, name string) string {
	attribute, there := block.Body.Attributes[name]
	if !there {
		return ""
	}
	value, faults := attribute.Expr.Value(nil)
	if faults.HasErrors() {
		return ""
	}
	return value.AsString()
}

// usesDeclared finds variables that are used and not declared, and the other way round.
func usesDeclared(body *hclsyntax.Body) (f faults) {
	declared, used := map[string]bool{}, map[string]bool{}
	for _, block := range body.Blocks {
		if block.Type == "variable" {
			declared[block.Labels[0]] = true
		}
		for _, attribute := range block.Body.Attributes {
			for _, traversal := range attribute.Expr.Variables() {
				if traversal.RootName() == "var" {
					used[traversal[1].(hcl.TraverseAttr).Name] = true
				}
			}
		}
	}
	for name := range used {
		f.unless(declared[name], "var.%s is not declared", name)
	}
	for name := range declared {
		f.unless(used[name], "variable %s is not used", name)
	}
	return f
}

func rootFaults(body *hclsyntax.Body) (f faults) {
	modules := 0
	for _, block := range body.Blocks {
		if block.Type != "module" {
			continue
		}
		name := block.Labels[0]
		known, there := moduleVariables[name]
		f.unless(there, "module %s", name)
		f.unless(literal(block, "source") == known.source && literal(block, "version") == known.version, "%s: source or version", name)
		for argument := range block.Body.Attributes {
			f.unless(oneOf(argument, append(strings.Fields(known.names), "source", "version", "count", "for_each")...), "%s has no variable %s", name, argument)
		}
		for i := 0; there && i < known.members.NumField(); i++ {
			member, _, _ := strings.Cut(known.members.Field(i).Tag.Get("json"), ",")
			_, given := block.Body.Attributes[member]
			f.unless(given, "%s: %s of the file is not handed on", name, member)
		}
		modules++
	}
	f.unless(modules == len(moduleVariables), "%d modules", modules)
	return append(f, usesDeclared(body)...)
}

func TestRootModuleHandsOnWhatTheFilesHold(t *testing.T) {
	text := rootModule(t)
	body, err := parseRoot(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range rootFaults(body) {
		t.Error(fault)
	}
	for _, wrong := range [][2]string{{"module \"eks\" {", "module \"eks\" "}, {"node_type  ", "node_kind  "}, {"~> 21.0", "~> 20.0"},
		{"var.vpc_cidr", "var.cidr"}, {"  billing_mode        = each.value.billing_mode\n", ""}} {
		changed := strings.Replace(string(text), wrong[0], wrong[1], 1)
		body, err := parseRoot([]byte(changed))
		if changed == string(text) || (err == nil && len(rootFaults(body)) == 0) {
			t.Errorf("%q for %q passed", wrong[1], wrong[0])
		}
	}
}
