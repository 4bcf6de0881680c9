"""`supertimer show`: a routine in words, or as a card to print."""

from collections.abc import Iterable

import click


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

        lines = routine_lines(read_routine(path), config.unit)
    for line in lines:
        click.echo(literal(line))
