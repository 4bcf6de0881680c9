"""What a key means at one moment of a workout: its action and the commands for it."""

from supertimer.engine.commands import (
    Amend,
    Command,
    Extend,
    Fatigue,
    Go,
    Pause,
    Redo,
    Resume,
    SetLoad,
    Skip,
    Undo,
)
from supertimer.engine.plan import Plan, RestLabel
from supertimer.engine.result import EndedBy
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.units import Load
from supertimer.workout.guard import MOUSE, SETTLE_MS, START_MS
from supertimer.workout.keymap import Action, Keymap

REST_STEP = 15_000
"""How much one press lengthens or shortens a rest, in milliseconds."""

END_STEP = 1000
"""How much one press moves the end of the last set, in milliseconds."""

FALSE_START = 10_000
"""A set without a window that is shorter than this, in milliseconds, may be a mistake."""

ASKED_MS = 20_000
"""How long the question stays after the effort, in milliseconds; then the keys return."""

_LOADS = frozenset({Action.HEAVIER, Action.LIGHTER, Action.ACCEPT})
"""Actions that change the load of the next set, but not in a pause of a rest-pause set."""


def meant(key: str, keys: Keymap, snapshot: Snapshot) -> Action | None:
    """Return the action of `key` now; during a set, an unbound key means fatigue."""
    working = snapshot.state is State.WORKING and not snapshot.paused
    if key == MOUSE:
        return Action.MAIN if working or snapshot.state is State.WAITING else None
    if snapshot.paused:
        return keys.actions.get(key)
    return keys.action(key, snapshot.state) or (Action.MAIN if working else None)


def orders(
    action: Action, plan: Plan, snapshot: Snapshot, suggested: Load | None = None
) -> tuple[Command, ...]:
    """Return the commands for `action` now; empty if it does nothing now.

    `suggested` is the suggested load of the next set.
    """
    if snapshot.paused:
        return _paused(action, snapshot)
    if action in _LOADS and snapshot.label is RestLabel.PAUSE:
        return ()
    match action:
        case Action.MAIN:
            return _main(snapshot)
        case Action.PAUSE:
            return (Pause(),)
        case Action.SKIP:
            return (Skip(),)
        case Action.REDO:
            return (Redo(),)
        case Action.UNDO:
            return (Undo(),)
        case Action.LONGER:
            return (Extend(REST_STEP),)
        case Action.SHORTER:
            return (Extend(-REST_STEP),)
        case Action.EARLIER:
            return _moved(snapshot, -END_STEP)
        case Action.LATER:
            return _moved(snapshot, END_STEP)
        case Action.HEAVIER:
            return _changed(plan, snapshot, up=True)
        case Action.LIGHTER:
            return _changed(plan, snapshot, up=False)
        case Action.ACCEPT if suggested is not None:
            return (SetLoad(suggested, snapshot.index),)
    return ()


def _paused(action: Action, snapshot: Snapshot) -> tuple[Command, ...]:
    """Return the commands for `action` in a pause, the 3-2-1 before it ends included."""
    match action:
        case Action.MAIN | Action.PAUSE:
            return () if snapshot.resumes_in else (Resume(),)
        case Action.SKIP:
            return (Skip(),)
        case Action.REDO:
            return (Redo(),)
        case Action.UNDO:
            return (Undo(),)
        case Action.EDIT if snapshot.state is State.WORKING:
            return (Skip(), Amend(ended_by=EndedBy.INTERRUPTED))
    return ()


def _main(snapshot: Snapshot) -> tuple[Command, ...]:
    """Return the commands for the main key."""
    if snapshot.state is State.WORKING:
        return (Fatigue(),) if snapshot.elapsed >= START_MS else ()
    if snapshot.state in (State.RESTING, State.WAITING) and settled(snapshot):
        return (Go(),)
    return ()


def settled(snapshot: Snapshot) -> bool:
    """Return whether the last set is long enough ago that a press can't be meant for it."""
    if snapshot.elapsed >= SETTLE_MS or not snapshot.results:
        return True
    last = snapshot.results[-1]
    rested = snapshot.at - last.ended_at - last.push_ms
    return snapshot.state is State.WAITING and rested >= SETTLE_MS


def latest(snapshot: Snapshot) -> int | None:
    """Return the place in `results` of the latest set that counts, or None."""
    places = (place for place, result in enumerate(snapshot.results) if not result.discarded)
    return max(places, default=None)


def _moved(snapshot: Snapshot, ms: int) -> tuple[Command, ...]:
    """Return the command that moves the end of the last set by `ms` milliseconds."""
    place = latest(snapshot)
    if place is None or snapshot.results[place].tul_ms + ms < 0:
        return ()
    return (Amend(attempt=place, tul_ms=snapshot.results[place].tul_ms + ms),)


def _changed(plan: Plan, snapshot: Snapshot, up: bool) -> tuple[Command, ...]:
    """Return the command that puts on the next load that the machine has."""
    if snapshot.load is None:
        return ()
    grid = plan.sets[snapshot.index].grid
    load = grid.heavier(snapshot.load) if up else grid.lighter(snapshot.load)
    return () if load is None else (SetLoad(load, snapshot.index),)


def false_start(plan: Plan, snapshot: Snapshot) -> int | None:
    """Return the place in `results` of a set that just ended very early, or None.

    Very early is below a third of the bottom of the target window.
    """
    if snapshot.state not in (State.PUSHING, State.RESTING, State.WAITING) or not snapshot.results:
        return None
    result = snapshot.results[-1]
    window = plan.sets[result.index].aim
    least = FALSE_START if window is None else window.opens // 3
    early = result.ended_by is EndedBy.FATIGUE and result.tul_ms < least
    asked = snapshot.at - result.ended_at - result.push_ms <= ASKED_MS
    if not (early and asked) or result.discarded or result.amended:
        return None
    return len(snapshot.results) - 1
