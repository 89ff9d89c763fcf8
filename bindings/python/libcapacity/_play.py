"""A whole trace through a simulation, however long: feed, read and drop in turn.

SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

from ctypes import c_size_t
from typing import TYPE_CHECKING, Callable, Iterable, Iterator, List, NamedTuple, Optional, Union

from . import _ffi, _runtime as _rt
from ._enums import CapacityOverflowError, CapacitySyntaxError, InternalError, RangeError, TooLargeError
from ._row import Rows
from ._rows import SimulationEvent, SimulationTick
from ._runtime import Error, Text

if TYPE_CHECKING:
    from ._buffers import Arrays
    from ._handles import Simulation

__all__ = ["SimulationRows"]

# Rows or bytes of one call: between two of them Ctrl-C gets through, and a rest is cheap to copy.
PIECE = 65536
# What is wrong with one line, which is passed over; other errors are about the whole text or the simulation.
OF_A_LINE = (CapacitySyntaxError, RangeError, CapacityOverflowError, TooLargeError)

Refused = Optional[Callable[[Error], object]]


class SimulationRows(NamedTuple):
    """What a simulation kept until it was read: rows in the order of time."""

    ticks: Rows[SimulationTick]
    events: Rows[SimulationEvent]


def played(simulation: Simulation, steps: Iterator[bool]) -> Iterator[SimulationRows]:
    """Rows whenever a step says that the buffers are full, or fails; was something taken since the last time?"""
    try:
        for moved in steps:
            rows = _rows_of(simulation)
            if any(rows):
                yield rows
                simulation.drop_rows()
            elif not moved:
                raise InternalError("the simulation takes nothing although its buffers are empty")
    except Exception:
        rows = _rows_of(simulation)
        if any(rows):
            yield rows
            simulation.drop_rows()
        raise


def _rows_of(simulation: Simulation) -> SimulationRows:
    return SimulationRows(simulation.get_ticks(), simulation.get_events())


# --- arrays -----------------------------------------------------------------------------------------------

def array_steps(simulation: Simulation, arrays: Arrays) -> Iterator[bool]:
    """Feed arrays where they lie, and finish."""
    n, addresses = arrays.ready()
    at, wanted = 0, min(n, PIECE)
    while True:
        taken = _feed(simulation, addresses, at, wanted)
        at += taken
        if taken < wanted:
            yield taken > 0
        elif at == n:
            break
        wanted = min(n - at, PIECE)
    yield from _finish_steps(simulation, None)


def _feed(simulation: Simulation, addresses: List[Optional[int]], at: int, n: int) -> int:
    """Feed n rows from a place on; an error has the place in the whole."""
    taken, err = c_size_t(), _ffi.capacity_error()
    columns = [None if address is None else address + 8 * at for address in addresses]
    status: int = _ffi.capacity_simulation_feed(simulation._ptr, *columns, n, taken, err)
    if status < 0:
        if err.index >= 0:
            err.index += at
        raise _rt.failure("capacity_simulation_feed", status, err)
    return taken.value


# --- text -------------------------------------------------------------------------------------------------

def pieces_of(chunks: Union[Text, Iterable[Text]]) -> Iterator[Text]:
    """Pieces of bounded size where that is ours to choose."""
    if isinstance(chunks, (str, bytes, bytearray, memoryview)):
        return iter((chunks,))
    read = getattr(chunks, "read", None)
    return iter(chunks) if read is None else _read(read)


def _read(read: Callable[[int], Text]) -> Iterator[Text]:
    """A file not by lines, which may be of any length."""
    while True:
        piece = read(PIECE)
        if piece is not None and not len(piece):
            return
        yield piece


def text_steps(simulation: Simulation, pieces: Iterator[Text], refused: Refused) -> Iterator[bool]:
    """Feed pieces of a text, and finish."""
    for piece in pieces:
        data, at = _rt.bytes_in(piece, "chunks"), 0
        while at < len(data):
            part = data[at:at + PIECE]
            try:
                taken = simulation.feed_text(part)
            except Error as error:
                at += error.consumed or 0  # the refused line is in it
                _pass_over(error, refused)
                continue
            at += taken
            if taken < len(part):
                yield taken > 0
    yield from _finish_steps(simulation, refused)


def _pass_over(error: Error, refused: Refused) -> None:
    if refused is None or not isinstance(error, OF_A_LINE):
        raise error
    refused(error)


# --- the end ----------------------------------------------------------------------------------------------

def _finish_steps(simulation: Simulation, refused: Refused) -> Iterator[bool]:
    done = 0
    while not done:
        try:
            done = simulation.finish()
        except OF_A_LINE as error:  # the last line has no end of line
            _pass_over(error, refused)
            continue
        yield done > 0
