"""`supertimer alias`: an exercise that was renamed keeps its past."""

import click


@click.command("alias")
@click.argument("old")
@click.argument("new")
@click.option("--as", "name", metavar="NAME", help="Whose history; else the settings say.")
def command(old: str, new: str, name: str | None) -> None:
    """Count what was done as the exercise OLD to the exercise NEW."""
    from supertimer.clock import SystemClock
    from supertimer.history.opening import writing
    from supertimer.history.past import Past
    from supertimer.history.persons import join
    from supertimer.routine.literal import literal

    with writing(name) as (store, person):
        found = Past(store, person).find(old)
        join(store, person, found, new, SystemClock().wall())
    click.echo(f"“{literal(found)}” now counts as “{literal(new)}”")
