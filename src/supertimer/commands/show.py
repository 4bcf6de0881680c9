"""`supertimer show`: a routine in words."""

import click


@click.command("show")
@click.argument("routine")
def command(routine: str) -> None:
    """Say in words what ROUTINE (a name or a file) asks for."""
    from supertimer.config import read_config
    from supertimer.routine.library import find
    from supertimer.routine.literal import literal
    from supertimer.routine.load import read_routine
    from supertimer.routine.words import routine_lines

    path = find(routine)
    config = read_config()
    for line in routine_lines(read_routine(path), config.unit):
        click.echo(literal(line))
