"""`supertimer doctor`: what plays the sound, why the others do not, and what is missing."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from supertimer.config import BACKENDS, read_config

if TYPE_CHECKING:
    from supertimer.audio.mixer import Placed
    from supertimer.audio.output.speaker import Edit, Speaker
    from supertimer.audio.sounds import Sounds
    from supertimer.audio.voice import Voice

GAP_MS = 1_500
"""From one sound to the next."""
WAIT_MS = 2_000
"""A sound server that was asleep takes up to this long before it plays."""


@click.command("doctor")
@click.option("--audio", type=click.Choice(BACKENDS), help="Try this back end only.")
@click.option("--device", help="Play through the output device with this in its name.")
@click.option("--quiet", is_flag=True, help="Look only; play nothing.")
@click.option("--keys", is_flag=True, help="Show what each key, clicker or pedal sends instead.")
def command(audio: str | None, device: str | None, quiet: bool, keys: bool) -> int:
    """Say what plays the sound and why not something else, play it, and name what is missing.

    It also says in which folders your history, settings and routines are.

    Exits with 1 if nothing but the terminal's bell can be heard. Where CI is set and the output is
    a null sink, it also listens whether a click comes back.
    """
    if keys:
        from supertimer.commands.run import need_terminal
        from supertimer.ui.screens.keys import probe_keys

        need_terminal()
        probe_keys(read_config().keys)
        return 0
    from supertimer.audio.monitor import null_sink, round_trip
    from supertimer.audio.output.miniaudio import MiniaudioSpeaker
    from supertimer.audio.setup import choose, sounds_of, style_of
    from supertimer.clock import SystemClock
    from supertimer.text import literal

    settings = read_config().sound
    clock = SystemClock()
    wanted = settings.device if device is None else device
    backend = choose(audio or settings.backend, wanted, clock.now)
    for name, reason in backend.refused:
        click.echo(literal(f"{name}: no. {reason}"))
    speaker = backend.speaker
    lost = speaker.lost(clock.now())
    speaker = backend.fallback if lost else speaker
    click.echo(f"{speaker.name}: this is what plays.")
    for name in devices():
        click.echo(literal(f"  output device: {name}"))
    style = style_of(settings)
    click.echo(f"profile: {style.profile}; the screen waits {settings.latency_ms} ms for the ear")
    sounds = sounds_of(settings)
    for line in (*sounds.problems, *missing(sounds.voice), folders()):
        click.echo(literal(line))
    if not quiet and speaker.name != "none":
        play(speaker, sounds, clock.now)
        if os.environ.get("CI") and speaker.name != "bell" and null_sink():
            trip = round_trip(speaker, clock.now)
            click.echo(
                f"round trip: a click came back after {trip.delay_ms:.0f} ms,"
                f" the next one a second later, {trip.off} samples off"
            )
        if isinstance(speaker, MiniaudioSpeaker):
            click.echo(f"blocks that came too late: {speaker.late}")
    backend.speaker.close()
    backend.fallback.close()
    return 1 if lost else 0


def play(speaker: "Speaker", sounds: "Sounds", clock: Callable[[], int]) -> None:
    """Play what a set is made of, one by one, each with its name."""
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
        click.echo(f"  {name}")
        speaker.change(after(sounds.placed(cue, 0)), clock())
        pause.wait(GAP_MS / 1000)


def devices() -> tuple[str, ...]:
    """The names of the output devices; none where they cannot be found."""
    from supertimer.audio.output.devices import output_devices
    from supertimer.audio.output.speaker import SpeakerError

    try:
        return output_devices()
    except SpeakerError:
        return ()


def folders() -> str:
    """Where the user's own things are, whether there are any yet or not."""
    from supertimer import paths

    history, settings, routines = paths.data_dir(), paths.config_dir(), paths.routines_dir()
    return f"history in {history}, settings in {settings}, routines in {routines}"


def missing(voice: "Voice") -> Iterator[str]:
    """What is not installed, what it would bring, and how to get it."""
    from importlib.util import find_spec

    from supertimer import paths
    from supertimer.audio.tts import find_namer

    if not voice.say("lift"):
        yield "the voice's clips are missing: install supertimer anew"
    if find_namer(paths.cache_dir() / "names") is None:
        yield 'names of your own are not spoken: pip install "supertimer-tui[voice]", or espeak-ng'
    if find_spec("soundfile") is None:
        yield 'render writes WAV only: pip install "supertimer-tui[files]" for FLAC, Opus and MP3'
