"""Every cue as samples: tones, voice, and the user's own sounds, which replace them."""

from collections.abc import Iterable
from itertools import product
from pathlib import Path

from supertimer.audio.mixer import Mix, Placed
from supertimer.audio.score.cue import FRAMES_PER_MS, Cue, Kind
from supertimer.audio.synth import Samples, edged, matched, tone
from supertimer.audio.voice import FULL, SoundFileError, Voice, decode

DUCKING = frozenset({Kind.TICK, Kind.HALF, Kind.TURN, Kind.PULSE, Kind.PREPARE})
"""Kinds that speech makes softer."""

SUFFIXES = (".wav", ".flac", ".ogg", ".mp3")
LONGEST_MS = 3_000
"""A user's own sound is cut off after this many seconds."""


class Sounds:
    """The samples of all cues, each made once."""

    def __init__(self, voice: Voice, folder: Path | None = None) -> None:
        """`folder` may contain the user's sounds, one file per kind of cue, such as `tick.wav`."""
        self.voice = voice
        self.problems: list[str] = []
        """The user's own sounds that can't be used, one sentence each."""
        self._own = self._own_sounds(folder) if folder else {}

    def mix(self, cues: Iterable[Cue]) -> Mix:
        """Return the cues as sounds at their frames."""
        return Mix(self.placed(cue, cue.frame) for cue in cues)

    def placed(self, cue: Cue, frame: int) -> Placed:
        """Return the sound of the cue, beginning at `frame`."""
        gain = 10 ** (cue.decibels / 20)
        if cue.kind is Kind.SPEECH:
            spoken = self.voice.pcm(cue.words)
            return Placed(frame, spoken, cue.label, speech=True, gain=gain / FULL)
        own = self._own.get(cue.kind)
        samples = tone(cue.kind, cue.pitch) if own is None else own
        return Placed(frame, samples, cue.label, ducks=cue.kind in DUCKING, gain=gain)

    def _own_sounds(self, folder: Path) -> dict[Kind, Samples]:
        own = {}
        for kind, suffix in product(Kind, SUFFIXES):
            path = folder / f"{kind}{suffix}"
            if path.is_file():
                try:
                    samples = decode(path, LONGEST_MS * FRAMES_PER_MS)
                except SoundFileError as error:
                    self.problems.append(str(error))
                else:  # begins and ends at zero, so that it does not click
                    own[kind] = matched(edged(samples, 4 * FRAMES_PER_MS))
        return own
