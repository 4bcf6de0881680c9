"""The catalog: exercises for slow training, with the muscles they work."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from supertimer.body.muscles import Muscle
from supertimer.text import near
from supertimer.units import Load

FILE = Path(__file__).with_name("catalogue.txt")
"""One exercise per line; the first lines explain the columns."""

NAMES = Path(__file__).with_name("names.txt")
"""Names in other languages and programs; the first lines explain the columns."""


@dataclass(frozen=True, slots=True)
class Known:
    """An exercise of the catalog."""

    name: str
    others: tuple[str, ...]
    """Other names."""
    muscles: tuple[Muscle, ...]
    """The muscles that it takes to fatigue."""
    also: tuple[Muscle, ...]
    """The muscles that help."""
    sides: str
    """"both": both sides together; "each": one side at a time."""

    @property
    def assisted(self) -> bool:
        """Whether its load carries a part of the lifter, as a rule of its name."""
        return self.name.startswith("Assisted ")


@cache
def catalogue() -> tuple[Known, ...]:
    """Return all exercises, grouped by the part of the body."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(_known(line) for line in lines if line and not line.startswith("#"))


@lru_cache(4096)  # a history asks for the same few names in every set
def known(name: str) -> Known | None:
    """Return the exercise called `name`, ignoring case, hyphens, and spaces.

    The name may be in English, German, Italian, French, or Spanish, or as Strong, Hevy, or
    FitNotes write it.
    """
    plain = _plain(name)
    return _by_name().get(plain) or _elsewhere().get(plain)


def is_unwritten_assistance(name: str, load: Load | None) -> bool:
    """Return whether a load on an assisted exercise is not written as assistance.

    More of it would be lighter, so it gives no advice and no heaviest record.
    """
    entry = known(name)
    plain = load is not None and not load.bodyweight and not load.name
    return plain and entry is not None and entry.assisted


def has_order(name: str, load: Load) -> bool:
    """Return whether a load of the exercise `name` can be the heaviest: bands have no number."""
    band = bool(load.name) and load.form[2] == load.name
    return not band and not is_unwritten_assistance(name, load)


def suggestion(name: str) -> str | None:
    """Return the exercise in the catalog that `name` probably means, or None.

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


@cache
def _elsewhere() -> dict[str, Known]:
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    found: dict[str, Known] = {}
    for line in lines:
        if line and not line.startswith("#"):
            name, *others = (part.strip() for part in line.split("|"))
            entry = _by_name()[_plain(name)]
            found |= {_plain(each): entry for part in others for each in _split(part)}
    return found


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
