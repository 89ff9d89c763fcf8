"""Properties in people's units, and the integers behind them.

A property reads as int, decimal.Decimal, bool, str, or None for auto. It is set from int, float, Decimal, a text
like "512Mi", "30%", "250m", "200ms", or None. Conversion is exact: a float counts as the decimal that it prints
as, and what the unit cannot hold is refused.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import operator
from collections.abc import Mapping, MutableMapping
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Dict, Iterator, Optional, SupportsIndex, Union, cast

from . import _ffi, _row
from ._row import INVALID
from ._runtime import text_or_none

if TYPE_CHECKING:
    from datetime import timedelta
    from typing import NoReturn, overload

    from ._enums import Field

    Number = Union[SupportsIndex, float, Decimal, str]
    Value = Union[Number, bool, timedelta, None]
else:
    Number = Value = Any

AUTO = -1
OPEN = (1 << 63) - 1
MOST_DIGITS = 40  # more than any quantity has; a Decimal may stand for millions


def lines(*text: str) -> str:
    """A text for help()."""
    return "\n".join(text)


# --- from the library -------------------------------------------------------------------------------------

def decimal(raw: int, places: int) -> Decimal:
    """The exact decimal of an integer in 10**-places, without trailing zeros, whatever the context."""
    while places and not raw % 10:
        raw, places = raw // 10, places - 1
    return Decimal(f"{raw}E-{places}") if places else Decimal(raw)


def decimal_or_none(raw: int, places: int) -> Optional[Decimal]:
    """None where there is no number: not computed, or an open border."""
    return None if raw in (INVALID, OPEN) else decimal(raw, places)



# --- to the library ---------------------------------------------------------------------------------------

def written(value: Any, name: str) -> str:
    """A number as a text that stands for exactly it."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        value = Decimal(float.__repr__(value))
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{name}: {value} is not a finite number")
        sign, digits, exponent = value.as_tuple()
        if len(digits) > MOST_DIGITS or abs(cast(int, exponent)) > MOST_DIGITS:
            raise ValueError(f"{name}: {value} has too many digits")
        return format(value, "f")
    if isinstance(value, bool):
        raise TypeError(f"{name}: needs a number or a text like \"512Mi\", not a bool")
    try:
        return str(operator.index(value))
    except TypeError:
        raise TypeError(f"{name}: needs int, float, Decimal or str, not {type(value).__name__}") from None


# --- descriptors ------------------------------------------------------------------------------------------

class _Property:
    """A field of the registry as an attribute; help() shows its text."""

    auto = False  # may the library decide?

    def __init__(self, field: int, *rest: Any) -> None:
        self.field = field
        self.places = rest[0] if len(rest) > 1 else 0
        self.__doc__ = rest[-1]

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, obj: Any, owner: Any = None) -> Any:
        if obj is None:
            return self
        raw: int = obj.get(self.field)
        return None if self.auto and raw == AUTO else self._natural(raw)

    def _natural(self, raw: int) -> Any:
        return raw

    def __set__(self, obj: Any, value: Any) -> None:
        obj.set_text(self.name, "auto" if value is None else self._text(value))

    def __delete__(self, obj: Any) -> None:
        """Back to the default."""
        obj.reset(self.field)

    def _text(self, value: Any) -> str:
        return written(value, self.name)


class _Decimal(_Property):
    def _natural(self, raw: int) -> Any:
        return decimal(raw, self.places)

    def _text(self, value: Any) -> str:
        if self.places == 6 and hasattr(value, "total_seconds"):
            return f"{value // type(value)(microseconds=1)}us"
        return written(value, self.name)


class _Bool(_Property):
    def _natural(self, raw: int) -> Any:
        return bool(raw)

    def _text(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        text = {"True": "on", "1": "on", "False": "off", "0": "off"}.get(str(value))  # NumPy's own too
        if text is None:
            raise TypeError(f"{self.name}: needs True or False, not {value!r}")
        return text


class _Choice(_Property):
    def _natural(self, raw: int) -> Any:
        return text_or_none(_ffi.capacity_field_choice(self.field, raw)) or raw

    def _text(self, value: Any) -> str:
        if isinstance(value, IntEnum):
            choice = text_or_none(_ffi.capacity_field_choice(self.field, value))
            return choice or value.name.lower()
        if not isinstance(value, str):
            raise TypeError(f"{self.name}: needs a str, the name of a choice, not {type(value).__name__}")
        return value


class _Name(_Property):
    def __get__(self, obj: Any, owner: Any = None) -> Any:
        return self if obj is None else obj.get_name(self.field)

    def __set__(self, obj: Any, value: Any) -> None:
        obj.set_name(self.field, "" if value is None else value)


class _Result:
    """Beside one of the above: results cannot be set."""

    name: str

    def __set__(self, obj: Any, value: Any) -> None:
        raise AttributeError(f"{self.name} is a result of the plan and cannot be set")

    def __delete__(self, obj: Any) -> None:
        raise AttributeError(f"{self.name} is a result of the plan and cannot be deleted")


class IntInput(_Property):
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> IntInput: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> int: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: Number) -> None: ...


class OptionalIntInput(_Property):
    auto = True
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> OptionalIntInput: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> Optional[int]: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: Optional[Number]) -> None: ...


class DecimalInput(_Decimal):
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> DecimalInput: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> Decimal: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: Union[Number, timedelta]) -> None: ...


class OptionalDecimalInput(_Decimal):
    auto = True
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> OptionalDecimalInput: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> Optional[Decimal]: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: Union[Number, timedelta, None]) -> None: ...


class BoolInput(_Bool):
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> BoolInput: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> bool: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: Union[bool, str]) -> None: ...


class ChoiceInput(_Choice):
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> ChoiceInput: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> str: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: Union[str, IntEnum]) -> None: ...


class OptionalChoiceInput(_Choice):
    auto = True
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> OptionalChoiceInput: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> Optional[str]: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: Union[str, IntEnum, None]) -> None: ...


class NameInput(_Name):
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> NameInput: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> str: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: Optional[str]) -> None: ...


class IntResult(_Result, _Property):
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> IntResult: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> int: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: NoReturn) -> None: ...


class DecimalResult(_Result, _Decimal):
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> DecimalResult: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> Decimal: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: NoReturn) -> None: ...


class OptionalDecimalResult(_Result, _Decimal):
    def _natural(self, raw: int) -> Optional[Decimal]:
        return decimal_or_none(raw, self.places)

    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> OptionalDecimalResult: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> Optional[Decimal]: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: NoReturn) -> None: ...


# --- members of rows --------------------------------------------------------------------------------------

class Row(_row.Row):
    """A row some of whose members are also there in people's units."""

    __slots__ = ()

    def _people(self, members: Dict[str, Any]) -> None:
        """Set members by their names without unit."""
        for name, value in members.items():
            if not isinstance(getattr(type(self), name, None), _Member):
                raise TypeError(f"{type(self).__name__}() got an unexpected keyword argument {name!r}")
            setattr(self, name, value)


class _Member:
    """A member in people's units, beside the integer whose name ends in the unit."""

    unknown = False  # may there be no number?

    def __init__(self, member: str, unit: int, places: int, text: str) -> None:
        self.member, self.unit, self.places = member, unit, places
        self.__doc__ = text

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, obj: Any, owner: Any = None) -> Any:
        if obj is None:
            return self
        raw: int = getattr(obj, self.member)
        if self.unknown and raw in (INVALID, OPEN):
            return None
        return decimal(raw, self.places) if self.places else raw

    def __set__(self, obj: Any, value: Any) -> None:
        from ._enums import Unit
        setattr(obj, self.member, Unit(self.unit).parse(written(value, self.name)))


class IntMember(_Member):
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> IntMember: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> int: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: Number) -> None: ...


class DecimalMember(_Member):
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> DecimalMember: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> Decimal: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: Number) -> None: ...


class OptionalDecimalMember(_Member):
    unknown = True
    if TYPE_CHECKING:
        @overload
        def __get__(self, obj: None, owner: Any = None) -> OptionalDecimalMember: ...
        @overload
        def __get__(self, obj: object, owner: Any = None) -> Optional[Decimal]: ...
        def __get__(self, obj: Any, owner: Any = None) -> Any: ...
        def __set__(self, obj: Any, value: Number) -> None: ...


# --- the integers -----------------------------------------------------------------------------------------

_by_name: Dict[str, Field] = {}


def field_of(name: str) -> Field:
    """The field of an exact name.

    Raises:
        KeyError: There is none.
    """
    if not _by_name:
        from ._enums import Field
        _by_name.update((one.name.lower(), one) for one in Field if one)
    return _by_name[name]


class RawResults(Mapping[str, int]):
    """The integers of a plan by exact name: its results, and the inputs as they were planned with."""

    def __init__(self, owner: Any, kinds: Any) -> None:
        self._owner = owner
        self._kinds = kinds

    def _fields(self) -> Iterator[str]:
        from ._enums import Field, Unit
        return (one.name.lower() for one in Field
                if one and one.kind in self._kinds and one.unit != Unit.NAME)

    def __getitem__(self, name: str) -> int:
        field = field_of(name)
        if name not in self:
            raise KeyError(name)
        return cast(int, self._owner.get(field))

    def __contains__(self, name: object) -> bool:
        return name in set(self._fields())

    def __iter__(self) -> Iterator[str]:
        return self._fields()

    def __len__(self) -> int:
        return sum(1 for _ in self._fields())

    def __repr__(self) -> str:
        return f"<the integers of {self._owner!r}>"


class RawInputs(RawResults, MutableMapping[str, int]):
    """The integers of a profile by exact name, -1 for auto; deleting one sets its default."""

    def __setitem__(self, name: str, value: int) -> None:
        self._owner.set(field_of(name), value)

    def __delitem__(self, name: str) -> None:
        self._owner.reset(field_of(name))
