// SPDX-License-Identifier: Apache-2.0

// Package eksctl decodes the ClusterConfigs that `capacity emit` writes into eksctl's own types, strictly, and has
// eksctl validate them.
//
// It is a module of its own because eksctl needs older versions of what the other readers need.
package eksctl

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	api "github.com/weaveworks/eksctl/pkg/apis/eksctl.io/v1alpha5"
	"sigs.k8s.io/yaml"
)

// read is what `eksctl create cluster --config-file` does with a file before it asks AWS.
func read(text []byte) error {
	config := api.NewClusterConfig()
	if err := yaml.UnmarshalStrict(text, config, yaml.DisallowUnknownFields); err != nil {
		return err
	}
	if err := config.ValidateVPCConfig(); err != nil {
		return err
	}
	api.SetClusterConfigDefaults(config)
	if err := api.ValidateClusterConfig(config); err != nil {
		return err
	}
	for i, group := range config.ManagedNodeGroups {
		api.SetManagedNodeGroupDefaults(group, config.Metadata, false)
		if err := api.ValidateManagedNodeGroup(i, group); err != nil {
			return err
		}
	}
	return nil
}

// TestClusterConfigs reads every one below $CAPACITY_MANIFESTS.
func TestClusterConfigs(t *testing.T) {
	var names []string
	for _, extension := range []string{"yaml", "json"} {
		found, err := filepath.Glob(filepath.Join(os.Getenv("CAPACITY_MANIFESTS"), "*", "eksctl."+extension))
		if err != nil || len(found) == 0 {
			t.Fatalf("no eksctl.%s was emitted: %v", extension, err)
		}
		names = append(names, found...)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := read(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	t.Log(len(names), "files")
}

const good = `{"apiVersion": "eksctl.io/v1alpha5", "kind": "ClusterConfig", "metadata": {"name": "chat", "region": "us-east-1",
	"version": "1.33"}, "iam": {"withOIDC": true}, "vpc": {"nat": {"gateway": "Single"}}, "managedNodeGroups": [{"name": "a",
	"amiFamily": "AmazonLinux2023", "instanceTypes": ["t3.large"], "minSize": 2, "desiredCapacity": 3, "maxSize": 4,
	"volumeSize": 20, "volumeType": "gp3", "privateNetworking": true, "taints": [{"key": "a", "effect": "NoSchedule"}],
	"iam": {"withAddonPolicies": {"autoScaler": true}}, "propagateASGTags": true}]}`

// TestWrongOnesAreRefused changes one thing of a good file at a time.
func TestWrongOnesAreRefused(t *testing.T) {
	if err := read([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to string }{
		{"desiredCapacity", "desiredCapacities"},
		{`"gateway"`, `"gateways"`},
		{`"minSize": 2`, `"minSize": 5`},
		{`"minSize": 2`, `"minSize": 2, "minSize": 2`},
		{`"NoSchedule"`, `"NO_SCHEDULE"`},
		{`"AmazonLinux2023"`, `"AmazonLinux2030"`},
		{`["t3.large"]`, `["t3.large"], "instanceType": "t3.large"`},
	} {
		changed := strings.Replace(good, c.from, c.to, 1)
		if changed == good {
			t.Fatalf("%s is not in the good file", c.from)
		}
		if read([]byte(changed)) == nil {
			t.Errorf("%s instead of %s passed", c.to, c.from)
		}
	}
}
