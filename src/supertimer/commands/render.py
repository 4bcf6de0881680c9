"""`supertimer render`: a workout as sound files."""

import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from supertimer.commands.simulate import fatigue_times
from supertimer.config import read_config
from supertimer.errors import SupertimerError

if TYPE_CHECKING:
    from supertimer.audio.score.track import Track
    from supertimer.audio.sounds import Sounds

PROFILES = ("guided", "sparse", "voice", "tones")


@click.command("render")
@click.argument("routine")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The sound file."
)
@click.option(
    "--split",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write one track a set into this folder, with a playlist.",
)
@click.option(
    "--fatigue-after",
    "fatigue",
    multiple=True,
    metavar="[EXERCISE=]TIME",
    help="When sets to fatigue end, in time under load. Default: the top of the target window.",
)
@click.option("--format", "suffix", default="wav", help="Of the tracks of --split: wav, flac, ...")
@click.option("--profile", type=click.Choice(PROFILES), help="How it sounds.")
@click.option(
    "--cues",
    "cue_list",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write down every cue too, one JSON object a line.",
)
@click.option("--sheet", is_flag=True, help="Write a cue sheet too, FILE.cue: a track a set.")
def command(
    routine: str,
    output: Path | None,
    split: Path | None,
    fatigue: tuple[str, ...],
    suffix: str,
    profile: str | None,
    cue_list: Path | None,
    sheet: bool,
) -> None:
    """Write the workout of ROUTINE (a name or a file) as sound, for any player.

    The end of the file's name says the format: .wav; with the extra `files` .flac, .ogg, .opus
    and .mp3 too. With --split each set is a track: the headphones' "next" is then the key.
    """
    if output is None and split is None:
        raise click.UsageError("say where to: -o FILE, or --split DIR")
    if output is None and (cue_list or sheet):
        raise click.UsageError("--cues and --sheet go with -o FILE")

    from supertimer.audio.score.track import (
        as_json,
        by_set,
        cue_sheet,
        file_name,
        playlist,
        top_of_window,
        whole,
    )
    from supertimer.audio.setup import learn_names, sounds_of, style_of
    from supertimer.audio.sound_file import check_format
    from supertimer.routine.compile import compile_routine
    from supertimer.routine.library import find
    from supertimer.routine.parse import read_routine

    read = read_routine(find(routine))
    plan = compile_routine(read)
    settings = read_config().sound
    style = style_of(settings, profile or read.sound)
    if output:
        check_format(output)
    track_suffix = f".{suffix.removeprefix('.').lower()}"
    if split:
        check_format(Path(f"track{track_suffix}"))
    for file in filter(None, (output, cue_list)):
        _check_folder(file)
    sounds = sounds_of(settings)
    learn_names(sounds.voice, plan)
    for problem in sounds.problems:
        click.echo(problem, err=True)
    if output:
        times = fatigue_times(fatigue, plan, top_of_window)
        track = whole(plan, times, style, sounds.voice)
        _write(track, sounds, output)
        if cue_list:
            _text(cue_list, "".join(f"{json.dumps(as_json(cue))}\n" for cue in track.cues))
        if sheet:
            _text(output.with_suffix(".cue"), cue_sheet(track, output.name))
    if split:
        _folder(split)
        listed = []
        for track in by_set(plan, style, sounds.voice):
            name = f"{file_name(track.title)}{track_suffix}"
            listed.append((track.title, _write(track, sounds, split / name), name))
        _text(split / "playlist.m3u8", playlist(listed))


def _write(track: "Track", sounds: "Sounds", path: Path) -> int:
    """Write one track, with a progress bar on a terminal, and return its seconds."""
    from supertimer.audio.score.cue import RATE
    from supertimer.audio.sound_file import write

    mix = sounds.mix(track.cues)
    seconds = math.ceil(mix.end / RATE) + track.tail
    with click.progressbar(
        length=seconds, label=path.name, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        write(mix, seconds, path, lambda: bar.update(1), track.title)
    click.echo(f"{path}: {seconds // 60}:{seconds % 60:02}")
    return seconds


def _text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SupertimerError(f"{path}: cannot be written: {error.strerror}") from None


def _check_folder(file: Path) -> None:
    """Raises SupertimerError if there is no folder for `file`."""
    try:
        if file.parent.is_dir():
            return
        reason = f"there is no folder {file.parent}"
    except OSError as error:
        reason = str(error.strerror)
    raise SupertimerError(f"{file}: cannot be written: {reason}")


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SupertimerError(f"{path}: cannot be made: {error.strerror}") from None
