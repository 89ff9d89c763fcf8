// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"errors"
	"io"
)

const (
	playBytes  = 64 << 10 // of a text, at once
	emptyReads = 100      // so many in a row, and the reader is given up, as package bufio does
)

// SimulationRows is what a simulation kept until it was read: rows in the order of time.
type SimulationRows struct {
	Ticks  []SimulationTick
	Events []SimulationEvent
}

// Play feeds a trace, whatever its length, and finishes it. Ticks and events go to each as often as
// the simulation is full of them, and at the end; memory does not grow with the trace. They are
// dropped when each returns: inside it [Simulation.ComponentTicks] and [Simulation.GroupTicks] are
// of the same ticks. A nil each leaves the totals alone.
//
// An error of each ends the play, and the rows it was given stay. Any other error comes after the
// rows of what was before it, whatever each says of them; the index is the row, which is not taken:
// Play of the rows after it goes on.
//
// Errors: those of [Simulation.Feed], [Simulation.Finish] and each.
func (s *Simulation) Play(timeUS, rateMRPS, cpuUS, responseUS []int64, each func(SimulationRows) error) (SimulationTotals, error) {
	p := player{s: s, call: "Simulation.Play", each: each}
	for at := 0; ; {
		taken, err := s.Feed(timeUS[at:], after(rateMRPS, at), after(cpuUS, at), after(responseUS, at))
		if err != nil {
			return p.stop(moved(err, at, p.call))
		}
		if at += taken; at == len(timeUS) {
			return p.finish()
		}
		if err := p.drain(taken > 0); err != nil {
			return SimulationTotals{}, err
		}
	}
}

// PlayText is [Simulation.Play] of a trace as CSV.
//
// A line that is refused is passed over. If refused is nil, its error, whose index is the line, ends
// the play. Else refused gets the error, and the play goes on if it returns nil. Errors that are not
// of one line (the header, memory) end the play all the same.
//
// Errors: those of [Simulation.FeedText], [Simulation.Finish], r, each and refused;
// [io.ErrNoProgress] if r often reads nothing.
func (s *Simulation) PlayText(r io.Reader, each func(SimulationRows) error, refused func(error) error) (SimulationTotals, error) {
	p := player{s: s, call: "Simulation.PlayText", each: each, refused: refused}
	s.c(p.call) // a closed one is told before anything is read
	piece := make([]byte, playBytes)
	for empty := 0; empty < emptyReads; empty++ {
		n, ended := r.Read(piece)
		if n > 0 {
			empty = -1
		}
		if err := p.text(string(piece[:n])); err != nil {
			return SimulationTotals{}, err
		}
		if ended == io.EOF {
			return p.finish()
		}
		if ended != nil {
			return p.stop(ended)
		}
	}
	return p.stop(io.ErrNoProgress)
}

// after is the rest of a slice that may be left out.
func after(column []int64, at int) []int64 {
	if column == nil {
		return nil
	}
	return column[at:]
}

// moved is an error of a part with the place in the whole.
func moved(err error, by int, call string) error {
	var e *Error
	if errors.As(err, &e) {
		e.Call = call
		if e.Index >= 0 {
			e.Index += int64(by)
		}
	}
	return err
}

// player feeds and drains in turn.
type player struct {
	s       *Simulation
	call    string
	each    func(SimulationRows) error
	refused func(error) error
}

// drain hands out what there is. Buffers that were empty when nothing was taken will not help.
func (p *player) drain(taken bool) error {
	ticks, err := p.s.Ticks()
	if err != nil {
		return err
	}
	events, err := p.s.Events()
	if err != nil {
		return err
	}
	if len(ticks)+len(events) == 0 {
		if !taken {
			return refuse(p.call, ErrInternal, "the simulation takes nothing although its buffers are empty")
		}
		return nil
	}
	if p.each != nil {
		if err := p.each(SimulationRows{ticks, events}); err != nil {
			return err
		}
	}
	p.s.DropRows()
	return nil
}

// stop hands out what was before an error. What each says to that is not heard: it keeps the rows.
func (p *player) stop(err error) (SimulationTotals, error) {
	_ = p.drain(true)
	return SimulationTotals{}, err
}

// text feeds a piece.
func (p *player) text(piece string) error {
	for len(piece) > 0 {
		taken, err := p.s.FeedText(piece)
		piece = piece[taken:] // the refused line is in what was taken
		if err != nil {
			err = p.passOver(moved(err, 0, p.call))
		} else if len(piece) > 0 {
			err = p.drain(taken > 0)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// passOver is nil if the play goes on after a refused line.
func (p *player) passOver(err error) error {
	if p.refused != nil {
		for _, ofALine := range []Status{ErrSyntax, ErrRange, ErrOverflow, ErrTooLarge} {
			if errors.Is(err, ofALine) {
				err = p.refused(err)
				break
			}
		}
	}
	if err != nil {
		_, err = p.stop(err)
	}
	return err
}

// finish ends the trace.
func (p *player) finish() (SimulationTotals, error) {
	for {
		done, err := p.s.Finish()
		if err == nil {
			err = p.drain(done == 1)
		} else {
			err = p.passOver(err) // a last line without an end of line
			done = 0
		}
		if err != nil {
			return SimulationTotals{}, err
		}
		if done == 1 {
			return p.s.Totals()
		}
	}
}
