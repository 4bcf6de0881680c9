"""Where sound goes: what every speaker does.

A speaker has frames of its own, 48,000 per second, on one scale for its whole life. It tells which
of them is heard at a moment of the clock, and plays a mix that can be changed at any time.
"""

from collections.abc import Callable
from typing import Protocol

from supertimer.audio.mixer import Mix
from supertimer.audio.score.cue import FRAMES_PER_MS
from supertimer.errors import SupertimerError

Edit = Callable[[Mix, int], Mix]
"""Makes another mix from the current one and the first frame that can still be changed."""


class SpeakerError(SupertimerError):
    """A speaker cannot be used; the message says why, in a sentence."""


class Speaker(Protocol):
    """Something that plays a mix. Unless it knows better, its frames are the clock's."""

    name: str
    """As the settings call it."""
    told: str
    """As a sentence calls it."""
    audible: bool
    """Whether it plays every sound: a bell does not, and may be turned off."""

    def open(self) -> None:
        """Get ready, without a sound, also after a loss; raises SpeakerError."""

    def frame(self, now: int) -> int:
        """Return the frame that is heard at the clock's time `now`, in milliseconds."""
        return now * FRAMES_PER_MS

    def change(self, edit: Edit, now: int) -> None:
        """Play, from the clock's time `now` on, what `edit` makes of the mix that plays.

        `edit` is given that mix and the first frame that can still be changed. It must be quick:
        the device may be waiting.
        """

    def lost(self, now: int) -> bool:
        """Return whether the device is gone, or plays no more."""
        return False

    def close(self) -> None:
        """Give the device back. May be called more than once."""
