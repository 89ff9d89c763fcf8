// SPDX-License-Identifier: Apache-2.0

package capacity

/*
#include "capacity_cgo.h"
*/
import "C"

import (
	"bytes"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"
)

// First sizes of text buffers: one value, and one plan.
const (
	shortText = 128
	longText  = 16 << 10
)

// --- handles ------------------------------------------------------------------------------------

// handle holds one reference to an object of the library. It is an allocation of its own, so that a
// copied Plan or Profile shares it, and whoever closes it, or nobody, it is given back once.
type handle struct {
	c   unsafe.Pointer // nil once closed
	end func(unsafe.Pointer)
	net net
}

func newHandle(c unsafe.Pointer, end func(unsafe.Pointer)) *handle {
	h := &handle{c: c, end: end}
	h.spread()
	return h
}

// use is the object, or a panic: a closed handle is a mistake of the program, like a nil pointer.
func (h *handle) use(kind, call string) unsafe.Pointer {
	if h == nil {
		panic("capacity: " + call + ": the " + kind + " was not made by this package")
	}
	c := atomic.LoadPointer(&h.c)
	if c == nil {
		panic("capacity: " + call + ": the " + kind + " is closed")
	}
	return c
}

func (h *handle) close() {
	if h == nil {
		return
	}
	if c := atomic.SwapPointer(&h.c, nil); c != nil {
		h.fold()
		h.end(c)
	}
	runtime.KeepAlive(h)
}

// --- calls --------------------------------------------------------------------------------------

// frame is the memory that C writes to in a call. It would escape to the heap each time, so it is
// kept.
type frame struct {
	err    C.capacity_error
	number [4]C.int64_t
	real   [1]C.double
	size   [1]C.size_t
}

var frames = sync.Pool{New: func() any {
	fr := new(frame)
	C.capacity_error_clear(&fr.err)
	return fr
}}

func newFrame() *frame {
	return frames.Get().(*frame)
}

// done ends the use of a frame; what failed becomes an error.
func (fr *frame) done(call string, status C.capacity_status) error {
	var err error
	if status < 0 {
		err = &Error{
			Status:  Status(status),
			Field:   Field(fr.err.field),
			Index:   int64(fr.err.index),
			Column:  uint32(fr.err.column),
			Message: text(fr.err.message[:]),
			Call:    call,
		}
	}
	frames.Put(fr)
	return err
}

// --- text ---------------------------------------------------------------------------------------

// text is the inline text of a row.
func text(c []C.char) string {
	b := unsafe.Slice((*byte)(unsafe.Pointer(&c[0])), len(c))
	if end := bytes.IndexByte(b, 0); end >= 0 {
		b = b[:end]
	}
	return string(b)
}

// cut copies what fits, and a NUL.
func cut(c []C.char, s string) {
	b := unsafe.Slice((*byte)(unsafe.Pointer(&c[0])), len(c))
	b[copy(b[:len(b)-1], s)] = 0
}

// putText fills the inline text of a row; nothing is cut silently.
func putText(call, member string, c []C.char, s string) error {
	if strings.IndexByte(s, 0) >= 0 {
		return refuse(call, ErrArgument, "%s %q holds a NUL", member, s)
	}
	if len(s) >= len(c) {
		return refuse(call, ErrRange, "%s has %d bytes, at most %d fit", member, len(s), len(c)-1)
	}
	cut(c, s)
	return nil
}

// cString is a NUL-terminated copy in Go's memory, which C may read during a call.
func cString(call, param, s string) (*C.char, error) {
	if strings.IndexByte(s, 0) >= 0 {
		return nil, refuse(call, ErrArgument, "%s %q holds a NUL", param, s)
	}
	b := make([]byte, len(s)+1)
	copy(b, s)
	return (*C.char)(unsafe.Pointer(&b[0])), nil
}

var nothing [1]C.char

// stringData is where a string's bytes are, never nil. C reads them during the call only.
func stringData(s string) *C.char {
	if s == "" {
		return &nothing[0]
	}
	return *(**C.char)(unsafe.Pointer(&s)) // unsafe.StringData, which Go 1.19 lacks
}

// texts are buffers that have held a whole text: the next one likely fits.
var texts = sync.Pool{New: func() any {
	buf := make([]byte, longText)
	return &buf
}}

// readText calls until the buffer is large enough: once, or a second time with the size needed.
func readText(call string, first int, write func(buf *C.char, size C.size_t, needed *C.size_t, fail *C.capacity_error) C.capacity_status) (string, error) {
	fr := newFrame()
	var buf []byte
	if first == longText {
		kept := texts.Get().(*[]byte)
		buf = *kept
		defer func() {
			*kept = buf
			texts.Put(kept)
		}()
	} else {
		buf = make([]byte, first)
	}
	for {
		status := write((*C.char)(unsafe.Pointer(&buf[0])), C.size_t(len(buf)), &fr.size[0], &fr.err)
		needed := int(fr.size[0])
		if status == C.CAPACITY_E_BUFFER && needed >= len(buf) {
			buf = make([]byte, needed+1)
			continue
		}
		if err := fr.done(call, status); err != nil {
			return "", err
		}
		return string(buf[:needed]), nil
	}
}

// --- arrays and rows ----------------------------------------------------------------------------

var noNumbers [1]C.int64_t

// numbers is where a slice is; C reads or writes it in place. Never nil, since an empty slice is no
// missing one.
func numbers(s []int64) *C.int64_t {
	if len(s) == 0 {
		return &noNumbers[0]
	}
	return (*C.int64_t)(unsafe.Pointer(&s[0]))
}

// numbersOrNil is NULL for a slice that is left out.
func numbersOrNil(s []int64) *C.int64_t {
	if s == nil {
		return nil
	}
	return numbers(s)
}

// lengthOr is the length of a slice, n for one that is left out.
func lengthOr(s []int64, n int) int {
	if s == nil {
		return n
	}
	return len(s)
}

// length is a parameter and how many elements it has.
type length struct {
	param string
	n     int
}

func sameLength(call string, first length, others ...length) error {
	for _, other := range others {
		if other.n != first.n {
			return refuse(call, ErrArgument, "%s has %d elements, %s has %d", other.param, other.n, first.param, first.n)
		}
	}
	return nil
}

// readRows asks for the count, then for the rows, and copies each into its Go form.
func readRows[Row, CRow any](call string, read func(*Row, *CRow), get func(out *CRow, most C.size_t, count *C.size_t, fail *C.capacity_error) C.capacity_status) ([]Row, error) {
	fr := newFrame()
	var raw []CRow
	status := get(nil, 0, &fr.size[0], &fr.err)
	if count := int(fr.size[0]); status >= 0 && count > 0 {
		raw = make([]CRow, count)
		status = get(&raw[0], C.size_t(count), &fr.size[0], &fr.err)
	}
	if err := fr.done(call, status); err != nil {
		return nil, err
	}
	rows := make([]Row, len(raw))
	for i := range raw {
		read(&rows[i], &raw[i])
	}
	return rows, nil
}

// --- small things -------------------------------------------------------------------------------

// number is a switch as the library has it.
func number(on bool) int64 {
	if on {
		return 1
	}
	return 0
}

// unknown is a number of an enum that has no name.
func unknown(kind string, value int64) string {
	return kind + "(" + strconv.FormatInt(value, 10) + ")"
}

// flags is the names of the bits that are set; what has no name stands as a number.
func flags(value uint32, bits []uint32, words []string) string {
	var set []string
	for i, bit := range bits {
		if value&bit != 0 {
			set = append(set, words[i])
			value &^= bit
		}
	}
	if value != 0 || len(set) == 0 {
		set = append(set, "0x"+strconv.FormatUint(uint64(value), 16))
	}
	return strings.Join(set, "|")
}
