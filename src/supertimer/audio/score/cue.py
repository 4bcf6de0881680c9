"""A cue: one sound at one moment of the workout.

Loudness is given by rank, in decibels against the accent that begins a lift. A kind of cue has one
rank for ever; settings may turn whole groups of kinds up, down or off, which keeps the ranks.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

RATE = 48_000
"""Frames a second. One millisecond is exactly 48 frames, so a cue is never off by one."""

FRAMES_PER_MS = RATE // 1000


class Kind(StrEnum):
    """What a cue tells. The value is also the name of a file of the user's own sounds."""

    LIFT = "lift"
    LOWER = "lower"
    HOLD = "hold"
    """A phase in which nothing moves: hold, squeeze, stretch, reset."""
    TICK = "tick"
    HALF = "half"
    """Half of the phase is done."""
    TURN = "turn"
    """A tick shortly before the next phase."""
    OPENS = "opens"
    """The time under load has come to the target window."""
    LAST = "last"
    """It is as long as last time."""
    TOP = "top"
    """It has come to the top of the target window."""
    FATIGUE = "fatigue"
    CAP = "cap"
    """The set ends by itself because it is long enough."""
    ENDED = "ended"
    """The set ends by itself because its reps or its time are done."""
    PULSE = "pulse"
    """A second of the push."""
    RELEASE = "release"
    """The push is over."""
    NOTE = "note"
    """One of the three last seconds of a rest."""
    REMINDER = "reminder"
    """The rest is over, and nobody has come."""
    PREPARE = "prepare"
    """Five and four seconds before a set."""
    COUNT = "count"
    """Three, two, one."""
    SWITCH = "switch"
    """Change to the other side."""
    CHANGE = "change"
    """Take load off."""
    NEXT = "next"
    """Stands for an exercise's name where no voice can say it."""
    DONE = "done"
    """The workout is over."""
    SPEECH = "speech"


DECIBELS: Mapping[Kind, float] = {
    Kind.LIFT: 0,
    Kind.LOWER: 0,
    Kind.HOLD: 0,
    Kind.TICK: -16,
    Kind.HALF: -10,
    Kind.TURN: -10,
    Kind.OPENS: -3,
    Kind.LAST: -3,
    Kind.TOP: -3,
    Kind.FATIGUE: 0,
    Kind.CAP: 0,
    Kind.ENDED: 0,
    Kind.PULSE: -6,
    Kind.RELEASE: -3,
    Kind.NOTE: -6,
    Kind.REMINDER: -14,
    Kind.PREPARE: -10,
    Kind.COUNT: 0,
    Kind.SWITCH: -6,
    Kind.CHANGE: -6,
    Kind.NEXT: -6,
    Kind.DONE: 0,
    Kind.SPEECH: -3,
}
"""Loudness of each kind against the accent."""

GROUPS: Mapping[str, frozenset[Kind]] = {
    "accents": frozenset({Kind.LIFT, Kind.LOWER, Kind.HOLD}),
    "ticks": frozenset({Kind.TICK, Kind.HALF, Kind.TURN}),
    "chimes": frozenset({Kind.OPENS, Kind.LAST, Kind.TOP, Kind.SWITCH, Kind.CHANGE, Kind.NEXT}),
    "ends": frozenset({Kind.FATIGUE, Kind.CAP, Kind.ENDED, Kind.RELEASE, Kind.DONE}),
    "push": frozenset({Kind.PULSE}),
    "countdown": frozenset({Kind.PREPARE, Kind.COUNT}),
    "rest": frozenset({Kind.NOTE, Kind.REMINDER}),
    "voice": frozenset({Kind.SPEECH}),
}
"""The names under which the settings know kinds of cues. A kind's own name may be used as well."""


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
    """For speech: what is said, one clip of the voice each."""

    @property
    def frame(self) -> int:
        """The frame at which it begins."""
        return self.at * FRAMES_PER_MS

    @property
    def label(self) -> str:
        """What a listing calls it: its kind, or the words that are said."""
        return " ".join(self.words) if self.words else str(self.kind)


def loudness(kind: Kind, volumes: Mapping[str, float]) -> float | None:
    """Decibels of a kind against the accent; None if it is turned off.

    `volumes` are the user's decibels more or less for a group or a kind; `-inf` turns it off.
    """
    more = volumes.get(str(kind), 0.0)
    for group, kinds in GROUPS.items():
        if kind in kinds:
            more += volumes.get(group, 0.0)
    return None if more == -math.inf else DECIBELS[kind] + more
