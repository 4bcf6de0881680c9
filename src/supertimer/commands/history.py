"""`supertimer history`: show past workouts."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import click

from supertimer.commands.options import as_person, json_lines
from supertimer.console import say, say_json, warn


@click.command("history", epilog='Example: supertimer history --exercise "Leg press"')
@click.option(
    "--exercise",
    metavar="NAME",
    help="Show one exercise: its sets, progress, and records. Default: all workouts.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Show workouts from this day on, such as 2026-11-20.",
)
@click.option(
    "--sheet",
    is_flag=True,
    help="Show a table of the last 16 workouts: one row per exercise, one column per workout.",
)
@json_lines
@as_person
@click.option(
    "--delete",
    "doomed",
    metavar="WORKOUT/ATTEMPT",
    help="Delete one set: `workout` and `attempt` as --json prints them.",
)
def command(
    exercise: str | None,
    since: datetime | None,
    sheet: bool,
    as_json: bool,
    person: str | None,
    doomed: str | None,
) -> None:
    """Show past workouts."""
    if doomed is not None:
        _delete(doomed)
        return
    from supertimer import paths
    from supertimer.clock import SystemClock
    from supertimer.config import read_config
    from supertimer.history import report, stats
    from supertimer.history.fallback import waiting
    from supertimer.history.opening import reading
    from supertimer.history.queries import Past

    if sheet and (exercise or as_json):
        raise click.UsageError("--sheet can't be used with --exercise or --json")
    unit = read_config().unit
    # The day in the workout's own time zone, which begins at most 14 h before the day in UTC.
    begin = None
    if since and since.year > 1:  # year 1 has no day before its first
        begin = since.replace(tzinfo=UTC) - timedelta(days=1)

    def shown(started: datetime) -> bool:
        return since is None or started.date() >= since.date()

    for sentence in waiting(paths.data_dir()):
        warn(sentence)
    with reading(person) as (store, who):
        past = Past(store, who)
        if exercise:
            found = past.find(exercise)
            sets = [done for done in past.sets(found, begin) if shown(done.started)]
            lines: Iterable[object] = (
                map(report.set_json, sets) if as_json else report.exercise_lines(found, sets, unit)
            )
        elif sheet:
            sessions = past.sessions(begin, limit=stats.CARD, counting=True)
            sessions = [session for session in sessions if shown(session.started)]
            lines = report.sheet_lines(stats.sheet(sessions), unit, SystemClock().wall())
        else:
            sessions = [each for each in past.sessions(begin) if shown(each.started)]
            lines = (
                map(report.session_json, sessions)
                if as_json
                else report.session_lines(sessions, unit)
            )
        empty = True
        for line in lines:
            say(line) if isinstance(line, str) else say_json(line)
            empty = False
        if empty and not as_json:
            say(f"No workouts since {since:%Y-%m-%d}." if since else "No workouts yet.")
        past.report_lost_sets()
        for fault in past.faults:
            warn(fault)


def _delete(doomed: str) -> None:
    from supertimer.history.edits import delete_set
    from supertimer.history.opening import writing

    workout, _, attempt = doomed.rpartition("/")
    if not attempt.isdecimal():
        raise click.BadParameter(
            f"{doomed!r} is not WORKOUT/ATTEMPT, such as 019b8e5a-0f00-7000-8000-000000000000/0",
            param_hint="--delete",
        )
    with writing() as store:
        delete_set(store, workout, int(attempt))
    say("1 set deleted.")
