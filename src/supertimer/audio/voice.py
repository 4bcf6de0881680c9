"""The voice: sentences put together from recorded words, and names that another voice says.

The words are clips in the folder `voice` of the assets, one FLAC file each, decoded when they are
first needed. Names that a user made up are spoken by a second voice, if there is one.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import numpy as np

from supertimer.audio.decode import SoundFileError, decode
from supertimer.audio.score.cue import FRAMES_PER_MS
from supertimer.audio.score.spoken import HALF, Words
from supertimer.audio.synth import Pcm, Samples

STORED = 0.6
"""The loudness of the clips' files against the reference: it leaves room for their peaks."""
FULL = 32767 * STORED
"""What a sample of 1.0 at the reference loudness is in a clip, which is kept in 16 bits."""
GAP = 50 * FRAMES_PER_MS
"""Between two words."""
PAUSE = 220 * FRAMES_PER_MS
"""After the words of `STOPS`, where a sentence would have a full stop."""

STOPS = frozenset({"next", "pound", "pounds", "kilogram", "kilograms", "seconds", "percent"})
"""Words after which the voice draws breath, if another follows."""


class Namer(Protocol):
    """A voice that can say any text."""

    def speak(self, text: str) -> Samples | None:
        """The text as samples at the reference loudness; None if it cannot be said."""
        ...


def slug(text: str) -> str:
    """The name of a clip's file: small letters and hyphens."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


class Voice:
    """What can be said, and how it sounds."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds the clips; where it does not exist nothing can be said."""
        self._files = {path.stem: path for path in folder.glob("*.flac")}
        self._learnt: dict[str, Pcm] = {}
        self._sentences: dict[Words, Pcm] = {}

    def learn(self, texts: Iterable[str], namer: Namer) -> None:
        """Have `namer` say the texts that have no clip. May take a second."""
        for text in texts:
            if not self.say(text) and (samples := namer.speak(text)) is not None:
                self._learnt[slug(text)] = _pcm(samples * np.float32(FULL))

    def say(self, text: str) -> Words:
        """The words of a free text: the text itself if there is a clip of it, else nothing."""
        name = slug(text)
        if name and (name in self._files or name in self._learnt):
            return (text,)
        single = name.removesuffix("s")
        return (single,) if single in self._files else ()

    def ms(self, words: Words) -> int | None:
        """How long the words take, in milliseconds; None if one of them cannot be said."""
        pcm = self._sentence(words)
        return None if pcm is None else -(-len(pcm) // FRAMES_PER_MS)

    def pcm(self, words: Words) -> Pcm:
        """The words, at `FULL` times the reference loudness; silence if they cannot be said."""
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
        """A word as it was learnt or recorded; it is kept in the sentences that it is a part of."""
        name = slug(word)
        path = self._files.get(name)
        if name in self._learnt or path is None:
            return self._learnt.get(name)
        try:
            return _pcm(decode(path) * np.float32(32767))
        except SoundFileError:
            del self._files[name]
            return None


def _pcm(samples: Samples) -> Pcm:
    return np.clip(np.rint(samples), -32767, 32767).astype(np.int16)
