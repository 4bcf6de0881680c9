"""The user's settings for sound, and what the voice can say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from supertimer.audio.score.spoken import Words

PROFILES = ("guided", "sparse", "voice", "tones", "silent")
"""guided: every second, and few words; sparse: ticks only half-way and before the turnaround;
voice: the name of every phase; tones: no words; silent: nothing."""


class Vocabulary(Protocol):
    """The words that the voice can say."""

    def say(self, text: str) -> Words:
        """Return the words of a free text; none if the voice can't say it."""

    def ms(self, words: Words) -> int | None:
        """Return the milliseconds of a sentence; None if the voice can't say it."""


@dataclass(frozen=True, slots=True)
class Style:
    """The user's settings for the sound of a workout."""

    profile: str = "guided"
    """One of `PROFILES`."""
    tul_every: int = 0
    """Seconds between two announcements of the time under load; 0: never."""
    volumes: Mapping[str, float] = field(default_factory=dict)
    """Decibels to add, by group or kind of cue; `-inf` turns it off."""

    @property
    def speaks(self) -> bool:
        """Whether the voice speaks."""
        return self.profile in ("guided", "sparse", "voice")
