// SPDX-License-Identifier: Apache-2.0

//go:build !go1.24

package capacity

import "runtime"

// net gives back what nobody closed.
type net struct{}

func (h *handle) spread() {
	runtime.SetFinalizer(h, (*handle).close)
}

func (h *handle) fold() {
	runtime.SetFinalizer(h, nil)
}
