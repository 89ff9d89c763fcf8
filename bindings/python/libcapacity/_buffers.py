"""Parallel arrays: buffers without a copy, lists with one.

SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import ctypes
import sys
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, List, Optional, Tuple, Union

if TYPE_CHECKING:
    from typing import Iterator, Protocol, SupportsFloat, SupportsIndex

    class Column(Protocol):
        """Whole numbers in a row: array.array, memoryview, numpy.ndarray."""

        def __len__(self) -> int: ...
        def __getitem__(self, index: int, /) -> Any: ...
        def __iter__(self) -> Iterator[Any]: ...
        def tolist(self) -> Any: ...

    class IntItems(Protocol):
        """What is read as whole numbers: a column, or a sequence of int."""

        def __len__(self) -> int: ...
        def __getitem__(self, index: int, /) -> SupportsIndex: ...

    class FloatItems(Protocol):
        """What is read as doubles."""

        def __len__(self) -> int: ...
        def __getitem__(self, index: int, /) -> SupportsFloat: ...

    Ints = Union[int, IntItems]
    Floats = Union[float, FloatItems]
else:
    Column = Ints = Floats = Any

# By code of array.array: letters that memoryview.format may have, bytes of an element, and what to call it.
KINDS = {
    "q": ("bhilqn", 8, "64-bit integers (int64, array 'q')"),
    "Q": ("BHILQN", 8, "64-bit integers without a sign (uint64, array 'Q')"),
    "i": ("bhilqBHILQ", 4, "32-bit integers (int32, array 'i')"),
    "I": ("BHILQ", 4, "32-bit integers without a sign (uint32, array 'I')"),
    "d": ("d", 8, "doubles (float64, array 'd')"),
}
NATIVE = "@=" + ("<" if sys.byteorder == "little" else ">")
REST = " or a list of them"
# Where an empty array lies: NULL would be a missing one.
_nothing = ctypes.c_int64()
NOWHERE = ctypes.addressof(_nothing)
# Sequences that are buffers or no numbers at all.
NO_LISTS = (array, memoryview, bytes, bytearray, str)


class _PyBuffer(ctypes.Structure):
    """Py_buffer, for the address of what is read-only."""

    _fields_ = [("buf", ctypes.c_void_p), ("obj", ctypes.py_object), ("len", ctypes.c_ssize_t),
                ("itemsize", ctypes.c_ssize_t), ("readonly", ctypes.c_int), ("ndim", ctypes.c_int),
                ("format", ctypes.c_char_p), ("shape", ctypes.c_void_p), ("strides", ctypes.c_void_p),
                ("suboffsets", ctypes.c_void_p), ("internal", ctypes.c_void_p)]


def _address(view: memoryview) -> Tuple[int, Any]:
    """Where the elements are, and what must live as long as that is used."""
    if not view.nbytes:
        return NOWHERE, view
    if not view.readonly:  # the fast way
        pin = ctypes.c_char.from_buffer(view)
        return ctypes.addressof(pin), pin
    info = _PyBuffer()
    ctypes.pythonapi.PyObject_GetBuffer(ctypes.py_object(view), ctypes.byref(info), 0)
    address: int = info.buf
    ctypes.pythonapi.PyBuffer_Release(ctypes.byref(info))  # the view itself keeps the elements in place
    return address, view


def _view(value: Any, name: str, code: str) -> memoryview:
    """The buffer of an object, checked."""
    letters, size, what = KINDS[code]
    try:
        view = memoryview(value)
    except (TypeError, ValueError, BufferError) as error:
        hint = "; give its to_numpy()" if hasattr(value, "to_numpy") else ""
        raise TypeError(f"{name}: needs a buffer of {what}{REST}, not {type(value).__name__}{hint}") from error
    letter = view.format.lstrip("@=<>!")
    if view.format[0] in "<>!=" and view.format[0] not in NATIVE:
        raise TypeError(f"{name}: needs the byte order of this machine, not that of format '{view.format}'")
    if view.itemsize != size or len(letter) != 1 or letter not in letters:
        raise TypeError(f"{name}: needs {what}{REST}, not format '{view.format}' of {view.itemsize} bytes")
    if view.ndim > 1:
        raise ValueError(f"{name}: needs one dimension, not {view.ndim}")
    if view.ndim == 1 and not view.c_contiguous:
        raise BufferError(f"{name}: elements do not lie side by side (strides {view.strides} bytes); "
                          f"give a contiguous copy")
    return view


def _copy(value: Any, name: str, code: str) -> array[Any]:
    """The elements of a sequence as an array."""
    try:
        return array(code, value)
    except (TypeError, OverflowError):
        for index, item in enumerate(value):
            try:
                array(code, [item])
            except OverflowError:
                raise ValueError(f"{name}: element {index}, {item}, does not fit into {KINDS[code][2]}") from None
            except TypeError:
                raise TypeError(f"{name}: element {index} is {type(item).__name__}, needs a number for "
                                f"{KINDS[code][2]}") from None
        raise


class Arrays:
    """The arrays of one call: read first, then ready() makes them of one length."""

    __slots__ = ("_length", "_first", "_at", "_pins", "_single")

    def __init__(self) -> None:
        self._length = -1
        self._first = ""
        self._at: List[Optional[int]] = []
        self._pins: List[Any] = []
        self._single: List[Tuple[int, Any, str, str]] = []

    def read(self, value: Any, name: str, code: str, write: bool = False) -> None:
        """Take an array; one number stands for all elements."""
        if isinstance(value, (int, float)):
            self._one(value, name, code, write)
            return
        if not write and isinstance(value, Sequence) and not isinstance(value, NO_LISTS):
            value = _copy(value, name, code)
        view = _view(value, name, code)
        if view.ndim == 0:
            self._one(view[()], name, code, write)
            return
        if write and view.readonly:
            raise BufferError(f"{name}: is read-only and cannot be written to")
        if self._length < 0:
            self._length, self._first = len(view), name
        elif len(view) != self._length:
            raise ValueError(f"{name}: has {len(view)} elements, {self._first} has {self._length}")
        address, pin = _address(view)
        self._at.append(address)
        self._pins.append(pin)

    def read_or_none(self, value: Any, name: str, code: str) -> None:
        """Take an array that may be left out."""
        if value is None:
            self._at.append(None)
        else:
            self.read(value, name, code)

    def _one(self, value: Any, name: str, code: str, write: bool) -> None:
        if write:
            raise TypeError(f"{name}: needs a buffer that can be written to, not {type(value).__name__}")
        self._single.append((len(self._at), value, name, code))
        self._at.append(None)

    def ready(self) -> Tuple[int, List[Optional[int]]]:
        """The common length and the addresses."""
        if self._length < 0:
            raise TypeError(f"{self._single[0][2]}: at least one argument must be an array")
        for place, value, name, code in self._single:
            filled = _copy([value], name, code) * self._length
            self._pins.append(filled)
            self._at[place] = filled.buffer_info()[0] if filled else NOWHERE
        return self._length, self._at

    def output(self, value: Any, name: str, code: str) -> Tuple[Column, int]:
        """The column that a call fills, given or new, and its address."""
        if value is None:
            made = array(code, bytes(KINDS[code][1] * self._length))
            return made, made.buffer_info()[0] if made else NOWHERE
        view = _view(value, name, code)
        if view.readonly:
            raise BufferError(f"{name}: is read-only and cannot be written to")
        if view.ndim != 1 or len(view) < self._length:
            raise ValueError(f"{name}: has {len(view) if view.ndim else 0} elements, needs {self._length}")
        address, pin = _address(view)
        self._pins.append(pin)
        return value, address
