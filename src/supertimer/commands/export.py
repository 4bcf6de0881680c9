"""`supertimer export`: write the history and the plan for other programs."""

from datetime import datetime, time, timedelta
from typing import BinaryIO

import click

from supertimer.commands.options import as_person
from supertimer.console import warn


@click.group("export", epilog="Example: supertimer export ics -o workouts.ics")
def command() -> None:
    """Write the history and the plan in the format of another program."""


@command.command("ics", epilog="Example: supertimer export ics -o workouts.ics --weeks 8")
@click.option(
    "-o",
    "--output",
    type=click.File("wb", lazy=True),
    default="-",
    show_default=False,
    help="Write to this file. Default: standard output.",
)
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
    from supertimer.history.opening import reading
    from supertimer.history.queries import Past, read_diary
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
