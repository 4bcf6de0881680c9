"""When a step is given: moments as a test writes them, and times as its failures write them.

at 1:35                        a time under load, in the set that goes on or comes next
at rep 3 lower + 4s            a rep and a phase of that set
at 1:35 of Leg press set 2     in this very set
at 20s of the rest             in a segment: rest, ready, push
at 12:30 of the workout        since the workout was opened, pauses included
after 3s                       since the step before
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from supertimer.engine.cadence import PhaseName, Side
from supertimer.engine.events import SetEvent
from supertimer.engine.plan import SegmentKind, SetPlan
from supertimer.routine import notation
from supertimer.routine.notation import NotationError
from supertimer.text import did_you_mean
from supertimer.units import plain_number

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SetName:
    """The sets that a test means: those of an exercise, or fewer of them."""

    exercise: str
    number: int | None = None
    """1-based within the exercise; None: any."""
    side: Side | None = None
    """None: either."""

    def means(self, work: SetPlan) -> bool:
        """Return whether `work` is one of the sets."""
        return self._fits(work.exercise, work.number, work.side)

    def is_about(self, event: SetEvent) -> bool:
        """Return whether `event` happened in one of the sets."""
        return self._fits(event.exercise, event.set, event.side)

    def _fits(self, exercise: str, number: int, side: Side | None) -> bool:
        return (
            exercise.casefold() == self.exercise.casefold()
            and self.number in (None, number)
            and self.side in (None, side)
        )

    def __str__(self) -> str:
        """Return the name the way a test writes it: `Leg press set 2 left`."""
        number = "" if self.number is None else f" set {self.number}"
        side = "" if self.side is None else f" {self.side}"
        return f"{quoted(self.exercise)}{number}{side}"


@dataclass(frozen=True, slots=True)
class AtTul:
    """A time under load of a set, in milliseconds."""

    ms: int
    of: SetName | None = None
    """None: the set that goes on, or comes next."""


@dataclass(frozen=True, slots=True)
class AtRep:
    """A rep of a set, or a phase of that rep, and a number of milliseconds after it."""

    rep: int
    """1-based."""
    phase: PhaseName | None = None
    more: int = 0
    of: SetName | None = None


@dataclass(frozen=True, slots=True)
class AtSegment:
    """Milliseconds after a rest, a get ready or a push began."""

    ms: int
    segment: SegmentKind


@dataclass(frozen=True, slots=True)
class AtWorkout:
    """Milliseconds after the workout was opened."""

    ms: int


@dataclass(frozen=True, slots=True)
class After:
    """Milliseconds after the step before."""

    ms: int


Moment = AtTul | AtRep | AtSegment | AtWorkout | After

_SEGMENTS = (SegmentKind.REST, SegmentKind.READY, SegmentKind.PUSH)
_PLACES = ("workout", *_SEGMENTS)
_OF = re.compile(r"(.+?)\s+of\s+(.+)")
_THE = re.compile(r"the\s+(.+)", re.IGNORECASE)
_REP = re.compile(r"rep\s+([0-9]{1,3})(?:\s+([a-z]+))?(?:\s*\+\s*(.+))?", re.IGNORECASE)
_SET = re.compile(r"(.+?)(?:\s+set\s+([0-9]{1,3}))?(?:\s+(left|right))?", re.IGNORECASE)
_MISREAD = re.compile(
    r"\b(at|after|for|of|the|then|set|rep|left|right|load|tul|reps|note|ended_by)\b"
    rf"|^({'|'.join((*PhaseName, *SegmentKind))})\b",
    re.IGNORECASE,
)
"""Words in the name of an exercise that a step or an event gives a meaning."""


def moment(text: str) -> Moment:
    """Read what comes after `at`; raises NotationError."""
    of = _OF.fullmatch(text)
    when, owner = of.groups() if of else (text, "")
    if the := _THE.fullmatch(owner):
        return _in_place(when, the[1].lower())
    name = set_name(owner) if owner else None
    if rep := _REP.fullmatch(when):
        number, phase, more = rep.groups()
        return AtRep(
            int(number), _phase(phase) if phase else None, duration(more) if more else 0, name
        )
    if when.lower().startswith("rep"):
        raise NotationError(f"“{when}” is not a rep", '"rep 3" or "rep 3 lower + 4s"', when.lower())
    return AtTul(duration(when), name)


def _in_place(when: str, place: str) -> Moment:
    if place == "workout":
        return AtWorkout(duration(when))
    if place in _SEGMENTS:
        return AtSegment(duration(when), SegmentKind(place))
    hint = did_you_mean(place, _PLACES, f"one of {', '.join(_PLACES)}")
    raise NotationError(f"a workout has no “{place}”", hint, place)


def _phase(word: str) -> PhaseName:
    names = tuple(PhaseName)
    if word.lower() not in names:
        hint = did_you_mean(word, names, f"one of {', '.join(names)}")
        raise NotationError(f"unknown phase “{word}”", hint, word.lower())
    return PhaseName(word.lower())


def set_name(text: str) -> SetName:
    """Read `Leg press set 2 left`; raises NotationError."""
    words = text.strip()
    if words[:1] in ("'", '"') and (end := words.find(words[0], 1)) > 0:
        match = _SET.fullmatch("x" + words[end + 1 :])
        name = words[1:end]
    else:
        match = _SET.fullmatch(words)
        name = match[1] if match else words
    if match is None or not name.strip():
        raise NotationError(f"“{text}” is not a set", '"Leg press set 2 left"', text.lower())
    number, side = match[2], match[3]
    return SetName(
        name.strip(), int(number) if number else None, Side(side.lower()) if side else None
    )


def duration(text: str) -> int:
    """Read a length of time in milliseconds; the error it raises points at the text."""
    return pointed(notation.duration, text)


def pointed(read: Callable[[object], T], text: str) -> T:
    """Read `text`; a NotationError that this raises points at it."""
    try:
        return read(text)
    except NotationError as error:
        error.part = error.part or text.strip().lower()
        raise


def quoted(name: str) -> str:
    """Return a name the way a step writes it: in quotes if a part of it could be misread."""
    if re.fullmatch(r"[^'\",+]+", name) and not _MISREAD.search(name):
        return name
    return f'"{name}"' if "'" in name else f"'{name}'"


def clock(ms: int) -> str:
    """Return a time exactly, the way a test writes it: `1:35`, `0:02.5`, `61:00`."""
    minutes, rest = divmod(ms, 60_000)
    seconds, part = divmod(rest, 1000)
    return f"{minutes}:{seconds:02}" + (f".{part:03}".rstrip("0") if part else "")


def length(ms: int) -> str:
    """Return a length of time exactly: `3 s`, `2.5 s`, `1 min 5 s`."""
    minutes, rest = divmod(abs(ms), 60_000)
    seconds = plain_number(Decimal(rest) / 1000)
    if not minutes:
        return f"{seconds} s"
    return f"{minutes} min {seconds} s" if rest else f"{minutes} min"


def apart(earlier: int, later: int) -> str:
    """Return how far two moments are apart: `2.5 s later`, `2.5 s earlier`, `at the same time`."""
    if later == earlier:
        return "at the same time"
    return f"{length(later - earlier)} {'later' if later > earlier else 'earlier'}"
