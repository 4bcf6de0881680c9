"""`supertimer history`: show past workouts."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import click

from supertimer.commands import names
from supertimer.commands.options import as_person, json_lines
from supertimer.console import json_line, say, say_all, warn


@click.command("history", epilog='Example: supertimer history --exercise "Leg press"')
@click.option(
    "--exercise",
    metavar="NAME",
    shell_complete=names.exercises,
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
    metavar="WORKOUT[/ATTEMPT]",
    help="Delete a workout, or one of its sets: `workout` and `attempt` as --json prints them.",
)
@click.option(
    "--restore",
    "restored",
    metavar="WORKOUT[/ATTEMPT]",
    help="Restore a deleted workout or set.",
)
@click.option(
    "--move",
    "moved",
    metavar="WORKOUT",
    help="Correct the person (--to) or the day (--date) of a workout.",
)
@click.option("--to", "new_person", metavar="NAME", help="With --move: whose workout it is.")
@click.option(
    "--date",
    "new_date",
    metavar="DATE",
    help="With --move: when it began, such as 2026-11-20 or '2026-11-20 18:30'. A day without a"
    " time keeps the time.",
)
def command(
    exercise: str | None,
    since: datetime | None,
    sheet: bool,
    as_json: bool,
    person: str | None,
    doomed: str | None,
    restored: str | None,
    moved: str | None,
    new_person: str | None,
    new_date: str | None,
) -> None:
    """Show past workouts.

    Or correct one: delete it, restore it, or move it to another person or day.
    """
    if sum(each is not None for each in (doomed, restored, moved)) > 1:
        raise click.UsageError("use only one of --delete, --restore, and --move")
    if (moved is None) is not (new_person is None and new_date is None):
        raise click.UsageError("--move needs --to or --date, and they need --move")
    if doomed is not None:
        _delete(doomed, "--delete")
    elif restored is not None:
        _delete(restored, "--restore")
    elif moved is not None:
        _move(moved, new_person, new_date)
    else:
        _show(exercise, since, sheet, as_json, person)


def _show(
    exercise: str | None, since: datetime | None, sheet: bool, as_json: bool, person: str | None
) -> None:
    from shlex import quote

    from supertimer import paths
    from supertimer.clock import SystemClock
    from supertimer.config import read_config
    from supertimer.history import report, stats
    from supertimer.history.fallback import waiting
    from supertimer.history.listing import Listing
    from supertimer.history.opening import reading

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
        past = Listing(store, who, SystemClock().wall())
        if exercise:
            found = past.find(exercise)
            sets = [done for done in past.sets(found, begin) if shown(done.started)]
            lines: Iterator[str] = (
                map(json_line, map(report.set_json, sets))
                if as_json
                else report.exercise_lines(found, sets, unit)
            )
        elif sheet:
            sessions = past.sessions(begin, limit=stats.CARD, counting=True)
            sessions = [session for session in sessions if shown(session.started)]
            lines = report.sheet_lines(stats.sheet(sessions), unit, SystemClock().wall())
        elif as_json:
            sessions = [each for each in past.sessions(begin) if shown(each.started)]
            lines = map(json_line, map(report.session_json, sessions))
        else:
            lines = past.lines(begin, unit, shown)
        if not say_all(lines) and not as_json:
            say(f"No workouts since {since:%Y-%m-%d}." if since else "No workouts yet.")
        if not as_json:
            for old, new in past.lookalikes():
                warn(
                    f"“{old}” and “{new}” may be one exercise. To join them:"
                    f" supertimer alias {quote(old)} {quote(new)}\nTo keep them apart:"
                    f" supertimer alias --remove {quote(old)}"
                )
        past.report_lost_sets()
        for fault in past.faults:
            warn(fault)


def _delete(which: str, option: str) -> None:
    """Delete or restore what `which` names, and say how to undo that."""
    from supertimer.history import edits
    from supertimer.history.opening import writing

    restore = option == "--restore"
    workout, slash, attempt = which.partition("/")
    if not set(workout) <= set("0123456789abcdef-") or (slash and not attempt.isdecimal()):
        raise click.BadParameter(
            f"{which!r} is not WORKOUT or WORKOUT/ATTEMPT,"
            " such as 019b8e5a-0f00-7000-8000-000000000000/0",
            param_hint=option,
        )
    with writing() as store:
        chosen = edits.find_workout(store, workout)
        if slash:
            edits.delete_set(store, chosen.workout, int(attempt), restore=restore)
        elif restore:
            edits.restore_workout(store, chosen.workout)
        else:
            edits.delete_workout(store, chosen.workout)
    if restore:
        say("1 set restored." if slash else f"{chosen} is restored.")
    else:
        say("1 set deleted." if slash else f"{chosen} is deleted.")
        say(f"To undo this: supertimer history --restore {chosen.workout}{slash}{attempt}")


def _move(which: str, to: str | None, date: str | None) -> None:
    """Correct the person and the day of a workout, and say how to undo that."""
    from shlex import quote

    from supertimer.history import edits
    from supertimer.history.opening import writing
    from supertimer.history.persons import find_person, label_of

    with writing() as store:
        chosen = edits.find_workout(store, which)
        try:
            started = edits.read_moment(date, chosen.started) if date else chosen.started
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--date") from None
        target = None if to is None else find_person(store, to)
        workout, undo = chosen.workout, ""
        if target is not None:
            undo += f" --to {quote(label_of(store, chosen.person))}"
            workout = edits.move_to_person(store, chosen.workout, target)
            say(f"{chosen} belongs to {target.label} now.")
        if date is not None:
            undo += f" --date {chosen.started.isoformat(timespec='milliseconds')}"
            edits.move_to_moment(store, workout, started)
            say(f"{chosen} is dated {started:%Y-%m-%d %H:%M} now.")
    say(f"To undo this: supertimer history --move {workout}{undo}")
