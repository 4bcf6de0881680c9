"""Voices that can say any text: names that a user made up, and reminders.

The program can use two and needs neither: hibari-tts (the extra `voice`), which also made the
recorded words, and the system's `espeak-ng`. What hibari says is cached on disk.
"""

import hashlib
import shutil
import subprocess
import tempfile
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from supertimer.audio.score.cue import RATE
from supertimer.audio.synth import Samples, edged, matched
from supertimer.audio.voice import Namer, SoundFileError, decode
from supertimer.paths import new_file

QUIET = 10 ** (-38 / 20)
"""Samples softer than this share of the loudest are silence."""
LONGEST = 160
"""The longest text, in characters; the rest is not said."""
PATIENCE = 5
"""Seconds to wait for the system's voice."""


def find_namer(cache: Path) -> Namer | None:
    """Return the best installed voice for names, or None; `cache` is a folder for its speech."""
    if find_spec("hibari") is not None:
        return partial(hibari, cache)
    program = shutil.which("espeak-ng")
    return partial(espeak, program) if program else None


def hibari(cache: Path, text: str) -> Samples | None:
    """Return `text` as hibari-tts says it, from the folder `cache` if it is there."""
    text = text[:LONGEST]
    kept = cache / f"{hashlib.sha256(text.encode()).hexdigest()[:24]}.wav"
    said = _speech(kept)
    if said is not None:
        return said
    from hibari import Hibari  # loads a model of 14 MB

    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder) / "name.wav"
        Hibari().save(f"{text}.", str(new), seed=1)
        with suppress(OSError):  # without a cache, hibari makes it again next time
            cache.mkdir(parents=True, exist_ok=True)
            part = kept.with_suffix(".part")
            with new_file(part) as file:
                file.write(new.read_bytes())
            part.replace(kept)
        return _speech(new)


def espeak(program: str, text: str) -> Samples | None:
    """Return `text` as the system's espeak-ng says it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "name.wav"
        command = [program, "-v", "en-us", "-s", "150", "-w", str(path), "--stdin"]
        said = text[:LONGEST].encode()
        try:
            subprocess.run(command, input=said, timeout=PATIENCE, check=True, capture_output=True)
        except (OSError, subprocess.SubprocessError):
            return None
        return _speech(path)


def _speech(path: Path) -> Samples | None:
    """Return the speech in a sound file, at the reference loudness; None if it has none."""
    try:
        samples = matched(trimmed(decode(path)))
    except SoundFileError:
        return None
    return samples if len(samples) else None


def trimmed(samples: Samples, rate: int = RATE) -> Samples:
    """Return speech without the silence around it, faded at both ends."""
    step = rate // 200
    padded = np.pad(samples, (0, -len(samples) % step)).reshape(-1, step)
    loud = np.sqrt(np.mean(padded**2, axis=1))
    heard = np.flatnonzero(loud > QUIET * loud.max(initial=0))
    if not len(heard):
        return samples[:0]
    start = max(0, (int(heard[0]) - 3) * step)
    return edged(samples[start : (int(heard[-1]) + 7) * step], 2 * step)
