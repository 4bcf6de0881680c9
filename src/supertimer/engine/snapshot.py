"""What a workout looks like at one moment: all that a screen needs, and nothing that changes."""

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
    """While a resumed set counts 3-2-1: the milliseconds until it goes on."""
    index: int
    """The place in `Plan.sets` of the set that is being done; in a rest, of the one that comes."""
    segment: SegmentKind | None
    """None while waiting and when done. In a rest, `ready` once its get ready has begun."""
    label: RestLabel | None
    """In a rest: what kind of rest."""
    starts_itself: bool
    """In a rest: whether the next set begins without go."""
    elapsed: int
    """Of the current segment, of a rest the whole, pauses excluded; while waiting, how long it has
    been waiting."""
    remaining: int | None
    """Of the current segment, of a rest the whole, in an open-ended set to its cap; None while
    waiting and when done."""
    rep: int | None
    """1-based, in work; None for a set of holds."""
    phase: Phase | None
    """In work only, like the next four."""
    phase_elapsed: int
    phase_side: Side | None
    """Which limb does this phase, for a set or a phase of one side."""
    height: float
    """Where the weight should be, 0.0 bottom to 1.0 top."""
    tul_ms: int
    """Of the set that is being done; in push and rest of the one that ended."""
    reps: int | None
    """Hundredths, like `tul_ms`."""
    load: Load | None
    """What is on; in a rest and while waiting, what is to be on after it. A later part of a
    rest-pause set may have less than the set, which begins with the load of its result."""
    results: tuple[SetResult, ...]
    """Every attempt so far, in the order in which they ended."""
    can_undo: bool
    """Whether `undo` would take something back now."""


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
    """`shown` with what there is to be seen of a set."""
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
