"""Exercises that suit slow training, so that a routine need not say which muscles they work."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from supertimer.body.muscles import Muscle
from supertimer.text import near

FILE = Path(__file__).with_name("catalogue.txt")
"""One exercise a line; its head says what the columns are."""


@dataclass(frozen=True, slots=True)
class Known:
    """An exercise of the catalogue."""

    name: str
    others: tuple[str, ...]
    """What else it is called."""
    muscles: tuple[Muscle, ...]
    """Those that it takes to fatigue."""
    also: tuple[Muscle, ...]
    """Those that help."""
    sides: str
    """"both" limbs together, or "each" by itself."""


@cache
def catalogue() -> tuple[Known, ...]:
    """All exercises, grouped by the part of the body."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(_known(line) for line in lines if line and not line.startswith("#"))


def known(name: str) -> Known | None:
    """The exercise that is called `name`; capitals, hyphens and spaces make no difference."""
    return _by_name().get(_plain(name))


def suggestion(name: str) -> str | None:
    """The catalogue's name for what `name` was probably meant to be, if it has one.

    A first word alone, such as `bench` or `legs`, means the first exercise that begins with it.
    """
    word = name.casefold().strip()
    beginnings = (f"{word} ", f"{word.removesuffix('s')} ")
    for entry in catalogue() if word else ():
        if any(each.casefold().startswith(beginnings) for each in (entry.name, *entry.others)):
            return entry.name
    meant = near(_plain(name), tuple(_by_name()))
    return _by_name()[meant].name if meant else None


@cache
def _by_name() -> dict[str, Known]:
    return {_plain(name): each for each in catalogue() for name in (*each.others, each.name)}


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _known(line: str) -> Known:
    name, others, muscles, also, sides = (part.strip() for part in line.split("|"))
    return Known(
        name,
        _split(others),
        tuple(map(Muscle, _split(muscles))),
        tuple(map(Muscle, _split(also))),
        sides,
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
