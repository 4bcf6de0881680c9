"""The kinds of values that a routine file holds, for the models: what an editor is told of each."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from supertimer.body.muscles import Muscle
from supertimer.engine.cadence import Phase
from supertimer.routine import notation
from supertimer.routine.catalogue import catalogue
from supertimer.routine.notation import NotationError
from supertimer.routine.readers import BODY_PARTS, LONGEST_NAME, LONGEST_PROSE, READERS

_TIME = (
    r"^\s*([0-9.]+|([0-9]+:)?[0-9]+:[0-5][0-9](\.[0-9]+)?"
    r"|([0-9.]+\s*h)?\s*([0-9.]+\s*m(in)?)?\s*([0-9.]+\s*s(ec)?)?)\s*$"
)


def written(text: object) -> Any:
    """A default, written as a file would write it; it is read like any value."""
    return Field(text)


def _read(kind: str, **schema: object) -> tuple[object, ...]:
    return PlainValidator(READERS[kind]), WithJsonSchema(schema)


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
        several = Annotated[list[one], Field(min_length=least, max_length=most)]
        return (BeforeValidator(check, json_schema_input_type=one | several),)
    return Field(json_schema_extra={"minItems": least, "maxItems": most}), BeforeValidator(check)


_LENGTH = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": _TIME}]}

Name = Annotated[str, *_read("name", type="string", minLength=1, maxLength=LONGEST_NAME)]
KnownName = Annotated[
    str,
    *_read(
        "name",
        anyOf=[
            {"type": "string", "enum": [entry.name for entry in catalogue()]},
            {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
        ],
    ),
]
"""A name that editors complete from the catalogue; any other will do as well."""
Prose = Annotated[str, *_read("prose", type="string", maxLength=LONGEST_PROSE)]
Short = Annotated[int, *_read("short", **_LENGTH)]
"""Milliseconds, up to 10 min: getting ready, pushing on, changing sides."""
Rest = Annotated[int, *_read("rest", **_LENGTH)]
"""Milliseconds, up to an hour."""
SetLength = Annotated[int, *_read("set length", **_LENGTH)]
"""Milliseconds, 1 s to 1 h."""
Recovery = Annotated[int, *_read("recovery", **_LENGTH)]
"""Milliseconds, up to two weeks."""
Tempo = Annotated[
    tuple[Phase, ...],
    *_read("tempo", type="string", examples=["lift 10, lower 10", "10/5", "4-0-1-0", "30X1"]),
]
End = Annotated[
    notation.WrittenEnd,
    *_read(
        "end",
        type="string",
        examples=["fatigue", "8 reps", "90s"],
    ),
]
Target = Annotated[
    notation.Target,
    *_read(
        "target",
        type="string",
        examples=["90-150s", "1:30-2:30", "4-8 reps"],
    ),
]
Load = Annotated[
    notation.WrittenLoad,
    *_read(
        "load",
        anyOf=[{"type": "number", "minimum": 0}, {"type": "string"}],
        examples=["120 lb", "52.5 kg", "bodyweight", "bodyweight + 10 kg", "none"],
    ),
]
Percent = Annotated[Decimal, *_read("percent", type="string", pattern="%$", examples=["5%", "50%"])]
Drop = Annotated[Decimal, *_read("drop", type="string", pattern="%$", examples=["-20%"])]
"""What is left, in percent, once the drop is off."""
Settings = Annotated[
    tuple[tuple[str, str], ...],
    *_read(
        "settings",
        type="object",
        additionalProperties={"anyOf": [{"type": "string"}, {"type": "number"}]},
        examples=[{"chest pad": "B", "seat": 4}],
    ),
]
MuscleName = Annotated[Muscle, *_read("muscle", type="string", enum=[str(m) for m in Muscle])]
Covers = Annotated[
    str | tuple[Muscle, ...],
    *_read(
        "covers",
        anyOf=[
            {"type": "string", "enum": list(BODY_PARTS)},
            {
                "type": "array",
                "items": {"type": "string", "enum": [str(m) for m in Muscle]},
                "minItems": 1,
                "maxItems": len(Muscle),
            },
        ],
    ),
]
