"""What a segment will bring if nobody touches a key: its events, and when and how it ends.

Each event is placed by its distance from the segment's start, computed from the cadence, so that
nothing is ever counted up and nothing can drift.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial

from supertimer.engine.cadence import Cadence, PhaseName
from supertimer.engine.events import RANK, EndedBy, Event, EventName
from supertimer.engine.plan import (
    ForReps,
    ForTime,
    RestLabel,
    SameAs,
    Segment,
    SegmentKind,
    SetPlan,
)
from supertimer.units import Load

SECOND = 1000


@dataclass(frozen=True, slots=True)
class Begun:
    """What the parts of a rest-pause set before the current one have brought."""

    tul: int = 0
    """Milliseconds under load."""
    reps: Fraction = Fraction(0)
    """Exactly, so that many parts do not lose what each would lose by rounding."""
    rep: int = 0
    """Reps that were completed; one that was cut off is done again under its number."""

    @property
    def hundredths(self) -> int:
        """The reps floored to a hundredth, in hundredths."""
        return int(self.reps * 100)


NOTHING_BEGUN = Begun()


@dataclass(frozen=True, slots=True)
class Agenda:
    """The events of a segment at their outside moments, and its end."""

    events: tuple[Event, ...] = ()
    ends: int | None = None
    """The outside moment at which it is over; None where only a command ends it."""
    ended_by: EndedBy | None = None
    """How a set ends then, for work."""


def work_end(work: SetPlan, begun: Begun, same: int | None) -> tuple[int, EndedBy]:
    """How long the set goes on if no key is pressed, in its cadence's milliseconds, and why then.

    `same` is the time under load of the set that an end of the kind `SameAs` refers to.
    """
    cadence = work.cadence
    ends = [(cadence.when_tul(work.cap - begun.tul), EndedBy.CAP)]
    match work.end:
        case ForReps(reps):
            ends.append((cadence.rep_end(reps), EndedBy.REPS))
        case ForTime(ms):
            ends.append((cadence.when_tul(ms), EndedBy.TIME))
        case SameAs() if same:
            ends.append((cadence.when_tul(same), EndedBy.TIME))
    ends.reverse()  # of two at the same moment the set's own rule counts, not the cap
    return min(ends, key=lambda end: end[0])


@lru_cache(maxsize=32)  # pure, and asked again by every preview and recomputation of the same set
def work_agenda(
    segment: Segment, work: SetPlan, start: int, load: Load | None, begun: Begun, same: int | None
) -> Agenda:
    """The phases, ticks, reps and marks of a set that begins at `start`."""
    length, ended_by = work_end(work, begun, same)
    events = [
        _started(segment, work, start, None, load),
        *_beats(work, start, length, begun),
        *_marks(work, start, length, begun),
    ]
    events.sort(key=lambda event: (event.at, RANK[event.event]))
    return Agenda(tuple(events), start + length, ended_by)


def _beats(work: SetPlan, start: int, length: int, begun: Begun) -> Iterator[Event]:
    """Phases, ticks and complete reps."""
    cadence, tul = work.cadence, begun.tul
    beat = _of(work, SegmentKind.WORK)
    for position in cadence.phases(length):
        phase = position.phase
        rep = None if cadence.is_static else begun.rep + position.rep
        within = partial(
            beat, side=work.limb(position), rep=rep, phase=phase.name, effort=phase.effort
        )
        at = start + position.phase_start
        loaded = phase.name is not PhaseName.RESET
        yield within(at=at, event=EventName.PHASE_STARTED, ms=phase.ms, tul_ms=tul)
        for place in range(SECOND, min(phase.ms, length - position.phase_start), SECOND):
            now = tul + place if loaded else tul
            yield within(at=at + place, event=EventName.TICK, ms=place, tul_ms=now)
        if loaded:
            tul += phase.ms
        end = position.phase_start + phase.ms
        if rep is not None and end == position.rep_start + position.rep_ms and end <= length:
            yield beat(
                at=start + end,
                event=EventName.REP_COMPLETED,
                side=work.side,
                rep=rep,
                tul_ms=tul,
            )


def _marks(work: SetPlan, start: int, length: int, begun: Begun) -> Iterator[Event]:
    """The target window's opening and top, and last time's end."""
    marks = [(EventName.LAST_MATCHED, work.last_tul)]
    if work.window:
        marks.append((EventName.TARGET_REACHED, work.window.opens))
        marks.append((EventName.TARGET_TOPPED, work.window.tops))
    mark = _of(work, SegmentKind.WORK)
    for name, tul in marks:
        if tul is None or tul <= begun.tul:
            continue
        offset = work.cadence.when_tul(tul - begun.tul)
        if offset <= length:
            yield mark(at=start + offset, event=name, side=work.side, tul_ms=tul)


def timed_agenda(segment: Segment, work: SetPlan, start: int, load: Load | None) -> Agenda:
    """A rest, a get-ready countdown or a push that begins at `start`.

    `load` is what is on, in a rest what is to be put on for what comes.
    """
    length = segment.ms or 0
    events = [_started(segment, work, start, length, load)]
    if segment.kind is not SegmentKind.REST:
        tick = partial(_of(work, segment.kind), event=EventName.TICK, side=work.side)
        events += [tick(at=start + place, ms=place) for place in range(SECOND, length, SECOND)]
    return Agenda(tuple(events), start + length)


def _started(
    segment: Segment, work: SetPlan, start: int, length: int | None, load: Load | None
) -> Event:
    rests = segment.kind is SegmentKind.REST
    return _of(work, segment.kind)(
        at=start,
        event=EventName.SEGMENT_STARTED,
        side=work.side,
        ms=length,
        load=None if rests else load,
        next_load=load if rests else None,
        label=segment.label if rests and segment.label is not RestLabel.REST else None,
        index=segment.set,
    )


def _of(work: SetPlan, kind: SegmentKind) -> "partial[Event]":
    """Makes events of a segment of `work`."""
    return partial(Event, segment=kind, exercise=work.exercise, set=work.number, kind=work.kind)


def so_far(cadence: Cadence, begun: Begun, at: int) -> Begun:
    """What `begun` has become when its next part has gone on for `at` milliseconds."""
    reps = cadence.reps(at)
    return Begun(
        tul=begun.tul + cadence.tul(at),
        reps=begun.reps + reps,
        rep=begun.rep + int(reps),
    )
