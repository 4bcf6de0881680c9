"""A cue: one sound at one moment of the workout.

Loudness is a rank, in decibels against the accent that begins a lift. The rank of a kind of cue
never changes. The settings may turn kinds, or whole groups of kinds, up, down, or off.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

RATE = 48_000
"""Frames per second. One millisecond is exactly 48 frames, so a cue is never off by one."""

FRAMES_PER_MS = RATE // 1000


class Kind(StrEnum):
    """A kind of cue: its name, its decibels, its group.

    The user's own sound for a kind is a file of that name. The settings use the names of kinds and
    groups, too.
    """

    decibels: float
    """Loudness against the accent."""
    group: str

    def __new__(cls, name: str, decibels: float, group: str) -> "Kind":
        """Make a kind from its name, decibels, and group."""
        kind = str.__new__(cls, name)
        kind._value_, kind.decibels, kind.group = name, decibels, group
        return kind

    LIFT = "lift", 0, "accents"
    LOWER = "lower", 0, "accents"
    HOLD = "hold", 0, "accents"
    """A phase in which nothing moves: hold, squeeze, stretch, reset."""
    TICK = "tick", -16, "ticks"
    HALF = "half", -10, "ticks"
    """Half of the phase is done."""
    TURN = "turn", -10, "ticks"
    """A tick shortly before the next phase."""
    OPENS = "opens", -3, "chimes"
    """The time under load reaches the bottom of the target window."""
    LAST = "last", -3, "chimes"
    """The time under load reaches that of last time."""
    TOP = "top", -3, "chimes"
    """The time under load reaches the top of the target window."""
    SWITCH = "switch", -6, "chimes"
    """Change to the other side."""
    CHANGE = "change", -6, "chimes"
    """Change the load."""
    NEXT = "next", -6, "chimes"
    """Replaces the name of an exercise that the voice can't say."""
    FATIGUE = "fatigue", 0, "ends"
    CAP = "cap", 0, "ends"
    """The set ends at its cap."""
    ENDED = "ended", 0, "ends"
    """The set ends because its reps or its time are complete."""
    RELEASE = "release", -3, "ends"
    """The push is over."""
    DONE = "done", 0, "ends"
    """The workout is over."""
    PULSE = "pulse", -6, "push"
    """A second of the push."""
    PREPARE = "prepare", -10, "countdown"
    """Five and four seconds before a set."""
    COUNT = "count", 0, "countdown"
    """Three, two, one."""
    NOTE = "note", -6, "rest"
    """One of the three last seconds of a rest."""
    REMINDER = "reminder", -14, "rest"
    """A reminder: the rest is over, but the next set has not begun."""
    SPEECH = "speech", -3, "voice"


GROUPS: Mapping[str, frozenset[Kind]] = {
    group: frozenset(kind for kind in Kind if kind.group == group)
    for group in dict.fromkeys(kind.group for kind in Kind)
}
"""The kinds of each group."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A sound `at` milliseconds after the workout was opened."""

    at: int
    kind: Kind
    decibels: float
    """Loudness against the accent at full volume."""
    pitch: int = 0
    """Semitones above the kind's own pitch."""
    words: tuple[str, ...] = ()
    """For speech: its words, one voice clip each."""

    @property
    def frame(self) -> int:
        """The frame at which it begins."""
        return self.at * FRAMES_PER_MS

    @property
    def label(self) -> str:
        """Its name in a list: its kind, or the words."""
        return " ".join(self.words) if self.words else str(self.kind)


def loudness(kind: Kind, volumes: Mapping[str, float]) -> float | None:
    """Return the decibels of a kind against the accent; None if it is turned off.

    `volumes` has decibels to add, by kind or group; `-inf` turns it off.
    """
    more = volumes.get(kind, 0.0) + volumes.get(kind.group, 0.0)
    return None if more == -math.inf else kind.decibels + more
