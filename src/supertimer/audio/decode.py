"""Sound files as samples."""

from pathlib import Path

import numpy as np

from supertimer.audio.score.cue import RATE
from supertimer.audio.synth import Samples
from supertimer.errors import SupertimerError


class SoundFileError(SupertimerError):
    """A sound file that cannot be used; the message names it."""


def decode(path: Path) -> Samples:
    """A WAV, FLAC, OGG Vorbis or MP3 file as mono samples at 48 kHz; raises SoundFileError."""
    import miniaudio  # heavy, and a silent workout needs none of it

    try:
        sound = miniaudio.decode(
            path.read_bytes(), miniaudio.SampleFormat.FLOAT32, nchannels=1, sample_rate=RATE
        )
    except (OSError, miniaudio.MiniaudioError) as error:
        raise SoundFileError(f"{path}: not a sound that can be played ({error})") from None
    samples = np.frombuffer(sound.samples, dtype=np.float32)
    if not len(samples) or not np.all(np.isfinite(samples)):
        raise SoundFileError(f"{path}: there is no sound in it")
    return samples
