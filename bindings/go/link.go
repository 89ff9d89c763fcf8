// SPDX-License-Identifier: Apache-2.0

package capacity

// How the library gets into the program: by pkg-config as a shared library; with the tag
// capacity_static its archive; with the tag capacity_bundled compiled from the copy beside this file,
// which needs nothing installed and lacks what needs libyaml.
//
// The archive stands in front of what pkg-config says, and what is not needed then is left out.

/*
#cgo !capacity_bundled,!capacity_static pkg-config: libcapacity
#cgo capacity_static,!capacity_bundled pkg-config: --static libcapacity
#cgo capacity_static,!capacity_bundled LDFLAGS: -Wl,--as-needed -l:libcapacity.a
#cgo capacity_bundled CFLAGS: -std=c11 -DCAPACITY_BUNDLED -DCAPACITY_STATIC -DCAPACITY_TEXT=0
#cgo capacity_bundled CFLAGS: -fno-strict-aliasing
#cgo capacity_bundled,386 CFLAGS: -msse2 -mfpmath=sse
#include "capacity_cgo.h"
*/
import "C"

import "sync"

var (
	linkOnce sync.Once
	linkErr  error
)

// linked says once whether the library that is running suits the header that this was built with.
func linked() error {
	linkOnce.Do(func() {
		if linkErr = VersionCheck(uint32(C.CAPACITY_VERSION_NUMBER)); linkErr == nil {
			linkErr = sizes()
		}
	})
	return linkErr
}

func foreign(row string) error {
	return refuse("sizes", ErrStructSize, "the library %s does not know the %s of this build", VersionString(), row)
}
