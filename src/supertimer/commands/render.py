"""`supertimer render`: write a workout as sound files."""

import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from supertimer.commands.options import routine as routine_argument
from supertimer.commands.simulate import fatigue_times
from supertimer.config import read_config
from supertimer.console import say, warn
from supertimer.errors import SupertimerError

if TYPE_CHECKING:
    from supertimer.audio.score.track import Track
    from supertimer.audio.sounds import Sounds

PROFILES = ("guided", "sparse", "voice", "tones")


@click.command("render", epilog="Example: supertimer render big-five -o big-five.wav")
@routine_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file. The end of its name gives the format.",
)
@click.option(
    "--split",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write one track per set into this folder, and a playlist.",
)
@click.option(
    "--fatigue-after",
    "fatigue",
    multiple=True,
    metavar="[EXERCISE=]TIME",
    help="End sets to fatigue after this time under load: 95s for all sets, 'Leg press=80s' for"
    " the sets of one exercise; may be repeated. Default: the top of the target window.",
)
@click.option(
    "--format",
    "suffix",
    default="wav",
    metavar="FORMAT",
    help="Write the tracks of --split in this format: wav, flac, ogg, opus, or mp3.",
)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    help="Use this sound profile. Default: `sound` in the routine, or else `sound.profile` in the"
    " settings.",
)
@click.option(
    "--cues",
    "cue_list",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write all cues to this file, one JSON object per line.",
)
@click.option(
    "--sheet",
    is_flag=True,
    help="Also write a cue sheet, one track per set, beside the sound file.",
)
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
    """Write a workout as a sound file.

    ROUTINE is the name of a routine or a file. The formats are .wav and, with the extra `files`,
    .flac, .ogg, .opus, and .mp3. With --split, the "next" button of your headphones is the fatigue
    key.
    """
    if output is None and split is None:
        raise click.UsageError("give -o FILE or --split DIR")
    if output is None and (cue_list or sheet):
        raise click.UsageError("--cues and --sheet need -o FILE")

    from supertimer.audio.score.track import (
        as_json,
        by_set,
        cue_sheet,
        file_name,
        playlist,
        top_of_window,
        whole,
    )
    from supertimer.audio.settings import style_of
    from supertimer.audio.setup import learn_names, sounds_of
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
        warn(problem)
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
    """Write one track, and return its length in seconds; a terminal shows a progress bar."""
    from supertimer.audio.score.cue import RATE
    from supertimer.audio.sound_file import write

    mix = sounds.mix(track.cues)
    seconds = math.ceil(mix.end / RATE) + track.tail
    with click.progressbar(
        length=seconds, label=path.name, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        write(mix, seconds, path, lambda: bar.update(1), track.title)
    say(f"{path}: {seconds // 60}:{seconds % 60:02}")
    return seconds


def _text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SupertimerError(f"can't write {path}: {error.strerror}") from None


def _check_folder(file: Path) -> None:
    """Raise SupertimerError if the folder of `file` does not exist."""
    try:
        if file.parent.is_dir():
            return
        reason = f"the folder {file.parent} does not exist"
    except OSError as error:
        reason = str(error.strerror)
    raise SupertimerError(f"can't write {file}: {reason}")


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SupertimerError(f"can't create the folder {path}: {error.strerror}") from None
