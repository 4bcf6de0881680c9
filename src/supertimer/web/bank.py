"""The sounds of a workout for a page: each a WAV file, fetched once, with a name of its content."""

import io
import wave
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np

from supertimer.audio.mixer import DUCKED, Placed
from supertimer.audio.score.cue import FRAMES_PER_MS, RATE, Cue, Kind
from supertimer.audio.sounds import Sounds
from supertimer.audio.synth import Pcm, Samples
from supertimer.web.messages import Cues, PageCue

SILENCE_S = 10
"""Length of the silence that a page loops, in seconds: a shorter one has no media keys."""


@dataclass(frozen=True, slots=True)
class _WavFile:
    """The file of a sound."""

    name: str
    peak: float
    """How much louder it is stored than it is."""
    ms: int
    ducks: bool
    """Whether it gives way to speech."""


class Bank:
    """The sounds that cues ask for, and which cues the pages know already."""

    def __init__(self, sounds: Sounds) -> None:
        """Take the samples from `sounds`."""
        self._sounds = sounds
        self._files: dict[str, bytes] = {
            "silence": wav(np.zeros(SILENCE_S * 8000, dtype=np.float32), 8000)
        }
        self._names: dict[tuple[Kind, int, tuple[str, ...]], _WavFile] = {}
        self._known: dict[Cue, PageCue] = {}
        self._count = 0

    def file(self, name: str) -> bytes | None:
        """Return the WAV file called `name`; None if no cue asked for it."""
        return self._files.get(name)

    @cached_property
    def samples(self) -> tuple[PageCue, ...]:
        """The accents of lift and lower, at 0 and 1000 ms, to try the sound with."""
        kinds = ((0, Kind.LIFT), (1000, Kind.LOWER))
        return tuple(self._page_cue(Cue(at, kind, 0.0), {}) for at, kind in kinds)

    def known(self) -> Cues:
        """Return all cues that the pages should know, for a page that has just come."""
        return Cues(add=tuple(self._known.values()))

    def change(self, cues: Sequence[Cue], now: int) -> Cues:
        """Make `cues` the sounds from `now` on; return what differs for the pages."""
        wanted = set(cues)
        dropped = [each for cue, each in self._known.items() if cue not in wanted]
        before, self._known = self._known, {}
        ducked = self._ducked(cues, [cue for cue in cues if cue not in before])
        for cue in cues:
            self._known[cue] = before.get(cue) or self._page_cue(cue, ducked)
        return Cues(
            drop=tuple(each.id for each in dropped if each.at >= now),
            add=tuple(each for cue, each in self._known.items() if cue not in before),
        )

    def _page_cue(self, cue: Cue, ducked: Collection[Cue]) -> PageCue:
        file = self._named(cue)
        self._count += 1
        gain = file.peak * (DUCKED if cue in ducked else 1.0) * 10 ** (cue.decibels / 20)
        speech = cue.kind is Kind.SPEECH
        return PageCue(
            id=self._count, at=cue.at, sound=file.name, gain=round(gain, 5), speech=speech
        )

    def _named(self, cue: Cue) -> "_WavFile":
        """Return what is known about the file of a cue's sound; the first time, make it."""
        key = (cue.kind, cue.pitch, cue.words)
        if key not in self._names:
            placed = self._sounds.placed(Cue(0, cue.kind, 0.0, cue.pitch, cue.words), 0)
            content, peak = _stored(placed)
            name = sha256(content).hexdigest()[:20]
            self._files[name] = content
            ms = len(placed.samples) // FRAMES_PER_MS
            self._names[key] = _WavFile(name, peak, ms, placed.ducks)
        return self._names[key]

    def _ducked(self, cues: Sequence[Cue], new: Sequence[Cue]) -> Collection[Cue]:
        """Return those of the cues `new` that give way to the speech in `cues`."""
        speech = [(cue.at, cue.at + self._named(cue).ms) for cue in cues if cue.kind is Kind.SPEECH]
        files = [(cue, self._named(cue)) for cue in new]
        return {cue for cue, file in files if file.ducks and _meets(cue.at, file.ms, speech)}


def _meets(at: int, ms: int, others: Iterable[tuple[int, int]]) -> bool:
    return any(begins < at + ms and ends > at for begins, ends in others)


def _stored(placed: Placed) -> tuple[bytes, float]:
    """Return a sound as a WAV file that uses all 16 bits, and what its samples are to be taken by.

    A tick's samples go beyond full scale; only its rank makes it soft enough to be played.
    """
    samples = placed.samples * np.float32(placed.gain)
    peak = float(np.abs(samples).max()) if len(samples) else 0.0
    return (wav(samples / peak if peak else samples), peak)


def wav(samples: Samples | Pcm, rate: int = RATE) -> bytes:
    """Return samples of -1 to 1 as a WAV file of one channel and 16 bits."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.rint(samples * 32767).astype("<i2").tobytes())
    return written.getvalue()
