"""`supertimer show`: a routine in words, or as a card to print."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from supertimer.routine.model import Routine


@click.command("show")
@click.argument("routine")
@click.option("--card", is_flag=True, help="A page to print, with empty boxes to fill in.")
@click.option("--as", "person", default="", metavar="NAME", help="Whose loads the card has.")
def command(routine: str, card: bool, person: str) -> None:
    """Say in words what ROUTINE (a name or a file) asks for."""
    from supertimer.config import read_config
    from supertimer.routine.library import find
    from supertimer.routine.literal import literal

    path = find(routine)
    config = read_config()
    lines: Iterable[str]
    if card:
        from supertimer.commands.card import card_lines

        lines = card_lines(path, person, config)
    else:
        from supertimer.routine.load import read_routine
        from supertimer.routine.words import routine_lines

        whole = read_routine(path)
        lines = [*routine_lines(whole, config.unit), *_other_half(whole, person)]
    for line in lines:
        click.echo(literal(line))


def _other_half(routine: "Routine", person: str) -> Iterator[str]:
    """What a split leaves to other routines, and none of them has done lately."""
    from supertimer.body.coverage import other_half
    from supertimer.body.worked import covered
    from supertimer.clock import SystemClock
    from supertimer.history.diary import read_diary, reading
    from supertimer.history.store import StoreError

    now = SystemClock().wall()
    try:
        with reading(person) as (store, who):
            worked = read_diary(store, who, now).worked
    except StoreError:  # `supertimer history` tells what is wrong with it
        return
    missing = other_half(covered(routine.covers), worked, now)
    if missing and any(each.when > now - timedelta(days=14) for each in worked):
        yield ""
        yield f"{missing[0].upper()}{missing[1:]}, and this routine leaves it to others."
