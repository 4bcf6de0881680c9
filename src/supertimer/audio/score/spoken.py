"""Sentences as words that the voice has clips of: numbers, loads, settings, announcements.

A word is the name of a clip: a number in digits (`17`, `200`), a letter, or a phrase in lower case
(`ease off`). A sentence is a sequence of words, empty if the voice can't say it.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from supertimer.engine.cadence import PhaseName
from supertimer.engine.plan import Plan, RestLabel, SetKind
from supertimer.units import Load, Unit

Words = tuple[str, ...]

Saying = Callable[[str], Words]
"""A function from free text (the name of an exercise or of a setting) to words."""

WHOLE = 60
"""Numbers up to this one are single clips; larger ones are combined."""

HALF = "and a half"

CHANGES: Mapping[RestLabel, Words] = {
    RestLabel.REST: (),
    RestLabel.SWITCH: ("switch sides",),
    RestLabel.CHANGE: ("change the load",),
    RestLabel.PAUSE: ("rest",),
}
"""What to say in each kind of rest."""


def number(value: Decimal | int) -> Words:
    """Return the words of a number from 0 to 999.5, halves included; none for any other."""
    whole = int(value)
    rest = Decimal(value) - whole
    if not 0 <= value < 1000 or rest not in (0, Decimal("0.5")):
        return ()
    return (*_whole(whole), HALF) if rest else _whole(whole)


def _whole(value: int) -> Words:
    if value <= WHOLE:
        return (str(value),)
    rest = value % (100 if value >= 100 else 10)
    return (str(value - rest), *(_whole(rest) if rest else ()))


def load(value: Load, say: Saying) -> Words:
    """Return `two hundred ten pounds`, `bodyweight minus ten kilograms`, `pin seven`.

    A band's name is said if the voice knows it.
    """
    kind, _, place = value.name.partition(" ")
    if kind in ("pin", "plate") and place.isdigit():
        return (kind, *number(int(place)))
    if value.name:
        return say(value.name)
    if value.bodyweight and not value.amount:
        return ("bodyweight",)
    amount = number(abs(value.amount))
    if not amount:
        return ()
    unit = {Unit.LB: "pound", Unit.KG: "kilogram"}[value.unit]
    said = (*amount, unit if abs(value.amount) == 1 else f"{unit}s")
    if value.per_hand:
        return (*said, "in each hand")
    if not value.bodyweight:
        return said
    return ("bodyweight", "minus" if value.assisted else "plus", *said)


def seconds(ms: int) -> Words:
    """Return a time under load in whole seconds."""
    amount = number(ms // 1000)
    return (*amount, "seconds") if amount else ()


def effort(percent: int, before: int | None) -> Words:
    """Return how hard to push now, if that differs from `before`, the percentage so far."""
    if percent == before:
        return ()
    if percent >= 100:
        return ("everything",)
    eased = ("ease off",) if before is not None and percent < before else ()
    return (*eased, *number(percent), "percent")


def phase(name: PhaseName) -> Words:
    """Return the name of a phase."""
    return (str(name),)


def announcement(
    plan: Plan, index: int, on: Load | None, say: Saying, *, after: int | None
) -> Words:
    """Return the announcement of a set: exercise, settings, and load, or only what is new.

    `on` is the load, `after` the place of the set before it, or None. The announcement begins with
    `next` and leaves out what the voice can't say.
    """
    work = plan.sets[index]
    same = after is not None and plan.sets[after].exercise == work.exercise
    said = ["next", *(_part(plan, index) if same else say(work.exercise))]
    if work.kind is SetKind.WARMUP and not same:
        said.append("warm up")
    if work.side:
        said.append(f"{work.side} side")
    for name, value in () if same else work.settings:
        words, place = say(name), setting(value, say)
        if words and place:
            said += (*words, *place)
    if on is not None:
        said += load(on, say)
    return tuple(said)


def _part(plan: Plan, index: int) -> Words:
    """Return which set it is; both sides of a set share its number."""
    kind = plan.sets[index].kind
    if kind is SetKind.WORK:
        return ("set", *number(plan.kinds_up_to(index).count(kind)))
    return ("warm up",) if kind is SetKind.WARMUP else ("drop set",)


_SETTING = re.compile(r"([A-Za-z]?)([0-9]{1,3}(?:[.][05])?)?")


def setting(value: str, say: Saying) -> Words:
    """Return the value of a setting: a number, a letter, both (`B3`), or a text."""
    match = _SETTING.fullmatch(value.strip())
    if not match:
        return say(value)
    letter, digits = match.groups()
    said = number(Decimal(digits)) if digits else ()
    return (letter.upper(), *said) if letter else said
