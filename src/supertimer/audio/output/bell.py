"""The terminal bell: the last resort, for accents, chimes, and counts.

A bell has one sound, and many terminals turn it off. It does not ring for ticks. A thread waits for
the next moment and rings, so it is a few milliseconds late: the best that is possible without a
sound device.
"""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from supertimer.audio.mixer import Mix
from supertimer.audio.output.speaker import Edit, Speaker
from supertimer.audio.score.cue import FRAMES_PER_MS

TERMINAL = Path("/dev/tty")
APART = 150 * FRAMES_PER_MS
"""Two bells closer together than this, in milliseconds, are one."""


def ring() -> None:
    """Ring the bell of the terminal, if the program runs in one."""
    try:
        terminal = os.open(TERMINAL, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
    except OSError:
        if sys.__stderr__ is not None and sys.__stderr__.isatty():
            sys.__stderr__.write("\a")
            sys.__stderr__.flush()
        return
    try:
        os.write(terminal, b"\a")
    finally:
        os.close(terminal)


class BellSpeaker(Speaker):
    """A speaker that rings the bell at the loud sounds of a mix."""

    name = "bell"
    told = "the terminal's bell"
    audible = False

    def __init__(self, clock: Callable[[], int], ring: Callable[[], None] = ring) -> None:
        """`clock` returns monotonic milliseconds; `ring` is called from a thread."""
        self._clock = clock
        self._ring = ring
        self._mix = Mix()
        self._due: list[int] = []
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False

    def open(self) -> None:
        """See `Speaker.open`."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="bell", daemon=True)
            self._thread.start()

    def change(self, edit: Edit, now: int) -> None:
        """See `Speaker.change`."""
        start = now * FRAMES_PER_MS
        self._mix = edit(self._mix, start)
        due: list[int] = []
        for sound in self._mix.sounds:
            rings = sound.frame >= start and not (sound.ducks or sound.speech)
            if rings and (not due or sound.frame - due[-1] >= APART):
                due.append(sound.frame)
        with self._changed:
            self._due = due
            self._changed.notify()

    def close(self) -> None:
        """See `Speaker.close`."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        with self._changed:
            while not self._closed:
                if not self._due:
                    self._changed.wait()
                    continue
                left = self._due[0] // FRAMES_PER_MS - self._clock()
                if left > 0:
                    self._changed.wait(left / 1000)
                else:
                    del self._due[0]
                    self._ring()
