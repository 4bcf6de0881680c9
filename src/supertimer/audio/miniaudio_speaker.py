"""The speaker of a plain install: one stream, open for the whole workout, mixed in its callback.

The card asks for block after block, each a little ahead of what is heard; the callback reads them
from the current mix. Which frame is heard when is worked out from the moments at which the blocks
were asked for. A request can come late, never early, so the earliest ones tell the truth.
"""

import atexit
import threading
from collections import deque
from collections.abc import Callable, Generator
from typing import Any

from supertimer.audio.cue import FRAMES_PER_MS, RATE
from supertimer.audio.mixer import Mix, Pcm
from supertimer.audio.quiet import quiet_alsa
from supertimer.audio.speaker import Edit, SpeakerError

PERIOD_MS = 60
"""One block: long enough to cost little and to survive a busy machine."""
PERIODS = 2
"""Blocks between Python and the card."""
OUTPUT_MS = 40
"""From being asked for until it is heard, measured on PulseAudio; a device may add to it."""
SETTLED = 4
"""The first blocks come in a bunch, and one after them may come late: they tell nothing."""
REMEMBERED = 64
"""Requests from which the place of the stream is worked out: four seconds."""
STALLED_MS = 3_000
"""A stream that has asked for nothing for so long is lost."""


class MiniaudioSpeaker:
    """Plays through PulseAudio, ALSA, JACK, CoreAudio or WASAPI, whichever there is."""

    name = "miniaudio"
    told = "miniaudio"

    def __init__(self, clock: Callable[[], int], device: str = "") -> None:
        """`clock` gives monotonic milliseconds; `device` is an output's name, or empty."""
        self._clock = clock
        self._wanted = device
        self._device: Any = None
        self._mix = Mix(awake=True)
        self._handed = 0
        self._seen: deque[tuple[int, int]] = deque(maxlen=REMEMBERED)
        self._asked = 0
        self._guard = threading.RLock()

    def open(self) -> None:
        """See `Speaker.open`."""
        import miniaudio  # loads the system's sound libraries: only where there is sound to play

        quiet_alsa()
        self.close()
        try:
            device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=PERIOD_MS,
                callback_periods=PERIODS,
                device_id=self._find(miniaudio),
                backends=_backends(miniaudio),
                app_name="supertimer",
            )
            blocks = self._blocks()
            next(blocks)
            self._seen.clear()
            self._asked = self._clock()
            device.start(blocks)
        except miniaudio.MiniaudioError as error:
            raise SpeakerError(f"no sound device can be opened ({error})") from None
        self._device = device
        # A stream that still asks for blocks when the interpreter goes down takes it along.
        atexit.register(self.close)

    def _find(self, miniaudio: Any) -> Any:
        """The device of the wanted name; raises SpeakerError where there is none."""
        if not self._wanted:
            return None
        names = []
        for info in miniaudio.Devices(_backends(miniaudio)).get_playbacks():
            names.append(info["name"])
            if self._wanted.casefold() in info["name"].casefold():
                return info["id"]
        there = ", ".join(names) or "none"
        raise SpeakerError(f"there is no output device called {self._wanted!r}; there are: {there}")

    def _blocks(self) -> Generator[Pcm, int, None]:
        """The callback: what the card asks for. It never ends, and never raises."""
        pcm = self._mix.read(0, 0)
        while True:
            frames = yield pcm
            self._asked = now = self._clock()
            with self._guard:
                start = self._handed
                self._handed += frames
                self._seen.append((now, start))
                mix = self._mix
            pcm = mix.read(start, frames)

    def frame(self, now: int) -> int:
        """See `Speaker.frame`."""
        with self._guard:
            seen = list(self._seen)
        settled = seen[SETTLED:] if len(seen) < REMEMBERED else seen
        ahead = max(
            (start - asked * FRAMES_PER_MS for asked, start in settled or seen[-1:]),
            default=self._handed - self._asked * FRAMES_PER_MS,
        )
        return now * FRAMES_PER_MS + ahead - OUTPUT_MS * FRAMES_PER_MS

    def change(self, edit: Edit, now: int) -> None:
        """See `Speaker.change`. What the card has already been given is still heard."""
        with self._guard:
            self._mix = edit(self._mix, self._handed)

    def lost(self, now: int) -> bool:
        """See `Speaker.lost`."""
        device = self._device
        return device is None or not device.running or now - self._asked > STALLED_MS

    def close(self) -> None:
        """See `Speaker.close`."""
        device, self._device = self._device, None
        if device is not None:
            device.close()
            atexit.unregister(self.close)


def _backends(miniaudio: Any) -> list[Any]:
    """Every back end but the one that swallows all sound and calls itself a device."""
    return [backend for backend in miniaudio.Backend if backend is not miniaudio.Backend.NULL]
