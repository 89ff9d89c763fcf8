// SPDX-License-Identifier: Apache-2.0

package consumers

import (
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strings"
	"testing"

	scaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	appsv1 "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/util/validation"
)

// What publishes no Go module to decode into is restated here: names and types, of the parts that can be written.
// Karpenter's objects are held to their CRDs in package crds, eksctl's files are read by its own code in module eksctl.
func init() {
	files["cluster-autoscaler-flags"] = consumer{func() any { return new(appsv1.Deployment) }, flagsFaults}
	files["cluster-autoscaler-values"] = consumer{func() any { return new(chartValues) }, chartFaults}
	files["eks.auto.tfvars"] = consumer{func() any { return new(eksVariables) }, eksFaults}
	files["dynamodb.auto.tfvars"] = consumer{func() any { return new(tableVariables) }, tableFaults}
	files["elasticache.auto.tfvars"] = consumer{func() any { return new(cacheVariables) }, cacheFaults}
	files["dynamodb-autoscaling"] = consumer{func() any { return new(scalingRequests) }, scalingFaults}
}

func oneOf(text string, allowed ...string) bool {
	for _, one := range allowed {
		if one == text {
			return true
		}
	}
	return false
}

func inOrder(numbers ...int64) bool {
	return sort.SliceIsSorted(numbers, func(i, j int) bool { return numbers[i] < numbers[j] })
}

// --- cluster-autoscaler ----------------------------------------------------------------------------

// Flags and their defaults: kubernetes/autoscaler@0024f254, cluster-autoscaler/FAQ.md, "What are the parameters to CA?"
// (2023), those that concern groups and scaling, with least-waste as the expander's default of 2026.
var autoscalerFlags = map[string]string{
	"balance-similar-node-groups": "false", "cloud-provider": "gce", "cordon-node-before-terminating": "false",
	"cores-total": "320000", "estimator": "binpacking", "expander": "", "expendable-pods-priority-cutoff": "-10",
	"ignore-daemonsets-utilization": "false", "ignore-mirror-pods-utilization": "false", "leader-elect": "true",
	"max-autoprovisioned-node-group-count": "15", "max-empty-bulk-delete": "10", "max-failing-time": "15m",
	"max-graceful-termination-sec": "600", "max-inactivity": "10m", "max-node-provision-time": "15m", "max-nodes-total": "0",
	"max-total-unready-percentage": "45", "memory-total": "6400000", "min-replica-count": "0",
	"node-delete-delay-after-taint": "5s", "node-group-auto-discovery": "", "nodes": "", "ok-total-unready-count": "3",
	"regional": "false", "scale-down-candidates-pool-min-count": "50", "scale-down-candidates-pool-ratio": "0.1",
	"scale-down-delay-after-add": "10m", "scale-down-delay-after-delete": "scan-interval",
	"scale-down-delay-after-failure": "3m", "scale-down-enabled": "true", "scale-down-non-empty-candidates-count": "30",
	"scale-down-unneeded-time": "10m", "scale-down-unready-time": "20m", "scale-down-utilization-threshold": "0.5",
	"scan-interval": "10s", "skip-nodes-with-custom-controller-pods": "true", "skip-nodes-with-local-storage": "true",
	"skip-nodes-with-system-pods": "true", "unremovable-node-recheck-timeout": "5m", "write-status-configmap": "true",
}

// Sizing guide, Cluster Autoscaler.
var guideFlags = map[string]string{
	"scale-down-delay-after-add": "10m", "scale-down-unneeded-time": "10m",
	"scale-down-utilization-threshold": "0.5", "max-node-provision-time": "15m",
}

// chartValues: kubernetes/autoscaler@028eaaf3, charts/cluster-autoscaler/values.yaml (chart 9.x), without other clouds.
type chartValues struct {
	AutoDiscovery struct {
		ClusterName string   `json:"clusterName"`
		Tags        []string `json:"tags,omitempty"`
	} `json:"autoDiscovery"`
	AutoscalingGroups []struct {
		Name    string `json:"name"`
		MinSize int64  `json:"minSize"`
		MaxSize int64  `json:"maxSize"`
	} `json:"autoscalingGroups,omitempty"`
	AWSRegion          string              `json:"awsRegion"`
	CloudProvider      string              `json:"cloudProvider"`
	ExpanderPriorities map[string][]string `json:"expanderPriorities,omitempty"`
	ExtraArgs          map[string]any      `json:"extraArgs"`
	Image              struct {
		Repository string `json:"repository,omitempty"`
		Tag        string `json:"tag"`
		PullPolicy string `json:"pullPolicy,omitempty"`
	} `json:"image"`
	PriorityClassName string `json:"priorityClassName,omitempty"`
	RBAC              struct {
		Create         *bool `json:"create,omitempty"`
		ServiceAccount struct {
			Annotations map[string]string `json:"annotations,omitempty"`
			Create      bool              `json:"create"`
			Name        string            `json:"name"`
		} `json:"serviceAccount"`
	} `json:"rbac"`
	ReplicaCount *int64 `json:"replicaCount,omitempty"`
}

var imageTag = regexp.MustCompile(`^v1\.\d+\.\d+$`)

func chartFaults(object any) []string {
	values, f := object.(*chartValues), faults{}
	f.unless(values.CloudProvider == "aws" && values.AWSRegion != "" && values.AutoDiscovery.ClusterName != "", "no group would be found")
	f.unless(imageTag.MatchString(values.Image.Tag), "image tag %q", values.Image.Tag)
	for flag, value := range values.ExtraArgs {
		_, known := autoscalerFlags[flag]
		f.unless(known, "no flag %s", flag)
		switch value.(type) {
		case string, int64, float64, bool:
		default:
			f.unless(false, "%s is no scalar but %T", flag, value)
		}
	}
	for flag, want := range guideFlags {
		f.unless(fmt.Sprint(values.ExtraArgs[flag]) == want, "%s is %v, not the guide's %s", flag, values.ExtraArgs[flag], want)
	}
	return f
}

func flagsFaults(object any) []string {
	deployment := object.(*appsv1.Deployment)
	f := metaFaults(deployment.ObjectMeta)
	pod := deployment.Spec.Template.Spec
	f.unless(deployment.Spec.Replicas == nil && len(pod.Containers) == 1, "more than the container")
	if len(pod.Containers) != 1 {
		return f
	}
	container := pod.Containers[0]
	f.unless(imageTag.MatchString(container.Image[strings.LastIndex(container.Image, ":")+1:]), "image %q", container.Image)
	f.unless(container.Name == deployment.Name && len(container.Command) > 1 && container.Command[0] == "./cluster-autoscaler", "command %v", container.Command)
	for _, argument := range container.Command[1:] {
		flag, value, found := strings.Cut(strings.TrimPrefix(argument, "--"), "=")
		preset, known := autoscalerFlags[flag]
		f.unless(found && known && strings.HasPrefix(argument, "--"), "no flag %s", argument)
		f.unless(value != preset, "%s is the default", argument)
	}
	return f
}

var minor = regexp.MustCompile(`^1\.\d+$`)

func labelFaults(labels map[string]string) (f faults) {
	for key, value := range labels {
		f.all("label "+key, validation.IsQualifiedName(key))
		f.all("label "+key, validation.IsValidLabelValue(value))
	}
	return f
}

// --- Terraform -------------------------------------------------------------------------------------

// eksVariables: variables of terraform-aws-modules/eks/aws v21 (README of v21, 2026) that can be written.
type eksVariables struct {
	EKS struct {
		Name              string `json:"name"`
		KubernetesVersion string `json:"kubernetes_version"`
		Addons            map[string]struct {
			BeforeCompute       bool   `json:"before_compute,omitempty"`
			ConfigurationValues string `json:"configuration_values,omitempty"`
		} `json:"addons"`
		Groups map[string]eksGroup `json:"eks_managed_node_groups"`
		Tags   map[string]string   `json:"tags,omitempty"`
	} `json:"eks"`
}

type eksGroup struct {
	AMIType       string            `json:"ami_type"`
	InstanceTypes []string          `json:"instance_types"`
	CapacityType  string            `json:"capacity_type"`
	MinSize       int64             `json:"min_size"`
	DesiredSize   int64             `json:"desired_size"`
	MaxSize       int64             `json:"max_size"`
	Labels        map[string]string `json:"labels,omitempty"`
	Taints        map[string]struct {
		Key    string `json:"key"`
		Value  string `json:"value,omitempty"`
		Effect string `json:"effect"`
	} `json:"taints,omitempty"`
	CloudinitPreNodeadm []struct {
		Content     string `json:"content"`
		ContentType string `json:"content_type"`
	} `json:"cloudinit_pre_nodeadm,omitempty"`
	BlockDeviceMappings map[string]struct {
		DeviceName string `json:"device_name"`
		EBS        struct {
			DeleteOnTermination bool   `json:"delete_on_termination"`
			Encrypted           bool   `json:"encrypted"`
			VolumeSize          int64  `json:"volume_size"`
			VolumeType          string `json:"volume_type"`
		} `json:"ebs"`
	} `json:"block_device_mappings"`
}

func eksFaults(object any) []string {
	eks, f := object.(*eksVariables).EKS, faults{}
	f.unless(eks.Name != "" && minor.MatchString(eks.KubernetesVersion), "no name or version")
	for _, name := range []string{"coredns", "kube-proxy", "vpc-cni"} {
		_, there := eks.Addons[name]
		f.unless(there, "no add-on %s", name)
	}
	f.unless(eks.Addons["vpc-cni"].BeforeCompute, "the CNI comes after the nodes")
	for name, group := range eks.Groups {
		f.unless(inOrder(0, group.MinSize, group.DesiredSize, group.MaxSize) && group.MaxSize > 0, "%s: sizes", name)
		f.unless(oneOf(group.CapacityType, "SPOT", "ON_DEMAND") && len(group.InstanceTypes) > 0, "%s: capacity", name)
		f.unless(oneOf(group.AMIType, "AL2023_x86_64_STANDARD", "AL2023_ARM_64_STANDARD"), "%s: image", name)
		f.unless(group.BlockDeviceMappings["xvda"].EBS.VolumeSize > 0, "%s: disk", name)
		f = append(f, labelFaults(group.Labels)...)
		for key, taint := range group.Taints {
			f.unless(key == taint.Key && oneOf(taint.Effect, "NO_SCHEDULE", "PREFER_NO_SCHEDULE", "NO_EXECUTE"), "%s: taint", name)
		}
	}
	return f
}

// tableVariables: variables of terraform-aws-modules/dynamodb-table/aws v5 that can be written.
type tableVariables struct {
	Tables map[string]struct {
		Name               string            `json:"name"`
		BillingMode        string            `json:"billing_mode"`
		ReadCapacity       *int64            `json:"read_capacity,omitempty"`
		WriteCapacity      *int64            `json:"write_capacity,omitempty"`
		AutoscalingEnabled bool              `json:"autoscaling_enabled,omitempty"`
		AutoscalingRead    *tableScaling     `json:"autoscaling_read,omitempty"`
		AutoscalingWrite   *tableScaling     `json:"autoscaling_write,omitempty"`
		Tags               map[string]string `json:"tags,omitempty"`
	} `json:"dynamodb_tables"`
}

type tableScaling struct {
	MaxCapacity int64   `json:"max_capacity"`
	TargetValue float64 `json:"target_value"`
}

var tableName = regexp.MustCompile(`^[A-Za-z0-9_.-]{3,255}$`)

func tableFaults(object any) []string {
	f := faults{}
	for key, table := range object.(*tableVariables).Tables {
		f.unless(tableName.MatchString(table.Name) && strings.HasSuffix(table.Name, key), "name %q", table.Name)
		f.unless(oneOf(table.BillingMode, "PROVISIONED", "PAY_PER_REQUEST"), "billing %q", table.BillingMode)
		provisioned := table.BillingMode == "PROVISIONED"
		f.unless(provisioned == table.AutoscalingEnabled, "%s: autoscaling", key)
		for _, way := range []struct {
			least *int64
			most  *tableScaling
		}{{table.ReadCapacity, table.AutoscalingRead}, {table.WriteCapacity, table.AutoscalingWrite}} {
			f.unless((way.least != nil) == provisioned && (way.most != nil) == provisioned, "%s: units", key)
			if way.least != nil && way.most != nil {
				f.unless(inOrder(1, *way.least, way.most.MaxCapacity) && way.most.TargetValue >= 20 && way.most.TargetValue <= 90, "%s: units", key)
			}
		}
	}
	return f
}

// cacheVariables: variables of terraform-aws-modules/elasticache/aws v1.4 (variables.tf@6b1b5aa4) that can be written.
type cacheVariables struct {
	Cache *struct {
		ReplicationGroupID       string            `json:"replication_group_id"`
		Engine                   string            `json:"engine"`
		EngineVersion            string            `json:"engine_version,omitempty"`
		NodeType                 string            `json:"node_type"`
		NumCacheClusters         int64             `json:"num_cache_clusters,omitempty"`
		ClusterModeEnabled       bool              `json:"cluster_mode_enabled,omitempty"`
		NumNodeGroups            int64             `json:"num_node_groups,omitempty"`
		ReplicasPerNodeGroup     *int64            `json:"replicas_per_node_group,omitempty"`
		CreateParameterGroup     bool              `json:"create_parameter_group,omitempty"`
		ParameterGroupFamily     string            `json:"parameter_group_family,omitempty"`
		AutomaticFailoverEnabled bool              `json:"automatic_failover_enabled"`
		MultiAZEnabled           bool              `json:"multi_az_enabled"`
		Tags                     map[string]string `json:"tags,omitempty"`
	} `json:"elasticache"`
}

var cacheName = regexp.MustCompile(`^[a-z](-?[a-z0-9])*$`)

func cacheFaults(object any) []string {
	cache, f := object.(*cacheVariables).Cache, faults{}
	if cache == nil {
		return f
	}
	f.unless(cacheName.MatchString(cache.ReplicationGroupID) && len(cache.ReplicationGroupID) <= 40, "name %q", cache.ReplicationGroupID)
	f.unless(oneOf(cache.Engine, "redis", "valkey") && strings.HasPrefix(cache.NodeType, "cache."), "%s %s", cache.Engine, cache.NodeType)
	f.unless((cache.NumCacheClusters > 0) != cache.ClusterModeEnabled && cache.NumCacheClusters <= 6, "nodes")
	f.unless(cache.ClusterModeEnabled == (cache.NumNodeGroups > 1) && cache.ClusterModeEnabled == (cache.ReplicasPerNodeGroup != nil), "shards")
	f.unless(!cache.MultiAZEnabled || cache.AutomaticFailoverEnabled, "several zones need failover")
	return f
}

// --- Application Auto Scaling ----------------------------------------------------------------------

// scalingRequests hold the inputs of aws-sdk-go-v2, whose enumerations are checked too.
type scalingRequests struct {
	RegisterScalableTarget []scaling.RegisterScalableTargetInput
	PutScalingPolicy       []scaling.PutScalingPolicyInput
}

func scalingFaults(object any) []string {
	requests, f, targets := object.(*scalingRequests), faults{}, map[string]bool{}
	f.unless(len(requests.RegisterScalableTarget) == len(requests.PutScalingPolicy), "targets without policies")
	for _, target := range requests.RegisterScalableTarget {
		f.unless(target.ServiceNamespace == scalingtypes.ServiceNamespaceDynamodb && target.ResourceId != nil, "target")
		f.unless(oneOf(string(target.ScalableDimension), "dynamodb:table:ReadCapacityUnits", "dynamodb:table:WriteCapacityUnits"), "dimension %s", target.ScalableDimension)
		f.unless(target.MinCapacity != nil && target.MaxCapacity != nil && inOrder(1, int64(*target.MinCapacity), int64(*target.MaxCapacity)), "capacity")
		targets[*target.ResourceId+string(target.ScalableDimension)] = true
	}
	for _, policy := range requests.PutScalingPolicy {
		f.unless(policy.ResourceId != nil && targets[*policy.ResourceId+string(policy.ScalableDimension)], "a policy without its target")
		f.unless(policy.PolicyType == scalingtypes.PolicyTypeTargetTrackingScaling && policy.PolicyName != nil, "policy")
		tracking := policy.TargetTrackingScalingPolicyConfiguration
		f.unless(tracking != nil && tracking.TargetValue != nil && tracking.PredefinedMetricSpecification != nil, "configuration")
		if len(f) > 0 {
			break
		}
		f.unless(*tracking.TargetValue >= 20 && *tracking.TargetValue <= 90, "target %v", *tracking.TargetValue)
		metric := string(tracking.PredefinedMetricSpecification.PredefinedMetricType)
		way := strings.TrimSuffix(strings.TrimPrefix(string(policy.ScalableDimension), "dynamodb:table:"), "CapacityUnits")
		f.unless(metric == "DynamoDB"+way+"CapacityUtilization", "metric %s of %s", metric, policy.ScalableDimension)
	}
	return f
}

// --- wrong ones ------------------------------------------------------------------------------------

// wrong ones of each file: a good document, and a change that must be found.
var wrongInfra = []struct{ file, document, old, by string }{
	{"cluster-autoscaler-values", goodValues, `"extraArgs"`, `"extraArg"`},
	{"cluster-autoscaler-values", goodValues, "scale-down-unneeded-time", "scale-down-unneeded"},
	{"cluster-autoscaler-values", goodValues, "0.5", "0.4"},
	{"cluster-autoscaler-values", goodValues, `"v1.35.0"`, `"1.35"`},
	{"cluster-autoscaler-flags", goodFlags, "--expander", "--expanders"},
	{"cluster-autoscaler-flags", goodFlags, "--max-nodes-total=9", "--scale-down-delay-after-add=10m"},
	{"eks.auto.tfvars", goodEKS, "max_size", "max_sizes"},
	{"eks.auto.tfvars", goodEKS, "NO_SCHEDULE", "NoSchedule"},
	{"eks.auto.tfvars", goodEKS, "before_compute", "before_computing"},
	{"dynamodb.auto.tfvars", goodTables, "billing_mode", "billing"},
	{"dynamodb.auto.tfvars", goodTables, `"read_capacity":5`, `"read_capacity":50`},
	{"dynamodb.auto.tfvars", goodTables, "PROVISIONED", "PAY_PER_REQUEST"},
	{"elasticache.auto.tfvars", goodCache, "num_cache_clusters", "num_cache_cluster"},
	{"elasticache.auto.tfvars", goodCache, "chat-cache", "Chat--cache"},
	{"elasticache.auto.tfvars", goodCache, `"automatic_failover_enabled":true`, `"automatic_failover_enabled":false`},
	{"dynamodb-autoscaling", goodScaling, "MinCapacity", "minCapacity"},
	{"dynamodb-autoscaling", goodScaling, `"MaxCapacity":9`, `"MaxCapacity":2147483648`},
	{"dynamodb-autoscaling", goodScaling, `:table:ReadCapacityUnits`, `:table:ReadUnits`},
	{"dynamodb-autoscaling", goodScaling, "DynamoDBReadCapacityUtilization\"}", "DynamoDBWriteCapacityUtilization\"}"},
}

const (
	goodValues = `{"cloudProvider":"aws","awsRegion":"us-east-1","autoDiscovery":{"clusterName":"chat"},"image":{"tag":"v1.35.0"},` +
		`"rbac":{"serviceAccount":{"create":true,"name":"x"}},"extraArgs":{"scale-down-delay-after-add":"10m","scale-down-unneeded-time":"10m",` +
		`"scale-down-utilization-threshold":0.5,"max-node-provision-time":"15m"}}`
	goodFlags = `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"cluster-autoscaler"},"spec":{"template":{"spec":{"containers":[` +
		`{"name":"cluster-autoscaler","image":"a/b:v1.35.0","command":["./cluster-autoscaler","--expander=least-waste","--max-nodes-total=9"]}]}}}}`
	goodEKS = `{"eks":{"name":"chat","kubernetes_version":"1.35","addons":{"coredns":{},"kube-proxy":{},"vpc-cni":{"before_compute":true}},` +
		`"eks_managed_node_groups":{"a":{"ami_type":"AL2023_x86_64_STANDARD","instance_types":["t3.large"],"capacity_type":"SPOT","min_size":2,` +
		`"desired_size":2,"max_size":3,"taints":{"a":{"key":"a","effect":"NO_SCHEDULE"}},"block_device_mappings":{"xvda":{"device_name":"/dev/xvda",` +
		`"ebs":{"delete_on_termination":true,"encrypted":true,"volume_size":20,"volume_type":"gp3"}}}}}}}`
	goodTables = `{"dynamodb_tables":{"main":{"name":"chat-main","billing_mode":"PROVISIONED","read_capacity":5,"write_capacity":5,` +
		`"autoscaling_enabled":true,"autoscaling_read":{"max_capacity":9,"target_value":70},"autoscaling_write":{"max_capacity":9,"target_value":70}}}}`
	goodCache = `{"elasticache":{"replication_group_id":"chat-cache","engine":"redis","node_type":"cache.t3.small","num_cache_clusters":2,` +
		`"automatic_failover_enabled":true,"multi_az_enabled":true}}`
	goodScaling = `{"RegisterScalableTarget":[{"ServiceNamespace":"dynamodb","ResourceId":"table/a","ScalableDimension":"dynamodb:table:ReadCapacityUnits",` +
		`"MinCapacity":5,"MaxCapacity":9}],"PutScalingPolicy":[{"ServiceNamespace":"dynamodb","ResourceId":"table/a",` +
		`"ScalableDimension":"dynamodb:table:ReadCapacityUnits","PolicyName":"p","PolicyType":"TargetTrackingScaling",` +
		`"TargetTrackingScalingPolicyConfiguration":{"TargetValue":70,"PredefinedMetricSpecification":{"PredefinedMetricType":"DynamoDBReadCapacityUtilization"}}}]}`
)

// refused by decoding or by the rules.
func refused(file string, document []byte) bool {
	found := files[file]
	object := found.make()
	return decode(object, document) != nil || len(found.faults(object)) > 0 || !json.Valid(document)
}

func TestWrongInfrastructureIsRefused(t *testing.T) {
	for _, one := range wrongInfra {
		if refused(one.file, []byte(one.document)) {
			t.Errorf("%s: the good one is refused", one.file)
		}
		text := strings.Replace(one.document, one.old, one.by, 1)
		if text == one.document || !refused(one.file, []byte(text)) {
			t.Errorf("%s: %s for %s passed", one.file, one.by, one.old)
		}
	}
}
