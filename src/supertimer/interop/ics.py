"""The next workouts and the past ones as a calendar (RFC 5545).

Times have no time zone: half past six is half past six wherever the calendar is opened. Importing
it again adds no event twice: a past workout has its key in the history, and a future one the key of
its place in the plan (the next, the one after), so the calendar moves it when the plan moves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from statistics import median_low
from uuid import NAMESPACE_URL, uuid5

from supertimer.body.schedule import Due
from supertimer.errors import SupertimerError
from supertimer.history.queries import SessionDone
from supertimer.history.set_record import SetDone
from supertimer.text import literal

EVENING = time(18, 0)
"""The time of day of planned workouts for a person without past workouts."""

QUARTER = timedelta(minutes=15)
_HALF_HOUR = timedelta(minutes=30)


class CalendarMissingError(SupertimerError):
    """The library that writes calendars is missing; the message says how to install it."""


@dataclass(frozen=True, slots=True)
class Habits:
    """The time of day, the length, and the reminder of planned workouts."""

    at: time
    lasts: timedelta
    alarm: timedelta | None
    """The time from the reminder to the workout; None for no reminder."""


def habits(
    sessions: Sequence[SessionDone], at: time | None = None, alarm: timedelta | None = None
) -> Habits:
    """Return the usual time and length of the last ten workouts, to the quarter of an hour.

    `at` replaces the usual time.
    """
    last = sessions[-10:]
    if at is None:
        minutes = [each.started.hour * 60 + each.started.minute for each in last]
        at = time(*divmod(median_low(minutes) // 15 * 15, 60)) if minutes else EVENING
    lengths = [each.lasted for each in last if each.lasted]
    lasts = -(-median_low(lengths) // QUARTER) * QUARTER if lengths else _HALF_HOUR
    return Habits(at, lasts, alarm)


def calendar(
    person: str,
    coming: Iterable[Due],
    sessions: Iterable[SessionDone],
    habits: Habits,
    now: datetime,
) -> bytes:
    """Return an iCalendar file with the workouts of `coming` and those of `sessions`.

    Raises:
        CalendarMissingError: the extra `calendar` is not installed.
    """
    try:
        import icalendar
    except ImportError:
        raise CalendarMissingError(
            "calendars need the library icalendar; to install it:"
            " pip install 'supertimer-tui[calendar]'"
        ) from None

    whole = icalendar.Calendar()
    whole.add("prodid", "-//supertimer//workouts//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", "Workouts")
    for session in sessions:
        event = icalendar.Event()
        event.add("uid", f"{session.workout}@supertimer")
        event.add("dtstamp", session.started.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", session.started.replace(tzinfo=None, second=0, microsecond=0))
        event.add("duration", max(timedelta(minutes=1), _whole_minutes(session.lasted)))
        event.add("summary", literal(session.routine))
        event.add("description", "\n".join([*map(_line, session.sets), *_note(session.note)]))
        whole.add_component(event)
    for place, due in enumerate(coming):
        event = icalendar.Event()
        event.add("uid", f"{uuid5(NAMESPACE_URL, f'supertimer:{person}:{place}')}@supertimer")
        event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        event.add("sequence", int(now.timestamp()) // 60)  # the later import wins
        event.add("dtstart", datetime.combine(due.day, habits.at))
        event.add("duration", habits.lasts)
        event.add("summary", due.routine)
        if habits.alarm is not None:
            alarm = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", due.routine)
            alarm.add("trigger", -habits.alarm)
            event.add_component(alarm)
        whole.add_component(event)
    return bytes(whole.to_ical())


def _whole_minutes(length: timedelta) -> timedelta:
    return length // timedelta(minutes=1) * timedelta(minutes=1)


def _line(done: SetDone) -> str:
    """Return a set as a line: `Leg press, left: 210 lb, 1:42`."""
    side = f", {done.side}" if done.side else ""
    load = f"{done.load}, " if done.load else ""
    return f"{literal(done.exercise)}{side}: {load}{done.time}"


def _note(note: str) -> list[str]:
    return [literal(note)] if note else []
