"""Sound that is opened beside the workout: numpy and a sound server take time to be there.

The workout is on the screen before that. Until the sound is open, nothing is heard, and nothing is
due: a workout begins by waiting for its lifter.
"""

import threading
from collections.abc import Callable, Sequence

from supertimer.engine.events import Event
from supertimer.engine.session import Session
from supertimer.workout.runner import NoSound, Sound

FIRST_LOOK = 2
"""At which look the sound begins to open: the first one draws the screen."""


class LaterSound:
    """Passes everything on to the sound that `open_sound` returns, once that is open."""

    def __init__(self, open_sound: Callable[[], Sound]) -> None:
        """`open_sound` runs in a thread, and does not raise."""
        self._open_sound = open_sound
        self._sound: Sound = NoSound()
        self._ready: Sound | None = None
        """What the thread has opened, until the next look."""
        self._came = False
        self._opened = 0
        self._looks = 0
        self._closed = False
        self._guard = threading.Lock()

    @property
    def notice(self) -> str | None:
        """See `Sound.notice`."""
        return self._sound.notice

    @notice.setter
    def notice(self, notice: str | None) -> None:
        self._sound.notice = notice

    @property
    def audible(self) -> bool:
        """See `Sound.audible`; sound that is still to come counts."""
        return not self._came or self._sound.audible

    def hush(self) -> None:
        """See `Sound.hush`."""
        self._sound.hush()

    def follow(self, session: Session, opened: int) -> None:
        """See `Sound.follow`."""
        self._opened = opened
        self._sound.follow(session, opened)

    def tend(self, session: Session, events: Sequence[Event]) -> None:
        """See `Sound.tend`; the first looks also open the sound, and take it over."""
        self._looks += 1
        if self._looks == FIRST_LOOK:
            threading.Thread(target=self._open, name="sound", daemon=True).start()
        if self._ready is not None:
            self._sound, self._ready, self._came = self._ready, None, True
            self._sound.follow(session, self._opened)
        self._sound.tend(session, events)

    def _open(self) -> None:
        sound = self._open_sound()
        with self._guard:
            if not self._closed:
                self._ready = sound
                return
        sound.close()

    def repeat(self, session: Session) -> None:
        """See `Sound.repeat`."""
        self._sound.repeat(session)

    def close(self) -> None:
        """See `Sound.close`."""
        with self._guard:
            self._closed = True
            ready, self._ready = self._ready, None
        for sound in (self._sound, ready):
            if sound is not None:
                sound.close()
