"""The interface of all speakers.

A speaker counts its frames, 48,000 per second, from the start of its life. It tells which frame is
heard at a moment of the clock, and plays a mix that can be changed at any time.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from supertimer.audio.score.cue import FRAMES_PER_MS
from supertimer.errors import SupertimerError

if TYPE_CHECKING:
    from supertimer.audio.mixer import Mix

Edit = Callable[["Mix", int], "Mix"]
"""A function from the current mix, and the first frame that can change, to a new mix."""


class SpeakerError(SupertimerError):
    """A speaker can't be used; the message says why, in a sentence."""


class Speaker(Protocol):
    """An object that plays a mix. By default, its frames follow the clock."""

    name: str
    """Its name in the settings."""
    told: str
    """Its name in a sentence."""
    audible: bool
    """Whether it plays every sound; a bell does not."""

    def open(self) -> None:
        """Open or reopen the device silently; raises SpeakerError."""

    def frame(self, now: int) -> int:
        """Return the frame that is heard at the clock's time `now`, in milliseconds."""
        return now * FRAMES_PER_MS

    def change(self, edit: Edit, now: int) -> None:
        """Replace the mix that plays with what `edit` returns, from the clock's time `now` on.

        `edit` gets the mix and the first frame that can change. It must be fast, because the
        device may wait.
        """

    def lost(self, now: int) -> bool:
        """Return whether the device is gone or no longer plays."""
        return False

    def close(self) -> None:
        """Release the device. May be called more than once."""
