"""The keys in the last row of the screen, and the questions that replace them."""

from collections.abc import Iterable, Iterator

from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.workout.keymap import Action, Keymap

_HINTS: dict[State, tuple[tuple[Action, str], ...]] = {
    State.WAITING: (
        (Action.MAIN, "go"),
        (Action.EDIT, "edit set"),
        (Action.SHARE, "phone"),
        (Action.HELP, "keys"),
    ),
    State.RESTING: (
        (Action.MAIN, "go"),
        (Action.EDIT, "edit set"),
        (Action.LONGER, "longer rest"),
        (Action.HELP, "keys"),
    ),
    State.READY: ((Action.PAUSE, "pause"), (Action.SKIP, "skip"), (Action.HELP, "keys")),
    State.WORKING: ((Action.MAIN, "fatigue"), (Action.PAUSE, "pause"), (Action.HELP, "keys")),
    State.PUSHING: ((Action.UNDO, "undo"), (Action.SKIP, "end push"), (Action.HELP, "keys")),
    State.DONE: ((Action.MAIN, "leave"), (Action.EDIT, "edit set"), (Action.UNDO, "undo")),
}


def hints(snapshot: Snapshot, keys: Keymap, *, shares: bool = False) -> str:
    """Return the most useful keys at this moment: `Space go  p pause  ? keys`.

    With `shares`, the lifter can show the workout on a phone before it begins.
    """
    pairs = [
        (action, text)
        for action, text in _HINTS[snapshot.state]
        if (action is not Action.EDIT or snapshot.results)
        and (action is not Action.UNDO or snapshot.can_undo)
        and (action is not Action.SHARE or (shares and not snapshot.results))
    ]
    if snapshot.resumes_in:
        pairs = [(Action.HELP, "keys")]
    return "  ".join(_told(pairs, keys))


def pause_question(snapshot: Snapshot, keys: Keymap) -> str:
    """Return the choices during a pause."""
    if snapshot.resumes_in is not None:
        return ""
    choices = [(Action.MAIN, "resume"), (Action.REDO, "redo")]
    if snapshot.state is State.WORKING:
        choices[:1] = [(Action.MAIN, "resume after 3-2-1"), (Action.EDIT, "end as interrupted")]
    return "   ".join(("Paused.", *_told(choices, keys)))


def early_question(snapshot: Snapshot, keys: Keymap) -> str:
    """Return the question about a set that ended very early."""
    choices = [(Action.REDO, "redo"), (Action.KEEP, "keep")]
    if snapshot.state is State.PUSHING:
        choices.insert(0, (Action.UNDO, "undo"))
    return "   ".join(("False start?", *_told(choices, keys)))


def _told(choices: Iterable[tuple[Action, str]], keys: Keymap) -> Iterator[str]:
    """Yield each key with what it does; leave out actions that have no key."""
    return (f"{keys.key(action)} {text}" for action, text in choices if keys.key(action))
