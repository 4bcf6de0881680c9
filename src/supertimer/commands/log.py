"""`supertimer log`: a workout that was done away from the computer."""

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from supertimer.engine.plan import Plan
    from supertimer.history.by_hand import SetEntry
    from supertimer.units import Unit


@click.command("log")
@click.argument("routine")
@click.option(
    "--date",
    "day",
    metavar="DATE",
    help="When it was done; else it has just ended.",
)
@click.option("--as", "name", metavar="NAME", default="", help="Who did it; else the settings say.")
def command(routine: str, day: str | None, name: str) -> None:
    """Enter a workout by ROUTINE, a line a set: "120 1:42", or "-" if it was not done.

    The lines are asked for, or read from a pipe. All are entered, marked as such, or none.
    """
    from supertimer.clock import SystemClock
    from supertimer.config import read_config
    from supertimer.history import by_hand
    from supertimer.history.report import set_line
    from supertimer.routine.library import find
    from supertimer.workout.trainer import Trainer

    trainer = Trainer(read_config(), SystemClock(), name)
    try:
        for notice in trainer.notices:
            click.echo(notice, err=True)
        trainer.require_exclusive()
        started = by_hand.begun(day, trainer.clock.wall()) if day else None
        prepared = trainer.prepare(find(routine))
        unit = prepared.routine.unit
        if sys.stdin.isatty():
            entries = _ask(prepared.plan, unit)
        else:
            entries = by_hand.read_lines(prepared.plan, sys.stdin, unit)
        sets = trainer.enter(prepared, entries, started)
        for done in sets:
            click.echo(set_line(done, trainer.config.unit))
    finally:
        trainer.close()


def _ask(plan: "Plan", unit: "Unit | None") -> "tuple[SetEntry, ...]":
    """Ask for each set until its line means something."""
    from supertimer.history import by_hand
    from supertimer.text import literal

    entries = []
    for index in by_hand.asked(plan):
        work = plan.sets[index]
        side = f", {work.side}" if work.side else ""
        while True:
            line = click.prompt(f"{literal(work.exercise)}, set {work.number}{side}")
            try:
                entry = by_hand.read_line(plan, index, line, unit)
            except by_hand.EntryError as error:
                click.echo(error, err=True)
                continue
            break
        if entry is not None:
            entries.append(entry)
    return tuple(entries)
