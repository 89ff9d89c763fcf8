"""What every generated call stands on: errors, texts, numbers, objects.

SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import operator
import sys
from ctypes import c_size_t, create_string_buffer, string_at
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Dict, Optional, Tuple, Type, TypeVar, Union, cast

from . import _ffi

if TYPE_CHECKING:
    from typing import SupportsIndex

    from ._enums import Field, Status

Text = Union[str, bytes, bytearray, memoryview]
E_BUFFER = -10
FIRST_TEXT_SIZE = 1024
LINE_SIZE = 512  # of an error: its message has 224 at most


# --- errors -----------------------------------------------------------------------------------------------

class Error(Exception):
    """A call failed; each status has a subclass.

    Attributes:
        message: One English line: what is wrong, with value and limit.
        call: Name of the C function.
        index: The row, element or line at fault; None: none.
        column: The column in a text, from 1; None: none.
        consumed: Rows or bytes that a call took before it failed; None: it takes all or nothing.
    """

    _classes: ClassVar[Dict[int, Type[Error]]] = {}
    _status: ClassVar[int] = 0

    def __init_subclass__(cls, status: Optional[int] = None, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        if status is not None:
            cls._status = status
            cls.__module__ = __package__  # where people import it from, in tracebacks too
            Error._classes[status] = cls

    def __init__(self, line: str, *, status: int = 0, call: str = "", message: str = "", field: int = 0,
                 index: int = -1, column: int = 0, consumed: Optional[int] = None) -> None:
        super().__init__(line)
        self._code = status or self._status
        self._field = field
        self.message = message or line
        self.call = call
        self.index = index if index >= 0 else None
        self.column = column or None
        self.consumed = consumed

    @property
    def status(self) -> Status:
        """The status that the function returned; a plain int if it is newer than this module."""
        from ._enums import Status
        return member(Status, self._code)

    @property
    def field(self) -> Optional[Field]:
        """The field at fault; None: none."""
        from ._enums import Field
        return member(Field, self._field) if self._field else None

    def __reduce__(self) -> Tuple[Any, ...]:
        return _again, (type(self), self.args[0], dict(
            status=self._code, call=self.call, message=self.message, field=self._field,
            index=-1 if self.index is None else self.index, column=self.column or 0,
            consumed=self.consumed))


def _again(cls: Type[Error], line: str, rest: Dict[str, Any]) -> Error:
    """An error that was pickled."""
    return cls(line, **rest)


def failure(call: str, status: int, error: Optional[_ffi.capacity_error] = None,
            consumed: Optional[int] = None) -> Error:
    """The exception for a negative status."""
    if error is None:
        error = _ffi.capacity_error()
        _ffi.capacity_error_clear(error)
        error.message = text(_ffi.capacity_status_summary(status)).encode()
    error.code = status
    line = create_string_buffer(LINE_SIZE)
    _ffi.capacity_error_format(error, line, LINE_SIZE, None)
    return Error._classes.get(status, Error)(
        text(line.value), status=status, call=call, message=text(error.message), field=error.field, index=error.index,
        column=error.column, consumed=consumed)


# --- texts ------------------------------------------------------------------------------------------------

def text(data: bytes) -> str:
    """A text of the library."""
    return data.decode("utf-8", "replace")


def text_or_none(data: Optional[bytes]) -> Optional[str]:
    return None if data is None else text(data)


def text_in(value: str, name: str) -> bytes:
    """A text for the library, which would end it silently at a NUL."""
    if not isinstance(value, str):
        raise TypeError(f"{name}: needs a str, not {type(value).__name__}")
    data = value.encode("utf-8")
    if 0 in data:
        raise ValueError(f"{name}: contains a NUL character")
    return data


def text_in_or_none(value: Optional[str], name: str) -> Optional[bytes]:
    return None if value is None else text_in(value, name)


def bytes_in(value: Text, name: str) -> bytes:
    """A document, which has a length and so may be anything."""
    if isinstance(value, str):
        return value.encode("utf-8")
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    raise TypeError(f"{name}: needs str or bytes, not {type(value).__name__}")


# How long the last text of each call was, so that the next one fits at once.
_lengths: Dict[str, int] = {}


def text_out(function: Any, *inputs: Any) -> str:
    """A text of unknown length."""
    name: str = function.__name__
    size = _lengths.get(name, FIRST_TEXT_SIZE)
    needed = c_size_t()
    while True:
        buffer, error = create_string_buffer(size), _ffi.capacity_error()
        status: int = function(*inputs, buffer, size, needed, error)
        if status >= 0:
            return text(string_at(buffer, needed.value))
        if status != E_BUFFER or needed.value < size:
            raise failure(name, status, error)
        size = _lengths[name] = needed.value + 1


# --- numbers ----------------------------------------------------------------------------------------------

def _checker(kind: str, low: int, high: int) -> Callable[[SupportsIndex, str], int]:
    def check(value: SupportsIndex, name: str) -> int:
        try:
            number = operator.index(value)
        except TypeError:
            raise TypeError(f"{name}: needs an int, not {type(value).__name__}") from None
        if low <= number <= high:
            return number
        raise ValueError(f"{name}: {number} does not fit into {kind}, {low} to {high}")
    return check


int32 = _checker("32 bits", -(1 << 31), (1 << 31) - 1)
int64 = _checker("64 bits", -(1 << 63), (1 << 63) - 1)
uint32 = _checker("32 bits without a sign", 0, (1 << 32) - 1)
uint64 = _checker("64 bits without a sign", 0, (1 << 64) - 1)
size = _checker("a size", 0, sys.maxsize)


def number(value: float, name: str) -> float:
    """A double."""
    try:
        return float(value)
    except TypeError:
        raise TypeError(f"{name}: needs a number, not {type(value).__name__}") from None


EnumT = TypeVar("EnumT", bound=IntEnum)


def member(enum: Type[EnumT], value: int) -> EnumT:
    """An enumerator; the bare int where the library is newer than this module."""
    try:
        return enum(value)
    except ValueError:
        return cast(EnumT, value)


# --- objects ----------------------------------------------------------------------------------------------

HandleT = TypeVar("HandleT", bound="Handle")


class Handle:
    """An object of the library: one reference, given back by close(), the end of with, or the collector."""

    __slots__ = ("_ptr", "__weakref__")
    _ptr: int
    _end: ClassVar[str]
    _ref: ClassVar[str]

    @classmethod
    def _adopt(cls: Type[HandleT], pointer: Optional[int]) -> HandleT:
        """The object for a reference that is ours."""
        self = cls.__new__(cls)
        self._ptr = cast(int, pointer)
        return self

    def _begin(self, pointer: Optional[int]) -> None:
        """What a constructor made."""
        self.close()
        self._ptr = cast(int, pointer)

    def close(self) -> None:
        """Give the object back; a second time does nothing."""
        try:
            pointer = object.__getattribute__(self, "_ptr")
            del self._ptr  # of two threads one gets here, the other to the except
        except AttributeError:
            return
        getattr(_ffi, self._end)(pointer)

    @property
    def closed(self) -> bool:
        """Has it been closed?"""
        try:
            object.__getattribute__(self, "_ptr")
        except AttributeError:
            return True
        return False

    def __getattr__(self, name: str) -> Any:
        # A closed object has no _ptr, so a live one pays nothing for the check.
        if name == "_ptr":
            raise ValueError(f"this {type(self).__name__} is closed")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self) \
            if sys.version_info >= (3, 10) else AttributeError(
                f"{type(self).__name__!r} object has no attribute {name!r}")

    def __enter__(self: HandleT) -> HandleT:
        self._ptr  # a closed one is refused here
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if _ffi is not None:  # at the end of the interpreter
            self.close()

    def __copy__(self: HandleT) -> HandleT:
        """One more reference to the same, where the library counts them."""
        if not self._ref:
            raise TypeError(f"a {type(self).__name__} cannot be copied")
        return self._adopt(getattr(_ffi, self._ref)(self._ptr))

    def __deepcopy__(self: HandleT, _: Any) -> HandleT:
        return self.__copy__()

    def __reduce__(self) -> Tuple[Any, ...]:
        raise TypeError(f"a {type(self).__name__} cannot be pickled")

    def __repr__(self) -> str:
        return f"<{type(self).__name__}{' (closed)' if self.closed else ''}>"


def pointer(value: Handle, cls: Type[Handle], name: str) -> int:
    """The address of another object of the library."""
    if not isinstance(value, cls):
        raise TypeError(f"{name}: needs a {cls.__name__}, not {type(value).__name__}")
    try:
        return value._ptr
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def pointer_or_none(value: Optional[Handle], cls: Type[Handle], name: str) -> Optional[int]:
    return None if value is None else pointer(value, cls, name)
