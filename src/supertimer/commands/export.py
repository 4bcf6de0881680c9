"""`supertimer export`: what is remembered and planned, for other programs."""

from datetime import datetime, time, timedelta
from typing import BinaryIO

import click


@click.group("export")
def command() -> None:
    """Write the history or the plan in the format of another program."""


@command.command("ics")
@click.option(
    "-o",
    "--output",
    type=click.File("wb", lazy=True),
    default="-",
    help="The file to write; else it is printed.",
)
@click.option(
    "--weeks",
    type=click.IntRange(0, 52),
    default=4,
    show_default=True,
    help="How far ahead to plan.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day of the past to take along; else four weeks back.",
)
@click.option(
    "--at",
    type=click.DateTime(["%H:%M"]),
    help="The time of day of coming workouts; else the usual one.",
)
@click.option(
    "--alarm",
    type=click.IntRange(0, 7 * 24 * 60),
    default=60,
    show_default=True,
    metavar="MINUTES",
    help="Remind so long before a workout; 0: never.",
)
@click.option("--as", "name", metavar="NAME", help="Whose history; else the settings say.")
def ics(
    output: BinaryIO,
    weeks: int,
    since: datetime | None,
    at: datetime | None,
    alarm: int,
    name: str | None,
) -> None:
    """Write the coming workouts and the past ones as a calendar.

    Importing it again moves what has moved, and doubles nothing.
    """
    from supertimer.clock import SystemClock
    from supertimer.errors import SupertimerError
    from supertimer.history.opening import reading
    from supertimer.history.queries import Past, read_diary
    from supertimer.interop.ics import calendar, habits

    now = SystemClock().wall()
    with reading(name) as (store, who):
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
        click.echo(fault, err=True)
    if not coming and not sessions:
        raise SupertimerError("there is nothing to put into a calendar: nothing done, nothing due")
    output.write(calendar(who, coming, sessions, manner, now))
    output.flush()
