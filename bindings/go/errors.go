// SPDX-License-Identifier: Apache-2.0

package capacity

/*
#include "capacity_cgo.h"
*/
import "C"

import "fmt"

// Error is what a failed call returns. It unwraps to its [Status], so that
//
//	errors.Is(err, capacity.ErrRange)
//
// asks for the kind and errors.As with an *Error gives the details.
type Error struct {
	// Status says what kind of failure it is; always negative.
	Status Status
	// Field is the input or result at fault; [FieldNone] if it is about none.
	Field Field
	// Index is the row, element or line at fault; -1 if none.
	Index int64
	// Column is the column in a text, counted from 1; 0 if none.
	Column uint32
	// Message is one English line with the value and the limit, without a final period.
	Message string
	// Call is the function or method that failed, for example Profile.Set.
	Call string
}

// Error is the call, and the line that the library writes of the status, the place and the message.
func (e *Error) Error() string {
	var c C.capacity_error
	C.capacity_error_clear(&c)
	c.code = C.int32_t(e.Status)
	c.field = C.uint32_t(e.Field)
	c.index = C.int64_t(e.Index)
	c.column = C.uint32_t(e.Column)
	cut(c.message[:], e.Message)
	line, err := readText("", shortText, func(buf *C.char, size C.size_t, needed *C.size_t, _ *C.capacity_error) C.capacity_status {
		return C.capacity_error_format(&c, buf, size, needed)
	})
	if err != nil {
		line = e.Status.Name() + ": " + e.Message
	}
	return "capacity: " + e.Call + ": " + line
}

// Unwrap is the status.
func (e *Error) Unwrap() error {
	return e.Status
}

// Error is the status as a sentence.
func (s Status) Error() string {
	return "capacity: " + s.Summary()
}

// String is [Status.Name].
func (s Status) String() string {
	return s.Name()
}

// refuse is the error of a value that never gets to the library.
func refuse(call string, status Status, format string, values ...any) error {
	return &Error{Status: status, Index: -1, Message: fmt.Sprintf(format, values...), Call: call}
}
