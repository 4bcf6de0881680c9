"""What the lifter, or the program for them, can tell a workout to do. All are journaled."""

from dataclasses import dataclass
from typing import Literal

from supertimer.engine.result import EndedBy
from supertimer.units import Load


@dataclass(frozen=True, slots=True)
class Go:
    """Start what waits; in a rest, end the rest."""

    name: Literal["go"] = "go"


@dataclass(frozen=True, slots=True)
class Fatigue:
    """No further inch is possible: the set ends now."""

    name: Literal["fatigue"] = "fatigue"


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop the time of the current segment."""

    name: Literal["pause"] = "pause"


@dataclass(frozen=True, slots=True)
class Resume:
    """Continue where it was paused; in a set after a count of three."""

    name: Literal["resume"] = "resume"


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave out what is left of the current segment."""

    name: Literal["skip"] = "skip"


@dataclass(frozen=True, slots=True)
class Redo:
    """Repeat the current set, or in a rest the one before it."""

    wait: bool = False
    """Whether the set then waits for go, and what was done of it is kept as interrupted: a workout
    that was cut off in a set continues this way. (Version 0.1 also gave it after a sleep.)"""
    name: Literal["redo"] = "redo"


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the latest command that can be taken back."""

    name: Literal["undo"] = "undo"


@dataclass(frozen=True, slots=True)
class Extend:
    """Make the rest longer by `ms` milliseconds (shorter, if negative)."""

    ms: int
    name: Literal["extend"] = "extend"


@dataclass(frozen=True, slots=True)
class Wait:
    """Make the next set wait for go: a field is open, or the computer slept."""

    name: Literal["wait"] = "wait"


@dataclass(frozen=True, slots=True)
class Reorder:
    """Do what is left of the workout in another order."""

    units: tuple[int, ...]
    """The places in `Plan.units` of all that is left, each once."""
    name: Literal["reorder"] = "reorder"


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Leave out what is left of an exercise or a superset."""

    unit: int
    """Its place in `Plan.units`."""
    name: Literal["leave_out"] = "leave_out"


@dataclass(frozen=True, slots=True)
class OneMore:
    """Add a work set of the exercise just done."""

    name: Literal["one_more"] = "one_more"


@dataclass(frozen=True, slots=True)
class SetLoad:
    """Put `load` on for a set that is not over; later sets that follow it change with it."""

    load: Load | None
    index: int | None = None
    """The set's place in the plan; None: the set that is being done, or comes next."""
    name: Literal["set_load"] = "set_load"


@dataclass(frozen=True, slots=True)
class Amend:
    """Correct the result of a set that is over; None leaves a value as it is."""

    attempt: int | None = None
    """Which result, 0-based in the order in which sets ended; None: the last."""
    ended_by: EndedBy | None = None
    tul_ms: int | None = None
    """A new time under load; the reps follow from it, unless they are given too."""
    reps: int | None = None
    """Hundredths."""
    load: Load | None = None
    note: str | None = None
    name: Literal["amend"] = "amend"


@dataclass(frozen=True, slots=True)
class Stop:
    """End the workout here."""

    name: Literal["stop"] = "stop"


Order = Reorder | LeaveOut | OneMore
"""What changes the order of a workout."""

Command = (
    Go
    | Fatigue
    | Pause
    | Resume
    | Skip
    | Redo
    | Undo
    | Extend
    | Wait
    | Reorder
    | LeaveOut
    | OneMore
    | SetLoad
    | Amend
    | Stop
)
