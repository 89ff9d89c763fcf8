// SPDX-License-Identifier: Apache-2.0

package capacity

import "sort"

// Reading is one metric in people's units: Reading{Value: "87%", Held: "12m", Baseline: "60%"}.
// Held and Baseline may be "": not known.
type Reading struct {
	Value, Held, Baseline string
}

// Readings are metrics by their keys, Readings{"cpu": {Value: "87%"}, "replicas": {Value: "7"}}.
type Readings map[string]Reading

// Update sets metrics in the order of their keys, up to the first that fails.
//
// Errors:
//   - [ErrField]: no such metric; the message names the nearest one
//   - [ErrSyntax], [ErrRange]: a value is refused
func (m *Metrics) Update(readings Readings) error {
	keys := make([]string, 0, len(readings))
	for key := range readings {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		one := readings[key]
		if err := m.SetText(key, one.Value, one.Held, one.Baseline); err != nil {
			return err
		}
	}
	return nil
}

// Assess says whether a component of the plan should scale now; "" is the backend. A nil plan means
// the guide's thresholds alone.
//
// Errors:
//   - [ErrField], [ErrSyntax], [ErrRange]: a reading is refused
//   - [ErrArgument]: two readings contradict each other
//   - [ErrNotFound]: the plan has no such component
//   - [ErrMemory]: out of memory
func (p *Plan) Assess(component string, readings Readings) (*Assessment, error) {
	metrics, err := NewMetrics()
	if err != nil {
		return nil, err
	}
	defer metrics.Close()
	if err := metrics.Update(readings); err != nil {
		return nil, err
	}
	return NewAssessment(metrics, p, component)
}
