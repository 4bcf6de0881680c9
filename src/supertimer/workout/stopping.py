"""The question whether to stop the workout: only a second press stops it."""

from supertimer.engine.commands import Command, Stop
from supertimer.engine.state import State
from supertimer.workout.keymap import Action, Keymap, shown

ASKED_MS = 6000
"""How long the question stays open, in milliseconds; then the workout continues."""


PAGE = "page"
"""Stands for the key if a page asks or answers."""


class Stopping:
    """The stop question: which key asked it, and when."""

    def __init__(self) -> None:
        self._key = ""
        self._asked = 0

    def ask(self, key: str, at: int) -> None:
        """Open the question for `key`, pressed at `at`."""
        self._key, self._asked = key, at

    def question(self, now: int, keys: Keymap) -> str:
        """Return the question that is open at `now`; empty if none is."""
        if not self._open(now):
            return ""
        if self._key == PAGE:
            return f"Press {keys.key(Action.STOP)} to stop the workout, any other key to continue."
        return f"Press {shown(self._key)} again to stop the workout, any other key to continue."

    def answer(
        self, key: str, at: int, action: Action | None, state: State
    ) -> tuple[Command, ...] | None:
        """Close the question and return the commands that `key`, pressed at `at`, gives as answer.

        Return None if the key is not an answer and does what `action` always does: when no
        question is open, and during a set, where any key but a stop key still means fatigue. On a
        page, a button says yes (`stop`), and another one says no (`keep`).
        """
        if not self._open(at):
            return None
        yes = action is Action.STOP if PAGE in (key, self._key) else key == self._key
        self._key = ""
        if yes:
            return (Stop(),)
        no = state is not State.WORKING or action in (Action.STOP, Action.KEEP)
        return () if no else None

    def _open(self, now: int) -> bool:
        return bool(self._key) and now - self._asked <= ASKED_MS
