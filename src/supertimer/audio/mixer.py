"""The mixer: any part of a score as samples.

A `Mix` is a value and never changes: adding and cutting return a new one. So the sound card's
thread can read a mix while the workout's thread makes the next. Law: `read(a, b)` followed by
`read(b, c)` equals `read(a, c)`, sample for sample.
"""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from random import Random

import numpy as np

from supertimer.audio.score.cue import FRAMES_PER_MS, RATE
from supertimer.audio.synth import Pcm, Samples

DUCKED = 10 ** (-9 / 20)
"""A tick under speech is 9 dB softer."""
KNEE = 0.75
"""Samples beyond this are compressed, so that overlapping cues never clip."""
FADE = 8 * FRAMES_PER_MS
"""Frames over which a sound that is cut off fades out: short, but without a click."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A sound that begins at `frame`, its samples multiplied by `gain`."""

    frame: int
    samples: Samples | Pcm
    label: str = ""
    ducks: bool = False
    """Whether speech makes it softer."""
    speech: bool = False
    faded: int = sys.maxsize
    """The frame at which it was cut off and fades out."""
    gain: float = 1.0

    @property
    def end(self) -> int:
        """The frame after its last one."""
        return min(self.frame + len(self.samples), self.faded + FADE)


class Mix:
    """Sounds at their frames."""

    def __init__(self, sounds: Iterable[Placed] = (), *, awake: bool = False) -> None:
        """`awake` adds inaudible noise, so that a Bluetooth device does not go to sleep."""
        self.sounds = tuple(sorted(sounds, key=attrgetter("frame")))
        self.awake = awake
        self._frames = [sound.frame for sound in self.sounds]
        self._longest = max((len(sound.samples) for sound in self.sounds), default=0)

    @property
    def end(self) -> int:
        """The frame after the last sound."""
        return max((sound.end for sound in self.sounds), default=0)

    @cached_property
    def _speech(self) -> tuple[list[int], list[int]]:
        """Where each speech begins, and the latest end of the speech up to it."""
        speech = [sound for sound in self.sounds if sound.speech]
        ends = accumulate((sound.end for sound in speech), max)
        return [sound.frame for sound in speech], list(ends)

    def between(self, start: int, stop: int) -> list[Placed]:
        """Return the sounds that are audible between `start` and `stop`."""
        first = bisect_right(self._frames, start - self._longest)
        last = bisect_left(self._frames, stop) if stop > start else first
        return [sound for sound in self.sounds[first:last] if sound.end > start]

    def read(self, start: int, frames: int) -> Pcm:
        """Return the samples from frame `start` on."""
        stop = start + frames
        pcm = _noise(start, frames) if self.awake else np.zeros(frames, dtype=np.int16)
        heard = self.between(start, stop)
        if not heard:
            return pcm
        # Most of a set is silence between ticks: compute only the part that has sounds.
        first = max(start, min(sound.frame for sound in heard))
        last = min(stop, max(sound.end for sound in heard))
        mixed = np.zeros(last - first, dtype=np.float32)
        for sound in heard:
            self._add(sound, mixed, first)
        loud = np.abs(mixed)
        if loud.max() > KNEE:
            room = 1 - KNEE
            bent = KNEE + room * np.tanh((loud - KNEE) / room)
            mixed = np.where(loud > KNEE, np.copysign(bent, mixed), mixed)
        pcm[first - start : last - start] |= np.rint(mixed * 32767).astype(np.int16)
        return pcm

    def _add(self, sound: Placed, mixed: Samples, start: int) -> None:
        begin = max(start, sound.frame)
        end = min(start + len(mixed), sound.end)
        gain = sound.gain * (DUCKED if sound.ducks and self._spoken(sound) else 1)
        part = sound.samples[begin - sound.frame : end - sound.frame] * np.float32(gain)
        if end > sound.faded:
            place = np.arange(begin - sound.faded, end - sound.faded, dtype=np.float32)
            part = part * np.clip(1 - place / np.float32(FADE), 0, 1)
        mixed[begin - start : end - start] += part

    def _spoken(self, sound: Placed) -> bool:
        """Return whether speech overlaps `sound`."""
        begins, ends = self._speech
        before = bisect_left(begins, sound.end)
        return before > 0 and ends[before - 1] > sound.frame

    def cut(self, frame: int) -> "Mix":
        """Return the mix that falls silent at `frame`; sounds that play fade out."""
        begun = (sound for sound in self.sounds if sound.frame < frame)
        cut = (replace(sound, faded=min(frame, sound.faded)) for sound in begun)
        return Mix(cut, awake=self.awake)

    def replaced(self, frame: int, sounds: Iterable[Placed]) -> "Mix":
        """Return a mix in which, from `frame` on, only `sounds` begin.

        Sounds that have begun play to their end; sounds that are over are dropped.
        """
        begun = (sound for sound in self.sounds if sound.frame < frame < sound.end)
        begins = (sound for sound in sounds if sound.frame >= frame)
        return Mix((*begun, *begins), awake=self.awake)

    def plus(self, sounds: Iterable[Placed]) -> "Mix":
        """Return a mix of this one and more sounds."""
        return Mix((*self.sounds, *sounds), awake=self.awake)


_NOISE: Pcm = np.frombuffer(Random(48).randbytes(RATE + 1), dtype=np.uint8).astype(np.int16) & 1
"""A second of random noise in the last bit: -90 dB, below the noise of any amplifier."""


def _noise(start: int, frames: int) -> Pcm:
    rest = _NOISE[start % len(_NOISE) :][:frames]
    return np.concatenate((rest, np.resize(_NOISE, frames - len(rest))))
