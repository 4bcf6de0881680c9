"""Set up the sound from the user's settings: which backend plays, and why."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from supertimer import paths
from supertimer.audio.conductor import Conductor
from supertimer.audio.output.bell import BellSpeaker
from supertimer.audio.output.miniaudio import MiniaudioSpeaker
from supertimer.audio.output.pulse import PulseSpeaker
from supertimer.audio.output.silent import SilentSpeaker
from supertimer.audio.output.simpleaudio import SimpleaudioSpeaker
from supertimer.audio.output.speaker import Speaker, SpeakerError
from supertimer.audio.settings import require_backend, style_of
from supertimer.audio.sounds import Sounds
from supertimer.audio.tts import LONGEST, find_namer
from supertimer.audio.voice import Voice
from supertimer.clock import Clock
from supertimer.config import SoundSettings
from supertimer.engine.plan import Plan


def open_conductor(plan: Plan, settings: SoundSettings, clock: Clock) -> Conductor:
    """Return a conductor with its speaker open.

    If no device can be opened, the conductor says so in its `notice` and keeps trying. A thread
    learns the names that the recorded voice can't say. Raises SpeakerError for an unknown backend
    or profile.
    """
    style = style_of(settings)
    backend = choose(settings.backend, settings.device, clock.now)
    sounds = sounds_of(settings)
    conductor = Conductor(backend.speaker, backend.fallback, sounds, style, clock.now)
    if sounds.problems:
        conductor.notice = sounds.problems[0]
    if style.speaks:
        threading.Thread(target=learn_names, args=(sounds.voice, plan), daemon=True).start()
    return conductor


def sounds_of(settings: SoundSettings) -> Sounds:
    """Return the recorded voice, the tones, and the user's own sounds."""
    own = Path(settings.folder).expanduser() if settings.folder else paths.config_dir() / "sounds"
    return Sounds(Voice(paths.assets() / "voice"), own)


def learn_names(voice: Voice, plan: Plan) -> None:
    """Let another voice, if one is installed, say what the recorded voice can't."""
    texts = {work.exercise for work in plan.sets}
    for work in plan.sets:
        if 0 < len(work.cue) <= LONGEST:
            texts.add(work.cue)
        for name, value in work.settings:
            texts |= {name, value} if len(value) > 3 else {name}
        texts |= set(work.grid.names)
    unknown = [text for text in sorted(texts) if not voice.say(text)]
    namer = find_namer(paths.cache_dir() / "names") if unknown else None
    if namer is not None:
        voice.learn(unknown, namer)


@dataclass(frozen=True, slots=True)
class Backend:
    """The speaker that plays, and why others don't."""

    speaker: Speaker
    """An open speaker, or one that is `lost` and may open later."""
    fallback: Speaker
    """An open speaker that plays while the other one is lost."""
    refused: tuple[tuple[str, str], ...] = ()
    """The name of each speaker that could not be opened, with the reason."""


def choose(name: str, device: str, clock: Callable[[], int]) -> Backend:
    """Return the backend called `name`; for `auto` the first one that can be opened.

    `auto` tries simpleaudio first, because a user who installs that extra wants it. `device` names
    an output device, empty for the default. Raises SpeakerError for an unknown name.
    """
    require_backend(name)
    fallback: Speaker = SilentSpeaker() if name == "none" else BellSpeaker(clock)
    fallback.open()
    if name in ("bell", "none"):
        return Backend(fallback, fallback)
    refused = []
    for speaker in _speakers(name, device, clock):
        try:
            speaker.open()
        except SpeakerError as error:
            refused.append((speaker.name, str(error)))
        else:
            break
    return Backend(speaker, fallback, tuple(refused))


def _speakers(name: str, device: str, clock: Callable[[], int]) -> list[Speaker]:
    speakers: list[Speaker] = [
        SimpleaudioSpeaker(clock, device),
        PulseSpeaker(clock, device),
        MiniaudioSpeaker(clock, device),
    ]
    return [speaker for speaker in speakers if name in ("auto", speaker.name)]
