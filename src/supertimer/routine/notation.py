"""Read what a lifter writes: durations, ranges, loads, tempos, ends.

Every function takes a TOML value (text or a number) and returns a value in the engine's terms, or
raises `NotationError`. A value that could mean two things is an error whose hint offers both,
because trainers leave different things out.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from supertimer.engine.plan import FirstOf, ForReps, ForTime, ToFatigue, Window
from supertimer.routine import describe
from supertimer.text import near, unsafe
from supertimer.units import Load, Unit, plain_number

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

LONGEST_TEXT = 100
"""The longest text that this module reads, in characters."""

MOST_REPS = 500
HEAVIEST = Decimal(5000)


P = TypeVar("P")
T = TypeVar("T")


class NotationError(ValueError):
    """A value can't be read.

    `hint` says how to fix it. `part` is the invalid part of the text (empty: all of it), and `nth`
    says which occurrence of it, from 0. `at` is the key or index of the invalid value in a table or
    list; with `on_key`, the key itself is invalid. `others` has more errors in the same value.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        part: str = "",
        *,
        at: str | int | None = None,
        on_key: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.part = part
        self.nth = 0
        self.at = at
        self.on_key = on_key
        self.others: tuple[NotationError, ...] = ()


def read_each(read: Callable[[P], T], parts: Iterable[tuple[str | int | None, P]]) -> list[T]:
    """Read all parts of a value, each given with its key or index; report all errors as one."""
    found, errors = [], []
    for at, part in parts:
        try:
            found.append(read(part))
        except NotationError as error:
            error.at = at
            errors.append(error)
    if errors:
        errors[0].others = tuple(errors[1:])
        raise errors[0]
    return found


@dataclass(frozen=True, slots=True)
class RepRange:
    """A target in reps; the compiler turns it into time under load."""

    low: int
    high: int | None
    """None: at least `low`."""


@dataclass(frozen=True, slots=True)
class WrittenLoad:
    """A load as written; a bare number has no unit until that of the routine is known.

    An `amount` of None means `"none"`: the exercise has no load.
    """

    amount: Decimal | None
    unit: Unit | None = None
    bodyweight: bool = False
    per_hand: bool = False
    name: str = ""
    """A load without a number, as the routine writes it."""

    def read_in(self, unit: Unit) -> Load | None:
        """Return the load, with `unit` for a bare number; None for `"none"`."""
        if self.amount is None:
            return None
        if self.name:
            return Load.named(self.name)
        return Load(self.amount, self.unit or unit, self.bodyweight, self.per_hand)


Target = Window | RepRange
WrittenEnd = ToFatigue | ForReps | ForTime | FirstOf

NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,3})?"
_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,4}):([0-5][0-9](?:\.[0-9]{1,3})?)")
_UNITS = re.compile(
    rf"(?:({NUMBER})\s*h)?\s*(?:({NUMBER})\s*m(?:in)?)?\s*(?:({NUMBER})\s*s(?:ec)?)?"
)
_BARE = re.compile(NUMBER)
_LAST_UNIT = re.compile(rf"{NUMBER}\s*(h|m|min|s|sec)")
_RANGE = re.compile(r"(.+?)\s*(?:-|–|\bto\b)\s*(.+)")
_REPS = re.compile(r"([0-9]{1,6})\s*reps?")
_AT_LEAST = re.compile(r"at least\s+(.+)|(.+?)\s*\+|([0-9]{1,6})\s*\+\s*reps?")
_LEAST = re.compile(rf"{NUMBER}(?::[0-9]{{2}}|\s*(?:reps?|m(?:in)?|s(?:ec)?))(?![\w.:])")
_EVERY = re.compile(r"([0-9]{1,3})\s*(d|w)(?:ays?|eeks?)?")
_UNIT = r"lbs?|pounds?|kgs?|kilos?|kilograms?"
_LOAD = re.compile(rf"({NUMBER})\s*({_UNIT})")
_BODYWEIGHT = re.compile(r"(?:bodyweight|body weight|bw)(?:\s*([-–−+])\s*(.+))?")
_PER_HAND = re.compile(r"2\s*[x×]\s*(.+)")
_PIN = re.compile(r"(pin|plate)\s*([1-9][0-9]{0,2})")
_UNITS_OF_LOAD = {"l": "lb", "p": "lb", "k": "kg"}
_LIKE_ANUMBER = re.compile(rf"[^a-z]*[0-9].*(?:{_UNIT})|[0-9.,+-]+")
_COMMA = re.compile(rf"([0-9]{{1,9}}),([0-9]{{1,3}})(\s*(?:{_UNIT}))?")
_PERCENT = re.compile(rf"([-+]?)\s*({NUMBER})\s*%")


def duration(value: object) -> int:
    """Return the milliseconds of `90` (seconds), `"90s"`, `"1m30s"`, `"1:30"`, or `"72h"`."""
    right = '"90s", "1m30s" or "1:30"'
    text = text_of(value, "a length of time", right, or_number=True)
    if _BARE.fullmatch(text):
        return ms_of(text, SECOND)
    if parts := _CLOCK.fullmatch(text) or _UNITS.fullmatch(text):
        hours, minutes, seconds = parts.groups()
        return ms_of(hours, HOUR) + ms_of(minutes, MINUTE) + ms_of(seconds, SECOND)
    raise NotationError(f"“{text}” is not a length of time", right)


def within(ms: int, low: int, high: int) -> int:
    """Return `ms`; raise NotationError if it is outside of these limits."""
    if not low <= ms <= high:
        raise NotationError(
            f"{describe.duration(ms)} is too {'short' if ms < low else 'long'}",
            f"{describe.duration(low)} to {describe.duration(high)}",
        )
    return ms


def per_week(value: object) -> Fraction:
    """Return how many workouts per week `2`, `1.5`, or `0.5` means."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotationError("this should be a number without quotes", "2 or 1.5")
    if not Fraction(1, 10) <= value <= 14:
        raise NotationError("this should be between 0.1 and 14 workouts per week", "2 or 0.5")
    return Fraction(value).limit_denominator(10)


def every(value: object) -> int:
    """Return the days of `"5 days"` or `"2 weeks"`."""
    right = '"5 days" or "2 weeks"'
    text = text_of(value, "a number of days", right, or_number=True)
    if _BARE.fullmatch(text):
        raise NotationError(f"“{text}” has no unit: days or weeks?", f'"{text} days"')
    if (found := _EVERY.fullmatch(text)) is None:
        raise NotationError(f"“{text}” is not a number of days", right)
    days = int(found[1]) * (7 if found[2] == "w" else 1)
    if not 1 <= days <= 60:
        raise NotationError("this should be 1 to 60 days", right)
    return days


def target(value: object) -> Target | None:
    """Return the window of `"90-150s"`, `"4-8 reps"`, `"90s+"`, or `"none"`."""
    right = '"90-150s", "4-8 reps" or "at least 90s"'
    text = text_of(value, "a target window", right)
    if text == "none":
        return None
    if least := _AT_LEAST.fullmatch(text):
        return _bottom(least[1] or least[2] or f"{least[3]} reps", text)
    parts = _RANGE.fullmatch(text)
    if parts is None:
        least = _LEAST.match(text)
        hint = f'"{least[0]}+" for at least that much, or {right}' if least else right
        raise NotationError(f"a target needs two ends, but “{text}” has one", hint)
    low, high = parts.groups()
    if reps := _REPS.fullmatch(high):
        first = _REPS.fullmatch(low) or re.fullmatch(r"([0-9]{1,6})", low)
        if first is None:
            raise NotationError(f"“{text}” is not a range of reps", '"4-8 reps"')
        bottom, top = _count(first[1]), _count(reps[1])
        window: Target = RepRange(bottom, top)
    else:
        if _BARE.fullmatch(low) and _BARE.fullmatch(high):
            raise NotationError(
                f"“{text}” has no unit: seconds or reps?", f'"{low}-{high}s" or "{low}-{high} reps"'
            )
        if _BARE.fullmatch(low):
            unit = _LAST_UNIT.fullmatch(high)
            if unit is None:
                raise NotationError(f"only one end of “{text}” has a unit", '"90s-2m30s"')
            low += unit[1]
        bottom, top = duration(low), duration(high)
        window = Window(bottom, top)
    if bottom >= top:
        raise NotationError(f"the bottom of “{text}” must be below its top", right)
    if isinstance(window, Window):
        within(top, SECOND, HOUR)
    return window


def _bottom(text: str, whole: str) -> Target:
    """Return the window that begins at `text` and has no top."""
    if reps := _REPS.fullmatch(text):
        return RepRange(_count(reps[1]), None)
    if _BARE.fullmatch(text):
        hint = f'"{text}s+" or "{text}+ reps"'
        raise NotationError(f"“{whole}” has no unit: seconds or reps?", hint)
    return Window(within(duration(text), SECOND, HOUR), None)


def end(value: object) -> WrittenEnd:
    """Return when a set ends: `"fatigue"`, `"8 reps"`, `"90s"`, or `"8 reps or 90s"`."""
    right = '"fatigue", "8 reps", "90s" or "8 reps or 90s"'
    text = text_of(value, "the end of a set", right, or_number=True)
    if text == "fatigue":
        return ToFatigue()
    if reps := _REPS.fullmatch(text):
        return ForReps(_count(reps[1]))
    if len(both := re.split(r"\s+or\s+", text)) == 2:
        found = {type(each): each for each in map(end, both)}
        reps_end, time = found.get(ForReps), found.get(ForTime)
        if isinstance(reps_end, ForReps) and isinstance(time, ForTime):
            return FirstOf(reps_end.reps, time.ms)
        raise NotationError(f"“{text}” needs reps and a time", '"8 reps or 90s"')
    if _BARE.fullmatch(text):
        raise NotationError("a bare number could be reps or seconds", f'"{text} reps" or "{text}s"')
    if text in ("failure", "exhaustion", "mmf") or near(text, ("fatigue",)):
        raise NotationError(f"use “fatigue” instead of “{text}”", '"fatigue"')
    if _RANGE.fullmatch(text):
        raise NotationError(
            f"“{text}” is a range, but a set ends at one point",
            f'target = "{text}", until = "fatigue"',
        )
    try:
        ms = duration(text)
    except NotationError:
        raise NotationError(f"“{text}” is not an end of a set", right) from None
    return ForTime(within(ms, SECOND, HOUR))


def load(value: object, names: Collection[str] = ()) -> WrittenLoad:
    """`"120 lb"`, `"bodyweight - 10 kg"`, `"2 x 20 kg"`, `"pin 7"`, `"none"`, a number, a name.

    `names` has the names of loads without a number, such as bands.
    """
    right = '"120 lb", "52.5 kg", "bodyweight + 10 kg" or "none"'
    text = text_of(value, "a load", right, or_number=True)
    for name in names:
        if text == name.lower():
            return WrittenLoad(Decimal(0), name=name)
    if text == "none":
        return WrittenLoad(None)
    if pin := _PIN.fullmatch(text):
        return WrittenLoad(Decimal(0), name=f"{pin[1]} {pin[2]}")
    sign, number = 1, text
    added, per_hand = _BODYWEIGHT.fullmatch(text), _PER_HAND.fullmatch(text)
    if added and not added[1]:
        return WrittenLoad(Decimal(0), None, bodyweight=True)
    if added:
        sign, number = 1 if added[1] == "+" else -1, added[2]
    elif per_hand:
        number = per_hand[1]
    match = _LOAD.fullmatch(number)
    if match or _BARE.fullmatch(number):
        amount = sign * _amount(match[1] if match else number, right)
        unit = Unit(_UNITS_OF_LOAD[match[2][0]]) if match else None
        return WrittenLoad(amount, unit, added is not None, per_hand is not None)
    if plain := without_comma(number):
        raise NotationError(
            f"“{text}” has a comma in the number", f'"{text.replace(number, plain)}"'
        )
    raise NotationError(f"“{text}” is not a load", right)


def listed_load(value: object) -> WrittenLoad:
    """Read a load in a list of loads, where a text that is not like a number is a name."""
    try:
        return load(value)
    except NotationError:
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
            raise
        if unsafe(value) or _LIKE_ANUMBER.fullmatch(value.strip().lower()):
            raise
    return WrittenLoad(Decimal(0), name=value.strip())


def without_comma(text: str) -> str | None:
    """`52.5 kg` for `52,5 kg`, `1000 lb` for `1,000 lb`; None for anything else."""
    if (comma := _COMMA.fullmatch(text)) is None:
        return None
    whole, part, unit = comma.groups()
    return f"{whole}{'' if len(part) == 3 else '.'}{part}{unit or ''}"


def percent(value: object) -> Decimal:
    """Return a share of a load or of full effort: `"50%"` is 50."""
    sign, number = _signed_percent(value, '"50%"')
    if sign:
        raise NotationError(f"“{value}” is a change, not a share", f'"{plain_number(number)}%"')
    if not 0 < number <= 200:
        raise NotationError("a share is above 0% and at most 200%", '"50%"')
    return number


def reduction(value: object) -> Decimal:
    """Return a percentage from 0 to 90 that is taken off: `"10%"`, or `0` for nothing."""
    if value == 0 and not isinstance(value, bool):
        return Decimal(0)
    sign, number = _signed_percent(value, '"10%"')
    if sign or number > 90:
        raise NotationError("this should be 0% to 90%", '"10%", or 0 to turn it off')
    return number


def drop(value: object) -> Decimal:
    """Return how much a drop takes off: `"-20%"` leaves 80."""
    sign, number = _signed_percent(value, '"-20%"')
    if sign != "-":
        raise NotationError("write what comes off with a minus sign", f'"-{plain_number(number)}%"')
    if not 0 < number < 100:
        raise NotationError("a drop takes off more than 0% and less than 100%", '"-20%"')
    return 100 - number


def text_of(value: object, what: str, right: str, *, or_number: bool = False) -> str:
    """Return a value as lower-case text; raise an error that says what it should be."""
    if or_number and isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) >= 10**9:
            raise NotationError(f"this number is too large for {what}", right)
        return str(round(value, 3))
    if not isinstance(value, str):
        raise NotationError(f"this should be {what} in quotes", right)
    if len(value) > LONGEST_TEXT:
        raise NotationError(f"this is too long for {what}", right)
    text = value.strip().lower()
    if not text:
        raise NotationError(f"this should be {what}, but it is empty", right)
    return text


def ms_of(number: str | None, unit: int) -> int:
    """Return a number of units of `unit` milliseconds, in milliseconds; nothing is 0."""
    return round(Decimal(number) * unit) if number else 0


def _count(digits: str) -> int:
    count = int(digits)
    if not 1 <= count <= MOST_REPS:
        raise NotationError(f"a set has 1 to {MOST_REPS} reps, not {count}")
    return count


def _amount(digits: str, right: str) -> Decimal:
    amount = Decimal(digits)
    if amount > HEAVIEST:
        raise NotationError(f"a load is 0 to {HEAVIEST}, not {plain_number(amount)}", right)
    return amount


def _signed_percent(value: object, right: str) -> tuple[str, Decimal]:
    text = text_of(value, "a percentage", right)
    match = _PERCENT.fullmatch(text)
    if match is None:
        raise NotationError(f"“{text}” is not a percentage", right)
    return match[1], Decimal(match[2])
