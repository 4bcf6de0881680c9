"""The speaker of the extra `simpleaudio`: plays whole sets, each mixed into one buffer.

The library can only play a buffer from beginning to end. So the speaker mixes all sounds of the mix
into one buffer, each at its exact frame. Later additions get another buffer, played over the first.
When the sound must change, all buffers stop and a new one starts. The library can't choose a
device, and on PulseAudio a stopped sound is heard for about 280 ms longer.
"""

import atexit
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

import numpy as np

from supertimer.audio.mixer import Mix, Placed
from supertimer.audio.output.quiet import quiet_alsa
from supertimer.audio.output.speaker import Edit, Speaker, SpeakerError
from supertimer.audio.score.cue import FRAMES_PER_MS, RATE
from supertimer.audio.synth import Pcm

PREPARE_MS = 60
"""Milliseconds to mix and start a buffer: sounds sooner than that can't change."""
SILENCE_MS = 30 * 60_000
"""Seconds of a buffer of silence that always plays, because a sleeping sound server takes up to two
seconds to wake. Its memory is never written, so it costs none."""
RENEW_MS = 10 * 60_000
"""When this many seconds of it are left, another one follows."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A buffer that plays."""

    playing: Any
    start: int
    stop: int
    """Where it begins and ends: in frames for sounds, in milliseconds for silence."""


class SimpleaudioSpeaker(Speaker):
    """A speaker that plays through ALSA, CoreAudio, or WinMM with simpleaudio."""

    name = "simpleaudio"
    told = "simpleaudio"
    audible = True

    def __init__(self, clock: Callable[[], int], device: str = "") -> None:
        """`clock` returns monotonic milliseconds; a `device` name is refused."""
        self._clock = clock
        self._wanted = device
        self._play_buffer: Any = None
        self._failure: type[Exception] = Exception
        self._mix = Mix()
        self._layers: list[Layer] = []
        self._silence: Layer | None = None

    def open(self) -> None:
        """See `Speaker.open`; playing silence shows whether a device works."""
        if self._wanted:
            raise SpeakerError("simpleaudio can't choose an output device")
        if reason := unsound():
            raise SpeakerError(reason)
        from simpleaudio import _simpleaudio, play_buffer

        quiet_alsa()
        self.close()
        self._play_buffer, self._failure = play_buffer, _simpleaudio.SimpleaudioError
        self._mix = Mix()
        try:
            self._play_silence()
        except self._failure as error:
            raise SpeakerError(f"simpleaudio can't play ({error})") from None
        atexit.register(self.close)

    def change(self, edit: Edit, now: int) -> None:
        """See `Speaker.change`."""
        free = (now + PREPARE_MS) * FRAMES_PER_MS
        before, self._mix = self._mix, edit(self._mix, free)
        if self._silence is None:
            return
        try:
            self._replace(before, free, now)
        except self._failure:
            self.close()  # and so `lost`

    def _replace(self, before: Mix, free: int, now: int) -> None:
        """Play the sounds that do not play yet; if the sound has changed, play all of them."""
        covered = max((layer.stop for layer in self._layers), default=free)
        was, will_be = before.between(free, covered), self._mix.between(free, covered)
        if [*map(_key, was)] == [*map(_key, will_be)]:
            new = [sound for sound in self._mix.sounds if sound.frame >= max(free, covered)]
        else:
            self._stop()
            new = [sound for sound in self._mix.sounds if sound.frame >= free]
        if new:
            self._play(Mix(new), now * FRAMES_PER_MS)
        self._layers = [layer for layer in self._layers if layer.stop > now * FRAMES_PER_MS]
        if self._silence is not None and self._silence.stop - now < RENEW_MS:
            self._play_silence()

    def lost(self, now: int) -> bool:
        """See `Speaker.lost`: the silence ended too early."""
        return self._silence is None or not self._silence.playing.is_playing()

    def close(self) -> None:
        """See `Speaker.close`."""
        self._stop()
        if self._silence is not None:
            self._silence.playing.stop()
            self._silence = None
            atexit.unregister(self.close)

    def _play(self, mix: Mix, start: int) -> None:
        """Play the mix in a new buffer that begins at the frame `start`, which is now."""
        stop = mix.end
        pcm: Pcm = np.zeros(stop - start, dtype=np.int16)
        for block in range(start, stop, RATE):
            frames = min(RATE, stop - block)
            if mix.between(block, block + frames):
                pcm[block - start : block - start + frames] = mix.read(block, frames)
        late = max(0, self._clock() * FRAMES_PER_MS - start)
        if late < len(pcm):  # an empty buffer would crash the library
            playing = self._play_buffer(pcm[late:], 1, 2, RATE)
            self._layers.append(Layer(playing, start, stop))

    def _play_silence(self) -> None:
        now = self._clock()
        silence = np.zeros(SILENCE_MS * FRAMES_PER_MS, dtype=np.int16)
        playing = self._play_buffer(silence, 1, 2, RATE)
        before, self._silence = self._silence, Layer(playing, now, now + SILENCE_MS)
        if before is not None:
            before.playing.stop()

    def _stop(self) -> None:
        for layer in self._layers:
            layer.playing.stop()
        self._layers.clear()


def _key(sound: Placed) -> tuple[int, int, float, int]:
    """Return a key that is equal for equal sounds."""
    return sound.frame, id(sound.samples), sound.gain, sound.faded


def unsound() -> str | None:
    """Return why the installed simpleaudio can't be used; None if it can."""
    if find_spec("simpleaudio") is None:
        return 'simpleaudio is not installed: pip install "supertimer-tui[simpleaudio]"'
    try:
        version("simpleaudio-patched")
    except PackageNotFoundError:
        if sys.version_info >= (3, 12):
            return (
                "this simpleaudio crashes Python 3.12 and later when a sound ends: "
                "pip uninstall simpleaudio, then pip install simpleaudio-patched"
            )
    return None
