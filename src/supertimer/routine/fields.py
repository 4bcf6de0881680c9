"""The kinds of values that a routine file holds: how each is read, and what an editor is told."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from supertimer.engine.cadence import Phase
from supertimer.muscles import Muscle
from supertimer.routine import notation
from supertimer.routine.catalogue import catalogue
from supertimer.routine.literal import unsafe
from supertimer.routine.near import near
from supertimer.routine.notation import HOUR, MINUTE, SECOND, NotationError, refuse
from supertimer.units import plain_number

LONGEST_NAME = 80
LONGEST_PROSE = 500
BODY_PARTS = ("whole body", "upper body", "lower body")
_TIME = (
    r"^\s*([0-9.]+|([0-9]+:)?[0-9]+:[0-5][0-9](\.[0-9]+)?"
    r"|([0-9.]+\s*h)?\s*([0-9.]+\s*m(in)?)?\s*([0-9.]+\s*s(ec)?)?)\s*$"
)


def written(text: object) -> Any:
    """A default, written as a file would write it; it is read like any value."""
    return Field(text)


def _read(read: Callable[[object], Any], **schema: object) -> tuple[object, ...]:
    return PlainValidator(read), WithJsonSchema(schema)


def _duration(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        ms = notation.duration(value)
        if not low <= ms <= high:
            raise NotationError(
                f"{_spoken(ms)} is too {'short' if ms < low else 'long'}",
                f"{_spoken(low)} to {_spoken(high)}",
            )
        return ms

    return read


def _spoken(ms: int) -> str:
    for unit, name in ((HOUR, "h"), (MINUTE, "min")):
        if ms >= unit and ms % unit == 0:
            return f"{ms // unit} {name}"
    return f"{plain_number(Decimal(ms) / SECOND)} s"


def _bounded(
    read: Callable[[object], Any], ms_of: Callable[[Any], int | None]
) -> Callable[[object], Any]:
    """`read`, refusing a value whose time is not that of a set: 1 s to 1 h."""

    def check(value: object) -> Any:
        result = read(value)
        ms = ms_of(result)
        if ms is not None and not SECOND <= ms <= HOUR:
            raise NotationError(f"a set of {_spoken(ms)} is none", "1 s to 1 h")
        return result

    return check


def prose(longest: int, *, empty: bool = False) -> Callable[[object], str]:
    """A reader of free text of at most `longest` characters that can do nothing to a terminal."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise NotationError("this should be text in quotes", '"…"')
        if (character := unsafe(value)) is not None:
            raise NotationError(f"there is a hidden character in it: {character}", "plain text")
        text = value.strip()
        if not text and not empty:
            raise NotationError("this is empty", '"…"')
        if len(text) > longest:
            raise NotationError(f"this is {len(text)} characters long", f"at most {longest}")
        return text

    return read


def _settings(value: object) -> tuple[tuple[str, str], ...]:
    right = '{ seat = 4, "chest pad" = "B" }'
    if not isinstance(value, dict):
        raise NotationError("settings are names with values", right)
    if len(value) > 20:
        raise NotationError(f"{len(value)} settings for one machine", "at most 20")
    pairs, errors = [], []
    for name, setting in value.items():
        try:
            pairs.append(_setting(name, setting))
        except NotationError as error:
            errors.append(error)
    refuse(errors)
    return tuple(pairs)


def _setting(name: str, value: object) -> tuple[str, str]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not abs(value) < 10**6:
            right = '{ seat = 4, "chest pad" = "B" }'
            raise NotationError(f"no machine has “{name}” at that", right, at=name)
        value = str(value)
    read = prose(LONGEST_NAME)
    for part, on_key in ((name, True), (value, False)):
        try:
            read(part)
        except NotationError as error:
            raise NotationError(error.message, error.hint, at=name, on_key=on_key) from None
    return read(name), read(value)


def _muscle(value: object) -> Muscle:
    choices = tuple(Muscle)
    if isinstance(value, str) and value.strip().lower() in choices:
        return Muscle(value.strip().lower())
    if not isinstance(value, str):
        raise NotationError("this should be a muscle in quotes", '"quadriceps"')
    meant = near(value, choices)
    raise NotationError(
        f"“{value[:LONGEST_NAME]}” is no muscle that we know",
        f"did you mean “{meant}”?" if meant else f"one of {', '.join(choices)}",
    )


def _covers(value: object) -> str | tuple[Muscle, ...]:
    if isinstance(value, str):
        if value.strip().lower() in BODY_PARTS:
            return value.strip().lower()
        meant = near(value, BODY_PARTS)
        raise NotationError(
            f"“{value[:LONGEST_NAME]}” is no part of the body that we know",
            f"did you mean “{meant}”?"
            if meant
            else f"{', '.join(BODY_PARTS)}, or a list of muscles",
        )
    if not isinstance(value, list) or not 0 < len(value) <= len(Muscle):
        raise NotationError(
            "this should be a part of the body or a list of muscles", '"lower body"'
        )
    muscles, errors = [], []
    for place, each in enumerate(value):
        try:
            muscles.append(_muscle(each))
        except NotationError as error:
            error.at = place
            errors.append(error)
    refuse(errors)
    return tuple(muscles)


def listed(most: int, what: str, *, least: int = 0, one: Any = None) -> tuple[object, ...]:
    """A list of `least` to `most` things; a thing of the type `one` alone is a list of one."""

    def check(value: object) -> object:
        if one and not isinstance(value, list):
            return [value]
        if isinstance(value, list | tuple) and not least <= len(value) <= most:
            count = f"{len(value)} {what}" if value else f"an empty list of {what}"
            raise NotationError(count, f"at {f'most {most}' if value else f'least {least}'}")
        return value

    if one:
        return (BeforeValidator(check, json_schema_input_type=one | list[one]),)
    return Field(json_schema_extra={"minItems": least, "maxItems": most}), BeforeValidator(check)


_LENGTH = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": _TIME}]}

Name = Annotated[
    str, *_read(prose(LONGEST_NAME), type="string", minLength=1, maxLength=LONGEST_NAME)
]
KnownName = Annotated[
    str,
    *_read(
        prose(LONGEST_NAME),
        anyOf=[
            {"type": "string", "enum": [entry.name for entry in catalogue()]},
            {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
        ],
    ),
]
"""A name that editors complete from the catalogue; any other will do as well."""
Prose = Annotated[
    str, *_read(prose(LONGEST_PROSE, empty=True), type="string", maxLength=LONGEST_PROSE)
]
Short = Annotated[int, *_read(_duration(0, 10 * MINUTE), **_LENGTH)]
"""Milliseconds, up to 10 min: getting ready, pushing on, changing sides."""
Rest = Annotated[int, *_read(_duration(0, HOUR), **_LENGTH)]
"""Milliseconds, up to an hour."""
SetLength = Annotated[int, *_read(_duration(SECOND, HOUR), **_LENGTH)]
"""Milliseconds, 1 s to 1 h."""
Recovery = Annotated[int, *_read(_duration(0, 14 * 24 * HOUR), **_LENGTH)]
"""Milliseconds, up to two weeks."""
Tempo = Annotated[
    tuple[Phase, ...],
    *_read(
        notation.tempo, type="string", examples=["lift 10, lower 10", "10/5", "4-0-1-0", "30X1"]
    ),
]
End = Annotated[
    notation.WrittenEnd,
    *_read(
        _bounded(notation.end, lambda end: getattr(end, "ms", None)),
        type="string",
        examples=["fatigue", "8 reps", "90s"],
    ),
]
Target = Annotated[
    notation.Target,
    *_read(
        _bounded(notation.target, lambda target: getattr(target, "tops", None)),
        type="string",
        examples=["90-150s", "1:30-2:30", "4-8 reps"],
    ),
]
Load = Annotated[
    notation.WrittenLoad,
    *_read(
        notation.load,
        anyOf=[{"type": "number", "minimum": 0}, {"type": "string"}],
        examples=["120 lb", "52.5 kg", "bodyweight", "bodyweight + 10 kg", "none"],
    ),
]
Percent = Annotated[
    Decimal, *_read(notation.percent, type="string", pattern="%$", examples=["5%", "50%"])
]
Drop = Annotated[Decimal, *_read(notation.drop, type="string", pattern="%$", examples=["-20%"])]
"""What is left, in percent, once the drop is off."""
Settings = Annotated[
    tuple[tuple[str, str], ...],
    *_read(
        _settings,
        type="object",
        additionalProperties={"anyOf": [{"type": "string"}, {"type": "number"}]},
        examples=[{"chest pad": "B", "seat": 4}],
    ),
]
MuscleName = Annotated[Muscle, *_read(_muscle, type="string", enum=[str(m) for m in Muscle])]
Covers = Annotated[
    str | tuple[Muscle, ...],
    *_read(
        _covers,
        anyOf=[
            {"type": "string", "enum": list(BODY_PARTS)},
            {"type": "array", "items": {"type": "string", "enum": [str(m) for m in Muscle]}},
        ],
    ),
]
