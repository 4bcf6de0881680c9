"""`supertimer alias`: an exercise that was renamed keeps its past."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from supertimer.history.queries import Past


@click.command("alias")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--remove", is_flag=True, help="Take it back: OLD counts as itself again.")
@click.option("--as", "name", metavar="NAME", help="Whose history; else the settings say.")
def command(old: str, new: str | None, remove: bool, name: str | None) -> None:
    """Count what was done as the exercise OLD to the exercise NEW."""
    from supertimer.clock import SystemClock
    from supertimer.config import read_config
    from supertimer.history.opening import writing
    from supertimer.history.persons import add_alias, person, remove_alias
    from supertimer.history.queries import Past
    from supertimer.text import literal

    if remove is (new is not None):
        raise click.UsageError("give OLD and NEW, or --remove and OLD")
    with writing() as store:
        who = person(store, name or read_config().person)
        now = SystemClock().wall()
        if new is None:
            found = remove_alias(store, who, old, now)
            click.echo(f"“{literal(found)}” counts as itself again")
            return
        past = Past(store, who)
        found = past.find(old)
        target = _known(new, past)
        add_alias(store, who, found, target, now)
    click.echo(f"“{literal(found)}” now counts as “{literal(target)}”")


def _known(name: str, past: "Past") -> str:
    """The exercise `name` as the history or a routine writes it; told if neither knows it."""
    from supertimer import paths
    from supertimer.routine.summary import read_summaries
    from supertimer.text import literal, near

    programs, _ = read_summaries([paths.routines_dir(), paths.bundled_routines()])
    named = (each for program in programs for each in program.exercises)
    known = tuple(dict.fromkeys([*past.exercises(), *named]))
    if name in known:
        return name
    for each in known:
        if each.casefold() == name.casefold():
            return each
    meant = near(name, known)
    hint = f"; did you mean “{literal(meant)}”?" if meant else "."
    click.echo(
        f"no routine and nothing in the history has an exercise “{literal(name)}”{hint}"
        " “supertimer alias --remove OLD” takes it back.",
        err=True,
    )
    return name
