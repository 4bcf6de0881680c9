"""The speaker where no sound server is: one stream for the whole workout, mixed in its callback.

The card asks for block after block, each a little ahead of what is heard. The callback hands over
what was mixed before, or reads it from a mix that has just changed. The moments of these requests
tell which frame is heard when: a request can come late, never early, so the earliest ones tell the
truth.
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
"""One block. PulseAudio keeps as much as one, however many periods are asked for, and takes it in
quarters; miniaudio keeps the rest of another. At 60 ms a busy machine was too late now and then."""
PERIODS = 2
"""Blocks in the card where there is no server between."""
OUTPUT_MS = PERIOD_MS
"""From a request until its block is heard: PulseAudio asks one period ahead, if no other program
asks it to be quicker. Measured on a null sink; a device may add to it."""
SPARE_MS = 90
"""What PulseAudio still has to play when it asks: a later answer leaves a gap."""
SETTLED = 4
"""The first blocks come in a bunch, and one after them may come late: they tell nothing."""
REMEMBERED = 32
"""Requests that tell the place of the stream: four seconds."""
STALLED_MS = 3_000
"""A stream that has asked for nothing for so long is lost."""

BYTES = 2
"""Of a sample."""
AHEAD = 2 * RATE
"""Frames that are mixed before the card asks for them."""


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
    """Plays through PulseAudio, ALSA, JACK, CoreAudio or WASAPI, whichever there is."""

    name = "miniaudio"
    told = "miniaudio"
    audible = True

    def __init__(self, clock: Callable[[], int], device: str = "") -> None:
        """`clock` gives monotonic milliseconds; `device` is an output's name, or empty."""
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
        """Blocks that were asked for so late that a gap was heard."""
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
                device_id=find_device(self._wanted) if self._wanted else None,
                backends=real_backends(),
                # Where the system does not allow that, the thread is made without it.
                thread_prio=miniaudio.ThreadPriority.REALTIME,
                app_name="supertimer",
            )
            blocks = self._blocks()
            next(blocks)
            self._seen.clear()
            self._asked = self._clock()
            device.start(blocks)
        except miniaudio.MiniaudioError as error:
            raise SpeakerError(f"no sound device can be opened ({error.args[0]})") from None
        self._device = device
        threading.Thread(target=self._make_ahead, args=(device,), daemon=True).start()
        # A stream that still asks for blocks when the interpreter goes down takes it along.
        atexit.register(self.close)

    def _blocks(self) -> Generator[bytes, int, None]:
        """Hand the card what it asks for: the callback, which never ends and never raises."""
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
        """Mix some seconds more than the card has asked for, in a thread.

        The callback should not do it: numpy lets Python's other threads go first at every step,
        and a busy one would hold up the card.
        """
        while self._device is device:
            self._wanted_more.wait()
            self._wanted_more.clear()
            with self._guard:
                mix, start = self._mix, self._handed
            # In one go: beside a busy thread it is the number of steps that takes the time.
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
            self._wanted_more.set()
            device.close()
            atexit.unregister(self.close)
