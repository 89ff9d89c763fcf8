"""Rows, and tuples whose elements have names: what calls give back beside single values.

SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import operator
import sys
from ctypes import addressof, c_size_t, sizeof
from enum import IntEnum, IntFlag
from typing import Any, ClassVar, Dict, List, Optional, Tuple, Type, TypeVar, Union, cast

from . import _ffi
from ._runtime import failure, member, text, text_in

PARTIAL = 1
INVALID = -(1 << 63)

# --- rows -------------------------------------------------------------------------------------------------

RowT = TypeVar("RowT", bound="Row")


class Row:
    """A struct of the library as a small object; members have the names and units of C."""

    __slots__ = ()
    _struct: ClassVar[Any]
    _init: ClassVar[str]
    # (name, size of a text or 0, enum or None, lowest, highest)
    _members: ClassVar[Tuple[Tuple[str, int, Any, int, int], ...]]

    @classmethod
    def _blank(cls) -> Any:
        """A struct for the library to fill, its size set."""
        struct = cls._struct()
        if cls._init:
            getattr(_ffi, cls._init)(struct, sizeof(struct))
        return struct

    @classmethod
    def _of(cls: Type[RowT], struct: Any) -> RowT:
        self = cls.__new__(cls)
        for name, size, enum, _, _ in cls._members:
            value = getattr(struct, name)
            if size:
                value = text(value)
            elif enum is not None:
                value = member(enum, value)
            setattr(self, name, value)
        return self

    def _c(self) -> Any:
        struct = self._blank()
        for name, size, _, low, high in self._members:
            value = getattr(self, name)
            if size:
                value = text_in(value, name)
                if len(value) >= size:
                    raise ValueError(f"{name}: {len(value)} bytes, at most {size - 1} fit")
            else:
                value = _member_in(value, name, low, high)
            setattr(struct, name, value)
        return struct

    def to_dict(self) -> Dict[str, Union[int, str]]:
        """The members: numbers as they are, enumerators by their lower-case names, as in the JSON forms."""
        return {name: plain(getattr(self, name)) for name, *_ in self._members}

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name, *_ in self._members)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ((name, getattr(self, name)) for name, *_ in self._members)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in shown if value)})"


def _member_in(value: Any, name: str, low: int, high: int) -> int:
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name}: needs an int, not {type(value).__name__}") from None
    if not low <= number <= high:
        raise ValueError(f"{name}: {number} is not in {low} to {high}")
    return number


def plain(value: Any) -> Union[int, str]:
    """An int or str; an enumerator by name, flags by their names with | between."""
    if isinstance(value, IntFlag):
        names = [one.name or "" for one in type(value).__members__.values() if one.value and one in value]
        return "|".join(names).lower()
    if isinstance(value, IntEnum):
        return value.name.lower()
    return cast(Union[int, str], value)


def row_in(value: Row, cls: Type[Row], name: str) -> Any:
    """The struct of a row."""
    if not isinstance(value, cls):
        raise TypeError(f"{name}: needs a {cls.__name__}, not {type(value).__name__}")
    return value._c()


def row_in_or_none(value: Optional[Row], cls: Type[Row], name: str) -> Any:
    return None if value is None else row_in(value, cls, name)


class Rows(List[RowT]):
    """A list of rows; numpy.asarray() of it is a structured array without a copy."""

    def __init__(self, cls: Type[RowT], structs: Any) -> None:
        super().__init__(cls._of(struct) for struct in structs)
        self._cls, self._structs = cls, structs

    def to_dicts(self) -> List[Dict[str, Union[int, str]]]:
        """Plain dicts, for pandas.DataFrame() or polars.DataFrame()."""
        return [row.to_dict() for row in self]

    @property
    def __array_interface__(self) -> Dict[str, Any]:
        """The structs as the library filled them; changes of the list are not in it."""
        order = "<" if sys.byteorder == "little" else ">"
        descr = []
        for name, type_ in self._cls._struct._fields_:
            size = sizeof(type_)
            kind = "|S" if hasattr(type_, "_length_") else order + ("i" if type_(-1).value < 0 else "u")
            descr.append((name, f"{kind}{size}"))
        return {"version": 3, "shape": (len(self._structs),), "typestr": f"|V{sizeof(self._cls._struct)}",
                "descr": descr, "data": (addressof(self._structs), False)}

    def __reduce__(self) -> Tuple[Any, ...]:
        return list, (list(self),)


def rows_out(cls: Type[RowT], function: Any, *inputs: Any) -> Rows[RowT]:
    """Rows of unknown number."""
    count, error, size = c_size_t(), _ffi.capacity_error(), sizeof(cls._struct)
    status: int = function(*inputs, None, size, 0, count, error)
    if status >= 0:
        structs = (cls._struct * count.value)()
        status = function(*inputs, structs, size, count.value, count, error)
    if status < 0:
        raise failure(function.__name__, status, error)
    return Rows(cls, structs)


# --- several results --------------------------------------------------------------------------------------

class Named:
    """A tuple whose elements have names."""

    __slots__ = ()
    _fields: ClassVar[Tuple[str, ...]]

    def to_dict(self) -> Dict[str, Any]:
        """The results by name."""
        return dict(zip(self._fields, cast(Any, self)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.to_dict().items())})"


class Batch(Named):
    """Columns that a call on parallel arrays filled: a tuple whose elements have names.

    Attributes:
        partial: True if some elements failed; their cells are INVALID.
        failed: The indices of these elements.
    """

    _status: int = 0

    @property
    def partial(self) -> bool:
        """Did some elements fail?"""
        return self._status == PARTIAL

    @property
    def failed(self) -> List[int]:
        """Indices of the elements that failed."""
        if not self.partial:
            return []
        return [index for index, cells in enumerate(zip(*cast(Any, self))) if INVALID in cells]


BatchT = TypeVar("BatchT", bound=Batch)


def batch(cls: Type[BatchT], columns: Tuple[Any, ...], status: int) -> BatchT:
    """What a call on parallel arrays returns."""
    result = cast(BatchT, tuple.__new__(cast(Any, cls), columns))
    result._status = status
    return result
