"""The speaker for PulseAudio and PipeWire: two seconds ahead, and rewritten when a key is pressed.

A busy machine can't tear what the server already has, so it is given two seconds of the mix. A key
still silences at once, because the server lets a client write again what its output has not taken
yet. Every write names its place in the stream: a program that was too late leaves a gap, and what
follows is where it belongs.
"""

import atexit
import threading
from collections import deque
from collections.abc import Callable

from supertimer.audio.mixer import Mix
from supertimer.audio.output.devices import named
from supertimer.audio.output.libpulse import Server
from supertimer.audio.output.speaker import Edit, Speaker, SpeakerError
from supertimer.audio.score.cue import FRAMES_PER_MS, RATE

AHEAD_MS = 2_000
"""What the server is given ahead of what is heard."""
SINK_MS = 40
"""What the server's output takes at a time: that much can no longer be changed."""
MARGIN_MS = 10
"""More than that which is not changed either: it takes a moment to get there."""
EVERY = 0.2
"""Seconds between two looks at what more to write."""
PART = 200 * FRAMES_PER_MS
"""The most frames that are mixed at a time; mixing takes ten times their memory."""
REMEMBERED = 8
"""Looks that tell the place of the stream. A busy server tells late, never early, so that it is
further than all but the most prompt answer says."""
STALLED = 20
"""A stream whose output has taken nothing for this number of looks is lost."""

BYTES = 2
"""Of a sample."""


class PulseSpeaker(Speaker):
    """Plays through the sound server of a Linux desktop."""

    name = "pulse"
    told = "PulseAudio"
    audible = True

    def __init__(self, clock: Callable[[], int], device: str = "") -> None:
        """`clock` gives monotonic milliseconds; `device` is an output's name, or empty."""
        self._clock = clock
        self._wanted = device
        self._server: Server | None = None
        self._mix = Mix(awake=True)
        self._base = 0
        """The frame at which the stream begins."""
        self._written = 0
        """The frame after the last one that the server has."""
        self._seen: deque[int] = deque(maxlen=REMEMBERED)
        """By how many frames what is heard was ahead of the clock, at the last looks."""
        self._sink = SINK_MS * FRAMES_PER_MS
        """Frames that the output may have taken ahead of what is heard."""
        self._taken = self._idle = 0
        """What the output has taken, and for how many looks nothing more."""
        self.late = 0
        """How often the server had nothing more to play, so that a gap was heard."""
        self._guard = threading.RLock()

    def open(self) -> None:
        """See `Speaker.open`."""
        self.close()
        server = Server()
        try:
            sink = _sink(server, self._wanted) if self._wanted else None
            server.play(RATE, sink, AHEAD_MS, SINK_MS)
        except SpeakerError:
            server.close()
            raise
        with self._guard:
            self._server = server
            self._base = self._written = self._clock() * FRAMES_PER_MS
            self._seen.clear()
            self._taken = self._idle = self.late = 0
        threading.Thread(target=self._run, args=(server,), name="sound", daemon=True).start()
        atexit.register(self.close)

    def _run(self, server: Server) -> None:
        """Keep the server two seconds ahead until it is closed."""
        pause = threading.Event()
        while not pause.wait(EVERY):
            with self._guard:
                if self._server is not server:
                    return
                self._keep_ahead(server)

    def _keep_ahead(self, server: Server) -> None:
        """Look where the stream is, and write what follows what is written."""
        if place := server.place():
            heard = place.taken // BYTES - place.sink_usec * RATE // 1_000_000
            moment = self._clock() - place.age_usec // 1000
            self._seen.append(self._base + heard - moment * FRAMES_PER_MS)
            self._idle = self._idle + 1 if place.taken == self._taken else 0
            self._taken = place.taken
            self._sink = place.most_usec * RATE // 1_000_000
        free = self._free()
        self.late += self._base < self._written < free
        self._write(server, max(self._written, free))

    def _free(self) -> int:
        """Return the first frame that can still be changed."""
        return self.frame(self._clock()) + self._sink + MARGIN_MS * FRAMES_PER_MS

    def _write(self, server: Server, start: int) -> None:
        """Give the server the mix from the frame `start` on, what is heard first at first."""
        stop = self.frame(self._clock()) + AHEAD_MS * FRAMES_PER_MS
        for begin in range(start, stop, PART):
            frames = min(PART, stop - begin)
            server.write(self._mix.read(begin, frames).tobytes(), (begin - self._base) * BYTES)
            self._written = begin + frames

    def frame(self, now: int) -> int:
        """See `Speaker.frame`."""
        with self._guard:
            ahead = max(self._seen, default=0)
        return now * FRAMES_PER_MS + ahead

    def change(self, edit: Edit, now: int) -> None:
        """See `Speaker.change`. What lies ahead is written again."""
        with self._guard:
            server = self._server
            free = now * FRAMES_PER_MS if server is None else self._free()
            self._mix = edit(self._mix, free)
            if server is not None:
                self._write(server, free)

    def lost(self, now: int) -> bool:
        """See `Speaker.lost`."""
        with self._guard:
            return self._server is None or self._idle >= STALLED or not self._server.plays()

    def close(self) -> None:
        """See `Speaker.close`."""
        with self._guard:
            server, self._server = self._server, None
        if server is not None:
            server.close()
            atexit.unregister(self.close)


def _sink(server: Server, wanted: str) -> str:
    """Return the server's name of the output that `wanted` describes or names."""
    sinks = server.sinks()
    if wanted in sinks:
        return wanted
    names = list(sinks)
    return names[named(wanted, [sinks[name] for name in names])]
