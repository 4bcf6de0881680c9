"""The result of a set: when it ends, and when it is corrected afterwards."""

from dataclasses import replace

from supertimer.engine.agenda import Begun, so_far
from supertimer.engine.commands import Amend
from supertimer.engine.plan import Plan, SegmentKind
from supertimer.engine.progress import Progress
from supertimer.engine.result import EndedBy, SetResult
from supertimer.engine.state import State


def effort(progress: Progress, at: int, ended_by: EndedBy) -> Begun:
    """Return what was done of the current set by `at`, when its effort, or a part of it, ends.

    If the key is pressed some time after fatigue (`reach`), that time is subtracted.
    """
    if progress.state is not State.WORKING:
        return progress.begun
    late = progress.work.reach if ended_by is EndedBy.FATIGUE else 0
    return so_far(progress.work.cadence, progress.begun, max(0, progress.timeline.at(at) - late))


def outcome(progress: Progress, at: int, ended_by: EndedBy) -> SetResult:
    """Return the result of the current set, which ends at `at`.

    If the set has not begun, its time under load is 0.
    """
    work = progress.work
    done = effort(progress, at, ended_by)
    started = at if progress.set_started is None else progress.set_started
    ended = progress.effort_ended
    return SetResult(
        index=progress.current_set,
        started_at=started,
        ended_at=at,
        tul_ms=done.tul,
        reps=None if work.cadence.is_static else done.hundredths,
        ended_by=ended_by,
        load=progress.load(progress.current_set),
        paused_ms=progress.paused_ms + _pause_so_far(progress, at),
        rest_ms=None if ended is None else started - ended,
        estimated=work.reach > 0 and ended_by is EndedBy.FATIGUE,
    )


def _pause_so_far(progress: Progress, at: int) -> int:
    """Return how long the pause that is not over at `at` has lasted; 0 without one."""
    paused = progress.state is State.WORKING and not progress.timeline.rate
    return at - progress.timeline.anchor if paused else 0


def amended(plan: Plan, old: SetResult, amend: Amend) -> SetResult:
    """Return the result as `amend` corrects it; new reps follow from a new time under load.

    A rest-pause set keeps its reps, because it is unknown in which part the time was wrong.
    """
    tul = old.tul_ms if amend.tul_ms is None else max(0, amend.tul_ms)
    reps = old.reps if amend.reps is None else amend.reps
    parts = [s for s in plan.segments if s.set == old.index and s.kind is SegmentKind.WORK]
    if amend.reps is None and reps is not None and tul != old.tul_ms and len(parts) == 1:
        cadence = plan.sets[old.index].cadence
        reps = int(cadence.reps(cadence.when_tul(tul)) * 100)
    return replace(
        old,
        tul_ms=tul,
        reps=reps,
        ended_by=amend.ended_by or old.ended_by,
        load=amend.load or old.load,
        note=old.note if amend.note is None else amend.note,
        amended=old.amended or (tul, reps) != (old.tul_ms, old.reps),
    )
