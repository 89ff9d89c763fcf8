// SPDX-License-Identifier: Apache-2.0

package consumers

// Whoever decodes one of these into a type moves it to objects or files.
func init() {
	elsewhere["karpenter"] = "tests/consumers/crds"
	for _, stem := range []string{"prometheus-rule", "prometheus-rules"} {
		elsewhere[stem] = "tests/consumers/rules.py"
	}
	elsewhere["grafana-dashboard"] = "tests/test_alerts.c"
}
