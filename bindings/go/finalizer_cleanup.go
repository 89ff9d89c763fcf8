// SPDX-License-Identifier: Apache-2.0

//go:build go1.24

package capacity

import "runtime"

// net gives back what nobody closed.
type net struct {
	cleanup runtime.Cleanup
}

func (h *handle) spread() {
	h.net.cleanup = runtime.AddCleanup(h, h.end, h.c)
}

func (h *handle) fold() {
	h.net.cleanup.Stop()
}
