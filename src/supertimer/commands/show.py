"""`supertimer show`: a routine in words, or as a card to print."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import datetime

    from supertimer.body.coverage import Worked
    from supertimer.routine.model import Routine
    from supertimer.units import Unit


@click.command("show")
@click.argument("routine")
@click.option("--card", is_flag=True, help="A page to print, with empty boxes to fill in.")
@click.option("--json", "as_object", is_flag=True, help="The routine as JSON.")
@click.option(
    "--as", "person", default="", metavar="NAME", help="Whose loads and last days are told."
)
def command(routine: str, card: bool, as_object: bool, person: str) -> None:
    """Say in words what ROUTINE (a name or a file) asks for."""
    from supertimer.config import read_config
    from supertimer.routine.library import find
    from supertimer.text import literal

    if card and as_object:
        raise click.UsageError("--card is for paper, --json for programs: choose one")
    path = find(routine)
    config = read_config()
    lines: list[str]
    if card:
        from supertimer.commands.card import card_lines

        lines = list(card_lines(path, person, config))
    else:
        from supertimer.body.coverage import KEY, other_half, table
        from supertimer.clock import SystemClock
        from supertimer.routine.parse import read_routine
        from supertimer.routine.phrases import muscle_columns, routine_lines

        whole, now = read_routine(path), SystemClock().wall()
        worked = _worked(person, now)
        if as_object:
            click.echo(json.dumps(_object(whole, config.unit, worked, now)))
            return
        columns = muscle_columns(whole, worked, now)
        lines = [*routine_lines(whole, config.unit), "", *table(columns), f"({KEY})"]
        if missing := other_half(whole.covers, worked, now):
            lines += ["", missing]
    for line in lines:
        click.echo(literal(line))


def _object(
    routine: "Routine", unit: "Unit | None", worked: "Sequence[Worked]", now: "datetime"
) -> dict[str, object]:
    from supertimer.body.as_json import last_days
    from supertimer.routine.as_json import routine_object

    return {**routine_object(routine, unit), **last_days(worked, now)}


def _worked(person: str, now: "datetime") -> "Sequence[Worked]":
    """What was done lately; nothing if that cannot be told."""
    from supertimer.history.opening import reading
    from supertimer.history.queries import read_diary
    from supertimer.history.store import StoreError

    try:
        with reading(person) as (store, who):
            return read_diary(store, who, now).worked
    except StoreError:  # `supertimer history` tells what is wrong with it
        return ()
