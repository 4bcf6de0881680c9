"""`supertimer export`: write the history and the plan for other programs."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click
from click.core import ParameterSource

from supertimer.commands import names
from supertimer.commands.options import as_person
from supertimer.console import say, shows_styles, warn

if TYPE_CHECKING:
    from supertimer.history.queries import SessionDone

_output = click.option(
    "-o",
    "--output",
    type=click.File("wb", lazy=True),
    default="-",
    show_default=False,
    help="Write to this file. Default: standard output.",
)
_since = click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Include workouts from this day on, such as 2026-11-20. Default: all.",
)
_exercise = click.option(
    "--exercise",
    metavar="NAME",
    shell_complete=names.exercises,
    help="Include only the sets of this exercise. Default: all.",
)


@click.group("export", epilog="Example: supertimer export ics -o workouts.ics")
def command() -> None:
    """Write the history and the plan in the format of another program."""


@command.command("json", epilog="Example: supertimer export json -o history.json")
@_output
@click.option(
    "--only",
    "--as",
    "person",
    metavar="NAME",
    shell_complete=names.persons,
    help="Include only this person. Default: everybody in the history.",
)
def whole(output: BinaryIO, person: str | None) -> None:
    """Write everything in the history, without loss.

    `supertimer import` adds the file to another history. Workouts that are in both are not added
    twice.
    """
    from supertimer.history.opening import reading
    from supertimer.history.persons import find_person
    from supertimer.interop import whole

    with reading() as (store, _):
        keys = find_person(store, person).keys if person else None
        _write(output, whole.write(store, keys))


@command.command("csv", epilog="Example: supertimer export csv -o sets.csv --since 2026-01-01")
@_output
@_since
@_exercise
@as_person
def sets(
    output: BinaryIO, since: datetime | None, exercise: str | None, person: str | None
) -> None:
    """Write one row per set, for a spreadsheet or for analysis.

    `load` is the load as you entered it, `weight (kg)` its number in kilograms. A text that a
    spreadsheet would run as a formula begins with an apostrophe.
    """
    from supertimer.interop import sheet

    _write(output, sheet.write(_sessions(since, exercise, person)))


def _other(name: str, program: str, note: str) -> None:
    """Add the command that writes a log of another program."""

    @command.command(
        name,
        help=f"Write a log of {program}.\n\n{note} The notes have what the format can't hold,"
        " such as the side and the cadence, and `supertimer import` reads it back.",
        epilog=f"Example: supertimer export {name} -o {name}.csv",
    )
    @_output
    @_since
    @_exercise
    @as_person
    def write(
        output: BinaryIO, since: datetime | None, exercise: str | None, person: str | None
    ) -> None:
        from supertimer.interop.others import WRITERS

        _write(output, WRITERS[name](_sessions(since, exercise, person)))


_other("strong", "Strong", "Hevy reads it, too. The seconds are the time under load.")
_other("hevy", "Hevy", "Loads are in kilograms. The seconds are the time under load.")
_other("fitnotes", "FitNotes for Android", "The time is the time under load.")


@command.command("fit", epilog="Example: supertimer export fit --split workouts")
@_output
@click.option(
    "--split",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write one file per workout into this folder.",
)
@_since
@_exercise
@as_person
@click.pass_context
def fit(
    context: click.Context,
    output: BinaryIO,
    split: Path | None,
    since: datetime | None,
    exercise: str | None,
    person: str | None,
) -> None:
    """Write workouts as FIT files, such as for Garmin Connect.

    Each workout is one strength training activity. The duration of a set is its time under load.
    Many programs read only the first activity of a file, so use --split for several workouts.
    """
    from supertimer.errors import SupertimerError
    from supertimer.interop.fit import activity, file_names, fits, require_fit
    from supertimer.text import count

    where = context.get_parameter_source("output")
    if split is not None and where is not ParameterSource.DEFAULT:
        raise click.UsageError("use either --output or --split")
    if split is None and where is ParameterSource.DEFAULT and shows_styles():
        raise click.UsageError("FIT files are not text: add -o FILE or --split DIR")
    require_fit()
    found = _sessions(since, exercise, person)
    chosen = [session for session in found if fits(session)]
    if left_out := len(found) - len(chosen):
        warn(f"left out {count(left_out, 'workout')}: FIT files hold no date before July 1998")
    if not chosen:
        raise SupertimerError("no workouts to export")
    hidden = sys.stderr is None or not sys.stderr.isatty()
    with click.progressbar(chosen, label="Writing", file=sys.stderr, hidden=hidden) as sessions:
        if split is None:
            for session in sessions:
                output.write(activity(session))
            output.flush()
            return
        try:
            split.mkdir(parents=True, exist_ok=True)
            for session, name in zip(sessions, file_names(chosen), strict=True):
                (split / name).write_bytes(activity(session))
        except OSError as error:
            raise SupertimerError(f"can't write to {split}: {error.strerror}") from None
    say(f"Wrote {count(len(chosen), 'file')} to {split}.")


def _sessions(
    since: datetime | None, exercise: str | None, person: str | None
) -> "list[SessionDone]":
    """Return the past workouts that the options select, the earliest first."""
    from dataclasses import replace

    from supertimer.history.opening import reading
    from supertimer.history.queries import Past

    # The day in the workout's own time zone, which begins at most 14 h before the day in UTC.
    begin = None
    if since and since.year > 1:  # year 1 has no day before its first
        begin = since.replace(tzinfo=UTC) - timedelta(days=1)
    with reading(person) as (store, who):
        past = Past(store, who)
        name = past.find(exercise) if exercise else None
        found = []
        for session in past.sessions(begin):
            kept = tuple(done for done in session.sets if name in (None, done.exercise))
            if kept and (since is None or session.started.date() >= since.date()):
                found.append(replace(session, sets=kept))
    for fault in past.faults:
        warn(fault)
    return found


def _write(output: BinaryIO, lines: Iterable[str]) -> None:
    """Write lines in UTF-8; what can't be encoded is written as a question mark."""
    for line in lines:
        output.write(line.encode("utf-8", "replace"))
    output.flush()


@command.command("ics", epilog="Example: supertimer export ics -o workouts.ics --weeks 8")
@_output
@click.option(
    "--weeks",
    type=click.IntRange(0, 52),
    default=4,
    help="Include the workouts of the next weeks, at most this many.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Include past workouts from this day on. Default: 4 weeks ago.",
)
@click.option(
    "--at",
    type=click.DateTime(["%H:%M"]),
    help="Start the next workouts at this time of day. Default: the usual time of your last ones.",
)
@click.option(
    "--alarm",
    type=click.IntRange(0, 7 * 24 * 60),
    default=60,
    metavar="MINUTES",
    help="Remind this many minutes before a workout; 0 for no reminder.",
)
@as_person
def ics(
    output: BinaryIO,
    weeks: int,
    since: datetime | None,
    at: datetime | None,
    alarm: int,
    person: str | None,
) -> None:
    """Write past workouts and the next ones as a calendar.

    You can import it again: the calendar moves workouts that have moved, and adds none twice.
    """
    from supertimer.clock import SystemClock
    from supertimer.errors import SupertimerError
    from supertimer.history.diary import read_diary
    from supertimer.history.opening import reading
    from supertimer.history.queries import Past
    from supertimer.interop.ics import calendar, habits

    now = SystemClock().wall()
    with reading(person) as (store, who):
        first = since.replace(tzinfo=now.tzinfo) if since else now - timedelta(weeks=4)
        past = Past(store, who)
        sessions = [each for each in past.sessions(first) if each.sets]
        manner = habits(
            sessions,
            time(at.hour, at.minute) if at else None,
            timedelta(minutes=alarm) if alarm else None,
        )
        coming = read_diary(store, who, now).coming(weeks)
    for fault in past.faults:
        warn(fault)
    if not coming and not sessions:
        raise SupertimerError("the calendar would be empty: no past workout and no next one")
    output.write(calendar(who, coming, sessions, manner, now))
    output.flush()
