"""Every cue as samples: the tones, the voice, and the user's own sounds instead of them."""

from pathlib import Path

import numpy as np

from supertimer.audio.decode import SoundFileError, decode
from supertimer.audio.mixer import Placed
from supertimer.audio.score.cue import FRAMES_PER_MS, Cue, Kind
from supertimer.audio.synth import Samples, matched, tone
from supertimer.audio.voice import FULL, Voice

DUCKING = frozenset({Kind.TICK, Kind.HALF, Kind.TURN, Kind.PULSE, Kind.PREPARE})
"""Kinds that give way to speech."""

SUFFIXES = (".wav", ".flac", ".ogg", ".mp3")
LONGEST_MS = 3_000
"""An own sound is cut off after this."""


class Sounds:
    """Makes samples of cues; none of them is made, or kept, twice."""

    def __init__(self, voice: Voice, folder: Path | None = None) -> None:
        """`folder` may hold own sounds, one file a kind of cue, such as `tick.wav`."""
        self.voice = voice
        self.problems: list[str] = []
        """Own sounds that could not be used, one sentence each."""
        self._own = self._own_sounds(folder) if folder else {}

    def placed(self, cue: Cue, frame: int) -> Placed:
        """The cue as it is heard, beginning at `frame`; its samples are made the first time."""
        gain = 10 ** (cue.decibels / 20)
        if cue.kind is Kind.SPEECH:
            spoken = self.voice.pcm(cue.words)
            return Placed(frame, spoken, cue.label, speech=True, gain=gain / FULL)
        own = self._own.get(cue.kind)
        samples = tone(cue.kind, cue.pitch) if own is None else own
        return Placed(frame, samples, cue.label, ducks=cue.kind in DUCKING, gain=gain)

    def _own_sounds(self, folder: Path) -> dict[Kind, Samples]:
        own = {}
        for kind in Kind:
            for suffix in SUFFIXES:
                path = folder / f"{kind}{suffix}"
                if path.is_file():
                    try:
                        own[kind] = matched(_edged(decode(path)))
                    except SoundFileError as error:
                        self.problems.append(str(error))
        return own


def _edged(samples: Samples) -> Samples:
    """Not longer than allowed, and beginning and ending at zero, so that nothing clicks."""
    samples = samples[: LONGEST_MS * FRAMES_PER_MS].copy()
    edge = min(4 * FRAMES_PER_MS, len(samples) // 2)
    ramp = np.linspace(0, 1, edge, endpoint=False, dtype=np.float32)
    samples[:edge] *= ramp
    samples[len(samples) - edge :] *= ramp[::-1]
    return samples
