"""`supertimer doctor`: check the sound, and list what is missing."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from supertimer.commands.options import audio as audio_option
from supertimer.config import read_config
from supertimer.console import say

if TYPE_CHECKING:
    from supertimer.audio.mixer import Placed
    from supertimer.audio.output.speaker import Edit, Speaker
    from supertimer.audio.sounds import Sounds
    from supertimer.audio.voice import Voice

GAP_MS = 1_500
"""The time from one sound to the next, in milliseconds."""
WAIT_MS = 2_000
"""The longest time that a sleeping sound server takes before it plays, in milliseconds."""


@click.command("doctor", epilog="Example: supertimer doctor --device headphones")
@audio_option
@click.option(
    "--device",
    metavar="NAME",
    help="Play through the output device with NAME in its name. Default: `sound.device` in the"
    " settings.",
)
@click.option("--quiet", is_flag=True, help="Play nothing.")
@click.option("--keys", is_flag=True, help="Show what each key, clicker, or pedal sends instead.")
def command(audio: str | None, device: str | None, quiet: bool, keys: bool) -> int:
    """Check the sound, and list what is missing.

    It prints the audio backend that plays, the reasons against the others, the output devices, and
    the folders of your history, settings, and routines. Then it plays each kind of sound.

    The exit code is 1 if only the terminal's bell works. With CI set, and a null sink as output, it
    also measures how exactly a click comes back.
    """
    if keys:
        from supertimer.commands.run import require_terminal
        from supertimer.ui.screens.keys import probe_keys

        require_terminal()
        probe_keys(read_config().keys)
        return 0
    from supertimer.audio.monitor import null_sink, round_trip
    from supertimer.audio.output.miniaudio import MiniaudioSpeaker
    from supertimer.audio.output.pulse import PulseSpeaker
    from supertimer.audio.settings import style_of
    from supertimer.audio.setup import choose, sounds_of
    from supertimer.clock import SystemClock

    settings = read_config().sound
    clock = SystemClock()
    wanted = settings.device if device is None else device
    backend = choose(audio or settings.backend, wanted, clock.now)
    for name, reason in backend.refused:
        say(f"{name}: does not work. {reason}")
    speaker = backend.speaker
    lost = speaker.lost(clock.now())
    speaker = backend.fallback if lost else speaker
    say(f"{speaker.name}: plays the sound.")
    for name in devices():
        say(f"  Output device: {name}")
    style = style_of(settings)
    say(f"Sound profile: {style.profile}")
    say(f"Audio latency: {settings.latency_ms} ms")
    sounds = sounds_of(settings)
    for line in (*sounds.problems, *missing(sounds.voice), folders()):
        say(line)
    if not quiet and speaker.name != "none":
        play(speaker, sounds, clock.now)
        if os.environ.get("CI") and speaker.name != "bell" and null_sink():
            trip = round_trip(speaker, clock.now)
            say(
                f"Round trip: a click came back after {trip.delay_ms:.0f} ms,"
                f" and the next one a second later, {trip.off} samples off."
            )
        if isinstance(speaker, MiniaudioSpeaker | PulseSpeaker):
            say(f"Audio blocks that were late: {speaker.late}")
    backend.speaker.close()
    backend.fallback.close()
    return 1 if lost else 0


def play(speaker: "Speaker", sounds: "Sounds", clock: Callable[[], int]) -> None:
    """Play each kind of sound of a set, and print its name."""
    from supertimer.audio.score.cue import FRAMES_PER_MS, Cue, Kind

    shown: list[tuple[str, Kind, tuple[str, ...]]] = [
        ("lift", Kind.LIFT, ()),
        ("tick", Kind.TICK, ()),
        ("lower", Kind.LOWER, ()),
        ("fatigue", Kind.FATIGUE, ()),
        ("voice", Kind.SPEECH, ("push", "10")),
    ]

    def after(samples: "Placed") -> "Edit":
        return lambda mix, free: mix.plus([replace(samples, frame=free + lead)])

    lead = 100 * FRAMES_PER_MS
    pause = threading.Event()
    pause.wait(WAIT_MS / 1000)
    for name, kind, words in shown:
        cue = Cue(0, kind, kind.decibels, words=words)
        say(f"  {name}")
        speaker.change(after(sounds.placed(cue, 0)), clock())
        pause.wait(GAP_MS / 1000)


def devices() -> tuple[str, ...]:
    """Return the names of the output devices; none if they can't be found."""
    from supertimer.audio.output.devices import output_devices
    from supertimer.audio.output.speaker import SpeakerError

    try:
        return output_devices()
    except SpeakerError:
        return ()


def folders() -> str:
    """Return the folders of the user, which need not exist yet."""
    from supertimer import paths

    history, settings, routines = paths.data_dir(), paths.config_dir(), paths.routines_dir()
    return f"History folder: {history}\nSettings folder: {settings}\nRoutine folder: {routines}"


def missing(voice: "Voice") -> Iterator[str]:
    """Yield what is not installed, what it adds, and how to install it."""
    from importlib.util import find_spec

    from supertimer import paths
    from supertimer.audio.tts import find_namer

    if not voice.say("lift"):
        yield (
            "The voice clips are missing. To reinstall them:"
            " pip install --force-reinstall supertimer-tui"
        )
    if find_namer(paths.cache_dir() / "names") is None:
        yield (
            "The voice can't say names of exercises. Install a voice:"
            ' pip install "supertimer-tui[voice]", or the program espeak-ng'
        )
    if find_spec("soundfile") is None:
        yield (
            "`supertimer render` can only write WAV. For FLAC, Opus, and MP3:"
            ' pip install "supertimer-tui[files]"'
        )
