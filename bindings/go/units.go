// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"encoding"
	"math"
	"strings"
	"time"
)

// Quantities are integers in the unit of their type, so that every result is exact. Write them as
// multiples of the constants (512*MiB, 30*Percent, 3*PerMinute), or parse what people write
// ("512Mi", "30%", "2.5"). An input that the library decides is [Auto].
type (
	// MilliCPU is CPU in thousandths of a core; "250m".
	MilliCPU int64
	// Bytes is a size; "512Mi", "2G".
	Bytes int64
	// MilliRPS is a rate in thousandths of a request a second; "166.7", "3000/min".
	MilliRPS int64
	// MilliRPM is a rate in thousandths of a request a minute; "2.5", "0.5/s".
	MilliRPM int64
	// Micros is a time in microseconds; "200ms", "30m".
	Micros int64
	// PPM is a share in parts per million; "30%".
	PPM int64
	// MilliRCU is DynamoDB read units in thousandths; "250".
	MilliRCU int64
	// MilliWCU is DynamoDB write units in thousandths; "100".
	MilliWCU int64
	// NanoUSD is a rate, the price of one thing, in billionths of a dollar; "$0.0416".
	NanoUSD int64
	// MicroUSD is an amount in millionths of a dollar; "$60.736".
	MicroUSD int64
)

// One of each unit, to multiply.
const (
	Core MilliCPU = 1000

	KiB Bytes = 1 << 10
	MiB Bytes = 1 << 20
	GiB Bytes = 1 << 30
	TiB Bytes = 1 << 40

	PerSecond MilliRPS = 1000
	PerMinute MilliRPM = 1000

	Millisecond Micros = 1000
	Second      Micros = 1000 * Millisecond
	Minute      Micros = 60 * Second
	Hour        Micros = 60 * Minute
	Day         Micros = 24 * Hour

	Percent PPM = 10000
	Whole   PPM = 100 * Percent

	ReadUnit  MilliRCU = 1000
	WriteUnit MilliWCU = 1000

	PriceUSD NanoUSD = 1000000000 // a dollar as the price of one thing

	Cent MicroUSD = 10000
	USD  MicroUSD = 100 * Cent
)

// Duration is the time as the standard library has it; what exceeds it is its largest or smallest.
func (v Micros) Duration() time.Duration {
	const most = math.MaxInt64 / int64(time.Microsecond)
	switch {
	case int64(v) > most:
		return math.MaxInt64
	case int64(v) < -most:
		return math.MinInt64
	}
	return time.Duration(v) * time.Microsecond
}

// Cents is the amount in dollars with two digits, half a cent away from zero: "$479.37".
func (v MicroUSD) Cents() string {
	s, err := CostFormat(v)
	if err != nil {
		return unknown("MicroUSD", int64(v))
	}
	return s
}

// Every typed value is text both ways.
var (
	_ encoding.TextMarshaler   = MilliCPU(0)
	_ encoding.TextUnmarshaler = (*MilliCPU)(nil)
)

// quantity is a value as people write it. The library's form has no sign: it stands in front here.
func quantity(unit Unit, value int64) string {
	if value == Invalid {
		return "invalid"
	}
	sign := ""
	if value < 0 {
		sign, value = "-", -value
	}
	s, err := unit.Format(value)
	if err != nil {
		return unknown(unit.String(), value)
	}
	return sign + s
}

// parseQuantity reads what quantity writes, and every other form that the library knows.
func parseQuantity(unit Unit, s string) (int64, error) {
	if unsigned := strings.TrimPrefix(s, "-"); unsigned != s && !strings.HasPrefix(unsigned, "-") {
		value, err := unit.Parse(unsigned)
		return -value, err
	}
	return unit.Parse(s)
}
