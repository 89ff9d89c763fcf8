// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	capacity "libcapacity/bindings/go"
)

const mostBytes = 64 << 10

// answer is a plan for people who decide; typed values are text in people's units.
type answer struct {
	Tier       string      `json:"tier"`
	Prices     string      `json:"prices"`
	Pods       int64       `json:"pods"`
	Nodes      int64       `json:"nodes"`
	Monthly    month       `json:"monthly"`
	Components []component `json:"components"`
	Findings   []finding   `json:"findings"`
}

type month struct {
	Low      capacity.MicroUSD `json:"low"`
	Expected capacity.MicroUSD `json:"expected"`
	High     capacity.MicroUSD `json:"high"`
}

type component struct {
	Name    string            `json:"name"`
	Pods    int64             `json:"pods"`
	PodsMax int64             `json:"pods_max"`
	DueTo   string            `json:"due_to"`
	CPU     capacity.MilliCPU `json:"cpu_request"`
	Memory  capacity.Bytes    `json:"memory_request"`
}

type finding struct {
	Name     string            `json:"name"`
	Severity string            `json:"severity"`
	Evidence string            `json:"evidence"`
	Action   string            `json:"action"`
	Effect   capacity.MicroUSD `json:"monthly_effect"`
}

type failure struct {
	Error  string `json:"error"`
	Status string `json:"status,omitempty"`
	Field  string `json:"field,omitempty"`
}

func handlePlan(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		reply(w, http.StatusMethodNotAllowed, failure{Error: "POST a JSON object of inputs"})
		return
	}
	settings, err := readSettings(http.MaxBytesReader(w, r.Body, mostBytes))
	if err != nil {
		refuse(w, err)
		return
	}
	_, full := r.URL.Query()["full"]
	body, err := size(settings, full)
	if err != nil {
		refuse(w, err)
		return
	}
	reply(w, http.StatusOK, body)
}

// size makes a plan and takes out of it what is asked for; nothing of it outlives the call.
func size(settings []capacity.Setting, full bool) (any, error) {
	profile, err := capacity.NewProfile(settings...)
	if err != nil {
		return nil, err
	}
	defer profile.Close()
	plan, err := profile.Plan()
	if err != nil {
		return nil, err
	}
	defer plan.Close()
	if full {
		text, err := plan.Write(capacity.FormatJSON)
		return json.RawMessage(text), err
	}
	return summary(plan)
}

func summary(plan *capacity.Plan) (*answer, error) {
	a := &answer{
		Tier:    plan.TierName(),
		Prices:  plan.CatalogName(),
		Pods:    plan.Pods(),
		Nodes:   plan.Nodes(),
		Monthly: month{plan.MonthlyLow(), plan.Monthly(), plan.MonthlyHigh()},
	}
	components, err := plan.Components()
	if err != nil {
		return nil, err
	}
	for _, c := range components {
		a.Components = append(a.Components, component{c.Name, c.Pods, c.PodsMax, c.Bound.String(), c.CPURequest, c.MemoryRequest})
	}
	findings, err := plan.Findings()
	if err != nil {
		return nil, err
	}
	for _, f := range findings {
		a.Findings = append(a.Findings, finding{f.Name, f.Severity.String(), f.Evidence, f.Action, f.MonthlyEffect})
	}
	return a, nil
}

// readSettings reads one flat object: numbers and text in people's units, switches as true or false.
func readSettings(r io.Reader) ([]capacity.Setting, error) {
	decoder := json.NewDecoder(r)
	decoder.UseNumber()
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil, orElse(err, "the body is not a JSON object")
	}
	var settings []capacity.Setting
	seen := map[string]bool{}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		value, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		name := key.(string) // of an object, always
		if seen[name] {
			return nil, fmt.Errorf("%q is there twice", name)
		}
		seen[name] = true
		text, ok := textOf(value)
		if !ok {
			return nil, fmt.Errorf("%q is neither a number, a text nor a switch", name)
		}
		settings = append(settings, capacity.With(name, text))
	}
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, orElse(err, "something follows the JSON object")
	}
	return settings, nil
}

func textOf(value json.Token) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		if v {
			return "on", true
		}
		return "off", true
	}
	return "", false
}

func orElse(err error, words string) error {
	if err != nil {
		return err
	}
	return errors.New(words)
}

// refuse tells whose fault it is.
func refuse(w http.ResponseWriter, err error) {
	f := failure{Error: err.Error()}
	code := http.StatusBadRequest
	var tooLarge *http.MaxBytesError
	var e *capacity.Error
	switch {
	case errors.As(err, &tooLarge):
		code = http.StatusRequestEntityTooLarge
	case errors.As(err, &e):
		f.Status, f.Error = e.Status.Name(), e.Message
		if e.Field != capacity.FieldNone {
			f.Field = e.Field.Key()
		}
		switch e.Status {
		case capacity.ErrInfeasible, capacity.ErrNotFound, capacity.ErrOverflow, capacity.ErrLimit:
			code = http.StatusUnprocessableEntity
		case capacity.ErrMemory, capacity.ErrInternal, capacity.ErrVersion:
			code = http.StatusInternalServerError
		}
	}
	reply(w, code, f)
}

func reply(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body) // the other side may be gone
}
