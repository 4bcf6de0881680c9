"""`supertimer log`: log a past workout."""

import sys
from typing import TYPE_CHECKING

import click

from supertimer.commands.options import routine as routine_argument
from supertimer.commands.options import trains_as
from supertimer.commands.person import trainee
from supertimer.console import is_interactive, require_input, say, warn

if TYPE_CHECKING:
    from supertimer.engine.plan import Plan
    from supertimer.history.by_hand import SetEntry
    from supertimer.units import Unit


@click.command("log", epilog="Example: supertimer log big-five --date 2026-11-20")
@routine_argument
@click.option(
    "--date",
    "day",
    metavar="DATE",
    help="The day of the workout, such as 2026-11-20 or '2026-11-20 18:30'. Default: it has just"
    " ended.",
)
@trains_as
def command(routine: str, day: str | None, person: str | None) -> None:
    """Log a past workout.

    ROUTINE is the name of a routine or a file. The program asks for one line per set, or reads the
    lines from a pipe: a load and a time such as 120 1:42, or - for a set that you did not do. It
    stores all lines or none, and marks the sets as entered by hand.
    """
    from supertimer.clock import SystemClock
    from supertimer.config import read_config
    from supertimer.history import by_hand
    from supertimer.history.report import set_line
    from supertimer.routine.library import find
    from supertimer.workout.trainer import Trainer

    require_input()
    trainer = Trainer(read_config(), SystemClock(), trainee(person))
    try:
        for notice in trainer.notices:
            warn(notice)
        started = by_hand.begun(day, trainer.clock.wall()) if day else None
        prepared = trainer.prepare(find(routine))
        unit = prepared.routine.unit
        if is_interactive():
            entries = _ask(prepared.plan, unit)
        else:
            entries = by_hand.read_lines(prepared.plan, sys.stdin, unit)
        for entry in entries:
            if entry.read_as:
                warn(f"Read as: {entry.read_as}")
        sets = trainer.enter(prepared, entries, started)
        for done in sets:
            say(set_line(done, trainer.config.unit))
    finally:
        trainer.close()


def _ask(plan: "Plan", unit: "Unit | None") -> "tuple[SetEntry, ...]":
    """Ask for the line of each set until it is valid."""
    from supertimer.history import by_hand
    from supertimer.history.wording import set_place
    from supertimer.text import literal

    entries = []
    for index in by_hand.asked(plan):
        name = f"{literal(plan.sets[index].exercise)}, {set_place(plan, index)}"
        while True:
            line = click.prompt(name)
            try:
                entry = by_hand.read_line(plan, index, line, unit)
            except by_hand.EntryError as error:
                warn(str(error))
                continue
            break
        if entry is not None:
            entries.append(entry)
    return tuple(entries)
