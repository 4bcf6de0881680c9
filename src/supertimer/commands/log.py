"""`supertimer log`: a workout that was done away from the computer."""

import sys
from datetime import datetime, time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from supertimer.engine.plan import Plan
    from supertimer.history.by_hand import Entry
    from supertimer.units import Unit


@click.command("log")
@click.argument("routine")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]),
    metavar="DATE",
    help="When it was done; else it has just ended.",
)
@click.option("--as", "name", metavar="NAME", default="", help="Who did it; else the settings say.")
def command(routine: str, day: datetime | None, name: str) -> None:
    """Enter a workout by ROUTINE, a line a set: "120 1:42", or "-" if it was not done.

    The lines are asked for, or read from a pipe. All are entered, marked as such, or none.
    """
    from supertimer.clock import SystemClock
    from supertimer.config import read_config
    from supertimer.history import by_hand
    from supertimer.history.report import set_line
    from supertimer.routine.library import find
    from supertimer.trainer import Trainer

    trainer = Trainer(read_config(), SystemClock(), name)
    try:
        for notice in trainer.notices:
            click.echo(notice, err=True)
        trainer.need_floor()
        prepared = trainer.prepare(find(routine))
        unit = prepared.routine.unit
        if sys.stdin.isatty():
            entries = _ask(prepared.plan, unit)
        else:
            entries = by_hand.read_lines(prepared.plan, sys.stdin, unit)
        sets = trainer.enter(prepared, entries, _moment(day) if day else None)
        for done in sets:
            click.echo(set_line(done, trainer.config.unit))
    finally:
        trainer.close()


def _moment(day: datetime) -> datetime:
    """A day without a time is meant at noon, which is the same day in most of the world."""
    at_noon = datetime.combine(day, time(12)) if day.time() == time(0) else day
    return at_noon.astimezone()


def _ask(plan: "Plan", unit: "Unit | None") -> "tuple[Entry, ...]":
    """Ask for each set until its line means something."""
    from supertimer.history import by_hand
    from supertimer.routine.literal import literal

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
