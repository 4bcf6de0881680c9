"""The plain values that the body's advice is made from: sets planned, sets done, workouts done."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from supertimer.body.muscles import MAJOR, Muscle


@dataclass(frozen=True, slots=True)
class Planned:
    """One set that a routine asks for. Warm-ups are left out: they take nothing to fatigue."""

    exercise: str
    primary: tuple[Muscle, ...]
    secondary: tuple[Muscle, ...]
    tul_ms: int
    """The time under load it is meant to last, in milliseconds; 0 when nobody can tell."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One set that was done, at `when`: its end, as the clocks showed it where it was done (aware).

    Each side of a one-sided exercise and each drop is a set of its own. Warm-ups, skipped and
    discarded sets are left out.
    """

    when: datetime
    exercise: str
    primary: tuple[Muscle, ...]
    secondary: tuple[Muscle, ...]
    tul_ms: int
    to_fatigue: bool
    """Whether the set ended by fatigue, and was not amended to have ended otherwise."""


@dataclass(frozen=True, slots=True)
class Workout:
    """One workout that was done: when it began, as the clocks showed it there, and its routine."""

    when: datetime
    routine: str


class Region(StrEnum):
    """A part of the body that a routine can mean to cover: the key `covers` of a routine file."""

    WHOLE = "whole body"
    UPPER = "upper body"
    LOWER = "lower body"

    @property
    def majors(self) -> tuple[Muscle, ...]:
        """The major groups that belong to this part, in the order of `muscles.MAJOR`."""
        return tuple(muscle for muscle in MAJOR if muscle in _REGIONS[self])


_LOWER = frozenset({Muscle.QUADRICEPS, Muscle.HAMSTRINGS, Muscle.GLUTES, Muscle.CALVES})
_REGIONS = {
    Region.WHOLE: frozenset(MAJOR),
    Region.UPPER: frozenset(MAJOR) - _LOWER,
    Region.LOWER: _LOWER,
}


def covered(covers: str | tuple[Muscle, ...]) -> tuple[Muscle, ...]:
    """The muscles that `covers` of a routine file stands for: a region's name, or muscles.

    Raises ValueError for a name that is no `Region`.
    """
    return Region(covers).majors if isinstance(covers, str) else covers
