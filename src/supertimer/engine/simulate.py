"""A whole workout at once, on no clock at all: to see what a plan comes to, or to test it."""

from collections.abc import Callable, Mapping, Sequence

from supertimer.engine.commands import Fatigue, Go
from supertimer.engine.events import Event
from supertimer.engine.plan import Plan, SegmentKind, SetPlan, ToFatigue
from supertimer.engine.session import Session
from supertimer.engine.state import State

NO_WINDOW = 90_000
"""When fatigue comes in a set without a target window: milliseconds under load."""


def middle_of_window(work: SetPlan) -> int:
    """The time under load at which fatigue comes unless somebody knows better, in milliseconds."""
    return (work.window.opens + work.window.tops) // 2 if work.window else NO_WINDOW


def simulate(
    plan: Plan, fatigue_after: Callable[[SetPlan], int] = middle_of_window
) -> tuple[Event, ...]:
    """Every event of the workout, in order of time: go is pressed as soon as it is waited for.

    Each set to fatigue ends after the time under load that `fatigue_after` gives for it, in
    milliseconds, unless its cap comes first. The parts of a rest-pause set share that time evenly.
    """
    session = Session(plan)
    parts: dict[int, list[int]] = {}
    """The places of the parts of each set in `Plan.segments`."""
    for place, segment in enumerate(plan.segments):
        if segment.kind is SegmentKind.WORK:
            parts.setdefault(segment.set, []).append(place)
    while session.state is not State.DONE:
        at = session.now if session.ends is None else session.ends
        press = _press(session, parts, fatigue_after)
        if press is not None and press < at:
            session.apply(Fatigue(), press)
        elif session.state is State.WAITING:
            session.apply(Go(), at)
        else:
            session.advance(at)
    return tuple(session.events)


def _press(
    session: Session,
    parts: Mapping[int, Sequence[int]],
    fatigue_after: Callable[[SetPlan], int],
) -> int | None:
    """When the fatigue key is pressed in the work that goes on now, if it is."""
    if session.state is not State.WORKING:
        return None
    index = session.plan.segments[session.segment].set
    work = session.plan.sets[index]
    if not isinstance(work.end, ToFatigue):
        return None
    count, tul = len(parts[index]), fatigue_after(work)
    part = parts[index].index(session.segment)
    share = tul * (part + 1) // count - tul * part // count
    return session.began + work.cadence.when_tul(share) + work.reach
