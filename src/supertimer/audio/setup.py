"""Puts the parts together by the user's settings."""

import threading
from pathlib import Path

from supertimer import paths
from supertimer.audio.chosen import choose
from supertimer.audio.conductor import Conductor
from supertimer.audio.output.speaker import SpeakerError
from supertimer.audio.score.style import PROFILES, Style
from supertimer.audio.sounds import Sounds
from supertimer.audio.tts import LONGEST, find_namer
from supertimer.audio.voice import Voice
from supertimer.clock import Clock
from supertimer.config import SoundSettings
from supertimer.engine.plan import Plan


def open_conductor(plan: Plan, settings: SoundSettings, clock: Clock) -> Conductor:
    """A conductor with its speaker open; raises SpeakerError for an unknown back end or profile.

    A device that cannot be opened is no error: the conductor says so in its `notice`, and goes on
    trying. Names that the recorded voice cannot say are learned on the side.
    """
    style = style_of(settings)
    choice = choose(settings.backend, settings.device, clock.now)
    sounds = Sounds(Voice(paths.assets() / "voice"), own_folder(settings))
    conductor = Conductor(plan, choice.speaker, choice.fallback, sounds, style, clock.now)
    if sounds.problems:
        conductor.notice = sounds.problems[0]
    if style.speaks:
        threading.Thread(target=learn_names, args=(sounds.voice, plan), daemon=True).start()
    return conductor


def open_sounds(plan: Plan, settings: SoundSettings) -> Sounds:
    """The sounds of a workout that is written to a file: all names are learned first."""
    sounds = Sounds(Voice(paths.assets() / "voice"), own_folder(settings))
    learn_names(sounds.voice, plan)
    return sounds


def learn_names(voice: Voice, plan: Plan) -> None:
    """Have another voice say what the recorded one cannot, if there is another one."""
    texts = {work.exercise for work in plan.sets}
    for work in plan.sets:
        if 0 < len(work.cue) <= LONGEST:
            texts.add(work.cue)
        for name, value in work.settings:
            texts |= {name, value} if len(value) > 3 else {name}
    unknown = [text for text in sorted(texts) if not voice.say(text)]
    namer = find_namer(paths.cache_dir() / "names") if unknown else None
    if namer is not None:
        voice.learn(unknown, namer)


def style_of(settings: SoundSettings, profile: str | None = None) -> Style:
    """How it is to sound; `profile` overrules the settings. Raises SpeakerError for a wrong one."""
    name = profile or settings.profile
    if name not in PROFILES:
        raise SpeakerError(f"there is no sound profile {name!r}; there are {', '.join(PROFILES)}")
    return Style(name, settings.tul_every, settings.volumes)


def own_folder(settings: SoundSettings) -> Path:
    """The folder of the user's own sounds; it need not exist."""
    return Path(settings.folder).expanduser() if settings.folder else paths.config_dir() / "sounds"
