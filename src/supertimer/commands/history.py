"""`supertimer history`: what was done."""

import json
from datetime import UTC, datetime, timedelta

import click


@click.command("history")
@click.option("--exercise", metavar="NAME", help="The sets of one exercise.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only from this day on."
)
@click.option("--sheet", is_flag=True, help="The classic card: exercises down, sessions across.")
@click.option("--json", "as_lines", is_flag=True, help="Print one JSON object a line.")
@click.option("--as", "name", metavar="NAME", help="Whose history; else the settings say.")
@click.option(
    "--delete",
    "doomed",
    metavar="WORKOUT/ATTEMPT",
    help="Delete one set, named by the two values that --json prints.",
)
def command(
    exercise: str | None,
    since: datetime | None,
    sheet: bool,
    as_lines: bool,
    name: str | None,
    doomed: str | None,
) -> None:
    """Show the workouts done so far, or with --exercise one exercise and how it went on."""
    if doomed is not None:
        _delete(doomed)
        return
    from supertimer import paths
    from supertimer.config import read_config
    from supertimer.history import report, stats
    from supertimer.history.fallback import waiting
    from supertimer.history.opening import reading
    from supertimer.history.queries import Past

    if sheet and (exercise or as_lines):
        raise click.UsageError("--sheet shows all exercises, and only to people")
    unit = read_config().unit
    # A day is the one that is shown: of the workout's own time zone, at most 14 h before UTC's.
    begin = None
    if since and since.year > 1:  # there is no day before the first
        begin = since.replace(tzinfo=UTC) - timedelta(days=1)

    def shown(started: datetime) -> bool:
        return since is None or started.date() >= since.date()

    for sentence in waiting(paths.data_dir()):
        click.echo(sentence, err=True)
    with reading(name) as (store, person):
        past = Past(store, person)
        if exercise:
            found = past.find(exercise)
            sets = [done for done in past.sets(found, begin) if shown(done.started)]
            lines = (
                map(_line, map(report.set_json, sets))
                if as_lines
                else report.exercise_lines(found, sets, unit)
            )
        elif sheet:
            sessions = past.sessions(begin, limit=stats.CARD, counting=True)
            sessions = [session for session in sessions if shown(session.started)]
            lines = report.sheet_lines(stats.sheet(sessions), unit)
        else:
            sessions = [each for each in past.sessions(begin) if shown(each.started)]
            lines = (
                map(_line, map(report.session_json, sessions))
                if as_lines
                else report.session_lines(sessions, unit)
            )
        said = False
        for line in lines:
            click.echo(line)
            said = True
        if not said and not as_lines:
            when = f" since {since:%Y-%m-%d}" if since else ""
            click.echo(f"Nothing was done{when}.")
        for fault in past.faults:
            click.echo(fault, err=True)


def _delete(doomed: str) -> None:
    from supertimer.clock import SystemClock
    from supertimer.history.edits import delete_set
    from supertimer.history.opening import writing

    workout, _, attempt = doomed.rpartition("/")
    if not attempt.isdecimal():
        raise click.BadParameter(f"{doomed!r} is no WORKOUT/ATTEMPT", param_hint="--delete")
    with writing() as store:
        delete_set(store, workout, int(attempt), SystemClock().wall())
    click.echo("1 set was deleted")


def _line(row: object) -> str:
    return json.dumps(row, ensure_ascii=False)
