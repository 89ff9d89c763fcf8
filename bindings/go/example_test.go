// SPDX-License-Identifier: Apache-2.0

package capacity_test

import (
	"errors"
	"fmt"
	"log"

	capacity "libcapacity/bindings/go"
)

// Size an application for 1000 concurrent users.
func Example() {
	chat, err := capacity.NewProfile(capacity.WithConcurrentUsers(1000))
	if err != nil {
		log.Fatal(err)
	}
	defer chat.Close()
	plan, err := chat.Plan()
	if err != nil {
		log.Fatal(err)
	}
	defer plan.Close()
	fmt.Printf("%d pods on %d nodes, %s a month (prices: %s)\n",
		plan.Pods(), plan.Nodes(), plan.Monthly().Cents(), plan.CatalogName())
	// Output: 9 pods on 4 nodes, $479.37 a month (prices: aws us-east-1 2026-11-24)
}

// Settings take typed values, or text as people write it.
func ExampleNewProfile() {
	chat, err := capacity.NewProfile(
		capacity.WithConcurrentUsers(20000),
		capacity.WithBackendMemoryRequest(512*capacity.MiB),
		capacity.WithBackendCPURequest(250),
		capacity.WithSpikeBuffer(50*capacity.Percent),
		capacity.WithResponseTime(300*capacity.Millisecond),
		capacity.WithQueue(capacity.QueueSQS),
		capacity.With("requests_per_user_per_minute", "2.5"),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer chat.Close()
	fmt.Println(chat.BackendMemoryRequest(), chat.BackendCPURequest(), chat.SpikeBuffer(),
		chat.ResponseTime(), chat.Queue(), chat.RequestsPerUserPerMinute())
	// Output: 512Mi 250m 50% 300ms sqs 2.5
}

// An error says which field, which value and which limit; its status tells what kind it is.
func ExampleError() {
	_, err := capacity.NewProfile(capacity.WithSpikeBuffer(2000 * capacity.Percent))
	fmt.Println(err)
	fmt.Println(errors.Is(err, capacity.ErrRange))
	var e *capacity.Error
	if errors.As(err, &e) {
		fmt.Println(e.Field, e.Status.Name())
	}
	// Output:
	// capacity: Profile.Set: CAPACITY_E_RANGE: spike_buffer 2000% exceeds 1000%
	// true
	// spike_buffer_ppm CAPACITY_E_RANGE
}

// The guide's backend formula without a profile.
func ExampleFormulaPods() {
	minPods, maxPods, err := capacity.FormulaPods(1000, 3*capacity.PerMinute, 50*capacity.PerSecond,
		30*capacity.Percent, 3*capacity.Whole)
	fmt.Println(minPods, maxPods, err)
	// Output: 2 6 <nil>
}

// Slices of numbers are read and written in place; bad elements do not stop the others.
func ExamplePodsByRateMany() {
	users := []int64{500, 1000, -1, 100000}
	rate := []int64{3000, 3000, 3000, 3000}
	perPod := []int64{50000, 50000, 50000, 50000}
	buffer := []int64{300000, 300000, 300000, 300000}
	pods := make([]int64, len(users))
	partial, err := capacity.PodsByRateMany(users, rate, perPod, buffer, pods)
	fmt.Println(partial, err)
	for i, n := range pods {
		if n == capacity.Invalid {
			fmt.Println(users[i], "users: invalid")
		} else {
			fmt.Println(users[i], "users:", n, "pods")
		}
	}
	// Output:
	// true <nil>
	// 500 users: 1 pods
	// 1000 users: 2 pods
	// -1 users: invalid
	// 100000 users: 130 pods
}

// The bill's dearest lines.
func ExamplePlan_Bill() {
	chat, err := capacity.NewProfile(capacity.WithConcurrentUsers(1000))
	if err != nil {
		log.Fatal(err)
	}
	defer chat.Close()
	plan, err := chat.Plan()
	if err != nil {
		log.Fatal(err)
	}
	defer plan.Close()
	lines, err := plan.Bill(capacity.AnswerRecommended)
	if err != nil {
		log.Fatal(err)
	}
	for _, line := range lines {
		if line.Monthly >= 90*capacity.USD {
			fmt.Println(line.Key, line.Rate, "a", line.Unit, line.Monthly)
		}
	}
	// Output:
	// nodes $0.0832 a instance-hour $121.472
	// nat_hours $0.045 a gateway-hour $98.55
}

// What doubling the users changes.
func ExamplePlan_Differences() {
	chat, err := capacity.NewProfile(capacity.WithConcurrentUsers(1000))
	if err != nil {
		log.Fatal(err)
	}
	defer chat.Close()
	before, err := chat.Plan()
	if err != nil {
		log.Fatal(err)
	}
	defer before.Close()
	if err := chat.Apply(capacity.WithConcurrentUsers(2000)); err != nil {
		log.Fatal(err)
	}
	after, err := chat.Plan()
	if err != nil {
		log.Fatal(err)
	}
	defer after.Close()
	differences, err := before.Differences(after)
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range differences {
		if d.Field == capacity.OutPods || d.Field == capacity.OutNodes || d.Field == capacity.OutMonthlyUUSD {
			was, _ := d.Field.Format(d.Before)
			is, _ := d.Field.Format(d.After)
			fmt.Println(d.Field.Key(), was, "->", is)
		}
	}
	// Output:
	// pods 9 -> 16
	// nodes 4 -> 6
	// monthly $479.3743 -> $1133.508
}

// Prices of one's own, over the built-in ones.
func ExampleCatalogBuilder() {
	builder, err := capacity.NewCatalogBuilder(capacity.BuiltinCatalog())
	if err != nil {
		log.Fatal(err)
	}
	defer builder.Close()
	if err := builder.SetSource("negotiated", "us-east-1", "2026-11-24"); err != nil {
		log.Fatal(err)
	}
	machine, err := capacity.BuiltinCatalog().FindMachine("t3.large")
	if err != nil {
		log.Fatal(err)
	}
	machine.Hour, err = capacity.ParseNanoUSD("$0.06")
	if err != nil {
		log.Fatal(err)
	}
	if err := builder.PutMachine(machine); err != nil {
		log.Fatal(err)
	}
	catalog, err := builder.Finish()
	if err != nil {
		log.Fatal(err)
	}
	defer catalog.Close()
	price, err := catalog.MachinePrice("t3.large", capacity.PurchaseOnDemand, 0)
	fmt.Println(catalog.Name(), price, err)
	// Output: negotiated $0.06 <nil>
}

func ExampleParseBytes() {
	size, err := capacity.ParseBytes("1.5Gi")
	fmt.Println(size, int64(size), err)
	_, err = capacity.ParseBytes("10GB")
	fmt.Println(err)
	// Output:
	// 1536Mi 1610612736 <nil>
	// capacity: Unit.Parse: CAPACITY_E_SYNTAX: value '10GB' is ambiguous, write 10Gi (2^30) or 10G (10^9)
}

// Ask whether the backend should scale now.
func ExamplePlan_Assess() {
	chat, err := capacity.NewProfile(capacity.WithConcurrentUsers(1000))
	if err != nil {
		log.Fatal(err)
	}
	defer chat.Close()
	plan, err := chat.Plan()
	if err != nil {
		log.Fatal(err)
	}
	defer plan.Close()
	now, err := plan.Assess("backend", capacity.Readings{
		"cpu":      {Value: "97%", Held: "12m"},
		"replicas": {Value: "7"},
	})
	if err != nil {
		log.Fatal(err)
	}
	defer now.Close()
	summary, err := now.Summary()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(summary.Sentence, summary.ExitCode)
	// Output: Scale up backend from 7 to 10 pods (cpu 97%, target 70%) 10
}
