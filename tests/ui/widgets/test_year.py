"""The calendars of the years, and their totals."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from supertimer.body.schedule import Pace
from supertimer.ui.widgets.year import (
    KEPT,
    MARKS,
    DayDone,
    calendar,
    kept_weeks,
    year_sums,
    years_text,
)

TWICE = Pace(2, 1, "twice a week")


def year(workouts: Mapping[date, int], number: int) -> list[str]:
    return calendar(workouts, date(number, 1, 1), date(number, 12, 31))


def drawn(
    workouts: Mapping[date, int], today: date, pace: Pace | None = TWICE, columns: int = 80
) -> str:
    days = {day: DayDone(number, 5 * number, 480_000) for day, number in workouts.items()}
    return years_text(days, today, pace, columns, "white", "white").plain


def test_days_are_in_their_week_and_weekday() -> None:
    rows = year({date(2026, 1, 1): 1, date(2026, 1, 5): 2}, 2026)
    assert rows[0].startswith("    Jan Feb Mar  Apr ")
    assert rows[4] == "    ▪" + "·" * 52, "1 January 2026 was a Thursday"
    assert rows[1][:6] == "Mon  ◼"


@given(st.integers(1970, 2100), st.booleans(), st.data())
def test_every_workout_day_is_marked_once(number: int, halves: bool, data: st.DataObject) -> None:
    first, last = date(number, 1, 1), date(number, 12, 31)
    length = (last - first).days + 1
    days = data.draw(st.sets(st.integers(0, length - 1), max_size=60))
    workouts = {first + timedelta(days=day): 1 for day in days}
    parts = [(first, last)]
    if halves:
        parts = [(first, date(number, 6, 30)), (date(number, 7, 1), last)]
    rows = [row for part in parts for row in calendar(workouts, *part)[1:]]
    cells = "".join(row[4:] for row in rows)
    assert cells.count(MARKS[1]) == len(days)
    assert cells.count(MARKS[0]) == length - len(days)


@given(st.integers(1970, 2100))
def test_every_week_belongs_to_one_year(number: int) -> None:
    always = Pace(0, 1, "")
    weeks = [
        monday
        for each in (number, number + 1)
        for monday in kept_weeks({}, each, always, date(number + 2, 1, 1))
    ]
    assert all(after - before == timedelta(weeks=1) for before, after in pairwise(weeks))


def test_the_weekly_average_starts_at_the_first_workout_of_the_year() -> None:
    one, two = DayDone(1, 5, 480_000), DayDone(2, 10, 4_800_000)
    days = {date(2025, 12, 30): one, date(2026, 9, 7): one, date(2026, 9, 10): two}
    said = "15 sets, 1 h 28 min under load"
    assert year_sums(days, 2026, date(2026, 9, 11)) == ["3 workouts", said]
    assert year_sums(days, 2026, date(2026, 9, 27)) == ["3 workouts, 1.0 per week", said]
    assert year_sums(days, 2025, date(2026, 9, 27)) == ["1 workout", "5 sets, 8:00 under load"]
    assert year_sums({}, 2026, date(2026, 9, 27)) == ["0 workouts"]


def test_weeks_on_schedule_have_a_mark_and_a_total() -> None:
    workouts = {date(2026, 9, 7): 1, date(2026, 9, 10): 1, date(2026, 9, 14): 1}
    assert kept_weeks(workouts, 2026, TWICE, date(2026, 9, 27)) == [date(2026, 9, 7)]
    text = drawn(workouts, date(2026, 9, 27))
    assert "✓ 1 week on schedule, twice a week\n" in text
    _, calendars, _legend = text.split("\n\n")
    head, *_, marks = calendars.splitlines()
    assert marks.index(KEPT) == head.index("Sep") + 1, "7 September is in the second week"
    assert KEPT not in drawn(workouts, date(2026, 9, 27), None)
    assert KEPT not in drawn({date(2026, 9, 14): 1}, date(2026, 9, 27)), "no scolding"


def test_a_week_that_is_still_to_come_keeps_nothing() -> None:
    workouts = {date(2026, 9, 7): 1}
    rare = Pace(1, 3, "every 3 weeks")
    assert kept_weeks(workouts, 2026, rare, date(2026, 9, 15)) == [
        date(2026, 9, 7),
        date(2026, 9, 14),
    ]


def test_earlier_years_follow() -> None:
    text = drawn({date(2024, 5, 1): 1, date(2026, 1, 2): 1}, date(2026, 1, 3))
    years = [line for line in text.splitlines() if line.isdigit()]
    assert years == ["2026", "2024"]


def test_a_narrow_window_has_half_a_year_at_a_time_the_current_one_first() -> None:
    workouts = {date(2026, 9, 7): 1, date(2026, 9, 10): 1, date(2026, 2, 3): 2}
    for today, months in ((date(2026, 9, 27), "Jul"), (date(2026, 3, 1), "Jan")):
        text = drawn(workouts, today, columns=33)
        assert max(map(len, text.splitlines())) <= 35
        heads = [line.split()[0] for line in text.splitlines() if line.startswith("    J")]
        assert sorted(heads) == ["Jan", "Jul"] and heads[0] == months
        calendars = text.rsplit("\n", 1)[0]
        assert calendars.count("▪") == 2 and calendars.count("◼") == 1


def test_a_wide_window_has_room_between_the_weeks() -> None:
    text = drawn({date(2026, 9, 7): 1, date(2026, 9, 10): 1}, date(2026, 9, 27), columns=120)
    *_, monday, _, _, _, _, _, _, marks, _, _ = text.splitlines()
    assert "· · ▪ · ·" in monday
    assert marks.index(KEPT) == monday.index("▪")
