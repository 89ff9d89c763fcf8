// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"encoding/csv"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

func TestErlangProbabilitiesHaveTheSameBits(t *testing.T) {
	file, err := os.Open(filepath.Join(vectorFolder, "erlang", "probabilities.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) < 200 {
		t.Fatal(len(rows), err)
	}
	for r, row := range rows[1:] {
		arrivals, service, servers := MilliRPS(numberOf(t, row[0])), Micros(numberOf(t, row[1])), numberOf(t, row[2])
		loss, err := ErlangLoss(arrivals, service, servers)
		if err != nil {
			t.Fatal(r, err)
		}
		waiting, err := ErlangWaiting(arrivals, service, servers)
		if err != nil {
			t.Fatal(r, err)
		}
		for i, got := range []float64{loss, waiting} {
			want, err := strconv.ParseFloat(row[3+i], 64)
			if err != nil || math.Float64bits(got) != math.Float64bits(want) {
				t.Errorf("row %d: %v, not %s: %v", r, got, row[3+i], err)
			}
		}
	}
}

func TestErlangRefusesWhatGrows(t *testing.T) {
	if _, err := ErlangWait(1000, Micros(Second), 1, 1000000, 1000000); !errors.Is(err, ErrInfeasible) {
		t.Error(err)
	}
	if _, err := ErlangLoss(1000, Micros(Second), 0); !errors.Is(err, ErrRange) {
		t.Error(err)
	}
}
