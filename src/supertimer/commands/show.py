"""`supertimer show`: describe a routine in words, or print it as a card."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from supertimer.commands.options import as_person, json_object
from supertimer.commands.options import routine as routine_argument
from supertimer.console import say, say_json

if TYPE_CHECKING:
    from datetime import datetime

    from supertimer.body.coverage import Worked
    from supertimer.routine.model import Routine
    from supertimer.units import Unit


@click.command("show", epilog="Example: supertimer show big-five")
@routine_argument
@click.option("--card", is_flag=True, help="Print a card for paper, with empty boxes to fill in.")
@json_object
@as_person
def command(routine: str, card: bool, as_json: bool, person: str | None) -> None:
    """Describe a routine in words, or print it as a card.

    ROUTINE is the name of a routine or a file.
    """
    from supertimer.config import read_config
    from supertimer.routine.library import find

    if card and as_json:
        raise click.UsageError("use only one of --card and --json")
    path = find(routine)
    config = read_config()
    lines: list[str]
    if card:
        from supertimer.commands.card import card_lines

        lines = list(card_lines(path, person or "", config))
    else:
        from supertimer.body.coverage import KEY, other_half, table
        from supertimer.clock import SystemClock
        from supertimer.routine.parse import read_routine
        from supertimer.routine.phrases import muscle_columns, routine_lines

        whole, now = read_routine(path), SystemClock().wall()
        worked = _worked(person, now)
        if as_json:
            say_json(_object(whole, config.unit, worked, now))
            return
        columns = muscle_columns(whole, worked, now)
        lines = list(routine_lines(whole, config.unit))
        if any(columns.values()):
            lines += ["", *table(columns), f"({KEY})"]
        if missing := other_half(whole.covers, worked, now):
            lines += ["", missing]
    for line in lines:
        say(line)


def _object(
    routine: "Routine", unit: "Unit | None", worked: "Sequence[Worked]", now: "datetime"
) -> dict[str, object]:
    from supertimer.body.as_json import last_days
    from supertimer.routine.as_json import routine_object

    return {**routine_object(routine, unit), **last_days(worked, now)}


def _worked(person: str | None, now: "datetime") -> "Sequence[Worked]":
    """Return the sets of the last 60 days, or nothing if the history can't be read."""
    from supertimer.history.database import StoreError
    from supertimer.history.diary import read_diary
    from supertimer.history.opening import reading

    try:
        with reading(person) as (store, who):
            return read_diary(store, who, now).worked
    except StoreError:  # `supertimer history` says what is wrong with it
        return ()
