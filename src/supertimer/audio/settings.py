"""Read the user's sound settings, without loading numpy or an audio library."""

from supertimer.audio.output.speaker import SpeakerError
from supertimer.audio.score.style import PROFILES, Style
from supertimer.config import BACKENDS, SoundSettings


def require_backend(name: str) -> None:
    """Raise SpeakerError unless `name` is the name of a backend."""
    if name not in BACKENDS:
        raise SpeakerError(f"unknown audio backend {name!r}; use one of {', '.join(BACKENDS)}")


def style_of(settings: SoundSettings, profile: str | None = None) -> Style:
    """Return the style from the settings; `profile` overrides their profile.

    Raises SpeakerError for an unknown profile.
    """
    name = profile or settings.profile
    if name not in PROFILES:
        raise SpeakerError(f"unknown sound profile {name!r}; use one of {', '.join(PROFILES)}")
    return Style(name, settings.tul_every, settings.volumes)
