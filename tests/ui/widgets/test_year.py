"""A year in eight rows."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from supertimer.ui.widgets.year import MARKS, kept_weeks, year_rows, year_sum, year_text


def test_days_are_in_their_week_and_weekday() -> None:
    rows = year_rows({date(2026, 1, 1): 1, date(2026, 1, 5): 2}, 2026)
    assert rows[0].startswith("    Jan Feb Mar  Apr ")
    assert rows[4] == "    ▪" + "·" * 52, "1 January 2026 was a Thursday"
    assert rows[1][:6] == "Mon  ◼"


@given(st.integers(1970, 2100), st.data())
def test_every_workout_day_is_marked_once(year: int, data: st.DataObject) -> None:
    first = date(year, 1, 1)
    length = (date(year + 1, 1, 1) - first).days
    days = data.draw(st.sets(st.integers(0, length - 1), max_size=60))
    rows = year_rows({first + timedelta(days=day): 1 for day in days}, year)
    cells = "".join(row[4:] for row in rows[1:])
    assert cells.count(MARKS[1]) == len(days)
    assert cells.count(MARKS[0]) == length - len(days)


def test_the_weekly_average_starts_at_the_first_workout_of_the_year() -> None:
    workouts = {date(2025, 12, 30): 1, date(2026, 9, 7): 1, date(2026, 9, 10): 2}
    assert year_sum(workouts, 2026, date(2026, 9, 11)) == "3 workouts"
    assert year_sum(workouts, 2026, date(2026, 9, 27)) == "3 workouts, 1.0 per week"
    assert year_sum(workouts, 2025, date(2026, 9, 27)) == "1 workout"
    assert year_sum({}, 2026, date(2026, 9, 27)) == "0 workouts"


def test_weeks_that_reached_the_goal_have_a_mark_and_a_sum() -> None:
    workouts = {date(2026, 9, 7): 1, date(2026, 9, 10): 1, date(2026, 9, 14): 1}
    kept = kept_weeks(workouts, 2026, goal=2)
    assert [week for week, each in enumerate(kept) if each] == [36]
    text = year_text(workouts, 2026, date(2026, 9, 27), "white", "white", goal=2).plain
    head, marks = text.splitlines()[2], text.splitlines()[10]
    assert marks.index("✓") == head.index("Sep") + 1, "7 September is in the second week"
    assert "1 week with 2 workouts or more" in text
    assert "✓" not in year_text(workouts, 2026, date(2026, 9, 27), "white", "white").plain
