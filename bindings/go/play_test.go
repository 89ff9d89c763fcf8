// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
)

const (
	playRows = 3000
	playTick = 15 * int64(Second)
)

// newPlayed is a simulation that scales up and down; with small options a trace fills it many times.
func newPlayed(t *testing.T, options SimulationOptions) *Simulation {
	t.Helper()
	s := newWeb(t, &options)
	metric := SimulationMetric{Component: "web", Signal: SimulationSignalRate, Kind: HPAPods, TargetType: HPAAverageValue, Target: 10000}
	if err := s.PutMetric(metric); err != nil {
		t.Fatal(err)
	}
	return s
}

var small = SimulationOptions{TicksMax: 7, EventsMax: 256}

func longTrace() (time, rate []int64, text string) {
	var b strings.Builder
	b.WriteString("time,rate\n")
	for i := int64(0); i < playRows; i++ {
		time, rate = append(time, i*playTick), append(rate, 20000+i%40/20*300000)
		fmt.Fprintf(&b, "%d,%d\n", i*15, rate[i]/1000)
	}
	return time, rate, b.String()
}

// rows is everything that a play handed out.
type rows struct {
	ticks  []SimulationTick
	parts  []SimulationComponentTick
	events []SimulationEvent
	totals SimulationTotals
}

// collect is an each that keeps all, and looks that no batch exceeds what small keeps.
func (r *rows) collect(t *testing.T, s *Simulation) func(SimulationRows) error {
	return func(some SimulationRows) error {
		if len(some.Ticks) > 7 || len(some.Events) > 256 || len(some.Ticks)+len(some.Events) == 0 {
			t.Error(len(some.Ticks), len(some.Events))
		}
		parts, err := s.ComponentTicks()
		r.ticks, r.parts, r.events = append(r.ticks, some.Ticks...), append(r.parts, parts...), append(r.events, some.Events...)
		return err
	}
}

// roomForAll is the long trace with nothing dropped.
func roomForAll(t *testing.T) rows {
	t.Helper()
	s := newPlayed(t, SimulationOptions{TicksMax: playRows + 1, EventsMax: 100000})
	time, rate, _ := longTrace()
	if taken, err := s.Feed(time, rate, nil, nil); err != nil || taken != playRows {
		t.Fatal(taken, err)
	}
	if done, err := s.Finish(); err != nil || done != 1 {
		t.Fatal(done, err)
	}
	var r rows
	var err [4]error
	r.ticks, err[0] = s.Ticks()
	r.parts, err[1] = s.ComponentTicks()
	r.events, err[2] = s.Events()
	r.totals, err[3] = s.Totals()
	if err != [4]error{} || len(r.ticks) != playRows || len(r.events) < 2*256 {
		t.Fatal(err, len(r.ticks), len(r.events))
	}
	return r
}

func (r *rows) same(t *testing.T, want rows, err error) {
	t.Helper()
	if err != nil || !reflect.DeepEqual(*r, want) {
		t.Error(err, len(r.ticks), len(r.parts), len(r.events), r.totals, want.totals)
	}
}

// endsBefore looks that the ticks end where they should.
func (r *rows) endsBefore(t *testing.T, end int64) {
	t.Helper()
	if int64(len(r.ticks)) != end/playTick {
		t.Error(len(r.ticks), "ticks, not", end/playTick)
	}
}

func TestPlayOfALongTraceGivesWhatRoomForAllGives(t *testing.T) {
	want := roomForAll(t)
	time, rate, _ := longTrace()
	s := newPlayed(t, small)
	var got rows
	var err error
	got.totals, err = s.Play(time, rate, nil, nil, got.collect(t, s))
	got.same(t, want, err)
	totals, err := newPlayed(t, small).Play(time, rate, nil, nil, nil)
	if err != nil || totals != want.totals {
		t.Error(totals, err)
	}
	quiet := newPlayed(t, SimulationOptions{Flags: SimulationNoTicks | SimulationNoEvents})
	totals, err = quiet.Play(time, rate, nil, nil, func(SimulationRows) error { return io.ErrUnexpectedEOF })
	if err != nil || totals != want.totals {
		t.Error(totals, err)
	}
}

func TestPlayOfOneRowThatFillsTheBuffersAgainAndAgain(t *testing.T) {
	s := newPlayed(t, SimulationOptions{TicksMax: 7, Tick: Second})
	var got rows
	totals, err := s.Play([]int64{0, 3600 * int64(Second)}, []int64{1, 1}, []int64{5, 5}, []int64{7, 7}, got.collect(t, s))
	if err != nil || len(got.ticks) != 7200 || totals.Ticks != 7200 || got.ticks[0].P95 == Micros(Invalid) {
		t.Error(len(got.ticks), totals, err)
	}
}

func TestPlayTellsABadRowAfterWhatWasBeforeIt(t *testing.T) {
	s := newPlayed(t, small)
	time, rate, _ := longTrace()
	time[1000] = time[999]
	var got rows
	_, err := s.Play(time, rate, nil, nil, got.collect(t, s))
	fails(t, err, ErrRange, "is not after")
	var e *Error
	if !errors.As(err, &e) || e.Index != 1000 || e.Call != "Simulation.Play" {
		t.Error(err)
	}
	got.endsBefore(t, time[999])
	_, err = s.Play(time[1001:], rate[1001:], nil, nil, got.collect(t, s))
	if err != nil || len(got.ticks) != playRows {
		t.Error(len(got.ticks), err)
	}
}

func TestPlayEndsWithAnErrorOfEachAndKeepsItsRows(t *testing.T) {
	s := newPlayed(t, small)
	time, rate, text := longTrace()
	full := errors.New("disk full")
	each := func(SimulationRows) error { return full }
	if _, err := s.Play(time, rate, nil, nil, each); err != full {
		t.Error(err)
	}
	if ticks, err := s.Ticks(); err != nil || len(ticks) != 7 {
		t.Error(len(ticks), err)
	}
	s.Reset()
	if _, err := s.PlayText(strings.NewReader(text), each, nil); err != full {
		t.Error(err)
	}
	s.Reset()
	if _, err := s.Play(time[:3], rate[:3], nil, nil, each); err != full { // of the end
		t.Error(err)
	}
	s.Reset()
	_, err := s.Play([]int64{0, playTick, 0}, []int64{1, 1, 1}, nil, nil, each)
	fails(t, err, ErrRange)
	if ticks, err := s.Ticks(); err != nil || len(ticks) != 1 {
		t.Error(len(ticks), err)
	}
}

func TestPlayRefusesAtOnce(t *testing.T) {
	s := newPlayed(t, small)
	_, err := s.Play([]int64{0, 1}, []int64{1}, nil, nil, nil)
	fails(t, err, ErrArgument, "rateMRPS has 1 elements")
	_, err = s.Play(nil, []int64{1}, nil, nil, nil)
	fails(t, err, ErrArgument, "rateMRPS has 1 elements")
	_, err = s.Play(nil, nil, nil, nil, nil)
	fails(t, err, ErrState)
	_, err = s.PlayText(strings.NewReader("time,rate\n"), nil, nil)
	fails(t, err, ErrState)
	if _, err = s.Play([]int64{0}, []int64{1}, nil, nil, nil); err != nil {
		t.Error(err)
	}
	_, err = s.Play([]int64{playTick}, []int64{1}, nil, nil, nil)
	fails(t, err, ErrState)
	_, err = s.PlayText(strings.NewReader("time,rate\n"), nil, nil)
	fails(t, err, ErrState)
	if p := (&player{s: newPlayed(t, small), call: "Simulation.Play"}); p.drain(true) != nil {
		t.Error("a drain of nothing failed")
	} else { // nothing taken, nothing to drop: to try again would be to try for ever
		fails(t, p.drain(false), ErrInternal, "takes nothing")
	}
}

func TestPlayTextCutAnywhereGivesWhatRoomForAllGives(t *testing.T) {
	want := roomForAll(t)
	_, _, text := longTrace()
	text = strings.TrimSuffix(text, "\n")
	for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)),
		iotest.HalfReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))} {
		s := newPlayed(t, small)
		var got rows
		var err error
		got.totals, err = s.PlayText(r, got.collect(t, s), nil)
		got.same(t, want, err)
	}
}

// withBad is the long trace with lines that are refused: those of the numbers in lines.
func withBad(text string) (bad string, lines []int64) {
	all := strings.SplitAfter(text, "\n")
	head, tail := strings.Join(all[:700], ""), strings.Join(all[700:], "")
	return head + "0,1\n9000,NaN\n9000,99999999999\n" + strings.Repeat("9", 5000) + "\n1,2,3\n" + tail + "44999,",
		[]int64{701, 702, 703, 704, 705, playRows + 7}
}

func TestPlayTextTellsRefusedLinesAndPlaysAllOthers(t *testing.T) {
	want := roomForAll(t)
	_, _, text := longTrace()
	text, lines := withBad(text)
	for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text))} {
		s := newPlayed(t, small)
		var got rows
		var told []int64
		var err error
		got.totals, err = s.PlayText(r, got.collect(t, s), func(err error) error {
			var e *Error
			if errors.As(err, &e) {
				told = append(told, e.Index)
			}
			return nil
		})
		got.same(t, want, err)
		if !reflect.DeepEqual(told, lines) {
			t.Error(told)
		}
	}
}

func TestPlayTextEndsWithTheFirstRefusedLineByDefault(t *testing.T) {
	_, _, text := longTrace()
	bad, _ := withBad(text)
	s := newPlayed(t, small)
	var got rows
	_, err := s.PlayText(strings.NewReader(bad), got.collect(t, s), nil)
	fails(t, err, ErrRange, "is not after")
	got.endsBefore(t, 698*playTick)

	s, got = newPlayed(t, small), rows{}
	_, err = s.PlayText(strings.NewReader(text+"45000,\"1"), got.collect(t, s), nil)
	fails(t, err, ErrSyntax, "inside quotes")
	got.endsBefore(t, (playRows-1)*playTick)

	s, got = newPlayed(t, small), rows{}
	_, err = s.PlayText(strings.NewReader(bad), got.collect(t, s), func(error) error { return io.ErrShortWrite })
	if err != io.ErrShortWrite {
		t.Error(err)
	}
	got.endsBefore(t, 698*playTick)
}

func TestPlayTextEndsWithWhatIsNotOfOneLine(t *testing.T) {
	s := newPlayed(t, small)
	never := func(err error) error { t.Error(err); return nil }
	_, err := s.PlayText(strings.NewReader("time,speed\n0,1\n"), nil, never)
	fails(t, err, ErrField)
	s.Reset()
	_, err = s.PlayText(strings.NewReader("time,time\n0,1\n"), nil, never)
	fails(t, err, ErrExists)
	empty, err := NewSimulation(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer empty.Close()
	_, err = empty.PlayText(strings.NewReader("time,rate\n0,1\n"), nil, never)
	fails(t, err, ErrArgument)
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

func TestPlayTextEndsWithAnErrorOfTheReader(t *testing.T) {
	for _, c := range []struct {
		reader io.Reader
		want   error
	}{{iotest.ErrReader(io.ErrClosedPipe), io.ErrClosedPipe}, {stuck{}, io.ErrNoProgress}} {
		s := newPlayed(t, SimulationOptions{TicksMax: 7})
		var got rows
		_, err := s.PlayText(io.MultiReader(strings.NewReader("time,rate\n0,1\n15,1\n30,1\n"), c.reader), got.collect(t, s), nil)
		if err != c.want {
			t.Error(err)
		}
		got.endsBefore(t, 2*playTick)
	}
}

func TestPlayTextOfAMillionRows(t *testing.T) {
	if testing.Short() {
		t.Skip("a million rows take seconds under the race detector")
	}
	s := newPlayed(t, SimulationOptions{TicksMax: 7, Tick: 300 * Second, Sync: 300 * Second})
	r, w := io.Pipe()
	go func() {
		var line []byte
		block := make([]byte, 0, 64<<10)
		block = append(block, "time,rate\n"...)
		for i := 0; i < 1000000; i++ {
			line = fmt.Appendf(line[:0], "%d,90\n", i)
			if len(block)+len(line) > cap(block) {
				if _, err := w.Write(block); err != nil {
					return
				}
				block = block[:0]
			}
			block = append(block, line...)
		}
		_, _ = w.Write(block)
		w.Close()
	}()
	var got rows
	totals, err := s.PlayText(r, got.collect(t, s), nil)
	if err != nil || totals.DemandM != 90000*1000000 || len(got.ticks) != 3334 || totals.Ticks != 3334 {
		t.Error(len(got.ticks), totals, err)
	}
}
