"""The voice: sentences made from recorded words, and names that another voice says.

The words are clips in the folder `voice` of the assets, one FLAC file each, decoded on first use. A
second voice, if one is installed, says the names that a user made up.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

import numpy as np

from supertimer.audio.score.cue import FRAMES_PER_MS, RATE
from supertimer.audio.score.spoken import HALF, Words
from supertimer.audio.synth import Pcm, Samples
from supertimer.errors import SupertimerError

STORED = 0.6
"""The loudness of the clip files against the reference, with room for their peaks."""
FULL = 32767 * STORED
"""The 16-bit value in a clip for a sample of 1.0 at the reference loudness."""
GAP = 50 * FRAMES_PER_MS
"""Frames between two words."""
PAUSE = 220 * FRAMES_PER_MS
"""Frames after the words of `STOPS`, where a sentence would have a period."""

STOPS = frozenset({"next", "pound", "pounds", "kilogram", "kilograms", "seconds", "percent"})
"""Words after which the voice pauses, if another follows."""


Namer = Callable[[str], Samples | None]
"""Another voice: a function from text to speech at the reference loudness, or None."""


class Voice:
    """The words that can be said, and their sound."""

    def __init__(self, folder: Path) -> None:
        """`folder` contains the clips; without it, the voice can't say anything."""
        self._files = {path.stem: path for path in folder.glob("*.flac")}
        self._learned: dict[str, Pcm] = {}
        self._sentences: dict[Words, Pcm] = {}

    def learn(self, texts: Iterable[str], namer: Namer) -> None:
        """Let `namer` say the texts that have no clip. Can take a second."""
        for text in texts:
            if not self.say(text) and (samples := namer(text)) is not None:
                self._learned[slug(text)] = _pcm(samples * np.float32(FULL))

    def say(self, text: str) -> Words:
        """Return the words of a free text: the text itself if it has a clip, or none."""
        name = slug(text)
        if name in self._files or name in self._learned:
            return (text,)
        single = name.removesuffix("s")
        return (single,) if single in self._files else ()

    def ms(self, words: Words) -> int | None:
        """Return the milliseconds of the words; None if the voice can't say one of them."""
        pcm = self._sentence(words)
        return None if pcm is None else -(-len(pcm) // FRAMES_PER_MS)

    def pcm(self, words: Words) -> Pcm:
        """Return the words, `FULL` times the reference; silence if the voice can't say them."""
        pcm = self._sentence(words)
        return np.zeros(0, dtype=np.int16) if pcm is None else pcm

    def _sentence(self, words: Words) -> Pcm | None:
        if words not in self._sentences:
            parts: list[Pcm] = []
            for place, word in enumerate(words):
                clip = self._clip(word)
                if clip is None:
                    return None
                parts.append(clip)
                if place + 1 < len(words):
                    wide = word in STOPS and words[place + 1] != HALF
                    parts.append(np.zeros(PAUSE if wide else GAP, dtype=np.int16))
            self._sentences[words] = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return self._sentences[words]

    def _clip(self, word: str) -> Pcm | None:
        """Return a word as it was learned or recorded."""
        name = slug(word)
        path = self._files.get(name)
        if name in self._learned or path is None:
            return self._learned.get(name)
        try:
            return _pcm(decode(path) * np.float32(32767))
        except SoundFileError:
            del self._files[name]
            return None


def slug(text: str) -> str:
    """Return the file name of a clip: lower case and hyphens."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _pcm(samples: Samples) -> Pcm:
    return np.clip(np.rint(samples), -32767, 32767).astype(np.int16)


class SoundFileError(SupertimerError):
    """A sound file can't be used; the message names it."""


LONGEST = 60 * RATE
"""The most frames that are read of a sound file."""


def decode(path: Path, most: int = LONGEST) -> Samples:
    """Return the first `most` frames of a WAV, FLAC, OGG Vorbis, or MP3 file: mono, 48 kHz.

    The rest of the file is not read. Raises SoundFileError.
    """
    import miniaudio  # imported here, because a silent workout does not need it

    samples = np.empty(0, np.float32)
    try:
        blocks = miniaudio.stream_file(
            str(path), miniaudio.SampleFormat.FLOAT32, nchannels=1, sample_rate=RATE,
            frames_to_read=RATE,
        )  # fmt: skip
        parts = [np.array(block, np.float32) for block in islice(blocks, -(-most // RATE))]
        samples = np.concatenate(parts)[:most] if parts else samples
    except (OSError, miniaudio.MiniaudioError) as error:
        raise SoundFileError(f"{path}: can't be read as a sound ({error})") from None
    if not len(samples) or not np.all(np.isfinite(samples)):
        raise SoundFileError(f"{path}: contains no sound")
    return samples
