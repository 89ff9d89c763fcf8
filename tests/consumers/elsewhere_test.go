// SPDX-License-Identifier: Apache-2.0

package consumers

// Whoever decodes one of these into a type moves it to objects or files.
func init() {
	const here = "tests/test_emit_infra.c"
	for _, stem := range []string{
		"cluster-autoscaler-values", "cluster-autoscaler-flags", "karpenter", "eksctl",
		"eks.auto.tfvars", "dynamodb.auto.tfvars", "elasticache.auto.tfvars", "dynamodb-autoscaling",
	} {
		elsewhere[stem] = here
	}
	for _, stem := range []string{"prometheus-rule", "prometheus-rules"} {
		elsewhere[stem] = "tests/consumers/rules.py"
	}
	elsewhere["grafana-dashboard"] = "tests/test_alerts.c"
}
