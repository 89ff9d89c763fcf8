// SPDX-License-Identifier: Apache-2.0

package consumers

// Whoever decodes one of these into a type moves it to objects or files.
func init() {
	elsewhere["karpenter"] = "tests/consumers/crds"
	elsewhere["eksctl"] = "tests/consumers/eksctl"
	elsewhere["prometheus-rules"] = "tests/consumers/rules.py"
}
