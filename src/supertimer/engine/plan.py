"""A workout, flattened: its sets, and the segments of time that lead through them.

Everything is frozen and in whole milliseconds. What is known only during the workout (a load 20 %
below the one before, a second side that lasts as long as the first) stays symbolic: it refers to
another set by its place in `Plan.sets`, and the session resolves it from what happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from supertimer.engine.cadence import Cadence, Position, Side
from supertimer.units import ANY_LOAD, Grid, Load


class SegmentKind(StrEnum):
    """What a segment is for."""

    REST = "rest"
    READY = "ready"
    WORK = "work"
    PUSH = "push"


class RestLabel(StrEnum):
    """What kind of rest it is."""

    REST = "rest"
    SWITCH = "switch"
    """Change to the other side."""
    CHANGE = "change"
    """Take load off for a drop set."""
    PAUSE = "pause"
    """A short pause inside a rest-pause set, after which the set continues."""


class SetKind(StrEnum):
    """What a set is for."""

    WARMUP = "warmup"
    WORK = "work"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class ToFatigue:
    """The set ends when the lifter marks fatigue."""

    by: Literal["fatigue"] = "fatigue"


@dataclass(frozen=True, slots=True)
class ForReps:
    """The set ends when `reps` reps are complete."""

    reps: int
    by: Literal["reps"] = "reps"


@dataclass(frozen=True, slots=True)
class ForTime:
    """The set ends when its time under load is `ms` milliseconds."""

    ms: int
    by: Literal["time"] = "time"


@dataclass(frozen=True, slots=True)
class FirstOf:
    """The set ends at whichever comes first: `reps` reps, or `ms` milliseconds under load."""

    reps: int
    ms: int
    by: Literal["first"] = "first"


@dataclass(frozen=True, slots=True)
class SameAs:
    """The set ends at the time under load of another set: a second side that matches the first."""

    set: int
    by: Literal["same"] = "same"


End = ToFatigue | ForReps | ForTime | FirstOf | SameAs


@dataclass(frozen=True, slots=True)
class Share:
    """A load as a percentage of the load of another set."""

    of: int
    """The place of the other set in `Plan.sets`."""
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Window:
    """The target window of time under load, in milliseconds."""

    opens: int
    tops: int | None
    """None: a set is long enough from the bottom on."""


@dataclass(frozen=True, slots=True)
class SetPlan:
    """One set as it is meant to be done."""

    exercise: str
    number: int
    """1-based within the exercise, warm-ups and drops included."""
    cadence: Cadence
    end: End
    cap: int
    """The time under load at which the set ends by itself, in milliseconds."""
    kind: SetKind = SetKind.WORK
    side: Side | None = None
    window: Window | None = None
    met: bool = True
    """Whether the set can end in its window; if not, the window is not shown."""
    last_tul: int | None = None
    """The time under load of last time, in milliseconds."""
    load: Load | Share | None = None
    """None if the exercise has no load, or if the load is not known yet."""
    grid: Grid = ANY_LOAD
    settings: tuple[tuple[str, str], ...] = ()
    """The machine's settings in the order in which they are adjusted."""
    cue: str = ""
    unit: int | None = None
    """The place in `Plan.units` of its exercise or superset."""
    reach: int = 0
    """Milliseconds between fatigue and the key, if the lifter can press it only after the push.
    They are subtracted, and the result counts as estimated. 0: pressed at fatigue."""

    @property
    def aim(self) -> Window | None:
        """The window to show: none that the set can't end in."""
        return self.window if self.met else None

    def limb(self, position: Position, before: int = 0) -> Side | None:
        """Return the side that does the phase at `position`: the set's, or the one in turn.

        `before` is the number of reps that earlier parts of the set completed.
        """
        if position.phase.alternates:
            return Side.LEFT if (before + position.rep) % 2 else Side.RIGHT
        return self.side


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of time."""

    kind: SegmentKind
    set: int
    """The place in `Plan.sets` of the set that it belongs to; a rest belongs to the one it ends."""
    ms: int | None = None
    """Its length; None for work, whose length the set's cadence and end decide."""
    waits: bool = False
    """Whether it begins only when the lifter says go."""
    label: RestLabel = RestLabel.REST
    """For a rest: its kind."""
    percent: Decimal | None = None
    """For a later part of a rest-pause set: its load in percent of the set's. None: all of it."""
    end: End | None = None
    """For a later part of a rest-pause set: its own end. None: that of the set."""
    in_rest: bool = False
    """For a get ready: whether it is the last part of the rest before it (or all of a shorter
    rest). A get ready that a key starts has its full length. Plans of version 0.1 have the get
    ready after the rest."""


@dataclass(frozen=True, slots=True)
class Member:
    """What a changed order needs to know about an exercise."""

    exercise: str
    rest: int
    """The usual rest after a set, in milliseconds."""
    ready: int
    """The usual get ready before a set, in milliseconds."""
    waits: bool = True
    """Whether its first set waits for go."""
    each_waits: bool = False
    """Whether each of its sets waits for go."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A workout from beginning to end."""

    name: str
    sets: tuple[SetPlan, ...]
    segments: tuple[Segment, ...] = field(default=())
    units: tuple[tuple[Member, ...], ...] = ()
    """The exercises in the order of the file, the members of a superset together. Empty in plans of
    version 0.1, whose order can't be changed."""
    left_out: tuple[Segment, ...] = ()
    """The segments of what is left out today."""
    weight: Load | None = None
    """The lifter's body weight, if it is known."""

    @property
    def order(self) -> tuple[int, ...]:
        """The places in `sets` of what is done today, in the order in which it is done."""
        return tuple(dict.fromkeys(segment.set for segment in self.segments))

    def member(self, index: int) -> Member:
        """Return the exercise of the set at `index`, which must have a unit."""
        work = self.sets[index]
        assert work.unit is not None
        return next(each for each in self.units[work.unit] if each.exercise == work.exercise)

    def kinds_up_to(self, index: int) -> list[SetKind]:
        """Return the kinds of the sets of an exercise up to the set at `index`, on its side."""
        work = self.sets[index]
        return [
            each.kind
            for each in self.sets
            if (each.unit, each.exercise, each.side) == (work.unit, work.exercise, work.side)
            and each.number <= work.number
        ]

    def load(self, index: int, on: Mapping[int, Load | None]) -> Load | None:
        """Return the load of the set at `index`: the actual one from `on`, or the planned one.

        `on` has the loads that were actually used, by the set's place. A percentage refers to the
        actual load of the other set; 100 % of it is the same load, whether the grid has it or not.
        """
        if index in on:
            return on[index]
        planned = self.sets[index].load
        if not isinstance(planned, Share):
            return planned
        base = self.load(planned.of, on)
        if base is None or planned.percent == 100:
            return base
        return base.scaled(planned.percent, self.sets[index].grid, self.weight)

    def load_at(self, place: int, on: Mapping[int, Load | None]) -> Load | None:
        """Return the load in the segment at `place`, which must not be a rest.

        `on` is as for `load`.
        """
        push = self.segments[place].kind is SegmentKind.PUSH
        segment = self.segments[place - 1 if push else place]
        load = self.load(segment.set, on)
        if load is None or segment.percent is None:
            return load
        return load.scaled(segment.percent, self.sets[segment.set].grid, self.weight)
