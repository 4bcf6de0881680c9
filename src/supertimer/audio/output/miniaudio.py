"""The speaker where no sound server is: one stream for the whole workout, mixed in its callback.

The card requests block after block, each a little before it is heard. The callback returns what was
mixed earlier, or reads it from a mix that has just changed. The times of these requests show when
each frame is heard. A request can be late but never early, so the earliest ones are correct.
"""

import atexit
import threading
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from supertimer.audio.mixer import Mix
from supertimer.audio.output.devices import find_device, real_backends
from supertimer.audio.output.quiet import quiet_alsa
from supertimer.audio.output.speaker import Edit, Speaker, SpeakerError
from supertimer.audio.score.cue import FRAMES_PER_MS, RATE

PERIOD_MS = 120
"""The milliseconds of one block. PulseAudio buffers one block, however many periods are requested,
and takes it in quarters; miniaudio buffers the rest of another. With 60 ms, a busy machine was
sometimes too late."""
PERIODS = 2
"""Blocks in the card if no sound server is between."""
OUTPUT_MS = PERIOD_MS
"""Milliseconds from a request until its block is heard: PulseAudio requests one period ahead unless
another program wants less latency. Measured on a null sink; a device may add to it."""
SPARE_MS = 90
"""Milliseconds that PulseAudio still has when it requests more: a later answer leaves a gap."""
SETTLED = 4
"""The first requests come all at once, and the next may be late: they are ignored."""
REMEMBERED = 32
"""The number of requests that locate the stream: four seconds."""
STALLED_MS = 3_000
"""A stream without a request for this long, in milliseconds, is lost."""

BYTES = 2
"""Bytes per sample."""
AHEAD = 2 * RATE
"""Frames that are mixed before the card requests them."""


@dataclass(frozen=True, slots=True)
class Made:
    """A part of a mix that is ready to be played."""

    mix: Mix
    start: int
    pcm: bytes

    @property
    def end(self) -> int:
        """The frame after its last one."""
        return self.start + len(self.pcm) // BYTES


class MiniaudioSpeaker(Speaker):
    """A speaker that plays through PulseAudio, ALSA, JACK, CoreAudio, or WASAPI."""

    name = "miniaudio"
    told = "miniaudio"
    audible = True

    def __init__(self, clock: Callable[[], int], device: str = "") -> None:
        """`clock` returns monotonic milliseconds; `device` is the name of an output, or empty."""
        self._clock = clock
        self._wanted = device
        self._device: Any = None
        self._mix = Mix(awake=True)
        self._made = Made(self._mix, 0, b"")
        self._wanted_more = threading.Event()
        self._handed = 0
        self._seen: deque[tuple[int, int]] = deque(maxlen=REMEMBERED)
        self._asked = 0
        self.late = 0
        """Blocks that were requested so late that a gap was heard."""
        self._guard = threading.RLock()

    def open(self) -> None:
        """See `Speaker.open`."""
        import miniaudio  # imported here because it loads the system's sound libraries

        quiet_alsa()
        self.close()
        try:
            device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=PERIOD_MS,
                callback_periods=PERIODS,
                device_id=find_device(self._wanted) if self._wanted else None,
                backends=real_backends(),
                # If the system does not allow that, the thread runs without it.
                thread_prio=miniaudio.ThreadPriority.REALTIME,
                app_name="supertimer",
            )
            blocks = self._blocks()
            next(blocks)
            self._seen.clear()
            self._asked = self._clock()
            device.start(blocks)
        except miniaudio.MiniaudioError as error:
            raise SpeakerError(f"can't open a sound device ({error.args[0]})") from None
        self._device = device
        threading.Thread(target=self._make_ahead, args=(device,), daemon=True).start()
        # A stream that still requests blocks while the interpreter exits would crash it.
        atexit.register(self.close)

    def _blocks(self) -> Generator[bytes, int, None]:
        """Yield what the card requests: the callback, which never ends and never raises."""
        pcm = b""
        while True:
            frames = yield pcm
            before, self._asked = self._asked, self._clock()
            now = self._asked
            with self._guard:
                if len(self._seen) > SETTLED and now - before > PERIOD_MS + SPARE_MS:
                    self.late += 1
                    self._seen.clear()  # the stream is in another place now: what was seen misleads
                start = self._handed
                self._handed += frames
                self._seen.append((now, start))
                mix, made = self._mix, self._made
            if made.mix is mix and made.start <= start and start + frames <= made.end:
                pcm = made.pcm[(start - made.start) * BYTES : (start - made.start + frames) * BYTES]
            else:
                pcm = mix.read(start, frames).tobytes()
            if made.mix is not mix or made.end - start < AHEAD // 2:
                self._wanted_more.set()

    def _make_ahead(self, device: Any) -> None:
        """Mix some seconds ahead of the card, in a thread.

        The callback should not do this: numpy lets other Python threads run at every step, and a
        busy thread would delay the card.
        """
        while self._device is device:
            self._wanted_more.wait()
            self._wanted_more.clear()
            with self._guard:
                mix, start = self._mix, self._handed
            # In one step, because beside a busy thread each step costs time.
            self._made = Made(mix, start, mix.read(start, AHEAD).tobytes())

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
        """See `Speaker.change`. What the card already has is still heard."""
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
            self._wanted_more.set()
            device.close()
            atexit.unregister(self.close)
