"""What happens in a workout: one class per kind of event.

An event carries the moment at which it was due, never the moment at which it was noticed. Its
attributes have the names of the keys that `simulate --json` prints. A class without attributes of
its own inherits its methods; `dataclass` would need a millisecond to make the same ones again.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypedDict

from supertimer.engine.cadence import PhaseName, Side
from supertimer.engine.plan import RestLabel, SegmentKind, SetKind, SetPlan
from supertimer.engine.result import SetResult
from supertimer.units import Load


class EventName(StrEnum):
    """All events; those of one instant come in this order."""

    RETRACTED = "retracted"
    PAUSED = "paused"
    RESUME_COUNT = "resume_count"
    RESUMED = "resumed"
    REP_COMPLETED = "rep_completed"
    TARGET_REACHED = "target_reached"
    LAST_MATCHED = "last_matched"
    TARGET_TOPPED = "target_topped"
    SET_ENDED = "set_ended"
    SET_DISCARDED = "set_discarded"
    SET_AMENDED = "set_amended"
    LOAD_SET = "load_set"
    REORDERED = "reordered"
    LEFT_OUT = "left_out"
    SET_ADDED = "set_added"
    SEGMENT_STARTED = "segment_started"
    WAITING = "waiting"
    PHASE_STARTED = "phase_started"
    TICK = "tick"
    WORKOUT_ENDED = "workout_ended"


RANK = {name: rank for rank, name in enumerate(EventName)}
"""The order of events at one instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened `at` milliseconds after the workout was opened, pauses included."""

    event: ClassVar[EventName]
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retracted(Event):
    """All events after `after` are void; the ones that follow replace them."""

    event = EventName.RETRACTED
    after: int
    """The last moment whose events are still valid."""


class WorkoutEnded(Event):
    """The last set is done, or the lifter stopped."""

    __slots__ = ()
    event = EventName.WORKOUT_ENDED


class SetKeys(TypedDict):
    """Which set an event is about: what all events of a set share."""

    index: int
    exercise: str
    set: int
    kind: SetKind
    side: Side | None


def set_keys(index: int, work: SetPlan) -> SetKeys:
    """Return what the events of the set at `index` of the plan share."""
    return SetKeys(
        index=index, exercise=work.exercise, set=work.number, kind=work.kind, side=work.side
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEvent(Event):
    """An event of a set."""

    index: int
    """The set's place in the plan; not in the JSON."""
    exercise: str
    set: int
    """1-based within the exercise."""
    kind: SetKind
    side: Side | None
    """The side of the set; in a phase, of the limb that works."""


# Pauses


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(SetEvent):
    """A segment is paused."""

    event = EventName.PAUSED
    segment: SegmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeCount(SetEvent):
    """A paused set resumes in `ms` milliseconds: 3000, 2000, 1000."""

    event = EventName.RESUME_COUNT
    segment: ClassVar = SegmentKind.WORK
    ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(SetEvent):
    """A rest, get ready, or push resumes after a pause."""

    event = EventName.RESUMED
    segment: SegmentKind


# In a set


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseEvent(SetEvent):
    """An event in a phase of a set."""

    segment: ClassVar = SegmentKind.WORK
    rep: int | None
    """1-based; None in a set of holds."""
    phase: PhaseName
    ms: int
    """The phase's length; of a tick, its place in the phase. JSON has `seconds`."""
    tul_ms: int
    effort: int | None
    """Percent of full effort asked for in this phase."""


class PhaseStarted(PhaseEvent):
    """A phase begins."""

    __slots__ = ()
    event = EventName.PHASE_STARTED


class PhaseTick(PhaseEvent):
    """A whole second of a phase has passed."""

    __slots__ = ()
    event = EventName.TICK


class PhaseResumed(PhaseEvent):
    """A paused set resumes in this phase."""

    __slots__ = ()
    event = EventName.RESUMED


@dataclass(frozen=True, slots=True, kw_only=True)
class RepCompleted(SetEvent):
    """The last phase under load of rep number `rep` (1-based) is over."""

    event = EventName.REP_COMPLETED
    segment: ClassVar = SegmentKind.WORK
    rep: int
    tul_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReached(SetEvent):
    """The time under load reaches one of the marks of the set."""

    segment: ClassVar = SegmentKind.WORK
    tul_ms: int


class TargetReached(MarkReached):
    """The bottom of the target window."""

    __slots__ = ()
    event = EventName.TARGET_REACHED


class LastMatched(MarkReached):
    """The time under load of the last time."""

    __slots__ = ()
    event = EventName.LAST_MATCHED


class TargetTopped(MarkReached):
    """The top of the target window."""

    __slots__ = ()
    event = EventName.TARGET_TOPPED


# Results


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultEvent(SetEvent):
    """An event about the result of a set."""

    segment: ClassVar = SegmentKind.WORK
    result: SetResult


class SetEnded(ResultEvent):
    """The effort of the set is over; a push may follow."""

    __slots__ = ()
    event = EventName.SET_ENDED


class SetDiscarded(ResultEvent):
    """The set is repeated; this attempt is kept but does not count."""

    __slots__ = ()
    event = EventName.SET_DISCARDED


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAmended(ResultEvent):
    """The result was corrected."""

    event = EventName.SET_AMENDED
    next_load: Load | None
    """The load of what comes, or of what is being done, as it is now. Not in the JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSet(SetEvent):
    """The load of a set that is not over was changed."""

    event = EventName.LOAD_SET
    load: Load | None
    next_load: Load | None
    """The load of what comes, or of what is being done, as it is now. Not in the JSON."""


# The order of the workout


@dataclass(frozen=True, slots=True, kw_only=True)
class Reordered(Event):
    """The remaining exercises are done in another order."""

    event = EventName.REORDERED
    order: tuple[int, ...]
    """The places in `Plan.units` of what is left, in the new order."""
    next_index: int | None
    """The place in the plan of the set that comes. Not in the JSON, like the next one."""
    next_load: Load | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Event):
    """The remaining sets of an exercise or superset are left out today."""

    event = EventName.LEFT_OUT
    exercise: str
    """Its first exercise."""
    next_index: int | None
    """The place in the plan of the set that comes; None if nothing is left. Not in the JSON, like
    the next one."""
    next_load: Load | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAdded(SetEvent):
    """A set of an exercise was added; with two sides, this is the first."""

    event = EventName.SET_ADDED
    next_index: int | None
    """The place in the plan of the set that comes. Not in the JSON, like the next one."""
    next_load: Load | None


OrderChanged = Reordered | LeftOut | SetAdded

# Segments


class SegmentStarted(SetEvent):
    """A segment begins."""

    __slots__ = ()
    event = EventName.SEGMENT_STARTED
    segment: ClassVar[SegmentKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestStarted(SegmentStarted):
    """A rest begins after the set."""

    segment = SegmentKind.REST
    ms: int
    """The length of the whole rest."""
    label: RestLabel
    next_index: int
    """The place in the plan of the set that comes. Not in the JSON, like the next one."""
    next_load: Load | None
    """The load of what comes; in a pause within a set only a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyStarted(SegmentStarted):
    """The countdown to the set begins."""

    segment = SegmentKind.READY
    ms: int
    load: Load | None
    label: RestLabel
    """What kind of rest it is, if all of the rest is this countdown."""
    in_rest: bool
    """Whether it is the last part of a rest. Not in the JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStarted(SegmentStarted):
    """The set begins, or a later part of a rest-pause set."""

    segment = SegmentKind.WORK
    load: Load | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PushStarted(SegmentStarted):
    """The push after fatigue begins."""

    segment = SegmentKind.PUSH
    ms: int
    load: Load | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTick(SetEvent):
    """A whole second of a get ready or a push has passed."""

    event = EventName.TICK
    segment: SegmentKind
    ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting(SetEvent):
    """The set begins when the lifter says go."""

    event = EventName.WAITING
    next_load: Load | None
    """Its load. Not in the JSON."""
