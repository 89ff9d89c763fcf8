// SPDX-License-Identifier: Apache-2.0

package capacity

// HPARate is one policy of spec.behavior: how much may change in a period.
type HPARate struct {
	Direction HPADirection
	Type      HPAPolicy
	Value     int64
	Period    Micros
}

// HPAVote is what one metric proposes; [Invalid] replicas: it could not be read.
type HPAVote struct {
	Kind     HPAKind
	Replicas int64
}

// Autoscaler is one HPA between decisions. It is not safe for use by several goroutines at once.
type Autoscaler struct {
	Spec  HPASpec
	Rates []HPARate // a direction without any has Kubernetes' defaults
	// History is made by the first decision; make it longer beforehand for a sync period below 15 s.
	History []int64
}

// Decide says what the controller does now, as [HPADecide]; after an error the history is as before.
func (a *Autoscaler) Decide(votes []HPAVote, current int64, now Micros) (HPADecision, error) {
	if a.History == nil {
		a.History = make([]int64, HPAHistory)
	}
	var rates [4][]int64
	for _, rate := range a.Rates {
		for i, value := range [4]int64{int64(rate.Direction), int64(rate.Type), rate.Value, int64(rate.Period)} {
			rates[i] = append(rates[i], value)
		}
	}
	kinds, replicas := make([]int64, len(votes)), make([]int64, len(votes))
	for i, vote := range votes {
		kinds[i], replicas[i] = int64(vote.Kind), vote.Replicas
	}
	return HPADecide(a.Spec, rates[0], rates[1], rates[2], rates[3], kinds, replicas, current, now, a.History)
}
