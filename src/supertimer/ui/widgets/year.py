"""A calendar of a year: one column per week, one cell per day."""

from collections.abc import Mapping
from datetime import date, timedelta

from rich.text import Text

from supertimer.text import count

MARKS = "·▪◼"
"""The marks for no workout, one workout, and more than one."""
LEGEND = "· no workout   ▪ one   ◼ more than one"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")


def year_rows(workouts: Mapping[date, int], year: int) -> list[str]:
    """Return eight rows: the names of the months, then Monday to Sunday.

    `workouts` has the number of workouts of each day. Days of other years are blank.
    """
    first = date(year, 1, 1)
    start = first - timedelta(days=first.weekday())
    weeks = ((date(year, 12, 31) - start).days // 7) + 1
    heads = [" "] * (weeks + 3)
    for month, name in enumerate(MONTHS, start=1):
        column = (date(year, month, 1) - start).days // 7
        heads[column : column + 3] = name
    rows = ["    " + "".join(heads).rstrip()]
    for weekday in range(7):
        cells = []
        for week in range(weeks):
            day = start + timedelta(days=7 * week + weekday)
            mark = MARKS[min(workouts.get(day, 0), len(MARKS) - 1)]
            cells.append(mark if day.year == year else " ")
        rows.append(f"{DAYS[weekday]:4}" + "".join(cells).rstrip())
    return rows


def kept_weeks(workouts: Mapping[date, int], year: int, goal: int) -> list[bool]:
    """Return, for each column of the calendar, whether the week had `goal` workouts or more."""
    first = date(year, 1, 1)
    start = first - timedelta(days=first.weekday())
    weeks = ((date(year, 12, 31) - start).days // 7) + 1
    return [
        sum(workouts.get(start + timedelta(days=7 * week + day), 0) for day in range(7)) >= goal
        for week in range(weeks)
    ]


def year_text(
    workouts: Mapping[date, int], year: int, today: date, done: str, quiet: str, goal: int = 0
) -> Text:
    """Return the year in colors, with its legend and sums below.

    With a `goal` of workouts per week, a row marks the weeks that reached it.
    """
    text = Text(no_wrap=True)
    text.append(f"{year}\n\n", "bold")
    head, *days = year_rows(workouts, year)
    text.append(head + "\n", quiet)
    for row in days:
        for char in row:
            text.append(char, f"bold {done}" if char in MARKS[1:] else quiet)
        text.append("\n")
    kept = kept_weeks(workouts, year, goal) if goal else []
    if any(kept):
        marks = "".join("✓" if each else " " for each in kept).rstrip()
        text.append(f"    {marks}\n", f"bold {done}")
    text.append(f"\n{LEGEND}\n", quiet)
    text.append(f"\n{year_sum(workouts, year, today)}")
    if any(kept):
        text.append(f"\n{count(sum(kept), 'week')} with {count(goal, 'workout')} or more  ✓")
    return text


def year_sum(workouts: Mapping[date, int], year: int, today: date) -> str:
    """Return `12 workouts, 1.8 per week`; the average starts at the first one of the year."""
    done = {day: count for day, count in workouts.items() if day.year == year and count}
    total = sum(done.values())
    said = count(total, "workout")
    last = today if today.year == year else date(year, 12, 31)
    weeks = ((last - min(done, default=last)).days + 1) / 7
    return f"{said}, {total / weeks:.1f} per week" if weeks >= 2 else said
