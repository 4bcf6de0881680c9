"""What is said, as the words that the voice has clips of: numbers, loads, settings, announcements.

A word is the name of a clip: a number in digits (`17`, `200`), a letter, or a phrase in small
letters (`ease off`). A sentence is a sequence of them.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from supertimer.engine.cadence import PhaseName
from supertimer.engine.plan import Plan, RestLabel, SetKind, SetPlan
from supertimer.units import Load, Unit

Words = tuple[str, ...]

WHOLE = 60
"""Numbers up to this one are single clips; greater ones are put together."""

HALF = "and a half"

NOTHING: Words = ()


def number(value: Decimal | int) -> Words:
    """A number of 0 to 999.5 in words, halves included; empty for any other."""
    whole = int(value)
    rest = Decimal(value) - whole
    if not 0 <= value < 1000 or rest not in (0, Decimal("0.5")):
        return NOTHING
    return (*_whole(whole), HALF) if rest else _whole(whole)


def _whole(value: int) -> Words:
    if value <= WHOLE:
        return (str(value),)
    if value >= 100:
        hundreds, rest = value // 100 * 100, value % 100
        return (str(hundreds), *_whole(rest)) if rest else (str(hundreds),)
    tens, ones = value // 10 * 10, value % 10
    return (str(tens), str(ones)) if ones else (str(tens),)


def load(value: Load) -> Words:
    """`two hundred ten pounds`, `bodyweight and ten kilograms`; empty if it cannot be said."""
    if value.bodyweight and not value.amount:
        return ("bodyweight",)
    amount = number(value.amount)
    if not amount:
        return NOTHING
    one = value.amount == 1
    unit = {Unit.LB: "pound", Unit.KG: "kilogram"}[value.unit] + ("" if one else "s")
    said = (*amount, unit)
    return ("bodyweight", "plus", *said) if value.bodyweight else said


def seconds(ms: int) -> Words:
    """A time under load in whole seconds."""
    amount = number(ms // 1000)
    return (*amount, "seconds") if amount else NOTHING


def effort(percent: int, before: int | None) -> Words:
    """How hard to push now, where that has changed; `before` is the percentage before it."""
    if percent == before:
        return NOTHING
    if percent >= 100:
        return ("everything",)
    if before is not None and percent < before:
        return ("ease off", *number(percent), "percent")
    return (*number(percent), "percent")


def phase(name: PhaseName) -> Words:
    """The name of a phase."""
    return (str(name),)


Saying = Callable[[str], Words]
"""Turns a free text (a name of an exercise or of a setting) into words; empty if it cannot."""


def announcement(
    plan: Plan, index: int, on: Load | None, say: Saying, *, after: int | None
) -> Words:
    """What comes next: the exercise, its settings and load; within an exercise what is new.

    `on` is the load, `after` the place of the set before it, if there was one. Words are left out
    where the voice has none; it begins with `next` always.
    """
    work = plan.sets[index]
    before = None if after is None else plan.sets[after]
    said: list[str] = ["next"]
    same = before is not None and before.exercise == work.exercise
    if same:
        said += _part(work)
    else:
        said += say(work.exercise)
    if work.kind is SetKind.WARMUP and not same:
        said += ("warm up",)
    if work.side:
        said += (f"{work.side} side",)
    if not same:
        said += _settings(work, say)
    if on is not None:
        said += load(on)
    return tuple(said)


def _part(work: SetPlan) -> Words:
    if work.kind is SetKind.WORK:
        return ("set", *number(work.number))
    return ("warm up",) if work.kind is SetKind.WARMUP else ("drop set",)


def _settings(work: SetPlan, say: Saying) -> list[str]:
    said: list[str] = []
    for name, value in work.settings:
        words, place = say(name), setting(value, say)
        if words and place:
            said += (*words, *place)
    return said


_SETTING = re.compile(r"([A-Za-z]?)([0-9]{1,3}(?:[.][05])?)?")


def setting(value: str, say: Saying) -> Words:
    """The value of a setting: a number, a letter, both (`B3`), or a text."""
    match = _SETTING.fullmatch(value.strip())
    if not match:
        return say(value)
    letter, digits = match.groups()
    said = number(Decimal(digits)) if digits else NOTHING
    return (letter.upper(), *said) if letter else said


_LABELS: dict[RestLabel, Words] = {
    RestLabel.SWITCH: ("switch sides",),
    RestLabel.CHANGE: ("change the load",),
    RestLabel.PAUSE: ("rest",),
}


def change(label: RestLabel) -> Words:
    """What to do in a short rest."""
    return _LABELS.get(label, NOTHING)
