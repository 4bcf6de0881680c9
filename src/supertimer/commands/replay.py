"""`supertimer replay`: print the events of a past workout."""

import click

from supertimer.commands.options import as_person, json_lines
from supertimer.console import say, say_json


@click.command("replay", epilog="Example: supertimer replay last")
@click.argument("workout", metavar="ID")
@json_lines
@as_person
def command(workout: str, as_json: bool, person: str | None) -> None:
    """Print the events of a past workout.

    ID is the beginning of a workout's key, which `supertimer history --json` prints, or `last` for
    the latest workout that was timed. The output for a workout is always the same.
    """
    from supertimer.commands.simulate import table
    from supertimer.engine.as_json import as_json as event_json
    from supertimer.history.opening import reading
    from supertimer.history.resume import last_kept, read_kept

    with reading(person) as (store, who):
        kept = last_kept(store, who) if workout == "last" else read_kept(store, workout)
    session = kept.session()
    if as_json:
        for event in session.events:
            say_json(event_json(event))
    else:
        for line in table(session.plan, session.events):
            say(line)
