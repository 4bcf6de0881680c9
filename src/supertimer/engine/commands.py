"""Commands that the lifter, or the program, gives to a workout. All are journaled."""

from dataclasses import dataclass
from typing import ClassVar

from supertimer.engine.result import EndedBy
from supertimer.units import Load


@dataclass(frozen=True, slots=True)
class Bare:
    """A command that needs no more than its name; its kinds inherit what `dataclass` makes."""

    name: ClassVar[str]


class Go(Bare):
    """Start the set that waits; in a rest, end the rest."""

    __slots__ = ()
    name = "go"


class Fatigue(Bare):
    """End the set now: the weight no longer moves."""

    __slots__ = ()
    name = "fatigue"


class Pause(Bare):
    """Stop the time of the current segment."""

    __slots__ = ()
    name = "pause"


class Resume(Bare):
    """Continue after a pause; in a set, count 3-2-1 first."""

    __slots__ = ()
    name = "resume"


class Skip(Bare):
    """Skip the rest of the current segment."""

    __slots__ = ()
    name = "skip"


@dataclass(frozen=True, slots=True)
class Redo:
    """Repeat the current set, or in a rest the one before it."""

    wait: bool = False
    """Whether the set then waits for go and the old attempt is kept as interrupted. An interrupted
    workout resumes this way. (Version 0.1 also used it after the computer slept.)"""
    name: ClassVar = "redo"


class Undo(Bare):
    """Undo the latest command that can be undone."""

    __slots__ = ()
    name = "undo"


@dataclass(frozen=True, slots=True)
class Extend:
    """Make the rest longer by `ms` milliseconds (shorter, if negative)."""

    ms: int
    name: ClassVar = "extend"


class Wait(Bare):
    """Make the next set wait for go, because a field is open or the computer slept."""

    __slots__ = ()
    name = "wait"


@dataclass(frozen=True, slots=True)
class Reorder:
    """Do the remaining exercises in another order."""

    units: tuple[int, ...]
    """The places in `Plan.units` of everything that is left, each once."""
    name: ClassVar = "reorder"


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Leave out the remaining sets of an exercise or superset."""

    unit: int
    """Its place in `Plan.units`."""
    name: ClassVar = "leave_out"


class OneMore(Bare):
    """Add a work set of the exercise just done."""

    __slots__ = ()
    name = "one_more"


@dataclass(frozen=True, slots=True)
class SetLoad:
    """Set the `load` of a set that is not over; later sets that depend on it change, too."""

    load: Load | None
    index: int | None = None
    """The set's place in the plan; None: the set that is being done, or comes next."""
    name: ClassVar = "set_load"


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
    name: ClassVar = "amend"


class Stop(Bare):
    """End the workout here."""

    __slots__ = ()
    name = "stop"


Order = Reorder | LeaveOut | OneMore
"""The commands that change the order of a workout."""

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
