"""What a workout looks like at one moment: a frozen value for screens."""

from dataclasses import dataclass, replace

from supertimer.engine.agenda import so_far
from supertimer.engine.cadence import Phase, Side
from supertimer.engine.plan import RestLabel, SegmentKind
from supertimer.engine.progress import Progress
from supertimer.engine.result import SetResult
from supertimer.engine.state import State
from supertimer.units import Load


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A workout at `at` milliseconds after it was opened."""

    at: int
    state: State
    paused: bool
    resumes_in: int | None
    """During the 3-2-1 of a resumed set: the milliseconds until it continues."""
    index: int
    """The place in `Plan.sets` of the current set; in a rest, of the next one."""
    segment: SegmentKind | None
    """None while waiting and when done. In a rest, `ready` once its get ready has begun."""
    label: RestLabel | None
    """In a rest: its kind."""
    starts_itself: bool
    """In a rest: whether the next set begins without go."""
    elapsed: int
    """Milliseconds since the current segment (or the whole rest, or the wait) began, pauses
    excluded."""
    remaining: int | None
    """Milliseconds to the end of the current segment (or the whole rest, or an open set's cap);
    None while waiting and when done."""
    rep: int | None
    """1-based, in work; None for a set of holds."""
    phase: Phase | None
    """In work only, like the next four."""
    phase_elapsed: int
    phase_side: Side | None
    """The side that does this phase, if only one does."""
    height: float
    """Where the weight should be, 0.0 bottom to 1.0 top."""
    tul_ms: int
    """Milliseconds under load of the current set; in push and rest, of the set before."""
    reps: int | None
    """Hundredths, like `tul_ms`."""
    load: Load | None
    """The current load; in a rest and while waiting, the next one. A later part of a rest-pause set
    may have less than the first part, whose load the result keeps."""
    results: tuple[SetResult, ...]
    """Every attempt so far, in the order in which they ended."""
    can_undo: bool
    """Whether `undo` would do something now."""


def snapshot_of(progress: Progress, now: int, *, can_undo: bool) -> Snapshot:
    """Return what the workout looks like at `now`, to which `progress` has been run."""
    timeline, results = progress.timeline, progress.results
    elapsed = timeline.at(now)
    stopped, ends = timeline.stopped(now), progress.ends
    counting = stopped and timeline.rate == 1
    shown = Snapshot(
        at=now,
        state=progress.state,
        paused=stopped,
        resumes_in=timeline.anchor - now if counting else None,
        index=progress.current_set,
        segment=progress.stretch,
        label=progress.rest.label if progress.rest and progress.state is State.RESTING else None,
        starts_itself=progress.starts_itself,
        elapsed=elapsed,
        remaining=None if ends is None else ends - (timeline.anchor if stopped else now),
        rep=None,
        phase=None,
        phase_elapsed=0,
        phase_side=None,
        height=0.0,
        tul_ms=results[-1].tul_ms if results else 0,
        reps=results[-1].reps if results else None,
        load=progress.next_load,
        results=results,
        can_undo=can_undo,
    )
    return _working(shown, progress) if progress.state is State.WORKING else shown


def _working(shown: Snapshot, progress: Progress) -> Snapshot:
    """Return `shown` plus what is known only during a set."""
    work, begun = progress.work, progress.begun
    cadence = work.cadence
    position = cadence.position(shown.elapsed)
    done = so_far(cadence, begun, shown.elapsed)
    return replace(
        shown,
        rep=None if cadence.is_static else begun.rep + position.rep,
        phase=position.phase,
        phase_elapsed=shown.elapsed - position.phase_start,
        phase_side=work.limb(position, begun.rep),
        height=cadence.height(shown.elapsed),
        tul_ms=done.tul,
        reps=None if cadence.is_static else done.hundredths,
    )
