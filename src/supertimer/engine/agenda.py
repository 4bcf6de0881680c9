"""What happens in a segment if no key is pressed: its events, and when and how it ends.

Each event is computed from the cadence as a distance from the segment's start. Nothing is counted
up, so nothing can drift.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from supertimer.engine.cadence import Cadence, Position
from supertimer.engine.events import (
    RANK,
    CountTick,
    Event,
    LastMatched,
    MarkReached,
    PhaseResumed,
    PhaseStarted,
    PhaseTick,
    PushStarted,
    ReadyStarted,
    RepCompleted,
    SetKeys,
    TargetReached,
    TargetTopped,
    WorkStarted,
    set_keys,
)
from supertimer.engine.plan import (
    FirstOf,
    ForReps,
    ForTime,
    RestLabel,
    SameAs,
    SegmentKind,
    SetPlan,
)
from supertimer.engine.result import EndedBy
from supertimer.units import Load

SECOND = 1000


@dataclass(frozen=True, slots=True)
class Begun:
    """What the earlier parts of a rest-pause set have added up to."""

    tul: int = 0
    """Milliseconds under load."""
    reps: Fraction = Fraction(0)
    """Exact, so that rounding each part does not add up."""
    rep: int = 0
    """Completed reps; a rep that a pause cut off is done again under its number."""

    @property
    def hundredths(self) -> int:
        """The reps in hundredths, rounded down."""
        return int(self.reps * 100)


NOTHING_BEGUN = Begun()


@dataclass(frozen=True, slots=True)
class Agenda:
    """The events of a segment, and its end, as moments of the workout."""

    events: tuple[Event, ...] = ()
    ends: int | None = None
    """The moment of the workout at which it is over; None if only a command ends it."""
    ended_by: EndedBy | None = None
    """For work: how the set ends then."""


def so_far(cadence: Cadence, begun: Begun, at: int) -> Begun:
    """Return `begun` plus the next part of the set, `at` milliseconds after that part began."""
    reps = cadence.reps(at)
    return Begun(
        tul=begun.tul + cadence.tul(at),
        reps=begun.reps + reps,
        rep=begun.rep + int(reps),
    )


# A set


def work_end(work: SetPlan, begun: Begun, same: int | None) -> tuple[int, EndedBy]:
    """Return when the set ends without a key, in its cadence's milliseconds, and why.

    `same` is the time under load of the set that an end of the kind `SameAs` refers to.
    """
    cadence = work.cadence
    ends = [(cadence.when_tul(work.cap - begun.tul), EndedBy.CAP)]
    match work.end:
        case ForReps(reps):
            ends.append((cadence.rep_end(reps), EndedBy.REPS))
        case ForTime(ms):
            ends.append((cadence.when_tul(ms), EndedBy.TIME))
        case FirstOf(reps, ms):
            ends.append((cadence.when_tul(ms), EndedBy.TIME))
            ends.append((cadence.rep_end(reps), EndedBy.REPS))
        case SameAs() if same:
            ends.append((cadence.when_tul(same), EndedBy.TIME))
    ends.reverse()  # at the same moment, the set's own rule wins over the cap
    return min(ends, key=lambda end: end[0])


@lru_cache(maxsize=32)  # pure, and every preview or recomputation of the set asks again
def work_agenda(
    index: int, work: SetPlan, start: int, load: Load | None, begun: Begun, same: int | None
) -> Agenda:
    """Return the phases, ticks, reps and marks of a set, or a part of one, that begins at `start`.

    `index` is the set's place in the plan, `load` what is on.
    """
    length, ended_by = work_end(work, begun, same)
    of = set_keys(index, work)
    events: list[Event] = [
        WorkStarted(at=start, load=load, **of),
        *_beats(of, work, start, length, begun),
        *_marks(of, work, start, length, begun),
    ]
    events.sort(key=lambda event: (event.at, RANK[event.event]))
    return Agenda(tuple(events), start + length, ended_by)


def _beats(of: SetKeys, work: SetPlan, start: int, length: int, begun: Begun) -> Iterator[Event]:
    """Yield phases, ticks, and completed reps."""
    cadence, tul = work.cadence, begun.tul
    for position in cadence.phases(length):
        phase, at = position.phase, start + position.phase_start
        rep = None if cadence.is_static else begun.rep + position.rep
        limb: SetKeys = {**of, "side": work.limb(position, begun.rep)}
        yield PhaseStarted(
            at=at, rep=rep, phase=phase.name, ms=phase.ms, tul_ms=tul, effort=phase.effort, **limb
        )
        for place in range(SECOND, min(phase.ms, length - position.phase_start), SECOND):
            yield PhaseTick(
                at=at + place,
                rep=rep,
                phase=phase.name,
                ms=place,
                tul_ms=tul + min(place, phase.load_ms),
                effort=phase.effort,
                **limb,
            )
        tul += phase.load_ms
        complete = position.rep_start + cadence.blocks[position.block_index].complete_ms
        if rep is not None and position.phase_start + phase.ms == complete <= length:
            yield RepCompleted(at=start + complete, rep=rep, tul_ms=tul, **of)


def _marks(of: SetKeys, work: SetPlan, start: int, length: int, begun: Begun) -> Iterator[Event]:
    """Yield when the set reaches the bottom and top of its window, and last time's time."""
    marks: list[tuple[type[MarkReached], int | None]] = [(LastMatched, work.last_tul)]
    if work.window:
        marks.append((TargetReached, work.window.opens))
        marks.append((TargetTopped, work.window.tops))
    for mark, tul in marks:
        if tul is not None and tul > begun.tul:
            offset = work.cadence.when_tul(tul - begun.tul)
            if offset <= length:
                yield mark(at=start + offset, tul_ms=tul, **of)


def resumed_phase(
    index: int, work: SetPlan, begun: Begun, position: Position, at: int, tul: int
) -> PhaseResumed:
    """Return the event of a set that resumes at `at`, at `position` in its cadence."""
    phase = position.phase
    rep = None if work.cadence.is_static else begun.rep + position.rep
    limb: SetKeys = {**set_keys(index, work), "side": work.limb(position, begun.rep)}
    return PhaseResumed(
        at=at, rep=rep, phase=phase.name, ms=phase.ms, tul_ms=tul, effort=phase.effort, **limb
    )


# Rest, get ready, push


def ready_agenda(
    index: int,
    work: SetPlan,
    start: int,
    ms: int,
    load: Load | None,
    label: RestLabel = RestLabel.REST,
    *,
    in_rest: bool = False,
) -> Agenda:
    """Return the countdown of `ms` milliseconds to the set at `index`, for which `load` is on."""
    keys = set_keys(index, work)
    opening = ReadyStarted(at=start, ms=ms, load=load, label=label, in_rest=in_rest, **keys)
    return Agenda((opening, *_count(index, work, SegmentKind.READY, start, ms)), start + ms)


def push_agenda(index: int, work: SetPlan, start: int, ms: int, load: Load | None) -> Agenda:
    """Return the push of `ms` milliseconds after the set at `index`, in which `load` is on."""
    opening = PushStarted(at=start, ms=ms, load=load, **set_keys(index, work))
    return Agenda((opening, *_count(index, work, SegmentKind.PUSH, start, ms)), start + ms)


def _count(
    index: int, work: SetPlan, segment: SegmentKind, start: int, ms: int
) -> Iterator[CountTick]:
    of = set_keys(index, work)
    for place in range(SECOND, ms, SECOND):
        yield CountTick(at=start + place, segment=segment, ms=place, **of)
