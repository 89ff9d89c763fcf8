// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const vectorFolder = "../../tests/vectors"

// kernel is a function on numbers, one call and its twin on slices.
type kernel struct {
	in, out int
	one     func(in []int64) ([]int64, error)
	many    func(in, out [][]int64) (bool, error)
}

func list(values ...int64) []int64 { return values }

var kernels = map[string]kernel{
	"formula_pods": {5, 2, func(i []int64) ([]int64, error) {
		a, b, err := FormulaPods(i[0], MilliRPM(i[1]), MilliRPS(i[2]), PPM(i[3]), PPM(i[4]))
		return list(a, b), err
	}, func(i, o [][]int64) (bool, error) {
		return FormulaPodsMany(i[0], i[1], i[2], i[3], i[4], o[0], o[1])
	}},
	"pods_by_rate": {4, 1, func(i []int64) ([]int64, error) {
		a, err := PodsByRate(i[0], MilliRPM(i[1]), MilliRPS(i[2]), PPM(i[3]))
		return list(a), err
	}, func(i, o [][]int64) (bool, error) {
		return PodsByRateMany(i[0], i[1], i[2], i[3], o[0])
	}},
	"pods_by_inflight": {5, 1, func(i []int64) ([]int64, error) {
		a, err := PodsByInflight(i[0], MilliRPM(i[1]), Micros(i[2]), i[3], PPM(i[4]))
		return list(a), err
	}, func(i, o [][]int64) (bool, error) {
		return PodsByInflightMany(i[0], i[1], i[2], i[3], i[4], o[0])
	}},
	"pods_by_connections": {4, 1, func(i []int64) ([]int64, error) {
		a, err := PodsByConnections(i[0], PPM(i[1]), i[2], PPM(i[3]))
		return list(a), err
	}, func(i, o [][]int64) (bool, error) {
		return PodsByConnectionsMany(i[0], i[1], i[2], i[3], o[0])
	}},
	"pods_by_cpu": {6, 1, func(i []int64) ([]int64, error) {
		a, err := PodsByCPU(i[0], MilliRPM(i[1]), Micros(i[2]), MilliCPU(i[3]), PPM(i[4]), PPM(i[5]))
		return list(a), err
	}, func(i, o [][]int64) (bool, error) {
		return PodsByCPUMany(i[0], i[1], i[2], i[3], i[4], i[5], o[0])
	}},
	"pods_for_zones": {3, 1, func(i []int64) ([]int64, error) {
		a, err := PodsForZones(i[0], i[1], i[2])
		return list(a), err
	}, func(i, o [][]int64) (bool, error) {
		return PodsForZonesMany(i[0], i[1], i[2], o[0])
	}},
	"pods_hpa_rate": {2, 1, func(i []int64) ([]int64, error) {
		a, err := PodsHPARate(MilliRPS(i[0]), PPM(i[1]))
		return list(int64(a)), err
	}, nil},
	"formula_nodes": {5, 3, func(i []int64) ([]int64, error) {
		a, b, c, err := FormulaNodes(MilliCPU(i[0]), Bytes(i[1]), MilliCPU(i[2]), Bytes(i[3]), PPM(i[4]))
		return list(a, b, c), err
	}, func(i, o [][]int64) (bool, error) {
		return FormulaNodesMany(i[0], i[1], i[2], i[3], i[4], o[0], o[1], o[2])
	}},
	"eks_max_pods": {4, 1, func(i []int64) ([]int64, error) {
		a, err := EKSMaxPods(i[0], i[1], MilliCPU(i[2]), MaxPodsMode(i[3]))
		return list(a), err
	}, func(i, o [][]int64) (bool, error) {
		return EKSMaxPodsMany(i[0], i[1], i[2], i[3], o[0])
	}},
	"eks_reserved": {5, 2, func(i []int64) ([]int64, error) {
		a, b, err := EKSReserved(MilliCPU(i[0]), Bytes(i[1]), i[2], PPM(i[3]), i[4])
		return list(int64(a), int64(b)), err
	}, func(i, o [][]int64) (bool, error) {
		return EKSReservedMany(i[0], i[1], i[2], i[3], i[4], o[0], o[1])
	}},
	"eks_allocatable": {5, 2, func(i []int64) ([]int64, error) {
		a, b, err := EKSAllocatable(MilliCPU(i[0]), Bytes(i[1]), i[2], PPM(i[3]), i[4])
		return list(int64(a), int64(b)), err
	}, func(i, o [][]int64) (bool, error) {
		return EKSAllocatableMany(i[0], i[1], i[2], i[3], i[4], o[0], o[1])
	}},
	"formula_dynamo": {3, 2, func(i []int64) ([]int64, error) {
		a, b, err := FormulaDynamo(i[0], MilliRPM(i[1]), MilliRPM(i[2]))
		return list(int64(a), int64(b)), err
	}, func(i, o [][]int64) (bool, error) {
		return FormulaDynamoMany(i[0], i[1], i[2], o[0], o[1])
	}},
	"dynamo_read_units": {2, 1, func(i []int64) ([]int64, error) {
		a, err := DynamoReadUnits(Bytes(i[0]), Consistency(i[1]))
		return list(int64(a)), err
	}, func(i, o [][]int64) (bool, error) {
		return DynamoReadUnitsMany(i[0], i[1], o[0])
	}},
	"dynamo_write_units": {3, 1, func(i []int64) ([]int64, error) {
		a, err := DynamoWriteUnits(Bytes(i[0]), i[1], PPM(i[2]))
		return list(int64(a)), err
	}, func(i, o [][]int64) (bool, error) {
		return DynamoWriteUnitsMany(i[0], i[1], i[2], o[0])
	}},
	"dynamo_provision": {2, 1, func(i []int64) ([]int64, error) {
		a, err := DynamoProvision(MilliRCU(i[0]), PPM(i[1]))
		return list(a), err
	}, func(i, o [][]int64) (bool, error) {
		return DynamoProvisionMany(i[0], i[1], o[0])
	}},
	"dynamo_partitions": {3, 1, func(i []int64) ([]int64, error) {
		a, err := DynamoPartitions(MilliRCU(i[0]), MilliWCU(i[1]), Bytes(i[2]))
		return list(a), err
	}, func(i, o [][]int64) (bool, error) {
		return DynamoPartitionsMany(i[0], i[1], i[2], o[0])
	}},
	"dynamo_hot_key_limit": {2, 1, func(i []int64) ([]int64, error) {
		a, err := DynamoHotKeyLimit(MilliRCU(i[0]), MilliWCU(i[1]))
		return list(int64(a)), err
	}, func(i, o [][]int64) (bool, error) {
		return DynamoHotKeyLimitMany(i[0], i[1], o[0])
	}},
	"dynamo_burst": {2, 1, func(i []int64) ([]int64, error) {
		a, err := DynamoBurst(i[0], i[1])
		return list(a), err
	}, nil},
	"dynamo_break_even": {2, 1, func(i []int64) ([]int64, error) {
		a, err := DynamoBreakEven(NanoUSD(i[0]), NanoUSD(i[1]))
		return list(int64(a)), err
	}, nil},
	"cost_hours": {3, 1, func(i []int64) ([]int64, error) {
		a, err := CostHours(i[0], NanoUSD(i[1]), i[2])
		return list(int64(a)), err
	}, func(i, o [][]int64) (bool, error) {
		return CostHoursMany(i[0], i[1], i[2], o[0])
	}},
	"cost_units": {3, 1, func(i []int64) ([]int64, error) {
		a, err := CostUnits(i[0], NanoUSD(i[1]), i[2])
		return list(int64(a)), err
	}, func(i, o [][]int64) (bool, error) {
		return CostUnitsMany(i[0], i[1], i[2], o[0])
	}},
	"cost_discounted": {2, 1, func(i []int64) ([]int64, error) {
		a, err := CostDiscounted(NanoUSD(i[0]), PPM(i[1]))
		return list(int64(a)), err
	}, func(i, o [][]int64) (bool, error) {
		return CostDiscountedMany(i[0], i[1], o[0])
	}},
	"cost_load_balancer_units": {4, 1, func(i []int64) ([]int64, error) {
		a, err := CostLoadBalancerUnits(i[0], i[1], Bytes(i[2]), i[3])
		return list(a), err
	}, nil},
	"cost_surplus_credits": {5, 1, func(i []int64) ([]int64, error) {
		a, err := CostSurplusCredits(i[0], MilliCPU(i[1]), PPM(i[2]), PPM(i[3]), NanoUSD(i[4]))
		return list(int64(a)), err
	}, nil},
	"headroom_reaction": {4, 1, func(i []int64) ([]int64, error) {
		a, err := HeadroomReaction(Micros(i[0]), Micros(i[1]), Micros(i[2]), Micros(i[3]))
		return list(int64(a)), err
	}, nil},
	"headroom_buffer": {2, 2, func(i []int64) ([]int64, error) {
		a, b, err := HeadroomBuffer(PPM(i[0]), Micros(i[1]))
		return list(int64(a), int64(b)), err
	}, nil},
	"headroom_buffer_for_growth": {3, 1, func(i []int64) ([]int64, error) {
		a, err := HeadroomBufferForGrowth(PPM(i[0]), Micros(i[1]), Micros(i[2]))
		return list(int64(a)), err
	}, nil},
	"headroom_survived_growth": {3, 1, func(i []int64) ([]int64, error) {
		a, err := HeadroomSurvivedGrowth(PPM(i[0]), PPM(i[1]), Micros(i[2]))
		return list(int64(a)), err
	}, nil},
	"headroom_cycle_growth": {6, 1, func(i []int64) ([]int64, error) {
		a, err := HeadroomCycleGrowth(i[0], MilliCPU(i[1]), MilliCPU(i[2]), PPM(i[3]), i[4], i[5])
		return list(int64(a)), err
	}, nil},
	"headroom_cycles": {2, 1, func(i []int64) ([]int64, error) {
		a, err := HeadroomCycles(PPM(i[0]), PPM(i[1]))
		return list(a), err
	}, nil},
	"headroom_steady_pods": {4, 1, func(i []int64) ([]int64, error) {
		a, err := HeadroomSteadyPods(MilliRPS(i[0]), Micros(i[1]), MilliCPU(i[2]), PPM(i[3]))
		return list(a), err
	}, nil},
	"erlang_wait": {5, 1, func(i []int64) ([]int64, error) {
		a, err := ErlangWait(MilliRPS(i[0]), Micros(i[1]), i[2], PPM(i[3]), PPM(i[4]))
		return list(int64(a)), err
	}, func(i, o [][]int64) (bool, error) {
		return ErlangWaitMany(i[0], i[1], i[2], i[3], i[4], o[0])
	}},
	"erlang_wait_quantile": {4, 1, func(i []int64) ([]int64, error) {
		a, err := ErlangWaitQuantile(MilliRPS(i[0]), Micros(i[1]), i[2], PPM(i[3]))
		return list(int64(a)), err
	}, func(i, o [][]int64) (bool, error) {
		return ErlangWaitQuantileMany(i[0], i[1], i[2], i[3], o[0])
	}},
	"erlang_response_quantile": {4, 1, func(i []int64) ([]int64, error) {
		a, err := ErlangResponseQuantile(MilliRPS(i[0]), Micros(i[1]), i[2], PPM(i[3]))
		return list(int64(a)), err
	}, func(i, o [][]int64) (bool, error) {
		return ErlangResponseQuantileMany(i[0], i[1], i[2], i[3], o[0])
	}},
	"erlang_servers_for_waiting": {3, 1, func(i []int64) ([]int64, error) {
		a, err := ErlangServersForWaiting(MilliRPS(i[0]), Micros(i[1]), PPM(i[2]))
		return list(a), err
	}, nil},
	"erlang_servers_for_response": {4, 1, func(i []int64) ([]int64, error) {
		a, err := ErlangServersForResponse(MilliRPS(i[0]), Micros(i[1]), PPM(i[2]), Micros(i[3]))
		return list(a), err
	}, nil},
}

// readVectors gives the rows of a file without its head.
func readVectors(t *testing.T, name string) [][]string {
	t.Helper()
	file, err := os.Open(filepath.Join(vectorFolder, name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 2 {
		t.Fatalf("%s has no rows", name)
	}
	return rows[1:]
}

func numberOf(t *testing.T, s string) int64 {
	t.Helper()
	value, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func listOf(t *testing.T, s string) (values []int64) {
	t.Helper()
	if s == "" {
		return nil
	}
	for _, one := range strings.Split(s, ";") {
		values = append(values, numberOf(t, one))
	}
	return values
}

// judge compares a single call with what a row wants: numbers, or the name of a status.
func judge(t *testing.T, where string, row int, want []string, got []int64, err error) {
	t.Helper()
	if strings.HasPrefix(want[0], "CAPACITY_") {
		var e *Error
		if !errors.As(err, &e) || e.Status.Name() != want[0] || e.Message == "" {
			t.Errorf("%s, row %d: %v, not %s", where, row, err, want[0])
		}
		return
	}
	if err != nil {
		t.Errorf("%s, row %d: %v", where, row, err)
		return
	}
	for i := range want {
		if got[i] != numberOf(t, want[i]) {
			t.Errorf("%s, row %d: %d, not %s", where, row, got[i], want[i])
		}
	}
}

func TestVectorsSingle(t *testing.T) {
	for name, k := range kernels {
		for r, row := range readVectors(t, name) {
			in := make([]int64, k.in)
			for i := range in {
				in[i] = numberOf(t, row[i])
			}
			got, err := k.one(in)
			judge(t, name, r, row[k.in:], got, err)
		}
	}
}

func TestVectorsMany(t *testing.T) {
	for name, k := range kernels {
		if k.many == nil {
			continue
		}
		rows := readVectors(t, name)
		in, out := make([][]int64, k.in), make([][]int64, k.out)
		for i := range in {
			for _, row := range rows {
				in[i] = append(in[i], numberOf(t, row[i]))
			}
		}
		for i := range out {
			out[i] = make([]int64, len(rows))
		}
		partial, err := k.many(in, out)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		failed := false
		for r, row := range rows {
			for i := range out {
				want := int64(Invalid)
				if fails := strings.HasPrefix(row[k.in], "CAPACITY_"); !fails {
					want = numberOf(t, row[k.in+i])
				} else {
					failed = true
				}
				if out[i][r] != want {
					t.Errorf("%s, row %d: %d, not %d", name, r, out[i][r], want)
				}
			}
		}
		if partial != failed {
			t.Errorf("%s: partial is %t", name, partial)
		}
		// No elements is not an error, and neither is nil.
		if partial, err := k.many(make([][]int64, k.in), make([][]int64, k.out)); partial || err != nil {
			t.Errorf("%s of nothing: %t, %v", name, partial, err)
		}
		// One slice of another length is named.
		for i := 1; i < k.in; i++ {
			short := append([][]int64{}, in...)
			short[i] = short[i][1:]
			if _, err := k.many(short, out); !errors.Is(err, ErrArgument) || !strings.Contains(err.Error(), "elements") {
				t.Errorf("%s with a short slice: %v", name, err)
			}
		}
	}
}

func TestVectorsOfLists(t *testing.T) {
	for r, row := range readVectors(t, "nodes_pack") {
		packed, divided, err := NodesPack(MilliCPU(numberOf(t, row[0])), Bytes(numberOf(t, row[1])),
			numberOf(t, row[2]), listOf(t, row[3]), listOf(t, row[4]), listOf(t, row[5]))
		judge(t, "nodes_pack", r, row[6:], list(packed, divided), err)
	}
	for r, row := range readVectors(t, "cost_banded") {
		cost, err := CostBanded(numberOf(t, row[0]), numberOf(t, row[1]), numberOf(t, row[2]),
			listOf(t, row[3]), listOf(t, row[4]))
		judge(t, "cost_banded", r, row[5:], list(int64(cost)), err)
	}
}

func TestVectorsOfMachines(t *testing.T) {
	catalog := BuiltinCatalog()
	defer catalog.Close()
	for _, row := range readVectors(t, "eks_shapes") {
		want := make([]int64, len(row))
		for i := 1; i < len(row); i++ {
			want[i] = numberOf(t, row[i])
		}
		m, err := catalog.FindMachine(row[0])
		if err != nil {
			t.Fatal(err)
		}
		arm := int64(m.Flags & CatalogARM64)
		got := list(0, arm, int64(m.CPU), int64(m.Memory), m.Interfaces, m.AddressesPerInterface)
		for mode := MaxPodsDefault; mode <= MaxPodsCustomNetworking; mode++ {
			pods, err := EKSMaxPods(m.Interfaces, m.AddressesPerInterface, m.CPU, mode)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, pods)
		}
		cpu, memory, err := EKSReserved(m.CPU, m.Memory, got[6], 75000, arm)
		if err != nil {
			t.Fatal(err)
		}
		leftCPU, leftMemory, err := EKSAllocatable(m.CPU, m.Memory, got[6], 75000, arm)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, int64(cpu), int64(memory), int64(leftCPU), int64(leftMemory))
		for i := 1; i < len(row); i++ {
			if got[i] != want[i] {
				t.Errorf("%s: column %d is %d, not %d", row[0], i, got[i], want[i])
			}
		}
	}
	for _, row := range readVectors(t, "shapes") {
		m, err := catalog.FindMachine(row[0])
		if err != nil {
			t.Fatal(err)
		}
		got := list(int64(m.Flags&CatalogARM64), int64(m.CPU/Core), int64(m.Memory/MiB), m.Interfaces, m.AddressesPerInterface)
		for i := range got {
			if got[i] != numberOf(t, row[i+1]) {
				t.Errorf("%s: %d, not %s", row[0], got[i], row[i+1])
			}
		}
	}
}

func TestEveryVectorFileIsUsed(t *testing.T) {
	used := map[string]bool{"nodes_pack": true, "cost_banded": true, "eks_shapes": true, "shapes": true}
	for name := range kernels {
		used[name] = true
	}
	files, err := filepath.Glob(filepath.Join(vectorFolder, "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatal("no vectors", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".csv")
		if !used[name] {
			t.Errorf("%s is not used", file)
		}
		delete(used, name)
	}
	for name := range used {
		t.Errorf("no vectors for %s", name)
	}
}
