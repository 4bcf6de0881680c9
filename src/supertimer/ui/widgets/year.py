"""Calendars of the years: one column per week, one cell per day, and totals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rich.text import Text
from textual.widgets import Static

from supertimer.body.schedule import Pace
from supertimer.history.queries import SessionDone
from supertimer.text import count
from supertimer.units import minutes

MARKS = "·▪◼"
"""The marks for no workout, one workout, and more than one."""
KEPT = "✓"
"""The mark of a week that kept the schedule."""
LEGEND = "· none   ▪ one workout   ◼ more"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")

NAMES = 4
"""The columns of the names of the days."""

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class DayDone:
    """What was done on one day or more."""

    workouts: int = 0
    sets: int = 0
    tul_ms: int = 0

    def __add__(self, other: "DayDone") -> "DayDone":
        return DayDone(
            self.workouts + other.workouts, self.sets + other.sets, self.tul_ms + other.tul_ms
        )


def days_done(sessions: Iterable[SessionDone]) -> dict[date, DayDone]:
    """Return what was done on each day."""
    days: dict[date, DayDone] = defaultdict(DayDone)
    for session in sessions:
        if session.sets:
            tul = sum(done.tul_ms for done in session.sets)
            days[session.started.date()] += DayDone(1, len(session.sets), tul)
    return dict(days)


class YearView(Static):
    """The years with a workout, the latest first; in a narrow window, each in two halves."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self._days: Mapping[date, DayDone] = {}
        self._pace: Pace | None = None
        self._today = date.min

    def show(self, days: Mapping[date, DayDone], pace: Pace | None, today: date) -> None:
        """Show what was done on each day from now on."""
        self._days, self._pace, self._today = days, pace, today
        self.draw()

    def on_resize(self) -> None:
        """Draw again: another width may fit another calendar."""
        self.draw()

    def draw(self) -> None:
        """Draw in the colors of the theme."""
        theme = self.app.current_theme
        styles = theme.accent or "bold", theme.variables.get("quiet", "dim")
        self.update(years_text(self._days, self._today, self._pace, self.size.width, *styles))


def years_text(
    days: Mapping[date, DayDone],
    today: date,
    pace: Pace | None,
    columns: int,
    accent: str,
    quiet: str,
) -> Text:
    """Return every year with a workout, and the current one, in `columns` columns."""
    text = Text(no_wrap=True)
    workouts = {day: done.workouts for day, done in days.items()}
    for year in sorted({today.year, *(day.year for day in days)}, reverse=True):
        text.append(f"\n\n{year}\n" if text else f"{year}\n", "bold")
        kept = kept_weeks(workouts, year, pace, today)
        for line in year_sums(days, year, today):
            text.append(f"{line}\n")
        if kept and pace is not None:
            said = f"{KEPT} {count(len(kept), 'week')} on schedule"
            full = f"{said}, {pace.words}"
            text.append(f"{full if len(full) <= columns else said}\n")
        for first, last in _stretches(year, columns, today):
            text.append("\n")
            wide = 2 if columns >= NAMES + 2 * 54 else 1
            head, *rows = calendar(workouts, first, last, wide)
            text.append(f"{head}\n", quiet)
            for row in rows:
                for char in row:
                    text.append(char, f"bold {accent}" if char in MARKS[1:] else quiet)
                text.append("\n")
            if marks := _marks(kept, first, last, wide):
                text.append(f"{marks}\n", f"bold {accent}")
        text.append(f"\n{LEGEND}", quiet)
    return text


def _stretches(year: int, columns: int, today: date) -> list[tuple[date, date]]:
    """Return the first and the last day of each calendar of a year, the current half first."""
    first, last, middle = date(year, 1, 1), date(year, 12, 31), date(year, 7, 1)
    if columns >= NAMES + 54 or not columns:
        return [(first, last)]
    halves = [(middle, last), (first, middle - timedelta(days=1))]
    return halves if today >= middle else halves[::-1]


def calendar(workouts: Mapping[date, int], first: date, last: date, wide: int = 1) -> list[str]:
    """Return eight rows: the names of the months, then Monday to Sunday.

    `workouts` has the number of workouts of each day. Days before `first` and after `last` are
    blank. A week is `wide` columns wide.
    """
    start = _monday(first)
    weeks = (last - start) // WEEK + 1
    heads = [" "] * (weeks * wide + 3)
    for month, name in enumerate(MONTHS, start=1):
        day = date(first.year, month, 1)
        if first <= day <= last:
            column = (day - start) // WEEK * wide
            heads[column : column + 3] = name
    rows = [" " * NAMES + "".join(heads).rstrip()]
    for weekday, name in enumerate(DAYS):
        days = (start + timedelta(weeks=week, days=weekday) for week in range(weeks))
        cells = (
            MARKS[min(workouts.get(day, 0), len(MARKS) - 1)] if first <= day <= last else " "
            for day in days
        )
        gap = " " * (wide - 1)
        rows.append(f"{name:{NAMES}}{gap.join(cells).rstrip()}")
    return rows


def kept_weeks(
    workouts: Mapping[date, int], year: int, pace: Pace | None, today: date
) -> list[date]:
    """Return the Mondays of the weeks of a year that kept the pace; a week has its Thursday's year.

    Weeks after `today` are left out.
    """
    if pace is None:
        return []
    mondays = (_monday(date(year, 1, 4)) + place * WEEK for place in range(53))
    return [
        monday
        for monday in mondays
        if monday <= today and _thursday(monday).year == year and pace.kept(workouts, monday)
    ]


def _marks(kept: Iterable[date], first: date, last: date, wide: int) -> str:
    """Return the row of marks below a calendar, one per week that kept the schedule."""
    start = _monday(first)
    columns = {
        (monday - start) // WEEK * wide for monday in kept if first <= _thursday(monday) <= last
    }
    marks = "".join(
        KEPT if column in columns else " " for column in range(max(columns, default=-1) + 1)
    )
    return " " * NAMES + marks if marks else ""


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _thursday(monday: date) -> date:
    return monday + timedelta(days=3)


def year_sums(days: Mapping[date, DayDone], year: int, today: date) -> list[str]:
    """Return the totals of a year: `12 workouts, 1.8 per week` and `24 sets, 41:08 under load`.

    The average starts at the first workout of the year.
    """
    done = {day: each for day, each in days.items() if day.year == year and each.workouts}
    total = sum(done.values(), DayDone())
    said = count(total.workouts, "workout")
    last = today if today.year == year else date(year, 12, 31)
    weeks = ((last - min(done, default=last)).days + 1) / 7
    if weeks >= 2:
        said += f", {total.workouts / weeks:.1f} per week"
    if not total.sets:
        return [said]
    return [said, f"{count(total.sets, 'set')}, {_hours(total.tul_ms)} under load"]


def _hours(ms: int) -> str:
    """Return `41:08`, or from an hour on `2 h 41 min`."""
    hours, rest = divmod(ms // 60_000, 60)
    return f"{hours} h {rest} min" if hours else minutes(ms)
