"""`supertimer run`: a live workout, on the screen or in lines."""

import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from supertimer import paths
from supertimer.config import BACKENDS, Config, read_config

if TYPE_CHECKING:
    pass

_BESIDE = {True: ".", False: ": closed as stopped.", None: ": add --resume, or --anew to close it."}
"""What is said beside the offer to resume, by what was chosen."""


@click.command("run")
@click.argument("routine")
@click.option("--plain", is_flag=True, help="No screen: one line for everything that happens.")
@click.option("--events", is_flag=True, help="With --plain: each event as a line of JSON.")
@click.option("--audio", type=click.Choice(BACKENDS), help="What plays the sound.")
@click.option(
    "--resume/--anew",
    default=None,
    help="With --plain: go on with what was cut off, or close it as stopped and begin anew.",
)
@click.option("--as", "person", default="", metavar="NAME", help="Who trains.")
def command(
    routine: str, plain: bool, events: bool, audio: str | None, resume: bool | None, person: str
) -> int:
    """Do the workout of ROUTINE, a name or a file.

    Space, Enter, or in a set any other key, marks fatigue. Every set is kept.
    """
    from supertimer.routine.library import find

    if events and not plain:
        raise click.UsageError("--events goes with --plain")
    if resume is not None and not plain:
        option = "--resume" if resume else "--anew"
        raise click.UsageError(f"{option} goes with --plain; the screen offers it by itself")
    path = find(routine)
    config = read_config()
    if plain:
        run_lines(path, config, audio or "", person, as_json=events, resume=resume)
        return 0
    need_terminal(path)
    from supertimer.ui.app import run_app

    return run_app(config, path=path, person=person, audio=audio or "")


def open_home(person: str = "") -> int:
    """The screen with the list of routines; `person` trains, else whom the settings name.

    Returns the process's exit code.
    """
    need_terminal()
    from supertimer.ui.app import run_app

    return run_app(read_config(), person=person)


def need_terminal(path: Path | None = None) -> None:
    """Refuse to draw where nobody sees it.

    Raises:
        SupertimerError: the routine in `path` is wrong anyway.
        UsageError: there is no terminal here.
    """
    from supertimer.workout.keyboard import somebody_is_here

    if somebody_is_here():
        return
    if path is not None:
        from supertimer.routine.parse import read_routine

        read_routine(path)
    raise click.UsageError("there is no terminal here; `supertimer run ROUTINE --plain` needs none")


def run_lines(
    path: Path, config: Config, audio: str, person: str, *, as_json: bool, resume: bool | None
) -> None:
    """The line mode; a signal that ends it leaves a workout that can be resumed."""
    from supertimer.body.safety import SAFETY_NOTE
    from supertimer.clock import SystemClock
    from supertimer.text import literal
    from supertimer.workout.keyboard import Keyboard
    from supertimer.workout.keymap import keymap
    from supertimer.workout.lines import Lines, key_words
    from supertimer.workout.trainer import Trainer

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _leave)

    def write(line: str) -> None:
        click.echo(literal(line))

    def note(line: str) -> None:
        click.echo(literal(line), err=True)

    trainer = Trainer(config, SystemClock(), person, audio)
    try:
        for notice in trainer.notices:
            note(notice)
        prepared = trainer.prepare(path)
        if not paths.was_welcomed():
            note(SAFETY_NOTE)
            paths.welcome()
        if not as_json:
            keys = key_words(keymap(config.keys))
            write(f"{prepared.routine.name}, for {trainer.person}. {keys}.")
        cut_off = trainer.cut_off(prepared.routine.name)
        if cut_off:
            note(cut_off.sentence(trainer.clock.wall()) + _BESIDE[resume])
        if cut_off and resume:
            controls = trainer.resume(cut_off.workout)
        else:
            if cut_off and resume is False:
                trainer.close_as_stopped(cut_off.workout)
            controls = trainer.start(prepared)
        try:
            lines = Lines(controls, click.echo if as_json else write, note, as_json=as_json)
            with Keyboard() as keyboard:
                lines.run(keyboard)
        finally:
            controls.runner.close()
    finally:
        trainer.close()


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """A signal asks to end: leave by the same way as everything else, and say so in the status."""
    sys.exit(128 + number)
