"""Puts the parts together: a conductor for a workout, by the user's settings."""

from pathlib import Path

from supertimer import paths
from supertimer.audio.chosen import choose
from supertimer.audio.conductor import Conductor
from supertimer.audio.sounds import Sounds
from supertimer.audio.speaker import SpeakerError
from supertimer.audio.style import PROFILES, Style
from supertimer.audio.voice import Voice
from supertimer.clock import Clock
from supertimer.config import Sound
from supertimer.engine.plan import Plan


def open_conductor(plan: Plan, settings: Sound, clock: Clock) -> Conductor:
    """A conductor with its speaker open; raises SpeakerError for an unknown back end or profile.

    A device that cannot be opened is no error: the conductor says so in its `notice`, and goes on
    trying.
    """
    style = style_of(settings)
    choice = choose(settings.backend, settings.device, clock.now)
    sounds = Sounds(Voice(paths.assets() / "voice"), own_folder(settings))
    conductor = Conductor(plan, choice.speaker, choice.fallback, sounds, style, clock.now)
    if sounds.problems:
        conductor.notice = sounds.problems[0]
    return conductor


def style_of(settings: Sound) -> Style:
    """How it is to sound; raises SpeakerError for an unknown profile."""
    if settings.profile not in PROFILES:
        raise SpeakerError(
            f"there is no sound profile {settings.profile!r}; there are {', '.join(PROFILES)}"
        )
    return Style(settings.profile, settings.tul_every, settings.volumes)


def own_folder(settings: Sound) -> Path:
    """The folder of the user's own sounds; it need not exist."""
    return Path(settings.folder).expanduser() if settings.folder else paths.config_dir() / "sounds"
