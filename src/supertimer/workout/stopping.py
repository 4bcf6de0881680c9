"""A workout is stopped only by a key that is pressed twice."""

from supertimer.engine.commands import Command, Stop
from supertimer.engine.state import State
from supertimer.workout.keymap import Action, shown

ASKED_MS = 6000
"""So long, in milliseconds, the second press is waited for; then the workout just goes on."""


class Stopping:
    """The question whether to stop, while it is open."""

    def __init__(self) -> None:
        self._key = ""
        self._asked = 0

    def ask(self, key: str, at: int) -> None:
        """`key`, pressed at `at`, asks to stop."""
        self._key, self._asked = key, at

    def question(self, now: int) -> str:
        """What the lifter is asked at `now`; empty if nothing."""
        if not self._open(now):
            return ""
        return f"Stop the workout?   {shown(self._key)} again: yes   anything else: no"

    def answer(
        self, key: str, at: int, action: Action | None, state: State
    ) -> tuple[Command, ...] | None:
        """The commands of `key`, pressed at `at` in `state`, as an answer; it closes the question.

        None if it is no answer and does what `action` always does: where no question was open; and
        in a set, where fatigue goes first, unless it is another key to stop.
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
