"""Voices that can say any text: for names that a user made up, and for what is to be remembered.

Two are known, neither of them required: hibari-tts (the extra `voice`), which is also the voice of
the recorded words, and the system's `espeak-ng`. What hibari has said is kept on disk.
"""

import hashlib
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from supertimer.audio.decode import SoundFileError, decode
from supertimer.audio.score.cue import RATE
from supertimer.audio.synth import Samples, matched
from supertimer.audio.voice import Namer

QUIET = 10 ** (-38 / 20)
"""What is softer than this against the loudest moment is silence."""
LONGEST = 160
"""Characters of a text that are said."""
PATIENCE = 5
"""Seconds that the system's voice is waited for."""


def trimmed(samples: Samples, rate: int = RATE) -> Samples:
    """Speech without the silence around it, faded at both ends."""
    step = rate // 200
    padded = np.pad(samples, (0, -len(samples) % step)).reshape(-1, step)
    loud = np.sqrt(np.mean(padded**2, axis=1))
    heard = np.flatnonzero(loud > QUIET * loud.max(initial=0))
    if not len(heard):
        return samples[:0]
    start = max(0, (int(heard[0]) - 3) * step)
    cut = samples[start : (int(heard[-1]) + 7) * step].copy()
    edge = min(len(cut) // 2, 2 * step)
    ramp = np.linspace(0, 1, edge, dtype=np.float32)
    cut[:edge] *= ramp
    cut[len(cut) - edge :] *= ramp[::-1]
    return cut


def find_namer(cache: Path) -> Namer | None:
    """The best voice for names that is there, if any; `cache` is a folder for what was said."""
    if find_spec("hibari") is not None:
        return HibariNamer(cache)
    if program := shutil.which("espeak-ng"):
        return EspeakNamer(program)
    return None


class HibariNamer:
    """Says names with hibari-tts, once each."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def speak(self, text: str) -> Samples | None:
        """See `Namer.speak`."""
        text = text[:LONGEST]
        path = self._cache / f"{hashlib.sha256(text.encode()).hexdigest()[:24]}.wav"
        try:
            return matched(decode(path))
        except SoundFileError:
            pass  # not said before
        from hibari import Hibari  # loads a model of 14 MB

        voice = Hibari()
        spoken = np.asarray(voice(f"{text}.", seed=1), dtype=np.float32)
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder) / "name.wav"
            _write(raw, spoken, 24_000)
            samples = matched(trimmed(decode(raw)))
        if not len(samples):
            return None
        self._keep(path, samples)
        return samples

    def _keep(self, path: Path, samples: Samples) -> None:
        """Keep what was said; without a cache it is said again the next time."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            _write(part, samples, RATE)
            part.replace(path)
        except OSError:
            return


class EspeakNamer:
    """Says names with the system's espeak-ng."""

    def __init__(self, program: str) -> None:
        self._program = program

    def speak(self, text: str) -> Samples | None:
        """See `Namer.speak`."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "name.wav"
            command = [self._program, "-v", "en-us", "-s", "150", "-w", str(path), "--stdin"]
            try:
                subprocess.run(
                    command,
                    input=text[:LONGEST].encode(),
                    timeout=PATIENCE,
                    check=True,
                    capture_output=True,
                )
                return matched(trimmed(decode(path)))
            except (OSError, subprocess.SubprocessError, SoundFileError):
                return None


def _write(path: Path, samples: Samples, rate: int) -> None:
    """A WAV file of 16 bits, as loud as one can be."""
    import wave

    pcm = np.rint(samples / np.max(np.abs(samples), initial=1e-9) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm.tobytes())
