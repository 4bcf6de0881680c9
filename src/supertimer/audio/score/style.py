"""How a workout is to sound, and what can be said in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from supertimer.audio.score.spoken import Words

PROFILES = ("guided", "sparse", "voice", "tones", "silent")
"""guided: each second, and few words; sparse: ticks at half-way and before the turn only; voice:
every phase is named; tones: no words; silent: nothing at all."""


class Vocabulary(Protocol):
    """What the voice can say."""

    def say(self, text: str) -> Words:
        """Return the words of a free text; none if it can't be said."""

    def ms(self, words: Words) -> int | None:
        """Return how long a sentence takes, in milliseconds; None if it can't be said."""


@dataclass(frozen=True, slots=True)
class Style:
    """How the user wants a workout to sound."""

    profile: str = "guided"
    """One of `PROFILES`."""
    tul_every: int = 0
    """Speak the time under load every so many seconds; 0: never."""
    volumes: Mapping[str, float] = field(default_factory=dict)
    """Decibels more or less for groups and kinds of cues; `-inf` turns one off."""

    @property
    def speaks(self) -> bool:
        """Whether anything is said."""
        return self.profile in ("guided", "sparse", "voice")
