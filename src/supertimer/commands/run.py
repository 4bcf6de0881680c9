"""`supertimer run`: do a workout, on the screen or in line mode."""

import gc
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from supertimer import paths
from supertimer.commands.options import audio as audio_option
from supertimer.commands.options import routine as routine_argument
from supertimer.commands.options import trains_as
from supertimer.commands.person import trainee
from supertimer.commands.sharing import opener, shared, shares, silenced
from supertimer.config import Config, read_config
from supertimer.console import require_input, say, somebody_is_here, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from supertimer.engine.events import Event
    from supertimer.workout.controls import Pages

GARBAGE = 5_000
"""How many new objects make the garbage collector look while the screens run."""

_BESIDE = {
    True: ".",
    False: ". It is now marked as stopped.",
    None: ". To resume it, add --resume; to mark it as stopped, add --anew.",
}
"""How the sentence about an interrupted workout ends, by the option that was given."""


@click.command("run", epilog="Example: supertimer run big-five --plain")
@routine_argument
@click.option("--plain", is_flag=True, help="Use line mode: print one line per event, no screen.")
@click.option("--events", is_flag=True, help="With --plain: print one JSON object per event.")
@audio_option
@click.option(
    "--resume/--anew",
    default=None,
    help="With --plain: resume an interrupted workout, or mark it as stopped and start a new one.",
)
@click.option(
    "--events-to",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write one JSON object per event to this new file or FIFO.",
)
@click.option("--force", is_flag=True, help="With --events-to: replace a file that exists.")
@shares
@trains_as
def command(
    routine: str,
    plain: bool,
    events: bool,
    audio: str | None,
    resume: bool | None,
    events_to: Path | None,
    force: bool,
    person: str | None,
    **sharing: Any,
) -> int:
    """Do a workout.

    ROUTINE is the name of a routine or a file. Press Space or Enter to start a set, and any key at
    fatigue. The program stores every set.
    """
    from supertimer.routine.library import find

    if events and not plain:
        raise click.UsageError("--events needs --plain")
    if resume is not None and not plain:
        option = "--resume" if resume else "--anew"
        raise click.UsageError(f"{option} needs --plain; the screen asks you instead")
    path = find(routine)
    config = read_config()
    if not plain:
        require_terminal(path)
    person = trainee(person)
    hear = None
    if events_to is not None:
        from supertimer.interop.events_file import EventsFile

        hear = EventsFile(events_to, replace=force).hear
    audio = silenced(sharing) or audio or ""
    with shared(config, **sharing) as pages:
        if plain:
            run_lines(
                path, config, audio, person, as_json=events, resume=resume, pages=pages, hear=hear
            )
            return 0
        _hold_garbage()
        from supertimer.ui.start import run_app

        return run_app(
            config,
            path=path,
            person=person,
            audio=audio,
            pages=pages,
            hear=hear,
            open_pages=opener(config),
        )


def open_home(person: str = "") -> int:
    """Open the screen with the list of routines, and return the exit code.

    `person` trains, or else the person in the settings.
    """
    require_terminal()
    _hold_garbage()
    from supertimer.ui.start import run_app

    config = read_config()
    return run_app(config, person=trainee(person), open_pages=opener(config))


def _hold_garbage() -> None:
    """Turn the garbage collector off until the screen turns it on; let it look often then.

    What the screen has drawn refers to itself, so nothing else frees it.
    """
    gc.disable()
    gc.set_threshold(GARBAGE)


def require_terminal(path: Path | None = None) -> None:
    """Raise UsageError if the output is not a terminal.

    Raises SupertimerError instead if the routine in `path` has errors.
    """
    if somebody_is_here():
        return
    if path is not None:
        from supertimer.routine.parse import read_routine

        read_routine(path)
    raise click.UsageError(
        "the screen needs a terminal; without one, use: supertimer run ROUTINE --plain"
    )


def run_lines(
    path: Path,
    config: Config,
    audio: str,
    person: str,
    *,
    as_json: bool,
    resume: bool | None,
    pages: "Pages | None" = None,
    hear: "Callable[[Event], None] | None" = None,
) -> None:
    """Do a workout in line mode; a signal that ends it leaves a workout that can be resumed."""
    from supertimer.body.safety import SAFETY_NOTE
    from supertimer.clock import SystemClock
    from supertimer.workout.keyboard import Keyboard
    from supertimer.workout.keymap import keymap
    from supertimer.workout.lines import Lines, key_words
    from supertimer.workout.trainer import Trainer

    require_input()
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _leave)

    trainer = Trainer(config, SystemClock(), person, audio, pages, hear, opener(config))
    try:
        for notice in trainer.notices:
            warn(notice)
        prepared = trainer.prepare(path)
        if not paths.was_welcomed():
            warn(SAFETY_NOTE)
            paths.welcome()
        if not as_json:
            keys = key_words(keymap(config.keys))
            say(f"{prepared.routine.name}, training as {trainer.person}. {keys}.")
        cut_off = trainer.cut_off(prepared.routine.name)
        if cut_off:
            warn(cut_off.sentence(trainer.clock.wall()) + _BESIDE[resume])
        if pages is not None:
            warn(f"Open this link on the phone: {pages.link}")
            warn(pages.about)
        if cut_off and resume:
            controls = trainer.resume(cut_off.workout)
        else:
            if cut_off and resume is False:
                trainer.close_as_stopped(cut_off.workout)
            controls = trainer.start(prepared)
        try:
            lines = Lines(controls, say, warn, as_json=as_json)
            with Keyboard(controls.runner.continued) as keyboard:
                lines.run(keyboard)
        finally:
            controls.close()
    finally:
        trainer.close()


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """End the program after a signal, with the exit code that a shell expects."""
    sys.exit(128 + number)
