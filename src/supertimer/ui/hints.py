"""The few keys worth showing at the moment."""

from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.keys import Action, Keymap

_HINTS: dict[State, tuple[tuple[Action, str], ...]] = {
    State.WAITING: ((Action.MAIN, "go"), (Action.EDIT, "edit last"), (Action.HELP, "keys")),
    State.RESTING: (
        (Action.MAIN, "go"),
        (Action.EDIT, "edit last"),
        (Action.LONGER, "longer"),
        (Action.HELP, "keys"),
    ),
    State.READY: ((Action.PAUSE, "pause"), (Action.SKIP, "skip"), (Action.HELP, "keys")),
    State.WORKING: ((Action.MAIN, "fatigue"), (Action.PAUSE, "pause"), (Action.HELP, "keys")),
    State.PUSHING: ((Action.UNDO, "undo"), (Action.SKIP, "enough"), (Action.HELP, "keys")),
    State.DONE: ((Action.MAIN, "review"), (Action.EDIT, "edit last"), (Action.UNDO, "undo")),
}


def hints(snapshot: Snapshot, keys: Keymap) -> str:
    """`Space go  p pause  ? keys`."""
    pairs = [
        (action, text)
        for action, text in _HINTS[snapshot.state]
        if (action is not Action.EDIT or snapshot.results)
        and (action is not Action.UNDO or snapshot.can_undo)
    ]
    if snapshot.resumes_in is not None:
        pairs = [(Action.HELP, "keys")]
    return "  ".join(f"{keys.key(action)} {text}" for action, text in pairs if keys.key(action))


def pause_question(snapshot: Snapshot, keys: Keymap) -> str:
    """What can be done about a pause."""
    if snapshot.resumes_in is not None:
        return ""
    choices = [f"{keys.key(Action.MAIN)} go on"]
    if snapshot.state is State.WORKING:
        choices = [
            f"{keys.key(Action.MAIN)} go on after 3-2-1",
            f"{keys.key(Action.EDIT)} end as interrupted",
        ]
    choices.append(f"{keys.key(Action.REDO)} redo")
    return "Paused.  " + "   ".join(choices)


def early_question(snapshot: Snapshot, keys: Keymap) -> str:
    """What can be done about a set that ended suspiciously early."""
    goes_on = f"{keys.key(Action.UNDO)} go on   " if snapshot.state is State.PUSHING else ""
    return f"False start?   {goes_on}{keys.key(Action.REDO)} again   {keys.key(Action.KEEP)} keep"
