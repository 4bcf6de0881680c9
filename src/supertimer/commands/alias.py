"""`supertimer alias`: treat an exercise name as an earlier name of another exercise."""

from itertools import chain
from typing import TYPE_CHECKING

import click

from supertimer.commands.options import as_person
from supertimer.console import say, warn

if TYPE_CHECKING:
    from supertimer.history.queries import Past


@click.command("alias", epilog='Example: supertimer alias "Row" "Seated row"')
@click.argument("old")
@click.argument("new", required=False)
@click.option("--remove", is_flag=True, help="Treat OLD as a separate exercise.")
@as_person
def command(old: str, new: str | None, remove: bool, person: str | None) -> None:
    """Treat an exercise name as an earlier name of another exercise.

    The history of the exercise OLD then belongs to the exercise NEW.
    """
    from supertimer.config import read_config
    from supertimer.history.opening import writing
    from supertimer.history.persons import person as find_person
    from supertimer.history.queries import Past

    if remove is (new is not None):
        raise click.UsageError("give OLD and NEW, or --remove and OLD")
    with writing() as store:
        who = find_person(store, person or read_config().person)
        if new is None:
            past = Past(store, who)
            found = past.aliases.remove(old, chain(*past.lookalikes()))
            say(f"“{found}” is now a separate exercise.")
            return
        past = Past(store, who)
        found = past.find(old)
        target = _known(new, past)
        past.aliases.add(found, target)
    say(f"“{found}” is now an earlier name of “{target}”.")


def _known(name: str, past: "Past") -> str:
    """Return the exercise `name` as the history or a routine writes it; warn if neither has it."""
    from supertimer import paths
    from supertimer.body.exercise_key import exercise_key
    from supertimer.routine.summary import read_summaries
    from supertimer.text import near

    programs, _ = read_summaries([paths.routines_dir(), paths.bundled_routines()])
    named = (each for program in programs for each in program.exercises)
    known = tuple(dict.fromkeys([*past.exercises(), *named]))
    if name in known:
        return name
    for each in known:
        if exercise_key(each) == exercise_key(name):
            return each
    meant = near(name, known)
    warn(
        f"Neither the history nor a routine has an exercise “{name}”."
        + (f" Did you mean “{meant}”?" if meant else "")
        + " To undo this, use: supertimer alias --remove OLD"
    )
    return name
