"""Run a whole workout at once, without a clock: to see or test what a plan does."""

from collections.abc import Callable, Iterable, Sequence

from supertimer.engine.commands import Fatigue, Go, Resume
from supertimer.engine.events import Event
from supertimer.engine.plan import Plan, Segment, SegmentKind, SetPlan, ToFatigue
from supertimer.engine.session import Session
from supertimer.engine.state import State

NO_WINDOW = 90_000
"""The time of fatigue in a set without a target window, in milliseconds under load."""


def middle_of_window(work: SetPlan) -> int:
    """Return the default time under load at which fatigue comes, in milliseconds."""
    if work.window is None:
        return NO_WINDOW
    if work.window.tops is None:
        return work.window.opens
    return (work.window.opens + work.window.tops) // 2


def simulate(
    plan: Plan, fatigue_after: Callable[[SetPlan], int] = middle_of_window
) -> tuple[Event, ...]:
    """Return every event of the workout in order; `go` is pressed as soon as the workout waits.

    Each set to fatigue ends after the milliseconds under load that `fatigue_after` returns for it,
    unless its cap comes first. The parts of a rest-pause set share that time evenly; if the later
    parts have their own end, the first part gets all of it.
    """
    session = Session(plan)
    while session.state is not State.DONE:
        command, at = usual(session, fatigue_after)
        if command is None:
            session.advance(at)
        else:
            session.apply(command, at)
    return tuple(session.events)


def usual(
    session: Session, fatigue_after: Callable[[SetPlan], int] = middle_of_window
) -> tuple[Go | Fatigue | Resume | None, int]:
    """Return what the lifter of `simulate` does next in a workout that is not done, and when.

    None: nothing, until the moment at which the segment ends by itself.
    """
    if session.state is State.WAITING:
        return Go(), session.now
    if session.ends is None:
        return Resume(), session.now
    press = _press(session, fatigue_after)
    if press is not None and press < session.ends:
        return Fatigue(), max(press, session.now)
    return None, session.ends


def _press(session: Session, fatigue_after: Callable[[SetPlan], int]) -> int | None:
    """Return when the fatigue key is pressed in the current work segment, or None."""
    if session.state is not State.WORKING:
        return None
    segments = session.plan.segments
    index = segments[session.segment].set
    work = session.plan.sets[index]
    if not isinstance(work.end, ToFatigue) or segments[session.segment].end is not None:
        return None
    part = _open_parts(segments, range(session.segment - 1, -1, -1), index)
    count = part + _open_parts(segments, range(session.segment, len(segments)), index)
    tul = fatigue_after(work)
    share = tul * (part + 1) // count - tul * part // count
    return session.began + work.cadence.when_tul(share) + work.reach


def _open_parts(segments: Sequence[Segment], places: Iterable[int], index: int) -> int:
    """Return how many parts without their own end the set at `index` has at `places`.

    Stops where the set does, so that a long plan is not searched at every step.
    """
    parts = 0
    for place in places:
        segment = segments[place]
        if segment.set != index:
            break
        parts += segment.kind is SegmentKind.WORK and segment.end is None
    return parts
