"""A workout is stopped only by a key that is pressed twice."""

from supertimer.keys import shown

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

    def answered(self, key: str, at: int) -> bool | None:
        """Whether `key` says yes to the question, which closes it; None if none was open."""
        if not self._open(at):
            return None
        yes = key == self._key
        self._key = ""
        return yes

    def _open(self, now: int) -> bool:
        return bool(self._key) and now - self._asked <= ASKED_MS
