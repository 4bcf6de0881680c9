"""Where sound goes: the protocol of a speaker.

A speaker has frames of its own, 48,000 a second, on the same scale for its whole life. It tells
which of them is heard at a moment of the clock, and plays a mix that can be changed at any time.
"""

from collections.abc import Callable
from typing import Protocol

from supertimer.audio.mixer import Mix
from supertimer.errors import SupertimerError

Edit = Callable[[Mix, int], Mix]
"""Makes another mix of the current one and the first frame that can still be changed."""


class SpeakerError(SupertimerError):
    """A speaker cannot be used; the message says why, in a sentence."""


class Speaker(Protocol):
    """Something that makes a mix heard."""

    name: str
    """As the settings call it."""
    told: str
    """As a sentence calls it."""
    audible: bool
    """Whether it plays every sound: a bell does not, and may be turned off."""

    def open(self) -> None:
        """Get ready, without a sound, also after a loss; raises SpeakerError."""
        ...

    def frame(self, now: int) -> int:
        """The frame that is heard at the clock's time `now`, in milliseconds."""
        ...

    def change(self, edit: Edit, now: int) -> None:
        """Play, from the clock's time `now` on, what `edit` makes of the mix that plays.

        `edit` is given that mix and the first frame that can still be changed. It must be quick:
        the device may be waiting.
        """
        ...

    def lost(self, now: int) -> bool:
        """Whether the device has gone, or plays no more."""
        ...

    def close(self) -> None:
        """Give the device back. May be called more than once."""
        ...
