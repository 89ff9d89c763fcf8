// SPDX-License-Identifier: Apache-2.0

package consumers

import (
	"fmt"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"
	vpav1 "k8s.io/autoscaler/vertical-pod-autoscaler/pkg/apis/autoscaling.k8s.io/v1"
)

// What decoding alone does not check of these is restated from the API server's validation.
func init() {
	objects["autoscaling/v2 HorizontalPodAutoscaler"] = consumer{func() any { return new(autoscalingv2.HorizontalPodAutoscaler) }, hpaFaults}
	objects["apps/v1 Deployment"] = consumer{func() any { return new(appsv1.Deployment) }, deploymentFaults}
	objects["policy/v1 PodDisruptionBudget"] = consumer{func() any { return new(policyv1.PodDisruptionBudget) }, pdbFaults}
	objects["autoscaling.k8s.io/v1 VerticalPodAutoscaler"] = consumer{func() any { return new(vpav1.VerticalPodAutoscaler) }, vpaFaults}
}

// faults collects sentences.
type faults []string

func (f *faults) unless(holds bool, format string, args ...any) {
	if !holds {
		*f = append(*f, fmt.Sprintf(format, args...))
	}
}

func (f *faults) all(name string, problems []string) {
	for _, problem := range problems {
		*f = append(*f, name+": "+problem)
	}
}

// metaFaults are the rules of names, labels and annotations.
func metaFaults(meta metav1.ObjectMeta) (f faults) {
	f.all("name", validation.IsDNS1123Subdomain(meta.Name))
	if meta.Namespace != "" {
		f.all("namespace", validation.IsDNS1123Label(meta.Namespace))
	}
	for key, value := range meta.Labels {
		f.all("label "+key, validation.IsQualifiedName(key))
		f.all("label "+key, validation.IsValidLabelValue(value))
	}
	total := 0
	for key, value := range meta.Annotations {
		f.all("annotation "+key, validation.IsQualifiedName(strings.ToLower(key)))
		total += len(key) + len(value)
	}
	f.unless(total <= 256<<10, "annotations of %d bytes", total)
	f.unless(meta.ResourceVersion == "" && meta.UID == "", "fields of a stored object")
	return f
}

func selectorFaults(selector *metav1.LabelSelector) (f faults) {
	f.unless(selector != nil && len(selector.MatchLabels) > 0, "a selector that selects everything or nothing")
	if selector == nil {
		return f
	}
	for key, value := range selector.MatchLabels {
		f.all("selector "+key, validation.IsQualifiedName(key))
		f.all("selector "+key, validation.IsValidLabelValue(value))
	}
	return f
}

func positive(q *resource.Quantity) bool { return q != nil && q.Sign() > 0 }

func targetFaults(target autoscalingv2.MetricTarget, types ...autoscalingv2.MetricTargetType) (f faults) {
	known := false
	for _, one := range types {
		known = known || one == target.Type
	}
	f.unless(known, "target type %q", target.Type)
	f.unless((target.AverageUtilization != nil) == (target.Type == autoscalingv2.UtilizationMetricType), "averageUtilization")
	f.unless((target.AverageValue != nil) == (target.Type == autoscalingv2.AverageValueMetricType), "averageValue")
	f.unless((target.Value != nil) == (target.Type == autoscalingv2.ValueMetricType), "value")
	f.unless(target.AverageUtilization == nil || *target.AverageUtilization > 0, "averageUtilization of 0")
	f.unless(target.AverageValue == nil || positive(target.AverageValue), "averageValue of 0")
	return f
}

func metricFaults(metric autoscalingv2.MetricSpec) (f faults) {
	set := 0
	for _, there := range []bool{metric.Resource != nil, metric.ContainerResource != nil, metric.Pods != nil, metric.Object != nil, metric.External != nil} {
		if there {
			set++
		}
	}
	f.unless(set == 1, "%d sources in one metric", set)
	switch metric.Type {
	case autoscalingv2.ResourceMetricSourceType:
		f.unless(metric.Resource != nil, "no resource")
		if metric.Resource != nil {
			f.unless(metric.Resource.Name == corev1.ResourceCPU || metric.Resource.Name == corev1.ResourceMemory, "resource %q", metric.Resource.Name)
			f = append(f, targetFaults(metric.Resource.Target, autoscalingv2.UtilizationMetricType, autoscalingv2.AverageValueMetricType)...)
		}
	case autoscalingv2.PodsMetricSourceType:
		f.unless(metric.Pods != nil, "no pods")
		if metric.Pods != nil {
			f.unless(metric.Pods.Metric.Name != "" && !strings.ContainsAny(metric.Pods.Metric.Name, "/%"), "metric name %q", metric.Pods.Metric.Name)
			f = append(f, targetFaults(metric.Pods.Target, autoscalingv2.AverageValueMetricType)...)
		}
	default:
		f.unless(false, "metric type %q", metric.Type)
	}
	return f
}

func rulesFaults(rules *autoscalingv2.HPAScalingRules) (f faults) {
	if rules == nil {
		return f
	}
	f.unless(rules.StabilizationWindowSeconds == nil || (*rules.StabilizationWindowSeconds >= 0 && *rules.StabilizationWindowSeconds <= 3600), "window beyond 0 to 3600")
	f.unless(rules.SelectPolicy == nil || *rules.SelectPolicy == autoscalingv2.MaxChangePolicySelect || *rules.SelectPolicy == autoscalingv2.MinChangePolicySelect || *rules.SelectPolicy == autoscalingv2.DisabledPolicySelect, "selectPolicy")
	f.unless(len(rules.Policies) > 0, "no policies")
	f.unless(rules.Tolerance == nil || rules.Tolerance.Sign() >= 0, "a negative tolerance")
	for _, policy := range rules.Policies {
		f.unless(policy.Type == autoscalingv2.PodsScalingPolicy || policy.Type == autoscalingv2.PercentScalingPolicy, "policy %q", policy.Type)
		f.unless(policy.Value > 0, "policy of %d", policy.Value)
		f.unless(policy.PeriodSeconds > 0 && policy.PeriodSeconds <= 1800, "period of %d s", policy.PeriodSeconds)
	}
	return f
}

func hpaFaults(object any) []string {
	hpa := object.(*autoscalingv2.HorizontalPodAutoscaler)
	spec, f := hpa.Spec, metaFaults(hpa.ObjectMeta)
	f.unless(spec.MinReplicas != nil && *spec.MinReplicas >= 1, "minReplicas below 1")
	f.unless(spec.MaxReplicas >= 1, "maxReplicas below 1")
	f.unless(spec.MinReplicas == nil || *spec.MinReplicas <= spec.MaxReplicas, "minReplicas above maxReplicas")
	f.unless(spec.ScaleTargetRef.APIVersion == "apps/v1" && spec.ScaleTargetRef.Kind == "Deployment", "target %v", spec.ScaleTargetRef)
	f.all("target", validation.IsDNS1123Subdomain(spec.ScaleTargetRef.Name))
	f.unless(len(spec.Metrics) > 0, "no metrics: Kubernetes would take 80 %% CPU")
	for _, metric := range spec.Metrics {
		f = append(f, metricFaults(metric)...)
	}
	f.unless(spec.Behavior != nil, "no behavior")
	if spec.Behavior != nil {
		f = append(f, rulesFaults(spec.Behavior.ScaleUp)...)
		f = append(f, rulesFaults(spec.Behavior.ScaleDown)...)
	}
	f.unless(hpa.Status.CurrentReplicas == 0 && len(hpa.Status.Conditions) == 0, "a status")
	return f
}

func deploymentFaults(object any) []string {
	deployment := object.(*appsv1.Deployment)
	f, pod := metaFaults(deployment.ObjectMeta), deployment.Spec.Template.Spec
	f.unless(deployment.Spec.Replicas == nil, "replicas, which belong to the autoscaler")
	f.unless(len(pod.Containers) > 0, "no containers")
	for _, container := range pod.Containers {
		f.all("container", validation.IsDNS1123Label(container.Name))
		for _, name := range []corev1.ResourceName{corev1.ResourceCPU, corev1.ResourceMemory} {
			request, limit := container.Resources.Requests[name], container.Resources.Limits[name]
			f.unless(positive(&request) && limit.Cmp(request) >= 0, "%s: request %v, limit %v", name, request.String(), limit.String())
		}
		memory := container.Resources.Requests[corev1.ResourceMemory]
		f.unless(memory.MilliValue()%1000 == 0, "memory in fractions of a byte")
	}
	seen := map[string]bool{}
	for _, spread := range pod.TopologySpreadConstraints {
		f.unless(spread.MaxSkew >= 1, "maxSkew %d", spread.MaxSkew)
		f.unless(spread.WhenUnsatisfiable == corev1.DoNotSchedule || spread.WhenUnsatisfiable == corev1.ScheduleAnyway, "whenUnsatisfiable %q", spread.WhenUnsatisfiable)
		f.all("topologyKey", validation.IsQualifiedName(spread.TopologyKey))
		pair := spread.TopologyKey + string(spread.WhenUnsatisfiable)
		f.unless(!seen[pair], "two constraints on %s", pair)
		seen[pair] = true
		f = append(f, selectorFaults(spread.LabelSelector)...)
	}
	for _, toleration := range pod.Tolerations {
		f.all("toleration", validation.IsQualifiedName(toleration.Key))
		f.all("toleration", validation.IsValidLabelValue(toleration.Value))
		f.unless(toleration.Operator == corev1.TolerationOpEqual, "operator %q", toleration.Operator)
		f.unless(toleration.Effect == corev1.TaintEffectNoSchedule || toleration.Effect == corev1.TaintEffectPreferNoSchedule || toleration.Effect == corev1.TaintEffectNoExecute, "effect %q", toleration.Effect)
	}
	return f
}

func pdbFaults(object any) []string {
	pdb := object.(*policyv1.PodDisruptionBudget)
	spec, f := pdb.Spec, metaFaults(pdb.ObjectMeta)
	f.unless((spec.MinAvailable != nil) != (spec.MaxUnavailable != nil), "not exactly one of minAvailable and maxUnavailable")
	f = append(f, selectorFaults(spec.Selector)...)
	if spec.MaxUnavailable != nil {
		for pods := 1; pods <= 200; pods++ {
			allowed, err := intstr.GetScaledValueFromIntOrPercent(spec.MaxUnavailable, pods, true)
			f.unless(err == nil && allowed >= 1, "%d pods, of which %d may be away", pods, allowed)
		}
		f.unless(len(validation.IsValidPercent(spec.MaxUnavailable.String())) == 0 || spec.MaxUnavailable.Type == intstr.Int, "maxUnavailable %v", spec.MaxUnavailable)
	}
	policy := spec.UnhealthyPodEvictionPolicy
	f.unless(policy == nil || *policy == policyv1.IfHealthyBudget || *policy == policyv1.AlwaysAllow, "unhealthyPodEvictionPolicy")
	return f
}

func vpaFaults(object any) []string {
	vpa := object.(*vpav1.VerticalPodAutoscaler)
	spec, f := vpa.Spec, metaFaults(vpa.ObjectMeta)
	f.unless(spec.TargetRef != nil && spec.TargetRef.Kind == "Deployment" && spec.TargetRef.Name != "", "no target")
	f.unless(spec.UpdatePolicy != nil && spec.UpdatePolicy.UpdateMode != nil && *spec.UpdatePolicy.UpdateMode == vpav1.UpdateModeOff, "it would act against the horizontal autoscaler")
	f.unless(spec.ResourcePolicy != nil && len(spec.ResourcePolicy.ContainerPolicies) > 0, "no policy")
	if spec.ResourcePolicy == nil {
		return f
	}
	for _, policy := range spec.ResourcePolicy.ContainerPolicies {
		f.unless(policy.Mode != nil && (*policy.Mode == vpav1.ContainerScalingModeAuto || *policy.Mode == vpav1.ContainerScalingModeOff), "mode")
		for name, most := range policy.MaxAllowed {
			least, there := policy.MinAllowed[name]
			f.unless(most.Value() < 1<<50, "maxAllowed %s of %s", name, most.String())
			f.unless(positive(&most) && (!there || least.Cmp(most) <= 0), "maxAllowed %s", name)
		}
		cpu := policy.MaxAllowed[corev1.ResourceCPU]
		f.unless(cpu.MilliValue()*1000000 == cpu.ScaledValue(resource.Nano), "CPU finer than a millicore")
		memory := policy.MaxAllowed[corev1.ResourceMemory]
		f.unless(memory.MilliValue()%1000 == 0, "memory in fractions of a byte")
	}
	return f
}
