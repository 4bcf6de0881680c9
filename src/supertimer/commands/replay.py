"""`supertimer replay`: a workout of the history, event by event."""

import json

import click


@click.command("replay")
@click.argument("workout", metavar="ID")
@click.option("--json", "as_lines", is_flag=True, help="Print one JSON object a line.")
@click.option("--as", "name", metavar="NAME", help="Whose last one; else the settings say.")
def command(workout: str, as_lines: bool, name: str | None) -> None:
    """Print what happened in the workout with the key ID (its beginning will do).

    `last` is the latest workout that was timed. The same workout always prints the same.
    """
    from supertimer.commands.simulate import table
    from supertimer.engine.as_json import as_json
    from supertimer.history.opening import reading
    from supertimer.history.resume import last_kept, read_kept

    with reading(name) as (store, person):
        kept = last_kept(store, person) if workout == "last" else read_kept(store, workout)
    session = kept.session()
    if as_lines:
        for event in session.events:
            click.echo(json.dumps(as_json(event), ensure_ascii=False))
    else:
        for line in table(session.plan, session.events):
            click.echo(line)
