"""How each kind of value of a routine file is read, whether the models ask or what has no time."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from supertimer.body.muscles import Muscle
from supertimer.routine import notation
from supertimer.routine.notation import HOUR, MINUTE, SECOND, NotationError, refuse
from supertimer.text import near, unsafe
from supertimer.units import plain_number

LONGEST_NAME = 80
LONGEST_PROSE = 500
BODY_PARTS = ("whole body", "upper body", "lower body")


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


def _prose(longest: int, *, empty: bool = False) -> Callable[[object], str]:
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
    read = _prose(LONGEST_NAME)
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


READERS: Mapping[str, Callable[[object], Any]] = {
    "name": _prose(LONGEST_NAME),
    "prose": _prose(LONGEST_PROSE, empty=True),
    "short": _duration(0, 10 * MINUTE),
    "rest": _duration(0, HOUR),
    "set length": _duration(SECOND, HOUR),
    "recovery": _duration(0, 14 * 24 * HOUR),
    "tempo": notation.tempo,
    "end": _bounded(notation.end, lambda end: getattr(end, "ms", None)),
    "target": _bounded(notation.target, lambda target: getattr(target, "tops", None)),
    "load": notation.load,
    "percent": notation.percent,
    "drop": notation.drop,
    "settings": _settings,
    "muscle": _muscle,
    "covers": _covers,
}
"""Each gives the value that is meant, or raises NotationError."""
