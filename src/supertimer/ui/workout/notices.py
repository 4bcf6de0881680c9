"""The notices of a workout screen: each one is shown until it could be read."""

from collections.abc import Callable, Iterable

from supertimer.workout.controls import NOTICE_MS

READ_MS = 60
"""How long a notice is shown for each of its characters, in milliseconds."""


class Notices:
    """Notices that are shown, or wait until the screen has room for them."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._left: dict[str, int] = {}
        """The milliseconds for which each notice is still shown, the oldest first."""
        for text in texts:
            self.add(text)
        self._at: int | None = None
        """When the notices were looked at, on the workout's clock."""

    def add(self, text: str, instead: str = "") -> None:
        """Show `text` from now on, and no longer the notice `instead`."""
        self._left.pop(instead, None)
        self._left[text] = max(NOTICE_MS, READ_MS * len(text))

    def shown(self, now: int, fits: Callable[[str], bool]) -> tuple[str, ...]:
        """Return the notices that fit at `now`, the latest first; the others wait."""
        passed, self._at = 0 if self._at is None else now - self._at, now
        fitting = [text for text in self._left if fits(text)]
        for text in fitting:
            self._left[text] -= passed
        self._left = {text: left for text, left in self._left.items() if left > 0}
        return tuple(text for text in reversed(fitting) if text in self._left)
