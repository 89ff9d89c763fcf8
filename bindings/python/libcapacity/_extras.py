"""What objects have beside the functions of C: files, dicts, display, whole traces.

SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import os
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Dict, Iterable, Iterator, Mapping, Optional, Tuple, Type, TypeVar, Union, cast

from . import _buffers as _buf, _fields, _play
from ._enums import Answer, EmitFlag, EmitKind, Field, Format, Kind, Level, Verdict
from ._runtime import Text

if TYPE_CHECKING:
    from ._buffers import Ints
    from ._handles import Assessment, Catalog, Metrics, Plan, Profile, Simulation, Tiers
    from ._row import Rows
    from ._rows import AssessmentSummary, EmitOptions, PlanOptions, TriggerResult

FormT = TypeVar("FormT", bound="_TextForm")
MetricsT = TypeVar("MetricsT", bound="MetricsExtras")
# A metric's value, alone or with for how long it has held and what it used to be.
Reading = Union[_fields.Value, bool, Tuple[Any, ...], Mapping[str, Any]]


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

    def assess(self, component: str = "backend", held: Optional[_fields.Value] = None, **metrics: Reading) -> Assessment:
        """Should it scale now? For example plan.assess(cpu="87%", replicas=7, held="12m").

        Args:
            component: The component that was measured.
            held: For how long each metric has held that does not say so itself.
            metrics: By key, as Metrics.update() takes them.

        Raises:
            FieldError: No such metric; the message names the nearest one.
            Error: As Assessment().
        """
        from ._handles import Assessment, Metrics
        readings = Metrics()
        readings.update(metrics, held)
        return Assessment(readings, self, component)  # type: ignore[arg-type]

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


def _parts(reading: Reading, held: Optional[_fields.Value], name: str) -> Tuple[str, Optional[str], Optional[str]]:
    """Value, held and baseline as texts."""
    if isinstance(reading, Mapping):
        unknown = set(reading) - {"value", "held", "baseline"}
        if unknown or "value" not in reading:
            raise TypeError(f"{name}: needs value, and may have held and baseline")
        reading = (reading["value"], reading.get("held"), reading.get("baseline"))
    elif not isinstance(reading, tuple):
        reading = (reading,)
    if not 1 <= len(reading) <= 3:
        raise TypeError(f"{name}: needs a value, or (value, held, baseline)")
    value, own, baseline = (*reading, None, None)[:3]
    own = held if own is None else own
    return (_text(value, name), None if own is None else _text(own, name),
            None if baseline is None else _text(baseline, name))


def _text(value: Any, name: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _fields.written(value, name)


class MetricsExtras(_TextForm):
    """Hand-written part of Metrics."""

    __slots__ = ()

    if TYPE_CHECKING:
        def set_text(self, key: str, value: str, held: Optional[str] = None, baseline: Optional[str] = None) -> None: ...
        def clone(self) -> Metrics: ...
        @property
        def closed(self) -> bool: ...

    def update(self, readings: Mapping[str, Reading], held: Optional[_fields.Value] = None) -> None:
        """Set several metrics in turn; those before a bad one stay set.

        Args:
            readings: By key: a value in people's units, (value, held, baseline), or a dict of these; the last two may
                be left out.
            held: For how long each has held that does not say so itself.

        Raises:
            FieldError: No such metric; the message names the nearest one.
            Error: A value is refused.
        """
        for key, reading in readings.items():
            self.set_text(key, *_parts(reading, held, key))

    def __copy__(self) -> Metrics:
        return self.clone()

    def __deepcopy__(self, _: Any) -> Metrics:
        return self.clone()

    def __repr__(self) -> str:
        if self.closed:
            return "<Metrics (closed)>"
        return f"Metrics.from_dict({self.to_dict()!r})"


class AssessmentExtras:
    """Hand-written part of Assessment."""

    __slots__ = ()

    if TYPE_CHECKING:
        @property
        def closed(self) -> bool: ...
        def get_summary(self) -> AssessmentSummary: ...
        def get_triggers(self) -> Rows[TriggerResult]: ...
        def write(self, format: Format) -> str: ...

    @property
    def verdict(self) -> Verdict:
        """What to do."""
        return Verdict(self.get_summary().verdict)

    @property
    def level(self) -> Level:
        """The highest level of the triggers that fired."""
        return Level(self.get_summary().level)

    def to_dict(self) -> Dict[str, Any]:
        """The whole assessment, as docs/assessment.schema.json describes it."""
        return _read(self.write(Format.JSON))

    def __str__(self) -> str:
        """The assessment for people."""
        return self.write(Format.TEXT)

    def __repr__(self) -> str:
        if self.closed:
            return "<Assessment (closed)>"
        return f"<Assessment: {self.get_summary().sentence}>"


class SimulationExtras:
    """Hand-written part of Simulation."""

    __slots__ = ()

    def play(self, time_us: Ints, rate_mrps: Ints, cpu_us: Optional[Ints] = None,
             response_us: Optional[Ints] = None) -> Iterator[_play.SimulationRows]:
        """Feed a trace in arrays, whatever its length, and finish: for ticks, events in simulation.play(time, rate).

        Gives ticks and events as often as the simulation is full of them, and at the end; memory does not grow with
        the trace. What was given is dropped when the next is asked for: inside the loop get_component_ticks() and
        get_group_ticks() are of the same ticks. Nothing is fed before the first is asked for. get_totals() afterwards.

        An error comes after the ticks and events of what was before it. Its index is the row, which is not taken:
        play() of the rows after it goes on.

        Args:
            time_us: As feed().
            rate_mrps: As feed().
            cpu_us: As feed().
            response_us: As feed().

        Raises:
            Error: As feed() and finish().
        """
        arrays = _buf.Arrays()
        arrays.read(time_us, "time_us", "q")
        arrays.read(rate_mrps, "rate_mrps", "q")
        arrays.read_or_none(cpu_us, "cpu_us", "q")
        arrays.read_or_none(response_us, "response_us", "q")
        simulation = cast("Simulation", self)
        simulation._ptr  # a closed one is refused here, not when rows are asked for
        return _play.played(simulation, _play.array_steps(simulation, arrays))

    def play_text(self, chunks: Union[Text, Iterable[Text]],
                  refused: _play.Refused = None) -> Iterator[_play.SimulationRows]:
        """Feed a trace as CSV, whatever its length, and finish; gives what play() does.

        A line that is refused is passed over. Without refused its error ends the loop, after the ticks and events of
        what was before it; with refused=errors.append all good lines are played and the errors collected.

        Args:
            chunks: An open file, text or binary, or pieces of the text, cut anywhere.
            refused: Called with the error of each refused line, whose index is the line; it may raise. Errors that are
                not of one line (the header, memory) are raised all the same.

        Raises:
            Error: As feed_text() and finish().
        """
        simulation = cast("Simulation", self)
        simulation._ptr  # a closed one is refused here, not when rows are asked for
        return _play.played(simulation, _play.text_steps(simulation, _play.pieces_of(chunks), refused))
