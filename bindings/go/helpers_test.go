// SPDX-License-Identifier: Apache-2.0

package capacity

import "testing"

// newChat is the profile that most tests use: 1000 concurrent users.
func newChat(t testing.TB, settings ...Setting) *Profile {
	t.Helper()
	p, err := NewProfile(append([]Setting{WithConcurrentUsers(1000)}, settings...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}
