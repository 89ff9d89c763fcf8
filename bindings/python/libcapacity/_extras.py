"""What profiles, plans, catalogues and ladders have beside the functions of C: files, dicts, display.

SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import os
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Tuple, Type, TypeVar, Union

from . import _fields
from ._enums import Answer, EmitFlag, EmitKind, Field, Format, Kind
from ._runtime import Text

if TYPE_CHECKING:
    from ._handles import Catalog, Plan, Profile, Tiers
    from ._rows import EmitOptions, PlanOptions

FormT = TypeVar("FormT", bound="_TextForm")


class _TextForm:
    """An object that is written and read as text."""

    __slots__ = ()

    if TYPE_CHECKING:
        @classmethod
        def from_text(cls: Type[FormT], text: Text) -> FormT: ...
        def write_text(self, format: Format) -> str: ...

    @classmethod
    def from_file(cls: Type[FormT], path: Union[str, os.PathLike[str]]) -> FormT:
        """Read a JSON or YAML file.

        Args:
            path: The file.

        Raises:
            OSError: The file cannot be read.
            Error: As from_text().
        """
        with open(path, "rb") as file:
            return cls.from_text(file.read())

    @classmethod
    def from_dict(cls: Type[FormT], document: Mapping[str, Any]) -> FormT:
        """Make it from what to_dict() gives, or from values as they are written in a file.

        Args:
            document: Keys with int, float, Decimal, str, bool, None (auto), enumerators, lists and dicts of them.

        Raises:
            Error: As from_text().
        """
        import json
        return cls.from_text(json.dumps(_writable(document)))

    def to_dict(self) -> Dict[str, Any]:
        """The JSON form as a dict; numbers with a point are Decimal."""
        return _read(self.write_text(Format.JSON))

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self).from_text, (self.write_text(Format.JSON),)


def _read(text: str) -> Dict[str, Any]:
    import json
    from decimal import Decimal
    document: Dict[str, Any] = json.loads(text, parse_float=Decimal)
    return document


def _writable(value: Any) -> Any:
    """A document for JSON, in which every number stands for exactly itself."""
    if isinstance(value, Mapping):
        return {str(key): _writable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_writable(inner) for inner in value]
    if value is None:
        return "auto"
    if isinstance(value, bool):
        return value
    if isinstance(value, IntEnum):
        return value.name.lower()
    return value if isinstance(value, int) else _fields.written(value, "document")


class ProfileExtras(_TextForm):
    """Hand-written part of Profile."""

    __slots__ = ()

    if TYPE_CHECKING:
        def set_text(self, name: str, value: str) -> None: ...
        def clone(self) -> Profile: ...
        @property
        def closed(self) -> bool: ...

    def update(self, inputs: Mapping[str, _fields.Value]) -> None:
        """Set several inputs in turn; those before a bad one stay set.

        Args:
            inputs: By key in people's units (spike_buffer="30%"), by exact name the integer (spike_buffer_ppm=300000).

        Raises:
            FieldError: No such input; the message names the nearest one.
            Error: A value is refused, as by its property.
        """
        for name, value in inputs.items():
            found = getattr(type(self), name, None)
            if isinstance(found, _fields._Property):
                found.__set__(self, value)
            else:
                self.set_text(name, _fields.written(value, name))

    @property
    def raw(self) -> _fields.RawInputs:
        """The integers by exact name, -1 for auto: profile.raw["spike_buffer_ppm"] = 300000."""
        return _fields.RawInputs(self, (Kind.INPUT,))

    def plan(self, catalog: Optional[Catalog] = None, tiers: Optional[Tiers] = None,
             options: Optional[PlanOptions] = None) -> Plan:
        """Size the profile; as Plan(profile)."""
        from ._handles import Plan
        return Plan(self, catalog, tiers, options)  # type: ignore[arg-type]

    def __copy__(self) -> Profile:
        return self.clone()

    def __deepcopy__(self, _: Any) -> Profile:
        return self.clone()

    def __repr__(self) -> str:
        if self.closed:
            return "<Profile (closed)>"
        return f"Profile.from_dict({self.to_dict()!r})"


EnumT = TypeVar("EnumT", bound=IntEnum)


def _named(value: Union[str, EnumT], enum: Type[EnumT], what: str) -> EnumT:
    """An enumerator, or the one of a lower-case name."""
    if not isinstance(value, str):
        return value
    for one in enum:
        if one.name.lower() == value:
            return one
    raise ValueError(f"{what}: {value!r} is none of {', '.join(one.name.lower() for one in enum)}")


def _kind_of(kind: Union[str, EmitKind]) -> EmitKind:
    if not isinstance(kind, str):
        return kind
    found = EmitKind.from_name(kind)
    if found == EmitKind.NONE:
        names = [EmitKind.at(index).library_name for index in range(EmitKind.count())]
        raise ValueError(f"kind: {kind!r} is none of {', '.join(names)}")
    return found


def _emit_options(given: Mapping[str, Any]) -> EmitOptions:
    from ._rows import EmitOptions
    options = dict(given)
    if "namespace" in options:
        options["kubernetes_namespace"] = options.pop("namespace")
    if "answer" in options:
        options["answer"] = _named(options["answer"], Answer, "answer")
    if isinstance(options.get("flags"), str):
        flags = EmitFlag(0)
        for name in options["flags"].split("|"):
            if name.upper() not in EmitFlag.__members__:
                raise ValueError(f"flags: {name!r} is none of {', '.join(EmitFlag.__members__).lower()}")
            flags |= EmitFlag[name.upper()]
        options["flags"] = flags
    return EmitOptions(**options)


class PlanExtras:
    """Hand-written part of Plan."""

    __slots__ = ()

    if TYPE_CHECKING:
        @property
        def closed(self) -> bool: ...
        @property
        def tier_name(self) -> str: ...
        def get(self, field: Field) -> int: ...
        def write(self, format: Format) -> str: ...
        def write_manifest(self, kind: EmitKind, options: Optional[EmitOptions], format: Format) -> str: ...

    def emit(self, kind: Union[str, EmitKind], format: Union[str, Format] = Format.YAML, **options: Any) -> str:
        """Write one kind of manifest: plan.emit("hpa", namespace="prod").

        Args:
            kind: A kind or its name; EmitKind lists them.
            format: "yaml" or "json"; a kind that has it not is written in its own.
            options: Members of EmitOptions; namespace for kubernetes_namespace, answer and flags also by name.

        Raises:
            ValueError: No such kind, format, answer or flag.
            TypeError: No such option.
            Error: As write_manifest().
        """
        found = _kind_of(kind)
        return self.write_manifest(found, _emit_options(options), found.format(_named(format, Format, "format")))

    def manifests(self, format: Union[str, Format] = Format.YAML, **options: Any) -> Dict[str, str]:
        """Every kind of manifest, by the name of its file; REASONS.md says why.

        Args:
            format: As emit().
            options: As emit().

        Raises:
            Error: As emit().
        """
        wanted, made = _named(format, Format, "format"), _emit_options(options)
        kinds = [EmitKind.at(index) for index in range(EmitKind.count())]
        return {kind.file(kind.format(wanted)): self.write_manifest(kind, made, kind.format(wanted)) for kind in kinds}

    @property
    def raw(self) -> _fields.RawResults:
        """The integers by exact name, results and inputs: plan.raw["monthly_uusd"]."""
        return _fields.RawResults(self, (Kind.INPUT, Kind.OUTPUT))

    def to_dict(self) -> Dict[str, Any]:
        """The whole plan, as docs/plan.schema.json describes it."""
        return _read(self.write(Format.JSON))

    def __str__(self) -> str:
        """The plan for people, one screen."""
        return self.write(Format.TEXT)

    def __repr__(self) -> str:
        if self.closed:
            return "<Plan (closed)>"
        shown = " ".join(f"{one.key}={one.format(self.get(one))}"
                         for one in (Field.USERS, Field.PODS, Field.NODES, Field.MONTHLY_UUSD))
        return f"<Plan tier={self.tier_name} {shown}>"

    def _repr_html_(self) -> str:
        """The plan as tables, for notebooks."""
        from ._html import plan_html
        return plan_html(self)  # type: ignore[arg-type]


class CatalogExtras(_TextForm):
    """Hand-written part of Catalog."""

    __slots__ = ()


class TiersExtras(_TextForm):
    """Hand-written part of Tiers."""

    __slots__ = ()
