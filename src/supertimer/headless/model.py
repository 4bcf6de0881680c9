"""What a test file says, key by key. The same models validate it and make the JSON Schema.

The text under each field is what editors show for the key. Times are milliseconds once read.
"""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import Field, PlainValidator, StrictInt, WithJsonSchema

from supertimer.audio.score.cue import Kind
from supertimer.engine.cadence import Side
from supertimer.engine.result import EndedBy
from supertimer.headless.happening import Happening, read_happening
from supertimer.headless.past import LastSet, read_last
from supertimer.headless.steps import Step, read_step
from supertimer.routine import fields, notation
from supertimer.routine.model import Table
from supertimer.routine.notation import HOUR, NotationError, WrittenLoad, read_each
from supertimer.text import did_you_mean

T = TypeVar("T")

MOST_SCENARIOS = 1000
MOST_STEPS = 1000

_KINDS = {str(kind): kind for kind in Kind}
_TEXT = {"type": "string", "minLength": 1}
_LOAD = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]}


def _one_of(choices: type[StrEnum]) -> WithJsonSchema:
    """Return the schema of a choice."""
    return WithJsonSchema({"type": "string", "enum": [str(each) for each in choices]})


def _length(value: object) -> int:
    return notation.within(notation.duration(value), 0, 24 * HOUR)


def _reps(value: object) -> int:
    """Hundredths."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1000:
        raise NotationError("this should be a number of reps, without quotes", "8.5")
    return round(Decimal(str(value)) * 100)


def _by_name(value: object, read: Callable[[str, object], T], right: str) -> dict[str, T]:
    """Read a table of which every value is read with its key."""
    if not isinstance(value, dict):
        raise NotationError("this should be a table", right)
    parts = ((name, (name, each)) for name, each in value.items())
    return dict(read_each(lambda pair: (pair[0], read(*pair)), parts))


def _cues(value: object) -> dict[Kind, int]:
    counts = _by_name(value, _count, "{ tick = 120, cap = 0 }")
    return {_KINDS[name]: number for name, number in counts.items()}


def _count(name: str, number: object) -> int:
    if name not in _KINDS:
        hint = did_you_mean(name, tuple(_KINDS), f"one of {', '.join(_KINDS)}")
        raise NotationError(f"unknown cue “{name[:80]}”", hint, on_key=True)
    if type(number) is not int or not 0 <= number <= 10**6:
        message = "this should be a whole number: how often the cue sounds"
        raise NotationError(message, f"{name} = 0")
    return number


def _next(value: object) -> dict[str, WrittenLoad]:
    return _by_name(value, lambda _, load: notation.load(load), '{ "Leg press" = "220 lb" }')


def _last(value: object) -> dict[str, tuple[LastSet, ...]]:
    return _by_name(value, _last_sets, '{ "Leg press" = "210 lb 2:05" }')


def _last_sets(_: str, value: object) -> tuple[LastSet, ...]:
    if isinstance(value, list) and value:
        return tuple(read_each(read_last, enumerate(value)))
    return (read_last(value),)


class ExpectedSet(Table):
    """A set that must come out this way; what is not said is not checked."""

    exercise: fields.Name
    """The exercise. Entries of one exercise are its sets in the order in which they were done."""
    set: Annotated[StrictInt, Field(ge=1, le=200)] | None = None
    """Which of its sets, warm-ups and drops counted; without it the next one."""
    side: Annotated[Side, _one_of(Side)] | None = None
    """Which side, if each side does its own set."""
    tul: (
        Annotated[int, PlainValidator(_length), WithJsonSchema({"type": ["string", "number"]})]
        | None
    ) = None
    """The time under load: "1:35"."""
    reps: (
        Annotated[int, PlainValidator(_reps), WithJsonSchema({"type": "number", "minimum": 0})]
        | None
    ) = None
    """The reps, with their hundredths: 4.75."""
    ended_by: Annotated[EndedBy, _one_of(EndedBy)] | None = None
    """How it ended: fatigue, reps, time, cap, skip, stop; or what `amend` made of it."""
    load: Annotated[WrittenLoad, PlainValidator(notation.load), WithJsonSchema(_LOAD)] | None = None
    """The load that was on: "210 lb", or "none"."""


class Expect(Table):
    """What must come of a scenario; what is not said is not checked."""

    length: (
        Annotated[int, PlainValidator(_length), WithJsonSchema({"type": ["string", "number"]})]
        | None
    ) = None
    """How long the workout takes from its opening to its end: "24:05"."""
    sets: Annotated[tuple[ExpectedSet, ...], *fields.several(MOST_STEPS, "sets")] = ()
    """How sets come out: [{ exercise = "Leg press", tul = "1:35" }]."""
    events: Annotated[
        tuple[Annotated[Happening, PlainValidator(read_happening), WithJsonSchema(_TEXT)], ...],
        *fields.several(MOST_STEPS, "events"),
    ] = ()
    """What happens, with its moment or at any time: ["2:10 target_reached Leg press"]."""
    never: Annotated[
        tuple[Annotated[Happening, PlainValidator(read_happening), WithJsonSchema(_TEXT)], ...],
        *fields.several(MOST_STEPS, "events"),
    ] = ()
    """What does not happen, at a moment or at any time: ["target_topped Leg press"]."""
    cues: Annotated[
        dict[Kind, int],
        PlainValidator(_cues),
        WithJsonSchema(
            {
                "type": "object",
                "propertyNames": {"enum": [str(kind) for kind in Kind]},
                "additionalProperties": {"type": "integer", "minimum": 0},
            }
        ),
    ] = Field(default_factory=dict)
    """How often cues sound: { tick = 120, cap = 0 }."""
    next: Annotated[
        dict[str, WrittenLoad],
        PlainValidator(_next),
        WithJsonSchema({"type": "object", "additionalProperties": _LOAD}),
    ] = Field(default_factory=dict)
    """The load that the program suggests for the next workout: { "Leg press" = "220 lb" }."""


class Scenario(Table):
    """What a lifter does in one workout, and what must come of it."""

    name: fields.Name
    """What it shows. Failures and -k know it by this name."""
    last: Annotated[
        dict[str, tuple[LastSet, ...]],
        PlainValidator(_last),
        WithJsonSchema(
            {
                "type": "object",
                "additionalProperties": {
                    "anyOf": [
                        _TEXT,
                        {"type": "array", "items": _TEXT, "minItems": 1},
                    ]
                },
            }
        ),
    ] = Field(default_factory=dict)
    """What was done the last time: { "Leg press" = "210 lb 2:05" }; or a list of work sets."""
    do: Annotated[
        tuple[
            Annotated[
                Step,
                PlainValidator(read_step),
                WithJsonSchema(
                    {"type": "string", "minLength": 1, "examples": ["go", "fatigue at 1:35"]}
                ),
            ],
            ...,
        ],
        *fields.several(MOST_STEPS, "steps"),
    ] = ()
    """What the lifter does, step by step; the rest of the workout runs as planned."""
    expect: Expect = Field(default_factory=Expect)
    """What must come of it."""


class TestFile(Table):
    """A test file: the scenarios of one routine."""

    __test__ = False  # pytest: it is not a test itself

    routine: fields.Name | None = None
    """The file of the routine, from the folder of this one; without it NAME.toml for
    NAME.test.toml."""
    scenario: Annotated[tuple[Scenario, ...], *fields.several(MOST_SCENARIOS, "scenarios", least=1)]
    """The scenarios."""
