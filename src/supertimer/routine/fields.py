"""The types of values in a routine file: how each is read, and its JSON Schema.

A reader returns the value, or raises `NotationError`.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from supertimer.body.muscles import Muscle, Region
from supertimer.engine.cadence import Phase
from supertimer.routine import notation
from supertimer.routine.catalogue import catalogue
from supertimer.routine.notation import HOUR, MINUTE, SECOND, NotationError, read_each
from supertimer.routine.tempo import tempo
from supertimer.text import did_you_mean, unsafe

LONGEST_NAME = 80
LONGEST_PROSE = 500

_SETTINGS = '{ seat = 4, "chest pad" = "B" }'
_TIME = (
    r"^\s*([0-9.]+|([0-9]+:)?[0-9]+:[0-5][0-9](\.[0-9]+)?"
    r"|([0-9.]+\s*h)?\s*([0-9.]+\s*m(in)?)?\s*([0-9.]+\s*s(ec)?)?)\s*$"
)


def written(text: object) -> Any:
    """Return a default that is written, and read, as in a file."""
    return Field(text)


def several(most: int, what: str, *, least: int = 0, one: Any = None) -> tuple[object, ...]:
    """Return a list type of `least` to `most` things; a single `one` counts as a list."""

    def check(value: object) -> object:
        if one and not isinstance(value, list):
            return [value]
        if isinstance(value, list | tuple) and not least <= len(value) <= most:
            count = f"{len(value)} {what}" if value else f"an empty list of {what}"
            raise NotationError(count, f"at {f'most {most}' if value else f'least {least}'}")
        return value

    if one:
        many = Annotated[list[one], Field(min_length=least, max_length=most)]
        return (BeforeValidator(check, json_schema_input_type=one | many),)
    return Field(json_schema_extra={"minItems": least, "maxItems": most}), BeforeValidator(check)


def _read(reader: Callable[[object], object], **schema: object) -> tuple[object, ...]:
    return PlainValidator(reader), WithJsonSchema(schema)


def _time(low: int, high: int) -> tuple[object, ...]:
    """Return a length of time within limits, in milliseconds."""
    number = {"type": "number", "minimum": 0}
    return _read(
        lambda value: notation.within(notation.duration(value), low, high),
        anyOf=[number, {"type": "string", "pattern": _TIME}],
    )


def _text(longest: int, *, empty: bool = False) -> Callable[[object], str]:
    """Return a reader of free text that can do nothing to a terminal."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise NotationError("this should be text in quotes", '"…"')
        if (character := unsafe(value)) is not None:
            raise NotationError(f"this contains a hidden character: {character}", "use plain text")
        text = value.strip()
        if not text and not empty:
            raise NotationError("this is empty", '"…"')
        if len(text) > longest:
            raise NotationError(f"this is {len(text)} characters long", f"the maximum is {longest}")
        return text

    return read


_name = _text(LONGEST_NAME)


def _settings(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise NotationError("this should be a table of names and values", _SETTINGS)
    if len(value) > 20:
        raise NotationError(f"too many settings: {len(value)}", "the maximum is 20")
    return tuple(read_each(_setting, ((pair[0], pair) for pair in value.items())))


def _setting(pair: tuple[str, object]) -> tuple[str, str]:
    name, value = pair
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not abs(value) < 10**6:
            raise NotationError(f"this value of “{name}” is too large", _SETTINGS)
        value = str(value)
    try:
        name = _name(name)
    except NotationError as error:
        error.on_key = True
        raise
    return name, _name(value)


def _load(value: object) -> notation.WrittenLoad:
    """Read a load; `Routine` has already read those that are names."""
    return value if isinstance(value, notation.WrittenLoad) else notation.load(value)


def _muscle(value: object) -> Muscle:
    if not isinstance(value, str):
        raise NotationError("this should be a muscle in quotes", '"quadriceps"')
    choices = tuple(Muscle)
    if value.strip().lower() in choices:
        return Muscle(value.strip().lower())
    raise NotationError(
        f"unknown muscle “{value[:LONGEST_NAME]}”",
        did_you_mean(value, choices, f"one of {', '.join(choices)}"),
    )


def _covers(value: object) -> tuple[Muscle, ...]:
    regions = tuple(Region)
    if isinstance(value, str):
        if value.strip().lower() in regions:
            return Region(value.strip().lower()).majors
        raise NotationError(
            f"unknown part of the body “{value[:LONGEST_NAME]}”",
            did_you_mean(value, regions, f"{', '.join(regions)}, or a list of muscles"),
        )
    if not isinstance(value, list) or not 0 < len(value) <= len(Muscle):
        message = "this should be a part of the body or a list of muscles"
        raise NotationError(message, '"lower body"')
    return tuple(read_each(_muscle, enumerate(value)))


_PERCENT = {"type": "string", "pattern": "%$"}
_ANY_MUSCLE = {"type": "string", "enum": list(Muscle)}
_ANY_NAME = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}
_KNOWN = {"type": "string", "enum": [entry.name for entry in catalogue()]}

Name = Annotated[str, *_read(_name, **_ANY_NAME)]
KnownName = Annotated[str, *_read(_name, anyOf=[_KNOWN, _ANY_NAME])]
"""A name that editors complete from the catalog; any other name is valid, too."""
Prose = Annotated[
    str, *_read(_text(LONGEST_PROSE, empty=True), type="string", maxLength=LONGEST_PROSE)
]
Short = Annotated[int, *_time(0, 10 * MINUTE)]
"""Milliseconds of a get ready, a push, a change of sides."""
Rest = Annotated[int, *_time(0, HOUR)]
"""Milliseconds."""
SetLength = Annotated[int, *_time(SECOND, HOUR)]
"""Milliseconds."""
Recovery = Annotated[int, *_time(0, 14 * 24 * HOUR)]
"""Milliseconds."""
PerWeek = Annotated[Fraction, *_read(notation.per_week, type="number", minimum=0.1, maximum=14)]
Every = Annotated[int, *_read(notation.every, type="string", examples=["5 days", "2 weeks"])]
"""Days."""
Tempo = Annotated[
    tuple[Phase, ...],
    *_read(
        tempo,
        type="string",
        examples=["lift 10, lower 10", "10/5", "4-0-1-0", "30X1"],
    ),
]
End = Annotated[
    notation.WrittenEnd,
    *_read(notation.end, type="string", examples=["fatigue", "8 reps", "90s", "8 reps or 90s"]),
]
Target = Annotated[
    notation.Target | None,
    *_read(
        notation.target,
        type="string",
        examples=["90-150s", "4-8 reps", "90s+", "at least 7 reps", "none"],
    ),
]
Load = Annotated[
    notation.WrittenLoad,
    *_read(
        _load,
        anyOf=[{"type": "number", "minimum": 0}, {"type": "string"}],
        examples=[
            *("120 lb", "52.5 kg", "bodyweight", "bodyweight + 10 kg", "bodyweight - 40 kg"),
            *("2 x 20 kg", "pin 7", "none"),
        ],
    ),
]
ListedLoad = Annotated[
    notation.WrittenLoad,
    *_read(
        notation.listed_load,
        anyOf=[{"type": "number", "minimum": 0}, {"type": "string"}],
        examples=["10 kg", "bodyweight - 40 kg", "red band"],
    ),
]
"""A load in a list of loads; a text without a number is the name of a load."""
Percent = Annotated[Decimal, *_read(notation.percent, **_PERCENT, examples=["5%", "50%"])]
Reduction = Annotated[
    Decimal,
    *_read(notation.reduction, anyOf=[_PERCENT, {"type": "integer", "const": 0}], examples=["10%"]),
]
Drop = Annotated[Decimal, *_read(notation.drop, **_PERCENT, examples=["-20%"])]
"""What is left after the drop, in percent."""
Settings = Annotated[
    tuple[tuple[str, str], ...],
    *_read(
        _settings,
        type="object",
        additionalProperties={"anyOf": [{"type": "string"}, {"type": "number"}]},
        examples=[{"chest pad": "B", "seat": 4}],
    ),
]
MuscleName = Annotated[Muscle, *_read(_muscle, **_ANY_MUSCLE)]
Covers = Annotated[
    tuple[Muscle, ...],
    *_read(
        _covers,
        anyOf=[
            {"type": "string", "enum": list(Region)},
            {"type": "array", "items": _ANY_MUSCLE, "minItems": 1, "maxItems": len(Muscle)},
        ],
    ),
]
