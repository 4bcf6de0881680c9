"""The question whether to stop the workout: only a second press stops it."""

from supertimer.engine.commands import Command, Stop
from supertimer.engine.state import State
from supertimer.workout.keymap import Action, shown

ASKED_MS = 6000
"""How long the question stays open, in milliseconds; then the workout continues."""


class Stopping:
    """The stop question: which key asked it, and when."""

    def __init__(self) -> None:
        self._key = ""
        self._asked = 0

    def ask(self, key: str, at: int) -> None:
        """Open the question for `key`, pressed at `at`."""
        self._key, self._asked = key, at

    def question(self, now: int) -> str:
        """Return the question that is open at `now`; empty if none is."""
        if not self._open(now):
            return ""
        return f"Press {shown(self._key)} again to stop the workout, any other key to continue."

    def answer(
        self, key: str, at: int, action: Action | None, state: State
    ) -> tuple[Command, ...] | None:
        """Close the question and return the commands that `key`, pressed at `at`, gives as answer.

        Return None if the key is not an answer and does what `action` always does: when no
        question is open, and during a set, where any key but a stop key still means fatigue.
        """
        if not self._open(at):
            return None
        yes = key == self._key
        self._key = ""
        if yes:
            return (Stop(),)
        return None if state is State.WORKING and action is not Action.STOP else ()

    def _open(self, now: int) -> bool:
        return bool(self._key) and now - self._asked <= ASKED_MS
