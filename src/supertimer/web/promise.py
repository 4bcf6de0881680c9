"""What a page shows from now on if no key is pressed, as stretches of time.

The page draws them by its own clock, so a set goes on when the network does not. They come from
the snapshot and the session's preview, and so they are what will happen.
"""

from collections.abc import Iterator, Sequence

from supertimer.engine.events import (
    Event,
    PhaseStarted,
    PushStarted,
    ReadyStarted,
    RestStarted,
    Waiting,
    WorkoutEnded,
    WorkStarted,
)
from supertimer.engine.plan import Plan
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.web.messages import Stretch


def stretches(plan: Plan, shown: Snapshot, preview: Sequence[Event]) -> tuple[Stretch, ...]:
    """Return the current stretch and what follows; `preview` is that of the session."""
    began = shown.at + (shown.resumes_in or 0) - shown.elapsed
    now = _current(plan, shown, began)
    return (*_continued(now, shown), *_coming(plan, shown, preview, began))


def _continued(now: Stretch, shown: Snapshot) -> Iterator[Stretch]:
    """Yield the current stretch; after a pause, first as it stands still."""
    if not shown.paused:
        yield now
        return
    passed = shown.phase_elapsed if shown.state is State.WORKING else shown.elapsed
    if shown.resumes_in is None:
        yield now.model_copy(update={"since": shown.at, "stopped": passed})
        return
    again = shown.at + shown.resumes_in
    yield now.model_copy(update={"since": shown.at, "stopped": passed, "resumes": again})
    yield now.model_copy(update={"since": again})


def _current(plan: Plan, shown: Snapshot, began: int) -> Stretch:
    match shown.state:
        case State.WORKING:
            return _lifting(plan, shown, began)
        case State.WAITING | State.DONE:
            kind = "waiting" if shown.state is State.WAITING else "done"
            return Stretch.model_validate(
                {"kind": kind, "since": began, "at": began, "set": shown.index}
            )
    kind = "rest" if shown.segment is None else str(shown.segment)
    length = None if shown.remaining is None else shown.elapsed + shown.remaining
    return Stretch.model_validate(
        {
            **{"kind": kind, "since": began, "at": began, "ms": length, "set": shown.index},
            **{"label": shown.label, "tul": shown.tul_ms},
        }
    )


def _lifting(plan: Plan, shown: Snapshot, began: int) -> Stretch:
    """Return the phase of a set that is done now."""
    phase = shown.phase
    assert phase is not None
    start = shown.elapsed - shown.phase_elapsed
    load = min(shown.phase_elapsed, phase.load_ms)
    return Stretch(
        kind="phase",
        since=began + start,
        at=began + start,
        ms=phase.ms,
        set=shown.index,
        phase=phase.name,
        rep=shown.rep,
        tul=shown.tul_ms - load,
        heights=_heights(plan, shown.index, start, phase.ms),
        side=shown.phase_side,
        effort=phase.effort,
    )


def _heights(plan: Plan, index: int, start: int, ms: int) -> tuple[float, float]:
    cadence = plan.sets[index].cadence
    if cadence.is_static:
        return (1.0, 1.0)
    return (round(cadence.height(start), 4), round(cadence.height(start + ms - 1), 4))


def _coming(plan: Plan, shown: Snapshot, preview: Sequence[Event], began: int) -> Iterator[Stretch]:
    """Yield what `preview` brings, up to where the workout waits for the lifter."""
    for event in preview:
        match event:
            case WorkStarted():
                began = event.at
            case PhaseStarted():
                yield Stretch(
                    kind="phase",
                    since=event.at,
                    at=event.at,
                    ms=event.ms,
                    set=event.index,
                    phase=event.phase,
                    rep=event.rep,
                    tul=event.tul_ms,
                    heights=_heights(plan, event.index, event.at - began, event.ms),
                    side=event.side,
                    effort=event.effort,
                )
            case RestStarted():
                yield Stretch(
                    kind="rest",
                    since=event.at,
                    at=event.at,
                    ms=event.ms,
                    set=event.next_index,
                    label=event.label,
                )
            case ReadyStarted():
                yield Stretch(
                    kind="ready", since=event.at, at=event.at, ms=event.ms, set=event.index
                )
            case PushStarted():
                yield Stretch(
                    kind="push", since=event.at, at=event.at, ms=event.ms, set=event.index
                )
            case Waiting():
                yield Stretch(kind="waiting", since=event.at, at=event.at, set=event.index)
                return
            case WorkoutEnded():
                yield Stretch(kind="done", since=event.at, at=event.at, set=shown.index)
                return
