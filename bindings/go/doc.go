// SPDX-License-Identifier: Apache-2.0

// Package capacity sizes a workload on Kubernetes (Amazon EKS) with DynamoDB behind it: which tier,
// how many pods, nodes and table units, what it costs a month, why, and what to change. It is
// libcapacity with Go's manners: the same numbers, bit for bit, as in C and Python.
//
//	chat, err := capacity.NewProfile(capacity.WithConcurrentUsers(1000))
//	...
//	defer chat.Close()
//	plan, err := chat.Plan()
//	...
//	defer plan.Close()
//	fmt.Println(plan.Pods(), plan.Nodes(), plan.Monthly().Cents())
//
// # Values
//
// Quantities are integers with the unit in their type: MilliCPU(250), 512*MiB, 30*Percent,
// 200*Millisecond, 3*PerMinute, 20*USD. They print as people write them, read back exactly, and are
// text in JSON. The _Many functions take plain []int64 in the unit of the parameter's name, without
// copies. [Auto] is an input that the library decides, [Invalid] a result that could not be computed.
//
// # Errors
//
// What fails returns an *[Error] with the call, the status, the field, the index and a sentence.
// errors.Is(err, capacity.ErrRange) asks for the kind. That some elements of a batch failed is no
// error but the result partial.
//
// # Objects
//
// A [Profile], [Plan], [Catalog], [CatalogBuilder] or [Tiers] is memory of C: close it. Twice is
// fine. One that nobody closes is given back after a garbage collection, which does not know how
// large it is; a program that makes many closes them. Using a closed one panics.
//
// A [Plan], [Catalog] and [Tiers] never change: any number of goroutines may use one at once. A
// [Profile] and a [CatalogBuilder] belong to one goroutine at a time. Closing an object while another
// goroutine is inside a call on it is a mistake that nothing detects; give that goroutine a Ref.
//
// No call blocks, waits or reads a clock, so none takes a context.
//
// # Linking
//
// By default the library is found by pkg-config (libcapacity.pc) and linked as a shared library. The
// build tag capacity_static links its archive. The tag capacity_bundled compiles the sources that lie
// beside this package and needs nothing installed; reading JSON and YAML and writing YAML are left
// out of that, and answer [ErrUnsupported].
package capacity
